"""Events scored against the acts that people coded, with whichever parties the events may name."""

from functools import cache

import pandas as pd

from helpers.actors.actors import MADE_BY, Actors, find_mentions, resolve_actors
from helpers.articles.article import article_from_text
from helpers.claims.claims import find_claims
from helpers.corpora.plover import load_records
from helpers.dates.dates import find_dates
from helpers.events.events import find_events
from helpers.events.lemmas import find_lemma
from helpers.events.triggers import index_triggers, word_groups
from helpers.language.sentences import parse
from helpers.lexicons import index_categories
from helpers.relations import is_mutual
from helpers.spans import count_shared
from helpers.tables import make_id, make_table

ALL = "all"
OUTCOMES = ("coded", "category_right", "quad_right", "actor_right", "parties_right", "all_right")
PREMODIFIERS = ("det", "amod", "compound", "nummod", "nmod:poss", "flat", "advmod", "punct")


def score_events(path, progress=None):
    """Table `event_scores`: the events of the machine on the records of a JSON file
    (`helpers.corpora.plover.load_records`).

    An answer is compared with the events whose trigger shares a word with the words marked for it; where there is none
    and the text has one answer only, with all events of the text. A party is right if its head, or that of the marked
    one, lies within the other. Direction counts: from an actor to a recipient, or between the actors of a mutual act.
    Three readings: with the machine's mentions, with noun phrases beside them, and with the marked parties as mentions.
    `progress`, if given, wraps the records. In percent.
    """
    records = load_records(path)
    readings = {parties: [] for parties in ("mentions", "noun_phrases", "marked")}
    for record in progress(records) if progress else records:
        for parties, found in annotate_record(record).items():
            readings[parties].append(found)
    rows = [row for parties, found in readings.items() for row in rate_records(records, found, parties)]
    return make_table("event_scores", rows)


def annotate_record(record):
    """{whom the events may name: the machine's events with their parties} of one record."""
    article = article_from_text(record.text, record.published)
    doc = parse(article)
    actors = resolve_actors(find_mentions(doc))
    dates, claims = find_dates(article.prose, article.published, article.slug), find_claims(doc, actors)
    marked = [span for act in record.acts for span in act.sources + act.targets] + list(record.apart)
    choices = {
        "mentions": actors,
        "noun_phrases": add_mentions(doc, actors, find_noun_phrases(doc, actors, dates)),
        "marked": add_mentions(doc, drop_mentions(actors, marked), sorted(set(marked))),
    }
    return {
        parties: locate(doc, find_events(doc, chosen, dates, claims), chosen) for parties, chosen in choices.items()
    }


def find_noun_phrases(doc, actors, dates):
    """(start, end) of the noun phrases that hold a name and whose head is no mention, date or deed: the head with what
    stands before it.
    """
    taken = {i for row in actors.mentions.itertuples() if row.actor_id for i in range(row.start, row.end)}
    taken |= {i for row in dates.itertuples() for i in range(row.start, row.end)}
    deeds = name_deeds()
    found = []
    for token in doc:
        if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "flat"):
            left = [t for t in token.subtree if t.i < token.i and within(t, token)]
            span = doc[min([t.i for t in left], default=token.i) : token.i + 1]
            named = any(t.pos_ == "PROPN" or (t.text[:1].isupper() and not t.is_sent_start) for t in span)
            if named and token.idx not in taken and find_lemma(token) not in deeds:
                found.append((span.start_char, span.end_char))
    return found


@cache
def name_deeds():
    """The nouns that name what is done and so nobody who does it."""
    groups = [word for words in word_groups().values() for word in words]
    return frozenset(groups) | {lemma for pos, lemma in index_triggers() if pos == "noun"}


def within(token, head):
    """Whether a word stands before a head as part of its noun phrase."""
    while token != head:
        if token.dep_ not in PREMODIFIERS:
            return False
        token = token.head
    return True


