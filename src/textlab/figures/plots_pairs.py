"""The picture of pairs above chance: how often two are named together, on what chance gives."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from textlab.figures.canvas import (
    LONGEST_NAME,
    legend_above,
    measure_name,
    name_rows,
    new_axes,
    row_height,
    shown_names,
)
from textlab.figures.checks import check_at_least, check_once, checked
from textlab.figures.lettering import wrapped
from textlab.figures.style import BLUE, GREY, TWO_COLUMNS, labels, styled

_BAND: dict[str, Any] = {"color": GREY, "linewidth": 2.4, "alpha": 0.5}
_STROKE: dict[str, Any] = {"linestyle": "none", "marker": "|", "color": GREY, "markersize": 6}
"""What chance gives: the interval, and on it the number expected."""


@styled
def plot_pairs_above_chance(
    table: pd.DataFrame,
    *,
    top: int = 20,
    limit: float = 0.05,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how often pairs of agencies are named together, and what the null model gives.

    Parameters
    ----------
    table : as `pairs_above_chance` gives it: source | target | observed | expected | low | high |
        q | optional source_label, target_label
    top : pairs drawn: the first of the table
    limit : a pair whose q is below has a filled mark, any other an empty one
    lang, glosses : as in `plot_network`
    ax : where to draw; a new figure over two columns by default

    Returns
    -------
    The axes: a pair a row, in the order of the table; its mark at the number observed, a grey line
    from low to high with a stroke at the number expected; zero is shown

    Raises
    ------
    TableError : a column or a value is missing, or a pair is repeated
    FigureError : no rows, `top` below 1, or an unknown `lang`
    """
    check_at_least(1, where="plot_pairs_above_chance", top=top)
    numbers = "observed expected low high q"
    table = checked(table, "source target", where="plot_pairs_above_chance", numbers=numbers)
    check_once(table, ["source", "target"], where="plot_pairs_above_chance")
    drawn = table.head(top)
    names = _pair_names(drawn, lang, glosses)
    height = row_height(names, 0.16)
    ax = new_axes(ax, width=TWO_COLUMNS, height=0.7 + height * len(drawn))
    rows, words = list(range(len(drawn))), labels(lang)
    ax.hlines(rows, drawn["low"], drawn["high"], **_BAND, zorder=2)
    ax.plot(drawn["expected"], rows, **_STROKE, zorder=2)
    above = drawn["q"] < limit
    for among, fill, label in ((above, BLUE, "above_chance"), (~above, "white", "not_above")):
        ax.plot(
            drawn.loc[among, "observed"],
            drawn.index[among],
            "o",
            color=BLUE,
            markerfacecolor=fill,
            zorder=3,
            clip_on=False,
            label=words[label] if among.any() else "",
        )
    name_rows(ax, names)
    ax.set_xlim(left=0)
    ax.set_xlabel(measure_name("together", lang))
    chance = (Line2D([], [], **_BAND), Line2D([], [], **_STROKE))
    legend_above(ax, first={words["expected"]: chance})
    return ax


def _pair_names(table: pd.DataFrame, lang: str, glosses: Mapping[str, str] | None) -> list[str]:
    """Both agencies of each pair, as the figure writes them."""
    ends = []
    for end in ("source", "target"):
        columns = {end: "agency", f"{end}_label": "label"}
        one = table[[name for name in columns if name in table]].rename(columns=columns)
        shown = shown_names(one, "agency", lang, glosses)
        ends.append([shown[agency] for agency in one["agency"]])
    return [wrapped(" – ".join(pair), 2 * LONGEST_NAME) for pair in zip(*ends, strict=True)]
