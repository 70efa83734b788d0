"""`textlab new DIR`: a fresh study."""

from argparse import Namespace
from pathlib import Path
from shlex import quote

from textlab.commands.options import Commands
from textlab.commands.speaking import say


def add_parser(commands: Commands) -> None:
    """The options of `textlab new`."""
    parser = commands.add_parser(
        "new", help="make a fresh study: corpus, notebooks, environment, and this textlab"
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is not there yet")
    parser.add_argument("--title", default="", help="of the study; by default the folder’s name")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Make the study, and say what is in it and how to go on."""
    from textlab.corpus.study import new_study

    new_study(arguments.folder, title=arguments.title)
    say(
        f"{arguments.folder}: an empty corpus, five notebooks, the environment, and a README.\n"
        "Next:\n"
        f"  cd {quote(str(arguments.folder))}\n"
        "  textlab add FILE --region 江西省 --year 2016\n"
        "  make figures        (or textlab reproduce, where there is no make)"
    )
    return 0
