"""Actor relations: who acts towards whom, cooperation on the left, conflict and what takes no side on the right, dashed
where it did not (yet) happen.
"""

from functools import partial
from itertools import combinations, pairwise, permutations
from math import hypot
from typing import NamedTuple

import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from helpers.charts.canvas import AGAIN, BADGE, MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import INK, PALE, QUIET, SIGN_COLOURS, SIGN_MARKERS
from helpers.lexicons import find_look
from helpers.relations import find_acts
from helpers.spans import find_trigger
from helpers.tables import HAPPENED, is_read
from helpers.wording import count_noun, join_names, plain, shorten, word_acts, word_sign

COLUMNS = (
    "number",
    "act",
    "source",
    "target",
    "said",
    "category",
    "kind",
    "sign",
    "score",
    "status",
    "event_id",
    "quotation",
    "excerpt",
    "review",
    "source_id",
    "target_id",
    "words",
)
# Room below the boxes for what the marks mean and what is not drawn.
KEYS, SHORT = 0.45, 0.25  # room for what the marks mean; the share of a sheet that a short list fills at most
ROOM = {"column": 0.8, "page": 0.6, "slide": 0.25}
PORT, NODE, GAP, STEP = 0.17, 0.27, 0.09, 2 * BADGE + 0.02
BOXES = {"column": 12, "page": 18, "slide": 8}
# Where on an arrow its numbers may stand, the outermost point first, and where others are asked if they pass there.
SPOTS = (0.5, *(0.5 + side * n * 0.04 for n in range(1, 12) for side in (-1, 1)))
# Widths at which the words of an arrow are tried, and in how many lines at most.
ROOMS, LINES = (1.4, 1.0, 0.75, 0.55, 0.42), 4
# From one arrow to the next, with little room and with much; what is left for the words of the outermost.
NARROW, WIDE, OUTER = 0.5, 0.9, 0.9
NEAR, STEPS = 15, tuple(n / 60 for n in range(61))
FRAME, ROUNDS, MOVABLE = "#8c8c8c", 8, 24
SIGNS = ("+", "-", "")
MARKS = {"Person": "●", "Company": "■", "PublicBody": "▲", "Organization": "◆", "Group": "○", "Territory": "▬"}
SURE = 3  # acts: from fewer nobody can tell where most of anything falls
OMITTED, SIDELESS = "who acts, or towards whom, is not told or was not found", ", or because the act takes no side"


class Arc(NamedTuple):
    """An arrow: the relations (rows of the drawn data) of one pair with the same sign that happened, or did not."""

    source: str
    target: str
    sign: str
    happened: bool
    rows: list


def relations_data(relations, events, actors):
    """The drawn data: one row per relation and event, with the evidence number that the event has on the timeline, and
    that of the event that tells its act first.
    """
    events = events.sort_values(["start", "end"], kind="stable").reset_index(drop=True)
    numbers = {event_id: i + 1 for i, event_id in enumerate(events["event_id"])}
    told = [(row, event_id) for row in relations.itertuples(index=False) for event_id in row.event_ids.split(";")]
    first = find_acts(events, [(row.source_id, row.target_id, event_id) for row, event_id in told])
    quotations = dict(zip(events["event_id"], events["text"], strict=True))
    excerpts = {row["event_id"]: shorten(row["text"], around=find_trigger(row)) for row in events.to_dict("records")}
    reviews = dict(zip(events["event_id"], events["review"], strict=True))
    said = {row.event_id: shorten(row.trigger_text, 4) for row in events.itertuples(index=False)}
    looks = {row.event_id: find_look(row.category, row.mode) for row in events.itertuples(index=False)}
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    rows = [
        (
            numbers[event_id],
            numbers[first[event_id]],
            names[r.source_id],
            names[r.target_id],
            said[event_id],
            r.category,
            looks[event_id].plain,
            looks[event_id].sign,
            r.score,
            r.status,
            event_id,
            quotations[event_id],
            excerpts[event_id],
            reviews[event_id],
            r.source_id,
            r.target_id,
            f"{names[r.source_id]} → {names[r.target_id]}: “{said[event_id]}” ({looks[event_id].plain})",
        )
        for r, event_id in told
    ]
    return pd.DataFrame(sorted(rows, key=lambda row: (row[0], row[2], row[3])), columns=COLUMNS)


