"""Where in a web page its document stands.

The core is the smallest element that holds nearly all prose outside links.
Elements beside it that hold the head or the signature of a document belong to
it, too: a title, a number, an addressee, a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from textlab.reading import furniture, numbering
from textlab.reading.dates import DATE
from textlab.reading.facts import NUMBER, is_fact
from textlab.reading.web_text import is_shown, lines_of, tag

_NEARLY_ALL = 0.9
_SENTENCE = re.compile(r"[。；，]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_KNOWN = re.compile(
    r"UCAP-CONTENT|zoom|TRS_(?:UE)?[Ee]ditor|vsb_content.*|ivs_content", re.IGNORECASE
)


@dataclass
class _Measure:
    """What an element holds: characters of prose outside links and furniture (a sentence weighs
    ten times), characters shown, those in links and furniture, labels of facts, sentences."""

    prose: int = 0
    chars: int = 0
    aside: int = 0
    labels: int = 0
    sentences: int = 0


@dataclass
class Measures:
    """What each shown element of a page holds."""

    of: dict[etree._Element, _Measure] = field(default_factory=dict)

    def __getitem__(self, element: etree._Element) -> _Measure:
        return self.of.get(element) or _Measure()


def measure(root: etree._Element) -> Measures:
    """Measure every shown element.

    What furniture by its name holds is no prose; but where sites name the frame of their text so
    (“print-area”), names count for nothing.
    """
    by_name = _measure(root, names=True)
    whole = _measure(root, names=False)
    return by_name if by_name[root].prose >= 0.5 * whole[root].prose else whole


def _measure(root: etree._Element, *, names: bool) -> Measures:
    """Measure in one walk."""
    measures = Measures()
    stack: list[_Measure] = [_Measure()]
    aside = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    unseen: set[etree._Element] = set()
    for event, element in walk:
        if event == "start":
            if not is_shown(element):
                unseen.add(element)
                walk.skip_subtree()
                continue
            aside += _is_aside(element, names=names)
            stack.append(_Measure())
            _count(stack[-1], element.text, aside=aside > 0)
            continue
        if element in unseen:
            unseen.discard(element)
        else:
            aside -= _is_aside(element, names=names)
            own = stack.pop()
            measures.of[element] = own
            _sum(stack[-1], own)
        _count(stack[-1], element.tail, aside=aside > 0)
    return measures


def _is_aside(element: etree._Element, *, names: bool) -> bool:
    return tag(element) == "a" or (names and _is_furniture(element))


def _count(into: _Measure, text: str | None, *, aside: bool) -> None:
    if not text or not (bare := text.strip()):
        return
    into.chars += len(bare)
    into.labels += is_fact(bare)
    if aside or furniture.kind_of(bare):
        into.aside += len(bare)
    else:
        into.sentences += "。" in bare
        into.prose += 10 * len(bare) if _SENTENCE.search(bare) else len(_CHINESE.findall(bare))


def _sum(into: _Measure, own: _Measure) -> None:
    into.prose += own.prose
    into.chars += own.chars
    into.aside += own.aside
    into.labels += own.labels
    into.sentences += own.sentences


def core_of(root: etree._Element, measures: Measures) -> etree._Element:
    """The smallest element with nearly all prose; an element that sites name so stops the search."""
    total = measures[root].prose
    core = root
    while True:
        names = f"{core.get('id', '')} {core.get('class', '')}".split()
        if any(_KNOWN.fullmatch(name) for name in names):
            return core
        inner = next((e for e in core if measures[e].prose >= _NEARLY_ALL * total), None)
        if inner is None or tag(inner) in _WITHIN_TEXT or _is_one_of_several(inner, measures):
            return core
        core = inner


_WITHIN_TEXT = {"p", "span", "font", "b", "strong", "li"}


def _is_one_of_several(element: etree._Element, measures: Measures) -> bool:
    """Whether a row or cell stands among others with prose: a table of data, and no frame."""
    parent = element.getparent()
    if tag(element) not in {"tr", "td", "th", "dd"} or parent is None:
        return False
    return measures[parent].prose > measures[element].prose


def document_of(root: etree._Element, measures: Measures) -> list[etree._Element]:
    """The elements of a page that hold its document, in order."""
    core = core_of(root, measures)
    before: list[etree._Element] = []
    behind: list[etree._Element] = []
    place = core
    while place is not root and (parent := place.getparent()) is not None:
        siblings = list(parent)
        index = siblings.index(place)
        before = [e for e in siblings[:index] if _is_head(e, measures)] + before
        behind += [e for e in siblings[index + 1 :] if _is_tail(e, measures)]
        place = parent
    return [*before, core, *behind]


# Neighbours

_MOST = 1500
"""Characters of a neighbour; what holds more would have been in the core."""

_TITLE = re.compile(
    r"(?:.{0,40}关于.{4,80}|.{4,60})(?:通知|意见|方案|计划|规划|纲要|办法|措施|决定|报告)(?:[（(].{1,20}[）)])?"
)
_ADDRESSEE = re.compile(r"(?=.*(?:政府|部门|单位|机构|委|厅|局|办)).{6,200}[：:]")
_NUMBER_LINE = re.compile(NUMBER)
_DATE_LINE = re.compile(DATE)


def _lines(element: etree._Element, measures: Measures) -> list[str]:
    """The lines of an element that may belong to the document; none of a list of links."""
    found = measures[element]
    if not 0 < found.chars <= _MOST or found.aside > 0.5 * found.chars:
        return []
    lines = [line.strip("\u3000\u00a0 ") for line in lines_of(element)]
    clean = not any(furniture.kind_of(line) or is_fact(line) for line in lines)
    return lines if clean else []


def _is_head(element: etree._Element, measures: Measures) -> bool:
    return any(
        _TITLE.fullmatch(line)
        or _NUMBER_LINE.fullmatch(line)
        or _ADDRESSEE.fullmatch(line)
        or numbering.starts_item(line)
        for line in _lines(element, measures)
    )


def _is_tail(element: etree._Element, measures: Measures) -> bool:
    return any(
        _DATE_LINE.fullmatch(line) or numbering.starts_item(line)
        for line in _lines(element, measures)
    )


# Furniture within the document

_NAMES = re.compile(
    r"(?:.*[-_])?(?:b?share\w*|bds\w*|jiathis\w*|nav\w*|menu\w*|\w*crumbs?|foot|footer|copyright|"
    r"toolbar\w*|tools?|print\w*|qr\w*|ewm|erweima|relat\w*|xgwd|xgjd|recommend\w*|sidebar|search\w*|"
    r"pag(?:er|ination)|prev\w*|next\w*|comments?|fontsize|fontresize|zihao|dayin|fenxiang)(?:[-_].*)?",
    re.IGNORECASE,
)
_TAGS = {"nav", "footer", "aside"}
_LITTLE = 0.2


def _is_furniture(element: etree._Element) -> bool:
    """Whether its tag or names say that an element is a menu, a share bar or the like."""
    names = f"{element.get('id', '')} {element.get('class', '')}".split()
    return tag(element) in _TAGS or any(_NAMES.fullmatch(name) for name in names)


def furniture_in(root: etree._Element, measures: Measures) -> Iterator[etree._Element]:
    """Menus, share bars and the like in an element, by their names; outermost only."""
    total = measures[root].prose
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element is root or not isinstance(element.tag, str):
            continue
        if _is_furniture(element) and measures[element].prose <= _LITTLE * total:
            walk.skip_subtree()
            yield element


# The table of facts

_LABELS_NEEDED = 3


def table_of_facts(measures: Measures) -> etree._Element | None:
    """The element that holds the page's table of facts: at least three labels and no sentence."""
    holders = [
        element
        for element, found in measures.of.items()
        if found.labels >= _LABELS_NEEDED and found.chars <= _MOST and not found.sentences
    ]
    if not holders:
        return None
    best = max(measures[e].labels for e in holders)
    return next(e for e in holders if measures[e].labels == best)
