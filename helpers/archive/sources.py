"""What a reader holds becomes documents, one after another: a folder, a table, saved pages, downloads from press
databases.
"""

import csv
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path

from helpers.archive.databases import is_factiva
from helpers.archive.parquet import connect, quote
from helpers.archive.reader import Reader
from helpers.articles.documents import LIMIT, SAME, SUFFIXES

FACTS = ("text", "title", "published", "outlet", "author", "address")
# Names under which tables of articles hold them, the first that is there counts.
NAMES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "article_text"),
    "title": ("title", "headline", "head", "heading"),
    "published": ("published", "date", "published_at", "publication_date", "date_published", "pubdate", "datetime"),
    "outlet": ("outlet", "source", "publication", "newspaper", "publisher", "site", "journal", "source_name"),
    "author": ("author", "authors", "byline", "creator"),
    "address": ("address", "url", "link", "web_url", "source_url"),
}
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
WEB = (".warc", ".warc.gz")
DATABASES = (".docx", ".rtf")
DATABASE_LIMIT = 200_000_000
LONGEST_HEADER = 1_000_000  # characters: a table of articles has tens of columns, not a million


def list_files(source):
    """The files of a source in their order: itself, or all below the folder whose kind can be read.

    Raises FileNotFoundError or ValueError, in one line, where there are none.
    """
    path = Path(source)
    if not path.exists():
        raise FileNotFoundError(f"No file or folder '{source}'. Give ARTICLES= the path of your articles.")
    if path.is_file():
        if not find_kind(path):
            raise ValueError(f"'{path.name}' is no kind of file that can be read. {explain_kinds()}")
        return [path]
    files = sorted((file for file in path.rglob("*") if file.is_file() and find_kind(file)), key=lambda f: f.as_posix())
    files = [file for file in files if not any(part.startswith(".") for part in file.relative_to(path).parts)]
    if not files:
        raise ValueError(f"The folder '{source}' holds no file that can be read. {explain_kinds()}")
    return files


def explain_kinds():
    """The kinds of files that can be read, in a sentence."""
    return f"Expected: {', '.join((*SUFFIXES, *TABLES, *WEB, *DATABASES))}."


def find_kind(path):
    """The ending that tells how a file is read; "" if none does."""
    name = path.name.lower()
    ending = next((ending for ending in (*WEB, *TABLES, *DATABASES) if name.endswith(ending)), "")
    suffix = Path(name).suffix
    return ending or (SAME.get(suffix, suffix) if SAME.get(suffix, suffix) in SUFFIXES and name != "readme.md" else "")


def read_documents(source, columns=None) -> Iterator[dict]:
    """Every document of a source as a dict with `file`, `place` and either the facts of `FACTS` or a `problem`.

    `columns` ({fact: column}) names the columns of tables that are called otherwise; raises ValueError for one that is
    not there.
    """
    check_facts(columns or {})
    with Reader() as reader:
        for path in list_files(source):
            name = path.name if path == Path(source) else path.relative_to(source).as_posix()
            for place, document in number_documents(path, reader, columns or {}):
                yield {"file": name, "place": place, **document}


def check_facts(columns):
    """Raise ValueError for a fact that nothing reads."""
    unknown = sorted(set(columns) - set(FACTS))
    if unknown:
        raise ValueError(f"No fact '{unknown[0]}' of an article. There are: {', '.join(FACTS)}.")


def number_documents(path, reader, columns):
    """(place, document) of each document in a file; one that cannot be opened is one document with a problem."""
    kind = find_kind(path)
    try:
        if kind in TABLES:
            yield from enumerate(read_table_file(path, kind, columns), 1)
        elif kind in WEB:
            yield from enumerate(read_pages(path, reader), 1)
        elif kind in DATABASES or (kind == ".html" and is_factiva(read_bytes(path))):
            raw = read_bytes(path, DATABASE_LIMIT)
            opener = "factiva.html" if kind == ".html" else kind
            yield from enumerate(reader.read(opener, path.name, raw), 1)
        else:
            yield 1, read_article(path, kind, reader)
    except ColumnError:
        raise
    except (ValueError, OSError) as error:
        yield 0, {"problem": " ".join(str(error).split())}


class Problem(str):
    """Why a row of a table could not be read."""


class ColumnError(ValueError):
    """A table without the column that a reader named, or without one that holds texts."""


