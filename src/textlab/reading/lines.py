"""The lines of a raw text, as its author meant them.

Most sources end a paragraph with a line end. Some write several paragraphs
into one line, or a whole document: there wide gaps, numbers behind a
sentence, and the fixed order of a letter's head part them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

SPACE = " \t\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\u00ad"
"""Characters that count as white space within a line, for a character class."""


@dataclass(frozen=True)
class Line:
    """A line of the raw text without the white space around it."""

    start: int
    end: int
    text: str


def cut_lines(raw: str) -> list[Line]:
    """The lines that are not blank, in order, without the white space around them."""
    pieces = (piece for line in _between(_LINE_END, raw, 0, len(raw)) for piece in _cut(raw, *line))
    bodies = (_BODY.search(raw, *piece) for piece in pieces)
    return [Line(body.start(), body.end(), body.group()) for body in bodies if body]


_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BODY = re.compile(rf"[^{SPACE}](?:.*[^{SPACE}])?", re.DOTALL)

_CN = "一二三四五六七八九十"
_NUMBER = rf"(?:[{_CN}]{{1,3}}、|[（(][{_CN}]{{1,3}}[）)])(?![、，])"
_GAP = re.compile(
    rf"(?<=[。！？；：”）)])[{SPACE}]{{2,}}(?=[^{SPACE}])"
    rf"|(?<![{SPACE}])[{SPACE}]{{2,}}(?=第[{_CN}百]{{1,5}}[章节条])"
    rf"|(?<=负责[)）])(?={_NUMBER})"
)

_LONG = 2000
"""A line of more characters holds several paragraphs: a portal's export on one line."""

_IN_LONG = re.compile(
    rf"(?<=[^\x00-\xff])(?<![{SPACE}])[{SPACE}]+(?=[^\x00-\xff\s]|\d{{1,2}}[.．、]|20\d\d年\d{{1,2}}月)"
    rf"|(?<=[。！？；”）)])(?={_NUMBER})"
    rf"|(?<=[。）])(?=[\u4e00-\u9fff]{{2,20}}[{SPACE}]{{1,9}}20\d\d年\d{{1,2}}月)"
)
_HEADING = re.compile(rf"(?:\A|(?<=[。；”）]))[{_CN}]{{1,3}}、[^。，；：（）]{{2,20}}(?=（一）)")
_HEAD = re.compile(
    r"(?P<title>[^。：]{8,80}(?:通知|意见|方案|计划|办法|措施|决定|规划))"
    r"(?P<number>[\u4e00-\u9fff]{1,8}〔(?:19|20)\d\d〕\d{1,4}号)"
    r"(?P<addressee>[^。：]{4,300}：)?"
)


def _cut(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs of one line, as spans."""
    if end - start <= _LONG:
        yield from _between(_GAP, raw, start, end)
        return
    for part in _between(_IN_LONG, raw, start, end):
        match = _HEAD.match(raw, *part) if part[0] == start else None
        heading = _HEADING.match(raw, *part)
        cuts = [match.end(name) for name in match.groupdict() if match[name]] if match else []
        cuts += [heading.end()] if heading else []
        places = [part[0], *cuts, part[1]]
        yield from pairwise(places)


def _between(pattern: re.Pattern[str], raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of `raw[start:end]` between the matches of a pattern."""
    for match in pattern.finditer(raw, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end
