"""The lexicon: terms that must not be split, and words that say nothing of emphasis.

A lexicon is a folder with two files, `terms.txt` and `stopwords.txt`: UTF-8,
one entry a line, lines that begin with # are remarks. Its hash goes into the
provenance of every figure, since another lexicon counts other terms.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

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
    terms_file, stopwords_file = Path(folder) / TERMS, Path(folder) / STOPWORDS
    terms = _entries(terms_file)
    for term, line in terms.items():
        _check_term(term, f"{terms_file}, line {line}")
    stopwords = _entries(stopwords_file, folded=True)
    for word in (word for word in stopwords if word in terms):
        raise CorpusError(
            f"{stopwords_file}, line {stopwords[word]}: “{word}” is a term in {TERMS}, "
            f"line {terms[word]}; take it out of one of them."
        )
    return Lexicon(tuple(terms), frozenset(stopwords))


def _entries(path: Path, *, folded: bool = False) -> Mapping[str, int]:
    """Each entry of a file and the line it stands in."""
    entries: dict[str, int] = {}
    for number, line in _lines(path):
        entry = fold(line) if folded else line
        if entry in entries:
            raise CorpusError(
                f"{path}, line {number}: “{entry}” stands in line {entries[entry]} already; "
                "take one out."
            )
        entries[entry] = number
    return entries


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that hold an entry, numbered from 1."""
    try:
        content = path.read_bytes()
    except OSError:
        raise CorpusError(
            f"{path}: there is no such file; a lexicon is {TERMS} and {STOPWORDS}, "
            "which may be empty."
        ) from None
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        try:
            entry = line.decode("utf-8").strip()
        except UnicodeDecodeError:
            raise CorpusError(
                f"{path}, line {number}: not UTF-8; save the file as UTF-8."
            ) from None
        if entry and not entry.startswith("#"):
            yield number, entry


def _check_term(term: str, where: str) -> None:
    if fold(term) != term:
        raise CorpusError(f"{where}: “{term}” is counted as “{fold(term)}”; write it so.")
    if len(term) == 1:
        raise CorpusError(
            f"{where}: “{term}” is one character; terms have two at least, so take it out."
        )
    if found := _NEVER_INSIDE.search(term):
        raise CorpusError(
            f"{where}: “{term}” never matches, since texts are cut at its "
            f"{unicodedata.name(found[0], 'character without a name').lower()}; "
            "write a part that has none."
        )


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