def drop_mentions(actors, spans):
    """The actors without the mentions that share a character with the spans."""
    rows = actors.mentions
    keep = [not count_shared([place], spans) for place in zip(rows["start"], rows["end"], strict=True)]
    return Actors(actors.actors, rows[keep])


def add_mentions(doc, actors, spans):
    """The actors with a mention, and an actor of its own, for every (start, end)."""
    article = doc.user_data["article"]
    actor_rows, mention_rows = [], []
    for start, end in spans:
        text = article.text[start:end]
        actor_id = f"phrase-{start}-{end}"
        actor_rows.append(
            {
                "actor_id": actor_id,
                "name": text,
                "kind": "Organization",
                "sector": "UNK",
                "made_by": MADE_BY,
                "review": "unseen",
            }
        )
        mention_rows.append(
            {
                "mention_id": make_id(article, "mention", (start, end)),
                "actor_id": actor_id,
                "start": start,
                "end": end,
                "text": text,
                "form": "NAM" if text[:1].isupper() else "NOM",
                "made_by": MADE_BY,
                "review": "unseen",
            }
        )
    return Actors(
        make_table("actors", pd.concat([actors.actors, pd.DataFrame(actor_rows)])),
        make_table("mentions", pd.concat([actors.mentions, pd.DataFrame(mention_rows)])),
    )


class PlacedEvent:
    """An event of the machine, with its parties on the text: {role: [(start, end, head)]}."""

    def __init__(self, row, parties):
        self.start, self.end = row.trigger_start, row.trigger_end
        self.category, self.status, self.parties = row.category, row.status, parties


def locate(doc, events, actors):
    """The events as `PlacedEvent`s."""
    mentions = {row.mention_id: row for row in actors.mentions.itertuples()}
    parties = {}
    for row in events.event_parties.itertuples():
        own = mentions[row.mention_id]
        # A pronoun or nominal stands for the names of its actor.
        named = [
            m
            for m in mentions.values()
            if own.form in ("PRO", "NOM") and m.form == "NAM" and m.actor_id == row.actor_id
        ]
        for mention in (own, *named):
            head = find_head(doc, mention.start, mention.end)
            parties.setdefault(row.event_id, {}).setdefault(row.role, []).append((mention.start, mention.end, head))
    return [PlacedEvent(row, parties.get(row.event_id, {})) for row in events.events.itertuples()], doc


def rate_records(records, readings, parties):
    """The rows of the table for one choice of parties: all, then by category."""
    outcomes, found, apart = {}, 0, []
    standing = 0
    for record, (events, doc) in zip(records, readings, strict=True):
        found += len(events)
        standing += sum(any(touches(event, act) for act in record.acts) for event in events)
        for act in record.acts:
            outcome = judge(act, choose(act, record, events), doc)
            for key in (ALL, act.category):
                outcomes.setdefault(key, []).append(outcome)
        if record.apart:
            apart.append(any(links(event, record.apart) for event in events))
    complete = any(act.status for record in records for act in record.acts)
    for key in sorted(outcomes, key=lambda k: (k != ALL, k)):
        whole = key == ALL
        yield {
            "parties": parties,
            "category": key,
            **rate_answers(outcomes[key]),
            "found": found if whole else 0,
            "precision": percent(standing, found) if whole and complete else None,
            "apart": len(apart) if whole else 0,
            "false_relations": percent(sum(apart), len(apart)) if whole else None,
        }


def rate_answers(outcomes):
    """Shares of the answers, in percent; the status in percent of the coded ones."""
    statuses = [o["status"] for o in outcomes if o["status"] is not None]
    return {
        "answers": len(outcomes),
        **{name: percent(sum(o[name] for o in outcomes), len(outcomes)) for name in OUTCOMES},
        "status_right": percent(sum(statuses), len(statuses)),
    }


