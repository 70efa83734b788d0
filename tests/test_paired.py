"""Keyness within pairs: the same provinces in two years."""

import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS
from matrices import matrix_of, shuffled
from pandas.testing import assert_frame_equal, assert_series_equal
from scipy.stats import false_discovery_control, permutation_test

from textlab.analysis.keyness import keyness
from textlab.analysis.paired import paired_keyness
from textlab.corpus.store import read_corpus
from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.words.counts import document_term_matrix


@pytest.fixture
def small():
    """Three provinces in two years, ten tokens a year but for 鲁 in 2016, which has twenty."""
    counts = [[1, 9], [3, 7], [2, 8], [8, 12], [0, 10], [1, 9]]
    return (
        matrix_of(counts, ["人工智能", "工作"]),
        pd.Series([2015, 2016] * 3),
        pd.Series(["赣", "赣", "鲁", "鲁", "浙", "浙"]),
    )


@pytest.fixture
def large():
    """Eight provinces in two years, three tasks each."""
    rng = np.random.default_rng(1)
    matrix = matrix_of(rng.poisson(1.0, size=(48, 12)), [f"词{n:02}" for n in range(12)])
    return (
        matrix,
        pd.Series(np.tile([2015, 2016], 24)),
        pd.Series(np.repeat(list("赣鲁浙沪京津皖湘"), 6)),
    )


def test_a_table_worked_by_hand(small):
    """人工智能 per 10,000: 3000 − 1000, 4000 − 2000, 1000 − 0; the mean is 5000/3."""
    matrix, years, provinces = small
    table = paired_keyness(matrix, years, 2016, 2015, pairs=provinces, min_count=1)
    row = table.set_index("term").loc["人工智能"]

    assert (row["count_a"], row["count_b"]) == (12, 3)
    assert row["per_10k_a"] == pytest.approx(8000 / 3)
    assert row["per_10k_b"] == pytest.approx(1000)
    assert row["difference"] == pytest.approx(5000 / 3)
    assert row["log_ratio"] == pytest.approx(np.log2((12 / 40) / (3 / 30)))
    assert (row["more"], row["fewer"]) == (3, 0)
    assert row["p"] == pytest.approx(2 / 8)
    assert np.isnan(row["low"])


def test_p_is_that_of_scipys_exact_test(large):
    """The exact permutation test by samples, on rates computed apart."""
    matrix, years, provinces = large
    table = paired_keyness(matrix, years, 2016, 2015, pairs=provinces).set_index("term")
    counts = pd.DataFrame(matrix.counts.toarray(), columns=matrix.terms)
    sums = counts.groupby([years.rename("year"), provinces.rename("province")]).sum()
    rates = sums.div(sums.sum(axis=1), axis=0)
    exact = permutation_test(
        (rates.loc[2016].to_numpy(), rates.loc[2015].to_numpy()),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    )

    assert table.loc[matrix.terms, "p"].to_numpy() == pytest.approx(exact.pvalue, abs=1e-12)
    assert table["q"].to_numpy() == pytest.approx(false_discovery_control(table["p"]))


def test_swapping_the_groups_flips_the_signs(large):
    """What rises from one year to the other falls on the way back."""
    matrix, years, provinces = large
    there = paired_keyness(matrix, years, 2016, 2015, pairs=provinces).set_index("term")
    back = paired_keyness(matrix, years, 2015, 2016, pairs=provinces).set_index("term")

    assert_series_equal(there["difference"], -back["difference"].loc[there.index])
    assert_series_equal(there["p"], back["p"].loc[there.index])
    assert_series_equal(there["more"], back["fewer"].loc[there.index], check_names=False)
    assert_series_equal(there["low"], -back["high"].loc[there.index], check_names=False)


def test_the_habit_of_a_province_is_no_emphasis_of_a_year():
    """Each says its own name by its own habit; all say a little more of one thing."""
    habits = np.arange(12) * 10
    counts = np.concatenate(
        [
            np.column_stack([habits, np.full(12, 5), 500 - habits - 5]),
            np.column_stack([habits, np.full(12, 8), 500 - habits - 8]),
        ]
    )
    matrix = matrix_of(counts, ["习惯", "新意", "其他"])
    years, provinces = (
        pd.Series(np.repeat([2015, 2016], 12)),
        pd.Series(np.tile(list("一二三四五六七八九十百千"), 2)),
    )
    paired = paired_keyness(matrix, years, 2016, 2015, pairs=provinces).set_index("term")
    pooled = keyness(matrix, years, 2016).set_index("term")

    assert paired.loc["习惯", "p"] == 1
    assert paired.loc["新意", "p"] == pytest.approx(2 / 2**12)
    # the rest is mostly habit: pooled, that drowns what every one of the twelve did
    assert paired.loc["其他", "p"] == pytest.approx(2 / 2**12)
    assert pooled.loc["其他", "p"] > 0.5


