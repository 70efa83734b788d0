"""Fields of work: what a body does, told by its name without the place.

The table `fields.csv` has a row a kind of body: its key in ids, its `function` (the field of work
of agencies.csv), `stems` that take one of the `endings` (发展改革 + 委), whole `forms`, and its
name at province level and below. [x] is a part that may be missing; ~ stands for the place.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textlab.errors import TableError
from textlab.reading.spellings import fold

_TABLE = Path(__file__).with_name("fields.csv")
_CENTRES = ("中心", "馆")
_COMBINED = ("厅", "局", "委")
_FILLER = "(?:管理|工作|服务|事务|事业发展|管理服务|发展)?"
_LONGEST = 24
_NATURE = re.compile("(?:中心|馆|厅|局|委|办|部)$")


@dataclass(frozen=True)
class Field:
    """A kind of body: key in ids, field of work, endings of its stems, names.

    `name` and `name_below` are those of a province and of a city or county.
    """

    key: str
    function: str
    endings: tuple[str, ...]
    name: str
    name_below: str
    name_en: str

    @property
    def is_centre(self) -> bool:
        """Whether such a body is by itself a 中心 or 馆 and no bureau."""
        return self.name.endswith(_CENTRES)

    def other(self) -> "Field":
        """The bureau beside a centre, or the centre beside a bureau: 大数据中心 beside 大数据局."""
        kind, end, english = (
            ("bureau", "局", "") if self.is_centre else ("center", "中心", " Centre")
        )
        name, below = (_NATURE.sub(end, name) for name in (self.name, self.name_below))
        key, name_en = f"{self.key}-{kind}", self.name_en + english
        return Field(key, self.function, self.endings, name, below, name_en)


def plain(name: str) -> str:
    """A name folded as names are compared, 办公室 as 办 and 党委 at its start as 委."""
    return re.sub("^党委(?=.)", "委", fold(name).replace("办公室", "办"))


def field_of(body: str) -> Field | None:
    """The field of a body's name without its place, such as 发展改革委; None where unknown.

    Of a body with several fields, 教育体育局, the first counts.
    """
    body = plain(body)
    if len(body) > _LONGEST:
        return None
    return _forms().get(body) or next(_by_stem(body), None)


def field_of_key(key: str) -> Field | None:
    """The field that a key in an id stands for; None where there is none."""
    return _keys().get(key)


def fields() -> tuple[Field, ...]:
    """All fields of the table, in its order."""
    return tuple(_rows())


def field_labels(*, lang: str = "zh") -> dict[str, str]:
    """The name of each field of work by what agencies.csv calls it, Chinese or English ("en").

    In Chinese that of a body at province level without its place: market-regulation is 市场监管局,
    publicity, a body of the Party's committee, 党委宣传部.
    A field without bodies of a set name, such as enterprise, is not in it.

    Raises
    ------
    TableError : another `lang`
    """
    if lang not in {"zh", "en"}:
        raise TableError(f"fields: lang is “{lang}”; write zh or en.")
    own = [field for field in fields() if field.key == field.function]
    if lang == "en":
        return {field.function: field.name_en for field in own}
    return {field.function: re.sub("^委", "党委", field.name) for field in own}


def _by_stem(body: str) -> Iterator[Field]:
    stems = _stems()
    for length in range(len(body) - 1, 0, -1):
        for field in stems.get(body[:length], ()):
            ending = _ending(field, body[length:])
            if ending:
                yield field if field.is_centre == (ending in _CENTRES) else field.other()


def _ending(field: Field, rest: str) -> str:
    """The ending of a name behind its stem; "" where it is none of the field's."""
    match = re.fullmatch(f"{_FILLER}({'|'.join(field.endings)})", rest)
    if not match and set(field.endings) & set(_COMBINED):
        match = re.fullmatch(f"{_more_stems()}{_FILLER}({'|'.join(_COMBINED)})", rest)
    return match[1] if match else ""


# The table


@cache
def _rows() -> Mapping[Field, Mapping[str, str]]:
    with _TABLE.open(encoding="utf-8-sig", newline="") as lines:
        return {_field(row): row for row in csv.DictReader(lines)}


def _field(row: Mapping[str, str]) -> Field:
    name, _, below = row["name"].partition("/")
    endings = tuple(row["endings"].split())
    return Field(row["key"], row["function"], endings, name, below or name, row["name_en"])


@cache
def _keys() -> Mapping[str, Field]:
    known = {field.key: field for field in _rows()}
    return {field.other().key: field.other() for field in _rows()} | known


@cache
def _forms() -> Mapping[str, Field]:
    return {
        plain(form): field
        for field, row in _rows().items()
        for written in row["forms"].split()
        for form in _spelt(written)
    }


@cache
def _stems() -> Mapping[str, tuple[Field, ...]]:
    stems: dict[str, list[Field]] = {}
    for field, row in _rows().items():
        for stem in (form for written in row["stems"].split() for form in _spelt(written)):
            stems.setdefault(fold(stem), []).append(field)
    return {stem: tuple(found) for stem, found in stems.items()}


@cache
def _more_stems() -> str:
    """A pattern of further fields behind the first: 体育 in 教育体育局."""
    words = {
        stem
        for stem, found in _stems().items()
        if stem[0] != "委" and any(set(field.endings) & set(_COMBINED) for field in found)
    }
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))}){{1,3}}"


def _spelt(written: str) -> Iterator[str]:
    """All spellings of a form with parts in []."""
    match = re.search(r"\[(\w+)\]", written)
    if not match:
        yield written
        return
    for part in ("", match[1]):
        yield from _spelt(written[: match.start()] + part + written[match.end() :])
