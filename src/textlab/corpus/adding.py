"""A document is added to a corpus: its text or features, and its row; whole or not at all."""

import shutil
from collections.abc import Hashable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from textlab import tables
from textlab.corpus.describing import Description, describe_document
from textlab.corpus.doc_ids import make_doc_id
from textlab.corpus.documents import find_table, find_texts, read_documents
from textlab.corpus.duplicates import find_duplicates
from textlab.corpus.features import features_of, parse_for_corpus, settings_of, write_features
from textlab.corpus.notes import Note
from textlab.corpus.own_columns import documents_schema
from textlab.corpus.package import read_package, refresh_package
from textlab.corpus.stand_ins import extract_document
from textlab.errors import (
    CorpusError,
    MissingFactError,
    ReadError,
    UnnumberedError,
    WrongFactError,
)
from textlab.files import find_study, locked, sha256, write_whole
from textlab.reading.cleaning import clean
from textlab.reading.extract import Extract
from textlab.reading.formats import read_bytes, suffix_of
from textlab.reading.header import read_header
from textlab.reading.plan import Plan, parse_plan, register_near
from textlab.reading.regions import CENTRE
from textlab.words.lexicon import read_lexicon
from textlab.words.segmenter import Segmenter

_DOC_ID = tables.DOCUMENTS.column("doc_id")


@dataclass(frozen=True, repr=False)
class Added:
    """A document that was added, or with `dry_run` would be.

    `row` is its row of documents.csv; `basis` says for each fact of it what it rests on: “given”,
    “title”, “issuer”, “text” …; `notes` tell what to look at. `place` is its text, or the folder of
    its features. `duplicates` are the documents that are nearly the same, under `find_duplicates`.
    """

    row: Mapping[Hashable, object]
    basis: Mapping[str, str]
    notes: tuple[Note, ...]
    plan: Plan
    place: Path
    duplicates: pd.DataFrame

    def __repr__(self) -> str:
        """In a line, since the plan is long."""
        return f"Added({self.doc_id}: {self.row['title']}, {self.row['region']} {self.row['year']})"

    @property
    def doc_id(self) -> str:
        """What the document is called."""
        return str(self.row["doc_id"])


def add_document(
    file: str | Path,
    corpus: str | Path | None = None,
    *,
    doc_id: str = "",
    region: str = "",
    year: int | str | None = None,
    family: str = "",
    issuer: str = "",
    title: str = "",
    issued: str = "",
    doc_number: str = "",
    level: str = "",
    form: str = "text",
    source: str = "",
    source_url: str = "",
    rights: str = "",
    unit: str = "auto",
    anyway: bool = False,
    dry_run: bool = False,
) -> Added:
    """Put a document into a corpus: its file into texts/, its row into documents.csv.

    Parameters
    ----------
    file : a document of any format that `read_plan` reads; it stays where and as it is
    corpus : the folder; by default `corpus/` of the study that the current folder stands in
    doc_id : what to call it; by default made of place, year, and file name or family
    region : 江西省, 江西, 赣, 36, 360000, a city such as 包头市 or its code, or 全国
    year : the year planned for; by default as its title says, else that of issue
    family : kind of document; by default work-report or plan
    issuer, title, issued, doc_number, level, source, source_url, rights : as in documents.csv;
        by default what the text says, where it says it
    form : “text” keeps the file, its bytes unchanged; “features” keeps only its counts
    unit : “paragraph” where nothing in it is numbered and its paragraphs are its tasks
    anyway : add it also where nearly the same text is here, or where it reads like a login or an
        error page
    dry_run : write nothing

    Returns
    -------
    The row with what each fact rests on, and the plan that was read

    Raises
    ------
    ReadError : the file cannot be read as a document; a StandInError where it is a login, a check
        of the visitor or an error page that a site sent in its place
    MissingFactError : region or year is neither given nor in the text
    WrongFactError : a given fact is not as its column wants it
    CorpusError : the same or nearly the same text is here, the id is taken, or another program is
        writing the corpus
    """
    given = {
        "region": region,
        "year": str(year or ""),
        "family": family,
        "issuer": issuer,
        "title": title,
        "issued": issued,
        "doc_number": doc_number,
        "level": level,
        "form": "" if form == "text" else form,
        "source": source,
        "source_url": source_url,
        "rights": rights,
    }
    folder = Path(corpus) if corpus is not None else find_study() / "corpus"
    table = find_table(folder)
    new = _read(Path(file), anyway=anyway)
    with nullcontext() if dry_run else locked(table):
        documents = read_documents(folder)
        try:
            added = _prepare(new, folder, documents, given, doc_id, unit)
            if len(added.duplicates) and not anyway:
                raise _nearly_the_same(added.duplicates)
        except (MissingFactError, WrongFactError) as error:
            raise error.at(str(file)) from None
        except (CorpusError, ReadError) as error:
            raise type(error)(f"{file}: {error}") from None
        if not dry_run:
            _write(added, new, folder, documents)
    return added


class _New(NamedTuple):
    """A file that is to be added: its bytes, and what its reader extracts."""

    path: Path
    content: bytes
    found: Extract


def _read(path: Path, *, anyway: bool) -> _New:
    content = read_bytes(path)
    return _New(path, content, extract_document(content, file=str(path), anyway=anyway))


