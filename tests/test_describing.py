"""The facts of a row: from the text, or as given."""

import csv
from pathlib import Path

import pytest
from conftest import CORPUS, ROOT

from textlab import csv_reading, tables
from textlab.corpus.describing import describe_document
from textlab.errors import CorpusError, MissingFactError
from textlab.reading.cleaning import clean
from textlab.reading.formats import read_file
from textlab.reading.header import Header, read_header

PLAN = Header(
    title="江西省质量工作2017年行动计划",
    doc_number="赣府厅字〔2017〕5号",
    issuer="江西省人民政府办公厅",
    date="2017-03-01",
    region="江西省",
)


def test_the_facts_of_a_plan_are_those_of_its_header():
    """Each with what it rests on."""
    about = describe_document(PLAN, "")

    assert dict(about.facts) == {
        "family": "plan",
        "region": "江西省",
        "gb2260": "360000",
        "level": "province",
        "year": "2017",
        "issued": "2017-03-01",
        "doc_number": "赣府厅字〔2017〕5号",
        "issuer": "江西省人民政府办公厅",
        "title": "江西省质量工作2017年行动计划",
        "title_basis": "text",
        "form": "text",
        "source": "",
    }
    assert about.basis["year"] == "title"
    assert about.basis["region"] == "issuer"
    assert about.notes == ()


def test_a_city_has_its_code_and_level():
    """The region is the province."""
    about = describe_document(Header(issuer="包头市人民政府", date="2022-04-14"), "")

    assert [about.facts[name] for name in ("region", "gb2260", "level")] == [
        "内蒙古自治区",
        "150200",
        "city",
    ]


def test_a_central_document_has_no_code():
    """全国, central."""
    about = describe_document(Header(issuer="国务院", date="2018-12-21"), "")

    assert [about.facts[name] for name in ("region", "gb2260", "level")] == ["全国", "", "central"]


OPENINGS = [
    "各位代表：\n现在，我代表省政府，向大会报告工作，请予审议。",
    "各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议。",
    "各位代表：\n现在，我代表市人民政府，向大会报告政府工作，请予审议。",
]


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_work_report_is_known_by_how_it_opens(opening):
    """Where it has no title: its issuer is its government, its title that of the series."""
    about = describe_document(Header(date="2020-01-15", region="上海市"), opening)

    assert about.facts["family"] == "work-report"
    assert about.facts["issuer"] == "上海市人民政府"
    assert about.facts["title"] == "2020年上海市政府工作报告"
    assert about.facts["title_basis"] == "series"


def test_a_bare_title_of_a_report_becomes_that_of_its_series():
    """政府工作报告 says neither whose nor when."""
    header = Header(title="政府工作报告", date="2016-03-05", region="全国")

    assert describe_document(header, "").facts["title"] == "2016年国务院政府工作报告"


def test_a_plan_that_follows_a_report_is_no_report():
    """《政府工作报告》 within a title."""
    header = Header(title="江西省落实《政府工作报告》2017年重点工作分工方案")

    assert describe_document(header, "").facts["family"] == "plan"


def test_without_a_year_in_its_title_that_of_issue_counts_and_else_that_of_its_number():
    """Each says what it rests on."""
    dated = Header(title="意见", issuer="江西省人民政府", date="2019-06-28")
    numbered = Header(title="意见", issuer="江西省人民政府", doc_number="赣府发〔2018〕7号")

    for header, year, basis in (
        (dated, "2019", "date of issue"),
        (numbered, "2018", "document number"),
    ):
        about = describe_document(header, "")
        assert (about.facts["year"], about.basis["year"]) == (year, basis)


def test_a_missing_year_names_the_option_and_what_the_file_is_called():
    """The name suggests, and decides nothing."""
    with pytest.raises(MissingFactError, match="--year") as caught:
        describe_document(Header(issuer="山东省人民政府"), "", file_name="shandong-2022-x")

    assert (caught.value.fact, caught.value.suggestion) == ("year", "2022")


