"""The corrections file of an article: read, checked, and added to, never overwritten by a run.

Every correction carries its anchors after the W3C Web Annotation model: the row's id, its position, and its quotation
with what stands before and behind.
"""

import fcntl
import json
from contextlib import contextmanager
from functools import lru_cache

import pandas as pd

from helpers import paths
from helpers.corrections.acts import UNDO, find_undone, keep_standing
from helpers.corrections.words import is_short, list_faults, read_pairs, to_code
from helpers.files import write_file
from helpers.tables import (
    TableError,
    check_cells,
    check_rows,
    convert_cells,
    find_dtype,
    find_fields,
    make_table,
    read_cells,
    text_cells,
    to_csv,
    type_cells,
)

COLUMNS = tuple(field["name"] for field in find_fields("corrections"))


class CorrectionError(ValueError):
    """A corrections file that cannot be laid over: says which line, what was given and what is expected.

    `index` is the position of the row from 0, None where no single row is meant.
    """

    def __init__(self, message, index=None):
        super().__init__(message)
        self.index = index


def no_corrections():
    """An empty table of corrections."""
    return make_table("corrections", [])


def load_corrections(slug, reader=""):
    """Read and check the corrections of an article; returns those that nobody has taken back, by line (index + 2).

    An article that nobody has corrected has an empty table. With `reader` they are those of a reading of its own,
    `data/corrections/<slug>/<reader>.csv`. Raises CorrectionError, in one line, with every unknown column, table,
    field, action or value.
    """
    corrections, errors = read_corrections(slug, reader)
    if errors:
        raise CorrectionError("; ".join(map(str, errors)))
    return keep_standing(corrections)


def find_file(slug, reader=""):
    """The corrections file of an article, or that of one reader."""
    own = f"{paths.check_slug(slug)}/{paths.check_slug(reader)}" if reader else paths.check_slug(slug)
    return paths.CORRECTIONS / f"{own}.csv"


def name_file(path):
    """The path of a corrections file as it is told to a reader."""
    return f"data/corrections/{path.relative_to(paths.CORRECTIONS).as_posix()}"


def read_corrections(slug, reader=""):
    """(the sound rows of a corrections file, taken back or not, what is wrong with the others as CorrectionErrors).

    A file that is no table has one error and no row.
    """
    path = find_file(slug, reader)
    if not path.is_file():
        return no_corrections(), []
    try:
        cells = read_own_cells(path)
    except TableError as error:
        return no_corrections(), [CorrectionError(f"data/corrections/{error}")]
    return check_corrections(path, cells)


def read_own_cells(path):
    """The cells of a corrections file as text, its columns in order; raises TableError for another set of columns."""
    cells = read_cells(path)
    unknown, missing = [[c for c in a if c not in b] for a, b in ((cells, COLUMNS), (COLUMNS, cells))]
    if unknown or missing:
        raise TableError(
            f"{path.name}: unknown columns {unknown}, missing columns {missing}. Expected: {', '.join(COLUMNS)}."
        )
    return cells[list(COLUMNS)]


def check_corrections(path, cells):
    """(the rows that can mean something, with codes for plain words; a CorrectionError for each other, with its line).

    `cells` are text cells.
    """
    wrong = {} if are_sound(cells) else list_wrong(path, cells)
    sound = cells.drop(index=list(wrong))
    sound = make_codes(type_cells("corrections", sound)) if len(sound) else no_corrections()
    for index in find_undone(sound)[1]:
        detail = "action undo takes back nothing. Repeat the row that is taken back, its action in `old`."
        wrong[index] = CorrectionError(f"{name_file(path)}, line {index + 2}: {detail}", index)
    return sound.drop(index=[i for i in wrong if i in sound.index]), [wrong[i] for i in sorted(wrong)]


def are_sound(cells):
    """Whether every row of a corrections file can mean something."""
    try:
        check_together(cells)
    except TableError:
        return False
    return True


def check_together(cells):
    """Raise TableError unless every one of these rows of text cells can mean something."""
    rows = check_rows("corrections", type_cells("corrections", cells)) if len(cells) else no_corrections()
    for row in rows.itertuples():
        check_correction(row)
    for name, added in added_rows(rows).groupby("table"):
        read_rows(name, added)


def list_wrong(path, cells):
    """{index: CorrectionError} of the lines of a corrections file that can mean nothing."""
    wrong = {}
    for index in range(len(cells)):
        try:
            check_together(cells.iloc[[index]])
        except TableError as error:
            wrong[index] = CorrectionError(f"{name_file(path)}, line {index + 2}: {error}", index)
    return wrong


def make_codes(corrections):
    """The corrections with codes where an edit gives plain words."""
    edits = corrections[corrections["action"] == "edit"]
    codes = [to_code(row.table, row.field, row.new) for row in edits.itertuples()]
    return corrections.assign(
        new=corrections["new"].mask(corrections["action"] == "edit", pd.Series(codes, edits.index))
    )


def added_rows(corrections):
    """The corrections that hold whole rows."""
    return corrections[corrections["action"].isin(["add", "split"])]


