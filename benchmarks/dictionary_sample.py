"""Draw what a second reader codes by hand, to learn how far a dictionary can be believed.

    .venv/bin/python benchmarks/dictionary_sample.py TEXTS FOLDER [--seed 1] [--dictionary FILE]

TEXTS is a folder of the texts behind the features, known by their SHA-256. Into FOLDER, outside the
corpus, go sheets with text, which stay private:

- places.csv: places that the dictionary finds, in their context, shuffled, without the category; the
  reader writes supply, environment, demand or none into `coded`;
- key.csv: which place each line is; open it only when all lines are coded. `balanced` has every
  pattern as often as the others, to find bad patterns; `random` has every place with the same chance
  within category and group, to estimate precision;
- tasks.csv: whole tasks, in which the reader writes down every instrument: `category: phrase`, one a
  line, into `coded`, before looking at what the dictionary finds.
"""

import argparse
from pathlib import Path

import pandas as pd

import textlab as tl
from textlab.corpus.features import read_for_corpus, texts_by_hash

CORPUS = Path(__file__).parents[1] / "corpus"
WIDTH = 25
BALANCED = 80
"""Places of each category, its patterns in turn."""
PER_DOCUMENT = 2
"""Places of one pattern in one document, at most, among the balanced."""
RANDOM = 30
"""Places of each category and family, at random."""
TASKS = 20
"""Tasks of each group, at random."""
SHORTEST = 40
"""Characters: what is shorter is mostly a heading."""


def texts_held(corpus: tl.Corpus, folder: Path) -> pd.DataFrame:
    """The tasks whose text is in the folder: doc_id | task_id | text | family | group."""
    held = texts_by_hash(folder)
    rows = corpus.documents[corpus.documents["sha256"].isin(held)]
    texts = [read_for_corpus(held[row["sha256"]], row).texts for row in rows.to_dict("records")]
    facts = rows.assign(group=rows["family"] + " " + rows["level"])
    return pd.concat(texts).merge(facts[["doc_id", "family", "group"]], on="doc_id")


def balanced(places: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Of each category its patterns in turn, and the groups in turn within a pattern."""
    mixed = places.sample(frac=1, random_state=seed)
    mixed = mixed[mixed.groupby(["category", "pattern", "doc_id"]).cumcount() < PER_DOCUMENT]
    within = mixed.groupby(["category", "pattern", "group"]).cumcount()
    mixed = mixed.assign(within=within).sort_values("within", kind="stable")
    turn = mixed.groupby(["category", "pattern"]).cumcount()
    mixed = mixed.assign(turn=turn).sort_values("turn", kind="stable")
    return mixed.groupby("category").head(BALANCED)[list(places)]


def at_random(places: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Of each category and family as many, each place with the same chance."""
    mixed = places.sample(frac=1, random_state=seed)
    return mixed.groupby(["category", "family"]).head(RANDOM)


def main() -> None:
    """Write the three sheets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    shipped = CORPUS / "dictionaries" / "policy-instruments.csv"
    parser.add_argument("--dictionary", type=Path, default=shipped)
    given = parser.parse_args()

    texts = texts_held(tl.read_corpus(CORPUS), given.texts)
    places = tl.category_hits(tl.read_dictionary(given.dictionary), texts, width=WIDTH)
    places = places.merge(texts.drop(columns="text"), on=["doc_id", "task_id"])
    drawn = {"balanced": balanced(places, given.seed), "random": at_random(places, given.seed + 1)}
    key = pd.concat(drawn, names=["design"]).reset_index("design")
    key = key.sample(frac=1, random_state=given.seed).reset_index(drop=True)
    key.insert(0, "line", key.index + 1)
    tasks = texts[texts["text"].str.len() >= SHORTEST].sample(frac=1, random_state=given.seed)
    tasks = tasks.groupby("group").head(TASKS).sample(frac=1, random_state=given.seed)

    given.folder.mkdir(parents=True, exist_ok=True)
    sheets = {
        "places": key[["line", "left", "keyword", "right"]].assign(coded=""),
        "key": key.drop(columns=["left", "keyword", "right"]),
        "tasks": tasks.assign(coded=""),
    }
    for name, sheet in sheets.items():
        sheet.to_csv(given.folder / f"{name}.csv", index=False, encoding="utf-8-sig")


if __name__ == "__main__":
    main()
