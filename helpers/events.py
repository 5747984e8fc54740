"""Who does what to whom, and whether it happened.

Triggers with their PLOVER category and the places of their parties stand in `data/lexicons/event_triggers.csv`; the parse tells who stands in those
places (`helpers.frames`) and whether the act happened (`helpers.status`). Categories, modes, quad classes and scores are PLOVER's.
"""

from datetime import timedelta
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from helpers import __version__
from helpers.articles import publication_day
from helpers.frames import (
    expand,
    fill_place,
    find_agents,
    find_clauses,
    find_objects,
    find_subjects,
    has_to,
    is_passive,
)
from helpers.gazetteer import index_nominals, match_phrases
from helpers.language import between, make_id
from helpers.lemmas import find_lemma
from helpers.lexicons import index_categories, split_items, surface_forms
from helpers.mentions import Mention, outermost, place_mentions
from helpers.relations import MUTUAL, derive_relations
from helpers.status import find_status, is_ended, is_unwilling, is_verbal
from helpers.tables import HAPPENED, make_table
from helpers.triggers import find_anchors, find_content, find_triggers, read_verb

__all__ = ["Events", "derive_relations", "find_events"]

MADE_BY = f"rules/{__version__}"
HISTORICAL_DAYS = 365
LONGEST_TRIGGER = 5
DEPTH = 4
FIRST_LETTER = attrgetter("start_char")
AHEAD = ("PLANNED", "CONDITIONAL")
# What is asked, threatened, promised or refused is told by its verb; the acts in its clause are no events of their own.
SPOKEN = ("REQUEST", "THREATEN", "REJECT", "ACCUSE", "AGREE", "CONCEDE", "SUPPORT")
# What somebody says to somebody: where nobody is named, it is the one who answers it.
ADDRESSED = ("REQUEST", "THREATEN", "SUPPORT")
# Buying, using and sharing tell of an act between bodies only where both are named.
DEALINGS = ("COOPERATE",)
BESIDE = ("after", "before", "since", "amid", "despite", "during", "following")
INSIDE = (
    "of",
    "by",
    "between",
    "among",
    "from",
    "against",
    "on",
    "with",
    "to",
    "for",
    "in",
    "into",
    "at",
    "over",
    "about",
)


class Events(NamedTuple):
    """What happens in the article (table `events`) and who takes part (table `event_parties`)."""

    events: pd.DataFrame
    event_parties: pd.DataFrame


class Party(NamedTuple):
    """A mention in its role."""

    mention: Mention
    role: str


def find_events(doc, actors, dates, claims):
    """Find the events of a parsed article: a trigger and at least one linked party in one clause structure.

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


def find_acts(doc, cast):
    """(trigger, parties) of every act, in order: what only fills another act's frame is left out."""
    triggers = [t for t in find_triggers(doc) if is_verbal(t.token) or not cast.holds(t.token)]
    told, spent, done = *find_told(triggers), {}
    for trigger in triggers:
        if trigger.token.i not in told:
            trigger = trigger._replace(carrier=None, side="") if trigger.token.i in spent else trigger
            parties = complete(trigger, find_parties(trigger, cast), cast)
            if is_act(trigger, parties, done):
                done[trigger.token.i] = {p.mention.actor_id for p in parties if p.role == "actor"}
                yield trigger, parties


def find_told(triggers):
    """(places of the verbs of what is asked, threatened or refused; places of the nouns that another trigger's frame uses up)."""
    told, spent = set(), set()
    for trigger in triggers:
        row, head = trigger.row, trigger.carrier or trigger.token
        if row.frame and row.fillers:
            spent |= {t.i for t in find_anchors(row.frame, (), trigger.token)}
        if row.category in SPOKEN or row.frame in ("clause", "infinitive"):
            clauses = [
                *find_clauses(head),
                *(find_clauses(trigger.token) if trigger.carrier else ()),
                *find_content(trigger.token),
            ]
            told |= {t.i for clause in clauses for t in chain_clauses(clause)} - {trigger.token.i}
        if row.frame == "content":
            told |= {
                c.i
                for noun in find_objects(trigger.token)
                for clause in find_content(noun)
                for c in chain_clauses(clause)
            }
    return told, spent


def chain_clauses(verb):
    """A verb with those coordinated with it or completing it, and what they carry."""
    found, stack = [], [verb]
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [c for c in token.children if is_verbal(c) and c.dep_ in ("conj", "xcomp", "ccomp")]
        stack += [c for c in token.children if c.dep_ == "obj" and c.pos_ == "NOUN"] if is_verbal(token) else []
    return found


