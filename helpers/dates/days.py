"""Days: in figures, by month and number, by weekday, by name, by holiday, and counted from one another."""

import re
from datetime import date, timedelta
from itertools import pairwise
from math import inf

from dateutil.relativedelta import relativedelta

from helpers.dates.expression import expand_year
from helpers.dates.holidays import find_holiday, nth_weekday
from helpers.dates.lookalikes import counts_what_follows, is_named_weekday, is_nowadays, is_quoted_title, is_title
from helpers.dates.tense import EQUAL, FAR_DUE
from helpers.dates.timex import Timex, safe_date, week_value
from helpers.dates.units import PRECISION, shift_unit
from helpers.dates.words import date_words
from helpers.lexicons import function_words

CLOSING = ('"', "”", "’", "'")
# In so many years before and behind publication a month and a day without a year are looked for: one has a Feb. 29.
# With half or twice as many value F1 is the same on TimeBank and AQUAINT.
YEARS = 4


def resolve_iso(found):
    """2018-01-16, 2018/01/16; 1/16/2018, 1/16/18: month first, as in American news, unless it is no month; 16.1.2018:
    day first.
    """
    first, second, third = map(int, re.split(r"[-/.]", found.items[0].value))
    if "iso" in found:
        return calendar_timex(safe_date(first, second, third), "explicit")
    month, day = (second, first) if "dotted" in found or first > 12 else (first, second)
    return calendar_timex(safe_date(third if third > 99 else expand_year(third), month, day), "explicit")


def resolve_stamp(found):
    """2018-01-16T10:30Z: the day and time of a log or a file."""
    value, seconds, zone = re.fullmatch(r"(.{16})(:\d\d)?(.*)", found.get("stamp")).groups()
    edtf = value + (seconds or ":00") + re.sub(r"(\d\d):?(\d\d)", r"\1:\2", zone)
    known = safe_date(*map(int, value[:10].split("-")))
    return known and Timex("TIME", value + "Z" * (zone == "Z"), "", "time", edtf=edtf)


def resolve_figures(found):
    """12-31-2018, 31-12-2018: month first, as in American news, unless it is no month."""
    first, second = int(found.get("day")), int(found.get("day", 1))
    month, day = (second, first) if first > 12 else (first, second)
    return calendar_timex(safe_date(int(found.get("year")), month, day), "explicit")


def calendar_timex(day, basis="relative", part=""):
    """The Timex of a day, or of a part of it ("MO"); None stays None: such words are no date."""
    if day is None:
        return None
    value = day.isoformat()
    return Timex("TIME", f"{value}T{part}", "", "time", basis) if part else Timex("DATE", value, "", "day", basis)


def resolve_day(found):
    """A month and a day, with or without a year, a weekday or a part of the day."""
    month, day = int(found.get("month")), read_number(found.day_of_month)
    year = found.year or found.year_behind or find_attack(found, month, day) or find_told_year(found)
    if year:
        return calendar_timex(safe_date(int(year), month, day), "explicit", found.get("daypart"))
    # A day of the week that is named with a date chooses among the years.
    years = range(found.published.year - YEARS, found.published.year + YEARS + 1)
    days = [known for year in years if (known := safe_date(year, month, day))]
    if "weekday" in found:
        days = [known for known in days if known.weekday() == int(found.get("weekday"))] or days
    if found.get("shift") in ("1", "-1"):
        days = [known for known in days if (known > found.published) == (found.get("shift") == "1")]
    return calendar_timex(choose_day(days, found), "inferred", found.get("daypart"))


def find_told_year(found):
    """The year of "Oct. 7 last year" or "that year", as an int; 0 if none is told so."""
    if "annum" not in found:
        return 0
    return found.memory.day(found.published).year if "that" in found else found.published.year + int(found.get("shift"))


def find_attack(found, month, day):
    """The year of "the Sept. 11 attacks" and "since Sept. 11"; "" for any other day, and before that one."""
    since = found.follows("since")
    known = next(iter(date_words("attack").values())) if since else date_words("attack").get(found.word_after, "")
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
    joint = next((item for item in found.items if item.kind == "before_date"), None)
    if joint and found.word(joint).lower() not in date_words("until"):
        return [(found.with_items(found.items[: found.items.index(joint)]), first)]
    last = first and safe_date(*map(int, first.value.split("-")[:2]), int(found.get("day", 1)))
    if not last or last.isoformat() <= first.value:
        return None
    first.earliest, first.latest = date.fromisoformat(first.value), last
    first.edtf = f"{first.value}/{last}"
    return first


def resolve_days_apart(found):
    """March 3 and 5, 3, 5 and 9 May 2018: [(words, Timex)] of each day; "March 3 and 5 people" is one day."""
    parts, known = split_days(found), resolve_day(found)
    if not known:
        return []
    month = date.fromisoformat(known.value).replace(day=1)
    days = [safe_date(month.year, month.month, read_number(part.day_of_month)) for part in parts]
    meant = [(part, calendar_timex(day, known.basis)) for part, day in zip(parts, days, strict=True)]
    is_count = "month" in parts[0] and "year" not in parts[-1] and counts_what_follows(parts[-1])
    return meant[:-1] if is_count else meant


