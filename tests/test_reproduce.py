"""Running notebooks: in a fresh kernel, with progress, and a clear word where one stops."""

import os
import signal
from threading import Timer

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from textlab.errors import NotebookError
from textlab.reproduce import Job, find_notebooks, run_notebooks


def write_notebook(path, *cells):
    """A notebook of these code cells after a heading."""
    path.parent.mkdir(exist_ok=True)
    made = [new_markdown_cell("# A question", id="c0")]
    made += [new_code_cell(text, id=f"c{n}") for n, text in enumerate(cells, 1)]
    nbformat.write(new_notebook(cells=made), path)
    return path


def test_a_notebook_runs_in_its_own_folder_and_stays_as_it_is(tmp_path):
    """The executed copy and its HTML hold the output; the notebook itself is not touched."""
    path = write_notebook(
        tmp_path / "notebooks" / "01-a.ipynb", "import os", "os.path.basename(os.getcwd())"
    )
    before, told = path.read_bytes(), []

    run_notebooks([Job(path, tmp_path / "build")], tell=lambda *step: told.append(step))

    assert path.read_bytes() == before
    assert told == [(0, 2, ["01-a"]), (1, 2, ["01-a"]), (2, 2, ["01-a"])]
    copy = nbformat.read(tmp_path / "build" / "01-a.ipynb", as_version=4)
    assert copy.cells[2].outputs[0]["data"]["text/plain"] == "'notebooks'"
    html = (tmp_path / "build" / "01-a.html").read_text(encoding="utf-8")
    assert "notebooks" in html
    assert 'src="http' not in html


def test_running_twice_gives_the_same_bytes(tmp_path):
    """No time stamp, no random id, no order of a set reaches an output."""
    path = write_notebook(tmp_path / "notebooks" / "01-a.ipynb", "set('质量提升行动')")
    for build in ("one", "two"):
        run_notebooks([Job(path, tmp_path / build)])

    assert (tmp_path / "one" / "01-a.ipynb").read_bytes() == (
        tmp_path / "two" / "01-a.ipynb"
    ).read_bytes()


def test_a_cell_that_stops_is_named(tmp_path):
    """The message says which cell and what it said; no copy is written."""
    path = write_notebook(tmp_path / "notebooks" / "01-a.ipynb", "1 + 1", "1 / 0", "2 + 2")

    with pytest.raises(NotebookError, match=r"01-a.ipynb, cell 3: ZeroDivisionError"):
        run_notebooks([Job(path, tmp_path / "build")])
    assert not (tmp_path / "build").exists()


def test_parameters_take_the_place_of_the_notebook_s_own(tmp_path):
    """The copy shows the value it ran with; a name that the notebook does not set is passed over."""
    path = write_notebook(tmp_path / "notebooks" / "01-a.ipynb", "LANG = 'zh'", "LANG, K")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[1].metadata["tags"] = ["parameters"]
    notebook.cells[1].source = "LANG = 'zh'\nK = 2"
    nbformat.write(notebook, path)

    run_notebooks([Job(path, tmp_path / "build", {"LANG": "en", "TOP": 3})])

    copy = nbformat.read(tmp_path / "build" / "01-a.ipynb", as_version=4)
    assert copy.cells[2].outputs[0]["data"]["text/plain"] == "('en', 2)"
    assert "TOP" not in copy.cells[1].source


def test_a_question_the_corpus_cannot_answer_is_no_fault(tmp_path):
    """What is missing is told in a line; the copy keeps the cells that ran, and no traceback."""
    path = write_notebook(
        tmp_path / "notebooks" / "01-a.ipynb",
        "import textlab as tl",
        "raise tl.TooLittleError('topics want 200 tasks, and there are 13')",
        "1 / 0",
    )

    (missing,) = run_notebooks([Job(path, tmp_path / "build")])

    assert missing == "topics want 200 tasks, and there are 13"
    copy = nbformat.read(tmp_path / "build" / "01-a.ipynb", as_version=4)
    assert copy.cells[2].outputs[0]["traceback"] == [f"Not answered: {missing}"]
    assert copy.cells[3].execution_count is None


