"""Tasks and agencies side by side: who is named in which task, before any pair is made.

A network of agencies forgets which task a tie
comes from; the two-mode network does not.
"""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from textlab.analysis.naming import role_counts, single_agencies
from textlab.analysis.networks import Network
from textlab.analysis.ordering import settled
from textlab.analysis.resampling import (
    FEWEST_UNITS,
    Resampling,
    percentile_interval,
    ratio_draws,
    resample_weights,
)


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
    degree as it is normed for two modes (Borgatti & Everett 1997); those of agencies have intervals
    in `task_shares`.

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


def task_shares(
    mentions: pd.DataFrame,
    *,
    node: str = "name",
    resamples: int = 1000,
    seed: int = 1,
    level: float = 0.95,
) -> pd.DataFrame:
    """In which share of the tasks is each agency named, with an interval from resampling tasks?

    Parameters
    ----------
    mentions, node : as in `agency_network`
    resamples, seed, level : the interval holds the share `level` of so many resamples

    Returns
    -------
    One row per agency, highest value first, ties by agency: agency | label | tasks (that name it) |
    value (of the tasks that name any agency, 0 to 1: its share in `task_agency_network`) | low, high
    (NaN from fewer than five tasks). The interval of an agency that is in every task has no width.

    Raises
    ------
    TableError, AnalysisError : as in `role_counts`; settings out of bounds

    Source: Borgatti & Everett (1997), Social Networks 19, 243–269; Efron & Tibshirani (1993), An
    Introduction to the Bootstrap.
    """
    settings = Resampling(resamples, seed, level)
    table = role_counts(mentions, node=node)[["agency", "label", "tasks"]]
    edges = _edges(single_agencies(mentions, node))
    rows, tasks = pd.factorize(edges["source"], sort=True)
    columns = pd.Index(table["agency"]).get_indexer(pd.Index(edges["target"]))
    table["value"] = settled((table["tasks"] / max(len(tasks), 1)).to_numpy(float))
    low = high = np.full(len(table), np.nan)
    if len(tasks) >= FEWEST_UNITS:
        named = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(tasks), len(table)))
        drawn = resample_weights(np.zeros(len(tasks)), settings)
        low, high = percentile_interval(ratio_draws(named, np.ones(len(tasks)), drawn), level)
    table = table.assign(low=settled(low), high=settled(high))
    return table.sort_values(["value", "agency"], ascending=[False, True], ignore_index=True)


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
