"""Real texts, as read by eye: header facts and counts, kept without their words.

The plan in corpus/ is always there. The texts beside the repository are read where they are;
each row of data/read-texts.csv was checked against its text, and names it by its hash.
"""

import csv
from pathlib import Path

import pytest
from conftest import ROOT

from textlab import tables
from textlab.files import sha256_file
from textlab.reading.cleaning import clean
from textlab.reading.formats import read_text
from textlab.reading.plan import Plan, read_plan
from textlab.reading.register import Register

EMPTY = Register(tables.make_table(tables.AGENCIES, []))
COUNTS = ("items", "tasks", "statements", "lead", "responsible", "support", "groups", "open")
FURNITURE = (
    "【字号",
    "扫一扫",
    "分享到",
    "责任编辑",
    "相关报道：",
    "ICP备",
    "原文链接",
    "法宝引证码",
)


def _rows() -> list[dict[str, str]]:
    table = Path(__file__).parent / "data" / "read-texts.csv"
    with table.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if (ROOT / row["path"]).is_file()]


ROWS = _rows()
by_text = pytest.mark.parametrize("row", ROWS, ids=[Path(r["path"]).stem for r in ROWS])


def read(row: dict[str, str]) -> Plan:
    return read_plan(ROOT / row["path"], register=EMPTY)


def counted(plan: Plan) -> dict[str, int]:
    """What a reader counts."""
    singles = plan.mentions[~plan.mentions["collective"]]
    return {
        "items": len(plan.items),
        "tasks": len(plan.tasks),
        "statements": len(plan.statements),
        "lead": int((singles["role"] == "lead").sum()),
        "responsible": int((singles["role"] == "responsible").sum()),
        "support": int((singles["role"] == "support").sum()),
        "groups": int(plan.mentions["collective"].sum()),
        "open": int(plan.statements["open"].sum()),
    }


@by_text
def test_a_real_text_is_read_as_by_eye(row):
    """The text is the one that was checked; title, number, date, unit and counts are its own."""
    plan = read(row)

    assert sha256_file(ROOT / row["path"]) == row["sha256"]
    assert plan.header.title == row["title"]
    assert plan.header.doc_number == row["doc_number"]
    assert plan.header.date == row["date"]
    assert plan.unit == row["unit"]
    assert counted(plan) == {name: int(row[name]) for name in COUNTS}
    assert len(plan.citations) == int(row["citations"])
    assert len(plan.unparsed) == int(row["unparsed"])


@by_text
def test_no_furniture_is_left_in_the_tasks_of_a_real_text(row):
    """Toolbars, share buttons, credits and banners are no words of a plan."""
    texts = "\n".join(read(row).texts["text"])

    assert [word for word in FURNITURE if word in texts] == []


@by_text
def test_every_place_in_a_real_text_is_right(row):
    """Spans hold what their rows say; task spans are in order and do not overlap."""
    plan = read(row)

    for item in plan.items.itertuples():
        assert plan.raw[item.start : item.end].startswith(item.label)
    for statement in plan.statements.itertuples():
        assert plan.raw[statement.start : statement.end] == statement.raw
    for citation in plan.citations.itertuples():
        assert plan.raw[citation.start] in "《" + citation.doc_number[:1]
    for name in ("items", "statements", "mentions", "citations", "unparsed", "edits"):
        tables.check_table(getattr(plan, name), tables.SCHEMAS[name], where=name)
    assert (plan.tasks["end"].shift(fill_value=0) <= plan.tasks["start"]).all()


@by_text
def test_cleaning_a_real_text_twice_is_cleaning_it_once(row):
    """What is clean stays."""
    once = clean(read_text(ROOT / row["path"])).text

    assert clean(once).text == once
