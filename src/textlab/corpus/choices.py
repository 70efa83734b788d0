"""What of a corpus a question is put to, chosen by default, whatever the corpus holds.

A corpus that holds too little for the question says what is missing and what to
add, so that a notebook shows one line and the others run.
"""

import pandas as pd

from textlab.corpus.documents import find_text
from textlab.corpus.features import parse_for_corpus
from textlab.corpus.own_columns import own_columns
from textlab.corpus.store import Corpus
from textlab.errors import AnalysisError, CorpusError, TooLittleError
from textlab.reading.formats import read_file
from textlab.reading.plan import Plan

GROUPINGS = ("year", "region", "level", "family", "doc_id")
"""The columns of every task table that can name groups; those of a corpus's own can, too."""
_ADD = "add one with “textlab add FILE”"


def plan_of(corpus: Corpus, doc_id: str | None = None) -> Plan:
    """Read one document of a corpus again, to look at its text, outline and statements in place.

    Parameters
    ----------
    doc_id : which; by default the first whose text is here and names agencies, else the first
        whose text is here

    Raises
    ------
    TooLittleError : no text is here to read in place
    CorpusError : there is no such document
    """
    _check_any(corpus)
    documents = corpus.documents.set_index("doc_id", drop=False)
    held = documents[documents["form"] == "text"]
    if doc_id is None and held.empty:
        raise TooLittleError(
            "the documents are here as features only, and there is no text to read in place; "
            f"{_ADD} whose text may stay here."
        )
    if doc_id is None:
        named = held[held["doc_id"].isin(corpus.mentions["doc_id"])]
        doc_id = str((held if named.empty else named)["doc_id"].iloc[0])
    if doc_id not in documents.index:
        known = ", ".join(documents["doc_id"].head(5)) + (" …" if len(documents) > 5 else "")
        raise CorpusError(f"{corpus.folder}: holds no document “{doc_id}”; there are {known}.")
    path = find_text(corpus.folder, doc_id)
    if doc_id not in held.index or path is None:
        raise TooLittleError(
            f"{doc_id} is here as features only, and there is no text to read in place; name a "
            "document of form “text”."
        )
    row = documents.to_dict("index")[doc_id]
    return parse_for_corpus(read_file(path), row, register=corpus.register)


def task_agencies(plan: Plan, *, tasks: int = 40, agencies: int = 40) -> pd.DataFrame:
    """Which agency answers for which task of a plan, as `plot_task_agency` draws it.

    Parameters
    ----------
    tasks, agencies : so many are kept, what a page has room for: the first tasks that name an
        agency, and of their agencies those that most of them name, ties in order of the text

    Returns
    -------
    One row per mention, in order of the text: task_label (number and heading, each its own) |
    agency (id, or the name where it is unknown) | label (name) | role

    Raises
    ------
    TooLittleError : no task of the plan names an agency
    """
    rows = plan.mentions[~plan.mentions["collective"] & (plan.mentions["task_id"] != "")]
    if rows.empty:
        raise TooLittleError(
            f"no task of {plan.doc_id} names an agency that answers for it; read a plan that does."
        )
    known = rows["agency"].where(rows["agency"] != "", rows["name"])
    rows = rows.assign(agency=known, label=rows["name"], task_label=_task_labels(plan, rows))
    kept = rows["task_label"].drop_duplicates().head(tasks)
    rows = rows[rows["task_label"].isin(kept)]
    pairs = rows.drop_duplicates(["task_label", "agency"])
    counts = pairs.groupby("agency", sort=False).size().sort_values(ascending=False, kind="stable")
    rows = rows[rows["agency"].isin(counts.head(agencies).index)]
    return rows[["task_label", "agency", "label", "role"]].reset_index(drop=True)


def _task_labels(plan: Plan, rows: pd.DataFrame) -> pd.Series:
    """The task of each row by its number and heading; by its id too where two would be called alike."""
    items = plan.items.assign(title=plan.items["label"] + plan.items["heading"].str.slice(0, 36))
    tasks = plan.tasks.merge(items[["item_id", "title"]], on="item_id", how="left")
    titles = tasks["title"].fillna("").astype("str").set_axis(tasks["task_id"])
    alike = titles.duplicated(keep=False) | (titles == "")
    numbered = (titles.index.to_series() + " " + titles).str.strip()
    return rows["task_id"].map(titles.where(~alike, numbered))


