"""Actor relations: who acts towards whom, cooperation on the left, conflict on the right, dashed where it did not (yet)
happen.
"""

from itertools import pairwise, permutations
from math import hypot

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure, wrap
from helpers.charts.style import QUIET, SIGN_COLOURS
from helpers.tables import HAPPENED
from helpers.wording import count_noun, join_names, plain, shorten

COLUMNS = (
    "number",
    "source",
    "target",
    "category",
    "sign",
    "score",
    "status",
    "event_id",
    "quotation",
    "source_id",
    "target_id",
    "words",
)
PORT, NODE, GAP = 0.155, 0.27, 0.08
# Where on an arrow its number may stand, the outermost point first, and where others are asked whether they pass there.
SPOTS = (0.5, *(0.5 + side * n * 0.04 for n in range(1, 12) for side in (-1, 1)))
NEAR, STEPS = 15, tuple(n / 60 for n in range(61))
FRAME, ROUNDS, MOVABLE = "#8c8c8c", 8, 60
MARKS = {"Person": "●", "Company": "■", "PublicBody": "▲", "Organization": "◆", "Group": "○", "Territory": "▬"}
FINDING_FROM = 3  # arrows: from fewer nobody can tell where most of anything falls
OMITTED, SIDELESS = "who acts, or towards whom, is not told or was not found", ", or because the act takes no side"


def relations_data(relations, events, actors):
    """The drawn data: one row per relation and event, with the evidence number that the event has on the timeline."""
    events = events.sort_values(["start", "end"], kind="stable").reset_index(drop=True)
    numbers = {event_id: i + 1 for i, event_id in enumerate(events["event_id"])}
    quotations = dict(zip(events["event_id"], events["text"], strict=True))
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    rows = [
        (
            numbers[event_id],
            names[r.source_id],
            names[r.target_id],
            r.category,
            r.sign,
            r.score,
            r.status,
            event_id,
            quotations[event_id],
            r.source_id,
            r.target_id,
            f"{names[r.source_id]} → {names[r.target_id]}: {plain('category', r.category)}",
        )
        for r in relations.itertuples(index=False)
        for event_id in r.event_ids.split(";")
    ]
    return pd.DataFrame(sorted(rows, key=lambda row: (row[0], row[1], row[2])), columns=COLUMNS)


def relations_finding(data):
    """The title: on whom most of the pressure that happened falls, and how much has not happened; of fewer than three
    arrows, or no more than one event on anybody, only what is drawn.
    """
    if data.empty:
        return "No relation between two actors could be read from the article"
    happened = data["status"].isin(HAPPENED)
    total, pending = data["number"].nunique(), data.loc[~happened, "number"].nunique()
    rest = f"{pending} of {count_noun(total, 'event')} {'has' if pending == 1 else 'have'} not (yet) happened"
    rest = (
        rest
        if pending
        else f"{'the event' if total == 1 else f'all {total} events'} happened or {'is' if total == 1 else 'are'} "
        "under way"
    )
    counts = data[happened & (data["sign"] == "-")].groupby("target")["number"].nunique()
    if len(data) < FINDING_FROM or counts.max() == 1:
        actors = pd.concat([data["source"], data["target"]]).nunique()
        return f"{count_noun(total, 'event').capitalize()} between {actors} actors; {rest}"
    if counts.empty:
        return f"No pressure or conflict so far; {rest}"
    most = sorted(counts.index[counts == counts.max()])
    each = " each" if len(most) > 1 else ""
    return f"Most pressure so far falls on {join_names(most)} ({count_noun(int(counts.max()), 'event')}{each}); {rest}"


def relations(relations, events, actors, source="", ax=None, width="page"):
    """Draw the relations of the tables `relations`, `events` and `actors` and return the Axes.

    `source` is the source line. With `ax` the drawing goes there, else on a new figure of the width column, page or
    slide.
    """
    data = relations_data(relations, events, actors)
    kinds = dict(zip(actors["name"], actors["kind"], strict=True))
    omitted = sorted(set(range(1, len(events) + 1)) - set(data["number"]))
    why = OMITTED + (SIDELESS if (events["category"] == "OTHER").any() else "")
    return draw_sheet(lambda canvas: draw_relations(canvas, data, kinds, omitted, why, source), ax, width)


