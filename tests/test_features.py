"""Features: what travels when a text may not, and that nothing is lost or leaked by it."""

import csv
import warnings
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
from conftest import CORPUS, ROOT, SMALL_PLAN, document, write_documents

from textlab import csv_reading, read_corpus, tables
from textlab.corpus import store
from textlab.corpus.features import SCHEMAS, export_features, read_features, read_settings
from textlab.errors import CorpusError, TableError

SOURCES = [path for path in [ROOT.parent / "shared" / "corpus"] if path.is_dir()]
"""The folder of the texts behind the shipped features, where it is at hand."""


def as_features(corpus: Path) -> Path:
    """The same corpus with the small plan as features; returns where its text now lies."""
    elsewhere = corpus.parent / "elsewhere" / "renamed.txt"
    elsewhere.parent.mkdir()
    (corpus / "texts" / "small-2017.txt").rename(elsewhere)
    jiangxi = corpus / "texts" / "jiangxi-2016-quality.txt"
    write_documents(
        corpus,
        document("jiangxi-2016-quality", jiangxi, year=2016),
        document("small-2017", elsewhere, form="features"),
    )
    assert list(export_features(corpus, elsewhere.parent)) == [("small-2017", True)]
    return elsewhere


def test_features_give_the_tables_that_the_text_gives(small_corpus):
    """No analysis can tell which form a document has, but for the words of its statements."""
    before = read_corpus(small_corpus)
    as_features(small_corpus)
    after = read_corpus(small_corpus)

    for name in ("tasks", "mentions", "term_counts", "signatures"):
        pd.testing.assert_frame_equal(getattr(after, name), getattr(before, name))
    pd.testing.assert_frame_equal(
        after.statements.drop(columns="raw"), before.statements.drop(columns="raw")
    )
    assert set(after.texts["doc_id"]) == {"jiangxi-2016-quality"}


def test_features_are_parsed_once_and_a_changed_file_is_seen(small_corpus, monkeypatch):
    """The second reading takes the kept tables; a count changed, or a file gone, is noticed."""
    as_features(small_corpus)
    parsed = []
    monkeypatch.setattr(
        store, "read_features", lambda *what: parsed.append(what) or read_features(*what)
    )
    first, again = (read_corpus(small_corpus).term_counts for _ in range(2))
    assert len(parsed) == 1
    pd.testing.assert_frame_equal(first, again)

    path = small_corpus / "features" / "small-2017" / "term_counts.csv"
    table = csv_reading.read_table(path, SCHEMAS["term_counts"])
    tables.write_table(table.assign(count=table["count"] + 1), path, SCHEMAS["term_counts"])
    more = read_corpus(small_corpus).term_counts
    assert more["count"].sum() == first["count"].sum() + len(table)

    path.unlink()
    with pytest.raises(CorpusError, match=r"term_counts\.csv: the features of small-2017 lack"):
        read_corpus(small_corpus)


def test_features_hold_no_run_of_the_text(small_corpus):
    """Terms stand alone and sorted, so that no sentence can be read off their order."""
    text = as_features(small_corpus).read_text(encoding="utf-8")
    table = csv_reading.read_table(
        small_corpus / "features" / "small-2017" / "term_counts.csv", SCHEMAS["term_counts"]
    )

    for _, rows in table.groupby("task_id"):
        assert rows["term"].tolist() == sorted(rows["term"])
    statement = "（省质监局、省工商局按职责分工负责）"
    assert statement in text
    for path in (small_corpus / "features").rglob("*.csv"):
        assert statement not in path.read_text(encoding="utf-8")


def test_making_features_twice_gives_the_same_bytes(small_corpus):
    """Who holds the text can make the features again and see that they are equal."""
    text = as_features(small_corpus)
    folder = small_corpus / "features"
    first = {path: path.read_bytes() for path in folder.rglob("*.*")}

    list(export_features(small_corpus, text.parent))
    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == first
    assert len(first) == len(SCHEMAS) + 1


