"""PDF with a text layer: characters with their places become lines, lines running text."""

import ctypes
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from textlab.errors import ReadError, ScanError
from textlab.reading.extract import MOST_PAGES, Dropped, Extract
from textlab.reading.layout import Page, PlacedLine, flow

_ONE_AT_A_TIME = threading.Lock()
"""PDFium must not be entered by two threads."""

_PASSWORD = 4
_UNREADABLE = 0.3
"""Share of characters without a Unicode value from which a text layer counts as unreadable."""


def read_pdf(content: bytes, name: str) -> Extract:
    """The text layer of a PDF.

    Raises
    ------
    ReadError : damaged, under a password, too long, without a text layer or with an unreadable one
    """
    with _ONE_AT_A_TIME:
        pages = _read_pages(content, name)
    text = "".join(line.text for page in pages for line in page.lines)
    if not text.strip():
        raise ScanError(
            f"{name}: this PDF holds pictures of its {len(pages)} pages and no text (a scan); "
            "run text recognition on it first."
        )
    if sum(map(_is_unreadable, text)) > _UNREADABLE * len(text):
        raise ScanError(
            f"{name}: the fonts of this PDF do not say which characters they draw; "
            "run text recognition on it, or get the document in another format."
        )
    found = flow(pages)
    return Extract(found.text, "PDF", dropped=(*found.dropped, *_without_text(pages, found.text)))


def _without_text(pages: list[Page], text: str) -> Iterator[Dropped]:
    """Pages that hold no text among others that do: scans, pictures."""
    for number, page in enumerate(pages, 1):
        if not page.lines:
            yield Dropped(len(text), "page without text", f"page {number}")


def _is_unreadable(char: str) -> bool:
    return (
        unicodedata.category(char) in {"Co", "Cn", "Cc"} and char not in "\t"
    ) or char == "\ufffd"


def _read_pages(content: bytes, name: str) -> list[Page]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        if pdfium.FPDF_GetLastError() == _PASSWORD:
            raise ReadError(
                f"{name}: this PDF is protected by a password; save a copy without one."
            ) from None
        raise ReadError(f"{name}: this PDF is damaged or cut off; get it again.") from None
    try:
        if len(document) > MOST_PAGES:
            raise ReadError(
                f"{name}: has {len(document):,} pages; documents over {MOST_PAGES:,} pages "
                "are not read: give the pages of the plan alone."
            )
        return [_read_page(document, number) for number in range(len(document))]
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, number: int) -> Page:
    """A page; without lines where it cannot be loaded."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return Page(1, 1, ())
    try:
        text = page.get_textpage()
        try:
            width, height = page.get_size()
            left, bottom, *_ = page.get_cropbox()
            turn = _Turn(pdfium.FPDFPage_GetRotation(page), left, bottom, width, height)
            return Page(width or 1, height or 1, tuple(_lines(text, turn)))
        finally:
            text.close()
    except pypdfium2.PdfiumError:
        return Page(1, 1, ())
    finally:
        page.close()


@dataclass(frozen=True)
class _Turn:
    """From a PDF page's own places to places as it is seen, counted from the top left."""

    quarter: int
    left: float
    bottom: float
    width: float
    height: float

    def seen(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point on the page as it is seen."""
        x, y = x - self.left, y - self.bottom
        return {
            0: (x, self.height - y),
            1: (y, x),
            2: (self.width - x, y),
            3: (self.width - y, self.height - x),
        }[self.quarter % 4]


@dataclass(frozen=True)
class _Char:
    text: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass
class _Line:
    """A line that characters are added to as long as they stand on it."""

    chars: list[_Char] = field(default_factory=list)

    def holds(self, char: _Char) -> bool:
        """Whether a character stands on this line, behind the last one."""
        if not self.chars:
            return True
        last = self.chars[-1]
        size = max(last.size, char.size)
        same = abs(char.baseline - last.baseline) <= 0.5 * size
        return same and char.left >= last.left - 0.5 * size

    def placed(self) -> PlacedLine | None:
        """The line with its text; none where it is blank."""
        text = "".join(self._pieces())
        drawn = [char for char in self.chars if char.text.strip()]
        if not drawn:
            return None
        sizes = sorted(char.size for char in drawn)
        return PlacedLine(
            text.strip(),
            drawn[0].left,
            max(char.right for char in drawn),
            drawn[0].baseline,
            sizes[len(sizes) // 2],
        )

    def _pieces(self) -> Iterator[str]:
        """The characters; a tab where a wide gap parts two columns."""
        last: _Char | None = None
        for char in self.chars:
            if char.text.strip():
                if last and char.left - last.right > 2.5 * max(last.size, char.size):
                    yield "\t"
                last = char
            yield char.text


def _lines(page: pypdfium2.PdfTextPage, turn: _Turn) -> Iterator[PlacedLine]:
    line = _Line()
    for char in _chars(page, turn):
        if not line.holds(char):
            yield from filter(None, [line.placed()])
            line = _Line()
        line.chars.append(char)
    yield from filter(None, [line.placed()])


def _chars(page: pypdfium2.PdfTextPage, turn: _Turn) -> Iterator[_Char]:
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in _LINE_ENDS or not 0 < code <= 0x10FFFF:
            continue
        pdfium.FPDFText_GetLooseCharBox(page, index, box)
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        left, top = turn.seen(box.left, box.top)
        right, bottom = turn.seen(box.right, box.bottom)
        _, baseline = turn.seen(x.value, y.value)
        yield _Char(
            _drawn(code), min(left, right), max(left, right), baseline, abs(bottom - top) or 1
        )


_LINE_ENDS = {10, 13}
_HYPHENS = {2, 0xFFFE}
"""What PDFium gives for a hyphen at the end of a line."""

_RADICALS = str.maketrans(
    dict(
        zip(
            "⺠⺟⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
            "民母虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
            strict=True,
        )
    )
)


def _drawn(code: int) -> str:
    """The character that is drawn: fonts give radicals for whole characters that look the same."""
    if code in _HYPHENS:
        return "-"
    char = chr(code)
    if "\u2f00" <= char <= "\u2fdf":
        return unicodedata.normalize("NFKC", char)
    return char.translate(_RADICALS)
