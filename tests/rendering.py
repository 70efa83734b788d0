"""A text rendered into each format that textlab reads, for tests: small files made by code."""

import html
import io
import zipfile
from collections.abc import Iterable, Sequence

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from textlab.figures.style import font_path
from textlab.reading import numbering


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


# Web pages

FACTS = {
    "索 引 号": "014500036/2016-00001",
    "主题分类": "市场监管、安全生产监管",
    "发文机关": "某省人民政府办公厅",
    "成文日期": "2016年06月30日",
    "标　　题": "某省质量工作行动计划",
    "发文字号": "某府厅字〔2016〕77号",
    "发布日期": "2016年07月13日",
}

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title}_某省人民政府</title>
<style>p {{ text-indent: 2em }}</style><script>var menu = "，。；";</script></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/a">政务公开</a></div>
{facts}
<div class="main"><div id="zoom">{body}</div>
<div class="share-bar">分享到：<a href="#">微信</a> <a href="#">微博</a></div></div>
<div class="related"><h3>相关链接</h3><a href="/b">关于另一份质量工作方案的通知</a></div>
<div class="footer">主办：某省人民政府办公厅　技术支持：某省信息中心。<br>ICP备00000000号，网站标识码0000000000</div>
</body></html>"""


def as_page(
    text: str, *, charset: str = "utf-8", encoding: str = "", facts: dict[str, str] | None = None
) -> bytes:
    """A page of a government site with the text in it."""
    paragraphs = paragraphs_of(text)
    body = "\n".join(f'<p style="margin:0">&emsp;&emsp;{html.escape(p)}</p>' for p in paragraphs)
    page = _PAGE.format(
        charset=charset, title=html.escape(paragraphs[0]), facts=_facts(facts or {}), body=body
    )
    return page.encode(encoding or charset)


def _facts(facts: dict[str, str]) -> str:
    rows = "".join(f"<tr><td><b>{k}：</b></td><td>{v}</td></tr>" for k, v in facts.items())
    return f'<table class="info">{rows}</table>' if facts else ""


# Word


def as_docx(text: str) -> bytes:
    """A Word document, a paragraph for each of the text's."""
    document = docx.Document()
    for paragraph in paragraphs_of(text):
        document.add_paragraph(paragraph)
    return saved(document)


LEVELS = {"一、": 0, "（一）": 1, "1.": 2}


