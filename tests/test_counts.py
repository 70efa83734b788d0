"""Counts: nothing lost between text, counts and matrix; TF-IDF as by hand and by scikit-learn."""

from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from textlab import tables
from textlab.errors import AnalysisError, TableError
from textlab.words.counts import count_terms, document_term_matrix
from textlab.words.lexicon import Lexicon
from textlab.words.segmenter import Segmenter
from textlab.words.weights import tfidf

SEGMENTER = Segmenter(Lexicon(("质量提升",), frozenset({"推进"})))
TEXTS = pd.DataFrame(
    {
        "doc_id": ["b", "b", "a"],
        "task_id": ["2", "1", "1"],
        "text": ["推进质量提升，质量提升与安全。", "安全，创新，安全。", "的。"],
    },
    dtype="str",
)


def term_counts(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    names = tables.TERM_COUNTS.names
    return tables.make_table(
        tables.TERM_COUNTS, [dict(zip(names, row, strict=True)) for row in rows]
    )


@pytest.fixture
def counts() -> pd.DataFrame:
    """Ten words in three tasks."""
    return term_counts(
        ("a", "1", "安全", 2),
        ("a", "1", "质量", 2),
        ("a", "2", "质量", 1),
        ("b", "1", "创新", 4),
        ("b", "1", "质量", 1),
    )


word_counts = st.dictionaries(
    st.tuples(st.sampled_from("ab"), st.sampled_from("123"), st.sampled_from("甲乙丙丁")),
    st.integers(1, 9),
    min_size=1,
).map(lambda cells: term_counts(*((d, t, w, n) for (d, t, w), n in cells.items())))


def test_terms_of_each_task_are_counted():
    """Tasks keep their order, terms lose theirs; a task without terms has no row."""
    expected = term_counts(
        ("b", "2", "安全", 1),
        ("b", "2", "质量提升", 2),
        ("b", "1", "创新", 1),
        ("b", "1", "安全", 2),
    )

    assert_frame_equal(count_terms(TEXTS, SEGMENTER), expected)


def test_counts_follow_the_schema():
    """What is counted can be written as the table term_counts, also where nothing is."""
    for texts in (TEXTS, TEXTS.iloc[2:], TEXTS.iloc[:0]):
        table = count_terms(texts, SEGMENTER)
        tables.check_table(table, tables.TERM_COUNTS, where="counts")
        assert_frame_equal(table.iloc[:0], tables.make_table(tables.TERM_COUNTS, []))


@given(st.lists(st.text("质量提升安全推进创新，。一带路5G"), max_size=5))
def test_no_term_is_lost_in_counting(texts):
    """The counts of a corpus add up to the number of its terms."""
    frame = pd.DataFrame(
        {"doc_id": "d", "task_id": [str(i) for i in range(len(texts))], "text": texts}
    )

    counted = count_terms(frame, SEGMENTER)

    assert counted["count"].sum() == sum(len(SEGMENTER.terms(text)) for text in texts)
    assert not counted.duplicated(list(tables.TERM_COUNTS.key)).any()


def test_the_order_of_words_is_gone():
    """Two texts with the same words in another order give the same rows."""
    one = TEXTS.iloc[:1].assign(text="质量，安全，创新")
    two = TEXTS.iloc[:1].assign(text="创新，质量，安全")

    assert_frame_equal(count_terms(one, SEGMENTER), count_terms(two, SEGMENTER))


def test_a_task_that_stands_twice_is_refused():
    """Its counts would be added up without a word."""
    with pytest.raises(TableError, match="task “b 2” stands twice"):
        count_terms(pd.concat([TEXTS, TEXTS.iloc[:1]]), SEGMENTER)


def test_texts_need_their_columns():
    """The missing one is named."""
    with pytest.raises(TableError, match="column “text” is missing"):
        count_terms(TEXTS.drop(columns="text"), SEGMENTER)


def test_the_matrix_holds_the_counts(counts):
    """Three tasks by three terms, in order of code point: 创新, 安全, 质量."""
    matrix = document_term_matrix(counts)

    assert list(matrix.terms) == ["创新", "安全", "质量"]
    assert matrix.tasks.to_numpy().tolist() == [["a", "1"], ["a", "2"], ["b", "1"]]
    assert matrix.counts.toarray().tolist() == [[0, 2, 2], [0, 0, 1], [4, 0, 1]]
    assert matrix.counts.dtype == np.int64


@given(word_counts)
def test_the_matrix_loses_no_token(counts):
    """Sums by term, by task and over all are those of the table."""
    matrix = document_term_matrix(counts)
    by_term = counts.groupby("term")["count"].sum().sort_index()
    by_task = counts.groupby(["doc_id", "task_id"], sort=False)["count"].sum()

    assert matrix.counts.sum() == counts["count"].sum()
    assert matrix.counts.sum(axis=0).tolist() == by_term.tolist()
    assert list(matrix.terms) == by_term.index.tolist()
    assert matrix.counts.sum(axis=1).tolist() == by_task.tolist()
    assert [tuple(row) for row in matrix.tasks.to_numpy()] == by_task.index.tolist()


def test_the_order_of_rows_within_a_task_does_not_matter(counts):
    """Shuffled rows give the same matrix, where the order of tasks is given."""
    tasks = counts[["doc_id", "task_id"]].drop_duplicates()
    one = document_term_matrix(counts, tasks=tasks)
    two = document_term_matrix(counts.iloc[::-1], tasks=tasks)

    assert (one.counts != two.counts).nnz == 0
    assert np.array_equal(one.counts.indices, two.counts.indices)
    assert_frame_equal(one.tasks, two.tasks)


def test_a_task_without_terms_stays_where_it_is_asked_for(counts):
    """Task b 2 has no terms: its row is empty, and the order is that of the tasks given."""
    tasks = pd.DataFrame({"doc_id": ["b", "b", "a", "a"], "task_id": ["2", "1", "2", "1"]})

    matrix = document_term_matrix(counts, tasks=tasks)

    assert matrix.counts.sum(axis=1).tolist() == [0, 5, 1, 4]
    assert_frame_equal(matrix.tasks, tasks, check_dtype=False)


@pytest.mark.parametrize(
    ("limits", "terms"),
    [
        ({}, ["创新", "安全", "质量"]),
        ({"min_tasks": 2}, ["质量"]),
        ({"max_share": 0.5}, ["创新", "安全"]),
        ({"max_share": 1 / 3}, ["创新", "安全"]),
    ],
)
def test_rare_and_common_terms_can_be_left_out(counts, limits, terms):
    """质量 stands in three of three tasks, the others in one; a limit counts as within."""
    assert list(document_term_matrix(counts, **limits).terms) == terms


def test_a_share_that_floats_badly_is_still_within():
    """A term in 29 of 100 tasks has the share 0.29, though 0.29 × 100 is below 29 in floats."""
    rows = [("a", str(i), "创新" if i < 29 else "安全", 1) for i in range(100)]

    assert "创新" in document_term_matrix(term_counts(*rows), max_share=0.29).terms


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        ({"min_tasks": 4}, "none of 3 terms stands in at least 4"),
        ({"min_tasks": 0}, "min_tasks is 0"),
        ({"max_share": 0}, "max_share is 0"),
        ({"max_share": 1.5}, "max_share is 1.5"),
    ],
)
def test_limits_that_leave_nothing_are_refused(counts, limits, what):
    """An empty matrix would only fail later, with less to say."""
    with pytest.raises(AnalysisError, match=what):
        document_term_matrix(counts, **limits)


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("a", "1", "质量", 3), "“质量” stands twice in task “a 1”"),
        (("a", "3", "质量", 0), "has count 0"),
    ],
)
def test_counts_that_contradict_the_schema_are_refused(counts, row, what):
    """A repeated term and a count below 1 are named with their task."""
    with pytest.raises(TableError, match=what):
        document_term_matrix(pd.concat([counts, term_counts(row)]))


