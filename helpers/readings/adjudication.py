"""Where two readings differ, and what was decided."""

import json
from typing import NamedTuple

import pandas as pd

from helpers import paths
from helpers.articles.article import slugify
from helpers.articles.seeds import load_article
from helpers.readings.alignment import IDS, READ_TABLES, align_tables, find_columns, translate
from helpers.readings.readings import ReadingError, fill_in, load_reading
from helpers.tables import (
    TableError,
    check_file,
    check_references,
    check_table,
    find_fields,
    make_table,
    row_keys,
    text_cells,
    type_cells,
)

KEEP, DROP = "keep", "drop"


def compare_readings(first, second):
    """Table of the differences between two readings ({table: frame}): one row per differing cell, or row that one of
    them lacks.

    Columns: table, row_id, text, field, first, second. Rows belong together that mark the same words; names of actors
    and ids do not count as differences by themselves.
    """
    pairs = align_tables(first, second)
    second = translate(second, first, pairs)
    found = [row for table in READ_TABLES for row in compare_rows(table, first[table], second[table], pairs[table])]
    return pd.DataFrame(found, columns=["table", "row_id", "text", "field", "first", "second"])


def compare_rows(table, first, second, pairs):
    """The differences of one table, as dicts."""
    keys = row_keys(table, first), row_keys(table, second)
    columns = [column for column in find_columns(table) if column != IDS.get(table)]
    rows = [dict(zip(f.index, text_cells(f).to_dict("records"), strict=True)) for f in (first, second)]
    for a, b in pairs:
        whole = rows[1][b] if a is None else rows[0][a]
        place = {"table": table, "row_id": keys[1][b] if a is None else keys[0][a], "text": word_row(table, whole)}
        if a is None or b is None:
            there = {"first": "there" if b is None else "", "second": "there" if a is None else ""}
            yield {**place, "field": "", **there}
            continue
        for column in columns:
            if rows[0][a][column] != rows[1][b][column]:
                yield {**place, "field": column, "first": rows[0][a][column], "second": rows[1][b][column]}


def word_row(table, row):
    """The words that a row marks: its trigger, its quotation, the name of an actor."""
    if table == "event_parties":
        return row["role"]
    return row["trigger_text"] if table == "events" else row["name"] if table == "actors" else row["text"]


def load_adjudication(slug):
    """Table `adjudication` of an article: the decisions about its readings."""
    if not (paths.READINGS / slug / "adjudication.csv").is_file():
        raise ReadingError(
            f"data/readings/{slug}/adjudication.csv is missing. It holds a decision, with its reason, for every "
            "difference between the readings."
        )
    try:
        return check_file("adjudication", paths.READINGS / slug / "adjudication.csv")
    except TableError as error:
        raise ReadingError(f"data/readings/{slug}/{error}") from None


class Adjudicated(NamedTuple):
    """The reading that stands as {table: frame}, and {(table, row id): {column, "" for the whole row: reason}} of the
    decisions.
    """

    frames: dict
    reasons: dict


def load_adjudicated(slug, text=None):
    """The `Adjudicated` reading of an article: its readings `first` and `second`, with the decisions about them carried
    out.
    """
    text = load_article(slug).text if text is None else text
    first, second = (load_reading(slug, name, text) for name in ("first", "second"))
    return adjudicate(slug, first, second, load_adjudication(slug), text)


def adjudicate(slug, first, second, decisions, text):
    """Carry out every decision on the first of two readings ({table: frame}); returns `Adjudicated`.

    Raises ReadingError for a difference without a decision, and for a decision about a row or column that is not there.
    """
    check_decided(compare_readings(first, second), decisions)
    other = translate(second, first, align_tables(first, second))
    decided = {table: decide_rows(table, first[table], other[table], decisions) for table in READ_TABLES}
    frames = renew_ids(decided, slug)
    try:
        for table in READ_TABLES:
            check_table(table, frames[table], text)
        check_references(frames)
    except TableError as error:
        raise ReadingError(f"With the decisions of adjudication.csv carried out: {error}") from None
    return Adjudicated(frames, index_reasons(decided, frames, decisions))


