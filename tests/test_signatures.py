"""Signatures: alike where texts are alike, and no more."""

import hypothesis.strategies as st
import numpy as np
import pytest
from conftest import JIANGXI
from hypothesis import given

from textlab.corpus.signatures import read_signatures, resemblance, shingles, signature

TEXT = JIANGXI.read_text(encoding="utf-8")


def alike(one: str, other: str) -> float:
    """The resemblance of two texts by their signatures."""
    first, second = read_signatures([signature(one), signature(other)])
    return float(resemblance(first, second[None, :])[0])


def jaccard(one: str, other: str) -> float:
    """The share of shingles in common, counted."""
    left, right = shingles(one), shingles(other)
    return len(left & right) / len(left | right)


def test_the_pieces_of_a_text_leave_out_spaces_and_punctuation():
    """Two of five characters in six; a comma and a space play no part."""
    assert shingles("提升产品，质 量") == {"提升产品质", "升产品质量"}
    assert shingles("提升产品") == set()


def test_a_text_without_a_piece_has_no_signature():
    """Shorter than five characters: nothing to compare."""
    assert signature("质量。") == ""


def test_a_signature_is_the_same_wherever_it_is_made():
    """Its first and last values for one text, so that a new version of a library cannot move it."""
    values = read_signatures([signature("提升产品质量监管水平")])[0]

    assert values.dtype == np.uint8
    assert (values[:3].tolist(), values[-1].item()) == FIRST_AND_LAST


FIRST_AND_LAST = ([12, 243, 41], 214)


@pytest.mark.parametrize("kept", [200, 1000, 2500])
def test_the_estimate_lies_by_the_share_that_is_counted(kept):
    """Within three standard errors of the Jaccard index, for little, half and much in common."""
    one, other = TEXT[:3000], TEXT[3000 - kept : 6000 - kept]
    true = jaccard(one, other)

    assert alike(one, other) == pytest.approx(true, abs=3 * np.sqrt(true * (1 - true) / 128))


@given(st.text(min_size=5), st.text(min_size=5))
def test_equal_texts_are_wholly_alike_and_order_plays_no_part(one, other):
    """A text and itself: 1; A with B as B with A."""
    if signature(one) and signature(other):
        assert alike(one, one) == 1
        assert alike(one, other) == alike(other, one)


def test_texts_with_nothing_in_common_are_not_alike():
    """No shingle in common, no place in common but by chance, one in 256, which is taken off."""
    assert alike("一二三四五六七八九十", "甲乙丙丁戊己庚辛壬癸") == pytest.approx(0, abs=0.02)