def split_days(found):
    """The parts of "March 3, 5 and 9, 2017", one for each day, without what joins them."""
    numbers = [n for n, item in enumerate(found.items) if item.kind in ("day", "nth")]
    cuts = [0, *numbers[1:], len(found.items)]
    parts = [found.items[start:end] for start, end in pairwise(cuts)]
    for part in parts[:-1]:
        while part[-1].kind in ("comma", "and"):
            part.pop()
    return [found.with_items(part) for part in parts]


def resolve_weekday_number(found):
    """Thursday 12, Friday the 13th: the day of a month near by that is both.

    Else the weekday alone ("Monday 5 men left").
    """
    weekday = found.with_items(found.items[:1])
    dates = list_near(found)
    days = [day for day in dates if day.weekday() == int(found.get("weekday"))]
    if not days or counts_what_follows(found):
        return [(weekday, resolve_weekday(weekday))]
    return calendar_timex(choose_day(days, found), "inferred")


def list_near(found):
    """The days with the number of an expression in the month of publication and those beside it."""
    months = [found.published + relativedelta(months=n) for n in (-1, 0, 1)]
    days = [safe_date(month.year, month.month, read_number(found.day_of_month)) for month in months]
    return [day for day in days if day]


def resolve_nth_of_month(found):
    """The 15th of next month, of that month."""
    told = found.memory.day(found.published, "P1M") if "that" in found else found.published
    month = told + relativedelta(months=int(found.get("shift") or 0))
    return calendar_timex(safe_date(month.year, month.month, read_number(found.get("nth"))))


def resolve_nth(found):
    """The 25th, behind a preposition and before a pause: a day of this month or of one near."""
    if not found.follows("before_date", "deadline") or counts_what_follows(found):
        return None
    return calendar_timex(choose_day(list_near(found), found), "inferred")


def resolve_week(found):
    """The week of March 6."""
    day = resolve_day(found)
    return day and Timex("DATE", week_value(date.fromisoformat(day.value)), "", "week", "relative")


def resolve_weekday(found):
    """The latest such day on or before publication; with a future verb or "next" the first on or after it.

    If neither is likelier (what was planned for it was called off), the nearer one.
    """
    if is_named_weekday(found):
        return None
    weekday, shift, published = int(found.get("weekday")), found.get("shift"), found.published
    ahead, back = (weekday - published.weekday()) % 7, (published.weekday() - weekday) % 7
    if shift == "-1":
        days = -(back or 7)
    elif shift == "1":
        days = ahead or 7
    elif found.context == ("", EQUAL):
        days = min(ahead, -back, key=abs)
    else:
        days = ahead if lies_ahead(found) else -back
    return calendar_timex(published + timedelta(days), "relative", found.get("daypart"))


def lies_ahead(found):
    """Whether a weekday is one to come: of "Friday's vote" only where it is awaited or what one looks ahead to."""
    if found.tense != "future":
        return False
    return is_awaited(found) or not found.possessive or is_event_ahead(found)


def is_awaited(found):
    """Whether the words before look forward to it or it is a deadline: "ahead of Friday's vote", "by Friday's
    deadline".
    """
    return found.context == ("future", FAR_DUE)


def is_event_ahead(found):
    """Whether it is the day of what a verb may look ahead to: "will miss Sunday's game"; Friday's attack is over."""
    words = re.findall(r"[a-z]+", found.after(32)[2:])[
        :3
    ]  # Behind 's, two adjectives and the noun: "key primary vote".
    return not date_words("event_ahead").keys().isdisjoint(words)


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


def resolve_weekdays_apart(found):
    """From Monday to Friday, between Monday and Friday: [(words, Timex)] of both.

    The first is the last such day before the second.
    "On Monday and Friday" are two days, each found for itself.
    """
    first, second = found.with_items(found.items[:1]), found.with_items(found.items[-1:])
    opens, closes = resolve_weekday(first), resolve_weekday(second)
    if opens and closes and found.is_stretch:
        day = date.fromisoformat(closes.value)
        opens = calendar_timex(day - timedelta((day.weekday() - int(first.get("weekday"))) % 7 or 7))
    return [(first, opens), (second, closes)]


def resolve_weekday_nights(found):
    """Monday and Tuesday nights: a set each."""
    first, second = found.with_items(found.items[:1]), found.with_items(found.items[2:])
    value = f"XXXX-WXX-{int(first.get('weekday')) + 1}T{second.get('dayparts')}"
    return [(first, Timex("SET", value, "", "open")), (second, resolve_weekdays(second))]


def resolve_week_from(found):
    """A week from Friday, Friday week, a week ago Tuesday: a week on from the next such day, or back from the last
    one.
    """
    joint = found.word(found.items[-2]).lower()
    way = int(found.get("way") or joint in date_words("from_day") or found.items[0].kind == "weekday")
    if way not in (-1, 1):
        return None
    back = (found.published.weekday() - int(found.get("weekday"))) % 7
    return calendar_timex(found.published + timedelta((14 if back else 7) - back if way > 0 else -7 - back))


