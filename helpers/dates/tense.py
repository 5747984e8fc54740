"""Whether an expression of time looks ahead or back, by the verbs near it; no parser is needed."""

import re
from functools import cache, lru_cache
from math import inf

from helpers.dates.words import date_words, index_words, join_forms
from helpers.lexicons import abbreviation_endings

# How many characters of its sentence are read before and behind an expression for a word of tense, and before one for
# what had been done by a deadline. Value F1 on TimeBank and AQUAINT (84.79 and 79.19) falls by .1 with 100 or .2 with
# 50; more costs time.
BEFORE, AFTER, DUE = 130, 100, 80
# A verb at most so many characters before the day leaves no choice; from 20 on F1 falls by .1 and .3.
NEAR = 12
# How many times farther off a day on the other side of publication counts. A word of tense in the sentence: with 5
# value F1 falls by .1 on TimeBank, with 12 by .3 on AQUAINT. No such word, or one that hardly tells: with 1.5 by .2
# on TimeBank, with 4 by .1. A deadline: from 9 to 40 it is the same. Both sides alike: 1.
FAR, FAR_UNTOLD, FAR_DUE, EQUAL = 8, 2, 20, 1
SENTENCE_END = re.compile(r"(?<![A-Z])[.!?;](?=['\"”’)]*\s)|\n\s*\n")


@lru_cache(maxsize=1)
def tense_pattern():
    """Any word of tense of the lexicon, or a verb in -ed with the auxiliary before it."""
    known, done = join_forms("tense"), join_forms("tense", "past")
    coming = f"{join_forms('tense', 'future')}|{join_forms('tense', 'promise')}"
    will, was, is_ = (join_forms("auxiliary", tense) for tense in ("future", "past", "timeless"))
    modal, can, did = (join_forms("auxiliary", tense) for tense in ("modal", "ability", "past_to"))
    may = rf"(?-i:{join_forms('auxiliary', 'permission')})"
    be, no_plan = join_forms("after_modal", "passive"), join_forms("after_modal")
    between = rf"(?:\s+(?:{join_forms('between_verbs')}))?"
    in_ed = rf"[a-z]+\w(?:{join_forms('verb_ending', 'past')})(?<!{join_forms('no_verb_ending')})"
    in_ing = rf"[a-z]+(?:{join_forms('verb_ending', 'progress')})"
    done_ahead = rf"(?:{will}|{modal}|{may}){between}\s+(?:{be})\s+\w+"
    do_ahead = rf"(?:{modal}|{can}|{may}){between}\s+(?!(?:{no_plan})\b)\w+"
    ahead = rf"(?P<ahead>{done_ahead}|{do_ahead})"
    undone = rf"(?P<undone>(?:{did})\s+\w+)"
    overdue = rf"(?P<overdue>(?:{join_forms('overdue')})\s+\w+)"
    passive = rf"(?-i:(?P<passive>(?:{was})\s+(?!(?:{coming})\b){in_ed}))"
    timeless = rf"(?-i:(?P<timeless>(?:{is_})\s+(?!(?:{coming})\b)(?:{in_ed}|{done})))"
    goes_on = rf"(?-i:(?P<goes_on>(?:{is_})\s+(?:not\s+)?(?!(?:{join_forms('no_progress')})\b){in_ing}))"
    verb = rf"(?-i:(?P<verb>(?!{join_forms('no_verb')})(?:^\W*[A-Z])?{in_ed}))"
    return re.compile(
        rf"(?<![\w-])(?:{ahead}|{undone}|{overdue}|{passive}|{timeless}|{known}|{goes_on}|{verb})(?![\w-])",
        re.IGNORECASE,
    )


@cache
def form_pattern(pos, tail):
    """A form of a class as a whole word, and what must stand behind it."""
    return re.compile(rf"(?<![\w-])(?:{join_forms(pos)}){tail}", re.IGNORECASE)


@lru_cache(maxsize=1)
def called_off_pattern():
    """What says right behind the expression that something planned did not take place then."""
    was, off = join_forms("auxiliary", "past"), join_forms("called_off")
    return re.compile(rf"\s+(?:(?:{was})\s+)+(?:{off})\b|,?\s+(?:{join_forms('contrast')})\b")


