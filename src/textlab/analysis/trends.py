"""Trends: which terms come, go, rise or fall over many years.

The unit is the year: its rate of a term is one observation, however many tasks stand behind it.
Input is a document-term matrix and a year for each task; output is a table.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.stats import false_discovery_control, norm, rankdata  # type: ignore[import-untyped]

from textlab.analysis.keyness import frequent
from textlab.analysis.ordering import aligned, settled, task_order
from textlab.analysis.resampling import Array, Resampling
from textlab.analysis.term_measures import PER, gaps
from textlab.errors import AnalysisError, TooLittleError
from textlab.words.counts import DocumentTermMatrix

FEWEST_YEARS = 8
"""From fewer years no trend is tested: the normal law of the test is too far from the truth."""
ALPHA = 0.05
"""A term with q below this has a trend."""
_WHERE = "term_trends"


def term_trends(
    matrix: DocumentTermMatrix, years: pd.Series, *, min_count: int = 10, level: float = 0.95
) -> pd.DataFrame:
    """Test each term for a trend of its yearly rate, and say whether it comes or goes.

    Parameters
    ----------
    matrix : counts of tasks × terms; its terms together are the tokens that rates refer to
    years : one year per row of `matrix.tasks`, under the same row labels; eight years at least
    min_count : leave out terms with fewer tokens in all years together
    level : share of the interval of the slope

    Returns
    -------
    One row per term, smallest p first, then largest tau whatever its sign, ties by term:

    - term
    - count (tokens), years (that use it), first_year, last_year (in which it is used)
    - per_10k_early, per_10k_late (tokens per 10,000, mean of the yearly rates in the first and in
      the last third of the years, rounded down)
    - tau: share of pairs of years in which the rate rises, less that in which it falls; Kendall's,
      ties count as neither
    - slope (tokens per 10,000 and year; Theil–Sen); low, high: its interval after Sen, widened
      by the same correction as p
    - rho: autocorrelation that is allowed for, of one year with the next, between 0 and 1
    - p: Mann–Kendall test, with the variance that it has under such autocorrelation (Hamed & Rao)
    - q: p adjusted for the number of terms in the table (Benjamini–Hochberg)
    - status, by q < .05: “rising” or “falling”; “new” if it rises and none of the first third of
      the years uses it; “gone” if it falls and none of the last third does; “steady” for all
      others, which means that no trend could be shown

    Raises
    ------
    TableError : `years` does not fit the rows, or has a missing value
    AnalysisError : a year that is not a whole number, or settings out of bounds
    TooLittleError : fewer than eight years, a year without tokens, or no term with `min_count`

    What one year says the next tends to say again, so that two halves of a series differ by chance
    more often than the uncorrected p allows. Each year is taken to echo the one before, and earlier
    ones through it alone: AR(1). The echo is measured in what the ranks leave beside a straight
    line, where short series show less than there is; rho makes up for that. Where it comes out
    below 0 nothing is corrected, for p would only become smaller. Steps are counted from one year
    with documents to the next.

    In sixteen years rho is known within some .7 on either side, so the correction is right on the
    whole and not term by term. Of series without trend whose echo is 0, .2, .4, .6, some 3, 5, 7,
    10% have p < .05: under strong echoes p is still too small. And a smooth course that is no
    straight line of ranks, such as a steady rise after years of none, is in part taken for an echo.

    Source: Mann (1945), Econometrica 13(3), 245–259; Kendall (1975), Rank Correlation Methods; Sen
    (1968), JASA 63(324), 1379–1389; Hamed & Rao (1998), Journal of Hydrology 204, 182–196; on the
    bias of rho beside a trend, van Giersbergen (2005), Economics Letters 89(1), 75–82, and Hamed
    (2009), Journal of Hydrology 368, 143–155; Benjamini & Hochberg (1995), JRSS B 57(1), 289–300.
    """
    settings = Resampling(level=level)
    counts, tokens, when = _by_year(matrix, years)
    kept = frequent(counts.sum(axis=0), min_count, where=_WHERE)
    counts = counts[:, kept]
    rates = PER * counts / tokens[:, None]
    trend = _mann_kendall(rates.T, when, settings.level)
    q = false_discovery_control(trend.p)
    third = len(when) // 3
    used = counts > 0
    absent = [np.asarray(~used[part].any(axis=0)) for part in (slice(third), slice(-third, None))]
    table = pd.DataFrame(
        {
            "term": matrix.terms[kept],
            "count": counts.sum(axis=0),
            "years": used.sum(axis=0),
            "first_year": when[used.argmax(axis=0)],
            "last_year": when[::-1][used[::-1].argmax(axis=0)],
            "per_10k_early": rates[:third].mean(axis=0),
            "per_10k_late": rates[-third:].mean(axis=0),
            "tau": trend.tau,
            "slope": trend.slope,
            "low": trend.low,
            "high": trend.high,
            "rho": trend.rho,
            "p": trend.p,
            "q": q,
            "status": _status(q, trend.tau, *absent),
        }
    )
    keys = (-settled(np.abs(trend.tau)), settled(trend.p))
    return table.iloc[np.lexsort(keys)].reset_index(drop=True)


@dataclass(frozen=True)
class _Trend:
    """One number of each per term."""

    tau: Array
    rho: Array
    p: Array
    slope: Array
    low: Array
    high: Array


def _by_year(matrix: DocumentTermMatrix, years: pd.Series) -> tuple[Array, Array, Array]:
    """Counts, years × terms; tokens of each year; the years, in order."""
    order = task_order(matrix.tasks)
    values = aligned(matrix.tasks, years, "years", where=_WHERE)[order]
    if not np.issubdtype(values.dtype, np.integer):
        raise AnalysisError(f"{_WHERE}: years are of type {values.dtype}; give whole numbers.")
    codes, when = pd.factorize(values, sort=True)
    if len(when) < FEWEST_YEARS:
        raise TooLittleError(
            f"{_WHERE}: there are {len(when)} years; a trend wants {FEWEST_YEARS} at least. "
            "Add documents of other years, or compare two groups of years with keyness."
        )
    ones = np.ones(len(codes), dtype=np.int64)
    counts = csr_array((ones, (codes, np.arange(len(codes))))) @ matrix.counts[order]
    tokens = np.asarray(counts.sum(axis=1))
    if not tokens.all():
        year = when[int((tokens == 0).argmax())]
        raise TooLittleError(f"{_WHERE}: the tasks of {year} have no term; leave the year out.")
    return counts.toarray(), tokens, np.asarray(when)


def _mann_kendall(rates: Array, when: Array, level: float) -> _Trend:
    """Test and slope of series in rows, one value per year."""
    early, late = np.triu_indices(len(when), k=1)
    steps = gaps(rates[:, late], rates[:, early])
    score = np.sign(steps).sum(axis=1)
    slopes = np.sort(steps / (when[late] - when[early]), axis=1)
    slope = np.median(slopes, axis=1)
    rho = _echo(rates)
    variance = _variance(rates) * _inflation(rho, len(when))
    deviation = np.sqrt(np.maximum(variance, 1e-300))
    z = np.sign(score) * np.maximum(np.abs(score) - 1, 0) / deviation
    low, high = _slope_interval(slopes, np.sqrt(variance), level)
    return _Trend(score / len(early), rho, 2 * norm.sf(np.abs(z)), slope, low, high)


def _variance(rates: Array) -> Array:
    """Variance of the score of a series without trend, allowing for ties."""
    n = rates.shape[1]
    tied = (gaps(rates[:, :, None], rates[:, None, :]) == 0).sum(axis=2)
    ties = ((tied - 1) * (2 * tied + 5)).sum(axis=1)
    return np.asarray((n * (n - 1) * (2 * n + 5) - ties) / 18)


def _echo(rates: Array) -> Array:
    """Autocorrelation of one year with the next beside the trend, freed of most of its bias, 0 to 1.

    Taken of ranks less their straight line. In n such residuals it comes out too small by
    (2 + 4ρ)/n, and by ρ/n more since n − 1 products stand over n squares.
    """
    n = rates.shape[1]
    line = np.vander(np.arange(n), 2)
    ranks = rankdata(settled(rates), axis=1)
    left = ranks - ranks @ line @ np.linalg.pinv(line)
    # a rise in every year leaves nothing beside its line but rounding
    power = np.maximum((left**2).sum(axis=1), 1e-9)
    found = (left[:, 1:] * left[:, :-1]).sum(axis=1) / power
    return np.asarray(np.clip((n * found + 2) / (n - 5), 0.0, 1.0))


def _inflation(rho: Array, n: int) -> Array:
    """By how much an autocorrelation of rho, rho², rho³ … makes the variance of the score larger."""
    lag = np.arange(1, n)
    weight = (n - lag) * (n - lag - 1) * (n - lag - 2) / (n * (n - 1) * (n - 2))
    return np.asarray(1 + 2 * (rho[:, None] ** lag * weight).sum(axis=1))


def _slope_interval(slopes: Array, deviation: Array, level: float) -> tuple[Array, Array]:
    """Bounds of the slope: those of the sorted slopes that stand so far from the middle."""
    size = slopes.shape[1]
    reach = norm.ppf((1 + level) / 2) * deviation
    first = np.maximum(np.round((size - reach) / 2).astype(int) - 1, 0)
    last = np.minimum(np.round((size + reach) / 2).astype(int), size - 1)
    low, high = (np.take_along_axis(slopes, at[:, None], axis=1)[:, 0] for at in (first, last))
    return low, high


def _status(q: Array, tau: Array, absent_early: Array, absent_late: Array) -> Array:
    """What a term does over the years, in a word."""
    rises, falls = (q < ALPHA) & (tau > 0), (q < ALPHA) & (tau < 0)
    conditions = [rises & absent_early, rises, falls & absent_late, falls]
    return np.select(conditions, ["new", "rising", "gone", "falling"], "steady")
