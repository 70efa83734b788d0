"""Bytes become text, or one line says why not."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textlab.errors import ReadError
from textlab.reading.decoding import decode

PLAN = "一、提升质量\n（一）加强监管。开展抽查。（省财政厅负责）\n"
TRADITIONAL = "貫徹實施質量發展綱要，開展質量提升行動，加強監督檢查，優化營商環境。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_the_usual_encodings_are_recognised(encoding):
    """By byte-order mark, then UTF-8, then GB18030; the mark is no part of the text."""
    assert decode(PLAN.encode(encoding)) == PLAN


def test_utf_16_is_read_in_both_byte_orders():
    """The mark says which."""
    assert decode(codecs.BOM_UTF16_BE + PLAN.encode("utf-16-be")) == PLAN
    assert decode(codecs.BOM_UTF16_LE + PLAN.encode("utf-16-le")) == PLAN


def test_utf_16_needs_no_mark():
    """Line ends hold a zero byte, and what comes out is Chinese."""
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode(PLAN.encode(encoding)) == PLAN


@given(st.text(alphabet="质量提升（一）。\n ａ１～", min_size=1).filter(str.strip))
def test_decoding_gives_back_what_was_encoded(text):
    """Nothing is cleaned here."""
    assert decode(text.encode("utf-8")) == text


def test_rare_characters_in_gb18030_are_borne():
    """A name with a rare character does not make a text unreadable."""
    text = PLAN * 3 + "王昶、李燚负责"

    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \n\t\n", "the file is empty"),
        (b"\x00\x01\x02\x03" * 200, "this is no text"),
        (b"\x7fELF" + bytes(range(256)) * 20, "this is no text"),
        (TRADITIONAL.encode("big5"), "the encoding is neither"),
        ("été à côté".encode("latin-1"), "the encoding is neither"),
        ("质量提升\x07".encode() * 100, "it holds control characters"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(content, message):
    """The error names the file and says what it is."""
    with pytest.raises(ReadError, match=message) as caught:
        decode(content, name="plan.txt")

    assert str(caught.value).startswith("plan.txt: ")
    assert "\n" not in str(caught.value)
