"""Networks as files, read back with other libraries."""

import json

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from conftest import CORPUS, JIANGXI
from lxml import etree
from network_data import mentions_of

from textlab.analysis.exports import write_network
from textlab.analysis.leading import lead_support_network
from textlab.analysis.networks import Network, agency_network
from textlab.analysis.two_mode import task_agency_network
from textlab.errors import AnalysisError
from textlab.reading.plan import read_plan
from textlab.reading.register import read_register

LED = mentions_of(
    ("d", "1", "甲:lead 乙:support 丙"), ("d", "2", "甲:lead 乙"), ("d", "3", "丁:lead")
)


@pytest.fixture(scope="module")
def jiangxi():
    """The network of the Jiangxi plan of 2016, agencies by their ids."""
    register = read_register(CORPUS / "agencies.csv")
    mentions = read_plan(JIANGXI, region="江西省", year=2016, register=register).mentions
    return agency_network(mentions, node="agency")


@pytest.fixture(scope="module")
def networks(jiangxi):
    """Undirected, directed, two-mode, without ties, and empty."""
    alone = mentions_of(("d", "1", "甲"), ("d", "2", "乙"))
    return {
        "plan": jiangxi,
        "directed": lead_support_network(LED),
        "two modes": task_agency_network(LED),
        "no ties": agency_network(alone),
        "nothing": agency_network(alone.iloc[:0]),
    }


NAMES = ["plan", "directed", "two modes", "no ties"]


def weights(network):
    """The weight of each tie, by the labels of its ends; undirected ones in order."""
    label = dict(zip(network.nodes.iloc[:, 0], network.nodes["label"], strict=True))
    rows = network.edges[["source", "target", "weight"]].itertuples(index=False)
    return by_ends([(label[s], label[t], w) for s, t, w in rows], network)


def by_ends(ties, network):
    """Ties read back, in the same form; none stands twice."""
    found = {
        (s, t) if network.directed else tuple(sorted([s, t])): float(weight)
        for s, t, weight in ties
    }
    assert len(found) == len(ties)
    return found


def read_igraph(graph, key="name"):
    """Labels and ties of a graph of igraph."""
    labels = graph.vs[key] if key in graph.vs.attributes() else []
    values = graph.es["weight"] if graph.ecount() else []
    ties = [
        (labels[s], labels[t], w) for (s, t), w in zip(graph.get_edgelist(), values, strict=True)
    ]
    return labels, ties


def read_networkx(graph, key):
    """Labels and ties of a graph of networkx, whose nodes are the labels where `key` is None."""
    labels = {node: node if key is None else graph.nodes[node][key] for node in graph}
    return list(labels.values()), [
        (labels[s], labels[t], w) for s, t, w in graph.edges(data="weight")
    ]


def read_xml(path):
    """Labels and ties of a GEXF file by an XML parser that knows nothing of networks."""
    root = etree.parse(path).getroot()
    names = {"g": "http://www.gexf.net/1.2draft"}
    labels = {node.get("id"): node.get("label") for node in root.iterfind(".//g:node", names)}
    return list(labels.values()), [
        (labels[tie.get("source")], labels[tie.get("target")], tie.get("weight"))
        for tie in root.iterfind(".//g:edge", names)
    ]


READERS = {
    "graphml, networkx": (".graphml", lambda path: read_networkx(nx.read_graphml(path), "label")),
    "graphml, igraph": (
        ".graphml",
        lambda path: read_igraph(igraph.Graph.Read_GraphML(path), "label"),
    ),
    "gexf, networkx": (".gexf", lambda path: read_networkx(nx.read_gexf(path), "label")),
    "gexf, lxml": (".gexf", read_xml),
    "pajek, networkx": (".net", lambda path: read_networkx(nx.read_pajek(path), None)),
    "pajek, igraph": (".net", lambda path: read_igraph(igraph.Graph.Read_Pajek(path))),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("suffix", "read"), READERS.values(), ids=READERS.keys())
def test_other_programs_read_the_same_network(name, suffix, read, networks, tmp_path):
    """Labels in Chinese in their order, ties in their direction, weights."""
    network, path = networks[name], str(tmp_path / f"network{suffix}")
    write_network(network, path)
    labels, ties = read(path)

    assert labels == network.nodes["label"].tolist()
    assert by_ends(ties, network) == pytest.approx(weights(network))