def relations_finding(data):
    """The title: towards whom most pressure, refusal or conflict went, and from whom, if somebody has read at least
    three such events; else what is drawn.
    """
    if data.empty:
        return "No relation between two actors could be read from the article"
    sure = data[is_read(data) & data["status"].isin(HAPPENED) & (data["sign"] == "-")]
    counts = sure.groupby("target")["act"].nunique().sort_values(ascending=False, kind="stable")
    if len(counts) and counts.iloc[0] >= SURE and (counts == counts.iloc[0]).sum() == 1:
        sources = sorted(set(sure.loc[sure["target"] == counts.index[0], "source"]))
        share = f"{counts.iloc[0]} of {count_noun(sure['act'].nunique(), 'act')}"
        return f"Most pressure, refusal or conflict is towards {counts.index[0]} ({share}), from {join_names(sources)}"
    actors = pd.concat([data["source"], data["target"]]).nunique()
    acts = data.drop_duplicates("number")
    sides = {sign: acts.loc[acts["sign"] == sign, "act"].nunique() for sign in SIGNS}
    told = [f"{n} of {word_sign(sign)}" if sign else tell_sideless(n) for sign, n in sides.items() if n]
    return f"{word_acts(acts['act'])} between {actors} actors: {join_names(told)}"


def tell_sideless(count):
    """How many acts take no side, in words."""
    return f"{count} that take{'s' if count == 1 else ''} no side"


def relations(relations, events, actors, source="", ax=None, width="page", title=""):
    """Draw the relations of the tables `relations`, `events` and `actors` and return the Axes.

    `source` is the source line. With `ax` the drawing goes there, else on a new figure of the width column, page or
    slide. `title` overrules the finding.
    """
    data = relations_data(relations, events, actors)
    kinds = dict(zip(actors["name"], actors["kind"], strict=True))
    omitted = sorted(set(range(1, len(events) + 1)) - set(data["number"]))
    why = OMITTED + (SIDELESS if (events["category"] == "OTHER").any() else "")
    return draw_sheet(lambda canvas: draw_relations(canvas, data, kinds, omitted, why, source), ax, width, title)


def draw_relations(canvas, data, kinds, omitted, why, source):
    """All blocks of the picture from top to bottom."""
    canvas.footer(source)
    canvas.heading(
        relations_finding(data),
        explain_arrows(data),
    )
    if data.empty:
        return
    note = [partial(draw_note, canvas, f"Not drawn, because {why}: {', '.join(map(str, omitted))}.")] if omitted else []
    chosen = choose_actors(canvas, data, kinds, note)
    inside = data["source"].isin(chosen) & data["target"].isin(chosen)
    draw_picture(canvas, data[inside], kinds)
    draw_kinds(canvas, [kinds[name] for name in chosen])
    if lines := list_lines(canvas, data[~inside]):
        canvas.flow(lines, partial(draw_line_head, canvas))
    if note:
        canvas.flow(note)
    canvas.evidence([quote_relation(row) for row in merge_numbers(data).itertuples(index=False)])


def explain_arrows(data):
    """How to read the looks that occur in the picture."""
    if data.empty:
        return ""
    words = ["An arrow runs from the one who acts to the one acted towards, in the article's own words."]
    missing = [status for status in ("PLANNED", "CONDITIONAL", "DID_NOT_OCCUR") if (data["status"] == status).any()]
    if missing:
        words.append(f"Dashed: {', '.join(plain('status', status) for status in missing)}.")
    if (data["act"] != data["number"]).any():
        words.append(AGAIN)
    return " ".join(words)


def list_lines(canvas, data):
    """What draws each of the relations that have no room in the picture."""
    return [partial(draw_line, canvas, row) for row in merge_numbers(data).itertuples(index=False)]


