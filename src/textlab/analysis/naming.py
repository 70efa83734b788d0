"""Who is named where: agencies, the pairs that they make, and their roles, from mentions.

Everywhere, `node` says what an agency is: "name" takes it as written, so that
agencies of two provinces with one name are one; "agency" takes the canonical id,
and the written name where the id is empty. Groups that name no single
organisation (`collective`) are never agencies.

`unit` says what it takes to be named together: one "statement", or one "task",
whose statements are then taken for one list.
"""

import numpy as np
import pandas as pd

from textlab.analysis.ordering import check_columns
from textlab.analysis.resampling import Array
from textlab.errors import AnalysisError, TableError

ROLES = ("lead", "responsible", "support")
NODES = ("name", "agency")
UNITS = ("statement", "task")
UNIT = ["doc_id", "task_id", "statement_id"]
"""The columns that tell one unit from another."""


def agency_pairs(
    mentions: pd.DataFrame, *, node: str = "name", unit: str = "statement"
) -> pd.DataFrame:
    """Every pair of agencies that one statement, or one task, names, once.

    Parameters
    ----------
    mentions : under the schema `tables.MENTIONS`
    node : "name" or "agency"
    unit : "statement" or "task"; a statement outside every task is a task of its own

    Returns
    -------
    doc_id | task_id | statement_id ("" for a task) | source | target, sorted, source before
    target. An agency that a unit names twice counts once in it. k agencies make k(k−1)/2 pairs.

    Raises
    ------
    TableError : a column is missing, or a task_id changes within a statement
    AnalysisError : an unknown `node` or `unit`
    """
    named = named_agencies(mentions, node=node, unit=unit)
    pairs = named.merge(named, on=UNIT, suffixes=("", "_other"))
    pairs = pairs[pairs["agency"] < pairs["agency_other"]]
    pairs = pairs.rename(columns={"agency": "source", "agency_other": "target"})
    columns = [*UNIT, "source", "target"]
    return pairs[columns].sort_values(columns, ignore_index=True)


def named_agencies(
    mentions: pd.DataFrame, *, node: str = "name", unit: str = "statement"
) -> pd.DataFrame:
    """Who is named where: doc_id | task_id | statement_id | agency, each once, sorted.

    Of tasks, `statement_id` is "" but where the statement stands outside every task.
    """
    if unit not in UNITS:
        raise AnalysisError(f"unit “{unit}” is unknown; use statement or task.")
    named = single_agencies(mentions, node)[[*UNIT, "agency"]].drop_duplicates()
    torn = named[named.duplicated(["doc_id", "statement_id", "agency"])]
    if len(torn):
        raise TableError(
            f"mentions: statement “{torn['doc_id'].iloc[0]}, {torn['statement_id'].iloc[0]}” "
            "stands in two tasks; give each its own statement_id."
        )
    if unit == "task":
        outside = named["task_id"] == ""
        named["statement_id"] = named["statement_id"].where(outside, "")
        named = named.drop_duplicates()
    return named.sort_values(list(named.columns), ignore_index=True)


def single_agencies(mentions: pd.DataFrame, node: str) -> pd.DataFrame:
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


def task_units(named: pd.DataFrame) -> Array:
    """A number for the task of each row; a statement outside every task is a task of its own."""
    outside = named["task_id"] == ""
    own = named["statement_id"].where(outside, "")
    return named.assign(own=own).groupby(["doc_id", "task_id", "own"]).ngroup().to_numpy()


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
    kept = single_agencies(mentions, node)
    unknown = kept.loc[~kept["role"].isin(ROLES), "role"]
    if len(unknown):
        raise TableError(f"mentions: role “{unknown.iloc[0]}” is unknown; use {', '.join(ROLES)}.")
    named = named_agencies(mentions, node=node)
    agencies = np.sort(named["agency"].unique())
    roles = kept.drop_duplicates(["doc_id", "statement_id", "agency", "role"])
    counts = pd.crosstab(roles["agency"], roles["role"]).reindex(
        index=agencies, columns=list(ROLES), fill_value=0
    )
    units = pd.Series(task_units(named)).groupby(named["agency"]).nunique()
    table = pd.DataFrame({"agency": agencies}, dtype="str")
    table["label"] = table["agency"].map(_labels(kept)).astype("str")
    table["tasks"] = table["agency"].map(units).astype("int64")
    return table.assign(**{role: counts[role].to_numpy() for role in ROLES})


def _labels(kept: pd.DataFrame) -> pd.Series:
    counts = kept.groupby(["agency", "name"]).size().rename("count").reset_index()
    counts = counts.sort_values(["agency", "count", "name"], ascending=[True, False, True])
    return counts.drop_duplicates("agency").set_index("agency")["name"]
