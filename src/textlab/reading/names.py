"""Written names: how a run is cut into them, and what a name tells of itself.

A name is that of an organisation (省财政厅), or of a group that names no
single one (各有关部门). A prefix that a run left out is restored.
"""

import re
from collections.abc import Iterator

OPENING, CLOSING = "（(〔[【", "）)〕]】"

AND_OTHERS = re.compile(r"(?<![高中初上下同平均])等(?!级|教育|学校|院校|离子|温|静压)")
"""等 behind the last name of a list."""

_ORGAN = re.compile(
    r"(?:厅|局|委|办|部|署|院|会|中心|公司|集团|大学|学院|学校|党校|实验室|银行|政府|支行|分行|总行|海关|总队|支队|工委|"
    r"联|社|所|站|馆|台|库|队|组|室|军区|兵团|电力|电网|铁路|移动|联通|电信|铁塔|邮政|烟草|石化|石油|人行|管委|新区|开发区|园区|"
    r"自贸区|医院|基金|联盟|保|法院|检察院|党委|省委|市委|校|处|厂|港|企业|机构|平台|行|司|团|庭|院校|报|示范区|试验区|高新区|经开区|片区|港区|度假区|单位|部门|机场|协|联席会议|人大|政协|纪委|监委|妇联|残联)$"
)
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|其它|全[省市国区县]各|省[级直]各|市[级直]各|所在|属地|当地|涉及|地方各?级?|基层|沿[海江边]|"
    r"市县|县级|县区|区县|市区县|试点|承担|项目|任务|主管|责任|牵头|成员|两级)"
    r"|(?:有关|相关|各)(?!.*(?:管理|服务)局$).{0,12}(?:部门|单位|政府|机构|企业|地区|地方|区|县|市|省|院校|高校|银行|平台|集团|公司|协会|组织|方面)$"
    r"|(?:成员单位|主管部门|牵头部门|牵头单位|责任部门|责任单位|有关方面|各部门|各单位|监管部门|各区|各市|各地|各县|行业部门|职能部门|组成部门|工作部门)(?:[（(〔].*[）)〕])?$"
)
_GENERIC = re.compile(
    r"(?:重点|龙头|骨干|国有|民营|大型|中央|在[\u4e00-\u9fff]{1,3})?(?:高校|高等院校|高等学校|院校|科研院所|科研机构|"
    r"企业|国企|央企|行业协会|行业组织|社会组织|金融机构|医疗机构|新闻媒体|产业园区|街镇|街道|乡镇)|[省市区县]属.+"
)
_AREA = re.compile(
    r"(?:(?:全省|全市)?各(?:有关|相关)?|有关|相关)(?:设区|地级)?(?:市|州|盟|区|县|省|地|自治区|镇|乡|省辖市)"
)
_AREA_MORE = re.compile(
    r"(?:各|有关|相关)?(?:省直管|省管)?(?:县|区|市|州|旗|镇|乡|街道|自治区|直辖市|新区|功能区|开发区|兵团|新疆生产建设兵团)"
)
_AND = re.compile(r"以及|及其|和|及|与|暨")
_LEADING = re.compile(
    r"^(?:由|以及|及|和(?![平田政硕布静龙县林])|并由|经(?![开信济贸发合管协])|请|与|在)(?=.)"
)
_LONGEST_NAME = 40


def is_organisation(name: str) -> bool:
    """Whether a name ends as names of organisations do."""
    if "：" in name:
        return False
    return 1 < len(name) <= _LONGEST_NAME and bool(_ORGAN.search(_without_brackets(name)))


def is_collective(name: str) -> bool:
    """Whether a name stands for a group and no single organisation."""
    if len(name) > _LONGEST_NAME or "：" in name:
        return False
    return bool(_COLLECTIVE.search(name) or _GENERIC.fullmatch(name))


def _without_brackets(name: str) -> str:
    return re.sub(r"[（(〔\[][^（(〔\[]*[）)〕\]]", "", name)


_SHARED = re.compile(r"[\u4e00-\u9fff]{2,4}(?P<ending>(?:市|县|区)(?:人民)?政府)")
_PLACE = re.compile(r"[\u4e00-\u9fff]{2,4}")


def split_names(text: str) -> list[str]:
    """The names of one run as written, joined by 、; “各市、县（市、区）政府” is one."""
    return _with_shared_ending(list(_tokens(text)))


def _with_shared_ending(tokens: list[str]) -> list[str]:
    """“济南、青岛、烟台市政府” names 济南市政府, 青岛市政府, 烟台市政府."""
    ending = ""
    full: list[str] = []
    for token in reversed(tokens):
        match = _SHARED.fullmatch(token)
        if match and not is_collective(token):
            ending = match["ending"]
        elif not _PLACE.fullmatch(token) or is_organisation(token) or is_collective(token):
            ending = ""
        full.append(token if match else token + ending)
    return full[::-1]


