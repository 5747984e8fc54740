"""The machine's events and relations of a whole article beside the acts that a close reading tells."""

import calendar
import re
from typing import NamedTuple

import pandas as pd

from helpers.lexicons import index_categories
from helpers.spans import count_shared, cover

DONE = ("OCCURRED", "ONGOING", "HISTORICAL")
# Who of two does these to whom is often not told: either way is right.
EITHER_WAY = ("AGREE", "CONSULT", "COOPERATE")
AUTUMN = "-FA"


class Judged(NamedTuple):
    """What is right of an event beside an act that was read; `day` is None where none was read."""

    quad: bool
    category: bool
    actor: bool
    recipient: bool
    status: bool
    day: bool | None

    @property
    def particulars(self):
        """Whether category, actor, recipient and status are right."""
        return self.category, self.actor, self.recipient, self.status


class Arrow(NamedTuple):
    """An arrow that an act bears out: from whom to whom (simplified names), quad classes, whether done.

    `told`: the sentence names both ends and the act must be found; `both`: the other direction is as good.
    """

    pair: tuple
    quads: frozenset
    done: frozenset
    told: bool
    both: bool
    act: str


def spell_day(day):
    """A day of a table as 2018-01-16, "" if it is empty."""
    return "" if pd.isna(day) else day.date().isoformat()


def count_acts(article, tables, bearers):
    """How many acts of a reading are found, and fully right; how many of the machine's events are, field by field."""
    acts, events = article.events, list(tables.events.itertuples())
    best = match_events(article, events, tables, bearers)
    judged = [verdict for _, verdict in best]
    groups = group_acts(acts)
    return {
        "read": len(groups),
        "found": count_groups(groups, {i for i, _ in best}),
        "found_right": count_groups(groups, {i for i, verdict in best if all(verdict.particulars)}),
        "machine": len(events),
        "real": len(best),
        **{
            field: sum(getattr(v, field) for v in judged)
            for field in ("quad", "category", "actor", "recipient", "status")
        },
        "right": sum(all(v.particulars) for v in judged),
        "dated": sum(v.day is not None for v in judged),
        "day": sum(bool(v.day) for v in judged),
    }


def name_group(act, i):
    """What tells an act from others: the name of its group, or its place among the acts."""
    return act.group or f"#{i}"


def group_acts(acts):
    """The places of the acts of each group, without groups in which all are optional."""
    groups = {}
    for i, act in enumerate(acts):
        groups.setdefault(name_group(act, i), []).append(i)
    return [places for places in groups.values() if not all(acts[i].optional for i in places)]


def count_groups(groups, places):
    """How many groups have an act at one of the places."""
    return sum(not places.isdisjoint(group) for group in groups)


def match_events(article, events, tables, bearers):
    """(place of an act, `Judged`) of every event that is an act of the reading, the one that fits it best."""
    matched = match_each(article, events, tables, bearers)
    return [match for match in matched if match is not None]


def match_each(article, events, tables, bearers):
    """What `match_events` says of each event, None of one that is no act of the reading."""
    sentences = [(row.start, row.end) for row in tables.sentences.itertuples()]
    parties = list_parties(tables)
    return [match_event(article, event, sentences, parties.get(event.event_id, {}), bearers) for event in events]


def match_event(article, event, sentences, sides, bearers):
    """(place of an act, `Judged`) of the act that an event with these parties fits best, None if it is none."""
    span = event.trigger_start, event.trigger_end
    fits = []
    for i, act in enumerate(article.events):
        near = measure_nearness(article.text, span, act.span)
        same = cover(sentences, span[0]) == cover(sentences, act.start) and event.category in act.categories
        if near or same:
            verdict = judge(event, sides, act, bearers)
            fits.append((near == 2, same, near, sum(verdict.particulars), -i, verdict))
    if not fits:
        return None
    *_, place, verdict = max(fits, key=lambda fit: fit[:-1])
    return -place, verdict


def measure_nearness(text, first, second):
    """2 for spans that share a character, 1 for those with one word at most between them, no stop; else 0."""
    if count_shared([first], [second]):
        return 2
    between = text[min(first[1], second[1]) : max(first[0], second[0])]
    return int(len(re.findall(r"\w+", between)) <= 1 and not re.search(r"[.;:!?\n]", between))


