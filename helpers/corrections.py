"""A reading's decisions about one article, laid over whatever the machine finds; append-only, never overwritten by a run.

Every correction carries its anchors after the W3C Web Annotation model: the row's id, its position, and its quotation with
what stands before and behind. A target that has vanished is looked for in that order, and listed as lost if it is nowhere.
"""

import json
from typing import NamedTuple

import pandas as pd

from helpers import paths
from helpers.events import derive_relations
from helpers.tables import (
    TABLES,
    TableError,
    check_cells,
    check_file,
    check_rows,
    check_table,
    convert_cells,
    find_fields,
    find_references,
    make_table,
    row_keys,
)

LABEL_COLUMNS = ("made_by", "review")


class CorrectionError(ValueError):
    """A corrections file that cannot be laid over: says which line, what was given and what is expected."""


class Laid(NamedTuple):
    """A corrected table, and the corrections that found no target in it."""

    frame: pd.DataFrame
    lost: pd.DataFrame


def no_corrections():
    """An empty table of corrections."""
    return make_table("corrections", [])


def load_corrections(slug):
    """Read and check `data/corrections/<slug>.csv`; an article that nobody has corrected has an empty table.

    Raises CorrectionError, in one line, for an unknown column, table, field, action or value.
    """
    path = paths.CORRECTIONS / f"{slug}.csv"
    if not path.is_file():
        return no_corrections()
    try:
        corrections = check_file("corrections", path)
    except TableError as error:
        raise CorrectionError(f"data/corrections/{error}") from None
    for row in corrections.itertuples():
        name_line(path.name, row.Index, check_correction, row)
    for name, added in added_rows(corrections).groupby("table"):
        try:
            read_rows(name, added)
        except TableError as whole:
            for index in added.index:
                name_line(path.name, index, read_rows, name, added.loc[[index]])
            raise CorrectionError(f"data/corrections/{path.name}, the added rows together: {whole}") from None
    return corrections


def name_line(file, index, check, *arguments):
    """Call a check; a TableError becomes a CorrectionError that names the line of the file."""
    try:
        check(*arguments)
    except TableError as error:
        raise CorrectionError(f"data/corrections/{file}, line {index + 2}: {error}") from None


def added_rows(corrections):
    """The corrections that hold whole rows."""
    return corrections[corrections["action"].isin(["add", "split"])]


def check_correction(row):
    """Raise TableError if a correction cannot mean anything: a derived table, an unknown field, an impossible value."""
    if row.table == "relations":
        raise TableError("relations are derived from events and cannot be corrected. Correct the event or its parties.")
    if row.action == "edit":
        check_field(row)
    if row.action != "add" and not row.row_id:
        raise TableError(f"action {row.action} without row_id. Give the id of a row of table {row.table}.")


def check_field(row):
    """An edit names a column of its table and a value that the column allows."""
    field = next((f for f in find_fields(row.table) if f["name"] == row.field), None)
    if field is None:
        raise TableError(
            f"no column '{row.field}' in table {row.table}. Expected: {', '.join(f['name'] for f in find_fields(row.table))}."
        )
    check_cells(row.table, pd.DataFrame({row.field: typed_cell(field, row.new)}), field)


def typed_cell(field, value):
    """One text value as a Series of the field's dtype."""
    cells = pd.Series([value], dtype="str")
    return cells if field["type"] == "string" else convert_cells(field, cells)


def read_rows(name, added):
    """The whole rows that corrections of one table add as JSON, as that table; the same row twice counts once."""
    rows = [cells for row in added.drop_duplicates("new").itertuples(index=False) for cells in parse_rows(name, row)]
    return check_rows(name, make_table(name, rows))