def _tokens(text: str) -> Iterator[str]:
    parts = _split(text, "、/")
    place = 0
    while place < len(parts):
        token = parts[place]
        while _AREA.fullmatch(token.split("、")[-1]) or (
            "、" in token and _AREA_MORE.fullmatch(token.split("、")[-1])
        ):
            if place + 1 == len(parts) or not _AREA_MORE.match(parts[place + 1]):
                break
            place += 1
            token += "、" + parts[place]
        yield from _halves(token)
        place += 1


def _split(text: str, marks: str) -> list[str]:
    pieces, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth = max(0, depth + (char in OPENING + "“") - (char in CLOSING + "”"))
        if depth == 0 and char in marks:
            pieces.append(text[start:place])
            start = place + 1
    return [piece for piece in [*pieces, text[start:]] if piece]


def _halves(token: str) -> Iterator[str]:
    """Names joined by 和 or 及 apart, where both sides are organisations or groups."""
    token = _LEADING.sub("", token)
    for match in _AND.finditer(token):
        left, right = token[: match.start()], token[match.end() :]
        if _stands_alone(left) and _stands_alone(right) and not token.startswith("各级"):
            yield from _halves(left)
            yield from _halves(right)
            return
    yield token


def _stands_alone(name: str) -> bool:
    bare = AND_OTHERS.split(name)[0]
    if is_collective(name):
        return bool(_GROUP.search(name)) or is_organisation(name)
    return (len(bare) >= 3 and is_organisation(bare)) or bare in {"团委"}


_GROUP = re.compile(r"(?:地区|地方|方面|各地|区|县|市|州|省|组织|高校|银行)$|（.*）$")
"""How groups of places and people end, so that 各市工业 in 各市工业和信息化局 is no group."""


# Prefixes: 省 in “省财政厅、自然资源厅”

_REGION = r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区|自治州|兵团)|[\u4e00-\u9fff]{2,3}市|省|市(?!场|政|容|域|民)|自治区|区(?!域)|县|州|旗|盟)"
_PREFIX = re.compile(rf"^(?P<region>{_REGION})(?P<party>委|党委)?(?=.{{2,}})")
_PARTY_BODY = re.compile(
    r"^(?:组织部|宣传部|统战部|政法委|网信办|编办|党校|金融办|金融工委|教育工委|人才办|改革办|社会工作部|外办|台办|政研室|"
    r"办公厅|巡视办|老干部局|党史研究室|机关工委|科技工委|军民融合办|财经办|农办|国安办|讲师团|依法治省办|依法治市办|两新工委|保密办|机要局)"
)
_DEPARTMENT = re.compile(
    r"^(?:发展|发改|改革|教育|科技|科学技术|工业|工信|经信|经济|民族|民宗|民委|公安|国安|国家安全|民政|司法|财政|人力|人社|自然资源|国土|规划|"
    r"生态环境|环保|环境|住房|住建|建设|城乡|城管|城市|交通|水利|水务|农业|农村|畜牧|商务|文化|文旅|文物|旅游|卫生|卫健|计生|退役|应急|安监|审计|外事|"
    r"国资|国有资产|林业|园林|绿化|市场|质监|质量|工商|食品|药品|药监|广播|广电|新闻|体育|统计|粮食|粮储|物资|医保|医疗|知识产权|地方金融|机关|事务管理|人防|国防动员|"
    r"信访|乡村|扶贫|能源|大数据|数据|政务|行政|口岸|港澳|侨|海洋|渔业|档案|供销|中小企业|地质|地矿|监狱|通信管理|气象|地震|邮政|税务|消防|公共资源|投资|招商|"
    r"参事|行政审批|审批|中医|国防科工|通信|国税|地税|综合执法|疾控|医改|林草|农牧|版权|电影|社会工作|金融(?!监管总局)|法制|法院|检察院|总工会|妇联|残联|科协|工商联|社科联|文联|贸促|红十字|社科院|科学院|农科院|密码|民航|机场|铁路办|高级|民营|物价|监察|监委|政府(?!性)|人大|政协|公共|药|产业)"
)


def prefix_of(name: str) -> str:
    """The region that a name begins with, 省 or 江西省; empty where it begins with none."""
    match = _PREFIX.match(name)
    if not match:
        return ""
    body = name[match.end() :]
    known = _DEPARTMENT.match(body) or _PARTY_BODY.match(body) or match["party"]
    return match["region"] if known or match["region"] in {"省", "自治区"} else ""


def restore_prefix(name: str, prefix: str) -> str:
    """A name with the prefix that its run left out: 自然资源厅 after 省财政厅 is 省自然资源厅.

    A full name that stands on its own (合肥海关, 人行南昌中心支行) takes none.
    """
    if not prefix or prefix_of(name):
        return name
    if name.startswith("党委") and prefix.endswith("自治区"):
        return prefix + name
    if _PARTY_BODY.match(name):
        return f"{prefix}{'党委' if prefix.endswith('自治区') else '委'}{name}"
    return prefix + name if _DEPARTMENT.match(name) else name
