"""How sure is it who is central? Measures of agencies with intervals."""

import numpy as np
import pandas as pd

from textlab.analysis.measures import MEASURES
from textlab.analysis.networks import agency_network
from textlab.analysis.ordering import listed, settled
from textlab.analysis.resampling import Array, Resampling
from textlab.analysis.tally import Tally, enough, spread_about, tally
from textlab.errors import AnalysisError

RESAMPLES = dict.fromkeys(MEASURES, 1000) | {"betweenness": 200, "closeness": 200}
"""Resamples by default; the shortest paths of each resample are sought anew."""


def centrality_intervals(
    mentions: pd.DataFrame,
    *,
    measure: str = "strength",
    node: str = "name",
    weight: str = "newman",
    unit: str = "statement",
    resamples: int | None = None,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """How central each agency is, with an interval from resampling whole tasks.

    Parameters
    ----------
    mentions, node, weight, unit : as in `agency_network`
    measure : "degree", "strength", "betweenness", "closeness", "eigenvector", "constraint" or
        "clustering"
    resamples : 1000 by default, 200 for betweenness and closeness
    seed, level : the interval holds the share `level` of the resamples

    Returns
    -------
    One row per agency, highest value first, ties by agency: agency | label | value (as in
    `agency_network`) | low, high (same unit; NaN where fewer than five tasks name an agency, and
    where there is no value). Tasks are drawn from those that name an agency; an agency that is not
    drawn has no ties and counts 0, and has no constraint.

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
    if measure not in MEASURES:
        raise AnalysisError(f"measure “{measure}” is unknown; use one of {listed(MEASURES)}.")
    settings = Resampling(RESAMPLES[measure] if resamples is None else resamples, seed, level)
    network = agency_network(mentions, node=node, weight=weight, unit=unit)
    tasks = tally(mentions, network, node=node, unit=unit)
    table = network.nodes[["agency", "label"]].assign(value=network.nodes[measure])
    low = high = np.full(len(table), np.nan)
    if enough(tasks):
        draws = _draws(tasks, settings, measure, weight)
        bounds = (0, _highest(measure, len(table)))
        low, high = spread_about(table["value"].to_numpy(float), draws, level, bounds)
    table = table.assign(low=settled(low), high=settled(high))
    return table.sort_values(["value", "agency"], ascending=[False, True], ignore_index=True)


def _draws(tasks: Tally, settings: Resampling, measure: str, weight: str) -> Array:
    """The measure of each agency in each resample: resamples × agencies."""
    size = tasks.agencies
    found = [MEASURES[measure](tasks.ties(drawn, weight), size) for drawn in tasks.blocks(settings)]
    return np.concatenate(found).reshape(settings.resamples, size)


def _highest(measure: str, agencies: int) -> float:
    """The highest value that a measure can have among so many agencies."""
    unbounded = {"degree": agencies - 1, "strength": np.inf, "constraint": np.inf}
    return unbounded.get(measure, 1)
