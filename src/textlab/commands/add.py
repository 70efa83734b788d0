"""`textlab add FILE…`: documents are put into the corpus here."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import ask, line_of, put, say
from textlab.errors import MissingFactError, ReadError, TextlabError

if TYPE_CHECKING:
    from textlab.corpus.adding import Added

_FACTS = {
    "region": "江西省, 江西, 赣, 36, 360000, a city such as 包头市, or 全国; by default the text's",
    "year": "the year planned for; by default as the title says, else that of issue",
    "family": "kind of document, such as plan or work-report",
    "issuer": "who issued it",
    "title": "title in full",
    "issued": "date of issue, such as 2016-06-30",
    "doc_number": "document number",
    "level": "central, province, city or county; by default that of the region",
    "source": "where the text is from",
    "source_url": "official address",
    "rights": "who holds the rights and what may be passed on",
}
_OPTIONS = {"doc_number": "--number", "doc_id": "--id"}
_OF_ONE = ("doc_id", "title", "doc_number", "source_url")
"""What two documents never share."""


def add_parser(commands: Commands) -> None:
    """The options of `textlab add`."""
    parser = commands.add_parser("add", help="put documents into the corpus here")
    parser.add_argument(
        "files", metavar="FILE", type=Path, nargs="+", help="a document, or a folder of them"
    )
    parser.add_argument("--id", dest="doc_id", default="", help="such as jiangxi-2016-quality")
    for fact, meaning in _FACTS.items():
        parser.add_argument(_option(fact), dest=fact, default="", metavar="…", help=meaning)
    parser.add_argument(
        "--form",
        default="text",
        choices=["text", "features"],
        help="keep the file (text), or only its counts (features)",
    )
    parser.add_argument(
        "--unit",
        default="auto",
        choices=["auto", "paragraph"],
        help="paragraph: nothing in it is numbered, its paragraphs are its tasks",
    )
    parser.add_argument("--anyway", action="store_true", help="also where nearly the same is here")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")
    add_corpus_option(parser)
    parser.set_defaults(run=run, usage_error=parser.error)


def _option(fact: str) -> str:
    return _OPTIONS.get(fact, f"--{fact.replace('_', '-')}")


def run(arguments: Namespace) -> int:
    """Add each file, whatever becomes of the others; 1 where one could not be added."""
    corpus = corpus_of(arguments)
    files = [file for named in arguments.files for file in _files_in(named)]
    if len(files) > 1:
        _refuse_facts_of_one(arguments, len(files))
    failed = 0
    for file in tqdm(files, unit="file", disable=True if len(files) == 1 else None):
        try:
            added = _add(file, corpus, arguments)
        except (TextlabError, OSError) as error:
            if arguments.debug or len(files) == 1:
                raise
            failed += 1
            tqdm.write(f"textlab: {line_of(error, file)}", file=sys.stderr)
        else:
            _show(added, file, alone=len(files) == 1, done=not arguments.dry_run)
    if len(files) > 1:
        would = "would be " if arguments.dry_run else ""
        say(f"{corpus}: {len(files) - failed} of {len(files)} files {would}added.")
    return int(failed > 0)


def _files_in(named: Path) -> list[Path]:
    """The files of a folder to its bottom, hidden ones left out; a file is itself."""
    if not named.is_dir():
        return [named]
    paths = sorted(path for path in named.rglob("*") if path.is_file())
    files = [
        path
        for path in paths
        if not any(part.startswith((".", "~$")) for part in path.relative_to(named).parts)
    ]
    if not files:
        raise ReadError(f"{named}: the folder holds no file.")
    return files


def _refuse_facts_of_one(arguments: Namespace, number: int) -> None:
    for fact in _OF_ONE:
        if getattr(arguments, fact):
            arguments.usage_error(
                f"{_option(fact)} is of one document, and {number} files are named; add them one by one"
            )


def _add(file: Path, corpus: Path, arguments: Namespace) -> "Added":
    """Add a file; at a terminal, ask for what its text does not say."""
    from textlab.corpus.adding import add_document

    names = ("doc_id", *_FACTS, "form", "unit", "anyway", "dry_run")
    options = {name: getattr(arguments, name) for name in names}
    while True:
        try:
            return add_document(file, corpus, **options)
        except MissingFactError as missing:
            answer = "" if options[missing.fact] else ask(str(missing), missing.suggestion)
            if not answer:
                raise
            options[missing.fact] = answer


def _show(added: "Added", file: Path, *, alone: bool, done: bool) -> None:
    from textlab.reading.summary import describe

    lines = [describe(added.plan), ""] if alone else []
    lines += _facts(added) if alone else []
    lines += [f"note: {note}" for note in added.notes]
    for row in added.duplicates.to_dict("records"):
        lines.append(f"note: nearly the same text as {row['doc_id']} ({row['resemblance']:.2f}).")
    verb = "added" if done else "would be added (nothing was written)"
    place = "/".join(added.place.parts[-2:])
    lines.append(f"{file}: {verb} as {added.doc_id}: {place}, and a row in documents.csv.")
    with tqdm.external_write_mode(sys.stderr):
        say("\n".join(lines))
        put(added.doc_id)


def _facts(added: "Added") -> list[str]:
    """The row, with what each fact rests on."""
    return [
        f"{name:<12}{value}" + (f"   ← {added.basis[str(name)]}" if name in added.basis else "")
        for name, value in added.row.items()
        if value and name != "title_basis"
    ]
