"""What a server sent: documents get their ending, pages in their place are named."""

import pytest
from conftest import JIANGXI

from textlab.corpus.served import ending_of
from textlab.errors import FetchError, ReadError

TEXT = JIANGXI.read_text(encoding="utf-8")


def html(text, *, title="行动计划", head="", rest=""):
    """A page with a paragraph for each line of a text."""
    body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    return f"<html><head><title>{title}</title>{head}</head><body><div>{body}</div>{rest}</body></html>"


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (html(TEXT).encode(), ".html"),
        (TEXT.encode(), ".txt"),
        (TEXT.encode("gb18030"), ".txt"),
    ],
)
def test_the_ending_is_that_of_the_bytes(content, ending):
    """A page, texts in two encodings, a PDF."""
    assert ending_of(content, name="x") == ending


FORM = '<form><input name="u"><input type="password" name="p"></form>'
IN_PLACE = {
    "a login form": (html("请输入账号。", rest=FORM), "a login"),
    "a login by its title": (html("欢迎您。", title="用户登录"), "a login"),
    "a captcha": (html("请完成安全验证后继续访问。", title="访问验证"), "a check of its visitors"),
    "a captcha without a sentence": (html("请输入验证码"), "a check of its visitors"),
    "a soft 404": (html("抱歉，您访问的页面不存在或已被删除。"), "an error page"),
    "a 404 in English": (html("404 Not Found"), "an error page"),
    "a challenge by its title": (
        "<html><title>安全验证</title><script>location.reload()</script></html>",
        "a check of its visitors",
    ),
    "a challenge with words": (html("请开启JavaScript并刷新该页。"), "a check of its visitors"),
    "a menu": (html("首页\n政务公开\n办事服务"), "a page without a sentence"),
    "a line of plain text": ("404 page not found", "an error page"),
}


@pytest.mark.parametrize(("content", "named"), IN_PLACE.values(), ids=IN_PLACE)
def test_a_page_in_place_of_the_document_is_named(content, named):
    """It says what it is, and holds no document."""
    with pytest.raises(FetchError, match=f"sent .*{named}.*open the address in a browser"):
        ending_of(content.encode(), name="x")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty"),
        (b"<html><script>document.cookie='a=1';location.reload()</script></html>", "script may"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture"),
        (b"Rar!\x1a\x07", "an archive"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_reader(content, message):
    """Nothing, a bare script, a picture, an archive."""
    with pytest.raises(ReadError, match=message):
        ending_of(content, name="x")


def test_a_document_may_stand_beside_a_login():
    """Many sites carry a login in their head; and a plan may speak of captchas and of 404."""
    page = html(f"{TEXT}\n加强验证码管理，404错误页面不存在。", title="用户登录", rest=FORM)

    assert ending_of(page.encode(), name="x") == ".html"


def test_a_short_notice_is_a_document():
    """A few sentences without any such word."""
    assert ending_of(html("现将行动计划印发给你们，请认真贯彻执行。").encode(), name="x") == ".html"
