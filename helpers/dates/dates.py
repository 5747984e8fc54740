"""Date and time expressions → TIMEX3 value, EDTF and bounds.

Three steps. `words` turns a text into a string of classes (month, unit, number …). `grammar` is a table of rules over
these classes, each with an example that is also its test. The resolvers say what an expression means on the day of
publication and after the expressions before: `days`, `clock`, `relative`, `years`, `quarters`, `durations` and `sets`.
Values follow TIMEX3 (ISO-TimeML).
"""

import re
from functools import lru_cache

from helpers import __version__
from helpers.articles.article import publication_day
from helpers.dates.expression import Expression
from helpers.dates.grammar import compile_rules
from helpers.dates.memory import Memory
from helpers.dates.timex import complete
from helpers.dates.words import BREAK, Item, lex
from helpers.tables import make_table

YEARS = (1000, 9000)  # Further out, "two centuries later" leaves the calendar.
MADE_BY = f"rules/{__version__}"


def find_matches(text):
    """(rule, items) of the expressions in order, not overlapping: at every place the longest match, of equal ones the
    first in the table.
    """
    letters = compile_rules()[0]
    items = lex(text)
    for run in RUN.finditer("".join([letters[item[0]] for item in items])):
        at, classes = run.start(), run[0]
        for rule, start, end in match_short(classes) if len(classes) <= SHORT else match_run(classes):
            yield rule, [Item(*item) for item in items[at + start : at + end]]


RUN, SHORT = re.compile(f"[^{re.escape(BREAK)}]+"), 12


@lru_cache(maxsize=8192)
def match_short(classes):
    """The matches of a short run of classes.

    Most of a text's runs are few and come again and again ("the", "of the").
    """
    return tuple(match_run(classes))


def match_run(classes):
    """(rule, start, end) of the expressions in a run of classes without a break."""
    starts, at = compile_rules()[1], 0
    while at < len(classes):
        best, rule = at, None
        for candidate, pattern in starts[classes[at]]:
            match = pattern.match(classes, at)
            if match and match.end() > best:
                best, rule = match.end(), candidate
        if rule is not None:
            yield rule, at, best
        at = max(best, at + 1)


def find_timexes(text, published):
    """(start, end, Timex) of the date and time expressions of a text."""
    memory = Memory()
    for rule, items in find_matches(text):
        expression = Expression(items, text, published, memory)
        meant = rule.resolve(expression)
        for part, timex in meant if isinstance(meant, list) else [(expression, meant)]:
            if timex:
                memory.note(timex, part)
                yield part.start, part.end, timex


def find_dates(text, published, slug="text"):
    """Find the date and time expressions of `text` and say what they mean on the day `published`.

    `text` is any str; `published` a date, or a datetime with a time zone (weekdays depend on it). Returns the table
    `dates`, in order of place, spans not overlapping; `slug` opens the ids. Raises ValueError for a text that is no
    str and for a publication date that is none.
    """
    if not isinstance(text, str):
        raise ValueError(f"find_dates reads a str, not {type(text).__name__}. Give article.text.")
    day = publication_day(published)
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise ValueError(f"'{day}' is no date of publication. Expected: a day of the years {YEARS[0]} to {YEARS[1]}.")
    rows = [
        {
            "date_id": f"{slug}:date:{start}-{end}",
            "start": start,
            "end": end,
            "text": text[start:end],
            **to_row(complete(timex)),
        }
        for start, end, timex in find_timexes(text, day)
    ]
    return make_table("dates", rows)


def to_row(timex):
    """A Timex as cells of the table `dates`."""
    return {
        "timex_type": timex.type,
        "timex_value": timex.value,
        "timex_mod": timex.mod,
        "edtf": timex.edtf,
        "earliest": timex.earliest,
        "latest": timex.latest,
        "precision": timex.precision,
        "basis": timex.basis,
        "made_by": MADE_BY,
        "review": "unseen",
    }
