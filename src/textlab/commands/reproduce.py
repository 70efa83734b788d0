"""`textlab reproduce`: run every notebook, write every figure."""

from argparse import Namespace
from functools import partial
from typing import NoReturn

from tqdm import tqdm

from textlab.commands.options import Commands
from textlab.commands.speaking import say
from textlab.files import find_study


def add_parser(commands: Commands) -> None:
    """The options of `textlab reproduce`."""
    parser = commands.add_parser("reproduce", help="run every notebook, write every figure")
    parser.add_argument("notebooks", metavar="NN", nargs="*", help="only these, such as 02")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Run the notebooks in order, with progress; a question the corpus cannot answer stops none."""
    from textlab.reproduce import find_notebooks, run_notebook

    study = find_study()
    for path in find_notebooks(study, arguments.notebooks):
        with tqdm(desc=path.name, unit="cell", mininterval=1) as bar:
            missing = run_notebook(
                path, build=study / "build" / "notebooks", tell=partial(_tell, bar)
            )
        if missing:
            say(f"{path.name}: not answered. {missing}")
    say(f"figures: {study / 'figures'}\nexecuted notebooks: {study / 'build' / 'notebooks'}")
    return 0


def _tell(bar: "tqdm[NoReturn]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
