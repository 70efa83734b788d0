"""Keyness: which terms one group of tasks uses more, or less, than the others, and how sure.

Input is a document-term matrix and a group for each task; output is a table. Nothing here reads
files, segments, draws or prints.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.stats import false_discovery_control  # type: ignore[import-untyped]

from textlab.analysis.ordering import aligned, listed, settled, task_order
from textlab.analysis.permutation import label_shuffle_p
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Array,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)
from textlab.analysis.term_measures import PER, dispersion, log_odds_z, log_ratio, signed_g2
from textlab.errors import AnalysisError, TooLittleError
from textlab.words.counts import DocumentTermMatrix


def keyness(
    matrix: DocumentTermMatrix,
    groups: pd.Series,
    target: object,
    *,
    reference: object = None,
    clusters: pd.Series | None = None,
    min_count: int = 5,
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Score each term by how far `target` departs from the other groups, and test it.

    Parameters
    ----------
    matrix : counts of tasks × terms; its terms together are the tokens that rates refer to
    groups : one value per row of `matrix.tasks`, such as the year, under the same row labels
    target : the group compared
    reference : the group it is compared with; by default all others pooled
    clusters : one value per row, such as the document: units of the test, the interval and the
        dispersion in place of tasks. What one author repeats is then counted once. Each lies on
        one side; where the target is a part of every document, no shuffle of whole documents
        knows of it: take tasks as units
    min_count : leave out terms with fewer tokens on both sides together
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per term, largest g2 first, ties by term:

    - term
    - count_target, count_reference (tokens); per_10k_target, per_10k_reference (tokens per 10,000)
    - g2: log-likelihood ratio, negative where under-used. It orders terms; no p is taken from its
      chi-squared law, for which each token would have to be drawn on its own
    - p: how often a rate this far out comes about when the label is dealt anew among whole tasks,
      or clusters. Where those of the target are nearly all longer or shorter than the others, few
      deals are like the one observed, and p is large whatever they say
    - q: p adjusted for the number of terms in the table (Benjamini–Hochberg)
    - log_ratio: binary logarithm of the ratio of rates, 1 for twice as much; a count of zero is
      taken as 0.5; low, high: its interval from resampling tasks, or clusters, as in
      `emphasis_difference`. NaN where a side has fewer than five. Where a count is zero they hang
      on the 0.5 and say little
    - log_odds_z: weighted log-odds with an informative prior, in deviations
    - dispersion_target, dispersion_reference: DPnorm over tasks, or clusters: 0 even, 1 all in one
      place; NaN where the side does not use the term
    - tasks_target, tasks_reference: tasks that use the term

    Raises
    ------
    TableError : `groups` or `clusters` does not fit the rows, or has a missing value
    AnalysisError : `target` or `reference` is not among the groups, a cluster lies on both sides,
        or settings out of bounds
    TooLittleError : there is but one group, a side without tokens, or no term with `min_count`

    Source: Dunning (1993), Computational Linguistics 19(1), 61–74; Hardie (2014); Monroe, Colaresi
    & Quinn (2008), Political Analysis 16(4), 372–403; Gries (2008), International Journal of Corpus
    Linguistics 13(4), 403–437; on testing whole texts, Lijffijt et al. (2016), Digital Scholarship
    in the Humanities 31(2), 374–397; Benjamini & Hochberg (1995), JRSS B 57(1), 289–300.
    """
    settings = Resampling(resamples, seed, level)
    sides = _sides(matrix, groups, target, reference, clusters)
    totals = np.asarray(sides.counts.sum(axis=0))
    kept = frequent(totals, min_count, where="keyness")
    sides = sides.of_terms(kept)
    counts = sides.sums()
    tokens = (sides.tokens[sides.target].sum(), sides.tokens[~sides.target].sum())
    units = sides.units()
    p = label_shuffle_p(units.counts, units.tokens, units.target)
    low, high = _interval(sides, settings)
    spread = [dispersion(*units.side(here)) for here in (True, False)]
    used = [np.diff(sides.side(here)[0].tocsc().indptr) for here in (True, False)]
    table = pd.DataFrame(
        {
            "term": matrix.terms[kept],
            "count_target": counts[0],
            "count_reference": counts[1],
            "per_10k_target": PER * counts[0] / tokens[0],
            "per_10k_reference": PER * counts[1] / tokens[1],
            "g2": signed_g2(*counts, tokens),
            "p": p,
            "q": false_discovery_control(p),
            "log_ratio": log_ratio(*counts, tokens),
            "low": low,
            "high": high,
            "log_odds_z": log_odds_z(*counts, tokens),
            "dispersion_target": spread[0],
            "dispersion_reference": spread[1],
            "tasks_target": used[0],
            "tasks_reference": used[1],
        }
    )
    order = np.argsort(-settled(table["g2"].to_numpy()), kind="stable")
    return table.iloc[order].reset_index(drop=True)


