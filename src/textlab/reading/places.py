"""Places: which province, city or county a name begins with, and what a document calls home.

The table `places.csv` holds the cities, prefectures, leagues, counties and districts under their
GB/T 2260 codes with a slug for ids, the pinyin of the name without its kind; `current` is false
for names that were given up since 2002, which older plans still use.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textlab.reading.regions import (
    PROVINCE_CODES,
    PROVINCE_SLUGS,
    PROVINCES,
    SHORT_NAMES,
    short_name,
)

_TABLE = Path(__file__).with_name("places.csv")
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
_PEOPLES = (
    "汉族|蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|"
    "哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|"
    "羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|普米族|塔吉克|怒族|鄂温克族|独龙族|保安族|裕固族|各族"
)
_AUTONOMOUS = re.compile(rf"(?P<short>.{{2,}}?)(?:{_PEOPLES})+自治(?P<kind>[州县旗])")
_LONGEST = 16


@dataclass(frozen=True)
class Place:
    """A province, or a city or county in it; what it is no part of is empty.

    `path` holds the slugs from the province down.
    """

    province: str
    city: str = ""
    county: str = ""
    path: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """province, city or county."""
        return "county" if self.county else "city" if self.city else "province"

    @property
    def name(self) -> str:
        """The name of the smallest part, such as 包头市."""
        return self.county or self.city or self.province

    @property
    def full_name(self) -> str:
        """All parts, such as 内蒙古自治区包头市."""
        return self.province + self.city + self.county

    def lies_in(self, other: "Place") -> bool:
        """Whether this is a part of another place, or the place itself."""
        own, outer = (
            (self.province, self.city, self.county),
            (other.province, other.city, other.county),
        )
        return all(not part or part == mine for mine, part in zip(own, outer, strict=True))


def short_place(name: str) -> str:
    """A name without its kind: 包头 for 包头市, 阿坝 for 阿坝藏族羌族自治州; 蔚县 stays."""
    if name in PROVINCES:
        return short_name(name)
    match = _AUTONOMOUS.fullmatch(name)
    if match:
        return match["short"]
    if name.endswith("地区"):
        return name.removesuffix("地区")
    return name[:-1] if len(name) > 2 and name[-1] in "市县区旗盟州" else name


def province_place(province: str) -> Place:
    """The place of a province by its full name."""
    return Place(province, path=(PROVINCE_SLUGS[province],))


# The table


@cache
def _places() -> Mapping[str, tuple[Place, bool]]:
    """Places by their GB/T 2260 code and name, and whether the name is current."""
    with _TABLE.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    places: dict[str, tuple[Place, bool]] = {}
    for row in sorted(rows, key=lambda row: not row["gb2260"].endswith("00")):
        code, name, slug = row["gb2260"], row["name"], row["slug"]
        home = province_place(PROVINCE_CODES[code[:2] + "0000"])
        above = places.get(code[:4] + "00")
        if code.endswith("00"):
            place = Place(home.province, name, "", (*home.path, slug))
        else:
            city = above[0] if above else home
            place = Place(home.province, city.city, name, (*city.path, slug))
        key = code if code not in places else code + name
        places[key] = (place, row["current"] == "true")
    return places


@cache
def _by_name() -> Mapping[str, tuple[Place, ...]]:
    """Places by each form in which their names are written; the current before the given-up."""
    found: dict[str, dict[Place, None]] = {}
    for place, _ in sorted(_places().values(), key=lambda entry: not entry[1]):
        for form in _forms(place):
            found.setdefault(form, {}).setdefault(place)
    return {form: tuple(places) for form, places in found.items()}


def _forms(place: Place) -> Iterator[str]:
    yield place.name
    match = _AUTONOMOUS.fullmatch(place.name)
    if match:
        yield match["short"] + match["kind"]
    if place.level == "city":
        yield short_place(place.name)


def place_of_code(gb2260: str) -> Place | None:
    """The place of a GB/T 2260 code, such as 150200; None where the code is unknown."""
    if gb2260 in PROVINCE_CODES:
        return province_place(PROVINCE_CODES[gb2260])
    entry = _places().get(gb2260)
    return entry[0] if entry else None


@cache
def _codes() -> Mapping[Place, str]:
    """Codes by place; of a place with several, the current one."""
    given_up_first = sorted(_places().items(), key=lambda entry: entry[1][1])
    codes = {place: key[:6] for key, (place, _) in given_up_first}
    return codes | {province_place(name): code for code, name in PROVINCE_CODES.items()}


def code_of(place: Place) -> str:
    """The GB/T 2260 code of a place, such as 150200 for 包头市."""
    return _codes()[place]


@cache
def place_of_path(path: tuple[str, ...]) -> Place | None:
    """The place that slugs from the province down stand for; None where there is none."""
    if len(path) == 1:
        provinces = {slug: province for province, slug in PROVINCE_SLUGS.items()}
        return province_place(provinces[path[0]]) if path[0] in provinces else None
    return _by_path().get(path)


@cache
def _by_path() -> Mapping[tuple[str, ...], Place]:
    entries = sorted(_places().values(), key=lambda entry: entry[1])
    return {place.path: place for place, _ in entries}


# What a text names


def named_places(text: str, within: Place | None) -> Iterator[tuple[Place, str]]:
    """The places whose names a text begins with, each with the rest; the longest name first.

    A name that several places bear is the one in `within`; where none or several are, it is
    left out. A county behind its city, or a city behind its province, belongs to the name.
    """
    for length in range(min(_LONGEST, len(text)), 1, -1):
        place = _choose(text[:length], within)
        if place:
            yield from _deeper(place, text[length:])
            yield place, text[length:]


def _deeper(place: Place, rest: str) -> Iterator[tuple[Place, str]]:
    if place.level != "county":
        inner = (pair for pair in named_places(rest, place) if pair[0] != place)
        yield from (pair for pair in inner if pair[0].lies_in(place))


def _choose(form: str, within: Place | None) -> Place | None:
    province = form if form in PROVINCES else SHORT_NAMES.get(form.removesuffix("自治区"))
    if province:
        return province_place(province)
    places = _by_name().get(form, ())
    if len(places) < 2 or not within:
        return places[0] if len(places) == 1 else None
    wider = [within, province_place(within.province)]
    near = ([p for p in places if p.lies_in(around)] for around in wider)
    nearest: list[Place] = next((group for group in near if group), [])
    same = {(place.city, short_place(place.county)) for place in nearest}
    return nearest[0] if len(same) == 1 else None


_GENERIC = ("自治区", "省", "市", "区", "县", "州", "盟", "旗", "地区")


def elided_places(text: str, home: Place) -> Iterator[tuple[Place, str]]:
    """The places that 省, 市, 县 at the start of a text stand for in a document of `home`."""
    for word in _GENERIC:
        if text.startswith(word):
            place = _called(word, home)
            if place:
                yield place, text.removeprefix(word)


def _called(word: str, home: Place) -> Place | None:
    """The place that a document of `home` calls by its kind, the smallest first."""
    if home.county.endswith(word):
        return home
    if home.city.endswith(word):
        return Place(home.province, home.city, "", home.path[:2])
    region = word == "区" and home.province.endswith("自治区") and not home.city
    fits = home.province.endswith(word) and word in {"省", "自治区", "市"}
    return province_place(home.province) if fits or region else None


def home_of(region: str, texts: Iterable[str] = ()) -> Place | None:
    """The place that a region names, narrowed to the city or county with which a text begins.

    Parameters
    ----------
    region : 江西省, 江西, 内蒙古自治区包头市, or "" where only the texts say; None comes back for
        全国 and what is unknown
    texts : a document's issuer and title: 包头市人民政府办公室 makes 包头市 the home
    """
    home = next((place for place, _ in named_places(region.strip(), None)), None)
    if region and not home:
        return None
    for text in texts:
        for place, rest in named_places(_bare(text), home):
            if _is_name(place, rest) and (home is None or place.lies_in(home)):
                return place
    return home


def home_of_document(region: str, gb2260: str) -> str:
    """Where names of a document are looked up: its region, or the city or county of its code."""
    place, home = place_of_code(gb2260), home_of(region)
    return place.full_name if place and home and place.lies_in(home) else region


def place_in_front(text: str, within: Place | None = None) -> Place | None:
    """The place that a title or a body's name begins with, written with its kind.

    包头市教育局 is of 包头市; 朝阳产业园 and 南京路 name no place so.
    """
    for place, rest in named_places(_bare(text), within):
        form = _bare(text).removesuffix(rest)
        if form.endswith(_GENERIC):
            return place
    return None


def _bare(text: str) -> str:
    return re.sub(r"^中共|\s", "", text)


def _is_name(place: Place, rest: str) -> bool:
    """Whether a body of the place itself follows: its government, committee, office or title."""
    return place.name[-1] in "省市区县旗州盟" and bool(
        re.match(r"人民政府|政府|委|人大|政协|行政公署|人民代表大会", rest)
    )
