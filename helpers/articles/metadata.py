"""What a saved page says about itself: title, author, outlet, time of publication, language, address.

Every fact comes with the place it was found in, as (value, where). JSON-LD is schema.org's `NewsArticle` and its kin,
meta tags are those of Open Graph, Dublin Core and the publishers' habits; nothing is guessed from the page's words.
"""

import html
import json
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting|WebPage)$")
META = {
    "title": ("og:title", "dc.title", "dcterms.title", "twitter:title", "parsely-title"),
    "author": ("author", "article:author", "dc.creator", "parsely-author", "byl", "sailthru.author"),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "published": (
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "dc.date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
    ),
    "language": ("og:locale", "content-language", "dc.language"),
    "address": ("og:url",),
}
FRONT = {
    "title": "title",
    "author": "author",
    "date": "published",
    "published": "published",
    "source": "outlet",
    "outlet": "outlet",
    "site": "outlet",
}
DAY_FORMATS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")
LONGEST = 300


def find_facts(root):
    """{key: (value, where)} of a page parsed by lxml; the first place that has a fact decides.

    `published` is kept as written.
    """
    facts = {}
    for find in (find_linked_data, find_meta, find_elements):
        for key, value, where in find(root):
            value = clean_value(value)
            if value and key not in facts and fits(key, value):
                facts[key] = (value, where)
    return facts


def fits(key, value):
    """Whether a value can be what its key says: a name is no address, a date can be read."""
    if key == "published":
        return parse_published(value) is not None
    return (key == "address") == bool(re.match(r"https?://", value))


def clean_value(value):
    """A value as one line of at most 300 characters, entities resolved, nothing that a file could not hold."""
    if not isinstance(value, str):
        return ""
    plain = html.unescape(value).encode("utf-8", "ignore").decode()
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", plain).split())[:LONGEST]


def find_linked_data(root):
    """(key, value, where) of the first article that the page's JSON-LD describes."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for thing in list_things(parse_json(script.text or "")):
                yield from read_thing(thing)


def parse_json(text):
    """JSON, or None for what is none."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def list_things(data):
    """The articles on the top of a JSON-LD document: itself, those of a list, those of its @graph; a web page comes
    last.
    """
    data = data if isinstance(data, list) else [data]
    things = [
        t for d in data if isinstance(d, dict) for t in [d, *(d["@graph"] if isinstance(d.get("@graph"), list) else [])]
    ]
    typed = [(types_of(t), t) for t in things if isinstance(t, dict)]
    found = [(types, t) for types, t in typed if any(map(ARTICLE.match, types))]
    return [t for types, t in sorted(found, key=lambda item: "WebPage" in item[0])]


def types_of(thing):
    """The types of a JSON-LD object."""
    types = thing.get("@type")
    return [t for t in (types if isinstance(types, list) else [types]) if isinstance(t, str)]


def read_thing(thing):
    """(key, value, where) of a schema.org article."""
    where = "JSON-LD {}".format
    yield "title", thing.get("headline"), where("headline")
    yield "author", name_of(thing.get("author") or thing.get("creator")), where("author")
    yield "outlet", name_of(thing.get("publisher")), where("publisher")
    yield "published", thing.get("datePublished"), where("datePublished")
    yield "language", thing.get("inLanguage"), where("inLanguage")
    main = thing.get("mainEntityOfPage")
    yield "address", main.get("@id") if isinstance(main, dict) else main or thing.get("url"), where("mainEntityOfPage")


def name_of(given):
    """The name or names of a person or organization, however it is written."""
    things = given if isinstance(given, list) else [given]
    names = [t.get("name") if isinstance(t, dict) else t for t in things]
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str)))


def find_meta(root):
    """(key, value, where) of the meta tags, in the order of `META`."""
    tags = {}
    for tag in root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and tag.get("content"):
                tags.setdefault(name, tag.get("content"))
    for key, names in META.items():
        yield from ((key, tags[name], f"meta {name}") for name in names if name in tags)


def find_elements(root):
    """(key, value, where) of what other elements say: the marked time, the canonical link, the language, the titles."""
    for time in root.iter("time"):
        if time.get("pubdate") is not None or "datePublished" in (time.get("itemprop") or ""):
            yield "published", time.get("datetime") or time.text_content(), "the page's <time> of publication"
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "address", link.get("href"), "link rel=canonical"
    yield "language", root.get("lang"), "html lang"
    headings = list(root.iter("h1"))
    if len(headings) == 1:
        yield "title", headings[0].text_content(), "the page's only <h1>"
    yield "title", root.findtext(".//title"), "<title>"


def parse_published(value):
    """A date or an aware datetime of ISO 8601, RFC 5322 or a day with its month in words; None for anything else.

    A time without its zone is worth only its day. What could be read in two ways, such as 01/02/2018, is not read.
    """
    value = re.sub(r"\s+", " ", value.strip())
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|\d{8}", value):
        return try_parse(date.fromisoformat, value)
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        found = try_parse(parse, value)
        if found:
            return found if found.tzinfo else found.date()
    return next(
        filter(None, (try_parse(lambda v, f=f: datetime.strptime(v, f).date(), value) for f in DAY_FORMATS)), None
    )


def try_parse(parse, value):
    """What a parser makes of a value, None if it refuses it."""
    try:
        return parse(value) if len(value) <= 60 else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_front_matter(text):
    """({key: (value, where)}, the text behind it) of a Markdown file that may begin with lines of `key: value` between
    ---.
    """
    match = re.match(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", text, re.DOTALL)
    if not match:
        return {}, text
    facts = {}
    for line in match[1].splitlines():
        name, _, value = line.partition(":")
        key, value = FRONT.get(name.strip().lower()), clean_value(value.strip().strip("\"'"))
        if key and value and (key != "published" or parse_published(value)):
            facts.setdefault(key, (value, f"front matter {name.strip()}"))
    return facts, text[match.end() :]
