"""Sentences on an article held against the public record."""

import pandas as pd

from helpers.record import NEAR_DAYS, count_verdicts, place_checks
from helpers.tables import find_values
from helpers.wording import count_noun, plain, shorten, shorten_sentences


def record_finding(checks):
    """What came of holding the article against the record, and what the record contradicts."""
    if checks.empty:
        return "Nobody has held its statements against a record."
    wrong = checks[checks["verdict"] == "contradicted"]
    told = " ".join(
        f"The record contradicts “{row.text}”: {shorten_sentences(row.note, 60)}"
        for row in wrong.itertuples(index=False)
    )
    counted = ", ".join(f"{n} {plain('verdict', verdict)}" for verdict, n in count_verdicts(checks).items())
    return (
        f"Of its words, **{count_noun(len(checks), 'point')}** {'was' if len(checks) == 1 else 'were'} held against "
        f"the public record: {counted}. {told}"
    )


def outcomes_finding(outcomes):
    """What became of what the article tells as sought, planned, threatened or pending."""
    if outcomes.empty:
        return "Nobody has followed up what this article tells as sought, planned, threatened or pending."
    counts = outcomes["outcome"].value_counts()
    told = ", ".join(
        f"{counts[code]} {plain('outcome', code)}" for code in find_values("outcomes", "outcome") if code in counts
    )
    return (
        f"Of **{count_noun(len(outcomes), 'thing')}** that the article tells as sought, planned, threatened or "
        f"pending: {told}."
    )


def foresight_finding(followed):
    """Who was right about what was to come, source by source; `followed` is the table of `follow_up`."""
    told = {}
    for row in followed.to_dict("records"):
        words = f"“{shorten(row['what was to come'], 8)}” {row['what came of it']}"
        told.setdefault(row["who says so"] or "no source", []).append(words)
    listed = "; ".join(f"**{source}**: {', '.join(words)}" for source, words in told.items())
    return f"By who says so – {listed}." if told else "So nobody can be said to have been right or wrong."


def follow_up(outcomes, claims, actors, chronology):
    """What was to come, who said so, what came of it and when, as a short table in plain words."""
    placed = place_checks(outcomes, claims)
    sources = claims.set_index("claim_id")["source_id"]
    names = dict(zip(actors["actor_id"], actors["name"], strict=True)) | {"author": "the author of the article"}
    known = chronology.set_index("event_id")
    days, pages = known["date"], known["source_url"].where(known["source_url"] != "", known["verified_by"])
    return pd.DataFrame(
        {
            "what was to come": placed["text"],
            "who says so": [names.get(sources.get(i, ""), "") for i in placed["claim_id"]],
            "what came of it": [plain("outcome", code) for code in placed["outcome"]],
            "how": placed["note"],
            "day in the record": [days.get(i, "") for i in placed["record_event_id"]],
            "source": [pages.get(i, "") for i in placed["record_event_id"]],
        }
    )


def near_finding(near):
    """How much of the record falls near an article: by a shared actor, or only by its dates."""
    if near.empty:
        return "No event of the record falls near this article's dates or actors."
    shared = int((~near["near"].str.match(f"within {NEAR_DAYS} days of ")).sum())
    actors = f"{shared or 'none'} of them {'shares' if shared < 2 else 'share'} an actor with it"
    days = (
        "nothing but closeness in time speaks for a tie"
        if not shared
        else f"{len(near) - shared or 'none'} {'is' if len(near) - shared < 2 else 'are'} close in time only"
    )
    return (
        f"**{count_noun(len(near), 'event')}** of the record {'falls' if len(near) == 1 else 'fall'} near this "
        f"article: {actors}; {days}."
    )
