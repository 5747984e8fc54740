"""Days on a line: the stretches that are drawn, the breaks between them, ticks and grid."""

from datetime import timedelta
from itertools import pairwise

import pandas as pd
from matplotlib.dates import date2num, num2date

from helpers.charts.canvas import MARGIN, SIZES, measure
from helpers.charts.style import FAINT, INK, PAPER, QUIET

TICK, YEAR_TICK, BREAK, FADE, AXIS = 0.62, 0.36, 0.16, 1.0, 0.42
DAYWISE = 16  # days: a stretch so short has a tick for every day, or every second or third one


def draw_axis(canvas, scale):
    """Dates over the axis, the day of publication in bold, and strokes where time is left out."""
    canvas.y += AXIS
    if scale.published is not None:
        x = scale.place(scale.published)
        words = f"published {num2date(scale.published):%-d %b %Y}{' (assumed)' if scale.assumed else ''}"
        half = measure(words, SIZES["small"], "semibold") / 2
        x = min(max(x, scale.left + half), scale.right - half)
        canvas.text(x, canvas.y - 0.28, words, "small", "semibold", align="center", valign="center")
    for x, words in scale.ticks():
        canvas.text(x, canvas.y - 0.11, words, "small", colour=QUIET, align="center", valign="center")
    for x in scale.breaks():
        for shift in (-0.03, 0.03):
            ends = [x + shift - 0.02, x + shift + 0.02], [canvas.y + 0.03, canvas.y - 0.03]
            canvas.ax.plot(*ends, color=QUIET, lw=0.9, zorder=5)


def draw_grid(canvas, scale, first, last):
    """Vertical lines from y to y at the ticks, where time is left out, and at publication."""
    ticks = [x for x, _ in scale.ticks()]
    canvas.ax.vlines(ticks, first, last, color=FAINT, lw=0.5, zorder=0.5)
    for x in scale.breaks():
        canvas.ax.plot([x, x], [first, last], color=PAPER, lw=4, zorder=3.5, solid_capstyle="butt")
    if scale.published is not None:
        x = scale.place(scale.published)
        canvas.ax.plot([x, x], [first, last], color=INK, lw=1.0, zorder=1.2, solid_capstyle="butt")


class TimeScale:
    """Days to inches: linear inside stretches where something happens, the long empty times between them left out."""

    def __init__(self, data, published, left, right, assumed=False):
        self.left, self.right, self.assumed = left, right, assumed
        # The line stands in the middle of its day, where the mark of that day does.
        self.published = None if published is None else float(int(date2num(published))) + 0.5
        edges = [date2num(d) for d in [*data["earliest"].dropna(), *(data["latest"].dropna() + timedelta(1))]]
        edges += [self.published] if self.published is not None else []
        self.stretches = find_stretches(sorted(set(edges)) or [0.0], data)
        self.first, self.last = self.stretches[0][0], self.stretches[-1][1]
        weights = [1.5 + sum(start <= edge <= end for edge in edges) for start, end in self.stretches]
        room = (right - left) - BREAK * (len(self.stretches) - 1)
        self.spans, x = [], left
        for weight in weights:
            step = room * weight / sum(weights)
            self.spans.append((x, x + step))
            x += step + BREAK

    def place(self, day):
        """x of a day; a day in a time left out lies in its gap."""
        for (start, end), (x0, x1) in zip(self.stretches, self.spans, strict=True):
            if day <= end:
                return x0 + (max(day, start) - start) / (end - start) * (x1 - x0)
        return self.spans[-1][1]

    def edge(self, day, end=False):
        """Where the bar of a day (a Timestamp) begins or ends, as a number of days: on the day of publication at its
        line, so that no bar reaches over it.
        """
        number = date2num(day)
        return self.published if self.published == number + 0.5 else number + end

    def stretch_start(self, day):
        """x where the stretch of a day begins."""
        return next(
            (x0 for (_, end), (x0, _) in zip(self.stretches, self.spans, strict=True) if day <= end), self.spans[-1][0]
        )

    def breaks(self):
        """x of the middle of every time left out."""
        return [(a[1] + b[0]) / 2 for a, b in pairwise(self.spans)]

    def ticks(self):
        """(x, words) of dates that fit without touching: years, months or days, as fine as the stretch has room for."""
        found, edge = [], self.left
        for (start, end), (x0, x1) in zip(self.stretches, self.spans, strict=True):
            # A stretch whose ticks have no room beside the last one has the day in its middle.
            for ticks in (pick_ticks(start, end, x1 - x0), [pick_middle(start, end)]):
                for day, words in ticks:
                    x = x0 + (day - start) / (end - start) * (x1 - x0)
                    half = measure(words, SIZES["small"]) / 2
                    if x - half >= edge - 0.1 and x + half <= self.right + MARGIN:
                        found.append((x, words))
                        edge = x + half + 0.16
                if found and found[-1][0] >= x0:
                    break
        return found


