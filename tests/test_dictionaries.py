"""Dictionaries: coded categories found in texts and in term counts."""

import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS
from hypothesis import given
from hypothesis import strategies as st

from textlab.analysis.categories import compare_categories
from textlab.corpus.store import read_corpus
from textlab.errors import AnalysisError, TableError
from textlab.words.concordance import keyword_in_context
from textlab.words.dictionaries import (
    category_hits,
    category_terms,
    count_categories,
    read_dictionary,
    text_only_patterns,
)
from textlab.words.lexicon import Lexicon
from textlab.words.segmenter import Segmenter

SHIPPED = CORPUS / "dictionaries" / "policy-instruments.csv"


def dictionary(**patterns):
    """A dictionary from categories and their patterns, parted by spaces."""
    rows = [(name, pattern) for name, own in patterns.items() for pattern in own.split()]
    return pd.DataFrame(rows, columns=["category", "pattern"])


def texts_of(*texts):
    """Tasks 1, 2 … of one document."""
    ids = [str(n) for n in range(1, len(texts) + 1)]
    return pd.DataFrame({"doc_id": "d", "task_id": ids, "text": texts}, dtype="str")


def found(patterns, *texts):
    """Category and keyword of each place."""
    hits = category_hits(patterns, texts_of(*texts))
    return list(zip(hits["category"], hits["keyword"], strict=True))


def written(tmp_path, text):
    """A dictionary file with this content."""
    path = tmp_path / "own.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_places_are_given_with_their_context():
    """Start and end are those of the text; left and right what stands there."""
    hits = category_hits(dictionary(supply="人才"), texts_of("加强人才培养", "引进人才"), width=2)

    assert hits.to_dict("records") == [
        {"doc_id": "d", "task_id": "1", "category": "supply", "pattern": "人才",
         "start": 2, "end": 4, "left": "加强", "keyword": "人才", "right": "培养"},
        {"doc_id": "d", "task_id": "2", "category": "supply", "pattern": "人才",
         "start": 2, "end": 4, "left": "引进", "keyword": "人才", "right": ""},
    ]  # fmt: skip


def test_the_longest_pattern_wins_and_nothing_counts_twice_in_a_category():
    """人才培养 and 培养体系 share two characters: the one further left is taken."""
    patterns = dictionary(supply="人才 人才培养 培养体系")

    assert found(patterns, "人才培养体系") == [("supply", "人才培养")]
    assert found(patterns, "人才和培养体系") == [("supply", "人才"), ("supply", "培养体系")]


def test_a_place_may_count_for_two_categories():
    """Categories do not take places from each other."""
    assert found(dictionary(a="政府采购", b="采购"), "扩大政府采购") == [
        ("a", "政府采购"),
        ("b", "采购"),
    ]


def test_a_star_stays_within_its_clause_and_is_as_short_as_can_be():
    """Over 、 and brackets, not over a comma, a stop or a line end; no characters are some too."""
    patterns = dictionary(demand="开拓*市场")

    assert found(patterns, "开拓国内（国际）、港澳市场，扩大市场") == [
        ("demand", "开拓国内（国际）、港澳市场")
    ]
    assert found(patterns, "开拓市场") == [("demand", "开拓市场")]
    for broken in ("开拓渠道，进入市场", "开拓渠道。市场", "开拓渠道\n市场", "市场开拓"):
        assert found(patterns, broken) == []


def test_a_star_at_an_end_adds_nothing_in_a_text():
    """There the shortest run of characters is none; it is meant for whole terms."""
    assert found(dictionary(a="首台*", b="*技术"), "首台套核心技术") == [
        ("a", "首台"),
        ("b", "技术"),
    ]


def test_letters_match_in_any_case_and_width_and_are_shown_as_written():
    """5g基站 and ５Ｇ基站 are 5G基站; other characters mean themselves."""
    assert [word for _, word in found(dictionary(a="5G基站"), "建5g基站、５Ｇ基站")] == [
        "5g基站",
        "５Ｇ基站",
    ]
    assert found(dictionary(a="首台（套） a+b"), "首台（套），A+B，aab") == [
        ("a", "首台（套）"),
        ("a", "A+B"),
    ]


@given(
    st.lists(st.text("人才培养，", max_size=12), min_size=1, max_size=3),
    st.sampled_from(["人", "才培", "培养"]),
)
def test_a_single_word_is_found_where_keyword_in_context_finds_it(texts, word):
    """Where a word cannot overlap itself, both give the same places."""
    texts = texts_of(*texts)
    hits = category_hits(dictionary(a=word), texts)
    places = keyword_in_context(texts, word)

    assert hits["start"].tolist() == places["position"].tolist()
    assert hits[["left", "keyword", "right"]].equals(places[["left", "keyword", "right"]])


