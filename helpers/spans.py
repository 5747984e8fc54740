"""Spans of characters: where a row of a table stands, what lies inside and around, what is shared, what is paired one
to one.
"""

from bisect import bisect_left, bisect_right
from itertools import pairwise

import pandas as pd

# The first of these of which a row has a span tells where it stands; rows of other tables stand at their own words.
STANDS_AT = {"events": ("trigger_",), "claims": ("", "cue_")}
CONTEXT = 32


def find_prefix(table, row):
    """Which columns tell where a row of a table stands: "trigger_", "cue_" or "" before `start`, `end` and `text`; None
    if it stands nowhere.

    An event stands at its trigger, a statement without words at its cue, all else at its own words. `row` is a dict or
    a Series.
    """
    return next((prefix for prefix in STANDS_AT.get(table, ("",)) if read_span(row, prefix)), None)


def find_place(table, row):
    """(start, end) of the words at which a row of a table stands, as `find_prefix` tells; None if it stands nowhere."""
    prefix = find_prefix(table, row)
    return None if prefix is None else read_span(row, prefix)


def read_span(row, prefix=""):
    """(start, end) of one of the spans of a row, a dict or a Series; None if it has none."""
    start = row.get(prefix + "start")
    return None if pd.isna(start) else (int(start), int(row[prefix + "end"]))


def find_trigger(event):
    """(start, end) of an event's trigger inside the words of the event, a dict or a Series."""
    start, end = read_span(event, "trigger_")
    return start - event["start"], end - event["start"]


def read_places(cell):
    """[(start, end)] of a cell of places, start-end separated by `;`."""
    return [tuple(map(int, place.split("-"))) for place in cell.split(";") if place]


def between(items, low, high, place):
    """The items, sorted by `place(item)`, whose place is at least `low` and below `high`; takes logarithmic time."""
    return items[bisect_left(items, low, key=place) : bisect_left(items, high, key=place)]


def cover(spans, place):
    """The index of the one of sorted, separate spans that holds a place; None if none does."""
    i = bisect_right(spans, (place, float("inf"))) - 1
    return i if i >= 0 and spans[i][0] <= place < spans[i][1] else None


def cut_at_edges(spans, length):
    """(start, end, spans over it) of every piece of a text of so many characters between two edges of spans (start,
    end, …).

    Those that began first come first; of those that begin together the order stays.
    """
    starting, active = {}, []
    for span in spans:
        starting.setdefault(span[0], []).append(span)
    for start, end in pairwise(sorted({0, length, *(edge for span in spans for edge in span[:2])})):
        active = [span for span in active if span[1] > start] + starting.get(start, [])
        yield start, end, active


def find_context(text, start, end):
    """{prefix, suffix}: the 32 characters before and behind a span, by which its words are known again."""
    return {"prefix": text[max(0, start - CONTEXT) : start], "suffix": text[end : end + CONTEXT]}


def count_shared(first, second):
    """How many characters two lists of spans share; one that stands in several spans of a list counts as often."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)


def share_characters(a, b):
    """The characters that two spans share, as a part of all that either holds (Jaccard)."""
    return count_shared([a], [b]) / (max(a[1], b[1]) - min(a[0], b[0]))


def share_words(first, second, words):
    """The words that two lists of spans share, as a part of all that either holds (Jaccard); `words` are the sorted
    starts of the words.
    """
    if not count_shared(first, second):
        return 0.0
    first, second = (
        {w for s, e in span for w in words[bisect_left(words, s) : bisect_left(words, e)]} for span in (first, second)
    )
    return len(first & second) / len(first | second) if first | second else 0.0


def pair_up(wanted):
    """{first: second} of the pairs in the wanted order, each first and each second once."""
    paired, used = {}, set()
    for first, second in wanted:
        if first not in paired and second not in used:
            paired[first] = second
            used.add(second)
    return paired


def pair_best(first, second, measure):
    """{place in the first list: place in the second}, one to one, the best by `measure(a, b)` first; what it finds 0 is
    no pair.
    """
    fits = [(fit, i, j) for i, a in enumerate(first) for j, b in enumerate(second) if (fit := measure(a, b))]
    return pair_up((i, j) for _, i, j in sorted(fits, key=lambda fit: fit[0], reverse=True))
