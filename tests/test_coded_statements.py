"""The parser against statements that two readers coded by hand, under the rules of docs/methods.md.

`data/coded-statements.csv` holds 466 statements of sixteen documents: where each stands, a hash of
it without white space, the innermost item, names with roles, groups, whether it is open, its
deadline. Two readers coded them apart from each other and agreed on every one; both follow the
same written rules, so that this says the rules are clear, not that they are the only ones.
"""

import csv
import hashlib
import re
from collections import Counter
from functools import lru_cache

import pytest
from conftest import ROOT

from textlab.reading.plan import plan_to_dict, read_plan

TEXTS = ROOT.parent / "shared" / "corpus"
with (ROOT / "tests" / "data" / "coded-statements.csv").open(encoding="utf-8") as file:
    CODED = list(csv.DictReader(file))
FIRST_ONLY = {"plans/shandong-2019-digital.txt": 40, "formats/pkulaw-baotou-2022-data.txt": 50}
"""Of these documents only so many statements were coded, from the first."""


def plain(text):
    """A text without white space."""
    return re.sub(r"\s", "", text)


@lru_cache
def parsed(path):
    """The statements that the parser finds, as they were coded."""
    plan = plan_to_dict(read_plan(TEXTS / path))
    items = {item["id"]: item for item in plan["items"]}

    def labels(item):
        above = labels(items[item]["parent"]) if item else []
        return [*above, re.sub(r"\W", "", items[item]["label"])] if item else []

    return [
        {
            "sha256": hashlib.sha256(plain(statement["raw"]).encode()).hexdigest()[:16],
            "span": (statement["start"], statement["end"]),
            "item": "/".join(labels(statement["item"])),
            "agencies": [(plain(a["name"]), a["role"]) for a in statement["agencies"]],
            "collectives": [plain(name) for name in statement["collectives"]],
            "open": statement["open"],
            "deadline": statement["deadline"] or "",
        }
        for statement in plan["statements"]
    ][: FIRST_ONLY.get(path)]


def coded(path):
    """The statements of a document as the readers coded them."""
    return [
        {
            "sha256": row["sha256"],
            "span": (int(row["start"]), int(row["end"])),
            "item": "/".join(re.sub(r"\W", "", label) for label in row["item"].split("/")),
            "agencies": [tuple(a.rsplit(":", 1)) for a in row["agencies"].split("|") if a],
            "collectives": [name for name in row["collectives"].split("|") if name],
            "open": row["open"] == "true",
            "deadline": row["deadline"],
        }
        for row in CODED
        if row["path"] == path
    ]


PARTS = {
    "names": lambda s: [name for name, _ in s["agencies"]],
    "names with roles": lambda s: s["agencies"],
    "collectives": lambda s: s["collectives"],
    "names under the right item": lambda s: [(s["item"], name) for name, _ in s["agencies"]],
    "open lists": lambda s: [s["sha256"]] if s["open"] else [],
    "deadlines": lambda s: [s["deadline"]] if s["deadline"] else [],
    "spans": lambda s: [s["span"]],
}


def test_the_coded_statements_are_many_and_of_many_kinds():
    """At least 250, of plans, pages, a PDF and exports."""
    assert len(CODED) == 466
    assert len({row["path"] for row in CODED}) == 16


@pytest.mark.parametrize("part", PARTS)
def test_the_parser_reads_statements_as_people_do(part):
    """F1 of at least 0.98 over all documents, wherever the texts are at hand."""
    paths = [p for p in sorted({row["path"] for row in CODED}) if (TEXTS / p).is_file()]
    wanted, found = Counter(), Counter()
    for path in paths:
        wanted.update((path, x) for s in coded(path) for x in PARTS[part](s))
        found.update((path, x) for s in parsed(path) for x in PARTS[part](s))
    both = (wanted & found).total()

    assert 2 * both >= 0.98 * (wanted.total() + found.total())
