"""What a saved page says about itself: title, author, outlet, time of publication, language, address.

Every fact comes with the place it was found in, as (value, where). JSON-LD is schema.org's `NewsArticle` and its kin,
meta tags are those of Open Graph, Dublin Core and the publishers' habits; nothing is guessed from the page's words.
"""

import html
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from helpers.articles.linked_data import ARTICLE, Marks, find_linked_data, share_words

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
DAY_FORMATS = ("%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d")
DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|\d{4}-\d\d-\d\d")
LONGEST = 300
# Between a headline and the name of its outlet.
BAR = re.compile(r"\s+[|–—·•»:-]+\s+")
FILE_NAME = re.compile(
    r"microsoft \w+ - .*|.*\.(?:html?|php|aspx?|jsp|docx?|odt|rtf|pdf|indd|qxd|pages|tex|txt)", re.IGNORECASE
)
# What programs write where a title or an author is missing.
EMPTY = re.compile(
    r"\W*(?:untitled|anonymous|unspecified|unknown|document|admin(?:istrator)?|user)\W*\d*\W*", re.IGNORECASE
)


def find_facts(root):
    """{key: (value, where)} of a page parsed by lxml; the first place that has a fact decides.

    `published` is kept as written. What tells of another article than the page's own is no fact of it.
    """
    facts, marks = {}, find_marks(root)
    for find in (find_linked_data, find_meta, find_elements):
        for key, value, where in find(root, marks):
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


def find_marks(root):
    """By what the page is known, without its JSON-LD: canonical link, og:url, the titles of its head and headings."""
    tags = list_tags(root, lambda tag: True)
    addresses = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    addresses += [tags.get("og:url")]
    titles = [tags.get(name) for name in META["title"]]
    titles += [root.findtext(".//title"), *(heading.text_content() for heading in root.iter("h1"))]
    return Marks(tuple(a for a in addresses if a and fits("address", a)), tuple(filter(None, map(clean_value, titles))))


def find_meta(root, marks):
    """(key, value, where) of the meta tags, in the order of `META`."""
    tags = list_tags(root, lambda tag: is_own(tag, marks))
    for key, names in META.items():
        yield from ((key, tags[name], f"meta {name}") for name in names if name in tags)


def list_tags(root, fitting):
    """{name: content} of the meta tags that are fitting; the first of a name counts."""
    tags = {}
    for tag in root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and tag.get("content") and fitting(tag):
                tags.setdefault(name, tag.get("content"))
    return tags


def find_elements(root, marks):
    """(key, value, where) of what other elements say: the marked time, the canonical link, the language, the titles."""
    for element in root.iter("time", "abbr", "span", "div", "p", "data"):
        mark = find_time_mark(element)
        if mark and is_own(element, marks):
            said = [*map(element.get, ("content", "datetime", "title", "value")), element.text_content()]
            yield from (("published", value, f"the page's <{element.tag}> of publication ({mark})") for value in said)
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield "address", link.get("href"), "link rel=canonical"
    yield "language", root.get("lang"), "html lang"
    headings = list(root.iter("h1"))
    if len(headings) == 1:
        yield "title", headings[0].text_content(), "the page's only <h1>"
    yield "title", root.findtext(".//title"), "<title>"


def find_time_mark(element):
    """How an element is marked as the time of publication: by microdata, RDFa, a class of hAtom, or HTML's `pubdate`;
    "" if it is not.
    """
    words = f"{element.get('itemprop') or ''} {element.get('property') or ''}".split()
    if any(word.split(":")[-1] in ("datePublished", "published_time") for word in words):
        return "datePublished"
    if {"published", "dt-published"} & set((element.get("class") or "").split()):
        return "class published"
    return "pubdate" if element.tag == "time" and element.get("pubdate") is not None else ""


def is_own(element, marks):
    """Whether an element speaks of the page's own article: not from a box beside it, nor inside the data of a comment,
    a picture or another story.
    """
    for around in element.iterancestors():
        if around.tag in ("aside", "nav", "footer"):
            return False
        if around.get("itemscope") is not None:
            headlines = [clean_value(e.text_content()) for e in around.iterfind(".//*[@itemprop='headline']")]
            named = [share_words(h, title) for h in headlines[:1] for title in marks.titles if h]
            kind = (around.get("itemtype") or "Article").rstrip("/").split("/")[-1]
            return bool(ARTICLE.match(kind)) and not (named and max(named) < 0.5)
    return True


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


def find_days(text):
    """The days that stand in a text with their year, in a form that can mean one thing."""
    days = (
        parse_published(re.sub(r"(?<=\d),(?= \d{4})|\.", "", day).replace("Sept ", "Sep ")) for day in DAY.findall(text)
    )
    return [day for day in days if day]


def is_empty(value):
    """Whether a value only stands where there is none, or is the name of a file."""
    return bool(EMPTY.fullmatch(value) or FILE_NAME.fullmatch(value))


def is_telling(title):
    """Whether a title can be a headline: no name of a file, and some part of it has three words or more."""
    return not is_empty(title) and any(len(part.split()) > 2 for part in BAR.split(title))


def settle_title(facts, headline, where):
    """The facts with a title that can be a headline: the page's own, else the `headline` found above the text; none is
    better than one that is the name of a file or of a section.
    """
    title, place = facts.get("title", ("", ""))
    if headline and (not is_telling(title) or (place == "<title>" and share_words(title, headline) < 0.5)):
        return {**facts, "title": (clean_value(headline), where)}
    if is_empty(title) or (not is_telling(title) and BAR.search(title)):
        return {key: fact for key, fact in facts.items() if key != "title"}
    return facts


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
