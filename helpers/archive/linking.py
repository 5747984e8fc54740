"""What the articles of an archive have to do with one another: copies, identities, episodes, replies."""

import pandas as pd

from helpers.actors.gazetteer import BODIES
from helpers.archive.belonging import find_belongings
from helpers.archive.copies import Words, find_copies
from helpers.archive.episodes import Report, describe_episode, describe_reports, find_episodes
from helpers.archive.identities import Member, find_identities, load_corrections
from helpers.archive.parquet import connect, quote, read_rows
from helpers.archive.replies import find_replies
from helpers.archive.versions import find_changes
from helpers.articles.article import slugify

LINKED = ("copies", "passages", "changes", "identities", "suggestions", "episodes", "reports", "replies")


def link_articles(folder):
    """{table: rows} of the tables of `LINKED`, from the tables of an archive."""
    articles = load_table(folder, "articles").sort_values(["day", "slug"], kind="stable")
    copies, passages = find_copies(list(articles[["slug", "day", "outlet", "text"]].itertuples(index=False, name=None)))
    identities, suggestions = find_identities(list_members(folder, articles), load_corrections(folder.name))
    ids = {(row["slug"], row["actor_id"]): row["identity_id"] for row in identities}
    claims = load_table(folder, "claims").set_index("claim_id")
    reports = list_reports(folder, articles, claims, ids, Words(passages))
    outlets = dict(zip(articles["slug"], articles["outlet"], strict=True))
    words, episodes = find_words(folder), find_episodes(reports)
    return {
        "copies": copies,
        "passages": passages,
        "changes": find_changes(folder / "tables", [(row["origin"], row["slug"]) for row in copies]),
        "identities": identities,
        "suggestions": suggestions,
        "episodes": [describe_episode(episode, outlets, words) for episode in episodes],
        "reports": [row for episode in episodes for row in describe_reports(episode)],
        "replies": find_replies(reports, claims, ids),
    }


def load_table(folder, name):
    """A table of the whole archive."""
    return read_rows(folder / "tables" / f"{name}.parquet")


def list_members(folder, articles):
    """The `Member`s of all articles, in their order; named is who is somewhere called by a name."""
    actors, mentions = load_table(folder, "actors"), load_table(folder, "mentions")
    mentions = mentions[mentions["form"].isin(["NAM", "NOM"]) & (mentions["actor_id"] != "")]
    by_article = dict(list(actors.groupby("slug", sort=False)))
    spans = dict(list(mentions[["slug", "start", "end", "actor_id", "form"]].groupby("slug", sort=False)))
    members = []
    for slug, text in zip(articles["slug"], articles["text"], strict=True):
        if slug in by_article:
            members += describe_members(by_article[slug], spans.get(slug, mentions.head(0)), text)
    return members


def describe_members(actors, mentions, text):
    """The `Member`s of an article, of its rows of actors and of mentions by name or noun; a noun tells a body only if
    the article names it, too.
    """
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    spans = list(mentions[["start", "end", "actor_id", "form"]].itertuples(index=False, name=None))
    named = {actor for _, _, actor, form in spans if form == "NAM"}
    people = [span[:3] for span in spans if kinds.get(span[2]) == "Person" and span[3] == "NAM"]
    bodies = [span[:3] for span in spans if kinds.get(span[2]) in BODIES and span[2] in named]
    belongs = find_belongings(text, people, bodies)
    columns = actors[["slug", "actor_id", "name", "kind", "country", "role", "parent_id"]]
    return [
        Member(*row, row[1] in named, frozenset(belongs.get(row[1], ())))
        for row in columns.itertuples(index=False, name=None)
    ]


def list_reports(folder, articles, claims, ids, words):
    """The `Report`s of all articles, with the identities of their parties."""
    events, parties = load_table(folder, "events"), load_table(folder, "event_parties")
    days = dict(zip(articles["slug"], pd.to_datetime(articles["day"]), strict=True))
    presses = find_presses(folder)
    by_role = {}
    for row in parties[parties["actor_id"] != ""].itertuples(index=False):
        by_role.setdefault((row.event_id, row.role), set()).add(ids[row.slug, row.actor_id])
    return [
        Report(
            event_id=row.event_id,
            slug=row.slug,
            day=days[row.slug],
            start=int(row.trigger_start),
            category=row.category,
            status=row.status,
            kind=row.instrument,
            actors=tuple(sorted(by_role.get((row.event_id, "actor"), ()))),
            recipients=tuple(sorted(by_role.get((row.event_id, "recipient"), ()))),
            earliest=row.earliest,
            latest=row.latest,
            dated=row.date_basis in ("clause", "sentence"),
            source=find_source(row, claims, ids),
            root=find_root(row, claims, articles, words, presses),
        )
        for row in events[events["trigger_start"].notna()].itertuples(index=False)
    ]


def find_words(folder):
    """{event_id: the sentence that tells of it, or its own words where none holds its trigger}."""
    events, sentences = (quote(folder / "tables" / f"{name}.parquet") for name in ("events", "sentences"))
    with connect() as connection:
        found = connection.execute(f"""
            SELECT event_id, coalesce(sentences.text, events.text) FROM read_parquet({events}) events
            LEFT JOIN read_parquet({sentences}) sentences ON sentences.slug = events.slug
                AND trigger_start >= sentences.start AND trigger_start < sentences."end" """)
        return dict(found.fetchall())


def find_presses(folder):
    """{(slug, actor_id)} of the actors that are of the press."""
    actors = load_table(folder, "actors")
    chosen = actors[(actors["role"] == "press") | (actors["sector"] == "JRN")]
    return {(row.slug, row.actor_id): row.name for row in chosen[["slug", "actor_id", "name"]].itertuples(index=False)}


def find_source(event, claims, ids):
    """The identity of whoever says that an event is so; "" for the author."""
    if event.claim_id not in claims.index:
        return ""
    source = claims.at[event.claim_id, "source_id"].partition(";")[0]
    return ids.get((event.slug, source), "")


def find_root(event, claims, articles, words, presses):
    """Whose report an event is: the outlet that its source is, else the article whose words tell it."""
    if event.claim_id in claims.index:
        press = presses.get((event.slug, claims.at[event.claim_id, "source_id"].partition(";")[0]))
        if press:
            return f"outlet:{slugify(press)}"
    return words.find_author(event.slug, int(event.trigger_start))
