"""Keyness: which terms one group uses more than the others, and how sure that is."""

import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS
from matrices import matrix_of, shuffled
from pandas.testing import assert_frame_equal, assert_series_equal
from scipy.stats import chi2, chi2_contingency, false_discovery_control

from textlab.analysis.keyness import keyness
from textlab.corpus.store import read_corpus
from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.words.counts import document_term_matrix


@pytest.fixture
def small():
    """Three tasks of 2015, three of 2016; 品牌 is of 2016, 质量 of both."""
    counts = [[0, 4, 6], [0, 2, 8], [1, 4, 5], [3, 3, 4], [3, 4, 3], [0, 3, 7]]
    return matrix_of(counts, ["品牌", "安全", "质量"]), pd.Series([2015] * 3 + [2016] * 3)


@pytest.fixture
def large():
    """Sixty tasks of thirty terms, drawn at random, in two years and six provinces."""
    rng = np.random.default_rng(1)
    matrix = matrix_of(rng.poisson(0.6, size=(60, 30)), [f"词{n:02}" for n in range(30)])
    return (
        matrix,
        pd.Series(np.tile([2015, 2016], 30)),
        pd.Series(np.repeat(list("赣鲁浙沪京津"), 10)),
    )


@pytest.fixture(scope="module")
def corpus():
    """The shipped corpus."""
    return read_corpus(CORPUS)


def part(corpus, query):
    """Tasks of a part of the corpus, and their matrix."""
    tasks = corpus.task_table().query(query).reset_index(drop=True)
    return tasks, document_term_matrix(corpus.counts_of(tasks), tasks=tasks)


def test_a_table_worked_by_hand(small):
    """品牌: 6 of 30 tokens in 2016, 1 of 30 in 2015."""
    matrix, years = small
    row = keyness(matrix, years, 2016, min_count=1, resamples=10).set_index("term").loc["品牌"]
    table = [[6, 1], [24, 29]]

    assert (row["count_target"], row["count_reference"]) == (6, 1)
    assert row["per_10k_target"] == pytest.approx(2000)
    assert row["per_10k_reference"] == pytest.approx(10_000 / 30)
    assert row["log_ratio"] == pytest.approx(np.log2(6))
    assert row["g2"] == pytest.approx(
        chi2_contingency(table, lambda_="log-likelihood", correction=False).statistic, abs=1e-9
    )
    assert (row["tasks_target"], row["tasks_reference"]) == (2, 1)
    # thirds of 2016 hold 1/2, 1/2, 0 of it: (1/6 + 1/6 + 1/3) / 2 over 1 − 1/3
    assert row["dispersion_target"] == pytest.approx(0.5)
    assert row["dispersion_reference"] == pytest.approx(1)
    # twenty ways to deal three of six tasks: 7, 6, 4, 3, 1 and 0 of 品牌; six or more in four of them
    assert row["p"] == pytest.approx(2 * 4 / 20)
    assert np.isnan(row["low"])


def test_swapping_two_groups_flips_the_signs(large):
    """What one of two groups over-uses, the other under-uses equally, with the same p."""
    matrix, years, _ = large
    this, other = (
        keyness(matrix, years, year).set_index("term").sort_index() for year in (2015, 2016)
    )

    for name in ("g2", "log_ratio", "log_odds_z"):
        assert_series_equal(this[name], -other[name])
    assert_series_equal(this["p"], other["p"], rtol=1e-6)
    assert_series_equal(this["count_target"], other["count_reference"], check_names=False)
    assert_series_equal(this["dispersion_target"], other["dispersion_reference"], check_names=False)
    assert_series_equal(this["low"], -other["high"], check_names=False, atol=0.2)


def test_no_token_is_lost(large):
    """Counts of both sides add up to those of the matrix, and rates to 10,000."""
    matrix, years, _ = large
    table = keyness(matrix, years, 2015, min_count=1)

    assert len(table) == len(matrix.terms)
    assert table["count_target"].sum() + table["count_reference"].sum() == matrix.counts.sum()
    assert table["per_10k_target"].sum() == pytest.approx(10_000)
    assert table["per_10k_reference"].sum() == pytest.approx(10_000)


