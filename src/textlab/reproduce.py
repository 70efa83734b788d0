"""Run every notebook in a fresh kernel and keep the executed copies.

Notebooks stay as they are: what runs is a copy, and the copies with their
outputs, and HTML renderings of them, go to `build/notebooks/`.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode
from traitlets.config import Config

from textlab.errors import NotebookError
from textlab.files import write_whole

Tell = Callable[[int, int], None]
"""Called with the number of code cells done, and how many there are."""

_LONGEST_CELL = 1200
"""Seconds after which a cell is taken to hang."""


def find_notebooks(study: Path, names: list[str]) -> list[Path]:
    """The notebooks of a study in teaching order: all, or those whose names begin so (“02”).

    Raises
    ------
    NotebookError : there is none, or none of a name given
    """
    folder = study / "notebooks"
    paths = sorted(path for path in folder.glob("*.ipynb") if not path.name.startswith("."))
    if not paths:
        raise NotebookError(f"{folder}: holds no notebook.")
    for name in names:
        if not any(path.name.startswith(name) for path in paths):
            known = ", ".join(path.name for path in paths)
            raise NotebookError(f"no notebook’s name begins with “{name}”; there are {known}.")
    return [path for path in paths if not names or path.name.startswith(tuple(names))]


def run_notebook(path: Path, *, build: Path, tell: Tell | None = None) -> None:
    """Run a notebook from its own folder in a fresh kernel; keep the executed copy and its HTML.

    Raises
    ------
    NotebookError : a cell stopped; the message names the cell and what it said
    """
    notebook = _read(path)
    total = sum(cell.cell_type == "code" for cell in notebook.cells)
    try:
        _execute(notebook, path, lambda done: tell(done, total) if tell else None)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise NotebookError(f"{path}, {_stopped_at(notebook)}: {_last_line(error)}") from None
    text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    exporter = HTMLExporter(**_OFFLINE)  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(notebook)
    write_whole(build / path.name, f"{text}\n".encode())
    write_whole(build / f"{path.stem}.html", html.encode())


_OFFLINE = {"require_js_url": "", "jquery_url": "", "mathjax_url": "", "mermaid_js_url": ""}
"""An HTML rendering asks for nothing from outside."""


def _read(path: Path) -> NotebookNode:
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (nbformat.reader.NotJSONError, nbformat.ValidationError) as error:
        raise NotebookError(f"{path}: is no notebook ({_last_line(error)}).") from None
    return notebook


def _execute(notebook: NotebookNode, path: Path, on_done: Callable[[int], None]) -> None:
    done = 0

    def after(**_: object) -> None:
        nonlocal done
        done += 1
        on_done(done)

    on_done(0)
    with tempfile.TemporaryDirectory(prefix="textlab-") as sockets:
        client = NotebookClient(
            notebook,
            kernel_name="python3",
            config=_over_files_in(sockets),
            timeout=_LONGEST_CELL,
            record_timing=False,
            resources={"metadata": {"path": str(path.parent)}},
            on_cell_executed=after,
        )
        client.execute(env={**os.environ, "PYTHONHASHSEED": "0"})


def _over_files_in(sockets: str) -> Config:
    """Let the kernel be talked to over files in a private folder, not over ports of the machine."""
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}})


def _stopped_at(notebook: NotebookNode) -> str:
    """The last code cell that began, counted among all cells from 1."""
    ran = [i for i, cell in enumerate(notebook.cells, 1) if cell.get("execution_count")]
    return f"cell {ran[-1]}" if ran else "before the first cell"


def _last_line(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}".splitlines()[0]
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__
