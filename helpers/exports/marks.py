"""What annotation tools show and people change there: a mark per mention, date, statement and event, and the links
between them.
"""

from typing import NamedTuple

import pandas as pd

from helpers.corrections.words import PARTS, list_codes
from helpers.pages.markup import reveal
from helpers.spans import find_place
from helpers.tables import row_keys

# The cells of a row that a tool shows and may change.
VALUES = {
    "mentions": ("actor_id",),
    "dates": ("timex_value",),
    "claims": ("basis", "factuality_source"),
    "events": ("category", "status"),
}
# What a mark may point to, always a mention.
ROLES = {"mentions": (), "dates": (), "claims": ("source",), "events": PARTS}
NOUNS = {"mentions": "Mention", "dates": "Date", "claims": "Statement", "events": "Event"}


class MarkError(ValueError):
    """A file of marks that cannot be read: says in one line where, what was given and what is expected."""

    def __init__(self, message):
        super().__init__(" ".join(reveal(message).split()))


class Mark(NamedTuple):
    """A span with its row: `values` are cells by column, `links` (role, key of a mention), None where its file tells
    none; `key` names it in its file.

    `row_id` is empty for what somebody has added.
    """

    key: str
    table: str
    row_id: str
    start: int
    end: int
    values: dict
    links: tuple | None = ()


def list_marks(read):
    """The `Mark`s of an article's tables, in the order of the article; their keys are the ids of the rows."""
    links = {"claims": link_sources(read.claims), "events": link_parties(read)}
    marks = [
        mark_row(table, key, row, links.get(table, {}).get(key, ()))
        for table in VALUES
        for key, row in zip(row_keys(table, getattr(read, table)), getattr(read, table).to_dict("records"), strict=True)
    ]
    return sorted((mark for mark in marks if mark), key=lambda mark: (mark.start, mark.end, mark.key))


def mark_row(table, key, row, links):
    """The mark of a row; None of one that stands nowhere."""
    place = find_place(table, row)
    return place and Mark(key, table, key, *place, {column: row[column] for column in VALUES[table]}, links)


def link_sources(claims):
    """{claim_id: its link to the mention that is its source}."""
    return {row.claim_id: (("source", row.source_mention_id),) for row in claims.itertuples() if row.source_mention_id}


def link_parties(read):
    """{event_id: its links to the mentions of its parties}."""
    links, known = {}, set(read.mentions["mention_id"])
    for row in read.event_parties.itertuples():
        if row.mention_id in known:
            links.setdefault(row.event_id, []).append((row.role, row.mention_id))
    return {event_id: tuple(own) for event_id, own in links.items()}


def allow(table, column):
    """The codes that a column of a mark may hold; none where any text may stand."""
    return list_codes(table, column)


def name_actors(read):
    """{actor_id: name}."""
    return dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))


def is_whole(start, end, text):
    """Whether a span lies inside a text."""
    return not pd.isna(start) and 0 <= start < end <= len(text)