def resolve_nth_weekday(found):
    """The first Monday in October, the last Friday of the month."""
    number, weekday, published = (
        int(found.get("ordinal") or found.get("shift")),
        int(found.get("weekday")),
        found.published,
    )
    if number not in (-1, 1, 2, 3, 4):
        return None
    if "month" not in found:
        month = published + relativedelta(months=int(found.get("shift", "ordinal" not in found) or 0))
        return calendar_timex(nth_weekday(month.year, month.month, number, weekday))
    years = [int(found.year)] if found.year else range(published.year - 1, published.year + 2)
    days = [nth_weekday(year, int(found.get("month")), number, weekday) for year in years]
    return calendar_timex(days[0] if found.year else choose_day(days, found), "explicit" if found.year else "inferred")


def resolve_weekday_of_week(found):
    """Monday last week, Friday of this week."""
    week = found.published - timedelta(found.published.weekday()) + timedelta(7 * int(found.get("shift")))
    return calendar_timex(week + timedelta(int(found.get("weekday"))))


def resolve_weekdays(found):
    """Every Monday, Mondays, Monday nights."""
    number = int(found.get("weekdays") or found.get("weekday")) + 1
    part = found.get("daypart") or found.get("dayparts")
    return Timex("SET", f"XXXX-WXX-{number}" + (f"T{part}" if part else ""), "", "open")


def resolve_named_day(found):
    """Today, yesterday afternoon, this morning, tonight, overnight; "today's world" is that of the present."""
    if is_title(found) or is_nowadays(found) or (is_quoted_title(found) and found.after(1) in CLOSING):
        return None
    shift = int(found.get("named_day") or found.get("night") or found.get("shift") or 0)
    part = found.get("daypart") or ("NI" if "night" in found else "")
    return calendar_timex((found.memory.dateline or found.published) + timedelta(shift), "relative", part)


def resolve_bare_daypart(found):
    """In the morning, during the night: of the day told before, else of publication.

    Without a preposition it is no one day's.
    """
    if not found.follows("in_daypart") or counts_what_follows(found):
        return None
    return calendar_timex(found.memory.day(found.published, "P1D"), part=found.get("daypart"))


# A day told further from publication is not the one that a report of prices ends with.
WEEK = timedelta(7)


def resolve_the_day(found):
    """Ended the day, up for the day: the day told before, else that of publication.

    Behind no such word it is any day ("the day will come"), as it is before what tells which ("on the day of the
    vote").
    """
    if found.unit != "P1D" or not is_report_day(found):
        return None
    told = found.memory.told.get(1, found.published)
    return calendar_timex(told if abs(told - found.published) <= WEEK else found.published)


def is_report_day(found):
    """Whether a word stands before "the day" that tells of one in a report, and none behind that tells of another."""
    after = found.word_after
    pause = not after or (after in function_words("preposition") and not found.precedes("around", "of"))
    return found.follows("day_verb") or (found.follows("day_span") and pause)


def resolve_that_daypart(found):
    """That night, the next morning, the previous evening: counted from the day told before; "that night" needs one."""
    count, is_told = int(found.get("that") or found.get("adjacent") or found.get("shift")), 1 in found.memory.told
    if not count and not is_told:
        return None
    day = found.memory.day(found.published, "P1D")
    return calendar_timex(day + timedelta(count), part=found.get("daypart"))


def resolve_holiday(found):
    """Thanksgiving, Christmas 2017, last Labor Day.

    Fixed days as MM-DD, the others as MM-nth.weekday (-1 is the last).
    """
    if "year" in found:
        return calendar_timex(find_holiday(found.get("holiday"), int(found.get("year"))), "explicit")
    years = range(found.published.year - 1, found.published.year + 2)
    days = [find_holiday(found.get("holiday"), year) for year in years]
    shift = found.get("shift")
    if shift in ("1", "-1"):
        ahead = [day for day in days if day > found.published]
        return calendar_timex(ahead[0] if shift == "1" else [day for day in days if day < found.published][-1])
    return calendar_timex(choose_day(days, found))


def resolve_holiday_week(found):
    """Easter week, Labor Day weekend: the week with the holiday; of a Monday the weekend before."""
    known = resolve_holiday(found.with_items([item for item in found.items if item.kind not in ("week", "weekend")]))
    day = known and date.fromisoformat(known.value)
    if day and "weekend" in found:
        day -= timedelta(7 if day.weekday() < 2 else 0)
    return day and Timex("DATE", week_value(day) + ("-WE" if "weekend" in found else ""), "", "week", known.basis)


def resolve_dated(found, items):
    """The Timex of a day told by name or date among the items of an expression, in the tense of all of it.

    None if none is told.
    """
    dated = found.with_items(items)
    dated.context = found.context
    if "month" in dated:
        return resolve_day(dated)
    if "weekday" in dated:
        return resolve_weekday(dated)
    return resolve_holiday(dated) if "holiday" in dated else resolve_named_day(dated)


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
