"""Communities: groups of agencies with more ties among themselves than would come by chance."""

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array, triu  # type: ignore[import-untyped]

from textlab.analysis.networks import Network, network_ties
from textlab.analysis.resampling import Array

_STARTS = 5
"""Runs from different orders of the agencies; the one with the highest modularity is kept."""


def agency_communities(network: Network) -> pd.DataFrame:
    """Which community each agency belongs to, so that modularity is as high as can be found.

    Returns
    -------
    One row per agency, by community and agency: agency | label | community (1 is the largest; of
    equal ones that with the first agency). An agency without ties is a community of its own.

    Found by the Louvain method from five orders of the agencies, the best of them kept, so that
    the same network always gives the same communities. Another method may find others that are
    as good: read them as one way to part the network.

    Source: Blondel, Guillaume, Lambiotte & Lefebvre (2008), Journal of Statistical Mechanics,
    P10008; Newman (2004), Physical Review E 70, 056131.
    """
    found = find_communities(network_ties(network))
    table = network.nodes[["agency", "label"]].assign(community=found)
    return table.sort_values(["community", "agency"], ignore_index=True)


def find_communities(ties: csr_array) -> Array:
    """The community of each node, numbered from 1, the largest first."""
    graph = _graph(ties)
    if not graph.edges:
        return np.arange(1, len(graph) + 1)
    found = [nx.community.louvain_communities(graph, seed=seed) for seed in range(_STARTS)]
    numbered = [_numbered(parts, len(graph)) for parts in found]
    return max(numbered, key=lambda numbers: round(modularity(ties, numbers), 10))


def modularity(ties: csr_array, communities: Array) -> float:
    """The share of the weight within communities, less what chance would give; NaN without ties.

    By chance ties are laid so that each agency keeps its strength.
    """
    total = float(ties.sum())
    if total == 0:
        return np.nan
    whole = ties.tocoo()
    within = whole.data[communities[whole.row] == communities[whole.col]].sum()
    shares = np.bincount(communities, weights=np.asarray(ties.sum(axis=1))) / total
    return float(within / total - (shares**2).sum())


def _graph(ties: csr_array) -> "nx.Graph[int]":
    """The ties with numbers for nodes, in order, since networkx goes by the order of insertion."""
    half = triu(ties).tocoo()
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(ties.shape[0]))
    graph.add_weighted_edges_from(
        sorted(zip(half.row.tolist(), half.col.tolist(), half.data.tolist(), strict=True))
    )
    return graph


def _numbered(parts: list[set[int]], size: int) -> Array:
    numbers = np.zeros(size, dtype=np.int64)
    for number, part in enumerate(sorted(parts, key=lambda part: (-len(part), min(part))), 1):
        numbers[list(part)] = number
    return numbers
