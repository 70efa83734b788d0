"""Runs that are left out: only where nothing that a notebook reads or wrote has changed."""

import shutil

import nbformat
import pytest
from conftest import CORPUS
from test_reproduce import write_notebook

from textlab.cli import main
from textlab.past_runs import past_run
from textlab.reproduce import Job


@pytest.fixture
def study(tmp_path):
    """A study with a notebook, a file beside it, a lock, and what a run has left."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "documents.csv").write_text("doc_id\n")
    (tmp_path / "requirements.lock").write_text("pandas==3\n")
    write_notebook(tmp_path / "notebooks" / "01-a.ipynb", "1 + 1")
    (tmp_path / "notebooks" / "numbers.csv").write_text("1\n")
    for left in ("figures/01-a.svg", "build/notebooks/01-a.ipynb", "build/notebooks/01-a.html"):
        (tmp_path / left).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / left).write_text("as it was")
    return tmp_path


def job_of(study, lang="zh"):
    """The notebook of the study, to run in a language."""
    return Job(study / "notebooks" / "01-a.ipynb", study / "build" / "notebooks", {"LANG": lang})


def test_a_run_is_known_again(study):
    """Before it nothing is known; after it, what it answered."""
    assert past_run(study, job_of(study)).answer() is None
    past_run(study, job_of(study)).remember("too few tasks")

    assert past_run(study, job_of(study)).answer() == "too few tasks"


CHANGES = {
    "another cell": lambda s: write_notebook(s / "notebooks" / "01-a.ipynb", "1 + 2"),
    "a file beside": lambda s: (s / "notebooks" / "numbers.csv").write_text("2\n"),
    "the corpus": lambda s: (s / "corpus" / "agencies.csv").write_text("agency\n"),
    "the lock": lambda s: (s / "requirements.lock").write_text("pandas==4\n"),
    "a figure drawn over": lambda s: (s / "figures" / "01-a.svg").write_text("by hand"),
    "a figure gone": lambda s: (s / "figures" / "01-a.svg").unlink(),
    "the executed copy gone": lambda s: (s / "build" / "notebooks" / "01-a.ipynb").unlink(),
    "the record damaged": lambda s: [
        path.write_text("{") for path in (s / "build" / "cache").glob("run-*")
    ],
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_makes_it_run_again(study, change):
    """What it reads, what it wrote, and the record of it."""
    past_run(study, job_of(study)).remember("")
    CHANGES[change](study)

    assert past_run(study, job_of(study)).answer() is None


@pytest.mark.parametrize("module", ["textlab", "other"])
def test_another_textlab_makes_it_run_again(study, monkeypatch, module):
    """Its own code, or a package that it stands on."""
    past_run(study, job_of(study)).remember("")
    monkeypatch.setattr("textlab.past_runs.makers", lambda: {module: "changed"})

    assert past_run(study, job_of(study)).answer() is None


def test_a_notebook_edited_while_it_runs_is_to_run_again(study):
    """What is remembered is the content that the run began with."""
    run = past_run(study, job_of(study))
    write_notebook(study / "notebooks" / "01-a.ipynb", "1 + 2")
    run.remember("")

    assert past_run(study, job_of(study)).answer() is None


def test_what_does_not_count_does_not_count(study):
    """Another notebook, a hidden file, outputs saved in the notebook, another notebook's figure."""
    past_run(study, job_of(study)).remember("")
    write_notebook(study / "notebooks" / "02-b.ipynb", "2")
    (study / "notebooks" / ".hidden").write_text("x")
    (study / "figures" / "02-b.svg").write_text("x")

    assert past_run(study, job_of(study)).answer() == ""


def test_languages_are_runs_of_their_own(study):
    """The English run is not known by the Chinese one, where the notebook has the switch."""
    write_notebook(study / "notebooks" / "01-a.ipynb", "LANG = 'zh'")
    path = study / "notebooks" / "01-a.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, path)
    past_run(study, job_of(study)).remember("")

    assert past_run(study, job_of(study, "en")).answer() is None


def test_reproduce_leaves_out_what_is_as_it_was(small_corpus, monkeypatch, capsys):
    """The second time nothing runs and all is as it was; by name or with --again it runs."""
    study = small_corpus.parent
    counter = "open('../build/count', 'a').write('x')"
    write_notebook(study / "notebooks" / "01-a.ipynb", counter)
    raises = "raise __import__('textlab').TooLittleError('too few')"
    write_notebook(study / "notebooks" / "02-b.ipynb", raises)
    (study / "build").mkdir(exist_ok=True)
    monkeypatch.chdir(study)
    runs, said = [], []
    for options in ([], [], ["01"], ["--again", "--jobs", "2"]):
        assert main(["reproduce", *options]) == 0
        runs.append(len((study / "build" / "count").read_text()))
        said.append(capsys.readouterr().err)

    assert runs == [1, 1, 2, 3]
    assert "2 of 2 runs left out: nothing that they read or wrote has changed" in said[1]
    assert all("02-b.ipynb: not answered. too few" in said[n] for n in (0, 1, 3))
    shutil.copy(CORPUS / "agencies.csv", study / "corpus" / "more.csv")
    assert main(["reproduce"]) == 0
    assert len((study / "build" / "count").read_text()) == 4


def test_figures_of_an_unanswered_question_are_told(small_corpus, monkeypatch, capsys):
    """They are of an earlier run: a parameter may have changed, and not the corpus."""
    study = small_corpus.parent
    raises = "raise __import__('textlab').TooLittleError('too few')"
    write_notebook(study / "notebooks" / "02-b.ipynb", raises)
    (study / "figures").mkdir(exist_ok=True)
    (study / "figures" / "02-words.png").write_bytes(b"old")
    monkeypatch.chdir(study)

    assert main(["reproduce"]) == 0
    assert "02-b.ipynb: its figures are of an earlier run: 02-words" in capsys.readouterr().err


def test_an_empty_corpus_is_told_before_any_notebook_runs(empty_corpus, monkeypatch, capsys):
    """One line, and what to do."""
    write_notebook(empty_corpus.parent / "notebooks" / "01-a.ipynb", "1 / 0")
    monkeypatch.chdir(empty_corpus.parent)

    assert main(["reproduce"]) == 1
    assert "holds no document yet" in capsys.readouterr().err


@pytest.mark.parametrize("count", ["0", "-1", "many", "²"])
def test_a_wrong_number_of_jobs_is_wrong_usage(count, capsys):
    """A whole number from 1 on is wanted."""
    with pytest.raises(SystemExit) as stopped:
        main(["reproduce", "--jobs", count])

    assert stopped.value.code == 2
    assert "no whole number from 1 on" in capsys.readouterr().err
