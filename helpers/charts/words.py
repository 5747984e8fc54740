"""Codes in plain words, for charts and prose."""

from functools import lru_cache

from helpers.lexicons import index_categories, load_lexicon


@lru_cache(maxsize=1)
def index_glossary():
    """{(vocabulary, code): plain words}."""
    rows = load_lexicon("glossary")
    words = {(row.vocabulary, row.code): row.plain for row in rows.itertuples(index=False)}
    return words | {("category", code): row.plain for code, row in index_categories().items()}


def plain(vocabulary, code):
    """Plain words for a code; an empty code is an empty string."""
    return index_glossary()[vocabulary, code] if code else ""


def join_names(names, limit=3):
    """Join names: "A", "A and B", "A, B and 2 more"."""
    names = list(names)
    if len(names) > limit:
        names = [*names[: limit - 1], f"{len(names) - limit + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def count_noun(number, noun, plural=None):
    """Count in words: "1 event", "3 events", "no event"."""
    return f"{number or 'no'} {noun if number < 2 else plural or noun + 's'}"


def shorten(text, words=25):
    """A quotation of at most so many words, cut with an ellipsis; line breaks become spaces."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"
