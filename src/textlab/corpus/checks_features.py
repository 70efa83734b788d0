"""What is wrong with the features of a document."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from textlab.corpus.checks_table import read_checked
from textlab.corpus.faults import Fault
from textlab.corpus.features import SCHEMAS, SETTINGS, read_settings
from textlab.errors import CorpusError


def check_features(folder: Path, *, name: str, doc_id: str, sha256: str) -> Iterator[Fault]:
    """What is wrong with a document's features; `name` is what faults call their folder."""
    if not folder.is_dir():
        yield Fault("features-missing", name, doc_id=doc_id, value=folder.name)
        return
    frames: dict[str, pd.DataFrame] = {}
    for table, schema in SCHEMAS.items():
        file = f"{table}.csv"
        if not (folder / file).is_file():
            yield Fault("features-missing", name, doc_id=doc_id, value=file)
            continue
        read = read_checked(folder / file, schema, file=f"{name}/{file}")
        if isinstance(read, list):
            yield from read
        else:
            frames[table] = read
    if len(frames) == len(SCHEMAS):
        yield from _contradictions(frames, name)
    yield from _settings(folder, name, doc_id, sha256)


def _settings(folder: Path, name: str, doc_id: str, sha256: str) -> Iterator[Fault]:
    file = f"{name}/{SETTINGS}"
    try:
        settings = read_settings(folder)
    except CorpusError:
        yield Fault("features-settings", file, doc_id=doc_id)
        return
    made_from = str(settings["text_sha256"])
    if sha256 and made_from != sha256:
        yield Fault("features-stale", file, doc_id=doc_id, value=made_from)


def check_counting(
    folder: Path, doc_ids: Sequence[str], counted: Mapping[str, object], *, name: str
) -> Iterator[Fault]:
    """Whether the terms of all features were counted as those here are; told once for all.

    Parameters
    ----------
    folder : where the features of all documents are
    doc_ids : the documents whose features are looked at
    counted : how terms are counted here, as `Segmenter.settings` says
    name : what faults call the folder
    """
    other = [doc_id for doc_id in doc_ids if _is_other(folder / doc_id, counted)]
    if other:
        details = {"all": len(doc_ids), "first": other[0]}
        yield Fault("features-lexicon", name, value=str(len(other)), details=details)


def _is_other(folder: Path, counted: Mapping[str, object]) -> bool:
    try:
        made = read_settings(folder)
    except CorpusError:
        return False
    return any(made.get(setting) != here for setting, here in counted.items())


def _contradictions(frames: Mapping[str, pd.DataFrame], name: str) -> Iterator[Fault]:
    """Tasks that are none, counts that cannot be, sums that do not fit."""
    tasks = set(frames["tasks"]["task_id"])
    for table, frame in frames.items():
        if table != "tasks" and "task_id" in frame:
            yield from _unknown_tasks(frame["task_id"], tasks, f"{name}/{table}.csv")
    yield from _too_low(frames["tasks"], {"chars": 0, "tokens": 0}, f"{name}/tasks.csv")
    yield from _too_low(frames["term_counts"], {"count": 1}, f"{name}/term_counts.csv")
    yield from _sums(frames["tasks"], frames["term_counts"], f"{name}/tasks.csv")


def _unknown_tasks(written: pd.Series, tasks: set[str], file: str) -> Iterator[Fault]:
    """Each unknown task once; empty is outside every task."""
    for place, task in written[~written.isin({*tasks, ""})].drop_duplicates().items():
        yield Fault("features-task", file, row=_row(place), value=str(task))


def _too_low(frame: pd.DataFrame, least: Mapping[str, int], file: str) -> Iterator[Fault]:
    for column, bound in least.items():
        for place, value in frame.loc[frame[column] < bound, column].items():
            details = {"column": column, "least": bound}
            yield Fault("features-count", file, _row(place), value=str(value), details=details)


def _sums(tasks: pd.DataFrame, counts: pd.DataFrame, file: str) -> Iterator[Fault]:
    sums = counts.groupby("task_id")["count"].sum()
    added = tasks["task_id"].map(sums).fillna(0).astype("int64")
    other = tasks.assign(added=added)[tasks["tokens"] != added]
    for place, row in zip(other.index, other.to_dict("records"), strict=True):
        details = {"tokens": row["tokens"], "sum": row["added"]}
        yield Fault("features-sum", file, _row(place), value=str(row["task_id"]), details=details)


def _row(place: object) -> int:
    """The row in a spreadsheet of a place in a frame without empty rows."""
    return int(str(place)) + 2
