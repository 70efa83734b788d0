"""The lexicon: what is read, what is refused, and the one that ships."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from textlab.errors import CorpusError
from textlab.words.lexicon import Lexicon, fold, lexicon_hits, read_lexicon
from textlab.words.segmenter import Segmenter

SHIPPED = Path(__file__).parents[1] / "corpus" / "lexicon"


def write(folder: Path, terms: str | bytes, stopwords: str | bytes = b"") -> Path:
    for name, content in (("terms.txt", terms), ("stopwords.txt", stopwords)):
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.fixture(scope="module")
def shipped() -> Lexicon:
    return read_lexicon(SHIPPED)


def test_remarks_and_empty_lines_are_no_entries(tmp_path):
    """A line that begins with # is a remark; blank lines and spaces at the ends do not count."""
    write(tmp_path, "# 质量\n质量提升\n\n  一带一路 \n#5G\n", "# 动词\n推进\n")

    lexicon = read_lexicon(tmp_path)

    assert lexicon.terms == ("一带一路", "质量提升")
    assert lexicon.stopwords == {"推进"}


def test_a_file_from_windows_reads_the_same(tmp_path):
    """A byte-order mark and carriage returns change nothing."""
    write(tmp_path, b"\xef\xbb\xbf" + "质量提升\r\n质量安全\r\n".encode())

    assert read_lexicon(tmp_path).terms == ("质量安全", "质量提升")


def test_the_hash_is_of_the_entries(tmp_path):
    """Remarks, order and line ends leave the hash alone."""
    one = read_lexicon(write(tmp_path, "质量安全\n质量提升\n", "推进\n")).sha256
    two = read_lexicon(write(tmp_path, "# 改\r\n质量提升\r\n质量安全", "\n推进")).sha256

    assert one == two
    assert len(one) == 64


def test_the_hash_changes_with_any_entry():
    """A term more, or the same word in the other list, is another lexicon."""
    lexicons = [
        Lexicon(),
        Lexicon(("质量提升",)),
        Lexicon((), frozenset({"质量提升"})),
        Lexicon(("质量提升", "质量安全")),
    ]

    assert len({lexicon.sha256 for lexicon in lexicons}) == 4


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("5g、ai和App", "5G、AI和APP"),
        ("５Ｇ与ｇｄｐ", "5G与GDP"),
        ("互联网＋", "互联网+"),
        # must not change
        ("“一带一路”", "“一带一路”"),
        ("5.5％，（一）", "5.5％，（一）"),
        ("ß é Ω ﬁ", "ß é Ω ﬁ"),
        ("", ""),
    ],
)
def test_letters_and_digits_get_one_spelling(text, folded):
    """ASCII letters become capitals, full-width ones half-width; all else stays."""
    assert fold(text) == folded


@given(st.text())
def test_folding_keeps_every_place(text):
    """A folded text is as long as the text, and folding it again changes nothing."""
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("terms", "stopwords", "where", "what"),
    [
        ("质量提升\n#\n质量提升\n", "", "terms.txt, line 3", "stands in line 1 already"),
        ("生态 文明\n", "", "terms.txt, line 1", "cut at its space"),
        ("#\n“一带一路”\n", "", "terms.txt, line 2", "cut at its left double quotation mark"),
        ("北京·上海\n", "", "terms.txt, line 1", "cut at its middle dot"),
        ("5g基站\n", "", "terms.txt, line 1", "counted as “5G基站”"),
        ("质\n", "", "terms.txt, line 1", "one character"),
        ("质量提升\n\n推进\n", "#\n推进\n", "stopwords.txt, line 2", "a term in terms.txt, line 3"),
        ("", "App\nAPP\n", "stopwords.txt, line 2", "stands in line 1 already"),
        ("质量\n质量提升\n".encode("gb18030"), "", "terms.txt, line 1", "not UTF-8"),
        ("质量提升\n".encode() + b"\xd6\xca\n", "", "terms.txt, line 2", "not UTF-8"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(tmp_path, terms, stopwords, where, what):
    """Each error names the file, the line and the entry."""
    write(tmp_path, terms, stopwords)

    with pytest.raises(CorpusError) as error:
        read_lexicon(tmp_path)

    assert where in str(error.value)
    assert what in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    """Both files must be there, if only empty."""
    (tmp_path / "terms.txt").write_text("质量提升\n", encoding="utf-8")

    with pytest.raises(CorpusError, match=r"stopwords\.txt: there is no such file"):
        read_lexicon(tmp_path)


def test_hits_show_every_term_also_those_never_found():
    """质量提升 stands three times in two tasks, 监督抽查 once, 现场诊断 never."""
    lexicon = Lexicon(("质量提升", "现场诊断", "监督抽查"))
    texts = pd.DataFrame(
        {
            "doc_id": ["a", "a", "b"],
            "task_id": ["1", "2", "1"],
            "text": ["质量提升，质量提升。", "监督抽查，质量提升。", "质量管理。"],
        }
    )

    hits = lexicon_hits(texts, Segmenter(lexicon))

    expected = pd.DataFrame(
        {
            "term": pd.Series(["质量提升", "监督抽查", "现场诊断"], dtype="str"),
            "count": [3, 1, 0],
            "tasks": [2, 1, 0],
        }
    )
    assert_frame_equal(hits, expected)


def test_plain_jieba_splits_every_shipped_term(shipped):
    """No term is a word of jieba's own dictionary, or it would need no line."""
    plain = Segmenter(Lexicon(), hmm=False)

    assert [term for term in shipped.terms if len(plain.segment(term)) == 1] == []


def test_every_shipped_term_is_kept_whole(shipped):
    """Standing alone, each term comes out as one token."""
    segmenter = Segmenter(shipped)

    assert [term for term in shipped.terms if segmenter.segment(term) != [term]] == []


def test_the_shipped_lexicon_holds_the_field(shipped):
    """Quality policy, industry and work reports each have their terms; content stays countable."""
    assert len(shipped.terms) >= 450
    assert {"卓越绩效", "人形机器人", "高质量发展", "非公有制经济"} <= set(shipped.terms)
    assert {"推进", "进一步", "我们"} <= shipped.stopwords
    assert not {"创新", "改革", "安全", "质量", "就业"} & shipped.stopwords


def test_shipped_terms_stand_in_order_under_their_headings():
    """Within a group terms are sorted by code point, so that a new one has its place."""
    groups = (SHIPPED / "terms.txt").read_text(encoding="utf-8").split("\n# ")
    lists = [[line for line in group.split("\n")[1:] if line] for group in groups]

    assert len(lists) > 10
    assert [terms for terms in lists if terms != sorted(terms)] == []
