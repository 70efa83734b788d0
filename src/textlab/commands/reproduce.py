"""`textlab reproduce`: run every notebook, write every figure."""

from argparse import Namespace
from functools import partial
from typing import NoReturn

from tqdm import tqdm

from textlab.commands.options import Commands
from textlab.commands.speaking import say, some
from textlab.files import find_study


def add_parser(commands: Commands) -> None:
    """The options of `textlab reproduce`."""
    parser = commands.add_parser("reproduce", help="run every notebook, write every figure")
    parser.add_argument("notebooks", metavar="NN", nargs="*", help="only these, such as 02")
    parser.add_argument(
        "--lang",
        default="zh",
        choices=["zh", "en"],
        help="language of the labels; English figures go to figures/en/",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Run the notebooks in order, with progress; a question the corpus cannot answer stops none."""
    from textlab.figures.listing import write_listing
    from textlab.reproduce import find_notebooks, run_notebook

    study = find_study()
    own = "" if arguments.lang == "zh" else arguments.lang
    build = study / "build" / "notebooks" / own
    for path in find_notebooks(study, arguments.notebooks):
        with tqdm(desc=path.name, unit="cell", mininterval=1) as bar:
            missing = run_notebook(
                path, build=build, tell=partial(_tell, bar), parameters={"LANG": arguments.lang}
            )
        if missing:
            say(f"{path.name}: not answered. {missing}")
            old = sorted((study / "figures" / own).glob(f"{path.name[:2]}-*.png"))
            if old:
                say(
                    f"{path.name}: its figures are of an earlier corpus: {some([p.stem for p in old])}"
                )
    write_listing(study)
    say(f"figures: {study / 'figures' / own}\nexecuted notebooks: {build}")
    return 0


def _tell(bar: "tqdm[NoReturn]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
