"""What a text has told so far: the dates that later expressions are counted from, its quarters, its people."""

import re
from math import inf

from dateutil.relativedelta import relativedelta

from helpers.dates.timex import quarter_of, value_bounds

# For units up to a quarter, how many days a date may span that one counts from.
SPANS = {"P1D": 1, "P1W": 1, "P1M": 31, "P1Q": 92}
# A dateline stands at the head of a report, behind a headline and a byline at most; it and the place before it are on
# one line.
HEAD, LINE = 1000, 60
# Stretches that companies tell beside quarters: behind them "a year earlier" is no quarter.
LONGER = ("P6M", "P9M", "P12M", "P1Y")
PLACE = re.compile(r"\s*[A-Z][A-Z .'’-]{2,}(?:,[\w .]+)?,\s*$")
AGENCY_AND_DASH = re.compile(r"\s*(?:\([^()\n]{2,30}\)\s*)?(?:--|—|–|_)")


class Memory:
    """The dates told so far in a text, for expressions that are counted from them."""

    def __init__(self):
        self.told, self.end, self.is_time, self.people, self.dateline = {}, 0, False, set(), None
        self.last_quarter, self.longer, self.quarters = "", False, set()

    def note(self, timex, found):
        """Remember a date, and where it ends.

        "A year earlier" only compares: the next such words count from the same date.
        """
        if timex.type == "DURATION" and timex.value in LONGER:
            self.longer = True
        bounds = value_bounds(timex.value) if timex.type in ("DATE", "TIME") else None
        if not bounds or ("annum" in found and found.get("way") == "-1"):
            return
        self.end, self.is_time = found.end, timex.type == "TIME"
        if is_dateline(found):
            self.dateline = bounds[0]
        for span in (*SPANS.values(), inf):
            if (bounds[1] - bounds[0]).days < span:
                self.told[span] = bounds[0]

    def note_quarter(self, value):
        """Remember that the text tells of this quarter."""
        self.last_quarter, self.longer = value, False
        self.quarters.add(value)

    def day(self, published, unit="P1Y"):
        """The first day of the last date told that is fine enough to count such units from, else publication."""
        return self.told.get(SPANS.get(unit, inf), published)

    def quarter(self, published):
        """The last quarter over on the day of publication if the text has told it, or no other; else the last told."""
        over = quarter_of(published - relativedelta(months=3))
        return over if over in self.quarters else self.last_quarter or over


def is_dateline(found):
    """Whether it is the day of a report in the line before it; "today" is that day.

    "BEIRUT, Oct. 3 (Reuters) -- The army said today".
    """
    if found.start > HEAD:
        return False
    line = found.before(LINE).rpartition("\n")[2]
    return bool(PLACE.match(line)) and bool(AGENCY_AND_DASH.match(found.after(40)))
