"""Documents that are nearly the same: two formats of one text, a text slightly changed."""

from pathlib import Path

import pytest
from conftest import JIANGXI, ROOT, SMALL_PLAN, document, write_documents
from rendering import as_docx, as_page, as_pdf

from textlab import tables
from textlab.corpus.documents import read_documents
from textlab.corpus.duplicates import find_duplicates
from textlab.corpus.signatures import (
    read_signatures,
    resemblance,
    shingles,
    sign_tasks,
    signature,
)
from textlab.reading.cleaning import clean
from textlab.reading.formats import extract, read_text
from textlab.reading.plan import Plan, parse_plan

TEXT = JIANGXI.read_text(encoding="utf-8")


def found(corpus: Path, plan: Plan) -> dict[str, float]:
    """Duplicates in a corpus with their resemblance."""
    frame = find_duplicates(corpus, read_documents(corpus), plan)
    return dict(zip(frame["doc_id"], frame["resemblance"], strict=True))


def misread(text: str, every: int) -> str:
    """A text with one character in so many misread."""
    return "".join(
        "某" if at % every == 0 and "\u4e00" <= char <= "\u9fff" else char
        for at, char in enumerate(text)
    )


@pytest.fixture
def features_corpus(empty_corpus: Path) -> Path:
    """A corpus that holds the Jiangxi plan as features, with signatures."""
    write_documents(empty_corpus, document("held", JIANGXI, form="features", year=2016))
    schema = tables.SIGNATURES.without("doc_id")
    signed = sign_tasks(parse_plan(TEXT).texts)[schema.names]
    tables.write_table(signed, empty_corpus / "features" / "held" / "signatures.csv", schema)
    return empty_corpus


@pytest.mark.parametrize("made", [as_docx, as_page, as_pdf, lambda text: text.encode("gb18030")])
def test_one_text_in_two_formats_is_the_same(small_corpus, made):
    """Word, a web page, a PDF with hard-wrapped lines, another encoding."""
    plan = parse_plan(extract(made(clean(TEXT).text)), doc_id="new")

    assert found(small_corpus, plan)["jiangxi-2016-quality"] > 0.95


@pytest.mark.parametrize("every", [1000, 100])
def test_a_text_slightly_changed_is_nearly_the_same(small_corpus, features_corpus, every):
    """One character in a hundred misread: by the whole text, and by the tasks."""
    plan = parse_plan(misread(TEXT, every), doc_id="new")

    assert list(found(small_corpus, plan)) == ["jiangxi-2016-quality"]
    assert list(found(features_corpus, plan)) == ["held"]


def test_half_a_text_is_another_text(small_corpus, features_corpus):
    """A plan that takes over half of another is not that other, from either side."""
    half = parse_plan(TEXT[: len(TEXT) // 2], doc_id="new")

    assert found(small_corpus, half) == {}
    assert found(features_corpus, half) == {}


def test_another_plan_is_another_text(features_corpus):
    """Nothing in common."""
    assert found(features_corpus, parse_plan(SMALL_PLAN, doc_id="new")) == {}


def test_what_was_compared_is_told(small_corpus, features_corpus):
    """Whole texts where both are here, tasks where only signatures are."""
    plan = parse_plan(TEXT, doc_id="new")

    for corpus, how in ((small_corpus, "text"), (features_corpus, "tasks")):
        frame = find_duplicates(corpus, read_documents(corpus), plan)
        assert frame[["resemblance", "how"]].values.tolist() == [[1.0, how]]


def test_a_document_is_no_duplicate_of_itself(small_corpus):
    """The row of its own id is passed over."""
    assert found(small_corpus, parse_plan(TEXT, doc_id="jiangxi-2016-quality")) == {}


def test_the_likest_comes_first_and_the_bound_may_be_lowered(small_corpus):
    """Both documents, when all are asked for."""
    frame = find_duplicates(
        small_corpus, read_documents(small_corpus), parse_plan(TEXT, doc_id="new"), at_least=0
    )

    assert frame["doc_id"].tolist() == ["jiangxi-2016-quality", "small-2017"]


def test_what_cannot_be_compared_is_passed_over(small_corpus):
    """A text that is missing, one of an unknown kind, features without signatures."""
    write_documents(
        small_corpus,
        document("missing", JIANGXI),
        document("picture", JIANGXI),
        document("unsigned", JIANGXI, form="features"),
    )
    (small_corpus / "texts" / "picture.txt").write_bytes(b"\x89PNG")

    assert found(small_corpus, parse_plan(TEXT, doc_id="new")) == {}


def test_a_text_too_short_for_a_signature_is_like_no_other(features_corpus):
    """Nothing to compare, no error."""
    plan = parse_plan("一、好", doc_id="new")

    assert found(features_corpus, plan) == {}


def test_a_text_that_changed_is_compared_anew(small_corpus):
    """What was read before does not stand in for it."""
    plan = parse_plan(TEXT, doc_id="new")
    assert found(small_corpus, plan)
    (small_corpus / "texts" / JIANGXI.name).write_text(SMALL_PLAN, encoding="utf-8")

    assert found(small_corpus, plan) == {}


# Real pairs, where they are at hand


REAL = ROOT / ".." / "shared" / "corpus"
PAIRS = {
    ("formats/state-council-2016-gb18030.txt", "work-reports/state-council/2016.txt"): 0.997,
    ("formats/jiangxi-2025-work-report.docx", "work-reports/2025/jiangxi.txt"): 0.999,
    (
        "plans/shandong-2023-information-industry.txt",
        "plans/shandong-2024-ten-industries.txt",
    ): 0.527,
    ("plans/zhejiang-2024-humanoid-robot.txt", "plans/zhejiang-2026-humanoid-robot.txt"): 0.044,
    ("plans/zhejiang-2024-ai-datasets.txt", "plans/zhejiang-2025-industry-datasets.txt"): 0.012,
    ("work-reports/2025/jiangxi.txt", "work-reports/2026/jiangxi.txt"): 0.09,
}
HERE = [pair for pair in PAIRS if (REAL / pair[0]).is_file()]


@pytest.mark.parametrize("pair", HERE, ids=[Path(pair[1]).stem for pair in HERE])
def test_real_texts_are_as_like_as_their_pieces(pair):
    """The share that was counted, and the signature within three standard errors of it."""
    one, other = (clean(read_text(REAL / name)).text for name in pair)
    common = len(shingles(one) & shingles(other)) / len(shingles(one) | shingles(other))
    first, second = read_signatures([signature(one), signature(other)])

    assert common == pytest.approx(PAIRS[pair], abs=0.001)
    assert resemblance(first, second[None, :])[0] == pytest.approx(common, abs=0.13)
