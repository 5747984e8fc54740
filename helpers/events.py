"""Who does what to whom, and whether it happened; relations are derived from events.

Triggers with their PLOVER category and the slots of their parties, words of status, and instruments stand in
`data/lexicons/`. Categories, modes, quad classes and scores are PLOVER's; status is its auxiliary modes.
"""

import re
from datetime import timedelta
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from helpers import __version__
from helpers.gazetteer import match_phrases
from helpers.articles import publication_day
from helpers.claims import Mention, is_passive, outermost, place_mentions
from helpers.language import between, make_id
from helpers.lexicons import function_words, index_categories, surface_forms
from helpers.tables import HAPPENED, make_table

MADE_BY = f"rules/{__version__}"
REACH = 12
CLAUSE = 60
STATUS_REACH = 6
STATUS_ORDER = ("DID_NOT_OCCUR", "CONDITIONAL", "PLANNED", "ONGOING", "OCCURRED")
HISTORICAL_DAYS = 365
FIRST = attrgetter("first")


class Events(NamedTuple):
    """What happens in the article (table `events`) and who takes part (table `event_parties`)."""

    events: pd.DataFrame
    event_parties: pd.DataFrame


class Party(NamedTuple):
    """A mention in its role."""

    mention: Mention
    role: str


def find_events(doc, actors, dates, claims):
    """Find the events of a parsed article: a trigger and at least one linked party in one clause.

    `actors` is what `resolve_actors` returns; `dates` and `claims` are those tables. Returns an `Events` pair.
    """
    mentions = [m for m in outermost(place_mentions(doc, actors)) if m.actor_id and m.form != "ADJ"]
    events, parties = [], []
    residue = [(start, end) for start, end, _ in doc.user_data["article"].residue]
    for trigger in match_phrases(doc, "event_triggers"):
        if any(s <= trigger.start_char < e for s, e in residue) or inside_mention(trigger, mentions):
            continue
        row = surface_forms("event_triggers")[trigger.text.lower()]
        found = find_parties(doc, trigger, row, mentions)
        if any(party.role in ("actor", "recipient") for party in found):
            event = fill_event(doc, trigger, row, found, dates, claims)
            events.append(event)
            parties += fill_parties(event, found)
    return Events(make_table("events", events), make_table("event_parties", parties))


def inside_mention(trigger, mentions):
    """Whether the trigger is only part of a name or nominal ("the trade deal partner")."""
    before = between(mentions, trigger.start - REACH, trigger.start + 1, FIRST)
    return any(m.first <= trigger.start and trigger.end <= m.last for m in before)


# Parties


def find_parties(doc, trigger, row, mentions):
    """The parties of a trigger, by the slots that its row names; the slots of a passive verb are turned round."""
    first, last = clause_bounds(doc, trigger)
    near = [m for m in between(mentions, first, last, FIRST) if m.last <= last]
    slots = {"actor": row.actor, "recipient": row.recipient, "object": row.object}
    passive = row.pos != "noun" and is_passive_participle(doc, trigger)
    if passive:
        turned = {"subject": "by", "object": "subject"}
        slots = {role: turned.get(slot, slot) for role, slot in slots.items()}
    found, taken = [], set()
    for role, slot in slots.items():
        for mention in fill_slot(doc, trigger, slot, near) if slot else []:
            key = (mention.actor_id, role)
            if mention.first not in taken and key not in {(p.mention.actor_id, p.role) for p in found}:
                found.append(Party(mention, role))
                taken.add(mention.first)
    return found


def is_passive_participle(doc, trigger):
    """Whether the trigger is a participle behind a form of be, with or without its agent."""
    return trigger[0].text.lower().endswith(("d", "n", "t")) and (
        is_passive(doc, trigger)
        or any(
            t.text.lower() in function_words("passive")
            for t in doc[max(trigger.start - 2, trigger.sent.start) : trigger.start]
        )
    )


def clause_bounds(doc, trigger):
    """Token bounds of the clause of a trigger: its sentence, at most CLAUSE words away, cut at ";" and ", and/but/while"."""
    sentence = trigger.sent
    first, last = max(sentence.start, trigger.start - CLAUSE), min(sentence.end, trigger.end + CLAUSE)
    cuts = [t.i for t in doc[first:last] if t.text == ";" or (t.text == "," and opens_clause(doc, t.i + 1, last))]
    before, after = [i for i in cuts if i < trigger.start], [i for i in cuts if i >= trigger.end]
    return max([first, *before]), min([last, *after])


