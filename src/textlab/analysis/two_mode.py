"""Tasks and agencies side by side: who is named in which task, before any pair is made.

A network of agencies forgets which task a tie
comes from; the two-mode network does not.
"""

import pandas as pd

from textlab.analysis.naming import role_counts, single_agencies
from textlab.analysis.networks import Network
from textlab.analysis.ordering import settled


def task_agency_network(mentions: pd.DataFrame, *, node: str = "name") -> Network:
    """The two-mode network of tasks and the agencies that they name.

    Parameters
    ----------
    mentions, node : as in `agency_network`

    Returns
    -------
    A `Network` whose ties lead from tasks to agencies:
    nodes : node (of a task “doc_id: task_id”) | label | mode ("task" or "agency") | degree
        (agencies of the task, tasks of the agency) | share (of all nodes of the other mode, 0 to
        1); tasks first, by document and task
    edges : source (task) | target (agency) | role (its foremost there: lead, responsible, support)
        | weight (1)

    A statement outside every task is a task of its own, “doc_id: statement_id”. The share is the
    degree as it is normed for two modes (Borgatti & Everett 1997).

    Raises
    ------
    TableError, AnalysisError : as in `role_counts`

    Source: Borgatti & Everett (1997), Social Networks 19, 243–269.
    """
    agencies = role_counts(mentions, node=node)
    edges = _edges(single_agencies(mentions, node))
    size = edges.groupby("source").size()
    tasks = pd.DataFrame({"node": size.index, "label": size.index, "degree": size.to_numpy()})
    agencies = agencies.rename(columns={"agency": "node", "tasks": "degree"})
    modes = [
        tasks.assign(mode="task", share=tasks["degree"] / len(agencies)),
        agencies.assign(mode="agency", share=agencies["degree"] / len(tasks)),
    ]
    nodes = pd.concat(modes, ignore_index=True)[["node", "label", "mode", "degree", "share"]]
    nodes["share"] = settled(nodes["share"].to_numpy(float))
    return Network(nodes, edges)


def _edges(kept: pd.DataFrame) -> pd.DataFrame:
    """Each task with each of its agencies once, in its foremost role."""
    task = kept["task_id"].where(kept["task_id"] != "", kept["statement_id"])
    named = pd.DataFrame(
        {"source": kept["doc_id"] + ": " + task, "target": kept["agency"], "role": kept["role"]}
    )
    # lead, responsible, support: the foremost role is also the first by name
    edges = named.sort_values(["source", "target", "role"])
    edges = edges.drop_duplicates(["source", "target"], ignore_index=True)
    return edges.assign(weight=1)
