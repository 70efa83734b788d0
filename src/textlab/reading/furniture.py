"""Page furniture: the lines of a file that are no part of its document.

Toolbars, share buttons, menus, captions, page numbers, letterhead rules,
download footers. A line is furniture by what it says, or, before the first
and after the last line of the document, by standing among such lines. What
may as well be a line of a task (“时间：9月1日”) is furniture only there, and
what begins an item never is.
"""

import re

from textlab.reading import numbering

_PAGE_NUMBER = re.compile(
    r"[—―─–\-－·•\s]*\d{1,4}[—―─–\-－·•\s]*|第\s*\d+\s*页(?:[,，\s]*共\s*\d+\s*页)?|\d+\s*/\s*\d+|[—―－-]{1,4}"
)
_BANNER = re.compile(
    r"[【\[]?法宝引证码[】\]]?[:：]?.{0,40}|.{0,12}北大法宝.{0,60}|"
    r"[【\[](?:发布部门|制定机关|发文字号|公布日期|发布日期|施行日期|实施日期|时效性|效力级别|效力位阶|法规类别|专题分类)"
    r"[】\]][:：]?.{0,60}|(?:时效性|效力级别|效力位阶|法规类别)[:：].{0,40}"
)
_CONTENTS = re.compile(r"[^。；]{2,60}?(?:[.．·…]\s*){4,}\d{1,4}")
_CRUMBS = re.compile(r".{0,12}(?:首页|主页)\s*(?:[>＞»›→]|[-—]{1,2}>).{0,80}")
_ADVERT = re.compile(r"(?:欢迎|请)?微信(?:搜索|扫码|扫一扫).{0,12}(?:关注|公众号).{0,120}")
_RULE = re.compile(r"(\S)\1{4,}|[-—_=*·.…＿─━☆★\s]{5,}|---")
_LINK = re.compile(r"(?:https?://|www\.)\S+|[0-9a-f]{32}[:：]?|-?\s*\[[^\]]*\]\([^)]*\)")
_LINK_INSIDE = re.compile(r"https?://|\]\(/")
_TOOL = re.compile(
    r"[×x>＞|｜【】\[\]:：]+|"
    r"[【\[]?(?:字体|字号|大小)[:：]?[】\]]?|"
    r"(?:小|中|大|简|繁|首页|下载|打印|全屏|收藏|加大|还原|减小|分享|登录|登|注册|关闭|返回|返回顶部|搜索|导航|"
    r"打印本页|打印此页|关闭窗口|关闭本页|加入收藏|设为首页|联系我们|网站地图|网站帮助|网站声明|关于我们|法律声明|"
    r"无障碍|无障碍阅读|无障碍浏览|长者模式|长者版|老年版|关怀版|阅读辅助|适老版|智能问答|手机版|移动版|"
    r"微信|微博|上一篇|下一篇|上一条|下一条|相关附件|附件下载|放大|缩小|默认|取消|确定|朗读|收起|展开|更多|正文|"
    r"简体|繁体|繁體|English|ENGLISH|EN)[>＞》|｜:：]*|"
    r"打印\s*关闭|大\s*中\s*小|(?:简|繁)\s*[|｜]\s*(?:简|繁)|"
    r"[【\[]?\s*(?:打印|打印本页|关闭窗口|关闭|字体[:：].{0,12}|字号[:：].{0,12})\s*[】\]]?|"
    r"(?:一键)?分享(?:到|至)[:：]?|"
    r"相关(?:报道|文档|阅读|链接|附件|新闻|解读|稿件|文章)[>＞》:：]*|扫一扫.{0,20}|扫描二维码.{0,20}"
)
_TOOL_OUTSIDE = re.compile(
    r"(?:一键)?分享(?:到|至)?.{0,10}|.{0,4}点击.{0,12}(?:进入|查看|下载).{0,8}|"
    r"(?:您的|您现在的|当前)?(?:位置|所在位置)[:：].*|请输入.{0,10}(?:关键词|关键字).*"
)
_CREDIT = re.compile(
    r"新华社.{1,16}电|[（(【]?\s*(?:责任编辑|责编|浏览次数|浏览量|阅读量|访问次数|阅读次数|点击数|点击次数|点击量|字体|字号|"
    r"检索时间|检索关键词|原文链接|索引号|视力保护色)\s*(?:[:：].{0,300}|$)|"
    r"编辑\s*[:：]\s*[\u4e00-\u9fff·\s]{2,8}"
)
_CREDIT_OUTSIDE = re.compile(
    r"[（(【]?\s*(?:文章|信息|稿件)?(?:来源|编辑|校对|审核|监制|值班编委|作者|记者|摄影|通讯员|发表时间|"
    r"发布时间|发布日期|发布机构|成文日期|更新时间|时间|分享|文档类型|文件名称|文件编号|信息类别|主题分类|公开方式|公开范围|有效性)\s*"
    r"(?:[:：].{0,300}|$)"
)
_CAPTION = re.compile(
    r".{0,120}(?:记者|通讯员)[\s·]*[\u4e00-\u9fff·\s]{2,14}/?摄[）)]?|图为.{0,60}|.{0,30}[（(]资料图.{0,10}|"
    r"[\u4e00-\u9fff·\s]{2,20}作政府工作报告。?|"
    r".{0,100}(?:开幕|举行|召开).{0,20}(?:总理|省长|主席|市长)[\u4e00-\u9fff·\s]{2,12}作政府工作报告。?"
)
_CAPTION_OUTSIDE = re.compile(r".{0,120}(?:记者|通讯员)[\s·]*[\u4e00-\u9fff·\s]{2,14}")
_STAMP = re.compile(
    r"\d{4}[-/年.]\d{1,2}[-/月.]\d{1,2}日?\s*\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}秒?)?分?"
    r"(?:\s+\S{2,16})?"
)
_FOOTER = re.compile(
    r".*(?:ICP备|公网安备|网站标识码|版权所有|Copyright|©|网站支持IPv6|主办(?:单位)?[:：].{0,60}(?:版权|承办|电话)).*|【原文下载】"
)
_FOOTER_OUTSIDE = re.compile(r".*(?:技术支持[:：]|建议使用.{0,20}浏览器).*")

