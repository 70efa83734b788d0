"""Places: which province, city or county a name begins with."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textlab.reading import places
from textlab.reading.places import (
    code_of,
    elided_places,
    home_of,
    home_of_document,
    named_places,
    place_in_front,
    place_of_code,
    place_of_path,
    province_place,
    short_place,
)
from textlab.reading.regions import PROVINCE_CODES, PROVINCE_SLUGS, PROVINCES

TABLE = list(csv.DictReader(places._TABLE.read_text(encoding="utf-8-sig").splitlines()))


def first(text, within=None):
    """The full name of the place that a text begins with, and the rest."""
    return next(((place.full_name, rest) for place, rest in named_places(text, within)), None)


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("包头市财政局", "内蒙古自治区包头市", "财政局"),
        ("内蒙古自治区包头市东河区政府", "内蒙古自治区包头市东河区", "政府"),
        ("广西工信厅", "广西壮族自治区", "工信厅"),
        ("阿坝州财政局", "四川省阿坝藏族羌族自治州", "财政局"),
        ("吉林市财政局", "吉林省吉林市", "财政局"),
        ("包头海关", "内蒙古自治区包头市", "海关"),
        ("浦东新区政府", "上海市浦东新区", "政府"),
        ("仙桃市政府", "湖北省仙桃市", "政府"),
        ("章丘市政府", "山东省济南市章丘市", "政府"),
    ],
)
def test_a_text_begins_with_the_place_with_the_longest_name(text, place, rest):
    """Province, city and county, full or short, with what follows."""
    assert first(text) == (place, rest)


def test_a_name_of_several_places_is_the_one_nearby_or_none():
    """新华区 is in 石家庄, in 沧州 and in 平顶山."""
    hebei, cangzhou = home_of("河北省"), home_of("河北省沧州市")

    assert first("新华区政府") is None
    assert first("新华区政府", hebei) is None
    assert first("新华区政府", cangzhou) == ("河北省沧州市新华区", "政府")
    assert first("新华区政府", home_of("河南省")) == ("河南省平顶山市新华区", "政府")


@pytest.mark.parametrize(
    ("text", "home", "place"),
    [
        ("省财政厅", "江西省南昌市", "江西省"),
        ("市财政局", "江西省南昌市", "江西省南昌市"),
        ("市财政局", "江西省", None),
        ("市财政局", "上海市浦东新区", "上海市"),
        ("区财政局", "上海市浦东新区", "上海市浦东新区"),
        ("州财政局", "四川省阿坝州", "四川省阿坝藏族羌族自治州"),
        ("自治区财政厅", "内蒙古自治区包头市", "内蒙古自治区"),
        ("区党委宣传部", "广西壮族自治区", "广西壮族自治区"),
        ("省财政厅", "上海市", None),
        ("市财政局", "江西省赣州市瑞金市", "江西省赣州市瑞金市"),
    ],
)
def test_an_elided_place_is_the_documents_own(text, home, place):
    """省, 市, 区 stand for the smallest part of the home that is called so."""
    found = [found.full_name for found, _ in elided_places(text, home_of(home))]

    assert found[:1] == ([place] if place else [])


@pytest.mark.parametrize(
    ("region", "texts", "home"),
    [
        ("江西", [], "江西省"),
        ("江西省南昌市", [], "江西省南昌市"),
        ("内蒙古自治区", ["包头市人民政府办公室"], "内蒙古自治区包头市"),
        ("四川省", ["", "阿坝州人民政府办公室关于印发某办法的通知"], "四川省阿坝藏族羌族自治州"),
        ("", ["中共包头市委办公室"], "内蒙古自治区包头市"),
        ("江西省", ["包头市人民政府"], "江西省"),
        ("江西省", ["南昌大学"], "江西省"),
    ],
)
def test_a_documents_home_is_the_city_that_issued_it(region, texts, home):
    """Where issuer or title begin with a city of the region; what lies elsewhere changes nothing."""
    assert home_of(region, texts).full_name == home


@pytest.mark.parametrize("region", ["全国", "nowhere"])
def test_the_centre_and_an_unknown_region_have_no_home(region):
    """And no city makes one for them."""
    assert home_of(region, ["包头市人民政府"]) is None


def test_a_document_of_a_city_is_known_by_its_code():
    """gb2260 narrows the region; a code that is empty or of elsewhere does not."""
    assert home_of_document("内蒙古自治区", "150200") == "内蒙古自治区包头市"
    assert home_of_document("内蒙古自治区", "150000") == "内蒙古自治区"
    assert home_of_document("内蒙古自治区", "360100") == "内蒙古自治区"
    assert home_of_document("全国", "") == "全国"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("包头市", "包头"),
        ("阿坝藏族羌族自治州", "阿坝"),
        ("大兴安岭地区", "大兴安岭"),
        ("蔚县", "蔚县"),
        ("广西壮族自治区", "广西"),
    ],
)
def test_a_short_name_is_the_name_without_its_kind(name, short):
    """A county of one character keeps its kind."""
    assert short_place(name) == short


# The table


def test_the_table_is_well_formed():
    """Codes of six digits under a province, slugs of letters, one row a code and name."""
    assert len({(row["gb2260"], row["name"]) for row in TABLE}) == len(TABLE)
    for row in TABLE:
        assert len(row["gb2260"]) == 6, row
        assert row["gb2260"][:2] + "0000" in PROVINCE_CODES, row
        assert row["slug"].isascii(), row
        assert row["slug"].isalpha(), row
        assert row["current"] in {"true", "false"}, row


def test_a_path_stands_for_one_current_place():
    """Ids tell all current places of a province apart, and lead back to them."""
    current = [row["gb2260"] for row in TABLE if row["current"] == "true"]
    found = [place_of_code(code) for code in current]

    assert len({place.path for place in found}) == len(found)
    assert all(place_of_path(place.path) == place for place in found)


def test_provinces_have_codes_and_slugs():
    """31 of each; the ids of the shipped documents begin with the slugs."""
    assert len(PROVINCES) == len(set(PROVINCE_CODES)) == len(set(PROVINCE_SLUGS.values())) == 31
    assert place_of_path(("neimenggu",)) == province_place("内蒙古自治区")


@given(st.text(max_size=20), st.sampled_from(["", "江西省", "上海市浦东新区"]))
def test_any_text_can_be_asked(text, region):
    """What a text begins with and what is left are the text."""
    home = home_of(region)
    for place, rest in named_places(text, home):
        assert text.endswith(rest)
        assert place.path


@pytest.mark.parametrize("code", ["360000", "150200", "110108", "513200", "429004"])
def test_a_place_has_the_code_that_it_is_found_by(code):
    """Province, city, district, prefecture, and a county under its province."""
    assert code_of(place_of_code(code)) == code


def test_every_place_of_the_table_has_a_code_of_its_own_name():
    """Also where a code was borne by two names, one after the other."""
    names = {(row["gb2260"], row["name"]) for row in TABLE}
    for place, _ in places._places().values():
        assert (code_of(place), place.name) in names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("包头市教育局", "包头市"),
        ("中共包头市委宣传部", "包头市"),
        ("江西省赣州市2016年计划", "赣州市"),
        ("广东省财政厅", "广东省"),
        ("上海市北斗产业行动计划", "上海市"),
        ("阿坝州政务数据办法", "阿坝藏族羌族自治州"),
        ("南京路步行街", ""),
        ("朝阳产业园", ""),
        ("关于包头市的批复", ""),
        ("省科技厅", ""),
    ],
)
def test_a_title_or_issuer_names_its_place_in_front_with_its_kind(text, place):
    """A short name may be a road's or a person's, and a place further on is another's."""
    found = place_in_front(text)

    assert (found.name if found else "") == place