def draw_relations(canvas, data, kinds, omitted, why, source):
    """All blocks of the picture from top to bottom."""
    canvas.heading(
        relations_finding(data),
        "An arrow runs from the one who acts to the one acted towards; an event with two of them has two arrows. "
        "Dashed: planned, only possible, or did not happen."
        if len(data)
        else "",
    )
    if data.empty:
        canvas.footer(source)
        return
    order = order_actors(data, kinds)
    draw_sides(canvas, data)
    arcs = {sign: assign_ports(order, data[data["sign"] == sign]) for sign in "+-"}
    heights = [node_height(canvas, name, arcs) for name in order]
    column = node_width(canvas, order)
    tracks = {sign: pack_tracks(order, arcs[sign]) for sign in "+-"}
    left, right = place_column(canvas, column, tracks)
    tops = canvas.y + np.concatenate([[0], np.cumsum([h + GAP for h in heights])])
    for name, top, height in zip(order, tops, heights, strict=False):
        draw_node(canvas, name, kinds[name], left, top, column, height)
    for sign, x, edge in (("+", left, MARGIN), ("-", right, canvas.right)):
        draw_arcs(canvas, arcs[sign], tracks[sign], order, tops, heights, x, edge, sign)
    canvas.y = tops[-1]
    draw_kinds(canvas, [kinds[name] for name in order])
    if omitted:
        words = f"Not drawn, because {why}: {', '.join(map(str, omitted))}."
        canvas.y = canvas.paragraph(MARGIN, canvas.y, words, canvas.inner, "small", colour=QUIET)
    canvas.evidence([quote_relation(row) for row in merge_numbers(data).itertuples(index=False)])
    canvas.footer(source)


def merge_numbers(data):
    """One row per evidence number: the sources and targets of one event together."""
    return data.groupby("number", as_index=False).agg(
        source=("source", lambda names: ", ".join(dict.fromkeys(names))),
        target=("target", lambda names: ", ".join(dict.fromkeys(names))),
        category=("category", "first"),
        sign=("sign", "first"),
        status=("status", "first"),
        quotation=("quotation", "first"),
    )


def quote_relation(row):
    """An item of the numbered list."""
    words = f"{row.source} → {row.target}: {plain('category', row.category)} – {plain('status', row.status)}"
    return row.number, words, f"“{shorten(row.quotation)}”", SIGN_COLOURS[row.sign], row.status not in HAPPENED


def order_actors(data, kinds):
    """The actors from top to bottom so that arrows are short and kinds stay together: moves that help, from kind and
    name.
    """
    order = sorted(set(data["source"]) | set(data["target"]), key=lambda name: (kinds[name], name))
    pairs = sorted({tuple(sorted(pair)) for pair in zip(data["source"], data["target"], strict=True)})

    def cost(names):
        place = {name: i for i, name in enumerate(names)}
        return sum(abs(place[a] - place[b]) for a, b in pairs) + sum(kinds[a] != kinds[b] for a, b in pairwise(names))

    best = cost(order)
    for _ in range(ROUNDS if len(order) <= MOVABLE else 0):
        before = best
        for i, j in permutations(range(len(order)), 2):
            trial = [*order]
            trial.insert(j, trial.pop(i))
            if (value := cost(trial)) < best:
                order, best = trial, value
        if best == before:
            break
    return order


def assign_ports(order, data):
    """[(row, port of the source, port of the target)]: each end of each arrow has a place of its own on its actor's
    side.
    """
    place = {name: i for i, name in enumerate(order)}
    ends = []
    for row in data.itertuples(index=False):
        ends += [
            (row.source, place[row.target], row.number, "source", row),
            (row.target, place[row.source], row.number, "target", row),
        ]
    ports, taken = {}, {}
    for name, _, _, role, row in sorted(ends, key=lambda e: (place[e[0]], e[1], e[2], e[3])):
        ports[role, row] = taken.get(name, 0)
        taken[name] = taken.get(name, 0) + 1
    return [(row, ports["source", row], ports["target", row]) for row in data.itertuples(index=False)], taken


