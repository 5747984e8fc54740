"""The machine beside an adjudicated reading of an article, and how far its two readings agree."""

from typing import NamedTuple

import pandas as pd

from helpers.annotate import annotate
from helpers.readings.adjudication import adjudicate, load_adjudication
from helpers.readings.agreement import ROWS, cell_pairs, compared_columns, match, measure_agreement
from helpers.readings.alignment import READ_TABLES, align_tables, translate
from helpers.readings.readings import list_readings, load_origin, load_reading
from helpers.tables import make_table


class Measured(NamedTuple):
    """Table `scores`, table `agreement`, and who made the readings behind them (`readings.toml` as a dict)."""

    scores: pd.DataFrame
    agreement: pd.DataFrame
    origin: dict


def score_article(article):
    """`Measured`: the machine alone against the adjudicated reading of an article, and its two readings against each
    other.

    All is empty for an article that was not read twice.
    """
    if len(list_readings(article.slug)) < 2:
        return Measured(make_table("scores", []), make_table("agreement", []), {})
    first, second = (load_reading(article.slug, name, article.text) for name in ("first", "second"))
    reading = adjudicate(article.slug, first, second, load_adjudication(article.slug), article.text).frames
    return Measured(
        score_reading(vars(annotate(article)), reading),
        measure_agreement(first, second, article.text),
        load_origin(article.slug),
    )


def score_reading(found, reading):
    """Table `scores`: the machine's tables against a reading's ({table: frame} both), rows first, then column by
    column.

    A row counts as found if the reading has a row for the same words (`align_tables`); the columns are compared on the
    rows that both have.
    """
    pairs = align_tables(reading, found)
    found = translate(found, reading, pairs)
    rows = [row for table in READ_TABLES for row in score_table(table, found[table], reading[table], pairs[table])]
    return make_table("scores", rows)


def score_table(table, found, reading, pairs):
    """The scores of one table, as dicts."""
    both = match(pairs)
    yield {"table": table, "field": ROWS, **rate(len(found), len(reading), len(both))}
    for column in compared_columns(table):
        same = sum(values[0] == values[1] for values in cell_pairs(reading, found, column, both))
        yield {"table": table, "field": column, **rate(len(both), len(both), same)}


def rate(machine, reading, same):
    """Precision, recall and F1 in percent, empty where they are not defined."""
    precision, recall = (round(100 * same / n, 1) if n else None for n in (machine, reading))
    f1 = round(200 * same / (machine + reading), 1) if machine + reading else None
    return {"machine": machine, "reading": reading, "same": same, "precision": precision, "recall": recall, "f1": f1}
