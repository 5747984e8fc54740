"""The whole chain on one article."""

from functools import lru_cache

import pandas as pd

from helpers.actors.actors import Actors, find_mentions, resolve_actors
from helpers.claims.claims import find_claims
from helpers.corrections.file import CorrectionError
from helpers.corrections.overlay import (
    anchor_corrections,
    follow_tellings,
    lay_corrections,
    no_corrections,
    release_references,
    settle_words,
)
from helpers.dates.dates import find_dates
from helpers.events.events import find_events
from helpers.language.sentences import parse, tabulate_sentences
from helpers.relations import derive_relations
from helpers.tables import Annotations, sort_rows


def annotate(article, corrections=None):
    """Every table of an article, as an `Annotations`.

    Without `corrections` it is what the machine says. With them, each step's corrections are laid over it before the
    next step reads it; relations are derived last.
    """
    return annotate_steps(article, corrections)[1]


def annotate_steps(article, corrections=None):
    """(found, corrected), two `Annotations`: what the machine found at each step, and the same with corrections laid
    over.
    """
    return keep_chain(article).annotate(no_corrections() if corrections is None else corrections)


@lru_cache(maxsize=1)
def keep_chain(article):
    """The last article's `Chain`: a notebook asks for the same article, as found and as corrected, again and again."""
    return Chain(article)


class Chain:
    """The chain on one article, kept from one set of corrections to the next: what they do not change is not made
    anew.
    """

    def __init__(self, article):
        check_characters(article.text)
        self.article, self.doc, self.kept = article, parse(article), {}

    def annotate(self, corrections):
        """(found, corrected), two `Annotations`, as `annotate_steps` returns them."""
        tables = Tables(self, corrections)
        take_steps(self.doc, tables.lay, self.keep)
        return tables.finish()

    def annotate_sound(self, corrections):
        """(found, corrected, errors): as `annotate`, without the corrections that cannot be laid over, each with its
        CorrectionError.
        """
        errors = []
        while True:
            try:
                return *self.annotate(corrections), errors
            except CorrectionError as error:
                if error.index not in corrections.index:
                    raise
                errors.append(error)
                corrections = corrections.drop(index=error.index)

    def keep(self, step, make, *given):
        """What `make` returns, made anew only if the tables that it is given have changed."""
        if step not in self.kept or not all(map(pd.DataFrame.equals, self.kept[step][0], given)):
            # Whoever is given a table may write into it: what is compared, and what is given out, are copies.
            self.kept[step] = [frame.copy(deep=False) for frame in given], make()
        return self.kept[step][1]


class Tables:
    """The tables of an article, step by step: as found, and with the corrections laid over."""

    def __init__(self, chain, corrections):
        self.chain, self.corrections = chain, corrections
        self.found, self.corrected = {}, {}

    def lay(self, name, frame):
        """The table with its corrections laid over; they are anchored in it for the steps behind it."""
        self.found[name] = self.corrected[name] = frame = sort_rows(frame)
        if len(self.corrections):
            text = self.chain.article.text
            frame, self.corrections = follow_tellings(name, frame, self.corrections)
            self.found[name] = self.corrected[name] = frame
            self.corrections = settle_words(name, self.corrections, self.corrected, self.chain.article)
            self.corrections, _ = anchor_corrections(name, self.corrections, frame, text)
            # What others decide matters where a row is merged or rejected: references follow.
            near = self.corrections["action"].isin(["merge", "reject"]) | (self.corrections["table"] == name)
            own = self.corrections[near]
            if len(own):
                laid = self.chain.keep(f"laid {name}", lambda: lay_corrections(name, frame, own, text), frame, own)
                self.corrected[name] = laid.frame.copy(deep=False)
        return self.corrected[name]

    def finish(self):
        """(found, corrected) with the relations, references to rows that are not there released."""
        corrected = release_references(self.corrected) if len(self.corrections) else self.corrected
        relations = derive_relations(*map(corrected.get, ("events", "event_parties", "claims")))
        return Annotations(**self.found, relations=relations), Annotations(**corrected, relations=relations)


def make_now(step, make, *given):
    """What `make` returns."""
    return make()


def take_steps(doc, lay, keep=make_now):
    """Every step on a parsed article but the last, relations.

    `lay(name, frame)` gets each table and returns what the next steps read; `keep(step, make, *given)` gives what a
    step makes of the tables given.
    """
    article = doc.user_data["article"]
    lay("sentences", keep("sentences", lambda: tabulate_sentences(doc)))
    dates = lay("dates", keep("dates", lambda: find_dates(article.prose, article.published, article.slug)))
    resolved = keep("actors", lambda: resolve_actors(find_mentions(doc)))
    actors = Actors(lay("actors", resolved.actors), lay("mentions", resolved.mentions))
    claims = lay("claims", keep("claims", lambda: find_claims(doc, actors), *actors))
    events = keep("events", lambda: find_events(doc, actors, dates, claims), *actors, dates, claims)
    lay("events", events.events)
    lay("event_parties", events.event_parties)


def check_characters(text):
    """Raise ValueError for a text that no file could hold: one with half of a surrogate pair."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError(
            f"Character {error.start} of the text is half of a surrogate pair (U+{ord(text[error.start]):04X}). Take "
            "it out, or decode the text anew."
        ) from None
