"""What is measured of each agency in a network: degree to constraint.

A measure takes the ties of one network, or of several side by side, as a
symmetric sparse matrix with a weight for each tie, and the number of nodes of
one network: nodes 0 to size − 1 are the first network's, and so on, and no tie
leads from one network to another. So a thousand resampled networks are
measured at once. It gives a number for each node.

Sparse sums add in one order on every processor.
"""

from collections.abc import Callable, Mapping

import numpy as np
from scipy.sparse import csr_array, triu  # type: ignore[import-untyped]
from scipy.sparse.csgraph import dijkstra  # type: ignore[import-untyped]

from textlab.analysis.betweenness import betweenness
from textlab.analysis.resampling import Array

_STRIDE, _STEPS = 20, 1000
"""Steps of power iteration between two looks, and how many looks are taken at most."""
_STILL = 1e-12
"""Weights that have moved by less between two looks are found."""


def ties_of(weights: Array, ends: Array, size: int) -> csr_array:
    """The matrix of ties of networks side by side.

    Parameters
    ----------
    weights : of each pair in each network, networks × pairs; zero where it has no tie
    ends : the two nodes of each pair, 2 × pairs
    size : nodes of one network
    """
    network, pair = np.nonzero(weights > 0)
    tied = weights[network, pair]
    source, target = ends[0][pair] + network * size, ends[1][pair] + network * size
    places = np.concatenate([source, target]), np.concatenate([target, source])
    whole = len(weights) * size
    return csr_array((np.concatenate([tied, tied]), places), shape=(whole, whole))


def degree(ties: csr_array, _size: int) -> Array:
    """With how many others a node is tied."""
    return np.asarray(np.diff(ties.indptr), dtype=float)


def strength(ties: csr_array, _size: int) -> Array:
    """The sum of the weights of a node's ties."""
    return np.asarray(ties @ np.ones(ties.shape[0]))


def clustering(ties: csr_array, size: int) -> Array:
    """Of the pairs of a node's neighbours, the share that are tied; 0 with fewer than two.

    Source: Watts & Strogatz (1998), Nature 393, 440–442.
    """
    tied = _unweighted(ties)
    around = (tied @ tied * tied).sum(axis=1)
    neighbours = degree(ties, size)
    return np.asarray(around / np.maximum(neighbours * (neighbours - 1), 1))


def constraint(ties: csr_array, size: int) -> Array:
    """How far a node's ties lead to others who are tied to each other; NaN without ties.

    Source: Burt (1992), Structural Holes, ch. 2.
    """
    total = strength(ties, size)
    shares = csr_array(ties * (1 / np.where(total > 0, total, 1.0))[:, None])
    invested = (shares + shares @ shares) * _unweighted(ties)
    held = (invested * invested).sum(axis=1)
    return np.where(total > 0, held, np.nan)


def eigenvector(ties: csr_array, size: int) -> Array:
    """The weights that are in proportion to the sum of the neighbours', squares adding up to 1.

    Of parts that are not connected, the one with the largest eigenvalue counts, or those where
    several have it: what power iteration from equal weights comes to. Nodes of the others have 0,
    as do all where there are no ties. Nine decimals.

    Source: Bonacich (1972), Journal of Mathematical Sociology 2, 113–120.
    """
    found = np.zeros(ties.shape[0])
    if not ties.nnz:
        return found
    moving = np.repeat(strength(ties, size).reshape(-1, size).any(axis=1), size)
    found[moving] = 1.0
    for _ in range(_STEPS):
        if not moving.any():
            break
        now = found[moving].reshape(-1, size)
        then = _powers(ties[moving][:, moving], now)
        found[moving] = then.ravel()
        moving[moving] = np.repeat(np.abs(then - now).max(axis=1) > _STILL, size)
    return np.round(found, 9)


def _powers(ties: csr_array, weights: Array) -> Array:
    """Weights after some steps of power iteration, networks × size.

    A share of themselves is added in each step, or weights of two sides would take turns.
    """
    own = strength(ties, 0).reshape(weights.shape).mean(axis=1, keepdims=True) / 2
    for _ in range(_STRIDE):
        weights = (ties @ weights.ravel()).reshape(weights.shape) + own * weights
        weights = weights / np.sqrt((weights**2).sum(axis=1, keepdims=True))
    return weights


def closeness(ties: csr_array, size: int) -> Array:
    """How near the others are: the number reached over the sum of their distances.

    A tie is the shorter the heavier it is: its length is 1/weight. Times the share of the others
    that can be reached at all, so that two agencies by themselves do not count as central.

    Source: Freeman (1978), Social Networks 1, 215–239; Wasserman & Faust (1994), Social Network
    Analysis, p. 201.
    """
    return _one_by_one(_closeness, ties, size)


def _closeness(ties: csr_array) -> Array:
    lengths = csr_array((1 / ties.data, ties.indices, ties.indptr), shape=ties.shape)
    distances = dijkstra(lengths, directed=False)
    reached = np.isfinite(distances)
    others = reached.sum(axis=1) - 1
    total = np.where(reached, distances, 0.0).sum(axis=1)
    share = others / max(ties.shape[0] - 1, 1)
    return np.asarray(share * others / np.where(total > 0, total, 1.0))


def between(ties: csr_array, size: int) -> Array:
    """The share of the shortest paths between two others that lead through a node.

    Lengths as in `closeness`; see `betweenness.betweenness`.
    """
    return _one_by_one(_betweenness, ties, size)


def _betweenness(ties: csr_array) -> Array:
    half = triu(ties).tocoo()
    return betweenness(np.stack([half.row, half.col]), half.data, ties.shape[0])


def _one_by_one(measure: Callable[[csr_array], Array], ties: csr_array, size: int) -> Array:
    starts = range(0, ties.shape[0], size) if size else ()
    found = [measure(ties[start : start + size, start : start + size]) for start in starts]
    return np.concatenate([np.zeros(0), *found])


def _unweighted(ties: csr_array) -> csr_array:
    return csr_array((np.ones(len(ties.data)), ties.indices, ties.indptr), shape=ties.shape)


MEASURES: Mapping[str, Callable[[csr_array, int], Array]] = {
    "degree": degree,
    "strength": strength,
    "betweenness": between,
    "closeness": closeness,
    "eigenvector": eigenvector,
    "constraint": constraint,
    "clustering": clustering,
}
