"""Every row of an article's tables in plain words: what it is, its fields by name, who takes part."""

import pandas as pd

from helpers.charts.timeline import label_event
from helpers.spans import find_place, read_places
from helpers.tables import row_keys, write_cell
from helpers.wording import plain, word_days

PARTS = ("actor", "recipient")
# What can be changed of a row: column, what it is called, and how it is given (a list of codes, names, a day, words).
FIELDS = {
    "events": (
        ("category", "what is done", "list"),
        ("status", "did it happen", "list"),
        ("actor", "who acts", "names"),
        ("recipient", "towards whom", "names"),
        ("earliest", "first possible day", "day"),
        ("latest", "last possible day", "day"),
        ("mode", "in what way", "list"),
        ("instrument", "by what means", "list"),
        ("stage", "at what stage", "list"),
    ),
    "claims": (
        ("source", "who says so", "names"),
        ("basis", "on what basis", "list"),
        ("factuality_source", "how sure the source sounds", "list"),
        ("factuality_author", "how far the author vouches", "list"),
        ("source_kind", "kind of source", "list"),
        ("anonymity", "how it is named", "list"),
        ("quote_form", "in whose words", "list"),
    ),
    "mentions": (("actor", "whom it means", "names"), ("form", "form", "list")),
    "dates": (
        ("timex_value", "value (2018-01-16)", "text"),
        ("earliest", "first possible day", "day"),
        ("latest", "last possible day", "day"),
        ("precision", "how fine", "list"),
        ("basis", "how it is known", "list"),
    ),
    "actors": (
        ("name", "name", "text"),
        ("kind", "kind", "list"),
        ("sector", "sector", "list"),
        ("role", "role", "list"),
        ("country", "country code", "text"),
    ),
}
TITLES = {"events": "Event", "claims": "Statement", "mentions": "Mention", "dates": "Date", "actors": "Actor"}


class Rows:
    """The tables of an article, to tell every row in plain words."""

    def __init__(self, read, article):
        self.read, self.text = read, article.text
        self.published = pd.Timestamp(str(article.published)[:10])
        self.names = dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))
        self.sectors = dict(zip(read.actors["actor_id"], read.actors["sector"], strict=True))
        self.words = dict(zip(read.mentions["mention_id"], read.mentions["text"], strict=True))
        self.first = {}
        for row in read.mentions.to_dict("records"):
            for actor_id in row["actor_id"].split(";"):
                self.first.setdefault(actor_id, (row["start"], row["end"]))
        self.titles, self.parties = {}, {}
        for row in read.event_parties.to_dict("records"):
            self.parties.setdefault((row["event_id"], row["role"]), []).append(row)
        for event in read.events.itertuples(index=False):
            names = (self.name_parties(event.event_id, role) for role in PARTS)
            self.titles[event.event_id] = label_event(event, *names)

    def name_parties(self, event_id, role):
        """The parties of an event in a role: names, or their words in quotation marks where nobody is linked."""
        rows = self.parties.get((event_id, role), [])
        return [self.names.get(r["actor_id"]) or f"“{self.words.get(r['mention_id'], 'somebody')}”" for r in rows]

    def tell_table(self, table):
        """{row id: the row} of a table: place, words, title, values by field, whether it was read."""
        frame = getattr(self.read, table)
        rows = zip(row_keys(table, frame), frame.to_dict("records"), strict=True)
        return {key: self.tell_row(table, key, row) for key, row in rows}

    def tell_row(self, table, key, row):
        """One row as the widget shows it."""
        place = self.first.get(key) if table == "actors" else find_place(table, row)
        start, end = place or (None, None)
        cells = {column: write_cell(row[column]) for column, *_ in FIELDS[table] if column in row}
        cells |= self.tell_names(table, key, row)
        return {
            "start": start if start is None else int(start),
            "end": end if end is None else int(end),
            "title": getattr(self, f"title_{table}")(key, row),
            "cells": cells,
            "review": row["review"],
            "by": row["made_by"] if row["review"] == "added" else "",
            "kind": row.get("kind", ""),
            "again": read_places(row.get("told_again", "")),
            "actors": [i for i in row.get("actor_id", "").split(";") if i] if table == "mentions" else [],
        }

    def tell_names(self, table, key, row):
        """The names that a row gives by id: parties, source, whom a mention means."""
        if table == "events":
            return {
                role: "; ".join(self.names[p["actor_id"]] for p in self.parties.get((key, role), []) if p["actor_id"])
                for role in PARTS
            }
        if table == "claims":
            named = [i if i == "author" else self.names.get(i) for i in row["source_id"].split(";")]
            return {"source": "; ".join(filter(None, named))}
        if table == "mentions":
            return {"actor": "; ".join(self.names[i] for i in row["actor_id"].split(";") if i in self.names)}
        return {}

    def title_events(self, key, row):
        """Who does what to whom."""
        return self.titles[key]

    def title_claims(self, key, row):
        """Who says so, on what basis."""
        named = self.tell_names("claims", key, row)["source"]
        source = "the author" if named == "author" else named or row["source_text"]
        return f"{source or 'nobody'}: {plain('basis', row['basis'])}"

    def title_mentions(self, key, row):
        """Whom it means."""
        named = " and ".join(self.names.get(i, i) for i in row["actor_id"].split(";") if i)
        return f"means {named}" if named else "means nobody yet"

    def title_dates(self, key, row):
        """Which days."""
        return word_days(row["earliest"], row["latest"]) or plain("precision", row["precision"])

    def title_actors(self, key, row):
        """Its name and kind."""
        return f"{row['name']}: {plain('kind', row['kind'])}"
