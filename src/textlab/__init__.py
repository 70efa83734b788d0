"""textlab: read Chinese policy plans as data.

The public names are offered flat and loaded when used, so that `import textlab`
is quick: `import textlab as tl; plan = tl.read_plan("plan.txt")`.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "reading.plan": "Plan parse_plan plan_to_dict read_plan",
    "reading.register": "Register read_register",
    "reading.fields": "field_labels",
    "words.lexicon": "Lexicon lexicon_hits read_lexicon",
    "words.segmenter": "Segmenter",
    "words.glosses": "read_glosses",
    "words.concordance": "keyword_in_context",
    "words.counts": "DocumentTermMatrix count_terms document_term_matrix",
    "words.weights": "tfidf",
    "words.dictionaries": "category_hits category_terms count_categories read_dictionary "
    "text_only_patterns",
    "corpus.store": "Corpus read_corpus",
    "corpus.panels": "balance_panel",
    "corpus.showing": "with_units",
    "corpus.catalogue": "read_catalogue",
    "corpus.fetching": "fetch_document",
    "corpus.adding": "Added add_document",
    "corpus.duplicates": "find_duplicates",
    "corpus.checks": "check_corpus",
    "corpus.faults": "Fault",
    "corpus.fixing": "fix_documents",
    "corpus.views": "mentions_as_named mentions_as_of mentions_by_field",
    "corpus.choices": "group_sizes mentions_of plan_of task_agencies tasks_of",
    "corpus.study": "new_study",
    "analysis.emphasis": "difference_sides emphasis_difference term_emphasis",
    "analysis.topics": "TopicModel fit_topics",
    "analysis.topic_terms": "topic_frex topic_labels typical_tasks",
    "analysis.prevalence": "prevalence_difference topic_prevalence",
    "analysis.topic_quality": "topic_coherence topic_exclusivity",
    "analysis.topic_stability": "topic_stability",
    "analysis.held_out": "topic_held_out",
    "analysis.topic_numbers": "choose_k choose_seed topic_number_means topic_numbers",
    "analysis.kept_numbers": "kept_topic_numbers",
    "analysis.engine_agreement": "compare_engines",
    "analysis.topic_exports": "export_topic_input",
    "caching": "cached",
    "analysis.keyness": "keyness",
    "analysis.paired": "paired_keyness",
    "analysis.trends": "term_trends",
    "analysis.rates": "term_rates",
    "analysis.categories": "compare_categories",
    "analysis.evidence": "evidence",
    "analysis.naming": "agency_pairs role_counts",
    "analysis.networks": "Network agency_network",
    "analysis.layout": "network_layout",
    "analysis.reuse": "document_reuse shared_passages similar_tasks",
    "analysis.centrality": "centrality_intervals",
    "analysis.cohesion": "core_periphery network_measures",
    "analysis.communities": "agency_communities",
    "analysis.leading": "lead_support_network",
    "analysis.leadership": "lead_directions lead_intervals",
    "analysis.two_mode": "task_agency_network task_shares",
    "analysis.null_model": "pairs_above_chance",
    "analysis.comparing": "compare_networks network_similarity strength_agreement",
    "analysis.views_compared": "compare_views",
    "analysis.exports": "write_network",
    "figures.plots_plan": "plot_task_agency",
    "figures.plots_terms": "plot_contrast plot_term_heat plot_terms",
    "figures.plots_categories": "plot_categories",
    "figures.plots_topics": "plot_prevalence plot_topic_heat plot_topics",
    "figures.plots_topic_numbers": "plot_topic_numbers",
    "figures.plots_engines": "plot_engines",
    "figures.plots_networks": "plot_network plot_networks",
    "figures.plots_centrality": "plot_centrality",
    "figures.plots_pairs": "plot_pairs_above_chance",
    "figures.plots_emphasis": "plot_emphasis",
    "figures.plots_reuse": "plot_reuse",
    "figures.captions": "caption",
    "figures.saving": "save_figure",
    "errors": "TextlabError TooLittleError",
}
_HOME_OF = {name: f"textlab.{home}" for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME_OF)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"textlab has no public name “{name}”; see dir(textlab).")
    return getattr(import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return __all__