def test_a_folder_without_the_texts_changes_nothing(small_corpus, tmp_path):
    """Where no text is found, the features stay, and the message says what to give."""
    as_features(small_corpus)
    before = {p: p.stat().st_mtime_ns for p in small_corpus.rglob("*") if p.is_file()}
    (tmp_path / "empty").mkdir()

    with pytest.raises(CorpusError, match="holds the text of no document"):
        list(export_features(small_corpus, tmp_path / "empty"))
    with pytest.raises(CorpusError, match="there is no such folder"):
        list(export_features(small_corpus, tmp_path / "nowhere"))
    assert {p: p.stat().st_mtime_ns for p in small_corpus.rglob("*") if p.is_file()} == before


def test_a_wrong_features_table_is_one_clear_line(small_corpus):
    """A column that a spreadsheet lost is named with its file."""
    as_features(small_corpus)
    path = small_corpus / "features" / "small-2017" / "mentions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("role", "rolle"), encoding="utf-8")

    with pytest.raises(TableError, match=r"small-2017/mentions.csv: column “role” is missing"):
        read_corpus(small_corpus)


def add_term(corpus: Path, term: str) -> None:
    """One more term in the lexicon of a corpus."""
    path = corpus / "lexicon" / "terms.txt"
    path.write_text(f"{path.read_text(encoding='utf-8')}{term}\n", encoding="utf-8")


def test_features_counted_with_another_lexicon_are_named(small_corpus):
    """Counts made with other words do not compare; reading says so, and goes on."""
    text = as_features(small_corpus)
    add_term(small_corpus, "产品质量监督抽查")

    with pytest.warns(UserWarning, match=r"1 of 1 documents \(small-2017"):
        read_corpus(small_corpus)
    list(export_features(small_corpus, text.parent))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_corpus(small_corpus)


def test_features_left_as_they_are_keep_what_they_were_made_with(small_corpus, tmp_path):
    """Making some documents' features again says nothing of the others."""
    as_features(small_corpus)
    other = tmp_path / "other" / "plan.txt"
    other.parent.mkdir()
    other.write_text(SMALL_PLAN.replace("2017", "2018"), encoding="utf-8")
    write_documents(
        small_corpus,
        document("other-2018", other, form="features"),
        document("small-2017", tmp_path / "study" / "elsewhere" / "renamed.txt", form="features"),
    )
    add_term(small_corpus, "产品质量监督抽查")
    done = dict(export_features(small_corpus, other.parent))

    assert done == {"other-2018": True, "small-2017": False}
    with pytest.warns(UserWarning, match=r"1 of 2 documents \(small-2017"):
        read_corpus(small_corpus)


def settings_file(corpus: Path) -> Path:
    """What the features of the small plan were made from."""
    return corpus / "features" / "small-2017" / "settings.json"


def test_another_version_of_textlab_makes_no_other_features(small_corpus):
    """The version is a record: it hinders no reading, and stays where all comes out the same."""
    text = as_features(small_corpus)
    path = settings_file(small_corpus)
    older = path.read_text().replace(f'"textlab": "{version("textlab")}"', '"textlab": "0.0.1"')
    assert '"0.0.1"' in older
    path.write_text(older)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_corpus(small_corpus)
    list(export_features(small_corpus, text.parent))
    assert path.read_text() == older


@pytest.mark.parametrize(
    "change", [('"shingle": 5', '"shingle": 4'), ('"hmm": true', '"hmm": false')]
)
def test_features_made_otherwise_are_named_and_made_anew(small_corpus, change):
    """Signatures of other pieces and counts of another segmenter do not compare."""
    text = as_features(small_corpus)
    path = settings_file(small_corpus)
    right = path.read_text()
    path.write_text(right.replace(*change))

    with pytest.warns(UserWarning, match="another lexicon, segmenter or kind of signature"):
        read_corpus(small_corpus)
    list(export_features(small_corpus, text.parent))
    assert path.read_text() == right


