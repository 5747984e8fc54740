"""What the expressions of time mean: for each the span of days that fits the words."""

from functools import partial

import pandas as pd
from matplotlib.dates import date2num

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import INK, QUIET
from helpers.charts.timeline import draw_fade
from helpers.charts.timescale import FADE, TimeScale, draw_axis, draw_grid
from helpers.wording import count_noun, plain, shorten, word_days

COLUMNS = (
    "number",
    "text",
    "meaning",
    "words",
    "type",
    "value",
    "modifier",
    "earliest",
    "latest",
    "basis",
    "start",
    "end",
    "date_id",
)
ROW = 0.24
COLOUR = "#0072b2"


def dates_data(dates):
    """The drawn data: one row per expression, numbered in the order of the text, with its meaning in words."""
    rows = [
        {
            "number": number,
            "text": row.text,
            "meaning": word_meaning(row),
            "words": f"{row.text}: {word_meaning(row)}",
            "type": row.timex_type,
            "value": row.timex_value,
            "modifier": row.timex_mod,
            "earliest": row.earliest,
            "latest": row.latest,
            "basis": row.basis,
            "start": row.start,
            "end": row.end,
            "date_id": row.date_id,
        }
        for number, row in enumerate(dates.sort_values("start", kind="stable").itertuples(index=False), start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def word_meaning(row):
    """The days that fit an expression, in words; a length or a repetition without days says what it is."""
    days = word_days(row.earliest, row.latest)
    if row.timex_type in ("DURATION", "SET"):
        until = f"up to {days.removeprefix('by ')}" if days.startswith("by ") else days
        days = f"{plain('timex_type', row.timex_type)} {until}".strip()
    return days or "no day told"


def dates_finding(data):
    """The title: how many expressions mean one day of the calendar, and how many the day of publication."""
    if data.empty:
        return "The article holds no expression of time"
    single, now = data["earliest"] == data["latest"], data["value"] == "PRESENT_REF"
    days, present = int((single & ~now).sum()), int((single & now).sum())
    rest = f"; {present} more mean{'s' if present == 1 else ''} the day of publication" if present else ""
    return (
        f"{days or 'None'} of {count_noun(len(data), 'expression')} of time mean{'s' if days < 2 else ''} one day of "
        f"the calendar{rest}"
    )


def dates(dates, published, source="", ax=None, width="page", title="", assumed=False):
    """Draw the bounds of every expression of the table `dates` on a time axis and return the Axes.

    `published` is the article's day, `assumed` or not, `source` the source line. With `ax` the drawing goes there,
    else on a new figure of the width column, page or slide. `title` overrules the finding.
    """
    data = dates_data(dates)
    return draw_sheet(lambda canvas: draw_dates(canvas, data, published, assumed, source), ax, width, title)


def draw_dates(canvas, data, published, assumed, source):
    """All blocks of the picture from top to bottom."""
    canvas.footer(source)
    canvas.heading(
        dates_finding(data),
        "A disc is one day, a bar all days that fit the words; where it fades, beginning or end is open."
        if len(data)
        else "",
    )
    if len(data):
        label = min(0.46 * canvas.inner, label_width(data))
        scale = TimeScale(data, published, MARGIN + label + 0.1, canvas.right - 0.05, assumed)
        canvas.open(partial(draw_axis, canvas, scale))
        canvas.flow([partial(draw_row, canvas, row, scale, label) for row in data.itertuples(index=False)])


def label_width(data):
    """Room for the longest of the words, and of what they mean, on one line."""
    widths = [
        max(measure(f"“{shorten(row.text)}”", SIZES["body"]), measure(row.meaning, SIZES["small"]))
        for row in data.itertuples(index=False)
    ]
    return 2 * BADGE + 0.08 + max(widths) + 0.1


def draw_row(canvas, row, scale, label):
    """One expression: its number, its words, what they mean, and the bar."""
    indent = 2 * BADGE + 0.08
    said, meant = (
        canvas.lines(words, label - indent, size)[0]
        for words, size in ((f"“{shorten(row.text)}”", "body"), (row.meaning, "small"))
    )
    height = max(ROW, len(said) * canvas.line_height() + len(meant) * canvas.line_height("small") + 0.06)
    canvas.badge(MARGIN + BADGE, canvas.y + height / 2, row.number, COLOUR)
    below = canvas.paragraph(MARGIN + indent, canvas.y + 0.03, f"“{shorten(row.text)}”", label - indent)
    canvas.paragraph(MARGIN + indent, below, row.meaning, label - indent, "small", colour=QUIET)
    draw_span(canvas, row, scale, canvas.y + height / 2)
    draw_grid(canvas, scale, canvas.y, canvas.y + height)
    canvas.y += height
    canvas.rule(canvas.y, colour="#ececec")


def draw_span(canvas, row, scale, y):
    """The bar from the earliest to the latest day; a single day is a disc, no bound at all is no mark."""
    gid = f"mark-{row.number}"
    if pd.isna(row.earliest) and pd.isna(row.latest):
        canvas.ax.plot([scale.left], [y], marker="", gid=gid)
        return
    if row.earliest == row.latest:
        x = scale.place(date2num(row.earliest) + 0.5)
        canvas.ax.plot([x], [y], marker="o", ms=6, mfc=COLOUR, mec=INK, mew=0.6, zorder=4, gid=gid)
        return
    x1 = scale.place(scale.edge(row.latest, end=True)) if pd.notna(row.latest) else None
    x0 = scale.place(scale.edge(row.earliest)) if pd.notna(row.earliest) else max(scale.left, x1 - FADE)
    x1 = min(scale.right, x0 + FADE) if x1 is None else x1
    open_ends = [x1 - x0 if pd.isna(bound) else 0.0 for bound in (row.earliest, row.latest)]
    draw_fade(canvas, x0, max(x1, x0 + 0.05), y, 0.11, COLOUR, *open_ends, 0.92)
    canvas.ax.plot([(x0 + x1) / 2], [y], marker="", gid=gid)


def dates_words(data):
    """(caption, alt text) of the dates."""
    caption = (
        f"**When, and how exactly.** {dates_finding(data)}. n = {len(data)}. Rows are expressions in the order of the "
        "text, with the days that fit them; a disc is one day, a bar all days that are possible, a fading end is "
        "open. Times in which nothing is told are left out at the slanted marks. It does not show what happened then."
    )
    listed = " ".join(f"{row.number}: “{shorten(row.text, 8)}”, {row.meaning}." for row in data.itertuples(index=False))
    return caption, f"{dates_finding(data)}. Chart of {count_noun(len(data), 'expression')} of time. {listed}".strip()
