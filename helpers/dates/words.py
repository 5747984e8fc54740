"""The words of dates: from a text to items of the classes in `data/lexicons/date_words.csv`, which the grammar of
`dates` reads.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.lexicons import load_lexicon, split_items

SIGNS = {",": "comma", "-": "hyphen", "–": "hyphen", "'": "quote", "’": "quote", "/": "slash"}
# A word, an ISO day with or without a time, two years ("2016-17"), a number with whatever hangs on it, or a sign.
TOKEN = re.compile(
    r"[^\W\d_]+|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)|(?<![-\w])\d{4}[-–/]\d\d(?![-/\w])"
    r"|\d[\d.,:/]*[^\W\d_]*|[^\w\s]"
)
BREAK = "."


class Item(NamedTuple):
    """A word, number or sign that can be part of an expression: its class, its value, where it stands."""

    kind: str
    value: str
    start: int
    end: int


@cache
def date_words(pos):
    """{form: value} of one class of the lexicon of date words."""
    rows = load_lexicon("date_words").query("pos == @pos")
    return {
        form: value for forms, value in zip(rows["forms"], rows["value"], strict=True) for form in split_items(forms)
    }


def join_forms(pos, value=""):
    """A pattern of all forms of a class, or of those with this value, the longest first.

    Their words may stand on two lines.
    """
    forms = sorted(date_words(pos), key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms if value in ("", date_words(pos)[form]))


@lru_cache(maxsize=1)
def index_words():
    """({single word: (class, value)}, {first word: (pattern of how it goes on, {the whole phrase: (class, value)})}).

    Of the words that stand inside an expression. Those with a capital of their own are known with it only, all others
    in any case.
    """
    words, phrases = {sign: (kind, "") for sign, kind in SIGNS.items()}, {}
    for row in load_lexicon("date_words").query("read == 'inside'").itertuples(index=False):
        for form in split_items(row.forms):
            first, *rest = TOKEN.findall(form)
            for spelling in spell(first, row.capital == "yes"):
                if rest:
                    phrases.setdefault(spelling, {})["".join(rest).lower()] = (rest, row.pos, row.value)
                else:
                    words[spelling] = (row.pos, row.value)
    return words, {first: compile_phrases(rests) for first, rests in phrases.items()}


def compile_phrases(rests):
    """(pattern of the other words of all phrases with one first word, the longest first; {other words run together:
    (class, value)}).
    """
    longest = sorted((rest for rest, _, _ in rests.values()), key=len, reverse=True)
    ways = "|".join("".join(rf"\s*{re.escape(part)}" for part in rest) for rest in longest)
    return re.compile(rf"(?:{ways})(?!\w)", re.IGNORECASE), {key: row[1:] for key, row in rests.items()}


def spell(word, proper):
    """The spellings of a word that count: a name as it is and in capitals, any other in small letters too."""
    return {word, word.upper()} if proper else {word.lower(), word.capitalize(), word.upper()}


@lru_cache(maxsize=4096)
def classify_number(token):
    """(class, value) of a token that begins with a digit; the class is "" where it is no part of a date."""
    plain = token.rstrip(".,:/")
    known = index_words()[0].get(plain)
    if known:
        return *known, len(plain)
    for kind, pattern in NUMBERS:
        if pattern.fullmatch(plain):
            return kind, plain, len(plain)
    return "", plain, len(plain)


NUMBERS = [
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("iso", r"\d{4}([-/])\d\d\1\d\d"),
        ("stamp", r"\d{4}-\d\d-\d\dT.*"),
        ("years", r"(?:1[4-9]|20)\d\d[-–/]\d\d"),
        ("dotted", r"\d{1,2}\.\d{1,2}\.(?:19|20)\d\d"),
        ("nth_capital", r"[1-4][QH]"),
        ("slashed", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)"),
        ("short_time", r"(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?(?:[ap]m|[AP]M)"),
        ("clock", r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"),
        ("decade", r"(?:1[4-9]|20)\d0s"),
        ("short_decade", r"[2-9]0s"),
        ("nth", r"(?:[12]\d|3[01]|\d)(?:st|nd|rd|th)"),
        ("year", r"(?:1[0-9]|20)\d\d"),
        ("fraction", r"[1-9]/[1-9]"),
        ("day", r"[12]\d|3[01]|0?[1-9]"),
        ("count", r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"),
    )
]


def lex(text):
    """The items of a text in order, as plain tuples (class, value, start, end), which cost the least for a long text.

    A `BREAK` item stands wherever other words or signs lie between.
    """
    words, phrases = index_words()
    items, read = [(BREAK, "", 0, 0)], 0
    for match in TOKEN.finditer(text):
        token, start, end = match[0], match.start(), match.end()
        if start < read:
            continue
        if token in phrases and (more := phrases[token][0].match(text, end)):
            read = more.end()
            items.append((*phrases[token][1]["".join(more[0].lower().split())], start, read))
        elif token in words:
            items.append((*words[token], start, end))
        elif token[0].isdecimal():
            items += lex_number(token, start, text)
        elif items[-1][0] is not BREAK:
            items.append((BREAK, "", start, end))
    return items


def lex_number(token, start, text):
    """The items of a token that begins with a digit: the number, and the comma or full stop that hangs on it."""
    kind, value, length = classify_number(token)
    end = start + length
    if not kind or is_amount(text, start, end):
        return [(BREAK, "", start, end)]
    tail = token[length : length + 1]
    return [(kind, value, start, end), *([("comma" if tail == "," else BREAK, "", end, end + 1)] if tail else [])]


def is_amount(text, start, end):
    """Whether a number is money or a share: no part of a date."""
    return text[max(0, start - 1) : start] in ("$", "€", "£", "#", "¥") or text[end : end + 1] == "%"