def choose_actors(canvas, data, kinds, note):
    """The actors that are drawn: those in most events, as many as have room on the sheet, with the list of the others
    and the `note` if these are short.
    """
    ends = pd.concat(
        [
            data[["number", "source"]].rename(columns={"source": "name"}),
            data[["number", "target"]].rename(columns={"target": "name"}),
        ]
    )
    counts = ends.drop_duplicates()["name"].value_counts()
    ranked = sorted(counts.index, key=lambda name: (-counts[name], name))
    for count in range(min(len(ranked), BOXES[canvas.kind] if canvas.limited else len(ranked)), 2, -1):
        inside = data["source"].isin(ranked[:count]) & data["target"].isin(ranked[:count])
        drawn = data[inside]
        if drawn.empty:
            continue
        left = canvas.bottom - canvas.y - canvas.height_of(partial(draw_picture, canvas, drawn, kinds))
        below = KEYS + sum(canvas.height_of(block) for block in [*list_lines(canvas, data[~inside]), *note])
        if left > (below if below < SHORT * canvas.bottom else ROOM[canvas.kind]):
            return sorted({*drawn["source"], *drawn["target"]})
    first = data.sort_values("number").iloc[0]
    return sorted({first["source"], first["target"]})


def draw_picture(canvas, data, kinds):
    """The boxes, and the arrows at both sides of them."""
    arcs = merge_arcs(data)
    order = order_actors(arcs, kinds)
    draw_sides(canvas, data)
    sides = {side: [arc for arc in arcs if (arc.sign == "+") == (side == "+")] for side in "+-"}
    ports = {sign: assign_ports(order, sides[sign]) for sign in "+-"}
    column = node_width(canvas, order)
    heights = [node_height(canvas, name, column, ports) for name in order]
    tracks = {sign: pack_tracks(order, sides[sign]) for sign in "+-"}
    left, right = place_column(canvas, column, tracks)
    tops = canvas.y + np.concatenate([[0], np.cumsum([h + GAP for h in heights])])
    weights = {name: len({row.act for arc in arcs if name in arc[:2] for row in arc.rows}) for name in order}
    for name, top, height in zip(order, tops, heights, strict=False):
        draw_node(canvas, name, kinds[name], left, top, column, height, weights[name] > 1)
    for sign, x, edge in (("+", left, MARGIN), ("-", right, canvas.right)):
        draw_arcs(canvas, sides[sign], ports[sign], tracks[sign], order, tops, heights, x, edge)
    canvas.y = tops[-1]


def merge_arcs(data):
    """The arrows of the drawn data: of one pair and sign, what happened shares one, what did not another."""
    found = {}
    for row in data.itertuples(index=False):
        found.setdefault((row.source, row.target, row.sign, row.status in HAPPENED), []).append(row)
    return [Arc(*key, sorted(rows, key=lambda row: (row.act, row.number))) for key, rows in found.items()]


def draw_line_head(canvas):
    """The heading of what is told in words."""
    canvas.text(MARGIN, canvas.y + 0.04, "Also told", "small", "semibold")
    canvas.y += canvas.line_height("small") + 0.06


def draw_line(canvas, row):
    """A relation that has no room in the picture, in words."""
    indent = 2 * BADGE + 0.07
    words = f"{row.source} → {row.target}: “{row.said}”, {plain('status', row.status)}"
    canvas.badge(
        MARGIN + BADGE,
        canvas.y + 0.09,
        row.number,
        SIGN_COLOURS[row.sign],
        row.status not in HAPPENED,
        SIGN_MARKERS[row.sign],
    )
    below = canvas.paragraph(MARGIN + indent, canvas.y + 0.02, words, canvas.inner - indent, "small")
    canvas.y = max(below, canvas.y + 0.19) + 0.02


def draw_note(canvas, words):
    """What is not drawn, and why."""
    canvas.y = canvas.paragraph(MARGIN, canvas.y + 0.03, words, canvas.inner, "small", colour=QUIET)


def merge_numbers(data):
    """One row per evidence number: the sources and targets of one event together."""
    return data.groupby("number", as_index=False).agg(
        source=("source", lambda names: ", ".join(dict.fromkeys(names))),
        target=("target", lambda names: ", ".join(dict.fromkeys(names))),
        said=("said", "first"),
        kind=("kind", "first"),
        sign=("sign", "first"),
        status=("status", "first"),
        excerpt=("excerpt", "first"),
    )


def quote_relation(row):
    """An item of the numbered list."""
    act = f"“{row.said}” ({row.kind})"
    return (
        row.number,
        f"{row.source} → {row.target}: {act} – {plain('status', row.status)}",
        f"“{row.excerpt}”",
        SIGN_COLOURS[row.sign],
        row.status not in HAPPENED,
        SIGN_MARKERS[row.sign],
    )