def test_gephi_is_told_which_ties_have_a_direction(networks, tmp_path):
    """By the kind of edge that a GEXF file has by default."""
    for name, kind in {"plan": "undirected", "directed": "directed"}.items():
        write_network(networks[name], tmp_path / f"{name}.gexf")
        graph = etree.parse(tmp_path / f"{name}.gexf").getroot().find("{*}graph")
        assert graph.get("defaultedgetype") == kind


def read_dl(path):
    """A DL file by igraph."""
    return read_igraph(igraph.Graph.Read_DL(path))


@pytest.mark.parametrize("name", ["plan", "no ties", "two modes"])
def test_ucinet_has_each_tie_in_both_directions(name, networks, tmp_path):
    """UCINET takes every line for one direction."""
    network = networks[name]
    write_network(network, tmp_path / "network.dl")
    labels, ties = read_dl(str(tmp_path / "network.dl"))

    written = [label.replace(" ", "_") for label in network.nodes["label"]]
    assert labels == written
    assert len(ties) == 2 * len(network.edges)
    found = {(s, t): w for s, t, w in ties}
    expected = {
        tuple(end.replace(" ", "_") for end in ends): w for ends, w in weights(network).items()
    }
    assert {ends: found[ends] for ends in expected} == pytest.approx(expected)
    assert {ends: found[ends[::-1]] for ends in expected} == pytest.approx(expected)


def test_ucinet_keeps_the_direction_of_a_directed_tie(networks, tmp_path):
    """Once each, from the lead."""
    write_network(networks["directed"], tmp_path / "network.dl")
    _, ties = read_dl(str(tmp_path / "network.dl"))

    assert by_ends(ties, networks["directed"]) == pytest.approx(weights(networks["directed"]))


@pytest.mark.parametrize("name", ["plan", "no ties", "two modes"])
def test_vosviewer_finds_items_and_links(name, networks, tmp_path):
    """Numbered items with labels and weights, links by number with their strength."""
    network = networks[name]
    write_network(network, tmp_path / "network.json")
    content = json.loads((tmp_path / "network.json").read_text(encoding="utf-8"))["network"]
    items = pd.DataFrame(content["items"])
    label = dict(zip(items["id"], items["label"], strict=True))
    ties = [(label[t["source_id"]], label[t["target_id"]], t["strength"]) for t in content["links"]]

    assert items["label"].tolist() == network.nodes["label"].tolist()
    assert items["id"].tolist() == list(range(1, len(items) + 1))
    assert [row["degree"] for row in items["weights"]] == network.nodes["degree"].tolist()
    assert by_ends(ties, network) == pytest.approx(weights(network))


@pytest.mark.parametrize("name", NAMES)
def test_an_edge_list_holds_every_column(name, networks, tmp_path):
    """Ties with the labels of their ends, as a spreadsheet opens them."""
    network = networks[name]
    write_network(network, tmp_path / "ties.csv")
    table = pd.read_csv(tmp_path / "ties.csv", encoding="utf-8-sig")

    assert len(table) == len(network.edges)
    assert set(network.edges) < set(table)
    ties = table[["source_label", "target_label", "weight"]].to_numpy().tolist()
    assert by_ends(ties, network) == pytest.approx(weights(network))


@pytest.mark.parametrize(
    ("suffix", "read"),
    [
        (".graphml", nx.read_graphml),
        (".gexf", nx.read_gexf),
    ],
)
def test_columns_are_attributes_of_nodes_and_ties(suffix, read, jiangxi, tmp_path):
    """With their numbers; ids are nodes, names their labels."""
    write_network(jiangxi, tmp_path / f"network{suffix}")
    graph = read(tmp_path / f"network{suffix}")

    assert list(graph) == jiangxi.nodes["agency"].tolist()
    for column in ("tasks", "degree", "strength", "constraint", "responsible"):
        found = [graph.nodes[node][column] for node in graph]
        assert found == pytest.approx(jiangxi.nodes[column].tolist())
    counts = [data["count"] for *_, data in graph.edges(data=True)]
    assert sum(counts) == jiangxi.edges["count"].sum() == 542


