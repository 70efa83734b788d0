"""Agencies set to work together: their network, from a table of mentions.

Two agencies co-occur where one responsibility statement, or one task, names
both. That they are assigned together does not show that they worked together.
What `node` and `unit` mean is said in `naming`.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.measures import MEASURES, ties_of
from textlab.analysis.naming import ROLES, UNIT, agency_pairs, named_agencies, role_counts
from textlab.analysis.ordering import settled
from textlab.analysis.resampling import Array
from textlab.errors import AnalysisError

WEIGHTS = ("count", "newman", "cosine", "association")


@dataclass(frozen=True)
class Network:
    """A network as two tables; of agencies that are named together, it is as here.

    nodes : agency | label (its most frequent name) | tasks (that name it) | degree (agencies it
        is tied to) | strength (sum of the weights of its ties) | betweenness, closeness,
        eigenvector, clustering (0 to 1) | constraint (NaN without ties) | lead, responsible,
        support (statements in which it has the role); by agency
    edges : source | target | count (units that name both) | newman | cosine | association |
        weight (the one of the four that was chosen); source before target, by source and target
    directed : whether a tie leads from source to target only

    The first column of the nodes is what edges call them by. Fractions stand at twelve significant
    digits, so that equal ones are equal: six ties of 1/6 make a strength of 1, as one tie of 1.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    directed: bool = False

    def to_networkx(self) -> "nx.Graph[str]":
        """The same network for networkx, whose measures then stand open.

        The columns of the tables become attributes of nodes and edges; what is missing, none.
        """
        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        for row in self.nodes.to_dict("records"):
            node, *_ = row.values()
            known = {str(k): v for k, v in list(row.items())[1:] if not pd.isna(v)}
            graph.add_node(node, **known)
        for row in self.edges.to_dict("records"):
            ends = row.pop("source"), row.pop("target")
            graph.add_edge(*ends, **{str(name): value for name, value in row.items()})
        return graph


def agency_network(
    mentions: pd.DataFrame,
    *,
    node: str = "name",
    weight: str = "newman",
    unit: str = "statement",
) -> Network:
    """The network of agencies that statements, or tasks, name together.

    Parameters
    ----------
    mentions : under the schema `tables.MENTIONS`; those of one year, province or plan
    node : "name" or "agency"
    weight : "count", units that name both; "newman", the sum over these of 1/(k−1) where k
        agencies are named, so that a list of sixteen does not drown the rest, and the strength of
        an agency is the number of its units with company; "cosine", count divided by the geometric
        mean of the units that name one and the other; "association", count over what it would be,
        were the two named independently of each other: times all units, by the product of those
        that name one and the other
    unit : "statement" or "task"

    Returns
    -------
    The network. An agency that is never named with another is a node without ties. Measures are
    those of `measures`; in paths a tie is the shorter the heavier it is.

    Raises
    ------
    TableError : a column is missing, or a role is unknown
    AnalysisError : an unknown `node`, `weight` or `unit`

    Source: Newman (2001), Physical Review E 64, 016132; Salton & McGill (1983), Introduction to
    Modern Information Retrieval; van Eck & Waltman (2009), Journal of the American Society for
    Information Science and Technology 60, 1635–1651.
    """
    if weight not in WEIGHTS:
        raise AnalysisError(f"weight “{weight}” is unknown; use {', '.join(WEIGHTS)}.")
    nodes = role_counts(mentions, node=node)
    named = named_agencies(mentions, node=node, unit=unit)
    edges = _edges(named, agency_pairs(mentions, node=node, unit=unit))
    edges["weight"] = edges[weight].astype(float)
    ties = network_ties(Network(nodes, edges))
    found = {name: settled(measure(ties, len(nodes))) for name, measure in MEASURES.items()}
    nodes = nodes.assign(**found).astype({"degree": "int64"})
    for name in (*WEIGHTS[1:], "weight"):
        edges[name] = settled(edges[name].to_numpy(float))
    return Network(nodes[["agency", "label", "tasks", *MEASURES, *ROLES]], edges)


def network_ties(network: Network) -> csr_array:
    """The weights of the ties, symmetric, agencies in the order of the nodes."""
    weights = network.edges[["weight"]].to_numpy(float).T
    return ties_of(weights, ends_of(network.nodes, network.edges), len(network.nodes))


def ends_of(nodes: pd.DataFrame, edges: pd.DataFrame) -> Array:
    """The places of both ends of each tie among the nodes, 2 × ties."""
    at = pd.Index(nodes["agency"])
    return np.stack([at.get_indexer(edges[end]) for end in ("source", "target")])


def _edges(named: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs added up over units."""
    sizes = named.groupby(UNIT).size().rename("k").reset_index()
    units = named.groupby("agency").size()
    pairs = pairs.merge(sizes, on=UNIT, how="left")
    pairs["newman"] = 1 / (pairs["k"] - 1)
    grouped = pairs.groupby(["source", "target"])["newman"]
    edges = grouped.agg(count="size", newman="sum").reset_index()
    either = (edges["source"].map(units) * edges["target"].map(units)).astype(float)
    edges["cosine"] = edges["count"] / np.sqrt(either)
    edges["association"] = edges["count"] * len(sizes) / either
    return edges
