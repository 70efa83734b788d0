"""Web pages: the document found, its table of facts taken, the rest left out."""

from email.message import EmailMessage

import pytest
from rendering import FACTS, as_page

from textlab.errors import ReadError
from textlab.reading.formats import extract

NOTICE = """某省人民政府办公厅关于印发质量工作方案的通知
某府厅字〔2016〕77号
各市人民政府，省政府各部门：
现将《质量工作方案》印发给你们，请认真贯彻执行。
2016年6月30日
质量工作方案
一、提升质量
（一）加强监管。严格重点行业质量监管，开展监督抽查，公布结果，督促整改。（省质监局、省工商局负责）
（二）推动创新。支持企业开展质量攻关，推进技术创新，培育知名品牌，开拓市场。（省科技厅负责）
"""
LINES = NOTICE.splitlines()


def text_of(page: str) -> str:
    return extract(page.encode()).text


def lines_in(body: str) -> list[str]:
    """The lines of a page with this body."""
    return text_of(f"<html><body>{body}</body></html>").split("\n")


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


# The document in the page


def test_a_page_gives_the_document_alone():
    """No menu, crumb, share bar, related link nor footer."""
    found = extract(as_page(NOTICE, facts=FACTS))

    assert [line.strip() for line in found.text.split("\n")] == LINES


def test_a_title_above_the_text_belongs_to_the_document():
    """So do a number, an addressee and a date beside the element that holds the text."""
    page = (
        "<body><div><div class='top'><a>首页</a> | <a>公开</a></div>"
        f"<div><h1>{LINES[0]}</h1><p>{LINES[1]}</p><div class='text'>{paragraphs(LINES[6:])}</div>"
        "<p>2016年6月30日</p></div><div><a>另一份通知</a><a>又一份通知</a></div></div></body>"
    )

    assert lines_in(page) == [*LINES[:2], *LINES[6:], "2016年6月30日"]


def test_a_notice_and_its_annex_stay_together():
    """However much longer the annex is."""
    annex = paragraphs(
        [f"（{n}）做好第一项工作，做好第二项工作。" for n in "一二三四五六七八九"] * 9
    )
    page = f"<div><div><p>{LINES[2]}</p><p>{LINES[3]}</p></div><div>{annex}</div></div>"

    assert lines_in(page)[:2] == LINES[2:4]


def test_a_share_bar_within_the_document_is_left_out():
    """Known by its name; what it said is on record."""
    page = f"<div id='zoom'>{paragraphs(LINES)}<div class='bshare-custom'>分享给朋友</div></div>"
    found = extract(page.encode())

    assert found.text.split("\n") == LINES
    assert [(piece.kind, piece.text) for piece in found.dropped] == [
        ("page furniture", "分享给朋友")
    ]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>var x = '一、甲。';</script>",
        "<style>p { color: red }</style>",
        "<p style='display: none'>看不见。</p>",
        "<p hidden>看不见。</p>",
        "<!-- 看不见。 -->",
        "<noscript>请打开脚本。</noscript>",
        "<select><option>北京</option></select>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(unseen):
    """Scripts, styles, hidden elements, comments; the text behind them stays."""
    assert lines_in(f"<div>{paragraphs(LINES[:7])}{unseen}尾巴。</div>") == [*LINES[:7], "尾巴。"]


def test_a_page_saved_with_its_pictures_is_read():
    """Browsers write one file of several parts (mht)."""
    message = EmailMessage()
    message["From"] = "<Saved by a browser>"
    message.set_content("nothing")
    message.add_alternative(as_page(NOTICE).decode(), subtype="html", cte="quoted-printable")
    found = extract(message.as_bytes())

    assert found.kind == "web page"
    assert [line.strip() for line in found.text.split("\n")] == LINES


# Lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一、甲</p><p>乙。</p>", ["一、甲", "乙。"]),
        ("<p><span>一、</span><b>甲</b><font>乙</font></p>", ["一、甲乙"]),
        ("一、甲<br>乙。<br/><br/>丙。", ["一、甲", "乙。", "丙。"]),
        ("<p>一、甲\n   乙。</p>", ["一、甲 乙。"]),
        ("<p>&emsp;&emsp;一、甲&nbsp;乙&hellip;</p>", ["\u2003\u2003一、甲\u00a0乙…"]),
        ("<div>一、甲<div>乙。</div>丙。</div>", ["一、甲", "乙。", "丙。"]),
        ("<pre>一、甲\n乙。</pre>", ["一、甲", "乙。"]),
        ("<p>一、甲<p>乙。", ["一、甲", "乙。"]),
        ("<p>2016<sup>1</sup>年</p>", ["20161年"]),
    ],
)
def test_blocks_are_lines(body, lines):
    """Blocks and breaks end lines, inline elements do not; entities become their characters."""
    assert lines_in(body) == lines


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.甲", "2.乙"]),
        ("<ol start='3'><li>甲</li></ol>", ["3.甲"]),
        (
            "<ol style='list-style-type: cjk-ideographic'><li>甲</li><li>乙</li></ol>",
            ["一、甲", "二、乙"],
        ),
        ("<ol><li>（一）甲</li></ol>", ["（一）甲"]),
        ("<ol style='list-style: none'><li>甲</li></ol>", ["甲"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
        ("<ol><li><p>甲</p><p>乙</p></li><li>丙</li></ol>", ["1.甲", "乙", "2.丙"]),
    ],
)
def test_numbers_that_the_browser_draws_are_written(body, lines):
    """Where the item does not carry its own."""
    assert lines_in(body) == lines


