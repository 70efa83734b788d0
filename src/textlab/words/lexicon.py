"""The lexicon: terms that must not be split, and words that say nothing of emphasis.

A lexicon is a folder with two files, `terms.txt` and `stopwords.txt`: UTF-8,
one entry a line, lines that begin with # are remarks. Its hash goes into the
provenance of every figure, since another lexicon counts other terms.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from textlab.errors import CorpusError
from textlab.files import sha256

if TYPE_CHECKING:
    from textlab.words.segmenter import Segmenter

TERMS = "terms.txt"
STOPWORDS = "stopwords.txt"

# The segmenter cuts every text at any other character before it looks a word up.
_NEVER_INSIDE = re.compile(r"[^\u4E00-\u9FD5A-Z0-9+#&._%-]")
_FULL_WIDTH = {
    code: code - 0xFEE0
    for code in range(0xFF01, 0xFF5F)
    if chr(code - 0xFEE0).isalnum() or chr(code - 0xFEE0) == "+"
}
_CAPITALS = {code: code - 32 for code in range(ord("a"), ord("z") + 1)}
_SPELLING = {code: _CAPITALS.get(half, half) for code, half in _FULL_WIDTH.items()} | _CAPITALS


@dataclass(frozen=True)
class Lexicon:
    """Terms that must not be split, in order of code point, and stop words."""

    terms: tuple[str, ...] = ()
    stopwords: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", tuple(sorted(set(self.terms))))
        object.__setattr__(self, "stopwords", frozenset(self.stopwords))

    @property
    def sha256(self) -> str:
        """SHA-256 of the entries; remarks, order and line ends do not change it."""
        lines = [TERMS, *self.terms, STOPWORDS, *sorted(self.stopwords)]
        return sha256("\n".join(lines).encode())


def fold(text: str) -> str:
    """A text with one spelling of letters and digits; no character more or less.

    ASCII letters become capitals, as plans mostly write them (5G, AI, GDP), so that App and
    APP are one term. Full-width letters, digits and ＋ become half-width.
    """
    return text.translate(_SPELLING)


def read_lexicon(folder: Path | str) -> Lexicon:
    """Read the lexicon in a folder: `terms.txt` and `stopwords.txt`.

    Stop words are folded; a term must be written folded already, since tables show it so.

    Raises
    ------
    CorpusError : a file is missing or not UTF-8; an entry stands twice, or in both files; a
        term is one character, or holds a character that keeps it from ever matching
    """
    terms, stopwords = _entries(Path(folder) / TERMS), _entries(Path(folder) / STOPWORDS)
    for fault in lexicon_faults(folder):
        raise CorpusError(_told(fault, Path(folder)))
    return Lexicon(tuple(terms), frozenset(map(fold, stopwords)))


# What can be wrong with it


class LexiconFault(NamedTuple):
    """What is wrong with a line of a lexicon.

    `kind` is missing (the file), encoding, twice, both, spelling, short or never; `detail` is the
    line of the other entry, how the entry is counted, or the character at which texts are cut.
    """

    kind: str
    file: str
    line: int = 0
    entry: str = ""
    detail: str = ""


_MESSAGES = {
    "missing": f"there is no such file; a lexicon is {TERMS} and {STOPWORDS}, which may be empty",
    "encoding": "not UTF-8; save the file as UTF-8",
    "twice": "“{entry}” stands in line {detail} already; take one out",
    "spelling": "“{entry}” is counted as “{detail}”; write it so",
    "short": "“{entry}” is one character; terms have two at least, so take it out",
    "never": "“{entry}” never matches, since texts are cut at its {detail}; write a part that has none",
    "both": f"“{{entry}}” is a term in {TERMS}, line {{detail}}; take it out of one of them",
}


def _told(fault: LexiconFault, folder: Path) -> str:
    place = f", line {fault.line}" if fault.line else ""
    detail = _name_of(fault.detail) if fault.kind == "never" else fault.detail
    what = _MESSAGES[fault.kind].format(entry=fault.entry, detail=detail)
    return f"{folder / fault.file}{place}: {what}."


def _name_of(sign: str) -> str:
    return unicodedata.name(sign, "character without a name").lower()


def lexicon_faults(folder: Path | str) -> list[LexiconFault]:
    """Everything that is wrong with the lexicon in a folder, by file."""
    terms_file, stopwords_file = Path(folder) / TERMS, Path(folder) / STOPWORDS
    terms = {entry: line for line, entry in _lines(terms_file)}
    return [
        *_file_faults(terms_file, folded=False),
        *(fault for term, line in terms.items() if (fault := _term_fault(term, line))),
        *_file_faults(stopwords_file, folded=True),
        *(
            LexiconFault("both", STOPWORDS, line, fold(word), str(terms[fold(word)]))
            for line, word in _lines(stopwords_file)
            if fold(word) in terms
        ),
    ]


def _file_faults(path: Path, *, folded: bool) -> Iterator[LexiconFault]:
    """A missing file, its first line that is not UTF-8, entries that stand twice."""
    if not path.is_file():
        yield LexiconFault("missing", path.name)
        return
    unread = next((line for line, entry in _decoded(path) if entry is None), None)
    if unread:
        yield LexiconFault("encoding", path.name, unread)
    entries: dict[str, int] = {}
    for line, written in _lines(path):
        entry = fold(written) if folded else written
        if entry in entries:
            yield LexiconFault("twice", path.name, line, entry, str(entries[entry]))
        entries.setdefault(entry, line)


def _term_fault(term: str, line: int) -> LexiconFault | None:
    if fold(term) != term:
        return LexiconFault("spelling", TERMS, line, term, fold(term))
    if len(term) == 1:
        return LexiconFault("short", TERMS, line, term)
    found = _NEVER_INSIDE.search(term)
    return LexiconFault("never", TERMS, line, term, found[0]) if found else None


def _entries(path: Path) -> list[str]:
    return [entry for _, entry in _lines(path)]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that hold an entry, numbered from 1; none of a file that is not there."""
    for number, entry in _decoded(path):
        if entry and not entry.startswith("#"):
            yield number, entry


def _decoded(path: Path) -> Iterator[tuple[int, str | None]]:
    """The lines of a file, numbered from 1; None for one that is not UTF-8."""
    content = path.read_bytes() if path.is_file() else b""
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            yield number, line.decode().strip()
        except UnicodeDecodeError:
            yield number, None


def lexicon_hits(texts: pd.DataFrame, segmenter: "Segmenter") -> pd.DataFrame:
    """Which terms of the lexicon were found, and which never.

    Parameters
    ----------
    texts : one row per task: doc_id | task_id | text
    segmenter : the segmenter, with its lexicon

    Returns
    -------
    One row per term of the lexicon, largest count first, ties by term, zeros included:
    term | count (tokens) | tasks (tasks that hold it)
    """
    count: Counter[str] = Counter()
    tasks: Counter[str] = Counter()
    for text in texts["text"]:
        found = segmenter.terms(text)
        count.update(found)
        tasks.update(set(found))
    terms = sorted(segmenter.lexicon.terms, key=lambda term: (-count[term], term))
    return pd.DataFrame(
        {
            "term": pd.Series(terms, dtype="str"),
            "count": pd.Series([count[term] for term in terms], dtype="int64"),
            "tasks": pd.Series([tasks[term] for term in terms], dtype="int64"),
        }
    )