def parse_rows(name, row):
    """The rows of one add or split, as dicts of values that fit their columns."""
    try:
        given = json.loads(row.new)
    except json.JSONDecodeError as error:
        raise TableError(
            f"`new` of action {row.action} is no JSON: {error}. Expected the whole row as {{column: value}}."
        ) from None
    rows = given if isinstance(given, list) else [given]
    if not all(isinstance(cells, dict) for cells in rows):
        raise TableError(
            f"`new` of action {row.action} is {row.new[:40]}. Expected the whole row as {{column: value}}."
        )
    fields = {f["name"]: f for f in find_fields(name)}
    unknown = sorted({key for cells in rows for key in cells} - set(fields))
    if unknown:
        raise TableError(f"no column '{unknown[0]}' in table {name}. Expected: {', '.join(fields)}.")
    label = {"made_by": row.who, "review": "added"}
    return [
        {**{key: parse_cell(fields[key], cells.get(key)) for key in {**cells, **fields}}, **label} for cells in rows
    ]


def parse_cell(field, value):
    """One JSON value as a cell of its column; absent is empty."""
    return typed_cell(field, "" if value is None else str(value)).iloc[0]


# Finding the target


def find_target(row, keys, frame, text):
    """Index of the row that a correction means: by its id, else its position, else its quotation in context; None if lost.

    The position of an event is that of its trigger, or else of its evidence.
    """
    same = keys.index[keys == row.row_id]
    if len(same):
        return same[0]
    prefixes = [prefix for prefix in ("trigger_", "") if prefix + "start" in frame] if row.quote else []
    for find in (find_position, find_quotation):
        for prefix in prefixes:
            target = find(row, frame, prefix, text)
            if target is not None:
                return target
    return None


def find_position(row, frame, prefix, text):
    """Index of the only row whose span is where the correction's is; None if there is not just one."""
    start, end = frame[prefix + "start"], frame[prefix + "end"]
    hits = frame.index[(start == row.start).fillna(False) & (end == row.end).fillna(False)]
    return hits[0] if len(hits) == 1 and text[row.start : row.end] == row.quote else None


def find_quotation(row, frame, prefix, text):
    """Index of the only row with the correction's quotation between its prefix and suffix; None if there is not just one."""
    hits = [
        i
        for i, start, end in zip(frame.index, frame[prefix + "start"], frame[prefix + "end"], strict=True)
        if not pd.isna(start)
        and text[start:end] == row.quote
        and text[:start].endswith(row.prefix)
        and text[end:].startswith(row.suffix)
    ]
    return hits[0] if len(hits) == 1 else None


# Laying over


def lay_corrections(name, frame, corrections, text=""):
    """Lay the corrections of table `name` over `frame`; returns `Laid`, the corrected table and the corrections lost.

    Raises CorrectionError for a row that is unknown and has no position or quotation to look for, or if the result breaks
    the codebook.
    """
    own = corrections[corrections["table"] == name]
    frame, lost, rejected = frame.copy(), [], []
    keys = row_keys(name, frame)
    for row in own[own["action"] != "add"].itertuples():
        target = find_target(row, keys, frame, text)
        if target is None and not row.quote:
            raise CorrectionError(
                f"Corrections, line {row.Index + 2}: no row '{row.row_id}' in table {name}, and no quote to find it by. Give an id of the table."
            )
        if target is None:
            lost.append(row.Index)
        elif row.action in ("reject", "merge", "split"):
            rejected.append(target)
        else:
            change_row(name, frame, target, row)
    frame = frame.drop(index=rejected)
    added = added_rows(own.drop(index=lost))
    frame = join_rows(name, frame, read_rows(name, added) if len(added) else None)
    check_merges(name, own, frame)
    return Laid(check_laid(name, follow_decisions(name, frame, corrections), text), corrections.loc[lost])


def check_merges(name, own, frame):
    """Every merge of a table ends in a row that is there and stays."""
    keys, moved = set(row_keys(name, frame)), find_merges(own)
    for merge in own[own["action"] == "merge"].itertuples():
        if follow_id(merge.row_id, moved) not in keys:
            raise CorrectionError(
                f"Corrections, line {merge.Index + 2}: no row '{merge.new}' in table {name} to merge into. "
                "Give in `new` the id of a row that stays."
            )


def find_merges(decided):
    """{id of a row merged away: id of the row it went into}."""
    return {row.row_id: row.new for row in decided[decided["action"] == "merge"].itertuples(index=False)}


def follow_id(row_id, moved):
    """Where an id ends after all moves; merges in a circle end where they began."""
    seen = set()
    while row_id in moved and row_id not in seen:
        seen.add(row_id)
        row_id = moved[row_id]
    return row_id