def node_width(canvas, order):
    """Width of the column of names: the longest name, up to a third of the sheet."""
    return min(max(measure(name, SIZES["body"], "bold") for name in order) + 0.36, canvas.inner * 0.34)


def node_height(canvas, name, arcs):
    """Height of an actor's box: room for its name and for the ports of its busier side."""
    lines = len(wrap(name, node_width_of_text(canvas, [name]), SIZES["body"], "bold"))
    ports = max(arcs[sign][1].get(name, 0) for sign in "+-")
    return max(NODE, lines * canvas.line_height() + 0.12, ports * PORT + 0.06)


def node_width_of_text(canvas, order):
    """Room for the words of a name inside its box."""
    return min(max(measure(name, SIZES["body"], "bold") for name in order) + 0.02, canvas.inner * 0.34 - 0.34)


def pack_tracks(order, arcs):
    """The track of each arrow: short ones inside, and no two that pass each other on the same track."""
    place = {name: i for i, name in enumerate(order)}
    spans = [
        (min(ends), max(ends), i)
        for i, (row, *_) in enumerate(arcs[0])
        for ends in [(place[row.source], place[row.target])]
    ]
    tracks, found = [], {}
    for low, high, i in sorted(spans, key=lambda s: (s[1] - s[0], s)):
        track = next(
            (n for n, used in enumerate(tracks) if all(high <= a or b <= low for a, b in used) and low != high),
            len(tracks),
        )
        if track == len(tracks):
            tracks.append([])
        tracks[track].append((low, high))
        found[i] = track
    return found


def place_column(canvas, column, tracks):
    """x of the left and right edge of the column of names: each side gets room by its number of tracks."""
    counts = {sign: max(tracks[sign].values(), default=-1) + 1 for sign in "+-"}
    room = canvas.inner - column
    share = (counts["+"] + 1.0) / (counts["+"] + counts["-"] + 2.0)
    left = MARGIN + room * min(max(share, 0.25), 0.75)
    return left, left + column


def draw_sides(canvas, data):
    """Headings of the two sides, one below the other where there is no room for both on a line."""
    counts = {sign: int((data["sign"] == sign).sum()) for sign in "+-"}
    left, right = f"◀ {plain('sign', '+')} ({counts['+']})", f"{plain('sign', '-')} ({counts['-']}) ▶"
    canvas.text(MARGIN, canvas.y, left, "head", "bold", colour=SIGN_COLOURS["+"])
    if sum(measure(words, SIZES["head"], "bold") for words in (left, right)) + 0.2 > canvas.inner:
        canvas.y += canvas.line_height("head")
    canvas.text(canvas.right, canvas.y, right, "head", "bold", colour=SIGN_COLOURS["-"], align="right")
    canvas.y += canvas.line_height("head") + 0.1


def draw_node(canvas, name, kind, x, top, width, height):
    """An actor's box with the mark of its kind and its name."""
    canvas.pill(x, top, width, height, facecolor="#f5f5f5", edgecolor=FRAME, lw=0.9, zorder=3)
    canvas.text(x + 0.08, top + height / 2, MARKS[kind], "body", colour=QUIET, valign="center_baseline")
    lines = wrap(name, width - 0.34, SIZES["body"], "bold")
    y = top + (height - len(lines) * canvas.line_height()) / 2 + 0.012
    for line in lines:
        canvas.text(x + 0.25, y, line, "body", "bold")
        y += canvas.line_height()


