"""`textlab add`: what a person sees, and what goes on after one file fails."""

import io
import sys
from pathlib import Path

import pytest
from conftest import JIANGXI, SMALL_PLAN
from rendering import as_docx
from test_stand_ins import PAGES

from textlab.cli import main
from textlab.corpus import adding
from textlab.corpus.documents import read_documents

PLAN = SMALL_PLAN.replace("某省", "江西省")


@pytest.fixture
def run(capsys, empty_corpus):
    """Call `textlab add` on the empty corpus; gives exit code, standard output and error."""

    def call(*arguments):
        options = ["--corpus", str(empty_corpus)]
        code = main(["add", *(str(argument) for argument in arguments), *options])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A plan to add."""
    path = tmp_path / "计划.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of two plans, one file that is no document, and what systems leave behind."""
    place = tmp_path / "plans"
    (place / "2017").mkdir(parents=True)
    (place / "2017" / "quality.txt").write_text(PLAN, encoding="utf-8")
    (place / "broken.pdf").write_bytes(b"%PDF-1.7\n")
    (place / "jiangxi.docx").write_bytes(as_docx(JIANGXI.read_text(encoding="utf-8")))
    for left in (".DS_Store", "~$jiangxi.docx"):
        (place / left).write_bytes(b"\x00")
    return place


def at_terminal(monkeypatch, answers: str) -> None:
    """Let a person sit there who answers so."""
    keyboard = io.StringIO(answers)
    keyboard.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", keyboard)


def test_one_file_is_shown_with_its_outline_its_row_and_what_was_written(run, file):
    """The id alone on standard output, words on standard error."""
    code, out, err = run(file)

    assert (code, out) == (0, "jiangxi-2017-plan\n")
    assert "（二） 推动技术创新" in err
    assert "region      江西省   ← title" in err
    assert "year        2017   ← title" in err
    assert "issued      2017-03-01   ← text" in err
    last = "added as jiangxi-2017-plan: texts/jiangxi-2017-plan.txt, and a row in documents.csv.\n"
    assert err.endswith(f"{file}: {last}")


def test_options_win_and_contradictions_are_told(run, file, empty_corpus):
    """A note for each; nothing is refused."""
    code, _, err = run(
        *(file, "--year", "2018", "--region", "赣", "--number", "赣府字〔2017〕1号", "--id", "x-1"),
        *("--family", "opinion", "--source", "省政府网站", "--issuer", "江西省人民政府"),
    )

    assert code == 0
    assert "note: year 2018 is kept as given, but its title says 2017." in err
    row = read_documents(empty_corpus).iloc[0]
    assert row[["doc_id", "family", "doc_number", "issuer"]].tolist() == [
        *("x-1", "opinion", "赣府字〔2017〕1号", "江西省人民政府")
    ]


def test_a_dry_run_says_what_it_would_do(run, file, empty_corpus):
    """And does nothing."""
    code, out, err = run(file, "--dry-run")

    assert (code, out) == (0, "jiangxi-2017-plan\n")
    assert "would be added (nothing was written) as jiangxi-2017-plan" in err
    assert len(read_documents(empty_corpus)) == 0


def test_features_are_kept_in_place_of_the_text(run, file, empty_corpus):
    """With --form features."""
    code, _, err = run(file, "--form", "features")

    assert code == 0
    assert "features/jiangxi-2017-plan, and a row" in err
    assert not (empty_corpus / "texts").exists()


def test_of_many_files_the_failing_one_is_told_and_the_others_are_added(run, folder, empty_corpus):
    """A folder to its bottom in sorted order, what is hidden left out; exit 1."""
    code, out, err = run(folder)

    assert code == 1
    assert out.split() == ["jiangxi-2017-quality", "jiangxi-2016-plan"]
    lines = err.splitlines()
    assert [line for line in lines if line.startswith("textlab: ")] == [
        f"textlab: {folder / 'broken.pdf'}: this PDF is damaged or cut off; get it again."
    ]
    assert lines[-1] == f"{empty_corpus}: 2 of 3 files added."
    assert "（二） 推动技术创新" not in err


