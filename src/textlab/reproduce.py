"""Run notebooks, each in a fresh kernel, some at once, and keep the executed copies.

Notebooks stay as they are: what runs is a copy, and the copies with their
outputs, and HTML renderings of them, go to `build/notebooks/`.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
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

Tell = Callable[[int, int, list[str]], None]
"""Called with the code cells done, how many there are, and the notebooks at work."""

_LONGEST_CELL = 1200
"""Seconds after which a cell is taken to hang."""


@dataclass(frozen=True)
class Job:
    """A notebook to run, the folder of its executed copy, and values for its parameters.

    Parameters that the notebook's cell tagged `parameters` does not set are passed over.
    """

    path: Path
    build: Path
    parameters: Mapping[str, object] = field(default_factory=dict)


Done = Callable[[Job, str], None]
"""Called with a job that is done, and what the corpus lacks for it."""


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


def run_notebooks(
    jobs: Sequence[Job],
    *,
    at_once: int = 1,
    tell: Tell | None = None,
    done: Done | None = None,
) -> list[str]:
    """Run notebooks from their own folders in fresh kernels; keep the executed copies and HTML.

    Parameters
    ----------
    jobs : begun in this order
    at_once : how many run at a time, at most; what they give does not hang on it
    tell : called as cells are done
    done : called as a notebook is done

    Returns
    -------
    For each job what the corpus lacks for its question, where a cell said so; else nothing.

    Raises
    ------
    NotebookError : a cell stopped; the message names the cell and what it said. The other notebooks
        at work are stopped too, and of none of them is a copy written.
    """
    return asyncio.run(_run_all(jobs, at_once, tell, done))


async def _run_all(
    jobs: Sequence[Job], at_once: int, tell: Tell | None, done: Done | None
) -> list[str]:
    notebooks = [prepared(job) for job in jobs]
    progress = _Progress(sum(_code_cells(notebook) for notebook in notebooks), tell)
    places = asyncio.Semaphore(at_once)

    async def run(job: Job, notebook: NotebookNode) -> str:
        async with places:
            progress.begin(job)
            missing = await _Run(notebook, job.path, progress.step).execute()
            await asyncio.to_thread(_keep, notebook, job)
            progress.end(job)
            if done:
                done(job, missing)
            return missing

    progress.report()
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(run(*each)) for each in zip(jobs, notebooks, strict=True)]
    except* NotebookError as errors:
        first = errors.exceptions[0]
    else:
        return [task.result() for task in tasks]
    raise first


def prepared(job: Job) -> NotebookNode:
    """A job's notebook with its parameters set, as it runs.

    Raises
    ------
    NotebookError : the file is no notebook
    """
    notebook = _read(job.path)
    _set(notebook, job.parameters)
    return notebook


def _code_cells(notebook: NotebookNode) -> int:
    return sum(cell.cell_type == "code" for cell in notebook.cells)


def _keep(notebook: NotebookNode, job: Job) -> None:
    """Write an executed copy and its HTML."""
    text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
    exporter = HTMLExporter(**_OFFLINE)  # type: ignore[no-untyped-call]
    html, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": job.path.stem}})
    write_whole(job.build / job.path.name, f"{text}\n".encode())
    write_whole(job.build / f"{job.path.stem}.html", html.encode())


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
class _Progress:
    """How many cells are done, and which notebooks are at work."""

    total: int
    tell: Tell | None
    done: int = 0
    at_work: list[str] = field(default_factory=list)

    def begin(self, job: Job) -> None:
        self.at_work.append(job.path.stem)
        self.report()

    def step(self) -> None:
        self.done += 1
        self.report()

    def end(self, job: Job) -> None:
        self.at_work.remove(job.path.stem)

    def report(self) -> None:
        if self.tell:
            self.tell(self.done, self.total, list(self.at_work))


@dataclass
class _Run:
    """One run of a notebook, and which cell is at work."""

    notebook: NotebookNode
    path: Path
    step: Callable[[], None]
    at: int = 0

    async def execute(self) -> str:
        """Run all cells; what the corpus lacks, or nothing."""
        with tempfile.TemporaryDirectory(prefix="textlab-", dir=_short_folder()) as folder:
            environment = {**os.environ, "PYTHONHASHSEED": "0", "IPYTHONDIR": folder}
            try:
                await self._client(folder).async_execute(cleanup_kc=True, env=environment)
            except CellExecutionError as error:
                if error.ename == TooLittleError.__name__:
                    return error.evalue
                said = f"{error.ename}: {error.evalue}".splitlines()[0]
                raise NotebookError(f"{self.path}, cell {self.at}: {said}") from None
            except (CellTimeoutError, DeadKernelError) as error:
                said = str(error).strip().splitlines()[0]
                raise NotebookError(f"{self.path}, cell {self.at}: {said}") from None
        return ""

    def _client(self, folder: str) -> NotebookClient:
        return NotebookClient(
            self.notebook,
            km=_kernel(folder),
            timeout=_LONGEST_CELL,
            record_timing=False,
            resources={"metadata": {"path": str(self.path.parent)}},
            on_cell_start=self._begins,
            on_cell_executed=self._ends,
        )

    def _begins(self, cell_index: int, **_: object) -> None:
        self.at = cell_index + 1

    def _ends(self, **_: object) -> None:
        self.step()


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
