"""What the options of several commands share."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import TypeAlias

from textlab.files import find_study

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
"""Where a command puts its parser."""


def add_corpus_option(parser: ArgumentParser) -> None:
    """`--corpus FOLDER`, for all commands that work on a corpus."""
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="FOLDER",
        help="the corpus; by default that of the study here",
    )


def corpus_of(arguments: Namespace) -> Path:
    """The corpus folder that the options name, else that of the study here.

    Raises
    ------
    CorpusError : no study here
    """
    folder: Path = arguments.corpus or find_study() / "corpus"
    return folder
