"""Agencies set to work together: pairs, networks, layout, and how sure they are."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS, JIANGXI
from hypothesis import given, settings
from hypothesis import strategies as st
from network_data import mentions_of, plans

from textlab.analysis import layout as layout_module
from textlab.analysis.betweenness import betweenness
from textlab.analysis.centrality import centrality_intervals
from textlab.analysis.layout import _turned, network_layout
from textlab.analysis.measures import MEASURES
from textlab.analysis.naming import agency_pairs, role_counts
from textlab.analysis.networks import WEIGHTS, agency_network
from textlab.analysis.tally import tally
from textlab.errors import AnalysisError, TableError
from textlab.reading.plan import read_plan
from textlab.reading.register import read_register

SMALL = mentions_of(
    ("d", "1", "甲:lead 乙:support"),
    ("d", "2", "甲:lead 乙 丙 各市政府"),
    ("d", "3", "丁"),
)
"""甲 and 乙 stand together twice, with 丙 once; 丁 stands alone."""


@pytest.fixture(scope="module")
def jiangxi():
    """The mentions of the Jiangxi plan of 2016."""
    register = read_register(CORPUS / "agencies.csv")
    return read_plan(JIANGXI, region="江西省", year=2016, register=register).mentions


def test_pairs_worked_by_hand():
    """Three agencies make three pairs, two make one, one makes none; a group is no agency."""
    pairs = agency_pairs(SMALL)

    assert pairs.to_numpy().tolist() == [
        ["d", "1", "s001", "乙", "甲"],
        ["d", "2", "s002", "丙", "乙"],
        ["d", "2", "s002", "丙", "甲"],
        ["d", "2", "s002", "乙", "甲"],
    ]


def test_an_agency_named_twice_in_a_statement_counts_once():
    """省质监局 may lead and take part in one statement, and is no pair with itself."""
    pairs = agency_pairs(mentions_of(("d", "1", "甲:lead 乙 甲 乙")))

    assert pairs[["source", "target"]].to_numpy().tolist() == [["乙", "甲"]]


def test_statements_of_two_documents_are_not_mixed_up():
    """Every document numbers its statements from s1."""
    mentions = mentions_of(("d1", "1", "甲 乙"), ("d2", "1", "丙 丁")).assign(statement_id="s1")

    assert agency_pairs(mentions)[["source", "target"]].to_numpy().tolist() == [
        ["乙", "甲"],
        ["丁", "丙"],
    ]


def test_by_agency_two_names_of_one_are_one():
    """发改委 and 发展改革委 are one agency; an unknown name stands for itself."""
    mentions = mentions_of(("d", "1", "发改委 质监局"), ("d", "2", "发展改革委 质监局"))
    mentions["agency"] = mentions["name"].map(lambda name: "ndrc" if name.startswith("发") else "")

    pairs = agency_pairs(mentions, node="agency")
    nodes = agency_network(mentions, node="agency").nodes

    assert pairs[["source", "target"]].to_numpy().tolist() == [["ndrc", "质监局"]] * 2
    assert nodes[["agency", "label", "tasks"]].to_numpy().tolist() == [
        ["ndrc", "发展改革委", 2],
        ["质监局", "质监局", 2],
    ]


def test_the_label_is_the_most_frequent_name():
    """Two tasks write 发改委, one 发展改革委."""
    mentions = mentions_of(("d", "1", "发改委"), ("d", "2", "发改委"), ("d", "3", "发展改革委"))
    nodes = role_counts(mentions.assign(agency="ndrc"), node="agency")

    assert nodes["label"].tolist() == ["发改委"]


def test_the_jiangxi_plan_has_542_pairs(jiangxi):
    """Thirteen statements name 115 times 31 agencies, which makes 542 pairs."""
    sizes = jiangxi.groupby("statement_id").size()

    assert (len(jiangxi), jiangxi["name"].nunique()) == (115, 31)
    assert len(agency_pairs(jiangxi)) == (sizes * (sizes - 1) // 2).sum() == 542
    assert agency_network(jiangxi).edges["count"].sum() == 542


def test_the_quality_bureau_leads_the_jiangxi_network(jiangxi):
    """省质量技术监督局 answers for twelve of thirteen tasks, always in company."""
    nodes = agency_network(jiangxi).nodes.set_index("agency")

    assert nodes["strength"].idxmax() == nodes["betweenness"].idxmax() == "省质量技术监督局"
    assert nodes.loc["省质量技术监督局", "strength"] == pytest.approx(
        nodes.loc["省质量技术监督局", "tasks"]
    )


def test_weights_worked_by_hand():
    """Of 3 statements 甲–乙: 2; 1/1 + 1/2; 2/√(2·2); 2·3/(2·2). 甲–丙: 1; 1/2; 1/√(2·1); 1·3/(2·1)."""
    edges = agency_network(SMALL, weight="cosine").edges.set_index(["source", "target"])

    assert edges["count"].to_dict() == {("丙", "乙"): 1, ("丙", "甲"): 1, ("乙", "甲"): 2}
    assert edges["newman"].tolist() == pytest.approx([0.5, 0.5, 1.5])
    assert edges["cosine"].tolist() == pytest.approx([0.5**0.5, 0.5**0.5, 1.0])
    assert edges["association"].tolist() == [1.5, 1.5, 1.5]
    assert edges["weight"].equals(edges["cosine"].rename("weight"))


def test_nodes_worked_by_hand():
    """丁 answers alone: a node without ties, not a missing row."""
    nodes = agency_network(SMALL, weight="count").nodes

    columns = ["agency", "tasks", "degree", "strength", "lead", "responsible", "support"]
    assert nodes[columns].to_numpy().tolist() == [
        ["丁", 1, 0, 0.0, 0, 1, 0],
        ["丙", 1, 2, 2.0, 0, 1, 0],
        ["乙", 2, 2, 3.0, 0, 1, 1],
        ["甲", 2, 2, 3.0, 2, 0, 0],
    ]


def test_roles_are_counted_once_per_statement():
    """甲 leads two statements and is named as responsible in one of them too."""
    mentions = mentions_of(("d", "1", "甲:lead 甲 甲"), ("d", "1", "甲:lead"))

    assert role_counts(mentions).to_numpy().tolist() == [["甲", "甲", 1, 2, 1, 0]]


def test_a_statement_outside_every_task_is_a_task_of_its_own():
    """Two statements at the end of a plan belong to no task and are two."""
    nodes = role_counts(mentions_of(("d", "", "甲"), ("d", "", "甲"), ("d", "1", "甲")))

    assert nodes["tasks"].tolist() == [3]


@settings(deadline=None, max_examples=40)
@given(plans)
def test_newman_strength_is_the_number_of_statements_in_company(statements):
    """Newman's weights share out one point per statement to each agency that has company."""
    mentions = mentions_of(*statements)
    sizes = mentions.groupby("statement_id")["name"].transform("nunique")
    company = mentions[sizes > 1].groupby("name")["statement_id"].nunique()
    nodes = agency_network(mentions, weight="newman").nodes.set_index("agency")

    expected = company.reindex(nodes.index, fill_value=0).to_numpy()
    assert nodes["strength"].to_numpy() == pytest.approx(expected)


