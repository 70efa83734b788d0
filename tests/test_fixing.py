"""`fix_documents`: documents.csv in canonical form, each change shown, nothing lost."""

import pytest
from conftest import JIANGXI
from faulty import SMALL, THIRD, make_sound, put, read_rows, write_rows
from hypothesis import given
from hypothesis import strategies as st

from textlab import tables
from textlab.corpus.checks import check_corpus
from textlab.corpus.faults import FaultError
from textlab.corpus.fixing import fix_documents
from textlab.errors import CorpusError
from textlab.files import sha256_file


@pytest.fixture
def sound(small_corpus):
    """A corpus with which nothing is wrong."""
    return make_sound(small_corpus)


def test_a_canonical_table_needs_no_fix(sound):
    """What textlab wrote is as textlab writes it."""
    fix = fix_documents(sound)

    assert not fix.needed
    assert fix.lines() == fix.lines("zh") == []


def test_a_table_from_a_spreadsheet_is_put_in_form(sound):
    """Every change has its line; the file written is the one that textlab would have written."""
    before = (sound / "documents.csv").read_bytes()
    put(sound, SMALL, year="2017年", issued="2017/3/1", sha256="")
    rows = read_rows(sound)
    rows[0][1] = "标题"
    text = "\r\n".join(";".join([*row, ""]) for row in rows) + "\r\n;;\r\n"
    (sound / "documents.csv").write_bytes(text.encode("gb18030"))

    fix = fix_documents(sound)
    sha256 = sha256_file(sound / "texts" / f"{SMALL}.txt")

    assert fix.lines() == [
        "file: CSV in UTF-8 with commas; changes encoding, separator, line ends, empty rows, empty columns",
        "header: 标题 → title",
        "row 3 year: 2017年 → 2017",
        "row 3 issued: 2017/3/1 → 2017-03-01",
        f"row 3 sha256: nothing → {sha256}",
    ]
    assert fix.lines("zh") == [
        "文件：存为逗号分隔、UTF-8 编码的 CSV，改变编码、分隔符、换行符、空行、空列",
        "表头：标题 → title",
        "第3行 year：2017年 → 2017",
        "第3行 issued：2017/3/1 → 2017-03-01",
        f"第3行 sha256：空 → {sha256}",
    ]
    fix.write()
    assert (sound / "documents.csv").read_bytes() == before
    assert not fix_documents(sound).needed


def test_cells_that_change_nothing_but_their_quotes_are_told(sound):
    """Where only quotation marks go, that is what is said."""
    path = sound / "documents.csv"
    path.write_bytes(path.read_bytes().replace(b"doc_id", b'"doc_id"'))

    assert fix_documents(sound).lines() == [
        "file: CSV in UTF-8 with commas; changes quotation marks"
    ]


def test_columns_are_put_in_order_and_rows_stay(sound):
    """A person finds a row where it was; unknown columns go behind, with what they hold."""
    head, *rows = read_rows(sound)
    write_rows(
        sound, [[*reversed(head), "备注"], *([*reversed(row), "注"] for row in reversed(rows))]
    )

    fix = fix_documents(sound)
    assert fix.lines() == ["file: CSV in UTF-8 with commas; changes order of columns"]
    fix.write()

    assert read_rows(sound) == [[*head, "备注"], *([*row, "注"] for row in reversed(rows))]


def test_columns_that_may_be_empty_are_added(sound):
    """A table without sha256 and source gets both, and the hashes; a title it cannot make up."""
    left_out = ("sha256", "source", "title")
    head, *rows = read_rows(sound)
    kept = [place for place, name in enumerate(head) if name not in left_out]
    write_rows(sound, [[row[place] for place in kept] for row in (head, *rows)])

    fix = fix_documents(sound)
    fix.write()

    assert fix.added == ("source", "sha256")
    assert fix.lines()[:2] == ["column source: added", "column sha256: added"]
    assert fix.lines("zh")[0] == "source 列：新增"
    assert read_rows(sound)[0] == [name for name in head if name != "title"]
    assert [fault.value for fault in check_corpus(sound)] == ["title"]


def test_the_hash_of_features_is_that_of_their_text(sound):
    """It stands in their settings."""
    before = read_rows(sound)
    put(sound, THIRD, sha256="")

    fix_documents(sound).write()

    assert read_rows(sound) == before


