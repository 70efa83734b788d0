"""The errors that textlab raises: where, what, and what to do, in one line.

Every error that a user can cause is a `TextlabError`; the command prints its
message and nothing else. Anything else that escapes is a defect of textlab.
"""


class TextlabError(Exception):
    """Base of all errors that a user can mend; the message is one line."""


class ReadError(TextlabError):
    """A file cannot be read as a document: missing, empty, of no known kind."""


class UnnumberedError(ReadError):
    """Nothing in a document is numbered, so that it has no items to take for tasks."""


class EmptyTextError(ReadError):
    """There is no text in a file."""


class ScanError(ReadError):
    """A file holds pictures of its text, or draws it in fonts that do not say which characters."""


class TableError(TextlabError):
    """A table lacks a column, holds a wrong value, or repeats a key."""


class CorpusError(TextlabError):
    """A corpus folder is incomplete or contradicts itself."""


class MissingFactError(CorpusError):
    """A document does not say a fact that its row needs; `suggestion` may be it, or is empty."""

    def __init__(self, message: str, *, fact: str, suggestion: str) -> None:
        super().__init__(message)
        self.fact, self.suggestion = fact, suggestion

    def at(self, where: str) -> "MissingFactError":
        """The same, said of a file."""
        return MissingFactError(f"{where}: {self}", fact=self.fact, suggestion=self.suggestion)


class WrongFactError(CorpusError):
    """A fact that was given for a document is not as its row wants it."""

    def __init__(self, message: str, *, fact: str, value: str) -> None:
        super().__init__(message)
        self.fact, self.value = fact, value

    def at(self, where: str) -> "WrongFactError":
        """The same, said of a file."""
        return WrongFactError(f"{where}: {self}", fact=self.fact, value=self.value)


class FetchError(TextlabError):
    """A document cannot be fetched, or what came is not the document."""


class UnreachedError(FetchError):
    """An address gave no document: no connection, no trust, no such page, too slow, cut off."""


class AnalysisError(TextlabError):
    """An estimate cannot be made from these tables with these settings."""


class TooLittleError(AnalysisError):
    """The corpus holds too little for a question; the message says what is missing.

    It is no fault: a notebook that meets it shows the one line and stops, and the others run.
    """

    def _render_traceback_(self) -> list[str]:
        """What IPython shows in place of a traceback."""
        return [f"Not answered: {self}"]


class FigureError(TextlabError):
    """A figure cannot be drawn or saved: a missing glyph, font or name."""


class NotebookError(TextlabError):
    """A notebook stopped; the message names the cell and what it said."""
