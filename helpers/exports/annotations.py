"""W3C Web Annotation (2017): every mention, date, statement and event as an annotation of the article's text, in
JSON-LD.
"""

import base64
import hashlib
import json

from helpers.exports.material import is_long
from helpers.pages.highlight import name_actors
from helpers.spans import find_context, find_place
from helpers.tables import write_cell
from helpers.wording import plain

EDGE_WORDS = 8
KINDS = {"mentions": "identifying", "dates": "classifying", "claims": "describing", "events": "classifying"}
PLACES = ("start", "end", "text")


def make_annotations(material):
    """An AnnotationCollection with one page, in the order of the article; the ids are those of the rows."""
    items = [item for table in KINDS for item in annotate_table(table, material)]
    items.sort(key=lambda item: (find_start(item), item["id"]))
    base = f"urn:regtrace:{material.article.slug}"
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{base}:annotations",
        "type": "AnnotationCollection",
        "label": f"Regtrace annotations of {material.article.title or material.article.slug}",
        "total": len(items),
        "first": {"id": f"{base}:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=True, indent=1) + "\n"


def find_start(item):
    """Where an annotation begins."""
    return item["target"]["selector"][0]["start"]


def annotate_table(table, material):
    """The annotations of one table."""
    frame, readers = getattr(material.read, table), material.find_readers(table)
    return [annotate_row(table, row, readers[row[f"{table[:-1]}_id"]], material) for row in frame.to_dict("records")]


def annotate_row(table, row, readers, material):
    """One row as an annotation of the words at which it stands; whoever read it assesses it, and did not make it."""
    return {
        "id": f"urn:regtrace:{row[f'{table[:-1]}_id']}",
        "type": "Annotation",
        "motivation": KINDS[table],
        "creator": name_maker(row),
        "body": [*describe_row(table, row, material), *assess_row(row, readers)],
        "target": {"source": describe_source(material.article), "selector": select(find_place(table, row), material)},
    }


def name_maker(row):
    """Who or what made a row: software, unless a reading added it."""
    return {"name": row["made_by"]} | ({} if row["review"] == "added" else {"type": "Software"})


def assess_row(row, readers):
    """A body per reader: what the readers decided about a row that the machine made."""
    if row["review"] == "added":
        return []
    return [
        {
            "type": "TextualBody",
            "purpose": "assessing",
            "format": "text/plain",
            "value": row["review"],
            "creator": reader,
        }
        for reader in ({"name": name} for name in readers)
    ]


def describe_row(table, row, material):
    """The bodies: the kind, what it says in plain words, and the row's codes as JSON."""
    codes = {k: write_cell(v) for k, v in row.items() if not k.endswith(PLACES) and write_cell(v)}
    return [
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": table[:-1]},
        {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "language": "en",
            "value": word_row(table, row, material),
        },
        {"type": "TextualBody", "purpose": "classifying", "format": "application/json", "value": json.dumps(codes)},
    ]


def word_row(table, row, material):
    """What a row says, in plain words."""
    actors = material.read.actors
    if table == "mentions":
        return name_actors(row["actor_id"], actors) or "nobody is decided on"
    if table == "dates":
        return (
            f"{row['timex_value']}: from {write_cell(row['earliest']) or 'open'} to "
            f"{write_cell(row['latest']) or 'open'}"
        )
    if table == "claims":
        who = (
            "the author"
            if row["source_id"] == "author"
            else name_actors(row["source_id"], actors) or row["source_text"]
        )
        return f"{who}: {plain('basis', row['basis'])}; sounds {plain('factuality', row['factuality_source'])}"
    return f"{plain('category', row['category'])}: {plain('status', row['status'])}"


def describe_source(article):
    """The canonical text as a resource named by its checksum (RFC 6920), with the address that it came from."""
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()
    name = base64.urlsafe_b64encode(digest).decode().rstrip("=")
    source = {"id": f"ni:///sha-256;{name}", "type": "Text", "format": "text/plain", "language": "en"}
    return source | ({"via": article.known["address"]} if article.known.get("address") else {})


def select(span, material):
    """The selectors of a span: its position, and its quotation in context.

    A quotation that is too long to be exported is selected by the range from its first words to the words behind its
    last.
    """
    text, (start, end) = material.article.text, span
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    if material.with_text or not is_long(text[start:end]):
        return [position, quote_span(text, start, end)]
    first = start + len_words(text[start:end])
    after = end + len_words(text[end:])
    ends = {"startSelector": quote_span(text, start, first), "endSelector": quote_span(text, end, after)}
    return [position, {"type": "RangeSelector", **ends}]


def quote_span(text, start, end):
    """A TextQuoteSelector."""
    return {"type": "TextQuoteSelector", "exact": text[start:end], **find_context(text, start, end)}


def len_words(text):
    """How many characters the first eight words of a text take."""
    words = text.split(maxsplit=EDGE_WORDS)
    return len(text) - len(words[EDGE_WORDS]) if len(words) > EDGE_WORDS else len(text)
