"""The regulatory timeline: what happened, is planned or only possible, and how well its day is known."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.dates import date2num, num2date

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure, wrap
from helpers.charts.words import count_noun, join_names, plain, shorten
from helpers.events import index_categories
from helpers.style import FAINT, INK, PAPER, QUIET, SIGN_COLOURS

COLUMNS = ("number", "lane", "label", "status", "sign", "earliest", "latest", "date_basis", "event_id", "quotation", "paragraph")
LANES = (("LEG", "Legislature"), ("GOV", "Government and regulators"), ("JUD", "Courts"), ("BUS", "Companies"))
OTHER_LANE = "Others"
HAPPENED, ROW, HEAD = ("OCCURRED", "ONGOING", "HISTORICAL"), 0.25, 0.24
TICK = 0.5


def timeline_data(events, parties=None, actors=None, sentences=None):
    """The drawn data of the timeline: one row per event, numbered in the order of the text, with lane and label in words."""
    events = events.sort_values(["start", "end"], kind="stable")
    rows = [describe_event(number, event, parties, actors, sentences) for number, event in enumerate(events.itertuples(index=False), start=1)]
    return pd.DataFrame(rows, columns=COLUMNS)


def describe_event(number, event, parties, actors, sentences):
    """One row of the drawn data."""
    acting, concerned = party_names(event.event_id, parties, actors, ("actor",)), party_names(event.event_id, parties, actors, ("recipient",))
    inside = sentences[(sentences["start"] <= event.trigger_start) & (sentences["end"] >= event.trigger_end)] if sentences is not None else ()
    return {
        "number": number,
        "lane": find_lane(event.event_id, parties, actors),
        "label": label_event(event, acting, concerned),
        "status": event.status,
        "sign": index_categories()[event.category].sign,
        "earliest": event.earliest,
        "latest": event.latest,
        "date_basis": event.date_basis,
        "event_id": event.event_id,
        "quotation": event.text,
        "paragraph": int(inside["paragraph"].iloc[0]) if len(inside) else 0,
    }


def label_event(event, acting, concerned):
    """Who does what to whom, in plain words, with the trigger of the text."""
    names = f"{join_names(acting, 2)} → {join_names(concerned, 2)}" if acting and concerned else join_names(acting or concerned, 2)
    return f"{names}: {plain('category', event.category)}" if names else plain("category", event.category)


def party_names(event_id, parties, actors, roles):
    """Names of the parties of an event in some roles."""
    if parties is None:
        return []
    names = {} if actors is None else dict(zip(actors["actor_id"], actors["name"], strict=True))
    chosen = parties[(parties["event_id"] == event_id) & parties["role"].isin(roles)]
    return [names.get(actor_id, actor_id) for actor_id in dict.fromkeys(chosen["actor_id"])]


def find_lane(event_id, parties, actors):
    """The lane of an event: the kind of institution that acts, else the one acted towards."""
    if parties is None or actors is None:
        return OTHER_LANE
    sectors = dict(zip(actors["actor_id"], actors["sector"], strict=True))
    mine = parties[parties["event_id"] == event_id]
    ordered = [i for role in ("actor", "recipient", "third_party", "object") for i in mine.loc[mine["role"] == role, "actor_id"]]
    return dict(LANES).get(next((sectors[i] for i in ordered if i in sectors), ""), OTHER_LANE)


def timeline_finding(data):
    """The title: how many events there are, and how many of them happened."""
    if data.empty:
        return "The article tells of no event with a party that could be linked"
    happened = int(data["status"].isin(HAPPENED).sum())
    rest = [f"{n} {words}" for codes, words in ((("PLANNED",), "planned"), (("CONDITIONAL",), "only possible"), (("DID_NOT_OCCUR",), "denied or refused")) if (n := int(data["status"].isin(codes).sum()))]
    return f"Of {count_noun(len(data), 'event')}, {happened} happened or {'is' if happened == 1 else 'are'} under way" + (f"; {', '.join(rest)}" if rest else "")


def timeline(events, parties=None, actors=None, sentences=None, published=None, ax=None, width="page"):
    """Draw the timeline of the table `events` and return its Axes.

    `parties`, `actors` and `sentences` (tables) give the labels, lanes and places; `published` (a date) draws the line of
    publication. With `ax` the drawing goes there, else on a new figure of the width column, page or slide.
    """
    data = timeline_data(events, parties, actors, sentences)
    return draw_sheet(lambda canvas: draw_timeline(canvas, data, published), ax, width)


def draw_timeline(canvas, data, published):
    """All blocks of the picture from top to bottom."""
    canvas.heading(timeline_finding(data), "Each row is an event. A disc is a known day; a bar means “some day in here”, and an end that fades is open." if len(data) else "")
    if data.empty:
        return
    draw_legend(canvas, data)
    label_width = min(max(measure(t, SIZES["body"]) for t in data["label"]) + 0.1, canvas.inner * 0.46) if canvas.kind != "column" else canvas.inner
    left = MARGIN + 2 * BADGE + 0.08 + (label_width if canvas.kind != "column" else 0.0)
    scale = TimeScale(data, published, left, canvas.width - MARGIN)
    top = canvas.y + 0.34
    draw_axis_labels(canvas, scale, top)
    canvas.y = top + 0.06
    for lane in [name for _, name in LANES] + [OTHER_LANE]:
        rows = data[data["lane"] == lane]
        if len(rows):
            draw_lane(canvas, lane, rows, scale, left, label_width)
    draw_grid(canvas, scale, top, canvas.y)
    canvas.evidence([quote_event(row) for row in data.itertuples(index=False)])


def quote_event(row):
    """An item of the numbered list."""
    when = plain("date_basis", row.date_basis)
    place = f" (paragraph {row.paragraph})" if row.paragraph else ""
    return row.number, f"{row.label} – {plain('status', row.status)}; {when}", f"“{shorten(row.quotation)}”{place}", SIGN_COLOURS[row.sign], row.status not in HAPPENED


def draw_lane(canvas, lane, rows, scale, left, label_width):
    """A lane with its heading and one row per event, earliest first."""
    canvas.box(MARGIN, canvas.y, canvas.inner, HEAD - 0.03, facecolor="#f0f0f0", edgecolor="none", zorder=0)
    canvas.text(MARGIN + 0.05, canvas.y + (HEAD - 0.03) / 2, lane, "body", "bold", valign="center_baseline")
    canvas.y += HEAD
    order = rows.assign(begin=[bounds(row, scale)[0] for row in rows.itertuples(index=False)]).sort_values(["begin", "number"], kind="stable")
    for row in order.itertuples(index=False):
        draw_row(canvas, row, scale, left, label_width)
    canvas.y += 0.04


def draw_row(canvas, row, scale, left, label_width):
    """One event: its number and label, and its mark on the time axis."""
    indent = 2 * BADGE + 0.08
    lines = wrap(row.label, label_width - (indent if canvas.kind == "column" else 0.06), SIZES["body"])
    height = max(ROW, len(lines) * canvas.line_height() + 0.07)
    canvas.badge(MARGIN + BADGE, canvas.y + height / 2 if canvas.kind != "column" else canvas.y + 0.1, row.number, SIGN_COLOURS[row.sign], row.status not in HAPPENED)
    top = canvas.y + (height - len(lines) * canvas.line_height()) / 2
    canvas.paragraph(MARGIN + indent, top + 0.01, row.label, label_width - (indent if canvas.kind == "column" else 0.06))
    if canvas.kind == "column":
        canvas.y += height
        height = 0.2
    draw_mark(canvas, row, scale, canvas.y + height / 2)
    canvas.y += height
    canvas.rule(canvas.y, colour="#ececec")


def bounds(row, scale):
    """(start, end, open at the start, open at the end) of an event on the day scale."""
    start = scale.first if pd.isna(row.earliest) else date2num(row.earliest)
    end = scale.last if pd.isna(row.latest) else date2num(row.latest) + 1
    return start, end, pd.isna(row.earliest), pd.isna(row.latest)


def draw_mark(canvas, row, scale, y):
    """A disc for a known day; else a bar over its bounds whose uncertain ends fade; the outline tells the status."""
    start, end, open_start, open_end = bounds(row, scale)
    colour, happened = SIGN_COLOURS[row.sign], row.status in HAPPENED
    dashes = (0, (2.2, 1.6)) if row.status in ("CONDITIONAL", "DID_NOT_OCCUR") else "-"
    x0, x1 = scale.place(start), scale.place(end)
    if not open_start and not open_end and end - start <= 1:
        canvas.ax.plot([(x0 + x1) / 2], [y], marker="o", ms=6.5, mfc=colour if happened else PAPER, mec=colour, mew=1.2, zorder=4, gid=f"mark-{row.number}")
        marked = (x0 + x1) / 2
    else:
        x0, x1 = (max(scale.left, x1 - 0.9) if open_start else x0), (min(scale.right, x0 + 0.9) if open_end and row.status != "ONGOING" else x1)
        draw_bar(canvas, x0, max(x1, x0 + 0.08), y, colour, happened, dashes, open_start, open_end, row)
        marked = (x0 + x1) / 2
    if row.status == "DID_NOT_OCCUR":
        canvas.ax.plot([marked], [y], marker="x", ms=7, mec=INK, mew=1.6, zorder=6)


def draw_bar(canvas, x0, x1, y, colour, happened, dashes, open_start, open_end, row):
    """A bar with soft ends: full where the day must lie, fading where it only may; hollow where it did not (yet) happen."""
    height, steps = 0.105, 48
    lasting = row.status == "ONGOING"
    edges = np.linspace(x0, x1, steps + 1)
    middle = (edges[:-1] + edges[1:]) / 2
    place = (middle - x0) / (x1 - x0)
    strength = np.ones(steps)
    if open_start or not lasting:
        strength = np.minimum(strength, 0.12 + place / (0.85 if open_start else 0.3))
    if open_end or not lasting:
        strength = np.minimum(strength, 0.12 + (1 - place) / (0.85 if open_end else 0.3))
    for first, last, alpha in zip(edges[:-1], edges[1:], np.clip(strength, 0, 1) * (0.9 if happened else 0.16), strict=True):
        canvas.box(first, y - height / 2, last - first, height, facecolor=colour, edgecolor="none", alpha=float(alpha), zorder=3, antialiased=False)
    for line in (y - height / 2, y + height / 2) if not happened else ():
        canvas.ax.plot([x0, x1], [line, line], color=colour, lw=1.1, ls=dashes, zorder=4, solid_capstyle="butt")
    if not happened:
        for x, is_open in ((x0, open_start), (x1, open_end)):
            if not is_open:
                canvas.ax.plot([x, x], [y - height / 2, y + height / 2], color=colour, lw=1.1, ls=dashes, zorder=4)
    if lasting and (open_end or row.latest is not None):
        canvas.ax.plot([x1 + 0.03], [y], marker=">", ms=4.5, color=colour, zorder=4, clip_on=False)
    canvas.ax.plot([(x0 + x1) / 2], [y], marker="", gid=f"mark-{row.number}")


def draw_legend(canvas, data):
    """What outlines and colours mean: only what occurs in the picture."""
    keys = [(plain("status", s), s) for s in ("OCCURRED", "HISTORICAL", "ONGOING", "PLANNED", "CONDITIONAL", "DID_NOT_OCCUR") if (data["status"] == s).any()]
    x, y = MARGIN, canvas.y + 0.07
    for words, status in keys:
        step = 0.5 + measure(words, SIZES["small"])
        if x + step > canvas.width - MARGIN:
            x, y = MARGIN, y + 0.19
        draw_key(canvas, x, y, status)
        canvas.text(x + 0.36, y, words, "small", valign="center_baseline")
        x += step
    for sign in (s for s in ("-", "+") if (data["sign"] == s).any()):
        step = 0.3 + measure(plain("sign", sign), SIZES["small"])
        if x + step > canvas.width - MARGIN:
            x, y = MARGIN, y + 0.19
        canvas.box(x, y - 0.045, 0.1, 0.09, facecolor=SIGN_COLOURS[sign], edgecolor="none")
        canvas.text(x + 0.14, y, plain("sign", sign), "small", valign="center_baseline")
        x += step
    canvas.y = y + 0.14


def draw_key(canvas, x, y, status):
    """A little bar in the manner of a status."""
    happened = status in HAPPENED
    dashes = (0, (2.2, 1.6)) if status in ("CONDITIONAL", "DID_NOT_OCCUR") else "-"
    canvas.box(x, y - 0.045, 0.28, 0.09, facecolor=QUIET if happened else PAPER, edgecolor=QUIET, lw=1, ls=dashes)
    if status == "ONGOING":
        canvas.ax.plot([x + 0.31], [y], marker=">", ms=4.5, color=QUIET)
    if status == "DID_NOT_OCCUR":
        canvas.ax.plot([x + 0.14], [y], marker="x", ms=5, mec=INK, mew=1.3)
    if status == "HISTORICAL":
        canvas.ax.plot([x + 0.14], [y], marker="o", ms=2.5, color=PAPER)


def draw_axis_labels(canvas, scale, y):
    """Dates over the axis, and the day of publication in bold."""
    if scale.published is not None:
        x = scale.place(scale.published)
        words = f"published {num2date(scale.published):%-d %b %Y}"
        half = measure(words, SIZES["small"], "bold") / 2
        x = min(max(x, scale.left + half), scale.right - half)
        canvas.text(x, y - 0.27, words, "small", "bold", align="center", valign="center")
    for x, words in scale.ticks():
        canvas.text(x, y - 0.1, words, "small", colour=QUIET, align="center", valign="center")


def draw_grid(canvas, scale, top, bottom):
    """Vertical lines at the ticks, where time is left out, and at publication."""
    for x, _ in scale.ticks():
        canvas.ax.plot([x, x], [top - 0.03, bottom], color=FAINT, lw=0.5, zorder=0.5)
    for x in scale.breaks():
        canvas.box(x - 0.03, top - 0.03, 0.06, bottom - top + 0.03, facecolor=PAPER, edgecolor="none", zorder=0.8)
        for shift in (-0.03, 0.03):
            canvas.ax.plot([x + shift - 0.02, x + shift + 0.02], [top + 0.03, top - 0.03], color=QUIET, lw=0.9, zorder=5)
            canvas.ax.plot([x + shift] * 2, [top + 0.03, bottom], color=FAINT, lw=0.5, ls=(0, (1, 2)), zorder=0.9)
    if scale.published is not None:
        x = scale.place(scale.published)
        canvas.ax.plot([x, x], [top - 0.03, bottom], color=INK, lw=1.0, zorder=0.7)


class TimeScale:
    """Days to inches: linear inside stretches where something happens, the long empty times between them left out."""

    def __init__(self, data, published, left, right):
        self.left, self.right = left, right
        days = [date2num(d) for d in [*data["earliest"].dropna(), *(data["latest"].dropna() + timedelta(1))]]
        self.published = None if published is None else date2num(published)
        days = sorted({*days, *([self.published] if self.published else [])}) or [0.0]
        self.stretches = self.find_stretches(days, data)
        self.first, self.last = self.stretches[0][0], self.stretches[-1][1]
        weights = [max(1.0, (end - start)) ** 0.3 for start, end in self.stretches]
        gap = 0.16
        room = (right - left) - gap * (len(self.stretches) - 1)
        self.spans, x = [], left
        for weight in weights:
            step = room * weight / sum(weights)
            self.spans.append((x, x + step))
            x += step + gap

    @staticmethod
    def find_stretches(days, data):
        """(first, last) day of each stretch: days closer than a quarter of what is spanned, or covered by one bar, stay together."""
        bars = [(date2num(a), date2num(b) + 1) for a, b in zip(data["earliest"], data["latest"], strict=True) if pd.notna(a) and pd.notna(b)]
        limit = max(120.0, (days[-1] - days[0]) / 5)
        stretches = [[days[0], days[0]]]
        for before, day in pairwise(days):
            covered = any(a <= before and day <= b and b - a < 1500 for a, b in bars)
            if day - before > limit and not covered:
                stretches.append([day, day])
            stretches[-1][1] = day
        pads = [max(2.0, (end - start) * 0.06) for start, end in stretches]
        return [(start - pad, end + pad) for (start, end), pad in zip(stretches, pads, strict=True)]

    def place(self, day):
        """x of a day; a day in a time left out lies in its gap."""
        for (start, end), (x0, x1) in zip(self.stretches, self.spans, strict=True):
            if day <= end:
                return x0 + (max(day, start) - start) / (end - start) * (x1 - x0)
        return self.spans[-1][1]

    def breaks(self):
        """x of the middle of every time left out."""
        return [(a[1] + b[0]) / 2 for a, b in pairwise(self.spans)]

    def ticks(self):
        """(x, words) of dates that fit without touching: years, months or days, as fine as the stretch has room for."""
        found = []
        for (start, end), (x0, x1) in zip(self.stretches, self.spans, strict=True):
            for day, words in pick_ticks(start, end, x1 - x0):
                x = x0 + (day - start) / (end - start) * (x1 - x0)
                half = measure(words, SIZES["small"]) / 2
                if not found or x - half > found[-1][2] + 0.06:
                    found.append((x, words, x + half))
        return [(x, words) for x, words, _ in found if x + measure(words, SIZES["small"]) / 2 <= self.right + MARGIN]


def pick_ticks(start, end, inches):
    """Round days of a stretch with their words: whole years, firsts of months, or single days, by the room there is."""
    first, last = num2date(start), num2date(end)
    room = max(1, int(inches / TICK))
    years = [pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 2)]
    months = [pd.Timestamp(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13)]
    days = [pd.Timestamp(first.date()) + timedelta(n) for n in range(int(end - start) + 2)] if end - start < 100 else []
    for candidates, pattern in ((days, "%-d %b"), (months, "%b %Y"), (years, "%Y")):
        inside = [d for d in candidates if start <= date2num(d) <= end]
        if 1 <= len(inside) <= room * (1 if candidates is not days else 2) or (candidates is years and inside):
            step = -(-len(inside) // room)
            return [(date2num(d), d.strftime(pattern)) for d in inside[::step]]
    middle = pd.Timestamp(num2date((start + end) / 2).date())
    return [(date2num(middle), middle.strftime("%-d %b %Y" if end - start < 60 else "%b %Y"))]


def timeline_words(data, article_name=""):
    """(caption, alt text) of the timeline."""
    caption = (
        f"**Regulatory timeline.** {timeline_finding(data)}. n = {len(data)}. Rows are events in the lane of whoever acts; a disc is a known day, a bar "
        "covers all days that fit the words, an end that fades is open. Filled: happened or under way; outlined: planned; dashed: only possible; crossed: did not happen. "
        "Times in which nothing is told are left out at the slanted marks. Numbers lead to the quotations. It does not show what the article leaves out, "
        "nor whether what it reports is true."
    )
    listed = " ".join(f"{row.number}: {row.label}, {plain('status', row.status)}." for row in data.itertuples(index=False))
    return caption, f"Timeline with {count_noun(len(data), 'event')}. {listed}".strip()
