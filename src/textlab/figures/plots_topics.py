"""Pictures of topics: their terms, their shares over the years, and by region."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.figures.canvas import (
    column_depth,
    draw_heat,
    draw_named_bars,
    has_intervals,
    in_order,
    measure_name,
    new_axes,
    new_panels,
    row_height,
    shown_names,
    with_interval,
)
from textlab.figures.checks import check_at_least, check_not_negative, check_once, checked
from textlab.figures.lettering import shortened, with_notes, wrapped
from textlab.figures.style import BLUE, FAINT, TINTS, TWO_COLUMNS, gloss, labels, styled

_TITLES = 126
"""Columns of print that titles side by side have room for, over two columns of a page."""
_BARS = 147
"""The same for the names on bars, which are set smaller."""
_YEARS = 120
"""The same for titles beside a scale that all panels share."""


@styled
def plot_prevalence(
    table: pd.DataFrame,
    *,
    columns: int = 4,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw each topic's share over the years, a panel each, with the band of its interval.

    Parameters
    ----------
    table : one row per (topic, year): topic | year (int) | share (of tokens, 0 to 1) | optional
        low, high (same unit; missing where a year has no interval), label (its terms), stable (bool)
    columns : panels side by side
    lang : "zh" or "en"
    glosses : English by topic or label

    Returns
    -------
    The figure: panels in order of the topics on shared axes from zero up. A year that is missing
    breaks the line, one without an interval the band. A topic that is not stable is marked † and
    drawn as a broken line.

    Raises
    ------
    TableError : a column or a share is missing, a (topic, year) is repeated, a share is negative
    FigureError : no rows, `columns` below 1, or an unknown `lang`
    """
    check_at_least(1, where="plot_prevalence", columns=columns)
    table = checked(table, "topic", where="plot_prevalence", numbers="year share")
    check_once(table, ["topic", "year"], where="plot_prevalence")
    check_not_negative(table, "share", where="plot_prevalence")
    topics, names = in_order(table["topic"]), topic_names(table, lang, glosses)
    columns = min(columns, len(topics))
    width = _YEARS // columns
    titles = [wrapped(names[topic], width) for topic in topics]
    lines = max(title.count("\n") for title in titles) + 1
    figure, panels = new_panels(
        len(topics),
        columns=columns,
        row_height=0.85 + 0.13 * lines,
        sharex=True,
        sharey=True,
    )
    years = range(int(table["year"].min()), int(table["year"].max()) + 1)
    for ax, topic, title in zip(panels, topics, titles, strict=True):
        rows = table[table["topic"] == topic].set_index("year").reindex(years)
        _draw_share(ax, rows, solid=not title.endswith("†"))
        ax.set_title(title)
    _finish_years(figure, panels, table, lang)
    return figure


def _draw_share(ax: Axes, rows: pd.DataFrame, *, solid: bool) -> None:
    if has_intervals(rows):
        ax.fill_between(rows.index, rows["low"], rows["high"], color=BLUE, alpha=0.22, linewidth=0)
        _draw_lone_bands(ax, rows)
    line = "-" if solid else (0, (3, 1.5))
    ax.plot(
        rows.index,
        rows["share"],
        color=BLUE,
        linestyle=line,
        marker="o",
        markersize=1.8,
        clip_on=False,
    )


def _draw_lone_bands(ax: Axes, rows: pd.DataFrame) -> None:
    """A bar for the interval of a year whose neighbours have none: a band needs two years."""
    known = np.pad(with_interval(rows), 1)
    lone = rows[known[1:-1] & ~known[:-2] & ~known[2:]]
    if len(lone):
        ax.vlines(lone.index, lone["low"], lone["high"], color=BLUE, alpha=0.22, linewidth=2.5)


def _finish_years(figure: Figure, panels: list[Axes], table: pd.DataFrame, lang: str) -> None:
    panels[0].set_ylim(bottom=0)
    panels[0].xaxis.set_major_locator(MaxNLocator(4, integer=True))
    panels[0].yaxis.set_major_locator(MaxNLocator(4))
    for ax in panels:
        ax.grid(axis="y")
    words = labels(lang)
    notes = [words["band"]] if has_intervals(table) else []
    notes += [words["unstable"]] if has_unstable(table) else []
    figure.supxlabel(with_notes(words["year"], notes, lang))
    figure.supylabel(words["token_share"])


def has_unstable(table: pd.DataFrame) -> bool:
    """Whether the table says of any topic that it does not return from seed to seed."""
    return bool(_unstable(table))


def _unstable(table: pd.DataFrame) -> set[object]:
    """The topics that do not return from seed to seed, where the table says so."""
    return set(table.loc[~table["stable"].astype(bool), "topic"]) if "stable" in table else set()


