"""Columns, dtypes and closed vocabularies of every table; check, load, save.

The one place where columns are described is `data/datapackage.json` (Frictionless Table Schema); `data/README.md` is
written from it.
"""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache

import pandas as pd

from helpers import paths
from helpers.files import write_file

# What a spreadsheet would take for a formula; such a cell is written with an apostrophe before it, which reading takes
# away.
FORMULA = re.compile(r"'*[=+\-@\t\r].", re.DOTALL)
DTYPES = {"string": "str", "integer": "int64", "number": "float64", "date": "datetime64[us]"}


HAPPENED = ("OCCURRED", "ONGOING", "HISTORICAL")
READ = ("accepted", "edited", "added")


class TableError(ValueError):
    """A table that breaks a rule of the codebook: says which row and column, what was given and what is expected.

    `row` is the position of the row from 0, None where the whole table is meant; `detail` is the message without table
    and row.
    """

    row, detail = None, ""

    def in_file(self, file):
        """The same error as told of a CSV file, whose lines a reader can count."""
        return TableError(f"{file}: {self}" if self.row is None else f"{file}, line {self.row + 2}, {self.detail}")


@dataclass
class Annotations:
    """All that was found in one article: one DataFrame per attribute, columns as in `data/README.md`."""

    sentences: pd.DataFrame
    actors: pd.DataFrame
    mentions: pd.DataFrame
    dates: pd.DataFrame
    claims: pd.DataFrame
    events: pd.DataFrame
    event_parties: pd.DataFrame
    relations: pd.DataFrame


TABLES = tuple(Annotations.__annotations__)