def complete(trigger, parties, cast):
    """The parties of a noun with its actor only, and as recipient the one whose act it belongs to ("turned down an invitation from the ministry")."""
    roles = {p.role for p in parties}
    if (
        trigger.row.pos != "noun"
        or trigger.carrier is not None
        or roles != {"actor"}
        or trigger.row.category not in ADDRESSED
    ):
        return parties
    above = next((a for a in trigger.token.ancestors if is_verbal(a)), None)
    if opens_with(trigger.token, BESIDE):
        return parties
    others = (
        find_mentions_of(find_agents(above), cast, deep=False)
        if above is not None and above.sent == trigger.token.sent
        else []
    )
    known = {p.mention.actor_id for p in parties}
    return parties + [Party(m, "recipient") for m in others if m.actor_id not in known]


def is_act(trigger, parties, done):
    """Whether a trigger with its parties is an event: a party; of a noun that no verb carries, both sides, and another actor than the verb above."""
    roles = {p.role for p in parties}
    if trigger.row.category in DEALINGS:
        return has_both(trigger, parties)
    if trigger.token.pos_ != "NOUN" or trigger.carrier is not None:
        return bool(roles & {"actor", "recipient"})
    actors = {p.mention.actor_id for p in parties if p.role == "actor"}
    return has_both(trigger, parties) and not any(
        actors & done.get(above.i, set()) for above in trigger.token.ancestors if above.sent == trigger.token.sent
    )


def has_both(trigger, parties):
    """Whether somebody acts on somebody, or several act together."""
    roles = [p.role for p in parties]
    return {"actor", "recipient"} <= set(roles) or (roles.count("actor") > 1 and trigger.row.category in MUTUAL)


# Parties


class Cast:
    """The linked mentions of an article, found from the words of its parse."""

    def __init__(self, doc, actors):
        self.doc, self.by_root, self.covered = doc, {}, {}
        mentions = [m for m in place_mentions(doc, actors) if m.actor_id]
        for mention in sorted(mentions, key=lambda m: m.last - m.first):
            self.by_root[doc[mention.first : mention.last].root.i] = mention
        for mention in outermost(mentions):
            self.covered.update(dict.fromkeys(range(mention.first, mention.last), mention))

    def holds(self, token):
        """Whether a word is part of a name or nominal ("the trade deal partner")."""
        return token.i in self.covered

    def only_owners(self, mentions):
        """Whether the mentions are possessives ("its cap on lenders"), which mostly lead back to the one who acts."""
        return all(self.doc[m.first].tag_ == "PRP$" for m in mentions)

    def find(self, head, deep=True, depth=DEPTH):
        """The mentions that a noun phrase names: its head's; else its owner's, or those that its adjectives or, if `deep`, its phrases name."""
        mention = self.by_root.get(head.i) or self.covered.get(head.i)
        if mention is not None:
            return [mention]
        if not depth:
            return []
        if head.pos_ == "PRON":
            return [m for speaker in find_speakers(head) for m in self.find(speaker, deep, depth - 1)]
        children = sorted(head.children, key=lambda c: c.i)
        for group in (
            [c for c in children if c.dep_ in ("flat", "appos", "nmod:desc") and c.i - head.i < 6],
            [c for c in children if c.dep_ == "nmod:poss" and c.tag_ != "PRP$"],
            [c for c in children if c.dep_ in ("amod", "compound") and c.i < head.i and not is_company(head)],
            [c for c in children if c.dep_ == "nmod" and opens_with(c, INSIDE if deep else ("of",))],
            [c for c in children if c.tag_ == "PRP$"],
        ):
            found = [m for c in group for member in expand([c]) for m in self.find(member, deep, depth - 1)]
            if found:
                return found
        return self.find_in_clause(head, depth) if deep else []

    def find_in_clause(self, noun, depth):
        """The mentions acted upon in the infinitive behind a noun ("an agreement to sell the phones")."""
        clauses = [c for c in noun.children if c.dep_ == "acl" and has_to(c)]
        places = ((c, place) for c in clauses for place in ("second", "object", "with", "to", "from"))
        found = ([m for h in fill_place(c, place) for m in self.find(h, True, depth - 1)] for c, place in places)
        return next((mentions for mentions in found if mentions), [])


