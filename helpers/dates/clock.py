"""Times of day: on the clock, in a zone, on the clocks of two places."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from helpers.dates.days import calendar_timex, resolve_dated, resolve_weekday
from helpers.dates.lookalikes import is_title
from helpers.dates.timex import Timex
from helpers.dates.words import Item, date_words, lex


def resolve_time(found):
    """3 p.m., 10:30 am EST, noon Friday, 10 p.m. Nov. 9: a time of the day told beside it, else of publication.

    The value is the time on the clock there, with Z behind it if that is UTC's; EDTF also says how far it is from UTC,
    if a zone is told. "(0735 GMT)" behind a time says the same time once more.
    """
    if is_repeated(found) and found.items[-1].kind == "zone":
        return None
    return clock_timex(found, find_clock_day(found))


def clock_timex(found, day):
    """The Timex of a time on the day of another one; None if there is no such time or day."""
    clock = read_clock(found)
    if not day or not clock:
        return None
    local, zone = f"{day.value[:10]}T{clock}", found.get("zone")
    offset = find_offset(zone, local) or compare_clocks(found)
    value = f"{local}Z" if zone == "Z" else local
    return Timex("TIME", value, "", "time", "relative", edtf=f"{local}:00{offset}" if offset else None)


def resolve_day_time(found):
    """Thursday at 9 p.m., Jan. 29, 2018 at 9 a.m.: one time of the day told before it."""
    at = next(n for n in range(len(found.items) - 1, 0, -1) if found.items[n].kind == "before_date")
    day, time = resolve_dated(found, found.items[:at]), found.with_items(found.items[at + 1 :])
    return clock_timex(time, day)


# How many characters may lie between a day and the time of it ("on Friday the market opened at 9:30"), and how long a
# bracket behind it may be. Half or twice as much finds as much on TimeBank and AQUAINT.
NEAR = 40
DATED = ("month", "day", "nth", "ordinal", "quote", "count", "year")


def find_clock_day(found):
    """The day of a time, as a Timex: the one told behind it, or just before, else the day of publication."""
    if "month" in found:
        return resolve_dated(found, [item for item in found.items[1:] if item.kind in DATED])
    if any(kind in found for kind in ("weekday", "named_day", "night")) or ("shift" in found and "daypart" in found):
        return resolve_dated(found, found.items)
    behind = find_weekday_behind(found)
    if behind:
        return resolve_weekday(behind)
    return resolve_bracket(found) or calendar_timex(find_day_near(found))


def find_day_near(found):
    """The day told just before in the same sentence, else the day of publication."""
    memory, gap = found.memory, found.start - found.memory.end
    told = gap < NEAR and not re.search(r"[.;!?]\s|\n", found.before(gap))
    return memory.day(found.published, "P1D") if told else found.published


def find_weekday_behind(found):
    """The weekday right behind a closing bracket: "10:35 a.m. (0735 GMT) Friday"; None if there is none."""
    more = re.match(r"(?: \([^()\n]{1,30})?\),? (?:on )?([A-Z]\w+)", found.after(60))
    if not more or more[1] not in date_words("weekday"):
        return None
    start, end = (found.end + place for place in more.span(1))
    return found.with_items([Item("weekday", date_words("weekday")[more[1]], start, end)])


def find_time_in_bracket(found):
    """The time in a bracket right behind, as in "10 p.m. (0300 GMT Thursday)"; None if there is none."""
    bracket = re.match(r" \(([^()\n]{1,40})\)", found.after(44))
    place = found.end + 2
    read = lex(bracket[1])[1:] if bracket else []
    items = [Item(kind, value, start + place, end + place) for kind, value, start, end in read]
    told = items and items[0].kind in ("day", "clock", "count", "year") and items[-1].kind in ("weekday", "zone")
    return found.with_items(items) if told else None


def is_repeated(found):
    """Whether it is all that stands in a bracket right behind a time."""
    memory = found.memory
    follows = memory.is_time and memory.end == found.start - 2 and found.before(2) == " ("
    return follows and found.after(1) == ")"


def resolve_bracket(found):
    """The day of "10 p.m. (0300 GMT Thursday)": the one on which the clocks of both places differ by half a day at
    most.
    """
    other = find_time_in_bracket(found)
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
    other = find_time_in_bracket(found)
    here, there = read_clock(found), other and other.get("zone") == "Z" and read_clock(other)
    if not there:
        return ""
    minutes = [60 * int(clock[:2]) + int(clock[3:]) for clock in (here, there)]
    ahead = (minutes[0] - minutes[1] + WEST) % DAY - WEST
    return f"{'-' if ahead < 0 else '+'}{abs(ahead) // 60:02d}:{abs(ahead) % 60:02d}"


def find_offset(zone, value):
    """How far a zone is from UTC at a local time: "-05:00", "Z"; "" for local time. Eastern time is an hour nearer in
    summer.
    """
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
        return None if is_title(named) else found.get("clock_word")
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
