"""The synthesis on one page: what each year says, on which topics, through which agencies."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.figures.canvas import (
    checked,
    in_order,
    measure_name,
    shortened,
    shown_names,
)
from textlab.figures.style import (
    FAINT,
    GREY,
    SMALL,
    TITLE,
    TWO_COLUMNS,
    gloss,
    labels,
    styled,
)

TINTS = ("#b9d7ea", "#f6dca4", "#b5dfd0")
"""Colours of the bars, column by column: light enough for a text to be read on them."""

_LINE = 8.6 / 72
"""Height of a bar with its air, in inches."""
_GAP = 0.7
"""Air between two groups, in bars."""
_TEXT = 46
"""Longest text on a bar, in columns of print."""


@styled
def plot_emphasis(
    terms: pd.DataFrame,
    topics: pd.DataFrame,
    agencies: pd.DataFrame,
    *,
    top: int = 4,
    measures: tuple[str, str, str] = ("tfidf", "token_share", "tasks"),
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw each group's top terms, topics and agencies as labelled bars, all on one page.

    Parameters
    ----------
    terms, topics, agencies : one row per (group, label): group (such as the year) | label |
        value (not negative; its unit by `measures`)
    top : bars per group and column, highest value first, ties in the order of the table
    measures : what the values of the three tables are, as in `plot_terms`
    lang : "zh" or "en"
    glosses : English by label or group

    Returns
    -------
    The figure: a band per group, in order; bars begin at zero, on one scale down a column. Where a
    table has nothing for a group, the band says so.

    Raises
    ------
    TableError : a column is missing
    FigureError : no rows, or an unknown `lang` or measure
    """
    tables = [
        checked(table, "group label value", where=f"plot_emphasis, {name}")
        for name, table in (
            ("terms", terms),
            ("topics", topics),
            ("agencies", agencies),
        )
    ]
    groups = in_order(group for table in tables for group in table["group"])
    tops = [_top_rows(table, top) for table in tables]
    starts = _band_starts(tops, groups)
    height = starts[-1] * _LINE + 0.6
    figure = plt.figure(figsize=(TWO_COLUMNS, height), layout="constrained")
    columns = figure.subplots(1, 3, sharey=True)
    words = labels(lang)
    for ax, rows, tint, title in zip(
        columns, tops, TINTS, ("term", "topic", "agency"), strict=True
    ):
        _draw_column(ax, rows, dict(zip(groups, starts, strict=False)), tint, lang, glosses)
        ax.set_title(words[title], fontsize=TITLE)
    for ax, measure in zip(columns, measures, strict=True):
        ax.set_xlabel(measure_name(measure, lang))
    columns[0].set_ylim(starts[-1] - 0.5, -0.9)
    columns[0].set_yticks(starts[:-1], gloss(groups, lang, glosses), fontsize=TITLE)
    return figure


def _top_rows(table: pd.DataFrame, top: int) -> pd.DataFrame:
    ordered = table.sort_values("value", ascending=False, kind="stable")
    return ordered.groupby("group", sort=False).head(top)


def _band_starts(tops: list[pd.DataFrame], groups: list[object]) -> list[float]:
    """Where each group's band begins, counted in bars from the top, and where the last ends."""
    starts = [0.0]
    for group in groups:
        bars = max(int((rows["group"] == group).sum()) for rows in tops)
        starts.append(starts[-1] + bars + _GAP)
    return starts


def _draw_column(
    ax: Axes,
    rows: pd.DataFrame,
    starts: Mapping[object, float],
    tint: str,
    lang: str,
    glosses: Mapping[str, str] | None,
) -> None:
    names = shown_names(rows, "label", lang, glosses)
    at_left = ax.get_yaxis_transform()
    for group, start in starts.items():
        ax.axhline(start - 0.5 - _GAP / 2, color=FAINT, linewidth=0.5)
        band = rows[rows["group"] == group]
        places = [start + place for place in range(len(band))]
        ax.barh(places, band["value"], height=0.86, color=tint)
        texts = [shortened(names[label], _TEXT) for label in band["label"]]
        for place, text in zip(places, texts, strict=True):
            ax.text(0.012, place, text, transform=at_left, va="center", fontsize=SMALL)
        if band.empty:
            nothing = labels(lang)["none"]
            ax.text(
                0.012,
                start,
                nothing,
                transform=at_left,
                va="center",
                fontsize=SMALL,
                color=GREY,
            )
    ax.xaxis.set_major_locator(MaxNLocator(4))
    ax.set_xlim(left=0)
    ax.tick_params("y", length=0)
    ax.spines["left"].set_visible(False)
