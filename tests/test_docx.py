"""Word documents: text in order, the numbers that Word draws, and what is left out."""

import docx
import pytest
from rendering import add_list, element, list_of, number, saved

from textlab.reading.formats import extract
from textlab.reading.word_numbers import chinese, written


def lines_of(document: docx.document.Document) -> list[str]:
    return [line for line in extract(saved(document)).text.split("\n") if line]


def dropped_of(document: docx.document.Document) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in extract(saved(document)).dropped]


@pytest.fixture
def document() -> docx.document.Document:
    return docx.Document()


def run(text: str, *properties: str) -> object:
    """A run of text, with switches such as w:vanish."""
    made = element("w:r", {})
    if properties:
        made.append(element("w:rPr", {}))
        for name in properties:
            made[0].append(element(name, {}))
    made.append(element("w:t", {}, text))
    return made


# Text


def test_paragraphs_and_tables_stand_in_document_order(document):
    """A row is a line with tabs between its cells."""
    document.add_paragraph("一、甲")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["任务", "责任单位", "抓监管", "省质监局"], strict=True):
        cell.text = text
    document.add_paragraph("二、乙")

    assert lines_of(document) == ["一、甲", "任务\t责任单位", "抓监管\t省质监局", "二、乙"]


def test_a_frame_of_one_cell_holds_paragraphs(document):
    """A box 专栏 is text, line by line."""
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "专栏1 重点工程"
    cell.add_paragraph("做好一件事。")

    assert lines_of(document) == ["专栏1 重点工程", "做好一件事。"]


@pytest.mark.parametrize(
    "wrapper", ["w:ins", "w:smartTag", "w:hyperlink", "w:customXml", "w:fldSimple"]
)
def test_text_in_any_wrapper_is_text(document, wrapper):
    """Word marks dates with smart tags; insertions and links are text, too."""
    paragraph = document.add_paragraph("成文于")
    wrapped = element(wrapper, {})
    wrapped.append(run("2016年6月30日"))
    paragraph._p.append(wrapped)

    assert lines_of(document) == ["成文于2016年6月30日"]


def test_text_in_a_content_control_is_text(document):
    """Around paragraphs and within one."""
    paragraph = document.add_paragraph("一、甲")
    control, content = element("w:sdt", {}), element("w:sdtContent", {})
    control.append(content)
    document.element.body.insert(0, control)
    content.append(paragraph._p)

    assert lines_of(document) == ["一、甲"]


def test_a_line_break_and_a_tab_are_kept(document):
    """As characters of the text."""
    document.add_paragraph("某省\n行动计划\t（全文）")

    assert lines_of(document) == ["某省", "行动计划\t（全文）"]


def test_a_text_box_is_read_once(document):
    """Word stores it twice, for itself and for older versions."""
    paragraph = document.add_paragraph("一、甲")
    alternative = element("w:r", {})
    for name in ("Choice", "Fallback"):
        branch = element("w:pict", {})
        branch.tag = f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
        box, inner = element("w:txbxContent", {}), element("w:p", {})
        inner.append(run("某省人民政府文件"))
        box.append(inner)
        branch.append(box)
        alternative.append(branch)
    paragraph._p.append(alternative)

    assert lines_of(document) == ["某省人民政府文件", "一、甲"]


# What is left out


def test_deleted_and_hidden_text_is_left_out_on_record(document):
    """A tracked deletion, and what Word does not show."""
    paragraph = document.add_paragraph("一、")
    deleted = element("w:del", {})
    deleted.append(element("w:r", {}))
    deleted[0].append(element("w:delText", {}, "旧的"))
    for piece in (deleted, run("看不见", "w:vanish"), run("新的")):
        paragraph._p.append(piece)

    assert lines_of(document) == ["一、新的"]
    assert dropped_of(document) == [("deleted text", "旧的"), ("hidden text", "看不见")]


def test_page_headers_and_footers_are_left_out_on_record(document):
    """They are parts of their own."""
    document.add_paragraph("一、甲")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.sections[0].footer.paragraphs[0].text = "第1页"

    assert lines_of(document) == ["一、甲"]
    assert dropped_of(document) == [("page footer", "第1页"), ("page header", "内部资料")]


