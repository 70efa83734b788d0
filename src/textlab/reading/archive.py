"""The parts of a zipped document, unpacked within bounds."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from textlab.errors import ReadError
from textlab.reading.extract import LARGEST_UNPACKED

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What zipfile raises on damaged input."""


class Archive:
    """The parts of a zipped document by name; errors call the document `name`."""

    def __init__(self, content: bytes, name: str) -> None:
        self.name = name
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            parts = self._zip.infolist()
        except _BROKEN:
            raise self.damaged() from None
        if any(part.flag_bits & 1 for part in parts):
            raise ReadError(f"{name}: it is protected by a password; save a copy without one.")
        self.parts = {part.filename.lstrip("/"): part for part in parts}

    def damaged(self) -> ReadError:
        """The error for a document that is cut off or broken."""
        return ReadError(f"{self.name}: the file is damaged or cut off; get it again.")

    def read(self, part: str) -> bytes:
        """The bytes of a part.

        Raises
        ------
        ReadError : it is missing, damaged, or too large once unpacked, with the parts before it
        """
        left = LARGEST_UNPACKED - self._unpacked
        try:
            with self._zip.open(self.parts[part]) as file:
                content = file.read(left + 1)
        except _BROKEN:
            raise self.damaged() from None
        if len(content) > left:
            raise ReadError(
                f"{self.name}: unpacks to more than {LARGEST_UNPACKED:,} bytes at “{part}”, "
                "too many for a document; save it again without what is embedded in it."
            )
        self._unpacked += len(content)
        return content

    def xml(self, part: str) -> etree._Element:
        """The root element of a part; errors as in `read`."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(self.read(part), parser)
        except (etree.XMLSyntaxError, ValueError):
            raise self.damaged() from None
        return root


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_in(element: etree._Element) -> str:
    """All text within an element."""
    return "".join(str(piece) for piece in element.itertext())
