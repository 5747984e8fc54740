"""Whether an expression of time looks ahead or back, by the verbs near it; no parser is needed."""

import re
from functools import lru_cache
from math import inf

from helpers.datewords import date_words

BEFORE, AFTER, NEAR = 80, 60, 12
FAR, FAR_UNTOLD = 4, 2
SENTENCE_END = re.compile(r"(?<![A-Z])[.!?;](?=\s)")
PLUPERFECT = re.compile(r"\bhad\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def tense_pattern():
    """Any word of tense of the lexicon, or a verb in -ed with the auxiliary before it."""
    forms = sorted(date_words("tense"), key=len, reverse=True)
    known = "|".join(map(re.escape, forms))
    coming, done = (
        "|".join(re.escape(form) for form in forms if date_words("tense")[form] == tense)
        for tense in ("future", "past")
    )
    ahead = r"(?P<ahead>(?:will|to|shall|would)(?: (?:still|also|not|then))? be \w+)"
    overdue = r"(?P<overdue>had been \w+)"
    passive = rf"(?-i:(?P<passive>(?:was|were|had|has|have|been) (?!(?:{coming})\b)[a-z]+[^\We]ed))"
    timeless = rf"(?-i:(?P<timeless>(?:is|are|being) (?!(?:{coming})\b)(?:[a-z]+[^\We]ed|{done})))"
    verb = r"(?-i:(?P<verb>(?!hundred)[a-z]+[^\We]ed))"
    return re.compile(rf"(?<![\w-])(?:{ahead}|{overdue}|{passive}|{timeless}|{known}|{verb})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def deadline_pattern():
    """A preposition of a deadline right before the expression."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, date_words('deadline')))})\s+$", re.IGNORECASE)


def find_tense(text, start, end):
    """(tense, how many times farther off a day on its other side counts) by the nearest word of tense before the expression, else behind it.

    The tense is "future", "past", or "" if there is no such word. A word close before leaves no choice (infinity), one farther off
    tips the balance, a mere form in -ed ("the date set", "agreed with") hardly does. A deadline ("by Friday") lies ahead, unless
    it is told what had been done by then.
    """
    before = SENTENCE_END.split(text[max(0, start - BEFORE) : start])[-1]
    after = SENTENCE_END.split(text[end : end + AFTER])[0]
    if deadline_pattern().search(before):
        return ("past" if PLUPERFECT.search(before + after) else "future"), inf
    last = max(tense_pattern().finditer(before), key=re.Match.start, default=None)
    match = last or tense_pattern().search(after)
    if match is None or match["timeless"]:
        return "", FAR_UNTOLD
    if match["verb"]:
        return "past", FAR_UNTOLD
    close = last and len(before) - last.end() <= NEAR and not match["overdue"]
    return tell_tense(match), inf if close else FAR


def tell_tense(match):
    """The tense of a word or phrase of tense."""
    if match["ahead"]:
        return "future"
    return "past" if match["passive"] or match["overdue"] else date_words("tense")[match[0].lower()]
