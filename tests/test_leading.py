"""Who leads whom."""

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_data import mentions_of

from textlab.analysis.leading import lead_support_network
from textlab.analysis.networks import agency_network

LED = mentions_of(
    ("d", "1", "甲:lead 乙:support 丙"),
    ("d", "2", "甲:lead 乙 各市政府"),
    ("d", "3", "乙:lead 甲:support"),
    ("d", "4", "乙 丙 丁"),
)
"""甲 leads 乙 twice and 丙 once; 乙 leads 甲 once; the last statement names no lead."""


def test_ties_worked_by_hand():
    """甲 to 乙: 1/2 + 1; 甲 to 丙: 1/2; 乙 to 甲: 1. Each knows the way back."""
    network = lead_support_network(LED)

    assert network.directed
    assert network.edges.to_numpy().tolist() == [
        ["乙", "甲", 1, 1.0, 1.0, 2],
        ["甲", "丙", 1, 0.5, 0.5, 0],
        ["甲", "乙", 2, 1.5, 1.5, 1],
    ]
    assert list(network.edges) == ["source", "target", "count", "newman", "weight", "reverse"]


def test_nodes_worked_by_hand():
    """丁 is in no statement with a lead, and not here; roles are those of statements with one."""
    nodes = lead_support_network(LED).nodes

    assert nodes.drop(columns="label").to_numpy().tolist() == [
        ["丙", 1, 0, 1, 0, 0, 1, 0.0, 0.5],
        ["乙", 3, 1, 1, 1, 1, 1, 1.0, 1.5],
        ["甲", 3, 2, 0, 1, 2, 1, 2.0, 1.0],
    ]
    assert list(nodes)[-4:] == ["out_degree", "in_degree", "out_strength", "in_strength"]


def test_two_leads_share_no_tie_and_who_leads_and_supports_leads():
    """甲 and 乙 lead together; 乙 is named as support too."""
    edges = lead_support_network(mentions_of(("d", "1", "甲:lead 乙:lead 丙 乙:support"))).edges

    assert edges[["source", "target", "newman"]].to_numpy().tolist() == [
        ["乙", "丙", 0.5],
        ["甲", "丙", 0.5],
    ]


def test_without_leads_the_network_is_empty():
    """The Jiangxi plan of 2016 names none: no agencies, no ties, no error."""
    network = lead_support_network(mentions_of(("d", "1", "甲 乙")))

    assert network.nodes.empty
    assert network.edges.empty


roles = st.lists(
    st.lists(
        st.tuples(st.sampled_from("甲乙丙丁"), st.sampled_from(["lead", "support"])),
        min_size=1,
        max_size=4,
    ).map(lambda names: " ".join(f"{name}:{role}" for name, role in names)),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=40)
@given(roles)
def test_degrees_equal_networkx_and_ties_are_of_the_whole_network(statements):
    """In and out as networkx has them; no tie weighs more than that without direction."""
    mentions = mentions_of(*[("d", str(n), names) for n, names in enumerate(statements)])
    network = lead_support_network(mentions)
    graph = network.to_networkx()
    nodes = network.nodes.set_index("agency")
    whole = agency_network(mentions).edges.set_index(["source", "target"])["newman"]

    assert isinstance(graph, nx.DiGraph)
    for side, degrees in (("out", graph.out_degree), ("in", graph.in_degree)):
        assert nodes[f"{side}_degree"].to_dict() == dict(degrees())
        assert nodes[f"{side}_strength"].to_dict() == pytest.approx(dict(degrees(weight="weight")))
    for tie in network.edges.itertuples():
        assert tie.newman <= whole[tuple(sorted([tie.source, tie.target]))] + 1e-9
