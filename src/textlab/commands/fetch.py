"""`textlab fetch`: the catalogue, and its documents from where they are published."""

from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from textlab.commands.aligned import aligned
from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import put, say
from textlab.errors import TextlabError

if TYPE_CHECKING:
    from textlab.corpus.catalogue import Entry


def add_parser(commands: Commands) -> None:
    """The options of `textlab fetch`."""
    parser = commands.add_parser(
        "fetch", help="list the catalogue, or fetch documents of it into the corpus"
    )
    parser.add_argument("ids", metavar="ID", nargs="*", help="documents; without any, all are listed")
    parser.add_argument("--list", action="store_true", help="list, and fetch nothing")
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
    """A number above zero; argparse says so where it is none."""
    number = float(written)
    if not 0 < number < float("inf"):
        raise ValueError(written)
    return number


def run(arguments: Namespace) -> int:
    """List, or fetch one document after the other; what fails is told, and the others go on."""
    corpus = corpus_of(arguments)
    if arguments.list or not arguments.ids:
        _list(corpus, arguments.ids)
        return 0
    failed = [doc_id for doc_id in arguments.ids if not _fetch(doc_id, corpus, arguments)]
    return 1 if failed else 0
