"""Facts that a portal or a database states beside a document."""

import pytest

from textlab.reading.facts import facts_of, facts_on_top, is_fact

BANNER = """    【法宝引证码】 CLI.12.0000000
原文链接：https://www.example.org/lar/1.html
某市人民政府办公室关于印发《质量办法》的通知
"""


def test_a_banner_of_a_legal_database_becomes_facts():
    """Its reference code and link."""
    assert facts_on_top(BANNER) == {
        "code": "CLI.12.0000000",
        "link": "https://www.example.org/lar/1.html",
    }


@pytest.mark.parametrize(
    ("blocks", "facts"),
    [
        (["文号：某府发〔2019〕17号"], {"doc_number": "某府发〔2019〕17号"}),
        (["【发布部门】某市人民政府"], {"issuer": "某市人民政府"}),
        (["索 引 号：", "A-1", "发文机关：", "某省政府"], {"index": "A-1", "issuer": "某省政府"}),
        (["索引号：A-1　主题分类：农业"], {"index": "A-1", "topic": "农业"}),
        (["成文日期：二〇一六年六月三十日"], {"date": "2016-06-30"}),
        (["成文日期：2016 年 6 月 30 日"], {"date": "2016-06-30"}),
        (["标题：甲", "标题：乙"], {"title": "甲"}),
        (["主题词：", "发文字号：", "无"], {}),
        (["文号：见正文", "成文日期：不详"], {}),
        (["加强项目名称：管理"], {}),
        (["标题：" + "长" * 400], {}),
        ([], {}),
    ],
)
def test_facts_are_labels_with_values(blocks, facts):
    """In a line, several in a line, or label and value in turn; what cannot be a value is none."""
    assert facts_of(blocks) == facts


def test_only_the_top_of_a_text_holds_its_banner():
    """A form in an annex states no facts of the document."""
    assert facts_on_top("一、甲。\n" * 1000 + "文号：某府发〔2019〕17号") == {}


def test_labels_are_known_alone_and_with_their_values():
    """For the search of a page's table."""
    assert all(map(is_fact, ["索引号", "发 文 机 关：", "标题：甲"]))
    assert not any(map(is_fact, ["索引号码大全", "推进工作。", ""]))