def find_stretches(days, data):
    """(first, last) day of each stretch: days closer than a fifth of what is spanned, or covered by one bar, stay
    together.
    """
    bars = [
        (date2num(a), date2num(b) + 1)
        for a, b in zip(data["earliest"], data["latest"], strict=True)
        if pd.notna(a) and pd.notna(b)
    ]
    limit = max(120.0, (days[-1] - days[0]) / 5)
    stretches = [[days[0], days[0]]]
    for before, day in pairwise(days):
        if day - before > limit and not any(a <= before and day <= b for a, b in bars):
            stretches.append([day, day])
        stretches[-1][1] = day
    pads = [max(3.0, (end - start) * 0.06) for start, end in stretches]
    room = max(6.0, 0.25 * (stretches[-1][1] - stretches[-1][0]))
    head, tail = (room if data[column].isna().any() else 0.0 for column in ("earliest", "latest"))
    spans = [[start - pad, end + pad] for (start, end), pad in zip(stretches, pads, strict=True)]
    spans[-1][0] -= head
    spans[-1][1] += tail
    return [tuple(span) for span in spans]


def pick_ticks(start, end, inches):
    """Round days of a stretch with their words, the finest that there is room for; the first one tells the year. The
    tick of a day stands in its middle, where the mark of that day does.
    """
    first, last = num2date(start), num2date(end)
    months = [(year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    days = [first.date() + timedelta(n) for n in range((last - first).days + 1)] if end - start < DAYWISE else []
    grids = [
        *([pd.Timestamp(day) for day in days[::step]] for step in (1, 2, 3) if days),
        [pd.Timestamp(y, m, d) for y, m in months for d in (1, 8, 15, 22)],
        [pd.Timestamp(y, m, d) for y, m in months for d in (1, 15)],
        *([pd.Timestamp(y, m, 1) for y, m in months if m % step == 1 or step == 1] for step in (1, 3, 6)),
    ]
    for grid in grids:
        inside = [day for day in grid if start <= date2num(day) <= end - 1]
        if 1 <= len(inside) <= inches / TICK:
            fine = any(day.day != 1 for day in inside) or end - start < 45
            return [
                (date2num(day) + 0.5 * fine, word_tick(day, n == 0 or day.year != inside[n - 1].year, fine))
                for n, day in enumerate(inside)
            ]
    years = [year for year in range(first.year, last.year + 1) if start <= date2num(pd.Timestamp(year, 1, 1)) <= end]
    if not years:  # too narrow for a grid
        return [pick_middle(start, end)]
    step = max(1, -(-len(years) // max(1, int(inches / YEAR_TICK))))
    return [(date2num(pd.Timestamp(year, 1, 1)), str(year)) for year in years[::step]]


def pick_middle(start, end):
    """The day in the middle of a stretch, with its words."""
    middle = pd.Timestamp(num2date((start + end) / 2).date())
    return date2num(middle) + 0.5, word_tick(middle, True, True)


def word_tick(day, with_year, fine):
    """Words of a tick: "1 Jan 2018", "15 Jan", "Mar 2018", "Mar"."""
    words = f"{day:%-d %b}" if fine else f"{day:%b}"
    return f"{words} {day.year}" if with_year else words