@lru_cache(maxsize=1)
def load_schemas():
    """{table: Frictionless resource} of `data/datapackage.json`."""
    package = json.loads((paths.DATA / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource for resource in package["resources"]}


def find_fields(name):
    """The fields of a table, in order; raises TableError for an unknown table."""
    schemas = load_schemas()
    if name not in schemas:
        close = get_close_matches(str(name), schemas, n=1) or [", ".join(TABLES)]
        raise TableError(f"No table '{name}' in data/datapackage.json. Did you mean: {close[0]}?")
    return schemas[name]["schema"]["fields"]


def find_values(name, column):
    """The closed vocabulary of a column, in codebook order."""
    return next(f for f in find_fields(name) if f["name"] == column)["constraints"]["enum"]


def find_references(name):
    """The references of a table to others: Frictionless foreign keys, and those of columns that hold several ids."""
    schema = load_schemas()[name]["schema"]
    return [*schema.get("foreignKeys", []), *schema.get("references", [])]


def find_dtype(column):
    """The pandas dtype of a Frictionless field: an integer that may be empty is Int64."""
    required = column.get("constraints", {}).get("required", False)
    return "Int64" if column["type"] == "integer" and not required else DTYPES[column["type"]]


def sort_rows(frame):
    """The rows in order of their place in the text, those without one last."""
    if "start" not in frame or frame["start"].is_monotonic_increasing:
        return frame.reset_index(drop=True)
    return frame.sort_values("start", kind="stable", ignore_index=True)


def make_table(name, rows):
    """A DataFrame of `rows` (dicts or a DataFrame) with the columns and dtypes of table `name`; absent
    cells are empty.
    """
    if isinstance(rows, pd.DataFrame):
        frame = rows.reindex(columns=[field["name"] for field in find_fields(name)])
        cells = {column: frame[column].tolist() for column in frame}
    else:
        rows = list(rows)
        cells = {field["name"]: [row.get(field["name"]) for row in rows] for field in find_fields(name)}
    return pd.DataFrame({field["name"]: make_column(field, cells[field["name"]]) for field in find_fields(name)})


def make_column(field, cells):
    """The cells of a column in its dtype; an empty one is "", or missing where it is no text."""
    dtype = find_dtype(field)
    if dtype == "str":
        texts = [cell if type(cell) is str else "" if is_empty(cell) else str(cell) for cell in cells]
        return pd.array(texts, dtype=make_dtype(dtype))
    return pd.array([None if is_empty(cell) else cell for cell in cells], dtype=make_dtype(dtype))


@cache
def make_dtype(name):
    """The dtype of a name; to look one up takes longer than to make a column."""
    return pd.api.types.pandas_dtype(name)


def is_empty(cell):
    """Whether a cell holds nothing: None, NA, NaN or NaT."""
    return cell is None or cell is pd.NA or cell != cell


def row_keys(name, frame):
    """The id of every row: its primary key, several columns joined by "|".

    A party without an actor has its mention in the actor's place.
    """
    resource = load_schemas()[name]
    key = [column.split("|") for column in resource.get("rowId", resource["schema"]["primaryKey"])]
    if len(key) == 1:
        return frame[key[0][0]]
    if not len(frame):
        return pd.Series([], dtype="str")
    cells = [
        frame[first].where(frame[first] != "", frame[other[0]]) if other else frame[first] for first, *other in key
    ]
    return pd.concat(cells, axis=1).agg("|".join, axis=1)


def is_read(frame):
    """Whether somebody has read each row of a corrected table, as a Series: accepted, edited or added it."""
    return frame["review"].isin(READ)


def read_table(name, path):
    """Read a CSV of table `name`, unchecked; raises TableError, with file and line, for what does not fit the dtypes.

    A table that a spreadsheet has saved may begin with a byte order mark and be separated by semicolons or tabs.
    """
    cells = read_cells(path)
    try:
        return type_cells(name, cells)
    except TableError as error:
        raise error.in_file(path.name) from None


def read_cells(path):
    """The cells of a CSV as text, without the apostrophes that guard formulas; raises TableError for what
    is no table.
    """
    try:
        separator = find_separator(path)
        frame = pd.read_csv(path, sep=separator, dtype="str", keep_default_na=False, na_values=[], encoding="utf-8-sig")
        return frame.apply(lambda cells: cells.map(bare_cell)).astype("str") if len(frame) else frame
    except (pd.errors.EmptyDataError, pd.errors.ParserError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise TableError(f"{path.name} is no table: {reason}. Expected: CSV in UTF-8 with a header row.") from None


def find_separator(path):
    """The separator of a CSV: the one of comma, semicolon and tab that its header has most of."""
    with open(path, encoding="utf-8-sig") as file:
        header = file.readline()
    return max(",;\t", key=header.count)


def guard_cell(cell):
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def bare_cell(cell):
    """A cell without the apostrophe that guards it."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def type_cells(name, frame):
    """A frame of text cells with the dtypes of table `name`; raises TableError at the first cell that does not fit."""
    fields = {f["name"]: f for f in find_fields(name) if f["type"] != "string"}
    return frame.assign(
        **{column: convert_cells(fields[column], frame[column]) for column in frame if column in fields}
    )


def text_cells(frame):
    """A table as text cells: days as YYYY-MM-DD, empty for empty."""
    return frame.apply(lambda cells: cells.map(write_cell)).astype("str") if len(frame) else frame.astype("str")


def write_cell(value):
    """A cell as it stands in a CSV."""
    if pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if hasattr(value, "strftime") else str(value)


def convert_cells(column, cells):
    """Text cells of a CSV as the column's dtype; raises TableError at the first that does not fit."""
    filled = cells.where(cells != "", None)
    if column["type"] == "date":
        values = pd.to_datetime(filled, format="%Y-%m-%d", errors="coerce").astype(DTYPES["date"])
    else:
        values = pd.to_numeric(filled, errors="coerce")
    wrong = values.isna() & (cells != "")
    if column["type"] == "integer":
        wrong |= values.notna() & (values % 1 != 0)
    required = column.get("constraints", {}).get("required", False)
    for mask, what in ((wrong, f"is no {column['type']}"), (values.isna() & required, "is empty")):
        if mask.any():
            row = int(mask.to_numpy().argmax())
            given = repr(cells.iloc[row]) + " " if cells.iloc[row] else ""
            raise locate(row, f"column {column['name']}: {given}{what}. Expected: {column['description']}.")
    return values.astype(find_dtype(column))


def locate(row, detail, where=""):
    """A TableError that knows its row."""
    error = TableError(where + detail)
    error.row, error.detail = row, detail
    return error


def check_table(name, frame, text=None):
    """Return `frame` if it keeps every rule of table `name`; raise TableError at the first that it breaks.

    The rules are columns and their order, dtypes, required cells, vocabularies, patterns, ranges, keys, complete spans
    and their length, and bounds in order. With `text`, every triple must also cut it: `text[start:end] == cell`.
    """
    check_rows(name, frame, text)
    check_keys(name, frame)
    return frame


def check_rows(name, frame, text=None):
    """The rules that a row keeps by itself; returns `frame` or raises TableError."""
    columns = find_fields(name)
    check_columns(name, frame, columns)
    for column in columns:
        check_cells(name, frame, column)
    for prefix in find_triples(frame):
        check_triple(name, frame, prefix, text)
    check_order(name, frame)
    return frame


def fail(name, frame, wrong, column, expected):
    """Raise TableError for the first row where `wrong` is true."""
    if wrong.any():
        row = int(wrong.to_numpy().argmax())
        cell = frame[column].iloc[row]
        given = repr(cell) if isinstance(cell, str) else str(cell)
        raise locate(row, f"column {column}: {given}. Expected: {expected}.", f"Table {name}, row {row}, ")


def check_columns(name, frame, columns):
    """Columns are those of the schema, in its order, with its dtypes."""
    expected = [c["name"] for c in columns]
    given = list(frame.columns)
    unknown, missing = [c for c in given if c not in expected], [c for c in expected if c not in given]
    if unknown or missing:
        raise TableError(
            f"Table {name}: unknown columns {unknown}, missing columns {missing}. Expected: {', '.join(expected)}."
        )
    if given != expected:
        raise TableError(f"Table {name}: columns in the order {given}. Expected the order {expected}.")
    for column in columns:
        if str(frame[column["name"]].dtype) != find_dtype(column):
            raise TableError(
                f"Table {name}, column {column['name']}: dtype {frame[column['name']].dtype}. Expected: "
                f"{find_dtype(column)}."
            )


def check_cells(name, frame, column):
    """Every cell of a column keeps the column's constraints."""
    rules, cells = column.get("constraints", {}), frame[column["name"]]
    empty = cells.isna() | (cells == "") if column["type"] == "string" else cells.isna()
    if rules.get("required"):
        fail(name, frame, empty, column["name"], f"a value; {column['description']}")
    if column["type"] == "string":
        words = cells.isin(["None", "nan", "NaN", "NaT", "<NA>"]) & (not is_quoted(column["name"]))
        fail(name, frame, words, column["name"], "an empty cell is empty, not a word for it")
        fail(name, frame, cells.isna(), column["name"], "an empty string")
    if "enum" in rules:
        fail(name, frame, ~empty & ~cells.isin(rules["enum"]), column["name"], "one of " + ", ".join(rules["enum"]))
    if "pattern" in rules:
        fail(
            name,
            frame,
            ~empty & ~cells.map(lambda cell: bool(re.fullmatch(rules["pattern"], cell))).astype(bool),
            column["name"],
            column["description"],
        )
    if "minimum" in rules:
        fail(name, frame, (cells < rules["minimum"]).fillna(False), column["name"], f"at least {rules['minimum']}")
    if "maximum" in rules:
        fail(name, frame, (cells > rules["maximum"]).fillna(False), column["name"], f"at most {rules['maximum']}")
    if rules.get("unique"):
        fail(name, frame, ~empty & cells.duplicated(), column["name"], "a value that no other row has")


def is_quoted(column):
    """Whether a column holds words of the article, which may be any words."""
    return column.endswith("text") or column in ("quote", "prefix", "suffix")


def check_keys(name, frame):
    """The primary key is unique, and a reference to the table itself finds its row."""
    schema = load_schemas()[name]["schema"]
    key = [schema["primaryKey"]] if isinstance(schema.get("primaryKey"), str) else schema.get("primaryKey", [])
    if key:
        fail(name, frame, frame.duplicated(key), key[0], f"no second row with the same {', '.join(key)}")
    for first, second in (column.split("|") for column in load_schemas()[name].get("rowId", ()) if "|" in column):
        fail(name, frame, (frame[[first, second]] == "").all(axis=1), first, f"a value, or one in {second}")
    for reference in find_references(name):
        if reference["reference"]["resource"] == name:
            check_reference(name, frame, reference, frame)


def check_reference(name, frame, reference, target):
    """Every id in a referring column stands in the table it refers to, or is one of the `others` that need no row.

    Several ids in a cell are separated by `;`.
    """
    column, known = reference["fields"][0], set(target[reference["reference"]["fields"][0]])
    known |= set(reference.get("others", []))
    lost = frame[column].map(lambda cell: any(i not in known for i in cell.split(";")) if cell else False).astype(bool)
    fail(name, frame, lost, column, f"an id of table {reference['reference']['resource']}")


def check_references(frames):
    """Every reference between the given tables ({name: frame}) finds its row; raises TableError otherwise."""
    for name, frame in frames.items():
        for reference in find_references(name):
            target = reference["reference"]["resource"]
            if target in frames:
                check_reference(name, frame, reference, frames[target])
    return frames


def find_triples(frame):
    """Prefixes of the (start, end, text) triples of a table: "", "source_", "cue_", "trigger_"."""
    return [
        c.removesuffix("start")
        for c in frame.columns
        if c.endswith("start") and c.removesuffix("start") + "text" in frame
    ]


def check_triple(name, frame, prefix, text=None):
    """A triple is complete or empty, runs forwards, is as long as its text and, if `text` is given, cuts it."""
    start, end, cut = (frame[prefix + part] for part in ("start", "end", "text"))
    given = start.notna().astype(int) + end.notna().astype(int) + (cut != "").astype(int)
    fail(
        name,
        frame,
        given.isin([1, 2]),
        prefix + "start",
        f"{prefix}start, {prefix}end and {prefix}text together, or none of them",
    )
    fail(name, frame, (end <= start).fillna(False).astype(bool), prefix + "end", f"more than {prefix}start")
    length = (end - start).fillna(0).astype(int)
    fail(name, frame, length != cut.str.len(), prefix + "text", f"as many characters as {prefix}end - {prefix}start")
    if text is not None:
        check_cut(name, frame, prefix, text)


def check_cut(name, frame, prefix, text):
    """The text of every triple is what the article has between its start and its end."""
    spans = [
        slice(int(s), int(e))
        for s, e in zip(*(frame[prefix + part].fillna(0) for part in ("start", "end")), strict=True)
    ]
    wrong = [bool(cut) and text[span] != cut for span, cut in zip(spans, frame[prefix + "text"], strict=True)]
    if any(wrong):
        span = spans[wrong.index(True)]
        stands = f"characters {span.start}–{span.stop} of the article, which has {len(text)}: {text[span][:60]!r}"
        fail(name, frame, pd.Series(wrong, index=frame.index), prefix + "text", stands)


def check_order(name, frame):
    """The earliest day is not after the latest."""
    if "earliest" in frame and "latest" in frame:
        fail(name, frame, frame["earliest"] > frame["latest"], "earliest", "a day not after `latest`")


def check_file(name, path):
    """Read and check the CSV of table `name` at `path`; raises TableError that names the file and the line."""
    frame = read_table(name, path)
    try:
        return check_table(name, frame)
    except TableError as error:
        raise error.in_file(path.name) from None


def save_tables(slug, annotations):
    """Write `annotations` (an Annotations, or {table: frame}) to `data/articles/<slug>/`, checked first, all or none.

    A file whose bytes would be the same is left alone. Returns the names of the tables whose file changed.
    """
    folder = paths.ARTICLES / paths.check_slug(slug)
    frames = dict(annotations if isinstance(annotations, Mapping) else vars(annotations))
    contents = {name: to_csv(check_table(name, frame)) for name, frame in frames.items()}
    check_references(frames)
    return [name for name, content in contents.items() if write_file(folder / f"{name}.csv", content)]


def to_csv(frame):
    """A table as CSV text: UTF-8, LF, days as YYYY-MM-DD, empty for empty, and nothing that a spreadsheet would run."""
    texts = frame.select_dtypes(include=["str", "object"])
    frame = frame.assign(
        **{c: texts[c].map(lambda cell: guard_cell(cell) if isinstance(cell, str) else cell) for c in texts}
    )
    content = frame.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")
    if "\r" not in content:
        return content
    # Only quoted does a lone carriage return survive reading.
    return frame.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d", quoting=csv.QUOTE_NONNUMERIC)


def load_tables(slug):
    """The saved tables of an article as an Annotations; raises FileNotFoundError if they were never made."""
    folder = paths.ARTICLES / paths.check_slug(slug)
    missing = [name for name in TABLES if not (folder / f"{name}.csv").is_file()]
    if missing:
        raise FileNotFoundError(
            f"No {missing[0]}.csv in data/articles/{slug}/. Run the notebooks on it first: make run ARTICLE={slug}"
        )
    return Annotations(**{name: check_file(name, folder / f"{name}.csv") for name in TABLES})


def make_id(article, kind, *spans):
    """A row's id, the same in every run: article, kind and spans ("slug:claim:520-529:394-507")."""
    return ":".join([article.slug, kind, *(f"{start}-{end}" for start, end in spans)])