@settings(deadline=None, max_examples=40)
@given(plans, st.sampled_from(WEIGHTS))
def test_measures_equal_networkx(statements, weight):
    """Degree and strength as networkx has them, on the same edges."""
    network = agency_network(mentions_of(*statements), weight=weight)
    graph = nx.Graph()
    graph.add_nodes_from(network.nodes["agency"])
    graph.add_weighted_edges_from(network.edges[["source", "target", "weight"]].to_numpy())
    nodes = network.nodes.set_index("agency")

    assert nodes["degree"].to_dict() == dict(graph.degree())
    assert nodes["strength"].to_dict() == pytest.approx(dict(graph.degree(weight="weight")))


@pytest.mark.parametrize("seed", range(12))
def test_betweenness_equals_networkx(seed):
    """Random networks with many equally long paths, their lengths powers of two."""
    rng = np.random.default_rng(seed)
    graph = nx.gnp_random_graph(14, 0.12 + 0.04 * seed, seed=seed)
    for _, _, tie in graph.edges(data=True):
        tie["length"] = float(2 ** rng.integers(3))
    oracle = nx.betweenness_centrality(graph, weight="length")

    ends = np.array(graph.edges(), dtype=int).reshape(-1, 2).T
    weights = np.array([1 / length for *_, length in graph.edges(data="length")])

    assert betweenness(ends, weights, 14) == pytest.approx(np.array(list(oracle.values())))