def order_actors(arcs, kinds):
    """The actors from top to bottom so that arrows cross least, are short, and those with most of them stand in the
    middle: moves that help, from kind and name.
    """
    order = sorted({name for arc in arcs for name in (arc.source, arc.target)}, key=lambda name: (kinds[name], name))

    def cost(names):
        place = {name: n for n, name in enumerate(names)}
        ends = [(arc.sign, *sorted((place[arc.source], place[arc.target]))) for arc in arcs]
        crossed = sum(a == b and (i < k < j < m or k < i < m < j) for (a, i, j), (b, k, m) in combinations(ends, 2))
        aside = sum(abs(n - (len(names) - 1) / 2) for _, *pair in ends for n in pair)
        apart = sum(kinds[a] != kinds[b] for a, b in pairwise(names))
        return 6 * crossed + sum(j - i for _, i, j in ends) + 0.25 * aside + 0.5 * apart

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


def assign_ports(order, arcs):
    """({(role, number of the arc): port}, {name: how many}) of one side: each end of each arrow has a place of its own
    on its actor's box, arrows upwards above those downwards, so that one lies within another.
    """
    place, ends = {name: n for n, name in enumerate(order)}, []
    for n, arc in enumerate(arcs):
        for role, own, other in (("source", arc.source, arc.target), ("target", arc.target, arc.source)):
            down = place[other] > place[own]
            ends.append((place[own], down, -place[other], -n if down else n, role, n))
    ports, taken = {}, {}
    for own, *_, role, n in sorted(ends):
        ports[role, n] = taken.get(order[own], 0)
        taken[order[own]] = ports[role, n] + 1
    return ports, taken


def node_width(canvas, order):
    """Width of the column of names: the longest name, up to a share of the sheet."""
    share = 0.42 if canvas.kind == "column" else 0.34
    return min(max(measure(name, SIZES["body"], "semibold") for name in order) + 0.36, canvas.inner * share)


def node_height(canvas, name, width, ports):
    """Height of an actor's box: room for its name and for the ports of its busier side."""
    lines, points = canvas.lines(name, width - 0.34, "body", "semibold")
    busier = max(taken.get(name, 0) for _, taken in ports.values())
    return max(NODE, len(lines) * canvas.line_height(points) + 0.08, busier * PORT + 0.06)


def pack_tracks(order, arcs):
    """The track of each arrow: short ones inside, and no two that pass each other on the same track."""
    place = {name: n for n, name in enumerate(order)}
    spans = [(*sorted((place[arc.source], place[arc.target])), n) for n, arc in enumerate(arcs)]
    tracks, found = [], {}
    for low, high, n in sorted(spans, key=lambda span: (span[1] - span[0], span)):
        track = next((k for k, used in enumerate(tracks) if all(high <= a or b <= low for a, b in used)), len(tracks))
        # Outside of all that it encloses, so that it crosses none of them.
        track = max([track, *(k + 1 for k, used in enumerate(tracks) if any(low <= a and b <= high for a, b in used))])
        tracks += [[] for _ in range(track + 1 - len(tracks))]
        tracks[track].append((low, high))
        found[n] = track
    return found


def place_column(canvas, column, tracks):
    """x of the left and right edge of the column of names: each side gets room by its number of tracks."""
    counts = {sign: max(tracks[sign].values(), default=-1) + 1 for sign in "+-"}
    room = canvas.inner - column
    share = (counts["+"] + 1.0) / (counts["+"] + counts["-"] + 2.0)
    left = MARGIN + room * min(max(share, 0.25), 0.75)
    return left, left + column


def word_side(sign, data):
    """The heading of a side: its sign and how many acts it has; those that have not happened, dashed, stand apart."""
    done = data.loc[data["status"].isin(HAPPENED), "act"].nunique()
    dashed = data["act"].nunique() - done
    told = [str(done)] * bool(done or not dashed) + [f"{dashed} dashed"] * bool(dashed)
    return f"{word_sign(sign)} ({' + '.join(told)})"


