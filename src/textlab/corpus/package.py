"""The Data Package of a corpus: `datapackage.json` says what its files are, and which version.

Every file of data is a resource with its size and hash, and the schema of its
table stands in `schemas/`. What a person wrote in it (title, licences,
contributors, anything else) is kept; sizes, hashes and version are made.

`version` is the author's number as long as the files are those that the number
was given to. Once they differ, the first digits of their hash are added, such
as 0.1.0+3f9a21c0, so that two different corpora never bear one version.
`contents` is the hash of all resources, `versions` which number had which.

Sources: Data Package standard version 2 (2024); Semantic Versioning 2.0.0.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from textlab import tables
from textlab.corpus.canonical import read_canonical
from textlab.corpus.faults import FaultError
from textlab.corpus.features import SCHEMAS, SETTINGS
from textlab.corpus.own_columns import documents_schema
from textlab.corpus.table_schemas import TABLES, table_schema
from textlab.errors import CorpusError
from textlab.files import locked, sha256, write_whole
from textlab.schema import Schema
from textlab.words.glosses import GLOSSES

DESCRIPTOR = "datapackage.json"
FIRST_VERSION = "0.1.0"

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NUMBER = re.compile(
    r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?", re.ASCII
)
_DOC_ID = tables.DOCUMENTS.column("doc_id")
_MADE = ("version", "contents", "versions", "resources")
_KINDS = {"csv": "text/csv", "txt": "text/plain", "json": "application/json"}


Package: TypeAlias = dict[str, Any]
"""What datapackage.json holds."""


class PackageFault(NamedTuple):
    """A file that is not as datapackage.json says: it is missing, stale (other bytes) or unlisted."""

    path: str
    reason: str


def read_package(corpus: Path) -> Package:
    """What datapackage.json says; empty where there is none.

    Raises
    ------
    CorpusError : the file is damaged
    """
    path = corpus / DESCRIPTOR
    if not path.exists():
        return {}
    try:
        package: Package = json.loads(path.read_text(encoding="utf-8-sig"))
        package["versions"] = dict(package.get("versions", {}))
        {str(resource["path"]): resource.get("hash") for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise CorpusError(
            f"{path}: not a Data Package (JSON with a list of resources, each with its path); "
            "take the file back, or delete it and write it anew with “textlab package”."
        ) from None
    return package


def make_package(
    corpus: Path, *, described: Mapping[str, Any] | None = None, version: str = ""
) -> Package:
    """The Data Package of a corpus as it now is.

    Parameters
    ----------
    corpus : the folder
    described : a package whose words and versions are taken over; by default the one that is there
    version : the number that the author gives to these contents, such as 0.2.0

    Returns
    -------
    What datapackage.json holds: name, title, description and whatever a person wrote; version,
    contents, versions; resources, each with name, path, format, bytes, hash, schema

    Raises
    ------
    CorpusError : datapackage.json is damaged, the version is no number such as 0.2.0, or it is one
        that other contents had
    """
    old = dict(described or {}) or read_package(corpus)
    listed = {resource["path"]: resource for resource in old.get("resources", [])}
    resources = [{**listed.get(made["path"], {}), **made} for made in _resources(corpus)]
    contents = _contents(resources)
    number, versions = _numbered(old, contents, version, corpus / DESCRIPTOR)
    words = {name: value for name, value in old.items() if name not in _MADE} or first_words(corpus)
    made = {"version": number, "contents": contents, "versions": versions, "resources": resources}
    return words | made


def write_package(corpus: Path, package: Mapping[str, Any]) -> None:
    """Write datapackage.json, and in schemas/ what its tables hold, each file whole or not at all."""
    used = {resource.get("schema") for resource in package["resources"]}
    for name, schema in {**TABLES, "documents": _schema_of_documents(corpus)}.items():
        if _schema_path(name) in used:
            write_whole(corpus / _schema_path(name), _json(table_schema(schema)))
    write_whole(corpus / DESCRIPTOR, _json(package))


def refresh_package(corpus: Path) -> None:
    """Bring datapackage.json up to date with the files of the corpus, where there is one.

    Raises
    ------
    CorpusError : datapackage.json is damaged, or another program is writing it
    """
    path = corpus / DESCRIPTOR
    if path.exists():
        with locked(path):
            write_package(corpus, make_package(corpus))


def package_faults(corpus: Path) -> list[PackageFault]:
    """Every file that is not as datapackage.json says, by path; none where there is no such file.

    Raises
    ------
    CorpusError : datapackage.json is damaged
    """
    package = read_package(corpus)
    if not package:
        return []
    listed = {resource["path"]: resource.get("hash") for resource in package["resources"]}
    found = {resource["path"]: resource["hash"] for resource in _resources(corpus)}
    faults = [
        *(PackageFault(path, "missing") for path in listed if not (corpus / path).is_file()),
        *(
            PackageFault(path, "stale")
            for path in listed
            if found.get(path, listed[path]) != listed[path]
        ),
        *(PackageFault(path, "unlisted") for path in found if path not in listed),
    ]
    return sorted(faults)


def check_version(corpus: Path, version: str) -> None:
    """Refuse a corpus that is not this version, or no longer.

    Raises
    ------
    CorpusError : no or a damaged datapackage.json, another version, or files that have changed since
    """
    package = read_package(corpus)
    path = corpus / DESCRIPTOR
    if not package:
        raise CorpusError(
            f"{path}: there is no such file, so the corpus has no version; read it without asking "
            f"for one, or give it this one with “textlab package --version {version}”."
        )
    if package.get("version") != version:
        raise CorpusError(
            f"{path}: the corpus is version {package.get('version')}, and version {version} was "
            "asked for; get that one, or ask for the one that is here."
        )
    faults = package_faults(corpus)
    if faults:
        first = f"{faults[0].path} is {faults[0].reason}"
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        raise CorpusError(
            f"{corpus}: no longer the files of version {version} ({first}{more}); take them back, "
            "or give what is here a version of its own with “textlab package”."
        )


# Resources


def _resources(corpus: Path) -> Iterator[Package]:
    """The files of data, in a fixed order. Files that are in no place of a corpus are none."""
    for name in ("documents", "agencies", "catalogue", "accepted"):
        yield from _resource(corpus, f"{name}.csv", name, table=name)
    for path in sorted((corpus / "lexicon").glob("*.txt")):
        yield from _resource(corpus, f"lexicon/{path.name}", f"lexicon.{path.stem}")
    yield from _resource(corpus, f"lexicon/{GLOSSES}", "lexicon.glosses", table="glosses")
    for path in sorted((corpus / "dictionaries").glob("*.csv")):
        label = f"dictionaries.{path.stem.lower()}"
        yield from _resource(corpus, f"dictionaries/{path.name}", label, table="dictionary")
    for folder in sorted((corpus / "features").glob("*/")):
        if _DOC_ID.fits(folder.name):
            inside = f"features/{folder.name}"
            for name in SCHEMAS:
                label = f"{folder.name}.{name}"
                yield from _resource(corpus, f"{inside}/{name}.csv", label, table=name)
            yield from _resource(corpus, f"{inside}/{SETTINGS}", f"{folder.name}.settings")
    for path in sorted((corpus / "texts").glob("*")):
        if _DOC_ID.fits(path.stem):
            yield from _resource(corpus, f"texts/{path.name}", path.name.lower())


def _resource(corpus: Path, path: str, name: str, *, table: str = "") -> Iterator[Package]:
    file = corpus / path
    if not file.is_file():
        return
    content = file.read_bytes()
    ending = file.suffix.removeprefix(".").lower()
    resource: Package = {"name": name, "path": path, "format": ending}
    if ending in _KINDS:
        resource["mediatype"] = _KINDS[ending]
    if table:
        # The byte-order mark that our tables begin with is part of UTF-8 and needs no other name.
        resource |= {"type": "table", "encoding": "utf-8"}
    resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content)}"}
    if table in TABLES:
        resource["schema"] = _schema_path(table)
    yield resource


def _schema_path(name: str) -> str:
    return f"schemas/{name}.json"


def _schema_of_documents(corpus: Path) -> Schema:
    """With the columns of the corpus's own; a table that cannot be read is told by the checks."""
    try:
        table = read_canonical(corpus / "documents.csv", file="documents.csv").table
    except FaultError:
        return TABLES["documents"]
    return documents_schema(table.header)


