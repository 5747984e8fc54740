"""Codes in plain words, for charts and prose."""

import re
from functools import cache

import pandas as pd

from helpers.lexicons import index_categories, load_lexicon

SITE = re.compile(r"https?://(?:[^/?#@]*@)?(?:www\.)?([^/:?#;\s]+)")
SENTENCE_END = re.compile(r"(?<=[.?!”])\s+(?=[A-Z“(])")


@cache
def index_glossary(column):
    """{(vocabulary, code): its plain words or its meaning, by the `column` of the glossary}."""
    rows = load_lexicon("glossary")
    words = dict(zip(zip(rows["vocabulary"], rows["code"], strict=True), rows[column], strict=True))
    return words | {("category", code): getattr(row, column) for code, row in index_categories().items()}


def plain(vocabulary, code):
    """Plain words for a code; an empty code is an empty string."""
    return index_glossary("plain")[vocabulary, code] if code else ""


def word_certainty(code):
    """How sure a source sounds, in plain words; a wish, a request or a refusal to comment leaves open whether something
    is so.
    """
    return "leaves it open" if code == "Uu" else f"sounds {plain('factuality', code)}"


def word_sign(sign):
    """A sign in plain words; an act without one takes no side."""
    return plain("sign", sign) or "takes no side"


def name_site(address):
    """The site of the first address: taipeitimes.com; what is no address stays as it is."""
    found = SITE.match(address)
    return found[1] if found else address


def explain(vocabulary, code):
    """What a code means, in a sentence."""
    return index_glossary("meaning")[vocabulary, code]


def join_names(names, limit=3):
    """Join names: "A", "A and B", "A, B and 2 more"."""
    names = list(names)
    if len(names) > limit:
        names = [*names[: limit - 1], f"{len(names) - limit + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def count_noun(number, noun, plural=None):
    """Count in words: "1 event", "3 events", "no event"."""
    return f"{number or 'no'} {noun if number < 2 else plural or noun + 's'}"


# Between the words of one act that is told more than once.
TELLINGS = "” … “"


def word_acts(numbers):
    """The acts behind the numbers of what tells each first: "3 acts", "2 acts (told in 3 places)"."""
    acts = count_noun(len(set(numbers)), "act")
    return acts if len(set(numbers)) == len(numbers) else f"{acts} (told in {len(numbers)} places)"


def shorten(text, words=25, around=(0, 0)):
    """A quotation of at most so many words, cut with an ellipsis at each end that is cut; line breaks become spaces.

    The words in the characters (start, end) of `around` are kept, in the middle of a longer text, as far as there is
    room for them.
    """
    parts = text.split()
    before, inside = len(text[: around[0]].split()), len(text[around[0] : around[1]].split())
    first = max(0, min(before - max(0, words - inside) // 2, len(parts) - words))
    kept = parts[first : first + words]
    return " ".join([*["…"][: bool(first)], *kept, *["…"][: first + words < len(parts)]])


def shorten_sentences(text, words=32):
    """The first sentences of a text, as many as stay within so many words; one that is longer is cut."""
    kept = []
    for sentence in SENTENCE_END.split(text):
        if kept and len(" ".join([*kept, sentence]).split()) > words:
            break
        kept.append(sentence)
    return shorten(" ".join(kept), words)


def letter(number):
    """The letters of a number from 1: A … Z, AA, AB …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def word_days(earliest, latest, lasting=False):
    """Bounds in words: "2012", "1–16 Jan 2018", "by …", "from …"; what lasts is "since" its earliest day."""
    first, last = (f"{day:%-d %b %Y}" if not pd.isna(day) else "" for day in (earliest, latest))
    if lasting:
        return f"since {word_year(earliest) or first}" if first else ""
    if first and last:
        whole = word_year(earliest) if word_year(earliest) and f"{latest:%d %m %Y}" == f"31 12 {earliest.year}" else ""
        same_month = (earliest.year, earliest.month) == (latest.year, latest.month)
        return whole or (first if first == last else f"{earliest.day}–{last}" if same_month else f"{first} – {last}")
    return f"from {first}" if first else f"by {last}" if last else ""


def word_year(day):
    """The year of a New Year's Day, which stands for the whole year; "" for any other day."""
    return str(day.year) if not pd.isna(day) and (day.month, day.day) == (1, 1) else ""
