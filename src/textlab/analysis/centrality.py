"""How sure is it who is central? Measures of a network with intervals."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.betweenness import betweenness
from textlab.analysis.networks import (
    Network,
    agency_network,
    agency_pairs,
    named_agencies,
    task_units,
)
from textlab.analysis.ordering import listed, settled
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    resample_weights,
)
from textlab.errors import AnalysisError

RESAMPLES = {"degree": 1000, "strength": 1000, "betweenness": 200}
"""Resamples by default; the shortest paths of each resample are sought anew."""
_HIGHEST: Mapping[str, Callable[[int], float]] = {
    "degree": lambda agencies: agencies - 1,
    "strength": lambda _: np.inf,
    "betweenness": lambda _: 1,
}
"""The highest value that a measure can have among so many agencies."""
_CELLS = 5_000_000
"""Numbers held at once: resamples × pairs."""


def centrality_intervals(
    mentions: pd.DataFrame,
    *,
    measure: str = "strength",
    node: str = "name",
    weight: str = "newman",
    resamples: int | None = None,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """How central each agency is, with an interval from resampling whole tasks.

    Parameters
    ----------
    mentions, node, weight : as in `agency_network`
    measure : "degree", "strength" or "betweenness"
    resamples : 1000 by default, 200 for betweenness
    seed, level : the interval holds the share `level` of the resamples

    Returns
    -------
    One row per agency, highest value first, ties by agency: agency | label | value (as in
    `agency_network`) | low, high (same unit; NaN where fewer than five tasks name an agency). Tasks
    are drawn from those that name an agency; an agency that is not drawn counts 0.

    A resample lacks about a third of the tasks, and with them ties, so that degrees and
    betweenness come out too low in all resamples alike. The interval is therefore their spread
    about their median, laid about the value, within what is possible. It shows how far the value
    hangs on single tasks; it does not show ties that no task has yet made. Percentile intervals
    from few tasks, say under thirty, are too narrow (Efron & Tibshirani 1993).

    Raises
    ------
    TableError, AnalysisError : as in `agency_network`; an unknown `measure`, settings out of bounds

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    if measure not in RESAMPLES:
        raise AnalysisError(f"measure “{measure}” is unknown; use one of {listed(RESAMPLES)}.")
    settings = Resampling(RESAMPLES[measure] if resamples is None else resamples, seed, level)
    network = agency_network(mentions, node=node, weight=weight)
    tally = _tally(mentions, network, node)
    table = network.nodes[["agency", "label"]].assign(value=network.nodes[measure])
    low = high = np.full(len(table), np.nan)
    if tally.tasks >= FEWEST_UNITS:
        weights = resample_weights(np.zeros(tally.tasks), settings)
        step = max(1, _CELLS // max(1, len(network.edges)))
        blocks = [weights[start : start + step] for start in range(0, len(weights), step)]
        draws = np.concatenate([tally.measure(block, measure, weight) for block in blocks])
        value, highest = table["value"].to_numpy(float), _HIGHEST[measure](len(table))
        about = value + draws - np.median(draws, axis=0)
        bounds = percentile_interval(np.clip(about, 0, highest), level)
        low, high = (settled(bound) for bound in bounds)
    table = table.assign(low=low, high=high)
    return table.sort_values(["value", "agency"], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class _Tally:
    """What each task gives to each pair and each agency, and the two ends of each pair."""

    count: csr_array
    newman: csr_array
    statements: csr_array
    ends: Array

    @property
    def tasks(self) -> int:
        """Tasks that name an agency."""
        return int(self.statements.shape[0])

    def measure(self, drawn: Array, measure: str, weight: str) -> Array:
        """The measure in each resample: resamples × agencies."""
        ties = self._weights(drawn, weight)
        if measure == "betweenness":
            return np.stack([self._betweenness(row) for row in ties])
        if measure == "degree":
            ties = (ties > 0).astype(float)
        pairs, size = ties.shape[1], self.statements.shape[1]
        places = (self.ends.ravel(), np.tile(np.arange(pairs), 2))
        touching = csr_array((np.ones(2 * pairs), places), shape=(size, pairs))
        return np.asarray((touching @ ties.T).T)

    def _weights(self, drawn: Array, weight: str) -> Array:
        """The weight of each pair in each resample: resamples × pairs."""
        if weight == "newman":
            return _times(drawn, self.newman)
        counts = _times(drawn, self.count)
        if weight == "count":
            return counts
        named = _times(drawn, self.statements)
        either = np.sqrt(named[:, self.ends[0]] * named[:, self.ends[1]])
        return counts / np.where(either > 0, either, 1.0)

    def _betweenness(self, ties: Array) -> Array:
        tied = ties > 0
        return betweenness(self.ends[:, tied], ties[tied], self.statements.shape[1])


def _times(drawn: Array, given: csr_array) -> Array:
    """What the tasks drawn give together; a sparse product adds in one order everywhere."""
    return np.asarray((csr_array(given.T) @ drawn.T.astype(float)).T)


def _tally(mentions: pd.DataFrame, network: Network, node: str) -> _Tally:
    named = named_agencies(mentions, node=node)
    named = named.assign(unit=task_units(named))
    agencies = pd.Index(network.nodes["agency"])
    statement = ["doc_id", "statement_id"]
    sizes = named.groupby(statement).agg(unit=("unit", "first"), k=("unit", "size"))
    pairs = agency_pairs(mentions, node=node).merge(sizes.reset_index(), on=statement)
    known = pd.MultiIndex.from_frame(network.edges[["source", "target"]])
    columns = known.get_indexer(pd.MultiIndex.from_frame(pairs[["source", "target"]]))
    tasks = int(named["unit"].max()) + 1 if len(named) else 0
    rows, shape = pairs["unit"].to_numpy(), (tasks, len(known))
    at = (named["unit"].to_numpy(), agencies.get_indexer(named["agency"]))
    return _Tally(
        csr_array((np.ones(len(pairs)), (rows, columns)), shape=shape),
        csr_array(((1 / (pairs["k"] - 1)).to_numpy(float), (rows, columns)), shape=shape),
        csr_array((np.ones(len(named)), at), shape=(tasks, len(agencies))),
        np.stack([agencies.get_indexer(network.edges[end]) for end in ("source", "target")]),
    )
