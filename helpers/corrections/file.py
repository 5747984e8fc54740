"""The corrections file of an article: read, checked, and added to, never overwritten by a run.

Every correction carries its anchors after the W3C Web Annotation model: the row's id, its position, and its quotation
with what stands before and behind.
"""

import fcntl
import json
from contextlib import contextmanager

import pandas as pd

from helpers import paths
from helpers.files import write_file
from helpers.tables import (
    TableError,
    check_cells,
    check_file,
    check_rows,
    check_table,
    convert_cells,
    find_fields,
    make_table,
    read_cells,
    to_csv,
    type_cells,
)


class CorrectionError(ValueError):
    """A corrections file that cannot be laid over: says which line, what was given and what is expected."""


def no_corrections():
    """An empty table of corrections."""
    return make_table("corrections", [])


def load_corrections(slug):
    """Read and check `data/corrections/<slug>.csv`; an article that nobody has corrected has an empty table.

    Raises CorrectionError, in one line, for an unknown column, table, field, action or value.
    """
    path = find_file(slug)
    if not path.is_file():
        return no_corrections()
    try:
        corrections = check_file("corrections", path)
    except TableError as error:
        raise CorrectionError(f"data/corrections/{error}") from None
    return check_corrections(path, corrections)


def find_file(slug):
    """The corrections file of an article."""
    return paths.CORRECTIONS / f"{paths.check_slug(slug)}.csv"


def check_corrections(path, corrections):
    """The corrections, if each can mean something; raises CorrectionError that names file and line."""
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
            f"no column '{row.field}' in table {row.table}. Expected: "
            f"{', '.join(f['name'] for f in find_fields(row.table))}."
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
    rows = parse_json(row)
    fields = {f["name"]: f for f in find_fields(name)}
    unknown = sorted({key for cells in rows for key in cells} - set(fields))
    if unknown:
        raise TableError(f"no column '{unknown[0]}' in table {name}. Expected: {', '.join(fields)}.")
    label = {"made_by": row.who, "review": "added"}
    return [
        {**{key: parse_cell(fields[key], cells.get(key)) for key in {**cells, **fields}}, **label} for cells in rows
    ]


def parse_json(row):
    """The rows of one add or split as they stand there, as dicts; raises TableError for anything else."""
    try:
        given = json.loads(row.new)
    except (json.JSONDecodeError, RecursionError) as error:
        raise TableError(
            f"`new` of action {row.action} is no JSON: {error}. Expected the whole row as {{column: value}}."
        ) from None
    rows = given if isinstance(given, list) else [given]
    if not all(isinstance(cells, dict) for cells in rows):
        raise TableError(
            f"`new` of action {row.action} is {row.new[:40]}. Expected the whole row as {{column: value}}."
        )
    return rows


def parse_cell(field, value):
    """One JSON value as a cell of its column; absent is empty."""
    return typed_cell(field, "" if value is None else str(value)).iloc[0]


# Adding to the file


@contextmanager
def lock_corrections(slug):
    """Hold the corrections of an article for oneself: whoever else wants to write them waits."""
    paths.CORRECTIONS.mkdir(parents=True, exist_ok=True)
    with open(paths.CORRECTIONS / f".{paths.check_slug(slug)}.lock", "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def add_corrections(slug, added):
    """Append a checked table of corrections to an article's file; returns how many it has now.

    The file is read, checked and written anew under a lock, so that of two processes neither loses anything.
    """
    path = find_file(slug)
    check_corrections(path, added)
    with lock_corrections(slug):
        corrections = pd.concat([load_corrections(slug), added], ignore_index=True)
        write_file(path, to_csv(check_table("corrections", corrections)))
    return len(corrections)


def list_errors(slug):
    """Every error of an article's corrections file as a line of text, empty if it is sound."""
    try:
        load_corrections(slug)
        return []
    except CorrectionError as first:
        path = find_file(slug)
        try:
            cells = read_cells(path)
        except TableError:
            return [str(first)]
        errors = [error for n in range(len(cells)) if (error := find_error(path.name, cells.iloc[[n]], n))]
        return errors or [str(first)]


def find_error(file, cells, index):
    """What is wrong with one line of a corrections file, "" if nothing is."""
    try:
        row = check_rows("corrections", type_cells("corrections", cells))
        check_correction(next(row.itertuples()))
        read_rows(row["table"].iloc[0], added_rows(row))
    except TableError as error:
        return f"data/corrections/{file}, line {index + 2}: {error}"
    return ""
