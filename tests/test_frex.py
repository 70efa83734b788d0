"""What a topic is about: frequent and exclusive terms."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from textlab.analysis.topic_quality import topic_exclusivity
from textlab.analysis.topic_terms import topic_frex, topic_labels
from textlab.analysis.topics import TopicModel
from textlab.errors import AnalysisError

TERMS = pd.DataFrame(
    [
        (1, "发展", 0.5), (1, "品牌", 0.3), (1, "安全", 0.2), (1, "旅游", 0.0),
        (2, "发展", 0.5), (2, "旅游", 0.4), (2, "安全", 0.1), (2, "品牌", 0.0),
    ],
    columns=["topic", "term", "weight"],
)  # fmt: skip
SHARES = pd.DataFrame({"doc_id": "d", "task_id": "1", "topic": [1, 2], "share": [0.5, 0.5]})
MODEL = TopicModel(TERMS, SHARES, {})


def scores(model, **options):
    return topic_frex(model, **options).set_index(["topic", "term"])["frex"]


def test_frex_worked_by_hand():
    """In topic 1 发展 ranks 4 of 4 by weight, and 2 of 4 by its share of all topics, .5.

    品牌 ranks 3 and 4 (it is topic 1's alone), 安全 2 and 3 (two thirds of it are here).
    """
    expected = {
        "发展": 2 / (4 / 4 + 4 / 2),
        "品牌": 2 / (4 / 3 + 4 / 4),
        "安全": 2 / (4 / 2 + 4 / 3),
    }

    assert scores(MODEL)[1].to_dict() == pytest.approx(expected)
    assert topic_frex(MODEL)["term"].tolist()[:3] == ["品牌", "发展", "安全"]


def test_weight_goes_from_frequency_to_exclusivity():
    """At 0 the ranks by weight are left, at 1 those by exclusivity; at .7 seven parts of ten."""
    assert scores(MODEL, weight=0)[1].to_dict() == {"发展": 1.0, "品牌": 0.75, "安全": 0.5}
    assert scores(MODEL, weight=1)[1].to_dict() == {"品牌": 1.0, "安全": 0.75, "发展": 0.5}
    assert scores(MODEL, weight=0.7)[(1, "发展")] == pytest.approx(1 / (0.7 / 0.5 + 0.3 / 1))
    with pytest.raises(AnalysisError, match=r"weight is 1\.5"):
        topic_frex(MODEL, weight=1.5)


def test_a_term_that_a_topic_lacks_is_none_of_its_terms():
    """旅游 has no weight in topic 1, so that it cannot tell anything about it."""
    assert (1, "旅游") not in scores(MODEL).index


def test_terms_of_equal_weight_share_their_rank():
    """Two terms alike in all are alike in frex, and in order of the term."""
    terms = pd.DataFrame({"topic": 1, "term": ["乙", "甲", "丙"], "weight": [0.4, 0.4, 0.2]})
    table = topic_frex(TopicModel(terms, SHARES, {}))

    assert table["term"].tolist() == ["乙", "甲", "丙"]
    assert table["frequency"].tolist() == pytest.approx([2.5 / 3, 2.5 / 3, 1 / 3])


@given(st.integers(0, 10_000), st.floats(0.05, 0.95))
def test_frex_equals_its_formula_over_ranks_by_scipy(seed, weight):
    """As R's stm has it: 1 / (w / rank of exclusivity + (1 − w) / rank of weight), both over V."""
    weights = np.random.default_rng(seed).dirichlet(np.ones(9), size=3)
    names = np.array(list("甲乙丙丁戊己庚辛壬"))
    terms = pd.concat(
        pd.DataFrame({"topic": k, "term": names, "weight": row}).sort_values("weight")[::-1]
        for k, row in enumerate(weights, 1)
    )
    exclusive = rankdata(weights / weights.sum(axis=0), axis=1) / 9
    frequent = rankdata(weights, axis=1) / 9
    expected = 1 / (weight / exclusive + (1 - weight) / frequent)

    found = scores(TopicModel(terms, SHARES, {}), weight=weight)
    for k in (1, 2, 3):
        assert found[k][names].to_numpy() == pytest.approx(expected[k - 1])


def test_labels_by_frex_are_its_first_terms():
    """The name is made of the terms that are both frequent and exclusive; of equals the first."""
    assert topic_labels(MODEL, top=2, by="frex")["label"].tolist() == ["品牌、发展", "发展、旅游"]
    with pytest.raises(AnalysisError, match="by is “lift”; use one of telling, frex"):
        topic_labels(MODEL, by="lift")


def test_exclusivity_worked_by_hand():
    """Of its two heaviest terms topic 1 has half of 发展 and all of 品牌."""
    table = topic_exclusivity(MODEL, top=2)

    assert table["topic"].tolist() == [1, 2]
    assert table["exclusivity"].tolist() == pytest.approx([(0.5 + 1) / 2, (0.5 + 1) / 2])
    assert topic_exclusivity(MODEL, top=1)["exclusivity"].tolist() == [0.5, 0.5]
    with pytest.raises(AnalysisError, match="topic_exclusivity: top is 0"):
        topic_exclusivity(MODEL, top=0)
