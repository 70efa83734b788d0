"""Pictures of topics: their shares over the years, and by region."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.figures.canvas import (
    check_once,
    checked,
    draw_heat,
    has_intervals,
    in_order,
    new_axes,
    new_panels,
    shown_names,
    with_notes,
    wrapped,
)
from textlab.figures.style import BLUE, TWO_COLUMNS, gloss, labels, styled


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
        low, high (same unit), label (its terms), stable (bool)
    columns : panels side by side
    lang : "zh" or "en"
    glosses : English by topic or label

    Returns
    -------
    The figure: panels in order of the topics on shared axes from zero up. A year that is missing
    breaks the line. A topic that is not stable is marked † and drawn as a broken line.

    Raises
    ------
    TableError : a column is missing, or a (topic, year) is repeated
    FigureError : no rows, or an unknown `lang`
    """
    table = checked(table, "topic year share", where="plot_prevalence")
    check_once(table, ["topic", "year"], where="plot_prevalence")
    topics, names = in_order(table["topic"]), topic_names(table, lang, glosses)
    width = 100 // columns
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
    _finish_years(figure, panels, table, columns, lang)
    return figure


def _draw_share(ax: Axes, rows: pd.DataFrame, *, solid: bool) -> None:
    if has_intervals(rows):
        ax.fill_between(rows.index, rows["low"], rows["high"], color=BLUE, alpha=0.22, linewidth=0)
    line = "-" if solid else (0, (3, 1.5))
    ax.plot(
        rows.index,
        rows["share"],
        color=BLUE,
        linestyle=line,
        marker="o",
        markersize=1.8,
    )


def _finish_years(
    figure: Figure, panels: list[Axes], table: pd.DataFrame, columns: int, lang: str
) -> None:
    panels[0].set_ylim(bottom=0)
    panels[0].xaxis.set_major_locator(MaxNLocator(4, integer=True))
    panels[0].yaxis.set_major_locator(MaxNLocator(4))
    for ax in panels:
        ax.grid(axis="y")
    for ax in panels[-columns:]:
        ax.tick_params(labelbottom=True)
    words = labels(lang)
    notes = [words["band"]] if has_intervals(table) else []
    notes += [words["unstable"]] if _unstable(table) else []
    figure.supxlabel(with_notes(words["year"], notes, lang))
    figure.supylabel(words["token_share"])


def _unstable(table: pd.DataFrame) -> set[object]:
    """The topics that do not return from seed to seed, where the table says so."""
    return set(table.loc[~table["stable"].astype(bool), "topic"]) if "stable" in table else set()


def topic_names(
    table: pd.DataFrame, lang: str, glosses: Mapping[str, str] | None
) -> dict[object, str]:
    """The names of the topics, those that are not stable marked †."""
    names = shown_names(table, "topic", lang, glosses)
    unstable = _unstable(table)
    return {topic: f"{name} †" if topic in unstable else name for topic, name in names.items()}


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
    TableError : a column is missing, or a (topic, region) is repeated
    FigureError : no rows, or an unknown `lang`
    """
    table = checked(table, f"topic {group} share", where="plot_topic_heat")
    check_once(table, ["topic", group], where="plot_topic_heat")
    cells = table.pivot(index="topic", columns=group, values="share")
    cells = cells.loc[in_order(table["topic"]), in_order(table[group])]
    names = topic_names(table, lang, glosses)
    cells = cells.set_axis([names[topic] for topic in cells.index], axis=0)
    cells = cells.set_axis(gloss(cells.columns, lang, glosses), axis=1)
    ax = new_axes(ax, width=TWO_COLUMNS, height=1.3 + 0.16 * len(cells))
    words = labels(lang)
    notes = [words["unstable"]] if _unstable(table) else []
    draw_heat(ax, cells, label=with_notes(words["token_share"], notes, lang))
    return ax
