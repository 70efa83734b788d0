"""Rows of tables as lines: cells of a row stand apart, a tab between them."""

from collections.abc import Sequence

_LONG = 600
"""A cell of several paragraphs with more characters is a piece of text in a frame, not a datum."""


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a row whose cells are given as paragraphs.

    One line with tabs between the cells; but a row of one cell, or with a long cell of several
    paragraphs, frames text: its paragraphs are lines of their own.
    """
    filled = [[" ".join(text.split("\t")) for text in cell if text.strip()] for cell in cells]
    if sum(map(bool, filled)) <= 1 or any(
        len(cell) > 1 and sum(map(len, cell)) > _LONG for cell in filled
    ):
        return [line for cell in filled for line in cell]
    return ["\t".join(" ".join(" ".join(cell).split()) for cell in filled).rstrip("\t")]