def test_betweenness_worked_by_hand():
    """On a line of three the middle lies on the one path between the ends."""
    line = np.array([[0, 1], [1, 2]])

    assert betweenness(line, np.array([1.0, 5.0]), 3).tolist() == [0, 1, 0]


def test_equally_long_paths_count_though_their_lengths_differ_in_the_last_bit():
    """0 to 3 is as far by 1 as by 2; from 1 to 2 the way by 0 is shorter than by 3."""
    ends = np.array([[0, 1, 0, 2], [1, 3, 2, 3]])
    lengths = np.array([0.1, 0.2, 0.15, 0.15])
    assert 0.1 + 0.2 != 0.15 + 0.15

    assert betweenness(ends, 1 / lengths, 4) == pytest.approx([1 / 3, 1 / 6, 1 / 6, 0])


def test_a_heavy_tie_is_short():
    """The way by 乙, with ten statements each, is shorter than the direct tie of one."""
    mentions = mentions_of(
        *[("d", "1", "甲 乙")] * 10, *[("d", "2", "乙 丙")] * 10, ("d", "3", "甲 丙")
    )
    nodes = agency_network(mentions, weight="count").nodes.set_index("agency")

    assert nodes["betweenness"].to_dict() == {"丙": 0.0, "乙": 1.0, "甲": 0.0}


@settings(deadline=None, max_examples=15)
@given(plans, st.randoms())
def test_the_order_of_the_mentions_leaves_no_trace(statements, random):
    """Shuffled rows give the same bytes: pairs, nodes, edges, layout and intervals."""
    mentions = mentions_of(*statements)
    order = list(range(len(mentions)))
    random.shuffle(order)
    other = mentions.iloc[order].reset_index(drop=True)
    first, second = agency_network(mentions), agency_network(other)

    assert agency_pairs(mentions).to_csv() == agency_pairs(other).to_csv()
    assert first.nodes.to_csv() == second.nodes.to_csv()
    assert first.edges.to_csv() == second.edges.to_csv()
    assert network_layout(first).to_csv() == network_layout(second).to_csv()
    assert (
        centrality_intervals(mentions, resamples=20).to_csv()
        == centrality_intervals(other, resamples=20).to_csv()
    )


def test_a_plan_without_pairs_is_a_network_without_ties():
    """One agency per task: nodes, no edges, and nothing breaks."""
    network = agency_network(mentions_of(("d", "1", "甲"), ("d", "2", "乙")))

    assert network.nodes["degree"].tolist() == [0, 0]
    assert network.edges.empty
    assert list(network.edges) == ["source", "target", "count", *WEIGHTS[1:], "weight"]
    assert len(network_layout(network)) == 2


def test_a_plan_without_mentions_is_an_empty_network():
    """No mentions, no nodes; only a layout has nothing to place."""
    empty = agency_network(SMALL.iloc[:0])

    assert empty.nodes.empty
    assert centrality_intervals(SMALL.iloc[:0]).empty
    with pytest.raises(AnalysisError, match="no agencies"):
        network_layout(empty)


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("measure", MEASURES)
def test_a_resample_equals_the_network_of_the_tasks_drawn(measure, weight):
    """Task 1 drawn twice, 2 never, 3 once: as if the plan held those three."""
    tasks = [("d", "1", "甲 乙 丙"), ("d", "2", "甲 丁"), ("d", "3", "丙 丁"), ("d", "3", "甲 乙")]
    mentions = mentions_of(*tasks)
    drawn = mentions_of(tasks[0], tasks[0], *tasks[2:])
    expected = agency_network(drawn, weight=weight).nodes.set_index("agency")[measure]

    given = tally(mentions, agency_network(mentions, weight=weight), node="name", unit="statement")
    values = MEASURES[measure](given.ties(np.array([[2, 0, 1]]), weight), 4)

    assert values == pytest.approx(expected[["丁", "丙", "乙", "甲"]].to_numpy())


