"""The numbered items of a clean text, as a tree.

An item runs from its number to where the next item of its depth or above
begins. Attachments, notes and closing lines belong to none.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from itertools import pairwise

from textlab.reading.numbering import KINDS, Label, parse_label
from textlab.reading.statements import Found


@dataclass(frozen=True)
class Paragraph:
    """A line of the clean text, `text[start:end]`, and the number at its head."""

    start: int
    end: int
    text: str
    label: Label | None = None


@dataclass(frozen=True)
class Item:
    """A numbered item in a clean text; `end` takes in its sub-items and paragraphs."""

    item_id: str
    parent: str
    level: int
    label: Label
    heading: str
    start: int
    end: int


@dataclass(frozen=True)
class Doubt:
    """A span of the clean text that was not understood, and why."""

    start: int
    end: int
    why: str


def split_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a clean text, one a line, with the numbers at their heads."""
    bounds = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    return [
        Paragraph(start, end - 1, text[start : end - 1], parse_label(text[start : end - 1]))
        for start, end in pairwise(bounds)
        if end - 1 > start
    ]


# Where the numbered part stops

_PART = re.compile(
    r"抄送.*|主题词.*|.{4,60}印发|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|[二一][〇○零一二三四五六七八九]{3}年.{2,8}日|"
    r"附[件：:表录].{0,60}"
)
_CLOSING = re.compile(
    r"[（(]此件.*|特此通知。?|"
    r"本(?:方案|措施|意见|计划|办法|通知|规划|规定|细则|行动计划|行动方案|实施意见|实施方案|政策|文件)"
    r"(?:自|由|从|各项|有效期|实施期|执行期|与).{0,300}"
)
_NOTES = re.compile(
    r"(?:附件[\d一二三四]*[:：]?)?(?:《?.{0,14}工作报告》?)?.{0,8}"
    r"(?:名词解释|名词注释|注释|名词说明|用语说明|名词术语|附注)[:：]?"
)
_ANNEX = re.compile(r"附件?[\d一二三四]*[：:]?")
_ATTACHED = re.compile(r"附件?[\d一二三四]*[：:]\S+")
_SCRAMBLED = re.compile(r"[^。，、]{2,16}[-—―－一]、")
_LIST = re.compile(r"[一二三四五六七八九十]、[一二三四五六七八九十]、")


@dataclass
class _Open:
    item_id: str
    label: Label
    level: int
    heading: str
    start: int
    children: dict[str, int] = field(default_factory=dict)


