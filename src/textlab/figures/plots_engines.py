"""A picture of whether what moved in each topic moves under other engines too."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.figures.canvas import (
    has_intervals,
    in_order,
    name_rows,
    new_panels,
    row_height,
    with_interval,
)
from textlab.figures.checks import check_once, checked
from textlab.figures.lettering import with_notes, wrapped
from textlab.figures.plots_topics import has_unstable, topic_names
from textlab.figures.style import BLUE, GREY, VERMILION, gloss, labels, styled

_NAMES, _TITLES = 50, 84
"""Columns of print for the names of topics, and for the titles of all panels together."""


@styled
def plot_engines(
    table: pd.DataFrame,
    *,
    least: float = 0.42,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw what moved in each topic under every engine: a row each topic, a panel each engine.

    Parameters
    ----------
    table : one row per engine and topic, as from `compare_engines`: engine | topic | jaccard |
        difference (of the share of tokens; missing where there is no match) | agrees (bool) |
        optional low, high (same unit), label (of the topic), stable (bool)
    least : jaccard from which a match is the same topic; from .42 on, six of ten terms are shared
    lang : "zh" or "en"
    glosses : English by topic, label, term or engine

    Returns
    -------
    The figure: engines in order, topics by the difference under the first engine, the largest on
    top, all on one scale. A full dot says the same as the first engine, a hollow square something
    else, each on the line of its interval; a cross at zero: the engine has no such topic. A topic
    that is not stable is marked †.

    Raises
    ------
    TableError : a column is missing, or an (engine, topic) is repeated
    FigureError : no rows, or an unknown `lang`
    """
    table = checked(
        table, "engine topic agrees difference", where="plot_engines", numbers="jaccard"
    )
    check_once(table, ["engine", "topic"], where="plot_engines")
    engines = in_order(table["engine"])
    first = table[table["engine"] == engines[0]].sort_values(
        "difference", ascending=False, kind="stable"
    )
    order = list(dict.fromkeys([*first["topic"], *table["topic"]]))
    names = topic_names(table, lang, glosses)
    rows = [wrapped(names[topic], _NAMES) for topic in order]
    titles = [wrapped(title, _TITLES // len(engines)) for title in gloss(engines, lang, glosses)]
    height = 0.65 + row_height(rows, 0.145) * len(rows)
    figure, panels = new_panels(
        len(engines), columns=len(engines), row_height=height, sharex=True, sharey=True
    )
    name_rows(panels[0], rows)
    for ax, engine, title in zip(panels, engines, titles, strict=True):
        its = table[table["engine"] == engine].set_index("topic").reindex(order)
        _draw_engine(ax, its, least)
        ax.set_title(title)
    words = labels(lang)
    notes = [words["interval"]] if has_intervals(table) else []
    notes += [words[note] for note in ("says_otherwise", "no_such_topic")]
    notes += [words["unstable"]] if has_unstable(table) else []
    figure.supxlabel(with_notes(words["share_difference"], notes, lang))
    return figure


def _draw_engine(ax: Axes, rows: pd.DataFrame, least: float) -> None:
    """One engine's differences, at the places of the rows."""
    places = np.arange(len(rows))
    found = (rows["jaccard"] >= least).to_numpy() & rows["difference"].notna().to_numpy()
    same = found & rows["agrees"].eq(True).to_numpy()
    ax.axvline(0, color=GREY, linewidth=0.6, zorder=1)
    for chosen, marker, colour, face in (
        (same, "o", BLUE, BLUE),
        (found & ~same, "s", VERMILION, "white"),
    ):
        known = rows[chosen & with_interval(rows)]
        if len(known):
            at = places[chosen & with_interval(rows)]
            ax.hlines(at, known["low"], known["high"], color=colour, linewidth=1.1)
        ax.plot(
            rows["difference"][chosen], places[chosen], marker, color=colour, markersize=2.6,
            markerfacecolor=face, markeredgewidth=0.8, zorder=3,
        )  # fmt: skip
    ax.plot(0 * places[~found], places[~found], "x", color=GREY, markersize=3, markeredgewidth=0.7)
    ax.grid(visible=True, axis="y")
    ax.tick_params("y", length=0)
    ax.xaxis.set_major_locator(MaxNLocator(3))
