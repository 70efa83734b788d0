"""How to cite textlab and a corpus: BibTeX, and GB/T 7714—2015.

Facts of textlab stand in CITATION.cff too, which an installed package lacks; a
test holds the two together. Facts of a corpus come from its datapackage.json.

Sources: GB/T 7714—2015, 4.6 and 8 (items and their order), annex B (DS data set,
CP program, OL online); BibTeX, btxdoc (fields of @misc).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from textlab.corpus.package import DESCRIPTOR, read_package
from textlab.errors import CorpusError

TITLE = "textlab: reading Chinese policy plans as data"
AUTHORS = ("The textlab authors",)
YEAR = "2026"
"""Of the version that is here; change it with the version."""

_SPECIAL = {char: f"\\{char}" for char in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}
_CHINESE = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Author:
    """Who answers for a work: a body or a name as it is written, or surname and given name."""

    name: str
    given: str = ""


@dataclass(frozen=True)
class Work:
    """What a citation needs: `kind` is data set or program; year and url empty where unknown."""

    name: str
    kind: str
    title: str
    version: str
    authors: tuple[Author, ...]
    year: str = ""
    url: str = ""


def cite_program() -> Work:
    """The textlab that is running."""
    authors = tuple(Author(name) for name in AUTHORS)
    return Work("textlab", "program", TITLE, version("textlab"), authors, YEAR)


def cite_corpus(corpus: Path) -> Work:
    """A corpus by its datapackage.json.

    Raises
    ------
    CorpusError : there is none, it is damaged, or its contributors are not such as a Data Package has
    """
    package = read_package(corpus)
    if not package:
        raise CorpusError(
            f"{corpus / DESCRIPTOR}: there is no such file, so the corpus has no version to cite; "
            "write it with “textlab package”."
        )
    name = str(package.get("name", corpus.name))
    return Work(
        name=name,
        kind="data set",
        title=str(package.get("title", name)),
        version=str(package.get("version", "")),
        authors=_authors(package, corpus / DESCRIPTOR),
        year=str(package.get("created", ""))[:4],
        url=str(package.get("homepage", "")),
    )


def _authors(package: Mapping[str, Any], where: Path) -> tuple[Author, ...]:
    """Contributors whose role is author; all of them where no one has it."""
    people = package.get("contributors", [])
    try:
        roles = [[*person.get("roles", []), person.get("role", "")] for person in people]
        authors = [person for person, had in zip(people, roles, strict=True) if "author" in had]
        return tuple(map(_author, authors or people))
    except (AttributeError, TypeError):
        raise CorpusError(
            f'{where}: contributors are a list of objects; write each as {{"title": "NAME"}}.'
        ) from None


def _author(person: Mapping[str, Any]) -> Author:
    if "familyName" in person:
        return Author(str(person["familyName"]), str(person.get("givenName", "")))
    return Author(str(person.get("title", "")))


def bibtex(work: Work) -> str:
    """The work as an entry @misc, which every style knows; names and title are printed as they are."""
    key = re.sub("[^a-z0-9.]+", "-", f"{work.name}-{work.version}".lower()).strip("-")
    kind = {"program": "Computer program", "data set": "Data set"}[work.kind]
    fields = {
        "author": " and ".join(map(_bibtex_name, work.authors)),
        "title": f"{{{_escaped(work.title)}}}",
        "year": work.year,
        "note": _escaped(f"{kind}, version {work.version}"),
        "url": work.url,
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return ",\n".join([f"@misc{{{key}", *lines]) + "\n}"


def _bibtex_name(author: Author) -> str:
    """A whole name in braces, so that BibTeX does not part it."""
    name = f"{{{_escaped(author.name)}}}"
    return f"{name}, {_escaped(author.given)}" if author.given else name


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in " ".join(text.split()))


def gbt7714(work: Work) -> str:
    """The work after GB/T 7714—2015; of an online work the reader adds the day of the visit."""
    chinese = bool(_CHINESE.search(work.title))
    mark = {"program": "CP", "data set": "DS"}[work.kind] + ("/OL" if work.url else "")
    edition = f"{work.version}版" if chinese else f"Version {work.version}"
    date = work.year + ("[引用日期]" if work.url else "")
    parts = [_gbt_names(work.authors), f"{work.title}[{mark}]", edition, date, work.url]
    return ". ".join(part for part in parts if part) + ("" if work.url else ".")


def _gbt_names(authors: tuple[Author, ...]) -> str:
    """Surname first; of more than three the first three and 等, or et al."""
    names = [_gbt_name(author) for author in authors[:3]]
    if len(authors) > 3:
        names.append("等" if _CHINESE.search(names[0]) else "et al")
    return ", ".join(names)


def _gbt_name(author: Author) -> str:
    """Chinese names in one; of others the given names as initials, without points."""
    if not author.given or _CHINESE.search(author.name):
        return author.name + author.given
    initials = (part[0].upper() for part in re.split(r"[\s.-]+", author.given) if part)
    return f"{author.name} {' '.join(initials)}"
