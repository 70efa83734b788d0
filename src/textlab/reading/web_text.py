"""The text of elements of a web page as lines: what a browser would show, a block a line."""

import re
from dataclasses import dataclass, field

from lxml import etree

from textlab.reading import numbering
from textlab.reading.cells import row_lines
from textlab.reading.word_numbers import written

HIDDEN = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "select",
        "option",
        "textarea",
        "button",
        "input",
        "video",
        "audio",
        "map",
        "applet",
        "link",
        "meta",
    ]
)
"""Elements whose text no reader of the page sees as part of it."""

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "ucaptitle",
        "o:p",
        "st1:chsdate",
    ]
)
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LISTS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_CHINESE_LIST = re.compile(r"cjk-ideographic|simp-chinese|trad-chinese|cjk-decimal")


def tag(element: etree._Element) -> str:
    """The name of an element; empty for what is none."""
    return element.tag.lower() if isinstance(element.tag, str) else ""


def is_shown(element: etree._Element) -> bool:
    """Whether a browser shows an element, as far as the element itself says."""
    if tag(element) in HIDDEN or not tag(element):
        return False
    return "hidden" not in element.attrib and not _UNSEEN.search(element.get("style", ""))


def lines_of(
    root: etree._Element, *, without: frozenset[etree._Element] = frozenset()
) -> list[str]:
    """The lines of an element, those of the elements `without` left out."""
    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            writer.close(element)
            writer.add(element.tail if element is not root else "")
        elif element in without or not is_shown(element):
            writer.skip(element)
            walk.skip_subtree()
        else:
            writer.open(element)
            writer.add(element.text)
    return writer.finish()


@dataclass
class _Row:
    cells: list[list[str]] = field(default_factory=list)


@dataclass
class _List:
    form: str
    number: int


@dataclass
class _Writer:
    """Collects text into lines, cells and rows while the tree is walked."""

    _stack: list[list[str] | _Row] = field(default_factory=lambda: [[]])
    _line: list[str] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _label: str = ""
    _kept_lines: int = 0
    _skipped: etree._Element | None = None

    def skip(self, element: etree._Element) -> None:
        """An element is not written; only what stands behind it."""
        self._skipped = element

    def open(self, element: etree._Element) -> None:
        """An element begins."""
        name = tag(element)
        if name in _INLINE:
            return
        self._end_line()
        if name == "tr":
            self._stack.append(_Row())
        elif name in {"td", "th"}:
            self._stack.append([])
        elif name in {"ol", "ul"}:
            self._lists.append(_list_of(element))
        elif name == "li" and self._lists:
            self._count()
        elif name == "pre":
            self._kept_lines += 1

    def close(self, element: etree._Element) -> None:
        """An element ends."""
        if element is self._skipped:
            self._skipped = None
            return
        name = tag(element)
        if name in _INLINE:
            return
        self._end_line()
        if name in {"td", "th"}:
            self._end_cell()
        elif name == "tr":
            self._end_row()
        elif name in {"ol", "ul"} and self._lists:
            self._lists.pop()
        elif name == "li":
            self._label = ""
        elif name == "pre":
            self._kept_lines -= 1

    def add(self, text: str | None) -> None:
        """Text of the current line."""
        if not text:
            return
        pieces = text.splitlines() if self._kept_lines else [text]
        for number, piece in enumerate(pieces):
            if number:
                self._end_line()
            self._line.append(piece)

    def finish(self) -> list[str]:
        """All lines."""
        self._end_line()
        while len(self._stack) > 1:
            if isinstance(self._stack[-1], _Row):
                self._end_row()
            else:
                self._end_cell()
        return self._stack[0] if isinstance(self._stack[0], list) else []

    def _count(self) -> None:
        current = self._lists[-1]
        current.number += 1
        form = current.form
        mark = written(current.number, form)
        self._label = mark and (f"{mark}、" if form == "chineseCounting" else f"{mark}.")

    def _write(self, line: str) -> None:
        top = self._stack[-1]
        if isinstance(top, list):
            top.append(line)
        else:
            top.cells.append([line])

    def _end_line(self) -> None:
        line = _SPACE.sub(" ", "".join(self._line)).strip(" ")
        self._line.clear()
        if not line.strip():
            return
        if self._label and not numbering.starts_item(line.lstrip("\u3000\u00a0 ")):
            line = self._label + line
        self._label = ""
        self._write(line)

    def _end_cell(self) -> None:
        top = self._stack[-1]
        if len(self._stack) > 1 and isinstance(top, list):
            self._stack.pop()
            below = self._stack[-1]
            if isinstance(below, _Row):
                below.cells.append(top)
            else:
                below += top

    def _end_row(self) -> None:
        if len(self._stack) > 1 and isinstance(self._stack[-1], list):
            self._end_cell()
        row = self._stack[-1]
        if isinstance(row, _Row):
            self._stack.pop()
            for line in row_lines(row.cells):
                self._write(line)


def _list_of(element: etree._Element) -> _List:
    if tag(element) == "ul":
        return _List("bullet", 0)
    style = element.get("style", "")
    form = _LISTS.get(element.get("type", ""), "decimal")
    if _CHINESE_LIST.search(style):
        form = "chineseCounting"
    elif re.search(r"list-style(?:-type)?\s*:\s*(?:none|disc|circle|square)", style):
        form = "none"
    start = element.get("start", "1")
    return _List(form, int(start) - 1 if start.isdecimal() and len(start) < 5 else 0)
