"""Run every notebook in a fresh kernel and keep the executed copies.

Notebooks stay as they are: what runs is a copy, and the copies with their
outputs, and HTML renderings of them, go to `build/notebooks/`.
"""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from textlab.errors import NotebookError, TooLittleError
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


def run_notebook(
    path: Path,
    *,
    build: Path,
    tell: Tell | None = None,
    parameters: Mapping[str, object] | None = None,
) -> str:
    """Run a notebook from its own folder in a fresh kernel; keep the executed copy and its HTML.

    Parameters
    ----------
    path, build : the notebook, and the folder of the copies
    tell : called as cells are done
    parameters : values in place of those in the cell tagged `parameters`, such as {"LANG": "en"};
        names that it does not set are passed over

    Returns
    -------
    What the corpus lacks for the notebook's question, where a cell said so; else nothing.

    Raises
    ------
    NotebookError : a cell stopped; the message names the cell and what it said
    """
    notebook = _read(path)
    _set(notebook, parameters or {})
    missing = _Run(notebook, path, tell).execute()
    text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    exporter = HTMLExporter(**_OFFLINE)  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": path.stem}})
    write_whole(build / path.name, f"{text}\n".encode())
    write_whole(build / f"{path.stem}.html", html.encode())
    return missing


_OFFLINE = {"require_js_url": "", "jquery_url": "", "mathjax_url": "", "mermaid_js_url": ""}
"""An HTML rendering loads nothing from outside."""


def _read(path: Path) -> NotebookNode:
    """A notebook without outputs and counts, whatever was saved with it."""
    try:
        notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, AttributeError, nbformat.ValidationError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NotebookError(f"{path}: is no notebook ({reason}).") from None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _set(notebook: NotebookNode, parameters: Mapping[str, object]) -> None:
    """Put values in place of those that the notebook's cell of parameters sets."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            for name, value in parameters.items():
                cell.source = re.sub(rf"(?m)^{name} *=[^\n]*", f"{name} = {value!r}", cell.source)


@dataclass
class _Run:
    """One run of a notebook: which cell is at work, and how many are done."""

    notebook: NotebookNode
    path: Path
    tell: Tell | None
    at: int = 0
    done: int = 0

    def execute(self) -> str:
        total = sum(cell.cell_type == "code" for cell in self.notebook.cells)

        def begins(cell_index: int, **_: object) -> None:
            self.at = cell_index + 1

        def ends(**_: object) -> None:
            self.done += 1
            self._report(total)

        self._report(total)
        with tempfile.TemporaryDirectory(prefix="textlab-", dir=_short_folder()) as folder:
            client = NotebookClient(
                self.notebook,
                km=_kernel(folder),
                timeout=_LONGEST_CELL,
                record_timing=False,
                resources={"metadata": {"path": str(self.path.parent)}},
                on_cell_start=begins,
                on_cell_executed=ends,
            )
            environment = {**os.environ, "PYTHONHASHSEED": "0", "IPYTHONDIR": folder}
            try:
                client.execute(cleanup_kc=True, env=environment)
            except CellExecutionError as error:
                if error.ename == TooLittleError.__name__:
                    return error.evalue
                said = f"{error.ename}: {error.evalue}".splitlines()[0]
                raise NotebookError(f"{self.path}, cell {self.at}: {said}") from None
            except (CellTimeoutError, DeadKernelError) as error:
                said = str(error).strip().splitlines()[0]
                raise NotebookError(f"{self.path}, cell {self.at}: {said}") from None
        return ""

    def _report(self, total: int) -> None:
        if self.tell:
            self.tell(self.done, total)


def _kernel(folder: str) -> AsyncKernelManager:
    """A kernel of this very Python, whatever kernels the machine has been told of.

    It talks over files in a private folder, not over ports, where the system can.
    """
    settings = {} if os.name == "nt" else {"transport": "ipc", "ip": f"{folder}/k"}
    return AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]), **settings
    )


def _short_folder() -> str | None:
    """Where the files to talk over go: their whole path may have some hundred characters."""
    long = len(tempfile.gettempdir()) > _LONGEST_FOLDER
    return "/tmp" if long and Path("/tmp").is_dir() else None  # noqa: S108


_LONGEST_FOLDER = 60
