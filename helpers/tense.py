"""Whether an expression of time looks ahead or back, by the verbs near it; no parser is needed."""

import re
from functools import lru_cache
from math import inf

from helpers.datewords import date_words

BEFORE, AFTER, NEAR = 80, 60, 12
FAR, FAR_UNTOLD = 4, 2
SENTENCE_END = re.compile(r"(?<![A-Z])[.!?;](?=\s)")


@lru_cache(maxsize=1)
def tense_pattern():
    """Any word of tense of the lexicon, or a verb in -ed with the auxiliary before it."""
    forms = sorted(date_words("tense"), key=len, reverse=True)
    ahead = r"(?P<ahead>(?:will|to|shall|would) be \w+)"
    passive = r"(?-i:(?P<passive>(?:was|were|had|has|have|been|is|are) (?!expected|scheduled)[a-z]+[^\We]ed))"
    verb = r"(?-i:(?P<verb>(?!hundred)[a-z]+[^\We]ed))"
    known = "|".join(map(re.escape, forms))
    return re.compile(rf"(?<![\w-])(?:{ahead}|{passive}|{known}|{verb})(?![\w-])", re.IGNORECASE)


def find_tense(text, start, end):
    """(tense, how many times farther off a day on its other side counts) by the nearest word of tense before the expression, else behind it.

    The tense is "future", "past", or "" if there is no such word. A word close before leaves no choice (infinity), one farther off
    tips the balance, a mere form in -ed ("the date set", "extended to") hardly does.
    """
    before = SENTENCE_END.split(text[max(0, start - BEFORE) : start])[-1]
    after = SENTENCE_END.split(text[end : end + AFTER])[0]
    last = max(tense_pattern().finditer(before), key=re.Match.start, default=None)
    match = last or tense_pattern().search(after)
    if match is None:
        return "", FAR_UNTOLD
    if match["verb"]:
        return "past", FAR_UNTOLD
    tense = "future" if match["ahead"] else "past" if match["passive"] else date_words("tense")[match[0].lower()]
    return tense, inf if last and len(before) - last.end() <= NEAR else FAR
