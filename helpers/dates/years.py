"""Months, seasons, years, decades and centuries."""

import re
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from helpers.dates.days import choose_day, read_number
from helpers.dates.lookalikes import count_openers, counts_what_follows, is_age_or_heat, is_number, is_other_word
from helpers.dates.timex import Timex, month_span, value_bounds
from helpers.dates.units import shift_unit
from helpers.dates.words import date_words

# From this year of our era on a number behind "A.D." is no year that anybody writes of. With half or twice as much
# value F1 is the same on TimeBank and AQUAINT.
LATEST = 2100


def resolve_month(found):
    """A month, with or without a year; early, mid or late; last or next."""
    alone = found.with_items(found.items[-1:])
    if alone.items[0].kind == "month" and found.items[0].kind in ("month", "that") and is_other_word(alone):
        return None  # "That May Chen had left" is no May either.
    month, named = int(found.get("month")), found.year or found.year_behind
    counted = any(kind in found for kind in ("shift", "that", "adjacent"))
    year = int(named or (shift_year if counted else infer_year)(found, month))
    return Timex(
        "DATE",
        f"{year:04d}-{month:02d}",
        found.mod,
        "month",
        "explicit" if named else "relative" if counted else "inferred",
    )


def resolve_months_apart(found):
    """Between March and June, from November to January: [(words, Timex)] of both.

    The first is the last such month before the second.
    """
    first, second = found.with_items(found.items[:1]), found.with_items(found.items[2:])
    opens, closes = resolve_month(first), resolve_month(second)
    if opens and closes and not first.year_behind and (found.is_stretch or "and" in found):
        month, year = int(opens.value[-2:]), int(closes.value[:4])
        opens.value = f"{year - (month >= int(closes.value[-2:])):04d}-{month:02d}"
    return [(first, opens), (second, closes)]


def infer_year(found, month):
    """The year of a month without one: this year's if it is the month of publication, else by tense and distance.

    Goods "for May delivery" come.
    """
    if found.precedes("futures"):
        return found.published.year + (month < found.published.month)
    days = [date(found.published.year + years, month, 15) for years in (-1, 0, 1)]
    return found.published.year if month == found.published.month else choose_day(days, found).year


def shift_year(found, month):
    """The year of "May last year", "that May", "the following May", "last May", "next May"."""
    published, shift = found.published, int(found.get("shift") or 0)
    if "annum" in found:
        return found.memory.day(published).year if "that" in found else published.year + shift
    if "shift" not in found:
        told, way = found.memory.day(published, "P1M"), int(found.get("that") or found.get("adjacent"))
        return told.year + (way > 0 and month <= told.month) - (way < 0 and month >= told.month)
    if shift < 0:
        # "Last May" is this year's in October, but "last February" is not the month that has just ended.
        return published.year - (month > published.month - 2)
    return published.year + (shift > 0 and month <= published.month)


def resolve_season(found):
    """Last summer, the spring of 2018, this fall; "the fall of prices" is none, nor is a bare "spring" without a
    preposition.
    """
    season, mod = found.get("season"), found.mod
    if any(item.kind == "before_date" and found.word(item).lower() in date_words("since") for item in found.items):
        year = found.with_items(found.items[-1:])  # "The biggest fall since 1987" is no autumn.
        return [(year, resolve_year(year))]
    if found.year or "years" in found:
        return Timex("DATE", f"{found.year or found.get('years')[:4]}-{season}", mod, "season")
    if "annum" in found:
        return Timex("DATE", f"{found.published.year + int(found.get('shift'))}-{season}", mod, "season", "relative")
    if found.items[0].kind == "season" and not found.follows("before_date", "around"):
        return None
    if is_other_word(found):
        return None
    first = date(found.published.year, month_span(f"2000-{season}")[1], 1)
    return Timex("DATE", f"{season_year(found, first):04d}-{season}", mod, "season", "relative")


def season_year(found, first):
    """The year of a season that begins on the day `first` in the year of publication."""
    published, shift = found.published, found.get("shift")
    if shift == "-1":
        return published.year - (first + relativedelta(months=2) >= published.replace(day=1))
    if shift == "1":
        return published.year + (first <= published)
    return published.year - (shift == "" and first > published and found.tense != "future")


def resolve_year(found):
    """A year, early, mid or late; a fiscal year; '98; years in words (nineteen ninety-seven); "some 2000 people" is
    none.
    """
    if found.items[0].kind == "quote" and not found.follows("before_date", "around"):
        return None
    if len(found.items) == 1 and (
        is_number(found) or (found.word_before in count_openers() and counts_what_follows(found))
    ):
        return None
    return Timex("DATE", found.year, found.mod, "year") if found.year else None


