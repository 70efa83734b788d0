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

from textlab.reading.agencies import FIRST_LEADS, LABEL, Assignment, parse_statement
from textlab.reading.brackets import UNCLOSED, WHOLE, Bracket, find_brackets
from textlab.reading.names import CLOSING, OPENING, is_organisation

_LONGEST = 1500
_CUE = re.compile(r"负责|牵头|配合|参与|参加|落实|实施|协助|单位|部门|分工|承担|推进|厅|局|委|部")
_NONE = re.compile(r"以下(?:统)?称|简称|联系人|联系电话|电话[:：]|http|邮箱|详见|见附|下称")
_LABELLED = re.compile(rf"(?:^|(?<=[。；;）)]))(?:{LABEL.pattern})[:：]", re.MULTILINE)
_LABELLED_MORE = re.compile(
    rf"{_LABELLED.pattern}|^(?:完成时限|完成时间|完成期限|时间节点|时间要求|时限要求|时限)[:：]",
    re.MULTILINE,
)
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

    Where the text says, in a statement or outside, that the first named leads, it holds from
    there on. `joints` are the places where cleaning joined two lines; a bracket scattered over
    the short lines of a table is no statement (see `find_scattered`).
    """
    found: list[Found] = []
    rule = FIRST_LEADS.search(text)
    ruled = rule.start() if rule else len(text)
    for start, end in _candidates(text):
        if found and start < found[-1].end:
            continue
        assignment = parse_statement(text[start:end], first_leads=ruled < end)
        if _assigns(text, start, end, assignment) and not _is_scattered(text, start, end, joints):
            found.append(Found(start, end, assignment))
    return found


_ASSIGNS = re.compile(r"牵|责|负")
_CELL = 12
"""No line of a table's cell is longer, in characters; a line of running text is."""


def find_scattered(text: str, joints: Sequence[int]) -> list[tuple[int, int]]:
    """Brackets on responsibility that stand in a table whose columns the source scattered.

    They are joined from three or more short lines, with bits of other columns between, so that
    their names cannot be trusted.
    """
    brackets = (b for b in find_brackets(text) if b.form == WHOLE or _is_labelled(text, b))
    spans = sorted((bracket.start, bracket.end) for bracket in brackets)
    return [span for span in spans if _is_scattered(text, *span, joints)]


def _is_scattered(text: str, start: int, end: int, joints: Sequence[int]) -> bool:
    inner = joints[bisect_right(joints, start) : bisect_left(joints, end)]
    if len(inner) < 2 or not _ASSIGNS.search(text, start, end):
        return False
    return max(b - a for a, b in pairwise([start, *inner, end])) <= _CELL


def _is_labelled(text: str, bracket: Bracket) -> bool:
    return bracket.form == UNCLOSED and bool(LABEL.match(text, bracket.start + 1))


def _candidates(text: str) -> list[tuple[int, int]]:
    """Spans that may be statements, by place, the outer before the inner."""
    cues = [match.start() for match in _CUE.finditer(text)]
    spans = [(b.start, b.end) for b in find_brackets(text) if _may_assign(text, b)]
    spans = [span for span in spans if _holds(cues, *span)]
    return sorted({*spans, *labelled_lines(text)}, key=lambda span: (span[0], -span[1]))


def _may_assign(text: str, bracket: Bracket) -> bool:
    """One that nothing closes must begin with a label, or end with its paragraph in a verb."""
    if bracket.form != UNCLOSED:
        return bracket.form == WHOLE
    if bracket.inner < bracket.end or bracket.end - bracket.start > _LONGEST:
        return _is_labelled(text, bracket)
    content = text[bracket.start : bracket.end].rstrip("。；")
    return _is_labelled(text, bracket) or bool(
        _ASSIGNING_END.search(content) and "。" not in content
    )


def _holds(places: list[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] < end and end - start <= _LONGEST


def labelled_lines(text: str) -> Iterator[tuple[int, int]]:
    """Spans from a label that opens a line or sentence to the end of its last labelled sentence.

    A time limit on the next line belongs to it; a label within a bracket is the bracket's.
    """
    place = 0
    brackets = _outermost(text)
    for match in _LABELLED.finditer(text):
        if match.start() < place or _is_within(brackets, match.start()):
            continue
        place = _sentence_end(text, match.end())
        while place - match.start() < _LONGEST and (
            more := _LABELLED_MORE.match(text, _skip(text, place))
        ):
            place = _sentence_end(text, more.end())
        yield match.start(), place


def list_at_end(paragraph: str) -> str:
    """The labelled list, with its label, within which a paragraph stops; empty where in none."""
    spans = labelled_lines(paragraph)
    return next((paragraph[start:] for start, end in spans if end == len(paragraph)), "")


def completes(names: str, after: str) -> bool:
    """Whether the line behind a list completes a name in it: 政局 behind 责任单位：市财."""
    first = _NAME_END.split(after, maxsplit=1)[0]
    return not _names_are_whole(names) and _names_are_whole(names + first)


def _names_are_whole(names: str) -> bool:
    said = parse_statement(names)
    halved = any(_HALF.fullmatch(mention.name) for mention in said.mentions[-1:])
    return not (said.rest or halved) and _is_bare_list(said)


_NAME_END = re.compile(r"[、，；。,;]")
_HALF = re.compile(r"各|.{0,3}[省市区县]委")
"""What could stand alone, but is the first half of a name: 省委 of 省委宣传部, 各 of 各县区."""


def _outermost(text: str) -> list[tuple[int, int]]:
    """Whole brackets that stand in no other, by place."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((b.start, b.end) for b in find_brackets(text) if b.form == WHOLE):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _is_within(spans: list[tuple[int, int]], place: int) -> bool:
    index = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return index >= 0 and spans[index][0] < place < spans[index][1]


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


_VERB = "负责|牵头|配合|参与|参加|落实|实施|协助|协同|支持|分工|承担|推进|办理|推动|指导|督导"
_ASSIGNING = re.compile(rf"(?:{_VERB}|下同)(?:$|[，；。,;、）)〕])")
_ASSIGNING_END = re.compile(rf"(?:{_VERB})$")


_REMARK = re.compile(r"以下|以上|下同|其他|其余|上述|不再|完成|持续|长期|20\d\d")
