"""Score a dictionary by the sheets of dictionary_sample.py, when a reader has coded them.

    .venv/bin/python benchmarks/dictionary_score.py FOLDER [--second SHEET] [--to SCORES]
        [--dictionary FILE] [--seed 1]

Printed, and written to --to, is a table without any text, measure | category | group | found | of |
share | low | high | dictionary (the first digits of the hash of its patterns):

- precision: of the places drawn, how many the reader put into the dictionary's category;
- recall: of the instruments that the reader wrote down, how many a place of their category overlaps.

Group “all” weighs each group as it weighs in the texts. Intervals hold 95%: Wilson's for the
precision of a group, and these put together for all (Zou & Donner 2008); for recall tasks are drawn
anew within their group. With --second, the same places.csv coded by another reader, their agreement
is printed: share, Cohen's kappa, Krippendorff's alpha for nominal data.

Source: Krippendorff (2018), Content Analysis, 4th ed., ch. 12; Wilson (1927), JASA 22, 209–212;
Zou & Donner (2008), Statistics in Medicine 27, 1693–1702.
"""

import argparse
import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import binomtest
from sklearn.metrics import cohen_kappa_score

import textlab as tl

SHIPPED = Path(__file__).parents[1] / "corpus" / "dictionaries" / "policy-instruments.csv"
IDS = ["doc_id", "task_id"]
ALL = "all"
NONE = "none"
"""What a reader writes who takes a place for none of the categories."""
RESAMPLES = 2000
Share = tuple[float, float, float]
"""A share and the ends of its interval."""
Row = tuple[str, str, int, int, float, float, float]


def read_sheet(path: Path) -> pd.DataFrame:
    """A sheet as it was saved; what is empty is empty text."""
    sheet = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return sheet.astype({"population": int}) if "population" in sheet else sheet


def codes(path: Path) -> pd.DataFrame:
    """line | coded of a sheet of places; every line must have its code."""
    sheet = read_sheet(path)[["line", "coded"]]
    sheet["coded"] = sheet["coded"].str.strip()
    if (sheet["coded"] == "").any():
        raise SystemExit(f"{path}: line {sheet[sheet['coded'] == '']['line'].iloc[0]} has no code.")
    return sheet


def check(places: pd.DataFrame, dictionary: pd.DataFrame) -> None:
    """Whether the places are of this dictionary, and coded by its categories."""
    drawn = places[["category", "pattern"]].merge(dictionary, how="left", indicator=True)
    if (drawn["_merge"] != "both").any():
        raise SystemExit("key.csv has patterns that the dictionary has not; draw a new sample.")
    unknown = sorted({*places["coded"]} - {*dictionary["category"], NONE})
    if unknown:
        raise SystemExit(f"places.csv: “{unknown[0]}” is neither a category nor {NONE}.")


def phrases(tasks: pd.DataFrame) -> Iterator[tuple[str, str, str, int, int]]:
    """Document, task, category, start and end of what the reader wrote down."""
    for doc_id, task_id, text, coded in tasks[[*IDS, "text", "coded"]].to_numpy():
        for entry in filter(None, re.split(r"\s*[;；]\s*", coded.strip())):
            category, _, phrase = entry.replace("：", ":", 1).partition(":")
            start = text.find(phrase.strip())
            if start < 0 or not phrase.strip():
                raise SystemExit(
                    f"{doc_id} {task_id}: “{entry}”: not “category: words of the text”."
                )
            yield doc_id, task_id, category.strip(), start, start + len(phrase.strip())


def found_by(hits: pd.DataFrame, tasks: pd.DataFrame) -> pd.DataFrame:
    """doc_id | task_id | category | start | end | found of each phrase."""
    written = pd.DataFrame(phrases(tasks), columns=[*IDS, "category", "start", "end"])
    keys = [*IDS, "category"]
    pairs = written.reset_index().merge(hits[[*keys, "start", "end"]], on=keys, suffixes=("", "_"))
    meets = pairs[(pairs["start_"] < pairs["end"]) & (pairs["end_"] > pairs["start"])]
    return written.assign(found=written.index.isin(meets["index"]))


def precision(places: pd.DataFrame) -> Iterator[Row]:
    """Of each category: its groups, then all."""
    places = places.assign(right=places["coded"] == places["category"])
    for category, own in places.groupby("category"):
        groups = own.groupby("group").agg(
            found=("right", "sum"), of=("right", "size"), population=("population", "first")
        )
        shares = [wilson(found, of) for found, of in groups[["found", "of"]].to_numpy()]
        for group, share in zip(groups.index, shares, strict=True):
            yield category, group, *groups.loc[group, ["found", "of"]], *share
        weights = groups["population"] / groups["population"].sum()
        yield category, ALL, *groups[["found", "of"]].sum(), *together(shares, weights.to_numpy())