def check_correction(row):
    """Raise TableError if a correction cannot mean anything: a derived table, an unknown field, an impossible value."""
    if row.table == "relations":
        raise TableError("relations are derived from events and cannot be corrected. Correct the event or its parties.")
    if row.action == "edit":
        check_field(row)
    if row.action != "add" and not row.row_id and (row.action, row.old) != (UNDO, "add"):
        raise TableError(f"action {row.action} without row_id. Give the id of a row of table {row.table}.")


def check_field(row):
    """An edit names a column of its table and a value that the column allows."""
    fields = index_fields(row.table)
    if row.field not in fields:
        raise TableError(f"no column '{row.field}' in table {row.table}. Expected: {', '.join(fields)}.")
    type_value(row.table, row.field, to_code(row.table, row.field, row.new))


def index_fields(table):
    """{column: its field} of a table, in order."""
    return {field["name"]: field for field in find_fields(table)}


@lru_cache(maxsize=4096)
def type_value(table, column, value):
    """One text value in the dtype of a column; raises TableError if the column does not allow it."""
    cell = type_cell(table, column, value)
    field = index_fields(table)[column]
    check_cells(table, pd.DataFrame({column: pd.Series([cell], dtype=find_dtype(field))}), field)
    return cell


@lru_cache(maxsize=4096)
def type_cell(table, column, value):
    """One text value in the dtype of a column, whether the column allows it or not."""
    field = index_fields(table)[column]
    return value if field["type"] == "string" else convert_cells(field, pd.Series([value], dtype="str")).iloc[0]


def read_rows(name, added):
    """The whole rows that corrections of one table add as JSON, as that table; the same row twice counts once."""
    rows = [cells for row in added.drop_duplicates("new").itertuples(index=False) for cells in parse_rows(name, row)]
    return check_rows(name, make_table(name, rows))


def parse_rows(name, row):
    """The rows of one add or split, as dicts of values that fit their columns; a short addition is only checked."""
    rows, fields = parse_json(row), index_fields(name)
    if row.action == "add" and is_short(name, rows[0]):
        faults = [*list_faults(name, rows[0], row.quote), *list_untyped(name, rows[0])]
        if faults:
            raise TableError("; ".join(faults))
        return []
    unknown = sorted({key for cells in rows for key in cells} - set(fields))
    if unknown:
        raise TableError(f"no column '{unknown[0]}' in table {name}. Expected: {', '.join(fields)}.")
    label = {"made_by": row.who, "review": "added"}
    return [{**{key: type_cell(name, key, write_value(cells.get(key))) for key in fields}, **label} for cells in rows]


def list_untyped(name, cells):
    """What no dtype of its column holds, as lines of text."""
    for key in (key for key in cells if key in index_fields(name)):
        try:
            type_cell(name, key, write_value(cells[key]))
        except TableError as error:
            yield str(error)


def write_value(value):
    """A JSON value as text; absent is empty."""
    return "" if value is None else str(value)


def parse_json(row):
    """The rows of one add or split as they stand there, as dicts; raises TableError for anything else."""
    pairs = read_pairs(row.new) if row.action == "add" else None
    if pairs:
        return [pairs]
    try:
        given = json.loads(row.new)
    except (json.JSONDecodeError, RecursionError) as error:
        raise TableError(
            f"`new` of action {row.action} is no JSON: {error}. Expected the whole row as {{column: value}}."
        ) from None
    rows = given if isinstance(given, list) else [given]
    if (not rows and row.action == "add") or not all(isinstance(cells, dict) for cells in rows):
        raise TableError(
            f"`new` of action {row.action} is {row.new[:40]}. Expected the whole row as {{column: value}}."
        )
    return rows


# Adding to the file


@contextmanager
def lock_corrections(slug, reader=""):
    """Hold the corrections of an article for oneself: whoever else wants to write them waits."""
    path = find_file(slug, reader)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(f".{path.stem}.lock"), "a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def add_corrections(slug, added, reader="", check=None):
    """Append a table of corrections to an article's file, if each is sound; returns how many rows it has now.

    The file is read and written anew under a lock, so that of two processes neither loses anything; what stands in it
    stays. `check`, if given, is called with all sound rows that then stand and the index of the first that is new, and
    may raise too. Raises CorrectionError with every error of the file and of what is added.
    """
    path = find_file(slug, reader)
    with lock_corrections(slug, reader):
        cells = append_cells(path, added)
        corrections, errors = check_corrections(path, cells)
        if check:
            try:
                check(keep_standing(corrections), len(cells) - len(added))
            except CorrectionError as error:
                errors.append(error)
        if errors:
            raise CorrectionError("; ".join(map(str, errors)))
        write_file(path, to_csv(cells))
    return len(cells)


def append_cells(path, added):
    """The text cells of a corrections file with more rows at its end."""
    own = text_cells(added.reset_index(drop=True))
    try:
        return pd.concat([read_own_cells(path), own], ignore_index=True) if path.is_file() else own
    except TableError as error:
        raise CorrectionError(f"data/corrections/{error}") from None


def list_errors(slug, reader=""):
    """Every error of an article's corrections file as a line of text, empty if it is sound."""
    return [str(error) for error in read_corrections(slug, reader)[1]]
