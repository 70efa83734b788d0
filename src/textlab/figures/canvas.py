"""What plots are made of: empty axes, intervals, heat maps, names.

Shared by the `plots_*` modules; nothing here knows what a picture is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, log10
from typing import Any, Literal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from textlab.errors import FigureError
from textlab.figures.lettering import print_width, upright, with_notes, wrapped
from textlab.figures.style import (
    FONT,
    GREY,
    SEQUENTIAL,
    SERIES,
    SMALL,
    TWO_COLUMNS,
    gloss,
    labels,
    measures,
    whole_figure,
)

LONGEST_NAME = 36
"""Longest line of a name beside a row of a narrow picture, in columns of print."""
_BESIDE_MARKS = 3.5
"""Gap between a name and the axis, in points: a mark at zero does not touch the name."""
TWO_LINES = 20
"""Columns of a picture over two columns of a page whose turned names have room for two lines."""


class Picture(Figure):
    """A figure that a notebook shows once.

    A cell shows every figure that pyplot holds, and the value of its last line. A figure that is
    that value would be shown twice, so it leaves pyplot as soon as it is shown.
    """

    def _ipython_display_(self) -> None:
        plt.close(self)
        raise NotImplementedError  # so that IPython goes on to show it as any other figure


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of this size in inches, which finds the room for its labels itself."""
    return plt.figure(figsize=(width, height), layout="constrained", FigureClass=Picture)


def new_axes(ax: Axes | None, *, width: float, height: float) -> Axes:
    """The reader's axes, their texts in our font, or those of a new figure of this size in inches."""
    if ax is None:
        return new_figure(width, height).add_subplot()
    ax.tick_params(labelfontfamily=FONT, labelsize=SMALL)
    for text in ax.findobj(Text):
        text.set_fontfamily(FONT)
    return ax


def new_panels(
    count: int,
    *,
    columns: int,
    row_height: float,
    sharex: bool = False,
    sharey: bool = False,
) -> tuple[Figure, list[Axes]]:
    """A figure two columns wide with `count` panels in rows of at most `columns`.

    With `sharex`, panels with nothing below them show their numbers, and so does the rest of
    their row.
    """
    columns = min(columns, count)
    rows = ceil(count / columns)
    figure = new_figure(TWO_COLUMNS, rows * row_height)
    grid = figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey)
    panels = list(grid.flat)
    for spare in panels[count:]:
        spare.remove()
    numbered = (count - columns) // columns  # a row above the last where that is not full
    for panel in panels[numbered * columns : count]:
        panel.tick_params(labelbottom=True)
    return figure, panels[:count]


def in_order(values: Iterable[object]) -> list[object]:
    """Each value once: numbers by size, everything else in order of first appearance."""
    once = list(dict.fromkeys(values))
    numbers = all(isinstance(value, int | float | np.number) for value in once)
    return sorted(once, key=float) if numbers else once  # type: ignore[arg-type]


def shown_names(
    table: pd.DataFrame, key: str, lang: str, glosses: Mapping[str, str] | None
) -> dict[object, str]:
    """What the figure writes for each value of `key`: its `label` where the table has one.

    In English the gloss of the value, else that of its label, else the label itself.
    """
    own = glosses if lang == "en" and glosses else {}
    written = table["label"] if "label" in table else table[key].astype(str)
    names = dict(zip(table[key], written, strict=True))
    return {
        value: own.get(str(value)) or gloss([text], lang, glosses)[0]
        for value, text in names.items()
    }


def with_interval(table: pd.DataFrame) -> NDArray[np.bool_]:
    """For each row, whether it says how sure its number is: low and high are both there."""
    if not {"low", "high"} <= set(table):
        return np.zeros(len(table), dtype=bool)
    bounds = table[["low", "high"]].to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(np.isfinite(bounds).all(axis=1))


def has_intervals(table: pd.DataFrame) -> bool:
    """Whether the table says of any row how sure its number is."""
    return bool(with_interval(table).any())


