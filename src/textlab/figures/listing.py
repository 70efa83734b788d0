"""The list of a study's figures: each with its picture, caption, notebook and files."""

import json
from pathlib import Path
from typing import Any

from textlab.files import write_whole

_HEAD = """# Figures · 图

Each figure is four files: `.svg` and `.png` (300 dots per inch), `.csv` with exactly what is drawn,
`.json` with what it was made from (hashes of corpus, lock, font and notebook; settings and seeds), its
caption and its alternative text. `en/` holds the same figures with English labels. This list is
written by `textlab reproduce`; the same inputs give the same bytes.

每幅图有四个文件：`.svg`、`.png`（300 dpi）、`.csv`（图中所画的数据）、`.json`（由何得来、图注、替代文字）。
`en/` 中为英文标注的同一批图。本表由 `textlab reproduce` 生成。
"""

_OTHER = " (of another state of the corpus · 语料状态不同; run `textlab reproduce --lang both`)"


def write_listing(study: Path) -> None:
    """Write figures/README.md of a study from what its figures say of themselves."""
    folder = study / "figures"
    records = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("[0-9]*.json"))
    ]
    if records:
        text = "\n".join([_HEAD, *(_entry(study, record) for record in records)])
        write_whole(folder / "README.md", text.encode("utf-8"))


def _entry(study: Path, record: dict[str, Any]) -> str:
    name = str(record["name"])
    said = record.get("caption") or {}
    lines = [f"## {name}", "", f"![{record['alt']}]({name}.png)", ""]
    if isinstance(said, dict):
        lines += [line for lang in ("zh", "en") if lang in said for line in (str(said[lang]), "")]
    notebook = next(iter(sorted((study / "notebooks").glob(f"{name[:2]}-*.ipynb"))), None)
    drawn = f"[{notebook.name}](../notebooks/{notebook.name})" if notebook else "—"
    files = " · ".join(f"[{end}]({name}.{end})" for end in ("svg", "png", "csv", "json"))
    files += _english(study / "figures", record)
    return "\n".join([*lines, f"{drawn} · {files}", ""])


def _english(folder: Path, record: dict[str, Any]) -> str:
    """The English figure, where there is one, and whether it is of the same corpus."""
    name = record["name"]
    path = folder / "en" / f"{name}.json"
    if not path.is_file():
        return ""
    link = f" · [English](en/{name}.png)"
    english = json.loads(path.read_text(encoding="utf-8"))
    same = english["sha256"]["corpus"] == record["sha256"]["corpus"]
    return link if same else link + _OTHER