def find_speakers(pronoun):
    """The subject of the verb of saying above a pronoun that is the subject of what is said ("the carrier said it would sue")."""
    clause = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubj:pass", "expl") or clause.dep_ != "ccomp" or pronoun.tag_ in ("WP", "WDT"):
        return []
    return [s for s in find_subjects(clause.head) if s.pos_ != "PRON"]


def is_company(head):
    """Whether a noun names a kind of company: "the Chinese company" is not China."""
    row = index_nominals().get(head.lower_)
    return row is not None and row.kind == "Company"


def opens_with(token, prepositions):
    """Whether a phrase opens with one of the prepositions."""
    return any(c.dep_ == "case" and c.lower_ in prepositions for c in token.children)


def find_parties(trigger, cast):
    """The parties of a trigger: the mentions in the places that its row names, each in one role."""
    found = {}
    for role in ("actor", "recipient", "object", "third_party"):
        for mention in find_role(trigger, role, cast, found):
            found.setdefault(mention.actor_id, Party(mention, role))
    for mention in find_bystanders(trigger, cast) if found else []:
        found.setdefault(mention.actor_id, Party(mention, "third_party"))
    return list(found.values())


def find_bystanders(trigger, cast):
    """Whom the clause of a request, threat or promise acts upon, beside those that its verb names ("urged the carrier to drop a vendor")."""
    if trigger.row.category not in SPOKEN:
        return []
    heads = [trigger.token, *([trigger.carrier] if trigger.carrier is not None else [])]
    clauses = [c for head in heads for c in find_clauses(head)]
    return [m for clause in clauses for m in find_acted_upon(clause, cast) if m.form != "ADJ"]


def find_role(trigger, role, cast, found):
    """The mentions in a role: those in the first of its places that holds one that has no role yet."""
    weak = []
    for place in list_places(trigger, role):
        fresh = [m for m in find_in_place(trigger, place, role, cast) if m.actor_id not in found]
        if fresh and not cast.only_owners(fresh):
            return fresh
        weak = weak or fresh
    return weak


def list_places(trigger, role):
    """The places of a role. The verb that carries a noun lends its subject to one of them."""
    places = list(split_items(getattr(trigger.row, role)))
    if trigger.side == "actor" and role == "actor":
        return ["carrier", *places]
    if trigger.side == "recipient" and role == "recipient":
        return ["carrier", *places]
    if trigger.side == "recipient" and role == "actor":
        return [*places, "by", "from"]
    return places


def find_in_place(trigger, place, role, cast):
    """The mentions in one place beside a trigger."""
    deep = role != "actor"
    if place == "carrier":
        heads = (
            find_agents(trigger.carrier)
            if trigger.side == "actor" or not is_passive(trigger.carrier)
            else find_objects(trigger.carrier)
        )
        return find_mentions_of(heads, cast, deep=False)
    if place == "content":
        return find_in_content(trigger, cast)
    heads = fill_place(trigger.token, place)
    if place == "subject" and trigger.token.dep_ == "acl" and not find_mentions_of(heads, cast, deep):
        heads = find_subjects(trigger.token.head.head)  # "issued a statement accusing the carrier"
    if not heads and trigger.carrier is not None and place not in ("possessor", "subject", "object"):
        heads = fill_place(trigger.carrier, place)
    return find_mentions_of(heads, cast, deep)


def find_mentions_of(heads, cast, deep):
    """The mentions that the heads of noun phrases name, each once."""
    found = [m for head in heads for m in cast.find(head, deep)]
    return list({m.actor_id: m for m in found}.values())


def find_in_content(trigger, cast):
    """Whom the clause of a request, threat or promise is about: its own subject, else the one acted upon in it."""
    heads = [trigger.token, *([trigger.carrier] if trigger.carrier is not None else [])]
    clauses = [c for head in heads for c in find_clauses(head)]
    clauses += (
        [c for noun in [trigger.token, *find_objects(trigger.token)] for c in find_content(noun)] if not clauses else []
    )
    for clause in clauses:
        own = [c for c in clause.children if c.dep_ in ("nsubj", "nsubj:pass")]
        for mentions in (find_mentions_of(own, cast, deep=False), find_acted_upon(clause, cast)):
            if mentions:
                return mentions
    return []


