"""What a server sent: a document, or a page in its place.

Servers answer 200 and send a login, a captcha, a script for browsers or a page
that says that there is no page. Such a page is short where a document would
stand, and says what it is.
"""

import re

from textlab.errors import FetchError
from textlab.reading.formats import extract

_ENDINGS = {
    "text": ".txt",
    "web page": ".html",
    "Word document": ".docx",
    "old Word document": ".doc",
    "PDF": ".pdf",
    "OFD": ".ofd",
}
_FEW = 400
"""Characters in whole sentences; a page with fewer holds no plan, and may hold something else."""

_PASSWORD = re.compile(rb"""<input\b[^>]{0,300}\btype\s*=\s*["']?password\b""", re.IGNORECASE)
_IN_PLACE = (
    (
        "a login",
        re.compile(r"登[录陆]|统一身份认证|\b(?:log|sign) ?in\b", re.IGNORECASE),
    ),
    (
        "a captcha",
        re.compile(
            r"验证码|安全验证|人机验证|访问验证|身份验证|滑动.{0,6}验证|captcha", re.IGNORECASE
        ),
    ),
    (
        "a page that says that the page is not there",
        re.compile(
            r"(?:页面|网页|文件|信息|内容|文章|资源)(?:已经?)?(?:不存在|被删除|已删除|丢失|找不到|未找到)|"
            r"找不到.{0,12}(?:页|文件|资源)|\b404\b|not found",
            re.IGNORECASE,
        ),
    ),
    (
        "a script that looks for a browser",
        re.compile(
            r"javascript|浏览器.{0,10}(?:检查|验证|支持)|正在.{0,6}(?:跳转|检测|验证|安全检查)|"
            r"just a moment|checking your browser",
            re.IGNORECASE,
        ),
    ),
)


def ending_of(content: bytes, *, name: str) -> str:
    """The ending that fits a document by its bytes: .txt .html .docx .doc .pdf .ofd.

    Parameters
    ----------
    content : what a server sent; what its header said of kind and encoding plays no part
    name : what errors call it

    Raises
    ------
    FetchError : a login, a captcha, an error page or a script in place of a document
    ReadError : no document that can be read, or a page without text, which a script would load
    """
    found = extract(content, name=name)
    if found.kind in {"text", "web page"}:
        in_place = _in_place(content, found.text, found.facts.get("page_title", ""))
        if in_place:
            raise FetchError(
                f"{name}: sent {in_place} in place of the document; open the address in a browser, "
                "save the document and put it in with “textlab add”."
            )
    return _ENDINGS[found.kind]


def _in_place(content: bytes, text: str, title: str) -> str:
    """What stands in place of a document; empty where the document may be there."""
    sentences = sum(len(line) for line in text.splitlines() if "。" in line)
    if sentences >= _FEW:
        return ""
    if _PASSWORD.search(content):
        return "a login"
    said = f"{title}\n{text}"
    other = "" if sentences else "a page without a sentence"
    return next((kind for kind, words in _IN_PLACE if words.search(said)), other)
