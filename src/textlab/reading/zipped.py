"""Zipped documents: which kind it is, and their parts unpacked within bounds."""

import zipfile
import zlib
from io import BytesIO

from lxml import etree

from textlab.errors import ReadError
from textlab.reading.extract import LARGEST_PART, Extract

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
        ReadError : it is missing, damaged, or too large once unpacked
        """
        try:
            with self._zip.open(self.parts[part]) as file:
                content = file.read(LARGEST_PART + 1)
        except _BROKEN:
            raise self.damaged() from None
        if len(content) > LARGEST_PART:
            raise ReadError(
                f"{self.name}: “{part}” in it unpacks to more than {LARGEST_PART:,} bytes, "
                "too many for a document."
            )
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


def read_zipped(content: bytes, name: str) -> Extract:
    """A docx or OFD as text.

    Raises
    ------
    ReadError : another kind of zipped file, damaged, or under a password
    """
    archive = Archive(content, name)
    if "OFD.xml" in archive.parts:
        from textlab.reading.ofd import read_ofd

        return read_ofd(archive)
    kind, mend = _kind_of(archive)
    if kind != "docx":
        raise ReadError(f"{name}: this is {kind}, which is not read; {mend}.")
    from textlab.reading.docx import read_docx

    return read_docx(archive)


def _kind_of(archive: Archive) -> tuple[str, str]:
    names = archive.parts
    folders = {name.split("/")[0] for name in names}
    if "[Content_Types].xml" in names:
        if "xl" in folders:
            return "a spreadsheet (xlsx)", "save the document's text as docx or txt"
        if "ppt" in folders:
            return "a slide show (pptx)", "save the document's text as docx or txt"
        return "docx", ""
    if "mimetype" in names and "content.xml" in names:
        return "an OpenDocument file (odt)", "save it as docx"
    return "an archive (zip)", "unpack it and name a file in it"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
