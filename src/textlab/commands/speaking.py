"""How a command speaks: words on standard error, results on standard output."""

import io
import sys

from textlab.corpus.faults import FaultError, Lang, StandInError


def say(text: str) -> None:
    """Words for a person, on standard error."""
    print(text, file=sys.stderr, flush=True)


def put(text: str) -> None:
    """A result on standard output, in UTF-8 whatever the system's encoding."""
    if not isinstance(sys.stdout, io.TextIOWrapper):  # closed, or taken by a test
        print(text)
        return
    sys.stdout.reconfigure(encoding="utf-8")
    print(text, flush=True)


def some(names: list[str], limit: int = 5) -> str:
    """The first few of many names."""
    return ", ".join(names[:limit]) + (" …" if len(names) > limit else "")


def line_of(error: Exception, place: object = "output", lang: Lang = "en") -> str:
    """What an error says, in a line: where, and what; `place` is where, if it does not know.

    Faults speak both languages, all other errors English.
    """
    if isinstance(error, FaultError | StandInError):
        return error.fault.message(lang)
    if isinstance(error, OSError):
        return f"{error.filename or place}: {error.strerror}."
    return str(error)


def ask(question: str, suggestion: str = "") -> str:
    """What a person at the terminal answers, or takes as suggested.

    Empty where nobody is there, nothing is answered, or the input ends.
    """
    if not sys.stdin.isatty():
        return ""
    proposed = f"[{suggestion}] " if suggestion else ""
    print(f"{question}\n{proposed}> ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:  # the input ended, and what comes next begins a line
        print(file=sys.stderr)
        return ""
    return answer.strip() or suggestion
