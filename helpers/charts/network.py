"""Who acts towards whom in an archive: left who acts, right towards whom, bands as wide as there are reports."""

from functools import partial

import pandas as pd
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import INK, QUIET, SIGN_COLOURS
from helpers.lexicons import load_lexicon
from helpers.wording import count_noun, join_names, plain, shorten

COLUMNS = (
    "number",
    "actor",
    "recipient",
    "sign",
    "words",
    "episodes",
    "independent",
    "happened",
    "actor_id",
    "recipient_id",
    "episode_ids",
    "outlet",
    "day",
    "quotation",
)
NAMES = {"column": 0.34, "page": 0.29, "slide": 0.29}  # share of the picture for the names of a side
SLOT, NODE_GAP = 2 * BADGE + 0.03, 0.09  # inches
WIDEST, ROUNDS = 0.15, 12
HEAD = 0.09


def network_data(told):
    """The drawn data: one row per actor, recipient and sign, numbered from top to bottom on the left.

    `told` is the answer to the question "network"; a country and its government are one.
    """
    told = join_states(told)
    left, right = order_sides(told)
    place = {name: n for n, name in enumerate(left)}, {name: n for n, name in enumerate(right)}
    rows = sorted(
        told.itertuples(index=False), key=lambda row: (place[0][row.actor_id], place[1][row.recipient_id], row.sign)
    )
    return pd.DataFrame([describe_edge(n, row) for n, row in enumerate(rows, start=1)], columns=COLUMNS)


def join_states(told):
    """The answer with a country whose government is also in it called by its government, the reports of both added."""
    names = dict(zip([*told["actor_id"], *told["recipient_id"]], [*told["actor"], *told["recipient"]], strict=True))
    ids = {name: actor_id for actor_id, name in names.items()}
    told = told.copy()
    for country in set(load_lexicon("countries")["name"]) & set(ids):
        government = next((n for n in ids if n in (f"Government of {country}", f"Government of the {country}")), None)
        for side in ("actor", "recipient") if government else ():
            told.loc[told[side] == country, [f"{side}_id", side]] = ids[government], government
    told = told[told["actor_id"] != told["recipient_id"]]
    same = ["actor_id", "recipient_id", "sign"]
    if not told.duplicated(same).any():
        return told
    first = dict.fromkeys([c for c in told if c not in same], "first")
    added = {**dict.fromkeys(("episodes", "independent", "happened"), "sum"), "episode_ids": ";".join}
    joined = told.sort_values("day", kind="stable").groupby(same, as_index=False, sort=False).agg({**first, **added})
    return joined.sort_values(["independent", *same], ascending=[False, True, True, True])[told.columns]


def describe_edge(number, row):
    """One row of the drawn data."""
    return {
        "number": number,
        "actor": row.actor,
        "recipient": row.recipient,
        "sign": row.sign,
        "words": f"{row.actor} → {row.recipient}: {plain('sign', row.sign)}, {word_reports(row)}",
        "episodes": row.episodes,
        "independent": row.independent,
        "happened": row.happened,
        "actor_id": row.actor_id,
        "recipient_id": row.recipient_id,
        "episode_ids": row.episode_ids,
        "outlet": row.outlet,
        "day": row.day,
        "quotation": shorten(row.quotation),
    }


def word_reports(row):
    """How much is told of a relation."""
    reports = count_noun(row.independent, "independent report")
    return reports if row.episodes == 1 else f"{count_noun(row.episodes, 'act')}, {reports}"


def order_sides(told):
    """(ids on the left, ids on the right) from top to bottom: each near the middle of those it is tied to (barycentre;
    Sugiyama et al. 1981), so that few bands cross.
    """
    weights = list(told[["actor_id", "recipient_id", "independent"]].itertuples(index=False, name=None))
    left, right = (list(dict.fromkeys(row[side] for row in weights)) for side in (0, 1))
    for _ in range(ROUNDS):
        right = order_by_middle(right, left, [(b, a, w) for a, b, w in weights])
        left = order_by_middle(left, right, weights)
    return left, right


def order_by_middle(names, others, weights):
    """Names by the weighted mean place of those that they are tied to, then as they stood."""
    place = {name: n for n, name in enumerate(others)}
    sums, counts = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
    for name, other, weight in weights:
        sums[name] += weight * place[other]
        counts[name] += weight
    return sorted(names, key=lambda name: sums[name] / counts[name])


