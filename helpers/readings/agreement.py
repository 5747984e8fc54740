"""How far two readings of an article agree: Krippendorff's alpha over its words, Cohen's kappa over values."""

from collections import Counter

import pandas as pd

from helpers.readings.alignment import IDS, READ_TABLES, align_tables, find_columns, place_rows, translate
from helpers.tables import find_fields, make_table, write_cell

ROWS = "rows"
WORD = r"\w+(?:['’.&-]\w+)*"


def match(pairs):
    """The pairs in which neither row stands alone."""
    return [(i, j) for i, j in pairs if i is not None and j is not None]


def compared_columns(table):
    """The columns of a table that say something of their own: no ids of the row, no single offsets beside the words
    they cut.
    """
    own = ("event_id", "actor_id") if table == "event_parties" else (IDS[table],)
    return [c for c in find_columns(table) if c not in own and not c.endswith(("start", "end"))]


def cell_pairs(first, second, column, pairs):
    """The values of a column in every pair of rows; of several ids in a cell the order does not count."""
    cells = [
        {i: ";".join(sorted(write_cell(value).split(";"))) for i, value in frame[column].items()}
        for frame in (first, second)
    ]
    return [(cells[0][a], cells[1][b]) for a, b in pairs]


def measure_agreement(first, second, text):
    """Table `agreement` of two readings ({table: frame}) of one text.

    For the rows of a table: Krippendorff's alpha (2004) over the words of the text, each inside or outside of what the
    table marks. For a column with a closed list of values: Cohen's kappa (1960) over the rows that both have. For other
    columns only how many are the same.
    """
    pairs = align_tables(first, second)
    second = translate(second, first, pairs)
    rows = [row for table in READ_TABLES for row in agree_table(table, first[table], second[table], pairs[table], text)]
    return make_table("agreement", rows)


def agree_table(table, first, second, pairs, text):
    """The agreement on one table, as dicts."""
    if "start" in first:
        marked = [mark_words(place_rows(table, frame).values(), text) for frame in (first, second)]
        yield {"table": table, "field": ROWS, **measure(list(zip(*marked, strict=True)), "alpha")}
    else:
        same = len(match(pairs))
        yield {"table": table, "field": ROWS, "units": len(pairs), "same": same}
    closed = {f["name"] for f in find_fields(table) if "enum" in f.get("constraints", {})}
    for column in compared_columns(table):
        values = cell_pairs(first, second, column, match(pairs))
        yield {"table": table, "field": column, **measure(values, "kappa" if column in closed else "")}


def mark_words(spans, text):
    """For every word of the text, how many of the spans it stands in."""
    words = pd.Series([text], dtype="str").str.findall(f"({WORD})").iloc[0]
    places, at = [], 0
    for word in words:
        at = text.index(word, at)
        places.append(at)
        at += len(word)
    spans = sorted(spans)
    return [sum(start <= place < end for start, end in spans) for place in places]


def measure(values, coefficient):
    """How many pairs of values are the same, and the coefficient if there is more than one value."""
    counted = {"units": len(values), "same": sum(a == b for a, b in values)}
    if not coefficient or len({value for pair in values for value in pair}) < 2:
        return counted
    return {**counted, "coefficient": coefficient, "value": round(COEFFICIENTS[coefficient](values), 3)}


def find_kappa(pairs):
    """Cohen's kappa (1960) of two readers: the agreement beyond that of two who choose as often, but by chance.

    `pairs` hold at least two different values.
    """
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = (Counter(pair[reader] for pair in pairs) for reader in (0, 1))
    expected = sum(first[value] * second[value] for value in first) / len(pairs) ** 2
    return (observed - expected) / (1 - expected)


def find_alpha(pairs):
    """Krippendorff's alpha (2004, chapter 11) for two readers, nominal values, none missing, at least two different.

    1 minus the disagreement observed over that of all the values drawn two by two, whoever gave them.
    """
    observed = sum(a != b for a, b in pairs) / len(pairs)
    counts = Counter(value for pair in pairs for value in pair)
    n = counts.total()
    expected = (n * n - sum(count * count for count in counts.values())) / (n * (n - 1))
    return 1 - observed / expected


COEFFICIENTS = {"kappa": find_kappa, "alpha": find_alpha}
