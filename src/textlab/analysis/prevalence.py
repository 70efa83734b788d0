"""How much of a group's text each topic fills, and how two groups differ in that.

Input is the shares of the tasks and a table of the tasks; output is a table with
intervals. The model stays fixed while tasks are resampled.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import check_columns, listed, task_order
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.errors import AnalysisError, TableError


def topic_prevalence(
    shares: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    by: str,
    clusters: str | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Each topic's share of the tokens of each group of tasks, with an interval.

    Parameters
    ----------
    shares : as in `TopicModel`
    tasks : one row per task: doc_id | task_id | tokens | `by` | `clusters`; a task without shares
        is not counted
    by : column that names the groups, such as "year" or "region"
    clusters : column whose values are resampled whole, such as "region", in place of tasks
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per topic and group, in order: topic | `by` | share (mean over tasks weighted by
    tokens, 0 to 1; over the topics of a group they sum to 1) | low, high (NaN where a group has
    fewer than five tasks or clusters) | tasks (counted). The model stays fixed while tasks are
    resampled. Percentile intervals from few tasks or clusters, say under thirty in a group, are
    too narrow (Efron & Tibshirani 1993).

    Raises
    ------
    TableError : a column is missing, a task stands twice, a task with shares is not among `tasks`
    AnalysisError : a group has no tokens, or settings out of bounds

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    found = _shared_out(shares, tasks, by, clusters, where="topic_prevalence")
    weights = found.weights(Resampling(resamples, seed, level))
    parts = []
    for group in found.groups:
        rows = found.rows(group)
        low, high = found.interval([rows], weights, level)
        parts.append(
            pd.DataFrame(
                {
                    "topic": found.topics,
                    by: group,
                    "share": found.mean(rows),
                    "low": low,
                    "high": high,
                    "tasks": len(rows),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values("topic", kind="stable", ignore_index=True)


def prevalence_difference(
    shares: pd.DataFrame,
    tasks: pd.DataFrame,
    *,
    by: str,
    target: object,
    reference: object,
    clusters: str | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """How much more of the tokens of one group than of another does each topic fill?

    Parameters
    ----------
    shares, tasks, by, resamples, seed, level : as in `topic_prevalence`; tasks of other groups are
        left out
    target, reference : the two groups
    clusters : as in `topic_prevalence`; clusters that lie in both groups, as provinces do in two
        years, are drawn for both at once, so that what is theirs in both cancels out

    Returns
    -------
    One row per topic, in order: topic | share_target, share_reference (of tokens, 0 to 1) |
    difference (share_target − share_reference) | low, high (of the difference; an interval that
    leaves out zero speaks for a difference, before allowance for the number of topics looked at;
    NaN where either group has fewer than five tasks or clusters)

    Raises
    ------
    TableError, AnalysisError : as in `topic_prevalence`, or a group that is not there

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    check_columns(tasks, f"doc_id task_id {by}", where="prevalence_difference")
    both = tasks[tasks[by].isin([target, reference])]
    if target == reference or not {target, reference} <= set(both[by]):
        raise AnalysisError(
            f"prevalence_difference: {by} “{target}” and “{reference}” must be two groups of the "
            f"tasks, which are {listed(sorted(set(tasks[by].dropna())))}."
        )
    its = shares.merge(both[["doc_id", "task_id"]], on=["doc_id", "task_id"])
    found = _shared_out(its, both, by, clusters, where="prevalence_difference")
    sides = [found.rows(target), found.rows(reference)]
    means = [found.mean(rows) for rows in sides]
    low, high = found.interval(sides, found.weights(Resampling(resamples, seed, level)), level)
    return pd.DataFrame(
        {
            "topic": found.topics,
            "share_target": means[0],
            "share_reference": means[1],
            "difference": means[0] - means[1],
            "low": low,
            "high": high,
        }
    )


