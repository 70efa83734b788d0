"""Topic models: four engines behind one function, and what is made of them."""

import logging
import warnings
from math import log

import numpy as np
import pandas as pd
import pytest
from gensim.corpora import Dictionary
from gensim.models import CoherenceModel
from hypothesis import given, settings
from hypothesis import strategies as st
from planted import TERMS, matrix_of, planted_matrix
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfTransformer

from textlab.analysis.engines import ENGINES
from textlab.analysis.prevalence import topic_prevalence
from textlab.analysis.topic_quality import topic_coherence
from textlab.analysis.topic_stability import matched, topic_stability
from textlab.analysis.topic_terms import topic_labels, typical_tasks
from textlab.analysis.topics import TopicModel, fit_topics, rounded
from textlab.errors import AnalysisError, TableError, TooLittleError
from textlab.words.counts import DocumentTermMatrix


@pytest.fixture(scope="module")
def planted():
    """240 tasks of three topics."""
    return planted_matrix()


@pytest.fixture(scope="module", params=list(ENGINES))
def model(request, planted):
    """The planted topics as each engine finds them."""
    return fit_topics(planted, 3, engine=request.param)


def test_every_engine_finds_the_planted_topics(model):
    """The ten heaviest terms of each topic come from one field, the largest field first."""
    top = model.terms.groupby("topic").head(10)
    fields = top.groupby("topic")["term"].agg(lambda terms: {term[0] for term in terms})

    assert fields.to_dict() == {1: {"质"}, 2: {"旅"}, 3: {"农"}}


def test_shares_and_weights_sum_to_one(model):
    """A task is shared out in full, and so is a topic."""
    shares = model.shares.groupby(["doc_id", "task_id"])["share"].sum()
    weights = model.terms.groupby("topic")["weight"].sum()

    assert len(shares) == model.settings["tasks"] == 240
    assert shares.to_numpy() == pytest.approx(np.ones(240), abs=3e-6)
    assert weights.to_numpy() == pytest.approx(np.ones(3), abs=2e-5)
    assert (model.shares["share"] >= 0).all()


def test_tasks_belong_to_the_topic_they_were_drawn_from(model):
    """The first 120 tasks are of the first topic, the next 70 of the second."""
    largest = model.shares.sort_values("share").groupby(["doc_id", "task_id"])["topic"].last()
    order = sorted(largest.index, key=lambda task: (task[0], int(task[1])))

    assert largest[order].tolist() == [1] * 120 + [2] * 70 + [3] * 50


def test_settings_say_what_was_fitted(model):
    """Whoever holds the tables knows what made them."""
    settings = model.settings

    assert settings["version"].split()[0] == ENGINES[settings["engine"]].package
    assert (settings["k"], settings["seed"], settings["terms"]) == (3, 1, 36)
    assert settings["left_out"] == []


@pytest.mark.parametrize("engine", list(ENGINES))
def test_the_order_of_the_tasks_leaves_no_trace(planted, engine):
    """Shuffled rows give the same bytes, and nothing is drawn from NumPy's global state."""
    order = np.random.default_rng(0).permutation(240)
    tasks = planted.tasks.iloc[order].reset_index(drop=True)
    other = DocumentTermMatrix(planted.counts[order], tasks, planted.terms)
    before = np.random.get_state()[1].tolist()  # noqa: NPY002

    first = fit_topics(planted, 3, engine=engine, iterations=10)
    second = fit_topics(other, 3, engine=engine, iterations=10)

    assert first.terms.to_csv() == second.terms.to_csv()
    assert first.shares.to_csv() == second.shares.to_csv()
    assert before == np.random.get_state()[1].tolist()  # noqa: NPY002


@pytest.mark.parametrize("engine", ["tomotopy", "sklearn-lda", "gensim"])
def test_another_seed_starts_elsewhere(planted, engine):
    """The seed reaches the engine."""
    first = fit_topics(planted, 3, engine=engine, iterations=10, seed=1)
    second = fit_topics(planted, 3, engine=engine, iterations=10, seed=2)

    assert first.shares.to_csv() != second.shares.to_csv()


