"""The long timeline: what the public record holds before and after the article, in lanes by institution."""

from datetime import date
from functools import partial
from math import ceil

import pandas as pd

from helpers.articles.article import publication_day
from helpers.charts.canvas import MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import FAINT, INK, PAPER, QUIET
from helpers.record import add_days
from helpers.tables import find_values
from helpers.wording import count_noun, join_names, word_days

COLUMNS = (
    "number",
    "date",
    "lane",
    "label",
    "words",
    "earliest",
    "latest",
    "record_event_id",
    "record",
    "source",
    "source_url",
    "points",
    "spans",
    "later",
)
ROW, DAY_WIDTH, NUMBER_WIDTH, DISC = 0.16, 0.7, 0.24, 0.2
LANE, MARK = 0.14, 4.6


def chronology_data(chronology, labels, checks, published):
    """The drawn data: one row per event of the record, numbered in order of time; `later` than the article or not.

    `points` are the numbers of the `checks` that hold the article against the event, `spans` their words, as start-end;
    both empty without a check.
    """
    named = labels.set_index("event_id")
    numbers = checks.assign(number=range(1, len(checks) + 1))
    numbers["span"] = [f"{check.start}-{check.end}" for check in checks.itertuples(index=False)]
    checked = numbers.astype({"number": str}).groupby("record_event_id")[["number", "span"]].agg(list)
    day = pd.Timestamp(publication_day(published))
    rows = [
        {**describe_event(number, event, named.loc[event.event_id], checked), "later": event.earliest > day}
        for number, event in enumerate(add_days(chronology).itertuples(index=False), start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def describe_event(number, event, named, checked):
    """One row of the drawn data."""
    date = word_days(event.earliest, event.latest) if event.date_precision == "day" else f"{event.earliest:%b %Y}"
    cited = event.event_id in checked.index
    return {
        "number": number,
        "date": date,
        "lane": named["lane"],
        "label": named["label"],
        "words": f"{date}: {named['label']}",
        "earliest": event.earliest,
        "latest": event.latest,
        "record_event_id": event.event_id,
        "record": event.summary,
        "source": f"{event.source_title}, {event.source_publisher}",
        "source_url": event.source_url or event.verified_by,
        "points": ", ".join(checked["number"][event.event_id]) if cited else "",
        "spans": ";".join(checked["span"][event.event_id]) if cited else "",
    }


def chronology_finding(data):
    """The title: how much came after the article, and from which institutions most of it."""
    if data.empty:
        return "The record holds no event that shares an actor with this article"
    after = data[data["later"]]
    if after.empty:
        return f"{count_noun(len(data), 'event')} of the record, none of them later than the article"
    lanes = after["lane"].value_counts()
    top = sorted(lanes.index, key=lambda lane: (-lanes[lane], find_values("labels", "lane").index(lane)))[:3]
    told = join_names([f"{lane} ({lanes[lane]})" for lane in top])
    where = "most of them from" if len(lanes) > len(top) else "all from" if len(lanes) == 1 else "from"
    return f"{len(after)} of {count_noun(len(data), 'event')} came after the article, {where} {told}"


def chronology(chronology, labels, checks, published, source="", ax=None, width="page", title=""):
    """Draw the events of the table `chronology` in order of time, with the moment of the article marked, and return the
    Axes.

    `labels` (table) gives lanes and short labels, `checks` (table) mark what the article's statements were held
    against, `published` is its day. With `ax` the drawing goes there, else on a new figure of the width column,
    page or slide. `title` overrules the finding.
    """
    data = chronology_data(chronology, labels, checks, published)
    return draw_sheet(lambda canvas: draw_chronology(canvas, data, published, source), ax, width, title)


def draw_chronology(canvas, data, published, source):
    """All blocks of the picture from top to bottom."""
    canvas.footer(source)
    canvas.heading(chronology_finding(data), explain_rows(canvas, data))
    if data.empty:
        return
    lanes = [lane for lane in find_values("labels", "lane") if (data["lane"] == lane).any()]
    if has_scale(canvas, data):
        draw_scale(canvas, data, lanes, publication_day(published))
    rows = Rows(canvas, lanes, f"the article, {publication_day(published):%-d %b %Y}")
    events, before = list(data.itertuples(index=False)), [None, *data.itertuples(index=False)]
    blocks = [partial(rows.draw, event, last) for event, last in zip(events, before, strict=False)]
    canvas.flow([*blocks, *([] if events[-1].later else [rows.draw_article])])


def explain_rows(canvas, data):
    """How to read the rows, and the scale above them where there is one."""
    if data.empty:
        return ""
    words, marks = (
        [
            "A row is an event; in grey the institution that acts or decides."
            if canvas.kind != "column"
            else "A row is an event."
        ],
        "Full discs",
    )
    if has_scale(canvas, data):
        words.append("Above the rows, the same events on a scale of years.")
        marks = "Full discs, thick strokes"
    if (data["points"] != "").any():
        words.append(
            f"{marks} and bold words: the article was held against it, in the points whose numbers stand in brackets."
        )
    return " ".join(words)


def has_scale(canvas, data):
    """Whether there is room for a scale of years, and anything to see on it."""
    return canvas.kind != "slide" and len(data) > 3


def draw_scale(canvas, data, lanes, published):
    """The events on a scale of years, a lane per institution, with the moment of the article."""
    first, last = (date(year, 1, 1) for year in find_years(data, published))
    left = MARGIN + max(measure(lane, SIZES["small"]) for lane in lanes) + 0.1

    def place(day):
        return left + (day - first).days / (last - first).days * (canvas.right - left)

    x, words = place(published), "the article"
    half = measure(words, SIZES["small"], "bold") / 2
    centre = min(max(x, left + half), canvas.right - half)
    canvas.text(centre, canvas.y, words, "small", "bold", align="center")
    canvas.y += canvas.line_height("small") + 0.02
    top, bottom = canvas.y, canvas.y + LANE * len(lanes)
    draw_years(canvas, first, last, place, top, bottom)
    canvas.ax.plot([x, x], [top, bottom], color=INK, lw=1.3, zorder=3, solid_capstyle="butt", gid="scale-article")
    for n, lane in enumerate(lanes):
        y = top + LANE * (n + 0.5)
        canvas.text(MARGIN, y, lane, "small", colour=QUIET, valign="middle")
        for row in data[data["lane"] == lane].itertuples(index=False):
            x, wide = place(row.earliest.date()), 2.2 if row.points else 0.9
            canvas.ax.plot(
                [x, x], [y - 0.045, y + 0.045], color=INK, lw=wide, zorder=4, solid_capstyle="butt", gid="scale"
            )
    canvas.y = bottom + canvas.line_height("small") + 0.1


def find_years(data, published):
    """The first year of the scale, and the one after its last."""
    days = [*data["earliest"].dt.date, *data["latest"].dt.date, published]
    return min(days).year, max(days).year + 1


def draw_years(canvas, first, last, place, top, bottom):
    """Thin lines where years begin, and as many of their numbers as have room."""
    years, room = last.year - first.year, place(last) - place(first)
    every = ceil((measure("2000", SIZES["small"]) + 0.08) * years / room)
    for year in range(first.year, last.year + 1):
        x = place(date(year, 1, 1))
        canvas.ax.plot([x, x], [top, bottom], color=FAINT, lw=0.5, zorder=0.5)
        if (year - first.year) % every == 0 and year < last.year:
            canvas.text(x, bottom + 0.02, str(year), "small", colour=QUIET)


class Rows:
    """The rows of the picture: number, day, a disc, the institution where there is room for it, and what happened."""

    def __init__(self, canvas, lanes, words):
        self.canvas, self.words = canvas, words
        narrow = canvas.kind == "column"
        self.size = "small" if narrow else "body"
        self.lane = MARGIN + NUMBER_WIDTH + DAY_WIDTH + DISC
        self.label = self.lane + (0.0 if narrow else max(measure(lane, SIZES["small"]) for lane in lanes) + 0.14)

    def draw(self, row, before):
        """One event; over it the moment of the article, where it is the first later one, or a line where a year
        begins, wider where years without an event lie between.
        """
        canvas = self.canvas
        if row.later and not (before and before.later):
            self.draw_article()
        elif before and (years := row.earliest.year - before.earliest.year):
            canvas.y += 0.02 * min(years, 5)
            canvas.rule(canvas.y)
            canvas.y += 0.02 * min(years, 5)
        weight = "semibold" if row.points else "normal"
        label = f"{row.label} [{row.points}]" if row.points else row.label
        lines, points = canvas.lines(label, canvas.right - self.label, self.size, weight)
        middle = canvas.y + canvas.line_height() / 2 + 0.003
        canvas.text(
            MARGIN + NUMBER_WIDTH - 0.06,
            middle,
            str(row.number),
            "small",
            align="right",
            valign="middle",
            gid="evidence-number",
        )
        canvas.text(MARGIN + NUMBER_WIDTH, middle, row.date, "small", colour=QUIET, valign="middle")
        disc = {"mfc": INK if row.points else PAPER, "mec": INK, "mew": 0.9}
        canvas.ax.plot([self.lane - 0.1], [middle], marker="o", ms=MARK, zorder=4, gid=f"mark-{row.number}", **disc)
        if self.label > self.lane:
            canvas.text(self.lane, middle, row.lane, "small", colour=QUIET, valign="middle")
        for n, line in enumerate(lines):
            y = middle + n * canvas.line_height(points)
            canvas.text(self.label, y, line, points, weight, valign="middle")
        canvas.y += max(ROW, len(lines) * canvas.line_height(points) + 0.006)

    def draw_article(self):
        """The moment of the article: a strong line with its day."""
        canvas = self.canvas
        y = canvas.y + 0.1
        right = canvas.right - measure(self.words, SIZES["small"], "semibold") - 0.08
        canvas.ax.plot([MARGIN, right], [y, y], color=INK, lw=1.3, zorder=3, solid_capstyle="butt", gid="article")
        canvas.text(canvas.right, y, self.words, "small", "semibold", align="right", valign="center")
        canvas.y += 0.2


def chronology_words(data):
    """(caption, alt text) of the chronology."""
    if data.empty:
        return f"**Before and after.** {chronology_finding(data)}. n = 0.", f"{chronology_finding(data)}."
    cited = (
        "Full discs, thick strokes and bold words mark events that the article was held against; in brackets the "
        "numbers of the points in “Held against the record”. "
        if (data["points"] != "").any()
        else ""
    )
    caption = (
        f"**Before and after.** {chronology_finding(data)}. n = {len(data)}. Rows are events of the public record in "
        f"order of time, with the institution that acts or decides. {cited}Numbers lead to summary "
        "and source. Rows are as high as their words; how far apart their days are is shown, where there is room for "
        "it, by the scale of years above. It does not show what nobody wrote down, nor which event caused another."
    )
    listed = " ".join(f"{row.number}: {row.date}, {row.lane}: {row.label}." for row in data.itertuples(index=False))
    finding = chronology_finding(data)
    return caption, f"{finding}. Table of {count_noun(len(data), 'event')} by day and institution. {listed}".strip()
