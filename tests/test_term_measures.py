"""Measures of a term, each against another library or a table worked by hand."""

from math import log, log2, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import chi2_contingency

from textlab.analysis.term_measures import dispersion, gaps, log_odds_z, log_ratio, signed_g2

COUNTS = st.integers(0, 10_000)


@given(COUNTS, COUNTS, st.integers(1, 10_000), st.integers(1, 10_000))
def test_g2_is_scipys_likelihood_ratio(a, b, other_a, other_b):
    """On any table of two rows and columns, to 1e-9."""
    tokens = (a + other_a, b + other_b)
    g2 = signed_g2(np.array([a]), np.array([b]), tokens)[0]
    if a + b == 0:
        assert g2 == 0
        return
    table = [[a, b], [other_a, other_b]]
    other = chi2_contingency(table, lambda_="log-likelihood", correction=False).statistic

    assert abs(g2) == pytest.approx(other, rel=1e-9, abs=1e-9)
    assert (g2 >= 0) == (a * tokens[1] >= b * tokens[0]) or abs(g2) < 1e-9


def test_log_ratio_by_hand():
    """3 in 10 against 1 in 10 is three times; 0 in 20 counts as a half: 0.5/20 against 1/10."""
    ratio = log_ratio(np.array([3, 0]), np.array([1, 1]), (np.array([10, 20]), np.array([10, 10])))

    assert ratio.tolist() == pytest.approx([log2(3), -2.0])


def test_weighted_log_odds_by_hand():
    """Three of ten against one of ten, with the prior 4 of 20: eq. 16 and 20 of the paper.

    ln(7 / 23) − ln(5 / 25) = 0.4199; the variance is 1/7 + 1/5.
    """
    z = log_odds_z(np.array([3]), np.array([1]), (10, 10))[0]

    assert z == pytest.approx((log(7 / 23) - log(5 / 25)) / sqrt(1 / 7 + 1 / 5))
    assert z == pytest.approx(0.717037, abs=1e-6)


def test_dispersion_by_hand():
    """Parts of 10, 10 and 20 tokens: spread as they are; in the largest; in a smallest alone."""
    counts = csr_array(np.array([[1, 0, 4, 0], [1, 0, 0, 0], [2, 4, 0, 0]]))
    spread = dispersion(counts, np.array([10, 10, 20]))

    # in the largest: (1/4 + 1/4 + 1/2) / 2 = 1/2, over the largest possible, 3/4
    assert spread[:3].tolist() == pytest.approx([0, 2 / 3, 1])
    assert np.isnan(spread[3])


def test_the_example_of_gries():
    """His five equal parts with 1, 2, 3, 4, 5 of a word: DP 0.2, over 1 − 0.2."""
    counts = csr_array(np.arange(1, 6)[:, None])

    assert dispersion(counts, np.full(5, 100))[0] == pytest.approx(0.2 / 0.8)


def test_a_part_without_tokens_is_passed_over():
    """An empty task does not widen the scale."""
    counts = csr_array(np.array([[1], [3], [0]]))

    assert dispersion(counts, np.array([10, 10, 0]))[0] == pytest.approx(0.25 / 0.5)


def test_rates_that_differ_by_rounding_alone_are_equal():
    """0.1 + 0.2 and 0.3 leave no gap; 0.3 and 0.30001 do."""
    assert gaps(np.array([0.1 + 0.2, 0.3]), np.array([0.3, 0.30001])).tolist() == pytest.approx(
        [0, -1e-5], abs=1e-12
    )
    assert gaps(np.array([0.1 + 0.2]), np.array([0.3]))[0] == 0
