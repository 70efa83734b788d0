"""Intervals by resampling: how far would an estimate move, had other tasks been written?

Whole tasks are drawn with replacement, within each group, or whole clusters of
tasks, such as all the tasks of a province. A resample is a row of weights: how
often each task was drawn. So an estimate that is a ratio of sums is computed
for all resamples in one product. Nothing here rounds.

Percentile intervals from few units, say under thirty, are too narrow: of 95% intervals of a mean,
about 50% hold the truth with two units, 80% with five, 93% with thirty. Under five none is given.

Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 6, 8, 13.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.errors import AnalysisError

Array = npt.NDArray[Any]

FEWEST_UNITS = 5
"""From fewer tasks, or clusters, in a group no interval is given: it would be far too narrow."""


@dataclass(frozen=True)
class Resampling:
    """How an interval is made: resamples drawn, seed, level (the share of draws inside it)."""

    resamples: int = 1000
    seed: int = 1
    level: float = 0.95

    def __post_init__(self) -> None:
        if self.resamples < 1:
            raise AnalysisError(f"resamples is {self.resamples}; draw at least 1, better 1000.")
        if not 0 < self.level < 1:
            raise AnalysisError(f"level is {self.level}; give a share between 0 and 1, as 0.95.")


def resample_weights(
    strata: Array, settings: Resampling, *, clusters: Array | None = None
) -> Array:
    """How often each row is drawn in each resample.

    Parameters
    ----------
    strata : one label per row; as many rows are drawn in each stratum as it has
    settings : resamples and seed; the same seed gives the same weights on every machine
    clusters : one label per row; whole clusters are drawn instead of rows. Clusters that each lie
        in one stratum are drawn within it. If one reaches over several strata, as a province does
        over years, all are drawn together, so that a province drawn twice counts twice each year.

    Returns
    -------
    Whole numbers, resamples × rows
    """
    strata, _ = pd.factorize(strata, sort=True)
    rows = np.arange(len(strata))
    units = rows if clusters is None else pd.factorize(clusters, sort=True)[0]
    unit_strata = _unit_strata(units, strata)
    weights = np.zeros((settings.resamples, len(unit_strata)), dtype=np.int32)
    generators = np.random.default_rng(settings.seed).spawn(int(strata.max(initial=-1)) + 1)
    for stratum, generator in enumerate(generators):
        members = np.flatnonzero(unit_strata == stratum)
        weights[:, members] = _draw(len(members), settings.resamples, generator)
    return weights if clusters is None else weights[:, units]


def _unit_strata(units: Array, strata: Array) -> Array:
    """The stratum of each unit; one for all where a unit reaches over several."""
    found = pd.DataFrame({"unit": units, "stratum": strata}).drop_duplicates().sort_values("unit")
    if found["unit"].duplicated().any():
        return np.zeros(found["unit"].nunique(), dtype=np.intp)
    return found["stratum"].to_numpy()


def _draw(size: int, resamples: int, generator: np.random.Generator) -> Array:
    """Multinomial counts, drawn as whole numbers: ten times faster than by binomials."""
    picks = generator.integers(size, size=(resamples, size)) if size else np.empty((0, 0), np.intp)
    cells = picks + size * np.arange(len(picks))[:, None]
    return np.bincount(cells.ravel(), minlength=resamples * size).reshape(resamples, size)


def ratio_draws(numerators: csr_array, denominators: Array, weights: Array) -> Array:
    """A ratio of sums over rows, in each resample: resamples × columns of `numerators`.

    With ones as `denominators` it is a mean over the rows drawn; with tokens, a mean weighted by
    tokens. It is NaN in a resample whose denominators sum to zero.
    """
    # A sparse product adds in order of rows whatever the processor; BLAS does not.
    sums = (csr_array(numerators.T) @ weights.T.astype(float)).T
    totals = (csr_array(denominators[None, :].astype(float)) @ weights.T.astype(float)).T
    with np.errstate(invalid="ignore"):
        return np.asarray(sums / totals)


def percentile_interval(draws: Array, level: float) -> tuple[Array, Array]:
    """The bounds between which the middle share `level` of the draws lies, column by column.

    Draws that are NaN, where nothing of a group was drawn, are left out.
    """
    tails = [(1 - level) / 2, (1 + level) / 2]
    quantile = np.nanquantile if np.isnan(draws).any() else np.quantile
    low, high = quantile(draws, tails, axis=0)
    return low, high
