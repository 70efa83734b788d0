"""Pages of placed lines become running text: for formats that keep places, not paragraphs.

Page headers, footers and numbers go out; lines that the page width broke are
joined by where they stand: one that reaches the right edge goes on in a next
one that begins at the left edge.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from textlab.reading import numbering
from textlab.reading.extract import Dropped


@dataclass(frozen=True)
class PlacedLine:
    """A line of a page; `baseline` is counted from the top. All lengths are in the page's unit."""

    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True)
class Page:
    """A page of placed lines, in reading order."""

    width: float
    height: float
    lines: tuple[PlacedLine, ...]


@dataclass(frozen=True)
class Flow:
    """Running text, a paragraph a line, and what was left out."""

    text: str
    dropped: tuple[Dropped, ...]


def flow(pages: Sequence[Page]) -> Flow:
    """The running text of pages."""
    out = furniture(pages)
    kept = [
        [line for place, line in enumerate(page.lines) if (number, place) not in out]
        for number, page in enumerate(pages)
    ]
    frames = _frames(kept)
    pieces: list[str] = []
    dropped: list[Dropped] = []
    length = 0
    before: tuple[int, PlacedLine] | None = None
    for number, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            kind = out.get((number, place))
            if kind:
                dropped.append(Dropped(length, kind, line.text))
                continue
            joint = _joint(before, (number, line), frames) if before else ""
            pieces += joint, line.text
            length += len(joint) + len(line.text)
            before = number, line
    return Flow("".join(pieces), tuple(dropped))


# Page furniture

_EDGE = 0.15
"""Share of the page height at its top and bottom in which headers, footers and numbers stand."""

_NUMBER = re.compile(
    r"[—―─–\-－·•~\s]*(?:\d{1,4}|[ivxIVX]{1,5})[—―─–\-－·•~\s]*"
    r"|第\s*\d+\s*页(?:[,，/\s]*共\s*\d+\s*页)?|(?:Page\s*)?\d+\s*(?:/|of)\s*\d+"
)


_BAR = 24
"""Characters of a bar that a browser prints on each page; a longer line is text."""

_STEPS = 140
"""Heights on a page that count as different places: six points on A4."""


def furniture(pages: Sequence[Page]) -> dict[tuple[int, int], str]:
    """Which lines are no part of the text: (page, line) → kind."""
    found: dict[tuple[int, int], str] = {}
    repeated = _repeated(pages)
    for number, page in enumerate(pages):
        edges = _edges(page)
        for place, line in enumerate(page.lines):
            if place in edges and _NUMBER.fullmatch(line.text.strip()):
                found[number, place] = "page number"
            elif (number, place) in repeated and place in edges:
                top = line.baseline < page.height / 2
                found[number, place] = "page header" if top else "page footer"
            elif repeated.get((number, place)) == "everywhere":
                found[number, place] = "repeated on pages"
    return found


def _edges(page: Page) -> set[int]:
    """The lines at the top and bottom of a page: at most three at each end, and within the edge."""
    order = sorted(range(len(page.lines)), key=lambda place: page.lines[place].baseline)
    return {
        place
        for place in (*order[:4], *order[-4:])
        if not _EDGE * page.height < page.lines[place].baseline < (1 - _EDGE) * page.height
    }


def _repeated(pages: Sequence[Page]) -> dict[tuple[int, int], str]:
    """Lines that stand at one place with one wording, digits aside, on several pages.

    On two pages in five they are furniture of the edge; the same to the letter on three pages
    out of five they are a fixed bar of a web page, wherever they stand.
    """
    groups: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for place, line in enumerate(page.lines):
            wording = re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text))
            step = line.baseline / page.height * _STEPS
            for height in {round(step), round(step + 0.5)}:
                groups[wording, height].append((number, place))
    kinds: dict[tuple[int, int], str] = {}
    for places in groups.values():
        numbers = {number for number, _ in places}
        if len(numbers) < max(2, 0.4 * len(pages)):
            continue
        texts = {pages[number].lines[place].text for number, place in places}
        short = all(len(text) <= _BAR for text in texts)
        fixed = short and len(texts) == 1 and len(numbers) >= max(3, 0.6 * len(pages))
        for spot in places:
            if kinds.get(spot) != "everywhere":
                kinds[spot] = "everywhere" if fixed else "at the edge"
    return kinds


# Joints


@dataclass(frozen=True)
class _Frame:
    """Where the text of a page begins and ends, how far its lines stand apart, whether it indents."""

    left: float
    right: float
    leading: float
    indents: bool


def _frames(pages: Sequence[Sequence[PlacedLine]]) -> list[_Frame]:
    whole = _frame([line for page in pages for line in page], _leading(pages), None)
    return [_frame(page, whole.leading, whole) for page in pages]


def _frame(lines: Sequence[PlacedLine], leading: float, whole: _Frame | None) -> _Frame:
    """The frame of some lines; with few of them, or none that repeat, the one of the whole."""
    if whole and len(lines) < 4:
        return whole
    if not lines:
        return _Frame(0, 0, 0, indents=False)
    size = median(line.size for line in lines) or 1
    lefts = Counter(round(line.left / size * 2) for line in lines)
    common = [left for left, count in lefts.items() if count >= max(2, 0.05 * len(lines))]
    left = min(common, default=min(lefts)) * size / 2
    rights = sorted(line.right for line in lines if line.right - line.left >= 8 * size)
    right = rights[int(0.9 * (len(rights) - 1))] if rights else max(line.right for line in lines)
    indented = sum(1.2 * size < line.left - left < 3.5 * size for line in lines)
    flush = sum(line.left - left <= 0.8 * size for line in lines)
    indents = indented >= max(2, 0.1 * flush) if whole is None else whole.indents
    return _Frame(left, right, leading, indents)


def _leading(pages: Sequence[Sequence[PlacedLine]]) -> float:
    steps = [
        after.baseline - line.baseline
        for page in pages
        for line, after in pairwise(page)
        if 0 < after.baseline - line.baseline < 6 * line.size
    ]
    return median(steps) if steps else 0


_TERMINAL = "。！？；：…!?;:"
_CLOSING = "”’）)〕】》」』"


def _joint(
    before: tuple[int, PlacedLine], now: tuple[int, PlacedLine], frames: Sequence[_Frame]
) -> str:
    """What stands between a line and the next: nothing, a space, or a line feed."""
    (page, line), (page_now, after) = before, now
    if not _goes_on(line, after, frames[page], frames[page_now], same_page=page == page_now):
        return "\n"
    words = line.text[-1:].isascii() and line.text[-1:].isalnum() and after.text[:1].isascii()
    return " " if words and after.text[:1].isalpha() else ""


def _goes_on(
    line: PlacedLine, after: PlacedLine, frame: _Frame, frame_now: _Frame, *, same_page: bool
) -> bool:
    """Whether a paragraph goes on from one line to the next."""
    size = min(line.size, after.size)
    if "\t" in line.text or "\t" in after.text or abs(line.size - after.size) > 0.2 * size:
        return False
    if same_page and after.baseline - line.baseline > 1.7 * frame.leading:
        return False
    ended = line.text.rstrip(_CLOSING)[-1:] in _TERMINAL or line.text[-1:] in "）)"
    begins = numbering.starts_item(after.text)
    if line.right < frame.right - 2.3 * size or (begins and ended):
        return False
    inset = after.left - frame_now.left
    if inset <= 0.8 * size:
        return frame.indents or not (ended or begins)
    further = after.left - line.left > 0.8 * size
    hangs = not frame.indents or (further and numbering.starts_item(line.text))
    return hangs and not ended and not begins
