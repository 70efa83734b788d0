"""Word documents (docx): paragraphs and tables in document order, with the numbers Word draws.

Left out, and on record: deleted and hidden text, tables of contents, notes,
page headers and footers.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from textlab.reading.archive import Archive, local, text_in
from textlab.reading.cells import row_lines
from textlab.reading.extract import Dropped, Extract
from textlab.reading.word_numbers import Lists
from textlab.reading.word_parts import Style, read_lists, read_styles, target_of, value_of

_MAIN = "officeDocument"
_BESIDE = {
    "header": "page header",
    "footer": "page footer",
    "footnotes": "note",
    "endnotes": "note",
    "comments": "comment",
}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_SKIPPED = {"Fallback", "rPr", "pPr", "instrText", "rt", "object"}
_DELETED = {"del", "moveFrom"}


def read_docx(archive: Archive) -> Extract:
    """The text of a Word document, a paragraph or row of a table a line.

    Raises
    ------
    ReadError : damaged, or no document in it
    """
    main = target_of(archive, "_rels/.rels", _MAIN)
    if main not in archive.parts:
        raise archive.damaged()
    reader = _Reader(read_styles(archive, main), read_lists(archive, main))
    body = next((e for e in archive.xml(main) if local(e) == "body"), None)
    if body is None:
        raise archive.damaged()
    reader.read_blocks(body)
    for kind, part in _parts_beside(archive, main):
        reader.drop(
            kind, "\n".join(_Reader(reader.styles, Lists({}, {}, {})).lines_of(archive.xml(part)))
        )
    return Extract("\n".join(reader.lines), "Word document", dropped=tuple(reader.dropped))


def _parts_beside(archive: Archive, main: str) -> Iterator[tuple[str, str]]:
    """Page headers, footers, notes and comments: kind and part."""
    folder = main.rpartition("/")[0]
    for part in sorted(archive.parts):
        parent, _, name = part.rpartition("/")
        stem = name.removesuffix(".xml").rstrip("0123456789")
        if parent == folder and stem in _BESIDE and name.endswith(".xml"):
            yield _BESIDE[stem], part


@dataclass
class _Reader:
    """Reads blocks in order into lines."""

    styles: dict[str, Style]
    lists: Lists
    lines: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    _length: int = 0

    def drop(self, kind: str, text: str) -> None:
        """Put on record that a piece is left out here."""
        if text.strip():
            self.dropped.append(Dropped(self._length, kind, text))

    def lines_of(self, parent: etree._Element) -> list[str]:
        """The lines of the blocks in an element, not added to the document's."""
        inner = _Reader(self.styles, self.lists)
        inner.read_blocks(parent)
        self.dropped += [Dropped(self._length, d.kind, d.text) for d in inner.dropped]
        return [line for line in inner.lines if line.strip()]

    def read_blocks(self, parent: etree._Element) -> None:
        """Take in the paragraphs and tables in an element, in order."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._read_paragraph(element)
            elif name == "tbl":
                self._read_table(element)
            elif name in _DELETED:
                self.drop("deleted text", text_in(element))
            elif name == "sdt" and _is_contents(element):
                self.drop(
                    "table of contents",
                    "\n".join(_Reader(self.styles, self.lists).lines_of(element)),
                )
            elif name not in _SKIPPED:
                self.read_blocks(element)

    def _add(self, line: str) -> None:
        self.lines.append(line)
        self._length += len(line) + 1

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        style = self._style_of(paragraph)
        label = self._label_of(paragraph, style)
        pieces = _Pieces()
        pieces.read(paragraph)
        for frame in pieces.frames:
            for line in self.lines_of(frame):
                self._add(line)
        for kind, text in pieces.dropped:
            self.drop(kind, text)
        text = "".join(pieces.text)
        if style.is_contents:
            self.drop("table of contents", text)
        else:
            self._add(label + text if text.strip() else "")

    def _style_of(self, paragraph: etree._Element) -> Style:
        return self.styles.get(value_of(paragraph, "pPr", "pStyle"), self.styles[""])

    def _label_of(self, paragraph: etree._Element, style: Style) -> str:
        list_id = value_of(paragraph, "pPr", "numPr", "numId") or style.list_id
        depth = value_of(paragraph, "pPr", "numPr", "ilvl") or style.depth
        if list_id in {"", "0"} or not depth.isdecimal():
            return ""
        return self.lists.next_label(list_id, int(depth))

    def _read_table(self, table: etree._Element) -> None:
        for row in _children(table, "tr"):
            cells = [self.lines_of(cell) for cell in _children(row, "tc")]
            for line in row_lines(cells):
                self._add(line)


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, also those in content controls or insertions."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in {"sdt", "sdtContent", "ins", "customXml"}:
            yield from _children(element, name)


def _is_contents(control: etree._Element) -> bool:
    gallery = value_of(control, "sdtPr", "docPartObj", "docPartGallery")
    return gallery == "Table of Contents"


class _Pieces:
    """The text of a paragraph's runs, the text frames anchored in it, and what is left out."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.frames: list[etree._Element] = []
        self.dropped: list[tuple[str, str]] = []

    def read(self, element: etree._Element) -> None:
        """Take in the runs in an element."""
        for child in element:
            name = local(child)
            if name == "t":
                self.text.append(child.text or "")
            elif name in _SIGNS:
                self.text.append(_SIGNS[name])
            elif name in _DELETED:
                self.dropped.append(("deleted text", text_in(child)))
            elif name == "r" and _is_hidden(child):
                self.dropped.append(("hidden text", text_in(child)))
            elif name == "txbxContent":
                self.frames.append(child)
            elif name not in _SKIPPED:
                self.read(child)


def _is_hidden(run: etree._Element) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            return any(local(e) == "vanish" and _is_on(e) for e in properties)
    return False


def _is_on(switch: etree._Element) -> bool:
    return next(iter(switch.attrib.values()), "1") not in {"0", "false", "off"}
