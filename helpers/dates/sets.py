"""Sets: how often something is."""

import re

from helpers.dates.durations import count_of, resolve_duration
from helpers.dates.timex import Timex
from helpers.dates.units import PRECISION, period


def resolve_set(found):
    """Every week, every other day, twice a month; each of the last three years has the bounds of all three."""
    if "of" in found:
        whole = resolve_duration(found.with_items([item for item in found.items if item.kind not in ("every", "of")]))
        return whole and Timex("SET", found.unit, "", "open", whole.basis, whole.earliest, whole.latest)
    if "freq" in found or "times" in found:
        return Timex("SET", found.unit, "", "open")
    return Timex("SET", period("2" if "other" in found else count_of(found), found.unit), "", "open")


# How many of a unit fill a longer one.
FULL = {("PT1H", "P1D"): 24, ("P1D", "P1W"): 7, ("P1W", "P1Y"): 52, ("P1D", "P1Y"): 365, ("P1M", "P1Y"): 12}


def resolve_rate(found):
    """Per year, behind an amount; speeds are none."""
    return Timex("SET", found.unit, "", "open") if found.follows_amount and found.unit in PRECISION else None


def resolve_every_daypart(found):
    """Every morning."""
    return Timex("SET", f"XXXX-XX-XXT{found.get('daypart')}", "", "open")


def resolve_part_of_unit(found):
    """Two days a week: a set; "24 hours a day" and "seven days a week" only say that it never stops."""
    at = [item.kind for item in found.items].index("a")
    inner, outer = found.with_items(found.items[:at]), found.with_items(found.items[at:])
    fills = count_of(inner) != "X" and float(count_of(inner)) == FULL.get((inner.unit, outer.unit))
    return None if fills else Timex("SET", outer.unit, "", "open")


def resolve_adverb(found):
    """Daily, annually; "the daily Herald" is a paper."""
    if re.match(r"\s+[A-Z]", found.after(4)) or found.precedes("after_set"):
        return None
    return Timex("SET", found.get("set"), "", "open")


def resolve_every(found):
    """Each July, every summer."""
    part = f"{int(found.get('month')):02d}" if "month" in found else found.get("season")
    return Timex("SET", f"XXXX-{part}", "", "open")
