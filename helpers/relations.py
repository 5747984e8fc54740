"""How actors stand to one another: relations, derived from events and never typed by hand."""

import pandas as pd

from helpers.lexicons import index_categories
from helpers.tables import HAPPENED, make_table


def derive_relations(events, parties, claims=None):
    """Table `relations`: for every event its actors towards its recipients, grouped by category and status.

    `claims` counts the sources behind the events; without it those counts are 0.
    """
    if claims is None:
        claims = make_table("claims", [])
    told = events[["event_id", "category", "status", "claim_id", "earliest", "latest"]]
    known = {row.event_id: row for row in told.itertuples(index=False)}
    speakers = {row.claim_id: row for row in claims[["claim_id", "source_id", "source_kind"]].itertuples(index=False)}
    groups = {}
    for source_id, target_id, event_id in pair_parties(parties, events):
        event = known[event_id]
        groups.setdefault((source_id, target_id, event.category, event.status), []).append(event)
    return make_table("relations", [summarize_events(key, groups[key], speakers) for key in sorted(groups)])


def keep_done(events, plans=True):
    """The events; without `plans` only those that happened or go on, and no threats."""
    return events if plans else events[events["status"].isin(HAPPENED) & (events["category"] != "THREATEN")]


def compare_strands(relations):
    """For every pair of actors how many events show pressure, refusal, cooperation and conflict: what runs between the
    same two stays apart.
    """
    strands = [row.strand for row in index_categories().values() if row.strand]
    table = relations.assign(strand=[index_categories()[c].strand for c in relations["category"]])
    counted = table.pivot_table(
        index=["source_id", "target_id"], columns="strand", values="n_events", aggfunc="sum", fill_value=0
    )
    return (
        counted.reindex(columns=sorted(set(strands)), fill_value=0).astype(int).rename_axis(columns=None).reset_index()
    )


def is_mutual(category):
    """Whether those who do an act of a category do it to one another, where no recipient is named."""
    return index_categories()[category].mutual == "yes"


def pair_parties(parties, events):
    """(source_id, target_id, event_id) of each linked actor towards each linked recipient of one event that has a sign.

    Without a recipient the actors of a meeting, agreement or venture act on one another.
    """
    by_role = {}
    for row in parties.loc[parties["actor_id"] != "", ["event_id", "role", "actor_id"]].itertuples(index=False):
        by_role.setdefault((row.event_id, row.role), []).append(row.actor_id)
    signed = [category for category, row in index_categories().items() if row.sign]
    for row in events.loc[events["category"].isin(signed), ["event_id", "category"]].itertuples(index=False):
        sources = by_role.get((row.event_id, "actor"), [])
        mutual = sources if is_mutual(row.category) else []
        for source_id in sources:
            for target_id in by_role.get((row.event_id, "recipient"), mutual):
                if source_id != target_id:
                    yield source_id, target_id, row.event_id


def find_acts(events, pairs):
    """{event_id: the event that tells its act first} of the table `events`, in the order of the text.

    `pairs` are (source_id, target_id, event_id). Events of the same pairs, category, mode and status tell one act, as
    far as can be told, if their days do not exclude one another: a headline tells again what the text tells. What is
    linked to no pair is an act of its own.
    """
    linked, acts, first = {}, {}, {}
    for source_id, target_id, event_id in pairs:
        linked.setdefault(event_id, set()).add((source_id, target_id))
    for event in events.sort_values(["start", "end"], kind="stable").itertuples(index=False):
        key = (frozenset(linked.get(event.event_id, {event.event_id})), event.category, event.mode, event.status)
        told = acts.setdefault(key, [])
        act = next((act for act in told if not excludes(act, event)), None)
        if act is None:
            act = {"event_id": event.event_id, "earliest": event.earliest, "latest": event.latest}
            told.append(act)
        act["earliest"] = max((day for day in (act["earliest"], event.earliest) if pd.notna(day)), default=pd.NaT)
        act["latest"] = min((day for day in (act["latest"], event.latest) if pd.notna(day)), default=pd.NaT)
        first[event.event_id] = act["event_id"]
    return first


def excludes(act, event):
    """Whether an event cannot have been on the days of an act; a day that is not told excludes nothing."""
    return bool(act["latest"] < event.earliest or event.latest < act["earliest"])


def summarize_events(key, events, speakers):
    """One row of the table `relations`; `speakers` are the rows of claims by their id."""
    category = index_categories()[key[2]]
    claims = [speakers[event.claim_id] for event in events if event.claim_id in speakers]
    reported = [claim for claim in claims if claim.source_kind != "author"]
    named = {claim.source_id for claim in reported if claim.source_kind in ("named_person", "named_group")}
    earliest, latest = [event.earliest for event in events], [event.latest for event in events]
    return {
        **dict(zip(("source_id", "target_id", "category", "status"), key, strict=True)),
        "sign": category.sign,
        "score": category.score,
        "earliest": None if pd.isna(earliest).any() else min(earliest),
        "latest": None if pd.isna(latest).any() else max(latest),
        "event_ids": ";".join(event.event_id for event in events),
        "n_events": len({event.event_id for event in events}),
        "n_claims": len({claim.claim_id for claim in reported}),
        "n_named_sources": len(named),
    }
