"""A corpus folder becomes tables; whatever is wrong with it is one clear line."""

import warnings

import pandas as pd
import pytest
from conftest import SMALL_PLAN, document, write_documents
from rendering import as_docx, as_ofd, as_page, as_pdf

from textlab import csv_reading, read_corpus, tables
from textlab.corpus import store
from textlab.corpus.features import read_for_corpus
from textlab.errors import CorpusError, TableError


def test_both_plans_are_in_the_tables(small_corpus):
    """Documents, tasks, statements, mentions and terms of both texts stand in one table each."""
    corpus = read_corpus(small_corpus)

    assert corpus.documents["doc_id"].tolist() == ["jiangxi-2016-quality", "small-2017"]
    assert corpus.tasks.groupby("doc_id").size().to_dict() == {
        "jiangxi-2016-quality": 13,
        "small-2017": 2,
    }
    small = corpus.mentions.query("doc_id == 'small-2017'")
    assert small["role"].tolist() == ["responsible", "responsible", "lead", "support"]
    assert (small["agency"] != "").all()
    assert "质量" in set(corpus.term_counts["term"]) | {"产品质量", "质量监管"}


def test_tokens_are_the_sum_of_the_term_counts(small_corpus):
    """The length of a task in tokens is what its terms add up to."""
    corpus = read_corpus(small_corpus)
    sums = corpus.term_counts.groupby(["doc_id", "task_id"])["count"].sum()

    assert corpus.tasks.set_index(["doc_id", "task_id"])["tokens"].to_dict() == sums.to_dict()


def test_a_selection_keeps_only_its_documents(small_corpus):
    """`select` narrows every table; the corpus itself stays as it was."""
    corpus = read_corpus(small_corpus)
    later = corpus.select(corpus.documents.query("year > 2016"))

    for name in (
        "documents",
        "tasks",
        "statements",
        "mentions",
        "term_counts",
        "signatures",
        "texts",
    ):
        assert set(getattr(later, name)["doc_id"]) == {"small-2017"}, name
    assert len(corpus.documents) == 2


def test_a_document_from_elsewhere_cannot_be_selected(small_corpus):
    """A document that is not in the corpus is named."""
    corpus = read_corpus(small_corpus)

    with pytest.raises(CorpusError, match="holds no document “other”"):
        corpus.select(corpus.documents.replace("small-2017", "other"))


def test_the_corpus_is_found_from_the_notebooks_folder(small_corpus, monkeypatch):
    """A notebook needs no path."""
    monkeypatch.chdir(small_corpus.parent / "notebooks")

    assert read_corpus().folder == small_corpus


def test_tasks_come_with_what_is_known_of_their_documents(small_corpus):
    """`task_table` has a row per task, with year and region beside it."""
    table = read_corpus(small_corpus).task_table()

    assert len(table) == 15
    assert table.groupby("year").size().to_dict() == {2016: 13, 2017: 2}


FORMATS = {
    "docx": as_docx,
    "html": as_page,
    "pdf": as_pdf,
    "ofd": as_ofd,
    "txt": lambda text: text.encode("gb18030"),
}


@pytest.mark.parametrize("ending", FORMATS)
def test_a_text_may_be_of_any_format(small_corpus, ending):
    """Word, web page, PDF, OFD, plain text in GB18030: the same tasks, agencies and terms."""
    plain = read_corpus(small_corpus)
    before = small_corpus / "texts" / "small-2017.txt"
    path = before.with_suffix(f".{ending}")
    before.unlink()
    path.write_bytes(FORMATS[ending](SMALL_PLAN))
    write_documents(small_corpus, document("small-2017", path))

    corpus = read_corpus(small_corpus)
    expected = plain.select(plain.documents.query("doc_id == 'small-2017'"))
    assert corpus.mentions["name"].tolist() == expected.mentions["name"].tolist()
    assert corpus.texts["text"].tolist() == expected.texts["text"].tolist()
    assert len(corpus.term_counts) == len(expected.term_counts)


@pytest.fixture
def parses(monkeypatch):
    """The documents whose text was parsed, in turn."""
    parsed = []

    def parse(path, row):
        parsed.append(row["doc_id"])
        return read_for_corpus(path, row)

    monkeypatch.setattr(store, "read_for_corpus", parse)
    return parsed


def test_a_text_is_parsed_once(small_corpus, parses):
    """Read again, the corpus is the same, and no text was parsed for it."""
    first = read_corpus(small_corpus)
    assert sorted(parses) == ["jiangxi-2016-quality", "small-2017"]
    again = read_corpus(small_corpus)

    assert len(parses) == 2
    for name in ("tasks", "statements", "mentions", "term_counts", "signatures", "texts"):
        pd.testing.assert_frame_equal(getattr(first, name), getattr(again, name))


