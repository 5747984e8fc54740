"""From a reading to corrections: the decisions that make the machine's tables say what the reading says."""

import json

import pandas as pd

from helpers import paths
from helpers.annotate import annotate_steps
from helpers.corrections.overlay import LABEL_COLUMNS, load_corrections, no_corrections, place_mentions
from helpers.files import write_file
from helpers.readings.adjudication import compare_rows, load_adjudicated
from helpers.readings.alignment import align_tables, translate
from helpers.readings.readings import ReadingError, load_origin
from helpers.spans import find_context, find_place
from helpers.tables import make_table, row_keys, text_cells, to_csv

# Each table is corrected before the next annotator reads it.
ORDER = ("dates", "actors", "mentions", "claims", "events", "event_parties")
BOTH, NEITHER = "both readings say so", "neither reading has it"


def adopt_reading(article):
    """Write the corrections of an article from its readings; returns how many there are.

    Raises ReadingError if it has corrections already: no run overwrites a decision.
    """
    given = load_corrections(article.slug)
    if len(given):
        raise ReadingError(
            f"data/corrections/{article.slug}.csv is there already, with {len(given)} corrections. Move it away to "
            "have it made anew."
        )
    adjudicated = load_adjudicated(article.slug, article.text)
    corrections = derive_corrections(article, adjudicated, load_origin(article.slug))
    write_file(paths.CORRECTIONS / f"{article.slug}.csv", to_csv(corrections))
    return len(corrections)


def derive_corrections(article, adjudicated, origin):
    """Table `corrections`: what makes the tables of an article say what its adjudicated reading says.

    `origin` has `who` and `when` of the decisions. Each table is compared with what the machine finds from the
    corrected tables before it.
    """
    corrections = no_corrections()
    for table in ORDER:
        rows = correct_table(table, article, adjudicated, corrections)
        label = {"who": origin["who"], "when": pd.Timestamp(origin["when"]), "table": table}
        made = make_table("corrections", [{**label, **row} for row in rows])
        corrections = pd.concat([corrections, made], ignore_index=True)
    return corrections


def correct_table(table, article, adjudicated, corrections):
    """The corrections of one table, as dicts, given those of the tables before it."""
    found, corrected = map(vars, annotate_steps(article, corrections))
    stated = {**corrected, table: found[table]}
    if table == "actors":
        stated["mentions"] = found["mentions"]
    pairs = align_tables(stated, adjudicated.frames)
    target = translate(adjudicated.frames, stated, pairs)
    target["mentions"] = place_mentions(target["mentions"], corrected["sentences"])
    keys = row_keys(table, adjudicated.frames[table])
    for a, b in pairs[table]:
        reasons = {} if b is None else adjudicated.reasons.get((table, keys[b]), {})
        yield from decide_pair(table, stated, target, (a, b), article.text, reasons)


def decide_pair(table, stated, target, pair, text, reasons):
    """The corrections, as dicts with anchors, that make a row of `stated` say what its partner in `target` says.

    Both are {table: frame} with the same ids; `pair` has the row of each, None where there is none.
    """
    a, b = pair
    whole = target[table].loc[b] if a is None else stated[table].loc[a]
    anchor = quote_row(*anchor_row(table, whole, target if a is None else stated), text)
    row_id = "" if a is None else row_keys(table, stated[table])[a]
    for decision in derive_decisions(table, stated[table], target[table], a, b, reasons):
        yield {"table": table, **anchor, "row_id": row_id, **decision}


def derive_decisions(table, stated, target, a, b, reasons):
    """What a reading decides about one pair of rows: add, reject, accept, or an edit per differing cell."""
    if a is None:
        row = {k: v for k, v in text_cells(target.loc[[b]]).iloc[0].items() if v and k not in LABEL_COLUMNS}
        yield {"action": "add", "new": json.dumps(row, ensure_ascii=False), "reason": reasons.get("", BOTH)}
    elif b is None:
        yield {"action": "reject", "reason": NEITHER}
    else:
        differences = list(compare_rows(table, stated, target, [(a, b)]))
        for d in differences:
            reason = reasons.get(d["field"], BOTH)
            yield {"action": "edit", "field": d["field"], "old": d["first"], "new": d["second"], "reason": reason}
        if not differences:
            yield {"action": "accept", "reason": BOTH}


def anchor_row(table, row, frames):
    """(table, row) whose words tell where a row stands: its own, the first mention of an actor, the mention of a party
    or its event.
    """
    if table == "actors":
        mentions = frames["mentions"]
        named = [m for _, m in mentions.iterrows() if row["actor_id"] in m["actor_id"].split(";")]
        return ("mentions", named[0]) if named else (table, row)
    if table == "event_parties":
        for other, key in (("mentions", "mention_id"), ("events", "event_id")):
            known = frames[other][frames[other][key] == row[key]]
            if len(known):
                return other, known.iloc[0]
    return table, row


def quote_row(table, row, text):
    """The anchors of a row after the W3C model: the span where it stands, its quotation and what stands around it."""
    place = find_place(table, row)
    if place is None:
        return {}
    start, end = place
    return {"start": start, "end": end, "quote": text[start:end], **find_context(text, start, end)}
