"""Independent readings of one article: how far two of them agree, and what was decided where they do not.

A reading is a folder `data/readings/<slug>/<reading>/` with a CSV per table, kept as it was before it was compared.
`adjudication.csv` beside it holds a decision, with its reason, for every difference.
"""

import tomllib
from datetime import date

from helpers import paths
from helpers.articles.seeds import load_article
from helpers.readings.alignment import READ_TABLES, find_columns
from helpers.tables import (
    TableError,
    check_reference,
    check_table,
    find_references,
    make_table,
    read_table,
)


class ReadingError(ValueError):
    """A reading, or the decisions about two, that cannot be used: says which line, what was given and what
    is expected.
    """


def list_readings(slug):
    """Names of the readings of an article, sorted; none if nobody has read it."""
    folder = paths.READINGS / slug
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []


def load_reading(slug, name, text=None):
    """A reading as {table: frame}, with the columns of the codebook; `text` is the article's, read from seeds/ if not
    given.

    Raises ReadingError, in one line, for a missing file, a value that the codebook does not know, a reference to no
    row, or a span that does not cut.
    """
    text = load_article(slug).text if text is None else text
    folder = paths.READINGS / slug / name
    try:
        frames = {table: read_reading_table(table, folder, name, text) for table in READ_TABLES}
        for table in READ_TABLES:
            check_own_references(table, frames)
    except (TableError, FileNotFoundError) as error:
        raise ReadingError(f"data/readings/{slug}/{name}/{error}") from None
    return frames


def check_own_references(table, frames):
    """Raise TableError, with file and line, for an id of one table that no other table of the reading has."""
    for reference in find_references(table):
        target = reference["reference"]["resource"]
        if target in frames:
            try:
                check_reference(table, frames[table], reference, frames[target])
            except TableError as error:
                raise error.in_file(f"{table}.csv") from None


def read_reading_table(table, folder, name, text):
    """One table of a reading; the columns that no reader fills in (the sentence, the label of the maker)
    are filled in.
    """
    path = folder / f"{table}.csv"
    if not path.is_file():
        raise FileNotFoundError(
            f"{table}.csv is missing. A reading has one file for each of: {', '.join(READ_TABLES)}."
        )
    given = read_table(table, path)
    missing = [column for column in find_columns(table) if column not in given]
    if missing:
        raise TableError(f"{table}.csv: no column '{missing[0]}'. Expected: {', '.join(find_columns(table))}.")
    frame = make_table(table, given[list(find_columns(table))].assign(**fill_in(table, f"reading {name}")))
    try:
        return check_table(table, frame, text)
    except TableError as error:
        raise error.in_file(f"{table}.csv") from None


def fill_in(table, maker):
    """The cells of every row that say who made it; which sentence a mention stands in is the machine's to say."""
    labels = {"made_by": maker, "review": "unseen"}
    return {**labels, "sentence_id": "-"} if table == "mentions" else labels


def load_origin(slug):
    """Who made the readings of an article and who decided about them, when: `readings.toml` as a dict, empty if nobody
    has read it.

    Raises ReadingError where it does not say who and when.
    """
    path = paths.READINGS / slug / "readings.toml"
    if not list_readings(slug):
        return {}
    try:
        origin = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ReadingError(f"data/readings/{slug}/readings.toml cannot be read: {error}.") from None
    for part in ("first", "second", "adjudication"):
        said = origin.get(part)
        if not isinstance(said, dict) or not isinstance(said.get("who"), str) or not isinstance(said.get("when"), date):
            raise ReadingError(
                f"data/readings/{slug}/readings.toml does not say who made [{part}] and when. "
                f'Expected: [{part}] with who = "…" and when = 2026-11-24.'
            )
    return {**origin, "who": origin["adjudication"]["who"], "when": origin["adjudication"]["when"]}


# Where two readings differ


# What was decided
