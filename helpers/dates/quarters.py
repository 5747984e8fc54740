"""Quarters and halves of a year, as companies report them: each is counted from the one told before."""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from helpers.dates.lookalikes import is_game
from helpers.dates.timex import Timex, quarter_of, value_bounds
from helpers.dates.words import date_words
from helpers.dates.years import infer_year


def resolve_quarter(found):
    """The third quarter, third-quarter, Q3 2018, 1H17, last year's first half."""
    short = found.get("nth_capital") or found.get("day") + found.get("capital")
    letter = "H" if "half" in found else short[-1:] or "Q"
    size = {"H": 2, "Q": 4}[letter]
    # "The last quarter of 2009" is its fourth, "the last quarter" the one before this.
    final = "final" in found or ("of" in found and found.get("shift") == "-1" and "ordinal" not in found)
    number = size if final else int(found.get("ordinal") or short[:-1] or 2)
    if number > size or (short[-1:] == "H" and not found.year) or (not found.year and is_game(found)):
        return None
    value = f"{find_year(found, number, size):04d}-{letter}{number}"
    if letter == "Q" and "way" not in found:
        found.memory.note_quarter(value)
    return Timex("DATE", value, found.mod, "quarter", "explicit" if found.year else "relative")


def find_year(found, number, size):
    """The year of a quarter or half: the one named.

    Else that of the latest one that has begun, of the next in a future context.
    """
    published = found.published
    if found.year:
        return int(found.year)
    if "shift" in found:
        return published.year + int(found.get("shift", -1))
    if "way" in found:
        return int(found.memory.quarter(published)[:4]) - 1
    begun = (published.month - 1) // (12 // size) + 1 >= number
    return published.year if begun or found.tense == "future" else published.year - 1


def resolve_quarter_now(found):
    """The quarter, the latest period, the 1988 quarter, the year-earlier quarter: counted from the quarter told
    before.
    """
    # A company that has told of its quarters numbers them as it likes.
    ended = "" if found.memory.last_quarter else find_quarter_ended(found)
    value = ended or found.memory.quarter(found.published)
    if "latest" in found:
        value = min(value, quarter_of(found.published - relativedelta(months=3)))
    if "year" in found:
        return Timex("DATE", found.get("year") + value[4:], "", "quarter", "relative")
    if ended:
        found.memory.last_quarter = value
    back = 1 if "way" in found else 0
    return Timex("DATE", f"{int(value[:4]) - back:04d}{value[4:]}", "", "quarter", "relative")


def find_quarter_ended(found):
    """The quarter of "ended Sept. 30" behind the words; "" if none is told."""
    month = re.match(r"\s+\w+ (?:on )?([A-Z][a-z]+)", found.after(32))
    if not month or not found.precedes("ending"):
        return ""
    number, published = int(date_words("month").get(month[1], 0)), found.published
    return quarter_of(date(published.year - (number > published.month), number, 1)) if number else ""


def resolve_quarter_of_months(found):
    """The January-March quarter, the March quarter: the quarter that ends with the last month named.

    Other three months are a stretch.
    """
    last = int(found.get("month", 1) or found.get("month"))
    first, year = int(found.get("month")) if found.get("month", 1) else (last - 3) % 12 + 1, infer_year(found, last)
    if last % 3 == 0 and first in (last - 2, (last - 3) % 12 + 1):
        return Timex("DATE", f"{year:04d}-Q{last // 3}", "", "quarter", "inferred")
    opens = f"{year - (first > last):04d}-{first:02d}"
    bounds = value_bounds(opens)[0], value_bounds(f"{year:04d}-{last:02d}")[1]
    return Timex("DATE", opens, "", "month", "inferred", *bounds, f"{opens}/{year:04d}-{last:02d}")


def resolve_same_month(found):
    """The same month last year, the same week of 2015: as the one told before, or that of publication."""
    told = found.memory.day(found.published, found.unit)
    year = int(
        found.year
        or (told if "way" in found else found.published).year + int(found.get("way") or found.get("shift") or 0)
    )
    if found.unit == "P1M":
        return Timex("DATE", f"{year:04d}-{told.month:02d}", "", "month", "relative")
    return Timex("DATE", f"{year:04d}-W{min(told.isocalendar().week, 52):02d}", "", "week", "relative")


def resolve_same_quarter(found):
    """The same period last year, last year's quarter: of the quarter told before.

    The whole year where the text tells of none.
    """
    back = -1 if "way" in found else int(found.get("shift") or 0)
    year = found.year or f"{found.published.year + back:04d}"
    quarter = found.memory.last_quarter
    if not quarter or found.memory.longer:
        return Timex("DATE", year, "", "year", "relative")
    year = found.year or f"{int(quarter[:4]) + back:04d}"
    return Timex("DATE", year + quarter[4:], "", "quarter", "relative")
