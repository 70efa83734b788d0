"""From raw text to clean text, with every change on record.

Cleaning takes out what is no part of the document (toolbars, captions, page
numbers), joins paragraphs that the source broke in mid-sentence, and writes
letters, digits and spaces one way. Each change is an `Edit` on the raw text;
the clean text is what the edits make of it, so that each clean character
knows where it stands in the raw text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from textlab.reading import furniture, numbering


@dataclass(frozen=True, order=True)
class Edit:
    """One change: `raw[start:end]` becomes `replacement`, for the reason `kind`."""

    start: int
    end: int
    replacement: str
    kind: str


@dataclass(frozen=True)
class CleanText:
    """A raw text, its clean text, and the edits between them.

    Clean character i comes from `raw[starts[i]:ends[i]]`.
    """

    raw: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    edits: tuple[Edit, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Raw offsets of the clean span `text[start:end]`, which must not be empty."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True)
class _Line:
    """A line of the raw text without the white space around it."""

    start: int
    end: int
    text: str


def clean(raw: str) -> CleanText:
    """Clean a raw text: one paragraph a line, joined, without page furniture.

    The raw text is never changed; `CleanText.edits` lists what was done.
    """
    lines = _lines(raw)
    dropped = furniture.find([line.text for line in lines])
    kept = [line for index, line in enumerate(lines) if index not in dropped]
    drops = [(lines[index], kind) for index, kind in sorted(dropped.items())]
    inside = [edit for line in kept for edit in _character_edits(line)]
    return apply_edits(raw, [*_gap_edits(raw, kept, drops), *inside])


def apply_edits(raw: str, edits: Iterable[Edit]) -> CleanText:
    """What the edits make of a raw text. Edits may touch but not overlap."""
    ordered = tuple(sorted(edits))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for edit in ordered:
        pieces += raw[place : edit.start], edit.replacement
        starts += [*range(place, edit.start), *[edit.start] * len(edit.replacement)]
        ends += [*range(place + 1, edit.start + 1), *[edit.end] * len(edit.replacement)]
        place = edit.end
    pieces.append(raw[place:])
    starts += range(place, len(raw))
    ends += range(place + 1, len(raw) + 1)
    return CleanText(raw, "".join(pieces), tuple(starts), tuple(ends), ordered)


# Lines: what stands between two line ends, or between two wide gaps after a sentence

_SPACE = " \t\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\u00ad"
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_GAP = re.compile(rf"(?<=[。！？；：”）)])[{_SPACE}]{{2,}}(?=[^{_SPACE}])")
_GAP_IN_LONG = re.compile(
    rf"(?<=[^\x00-\xff])[{_SPACE}]+(?=[^\x00-\xff\s]|\d{{1,2}}[.．、])"
    r"|(?<=[。！？；”）)])(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)(?![、，]))"
)
_BODY = re.compile(rf"[^{_SPACE}](?:.*[^{_SPACE}])?", re.DOTALL)

_LONG = 2000
"""A line of more characters holds several paragraphs: a portal's export on one line."""


def _lines(raw: str) -> list[_Line]:
    """The lines that are not blank, without the white space around them.

    Where a source wrote paragraphs into one line, wide gaps part them, and in a very long line
    every gap and every number behind a sentence.
    """
    pieces = (
        piece
        for line in _between(_LINE_END, raw, 0, len(raw))
        for piece in _between(_GAP if line[1] - line[0] <= _LONG else _GAP_IN_LONG, raw, *line)
    )
    bodies = (_BODY.search(raw, *piece) for piece in pieces)
    return [_Line(body.start(), body.end(), body.group()) for body in bodies if body]