def network_finding(data):
    """The title: how many actors, and on whom most conflict is reported to fall."""
    if data.empty:
        return "No two actors have that many independent reports"
    actors = len({*data["actor_id"], *data["recipient_id"]})
    conflict = data[data["sign"] == "-"]
    reports = conflict.groupby(["recipient_id", "recipient"])["independent"].sum()
    told = f"{count_noun(len(data), 'relation')} of {actors} actors"
    if reports.empty:
        return f"{told}; no pressure or conflict among them"
    most = sorted(name for _, name in reports.index[reports == reports.max()])
    return f"{told}; most pressure falls on {join_names(most)} ({count_noun(int(reports.max()), 'report')})"


def network(told, first, last, least, source="", ax=None, width="page", title=""):
    """Draw the answer to the question "network", which was given `first`, `last` and `least`, and return the Axes.

    With `ax` the drawing goes there, else on a new figure of the width column, page or slide. `title` overrules the
    finding.
    """
    data, chosen = network_data(told), word_choice(first, last, least)
    return draw_sheet(lambda canvas: draw_network(canvas, data, chosen, source), ax, width, title)


def word_choice(first, last, least):
    """Which reports are drawn, in a sentence."""
    days = " to ".join(f"{pd.Timestamp(day):%-d %B %Y}" for day in (first, last))
    return f"Reports of {days}, at least {least} for each."


def draw_network(canvas, data, chosen, source):
    """All blocks of the picture."""
    how = (
        f"{chosen} A band runs from who acts, left, to whom it is done to, right; it is as wide as there are "
        "independent reports of it. Whoever acts and is acted upon stands on both sides."
    )
    canvas.footer(source)
    canvas.heading(network_finding(data), how if len(data) else chosen)
    if len(data):
        draw_legend(canvas, data)
        drawn = choose_bands(canvas, data)
        draw_bands(canvas, drawn)
        lines = [partial(draw_line, canvas, row) for row in data.drop(drawn.index).itertuples(index=False)]
        if lines:
            canvas.flow(lines, partial(draw_line_head, canvas))
    items = [quote_relation(row) for row in data.itertuples(index=False)]
    canvas.evidence(items, "In the words of the first report of each")


def quote_relation(row):
    """An item of the numbered list."""
    words = f"{row.actor} → {row.recipient}: {word_reports(row)}"
    return row.number, words, f"“{row.quotation}” {row.outlet}, {row.day:%-d %b %Y}", SIGN_COLOURS[row.sign], False


def choose_bands(canvas, data):
    """The relations that have room on the sheet: those with most reports, as many as possible; the rest is listed."""
    ranked = data.sort_values("independent", ascending=False, kind="stable")
    fits, beyond = 1, len(data) + 1
    while beyond - fits > 1:
        count = (fits + beyond) // 2
        height = canvas.height_of(partial(draw_bands, canvas, ranked[:count].sort_index()))
        fits, beyond = (count, beyond) if canvas.y + height <= canvas.bottom else (fits, count)
    return ranked[:fits].sort_index()


def draw_line_head(canvas):
    """The heading of the relations that have no room."""
    canvas.text(MARGIN, canvas.y + 0.04, "Also told", "small", "semibold")
    canvas.y += canvas.line_height("small") + 0.06


def draw_line(canvas, row):
    """A relation that has no room as a band, in words."""
    indent = 2 * BADGE + 0.07
    canvas.badge(MARGIN + BADGE, canvas.y + 0.09, row.number, SIGN_COLOURS[row.sign])
    below = canvas.paragraph(MARGIN + indent, canvas.y + 0.02, row.words, canvas.inner - indent, "small")
    canvas.y = max(below, canvas.y + 0.19) + 0.02


def draw_legend(canvas, data):
    """What the colours that occur mean, and how many relations have each."""
    x = MARGIN
    for sign in (sign for sign in "+-" if (data["sign"] == sign).any()):
        words = f"{plain('sign', sign)} ({int((data['sign'] == sign).sum())})"
        canvas.box(x, canvas.y + 0.01, 0.12, 0.09, facecolor=SIGN_COLOURS[sign], edgecolor="none")
        canvas.text(x + 0.17, canvas.y, words, "small")
        x += 0.17 + measure(words, SIZES["small"]) + 0.25
    canvas.y += canvas.line_height("small") + 0.12


