"""From a file or an address to a seed: the raw document untouched in seeds/, and beside it what is known about it and
from where.
"""

import hashlib
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from helpers import paths
from helpers.articles import fetch
from helpers.articles.article import TextError, check_published, slugify
from helpers.articles.characters import clean_text
from helpers.articles.documents import SUFFIXES, check_filled, find_suffix, read_apart, read_raw
from helpers.articles.metadata import parse_published
from helpers.articles.seeds import KNOWN, find_raw, list_articles, load_article, load_known
from helpers.files import write_file
from helpers.wording import shorten

MOST_LEFT_OUT = 40
UNPLACED = ("sha256", "text_sha256", "published_basis")
GIVEN = "given by the reader"
WHY = (
    "Weekdays, 'this month' and 'last year' are counted from it, and it decides what had happened and what was still "
    "to come; a wrong day moves every such date."
)


class NoDateError(ValueError):
    """A document that does not say when it was published; the message explains what depends on it."""


def add_article(given, published=None, slug=None):
    """Put a document into seeds/ and return its `Article`; one that is there already, and to which nothing is added, is
    only loaded.

    `given` is a slug of seeds/, the path of a .txt, .md, .html or .pdf, or an http(s) address. `published` (ISO 8601)
    overrules what the document says. Raises NoDateError if neither says it, ValueError and OSError in one line for
    anything else; then nothing is written.
    """
    if str(given) in list_articles() and not published and not slug:
        with suppress(TextError, FileNotFoundError):
            return load_article(given)
    raw, suffix, origin, name = read_given(given)
    document = read_apart(name, raw, suffix, origin.get("encoding", ("",))[0])
    text = clean_text(document.text)
    check_filled(name, text)
    slug = choose_slug(slug, name, origin)
    check_vacant(slug, suffix, raw)
    facts = {**document.facts, **origin, **find_own(given, slug), **count_page(document.page or {})}
    if published:
        facts["published"] = settle_published(
            published, [f["published"] for f in (document.facts, facts) if "published" in f]
        )
    if "published" not in facts:
        raise NoDateError(explain_missing(name, (document.page or {}).get("suggested")))
    toml = write_known(facts, raw, text)
    write_file(paths.SEEDS / f"{slug}.toml", toml)
    write_file(paths.SEEDS / f"{slug}{suffix}", raw)
    return load_article(slug)


def count_page(page):
    """{key: (value, where)} of how much of a page was taken, and what was left out near the text, shortened."""
    counted = {key: page[key] for key in ("page_words", "taken_words") if key in page}
    if page.get("left_out"):
        counted["left_out"] = [shorten(text) for text in page["left_out"][:MOST_LEFT_OUT]]
    return {key: (value, "counted in the page") for key, value in counted.items()}


def settle_published(published, stated):
    """(value, where) of the date that a reader gave; where a day agrees with a time `stated` by the page, that time is
    kept.
    """
    given = parse_given(str(published))
    for value, where in stated:
        time = parse_given(value)
        if type(given) is date and isinstance(time, datetime) and time.date() == given:
            return value, where
    return str(published), GIVEN


def read_given(given):
    """(raw bytes, ending, {key: (value, where)} that its origin tells, name) of what a reader gave."""
    if fetch.is_address(given):
        page = fetch.fetch_page(str(given))
        origin = {"address": (page.address, GIVEN), "retrieved": (date.today(), "the day it was fetched")}
        if page.charset:
            origin["encoding"] = (page.charset, "HTTP Content-Type")
        return page.raw, page.suffix, origin, fetch.name_page(page.address)
    path = find_raw(given)
    return read_raw(path), find_suffix(path.name), {}, path.name


def choose_slug(slug, name, origin):
    """The name that an article goes by: the one given, which must be a slug, else that of its file or address."""
    chosen = slugify(slug or (name if origin else Path(name).stem))[:80].strip("-")
    if not chosen or (slug and chosen != slug):
        raise ValueError(
            f"'{slug or name}' is no name for an article. Give small letters, digits and hyphens, such as: "
            f"{chosen or 'my-article'}"
        )
    return chosen


def check_vacant(slug, suffix, raw):
    """Raise ValueError if the name belongs to another document."""
    for taken in SUFFIXES:
        path = paths.SEEDS / f"{slug}{taken}"
        if path.is_file() and (taken != suffix or path.read_bytes() != raw):
            raise ValueError(
                f"seeds/{path.name} is another text under the same name. Give this one a name of its own: "
                f"SLUG={slug}-2 (or --slug)."
            )


def find_own(given, slug):
    """{key: (value, where)} that a reader has written down: in the .toml of the seed, or in one beside the file."""
    beside = () if fetch.is_address(given) else (find_raw(given).with_suffix(".toml"),)
    for path in (paths.SEEDS / f"{slug}.toml", *beside):
        if path.is_file():
            known = load_known(path)
            places = known.get("found_in", {})
            return {key: (value, places.get(key, f"{path.name}")) for key, value in known.items() if key != "found_in"}
    return {}


def write_known(facts, raw, text):
    """The .toml of a seed: what is known, in the order of `KNOWN`, and under [found_in] where each fact came from."""
    import tomli_w

    found = {key: value for key, (value, _) in facts.items()} | {
        "published": check_published(parse_given(facts["published"][0])),
        "published_basis": facts.get("published_basis", ("stated",))[0],
        "sha256": hash_bytes(raw),
        "text_sha256": hash_bytes(text.encode("utf-8", "surrogatepass")),
    }
    known = {key: found[key] for key in KNOWN if key in found}
    evidence = {"evidence": known.pop("evidence")} if "evidence" in known else {}
    places = {key: facts[key][1] for key in known if key in facts and key not in UNPLACED}
    return tomli_w.dumps({**known, "found_in": places, **evidence})


def parse_given(published):
    """A publication date as it may be written; what cannot be read stays as it is, for `check_published` to refuse."""
    return (parse_published(published) or published) if isinstance(published, str) else published


def hash_bytes(raw):
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def explain_missing(name, guess):
    """Why a publication date is needed, how to give it, and the day that the page's words suggest, if any."""
    hint = f" The page's words would fit {guess}, which nothing confirms." if guess else ""
    return (
        f"{name} does not say when it was published. {WHY} Give it: PUBLISHED=YYYY-MM-DD (or --published YYYY-MM-DD), "
        f"with a time and its zone if you know them.{hint}"
    )
