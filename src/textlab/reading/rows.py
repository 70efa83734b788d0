"""What was found in a clean text, as rows of the tables.

Every place in the clean text becomes offsets of the raw text here.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from textlab.reading.citations import find_citations
from textlab.reading.cleaning import CleanText
from textlab.reading.doubts import find_doubts
from textlab.reading.register import Register
from textlab.reading.statements import Found
from textlab.reading.structure import Outline, Task

Row = Mapping[str, object]


@dataclass(frozen=True)
class Lookup:
    """Canonical agencies for one document's region and date."""

    register: Register
    region: str
    date: str

    def agency(self, name: str) -> str:
        """The id of the agency that a name stands for; empty where unknown."""
        return self.register.resolve(name, region=self.region, date=self.date).agency


@dataclass(frozen=True)
class Rows:
    """What was found in a clean text, as rows of the tables with raw offsets."""

    doc_id: str
    clean: CleanText
    outline: Outline
    found: list[Found]

    def _span(self, start: int, end: int) -> dict[str, int]:
        raw_start, raw_end = self.clean.raw_span(start, end)
        return {"start": raw_start, "end": raw_end}

    def _raw(self, start: int, end: int) -> str:
        raw_start, raw_end = self.clean.raw_span(start, end)
        return self.clean.raw[raw_start:raw_end]

    def items(self) -> Iterator[Row]:
        """Rows of items."""
        for item in self.outline.items:
            yield {
                "doc_id": self.doc_id,
                "item_id": item.item_id,
                "parent": item.parent,
                "level": item.level,
                "label": self._raw(item.start, item.start + len(item.label.text)),
                "number": item.label.number,
                "heading": item.heading,
                **self._span(item.start, item.end),
            }

    def tasks(self) -> Iterator[Row]:
        """Rows of tasks."""
        for task in self.outline.tasks:
            yield {
                "doc_id": self.doc_id,
                "task_id": task.task_id,
                "item_id": task.item_id,
                "chars": task.end - task.start,
                "tokens": 0,
                **self._span(task.start, task.end),
            }

    def statements(self) -> Iterator[Row]:
        """Rows of statements."""
        for number, found in enumerate(self.found, 1):
            yield {
                "doc_id": self.doc_id,
                "statement_id": f"s{number}",
                "task_id": self.outline.task_at(found.start),
                "item_id": self.outline.item_at(found.start),
                "raw": self._raw(found.start, found.end),
                **self._span(found.start, found.end),
                "open": found.assignment.open,
                "deadline": found.assignment.deadline,
            }

    def mentions(self, lookup: Lookup) -> Iterator[Row]:
        """Rows of mentions, each name looked up."""
        for number, found in enumerate(self.found, 1):
            for position, mention in enumerate(found.assignment.mentions, 1):
                yield {
                    "doc_id": self.doc_id,
                    "task_id": self.outline.task_at(found.start),
                    "statement_id": f"s{number}",
                    "position": position,
                    "name": mention.name,
                    "agency": "" if mention.collective else lookup.agency(mention.name),
                    "role": mention.role,
                    "collective": mention.collective,
                }

    def citations(self, own: tuple[str, ...]) -> Iterator[Row]:
        """Rows of citations; what the document says of itself, `own`, is none."""
        for citation in find_citations(self.clean.text, own=own):
            yield {
                "doc_id": self.doc_id,
                "title": citation.title,
                "doc_number": citation.doc_number,
                **self._span(citation.start, citation.end),
            }

    def unparsed(self) -> Iterator[Row]:
        """Rows of what was not understood, by place."""
        doubts = {
            *self.outline.doubts,
            *find_doubts(self.clean.text, self.found, joints=self.clean.joints),
        }
        for doubt in sorted(doubts, key=lambda d: (d.start, d.end, d.why)):
            yield {
                "doc_id": self.doc_id,
                **self._span(doubt.start, doubt.end),
                "text": self._raw(doubt.start, doubt.end),
                "why": doubt.why,
            }

    def edits(self) -> Iterator[Row]:
        """Rows of the changes that cleaning made."""
        for edit in self.clean.edits:
            yield {
                "doc_id": self.doc_id,
                "kind": edit.kind,
                "start": edit.start,
                "end": edit.end,
                "replacement": edit.replacement,
            }

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Document, task, and the task's clean text without its statements."""
        for task in self.outline.tasks:
            yield self.doc_id, task.task_id, "".join(self._pieces(task)).strip("\n")

    def _pieces(self, task: Task) -> Iterator[str]:
        """A task's clean text but for the statements that begin in it."""
        place = task.start
        first = bisect_left(self._found_starts, task.start)
        for found in self.found[first : bisect_left(self._found_starts, task.end)]:
            yield self.clean.text[place : found.start]
            place = found.end
        yield self.clean.text[place : task.end]

    @cached_property
    def _found_starts(self) -> list[int]:
        return [found.start for found in self.found]
