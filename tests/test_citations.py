"""Documents cited by title, by number, by both."""

import pytest

from textlab.reading.citations import find_citations


def cited(text: str, *own: str) -> list[tuple[str, str]]:
    """Title and number of each citation."""
    return [(c.title, c.doc_number) for c in find_citations(text, own=own)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("落实《质量发展纲要》（国发〔2012〕9号）", [("质量发展纲要", "国发〔2012〕9号")]),
        ("落实《质量发展纲要》（国发〔2012〕9号，以下简称《纲要》）要求",
         [("质量发展纲要", "国发〔2012〕9号"), ("纲要", "")]),
        ("修订《公路信用评价实施细则》，完成评价", [("公路信用评价实施细则", "")]),
        ("按照国发〔2012〕9号要求", [("", "国发〔2012〕9号")]),
        ("执行《标准化法》《计量法》", [("标准化法", ""), ("计量法", "")]),
        ("依据《关于印发〈质量纲要〉的通知》", [("关于印发〈质量纲要〉的通知", "")]),
        ("对接《中国制造2025》", [("中国制造2025", "")]),
        ("《行动计划》（2016-2020年）为依据", [("行动计划", "")]),
    ],
)  # fmt: skip
def test_citations(text, expected):
    """Nested titles count once; a number behind belongs to its title."""
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "推出电视剧《山海之间》",
        "刊登于《某某日报》",
        "《未完的",
        "“红黑榜”",
        "2016年第18号台风",
        "没有书名》",
    ],
)
def test_works_and_fragments_are_no_documents(text):
    """Must not change: films, newspapers, a mark that nothing closes."""
    assert cited(text) == []


def test_a_document_does_not_cite_itself():
    """Its title and number stand in the notice before it, with or without 的 and quotes."""
    text = "现将《加快质量提升的若干措施》印发。某府发〔2024〕9号。落实《质量纲要》。"
    own = ("某府关于印发加快质量提升若干措施的通知", "某府发〔2024〕9号")

    assert cited(text, *own) == [("质量纲要", "")]


def test_the_plan_of_another_year_is_cited():
    """Must not change: one digit makes another document."""
    assert cited("延续《质量2015年行动计划》", "质量2016年行动计划") == [("质量2015年行动计划", "")]


def test_places_are_those_of_mark_and_number():
    """text[start:end] is 《…》 with its number in brackets."""
    text = "为落实《质量发展纲要》（国发〔2012〕9号）和赣府发〔2012〕25号要求"
    spans = [text[c.start : c.end] for c in find_citations(text)]

    assert spans == ["《质量发展纲要》（国发〔2012〕9号）", "赣府发〔2012〕25号"]
