"""A picture of the evidence for the number of topics."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from textlab.errors import FigureError
from textlab.figures.canvas import has_intervals, in_order, new_panels, with_interval
from textlab.figures.checks import check_once, checked
from textlab.figures.lettering import with_notes
from textlab.figures.style import BLUE, GREY, VERMILION, evidence_names, labels, styled


@styled
def plot_topic_numbers(
    table: pd.DataFrame, *, chosen: int | None = None, columns: int = 3, lang: str = "zh"
) -> Figure:
    """Draw how good models of several numbers of topics are, a panel each measure.

    Parameters
    ----------
    table : one row per k and measure, as from `topic_number_means`: k (int) | measure | value |
        optional low, high (same unit; missing where there is no interval)
    chosen : the number of topics that was chosen, marked in every panel
    columns : panels side by side
    lang : "zh" or "en"

    Returns
    -------
    The figure: panels in order of the measures, each on its own scale. The number chosen is a
    square on a broken line from top to bottom, the others are dots.

    Raises
    ------
    TableError : a column or a value is missing, or a (k, measure) is repeated
    FigureError : no rows, a measure without a name, `chosen` not in the table, an unknown `lang`
    """
    names = evidence_names(lang)
    table = checked(table, "measure", where="plot_topic_numbers", numbers="k value")
    check_once(table, ["measure", "k"], where="plot_topic_numbers")
    measures = in_order(table["measure"])
    unknown = [name for name in measures if name not in names]
    if unknown:
        raise FigureError(
            f"plot_topic_numbers: measure “{unknown[0]}” is unknown; draw {', '.join(names)}."
        )
    if chosen is not None and chosen not in set(table["k"]):
        raise FigureError(f"plot_topic_numbers: chosen is {chosen}, which is no k of the table.")
    figure, panels = new_panels(len(measures), columns=columns, row_height=1.5, sharex=True)
    for ax, measure in zip(panels, measures, strict=True):
        _draw_measure(ax, table[table["measure"] == measure].sort_values("k"), chosen)
        ax.set_title(names[str(measure)])
    panels[0].set_xticks(sorted(set(table["k"])))
    words = labels(lang)
    notes = [words["runs_interval"]] if has_intervals(table) else []
    notes += [words["chosen"]] if chosen is not None else []
    figure.supxlabel(with_notes(words["topics"], notes, lang))
    return figure


def _draw_measure(ax: Axes, rows: pd.DataFrame, chosen: int | None) -> None:
    known = rows[with_interval(rows)]
    if len(known):
        ax.vlines(known["k"], known["low"], known["high"], color=BLUE, linewidth=1.1, zorder=2)
    ax.plot(rows["k"], rows["value"], color=BLUE, linewidth=0.6, marker="o", markersize=3, zorder=3)
    if chosen is not None:
        ax.axvline(chosen, color=GREY, linewidth=0.6, linestyle=(0, (3, 2)), zorder=1)
        its = rows[rows["k"] == chosen]
        ax.plot(its["k"], its["value"], "s", color=VERMILION, markeredgecolor="white", zorder=4)
    ax.grid(axis="y")
    ax.yaxis.set_major_locator(MaxNLocator(4))
