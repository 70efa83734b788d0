"""`textlab fetch`: the catalogue, and its documents from where they are published."""

import sys
from argparse import ArgumentTypeError, Namespace
from contextlib import suppress
from dataclasses import replace
from math import inf
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from textlab.commands.aligned import aligned, fit
from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import put, say
from textlab.errors import TextlabError

if TYPE_CHECKING:
    from textlab.corpus.catalogue import Entry
    from textlab.corpus.download import Limits


def add_parser(commands: Commands) -> None:
    """The options of `textlab fetch`."""
    parser = commands.add_parser(
        "fetch", help="list the catalogue, or fetch documents of it into the corpus"
    )
    parser.add_argument(
        "ids", metavar="ID", nargs="*", help="documents; without any, all are listed"
    )
    parser.add_argument(
        "--list", action="store_true", help="list, and fetch nothing; with ID, all that is known"
    )
    parser.add_argument(
        "--form",
        choices=["text", "features"],
        default="text",
        help="keep the text, or only what may be passed on",
    )
    parser.add_argument(
        "--http", action="store_true", help="ask http:// addresses unencrypted where https fails"
    )
    parser.add_argument(
        "--changed",
        action="store_true",
        help="take what an address serves now, though it served something else before",
    )
    parser.add_argument(
        "--max-mb", type=_positive, metavar="N", help="size of a document at most, by default 20"
    )
    parser.add_argument(
        "--timeout", type=_positive, metavar="S", help="seconds for a document, by default 180"
    )
    add_corpus_option(parser)
    parser.set_defaults(run=run)


def _positive(written: str) -> float:
    """A number above zero."""
    with suppress(ValueError):
        if 0 < float(written) < inf:
            return float(written)
    raise ArgumentTypeError(f"“{written}” is no number above zero")


def run(arguments: Namespace) -> int:
    """List, or fetch one document after the other; what fails is told, and the others go on."""
    corpus = corpus_of(arguments)
    if arguments.list or not arguments.ids:
        _list(corpus, arguments.ids)
        return 0
    failed = [doc_id for doc_id in arguments.ids if not _fetch(doc_id, corpus, arguments)]
    return 1 if failed else 0


def _list(corpus: Path, ids: list[str]) -> None:
    """All documents, a line each; of those that are named, all that is known."""
    from textlab.corpus.catalogue import find_entry, read_catalogue
    from textlab.corpus.documents import read_documents

    catalogue = read_catalogue(corpus)
    if ids:
        put("\n\n".join(_all_of(find_entry(catalogue, doc_id)) for doc_id in ids))
        return
    held = set(read_documents(corpus)["doc_id"])
    rows = [
        (str(entry["doc_id"]), _where(entry, held), str(entry["title"]))
        for entry in catalogue.to_dict("records")
    ]
    columns = get_terminal_size().columns if sys.stdout.isatty() else inf
    for line in aligned([("id", "where", "title"), *rows]):
        put(fit(line, columns))
    say(
        f"{len(rows)} documents; “textlab fetch ID” gets one, “textlab fetch --list ID” shows what is "
        "known of it."
    )


def _where(entry: "Entry", held: set[str]) -> str:
    if entry["doc_id"] in held:
        return "in the corpus"
    return str(entry["url_kind"]) if entry["url"] else "no address"


def _all_of(entry: "Entry") -> str:
    return "\n".join(f"{name:<15}{value}" for name, value in entry.items() if value)


def _limits(arguments: Namespace) -> "Limits":
    from textlab.corpus.download import USUAL

    size = USUAL.size if arguments.max_mb is None else int(arguments.max_mb * 1e6)
    whole = USUAL.whole if arguments.timeout is None else arguments.timeout
    return replace(USUAL, size=size, whole=whole)


def _fetch(doc_id: str, corpus: Path, arguments: Namespace) -> bool:
    """Fetch one document, and say how it went."""
    from textlab.corpus.documents import read_documents
    from textlab.corpus.fetching import fetch_document

    if doc_id in set(read_documents(corpus)["doc_id"]):
        say(f"{doc_id}: is in the corpus already; take it out there to fetch it anew.")
        return True
    try:
        added = fetch_document(
            doc_id,
            corpus,
            form=arguments.form,
            http=arguments.http,
            changed=arguments.changed,
            limits=_limits(arguments),
            progress=True,
        )
    except TextlabError as error:
        if arguments.debug:
            raise
        say(f"textlab: {error}")
        return False
    for note in added.notes:
        say(f"note: {note}")
    if not added.row["source_url"]:
        say("note: its address is not an official one; compare it before a paper rests on it.")
    say(f"{doc_id}: fetched and added: {'/'.join(added.place.parts[-2:])}.")
    return True
