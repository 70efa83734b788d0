"""Where the title of a row says another kind of document, or another level, than the row.

Only titles that leave no room are taken at their word: a report by its last
word, a city by its name in front, written with its kind.
"""

import re
from collections.abc import Iterator, Mapping

from textlab.reading.places import place_in_front, place_of_code
from textlab.reading.regions import PROVINCES

Row = Mapping[str, str]
Found = Iterator[tuple[str, str, Mapping[str, object]]]

_END = r"(?:[（(][^）)]*[）)])*$"
_ON_A_REPORT = re.compile("关于|贯彻|落实|分工|解读|任务|《")
_REPORT = re.compile(f"政府工作报告{_END}")
_PLAN = re.compile(f"(?:行动计划|工作计划|行动方案|实施方案|工作方案|工作要点){_END}")
_BEFORE = re.compile(r"^(?:关于印发)?《?(?:(?:19|20)\d\d年?度?)?")
_GOVERNMENT = re.compile("(?:人民)?政府")
_BELOW = ("province", "city", "county")


def family_of_title(row: Row) -> str:
    """The family that a title says where the row says the other of plan and work-report; else empty."""
    family, title = row.get("family", ""), row.get("title", "")
    if family == "plan" and _REPORT.search(title) and not _ON_A_REPORT.search(title):
        return "work-report"
    if family == "work-report" and _PLAN.search(title) and "报告" not in title:
        return "plan"
    return ""


def check_family(row: Row) -> Found:
    """政府工作报告 as plan, 行动计划 as work-report."""
    found = family_of_title(row)
    if found:
        yield "family-title", row["family"], {"found": found, "title": row["title"]}


def check_level(row: Row) -> Found:
    """A city's or county's title at the level of its province, and the other way round."""
    level, region, title = (row.get(name, "") for name in ("level", "region", "title"))
    if level not in _BELOW or region not in PROVINCES or _code_says_so(row):
        return
    bare = _BEFORE.sub("", title)
    place = place_in_front(bare)
    if place is None or place.province != region:
        return
    below = place.level != "province"
    if below == (level == "province") and (
        not row.get("issuer", "").startswith(region)
        if below
        else _GOVERNMENT.match(bare.removeprefix(region))
    ):
        details = {"place": place.full_name, "found": place.level, "title": title}
        yield "level-title", level, details


def _code_says_so(row: Row) -> bool:
    """Whether the code of the region contradicts the level, which is told already."""
    place = place_of_code(row.get("gb2260", ""))
    return place is not None and (place.level == "province") != (row["level"] == "province")