def _between(pattern: re.Pattern[str], raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of `raw[start:end]` between the matches of a pattern."""
    for match in pattern.finditer(raw, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


# Gaps: between two lines stands a paragraph end, or nothing where the source broke a sentence

_TERMINAL = "。！？；：…!?;:"
_CLOSING = "”’）)〕】》」』"
_RUNNING = re.compile(r"[。；！？]")
_STATEMENT_END = re.compile(r"(?:负责|配合|牵头|落实|单位|下同)[^（(〔]{0,40}[）)〕]$")
_SCRAMBLED = re.compile(r"[^。，、]{2,16}[-—―－一]、")
"""A heading whose number text recognition put behind it: 总体要求-、"""


def _gap_edits(raw: str, kept: list[_Line], drops: list[tuple[_Line, str]]) -> Iterator[Edit]:
    """Edits for all that stands outside the kept lines."""
    joints = _joints(kept)
    places = [
        0,
        *(place for line in kept for place in (line.start, line.end)),
        len(raw),
    ]
    waiting = iter([*drops, None])
    drop = next(waiting)
    for gap, (start, end) in enumerate(zip(places[::2], places[1::2], strict=True)):
        while drop and drop[0].end <= end:
            line, kind = drop
            yield from _white_space(start, line.start, "")
            yield Edit(line.start, line.end, "", kind)
            start, drop = line.end, next(waiting)
        inner = 0 < gap < len(kept)
        joint = joints[gap - 1] if inner else ""
        yield from _white_space(start, end, joint, joined=inner and joint != "\n")


def _white_space(start: int, end: int, joint: str, *, joined: bool = False) -> Iterator[Edit]:
    if start < end or joint:
        yield Edit(start, end, joint, "joined" if joined else "white space")


def _joints(lines: list[_Line]) -> list[str]:
    """What stands between each line and the next: a line feed, nothing, or a space."""
    full = _full_width([line.text for line in lines])
    joints = []
    unclosed = Unclosed()
    for line, after in pairwise(lines):
        unclosed.read(line.text)
        if _goes_on(line.text, after.text, full=full, unclosed=bool(unclosed)):
            joints.append(" " if _needs_space(line.text, after.text) else "")
        else:
            joints.append("\n")
            unclosed = Unclosed()
    return joints


class Unclosed:
    """Whether the paragraph read so far has an opening bracket or quote that nothing closed."""

    pairs: ClassVar[dict[str, str]] = {
        "）": "（",
        ")": "(",
        "〕": "〔",
        "》": "《",
        "”": "“",
        "】": "【",
    }
    alike: ClassVar[dict[str, str]] = {"(": "（", ")": "）", "〔": "（", "〕": "）"}
    limit = 600

    def __init__(self) -> None:
        self._open: list[str] = []
        self._since = 0

    def read(self, text: str) -> None:
        """Take in the next line of the paragraph."""
        for char in text:
            char = self.alike.get(char, char)
            if char in self.pairs.values():
                self._open.append(char)
                self._since = 0 if len(self._open) == 1 else self._since
            elif self.pairs.get(char, "") in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(self.pairs[char]) :]
        self._since += len(text)

    def __bool__(self) -> bool:
        return bool(self._open) and self._since <= self.limit


def _goes_on(text: str, after: str, *, full: int, unclosed: bool) -> bool:
    """Whether a line that follows belongs to the same paragraph."""
    if numbering.read_label(text) == len(text):
        return True
    if numbering.starts_item(after):
        return False
    last = text.rstrip(_CLOSING)[-1:]
    if last in _TERMINAL and not (unclosed and last in "：:；;"):
        return unclosed and after[0] in _CLOSING
    if unclosed:
        return True
    if _STATEMENT_END.search(text):
        return False
    if last in "，、,":
        return not _SCRAMBLED.fullmatch(text)
    return _width(text) >= full or bool(_RUNNING.search(text))


def _full_width(texts: list[str]) -> int:
    """The width from which a line counts as full, in half-width columns.

    A text is hard-wrapped when many lines end in mid-sentence at much the same width. Where
    it is not, no line is ever full.
    """
    widths = Counter(
        _width(text) // 4 for text in texts if text.rstrip(_CLOSING)[-1:] not in _TERMINAL
    )
    wide = {width: count for width, count in widths.items() if width >= 8}
    if not wide:
        return _NEVER
    mode = max(wide, key=lambda width: (wide[width] + wide.get(width + 1, 0), -width))
    near = sum(count for width, count in wide.items() if abs(width - mode) <= 2)
    longer = sum(_width(text) // 4 >= mode - 2 for text in texts)
    return (mode - 1) * 4 if near >= 6 and near >= 0.5 * longer else _NEVER


_NEVER = 10**9


def _width(text: str) -> int:
    """Columns a text takes on paper: two for a Chinese character, one for a Latin letter."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _needs_space(text: str, after: str) -> bool:
    return text[-1].isascii() and text[-1].isalnum() and after[0].isascii() and after[0].isalpha()


# Characters

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_KEPT_WIDE = "（），：；？！～"
_HALVED = "".join(char for char in _FULL_WIDTH if char not in _KEPT_WIDE)
_UNSURE = re.compile(
    rf"(?P<markup>^#{{1,6}} +|\*\*+|^[>*] +)"
    rf"|(?P<space>[{_SPACE}]+)"
    rf"|(?P<private>[\ue000-\uf8ff])"
    rf"|(?P<control>[\x00-\x08\x0e-\x1b\x7f-\x9f\ufffd])"
    rf"|(?P<width>[{re.escape(_HALVED)}])"
)


def _character_edits(line: _Line) -> Iterator[Edit]:
    """Markup out, letters and digits half-width, spaces only between Latin words."""
    for match in _UNSURE.finditer(line.text):
        kind = match.lastgroup or ""
        replacement = _replacement(kind, match)
        if replacement != match.group():
            start, end = match.span()
            yield Edit(line.start + start, line.start + end, replacement, _REASONS[kind])


_REASONS = {
    "markup": "markup",
    "space": "white space",
    "private": "private-use character",
    "control": "control character",
    "width": "full-width character",
}


def _replacement(kind: str, match: re.Match[str]) -> str:
    before, after = (
        match.string[: match.start()],
        match.string[match.end() : match.end() + 1],
    )
    if kind == "width":
        return _FULL_WIDTH[match.group()]
    if kind == "private":
        return "." if before.isdigit() else ""
    if kind == "space":
        return " " if before[-1:].isascii() and after.isascii() else ""
    return ""
