"""The command `textlab`: speaks to people on standard error, prints results on standard output."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version

from textlab.commands.speaking import line_of, say
from textlab.errors import TextlabError

COMMANDS = (
    *("new", "parse", "add", "check", "fetch"),
    *("export", "package", "cite", "reproduce"),
)
"""The modules of `textlab.commands`, in the order of work."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 1 an error, 2 wrong usage."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except TextlabError as error:
        if arguments.debug:
            raise
        say(f"textlab: {error}")
        return 1
    except BrokenPipeError:
        # The reader of a pipe has seen enough, as with `| head`.
        sys.stderr.close()
        return 0
    except OSError as error:
        if arguments.debug:
            raise
        say(f"textlab: {line_of(error)}")
        return 1
    except KeyboardInterrupt:
        say("textlab: stopped; what was not finished was not written.")
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="textlab", description="Read Chinese policy plans as data."
    )
    parser.add_argument("--version", action="version", version=f"textlab {version('textlab')}")
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        import_module(f"textlab.commands.{name}").add_parser(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