def test_nmf_equals_scikit_learn(planted):
    """Shares are the factors of `TfidfTransformer`'s matrix, each topic at its full scale."""
    shares = planted.counts / planted.counts.sum(axis=1)[:, None]
    values = TfidfTransformer().fit(planted.counts).transform(shares)
    oracle = NMF(3, init="nndsvd", random_state=1, max_iter=500)
    tasks = oracle.fit_transform(values) * oracle.components_.sum(axis=1)
    tasks /= tasks.sum(axis=1, keepdims=True)
    tasks = tasks[:, np.argsort(-tasks.sum(axis=0))]

    model = fit_topics(planted, 3, engine="sklearn-nmf")
    wide = model.shares.pivot(index=["doc_id", "task_id"], columns="topic", values="share")
    wide = wide.loc[pd.MultiIndex.from_frame(planted.tasks)]

    assert wide.to_numpy() == pytest.approx(tasks, abs=2e-6)


def test_gensim_keeps_silent_and_its_logger_as_it_was(planted, caplog):
    """One pass is too few, says gensim's log; the reader set `iterations` and knows."""
    logger = logging.getLogger("gensim")
    level = logger.level
    fit_topics(planted, 3, engine="gensim", iterations=1)

    assert not caplog.records
    assert logger.level == level


