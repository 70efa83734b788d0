"""What is wrong with the lexicon and with the register of agencies."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from textlab import tables
from textlab.corpus.as_saved import SavedTable, header_key, read_saved
from textlab.corpus.checks_table import key_faults, named_rows, structure_faults, value_faults
from textlab.corpus.faults import Fault, FaultError
from textlab.errors import TableError
from textlab.reading.register import Register, row_faults
from textlab.tables import Schema
from textlab.words.lexicon import LexiconFault, lexicon_faults


def check_lexicon(folder: Path, *, name: str) -> Iterator[Fault]:
    """What is wrong with a lexicon; `name` is what faults call its folder."""
    for fault in lexicon_faults(folder):
        yield Fault(
            f"lexicon-{fault.kind}",
            f"{name}/{fault.file}",
            line=fault.line,
            value=fault.entry,
            details=_lexicon_details(fault),
        )


def _lexicon_details(fault: LexiconFault) -> Mapping[str, object]:
    names = {"twice": "first", "both": "first", "spelling": "counted", "never": "sign"}
    return {names[fault.kind]: fault.detail} if fault.kind in names else {}


# Tables that must be as textlab writes them


def check_schema(path: Path, schema: Schema, *, file: str) -> Iterator[Fault]:
    """What keeps a table from being read under its schema; `file` is what faults call it."""
    try:
        tables.read_table(path, schema)
    except TableError:
        yield from _why_unread(path, schema, file)


def _why_unread(path: Path, schema: Schema, file: str) -> Iterator[Fault]:
    try:
        table = read_saved(path, file=file, columns=set(map(header_key, schema.names)))
    except FaultError as error:
        yield error.fault
        return
    faults = [*structure_faults(table, schema), *value_faults(table, schema)]
    if all(name in table.header for name in schema.key):
        faults += key_faults(table, schema)
    yield from faults or [Fault("table-form", file)]


# The register


def check_agencies(path: Path, *, file: str) -> Iterator[Fault]:
    """What is wrong with agencies.csv; `file` is what faults call it."""
    faults = list(check_schema(path, tables.AGENCIES, file=file))
    yield from faults
    if not faults:
        table = read_saved(path, file=file, columns=tables.AGENCIES.names)
        yield from _row_faults(table)
        yield from _clashes(table)


_CODES = {
    "empty": "cell-empty",
    "level": "level-wrong",
    "relation": "agency-relation",
    "successor": "agency-successor",
    "date": "agency-date",
    "period": "agency-period",
}


def _row_faults(table: SavedTable) -> Iterator[Fault]:
    rows = list(named_rows(table))
    known = {row["agency"] for _, row in rows}
    for number, row in rows:
        for fault in row_faults(row, known):
            yield Fault(
                _CODES[fault.kind],
                table.file,
                row=number,
                doc_id=row["agency"],
                value=fault.value,
                details={"column": fault.column, "end": fault.other},
            )


def _clashes(table: SavedTable) -> Iterator[Fault]:
    """Names that two agencies claim for the same days, at the first row of the one that says it."""
    rows = list(named_rows(table))
    frame = pd.DataFrame([dict(row) for _, row in rows], columns=list(table.header), dtype="str")
    for clash in Register(frame[tables.AGENCIES.names]).clashes().to_dict("records"):
        number = next(
            number
            for number, row in rows
            if row["agency"] == clash["agency"]
            and clash["name"] in (row["name"], *row["aliases"].split("|"))
        )
        yield Fault(
            "agency-clash",
            table.file,
            row=number,
            doc_id=str(clash["agency"]),
            value=str(clash["name"]),
            details={"other": clash["other"], "region": clash["region"]},
        )
