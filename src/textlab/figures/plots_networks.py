"""Pictures of agencies set to work together: one network, or several on one layout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from textlab.errors import FigureError, TableError
from textlab.figures.canvas import new_axes, new_panels, shown_names
from textlab.figures.checks import check_at_least, check_not_negative, check_once, checked
from textlab.figures.label_places import LEADER, Array, place_labels, rim
from textlab.figures.lettering import print_width, wrapped
from textlab.figures.style import (
    BLUE,
    FAINT,
    GREY,
    INK,
    SMALL,
    TWO_COLUMNS,
    gloss,
    labels,
    styled,
    whole_figure,
)

_ABSENT = 6.0
"""Square of the diameter of the ring where an agency is absent, in points²."""
_RIM: dict[str, Any] = {"markeredgecolor": "white", "markeredgewidth": 0.5}
"""Of a node, in the picture and in the legend, or the two would differ in size."""
_LINE = 24
"""Longest line of a name beside a node, in columns of print."""
_OFFSET: dict[str, Any] = {"textcoords": "offset points", "ha": "center", "va": "center"}
_LINES_END = {-1.0: "left", 0.0: "center", 1.0: "right"}
_BACKGROUND: dict[str, Any] = {
    "boxstyle": "square,pad=0.05",
    "facecolor": "white",
    "alpha": 0.75,
    "linewidth": 0,
}
"""Behind a name, so that it can be read over ties; what lies under it still shows."""
_LEGEND: dict[str, Any] = {"ncols": 5, "handlelength": 2.8, "handletextpad": 0.6, "borderpad": 0.9}
"""Room for the largest node in a legend of one line."""


@dataclass(frozen=True)
class _Scale:
    """How strength becomes the area of a node, and weight the width of a tie.

    Both in proportion, up to the peak of all networks of the figure, and never too small to see.
    A peak is zero where no network has a tie.
    """

    strength: float
    weight: float
    largest: float
    widest: float = 3.0

    def areas(self, strengths: pd.Series) -> Array:
        """Squares of the nodes' diameters, in points²."""
        return np.maximum(self.largest * strengths.to_numpy(float) / (self.strength or 1.0), 5.0)

    def widths(self, weights: pd.Series) -> Array:
        """Widths of the ties, in points."""
        return np.maximum(self.widest * weights.to_numpy(float) / (self.weight or 1.0), 0.25)


