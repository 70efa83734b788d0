"""The year that a title plans for."""

import pytest

from textlab.corpus.planned_year import year_of_title

TITLES = {
    "贯彻实施江西省质量发展纲要2016年行动计划": 2016,
    "贯彻实施质量发展纲要（2011—2020年）2015年行动计划": 2015,
    "某省质量发展行动计划（2021—2023年）": 2021,
    "某省质量发展行动计划（2021年至2023年）": 2021,
    "某省质量发展行动计划（2021-23年）": 2021,
    "数字某省2021行动方案": 2021,
    "２０２５年某省政府工作报告": 2025,
    "某省二〇一六年质量工作要点": 2016,
    "某省“十四五”教育事业发展规划": 2021,
    "某省“十五五”规划纲要": 2026,
    "某省“十五”计划纲要": 2001,
    "某省国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要": 2021,
    "关于贯彻落实国发〔2012〕9号文件的实施意见": None,
    "关于加强质量工作的意见": None,
    "": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_plans_for_a_year(title):
    """One year before the first of several; a number or a distant goal is no plan."""
    assert year_of_title(title) == TITLES[title]


def test_of_several_years_an_earlier_issue_counts():
    """Issued in 2025 for 2026 to 2030: 2025; issued in 2022 for 2021 to 2023: 2021."""
    assert year_of_title("行动方案（2026—2030年）", issued="2025-12-22") == 2025
    assert year_of_title("行动方案（2021—2023年）", issued="2022-03-01") == 2021


def test_a_plan_for_one_year_keeps_it_whenever_it_was_issued():
    """A plan for 2016 issued in December 2015 is of 2016."""
    assert year_of_title("2016年行动计划", issued="2015-12-30") == 2016
