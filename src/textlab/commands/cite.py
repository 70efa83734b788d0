"""`textlab cite`: how to cite textlab and the corpus here."""

from argparse import Namespace

from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import put, say
from textlab.errors import CorpusError


def add_parser(commands: Commands) -> None:
    """The options of `textlab cite`."""
    parser = commands.add_parser("cite", help="print how to cite textlab and the corpus")
    parser.add_argument(
        "--format", choices=["bibtex", "gbt7714"], help="only this; by default both"
    )
    add_corpus_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the citations; where there is no corpus here, that of textlab alone."""
    from textlab.corpus.citation import bibtex, cite_corpus, cite_program, gbt7714

    works = [cite_program()]
    try:
        works.append(cite_corpus(corpus_of(arguments)))
    except CorpusError as error:
        if arguments.corpus:
            raise
        say(f"Only textlab itself: {error}")
    for work in works:
        say(f"{work.kind} {work.name}, version {work.version}")
    forms = {"bibtex": bibtex, "gbt7714": gbt7714}
    asked = [arguments.format] if arguments.format else list(forms)
    put("\n\n".join(forms[name](work) for name in asked for work in works))
    return 0
