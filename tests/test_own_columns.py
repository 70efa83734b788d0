"""Columns of one's own in documents.csv are kept, go along everywhere, and make groups."""

import json

import pytest
from conftest import SMALL_PLAN
from faulty import SMALL, THIRD, make_sound, put, read_rows, write_rows
from frictionless import validate

from textlab import read_corpus, tables, tasks_of
from textlab.corpus.adding import add_document
from textlab.corpus.checks import check_corpus
from textlab.corpus.exporting import export_corpus
from textlab.corpus.fixing import fix_documents
from textlab.corpus.own_columns import documents_schema, own_columns, slip_for
from textlab.corpus.package import make_package, write_package
from textlab.errors import AnalysisError, TableError

OWN = ["collected_by", "备注"]


def with_columns(corpus, **columns):
    """Put columns behind, the same value in each row."""
    first, *rows = read_rows(corpus)
    write_rows(corpus, [[*first, *columns], *([*row, *columns.values()] for row in rows)])
    return corpus


@pytest.fixture
def own(small_corpus):
    """A corpus with which nothing is wrong, with two columns of its own."""
    corpus = with_columns(make_sound(small_corpus), collected_by="王", 备注="")
    put(corpus, SMALL, collected_by="李", 备注="看过，2017年")
    return corpus


def test_nothing_is_wrong_with_them(own):
    """What they hold is their owner's matter."""
    assert check_corpus(own) == []


def test_they_stand_behind_as_text(own):
    """In the documents of the corpus, as written."""
    documents = read_corpus(own).documents

    assert list(documents) == [*tables.DOCUMENTS.names, *OWN]
    assert documents[OWN].to_numpy().tolist() == [["王", ""], ["李", "看过，2017年"], ["王", ""]]
    assert own_columns(documents) == OWN


def test_they_make_groups(own):
    """In the summary, in the task table, and for what a question is put to."""
    corpus = read_corpus(own)

    assert corpus.summary(by="collected_by")[["collected_by", "documents"]].to_numpy().tolist() == [
        *(["李", 1], ["王", 2], ["all", 3])
    ]
    tasks = tasks_of(corpus, by="collected_by", fewest_groups=2)
    assert set(tasks.loc[tasks["collected_by"] == "李", "doc_id"]) == {SMALL}
    assert list(corpus.task_table())[-2:] == OWN


def test_a_group_that_documents_do_not_name_is_told(own):
    """An empty cell is no group; a column that is not there is not either."""
    corpus = read_corpus(own)

    with pytest.raises(AnalysisError, match="nothing there of 2 documents, such as jiangxi-2016"):
        tasks_of(corpus, by="备注")
    with pytest.raises(AnalysisError, match="doc_id, collected_by, 备注"):
        tasks_of(corpus, by="editor")


def test_a_new_document_leaves_them_empty_and_keeps_those_of_others(own, tmp_path):
    """Its row has the columns, too."""
    file = tmp_path / "plan.txt"
    file.write_text(SMALL_PLAN.replace("某省", "江西省").replace("质量", "安全"), encoding="utf-8")
    added = add_document(file, own, doc_id="new", anyway=True)

    documents = read_corpus(own).documents.set_index("doc_id")
    assert (added.row["collected_by"], documents.loc["new", "collected_by"]) == ("", "")
    assert documents.loc[SMALL, OWN].tolist() == ["李", "看过，2017年"]


def test_the_fix_keeps_them_as_they_are(own):
    """Behind the known columns, the cells untouched but for spaces around them."""
    put(own, SMALL, year="2017年")
    fix_documents(own).write()

    assert read_rows(own)[0][-2:] == OWN
    assert read_rows(own)[2][-2:] == ["李", "看过，2017年"]


def test_they_go_along_where_a_corpus_is_passed_on(own, tmp_path):
    """With a schema that other programs read."""
    for _ in export_corpus(own, tmp_path / "out"):
        pass

    assert read_corpus(tmp_path / "out").documents[OWN].equals(read_corpus(own).documents[OWN])
    schema = json.loads((tmp_path / "out" / "schemas" / "documents.json").read_text("utf-8"))
    assert [field["name"] for field in schema["fields"]][-2:] == OWN
    assert validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_the_package_of_a_table_that_cannot_be_read_is_made_all_the_same(own):
    """With the schema of a table without columns of its own."""
    (own / "documents.csv").write_bytes(b"\xff\xfe\x00")
    write_package(own, make_package(own))

    schema = json.loads((own / "schemas" / "documents.json").read_text("utf-8"))
    assert [field["name"] for field in schema["fields"]] == tables.DOCUMENTS.names


SLIPS = {
    "regoin": "region",
    "Regio": "region",
    "titles": "title",
    "sha265": "sha256",
    "source-ur1": "source_url",
    "发文机构": "issuer",
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_for_a_known_column_is_no_column_of_ones_own(small_corpus, name):
    """A letter more, less or other, or two swapped: it keeps the table from being read."""
    assert slip_for(name) == SLIPS[name]
    with pytest.raises(TableError, match=f"“{name}” is nearly the column “{SLIPS[name]}”"):
        read_corpus(with_columns(small_corpus, **{name: "x"}))


@pytest.mark.parametrize("name", ["firm", "format", "note", "region_en", "title_2", "城市", "省"])
def test_another_word_is_no_slip(name):
    """However short."""
    assert slip_for(name) == ""


@pytest.mark.parametrize("name", ["name", "tokens", "text", "term"])
def test_a_name_that_other_tables_have_is_taken(small_corpus, name):
    """Tables are merged by the names of their columns."""
    with pytest.raises(TableError, match=f"column “{name}” of one’s own bears a name"):
        read_corpus(with_columns(small_corpus, **{name: "x"}))


def test_the_fix_adds_no_column_beside_a_slip_for_it(own):
    """A person renames it; the values would be parted from their column."""
    rows = read_rows(own)
    rows[0][rows[0].index("issuer")] = "isuser"
    write_rows(own, rows)

    assert fix_documents(own).added == ()
    assert [fault.code for fault in check_corpus(own)] == ["column-missing", "column-near"]


def test_features_of_a_corpus_with_own_columns_read_the_same(own):
    """Form text or features: the row is the same."""
    assert read_corpus(own).documents.set_index("doc_id").loc[THIRD, "collected_by"] == "王"


def test_the_schema_has_each_column_once():
    """Known ones first, whatever their order."""
    assert documents_schema(["a", "year", "a", ""]).names == [*tables.DOCUMENTS.names, "a"]
