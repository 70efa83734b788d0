"""How a command speaks: words on standard error, results on standard output."""

import io
import sys


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


def line_of(error: Exception, place: object = "output") -> str:
    """What an error says, in a line: where, and what; `place` is where, if it does not know."""
    if isinstance(error, OSError):
        return f"{error.filename or place}: {error.strerror}."
    return str(error)


def ask(question: str, suggestion: str = "") -> str:
    """What a person at the terminal answers, or takes as suggested; "" where nobody is there."""
    if not sys.stdin.isatty():
        return ""
    proposed = f"[{suggestion}] " if suggestion else ""
    print(f"{question}\n{proposed}> ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or suggestion
