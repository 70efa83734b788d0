"""Lines of cells under each other, Chinese characters being two columns wide."""

import unicodedata
from collections.abc import Iterable


def aligned(rows: Iterable[Iterable[str]]) -> list[str]:
    """Rows of cells as lines with the cells of each column under each other.

    A wide character counts as two columns, a combining one as none, as terminals draw them.
    """
    cells = [list(row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            cell + " " * (w - width(cell)) for cell, w in zip(row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]


def fit(line: str, columns: float) -> str:
    """A line that a terminal of so many columns shows in one; its end is cut off if need be."""
    if width(line) <= columns:
        return line
    while line and width(line) > columns - 1:
        line = line[:-1]
    return f"{line}…"


def width(text: str) -> int:
    """Columns that a text takes in a terminal."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
