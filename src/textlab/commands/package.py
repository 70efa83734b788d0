"""`textlab package`: what the files of a corpus are, and which version, in datapackage.json."""

from argparse import ArgumentTypeError, Namespace
from datetime import date

from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import say
from textlab.files import locked

_HINTS = {
    "title": "--title",
    "contributors": "--author",
    "licenses": "--license",
    "created": "--date",
}


def add_parser(commands: Commands) -> None:
    """The options of `textlab package`."""
    parser = commands.add_parser("package", help="describe the corpus in datapackage.json")
    parser.add_argument("--version", default="", help="the number of these contents, such as 0.2.0")
    parser.add_argument("--title", help="what the corpus is called")
    parser.add_argument("--description", help="what it holds, in a sentence or more")
    parser.add_argument(
        "--author",
        action="append",
        metavar="NAME",
        help="who made it; once for each, in order. All of them replace those named before",
    )
    parser.add_argument("--license", metavar="NAME", help="its licence, such as CC-BY-4.0")
    parser.add_argument("--date", type=_day, metavar="YYYY-MM-DD", help="when it was published")
    add_corpus_option(parser)
    parser.set_defaults(run=run)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day; write it as 2026-03-01") from None


def run(arguments: Namespace) -> int:
    """Write datapackage.json, and say what it still lacks for a citation."""
    from textlab.corpus.documents import find_table
    from textlab.corpus.package import (
        DESCRIPTOR,
        first_words,
        make_package,
        read_package,
        write_package,
    )

    corpus = corpus_of(arguments)
    find_table(corpus)
    with locked(corpus / DESCRIPTOR):
        described = {**(read_package(corpus) or first_words(corpus)), **_facts(arguments)}
        package = make_package(corpus, described=described, version=arguments.version)
        write_package(corpus, package)
    say(
        f"{corpus / DESCRIPTOR}: {package['name']}, version {package['version']}, "
        f"{len(package['resources'])} files."
    )
    lacking = [option for name, option in _HINTS.items() if name not in package]
    if lacking:
        say(f"Not said yet: {', '.join(lacking)}. What you write into it by hand stays.")
    return 0


def _facts(arguments: Namespace) -> dict[str, object]:
    """What the options say, in the words of a Data Package."""
    people = [{"title": name, "roles": ["author"]} for name in arguments.author or []]
    facts = {
        "title": arguments.title,
        "description": arguments.description,
        "contributors": people,
        "licenses": [{"name": arguments.license}] if arguments.license else None,
        "created": f"{arguments.date}T00:00:00Z" if arguments.date else None,
    }
    return {name: value for name, value in facts.items() if value}
