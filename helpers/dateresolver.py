"""What the words of an expression mean on the day of publication and after the expressions before: one resolver per kind.

A resolver takes the `Found` words and returns their `Timex`, or None where they mean no date.
"""

import re
from datetime import date, datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from helpers.datefound import count_openers, expand_year
from helpers.dateunits import PRECISION, add_numbers, move, period, shift_unit
from helpers.datewords import date_words
from helpers.holidays import find_holiday
from helpers.tense import EQUAL
from helpers.timex import Timex, month_span, quarter_of, safe_date, value_bounds, week_value


def resolve_iso(found):
    """2018-01-16, 2018/01/16; 1/16/2018, 1/16/18: month first, as in American news, unless it is no month; 16.1.2018: day first."""
    first, second, third = map(int, re.split(r"[-/.]", found.items[0].value))
    if "iso" in found:
        return calendar_timex(safe_date(first, second, third), "explicit")
    month, day = (second, first) if "dotted" in found or first > 12 else (first, second)
    return calendar_timex(safe_date(third if third > 99 else expand_year(third), month, day), "explicit")


def resolve_stamp(found):
    """2018-01-16T10:30Z: the day and time of a log or a file."""
    value, seconds, zone = re.fullmatch(r"(.{16})(:\d\d)?(.*)", found.get("stamp")).groups()
    edtf = value + (seconds or ":00") + re.sub(r"(\d\d):?(\d\d)", r"\1:\2", zone)
    return safe_date(*map(int, value[:10].split("-"))) and Timex("TIME", value, "", "time", edtf=edtf)


def calendar_timex(day, basis="relative", part=""):
    """The Timex of a day, or of a part of it ("MO"); None stays None: such words are no date."""
    if day is None:
        return None
    value = day.isoformat()
    return Timex("TIME", f"{value}T{part}", "", "time", basis) if part else Timex("DATE", value, "", "day", basis)


def resolve_day(found):
    """A month and a day, with or without a year, a weekday or a part of the day."""
    month, day = int(found.get("month")), read_number(found.day_of_month)
    year = found.year or found.year_behind or find_attack(found, month, day)
    if year:
        return calendar_timex(safe_date(int(year), month, day), "explicit", found.get("daypart"))
    years = range(found.published.year - 4, found.published.year + 5)
    days = [known for year in years if (known := safe_date(year, month, day))]
    if "weekday" in found:
        days = [known for known in days if known.weekday() == int(found.get("weekday"))] or days
    if found.get("shift") in ("1", "-1"):
        days = [known for known in days if (known > found.published) == (found.get("shift") == "1")]
    return calendar_timex(choose_day(days, found), "inferred", found.get("daypart"))


def find_attack(found, month, day):
    """The year of "the Sept. 11 attacks"; "" for any other day, and before that one."""
    known = date_words("attack").get(found.word_after, "")
    return known[:4] if known[5:] == f"{month:02d}-{day:02d}" and known <= found.published.isoformat() else ""


def read_number(word):
    """The number in "3" or "3rd"."""
    return int(re.sub(r"\D", "", word))


def choose_day(days, found):
    """The first day on or after publication in a future context, the latest on or before it in a past one.

    A word of tense farther off, or none, only tips the balance: a day on the other side counts as far more distant.
    """
    (tense, far), published = found.context, found.published
    if far == inf:
        days = (
            [d for d in days if d >= published][:1] if tense == "future" else [d for d in days if d <= published][-1:]
        )

    def distance(day):
        away = (day - published).days
        return abs(away) if (away > 0) == (tense == "future") or not away else abs(away) * far

    return min(days, key=distance, default=None)


def resolve_days(found):
    """March 3–5, 3 to 5 May 2018: the value is the first day, the bounds and the EDTF interval hold them all."""
    first = resolve_day(found)
    last = first and safe_date(*map(int, first.value.split("-")[:2]), int(found.get("day", 1)))
    if not last or last.isoformat() <= first.value:
        return None
    first.earliest, first.latest = date.fromisoformat(first.value), last
    first.edtf = f"{first.value}/{last}"
    return first


