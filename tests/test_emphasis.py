"""What a group emphasises, and how two groups differ."""

from math import log

import numpy as np
import pandas as pd
import pytest
from matrices import matrix_of, shuffled
from pandas.testing import assert_frame_equal
from sklearn.feature_extraction.text import TfidfTransformer

from textlab.analysis.emphasis import difference_sides, emphasis_difference, term_emphasis
from textlab.analysis.resampling import Resampling, resample_weights
from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.words.counts import DocumentTermMatrix
from textlab.words.weights import tfidf


@pytest.fixture
def small():
    """Three tasks: two of 2015, one of 2016."""
    return matrix_of([[1, 1, 0], [2, 0, 0], [0, 1, 3]], ["品牌", "安全", "质量"])


@pytest.fixture
def large():
    """Sixty tasks of thirty terms, drawn at random, in two years and six provinces."""
    rng = np.random.default_rng(1)
    matrix = matrix_of(rng.poisson(0.6, size=(60, 30)), [f"词{n:02}" for n in range(30)])
    years = pd.Series(np.tile([2015, 2016], 30))
    provinces = pd.Series(np.repeat(list("赣鲁浙沪京津"), 10))
    return matrix, years, provinces


def test_scores_worked_by_hand(small):
    """品牌 is 1/2 and 2/2 of the tasks of 2015, and stands in two of three tasks."""
    table = term_emphasis(small, pd.Series([2015, 2015, 2016]), resamples=10)
    scores = table.set_index(["group", "term"])["score"]
    idf_2, idf_1 = log(4 / 3) + 1, log(4 / 2) + 1

    assert list(scores.index) == [(2015, "品牌"), (2015, "安全"), (2016, "质量"), (2016, "安全")]
    assert scores.tolist() == pytest.approx(
        [(1 / 2 + 1) / 2 * idf_2, 1 / 4 * idf_2, 3 / 4 * idf_1, 1 / 4 * idf_2]
    )
    assert table["tasks"].tolist() == [2, 2, 1, 1]


@pytest.mark.parametrize(("fewer", "known"), [(1, False), (4, False), (5, True)])
def test_under_five_tasks_have_no_interval(large, fewer, known):
    """From so few, the percentiles hold the truth far too seldom."""
    matrix, years, _ = large
    groups = pd.Series(np.where(np.arange(60) < fewer, "few", "many"), index=years.index)
    table = term_emphasis(matrix, groups, resamples=20).set_index("group")
    difference = emphasis_difference(matrix, groups, "few", "many", resamples=20)

    assert table.loc[["many"], ["low", "high"]].notna().all(axis=None)
    assert (table.loc[["few"], ["low", "high"]].notna() == known).all(axis=None)
    assert (difference[["low", "high"]].notna() == known).all(axis=None)


def test_under_five_clusters_have_no_interval(large):
    """Sixty tasks of four provinces are four units where provinces are resampled."""
    matrix, years, _ = large
    for provinces, known in ((4, False), (5, True)):
        clusters = pd.Series(np.arange(60) % provinces)
        table = term_emphasis(matrix, years, clusters=clusters, resamples=20)
        assert (table[["low", "high"]].notna() == known).all(axis=None)


def test_scores_equal_but_for_noise_are_in_order_of_the_term():
    """The sum of .1, .2 and .3 depends on their order in the last bit, which decides nothing."""
    counts = [[2, 1, 7], [3, 2, 5], [1, 3, 6]]
    table = term_emphasis(matrix_of(counts, "甲乙丙"), pd.Series(["x"] * 3), terms=["甲", "乙"])

    assert 0.2 + 0.3 + 0.1 < 0.1 + 0.2 + 0.3
    assert table["term"].tolist() == ["甲", "乙"]


def test_a_task_without_terms_counts_in_the_mean():
    """Half the tasks say nothing, so the score is half."""
    full = term_emphasis(matrix_of([[2, 1]], "甲乙"), pd.Series(["x"]))
    half = term_emphasis(matrix_of([[2, 1], [0, 0]], "甲乙"), pd.Series(["x", "x"]))

    idf = (log(3 / 2) + 1) / (log(2 / 2) + 1)
    assert half["score"].tolist() == pytest.approx(full["score"] * idf / 2)


def test_scores_equal_scikit_learn(large):
    """The mean of `TfidfTransformer` rows, where the options are the same."""
    matrix, years, _ = large
    shares = matrix.counts / matrix.counts.sum(axis=1)[:, None]
    idf = TfidfTransformer(norm=None).fit(matrix.counts).idf_
    expected = (shares.toarray() * idf)[years == 2016].mean(axis=0)

    table = term_emphasis(matrix, years, terms=list(matrix.terms), resamples=5)
    scores = table[table["group"] == 2016].set_index("term")["score"]

    assert scores[list(matrix.terms)].to_numpy() == pytest.approx(expected)


