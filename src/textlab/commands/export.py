"""`textlab export`: the features of texts, which may travel where a text may not."""

from argparse import Namespace
from pathlib import Path

from tqdm import tqdm

from textlab.commands.options import Commands, add_corpus_option, corpus_of
from textlab.commands.speaking import say, some


def add_parser(commands: Commands) -> None:
    """The options of `textlab export`."""
    parser = commands.add_parser(
        "export",
        help="make the corpus’s features from texts, or a corpus without texts to pass on",
    )
    parser.add_argument(
        "texts",
        metavar="FOLDER",
        type=Path,
        nargs="?",
        help="where the texts are; by default texts/ of the corpus",
    )
    parser.add_argument(
        "--to",
        metavar="DIR",
        type=Path,
        help="write a corpus that may be passed on: all documents as features, no sentence of any",
    )
    parser.add_argument(
        "--keep",
        metavar="ID",
        nargs="+",
        default=[],
        help="with --to: documents whose text may be passed on too",
    )
    add_corpus_option(parser)
    parser.set_defaults(run=run, usage_error=parser.error)


def run(arguments: Namespace) -> int:
    """Make features in the corpus here, or a corpus to pass on."""
    if arguments.keep and not arguments.to:
        arguments.usage_error("--keep goes with --to DIR")
    corpus = corpus_of(arguments)
    if arguments.to:
        _pass_on(corpus, arguments)
    else:
        _make_features(corpus, arguments.texts or corpus / "texts")
    return 0


def _make_features(corpus: Path, texts: Path) -> None:
    """Make the features anew, and say for which documents no text was found."""
    from textlab.corpus.features import export_features
    from textlab.corpus.package import refresh_package

    documents = list(tqdm(export_features(corpus, texts), unit=" documents"))
    refresh_package(corpus)
    made = [doc_id for doc_id, found in documents if found]
    left = [doc_id for doc_id, found in documents if not found]
    say(f"{corpus / 'features'}: made the features of {len(made)} documents: {some(made)}.")
    if left:
        say(f"{len(left)} have no text in {texts}, by SHA-256, and stay as they are: {some(left)}.")


def _pass_on(corpus: Path, arguments: Namespace) -> None:
    from textlab.corpus.exporting import export_corpus

    steps = export_corpus(corpus, arguments.to, texts=arguments.texts, keep=arguments.keep)
    documents = list(tqdm(steps, unit=" documents"))
    kept = len(set(arguments.keep))
    say(
        f"{arguments.to}: {len(documents)} documents, {kept} with their text, {len(documents) - kept} "
        "as features. Before you pass it on: features give away which terms each task holds, not in which "
        "order, and who answers for it; whoever has a text can tell that it is here. "
        "documents.csv goes along as it is: titles, sources, remarks on rights, columns of your own."
    )
