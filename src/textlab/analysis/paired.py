"""Keyness in pairs: the same provinces in two years, each compared with itself.

What a province says every year lies on both sides of its pair and cancels out, so that its habit is
not taken for the emphasis of a year. Input is a document-term matrix with a group and a pair for
each task; output is a table.
"""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.stats import false_discovery_control  # type: ignore[import-untyped]

from textlab.analysis.keyness import frequent
from textlab.analysis.ordering import aligned, listed, settled, task_order
from textlab.analysis.permutation import sign_flip_p
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.analysis.term_measures import PER, gaps, log_ratio
from textlab.errors import AnalysisError, TooLittleError
from textlab.words.counts import DocumentTermMatrix

_WHERE = "paired_keyness"


def paired_keyness(
    matrix: DocumentTermMatrix,
    groups: pd.Series,
    a: object,
    b: object,
    *,
    pairs: pd.Series,
    min_count: int = 5,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Score each term by how its rate differs between `a` and `b` within pairs, and test it.

    Parameters
    ----------
    matrix : counts of tasks × terms; its terms together are the tokens that rates refer to
    groups : one value per row of `matrix.tasks`, such as the year, under the same row labels
    a, b : the two groups; tasks of other groups are passed over
    pairs : one value per row, such as the province; each has tasks of both groups
    min_count : leave out terms with fewer tokens in both groups together
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per term, largest difference first whatever its sign, ties by term:

    - term
    - count_a, count_b (tokens); per_10k_a, per_10k_b (tokens per 10,000, the mean over pairs, in
      which a pair with a long text weighs no more than another)
    - difference (per_10k_a − per_10k_b); low, high: its interval from resampling pairs, NaN with
      fewer than five
    - log_ratio: binary logarithm of the ratio of pooled rates, as in `keyness`
    - p: how often a difference this far out comes about when the two sides of any pair may be
      swapped; exact where at most 12 pairs differ
    - q: p adjusted for the number of terms in the table (Benjamini–Hochberg)
    - more, fewer: pairs in which the rate is higher, or lower, in `a`; in the others it is equal

    Raises
    ------
    TableError : `groups` or `pairs` does not fit the rows, or has a missing value
    AnalysisError : `a` or `b` is not among the groups, a pair lacks one of them, or settings out of
        bounds
    TooLittleError : one pair only, or no term with `min_count`

    With n pairs no p is below 2 / 2ⁿ: five pairs cannot show anything at p < .05. Swapping takes
    the sides of a pair for alike in length: where those of `a` are a small part of those of `b`,
    their rates are rougher, not only other, and p is far too small.

    Source: Fisher (1935), The Design of Experiments, § 21; Davison & Hinkley (1988), Biometrika
    75(3), 417–431; Benjamini & Hochberg (1995), JRSS B 57(1), 289–300.
    """
    settings = Resampling(resamples, seed, level)
    counts = _by_pair(matrix, groups, (a, b), pairs)
    tokens = [np.asarray(side.sum(axis=1), dtype=np.float64) for side in counts]
    _check_tokens(tokens, (a, b))
    totals = [np.asarray(side.sum(axis=0)) for side in counts]
    kept = frequent(totals[0] + totals[1], min_count, where=_WHERE)
    rates = [
        PER * side[:, kept].toarray() / total[:, None]
        for side, total in zip(counts, tokens, strict=True)
    ]
    differences = gaps(*rates)
    p = sign_flip_p(differences)
    low, high = _interval(differences, settings)
    table = pd.DataFrame(
        {
            "term": matrix.terms[kept],
            "count_a": totals[0][kept],
            "count_b": totals[1][kept],
            "per_10k_a": rates[0].mean(axis=0),
            "per_10k_b": rates[1].mean(axis=0),
            "difference": differences.mean(axis=0),
            "low": low,
            "high": high,
            "log_ratio": log_ratio(
                totals[0][kept], totals[1][kept], (tokens[0].sum(), tokens[1].sum())
            ),
            "p": p,
            "q": false_discovery_control(p),
            "more": (differences > 0).sum(axis=0),
            "fewer": (differences < 0).sum(axis=0),
        }
    )
    order = np.argsort(-settled(np.abs(table["difference"].to_numpy())), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def _by_pair(
    matrix: DocumentTermMatrix, groups: pd.Series, two: tuple[object, object], pairs: pd.Series
) -> list[csr_array]:
    """Counts of either group, pairs × terms, the pairs in order."""
    order = task_order(matrix.tasks)
    values = aligned(matrix.tasks, groups, "groups", where=_WHERE)[order]
    labels = aligned(matrix.tasks, pairs, "pairs", where=_WHERE)[order]
    _check_groups(values, two)
    rows = [np.flatnonzero(values == group) for group in two]
    names = sorted(set(labels[np.concatenate(rows)]))
    for group, own in zip(two, rows, strict=True):
        lacking = sorted(set(names) - set(labels[own]))
        if lacking:
            raise AnalysisError(
                f"{_WHERE}: {listed(lacking)} has no task of {group}; a pair needs both: "
                "leave it out of the matrix, or add the document."
            )
    if len(names) < 2:
        raise TooLittleError(
            f"{_WHERE}: there is one pair, {names[0]}; add documents of other pairs, or compare "
            "its tasks with keyness."
        )
    counts = matrix.counts[order]
    places = [pd.Index(names).get_indexer(labels[own]) for own in rows]
    return [
        csr_array(_sums(place, len(names)) @ counts[own])
        for place, own in zip(places, rows, strict=True)
    ]


def _sums(place: Array, size: int) -> csr_array:
    """A matrix that adds rows up at their places."""
    ones = np.ones(len(place), dtype=np.int64)
    return csr_array((ones, (place, np.arange(len(place)))), shape=(size, len(place)))


def _check_groups(values: Array, two: tuple[object, object]) -> None:
    names = sorted(set(values))
    for group in two:
        if group not in names:
            raise AnalysisError(
                f"{_WHERE}: “{group}” is not among the groups; they are {listed(names)}."
            )
    if two[0] == two[1]:
        raise AnalysisError(f"{_WHERE}: both groups are “{two[0]}”; name two.")


def _check_tokens(tokens: list[Array], two: tuple[object, object]) -> None:
    for side, group in zip(tokens, two, strict=True):
        if not side.all():
            raise TooLittleError(
                f"{_WHERE}: the tasks of {group} in a pair have no term; leave the pair out."
            )


def _interval(differences: Array, settings: Resampling) -> tuple[Array, Array]:
    """Bounds of the mean difference, from resampling pairs."""
    pairs = len(differences)
    if pairs < FEWEST_UNITS:
        unknown = np.full(differences.shape[1], np.nan)
        return unknown, unknown
    weights = resample_weights(np.zeros(pairs), settings)
    return percentile_interval(
        ratio_draws(csr_array(differences), np.ones(pairs), weights), settings.level
    )