@lru_cache(maxsize=1)
def pluperfect_pattern():
    """What tells that something had been done by a deadline."""
    return re.compile(rf"\b(?:{join_forms('pluperfect')})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def gap_pattern():
    """The words that may stand between a verb and its date: "ruled late on Monday"."""
    return re.compile(rf"\s+(?:(?:{join_forms('at_day')})\s+)*")


@lru_cache(maxsize=1)
def copula_pattern():
    """A form of "be" in the present right before the expression: "the vote is on Friday"."""
    return re.compile(rf"(?<![\w-])(?:{join_forms('auxiliary', 'timeless')})\s+(?:(?:{join_forms('at_day')})\s+)*$")


def cut_out_sentence(text, start, end):
    """What stands before and behind a place in its sentence, as far as a word of tense is looked for."""
    before, after = text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    opens = max((mark.end() for mark in SENTENCE_END.finditer(before) if ends_sentence(before, mark)), default=0)
    closes = next((mark.start() for mark in SENTENCE_END.finditer(after) if ends_sentence(after, mark)), len(after))
    return before[opens:], after[:closes]


def ends_sentence(text, mark):
    """Whether a mark ends a sentence and no abbreviation.

    One that may end a sentence does so before a capital that opens no date.
    """
    if mark[0] != ".":
        return True
    word = text[: mark.end()].rsplit(None, 1)[-1]
    kind = abbreviation_endings().get(word.lstrip("(“\"'"), "")
    if kind != "may":
        return kind != "never"
    more = re.match(r"\s*(\w+)", text[mark.end() :])
    return bool(more) and more[1][0].isupper() and more[1] not in index_words()[0]


@lru_cache(maxsize=1)
def is_day_pattern():
    """What stands behind a day that is told to be one: "Friday is the last day"."""
    return re.compile(rf"\s+(?:{join_forms('is_day')})\b")


def find_tense(text, start, end):
    """(tense, how many times farther off a day on its other side counts) by the nearest word of tense.

    That before the expression counts, else that behind it.

    The tense is "future", "past", or "" if there is no such word. A word close before leaves no choice (infinity), one
    farther off tips the balance, a mere form in -ed beside a verb that looks ahead ("will publish revised figures")
    hardly does. A deadline ("by Friday") lies ahead, unless it is told what had been done by then; but "by Jan. 14" is
    not said a day later of the next year. What was planned for Friday and called off may lie on either side.
    """
    before, after = cut_out_sentence(text, start, end)
    words = list(tense_pattern().finditer(before))
    if form_pattern("deadline", r"\s+$").search(before):
        return find_due(before, after), FAR_DUE
    if form_pattern("awaited", r"\s+(?:the\s+)?$").search(before):
        return "future", FAR_DUE
    if copula_pattern().search(before) or (not words and is_day_pattern().match(after)):
        return "future", FAR
    last = words[-1] if words else None
    match = last or tense_pattern().search(after)
    if match is None:
        return "", FAR_UNTOLD
    promised = any(tell_tense(word) == "future" for word in words[:-1])
    return weigh(match, before[last.end() :] if last else None, after, promised)


def find_due(before, after):
    """The tense of a deadline: past if it is told what had been done by then, or what was so until then."""
    near = before[-DUE:]
    if pluperfect_pattern().search(near + after) or form_pattern("until_verb", r"(?![\w-])").search(near):
        return "past"
    fronted = tense_pattern().search(after) if not tense_pattern().search(before) else None
    return "past" if fronted and not fronted["verb"] and tell_tense(fronted) == "past" else "future"


def weigh(match, gap, after, promised):
    """(tense, weight) of a word of tense.

    `gap` are the words between it and the expression behind it, None where it stands behind the expression; `promised`
    tells whether another word before looks ahead.
    """
    tense, direct = tell_tense(match), gap is not None and gap_pattern().fullmatch(gap)
    close = gap is not None and len(gap) <= NEAR and not match["overdue"]
    if match["timeless"]:
        return ("future", FAR) if direct else ("", FAR_UNTOLD)
    if match["goes_on"]:
        # "Is visiting Egypt on Friday" is a plan; "is investigating the attack on Friday" is none.
        bare = gap is not None and date_words("the").keys().isdisjoint(gap.lower().split()) and len(gap) <= 2 * NEAR
        return ("future", FAR) if bare else ("", FAR_UNTOLD)
    if match["verb"]:
        return "past", inf if direct else FAR_UNTOLD if promised or gap is None else FAR
    if tense == "promise":
        tense = "past" if gap is None else "future"
    if tense == "near":
        return "future", EQUAL
    if tense == "future" and called_off_pattern().match(after):
        return "", EQUAL
    return tense.replace("said", "past"), inf if close else FAR_UNTOLD if tense == "said" else FAR


def tell_tense(match):
    """The tense of a word or phrase of tense."""
    if match["ahead"]:
        return "future"
    if any(match[name] for name in ("passive", "timeless", "goes_on", "verb", "overdue", "undone")):
        return "past"
    return date_words("tense")[" ".join(match[0].lower().split())]
