"""A reader's session on one article: the tables as they stand, decisions, taking back, doing again.

The corrections file is the only truth: every decision is tried on the tables first and then written, whole, under a
lock; what others wrote meanwhile is read, never overwritten. Whatever session comes next finds all of it.
"""

from datetime import date

import pandas as pd

from helpers.annotate import keep_chain
from helpers.articles.seeds import load_article
from helpers.corrections.acts import do_again, keep_standing, number_act, replay_acts, take_back
from helpers.corrections.file import (
    CorrectionError,
    append_cells,
    are_sound,
    find_file,
    list_wrong,
    lock_corrections,
    no_corrections,
    read_corrections,
)
from helpers.corrections.overlay import LABEL_COLUMNS
from helpers.files import check_writable, write_file
from helpers.review.decisions import Desk, decide
from helpers.tables import make_table, row_keys, text_cells, to_csv

# What follows from other rows: a decision about a day, a name or a statement can change it.
TABLES = ("events", "claims")


class Session:
    """What one reader sees and decides of an article.

    `article` is an Article, a slug or a path; `reader` the name of a reading of its own, "" for the corrections of the
    article; `today` a function that tells the day.
    """

    def __init__(self, article, who="", reader="", today=date.today):
        self.article = load_article(article) if isinstance(article, str) else article
        self.who, self.reader, self.today = who or reader, reader, today
        self.path = find_file(self.article.slug, reader)
        self.chain, self.bytes, self.rows, self.errors = keep_chain(self.article), None, None, []
        self.moved = {}
        self.refresh()

    def read_bytes(self):
        """The bytes of the corrections file, b"" if there is none."""
        return self.path.read_bytes() if self.path.is_file() else b""

    def refresh(self):
        """Read the file again if somebody has changed it; returns whether it was."""
        given = self.read_bytes()
        if given == self.bytes:
            return False
        self.rows, wrong = read_corrections(self.article.slug, self.reader)
        self.found, self.read, more = self.chain.annotate_sound(keep_standing(self.rows))
        self.errors, self.bytes = [str(error) for error in [*wrong, *more]], given
        return True

    @property
    def desk(self):
        """The tables as they stand, to make decisions on."""
        return Desk(self.article, self.found, self.read, keep_standing(self.rows), self.moved)

    def decide(self, command):
        """Carry out one decision and write it; returns how many rows it wrote.

        Raises CorrectionError, in one line, for a decision that cannot be, and OSError where nothing can be written;
        then nothing is.
        """
        return self.write(lambda: decide(self.desk, command))

    def undo(self):
        """Take back the reader's last act; raises CorrectionError if there is none."""
        return self.write(lambda: take_back(self.last_act(0), self.who, self.day()))

    def redo(self):
        """Do the act again that was taken back last; raises CorrectionError if there is none."""
        return self.write(lambda: do_again(self.last_act(1), self.who, self.day()))

    def last_act(self, which):
        """The last act that was done (0) or taken back (1)."""
        acts = replay_acts(self.rows, self.who)[which]
        if not acts:
            raise CorrectionError(("There is nothing to undo.", "There is nothing to redo.")[which])
        return acts[-1]

    def day(self):
        """The day of a decision."""
        return pd.Timestamp(self.today())

    def write(self, make):
        """Append the rows that `make` returns, once they have been tried; returns how many they are."""
        if not self.who:
            raise CorrectionError("Who is reading? Give your name first; it is written beside every decision.")
        check_writable(self.path.parent)
        with lock_corrections(self.article.slug, self.reader):
            self.refresh()
            added = self.label(make())
            cells = append_cells(self.path, added)
            added.index = range(len(cells) - len(added), len(cells))
            self.take(added, lambda: write_file(self.path, to_csv(cells)))
            self.bytes = self.read_bytes()
        return len(added)

    def label(self, rows):
        """The rows of an act as a table, with who and when; raises CorrectionError for one that can mean nothing."""
        made = make_table("corrections", [{**row, "who": self.who, "when": self.day()} for row in number_act(rows)])
        cells = text_cells(made)
        if not are_sound(cells):
            error = next(iter(list_wrong(self.path, cells).values()))
            raise CorrectionError(str(error).partition(": ")[2])
        return made

    def take(self, added, store):
        """Lay more rows over the tables; only if that can be are they stored."""
        together = pd.concat([self.rows, added])
        found, read = self.try_rows(together)
        store()
        self.moved = follow_moves(self.moved, self.read, read, added)
        self.found, self.read, self.rows = found, read, together

    def try_rows(self, rows):
        """The tables with rows laid over; raises CorrectionError if one that was added cannot be."""
        found, read, errors = self.chain.annotate_sound(keep_standing(rows))
        new = next((error for error in errors if error.index not in self.rows.index), None)
        if new:
            raise CorrectionError(str(new).partition(": ")[2] or str(new))
        return found, read


def follow_moves(moved, before, after, decided):
    """{(table, row id): None} of the rows that decisions about others have changed, the last first.

    `moved` are those so far; what is decided itself is looked at and leaves, as does what is gone.
    """
    looked = set(zip(decided["table"], decided["row_id"], strict=True))
    fresh = [
        (table, key)
        for table in TABLES
        if not getattr(before, table).equals(getattr(after, table))
        for key in list_changed(table, getattr(before, table), getattr(after, table))
    ]
    there = {(table, key) for table in TABLES for key in row_keys(table, getattr(after, table))}
    return dict.fromkeys(place for place in [*fresh, *moved] if place in there and place not in looked)


def list_changed(table, before, after):
    """The ids of the rows of a table that stay and say something else; an id that goes with a merge says the same."""
    columns = [column for column in before if column not in LABEL_COLUMNS and not column.endswith("_id")]
    rows = [
        dict(zip(row_keys(table, frame), frame[columns].astype("str").itertuples(index=False, name=None), strict=True))
        for frame in (before, after)
    ]
    return [key for key in rows[1] if key in rows[0] and rows[0][key] != rows[1][key]]


class Rehearsal(Session):
    """A session that writes nothing: to measure what a review takes."""

    def read_bytes(self):
        """There is no file."""
        return b""

    def refresh(self):
        """The tables as the machine makes them."""
        self.rows = no_corrections()
        self.found, self.read = self.chain.annotate(self.rows)

    def write(self, make):
        """Lay the rows that `make` returns over the tables."""
        added = self.label(make())
        added.index = range(len(self.rows), len(self.rows) + len(added))
        self.take(added, lambda: None)
        return len(added)
