"""Web pages of governments: the document in the page, its table of facts, and the rest left out.

The document is the smallest element that holds nearly all prose of the page.
Around it stand menus, share bars and links; above it a table of facts
(索引号 | 发文机关 | 成文日期 …), which become facts and leave the text.
"""

import email
import re

from lxml import etree

from textlab.errors import ReadError
from textlab.reading.archive import text_in
from textlab.reading.dates import iso_date
from textlab.reading.decoding import decode
from textlab.reading.extract import Dropped, Extract
from textlab.reading.facts import facts_of
from textlab.reading.web_body import Measures, document_of, furniture_in, measure, table_of_facts
from textlab.reading.web_text import lines_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]|<\?xml[^>]{0,200}>")
_FEW = 0.001
"""Share of characters that may be broken in a page whose encoding it states."""


def read_page(content: bytes, name: str) -> Extract:
    """The document in a web page.

    Raises
    ------
    ReadError : an encoding that is not recognised, or no text in the page
    """
    root = _tree(_decoded(content, name))
    measures = Measures() if root is None else measure(root)
    if root is None or not measures[root].chars:
        raise ReadError(
            f"{name}: there is no text in this page (a script may load it); open it in a browser "
            "and save it from there."
        )
    table = table_of_facts(measures)
    facts = {} if table is None else facts_of(_blocks(lines_of(table)))
    document = document_of(root, measures)
    if table is not None and table in document:
        document.remove(table)
    left_out = [] if table is None else [("table of facts", table)]
    left_out += [("page furniture", e) for part in document for e in furniture_in(part, measures)]
    without = frozenset(element for _, element in left_out)
    text = "\n".join(line for part in document for line in lines_of(part, without=without))
    outside = lines_of(root, without=without | frozenset(document))
    dropped = [Dropped(0, kind, "\n".join(lines_of(element))) for kind, element in left_out]
    dropped.append(Dropped(len(text), "outside the document", "\n".join(outside)))
    known = _titles(root) | facts_of(_blocks(outside)) | facts
    return Extract(text, "web page", known, tuple(piece for piece in dropped if piece.text.strip()))


def read_saved_page(content: bytes, name: str) -> Extract:
    """The document in a page that a browser saved with its pictures in one file (mht).

    Raises
    ------
    ReadError : there is no page in it, or as in `read_page`
    """
    message = email.message_from_bytes(content)
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    page = next((part.get_payload(decode=True) for part in pages), None)
    if not isinstance(page, bytes):
        raise ReadError(f"{name}: there is no page in this web archive; save the page as html.")
    return read_page(page, name)


def _blocks(lines: list[str]) -> list[str]:
    """Lines with the cells of tables apart."""
    return [cell for line in lines for cell in line.split("\t")]


_METAS = {"articletitle": "title", "pubdate": "published"}
_SITE = re.compile(r"[_|｜]| [-—–] |--")


def _titles(root: etree._Element) -> dict[str, str]:
    """What the head of a page says of its title and day, and its main heading."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        label = _METAS.get(element.get("name", "").lower(), "")
        content = " ".join(element.get("content", "").split())
        if label and content:
            found.setdefault(label, content if label == "title" else iso_date(content))
    for name in ("h1", "title"):
        texts = (" ".join(text_in(e).split()) for e in root.iter(name))
        for text in filter(None, texts):
            found.setdefault("page_title", _SITE.split(text)[0].strip())
    return {label: value for label, value in found.items() if value}


# Bytes to a tree


def _decoded(content: bytes, name: str) -> str:
    """The characters of a page: in the encoding that it states where that holds, else by the ladder."""
    stated = _CHARSET.search(content[:8192]) or _XML_ENCODING.match(content)
    encoding = stated[1].decode("ascii").lower() if stated else ""
    if encoding in {"gb2312", "gbk", "gb-2312", "x-gbk"}:
        encoding = "gb18030"
    try:
        return decode(content, name=name)
    except ReadError:
        if not encoding or not content.strip():
            raise
    try:
        text = content.decode(encoding, "replace")
    except (LookupError, ValueError):
        text = "\ufffd"
    if text.count("\ufffd") > _FEW * len(text):
        raise ReadError(
            f"{name}: the page says that its encoding is {encoding}, and it is not; "
            "save it from a browser as UTF-8."
        )
    return text


def _tree(text: str) -> etree._Element | None:
    """The tree of a page; none where nothing is in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(_UNFIT.sub("", text).encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        raise RecursionError
    return root
