"""How two actors stand to one another over time: cooperation above the line of days, conflict below it."""

import pandas as pd
from matplotlib.dates import date2num

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure, wrap
from helpers.charts.style import FAINT, PALE, QUIET, SIGN_COLOURS
from helpers.charts.timescale import TimeScale
from helpers.lexicons import index_categories, split_items
from helpers.tables import HAPPENED
from helpers.wording import count_noun, join_names, plain, shorten

COLUMNS = (
    "number",
    "sign",
    "by",
    "towards",
    "day",
    "words",
    "status",
    "statuses",
    "category",
    "n_articles",
    "n_independent",
    "conflict",
    "episode_id",
    "outlet",
    "first_report",
    "quotation",
)
TOLD = 12  # acts in a row: more have numbers alone
LABELS, GAP, PITCH = 0.3, 0.07, 2 * BADGE + 0.03  # share of the picture for the names of rows; inches


def pair_data(told, actor):
    """The drawn data: one row per episode that takes a side, numbered by day; `by` and `towards` are what the two
    sides are called.

    `told` is the answer to the question "pair", and `actor` one of the two ids of identities (or several with ;
    between) that the question was given. The day is the last on which what happened can have been, and of what has not
    happened the day of its first report.
    """
    first, categories = set(split_items(actor)), index_categories()
    rows = []
    for row in told.itertuples(index=False):
        category, (one, other) = categories[row.category], name_sides(row)
        by, towards = (one, other) if first & set(split_items(row.actor_ids)) else (other, one)
        rows += [describe_episode(row, category, by, towards)] if category.sign else []
    rows.sort(key=lambda row: (row["day"], row["episode_id"]))
    return pd.DataFrame([{"number": n, **row} for n, row in enumerate(rows, start=1)], columns=COLUMNS)


def name_sides(row):
    """(what the actor, what the other of the question is called) in a row of its answer."""
    return tuple(join_names(split_items(names), 2) for names in (row.actor_names, row.other_names))


def describe_episode(row, category, by, towards):
    """One row of the drawn data, but its number."""
    return {
        "sign": category.sign,
        "by": by,
        "towards": towards,
        "day": row.latest if row.status in HAPPENED else row.first_report,
        "words": f"{row.actors} → {row.recipients}: {category.plain}",
        "status": row.status,
        "statuses": row.statuses,
        "category": row.category,
        "n_articles": row.n_articles,
        "n_independent": row.n_independent,
        "conflict": row.conflict,
        "episode_id": row.episode_id,
        "outlet": row.outlet,
        "first_report": row.first_report,
        "quotation": shorten(row.quotation),
    }


def pair_finding(data):
    """The title: how many acts there are of either sign, and how many of them have happened."""
    if data.empty:
        return "No act of one towards the other is told"
    who = " and ".join(sorted({*data["by"], *data["towards"]}))
    counts = [int((data["sign"] == sign).sum()) for sign in "+-"]
    told = f"{who}: {count_noun(counts[0], 'act')} of cooperation, {counts[1] or 'none'} of pressure or conflict"
    pending = int((~data["status"].isin(HAPPENED)).sum())
    return told + (f"; {pending} not (yet) happened" if pending else "; all happened or under way")


def pair(told, actor, source="", ax=None, width="page", title=""):
    """Draw the answer to the question "pair", which was given `actor`, and return the Axes.

    With `ax` the drawing goes there, else on a new figure of the width column, page or slide. `title` overrules the
    finding.
    """
    data = pair_data(told, actor)
    return draw_sheet(lambda canvas: draw_pair(canvas, data, len(told) - len(data), source), ax, width, title)


def draw_pair(canvas, data, sideless, source):
    """All blocks of the picture."""
    how = (
        "A number is an act, at the last day on which it can have happened; hollow, at its first report: planned, only "
        "possible or did not happen. A row is who acts towards whom."
    )
    canvas.footer(source)
    canvas.heading(pair_finding(data), how if len(data) else "")
    if len(data):
        draw_lanes(canvas, data)
    if sideless:
        words = f"Not drawn, because it takes no side: {count_noun(sideless, 'act')}."
        canvas.y = canvas.paragraph(MARGIN, canvas.y, words, canvas.inner, "small", colour=QUIET)
    items = [quote_episode(row) for row in data.itertuples(index=False)]
    canvas.evidence(items, "In the words of the first report")


def draw_lanes(canvas, data):
    """The rows of either sign, and the line of days between them."""
    left = MARGIN + LABELS * canvas.inner
    days = pd.DataFrame({"earliest": data["day"], "latest": data["day"]})
    scale = TimeScale(days, None, left + BADGE, canvas.right - BADGE)
    top = canvas.y
    if (data["sign"] == "+").any():
        draw_side(canvas, data, scale, "+", left)
    draw_axis(canvas, scale, left)
    if (data["sign"] == "-").any():
        draw_side(canvas, data, scale, "-", left)
    for x, _ in scale.ticks():
        canvas.ax.plot([x, x], [top, canvas.y], color=FAINT, lw=0.5, zorder=0.5)
    canvas.y += 0.1


