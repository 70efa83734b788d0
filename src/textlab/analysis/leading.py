"""Who leads whom: ties from the agency that leads a statement to those that it leads.

Only statements that name a lead (牵头) count; whether a document names leads at
all is a habit of its writers, so compare agencies within a province.
"""

import pandas as pd

from textlab.analysis.naming import UNIT, role_counts, single_agencies
from textlab.analysis.networks import Network
from textlab.analysis.ordering import settled

_STATEMENT = ["doc_id", "statement_id"]


def lead_support_network(mentions: pd.DataFrame, *, node: str = "name") -> Network:
    """The directed network from leads to the agencies that support them or share in the work.

    Parameters
    ----------
    mentions, node : as in `agency_network`

    Returns
    -------
    A directed `Network` of the agencies in statements with a lead:
    nodes : agency | label | tasks | lead, responsible, support (statements with a lead in which it
        has the role) | out_degree (agencies it leads) | in_degree (agencies that lead it) |
        out_strength, in_strength (sum of the weights of these ties)
    edges : source (leads) | target (is led) | count (statements) | newman | weight (newman) |
        reverse (statements in which the target leads the source)

    The weight is Newman's, 1/(k−1) where a statement names k agencies, as in the network without
    direction: the out_strength of an agency that always leads alone is the number of statements in
    which it leads others. Two leads of one statement are not tied. An agency that leads and supports
    in one statement leads. Without any lead the network is empty.

    Raises
    ------
    TableError, AnalysisError : as in `role_counts`

    Source: Newman (2001), Physical Review E 64, 016132.
    """
    kept = single_agencies(mentions, node)
    leads = kept.loc[kept["role"] == "lead", _STATEMENT].drop_duplicates()
    led = mentions.merge(leads, on=_STATEMENT)
    nodes = role_counts(led, node=node)
    edges = _edges(lead_ties(mentions, node=node))
    for side, end in (("out", "source"), ("in", "target")):
        ties = edges.groupby(end)["newman"].agg(["size", "sum"]).reindex(nodes["agency"])
        nodes[f"{side}_degree"] = ties["size"].fillna(0).to_numpy("int64")
        nodes[f"{side}_strength"] = settled(ties["sum"].fillna(0.0).to_numpy())
    edges["newman"] = settled(edges["newman"].to_numpy(float))
    edges["weight"] = edges["newman"]
    order = ["out_degree", "in_degree", "out_strength", "in_strength"]
    return Network(
        nodes[[*(name for name in nodes if name not in order), *order]],
        edges[["source", "target", "count", "newman", "weight", "reverse"]],
        directed=True,
    )


def lead_ties(mentions: pd.DataFrame, *, node: str = "name") -> pd.DataFrame:
    """Who leads whom in each statement: doc_id | task_id | statement_id | source | target | newman."""
    kept = single_agencies(mentions, node)
    leading = kept.assign(leads=kept["role"] == "lead")
    each = leading.groupby([*UNIT, "agency"])["leads"].any().reset_index()
    each["k"] = each.groupby(_STATEMENT)["agency"].transform("size")
    leads, others = each[each["leads"]], each[~each["leads"]]
    ties = leads.merge(others[[*_STATEMENT, "agency"]], on=_STATEMENT, suffixes=("", "_led"))
    ties = ties.rename(columns={"agency": "source", "agency_led": "target"})
    return ties.assign(newman=1 / (ties["k"] - 1))[[*UNIT, "source", "target", "newman"]]


def _edges(ties: pd.DataFrame) -> pd.DataFrame:
    """Ties added up over statements."""
    grouped = ties.groupby(["source", "target"])["newman"]
    edges = grouped.agg(count="size", newman="sum").reset_index()
    counts = edges.set_index(["source", "target"])["count"]
    back = pd.MultiIndex.from_frame(edges[["target", "source"]])
    return edges.assign(reverse=counts.reindex(back, fill_value=0).to_numpy("int64"))