def test_intervals_equal_resampling_row_by_row(large):
    """Copying the rows that were drawn and taking their mean gives the same interval."""
    matrix, years, _ = large
    weights = resample_weights(years.to_numpy(), Resampling(40, seed=9))
    rows = np.flatnonzero(years == 2015)
    values = tfidf(matrix).toarray()[rows, 3]
    means = [np.repeat(values, draw[rows]).mean() for draw in weights]

    table = term_emphasis(matrix, years, terms=["词03"], resamples=40, seed=9, level=0.8)
    row = table[table["group"] == 2015].iloc[0]

    assert (row["low"], row["high"]) == pytest.approx(np.quantile(means, [0.1, 0.9]))


def test_the_order_of_the_tasks_leaves_no_trace(large):
    """Shuffled rows give the same bytes, intervals and all."""
    matrix, years, provinces = large
    other, other_years, other_provinces = shuffled(matrix, years, provinces)

    for first, second in [
        (
            term_emphasis(matrix, years, resamples=50),
            term_emphasis(other, other_years, resamples=50),
        ),
        (
            emphasis_difference(matrix, years, 2015, 2016, clusters=provinces, resamples=50),
            emphasis_difference(
                other, other_years, 2015, 2016, clusters=other_provinces, resamples=50
            ),
        ),
    ]:
        assert first.to_csv() == second.to_csv()


def test_top_terms_are_the_highest_of_all(large):
    """The top five per group are the first five of the full list."""
    matrix, years, _ = large
    everything = term_emphasis(matrix, years, terms=list(matrix.terms), resamples=20)
    top = term_emphasis(matrix, years, top=5, resamples=20)

    assert_frame_equal(top, everything.groupby("group").head(5).reset_index(drop=True))
    assert top.groupby("group")["score"].is_monotonic_decreasing.all()


def test_a_group_is_never_given_a_term_it_lacks(small):
    """2016 never says 品牌, however many terms are asked for."""
    table = term_emphasis(small, pd.Series([2015, 2015, 2016]), top=50, resamples=5)

    assert "品牌" not in set(table.loc[table["group"] == 2016, "term"])


def test_equal_scores_are_in_order_of_the_term():
    """A tie is broken by the term, not by chance."""
    table = term_emphasis(matrix_of([[1, 1, 1]], "丙乙甲"), pd.Series(["x"]))

    assert table["term"].tolist() == list("丙乙甲")


def test_tasks_alike_within_a_province_make_the_interval_wider():
    """Ten copies of each province's task are worth one: resampling tasks is too sure."""
    rng = np.random.default_rng(2)
    provinces = pd.Series(np.repeat(np.arange(8), 10))
    matrix = matrix_of(np.repeat(rng.poisson(2, size=(8, 5)) + 1, 10, axis=0), "甲乙丙丁戊")
    year = pd.Series(2015, index=provinces.index)

    by_task = term_emphasis(matrix, year, resamples=400)
    by_province = term_emphasis(matrix, year, clusters=provinces, resamples=400)

    width = [(table["high"] - table["low"]).mean() for table in (by_task, by_province)]
    assert width[1] > 2 * width[0]


def test_the_difference_is_that_of_the_scores(large):
    """Scores are those of `term_emphasis`, and the difference is theirs."""
    matrix, years, _ = large
    terms = list(matrix.terms)
    scores = term_emphasis(matrix, years, terms=terms, resamples=5)
    scores = scores.pivot(index="term", columns="group", values="score")
    table = emphasis_difference(matrix, years, 2015, 2016, terms=terms, resamples=5)

    assert table["score_a"].to_numpy() == pytest.approx(scores.loc[table["term"], 2015].to_numpy())
    assert table["score_b"].to_numpy() == pytest.approx(scores.loc[table["term"], 2016].to_numpy())
    assert table["difference"].to_numpy() == pytest.approx(table["score_a"] - table["score_b"])
    assert table["difference"].abs().is_monotonic_decreasing


def test_swapping_two_groups_turns_the_difference_around(large):
    """What one says more by so much, the other says less by as much, and as surely."""
    matrix, years, _ = large
    this = emphasis_difference(matrix, years, 2015, 2016, resamples=50)
    other = emphasis_difference(matrix, years, 2016, 2015, resamples=50)

    assert other["term"].tolist() == this["term"].tolist()
    assert other["difference"].to_numpy() == pytest.approx(-this["difference"].to_numpy())
    assert other["low"].to_numpy() == pytest.approx(-this["high"].to_numpy())


