"""Pictures of terms: what a group says most, when a term peaks, how two groups differ."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.errors import TableError
from textlab.figures.canvas import (
    LONGEST_NAME,
    aligned_numbers,
    draw_dots,
    draw_heat,
    in_order,
    legend_above,
    measure_name,
    name_measure,
    name_rows,
    new_axes,
    new_panels,
    row_height,
    show_zero,
    shown_names,
    write_totals,
)
from textlab.figures.checks import check_at_least, check_not_negative, check_once, checked
from textlab.figures.lettering import print_width, shortened, with_notes, wrapped
from textlab.figures.style import FAINT, ONE_COLUMN, TWO_COLUMNS, gloss, labels, styled

WHOLE = ("count", "tasks")
"""Measures that are whole numbers, and so are their ticks."""
_NAMES = {1: LONGEST_NAME, 2: LONGEST_NAME, 3: 30, 4: 20}
"""Longest line of a name, in columns of print, by the number of panels side by side."""
_TITLES = 84
"""Columns of print that titles of panels side by side have room for beside the names of rows."""


@styled
def plot_terms(
    table: pd.DataFrame,
    *,
    group: str = "group",
    top: int = 15,
    measure: str = "tfidf",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw the top terms of a few groups, a panel each, as dots on their intervals.

    Parameters
    ----------
    table : one row per (group, term): `group` | term | score | optional low, high (same unit;
        missing where a score has no interval)
    group : column that names the groups
    top : terms per panel, highest score first, ties in the order of the table
    measure : what a score is: "tfidf", "difference" (of mean TF-IDF), "log_ratio", "per_10k",
        "per_10k_difference", "share", "lead_share", "count", "jaccard" …
    lang : "zh" or "en"
    glosses : English by term or group

    Returns
    -------
    The figure: panels in order of the groups, all on one scale that shows zero

    Raises
    ------
    TableError : a column or a score is missing, or a (group, term) is repeated
    FigureError : no rows, `top` below 1, or an unknown `lang` or `measure`
    """
    check_at_least(1, where="plot_terms", top=top)
    table = checked(table, f"{group} term", where="plot_terms", numbers="score")
    check_once(table, [group, "term"], where="plot_terms")
    groups = in_order(table[group])
    tops = [_highest(table[table[group] == name], top) for name in groups]
    names = [_row_names(rows, lang, glosses) for rows in tops]
    titles = gloss(groups, lang, glosses)
    columns = _panels_side_by_side([name for panel in names for name in panel], titles)
    names = [[wrapped(name, _NAMES[columns]) for name in panel] for panel in names]
    every = [name for panel in names for name in panel]
    most = max(len(rows) for rows in tops)
    height = 0.5 + row_height(every, 0.145) * most
    figure, panels = new_panels(len(groups), columns=columns, row_height=height, sharex=True)
    titles = [shortened(title, _TITLES // columns) for title in titles]
    for ax, title, rows, written in zip(panels, titles, tops, names, strict=True):
        draw_dots(ax, rows, value="score", y=range(len(rows)), series=0)
        name_rows(ax, written)
        ax.set_ylim(most - 0.4, -0.6)  # rows stand as close in a panel of few
        ax.set_title(title)
    shown = pd.concat(tops)
    for ax in panels:
        show_zero(ax, shown, "score")
    if measure in WHOLE:
        panels[0].xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    figure.supxlabel(name_measure(measure, shown, lang))
    return figure


def _row_names(rows: pd.DataFrame, lang: str, glosses: Mapping[str, str] | None) -> list[str]:
    names = shown_names(rows, "term", lang, glosses)
    return [names[term] for term in rows["term"]]


def _panels_side_by_side(names: Sequence[str], titles: Sequence[str]) -> int:
    """As many as there are titles, at most four, or three where a name is too long for four."""
    most = 4 if max(map(print_width, [*names, *titles])) <= _NAMES[4] else 3
    return min(most, len(titles))


def _highest(rows: pd.DataFrame, top: int) -> pd.DataFrame:
    return rows.sort_values("score", ascending=False, kind="stable").head(top)


@styled
def plot_term_heat(
    table: pd.DataFrame,
    *,
    group: str = "group",
    top: int = 30,
    measure: str = "tfidf",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw terms by group as a heat map, each term on the scale of its own peak.

    A row shows when a term was at its height, not how common it is: that stands at the right
    end of the row as the value of its peak. Rows are ordered by the group of the peak.

    Parameters
    ----------
    table : one row per (group, term): `group` | term | score, not negative; a pair that is
        absent is zero
    group : column that names the groups, such as "year"
    top : terms drawn: those with the highest peaks
    measure : what a score is, as in `plot_terms`
    lang, glosses, ax : as in `plot_task_agency`

    Raises
    ------
    TableError : a column or a score is missing, a (group, term) is repeated, or a score is negative
    FigureError : no rows, `top` below 1, or an unknown `lang` or `measure`
    """
    check_at_least(1, where="plot_term_heat", top=top)
    table = checked(table, f"{group} term", where="plot_term_heat", numbers="score")
    scores = _one_row_per_term(table, group, where="plot_term_heat")
    peaks = scores.max(axis=1).sort_values(ascending=False, kind="stable").head(top)
    scores = scores.loc[peaks.index]
    order = np.argsort(scores.to_numpy().argmax(axis=1), kind="stable")
    scores, peaks = scores.iloc[order], peaks.iloc[order]
    ax = new_axes(ax, width=TWO_COLUMNS, height=1.0 + 0.15 * len(scores))
    words, names = labels(lang), shown_names(table, "term", lang, glosses)
    cells = scores.div(peaks.where(peaks > 0, 1.0), axis=0)
    cells = cells.set_axis([names[term] for term in cells.index], axis=0)
    name = measure_name(measure, lang)
    right = words["peak_at_right"] + name[0].lower() + name[1:]
    cells = cells.set_axis(gloss(cells.columns, lang, glosses), axis=1)
    draw_heat(ax, cells, label=with_notes(words["of_peak"], [right], lang))
    write_totals(ax, aligned_numbers(peaks), axis="y", title=words["peak"])
    return ax


def _one_row_per_term(table: pd.DataFrame, group: str, *, where: str) -> pd.DataFrame:
    check_once(table, [group, "term"], where=where)
    check_not_negative(table, "score", where=where)
    scores = table.pivot(index="term", columns=group, values="score").fillna(0.0)
    return scores.loc[list(dict.fromkeys(table["term"])), in_order(table[group])]


@styled
def plot_contrast(
    table: pd.DataFrame,
    *,
    group: str = "group",
    top: int = 20,
    measure: str = "tfidf",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms in which two groups differ most: two dots a term, joined by a line.

    Parameters
    ----------
    table : one row per (group, term), exactly two groups, every term in both:
        `group` | term | score | optional low, high (same unit)
    group : column that names the groups
    top : terms drawn: those with the largest differences, ordered by the difference with its sign
    measure, lang, glosses : as in `plot_terms`
    ax : where to draw; a new figure over one column by default

    Raises
    ------
    TableError : a column or a score is missing, not two groups, a term in one only, a (group, term)
        repeated
    FigureError : no rows, `top` below 1, or an unknown `lang` or `measure`
    """
    check_at_least(1, where="plot_contrast", top=top)
    table = checked(table, f"{group} term", where="plot_contrast", numbers="score")
    groups = in_order(table[group])
    _check_pairs(table, group, groups)
    scores = table.pivot(index="term", columns=group, values="score")[groups]
    change = scores[groups[1]] - scores[groups[0]]
    change = change.loc[list(dict.fromkeys(table["term"]))]
    largest = change.abs().sort_values(ascending=False, kind="stable").head(top).index
    terms = list(change.loc[largest].sort_values(ascending=False, kind="stable").index)
    shown = shown_names(table, "term", lang, glosses)
    names = [wrapped(shown[term], LONGEST_NAME) for term in terms]
    ax = new_axes(ax, width=ONE_COLUMN, height=0.8 + row_height(names, 0.16) * len(terms))
    drawn = table[table["term"].isin(terms)]
    ends = scores.loc[terms]
    ax.hlines(
        range(len(terms)),
        ends.min(axis=1),
        ends.max(axis=1),
        color=FAINT,
        linewidth=2.5,
    )
    for series, (name, title) in enumerate(zip(groups, gloss(groups, lang, glosses), strict=True)):
        rows = drawn[drawn[group] == name].set_index("term", drop=False).loc[terms]
        y = np.arange(len(terms)) + (series - 0.5) * 0.24
        draw_dots(ax, rows, value="score", y=list(y), series=series, name=title)
    name_rows(ax, names)
    show_zero(ax, drawn, "score")
    ax.set_xlabel(name_measure(measure, drawn, lang))
    legend_above(ax)
    return ax


def _check_pairs(table: pd.DataFrame, group: str, groups: list[object]) -> None:
    if len(groups) != 2:
        raise TableError(f"plot_contrast: column “{group}” has {len(groups)} groups; keep two.")
    check_once(table, [group, "term"], where="plot_contrast")
    alone = table.loc[~table.duplicated("term", keep=False), "term"]
    if len(alone):
        raise TableError(
            f"plot_contrast: term “{alone.iloc[0]}” stands in one group only; give its score, "
            "which may be zero, in the other."
        )
