"""Acts that an archive tells more than once: how their status moved from report to report, and how many tell them."""

from functools import partial

import pandas as pd
from matplotlib.patches import Circle

from helpers.charts.canvas import MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import INK, PAPER, QUIET, SIGN_COLOURS
from helpers.lexicons import index_categories
from helpers.wording import count_noun, plain, shorten

COLUMNS = (
    "number",
    "lane",
    "label",
    "words",
    "statuses",
    "sign",
    "first_report",
    "last_report",
    "n_articles",
    "n_independent",
    "conflict",
    "episode_id",
    "outlet",
    "quotation",
)
LANES = {"PublicBody": "Public bodies", "Company": "Companies", "Person": "People"}
OTHERS = "Others"
HAPPENED, NOT = ("OCCURRED", "ONGOING", "HISTORICAL"), "DID_NOT_OCCUR"
RADIUS, STEP, LONGEST = 0.045, 0.17, 6
DAY_WIDTH, NUMBER_WIDTH = 0.78, 0.24


def episodes_data(told):
    """The drawn data: one row per episode, numbered by who acts and day.

    `told` is the answer to the question "movement": episodes with the names and the kind of their parties, and the
    first report's words.
    """
    lanes = [LANES.get(kind, OTHERS) for kind in told["kind"]]
    order = [*LANES.values(), OTHERS]
    told = told.assign(lane=lanes).sort_values(
        ["lane", "first_report", "episode_id"],
        key=lambda column: column.map(order.index) if column.name == "lane" else column,
        kind="stable",
    )
    rows = [describe_episode(number, row) for number, row in enumerate(told.itertuples(index=False), start=1)]
    return pd.DataFrame(rows, columns=COLUMNS)


def describe_episode(number, row):
    """One row of the drawn data."""
    category = index_categories()[row.category]
    parties = f"{row.actors} → {row.recipients}" if row.recipients else row.actors
    label = f"{parties}: {category.plain}"
    moved = " → ".join(word_status(status) for status in row.statuses.split(";"))
    return {
        "number": number,
        "lane": row.lane,
        "label": label,
        "words": f"{label}: {moved}; {word_reports(row)}",
        "statuses": row.statuses,
        "sign": category.sign,
        "first_report": row.first_report,
        "last_report": row.last_report,
        "n_articles": row.n_articles,
        "n_independent": row.n_independent,
        "conflict": row.conflict,
        "episode_id": row.episode_id,
        "outlet": row.outlet,
        "quotation": shorten(row.quotation),
    }


def word_status(status):
    """A status in plain words; a threat is told as one."""
    return "threatened" if status == "THREATENED" else plain("status", status)


def word_reports(row):
    """How many articles tell an episode, and how many of them rest on themselves."""
    articles = count_noun(row.n_articles, "article")
    return articles if row.n_independent == row.n_articles else f"{articles}, {row.n_independent} independent"


def episodes_finding(data):
    """The title: how many acts are told again, for how many the status moved, and what reprints make of the counts."""
    if data.empty:
        return "No act is told by more than one report"
    several = data["n_articles"] > 1
    moved, alone = (int(rows["statuses"].str.contains(";").sum()) for rows in (data[several], data[~several]))
    copied = int((data["n_independent"] < data["n_articles"]).sum())
    parts = [f"{count_noun(int(several.sum()), 'act').capitalize()} told by several articles"]
    parts[0] += f", {copied} of them by fewer independent reports" if copied else ""
    within = f" ({alone} within one article)" if alone else ""
    parts += [f"the status of {moved + alone} moved{within}"] if moved + alone else []
    return "; ".join(parts)


def episodes(told, source="", ax=None, width="page", title=""):
    """Draw the answer to the question "movement", and return the Axes.

    A row is an act, grouped by whoever does it; its discs are what reports say of it in the order in which they
    appeared. With `ax` the drawing goes there, else on a new figure of the width column, page or slide. `title`
    overrules the finding.
    """
    data = episodes_data(told)
    return draw_sheet(lambda canvas: draw_episodes(canvas, data, source), ax, width, title)


