"""The errors that textlab raises: where, what, and what to do, in one line.

Every error that a user can cause is a `TextlabError`; the command prints its
message and nothing else. Anything else that escapes is a defect of textlab.
"""


class TextlabError(Exception):
    """Base of all errors that a user can mend; the message is one line."""


class ReadError(TextlabError):
    """A file cannot be read as a document: missing, empty, of no known kind."""


class EmptyTextError(ReadError):
    """There is no text in a file."""


class ScanError(ReadError):
    """A file holds pictures of its text, or draws it in fonts that do not say which characters."""


class TableError(TextlabError):
    """A table lacks a column, holds a wrong value, or repeats a key."""


class CorpusError(TextlabError):
    """A corpus folder is incomplete or contradicts itself."""


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