def test_nmf_that_did_not_finish_says_so(planted):
    """No warning on the screen, but a note in the settings."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        hasty = fit_topics(planted, 3, engine="sklearn-nmf", iterations=1)

    assert hasty.settings["converged"] is False
    assert fit_topics(planted, 3, engine="sklearn-nmf").settings["converged"] is True


@pytest.mark.parametrize("engine", list(ENGINES))
def test_a_task_without_terms_is_left_out_and_named(planted, engine):
    """An empty task has no topics; it is neither dropped in silence nor given some."""
    counts = planted.counts.toarray()
    counts[[3, 200]] = 0
    model = fit_topics(matrix_of(counts), 3, engine=engine, iterations=5)

    assert model.settings["left_out"] == ["d00, 4", "d10, 1"]
    assert model.settings["tasks"] == 238
    assert not ((model.shares["doc_id"] == "d00") & (model.shares["task_id"] == "4")).any()


def test_a_task_that_no_topic_fits_is_left_out_and_named(planted):
    """Two tasks of a term all their own: NMF gives them no share of any large topic."""
    counts = np.pad(planted.counts.toarray(), [(0, 2), (0, 1)])
    counts[240:, 36] = 1
    model = fit_topics(matrix_of(counts, [*TERMS, "龘"]), 3, engine="sklearn-nmf")
    sums = model.shares.groupby(["doc_id", "task_id"])["share"].sum()

    assert model.settings["left_out"] == ["d12, 1", "d12, 2"]
    assert sums.to_numpy() == pytest.approx(1, abs=3e-6)


def test_a_term_that_never_occurs_is_no_term(planted):
    """A column of zeros gets no weight."""
    counts = np.pad(planted.counts.toarray(), [(0, 0), (0, 1)])
    model = fit_topics(matrix_of(counts, [*TERMS, "龘"]), 3, iterations=5)

    assert model.settings["terms"] == 36
    assert "龘" not in set(model.terms["term"])


def test_thirteen_tasks_are_refused_unless_forced(planted):
    """One plan cannot carry a topic model, and the error says why and what else to do."""
    few = DocumentTermMatrix(planted.counts[:13], planted.tasks.iloc[:13], planted.terms)

    with pytest.raises(TooLittleError, match=r"13 tasks .* too few .* wants 200.*force=True"):
        fit_topics(few, 3)
    assert fit_topics(few, 3, force=True, iterations=5).settings["tasks"] == 13


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"k": 1}, "k is 1; choose from 2 to 36"),
        ({"k": 37}, "k is 37; choose from 2 to 36"),
        ({"k": 3, "engine": "mallet"}, "engine “mallet” is unknown; use one of tomotopy"),
        ({"k": 3, "iterations": 0}, "iterations is 0"),
    ],
)
def test_a_wrong_setting_is_named(planted, options, message):
    """The error gives the setting, its value and the bounds."""
    with pytest.raises(AnalysisError, match=message):
        fit_topics(planted, **options)


def test_six_significant_digits_are_kept():
    """Beyond the sixth digit processors differ."""
    values = np.array([[0.12345678, 1.2345678e-9], [0.0, 1.0]])

    assert rounded(values).tolist() == [[0.123457, 1.23457e-09], [0.0, 1.0]]


SHARES = pd.DataFrame(
    [
        ("d1", "1", 1, 0.9), ("d1", "1", 2, 0.1), ("d1", "2", 1, 0.4), ("d1", "2", 2, 0.6),
        ("d2", "1", 1, 0.2), ("d2", "1", 2, 0.8), ("d2", "2", 1, 0.2), ("d2", "2", 2, 0.8),
    ],
    columns=["doc_id", "task_id", "topic", "share"],
)  # fmt: skip
TASKS = pd.DataFrame(
    [
        ("d1", "1", 2015, 30), ("d1", "2", 2015, 10), ("d1", "3", 2015, 5),
        ("d2", "1", 2016, 7), ("d2", "2", 2016, 9),
    ],
    columns=["doc_id", "task_id", "year", "tokens"],
)  # fmt: skip


def _shares_of(*years):
    """Shares and tasks from the share of topic 1 in each task, for each year from 2015 on."""
    rows = [
        (f"d{year}", str(number), year, share)
        for year, its in enumerate(years, 2015)
        for number, share in enumerate(its)
    ]
    tasks = pd.DataFrame(rows, columns=["doc_id", "task_id", "year", "share"]).assign(tokens=10)
    other = tasks.assign(topic=2, share=1 - tasks["share"])
    shares = pd.concat([tasks.assign(topic=1), other])[["doc_id", "task_id", "topic", "share"]]
    return shares, tasks.drop(columns="share")


def test_prevalence_worked_by_hand():
    """2015: (30 × .9 + 10 × .4) / 40; the task without shares is not counted."""
    table = topic_prevalence(SHARES, TASKS, by="year")

    assert table[["topic", "year"]].to_numpy().tolist() == [
        [1, 2015],
        [1, 2016],
        [2, 2015],
        [2, 2016],
    ]
    assert table["share"].tolist() == pytest.approx([0.775, 0.2, 0.225, 0.8])
    assert table["tasks"].tolist() == [2, 2, 2, 2]


def test_prevalence_is_as_sure_as_its_tasks_agree():
    """In 2016 all tasks say the same, so the interval has no width; in 2015 it has."""
    shares, tasks = _shares_of([0.9, 0.4, 0.1, 0.7, 0.5], [0.2] * 5)
    table = topic_prevalence(shares, tasks, by="year").set_index(["topic", "year"])

    assert table.loc[(1, 2016), ["low", "high"]].tolist() == pytest.approx([0.2, 0.2])
    assert table.loc[(1, 2015), "low"] < 0.35
    assert table.loc[(1, 2015), "high"] > 0.65


def test_under_five_tasks_have_no_interval():
    """From so few, the percentiles hold the truth far too seldom."""
    shares, tasks = _shares_of([0.9, 0.4, 0.1, 0.7], [0.2] * 5)
    table = topic_prevalence(shares, tasks, by="year").set_index("year")

    assert table.loc[2015, ["low", "high"]].isna().all(axis=None)
    assert table.loc[2016, ["low", "high"]].notna().all(axis=None)


def test_under_five_clusters_have_no_interval():
    """Where documents are resampled, four of them are four units, however many tasks they have."""
    shares, tasks = _shares_of([0.9, 0.4, 0.1, 0.7, 0.5, 0.3, 0.2, 0.6])
    for documents, known in ((4, False), (5, True)):
        named = tasks.assign(place=[n % documents for n in range(8)])
        table = topic_prevalence(shares, named, by="year", clusters="place")
        assert (table[["low", "high"]].notna() == known).all(axis=None)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0, 1)), min_size=2, max_size=12))
def test_prevalence_is_a_weighted_mean(rows):
    """As `numpy.average` has it; the topics sum to one and the interval holds the middle."""
    tokens, first = map(np.array, zip(*rows, strict=True))
    names = [str(row) for row in range(len(rows))]
    tasks = pd.DataFrame({"doc_id": "d", "task_id": names, "tokens": tokens, "year": 2016})
    shares = pd.concat(
        pd.DataFrame({"doc_id": "d", "task_id": names, "topic": topic, "share": share})
        for topic, share in ((1, first), (2, 1 - first))
    )
    table = topic_prevalence(shares, tasks.sample(frac=1, random_state=1), by="year", resamples=50)

    assert table["share"].iloc[0] == pytest.approx(np.average(first, weights=tokens))
    assert table["share"].sum() == pytest.approx(1)
    assert (table["low"] <= table["high"]).all() or len(rows) < 5


def test_prevalence_does_not_heed_the_order_of_rows():
    """Shuffled shares and tasks give the same bytes."""
    first = topic_prevalence(SHARES, TASKS, by="year")
    second = topic_prevalence(SHARES.iloc[::-1], TASKS.iloc[::-1], by="year")

    assert first.to_csv() == second.to_csv()


@pytest.mark.parametrize(
    ("shares", "tasks", "message"),
    [
        (SHARES, TASKS.drop(columns="tokens"), "column “tokens” is missing"),
        (SHARES, TASKS.iloc[1:], "task “d1, 1” has shares but is not among the tasks"),
        (SHARES, pd.concat([TASKS, TASKS]), "“d1, 1” stands twice"),
        (pd.concat([SHARES, SHARES]), TASKS, "a task has a topic twice"),
        (SHARES.iloc[1:], TASKS, "a task lacks a topic"),
        (SHARES, TASKS.assign(year=[2015, 2015, 2015, None, 2016]), "missing for task “d2, 1”"),
    ],
)
def test_prevalence_says_what_is_wrong_with_the_tables(shares, tasks, message):
    """A missing task or share is named, never passed over."""
    with pytest.raises(TableError, match=message):
        topic_prevalence(shares, tasks, by="year")


def test_a_year_without_tokens_has_no_prevalence():
    """Nothing divided by nothing is an error, not a blank."""
    tasks = TASKS.assign(tokens=[30, 10, 5, 0, 0])
    with pytest.raises(AnalysisError, match="year 2016 has no tokens"):
        topic_prevalence(SHARES, tasks, by="year")


@pytest.fixture
def literal():
    """Two equal topics; 发展 is heavy in both and tells nothing."""
    terms = pd.DataFrame(
        [
            (1, "发展", 0.5), (1, "品牌", 0.3), (1, "安全", 0.2), (1, "旅游", 0.0),
            (2, "发展", 0.5), (2, "旅游", 0.4), (2, "安全", 0.1), (2, "品牌", 0.0),
        ],
        columns=["topic", "term", "weight"],
    )  # fmt: skip
    return TopicModel(terms, SHARES.assign(share=0.5), {})


def test_labels_are_the_telling_terms(literal):
    """品牌 tells .3 × ln(.3/.15), 安全 .2 × ln(.2/.15), 发展 .5 × ln(.5/.5) = 0."""
    assert topic_labels(literal, top=2)["label"].tolist() == ["品牌、安全", "旅游、发展"]
    assert topic_labels(literal, top=9)["label"].tolist() == [
        "品牌、安全、发展",
        "旅游、发展、安全",
    ]


def test_labels_weigh_topics_by_their_size(literal):
    """Where topic 1 fills nine tenths, 安全 is as common in the corpus as there: .19."""
    shares = literal.shares.assign(share=np.where(literal.shares["topic"] == 1, 0.9, 0.1))
    lopsided = TopicModel(literal.terms, shares, {})

    telling = {"品牌": 0.3 * log(0.3 / 0.27), "安全": 0.2 * log(0.2 / 0.19), "发展": 0.0}
    expected = "、".join(sorted(telling, key=telling.get, reverse=True))
    assert topic_labels(lopsided)["label"].iloc[0] == expected


def test_no_rows_cannot_be_asked_for(literal, planted):
    """A top of 0 would give an empty table, −1 all but the last."""
    with pytest.raises(AnalysisError, match="topic_labels: top is 0; ask for at least 1"):
        topic_labels(literal, top=0)
    with pytest.raises(AnalysisError, match="typical_tasks: top is -1"):
        typical_tasks(SHARES, top=-1)
    with pytest.raises(AnalysisError, match="topic_coherence: top is 1; ask for at least 2"):
        topic_coherence(literal, planted, top=1)


def test_typical_tasks_have_the_largest_shares():
    """Ties are in order of document and task."""
    table = typical_tasks(SHARES, top=2)

    assert table.to_numpy().tolist() == [
        [1, 1, "d1", "1", 0.9],
        [1, 2, "d1", "2", 0.4],
        [2, 1, "d2", "1", 0.8],
        [2, 2, "d2", "2", 0.8],
    ]


def test_coherence_worked_by_hand():
    """甲 and 乙 stand in 2 of 4 tasks, once together; 丙 never meets 甲; 丁 goes with 戊 only."""
    counts = [[3, 1, 0, 0, 0], [1, 0, 0, 1, 1], [0, 2, 1, 0, 0], [0, 0, 1, 1, 1]]
    matrix = matrix_of(counts, "甲乙丙丁戊")
    terms = [(1, "甲"), (1, "乙"), (2, "甲"), (2, "丙"), (3, "丁"), (3, "戊")]
    terms = pd.DataFrame(terms, columns=["topic", "term"]).assign(weight=0.5)
    table = topic_coherence(TopicModel(terms, SHARES, {}), matrix)

    chance = log((1 / 4) / (2 / 4 * 2 / 4)) / -log(1 / 4)
    assert table["npmi"].tolist() == pytest.approx([chance, -1.0, 1.0])


def test_terms_in_every_task_are_coherent():
    """The limit where both terms stand in all tasks is one, not an error."""
    matrix = matrix_of([[1, 1], [2, 1]], "甲乙")
    terms = pd.DataFrame({"topic": 1, "term": ["甲", "乙"], "weight": 0.5})

    assert topic_coherence(TopicModel(terms, SHARES, {}), matrix)["npmi"].tolist() == [1.0]


def test_coherence_equals_gensim(planted):
    """gensim's c_npmi with a window as wide as the task counts the same co-occurrences."""
    model = fit_topics(planted, 3, iterations=20)
    tops = [
        list(terms) for _, terms in model.terms.groupby("topic").head(8).groupby("topic")["term"]
    ]
    texts = [
        [term for term, count in zip(TERMS, row, strict=True) for _ in range(count)]
        for row in planted.counts.toarray().tolist()
    ]
    oracle = CoherenceModel(
        topics=tops, texts=texts, dictionary=Dictionary(texts), coherence="c_npmi",
        window_size=10_000, processes=1,
    ).get_coherence_per_topic()  # fmt: skip

    ours = topic_coherence(model, planted, top=8)["npmi"]
    assert ours.to_numpy() == pytest.approx(np.array(oracle), abs=1e-6)


