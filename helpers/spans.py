"""Spans of characters: where a row of a table stands, what lies inside, what is shared, what is paired one to one."""

from bisect import bisect_left, bisect_right

import pandas as pd

# The first of these of which a row has a span tells where it stands; rows of other tables stand at their own words.
STANDS_AT = {"events": ("trigger_",), "claims": ("", "cue_")}


def find_prefix(table, row):
    """Which columns tell where a row of a table stands: "trigger_", "cue_" or "" before `start`, `end` and `text`; None if it stands nowhere.

    An event stands at its trigger, a statement without words at its cue, all else at its own words. `row` is a dict or a Series.
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


def between(items, low, high, place):
    """The items, sorted by `place(item)`, whose place is at least `low` and below `high`; takes logarithmic time."""
    return items[bisect_left(items, low, key=place) : bisect_left(items, high, key=place)]


def cover(spans, place):
    """The index of the one of sorted, separate spans that holds a place; None if none does."""
    i = bisect_right(spans, (place, float("inf"))) - 1
    return i if i >= 0 and spans[i][0] <= place < spans[i][1] else None


def share(a, b):
    """The characters that two spans share, as a part of all that either holds (Jaccard)."""
    common = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, common) / (max(a[1], b[1]) - min(a[0], b[0]))


def pair_up(wanted, first, second):
    """Take pairs in the wanted order, each row once; then the rows that are left, alone."""
    taken, partner = {}, {}
    for i, j in wanted:
        if i not in taken and j not in partner:
            taken[i], partner[j] = j, i
    return [(i, taken.get(i)) for i in first] + [(None, j) for j in second if j not in partner]


def pair_best(answers, found, measure):
    """{answer: found} by position, one to one, of spans in pieces that share something: those that share most first."""
    wanted = []
    for i, answer in enumerate(answers):
        for j, own in enumerate(found):
            if answer[0][0] < own[-1][1] and own[0][0] < answer[-1][1] and (shared := measure(answer, own)):
                wanted.append((-shared, i, j))
    paired, used = {}, set()
    for _, i, j in sorted(wanted):
        if i not in paired and j not in used:
            paired[i] = j
            used.add(j)
    return paired


def count_shared(first, second):
    """How many characters two spans in pieces share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)


def jaccard(first, second, words):
    """Words that two spans in pieces share, of all words in either; `words` are the starts of the words of the text, sorted."""
    first, second = (
        {w for s, e in span for w in words[bisect_left(words, s) : bisect_left(words, e)]} for span in (first, second)
    )
    return len(first & second) / len(first | second) if first | second else 0.0
