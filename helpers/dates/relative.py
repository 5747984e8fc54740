"""Units counted from publication or from a date told before: last year, that month, the week before, the first week
of May.
"""

import re
from datetime import timedelta
from functools import cache
from math import inf

from helpers.dates.days import calendar_timex
from helpers.dates.durations import ends_clause, resolve_duration
from helpers.dates.lookalikes import is_award, is_quoted_title, is_title
from helpers.dates.quarters import resolve_quarter_now
from helpers.dates.timex import Timex, value_bounds
from helpers.dates.units import PRECISION, shift_unit
from helpers.dates.words import date_words, join_forms
from helpers.dates.years import resolve_month, resolve_year


def resolve_unit(found):
    """This month, last year, the latest week, the end of next quarter; "the year ended June 30" is a stretch.

    "The past decade" and "the next century" are the ten and hundred years before and after publication; "the past
    year" reaches up to it.
    """
    unit, bare = found.unit, not any(kind in found for kind in ("shift", "current", "latest"))
    if (
        is_title(found)
        or is_quoted_title(found)
        or is_award(found)
        or (bare and goes_on_of().match(found.text, found.end))
    ):
        return None
    if bare and (found.precedes("ending") or ends_on_date().match(found.text, found.end)):
        return Timex("DURATION", unit, "", PRECISION[unit])
    if bare and unit == "P1Q":
        return resolve_quarter_now(found)
    if found.get("shift") == "1" and (unit == "P1D" or follows_told(found)):
        return resolve_that(found)  # "The next day" follows a day told before.
    if unit == "P1D" and found.get("shift") == "-1":
        return resolve_duration(found) if found.follows("in_daypart") else None  # No day is the last.
    is_stretch = found.get("shift") in ("1", "-1") and reaches_publication(found)
    if is_stretch and unit in LONG:
        return resolve_duration(found)
    known = shift_unit(found.published, unit, count_away(found))
    timex = known and Timex("DATE", known[0], found.mod, known[1], "relative")
    return timex and (widen if is_stretch else narrow)(timex, found)


@cache
def goes_on_of():
    """What tells a year of something from that of publication: "a year of change"."""
    return re.compile(rf"\s+(?:{join_forms('of')})\s+[a-z]")


@cache
def ends_on_date():
    """The end of a stretch behind its unit: "the year to June 30"."""
    return re.compile(rf"\s(?:{join_forms('span_end')})\s(?:\d|[A-Z])")


def follows_told(found):
    """Whether "the next year" is counted from one told before: in a sentence that looks back, with "the"."""
    looks_back = found.tense == "past" and bool(found.memory.told)
    return found.is_definite and looks_back and not found.follows("over")


def reaches_publication(found):
    """Whether it is the stretch up to publication or from it on: "the past year", "over the next week"; "last year"
    is one of the calendar.
    """
    over = found.follows("over")
    words = found.surface.lower().split()
    return found.unit != "P1WE" and (
        over or ("the" in found and (found.unit in LONG or not date_words("up_to_now").keys().isdisjoint(words)))
    )


def widen(timex, found):
    """Bound "the past year" by publication: its value is the year before, as TimeML has it, but it reaches up to that
    day.
    """
    (first, last), day = value_bounds(timex.value), found.published
    timex.earliest, timex.latest = (first, max(day, last)) if found.get("shift") == "-1" else (min(day, first), last)
    timex.edtf = f"{timex.earliest}/{timex.latest}"
    return timex


LONG = ("P10Y", "P100Y")
HALF_WEEK = timedelta(3)


def count_away(found):
    """How many units away from the one of publication: -1 for "last week".

    On a weekday, "last weekend" and "the weekend" are those of the week before; "this weekend" is the coming one
    unless its own verb looks back.
    """
    count = int(found.get("shift") or found.get("latest") or 0)
    if found.unit == "P1WE" and found.published.weekday() < 5 and count < 1:
        return 0 if found.get("shift") == "0" and found.context != ("past", inf) else -1
    return count


def narrow(timex, found):
    """Bound "earlier this month" by the day of publication above, "later this year" below."""
    part = found.get("part") or {"-1": "past", "1": "future"}.get(found.get("way"))
    bounds = value_bounds(timex.value)
    if part and bounds:
        (first, last), day = bounds, found.published
        timex.earliest, timex.latest = (first, max(first, day)) if part == "past" else (min(day, last), last)
        timex.edtf = f"[{timex.earliest}..{timex.latest}]"
    return timex


def resolve_that(found):
    """That year, the previous month, the next day: counted from the date before in the text; "that day" needs one."""
    unit, count = found.unit, int(found.get("that") or found.get("adjacent") or found.get("shift"))
    if unit == "P1D" and not count and not found.memory.told.get(1):
        return None
    known = shift_unit(found.memory.day(found.published, unit), unit, count)
    return known and Timex("DATE", known[0], found.mod, known[1], "relative")


def resolve_unit_before(found):
    """The year before, the week after: counted from the date before in the text, unless a clause goes on to say
    before what.
    """
    known = shift_unit(found.memory.day(found.published, found.unit), found.unit, int(found.get("around")))
    return known and ends_clause(found) and Timex("DATE", known[0], "", known[1], "relative")


def resolve_unit_twice(found):
    """The week after next, the year before last, the Friday before last: one further away."""
    way = int(found.get("around"))
    if way != int(found.get("shift")):
        return None
    if "weekday" in found:
        back = (found.published.weekday() - int(found.get("weekday"))) % 7 or 7
        return calendar_timex(found.published + timedelta(14 - back if way > 0 else -7 - back))
    known = shift_unit(found.published, found.unit, 2 * way)
    return known and Timex("DATE", known[0], "", known[1], "relative")


def resolve_within(found):
    """The first week of May, the last day of 2017, the second week of January 2018: counted from the edge of the
    longer span.
    """
    at = next(n for n, item in enumerate(found.items) if item.kind in ("of", "before_date"))
    inner, outer = found.with_items(found.items[:at]), found.with_items(found.items[at + 1 :])
    resolve = resolve_month if "month" in outer else resolve_year if "year" in outer else resolve_unit
    known = resolve(outer)
    if found.items[at].kind == "before_date" and found.word(found.items[at]).lower() not in date_words("in_daypart"):
        return [(outer, known)]  # The first week since May.
    bounds = known and value_bounds(known.value)
    if not bounds or inner.unit not in PRECISION:
        return None
    number = int(inner.get("ordinal") or 0)
    # Most days of the first and the last week lie within the longer span.
    edge = (bounds[0] + HALF_WEEK if number else bounds[1] - HALF_WEEK) if inner.unit == "P1W" else bounds[not number]
    value, precision = shift_unit(edge, inner.unit, max(number - 1, 0))
    return Timex("DATE", value, "", precision, known.basis)
