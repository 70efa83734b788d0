"""`textlab check`: everything that is wrong with a corpus, and what can be mended without a person."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from textlab.commands.options import (
    Commands,
    add_corpus_option,
    add_language_option,
    corpus_of,
    language_of,
)
from textlab.commands.speaking import ask, put, say

if TYPE_CHECKING:
    from textlab.corpus.faults import Lang


def add_parser(commands: Commands) -> None:
    """The options of `textlab check`."""
    parser = commands.add_parser(
        "check", help="say everything that is wrong with a corpus, each with its mend"
    )
    parser.add_argument(
        "--fix", action="store_true", help="put documents.csv in form, showing the changes first"
    )
    parser.add_argument("--yes", action="store_true", help="with --fix, write without asking")
    parser.add_argument(
        "--codes", action="store_true", help="put the code of each fault in front, for accepted.csv"
    )
    add_language_option(parser)
    add_corpus_option(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the faults, a line each; 1 where there are any."""
    corpus, lang = corpus_of(arguments), language_of(arguments)
    if arguments.fix:
        _fix(corpus, lang, yes=arguments.yes)
    return _check(corpus, lang, codes=arguments.codes)


_WORDS = {
    "en": {
        "wrong": "{corpus}: {count} things are wrong.",
        "one": "{corpus}: one thing is wrong.",
        "nothing": "{corpus}: {count} documents, nothing wrong.",
        "write": "Write {file} with these changes? [y/N]",
        "written": "{file}: written.",
        "left": "{file}: left as it is.",
        "unasked": "{file}: left as it is, since nobody is at a terminal to ask; --yes writes it.",
        "canonical": "{file}: nothing to change.",
    },
    "zh": {
        "wrong": "{corpus}：有{count}处问题。",
        "one": "{corpus}：有1处问题。",
        "nothing": "{corpus}：{count}份文件，没有问题。",
        "write": "按以上改动写入 {file}？[y/N]",
        "written": "{file}：已写入。",
        "left": "{file}：未改动。",
        "unasked": "{file}：未改动，因为不在终端，无法询问；加 --yes 即写入。",
        "canonical": "{file}：无须改动。",
    },
}


def _check(corpus: Path, lang: "Lang", *, codes: bool) -> int:
    from textlab.corpus.checks import check_corpus

    words = _WORDS[lang]
    count = 0
    with tqdm(unit=" documents", mininterval=1, leave=False, disable=None) as bar:

        def tell(done: int, total: int) -> None:
            nonlocal count
            bar.total, count = total, total
            bar.update(done - bar.n)

        faults = check_corpus(corpus, tell=tell)
    for fault in faults:
        put(f"{fault.code}  {fault.message(lang)}" if codes else fault.message(lang))
    if faults:
        say(words["wrong" if len(faults) > 1 else "one"].format(corpus=corpus, count=len(faults)))
        return 1
    say(words["nothing"].format(corpus=corpus, count=count))
    return 0


def _fix(corpus: Path, lang: "Lang", *, yes: bool) -> None:
    """Show what changes, and write it; a table that cannot be read is left to the check to tell."""
    from textlab.corpus.faults import FaultError
    from textlab.corpus.fixing import fix_documents
    from textlab.corpus.package import refresh_package

    try:
        fix = fix_documents(corpus)
    except FaultError:
        return
    words = _WORDS[lang]
    if not fix.needed:
        say(words["canonical"].format(file=fix.path))
        return
    say("\n".join(fix.lines(lang)))
    if not yes and not sys.stdin.isatty():
        say(words["unasked"].format(file=fix.path))
        return
    if not yes and ask(words["write"].format(file=fix.path)).lower() not in {"y", "yes", "是"}:
        say(words["left"].format(file=fix.path))
        return
    fix.write()
    refresh_package(corpus)
    say(words["written"].format(file=fix.path))
