"""Small tables that look like what the analysis gives, and every plot drawn from them."""

# ruff: noqa: SIM905 — lists of names are easier to read and to change as texts

from collections.abc import Callable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from textlab.figures.plots_categories import plot_categories
from textlab.figures.plots_centrality import plot_centrality
from textlab.figures.plots_emphasis import plot_emphasis
from textlab.figures.plots_engines import plot_engines
from textlab.figures.plots_networks import plot_network, plot_networks
from textlab.figures.plots_pairs import plot_pairs_above_chance
from textlab.figures.plots_plan import plot_task_agency
from textlab.figures.plots_reuse import plot_reuse
from textlab.figures.plots_terms import plot_contrast, plot_term_heat, plot_terms
from textlab.figures.plots_topic_numbers import plot_topic_numbers
from textlab.figures.plots_topics import plot_prevalence, plot_topic_heat, plot_topics

AGENCIES = (
    "省质量技术监督局 省工信委 省发改委 江西出入境检验检疫局 省工商局 省商务厅 省旅发委 省知识产权局 "
    "省农业厅 省食品药品监管局 省国资委 省科技厅 省住房城乡建设厅 省交通运输厅 省水利厅 省公安厅 "
    "江西银监局 省环保厅 省林业厅 省粮食局 南昌铁路局 省教育厅 南昌海关 省委宣传部 省新闻出版广电局 "
    "省卫生计生委 省财政厅 省能源局 省人力资源社会保障厅 人行南昌中心支行 江西保监局"
).split()
WORDS = (
    "质量 监管 标准 品牌 安全 食品 药品 检验 检测 计量 认证 企业 产品 服务 工程 创新 培育 抽查 "
    "农产品 特种设备 消费者 知识产权 供给侧结构性改革 战略性新兴产业 营商环境 乡村振兴 新质生产力 "
    "同线同标同质 首席质量官 质量强省"
).split()
TOPICS = (
    "质量、监管、抽查 食品、药品、安全 标准、地方标准、标准化 品牌、名牌、培育 计量、检验、认证 "
    "工程、建筑、施工 旅游、服务、满意度 环境、污染、生态"
).split()
PROVINCES = (
    "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省 上海市 江苏省 浙江省 安徽省 "
    "福建省 江西省 山东省 河南省 湖北省 湖南省 广东省 广西壮族自治区 海南省 重庆市 四川省 贵州省 "
    "云南省 西藏自治区 陕西省 甘肃省 青海省 宁夏回族自治区 新疆维吾尔自治区"
).split()
YEARS = range(2010, 2026)
FIELDS = (
    "Human Resources and Social Security",
    "Housing and Urban-Rural Development",
    "Quality and Technical Supervision",
    "Commerce",
    "Finance",
)

TASKS = [f"{task} 加强重点领域质量监督管理" for task in range(1, 14)]

GLOSSES = (
    {name: f"Provincial Department of {FIELDS[i % 5]} {i}" for i, name in enumerate(AGENCIES)}
    | {word: f"supply-side structural reform {i}" for i, word in enumerate(WORDS)}
    | {topic: f"quality, supervision, spot check {i}" for i, topic in enumerate(TOPICS)}
    | {task: f"{i} Strengthen quality supervision" for i, task in enumerate(TASKS, 1)}
    | {name: f"Province {i}" for i, name in enumerate(PROVINCES)}
)


def _random() -> np.random.Generator:
    return np.random.default_rng(7)


def mentions() -> pd.DataFrame:
    """Thirteen tasks, each with some of thirty-one agencies, the first of them in the lead."""
    rng, rows = _random(), []
    for task, label in enumerate(TASKS, 1):
        chosen = sorted(rng.choice(len(AGENCIES), size=3 + task, replace=False))
        roles = ["lead", *("responsible", "support") * task]
        rows += [(label, AGENCIES[i], role) for i, role in zip(chosen, roles, strict=False)]
    return pd.DataFrame(rows, columns=["task_label", "agency", "role"])


def edges(seed: int = 0) -> pd.DataFrame:
    """Ties among the agencies, denser among the first."""
    rng, rows = np.random.default_rng(seed), []
    for i, source in enumerate(AGENCIES):
        rows += [
            (source, target, float(rng.integers(1, 9)) / 4)
            for j, target in enumerate(AGENCIES[i + 1 :], i + 1)
            if rng.random() < 4 / (i + j + 1)
        ]
    return pd.DataFrame(rows, columns=["source", "target", "weight"])


