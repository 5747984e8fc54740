"""The regulatory timeline: what happened, is planned or only possible, and how well its day is known.

What has a day of its own stands on the axis, in the lane of whoever acts; what has none stands below it, by status.
"""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb
from matplotlib.dates import date2num

from helpers.articles.article import publication_day
from helpers.charts.canvas import AGAIN, BADGE, MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import INK, PALE, PAPER, QUIET, SIGN_COLOURS, SIGN_MARKERS
from helpers.charts.timescale import FADE, TimeScale, draw_axis, draw_grid
from helpers.lexicons import find_look
from helpers.relations import find_acts, pair_parties
from helpers.spans import find_trigger, read_places
from helpers.tables import HAPPENED, READ, is_read
from helpers.wording import TELLINGS, count_noun, join_names, plain, shorten, word_acts, word_days, word_sign

COLUMNS = (
    "number",
    "act",
    "lane",
    "acting",
    "concerned",
    "who",
    "label",
    "category",
    "words",
    "status",
    "sign",
    "earliest",
    "latest",
    "date_basis",
    "event_id",
    "quotation",
    "excerpt",
    "paragraph",
    "review",
)
LANES = (("LEG", "Legislature"), ("GOV", "Government and regulators"), ("JUD", "Courts"), ("BUS", "Companies"))
OTHER_LANE, UNTOLD_LANE = "Others", "By whom is not told or was not found"
NOBODY = "(nobody named)"
ROW, HEAD, INDENT = 0.22, 0.23, 2 * BADGE + 0.08
BAR, DASH, SOFT = 0.11, 0.06, 0.12
DASHES = (0, (2.2, 1.6))
ABREAST, STEP = 3, 0.2  # numbers beside one another
BESIDE = 0.24  # room behind a mark for its number
STATUSES = ("OCCURRED", "HISTORICAL", "ONGOING", "PLANNED", "CONDITIONAL", "DID_NOT_OCCUR")
AHEAD = ("PLANNED", "CONDITIONAL")
UNTOLD, NOT_YET = "no day told", "did not happen, or not yet"
SURE = 3  # rows that somebody has read: from fewer the title states no finding
COUNTED = (
    (HAPPENED, "happened or is under way", "happened or are under way"),
    (("PLANNED",), "planned", "planned"),
    (("CONDITIONAL",), "only possible", "only possible"),
    (("DID_NOT_OCCUR",), "did not happen", "did not happen"),
)
TOLD = "Days ahead that are told, with no act found for them"


