"""Throw damaged and made-up documents at the reader for a while.

    .venv/bin/python benchmarks/fuzz_reading.py MINUTES [FOLDER …]

Files of the folders (by default the corpus's texts) are cut, doubled, mixed and sprinkled with
brackets, labels, digits and odd characters, as text and as bytes. Only a `TextlabError` may come
out, every span must hold, and no document may take longer than its length allows.
"""

import random
import sys
import time
from pathlib import Path

from textlab.errors import TextlabError
from textlab.reading.formats import extract
from textlab.reading.plan import parse_plan

SPRINKLE = (
    *"（）〔〕【】()《》“”、，；：。\n\t\u3000\ufeff\ue000\u2028①１一二三十百第章条",
    *(
        "牵头单位：",
        "责任单位：",
        "负责",
        "配合",
        "（省财政厅、",
        "一、",
        "（一）",
        "1.",
        "2016年6月30日",
    ),
)
SECONDS_PER_CHARACTER = 2e-4
"""Ten times what the slowest real document takes."""


def damaged(text: str, others: list[str], dice: random.Random) -> str:
    """A piece of a text, with pieces of another and odd characters put in."""
    start = dice.randrange(len(text))
    piece = text[start : start + dice.choice([50, 500, 3_000, 20_000])]
    for _ in range(dice.randrange(40)):
        at = dice.randrange(len(piece) + 1)
        cut = dice.choice([0, 0, 1, 5, 50])
        put = dice.choice([*SPRINKLE, dice.choice(SPRINKLE) * dice.randrange(1, 60)])
        piece = piece[:at] + put + piece[at + cut :]
    if dice.random() < 0.2:
        other = dice.choice(others)
        at = dice.randrange(len(other))
        piece += other[at : at + 500]
    return piece


def check(text: str) -> None:
    """Parse a text; its spans must lie in it and in order."""
    began = time.process_time()
    plan = parse_plan(text, unit="paragraph")
    took = time.process_time() - began
    for table in (plan.items, plan.tasks, plan.statements, plan.citations, plan.unparsed):
        good = (table["start"] >= 0) & (table["start"] < table["end"]) & (table["end"] <= len(text))
        assert good.all(), "a span lies outside the text"
    spans = zip(
        plan.statements["raw"], plan.statements["start"], plan.statements["end"], strict=True
    )
    assert all(text[start:end] == raw for raw, start, end in spans), "a span is not its text"
    assert took < 0.5 + SECONDS_PER_CHARACTER * len(text), (
        f"{took:.1f} s for {len(text)} characters"
    )


def main(minutes: float, folders: list[Path]) -> None:
    """Until the time is over; a document that broke something is printed and saved."""
    paths = sorted(p for folder in folders for p in folder.rglob("*") if p.is_file())
    contents = [path.read_bytes() for path in paths]
    texts = [c.decode("utf-8") for c in contents if c[:4] != b"PK\x03\x04" and _is_utf8(c)]
    dice, end, count = random.Random(1), time.monotonic() + 60 * minutes, 0
    while time.monotonic() < end:
        count += 1
        text = damaged(dice.choice(texts), texts, dice)
        content = bytearray(dice.choice(contents)[: dice.choice([200, 5_000, 200_000])])
        for _ in range(dice.randrange(1, 30)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        for job, given in ((check, text), (extract, bytes(content))):
            try:
                job(given)  # type: ignore[operator]
            except TextlabError:
                continue
            except BaseException:
                Path("build").mkdir(exist_ok=True)
                kept = given.encode() if isinstance(given, str) else given
                Path("build/fuzz-found.bin").write_bytes(kept)
                print(f"document {count} broke {job.__name__}; it is in build/fuzz-found.bin")
                raise
    print(f"{count} texts and {count} files in {minutes:g} minutes: nothing broke")


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(content)


if __name__ == "__main__":
    named = [Path(argument) for argument in sys.argv[2:]]
    main(float(sys.argv[1]), named or [Path(__file__).parents[1] / "corpus" / "texts"])