def resolve_days_apart(found):
    """March 3 and 5, 3 and 5 May 2018: [(words, Timex)] of each day; "March 3 and 5 people" is one day."""
    at = [item.kind for item in found.items].index("and")
    first, second = found.with_items(found.items[:at]), found.with_items(found.items[at + 1 :])
    known = resolve_day(found)
    if not known:
        return []
    month = date.fromisoformat(known.value).replace(day=1)
    days = [safe_date(month.year, month.month, read_number(part.day_of_month)) for part in (first, second)]
    meant = [(part, calendar_timex(day, known.basis)) for part, day in zip((first, second), days, strict=True)]
    return meant[:1] if "month" in first and "year" not in second and second.counts_what_follows else meant


def resolve_nth(found):
    """The 25th, behind a preposition and before a pause: a day of this month or of one near."""
    if found.word_before not in date_words("before_date") | date_words("deadline") or found.counts_what_follows:
        return None
    months = [found.published + relativedelta(months=n) for n in (-1, 0, 1)]
    days = [safe_date(month.year, month.month, read_number(found.get("nth"))) for month in months]
    return calendar_timex(choose_day([day for day in days if day], found), "inferred")


def resolve_week(found):
    """The week of March 6."""
    day = resolve_day(found)
    return day and Timex("DATE", week_value(date.fromisoformat(day.value)), "", "week", "relative")


def resolve_month(found):
    """A month, with or without a year; early, mid or late; last or next."""
    alone = found.with_items(found.items[-1:])
    if alone.items[0].kind == "month" and found.items[0].kind in ("month", "that") and alone.is_other_word:
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


def infer_year(found, month):
    """The year of a month without one: this year's if it is the month of publication, else by tense and distance."""
    days = [date(found.published.year + years, month, 15) for years in (-1, 0, 1)]
    return found.published.year if month == found.published.month else choose_day(days, found).year


def shift_year(found, month):
    """The year of "May last year", "that May", "the following May", "last May", "next May"."""
    published, shift = found.published, int(found.get("shift") or 0)
    if "annum" in found:
        return published.year + shift
    if "shift" not in found:
        told, way = found.memory.day(published, "P1M"), int(found.get("that") or found.get("adjacent"))
        return told.year + (way > 0 and month <= told.month) - (way < 0 and month >= told.month)
    if shift < 0:
        # "Last May" is this year's in October, but "last February" is not the month that has just ended.
        return published.year - (month > published.month - 2)
    return published.year + (shift > 0 and month <= published.month)


def resolve_year(found):
    """A year, early, mid or late; a fiscal year; '98; years in words (nineteen ninety-seven); "some 2000 people" is none."""
    if found.items[0].kind == "quote" and found.word_before not in date_words("before_date") | date_words("around"):
        return None
    if len(found.items) == 1 and found.word_before in count_openers() and found.counts_what_follows:
        return None
    return Timex("DATE", found.year, found.mod, "year") if found.year else None


def resolve_era_year(found):
    """44 B.C., A.D. 14: before Christ the calendar of the bounds has no days, so they stay open."""
    number = int((found.get("year") or found.get("day") or found.get("count")).replace(",", "").partition(".")[0])
    if "anno_domini" in found:
        return Timex("DATE", f"{number:04d}", found.mod, "year") if 0 < number < 2100 else None
    edtf = "0000" if number == 1 else f"-{number - 1:04d}"
    return Timex("DATE", f"BC{number:04d}", found.mod, "year", edtf=edtf) if 0 < number < 10000 else None


def resolve_years(found):
    """2016-17, 2012–15: the value is the first year, the bounds and the EDTF interval hold them all; 2018-01 is a month."""
    first, second = re.split("[-–]", found.get("years"))
    last = int(first[:2] + second)
    if last > int(first):
        bounds = date(int(first), 1, 1), date(last, 12, 31)
        return Timex("DATE", first, "", "year", "explicit", *bounds, f"{first}/{last}")
    return (
        Timex("DATE", f"{first}-{second}", "", "month") if 1 <= int(second) <= 12 else Timex("DATE", first, "", "year")
    )


def resolve_decade(found):
    """The 1990s, the late 90s, the nineties; the 1800s are a century; "in his 30s" is an age."""
    if "decade" in found:
        digits = found.get("decade")[:3]
        is_century = digits.endswith("0") and digits != "200"
        return Timex("DATE", digits[:2] if is_century else digits, found.mod, "open" if is_century else "decade")
    if "short_decade" in found and not ("the" in found or "quote" in found or "modifier" in found):
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


