"""Who does what to whom, and whether it happened.

Triggers with their PLOVER category and the places of their parties stand in `data/lexicons/event_triggers.csv`; the
parse tells who stands in those places (`helpers.language.frames`) and whether the act happened
(`helpers.events.status`). Categories, modes, quad classes and scores are PLOVER's.
"""

from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from helpers import __version__
from helpers.actors.gazetteer import match_phrases
from helpers.events.dating import AHEAD, Calendar
from helpers.events.lemmas import find_lemma
from helpers.events.parties import Cast
from helpers.events.selection import find_acts
from helpers.events.status import find_status, is_unwilling, is_verbal, look_up
from helpers.language.phrases import find_form
from helpers.language.polarity import is_ended
from helpers.language.tree import tree_of
from helpers.lexicons import index_categories, split_items, surface_forms
from helpers.spans import between
from helpers.tables import HAPPENED, make_id, make_table

MADE_BY = f"rules/{__version__}"
LONGEST_TRIGGER = 5
FIRST_LETTER = attrgetter("start_char")


class Events(NamedTuple):
    """What happens in the article (table `events`) and who takes part (table `event_parties`)."""

    events: pd.DataFrame
    event_parties: pd.DataFrame


def find_events(doc, actors, dates, claims):
    """Find the events of a parsed article: a trigger and at least one party in one clause structure, linked to an actor
    or not.

    `actors` is what `resolve_actors` returns; `dates` and `claims` are those tables. Returns an `Events` pair.
    """
    cast, calendar = Cast(doc, actors), Calendar(doc, dates)
    reports, means = Reports(claims), match_phrases(doc, "instruments")
    residue = [(start, end) for start, end, _ in doc.user_data["article"].residue]
    events, parties = [], []
    for trigger, found in find_acts(doc, cast):
        if not any(start <= trigger.token.idx < end for start, end in residue):
            event = fill_event(doc, trigger, found, calendar, reports, means)
            events.append(event)
            parties += fill_parties(event, found)
    return Events(make_table("events", events), make_table("event_parties", parties))


def fill_event(doc, trigger, parties, calendar, reports, means):
    """One row of the table `events`."""
    article, row = doc.user_data["article"], trigger.row
    first, last = find_extent(trigger)
    spoken = doc[first : last + 1]
    start = min([spoken.start_char, *(p.mention.start for p in parties)])
    end = max([spoken.end_char, *(p.mention.end for p in parties)])
    status = find_status(trigger.token, trigger.carrier)
    status = "PLANNED" if status in HAPPENED and calendar.lies_ahead(trigger) else status
    when = calendar.date(trigger, status)
    status = calendar.grow_old(status, when)
    category, mode = find_category(trigger, status)
    if status == "ONGOING" and is_prospect(trigger, category):
        status = "CONDITIONAL"
    instrument, stage = find_instrument(row, between(means, start, end, FIRST_LETTER))
    return {
        "event_id": make_id(article, "event", (spoken.start_char, spoken.end_char)),
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "trigger_start": spoken.start_char,
        "trigger_end": spoken.end_char,
        "trigger_text": spoken.text,
        "category": category,
        "mode": mode,
        "status": "OCCURRED" if category in ("REJECT", "SANCTION") and row.category != category else status,
        "instrument": instrument,
        "stage": stage,
        **when,
        "claim_id": reports.find(spoken.start_char, spoken.end_char),
        "made_by": MADE_BY,
        "review": "unseen",
    }


def find_extent(trigger):
    """(first, last) token of a trigger: a verb with its particle beside it; a noun with the verb that carries it, if
    they are near.
    """
    token, carrier = trigger.token, trigger.carrier
    if carrier is not None and 0 < token.i - carrier.i < LONGEST_TRIGGER:
        return carrier.i, token.i
    lemma = next(
        (lemma for lemma in split_items(trigger.row.lemmas) if lemma.split()[0] == find_lemma(token) and " " in lemma),
        "",
    )
    if lemma and token.i + 1 < len(token.doc) and token.nbor().lower_ == lemma.split()[1]:
        return token.i, token.i + 1
    return token.i, token.i


def find_category(trigger, status):
    """(category, mode): that of the row, or what it becomes if it lies ahead or is refused ("will help" is a promise,
    "will not meet" a refusal).
    """
    row, category = trigger.row, index_categories()[trigger.row.category]
    verb = trigger.carrier or trigger.token
    if category.ended and is_verbal(verb) and is_ended(tree_of(verb.doc), verb.i):
        return category.ended, "discontinue"
    if category.refused and is_verbal(verb) and is_unwilling(verb):
        return "REJECT", category.refused
    if category.ahead and status in AHEAD:
        return category.ahead, ""
    return row.category, row.mode


def is_prospect(trigger, category):
    """Whether a verb of the present says that a penalty still lies ahead ("faces a fine from the agency")."""
    return index_categories()[category].quad == "material conflict" and any(
        look_up("prospect", verb) for verb in (trigger.carrier, trigger.token) if verb is not None
    )


def find_instrument(row, means):
    """(instrument, stage): those of the trigger, else of the first words inside the event that tell them."""
    rows = [surface_forms("instruments")[find_form(s, "instruments")] for s in means]
    instrument = row.instrument or next((r.instrument for r in rows if r.instrument), "")
    return instrument, row.stage or (next((r.stage for r in rows if r.stage), "") if instrument else "")


def fill_parties(event, parties):
    """Rows of the table `event_parties`; a mention of several actors gives a row for each, one of nobody a row without
    an actor.
    """
    rows = {}
    for party in parties:
        for actor_id in party.mention.actor_id.split(";"):
            rows.setdefault(
                (actor_id or party.mention.mention_id, party.role),
                {
                    "event_id": event["event_id"],
                    "actor_id": actor_id,
                    "mention_id": party.mention.mention_id,
                    "role": party.role,
                    "made_by": MADE_BY,
                    "review": "unseen",
                },
            )
    return list(rows.values())


class Reports:
    """The claims of an article, to ask which one reports an event."""

    def __init__(self, claims):
        rows = claims[claims["start"].notna() & claims["end"].notna()]
        self.waiting = sorted(zip(rows["start"], rows["end"], rows["claim_id"], strict=True), reverse=True)
        self.open = []

    def find(self, start, end):
        """Id of the smallest claim around a trigger, "" if there is none. Triggers must be asked in order of their
        start.
        """
        while self.waiting and self.waiting[-1][0] <= start:
            self.open.append(self.waiting.pop())
        self.open = [claim for claim in self.open if claim[1] > start]
        around = [claim for claim in self.open if claim[1] >= end]
        return min(around, key=lambda c: (c[1] - c[0], c[0]))[2] if around else ""
