"""What a row of documents.csv says of a document: facts from its text, and those that were given.

What is given wins; where the text says otherwise, a note tells it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from textlab import tables
from textlab.corpus.homes import find_home
from textlab.corpus.notes import Note
from textlab.corpus.planned_year import YEAR, is_year, year_of_title
from textlab.errors import MissingFactError, WrongFactError
from textlab.reading.dates import iso_date
from textlab.reading.header import Header
from textlab.reading.places import Place, code_of, province_place
from textlab.reading.regions import CENTRE


@dataclass(frozen=True)
class Description:
    """The facts of a row, what each rests on, and what is to be told about them.

    `home` is the place that the document is of; None for a central one.
    """

    facts: Mapping[str, str]
    basis: Mapping[str, str]
    notes: tuple[Note, ...]
    home: Place | None


class _Found(NamedTuple):
    """A fact, empty where there is none; what it rests on; whether the document itself says it."""

    value: str
    basis: str
    said: bool = True


def describe_document(
    header: Header,
    text: str,
    *,
    link: str = "",
    given: Mapping[str, str] | None = None,
    file_name: str = "",
) -> Description:
    """The facts of a document's row, from its header and clean text or as given.

    Parameters
    ----------
    header, text : of the document
    link : the address that a database states above the text
    given : facts by their column in `tables.DOCUMENTS`; an empty one is none
    file_name : from which suggestions are made for what is missing

    Raises
    ------
    MissingFactError : region or year is neither given nor in the text
    WrongFactError : a given fact is not as its column wants it
    """
    given = _checked(given or {})
    home = find_home(header, text, written=given.pop("region", ""), file_name=file_name)
    place = _at_level(home.place, given.get("level", ""))
    family = _family(header, text)
    found = {
        "family": family,
        "region": _Found(place.province if place else CENTRE, home.basis),
        "gb2260": _Found(code_of(place) if place else "", "region"),
        "level": _Found(home.place.level if home.place else "central", "region"),
        "year": _year(header, given.get("issued") or header.date),
        "issued": _Found(header.date, "text"),
        "doc_number": _Found(header.doc_number, "text"),
        "issuer": _issuer(header, place, given.get("family", family.value)),
        "title": _Found(header.title, "text"),
        "form": _Found("text", "default", said=False),
        "source": _Found(link, "link above the text"),
    }
    notes = [home.note, *_contradictions(found, given)]
    found |= {fact: _Found(value, "given") for fact, value in given.items()}
    if not found["year"].value:
        raise _missing_year(file_name)
    found["title"] = _title(found, place)
    found["title_basis"] = _title_basis(found["title"], header)
    if not found["title"].value:
        notes.append(Note("untitled"))
    return Description(
        facts={fact: one.value for fact, one in found.items()},
        basis={fact: one.basis for fact, one in found.items() if one.value},
        notes=tuple(note for note in notes if note),
        home=place,
    )


def _contradictions(found: Mapping[str, _Found], given: Mapping[str, str]) -> list[Note]:
    """Where the document says otherwise than what is given."""
    return [
        Note(
            "kept",
            {
                "fact": fact,
                "value": value,
                "basis": found[fact].basis,
                "found": found[fact].value,
            },
        )
        for fact, value in given.items()
        if fact in found and found[fact].said and found[fact].value not in {"", value}
    ]


# What was given


def _checked(given: Mapping[str, str]) -> dict[str, str]:
    """Given facts in the form that their columns want."""
    facts = {fact: " ".join(value.split()) for fact, value in given.items() if value.strip()}
    if "issued" in facts:
        facts["issued"] = _checked_day(facts["issued"])
    if "year" in facts:
        facts["year"] = _checked_year(facts["year"])
    for column in tables.DOCUMENTS.columns:
        value = facts.get(column.name, "")
        if value and not column.fits(value):
            raise _wrong(column.name, value, column.wanted)
    return facts


def _checked_day(written: str) -> str:
    day = iso_date(unicodedata.normalize("NFKC", written))
    if not day:
        raise _wrong("issued", written, "a day as YYYY-MM-DD, such as 2016-06-30")
    return day


def _checked_year(written: str) -> str:
    year = unicodedata.normalize("NFKC", written).removesuffix("年")
    if is_year(year):
        return year
    raise _wrong("year", written, "it in four digits, such as 2016")


def _wrong(fact: str, value: str, wanted: str) -> WrongFactError:
    return WrongFactError(f"{fact} is “{value}”; write {wanted}.", fact=fact, value=value)


def _at_level(place: Place | None, level: str) -> Place | None:
    """A place, or the wider one around it that a given level means."""
    if place and level == "province":
        return province_place(place.province)
    if place and place.city and level == "city":
        return Place(place.province, place.city, "", place.path[:2])
    return place


# What the text says


_REPORT = re.compile(r"工作报告(?:[（(][^）)]*[）)])?$")
_OPENING = re.compile(r"我代表[^。\n]{1,20}?(?:政府|国务院)[^。\n]{0,30}?(?:报告|作)")


def _family(header: Header, text: str) -> _Found:
    if _REPORT.search(header.title):
        return _Found("work-report", "title")
    if _OPENING.search(text[:1500]):
        return _Found("work-report", "opening words")
    return _Found("plan", "no report", said=False)


def _issuer(header: Header, place: Place | None, family: str) -> _Found:
    """Who issued it; a work report that does not say is its government's."""
    if header.issuer or family != "work-report":
        return _Found(header.issuer, "text")
    return _Found(f"{place.name}人民政府" if place else "国务院", "region", said=False)


def _title(found: Mapping[str, _Found], place: Place | None) -> _Found:
    """The title; a work report without one of its own bears that of its series."""
    if found["title"].value not in {"", "政府工作报告"} or found["family"].value != "work-report":
        return found["title"]
    whose = place.name if place else "国务院"
    return _Found(f"{found['year'].value}年{whose}政府工作报告", "series")


def _title_basis(title: _Found, header: Header) -> _Found:
    """How the title is known; a given one that the text bears out is known from the text."""
    borne_out = title.value in {header.title, header.issues}
    known = "text" if borne_out else title.basis
    return _Found(known if title.value else "", title.basis)


def _year(header: Header, issued: str) -> _Found:
    """The year planned for: as the title says, else that of issue."""
    year = year_of_title(header.title, issued=issued)
    if year:
        return _Found(str(year), "title")
    if issued:
        return _Found(issued[:4], "date of issue", said=False)
    match = re.search(r"(?:19|20)\d\d", header.doc_number)
    return _Found(match.group() if match else "", "document number", said=False)


def _missing_year(file_name: str) -> MissingFactError:
    said = re.search(YEAR, file_name)
    hint = f" The file's name says {said.group()}." if said else ""
    return MissingFactError(
        f"no year stands in its title or date; give the year planned for (--year 2016).{hint}",
        fact="year",
        suggestion=said.group() if said else "",
    )