def resolve_century(found):
    """The 20th century, the 5th century B.C."""
    number = read_number(found.day_of_month)
    if found.unit != "P100Y" or not 1 <= number <= 99:
        return None
    if "before_christ" in found:
        edtf = f"-{100 * number - 1:04d}/-{100 * number - 100:04d}" if number > 1 else "-0099/0000"
        return Timex("DATE", f"BC{number - 1:02d}", found.mod, "open", edtf=edtf)
    known = 11 <= number <= 21 or "anno_domini" in found
    return Timex("DATE", f"{number - 1:02d}", found.mod, "open") if known else None


def resolve_weekday(found):
    """The latest such day on or before publication; with a future verb or "next" the first on or after it.

    If neither is likelier (what was planned for it was called off), the nearer one.
    """
    weekday, shift, published = int(found.get("weekday")), found.get("shift"), found.published
    ahead, back = (weekday - published.weekday()) % 7, (published.weekday() - weekday) % 7
    if shift == "-1":
        days = -(back or 7)
    elif shift == "1":
        days = ahead or 7
    elif found.context[1] == EQUAL:
        days = min(ahead, -back, key=abs)
    else:
        days = ahead if found.tense == "future" and not found.possessive else -back
    return calendar_timex(published + timedelta(days), "relative", found.get("daypart"))


def resolve_that_weekday(found):
    """The previous Friday, the following Monday: the nearest such day before or after the day told before.

    "Following Monday's ruling" means after it.
    """
    way, told = int(found.get("adjacent")), found.memory.day(found.published, "P1D")
    if way > 0 and found.possessive and not found.is_definite:
        weekday = found.with_items([item for item in found.items if item.kind != "adjacent"])
        return [(weekday, resolve_weekday(weekday))]
    days = (int(found.get("weekday")) - told.weekday()) * way % 7 or 7
    return calendar_timex(told + timedelta(days * way), "relative", found.get("daypart"))


def resolve_weekday_of_week(found):
    """Monday last week, Friday of this week."""
    week = found.published - timedelta(found.published.weekday()) + timedelta(7 * int(found.get("shift")))
    return calendar_timex(week + timedelta(int(found.get("weekday"))))


def resolve_within(found):
    """The first week of May, the last day of 2017, the second week of January 2018: counted from the edge of the longer span."""
    at = [item.kind for item in found.items].index("of")
    inner, outer = found.with_items(found.items[:at]), found.with_items(found.items[at + 1 :])
    resolve = resolve_month if "month" in outer else resolve_year if "year" in outer else resolve_unit
    known = resolve(outer)
    bounds = known and value_bounds(known.value)
    if not bounds or inner.unit not in PRECISION:
        return None
    number = int(inner.get("ordinal") or 0)
    value, precision = shift_unit(bounds[0] if number else bounds[1], inner.unit, max(number - 1, 0))
    return Timex("DATE", value, "", precision, known.basis)


def resolve_figures(found):
    """12-31-2018, 31-12-2018: month first, as in American news, unless it is no month."""
    first, second = int(found.get("day")), int(found.get("day", 1))
    month, day = (second, first) if first > 12 else (first, second)
    return calendar_timex(safe_date(int(found.get("year")), month, day), "explicit")


def resolve_unit_before(found):
    """The year before, the week after: counted from the date before in the text, unless a clause goes on to say before what."""
    known = shift_unit(found.memory.day(found.published, found.unit), found.unit, int(found.get("around")))
    ends = re.match(r"\s*(?:[^\w\s'’`]|$)", found.text[found.end : found.end + 3])
    return known and ends and Timex("DATE", known[0], "", known[1], "relative")


def resolve_day_from_day(found):
    """The day after Thanksgiving, the week before June 3, the night before last Tuesday: counted from the day named."""
    at = [item.kind for item in found.items].index("around")
    dated, way = found.with_items(found.items[at + 1 :]), int(found.get("around"))
    known = resolve_dated(found, dated.items)
    if not known:
        return None
    day = date.fromisoformat(known.value[:10])
    if "daypart" in found:
        return calendar_timex(day + timedelta(way), part=found.get("daypart"))
    if found.unit not in PRECISION:
        return [(dated, known)]
    shifted = shift_unit(day, found.unit, way)
    return shifted and Timex("DATE", shifted[0], "", shifted[1], "relative")


