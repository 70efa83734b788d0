"""The picture of a coded dictionary: what each group says of each category, with intervals."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from textlab.errors import FigureError
from textlab.figures.canvas import (
    LONGEST_NAME,
    draw_dots,
    in_order,
    name_measure,
    name_rows,
    new_panels,
    row_height,
    show_zero,
    shown_names,
)
from textlab.figures.checks import check_once, checked
from textlab.figures.lettering import wrapped
from textlab.figures.style import SERIES, styled


@styled
def plot_categories(
    table: pd.DataFrame,
    *,
    group: str = "group",
    measure: str = "share",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw categories side by side, a panel each, with a row for every group.

    Parameters
    ----------
    table : one row per (group, category): `group` | category | score | optional low, high (same
        unit; missing where a score has no interval). A pair that is absent has no mark
    group : column that names the rows, such as the plan or the year
    measure : what a score is, as in `plot_terms`
    lang : "zh" or "en"
    glosses : English by category or group

    Returns
    -------
    The figure: categories and groups in order, all panels on one scale that shows zero

    Raises
    ------
    TableError : a column or a score is missing, or a (group, category) is repeated
    FigureError : no rows, more categories than there are marks, or an unknown `lang` or `measure`
    """
    table = checked(table, f"{group} category", where="plot_categories", numbers="score")
    check_once(table, [group, "category"], where="plot_categories")
    categories, groups = in_order(table["category"]), in_order(table[group])
    if len(categories) > len(SERIES):
        raise FigureError(
            f"plot_categories: there are {len(categories)} categories, and marks for "
            f"{len(SERIES)}; leave some out."
        )
    titles = shown_names(table[["category"]], "category", lang, glosses)
    written = shown_names(table[[group]], group, lang, glosses)
    names = [wrapped(written[name], LONGEST_NAME) for name in groups]
    height = 0.7 + row_height(names, 0.145) * len(groups)
    figure, panels = new_panels(
        len(categories), columns=len(categories), row_height=height, sharex=True, sharey=True
    )
    for series, (ax, category) in enumerate(zip(panels, categories, strict=True)):
        rows = table[table["category"] == category]
        y = [groups.index(name) for name in rows[group]]
        draw_dots(ax, rows, value="score", y=y, series=series)
        name_rows(ax, names)
        ax.set_title(titles[category])
    show_zero(panels[0], table, "score")
    figure.supxlabel(name_measure(measure, table, lang))
    return figure
