"""What changed between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from civic.wording import ADDED, REMOVED, SAME, compare


def test_a_changed_word_is_shown_between_words_that_stayed():
    pieces = compare("две скамейки", "три скамейки")
    assert pieces == [(REMOVED, "две "), (ADDED, "три "), (SAME, "скамейки")]


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_wordings_can_be_read_out_of_the_pieces(before, after):
    pieces = compare(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.kind != REMOVED) == after
