"""Agencies set to work together: pairs, networks and roles, from a table of mentions.

Two agencies co-occur where one responsibility statement names both. That they
are assigned together does not show that they worked together.

Everywhere, `node` says what an agency is: "name" takes it as written, so that
agencies of two provinces with one name are one; "agency" takes the canonical id,
and the written name where the id is empty. Groups that name no single
organisation (`collective`) are never agencies.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from textlab.analysis.betweenness import betweenness
from textlab.analysis.ordering import check_columns, settled
from textlab.analysis.resampling import Array
from textlab.errors import AnalysisError, TableError

ROLES = ("lead", "responsible", "support")
WEIGHTS = ("count", "newman", "cosine")
NODES = ("name", "agency")
_STATEMENT = ["doc_id", "statement_id"]


@dataclass(frozen=True)
class Network:
    """A network of agencies as two tables.

    nodes : agency | label (its most frequent name) | tasks (that name it) | degree (agencies it
        is tied to) | strength (sum of the weights of its ties) | betweenness (0 to 1) | lead,
        responsible, support (statements in which it has the role); by agency
    edges : source | target | count (statements that name both) | newman | cosine | weight (the one
        of the three that was chosen); source before target, by source and target

    Fractions stand at twelve significant digits, so that equal ones are equal: six ties of 1/6
    make a strength of 1, as one tie of 1 does.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame

    def to_networkx(self) -> "nx.Graph[str]":
        """The same network for networkx, whose measures and file formats then stand open.

        The columns of the tables become attributes of nodes and edges.
        """
        graph = nx.from_pandas_edgelist(self.edges, edge_attr=True)
        graph.add_nodes_from(self.nodes.set_index("agency").to_dict("index").items())
        return graph


def agency_pairs(mentions: pd.DataFrame, *, node: str = "name") -> pd.DataFrame:
    """Every pair of agencies that one statement names, once.

    Parameters
    ----------
    mentions : under the schema `tables.MENTIONS`
    node : "name" or "agency"

    Returns
    -------
    doc_id | task_id | statement_id | source | target, sorted, source before target. An agency that
    a statement names twice counts once in it. A list of k agencies makes k(k−1)/2 pairs.

    Raises
    ------
    TableError : a column is missing, or a task_id changes within a statement
    AnalysisError : an unknown `node`
    """
    named = named_agencies(mentions, node=node)
    pairs = named.merge(named[[*_STATEMENT, "agency"]], on=_STATEMENT, suffixes=("", "_other"))
    pairs = pairs[pairs["agency"] < pairs["agency_other"]]
    pairs = pairs.rename(columns={"agency": "source", "agency_other": "target"})
    columns = ["doc_id", "task_id", "statement_id", "source", "target"]
    return pairs[columns].sort_values(columns, ignore_index=True)


def named_agencies(mentions: pd.DataFrame, *, node: str) -> pd.DataFrame:
    """Who is named where: doc_id | task_id | statement_id | agency, each once, sorted."""
    kept = _agencies(mentions, node)
    named = kept[["doc_id", "task_id", "statement_id", "agency"]].drop_duplicates()
    torn = named[named.duplicated([*_STATEMENT, "agency"])]
    if len(torn):
        raise TableError(
            f"mentions: statement “{torn['doc_id'].iloc[0]}, {torn['statement_id'].iloc[0]}” "
            "stands in two tasks; give each its own statement_id."
        )
    return named.sort_values(list(named.columns), ignore_index=True)


def _agencies(mentions: pd.DataFrame, node: str) -> pd.DataFrame:
    """The mentions of single organisations; `agency` holds the node."""
    check_columns(
        mentions,
        "doc_id task_id statement_id name agency role collective",
        where="mentions",
    )
    if node not in NODES:
        raise AnalysisError(f"node “{node}” is unknown; use name or agency.")
    kept = mentions[~mentions["collective"].astype(bool)].copy()
    known = (kept["agency"] != "") & (node == "agency")
    kept["agency"] = kept["agency"].where(known, kept["name"])
    return kept