def draw_sides(canvas, data):
    """Headings of the signs that occur, those of the right side one below the other, and below that of the left one
    where there is no room for both on a line.
    """
    heads = {sign: word_side(sign, data[data["sign"] == sign]) for sign in SIGNS if (data["sign"] == sign).any()}
    left, edge = f"◀ {heads.pop('+')}" if "+" in heads else "", 0.0
    if left:
        canvas.text(MARGIN, canvas.y, left, "head", "semibold", colour=SIGN_COLOURS["+"])
        edge = measure(left, SIZES["head"], "semibold") + 0.2
    if (
        heads
        and edge + max(measure(f"{words} ▶", SIZES["head"], "semibold") for words in heads.values()) > canvas.inner
    ):
        canvas.y += canvas.line_height("head")
    for sign, words in heads.items():
        canvas.text(canvas.right, canvas.y, f"{words} ▶", "head", "semibold", colour=SIGN_COLOURS[sign], align="right")
        canvas.y += canvas.line_height("head")
    canvas.y += 0.1 if heads else canvas.line_height("head") + 0.1


def draw_node(canvas, name, kind, x, top, width, height, strong):
    """An actor's box with the mark of its kind and its name; one with a single act steps back."""
    weight, colour, edge = ("semibold", INK, FRAME) if strong else ("normal", QUIET, "#c4c4c4")
    canvas.pill(x, top, width, height, facecolor=PALE if strong else "#fafafa", edgecolor=edge, lw=0.9, zorder=3)
    canvas.text(x + 0.08, top + height / 2, MARKS[kind], "body", colour=QUIET, valign="middle")
    lines, points = canvas.lines(name, width - 0.34, "body", weight)
    y = top + (height - len(lines) * canvas.line_height(points)) / 2 + 0.005
    for line in lines:
        canvas.text(x + 0.25, y, line, points, weight, colour=colour)
        y += canvas.line_height(points)


def draw_arcs(canvas, arcs, ports, tracks, order, tops, heights, x, edge):
    """The arrows of one side, each with its numbers at its outermost point and, where there is room, its words."""
    places, taken = ports
    place, side = {name: n for n, name in enumerate(order)}, 1 if edge > x else -1
    step, curves = space_tracks(abs(edge - x), max(tracks.values(), default=0) + 1), []
    for n, arc in enumerate(arcs):
        ends = []
        for role, name in (("source", arc.source), ("target", arc.target)):
            k = place[name]
            ends.append(tops[k] + heights[k] * (places[role, n] + 1) / (taken[name] + 1))
        reach = side * (0.14 + step * (tracks[n] + 0.55))
        draw_arc(canvas, arc, x, ends, reach)
        curves.append((ends, reach))
    points = [np.array([spot(x, *curve, t) for t in STEPS]) for curve in curves]
    badges, spots = [], []
    for n, (arc, curve) in enumerate(zip(arcs, curves, strict=True)):
        others = np.vstack([np.empty((0, 2)), *points[:n], *points[n + 1 :]])
        spots.append(place_numbers(arc, [spot(x, *curve, t) for t in SPOTS], badges, others))
        badges += spots[-1]
    words = []
    for n, (arc, numbers) in enumerate(zip(arcs, spots, strict=True)):
        for row, (a, b) in zip(arc.rows, numbers, strict=True):
            look = SIGN_COLOURS[arc.sign], not arc.happened, SIGN_MARKERS[arc.sign], row.number != row.act
            canvas.badge(a, b, row.number, *look)
        others = np.vstack(
            [np.empty((0, 2)), *points[:n], *points[n + 1 :], *map(np.array, spots[:n] + spots[n + 1 :])]
        )
        draw_words(canvas, arc, numbers, side, edge, others, words)


def space_tracks(room, count):
    """The room from one arrow to the next: as much as leaves room for the words of the outermost."""
    return max(min(WIDE, (room - OUTER) / count), min(NARROW, (room - 0.2) / count))


def place_numbers(arc, spots, taken, others):
    """Where the numbers of an arrow stand: below one another about a spot that is free for all of them."""
    middle = (len(arc.rows) - 1) / 2
    return free_spot([[(a, b + (n - middle) * STEP) for n in range(len(arc.rows))] for a, b in spots], taken, others)