def as_numbered_docx(text: str) -> bytes:
    """A Word document whose numbers 一、 （一） 1. are drawn by Word and not in its text."""
    document = docx.Document()
    add_list(
        document,
        "90",
        [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")],
        running=True,
    )
    for written in paragraphs_of(text):
        label = numbering.parse_label(written)
        if label and label.kind in LEVELS:
            paragraph = document.add_paragraph(written[label.end :])
            number(paragraph, "90", LEVELS[label.kind])
        else:
            document.add_paragraph(written)
    return saved(document)


def add_list(
    document: Document, list_id: str, levels: Sequence[tuple[str, str]], *, running: bool = False
) -> None:
    """A list in numbering.xml: for each level the format of its number and its look.

    `running` levels count on when a level above them does.
    """
    root = document.part.numbering_part.element
    abstract = element("w:abstractNum", {"w:abstractNumId": list_id})
    for depth, (form, look) in enumerate(levels):
        level = element("w:lvl", {"w:ilvl": str(depth)})
        level.append(element("w:start", {"w:val": "1"}))
        level.append(element("w:numFmt", {"w:val": form}))
        if running:
            level.append(element("w:lvlRestart", {"w:val": "0"}))
        level.append(element("w:lvlText", {"w:val": look}))
        abstract.append(level)
    root.insert(0, abstract)
    root.append(list_of(list_id, list_id))


def list_of(list_id: str, abstract_id: str, *, start: int | None = None) -> object:
    """A use of an abstract list, set to begin anew where `start` is given."""
    num = element("w:num", {"w:numId": list_id})
    num.append(element("w:abstractNumId", {"w:val": abstract_id}))
    if start is not None:
        override = element("w:lvlOverride", {"w:ilvl": "0"})
        override.append(element("w:startOverride", {"w:val": str(start)}))
        num.append(override)
    return num


def number(paragraph: Paragraph, list_id: str, depth: int = 0) -> None:
    """Let Word number a paragraph."""
    properties = paragraph._p.get_or_add_pPr()
    numbered = element("w:numPr", {})
    numbered.append(element("w:ilvl", {"w:val": str(depth)}))
    numbered.append(element("w:numId", {"w:val": list_id}))
    properties.append(numbered)


def element(name: str, attributes: dict[str, str], text: str = "") -> object:
    """An XML element of a Word document."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(key), value)
    if text:
        made.text = text
    return made


def saved(document: Document) -> bytes:
    """The bytes of a Word document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


# Pages of placed lines


def wrapped(text: str, width: int = 28) -> list[tuple[int, str]]:
    """Lines of at most `width` characters and how far each is indented, as a page sets them.

    A paragraph is indented by two characters; one that ends as titles do is centred.
    """
    lines = []
    for paragraph in paragraphs_of(text):
        if len(paragraph) < width - 4 and not numbering.starts_item(paragraph):
            lines.append(((width - len(paragraph)) // 2, paragraph))
            continue
        first, rest = paragraph[: width - 2], paragraph[width - 2 :]
        lines.append((2, first))
        lines += [(0, rest[i : i + width]) for i in range(0, len(rest), width)]
    return lines


def paged(text: str, lines_a_page: int = 22) -> list[list[tuple[int, str]]]:
    """The wrapped lines, page by page."""
    lines = wrapped(text)
    return [lines[i : i + lines_a_page] for i in range(0, len(lines), lines_a_page)]


def as_pdf(text: str, *, header: str = "某省人民政府公报　2016年第12期") -> bytes:
    """A PDF with a header and a page number on each page."""
    font = FontProperties(fname=str(font_path()), size=16)
    file = io.BytesIO()
    with rc_context({"pdf.fonttype": 42}), PdfPages(file, metadata={"CreationDate": None}) as pdf:
        for page_number, lines in enumerate(paged(text), 1):
            figure = Figure(figsize=(8.27, 11.69))
            _put(figure, 0.35, 0.95, header, font)
            for row, (indent, line) in enumerate(lines):
                _put(figure, 0.12 + indent * 16 / (8.27 * 72), 0.86 - row * 0.034, line, font)
            _put(figure, 0.45, 0.06, f"— {page_number} —", font)
            pdf.savefig(figure)
    return file.getvalue()


def _put(figure: Figure, x: float, y: float, text: str, font: FontProperties) -> None:
    figure.text(x, y, text, fontproperties=font, parse_math=False)


_OFD = "http://www.ofdspec.org/2016"


def as_ofd(text: str, *, shuffled: bool = True) -> bytes:
    """An OFD whose text objects stand in the wrong order, with a page number on each page."""
    pages = paged(text)
    parts = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{_OFD}"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{_OFD}"><ofd:CommonData><ofd:PageArea>'
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
    }
    for page_number, lines in enumerate(pages):
        objects = [
            _text_object(28 + 5.6 * indent, 37 + 9.8 * row, line)
            for row, (indent, line) in enumerate(lines)
        ]
        objects.append(_text_object(100, 275, f"— {page_number + 1} —"))
        parts[f"Doc_0/Pages/Page_{page_number}/Content.xml"] = (
            f'<ofd:Page xmlns:ofd="{_OFD}"><ofd:Content><ofd:Layer>'
            + "".join(reversed(objects) if shuffled else objects)
            + "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped(parts.items())


def _text_object(x: float, y: float, text: str) -> str:
    steps = f"g {len(text) - 1} 5.6" if len(text) > 1 else ""
    return (
        f'<ofd:TextObject Boundary="{x:.2f} {y:.2f} {5.6 * len(text):.2f} 5.6" Size="5.6">'
        f'<ofd:TextCode X="0" Y="4.8" DeltaX="{steps}">{html.escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def zipped(parts: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip archive of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return file.getvalue()