def role_counts(mentions: pd.DataFrame, *, node: str = "name") -> pd.DataFrame:
    """How many statements name each agency in each role.

    Returns
    -------
    agency | label (its most frequent name, ties by the name) | tasks (that name it) | lead |
    responsible | support, by agency. A statement outside every task counts as a task of its own.

    Raises
    ------
    TableError : a column is missing, or a role is unknown
    AnalysisError : an unknown `node`
    """
    kept = _agencies(mentions, node)
    unknown = kept.loc[~kept["role"].isin(ROLES), "role"]
    if len(unknown):
        raise TableError(f"mentions: role “{unknown.iloc[0]}” is unknown; use {', '.join(ROLES)}.")
    named = named_agencies(mentions, node=node)
    agencies = np.sort(named["agency"].unique())
    roles = kept.drop_duplicates([*_STATEMENT, "agency", "role"])
    counts = pd.crosstab(roles["agency"], roles["role"]).reindex(
        index=agencies, columns=list(ROLES), fill_value=0
    )
    units = pd.Series(task_units(named)).groupby(named["agency"]).nunique()
    table = pd.DataFrame({"agency": agencies})
    table["label"] = table["agency"].map(_labels(kept))
    table["tasks"] = table["agency"].map(units).astype("int64")
    return table.assign(**{role: counts[role].to_numpy() for role in ROLES})


def _labels(kept: pd.DataFrame) -> pd.Series:
    counts = kept.groupby(["agency", "name"]).size().rename("count").reset_index()
    counts = counts.sort_values(["agency", "count", "name"], ascending=[True, False, True])
    return counts.drop_duplicates("agency").set_index("agency")["name"]


def task_units(named: pd.DataFrame) -> Array:
    """A number for the task of each row; a statement outside every task is a task of its own."""
    outside = named["task_id"] == ""
    own = named["statement_id"].where(outside, "")
    return named.assign(own=own).groupby(["doc_id", "task_id", "own"]).ngroup().to_numpy()


def agency_network(
    mentions: pd.DataFrame, *, node: str = "name", weight: str = "newman"
) -> Network:
    """The network of agencies that statements name together.

    Parameters
    ----------
    mentions : under the schema `tables.MENTIONS`; those of one year, province or plan
    node : "name" or "agency"
    weight : "count", statements that name both; "newman", the sum over these of 1/(k−1) where
        k agencies are named, so that a list of sixteen does not drown the rest, and the strength
        of an agency is the number of its statements with company; "cosine", count divided by the
        geometric mean of the statements that name one and the other

    Returns
    -------
    The network. An agency that is never named with another is a node without ties. Betweenness is
    the share of the shortest paths between two others that lead through an agency, where a tie is
    the shorter the heavier it is: its length is 1/weight.

    Raises
    ------
    TableError : a column is missing, or a role is unknown
    AnalysisError : an unknown `node` or `weight`

    Source: Newman (2001), Physical Review E 64, 016132; Salton & McGill (1983), Introduction to
    Modern Information Retrieval; Freeman (1977), Sociometry 40, 35–41; Brandes (2001), Journal of
    Mathematical Sociology 25, 163–177.
    """
    if weight not in WEIGHTS:
        raise AnalysisError(f"weight “{weight}” is unknown; use {', '.join(WEIGHTS)}.")
    nodes = role_counts(mentions, node=node)
    edges = _edges(named_agencies(mentions, node=node), agency_pairs(mentions, node=node))
    edges["weight"] = edges[weight].astype(float)
    ends = pd.concat([edges["source"], edges["target"]])
    ties = pd.concat([edges["weight"], edges["weight"]]).groupby(ends)
    at = pd.Index(nodes["agency"])
    places = np.stack([at.get_indexer(edges[end]) for end in ("source", "target")])
    strength = nodes["agency"].map(ties.sum()).fillna(0.0).to_numpy(float)
    between = betweenness(places, edges["weight"].to_numpy(), len(nodes))
    nodes = nodes.assign(
        degree=nodes["agency"].map(ties.size()).fillna(0).astype("int64"),
        strength=settled(strength),
        betweenness=settled(between),
    )
    for name in ("newman", "cosine", "weight"):
        edges[name] = settled(edges[name].to_numpy(float))
    columns = ["agency", "label", "tasks", "degree", "strength", "betweenness", *ROLES]
    return Network(nodes[columns], edges)


def _edges(named: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs added up over statements."""
    sizes = named.groupby(_STATEMENT).size().rename("k").reset_index()
    statements = named.groupby("agency").size()
    pairs = pairs.merge(sizes, on=_STATEMENT, how="left")
    pairs["newman"] = 1 / (pairs["k"] - 1)
    grouped = pairs.groupby(["source", "target"])["newman"]
    edges = grouped.agg(count="size", newman="sum").reset_index()
    either = edges["source"].map(statements) * edges["target"].map(statements)
    edges["cosine"] = edges["count"] / np.sqrt(either.astype(float))
    return edges
