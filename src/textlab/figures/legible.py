"""Whether every text of a figure can be read: its characters, its font, its place."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.layout_engine import LayoutEngine
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from textlab.errors import FigureError
from textlab.figures.style import FONT, missing_glyphs

_EDGE = 2.0
"""How far a text may reach over the edge, in points: less than its own white margin."""
_STILL, _MOST_LAYOUTS = 1e-8, 8
"""A layout stands still when it moves no axes by more than this share of the figure."""
_PLACE_DIGITS = 5
"""Decimals of the places that are held: far coarser than what still moves."""


def check_characters(fig: Figure, name: str) -> None:
    """Raise `FigureError` at a text in another font, or with a character that ours lacks."""
    for text in drawn_texts(fig):
        _check_font(text, name)


def check_places(fig: Figure, name: str) -> None:
    """Raise `FigureError` at a text that reaches over the edge; the figure must be drawn."""
    page = fig.bbox.padded(_EDGE * fig.dpi / 72)
    for text in drawn_texts(fig):
        _check_place(text, page, name)


def _check_font(text: Text, name: str) -> None:
    written = text.get_text()
    if list(text.get_fontfamily()) != [FONT]:
        raise FigureError(
            f"{name}: “{written}” is set in {', '.join(text.get_fontfamily())}; write it "
            "within `with textlab.figures.style.style():`, which sets the packaged font."
        )
    missing = missing_glyphs(written)
    if missing:
        codes = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing)
        raise FigureError(
            f"{name}: the font has no {codes}, which “{written}” holds; write it otherwise."
        )


def _check_place(text: Text, page: Bbox, name: str) -> None:
    box = Text.get_window_extent(text)
    if not (page.contains(*box.min) and page.contains(*box.max)):
        raise FigureError(
            f"{name}: “{text.get_text()}” reaches over the edge of the figure; shorten it, or "
            "make the figure larger."
        )


@contextmanager
def held_layout(fig: Figure) -> Iterator[None]:
    """Lay the figure out until nothing moves, and hold it there while it is rendered.

    A layout begins from the last one, and from the resolution it is drawn in; so a figure that
    was shown before it is saved, or drawn as SVG after PNG, would come out slightly otherwise.
    """
    engine = fig.get_layout_engine()
    if engine:
        _settle(fig, engine)
    fig.set_layout_engine("none")
    try:
        for ax, place in zip(fig.axes, _positions(fig).round(_PLACE_DIGITS), strict=True):
            flag = ax.get_in_layout()
            ax.set_position((place[0], place[1], place[2], place[3]))
            ax.set_in_layout(flag)  # which set_position takes away
        fig.draw_without_rendering()
        yield
    finally:
        fig.set_layout_engine(engine)


def _settle(fig: Figure, engine: LayoutEngine) -> None:
    before = _positions(fig)
    for _ in range(_MOST_LAYOUTS):
        engine.execute(fig)
        if np.allclose(_positions(fig), before, rtol=0, atol=_STILL):
            return
        before = _positions(fig)


def _positions(fig: Figure) -> NDArray[np.float64]:
    places = [ax.get_position(original=True).bounds for ax in fig.axes]
    return np.array(places, dtype=float).reshape(-1, 4)


@contextmanager
def strict_layout(name: str) -> Iterator[None]:
    """Turn matplotlib's warning that the layout has no room into a `FigureError`."""
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message=".*constrained_layout", category=UserWarning)
        try:
            yield
        except UserWarning as warning:
            if "constrained_layout" not in str(warning):
                raise
            raise FigureError(
                f"{name}: there is no room for the axes beside their labels ({warning}); make "
                "the figure larger, or draw less."
            ) from None


def drawn_texts(artist: Artist) -> Iterator[Text]:
    """Every text that stands in an artist and is shown, in drawing order; empty ones left out."""
    if not artist.get_visible():
        return
    if isinstance(artist, Text) and artist.get_text().strip():
        yield artist
    for child in _shown_children(artist):
        yield from drawn_texts(child)


def _shown_children(artist: Artist) -> list[Artist]:
    """The children, without axes switched off and ticks beyond the ends of their axis."""
    children = artist.get_children()
    if isinstance(artist, Axes) and not artist.axison:
        return [child for child in children if not isinstance(child, Axis)]
    if isinstance(artist, Axis):
        low, high = sorted(artist.get_view_interval())
        slack = 1e-9 * (high - low)
        beyond = {
            tick
            for tick in (*artist.get_major_ticks(), *artist.get_minor_ticks())
            if not low - slack <= tick.get_loc() <= high + slack
        }
        return [child for child in children if child not in beyond]
    return children
