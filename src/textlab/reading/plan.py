"""A file becomes a `Plan`: its outline, tasks, statements and citations as tables.

This is the door of the folder: it reads, cleans and parses, and turns every
place in the clean text into offsets of the raw text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

from textlab import tables
from textlab.errors import ReadError
from textlab.reading.citations import find_citations
from textlab.reading.cleaning import CleanText, clean
from textlab.reading.formats import read_text
from textlab.reading.header import Header, read_header
from textlab.reading.register import Register, read_register
from textlab.reading.statements import Found, find_statements
from textlab.reading.structure import Doubt, Outline, outline

TEXTS = ("doc_id", "task_id", "text")


@dataclass(frozen=True)
class Plan:
    """A document that was read.

    Every `start` and `end` counts characters of `raw`, so that `raw[start:end]` is the span.
    The frames follow the schemas in `textlab.tables`; `tasks` has no column tokens yet, since
    nothing is segmented here. `texts` (doc_id | task_id | text) holds the clean text of each
    task without its responsibility statements. `unit` says what a task is: item or paragraph.
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
    region, year : where and when the agencies are looked up, where the text does not say;
        `region` as in documents.csv, such as 江西省
    unit : what a task is: "item", "paragraph", or "auto" to let the document decide
    register : the agencies; by default corpus/agencies.csv above the file, else textlab's own

    Raises
    ------
    ReadError : the file cannot be read as text, or nothing in it is numbered
    """
    path = Path(path)
    raw = read_text(path)
    register = register or _register_near(path.resolve())
    try:
        return parse_plan(
            raw,
            doc_id=doc_id or path.stem,
            region=region,
            year=year,
            unit=unit,
            register=register,
        )
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None


def parse_plan(
    raw: str,
    *,
    doc_id: str = "text",
    region: str = "",
    year: int | None = None,
    unit: str = "auto",
    register: Register,
) -> Plan:
    """Parse a raw text; parameters and errors as in `read_plan`."""
    cleaned = clean(raw)
    header = read_header(cleaned.text.split("\n"), raw=raw)
    found = find_statements(cleaned.text)
    parts = outline(cleaned.text, found, unit=unit)
    if not parts.items and unit == "auto" and not parts.is_report:
        raise ReadError(
            "nothing in it is numbered (一、 （一） 1. 第一条); if its paragraphs are its tasks, "
            "read it with unit “paragraph”."
        )
    rows = _Rows(doc_id, cleaned, parts, found)
    date = header.date or (f"{year}-07-01" if year else "")
    lookup = _Lookup(register, region or header.region, date)
    own = (header.title, header.doc_number)
    return Plan(
        doc_id=doc_id,
        raw=raw,
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
    )


@dataclass(frozen=True)
class _Lookup:
    """Canonical agencies for one document's region and date."""

    register: Register
    region: str
    date: str

    def agency(self, name: str) -> str:
        return self.register.resolve(name, region=self.region, date=self.date).agency


Row = Mapping[str, object]


