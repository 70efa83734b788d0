"""The brackets of a clean text, among them those that lost a half.

A bracket never reaches beyond its paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from textlab.reading.names import CLOSING, OPENING

WHOLE, UNCLOSED, UNOPENED = "whole", "unclosed", "unopened"


@dataclass(frozen=True)
class Bracket:
    """A bracket, `text[start:end]`.

    One that nothing closes ends with its paragraph; one that nothing opens begins with its
    sentence, or behind another such. `inner` is where the next unclosed bracket begins within an unclosed one, else `end`.
    """

    start: int
    end: int
    form: str = WHOLE
    inner: int = 0


_MARK = re.compile(f"[{re.escape(OPENING + CLOSING)}\n]")
_DEEPEST = 8
_BEFORE = "。；！？…;\n"
_FARTHEST = 300
"""How far a sentence is followed back from a bracket that nothing opens, in characters."""


def find_brackets(text: str) -> Iterator[Bracket]:
    """The brackets of a clean text; those nested deeper than eight are left out."""
    waiting: list[int] = []
    unopened = 0
    for match in [*_MARK.finditer(text), None]:
        place = match.start() if match else len(text)
        char = match.group() if match else "\n"
        if char in OPENING:
            waiting.append(place)
        elif char == "\n":
            yield from _unclosed(waiting, place)
            waiting.clear()
        elif not waiting:
            yield Bracket(max(unopened, _sentence_start(text, place)), place + 1, UNOPENED)
            unopened = place + 1
        elif len(waiting) <= _DEEPEST:
            yield Bracket(waiting.pop(), place + 1)
        else:
            waiting.pop()


def _unclosed(waiting: list[int], end: int) -> Iterator[Bracket]:
    stops = [*waiting[1:], end]
    yield from (
        Bracket(start, end, UNCLOSED, stop) for start, stop in zip(waiting, stops, strict=False)
    )


def _sentence_start(text: str, place: int) -> int:
    first = max(0, place - _FARTHEST)
    return max(first, *(text.rfind(mark, first, place) + 1 for mark in _BEFORE))