def topic_names(
    table: pd.DataFrame, lang: str, glosses: Mapping[str, str] | None
) -> dict[object, str]:
    """The names of the topics, by number where they have no label; unstable ones marked †."""
    names = shown_names(table, "topic", lang, glosses)
    if "label" not in table:
        names = {topic: f"{labels(lang)['topic']} {name}" for topic, name in names.items()}
    unstable = _unstable(table)
    return {topic: f"{name}\u00a0†" if topic in unstable else name for topic, name in names.items()}


@styled
def plot_topics(
    table: pd.DataFrame,
    *,
    top: int = 8,
    columns: int = 5,
    measure: str = "weight",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the top terms of each topic as labelled bars, a panel each.

    Parameters
    ----------
    table : one row per (topic, term): topic | term | weight (not negative; its unit by `measure`)
        | optional label (name of the topic), stable (bool)
    top : terms per topic, highest weight first, ties in the order of the table
    columns : panels side by side
    measure : what a weight is: "weight", "share", "count" …
    lang : "zh" or "en"
    glosses : English by term, topic or label

    Returns
    -------
    The figure: panels in order of the topics, all on one scale from zero up. A topic without a
    label is called by its number. One that is not stable is marked † and drawn grey. Where topics
    have labels the axis says that bars are the heaviest terms: a name may be of others (FREX).

    Raises
    ------
    TableError : a column or a weight is missing, a (topic, term) is repeated, a weight is negative
    FigureError : no rows, `top` or `columns` below 1, or an unknown `lang` or `measure`
    """
    check_at_least(1, where="plot_topics", top=top, columns=columns)
    table = checked(table, "topic term", where="plot_topics", numbers="weight")
    check_once(table, ["topic", "term"], where="plot_topics")
    check_not_negative(table, "weight", where="plot_topics")
    topics, names, unstable = (
        in_order(table["topic"]),
        topic_names(table, lang, glosses),
        _unstable(table),
    )
    columns = min(columns, len(topics))
    titles = [wrapped(names[topic], _TITLES // columns) for topic in topics]
    ordered = table.sort_values("weight", ascending=False, kind="stable")
    tops = [ordered[ordered["topic"] == topic].head(top) for topic in topics]
    bars = max(len(rows) for rows in tops)
    lines = max(title.count("\n") for title in titles) + 1
    height = 0.3 + 0.13 * (bars + lines)
    figure, panels = new_panels(len(topics), columns=columns, row_height=height, sharex=True)
    for ax, topic, title, rows in zip(panels, topics, titles, tops, strict=True):
        texts = [shortened(text, _BARS // columns) for text in gloss(rows["term"], lang, glosses)]
        tint = FAINT if topic in unstable else TINTS[0]
        draw_named_bars(ax, range(len(rows)), list(rows["weight"]), texts, tint)
        ax.set(title=title, yticks=[], ylim=(bars - 0.5, -0.5))
    # Set once all are drawn: a limit fixed with the first panel would cut the bars of the others.
    panels[0].set_xlim(0, 1.02 * max(rows["weight"].max() for rows in tops))
    panels[0].xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    notes = [labels(lang)["named"]] if "label" in table else []
    notes += [labels(lang)["unstable"]] if unstable else []
    figure.supxlabel(with_notes(measure_name(measure, lang), notes, lang))
    return figure


@styled
def plot_topic_heat(
    table: pd.DataFrame,
    *,
    group: str = "region",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw topics by region as a heat map of shares.

    Parameters
    ----------
    table : one row per (topic, region): topic | `group` | share (of tokens, 0 to 1) | optional
        label, stable, as in `plot_prevalence`; a pair that is absent stays blank and crossed out
    group : column that names the columns of the picture
    lang, glosses : as in `plot_prevalence`; glosses also by region
    ax : where to draw; a new figure over two columns by default

    Returns
    -------
    The axes: topics in order, regions in order of first appearance

    Raises
    ------
    TableError : a column or a share is missing, a (topic, region) is repeated, a share is negative
    FigureError : no rows, or an unknown `lang`
    """
    table = checked(table, f"topic {group}", where="plot_topic_heat", numbers="share")
    check_once(table, ["topic", group], where="plot_topic_heat")
    check_not_negative(table, "share", where="plot_topic_heat")
    cells = table.pivot(index="topic", columns=group, values="share")
    cells = cells.loc[in_order(table["topic"]), in_order(table[group])]
    names = topic_names(table, lang, glosses)
    rows = [wrapped(names[topic], 50) for topic in cells.index]
    columns = gloss(cells.columns, lang, glosses)
    cells = cells.set_axis(rows, axis=0).set_axis(columns, axis=1)
    height = 0.65 + column_depth(columns) + row_height(rows, 0.16) * len(rows)
    ax = new_axes(ax, width=TWO_COLUMNS, height=height)
    words = labels(lang)
    notes = [words["unstable"]] if has_unstable(table) else []
    draw_heat(ax, cells, label=with_notes(words["token_share"], notes, lang))
    return ax
