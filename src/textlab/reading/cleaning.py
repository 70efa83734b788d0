"""From raw text to clean text, with every change on record.

Cleaning takes out what is no part of the document (toolbars, captions, page
numbers), joins paragraphs that the source broke in mid-sentence, and writes
letters, digits and spaces one way. Each change is an `Edit` on the raw text;
the clean text is what the edits make of it, so that each clean character
knows where it stands in the raw text.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import ClassVar

from textlab.reading import furniture, numbering
from textlab.reading.lines import SPACE, Line, cut_lines
from textlab.reading.statements import completes, list_at_end


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

    @cached_property
    def joints(self) -> list[int]:
        """Where in the clean text a line begins that was joined to the one before it."""
        joined = (edit.end for edit in self.edits if edit.kind == "joined")
        return [bisect_left(self.starts, place) for place in joined]


def clean(raw: str) -> CleanText:
    """Clean a raw text: one paragraph a line, joined, without page furniture.

    The raw text is never changed; `CleanText.edits` lists what was done.
    """
    lines = cut_lines(raw)
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


# Gaps: between two lines stands a paragraph end, or nothing where the source broke a sentence

_TERMINAL = "。！？；：…!?;:"
_CLOSING = "”’）)〕】］]》」』"
_RUNNING = re.compile(r"[。；！？]")
_STATEMENT_END = re.compile(r"(?:负责|配合|牵头|落实|单位|下同)[^（(〔]{0,40}[）)〕］】\]]$")
_BLANK_LINE = re.compile(rf"[{SPACE}]*(?:(?:\r\n|\n|\r(?!\n))[{SPACE}]*){{2,}}")
_WITHIN_LIST = "、，,；;。等"
"""What begins no paragraph, but goes on in a list of names."""
_UNSEEN = re.compile(rf"[{SPACE}*]+")
"""White space and markup, which may stand between a sentence and the label behind it."""
_CUT_DATE = re.compile(r"\d{4}年")
_SCRAMBLED = re.compile(r"[^。，、]{2,16}[-—―－一]、")
"""A heading whose number text recognition put behind it: 总体要求-、"""


def _gap_edits(raw: str, kept: list[Line], drops: list[tuple[Line, str]]) -> Iterator[Edit]:
    """Edits for all that stands outside the kept lines."""
    joints = _joints(raw, kept)
    places = [
        0,
        *(place for line in kept for place in (line.start, line.end)),
        len(raw),
    ]
    waiting = iter([*drops, None])
    drop = next(waiting)
    for gap, (place, end) in enumerate(zip(places[::2], places[1::2], strict=True)):
        begun = place
        while drop and drop[0].end <= end:
            line, kind = drop
            yield from _white_space(begun, line.start, "")
            yield Edit(line.start, line.end, "", kind)
            begun, drop = line.end, next(waiting)
        inner = 0 < gap < len(kept)
        joint = joints[gap - 1] if inner else ""
        yield from _white_space(begun, end, joint, joined=inner and joint != "\n")


def _white_space(start: int, end: int, joint: str, *, joined: bool = False) -> Iterator[Edit]:
    if start < end or joint:
        yield Edit(start, end, joint, "joined" if joined else "white space")


def _joints(raw: str, lines: list[Line]) -> list[str]:
    """What stands between each line and the next: a line feed, nothing, or a space."""
    full = _full_width([line.text for line in lines])
    joints = []
    paragraph = _Begun(full)
    for line, after in pairwise(lines):
        paragraph.read(line.text)
        rows = _is_row(line.text) or _is_row(after.text)
        blank = bool(_BLANK_LINE.fullmatch(raw, line.end, after.start))
        if not rows and paragraph.goes_on(line.text, after.text, blank=blank):
            joints.append(" " if _needs_space(line.text, after.text) else "")
        else:
            joints.append("\n")
            paragraph = _Begun(full)
    return joints


def _is_row(text: str) -> bool:
    """Whether a line is a row of a table: tabs part its cells."""
    return "\t" in text[numbering.read_label(text) :].strip()


class _Begun:
    """A paragraph read so far.

    It knows what in it is unclosed, whether it holds a whole sentence, and whether it ends with
    a bracket that opened behind one, as a responsibility statement does, or within a list of
    names behind a label. Of a long one it remembers the end.
    """

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
    remembered = 1500
    deepest = 30

    def __init__(self, full: int) -> None:
        self._full = full
        self._open: list[str] = []
        self._since = 0
        self._running = False
        self._first = ""
        self._text = ""
        self._before = ""
        self._behind_sentence = False
        self._aside = False

    def read(self, text: str) -> None:
        """Take in the next line of the paragraph."""
        self._first = self._first or text
        self._text = (self._text + _UNSEEN.sub("", text))[-self.remembered :]
        for written in text:
            char = self.alike.get(written, written)
            if char in self.pairs.values():
                self._opened(char)
            elif self.pairs.get(char, "") in self._open:
                del self._open[len(self._open) - 1 - self._open[::-1].index(self.pairs[char]) :]
            self._aside = char == "）" and not self._open and self._behind_sentence
            self._before = char
        self._since += len(text)
        self._running |= bool(_RUNNING.search(text))

    def _opened(self, char: str) -> None:
        if not self._open:
            self._since = 0
            self._behind_sentence = self._before in "。；！？"
        self._open = [*self._open[-self.deepest :], char]

    @property
    def unclosed(self) -> bool:
        """Whether an opening bracket or quote stands open, not too far back."""
        return bool(self._open) and self._since <= self.limit

    def goes_on(self, text: str, after: str, *, blank: bool) -> bool:
        """Whether the line behind `text`, the last one read, belongs to the same paragraph.

        `blank`: blank lines stand between the two, and nothing else.
        """
        if numbering.read_label(text) == len(text) or _CUT_DATE.fullmatch(f"{text}{after[0]}"):
            return True
        if numbering.starts_item(after):
            return False
        last = text.rstrip(_CLOSING)[-1:]
        if last in _TERMINAL and not (self.unclosed and last in "：:；;"):
            return self.unclosed and after[0] in _CLOSING
        ended = self._aside or _STATEMENT_END.search(text)
        if self.unclosed or ended:
            return self.unclosed
        if last in "，、,":
            return not _SCRAMBLED.fullmatch(text)
        return self._breaks_off(text) and not self._list_ends(text, after, blank=blank)

    def _breaks_off(self, text: str) -> bool:
        """Whether a line without a mark at its end stops in mid-sentence."""
        return self._running or self._fills(text)

    def _fills(self, text: str) -> bool:
        """Whether a line reaches the width at which the source breaks its lines.

        A numbered heading must fill its line; running text may fall short of it by two characters.
        """
        heading = numbering.starts_item(self._first) and not self._running
        return _width(text) >= self._full - (0 if heading else 4)

    def _list_ends(self, text: str, after: str, *, blank: bool) -> bool:
        """Whether a list of names behind a label, which may lack its 。, ends with the line.

        A full line goes on and a blank line ends it; where both or neither is so, the names tell.
        """
        full = self._fills(text)
        if (full and not blank) or after[0] in _WITHIN_LIST:
            return False
        names = list_at_end(self._text)
        return bool(names) and (blank != full or not completes(names, after))


def _full_width(texts: list[str]) -> int:
    """The width from which a line counts as full, in half-width columns.

    A text is hard-wrapped when many lines end in mid-sentence at much the same width and hardly
    any is wider. Where it is not, no line is ever full.
    """
    widths = [_width(text) // 4 for text in texts]
    ordered = sorted(widths)
    broken = Counter(
        width
        for width, text in zip(widths, texts, strict=True)
        if width >= 8 and text.rstrip(_CLOSING)[-1:] not in _TERMINAL
    )
    for widest in sorted(broken, reverse=True):
        alike = range(widest - 4, widest + 1)
        near = sum(broken[width] for width in alike)
        not_wider = bisect_right(ordered, widest)
        every = not_wider - bisect_left(ordered, alike[0])
        if near >= 6 and near >= 0.5 * every and len(widths) - not_wider <= 0.1 * near:
            return (max(alike, key=lambda width: (broken[width], -width)) - 1) * 4
    return _NEVER


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
    rf"|(?P<space>(?:[{SPACE}]|<U\+00A0>)+)"
    rf"|(?P<private>[\ue000-\uf8ff])"
    rf"|(?P<control>[\x00-\x08\x0e-\x1b\x7f-\x9f\ufffd])"
    rf"|(?P<width>[{re.escape(_HALVED)}])"
)


def _character_edits(line: Line) -> Iterator[Edit]:
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
        parts_cells = "\t" in match.group() and numbering.read_label(before) < len(before)
        return " " if parts_cells or (before[-1:].isascii() and after.isascii()) else ""
    return ""
