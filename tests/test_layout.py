"""Placed lines become running text: joined by where they stand, page furniture out."""

import io

import pypdfium2
import pytest
from rendering import as_ofd, as_pdf, zipped

from textlab.errors import ReadError
from textlab.reading.formats import extract
from textlab.reading.layout import Page, PlacedLine, flow

SIZE, LEFT, WIDTH = 16.0, 80.0, 28
LONG = "提升质量和效益加强监督和检查优化营商环境推进技术创新"


def page(
    *rows: tuple[int, str] | None, top: float = 200.0, lines: tuple[PlacedLine, ...] = ()
) -> Page:
    """A page of rows: indent in characters and text; None is an empty row."""
    placed = [
        PlacedLine(
            text, LEFT + indent * SIZE, LEFT + (indent + len(text)) * SIZE, top + n * 28, SIZE
        )
        for n, row in enumerate(rows)
        if row
        for indent, text in [row]
    ]
    return Page(595, 842, (*placed, *lines))


def at(baseline: float, text: str, left: float = 250) -> PlacedLine:
    return PlacedLine(text, left, left + len(text) * SIZE, baseline, SIZE)


def full(indent: int = 0, end: str = "业") -> tuple[int, str]:
    """A row that reaches the right edge."""
    return indent, (LONG * 2)[: WIDTH - indent - 1] + end


def lines_of(*pages: Page) -> list[str]:
    return flow(pages).text.split("\n")


def test_a_full_line_goes_on_in_the_next_that_is_not_indented():
    """Also behind a full stop; an indented line begins a paragraph."""
    rows = [full(2), full(0, "。"), (0, "尾巴。"), full(2), (0, "完。"), full(2), (0, "完。")]

    assert lines_of(page(*rows)) == [
        full(2)[1] + full(0, "。")[1] + "尾巴。",
        full(2)[1] + "完。",
        full(2)[1] + "完。",
    ]


def test_a_short_line_ends_its_paragraph():
    """A heading is not joined to what follows it."""
    rows = [(2, "一、总体要求"), full(2), (0, "完。"), (2, "二、任务"), full(2), (0, "完。")]

    assert lines_of(page(*rows)) == [
        "一、总体要求",
        full(2)[1] + "完。",
        "二、任务",
        full(2)[1] + "完。",
    ]


def test_a_paragraph_goes_on_over_a_page():
    """And over the page number, header and footer between."""
    pages = [
        page(full(2), full(), lines=(at(60, "某省人民政府公报"), at(800, f"— {n} —")))
        for n in range(1, 4)
    ]
    found = flow(pages)

    assert found.text.split("\n") == [full(2)[1] + full()[1]] * 3
    assert [piece.kind for piece in found.dropped] == ["page header", "page number"] * 3


def test_a_name_broken_by_the_line_end_is_mended():
    """Nothing is put between its halves; between Latin words a space."""
    chinese = [(2, "（" + LONG + "省"), (0, "财政厅负责）"), full(2), full(2)]
    latin = [(2, LONG + "in"), (0, "China。"), full(2), full(2)]

    assert lines_of(page(*chinese))[0] == f"（{LONG}省财政厅负责）"
    assert lines_of(page(*latin))[0] == f"{LONG}in China。"


def test_without_indents_numbers_and_full_stops_tell():
    """A text set in block paragraphs."""
    rows = [
        (0, "（一）甲" + LONG[:24]),
        (0, "完。"),
        full(0, "。"),
        (0, "（二）乙。"),
        full(),
        (0, "完。"),
    ]

    assert lines_of(page(*rows)) == [
        f"（一）甲{LONG[:24]}完。",
        full(0, "。")[1],
        "（二）乙。",
        full()[1] + "完。",
    ]


def test_a_wide_gap_parts_paragraphs():
    """An empty row, even where the line before it is full."""
    rows = [full(), full(), None, None, full(), (0, "完。"), full(), full()]

    assert lines_of(page(*rows))[0] == full()[1] * 2


@pytest.mark.parametrize("text", ["1", "— 12 —", "-3-", "第3页 共10页", "第 3 页", "3/10", "iv"])
def test_page_numbers_at_the_edge_are_left_out(text):
    """On a single page, too; in the middle of a page a number is a number."""
    assert lines_of(page((2, "一、甲"), lines=(at(800, text),))) == ["一、甲"]
    assert lines_of(page((2, "一、甲"), lines=(at(400, text),))) == ["一、甲", text]


def test_a_line_that_stands_on_one_page_only_is_no_header():
    """What is furniture shows in its repetition."""
    pages = [page(full(2), lines=(at(60, text),)) for text in ("甲计划", "乙计划", "丙计划")]

    assert flow(pages).dropped == ()


