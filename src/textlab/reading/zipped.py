"""Zipped documents: which kind it is shows in the names of their parts."""

from textlab.errors import ReadError
from textlab.reading.archive import Archive
from textlab.reading.docx import read_docx
from textlab.reading.extract import Extract
from textlab.reading.ofd import read_ofd


def read_zipped(content: bytes, name: str) -> Extract:
    """A docx or OFD as text.

    Raises
    ------
    ReadError : another kind of zipped file, damaged, or under a password
    """
    archive = Archive(content, name)
    if "OFD.xml" in archive.parts:
        return read_ofd(archive)
    kind, mend = _kind_of(archive)
    if kind != "docx":
        raise ReadError(f"{name}: this is {kind}, which is not read; {mend}.")
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
