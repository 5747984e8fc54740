"""Parquet files by DuckDB: columns and types from `data/datapackage.json`, the same bytes for the same rows."""

import os
import tempfile
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from helpers.files import check_writable, write_file
from helpers.tables import find_fields, make_table

TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE"}
# Row groups of a fixed size on one thread: the bytes do not depend on the machine. Small ones, of which a question
# leaves out those without what it asks for.
OPTIONS = "(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480)"


@cache
def start_database(process):
    """The DuckDB of a process, in memory; it reads no settings and loads nothing, and on one thread keeps the order of
    rows.
    """
    return duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False})


def connect():
    """A connection to the DuckDB of this process, to be closed."""
    return start_database(os.getpid()).cursor()


def quote(text):
    """A text as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


def list_columns(table, first=()):
    """(name, DuckDB type) of the columns of a table of `data/datapackage.json`, behind the `first`, which are text."""
    fields = [(field["name"], TYPES[field["type"]]) for field in find_fields(table)]
    return [*((name, "VARCHAR") for name in first), *fields]


def make_parquet(frame, columns):
    """The bytes of a Parquet file of a DataFrame, with columns [(name, DuckDB type)]."""
    casts = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in columns)
    with connect() as connection:
        connection.register("frame", frame[[name for name, _ in columns]])
        return copy_bytes(connection, f"SELECT {casts} FROM frame")


def copy_bytes(connection, query):
    """The bytes of a Parquet file of what a query gives."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        connection.execute(f"COPY ({query}) TO {quote(path)} {OPTIONS}")
        return path.read_bytes()


def write_query(path, connection, query):
    """Write what a query gives as a Parquet file, whole or not at all, without holding it in memory."""
    check_writable(path.parent)
    temporary = path.with_name(f".{path.name}")
    temporary.unlink(missing_ok=True)
    connection.execute(f"COPY ({query}) TO {quote(temporary)} {OPTIONS}")
    os.replace(temporary, path)


def write_rows(path, table, rows):
    """Write rows (dicts or a DataFrame) as the Parquet file of a table; returns whether its bytes changed."""
    return write_file(path, make_parquet(make_table(table, rows), list_columns(table)))


def read_rows(path, query="SELECT * FROM rows"):
    """A DataFrame of one Parquet file, or of several in their order; `query` may ask for a part of its `rows`.

    Raises ValueError for a file that is none or has other columns than it asks for.
    """
    files = [path] if isinstance(path, str | Path) else list(path)
    with connect() as connection:
        try:
            connection.execute(f"CREATE TEMP VIEW rows AS SELECT * FROM read_parquet([{', '.join(map(quote, files))}])")
            return type_columns(connection.execute(query).df())
        except duckdb.Error as error:
            told = str(error).splitlines()[0]
            wrong = next((file for file in files if str(file) in told), files[0])
            told = told.replace(str(wrong), wrong.name)[:160]
            raise ValueError(
                f"{wrong.parent.name}/{wrong.name} is not a Parquet file of this version ({told}). "
                "Take it away and bring the articles in again: make archive ARTICLES=…"
            ) from None


def type_columns(frame):
    """The frame of an answer with texts as `str` and empty ones as ""."""
    texts = {column: frame[column].fillna("").astype("str") for column in frame if is_text(frame[column])}
    return frame.assign(**texts)


def is_text(column):
    """Whether a column holds texts."""
    return pd.api.types.is_string_dtype(column.dtype) or column.dtype == object
