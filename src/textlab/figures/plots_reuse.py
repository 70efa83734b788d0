"""The picture of borrowed clauses: who took how many tasks from whom, over the years."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from textlab.figures.canvas import in_order, measure_name, name_rows, new_axes
from textlab.figures.checks import check_not_negative, check_once, checked
from textlab.figures.style import BLUE, GREY, SMALL, TWO_COLUMNS, VERMILION, gloss, styled

_ENDS = ["source", "source_year", "target", "target_year"]
_THINNEST, _THICKEST = 0.6, 4.0
"""Widths of the arcs of one task and of the most tasks, in points."""
_HIGHEST, _BETWEEN = 0.75, 0.12
"""Heights of the longest arc within a row, and of any between rows, in rows."""


@styled
def plot_reuse(
    table: pd.DataFrame,
    *,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the tasks that return in later documents as arcs over time.

    Parameters
    ----------
    table : one row per arc: source | source_year | target | target_year | tasks (taken over; with 0
        the row stands for its years only, such as a document that takes nothing over). Source and
        target are the rows of the picture, such as provinces
    lang : "zh" or "en"
    glosses : English by source or target
    ax : where to draw; a new figure over two columns by default

    Returns
    -------
    The axes: a row for each source or target, a dot for each year that the table names. Arcs lead from
    left to right: those within a row are blue and bow upwards, the longer the higher, but never to
    the row above; those between rows are vermilion; the thicker, the more tasks

    Raises
    ------
    TableError : a column or a value is missing, a number is negative, or an arc is repeated
    FigureError : no rows, or an unknown `lang`
    """
    where = "plot_reuse"
    table = checked(table, " ".join(_ENDS), where=where, numbers="tasks")
    check_once(table, _ENDS, where=where)
    check_not_negative(table, "tasks", where=where)
    rows = in_order(pd.concat([table["source"], table["target"]]))
    ax = new_axes(ax, width=TWO_COLUMNS, height=0.8 + 0.42 * len(rows))
    places = {row: place for place, row in enumerate(rows)}
    most = max(1.0, float(table["tasks"].max()))
    drawn = table[table["tasks"] > 0].sort_values("tasks", kind="stable")
    begins, ends = _spots(drawn, "source", places), _spots(drawn, "target", places)
    heights = _heights(drawn)
    for begin, end, height, tasks in zip(begins, ends, heights, drawn["tasks"], strict=True):
        _draw_arc(ax, begin, end, height, _width(tasks, most))
    _draw_dots(ax, table, places)
    name_rows(ax, gloss(rows, lang, glosses))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.margins(x=0.04)
    ax.set_ylim(len(rows) - 0.4, -0.9)
    _explain(ax, most, lang)
    return ax


def _spots(
    table: pd.DataFrame, side: str, places: Mapping[object, int]
) -> list[tuple[float, float]]:
    return list(zip(table[f"{side}_year"].astype(float), table[side].map(places), strict=True))


def _draw_arc(
    ax: Axes, begin: tuple[float, float], end: tuple[float, float], height: float, width: float
) -> None:
    """A bow from a document to a later one; `height` in rows, so that it stays below the next row."""
    corners = np.linspace(begin, end, 4)
    corners[1:3, 1] -= height / 0.75  # a cubic curve rises to three quarters of its inner corners
    curve = PathPatch(
        Path(corners, [Path.MOVETO, *[Path.CURVE4] * 3]),
        facecolor="none",
        edgecolor=BLUE if begin[1] == end[1] else VERMILION,
        linewidth=width,
        alpha=0.75,
        zorder=2,
    )
    ax.add_patch(curve)


def _heights(table: pd.DataFrame) -> NDArray[np.float64]:
    """How high each arc bows, in rows: within a row the longer ones higher, between rows a little."""
    years = (table["target_year"] - table["source_year"]).to_numpy(float)
    within = (table["source"] == table["target"]).to_numpy()
    longest = years[within].max(initial=1.0)
    return np.where(within, _HIGHEST * np.sqrt(np.abs(years) / longest), _BETWEEN)


def _width(tasks: float, most: float) -> float:
    share = np.sqrt((tasks - 1) / (most - 1)) if most > 1 else 0.0
    return float(_THINNEST + (_THICKEST - _THINNEST) * share)


def _draw_dots(ax: Axes, table: pd.DataFrame, places: Mapping[object, int]) -> None:
    ends = [
        table[[side, f"{side}_year"]].set_axis(["row", "year"], axis=1)
        for side in ("source", "target")
    ]
    dots = pd.concat(ends).drop_duplicates()
    ax.plot(dots["year"], dots["row"].map(places), "o", color=GREY, markersize=3, zorder=3)


def _explain(ax: Axes, most: float, lang: str) -> None:
    """A legend of widths: one task, and the most."""
    numbers = sorted({1, int(most)})
    handles = [
        Line2D([], [], color=GREY, linewidth=_width(number, most), label=str(number))
        for number in numbers
    ]
    ax.legend(
        handles=handles,
        title=measure_name("tasks", lang),
        loc="lower right",
        bbox_to_anchor=(1, 1),
        borderaxespad=0.3,
        ncols=2,
        fontsize=SMALL,
        handletextpad=0.8,
    )
