"""Pages that stand in for a document: a login, a check of the visitor, an error page.

Servers answer 200 and send such a page, and browsers save it under the name of
the document. It is short where a document would stand, and says what it is.
This is the one place that knows them, for what is added, checked and fetched.
"""

import re
from contextlib import suppress

from textlab.corpus.faults import Fault, StandInError
from textlab.errors import ReadError
from textlab.reading.decoding import decode
from textlab.reading.extract import Extract
from textlab.reading.formats import extract

_FEW = 400
"""Characters in sentences and numbered lines; what has fewer may be such a page."""

_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}条|\d{1,2}[.．、])"
)
_PASSWORD = re.compile(rb"""<input\b[^>]{0,300}\btype\s*=\s*["']?password\b""", re.IGNORECASE)
_UNSHOWN = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)

# In this order: error pages bear the site's link to its login, and logins ask for a captcha, too.
_SIGNS = {
    "text-error-page": re.compile(
        r"(?:页面|网页|文件|信息|内容|文章|资源)(?:已经?)?(?:不存在|被删除|已删除|丢失|找不到|未找到)|"
        r"(?:找不到|无法访问).{0,12}(?:页|文件|资源|网站)|您访问的(?:页面|网页|内容)|"
        r"访问过于频繁|系统繁忙|(?:访问|请求)被(?:拒绝|拦截|阻断)|"
        r"\b404\b(?: not found)?|\b(?:403|50[0234])\b.{0,20}(?:forbidden|error|bad gateway|unavailable|time-?out|错误|拒绝)|"
        r"not found|forbidden|access denied|bad gateway|service unavailable",
        re.IGNORECASE,
    ),
    "text-login": re.compile(
        r"(?:请先?|用户|会员|账号|扫码)?登[录陆]|统一身份认证|忘记密码|\b(?:log|sign) ?in\b",
        re.IGNORECASE,
    ),
    "text-verification": re.compile(
        r"验证码|(?:安全|人机|访问|身份)验证|完成验证|滑动.{0,6}验证|captcha|"
        r"javascript|浏览器.{0,10}(?:检查|验证|支持)|正在.{0,6}(?:跳转|检测|验证|安全检查)|"
        r"just a moment|checking your browser",
        re.IGNORECASE,
    ),
}


def extract_document(content: bytes, *, file: str, anyway: bool = False) -> Extract:
    """The bytes of a document as text, as `extract` gives it; a page that stands in for one is refused.

    Parameters
    ----------
    content : of any format; its bytes tell which
    file : what errors call it
    anyway : take it whatever it says

    Raises
    ------
    StandInError : a login, a check of the visitor or an error page; its `fault` tells which
    ReadError : as `extract`
    """
    try:
        found = extract(content, name=file)
    except ReadError:
        fault = stand_in(content, None, file=file)
        if fault:
            raise StandInError(fault) from None
        raise
    fault = None if anyway else stand_in(content, found, file=file)
    if fault:
        raise StandInError(fault)
    return found


def stand_in(content: bytes, found: Extract | None, *, file: str, doc_id: str = "") -> Fault | None:
    """What stands in for the document, as the fault to be told; None where it may be the document.

    Parameters
    ----------
    content : the bytes of the file
    found : what its reader extracts; None where there is nothing
    file, doc_id : what the fault calls it
    """
    if found and (found.kind not in {"text", "web page"} or _says_enough(found.text)):
        return None
    text = found.text if found else _shown(content)
    title = found.facts.get("page_title", "") if found else ""
    for code, sign in _SIGNS.items():
        match = sign.search(text)
        if match:
            line = text.count("\n", 0, match.start()) + 1 if found else 0
            return Fault(code, file, line=line, doc_id=doc_id, value=match.group())
        if match := sign.search(title):
            return Fault(code, file, doc_id=doc_id, value=match.group())
        if code == "text-login" and (field := _PASSWORD.search(content)):
            return Fault(code, file, doc_id=doc_id, value=field.group().decode("ascii", "replace"))
    return None


def _says_enough(text: str) -> bool:
    lines = (line for line in text.splitlines() if "。" in line or _NUMBERED.match(line))
    return sum(map(len, lines)) >= _FEW


def _shown(content: bytes) -> str:
    """What a page without a document shows, roughly."""
    with suppress(ReadError):
        return _UNSHOWN.sub(" ", decode(content))
    return ""
