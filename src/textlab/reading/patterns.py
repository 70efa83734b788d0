"""Bodies known by their name alone: a place and a field of work make an agency.

Where the register has no row, 包头市发改委 and 包头市发展和改革委员会 are both the agency
`neimenggu/baotou-development-reform`: slugs from the province down, then the key of the field.
A body without a field of the state, such as an enterprise or a university, keeps its own name in
the id, `jiangxi/铜业集团` for 江西铜业集团; where its name tells no place, `named/清华大学`.
"""

import re
from dataclasses import dataclass
from functools import cache

from textlab.reading.fields import Field, field_of, field_of_key, plain
from textlab.reading.kinds import kind_of, without_committee
from textlab.reading.places import (
    Place,
    elided_places,
    named_places,
    place_of_path,
    short_place,
)
from textlab.reading.regions import PROVINCES_EN

NAMED = "named"
_GOVERNMENT = "government"
_LONGEST = 40


@dataclass(frozen=True)
class Body:
    """What the id of an agency without a row says: field of work, level, province, place, names.

    `level`, `region` and `place` are empty where the name tells no place.
    """

    agency: str
    function: str
    level: str
    region: str
    place: str
    name: str
    name_en: str


def recognise(name: str, home: Place | None) -> Body | None:
    """The body that a written name stands for in a document of `home`; None where unknown."""
    text = plain(name)
    if len(text) > _LONGEST:
        return None
    for form in dict.fromkeys((text, re.sub(r"\([^()]*\)$", "", text))):
        agency = _agency_of(_turned(form), home)
        if agency:
            return describe(agency)
    return None


def _agency_of(form: str, home: Place | None) -> str:
    """The id of a name; "" where it is unknown."""
    elided = [pair for pair in elided_places(form, home) if pair[1]] if home else []
    named = [*named_places(form, home), *elided]
    for place, rest in named:
        alone = not rest and form[-1] in _KINDS_OF_PLACE
        key = _GOVERNMENT if alone else _key_of(rest)
        if key:
            return _id(place, key)
    key = _key_of(form) if home else ""
    if home and key and key != _GOVERNMENT:
        return _id(home, key)
    return _unlisted(form, home) or _own_name(form, named, home)


_KINDS_OF_PLACE = "省市区县旗州盟"
_GOVERNMENTS = {
    "政府",
    "委政府",
    "行政公署",
    "行署",
    "委省政府",
    "委市政府",
    "委区政府",
    "委县政府",
}


def _key_of(rest: str) -> str:
    """The key of what stands behind the place; "" where it is no known field."""
    if rest in _GOVERNMENTS:
        return _GOVERNMENT
    field = field_of(rest) or (field_of(rest[2:]) if rest.startswith("政府") else None)
    return field.key if field else ""


def _id(place: Place, key: str) -> str:
    return f"{place.path[0]}/{'-'.join([*place.path[1:], key])}"


_UNLISTED = re.compile(r"(?P<place>[\u4e00-\u9fff]{1,6}[市县区旗])(?P<rest>.{2,})")
_NO_PLACE = re.compile(
    "^[省市区县州盟旗全各]|开发|高新|经开|新区|园区|保税|片区|管理区|示范|试验|合作|名胜|风景|社区|地区|城市|城区|小区|市区"
)


def _unlisted(form: str, home: Place | None) -> str:
    """The id of a body of a place that the table lacks, under the place's own name."""
    match = _UNLISTED.fullmatch(form)
    if not home or not match or _NO_PLACE.search(match["place"]):
        return ""
    key = _key_of(match["rest"])
    above = home.path[: 1 if match["place"].endswith("市") else 2]
    return _id(Place(home.province, path=(*above, match["place"])), key) if key else ""


# Names that write the place in the middle

