"""The catalogue: every row is right, and says no more than was seen."""

import csv
import re
import shutil

import pytest
from conftest import CORPUS, ROOT

from textlab import csv_reading, tables
from textlab.corpus.catalogue import CATALOGUE, find_entry, read_catalogue, record_hash
from textlab.errors import CorpusError, TableError
from textlab.reading.regions import SHORT_NAMES

SEEN = [
    path for path in [ROOT.parent / "shared" / "corpus" / "quality-plans.tsv"] if path.is_file()
]


@pytest.fixture(name="catalogue", scope="module")
def _catalogue():
    """The catalogue of the project."""
    return read_catalogue(CORPUS)


@pytest.fixture(name="corpus")
def _corpus(tmp_path):
    """A folder with a copy of the catalogue."""
    shutil.copy(CORPUS / "catalogue.csv", tmp_path)
    return tmp_path


def test_the_catalogue_of_the_project_is_right(catalogue):
    """Its rows are as the schema wants them, sorted; each id begins as its place and year."""
    assert len(catalogue) == 37
    assert catalogue["doc_id"].is_monotonic_increasing
    assert (catalogue["family"] == "plan").all()
    for entry in catalogue.to_dict("records"):
        assert f"-{entry['year']}-" in entry["doc_id"]
        assert entry["doc_id"].startswith("china-") == (entry["level"] == "central")
        assert (entry["gb2260"] == "") == (entry["level"] == "central")
        assert entry["gb2260"].endswith("0000") == (entry["level"] == "province")


def test_official_addresses_are_those_of_governments(catalogue):
    """The hosts of addresses called official end in .gov.cn."""
    official = catalogue.query("url_kind == 'official'")["url"]

    assert len(official) == 7
    assert official.str.fullmatch(r"https?://[a-z.]+\.gov\.cn/.+").all()


def test_the_plan_of_the_corpus_is_in_the_catalogue(catalogue):
    """Title, region, year and date as in documents.csv."""
    same = ["doc_id", "title", "family", "region", "gb2260", "level", "year", "issued"]
    documents = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS)
    both = catalogue[same].merge(documents[same])

    assert list(both["doc_id"]) == ["jiangxi-2016-quality"]


def test_the_facts_are_those_that_were_seen(catalogue):
    """Each row of the list that the catalogue was made from, where it is at hand, is there."""
    entries = catalogue.set_index("title")
    for path in SEEN:
        with path.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
        ids = set(entries.loc[[row["title"] for row in rows], "doc_id"])

        assert len(rows) == 35
        assert set(catalogue["doc_id"]) - ids == OURS
        for row in rows:
            _check_against(row, entries.loc[row["title"]])


OURS = {"jiangxi-2016-quality", "jiangxi-2012-quality-outline"}
"""The plan that the corpus holds, and one that it cites."""


def _check_against(row, entry):
    """An entry says of a document what a row of the list says."""
    year, _, year_to = row["year"].partition("-")
    number, address = row["doc_number"], row["url_seen_in_pages"]
    central = row["level"] == "central"

    assert entry["level"] == row["level"]
    assert entry["issued"] == row["issue_date"]
    assert str(entry["year"]) == year
    assert entry["year_to"] == year_to or entry["year_to"] in row["title"]
    assert entry["region"] == ("全国" if central else SHORT_NAMES[row["province"][:2]])
    assert entry["issuer"] == (row["province"] if central else "")
    assert entry["url"] == address or (not entry["url"] and address in entry["note"])
    assert entry["doc_number"] == number or (
        not entry["doc_number"] and number[1:-1] in entry["note"]
    )
    assert entry["agencies_seen"] in {row["agency_lists_in_excerpt"][:1], "unknown"}
    assert row["how_known"] in {entry["seen"], *re.split(r"; (?!number)", entry["note"])}
    assert row["url_is_official"].split(" ")[0] in f"{entry['url_kind']} {entry['note']}"


# Reading


WRONG = {
    "a region in short": ({"region": "江西"}, CorpusError, "region is “江西”; write the province"),
    "a code of elsewhere": (
        {"gb2260": "330000"},
        CorpusError,
        "330000, which is no place in 江西省",
    ),
    "an unknown code": ({"gb2260": "369999"}, CorpusError, "369999, which is no place in 江西省"),
    "years turned round": ({"year_to": "2015"}, CorpusError, "year is 2016 and year_to 2015"),
    "an address of no kind": ({"url": "https://a.gov.cn/x"}, CorpusError, "url_kind “none”"),
    "a kind of no address": ({"url_kind": "official"}, CorpusError, "url is “” and url_kind"),
    "an address cut short": ({"url": "http://a.cn/…/x"}, TableError, "url is “http://a.cn/…/x”"),
    "no scheme": ({"url": "a.gov.cn/x"}, TableError, "write a whole address that begins with"),
    "another scheme": ({"url": "file:///etc/passwd"}, TableError, "write a whole address"),
    "a password": ({"url": "https://u:p@a.cn/x"}, TableError, "write a whole address"),
    "a space": ({"url": "https://a.cn/x y"}, TableError, "write a whole address"),
    "a half date": ({"issued": "2016-6"}, TableError, "write a date as YYYY-MM-DD"),
    "half a hash": ({"sha256": "abc"}, TableError, "write its 64 digits"),
}


@pytest.mark.parametrize(("change", "error", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_named_with_its_mend(corpus, change, error, message):
    """One line: the file, the row or id, the value, what to write."""
    catalogue = read_catalogue(corpus)
    row = catalogue.query("doc_id == 'jiangxi-2016-quality'").assign(**change)
    tables.write_table(row, corpus / "catalogue.csv", CATALOGUE)

    with pytest.raises(error, match=message) as caught:
        read_catalogue(corpus)
    assert "catalogue.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_corpus_without_a_catalogue_says_so(tmp_path):
    """Which file is missing."""
    with pytest.raises(TableError, match=r"catalogue\.csv: there is no such file"):
        read_catalogue(tmp_path)


def test_an_unknown_id_is_answered_with_the_nearest(catalogue):
    """A slip of the hand finds what was meant; something else, how to see all."""
    assert find_entry(catalogue, "shaanxi-2013-quality")["doc_number"] == "陕政办发〔2013〕38号"
    with pytest.raises(CorpusError, match=r"no such document; did you mean shaanxi-2013-quality"):
        find_entry(catalogue, "shanxi-2013-quality")
    with pytest.raises(CorpusError, match=r"“textlab fetch --list” shows all\.$"):
        find_entry(catalogue, "x")


def test_a_hash_is_written_into_its_row_and_nowhere_else(corpus):
    """The other rows keep their bytes."""
    before = (corpus / "catalogue.csv").read_text(encoding="utf-8").splitlines()
    record_hash(corpus, "shaanxi-2013-quality", "0" * 64)
    after = (corpus / "catalogue.csv").read_text(encoding="utf-8").splitlines()

    changed = [line for line in after if line not in before]
    assert len(before) == len(after)
    assert len(changed) == 1
    assert changed[0].startswith("shaanxi-2013-quality,")
    assert f",{'0' * 64}," in changed[0]
