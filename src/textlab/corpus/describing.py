"""What a row of documents.csv says of a document: facts from its text, and those that were given.

What is given wins; where the text says otherwise, a note tells it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from textlab import tables
from textlab.corpus.documents import FIRST_YEAR, LAST_YEAR
from textlab.errors import CorpusError, MissingFactError
from textlab.reading.dates import iso_date
from textlab.reading.facts import NUMBER
from textlab.reading.header import Header, named_region
from textlab.reading.numbering import cn_number
from textlab.reading.places import (
    Place,
    code_of,
    home_of,
    place_in_front,
    place_of_code,
    province_place,
)
from textlab.reading.spellings import CENTRE

Found = tuple[str, str]
"""A fact, empty where there is none, and what says it."""

_NONE: Found = ("", "")


@dataclass(frozen=True)
class Description:
    """The facts of a row, what says each, and what is to be told about them.

    `home` is the place that the document is of; None for a central one.
    """

    facts: Mapping[str, str]
    basis: Mapping[str, str]
    notes: tuple[str, ...]
    home: Place | None

    @property
    def year(self) -> int:
        """The year planned for."""
        return int(self.facts["year"])


def describe_document(
    header: Header,
    text: str,
    *,
    link: str = "",
    given: Mapping[str, str] | None = None,
    name: str = "",
) -> Description:
    """The facts of a document's row, from its header and clean text or as given.

    Parameters
    ----------
    header, text : of the document
    link : the address that a database states above the text
    given : facts by their column in `tables.DOCUMENTS`; an empty one is none
    name : the file's name without its ending, from which only suggestions are made

    Raises
    ------
    MissingFactError : region or year is neither given nor in the text
    CorpusError : a given fact is not as its column wants it
    """
    given = _checked(given or {})
    notes: list[str] = []
    home, region = _home(header, given.get("region", ""), notes, name)
    level = home.level if home else "central"
    home = _at_level(home, given.get("level", ""))
    family = _family(header, text)
    issued = given.get("issued") or header.date
    said = {
        "family": family,
        "region": (home.province if home else CENTRE, region),
        "gb2260": (code_of(home) if home else "", "region"),
        "level": (level, "region"),
        "year": _year(header, issued),
        "issued": (header.date, "text" if header.date else ""),
        "doc_number": (header.doc_number, "text" if header.doc_number else ""),
        "issuer": _issuer(header, home, given.get("family") or family[0]),
        "source": (link, "link above the text" if link else ""),
    }
    found = {fact: _chosen(fact, one, given, notes) for fact, one in said.items()}
    if not found["year"][0]:
        raise _missing_year(name)
    found |= _title(header, given, found, notes)
    found |= {fact: (given[fact], "given") for fact in _ONLY_GIVEN if fact in given}
    return Description(
        facts={fact: value for fact, (value, _) in found.items()},
        basis={fact: basis for fact, (value, basis) in found.items() if value},
        notes=tuple(notes),
        home=home,
    )


_ONLY_GIVEN = ("form", "source_url", "rights")


def _chosen(fact: str, said: Found, given: Mapping[str, str], notes: list[str]) -> Found:
    """What is given, else what the text says; a note where they differ."""
    if fact not in given or fact == "region":  # a region was read and compared as a place
        return said
    value, basis = said
    if value and value != given[fact] and fact not in _ASSUMED.get(basis, ()):
        notes.append(f"{fact} {given[fact]} is kept as given, but its {basis} says {value}.")
    return given[fact], "given"


_ASSUMED = {"region": ("issuer",), "kind of text": ("family",), "date of issue": ("year",)}
"""What is concluded and not said, so that another value contradicts nothing."""


def _checked(given: Mapping[str, str]) -> dict[str, str]:
    """Given facts in the form that their columns want."""
    facts = {fact: " ".join(value.split()) for fact, value in given.items() if value.strip()}
    if "issued" in facts:
        facts["issued"] = iso_date(facts["issued"]) or facts["issued"]
    if "year" in facts:
        facts["year"] = _checked_year(facts["year"])
    for column in tables.DOCUMENTS.columns:
        value = facts.get(column.name, "")
        if value and column.pattern and not re.fullmatch(column.pattern, value, re.ASCII):
            raise CorpusError(f"{column.name} is “{value}”; write {column.wanted}.")
    return facts


def _checked_year(written: str) -> str:
    year = unicodedata.normalize("NFKC", written).removesuffix("年")
    if re.fullmatch(r"\d{4}", year) and FIRST_YEAR <= int(year) <= LAST_YEAR:
        return year
    raise CorpusError(f"year is “{written}”; write it in four digits, such as 2016.")


# Where it is from


def _home(header: Header, written: str, notes: list[str], name: str) -> tuple[Place | None, str]:
    """The place that a document is of, None for the centre; and what says so."""
    said, basis = _said_home(header)
    if not written and basis:
        if basis not in _SIGNS and said:
            notes.append(
                f"region {_name(said)} is the province that its text names most; give another with "
                "--region where that is wrong."
            )
        return said, basis
    if not written:
        raise MissingFactError(
            "its text names no province; give its region (--region 江西省, 包头市 or 全国).",
            fact="region",
            suggestion=_region_in(name),
        )
    home = place_written(written)
    if basis in _SIGNS and not (home and said and (said.lies_in(home) or home.lies_in(said))):
        if home != said:
            notes.append(
                f"region {_name(home)} is kept as given, but its {basis} says {_name(said)}."
            )
        return home, "given"
    narrower = bool(home and said and basis in _SIGNS and said.lies_in(home))
    return (said if narrower else home), "given"


_SIGNS = ("issuer", "title")


def _said_home(header: Header) -> tuple[Place | None, str]:
    """The place that issuer or title begins with, else the province that they or the text name."""
    near = home_of(header.region)
    for sign, text in (
        ("issuer", header.issuer),
        ("title", header.title),
        ("title", header.issues),
    ):
        place = place_in_front(text, near)
        region = named_region(text)
        if place or region:
            return place or (None if region == CENTRE else province_place(region)), sign
    if header.region == CENTRE:
        return None, "opening words"
    return near, "text" if near else ""


def place_written(region: str) -> Place | None:
    """The place that a region names: 江西省, 江西, 360000, 包头市, 150200; None for 全国.

    Raises
    ------
    CorpusError : it names none
    """
    written = unicodedata.normalize("NFKC", region.strip())
    if written == CENTRE:
        return None
    place = place_of_code(written.ljust(6, "0")) if written.isdecimal() else home_of(written)
    if not place:
        raise CorpusError(
            f"region “{region}” is unknown; write a province or a city, such as 江西省 or 包头市, its "
            f"GB/T 2260 code, or {CENTRE}."
        )
    return place


def _at_level(home: Place | None, level: str) -> Place | None:
    """A place, or the wider one around it that a given level means."""
    if home and level == "province":
        return province_place(home.province)
    if home and home.city and level == "city":
        return Place(home.province, home.city, "", home.path[:2])
    return home


def _name(home: Place | None) -> str:
    return home.full_name if home else CENTRE


def _region_in(name: str) -> str:
    place = place_in_front(name)
    region = named_region(name)
    return place.full_name if place else region


# What and when


_REPORT = re.compile(r"工作报告(?:[（(][^）)]*[）)])?$")
_OPENING = re.compile(r"我代表[^。\n]{1,20}?(?:政府|国务院)[^。\n]{0,30}?(?:报告|作)")


def _family(header: Header, text: str) -> Found:
    if _REPORT.search(header.title):
        return "work-report", "title"
    if _OPENING.search(text[:1500]):
        return "work-report", "opening words"
    return "plan", "kind of text"


def _issuer(header: Header, home: Place | None, family: str) -> Found:
    """Who issued it; a work report that does not say is its government's."""
    if header.issuer or family != "work-report":
        return header.issuer, "text" if header.issuer else ""
    return (f"{home.name}人民政府" if home else "国务院"), "region"