def draw_dots(
    ax: Axes,
    table: pd.DataFrame,
    *,
    value: str,
    y: Sequence[float],
    series: int,
    name: str = "",
) -> None:
    """A dot at each value in the colour and shape of the series, on a line from low to high.

    A row without an interval is a dot without a line.
    """
    colour, marker = SERIES[series]
    known = with_interval(table)
    if known.any():
        low, high = table.loc[known, "low"], table.loc[known, "high"]
        ax.hlines(np.asarray(y)[known], low, high, color=colour, linewidth=1.1, zorder=2)
    ax.plot(
        table[value],
        y,
        marker,
        color=colour,
        markeredgecolor="white",
        markeredgewidth=0.4,
        zorder=3,
        clip_on=False,  # a mark at zero is a whole mark
        label=name,
    )


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """One name at each row, the first row on top, with a faint line to its mark."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params("y", length=0, pad=_BESIDE_MARKS)
    ax.grid(axis="y")


def show_zero(ax: Axes, table: pd.DataFrame, value: str) -> None:
    """Let the horizontal axis begin at zero, or mark zero where values lie on both sides."""
    numbers = table[[name for name in (value, "low", "high") if name in table]]
    if float(np.nanmin(numbers.to_numpy())) >= 0:
        ax.set_xlim(left=0)
    else:
        ax.axvline(0, color=GREY, linewidth=0.6, zorder=1)


def name_columns(ax: Axes, names: Sequence[str]) -> None:
    """One name at each column: level where all are short, upright in Chinese, else turned."""
    written, turn = _column_names(names)
    ax.set_xticks(range(len(names)), written, rotation=turn)
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.tick_params("x", length=0)


def _column_names(names: Sequence[str]) -> tuple[list[str], int]:
    """The names as they are written under columns, and the angle by which they are turned."""
    if max(len(name) for name in names) <= 4 and all(name.isascii() for name in names):
        return list(names), 0
    standing = [upright(name) for name in names]
    if all("\n" in text or len(text) == 1 for text in standing):
        return standing, 0
    roomy = len(names) <= TWO_LINES
    return [wrapped(name, 28) if roomy else name for name in names], 90


def column_depth(names: Sequence[str]) -> float:
    """The height that names under columns take, in inches."""
    written, turn = _column_names(names)
    lines = [name.split("\n") for name in written]
    if turn:
        return max(print_width(line) for name in lines for line in name) * SMALL / 2 / 72
    return max(len(name) for name in lines) * SMALL / 72


def row_height(names: Sequence[str], least: float) -> float:
    """The height of a row, in inches: `least`, or what the name with the most lines needs."""
    return max(least, 0.04 + max(name.count("\n") + 1 for name in names) * SMALL * 1.25 / 72)


_PAPER = {"boxstyle": "square,pad=-0.15", "facecolor": "white", "edgecolor": "none"}
"""What a name covers of an outline; a halo would write each of its characters out twice."""


def draw_named_bars(
    ax: Axes,
    places: Sequence[float],
    values: Sequence[float],
    names: Sequence[str],
    tint: str,
    *,
    hollow: Sequence[bool] | None = None,
) -> None:
    """A bar from zero at each place, its name written over it from the left end of the axes.

    `hollow` says which bars are an outline only, which is interrupted where the name crosses it.
    """
    hollow = hollow or [False] * len(values)
    bars = ax.barh(places, values, height=0.86, color=tint)
    for bar, empty in zip(bars, hollow, strict=True):
        if empty:
            bar.set(facecolor="white", edgecolor=GREY, linewidth=0.5)
    at_left = ax.get_yaxis_transform()
    for place, name, empty in zip(places, names, hollow, strict=True):
        text = ax.text(0.012, place, name, transform=at_left, va="center", fontsize=SMALL)
        text.set_in_layout(False)  # or a long name would narrow every panel
        if empty:
            text.set_bbox(_PAPER)


def draw_heat(ax: Axes, cells: pd.DataFrame, *, label: str) -> None:
    """Numbers from zero up as shades in clear steps, named by index and columns.

    A cell without a number stays blank and is crossed out.
    """
    values = np.ma.masked_invalid(cells.to_numpy(dtype=float))
    peak = float(values.max()) if values.count() else 0.0
    steps = MaxNLocator(10).tick_values(0.0, peak or 1.0)
    height, width = values.shape
    mesh = ax.pcolormesh(
        np.arange(width + 1) - 0.5,
        np.arange(height + 1) - 0.5,
        values,
        cmap=SEQUENTIAL,
        norm=BoundaryNorm(steps, 256),
        edgecolor="white",
        linewidth=0.4,
    )
    y, x = np.nonzero(np.ma.getmaskarray(values))
    ax.plot(x, y, "x", color=GREY, markersize=2.5, markeredgewidth=0.4)
    name_columns(ax, [str(name) for name in cells.columns])
    name_rows(ax, [str(name) for name in cells.index])
    ax.set_ylim(height - 0.5, -0.5)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    bar = whole_figure(ax).colorbar(
        mesh,
        ax=ax,
        location="bottom",
        shrink=0.5,
        aspect=40,
        pad=0.02,
        spacing="proportional",
    )
    bar.set_label(label)


def write_totals(ax: Axes, totals: Sequence[str], *, axis: Literal["x", "y"], title: str) -> None:
    """Totals at the far end of each row (`axis` "y") or column (`axis` "x"), as in a table."""
    far = ax.secondary_yaxis("right") if axis == "y" else ax.secondary_xaxis("top")
    (far.set_yticks if axis == "y" else far.set_xticks)(range(len(totals)), totals)
    far.tick_params(axis, length=0)
    far.spines[:].set_visible(False)
    corner, offset, side = ((1, 1), (2, 2), "left") if axis == "y" else ((0, 1), (-2, 2), "right")
    ax.annotate(
        title,
        corner,
        offset,
        xycoords="axes fraction",
        textcoords="offset points",
        ha=side,
        va="bottom",
        fontsize=SMALL,
    )


def aligned_numbers(values: Iterable[float]) -> list[str]:
    """Numbers with as many decimals as show two digits of the smallest that is not zero."""
    values = list(values)
    smallest = min((abs(value) for value in values if value), default=1.0)
    decimals = max(0, 1 - floor(log10(smallest)))
    return [f"{value:.{decimals}f}" for value in values]


def measure_name(measure: str, lang: str) -> str:
    """What an axis measures, in words.

    Raises
    ------
    FigureError : there are no words for it
    """
    known = measures(lang)
    if measure not in known:
        raise FigureError(f"measure “{measure}” is unknown; choose one of {', '.join(known)}.")
    return known[measure]


def name_measure(measure: str, table: pd.DataFrame, lang: str) -> str:
    """The name of a measure's axis, with how to read intervals where rows of the table have them."""
    notes = [labels(lang)["interval"]] if has_intervals(table) else []
    return with_notes(measure_name(measure, lang), notes, lang)


def legend_above(ax: Axes, *, first: Mapping[str, tuple[Artist, ...]] | None = None) -> None:
    """The legend above the axes, where it covers no data, and ends where they end.

    `first` are entries before those of the axes: marks that lie on each other, by name.
    """
    marks, names = ax.get_legend_handles_labels()
    entries = {**(first or {}), **dict(zip(names, marks, strict=True))}
    place: dict[str, Any] = {"loc": "lower right", "bbox_to_anchor": (1, 1), "borderaxespad": 0.3}
    ax.legend(list(entries.values()), list(entries), ncols=4, **place)