def test_every_task_has_a_row_among_the_signatures(small_corpus):
    """A task too short for a signature has an empty one, so that none is missing."""
    path = small_corpus / "texts" / "small-2017.txt"
    path.write_text(f"{SMALL_PLAN}\n（三）办好。\n", encoding="utf-8")
    write_documents(small_corpus, document("small-2017", path))
    corpus = read_corpus(small_corpus)

    assert corpus.signatures["task_id"].tolist() == corpus.tasks["task_id"].tolist()
    assert corpus.signatures["signature"].str.len().tolist() == [172, 172, 0]


def test_features_of_another_text_are_refused(small_corpus):
    """A row whose hash is not that of the text behind the features says so."""
    as_features(small_corpus)
    path = small_corpus / "documents.csv"
    text = path.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("small-2017"))
    path.write_text(
        text.replace(row, row[:-1] + ("1" if row[-1] == "0" else "0")), encoding="utf-8"
    )

    with pytest.raises(CorpusError, match="made from another text"):
        read_corpus(small_corpus)


@pytest.mark.parametrize("content", ["", "{", "[1]", "{}"])
def test_features_that_say_not_what_they_are_made_from_are_refused(small_corpus, content):
    """A damaged settings file is one clear line."""
    as_features(small_corpus)
    (small_corpus / "features" / "small-2017" / "settings.json").write_text(content)

    with pytest.raises(CorpusError, match="says not what these features were made from"):
        read_corpus(small_corpus)


# The shipped corpus


def test_the_shipped_corpus_is_complete():
    """112 documents: the Jiangxi plan in full, the others as features, each with its facts."""
    documents = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS)
    plans = documents.query("family == 'plan' and form == 'features'")
    reports = documents.query("family == 'work-report'")

    assert len(documents) == 112
    assert plans.groupby("region").size().to_dict() == {"上海市": 5, "山东省": 12, "浙江省": 11}
    assert reports.query("level == 'central'")["year"].tolist() == list(range(2003, 2019))
    for year in (2025, 2026):  # noqa: B007 (used inside the query)
        assert reports.query("year == @year")["region"].nunique() == 31
    shanghai = reports.query("region == '上海市' and year <= 2024")
    assert shanghai["year"].tolist() == [2020, 2021, 2022, 2023, 2024]
    assert documents.query("form == 'text'")["doc_id"].tolist() == ["jiangxi-2016-quality"]
    for name in ("title", "title_basis", "region", "source", "rights", "sha256"):
        assert (documents[name] != "").all(), name
    assert documents["sha256"].is_unique


def test_the_shipped_features_fit_their_documents():
    """Every document of form “features” has its folder, and no folder is left over."""
    documents = csv_reading.read_table(CORPUS / "documents.csv", tables.DOCUMENTS)
    wanted = set(documents.query("form == 'features'")["doc_id"])
    folders = {path.name for path in (CORPUS / "features").iterdir() if path.is_dir()}

    assert folders == wanted


def test_the_shipped_features_are_plain_and_small():
    """CSV that a person can open, at most 12 MB in all."""
    paths = sorted((CORPUS / "features").rglob("*.csv"))

    assert len(paths) == 111 * len(SCHEMAS)
    assert sum(path.stat().st_size for path in paths) <= 12e6
    with paths[0].open(encoding="utf-8-sig", newline="") as file:
        assert len({len(row) for row in csv.reader(file)}) == 1


def test_the_shipped_features_come_again_from_the_texts(tmp_path):
    """Made again from the texts, wherever these are at hand, every table has the same bytes."""
    for source in SOURCES:
        again = tmp_path / "corpus"
        (again / "features").mkdir(parents=True)
        (again / "lexicon").symlink_to(CORPUS / "lexicon")
        (again / "documents.csv").symlink_to(CORPUS / "documents.csv")

        assert all(found for _, found in export_features(again, source))
        assert tables_of(again) == tables_of(CORPUS)
        for folder in (CORPUS / "features").iterdir():
            made = read_settings(again / "features" / folder.name)
            assert read_settings(folder) | {"textlab": made["textlab"]} == made


def tables_of(corpus: Path) -> dict[str, bytes]:
    """The bytes of every table of a corpus's features, by name."""
    paths = sorted((corpus / "features").rglob("*.csv"))
    return {str(path.relative_to(corpus)): path.read_bytes() for path in paths}
