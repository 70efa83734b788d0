"""Bodies with a name of their own: what kind an enterprise, university or zone is by its ending."""

import re

_ZONE = (
    r"(?:开发区|高新区|经开区|新区|保税区|保税港区|综保区|自贸区|自由贸易试验区|自贸试验区|片区|园区|产业园|工业园|"
    r"科技园|软件园|科技城|科学城|科创城|新城|度假区|示范区|试验区|先行区|港区|商务区|功能区|管理区|合作区|名胜区|"
    r"风景区|航空港区|实验区|生态城|集聚区|湿地公园|自然保护区|国家公园)"
)
_COMMITTEE = r"(?:管委会?|管理委|管理局|党工委管委会|工委管委会|党工委|建设管理委|建设管委会|管理中心|管理处)"
_ENDINGS = {
    "special-zone": rf"{_ZONE}{_COMMITTEE}?",
    "laboratory": "实验室",
    "health": "医院|医学中心",
    "media": (
        "(?:日报|晚报)社?|报社|电视台|广播电视总?台|广播电台|融媒体中心|新闻网|(?:传媒|报业|报业传媒|广电|"
        "广播电视|出版|出版传媒)集团|新华社.*分社"
    ),
    "university": "大学|学院|学校|高等专科学校|中学",
    "financial-institution": (
        "(?:银行|银行股份有限公司|农商行|农信社|农信联社|信用社|信用联社|信用社联合社|国开行|农发行)"
        "(?:.{0,10}(?:分行|支行|总行|营业部|分公司))?|"
        "(?:保险|证券|信托|基金|担保|期货|金控|金融控股)(?:集团)?(?:股份)?(?:有限)?(?:责任)?公司.{0,8}"
    ),
    "research-institute": (
        "研究总?院|研究所|科学院|设计院|社科院|农科院|林科院|勘察院|规划院|研究中心|测试院|检[验测]院|检验检测院|"
        "标准化院|计量院|特检院|质检院"
    ),
    "enterprise": "公司|集团|移动|联通|电信|铁塔|石化|石油|机场",
    "leading-group": "(?:领导小组|指挥部|专班|联席会议|协调小组|工作组|工作小组)办?",
    "association": "协会|学会|商会|促进会|研究会|联盟|基金会|联合会|公会",
}
_KINDS = {function: re.compile(f"(?:{ending})$") for function, ending in _ENDINGS.items()}
_NOT_ONE = re.compile("^(?:各|有关|相关|所有|其他|本|省属|市属|国有|重点|骨干|全|当地)|等$")


def kind_of(name: str) -> str:
    """The field of work of a folded name such as 包头师范学院; "" where its ending tells none."""
    if _NOT_ONE.search(name):
        return ""
    return next((function for function, ending in _KINDS.items() if ending.search(name)), "")


def without_committee(name: str) -> str:
    """A zone without the committee that runs it: 西永综合保税区管委会 is 西永综合保税区."""
    return re.sub(rf"({_ZONE}){_COMMITTEE}$", r"\1", name)