_TURNS = (
    (r"^中华人民共国(?=.)", ""),
    (r"^(?:国家)?税务总局(?=.+税务局$)", ""),
    (r"^国家统计局(.+?)(调查总队|调查队)$", r"\1\2"),
    (r"^人行(.+?)(中心支行|分行|支行|营管部|营业管理部|总部)$", r"\1人行\2"),
    (r"^(?:国家)?金融监管总局(.+?)(?:监管局|监管分局|监管支局)$", r"\1银保监局"),
    (r"^(?:中国)?(?:银保监会|银行保险监管委)(.+?)监管(?:局|分局)$", r"\1银保监局"),
    (r"^(?:中国)?(?:银监会|银行业监管委)(.+?)监管(?:局|分局)$", r"\1银监局"),
    (r"^(?:中国)?(?:保监会|保险监管委)(.+?)监管(?:局|分局)$", r"\1保监局"),
    (r"^(?:中国)?(?:证监会|证券监管委)(.+?)监管局$", r"\1证监局"),
    (r"^(.{2,8}(?<![省市区县州])(?<!地方))金融监管(?:局|分局)$", r"\1银保监局"),
    (r"^国家(?:煤矿|矿山)安全监察局(.+?)局$", r"\1矿山安全监察局"),
    (r"^国家能源局(.+?)监管(?:办|局)$", r"\1能源监管办"),
    (r"^国家外汇(?:管理)?局(.+?)(分局|中心支局|支局)$", r"\1外汇管理\2"),
    (r"^民航(.+?)(?:安全)?(?:监管局|监管办)$", r"\1民航监管局"),
    (r"^中国民用航空(.+?)(?:安全)?监管局$", r"\1民航监管局"),
    (r"^中国铁路(.+?)局集团(?:有限公司|公司)?$", r"\1铁路局"),
    (r"^([^中].{1,5})局集团$", r"\1铁路局"),
    (r"^中铁(?![一二三四五六七八九十])(.+?)局(?:集团)?(?:有限公司|公司)?$", r"\1铁路局"),
    (r"^国网(.+?)(?:省|市)?(电力|供电)(?:有限)?(?:公司)?$", r"\1\2公司"),
    (r"^(?:政协|中国人民政治协商会议)(.+?)委?$", r"\1政协"),
    (r"^中国国际贸易促进委(.+?)委$", r"\1贸促会"),
)
_TURNED = tuple((re.compile(pattern), into) for pattern, into in _TURNS)


def _turned(form: str) -> str:
    """人行南昌中心支行 as 南昌人行中心支行, 政协省委员会 as 省政协."""
    for pattern, into in _TURNED:
        form = pattern.sub(into, form)
    return form


# Bodies that keep their own names


def _own_name(form: str, named: list[tuple[Place, str]], home: Place | None) -> str:
    """The id of a body under its own name, at the place that the name tells."""
    function = kind_of(form)
    for place, rest in named:
        if function and function == kind_of(rest):
            return _id(place, without_committee(rest))
    if function == "special-zone" and home:
        return _id(home, without_committee(form))
    return f"{NAMED}/{form}" if function and len(form) > 2 else ""


# What an id says


@cache
def describe(agency: str) -> Body | None:
    """The body that an id stands for; None where it is not of the form of `recognise`."""
    head, _, tail = agency.partition("/")
    if head == NAMED:
        function = kind_of(tail)
        return Body(agency, function, "", "", "", tail, tail) if function else None
    parts = tail.split("-")
    for cut in reversed(range(min(3, len(parts)))):
        place = _place((head, *parts[:cut]))
        body = _body(agency, place, "-".join(parts[cut:])) if place else None
        if body:
            return body
    return None


def _place(path: tuple[str, ...]) -> Place | None:
    """The place of slugs, of which the last may be the name of one that the table lacks."""
    place = place_of_path(path)
    above = place_of_path(path[:-1]) if len(path) > 1 else None
    if place or not above or path[-1].isascii() or path[-1][-1] not in _KINDS_OF_PLACE:
        return place
    city, county = (path[-1], "") if path[-1].endswith("市") else (above.city, path[-1])
    return Place(above.province, city, county, path)


def _body(agency: str, place: Place, key: str) -> Body | None:
    field = field_of_key(key)
    english = f", {_english(place)}"
    if key == _GOVERNMENT:
        function, name, english = _government(place), f"{place.name}政府", f"Government{english}"
    elif field:
        function, name, english = field.function, _name(place, field), field.name_en + english
    elif not key.isascii() and kind_of(key):
        function, name = kind_of(key), short_place(place.name) + key
        english = name
    else:
        return None
    return Body(agency, function, place.level, place.province, place.name, name, english)


def _government(place: Place) -> str:
    names = {"province": "provincial", "city": "city", "county": "district"}
    return f"{names[place.level]}-government"


def _name(place: Place, field: Field) -> str:
    above = place.level == "province" and not place.province.endswith("市")
    name = field.name if above else field.name_below
    if "~" in name:
        return name.replace("~", place.county or short_place(place.name))
    party = "党" if name.startswith("委") and place.name.endswith("自治区") else ""
    return place.name + party + name


def _english(place: Place) -> str:
    slugs = [slug.capitalize() for slug in place.path[:0:-1]]
    return ", ".join([*slugs, PROVINCES_EN[place.province]])