def draw_arcs(canvas, arcs, tracks, order, tops, heights, x, edge, sign):
    """The arrows of one side, each with its evidence number at its outermost point."""
    place = {name: i for i, name in enumerate(order)}
    count = max(tracks.values(), default=0) + 1
    step, drawn = min(0.62, (abs(edge - x) - 0.2) / count), []
    for i, (row, from_port, to_port) in enumerate(arcs[0]):
        ends = []
        for name, port in ((row.source, from_port), (row.target, to_port)):
            n = place[name]
            ends.append(tops[n] + heights[n] * (port + 1) / (arcs[1][name] + 1))
        reach = (0.14 + step * (tracks[i] + 0.55)) * (1 if edge > x else -1)
        draw_arc(canvas, row, x, ends, reach, sign)
        drawn.append((row, ends, reach))
    curves, taken = [np.array([spot(x, ends, reach, t) for t in STEPS]) for _, ends, reach in drawn], []
    for i, (row, ends, reach) in enumerate(drawn):
        others = np.vstack([np.empty((0, 2)), *curves[:i], *curves[i + 1 :]])
        taken.append(free_spot([spot(x, ends, reach, t) for t in SPOTS], taken, others))
        canvas.badge(*taken[-1], row.number, SIGN_COLOURS[sign], row.status not in HAPPENED)


def spot(x, ends, reach, t):
    """The point of an arrow at t, from 0 at its source to 1 at its target."""
    return x + reach * 4 * t * (1 - t), ends[0] + t * t * (3 - 2 * t) * (ends[1] - ends[0])


def free_spot(spots, taken, others):
    """Where on its arrow a number stands: the first of the spots clear of the numbers there and of all other arrows,
    else of the numbers alone.
    """
    free = [place for place in spots if all(hypot(place[0] - a, place[1] - b) > 2.1 * BADGE for a, b in taken)]
    clear = (
        p for p in spots[:NEAR] if p in free and (not len(others) or np.hypot(*(others - p).T).min() > 1.2 * BADGE)
    )
    return next(clear, (free or spots)[0])


def draw_arc(canvas, row, x, ends, reach, sign):
    """One arrow: out from its source, round at its track, back to its target."""
    y0, y1 = ends
    colour, happened = SIGN_COLOURS[sign], row.status in HAPPENED
    control = reach * 4 / 3
    path = Path(
        [(x, y0), (x + control, y0), (x + control, y1), (x, y1)], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    )
    arrow = FancyArrowPatch(
        path=path,
        arrowstyle="-|>,head_length=4.2,head_width=2.4",
        lw=1.5,
        color=colour,
        ls="-" if happened else (0, (3, 1.8)),
        zorder=2,
        shrinkA=0,
        shrinkB=0,
        gid=f"relation-{row.number}",
    )
    canvas.ax.add_patch(arrow)


def draw_kinds(canvas, kinds):
    """What the marks before the names mean."""
    x = MARGIN
    canvas.y += 0.02
    for kind in (k for k in MARKS if k in kinds):
        words = plain("kind", kind)
        step = 0.34 + measure(words, SIZES["small"])
        if x + step > canvas.right:
            x, canvas.y = MARGIN, canvas.y + 0.18
        canvas.text(x, canvas.y + 0.07, MARKS[kind], "body", colour=QUIET, valign="center_baseline")
        canvas.text(x + 0.16, canvas.y + 0.07, words, "small", valign="center_baseline")
        x += step
    canvas.y += 0.17


def relations_words(data):
    """(caption, alt text) of the relations."""
    caption = (
        f"**Actor relations.** {relations_finding(data)}. n = {len(data)}, from "
        f"{count_noun(data['number'].nunique(), 'event')}. Left: cooperation; right: requests, pressure and conflict; "
        "the arrow points to the one acted towards, dashes mark what is planned, only possible or did not happen. "
        "Numbers are those of the timeline and lead to the quotations. It does not show who is right, nor relations "
        "that the article leaves unsaid."
    )
    listed = " ".join(
        f"{row.number}: {row.source} to {row.target}, {plain('category', row.category)}, {plain('status', row.status)}."
        for row in data.itertuples(index=False)
    )
    return caption, f"Directed graph of {count_noun(len(data), 'relation')}. {listed}".strip()