def opens_clause(doc, i, last):
    """Whether the word at `i` joins another clause."""
    return i < last and doc[i].text.lower() in function_words("clause")


def fill_slot(doc, trigger, slot, near):
    """The mentions in a slot of the clause: a coordinated row of names counts as a whole."""
    before = [m for m in near if m.last <= trigger.start]
    after = [m for m in near if m.first >= trigger.end and m.first - trigger.end <= REACH]
    if slot == "subject":
        subjects = [m for m in before if trigger.start - m.last <= REACH and not after_preposition(doc, m)]
        return with_coordinated(doc, subjects[-1:], before)
    if slot == "poss":
        return [m for m in before if trigger.start - m.last <= 3][-1:]
    if slot == "object":
        direct = [m for m in after if m.first - trigger.end <= 6 and not after_preposition(doc, m, trigger.end)]
        return with_coordinated(doc, direct[:1], after)
    return with_coordinated(doc, [m for m in after if preposition_before(doc, m, trigger.end) == slot][:1], after)


def after_preposition(doc, mention, first=0):
    """Whether a preposition stands right before a mention, or before its determiner."""
    return bool(preposition_before(doc, mention, first))


def preposition_before(doc, mention, first=0):
    """The preposition right before a mention, at most one word between; "" if there is none."""
    words = [doc[i].text.lower() for i in (mention.first - 1, mention.first - 2) if i >= first]
    if words and words[0] in function_words("preposition"):
        return words[0]
    return (
        words[1]
        if len(words) > 1 and words[0] in function_words("determiner") and words[1] in function_words("preposition")
        else ""
    )


def with_coordinated(doc, chosen, others):
    """The chosen mention with those joined to it by a comma, "and", "or" or "as well as"."""
    row = list(chosen)
    for mention in sorted(others):
        between = (
            doc[row[-1].last : mention.first].text.strip(" ,").lower()
            if row and mention.first >= row[-1].last
            else None
        )
        if (
            row
            and mention not in row
            and between in ("", "and", "or", "and the", "as well as")
            and mention.first - row[-1].last <= 4
        ):
            row.append(mention)
    for mention in sorted(others, reverse=True):
        between = (
            doc[mention.last : row[0].first].text.strip(" ,").lower() if row and mention.last <= row[0].first else None
        )
        if row and mention not in row and between in ("and", "or", "and the", "as well as"):
            row.insert(0, mention)
    return row


# Filling in the tables


def fill_event(doc, trigger, row, parties, dates, claims):
    """One row of the table `events`."""
    article = doc.user_data["article"]
    first, last = clause_bounds(doc, trigger)
    start = min([trigger.start_char, *(p.mention.start for p in parties)])
    end = max([trigger.end_char, *(p.mention.end for p in parties)])
    status = find_status(doc, trigger, first, last)
    when = find_date(doc, trigger, doc[first:last], dates, status, publication_day(article.published))
    instrument, stage = find_instrument(doc[first:last], row)
    if (
        status == "OCCURRED"
        and when["latest"] is not None
        and when["latest"] < pd.Timestamp(publication_day(article.published) - timedelta(HISTORICAL_DAYS))
    ):
        status = "HISTORICAL"
    return {
        "event_id": make_id(article, "event", (trigger.start_char, trigger.end_char)),
        "start": start,
        "end": end,
        "text": article.text[start:end],
        "trigger_start": trigger.start_char,
        "trigger_end": trigger.end_char,
        "trigger_text": trigger.text,
        "category": row.category,
        "mode": row.mode,
        "status": status,
        "instrument": instrument,
        "stage": stage,
        **when,
        "claim_id": find_claim(trigger, claims),
        "made_by": MADE_BY,
        "review": "unseen",
    }


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


def find_status(doc, trigger, first, last):
    """Whether the event happened, by the words of status around its trigger; the most doubtful word wins."""
    found = []
    for span in match_phrases(doc[first:last].as_doc(), "status_words"):
        row, start, end = surface_forms("status_words")[span.text.lower()], first + span.start, first + span.end
        before, after = 0 <= trigger.start - end <= STATUS_REACH, 0 <= start - trigger.end <= STATUS_REACH
        progressive = before and row.scope == "progressive" and doc[end].text.lower().endswith("ing")
        if progressive or (before and row.scope in ("before", "any")) or (after and row.scope in ("after", "any")):
            found.append(row.status)
    return min(found, key=STATUS_ORDER.index, default="OCCURRED")


