"""The register of agencies: a written name becomes an agency, by region and date.

What has a row is looked up; any other name is read by its pattern, place and field of work. A name
that fits several agencies is not decided here: the resolution says which, and leaves the agency
empty.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from textlab import csv_reading, tables
from textlab.errors import TableError
from textlab.reading.patterns import Body, describe, recognise
from textlab.reading.places import Place, home_of
from textlab.reading.regions import CENTRE
from textlab.reading.spellings import fold, is_elided, key_of, places_of, region_named

LEVELS = ("central", "province", "city", "county")
RELATIONS = ("rename", "merge", "split", "transfer")


@dataclass(frozen=True)
class Resolution:
    """What a written name stands for.

    `agency` is the id, or "" where the name is unknown or fits several agencies. Then `nearest`
    holds up to three known names, and `candidates` the ids among which the register cannot choose.
    `function`, `level` and `region` are as in agencies.csv; `basis` says what they rest on:
    "register", "pattern", or "" where the name is unknown.
    """

    agency: str
    nearest: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    function: str = ""
    level: str = ""
    region: str = ""
    basis: str = ""


@dataclass(frozen=True)
class _Entry:
    """A written name of an agency and the period in which the agency bore it."""

    name: str
    key: str
    agency: str
    region: str
    start: str
    end: str

    def holds(self, date: str) -> bool:
        """Whether the period takes in a date; without a date every period does."""
        return not date or (self.start <= date and (not self.end or date <= self.end))

    def overlaps(self, other: "_Entry") -> bool:
        """Whether the two periods share a day."""
        return (not self.end or other.start <= self.end) and (
            not other.end or self.start <= other.end
        )


_Index = Mapping[tuple[str, str], tuple[_Entry, ...]]


@dataclass(frozen=True, eq=False)
class Register:
    """The agencies, as a frame under `tables.AGENCIES`; a row is a name in a period."""

    frame: pd.DataFrame

    def __reduce__(self) -> tuple[type["Register"], tuple[pd.DataFrame]]:
        """Only the frame travels to another process; what is remembered is made anew there."""
        return Register, (self.frame,)

    def __contains__(self, agency: object) -> bool:
        """Whether an id stands in the register."""
        return agency in self._rows

    def resolve(self, name: str, *, region: str = "", date: str = "") -> Resolution:
        """The agency that a written name stands for in a region on a date.

        Parameters
        ----------
        name : as written, such as 省发改委; an elided 省 may be missing
        region : as in documents.csv, such as 江西省 or 全国; a name is looked up there, then among
            the central bodies. Of a document of a city, 内蒙古自治区包头市, so that 市X is its own
        date : YYYY-MM-DD; a name that held on it comes before one that did not. Where none held,
            the name counts all the same if one agency only ever bore it. "" is any date.
        """
        return self._resolve(name, region, date)

    def label(self, agency: str, *, lang: str = "zh", date: str = "") -> str:
        """The agency's name on a date, Chinese (`lang` "zh") or English ("en").

        Without a date the latest name; on a date without a row, that of the nearest period. An
        agency known by its pattern is called by place and field of work.

        Raises
        ------
        TableError : an id that is neither in the register nor one of a pattern, or another `lang`
        """
        return self._facts(agency, date)[_column(lang)]

    def labels(
        self, *, lang: str = "zh", date: str = "", also: Iterable[str] = ()
    ) -> dict[str, str]:
        """`label` of every agency in the register, by id; figures take it as their glosses.

        `also` adds those of other ids, such as `mentions["agency"]`; "" is passed over.
        """
        agencies = dict.fromkeys([*self._rows, *filter(None, also)])
        return {agency: self.label(agency, lang=lang, date=date) for agency in agencies}

    def function(self, agency: str, *, date: str = "") -> str:
        """The agency's field of work, such as market-regulation; errors as in `label`."""
        return self._facts(agency, date)["function"]

    def successors(self, agency: str, *, date: str) -> tuple[str, ...]:
        """Who does the agency's work on a date: itself while it lasts, then who took over.

        Several ids where it was split: the caller must say what that means for a count. An agency
        that ended and has no known successor stays itself, as does one known by its pattern.

        Raises
        ------
        TableError : an id that is neither in the register nor one of a pattern
        """
        return tuple(dict.fromkeys(self._follow(agency, date, frozenset())))

    def clashes(self) -> pd.DataFrame:
        """Names that two agencies of one region claim for the same days.

        Returns
        -------
        One row per pair: region | name (as the first writes it) | agency, other (ids)
        """
        rows = [
            (one.region, one.name, one.agency, other.agency)
            for (region, _), entries in self._index.items()
            for one, other in combinations(entries, 2)
            if region and one.agency != other.agency and one.overlaps(other)
        ]
        columns = ["region", "name", "agency", "other"]
        return pd.DataFrame(rows, columns=columns, dtype="str").drop_duplicates(ignore_index=True)

    # Rows by agency

    @cached_property
    def _rows(self) -> dict[str, list[dict[str, str]]]:
        """The rows of each agency, oldest first."""
        rows: dict[str, list[dict[str, str]]] = {}
        for row in self.frame.sort_values(["valid_from", "valid_to"]).to_dict("records"):
            rows.setdefault(row["agency"], []).append({str(k): str(v) for k, v in row.items()})
        return rows

    def _facts(self, agency: str, date: str) -> Mapping[str, str]:
        """The row of an agency on a date, or what its id says where it has none."""
        rows = self._rows.get(agency)
        if rows:
            begun = [row for row in rows if not date or row["valid_from"] <= date]
            return begun[-1] if begun else rows[0]
        body = describe(agency)
        if body is None:
            near = difflib.get_close_matches(agency, self._rows, n=3)
            hint = f" or write one of {', '.join(near)}" if near else ""
            raise TableError(
                f"agencies: “{agency}” is not in the register; add a row for it{hint}."
            )
        return asdict(body)

    def _follow(self, agency: str, date: str, seen: frozenset[str]) -> Iterator[str]:
        self._facts(agency, date)
        rows = self._rows.get(agency, [])
        lasting = not rows or any(not row["valid_to"] or date <= row["valid_to"] for row in rows)
        after = [] if lasting else _split(max(rows, key=lambda row: row["valid_to"])["successor"])
        for successor in after or [agency]:
            if successor == agency or successor in seen:
                yield successor
            else:
                yield from self._follow(successor, date, seen | {agency})

    # Looking up

    @cached_property
    def _entries(self) -> list[_Entry]:
        return [
            _Entry(name, key_of(name, row["region"]), agency, row["region"], *_period(row))
            for agency, rows in self._rows.items()
            for row in rows
            for name in dict.fromkeys([row["name"], *_split(row["aliases"])])
        ]

    @cached_property
    def _index(self) -> _Index:
        """Entries by region and folded name; under region "" those that name their own place."""
        index: dict[tuple[str, str], list[_Entry]] = {}
        for entry in self._entries:
            index.setdefault((entry.region, entry.key), []).append(entry)
            if not is_elided(entry.key, entry.region):
                index.setdefault(("", entry.key), []).append(entry)
        return {place: tuple(entries) for place, entries in index.items()}

    @cached_property
    def _resolve(self) -> Callable[[str, str, str], Resolution]:
        """The look-up with a memory: a corpus asks for the same few names again and again."""
        return lru_cache(maxsize=65_536)(self._look_up)

    def _look_up(self, name: str, region: str, date: str) -> Resolution:
        home = home_of(region)
        body = recognise(name, home)
        if body and home and self._is_local(name, body, home):
            return self._resolution(body.agency, date, "pattern")
        agencies = self._claimants(name, region_named(region) or region, date)
        near = {home.province, CENTRE} if home else set()
        distant = all(self._facts(agency, date)["region"] not in near for agency in agencies)
        if body and distant and (not agencies or (home and body.region == home.province)):
            return self._resolution(body.agency, date, "pattern")
        if len(agencies) == 1:
            return self._resolution(agencies[0], date, "register")
        if agencies:
            names = tuple(dict.fromkeys(self.label(agency, date=date) for agency in agencies))
            return Resolution("", nearest=names[:3], candidates=agencies)
        return Resolution("", nearest=self._nearest(name, region_named(region) or region))

    def _is_local(self, name: str, body: Body, home: Place) -> bool:
        """Whether a name in a document of a city means its own body: 发改委 in one of 包头市."""
        below = home.level != "province" and body.level in {"city", "county"}
        return below and ("", fold(name)) not in self._index

    def _resolution(self, agency: str, date: str, basis: str) -> Resolution:
        facts = self._facts(agency, date)
        return Resolution(
            agency,
            function=facts["function"],
            level=facts["level"],
            region=facts["region"],
            basis="register" if agency in self else basis,
        )

    def _claimants(self, name: str, region: str, date: str) -> tuple[str, ...]:
        """The agencies in the register with the best claim to a name, sorted."""
        places = [place for place in places_of(name, region) if place in self._index]
        found = [self._index[place] for place in places]
        holding = [[e for e in entries if e.holds(date)] for entries in found]
        best: Sequence[_Entry] = next((entries for entries in [*holding, *found] if entries), [])
        return tuple(sorted({entry.agency for entry in best}))

    def _nearest(self, name: str, region: str) -> tuple[str, ...]:
        """The known names most like a name, one for each of up to three agencies."""
        home = region_named(fold(name)) or region
        known: dict[str, _Entry] = {}
        for entry in self._entries:
            if entry.region in {home, region, CENTRE}:
                known.setdefault(entry.key, entry)
        keys = difflib.get_close_matches(key_of(name, home), known, n=9, cutoff=0.5)
        first: dict[str, str] = {}
        for key in keys:
            first.setdefault(known[key].agency, known[key].name)
        return tuple(first.values())[:3]


