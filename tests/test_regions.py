"""Regions as people write them."""

import pytest

from textlab.reading.regions import (
    PROVINCE_CODES,
    PROVINCE_SLUGS,
    PROVINCES,
    PROVINCES_EN,
    region_of,
    short_name,
)

WRITTEN = {
    "江西省": "江西省 江西 赣 jiangxi Jiangxi JIANGXI ３６００００ 360000 3600 36 360100",
    "北京市": "北京 京 Beijing beijing 11 110105",
    "内蒙古自治区": "内蒙古 内蒙 蒙 neimenggu Inner-Mongolia inner_mongolia NeiMongol",
    "广西壮族自治区": "广西 桂 广西自治区 450000",
    "新疆维吾尔自治区": "新疆 新 Xinjiang",
    "西藏自治区": "西藏 藏 Tibet xizang",
    "上海市": "沪 申 上海",
    "四川省": "川 蜀",
    "贵州省": "贵 黔",
    "山西省": "晋 Shanxi",
    "陕西省": "陕 秦 Shaanxi",
    "全国": "全国 中央 国家 国务院 national China",
    "": "南昌 南昌市 吉林市 某省 00 990000 12345 3600000 台 赣州 -",
}


@pytest.mark.parametrize(
    ("written", "region"),
    [(word, name) for name, words in WRITTEN.items() for word in words.split()],
)
def test_a_region_is_known_by_any_of_its_names(written, region):
    """Full and short names, one character, slugs, English, codes; cities are unknown."""
    assert region_of(written) == region


@pytest.mark.parametrize(
    "written", ["Jiangxi Province", " 江 西 省\u3000", "jiang xi", "JiangXi-province"]
)
def test_spaces_and_case_play_no_part(written):
    """As typed in a hurry."""
    assert region_of(written) == "江西省"


def test_a_long_english_name_is_known():
    """With the people that an autonomous region is named after."""
    assert region_of("Guangxi Zhuang Autonomous Region") == "广西壮族自治区"


def test_nothing_is_no_region():
    """An empty cell, or one of spaces."""
    assert region_of("") == region_of("　") == ""


@pytest.mark.parametrize("province", PROVINCES)
def test_each_province_is_known_by_each_of_its_names(province):
    """No name leads to another province."""
    code = next(code for code, name in PROVINCE_CODES.items() if name == province)
    names = [province, short_name(province), code, PROVINCE_SLUGS[province], PROVINCES_EN[province]]

    assert {region_of(name) for name in names} == {province}
