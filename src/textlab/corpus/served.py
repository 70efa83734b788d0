"""What a server sent: a document, or a page in its place.

Servers answer 200 and send a login, a captcha, a script for browsers or a page
that says that there is no page. Such a page is short where a document would
stand, and says what it is.
"""

import re
from contextlib import suppress

from textlab.errors import FetchError, ReadError
from textlab.reading.decoding import decode
from textlab.reading.formats import extract, suffix_of

_FEW = 400
"""Characters in whole sentences; a page with fewer holds no plan, and may hold something else."""

_PASSWORD = re.compile(rb"""<input\b[^>]{0,300}\btype\s*=\s*["']?password\b""", re.IGNORECASE)
_UNSHOWN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
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
    """The ending that fits a document by its bytes, such as .html or .pdf.

    Parameters
    ----------
    content : what a server sent; what its header said of kind and encoding plays no part
    name : what errors call it

    Raises
    ------
    FetchError : a login, a captcha, an error page or a script in place of a document
    ReadError : no document that can be read, or a page without text, which a script would load
    """
    try:
        found = extract(content, name=name)
    except ReadError:
        _refuse(_in_place(content, _shown(content), sentences=0), name)
        raise
    if found.kind in {"text", "web page"}:
        sentences = sum(len(line) for line in found.text.splitlines() if "。" in line)
        said = f"{found.facts.get('page_title', '')}\n{found.text}"
        other = "" if sentences else "a page without a sentence"
        _refuse(_in_place(content, said, sentences=sentences) or other, name)
    return suffix_of(content, found.kind)


def _refuse(in_place: str, name: str) -> None:
    """Raise where something stands in place of a document."""
    if in_place:
        raise FetchError(
            f"{name}: sent {in_place} in place of the document; open the address in a browser, "
            "save the document and put it in with “textlab add”."
        )


def _in_place(content: bytes, said: str, *, sentences: int) -> str:
    """What stands in place of a document; empty where the document may be there."""
    if sentences >= _FEW:
        return ""
    if _PASSWORD.search(content):
        return "a login"
    return next((kind for kind, words in _IN_PLACE if words.search(said)), "")


def _shown(content: bytes) -> str:
    """What a page without a document shows, roughly."""
    with suppress(ReadError):
        return _UNSHOWN.sub(" ", decode(content))
    return ""