def _title(
    header: Header,
    given: Mapping[str, str],
    found: Mapping[str, Found],
    notes: list[str],
) -> dict[str, Found]:
    """The title and how it is known; a work report without one of its own bears that of its series."""
    title, basis = _chosen("title", (header.title, "text" if header.title else ""), given, notes)
    known = basis
    if basis == "given" and title in {header.title, header.issues}:
        known = "text"
    if title in {"", "政府工作报告"} and found["family"][0] == "work-report":
        place = found["issuer"][0].removesuffix("人民政府")
        title, basis = f"{found['year'][0]}年{place}政府工作报告", "series"
        known = "series"
    if not title:
        notes.append("no title was found in its text; give it with --title.")
    return {"title": (title, basis), "title_basis": (known, basis)}


def _year(header: Header, issued: str) -> Found:
    """The year planned for: as the title says, else that of issue."""
    year = year_of_title(header.title, issued=issued)
    if year:
        return str(year), "title"
    if issued:
        return issued[:4], "date of issue"
    match = re.search(r"(?:19|20)\d\d", header.doc_number)
    return (match.group(), "document number") if match else _NONE


def _missing_year(name: str) -> MissingFactError:
    said = re.search(_FOUR, name)
    hint = f" (the file's name says {said.group()})" if said else ""
    return MissingFactError(
        f"no year stands in its title or date; give the year planned for (--year 2016){hint}.",
        fact="year",
        suggestion=said.group() if said else "",
    )


_FOUR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_SEVERAL = re.compile(rf"({_FOUR})年?\s*(?:[-—–―─~]+|至|到)\s*(?:(?:19|20)\d\d|\d\d)(?!\d)年?")
_FIVE_YEARS = re.compile(
    r"[“\"]([七八九]|十[一二三四五六七]?)五[”\"]|第([七八九]|十[一二三四五六七]?)个五年"
)
_DISTANT = re.compile(rf"{_FOUR}年?远景")
_SPELT = re.compile(r"[一二][〇○零一二三四五六七八九]{3}(?=年)")


def year_of_title(title: str, *, issued: str = "") -> int | None:
    """The year that a title plans for; None where it names none.

    2016年行动计划 plans for 2016, also within a frame of several years: 纲要（2011—2020年）2016年
    行动计划. Of several years, and of a five-year plan (“十四五”), it is the first, or the year of
    issue where that is before.
    """
    plain = _SPELT.sub(lambda m: str(cn_number(m.group().replace("○", "〇"))), title)
    plain = re.sub(NUMBER, "", unicodedata.normalize("NFKC", plain))
    plain = _DISTANT.sub("", plain)
    single = re.findall(_FOUR, _SEVERAL.sub("", plain))
    if single:
        return int(single[-1])
    firsts = [int(match[1]) for match in _SEVERAL.finditer(plain)]
    firsts += [_first_of_five(match[1] or match[2]) for match in _FIVE_YEARS.finditer(plain)]
    if not firsts:
        return None
    return min(firsts[0], int(issued[:4])) if issued else firsts[0]


def _first_of_five(number: str) -> int:
    """The first year of a five-year plan: the fourteenth began in 2021."""
    return 1951 + 5 * cn_number(number)