@dataclass(frozen=True)
class _Rows:
    """What was found in a clean text, as rows of the tables with raw offsets."""

    doc_id: str
    clean: CleanText
    outline: Outline
    found: list[Found]

    def _span(self, start: int, end: int) -> dict[str, int]:
        raw_start, raw_end = self.clean.raw_span(start, end)
        return {"start": raw_start, "end": raw_end}

    def _raw(self, start: int, end: int) -> str:
        raw_start, raw_end = self.clean.raw_span(start, end)
        return self.clean.raw[raw_start:raw_end]

    def items(self) -> Iterator[Row]:
        for item in self.outline.items:
            yield {
                "doc_id": self.doc_id,
                "item_id": item.item_id,
                "parent": item.parent,
                "level": item.level,
                "label": self._raw(item.start, item.start + len(item.label.text)),
                "number": item.label.number,
                "heading": item.heading,
                **self._span(item.start, item.end),
            }

    def tasks(self) -> Iterator[Row]:
        for task in self.outline.tasks:
            yield {
                "doc_id": self.doc_id,
                "task_id": task.task_id,
                "item_id": task.item_id,
                "chars": task.end - task.start,
                "tokens": 0,
                **self._span(task.start, task.end),
            }

    def statements(self) -> Iterator[Row]:
        for number, found in enumerate(self.found, 1):
            yield {
                "doc_id": self.doc_id,
                "statement_id": f"s{number}",
                "task_id": self.outline.task_at(found.start),
                "item_id": self.outline.item_at(found.start),
                "raw": self._raw(found.start, found.end),
                **self._span(found.start, found.end),
                "open": found.assignment.open,
                "deadline": found.assignment.deadline,
            }

    def mentions(self, lookup: _Lookup) -> Iterator[Row]:
        for number, found in enumerate(self.found, 1):
            for position, mention in enumerate(found.assignment.mentions, 1):
                yield {
                    "doc_id": self.doc_id,
                    "task_id": self.outline.task_at(found.start),
                    "statement_id": f"s{number}",
                    "position": position,
                    "name": mention.name,
                    "agency": "" if mention.collective else lookup.agency(mention.name),
                    "role": mention.role,
                    "collective": mention.collective,
                }

    def citations(self, own: tuple[str, ...]) -> Iterator[Row]:
        for citation in find_citations(self.clean.text, own=own):
            yield {
                "doc_id": self.doc_id,
                "title": citation.title,
                "doc_number": citation.doc_number,
                **self._span(citation.start, citation.end),
            }

    def unparsed(self) -> Iterator[Row]:
        remarks = [
            Doubt(found.start, found.end, f"names nobody: “{rest}”")
            for found in self.found
            for rest in found.assignment.rest
        ]
        for doubt in sorted([*self.outline.doubts, *remarks], key=lambda d: (d.start, d.why)):
            yield {
                "doc_id": self.doc_id,
                **self._span(doubt.start, doubt.end),
                "text": self._raw(doubt.start, doubt.end),
                "why": doubt.why,
            }

    def edits(self) -> Iterator[Row]:
        for edit in self.clean.edits:
            yield {
                "doc_id": self.doc_id,
                "kind": edit.kind,
                "start": edit.start,
                "end": edit.end,
                "replacement": edit.replacement,
            }

    def texts(self) -> Iterator[tuple[str, str, str]]:
        for task in self.outline.tasks:
            inside = [f for f in self.found if task.start <= f.start < task.end]
            places = [
                task.start,
                *(p for f in inside for p in (f.start, f.end)),
                task.end,
            ]
            pieces = (
                self.clean.text[start:end]
                for start, end in zip(places[::2], places[1::2], strict=True)
            )
            yield self.doc_id, task.task_id, "".join(pieces)


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


def _item_dict(row: Mapping[str, object], tasks: set[str]) -> Row:
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
    named = dict(list(plan.mentions.groupby("statement_id", sort=False)))
    return [
        {
            "raw": row["raw"],
            "start": row["start"],
            "end": row["end"],
            "item": row["item_id"] or None,
            "agencies": named[row["statement_id"]]
            .query("not collective")[["name", "agency", "role"]]
            .to_dict("records"),
            "collectives": named[row["statement_id"]].query("collective")["name"].tolist(),
            "open": row["open"],
            "deadline": row["deadline"] or None,
        }
        for row in plan.statements.to_dict("records")
    ]


# The register

_OWN = Path(__file__).parents[1] / "data" / "agencies.csv"
_CHECKOUT = Path(__file__).parents[3] / "corpus" / "agencies.csv"


def _register_near(path: Path) -> Register:
    """The register of the corpus that a file stands in, else textlab's own."""
    near = (folder / "agencies.csv" for folder in path.parents[1:3])
    return _cached_register(next((p for p in (*near, _OWN, _CHECKOUT) if p.is_file()), _OWN))


@lru_cache(maxsize=4)
def _cached_register(path: Path) -> Register:
    return read_register(path)
