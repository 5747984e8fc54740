"""W3C Web Annotation (2017): every mention, date, statement and event as an annotation of the article's text, in
JSON-LD.
"""

import base64
import hashlib
import json
import re
from typing import NamedTuple

from helpers.corrections.anchors import find_occurrences
from helpers.corrections.overlay import LABEL_COLUMNS
from helpers.corrections.words import read_pairs
from helpers.exports.marks import NOUNS, Mark, MarkError, is_whole
from helpers.exports.material import is_long
from helpers.pages.highlight import name_actors
from helpers.spans import find_context, find_place
from helpers.tables import write_cell
from helpers.wording import plain

EDGE_WORDS = 8
KINDS = {"mentions": "identifying", "dates": "classifying", "claims": "describing", "events": "classifying"}
PLACES = ("start", "end", "text")
NAMED = "ni:///sha-256;"
ROW = re.compile(r"urn:regtrace:([^:]+:(mention|date|claim|event)(?::\d+-\d+)+)")
VERDICTS = {"accepted": "accept", "rejected": "reject"}
# Bodies in words that say what a row is, and not what it should be.
OWN_PURPOSES = ("tagging", "assessing")
# By which cell an annotation without a tag tells what it adds.
TOLD_BY = {"category": "events", "source": "claims", "timex_value": "dates", "actor": "mentions"}


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
    source = {"id": name_text(article.text), "type": "Text", "format": "text/plain", "language": "en"}
    return source | ({"via": article.known["address"]} if article.known.get("address") else {})


def name_text(text):
    """The name of a text by its checksum (RFC 6920)."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return f"{NAMED}{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


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


# Read back


class Annotated(NamedTuple):
    """A Web Annotation: its mark, who made it ("" for software and nobody), (name, accept or reject) of its readers."""

    mark: Mark
    creator: str
    verdicts: tuple


def read_annotations(content, text, name):
    """The `Annotated`s of a collection, a page or a list of Web Annotations of an article's text.

    One that is only a comment is no decision and is left out. Raises MarkError for what is none, or is of another text.
    """
    try:
        items = list_items(json.loads(content))
        return [found for item in items if (found := read_item(item, text, name))]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        if isinstance(error, MarkError):
            raise
        raise MarkError(
            f"{name} holds no Web Annotations ({type(error).__name__}). Expected: a collection, a page or a list."
        ) from None


def list_items(given):
    """The annotations of a collection, a page, a list or a single one."""
    if isinstance(given, list):
        return given
    if "first" in given or "items" in given:
        return given.get("items") or given["first"]["items"]
    return [given]


def read_item(item, text, name):
    """An annotation of a row, or one that adds a row; None for a mere comment."""
    bodies = [body if isinstance(body, dict) else {"value": body} for body in as_list(item.get("body"))]
    cells = {key: value for body in bodies for key, value in read_body(body).items() if key not in LABEL_COLUMNS}
    verdicts = tuple(
        (name_creator(body), VERDICTS[body["value"]])
        for body in bodies
        if body.get("purpose") == "assessing" and str(body.get("value")) in VERDICTS and name_creator(body)
    )
    key = str(item.get("id", ""))
    found = ROW.fullmatch(key)
    table = f"{found[2]}s" if found else find_table(bodies, cells)
    if table is None or not (cells or verdicts):
        return None
    start, end = find_selected(item["target"], text, f"{name}, annotation {key or 'without id'}")
    mark = Mark(key, table, found[1] if found else "", start, end, cells, None)
    return Annotated(mark, name_creator(item), verdicts)


def as_list(given):
    """One thing or several as a list."""
    return given if isinstance(given, list) else [] if given is None else [given]


def name_creator(thing):
    """The name of who made an annotation or a body; "" for software, and where nobody is told."""
    makers = [m if isinstance(m, dict) else {"name": m} for m in as_list(thing.get("creator"))]
    return next((str(m["name"]) for m in makers if m.get("name") and m.get("type") != "Software"), "")


def read_body(body):
    """{column: cell} of a body: codes as JSON, or "category: fines; status: happened" in words."""
    value = body.get("value")
    if body.get("format") == "application/json":
        cells = json.loads(value)
        return {str(column): str(cell) for column, cell in cells.items()}
    pairs = (read_pairs(value) or {}) if isinstance(value, str) and body.get("purpose") not in OWN_PURPOSES else {}
    return pairs if any(find_table([], {column: ""}) for column in pairs) else {}


def find_table(bodies, cells):
    """The table of an annotation that adds a row: by its tag, else by what its cells are of; None if neither tells."""
    tags = {str(body.get("value", "")).lower() for body in bodies if body.get("purpose") == "tagging"}
    tagged = next((table for table in KINDS if tags & {table[:-1], NOUNS[table].lower()}), None)
    return tagged or next((table for column, table in TOLD_BY.items() if column in cells), None)


def find_selected(target, text, where):
    """(start, end) of the words that a target selects, by their position, else by their quotation in context."""
    target = as_list(target)[0]
    source = target.get("source")
    name = source.get("id", "") if isinstance(source, dict) else str(source)
    if name.startswith(NAMED) and name != name_text(text):
        raise MarkError(f"{where}: it is of another text. Give annotations of this article, its text unchanged.")
    selectors = {selector["type"]: selector for selector in as_list(target.get("selector"))}
    position, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
    if position and is_whole(position["start"], position["end"], text):
        start, end = position["start"], position["end"]
        if not quote or text[start:end] == quote["exact"]:
            return start, end
    if quote:
        ends = (quote.get("prefix", ""), quote.get("suffix", ""))
        places = find_quoted(quote["exact"], ends, text) or find_quoted(quote["exact"], ("", ""), text)
        if len(places) == 1:
            return places[0], places[0] + len(quote["exact"])
    raise MarkError(f"{where}: its words stand nowhere in the article, or several times. Expected: a selector of them.")


def find_quoted(words, ends, text):
    """Where words stand between a prefix and a suffix."""
    return [
        place
        for place in find_occurrences(words, text)
        if text[:place].endswith(ends[0]) and text[place + len(words) :].startswith(ends[1])
    ]
