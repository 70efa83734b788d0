"""Faults that a person has looked at and accepts: a source that skips a number, a page that ends so.

They stand in `accepted.csv` of the corpus, a row each, with the reason. What is
accepted is not told again; an acceptance that fits nothing any more is.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from textlab.corpus.checks_table import read_checked
from textlab.corpus.faults import FAULTS, Fault
from textlab.schema import Column, Schema

ACCEPTED = Schema(
    "accepted",
    "a fault that is accepted",
    (
        Column("code", "str", "kind of fault, as `textlab check --codes` shows it"),
        Column("file", "str", "file as `textlab check` names it, such as corpus/texts/my-plan.txt"),
        Column("place", "str", "row 7 or line 41, as it is told; empty for the file as a whole"),
        Column("why", "str", "why it stands"),
    ),
    ("code", "file", "place"),
)
FILE = "accepted.csv"


def without_accepted(faults: Sequence[Fault], corpus: Path, *, name: str) -> Iterator[Fault]:
    """The faults that are not accepted, and what is wrong with the acceptances themselves.

    Parameters
    ----------
    faults : what was found, a list
    corpus : the folder, with `accepted.csv` or without
    name : what faults call the folder

    Where `accepted.csv` cannot be read, that is a fault, and nothing is accepted.
    """
    path = corpus / FILE
    if not path.exists():
        yield from faults
        return
    table = read_checked(path, ACCEPTED, file=f"{name}/{FILE}")
    if isinstance(table, list):
        yield from (*faults, *table)
        return
    rows = {
        (str(row["code"]), str(row["file"]), str(row["place"])): number
        for number, row in enumerate(table.to_dict("records"), 2)
    }
    found = {(fault.code, fault.file, fault.place()): fault for fault in faults}
    yield from (fault for fault in faults if (fault.code, fault.file, fault.place()) not in rows)
    for key, number in rows.items():
        if key[0] not in FAULTS:
            yield Fault("accepted-unknown", f"{name}/{FILE}", row=number, value=key[0])
        elif key not in found:
            told = " ".join(part for part in key if part)
            yield Fault("accepted-idle", f"{name}/{FILE}", row=number, value=told)