@given(
    st.lists(st.text("人才培养*", min_size=1, max_size=4), max_size=5),
    st.text("人才培养，。", max_size=30),
)
def test_places_of_a_category_never_overlap(patterns, text):
    """Whatever the patterns, a character counts once at most, and the span is the keyword."""
    own = [pattern for pattern in patterns if pattern.strip("*")]
    hits = category_hits(
        pd.DataFrame({"category": "a", "pattern": own}, dtype="str"), texts_of(text)
    )

    assert (hits["start"].to_numpy()[1:] >= hits["end"].to_numpy()[:-1]).all()
    assert all(text[row.start : row.end] == row.keyword for row in hits.itertuples())


def test_in_features_a_pattern_matches_a_whole_term():
    """培养 is not found in 人才培养, 人才* and *培养 are; a term counts once in a category."""
    counts = pd.DataFrame(
        {
            "doc_id": "d",
            "task_id": ["1", "1", "2"],
            "term": ["人才培养", "培养", "人才"],
            "count": [2, 3, 1],
        }
    )
    table = category_terms(dictionary(a="人才* *培养", b="培养"), counts)

    assert table.drop(columns="doc_id").to_numpy().tolist() == [
        ["1", "a", "*培养", "人才培养", 2],
        ["1", "a", "*培养", "培养", 3],
        ["1", "b", "培养", "培养", 3],
        ["2", "a", "人才*", "人才", 1],
    ]


def test_counts_per_task_from_texts_and_from_terms():
    """Every task and category has a row; rates are per 10,000 tokens of the task."""
    texts = texts_of("人才，人才培养", "市场", "")
    tasks = texts[["doc_id", "task_id"]].assign(tokens=[4, 5, 0])
    terms = pd.DataFrame({"doc_id": "d", "task_id": ["1"], "term": ["人才"], "count": [1]})
    patterns = dictionary(supply="人才", demand="市场")
    in_texts = count_categories(patterns, tasks, texts=texts)
    in_terms = count_categories(patterns, tasks, term_counts=terms)

    assert in_texts["category"].tolist() == ["supply", "demand"] * 3
    assert in_texts["count"].tolist() == [2, 0, 0, 1, 0, 0]
    assert in_texts["per_10k"].tolist()[:4] == [5000, 0, 0, 2000]
    assert in_texts["per_10k"].isna().tolist() == [False] * 4 + [True] * 2
    assert in_terms["count"].tolist() == [1, 0, 0, 0, 0, 0]


def test_a_count_is_its_places():
    """Whoever doubts a number of the table can read the places behind it."""
    corpus = read_corpus(CORPUS)
    patterns = read_dictionary(SHIPPED)
    held = corpus.tasks.merge(corpus.texts[["doc_id", "task_id"]])
    counts = count_categories(patterns, held, texts=corpus.texts)
    hits = category_hits(patterns, corpus.texts)

    assert counts["count"].sum() == len(hits) > 50
    one = counts.loc[counts["count"].idxmax()]
    behind = hits[(hits["task_id"] == one["task_id"]) & (hits["category"] == one["category"])]
    assert len(behind) == one["count"]


def test_patterns_that_features_cannot_show_are_listed():
    """Cut by the segmenter, a stop word, or with a star between two parts; *技术 can be counted."""
    segmenter = Segmenter(Lexicon(("人才培养",), frozenset({"进一步"})))
    table = text_only_patterns(
        dictionary(a="人才培养 示范应用 开拓*市场 进一步 *技术 首台*"), segmenter
    )

    assert table[["pattern", "why"]].to_numpy().tolist() == [
        ["示范应用", "cut: 示范 / 应用"],
        ["开拓*市场", "* stands between two parts"],
        ["进一步", "not counted as a term"],
    ]


def test_a_dictionary_is_read_folded_and_in_order(tmp_path):
    """Letters become capitals; the note may be empty."""
    path = written(tmp_path, "category,pattern,note\nsupply,5g基站,基础设施\n需求,首台（套）,\n")

    assert read_dictionary(path).to_numpy().tolist() == [
        ["supply", "5G基站", "基础设施"],
        ["需求", "首台（套）", ""],
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "supply,人才,\nsupply,人才,\n",
            "row 3: category \\+ pattern “supply, 人才” stands in an earlier row",
        ),
        ("a,5g,\na,5G,\n", "row 3: .*“a, 5G” stands in an earlier row"),
        ("supply,*,\n", "row 2: pattern is “\\*”; write a word or phrase"),
        ("supply, 人才,\n", "row 2: pattern is “ 人才”"),
        ("supply,,\n", "row 2: pattern is “”"),
        (",人才,\n", "row 2: category is “”; write its name"),
    ],
)
def test_what_is_wrong_with_a_dictionary_is_told_with_its_row(tmp_path, rows, message):
    """A repeated, empty or blank pattern, and a category without a name."""
    with pytest.raises(TableError, match=message):
        read_dictionary(written(tmp_path, "category,pattern,note\n" + rows))


