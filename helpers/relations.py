"""How actors stand to one another: relations, derived from events and never typed by hand."""

import pandas as pd

from helpers.lexicons import index_categories
from helpers.tables import HAPPENED, make_table

MUTUAL = ("CONSULT", "AGREE", "COOPERATE", "SUPPORT")


def derive_relations(events, parties, claims=None):
    """Table `relations`: for every event its actors towards its recipients, grouped by category and status.

    `claims` counts the sources behind the events; without it those counts are 0.
    """
    if claims is None:
        claims = make_table("claims", [])
    pairs = pair_parties(parties, events).merge(events, on="event_id")
    pairs = pairs.merge(
        claims[["claim_id", "source_id", "source_kind"]].rename(columns={"source_id": "speaker"}),
        on="claim_id",
        how="left",
    )
    keys = ["source_id", "target_id", "category", "status"]
    rows = [summarize_pairs(dict(zip(keys, key, strict=True)), group) for key, group in pairs.groupby(keys, sort=True)]
    return make_table("relations", rows)


def keep_done(events, plans=True):
    """The events; without `plans` only those that happened or go on, and no threats."""
    return events if plans else events[events["status"].isin(HAPPENED) & (events["category"] != "THREATEN")]


def compare_strands(relations):
    """For every pair of actors how many events show pressure, refusal, cooperation and conflict: what runs between the same two stays apart."""
    strands = [row.strand for row in index_categories().values()]
    table = relations.assign(strand=[index_categories()[c].strand for c in relations["category"]])
    counted = table.pivot_table(
        index=["source_id", "target_id"], columns="strand", values="n_events", aggfunc="sum", fill_value=0
    )
    return (
        counted.reindex(columns=sorted(set(strands)), fill_value=0).astype(int).rename_axis(columns=None).reset_index()
    )


def pair_parties(parties, events):
    """event_id, source_id, target_id of every actor towards every recipient of one event.

    Without a recipient the actors of a meeting, agreement or venture act on one another.
    """
    together = set(events.loc[events["category"].isin(MUTUAL), "event_id"])
    columns = ["event_id", "actor_id"]
    sources = parties.loc[parties["role"] == "actor", columns]
    targets = parties.loc[parties["role"] == "recipient", columns]
    mutual = sources[sources["event_id"].isin(together) & ~sources["event_id"].isin(targets["event_id"])]
    pairs = sources.rename(columns={"actor_id": "source_id"}).merge(
        pd.concat([targets, mutual]).rename(columns={"actor_id": "target_id"}), on="event_id"
    )
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