def _contents(resources: Iterable[Package]) -> str:
    lines = sorted(f"{resource['path']}\t{resource['hash']}\n" for resource in resources)
    return f"sha256:{sha256(''.join(lines).encode())}"


# Words and version


def first_words(corpus: Path) -> Package:
    """What a package says of itself before a person has written anything."""
    study = corpus.resolve().parent.name if corpus.resolve().name == "corpus" else corpus.name
    slug = re.sub("[^a-z0-9]+", "-", study.lower()).strip("-")
    return {
        "$schema": _PROFILE,
        "name": slug or "corpus",
        "title": f"{study}: a corpus of policy documents",
        "description": "Documents, their tasks, the agencies that answer for them, and term "
        "counts; made with textlab.",
    }


def _numbered(
    old: Mapping[str, Any], contents: str, version: str, where: Path
) -> tuple[str, dict[str, str]]:
    """The version of these contents, and which contents each number was given to."""
    versions: dict[str, str] = dict(old.get("versions", {}))
    if "contents" not in old:
        version = version or str(old.get("version", FIRST_VERSION))
    if version:
        return version, versions | {version: _given(version, contents, versions, where)}
    numbers = [number for number, had in versions.items() if had == contents]
    base = str(old.get("version", FIRST_VERSION)).split("+", maxsplit=1)[0]
    return numbers[-1] if numbers else f"{base}+{contents[7:15]}", versions


def _given(version: str, contents: str, versions: Mapping[str, str], where: Path) -> str:
    if not _NUMBER.fullmatch(version):
        raise CorpusError(f"{where}: version is “{version}”; write three numbers such as 0.2.0.")
    if versions.get(version, contents) != contents:
        raise CorpusError(
            f"{where}: other contents had version {version}; give these a higher number, or, where "
            "it was never passed on, take its line out of “versions” there first."
        )
    return contents


def _json(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False, indent=2)}\n".encode()
