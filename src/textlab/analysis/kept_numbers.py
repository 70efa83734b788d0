"""The evidence for the number of topics, kept beside the notebook that draws it.

Computing it takes long, so the table ships: a CSV file, and a JSON file that says
from which matrix and by what settings it was made. Both are looked at before the
table is believed.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from textlab.analysis.engines import engine_named
from textlab.analysis.topic_numbers import topic_numbers
from textlab.caching import cached, digest
from textlab.errors import TableError
from textlab.files import sha256, write_whole
from textlab.tables import to_csv_bytes
from textlab.words.counts import DocumentTermMatrix


def kept_topic_numbers(
    path: Path | str,
    matrix: DocumentTermMatrix,
    ks: Sequence[int],
    *,
    engine: str = "tomotopy",
    seeds: Sequence[int] = tuple(range(1, 21)),
    folds: int = 10,
    iterations: int | None = None,
    force: bool = False,
    jobs: int = 1,
    root: Path | str | None = None,
) -> pd.DataFrame:
    """What `topic_numbers` gives, read from `path` where that was made from the same matrix.

    Parameters
    ----------
    path : a CSV file; its record stands beside it, ending in .json
    matrix, ks, engine, seeds, folds, iterations, force, jobs : as in `topic_numbers`
    root : as in `cached`

    Returns
    -------
    The table of `topic_numbers`. Where there is no file, or it was made from another matrix, by
    other settings or by another version of the engine, it is computed and written there, which
    takes minutes for each k; each is `cached` once it is done, so that a run that was stopped goes
    on where it was.

    Raises
    ------
    TableError : the file is not the one that was written; it was changed since
    AnalysisError : as in `topic_numbers`
    """
    path = Path(path)
    chosen = engine_named(engine)
    numbers = sorted({int(k) for k in ks})
    record = {
        "matrix": digest(matrix),
        "engine": engine,
        "version": chosen.version,
        "iterations": chosen.iterations if iterations is None else iterations,
        "ks": numbers,
        "seeds": [int(seed) for seed in seeds],
        "folds": folds,
    }
    kept = _read(path, record)
    if kept is not None:
        return kept
    measured = cached(topic_numbers, root=root)
    parts = [
        measured(
            matrix, [k], engine=engine, seeds=seeds, folds=folds, iterations=iterations,
            force=force, jobs=jobs,
        )
        for k in numbers
    ]  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    _write(path, table, record)
    return table


def _read(path: Path, record: Mapping[str, object]) -> pd.DataFrame | None:
    """The table, or None where there is none of this record."""
    beside = path.with_suffix(".json")
    if not (path.is_file() and beside.is_file()):
        return None
    content = path.read_bytes()
    try:
        found = json.loads(beside.read_bytes())
        made_of = found.pop("csv")
    except (ValueError, KeyError, AttributeError):
        raise TableError(f"{beside}: not a record of the table beside it; delete both.") from None
    if found != record:
        return None
    if made_of != sha256(content):
        raise TableError(f"{path}: changed since it was computed; take it back, or delete it.")
    return _typed(path)


def _typed(path: Path) -> pd.DataFrame:
    """The table; numbers to the last bit, which pandas's own reading does not promise."""
    types = {"k": "int64", "measure": "str", "run": "int64", "value": "float64"}
    return pd.read_csv(path, encoding="utf-8-sig", dtype="str").astype(types)


def _write(path: Path, table: pd.DataFrame, record: Mapping[str, object]) -> None:
    content = to_csv_bytes(table)
    write_whole(path, content)
    beside = json.dumps({**record, "csv": sha256(content)}, indent=1) + "\n"
    write_whole(path.with_suffix(".json"), beside.encode())
