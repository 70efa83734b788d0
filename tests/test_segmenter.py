"""The segmenter: tokens that join to the text, the same every run, shared with nobody."""

import os
import pickle
import subprocess
import sys
import tempfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from textlab.words import segmenter as module
from textlab.words.lexicon import Lexicon, fold
from textlab.words.segmenter import Segmenter

PLAIN = Segmenter(Lexicon())
BARE = Segmenter(Lexicon(), hmm=False)
QUALITY = Segmenter(
    Lexicon(("质量提升", "质量提升行动", "一带一路", "5G-A", "十五五"), frozenset({"推进", "开展"}))
)
SENTENCE = "深入开展质量提升行动，推进“一带一路”建设。"

plan_like = st.text(
    st.sampled_from("质量提升行动一带路十五个万亿元的，。“”（）5Gg-％%. \n\r\t５Ｇ\U00020000")
)


def test_a_term_is_kept_whole():
    """Plain jieba cuts 一带一路 in two; with the term it stays one."""
    assert PLAIN.segment("一带一路") == ["一带", "一路"]
    assert QUALITY.segment("一带一路") == ["一带一路"]


def test_a_longer_term_wins_over_a_shorter_one_inside_it():
    """质量提升行动 is not cut after 质量提升, where both are terms."""
    assert QUALITY.segment("质量提升行动与质量提升") == ["质量提升行动", "与", "质量提升"]


@given(st.text() | plan_like)
@pytest.mark.parametrize("segmenter", [PLAIN, BARE, QUALITY], ids=["plain", "bare", "quality"])
def test_joined_tokens_are_the_text(segmenter, text):
    """Nothing is lost, added or rewritten, whatever the characters."""
    assert "".join(segmenter.segment(text)) == text


@given(st.text() | plan_like)
def test_terms_are_tokens_folded_and_in_order(text):
    """Each term is one of the tokens; none is moved."""
    tokens = iter(QUALITY.segment(text))

    assert all(term in map(fold, tokens) for term in QUALITY.terms(text))


@pytest.mark.parametrize("text", ["5g-a基站", "5G-A基站", "５ｇ-ａ基站"])
def test_letters_match_in_any_spelling(text):
    """A term matches small and full-width letters; tokens keep the spelling, terms fold it."""
    assert QUALITY.segment(text) == [text[:4], "基站"]
    assert QUALITY.terms(text) == ["5G-A", "基站"]


def test_two_segmenters_do_not_touch_each_other():
    """A term of one is unknown to another built before or after, and to jieba itself."""
    before = Segmenter(Lexicon())
    Segmenter(Lexicon(("井冈质量",)))
    after = Segmenter(Lexicon())

    assert before.segment("井冈质量") == after.segment("井冈质量") == ["井冈", "质量"]
    assert "井冈质量" not in module.jieba.dt.FREQ


def test_the_order_of_the_terms_does_not_matter():
    """Two lexicons with the same terms cut alike."""
    terms = ("质量提升", "提升行动", "质量提升行动", "开展质量")
    one, two = Segmenter(Lexicon(terms)), Segmenter(Lexicon(terms[::-1]))

    assert one.segment(SENTENCE) == two.segment(SENTENCE)


def test_the_cut_is_that_of_jieba():
    """jieba with the same words added by its own function gives the same tokens."""
    own = module.jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    for term in ("质量提升", "一带一路", "质量提升行动"):
        own.add_word(term)
    lexicon = Lexicon(("质量提升", "一带一路", "质量提升行动"))

    assert Segmenter(lexicon).segment(SENTENCE) == own.lcut(SENTENCE)


def test_the_total_grows_by_what_the_counts_grow_by():
    """jieba's add_word counts the old frequency of a known word a second time; not so here."""
    plain, named = module._tokenizer(()), module._tokenizer(("质量", "建设", "质量提升"))
    grown = sum(named.FREQ.values()) - sum(plain.FREQ.values())

    assert grown > 0
    assert named.total - plain.total == grown


def test_without_the_hidden_markov_model_unknown_characters_stay_apart():
    """杭甬 is in no dictionary: the model joins it, without the model it is two characters."""
    assert PLAIN.segment("杭甬") == ["杭甬"]
    assert BARE.segment("杭甬") == ["杭", "甬"]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("推进质量提升，开展培训。", ["质量提升", "培训"]),
        ("2025年，5.5%，2021-2025，PM", ["PM"]),
        ("的和省", []),
        ("三十、两个、万亿元、第一、百分之五、公里、多亿元", []),
        ("带宽10000M、储能55GWh、算力14EFLOPS、5G、3D", ["带宽", "储能", "算力", "5G", "3D"]),
        ("", []),
        ("，。“”……——", []),
        # must not change: these look like numbers or punctuation and are terms
        ("十四五", ["十四五"]),
        ("十五五", ["十五五"]),
        ("一流", ["一流"]),
        ("“一带一路”", ["一带一路"]),
        ("5G", ["5G"]),
        ("百姓", ["百姓"]),
        ("三农", ["三农"]),
        ("质量，质量", ["质量", "质量"]),
    ],
)
def test_what_counts_as_a_term(text, terms):
    """No stop word, no single character, no punctuation, no number or measure."""
    assert QUALITY.terms(text) == terms


def test_a_term_of_the_lexicon_always_counts():
    """三百 is a number, but where the lexicon names it, it counts."""
    assert PLAIN.terms("三百") == []
    assert Segmenter(Lexicon(("三百",))).terms("三百") == ["三百"]


def test_settings_say_what_the_tokens_depend_on():
    """Model, lexicon and version: what a figure's provenance needs."""
    settings = BARE.settings

    assert settings == {
        "hmm": False,
        "lexicon_sha256": Lexicon().sha256,
        "jieba": module.jieba.__version__,
    }


def test_a_segmenter_travels_to_another_process():
    """Pickled and read again it cuts the same."""
    copy = pickle.loads(pickle.dumps(QUALITY))  # noqa: S301

    assert copy.settings == QUALITY.settings
    assert copy.terms(SENTENCE) == QUALITY.terms(SENTENCE)


def test_nothing_is_written_or_said(tmp_path, monkeypatch, capfd):
    """No cache in the shared temporary folder, no word on standard error."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    module._dictionary.cache_clear()

    Segmenter(Lexicon(("质量提升",))).segment(SENTENCE)

    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_the_same_tokens_under_any_hash_seed():
    """Another process with another hash seed cuts the same, and no import warns."""
    code = (
        "from textlab.words.lexicon import Lexicon\n"
        "from textlab.words.segmenter import Segmenter\n"
        "terms = {'质量提升', '提升行动', '质量提升行动', '开展质量'}\n"
        f"print('|'.join(Segmenter(Lexicon(tuple(terms))).segment({SENTENCE!r})))\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        for seed in ("1", "2")
    ]

    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.strip().replace("|", "") == SENTENCE
    assert [run.stderr for run in runs] == ["", ""]
