"""Rates of terms in each group of tasks, with intervals: what stands behind keyness and trends.

Input is a document-term matrix and a group for each task; output is a long table, ready to draw.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from textlab.analysis.ordering import aligned, columns_of, task_order
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.analysis.term_measures import PER
from textlab.errors import TooLittleError
from textlab.words.counts import DocumentTermMatrix


def term_rates(
    matrix: DocumentTermMatrix,
    groups: pd.Series,
    terms: Sequence[str],
    *,
    clusters: pd.Series | None = None,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Give the rate of each term in each group, with an interval.

    Parameters
    ----------
    matrix : counts of tasks × terms; its terms together are the tokens that rates refer to
    groups : one value per row of `matrix.tasks`, such as the year, under the same row labels
    terms : the terms wanted
    clusters : one value per row; whole clusters, such as provinces, are resampled in place of tasks
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per term and group, terms in order of code point, groups in order:
    group | term | count | tokens (of the group) | per_10k (tokens per 10,000) | low, high (its
    interval; NaN where the group has fewer than five tasks, or clusters) | tasks (that use it)

    Raises
    ------
    TableError : `groups` or `clusters` does not fit the rows, or has a missing value
    AnalysisError : a term that is not in the matrix, or settings out of bounds
    TooLittleError : a group without tokens

    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap.
    """
    settings = Resampling(resamples, seed, level)
    order = task_order(matrix.tasks)
    values = aligned(matrix.tasks, groups, "groups", where="term_rates")[order]
    units = None
    if clusters is not None:
        units = aligned(matrix.tasks, clusters, "clusters", where="term_rates")[order]
    codes, names = pd.factorize(values, sort=True)
    weights = resample_weights(codes, settings, clusters=units)
    columns = columns_of(matrix.terms, terms)
    counts, tokens = matrix.counts[order], np.asarray(matrix.counts.sum(axis=1))[order]
    parts = []
    for code, group in enumerate(names):
        rows = np.flatnonzero(codes == code)
        own, total = counts[rows][:, columns], int(tokens[rows].sum())
        if not total:
            raise TooLittleError(f"term_rates: no task of {group} has a term; leave it out.")
        known = len(rows if units is None else set(units[rows])) >= FEWEST_UNITS
        low, high = _bounds(ratio_draws(own, tokens[rows], weights[:, rows]), level, known)
        sums = np.asarray(own.sum(axis=0))
        parts.append(
            pd.DataFrame(
                {
                    "group": group,
                    "term": matrix.terms[columns],
                    "count": sums,
                    "tokens": total,
                    "per_10k": PER * sums / total,
                    "low": low,
                    "high": high,
                    "tasks": np.diff(own.tocsc().indptr),
                }
            )
        )
    return pd.concat(parts).sort_values("term", kind="stable").reset_index(drop=True)


def _bounds(draws: Array, level: float, known: bool) -> tuple[Array, Array]:
    """The interval of a rate per 10,000, or that there is none."""
    if not known:
        unknown = np.full(draws.shape[1], np.nan)
        return unknown, unknown
    low, high = percentile_interval(PER * draws, level)
    return low, high
