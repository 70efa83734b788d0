"""Everything that is wrong with a corpus, all at once, each fault with its place and mend."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textlab.corpus.accepted import without_accepted
from textlab.corpus.as_saved import SavedTable
from textlab.corpus.canonical import read_canonical
from textlab.corpus.checks_content import check_content, check_row, check_substitute
from textlab.corpus.checks_documents import sense_faults, table_faults
from textlab.corpus.checks_features import check_counting, check_features
from textlab.corpus.checks_files import check_orphans, check_same_texts
from textlab.corpus.checks_lists import check_agencies, check_glosses, check_lexicon
from textlab.corpus.checks_table import Row, named_rows
from textlab.corpus.checks_texts import HeldText, check_extract, check_hash, read_held
from textlab.corpus.documents import find_texts
from textlab.corpus.faults import Fault, FaultError
from textlab.corpus.features import NO_REGISTER, settings_of
from textlab.corpus.follow_ons import without_follow_ons
from textlab.corpus.package import DESCRIPTOR, package_faults
from textlab.corpus.signatures import signature
from textlab.errors import CorpusError, UnnumberedError
from textlab.reading.extract import Extract
from textlab.reading.plan import Plan, parse_plan
from textlab.reading.regions import CENTRE, PROVINCES
from textlab.tables import DOCUMENTS
from textlab.words.glosses import GLOSSES
from textlab.words.lexicon import read_lexicon
from textlab.words.segmenter import Segmenter

TABLE = "documents.csv"


def check_corpus(
    folder: str | Path, *, tell: Callable[[int, int], None] | None = None
) -> list[Fault]:
    """Everything that is wrong with a corpus, sorted by file and place; empty where nothing is.

    Looked at are documents.csv, each text against its row, each document's features, texts that are
    there twice or nearly, files that no row names, the lexicon with its glosses, and the register of
    agencies, the data package where there is one. Each cause is told once. What `accepted.csv` lists
    is left out. Nothing is changed. docs/checks.md lists the kinds of fault.

    Parameters
    ----------
    folder : the corpus
    tell : called with the number of documents done and of all, to show progress

    Raises
    ------
    CorpusError : there is no such folder
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CorpusError(f"{folder}: there is no such folder; name the folder of the corpus.")
    name = folder.resolve().name
    faults = list(check_lexicon(folder / "lexicon", name=f"{name}/lexicon"))
    counted = None if faults else settings_of(Segmenter(read_lexicon(folder / "lexicon")))
    faults += check_glosses(folder / "lexicon" / GLOSSES, file=f"{name}/lexicon/{GLOSSES}")
    faults += check_agencies(folder / "agencies.csv", file=f"{name}/agencies.csv")
    faults += _package_faults(folder, name)
    try:
        table = read_canonical(folder / TABLE, file=f"{name}/{TABLE}").table
    except FaultError as error:
        faults.append(error.fault)
    else:
        faults += [*table_faults(table), *sense_faults(table)]
        faults += _check_documents(_Here(folder, name, counted), table, tell)
        faults = without_follow_ons(faults, folder, table, name=name)
    faults = list(without_accepted(faults, folder, name=name))
    return sorted(faults, key=lambda fault: fault.order)


def _package_faults(folder: Path, name: str) -> Iterator[Fault]:
    """Files that are not as the data package says, where there is one."""
    file = f"{name}/{DESCRIPTOR}"
    try:
        found = package_faults(folder)
    except CorpusError:
        yield Fault("package-damaged", file)
        return
    yield from (Fault(f"package-{one.reason}", file, value=one.path) for one in found)


@dataclass(frozen=True)
class _Here:
    """The corpus that is checked: its folder, what faults call it, and how its terms are counted.

    The last is None where the lexicon is wrong.
    """

    folder: Path
    name: str
    counted: Mapping[str, object] | None


