"""Betweenness in a network whose ties have weights."""

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.sparse.csgraph import dijkstra  # type: ignore[import-untyped]

from textlab.analysis.resampling import Array

_SLACK = 1e-9
"""Two paths whose lengths differ by less than this share are equally long."""


def betweenness(ends: Array, weights: Array, size: int) -> Array:
    """The share of the shortest paths between two others that lead through each node.

    Parameters
    ----------
    ends : the two nodes of each tie, 2 × ties
    weights : of each tie, above zero; its length is 1/weight
    size : number of nodes

    Returns
    -------
    0 to 1 for each node: summed over all pairs of others, divided by their number

    Lengths are sums of fractions, and equally long paths differ in the last bit, so that an exact
    comparison would miss some; hence Brandes' algorithm with some slack, for all sources at once.

    Source: Brandes (2001), Journal of Mathematical Sociology 25, 163–177.
    """
    if size < 3 or not len(weights):
        return np.zeros(size)
    lengths = np.full((size, size), np.inf)
    lengths[ends[0], ends[1]] = lengths[ends[1], ends[0]] = 1 / weights
    graph = csr_array((1 / weights, (ends[0], ends[1])), shape=(size, size))
    distances = dijkstra(graph, directed=False)
    order = np.argsort(distances, axis=1, kind="stable")
    sources = np.arange(size)
    paths = np.eye(size)
    for reached in order.T[1:]:
        last = _last_steps(distances, lengths, reached)
        paths[sources, reached] = (paths * last).sum(axis=1)
    passing = np.zeros((size, size))
    for reached in order.T[:0:-1]:
        last = _last_steps(distances, lengths, reached)
        number = paths[sources, reached]
        part = (1 + passing[sources, reached]) / np.where(number > 0, number, 1)
        passing += last * paths * part[:, None]
    np.fill_diagonal(passing, 0.0)
    return np.asarray(passing.sum(axis=0) / ((size - 1) * (size - 2)))


def _last_steps(distances: Array, lengths: Array, reached: Array) -> Array:
    """From which nodes (columns) a shortest path steps to the node reached from each source."""
    target = distances[np.arange(len(reached)), reached][:, None]
    through = distances + lengths[:, reached].T
    with np.errstate(invalid="ignore"):
        close = np.abs(through - target) <= _SLACK * target
    return np.asarray(close & np.isfinite(target))
