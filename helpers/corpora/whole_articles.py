"""Whole articles with a close reading of each: a JSON file an article, as `data/answers/articles/README.md` tells."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import NamedTuple


class ReadActor(NamedTuple):
    """An actor of a reading; `aliases` are its other forms, `alt_kinds` other right kinds."""

    name: str
    kind: str
    aliases: tuple = ()
    alt_kinds: tuple = ()
    optional: bool = False


class ReadDate(NamedTuple):
    """An expression of time of a reading: words, where they start, TIMEX3 value and bounds, and other right ones."""

    text: str
    start: int
    timex_value: str
    earliest: str = ""
    latest: str = ""
    alt_values: tuple = ()
    alt_earliest: tuple = ()
    optional: bool = False

    @property
    def span(self):
        """(start, end) of the words."""
        return self.start, self.start + len(self.text)


class ReadClaim(NamedTuple):
    """An attributed statement of a reading.

    `source` is a name of an actor, several with ";", or author; `declined`: the statement is that nothing was said;
    `phrase_ok`: words of a source phrase that is right though it names nobody.
    """

    start: int
    end: int
    quote: str
    source: str
    quote_form: str
    anonymity: str
    alt_sources: tuple = ()
    phrase_ok: tuple = ()
    declined: bool = False
    optional: bool = False

    @property
    def sources(self):
        """The names in `source`."""
        return self.source.split(";")


class ReadAct(NamedTuple):
    """An act of a reading: its trigger, parties by name, day or days ("2025-03", "2025-03-01/2025-03-04").

    Acts of one `group` are readings of one act. Implicit parties are not named by the sentence.
    """

    trigger: str
    start: int
    category: str
    status: str
    actors: tuple
    recipients: tuple
    date: str = ""
    group: str = ""
    alt_categories: tuple = ()
    alt_status: tuple = ()
    alt_actors: tuple = ()
    alt_recipients: tuple = ()
    implicit_actors: bool = False
    implicit_recipients: bool = False
    optional: bool = False

    @property
    def span(self):
        """(start, end) of the trigger."""
        return self.start, self.start + len(self.trigger)

    @property
    def categories(self):
        """Every right category."""
        return (self.category, *self.alt_categories)

    @property
    def statuses(self):
        """Every right status."""
        return (self.status, *self.alt_status)


class WholeArticle(NamedTuple):
    """The text of an article, its day of publication, and what a reading found in it."""

    slug: str
    text: str
    published: date
    actors: list
    dates: list
    claims: list
    events: list


PARTS = {"actors": ReadActor, "dates": ReadDate, "claims": ReadClaim, "events": ReadAct}


def load_whole_articles(folder):
    """The `WholeArticle`s of the JSON files in a folder, in order of their names.

    Raises FileNotFoundError if there is none, ValueError, in one line, for a file that is none.
    """
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise FileNotFoundError(f"No readings of articles in '{folder}'. Expected .json files, one an article.")
    return [load_whole_article(path) for path in paths]


def load_whole_article(path):
    """The `WholeArticle` of a JSON file."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        parts = {part: [read_part(kind, item) for item in row[part]] for part, kind in PARTS.items()}
        article = WholeArticle(row["slug"], row["text"], date.fromisoformat(row["published"]), **parts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path.name} holds no reading of an article ({type(error).__name__}: {error}). Expected: a JSON object "
            f"with slug, published, text, {', '.join(PARTS)}."
        ) from None
    if row.get("sha256") and hashlib.sha256(article.text.encode()).hexdigest() != row["sha256"]:
        raise ValueError(f"{path.name}: its text is not the one that was read. Take the file as it was published.")
    return article


def read_part(kind, item):
    """An item of a reading as a tuple of its kind; lists become tuples, null what is left out."""
    given = {key: item[key] for key in kind._fields if item.get(key) is not None}
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})