@pytest.mark.parametrize("measure", MEASURES)
def test_intervals_hold_their_value(jiangxi, measure):
    """Values are those of the network, within their intervals and what is possible."""
    table = centrality_intervals(jiangxi, measure=measure, resamples=60)
    nodes = agency_network(jiangxi).nodes.set_index("agency")[measure]

    assert table.set_index("agency")["value"].to_dict() == nodes.to_dict()
    assert (table["low"] <= table["value"] + 1e-9).all()
    assert (table["value"] <= table["high"] + 1e-9).all()
    assert (table["low"] >= 0).all()
    assert not ((table["low"] > 0) & (table["low"] < 1e-9)).any()  # zero, but for noise
    highest = {"degree": 30, "strength": 14, "constraint": 2}.get(measure, 1)
    assert table["high"].max() <= highest + 1e-9
    assert table["value"].is_monotonic_decreasing


def test_intervals_of_strength_are_the_binomial_spread():
    """甲 stands in company in half of 100 tasks: 50 ± 1.96 × √(100 × ½ × ½), about 40 to 60."""
    tasks = [("d", f"{n}", "甲 乙" if n % 2 else "丙 丁") for n in range(100)]
    table = centrality_intervals(mentions_of(*tasks), resamples=4000).set_index("agency")

    assert table.loc["甲", "value"] == 50
    assert table.loc["甲", ["low", "high"]].tolist() == pytest.approx([40.2, 59.8], abs=1.0)


@pytest.mark.parametrize(("tasks", "known"), [(1, False), (4, False), (5, True)])
def test_under_five_tasks_have_no_interval(tasks, known):
    """From so few, the percentiles hold the truth far too seldom."""
    statements = [("d", str(n), "甲 乙") for n in range(tasks)]
    table = centrality_intervals(mentions_of(*statements))

    assert table["value"].tolist() == [tasks, tasks]
    assert (table[["low", "high"]].notna() == known).all(axis=None)


UNEVEN = mentions_of(
    ("d", "1", "a c"), ("d", "2", "a b c d"), ("d", "3", "a b c d"), ("d", "4", "b c")
)
"""a and b are each named three times in company, as 1 + ⅓ + … in another order."""


@pytest.mark.parametrize("weight", WEIGHTS)
def test_equal_strengths_are_equal_to_the_last_bit(weight):
    """1 + ⅓ + ⅓ + … comes to 3 or to 2.9999999999999996, by the order of the sum."""
    nodes = agency_network(UNEVEN, weight=weight).nodes

    for name in ("strength", "betweenness"):
        assert nodes[name].nunique() == nodes[name].round(9).nunique()
    if weight == "newman":
        assert nodes["strength"].tolist() == [3, 3, 4, 2]


@settings(deadline=None, max_examples=60)
@given(plans, st.sampled_from(WEIGHTS))
def test_values_equal_but_for_noise_are_equal(statements, weight):
    """What agrees in nine decimals agrees in all, in nodes and edges alike."""
    network = agency_network(mentions_of(*statements), weight=weight)
    for table, names in ((network.nodes, ["strength", "betweenness"]), (network.edges, ["weight"])):
        for name in names:
            assert table[name].nunique() == table[name].round(9).nunique()


def test_equally_central_agencies_are_in_order_of_their_names():
    """a and b both have a strength of 3, and a comes first."""
    assert centrality_intervals(UNEVEN)["agency"].tolist() == list("cabd")


