"""Rates of terms in groups."""

import numpy as np
import pandas as pd
import pytest
from matrices import matrix_of, shuffled
from pandas.testing import assert_frame_equal

from textlab.analysis.rates import term_rates
from textlab.errors import AnalysisError, TooLittleError


def test_rates_worked_by_hand():
    """甲 is 3 of 20 tokens in 2015 and 0 of 5 in 2016; 乙 the rest."""
    matrix = matrix_of([[1, 9], [2, 8], [0, 5]], "甲乙")
    table = term_rates(matrix, pd.Series([2015, 2015, 2016]), ["甲"])

    assert table["group"].tolist() == [2015, 2016]
    assert table["count"].tolist() == [3, 0]
    assert table["tokens"].tolist() == [20, 5]
    assert table["per_10k"].tolist() == [1500, 0]
    assert table["tasks"].tolist() == [2, 0]
    assert table["low"].isna().all()


def test_the_interval_is_that_of_a_mean_where_tasks_are_equally_long():
    """A hundred tasks of ten tokens, half of which hold the term once: 500 ± 1.96 × 50."""
    counts = np.tile([[1, 9], [0, 10]], (50, 1))
    row = term_rates(matrix_of(counts, "甲乙"), pd.Series([1] * 100), ["甲"], resamples=4000).iloc[
        0
    ]

    assert row["per_10k"] == pytest.approx(500)
    assert (row["low"], row["high"]) == pytest.approx((402, 598), abs=15)


def test_whole_clusters_are_resampled():
    """Ten alike tasks of each province tell no more than one of each."""
    rng = np.random.default_rng(1)
    provinces = rng.poisson(3, size=(6, 2)) + 1
    one = term_rates(matrix_of(provinces, "甲乙"), pd.Series([1] * 6), ["甲"], resamples=4000)
    ten = term_rates(
        matrix_of(np.repeat(provinces, 10, axis=0), "甲乙"),
        pd.Series([1] * 60),
        ["甲"],
        clusters=pd.Series(np.repeat(range(6), 10)),
        resamples=4000,
    )

    assert ten[["low", "high"]].to_numpy() == pytest.approx(one[["low", "high"]].to_numpy())


def test_the_order_of_tasks_changes_nothing():
    """The same tasks in any order give the same table to the last bit."""
    rng = np.random.default_rng(1)
    matrix = matrix_of(rng.poisson(1, size=(40, 5)), "甲乙丙丁戊")
    years = pd.Series(np.repeat([1, 2], 20))
    other, other_years = shuffled(matrix, years)

    assert_frame_equal(
        term_rates(matrix, years, "甲丙"), term_rates(other, other_years, "丙甲"), check_exact=True
    )


def test_what_is_wrong_is_told():
    """A term that is not counted; a group without tokens."""
    matrix = matrix_of([[1], [0]], "甲")
    with pytest.raises(AnalysisError, match="“乙” is not in the matrix"):
        term_rates(matrix, pd.Series([1, 1]), ["乙"])
    with pytest.raises(TooLittleError, match="no task of 2 has a term"):
        term_rates(matrix, pd.Series([1, 2]), ["甲"])