@pytest.mark.parametrize("break_it", ["no text", "two texts", "no features"])
def test_a_hash_that_is_not_known_stays_empty(sound, break_it):
    """Nothing is made up."""
    doc_id = THIRD if break_it == "no features" else SMALL
    put(sound, doc_id, sha256="")
    if break_it == "no text":
        (sound / "texts" / f"{SMALL}.txt").unlink()
    elif break_it == "two texts":
        (sound / "texts" / f"{SMALL}.md").write_bytes(b"x")
    else:
        (sound / "features" / THIRD / "settings.json").unlink()

    assert not fix_documents(sound).needed


def test_what_is_ambiguous_stays(sound):
    """A date that may be in March or April is left to a person, and reported."""
    put(sound, SMALL, issued="3/4/2017", gb2260="3.6E+05", region="某省")

    assert not fix_documents(sound).needed
    assert [fault.code for fault in check_corpus(sound)] == [
        "gb2260-wrong",
        "issued-wrong",
        "region-wrong",
    ]


def test_rows_of_other_lengths_keep_what_they_hold(sound):
    """Their cells are written as they are, and no column is moved."""
    head, first, *rest = read_rows(sound)
    order = [head[-1], *head[:-1]]
    write_rows(sound, [order, [first[-1], *first[:-1], "x"], ["2017年", "y"], *rest])

    fix_documents(sound).write()

    assert read_rows(sound)[:3] == [order, [first[-1], *first[:-1], "x"], ["2017年", "y"]]


def test_a_file_that_is_no_table_cannot_be_fixed(sound):
    """The error is the fault that the check tells."""
    (sound / "documents.csv").write_bytes(b"")

    with pytest.raises(FaultError, match="the file is empty"):
        fix_documents(sound)


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["2016年", "２０１７", "2016/6/30", "赣", "省级", "360000.0", "Text", "规划", ""]
)
HEADS = st.lists(
    st.sampled_from([*tables.DOCUMENTS.names, "备注", "年份", "Title", ""]), min_size=1, max_size=8
)


@given(st.data())
def test_fixing_twice_is_fixing_once(tmp_path_factory, data):
    """Whatever a table holds: the second fix has nothing to do, and no cell with content is lost."""
    head = data.draw(HEADS)
    rows = data.draw(st.lists(st.lists(CELL, min_size=1, max_size=9), max_size=4))
    corpus = tmp_path_factory.mktemp("corpus")
    write_rows(corpus, [["title", *head], *rows])
    held = sum(bool(cell.strip("\ufeff\u200b\u3000\u00a0 \t")) for row in rows for cell in row)

    fix = fix_documents(corpus)
    fix.write()

    assert not fix_documents(corpus).needed
    assert sum(bool(cell) for row in read_rows(corpus)[1:] for cell in row) >= held


def test_texts_are_never_touched(sound):
    """Only documents.csv is written."""
    put(sound, SMALL, year="2017年")
    before = {path: path.read_bytes() for path in sound.rglob("*") if path.is_file()}
    fix_documents(sound).write()
    after = {path: path.read_bytes() for path in sound.rglob("*") if path.is_file()}

    assert {path.name for path in before if before[path] != after[path]} == {"documents.csv"}
    assert set(before) == set(after)
    assert (sound / "texts" / JIANGXI.name).read_bytes() == JIANGXI.read_bytes()


def test_what_was_written_meanwhile_is_not_lost(sound):
    """A row that came in while a person looked at the changes stands, and the fix is made again."""
    put(sound, SMALL, year="2017年")
    fix = fix_documents(sound)
    put(sound, THIRD, title="另一标题")
    meanwhile = (sound / "documents.csv").read_bytes()

    with pytest.raises(CorpusError, match="has changed since the fix was made"):
        fix.write()

    assert (sound / "documents.csv").read_bytes() == meanwhile


@pytest.mark.parametrize("doc_id", ["/etc/passwd", "**", "../small-2017", "a*"])
def test_an_id_is_no_path_and_no_pattern(sound, doc_id):
    """No file is looked for under it."""
    put(sound, SMALL, doc_id=doc_id, sha256="")
    put(sound, THIRD, doc_id=doc_id, sha256="")

    assert fix_documents(sound).lines() == []
