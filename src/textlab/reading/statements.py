"""Where responsibility statements stand in a clean text.

A statement is a bracket at or within a task that assigns its work to named
organisations, or a labelled line (“责任单位：A、B”). Definitions, contacts
and running prose are none.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from textlab.reading.agencies import LABEL, Assignment, parse_statement
from textlab.reading.names import CLOSING, OPENING, is_organisation

_LONGEST = 1500
_DEEPEST = 8
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}\n]")
_CUE = re.compile(r"负责|牵头|配合|参与|参加|落实|实施|协助|单位|部门|分工|承担|推进|厅|局|委|部")
_NONE = re.compile(r"以下(?:统)?称|简称|联系人|联系电话|电话[:：]|http|邮箱|详见|见附|下称")
_LABELLED = re.compile(rf"(?:^|(?<=[。；;）)]))(?:{LABEL.pattern})[:：]", re.MULTILINE)
_LABEL_INSIDE = re.compile(rf"(?:^|[，；。,;])(?:{LABEL.pattern})")
_SENTENCE_BEFORE = "。；！？”…;\n"


@dataclass(frozen=True)
class Found:
    """A statement in a clean text: `text[start:end]`, and what it says."""

    start: int
    end: int
    assignment: Assignment


def find_statements(text: str, *, joints: Sequence[int] = ()) -> list[Found]:
    """The responsibility statements of a clean text, in order of place.

    Where one says that the first named leads from here on, it holds for those that follow.
    `joints` are the places where cleaning joined two lines; a bracket scattered over the short
    lines of a table is no statement (see `find_scattered`).
    """
    found: list[Found] = []
    first_leads = False
    scattered = set(find_scattered(text, joints))
    for start, end in _candidates(text):
        if (start, end) in scattered or (found and start < found[-1].end):
            continue
        assignment = parse_statement(text[start:end], first_leads=first_leads)
        if _assigns(text, start, end, assignment):
            found.append(Found(start, end, assignment))
            first_leads |= assignment.first_leads
    return found


_ASSIGNS = re.compile(r"牵|责|负")
_CELL = 12
"""No line of a table's cell is longer, in characters; a line of running text is."""


def find_scattered(text: str, joints: Sequence[int]) -> list[tuple[int, int]]:
    """Brackets on responsibility that stand in a table whose columns the source scattered.

    They are joined from three or more short lines, with bits of other columns between, so that
    their names cannot be trusted.
    """
    spans = sorted({span for span in _brackets(text) if _ASSIGNS.search(text, *span)})
    return [span for span in spans if _is_scattered(*span, joints)]


def _is_scattered(start: int, end: int, joints: Sequence[int]) -> bool:
    inner = joints[bisect_right(joints, start) : bisect_left(joints, end)]
    places = [start, *inner, end]
    return len(inner) >= 2 and max(b - a for a, b in pairwise(places)) <= _CELL


def _candidates(text: str) -> list[tuple[int, int]]:
    """Spans that may be statements, by place, the outer before the inner."""
    cues = [match.start() for match in _CUE.finditer(text)]
    spans = [span for span in _brackets(text) if _holds(cues, *span)]
    return sorted({*spans, *_labelled_lines(text)}, key=lambda span: (span[0], -span[1]))


def _holds(places: list[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end and end - start <= _LONGEST


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Spans of brackets; one that nothing closes ends with its paragraph if it begins with a label."""
    waiting: list[int] = []
    for match in [*_BRACKET.finditer(text), None]:
        place = match.start() if match else len(text)
        char = match.group() if match else "\n"
        if char in OPENING:
            waiting.append(place)
        elif char in CLOSING and waiting:
            start = waiting.pop()
            yield from [(start, place + 1)] if len(waiting) < _DEEPEST else []
        elif char == "\n":
            yield from ((start, place) for start in waiting if LABEL.match(text, start + 1))
            waiting.clear()


def _labelled_lines(text: str) -> Iterator[tuple[int, int]]:
    """From a label that opens a line or sentence to the end of its last labelled sentence."""
    place = 0
    for match in _LABELLED.finditer(text):
        if match.start() < place:
            continue
        place = _sentence_end(text, match.end())
        while place - match.start() < _LONGEST and (
            more := _LABELLED.match(text, _skip(text, place))
        ):
            place = _sentence_end(text, more.end())
        yield match.start(), place


def _sentence_end(text: str, start: int) -> int:
    ends = [place for mark in "。\n" if (place := text.find(mark, start, start + _LONGEST)) >= 0]
    return min(ends, default=min(len(text), start + _LONGEST))


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place] in "。\n":
        place += 1
    return place


def _assigns(text: str, start: int, end: int, said: Assignment) -> bool:
    """Whether a span assigns work: it names somebody, and says so by label, verb, or as a bare list."""
    content = text[start:end].strip(OPENING + CLOSING)
    if not said.mentions or _NONE.search(content):
        return False
    if _LABEL_INSIDE.search(content):
        return True
    unknown = [rest for rest in said.rest if not _REMARK.match(rest)]
    if len(unknown) > len(said.mentions) / 2:
        return False
    if _ASSIGNING.search(content):
        return True
    after_sentence = start == 0 or text[start - 1] in _SENTENCE_BEFORE
    return after_sentence and not said.rest and _is_bare_list(said)


def _is_bare_list(said: Assignment) -> bool:
    """Whether all that is named are organisations or groups."""
    return all(m.collective or is_organisation(m.name) for m in said.mentions)


_ASSIGNING = re.compile(
    r"(?:负责|牵头|配合|参与|参加|落实|实施|协助|协同|支持|分工|承担|推进|办理|推动|下同)(?:$|[，；。,;、）)〕])"
)


_REMARK = re.compile(r"以下|以上|下同|其他|其余|上述|不再|完成|持续|长期|20\d\d")
