"""A figure on disk: the picture, the data drawn, and where both came from.

Everything is drawn and checked in memory first, so that a figure that cannot
be saved leaves the files of the last good one as they were. The same figure
gives the same bytes on every machine with the locked packages.
"""

import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from textlab.errors import CorpusError, FigureError
from textlab.figures.checks import round_floats
from textlab.figures.legible import check_characters, check_places, held_layout, strict_layout
from textlab.figures.style import MM, font_path, language_of, style
from textlab.files import find_study, sha256, sha256_file, write_whole
from textlab.tables import to_csv_bytes

_NAME = re.compile(r"[0-9]{2}(-[a-z0-9]+)+")
_SENTENCE = re.compile(r"\S.{8,}[.!?。！？]", re.DOTALL)
_DPI = 300


def save_figure(
    fig: Figure,
    data: pd.DataFrame | Mapping[str, pd.DataFrame],
    name: str,
    *,
    alt: str | Mapping[str, str],
    caption: Mapping[str, str] | None = None,
    settings: Mapping[str, object] | None = None,
    root: Path | str | None = None,
) -> None:
    """Save a figure with the data it draws and its provenance, under `figures/` of the study.

    One with English labels goes to `figures/en/`. Writes NN-name.svg, NN-name.png (300 dots per
    inch), NN-name.csv (the data, fractions at six significant digits) and NN-name.json: SHA-256
    of the corpus, the lock, the font, the notebook and the CSV; the settings; the caption; the
    alternative text; the size. Each file is written whole or not at all; where anything is wrong,
    none is.

    Parameters
    ----------
    fig : the figure; of axes, `ax.figure`
    data : exactly what is drawn. Several tables by name are stacked, the name in a first
        column `table`
    name : number of the notebook and words, such as "04-agencies-jiangxi-2016"
    alt : what the figure shows, in a sentence, for those who cannot see it; one text, or one
        by language as in `caption`, of which the figure keeps that of its labels
    caption : the caption by language, as `caption` makes it
    settings : what made the estimates, seeds included; values that JSON can hold
    root : folder of the study; by default the nearest one, from the current folder upwards,
        that holds corpus/ and notebooks/

    Raises
    ------
    FigureError : not a figure, a wrong name, no sentence in `alt`, or a control character, or none
        in the language of the labels; no data or no table, a column twice or called `table` where
        tables are stacked, settings that JSON cannot hold, no notebook of that number; a character
        that the font lacks, a text in another font or over the edge, a layout without room
    CorpusError : no study here, or one without a corpus
    """
    if not isinstance(fig, Figure):
        raise FigureError(f"{name}: {type(fig).__name__} is not a figure; give ax.figure.")
    if not _NAME.fullmatch(name):
        raise FigureError(
            f"figure name “{name}”: write the notebook's number and words in small letters, "
            "joined by hyphens, such as 04-agencies-jiangxi-2016."
        )
    lang = language_of(fig)
    alt = _alt_in(lang, alt, name)
    study = find_study(root)
    csv = _data_bytes(data, name)
    record = {
        "alt": alt,
        "caption": dict(caption or {}),
        "name": name,
        "settings": dict(settings or {}),
        "sha256": {**source_hashes(study, name), "data": sha256(csv)},
        "size_mm": [round(float(side) / MM, 1) for side in fig.get_size_inches()],
    }
    note = _json_bytes(record, name)
    svg, png = _render(fig, name)
    files = {"svg": _with_alt(svg, name, alt), "png": png, "csv": csv, "json": note}
    folder = study / "figures" / ("en" if lang == "en" else "")
    for ending, content in files.items():
        write_whole(folder / f"{name}.{ending}", content)


def _alt_in(lang: str, alt: str | Mapping[str, str], name: str) -> str:
    """The alternative text in the language of the figure; texts in others must be as good."""
    given = alt if isinstance(alt, Mapping) else {lang: alt}
    texts = {language: _checked_alt(text, name) for language, text in given.items()}
    if lang not in texts:
        raise FigureError(f"{name}: alt has no “{lang}”, the language of the labels; add it.")
    return texts[lang]


def _checked_alt(alt: str, name: str) -> str:
    """The alternative text in one line; XML, and so SVG, has no place for control characters."""
    if not isinstance(alt, str) or not _SENTENCE.fullmatch(alt.strip()):
        raise FigureError(f"{name}: alt is “{alt}”; say in a sentence what the figure shows.")
    alt = " ".join(alt.split())
    for char in alt:
        if unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff":
            raise FigureError(
                f"{name}: alt holds the control character U+{ord(char):04X}; leave it out."
            )
    return alt


def source_hashes(study: Path, name: str) -> dict[str, str | None]:
    """SHA-256 of what the figure `name` of a study was made from.

    Returns
    -------
    corpus, font, lock (None where the study has no requirements.lock), notebook

    Raises
    ------
    CorpusError : the corpus is missing or empty
    FigureError : no notebook has the figure's number, or several have
    """
    lock = study / "requirements.lock"
    return {
        "corpus": corpus_sha256(study / "corpus"),
        "font": sha256_file(font_path()),
        "lock": sha256_file(lock) if lock.is_file() else None,
        "notebook": notebook_sha256(find_notebook(study, name)),
    }


