"""How sure is it who leads, and whom? Measures of leading, with intervals.

Whole tasks are resampled, of all those that name an agency. Where all tasks
agree, so do all resamples, and the interval has no width: then it shows how
little these tasks say of others, not how sure the number is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.leading import lead_ties
from textlab.analysis.naming import UNIT, named_agencies, role_counts, single_agencies, task_units
from textlab.analysis.ordering import listed, settled
from textlab.analysis.resampling import FEWEST_UNITS, Array, Resampling, resample_weights
from textlab.analysis.tally import spread_about, sum_drawn
from textlab.errors import AnalysisError

_DIRECTIONS = [
    *["source", "target", "source_label", "target_label", "count", "reverse", "tasks", "documents"],
    *["share", "low", "high"],
]


def lead_intervals(
    mentions: pd.DataFrame,
    *,
    measure: str = "out_strength",
    node: str = "name",
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """How much each agency leads, or is led, with an interval from resampling whole tasks.

    Parameters
    ----------
    mentions, node : as in `agency_network`
    measure : "lead_share", of the statements that name it those in which it leads, 0 to 1;
        "out_degree", "in_degree", "out_strength", "in_strength", as in `lead_support_network`
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per agency that a statement names, highest value first, ties by agency: agency | label |
    value (0 where no statement with a lead names it) | low, high (same unit; as in
    `centrality_intervals`; NaN where fewer than five tasks name an agency, for the lead_share where
    fewer than five name this one)

    Raises
    ------
    TableError, AnalysisError : as in `role_counts`; an unknown `measure`, settings out of bounds

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    if measure not in _MEASURES:
        raise AnalysisError(f"measure “{measure}” is unknown; use one of {listed(_MEASURES)}.")
    settings = Resampling(resamples, seed, level)
    led = _tally(mentions, node)
    value = _MEASURES[measure](led, np.ones((1, led.tasks)))[0]
    draws = _MEASURES[measure](led, resample_weights(np.zeros(led.tasks), settings))
    behind = (led.named > 0).sum(axis=0) if measure == "lead_share" else led.tasks
    highest = {"lead_share": 1.0, "out_degree": len(value) - 1, "in_degree": len(value) - 1}
    low, high = _bounds(value, draws, behind, level, highest.get(measure, np.inf))
    table = role_counts(mentions, node=node)[["agency", "label"]]
    table = table.assign(value=settled(value), low=low, high=high)
    return table.sort_values(["value", "agency"], ascending=[False, True], ignore_index=True)


