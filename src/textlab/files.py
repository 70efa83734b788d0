"""Files written whole or not at all, and their hashes."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textlab.errors import CorpusError


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` in one step: after a crash the old file or the new one is there.

    The folder is made where it is missing. A file with the same bytes is left untouched.

    Raises
    ------
    OSError : it cannot be written; on Windows also where another program has it open
    """
    path = Path(path)
    if path.is_file() and path.read_bytes() == content:
        return
    try:
        _put(path, content)
    except PermissionError as error:
        mend = "close it in other programs, or mend its permissions"
        raise PermissionError(error.errno, f"{error.strerror}; {mend}", str(path)) from None


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(draft).chmod(0o644)
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


PATIENCE = 30.0
"""Seconds to wait for another program that writes."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep a file to oneself while it is read and written again: no two programs at once.

    A lock file stands beside it meanwhile, `.NAME.lock`; whoever finds one waits.

    Raises
    ------
    CorpusError : the lock of another program does not go away
    OSError : nothing can be written there
    """
    lock = path.with_name(f".{path.name}.lock")
    _take(lock, path)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _take(lock: Path, path: Path) -> None:
    pause = 0.05
    for _ in range(round(PATIENCE / pause) + 1):
        try:
            lock.open("x").close()
        except FileExistsError:
            time.sleep(pause)
        except PermissionError:
            if os.name != "nt":
                raise
            time.sleep(pause)  # on Windows so while the lock is being taken away
        else:
            return
    raise CorpusError(
        f"{lock}: another program is writing {path.name}; wait until it is done. Where none is, one "
        "was broken off: take this file away."
    )


def sha256(content: bytes) -> str:
    """SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_file(path: Path) -> str:
    """SHA-256 of a file's bytes as 64 hexadecimal digits."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_called(folder: Path, stem: str) -> list[Path]:
    """The files of a folder with this name before the last point of it, whatever the ending, sorted.

    Names are compared as they are, so that no sign in `stem` leads out of the folder.
    """
    if not folder.is_dir() or not stem:
        return []
    with os.scandir(folder) as entries:
        found = [entry for entry in entries if entry.name.rpartition(".")[0] == stem]
    return sorted(folder / entry.name for entry in found if entry.is_file())


def find_study(root: Path | str | None = None) -> Path:
    """The folder given, or the nearest one upwards that holds corpus/ and notebooks/.

    Raises
    ------
    CorpusError : there is none
    """
    if root is not None:
        if not Path(root).is_dir():
            raise CorpusError(f"{root}: there is no such folder; give the folder of the study.")
        return Path(root).resolve()
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "corpus").is_dir() and (folder / "notebooks").is_dir():
            return folder
    raise CorpusError(
        f"{here}: no folder from here up holds corpus/ and notebooks/; go to your study first."
    )
