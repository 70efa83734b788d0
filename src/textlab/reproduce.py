"""Run notebooks, each in a fresh kernel, some at once, and keep the executed copies.

Notebooks stay as they are: what runs is a copy, and the copies with their
outputs, and HTML renderings of them, go to `build/notebooks/`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import nbformat
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from textlab.errors import NotebookError
from textlab.executing import Execution
from textlab.files import write_whole

Tell = Callable[[int, int, list[str]], None]
"""Called with the code cells done, how many there are, and the notebooks at work."""


@dataclass(frozen=True)
class Job:
    """A notebook to run, the folder of its executed copy, and values for its parameters.

    Parameters that the notebook's cell tagged `parameters` does not set are passed over.
    """

    path: Path
    build: Path
    parameters: Mapping[str, object] = field(default_factory=dict)


Done = Callable[[int, str], None]
"""Called with the place of a job that is done among all, and what the corpus lacks for it."""


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
    notebooks = [prepared(job) for job in jobs]
    progress = _Progress(sum(_code_cells(notebook) for notebook in notebooks), tell)
    executions = [
        Execution(notebook, job.path, progress.step)
        for job, notebook in zip(jobs, notebooks, strict=True)
    ]

    def run(at: int) -> str:
        with progress.at_work_on(jobs[at]):
            missing = executions[at].run()
            _keep(notebooks[at], jobs[at])
        if done:
            done(at, missing)
        return missing

    with ThreadPoolExecutor(max_workers=at_once) as threads:
        try:
            return _results([threads.submit(run, at) for at in range(len(jobs))])
        except BaseException:  # an interrupt too
            threads.shutdown(wait=False, cancel_futures=True)
            for execution in executions:
                execution.stop()
            raise


def _results(runs: "Sequence[Future[str]]") -> list[str]:
    """What all runs give, or the exception of the first to fail."""
    waiting = set(runs)
    while waiting:
        # in steps, since on Windows an interrupt is seen between two waits only
        ended, waiting = wait(waiting, timeout=0.2, return_when=FIRST_EXCEPTION)
        for each in runs:
            if each in ended:
                each.result()
    return [each.result() for each in runs]


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
    """How many cells are done, and which notebooks are at work; told of one thread at a time."""

    total: int
    tell: Tell | None
    done: int = 0
    at_work: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def step(self) -> None:
        with self.lock:
            self.done += 1
            self._report()

    @contextmanager
    def at_work_on(self, job: Job) -> Iterator[None]:
        with self.lock:
            self.at_work.append(job.path.stem)
            self._report()
        yield
        with self.lock:
            self.at_work.remove(job.path.stem)

    def _report(self) -> None:
        if self.tell:
            self.tell(self.done, self.total, list(self.at_work))
