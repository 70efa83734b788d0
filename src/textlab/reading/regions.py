"""The provinces of China, in the order of their GB/T 2260 codes, and how people write them."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

_TABLE = """
北京市 110000 beijing Beijing|天津市 120000 tianjin Tianjin|河北省 130000 hebei Hebei
山西省 140000 shanxi Shanxi|内蒙古自治区 150000 neimenggu Inner-Mongolia|辽宁省 210000 liaoning Liaoning
吉林省 220000 jilin Jilin|黑龙江省 230000 heilongjiang Heilongjiang|上海市 310000 shanghai Shanghai
江苏省 320000 jiangsu Jiangsu|浙江省 330000 zhejiang Zhejiang|安徽省 340000 anhui Anhui
福建省 350000 fujian Fujian|江西省 360000 jiangxi Jiangxi|山东省 370000 shandong Shandong
河南省 410000 henan Henan|湖北省 420000 hubei Hubei|湖南省 430000 hunan Hunan
广东省 440000 guangdong Guangdong|广西壮族自治区 450000 guangxi Guangxi|海南省 460000 hainan Hainan
重庆市 500000 chongqing Chongqing|四川省 510000 sichuan Sichuan|贵州省 520000 guizhou Guizhou
云南省 530000 yunnan Yunnan|西藏自治区 540000 xizang Xizang|陕西省 610000 shaanxi Shaanxi
甘肃省 620000 gansu Gansu|青海省 630000 qinghai Qinghai|宁夏回族自治区 640000 ningxia Ningxia
新疆维吾尔自治区 650000 xinjiang Xinjiang
"""
_ROWS = [row.split() for row in re.split(r"[|\n]", _TABLE.strip())]

PROVINCES = tuple(name for name, *_ in _ROWS)
"""Full names, as in documents.csv."""

PROVINCE_CODES = {code: name for name, code, *_ in _ROWS}
"""Full names by GB/T 2260 code, such as 360000."""

PROVINCE_SLUGS = {name: slug for name, _, slug, _ in _ROWS}
"""How a province is written in ids, as in the ids of the documents: jiangxi, neimenggu."""

PROVINCES_EN = {name: english.replace("-", " ") for name, *_, english in _ROWS}
"""Names in English."""


def short_name(province: str) -> str:
    """A province without its kind: 江西 for 江西省, 广西 for 广西壮族自治区."""
    return re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市]$", "", province)


SHORT_NAMES = {short_name(province): province for province in PROVINCES}
"""Full names by short ones."""


# How people write them

CENTRE = "全国"
"""The region of central documents."""

_ABBREVIATIONS = "京 津 冀 晋 蒙 辽 吉 黑 沪申 苏 浙 皖 闽 赣 鲁 豫 鄂 湘 粤 桂 琼 渝 川蜀 贵黔 云滇 藏 陕秦 甘陇 青 宁 新"
_WRITTEN_CENTRE = "全国 中央 国家 国务院 中国 national central china"
_ALSO_WRITTEN = {
    "内蒙古自治区": "内蒙 NeiMongol",
    "广西壮族自治区": "广西自治区 广西省 GuangxiZhuang",
    "西藏自治区": "Tibet",
    "宁夏回族自治区": "宁夏自治区 NingxiaHui",
    "新疆维吾尔自治区": "新疆自治区 XinjiangUygur XinjiangUyghur",
}
_KINDS_EN = {"省": ("province",), "市": ("municipality", "city"), "区": ("autonomousregion",)}


def region_of(written: str) -> str:
    """The region that people mean by a name, an abbreviation or a code; "" where it is unknown.

    Parameters
    ----------
    written : 江西省, 江西, 赣, Jiangxi, jiangxi, Jiangxi Province, 36, 3600 or 360000; the code of a
        city or county, 360100, stands for its province; 全国, 中央 and national for the centre

    Returns
    -------
    The full name of the province, or 全国. The name of a city or county is unknown here: `home_of`
    in `textlab.reading.places` reads those.

    Source: GB/T 2260 (codes, full and short names).
    """
    key = _bare(written)
    if re.fullmatch(r"\d\d|\d{4}|\d{6}", key, re.ASCII):
        return PROVINCE_CODES.get(key[:2] + "0000", "")
    return _regions().get(key, "")


def _bare(written: str) -> str:
    """A name without spaces and hyphens, in small half-width letters."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", written)).lower()


@cache
def _regions() -> Mapping[str, str]:
    """Regions by every name that people write."""
    names = dict.fromkeys(_WRITTEN_CENTRE.split(), CENTRE)
    for province, abbreviations in zip(PROVINCES, _ABBREVIATIONS.split(), strict=True):
        names |= dict.fromkeys(abbreviations, province)
        names |= {_bare(name): province for name in _names_of(province)}
    return names


def _names_of(province: str) -> Iterator[str]:
    yield from (province, short_name(province), PROVINCE_SLUGS[province])
    for name in (PROVINCES_EN[province], *_ALSO_WRITTEN.get(province, "").split()):
        yield name
        yield from (name + kind for kind in _KINDS_EN[province[-1]])