def timeline_data(events, parties=None, actors=None, sentences=None):
    """The drawn data of the timeline: one row per event, numbered in the order of the text, with lane and label in
    words: the article's own first, the category behind them; `act` is the number of the event that tells its act first.
    """
    events = events.sort_values(["start", "end"], kind="stable")
    numbers = {event_id: number for number, event_id in enumerate(events["event_id"], start=1)}
    first = find_acts(events, () if parties is None else pair_parties(parties, events))
    rows = [
        {"act": numbers[first[event.event_id]], **describe_event(number, event, parties, actors, sentences)}
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
    who, look = name_parties(acting, concerned), find_look(event.category, event.mode)
    category = look.passive if concerned and not acting else look.plain
    label = label_event(event, acting, concerned)
    return {
        "number": number,
        "lane": find_lane(event.event_id, parties, actors),
        "acting": "; ".join(acting),
        "concerned": "; ".join(concerned),
        "who": who,
        "label": label,
        "category": category,
        "words": f"{label} ({category})",
        "status": event.status,
        "sign": look.sign,
        "earliest": event.earliest,
        "latest": event.latest,
        "date_basis": event.date_basis,
        "event_id": event.event_id,
        "quotation": quote_tellings(event, sentences),
        "excerpt": shorten_tellings(event, sentences),
        "paragraph": int(inside["paragraph"].iloc[0]) if len(inside) else 0,
        "review": event.review,
    }


def quote_tellings(event, sentences):
    """The words of an act; where it is told again, those, too, cut from the sentences."""
    again = read_places(event.told_again) if sentences is not None else []
    inside = [
        row.text[start - row.start : end - row.start]
        for start, end in again
        for row in sentences[(sentences["start"] <= start) & (sentences["end"] >= end)].itertuples(index=False)
    ]
    return TELLINGS.join([event.text, *inside])


def shorten_tellings(event, sentences):
    """As `quote_tellings`, every quotation cut to its length, the first around what tells the act."""
    _, *again = quote_tellings(event, sentences).split(TELLINGS)
    first = shorten(event.text, around=find_trigger(event._asdict()))
    return TELLINGS.join([first, *map(shorten, again)])


def label_event(event, acting, concerned):
    """Who does what to whom, in the article's own words: AT&T → Huawei: “backed out of”."""
    who, said = name_parties(acting, concerned), f"“{shorten(event.trigger_text, 6)}”"
    return f"{who}: {said}" if who else said


def name_parties(acting, concerned):
    """Who acts towards whom: "A → B", "A"; "(nobody named) → B" where the one who acts is not told."""
    if not concerned:
        return join_names(acting, 2)
    return f"{join_names(acting, 2) or NOBODY} → {join_names(concerned, 2)}"


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
    """The title: from whom pressure comes on whom, and what is pending or ahead, if somebody has read at least three
    such events; else how many acts there are, and how many of them happened.
    """
    if data.empty:
        return "The article tells of no event with a party that could be linked"
    sure = data[is_read(data)]
    told = [part for part in (tell_pressure(sure), tell_ahead(sure)) if part] if len(sure) >= SURE else []
    if told:
        return f"{told[0][0].upper()}{'; '.join(told)[1:]}"
    parts = []
    for statuses, one, many in COUNTED:
        if n := data.loc[data["status"].isin(statuses), "act"].nunique():
            parts.append(f"{n} {one if n == 1 else many}")
    return f"{word_acts(data['act'])}: {', '.join(parts)}"


def tell_pressure(sure):
    """On whom at least three acts of pressure or conflict fall, more than on anybody else, and whose they are."""
    rows = sure[sure["status"].isin(HAPPENED) & (sure["sign"] == "-") & (sure["concerned"] != "")]
    counts = rows.groupby("concerned")["act"].nunique().sort_values(ascending=False, kind="stable")
    if counts.empty or counts.iloc[0] < SURE or (counts == counts.iloc[0]).sum() > 1:
        return ""
    falling = rows[rows["concerned"] == counts.index[0]]
    acting = sorted({name for names in falling["acting"] for name in names.split("; ") if name})
    source = f" comes from {join_names(acting)}" if acting else ""
    return f"pressure on {counts.index[0]}{source} ({count_noun(falling['act'].nunique(), 'act')})"


def tell_ahead(sure):
    """The first act that is planned for a day that is told, else the one that is under way for longest."""
    planned = sure[(sure["status"] == "PLANNED") & (sure["date_basis"] != "publication") & sure["earliest"].notna()]
    lasting = sure[(sure["status"] == "ONGOING") & sure["earliest"].notna()]
    for rows, word in ((planned, "ahead"), (lasting, "under way")):
        if len(rows):
            row = rows.sort_values(["earliest", "number"]).iloc[0]
            said = row.label.replace(": “", " “", 1)
            return f"{word}: {said}, {word_days(row.earliest, row.latest, row.status == 'ONGOING')}"
    return ""


def timeline(
    events,
    parties=None,
    actors=None,
    sentences=None,
    published=None,
    source="",
    ax=None,
    width="page",
    title="",
    dates=None,
    assumed=False,
):
    """Draw the timeline of the table `events` and return its Axes.

    `parties`, `actors` and `sentences` (tables) give the labels, lanes and places; `dates` (table) the days ahead
    that are told without an event. `published` (a date) draws the line of publication, which is `assumed` or not,
    and `source` is the source line. With `ax` the drawing goes there, else on a new figure of the width column,
    page or slide. `title` overrules the finding.
    """
    data = timeline_data(events, parties, actors, sentences)
    told = told_days(dates, data, sentences, published)
    return draw_sheet(lambda canvas: draw_timeline(canvas, data, told, published, assumed, source), ax, width, title)


def told_days(dates, data, sentences, published):
    """The days after publication that the article tells and no event has: words, earliest, latest."""
    told = [] if dates is None or published is None else dates.sort_values("start").itertuples(index=False)
    day, known = published and pd.Timestamp(publication_day(published)), {*data["earliest"], *data["latest"]}
    rows = [
        {"words": quote_day(date, sentences), "earliest": date.earliest, "latest": date.latest}
        for date in told
        if date.timex_type in ("DATE", "TIME") and date.earliest > day and not {date.earliest, date.latest} & known
    ]
    return pd.DataFrame(rows, columns=["words", "earliest", "latest"]).drop_duplicates(["earliest", "latest"])


def quote_day(date, sentences):
    """An expression of time with the few words before it in its sentence."""
    inside = () if sentences is None else sentences[(sentences["start"] <= date.start) & (sentences["end"] >= date.end)]
    before = inside["text"].iloc[0][: date.start - inside["start"].iloc[0]].split() if len(inside) else []
    return f"“{'… ' * (len(before) > 4)}{' '.join([*before[-4:], date.text])}”"


def has_own_day(row, day):
    """Whether an event has a bound of its own, that is more than a bound at the day of publication.

    What is said to lie ahead has none either if its days are over when it is told.
    """
    bounds = {bound for bound in (row.earliest, row.latest) if pd.notna(bound)}
    if not bounds or row.date_basis == "publication" or is_overdue(row, day):
        return False
    return bounds != {day} or is_known_day(row)


def is_overdue(row, day):
    """Whether an event is planned or possible on days that are over at publication: one of both is read wrong."""
    return row.status in AHEAD and day is not None and pd.notna(row.latest) and row.latest < day


def group_rows(data):
    """[rows] of the events that share a line: those of the same parties, kind, status and days, those of one act
    together.
    """
    keys = ["who", "category", "status", "earliest", "latest"]
    alike = data.groupby(keys, sort=False, dropna=False)["number"].transform("min") if len(data) else []
    lines = data.assign(alike=alike).groupby("alike", sort=False)
    return [list(rows.sort_values(["act", "number"]).itertuples(index=False)) for _, rows in lines]


def narrow_days(data):
    """The drawn data with the days that all tellings of an act leave to it, and on what their basis."""
    told = data.assign(date_basis=data["date_basis"].where(data["date_basis"] != "publication")).groupby("act")
    return data.assign(
        earliest=told["earliest"].transform("max"),
        latest=told["latest"].transform("min"),
        date_basis=told["date_basis"].transform("first").fillna("publication"),
    )


def draw_timeline(canvas, data, told, published, assumed, source):
    """All blocks of the picture from top to bottom."""
    day = None if published is None else pd.Timestamp(publication_day(published))
    drawn = narrow_days(data) if len(data) else data
    dated = drawn[[has_own_day(row, day) for row in drawn.itertuples(index=False)]] if len(data) else data
    undated = drawn.drop(dated.index)
    canvas.footer(source)
    canvas.heading(timeline_finding(data), explain_marks(dated, data))
    if data.empty:
        return
    draw_legend(canvas, data, dated)
    if len(dated) or len(told):
        draw_dated(canvas, dated, told, published, assumed)
    for status in STATUSES:
        draw_undated(canvas, status, undated[undated["status"] == status], mixed(data))
    canvas.evidence([quote_event(row) for row in data.itertuples(index=False)])


def mixed(data):
    """Whether somebody has read some of the events, and nobody the others."""
    return is_read(data).nunique() > 1


def draw_dated(canvas, dated, told, published, assumed):
    """The events with a day of their own on the axis, lane by lane, and the days ahead that are told without one."""
    narrow, room = canvas.kind == "column", canvas.inner * 0.5 - INDENT
    widths = [measure(row.label, SIZES["body"]) for row in dated.itertuples(index=False)]
    label_width = canvas.inner - INDENT if narrow else min(max([*widths, 1.6]) + 0.1, room)
    left = MARGIN + (0.06 if narrow else INDENT + label_width)
    scale = TimeScale(pd.concat([dated, told])[["earliest", "latest"]], published, left, canvas.right, assumed)
    canvas.open(partial(draw_axis, canvas, scale))
    for lane in [*(name for _, name in LANES), OTHER_LANE, UNTOLD_LANE]:
        rows = dated[dated["lane"] == lane]
        known = rows["earliest"].fillna(rows["latest"])
        groups = group_rows(rows.assign(known=known).sort_values(["known", "number"], kind="stable"))
        lines = share_lines(groups, scale)
        blocks = [partial(draw_row, canvas, line, scale, label_width, mixed(dated)) for line in lines]
        if blocks:
            canvas.flow(blocks, partial(draw_band, canvas, lane, scale))
    if len(told):
        rows = [partial(draw_told, canvas, row, scale, label_width) for row in told.itertuples(index=False)]
        canvas.flow(rows, partial(draw_band, canvas, TOLD, scale))
    canvas.head = None


def is_known_day(row):
    """Whether an event is dated to one day."""
    return pd.notna(row.earliest) and row.earliest == row.latest


def has_soft_ends(row):
    """Whether an event happened on an untold day between two that are told."""
    return pd.notna(row.earliest) and pd.notna(row.latest) and row.earliest != row.latest and row.status != "ONGOING"


def explain_marks(dated, data):
    """How to read the marks that occur in the picture."""
    rows = list(dated.itertuples(index=False))
    words = ["Each row quotes the article; behind it, in grey, the kind of act."] if len(data) else []
    if any(is_known_day(row) for row in rows):
        words.append("A mark is a known day.")
    if not all(is_known_day(row) for row in rows):
        soft = ", softened where the day lies somewhere within" if any(has_soft_ends(row) for row in rows) else ""
        words.append(f"A bar covers all days that fit the words{soft}; an end that fades away is not told.")
    if len(rows) < len(data):
        words.append("What has no day of its own stands below.")
    if data["act"].nunique() < len(data):
        words.append(AGAIN)
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
    return (
        row.number,
        words,
        f"{place}“{row.excerpt}”",
        SIGN_COLOURS[row.sign],
        row.status not in HAPPENED,
        SIGN_MARKERS[row.sign],
    )


def draw_band(canvas, words, scale=None):
    """The heading of a lane or of a block, with the grid on it if it stands on the axis."""
    lines, points = canvas.lines(words, canvas.inner - 0.1, "body", "semibold")
    height = len(lines) * canvas.line_height() + 0.05
    canvas.y += 0.04
    canvas.box(MARGIN, canvas.y, canvas.inner, height, facecolor=PALE, edgecolor="none", zorder=0)
    canvas.paragraph(MARGIN + 0.05, canvas.y + 0.03, words, canvas.inner - 0.1, points, "semibold")
    if scale and canvas.kind != "column":
        draw_grid(canvas, scale, canvas.y - 0.04, canvas.y + height + 0.03)
    canvas.y += height + 0.03


def draw_label(canvas, rows, x, y, width, checked):
    """Numbers and words of the events that share a line: who, the article's own words, and in grey the kind of act;
    `checked` says where somebody has read the row. Returns the y below.
    """
    for n, row in enumerate(rows):
        canvas.badge(
            x + BADGE + n % ABREAST * STEP,
            y + 0.09 + n // ABREAST * STEP,
            row.number,
            SIGN_COLOURS[row.sign],
            row.status not in HAPPENED,
            SIGN_MARKERS[row.sign],
            row.number != row.act,
        )
    said = "; ".join(dict.fromkeys(row.label.rpartition(": ")[2] for row in rows))
    words = f"{rows[0].who}: {said}" if rows[0].who else said
    read = " ✓" if checked and all(row.review in READ for row in rows) else ""
    shift = STEP * (min(len(rows), ABREAST) - 1)
    x, width = x + INDENT + shift, width - shift
    lines, points = canvas.lines(words, width, "body")
    below = canvas.paragraph(x, y + 0.01, words, width, points)
    category, last = rows[0].category + read, measure(lines[-1], points) + 0.07
    if last + measure(category, SIZES["small"]) <= width:
        top = below - canvas.line_height(points) + 0.014
        canvas.text(x + last, top, category, "small", colour=QUIET)
    else:
        below = canvas.paragraph(x, below, category, width, "small", colour=QUIET)
    return max(below, y - (-len(rows) // ABREAST) * STEP) + 0.02


def share_lines(groups, scale):
    """[[rows of a mark]] of every line: marks of the same parties and kind share one where they do not touch."""
    lines = []
    for group in groups:
        one = group[0].who, group[0].category
        apart = (line for line in lines if all(is_clear(group, other, scale) for other in line))
        line = next((line for line in apart if one[0] and (line[0][0].who, line[0][0].category) == one), None)
        lines += [] if line else [[]]
        (line or lines[-1]).append(group)
    return lines


def is_clear(group, other, scale):
    """Whether two marks, each with its number behind it, leave room between them."""
    (a, b), (c, d) = (mark_reach(rows[0], scale) for rows in (group, other))
    return b + BESIDE < c or d + BESIDE < a


def mark_reach(row, scale):
    """(x0, x1) of the mark of an event."""
    if is_known_day(row) and row.status != "ONGOING":
        x = scale.place(date2num(row.earliest) + 0.5)
        return x - 0.06, x + 0.06
    return bar_edges(row, scale)[:2]


def draw_row(canvas, marks, scale, label_width, checked):
    """The events of one line: their numbers and labels, and their marks on the time axis, with their numbers where
    there are several.
    """
    top = canvas.y
    narrow = canvas.kind == "column"
    rows = [row for mark in marks for row in mark]
    below = draw_label(canvas, rows, MARGIN, top + 0.02, label_width - (0.0 if narrow else 0.06), checked)
    middle = below + 0.06 if narrow else (top + max(below, top + ROW)) / 2
    for row, *_ in marks:
        draw_mark(canvas, row, scale, middle)
        if len(marks) > 1:
            x = mark_reach(row, scale)[1] + 0.04
            canvas.text(x, middle, str(row.number), "small", colour=SIGN_COLOURS[row.sign], valign="middle")
    end_row(canvas, scale, top, below)


def draw_told(canvas, row, scale, label_width):
    """A day ahead that is told without an event: the words, and a stroke at each of its bounds."""
    narrow, top = canvas.kind == "column", canvas.y
    words = f"{row.words}, {word_days(row.earliest, row.latest)}"
    below = canvas.paragraph(MARGIN + INDENT, top + 0.03, words, label_width - 0.06) + 0.02
    middle = below + 0.06 if narrow else (top + max(below, top + ROW)) / 2
    bounds = [scale.place(date2num(day) + 0.5) for day in (row.earliest, row.latest) if pd.notna(day)]
    canvas.ax.plot(bounds, [middle] * len(bounds), marker="|", ms=8, color=INK, lw=1.0, mew=1.4, zorder=4)
    end_row(canvas, scale, top, below)


def end_row(canvas, scale, top, below):
    """Go on below a row whose words reach down to `below`, with the grid behind its marks."""
    narrow = canvas.kind == "column"
    canvas.y = below + 0.15 if narrow else max(below, top + ROW)
    draw_grid(canvas, scale, below - 0.02 if narrow else top, canvas.y)
    canvas.rule(canvas.y, colour="#ececec")


def draw_undated(canvas, status, rows, checked):
    """The events of a status that have no day of their own, in columns."""
    groups = group_rows(rows)
    count = 1 if canvas.kind == "column" else 2
    step = (canvas.inner + 0.2) / count
    lines = [
        partial(draw_abreast, canvas, groups[n : n + count], step, step - 0.2 - INDENT, checked)
        for n in range(0, len(groups), count)
    ]
    if lines:
        words = plain("status", status)
        canvas.flow(lines, partial(draw_band, canvas, f"{words[0].upper()}{words[1:]}: {UNTOLD}"))


def draw_abreast(canvas, groups, step, width, checked):
    """Events without a day side by side."""
    top = canvas.y + 0.02
    bottoms = []
    for n, group in enumerate(groups):
        x = MARGIN + n * step
        below = draw_label(canvas, group, x, top, width, checked)
        if group[0].status in AHEAD and group[0].date_basis != "publication" and pd.notna(group[0].latest):
            words = f"told of {word_days(group[0].earliest, group[0].latest)}, which was over at publication"
            below = canvas.paragraph(x + INDENT, below, words, width, "small", colour=QUIET)
        bottoms.append(below)
    canvas.y = max(bottoms)


def bounds(row, scale):
    """(start, end, open at the start, open at the end) of an event on the day scale."""
    start = scale.first if pd.isna(row.earliest) else scale.edge(row.earliest)
    end = scale.last if pd.isna(row.latest) else scale.edge(row.latest, end=True)
    return start, end, pd.isna(row.earliest), pd.isna(row.latest)


def draw_mark(canvas, row, scale, y):
    """A mark on a known day; else a bar over its bounds whose uncertain ends fade; the outline tells the status, the
    shape the sign.
    """
    colour, happened = SIGN_COLOURS[row.sign], row.status in HAPPENED
    if is_known_day(row) and row.status != "ONGOING":
        marked = scale.place(date2num(row.earliest) + 0.5)
        if row.date_basis == "narrative":
            draw_fade(canvas, marked - 2 * SOFT, marked + 2 * SOFT, y, 0.05, colour, 2 * SOFT, 2 * SOFT, 0.6)
        draw_day(canvas, marked, y, colour, happened, row)
    else:
        x0, x1, fade0, fade1 = bar_edges(row, scale)
        draw_bar(canvas, x0, x1, y, colour, happened, fade0, fade1, row)
        marked = (x0 + x1) / 2
    if row.status == "DID_NOT_OCCUR":
        canvas.ax.plot([marked], [y], marker="x", ms=7, mec=INK, mew=1.6, zorder=6)
    if row.status == "HISTORICAL":
        canvas.ax.plot([marked], [y], marker="o", ms=2.5, color=PAPER, zorder=6)


def draw_day(canvas, x, y, colour, happened, row):
    """A mark on a known day in the shape of its sign: full if it happened, else hollow, and dashed unless planned."""
    shape, gid = SIGN_MARKERS[row.sign], f"mark-{row.number}"
    size = {"s": 6.0, "o": 6.8, "D": 5.4}[shape]
    if happened or row.status == "PLANNED":
        style = {"marker": shape, "ms": size, "mfc": colour if happened else PAPER, "mec": colour, "mew": 1.2}
        canvas.ax.plot([x], [y], zorder=4, gid=gid, **style)
    else:
        style = {"marker": shape, "s": size**2, "linewidths": 1.2, "linestyles": [DASHES]}
        canvas.ax.scatter([x], [y], facecolors=PAPER, edgecolors=colour, zorder=4, **style)
        canvas.ax.plot([x], [y], marker="", gid=gid)


def bar_edges(row, scale):
    """(x0, x1, length of the fade at the left, at the right) of a bar in inches; an open end fades within its stretch.

    What is under way ends, with its arrowhead, at the day of publication: nobody can have told more. It begins softly
    where only a month or a year is told.
    """
    start, end, open_start, open_end = bounds(row, scale)
    lasting = row.status == "ONGOING"
    now = scale.last if scale.published is None else scale.published
    if lasting and open_end:
        end, open_end = max(start, now), False
    x1 = min(scale.right, scale.place(start) + FADE) if open_end else scale.place(end)
    x0 = max(scale.stretch_start(min(end, now)), x1 - FADE) if open_start else scale.place(start)
    x0 = min(x0, x1 - 0.1) if not open_end else x0
    soft = min(0.25 * (x1 - x0), SOFT)
    begin = soft if not lasting or (pd.notna(row.earliest) and row.earliest.day == 1) else 0.0
    return x0, x1, (x1 - x0 if open_start else begin), (0.7 * (x1 - x0) if open_end else 0.0 if lasting else soft)


def draw_bar(canvas, x0, x1, y, colour, happened, fade0, fade1, row):
    """A bar with soft ends, with a light line along its middle if it is cooperation; hollow where the event did not
    (yet) happen; an arrowhead where it goes on.
    """
    draw_fade(canvas, x0, x1, y, BAR, colour, fade0, fade1, 0.92 if happened else 0.1, gid=f"bar-{row.number}")
    if happened and row.sign == "+":
        canvas.ax.plot([x0, x1], [y, y], color=PAPER, lw=1.6, zorder=3.2, solid_capstyle="butt")
    if not happened:
        dash = 0.0 if row.status == "PLANNED" else DASH
        for edge in (y - BAR / 2, y + BAR / 2):
            fades = (fade * pd.isna(day) for fade, day in ((fade0, row.earliest), (fade1, row.latest)))
            draw_fade(canvas, x0, x1, edge, 0.018, colour, *fades, 1.0, dash)
        ends = [x for x, day in ((x0, row.earliest), (x1, row.latest)) if pd.notna(day)]
        canvas.ax.vlines(ends, y - BAR / 2, y + BAR / 2, color=colour, lw=1.1, zorder=4)
    if row.status == "ONGOING":
        canvas.ax.plot([x1 + 0.02], [y], marker=">", ms=4.5, color=colour, zorder=4, clip_on=False)
    canvas.ax.plot([(x0 + x1) / 2], [y], marker="", gid=f"mark-{row.number}")


def draw_fade(canvas, x0, x1, y, height, colour, fade0, fade1, full, dash=0.0, gid=None):
    """A bar from x0 to x1 of strength `full` that fades over the given lengths at its left and right end; of dashes, if
    their length is given.
    """
    place = np.linspace(x0, x1, 256)
    rise = np.clip((place - x0) / fade0, 0, 1) if fade0 else np.ones_like(place)
    fall = np.clip((x1 - place) / fade1, 0, 1) if fade1 else np.ones_like(place)
    drawn = (place - x0) % (2 * dash) < 1.15 * dash if dash else True
    pixels = np.empty((1, len(place), 4))
    pixels[..., :3], pixels[..., 3] = to_rgb(colour), np.minimum(rise, fall) * full * drawn
    extent = (x0, x1, y + height / 2, y - height / 2)
    canvas.ax.imshow(pixels, extent=extent, aspect="auto", interpolation="bilinear", zorder=3, gid=gid)


def draw_legend(canvas, data, dated):
    """What shapes and outlines mean: only what occurs in the picture."""
    x, y = MARGIN, canvas.y + 0.07
    for indent, words, draw in [*list_signs(canvas, data), *list_statuses(canvas, data, dated)]:
        step = indent + measure(words, SIZES["small"])
        if x > MARGIN and x + step > canvas.right:
            x, y = MARGIN, y + 0.19
        draw(x, y)
        canvas.text(x + indent, y, words, "small", valign="middle")
        x += step + 0.16
    canvas.y = y + 0.16


def list_signs(canvas, data):
    """(room for the key, its words, what draws it) of the signs."""
    present = [sign for sign in ("-", "+", "") if (data["sign"] == sign).any()]
    return [(0.16, word_sign(sign), partial(draw_sign, canvas, sign)) for sign in present]


def list_statuses(canvas, data, dated):
    """(room for the key, its words, what draws it) of the statuses, of an inferred day, and of what somebody has read.

    What has no day bears no outline but that of its number.
    """
    keys = [
        (0.36 + 0.06 * (status == "ONGOING"), plain("status", status), partial(draw_key, canvas, status))
        for status in STATUSES
        if (dated["status"] == status).any()
    ]
    waiting = data[~data["status"].isin(HAPPENED)]
    if set(waiting["status"]) - set(dated["status"]):
        keys.append((0.16, NOT_YET, partial(draw_hollow, canvas, waiting["sign"].iloc[0])))
    if any(is_known_day(row) and row.date_basis == "narrative" for row in dated.itertuples(index=False)):
        keys.append((0.4, "day inferred from the story", partial(draw_inferred, canvas)))
    return keys + [(0.0, "✓ read by somebody", lambda x, y: None)] * mixed(data)


def draw_sign(canvas, sign, x, y):
    """The shape and colour of a sign."""
    canvas.ax.plot([x + 0.05], [y], marker=SIGN_MARKERS[sign], ms=6, color=SIGN_COLOURS[sign], mew=0)


def draw_hollow(canvas, sign, x, y):
    """A hollow shape, as the numbers of what did not happen have."""
    canvas.ax.plot([x + 0.05], [y], marker=SIGN_MARKERS[sign], ms=6, mfc=PAPER, mec=QUIET, mew=1.0)


def draw_inferred(canvas, x, y):
    """A day that is inferred: a mark with a halo to both sides."""
    draw_fade(canvas, x, x + 0.32, y, 0.05, QUIET, 0.16, 0.16, 0.6)
    canvas.ax.plot([x + 0.16], [y], marker="o", ms=6, color=QUIET, mew=0)


def draw_key(canvas, status, x, y):
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
        f"**Regulatory timeline.** {timeline_finding(data)}. n = {len(data)}. Each row quotes the article. Events with "
        "a day of their own stand on the axis, in the lane of whoever acts: a mark is a known day, a bar covers all "
        "days that fit the words, an end that fades is open; the others stand below. Square: pressure or conflict; "
        "disc: cooperation; diamond: an act that takes no side, such as an application. Filled: happened or under way; "
        "outlined: planned or only possible; crossed: did not happen. Times in which nothing is told are left out at "
        "the slanted marks. Numbers lead to the quotations. It does not show what the article leaves out, nor whether "
        "what it reports is true."
    )
    listed = " ".join(
        f"{row.number}: {row.words}, {plain('status', row.status)}." for row in data.itertuples(index=False)
    )
    return caption, f"{timeline_finding(data)}. Timeline with {count_noun(len(data), 'event')}. {listed}".strip()
