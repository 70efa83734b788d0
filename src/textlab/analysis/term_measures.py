"""Measures of a term from its counts on two sides, or in the parts of one.

Each takes arrays with one place per term and gives one number per term. None says how sure the
number is: see `keyness`.
"""

import numpy as np
from scipy.sparse import csr_array  # type: ignore[import-untyped]
from scipy.special import xlogy  # type: ignore[import-untyped]

from textlab.analysis.resampling import Array

PER = 10_000
"""Rates are per so many tokens."""


def gaps(first: Array, second: Array) -> Array:
    """What lies between rates; nothing where they differ by rounding alone, as 1/3 and 2/6 may."""
    between = first - second
    return np.where(np.abs(between) <= 1e-12 * (first + second), 0.0, between)


def signed_g2(target: Array, reference: Array, tokens: tuple[float, float]) -> Array:
    """G² of the table term × side: the log-likelihood ratio, negative where the target has fewer.

    Source: Dunning (1993), Computational Linguistics 19(1), 61–74; the four cells, as in
    `scipy.stats.chi2_contingency(lambda_="log-likelihood", correction=False)`.
    """
    share = (target + reference) / sum(tokens)
    g2 = np.zeros(len(share))
    for count, total in zip((target, reference), tokens, strict=True):
        for cell, expected in ((count, total * share), (total - count, total * (1 - share))):
            g2 += 2 * xlogy(cell, cell / np.where(expected > 0, expected, 1))
    sign = np.sign(target * tokens[1] - reference * tokens[0])
    return np.asarray(sign * np.maximum(g2, 0))


def log_ratio(target: Array, reference: Array, tokens: tuple[Array, Array]) -> Array:
    """Binary logarithm of the ratio of rates; a count of zero is taken as 0.5.

    Source: Hardie (2014), “Log Ratio: an informal introduction”, CASS, Lancaster University.
    """
    rates = [
        np.where(count > 0, count, 0.5) / total
        for count, total in zip((target, reference), tokens, strict=True)
    ]
    return np.asarray(np.log2(rates[0] / rates[1]))


def log_odds_z(target: Array, reference: Array, tokens: tuple[float, float]) -> Array:
    """Weighted log-odds: their difference, smoothed by the pooled counts, over its deviation.

    The prior is Dirichlet with the counts of both sides together, so that rare terms are drawn
    towards no difference.

    Source: Monroe, Colaresi & Quinn (2008), Political Analysis 16(4), 372–403, eq. 16–22.
    """
    prior, weight = target + reference, sum(tokens)
    odds, variance = [], np.zeros(len(prior))
    for count, total in zip((target, reference), tokens, strict=True):
        odds.append(np.log((count + prior) / (total + weight - count - prior)))
        variance += 1 / (count + prior)
    return np.asarray((odds[0] - odds[1]) / np.sqrt(variance))


def dispersion(counts: csr_array, tokens: Array) -> Array:
    """DPnorm: how unevenly a term is spread over parts, 0 as the tokens are, 1 all in the smallest.

    Parameters
    ----------
    counts : parts × terms
    tokens : tokens of each part; a part without any is passed over

    Returns
    -------
    One number per term; NaN for a term that is in no part, and where there is but one part

    Source: Gries (2008), International Journal of Corpus Linguistics 13(4), 403–437; divided by its
    largest value after Lijffijt & Gries (2012), the same journal 17(1), 147–149.
    """
    share = tokens / tokens.sum()
    largest = 1 - share[share > 0].min()
    own = csr_array(counts, dtype=np.float64).tocoo()
    totals = np.bincount(own.col, own.data, counts.shape[1])
    # Over parts without the term |0 − share| adds up to the shares that the others leave.
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(own.data / totals[own.col] - share[own.row]) - share[own.row]
        spread = (1 + np.bincount(own.col, apart, counts.shape[1])) / 2
        return np.asarray(np.where(totals > 0, spread / largest, np.nan))
