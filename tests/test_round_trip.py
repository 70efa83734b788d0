"""One plan in every format reads to the same plan."""

import json

import pytest
from conftest import JIANGXI
from rendering import FACTS, as_docx, as_numbered_docx, as_ofd, as_page, as_pdf

from textlab.cli import main
from textlab.reading.formats import extract
from textlab.reading.plan import Plan, parse_plan, plan_to_dict, read_plan
from textlab.reading.register import read_register

TEXT = JIANGXI.read_text(encoding="utf-8")
RENDERED = {
    "utf-8 with a mark": lambda: TEXT.encode("utf-8-sig"),
    "utf-16": lambda: TEXT.encode("utf-16"),
    "utf-16 without a mark": lambda: TEXT.encode("utf-16-be"),
    "gb18030": lambda: TEXT.encode("gb18030"),
    "page": lambda: as_page(TEXT),
    "page in gb2312": lambda: as_page(TEXT, charset="gb2312", encoding="gb18030"),
    "page in utf-16": lambda: as_page(TEXT, charset="utf-16", encoding="utf-16"),
    "docx": lambda: as_docx(TEXT),
    "docx with drawn numbers": lambda: as_numbered_docx(TEXT),
    "pdf": lambda: as_pdf(TEXT),
    "ofd": lambda: as_ofd(TEXT),
}
WRONG = {"page": "plan.doc", "docx": "plan.txt", "pdf": "plan.docx", "ofd": "plan.pdf"}


def said(plan: Plan) -> dict[str, object]:
    """What a plan says, without its places in the file."""
    found = json.loads(json.dumps(plan_to_dict(plan)))
    for row in [*found["items"], *found["statements"], *found["citations"]]:
        for place in ("start", "end", "raw"):
            row.pop(place, None)
    return found


@pytest.fixture(scope="module")
def as_text() -> dict[str, object]:
    return said(read_plan(JIANGXI))


@pytest.fixture(scope="module", params=RENDERED)
def rendered(request, tmp_path_factory):
    """The plan read from one format, out of a file whose name may say another one."""
    name = WRONG.get(request.param, "plan.bin")
    path = tmp_path_factory.mktemp("rendered") / name
    path.write_bytes(RENDERED[request.param]())
    return path, read_plan(path)


def test_the_plan_is_the_same_in_every_format(rendered, as_text):
    """Items, statements with agencies and roles, citations, header facts."""
    _, plan = rendered

    assert said(plan) == as_text
    assert len(plan.tasks) == 13
    assert len(plan.mentions) == 115
    assert plan.mentions["agency"].nunique() == 31
    assert plan.unparsed.empty


def test_every_place_counts_in_what_the_reader_extracts(rendered):
    """`raw[start:end]` is the span."""
    _, plan = rendered

    for row in plan.statements.itertuples():
        assert plan.raw[row.start : row.end] == row.raw
    for row in plan.items.itertuples():
        assert plan.raw[row.start : row.end].startswith(row.label)


def test_reading_twice_gives_the_same(rendered):
    """The readers hold no state."""
    path, plan = rendered
    again = read_plan(path)

    assert again.raw == plan.raw
    assert again.dropped.equals(plan.dropped)
    assert again.facts == plan.facts


def test_the_command_reads_every_format(rendered, capsys):
    """`textlab parse` prints the object whatever the file is."""
    path, plan = rendered

    assert main(["parse", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == plan.title


@pytest.mark.parametrize("name", ["page", "page in gb2312", "pdf", "ofd"])
def test_what_is_left_out_is_on_record(name):
    """Menus, share bars and footers of a page; headers and numbers of printed pages."""
    kinds = {piece.kind for piece in extract(RENDERED[name]()).dropped}
    wanted = {
        "page": {"outside the document"},
        "pdf": {"page header", "page number"},
        "ofd": {"page number"},
    }
    assert wanted[name.split()[0]] <= kinds


def test_facts_of_the_file_win_over_guesses():
    """The table above the text names title, number, issuer and day of signature."""
    found = extract(as_page(TEXT, facts=FACTS))
    plan = parse_plan(found, register=read_register(JIANGXI.parents[1] / "agencies.csv"))

    assert plan.header.title == "某省质量工作行动计划"
    assert plan.header.doc_number == "某府厅字〔2016〕77号"
    assert plan.header.issuer == "某省人民政府办公厅"
    assert plan.header.date == "2016-06-30"
    assert plan.facts["index"] == "014500036/2016-00001"
    assert plan.facts["published"] == "2016-07-13"
    assert "索" not in plan.raw[:200]
    assert plan.dropped["kind"].tolist()[0] == "table of facts"
