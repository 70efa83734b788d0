"""A sound corpus, and ways to break it: what the tests of `textlab check` share."""

import csv
import io
from pathlib import Path

from conftest import JIANGXI, document

from textlab import tables
from textlab.corpus.features import export_features
from textlab.files import sha256_file
from textlab.tables import csv_bytes

SMALL, THIRD = "small-2017", "third-2018"
THIRD_PLAN = """江西省工业质量2018年工作要点

（一）建设标准体系。制定重点产品标准，完善标准信息平台。（省质监局负责）

（二）培育品牌。评选省名牌产品，支持企业参加展会。（省商务厅牵头，省财政厅配合）
"""
FACTS = {"gb2260": "360000", "title_basis": "text", "source_url": "https://www.jiangxi.gov.cn/a"}


def make_sound(corpus: Path) -> Path:
    """The small corpus with all facts, and a third document as features; nothing is wrong with it."""
    text = corpus.parent / "elsewhere" / "third.txt"
    text.parent.mkdir()
    text.write_text(THIRD_PLAN, encoding="utf-8")
    small = corpus / "texts" / f"{SMALL}.txt"
    rows = [
        document(
            "jiangxi-2016-quality",
            corpus / "texts" / JIANGXI.name,
            title="贯彻实施江西省质量发展纲要2016年行动计划",
            year=2016,
            issued="2016-06-30",
            **FACTS,
        ),
        document(SMALL, small, title="某省质量工作2017年行动计划", issued="2017-03-01", **FACTS),
        document(
            THIRD, text, title="江西省工业质量2018年工作要点", year=2018, form="features", **FACTS
        ),
    ]
    tables.write_table(
        tables.make_table(tables.DOCUMENTS, rows), corpus / "documents.csv", tables.DOCUMENTS
    )
    assert list(export_features(corpus, text.parent)) == [(THIRD, True)]
    return corpus


# documents.csv, cell by cell


def read_rows(corpus: Path) -> list[list[str]]:
    """The rows of documents.csv, the header first."""
    text = (corpus / "documents.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def write_rows(corpus: Path, rows: list[list[str]]) -> None:
    """Rows as documents.csv."""
    (corpus / "documents.csv").write_bytes(csv_bytes(rows))


def put(corpus: Path, doc_id: str, /, **cells: str) -> None:
    """Write cells of a document's row."""
    rows = read_rows(corpus)
    row = next(row for row in rows if row[0] == doc_id)
    for name, value in cells.items():
        row[rows[0].index(name)] = value
    write_rows(corpus, rows)


def edit(path: Path, old: str, new: str) -> None:
    """Replace a piece of a file once; it must be there."""
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8-sig")


def put_text(corpus: Path, text: str | bytes, **cells: str) -> None:
    """Another text for the small plan, with its SHA-256 in the row."""
    path = corpus / "texts" / f"{SMALL}.txt"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    put(corpus, SMALL, sha256=sha256_file(path), **cells)
