"""Paragraphs that a source wrote into one line."""

import pytest

from textlab.reading.lines import cut_lines


def texts(raw: str) -> list[str]:
    return [line.text for line in cut_lines(raw)]


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("甲\n\n　　乙 \r\n丙", ["甲", "乙", "丙"]),
        ("做事。　　第二段。", ["做事。", "第二段。"]),
        ("第一章 总则　　第一条 为规范管理。", ["第一章 总则", "第一条 为规范管理。"]),
        ("（省厅负责）（二）乙", ["（省厅负责）", "（二）乙"]),
        ("推进　工作", ["推进　工作"]),
        ("　　\n", []),
    ],
)
def test_lines(raw, lines):
    """Ends of lines, wide gaps behind a sentence or before an article, numbers behind a statement."""
    assert texts(raw) == lines


def test_a_line_of_several_thousand_characters_is_parted_at_its_spaces():
    """A whole document on one line."""
    raw = "一、发展 " + "质量" * 1000 + "　（一）乙" + "　" * 9 + "A"

    assert texts(raw) == ["一、发展", "质量" * 1000, "（一）乙" + "　" * 9 + "A"]


def test_places_are_those_of_the_raw_text():
    """Without the white space around."""
    raw = "　　甲。　　乙 "

    assert [raw[line.start : line.end] for line in cut_lines(raw)] == texts(raw) == ["甲。", "乙"]