def test_terms_below_the_count_are_not_tested_but_their_tokens_count(large):
    """Rates refer to all terms of the matrix; q only to those in the table."""
    matrix, years, _ = large
    all_terms = keyness(matrix, years, 2015, min_count=1).set_index("term")
    some = keyness(matrix, years, 2015, min_count=40).set_index("term")
    totals = some["count_target"] + some["count_reference"]

    assert 0 < len(some) < len(all_terms)
    assert totals.min() >= 40
    assert_series_equal(some["per_10k_target"], all_terms["per_10k_target"].loc[some.index])
    assert some["q"].to_numpy() == pytest.approx(false_discovery_control(some["p"]))


def test_rows_are_ordered_by_g2(large):
    """The most over-used term first, the most under-used last."""
    assert keyness(*large[:2], 2015)["g2"].is_monotonic_decreasing


def test_the_order_of_tasks_changes_nothing(large):
    """The same tasks in any order give the same table to the last bit."""
    matrix, years, provinces = large
    coast = provinces.isin(list("鲁浙沪"))
    other, other_years, other_coast, other_provinces = shuffled(matrix, years, coast, provinces)

    assert_frame_equal(
        keyness(matrix, years, 2015), keyness(other, other_years, 2015), check_exact=True
    )
    assert_frame_equal(
        keyness(matrix, coast, True, clusters=provinces),
        keyness(other, other_coast, True, clusters=other_provinces),
        check_exact=True,
    )


def test_a_reference_leaves_the_other_groups_out(large):
    """Against one group is as if the tasks of the others were not there."""
    matrix, _, provinces = large
    two = provinces.isin(["赣", "鲁"]).to_numpy()
    alone = matrix_of(
        matrix.counts.toarray()[two], matrix.terms, matrix.tasks[two].reset_index(drop=True)
    )

    assert_frame_equal(
        keyness(matrix, provinces, "赣", reference="鲁"),
        keyness(alone, provinces[two].reset_index(drop=True), "赣"),
    )


def test_what_one_task_repeats_is_no_discovery():
    """Forty times in one task: G² by its chi-squared law is sure of it, whole tasks are not."""
    counts = np.full((100, 2), 20)
    counts[0] = [40, 0]
    counts[1:, 0] = 0
    table = keyness(matrix_of(counts, ["口号", "工作"]), pd.Series([1] * 50 + [2] * 50), 1)
    row = table.set_index("term").loc["口号"]

    assert chi2.sf(row["g2"], 1) < 1e-9
    assert row["p"] > 0.5


def test_what_many_tasks_say_is_a_discovery():
    """Once in each of forty of fifty tasks against two of fifty."""
    counts = np.column_stack([np.zeros(100, dtype=int), np.tile(np.arange(20, 30), 10)])
    counts[:40, 0] = 1
    counts[50:52, 0] = 1
    table = keyness(matrix_of(counts, ["新词", "工作"]), pd.Series([1] * 50 + [2] * 50), 1)

    assert table.set_index("term").loc["新词", "q"] < 1e-9


def test_clusters_are_the_units_of_test_and_interval(large):
    """Three provinces against three: p is one of twenty deals, and an interval there is none."""
    matrix, _, provinces = large
    coast = pd.Series(np.where(provinces.isin(["鲁", "浙", "沪"]), "coast", "inland"))
    table = keyness(matrix, coast, "coast", clusters=provinces)

    assert (table["p"] * 20).to_numpy() == pytest.approx((table["p"] * 20).round().to_numpy())
    assert table["p"].min() >= 0.1
    assert table["low"].isna().all()


def test_the_interval_holds_the_ratio_and_narrows_with_tasks(large):
    """With the tasks four times over the interval is half as wide, roughly."""
    matrix, years, _ = large
    counts = np.tile(matrix.counts.toarray(), (4, 1))
    few = keyness(matrix, years, 2015)
    many = keyness(matrix_of(counts, matrix.terms), pd.concat([years] * 4, ignore_index=True), 2015)

    assert ((few["low"] <= few["log_ratio"]) & (few["log_ratio"] <= few["high"])).all()
    ratio = (many["high"] - many["low"]).mean() / (few["high"] - few["low"]).mean()
    assert 0.4 < ratio < 0.6


