"""Durations, and what lies at their end: three months, the last decade, two weeks ago, recent years, now."""

import re
from itertools import pairwise

from helpers.dates.expression import CLAUSE
from helpers.dates.lookalikes import is_fraction, is_some_day, is_title, is_verb_last
from helpers.dates.quarters import resolve_quarter_now
from helpers.dates.timex import Timex, value_bounds
from helpers.dates.units import PRECISION, add_numbers, join_periods, move, period, shift_unit
from helpers.dates.words import date_words


def count_of(found):
    """How many: "12", "2.5", "X" for a vague number, "1.5" for "a year and a half".

    Numbers in words are added and multiplied.
    """
    if "vague" in found:
        return "X"
    total = add_numbers(
        [float(i.value.replace(",", "")) for i in found.items if i.kind in ("number", "scale", "day", "count", "year")]
    )
    if "fraction" in found:
        top, bottom = map(int, found.get("fraction").split("/"))
        total += top / bottom
    if "half" in found:
        total += 0.5 if total or "and" not in found else 1.5
    return f"{total or 1:g}"


def resolve_duration(found):
    """Three months, a nine-month period, several years.

    Bounds only where it reaches to or from publication. An age is no date.
    """
    if "old" in found or is_fraction(found) or is_title(found):
        return None
    if found.get("shift") == "-1" and is_verb_last(found):
        rest = found.with_items(found.items[1:])
        return [(rest, resolve_duration(rest))]
    if is_rate(found):
        return Timex("SET", found.unit, "", "open") if found.follows_amount and found.unit in PRECISION else None
    unit, shift, number = found.unit, found.get("shift"), count_of(found)
    if is_some_day(found):
        return Timex("DATE", "FUTURE_REF", "", "open", "relative", found.published, None)
    if not shift and unit in PRECISION and "hyphen" not in found and number != "X" and is_ahead(found):
        return resolve_ahead(found)
    timex = Timex("DURATION", period(number, unit), found.mod, PRECISION.get(unit, "time"))
    if shift in ("1", "-1") and not found.precedes("of"):
        timex.basis = "relative"
        edge = None if number == "X" else move(found.published, unit, float(number) * int(shift))
        timex.earliest, timex.latest = (edge, found.published) if shift == "-1" else (found.published, edge)
    return timex


def is_rate(found):
    """Whether "a year" tells how often something is paid or done, not how long: no preposition stands before it."""
    if found.items[0].kind != "a" or "half" in found or found.precedes("around"):
        return False
    if found.precedes("since") and not found.follows_amount:
        return False
    return not found.follows("before_date", "around", "before_span")


def is_ahead(found):
    """Whether it is how long from now something will be: "will open in two years"; "the biggest in two years" looks
    back.
    """
    return found.follows("ahead_in") and found.tense == "future" and not is_compared(found)


def is_compared(found):
    """Whether a superlative or an ordinal stands before it in the same clause: "the biggest merger in 10 years"."""
    clause = re.split(r"[,;.]", found.before(CLAUSE).lower())[-1]
    words = re.findall(r"\w+", clause)
    ranks = date_words("superlative").keys() | date_words("ordinal").keys()
    return any(re.fullmatch(r"\d+(?:st|nd|rd|th)", word) for word in words) or not ranks.isdisjoint(words)


def resolve_compound_offset(found):
    """A year and two months ago, three weeks and two days later: counted unit by unit, the finest tells how fine the
    date is.
    """
    parts, sign = split_units(found), int(found.get("way"))
    sizes = [FINENESS.get(part.unit, 0) for part in parts]
    if sizes != sorted(set(sizes)) or any("vague" in part or part.unit not in PRECISION for part in parts):
        return [(part, resolve_duration(part)) for part in parts]
    day = found.published if told_anew(found) else found.memory.day(found.published, parts[-1].unit)
    for part in parts[:-1]:
        day = day and move(day, part.unit, sign * float(count_of(part)))
    known = day and shift_unit(day, parts[-1].unit, sign * float(count_of(parts[-1])))
    return known and Timex("DATE", known[0], found.mod, known[1], "relative")


