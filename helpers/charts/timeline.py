"""The regulatory timeline: what happened, is planned or only possible, and how well its day is known."""

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.dates import date2num
from matplotlib.patches import Circle

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure, wrap
from helpers.charts.style import INK, PAPER, QUIET, SIGN_COLOURS
from helpers.charts.timescale import FADE, TimeScale, draw_axis_labels, draw_grid
from helpers.lexicons import index_categories
from helpers.tables import HAPPENED
from helpers.wording import count_noun, join_names, plain, shorten, word_days

COLUMNS = (
    "number",
    "lane",
    "label",
    "words",
    "status",
    "sign",
    "earliest",
    "latest",
    "date_basis",
    "event_id",
    "quotation",
    "paragraph",
)
LANES = (("LEG", "Legislature"), ("GOV", "Government and regulators"), ("JUD", "Courts"), ("BUS", "Companies"))
OTHER_LANE, UNTOLD_LANE = "Others", "By whom is not told or was not found"
ROW, HEAD = 0.235, 0.23
DASHES = (0, (2.2, 1.6))
NO_SIGN = "neither"  # of an act of the category OTHER


def timeline_data(events, parties=None, actors=None, sentences=None):
    """The drawn data of the timeline: one row per event, numbered in the order of the text, with lane and label in
    words.
    """
    events = events.sort_values(["start", "end"], kind="stable")
    rows = [
        describe_event(number, event, parties, actors, sentences)
        for number, event in enumerate(events.itertuples(index=False), start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def describe_event(number, event, parties, actors, sentences):
    """One row of the drawn data."""
    acting, concerned = (party_names(event, parties, actors, role) for role in ("actor", "recipient"))
    inside = (
        sentences[(sentences["start"] <= event.trigger_start) & (sentences["end"] >= event.trigger_end)]
        if sentences is not None
        else ()
    )
    return {
        "number": number,
        "lane": find_lane(event.event_id, parties, actors),
        "label": label_event(event, acting, concerned, f" (“{shorten(event.trigger_text, 5)}”)"),
        "words": label_event(event, acting, concerned),
        "status": event.status,
        "sign": index_categories()[event.category].sign,
        "earliest": event.earliest,
        "latest": event.latest,
        "date_basis": event.date_basis,
        "event_id": event.event_id,
        "quotation": event.text,
        "paragraph": int(inside["paragraph"].iloc[0]) if len(inside) else 0,
    }


def label_event(event, acting, concerned, trigger=""):
    """Who does what to whom, in plain words, with the trigger of the text if it is given."""
    category = index_categories()[event.category]
    if concerned and not acting:
        return f"{join_names(concerned, 2)}: {category.passive}{trigger or ', by whom is not told'}"
    names = f"{join_names(acting, 2)} → {join_names(concerned, 2)}" if concerned else join_names(acting, 2)
    return f"{names}: {category.plain}{trigger}" if names else category.plain + trigger


def party_names(event, parties, actors, role):
    """Names of the parties of an event in a role; the words in quotation marks of one that is linked to no actor."""
    if parties is None:
        return []
    names = {} if actors is None else dict(zip(actors["actor_id"], actors["name"], strict=True))
    chosen = parties[(parties["event_id"] == event.event_id) & (parties["role"] == role)]
    told = [
        names.get(row.actor_id, row.actor_id) or quote_party(event, row.mention_id)
        for row in chosen.itertuples(index=False)
    ]
    return list(dict.fromkeys(told))


def quote_party(event, mention_id):
    """The words of a mention inside the evidence of an event, in quotation marks, by the place that its id tells;
    somebody if they stand outside of it.
    """
    start, end = (int(place) - event.start for place in mention_id.rpartition(":")[2].split("-"))
    return f"“{event.text[start:end]}”" if 0 <= start < end <= len(event.text) else "somebody"


def find_lane(event_id, parties, actors):
    """The lane of an event: the kind of institution that acts."""
    if parties is None or actors is None:
        return OTHER_LANE
    sectors = dict(zip(actors["actor_id"], actors["sector"], strict=True))
    acting = parties.loc[(parties["event_id"] == event_id) & (parties["role"] == "actor"), "actor_id"]
    return dict(LANES).get(sectors.get(acting.iloc[0]), OTHER_LANE) if len(acting) else UNTOLD_LANE


def timeline_finding(data):
    """The title: how many events there are, and how many of them happened."""
    if data.empty:
        return "The article tells of no event with a party that could be linked"
    happened = int(data["status"].isin(HAPPENED).sum())
    rest = [
        f"{n} {words}"
        for codes, words in (
            (("PLANNED",), "planned"),
            (("CONDITIONAL",), "only possible"),
            (("DID_NOT_OCCUR",), "did not happen"),
        )
        if (n := int(data["status"].isin(codes).sum()))
    ]
    return (
        f"Of {count_noun(len(data), 'event')}, {happened} happened or {'is' if happened == 1 else 'are'} under way"
        + (f"; {', '.join(rest)}" if rest else "")
    )


def timeline(events, parties=None, actors=None, sentences=None, published=None, source="", ax=None, width="page"):
    """Draw the timeline of the table `events` and return its Axes.

    `parties`, `actors` and `sentences` (tables) give the labels, lanes and places; `published` (a date) draws the line
    of publication, and `source` is the source line. With `ax` the drawing goes there, else on a new figure of the width
    column, page or slide.
    """
    data = timeline_data(events, parties, actors, sentences)
    return draw_sheet(lambda canvas: draw_timeline(canvas, data, published, source), ax, width)


def draw_timeline(canvas, data, published, source):
    """All blocks of the picture from top to bottom."""
    canvas.heading(timeline_finding(data), explain_marks(data))
    if data.empty:
        canvas.footer(source)
        return
    draw_legend(canvas, data)
    label_width = (
        min(max(measure(t, SIZES["body"]) for t in data["label"]) + 0.1, canvas.inner * 0.46)
        if canvas.kind != "column"
        else canvas.inner
    )
    left = MARGIN + 2 * BADGE + 0.08 + (label_width if canvas.kind != "column" else 0.0)
    scale = TimeScale(data, published, left, canvas.right)
    top = canvas.y + 0.34
    draw_axis_labels(canvas, scale, top)
    canvas.y = top + 0.06
    strips = [(top, top + 0.06)]
    for lane in [*(name for _, name in LANES), OTHER_LANE, UNTOLD_LANE]:
        rows = data[data["lane"] == lane]
        if len(rows):
            strips += draw_lane(canvas, lane, rows, scale, label_width)
    draw_grid(canvas, scale, top, strips if canvas.kind == "column" else [(top, canvas.y)])
    canvas.evidence([quote_event(row) for row in data.itertuples(index=False)])
    canvas.footer(source)


def is_known_day(row):
    """Whether an event is dated to one day."""
    return pd.notna(row.earliest) and row.earliest == row.latest


def has_soft_ends(row):
    """Whether an event happened on an untold day between two that are told."""
    return pd.notna(row.earliest) and pd.notna(row.latest) and row.earliest != row.latest and row.status != "ONGOING"


def explain_marks(data):
    """How to read the marks that occur in the picture."""
    rows = list(data.itertuples(index=False))
    words = ["Each row is an event; every group is ordered by the first day that is told."] if rows else []
    if any(is_known_day(row) for row in rows):
        words.append("A disc is a known day.")
    if not all(is_known_day(row) for row in rows):
        within = any(has_soft_ends(row) for row in rows)
        soft = " ends softened a little: it happened on some day in between;" if within else ""
        words.append(
            f"A bar covers every day that the words allow;{soft} where it fades away, the beginning or end is not told."
        )
    return " ".join(words)


def quote_event(row):
    """An item of the numbered list."""
    when = (
        "day not told"
        if row.date_basis == "publication"
        else word_days(row.earliest, row.latest, row.status == "ONGOING")
    )
    words = f"{row.words} – {', '.join(filter(None, [plain('status', row.status), when]))}"
    place = f"¶{row.paragraph}  " if row.paragraph else ""
    return row.number, words, f"{place}“{shorten(row.quotation)}”", SIGN_COLOURS[row.sign], row.status not in HAPPENED


def draw_lane(canvas, lane, rows, scale, label_width):
    """A lane with its heading and one row per event, by the first day that is told; returns the strips (top, bottom)
    that hold marks.
    """
    canvas.box(MARGIN, canvas.y, canvas.inner, HEAD - 0.03, facecolor="#f0f0f0", edgecolor="none", zorder=0)
    canvas.text(MARGIN + 0.05, canvas.y + (HEAD - 0.03) / 2, lane, "body", "bold", valign="center_baseline")
    canvas.y += HEAD
    known = rows["earliest"].fillna(rows["latest"])
    order = rows.assign(known=known).sort_values(["known", "number"], kind="stable")
    strips = [draw_row(canvas, row, scale, label_width) for row in order.itertuples(index=False)]
    canvas.y += 0.04
    return strips


def draw_row(canvas, row, scale, label_width):
    """One event: its number and label, and its mark on the time axis; returns the strip (top, bottom) of the mark."""
    indent = 2 * BADGE + 0.08
    lines = wrap(row.label, label_width - (indent if canvas.kind == "column" else 0.06), SIZES["body"])
    height = max(ROW, len(lines) * canvas.line_height() + 0.07)
    canvas.badge(
        MARGIN + BADGE,
        canvas.y + height / 2 if canvas.kind != "column" else canvas.y + 0.1,
        row.number,
        SIGN_COLOURS[row.sign],
        row.status not in HAPPENED,
    )
    top = canvas.y + (height - len(lines) * canvas.line_height()) / 2
    canvas.paragraph(
        MARGIN + indent, top + 0.01, row.label, label_width - (indent if canvas.kind == "column" else 0.06)
    )
    if canvas.kind == "column":
        canvas.y += height
        height = 0.2
    draw_mark(canvas, row, scale, canvas.y + height / 2)
    strip = (canvas.y, canvas.y + height)
    canvas.y += height
    canvas.rule(canvas.y, colour="#ececec")
    return strip


def bounds(row, scale):
    """(start, end, open at the start, open at the end) of an event on the day scale."""
    start = scale.first if pd.isna(row.earliest) else date2num(row.earliest)
    end = scale.last if pd.isna(row.latest) else date2num(row.latest) + 1
    return start, end, pd.isna(row.earliest), pd.isna(row.latest)


def draw_mark(canvas, row, scale, y):
    """A disc for a known day; else a bar over its bounds whose uncertain ends fade; the outline tells the status."""
    colour, happened = SIGN_COLOURS[row.sign], row.status in HAPPENED
    if is_known_day(row) and row.status != "ONGOING":
        marked = scale.place(date2num(row.earliest) + 0.5)
        draw_disc(canvas, marked, y, colour, happened, row)
    else:
        x0, x1, fade0, fade1 = bar_edges(row, scale)
        draw_bar(canvas, x0, x1, y, colour, happened, fade0, fade1, row)
        marked = (x0 + x1) / 2
    if row.status == "DID_NOT_OCCUR":
        canvas.ax.plot([marked], [y], marker="x", ms=7, mec=INK, mew=1.6, zorder=6)
    if row.status == "HISTORICAL":
        canvas.ax.plot([marked], [y], marker="o", ms=2.5, color=PAPER, zorder=6)


def draw_disc(canvas, x, y, colour, happened, row):
    """A disc on a known day: full if it happened, else hollow, and dashed unless it is planned."""
    gid = f"mark-{row.number}"
    if happened or row.status == "PLANNED":
        face = colour if happened else PAPER
        canvas.ax.plot([x], [y], marker="o", ms=6.5, mfc=face, mec=colour, mew=1.2, zorder=4, gid=gid)
    else:
        circle = Circle((x, y), 0.05, facecolor=PAPER, edgecolor=colour, lw=1.2, ls=DASHES, zorder=4)
        canvas.ax.add_patch(circle)
        canvas.ax.plot([x], [y], marker="", gid=gid)


def bar_edges(row, scale):
    """(x0, x1, length of the fade at the left, at the right) of a bar in inches; an open end fades within its stretch.

    What is under way ends, with its arrowhead, at the day of publication: nobody can have told more.
    """
    start, end, open_start, open_end = bounds(row, scale)
    lasting = row.status == "ONGOING"
    now = scale.last if scale.published is None else scale.published
    if lasting and open_end:
        end, open_end = max(start, now), False
    x1 = min(scale.right, scale.place(start) + FADE) if open_end else scale.place(end)
    x0 = max(scale.stretch_start(min(end, now)), x1 - FADE) if open_start else scale.place(start)
    x0 = min(x0, x1 - 0.1) if not open_end else x0
    soft = 0.0 if lasting else min(0.25 * (x1 - x0), 0.12)
    return x0, x1, (x1 - x0 if open_start else soft), (0.7 * (x1 - x0) if open_end else soft)


def draw_bar(canvas, x0, x1, y, colour, happened, fade0, fade1, row):
    """A bar with soft ends, hollow where the event did not (yet) happen; an arrowhead where it goes on."""
    height = 0.11
    draw_fade(canvas, x0, x1, y, height, colour, fade0, fade1, 0.92 if happened else 0.14)
    if not happened:
        outline_bar(canvas, x0, x1, y, height, colour, row)
    if row.status == "ONGOING":
        canvas.ax.plot([x1 + 0.02], [y], marker=">", ms=4.5, color=colour, zorder=4, clip_on=False)
    canvas.ax.plot([(x0 + x1) / 2], [y], marker="", gid=f"mark-{row.number}")


def draw_fade(canvas, x0, x1, y, height, colour, fade0, fade1, full):
    """A bar from x0 to x1 of strength `full` that fades over the given lengths at its left and right end."""
    place = np.linspace(x0, x1, 128)
    rise = np.clip((place - x0) / fade0, 0, 1) if fade0 else np.ones_like(place)
    fall = np.clip((x1 - place) / fade1, 0, 1) if fade1 else np.ones_like(place)
    pixels = np.empty((1, len(place), 4))
    pixels[..., :3], pixels[..., 3] = to_rgb(colour), np.minimum(rise, fall) * full
    extent = (x0, x1, y + height / 2, y - height / 2)
    canvas.ax.imshow(pixels, extent=extent, aspect="auto", interpolation="bilinear", zorder=3)


def outline_bar(canvas, x0, x1, y, height, colour, row):
    """The outline of what did not (yet) happen: no line across an open end, dashes unless it is planned."""
    dashes = "-" if row.status == "PLANNED" else DASHES
    lines = [([x0, x1], [y - height / 2] * 2), ([x0, x1], [y + height / 2] * 2)]
    lines += [
        ([x, x], [y - height / 2, y + height / 2]) for x, day in ((x0, row.earliest), (x1, row.latest)) if pd.notna(day)
    ]
    for xs, ys in lines:
        canvas.ax.plot(xs, ys, color=colour, lw=1.1, ls=dashes, zorder=4, solid_capstyle="butt")


def draw_legend(canvas, data):
    """What outlines and colours mean: only what occurs in the picture."""
    keys = [
        (plain("status", s), s)
        for s in ("OCCURRED", "HISTORICAL", "ONGOING", "PLANNED", "CONDITIONAL", "DID_NOT_OCCUR")
        if (data["status"] == s).any()
    ]
    x, y = MARGIN, canvas.y + 0.07
    for words, status in keys:
        indent = 0.42 if status == "ONGOING" else 0.36
        step = indent + 0.14 + measure(words, SIZES["small"])
        if x + step > canvas.right:
            x, y = MARGIN, y + 0.19
        draw_key(canvas, x, y, status)
        canvas.text(x + indent, y, words, "small", valign="center_baseline")
        x += step
    if data["earliest"].isna().any() or data["latest"].isna().any():
        words = "beginning or end not told"
        if x + 0.5 + measure(words, SIZES["small"]) > canvas.right:
            x, y = MARGIN, y + 0.19
        draw_fade(canvas, x, x + 0.28, y, 0.09, QUIET, 0.28, 0.0, 0.92)
        canvas.text(x + 0.36, y, words, "small", valign="center_baseline")
        x += 0.5 + measure(words, SIZES["small"])
    signs = {s: plain("sign", s) if s else NO_SIGN for s in ("-", "+", "") if (data["sign"] == s).any()}
    if x + sum(0.3 + measure(words, SIZES["small"]) for words in signs.values()) > canvas.right:
        x, y = MARGIN, y + 0.19
    for sign, words in signs.items():
        canvas.box(x, y - 0.045, 0.1, 0.09, facecolor=SIGN_COLOURS[sign], edgecolor="none")
        canvas.text(x + 0.14, y, words, "small", valign="center_baseline")
        x += 0.3 + measure(words, SIZES["small"])
    canvas.y = y + 0.14


def draw_key(canvas, x, y, status):
    """A little bar in the manner of a status."""
    happened = status in HAPPENED
    dashes = DASHES if status in ("CONDITIONAL", "DID_NOT_OCCUR") else "-"
    canvas.box(x, y - 0.045, 0.28, 0.09, facecolor=QUIET if happened else PAPER, edgecolor=QUIET, lw=1, ls=dashes)
    if status == "ONGOING":
        canvas.ax.plot([x + 0.31], [y], marker=">", ms=4.5, color=QUIET)
    if status == "DID_NOT_OCCUR":
        canvas.ax.plot([x + 0.14], [y], marker="x", ms=5, mec=INK, mew=1.3)
    if status == "HISTORICAL":
        canvas.ax.plot([x + 0.14], [y], marker="o", ms=2.5, color=PAPER)


def timeline_words(data):
    """(caption, alt text) of the timeline."""
    caption = (
        f"**Regulatory timeline.** {timeline_finding(data)}. n = {len(data)}. Rows are events in the lane of whoever "
        "acts; a disc is a known day, a bar covers all days that fit the words, an end that fades is open. Filled: "
        "happened or under way; outlined: planned; dashed: only possible; crossed: did not happen. Times in which "
        "nothing is told are left out at the slanted marks. Numbers lead to the quotations. It does not show what "
        "the article leaves out, nor whether what it reports is true."
    )
    listed = " ".join(
        f"{row.number}: {row.label}, {plain('status', row.status)}." for row in data.itertuples(index=False)
    )
    return caption, f"Timeline with {count_noun(len(data), 'event')}. {listed}".strip()