def find_date(doc, trigger, clause, dates, status, published):
    """Cells earliest, latest, date_id and date_basis: by a date of the clause, else of the sentence, else by publication.

    A date after publication cannot date what has happened: it belongs to something else in the sentence.
    """
    text = doc.user_data["article"].text
    if status in HAPPENED:
        dates = dates[~(dates["earliest"] > pd.Timestamp(published))]
    for span, basis in ((clause, "clause"), (trigger.sent, "sentence")):
        inside = dates[
            (dates["start"] >= span.start_char)
            & (dates["end"] <= span.end_char)
            & (dates["earliest"].notna() | dates["latest"].notna())
        ]
        if len(inside):
            row = inside.loc[(inside["start"] - trigger.start_char).abs().idxmin()]
            since = re.search(r"\bsince\W+$", text[max(0, row["start"] - 8) : row["start"]], re.IGNORECASE)
            return {
                "earliest": to_cell(row["earliest"]),
                "latest": None if since else to_cell(row["latest"]),
                "date_id": row["date_id"],
                "date_basis": basis,
            }
    day = pd.Timestamp(published)
    ahead = status in ("PLANNED", "CONDITIONAL")
    return {
        "earliest": day if ahead else None,
        "latest": None if ahead else day,
        "date_id": "",
        "date_basis": "publication",
    }


def to_cell(value):
    """A missing day as None."""
    return None if pd.isna(value) else value


def find_instrument(clause, row):
    """(instrument, stage): those of the trigger, else of the first words in the clause that tell them."""
    rows = [surface_forms("instruments")[s.text.lower()] for s in match_phrases(clause.as_doc(), "instruments")]
    instrument = row.instrument or next((r.instrument for r in rows if r.instrument), "")
    return instrument, row.stage or (next((r.stage for r in rows if r.stage), "") if instrument else "")


def find_claim(trigger, claims):
    """Id of the smallest claim whose content holds the trigger; "" if there is none."""
    around = claims[
        (claims["start"] <= trigger.start_char).fillna(False) & (claims["end"] >= trigger.end_char).fillna(False)
    ]
    return around.loc[(around["end"] - around["start"]).idxmin(), "claim_id"] if len(around) else ""


# Relations


def derive_relations(events, parties, claims=None):
    """Table `relations`: for every event its actors towards its recipients, grouped by category and status.

    `claims` counts the sources behind the events; without it those counts are 0.
    """
    if claims is None:
        claims = make_table("claims", [])
    pairs = pair_parties(parties).merge(events, on="event_id")
    pairs = pairs.merge(
        claims[["claim_id", "source_id", "source_kind"]].rename(columns={"source_id": "speaker"}),
        on="claim_id",
        how="left",
    )
    keys = ["source_id", "target_id", "category", "status"]
    rows = [summarize_pairs(dict(zip(keys, key, strict=True)), group) for key, group in pairs.groupby(keys, sort=True)]
    return make_table("relations", rows)


def pair_parties(parties):
    """event_id, source_id, target_id of every actor towards every recipient of one event."""
    columns = ["event_id", "actor_id"]
    sources = parties.loc[parties["role"] == "actor", columns].rename(columns={"actor_id": "source_id"})
    targets = parties.loc[parties["role"] == "recipient", columns].rename(columns={"actor_id": "target_id"})
    pairs = sources.merge(targets, on="event_id")
    return pairs[pairs["source_id"] != pairs["target_id"]]


def summarize_pairs(key, group):
    """One row of the table `relations`."""
    category = index_categories()[key["category"]]
    reported = group[(group["source_kind"].fillna("author") != "author") & (group["claim_id"] != "")]
    named = reported[reported["source_kind"].isin(["named_person", "named_group"])]
    return {
        **key,
        "sign": category.sign,
        "score": category.score,
        "earliest": None if group["earliest"].isna().any() else group["earliest"].min(),
        "latest": None if group["latest"].isna().any() else group["latest"].max(),
        "event_ids": ";".join(group["event_id"]),
        "n_events": group["event_id"].nunique(),
        "n_claims": reported["claim_id"].nunique(),
        "n_named_sources": named["speaker"].nunique(),
    }
