"""How many topics: what is measured, what the rule says, and the table that ships."""

import functools
import json
import runpy
from math import log, sqrt
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
import pandas as pd
import pytest
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from planted import TERMS, matrix_of, planted_matrix
from scipy.optimize import brentq
from scipy.sparse import csr_array

from textlab.analysis import kept_numbers
from textlab.analysis.held_out import PRIOR, STRAY, cut_in_folds, foretold, topic_held_out
from textlab.analysis.kept_numbers import kept_topic_numbers
from textlab.analysis.topic_numbers import (
    MEASURES,
    choose_k,
    choose_seed,
    topic_number_means,
    topic_numbers,
)
from textlab.analysis.topic_quality import coherence, topic_coherence, topic_exclusivity
from textlab.analysis.topic_stability import topic_stability
from textlab.analysis.topics import fit_topics
from textlab.caching import digest
from textlab.errors import AnalysisError, TableError, TooLittleError

CHOSEN, SEED = 25, 7
"""The number of topics and the run that the shipped table speaks for, and notebook 03 shows."""
FEW = {"seeds": (4, 5, 6), "folds": 3, "iterations": 30}


@pytest.fixture(scope="module")
def planted():
    """240 tasks of three topics."""
    return planted_matrix()


@pytest.fixture(scope="module")
def numbers(planted):
    """Two, three and six topics where three were planted."""
    return topic_numbers(planted, [6, 2, 3], **FEW)


def values(table, k, measure):
    rows = table[(table["k"] == k) & (table["measure"] == measure)]
    return rows.set_index("run")["value"]


def test_c_v_equals_gensim_over_whole_tasks():
    """With a window wider than any task gensim counts the same, also where terms never meet."""
    rng = np.random.default_rng(3)
    matrix = matrix_of(rng.poisson(0.12, size=(150, len(TERMS))))
    tops = [list(rng.permutation(TERMS)[:8]) for _ in range(4)]
    texts = [
        [term for term, count in zip(TERMS, row, strict=True) for _ in range(count)]
        for row in matrix.counts.toarray().tolist()
    ]
    models = {
        name: CoherenceModel(
            topics=tops, texts=texts, dictionary=Dictionary(texts), coherence=name,
            window_size=10_000, processes=1,
        ).get_coherence_per_topic()
        for name in ("c_npmi", "c_v")
    }  # fmt: skip
    npmi, c_v = coherence(tops, matrix)

    assert c_v == pytest.approx(np.array(models["c_v"]), abs=1e-9)
    # gensim's small constant in place of the limit shows where terms never meet, in NPMI only
    assert npmi.mean() < np.mean(models["c_npmi"])


def test_every_measure_is_what_its_own_function_says(planted, numbers):
    """The table holds nothing that cannot be had, run by run, from the public functions."""
    model = fit_topics(planted, 3, seed=5, iterations=30)
    scores = topic_coherence(model, planted)
    stability = topic_stability(planted, 3, seeds=(4, 5, 6), iterations=30)
    held = topic_held_out(planted, 3, folds=3, seed=4, iterations=30)

    assert values(numbers, 3, "npmi")[5] == pytest.approx(scores["npmi"].mean(), rel=1e-5)
    assert values(numbers, 3, "c_v")[5] == pytest.approx(scores["c_v"].mean(), rel=1e-5)
    assert values(numbers, 3, "exclusivity")[5] == pytest.approx(
        topic_exclusivity(model)["exclusivity"].mean(), rel=1e-5
    )
    assert values(numbers, 3, "stable")[4] == stability["stable"].mean()
    assert values(numbers, 3, "held_out").tolist() == held["held_out"].tolist()


def test_the_table_is_in_order(numbers):
    """By k, measure and run, whatever order the numbers were asked for in."""
    assert numbers["k"].unique().tolist() == [2, 3, 6]
    assert numbers["measure"].unique().tolist() == list(MEASURES)
    assert len(numbers) == 3 * 6 * 3
    assert list(numbers) == ["k", "measure", "run", "value"]


