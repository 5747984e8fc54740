"""What a TIMEX3 value means: its first and last day, and the same as EDTF (ISO 8601-2)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

THIRDS = {"START": 0, "MID": 1, "END": 2}
# (EDTF code, first month) of a season; winter begins in the December of its year.
SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}


@dataclass(slots=True)
class Timex:
    """What an expression means; `earliest` and `latest` are inclusive days, None is open."""

    type: str = "DATE"
    value: str = ""
    mod: str = ""
    precision: str = "day"
    basis: str = "explicit"
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None


def safe_date(year, month, day):
    """The day, or None where there is none (February 30, year 0)."""
    return (
        date(year, month, day)
        if 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        else None
    )


def week_value(day):
    """The ISO week of a day: 2018-W03."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def quarter_of(day):
    """The calendar quarter of a day: 2018-Q1."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def value_bounds(value, mod=""):
    """Inclusive bounds (first, last) of a calendar value, narrowed to a third by START, MID or END.

    None for any other value.
    """
    bounds = calendar_bounds(value)
    return third(*bounds, THIRDS[mod]) if bounds and mod in THIRDS else bounds


def calendar_bounds(value):
    """Inclusive bounds of a day (or a time of day), week, month, quarter, half, season, year, decade or century.

    None outside the calendar.
    """
    try:
        if len(value) >= 10 and (m := re.match(r"\d{4}-\d\d-\d\d", value)):
            return (date.fromisoformat(m[0]),) * 2
        if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            week = int(m[1]), int(m[2])
            return date.fromisocalendar(*week, 6 if m[3] else 1), date.fromisocalendar(*week, 7)
        span = month_span(value)
        if not span:
            return None
        first = date(span[0], span[1], 1)
        return first, first + relativedelta(months=span[2], days=-1)
    except (ValueError, OverflowError):
        return None


def month_span(value):
    """(year, first month, number of months) of a month, quarter, half, season, year, decade or century.

    None for any other value.
    """
    if re.fullmatch(r"\d{1,3}", value):
        size = 10 ** (4 - len(value))
        return int(value) * size, 1, 12 * size
    m = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|WI)))?", value)
    if not m:
        return None
    year, month, quarter, half, season = int(m[1]), *m.groups()[1:]
    if month:
        return year, int(month), 1
    if quarter:
        return year, int(quarter) * 3 - 2, 3
    if half:
        return year, int(half) * 6 - 5, 6
    return (year, SEASONS[season][1], 3) if season else (year, 1, 12)


def third(first, last, which):
    """One third of a span, by convention.

    Of a year in whole months (January–April, May–August, September–December), of a decade or century in whole years
    (1990–1993, 1994–1996, 1997–1999), else in days.
    """
    years = last.year - first.year + 1
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        size = 12 * years if years == 1 else years
        unit = "months" if years == 1 else "years"
        start, end = (first + relativedelta(**{unit: -(-size * n // 3)}) for n in (which, which + 1))
        return start, end - timedelta(1)
    edges = [first + timedelta(((last - first).days + 1) * n // 3) for n in (0, 1, 2, 3)]
    return edges[which], max(edges[which], edges[which + 1] - timedelta(1))


def to_edtf(timex):
    """EDTF level 1 of a calendar value: weeks, quarters, halves and thirds as intervals, seasons by their code,
    decades with X.
    """
    value, bounds = timex.value, value_bounds(timex.value, timex.mod)
    if timex.type not in ("DATE", "TIME") or not bounds:
        return ""
    if timex.type == "TIME":
        return f"{value}:00" if re.fullmatch(r".{10}T\d\d:\d\d", value) else value[:10]
    if timex.mod in THIRDS or re.search(r"-[WQH]\d", value):
        return f"{bounds[0]}/{bounds[1]}"
    if len(value) < 4:
        return value + "X" * (4 - len(value))
    season = SEASONS.get(value[5:])
    return f"{value[:4]}-{season[0]}" if season else value


def complete(timex):
    """Fill in the bounds and the EDTF string that follow from the value."""
    if timex.earliest is None and timex.latest is None and timex.type in ("DATE", "TIME"):
        timex.earliest, timex.latest = value_bounds(timex.value, timex.mod) or (None, None)
    if timex.edtf is None:
        timex.edtf = to_edtf(timex)
    return timex
