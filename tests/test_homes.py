"""Where a document is from: what signs it, its title, its congress, or what was given."""

import pytest

from textlab.corpus.homes import find_home, place_written
from textlab.errors import CorpusError, MissingFactError
from textlab.reading.header import Header

SIGNED = {
    "a province's government": (Header(issuer="江西省人民政府"), "江西省"),
    "a province's bureau": (Header(issuer="广东省财政厅"), "广东省"),
    "a city's office": (Header(issuer="包头市人民政府办公室"), "内蒙古自治区包头市"),
    "a city's bureau": (Header(issuer="包头市教育局"), "内蒙古自治区包头市"),
    "a prefecture in short": (Header(issuer="阿坝州人民政府"), "四川省阿坝藏族羌族自治州"),
    "a county with its city": (Header(issuer="赣州市于都县人民政府"), "江西省赣州市于都县"),
    "the State Council": (Header(issuer="国务院办公厅"), "全国"),
    "a ministry": (Header(issuer="工业和信息化部"), "全国"),
    "a title alone": (Header(title="江西省质量工作2017年行动计划"), "江西省"),
    "a title behind a year": (Header(title="2025年包头市政府工作报告"), "内蒙古自治区包头市"),
    "what a notice issues": (
        Header(title="关于印发《包头市数字政府办法》的通知"),
        "内蒙古自治区包头市",
    ),
    "the issuer before the title": (
        Header(issuer="国务院", title="国务院关于包头市城市总体规划的批复"),
        "全国",
    ),
    "a city that follows the State Council": (
        Header(issuer="包头市人民政府", title="包头市人民政府关于贯彻国务院意见的通知"),
        "内蒙古自治区包头市",
    ),
}


@pytest.mark.parametrize("name", SIGNED)
def test_what_signs_a_document_says_its_place(name):
    """Province, city or county; the centre is 全国."""
    header, expected = SIGNED[name]
    place, basis, note = find_home(header, "")

    assert (place.full_name if place else "全国") == expected
    assert basis in {"issuer", "title"}
    assert note is None


def test_a_report_is_of_the_congress_it_was_given_to():
    """Where title and issuer name no place."""
    text = "政府工作报告\n——2025年1月8日在赣州市第六届人民代表大会第五次会议上\n各位代表："
    home = find_home(Header(title="政府工作报告", region="江西省"), text)

    assert (home.place.name, home.basis) == ("赣州市", "opening words")


def test_the_province_that_a_text_names_most_is_a_guess_and_told_as_one():
    """With the option that mends it."""
    home = find_home(Header(region="山东省"), "")

    assert (home.place.name, home.basis) == ("山东省", "text")
    assert str(home.note).startswith(
        "its text names 山东省 most; give another region with --region"
    )


def test_without_a_place_the_option_is_named():
    """And what the file's name says is suggested."""
    with pytest.raises(MissingFactError, match="--region") as caught:
        find_home(Header(), "", file_name="包头市计划")

    assert (caught.value.fact, caught.value.suggestion) == ("region", "内蒙古自治区包头市")


WRITTEN = {
    "江西省": "江西省",
    "江西": "江西省",
    "赣": "江西省",
    "Jiangxi": "江西省",
    "36": "江西省",
    "360000": "江西省",
    "３６": "江西省",
    "包头市": "内蒙古自治区包头市",
    "包头": "内蒙古自治区包头市",
    "150200": "内蒙古自治区包头市",
    "1502": "内蒙古自治区包头市",
    "内蒙古自治区包头市": "内蒙古自治区包头市",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_region_is_given_by_name_abbreviation_or_code(written):
    """Of a province or a city."""
    place = place_written(written)

    assert place is not None
    assert place.full_name == WRITTEN[written]


@pytest.mark.parametrize("written", ["全国", "中央", "国务院"])
def test_the_centre_is_no_place(written):
    """全国, however it is written."""
    assert place_written(written) is None


@pytest.mark.parametrize("written", ["某地", "999999", "36019", "朝阳区", "江西某地"])
def test_an_unknown_region_is_refused(written):
    """Also a code that does not exist, and a name that several places bear."""
    with pytest.raises(CorpusError, match=f"region “{written}” is unknown; write a province"):
        place_written(written)


def test_a_given_province_is_narrowed_to_the_city_in_it_that_signs():
    """内蒙古 for a plan of 包头市: 包头市, and nothing to tell."""
    home = find_home(Header(issuer="包头市人民政府"), "", written="内蒙古")

    assert (home.place.name, home.basis, home.note) == ("包头市", "given", None)


def test_a_given_region_wins_over_the_text_and_the_difference_is_told():
    """In one line, with both."""
    home = find_home(Header(issuer="江西省人民政府"), "", written="山东")

    assert home.place.name == "山东省"
    assert str(home.note) == "region 山东省 is kept as given, but its issuer says 江西省."