def test_a_long_report_weighs_no_more_than_a_short_one():
    """The difference is the mean over pairs, not that of the pooled counts."""
    matrix = matrix_of([[10, 0], [0, 10], [0, 1000], [0, 1000]], "甲乙")
    table = paired_keyness(
        matrix, pd.Series([1, 2, 1, 2]), 1, 2, pairs=pd.Series([1, 1, 2, 2])
    ).set_index("term")

    assert table.loc["甲", "difference"] == pytest.approx(5000)


def test_rates_equal_but_for_rounding_are_no_difference():
    """3 of 7 and 9 of 21 neither rise nor fall."""
    matrix = matrix_of([[3, 4], [9, 12], [3, 4], [9, 12]], "甲乙")
    table = paired_keyness(matrix, pd.Series([1, 2, 1, 2]), 1, 2, pairs=pd.Series([1, 1, 2, 2]))

    assert table[["more", "fewer"]].to_numpy().tolist() == [[0, 0], [0, 0]]
    assert table["p"].tolist() == [1, 1]


def test_the_order_of_tasks_changes_nothing(large):
    """The same tasks in any order give the same table to the last bit."""
    matrix, years, provinces = large
    other, other_years, other_provinces = shuffled(matrix, years, provinces)

    assert_frame_equal(
        paired_keyness(matrix, years, 2016, 2015, pairs=provinces),
        paired_keyness(other, other_years, 2016, 2015, pairs=other_provinces),
        check_exact=True,
    )


def test_years_swapped_within_provinces_yield_discoveries_in_at_most_a_twentieth():
    """Of 200 swaps of whole reports within provinces, at most 5% find any term at q < .05."""
    corpus = read_corpus(CORPUS)
    tasks = corpus.task_table().query("family == 'work-report' and year >= 2025")
    tasks = tasks.reset_index(drop=True)
    matrix = document_term_matrix(corpus.counts_of(tasks), tasks=tasks)
    provinces, names = pd.factorize(tasks["region"])
    years = tasks["year"].to_numpy()
    rng = np.random.default_rng(20260101)
    found = 0
    for _ in range(200):
        swapped = rng.random(len(names)) < 0.5
        dealt = pd.Series(np.where(swapped[provinces], 4051 - years, years))
        table = paired_keyness(
            matrix, dealt, 2026, 2025, pairs=tasks["region"], min_count=60, resamples=1
        )
        found += table["q"].min() < 0.05

    assert found <= 10
    real = paired_keyness(matrix, tasks["year"], 2026, 2025, pairs=tasks["region"], resamples=1)
    assert {"十五五", "人工智能", "稳企业"} <= set(real.query("q < .05 and difference > 0")["term"])
    assert {"三中全会", "党纪学习教育"} <= set(real.query("q < .05 and difference < 0")["term"])


def test_what_is_wrong_is_told(small):
    """A pair without its other side, a group not there, one pair only, labels that do not fit."""
    matrix, years, provinces = small
    with pytest.raises(AnalysisError, match="浙, 鲁 has no task of 2016"):
        paired_keyness(
            matrix, pd.Series([2015, 2016, 2015, 2015, 2015, 2015]), 2015, 2016, pairs=provinces
        )
    with pytest.raises(AnalysisError, match="“2014” is not among the groups"):
        paired_keyness(matrix, years, 2014, 2015, pairs=provinces)
    with pytest.raises(AnalysisError, match="both groups are “2015”"):
        paired_keyness(matrix, years, 2015, 2015, pairs=provinces)
    with pytest.raises(TooLittleError, match="there is one pair, 赣"):
        paired_keyness(matrix, years, 2016, 2015, pairs=pd.Series(["赣"] * 6))
    with pytest.raises(TableError, match="pairs has other row labels"):
        paired_keyness(matrix, years, 2016, 2015, pairs=provinces[:3])
    with pytest.raises(TooLittleError, match="in a pair have no term"):
        paired_keyness(
            matrix_of([[1], [1], [0], [1]], "甲"),
            pd.Series([1, 2, 1, 2]),
            1,
            2,
            pairs=pd.Series([1, 1, 2, 2]),
        )