def test_what_a_text_gives_hangs_on_lexicon_and_facts(small_corpus, parses):
    """One more term, and every text is read anew; another year, and only its own text is."""
    read_corpus(small_corpus)
    with (small_corpus / "lexicon" / "terms.txt").open("a", encoding="utf-8") as file:
        file.write("质量工作行动\n")
    read_corpus(small_corpus)
    assert len(parses) == 4

    table = csv_reading.read_table(small_corpus / "documents.csv", tables.DOCUMENTS)
    years = table["year"].mask(table["doc_id"] == "small-2017", 2018)
    tables.write_table(table.assign(year=years), small_corpus / "documents.csv", tables.DOCUMENTS)
    read_corpus(small_corpus)
    assert parses[4:] == ["small-2017"]


def test_a_corpus_outside_a_study_leaves_nothing_behind(small_corpus, parses):
    """Beside a folder that is no study's, no folder of results is made."""
    (small_corpus.parent / "notebooks").rmdir()
    for _ in range(2):
        read_corpus(small_corpus)

    assert len(parses) == 4
    assert not (small_corpus.parent / "build").exists()


def test_a_corpus_without_documents_is_read(empty_corpus):
    """Empty tables, no error: a fresh study has none yet."""
    corpus = read_corpus(empty_corpus)

    assert len(corpus.documents) == len(corpus.tasks) == len(corpus.mentions) == 0


BREAKS = {
    "a text that is not there": (
        lambda c: (c / "texts" / "small-2017.txt").unlink(),
        CorpusError,
        "small-2017.txt: documents.csv names this text, but it is not there",
    ),
    "a text that changed": (
        lambda c: (c / "texts" / "small-2017.txt").write_text("一、改了。", encoding="utf-8"),
        CorpusError,
        "the text is not the one in documents.csv; its SHA-256 is now",
    ),
    "an unknown form": (
        lambda c: _edit(c, ",text,", ",pdf,"),
        TableError,
        "row 2 (jiangxi-2016-quality): form is “pdf”; write text or features",
    ),
    "features that are not there": (
        lambda c: write_documents(c, document("x", c / "documents.csv", form="features")),
        CorpusError,
        "the features of x lack this file",
    ),
    "an id given twice": (
        lambda c: _edit(c, "\nsmall-2017,", "\njiangxi-2016-quality,"),
        TableError,
        "row 3: doc_id “jiangxi-2016-quality” stands in row 2 already",
    ),
    "a wrong column": (
        lambda c: _edit(c, ",family,", ",kind,"),
        TableError,
        "column “family” is missing",
    ),
    "a year in words": (
        lambda c: _edit(c, ",2017,", ",二〇一七,"),
        TableError,
        "row 3 (small-2017): year is “二〇一七”; write it in digits, 2017",
    ),
    "a level of another word": (
        lambda c: _edit(c, ",province,", ",provice,"),
        TableError,
        "row 2 (jiangxi-2016-quality): level is “provice”; write central, province, city or county",
    ),
    "a region that is none": (
        lambda c: _edit(c, ",江西省,", ",Jiangnan,"),
        TableError,
        "(jiangxi-2016-quality): region is “Jiangnan”; write the province in full",
    ),
    "a year of five digits": (
        lambda c: _edit(c, ",2017,", ",20170,"),
        TableError,
        "(small-2017): year is “20170”; write it in four digits",
    ),
    "no hash": (
        lambda c: _edit(c, document("x", c / "texts" / "small-2017.txt")["sha256"], ""),
        CorpusError,
        "small-2017.txt: documents.csv has no sha256 for it; write ",
    ),
    "an id that is a path": (
        lambda c: _edit(c, "\nsmall-2017,", "\n../small-2017,"),
        TableError,
        "row 3: doc_id is “../small-2017”; write small letters and digits joined by hyphens",
    ),
    "a cell too many": (
        lambda c: _edit(c, "\nsmall-2017,", "\nsmall-2017,,"),
        TableError,
        "row 3: 17 cells under 16 columns",
    ),
    "a folder in place of documents.csv": (
        lambda c: ((c / "documents.csv").unlink(), (c / "documents.csv").mkdir()),
        TableError,
        "documents.csv: the file cannot be read",
    ),
    "no documents.csv": (
        lambda c: (c / "documents.csv").unlink(),
        TableError,
        "documents.csv: there is no such file",
    ),
}


def _edit(folder, old, new):
    path = folder / "documents.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_wrong_is_said_in_one_line(small_corpus, name):
    """Each way to break a corpus has its message, with the file and the mend."""
    break_it, error, message = BREAKS[name]
    break_it(small_corpus)

    with pytest.raises(error) as caught:
        read_corpus(small_corpus)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_sound_corpus_warns_of_nothing(small_corpus):
    """No warning where nothing is wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_corpus(small_corpus)
