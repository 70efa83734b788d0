"""What the options of several commands share."""

import locale
import os
from argparse import ArgumentParser, Namespace, _SubParsersAction
from pathlib import Path
from typing import Literal, TypeAlias

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


def add_language_option(parser: ArgumentParser) -> None:
    """`--lang`, for commands that speak English and Chinese."""
    parser.add_argument(
        "--lang", choices=["en", "zh"], help="language; by default that of the system"
    )


def language_of(arguments: Namespace) -> Literal["en", "zh"]:
    """The language that the options name, else that of the locale: Chinese, or English for all others."""
    chosen = arguments.lang or _locale().lower()
    return "zh" if chosen.startswith(("zh", "chinese")) else "en"


def _locale() -> str:
    """The locale for messages, as POSIX looks it up; elsewhere, as Python knows it."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next(filter(None, map(os.environ.get, names)), None) or locale.getlocale()[0] or ""