def nodes(ties: pd.DataFrame) -> pd.DataFrame:
    """The agencies that have ties, with their strengths."""
    ends = pd.concat([ties.set_index(end)["weight"] for end in ("source", "target")])
    return ends.groupby(level=0).sum().rename_axis("agency").reset_index(name="strength")


def layout() -> pd.DataFrame:
    """A place for every agency, crowded in the middle."""
    places = _random().normal(size=(len(AGENCIES), 2))
    return pd.DataFrame({"agency": AGENCIES, "x": places[:, 0], "y": places[:, 1]})


def networks() -> dict[str, tuple[pd.DataFrame, pd.DataFrame]]:
    """Three years' networks."""
    return {str(2014 + i): (nodes(edges(i)), edges(i)) for i in range(3)}


def term_scores(*groups: int, top: int = 30) -> pd.DataFrame:
    """Scores of terms by group, with intervals."""
    rng = _random()
    rows = [(group, term, rng.gamma(1, 0.02)) for group in groups for term in WORDS[:top]]
    table = pd.DataFrame(rows, columns=["group", "term", "score"])
    return table.assign(low=table["score"] * 0.6, high=table["score"] * 1.3)


def prevalence() -> pd.DataFrame:
    """Shares of eight topics over sixteen years; one year of one is missing, one is unstable."""
    rng = _random()
    rows = [
        (k, year, rng.uniform(0.05, 0.1), topic, k != 4)
        for k, topic in enumerate(TOPICS)
        for year in YEARS
        if (k, year) != (3, 2014)
    ]
    table = pd.DataFrame(rows, columns=["topic", "year", "share", "label", "stable"])
    return table.assign(low=table["share"] * 0.8, high=table["share"] * 1.2)


def topic_shares() -> pd.DataFrame:
    """Shares of eight topics in thirty-one provinces; one pair is missing."""
    rng = _random()
    rows = [
        (k, region, rng.uniform(0, 0.3), topic)
        for k, topic in enumerate(TOPICS)
        for region in PROVINCES
        if (k, region) != (2, "西藏自治区")
    ]
    return pd.DataFrame(rows, columns=["topic", "region", "share", "label"])


def topic_terms() -> pd.DataFrame:
    """Ten terms of each topic; one topic is unstable."""
    rng = _random()
    rows = [
        (k, term, 0.1 / (place + 1), topic, k != 4)
        for k, topic in enumerate(TOPICS)
        for place, term in enumerate(rng.permutation(WORDS)[:10])
    ]
    return pd.DataFrame(rows, columns=["topic", "term", "weight", "label", "stable"])


def topic_numbers() -> pd.DataFrame:
    """Six measures of eight numbers of topics, with intervals."""
    rng = _random()
    measures = ("npmi", "c_v", "exclusivity", "held_out", "stable", "jaccard")
    ks = (10, 15, 20, 25, 30, 40, 50, 60)
    rows = [(k, measure, rng.uniform(0.2, 0.8)) for k in ks for measure in measures]
    table = pd.DataFrame(rows, columns=["k", "measure", "value"])
    return table.assign(low=table["value"] * 0.9, high=table["value"] * 1.1)


def engines() -> pd.DataFrame:
    """What moved in eight topics under four engines; the last lacks two, one is unstable."""
    rng = _random()
    rows = [
        (engine, k, rng.uniform(0.43, 1) if (i, k) != (1, 2) else 0.25, rng.normal(0, 0.01), topic)
        for i, engine in enumerate(("tomotopy", "sklearn-nmf", "sklearn-lda", "gensim"))
        for k, topic in enumerate(TOPICS)
    ]
    table = pd.DataFrame(rows, columns=["engine", "topic", "jaccard", "difference", "label"])
    table = table.assign(low=table["difference"] - 0.008, high=table["difference"] + 0.008)
    table.loc[table.index[-2:], ["jaccard", "difference", "low", "high"]] = (
        0.0,
        np.nan,
        np.nan,
        np.nan,
    )
    same = (table["engine"] == "tomotopy") | (rng.random(len(table)) < 0.7)
    return table.assign(agrees=same & (table["jaccard"] > 0), stable=table["topic"] != 4)