def together(shares: Sequence[Share], weights: np.ndarray) -> Share:
    """The weighted share of groups; its interval from theirs."""
    share, low, high = np.array(shares).T
    whole = weights @ share
    down, up = (np.sqrt(weights**2 @ (share - end) ** 2) for end in (low, high))
    return whole, whole - down, whole + up


def wilson(found: int, of: int) -> Share:
    """A share and its interval."""
    interval = binomtest(int(found), int(of)).proportion_ci(method="wilson")
    return found / of, interval.low, interval.high


def recall(written: pd.DataFrame, tasks: pd.DataFrame, rng: np.random.Generator) -> Iterator[Row]:
    """Of each category: its groups, then all."""
    for category, own in written.groupby("category"):
        counts = own.groupby(IDS)["found"].agg(["sum", "size"])
        counts = tasks.join(counts, on=IDS).fillna({"sum": 0, "size": 0})
        groups = {name: [part] for name, part in counts.groupby("group")}
        for group, parts in {**groups, ALL: [part for (part,) in groups.values()]}.items():
            found, of = pd.concat(parts)[["sum", "size"]].sum().astype(int)
            if of:
                yield category, group, found, of, *resampled(parts, rng)


def resampled(parts: Sequence[pd.DataFrame], rng: np.random.Generator) -> Share:
    """Share found, each task weighing as many as it stands for; tasks drawn anew in each group."""
    whole = sum(weighed(part, np.arange(len(part))) for part in parts)
    draws = np.array(
        [
            sum(weighed(part, rng.integers(len(part), size=len(part))) for part in parts)
            for _ in range(RESAMPLES)
        ]
    )
    draws = draws[draws[:, 1] > 0]
    low, high = np.percentile(draws[:, 0] / draws[:, 1], [2.5, 97.5])
    return whole[0] / whole[1], low, high


def weighed(part: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """Found, and of how many, in these tasks of a group, blown up to the group."""
    weight = part["population"].iloc[0] / len(part)
    return weight * part[["sum", "size"]].to_numpy()[rows].sum(axis=0)


def agreement(one: pd.Series, two: pd.Series) -> dict[str, float]:
    """Share, Cohen's kappa and Krippendorff's alpha of two readers."""
    disagree = (one != two).mean()
    values = pd.concat([one, two]).value_counts().to_numpy()
    n = values.sum()
    by_chance = 1 - (values * (values - 1)).sum() / (n * (n - 1))
    kappa = cohen_kappa_score(one, two)
    return {"agree": 1 - disagree, "kappa": kappa, "alpha": 1 - disagree / by_chance}


def digest(dictionary: pd.DataFrame) -> str:
    """Twelve digits by which the patterns that were scored are known; notes may change."""
    lines = dictionary["category"] + "\t" + dictionary["pattern"]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def scores(folder: Path, dictionary: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The table of precision and recall of the sheets in a folder."""
    places = read_sheet(folder / "key.csv").merge(codes(folder / "places.csv"), on="line")
    check(places, dictionary)
    tasks = read_sheet(folder / "tasks.csv")
    written = found_by(tl.category_hits(dictionary, tasks, width=0), tasks)
    rng = np.random.default_rng(seed)
    rows = {"precision": precision(places), "recall": recall(written, tasks, rng)}
    columns = ["category", "group", "found", "of", "share", "low", "high"]
    table = pd.concat(
        [pd.DataFrame(own, columns=columns).assign(measure=name) for name, own in rows.items()]
    )
    return table[["measure", *columns]].round(3).assign(dictionary=digest(dictionary))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores, and write them where wanted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--second", type=Path)
    parser.add_argument("--to", type=Path)
    parser.add_argument("--dictionary", type=Path, default=SHIPPED)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)

    table = scores(given.folder, tl.read_dictionary(given.dictionary), given.seed)
    print(table.to_string(index=False))
    if given.to:
        table.to_csv(given.to, index=False, encoding="utf-8-sig")
    if given.second:
        both = codes(given.folder / "places.csv").merge(codes(given.second), on="line")
        measured = agreement(both["coded_x"], both["coded_y"])
        print(pd.Series(measured).round(3).to_string())


if __name__ == "__main__":
    main()
