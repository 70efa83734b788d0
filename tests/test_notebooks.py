"""The notebooks: clean as committed, built alike, and their figures come out as published."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from conftest import CORPUS, ROOT

from textlab.reproduce import Job, run_notebooks

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    """The sources of a notebook's cells of one kind."""
    notebook = nbformat.read(path, as_version=4)
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def test_the_eight_questions_are_there():
    """One question each, in teaching order."""
    assert [path.stem[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, 9)]


@each_notebook
def test_a_notebook_is_committed_clean(path):
    """No outputs, no counts, no widget state, no version of somebody's Python."""
    notebook = nbformat.read(path, as_version=4)

    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert "version" not in notebook.metadata.get("language_info", {})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None


@each_notebook
def test_a_notebook_is_built_as_its_reader_expects(path):
    """First the question and what is written, then imports, then parameters; short cells."""
    notebook = nbformat.read(path, as_version=4)
    first, second = notebook.cells[0], notebook.cells[1]
    tagged = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]

    assert re.match(rf"# {int(path.stem[:2])}\. .+\?", first.source)
    assert "corpus/" in first.source
    assert f"figures/{path.stem[:2]}-" in first.source
    assert second.cell_type == "code"
    assert second.source.startswith("import ")
    assert [c.cell_type for c in tagged] == ["code"]
    for source in cells(path, "code"):
        assert len(source.splitlines()) <= 12
    prose = "\n".join(cells(path, "markdown")).lower()
    assert "what this cannot show" in prose
    assert prose.count("**exercise") == 2
    assert "assert " in "\n".join(cells(path, "code"))


@each_notebook
def test_the_figures_come_out_as_published(path, tmp_path):
    """Run from a copy of corpus and notebooks alone: every figure of the notebook, byte for byte."""
    (tmp_path / "notebooks").mkdir()
    for kept in path.parent.glob("*.[cj]s*"):  # tables that a notebook reads
        shutil.copy(kept, tmp_path / "notebooks")
    (tmp_path / "corpus").symlink_to(CORPUS)
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    (ROOT / "build" / "cache").mkdir(parents=True, exist_ok=True)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "cache").symlink_to(ROOT / "build" / "cache")  # kept by content
    copy = Path(shutil.copy(path, tmp_path / "notebooks"))
    run_notebooks([Job(copy, tmp_path / "build")])

    published = sorted((ROOT / "figures").glob(f"{path.stem[:2]}-*"))
    assert {p.name: p.read_bytes() for p in (tmp_path / "figures").iterdir()} == {
        p.name: p.read_bytes() for p in published
    }
    assert len(published) >= 4


@each_notebook
def test_the_figures_list_names_each_figure(path):
    """figures/README.md maps every figure to its notebook."""
    listed = (ROOT / "figures" / "README.md").read_text(encoding="utf-8")

    for figure in sorted((ROOT / "figures").glob(f"{path.stem[:2]}-*.png")):
        assert figure.stem in listed
        assert path.name in listed