class ItemReader:
    """Reads paragraphs in order and keeps the items that are still open."""

    def __init__(self, statements: list[Found]) -> None:
        self._statements = statements
        self._starts = [found.start for found in statements]
        self._open: list[_Open] = []
        self._done: list[Item] = []
        self._last: dict[str, int] = {}
        self._latest: dict[str, int] = {}
        self._roots: dict[str, int] = {}
        self._end = 0
        self._notes = False
        self._sealed = False
        self._attached = False
        self.doubts: list[Doubt] = []
        self.closings: list[int] = []

    def read(self, paragraph: Paragraph) -> None:
        """Take in the next paragraph: an item's head, more of an item, or a closing line."""
        notes = self._notes or bool(_NOTES.fullmatch(paragraph.text))
        self._notes = notes and not _ANNEX.fullmatch(paragraph.text)
        if self._notes or _PART.fullmatch(paragraph.text):
            self._close(0)
            self._seal(paragraph)
            self._attached = bool(_ATTACHED.fullmatch(paragraph.text))
        elif _CLOSING.fullmatch(paragraph.text):
            self._seal(paragraph)
        else:
            self._read_body(paragraph)

    def _seal(self, paragraph: Paragraph) -> None:
        """What follows belongs to no item until a number comes."""
        self._sealed = True
        self.closings.append(paragraph.start)

    def _read_body(self, paragraph: Paragraph) -> None:
        label = self._label_of(paragraph)
        self._attached &= label is not None and len(paragraph.text) <= 60
        if label and not self._attached:
            self._sealed = False
            self._begin(paragraph, label)
        elif _SCRAMBLED.fullmatch(paragraph.text):
            why = "reads like a heading whose number was scrambled"
            self.doubts.append(Doubt(paragraph.start, paragraph.end, why))
        if not self._sealed:
            self._end = paragraph.end
        else:
            self.closings.append(paragraph.start)

    def finish(self) -> list[Item]:
        """Close what is open; the items in order of place."""
        self._close(0)
        items = sorted(self._done, key=lambda item: (item.start, item.level))
        return _without_closing(items, self._statements)

    def _label_of(self, paragraph: Paragraph) -> Label | None:
        label = paragraph.label
        if not label or _LIST.match(paragraph.text) or label.end >= len(paragraph.text):
            return None
        if not label.sure and label.number != self._last.get(label.kind, 0) + 1:
            return None
        return label

    def _begin(self, paragraph: Paragraph, label: Label) -> None:
        self._close(
            next(
                (i for i, o in enumerate(self._open) if o.label.rank >= label.rank),
                None,
            )
        )
        self._check_sequence(paragraph, label)
        parent = self._open[-1] if self._open else None
        siblings = parent.children if parent else self._roots
        item_id = _unique(
            f"{parent.item_id}.{label.number}" if parent else str(label.number),
            siblings,
        )
        start = paragraph.start
        self._open.append(
            _Open(
                item_id,
                label,
                len(self._open) + 1,
                self._heading(paragraph, label),
                start,
            )
        )
        self._last[label.kind] = self._latest[label.kind] = label.number
        for kind in KINDS[label.rank + 1 :]:
            if label.rank <= KINDS.index("节"):
                self._last.pop(kind, None)

    def _check_sequence(self, paragraph: Paragraph, label: Label) -> None:
        """A number is 1 or goes on from the latest of its kind, in whatever section that was."""
        before = self._latest.get(label.kind, 0)
        if label.number in (1, before + 1):
            return
        word = "stands again" if label.number == before else f"follows number {before}"
        word = word if before else "comes first"
        span = paragraph.start, paragraph.start + len(label.text)
        self.doubts.append(Doubt(*span, f"number {label.number} {word} in {label.kind}"))

    def _heading(self, paragraph: Paragraph, label: Label) -> str:
        """To the first 。 where the item goes on in the same paragraph, or to its statement."""
        stops = [found.start - paragraph.start for found in self._statements_in(paragraph)]
        text = paragraph.text[label.end : min(stops, default=None)]
        return text.split("。")[0].strip(" ：:")

    def _statements_in(self, paragraph: Paragraph) -> list[Found]:
        first = bisect_left(self._starts, paragraph.start)
        return self._statements[first : bisect_left(self._starts, paragraph.end)]

    def _close(self, depth: int | None) -> None:
        """Close the open items from `depth` on."""
        while depth is not None and len(self._open) > depth:
            last = self._open.pop()
            parent = self._open[-1].item_id if self._open else ""
            self._done.append(
                Item(
                    last.item_id,
                    parent,
                    last.level,
                    last.label,
                    last.heading,
                    last.start,
                    self._end,
                )
            )


def _unique(item_id: str, taken: dict[str, int]) -> str:
    """The id, or the id with -2, -3 … where the numbering repeats."""
    taken[item_id] = taken.get(item_id, 0) + 1
    return item_id if taken[item_id] == 1 else f"{item_id}-{taken[item_id]}"


def _without_closing(items: list[Item], statements: list[Found]) -> list[Item]:
    """The last item ends with its statement, where the others do: what follows closes the document."""
    leaves = leaf_items(items)
    inside = [s for s in statements if leaves and leaves[-1].start <= s.start < leaves[-1].end]
    if not inside or not _end_with_statements(leaves[:-1], statements):
        return items
    last, end = leaves[-1], inside[-1].end
    return [
        replace(item, end=end) if item.end == last.end and item.start <= last.start else item
        for item in items
    ]


def _end_with_statements(leaves: list[Item], statements: list[Found]) -> bool:
    """Whether nearly all items that have statements end with one."""
    starts = [found.start for found in statements]
    gaps = []
    for item in leaves:
        place = bisect_left(starts, item.end) - 1
        if place >= 0 and statements[place].start >= item.start:
            gaps.append(item.end - statements[place].end)
    return len(gaps) >= 2 and sum(gap <= 1 for gap in gaps) >= 0.9 * len(gaps)


def leaf_items(items: list[Item]) -> list[Item]:
    """The items that hold no other."""
    parents = {item.parent for item in items}
    return [item for item in items if item.item_id not in parents]