def frequent(totals: Array, min_count: int, *, where: str) -> Array:
    """Columns of the terms with at least `min_count` tokens.

    Raises
    ------
    AnalysisError : `min_count` is below 1
    TooLittleError : there is no such term
    """
    if min_count < 1:
        raise AnalysisError(f"{where}: min_count is {min_count}; it must be 1 or more.")
    kept = np.flatnonzero(totals >= min_count)
    if not len(kept):
        raise TooLittleError(
            f"{where}: no term has {min_count} tokens in the tasks compared; "
            "take more tasks, or a lower min_count."
        )
    return kept


@dataclass(frozen=True)
class _Sides:
    """Tasks, or other units, of the target and of what it is compared with, in a settled order."""

    counts: csr_array
    tokens: Array
    target: Array
    clusters: Array | None

    def of_terms(self, columns: Array) -> "_Sides":
        """The same for some terms; the tokens stay those of all."""
        return _Sides(self.counts[:, columns], self.tokens, self.target, self.clusters)

    def side(self, here: bool) -> tuple[csr_array, Array]:
        """Counts and tokens of the target, or of the reference."""
        rows = np.flatnonzero(self.target == here)
        return self.counts[rows], self.tokens[rows]

    def sums(self) -> tuple[Array, Array]:
        """Tokens of each term in the target and in the reference."""
        first, second = (np.asarray(self.side(here)[0].sum(axis=0)) for here in (True, False))
        return first, second

    def units(self) -> "_Sides":
        """One row per cluster, where there are clusters; else the tasks."""
        if self.clusters is None:
            return self
        unit, _ = pd.factorize(self.clusters, sort=True)
        rows = np.arange(len(unit))
        sums = csr_array((np.ones(len(unit), dtype=np.int64), (unit, rows)))
        target = np.zeros(sums.shape[0], dtype=bool)
        target[unit] = self.target
        return _Sides(csr_array(sums @ self.counts), sums @ self.tokens, target, None)

    def fewest(self) -> int:
        """How many tasks, or clusters, the smaller side has."""
        units = self.units().target
        return int(min(units.sum(), (~units).sum()))


def _sides(
    matrix: DocumentTermMatrix,
    groups: pd.Series,
    target: object,
    reference: object,
    clusters: pd.Series | None,
) -> _Sides:
    order = task_order(matrix.tasks)
    values = aligned(matrix.tasks, groups, "groups", where="keyness")[order]
    units = None
    if clusters is not None:
        units = aligned(matrix.tasks, clusters, "clusters", where="keyness")[order]
    _check_groups(values, target, reference)
    wanted = values == target
    rows = np.arange(len(values))
    if reference is not None:
        rows = np.flatnonzero(wanted | (values == reference))
    counts = matrix.counts[order][rows]
    tokens = np.asarray(counts.sum(axis=1))
    sides = _Sides(counts, tokens, wanted[rows], None if units is None else units[rows])
    _check_clusters(sides, target)
    for here, name in ((True, target), (False, "the reference")):
        if not sides.side(here)[1].sum():
            raise TooLittleError(f"keyness: no task of {name} has a term; take other tasks.")
    return sides


def _check_groups(values: Array, target: object, reference: object) -> None:
    names = sorted(set(values))
    for group in [target] if reference is None else [target, reference]:
        if group not in names:
            raise AnalysisError(
                f"keyness: “{group}” is not among the groups; they are {listed(names)}."
            )
    if target == reference:
        raise AnalysisError(f"keyness: target and reference are both “{target}”; name two.")
    if len(names) < 2:
        raise TooLittleError(
            f"keyness: all tasks are of {target}, so there is nothing to compare it with; "
            "add documents of another group."
        )


def _check_clusters(sides: _Sides, target: object) -> None:
    """A cluster on both sides has two parts that may differ in length and share their author.

    A free deal knows neither: over parts of a fifth and of three tenths of each report, it found
    something in up to three of four shuffles in which there was nothing to find.
    """
    if sides.clusters is None:
        return
    both = sorted(set(sides.clusters[sides.target]) & set(sides.clusters[~sides.target]))
    if both:
        raise AnalysisError(
            f"keyness: clusters have tasks of {target} and of the reference: "
            f"{listed(both, limit=3)}; each must lie on one side. Take smaller ones, such as "
            "documents, or none; to compare two texts of each cluster, use paired_keyness."
        )


def _interval(sides: _Sides, settings: Resampling) -> tuple[Array, Array]:
    """Bounds of the log-ratio, from resampling tasks or clusters."""
    if sides.fewest() < FEWEST_UNITS:
        unknown = np.full(sides.counts.shape[1], np.nan)
        return unknown, unknown
    weights = resample_weights(sides.target, settings, clusters=sides.clusters)
    rates = []
    for here in (True, False):
        counts, tokens = sides.side(here)
        drawn = weights[:, np.flatnonzero(sides.target == here)]
        none = 0.5 / np.maximum(drawn @ tokens, 1)[:, None]
        rate = ratio_draws(counts, tokens, drawn)
        rates.append(np.where(rate == 0, none, rate))
    return percentile_interval(np.log2(rates[0]) - np.log2(rates[1]), settings.level)
