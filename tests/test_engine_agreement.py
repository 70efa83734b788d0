"""Does a finding hold under other engines? And how two groups differ in their topics."""

import numpy as np
import pandas as pd
import pytest
from planted import planted_matrix

from textlab.analysis.engine_agreement import compare_engines
from textlab.analysis.prevalence import prevalence_difference, topic_prevalence
from textlab.analysis.topics import TopicModel, fit_topics
from textlab.errors import AnalysisError, TableError


def shares_of(**groups):
    """Shares of two topics and the tasks, from the share of topic 1 in each task of each group."""
    rows = [
        (f"d-{group}", f"{number}", group, share, 10)
        for group, its in groups.items()
        for number, share in enumerate(its, 1)
    ]
    tasks = pd.DataFrame(rows, columns=["doc_id", "task_id", "period", "share", "tokens"])
    both = pd.concat([tasks.assign(topic=1), tasks.assign(topic=2, share=1 - tasks["share"])])
    return both[["doc_id", "task_id", "topic", "share"]], tasks.drop(columns="share")


MOVED = {"early": [0.2, 0.3, 0.2, 0.3, 0.25], "late": [0.7, 0.8, 0.7, 0.8, 0.75], "last": [0.5]}
ASK = {"by": "period", "target": "late", "reference": "early"}


def test_difference_worked_by_hand():
    """.75 − .25 for the first topic; the second is what is left, so it moves as far the other way."""
    table = prevalence_difference(*shares_of(**MOVED), **ASK).set_index("topic")

    assert table.loc[1, ["share_target", "share_reference"]].tolist() == pytest.approx([0.75, 0.25])
    assert table["difference"].tolist() == pytest.approx([0.5, -0.5])
    assert 0.4 < table.loc[1, "low"] < 0.5 < table.loc[1, "high"] < 0.6
    assert table.loc[2, ["low", "high"]].tolist() == pytest.approx(
        [-table.loc[1, "high"], -table.loc[1, "low"]]
    )


def test_difference_is_that_of_the_prevalences():
    """Weighted by tokens, as prevalence is, and other groups do not count."""
    shares, tasks = shares_of(**MOVED)
    tasks["tokens"] = np.arange(1, len(tasks) + 1)
    table = prevalence_difference(shares, tasks, **ASK)
    prevalence = topic_prevalence(shares, tasks, by="period").set_index(["topic", "period"])[
        "share"
    ]

    assert table["share_target"].tolist() == prevalence[:, "late"].tolist()
    assert table["share_reference"].tolist() == prevalence[:, "early"].tolist()


def test_swapping_the_groups_flips_the_sign():
    """What one says more of, the other says less of."""
    one = prevalence_difference(*shares_of(**MOVED), **ASK)
    other = prevalence_difference(
        *shares_of(**MOVED), by="period", target="early", reference="late"
    )

    assert one["difference"].tolist() == (-other["difference"]).tolist()
    assert one["low"].tolist() == (-other["high"]).tolist()


def test_provinces_in_both_years_are_drawn_for_both():
    """Each province says .1 more than the year before, from levels far apart: the gap is sure."""
    levels = np.array([0.1, 0.3, 0.5, 0.7, 0.8, 0.2])
    shares, tasks = shares_of(early=levels, late=levels + 0.1)
    paired = prevalence_difference(shares, tasks, **ASK, clusters="task_id").iloc[0]
    apart = prevalence_difference(shares, tasks, **ASK).iloc[0]

    assert paired[["low", "difference", "high"]].tolist() == pytest.approx([0.1] * 3)
    assert apart["low"] < 0 < apart["high"]


def test_under_five_tasks_on_either_side_have_no_interval():
    """One task of the last period says nothing on how far others would lie."""
    table = prevalence_difference(*shares_of(**MOVED), by="period", target="late", reference="last")

    assert table["difference"].tolist() == pytest.approx([0.25, -0.25])
    assert table[["low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"target": "never"}, AnalysisError, "“never” and “early” must be two groups .* early, la"),
        ({"target": "early"}, AnalysisError, "“early” and “early” must be two groups"),
        ({"by": "year"}, TableError, "prevalence_difference: column “year” is missing"),
        ({"clusters": "region"}, TableError, "prevalence_difference: column “region” is missing"),
    ],
)
def test_wrong_groups_are_named(change, error, message):
    """The error lists the groups that there are."""
    with pytest.raises(error, match=message):
        prevalence_difference(*shares_of(**MOVED), **(ASK | change))