def test_planted_topics_are_the_number_chosen(numbers):
    """With two topics words are foretold worse; six foretell no better, and share their terms."""
    assert values(numbers, 3, "stable").tolist() == [1, 1, 1]
    assert values(numbers, 3, "jaccard").tolist() == [1, 1, 1]
    assert values(numbers, 2, "held_out").mean() < values(numbers, 3, "held_out").mean()
    assert choose_k(numbers) == 3


def test_every_engine_can_be_judged(planted):
    """NMF gives terms no weight at all, and is judged all the same."""
    table = topic_numbers(planted, [3], engine="sklearn-nmf", seeds=(1, 2), folds=2)

    assert np.isfinite(table["value"]).all()
    assert values(table, 3, "held_out").min() > 0.5


def test_jobs_change_nothing(planted):
    """Two processes give what one gives."""
    one = topic_numbers(planted, [2], **FEW)

    assert_frame_equal(one, topic_numbers(planted, [2], jobs=2, **FEW), check_exact=True)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"ks": []}, AnalysisError, "give numbers of topics"),
        ({"ks": [3, 3]}, AnalysisError, "each once"),
        ({"seeds": [1]}, AnalysisError, "at least two seeds"),
        ({"folds": 1}, AnalysisError, "folds is 1; choose from 2 to 240"),
        ({"ks": [1]}, AnalysisError, "k is 1"),
        ({"engine": "mallet"}, AnalysisError, "engine “mallet” is unknown"),
    ],
)
def test_a_wrong_setting_is_named(planted, change, error, message):
    """Said before anything is fitted."""
    with pytest.raises(error, match=message):
        topic_numbers(planted, **({"ks": [3]} | FEW | change))


def test_too_few_tasks_are_too_little():
    """The question is not one that so small a corpus answers."""
    with pytest.raises(TooLittleError, match="30 tasks"):
        topic_numbers(matrix_of(np.ones((30, len(TERMS)))), [3], **FEW)


# Held-out likelihood


def test_foretelling_worked_by_hand():
    """Four tokens of the first topic foretell two more of it: its share solves one equation.

    Of the four, the part p = s a / (s a + (1 − s) b) is the first topic's, where a and b are the
    weights of the term in the topics and s is the share of the first; and s = (4 p + 0.1) / 4.2.
    """
    topics = np.array([[0.5, 0.5, 0.0, 0.0], [0.0, 0.0, 0.5, 0.5]])
    everywhere = np.full(4, 0.25)
    a, b = (1 - STRAY) * 0.5 + STRAY * 0.25, STRAY * 0.25
    share = brentq(
        lambda s: (4 * s * a / (s * a + (1 - s) * b) + PRIOR) / (4 + 2 * PRIOR) - s, 0.5, 1
    )
    expected = 2 * log((share * a + (1 - share) * b) / 0.25)

    found = foretold(
        topics, everywhere, csr_array([[4, 0, 0, 0]]), csr_array(np.array([[0, 2, 0, 0]]))
    )
    assert found == pytest.approx(expected, abs=1e-9)


def test_topics_like_the_whole_corpus_foretell_nothing():
    """Where every topic is the corpus, there is no gain over no topics."""
    everywhere = np.array([0.5, 0.3, 0.2])
    halves = csr_array(np.array([[1, 0, 2], [0, 3, 1]]))

    assert foretold(np.stack([everywhere] * 4), everywhere, halves, halves) == pytest.approx(0)


def test_nothing_to_go_by_leaves_the_topics_even():
    """A task whose first half is empty is foretold from all topics alike."""
    topics, everywhere = np.array([[0.8, 0.2], [0.2, 0.8]]), np.array([0.5, 0.5])

    found = foretold(topics, everywhere, csr_array((1, 2), dtype=int), csr_array([[1, 0]]))
    assert found == pytest.approx(0)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 7))
