"""Views of mentions: as each year named them, and merged into the agencies of one day."""

from pathlib import Path

import pytest

from textlab import tables
from textlab.corpus.views import mentions_as_named, mentions_as_of, mentions_by_field
from textlab.errors import AnalysisError
from textlab.reading.register import read_register

ROOT = Path(__file__).parents[1]
REGISTER = read_register(ROOT / "corpus" / "agencies.csv")
SPLIT = "jiangxi/press-publication-radio-television"


def mentions(*lines, date="2016-06-30"):
    """Mentions from lines of “statement name role”, looked up in Jiangxi."""
    rows = []
    for place, line in enumerate(lines, 1):
        statement, name, role = line.split()
        found = REGISTER.resolve(name, region="江西省", date=date)
        row = {"doc_id": "d", "task_id": "1", "statement_id": statement, "position": place}
        row |= {"name": name, "agency": found.agency, "role": role, "collective": False}
        rows.append(row)
    return tables.make_table(tables.MENTIONS, rows)


def documents(date="2016-06-30"):
    row = dict.fromkeys(tables.DOCUMENTS.names, "") | {"doc_id": "d", "year": 2016, "issued": date}
    return tables.make_table(tables.DOCUMENTS, [row])


THREE = (
    "s1 省质监局 support",
    "s1 省工商局 lead",
    "s1 省食药监局 responsible",
    "s2 省质监局 support",
)


def test_three_agencies_of_2016_are_one_as_of_2019():
    """质监局, 工商局 and 食药监局 apart as named, 市场监管局 as of 2019."""
    named = mentions_as_named(mentions(*THREE), documents(), REGISTER)
    merged = mentions_as_of(mentions(*THREE), REGISTER, "2019-01-01")

    assert named["agency"].nunique() == 3
    assert merged["name"].unique().tolist() == ["省市场监管局"]
    assert merged["agency"].unique().tolist() == ["jiangxi/market-regulation"]


def test_merged_mentions_of_a_statement_are_one_with_the_foremost_role():
    """Three names of one statement become one mention, which leads since one of them led."""
    merged = mentions_as_of(mentions(*THREE), REGISTER, "2019-01-01")

    assert merged[["statement_id", "position", "role"]].values.tolist() == [
        ["s1", 1, "lead"],
        ["s2", 4, "support"],
    ]


def test_as_of_its_own_day_nothing_is_merged():
    """The view of 2016 on 2016 keeps agencies, roles and rows."""
    frame = mentions(*THREE)
    merged = mentions_as_of(frame, REGISTER, "2016-06-30")

    assert merged["agency"].tolist() == frame["agency"].tolist()
    assert merged["role"].tolist() == frame["role"].tolist()


def test_a_split_asks_instead_of_choosing():
    """新闻出版广电局 went to two: the error names them and says how to choose."""
    with pytest.raises(AnalysisError, match="省新闻出版广电局") as caught:
        mentions_as_of(mentions("s1 省新闻出版广电局 lead"), REGISTER, "2019-01-01")

    for part in (SPLIT, "jiangxi/radio-television (省广电局)", "jiangxi/publicity", "splits="):
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("heir", ["jiangxi/publicity", "jiangxi/radio-television", SPLIT])
def test_a_split_goes_where_the_reader_says(heir):
    """One of the heirs, or the agency itself, which then stands."""
    frame = mentions("s1 省新闻出版广电局 lead")
    merged = mentions_as_of(frame, REGISTER, "2019-01-01", splits={SPLIT: heir})

    assert merged["agency"].tolist() == [heir]


def test_an_heir_who_is_none_is_refused():
    """A mistyped choice asks again."""
    with pytest.raises(AnalysisError, match="was split"):
        mentions_as_of(
            mentions("s1 省新闻出版广电局 lead"),
            REGISTER,
            "2019-01-01",
            splits={SPLIT: "jiangxi/finance"},
        )


def test_as_named_spellings_of_a_day_are_one_and_a_rename_is_two():
    """省发展改革委 is 省发改委; the same agency is 省工信委 in 2016 and another name in 2020."""
    frame = mentions("s1 省发展改革委 lead", "s2 江西省发展和改革委员会 lead", "s3 省工信委 lead")
    early = mentions_as_named(frame, documents(), REGISTER)
    late = mentions_as_named(frame, documents("2020-01-01"), REGISTER)

    assert early["name"].tolist() == ["省发改委", "省发改委", "省工信委"]
    assert late["name"].tolist() == ["省发改委", "省发改委", "省工业和信息化厅"]


def test_a_document_without_a_day_counts_from_the_middle_of_its_year():
    """As when its agencies were looked up."""
    named = mentions_as_named(mentions("s1 省工信委 lead"), documents(""), REGISTER)

    assert named["name"].tolist() == ["省工信委"]


def test_what_the_register_does_not_know_keeps_its_name():
    """Unknown names, groups and bodies known by their pattern."""
    frame = mentions("s1 省某某局 lead", "s1 各市政府 support", "s1 包头市发改委 support")

    for view in (
        mentions_as_named(frame, documents(), REGISTER),
        mentions_as_of(frame, REGISTER, "2019-01-01"),
    ):
        assert view["name"].tolist() == ["省某某局", "各市政府", "包头市发改委"]
        assert view["agency"].tolist() == ["", "", "neimenggu/baotou-development-reform"]


def test_a_document_that_is_missing_is_named():
    """Mentions of another corpus are a mistake."""
    with pytest.raises(AnalysisError, match="no row “d”"):
        mentions_as_named(mentions(*THREE), documents().iloc[:0], REGISTER)


@pytest.mark.parametrize("date", ["2019", "2019-1-1", "", "2019-02-30"])
def test_a_day_is_written_as_a_day(date):
    """Anything else would sort wrongly without a word."""
    with pytest.raises(AnalysisError, match="write it as YYYY-MM-DD"):
        mentions_as_of(mentions(*THREE), REGISTER, date)


def test_by_field_agencies_of_two_provinces_are_one():
    """Those of a province, of its city and of another's city do the same work, and bear its name."""
    frame = mentions("s1 省发改委 lead", "s2 南昌市发展改革委 support", "s2 包头市发改委 lead")
    merged = mentions_by_field(frame, REGISTER)

    assert merged[["statement_id", "agency", "name", "role"]].to_numpy().tolist() == [
        ["s1", "development-reform", "发展改革委", "lead"],
        ["s2", "development-reform", "发展改革委", "lead"],
    ]


def test_by_field_what_is_unknown_or_a_group_stays():
    """Under the names written; a field of no set name keeps the written one too."""
    frame = mentions("s1 省某某局 lead", "s1 各市政府 support", "s1 江西铜业集团 support")
    merged = mentions_by_field(frame, REGISTER)

    assert merged["name"].tolist() == frame["name"].tolist()
    assert merged["agency"].tolist()[:2] == ["", ""]
    assert merged["agency"].tolist()[2] not in {"", frame["agency"].tolist()[2]}
