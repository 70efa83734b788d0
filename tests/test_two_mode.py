"""Tasks and agencies side by side, and what becomes of them when pairs are made."""

import networkx as nx
import pytest
from hypothesis import given, settings
from network_data import mentions_of, plans
from scipy.stats import binom

from textlab.analysis.networks import agency_network
from textlab.analysis.two_mode import task_agency_network, task_shares


def test_a_two_mode_network_worked_by_hand():
    """Two tasks, one of them with two statements, and a statement outside every task."""
    mentions = mentions_of(
        ("d", "1", "甲:support 乙"),
        ("d", "1", "甲:lead 各市政府"),
        ("d", "", "丙"),
        ("d", "2", "甲"),
    )
    network = task_agency_network(mentions)

    assert network.nodes[["node", "mode", "degree"]].to_numpy().tolist() == [
        ["d: 1", "task", 2],
        ["d: 2", "task", 1],
        ["d: s003", "task", 1],
        ["丙", "agency", 1],
        ["乙", "agency", 1],
        ["甲", "agency", 2],
    ]
    assert network.nodes["share"].tolist() == pytest.approx([2 / 3] + [1 / 3] * 4 + [2 / 3])
    assert network.edges.to_numpy().tolist() == [
        ["d: 1", "乙", "responsible", 1],
        ["d: 1", "甲", "lead", 1],
        ["d: 2", "甲", "responsible", 1],
        ["d: s003", "丙", "responsible", 1],
    ]


@settings(deadline=None, max_examples=40)
@given(plans)
def test_degrees_equal_networkx(statements):
    """Shares are networkx's degree centrality of two modes."""
    network = task_agency_network(mentions_of(*statements))
    graph = network.to_networkx()
    tasks = network.nodes.loc[network.nodes["mode"] == "task", "node"]
    nodes = network.nodes.set_index("node")

    assert nodes["degree"].to_dict() == dict(graph.degree())
    assert nodes["share"].to_dict() == pytest.approx(nx.bipartite.degree_centrality(graph, tasks))


@settings(deadline=None, max_examples=40)
@given(plans)
def test_agencies_named_by_one_task_are_its_projection(statements):
    """networkx makes pairs of the two modes: counts, and Newman's weights, of unit="task"."""
    mentions = mentions_of(*statements)
    graph = task_agency_network(mentions).to_networkx()
    agencies = [node for node, mode in graph.nodes(data="mode") if mode == "agency"]
    edges = agency_network(mentions, unit="task").edges.set_index(["source", "target"])

    for project, weight in (
        (nx.bipartite.weighted_projected_graph, "count"),
        (nx.bipartite.collaboration_weighted_projected_graph, "newman"),
    ):
        pairs = project(graph, agencies).edges(data="weight")
        expected = {tuple(sorted(pair)): value for *pair, value in pairs}
        assert edges[weight].to_dict() == pytest.approx(expected)


def test_no_mentions_no_nodes():
    """An empty table, with its columns."""
    network = task_agency_network(mentions_of(("d", "1", "甲")).iloc[:0])

    assert list(network.nodes) == ["node", "label", "mode", "degree", "share"]
    assert network.nodes.empty
    assert network.edges.empty


def test_shares_of_tasks_are_those_of_the_network_with_the_binomial_spread():
    """甲 in 30 of 100 tasks, 乙 in all: the middle 95% of Binomial(100, k/100)/100."""
    mentions = mentions_of(*[("d", str(n), "甲 乙" if n < 30 else "乙") for n in range(100)])
    table = task_shares(mentions, resamples=4000).set_index("agency")
    nodes = task_agency_network(mentions).nodes.set_index("node")

    assert table["value"].to_dict() == nodes.loc[table.index, "share"].to_dict()
    assert table.loc["乙", ["tasks", "value", "low", "high"]].tolist() == [100, 1, 1, 1]
    expected = binom.ppf([0.025, 0.975], 100, 0.3) / 100
    assert table.loc["甲", ["low", "high"]].tolist() == pytest.approx(expected, abs=0.011)


@settings(deadline=None, max_examples=40)
@given(plans)
def test_shares_of_tasks_have_intervals_from_five_tasks(statements):
    """Values as in the network, within 0 and 1; none from fewer."""
    mentions = mentions_of(*statements)
    table = task_shares(mentions, resamples=20)
    nodes = task_agency_network(mentions).nodes
    agencies = nodes[nodes["mode"] == "agency"].set_index("node")
    enough = (nodes["mode"] == "task").sum() >= 5

    assert table.set_index("agency")["value"].to_dict() == agencies["share"].to_dict()
    assert table.set_index("agency")["tasks"].to_dict() == agencies["degree"].to_dict()
    assert (table[["low", "high"]].notna() == enough).all(axis=None)
    assert table["low"].dropna().between(0, 1).all()
    assert (table["low"].dropna() <= table["high"].dropna()).all()


def test_no_mentions_no_shares():
    """An empty table, with its columns."""
    table = task_shares(mentions_of(("d", "1", "甲")).iloc[:0])

    assert table.empty
    assert list(table) == ["agency", "label", "tasks", "value", "low", "high"]
