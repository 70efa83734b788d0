"""Faults: every kind of thing that can be wrong with a corpus, and how each is told.

The table `faults.csv` holds the kinds: what is wrong and how to mend it, in English and in Chinese,
with {names} for what differs from case to case. A kind is added by a row there, a check that finds
it, and a case in the tests.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from textlab.errors import ReadError, TableError

Lang = Literal["en", "zh"]

_TABLE = Path(__file__).with_name("faults.csv")
_LONGEST, _LONGEST_LATIN = 80, 400
"""Characters of a value that are shown: lists of columns, hashes and addresses are longer."""


@dataclass(frozen=True)
class Kind:
    """A kind of fault: what is wrong, and the mend, in both languages."""

    code: str
    en: str
    mend_en: str
    zh: str
    mend_zh: str


def _read_kinds() -> Iterator[tuple[str, Kind]]:
    with _TABLE.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["code"], Kind(**row)


FAULTS: Mapping[str, Kind] = MappingProxyType(dict(_read_kinds()))
"""The kinds of fault by their code."""


@dataclass(frozen=True)
class Fault:
    """Something that is wrong: what kind, where, and the value that is wrong.

    `file` is as it is told, such as corpus/documents.csv; `row` counts as a spreadsheet does, the
    header being row 1, `line` as an editor does; 0 where the fault has no such place. `details` are
    what else the words of its kind name.
    """

    code: str
    file: str
    row: int = 0
    line: int = 0
    doc_id: str = ""
    value: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def place(self, lang: Lang = "en") -> str:
        """Where in the file: row 7, line 41, 第7行; empty for the file as a whole."""
        number = self.row or self.line
        if not number:
            return ""
        if lang == "zh":
            return f"第{number}行"
        return f"row {number}" if self.row else f"line {number}"

    def message(self, lang: Lang = "en") -> str:
        """Where, what, and what to do, in one line."""
        kind = FAULTS[self.code]
        words = {name: _shown(value) for name, value in self.details.items()}
        words["value"] = _shown(self.value)
        place, doc_id = self.place(lang), _shown(self.doc_id)
        if lang == "zh":
            where = f"{self.file} {place}" if place else self.file
            where += f"（{doc_id}）" if doc_id else ""
            return f"{where}：{kind.zh.format(**words)}，{kind.mend_zh.format(**words)}。"
        where = f"{self.file}, {place}" if place else self.file
        where += f" ({doc_id})" if doc_id else ""
        return f"{where}: {kind.en.format(**words)}; {kind.mend_en.format(**words)}."

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """By file and place, for sorting."""
        return self.file, self.row, self.line, self.code, self.value


class FaultError(TableError):
    """A fault that keeps a table from being read; the message is that of the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message())
        self.fault = fault


class StandInError(ReadError):
    """A page that stands in for a document is not read; the message is that of the fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message())
        self.fault = fault


def _shown(value: object) -> str:
    """A value in one line, shortened where it is long."""
    text = re.sub(r"\s+", " ", str(value))
    longest = _LONGEST_LATIN if text.isascii() else _LONGEST
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def faults_page() -> str:
    """The page docs/checks.md: all kinds of fault, in both languages."""
    rows = [
        f"| `{kind.code}` | {kind.en}; {kind.mend_en}. | {kind.zh}，{kind.mend_zh}。 |"
        for kind in FAULTS.values()
    ]
    return _PAGE + "\n".join(rows) + "\n"


_PAGE = """# What `textlab check` finds

`textlab check` says everything that is wrong with a corpus, all at once, a fault a line, each with
its file, row or line, value and mend, in English or Chinese (`--lang en`, `--lang zh`; by default as
the system is set). It ends with exit code 1 where anything is wrong, else with 0. In Python
`tl.check_corpus("corpus")` gives the faults as a list; `fault.message("zh")` is one in words.

`textlab check --fix` mends what needs no knowledge of the document. It shows each change first, asks
(`--yes` goes on without, and is wanted where there is no terminal to ask at), and writes documents.csv
whole or not at all: UTF-8 with
byte-order mark, commas, the columns in their order, years and dates in digits, regions in full, codes
in six digits, and the SHA-256 of texts that have none yet. Rows stay in their order. No row and no
column with anything in it is ever dropped; a value that could mean two things stays as it is and is
reported. What `--fix` would change need not be changed: documents.csv is read as Excel, WPS and
LibreOffice save it.

The table is made from `src/textlab/corpus/faults.csv`; names in braces stand for what differs from
case to case.

| code | in English | 中文 |
|---|---|---|
"""
