"""`textlab export --to`: a corpus that may be passed on reads as the original does."""

import pandas as pd
import pytest
from conftest import SMALL_PLAN, document, write_documents

from textlab import csv_reading, read_corpus, tables
from textlab.cli import main
from textlab.corpus.exporting import export_corpus
from textlab.corpus.features import export_features
from textlab.corpus.package import make_package, package_faults, read_package, write_package
from textlab.errors import CorpusError


def everything(folder):
    """The bytes of every file of a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def mixed(small_corpus, tmp_path):
    """A corpus of two texts and a third document as features, whose text lies elsewhere."""
    other = tmp_path / "elsewhere" / "other.txt"
    other.parent.mkdir()
    other.write_text(SMALL_PLAN.replace("2017", "2018"), encoding="utf-8")
    texts = small_corpus / "texts"
    write_documents(
        small_corpus,
        document("jiangxi-2016-quality", texts / "jiangxi-2016-quality.txt", year=2016),
        document("other-2018", other, form="features", year=2018),
        document("small-2017", texts / "small-2017.txt"),
    )
    list(export_features(small_corpus, other.parent))
    return small_corpus


def test_what_is_passed_on_reads_as_the_original(mixed, tmp_path):
    """All tables are the same, but for the words of statements and the form of the documents."""
    assert main(["export", "--to", str(tmp_path / "out"), "--corpus", str(mixed)]) == 0
    before, after = read_corpus(mixed), read_corpus(tmp_path / "out", version="0.1.0")

    for name in ("tasks", "mentions", "term_counts", "signatures"):
        pd.testing.assert_frame_equal(getattr(after, name), getattr(before, name))
    pd.testing.assert_frame_equal(
        after.statements.drop(columns="raw"), before.statements.drop(columns="raw")
    )
    pd.testing.assert_frame_equal(
        after.documents.drop(columns="form"), before.documents.drop(columns="form")
    )
    assert set(after.documents["form"]) == {"features"}
    assert after.texts.empty
    assert (after.statements["raw"] == "").all()


def test_what_is_passed_on_is_complete_and_no_more(mixed, tmp_path):
    """The tables, the lexicon, the register, the package and a README; nothing that lay about."""
    (mixed / "notes.txt").write_text("不外传", encoding="utf-8")
    (mixed / "lexicon" / "draft.txt").write_text("不外传", encoding="utf-8")
    (mixed / "accepted.csv").write_text("code,file,place,why\n", encoding="utf-8")
    before = everything(mixed)
    documents = list(export_corpus(mixed, tmp_path / "out"))

    assert documents == ["jiangxi-2016-quality", "other-2018", "small-2017"]
    assert {name.split("/")[0] for name in everything(tmp_path / "out")} == {
        *("README.md", "agencies.csv", "datapackage.json", "documents.csv"),
        *("features", "lexicon", "schemas"),
    }
    assert not (tmp_path / "out" / "lexicon" / "draft.txt").exists()
    assert package_faults(tmp_path / "out") == []
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "Version 0.1.0. 3 documents" in readme
    assert "共 3 份文件" in readme
    assert everything(mixed) == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_features_that_are_here_are_taken_over_as_they_are(mixed, tmp_path):
    """The same bytes, with the version of textlab that made them."""
    path = mixed / "features" / "other-2018" / "settings.json"
    path.write_text(path.read_text().replace('"textlab": "', '"textlab": "0.0.'))
    list(export_corpus(mixed, tmp_path / "out"))

    inside = {k: v for k, v in everything(mixed).items() if k.startswith("features/")}
    assert inside.items() <= everything(tmp_path / "out").items()


def test_features_are_made_again_where_the_texts_are_given(mixed, tmp_path):
    """With a folder of texts the result is as good, also where the old features do not compare."""
    path = mixed / "features" / "other-2018" / "settings.json"
    right = path.read_bytes()
    path.write_bytes(right.replace(b'"hmm": true', b'"hmm": false'))

    with pytest.warns(UserWarning, match="do not compare"):
        list(export_corpus(mixed, tmp_path / "old"))
    list(export_corpus(mixed, tmp_path / "out", texts=tmp_path / "elsewhere"))
    assert (tmp_path / "out" / "features" / "other-2018" / "settings.json").read_bytes() == right


def test_a_text_that_may_be_passed_on_is_kept(mixed, tmp_path, capsys):
    """`--keep` names the documents that stay texts."""
    target, name = tmp_path / "out", "jiangxi-2016-quality"
    assert main(["export", "--to", str(target), "--keep", name, "--corpus", str(mixed)]) == 0

    after = read_corpus(target)
    assert set(after.texts["doc_id"]) == {name}
    assert [path.name for path in (target / "texts").iterdir()] == [f"{name}.txt"]
    assert not (target / "features" / name).exists()
    assert "3 documents, 1 with their text, 2 as features" in capsys.readouterr().err


@pytest.mark.parametrize("doc_id", ["other-2018", "nobody-2018"])
def test_only_a_text_that_is_here_can_be_kept(mixed, tmp_path, doc_id):
    """Of features there is no text, and of an unknown document nothing."""
    with pytest.raises(CorpusError, match=f"no document “{doc_id}” of form “text”"):
        list(export_corpus(mixed, tmp_path / "out", keep=[doc_id]))


def test_keep_without_to_is_wrong_usage(mixed, capsys):
    """In the corpus itself every text is kept anyway."""
    with pytest.raises(SystemExit, match="2"):
        main(["export", "--keep", "small-2017", "--corpus", str(mixed)])
    assert "--keep goes with --to" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_not_written_to(mixed, tmp_path):
    """A new folder or an empty one; what is there stays."""
    (tmp_path / "empty").mkdir()
    list(export_corpus(mixed, tmp_path / "empty"))

    for target in (tmp_path / "empty", mixed / "documents.csv"):
        with pytest.raises(CorpusError, match="is not empty; name a new folder"):
            list(export_corpus(mixed, target))


def test_a_corpus_is_passed_on_whole_or_not_at_all(mixed, tmp_path):
    """Where the last document cannot be read, or the reader stops, nothing is left behind."""
    (tmp_path / "place").mkdir()
    steps = export_corpus(mixed, tmp_path / "place" / "out")
    next(steps)
    steps.close()
    assert list((tmp_path / "place").iterdir()) == []

    (mixed / "texts" / "small-2017.txt").write_text("一、改了。", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"the text is not the one in documents.csv"):
        list(export_corpus(mixed, tmp_path / "place" / "out"))
    assert list((tmp_path / "place").iterdir()) == []


def test_words_and_version_of_the_package_go_along(mixed, tmp_path):
    """The title and licence are those of the corpus; the version says that contents differ."""
    write_package(
        mixed, make_package(mixed) | {"title": "质量计划", "licenses": [{"name": "CC0-1.0"}]}
    )
    list(export_corpus(mixed, tmp_path / "out"))

    package = read_package(tmp_path / "out")
    assert (package["title"], package["licenses"]) == ("质量计划", [{"name": "CC0-1.0"}])
    assert package["version"] == f"0.1.0+{package['contents'][7:15]}"
    assert "质量计划" in (tmp_path / "out" / "README.md").read_text(encoding="utf-8")


def test_without_a_folder_the_texts_are_those_of_the_corpus(mixed, capsys):
    """`textlab export` alone makes features of what lies in texts/."""
    documents = csv_reading.read_table(mixed / "documents.csv", tables.DOCUMENTS)
    tables.write_table(documents.assign(form="features"), mixed / "documents.csv", tables.DOCUMENTS)

    assert main(["export", "--corpus", str(mixed)]) == 0
    said = capsys.readouterr().err
    assert "made the features of 2 documents" in said
    assert "stay as they are: other-2018." in said
    assert len(read_corpus(mixed).tasks) == 13 + 2 + 2


def test_a_file_with_a_name_like_a_document_is_not_passed_on(mixed, tmp_path):
    """small-2017.notes.txt is not the text of small-2017."""
    (mixed / "texts" / "small-2017.notes.txt").write_text("不外传", encoding="utf-8")

    list(export_corpus(mixed, tmp_path / "out", keep=["small-2017"]))

    assert [path.name for path in (tmp_path / "out" / "texts").iterdir()] == ["small-2017.txt"]


def test_a_corpus_of_texts_alone_has_no_features_to_make(small_corpus, capsys):
    """It is told what export does, not that its texts are missing."""
    assert main(["export", "--corpus", str(small_corpus)]) == 1
    assert "no document is of form “features”; write that" in capsys.readouterr().err
