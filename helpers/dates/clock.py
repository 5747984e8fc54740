"""Times of day: on the clock, in a zone, on the clocks of two places."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from helpers.dates.days import calendar_timex, resolve_dated, resolve_weekday
from helpers.dates.timex import Timex


def resolve_time(found):
    """3 p.m., 10:30 am EST, noon Friday, 10 p.m. Nov. 9: a time of the day told beside it, else of the day of publication.

    The value is the time on the clock there; EDTF also says how far it is from UTC, if a zone is told. "(0735 GMT)" behind a time
    says the same time once more.
    """
    if found.is_repeated and found.items[-1].kind == "zone":
        return None
    return clock_timex(found, find_clock_day(found))


def clock_timex(found, day):
    """The Timex of a time on the day of another one; None if there is no such time or day."""
    clock = read_clock(found)
    if not day or not clock:
        return None
    value = f"{day.value[:10]}T{clock}"
    offset = find_offset(found.get("zone"), value) or compare_clocks(found)
    return Timex("TIME", value, "", "time", "relative", edtf=f"{value}:00{offset}" if offset else None)


def resolve_day_time(found):
    """Thursday at 9 p.m., Jan. 29, 2018 at 9 a.m.: one time of the day told before it."""
    at = next(n for n in range(len(found.items) - 1, 0, -1) if found.items[n].kind == "before_date")
    day, time = resolve_dated(found, found.items[:at]), found.with_items(found.items[at + 1 :])
    return clock_timex(time, day)


DATED = ("month", "day", "nth", "ordinal", "quote", "count", "year")


def find_clock_day(found):
    """The day of a time, as a Timex: the one told behind it, or just before, else the day of publication."""
    if "month" in found:
        return resolve_dated(found, [item for item in found.items[1:] if item.kind in DATED])
    if any(kind in found for kind in ("weekday", "named_day", "night")) or ("shift" in found and "daypart" in found):
        return resolve_dated(found, found.items)
    if found.weekday_behind:
        return resolve_weekday(found.weekday_behind)
    return resolve_bracket(found) or calendar_timex(found.day_near)


def resolve_bracket(found):
    """The day of "10 p.m. (0300 GMT Thursday)": the one on which the clocks of both places differ by half a day at most."""
    other = found.time_in_bracket
    here, there = read_clock(found), other and "weekday" in other and read_clock(other)
    known = there and resolve_weekday(other)
    if not here or not known:
        return None
    hours, day = int(here[:2]) - int(there[:2]), date.fromisoformat(known.value[:10])
    return calendar_timex(day + timedelta((hours < -12) - (hours > 12)))


# In minutes: clocks of places in the news are from 10 hours behind UTC (Hawaii) to 14 ahead.
DAY, WEST = 24 * 60, 10 * 60


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
    half = (
        told[2] or found.get("half_day") or HALVES.get(found.get("daypart") or ("NI" if "night" in found else ""), "")
    )
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