def split_units(found):
    """The parts of "three years, two months and five days", one for each unit, without what joins them."""
    ends = [n + 1 for n, item in enumerate(found.items) if item.kind in UNITS]
    parts = [found.items[start:end] for start, end in pairwise([0, *ends])]
    return [found.with_items([item for item in part if item.kind not in ("comma", "and")]) for part in parts]


def resolve_compound(found):
    """Two years and six months, three years, two months and five days: one duration if each unit is finer than the
    one before, else several.
    """
    parts = split_units(found)
    sizes = [FINENESS.get(part.unit, 0) for part in parts]
    if sizes != sorted(set(sizes)) or any("vague" in part for part in parts) or not all(sizes):
        return [(part, resolve_duration(part)) for part in parts]
    value = join_periods([period(count_of(part), part.unit) for part in parts])
    return Timex("DURATION", value, found.mod, PRECISION.get(parts[0].unit, "time"))


UNITS = ("unit", "week", "month_unit", "annum", "units")
FINENESS = {unit: n for n, unit in enumerate(("P1Y", "P1M", "P1W", "P1D", "PT1H", "PT1M", "PT1S"), 1)}


def resolve_compared(found):
    """The year-earlier nine months: a stretch of the year before, which the words do not place in it."""
    at = [item.kind for item in found.items].index("way")
    return resolve_duration(found.with_items(found.items[at + 1 :]))


def resolve_range(found):
    """Two to three weeks, 12-18 months, a day or two: the value is the first, and it may be more; "between" names two
    ends.
    """
    edge = next((n for n, item in enumerate(found.items) if item.kind in ("to", "or")), None)
    if edge and found.follows("two_ends"):
        last = found.with_items(found.items[edge + 1 :])
        return [(last, resolve_duration(last))]
    first = found.items[:edge] if edge else [item for item in found.items if item.kind in ("day", "count")][:1]
    number = count_of(found.with_items(first))
    return Timex("DURATION", period(number, found.unit), "EQUAL_OR_MORE", PRECISION.get(found.unit, "time"))


def resolve_lasting(found):
    """Day-long, monthlong, decades-long."""
    value = found.get("lasting") or period("X" if "units" in found else "1", found.unit)
    return Timex("DURATION", value, "", PRECISION.get(value, "time"))


def resolve_ahead(found):
    """In two years, with a future verb: so far from publication."""
    known = shift_unit(found.published, found.unit, float(count_of(found)))
    return known and Timex("DATE", known[0], found.mod, known[1], "relative")


def resolve_vague(found):
    """Recent years, coming weeks, past decades: some time before or after publication, of unknown length."""
    past = "recent" in found or "-1" in (found.get("shift"), found.get("adjacent"))
    bounds = (None, found.published) if past else (found.published, None)
    if "recent" in found or found.get("shift") == "1":
        return Timex("DURATION", period("X", found.unit), "", PRECISION.get(found.unit, "time"), "relative", *bounds)
    return Timex("DATE", "PAST_REF" if past else "FUTURE_REF", "", "open", "relative", *bounds)


def resolve_plural(found):
    """Weeks, the years ahead: a stretch of unknown length.

    Seconds, minutes and hours are too many that mean nothing by it.
    """
    is_short = found.unit.startswith("PT") and not found.follows("within", "for_hours")
    if is_short or found.unit == "P1Q" or found.text[found.start - 1 : found.start] == "-":
        return None  # Light-years and man-days are no times either.
    if found.follows("gone_by"):
        return Timex("DATE", "PAST_REF", "", "open", "relative", None, found.published)
    if found.unit == "P1WE" and found.follows("weekend_set"):
        return Timex("SET", "XXXX-WXX-WE", "", "open")
    timex = Timex("DURATION", period("X", found.unit), "", PRECISION.get(found.unit, "time"))
    if "to_come" in found:
        timex.earliest, timex.basis = found.published, "relative"
    return timex