def resolve_era_year(found):
    """44 B.C., A.D. 14: before Christ the calendar of the bounds has no days, so they stay open."""
    number = int((found.get("year") or found.get("day") or found.get("count")).replace(",", "").partition(".")[0])
    if "anno_domini" in found:
        return Timex("DATE", f"{number:04d}", found.mod, "year") if 0 < number < LATEST else None
    edtf = "0000" if number == 1 else f"-{number - 1:04d}"
    return Timex("DATE", f"BC{number:04d}", found.mod, "year", edtf=edtf) if 0 < number < 10000 else None


def resolve_years(found):
    """2016-17, 2012–15: the value is the first year, the bounds and the EDTF interval hold them all; 2018-01 is a
    month.
    """
    first, second = re.split("[-–/]", found.get("years"))
    last = int(first[:2] + second)
    if last > int(first):
        bounds = date(int(first), 1, 1), date(last, 12, 31)
        return Timex("DATE", first, "", "year", "explicit", *bounds, f"{first}/{last}")
    return (
        Timex("DATE", f"{first}-{second}", "", "month") if 1 <= int(second) <= 12 else Timex("DATE", first, "", "year")
    )


def resolve_years_named(found):
    """The years 1960-1961, the years 1960 to 1961: both."""
    years = [found.with_items([item]) for item in found.items if item.kind == "year"]
    return [(year, Timex("DATE", year.year, "", "year")) for year in years]


def resolve_year_end(found):
    """Year-end is the last day of the year; year end and year's end are its last part."""
    year = int(found.get("year") or found.published.year)
    basis = "explicit" if "year" in found else "relative"
    if "hyphen" in found:
        return Timex("DATE", f"{year}-12-31", "", "day", basis)
    return Timex("DATE", f"{year}", "END", "year", basis)


def resolve_decade(found):
    """The 1990s, the late 90s, the nineties; the 1800s are a century; "in his 30s" is an age."""
    if "decade" in found:
        digits = found.get("decade")[:3]
        is_century = digits.endswith("0") and digits != "200"
        return Timex("DATE", digits[:2] if is_century else digits, found.mod, "open" if is_century else "decade")
    if "short_decade" in found and (
        is_age_or_heat(found) or not ("the" in found or "quote" in found or "modifier" in found)
    ):
        return None
    tens = (found.get("short_decade") or found.get("decade_word"))[0]
    return Timex("DATE", ("20" if tens < "3" else "19") + tens, found.mod, "decade")


def resolve_decade_half(found):
    """The second half of the 1990s, of the 20th century, of the decade: START or END, with the bounds of the half."""
    whole = resolve_long(found.with_items(found.items[[item.kind for item in found.items].index("half") + 1 :]))
    bounds = whole and found.get("ordinal") in ("", "1", "2") and value_bounds(whole.value)
    if not bounds:
        return None
    is_first, years = found.get("ordinal") == "1", bounds[1].year - bounds[0].year + 1
    middle = bounds[0] + relativedelta(years=years // 2)
    whole.earliest, whole.latest = (bounds[0], middle - timedelta(1)) if is_first else (middle, bounds[1])
    whole.mod, whole.edtf = "START" if is_first else "END", f"{whole.earliest:%Y}/{whole.latest:%Y}"
    return whole


def resolve_long(found):
    """The 1990s, the 20th century; the decade or century of publication."""
    if "nth" in found:
        return resolve_century(found)
    if not found.unit:
        return resolve_decade(found)
    known = shift_unit(found.published, found.unit, 0)
    return known and Timex("DATE", known[0], "", known[1], "relative")


def resolve_centuries(found):
    """The 19th and 20th centuries: both."""
    numbers = [n for n, item in enumerate(found.items) if item.kind == "nth"]
    parts = [found.with_items([found.items[n]]) for n in numbers]
    if found.unit != "P100Y":
        return None
    return [(part, Timex("DATE", f"{read_number(part.get('nth')) - 1:02d}", "", "open")) for part in parts]


def resolve_century(found):
    """The 20th century, the 5th century B.C."""
    number = read_number(found.day_of_month) + int(found.get("number") or 0)
    if found.unit != "P100Y" or not 1 <= number <= 99:
        return None
    if "before_christ" in found:
        edtf = f"-{100 * number - 1:04d}/-{100 * number - 100:04d}" if number > 1 else "-0099/0000"
        return Timex("DATE", f"BC{number - 1:02d}", found.mod, "open", edtf=edtf)
    known = 11 <= number <= 21 or "anno_domini" in found
    return Timex("DATE", f"{number - 1:02d}", found.mod, "open") if known else None
