"""Which documents compare, and what a corpus holds: plain tables from the corpus's own.

`balance_panel` keeps the groups that are there all the time, so that a change
over years is not a change of who is looked at. `summarise` is the table of the
corpus that a paper prints.
"""

from collections.abc import Sequence

import pandas as pd

from textlab.errors import TableError, TooLittleError


def balance_panel(
    documents: pd.DataFrame, *, by: str = "region", over: str = "year"
) -> pd.DataFrame:
    """Keep the documents of those groups that have one in every year.

    Parameters
    ----------
    documents : under `tables.DOCUMENTS`; choose family and years first, since every year that is
        in the table is asked for
    by : what must be there each time: region, issuer, gb2260 …
    over : the times: year, or another column

    Returns
    -------
    The rows kept, in their order. A group with several documents in a year keeps them all.

    Raises
    ------
    TableError : no such column
    TooLittleError : no group is there every time
    """
    for column in (by, over):
        if column not in documents:
            raise TableError(f"documents: column “{column}” is missing; name one of its columns.")
    times = documents[over].nunique()
    there = documents.groupby(by)[over].transform("nunique")
    kept = documents[there == times]
    if kept.empty:
        most = documents.groupby(by)[over].nunique()
        raise TooLittleError(
            f"no {by} has a document in each of the {times} values of {over}; the nearest is "
            f"{most.idxmax() if len(most) else 'none'}, with {most.max() if len(most) else 0}. "
            f"Choose fewer values of {over}, or add documents."
        )
    return kept.reset_index(drop=True)


def summarise(
    documents: pd.DataFrame,
    tasks: pd.DataFrame,
    statements: pd.DataFrame,
    mentions: pd.DataFrame,
    term_counts: pd.DataFrame,
    *,
    by: Sequence[str],
) -> pd.DataFrame:
    """What a corpus holds, a row for each group and one, “all”, for the whole.

    Parameters
    ----------
    documents, tasks, statements, mentions, term_counts : the tables of a corpus
    by : columns of `documents` that make the groups

    Returns
    -------
    The columns of `by` | documents | regions (different ones) | years (first–last) | tasks |
    chars (characters of the clean tasks) | tokens | terms (different ones) | statements |
    mentions (of single agencies) | agencies (different ones; the written name where unknown)

    Raises
    ------
    TableError : no such column
    """
    unknown = [column for column in by if column not in documents]
    if unknown:
        raise TableError(
            f"documents: column “{unknown[0]}” is missing; the columns are {', '.join(map(str, documents))}."
        )
    named = mentions[~mentions["collective"].astype(bool)]
    agency = named["agency"].where(named["agency"] != "", named["name"])
    parts = [tasks, statements, named.assign(agency=agency), term_counts]
    groups = documents.groupby(list(by), sort=True)
    rows = [
        dict(zip(by, key, strict=True)) | _row(its, *(_of(part, its) for part in parts))
        for key, its in groups
    ]
    total = dict.fromkeys(by, "") | {by[0]: "all"} | _row(documents, *parts)
    return pd.DataFrame([*rows, total])


def _of(part: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    return part[part["doc_id"].isin(documents["doc_id"])]


def _row(
    documents: pd.DataFrame,
    tasks: pd.DataFrame,
    statements: pd.DataFrame,
    named: pd.DataFrame,
    term_counts: pd.DataFrame,
) -> dict[str, object]:
    return {
        "documents": len(documents),
        "regions": documents["region"].nunique(),
        "years": _span(documents["year"]),
        "tasks": len(tasks),
        "chars": int(tasks["chars"].sum()),
        "tokens": int(tasks["tokens"].sum()),
        "terms": term_counts["term"].nunique(),
        "statements": len(statements),
        "mentions": len(named),
        "agencies": named["agency"].nunique(),
    }


def _span(years: pd.Series) -> str:
    if years.empty:
        return ""
    first, last = int(years.min()), int(years.max())
    return str(first) if first == last else f"{first}–{last}"
