"""What a group of tasks emphasises: mean TF-IDF, and how two groups differ in it.

Input is a document-term matrix and a group for each task; output is a table.
The weight of a term (its idf) is that of the whole matrix and stays fixed while
tasks are resampled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.ordering import aligned, check_top, columns_of, listed, settled, task_order
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.errors import AnalysisError, TooLittleError
from textlab.words.counts import DocumentTermMatrix
from textlab.words.weights import tfidf


def term_emphasis(
    matrix: DocumentTermMatrix,
    groups: pd.Series,
    *,
    top: int = 15,
    terms: Sequence[str] | None = None,
    clusters: pd.Series | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Score each group's terms by their mean TF-IDF over its tasks, with an interval.

    Parameters
    ----------
    matrix : counts of tasks × terms
    groups : one value per row of `matrix.tasks`, such as the year, under the same row labels
    top : terms per group, the highest scores; fewer where a group uses fewer
    terms : these terms for every group instead
    clusters : one value per row; whole clusters, such as provinces, are resampled in place of
        tasks. The interval is then wider where the tasks of a province resemble each other.
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per group and term, groups in order, highest score first, ties by term:
    group | term | score (mean of tf × idf; no unit) | low, high (same unit) | tasks (in the group,
    tasks without a term among them). low and high are NaN where a group has fewer than five tasks,
    or clusters where these are resampled: they do not say how far others would lie.

    Raises
    ------
    TableError : `groups` or `clusters` does not fit the rows, or has a missing value
    TooLittleError : no tasks
    AnalysisError : a term that is not in the matrix, or settings out of bounds

    Percentile intervals from few tasks or clusters, say under thirty, are too narrow (Efron &
    Tibshirani 1993). They say nothing on how the terms were chosen: the highest of many scores lie
    rather too high than too low.

    Source: Salton & Buckley (1988), Information Processing & Management 24(5), 513–523; idf as in
    scikit-learn; Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    check_top(top, where="term_emphasis")
    scored = _score(matrix, groups, clusters, where="term_emphasis")
    settings = Resampling(resamples, seed, level)
    asked = None if terms is None else columns_of(matrix.terms, terms)
    weights = resample_weights(scored.codes, settings, clusters=scored.clusters)
    parts = []
    for code, group in enumerate(scored.groups):
        rows = np.flatnonzero(scored.codes == code)
        means = scored.means(rows)
        columns = _highest(means, top) if asked is None else asked[_descending(means[asked])]
        low, high = scored.interval([rows], columns, weights, level)
        parts.append(
            pd.DataFrame(
                {
                    "group": group,
                    "term": scored.terms[columns],
                    "score": means[columns],
                    "low": low,
                    "high": high,
                    "tasks": len(rows),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def emphasis_difference(
    matrix: DocumentTermMatrix,
    groups: pd.Series,
    a: object,
    b: object,
    *,
    top: int = 20,
    terms: Sequence[str] | None = None,
    clusters: pd.Series | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Score the terms by how far groups `a` and `b` differ, with an interval of the difference.

    Parameters
    ----------
    matrix, groups, resamples, seed, level : as in `term_emphasis`
    a, b : the two groups
    top : terms given, those with the largest differences
    terms : these terms instead
    clusters : as in `term_emphasis`; clusters that lie in both groups, as provinces do in two
        years, are drawn for both at once, so that what is theirs in both cancels out

    Returns
    -------
    One row per term, largest difference first whatever its sign, ties by term:
    term | score_a, score_b (mean TF-IDF) | difference (score_a − score_b: above zero where `a` says
    more) | low, high (of the difference; an interval that leaves out zero speaks for a difference,
    before allowance for the number of terms looked at; NaN where either group has fewer than five
    tasks or clusters). From few of them, say under thirty in a group, percentile intervals are too
    narrow (Efron & Tibshirani 1993).

    Raises
    ------
    TooLittleError : no tasks, or all of one group
    TableError, AnalysisError : as in `term_emphasis`, or `a` or `b` is not among the groups

    Source: as `term_emphasis`; Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    check_top(top, where="emphasis_difference")
    scored = _score(matrix, groups, clusters, where="emphasis_difference")
    settings = Resampling(resamples, seed, level)
    scored = scored.within(a, b)
    sides = [np.flatnonzero(scored.codes == scored.groups.index(group)) for group in (a, b)]
    means = [scored.means(rows) for rows in sides]
    gaps = np.abs(means[0] - means[1])
    if terms is None:
        columns = _highest(gaps, top)
    else:
        asked = columns_of(matrix.terms, terms)
        columns = asked[_descending(gaps[asked])]
    weights = resample_weights(scored.codes, settings, clusters=scored.clusters)
    low, high = scored.interval(sides, columns, weights, level)
    return pd.DataFrame(
        {
            "term": scored.terms[columns],
            "score_a": means[0][columns],
            "score_b": means[1][columns],
            "difference": means[0][columns] - means[1][columns],
            "low": low,
            "high": high,
        }
    )


def difference_sides(
    difference: pd.DataFrame, a: object, b: object, *, top: int = 12
) -> pd.DataFrame:
    """The terms that each of two groups says more, as `plot_terms` draws them, a panel a side.

    Parameters
    ----------
    difference : as from `emphasis_difference` for the groups `a` and `b`
    top : terms per side, those with the largest differences

    Returns
    -------
    group (“a > b”, then “b > a”) | term | score (how much more; mean TF-IDF) | low, high (same unit)

    Raises
    ------
    TooLittleError : the groups do not differ in any term
    """
    more = difference[difference["difference"] > 0].head(top)
    fewer = difference[difference["difference"] < 0].head(top)
    if more.empty and fewer.empty:
        raise TooLittleError(f"{a} and {b} do not differ in any term; compare others.")
    sides = [
        more.assign(group=f"{a} > {b}", score=more["difference"]),
        fewer.assign(
            group=f"{b} > {a}", score=-fewer["difference"], low=-fewer["high"], high=-fewer["low"]
        ),
    ]
    return pd.concat(sides, ignore_index=True)[["group", "term", "score", "low", "high"]]


@dataclass(frozen=True)
class _Scored:
    """TF-IDF of the tasks, sorted by doc_id and task_id, with the group of each."""

    values: csr_array
    terms: Array
    groups: list[object]
    codes: Array
    clusters: Array | None

    def means(self, rows: Array) -> Array:
        """Mean TF-IDF of each term over the rows."""
        return np.asarray(self.values[rows].sum(axis=0)) / len(rows)

    def within(self, a: object, b: object) -> "_Scored":
        """The tasks of two groups only, the groups in their own order."""
        if len(self.groups) < 2:
            raise TooLittleError(
                f"emphasis_difference: all tasks are of one group, {listed(self.groups)}; add "
                "documents of another."
            )
        for group in (a, b):
            if group not in self.groups:
                raise AnalysisError(
                    f"emphasis_difference: “{group}” is not among the groups; "
                    f"they are {listed(self.groups)}."
                )
        if a == b:
            raise AnalysisError(f"emphasis_difference: both groups are “{a}”; name two.")
        wanted = sorted(self.groups.index(group) for group in (a, b))
        rows = np.flatnonzero(np.isin(self.codes, wanted))
        clusters = None if self.clusters is None else self.clusters[rows]
        codes = (self.codes[rows] == wanted[1]).astype(np.intp)
        groups = [self.groups[code] for code in wanted]
        return _Scored(self.values[rows], self.terms, groups, codes, clusters)

    def interval(
        self, sides: list[Array], columns: Array, weights: Array, level: float
    ) -> tuple[Array, Array]:
        """Bounds of the mean over one set of rows, or of the difference of two means."""
        if min(self._units(rows) for rows in sides) < FEWEST_UNITS:
            unknown = np.full(len(columns), np.nan)
            return unknown, unknown
        draws = [
            ratio_draws(self.values[rows][:, columns], np.ones(len(rows)), weights[:, rows])
            for rows in sides
        ]
        return percentile_interval(draws[0] - sum(draws[1:]), level)

    def _units(self, rows: Array) -> int:
        """How many tasks, or clusters, the rows hold."""
        return len(rows) if self.clusters is None else len(set(self.clusters[rows]))


def _score(
    matrix: DocumentTermMatrix, groups: pd.Series, clusters: pd.Series | None, *, where: str
) -> _Scored:
    if matrix.tasks.empty:
        raise TooLittleError(f"{where}: the matrix has no tasks, so there is nothing to score.")
    order = task_order(matrix.tasks)
    codes, names = pd.factorize(
        aligned(matrix.tasks, groups, "groups", where=where)[order], sort=True
    )
    units = (
        None
        if clusters is None
        else aligned(matrix.tasks, clusters, "clusters", where=where)[order]
    )
    terms = np.array(list(matrix.terms), dtype=object)
    return _Scored(csr_array(tfidf(matrix))[order], terms, list(names), codes, units)


def _descending(scores: Array) -> Array:
    """Positions from the highest score down, ties in order of place, which is that of the terms."""
    return np.argsort(-settled(scores), kind="stable")


def _highest(scores: Array, top: int) -> Array:
    """Columns of the `top` highest scores above zero."""
    columns = _descending(scores)[:top]
    return columns[scores[columns] > 0]