@styled
def plot_network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    layout: pd.DataFrame,
    *,
    label_top: int | None = None,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a network of agencies: nodes by strength, ties by weight.

    Parameters
    ----------
    nodes : one row per agency: agency | strength | optional label (its name)
    edges : one row per pair: source | target | weight; may be empty
    layout : one row per agency: agency | x | y; may hold more agencies than `nodes`
    label_top : agencies named, the strongest first; 0 for none; all by default
    lang : "zh" or "en"
    glosses : English by agency or name
    ax : where to draw; a new figure over two columns by default

    Returns
    -------
    The axes: the area of a node is in proportion to its strength, the width of a tie to its weight

    Raises
    ------
    TableError : a column or a number is missing, a strength or weight is negative, an agency is
        repeated, one in `edges` is not among the nodes, or one in `nodes` has no place in the
        layout
    FigureError : no nodes, a `label_top` below 0, or an unknown `lang`
    """
    check_at_least(0, where="plot_network", label_top=label_top)
    nodes, edges, layout = _checked_network(nodes, edges, layout, where="plot_network")
    ax = new_axes(ax, width=TWO_COLUMNS, height=0.72 * TWO_COLUMNS)
    scale = _common_scale([(nodes, edges)], largest=300.0)
    _draw_network(ax, nodes, edges, layout, scale)
    handles = _scale_handles(scale, lang, absent=len(layout) > len(nodes))
    if handles:
        ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, 0), **_LEGEND)
    whole_figure(ax).draw_without_rendering()
    _write_names(ax, nodes, layout, scale, shown_names(nodes, "agency", lang, glosses), label_top)
    return ax


@styled
def plot_networks(
    networks: Mapping[str, tuple[pd.DataFrame, pd.DataFrame]],
    layout: pd.DataFrame,
    *,
    columns: int | None = None,
    label_top: int | None = 8,
    lang: str = "zh",
    glosses: Mapping[str, str] | None = None,
) -> Figure:
    """Draw several networks, a panel each, on one layout and one scale.

    An agency keeps its place from panel to panel; where a network lacks it, its place is a faint
    ring.

    Parameters
    ----------
    networks : (nodes, edges) by the title of the panel, as in `plot_network`
    layout : one row per agency of any network: agency | x | y
    columns : panels side by side; by default three, or two where names are long
    label_top : agencies named in each panel, the strongest first; 0 for none, None for all
    lang : "zh" or "en"
    glosses : English by agency, name or title

    Raises
    ------
    TableError : as in `plot_network`
    FigureError : no networks, no nodes, `columns` below 1, `label_top` below 0, or an unknown `lang`
    """
    check_at_least(1, where="plot_networks", columns=columns)
    check_at_least(0, where="plot_networks", label_top=label_top)
    if not networks:
        raise FigureError("plot_networks: there are no networks to draw; give at least one.")
    checked_networks = [
        _checked_network(nodes, edges, layout, where=f"plot_networks, {title}")
        for title, (nodes, edges) in networks.items()
    ]
    columns = columns or _panels_side_by_side(
        [nodes for nodes, _, _ in checked_networks], lang, glosses
    )
    height = 1.05 * TWO_COLUMNS / columns
    figure, panels = new_panels(len(networks), columns=columns, row_height=height)
    scale = _common_scale([tables[:2] for tables in checked_networks], largest=110.0)
    for ax, title, tables in zip(panels, networks, checked_networks, strict=True):
        ax.set_title(gloss([title], lang, glosses)[0])
        _draw_network(ax, *tables, scale)
    absent = any(len(places) > len(nodes) for nodes, _, places in checked_networks)
    handles = _scale_handles(scale, lang, absent=absent)
    if handles:
        figure.legend(handles=handles, loc="outside lower center", **_LEGEND)
    figure.draw_without_rendering()
    for ax, (nodes, _, places) in zip(panels, checked_networks, strict=True):
        names = shown_names(nodes, "agency", lang, glosses)
        _write_names(ax, nodes, places, scale, names, label_top)
    return figure


def _panels_side_by_side(
    tables: Iterable[pd.DataFrame], lang: str, glosses: Mapping[str, str] | None
) -> int:
    names = [shown_names(nodes, "agency", lang, glosses).values() for nodes in tables]
    longest = max(print_width(name) for panel in names for name in panel)
    return 3 if longest <= _LINE else 2


Tables = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def _checked_network(
    nodes: pd.DataFrame, edges: pd.DataFrame, layout: pd.DataFrame, *, where: str
) -> Tables:
    """Nodes from the strongest down, ties from the weakest up, the layout by agency."""
    nodes = checked(nodes, "agency", where=f"{where}, nodes", numbers="strength")
    layout = checked(layout, "agency", where=f"{where}, layout", numbers="x y")
    check_not_negative(nodes, "strength", where=f"{where}, nodes")
    check_once(nodes, ["agency"], where=f"{where}, nodes")
    check_once(layout, ["agency"], where=f"{where}, layout")
    edges = _checked_edges(edges, where=f"{where}, edges")
    for end in ("source", "target"):
        _check_known(edges[end], nodes["agency"], where, "edges", "the nodes")
    _check_known(nodes["agency"], layout["agency"], where, "nodes", "the layout")
    nodes = nodes.sort_values(["strength", "agency"], ascending=[False, True])
    edges = edges.sort_values(["weight", "source", "target"])
    return nodes, edges, layout.set_index("agency")


def _checked_edges(edges: pd.DataFrame, *, where: str) -> pd.DataFrame:
    if edges.empty:
        return pd.DataFrame({"source": [], "target": [], "weight": []})
    edges = checked(edges, "source target", where=where, numbers="weight")
    check_not_negative(edges, "weight", where=where)
    return edges


def _check_known(names: pd.Series, known: pd.Series, where: str, kind: str, place: str) -> None:
    unknown = names[~names.isin(list(known))]
    if len(unknown):
        raise TableError(
            f"{where}, {kind}: agency “{unknown.iloc[0]}” is not in {place}; add it there."
        )


def _common_scale(networks: list[tuple[pd.DataFrame, pd.DataFrame]], *, largest: float) -> _Scale:
    strength = max(float(nodes["strength"].max()) for nodes, _ in networks)
    weight = max(
        (float(edges["weight"].max()) for _, edges in networks if len(edges)),
        default=0.0,
    )
    return _Scale(strength, weight, largest)


def _draw_network(
    ax: Axes,
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    layout: pd.DataFrame,
    scale: _Scale,
) -> None:
    absent = layout[~layout.index.isin(list(nodes["agency"]))]
    ax.scatter(
        absent["x"],
        absent["y"],
        s=_ABSENT,
        facecolor="white",
        edgecolor=FAINT,
        linewidth=0.6,
    )
    ends = [
        layout.loc[list(edges[end]), ["x", "y"]].to_numpy(float) for end in ("source", "target")
    ]
    ties = LineCollection(
        list(np.stack(ends, axis=1)),
        linewidths=scale.widths(edges["weight"]),
        color=GREY,
        alpha=0.5,
    )
    ax.add_collection(ties)
    places = layout.loc[list(nodes["agency"])]
    ax.scatter(
        places["x"],
        places["y"],
        s=scale.areas(nodes["strength"]),
        facecolor=BLUE,
        edgecolor=_RIM["markeredgecolor"],
        linewidth=_RIM["markeredgewidth"],
        zorder=3,
    )
    ax.margins(0.08)
    ax.autoscale_view()
    ax.set_aspect("equal", adjustable="datalim")
    ax.set_axis_off()


def _scale_handles(scale: _Scale, lang: str, *, absent: bool) -> list[Line2D]:
    """The legend: what a node's area, a tie's width and a faint ring stand for, where there are any."""
    words = labels(lang)
    dots: dict[str, Any] = {"linestyle": "none", "marker": "o"}
    handles = []
    for step in _steps(scale.strength):
        size = float(np.sqrt(scale.areas(pd.Series([step])))[0])
        text = f"{words['strength']} {step:g}"
        disc = {**dots, "color": BLUE, **_RIM, "markersize": size}
        handles.append(Line2D([], [], **disc, label=text))
    for step in _steps(scale.weight):
        width = float(scale.widths(pd.Series([step]))[0])
        text = f"{words['tie']} {step:g}"
        handles.append(Line2D([], [], color=GREY, alpha=0.5, linewidth=width, label=text))
    if absent:
        ring = {
            **dots,
            "color": FAINT,
            "markerfacecolor": "white",
            "markersize": _ABSENT**0.5,
        }
        handles.append(Line2D([], [], **ring, label=words["absent"]))
    return handles


def _steps(peak: float) -> list[float]:
    """Two round numbers, the higher at most the peak, the lower at most a quarter of it.

    None where the peak is zero: there is nothing to read off.
    """
    if not peak:
        return []
    return [_round_below(peak / 4), _round_below(peak)]


def _round_below(value: float) -> float:
    power = floor(log10(value))
    lead = max(step for step in (1, 2, 5) if float(f"{step}e{power}") <= value)
    return float(f"{lead}e{power}")


def _write_names(
    ax: Axes,
    nodes: pd.DataFrame,
    layout: pd.DataFrame,
    scale: _Scale,
    names: Mapping[object, str],
    top: int | None,
) -> None:
    """Write names beside their nodes, the strongest first; the layout must be settled.

    A name may cover the faint ring of an agency that is absent.
    """
    figure = whole_figure(ax)
    to_points = 72 / figure.dpi
    places = layout.loc[list(nodes["agency"]), ["x", "y"]].to_numpy(float)
    points = ax.transData.transform(places) * to_points
    named = nodes["agency"] if top is None else nodes["agency"].head(top)
    texts = [wrapped(names[name], _LINE) for name in named]
    sizes = np.array([_text_size(figure, text) for text in texts]).reshape(-1, 2) * to_points
    frame = np.array(ax.get_window_extent().extents) * to_points
    radii = np.sqrt(scale.areas(nodes["strength"])) / 2
    offsets = place_labels(points, radii, sizes, frame) - points[: len(texts)]
    rims = rim(offsets, sizes)
    gaps = np.linalg.norm(rims, axis=1) - radii[: len(texts)]
    for text, place, offset, (near, _) in zip(texts, places, offsets, rims, strict=False):
        _write_name(ax, text, place, offset, side=-float(np.sign(near)))
    far = gaps > LEADER
    for place, near in zip(places[: len(texts)][far], rims[far], strict=True):
        _tie_name(ax, place, near)


def _text_size(figure: Figure, text: str) -> tuple[float, float]:
    """Width and height in pixels."""
    probe = figure.text(0, 0, text, fontsize=SMALL)
    box = probe.get_window_extent()
    probe.remove()
    return box.width, box.height


def _write_name(ax: Axes, text: str, place: Array, offset: Array, *, side: float) -> None:
    """A name on a veil of white, its centre off its node by so many points.

    `side` is where the node is: -1 at the left, 1 at the right, 0 below or above. There its lines
    begin or end, so that a line from the node meets the words.
    """
    name = ax.annotate(text, _pair(place), _pair(offset), **_OFFSET, fontsize=SMALL, zorder=5)
    name.set(multialignment=_LINES_END[side], in_layout=False, bbox=_BACKGROUND)


def _tie_name(ax: Axes, place: Array, rim: Array) -> None:
    """A thin line from the rim of a name that stands far off to its node, and under it."""
    line = {"arrowstyle": "-", "color": INK, "linewidth": 0.4, "shrinkA": 0, "shrinkB": 0}
    leader = ax.annotate("", _pair(place), _pair(rim), **_OFFSET, arrowprops=line, zorder=2.5)
    leader.set_in_layout(False)


def _pair(point: Array) -> tuple[float, float]:
    return float(point[0]), float(point[1])
