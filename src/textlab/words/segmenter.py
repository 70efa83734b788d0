"""A private segmenter: a text becomes tokens, and tokens become terms.

jieba's own functions share one dictionary, write a cache into the temporary
folder that everybody may write to, and log to standard error. Here each
segmenter has a dictionary of its own, built in memory, and does neither.
"""

import re
import warnings
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache, partial
from importlib.metadata import version
from itertools import accumulate, pairwise

from textlab.words.lexicon import Lexicon, fold

with warnings.catch_warnings():  # jieba's patterns warn when compiled by Python 3.12 and later
    warnings.simplefilter("ignore")
    import jieba  # type: ignore[import-untyped]

_DIGIT = "〇零一二两三四五六七八九"
_NUMERAL = rf"(?:[{_DIGIT}]+|[几数半多]?(?:[{_DIGIT}]?[十百千万亿]+)*[{_DIGIT}几半]?)"
_UNIT = (
    "元|美元|欧元|港元|角|百分点|个|位|名|人|人次|户|家|项|件|条|种|类|批|次|套|台|辆|艘|架|座|所|处|栋|间"
    "|张|份|本|册|部|篇|场|届|期|轮|步|倍|成|点|只|头|株|吨|公斤|千克|斤|亩|公顷|米|平方米|立方米|公里"
    "|平方公里|千米|里|千瓦|千瓦时|千伏|岁|年|年代|世纪|月|月份|月底|年底|年末|日|天|周|季度|小时|分钟"
    "|秒|时|号|级|标箱|方面"
)
_NUMBER = re.compile(rf"第?(?:百分之)?{_NUMERAL}[多余来]?(?:{_UNIT})?")
_MEASURE = re.compile(r"\d{2,}[\d.]*(?:[KMGTPE]?(?:FLOPS|WH|HZ|W|B|F)|[KMGTPE])")
_LETTER = re.compile(r"[^\W\d_]")


class Segmenter:
    """Cuts a text into tokens: jieba with a lexicon, the same tokens every run.

    Parameters
    ----------
    lexicon : terms that are kept whole, and stop words
    hmm : whether runs of characters outside the dictionary are joined by jieba's hidden
        Markov model, which finds new words and makes some that are none
    """

    def __init__(self, lexicon: Lexicon, *, hmm: bool = True) -> None:
        self.lexicon = lexicon
        self.hmm = hmm
        self._is_term = _term_test(lexicon)

    @cached_property
    def _cut(self) -> Callable[[str], Iterable[str]]:
        """Cuts a folded text; made when the first text is cut, since it takes a second."""
        return partial(_tokenizer(self.lexicon.terms).cut, HMM=self.hmm)

    def __reduce__(self) -> tuple[Callable[[Lexicon], "Segmenter"], tuple[Lexicon]]:
        """Pickled as lexicon and option, and built again by the process that reads it."""
        return partial(Segmenter, hmm=self.hmm), (self.lexicon,)

    @property
    def settings(self) -> dict[str, object]:
        """What the tokens depend on, for the provenance of a figure."""
        return {
            "hmm": self.hmm,
            "lexicon_sha256": self.lexicon.sha256,
            "jieba": version("jieba"),
        }

    def segment(self, text: str) -> list[str]:
        """The tokens of a text; joined they are the text. Letters are matched folded."""
        folded = fold(text)
        tokens: list[str] = list(self._cut(folded))
        if folded == text:
            return tokens
        places = accumulate((len(token) for token in tokens), initial=0)
        return [text[start:end] for start, end in pairwise(places)]

    def terms(self, text: str) -> list[str]:
        """The tokens that count as terms, in order, folded: 5g and 5Ｇ are 5G.

        A term of the lexicon always counts. Any other token counts unless it is

        - one character: mostly a function word, a measure or a part of a word not recognised;
          in Chinese plans what has a meaning of its own has two at least;
        - a stop word;
        - without a letter or Chinese character: punctuation, 2025, 5.5%, 2021-2025;
        - a number in Chinese numerals, a measure, or both: 三十, 两个, 万亿元, 第一, 公里; or an
          amount in Latin letters: 10000M, 55GWH. Not one: 5G; 十四五, whose numerals make no
          number; and 一流, since 流 is no measure.
        """
        return [token for token in self._cut(fold(text)) if self._is_term(token)]


def _term_test(lexicon: Lexicon) -> Callable[[str], bool]:
    """The rule of `Segmenter.terms` for one token; remembered, since tokens come again."""
    terms = frozenset(lexicon.terms)

    @lru_cache(maxsize=2**17)
    def is_term(token: str) -> bool:
        if token in terms:
            return True
        if len(token) < 2 or token in lexicon.stopwords:
            return False
        is_amount = _NUMBER.fullmatch(token) or _MEASURE.fullmatch(token)
        return bool(_LETTER.search(token)) and not is_amount

    return is_term


def _tokenizer(terms: Iterable[str]) -> jieba.Tokenizer:
    """A tokenizer of its own that keeps the terms whole.

    Each term gets the frequency that jieba's formula suggests, short terms first, so that a
    longer term wins over a shorter one inside it and the order of the lexicon does not matter.
    """
    counts, total = _dictionary()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(counts), total, True
    for term in sorted(terms, key=lambda term: (len(term), term)):
        count = tokenizer.suggest_freq(term)
        # jieba's add_word counts a known word's old frequency into the total a second time
        tokenizer.total += count - tokenizer.FREQ.get(term, 0)
        tokenizer.FREQ[term] = count
        for end in range(1, len(term)):
            tokenizer.FREQ.setdefault(term[:end], 0)
    return tokenizer


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    """jieba's words and their beginnings with counts, and the total; read once, never changed."""
    tokenizer = jieba.Tokenizer()
    counts, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    return counts, total