def find_acted_upon(verb, cast, depth=DEPTH):
    """The mentions acted upon in a clause: by the row of its verb, else its object, else its phrases, else those of the clause below."""
    weak = []
    inner = read_verb(verb)
    if inner is not None and depth:
        for place in split_items(inner.row.recipient):
            mentions = find_acted_upon_below(verb, cast, depth) if place == "content" else []
            if place not in ("subject", "content"):
                mentions = find_mentions_of(fill_place(verb, place), cast, deep=True)
            if mentions and not cast.only_owners(mentions):
                return mentions
    for place in ("second", "object", "with", "to", "on", "against", "from", "in", "of", "for", "into", "at"):
        mentions = find_mentions_of(fill_place(verb, place), cast, deep=True)
        if mentions and not cast.only_owners(mentions):
            return mentions
        weak = weak or mentions
    return find_acted_upon_below(verb, cast, depth) or weak


def find_acted_upon_below(verb, cast, depth):
    """The mentions acted upon in the first clause that completes a verb."""
    below = find_clauses(verb)[:1] if depth else []
    return [m for clause in below for m in find_acted_upon(clause, cast, depth - 1)]


# Filling in the tables


def fill_event(doc, trigger, parties, calendar, reports, means):
    """One row of the table `events`."""
    article, row = doc.user_data["article"], trigger.row
    first, last = find_extent(trigger)
    spoken = doc[first : last + 1]
    start = min([spoken.start_char, *(p.mention.start for p in parties)])
    end = max([spoken.end_char, *(p.mention.end for p in parties)])
    status = find_status(trigger.token, trigger.carrier)
    when = calendar.date(trigger, status)
    status = calendar.grow_old(status, when)
    category, mode = find_category(trigger, status)
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
    """(first, last) token of a trigger: a verb with its particle beside it; a noun with the verb that carries it, if they are near."""
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
    """(category, mode): that of the row, or what it becomes if it lies ahead or is refused ("will help" is a promise, "will not meet" a refusal)."""
    row, category = trigger.row, index_categories()[trigger.row.category]
    verb = trigger.carrier or trigger.token
    if category.ended and is_verbal(verb) and is_ended(verb):
        return category.ended, "discontinue"
    if category.refused and is_verbal(verb) and is_unwilling(verb):
        return "REJECT", category.refused
    if category.ahead and status in AHEAD:
        return category.ahead, ""
    return row.category, row.mode


def find_instrument(row, means):
    """(instrument, stage): those of the trigger, else of the first words inside the event that tell them."""
    rows = [surface_forms("instruments")[s.text.lower()] for s in means]
    instrument = row.instrument or next((r.instrument for r in rows if r.instrument), "")
    return instrument, row.stage or (next((r.stage for r in rows if r.stage), "") if instrument else "")


def fill_parties(event, parties):
    """Rows of the table `event_parties`; a mention of several actors gives a row for each."""
    rows = {}
    for party in parties:
        for actor_id in party.mention.actor_id.split(";"):
            rows.setdefault(
                (actor_id, party.role),
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


# When, and who says so


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
        """Cells earliest, latest, date_id and date_basis: by a date of the clause, else of the sentence, else of the narrative, else by publication.

        A date after publication cannot date what has happened: it belongs to something else in the sentence.
        """
        head = trigger.carrier or trigger.token
        near = [(root, row) for root, row in self.rows.get(head.sent.start, []) if self.may_date(row, status)]
        own = [(root, row) for root, row in near if find_verb(root) in (head, trigger.token)]
        for choice, basis in ((own, "clause"), (near, "sentence")):
            if choice:
                root, row = min(choice, key=lambda c: (abs(c[0].i - head.i), c[0].i))
                if basis == "clause" and status in HAPPENED:
                    self.narrative = (head.sent, row)
                return cells(row, basis, is_since(root))
        return self.date_by_narrative(head, status)

    def may_date(self, row, status):
        """Whether a date can date an act of that status: what happened does not begin after publication, what is ahead does not end before it."""
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


def find_verb(token):
    """The verb, or the noun of an act, that a word hangs on."""
    head = token.head
    while (
        not is_verbal(head)
        and head.head is not head
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


class Reports:
    """The claims of an article, to ask which one reports an event."""

    def __init__(self, claims):
        rows = claims[claims["start"].notna() & claims["end"].notna()]
        self.waiting = sorted(zip(rows["start"], rows["end"], rows["claim_id"], strict=True), reverse=True)
        self.open = []

    def find(self, start, end):
        """Id of the smallest claim around a trigger, "" if there is none. Triggers must be asked in order of their start."""
        while self.waiting and self.waiting[-1][0] <= start:
            self.open.append(self.waiting.pop())
        self.open = [claim for claim in self.open if claim[1] > start]
        around = [claim for claim in self.open if claim[1] >= end]
        return min(around, key=lambda c: (c[1] - c[0], c[0]))[2] if around else ""