def test_notebooks_run_at_once_and_answer_in_order(tmp_path):
    """Each in its own kernel: one that waits for a file of another's would else wait for ever."""
    wait = "import pathlib, time\nwhile not pathlib.Path({!r}).exists(): time.sleep(.05)"
    told = []
    jobs = [
        Job(write_notebook(tmp_path / "notebooks" / f"{name}.ipynb", *cells), tmp_path / "build")
        for name, *cells in [
            ("01-a", wait.format("b"), "raise __import__('textlab').TooLittleError('too little')"),
            ("02-b", "open('b', 'x').close()", wait.format("c")),
            ("03-c", "open('c', 'x').close()"),
        ]
    ]

    answers = run_notebooks(jobs, at_once=2, tell=lambda *step: told.append(step))

    assert answers == ["too little", "", ""]
    assert max(len(at_work) for _, _, at_work in told) == 2
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_where_one_notebook_stops_the_others_at_work_stop_too(tmp_path):
    """The message is the one of the notebook that stopped; nobody waits for the others' end."""
    slow = write_notebook(tmp_path / "notebooks" / "01-a.ipynb", "import time\ntime.sleep(600)")
    wrong = write_notebook(tmp_path / "notebooks" / "02-b.ipynb", "1 / 0")
    later = write_notebook(tmp_path / "notebooks" / "03-c.ipynb", "open('later', 'x')")
    jobs = [Job(path, tmp_path / "build") for path in (slow, wrong, later)]

    with pytest.raises(NotebookError, match=r"02-b.ipynb, cell 2: ZeroDivisionError"):
        run_notebooks(jobs, at_once=2)
    assert not (tmp_path / "build").exists()
    assert not (tmp_path / "notebooks" / "later").exists()


def test_a_file_that_is_no_notebook_says_so(tmp_path):
    """JSON that is cut off, or no JSON at all."""
    path = tmp_path / "01-a.ipynb"
    path.write_text("{", encoding="utf-8")

    with pytest.raises(NotebookError, match="is no notebook"):
        run_notebooks([Job(path, tmp_path / "build")])


def test_notebooks_run_in_teaching_order(tmp_path):
    """By number; by the beginning of a name only those; checkpoints never."""
    for name in ("02-b", "01-a", ".hidden"):
        write_notebook(tmp_path / "notebooks" / f"{name}.ipynb", "1")

    assert [p.stem for p in find_notebooks(tmp_path, [])] == ["01-a", "02-b"]
    assert [p.stem for p in find_notebooks(tmp_path, ["02"])] == ["02-b"]
    with pytest.raises(NotebookError, match=r"with “03”; there are 01-a\.ipynb, 02-b\.ipynb"):
        find_notebooks(tmp_path, ["03"])
    with pytest.raises(NotebookError, match="holds no notebook"):
        find_notebooks(tmp_path / "notebooks", [])


@pytest.mark.parametrize("seconds", [0.1, 0.7, 2.5])
def test_an_interrupt_ends_all_notebooks_and_their_kernels(tmp_path, seconds):
    """While kernels start and while cells run: one exception, no copy, and no kernel goes on."""
    waits = "import time, os\nopen('../pid-{}', 'w').write(str(os.getpid()))\ntime.sleep(600)"
    jobs = [
        Job(
            write_notebook(tmp_path / "notebooks" / f"{n}-a.ipynb", waits.format(n)),
            tmp_path / "build",
        )
        for n in ("01", "02")
    ]
    Timer(seconds, signal.raise_signal, [signal.SIGINT]).start()

    with pytest.raises(KeyboardInterrupt):
        run_notebooks(jobs, at_once=2)
    assert not (tmp_path / "build").exists()
    for file in tmp_path.glob("pid-*"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(file.read_text()), 0)