def draw_episodes(canvas, data, source):
    """All blocks of the picture."""
    how = (
        "A row is an act. Discs are what reports say of it, one for each change, in the order of the articles: hollow "
        "for a plan, a threat or a condition, full for what happened, crossed for what did not."
    )
    steps = max((min(LONGEST, cell.count(";") + 1) for cell in data["statuses"]), default=1)
    canvas.footer(source)
    canvas.heading(episodes_finding(data), how if len(data) else "")
    for lane in dict.fromkeys(data["lane"]):
        rows = data[data["lane"] == lane].itertuples(index=False)
        canvas.flow([partial(draw_row, canvas, row, STEP * steps) for row in rows], partial(draw_lane, canvas, lane))
    items = [
        (row.number, "", f"“{row.quotation}” {row.outlet}, {row.first_report:%-d %b %Y}", INK, False)
        for row in data.itertuples(index=False)
    ]
    canvas.evidence(items, "In the words of the first report")


def draw_lane(canvas, lane):
    """The name of a lane over its rows."""
    canvas.y += 0.05
    canvas.text(MARGIN, canvas.y, lane, "head", "bold")
    canvas.y += canvas.line_height("head") + 0.02
    canvas.rule(canvas.y)
    canvas.y += 0.04


def draw_row(canvas, row, room):
    """One episode: number, day of the first report, discs in their room, what is done, and by how many it is told."""
    narrow = canvas.kind == "column"
    size = "small" if narrow else "body"
    statuses = row.statuses.split(";")[-LONGEST:]
    left = MARGIN + NUMBER_WIDTH + DAY_WIDTH
    label_left = left + room + 0.08
    told = word_reports(row)
    right = canvas.right - (0 if narrow else measure("10 articles, 10 independent", SIZES["small"]) + 0.1)
    words = f"{row.label} ({told})" if narrow else row.label
    words += f" – dated {row.conflict}" if row.conflict else ""
    lines, size = canvas.lines(words, right - label_left, size)
    height = max(0.2, len(lines) * canvas.line_height(size) + 0.05)
    middle = canvas.y + canvas.line_height(size) / 2 + 0.02
    number = MARGIN + NUMBER_WIDTH - 0.08
    canvas.text(number, middle, str(row.number), "small", align="right", valign="middle", gid="evidence-number")
    day = f"{row.first_report:%-d %b %Y}"
    canvas.text(MARGIN + NUMBER_WIDTH, middle, day, "small", colour=QUIET, valign="middle")
    draw_statuses(canvas, left + RADIUS, middle, statuses, SIGN_COLOURS[row.sign], row.number)
    for n, line in enumerate(lines):
        canvas.text(label_left, middle + n * canvas.line_height(size), line, size, valign="middle")
    if not narrow:
        canvas.text(canvas.right, middle, told, "small", colour=QUIET, align="right", valign="middle")
    canvas.y += height


def draw_statuses(canvas, x, y, statuses, colour, number):
    """The discs of an act, joined by a line in the order of the reports."""
    last = x + STEP * (len(statuses) - 1)
    canvas.ax.plot([x, last], [y, y], color=colour, lw=0.9, zorder=3)
    for n, status in enumerate(statuses):
        centre = x + STEP * n
        face = colour if status in HAPPENED else PAPER
        canvas.ax.add_patch(
            Circle((centre, y), RADIUS, facecolor=face, edgecolor=colour, lw=1.0, zorder=4, gid=f"mark-{number}")
        )
        if status == NOT:
            edge = 0.6 * RADIUS
            for sign in (1, -1):
                canvas.ax.plot(
                    [centre - edge, centre + edge], [y - sign * edge, y + sign * edge], color=colour, lw=0.9, zorder=5
                )


def episodes_words(data):
    """(caption, alt text) of the episodes."""
    finding = episodes_finding(data)
    if data.empty:
        return f"**Told more than once.** {finding}. n = 0.", f"{finding}."
    caption = (
        f"**Told more than once.** {finding}. n = {len(data)}. A row is an act of the archive that several articles "
        "tell or whose status moved, grouped by whoever does it, under the day of the first report. Discs in blue are "
        "cooperation, in brown conflict; hollow: planned, threatened or conditional; full: happened; crossed: did not. "
        "Articles are independent when they print nobody's words and follow no other outlet. Numbers lead to the "
        "words. Acts of one report are not shown, nor whether any of it is true."
    )
    return caption, f"List of {count_noun(len(data), 'act')}. " + " ".join(
        f"{row.number}: {row.words}." for row in data.itertuples()
    )