def test_the_cut_takes_half_of_each_task(seed, folds):
    """Half of the tokens of every task, rounded down, and each task in one of equal folds."""
    counts = csr_array(np.random.default_rng(seed).poisson(1.0, size=(40, 6)))
    counts.eliminate_zeros()
    cut = cut_in_folds(counts, folds, seed)
    first, whole = cut.first.toarray(), counts.toarray()

    assert (first <= whole).all()
    assert (first >= 0).all()
    assert first.sum(axis=1).tolist() == (whole.sum(axis=1) // 2).tolist()
    sizes = np.bincount(cut.folds)[1:]
    assert len(sizes) == folds
    assert sizes.max() - sizes.min() <= 1


def test_which_tokens_are_taken_is_chance():
    """Over many draws each of a task's four tokens is taken half of the time."""
    counts = csr_array([[1, 3]])
    counts = csr_array(np.repeat(counts.toarray(), 4000, axis=0))
    taken = cut_in_folds(counts, 2, 1).first.toarray()

    assert taken[:, 0].mean() == pytest.approx(0.5, abs=0.03)


def test_held_out_tasks_are_not_fitted(planted):
    """Words drawn without any topics are foretold no better by topics, though they fit them."""
    noise = matrix_of(np.random.default_rng(2).poisson(0.5, size=(240, len(TERMS))))

    assert topic_held_out(noise, 6, folds=3, iterations=50)["held_out"].max() < 0.01
    table = topic_held_out(planted, 3, folds=3, seed=4, iterations=50)
    assert table["held_out"].min() > 0.5
    assert table["fold"].tolist() == [1, 2, 3]
    assert table["tokens"].sum() == ((planted.counts.sum(axis=1) + 1) // 2).sum()


# The rule


def runs(**measures):
    """A table from the values of each measure: a list of (k, values of the runs)."""
    rows = [
        (k, measure, run, value)
        for measure, its in measures.items()
        for k, found in its.items()
        for run, value in enumerate(found, 1)
    ]
    return pd.DataFrame(rows, columns=["k", "measure", "run", "value"])


CLEAR = {
    "stable": {10: [0.8, 0.9], 20: [0.6, 0.5], 30: [0.5, 0.5], 40: [0.4, 0.5]},
    "held_out": {10: [0.5, 0.6], 20: [0.78, 0.82], 30: [0.75, 0.85], 40: [0.9, 1.0]},
    "npmi": {10: [0.3, 0.3], 20: [0.1, 0.2], 30: [0.2, 0.2], 40: [0.4, 0.4]},
    "exclusivity": {10: [0.9, 0.9], 20: [0.5, 0.5], 30: [0.6, 0.6], 40: [0.9, 0.9]},
}


def test_the_rule_worked_by_hand():
    """40 does not return (.45); 10 foretells .55 against .80; 30 is the better to read of the rest."""
    assert choose_k(runs(**CLEAR)) == 30


def test_one_standard_error_is_that_of_the_best():
    """The best has .80 over two folds .1 apart: error .05, so that .75 is near enough, .74 not."""
    held = {10: [0.75, 0.75], 20: [0.75, 0.85]}
    same = {name: {10: [1.0, 1.0], 20: [0.9, 0.9]} for name in ("stable", "npmi", "exclusivity")}

    assert choose_k(runs(held_out=held, **same)) == 10
    held[10] = [0.74, 0.74]
    assert choose_k(runs(held_out=held, **same)) == 20


def test_ties_go_to_fewer_topics():
    """Where one gains in coherence what it loses in exclusivity, the smaller number is taken."""
    table = runs(
        stable={20: [1.0], 30: [1.0]},
        held_out={20: [1.0], 30: [1.0]},
        npmi={20: [0.1], 30: [0.2]},
        exclusivity={20: [0.7], 30: [0.6]},
    )

    assert choose_k(table) == 20


def test_where_no_topics_return_the_most_stable_number_is_taken():
    """A rule that says nothing would leave the choice to taste."""
    stable = {10: [0.2, 0.2], 20: [0.3, 0.3], 30: [0.1, 0.1], 40: [0.0, 0.0]}

    assert choose_k(runs(**(CLEAR | {"stable": stable}))) == 20


def test_runs_without_a_value_are_passed_over():
    """One missing run changes no mean; a number that lacks a measure altogether is not chosen."""
    table = runs(**CLEAR)
    gap = table.assign(value=table["value"].where(table.index != 4))
    no_npmi = (table["k"] == 30) & (table["measure"] == "npmi")

    assert choose_k(gap) == 30
    assert choose_k(table.assign(value=table["value"].where(~no_npmi))) == 20
    assert choose_k(table[~no_npmi]) == 20
    with pytest.raises(AnalysisError, match="no number of topics has all of stable, held_out"):
        choose_k(table[table["measure"] != "stable"])


def test_the_order_of_the_rows_does_not_count():
    """A shuffled table gives the same number, and measures that do not decide are not asked."""
    table = runs(**CLEAR, c_v={10: [9.0]}, jaccard={40: [9.0]})

    assert choose_k(table.sample(frac=1, random_state=1)) == 30


@pytest.mark.parametrize(
    "judge", [choose_k, topic_number_means, functools.partial(choose_seed, k=10)]
)
def test_a_table_that_is_not_one_is_refused(judge):
    """A missing column, or a run that stands twice."""
    table = runs(**CLEAR)
    with pytest.raises(TableError, match="column “run” is missing"):
        judge(table.drop(columns="run"))
    with pytest.raises(TableError, match="run 1 of stable with k = 10 stands twice"):
        judge(pd.concat([table, table.head(1)]))


def test_the_seed_chosen_is_that_of_the_run_most_like_the_others():
    """Of its own number of topics only; of equals the first, though noise parts them."""
    alike = {10: [0.5, 0.7, 0.7 + 1e-12, 0.6], 20: [0.9, 0.1]}
    table = runs(jaccard=alike, stable={10: [1.0, 0.0, 0.0, 0.0]})

    assert choose_seed(table.sample(frac=1, random_state=1), 10) == 2
    assert choose_seed(table, 20) == 1
    with pytest.raises(AnalysisError, match="no “jaccard” of 30 topics"):
        choose_seed(table, 30)


def test_means_hold_the_middle_of_the_runs():
    """Of the runs 0, 1, …, 20 the mean is 10 and the middle 90% reach from 1 to 19."""
    table = topic_number_means(runs(jaccard={10: list(range(21))}, npmi={10: [1.0]}), level=0.9)

    assert table["measure"].tolist() == ["npmi", "jaccard"]
    assert table[["value", "low", "high", "runs"]].to_numpy().tolist() == [
        [1.0, 1.0, 1.0, 1.0],
        pytest.approx([10.0, 1.0, 19.0, 21.0]),
    ]


# The table that is kept


def kept(path, matrix, **change):
    return kept_topic_numbers(path, matrix, root=path.parent, **({"ks": [2, 3]} | FEW | change))


@pytest.fixture
def asked(monkeypatch):
    """Every number of topics that is asked for, answered without fitting."""
    calls = []

    def measure(_matrix, ks, **_):
        calls.extend(ks)
        return runs(npmi={k: [0.5] for k in ks})

    monkeypatch.setattr(kept_numbers, "cached", lambda *_, **__: measure)
    return calls


def test_a_kept_table_is_read_and_not_computed(planted, numbers, tmp_path, monkeypatch):
    """The same matrix and settings: the table on disk, equal to what was computed."""
    path = tmp_path / "03-topic-numbers.csv"
    first = kept(path, planted)
    monkeypatch.setattr(kept_numbers, "cached", None)

    assert_frame_equal(first, kept(path, planted), check_exact=True)
    assert_frame_equal(first, numbers.query("k < 6"), check_exact=True)


def test_another_matrix_or_setting_computes_the_table_anew(planted, tmp_path, asked):
    """Evidence for one corpus is none for another."""
    path = tmp_path / "numbers.csv"
    counts = planted.counts.toarray()
    counts[0, 0] += 1
    for matrix, change in [
        (planted, {"ks": [2]}),
        (matrix_of(counts), {"ks": [2]}),
        (planted, {"ks": [2]}),
        (planted, {"ks": [5, 4]}),
        (planted, {"ks": [4, 5]}),
        (planted, {"ks": [6], "folds": 4}),
        (planted, {"ks": [6], "folds": 4, "engine": "sklearn-nmf"}),
        (planted, {"ks": [6], "folds": 4, "engine": "sklearn-lda"}),
        (planted, {"ks": [6], "folds": 4, "engine": "sklearn-lda", "jobs": 2}),
    ]:
        kept(path, matrix, **change)

    assert asked == [2, 2, 2, 4, 5, 6, 6, 6]


def test_a_run_that_was_stopped_goes_on_where_it_was(planted, numbers, tmp_path, monkeypatch):
    """What was measured before the table was whole is not measured again."""
    path = tmp_path / "numbers.csv"
    kept(path, planted, ks=[3])
    path.unlink()
    monkeypatch.setattr("textlab.analysis.topic_numbers.prepare", None)

    assert_frame_equal(kept(path, planted, ks=[3]), numbers.query("k == 3").reset_index(drop=True))


def test_a_table_changed_by_hand_is_refused(planted, tmp_path, asked):
    """Evidence that was mended is no evidence; nor is one whose record cannot be read."""
    path = tmp_path / "numbers.csv"
    kept(path, planted)
    path.write_bytes(path.read_bytes().replace(b"0.5", b"0.9"))
    with pytest.raises(TableError, match="changed since it was computed"):
        kept(path, planted)
    path.with_suffix(".json").write_text("{}")
    with pytest.raises(TableError, match="not a record"):
        kept(path, planted)
    assert asked == [2, 3]


# The table that ships

STUDY = Path(__file__).parents[1]
SHIPPED = STUDY / "notebooks" / "03-topic-numbers.csv"


@pytest.fixture(scope="module")
def shipped():
    return pd.read_csv(SHIPPED, encoding="utf-8-sig", dtype={"value": "str"}).astype(
        {"value": float}
    )


def test_the_choice_can_be_made_again_from_the_table_that_ships(shipped):
    """The rule in its own words: half return, one standard error, coherent and exclusive."""
    mean = shipped.groupby(["measure", "k"])["value"].mean()
    returning = [k for k in sorted(set(shipped["k"])) if mean["stable", k] >= 0.5]
    best = max(returning, key=lambda k: mean["held_out", k])
    folds = values(shipped, best, "held_out").tolist()
    error = stdev(folds) / sqrt(len(folds))
    close = [k for k in returning if mean["held_out", k] >= mean["held_out", best] - error]
    scores = dict.fromkeys(close, 0.0)
    for measure in ("npmi", "exclusivity"):
        its = [mean[measure, k] for k in close]
        for k in close if len(close) > 1 else []:
            scores[k] += (mean[measure, k] - fmean(its)) / stdev(its)

    assert choose_k(shipped) == max(close, key=scores.get) == CHOSEN


def test_the_run_can_be_chosen_again_from_the_table_that_ships(shipped):
    """Of the number chosen, the run whose topics are most like those of the others."""
    alike = values(shipped, CHOSEN, "jaccard")

    assert choose_seed(shipped, CHOSEN) == max(alike.index, key=alike.get) == SEED


def test_the_table_that_ships_has_twenty_seeds_and_ten_folds(shipped):
    """For every number of topics and every measure."""
    counted = shipped.groupby(["measure", "k"])["run"].nunique()

    assert set(counted["held_out"]) == {10}
    assert all(set(counted[measure]) == {20} for measure in MEASURES if measure != "held_out")
    assert shipped["k"].max() > CHOSEN


def test_the_table_that_ships_is_of_this_corpus(shipped):
    """Its matrix is that of the notebook, and one of its runs comes out the same.

    Where this fails, corpus, lexicon or engine have changed: run benchmarks/topic_numbers.py.
    """
    script = runpy.run_path(str(STUDY / "benchmarks" / "topic_numbers.py"))
    matrix = script["matrix"]()
    record = json.loads(SHIPPED.with_suffix(".json").read_bytes())
    model = fit_topics(matrix, 10, seed=1)

    assert record["matrix"] == digest(matrix)
    assert record["ks"] == list(script["KS"])
    assert record["version"] == model.settings["version"]
    assert kept_topic_numbers(SHIPPED, matrix, script["KS"]).equals(shipped)
    coherent = topic_coherence(model, matrix)
    assert values(shipped, 10, "npmi")[1] == pytest.approx(coherent["npmi"].mean(), rel=1e-5)
    assert values(shipped, 10, "c_v")[1] == pytest.approx(coherent["c_v"].mean(), rel=1e-5)
    assert values(shipped, 10, "exclusivity")[1] == pytest.approx(
        topic_exclusivity(model)["exclusivity"].mean(), rel=1e-5
    )