def test_headers_of_left_and_right_pages_are_both_left_out():
    """Each stands on every second page; digits in them may run."""
    heads = ["某省公报　第1期", "2016年　政府文件"] * 3
    pages = [page(full(2), lines=(at(60, f"{text} {n}"),)) for n, text in enumerate(heads)]

    assert len(flow(pages).dropped) == 6


def test_a_bar_fixed_on_all_pages_is_left_out():
    """Browsers print it wherever it hangs."""
    pages = [page(full(2), lines=(at(500, "分享到", left=540),)) for _ in range(4)]

    assert {piece.kind for piece in flow(pages).dropped} == {"repeated on pages"}


def test_no_lines_are_no_text():
    """Empty pages."""
    assert flow([Page(595, 842, ())]).text == ""
    assert flow([]).text == ""


# PDF

TEXT = f"某省行动计划\n一、提升质量\n（一）加强监管。{LONG * 3}。（省质监局、省工商局负责）\n二、完成任务\n"


@pytest.mark.parametrize("quarter", [0, 90, 180, 270])
def test_a_page_is_read_as_it_is_seen(quarter):
    """A page may be turned, and its corner need not be the origin."""
    document = pypdfium2.PdfDocument(as_pdf(TEXT))
    turned = document[0]
    turned.set_rotation(quarter)
    file = io.BytesIO()
    document.save(file)

    assert "（省质监局、省工商局负责）" in extract(file.getvalue()).text.replace("\n", "")


def test_a_page_without_text_among_others_is_on_record():
    """A scanned annex is not lost in silence."""
    document = pypdfium2.PdfDocument(as_pdf(TEXT))
    document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    dropped = extract(file.getvalue()).dropped

    assert [(p.kind, p.text) for p in dropped][-1] == ("page without text", "page 2")


def test_radicals_are_read_as_the_characters_they_draw():
    """Fonts map 一 and 民 to radicals that look the same."""
    assert "一、人民的行动" in extract(as_pdf("⼀、⼈⺠的⾏动\n（⼀）甲。")).text


# OFD


def test_text_is_taken_in_order_of_page_and_place():
    """Whatever the order of the objects in the file."""
    assert extract(as_ofd(TEXT, shuffled=True)) == extract(as_ofd(TEXT, shuffled=False))
    assert extract(as_ofd(TEXT)).text.split("\n")[:2] == ["某省行动计划", "一、提升质量"]


def ofd(*objects: str, template: str = "") -> bytes:
    """An OFD of one page of text objects."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    layer = "<ofd:Content><ofd:Layer>{}</ofd:Layer></ofd:Content>"
    named = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>' if template else ""
    parts = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>/D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "D/Document.xml": f"<ofd:Document {space}><ofd:CommonData>{named}</ofd:CommonData><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
        "D/P.xml": f"<ofd:Page {space}>{layer.format(''.join(objects))}</ofd:Page>",
        "D/Tpls/T.xml": f"<ofd:Page {space}>{layer.format(template)}</ofd:Page>",
    }
    return zipped(parts.items())


def text_object(x: float, y: float, text: str, extra: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 6" Size="5" {extra}>'
        f'<ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'
    )


def test_pieces_of_a_line_are_put_together():
    """From left to right; a wide gap parts columns."""
    pieces = [
        text_object(60, 50, "要求"),
        text_object(50, 50.4, "一、"),
        text_object(150, 50, "乙"),
    ]

    assert extract(ofd(*pieces)).text == "一、要求\t乙"


def test_a_matrix_moves_and_scales_its_text():
    """CTM, as the standard has it."""
    low = text_object(50, 40, "二、乙", 'CTM="1 0 0 1 0 30"')

    assert extract(ofd(low, text_object(50, 50, "一、甲"))).text == "一、甲\n二、乙"


def test_a_page_template_is_left_out_on_record():
    """Letterheads and page rules."""
    found = extract(ofd(text_object(50, 50, "一、甲"), template=text_object(50, 20, "某省文件")))

    assert found.text == "一、甲"
    assert [(p.kind, p.text) for p in found.dropped] == [("page template", "某省文件")]


def test_numbers_that_are_none_are_borne():
    """A damaged place is no reason to lose the text."""
    odd = text_object(50, 50, "一、甲").replace('X="0"', 'X="nan"').replace("100 6", "inf x")

    assert extract(ofd(odd)).text == "一、甲"


def test_an_ofd_whose_pages_are_gone_is_refused():
    """Pages that it names and does not hold."""
    with pytest.raises(ReadError, match="no text"):
        extract(ofd())
