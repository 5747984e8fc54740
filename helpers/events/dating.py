"""When an act took place: the dates of an article on its words."""

from datetime import timedelta

import pandas as pd

from helpers.articles.article import publication_day
from helpers.events.status import is_verbal
from helpers.language.headlines import is_headline
from helpers.lexicons import function_words
from helpers.tables import HAPPENED

HISTORICAL_DAYS = 365
AHEAD = ("PLANNED", "CONDITIONAL")


class Calendar:
    """The dates of an article on its words."""

    def __init__(self, doc, dates):
        self.published = publication_day(doc.user_data["article"].published)
        self.rows = {}
        self.narrative = None
        for row in dates.itertuples(index=False):
            span = doc.char_span(row.start, row.end, alignment_mode="expand")
            if span is not None and not (pd.isna(row.earliest) and pd.isna(row.latest)):
                self.rows.setdefault(span.sent.start, []).append((span.root, row))

    def date(self, trigger, status):
        """Cells earliest, latest, date_id and date_basis: by a date of the clause, else of the sentence, else of the
        narrative, else by publication.

        A date after publication cannot date what has happened: it belongs to something else in the sentence.
        """
        head = trigger.carrier or trigger.token
        near = [(root, row) for root, row in self.rows.get(head.sent.start, []) if self.may_date(row, status)]
        own = [(root, row) for root, row in near if find_verb(root) in (head, trigger.token)]
        for choice, basis in ((own, "clause"), ([] if has_perfect(head) else near, "sentence")):
            if choice:
                root, row = min(choice, key=lambda c: (abs(c[0].i - head.i), c[0].i))
                if basis == "clause" and status in HAPPENED:
                    self.narrative = (head.sent, row)
                return cells(row, basis, is_since(root))
        return self.date_by_narrative(head, status)

    def lies_ahead(self, trigger):
        """Whether a verb of the present has a date after publication in its clause ("takes effect on Monday")."""
        verb = trigger.carrier or trigger.token
        if verb.tag_ not in ("VBZ", "VBP") or is_headline(verb.sent):
            return False
        own = [row for root, row in self.rows.get(verb.sent.start, []) if find_verb(root) == verb]
        return bool(own) and all(row.earliest > pd.Timestamp(self.published) for row in own)

    def may_date(self, row, status):
        """Whether a date can date an act of that status: what happened does not begin after publication, what is ahead
        does not end before it.
        """
        published = pd.Timestamp(self.published)
        if status in HAPPENED:
            return pd.isna(row.earliest) or row.earliest <= published
        return status not in AHEAD or pd.isna(row.latest) or row.latest >= published

    def date_by_narrative(self, head, status):
        """What happened in the sentence after a dated one is dated with it; all else by publication."""
        if self.narrative is not None and status == "OCCURRED" and self.narrative[0].end == head.sent.start:
            return cells(self.narrative[1], "narrative", since=False)
        day, ahead = pd.Timestamp(self.published), status in AHEAD
        return {
            "earliest": day if ahead else None,
            "latest": None if ahead else day,
            "date_id": "",
            "date_basis": "publication",
        }

    def grow_old(self, status, when):
        """HISTORICAL for what ended more than a year before publication."""
        limit = pd.Timestamp(self.published - timedelta(HISTORICAL_DAYS))
        return (
            "HISTORICAL" if status == "OCCURRED" and when["latest"] is not None and when["latest"] < limit else status
        )


def cells(row, basis, since):
    """The cells of a date; what runs since a day has an open end."""
    earliest, latest = (None if pd.isna(value) else value for value in (row.earliest, row.latest))
    return {"earliest": earliest, "latest": None if since else latest, "date_id": row.date_id, "date_basis": basis}


def is_since(root):
    """Whether "since" stands before a date."""
    return any(c.lower_ == "since" for c in root.children)


def has_perfect(verb):
    """Whether a verb is in the present perfect ("has sued"), which takes no day from the clause beside it."""
    return any(c.dep_ == "aux" and c.tag_ != "VBD" and c.lower_ in function_words("perfect") for c in verb.children)


def find_verb(token):
    """The verb, or the noun of an act, that a word hangs on."""
    head = token.head
    while (
        not is_verbal(head)
        and head.head != head
        and head.dep_
        in (
            "obl",
            "nmod",
            "nmod:poss",
            "obj",
            "conj",
            "appos",
            "compound",
            "obl:tmod",
            "nmod:tmod",
            "nmod:desc",
            "flat",
        )
    ):
        head = head.head
    return head
