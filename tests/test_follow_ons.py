"""What follows from another fault is not told; each cause is, once."""

import shutil

import pytest
from conftest import JIANGXI
from faulty import SMALL, THIRD, make_sound, put, read_rows, write_rows

from textlab.corpus.checks import check_corpus
from textlab.corpus.package import make_package, write_package


@pytest.fixture
def packed(small_corpus):
    """A corpus with which nothing is wrong, with a data package."""
    corpus = make_sound(small_corpus)
    write_package(corpus, make_package(corpus))
    return corpus


def told(corpus):
    """Code, document and value of what is told, the package's word on documents.csv left out.

    A table that was written by hand is stale, whatever else is wrong with it.
    """
    return [
        (fault.code, fault.doc_id, fault.value)
        for fault in check_corpus(corpus)
        if (fault.code, fault.value) != ("package-stale", "documents.csv")
    ]


def test_a_missing_text_is_told_once(packed):
    """Not by the package, too."""
    (packed / "texts" / f"{SMALL}.txt").unlink()

    assert told(packed) == [("text-missing", SMALL, "corpus/texts/")]


def test_a_text_under_another_name_is_one_fault(packed):
    """No text that is missing, and none too many."""
    (packed / "texts" / f"{SMALL}.txt").rename(packed / "texts" / "digital.txt")

    assert told(packed) == [("document-renamed", SMALL, "corpus/texts/digital.txt")]


def test_features_under_another_name_are_one_fault(packed):
    """By the hash of the text that they were made from."""
    (packed / "features" / THIRD).rename(packed / "features" / "fourth-2018")

    assert told(packed) == [("document-renamed", THIRD, "corpus/features/fourth-2018")]


def test_a_row_with_another_id_is_one_fault(packed):
    """The file stayed as it was called."""
    put(packed, SMALL, doc_id="small-2018")

    assert told(packed) == [("document-renamed", "small-2018", f"corpus/texts/{SMALL}.txt")]


@pytest.mark.parametrize(
    ("doc_id", "code"),
    [("Small 2017", "doc-id-wrong"), ("", "cell-empty")],
)
def test_a_wrong_id_makes_no_orphan(packed, doc_id, code):
    """Once it is mended, the row names its text again."""
    put(packed, SMALL, doc_id=doc_id)

    assert [fault[0] for fault in told(packed)] == [code]


def test_another_text_than_is_missed_is_an_orphan(packed):
    """By its hash it is no row's."""
    (packed / "texts" / f"{SMALL}.txt").unlink()
    (packed / "texts" / "other.txt").write_text("别的文件", encoding="utf-8")

    assert [fault[0] for fault in told(packed)] == ["text-missing", "text-orphan"]


def test_a_copy_of_a_text_is_an_orphan(packed):
    """Its row has its text."""
    shutil.copy(JIANGXI, packed / "texts" / "copy.txt")

    assert [fault[0] for fault in told(packed)] == ["text-orphan"]


def test_a_text_that_was_replaced_contradicts_its_row_for_that_reason(packed):
    """Year and title are not told, nor the package; that it is another's text is."""
    shutil.copy(JIANGXI, packed / "texts" / f"{SMALL}.txt")

    assert [fault[0] for fault in told(packed)] == ["text-similar", "text-changed"]


def test_a_text_without_a_hash_is_compared_with_its_row(packed):
    """There is no telling that it was replaced."""
    put(packed, SMALL, sha256="", year="2015", issued="")

    assert [fault[0] for fault in told(packed)] == ["sha256-missing", "year-elsewhere"]


def test_lost_features_are_told_once(packed):
    """Not file by file by the package."""
    shutil.rmtree(packed / "features" / THIRD)

    assert told(packed) == [("features-missing", THIRD, THIRD)]


def test_a_missing_row_is_told_by_its_text(packed):
    """It has no other cause."""
    write_rows(packed, [row for row in read_rows(packed) if row[0] != SMALL])

    assert [fault[0] for fault in told(packed)] == ["text-orphan"]
