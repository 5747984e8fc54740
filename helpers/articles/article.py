"""The canonical text of an article, its lines, residue and prose, and when it was published."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from helpers.articles.characters import clean_text

PARAGRAPH = re.compile(r"[^\s](?:[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*[^\s])?")


class TextError(ValueError):
    """A document that gives another text than the one that was described."""


@dataclass(frozen=True)
class Article:
    """An article: `text` is canonical, and every offset anywhere counts its Unicode code points."""

    slug: str
    text: str
    published: date | datetime
    title: str = ""
    site: str = ""
    sha256: str = ""
    known: dict = field(default_factory=dict, compare=False)

    @cached_property
    def lines(self):
        """Spans (start, end) of the lines that hold anything but white space."""
        return tuple(m.span() for m in PARAGRAPH.finditer(self.text))

    @cached_property
    def residue(self):
        """Spans (start, end, kind) of page furniture saved along with the article, by `data/lexicons/residue.csv`."""
        from helpers.lexicons import load_lexicon  # pandas, which the process that opens documents can do without

        patterns = load_lexicon("residue")
        rules = [(re.compile(p, re.IGNORECASE), k) for p, k in zip(patterns["pattern"], patterns["kind"], strict=True)]
        found = (
            (s, e, next((kind for rule, kind in rules if rule.fullmatch(self.text, s, e)), "")) for s, e in self.lines
        )
        return tuple(span for span in found if span[2])

    @cached_property
    def paragraphs(self):
        """Spans (start, end) of the lines that are not residue."""
        residue = {span[:2] for span in self.residue}
        return tuple(span for span in self.lines if span not in residue)

    @cached_property
    def prose(self):
        """The text with its residue blanked out by spaces: the same length, so that offsets stay true."""
        parts, last = [], 0
        for start, end, _ in self.residue:
            parts += [self.text[last:start], " " * (end - start)]
            last = end
        return "".join([*parts, self.text[last:]])


def slugify(name):
    """Lower-case ASCII words joined by hyphens: "AT&T" → "att", "Sao Paulo S.A." → "sao-paulo-sa"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[&'.,]", "", plain.lower())).strip("-")


def check_published(published):
    """Return `published` if it is a date or an aware datetime (or either in ISO 8601); raise ValueError otherwise."""
    if isinstance(published, str):
        try:
            published = date.fromisoformat(published) if len(published) == 10 else datetime.fromisoformat(published)
        except ValueError:
            raise ValueError(f"No such publication date: {published!r}. Give a day as YYYY-MM-DD.") from None
    if not isinstance(published, date):
        raise ValueError(
            f"The publication date is missing (given: {published!r}). Give a date: weekdays and 'this month' count "
            "from it."
        )
    if isinstance(published, datetime) and published.tzinfo is None:
        raise ValueError(f"The publication time {published} has no time zone. Give a date, or a datetime with tzinfo.")
    return published


def publication_day(published):
    """The day of `published`, in its own time zone."""
    published = check_published(published)
    return published.date() if isinstance(published, datetime) else published


def article_from_text(text, published, **known):
    """Make an Article of a string, wherever it comes from: its text is `clean_text` of it, so that every door reads a
    text alike.

    `known` may hold slug, title, site and any further facts. Raises ValueError for an empty text or a date that is
    none.
    """
    if not isinstance(text, str):
        raise ValueError(
            f"The text of an article is a str, not {type(text).__name__}. Decode it first: raw.decode('utf-8')."
        )
    clean = clean_text(text)
    if not clean.strip():
        raise ValueError("The article is empty: no character but white space. Give a text.")
    digest = known.get("sha256") or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    slug = slugify(known.get("slug") or known.get("title", "")) or f"text-{digest[:8]}"
    return Article(
        slug,
        clean,
        check_published(published),
        known.get("title", ""),
        known.get("site") or known.get("outlet", ""),
        digest,
        known,
    )
