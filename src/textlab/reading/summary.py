"""A plan in words: what `textlab parse` shows a person."""

import unicodedata
from collections.abc import Hashable, Iterator, Mapping

from textlab.reading.plan import Plan

_ROLES = {"lead": "牵头 lead", "responsible": "负责 responsible", "support": "配合 support"}
_HEADING = 48


def describe(plan: Plan) -> str:
    """Header facts, outline with responsibilities, citations, and what was not understood."""
    return "\n".join([*_facts(plan), "", *_outline(plan), *_citations(plan), *_unparsed(plan)])


def _facts(plan: Plan) -> Iterator[str]:
    header = plan.header
    facts = {
        "标题 title": header.title,
        **({"印发 issues": header.issues} if header.issues else {}),
        "文号 number": header.doc_number,
        "发文机关 issuer": header.issuer,
        "主送 addressee": header.addressee,
        "日期 date": header.date,
    }
    for name, value in facts.items():
        yield f"{_pad(name, 18)}{value or '—'}"
    left_out = f", {len(plan.dropped)} pieces left out" if len(plan.dropped) else ""
    yield f"{_pad('格式 format', 18)}{plan.kind}{left_out}"
    agencies = plan.mentions[~plan.mentions["collective"]]
    yield (
        f"{_pad('内容 content', 18)}{len(plan.items)} items, {len(plan.tasks)} tasks "
        f"({plan.unit}s), {len(plan.statements)} responsibility statements, "
        f"{len(agencies)} mentions of {agencies['name'].nunique()} agencies, "
        f"{len(plan.unparsed)} places not understood"
    )


def _outline(plan: Plan) -> Iterator[str]:
    said = {key: list(_roles(rows)) for key, rows in _by_item(plan)}
    deadlines = {
        str(row["item_id"]): f"时限 deadline: {row['deadline']}"
        for row in plan.statements.to_dict("records")
        if row["deadline"]
    }
    yield from said.pop("", [])
    for item in plan.items.to_dict("records"):
        indent = "  " * (int(item["level"]) - 1)
        heading = str(item["heading"])
        cut = heading if len(heading) <= _HEADING else f"{heading[: _HEADING - 1]}…"
        yield f"{indent}{item['label']} {cut}"
        lines = [*said.get(str(item["item_id"]), []), deadlines.get(str(item["item_id"]), "")]
        yield from (f"{indent}    {line}" for line in lines if line)


def _by_item(plan: Plan) -> Iterator[tuple[str, list[Mapping[Hashable, object]]]]:
    """Mentions by the item of their statement, in order of place."""
    items = plan.statements.set_index("statement_id")["item_id"]
    mentions = plan.mentions.assign(item_id=plan.mentions["statement_id"].map(items))
    for item_id, rows in mentions.groupby("item_id", sort=False):
        yield str(item_id), [dict(row) for row in rows.to_dict("records")]


def _roles(rows: list[Mapping[Hashable, object]]) -> Iterator[str]:
    singles = [row for row in rows if not row["collective"]]
    for role, words in _ROLES.items():
        names = [str(row["name"]) for row in singles if row["role"] == role]
        if names:
            yield f"{words}: {'、'.join(names)}"
    groups = [str(row["name"]) for row in rows if row["collective"]]
    if groups:
        yield f"群体 groups: {'、'.join(groups)}"


def _citations(plan: Plan) -> Iterator[str]:
    if len(plan.citations):
        yield ""
        yield "引用 citations"
    for row in plan.citations.to_dict("records"):
        title = f"《{row['title']}》" if row["title"] else ""
        yield f"  {title}{row['doc_number']}"


def _unparsed(plan: Plan) -> Iterator[str]:
    if len(plan.unparsed):
        yield ""
        yield "未能理解 not understood"
    for row in plan.unparsed.to_dict("records"):
        yield f"  {row['start']}–{row['end']}  {row['why']}: {str(row['text'])[:40]}"


def _pad(text: str, width: int) -> str:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return text + " " * max(1, width - len(text) - wide)