def resolve_offset(found):
    """Three weeks ago, two days later: so far from publication, or "later" from the date before in the text.

    "An hour later" and "a few days later" only say how long after something told.
    """
    sign, unit, number = int(found.get("way")), found.unit, count_of(found)
    if sign > 0 and not told_anew(found) and (number == "X" or unit not in PRECISION):
        return Timex("DURATION", period(number, unit), found.mod, PRECISION.get(unit, "time"))
    if number == "X" or unit == "P1000Y":
        bounds = (None, found.published) if sign < 0 else (found.published, None)
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "", "open", "relative", *bounds)
    base = found.published if told_anew(found) else found.memory.day(found.published, unit)
    if unit == "P10Y" or (unit == "P100Y" and float(number) % 1):
        unit, number = "P1Y", float(number) * int(unit[1:-1])  # A decade ago is a year, not a decade.
    known = shift_unit(base, unit, sign * float(number))
    if not known:
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "", "open", "relative")
    return bound_offset(Timex("DATE", known[0], found.mod, known[1], "relative"), found)


def resolve_count_before(found):
    """A year before, three days after, at the end of a clause: counted from the date before in the text. Where a clause
    goes on to say before what, it is how long.
    """
    number = count_of(found)
    length = found.with_items(found.items[:-1])
    if number == "X" or found.unit not in PRECISION or not ends_clause(found):
        return [(length, resolve_duration(length))]
    count = float(number) * int(found.get("around"))
    known = shift_unit(found.memory.day(found.published, found.unit), found.unit, count)
    return known and Timex("DATE", known[0], found.mod, known[1], "relative")


def ends_clause(found):
    """Whether a pause or the end of the text follows."""
    return bool(re.match(r"\s*(?:[^\w\s'’`]|$)", found.after(3)))


def told_anew(found):
    """Whether the words count from publication ("ago"), and not from the date before ("later")."""
    last = found.items[-1]
    return last.kind == "way" and found.word(last).lower() in date_words("from_now")


# "More than a year ago" is before that year, "less than a year ago" after it.
SIDES = {
    "MORE_THAN": "BEFORE", "EQUAL_OR_MORE": "ON_OR_BEFORE", "LESS_THAN": "AFTER", "EQUAL_OR_LESS": "ON_OR_AFTER",
}  # fmt: skip


def bound_offset(timex, found):
    """Tell by the mod on which side of an "ago" the date lies, and bound it so."""
    bounds = value_bounds(timex.value)
    if found.get("way") == "-1" and told_anew(found) and timex.mod in SIDES and bounds:
        timex.mod = SIDES[timex.mod]
        timex.earliest, timex.latest = (
            (None, bounds[1]) if timex.mod.endswith("BEFORE") else (bounds[0], found.published)
        )
        timex.edtf = f"[{timex.earliest or ''}..{timex.latest}]"
    return timex


def resolve_some_later(found):
    """Weeks later, months ago: so many of them after or before what was told, or before publication."""
    bounds = (None, found.published) if told_anew(found) and found.get("way") == "-1" else (None, None)
    basis = "relative" if bounds[1] else "explicit"
    return Timex("DURATION", period("X", found.unit), "", PRECISION.get(found.unit, "time"), basis, *bounds)


def resolve_year_ago(found):
    """A year ago, a year earlier, year-earlier: the same quarter of the year before, where the text tells of a
    quarter.
    """
    if found.get("way") == "1":
        return resolve_offset(found)
    if found.memory.last_quarter and not found.memory.longer:
        return resolve_quarter_now(found)
    told = found.published if told_anew(found) else found.memory.day(found.published)
    return Timex("DATE", f"{told.year - 1:04d}", "", "year", "relative")


def resolve_past(found):
    """The past; "the last" and "the next" alone are no times."""
    if found.last_word not in date_words("up_to_now") or found.word_after.isdecimal() or found.precedes("number"):
        return None
    return Timex("DATE", "PAST_REF", "", "open", "relative", None, found.published)


def resolve_reference(found):
    """Now, recently, in the future; "the future of the firm" is its fate."""
    if found.last_word in date_words("fate") and found.precedes("of"):
        return None
    value, day = found.get("reference") or "PRESENT_REF", found.published
    bounds = {"PRESENT_REF": (day, day), "PAST_REF": (None, day), "FUTURE_REF": (day, None)}[value]
    return Timex("DATE", value, "", "day" if value == "PRESENT_REF" else "open", "relative", *bounds)
