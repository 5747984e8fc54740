"""The parts of an archive become tables of the whole."""

import hashlib
import json

from helpers import __version__, paths
from helpers.archive.annotating import hash_files
from helpers.archive.folder import list_parts, part_path
from helpers.archive.linking import LINKED, link_articles
from helpers.archive.parquet import connect, list_columns, quote, write_query, write_rows
from helpers.archive.prepared import PREPARED, prepare_answers
from helpers.files import remove_file, write_file
from helpers.tables import TABLES


def make_whole(folder):
    """Write `tables/`: a Parquet file for each table, with the slug of its article in each row, and `articles` and
    `problems`.

    Then come the tables of what the articles have to do with one another, and those that questions ask. Nothing is
    done where parts and corrections are those that the tables were made of. Returns whether anything was.
    """
    manifest = folder / "tables" / "manifest.json"
    made_of = json.dumps(describe_whole(folder), indent=1) + "\n"
    if manifest.is_file() and manifest.read_text(encoding="utf-8") == made_of:
        return False
    remove_file(manifest)
    numbers = list_parts(folder)
    for name in TABLES:
        join_parts(folder, name, [part_path(folder, number, f"batches/{name}") for number in numbers])
    documents = [part_path(folder, number) for number in numbers]
    join_parts(folder, "articles", documents, "WHERE problem = ''", "documents")
    join_parts(folder, "problems", documents, "WHERE problem <> ''", "documents")
    for name, rows in link_articles(folder).items():
        write_rows(folder / "tables" / f"{name}.parquet", name, rows)
    prepare_answers(folder / "tables")
    write_file(manifest, made_of)
    return True


def describe_whole(folder):
    """{"parts", "corrections", "code"}: digests of what the tables of the whole are made of and by."""
    corrections = folder / "corrections.csv"
    return {
        "parts": hash_parts(folder),
        "corrections": hash_files([corrections] if corrections.is_file() else []),
        "code": hash_files(sorted(paths.PACKAGE.joinpath("archive").glob("*.py"))),
        "version": __version__,
        "columns": describe_columns(),
    }


def describe_columns():
    """A digest of the columns of all tables, by which those of another version are known."""
    columns = [list_columns(name) for name in (*TABLES, "documents", *LINKED, *PREPARED)]
    return hashlib.sha256(json.dumps(columns).encode("utf-8")).hexdigest()


def hash_parts(folder):
    """A digest of the manifests of all parts, which tell what their tables hold."""
    digest = hashlib.sha256()
    for path in sorted((folder / "batches").glob("*.json")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def join_parts(folder, name, parts, where="", table=""):
    """Write a table of the whole: the rows of the parts in their order."""
    first = () if table else ("slug",)
    columns = ", ".join(f'"{column}"' for column, _ in list_columns(table or name, first))
    files = ", ".join(map(quote, parts))
    with connect() as connection:
        query = f"SELECT {columns} FROM read_parquet([{files}]) {where}"
        write_query(folder / "tables" / f"{name}.parquet", connection, query)
