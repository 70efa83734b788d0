"""What `textlab add` shows of a document that it read, in English and Chinese."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textlab.corpus.faults import Lang
from textlab.corpus.notes import basis_word

if TYPE_CHECKING:
    from textlab.corpus.adding import Added
    from textlab.reading.plan import Plan

_FIRST = 5
"""Headings that are shown; the others are many."""

_HEADING = 48
_WORDS = {
    "en": {
        "counts": "{sections} sections, {tasks} tasks, {statements} responsibility statements, "
        "{mentions} mentions of {agencies} agencies, {unparsed} places not understood",
        "more": "… and {more} more; “textlab parse {file}” shows all",
        "all": "“textlab parse {file}” shows all",
        "note": "note: {note}",
        "same": "nearly the same text as {doc_id} ({resemblance:.2f}).",
        "added": "{file}: added as {doc_id}: {place}, and a row in documents.csv.",
        "dry": "{file}: would be added (nothing was written) as {doc_id}: {place}, and a row in "
        "documents.csv.",
    },
    "zh": {
        "counts": "{sections}个部分，{tasks}项任务，{statements}处责任分工，"
        "提到{agencies}个机构共{mentions}次，{unparsed}处未能理解",
        "more": "……另有{more}个；全文结构见“textlab parse {file}”",
        "all": "全文结构见“textlab parse {file}”",
        "note": "注意：{note}",
        "same": "与 {doc_id} 几乎是同一份文件（相似度 {resemblance:.2f}）。",
        "added": "{file}：已加入，编号 {doc_id}：{place}，并在 documents.csv 中写入一行。",
        "dry": "{file}：将会加入（尚未写入），编号 {doc_id}：{place}，并在 documents.csv 中写入一行。",
    },
}


def summary(added: "Added", file: Path, lang: Lang) -> list[str]:
    """What a document holds, its first sections, and its row with what each fact rests on."""
    return [*_counts(added.plan, lang), *_sections(added.plan, file, lang), "", *_row(added, lang)]


def outcome(added: "Added", file: Path, lang: Lang, *, done: bool) -> list[str]:
    """What to look at, and what was written or would be."""
    words = _WORDS[lang]
    notes = [note.message(lang) for note in added.notes]
    notes += [
        words["same"].format(doc_id=row["doc_id"], resemblance=row["resemblance"])
        for row in added.duplicates.to_dict("records")
    ]
    place = "/".join(added.place.parts[-2:])
    last = words["added" if done else "dry"]
    return [
        *(words["note"].format(note=note) for note in notes),
        last.format(file=file, doc_id=added.doc_id, place=place),
    ]


def _counts(plan: "Plan", lang: Lang) -> Iterator[str]:
    agencies = plan.mentions[~plan.mentions["collective"]]["name"]
    yield _WORDS[lang]["counts"].format(
        sections=int((plan.items["level"] == 1).sum()),
        tasks=len(plan.tasks),
        statements=len(plan.statements),
        mentions=len(agencies),
        agencies=agencies.nunique(),
        unparsed=len(plan.unparsed),
    )


def _sections(plan: "Plan", file: Path, lang: Lang) -> Iterator[str]:
    sections = plan.items[plan.items["level"] == 1]
    for row in sections[:_FIRST].to_dict("records"):
        heading = str(row["heading"])
        cut = heading if len(heading) <= _HEADING else f"{heading[: _HEADING - 1]}…"
        yield f"  {row['label']} {cut}"
    more = len(sections) - _FIRST
    yield "  " + _WORDS[lang]["more" if more > 0 else "all"].format(more=more, file=file)


def _row(added: "Added", lang: Lang) -> Iterator[str]:
    for name, value in added.row.items():
        if value and name != "title_basis":
            basis = added.basis.get(str(name), "")
            yield f"{name:<12}{value}" + (f"   ← {basis_word(basis, lang)}" if basis else "")
