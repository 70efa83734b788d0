"""What is wrong with documents.csv, told from the table alone."""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import chain

from textlab.corpus.as_saved import SavedTable
from textlab.corpus.checks_table import (
    BROKEN,
    Row,
    key_faults,
    named_rows,
    structure_faults,
)
from textlab.corpus.checks_titles import Found, check_family, check_level
from textlab.corpus.faults import Fault
from textlab.corpus.own_columns import documents_schema, own_column_faults
from textlab.corpus.planned_year import is_year
from textlab.reading.numbering import cn_number
from textlab.reading.places import place_of_code
from textlab.reading.regions import CENTRE, PROVINCES
from textlab.tables import DOCUMENTS

FILLED = ("doc_id", "title", "family", "region", "level", "year", "form")
"""Columns whose cells may not be empty."""

_NEEDED = tuple(name for name in FILLED if name != "title")
"""Those without which a corpus cannot be read."""

_CODES = {
    "doc_id": "doc-id-wrong",
    "family": "family-wrong",
    "gb2260": "gb2260-wrong",
    "level": "level-wrong",
    "issued": "issued-wrong",
    "form": "form-wrong",
    "sha256": "sha256-wrong",
}
_COLUMNS = {column.name: column for column in DOCUMENTS.columns}


def table_faults(table: SavedTable) -> Iterator[Fault]:
    """What keeps documents.csv from being read: columns, cells of a row, values, an id given twice."""
    yield from structure_faults(table, documents_schema(table.header))
    yield from own_column_faults(table)
    clashes = {fault.row: fault for fault in _case_faults(table)}
    yield from clashes.values()
    for number, row in named_rows(table):
        for name, value in row.items():
            if name in _COLUMNS and not (name == "doc_id" and number in clashes):
                yield from _cell_faults(table.file, number, row, name, value)
    if "doc_id" in table.header:
        twice = key_faults(table, DOCUMENTS, code="doc-id-twice")
        yield from (fault for fault in twice if fault.value)


def _case_faults(table: SavedTable) -> Iterator[Fault]:
    first: dict[str, tuple[str, int]] = {}
    for number, row in named_rows(table):
        doc_id = row.get("doc_id", "")
        other, place = first.setdefault(doc_id.lower(), (doc_id, number))
        if other != doc_id:
            details = {"other": other, "first": place}
            yield Fault("doc-id-case", table.file, number, value=doc_id, details=details)


def _cell_faults(file: str, number: int, row: Row, name: str, value: str) -> Iterator[Fault]:
    doc_id = row.get("doc_id", "") if name != "doc_id" else ""

    def found(code: str, **details: object) -> Fault:
        return Fault(code, file, number, doc_id=doc_id, value=value, details=details)

    if not value and name in _NEEDED:
        yield found("cell-empty", column=name)
    elif BROKEN.fullmatch(value):
        yield found("cell-broken", column=name)
    elif name == "year":
        if not is_year(value):
            digits = _year_in_words(value)
            yield found("year-in-words", digits=digits) if digits else found("year-wrong")
    elif name == "region":
        if value not in (*PROVINCES, CENTRE):
            yield found("region-wrong")
    elif not _COLUMNS[name].fits(value):
        yield found(_CODES[name])


def _year_in_words(value: str) -> str:
    """二〇一六年 in digits, 2016; "" for what is no such year."""
    bare = re.sub("[○Ｏ]", "〇", value).removesuffix("年")
    if not re.fullmatch("[一二][零〇一二三四五六七八九]{3}", bare):
        return ""
    digits = str(cn_number(bare))
    return digits if is_year(digits) else ""


# What can be read, and cannot be true


def sense_faults(table: SavedTable) -> Iterator[Fault]:
    """What is written as it should be and cannot be true: days, codes, addresses, levels, families."""
    if not table.records:
        yield Fault("table-empty", table.file)
    for number, row in named_rows(table):
        for code, value, details in chain.from_iterable(check(row) for check in _CHECKS):
            doc_id = row.get("doc_id", "")
            yield Fault(code, table.file, number, doc_id=doc_id, value=value, details=details)


def _title(row: Row) -> Found:
    if row.get("title") == "":
        yield "cell-empty", "", {"column": "title"}


def _issued(row: Row) -> Found:
    issued, year = row.get("issued", ""), row.get("year", "")
    if not issued or not _COLUMNS["issued"].fits(issued):
        return
    try:
        day = dt.date.fromisoformat(issued)
    except ValueError:
        yield "date-impossible", issued, {}
        return
    if is_year(year) and day.year > int(year) + 1:
        yield "issued-late", issued, {"year": year}
    if is_year(year) and day.year < int(year) - 10:
        yield "issued-early", issued, {"year": year}


_BELOW = ("province", "city", "county")


def _place(row: Row) -> Found:
    """The code against region and level."""
    code, region, level = (row.get(name, "") for name in ("gb2260", "region", "level"))
    if not re.fullmatch(r"\d{6}", code, re.ASCII):
        return
    place = place_of_code(code)
    if place is None:
        yield "gb2260-unknown", code, {}
    elif region in PROVINCES and place.province != region:
        yield "gb2260-elsewhere", code, {"place": place.full_name, "region": region}
    elif level in _BELOW and (level == "province") != (place.level == "province"):
        yield "gb2260-level", code, {"place": place.full_name, "level": level}


def _level(row: Row) -> Found:
    level, region = row.get("level", ""), row.get("region", "")
    known = region in (*PROVINCES, CENTRE) and _COLUMNS["level"].fits(level)
    if known and (level == "central") != (region == CENTRE):
        yield "level-elsewhere", level, {"region": region}


def _address(row: Row) -> Found:
    address = row.get("source_url", "")
    if address and not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?", address, re.IGNORECASE):
        yield "url-wrong", address, {}


_CHECKS = (_title, _issued, _place, _level, _address, check_family, check_level)
