"""What is wrong with the lexicon, its glosses, and the register of agencies."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from textlab.corpus.as_saved import SavedTable, read_saved
from textlab.corpus.checks_table import named_rows, read_checked
from textlab.corpus.faults import Fault
from textlab.reading.register import Register, row_faults
from textlab.tables import AGENCIES, GLOSSES
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


def check_glosses(path: Path, *, file: str) -> Iterator[Fault]:
    """What is wrong with glosses.csv, which need not be there; `file` is what faults call it."""
    faults = read_checked(path, GLOSSES, file=file) if path.exists() else []
    if isinstance(faults, list):
        yield from faults


# The register


def check_agencies(path: Path, *, file: str) -> Iterator[Fault]:
    """What is wrong with agencies.csv; `file` is what faults call it."""
    if not path.exists():
        yield Fault("agencies-missing", file)
        return
    faults = read_checked(path, AGENCIES, file=file)
    if isinstance(faults, list):
        yield from faults
    else:
        table = read_saved(path, file=file, columns=AGENCIES.names)
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
    for clash in Register(frame[AGENCIES.names]).clashes().to_dict("records"):
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
