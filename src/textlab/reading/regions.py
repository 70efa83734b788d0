"""The provinces of China, in the order of their GB/T 2260 codes."""

import re

_NAMES = (
    "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 "
    "福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 "
    "云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区"
)
PROVINCES = tuple(_NAMES.split())
"""Full names, as in documents.csv."""


def short_name(province: str) -> str:
    """A province without its kind: 江西 for 江西省, 广西 for 广西壮族自治区."""
    return re.sub(r"(?:壮族|回族|维吾尔)?自治区$|[省市]$", "", province)


SHORT_NAMES = {short_name(province): province for province in PROVINCES}
"""Full names by short ones."""
