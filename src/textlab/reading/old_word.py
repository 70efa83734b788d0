"""Old Office files (doc, xls, ppt): Word documents are read by antiword where it is installed."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from textlab.errors import ReadError
from textlab.reading.extract import Extract

_SECONDS = 60
_SAVE = "open it in Word or WPS and save it as docx"


def _stream(name: str) -> bytes:
    """How an old Office file writes the name of a stream in it."""
    return name.encode("utf-16-le")


_REFUSED = (
    (_stream("EncryptedPackage"), "an Office document under a password", "save a copy without one"),
    (_stream("PowerPoint Document"), "a slide show (ppt)", "save the document's text as docx"),
)
_WORD = _stream("WordDocument")
_TABLE = re.compile(r"^\|(.*)\|$")


def read_old_office(content: bytes, name: str) -> Extract:
    """The text of an old Word document.

    Raises
    ------
    ReadError : no Word document, under a password, damaged, or antiword is not installed
    """
    for stream, kind, mend in _REFUSED:
        if stream in content:
            raise ReadError(f"{name}: this is {kind}, which is not read; {mend}.")
    if _WORD not in content:
        raise ReadError(
            f"{name}: this is an old Office file without a Word document in it (xls?), "
            "which is not read; save the document's text as docx or txt."
        )
    program = shutil.which("antiword")
    if not program:
        raise ReadError(
            f"{name}: this is an old Word document (doc), and the program antiword, which reads "
            f"it, is not installed; install it, or {_SAVE}."
        )
    return Extract(_with_tabs(_run(program, content, name)), "old Word document")


def _run(program: str, content: bytes, name: str) -> str:
    """What antiword prints, unwrapped, in UTF-8."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.doc"
        path.write_bytes(content)
        try:
            done = subprocess.run(  # noqa: S603
                [program, "-m", "UTF-8.txt", "-w", "0", str(path)],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise ReadError(f"{name}: antiword did not read it to its end; {_SAVE}.") from None
    if done.returncode or not done.stdout.strip():
        said = done.stderr.decode("utf-8", "replace").replace(str(path), "the file")
        reason = " ".join(said.split())[:200] or "no text"
        raise ReadError(f"{name}: antiword cannot read it ({reason}); {_SAVE}.")
    return done.stdout.decode("utf-8", "replace")


def _with_tabs(text: str) -> str:
    """Rows of tables, which antiword draws between bars, with tabs between their cells."""
    return "\n".join(
        "\t".join(cell.strip() for cell in match[1].split("|")).rstrip("\t")
        if (match := _TABLE.match(line))
        else line
        for line in text.splitlines()
    )
