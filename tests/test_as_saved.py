"""documents.csv as people save it: any form of the file, and what they write in its cells."""

import csv
import io

import pandas as pd
import pytest
from conftest import JIANGXI
from faulty import make_sound, put, read_rows
from hypothesis import given
from hypothesis import strategies as st

from textlab import read_corpus, tables
from textlab.corpus.as_saved import Record, SavedTable, read_saved
from textlab.corpus.canonical import Change, canonical
from textlab.corpus.documents import read_documents
from textlab.corpus.faults import FaultError
from textlab.corpus.fixing import fix_documents

COLUMNS = {"a", "b", "c"}


def saved(tmp_path, content):
    """A small table read from these bytes."""
    path = tmp_path / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_saved(path, file="t.csv", columns=COLUMNS)


# The form of the file

ENCODINGS = ["utf-8-sig", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "gb18030"]
SEPARATORS = [",", ";", "\t", "，", "；"]
LINE_ENDS = ["\n", "\r\n", "\r"]


def written(rows, separator, line_end):
    """Rows as CSV text."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("line_end", LINE_ENDS)
def test_any_saved_form_gives_the_same_corpus(small_corpus, encoding, separator, line_end):
    """Encoding, separator and line ends change no cell of what is read."""
    corpus = make_sound(small_corpus)
    before = read_documents(corpus)
    text = written(read_rows(corpus), separator, line_end)
    (corpus / "documents.csv").write_bytes(text.encode(encoding))

    pd.testing.assert_frame_equal(read_documents(corpus), before)


def test_a_corpus_is_read_as_excel_saved_its_table(small_corpus):
    """GB18030, semicolons, CRLF, dates with slashes, 2016年, 赣, empty rows and columns."""
    corpus = make_sound(small_corpus)
    before = read_corpus(corpus)
    put(corpus, "small-2017", year="２０１７年", issued="2017/3/1 0:00", region="赣", level="省级")
    put(
        corpus, "jiangxi-2016-quality", year="2016.0", gb2260="360000.0", family="计划", form="文本"
    )
    rows = [[*row, "", ""] for row in read_rows(corpus)] + [[""] * 18] * 3
    (corpus / "documents.csv").write_bytes(written(rows, ";", "\r\n").encode("gb18030"))

    after = read_corpus(corpus)

    pd.testing.assert_frame_equal(after.documents, before.documents)
    pd.testing.assert_frame_equal(after.term_counts, before.term_counts)


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path):
    """Empty rows count, a cell of two lines is one row, and the line that names the separator is none."""
    table = saved(tmp_path, 'sep=;\r\n\r\na;b\r\n"x\r\ny";1\r\n\r\nz;2\r\n')

    assert table.header == ("a", "b")
    assert table.records == (Record(3, ("x\r\ny", "1")), Record(5, ("z", "2")))


@pytest.mark.parametrize(
    ("content", "header", "records"),
    [
        ("a,b,,\n1,2,,\n,,,\n", ("a", "b"), [("1", "2")]),
        ("a,,b\n1,,2\n", ("a", "b"), [("1", "2")]),
        ("a,,b\n1,x,2\n", ("a", "", "b"), [("1", "x", "2")]),
        ("a,b,\n1,2,x\n3,4,\n", ("a", "b", ""), [("1", "2", "x"), ("3", "4", "")]),
        ("a,b\n1,2,x\n", ("a", "b"), [("1", "2", "x")]),
        ("a,b\n1\n", ("a", "b"), [("1",)]),
        ("a,b\n1,\n", ("a", "b"), [("1", "")]),
        ("a,b\n", ("a", "b"), []),
        ("a\n1\n", ("a",), [("1",)]),
        ("A;B\n1,5;2\n", ("A", "B"), [("1,5", "2")]),
    ],
)
def test_only_what_is_empty_is_left_out(tmp_path, content, header, records):
    """Empty rows and columns go; a column with a value stays, and a row keeps its length."""
    table = saved(tmp_path, content)

    assert table.header == header
    assert [cells for _, cells in table.records] == records


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"\xef\xbb\xbfa,b\n1,2\n", ()),
        (b"a,b\n1,2\n", ("encoding",)),
        (b"\xef\xbb\xbfa;b\r\n1;2\r\n", ("separator", "line ends")),
        (b"\xef\xbb\xbfa,b,\n1,2,\n\n", ("empty rows", "empty columns")),
        ("a\tb\n质,量\n".encode("utf-16"), ("encoding", "separator")),
    ],
)
def test_what_is_otherwise_in_the_file_is_named(tmp_path, content, form):
    """What textlab would write otherwise."""
    assert saved(tmp_path, content).form == form


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (None, "table-missing", 0),
        (b"", "table-blank", 0),
        ("\ufeff,,\r\n;\n".encode(), "table-blank", 0),
        ("\u3000,\u3000\n".encode(), "table-blank", 0),
        (b"PK\x03\x04" + bytes(20), "table-workbook", 0),
        (b"\xd0\xcf\x11\xe0" + bytes(20), "table-workbook", 0),
        ("a,b\n质量强省,1\n".encode() + "质量兴省,2\n".encode("gb18030"), "table-encoding", 3),
        ("\ufeffa,b\n".encode() + "质量,2\n".encode("gb18030"), "table-encoding", 0),
        (b"a,b\n\xff\xfe\xfd,1\n", "table-encoding", 0),
        (b'a,b\n1,"2\n', "table-quotes", 2),
        (b'a,b\n"1"x,2\n', "table-quotes", 2),
    ],
)
def test_what_is_no_table_is_a_fault(tmp_path, content, code, line):
    """Each with what to do."""
    if content is not None:
        (tmp_path / "t.csv").write_bytes(content)

    with pytest.raises(FaultError) as caught:
        read_saved(tmp_path / "t.csv", file="t.csv", columns=COLUMNS)
    assert (caught.value.fault.code, caught.value.fault.line) == (code, line)


# The cells


def cell(column, value):
    """A value in canonical form."""
    table = SavedTable("t.csv", (column,), (Record(2, (value,)),))
    return canonical(table).table.records[0].cells[0]


CELLS = {
    "year": [
        ("2016年", "2016"),
        ("2016年度", "2016"),
        ("2016 年", "2016"),
        ("2016.0", "2016"),
        ("２０１６", "2016"),
        ("２０１６年", "2016"),
        (" 2016\u3000", "2016"),
        ('="2016"', "2016"),
        # must not change
        ("二〇一六", "二〇一六"),
        ("16", "16"),
        ("2016-2018", "2016-2018"),
        ("2016.5", "2016.5"),
        ("2016/1/1", "2016/1/1"),
        ("", ""),
    ],
    "issued": [
        ("2016/6/30", "2016-06-30"),
        ("2016-6-30", "2016-06-30"),
        ("2016.6.30", "2016-06-30"),
        ("2016年6月30日", "2016-06-30"),
        ("2016 年 6 月 30 日", "2016-06-30"),
        ("２０１６年６月３０日", "2016-06-30"),
        ("20160630", "2016-06-30"),
        ("20160630.0", "2016-06-30"),
        ("2016－06－30", "2016-06-30"),
        ("2016/6/30 0:00", "2016-06-30"),
        ("2016-06-30 00:00:00", "2016-06-30"),
        ("2016-06-30T08:30:00", "2016-06-30"),
        ("6/30/2016", "2016-06-30"),
        ("30/6/2016", "2016-06-30"),
        ("5/5/2016", "2016-05-05"),
        ("2016/2/30", "2016-02-30"),
        # must not change
        ("3/4/2016", "3/4/2016"),
        ("31/31/2016", "31/31/2016"),
        ("16/6/30", "16/6/30"),
        ("2016年6月", "2016年6月"),
        ("2016/6-30", "2016/6-30"),
        ("42551", "42551"),
        ("二〇一六年六月三十日", "二〇一六年六月三十日"),
        ("无", "无"),
    ],
    "gb2260": [
        ("360000.0", "360000"),
        ("36", "360000"),
        ("3601", "360100"),
        ("３６００００", "360000"),
        ('="110000"', "110000"),
        # must not change
        ("99", "99"),
        ("3.6E+05", "3.6E+05"),
        ("36000", "36000"),
    ],
    "region": [
        ("江西", "江西省"),
        ("赣", "江西省"),
        ("360000", "江西省"),
        ("360000.0", "江西省"),
        ("36", "江西省"),
        ("Jiangxi", "江西省"),
        ("中央", "全国"),
        # must not change: 南昌市 is more than 江西省
        ("360100", "360100"),
        ("南昌市", "南昌市"),
        ("某省", "某省"),
    ],
    "level": [
        ("省级", "province"),
        ("中央", "central"),
        ("市级", "city"),
        ("县级", "county"),
        ("Province", "province"),
        ("ＣＩＴＹ", "city"),
        # must not change
        ("副省级", "副省级"),
        ("town", "town"),
    ],
    "family": [
        ("规划", "plan"),
        ("计划", "plan"),
        ("工作报告", "work-report"),
        ("政府工作报告", "work-report"),
        ("Plan", "plan"),
        ("Work Report", "work-report"),
        ("work_report", "work-report"),
        ("Guideline", "guideline"),
        # must not change
        ("通知", "通知"),
    ],
    "form": [("Text", "text"), ("文本", "text"), ("特征", "features"), ("pdf", "pdf")],
    "doc_id": [
        ("jiangxi－2016－quality", "jiangxi-2016-quality"),
        ("jiangxi–2016", "jiangxi-2016"),
        ("ａｂｃ", "abc"),
        # must not change
        ("Jiangxi-2016", "Jiangxi-2016"),
        ("a_b", "a_b"),
    ],
    "sha256": [("AB" * 32, "ab" * 32), (" ab ", "ab")],
    "title": [
        (" 关于质量的意见\u3000", "关于质量的意见"),
        # must not change
        ("数字山东２０２１行动方案", "数字山东２０２１行动方案"),
        ("a, “b”； c", "a, “b”； c"),
    ],
    "备注": [(" 2016年 ", "2016年")],
}
ROWS = [(column, *pair) for column, pairs in CELLS.items() for pair in pairs]


@pytest.mark.parametrize(("column", "written", "read"), ROWS)
def test_a_cell_is_read_as_it_is_meant(column, written, read):
    """What has one meaning is written one way; all else stays."""
    assert cell(column, written) == read
    assert cell(column, read) == read


@given(st.sampled_from(list(tables.DOCUMENTS.names)), st.text())
def test_canonical_form_is_a_fixpoint(column, value):
    """What was put in form once stays as it is."""
    assert cell(column, cell(column, value)) == cell(column, value)


@pytest.mark.parametrize(
    ("header", "read"),
    [
        (("Doc ID", " Title ", "YEAR"), ("doc_id", "title", "year")),
        (("doc-id", "SHA-256", "GB 2260"), ("doc_id", "sha256", "GB 2260")),
        (("编号", "标题", "年份", "地区"), ("doc_id", "title", "year", "region")),
        (("文号", "发文机关", "网址"), ("doc_number", "issuer", "source_url")),
        (("ｙｅａｒ", "\ufefftitle"), ("year", "title")),
        # must not change
        (("年份", "年度"), ("年份", "年度")),
        (("year", "年份"), ("year", "年份")),
        (("备注", "类型"), ("备注", "类型")),
    ],
)
def test_a_column_is_known_by_other_names(header, read):
    """In capitals, with spaces, in Chinese; where two could be meant, neither is renamed."""
    assert canonical(SavedTable("t.csv", header, ())).table.header == read


def test_each_change_is_told_with_its_row():
    """Names of columns first, then cells by row."""
    table = SavedTable(
        "t.csv", ("年份", "title"), (Record(3, ("2016年", " 甲")), Record(7, ("x",)))
    )

    assert canonical(table).changes == (
        Change(0, "year", "年份", "year"),
        Change(3, "year", "2016年", "2016"),
        Change(3, "title", " 甲", "甲"),
    )


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)


@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=4),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
    separator=st.sampled_from(",;\t"),
)
def test_what_is_saved_is_read(tmp_path_factory, rows, encoding, separator):
    """Any cells, in any form of the file: the rows that hold something, as they are."""
    content = written([("a", "b", "c"), *rows], separator, "\r\n").encode(encoding)
    table = saved(tmp_path_factory.mktemp("saved"), content)

    assert [cells for _, cells in table.records] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]


def test_reading_changes_nothing(small_corpus):
    """The file stays as it was saved."""
    corpus = make_sound(small_corpus)
    content = written(read_rows(corpus), ";", "\r\n").encode("gb18030")
    (corpus / "documents.csv").write_bytes(content)
    read_corpus(corpus)
    fix_documents(corpus)

    assert (corpus / "documents.csv").read_bytes() == content
    assert (corpus / "texts" / JIANGXI.name).read_bytes() == JIANGXI.read_bytes()
