"""Draw what a reader codes by hand, to learn how far a dictionary can be believed.

    .venv/bin/python benchmarks/dictionary_sample.py FOLDER [--corpus CORPUS] [--texts TEXTS]
        [--dictionary FILE] [--seed 1] [--places 35] [--tasks 20] [--except EARLIER …]

What is drawn comes from the texts of the corpus, and from those in TEXTS behind its features, known
by their SHA-256. Into FOLDER, best outside the corpus, go sheets with text:

- places.csv: places that the dictionary finds, in their context, shuffled, without their category:
  of each category and group as many, each with the same chance. The reader writes a category, or
  “none”, into `coded`;
- tasks.csv: whole tasks, of each group as many. The reader writes every instrument (whatever the
  categories stand for) into `coded`, as “category: words as they stand there”, parted by
  semicolons, and leaves it empty where there is none. Code it before looking at what is found;
- key.csv: document, category, pattern and group of each line of places.csv. Open it only when all
  lines are coded.

`population` says from how many places, or tasks, of its group a line was drawn. Write your coding
rules first. Save the coded sheets as CSV in UTF-8; then dictionary_score.py. A dictionary mended
after its places were read needs a new sample: --except leaves out every task of the samples in
those folders.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

import textlab as tl
from textlab.corpus.features import read_for_corpus, texts_by_hash

CORPUS = Path(__file__).parents[1] / "corpus"
SHIPPED = CORPUS / "dictionaries" / "policy-instruments.csv"
WIDTH = 40
SHORTEST = 40
"""Characters: a shorter task is mostly a heading."""
IDS = ["doc_id", "task_id"]


def texts_held(corpus: tl.Corpus, folder: Path | None) -> pd.DataFrame:
    """The tasks whose text is at hand: doc_id | task_id | text | group."""
    held = texts_by_hash(folder) if folder else {}
    rows = corpus.documents[corpus.documents["sha256"].isin(held)]
    rows = rows[~rows["doc_id"].isin(corpus.texts["doc_id"])]
    behind = [read_for_corpus(held[row["sha256"]], row).texts for row in rows.to_dict("records")]
    texts = pd.concat([corpus.texts, *behind])[[*IDS, "text"]]
    facts = corpus.documents.assign(group=lambda known: known["family"] + " " + known["level"])
    return texts.merge(facts[["doc_id", "group"]], on="doc_id")


def without(texts: pd.DataFrame, folders: Sequence[Path]) -> pd.DataFrame:
    """The texts less the tasks that earlier samples have shown."""
    sheets = [folder / name for folder in folders for name in ("key.csv", "tasks.csv")]
    seen = [pd.read_csv(sheet, dtype=str)[IDS] for sheet in sheets]
    known = pd.concat([texts[IDS].iloc[:0], *seen]).drop_duplicates()
    fresh = texts[IDS].merge(known, how="left", indicator=True)["_merge"] == "left_only"
    return texts[fresh.to_numpy()]


def draw_places(places: pd.DataFrame, number: int, seed: int) -> pd.DataFrame:
    """Of each category and group as many, each place with the same chance; then shuffled."""
    strata = places.groupby(["category", "group"])
    places = places.assign(population=strata["start"].transform("size"))
    drawn = places.sample(frac=1, random_state=seed).groupby(["category", "group"]).head(number)
    drawn = drawn.sample(frac=1, random_state=seed).reset_index(drop=True)
    return drawn.assign(line=drawn.index + 1)


def draw_tasks(texts: pd.DataFrame, number: int, seed: int) -> pd.DataFrame:
    """Of each group as many tasks, shuffled, headings left out."""
    long = texts[texts["text"].str.len() >= SHORTEST]
    long = long.assign(population=long.groupby("group")["text"].transform("size"))
    drawn = long.sample(frac=1, random_state=seed).groupby("group").head(number)
    return drawn.sample(frac=1, random_state=seed)


def write_sheets(places: pd.DataFrame, tasks: pd.DataFrame, folder: Path) -> None:
    """The sheets to be coded, and the key to the places."""
    shown = ["left", "keyword", "right"]
    key = ["line", *IDS, "category", "pattern", "start", "end", "group", "population"]
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheet in {
        "places": places[["line", *shown]].assign(coded=""),
        "key": places[key],
        "tasks": tasks.assign(coded=""),
    }.items():
        sheet.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig")


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the three sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--dictionary", type=Path, default=SHIPPED)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--places", type=int, default=35)
    parser.add_argument("--tasks", type=int, default=20)
    parser.add_argument("--except", type=Path, nargs="*", default=[], dest="earlier")
    given = parser.parse_args(arguments)

    texts = without(texts_held(tl.read_corpus(given.corpus), given.texts), given.earlier)
    places = tl.category_hits(tl.read_dictionary(given.dictionary), texts, width=WIDTH)
    places = places.merge(texts[[*IDS, "group"]], on=IDS)
    write_sheets(
        draw_places(places, given.places, given.seed),
        draw_tasks(texts, given.tasks, given.seed),
        given.folder,
    )


if __name__ == "__main__":
    main()