def read_bytes(path, limit=LIMIT):
    """The bytes of a file; raises ValueError for one that is larger than the limit."""
    with open(path, "rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise ValueError(f"{path.name} is larger than {limit // 1_000_000} MB.")
    return raw


def read_article(path, kind, reader):
    """A document that is one article; a .toml beside it overrules what the document says."""
    raw = read_bytes(path)
    document = reader.read(kind, path.name, raw)[0]
    toml = path.with_suffix(".toml")
    if toml.is_file():
        try:
            known = tomllib.loads(toml.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{toml.name} cannot be read: {error}") from None
        document |= {key: str(known[key]) for key in FACTS[1:] if known.get(key)}
    return document | {"sha256": hashlib.sha256(raw).hexdigest()}


def read_table_file(path, kind, columns):
    """The rows of a table of articles as documents."""
    rows = {".csv": read_csv, ".tsv": read_csv, ".parquet": read_parquet}.get(kind, read_json_lines)(path)
    chosen, seen = None, set()
    for row in rows:
        if isinstance(row, Problem):
            yield {"problem": row}
            continue
        if chosen is None or not seen >= row.keys():
            seen |= row.keys()
            chosen = choose_columns(path.name, seen, columns)
        yield {fact: write_fact(row.get(column)) for fact, column in chosen.items()}


def choose_columns(file, given, columns):
    """{fact: column} of a table: those that a reader named, else those known by their names; text must be there."""
    for fact, column in columns.items():
        if column not in given:
            close = get_close_matches(column, given, n=1)
            hint = f"Did you mean '{close[0]}'?" if close else f"There are: {name_columns(given)}."
            raise ColumnError(f"{file} has no column '{column}' (for {fact}). {hint}")
    folded = {re.sub(r"[^a-z]+", "_", column.lower()).strip("_"): column for column in sorted(given)}
    found = {fact: next((folded[name] for name in names if name in folded), "") for fact, names in NAMES.items()}
    chosen = {fact: column for fact, column in (found | columns).items() if column}
    if "text" not in chosen:
        raise ColumnError(
            f"{file} has no column that is known to hold the text. There are: {name_columns(given)}. "
            "Name it: COLUMNS=text=…"
        )
    return chosen


def name_columns(given):
    """The first columns of a table."""
    names = sorted(given)
    return ", ".join(name[:40] for name in names[:12]) + (" …" if len(names) > 12 else "")


def write_fact(value):
    """A cell of a table as text; a time without a zone is worth its day."""
    if value is None or value != value:
        return ""
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def read_csv(path):
    """The rows of a CSV or a table separated by tabs or semicolons, as dicts; a line that is none is a problem."""
    csv.field_size_limit(LIMIT)
    with open(path, encoding="utf-8-sig", errors="strict", newline="") as file:
        header = file.readline(LONGEST_HEADER)
        if len(header) >= LONGEST_HEADER:
            raise ValueError(
                f"{path.name}: its first line has {LONGEST_HEADER:,} characters or more, and is no header."
            )
        file.seek(0)
        rows = csv.DictReader(file, delimiter=max(",;\t", key=header.count), strict=True)
        while True:
            try:
                row = next(rows, None)
            except (csv.Error, UnicodeDecodeError) as error:
                yield Problem(f"{path.name}, line {rows.line_num + 1}: {error}. The rest of the file was not read.")
                return
            if row is None:
                return
            yield {key: value for key, value in row.items() if key is not None}


def read_json_lines(path):
    """The objects of a file of JSON Lines; a line that is none is a problem."""
    with open(path, "rb") as file:
        number = 0
        while line := file.readline(LIMIT + 1):
            number += 1
            if len(line) > LIMIT:
                yield Problem(
                    f"{path.name}, line {number} is larger than {LIMIT // 1_000_000} MB. The rest was not read."
                )
                return
            if line.strip():
                yield read_json_line(path.name, number, line)


def read_json_line(name, number, line):
    """One line of JSON as a dict, or as a problem."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(f"{name}, line {number} is no JSON: {str(error)[:80]}")
    return row if isinstance(row, dict) else Problem(f"{name}, line {number} is no object of JSON.")


def read_parquet(path):
    """The rows of a Parquet file, a thousand at a time."""
    import duckdb

    with connect() as connection:
        try:
            found = connection.execute(f"SELECT * FROM read_parquet({quote(path)})")
            names = [column[0] for column in found.description]
            while rows := found.fetchmany(1000):
                yield from (dict(zip(names, row, strict=True)) for row in rows)
        except duckdb.Error as error:
            raise ValueError(f"{path.name} cannot be read as Parquet: {str(error).splitlines()[0][:120]}") from None


def read_pages(path, reader):
    """The pages in a WARC file as documents: its responses of HTML that succeeded."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with open(path, "rb") as file:
        try:
            for record in ArchiveIterator(file):
                if is_page(record):
                    yield read_page(record, reader)
        except (ArchiveLoadFailed, OSError, EOFError, UnicodeDecodeError) as error:
            yield {"problem": f"{path.name} cannot be read further as WARC: {' '.join(str(error).split())[:120]}"}


def is_page(record):
    """Whether a record of a WARC file is a page of HTML that was answered with 200."""
    headers = record.http_headers
    return (
        record.rec_type == "response"
        and headers is not None
        and headers.get_statuscode() == "200"
        and "html" in (headers.get_header("Content-Type") or "").lower()
    )


def read_page(record, reader):
    """The page of a record as a document; one that unpacks to more than a page can have is a problem."""
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    charset = re.search(r"charset=[\"']?([\w.:-]{1,40})", record.http_headers.get_header("Content-Type") or "")
    raw = record.content_stream().read(LIMIT + 1)
    try:
        if len(raw) > LIMIT:
            raise ValueError(f"The page unpacks to more than {LIMIT // 1_000_000} MB.")
        document = reader.read(".html", address[:200] or "page", raw, charset[1] if charset else "")[0]
    except ValueError as error:
        return {"address": address, "problem": " ".join(str(error).split())}
    return {**document, "address": address or document.get("address", ""), "sha256": hashlib.sha256(raw).hexdigest()}