def index_reasons(decided, frames, decisions):
    """{(table, row id): {column: reason}} under the ids that the rows have in the end."""
    reasons = {}
    for table, own in decisions.groupby("table"):
        renewed = dict(zip(row_keys(table, decided[table]), row_keys(table, frames[table]), strict=True))
        for row in own.itertuples(index=False):
            reasons.setdefault((table, renewed.get(row.row_id, row.row_id)), {})[row.field] = row.reason
    return reasons


def check_decided(differences, decisions):
    """Every difference between the readings has its decision."""
    place = ["table", "row_id", "field"]
    decided = set(map(tuple, decisions[place].to_numpy()))
    open_ones = [
        row for row in differences.itertuples(index=False) if (row.table, row.row_id, row.field) not in decided
    ]
    if open_ones:
        row = open_ones[0]
        raise ReadingError(
            f"adjudication.csv decides nothing for {row.table} {row.row_id} {row.field or '(the whole row)'}: the "
            f"first reading has '{row.first}', the second '{row.second}'. Add a row with `decided` and `reason`."
        )


def decide_rows(table, first, second, decisions):
    """One table with its decisions carried out, in the order of the text."""
    rows, spare = (
        dict(zip(row_keys(table, frame), text_cells(frame).to_dict("records"), strict=True))
        for frame in (first, second)
    )
    for decision in decisions[decisions["table"] == table].itertuples(index=False):
        decide_row(rows, spare, decision)
    frame = make_table(table, type_cells(table, make_table_of_text(table, rows.values())))
    return frame.sort_values("start", kind="stable", ignore_index=True) if "start" in frame else frame


def make_table_of_text(table, rows):
    """Rows of text cells with all the columns of a table; absent cells are empty."""
    return pd.DataFrame(list(rows), columns=[f["name"] for f in find_fields(table)]).fillna("").astype("str")


def decide_row(rows, spare, decision):
    """Carry out one decision on {id: row}."""
    key = decision.row_id
    if decision.field:
        if key not in rows or decision.field not in rows[key]:
            raise ReadingError(f"adjudication.csv: no {decision.field} of {decision.table} {key} to decide about.")
        rows[key][decision.field] = decision.decided
    elif decision.decided == DROP and key in rows:
        del rows[key]
    elif decision.decided == DROP and key in spare:
        return
    elif decision.decided == KEEP and (key in rows or key in spare):
        rows.setdefault(key, spare.get(key))
    elif decision.decided.startswith("{"):
        rows[key] = {**fill_in(decision.table, "adjudication"), **parse_row(decision)}
    else:
        raise ReadingError(
            f"adjudication.csv: '{decision.decided}' is decided about {decision.table} {key}. Expected: keep or drop, "
            "about a row that a reading has, or a new row as JSON."
        )


def parse_row(decision):
    """The new row that a decision holds."""
    try:
        return json.loads(decision.decided)
    except json.JSONDecodeError as error:
        raise ReadingError(
            f"adjudication.csv: the new row {decision.row_id} of {decision.table} is no JSON: {error}."
        ) from None


def renew_ids(frames, slug):
    """The tables with the ids that follow from their words and names; references go along."""
    renewed = {
        table: frame.assign(**{IDS[table]: make_ids(table, frame, slug)}) if table in IDS else frame
        for table, frame in frames.items()
    }
    pairs = {table: [(i, i) for i in frames[table].index] for table in IDS}
    return translate(frames, renewed, pairs)


def make_ids(table, frame, slug):
    """The ids of a table: the slug of an actor's name; article, kind and spans of all else."""
    if table == "actors":
        return [slugify(name) for name in frame["name"]]
    prefixes = {"events": ("trigger_",), "claims": ("cue_", "")}.get(table, ("",))
    spans = [
        [f"{row[p + 'start']}-{row[p + 'end']}" for p in prefixes if not pd.isna(row[p + "start"])]
        for row in frame.to_dict("records")
    ]
    return [":".join([slug, table[:-1], *parts]) for parts in spans]
