"""`textlab reproduce`: run every notebook, write every figure."""

import os
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from textlab.commands.options import Commands
from textlab.commands.speaking import say, some
from textlab.files import find_study

if TYPE_CHECKING:
    from textlab.reproduce import Job

_MOST_AT_ONCE = 4
"""Each kernel holds half a gigabyte; beyond four the longest notebook sets the time."""


def add_parser(commands: Commands) -> None:
    """The options of `textlab reproduce`."""
    parser = commands.add_parser("reproduce", help="run every notebook, write every figure")
    parser.add_argument("notebooks", metavar="NN", nargs="*", help="only these, such as 02")
    parser.add_argument(
        "--lang",
        default="zh",
        choices=["zh", "en", "both"],
        help="language of the labels; English figures go to figures/en/",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_count,
        default=min(os.cpu_count() or 1, _MOST_AT_ONCE),
        help="how many notebooks run at once (%(default)s here); figures are the same with any",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Run the notebooks in order, with progress; a question the corpus cannot answer stops none."""
    from textlab.corpus.documents import check_any_document
    from textlab.figures.listing import write_listing
    from textlab.reproduce import run_notebooks

    study = find_study()
    check_any_document(study / "corpus")
    languages = ["zh", "en"] if arguments.lang == "both" else [arguments.lang]
    jobs = [job for lang in languages for job in _jobs(study, arguments.notebooks, lang)]
    with tqdm(unit="cell", mininterval=1) as bar:

        def tell(done: int, total: int, at_work: list[str]) -> None:
            bar.total = total
            bar.set_description(", ".join(at_work), refresh=False)
            bar.update(done - bar.n)

        answers = run_notebooks(jobs, at_once=arguments.jobs, tell=tell)
    for job, missing in zip(jobs, answers, strict=True):
        if missing:
            _say_missing(study, job, missing)
    write_listing(study)
    for lang in languages:
        say(f"figures: {study / 'figures' / _own(lang)}")
        say(f"executed notebooks: {study / 'build' / 'notebooks' / _own(lang)}")
    return 0


def _jobs(study: Path, names: list[str], lang: str) -> "list[Job]":
    from textlab.reproduce import Job, find_notebooks

    build = study / "build" / "notebooks" / _own(lang)
    return [Job(path, build, {"LANG": lang}) for path in find_notebooks(study, names)]


def _own(lang: str) -> str:
    """The folder of a language's figures and copies within that of the Chinese ones."""
    return "" if lang == "zh" else lang


def _say_missing(study: Path, job: "Job", missing: str) -> None:
    """That a notebook's question is not answered, and which of its figures are old."""
    say(f"{job.path.name}: not answered. {missing}")
    folder = study / "figures" / _own(str(job.parameters["LANG"]))
    old = sorted(folder.glob(f"{job.path.name[:2]}-*.png"))
    if old:
        names = some([path.stem for path in old])
        say(f"{job.path.name}: its figures are of an earlier corpus: {names}")


def _count(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
