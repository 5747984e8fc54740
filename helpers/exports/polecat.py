"""POLECAT's columns (Halterman et al. 2023), as researchers of event data load them: a row per pair of actor and
recipient of an event.

What Regtrace does not look for stays empty: contexts, places, Correlates of War codes, Wikipedia titles. "Event Date"
is the last day on which the event can have been, the first if no last is known; a country is ISO 3166-1 alpha-2, as in
the tables; "Version" says who has read the event.
"""

import pandas as pd

from helpers.articles.article import publication_day
from helpers.findings.article import word_readers
from helpers.lexicons import index_categories
from helpers.tables import to_csv, write_cell

# The quad codes of PLOVER.
QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}
ROLES = {"actor": "Actor", "recipient": "Recipient"}
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *(column.format(role) for role in ROLES.values() for column in (
        "{} Name", "{} Country", "{} COW", "Primary {} Sector", "{} Sectors", "{} Title", "{} Name Raw",
        "Wikipedia {} ID")),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip


def make_polecat(material):
    """CSV with the events of an article; one whose status is not that it happened says so in "Event Mode"."""
    read, readers, story = material.read, material.find_readers("events"), describe_story(material)
    actors = {row["actor_id"]: row for row in read.actors.to_dict("records")}
    words = dict(zip(read.mentions["mention_id"], read.mentions["text"], strict=True))
    sides = {}
    for party in read.event_parties[read.event_parties["role"].isin(ROLES)].to_dict("records"):
        told = describe_party(
            party, actors.get(party["actor_id"], {}), material.quote(words.get(party["mention_id"], ""))
        )
        sides.setdefault((party["event_id"], party["role"]), []).append(told)
    rows = []
    for event in read.events.to_dict("records"):
        whole = {**describe_act(event), "Version": f"{event['made_by']}; {word_readers(readers[event['event_id']])}"}
        acting, concerned = (sides.get((event["event_id"], role), [{}]) for role in ROLES)
        pairs = [{**actor, **recipient} for actor in acting for recipient in concerned]
        numbers = [""] if len(pairs) == 1 else [f"-{n}" for n in range(1, len(pairs) + 1)]
        rows += [
            {**story, **whole, **pair, "Event ID": event["event_id"] + n}
            for pair, n in zip(pairs, numbers, strict=True)
        ]
    return to_csv(pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), **row} for row in rows], columns=COLUMNS))


def describe_act(event):
    """What an event is: PLOVER's category with its score and quad, and its mode with its status."""
    category = index_categories()[event["category"]]
    status = "" if event["status"] == "OCCURRED" else event["status"].lower().replace("_", "-")
    return {
        "Event Date": write_cell(event["earliest"] if pd.isna(event["latest"]) else event["latest"]),
        "Event Type": event["category"],
        "Event Mode": ";".join(filter(None, [event["mode"], status])),
        "Intensity": category.score,
        "Quad Code": str(QUADS.get(category.quad, "")),
    }


def describe_party(party, actor, words):
    """Who takes part as actor or recipient, and the words of the article for it."""
    role = ROLES[party["role"]]
    return {
        f"{role} Name": actor.get("name", ""),
        f"{role} Country": actor.get("country", ""),
        f"Primary {role} Sector": actor.get("sector", ""),
        f"{role} Sectors": actor.get("sector", ""),
        f"{role} Name Raw": words,
    }


def describe_story(material):
    """The article that tells of the events, and whom and what it names."""
    article, actors = material.article, material.read.actors
    names = {kind: ";".join(actors.loc[actors["kind"].isin(kinds), "name"]) for kind, kinds in (
        ("People", ["Person"]), ("Organizations", ["Company", "PublicBody", "Organization"]),
        ("Locations", ["Territory"]))}  # fmt: skip
    told = {f"Story {kind}": listed for kind, listed in names.items()}
    return {
        "Source": article.site,
        "Publication Date": f"{publication_day(article.published):%Y-%m-%d}",
        "Language": "eng",
        **told,
    }
