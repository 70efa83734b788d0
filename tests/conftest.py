"""What several test files share: where things are, and a small corpus to break."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from textlab import tables
from textlab.files import sha256_file

settings.register_profile("no clock", deadline=None)  # how long an example takes is no law
settings.load_profile("no clock")

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
JIANGXI = CORPUS / "texts" / "jiangxi-2016-quality.txt"

SMALL_PLAN = """某省质量工作2017年行动计划

各市人民政府：

2017年3月1日

一、提升质量

（一）加强质量监管。严格重点行业质量监管，开展产品质量监督抽查。（省质监局、省工商局按职责分工负责）

（二）推动技术创新。支持企业开展质量攻关，推进质量技术创新。（省科技厅牵头，省财政厅配合）
"""


def document(doc_id: str, path: Path, **facts: object) -> dict[str, object]:
    """A row of documents.csv for the text at a path."""
    row: dict[str, object] = dict.fromkeys(tables.DOCUMENTS.names, "")
    return row | {
        "doc_id": doc_id,
        "family": "plan",
        "region": "江西省",
        "level": "province",
        "year": 2017,
        "form": "text",
        "sha256": sha256_file(path),
        **facts,
    }


def write_documents(folder: Path, *rows: dict[str, object]) -> None:
    """The documents.csv of a corpus."""
    frame = tables.make_table(tables.DOCUMENTS, rows)
    tables.write_table(frame, folder / "documents.csv", tables.DOCUMENTS)


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    """A corpus of two texts, the Jiangxi plan and a plan of two tasks, in a study of its own."""
    folder = tmp_path / "study" / "corpus"
    (folder.parent / "notebooks").mkdir(parents=True)
    shutil.copytree(CORPUS / "lexicon", folder / "lexicon")
    shutil.copy(CORPUS / "agencies.csv", folder)
    (folder / "texts").mkdir()
    shutil.copy(JIANGXI, folder / "texts")
    small = folder / "texts" / "small-2017.txt"
    small.write_text(SMALL_PLAN, encoding="utf-8")
    write_documents(
        folder,
        document("jiangxi-2016-quality", folder / "texts" / JIANGXI.name, year=2016),
        document("small-2017", small),
    )
    return folder


@pytest.fixture
def empty_corpus(tmp_path: Path) -> Path:
    """A corpus without a document, in a study of its own."""
    folder = tmp_path / "fresh" / "corpus"
    (folder.parent / "notebooks").mkdir(parents=True)
    shutil.copytree(CORPUS / "lexicon", folder / "lexicon")
    shutil.copy(CORPUS / "agencies.csv", folder)
    write_documents(folder)
    return folder
