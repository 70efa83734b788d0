"""From a file to its text: the bytes of a document become characters.

Text is decoded by a ladder: byte-order mark, strict UTF-8, GB18030. Nothing
is cleaned here; what these functions return is the raw text that every
offset counts in.
"""

import codecs
import unicodedata
from pathlib import Path

from textlab.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zipped document (docx, OFD, xlsx)"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (doc, xls)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich-text document"),
)

_ENOUGH_COMMON = 0.7
"""Share of Chinese characters that must be among the 3,755 commonest before
bytes count as GB18030, which decodes almost anything."""


def read_text(path: str | Path) -> str:
    """The raw text of a plain-text file, byte-order mark left out.

    Raises
    ------
    ReadError : missing, a folder, empty, no text, or in an encoding that is not recognised
    """
    path = Path(path)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ReadError(f"{path}: there is no such file.") from None
    except IsADirectoryError:
        raise ReadError(f"{path}: this is a folder; name a file in it.") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read ({error.strerror}).") from None
    return decode(content, name=str(path))


def decode(content: bytes, *, name: str = "text") -> str:
    """Bytes of a text as characters; `name` is what errors call it.

    Raises
    ------
    ReadError : empty, no text, or in an encoding that is not recognised
    """
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            raise ReadError(f"{name}: this is {kind}, not plain text; save its text as UTF-8 .txt.")
    text = _decode_by_ladder(content, name)
    if not text.strip():
        raise ReadError(f"{name}: the file is empty.")
    if _share_of_controls(text) > 0.005:
        raise ReadError(f"{name}: this is no text: it holds control characters; name a text file.")
    return text


def _decode_by_ladder(content: bytes, name: str) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                break
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _looks_chinese(text):
            return text
    if b"\x00" in content[:4096]:
        raise ReadError(f"{name}: this is no text: it holds zero bytes; name a text file.")
    raise ReadError(
        f"{name}: the encoding is neither UTF-8, UTF-16 nor GB18030; save the text as UTF-8."
    )


def _looks_chinese(text: str) -> bool:
    sample = [char for char in text[:20_000] if ord(char) > 0x7F]
    common = sum(_is_common(char) for char in sample)
    return common >= _ENOUGH_COMMON * len(sample)


def _is_common(char: str) -> bool:
    """Whether GB 2312 holds it as punctuation or among its commoner 3,755 characters."""
    try:
        lead = char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead <= 0xA3 or 0xB0 <= lead <= 0xD7


def _share_of_controls(text: str) -> float:
    sample = text[:20_000]
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x85" for c in sample)
    return controls / len(sample)
