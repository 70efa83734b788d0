"""What plots are made of: checked tables, empty axes, intervals, heat maps, names.

Shared by the `plots_*` modules; nothing here knows what a picture is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, log10
from typing import Literal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import BoundaryNorm
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.errors import FigureError, TableError
from textlab.figures.style import (
    GREY,
    SEQUENTIAL,
    SERIES,
    SMALL,
    TWO_COLUMNS,
    gloss,
    labels,
    whole_figure,
)

LAST_NARROW = 0x2E7F
"""The last character before the Chinese blocks, whose characters are twice as wide."""
SIGNIFICANT_DIGITS = 6
"""What is drawn and saved: models repeat to about seven digits from one processor to the next."""


def round_floats(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every fractional number at `SIGNIFICANT_DIGITS` significant digits."""
    rounded = table.copy()
    for name in table.columns[[dtype.kind == "f" for dtype in table.dtypes]]:
        rounded[name] = [float(f"{value:.{SIGNIFICANT_DIGITS}g}") for value in table[name]]
    return rounded


def checked(table: pd.DataFrame, columns: str, *, where: str) -> pd.DataFrame:
    """The rows to draw, numbered from 0 and rounded as they are saved.

    Raises
    ------
    TableError : a column is missing
    FigureError : the table has no rows
    """
    for name in columns.split():
        if name not in table:
            have = ", ".join(str(column) for column in table)
            raise TableError(f"{where}: column “{name}” is missing; the table has {have}.")
    if table.empty:
        raise FigureError(f"{where}: the table has no rows, so there is nothing to draw.")
    return round_floats(table.reset_index(drop=True))


def check_once(table: pd.DataFrame, key: Sequence[str], *, where: str) -> None:
    """Raise `TableError` at the first row whose key stood before."""
    repeated = table[table.duplicated(list(key))]
    if len(repeated):
        value = ", ".join(str(repeated[name].iloc[0]) for name in key)
        raise TableError(f"{where}: {' + '.join(key)} “{value}” stands twice; keep one row.")


def new_axes(ax: Axes | None, *, width: float, height: float) -> Axes:
    """The reader's axes, or the axes of a new figure of this size in inches."""
    if ax is not None:
        return ax
    return plt.figure(figsize=(width, height), layout="constrained").add_subplot()


def new_panels(
    count: int,
    *,
    columns: int,
    row_height: float,
    sharex: bool = False,
    sharey: bool = False,
) -> tuple[Figure, list[Axes]]:
    """A figure two columns wide with `count` panels in rows of at most `columns`."""
    columns = min(columns, count)
    rows = ceil(count / columns)
    figure = plt.figure(figsize=(TWO_COLUMNS, rows * row_height), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False, sharex=sharex, sharey=sharey)
    panels = list(grid.flat)
    for spare in panels[count:]:
        spare.remove()
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
    known = glosses or {}
    written = table["label"] if "label" in table else table[key].astype(str)
    return {
        value: gloss([text], lang, {text: known.get(str(value)) or known.get(text, "")})[0]
        for value, text in zip(table[key], written, strict=True)
    }


def has_intervals(table: pd.DataFrame) -> bool:
    """Whether the table says how sure its numbers are."""
    return {"low", "high"} <= set(table)


def draw_dots(
    ax: Axes,
    table: pd.DataFrame,
    *,
    value: str,
    y: Sequence[float],
    series: int,
    name: str = "",
) -> None:
    """A dot at each value in the colour and shape of the series, on a line from low to high."""
    colour, marker = SERIES[series % len(SERIES)]
    if has_intervals(table):
        ax.hlines(y, table["low"], table["high"], color=colour, linewidth=1.1, zorder=2)
    ax.plot(
        table[value],
        y,
        marker,
        color=colour,
        markeredgecolor="white",
        markeredgewidth=0.4,
        zorder=3,
        label=name,
    )


def name_rows(ax: Axes, names: Sequence[str]) -> None:
    """One name at each row, the first row on top, with a faint line to its mark."""
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.tick_params("y", length=0)
    ax.grid(axis="y")


def show_zero(ax: Axes, table: pd.DataFrame, value: str) -> None:
    """Let the horizontal axis begin at zero, or mark zero where values lie on both sides."""
    numbers = table[[name for name in (value, "low", "high") if name in table]]
    if float(np.nanmin(numbers.to_numpy())) >= 0:
        ax.set_xlim(left=0)
    else:
        ax.axvline(0, color=GREY, linewidth=0.6, zorder=1)


def upright(name: str) -> str:
    """A Chinese name written from top to bottom; any other name unchanged."""
    return "\n".join(name) if all("\u4e00" <= char <= "\u9fff" for char in name) else name


def name_columns(ax: Axes, names: Sequence[str]) -> None:
    """One name at each column: level where all are short, upright in Chinese, else turned."""
    if max(len(name) for name in names) <= 4 and all(name.isascii() for name in names):
        written, turn = list(names), 0
    else:
        written = [upright(name) for name in names]
        turn = 0 if all("\n" in text or len(text) == 1 for text in written) else 90
    ax.set_xticks(range(len(names)), list(names) if turn else written, rotation=turn)
    for text in ax.get_xticklabels():
        text.set_linespacing(1.0)
    ax.set_xlim(-0.5, len(names) - 0.5)
    ax.tick_params("x", length=0)


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


def with_notes(text: str, notes: Sequence[str], lang: str) -> str:
    """The name of an axis with notes in brackets on how to read it."""
    if not notes:
        return text
    return f"{text}（{'；'.join(notes)}）" if lang == "zh" else f"{text} ({'; '.join(notes)})"


def measure_name(measure: str, lang: str) -> str:
    """What an axis measures, in words.

    Raises
    ------
    FigureError : there are no words for it
    """
    words = labels(lang)
    if measure not in words:
        raise FigureError(f"measure “{measure}” is unknown; choose one of {', '.join(words)}.")
    return words[measure]


def name_measure(measure: str, table: pd.DataFrame, lang: str) -> str:
    """The name of a measure's axis, with how to read intervals where the table has them."""
    notes = [labels(lang)["interval"]] if has_intervals(table) else []
    return with_notes(measure_name(measure, lang), notes, lang)


def legend_above(ax: Axes) -> None:
    """The legend in one line above the axes, where it covers no data."""
    ax.legend(loc="lower left", bbox_to_anchor=(0, 1), borderaxespad=0.3, ncols=len(SERIES))


def print_width(text: str) -> int:
    """Columns that a text takes in print, a Chinese character counting two."""
    return sum(2 if ord(char) > LAST_NARROW else 1 for char in text)


def shortened(text: str, width: int) -> str:
    """The text cut to `width` columns, the cut shown by …"""
    if print_width(text) <= width:
        return text
    while print_width(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def wrapped(text: str, width: int) -> str:
    """The text broken at spaces into lines of at most `width` columns, where it has spaces."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and print_width(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return "\n".join(lines)
