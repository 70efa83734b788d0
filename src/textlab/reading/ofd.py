"""OFD, the Chinese page format (GB/T 33190): zipped XML whose text codes carry places.

Text is taken in order of page and place; what page templates hold (letterheads,
page rules) is left out, on record.
"""

import math
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from lxml import etree

from textlab.errors import ReadError, ScanError
from textlab.reading.archive import Archive, local
from textlab.reading.extract import MOST_PAGES, Dropped, Extract
from textlab.reading.layout import Page, PlacedLine, flow

_A4 = (0.0, 0.0, 210.0, 297.0)
_WIDE_GAP = 2.5
"""Characters; a wider gap between two pieces of a line parts two columns."""


def read_ofd(archive: Archive) -> Extract:
    """The text of an OFD document.

    Raises
    ------
    ReadError : damaged, encrypted, too long, or without text (a scan)
    """
    if any(part.rpartition("/")[2] == "Encryptions.xml" for part in archive.parts):
        raise ReadError(f"{archive.name}: this OFD is encrypted; save a copy without a password.")
    pages: list[Page] = []
    dropped: list[Dropped] = []
    for root in _documents(archive):
        size = _numbers(_text(archive.xml(root), "PhysicalBox"), _A4)
        dropped += _templates(archive, root, size)
        parts = list(_named(archive, root, "Page"))
        if len(pages) + len(parts) > MOST_PAGES:
            raise ReadError(
                f"{archive.name}: has more than {MOST_PAGES:,} pages, and such documents are not "
                "read: give the pages of the plan alone."
            )
        pages += [_read_page(archive.xml(part), size) for part in parts]
    found = flow(pages)
    if not found.text.strip():
        raise ScanError(
            f"{archive.name}: this OFD holds pictures of its {len(pages)} pages and no text "
            "(a scan); run text recognition on it first."
        )
    return Extract(found.text, "OFD", dropped=(*dropped, *found.dropped))


# Parts


def _documents(archive: Archive) -> list[str]:
    """The root parts of the documents in the file."""
    roots = [e.text or "" for e in archive.xml("OFD.xml").iter() if local(e) == "DocRoot"]
    parts = [normpath(root.strip().lstrip("/")) for root in roots if root.strip()]
    if not parts or any(part not in archive.parts for part in parts):
        raise archive.damaged()
    return parts


def _named(archive: Archive, root: str, kind: str) -> Iterator[str]:
    """The parts that a document names as its pages, or as its templates."""
    for element in archive.xml(root).iter():
        place = element.get("BaseLoc", "") if local(element) == kind else ""
        if place:
            base = "" if place.startswith("/") else dirname(root)
            part = normpath(join(base, place.lstrip("/")))
            yield from [part] if part in archive.parts else []


def _templates(archive: Archive, root: str, size: tuple[float, ...]) -> Iterator[Dropped]:
    for part in _named(archive, root, "TemplatePage"):
        text = "\n".join(line.text for line in _read_page(archive.xml(part), size).lines)
        if text.strip():
            yield Dropped(0, "page template", text)


# Pages


def _read_page(root: etree._Element, size: tuple[float, ...]) -> Page:
    box = _numbers(_text(root, "PhysicalBox"), size)
    pieces = [
        piece for e in root.iter() if local(e) == "TextObject" for piece in _pieces(e) if piece.text
    ]
    return Page(box[2] or 1, box[3] or 1, tuple(_lines(pieces)))


def _pieces(element: etree._Element) -> Iterator[PlacedLine]:
    """The text codes of a text object, each where it stands on the page."""
    left, top, width, _ = _numbers(element.get("Boundary", ""), (0.0, 0.0, 0.0, 0.0))
    a, b, c, d, e, f = _numbers(element.get("CTM", ""), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    scale = math.sqrt(abs(a * d - b * c)) or 1
    size = _number(element.get("Size", ""), 4.0) * scale
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        x, y = _number(code.get("X", ""), x), _number(code.get("Y", ""), y)
        text = "".join(char for char in code.text or "" if char not in "\r\n")
        start = left + a * x + c * y + e
        length = _length(code.get("DeltaX", ""), len(text), size / scale) * abs(a or scale)
        end = min(start + length, left + width) if width else start + length
        yield PlacedLine(text, start, max(end, start), top + b * x + d * y + f, size)


def _length(deltas: str, chars: int, size: float) -> float:
    """How far a text code reaches: the steps between its characters, and the last one."""
    steps: list[float] = []
    words = iter(deltas.split())
    for word in words:
        if word == "g":
            count = int(_number(next(words, ""), 0))
            steps += [_number(next(words, ""), size)] * min(max(count, 0), chars)
        else:
            steps.append(_number(word, size))
    steps = steps[: max(chars - 1, 0)]
    missing = chars - 1 - len(steps)
    return sum(steps) + size * (1 + max(missing, 0))


def _lines(pieces: list[PlacedLine]) -> Iterator[PlacedLine]:
    """Pieces that stand on one line, put together from left to right; lines from top to bottom."""
    line: list[PlacedLine] = []
    for piece in sorted(pieces, key=lambda p: (p.baseline, p.left)):
        if line and piece.baseline - line[0].baseline > 0.5 * max(piece.size, line[0].size):
            yield from _put_together(line)
            line = []
        line.append(piece)
    yield from _put_together(line)


def _put_together(line: list[PlacedLine]) -> Iterator[PlacedLine]:
    drawn = [piece for piece in line if piece.text.strip()]
    if not drawn:
        return
    ordered = sorted(line, key=lambda piece: piece.left)
    text, end = "", ordered[0].left
    for piece in ordered:
        text += "\t" if text and piece.left - end > _WIDE_GAP * piece.size else ""
        text += piece.text
        end = max(end, piece.right)
    widest = max(drawn, key=lambda piece: len(piece.text))
    left = min(piece.left for piece in drawn)
    yield PlacedLine(text.strip(), left, max(p.right for p in drawn), widest.baseline, widest.size)


def _text(root: etree._Element, name: str) -> str:
    return next((e.text or "" for e in root.iter() if local(e) == name), "")


def _numbers(written: str, otherwise: tuple[float, ...]) -> tuple[float, ...]:
    """Numbers as written; those given where their count differs or one is none."""
    found = [_number(word, math.nan) for word in written.split()]
    if len(found) != len(otherwise) or any(math.isnan(number) for number in found):
        return otherwise
    return tuple(found)


def _number(written: str | None, otherwise: float) -> float:
    try:
        number = float(written or "")
    except ValueError:
        return otherwise
    return number if math.isfinite(number) and abs(number) < 1e6 else otherwise
