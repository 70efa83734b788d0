"""The picture of who is central: agencies by a measure of their network, with intervals."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from textlab.errors import FigureError
from textlab.figures.canvas import (
    LONGEST_NAME,
    draw_dots,
    in_order,
    legend_above,
    name_measure,
    name_rows,
    new_axes,
    row_height,
    show_zero,
    shown_names,
)
from textlab.figures.checks import check_at_least, check_once, checked
from textlab.figures.lettering import wrapped
from textlab.figures.style import ONE_COLUMN, SERIES, gloss, styled


@styled
def plot_centrality(
    table: pd.DataFrame,
    *,
    group: str | None = None,
    top: int = 20,
    measure: str = "strength",
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how central each agency is, as a dot on its interval, for one network or several.

    Parameters
    ----------
    table : one row per agency, or per (group, agency): agency | value | optional low, high (same
        unit; missing where an agency has no interval), label (its name)
    group : column that names the networks, a colour and shape each; one network by default
    top : agencies drawn: those with the highest values in any network
    measure : what a value is: "degree", "strength", "betweenness", "closeness", "eigenvector",
        "constraint" or "clustering"
    lang, glosses : as in `plot_network`
    ax : where to draw; a new figure over one column by default

    Returns
    -------
    The axes: agencies from the highest value in any network to the lowest; zero is shown

    Raises
    ------
    TableError : a column or a value is missing, or an agency is repeated within a network
    FigureError : no rows, `top` below 1, more networks than there are marks, or an unknown `lang` or `measure`
    """
    check_at_least(1, where="plot_centrality", top=top)
    table = checked(table, f"agency {group or ''}", where="plot_centrality", numbers="value")
    key = [group, "agency"] if group else ["agency"]
    check_once(table, key, where="plot_centrality")
    highest = table.groupby("agency", sort=False)["value"].max()
    agencies = list(highest.sort_values(ascending=False, kind="stable").head(top).index)
    groups = in_order(table[group]) if group else [""]
    if len(groups) > len(SERIES):
        raise FigureError(
            f"plot_centrality: column “{group}” has {len(groups)} networks, and there are marks "
            f"for {len(SERIES)}; leave some out."
        )
    shown = shown_names(table, "agency", lang, glosses)
    names = [wrapped(shown[agency], LONGEST_NAME) for agency in agencies]
    height = row_height(names, 0.13 + 0.03 * len(groups))
    ax = new_axes(ax, width=ONE_COLUMN, height=0.7 + height * len(agencies))
    drawn = table[table["agency"].isin(agencies)]
    step = 0.6 / len(groups)
    for series, (name, title) in enumerate(zip(groups, gloss(groups, lang, glosses), strict=True)):
        rows = drawn[drawn[group] == name] if group else drawn
        shift = (series - (len(groups) - 1) / 2) * step
        y = [agencies.index(agency) + shift for agency in rows["agency"]]
        draw_dots(ax, rows, value="value", y=y, series=series, name=title)
    name_rows(ax, names)
    show_zero(ax, drawn, "value")
    ax.set_xlabel(name_measure(measure, drawn, lang))
    if group:
        legend_above(ax)
    return ax