def list_parties(tables):
    """{event: {role: [id of the actor, or the words of the mention]}}."""
    words = dict(zip(tables.mentions["mention_id"], tables.mentions["text"], strict=True))
    parties = {}
    for row in tables.event_parties.itertuples():
        sides = parties.setdefault(row.event_id, {})
        sides.setdefault(row.role, []).append(row.actor_id or words.get(row.mention_id, "?"))
    return parties


def judge(event, sides, act, bearers):
    """`Judged` of an event, with its parties by role, beside an act."""
    actors, recipients = (bearers.simplified_ids(sides.get(role, [])) for role in ("actor", "recipient"))
    wanted, received = bearers.simplified(act.actors), bearers.simplified(act.recipients)
    others, elsewhere = bearers.simplified(act.alt_actors), bearers.simplified(act.alt_recipients)
    mutual = event.category in EITHER_WAY and act.category in EITHER_WAY
    if mutual:
        wanted = received = wanted | received
        others = elsewhere = others | elsewhere
    turned = mutual and bool(actors) and actors == recipients and len(wanted) > 1
    quad = index_categories()[event.category].quad
    return Judged(
        quad=quad in {index_categories()[category].quad for category in act.categories},
        category=event.category in act.categories,
        actor=are_right(actors, wanted, others, act.implicit_actors),
        recipient=are_right(recipients, received, elsewhere, act.implicit_recipients) and not turned,
        status=event.status in act.statuses,
        day=has_day(event, act.date) if act.date else None,
    )


def are_right(have, want, others, implicit):
    """Whether parties are some of those that are right, and none but these; none is right where none is named."""
    if not have:
        return implicit or not want
    return have <= want | others


def has_day(event, date):
    """Whether the bounds of an event lie within a day or days that were read."""
    first, last = spell_day(event.earliest), spell_day(event.latest)
    ends = date.split("/")
    return bool(first and last) and bound(ends[0])[0] <= first and last <= bound(ends[-1])[1]


def bound(date):
    """First and last day of a day, month, year or autumn; whatever else it is stays."""
    if date.endswith(AUTUMN):
        return f"{date[:4]}-09-01", f"{date[:4]}-11-30"
    if len(date) == len("2018"):
        return f"{date}-01-01", f"{date}-12-31"
    if len(date) == len("2018-01"):
        return f"{date}-01", f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date, date


# Arrows


def count_arrows(acts, relations, bearers):
    """How many arrows that a reading tells are drawn, and how many of those drawn an act of it bears out."""
    borne = [arrow for i, act in enumerate(acts) for arrow in list_arrows(act, name_group(act, i), bearers)]
    drawn = {draw(row, bearers) for row in relations.itertuples()}
    asked = {}
    for arrow in borne:
        if arrow.told:
            pair = frozenset(arrow.pair)
            key = (pair if arrow.both else arrow.pair, arrow.act)
            asked[key] = [other for other in borne if other.act == arrow.act and frozenset(other.pair) == pair]
    return {
        "read": len(asked),
        "found": sum(any(fits(line, arrow) for line in drawn for arrow in arrows) for arrows in asked.values()),
        "machine": len(drawn),
        "real": sum(any(fits(line, arrow) for arrow in borne) for line in drawn),
    }


def list_arrows(act, name, bearers):
    """The `Arrow`s of an act."""
    quads = frozenset(index_categories()[category].quad for category in act.categories) - {""}
    done = frozenset(status in DONE for status in act.statuses)
    told = not (act.optional or act.implicit_actors or act.implicit_recipients)
    for source in (*act.actors, *act.alt_actors):
        for target in (*act.recipients, *act.alt_recipients):
            if source != target:
                ends = source in act.actors and target in act.recipients
                pair = min(bearers.simplified([source])), min(bearers.simplified([target]))
                yield Arrow(pair, quads, done, told and ends, act.category in EITHER_WAY, name)


def draw(row, bearers):
    """What a relation draws: from whom, to whom, in which quad class, done or not."""
    source, target = (min(bearers.simplified_ids([i])) for i in (row.source_id, row.target_id))
    return source, target, index_categories()[row.category].quad, row.status in DONE


def fits(line, arrow):
    """Whether what is drawn is an arrow of the reading."""
    turned = arrow.both and line[1::-1] == arrow.pair
    return (line[:2] == arrow.pair or turned) and line[2] in arrow.quads and line[3] in arrow.done