def test_what_is_given_wins_and_what_the_text_says_otherwise_is_told():
    """A note for each, with what says it."""
    given = {
        "year": "2018",
        "title": "另一计划",
        "issued": "2018/1/5",
        "issuer": "江西省质监局",
        "level": "city",
    }
    about = describe_document(PLAN, "", given=given)

    assert about.facts["year"] == "2018"
    assert about.facts["issued"] == "2018-01-05"
    assert about.facts["title_basis"] == "given"
    assert tuple(map(str, about.notes)) == (
        "year 2018 is kept as given, but its title says 2017.",
        "title 另一计划 is kept as given, but its text says 江西省质量工作2017年行动计划.",
        "issued 2018-01-05 is kept as given, but its text says 2017-03-01.",
        "issuer 江西省质监局 is kept as given, but its text says 江西省人民政府办公厅.",
        "level city is kept as given, but its region says province.",
    )


def test_what_is_only_concluded_contradicts_nothing():
    """A year of issue, a family by default: another that is given needs no note."""
    header = Header(title="意见", issuer="江西省人民政府", date="2019-06-28")
    about = describe_document(header, "", given={"year": "2020", "family": "opinion"})

    assert (about.facts["year"], about.facts["family"]) == ("2020", "opinion")
    assert about.notes == ()


def test_the_title_of_what_a_notice_issues_is_known_from_the_text():
    """Given as the title, it is borne out."""
    header = Header(title="江西省人民政府关于印发《2017年质量计划》的通知", date="2017-03-01")
    about = describe_document(header, "", given={"title": "2017年质量计划"})

    assert about.facts["title_basis"] == "text"


def test_a_document_without_a_title_is_told():
    """It is added, and the note names the option."""
    about = describe_document(Header(issuer="江西省人民政府", date="2017-03-01"), "")

    assert about.facts["title"] == ""
    assert [str(note) for note in about.notes] == [
        "no title was found in its text; give it with --title."
    ]


def test_a_wider_level_takes_the_code_of_the_wider_place():
    """A city's plan that is counted to its province."""
    about = describe_document(
        Header(issuer="包头市人民政府", date="2022-04-14"), "", given={"level": "province"}
    )

    assert about.facts["gb2260"] == "150000"


WRONG = {
    "a year in words": ({"year": "去年"}, "year is “去年”; write it in four digits, such as 2016."),
    "a year out of bounds": ({"year": "3016"}, "year is “3016”"),
    "a family in Chinese": ({"family": "计划"}, "family is “计划”; write a word in small letters"),
    "a day that is none": (
        {"issued": "2017-02-30"},
        "issued is “2017-02-30”; write a day as YYYY-MM-DD",
    ),
    "another form": ({"form": "pdf"}, "form is “pdf”; write text or features."),
    "another level": ({"level": "省"}, "level is “省”; write central, province, city or county."),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_given_fact_must_be_as_its_column_wants_it(name):
    """The error says how to write it."""
    given, message = WRONG[name]

    with pytest.raises(CorpusError) as caught:
        describe_document(PLAN, "", given=given)
    assert message in str(caught.value)


def test_a_year_and_a_date_may_be_written_as_people_write_them():
    """2016年, full-width digits; 2016年6月30日."""
    about = describe_document(PLAN, "", given={"year": "２０１６年", "issued": "2016年6月30日"})

    assert (about.facts["year"], about.facts["issued"]) == ("2016", "2016-06-30")


# All texts that the shipped corpus was made from, where they are at hand


def real_texts() -> list[tuple[dict[str, object], Path]]:
    """The rows of the shipped corpus, each with its text: the Jiangxi plan, and those beside the
    project."""
    rows = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS).to_dict("records")
    paths = {"jiangxi-2016-quality": CORPUS / "texts" / "jiangxi-2016-quality.txt"}
    beside = ROOT / ".." / "shared" / "corpus"
    if (beside / "documents.csv").is_file():
        with (beside / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
            paths |= {row["doc_id"]: beside / row["path"] for row in csv.DictReader(file)}
    return [(row, paths[row["doc_id"]]) for row in rows if row["doc_id"] in paths]


FACTS = ["family", "region", "gb2260", "level", "year", "issued", "doc_number"]


@pytest.mark.parametrize(
    ("row", "path"), [pytest.param(row, path, id=row["doc_id"]) for row, path in real_texts()]
)
def test_the_facts_of_a_real_text_are_those_of_its_row(row, path):
    """As a person wrote them; the year alone is given where neither title nor date says it."""
    found = read_file(path)
    text = clean(found.text).text
    header = read_header(text.split("\n"), raw=found.text, facts=found.facts)
    try:
        about = describe_document(header, text)
    except MissingFactError:
        about = describe_document(header, text, given={"year": str(row["year"])})

    assert [about.facts[name] for name in FACTS] == [str(row[name]) for name in FACTS]
