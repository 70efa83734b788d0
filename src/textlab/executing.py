"""One notebook in a fresh kernel, from its first cell to its last, and stopped in between if need be."""

import asyncio
import atexit
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from textlab.errors import NotebookError, TooLittleError

_LONGEST_CELL = 1200
"""Seconds after which a cell is taken to hang."""


class Execution:
    """The cells of a notebook, executed in the thread that calls; another thread may stop it.

    Parameters
    ----------
    notebook : its cells get their outputs
    path : where it stands, and whose folder the kernel works in
    step : called as a code cell is done
    """

    def __init__(self, notebook: NotebookNode, path: Path, step: Callable[[], None]) -> None:
        self._notebook, self._path, self._step = notebook, path, step
        self._cell = 0
        self._stopped = False
        self._task: asyncio.Task[str] | None = None

    def run(self) -> str:
        """What the corpus lacks for the notebook's question, where a cell said so; else nothing.

        Raises
        ------
        NotebookError : a cell stopped; the message names the cell and what it said
        asyncio.CancelledError : `stop` was called
        """
        return asyncio.run(self._run())

    def stop(self) -> None:
        """End it at once, or keep it from beginning."""
        self._stopped = True
        if self._task:
            with suppress(RuntimeError):  # it has just ended
                self._task.get_loop().call_soon_threadsafe(self._task.cancel)

    async def _run(self) -> str:
        self._task = asyncio.current_task()
        if self._stopped:
            raise asyncio.CancelledError
        with tempfile.TemporaryDirectory(prefix="textlab-", dir=_short_folder()) as folder:
            try:
                await self._execute(_kernel(folder), folder)
            except CellExecutionError as error:
                if error.ename == TooLittleError.__name__:
                    return error.evalue
                raise self._error(f"{error.ename}: {error.evalue}") from None
            except (CellTimeoutError, DeadKernelError) as error:
                raise self._error(str(error).strip()) from None
        return ""

    async def _execute(self, kernel: AsyncKernelManager, folder: str) -> None:
        client = NotebookClient(
            self._notebook,
            km=kernel,
            timeout=_LONGEST_CELL,
            record_timing=False,
            resources={"metadata": {"path": str(self._path.parent)}},
            on_cell_start=self._begins,
            on_cell_executed=self._ends,
        )
        environment = {**os.environ, "PYTHONHASHSEED": "0", "IPYTHONDIR": folder}
        cells = asyncio.create_task(client.async_execute(cleanup_kc=True, env=environment))
        try:
            await asyncio.shield(cells)
        except asyncio.CancelledError:
            await _end(cells, client, kernel)
            raise

    def _begins(self, cell_index: int, **_: object) -> None:
        self._cell = cell_index + 1

    def _ends(self, **_: object) -> None:
        self._step()

    def _error(self, said: str) -> NotebookError:
        return NotebookError(f"{self._path}, cell {self._cell}: {said.splitlines()[0]}")


async def _end(
    cells: "asyncio.Task[NotebookNode]", client: NotebookClient, kernel: AsyncKernelManager
) -> None:
    """End cells that are no longer wanted, and their kernel.

    nbclient is not made to be cancelled: it takes that for the kernel's death, forgets a kernel
    that is just starting, and at exit looks for one that it has put away.
    """
    client.shutdown_kernel = "immediate"
    cells.cancel()
    await asyncio.gather(cells, return_exceptions=True)
    atexit.unregister(client._cleanup_kernel)
    if client.kc:
        client.kc.stop_channels()
    if kernel.has_kernel:
        await kernel.shutdown_kernel(now=True)


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
