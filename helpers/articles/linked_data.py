"""What the JSON-LD of a page says about its article: schema.org's `NewsArticle` and its kin.

A page may carry the data of other articles, too: those it links to, or one left behind by whatever made the page. Only
what tells of the page's own article is read: by its address if both have one, else by its headline.
"""

import json
import re
from typing import NamedTuple

ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|Report|LiveBlogPosting|WebPage)$")
# What a page maker wraps around JSON so that old browsers do not show it.
WRAPPING = re.compile(r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$")
ADDRESS = re.compile(r"(?:(?:https?:)?//([^/?#]*))?([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
STRING_OR_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)


class Marks(NamedTuple):
    """By what a page is known: the addresses that it gives as its own, and the titles that it bears."""

    addresses: tuple
    titles: tuple


def find_linked_data(root, marks):
    """(key, value, where) of the article that the page's JSON-LD describes, that of its own address first.

    `marks` tells which article is the page's own.
    """
    things = [thing for script in find_scripts(root) for thing in list_things(parse_json(script))]
    named = {t["@id"]: t for t in things if isinstance(t.get("@id"), str) and t.get("name")}
    judged = [(judge_thing(t, marks), t) for t in things if any(map(ARTICLE.match, types_of(t)))]
    for rank, thing in sorted(judged, key=lambda item: (item[0], "WebPage" in types_of(item[1]))):
        if rank < OTHER:
            yield from read_thing(thing, named)
            if rank == SAME or not marks.addresses:
                yield "address", next(iter(addresses_of(thing)), ""), "JSON-LD mainEntityOfPage"


def find_scripts(root):
    """The texts of the scripts that hold JSON-LD."""
    return [s.text or "" for s in root.iter("script") if "ld+json" in (s.get("type") or "").lower()]


def parse_json(text):
    """JSON, though it be wrapped in CDATA or a comment, begin with a byte order mark, end in a semicolon, or have a
    comma too many; None for what is none.
    """
    unwrapped = WRAPPING.sub("", WRAPPING.sub("", text.strip("\ufeff \t\r\n"), count=1)).rstrip("; \t\r\n")
    for written in (text, unwrapped, STRING_OR_COMMA.sub(lambda match: match[1] or "", unwrapped)):
        try:
            return json.loads(written, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def list_things(data):
    """The things on the top of a JSON-LD document: itself, those of a list, those of its @graph, and what a page is
    about.
    """
    things = []
    for thing in filter(is_thing, as_list(data)):
        graph = list(filter(is_thing, as_list(thing.get("@graph"))))
        things += [thing, *graph]
        things += [main for t in (thing, *graph) for main in as_list(t.get("mainEntity")) if is_thing(main)]
    return things


def is_thing(value):
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def as_list(value):
    """A JSON value as the list that it may stand for."""
    return value if isinstance(value, list) else [value]


def types_of(thing):
    """The types of a JSON-LD object, without the vocabulary they are from."""
    return [re.split(r"[/#:]", t)[-1] for t in as_list(thing.get("@type")) if isinstance(t, str)]


SAME, ALIKE, OTHER = range(3)


def judge_thing(thing, marks):
    """Whether an article of JSON-LD is the page's own: `SAME` address, `ALIKE` as far as is known, or an `OTHER`."""
    ways = {same_address(address, own) for address in addresses_of(thing) for own in marks.addresses}
    if True in ways:
        return SAME
    headline = thing.get("headline") if isinstance(thing.get("headline"), str) else ""
    shares = [share_words(headline, title) for title in marks.titles] if headline else []
    # Two stories about one affair share many words of their headlines, but not their address.
    if False in ways:
        return ALIKE if 1 in shares and len(find_words(headline)) > 2 else OTHER
    return OTHER if shares and max(shares) < 0.5 else ALIKE


def addresses_of(thing):
    """Where a thing says that it stands."""
    main = thing.get("mainEntityOfPage")
    given = [main.get("@id") or main.get("url") if is_thing(main) else main, thing.get("url"), thing.get("@id")]
    return [address for address in given if isinstance(address, str)]


def same_address(address, own):
    """Whether two addresses are of one page; None if either is no more than that of a site."""
    (host, path, query), (own_host, own_path, own_query) = split_address(address), split_address(own)
    if not path or not own_path:
        return None
    return (host or own_host, path) == (own_host, own_path) and (query == own_query or not query or not own_query)


def split_address(address):
    """(host, path, query) without what says only how a page is shown; no host where the address has none."""
    host, path, query = ADDRESS.match(address.strip()).groups("")
    return re.sub(r"^(?:www|m|amp|mobile)\.", "", host.lower()), re.sub(r"/(?:amp|index\.\w+)?/*$", "", path), query


def find_words(text):
    """The words of a text, in small letters."""
    return set(re.findall(r"\w+", text.lower()))


def share_words(first, second):
    """How much of the shorter of two headlines stands in the longer, 0 to 1."""
    first, second = find_words(first), find_words(second)
    return len(first & second) / max(1, min(len(first), len(second)))


def read_thing(thing, named):
    """(key, value, where) of a schema.org article; `named` are the things that others refer to by their @id."""
    where = "JSON-LD {}".format
    yield "title", thing.get("headline"), where("headline")
    yield "author", name_of(thing.get("author") or thing.get("creator"), named), where("author")
    yield "outlet", name_of(thing.get("publisher"), named), where("publisher")
    yield "published", thing.get("datePublished"), where("datePublished")
    yield "language", thing.get("inLanguage"), where("inLanguage")


def name_of(given, named):
    """The name or names of a person or organization, however it is written."""
    things = [named.get(str(t.get("@id")), t) if is_thing(t) and "name" not in t else t for t in as_list(given)]
    names = [name for t in things for name in as_list(t.get("name") if is_thing(t) else t)]
    return ", ".join(dict.fromkeys(name for name in names if isinstance(name, str)))
