"""What is wrong with the file of a text: its encoding, and whether it holds a document at all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from textlab.corpus.faults import Fault
from textlab.corpus.stand_ins import stand_in
from textlab.errors import EmptyTextError, ReadError, ScanError
from textlab.files import sha256
from textlab.reading.decoding import mixed_encodings
from textlab.reading.extract import Extract
from textlab.reading.formats import extract

Row = Mapping[str, str]

CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTERS = re.compile(r"[^\W\d_]")
_LEAST_CHINESE = 0.3
"""Share of a text's letters; plans with many English names stay above .8."""

_LOST = "\ufffd"
_MOST_LOST = 2
"""Lost characters that a text may hold: one or two stand for a rare sign in real files."""


@dataclass(frozen=True)
class HeldText:
    """The text of a document of the corpus: its row, and its file by path and as faults call it."""

    doc_id: str
    row: Row
    number: int
    path: Path
    file: str

    @cached_property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()

    def fault(self, code: str, *, line: int = 0, value: str = "", **details: object) -> Fault:
        """A fault of the file."""
        return Fault(code, self.file, 0, line, self.doc_id, value, details)

    def stand_in(self, found: Extract | None) -> Fault | None:
        """The fault where a page stands in for the document; `found` is what its reader extracts."""
        return stand_in(self.content, found, file=self.file, doc_id=self.doc_id)

    def row_fault(self, code: str, file: str, *, value: str = "", **details: object) -> Fault:
        """A fault of the row in documents.csv, which faults call `file`."""
        return Fault(code, file, self.number, 0, self.doc_id, value, details)


def check_hash(held: HeldText, *, table: str) -> Iterator[Fault]:
    """Whether the file is the one that its row names; `table` is what faults call documents.csv."""
    found, wanted = sha256(held.content), held.row.get("sha256", "")
    if not wanted:
        yield held.row_fault("sha256-missing", table, value=found)
    elif found != wanted and re.fullmatch("[0-9a-f]{64}", wanted):
        yield held.fault("text-changed", value=found)


def read_held(held: HeldText) -> Extract | Fault:
    """The text of a file, or what keeps it from being read as a document."""
    mixed = mixed_encodings(held.content)
    if mixed:
        line, encoding, other = mixed
        return held.fault("text-mixed", line=line, value=encoding, other=other)
    try:
        return extract(held.content, name=held.file)
    except EmptyTextError:
        return held.fault("text-empty")
    except ScanError:
        return held.fault("text-scan")
    except ReadError as error:
        if page := held.stand_in(None):
            return page
        reason = str(error).removeprefix(f"{held.file}: ").split(";")[0].rstrip(".")
        return held.fault("text-unreadable", value=reason)


# What the text says


def check_extract(held: HeldText, found: Extract) -> list[Fault]:
    """Why a text is no Chinese document: damaged, another language, a page in its place."""
    damaged = [*_lost(held, found.text), *_garbled(held, found.text)]
    page = None if damaged else held.stand_in(found)
    return damaged or ([page] if page else [*_foreign(held, found.text)])


def line_of(text: str, place: int) -> int:
    """The line, from 1, that a place in a text stands in."""
    return text.count("\n", 0, place) + 1


def _lost(held: HeldText, text: str) -> Iterator[Fault]:
    count = text.count(_LOST)
    if count > _MOST_LOST:
        line = line_of(text, text.index(_LOST))
        yield held.fault("text-damaged", line=line, value=str(count))


_KNIVES = re.compile("锟斤拷|烫烫烫|屯屯屯")
"""What lost characters of UTF-8, or memory never written, look like when read as GBK."""


def _garbled(held: HeldText, text: str) -> Iterator[Fault]:
    """UTF-8 that was read as GBK and saved so: 鐪佸彂鏀瑰 for 省发改委."""
    match = _KNIVES.search(text)
    if match:
        yield held.fault("text-garbled", line=line_of(text, match.start()), value=match.group())
        return
    for number, line in enumerate(text.split("\n"), 1):
        run = line.strip()[:60]
        if len(CHINESE.findall(run)) >= 10 and _was_utf8(run):
            yield held.fault("text-garbled", line=number, value=run[:12])
            return


def _was_utf8(text: str) -> bool:
    """Whether the bytes of a text in GB18030 are Chinese in UTF-8, but for what was lost."""
    read = text.encode("gb18030", "ignore").decode("utf-8", "replace")
    return len(CHINESE.findall(read)) > 0.5 * len(read)


def _foreign(held: HeldText, text: str) -> Iterator[Fault]:
    letters = len(_LETTERS.findall(text))
    share = len(CHINESE.findall(text)) / letters if letters else 0.0
    if share < _LEAST_CHINESE:
        yield held.fault("text-foreign", value=f"{share:.0%}")