def percent(part, whole):
    """A share in percent, None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def list_errors(path, parties="marked"):
    """Table `event_errors`: where the machine goes wrong on an answer key, with the words, the answer and what it coded
    instead.
    """
    rows = []
    for record in load_records(path):
        events, doc = annotate_record(record)[parties]
        for act in record.acts:
            near = choose(act, record, events)
            error = name_error(judge(act, near, doc))
            if error:
                rows.append(
                    (
                        error,
                        record,
                        word_act(act, record.text),
                        "; ".join(word_event(e, record.text) for e in near),
                    )
                )
        rows += [
            ("invented", record, "", word_event(event, record.text))
            for event in events
            if not any(touches(event, act) for act in record.acts)
        ]
    order = ["missed", "category", "parties", "status", "invented"]
    rows.sort(key=lambda row: (order.index(row[0]), row[1].name))
    names = ("error", "name", "text", "answer", "machine")
    return make_table("event_errors", [dict(zip(names, (e, r.name, r.text, a, m), strict=True)) for e, r, a, m in rows])


def name_error(outcome):
    """The gravest error of an answer, "" if there is none."""
    checks = (("missed", "coded"), ("category", "category_right"), ("parties", "parties_right"))
    return next((name for name, key in checks if not outcome[key]), "status" if outcome["status"] is False else "")


def word_act(act, text):
    """An answer in a line: "Ruritania: ACCUSE Northline (OCCURRED)"."""
    sources, targets = (", ".join(text[s:e] for s, e in spans) for spans in (act.sources, act.targets))
    return f"{sources or '–'}: {act.category} {targets or '–'} ({act.status})"


def word_event(event, text):
    """An event of the machine in a line."""
    sides = [", ".join(text[s:e] for s, e, _ in event.parties.get(role, ())) for role in ("actor", "recipient")]
    return f"{sides[0] or '–'}: {event.category} {sides[1] or '–'} ({event.status})"


def touches(event, act):
    """Whether the trigger of an event shares a character with the marked words."""
    return count_shared([(event.start, event.end)], act.words) > 0


def choose(act, record, events):
    """The events that an answer is compared with."""
    near = [event for event in events if touches(event, act)]
    return near or (events if len(record.acts) == 1 and not act.status else [])


def judge(act, events, doc):
    """{outcome: whether some event has it}; of the right status only among the events of the right category, if there
    are any.
    """
    quads = {name: row.quad for name, row in index_categories().items()}
    category = [event.category == act.category for event in events]
    parties = [has_parties(event, act, doc) for event in events]
    named = [event for event, right in zip(events, category, strict=True) if right] or events
    return {
        "coded": bool(events),
        "category_right": any(category),
        "quad_right": any(quads[event.category] == quads[act.category] for event in events),
        "actor_right": any(meets(event.parties.get("actor", ()), act.sources, doc) for event in events),
        "parties_right": any(parties),
        "all_right": any(a and b for a, b in zip(category, parties, strict=True)),
        "status": any(event.status == act.status for event in named) if act.status and events else None,
    }


def has_parties(event, act, doc):
    """Whether an event runs from a source to a target of the act: what nobody marked counts as right."""
    actors, recipients = event.parties.get("actor", ()), event.parties.get("recipient", ())
    if act.mutual:
        both = [*actors, *recipients]
        return all(meets(both, (span,), doc) for span in act.sources)
    return (not act.sources or meets(actors, act.sources, doc)) and (
        not act.targets or meets(recipients, act.targets, doc)
    )


def meets(parties, spans, doc):
    """Whether the head of a party lies in one of the spans, or the head of a span in a party."""
    return any(
        start <= head < end or first <= find_head(doc, start, end) < last
        for first, last, head in parties
        for start, end in spans
    )


def find_head(doc, start, end):
    """The first character of the head of a stretch of text."""
    return doc.char_span(start, end, alignment_mode="expand").root.idx


def links(event, apart):
    """Whether an event relates the two names: one acts on the other, or both act on one another."""
    actors, recipients = event.parties.get("actor", ()), event.parties.get("recipient", ())
    first, second = apart

    def holds(parties, span):
        return count_shared(parties, [span]) > 0

    others = recipients or (actors if is_mutual(event.category) else [])
    return any(holds(actors, a) and holds(others, b) for a, b in ((first, second), (second, first)))
