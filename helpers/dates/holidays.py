"""The day of a holiday in a year."""

import re
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from helpers.dates.timex import safe_date

CODE = re.compile(r"(?P<month>E|\d\d)(?:-(?P<nth>-?\d)\.(?P<weekday>\d))?(?:(?<!E)-(?P<day>\d\d))?(?P<offset>[+-]\d+)?")


def find_holiday(code, year):
    """The day of a holiday in a year by its code.

    "12-25" is a day, "11-4.3" the fourth Thursday of November (Monday is 0), "05--1.0" the last Monday of May, "E"
    Easter; "+1" or "-2" behind it adds days. None where there is no such day.
    """
    part = CODE.fullmatch(code)
    if part["month"] == "E":
        day = easter(year)
    elif part["day"]:
        day = safe_date(year, int(part["month"]), int(part["day"]))
    else:
        day = nth_weekday(year, int(part["month"]), int(part["nth"]), int(part["weekday"]))
    return day and day + timedelta(int(part["offset"] or 0))


def nth_weekday(year, month, nth, weekday):
    """The n-th such weekday of a month; the last one for -1."""
    first = date(year, month, 1)
    if nth < 0:
        last = first + relativedelta(months=1, days=-1)
        return last - timedelta((last.weekday() - weekday) % 7)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
