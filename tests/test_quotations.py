"""Quotations by their marks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.attribution.quotations import find_quotations


def quoted(text):
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((at, at + len(line)))
        at += len(line) + 1
    return [text[q.start : q.end] for q in find_quotations(text, paragraphs)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We will sue,” he said.", ["We will sue,"]),
        ('"We will sue," he said. "Soon."', ["We will sue,", "Soon."]),
        ('“We will sue," he said.', ["We will sue,"]),
        ("''We will sue,'' he said. ''Soon.''", ["We will sue,", "Soon."]),
        ("‘We will sue,’ he said.", ["We will sue,"]),
        ("He said 'We will sue.'", ["We will sue."]),
        ("“He said ‘never’ twice,” she said.", ["He said ‘never’ twice,"]),
        ("The lawmakers' view is the senators' own.", []),
        ("It's the firm’s own plan of the '90s.", []),
    ],
)
def test_marks_of_every_shape(text, words):
    assert quoted(text) == words


def test_an_open_quotation_runs_to_its_paragraphs_end_and_says_that_it_goes_on():
    text = "“We will sue.\n“They know that,” he said."
    first, second = find_quotations(text, [(0, 13), (14, len(text))])
    assert (text[first.start : first.end], first.goes_on) == ("We will sue.", True)
    assert (text[second.start : second.end], second.goes_on) == ("They know that,", False)


@given(st.text(alphabet="ab .,“”\"'‘’«»\n", max_size=80))
def test_quotations_lie_in_order_inside_their_paragraphs(text):
    spans = [(q.opens, q.closes) for q in find_quotations(text, [(0, len(text))])]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