def change_row(name, frame, target, row):
    """Carry out an accept or an edit on one row; an edit that changes nothing is an accept."""
    review = "accepted"
    if row.action == "edit":
        field = next(f for f in find_fields(name) if f["name"] == row.field)
        value, old = typed_cell(field, row.new).iloc[0], frame.loc[target, row.field]
        if not (pd.isna(value) and pd.isna(old)) and (pd.isna(old) or pd.isna(value) or value != old):
            frame.loc[target, row.field] = value
            review = "edited"
    if frame.loc[target, "review"] != "edited":
        frame.loc[target, "review"] = review


def join_rows(name, frame, added):
    """The table with the added rows in order of place; a row whose id is there already is not added twice."""
    if added is not None:
        frame = pd.concat([frame, added], ignore_index=True)
        frame = frame[~row_keys(name, frame).duplicated()]
    order = "start" if "start" in frame else None
    return frame.sort_values(order, kind="stable", ignore_index=True) if order else frame.reset_index(drop=True)


def follow_decisions(name, frame, corrections):
    """Let references follow the rows they point to: to the row a merge went into, to nothing where the row was rejected.

    A row that cannot be without its reference goes with it; rows that a merge made the same become one.
    """
    fields = {f["name"]: f for f in find_fields(name)}
    for reference in find_references(name):
        decided = corrections[corrections["table"] == reference["reference"]["resource"]]
        moved = find_merges(decided)
        moved |= dict.fromkeys(decided.loc[decided["action"] == "reject", "row_id"], "")
        if not moved:
            continue
        column = reference["fields"][0]
        before = frame[column]
        frame[column] = before.map(lambda cell, moved=moved: move_ids(cell, moved)).astype("str")
        if fields[column].get("constraints", {}).get("required"):
            frame = frame[(frame[column] != "") | (before == "")]
    return frame[~row_keys(name, frame).duplicated()].reset_index(drop=True)


def move_ids(cell, moved):
    """The ids of a cell, moved where they were merged, left out where they were rejected, each once."""
    return ";".join(dict.fromkeys(filter(None, (follow_id(i, moved) for i in cell.split(";")))))


def check_laid(name, frame, text):
    """The corrected table, if it keeps the codebook."""
    try:
        return check_table(name, frame, text or None)
    except TableError as error:
        raise CorrectionError(f"With the corrections laid over it: {error}") from None


def apply_corrections(annotations, corrections, text=""):
    """Lay corrections over every table of an `Annotations` and derive the relations again.

    `text` is the article's text: it is needed to find a target by its quotation, and to check that corrected spans cut.
    """
    frames = {
        name: lay_corrections(name, getattr(annotations, name), corrections, text).frame
        for name in TABLES
        if name != "relations"
    }
    return type(annotations)(
        **frames, relations=derive_relations(frames["events"], frames["event_parties"], frames["claims"])
    )


def count_corrections(found, corrected):
    """Table `corrections_needed`: how many rows and cells differ between what the machine found and the corrected tables."""
    names = [name for name in TABLES if name != "relations"]
    return make_table(
        "corrections_needed", [compare_tables(name, getattr(found, name), getattr(corrected, name)) for name in names]
    )


def compare_tables(name, found, corrected):
    """One row of `corrections_needed`; labels (who made a row, its review) do not count as content."""
    columns = [c for c in found.columns if c not in LABEL_COLUMNS]
    before, after = (
        {
            key: tuple(map(str, cells))
            for key, cells in zip(row_keys(name, f), f[columns].itertuples(index=False), strict=True)
        }
        for f in (found, corrected)
    )
    both = [key for key in before if key in after]
    fields = sum(a != b for key in both for a, b in zip(before[key], after[key], strict=True))
    edited = sum(before[key] != after[key] for key in both)
    rejected, added = len(before) - len(both), len(after) - len(both)
    return {
        "table": name,
        "machine_rows": len(before),
        "kept": len(both) - edited,
        "edited": edited,
        "rejected": rejected,
        "added": added,
        "edited_fields": fields,
        "corrections": fields + rejected + added,
        "corrected_rows": len(after),
    }
