"""`textlab export`: the features of texts, which may travel where a text may not."""

from argparse import Namespace
from pathlib import Path

from tqdm import tqdm

from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import say, some


def add_parser(commands: Commands) -> None:
    """The options of `textlab export`."""
    parser = commands.add_parser("export", help="make the corpus’s features from texts")
    parser.add_argument("texts", metavar="FOLDER", type=Path, help="where the texts are")
    add_corpus_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Make the features anew, and say for which documents no text was found."""
    from textlab.corpus.features import export_features

    corpus = corpus_of(arguments)
    documents = list(tqdm(export_features(corpus, arguments.texts), unit=" documents"))
    made = [doc_id for doc_id, found in documents if found]
    left = [doc_id for doc_id, found in documents if not found]
    say(f"{corpus / 'features'}: made the features of {len(made)} documents: {some(made)}.")
    if left:
        say(
            f"{len(left)} have no text in {arguments.texts}, by SHA-256, and stay as they are: "
            f"{some(left)}."
        )
    return 0