_KINDS = (
    ("page number", _PAGE_NUMBER),
    ("banner", _BANNER),
    ("table of contents", _CONTENTS),
    ("rule", _RULE),
    ("link", _LINK),
    ("toolbar", _TOOL),
    ("toolbar", _TOOL_OUTSIDE),
    ("breadcrumbs", _CRUMBS),
    ("credit line", _CREDIT),
    ("credit line", _CREDIT_OUTSIDE),
    ("time stamp", _STAMP),
    ("caption", _CAPTION),
    ("caption", _CAPTION_OUTSIDE),
    ("site footer", _FOOTER),
    ("site footer", _FOOTER_OUTSIDE),
    ("advertisement", _ADVERT),
)
_OUTSIDE = {_TOOL_OUTSIDE, _CREDIT_OUTSIDE, _CAPTION_OUTSIDE, _FOOTER_OUTSIDE}
"""What is furniture only before the first and after the last sentence of the body."""

_LONGEST = 160
"""A line longer than this, in characters, is never furniture."""


def find(lines: list[str]) -> dict[int, str]:
    """Which lines are furniture: index of the line → kind."""
    all_kinds = {index: kind for index, line in enumerate(lines) if (kind := kind_of(line))}
    body = _body(lines, all_kinds)
    kinds = {
        index: kind
        for index, kind in all_kinds.items()
        if (index not in body or kind_of(lines[index], in_body=True))
        and not _is_cut_date(lines, index)
    }
    kinds |= _named(lines, kinds) | _path(lines)
    around = _menu(lines, kinds) | _hosts(lines, kinds) | _related(lines)
    return kinds | around | _twice(lines, kinds | around)


def kind_of(line: str, *, in_body: bool = False) -> str:
    """The kind of furniture that a line is by what it says; empty where it is none."""
    if len(line) > _LONGEST and not _LINK_INSIDE.search(line):
        return ""
    bare = _bare(line)
    if numbering.starts_item(bare) and not _CONTENTS.fullmatch(bare):
        return ""
    matches = (
        kind
        for kind, pattern in _KINDS
        if not (in_body and pattern in _OUTSIDE) and pattern.fullmatch(bare)
    )
    return next(matches, "")


def _body(lines: list[str], kinds: dict[int, str]) -> range:
    """From the first to the last line that begins an item or holds a sentence.

    The line below a heading at the end belongs to it.
    """
    own = [i for i, line in enumerate(lines) if _is_body(line, kinds.get(i, ""))]
    if not own:
        return range(0)
    last = own[-1] if _STOP.search(lines[own[-1]]) else own[-1] + 1
    return range(own[0], last + 1)


_STOP = re.compile(r"[。；！？]")


def _is_body(line: str, kind: str) -> bool:
    """Whether a line is one of the document's; a credit line that holds a sentence may be."""
    if kind:
        return kind == "credit line" and bool(_STOP.search(line))
    return bool(_STOP.search(line)) or numbering.starts_item(_bare(line))