def test_coherence_wants_its_terms_in_the_matrix(literal, planted):
    """Terms of another corpus cannot be looked up in this one."""
    with pytest.raises(AnalysisError, match="is not in the matrix"):
        topic_coherence(literal, planted)


def test_planted_topics_return_from_every_seed(planted):
    """Topics that share no term are found again whatever the start."""
    table = topic_stability(planted, 3, seeds=range(1, 7), iterations=30)

    assert table["stability"].tolist() == [1.0, 1.0, 1.0]
    assert table["stable"].all()


def test_topics_of_noise_do_not_return():
    """Terms drawn at random hold no topics, and what is found changes with the seed."""
    noise = np.random.default_rng(1).poisson(0.15, size=(210, 90))
    matrix = matrix_of(noise, [f"词{n:02}" for n in range(90)])
    table = topic_stability(matrix, 6, seeds=range(1, 7), iterations=30)

    assert not table["stable"].any()


def test_topics_are_matched_one_to_one():
    """Both topics resemble the first of the other run; the sum is largest crosswise."""
    judged = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 1, 0]])
    other = np.array([[1, 1, 1, 1, 0, 0], [1, 1, 0, 0, 0, 1]])

    # 1–1 and 2–2: 4/4 + 2/5; 1–2 and 2–1: 2/5 + 3/5.
    assert matched(judged, other).tolist() == [1.0, 2 / 5]
    assert matched(judged[::-1], other).tolist() == [2 / 5, 1.0]


def test_stability_numbers_topics_as_the_model_does(planted):
    """The row of topic 1 is about topic 1 of the model that is drawn."""
    table = topic_stability(planted, 3, engine="sklearn-nmf", seeds=(1, 2))

    assert table["topic"].tolist() == [1, 2, 3]
    assert list(table) == ["topic", "stability", "stable"]


def test_one_seed_shows_no_stability(planted):
    """There is nothing to compare with."""
    with pytest.raises(AnalysisError, match="at least two seeds"):
        topic_stability(planted, 3, seeds=[1])
    with pytest.raises(AnalysisError, match="each once"):
        topic_stability(planted, 3, seeds=[1, 1])
