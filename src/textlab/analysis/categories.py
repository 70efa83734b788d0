"""Categories of a dictionary compared between groups of tasks, with intervals.

Input is a table from `count_categories`; output is a table.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import aligned, check_columns
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.analysis.term_measures import PER
from textlab.errors import TableError, TooLittleError

_WHERE = "compare_categories"
_TASK = ["doc_id", "task_id"]


def compare_categories(
    counts: pd.DataFrame,
    groups: pd.Series,
    *,
    clusters: pd.Series | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare how often, and in what mix, groups of tasks use the categories of a dictionary.

    Parameters
    ----------
    counts : a table from `count_categories`: doc_id | task_id | category | count | tokens
    groups : one value per row, such as the year, under the same row labels; the same for all
        rows of a task
    clusters : one value per row; whole clusters, such as provinces, are resampled in place of
        tasks
    resamples, seed, level : the intervals hold the share `level` of so many resamples

    Returns
    -------
    One row per group and category, groups in order, categories in the order of the table:
    group | category | count | per_10k (per 10,000 tokens of the group), low, high (its interval) |
    share (of the group's counts in all categories, 0 to 1), share_low, share_high (its interval) |
    tasks (in the group). Intervals are NaN where a group has fewer than five tasks, or clusters;
    the share also where the group uses no category.

    Raises
    ------
    TableError : a column is missing, a task without some category, or `groups` or `clusters`
        does not fit the rows
    TooLittleError : no tasks

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    settings = Resampling(resamples, seed, level)
    check_columns(counts, "doc_id task_id category count tokens", where=_WHERE)
    if counts.empty:
        raise TooLittleError(f"{_WHERE}: there are no counts; count the categories of some tasks.")
    wide = _wide(counts, groups, clusters)
    codes, names = pd.factorize(wide.groups, sort=True)
    weights = resample_weights(codes, settings, clusters=wide.clusters)
    parts = []
    for code, group in enumerate(names):
        rows = np.flatnonzero(codes == code)
        own, tokens = wide.counts[rows], wide.tokens[rows]
        sums, drawn = own.sum(axis=0), weights[:, rows]
        enough = wide.units(rows) >= FEWEST_UNITS
        low, high = _interval(own, tokens, drawn, level, bool(enough and tokens.any()))
        share_low, share_high = _interval(
            own, own.sum(axis=1), drawn, level, bool(enough and sums.any())
        )
        parts.append(
            pd.DataFrame(
                {
                    "group": group,
                    "category": wide.categories,
                    "count": sums,
                    "per_10k": PER * _ratio(sums, tokens.sum()),
                    "low": PER * low,
                    "high": PER * high,
                    "share": _ratio(sums, sums.sum()),
                    "share_low": share_low,
                    "share_high": share_high,
                    "tasks": len(rows),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


@dataclass(frozen=True)
class _Wide:
    """Counts, tasks × categories, the tasks sorted by doc_id and task_id."""

    counts: Array
    categories: list[str]
    tokens: Array
    groups: Array
    clusters: Array | None

    def units(self, rows: Array) -> int:
        """How many tasks, or clusters, the rows hold."""
        return len(rows) if self.clusters is None else len(set(self.clusters[rows]))


def _wide(counts: pd.DataFrame, groups: pd.Series, clusters: pd.Series | None) -> _Wide:
    facts = counts[[*_TASK, "tokens"]].assign(group=aligned(counts, groups, "groups", where=_WHERE))
    if clusters is not None:
        facts["cluster"] = aligned(counts, clusters, "clusters", where=_WHERE)
    facts = facts.drop_duplicates().sort_values(_TASK, kind="stable")
    _check_once(facts, _TASK, "has two groups, clusters or numbers of tokens; give it one")
    _check_once(counts, [*_TASK, "category"], "stands twice under a category; keep one row")
    categories = list(counts["category"].unique())
    table = counts.pivot(index=_TASK, columns="category", values="count")[categories]
    if table.isna().any(axis=None):
        doc_id, task_id = table.index[int(table.isna().any(axis=1).to_numpy().argmax())]
        raise TableError(
            f"{_WHERE}: task “{doc_id} {task_id}” lacks a category; take the whole table of "
            "count_categories."
        )
    return _Wide(
        table.to_numpy(dtype=np.int64),
        categories,
        facts["tokens"].to_numpy(),
        facts["group"].to_numpy(),
        None if clusters is None else facts["cluster"].to_numpy(),
    )


def _check_once(frame: pd.DataFrame, key: list[str], what: str) -> None:
    repeated = frame.duplicated(key)
    if repeated.any():
        row = frame[repeated].iloc[0]
        raise TableError(f"{_WHERE}: task “{row['doc_id']} {row['task_id']}” {what}.")


def _ratio(sums: Array, total: float) -> Array:
    """A ratio of sums; NaN of nothing."""
    return np.asarray(sums / total) if total else np.full(len(sums), np.nan)


def _interval(
    counts: Array, denominators: Array, weights: Array, level: float, known: bool
) -> tuple[Array, Array]:
    """Bounds of a ratio of sums, from the resamples."""
    if not known:
        unknown = np.full(counts.shape[1], np.nan)
        return unknown, unknown
    return percentile_interval(ratio_draws(csr_array(counts), denominators, weights), level)
