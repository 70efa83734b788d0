"""Does reading take time in proportion to the length of the document?

    .venv/bin/python benchmarks/linear_time.py

Pieces that tempt a parser to look back and forth, repeated: seconds for a size and for eight times
that size. In proportion the ratio is about 8, squared it were 64. Last, ten megabytes of brackets.
"""

import time
from collections.abc import Callable
from contextlib import suppress

from textlab.errors import ReadError
from textlab.reading.formats import extract
from textlab.reading.plan import parse_plan

TEXTS = [
    "（一）推进工作。做好事情。（省发改委、省财政厅负责）\n",
    "（省发改委负责）",
    "一、甲\n一段。\n二、乙\n二段。\n",
    "推进工作\n",
    "责任单位：省发改委、省财政厅。\n",
    "开展抽查。责任单位：省发改委、省财\n",
    "《“（责任单位：",
    "（按职责分工落实按职责分工x）",
    "（省发改委负责",
    "省发改委负责）",
    "\u3000",
    "\u00a0\u3000A",
    "（",
    "）",
]
PAGES = [
    "<p>（一）推进工作。做好事情。（省发改委负责）</p>",
    "<div><a href='/'>首页</a></div>",
    "<table><tr><td>甲</td><td>省财政厅。</td></tr></table>",
    "<b><i>",
    "<div class='share'>",
    "<ul><li>索引号：",
    "&nbsp;<br>",
]
SMALL = 40_000
"""Characters of the smaller document."""


def seconds(job: Callable[[], object]) -> float:
    """Processor seconds, the least of two."""
    took = []
    for _ in range(2):
        begun = time.process_time()
        with suppress(ReadError):
            job()
        took.append(time.process_time() - begun)
    return min(took)


def text_of(piece: str, size: int) -> str:
    """A plan that begins soundly and goes on with a piece, again and again."""
    return "一、发展" + "质量" * 1000 + piece * (size // len(piece)) + "A"


def page_of(piece: str, size: int) -> bytes:
    """The same as a page."""
    start = "<p>一、发展。</p>" + "<p>质量工作要做好，品牌也要做好。</p>" * 30
    return f"<body>{start}{piece * (size // len(piece))}</body>".encode()


def compare(piece: str, job: Callable[[int], object]) -> None:
    """One line of the table."""
    small, large = (seconds(lambda size=size: job(size)) for size in (SMALL, 8 * SMALL))
    print(f"{small:8.3f}{large:8.3f}{large / small:7.1f}   {piece[:40]!r}")


if __name__ == "__main__":
    print("   small   large  ratio   piece")
    for text in TEXTS:
        compare(text, lambda size, text=text: parse_plan(text_of(text, size), unit="paragraph"))
    for page in PAGES:
        compare(page, lambda size, page=page: extract(page_of(page, size)))
    brackets = "一、甲。\n" + "（）" * (10_000_000 // 6)
    print(f"{seconds(lambda: parse_plan(brackets)):8.1f} s for ten megabytes of brackets")