def find_notebook(study: Path, name: str) -> Path:
    """The notebook that draws the figure `name`: the one with its number.

    Raises
    ------
    FigureError : there is none, or more than one
    """
    found = sorted((study / "notebooks").glob(f"{name[:2]}-*.ipynb"))
    if len(found) != 1:
        have = ", ".join(path.name for path in found) or "none"
        raise FigureError(
            f"{name}: one notebook notebooks/{name[:2]}-….ipynb is wanted, and there is {have}; "
            "begin the figure's name with the number of the notebook that draws it."
        )
    return found[0]


def corpus_sha256(folder: Path) -> str:
    """One hash over every file of a corpus: its path and bytes; hidden files are left out.

    Raises
    ------
    CorpusError : the folder is missing or empty
    """
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    seen = [
        path
        for path in sorted(files)
        if files[path].is_file() and not any(part.startswith(".") for part in path.split("/"))
    ]
    if not seen:
        raise CorpusError(f"{folder}: there are no files here; the study wants a corpus.")
    return sha256(_lines((path, sha256_file(files[path])) for path in seen))


def notebook_sha256(path: Path) -> str:
    """The hash of a notebook's cells: their kinds and sources, not outputs nor metadata.

    Raises
    ------
    FigureError : the file is not a notebook
    """
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        sources = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        raise FigureError(f"{path}: not a notebook; save it again from JupyterLab.") from None
    return sha256(_lines((kind, sha256(source.encode("utf-8"))) for kind, source in sources))


def _lines(rows: Iterable[tuple[str, str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode("utf-8")


def _data_bytes(data: pd.DataFrame | Mapping[str, pd.DataFrame], name: str) -> bytes:
    """The data as CSV; several tables are stacked, a cell that one of them lacks is empty."""
    if isinstance(data, pd.DataFrame):
        table = _written(data, name)
    else:
        _check_tables(data, name)
        tables = {title: _written(table, f"{name}, {title}") for title, table in data.items()}
        for title, part in tables.items():
            if "table" in part:
                raise FigureError(
                    f"{name}, {title}: column “table” is where the names of stacked tables go; "
                    "rename it."
                )
            part.insert(0, "table", title)
        table = pd.concat(list(tables.values()) or [pd.DataFrame()], ignore_index=True).fillna("")
    if table.empty:
        raise FigureError(f"{name}: data has no rows; give the table that the figure draws.")
    return to_csv_bytes(table)


def _check_tables(data: object, name: str) -> None:
    tables = list(data.values()) if isinstance(data, Mapping) else [data]
    for table in tables:
        if not isinstance(table, pd.DataFrame):
            raise FigureError(
                f"{name}: data holds a {type(table).__name__}; give the table that the figure "
                "draws, or several by name."
            )


def _written(table: pd.DataFrame, where: str) -> pd.DataFrame:
    """The table as it is saved: rounded, a named index as columns, what is missing empty."""
    unnamed = all(level is None for level in table.index.names)
    levels = [level for level in table.index.names if level is not None]
    names = pd.Index([*levels, *table.columns], dtype=object)
    if names.has_duplicates:
        raise FigureError(
            f"{where}: column “{names[names.duplicated()][0]}” stands twice; keep one."
        )
    cells = round_floats(table.reset_index(drop=unnamed)).astype(object)
    return cells.where(cells.notna(), "")


def _json_bytes(record: Mapping[str, object], name: str) -> bytes:
    try:
        text = json.dumps(
            record,
            ensure_ascii=False,
            indent=2,
            sort_keys=True,
            allow_nan=False,
            default=_plain_number,
        )
        return f"{text}\n".encode()
    except (TypeError, ValueError) as error:
        raise FigureError(
            f"{name}: settings hold what JSON cannot ({error}); write texts, numbers, lists."
        ) from None


def _plain_number(value: object) -> object:
    """A number of NumPy as one of Python; JSON knows no other kinds."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} {value!r}")


def _render(fig: Figure, name: str) -> tuple[bytes, bytes]:
    """The figure as SVG and PNG, once every text was found in its place."""
    with style({"svg.hashsalt": name}), strict_layout(name):
        check_characters(fig, name)
        with held_layout(fig):
            check_places(fig, name)
            svg = _drawn(fig, "svg", metadata={"Date": None})
            png = _drawn(fig, "png", dpi=_DPI, metadata={"Software": None})
    return svg, png


def _drawn(fig: Figure, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    fig.savefig(out, format=kind, **options)
    return out.getvalue()


def _with_alt(svg: bytes, name: str, alt: str) -> bytes:
    """The SVG with its alternative text, where browsers and screen readers look for it."""
    label = (
        f' role="img" aria-labelledby="{name}-title {name}-desc">\n'
        f' <title id="{name}-title">{name}</title>\n'
        f' <desc id="{name}-desc">{escape(alt)}</desc>'
    )
    start = svg.index(b">", svg.index(b"<svg"))
    return svg[:start] + label.encode("utf-8") + svg[start + 1 :]