def test_adding_a_folder_again_adds_nothing(run, folder):
    """Each file is known: as the same bytes."""
    run(folder)
    code, out, err = run(folder)

    assert (code, out) == (1, "")
    assert "is already here as jiangxi-2016-plan" in err
    assert "0 of 3 files added" in err


def test_a_file_that_the_system_refuses_is_told_and_the_others_go_on(run, folder, monkeypatch):
    """An error of the system is one line too."""
    write = adding.write_whole

    def fail(path: Path, content: bytes) -> None:
        if path.suffix == ".docx":
            raise OSError(28, "No space left on device", str(path))
        write(path, content)

    monkeypatch.setattr(adding, "write_whole", fail)
    code, out, err = run(folder)

    assert (code, out) == (1, "jiangxi-2017-quality\n")
    assert "jiangxi-2016-plan.docx: No space left on device." in err


@pytest.mark.parametrize("option", ["--id", "--title", "--number", "--source-url"])
def test_what_is_of_one_document_is_not_given_to_several(run, folder, capsys, option):
    """Wrong usage, exit 2, nothing added."""
    with pytest.raises(SystemExit) as caught:
        run(folder, option, "x")

    assert caught.value.code == 2
    assert f"{option} is of one document, and 3 files are named" in capsys.readouterr().err


def test_an_empty_folder_is_told(run, tmp_path):
    """Exit 1."""
    (tmp_path / "empty").mkdir()
    code, _, err = run(tmp_path / "empty")

    assert code == 1
    assert "the folder holds no file" in err


def test_what_is_missing_is_asked_for_at_a_terminal(run, file, monkeypatch, empty_corpus):
    """Until all is there; an empty answer takes what is suggested."""
    file = file.rename(file.with_name("plan 2019.txt"))
    file.write_text(SMALL_PLAN.replace("2017年", ""), encoding="utf-8")
    at_terminal(monkeypatch, "赣\n\n")
    code, out, err = run(file)

    assert (code, out) == (0, "jiangxi-2019-plan\n")
    assert "give its region (--region 江西省, 包头市 or 全国).\n> " in err
    assert "[2019] > " in err
    assert read_documents(empty_corpus)["region"].tolist() == ["江西省"]


def test_no_answer_is_the_error(run, file, monkeypatch):
    """Nothing suggested, nothing answered."""
    file.write_text(SMALL_PLAN, encoding="utf-8")
    at_terminal(monkeypatch, "\n")
    code, out, err = run(file)

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith(f"> textlab: {file}: its text names no province")


def test_nothing_is_asked_where_nobody_sits(run, file, monkeypatch):
    """The error names the option in one line."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("江西\n"))
    file.write_text(SMALL_PLAN, encoding="utf-8")
    code, out, err = run(file)

    assert (code, out) == (1, "")
    assert err == (
        f"textlab: {file}: its text names no province; give its region "
        "(--region 江西省, 包头市 or 全国).\n"
    )


def test_nearly_the_same_is_added_with_anyway(run, tmp_path, empty_corpus):
    """The note names the other document and the figure."""
    one, other = tmp_path / "jiangxi-2016-quality.txt", tmp_path / "again.docx"
    one.write_bytes(JIANGXI.read_bytes())
    other.write_bytes(as_docx(JIANGXI.read_text(encoding="utf-8")))
    run(one)

    assert run(other)[0] == 1
    code, _, err = run(other, "--anyway")
    assert code == 0
    assert "note: nearly the same text as jiangxi-2016-quality (1.00)." in err
    assert len(read_documents(empty_corpus)) == 2


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_stands_in_for_a_document_is_told_and_not_added(
    run, tmp_path, empty_corpus, name
):
    """One line: what it is, and what to do; nothing is written, whatever facts are given."""
    path = tmp_path / "saved.html"
    path.write_text(PAGES[name][0], encoding="utf-8")
    code, out, err = run(path, "--region", "江西", "--year", "2016")

    assert (code, out) == (1, "")
    assert err.startswith(f"textlab: {path}")
    assert ", not the document (" in err
    assert err.count("\n") == 1
    assert len(read_documents(empty_corpus)) == 0
    assert not (empty_corpus / "texts").exists()
