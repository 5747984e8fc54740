"""Counting in units of time: the day, week or month so many units away, and the TIMEX3 value of so many units."""

import re
from datetime import timedelta
from math import inf

from dateutil.relativedelta import relativedelta

from helpers.dates.timex import quarter_of, week_value

MONTHS = {"P1M": 1, "P1Q": 3, "P1Y": 12, "P10Y": 120, "P100Y": 1200}
HOURS = {"PT1H": 24}
DAYS = {"P1D": 1, "P1W": 7, "P1WE": 7, "P2W": 14}
PRECISION = {
    "P1D": "day", "P1W": "week", "P1WE": "week", "P2W": "week", "P1M": "month", "P1Q": "quarter", "P1Y": "year",
    "P10Y": "decade", "P100Y": "open", "P1000Y": "open",
}  # fmt: skip


def shift_unit(day, unit, count):
    """(value, precision) of the day, week, month, quarter, year … that lies `count` units from a day.

    None outside the calendar.
    """
    moved = move(day, unit, count)
    if moved is None:
        return None
    values = {
        "P1D": moved.isoformat(), "P1W": week_value(moved), "P2W": week_value(moved), "P1WE": f"{week_value(moved)}-WE",
        "P1M": f"{moved:%Y-%m}", "P1Q": quarter_of(moved), "P1Y": f"{moved.year:04d}",
        "P10Y": f"{moved.year // 10:03d}", "P100Y": f"{moved.year // 100:02d}", "P1000Y": f"{moved.year // 1000}",
    }  # fmt: skip
    return (values[unit], PRECISION[unit]) if unit in values else (moved.isoformat(), "day")


def move(day, unit, count):
    """The day so many units before or after a day; None outside the calendar."""
    try:
        if unit in MONTHS:
            return day + relativedelta(months=int(count * MONTHS[unit]))
        return day + timedelta(days=int(count * DAYS.get(unit, 0) + count / HOURS.get(unit, inf)))
    except (OverflowError, ValueError):
        return None


# What a part of a unit is told in: half a year in months, half a day in hours.
FINER = {
    "PY": ("P", 12, "M"), "PM": ("P", 30, "D"), "PD": ("PT", 24, "H"), "PTH": ("PT", 60, "M"), "PTM": ("PT", 60, "S"),
}  # fmt: skip


def period(number, unit):
    """TIMEX3 value of so many units: P3M, PXM, PT2H, P6M for half a year, P1Y6M for one and a half.

    Decades are so many years.
    """
    head, size, letter = re.fullmatch(r"(PT?)(\d+)(\w+)", unit).groups()
    if letter == "WE":
        size, letter = "2", "D"
    if number == "X":
        return f"{head}X{letter}"
    amount = float(number) * int(size)
    if amount % 1 == 0 or head + letter not in FINER:
        return f"{head}{amount:.15g}{letter}"
    finer, times, small = FINER[head + letter]
    if finer != head:
        return f"{finer}{round(amount * times)}{small}"
    whole = f"{int(amount)}{letter}" if amount >= 1 else ""
    return f"{head}{whole}{round(amount % 1 * times)}{small}"


def join_periods(values):
    """One TIMEX3 value of several that grow finer: ["P2Y", "P6M"] → P2Y6M, ["PT2H", "PT14M"] → PT2H14M, ["P1D",
    "PT3H"] → P1DT3H.
    """
    days = "".join(value[1:] for value in values if not value.startswith("PT"))
    hours = "".join(value[2:] for value in values if value.startswith("PT"))
    return f"P{days}" + (f"T{hours}" if hours else "")


def add_numbers(numbers):
    """The number that words make: [2, 100] → 200, [1, 1000, 5, 100] → 1500, [20, 5] → 25."""
    total, last = 0.0, 0.0
    for number in numbers:
        if number >= 100 and last:
            total, number = total - last, last * number
        total, last = total + number, number
    return total