def test_bounds_equal_but_for_noise_are_equal():
    """Two agencies named in the same tasks have the same interval, whatever the order of sums."""
    tasks = [
        ("d", str(n), names) for n, names in enumerate(["甲 乙 丙", "甲 乙", "甲 乙 丁 戊"] * 4)
    ]
    table = centrality_intervals(mentions_of(*tasks), resamples=200).set_index("agency")

    assert table.loc["甲", ["low", "high"]].tolist() == table.loc["乙", ["low", "high"]].tolist()
    for name in ("low", "high"):
        assert table[name].nunique() == table[name].round(9).nunique()


def test_a_network_is_resampled_in_blocks_as_at_once(jiangxi, monkeypatch):
    """A large network is worked off in blocks, which changes nothing."""
    whole = centrality_intervals(jiangxi, resamples=30)
    monkeypatch.setattr("textlab.analysis.tally._CELLS", 1000)

    assert centrality_intervals(jiangxi, resamples=30).to_csv() == whole.to_csv()


def test_a_layout_fills_the_page_and_parts_the_agencies(jiangxi):
    """Four decimals from −1 to 1, every agency once, no two in one place."""
    layout = network_layout(agency_network(jiangxi))
    places = layout[["x", "y"]].to_numpy()
    gaps = np.linalg.norm(places[:, None] - places[None], axis=-1)[np.triu_indices(31, k=1)]

    assert layout["agency"].tolist() == sorted(jiangxi["name"].unique())
    assert np.abs(places).max() == 1.0
    assert (places == places.round(4)).all()
    assert gaps.min() > 0.08


def test_a_heavy_tie_is_drawn_shorter(jiangxi):
    """Over the whole plan, the heavier the tie the nearer the agencies."""
    network = agency_network(jiangxi)
    places = network_layout(network).set_index("agency")
    ends = [places.loc[network.edges[end]].to_numpy() for end in ("source", "target")]
    lengths = pd.Series(np.linalg.norm(ends[0] - ends[1], axis=1))

    assert lengths.corr(network.edges["weight"], method="spearman") < -0.4


def test_three_equal_ties_make_an_equal_triangle():
    """Stress is zero where the distances wanted can be had."""
    layout = network_layout(agency_network(mentions_of(("d", "1", "甲 乙 丙"))))
    places = layout[["x", "y"]].to_numpy()
    sides = [np.linalg.norm(places[i] - places[j]) for i, j in ((0, 1), (0, 2), (1, 2))]

    assert sides == pytest.approx([sides[0]] * 3, abs=2e-3)