def test_wrong_tables_and_settings_are_told():
    """Columns missing, a task twice, texts not held, both sources or none."""
    patterns, texts = dictionary(a="人才"), texts_of("人才", "市场")
    tasks = texts[["doc_id", "task_id"]].assign(tokens=1)
    with pytest.raises(TableError, match="category_hits: column “text” is missing"):
        category_hits(patterns, tasks)
    with pytest.raises(TableError, match="column “pattern” is missing"):
        category_hits(patterns[["category"]], texts)
    with pytest.raises(AnalysisError, match="width is -1"):
        category_hits(patterns, texts, width=-1)
    with pytest.raises(AnalysisError, match="give either texts or term_counts"):
        count_categories(patterns, tasks)
    with pytest.raises(AnalysisError, match="the text of task “d 2” is not held"):
        count_categories(patterns, tasks, texts=texts[:1])
    with pytest.raises(TableError, match="task “d 1” stands twice"):
        count_categories(patterns, pd.concat([tasks, tasks]), texts=texts)


@pytest.fixture
def counts():
    """Two years, two categories: 2015 has 3 and 1 in 100 tokens, 2016 none and 2 in 50."""
    rows = [("1", "a", 1, 40), ("1", "b", 1, 40), ("2", "a", 2, 60), ("2", "b", 0, 60),
            ("3", "a", 0, 50), ("3", "b", 2, 50)]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["task_id", "category", "count", "tokens"])
    return frame.assign(doc_id="d", year=[2015] * 4 + [2016] * 2)


def test_groups_compared_by_hand(counts):
    """Rates are of the group's tokens, shares of its counts in all categories."""
    table = compare_categories(counts, counts["year"])

    assert table[["group", "category", "count"]].to_numpy().tolist() == [
        [2015, "a", 3], [2015, "b", 1], [2016, "a", 0], [2016, "b", 2],
    ]  # fmt: skip
    assert table["per_10k"].tolist() == pytest.approx([300, 100, 0, 400])
    assert table["share"].tolist() == pytest.approx([0.75, 0.25, 0, 1])
    assert table["tasks"].tolist() == [2, 2, 1, 1]
    assert table[["low", "high", "share_low", "share_high"]].isna().all(axis=None)


def test_intervals_hold_the_estimate_and_add_up():
    """Of two categories the shares mirror each other, and so do their intervals."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(
        {"doc_id": "d", "task_id": np.repeat([f"{n:03}" for n in range(60)], 2),
         "category": ["a", "b"] * 60, "count": rng.poisson(1, 120), "tokens": 50}
    )  # fmt: skip
    years = pd.Series(np.repeat([1, 2], 60))
    table = compare_categories(frame, years)
    mixed = frame.sample(frac=1, random_state=1)
    again = compare_categories(mixed, years[mixed.index]).set_index(["group", "category"])

    assert ((table["low"] <= table["per_10k"]) & (table["per_10k"] <= table["high"])).all()
    first, second = (table[table["category"] == name].reset_index() for name in "ab")
    assert first["share_low"].tolist() == pytest.approx((1 - second["share_high"]).tolist())
    pd.testing.assert_frame_equal(
        again.loc[table.set_index(["group", "category"]).index].reset_index(),
        table,
        check_exact=True,
    )


def test_a_group_without_a_place_has_no_shares():
    """Its rates are zero, known to be so; a mix of nothing is not known."""
    frame = pd.DataFrame(
        {"doc_id": "d", "task_id": list("123456"), "category": "a", "count": 0, "tokens": 9}
    )
    row = compare_categories(frame, pd.Series([1] * 6)).iloc[0]

    assert (row["per_10k"], row["low"], row["high"]) == (0, 0, 0)
    assert row[["share", "share_low", "share_high"]].isna().all()


def test_counts_that_do_not_fit_are_told(counts):
    """A row missing or repeated, and two groups of one task."""
    with pytest.raises(TableError, match="task “d 3” lacks a category"):
        compare_categories(counts[:5], counts["year"][:5])
    twice = pd.concat([counts, counts[:1]], ignore_index=True)
    with pytest.raises(TableError, match="task “d 1” stands twice under a category"):
        compare_categories(twice, twice["year"])
    with pytest.raises(TableError, match="task “d 1” has two groups"):
        compare_categories(counts, pd.Series(range(6)))


def test_the_shipped_dictionary_is_sound():
    """Three categories, a note everywhere, and at least three in four patterns countable in features.

    More were countable before a reader's codes showed that single words such as 出口 mostly name a
    result: phrases stand in their place, and a phrase is cut.
    """
    corpus = read_corpus(CORPUS)
    patterns = read_dictionary(SHIPPED)
    only_text = text_only_patterns(patterns, corpus.segmenter)
    counted = category_terms(patterns, corpus.term_counts)

    assert patterns["category"].unique().tolist() == ["supply", "environment", "demand"]
    assert (patterns["note"] != "").all()
    assert not patterns["pattern"].duplicated().any()
    assert len(only_text) <= len(patterns) / 4
    unused = set(patterns["pattern"]) - set(counted["pattern"]) - set(only_text["pattern"])
    assert not unused
