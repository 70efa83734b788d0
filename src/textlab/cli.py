"""The command `textlab`: speaks to people on standard error, prints results on standard output."""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from textlab.errors import TextlabError
from textlab.files import find_study

Arguments = argparse.Namespace


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 1 an error, 2 wrong usage."""
    arguments = _parser().parse_args(argv)
    try:
        arguments.run(arguments)
    except TextlabError as error:
        if arguments.debug:
            raise
        _say(f"textlab: {error}")
        return 1
    except BrokenPipeError:
        # The reader of a pipe has seen enough, as with `| head`.
        sys.stderr.close()
        return 0
    except OSError as error:
        if arguments.debug:
            raise
        _say(f"textlab: {error.filename or 'output'}: {error.strerror}.")
        return 1
    except KeyboardInterrupt:
        _say("textlab: stopped; what was not finished was not written.")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="textlab", description="Read Chinese policy plans as data."
    )
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    parse = commands.add_parser("parse", help="read one document and show what is in it")
    parse.add_argument("file", metavar="FILE", type=Path)
    parse.add_argument("--json", action="store_true", help="print one JSON object")
    parse.add_argument(
        "--region",
        default="",
        help="province that its agencies are looked up in, in place of what the text says: 江西省",
    )
    parse.add_argument("--year", type=int, help="year, where the text has no date")
    parse.add_argument(
        "--unit", default="auto", choices=["auto", "item", "paragraph"], help="what a task is"
    )
    parse.set_defaults(run=_parse)

    export = commands.add_parser("export", help="make the corpus’s features from texts")
    export.add_argument("texts", metavar="FOLDER", type=Path, help="where the texts are")
    export.add_argument("--corpus", type=Path, help="the corpus folder; by default the one here")
    export.set_defaults(run=_export)

    reproduce = commands.add_parser("reproduce", help="run every notebook, write every figure")
    reproduce.add_argument("notebooks", metavar="NN", nargs="*", help="only these, such as 02")
    reproduce.set_defaults(run=_reproduce)
    return parser


def _parse(arguments: Arguments) -> None:
    from textlab.reading.plan import plan_to_dict, read_plan

    plan = read_plan(
        arguments.file, region=arguments.region, year=arguments.year, unit=arguments.unit
    )
    if arguments.json:
        _print(json.dumps(plan_to_dict(plan), ensure_ascii=False, indent=1))
    else:
        from textlab.reading.summary import describe

        _print(describe(plan))


def _export(arguments: Arguments) -> None:
    from textlab.corpus.features import export_features

    corpus = arguments.corpus or find_study() / "corpus"
    documents = list(tqdm(export_features(corpus, arguments.texts), unit=" documents"))
    made = [doc_id for doc_id, found in documents if found]
    left = [doc_id for doc_id, found in documents if not found]
    _say(f"{corpus / 'features'}: made the features of {len(made)} documents: {_some(made)}.")
    if left:
        _say(
            f"{len(left)} have no text in {arguments.texts}, by SHA-256, and stay as they are: "
            f"{_some(left)}."
        )


def _some(names: list[str], limit: int = 5) -> str:
    return ", ".join(names[:limit]) + (" …" if len(names) > limit else "")


def _reproduce(arguments: Arguments) -> None:
    from textlab.reproduce import find_notebooks, run_notebook

    study = find_study()
    for path in find_notebooks(study, arguments.notebooks):
        with tqdm(desc=path.name, unit="cell", mininterval=1) as bar:
            run_notebook(path, build=study / "build" / "notebooks", tell=partial(_tell, bar))
    _say(f"figures: {study / 'figures'}\nexecuted notebooks: {study / 'build' / 'notebooks'}")


def _tell(bar: "tqdm[NoReturn]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _print(text: str) -> None:
    if not isinstance(sys.stdout, io.TextIOWrapper):  # closed, or taken by a test
        print(text)
        return
    sys.stdout.reconfigure(encoding="utf-8")
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
