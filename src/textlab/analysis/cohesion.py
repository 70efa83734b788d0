"""The network as a whole: density, clustering, core and periphery, modularity, with intervals.

A resample's network is that of the tasks drawn: an agency that none of them
names is not in it.
"""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.communities import find_communities, modularity
from textlab.analysis.core import core_fit, find_core
from textlab.analysis.measures import clustering, degree
from textlab.analysis.networks import agency_network, network_ties
from textlab.analysis.ordering import settled
from textlab.analysis.resampling import Array, Resampling
from textlab.analysis.tally import enough, spread_about, tally

_LEAST = {"density": 0.0, "clustering": 0.0, "core_fit": -1.0, "modularity": -0.5}
"""The measures in order, and the lowest value that each can have."""


def network_measures(
    mentions: pd.DataFrame,
    *,
    node: str = "name",
    weight: str = "newman",
    unit: str = "statement",
    resamples: int = 200,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """What a network is like as a whole, with intervals from resampling whole tasks.

    Parameters
    ----------
    mentions, node, weight, unit : as in `agency_network`
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    measure | value | low | high, a row each: density (ties among the pairs of agencies, 0 to 1) |
    clustering (its mean over the agencies, 0 to 1) | core_fit (of the best core, −1 to 1; see
    `core`) | modularity (of the communities found, −½ to 1; see `communities`). A value is NaN
    where there is none: no density of a single agency, no modularity without ties, no core among
    two. The interval is as in `centrality_intervals`; NaN from fewer than five tasks.

    Raises
    ------
    TableError, AnalysisError : as in `agency_network`; settings out of bounds

    Source: Watts & Strogatz (1998), Nature 393, 440–442; Borgatti & Everett (2000), Social
    Networks 21, 375–395; Newman (2004), Physical Review E 70, 056131.
    """
    settings = Resampling(resamples, seed, level)
    network = agency_network(mentions, node=node, weight=weight, unit=unit)
    value = _measured(network_ties(network))
    low = high = np.full(len(value), np.nan)
    tasks = tally(mentions, network, node=node, unit=unit)
    if enough(tasks):
        draws = np.stack([_measured(ties) for ties, _ in tasks.networks(settings, weight)])
        low, high = spread_about(value, draws, level, (np.array(list(_LEAST.values())), 1))
    bounds = {"value": settled(value), "low": settled(low), "high": settled(high)}
    return pd.DataFrame({"measure": list(_LEAST), **bounds})


def core_periphery(
    mentions: pd.DataFrame,
    *,
    node: str = "name",
    weight: str = "newman",
    unit: str = "statement",
    resamples: int = 200,
    seed: int = 1,
) -> pd.DataFrame:
    """Who is in the core of a network, and in how many resamples of the tasks.

    Parameters
    ----------
    as in `network_measures`

    Returns
    -------
    One row per agency, the core first, then the largest share, ties by agency: agency | label |
    core (True or False) | share (of the resamples whose core the agency is in, 0 to 1; NaN from
    fewer than five tasks). How well the core fits is the `core_fit` of `network_measures`: where
    that is low, there is no core to speak of.

    Raises
    ------
    TableError, AnalysisError : as in `agency_network`; settings out of bounds

    Source: Borgatti & Everett (2000), Social Networks 21, 375–395.
    """
    settings = Resampling(resamples, seed)
    network = agency_network(mentions, node=node, weight=weight, unit=unit)
    tasks = tally(mentions, network, node=node, unit=unit)
    share = np.full(len(network.nodes), np.nan)
    if enough(tasks):
        drawn = np.zeros((resamples, len(share)), dtype=bool)
        for row, (ties, named) in zip(drawn, tasks.networks(settings, weight), strict=True):
            row[named] = find_core(ties.toarray())
        share = drawn.mean(axis=0)
    core = find_core(network_ties(network).toarray())
    table = network.nodes[["agency", "label"]].assign(core=core, share=settled(share))
    order = ["core", "share", "agency"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def _measured(ties: csr_array) -> Array:
    """The measures of a network, in order; NaN where it has none."""
    weights, size = ties.toarray(), ties.shape[0]
    pairs = size * (size - 1)
    return np.array(
        [
            degree(ties, size).sum() / pairs if pairs else np.nan,
            clustering(ties, size).mean() if size else np.nan,
            core_fit(weights, find_core(weights)),
            modularity(ties, find_communities(ties)),
        ]
    )
