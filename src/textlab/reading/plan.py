"""A file becomes a `Plan`: its outline, tasks, statements and citations as tables.

This is the door of the folder: it reads, cleans and parses, and turns every
place in the clean text into offsets of the raw text.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from textlab import tables
from textlab.errors import ReadError
from textlab.reading.cleaning import clean
from textlab.reading.extract import Dropped, Extract
from textlab.reading.formats import read_file
from textlab.reading.header import Header, read_header
from textlab.reading.places import home_of
from textlab.reading.regions import CENTRE
from textlab.reading.register import Register, read_register
from textlab.reading.rows import Lookup, Row, Rows
from textlab.reading.statements import find_statements
from textlab.reading.structure import outline
from textlab.shipped import shipped

TEXTS = ("doc_id", "task_id", "text")
UNITS = ("auto", "item", "paragraph")


@dataclass(frozen=True, repr=False)
class Plan:
    """A document that was read.

    Every `start` and `end` counts characters of `raw`, so that `raw[start:end]` is the span.
    The frames follow the schemas in `textlab.tables`; `tasks` has no column tokens yet, since
    nothing is segmented here. `texts` (doc_id | task_id | text) holds the clean text of each
    task without its responsibility statements. `unit` says what a task is: item or paragraph.
    `kind` is the format that the file was read as, `facts` what it states beside its text, and
    `dropped` what of it is not in `raw` (navigation, page headers, deleted text).
    """

    doc_id: str
    raw: str
    text: str
    header: Header
    items: pd.DataFrame
    tasks: pd.DataFrame
    statements: pd.DataFrame
    mentions: pd.DataFrame
    citations: pd.DataFrame
    unparsed: pd.DataFrame
    edits: pd.DataFrame
    texts: pd.DataFrame
    unit: str
    kind: str
    facts: Mapping[str, str]
    dropped: pd.DataFrame

    def __repr__(self) -> str:
        """In a line, since the tables are long."""
        agencies = self.mentions.loc[~self.mentions["collective"], "name"]
        return (
            f"Plan({self.header.title or self.doc_id}: {len(self.items)} items, {len(self.tasks)} "
            f"tasks, {len(self.statements)} statements, {len(agencies)} mentions of "
            f"{agencies.nunique()} agencies, {len(self.unparsed)} not understood)"
        )

    @property
    def title(self) -> str:
        """The title; empty where the text has none."""
        return self.header.title


def read_plan(
    path: str | Path,
    *,
    doc_id: str = "",
    region: str = "",
    year: int | None = None,
    unit: str = "auto",
    register: Register | None = None,
) -> Plan:
    """Read a document: clean it, find its outline, tasks, statements, agencies, citations.

    Parameters
    ----------
    path : a plain-text file
    doc_id : what to call the document; the file's name where not given
    region : province that the agencies are looked up in, such as 江西省, or 全国; by default
        the one that the text names
    year : when they are looked up, where the text has no date
    unit : what a task is: "item", "paragraph", or "auto" to let the document decide
    register : the agencies; by default corpus/agencies.csv above the file, else textlab's own

    Raises
    ------
    ReadError : the file cannot be read as text, nothing in it is numbered, or an unknown
        region or unit
    """
    path = Path(path)
    extract = read_file(path)
    register = register or _register_near(path.resolve())
    try:
        return parse_plan(
            extract,
            doc_id=doc_id or path.stem,
            region=region,
            year=year,
            unit=unit,
            register=register,
        )
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None


def parse_plan(
    raw: str | Extract,
    *,
    doc_id: str = "text",
    region: str = "",
    year: int | None = None,
    unit: str = "auto",
    register: Register | None = None,
) -> Plan:
    """Parse a raw text, or what `read_file` extracted; parameters and errors as in `read_plan`.

    The register is textlab's own where none is given.
    """
    region = _checked_region(region)
    if unit not in UNITS:
        raise ReadError(f"unit is “{unit}”; write {', '.join(UNITS)}.")
    extract = Extract(raw) if isinstance(raw, str) else raw
    cleaned = clean(extract.text)
    header = read_header(cleaned.text.split("\n"), raw=extract.text, facts=extract.facts)
    found = find_statements(cleaned.text, joints=cleaned.joints)
    parts = outline(cleaned.text, found, unit=unit)
    if not parts.items and unit != "paragraph" and not parts.is_report:
        raise ReadError(
            "nothing in it is numbered (一、 （一） 1. 第一条); if its paragraphs are its tasks, "
            "read it with unit “paragraph” (--unit paragraph)."
        )
    rows = Rows(doc_id, cleaned, parts, found)
    date = header.date or (f"{year}-07-01" if year else "")
    lookup = Lookup(register or _own_register(), _home(region, header), date)
    own = (header.title, header.doc_number)
    return Plan(
        doc_id=doc_id,
        raw=extract.text,
        text=cleaned.text,
        header=header,
        items=tables.make_table(tables.ITEMS, rows.items()),
        tasks=tables.make_table(tables.TASKS, rows.tasks()).drop(columns="tokens"),
        statements=tables.make_table(tables.STATEMENTS, rows.statements()),
        mentions=tables.make_table(tables.MENTIONS, rows.mentions(lookup)),
        citations=tables.make_table(tables.CITATIONS, rows.citations(own)),
        unparsed=tables.make_table(tables.UNPARSED, rows.unparsed()),
        edits=tables.make_table(tables.EDITS, rows.edits()),
        texts=pd.DataFrame(list(rows.texts()), columns=list(TEXTS), dtype="str"),
        unit=parts.unit,
        kind=extract.kind,
        facts=extract.facts,
        dropped=tables.make_table(tables.DROPPED, _dropped_rows(doc_id, extract.dropped)),
    )


def _home(region: str, header: Header) -> str:
    """Where the names of a document are looked up: its province, or the city that issued it."""
    signs = (header.issuer, header.title)
    home = home_of(region, signs) or (not region and home_of(header.region, signs))
    return home.full_name if home else region or header.region


def _dropped_rows(doc_id: str, dropped: Iterable[Dropped]) -> Iterator[Row]:
    for number, piece in enumerate(dropped, 1):
        yield {"doc_id": doc_id, "position": number, **asdict(piece)}


# The JSON of `textlab parse`


def plan_to_dict(plan: Plan) -> dict[str, object]:
    """A plan as the object that `textlab parse --json` prints; a fact not stated is None."""
    header = plan.header
    tasks = set(plan.tasks["task_id"])
    return {
        "title": header.title or None,
        "doc_number": header.doc_number or None,
        "issuer": header.issuer or None,
        "addressee": header.addressee or None,
        "date": header.date or None,
        "items": [_item_dict(row, tasks) for row in plan.items.to_dict("records")],
        "statements": _statement_dicts(plan),
        "citations": [
            {
                "title": row["title"] or None,
                "doc_number": row["doc_number"] or None,
                "start": row["start"],
                "end": row["end"],
            }
            for row in plan.citations.to_dict("records")
        ],
        "unparsed": plan.unparsed.drop(columns="doc_id").to_dict("records"),
    }


def _item_dict(row: Mapping[Hashable, object], tasks: set[str]) -> Row:
    return {
        "id": row["item_id"],
        "parent": row["parent"] or None,
        "level": row["level"],
        "label": row["label"],
        "number": row["number"],
        "heading": row["heading"],
        "start": row["start"],
        "end": row["end"],
        "task": row["item_id"] in tasks,
    }


def _statement_dicts(plan: Plan) -> list[Row]:
    named: dict[object, list[dict[Hashable, object]]] = defaultdict(list)
    for mention in plan.mentions.to_dict("records"):
        named[mention["statement_id"]].append(mention)
    return [
        {
            "raw": row["raw"],
            "start": row["start"],
            "end": row["end"],
            "item": row["item_id"] or None,
            "agencies": [
                {key: mention[key] for key in ("name", "agency", "role")}
                for mention in named[row["statement_id"]]
                if not mention["collective"]
            ],
            "collectives": [m["name"] for m in named[row["statement_id"]] if m["collective"]],
            "open": row["open"],
            "deadline": row["deadline"] or None,
        }
        for row in plan.statements.to_dict("records")
    ]


# Where agencies are looked up


def _checked_region(region: str) -> str:
    """The region in full: 江西省 for 江西."""
    if region in ("", CENTRE):
        return region
    home = home_of(region)
    if home is None:
        raise ReadError(
            f"region “{region}” is unknown; write a province or a city, 江西省 or 包头市, or {CENTRE}."
        )
    return home.full_name


def _register_near(path: Path) -> Register:
    """The register of the corpus that a file stands in, else textlab's own."""
    for folder in path.parents[:3]:
        if (folder / "documents.csv").is_file() and (folder / "agencies.csv").is_file():
            return _register_at(folder / "agencies.csv")
    return _own_register()


def _own_register() -> Register:
    return _register_at(shipped("agencies.csv"))


def _register_at(path: Path) -> Register:
    """The register in a file, read anew only when the file has changed."""
    state = path.stat()
    return _read_once(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=4)
def _read_once(path: Path, _changed: int, _size: int) -> Register:
    return read_register(path)