def test_a_planted_difference_is_found_and_nothing_else():
    """One term of forty is twice as frequent in 2016; few of the others leave out zero."""
    rng = np.random.default_rng(4)
    rates = np.full((200, 40), 1.0)
    rates[100:, 7] = 2.0
    matrix = matrix_of(rng.poisson(rates), [f"词{n:02}" for n in range(40)])
    years = pd.Series(np.repeat([2015, 2016], 100))

    table = emphasis_difference(matrix, years, 2015, 2016, top=40, resamples=500)
    sure = (table["low"] > 0) | (table["high"] < 0)

    assert table["term"].iloc[0] == "词07"
    assert table["high"].iloc[0] < 0
    assert sure.iloc[1:].sum() <= 5


def test_what_a_province_says_in_both_years_cancels_out():
    """Provinces that say the same each year differ by nothing, for certain."""
    rng = np.random.default_rng(3)
    year = rng.poisson(2, size=(6, 4)) + 1
    matrix = matrix_of(np.vstack([year, year]), "甲乙丙丁")
    years, provinces = pd.Series(np.repeat([2015, 2016], 6)), pd.Series(list("abcdef" * 2))

    paired = emphasis_difference(
        matrix, years, 2015, 2016, terms=list("甲乙丙丁"), clusters=provinces
    )
    unpaired = emphasis_difference(matrix, years, 2015, 2016, terms=list("甲乙丙丁"))

    assert paired[["difference", "low", "high"]].to_numpy() == pytest.approx(0, abs=1e-12)
    assert (unpaired["high"] - unpaired["low"] > 0.01).all()


def test_labels_must_fit_the_rows(small):
    """A series under other row labels would be mixed up without a word."""
    with pytest.raises(TableError, match="other row labels"):
        term_emphasis(small, pd.Series([2015, 2015, 2016], index=[5, 6, 7]))
    with pytest.raises(TableError, match="clusters is missing for task “d001, 1”"):
        term_emphasis(small, pd.Series([1, 1, 1]), clusters=pd.Series(["a", None, "b"]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"terms": ["品牌", "创新"]}, "“创新” is not in the matrix"),
        ({"resamples": 0}, "resamples is 0"),
        ({"top": 0}, "term_emphasis: top is 0; ask for at least 1"),
        ({"top": -1}, "top is -1"),
    ],
)
def test_a_wrong_setting_is_named(small, options, message):
    """The error says which term or setting it was."""
    with pytest.raises(AnalysisError, match=message):
        term_emphasis(small, pd.Series([2015, 2015, 2016]), **options)


def test_a_group_that_is_not_there_is_named(small):
    """The error names the groups there are."""
    with pytest.raises(AnalysisError, match="“2014” is not among the groups; they are 2015, 2016"):
        emphasis_difference(small, pd.Series([2015, 2015, 2016]), 2014, 2016)
    with pytest.raises(AnalysisError, match="emphasis_difference: top is -1"):
        emphasis_difference(small, pd.Series([2015, 2015, 2016]), 2015, 2016, top=-1)
    with pytest.raises(AnalysisError, match="both groups are “2015”"):
        emphasis_difference(small, pd.Series([2015, 2015, 2016]), 2015, 2015)


def test_a_task_that_stands_twice_is_named(small):
    """A repeated task would be resampled as two."""
    tasks = pd.DataFrame({"doc_id": "d", "task_id": ["1", "1", "2"]})
    with pytest.raises(TableError, match="“d, 1” stands twice"):
        term_emphasis(matrix_of(small.counts.toarray(), small.terms, tasks), pd.Series([1, 1, 1]))


def test_an_empty_matrix_has_nothing_to_score(small):
    """No tasks, no scores, and the error says so."""
    empty = DocumentTermMatrix(small.counts[:0], small.tasks.iloc[:0], small.terms)
    with pytest.raises(AnalysisError, match="no tasks"):
        term_emphasis(empty, pd.Series([], dtype="int64"))


def test_the_sides_of_a_difference_are_what_each_group_says_more():
    """Terms above zero are the one side; those below it are the other, turned around."""
    table = pd.DataFrame(
        {
            "term": ["质量", "安全"],
            "difference": [-0.4, 0.1],
            "low": [-0.5, 0.0],
            "high": [-0.1, 0.3],
        }
    )
    sides = difference_sides(table, 2016, 2015)

    assert sides.to_dict("list") == {
        "group": ["2016 > 2015", "2015 > 2016"],
        "term": ["安全", "质量"],
        "score": [0.1, 0.4],
        "low": [0.0, 0.1],
        "high": [0.3, 0.5],
    }
    with pytest.raises(TooLittleError, match="2016 and 2015 do not differ in any term"):
        difference_sides(table.head(0), 2016, 2015)


def test_one_group_alone_cannot_be_compared(small):
    """Too little, and no fault: documents of another group are wanted."""
    with pytest.raises(TooLittleError, match="all tasks are of one group, 2015"):
        emphasis_difference(small, pd.Series([2015, 2015, 2015]), 2016, 2015)