@pytest.mark.parametrize(
    ("query", "by", "shuffles"),
    [("region == '山东省' and family == 'plan'", "year", 200), ("region == '全国'", "era", 200)],
    ids=["one year of Shandong", "two halves of the State Council"],
)
def test_shuffled_labels_yield_discoveries_in_at_most_a_twentieth(corpus, query, by, shuffles):
    """Of 200 shuffles of whole tasks of the shipped corpus, at most 5% find any term at q < .05."""
    tasks, matrix = part(corpus, query)
    labels = (tasks["year"] == 2023) if by == "year" else (tasks["year"] <= 2010)
    rng = np.random.default_rng(20260101)
    found = 0
    for _ in range(shuffles):
        dealt = pd.Series(rng.permutation(labels.to_numpy()))
        found += keyness(matrix, dealt, True, min_count=20, resamples=1)["q"].min() < 0.05

    assert found <= 0.05 * shuffles


def test_shuffled_documents_yield_no_more(corpus):
    """The same for whole work reports, whose tasks resemble each other: 200 shuffles of 62."""
    tasks, matrix = part(corpus, "family == 'work-report' and year >= 2025")
    reports, names = pd.factorize(tasks["doc_id"])
    rng = np.random.default_rng(20260101)
    found = naive = 0
    for _ in range(200):
        dealt = pd.Series(rng.permutation(np.arange(len(names)) < 8)[reports])
        table = keyness(matrix, dealt, True, clusters=tasks["doc_id"], min_count=60, resamples=1)
        found += table["q"].min() < 0.05
        naive += false_discovery_control(chi2.sf(table["g2"].abs(), 1)).min() < 0.05

    assert found <= 10
    assert naive > 190


@pytest.mark.parametrize("share", [0.02, 0.2])
def test_a_small_part_of_every_document_yields_no_more(corpus, share):
    """Tasks of every work report, dealt at random: 200 times, with tasks as units."""
    tasks, matrix = part(corpus, "family == 'work-report' and year >= 2025 and tokens > 0")
    rng = np.random.default_rng(20260101)
    found = 0
    for _ in range(200):
        order = pd.Series(rng.random(len(tasks))).groupby(tasks["doc_id"])
        table = keyness(matrix, order.rank(pct=True) <= share, True, min_count=100, resamples=1)
        found += table["q"].min() < 0.05

    assert found <= 10


def test_a_cluster_lies_on_one_side(large):
    """A province in both years is two texts of one author: no unit that can change sides."""
    matrix, years, provinces = large
    with pytest.raises(
        AnalysisError, match="tasks of 2015 and of the reference: 京, 沪, 津 …; each must"
    ):
        keyness(matrix, years, 2015, clusters=provinces)


def test_what_the_year_is_known_for_is_found(corpus):
    """Manufacturing made intelligent in Shandong's plan of 2022, education in 2021."""
    tasks, matrix = part(corpus, "region == '山东省'")
    first = {
        year: keyness(matrix, tasks["year"], year, resamples=1).iloc[0] for year in (2021, 2022)
    }

    assert first[2022]["term"] == "智能制造"
    assert first[2021]["term"] == "教育"
    assert max(row["q"] for row in first.values()) < 0.001


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"target": 2014}, "“2014” is not among the groups; they are 2015, 2016"),
        ({"target": 2015, "reference": 2014}, "“2014” is not among the groups"),
        ({"target": 2015, "reference": 2015}, "both “2015”"),
        ({"target": 2015, "min_count": 0}, "min_count is 0"),
    ],
)
def test_wrong_settings_are_told(small, options, message):
    """A group that is not there, and a limit out of bounds."""
    with pytest.raises(AnalysisError, match=message):
        keyness(*small, **options)


def test_too_little_is_told(small):
    """One group only; no term often enough; a side without tokens."""
    matrix, years = small
    with pytest.raises(TooLittleError, match="nothing to compare it with"):
        keyness(matrix, pd.Series([2015] * 6), 2015)
    with pytest.raises(TooLittleError, match="no term has 99 tokens"):
        keyness(matrix, years, 2015, min_count=99)
    with pytest.raises(TooLittleError, match="no task of 2015 has a term"):
        keyness(matrix_of([[0, 0], [1, 2]], "甲乙"), pd.Series([2015, 2016]), 2015)


def test_labels_that_do_not_fit_are_told(small):
    """Groups of another table, and a missing cluster."""
    matrix, years = small
    with pytest.raises(TableError, match="groups has other row labels"):
        keyness(matrix, years[:4], 2015)
    with pytest.raises(TableError, match="clusters is missing for task “d002, 1”"):
        keyness(matrix, years, 2015, clusters=pd.Series(["a", "a", None, "b", "b", "b"]))