def test_a_table_of_contents_is_left_out_on_record(document):
    """Or every heading stood twice."""
    style = document.styles.add_style("toc 1", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("一、甲\t1", style=style)
    document.add_paragraph("一、甲")

    assert lines_of(document) == ["一、甲"]
    assert dropped_of(document) == [("table of contents", "一、甲\t1")]


# Numbers that Word draws

PLAN = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def numbered(document, *rows, levels=PLAN, list_id="90") -> list[str]:
    """The lines of a list: rows of depth and text."""
    add_list(document, list_id, levels)
    for depth, text in rows:
        number(document.add_paragraph(text), list_id, depth)
    return lines_of(document)


def test_numbers_are_written_before_their_paragraphs(document):
    """Each level counts by itself and begins anew below the next above it."""
    rows = [(0, "甲"), (1, "乙"), (2, "丙"), (2, "丁"), (1, "戊"), (2, "己"), (0, "庚"), (1, "辛")]

    assert numbered(document, *rows) == [
        *("一、甲", "（一）乙", "1.丙", "2.丁", "（二）戊", "1.己", "二、庚", "（一）辛")
    ]


@pytest.mark.parametrize(
    ("levels", "lines"),
    [
        ([("chineseCountingThousand", "第%1章"), ("decimal", "%1.%2")], ["第一章甲", "一.1 乙"]),
        ([("decimal", "%1"), ("decimal", "%1.%2")], ["1 甲", "1.1 乙"]),
        ([("decimalEnclosedCircle", "%1"), ("lowerLetter", "%2)")], ["①甲", "a)乙"]),
        ([("bullet", "\uf06c"), ("none", "")], ["甲", "乙"]),
        ([("upperRoman", "%1."), ("japaneseCounting", "（%2）")], ["I.甲", "（一）乙"]),
    ],
)
def test_numbers_look_as_the_list_says(document, levels, lines):
    """Its format and its frame; a bullet is no number."""
    assert numbered(document, (0, "甲"), (1, "乙"), levels=levels) == lines


def test_two_uses_of_a_list_count_on_unless_set_anew(document):
    """As Word does."""
    add_list(document, "90", PLAN)
    root = document.part.numbering_part.element
    root.append(list_of("91", "90"))
    root.append(list_of("92", "90", start=1))
    for list_id, text in (("90", "甲"), ("91", "乙"), ("92", "丙"), ("92", "丁")):
        number(document.add_paragraph(text), list_id)

    assert lines_of(document) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_style_numbers_its_paragraphs(document):
    """Headings are numbered by their style, also by one that it builds on; numId 0 switches off."""
    add_list(document, "90", PLAN)
    types = docx.enum.style.WD_STYLE_TYPE
    base = document.styles.add_style("一级标题", types.PARAGRAPH)
    properties = base.element.get_or_add_pPr()
    properties.append(element("w:numPr", {}))
    properties[0].append(element("w:numId", {"w:val": "90"}))
    derived = document.styles.add_style("二级标题", types.PARAGRAPH)
    derived.base_style = base
    document.add_paragraph("甲", style=base)
    document.add_paragraph("乙", style=derived)
    number(document.add_paragraph("丙", style=base), "0")

    assert lines_of(document) == ["一、甲", "二、乙", "丙"]


def test_an_unknown_list_numbers_nothing(document):
    """A damaged reference is no error."""
    number(document.add_paragraph("甲"), "777", 3)

    assert lines_of(document) == ["甲"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (101, "一百〇一"),
        (110, "一百一十"),
        (1001, "一千〇一"),
    ],
)
def test_chinese_numbers(value, text):
    """As documents write them."""
    assert chinese(value, "〇一二三四五六七八九", "十百千") == text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (12, "decimalFullWidth", "１２"),
        (12, "chineseLegalSimplified", "拾贰"),
        (27, "lowerLetter", "aa"),
        (44, "upperRoman", "XLIV"),
        (9, "lowerRoman", "ix"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "ideographTraditional", "乙"),
        (5, "somethingNew", "5"),
    ],
)
def test_formats_of_numbers(value, form, text):
    """Word's names for them; digits where one is not known or has no sign so high."""
    assert written(value, form) == text
