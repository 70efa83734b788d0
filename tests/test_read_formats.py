"""Real files of every format, before and after cleaning, kept as counts and hashes.

The first and last thirty lines of each clean text were read by eye: nothing of the page or of
the database is left in them. Run as a program, this file prints the rows of
data/read-formats.csv for the files that it names now; look at what changed before you keep it.
"""

import csv
import hashlib
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from textlab import tables
from textlab.reading.formats import read_file
from textlab.reading.plan import Plan, read_plan
from textlab.reading.register import Register

EMPTY = Register(tables.make_table(tables.AGENCIES, []))
TABLE = Path(__file__).parent / "data" / "read-formats.csv"
RESIDUE = (
    *(
        "扫一扫",
        "分享到",
        "责任编辑",
        "编辑：",
        "相关推荐",
        "ICP备",
        "首页",
        "打印本页",
        "关闭窗口",
    ),
    *(
        "索引号",
        "索 引 号",
        "主题分类",
        "法宝引证码",
        "原文链接",
        "【字号",
        "\uf08a",
        "&nbsp;",
        "<",
    ),
)


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if (ROOT / row["path"]).is_file()]


def sha(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def measured(path: str, plan: Plan) -> dict[str, str]:
    """What is kept of a file: facts, counts and hashes, never its text."""
    raw, text = plan.raw.splitlines(), plan.text.split("\n")
    end_of_head = sum(map(len, raw[:30])) + len(raw[:30])
    facts = {
        "path": path,
        "sha256": hashlib.sha256((ROOT / path).read_bytes()).hexdigest(),
        "kind": plan.kind,
        "title": plan.header.title,
        "doc_number": plan.header.doc_number,
        "issuer": plan.header.issuer,
        "date": plan.header.date,
        "items": len(plan.items),
        "tasks": len(plan.tasks),
        "dropped_pieces": len(plan.dropped),
        "dropped_chars": int(plan.dropped["text"].str.len().sum()),
        "raw_lines": len(raw),
        "raw_head_chars": sum(map(len, raw[:30])),
        "raw_head_sha256": sha(raw[:30]),
        "head_edits": int((plan.edits["start"] < end_of_head).sum()),
        "clean_lines": len(text),
        "clean_head_chars": sum(map(len, text[:30])),
        "clean_head_sha256": sha(text[:30]),
        "clean_tail_sha256": sha(text[-30:]),
    }
    return {name: str(value) for name, value in facts.items()}


ROWS = _rows()
by_file = pytest.mark.parametrize("row", ROWS, ids=[Path(r["path"]).name for r in ROWS])


@by_file
def test_a_real_file_is_read_as_by_eye(row):
    """Its header facts, items, and its first and last lines before and after."""
    assert measured(row["path"], read_plan(ROOT / row["path"], register=EMPTY)) == row


@by_file
def test_no_residue_is_left_around_a_real_text(row):
    """Nor is a line twice at its head."""
    text = read_plan(ROOT / row["path"], register=EMPTY).text.split("\n")
    around = [*text[:30], *text[-30:]]

    assert [word for word in RESIDUE if any(word in line for line in around)] == []
    assert len(set(text[:10])) == len(text[:10])


def test_exports_of_a_legal_database_keep_code_and_link_as_facts():
    """Where the files are there; their banner is gone from the clean text."""
    for row in ROWS:
        if "pkulaw" in row["path"]:
            assert {"code", "link"} <= set(read_file(ROOT / row["path"]).facts)


def test_some_rows_are_there_wherever_the_tests_run():
    """The plan in corpus/ stands in the table, so that these tests never test nothing."""
    assert any(row["path"].startswith("corpus/") for row in ROWS)


if __name__ == "__main__":
    paths = sys.argv[1:] or [row["path"] for row in ROWS]
    rows = [measured(path, read_plan(ROOT / path, register=EMPTY)) for path in paths]
    writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