# Reading


def read_register(path: str | Path) -> Register:
    """The register in a file, such as corpus/agencies.csv.

    Raises
    ------
    TableError : as `csv_reading.read_table`, or as `check_register`
    """
    frame = csv_reading.read_table(Path(path), tables.AGENCIES)
    check_register(frame, where=str(path))
    return Register(frame)


def check_register(frame: pd.DataFrame, *, where: str) -> None:
    """Raise `TableError` at the first row with a wrong level, relation, date or successor.

    Rows are counted as a spreadsheet shows them: the header is row 1.
    """
    known = set(frame["agency"])
    for number, row in enumerate(frame.to_dict("records"), 2):
        for fault in row_faults({str(k): str(v) for k, v in row.items()}, known):
            raise TableError(f"{where}, row {number} ({row['agency']}): {_told(fault)}")


class RowFault(NamedTuple):
    """What is wrong with a row: `kind` is empty, level, relation, successor, date or period.

    Of a period `value` is its first day and `other` its last.
    """

    kind: str
    column: str
    value: str = ""
    other: str = ""


_MESSAGES = {
    "empty": "{column} is empty; fill it in.",
    "level": f"level is “{{value}}”; write one of {', '.join(LEVELS)}.",
    "relation": f"relation is “{{value}}”; write one of {', '.join(RELATIONS)}, or nothing.",
    "successor": "successor “{value}” has no row; add one for it.",
    "date": "{column} is “{value}”; write a day as YYYY-MM-DD.",
    "period": "valid_from {value} is after valid_to {other}; swap or mend them.",
}


