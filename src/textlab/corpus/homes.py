"""Where a document is from: the place whose plan it is, from its text or as given."""

import re
import unicodedata
from typing import NamedTuple

from textlab.corpus.notes import Note
from textlab.errors import MissingFactError, WrongFactError
from textlab.reading.header import Header, named_region
from textlab.reading.places import (
    Place,
    home_of,
    named_places,
    place_in_front,
    place_of_code,
    province_place,
)
from textlab.reading.regions import CENTRE, region_of


class Home(NamedTuple):
    """The place of a document, None for a central one; what says so; what is to be told."""

    place: Place | None
    basis: str
    note: Note | None = None


def find_home(header: Header, text: str, *, written: str = "", file_name: str = "") -> Home:
    """The place of a document: that its issuer or title begins with, or as given.

    Parameters
    ----------
    header, text : of the document
    written : the region as given, see `place_written`; narrowed to the city or county in it that
        signs the document
    file_name : from which a suggestion is made where nothing says the place

    Raises
    ------
    MissingFactError : no place is given, and the text names none
    WrongFactError : the given region is unknown
    """
    signed, guessed = _signed(header, text), home_of(header.region)
    if written:
        return _given(place_written(written), signed)
    if signed:
        return signed
    if header.region == CENTRE:
        return Home(None, "opening words")
    if guessed:
        return Home(guessed, "text", Note("guessed", {"place": guessed.name}))
    raise MissingFactError(
        "its text names no province; give its region (--region 江西省, 包头市 or 全国).",
        fact="region",
        suggestion=_suggested(file_name),
    )


_YEAR_IN_FRONT = re.compile(r"^(?:19|20)\d\d年?度?")
_CONGRESS = re.compile(r"(?<=在)[^，。\n]{2,20}?(?=第[^，。\n]{1,4}届人民代表大会)")


def _signed(header: Header, text: str) -> Home | None:
    """The place that issuer or title begins with, or whose congress a report was given to; else the
    province or the centre that they name."""
    near = home_of(header.region)
    congress = _CONGRESS.search(text[:1000])
    signs = [
        ("issuer", header.issuer),
        ("title", _YEAR_IN_FRONT.sub("", header.title)),
        ("title", header.issues),
        ("opening words", congress.group() if congress else ""),
    ]
    for sign, words in signs:
        place, region = place_in_front(words, near), named_region(words)
        if place or region:
            return Home(place or (None if region == CENTRE else province_place(region)), sign)
    return None


def _given(place: Place | None, signed: Home | None) -> Home:
    if not signed or signed.place == place:
        return Home(place, "given")
    if place and signed.place and signed.place.lies_in(place):
        return Home(signed.place, "given")
    if place and signed.place and place.lies_in(signed.place):
        return Home(place, "given")
    told = {"fact": "region", "value": _name(place), "basis": signed.basis}
    return Home(place, "given", Note("kept", {**told, "found": _name(signed.place)}))


def place_written(region: str) -> Place | None:
    """The place that a region names: 江西省, 江西, 赣, 36, 360000, 包头市, 150200; None for 全国.

    Raises
    ------
    WrongFactError : it names none
    """
    written = unicodedata.normalize("NFKC", region.strip())
    if written.isdecimal():
        place = place_of_code(written.ljust(6, "0"))
    else:
        known = region_of(written)
        if known == CENTRE:
            return None
        places = named_places(known or written, None)
        place = next((place for place, rest in places if not rest), None)
    if not place:
        raise WrongFactError(
            f"region “{region}” is unknown; write a province or a city, such as 江西省 or 包头市, its "
            f"GB/T 2260 code, or {CENTRE}.",
            fact="region",
            value=region,
        )
    return place


def _name(place: Place | None) -> str:
    return place.full_name if place else CENTRE


def _suggested(file_name: str) -> str:
    place = place_in_front(file_name)
    return place.full_name if place else named_region(file_name)
