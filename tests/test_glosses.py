"""Glosses: the English of terms, agencies and regions; and the file that ships."""

from collections import Counter

import pandas as pd
import pytest
from conftest import CORPUS

from textlab import read_corpus
from textlab.corpus.checks import check_corpus
from textlab.csv_reading import read_table
from textlab.errors import TableError
from textlab.figures.style import gloss
from textlab.reading.register import read_register
from textlab.tables import AGENCIES, MENTIONS, TERM_COUNTS, make_table
from textlab.words.glosses import REGIONS_EN, agency_glosses, read_glosses
from textlab.words.lexicon import read_lexicon

FILE = CORPUS / "lexicon" / "glosses.csv"
HEADER = "term,english\n"


@pytest.fixture(scope="module")
def shipped():
    return read_glosses(FILE.parent)


def write(folder, text):
    (folder / "glosses.csv").write_text(HEADER + text, encoding="utf-8-sig")
    return folder


# Reading


def test_a_term_has_its_english_in_the_order_of_the_file(tmp_path):
    """One row a term."""
    write(tmp_path, "质量,quality\n三农,agriculture\n")

    assert list(read_glosses(tmp_path).items()) == [("质量", "quality"), ("三农", "agriculture")]


def test_a_lexicon_need_not_have_glosses(tmp_path):
    """Without the file nothing has English."""
    assert read_glosses(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("质量,quality\n质量,grade\n", "row 3: term “质量” stands in an earlier row"),
        ("质量,quality\n品质,\n", "row 3: english is “”; write its English"),
        ("质量,quality\n品质, \n", "row 3: english is “ ”; write its English"),
        (",quality\n", "row 2: term is “”; write a term"),
        ("质量,quality,grade\n", "row 2: 3 cells under 2 columns"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(tmp_path, text, message):
    """A term twice, an empty cell, a comma without quotes."""
    with pytest.raises(TableError, match=message):
        read_glosses(write(tmp_path, text))


def test_a_check_tells_all_that_is_wrong_at_once(small_corpus):
    """A term twice and an empty cell, each at its row; without the file nothing is wrong."""
    write(small_corpus / "lexicon", "质量,quality\n质量,grade\n品质,\n")
    found = [(fault.code, fault.file, fault.row) for fault in check_corpus(small_corpus)]

    assert ("key-twice", "corpus/lexicon/glosses.csv", 3) in found
    assert ("cell-empty", "corpus/lexicon/glosses.csv", 4) in found

    (small_corpus / "lexicon" / "glosses.csv").unlink()
    assert not [fault for fault in check_corpus(small_corpus) if "glosses" in fault.file]


# Agencies


def register(folder, *rows):
    """A register of rows “id name English region”."""
    lines = [",".join(AGENCIES.names)]
    for row in rows:
        agency, name, english, region = row.split("|")
        level = "central" if region == "全国" else "province"
        lines.append(f"{agency},{name},{english},,{level},{region},finance,,,,,")
    (folder / "agencies.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_register(folder / "agencies.csv")


def mentions(*pairs):
    """Mentions of “name id”; the id may be empty."""
    empty = dict.fromkeys(MENTIONS.names, "") | {"position": 1, "collective": False}
    rows = [empty | dict(zip(("name", "agency"), pair, strict=True)) for pair in pairs]
    return make_table(MENTIONS, rows)


JIANGXI = "jiangxi/finance|省财政厅|Jiangxi Provincial Department of Finance|江西省"
SHANDONG = "shandong/finance|省财政厅|Shandong Provincial Department of Finance|山东省"


def test_an_agency_has_its_english_by_id_official_name_and_written_name(tmp_path):
    """江西省财政局 is how a document wrote it; what the register does not know has none."""
    named = mentions(("江西省财政局", "jiangxi/finance"), ("各部门", ""))
    found = agency_glosses(register(tmp_path, JIANGXI), named)

    assert found == dict.fromkeys(
        ["省财政厅", "江西省财政局", "jiangxi/finance"], "Jiangxi Provincial Department of Finance"
    )


def test_a_name_that_several_provinces_share_is_in_english_without_them(tmp_path):
    """Two 省财政厅 have one English name, and each id its own."""
    found = agency_glosses(register(tmp_path, JIANGXI, SHANDONG), mentions())

    assert found["省财政厅"] == "Provincial Department of Finance"
    assert found["shandong/finance"] == "Shandong Provincial Department of Finance"


def test_a_shared_name_is_that_of_the_agency_that_is_mentioned(tmp_path):
    """In a corpus of Jiangxi alone 省财政厅 is that of Jiangxi."""
    named = mentions(("省财政厅", "jiangxi/finance"))
    found = agency_glosses(register(tmp_path, JIANGXI, SHANDONG), named)

    assert found["省财政厅"] == "Jiangxi Provincial Department of Finance"


def test_a_name_that_means_different_things_has_no_english(tmp_path):
    """A port office and a kouan office share nothing, so the Chinese stays."""
    one = "jiangxi/port|省口岸办|Jiangxi Port Office|江西省"
    two = "shandong/trade|省口岸办|Shandong Trade Office|山东省"

    assert "省口岸办" not in agency_glosses(register(tmp_path, one, two), mentions())


def test_an_agency_without_a_row_is_called_by_place_and_field(tmp_path):
    """The ids that mentions bring are there too."""
    named = mentions(("包头市财政局", "neimenggu/baotou-finance"))
    found = agency_glosses(register(tmp_path, JIANGXI), named)

    assert (
        found["neimenggu/baotou-finance"]
        == found["包头市财政局"]
        == "Finance, Baotou, Inner Mongolia"
    )


# A corpus


def test_a_corpus_has_the_english_of_all_that_its_figures_name(small_corpus):
    """Terms, agencies by id and as written, provinces in full and short, the centre."""
    found = read_corpus(small_corpus).glosses()

    assert found["质量"] == "quality"
    assert found["省质监局"] == found["jiangxi/quality-supervision"]
    assert (found["江西省"], found["江西"], found["全国"]) == ("Jiangxi", "Jiangxi", "China")
    assert gloss(["质量", "work-report", 2016], "en", found) == ["quality", "work-report", "2016"]
    assert gloss(["质量"], "zh", found) == ["质量"]


def test_what_is_written_in_the_file_wins(small_corpus):
    """Over regions, names of agencies, and their ids."""
    lines = "江西,Kiangsi\n省质监局,quality bureau\njiangxi/finance,purse\n"
    write(small_corpus / "lexicon", lines)
    found = read_corpus(small_corpus).glosses()

    assert [found[key] for key in ("江西", "省质监局", "jiangxi/finance")] == [
        *("Kiangsi", "quality bureau", "purse")
    ]
    assert found["江西省"] == "Jiangxi"


def test_agencies_are_called_as_on_the_day(small_corpus):
    """The agriculture department of 2016 had no rural affairs yet."""
    corpus = read_corpus(small_corpus)

    assert "Rural Affairs" in corpus.glosses()["jiangxi/agriculture"]
    assert "Rural Affairs" not in corpus.glosses("2016-07-01")["jiangxi/agriculture"]


def test_a_corpus_without_the_file_has_agencies_and_regions_only(small_corpus):
    """Its terms stay Chinese."""
    (small_corpus / "lexicon" / "glosses.csv").unlink()
    found = read_corpus(small_corpus).glosses()

    assert "质量" not in found
    assert found["山东"] == "Shandong"


def test_glosses_change_no_count(small_corpus):
    """The lexicon's hash, which features name, is the same with and without them."""
    before = read_lexicon(small_corpus / "lexicon").sha256
    write(small_corpus / "lexicon", "质量,quality\n")

    assert read_lexicon(small_corpus / "lexicon").sha256 == before


# The file that ships


def test_shipped_terms_stand_in_order_of_code_point(shipped):
    """So that a term is found, and a change is one line."""
    assert list(shipped) == sorted(shipped)


def test_shipped_english_is_short_and_in_ascii(shipped):
    """Every font has its letters, and it fits beside a bar."""
    assert {term: text for term, text in shipped.items() if not text.isascii()} == {}
    assert {term: text for term, text in shipped.items() if len(text) > 40} == {}
    assert sum(len(text) > 28 for text in shipped.values()) < 100
    assert {term: text for term, text in shipped.items() if text != " ".join(text.split())} == {}


def test_no_two_shipped_terms_have_the_same_english(shipped):
    """Terms may be drawn together; one that is like another's English is told apart."""
    times = Counter(text.lower() for text in shipped.values())

    assert [text for text, count in times.items() if count > 1] == []


def test_the_lexicon_has_its_english(shipped):
    """Every term of the lexicon, found in the corpus or not."""
    assert [term for term in read_lexicon(FILE.parent).terms if term not in shipped] == []


def test_what_the_corpus_mostly_says_has_its_english(shipped):
    """Of the 2,000 most frequent terms 99 in 100; the rest are pieces of words, such as 率达."""
    paths = (CORPUS / "features").glob("*/term_counts.csv")
    rows = pd.concat(read_table(path, TERM_COUNTS.without("doc_id")) for path in paths)
    counts = rows.groupby("term")["count"].sum().sort_values(ascending=False, kind="stable")

    assert counts.index[:2000].isin(list(shipped)).mean() >= 0.99


def test_provinces_are_called_as_everywhere(shipped):
    """The file and the table of provinces do not contradict each other."""
    assert {
        term for term in REGIONS_EN if shipped.get(term, REGIONS_EN[term]) != REGIONS_EN[term]
    } == set()


@pytest.mark.parametrize(
    ("term", "english"),
    [
        ("高质量发展", "high-quality development"),
        ("供给侧结构性改革", "supply-side structural reform"),
        ("新质生产力", "new quality productive forces"),
        ("乡村振兴", "rural revitalisation"),
        ("一带一路", "Belt and Road"),
        ("习近平", "Xi Jinping"),
        ("企业", "enterprise"),
        ("公司", "company"),
    ],
)
def test_policy_terms_are_called_by_their_standard_english(shipped, term, english):
    """As the official translations of plans and reports have them."""
    assert shipped[term] == english
