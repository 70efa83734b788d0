"""Whether a corpus holds a document at all."""

import pytest

from textlab.corpus.documents import check_any_document
from textlab.errors import CorpusError, TooLittleError


def test_an_empty_corpus_is_told_in_a_line(empty_corpus, small_corpus):
    """With what to do; one that holds a document passes."""
    with pytest.raises(TooLittleError, match=r"holds no document yet.*textlab add FILE") as caught:
        check_any_document(empty_corpus)

    assert "\n" not in str(caught.value)
    check_any_document(small_corpus)


def test_a_folder_that_is_no_corpus_is_told(tmp_path):
    """As by every command."""
    with pytest.raises(CorpusError, match=r"holds no documents\.csv"):
        check_any_document(tmp_path)
