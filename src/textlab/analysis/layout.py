"""Where agencies stand in the picture of their network: coordinates, to be stored.

One layout serves all the networks of a figure, so that an agency keeps its
place from year to year. Agencies with heavy ties stand close together.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import connected_components, dijkstra  # type: ignore[import-untyped]

from textlab.analysis.networks import Network
from textlab.analysis.resampling import Array
from textlab.errors import TooLittleError

_STARTS = 6
"""Starts tried; the layout with the least stress is kept."""
_STEPS = 500
_GAP = 0.2
"""Air between components, in radii of the largest."""
_ROUND = 1e-3
"""A part whose two axes differ by less than this share of their sum has no longer axis."""
_NOISE = 1e-6
"""An agency nearer to an axis or the centre than this share of the radius lies on it."""


def network_layout(
    networks: Network | Iterable[Network] | Mapping[object, Network], *, seed: int = 1
) -> pd.DataFrame:
    """Lay out a network, or several on their union, tie weights added up.

    Parameters
    ----------
    networks : one, or all those that a figure shows side by side; the order does not matter
    seed : the starts tried

    Returns
    -------
    One row per agency of any network, by agency: agency | x | y (−1 to 1, four decimals; the
    longer side lies across)

    Each connected part is placed by stress majorisation: distances on the page follow those along
    the ties, whose length is weight^(−1/5), so that a tie of 32 times the weight is half as
    long. With longer steps the strong agencies pile up in the middle. The largest part stands on
    top, the others and the agencies without ties in rows beneath it.

    Raises
    ------
    TooLittleError : no agencies

    Source: Gansner, Koren & North (2004), Graph Drawing, LNCS 3383, 239–250.
    """
    agencies, lengths = _union(networks)
    _, part = connected_components(lengths, directed=False)
    members = [np.flatnonzero(part == number) for number in range(part.max() + 1)]
    members.sort(key=lambda rows: (-len(rows), rows[0]))
    generator = np.random.default_rng(seed)
    places = np.zeros((len(agencies), 2))
    drawn = [_place_part(lengths[rows][:, rows], generator) for rows in members]
    for rows, xy in zip(members, _in_rows(drawn), strict=True):
        places[rows] = xy
    places -= (places.max(axis=0) + places.min(axis=0)) / 2
    # Adding zero turns −0.0 into 0.0.
    places = np.round(places / max(np.abs(places).max(), 1e-12), 4) + 0.0
    return pd.DataFrame({"agency": agencies, "x": places[:, 0], "y": places[:, 1]})


def _union(
    networks: Network | Iterable[Network] | Mapping[object, Network],
) -> tuple[list[str], csr_array]:
    """The agencies of all networks in order, and the lengths of their ties."""
    if isinstance(networks, Network):
        networks = [networks]
    elif isinstance(networks, Mapping):
        networks = networks.values()
    networks = list(networks)
    agencies = sorted({agency for network in networks for agency in network.nodes["agency"]})
    if not agencies:
        raise TooLittleError("network_layout: there are no agencies to place; add a plan.")
    edges = pd.concat([network.edges for network in networks])
    # Sorted before they are added, so that the order of the networks leaves no trace.
    edges = edges.sort_values(["source", "target", "weight"])
    summed = edges.groupby(["source", "target"])["weight"].sum().reset_index()
    at = pd.Index(agencies)
    ends = (at.get_indexer(summed["source"]), at.get_indexer(summed["target"]))
    lengths = summed["weight"].to_numpy(float) ** -0.2
    return agencies, csr_array((lengths, ends), shape=(len(agencies), len(agencies)))


def _place_part(lengths: csr_array, generator: np.random.Generator) -> Array:
    """One connected part about its centre, its area in proportion to its agencies."""
    size = lengths.shape[0]
    if size == 1:
        return np.zeros((1, 2))
    wanted = dijkstra(lengths, directed=False)
    tries = [_majorise(wanted, generator.permutation(size)) for _ in range(_STARTS)]
    places = min(tries, key=lambda xy: round(_stress(xy, wanted), 6))
    places = _turned(places - places.mean(axis=0))
    return np.asarray(places * np.sqrt(size) / np.linalg.norm(places, axis=1).max())


def _majorise(wanted: Array, order: Array) -> Array:
    """Places from a start on a circle; each step lowers the stress, until nothing moves."""
    size = len(wanted)
    angles = 2 * np.pi * np.argsort(order) / size
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1) * wanted.mean()
    with np.errstate(divide="ignore"):
        weights = np.where(wanted > 0, wanted**-2.0, 0.0)
    total = weights.sum(axis=1)[:, None]
    for _ in range(_STEPS):
        apart = places[:, None] - places[None]
        pull = weights * wanted / np.maximum(_lengths(apart), 1e-9)
        new = (weights[:, :, None] * places[None] + pull[:, :, None] * apart).sum(axis=1) / total
        moved = np.abs(new - places).max()
        places = new
        if moved < 1e-7 * wanted.max():
            break
    return np.asarray(places)


def _stress(places: Array, wanted: Array) -> float:
    """Squared relative error of the distances, per pair."""
    apart = _lengths(places[:, None] - places[None])
    pairs = wanted > 0
    return float(((apart[pairs] / wanted[pairs] - 1) ** 2).mean())


def _lengths(apart: Array) -> Array:
    return np.asarray(np.sqrt((apart**2).sum(axis=-1)))


def _turned(places: Array) -> Array:
    """The longest axis across; the first agency off the middle right of it, and the first above.

    A part as long as it is wide, such as a triangle of equal sides, has no longest axis but that
    of rounding noise: there the first agency off the centre points right.
    """
    x, y = places.T
    radii = np.hypot(x, y)
    noise = _NOISE * radii.max()
    longer, skew = (x**2 - y**2).sum(), 2 * (x * y).sum()
    if np.hypot(longer, skew) < _ROUND * (radii**2).sum():
        first = int(np.argmax(radii > noise))
        angle = np.arctan2(y[first], x[first])
    else:
        angle = np.arctan2(skew, longer) / 2
    cos, sin = np.cos(angle), np.sin(angle)
    turned = np.stack([x * cos + y * sin, y * cos - x * sin], axis=1)
    off = np.abs(turned) > noise
    leading = turned[off.argmax(axis=0), [0, 1]]
    return np.asarray(turned * np.where(off.any(axis=0) & (leading < 0), -1.0, 1.0))


def _in_rows(parts: list[Array]) -> list[Array]:
    """The first part on top; the others from left to right beneath it, in rows of its width."""
    first = parts[0]
    gap = _GAP * max(np.abs(first).max(), 1.0)
    left, right = float(first[:, 0].min()), float(first[:, 0].max())
    x, y, deepest, placed = left, float(first[:, 1].min()) - gap, 0.0, [first]
    for part in parts[1:]:
        width, height = part.max(axis=0) - part.min(axis=0)
        if x > left and x + width > right + 1e-9:
            x, y, deepest = left, y - deepest - gap, 0.0
        corner = np.array([x - part[:, 0].min(), y - part[:, 1].max()])
        placed.append(part + corner)
        x, deepest = x + width + gap, max(deepest, height)
    return placed
