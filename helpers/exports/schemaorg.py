"""schema.org as JSON-LD, as search engines and fact-checkers read it: the article, its statements and its events.

A statement in the words of its source is a Quotation, any other a Claim; neither says that it is true.
"""

import json

from helpers.articles.article import publication_day
from helpers.findings.article import source_line, word_readers
from helpers.spans import find_trigger
from helpers.tables import write_cell
from helpers.wording import plain, word_certainty

TYPES = {"Person": "Person", "Company": "Corporation", "PublicBody": "GovernmentOrganization", "Territory": "Place"}
IN_WORDS = ("direct", "mixed")


def make_schemaorg(material):
    """The graph: a Dataset that says who has read what, the NewsArticle, actors, statements and events."""
    read = material.read
    graph = [
        describe_dataset(material),
        describe_article(material),
        *(describe_actor(row, material) for row in read.actors.to_dict("records")),
        *describe_statements(material),
        *describe_events(material),
    ]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=True, indent=1) + "\n"


def name_node(material, *parts):
    """The id of a node."""
    return ":".join((f"urn:regtrace:{material.article.slug}", *parts))


def point(material, *parts):
    """A reference to a node."""
    return {"@id": name_node(material, *parts)}


def fill(node):
    """A node without what is empty."""
    return {key: value for key, value in node.items() if value not in ("", None, [])}


def describe_dataset(material):
    """What was found in the article, as a work of its own."""
    return {
        "@id": name_node(material, "annotations"),
        "@type": "Dataset",
        "name": f"Regtrace annotations of {material.article.title or material.article.slug}",
        "description": source_line(material.article, material.corrections, **vars(material.read)),
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "about": point(material, "article"),
    }


def describe_article(material):
    """The article, with its text only where it may be given."""
    article, known = material.article, material.article.known
    return fill(
        {
            "@id": name_node(material, "article"),
            "@type": "NewsArticle",
            "headline": article.title,
            "datePublished": f"{publication_day(article.published):%Y-%m-%d}",
            "author": known.get("author", ""),
            "publisher": {"@type": "Organization", "name": known["outlet"]} if known.get("outlet") else None,
            "url": known.get("address", ""),
            "articleBody": article.text if material.with_text else "",
        }
    )


def describe_actor(row, material):
    """An actor as a person, a place or an organization of its kind."""
    return fill(
        {
            "@id": name_node(material, "actor", row["actor_id"]),
            "@type": TYPES.get(row["kind"], "Organization"),
            "name": row["name"],
            "alternateName": [name for name in row["aliases"].split(";") if name],
            "sameAs": f"https://www.wikidata.org/entity/{row['wikidata_id']}" if row["wikidata_id"] else "",
        }
    )


def describe_statements(material):
    """Every statement that has words, with whom it is of, its basis and who has read it."""
    readers, known = material.find_readers("claims"), set(material.read.actors["actor_id"])
    for row in material.read.claims.to_dict("records"):
        own = row["source_id"] == "author" and not material.with_text
        if not row["text"]:
            continue
        quoted = row["quote_form"] in IN_WORDS
        sources = [point(material, "actor", i) for i in row["source_id"].split(";") if i in known]
        yield fill(
            {
                "@id": f"urn:regtrace:{row['claim_id']}",
                "@type": "Quotation" if quoted else "Claim",
                # The author's own statements are the article itself.
                "text": "" if own else material.quote(row["text"]),
                "spokenByCharacter" if quoted else "author": sources,
                "isPartOf" if quoted else "appearance": point(material, "article"),
                "keywords": [plain("basis", row["basis"]), word_certainty(row["factuality_source"])],
                "creditText": word_readers(readers[row["claim_id"]]),
            }
        )


def describe_events(material):
    """Every event, with its days, parties, and whether it happened."""
    read, readers = material.read, material.find_readers("events")
    for row in read.events.to_dict("records"):
        own = read.event_parties[(read.event_parties["event_id"] == row["event_id"])]
        own = own[own["actor_id"] != ""]
        sides = [own.loc[(own["role"] == "actor") == acting, "actor_id"] for acting in (True, False)]
        actors, others = ([point(material, "actor", i) for i in dict.fromkeys(ids)] for ids in sides)
        yield fill(
            {
                "@id": f"urn:regtrace:{row['event_id']}",
                "@type": "Event",
                "name": plain("category", row["category"]),
                "description": material.quote(row["text"], find_trigger(row)),
                "startDate": write_cell(row["earliest"]),
                "endDate": write_cell(row["latest"]),
                "organizer": actors,
                "about": others,
                "subjectOf": point(material, "article"),
                "keywords": [plain("status", row["status"]), word_readers(readers[row["event_id"]])],
            }
        )