def _bare(line: str) -> str:
    """A line without the markup around it."""
    return line.replace("*", "").lstrip("#- \t") or line


_YEAR = re.compile(r"\d{4}")


def _is_cut_date(lines: list[str], index: int) -> bool:
    """Whether a line is a year that the source cut from its date, and no page number."""
    after = lines[index + 1] if index + 1 < len(lines) else ""
    return bool(_YEAR.fullmatch(lines[index])) and after.startswith("年")


_HOST = re.compile(r"(?:主办|承办)(?:单位)?[:：].{0,80}")


def _hosts(lines: list[str], kinds: dict[int, str]) -> dict[int, str]:
    """Lines that name the host of a site: those next to a site footer. Tasks have hosts, too."""
    return {
        index: "site footer"
        for index, line in enumerate(lines)
        if _HOST.fullmatch(line)
        and "site footer" in (kinds.get(index - 1), kinds.get(index + 1), kinds.get(index + 2))
    }


_TITLE = re.compile(r"[^。；！？：:]{4,80}(?:通知|意见|方案|计划|规划|纲要|办法|措施|决定|报告)")


def _twice(lines: list[str], kinds: dict[int, str]) -> dict[int, str]:
    """A title that the page or database sets above the document's own, with what stands below it:
    of two alike before the first sentence the first goes."""
    first = [index for index in range(min(len(lines), 40)) if index not in kinds][:12]
    end = next((n for n, index in enumerate(first) if "。" in lines[index]), len(first))
    last = {lines[index]: index for index in first[:end]}
    again = [index for index in first[:end] if last[lines[index]] != index]
    titled = any(_TITLE.fullmatch(lines[index]) for index in again)
    return dict.fromkeys(again, "title again") if titled else {}


_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")


def _named(lines: list[str], kinds: dict[int, str]) -> dict[int, str]:
    """Names below a credit line that ends with a colon: 责任编辑： and the editor."""
    return {
        index: "credit line"
        for index in range(1, len(lines))
        if _NAME.fullmatch(lines[index])
        and kinds.get(index - 1) == "credit line"
        and lines[index - 1].endswith(("：", ":"))
    }


_STEP = re.compile(r"[>＞»›]{1,2}")


def _path(lines: list[str]) -> dict[int, str]:
    """Breadcrumbs set line by line: the words beside lines that hold but an angle."""
    steps = [index for index in range(min(len(lines), 60)) if _STEP.fullmatch(lines[index])]
    near = {index for step in steps for index in (step - 1, step + 1)}
    return {
        index: "breadcrumbs"
        for index in near
        if len(steps) >= 2 and 0 <= index < len(lines) and len(lines[index]) <= 12
    }


_SENTENCE = re.compile(r"[。；！？，]")


def _menu(lines: list[str], kinds: dict[int, str]) -> dict[int, str]:
    """Short lines around the document in a run of at least six, most of them furniture or a word."""
    first = next((i for i, line in enumerate(lines) if _SENTENCE.search(line)), len(lines))
    last = next((i for i in range(len(lines) - 1, -1, -1) if _SENTENCE.search(lines[i])), -1)
    found: dict[int, str] = {}
    for run in (range(first), range(last + 1, len(lines))):
        words = [i for i in run if i not in kinds and _is_menu_word(lines[i])]
        tools = [i for i in run if kinds.get(i) in {"toolbar", "site footer", "link"}]
        if len(tools) >= 3 and len(words) + len(tools) >= 6:
            found |= dict.fromkeys(words, "menu")
    return found


_RELATED = re.compile(r"相关(?:报道|文档|阅读|链接|新闻|解读|稿件|文章|推荐)[>＞》:：]*")


def _related(lines: list[str]) -> dict[int, str]:
    """All from a heading “related links” on, where it stands behind the document."""
    total = sum(map(len, lines))
    behind = 0
    for index in range(len(lines) - 1, -1, -1):
        behind += len(lines[index])
        if behind > 0.05 * total + 100:
            break
        if _RELATED.fullmatch(lines[index]):
            return dict.fromkeys(range(index, len(lines)), "related links")
    return {}


_OWN = re.compile(
    r".*(?:通知|意见|方案|计划|规划|纲要|办法|措施|报告|决定|文件|附件|[年月日号])[）)]?|.*[:：]"
)


def _is_menu_word(line: str) -> bool:
    return len(line) <= 12 and not _OWN.fullmatch(line) and not numbering.starts_item(line)
