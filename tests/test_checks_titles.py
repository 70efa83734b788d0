"""A title that says another family or level than its row is told; one that leaves room is not."""

import pytest

from textlab.corpus.checks_titles import check_family, check_level, family_of_title

JIANGXI = {"family": "plan", "region": "江西省", "level": "province", "gb2260": ""}


def told(check, **row):
    """What a check finds wrong with a row: the kind of fault, and what should stand there."""
    return [(code, details["found"]) for code, _, details in check(JIANGXI | row)]


@pytest.mark.parametrize(
    "title", ["2025年江西省政府工作报告", "政府工作报告", "2025年南昌市政府工作报告（摘要）"]
)
def test_a_work_report_is_no_plan(title):
    """By the last word of its title."""
    assert told(check_family, title=title) == [("family-title", "work-report")]
    assert told(check_family, title=title, family="work-report") == []
    assert told(check_family, title=title, family="speech") == []


@pytest.mark.parametrize(
    "title", ["江西省质量工作2017年行动计划", "江西省质量提升实施方案（2017—2020年）"]
)
def test_a_plan_is_no_work_report(title):
    """By the last word of its title."""
    assert told(check_family, title=title, family="work-report") == [("family-title", "plan")]
    assert told(check_family, title=title) == []


@pytest.mark.parametrize(
    "title",
    [
        "关于落实政府工作报告重点任务分工的意见",
        "贯彻落实《政府工作报告》实施方案",
        "江西省落实2025年政府工作报告",
        "江西省质量发展纲要",
    ],
)
def test_a_plan_on_a_report_may_be_a_plan(title):
    """A title that only speaks of a report leaves room."""
    assert family_of_title(JIANGXI | {"title": title}) == ""


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("南昌市质量工作2017年行动计划", "city"),
        ("江西省南昌市质量工作行动计划", "city"),
        ("2025年南昌市政府工作报告", "city"),
        ("关于印发《南昌县质量工作计划》的通知", "county"),
    ],
)
def test_a_city_is_no_province(title, level):
    """The title begins with its name."""
    assert told(check_level, title=title) == [("level-title", level)]
    assert told(check_level, title=title, level=level) == []


def test_a_province_is_no_city():
    """Its government stands in front."""
    for title in ("江西省人民政府关于质量工作的意见", "2025年江西省政府工作报告"):
        assert told(check_level, title=title, level="city") == [("level-title", "province")]
        assert told(check_level, title=title) == []


ROOM = {
    "a city named short": {"title": "南昌都市圈发展规划"},
    "a province's plan for a city": {
        "title": "南昌市综合改革方案",
        "issuer": "江西省人民政府办公厅",
    },
    "a city of another province": {"title": "武汉市对口支援计划"},
    "a city's plan for its province": {"title": "江西省质量强省工作计划", "level": "city"},
    "a municipality": {"title": "上海市质量工作计划", "region": "上海市"},
    "a county that is a city": {"title": "共青城市质量工作计划", "level": "city"},
    "a name that several places bear": {"title": "朝阳区质量计划", "region": "北京市"},
    "no title": {"title": ""},
    "a central document": {"title": "质量工作计划", "region": "全国", "level": "central"},
    "a code that says so already": {"title": "南昌市质量工作计划", "gb2260": "360100"},
}


@pytest.mark.parametrize("row", ROOM.values(), ids=ROOM)
def test_a_title_that_leaves_room_is_not_told(row):
    """What may be so is no fault."""
    assert told(check_level, **row) == []