def draw_bands(canvas, data):
    """The two columns of names and the bands between them."""
    room = NAMES[canvas.kind] * canvas.inner
    left, right = MARGIN + room, canvas.right - room
    canvas.text(left, canvas.y, "who acts", "small", colour=QUIET, align="right")
    canvas.text(right, canvas.y, "towards whom", "small", colour=QUIET)
    canvas.y += canvas.line_height("small") + 0.06
    unit = WIDEST / data["independent"].max()
    starts, below = place_ends(canvas, data, "actor", left - 0.08, "right", room - 0.1)
    onward = data.assign(place=[starts[n] for n in data["number"]])
    order = order_sides(data)[1]
    onward = onward.sort_values(["recipient_id", "place"], key=lambda c: c.map(order.index) if c.dtype != float else c)
    ends, lowest = place_ends(canvas, onward, "recipient", right + 0.08, "left", room - 0.1)
    for row in data.itertuples(index=False):
        draw_band(canvas, row, (left, starts[row.number]), (right, ends[row.number]), unit * row.independent)
    canvas.y = max(below, lowest) + 0.06


def place_ends(canvas, data, side, x, align, room):
    """({number: y of its end}, y below all) of a side, with the names drawn beside the ends."""
    y, found, size = canvas.y, {}, "small" if canvas.kind == "column" else "body"
    for _, rows in data.groupby(f"{side}_id", sort=False):
        lines, points = canvas.lines(rows[side].iloc[0], room, size, "bold")
        height = max(len(rows) * SLOT, len(lines) * canvas.line_height(points))
        first = y + (height - len(rows) * SLOT) / 2 + SLOT / 2
        found |= {number: first + n * SLOT for n, number in enumerate(rows["number"])}
        top = y + (height - len(lines) * canvas.line_height(points)) / 2
        for n, line in enumerate(lines):
            canvas.text(x, top + n * canvas.line_height(points), line, points, "bold", align=align)
        edge = x + (0.05 if align == "right" else -0.05)
        canvas.ax.plot([edge, edge], [y + 0.02, y + height - 0.02], color=INK, lw=1.2, solid_capstyle="butt", zorder=3)
        y += height + NODE_GAP
    return found, y


def draw_band(canvas, row, start, end, width):
    """One band with its number where it begins and a head where it ends."""
    (x0, y0), (x1, y1), half = start, end, width / 2
    tip, middle = x1 - HEAD, (x0 + x1) / 2
    points = [
        (x0, y0 - half), (middle, y0 - half), (middle, y1 - half), (tip, y1 - half), (x1, y1), (tip, y1 + half),
        (middle, y1 + half), (middle, y0 + half), (x0, y0 + half), (x0, y0 - half),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, Path.LINETO, *curve, Path.CLOSEPOLY]
    colour = SIGN_COLOURS[row.sign]
    band = PathPatch(Path(points, codes), facecolor=colour, edgecolor="none", alpha=0.55, zorder=2)
    band.set_gid(f"relation-{row.number}")
    canvas.ax.add_patch(band)
    canvas.badge(x0 + BADGE, y0, row.number, colour)


def network_words(data, first, last, least):
    """(caption, alt text) of the network."""
    chosen = word_choice(first, last, least)
    if data.empty:
        return f"**Who acts towards whom.** {network_finding(data)}. {chosen} n = 0.", f"{network_finding(data)}."
    caption = (
        f"**Who acts towards whom.** {network_finding(data)}. n = {len(data)}. {chosen} A band runs from the one who "
        "acts to the one acted towards, blue for cooperation, brown for pressure and conflict, as wide as "
        "there are independent reports; planned and denied acts are among them. Numbers lead to the words of the first "
        "report. Pairs with fewer reports and actors without a name, who are known in one article alone, are not "
        "shown, nor whether any of it is true."
    )
    return caption, f"Graph of {count_noun(len(data), 'relation')}. " + " ".join(
        f"{row.number}: {row.words}." for row in data.itertuples()
    )