def _check_documents(
    here: _Here, table: SavedTable, tell: Callable[[int, int], None] | None
) -> Iterator[Fault]:
    yield from check_orphans(here.folder, table, name=here.name)
    rows = _rows_of_documents(table)
    signatures: dict[str, str] = {}
    for done, (doc_id, (number, row)) in enumerate(rows.items(), 1):
        faults, signatures[doc_id] = _check_document(here, doc_id, number, row)
        yield from faults
        if tell:
            tell(done, len(rows))
    if here.counted:
        counted = [doc_id for doc_id, (_, row) in rows.items() if row.get("form") == "features"]
        features = here.folder / "features"
        yield from check_counting(features, counted, here.counted, name=f"{here.name}/features")
    hashes = {doc_id: row.get("sha256", "") for doc_id, (_, row) in rows.items()}
    numbers = {doc_id: number for doc_id, (number, _) in rows.items()}
    yield from check_same_texts(hashes, signatures, numbers, file=table.file)


def _check_document(here: _Here, doc_id: str, number: int, row: Row) -> tuple[list[Fault], str]:
    """What is wrong with a document, and the signature of its text; empty where it is not here."""
    if row.get("form") == "features":
        name = f"{here.name}/features/{doc_id}"
        folder = here.folder / "features" / doc_id
        sha256 = row.get("sha256", "")
        return list(check_features(folder, name=name, doc_id=doc_id, sha256=sha256)), ""
    if row.get("form") != "text":
        return [], ""
    found = _find(here, doc_id, number, row)
    if isinstance(found, Fault):
        return [found], ""
    plan, faults = _read(here, found)
    return faults, signature(plan.text) if plan else ""


def _rows_of_documents(table: SavedTable) -> Mapping[str, tuple[int, Row]]:
    """The row of each document whose id can be the name of a file; the first of several."""
    rows: dict[str, tuple[int, Row]] = {}
    for number, row in named_rows(table):
        doc_id = row.get("doc_id", "")
        if DOCUMENTS.column("doc_id").fits(doc_id):
            rows.setdefault(doc_id, (number, row))
    return rows


def _find(here: _Here, doc_id: str, number: int, row: Row) -> HeldText | Fault:
    """The text of a document, or the fault where there is none or several."""
    paths = find_texts(here.folder, doc_id)
    texts = f"{here.name}/texts"
    if not paths:
        return Fault("text-missing", f"{here.name}/{TABLE}", number, 0, doc_id, f"{texts}/")
    if len(paths) > 1:
        names = ", ".join(path.name for path in paths)
        return Fault("text-doubled", texts, doc_id=doc_id, value=names)
    return HeldText(doc_id, row, number, paths[0], f"{texts}/{paths[0].name}")


def _read(here: _Here, held: HeldText) -> tuple[Plan | None, list[Fault]]:
    """The document that a text holds, where it holds one, and what is wrong with it."""
    table = f"{here.name}/{TABLE}"
    try:
        faults = list(check_hash(held, table=table))
    except OSError as error:
        return None, [held.fault("text-unreadable", value=str(error.strerror))]
    extract = read_held(held)
    if isinstance(extract, Fault):
        return None, [*faults, extract]
    wrong = check_extract(held, extract)
    if wrong:
        return None, [*faults, *wrong]
    plan = _parse(held, extract)
    if isinstance(plan, Fault):
        return None, [*faults, *(list(check_substitute(held, extract.text)) or [plan])]
    # A text that is not the row's contradicts the row for that reason.
    changed = any(fault.code == "text-changed" for fault in faults)
    against = [] if changed else check_row(held, plan, table=table)
    return plan, [*faults, *check_content(held, plan), *against]


def _parse(held: HeldText, extract: Extract) -> Plan | Fault:
    """A document by its items; by its paragraphs where nothing is numbered and it is no plan."""
    region = held.row.get("region", "")
    parse = partial(
        parse_plan,
        extract,
        doc_id=held.doc_id,
        region=region if region in (*PROVINCES, CENTRE) else "",
        register=NO_REGISTER,
    )
    try:
        return parse()
    except UnnumberedError:
        is_plan = held.row.get("family") == "plan"
        return held.fault("text-unnumbered") if is_plan else parse(unit="paragraph")
