"""The synthesis on one page: what each year says, on which topics, through which agencies."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from textlab.errors import TableError
from textlab.figures.canvas import draw_named_bars, in_order, measure_name, new_figure, shown_names
from textlab.figures.checks import check_at_least, check_not_negative, check_once, checked
from textlab.figures.lettering import print_width, shortened
from textlab.figures.style import (
    FAINT,
    GREY,
    SMALL,
    TINTS,
    TITLE,
    TWO_COLUMNS,
    gloss,
    labels,
    styled,
)

_LINE = 8.6 / 72
"""Height of a bar with its air, in inches."""
_GAP = 0.7
"""Air between two groups, in bars."""
_TEXT = 126
"""Columns of print on the bars of a row, over all columns of the page."""

_PLURALS = {"term": "terms", "topic": "topics", "agency": "agencies"}
_TINT_OF = dict(zip(_PLURALS, TINTS, strict=True))


@styled
def plot_emphasis(
    terms: pd.DataFrame,
    topics: pd.DataFrame | None = None,
    agencies: pd.DataFrame | None = None,
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
        value (not negative; its unit by `measures`) | optional sure (bool): the bar of a label
        that is not is hollow, and a legend says so. A table that is not given has no column:
        topics where there are too few tasks for a model, agencies where work reports name none.
        Intervals are not drawn
    top : bars per group and column, highest value first, ties in the order of the table
    measures : what the values of the three tables are, as in `plot_terms`; of agencies also
        "naming_share"
    lang : "zh" or "en"
    glosses : English by label or group

    Returns
    -------
    The figure: a band per group, in order; bars begin at zero, on one scale down a column. Where a
    table has nothing for a group, the band says so.

    Raises
    ------
    TableError : a column or a value is missing, a (group, label) is repeated, a value is negative,
        or `sure` is not of true and false
    FigureError : no rows, `top` below 1, or an unknown `lang` or measure
    """
    check_at_least(1, where="plot_emphasis", top=top)
    given = {"term": terms, "topic": topics, "agency": agencies}
    kinds = {kind: table for kind, table in given.items() if table is not None}
    tables = [
        _checked_bars(table, where=f"plot_emphasis, {_PLURALS[kind]}")
        for kind, table in kinds.items()
    ]
    groups = in_order(group for table in tables for group in table["group"])
    tops = [_top_rows(table, top) for table in tables]
    starts = _band_starts(tops, groups)
    height = starts[-1] * _LINE + 0.6
    figure = new_figure(TWO_COLUMNS, height)
    columns = figure.subplots(1, len(kinds), sharey=True, squeeze=False)[0]
    words, measure_of = labels(lang), dict(zip(_PLURALS, measures, strict=True))
    bands = dict(zip(groups, starts, strict=False))
    for ax, rows, kind in zip(columns, tops, kinds, strict=True):
        names = _bar_names(rows, _TEXT // len(kinds), lang, glosses)
        _draw_column(ax, rows, bands, _TINT_OF[kind], names, nothing=words["none"])
        ax.set_title(words[kind], fontsize=TITLE)
        ax.set_xlabel(measure_name(measure_of[kind], lang))
    columns[0].set_ylim(starts[-1] - 0.5, -0.9)
    columns[0].set_yticks(starts[:-1], gloss(groups, lang, glosses), fontsize=TITLE)
    if any("sure" in rows for rows in tops):
        _explain_hollow(figure, words)
    return figure


def _explain_hollow(figure: Figure, words: Mapping[str, str]) -> None:
    filled = Patch(facecolor=FAINT, edgecolor=FAINT, label=words["sure"])
    hollow = Patch(facecolor="white", edgecolor=GREY, label=words["unsure"])
    figure.legend(handles=[filled, hollow], loc="outside lower center", ncols=2)


def _checked_bars(table: pd.DataFrame, *, where: str) -> pd.DataFrame:
    table = checked(table, "group label", where=where, numbers="value")
    check_once(table, ["group", "label"], where=where)
    check_not_negative(table, "value", where=where)
    if "sure" in table and table["sure"].dtype != bool:
        raise TableError(
            f"{where}: column “sure” is of type {table['sure'].dtype}; give true or false."
        )
    return table


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


def _bar_names(
    rows: pd.DataFrame, width: int, lang: str, glosses: Mapping[str, str] | None
) -> dict[object, str]:
    """What is written on the bars, cut to `width`; the dagger of an unstable topic stays."""
    names = shown_names(rows, "label", lang, glosses)
    parts = {label: name.partition(" †") for label, name in names.items()}
    return {
        label: shortened(text, width - print_width(dagger)) + dagger
        for label, (text, dagger, _) in parts.items()
    }


def _draw_column(
    ax: Axes,
    rows: pd.DataFrame,
    starts: Mapping[object, float],
    tint: str,
    names: Mapping[object, str],
    *,
    nothing: str,
) -> None:
    at_left = ax.get_yaxis_transform()
    for group, start in starts.items():
        ax.axhline(start - 0.5 - _GAP / 2, color=FAINT, linewidth=0.5)
        band = rows[rows["group"] == group]
        places = [start + place for place in range(len(band))]
        texts = [names[label] for label in band["label"]]
        hollow = list(~band["sure"]) if "sure" in band else None
        draw_named_bars(ax, places, list(band["value"]), texts, tint, hollow=hollow)
        if band.empty:
            ax.text(
                0.012,
                start,
                nothing,
                transform=at_left,
                va="center",
                fontsize=SMALL,
                color=GREY,
            )
    ax.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    ax.set_xlim(left=0)
    ax.tick_params("y", length=0)
    ax.spines["left"].set_visible(False)