@dataclass(frozen=True)
class _SharedOut:
    """Shares of tasks × topics in order of doc_id and task_id, with tokens and group of each task."""

    shares: pd.DataFrame
    tokens: Array
    codes: Array
    groups: list[object]
    clusters: Array | None

    @property
    def topics(self) -> pd.Index:
        return self.shares.columns

    def rows(self, group: object) -> Array:
        """Places of the tasks of a group."""
        return np.flatnonzero(self.codes == self.groups.index(group))

    def weights(self, settings: Resampling) -> Array:
        """How often each task is drawn in each resample."""
        return resample_weights(self.codes, settings, clusters=self.clusters)

    def mean(self, rows: Array) -> Array:
        """The share of each topic in the tokens of these tasks."""
        return np.asarray(self._draws(rows, np.ones((1, len(rows))))[0])

    def interval(self, sides: list[Array], weights: Array, level: float) -> tuple[Array, Array]:
        """Bounds of the mean over one set of tasks, or of the difference of two means."""
        if min(self._units(rows) for rows in sides) < FEWEST_UNITS:
            unknown = np.full(len(self.topics), np.nan)
            return unknown, unknown
        draws = [self._draws(rows, weights[:, rows]) for rows in sides]
        return percentile_interval(draws[0] - sum(draws[1:]), level)

    def _draws(self, rows: Array, weights: Array) -> Array:
        sums = csr_array(self.shares.to_numpy()[rows] * self.tokens[rows, None])
        return ratio_draws(sums, self.tokens[rows], weights)

    def _units(self, rows: Array) -> int:
        """How many tasks, or clusters, there are."""
        return len(rows) if self.clusters is None else len(set(self.clusters[rows]))


def _shared_out(
    shares: pd.DataFrame, tasks: pd.DataFrame, by: str, clusters: str | None, *, where: str
) -> _SharedOut:
    check_columns(tasks, f"doc_id task_id tokens {by} {clusters or ''}", where=where)
    wide = _wide(shares)
    rows = _rows_of(tasks, wide.index, where)
    for name in ("tokens", by, *([clusters] if clusters else [])):
        _check_complete(rows, name, where)
    tokens = rows["tokens"].to_numpy(float)
    codes, groups = pd.factorize(rows[by], sort=True)
    for group, total in zip(groups, np.bincount(codes, tokens), strict=True):
        if not total:
            raise AnalysisError(f"{where}: {by} {group} has no tokens; leave it out.")
    units = rows[clusters].to_numpy() if clusters else None
    return _SharedOut(wide, tokens, codes, list(groups), units)


def _wide(shares: pd.DataFrame) -> pd.DataFrame:
    """Tasks × topics, in order of doc_id and task_id."""
    check_columns(shares, "doc_id task_id topic share", where="shares")
    if shares.duplicated(["doc_id", "task_id", "topic"]).any():
        raise TableError("shares: a task has a topic twice; give the shares of one model.")
    wide = shares.pivot(index=["doc_id", "task_id"], columns="topic", values="share").sort_index()
    if wide.isna().any(axis=None):
        raise TableError("shares: a task lacks a topic; give all the shares of one model.")
    return wide


def _rows_of(tasks: pd.DataFrame, wanted: pd.Index, where: str) -> pd.DataFrame:
    """The rows of `tasks` for the tasks wanted, in their order."""
    rows = tasks.iloc[task_order(tasks)].set_index(["doc_id", "task_id"], drop=False)
    absent = wanted.difference(rows.index)
    if len(absent):
        raise TableError(
            f"{where}: task “{', '.join(absent[0])}” has shares but is not among the "
            "tasks; give the tasks that the model was fitted on."
        )
    return rows.loc[wanted]


def _check_complete(rows: pd.DataFrame, name: str, where: str) -> None:
    missing = rows[rows[name].isna()]
    if len(missing):
        doc_id, task_id = missing[["doc_id", "task_id"]].iloc[0]
        raise TableError(
            f"{where}: {name} is missing for task “{doc_id}, {task_id}”; fill it in, or "
            "leave the task out of the shares."
        )