def draw_words(canvas, arc, numbers, side, edge, others, taken):
    """The article's words beside the numbers of an arrow, outwards, if nothing else stands there."""
    said = "; ".join(f"“{words}”" for words in dict.fromkeys(row.said for row in arc.rows))
    if len(arc.rows) > 1 and len({row.act for row in arc.rows}) == 1:
        said += f" – told {len(arc.rows)} times"
    x, y = numbers[0][0] + side * (BADGE + 0.04), sum(b for _, b in numbers) / len(numbers)
    for room in sorted({abs(edge - x), *(room for room in ROOMS if room < abs(edge - x))}, reverse=True):
        lines, points = canvas.lines(said, max(room, 0.3), "small")
        width, height = max(measure(line, points) for line in lines), len(lines) * canvas.line_height(points)
        x0, x1 = sorted((x, x + side * width))
        box = (x0 - 0.03, x1 + 0.03, y - height / 2, y + height / 2)
        small = width <= room and len(lines) <= LINES and points >= SIZES["small"]
        if small and is_free(box, others, taken):
            break
    else:
        return
    taken.append(box)
    for n, line in enumerate(lines):
        top = y - height / 2 + n * canvas.line_height(points)
        canvas.text(x, top, line, points, colour=SIGN_COLOURS[arc.sign], align="left" if side > 0 else "right")


def is_free(box, points, taken):
    """Whether no point of an arrow and no other words lie in a box (x0, x1, y0, y1)."""
    left, right, top, bottom = box
    across = (points[:, 0] > left) & (points[:, 0] < right)
    if (across & (points[:, 1] > top - 0.05) & (points[:, 1] < bottom + 0.05)).any():
        return False
    return not any(left < d and c < right and top < f and e < bottom for c, d, e, f in taken)


def spot(x, ends, reach, t):
    """The point of an arrow at t, from 0 at its source to 1 at its target."""
    return x + reach * 4 * t * (1 - t), ends[0] + t * t * (3 - 2 * t) * (ends[1] - ends[0])


def free_spot(stacks, taken, others):
    """The first of the stacks of numbers that is clear of the numbers there and of all other arrows, else of the
    numbers alone.
    """
    free = [stack for stack in stacks if all(hypot(a - c, b - d) > 2.1 * BADGE for a, b in stack for c, d in taken)]
    clear = (
        stack
        for stack in stacks[:NEAR]
        if stack in free and (not len(others) or min(np.hypot(*(others - p).T).min() for p in stack) > 1.2 * BADGE)
    )
    return next(clear, (free or stacks)[0])


def draw_arc(canvas, arc, x, ends, reach):
    """One arrow: out from its source, round at its track, back to its target; the more acts, the stronger."""
    y0, y1 = ends
    count = len({row.act for row in arc.rows})
    control = reach * 4 / 3
    path = Path(
        [(x, y0), (x + control, y0), (x + control, y1), (x, y1)], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    )
    arrow = FancyArrowPatch(
        path=path,
        arrowstyle="-|>,head_length=4.2,head_width=2.4",
        lw=min(0.7 + 0.5 * count, 2.2),
        color=SIGN_COLOURS[arc.sign],
        ls="-" if arc.happened else (0, (3, 1.8)),
        zorder=2,
        shrinkA=0,
        shrinkB=0,
        gid=";".join(f"relation-{row.number}" for row in arc.rows),
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
        canvas.text(x, canvas.y + 0.07, MARKS[kind], "body", colour=QUIET, valign="middle")
        canvas.text(x + 0.16, canvas.y + 0.07, words, "small", valign="middle")
        x += step
    canvas.y += 0.17


def relations_words(data):
    """(caption, alt text) of the relations."""
    caption = (
        f"**Actor relations.** {relations_finding(data)}. n = {len(data)}, from "
        f"{count_noun(data['number'].nunique(), 'event')}. Left: cooperation; right: pressure and conflict, and in "
        "grey what takes no side, such as an application; the arrow points to the one acted towards and bears the "
        "article's words where there is room, dashes mark what is planned, only possible or did not happen. Paler "
        "boxes have a single act. Numbers are those of the timeline and lead to the quotations. It does not show who "
        "is right, nor relations that the article leaves unsaid."
    )
    listed = " ".join(
        f"{row.number}: {row.source} to {row.target}, {row.kind}, {plain('status', row.status)}."
        for row in data.itertuples(index=False)
    )
    return (
        caption,
        f"{relations_finding(data)}. Directed graph of {count_noun(len(data), 'relation')}. {listed}".strip(),
    )