def test_cells_of_a_row_stand_apart():
    """A row is a line, a tab between cells; the parts of a cell stay together."""
    table = (
        "<table><tr><th>任务</th><th>责任单位</th></tr>"
        "<tr><td>加强监管</td><td>省质监局<br>省工商局</td></tr></table>"
    )

    assert lines_in(f"<p>一、甲。</p>{table}") == [
        "一、甲。",
        "任务\t责任单位",
        "加强监管\t省质监局 省工商局",
    ]


def test_tables_that_only_frame_the_text_leave_no_trace():
    """Old pages lay out their text in nested tables."""
    body = f"<table><tr><td>{paragraphs(LINES)}</td></tr></table>"

    assert lines_in(f"<table><tr><td></td><td>{body}</td></tr></table>") == LINES


# Facts


def test_the_table_of_facts_becomes_facts():
    """With spaces inside its labels; dates in ISO form."""
    assert extract(as_page(NOTICE, facts=FACTS)).facts == {
        "index": "014500036/2016-00001",
        "topic": "市场监管、安全生产监管",
        "issuer": "某省人民政府办公厅",
        "date": "2016-06-30",
        "title": "某省质量工作行动计划",
        "doc_number": "某府厅字〔2016〕77号",
        "published": "2016-07-13",
        "page_title": "某省人民政府办公厅关于印发质量工作方案的通知",
    }


@pytest.mark.parametrize(
    "table",
    [
        "<ul><li><span>索引号：</span>A-1</li><li>发布机构：某省政府</li><li>成文日期：2016-06-30</li></ul>",
        "<dl><dt>索引号</dt><dd>A-1</dd><dt>发布机构</dt><dd>某省政府</dd><dt>成文日期</dt><dd>2016/6/30</dd></dl>",
        "<div>索引号：A-1　　发布机构：某省政府　　成文日期：2016年6月30日</div>",
    ],
)
def test_facts_are_read_from_lists_and_lines_too(table):
    """Sites set them in many ways."""
    facts = extract(f"<div>{table}<div>{paragraphs(LINES)}</div></div>".encode()).facts

    assert (facts["index"], facts["publisher"], facts["date"]) == ("A-1", "某省政府", "2016-06-30")


def test_meta_elements_name_title_and_day():
    """As many sites write them for search."""
    head = "<meta name='ArticleTitle' content='质量工作方案'><meta name='PubDate' content='2016-07-13 09:00'>"
    facts = extract(
        f"<html><head>{head}</head><body>{paragraphs(LINES)}</body></html>".encode()
    ).facts

    assert (facts["title"], facts["published"]) == ("质量工作方案", "2016-07-13")


# Encodings


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("utf-8", "gb18030"),
        ("gbk", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
    ],
)
def test_a_page_is_read_whatever_encoding_it_states(stated, encoding):
    """What its bytes are goes before what it says."""
    page = as_page(NOTICE, charset=stated, encoding=encoding)

    assert [line.strip() for line in extract(page).text.split("\n")] == LINES


def test_a_page_in_big5_is_read_by_what_it_states():
    """The ladder does not know Big5; the page does."""
    page = "<html><meta charset='big5'><p>一、提升質量，開展行動。</p></html>".encode("big5")

    assert extract(page).text == "一、提升質量，開展行動。"


def test_a_few_broken_bytes_do_not_stop_a_page():
    """One in thousands is borne where the page states its encoding."""
    page = as_page(NOTICE * 30)
    broken = page.replace("现将".encode(), b"\xff\xfe", 1)

    assert "一、提升质量" in extract(broken).text


def test_an_encoding_that_is_not_the_stated_one_is_told():
    """One line, with the mend."""
    page = b"<html><meta charset='utf-8'><p>" + "été à côté".encode("latin-1") * 9 + b"</p></html>"

    with pytest.raises(ReadError, match="says that its encoding is utf-8, and it is not"):
        extract(page)


def test_deep_nesting_is_borne():
    """A thousand elements within each other; where the parser gives up, one line says so."""

    def nested(depth: int) -> str:
        return "<div>" * depth + paragraphs(LINES) + "</div>" * depth

    assert text_of(nested(1000)).split("\n") == LINES
    with pytest.raises(ReadError, match="nested too deeply"):
        text_of(nested(10_000))
