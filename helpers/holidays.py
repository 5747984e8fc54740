"""The day of a holiday in a year."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from helpers.timex import safe_date


def find_holiday(code, year):
    """The day of a holiday in a year: "12-25", or "11-4.3" for the fourth Thursday of November."""
    month, _, rest = code.partition("-")
    if "." not in rest:
        return safe_date(year, int(month), int(rest))
    nth, weekday = map(int, rest.split("."))
    if nth < 0:
        last = date(year, int(month), 1) + relativedelta(months=1, days=-1)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, int(month), 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (nth - 1))