def bars(labels: list[str]) -> pd.DataFrame:
    """Values of labels in five years."""
    rng = _random()
    rows = [(year, label, rng.uniform(1, 9)) for year in range(2012, 2017) for label in labels]
    return pd.DataFrame(rows, columns=["group", "label", "value"])


def centrality() -> pd.DataFrame:
    """Strengths of the agencies in three years, with intervals."""
    parts = [table.assign(year=year) for year, (table, _) in networks().items()]
    table = pd.concat(parts, ignore_index=True).rename(columns={"strength": "value"})
    return table.assign(low=table["value"] * 0.7, high=table["value"] * 1.2)


def categories() -> pd.DataFrame:
    """Shares of three categories in as many plans as there are provinces; one has no interval."""
    rng = _random()
    rows = [(plan, category, rng.uniform(0.1, 0.6)) for plan in PROVINCES for category in WORDS[:3]]
    table = pd.DataFrame(rows, columns=["group", "category", "score"])
    table = table.assign(low=table["score"] * 0.6, high=table["score"] * 1.3)
    table.loc[4, ["low", "high"]] = np.nan
    return table


def reuse() -> pd.DataFrame:
    """Tasks taken over within six provinces from year to year, and between some of them."""
    rng = _random()
    rows = [
        (source, year, target, year + 1 + later, int(rng.integers(1, 20)))
        for source in PROVINCES[:6]
        for target in PROVINCES[:6]
        for year in range(2015, 2022)
        for later in range(3)
        if rng.random() < (0.6 if source == target else 0.03)
    ]
    names = ["source", "source_year", "target", "target_year", "tasks"]
    return pd.DataFrame(rows, columns=names)


def pairs() -> pd.DataFrame:
    """Pairs of agencies with the numbers observed and expected; the first eight above chance."""
    rng, count = _random(), len(AGENCIES) - 1
    expected = rng.gamma(2, 1.5, count)
    return pd.DataFrame(
        {
            "source": AGENCIES[:-1],
            "target": AGENCIES[1:],
            "observed": np.where(np.arange(count) < 8, expected * 2 + 2, expected).round(),
            "expected": expected,
            "low": expected * 0.5,
            "high": expected * 1.6,
            "q": np.where(np.arange(count) < 8, 0.01, 0.6),
        }
    )


Draw = Callable[[str], Axes | Figure]
PLOTS: dict[str, Draw] = {
    "task_agency": lambda lang: plot_task_agency(mentions(), lang=lang, glosses=GLOSSES),
    "network": lambda lang: plot_network(
        nodes(edges()), edges(), layout(), lang=lang, glosses=GLOSSES
    ),
    "networks": lambda lang: plot_networks(networks(), layout(), lang=lang, glosses=GLOSSES),
    "prevalence": lambda lang: plot_prevalence(prevalence(), lang=lang, glosses=GLOSSES),
    "topic_heat": lambda lang: plot_topic_heat(topic_shares(), lang=lang, glosses=GLOSSES),
    "topics": lambda lang: plot_topics(topic_terms(), lang=lang, glosses=GLOSSES),
    "topic_numbers": lambda lang: plot_topic_numbers(topic_numbers(), chosen=20, lang=lang),
    "engines": lambda lang: plot_engines(engines(), lang=lang, glosses=GLOSSES),
    "terms": lambda lang: plot_terms(
        term_scores(*range(2010, 2017)), top=10, lang=lang, glosses=GLOSSES
    ),
    "term_heat": lambda lang: plot_term_heat(term_scores(*YEARS), lang=lang, glosses=GLOSSES),
    "contrast": lambda lang: plot_contrast(term_scores(2015, 2016), lang=lang, glosses=GLOSSES),
    "categories": lambda lang: plot_categories(categories(), lang=lang, glosses=GLOSSES),
    "centrality": lambda lang: plot_centrality(
        centrality(), group="year", lang=lang, glosses=GLOSSES
    ),
    "pairs": lambda lang: plot_pairs_above_chance(pairs(), lang=lang, glosses=GLOSSES),
    "emphasis": lambda lang: plot_emphasis(
        bars(WORDS[:9]).assign(sure=lambda table: table["value"] > 4),
        bars(TOPICS),
        bars(AGENCIES),
        lang=lang,
        glosses=GLOSSES,
    ),
    "reuse": lambda lang: plot_reuse(reuse(), lang=lang, glosses=GLOSSES),
}
"""Every plot, drawn in a language from data of realistic size."""