SHAPES = {
    "triangle": [[0, 1], [-(3**0.5) / 2, -0.5], [3**0.5 / 2, -0.5]],
    "square": [[1, 1], [-1, -1], [1, -1], [-1, 1]],
    "star, its centre first": [[0, 0], [0, 1], [0, -1], [1, 0], [-1, 0]],
    "star, its centre last": [[0, 1], [0, -1], [1, 0], [-1, 0], [0, 0]],
    "path, its centre first": [[0, 0], [-1, 0], [1, 0]],
    "path, its centre last": [[-1, 0], [1, 0], [0, 0]],
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_rounding_noise_does_not_turn_a_picture(shape):
    """Where nothing is longest, and where the first agency is in the middle, noise has no say."""
    rng = np.random.default_rng(1)
    angle = rng.uniform(0, 7)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    places = np.array(shape, dtype=float) @ turn
    drawn = [
        (np.round(_turned(places + rng.normal(size=places.shape) * 1e-13), 4) + 0.0).tolist()
        for _ in range(40)
    ]
    off = [x for x, y in drawn[0] if abs(x) > 1e-6]

    assert all(other == drawn[0] for other in drawn)
    assert off[0] > 0


SYMMETRIC = {
    "triangle": ["甲 乙 丙"],
    "square": ["甲 乙 丙 丁"],
    "star, its centre first": ["a 甲", "a 乙", "a 丙", "a 丁"],
    "path, its centre first": ["a 甲", "a 乙"],
    "path": ["甲 乙", "乙 丙", "丙 丁"],
}


@pytest.mark.parametrize("statements", SYMMETRIC.values(), ids=SYMMETRIC.keys())
def test_rounding_noise_does_not_move_a_layout(statements, monkeypatch):
    """From the ties to the page: noise on the places found leaves every decimal as it was."""
    network = agency_network(mentions_of(*[("d", f"{n}", s) for n, s in enumerate(statements)]))
    plain = network_layout(network).to_csv()
    rng = np.random.default_rng(2)
    found = layout_module._majorise
    monkeypatch.setattr(
        layout_module,
        "_majorise",
        lambda *given: (places := found(*given)) + rng.normal(size=places.shape) * 1e-13,
    )

    assert [network_layout(network).to_csv() for _ in range(5)] == [plain] * 5


def test_several_networks_share_one_layout():
    """All agencies of all years, whatever the order of the years; one layout is no other's."""
    first = agency_network(mentions_of(("d", "1", "甲 乙 丙"), ("d", "2", "丙 丁")))
    second = agency_network(mentions_of(("d", "1", "甲 乙"), ("d", "2", "戊 甲")))
    layout = network_layout([first, second])

    assert layout["agency"].tolist() == sorted("甲乙丙丁戊")
    assert layout.to_csv() == network_layout({2016: second, 2015: first}).to_csv()
    assert layout.to_csv() == network_layout([first, second], seed=1).to_csv()


def test_parts_without_ties_stand_beneath():
    """A second pair and an agency alone lie under the largest part, side by side."""
    largest = "甲 乙 丙 丁 戊 己 庚 辛 壬"
    mentions = mentions_of(("d", "1", largest), ("d", "2", "子 丑"), ("d", "3", "寅"))
    places = network_layout(agency_network(mentions)).set_index("agency")
    beneath = places.loc[list("子丑寅")]

    assert beneath["y"].max() < places.loc[largest.split(), "y"].min()
    assert places.loc["寅", "x"] > places.loc[list("子丑"), "x"].max()


def test_wrong_settings_are_named():
    """The error gives the value and the choice."""
    with pytest.raises(AnalysisError, match="node “id” is unknown; use name or agency"):
        agency_pairs(SMALL, node="id")
    with pytest.raises(AnalysisError, match="weight “jaccard” is unknown; use count, newman"):
        agency_network(SMALL, weight="jaccard")
    with pytest.raises(AnalysisError, match="measure “pagerank” is unknown"):
        centrality_intervals(SMALL, measure="pagerank")
    with pytest.raises(AnalysisError, match="resamples is 0"):
        centrality_intervals(SMALL, resamples=0)


def test_wrong_mentions_are_named():
    """A missing column, an unknown role, a statement in two tasks."""
    with pytest.raises(TableError, match="column “role” is missing"):
        agency_pairs(SMALL.drop(columns="role"))
    with pytest.raises(TableError, match="role “chief” is unknown"):
        role_counts(SMALL.assign(role="chief"))
    torn = mentions_of(("d", "1", "甲"), ("d", "2", "甲")).assign(statement_id="s1")
    with pytest.raises(TableError, match="“d, s1” stands in two tasks"):
        agency_pairs(torn)


def test_a_network_goes_on_in_networkx():
    """Nodes, ties and weights are the same there, agencies without ties included."""
    rows = [("s1", "甲"), ("s1", "乙"), ("s2", "丙")]
    table = pd.DataFrame(
        [
            {
                "doc_id": "d",
                "task_id": statement,
                "statement_id": statement,
                "name": name,
                "agency": "",
                "role": "lead",
                "collective": False,
            }
            for statement, name in rows
        ]
    )
    graph = agency_network(table, weight="count").to_networkx()

    assert set(graph) == {"甲", "乙", "丙"}
    assert graph.edges["甲", "乙"]["weight"] == 1
    assert graph.nodes["丙"]["degree"] == graph.degree["丙"] == 0
