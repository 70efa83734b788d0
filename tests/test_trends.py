"""Trends of terms over years."""

import numpy as np
import pandas as pd
import pymannkendall
import pytest
from conftest import CORPUS
from matrices import matrix_of, shuffled
from pandas.testing import assert_frame_equal
from scipy.signal import lfilter
from scipy.stats import false_discovery_control, norm, rankdata, theilslopes

from textlab.analysis.trends import _echo, _inflation, term_trends
from textlab.corpus.store import read_corpus
from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.words.counts import document_term_matrix

YEARS = pd.Series(range(2003, 2019))


def series(*counts, total=1000):
    """Sixteen years of one task each and of equal length; terms 甲, 乙 … and the rest."""
    columns = np.array(counts).T
    rest = total - columns.sum(axis=1, keepdims=True)
    return matrix_of(np.hstack([columns, rest]), [*"甲乙丙丁戊己庚辛"[: len(counts)], "其余"])


@pytest.fixture(scope="module")
def wandering():
    """Four hundred series of sixteen years: noise, trends and walks, some with many zeros."""
    rng = np.random.default_rng(1)
    noise = rng.poisson(rng.gamma(1, 6, size=(200, 1)), size=(200, 16))
    walks = np.abs(rng.integers(-3, 4, size=(200, 16)).cumsum(axis=1))
    return np.vstack([noise, walks]) + rng.integers(0, 2, size=(400, 1)) * np.arange(16)


def table_of(counts):
    """Trends of series given as rows, in their order."""
    names = [f"{n:03}" for n in range(len(counts))]
    rest = 100_000 - counts.sum(axis=0)
    matrix = matrix_of(np.vstack([counts, rest]).T, [*names, "其余"])
    return term_trends(matrix, YEARS, min_count=1).set_index("term").reindex(names)


def test_tau_slope_and_p_are_those_of_pymannkendall(wandering):
    """Where no echo is seen; where one is, the same score over a deviation that is wider."""
    found = table_of(wandering)
    echoes = 0
    for (_, row), counts in zip(found.iterrows(), wandering, strict=True):
        if not counts.any():
            continue
        other = pymannkendall.original_test(counts / 10.0)
        wider = np.sqrt(inflation_by_hand(echo_by_hand(counts), 16))
        echoes += wider > 1.1

        assert row["tau"] == pytest.approx(other.Tau, abs=1e-12)
        assert row["slope"] == pytest.approx(other.slope, abs=1e-9)
        assert row["p"] == pytest.approx(2 * norm.sf(abs(other.z) / wider), abs=1e-9)
        if row["rho"] == 0:
            assert row["p"] == pytest.approx(other.p, abs=1e-9)
    assert 150 < echoes < 350


def echo_by_hand(counts):
    """Lag-1 autocorrelation of the ranks about the line that NumPy fits, the bias taken off."""
    time = np.arange(16)
    ranks = rankdata(counts)
    left = ranks - np.polyval(np.polyfit(time, ranks, 1), time)
    if left @ left < 1e-9:
        return 2 / 11
    lag_one = sum(left[i] * left[i + 1] for i in range(15)) / (left @ left)
    return min(max((16 * lag_one + 2) / 11, 0), 1)


def inflation_by_hand(rho, n):
    """Hamed & Rao, their equation for n/n*, with the autocorrelations rho, rho², rho³ …"""
    terms = [(n - k) * (n - k - 1) * (n - k - 2) * rho**k for k in range(1, n)]
    return 1 + 2 / (n * (n - 1) * (n - 2)) * sum(terms)


@pytest.mark.parametrize("years", [8, 16, 30])
@pytest.mark.parametrize("rho", [0.0, 0.2, 0.4, 0.6, 0.8])
def test_the_variance_is_that_of_the_score_of_an_echoing_series(rho, years):
    """Within 5% of the exact variance under normal AR(1), from the arcsines of Hamed & Rao."""
    early, late = np.triu_indices(years, k=1)
    echo = rho ** np.abs(np.subtract.outer(np.arange(years), np.arange(years)))
    both = echo[np.ix_(late, late)] - echo[np.ix_(late, early)]
    both += echo[np.ix_(early, early)] - echo[np.ix_(early, late)]
    scale = np.sqrt(np.diag(both))
    exact = (2 / np.pi * np.arcsin((both / np.outer(scale, scale)).clip(-1, 1))).sum()
    plain = years * (years - 1) * (2 * years + 5) / 18

    assert plain * _inflation(np.array([rho]), years)[0] == pytest.approx(exact, rel=0.05)


def echoing(rho, years):
    """Four thousand series of normal AR(1) without trend."""
    noise = np.random.default_rng(1).standard_normal((4000, years))
    noise[:, 1:] *= np.sqrt(1 - rho**2)
    return lfilter([1], [1, -rho], noise, axis=1)


@pytest.mark.parametrize("years", [16, 30])
@pytest.mark.parametrize("rho", [0.2, 0.4, 0.6])
def test_rho_makes_up_for_what_short_series_hide(rho, years):
    """Half of echoing series show more than their rho, half less; with a trend as without."""
    series = echoing(rho, years)

    assert np.median(_echo(series)) == pytest.approx(rho, abs=0.09)
    assert np.median(_echo(series + np.arange(years) / 8)) == pytest.approx(rho, abs=0.09)