def _prepare(
    new: _New,
    folder: Path,
    documents: pd.DataFrame,
    given: Mapping[str, str],
    doc_id: str,
    unit: str,
) -> Added:
    """All that is to be known before anything is written."""
    digest = sha256(new.content)
    _refuse_same(digest, documents)
    about = _describe(new, given)
    name = _choose_id(new, folder, documents, about, doc_id)
    plan = _parse(new, name, about, unit=unit, folder=folder)
    facts = {**about.facts, "doc_id": name, "year": int(about.facts["year"]), "sha256": digest}
    columns = documents_schema(documents).names
    row: dict[Hashable, object] = {fact: facts.get(fact, "") for fact in columns}
    duplicates = find_duplicates(folder, documents, plan)
    return Added(row, about.basis, about.notes, plan, _place(new, folder, row), duplicates)


def _refuse_same(digest: str, documents: pd.DataFrame) -> None:
    held = documents[documents["sha256"] == digest]
    if len(held):
        form = " (its features)" if held["form"].iloc[0] == "features" else ""
        raise CorpusError(f"is already here as {held['doc_id'].iloc[0]}{form}, byte for byte.")


def _describe(new: _New, given: Mapping[str, str]) -> Description:
    text = clean(new.found.text).text
    facts = new.found.facts
    return describe_document(
        read_header(text.split("\n"), raw=new.found.text, facts=facts),
        text,
        link=facts.get("link", ""),
        given=given,
        file_name=new.path.stem,
    )


def _parse(new: _New, doc_id: str, about: Description, *, unit: str, folder: Path) -> Plan:
    """The plan as the corpus will read it, with agencies looked up at its home."""
    if unit not in ("auto", "paragraph"):
        raise CorpusError(f"unit is “{unit}”; write auto or paragraph.")
    parse = partial(
        parse_plan,
        new.found,
        doc_id=doc_id,
        region=about.home.full_name if about.home else CENTRE,
        year=int(about.facts["year"]),
        register=register_near(folder.resolve() / "documents.csv"),
    )
    try:
        plan = parse()
    except UnnumberedError:
        if unit == "auto":
            raise
        plan = parse(unit=unit)
    if unit == "paragraph" != plan.unit:
        raise CorpusError("its items are numbered, and are its tasks; leave out --unit.")
    return plan


# What it is called, and where it goes


def _choose_id(
    new: _New, folder: Path, documents: pd.DataFrame, about: Description, doc_id: str
) -> str:
    held = set(documents["doc_id"])
    if _is_inside(new.path, folder):
        doc_id = doc_id or new.path.stem
    if doc_id:
        if not _DOC_ID.fits(doc_id):
            raise CorpusError(f"its id is “{doc_id}”; write {_DOC_ID.wanted}, with --id.")
        if doc_id in held:
            raise CorpusError(f"the id {doc_id} is taken; give another with --id.")
        if _holds_files(folder, doc_id, but=new.path):
            raise CorpusError(
                f"{folder} holds a text or features of {doc_id} already, which documents.csv does not "
                "name; take them away, or give another id with --id."
            )
        return doc_id
    return make_doc_id(
        about.home,
        issuer=about.facts["issuer"],
        year=int(about.facts["year"]),
        family=about.facts["family"],
        stem=new.path.stem,
        taken=lambda name: name in held or _holds_files(folder, name),
    )


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether a file was put into the corpus's texts/ before it was added."""
    return path.resolve().parent == (folder / "texts").resolve()


def _holds_files(folder: Path, doc_id: str, but: Path | None = None) -> bool:
    """Whether a text or features of this id are there, with a row or without."""
    texts = find_texts(folder, doc_id)
    others = (path for path in texts if not (but and path.samefile(but)))
    return any(others) or (folder / "features" / doc_id).exists()


def _place(new: _New, folder: Path, row: Mapping[Hashable, object]) -> Path:
    """Where its text goes, or its features."""
    if row["form"] == "features":
        place = folder / "features" / str(row["doc_id"])
    else:
        suffix = suffix_of(new.content, new.found.kind)
        place = folder / "texts" / f"{row['doc_id']}{suffix}"
    if _is_inside(new.path, folder) and place.resolve() != new.path.resolve():
        raise CorpusError(
            f"stands in the corpus already, but under another name than {place.name}; move it out "
            "of the corpus and add it from there."
        )
    return place


# Writing


def _write(added: Added, new: _New, folder: Path, documents: pd.DataFrame) -> None:
    """Write the text or features, then the row; take the former away where the latter fails.

    Last the data package, which lists what a corpus holds; it can be made again at any time.
    """
    read_package(folder)  # a damaged one is told before anything is written
    there = added.place.exists()
    row = pd.DataFrame([dict(added.row)])
    table = pd.concat([documents, row]).sort_values("doc_id", ignore_index=True)
    try:
        if added.row["form"] == "features":
            _write_features(added, new, folder)
        else:
            write_whole(added.place, new.content)
        tables.write_table(table, folder / "documents.csv", documents_schema(documents))
    except BaseException:
        if not there:
            _take_away(added.place)
        raise
    refresh_package(folder)


def _write_features(added: Added, new: _New, folder: Path) -> None:
    segmenter = Segmenter(read_lexicon(folder / "lexicon"))
    features = features_of(parse_for_corpus(new.found, added.row), segmenter)
    settings = settings_of(segmenter)
    write_features(features, added.place, sha256=str(added.row["sha256"]), settings=settings)


def _take_away(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _nearly_the_same(duplicates: pd.DataFrame) -> CorpusError:
    first = duplicates.iloc[0]
    return CorpusError(
        f"is nearly the same text as {first['doc_id']} (resemblance {first['resemblance']:.2f} by its "
        f"{first['how']}); where both are wanted, add it with --anyway."
    )