def test_a_task_that_the_tasks_lack_is_named(counts):
    """Counts of another corpus are no rows of this one."""
    with pytest.raises(TableError, match="task “b 1” is not among the tasks"):
        document_term_matrix(counts, tasks=counts[["doc_id", "task_id"]].iloc[:3].drop_duplicates())


def test_tfidf_by_hand(counts):
    """Three tasks; 安全 and 创新 in one of them, 质量 in all, so that its idf is 1."""
    rare = log(4 / 2) + 1
    expected = [
        [0, 2 / 4 * rare, 2 / 4 * 1],
        [0, 0, 1],
        [4 / 5 * rare, 0, 1 / 5],
    ]

    weights = tfidf(document_term_matrix(counts))

    np.testing.assert_allclose(weights.toarray(), expected, rtol=1e-12)


@given(word_counts)
def test_tfidf_equals_that_of_scikit_learn(counts):
    """Built the other way, from texts: TfidfVectorizer, divided by the length of the task."""
    joined = (counts["term"] + " ") * counts["count"]
    texts = joined.groupby([counts["doc_id"], counts["task_id"]], sort=False).sum()
    words = {"token_pattern": r"\S+", "lowercase": False}
    lengths = CountVectorizer(**words).fit_transform(texts).sum(axis=1)
    oracle = TfidfVectorizer(norm=None, **words).fit_transform(texts) / lengths

    weights = tfidf(document_term_matrix(counts))

    np.testing.assert_allclose(weights.toarray(), np.asarray(oracle.todense()), rtol=1e-12)


@given(word_counts, st.integers(2, 5))
def test_tfidf_does_not_grow_with_the_length_of_a_task(counts, times):
    """A task repeated within itself weighs as before."""
    once = tfidf(document_term_matrix(counts))
    longer = tfidf(document_term_matrix(counts.assign(count=counts["count"] * times)))

    np.testing.assert_allclose(once.toarray(), longer.toarray(), rtol=1e-12)


def test_an_empty_task_weighs_nothing(counts):
    """It is a row of zeros, not of missing values, and counts among the tasks."""
    tasks = pd.DataFrame({"doc_id": ["a", "a", "b", "b"], "task_id": ["1", "2", "1", "2"]})

    weights = tfidf(document_term_matrix(counts, tasks=tasks)).toarray()

    assert weights[3].tolist() == [0, 0, 0]
    assert weights[1, 2] == pytest.approx(log(5 / 4) + 1)