def draw_axis(canvas, scale, left):
    """The line between cooperation and conflict, with its days and the times left out."""
    canvas.y += 0.06
    canvas.box(left, canvas.y, canvas.right - left, 0.22, facecolor=PALE, edgecolor="none", zorder=1)
    canvas.text(left - 0.08, canvas.y + 0.11, "day", "small", colour=QUIET, align="right", valign="center")
    for x, words in scale.ticks():
        canvas.text(x, canvas.y + 0.11, words, "small", colour=QUIET, align="center", valign="center")
    for x in scale.breaks():
        for shift in (-0.03, 0.03):
            ends = [x + shift - 0.03, x + shift + 0.03]
            canvas.ax.plot(ends, [canvas.y + 0.17, canvas.y + 0.05], color=QUIET, lw=0.9, zorder=5)
    canvas.y += 0.22 + 0.06


def draw_side(canvas, data, scale, sign, left):
    """The name of a side over its rows, one for either direction."""
    mine = data[data["sign"] == sign]
    canvas.text(MARGIN, canvas.y, f"{plain('sign', sign)} ({len(mine)})", "head", "bold", colour=SIGN_COLOURS[sign])
    canvas.y += canvas.line_height("head") + 0.04
    one, other = sorted({*data["by"], *data["towards"]})
    for by, towards in ((one, other), (other, one)):
        if (mine["by"] == by).any():
            draw_lane(canvas, mine[mine["by"] == by], f"{by} → {towards}", scale, sign, left)


def draw_lane(canvas, data, words, scale, sign, left):
    """One row: who acts towards whom, and the numbers of the acts at their days, stacked where they would touch."""
    canvas.rule(canvas.y)
    gap = GAP if canvas.kind != "slide" else GAP / 3
    lines = wrap(words, left - MARGIN - 0.1, SIZES["small"])
    told = [word_act(canvas, row) for row in data.itertuples(index=False)] if len(data) <= TOLD else [""] * len(data)
    reaches = [2 * BADGE + measure(said, SIZES["small"]) * bool(said) for said in told]
    places = [scale.place(date2num(day) + 0.5) for day in data["day"]]
    # Words that have no room on the right of their number stand on its left.
    right = [x - BADGE + reach <= canvas.right for x, reach in zip(places, reaches, strict=True)]
    marks = zip(places, reaches, right, strict=True)
    spots = stack_marks([(x - BADGE if ahead else x + BADGE - reach, reach) for x, reach, ahead in marks])
    deepest = max(spots, default=0) + 1
    height = max(len(lines) * canvas.line_height("small"), deepest * PITCH) + 2 * gap
    canvas.paragraph(MARGIN, canvas.y + gap, words, left - MARGIN - 0.1, "small")
    first = canvas.y + (height - deepest * PITCH) / 2 + PITCH / 2
    for row, x, level, said, ahead in zip(data.itertuples(index=False), places, spots, told, right, strict=True):
        y, shift = first + level * PITCH, BADGE if ahead else -BADGE
        canvas.badge(x, y, row.number, SIGN_COLOURS[sign], row.status not in HAPPENED)
        if said:
            align = "left" if ahead else "right"
            canvas.text(x + shift, y, said, "small", colour=QUIET, align=align, valign="middle")
    canvas.y += height


def word_act(canvas, row):
    """What kind of act it is, beside its number, where the picture is wide enough."""
    return "" if canvas.kind == "column" else f" {index_categories()[row.category].plain} "


def stack_marks(marks):
    """The level of each mark (start, width): the first on which it touches none."""
    levels, found = [], []
    for start, width in marks:
        clear = (n for n, taken in enumerate(levels) if all(start >= b or start + width <= a for a, b in taken))
        level = next(clear, len(levels))
        levels += [[]] if level == len(levels) else []
        levels[level].append((start, start + width + PITCH - 2 * BADGE))
        found.append(level)
    return found


def quote_episode(row):
    """An item of the numbered list."""
    words = f"{row.words} – {plain('status', row.status)}" + (f", dated {row.conflict}" if row.conflict else "")
    words += f" ({count_noun(row.n_articles, 'article')})" if row.n_articles > 1 else ""
    quotation = f"“{row.quotation}” {row.outlet}, {row.first_report:%-d %b %Y}"
    return row.number, words, quotation, SIGN_COLOURS[row.sign], row.status not in HAPPENED


def pair_words(data):
    """(caption, alt text) of the acts between two actors."""
    if data.empty:
        return f"**Two actors over time.** {pair_finding(data)}. n = 0.", f"{pair_finding(data)}."
    caption = (
        f"**Two actors over time.** {pair_finding(data)}. n = {len(data)}. Above the line of days cooperation, below "
        "it pressure and conflict, in a row for either direction; an act stands at the last day on which it "
        "can have happened, or hollow at the day of its first report where it is planned, only possible or did not "
        "happen. Long times without an act are left out of the line. Numbers lead to the words. Whether any of it is "
        "true, and what no article of the archive tells, it does not show."
    )
    listed = " ".join(
        f"{row.number}: {row.words}, {row.day:%-d %B %Y}, {plain('status', row.status)}."
        for row in data.itertuples(index=False)
    )
    return caption, f"{count_noun(len(data), 'act').capitalize()} between two actors on a line of days. {listed}"
