"""Raw file → Article: the canonical text, and what is known about it."""

import hashlib
import tomllib
from difflib import get_close_matches
from pathlib import Path

from helpers import paths
from helpers.articles.article import TextError, article_from_text, publication_day
from helpers.articles.documents import SAME, SUFFIXES, find_suffix, read_apart, read_document, read_raw

KNOWN = (
    "title",
    "outlet",
    "author",
    "credited_source",
    "published",
    "published_earliest",
    "published_latest",
    "published_basis",
    "sha256",
    "text_sha256",
    "language",
    "encoding",
    "address",
    "retrieved",
    "rights",
    "notes",
    "page_words",
    "taken_words",
    "left_out",
    "found_in",
    "evidence",
)
# What is counted when a document is read, and no fact about the article.
COUNTED = ("sha256", "text_sha256", "page_words", "taken_words", "left_out")


def list_articles():
    """Slugs of the articles in seeds/, sorted: every document of a kind that can be read, but the README."""
    return sorted({path.stem for path in paths.SEEDS.iterdir() if path.suffix in SUFFIXES and path.name != "README.md"})


def find_raw(slug_or_path):
    """The path of an article's document, from its slug in seeds/ or from a path; raises FileNotFoundError."""
    given = str(slug_or_path)
    if "\0" in given:
        raise ValueError(f"{given!r} is neither the name nor the path of an article: it holds a NUL.")
    if "/" in given or Path(given).suffix.lower() in (*SUFFIXES, *SAME):
        path = Path(given) if Path(given).exists() else paths.ROOT / given
        if path.is_file():
            return path
        raise FileNotFoundError(
            f"No article file '{given}'. Give the path of a .txt file (or .md, .html, .pdf), or a slug of seeds/: "
            f"{', '.join(list_articles())}."
        )
    path = next((p for p in (paths.SEEDS / f"{given}{suffix}" for suffix in SUFFIXES) if p.is_file()), None)
    if path:
        return path
    close = get_close_matches(given, list_articles(), n=1, cutoff=0.5)
    hint = f"Did you mean '{close[0]}'?" if close else f"There are: {', '.join(list_articles()) or 'none'}."
    raise FileNotFoundError(f"No article '{given}' in seeds/. {hint}")


def check_known(name, known):
    """Raise ValueError for a key that nothing reads, or a basis of the date other than stated or assumed."""
    unknown = sorted(set(known) - set(KNOWN))
    if unknown:
        close = get_close_matches(unknown[0], KNOWN, n=1)
        hint = f"Did you mean '{close[0]}'?" if close else f"There are: {', '.join(KNOWN)}."
        raise ValueError(f"{name}: no key '{unknown[0]}'. {hint}")
    if known.get("published_basis", "stated") not in ("stated", "assumed"):
        raise ValueError(f"{name}: published_basis is {known['published_basis']!r}. Expected: stated or assumed.")


def load_known(toml):
    """What is known about a document: its .toml as a dict. Raises FileNotFoundError or ValueError in one line."""
    if not toml.is_file():
        raise FileNotFoundError(
            f"No {toml.name} beside the article. Write one with at least: published = YYYY-MM-DD (see "
            "seeds/README.md), or let it be written: make read ARTICLE=… PUBLISHED=YYYY-MM-DD"
        )
    try:
        known = tomllib.loads(toml.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(
            f'{toml.name} cannot be read: {error}. A date is written published = 2018-01-16, a text in "quotes".'
        ) from None
    check_known(toml.name, known)
    published = publication_day(known.get("published"))
    first, last = (publication_day(known.get(key, published)) for key in ("published_earliest", "published_latest"))
    if not first <= published <= last:
        raise ValueError(
            f"{toml.name}: published {published} is outside its bounds {first} … {last}. Correct one of the three."
        )
    return known


def load_article(slug_or_path):
    """Read an article of seeds/ by its slug, or a .txt, .md, .html or .pdf by its path, with the .toml beside it.

    Raises FileNotFoundError for an unknown
    article and ValueError for a document that is empty, cannot be read, or is no longer the one whose sha256 the .toml
    holds.
    """
    path = find_raw(slug_or_path)
    known = load_known(path.with_suffix(".toml"))
    raw = read_raw(path)
    digest = hashlib.sha256(raw).hexdigest()
    if known.get("sha256", digest) != digest:
        raise ValueError(
            f"{path.name} is not the text that {path.stem}.toml describes: sha256 {digest[:12]}… instead of "
            f"{known['sha256'][:12]}…. Restore the file, or record the new text under a new slug."
        )
    # What was read once within its limits, and is the same bytes, needs no process of its own.
    read = read_document if {"sha256", "text_sha256"} <= set(known) else read_apart
    text = read(path.name, raw, find_suffix(path.name), known.get("encoding", "")).text
    article = article_from_text(text, **{**known, "slug": path.stem, "sha256": digest})
    check_text(path, article.text, known)
    return article


def check_text(path, text, known):
    """Raise TextError if the text of a document is no longer what it was when it was read: offsets would lead
    elsewhere.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if known.get("text_sha256", digest) != digest:
        raise TextError(
            f"{path.name} now gives another text than the one that {path.stem}.toml describes (text_sha256). "
            f"Read it again: make read ARTICLE={path.stem}; corrections are then anchored anew."
        )
