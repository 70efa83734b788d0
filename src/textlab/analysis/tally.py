"""Networks of resampled tasks: what each task gives to each tie, added up over the tasks drawn.

A resample of the tasks of a plan gives another network. None of them is built
from mentions anew: a task's gift to each pair and to each agency is known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.measures import ties_of
from textlab.analysis.naming import UNIT, agency_pairs, named_agencies, task_units
from textlab.analysis.networks import Network, ends_of
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    resample_weights,
)

_CELLS = 5_000_000
"""Numbers held at once: resamples × agencies × agencies."""


@dataclass(frozen=True)
class Tally:
    """What each task gives to each pair (count, newman) and to each agency (named).

    ends : the two agencies of each pair; units : statements, or tasks, of each task
    """

    count: csr_array
    newman: csr_array
    named: csr_array
    units: Array
    ends: Array

    @property
    def tasks(self) -> int:
        """Tasks that name an agency."""
        return int(self.named.shape[0])

    @property
    def agencies(self) -> int:
        """Agencies that any task names."""
        return int(self.named.shape[1])

    def blocks(self, settings: Resampling) -> Iterator[Array]:
        """How often each task is drawn in each resample, so many resamples at a time as fit."""
        drawn = resample_weights(np.zeros(self.tasks), settings)
        step = max(1, _CELLS // max(1, self.agencies**2))
        return (drawn[start : start + step] for start in range(0, len(drawn), step))

    def ties(self, drawn: Array, weight: str) -> csr_array:
        """The ties of the networks of these resamples, side by side, as `measures` takes them."""
        return ties_of(self.weights(drawn, weight), self.ends, self.agencies)

    def networks(self, settings: Resampling, weight: str) -> Iterator[tuple[csr_array, Array]]:
        """The ties of each resample among the agencies that it names, and which these are."""
        for drawn in self.blocks(settings):
            for row, named in zip(drawn, sum_drawn(drawn, self.named) > 0, strict=True):
                yield self.ties(row[None, :], weight)[named][:, named], named

    def weights(self, drawn: Array, weight: str) -> Array:
        """The weight of each pair in each resample: resamples × pairs."""
        if weight == "newman":
            return sum_drawn(drawn, self.newman)
        counts = sum_drawn(drawn, self.count)
        if weight == "count":
            return counts
        named = sum_drawn(drawn, self.named)
        either = named[:, self.ends[0]] * named[:, self.ends[1]]
        either = np.where(either > 0, either, 1.0)
        if weight == "cosine":
            return np.asarray(counts / np.sqrt(either))
        return np.asarray(counts * (drawn @ self.units)[:, None] / either)


def tally(mentions: pd.DataFrame, network: Network, *, node: str, unit: str) -> Tally:
    """What the tasks behind a network give to it."""
    named = named_agencies(mentions, node=node, unit=unit)
    named = named.assign(task=task_units(named))
    sizes = named.groupby(UNIT).agg(task=("task", "first"), k=("task", "size")).reset_index()
    pairs = agency_pairs(mentions, node=node, unit=unit).merge(sizes, on=UNIT)
    known = pd.MultiIndex.from_frame(network.edges[["source", "target"]])
    columns = known.get_indexer(pd.MultiIndex.from_frame(pairs[["source", "target"]]))
    tasks = int(named["task"].max()) + 1 if len(named) else 0
    rows, shape = pairs["task"].to_numpy(), (tasks, len(known))
    agencies = pd.Index(network.nodes["agency"])
    at = (named["task"].to_numpy(), agencies.get_indexer(named["agency"]))
    return Tally(
        csr_array((np.ones(len(pairs)), (rows, columns)), shape=shape),
        csr_array(((1 / (pairs["k"] - 1)).to_numpy(float), (rows, columns)), shape=shape),
        csr_array((np.ones(len(named)), at), shape=(tasks, len(agencies))),
        np.bincount(sizes["task"], minlength=tasks),
        ends_of(network.nodes, network.edges),
    )


def spread_about(
    value: Array, draws: Array, level: float, bounds: tuple[Array | float, Array | float]
) -> tuple[Array, Array]:
    """The spread of the draws about their median, laid about the value, within what is possible.

    A resample lacks about a third of the tasks, and with them ties, so that most measures come out
    too low, or too high, in all resamples alike: their percentiles would miss the value. Draws
    that are NaN are left out; where all are, or the value is, there is no interval.
    """
    known = ~np.isnan(draws).all(axis=0) & ~np.isnan(value)
    low, high = np.full(len(value), np.nan), np.full(len(value), np.nan)
    if known.any():
        about = value[known] + draws[:, known] - np.nanmedian(draws[:, known], axis=0)
        least, most = (np.broadcast_to(bound, value.shape)[known] for bound in bounds)
        low[known], high[known] = percentile_interval(np.clip(about, least, most), level)
    return low, high


def enough(tasks: Tally) -> bool:
    """Whether there are tasks enough for an interval."""
    return tasks.tasks >= FEWEST_UNITS


def sum_drawn(drawn: Array, given: csr_array) -> Array:
    """What the tasks drawn give together: resamples × columns of `given`, whose rows are tasks."""
    # A sparse product adds in one order on every processor.
    return np.asarray((csr_array(given.T) @ drawn.T.astype(float)).T)