def _told(fault: RowFault) -> str:
    return _MESSAGES[fault.kind].format_map(fault._asdict())


def row_faults(row: Mapping[str, str], known: Collection[str]) -> Iterator[RowFault]:
    """Everything that is wrong with a row of the register; `known` are the ids that have rows."""
    for column in ("agency", "name", "region"):
        if not row[column]:
            yield RowFault("empty", column)
    if row["level"] not in LEVELS:
        yield RowFault("level", "level", row["level"])
    if row["relation"] and row["relation"] not in RELATIONS:
        yield RowFault("relation", "relation", row["relation"])
    for successor in _split(row["successor"]):
        if successor not in known:
            yield RowFault("successor", "successor", successor)
    start, end = _period(row)
    wrong = [(column, row[column]) for column in ("valid_from", "valid_to") if row[column]]
    wrong = [(column, day) for column, day in wrong if not is_day(day)]
    yield from (RowFault("date", column, day) for column, day in wrong)
    if not wrong and end and start > end:
        yield RowFault("period", "valid_from", start, end)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as YYYY-MM-DD, so that days sort as texts do."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _period(row: Mapping[str, str]) -> tuple[str, str]:
    return row["valid_from"], row["valid_to"]


def _split(ids: str) -> list[str]:
    return [part for part in ids.split("|") if part]


def _column(lang: str) -> str:
    columns = {"zh": "name", "en": "name_en"}
    if lang not in columns:
        raise TableError(f"agencies: lang is “{lang}”; write zh or en.")
    return columns[lang]