# Engines


def model(tops, shares):
    """A model from the top terms of its topics."""
    rows = [(k, term, 1 / (n + 1)) for k, its in enumerate(tops, 1) for n, term in enumerate(its)]
    return TopicModel(pd.DataFrame(rows, columns=["topic", "term", "weight"]), shares, {})


def test_engines_worked_by_hand():
    """The other engine's topics stand crosswise, and in its second what moved has not moved."""
    shares, tasks = shares_of(**MOVED)
    crossed = shares.assign(topic=3 - shares["topic"])
    still, _ = shares_of(early=[0.5] * 5, late=[0.4, 0.6, 0.5, 0.45, 0.55], last=[0.5])
    models = {
        "ours": model(["甲乙丙", "丁戊己"], shares),
        "crossed": model(["丁戊庚", "甲乙丙"], crossed),
        "still": model(["甲乙丙", "丁戊己"], still),
    }
    table = compare_engines(models, tasks, **ASK, top=3)

    assert table["engine"].tolist() == ["ours"] * 2 + ["crossed"] * 2 + ["still"] * 2
    assert table["topic"].tolist() == [1, 2] * 3
    assert table["match"].tolist() == [1, 2, 2, 1, 1, 2]
    assert table["jaccard"].tolist() == [1, 1, 1, 2 / 4, 1, 1]
    assert table["difference"].tolist() == pytest.approx([0.5, -0.5, 0.5, -0.5, 0.0, 0.0])
    assert table["agrees"].tolist() == [True] * 4 + [False] * 2


def test_what_went_the_other_way_does_not_agree():
    """Sure under both, but of opposite sign."""
    shares, tasks = shares_of(**MOVED)
    models = {
        "ours": model(["甲乙丙", "丁戊己"], shares),
        "other": model(["丁戊己", "甲乙丙"], shares),
    }

    assert compare_engines(models, tasks, **ASK)["agrees"].tolist() == [True, True, False, False]


def test_a_topic_without_a_match_does_not_agree():
    """A model of one topic more leaves one of them over."""
    shares, tasks = shares_of(**MOVED)
    three = pd.concat([shares, shares.query("topic == 2").assign(topic=3, share=0.0)])
    models = {
        "three": model(["甲乙丙", "丁戊己", "庚辛壬"], three),
        "two": model(["丁戊己", "甲乙丙"], shares.assign(topic=3 - shares["topic"])),
    }
    left = compare_engines(models, tasks, **ASK).query("engine == 'two'").set_index("topic")

    assert left["match"].tolist() == [2, 1, 0]
    assert left["jaccard"].tolist() == [1, 1, 0]
    assert left["agrees"].tolist() == [True, True, False]
    assert np.isnan(left.loc[3, "difference"])


def test_planted_topics_say_the_same_under_every_engine():
    """The field of farming fills the last documents, and all four engines see it."""
    matrix = planted_matrix()
    tasks = matrix.tasks.assign(
        half=np.where(matrix.tasks["doc_id"] < "d06", "first", "second"),
        tokens=matrix.counts.sum(axis=1),
    )
    engines = ("tomotopy", "sklearn-nmf", "sklearn-lda", "gensim")
    models = {engine: fit_topics(matrix, 3, engine=engine) for engine in engines}
    table = compare_engines(
        models, tasks, by="half", target="second", reference="first", resamples=200
    )

    assert len(table) == 12
    assert table["agrees"].all()
    assert (table["jaccard"] > 0.5).all()


def test_one_engine_shows_no_agreement():
    """There is nothing to compare with."""
    shares, tasks = shares_of(**MOVED)
    ours = {"ours": model(["甲乙丙", "丁戊己"], shares)}
    with pytest.raises(AnalysisError, match="at least two models"):
        compare_engines(ours, tasks, **ASK)
    with pytest.raises(AnalysisError, match="compare_engines: top is 0"):
        compare_engines({**ours, "other": ours["ours"]}, tasks, **ASK, top=0)