HARD = [
    "a b，省发改委",
    "质检“局”",
    "l'office",
    'say "so"',
    "a, b",
    "back\\slash",
    "<b>&amp;</b>",
    "同名",
    "同名",
]


@pytest.fixture
def hard():
    """Labels that a format might trip over, two of them the same, in a ring."""
    ids = [f"id{number}" for number in range(len(HARD))]
    nodes = pd.DataFrame({"agency": ids, "label": HARD, "degree": 2, "constraint": np.nan})
    edges = pd.DataFrame({"source": ids, "target": ids[1:] + ids[:1], "weight": 0.5})
    return Network(nodes, edges)


def test_hard_labels_survive(hard, tmp_path):
    """Exactly where a format can hold them; else by a written substitute, and never two alike."""
    for suffix in (".graphml", ".gexf", ".net", ".dl", ".json"):
        write_network(hard, tmp_path / f"hard{suffix}")
    graphml = nx.read_graphml(tmp_path / "hard.graphml")
    gexf = nx.read_gexf(tmp_path / "hard.gexf")
    items = json.loads((tmp_path / "hard.json").read_text(encoding="utf-8"))["network"]["items"]
    pajek = nx.read_pajek(tmp_path / "hard.net")
    also = igraph.Graph.Read_Pajek(str(tmp_path / "hard.net"))
    ucinet = igraph.Graph.Read_DL(str(tmp_path / "hard.dl"))

    assert [graphml.nodes[node]["label"] for node in graphml] == HARD
    assert [gexf.nodes[node]["label"] for node in gexf] == HARD
    assert [item["label"] for item in items] == HARD
    assert list(pajek) == also.vs["name"]
    assert list(pajek) == [
        "a b，省发改委",
        "质检“局”",
        "l'office",
        "say 'so'",
        "a, b",
        "back/slash",
        "<b>&amp;</b>",
        "同名 (id7)",
        "同名 (id8)",
    ]
    assert ucinet.vs["name"] == [
        "a_b，省发改委",
        "质检“局”",
        "l’office",
        "say_’so’",
        "a，_b",
        "back\\slash",
        "<b>&amp;</b>",
        "同名_(id7)",
        "同名_(id8)",
    ]
    assert len(pajek.edges) == also.ecount() == ucinet.ecount() / 2 == len(HARD)


def test_what_is_missing_is_no_number(hard, tmp_path):
    """No constraint without ties: no attribute, where a NaN would be read as text."""
    write_network(hard, tmp_path / "hard.gexf")

    assert "constraint" not in nx.read_gexf(tmp_path / "hard.gexf").nodes["id0"]
    assert b"nan" not in (tmp_path / "hard.gexf").read_bytes().lower()


@pytest.mark.parametrize("suffix", [".graphml", ".gexf", ".net", ".dl", ".json", ".csv"])
def test_the_same_network_gives_the_same_bytes(suffix, networks, tmp_path):
    """No day is written, though networkx would write today's; also of an empty network."""
    for name in ("plan", "nothing"):
        for copy in "ab":
            write_network(networks[name], tmp_path / f"{copy}{suffix}")
        assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()
        assert b"lastmodified" not in (tmp_path / f"a{suffix}").read_bytes()


def test_pajek_begins_with_a_byte_order_mark(jiangxi, tmp_path):
    """By which Pajek knows UTF-8; a first line of its own lets other readers pass over it."""
    write_network(jiangxi, tmp_path / "network.net")
    lines = (tmp_path / "network.net").read_text(encoding="utf-8-sig").splitlines()

    assert (tmp_path / "network.net").read_bytes().startswith("\ufeff*Network".encode())
    assert lines[1] == "*Vertices 31"


def test_what_cannot_be_written_is_named(networks, tmp_path):
    """Another ending; directed ties for VOSviewer. Nothing is left behind."""
    with pytest.raises(AnalysisError, match=r"not written as “\.xlsx”"):
        write_network(networks["plan"], tmp_path / "network.xlsx")
    with pytest.raises(AnalysisError, match="VOSviewer knows no directed ties"):
        write_network(networks["directed"], tmp_path / "network.json")
    assert not list(tmp_path.iterdir())
