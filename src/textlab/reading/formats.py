"""A file of any format becomes text: what it is shows in its bytes, never in its name.

Each format has a module of its own, loaded when such a file comes. What a
reader gives is the raw text that every offset counts in; nothing is cleaned
here.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from textlab.errors import EmptyTextError, ReadError, ScanError
from textlab.reading.decoding import decode
from textlab.reading.extract import LARGEST_FILE, LARGEST_TEXT, Extract
from textlab.reading.facts import facts_on_top

_Reader = Callable[[bytes, str], Extract]


def read_file(path: str | Path) -> Extract:
    """A document of any format as text, with facts beside the text and what was left out.

    Read are plain text (UTF-8, UTF-16, GB18030), web pages (html, mht), Word documents (docx; doc
    where antiword is installed), PDF with a text layer, OFD.

    Raises
    ------
    ReadError : missing, a folder, too large, damaged, under a password, or of no format that is read
    """
    return extract(read_bytes(path), name=str(path))


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a document.

    Raises
    ------
    ReadError : missing, a folder, or too large
    """
    path = Path(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ReadError(
                f"{path}: holds {size:,} bytes; files over {LARGEST_FILE:,} are not read: "
                "give the document alone."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: this is a folder; name a file in it.") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}).") from None


def read_text(path: str | Path) -> str:
    """The raw text of a document of any format; errors as in `read_file`."""
    return read_file(path).text


def extract(content: bytes, *, name: str = "text") -> Extract:
    """The bytes of a document as text; `name` is what errors call it.

    Raises
    ------
    ReadError : empty, damaged, under a password, or of no format that is read
    """
    read = _reader_of(content, name)
    try:
        found = read(content, name)
    except RecursionError:
        raise ReadError(f"{name}: it is nested too deeply for a document.") from None
    if not found.text.strip():
        raise EmptyTextError(f"{name}: the file is empty.")
    if len(found.text) > LARGEST_TEXT:
        raise ReadError(
            f"{name}: holds {len(found.text):,} characters; texts over {LARGEST_TEXT:,} are not "
            "read: give the document alone."
        )
    return replace(found, facts={**facts_on_top(found.text), **found.facts})


_SUFFIXES = {
    "text": ".txt",
    "web page": ".html",
    "Word document": ".docx",
    "old Word document": ".doc",
    "PDF": ".pdf",
    "OFD": ".ofd",
}


def suffix_of(content: bytes, kind: str) -> str:
    """How the name of a file of such a kind ends: .docx also where a docx is named plan.txt."""
    return ".mht" if _ARCHIVE.match(content) and kind == "web page" else _SUFFIXES[kind]


_PICTURE = "a picture"
_REFUSED = (
    (b"{\\rtf", "a rich-text document (RTF)", "save it as docx"),
    (b"\x89PNG", _PICTURE, "run text recognition on it and save the text"),
    (b"\xff\xd8\xff", _PICTURE, "run text recognition on it and save the text"),
    (b"GIF8", _PICTURE, "run text recognition on it and save the text"),
    (b"II*\x00", _PICTURE, "run text recognition on it and save the text"),
    (b"MM\x00*", _PICTURE, "run text recognition on it and save the text"),
    (b"Rar!", "an archive (RAR)", "unpack it and name a file in it"),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it and name a file in it"),
    (b"\x1f\x8b", "an archive (gzip)", "unpack it and name a file in it"),
)

_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>|<!--.{0,20000}?-->|\s)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|table|tbody|p|h[1-6]|"
    rb"center|font|span|section|article|ucaptitle|ucapcontent)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(
    rb"\s*(?:From: <Saved by|MIME-Version:|Snapshot-Content-Location:)", re.IGNORECASE
)
_XML = re.compile(rb"\s*<\?xml\b")
_MARKS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")


def _reader_of(content: bytes, name: str) -> _Reader:
    """Who reads bytes that begin like these."""
    if b"%PDF-" in content[:1024]:
        from textlab.reading.pdf import read_pdf as read
    elif content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from textlab.reading.zipped import read_zipped as read
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        from textlab.reading.old_word import read_old_office as read
    elif _is_page(content):
        from textlab.reading.web import read_page as read
    elif _ARCHIVE.match(content):
        from textlab.reading.web import read_saved_page as read
    else:
        _refuse(content, name)
        return _read_plain
    return read


def _is_page(content: bytes) -> bool:
    """Whether bytes begin as a web page does, in whatever encoding."""
    head = _MARKS.sub(b"", content[:50_000])
    return bool(_PAGE.match(head.replace(b"\x00", b"")))


def _refuse(content: bytes, name: str) -> None:
    for magic, kind, mend in _REFUSED:
        if content.startswith(magic):
            error = ScanError if kind == _PICTURE else ReadError
            raise error(f"{name}: this is {kind}, which is not read; {mend}.")
    if _XML.match(_MARKS.sub(b"", content[:1000])):
        raise ReadError(
            f"{name}: this is an XML file (Word 2003?), which is not read; save it as docx."
        )


def _read_plain(content: bytes, name: str) -> Extract:
    return Extract(decode(content, name=name))