def resolve_dated(found, items):
    """The Timex of a day told by name or date among the items of an expression, in the tense of all of it; None if there is none."""
    dated = found.with_items(items)
    dated.context = found.context
    if "month" in dated:
        return resolve_day(dated)
    if "weekday" in dated:
        return resolve_weekday(dated)
    return resolve_holiday(dated) if "holiday" in dated else resolve_named_day(dated)


def resolve_weekdays(found):
    """Every Monday, Mondays, Monday nights."""
    number = int(found.get("weekdays") or found.get("weekday")) + 1
    part = found.get("daypart") or found.get("dayparts")
    return Timex("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), "", "open")


def resolve_named_day(found):
    """Today, yesterday afternoon, this morning, tonight, overnight; "today's world" is that of the present."""
    if found.is_title or found.is_nowadays:
        return None
    shift = int(found.get("named_day") or found.get("night") or found.get("shift") or 0)
    part = found.get("daypart") or ("NI" if "night" in found else "")
    return calendar_timex(found.published + timedelta(shift), "relative", part)


def resolve_unit(found):
    """This month, last year, the latest week, the end of next quarter; "the year ended June 30" is a stretch.

    "The past decade" and "the next century" are the ten and hundred years before and after publication.
    """
    unit, bare = found.unit, not any(kind in found for kind in ("shift", "current", "latest"))
    if found.is_title or found.is_quoted_title:
        return None
    if bare and (
        found.word_after in date_words("ending") or re.match(r" to [A-Z]", found.text[found.end : found.end + 5])
    ):
        return Timex("DURATION", unit, "", PRECISION[unit])
    if bare and unit == "P1Q":
        return resolve_quarter_now(found)
    if unit == "P1D" and found.get("shift") == "1":
        return resolve_that(found)  # "The next day" follows a day told before.
    if unit in LONG and found.get("shift") in ("1", "-1") and "the" in found:
        return resolve_duration(found)
    known = shift_unit(found.published, unit, count_away(found))
    return known and narrow(Timex("DATE", known[0], found.mod, known[1], "relative"), found)


LONG = ("P10Y", "P100Y")


def count_away(found):
    """How many units away from the one of publication: -1 for "last week".

    On a weekday, "last weekend" and "the weekend" are those of the week before; "this weekend" is the coming one if the verb looks ahead.
    """
    count = int(found.get("shift") or found.get("latest") or 0)
    if found.unit == "P1WE" and found.published.weekday() < 5 and count < 1:
        return 0 if found.get("shift") == "0" and found.tense == "future" else -1
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


def resolve_that_daypart(found):
    """That night, the next morning, the previous evening: counted from the day told before; "that night" needs one."""
    count, is_told = int(found.get("that") or found.get("adjacent") or found.get("shift")), 1 in found.memory.told
    if not count and not is_told:
        return None
    day = found.memory.day(found.published, "P1D")
    return calendar_timex(day + timedelta(count), part=found.get("daypart"))


def resolve_quarter(found):
    """The third quarter, third-quarter, Q3 2018, 1H17, last year's first half."""
    short = found.get("nth_capital") or found.get("day") + found.get("capital")
    number = int(found.get("ordinal") or short[:-1] or 2)
    letter = "H" if "half" in found else short[-1:] or "Q"
    size = {"H": 2, "Q": 4}[letter]
    if number > size or (short[-1:] == "H" and not found.year):
        return None
    value = f"{find_year(found, number, size):04d}-{letter}{number}"
    if letter == "Q" and "way" not in found:
        found.memory.last_quarter, found.memory.longer = value, False
        found.memory.quarters.add(value)
    return Timex("DATE", value, found.mod, "quarter", "explicit" if found.year else "relative")


def find_year(found, number, size):
    """The year of a quarter or half: the one named; else that of the latest one that has begun, of the next in a future context."""
    published = found.published
    if found.year:
        return int(found.year)
    if "shift" in found:
        return published.year + int(found.get("shift"))
    if "way" in found:
        return int(found.memory.quarter(published)[:4]) - 1
    begun = (published.month - 1) // (12 // size) + 1 >= number
    return published.year if begun or found.tense == "future" else published.year - 1


def resolve_quarter_now(found):
    """The quarter, the latest period, the 1988 quarter, the year-earlier quarter: counted from the quarter told before."""
    # A company that has told of its quarters numbers them as it likes.
    ended = "" if found.memory.last_quarter else found.quarter_ended
    value = ended or found.memory.quarter(found.published)
    if "latest" in found:
        value = min(value, quarter_of(found.published - relativedelta(months=3)))
    if "year" in found:
        return Timex("DATE", found.get("year") + value[4:], "", "quarter", "relative")
    if ended:
        found.memory.last_quarter = value
    back = 1 if "way" in found else 0
    return Timex("DATE", f"{int(value[:4]) - back:04d}{value[4:]}", "", "quarter", "relative")


def resolve_same_quarter(found):
    """The same period last year, last year's quarter: of the quarter told before; the whole year where the text tells of none."""
    back = -1 if "way" in found else int(found.get("shift") or 0)
    year = found.year or f"{found.published.year + back:04d}"
    quarter = found.memory.last_quarter
    if not quarter or found.memory.longer:
        return Timex("DATE", year, "", "year", "relative")
    year = found.year or f"{int(quarter[:4]) + back:04d}"
    return Timex("DATE", year + quarter[4:], "", "quarter", "relative")


def resolve_year_ago(found):
    """A year ago, a year earlier, year-earlier: the same quarter of the year before, where the text tells of a quarter."""
    if found.get("way") == "1":
        return resolve_offset(found)
    if found.memory.last_quarter and not found.memory.longer:
        return resolve_quarter_now(found)
    told = found.published if found.told_anew else found.memory.day(found.published)
    return Timex("DATE", f"{told.year - 1:04d}", "", "year", "relative")


def resolve_season(found):
    """Last summer, the spring of 2018, this fall; "the fall of prices" is none, nor is a bare "spring" without a preposition."""
    season, mod = found.get("season"), found.mod
    if found.year:
        return Timex("DATE", f"{found.year}-{season}", mod, "season")
    if found.items[0].kind == "season" and found.word_before not in date_words("before_date") | date_words("around"):
        return None
    if found.is_other_word:
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


def resolve_holiday_week(found):
    """Easter week, Labor Day weekend: the week with the holiday; of a Monday the weekend before."""
    known = resolve_holiday(found.with_items([item for item in found.items if item.kind not in ("week", "weekend")]))
    day = known and date.fromisoformat(known.value)
    if day and "weekend" in found:
        day -= timedelta(7 if day.weekday() < 2 else 0)
    return day and Timex("DATE", week_value(day) + ("-WE" if "weekend" in found else ""), "", "week", known.basis)


def resolve_holiday(found):
    """Thanksgiving, Christmas 2017, last Labor Day; fixed days as MM-DD, the others as MM-nth.weekday (-1 is the last)."""
    if "year" in found:
        return calendar_timex(find_holiday(found.get("holiday"), int(found.get("year"))), "explicit")
    years = range(found.published.year - 1, found.published.year + 2)
    days = [find_holiday(found.get("holiday"), year) for year in years]
    shift = found.get("shift")
    if shift in ("1", "-1"):
        ahead = [day for day in days if day > found.published]
        return calendar_timex(ahead[0] if shift == "1" else [day for day in days if day < found.published][-1])
    return calendar_timex(choose_day(days, found))


def count_of(found):
    """How many: "12", "2.5", "X" for a vague number, "1.5" for "a year and a half"; numbers in words are added and multiplied."""
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
    """Three months, a nine-month period, several years; bounds only where it reaches to or from publication. An age is no date."""
    if "old" in found or found.is_fraction or found.is_title:
        return None
    if found.is_rate:
        return Timex("SET", found.unit, "", "open") if found.follows_amount and found.unit in PRECISION else None
    unit, shift, number = found.unit, found.get("shift"), count_of(found)
    if found.is_some_day:
        return Timex("DATE", "FUTURE_REF", "", "open", "relative", found.published, None)
    if not shift and unit in PRECISION and "hyphen" not in found and number != "X" and found.is_ahead:
        return resolve_ahead(found)
    timex = Timex("DURATION", period(number, unit), found.mod, PRECISION.get(unit, "time"))
    if shift in ("1", "-1") and found.word_after not in date_words("of"):
        timex.basis = "relative"
        edge = None if number == "X" else move(found.published, unit, float(number) * int(shift))
        timex.earliest, timex.latest = (edge, found.published) if shift == "-1" else (found.published, edge)
    return timex


def resolve_compared(found):
    """The year-earlier nine months: a stretch of the year before, which the words do not place in it."""
    at = [item.kind for item in found.items].index("way")
    return resolve_duration(found.with_items(found.items[at + 1 :]))


def resolve_range(found):
    """Two to three weeks, 12-18 months, a day or two: the value is the first, and it may be more; "between" names two ends."""
    edge = next((n for n, item in enumerate(found.items) if item.kind in ("to", "or")), None)
    if edge and found.word_before == "between":
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


def resolve_offset(found):
    """Three weeks ago, two days later: so far from publication, or "later" from the date before in the text.

    "An hour later" and "a few days later" only say how long after something told.
    """
    sign, unit, number = int(found.get("way")), found.unit, count_of(found)
    if sign > 0 and not found.told_anew and (number == "X" or unit not in PRECISION):
        return Timex("DURATION", period(number, unit), found.mod, PRECISION.get(unit, "time"))
    if number == "X" or unit == "P1000Y":
        bounds = (None, found.published) if sign < 0 else (found.published, None)
        return Timex("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "", "open", "relative", *bounds)
    base = found.published if found.told_anew else found.memory.day(found.published, unit)
    if unit == "P10Y":
        unit, number = "P1Y", float(number) * 10  # A decade ago is a year, not a decade.
    known = shift_unit(base, unit, sign * float(number))
    return known and Timex("DATE", known[0], found.mod, known[1], "relative")


def resolve_past(found):
    """The past; "the last" and "the next" alone are no times."""
    if not found.ends_in("past") or found.word_after.isdecimal() or found.word_after in date_words("number"):
        return None
    return Timex("DATE", "PAST_REF", "", "open", "relative", None, found.published)


def resolve_reference(found):
    """Now, recently, in the future; "the future of the firm" is its fate."""
    if found.ends_in("future") and found.word_after in date_words("of"):
        return None
    value, day = found.get("reference") or "PRESENT_REF", found.published
    bounds = {"PRESENT_REF": (day, day), "PAST_REF": (None, day), "FUTURE_REF": (day, None)}[value]
    return Timex("DATE", value, "", "day" if value == "PRESENT_REF" else "open", "relative", *bounds)


def resolve_set(found):
    """Every week, every other day, twice a month; each of the last three years has the bounds of all three."""
    if "of" in found:
        whole = resolve_duration(found.with_items([item for item in found.items if item.kind not in ("every", "of")]))
        return Timex("SET", found.unit, "", "open", whole.basis, whole.earliest, whole.latest)
    if "freq" in found or "times" in found:
        return Timex("SET", found.unit, "", "open")
    return Timex("SET", period("2" if "other" in found else count_of(found), found.unit), "", "open")


# How many of a unit fill a longer one.
FULL = {("PT1H", "P1D"): 24, ("P1D", "P1W"): 7, ("P1W", "P1Y"): 52, ("P1D", "P1Y"): 365, ("P1M", "P1Y"): 12}


def resolve_part_of_unit(found):
    """Two days a week: a set; "24 hours a day" and "seven days a week" only say that it never stops."""
    at = [item.kind for item in found.items].index("a")
    inner, outer = found.with_items(found.items[:at]), found.with_items(found.items[at:])
    fills = count_of(inner) != "X" and float(count_of(inner)) == FULL.get((inner.unit, outer.unit))
    return None if fills else Timex("SET", outer.unit, "", "open")


def resolve_adverb(found):
    """Daily, annually; "the daily Herald" is a paper."""
    if re.match(r"\s+[A-Z]", found.text[found.end : found.end + 4]) or found.word_after in date_words("after_set"):
        return None
    return Timex("SET", found.get("set"), "", "open")


def resolve_every(found):
    """Each July, every summer."""
    return Timex(
        "SET", f"XXXX-{int(found.get('month')):02d}" if "month" in found else f"XXXX-{found.get('season')}", "", "open"
    )


def resolve_year_end(found):
    """Year-end is the last day of the year; year end and year's end are its last part."""
    year = int(found.get("year") or found.published.year)
    basis = "explicit" if "year" in found else "relative"
    if "hyphen" in found:
        return Timex("DATE", f"{year}-12-31", "", "day", basis)
    return Timex("DATE", f"{year}", "END", "year", basis)


def resolve_time(found):
    """3 p.m., 10:30 am EST, noon Friday, 10 p.m. Nov. 9: a time of the day told beside it, else of the day of publication.

    The value is the time on the clock there; EDTF also says how far it is from UTC, if a zone is told. "(0735 GMT)" behind a time
    says the same time once more.
    """
    if found.is_repeated and found.items[-1].kind == "zone":
        return None
    day, clock = find_clock_day(found), read_clock(found)
    if not day or not clock:
        return None
    value = f"{day.value[:10]}T{clock}"
    offset = find_offset(found.get("zone"), value) or compare_clocks(found)
    return Timex("TIME", value, "", "time", "relative", edtf=f"{value}:00{offset}" if offset else None)


DATED = ("month", "day", "nth", "ordinal", "quote", "count", "year")


def find_clock_day(found):
    """The day of a time, as a Timex: the one told behind it, or just before, else the day of publication."""
    if "month" in found:
        return resolve_dated(found, [item for item in found.items[1:] if item.kind in DATED])
    if "weekday" in found or "named_day" in found:
        return resolve_dated(found, found.items)
    if found.weekday_behind:
        return resolve_weekday(found.weekday_behind)
    return resolve_bracket(found) or calendar_timex(found.day_near)


def resolve_bracket(found):
    """The day of "10 p.m. (0300 GMT Thursday)": the one on which the clocks of both places differ by half a day at most."""
    other = found.time_in_bracket
    here, there = read_clock(found), other and "weekday" in other and read_clock(other)
    if not here or not there:
        return None
    hours = int(here[:2]) - int(there[:2])
    day = date.fromisoformat(resolve_weekday(other).value[:10])
    return calendar_timex(day + timedelta((hours < -12) - (hours > 12)))


def compare_clocks(found):
    """How far "10:35 a.m. (0735 GMT)" is from UTC by its two clocks: "+03:00"; "" where no such time stands behind."""
    other = found.time_in_bracket
    here, there = read_clock(found), other and other.get("zone") == "Z" and read_clock(other)
    if not there:
        return ""
    minutes = [60 * int(clock[:2]) + int(clock[3:]) for clock in (here, there)]
    ahead = (minutes[0] - minutes[1] + WEST) % DAY - WEST
    return f"{'-' if ahead < 0 else '+'}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def find_offset(zone, value):
    """How far a zone is from UTC at a local time: "-05:00", "Z"; "" for local time. Eastern time is an hour nearer in summer."""
    if "/" not in zone:
        return zone.strip("-") if len(zone) < 2 else zone
    if value < "1900":
        return ""  # Before zones, every town had a time of its own.
    # Midnight is 24:00, which a datetime does not know.
    local = datetime.fromisoformat(value.replace("T24:", "T23:")).replace(tzinfo=ZoneInfo(zone))
    return local.isoformat()[-6:]


# In minutes: clocks of places in the news are from 10 hours behind UTC (Hawaii) to 14 ahead.
DAY, WEST = 24 * 60, 10 * 60
HALVES = {"MO": "am", "AF": "pm", "EV": "pm", "NI": "pm"}


def read_clock(found):
    """The hour and minute of the first time among the items: "15:00"; None if there is no such time."""
    if "clock_word" in found:
        named = found.with_items([item for item in found.items if item.kind == "clock_word"])
        return None if named.is_title else found.get("clock_word")
    told = re.fullmatch(
        r"(\d{1,4}|\d{1,2}[.:]\d\d(?::\d\d)?)([ap]m)?", (found.get("clock") or found.items[0].value).lower()
    )
    if not told:
        return None
    half = told[2] or found.get("half_day") or HALVES.get(found.get("daypart"), "")
    hour, minute = map(int, split_clock(told[1]))
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        return None
    hours = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return f"{hours:02d}:{minute:02d}"


def split_clock(digits):
    """Hour and minute of "1530", "15:30", "3.30" or "3"."""
    if re.fullmatch(r"\d{4}", digits):
        return digits[:2], digits[2:]
    return (*re.split("[.:]", digits), "00")[:2]


def resolve_plural(found):
    """Weeks, the years ahead: a stretch of unknown length; seconds, minutes and hours are too many that mean nothing by it."""
    if found.unit.startswith("PT") or found.unit == "P1Q":
        return None
    timex = Timex("DURATION", period("X", found.unit), "", PRECISION.get(found.unit, "time"))
    if "to_come" in found:
        timex.earliest, timex.basis = found.published, "relative"
    return timex
