"""Timings of textlab against what a user would pick instead, side by side in one run.

    .venv/bin/python benchmarks/side_by_side.py

Each row is the best of three. Counting runs on the tasks of the Jiangxi plan, repeated;
networks on the Shandong plans; topics on all documents. Nothing here is a test: a slow
machine is no defect.
"""

import time
from collections.abc import Callable
from pathlib import Path

import jieba
import networkx as nx
import pandas as pd
from gensim.corpora import Dictionary
from sklearn.feature_extraction.text import CountVectorizer

import textlab as tl
from textlab.analysis.betweenness import betweenness

CORPUS = Path(__file__).parents[1] / "corpus"
REPEATS = 100
TOPICS = 20


def best(job: Callable[[], object], *, times: int = 3) -> float:
    """Seconds of the quickest of a few runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def counting(corpus: tl.Corpus) -> dict[str, float]:
    """Texts to a document-term matrix."""
    one = corpus.texts.query("doc_id == 'jiangxi-2016-quality'")
    many = pd.concat([one.assign(doc_id=f"copy-{n}") for n in range(REPEATS)], ignore_index=True)
    texts = many["text"].tolist()
    vectorizer = CountVectorizer(tokenizer=jieba.lcut, token_pattern=None, lowercase=False)

    def with_gensim() -> None:
        words = [jieba.lcut(text) for text in texts]
        dictionary = Dictionary(words)
        [dictionary.doc2bow(text) for text in words]

    jieba.initialize()
    return {
        "textlab": best(
            lambda: tl.document_term_matrix(tl.count_terms(many, corpus.segmenter), tasks=many)
        ),
        "scikit-learn CountVectorizer, jieba": best(lambda: vectorizer.fit_transform(texts)),
        "gensim doc2bow, jieba": best(with_gensim),
    }


def paths(corpus: tl.Corpus) -> dict[str, float]:
    """Betweenness of one network."""
    plans = corpus.documents.query("region == '山东省' and family == 'plan'")
    network = tl.agency_network(corpus.mentions[corpus.mentions["doc_id"].isin(plans["doc_id"])])
    at = pd.Index(network.nodes["agency"])
    ends = [at.get_indexer(network.edges[end]) for end in ("source", "target")]
    weights = network.edges["weight"].to_numpy()
    graph = network.to_networkx()
    for _, _, edge in graph.edges(data=True):
        edge["length"] = 1 / edge["weight"]
    return {
        "textlab": best(lambda: betweenness(ends, weights, len(at))),
        "networkx": best(lambda: nx.betweenness_centrality(graph, weight="length")),
    }


def topics(corpus: tl.Corpus) -> dict[str, float]:
    """One topic model by each engine."""
    tasks = corpus.task_table().query("tokens >= 20").reset_index(drop=True)
    matrix = tl.document_term_matrix(corpus.counts_of(tasks), tasks=tasks, min_tasks=5)
    engines = ("tomotopy", "sklearn-nmf", "sklearn-lda", "gensim")
    return {
        engine: best(lambda e=engine: tl.fit_topics(matrix, TOPICS, engine=e), times=1)
        for engine in engines
    }


if __name__ == "__main__":
    shipped = tl.read_corpus(CORPUS)
    for title, rows in {
        f"counting, {REPEATS} copies of the plan": counting(shipped),
        "betweenness, Shandong": paths(shipped),
        f"topics, k = {TOPICS}": topics(shipped),
    }.items():
        print(title)
        for name, seconds in rows.items():
            print(f"  {name:38}{seconds:9.3f} s")
