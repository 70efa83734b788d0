"""The bytes of a text become characters, by a ladder: byte-order mark, strict UTF-8, GB18030.

Nothing is cleaned here.
"""

import codecs
import re
import unicodedata

from textlab.errors import EmptyTextError, ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_ENOUGH_COMMON = 0.7
"""Share of Chinese characters that must be among the 3,755 commonest before
bytes count as GB18030, which decodes almost anything."""


def decode(content: bytes, *, name: str = "text") -> str:
    """Bytes of a text as characters; `name` is what errors call it.

    Raises
    ------
    ReadError : empty, no text, or in an encoding that is not recognised
    """
    text = _decode_by_ladder(content, name)
    if not text.strip():
        raise EmptyTextError(f"{name}: the file is empty.")
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
    unmarked = ("utf-16-le", "utf-16-be") if b"\x00" in content else ()
    for encoding in ("utf-8", *unmarked, "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _looks_chinese(text):
            return text
    if unmarked:
        raise ReadError(f"{name}: this is no text: it holds zero bytes; name a text file.")
    raise ReadError(
        f"{name}: the encoding is neither UTF-8, UTF-16 nor GB18030; save the text as UTF-8."
    )


def _looks_chinese(text: str) -> bool:
    sample = [char for char in text[:20_000] if ord(char) > 0x7F]
    common = sum(_is_common(char) for char in sample)
    return bool(sample) and common >= _ENOUGH_COMMON * len(sample)


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


# Two encodings in one file

_CHINESE = re.compile("[\u4e00-\u9fff]")


def mixed_encodings(content: bytes) -> tuple[int, str, str] | None:
    """Where a file pasted together of UTF-8 and GB18030 changes from one to the other.

    Returns
    -------
    The first line in another encoding than the lines before it, that encoding, and theirs; None
    where all lines are in one. Only lines of four Chinese characters count: fewer bytes may be read
    either way.
    """
    if content.startswith(tuple(mark for mark, _ in _BOMS[1:])) or b"\x00" in content:
        return None
    before = ""
    for number, line in enumerate(content.split(b"\n"), 1):
        encoding = _encoding_of(line)
        if encoding and before and encoding != before:
            return number, encoding, before
        before = encoding or before
    return None


def _encoding_of(line: bytes) -> str:
    for encoding in ("UTF-8", "GB18030"):
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding if len(_CHINESE.findall(text)) >= 4 else ""
    return ""
