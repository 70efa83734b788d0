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
    from textlab.past_runs import PastRun
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
    parser.add_argument(
        "--again",
        action="store_true",
        help="run also where nothing that a notebook reads or wrote has changed since its last run, "
        "as those given by name are",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Run the notebooks in order, with progress; a question the corpus cannot answer stops none."""
    from textlab.corpus.documents import check_any_document
    from textlab.figures.listing import write_listing
    from textlab.past_runs import past_run

    study = find_study()
    check_any_document(study / "corpus")
    languages = ["zh", "en"] if arguments.lang == "both" else [arguments.lang]
    jobs = [job for lang in languages for job in _jobs(study, arguments.notebooks, lang)]
    runs = [past_run(study, job) for job in jobs]
    again = arguments.again or bool(arguments.notebooks)
    past = [None if again else run.answer() for run in runs]
    if kept := len(past) - past.count(None):
        say(
            f"{kept} of {len(past)} runs left out: nothing that they read or wrote has changed; "
            "--again runs all."
        )
    waiting = [run for run, answer in zip(runs, past, strict=True) if answer is None]
    found = iter(_run(waiting, at_once=arguments.jobs))
    for job, answer in zip(jobs, past, strict=True):
        _say_missing(study, job, next(found) if answer is None else answer)
    write_listing(study)
    for lang in languages:
        say(f"figures: {study / 'figures' / _own(lang)}")
        say(f"executed notebooks: {study / 'build' / 'notebooks' / _own(lang)}")
    return 0


def _run(runs: "list[PastRun]", *, at_once: int) -> list[str]:
    """Run notebooks under a bar of progress, each remembered as it is done."""
    from textlab.reproduce import run_notebooks

    with tqdm(unit="cell", mininterval=1, disable=not runs) as bar:

        def tell(done: int, total: int, at_work: list[str]) -> None:
            bar.total = total
            bar.set_description(", ".join(at_work), refresh=False)
            bar.update(done - bar.n)

        def remember(at: int, missing: str) -> None:
            runs[at].remember(missing)

        jobs = [run.job for run in runs]
        return run_notebooks(jobs, at_once=at_once, tell=tell, done=remember)


def _jobs(study: Path, names: list[str], lang: str) -> "list[Job]":
    from textlab.reproduce import Job, find_notebooks

    build = study / "build" / "notebooks" / _own(lang)
    return [Job(path, build, {"LANG": lang}) for path in find_notebooks(study, names)]


def _own(lang: str) -> str:
    """The folder of a language's figures and copies within that of the Chinese ones."""
    return "" if lang == "zh" else lang


def _say_missing(study: Path, job: "Job", missing: str) -> None:
    """That a notebook's question is not answered, where so, and which of its figures are old."""
    if not missing:
        return
    say(f"{job.path.name}: not answered. {missing}")
    folder = study / "figures" / _own(str(job.parameters["LANG"]))
    old = sorted(folder.glob(f"{job.path.name[:2]}-*.png"))
    if old:
        names = some([path.stem for path in old])
        say(f"{job.path.name}: its figures are of an earlier run: {names}")


def _count(text: str) -> int:
    """A whole number from 1 on."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no whole number from 1 on")
    return int(text)
