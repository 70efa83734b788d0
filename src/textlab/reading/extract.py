"""What a reader of a format gives: the text, facts beside it, and what it left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

LARGEST_FILE = 100_000_000
"""Bytes; a larger file is refused, not read for hours."""

LARGEST_UNPACKED = 50_000_000
"""Bytes of what is read of a zipped document once unpacked; more is no document but a bomb."""

LARGEST_TEXT = 20_000_000
"""Characters of a text; more is no plan but a collection."""

MOST_PAGES = 3_000
"""Pages of a PDF or OFD."""


@dataclass(frozen=True)
class Dropped:
    """A piece that the reader left out: what it was, its text, and where it stood.

    `at` is the offset in the extracted text before which it stood.
    """

    at: int
    kind: str
    text: str


@dataclass(frozen=True)
class Extract:
    """A document as its reader extracts it.

    `text` is the raw text that every offset counts in. `kind` names the format. `facts` are what
    the file states beside its text, such as title, doc_number, issuer, date (see
    `textlab.reading.facts`). `dropped` lists what is in the file and not in the text, in order.
    """

    text: str
    kind: str = "text"
    facts: Mapping[str, str] = field(default_factory=dict)
    dropped: tuple[Dropped, ...] = ()