@pytest.mark.parametrize(("rho", "at_most"), [(0, 0.05), (0.2, 0.06), (0.4, 0.085), (0.6, 0.11)])
def test_series_that_echo_and_have_no_trend_are_seldom_taken_for_trends(rho, at_most):
    """Of 4,000 such series, so many have p < .05, as the documentation says."""
    counts = np.rint(1000 + 100 * echoing(rho, 16)).astype(int)
    names = [f"{n:04}" for n in range(4000)]
    rest = 10_000_000 - counts.sum(axis=0)
    table = term_trends(matrix_of(np.vstack([counts, rest]).T, [*names, "其余"]), YEARS)

    assert at_most - 0.04 < (table["p"] < 0.05).mean() < at_most


def test_the_interval_of_the_slope_is_scipys_where_nothing_is_corrected(wandering):
    """Sen's interval, as `theilslopes` gives it; wider where an echo is allowed for."""
    found = table_of(wandering)
    for (_, row), counts in zip(found.iterrows(), wandering, strict=True):
        other = theilslopes(counts / 10.0, YEARS)
        if row["rho"] == 0:
            assert row["low"] == pytest.approx(other.low_slope, abs=1e-9)
            assert row["high"] == pytest.approx(other.high_slope, abs=1e-9)
        else:
            assert row["low"] <= other.low_slope + 1e-9
            assert row["high"] >= other.high_slope - 1e-9


def test_a_rise_worked_by_hand():
    """One more a year in a thousand tokens: tau 1, ten more in 10,000 a year."""
    row = term_trends(series(range(1, 17)), YEARS).set_index("term").loc["甲"]

    assert row["tau"] == 1
    assert (row["slope"], row["low"], row["high"]) == pytest.approx((10, 10, 10))
    assert (row["count"], row["years"]) == (136, 16)
    assert (row["first_year"], row["last_year"]) == (2003, 2018)
    # five years are a third of sixteen: the mean of 1…5 and of 12…16 in a thousand
    assert (row["per_10k_early"], row["per_10k_late"]) == pytest.approx((30, 140))


def test_new_gone_rising_falling_and_steady():
    """A term that comes is new only if none of the first third used it, and so on."""
    comes = [0] * 6 + [3, 1, 5, 2, 8, 4, 9, 6, 12, 10]
    rises = [1, *comes[1:]]
    table = term_trends(
        series(comes, rises, comes[::-1], rises[::-1], [3, 5] * 8), YEARS
    ).set_index("term")

    assert table["status"].loc[list("甲乙丙丁戊")].tolist() == [
        "new", "rising", "gone", "falling", "steady",
    ]  # fmt: skip
    assert table.loc["甲", "first_year"] == 2009
    assert table.loc["丙", "last_year"] == 2012


def test_q_allows_for_the_number_of_terms(wandering):
    """Benjamini–Hochberg over the terms in the table; the surest first."""
    table = term_trends(series(*wandering[:8], total=5000), YEARS, min_count=1)

    assert table["q"].to_numpy() == pytest.approx(false_discovery_control(table["p"]))
    assert table["p"].is_monotonic_increasing


def test_the_order_of_tasks_changes_nothing():
    """The same tasks in any order give the same table to the last bit."""
    rng = np.random.default_rng(1)
    matrix = matrix_of(rng.poisson(2, size=(64, 9)), "甲乙丙丁戊己庚辛壬")
    years = pd.Series(np.tile(YEARS, 4))
    other, other_years = shuffled(matrix, years)

    assert_frame_equal(
        term_trends(matrix, years), term_trends(other, other_years), check_exact=True
    )


def test_years_shuffled_yield_discoveries_in_at_most_a_twentieth():
    """Of 200 shuffles of the sixteen reports of the State Council, at most 5% find any term."""
    corpus = read_corpus(CORPUS)
    tasks = corpus.task_table().query("region == '全国'").reset_index(drop=True)
    matrix = document_term_matrix(corpus.counts_of(tasks), tasks=tasks)
    rng = np.random.default_rng(20260101)
    found = 0
    for _ in range(200):
        dealt = dict(zip(YEARS, rng.permutation(YEARS), strict=True))
        found += term_trends(matrix, tasks["year"].map(dealt))["q"].min() < 0.05

    assert found <= 10
    real = term_trends(matrix, tasks["year"], min_count=20).set_index("term")["status"]
    assert real[["方针", "农民收入", "高新技术产业", "实体经济"]].tolist() == [
        "falling", "falling", "gone", "steady",
    ]  # fmt: skip


def test_what_is_wrong_is_told():
    """Too few years, years as text, a year without tokens, labels that do not fit."""
    matrix = series(range(16))
    with pytest.raises(TooLittleError, match="there are 2 years; a trend wants 8"):
        term_trends(matrix, pd.Series([2015, 2016] * 8))
    with pytest.raises(AnalysisError, match="give whole numbers"):
        term_trends(matrix, YEARS.astype("str"))
    with pytest.raises(TooLittleError, match="the tasks of 2003 have no term"):
        term_trends(matrix_of([[0]] + [[5]] * 15, "甲"), YEARS)
    with pytest.raises(TableError, match="years has other row labels"):
        term_trends(matrix, YEARS[:9])
