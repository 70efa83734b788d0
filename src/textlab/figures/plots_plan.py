"""The picture of one plan: which agency answers for which task."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from textlab.errors import TableError
from textlab.figures.canvas import (
    column_depth,
    name_columns,
    name_rows,
    new_axes,
    row_height,
    shown_names,
    write_totals,
)
from textlab.figures.checks import checked
from textlab.figures.lettering import wrapped
from textlab.figures.style import BLUE, TWO_COLUMNS, VERMILION, gloss, labels, styled

ROLES: Mapping[str, Mapping[str, Any]] = {
    "support": {"marker": "o", "color": BLUE, "markerfacecolor": "white"},
    "responsible": {"marker": "o", "color": BLUE},
    "lead": {"marker": "D", "color": VERMILION, "markeredgecolor": "black"},
}
"""Marks of the roles, told apart by shape and filling as well as by colour; the last is on top."""


@styled
def plot_task_agency(
    table: pd.DataFrame,
    *,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the anatomy of a plan: tasks as rows, agencies as columns, a mark for each mention.

    Parameters
    ----------
    table : one row per mention: task_label (number and short heading) | agency | role (lead,
        responsible, support) | optional label (name of the agency); a repeated row is drawn once
    lang : "zh" or "en"
    glosses : English by task label, agency or name
    ax : where to draw; a new figure over two columns by default

    Returns
    -------
    The axes: tasks in order of first appearance; agencies from most tasks to fewest, ties in
    order of first appearance; at the far sides each task's agencies and each agency's tasks

    Raises
    ------
    TableError : a column is missing, or a role is unknown
    FigureError : no rows, or an unknown `lang`
    """
    table = checked(table, "task_label agency role", where="plot_task_agency", numbers="")
    unknown = table.loc[~table["role"].isin(list(ROLES)), "role"]
    if len(unknown):
        raise TableError(
            f"plot_task_agency: role “{unknown.iloc[0]}” is unknown; use {', '.join(ROLES)}."
        )
    pairs = table.drop_duplicates(["task_label", "agency"])
    per_task = pairs.groupby("task_label", sort=False).size()
    per_agency = pairs.groupby("agency", sort=False).size()
    per_agency = per_agency.sort_values(ascending=False, kind="stable")
    shown = shown_names(table, "agency", lang, glosses)
    agencies = [shown[agency] for agency in per_agency.index]
    tasks = [wrapped(name, 40) for name in gloss(per_task.index, lang, glosses)]
    height = 0.7 + column_depth(agencies) + row_height(tasks, 0.17) * len(tasks)
    ax = new_axes(ax, width=TWO_COLUMNS, height=height)
    _draw_marks(ax, table, list(per_task.index), list(per_agency.index), labels(lang))
    name_rows(ax, tasks)
    name_columns(ax, agencies)
    write_totals(ax, list(per_task.astype(str)), axis="y", title=labels(lang)["agencies"])
    write_totals(ax, list(per_agency.astype(str)), axis="x", title=labels(lang)["tasks"])
    return ax


def _draw_marks(
    ax: Axes,
    table: pd.DataFrame,
    tasks: list[object],
    agencies: list[object],
    words: Mapping[str, str],
) -> None:
    for role, mark in ROLES.items():
        rows = table[table["role"] == role].drop_duplicates(["task_label", "agency"])
        if len(rows):
            x = [agencies.index(agency) for agency in rows["agency"]]
            y = [tasks.index(task) for task in rows["task_label"]]
            ax.plot(x, y, linestyle="none", label=words[role], zorder=3, **mark)
    ax.grid(axis="x")
    ax.spines[:].set_visible(False)
    ax.legend(loc="upper right", bbox_to_anchor=(0, 0))
