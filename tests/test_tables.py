"""The ground: tables under a schema, written and read back; files whole or not at all."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from textlab import csv_reading, files, tables
from textlab.errors import CorpusError, TableError

COUNTS = tables.TERM_COUNTS


def counts(*rows):
    """A small table of term counts."""
    return tables.make_table(COUNTS, [dict(zip(COUNTS.names, row, strict=True)) for row in rows])


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
"""Any word: commas, quotes, spaces, a byte-order mark."""


@given(st.lists(st.tuples(WORDS, WORDS, WORDS, st.integers(0, 10**9)), unique_by=lambda r: r[:3]))
def test_a_table_survives_csv_unchanged(tmp_path_factory, rows):
    """What is written is what is read, whatever stands in it: commas, quotes, NA, 007."""
    path = tmp_path_factory.mktemp("tables") / "counts.csv"
    frame = counts(*rows)

    tables.write_table(frame, path, COUNTS)

    pd.testing.assert_frame_equal(csv_reading.read_table(path, COUNTS), frame)


def test_csv_opens_in_a_spreadsheet(tmp_path):
    """UTF-8 with a byte-order mark, lines ended by a line feed, truth in small letters."""
    schema = tables.STATEMENTS.without("doc_id", "raw", "deadline")
    row = {"statement_id": "s1", "task_id": "1", "item_id": "1", "start": 0, "end": 2, "open": True}
    tables.write_table(tables.make_table(schema, [row]), tmp_path / "a.csv", schema)

    text = (tmp_path / "a.csv").read_bytes()
    assert text == ("\ufeffstatement_id,task_id,item_id,start,end,open\ns1,1,1,0,2,true\n".encode())


def write(path, text):
    """A CSV file with this text."""
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("doc_id,task_id,word,count\n", "column “term” is missing"),
        ("doc_id,task_id,term,count,note\n", "column “note” is unknown"),
        ("doc_id,task_id,term,count,term\n", "column “term” stands twice"),
        ("doc_id,task_id,term,count\na,1,质量,1\na,1,质量,2\n", "row 3: .*“a, 1, 质量” stands in"),
        ("doc_id,task_id,term,count\na,1,质量,二\n", "row 2: count is “二”; write a whole number"),
        ("doc_id,task_id,term,count\na,1,质量,1.5\n", "row 2: count is “1.5”"),
        ("doc_id,task_id,term,count\n\n\na,1,质量,inf\n", "row 4: count is “inf”"),
        ("doc_id,task_id,term,count\na,1,质量,9999999999999999999\n", "row 2: count is “9999"),
        ("doc_id,task_id,term,count\na,1,质量,1,\n", "row 2: 5 cells under 4 columns"),
        ("doc_id,task_id,term,count\na,1,质量\n", "row 2: 3 cells under 4 columns"),
        ("doc_id;task_id;term;count\na;1;质量;1\n", "parted by semicolons; save it with commas"),
        ("doc_id\ttask_id\tterm\tcount\n", "parted by tabs; save it with commas"),
        ("", "not a CSV table"),
        ('doc_id,task_id,term,count\na,"1,质量,1\n', "not a CSV table"),
    ],
)
def test_a_wrong_table_is_one_clear_line(tmp_path, text, message):
    """The message names the file, the row as a spreadsheet counts it, and the value."""
    path = write(tmp_path / "term_counts.csv", text)

    with pytest.raises(TableError, match=message) as caught:
        csv_reading.read_table(path, COUNTS)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_several_files_are_read_as_one_table(tmp_path):
    """The rows of each in turn, columns in any order; a key may stand in two files."""
    one = write(tmp_path / "1.csv", "doc_id,task_id,term,count\na,1,质量,1\n\na,2,品牌,2\n")
    empty = write(tmp_path / "2.csv", "doc_id,task_id,term,count\n")
    other = write(tmp_path / "3.csv", "count,term,task_id,doc_id\n3,质量,1,a\n")

    table, lengths = csv_reading.read_tables([one, empty, other], COUNTS)

    expected = counts(("a", "1", "质量", 1), ("a", "2", "品牌", 2), ("a", "1", "质量", 3))
    pd.testing.assert_frame_equal(table, expected)
    assert lengths == [2, 0, 1]


def test_no_files_are_an_empty_table():
    """With its columns and their types."""
    table, lengths = csv_reading.read_tables([], COUNTS)

    pd.testing.assert_frame_equal(table, counts())
    assert lengths == []


def test_of_several_files_the_wrong_one_is_named(tmp_path):
    """With the row as that file counts it, empty lines too."""
    right = write(tmp_path / "1.csv", "doc_id,task_id,term,count\na,1,质量,1\n")
    wrong = write(tmp_path / "2.csv", "doc_id,task_id,term,count\n\nb,1,质量,1\nb,2,质量,x\n")

    with pytest.raises(TableError, match=r"2\.csv, row 4: count is “x”"):
        csv_reading.read_tables([right, wrong, right], COUNTS)


def test_rows_that_a_spreadsheet_left_empty_are_passed_over(tmp_path):
    """Empty lines, and lines of commas only, are no rows; the others keep their numbers."""
    text = "doc_id,task_id,term,count\na,1,质量,1\n\n,,,\na,2,品牌,x\n,,,\n"
    path = write(tmp_path / "a.csv", text)

    with pytest.raises(TableError, match="row 5: count is “x”"):
        csv_reading.read_table(path, COUNTS)
    assert len(csv_reading.read_table(write(path, text.replace("x", "2")), COUNTS)) == 2


def test_line_ends_within_a_cell_are_written_one_way(tmp_path):
    """Python 3.11 to 3.13 disagree on a carriage return; so none is written."""
    tables.write_table(counts(("a", "1", "质\r\n量\r", 1)), tmp_path / "a.csv", COUNTS)

    assert b"\r" not in (tmp_path / "a.csv").read_bytes()
    assert csv_reading.read_table(tmp_path / "a.csv", COUNTS)["term"].tolist() == ["质\n量\n"]


def test_a_missing_table_says_so(tmp_path):
    """A path that is not there is the first thing to say."""
    with pytest.raises(TableError, match="there is no such file"):
        csv_reading.read_table(tmp_path / "none.csv", COUNTS)


def test_a_key_given_twice_is_not_written(tmp_path):
    """A table that could not be read back is not written."""
    with pytest.raises(TableError, match="stands in an earlier row"):
        tables.write_table(counts("a1质1", "a1质2"), tmp_path / "a.csv", COUNTS)
    assert not (tmp_path / "a.csv").exists()


def test_a_file_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    """Where writing fails, the old file stays and no draft is left behind."""
    path = tmp_path / "folder" / "a.txt"
    files.write_whole(path, b"old")
    monkeypatch.setattr(files.os, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))

    with pytest.raises(OSError, match="full"):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in path.parent.iterdir()] == ["a.txt"]


def test_the_study_is_found_from_below(tmp_path, monkeypatch):
    """From notebooks/ the study is the folder above; elsewhere there is none."""
    (tmp_path / "study" / "corpus").mkdir(parents=True)
    (tmp_path / "study" / "notebooks").mkdir()
    monkeypatch.chdir(tmp_path / "study" / "notebooks")
    assert files.find_study() == tmp_path / "study"

    monkeypatch.chdir(tmp_path)
    with pytest.raises(CorpusError, match="no folder from here up"):
        files.find_study()
