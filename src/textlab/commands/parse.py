"""`textlab parse FILE`: what is in one document."""

import json
from argparse import Namespace
from pathlib import Path

from textlab.commands.options import Commands
from textlab.commands.speaking import put


def add_parser(commands: Commands) -> None:
    """The options of `textlab parse`."""
    parser = commands.add_parser("parse", help="read one document and show what is in it")
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--region",
        default="",
        help="province that its agencies are looked up in, in place of what the text says: 江西省",
    )
    parser.add_argument("--year", type=int, help="year, where the text has no date")
    parser.add_argument(
        "--unit", default="auto", choices=["auto", "item", "paragraph"], help="what a task is"
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Print the outline, or the JSON object of DESIGN."""
    from textlab.reading.plan import plan_to_dict, read_plan

    plan = read_plan(
        arguments.file, region=arguments.region, year=arguments.year, unit=arguments.unit
    )
    if arguments.json:
        put(json.dumps(plan_to_dict(plan), ensure_ascii=False, indent=1))
    else:
        from textlab.reading.summary import describe

        put(describe(plan))
    return 0
