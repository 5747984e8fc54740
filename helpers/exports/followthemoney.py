"""FollowTheMoney entities as JSON lines, as Aleph and OpenSanctions read them: an entity per actor, event and relation,
with the article as proof.
"""

import hashlib
import json
import re

from helpers.articles.article import publication_day
from helpers.findings.article import source_line, word_readers
from helpers.lexicons import split_items
from helpers.spans import find_trigger
from helpers.tables import write_cell
from helpers.wording import plain

# A collective is no body of its own, but may act as one.
SCHEMATA = {"Group": "LegalEntity"}
ACTING = ("Person", "Company", "PublicBody", "Organization", "Group")
ADDRESS = re.compile(r"https?://")


def make_entities(material):
    """JSON lines: the article, then actors, events, relations and who belongs to whom."""
    read, readers = material.read, material.find_readers("events")
    entities = [
        describe_article(material),
        *(describe_actor(row, material) for row in read.actors.to_dict("records")),
        *(describe_event(row, readers[row["event_id"]], material) for row in read.events.to_dict("records")),
        *(describe_relation(row, readers, material) for row in read.relations.to_dict("records")),
        *(
            describe_link(row, material)
            for row in read.actors[read.actors["parent_id"].isin(read.actors["actor_id"])].to_dict("records")
        ),
    ]
    return "".join(json.dumps(entity) + "\n" for entity in entities)


def name_entity(material, *parts):
    """The id of an entity: the same in every run, and of characters that FollowTheMoney allows."""
    key = "|".join((material.article.slug, *map(str, parts)))
    return f"regtrace-{hashlib.sha1(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def make_entity(key, schema, **properties):
    """An entity with its filled properties; every value is text, and several are a list."""
    lists = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items()}
    filled = {name: [value for value in values if value] for name, values in lists.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in filled.items() if values}}


def describe_article(material):
    """The article that proves the rest, and who has read what was found in it."""
    article, known = material.article, material.article.known
    address = known.get("address", "")
    return make_entity(
        name_entity(material, "article"),
        "Article",
        title=article.title or article.slug,
        fileName=f"{article.slug}.txt",
        author=known.get("author", ""),
        publisher=known.get("outlet", ""),
        publishedAt=f"{publication_day(article.published):%Y-%m-%d}",
        sourceUrl=address if ADDRESS.match(address) else "",
        language="eng",
        notes=source_line(article, material.corrections, **vars(material.read)),
        bodyText=article.text if material.with_text else "",
    )


def describe_actor(row, material):
    """An actor as a person, a company, a public body, an organisation, a collective or a territory."""
    return make_entity(
        name_entity(material, "actor", row["actor_id"]),
        SCHEMATA.get(row["kind"], row["kind"]),
        name=row["name"],
        alias=split_items(row["aliases"]),
        country=row["country"].lower(),
        wikidataId=row["wikidata_id"],
        proof=name_entity(material, "article"),
    )


def describe_event(row, readers, material):
    """An event: its words, days and parties; who acts organizes it, all others are involved."""
    kinds = dict(zip(material.read.actors["actor_id"], material.read.actors["kind"], strict=True))
    parties = material.read.event_parties
    own = parties[(parties["event_id"] == row["event_id"]) & parties["actor_id"].map(kinds).isin(ACTING)]
    sides = [own.loc[(own["role"] == "actor") == acting, "actor_id"] for acting in (True, False)]
    organizers, involved = ([name_entity(material, "actor", i) for i in dict.fromkeys(ids)] for ids in sides)
    return make_entity(
        name_entity(material, "event", row["event_id"]),
        "Event",
        name=f"{plain('category', row['category'])}: {plain('status', row['status'])}",
        summary=material.quote(row["text"], find_trigger(row)),
        startDate=write_cell(row["earliest"]),
        endDate=write_cell(row["latest"]),
        organizer=organizers,
        involved=involved,
        recordId=row["event_id"],
        notes=word_readers(readers),
        proof=name_entity(material, "article"),
    )


def describe_relation(row, readers, material):
    """A relation as a link of a nature that FollowTheMoney has no schema for; its role tells the act and its sign."""
    ids = row["event_ids"].split(";")
    read = sum(bool(readers[i]) for i in ids)
    return make_entity(
        name_entity(material, "relation", *(row[key] for key in ("source_id", "target_id", "category", "status"))),
        "UnknownLink",
        subject=name_entity(material, "actor", row["source_id"]),
        object=name_entity(material, "actor", row["target_id"]),
        role=f"{plain('category', row['category'])} ({row['sign']})",
        status=plain("status", row["status"]),
        startDate=write_cell(row["earliest"]),
        endDate=write_cell(row["latest"]),
        recordId=ids,
        summary=f"{len(ids)} events in the article, {read or 'none'} of them read by anybody",
        proof=name_entity(material, "article"),
    )


def describe_link(row, material):
    """That an actor belongs to another or speaks for it."""
    return make_entity(
        name_entity(material, "link", row["actor_id"]),
        "UnknownLink",
        subject=name_entity(material, "actor", row["actor_id"]),
        object=name_entity(material, "actor", row["parent_id"]),
        role=row["parent_relation"].replace("_", " "),
        proof=name_entity(material, "article"),
    )