def lead_directions(
    mentions: pd.DataFrame,
    *,
    node: str = "name",
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Which of two agencies leads the other, with an interval from resampling whole tasks.

    Parameters
    ----------
    mentions, node : as in `agency_network`
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per two agencies of which one leads the other in any statement, largest count first, ties
    by source and target: source (leads more often; of equals the first by name) | target |
    source_label | target_label | count, reverse (statements in which the source leads the target,
    and the other way) | tasks, documents (that hold these) | share (count over both, ½ to 1) | low,
    high (as in `centrality_intervals`; NaN from fewer than five tasks). An interval that holds ½
    leaves the direction open. Where `reverse` is 0 it has no width: how often the other way could
    come about in as many statements is then told by an interval of a share, such as Wilson's.

    Raises
    ------
    TableError, AnalysisError : as in `role_counts`; settings out of bounds

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    settings = Resampling(resamples, seed, level)
    led = _tally(mentions, node)
    table, at, forth = _by_pair(led.ties)
    tasks, size = led.ties["task"], len(table)
    drawn = resample_weights(np.zeros(led.tasks), settings)
    leading = sum_drawn(drawn, _crossed(tasks, at, (led.tasks, size), forth))
    either = sum_drawn(drawn, _crossed(tasks, at, (led.tasks, size)))
    with np.errstate(invalid="ignore"):
        draws = leading / either
    share = (table["count"] / (table["count"] + table["reverse"])).to_numpy(float)
    low, high = _bounds(share, draws, table["tasks"].to_numpy(), level, 1.0)
    label = role_counts(mentions, node=node).set_index("agency")["label"]
    names = {f"{end}_label": table[end].map(label) for end in ("source", "target")}
    table = table.assign(**names, share=settled(share), low=low, high=high)
    order = ["count", "source", "target"]
    return table.sort_values(order, ascending=[False, True, True], ignore_index=True)[_DIRECTIONS]


@dataclass(frozen=True)
class _Led:
    """What each task gives: statements that name each agency and that it leads, tasks × agencies.

    ties : from leads to those they lead, a row per statement, with the number of its task
    """

    named: csr_array
    leads: csr_array
    ties: pd.DataFrame
    agencies: pd.Index

    @property
    def tasks(self) -> int:
        """Tasks that name an agency."""
        return int(self.named.shape[0])


def _tally(mentions: pd.DataFrame, node: str) -> _Led:
    named = named_agencies(mentions, node=node)
    named = named.assign(task=task_units(named))
    agencies = pd.Index(np.sort(named["agency"].unique()))
    kept = single_agencies(mentions, node)
    leading = kept.loc[kept["role"] == "lead", [*UNIT, "agency"]].drop_duplicates()
    leading = named.merge(leading, on=[*UNIT, "agency"])
    tasks = int(named["task"].max()) + 1 if len(named) else 0
    names, leads = (
        _crossed(rows["task"], agencies.get_indexer(rows["agency"]), (tasks, len(agencies)))
        for rows in (named, leading)
    )
    ties = lead_ties(mentions, node=node).merge(named[[*UNIT, "task"]].drop_duplicates(), on=UNIT)
    return _Led(names, leads, ties, agencies)


def _lead_share(led: _Led, drawn: Array) -> Array:
    with np.errstate(invalid="ignore"):
        return np.asarray(sum_drawn(drawn, led.leads) / sum_drawn(drawn, led.named))


def _strength(end: str) -> Callable[[_Led, Array], Array]:
    """The weights of the ties that begin, or end, at each agency."""

    def measure(led: _Led, drawn: Array) -> Array:
        at = led.agencies.get_indexer(pd.Index(led.ties[end]))
        shape = (led.tasks, len(led.agencies))
        return sum_drawn(
            drawn, _crossed(led.ties["task"], at, shape, led.ties["newman"].to_numpy())
        )

    return measure


def _degree(end: str) -> Callable[[_Led, Array], Array]:
    """How many ties begin, or end, at each agency."""

    def measure(led: _Led, drawn: Array) -> Array:
        pairs = led.ties.groupby(["source", "target"])
        size, at = pairs.ngroups, pairs.ngroup().to_numpy()
        tied = sum_drawn(drawn, _crossed(led.ties["task"], at, (led.tasks, size))) > 0
        own = led.agencies.get_indexer(pd.Index(pairs[end].first()))
        return sum_drawn(tied, _crossed(np.arange(size), own, (size, len(led.agencies))))

    return measure


_MEASURES: Mapping[str, Callable[[_Led, Array], Array]] = {
    "lead_share": _lead_share,
    "out_degree": _degree("source"),
    "in_degree": _degree("target"),
    "out_strength": _strength("source"),
    "in_strength": _strength("target"),
}


def _by_pair(ties: pd.DataFrame) -> tuple[pd.DataFrame, Array, Array]:
    """A row for two agencies, the one that leads more often as source; of each tie, the row that it
    belongs to, and whether it leads from source to target."""
    ends = ties[["source", "target"]]
    first, second = ends.min(axis=1), ends.max(axis=1)
    rows = ties.assign(first=first, second=second, forth=ties["source"] == first)
    pairs = rows.groupby(["first", "second"])
    table = pairs.agg(
        forth=("forth", "sum"),
        either=("forth", "size"),
        tasks=("task", "nunique"),
        documents=("doc_id", "nunique"),
    ).reset_index()
    turned = 2 * table["forth"] < table["either"]
    at = pairs.ngroup().to_numpy()
    count = table["forth"].where(~turned, table["either"] - table["forth"])
    table = table.assign(
        source=table["first"].where(~turned, table["second"]),
        target=table["second"].where(~turned, table["first"]),
        count=count,
        reverse=table["either"] - count,
    )
    return table, at, rows["forth"].to_numpy() != turned.to_numpy()[at]


def _crossed(
    rows: Array | pd.Series, columns: Array, shape: tuple[int, int], given: Array | None = None
) -> csr_array:
    """A table with what is given at each place added up; 1 by default."""
    values = np.ones(len(columns)) if given is None else np.asarray(given, dtype=float)
    return csr_array((values, (np.asarray(rows, dtype=np.intp), columns)), shape=shape)


def _bounds(
    value: Array, draws: Array, tasks: Array | int, level: float, highest: float
) -> tuple[Array, Array]:
    """The interval of each value, where it rests on tasks enough."""
    low, high = spread_about(value, draws, level, (0.0, highest))
    known = np.broadcast_to(np.asarray(tasks) >= FEWEST_UNITS, value.shape)
    return np.where(known, settled(low), np.nan), np.where(known, settled(high), np.nan)
