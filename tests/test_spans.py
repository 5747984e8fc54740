"""Spans of characters: where a row of a table stands, what is shared and paired, and the pieces between their edges."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.spans import (
    count_shared,
    cut_at_edges,
    find_context,
    find_place,
    find_prefix,
    pair_best,
    pair_up,
    share_characters,
    share_words,
)

OWN = {"start": 3, "end": 20, "text": "keeps running into"}
NONE = {"start": pd.NA, "end": pd.NA, "text": ""}
CUE = {"cue_start": 0, "cue_end": 2, "cue_text": "as"}


@pytest.mark.parametrize("make", [dict, pd.Series])
@pytest.mark.parametrize(
    ("table", "row", "prefix", "place"),
    [
        ("mentions", OWN, "", (3, 20)),
        ("events", {**OWN, "trigger_start": 9, "trigger_end": 16}, "trigger_", (9, 16)),
        ("claims", {**OWN, **CUE}, "", (3, 20)),
        ("claims", {**NONE, **CUE}, "cue_", (0, 2)),
        ("claims", {**NONE, "cue_start": pd.NA, "cue_end": pd.NA}, None, None),
        ("actors", {"actor_id": "fcc"}, None, None),
    ],
)
def test_an_event_stands_at_its_trigger_and_a_statement_without_words_at_its_cue(make, table, row, prefix, place):
    assert (find_prefix(table, make(row)), find_place(table, make(row))) == (prefix, place)


span = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))
spans = st.lists(span, max_size=8)
places = st.lists(st.integers(0, 80), unique=True).map(sorted)


@st.composite
def apart(draw):
    """Spans in order that do not overlap."""
    edges = sorted(draw(st.sets(st.integers(0, 80), max_size=10)))
    return list(zip(edges[::2], edges[1::2], strict=False))


def characters(pieces):
    return {place for start, end in pieces for place in range(start, end)}


@given(apart(), apart())
def test_shared_characters_are_those_that_stand_in_both(first, second):
    assert count_shared(first, second) == count_shared(second, first) == len(characters(first) & characters(second))


@given(span, span)
def test_the_share_of_two_spans_is_that_of_their_characters_and_the_same_both_ways(a, b):
    first, second = characters([a]), characters([b])
    assert share_characters(a, b) == share_characters(b, a)
    assert 0 <= share_characters(a, b) <= 1 == share_characters(a, a)
    assert share_characters(a, b) == pytest.approx(len(first & second) / len(first | second) if first & second else 0)


@given(apart(), apart(), places)
def test_the_share_of_words_is_that_of_their_starts_and_the_same_both_ways(first, second, words):
    shared = share_words(first, second, words)
    assert shared == share_words(second, first, words) and 0 <= shared <= 1
    a, b = (characters(pieces) & set(words) for pieces in (first, second))
    assert shared == pytest.approx(len(a & b) / len(a | b) if a & b else 0)
    assert share_words(first, first, words) == (1 if a else 0)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_pairs_use_each_once_in_the_wanted_order_and_leave_none_that_fits(wanted):
    paired = pair_up(wanted)
    assert len(set(paired.values())) == len(paired) and set(paired.items()) <= set(wanted)
    assert all(first in paired or second in paired.values() for first, second in wanted)
    assert not wanted or paired[wanted[0][0]] == wanted[0][1]


@given(spans, spans)
def test_the_best_pairs_come_first_and_each_is_used_once(first, second):
    paired = pair_best(first, second, share_characters)
    fits = {(i, j): share_characters(a, b) for i, a in enumerate(first) for j, b in enumerate(second)}
    assert len(set(paired.values())) == len(paired) and all(fits[pair] for pair in paired.items())
    for (i, j), fit in fits.items():
        rivals = [fits[pair] for pair in paired.items() if pair[0] == i or pair[1] == j]
        assert not fit or max(rivals) >= fit
    assert pair_best(first, first, share_characters).keys() == set(range(len(first)))


@given(spans, st.integers(0, 100))
def test_pieces_tile_the_text_and_know_what_stands_over_them(given_spans, more):
    length = max([end for _, end in given_spans], default=0) + more
    pieces = list(cut_at_edges(given_spans, length))
    assert [start for start, _, _ in pieces] == [0, *(end for _, end, _ in pieces)][: len(pieces)]
    assert (pieces[-1][1] if pieces else 0) == length
    for start, end, active in pieces:
        assert sorted(active) == sorted(s for s in given_spans if s[0] < end and start < s[1])
        assert all(s[0] <= start and end <= s[1] for s in active)
        assert [s[0] for s in active] == sorted(s[0] for s in active)


@given(st.text(max_size=200), span)
def test_the_context_of_a_span_is_what_stands_around_it(text, place):
    start, end = (min(edge, len(text)) for edge in place)
    around = find_context(text, start, end)
    assert text[:start].endswith(around["prefix"]) and text[end:].startswith(around["suffix"])
    assert (len(around["prefix"]), len(around["suffix"])) == (min(32, start), min(32, len(text) - end))
