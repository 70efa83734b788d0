"""Pages that stand in for a document are known by what they say, wherever they come from."""

import pytest
from conftest import JIANGXI, SMALL_PLAN
from test_served import FORM, html

from textlab.corpus.faults import StandInError
from textlab.corpus.stand_ins import extract_document

TEXT = JIANGXI.read_text(encoding="utf-8")
PAGES = {
    "a saved login": (html("请先登录后查看全文。", title="用户登录"), "text-login"),
    "a form that asks for a password": (html("请输入账号。", rest=FORM), "text-login"),
    "a login with a captcha": (html("用户登录\n请输入验证码。"), "text-login"),
    "a check of the visitor": (html("请完成安全验证后继续访问。"), "text-verification"),
    "an error page with a link to the login": (
        html("抱歉，您访问的页面不存在。\n登录 注册"),
        "text-error-page",
    ),
    "a page that shows nothing": (
        "<html><title>安全验证</title><script>location.reload()</script></html>",
        "text-verification",
    ),
    "a login saved as text": ("请先登录后再查看全文\n用户名\n密码\n", "text-login"),
    "an error of a server": ("502 Bad Gateway\n\nnginx/1.18.0\n", "text-error-page"),
}


@pytest.mark.parametrize(("content", "code"), PAGES.values(), ids=PAGES)
def test_a_page_that_stands_in_for_a_document_is_refused(content, code):
    """In one line that says what it is and what to do."""
    with pytest.raises(StandInError) as caught:
        extract_document(content.encode(), file="x.html")

    assert caught.value.fault.code == code
    assert str(caught.value).startswith("x.html")


DOCUMENTS = {
    "a plan": TEXT,
    "a plan that speaks of logins, captchas and 404": TEXT + "\n登录平台须有验证码，页面不存在。",
    "a plan on a page with a login": html(TEXT, title="用户登录", rest=FORM),
    "a short plan": SMALL_PLAN,
    "a list of tasks without a full stop": "\n".join(
        f"{number}. 建设统一登录系统，推广身份验证 省发改委、省科技厅" for number in range(1, 20)
    ),
}


@pytest.mark.parametrize("content", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_is_read(content):
    """What it says of logins and errors is its own matter."""
    assert extract_document(content.encode(), file="x").text


def test_what_reads_like_a_login_is_taken_where_one_insists():
    """A notice of two lines may ask to log in."""
    notice = "请登录省政府网站查看行动计划。"

    assert extract_document(notice.encode(), file="x", anyway=True).text == notice
