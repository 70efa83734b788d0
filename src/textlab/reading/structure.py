"""The outline of a clean text: numbered items, and the tasks among them.

A task is the lowest numbered item with its text; in a work report, and where
a document numbers nothing below its sections, a paragraph.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from textlab.reading.items import Doubt, Item, ItemReader, Paragraph, leaf_items, split_paragraphs
from textlab.reading.statements import Found


@dataclass(frozen=True)
class Task:
    """A task in a clean text: an item, or a paragraph of one."""

    task_id: str
    item_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """Items and tasks of a document, and what in its numbering is doubtful."""

    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    doubts: tuple[Doubt, ...]
    unit: str
    is_report: bool

    def item_at(self, place: int) -> str:
        """The id of the innermost item around a place; empty outside every item."""
        return self._nesting.item_at(place)

    def task_at(self, place: int) -> str:
        """The id of the task around a place; empty outside every task."""
        index = bisect_right(self._task_starts, place) - 1
        return self.tasks[index].task_id if index >= 0 and place < self.tasks[index].end else ""

    @cached_property
    def _nesting(self) -> "_Nesting":
        return _Nesting(self.items)

    @cached_property
    def _task_starts(self) -> list[int]:
        return [task.start for task in self.tasks]


class _Nesting:
    """Finds the innermost item around a place. Items are in order of place and nest."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._starts = [item.start for item in items]
        self._index = {item.item_id: index for index, item in enumerate(items)}

    def item_at(self, place: int) -> str:
        """The last item that began, or the first above it that has not ended."""
        index = bisect_right(self._starts, place) - 1
        while index >= 0 and place >= self._items[index].end:
            index = self._index.get(self._items[index].parent, -1)
        return self._items[index].item_id if index >= 0 else ""


def outline(text: str, statements: list[Found], *, unit: str = "auto") -> Outline:
    """The outline of a clean text.

    `unit` is what a task is: "item", "paragraph", or "auto" to let the document decide.
    """
    paragraphs = split_paragraphs(text)
    reader = ItemReader(statements)
    for paragraph in paragraphs:
        reader.read(paragraph)
    items = reader.finish()
    opened = _opened(paragraphs)
    is_report = opened > 0
    if unit == "auto":
        unit = "paragraph" if is_report else _unit_of(paragraphs, items, reader.closings)
    if unit == "item":
        tasks = _leaves(items)
    else:
        body = _body(paragraphs, items, reader.closings, opened)
        tasks = _units(body, items, statements)
    return Outline(tuple(items), tuple(tasks), tuple(reader.doubts), unit, is_report)


# Tasks

_REPORT = re.compile(r"各位代表[：:！!，,]")
_FORMULA = re.compile(r"各位代表[：:！!，,。]?|(?:谢谢|谢谢大家)[！!。]?")
_REQUEST = re.compile(r"请.{0,80}(?:审议|审查)")
_HEADING_ONLY = re.compile(r"[^。；！？]*")


def _unit_of(paragraphs: list[Paragraph], items: list[Item], closings: list[int]) -> str:
    """Paragraphs where nothing is numbered below sections of several paragraphs; else items."""
    if not items:
        return "paragraph"
    if any(item.level > 1 for item in items):
        return "item"
    starts = [item.start for item in items]
    body = [p.start for p in paragraphs if p.start not in set(closings)]
    within = [bisect_right(starts, place) for place in body if place < items[-1].end]
    return "paragraph" if max(Counter(filter(None, within)).values(), default=0) > 1 else "item"


def _leaves(items: list[Item]) -> list[Task]:
    return [Task(i.item_id, i.item_id, i.start, i.end) for i in leaf_items(items)]


def _opened(paragraphs: list[Paragraph]) -> int:
    """Where the body of a work report begins, behind its address to the deputies; 0 in others."""
    head = paragraphs[:60]
    address = next((i for i, p in enumerate(head) if _REPORT.match(p.text)), None)
    if address is None:
        return 0
    request = next((p for p in head[address : address + 3] if _REQUEST.search(p.text)), None)
    return (request or head[address]).end


def _units(body: list[Paragraph], items: list[Item], statements: list[Found]) -> list[Task]:
    """Body paragraphs as tasks.

    A heading goes with the paragraph that it heads, a statement that is a paragraph of its own
    with the one before it.
    """
    nesting = _Nesting(items)
    stated = {found.start: found.end for found in statements}
    tasks: list[Task] = []
    heading: int | None = None
    for paragraph in body:
        if tasks and stated.get(paragraph.start, 0) >= paragraph.end - 1:
            tasks[-1] = replace(tasks[-1], end=paragraph.end)
        elif _HEADING_ONLY.fullmatch(paragraph.text):
            heading = (paragraph.start if heading is None else heading) if items else None
        else:
            start = paragraph.start if heading is None else heading
            item_id = nesting.item_at(paragraph.start)
            tasks.append(Task(f"p{len(tasks) + 1}", item_id, start, paragraph.end))
            heading = None
    return tasks


def _body(
    paragraphs: list[Paragraph], items: list[Item], closings: list[int], opened: int
) -> list[Paragraph]:
    """The paragraphs from the first item on, or in a work report behind its opening."""
    first = opened or (items[0].start if items else 0)
    closed = set(closings)
    return [
        p
        for p in paragraphs
        if p.start >= first and p.start not in closed and not _FORMULA.fullmatch(p.text)
    ]
