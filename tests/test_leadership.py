"""How sure it is who leads, and whom."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_data import mentions_of
from scipy.stats import binom

from textlab.analysis.leadership import lead_directions, lead_intervals
from textlab.analysis.leading import lead_support_network
from textlab.analysis.resampling import Resampling, resample_weights
from textlab.errors import AnalysisError

MEASURES = ["lead_share", "out_degree", "in_degree", "out_strength", "in_strength"]
LED = mentions_of(
    ("d", "1", "甲:lead 乙:support 丙"),
    ("d", "2", "甲:lead 乙 各市政府"),
    ("d", "2", "甲:lead 丙"),
    ("d", "3", "乙:lead 甲:support"),
    ("d", "4", "乙 丙 丁"),
    ("e", "1", "丙 甲:lead"),
)
"""Five tasks, of which one has two statements; 丁 stands where nobody leads."""
TASKS = [("d", "1"), ("d", "2"), ("d", "3"), ("d", "4"), ("e", "1")]

led = st.lists(
    st.tuples(
        st.sampled_from("12345678"),
        st.lists(
            st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(["lead", "support"])),
            min_size=1,
            max_size=4,
        ).map(lambda names: " ".join(f"{name}:{role}" for name, role in names)),
    ),
    min_size=1,
    max_size=12,
).map(lambda rows: mentions_of(*[("d", task, names) for task, names in rows]))


def drawn_plans(mentions, tasks, resamples, seed):
    """The mentions of each resample: whole tasks, as often as drawn, each time as a task anew."""
    for times in resample_weights(np.zeros(len(tasks)), Resampling(resamples, seed)):
        copies = [
            mentions[(mentions["doc_id"] == doc) & (mentions["task_id"] == task)].assign(
                task_id=f"{task}-{copy}",
                statement_id=lambda rows, copy=copy: rows["statement_id"] + f"-{copy}",
            )
            for (doc, task), count in zip(tasks, times, strict=True)
            for copy in range(count)
        ]
        yield pd.concat(copies)


def about(value, draws):
    """The middle 95% of the draws, laid about the value by their median."""
    known = np.array([draw for draw in draws if not np.isnan(draw)])
    return np.quantile(value + known - np.median(known), [0.025, 0.975])


def test_values_worked_by_hand():
    """甲 leads four of the five statements that name it; 丁 is named, and leads nobody."""
    found = {
        name: lead_intervals(LED, measure=name, resamples=20).set_index("agency")["value"]
        for name in MEASURES
    }

    table = pd.DataFrame(found).loc[list("甲乙丙丁")]
    assert table.to_numpy().tolist() == [
        [4 / 5, 2, 1, 4.0, 1.0],
        [1 / 4, 1, 1, 1.0, 1.5],
        [0, 0, 1, 0.0, 2.5],
        [0, 0, 0, 0.0, 0.0],
    ]


@settings(deadline=None, max_examples=40)
@given(led)
@pytest.mark.parametrize("measure", MEASURES[1:])
def test_values_are_those_of_the_network(measure, mentions):
    """As in `lead_support_network`, and 0 for who is not in it."""
    ours = lead_intervals(mentions, measure=measure, resamples=2).set_index("agency")["value"]
    theirs = lead_support_network(mentions).nodes.set_index("agency")[measure]

    assert ours.to_dict() == theirs.reindex(ours.index, fill_value=0).to_dict()


@pytest.mark.parametrize("measure", ["out_degree", "in_degree", "out_strength", "in_strength"])
def test_intervals_equal_a_loop_over_networks(measure):
    """Each resample as a plan of its own, measured by `lead_support_network`, with the same seed."""
    table = lead_intervals(LED, measure=measure, resamples=60, seed=7).set_index("agency")
    draws = {agency: [] for agency in "甲乙丙"}
    for plan in drawn_plans(LED, TASKS, 60, 7):
        nodes = lead_support_network(plan).nodes.set_index("agency")[measure]
        for agency, found in draws.items():
            found.append(nodes.get(agency, 0))

    for agency, found in draws.items():
        low, high = about(table.loc[agency, "value"], found)
        highest = 3 if measure.endswith("degree") else np.inf
        bounds = [max(low, 0), min(high, highest)]
        assert table.loc[agency, ["low", "high"]].tolist() == pytest.approx(bounds)


def test_the_share_led_equals_a_loop_over_statements():
    """Counted statement by statement in each resample; where an agency is not drawn, nothing."""
    wider = mentions_of(*[("d", str(n), "甲:lead 乙" if n % 3 else "甲 乙:lead") for n in range(9)])
    tasks = [("d", str(n)) for n in range(9)]
    table = lead_intervals(wider, measure="lead_share", resamples=60, seed=3).set_index("agency")
    draws = []
    for plan in drawn_plans(wider, tasks, 60, 3):
        roles = Counter(plan.loc[plan["name"] == "甲", "role"])
        draws.append(roles["lead"] / roles.total())

    assert table.loc["甲", "value"] == pytest.approx(6 / 9)
    low, high = about(6 / 9, draws)
    assert table.loc["甲", ["low", "high"]].tolist() == pytest.approx([low, high])


def test_directions_worked_by_hand():
    """甲 leads 乙 twice and is led once; 丙 three times, in two documents; under five tasks: no interval."""
    table = lead_directions(LED, resamples=20)

    columns = ["source", "target", "count", "reverse", "tasks", "documents", "share"]
    assert table[columns].to_numpy().tolist() == [
        ["甲", "丙", 3, 0, 3, 2, 1.0],
        ["甲", "乙", 2, 1, 3, 1, pytest.approx(2 / 3)],
    ]
    assert table[["low", "high"]].isna().all(axis=None)


@settings(deadline=None, max_examples=60)
@given(led)
def test_directions_are_the_edges_of_the_network(mentions):
    """Each tie once, the larger count first, with the way back beside it."""
    table = lead_directions(mentions, resamples=5)
    edges = lead_support_network(mentions).edges.set_index(["source", "target"])

    assert (table["count"] >= table["reverse"]).all()
    told = {tuple(row[:2]): row[2] for row in table[["source", "target", "count"]].to_numpy()}
    told |= {(row.target, row.source): row.reverse for row in table.itertuples() if row.reverse}
    assert told == edges["count"].to_dict()
    known = table.dropna(subset="low")
    assert (known["tasks"] >= 5).all()
    assert known["low"].le(known["share"]).all()
    assert known["share"].le(known["high"]).all()


def test_a_direction_equals_a_loop_over_statements():
    """Twelve tasks, some with both directions; each resample counted anew with the same seed."""
    rows = ["甲:lead 乙", "甲:lead 乙", "乙:lead 甲", "甲 乙"] * 3
    mentions = mentions_of(*[("d", f"{n:02}", names) for n, names in enumerate(rows)])
    mentions = pd.concat(
        [mentions, mentions_of(("d", "00", "乙:lead 甲")).assign(statement_id="z")]
    )
    tasks = [("d", f"{n:02}") for n in range(12)]
    table = lead_directions(mentions, resamples=80, seed=5)
    draws = []
    for plan in drawn_plans(mentions, tasks, 80, 5):
        leads = Counter(plan.loc[plan["role"] == "lead", "name"])
        draws.append(leads["甲"] / leads.total())

    assert table.loc[0, ["source", "count", "reverse", "tasks"]].tolist() == ["甲", 6, 4, 9]
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx(about(0.6, draws).tolist())


def test_the_interval_of_a_direction_is_the_binomial_spread():
    """Seventy of a hundred tasks point one way: the middle 95% of Binomial(100, .7)/100."""
    mentions = mentions_of(
        *[("d", f"{n}", "甲:lead 乙" if n < 70 else "乙:lead 甲") for n in range(100)]
    )
    row = lead_directions(mentions, resamples=4000).loc[0]

    expected = binom.ppf([0.025, 0.975], 100, 0.7) / 100
    assert row[["low", "high"]].tolist() == pytest.approx(expected, abs=0.011)


def test_where_all_tasks_agree_intervals_have_no_width():
    """甲 leads 乙 in each of six tasks, and so in each resample."""
    mentions = mentions_of(*[("d", str(n), "甲:lead 乙") for n in range(6)])
    row = lead_directions(mentions, resamples=50).loc[0]

    assert row[["share", "low", "high"]].tolist() == [1, 1, 1]
    for measure, value in {"lead_share": 1, "out_degree": 1, "out_strength": 6}.items():
        first = lead_intervals(mentions, measure=measure, resamples=50).loc[0]
        assert first.tolist() == ["甲", "甲", value, value, value]


@pytest.mark.parametrize(("tasks", "known"), [(4, False), (5, True)])
def test_from_fewer_than_five_tasks_no_interval(tasks, known):
    """Of a direction those that hold it count, of a share those that name the agency."""
    mentions = mentions_of(
        *[("d", str(n), "甲:lead 乙") for n in range(tasks)],
        *[("d", f"x{n}", "丙:lead 丁") for n in range(9)],
    )
    directions = lead_directions(mentions, resamples=20).set_index("source")
    shares = lead_intervals(mentions, measure="lead_share", resamples=20).set_index("agency")

    assert (directions.loc["甲", ["low", "high"]].notna() == known).all()
    assert (shares.loc["甲", ["low", "high"]].notna() == known).all()
    assert directions.loc["丙", ["low", "high"]].notna().all()
    few = mentions[mentions["name"].isin(["甲", "乙"])]
    assert (lead_intervals(few, resamples=20)["low"].notna() == known).all()


def test_the_order_of_the_mentions_leaves_no_trace():
    """The same bytes from shuffled rows, and other intervals from another seed."""
    mentions = pd.concat([LED.assign(doc_id=f"{n}") for n in range(4)], ignore_index=True)
    shuffled = mentions.sample(frac=1, random_state=1)

    for function in (lead_intervals, lead_directions):
        assert function(mentions).to_csv() == function(shuffled).to_csv()
        assert function(mentions).to_csv() != function(mentions, seed=2).to_csv()


def test_without_leads_nobody_leads():
    """The Jiangxi plan of 2016 names none: zeros, and no directions; nothing at all of nothing."""
    mentions = mentions_of(*[("d", str(n), "甲 乙") for n in range(6)])

    for measure in MEASURES:
        table = lead_intervals(mentions, measure=measure, resamples=5)
        assert table[["value", "low", "high"]].to_numpy().tolist() == [[0, 0, 0]] * 2
        assert lead_intervals(mentions.iloc[:0], measure=measure).empty
    for none in (mentions, mentions.iloc[:0]):
        table = lead_directions(none, resamples=5)
        assert table.empty
        assert list(table)[-3:] == ["share", "low", "high"]


def test_wrong_settings_are_named():
    """The measures that there are; settings out of bounds."""
    with pytest.raises(AnalysisError, match="measure “strength” is unknown; use one of lead_share"):
        lead_intervals(LED, measure="strength")
    with pytest.raises(AnalysisError, match="resamples is 0"):
        lead_directions(LED, resamples=0)