def tasks_of(
    corpus: Corpus,
    *,
    by: str = "year",
    family: str | None = None,
    min_tokens: int = 5,
    fewest_tasks: int = 1,
    fewest_groups: int = 1,
) -> pd.DataFrame:
    """The tasks that a question is put to, with the facts of their documents.

    Parameters
    ----------
    by : what groups them: "year", "region", "level", "family", "doc_id", or a column of the
        corpus's own in documents.csv
    family : only documents of this kind, such as "plan"; all by default
    min_tokens : leave out scraps, such as headings and forms of address
    fewest_tasks, fewest_groups : what the question needs

    Returns
    -------
    As `Corpus.task_table`, rows numbered from 0

    Raises
    ------
    TooLittleError : fewer tasks or groups than the question needs; says what to add
    AnalysisError : an unknown `by`, or one that says nothing of a document
    """
    _check_any(corpus)
    documents = _of_family(corpus, family)
    _check_groups(documents, by)
    tasks = corpus.task_table()
    tasks = tasks[tasks["doc_id"].isin(documents["doc_id"])]
    long = tasks[tasks["tokens"] >= min_tokens].reset_index(drop=True)
    if len(long) < fewest_tasks:
        raise TooLittleError(
            f"{len(long)} of {_counted(len(tasks), 'task')} have {min_tokens} tokens or more, and "
            f"this question wants {fewest_tasks}; add documents with “textlab add FILE”."
        )
    if long[by].nunique() < fewest_groups:
        raise TooLittleError(_too_few_groups(long, by))
    return long


def _check_groups(documents: pd.DataFrame, by: str) -> None:
    """Raise where a column names no group, or none for a document."""
    known = [*GROUPINGS, *own_columns(documents)]
    if by not in known:
        raise AnalysisError(f"by is “{by}”; choose one of {', '.join(known)}.")
    without = documents.loc[documents[by] == "", "doc_id"]
    if len(without):
        raise AnalysisError(
            f"by is “{by}”, and documents.csv says nothing there of "
            f"{_counted(len(without), 'document')}, such as {without.iloc[0]}; fill it in, or select "
            "the documents first."
        )


def _too_few_groups(tasks: pd.DataFrame, by: str) -> str:
    """What is missing where all tasks are of one group, and which other groups there are."""
    others = [name for name in GROUPINGS if len(set(tasks[name])) > 1]
    instead = f', or compare by another column: BY = "{others[0]}"' if others else ""
    return (
        f"a comparison wants two groups, and every task is of {by} {tasks[by].iloc[0]}; add a "
        f"document of another {by} with “textlab add FILE”{instead}."
    )


def mentions_of(
    corpus: Corpus, *, region: str | None = None, family: str | None = None
) -> pd.DataFrame:
    """The mentions of one region's documents, in which agencies can be set side by side.

    Parameters
    ----------
    region : by default the one with most mentions of agencies, ties by name
    family : as in `tasks_of`

    Returns
    -------
    Mentions under `tables.MENTIONS`, with region and year of their documents; groups that name no
    single organisation left out

    Raises
    ------
    TooLittleError : no responsibility statement names an agency, or none of this region
    """
    _check_any(corpus)
    about = _of_family(corpus, family)[["doc_id", "region", "year"]]
    named = corpus.mentions[~corpus.mentions["collective"]].merge(about, on="doc_id")
    if named.empty:
        raise TooLittleError(
            f"no responsibility statement names an agency in {_counted(len(about), 'document')}; "
            "plans name them, work reports mostly do not: add a plan with “textlab add FILE”."
        )
    counts = named.groupby("region").size().sort_values(ascending=False, kind="stable")
    region = str(counts.index[0]) if region is None else region
    if region not in counts.index:
        raise TooLittleError(
            f"no responsibility statement of {region} names an agency; there are "
            f"{', '.join(counts.index)}."
        )
    return named[named["region"] == region].reset_index(drop=True)


def group_sizes(tasks: pd.DataFrame, by: str, *, most: int = 8) -> pd.DataFrame:
    """How large each group is, and which a figure has room for.

    Parameters
    ----------
    tasks : as from `tasks_of`
    by : column that names the groups
    most : groups that are drawn: those with most tasks, ties by their order

    Returns
    -------
    One row per group, in order: `by` | documents | tasks | drawn (bool)
    """
    groups = tasks[by].to_numpy()
    sizes = tasks.groupby(groups).agg(documents=("doc_id", "nunique"), tasks=("task_id", "size"))
    largest = sizes.sort_values("tasks", ascending=False, kind="stable").head(most).index
    return sizes.assign(drawn=sizes.index.isin(largest)).rename_axis(by).reset_index()


def _check_any(corpus: Corpus) -> None:
    if corpus.documents.empty:
        raise TooLittleError(f"the corpus has no documents yet; {_ADD}.")


def _of_family(corpus: Corpus, family: str | None) -> pd.DataFrame:
    documents = corpus.documents
    if family is None:
        return documents
    chosen = documents[documents["family"] == family]
    if chosen.empty:
        have = ", ".join(sorted(documents["family"].unique()))
        raise TooLittleError(f"no document is of family “{family}”; there are {have}.")
    return chosen


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
