"""Who says so: the statements by source and by how sure the source sounds, with their basis and their hedges."""

from functools import partial

import pandas as pd

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure
from helpers.charts.style import FAINT, INK, QUIET
from helpers.spans import find_place
from helpers.tables import is_read
from helpers.wording import count_noun, letter, plain, shorten, word_certainty

COLUMNS = (
    "letter",
    "source",
    "note",
    "source_kind",
    "anonymity",
    "certainty",
    "negated",
    "vouched",
    "basis",
    "hedges",
    "claim_id",
    "quotation",
    "words",
    "review",
)
CERTAINTY = (
    ("CT", "sounds certain"),
    ("PR", "sounds probable"),
    ("PS", "sounds possible"),
    ("Uu", "open: a wish, a request, no comment"),
)
GROUPS = (
    ("named_person", "named_group"),
    ("unnamed_person", "unnamed_group", "document", "database", "vote_poll"),
    ("author",),
)
GROUP_COLOURS = ("#0b6e4f", "#9a3412", "#44546a")
GROUP_WORDS = ("named source", "source without a name", "no source given: the author's own")
AUTHOR = "The author"
LINE = 0.235
SURE = 3  # statements: of fewer none are most


def claims_data(claims, actors=None):
    """The drawn data: one row per statement, lettered in the order of the text."""
    names = {} if actors is None else dict(zip(actors["actor_id"], actors["name"], strict=True))
    notes = {} if actors is None else {row.actor_id: note_actor(row, names) for row in actors.itertuples(index=False)}
    places = [find_place("claims", row) for row in claims.to_dict("records")]
    starts = pd.array([place and place[0] for place in places], dtype="Int64")
    ordered = claims.assign(place=starts).sort_values(["place", "claim_id"], kind="stable").drop(columns="place")
    rows = [
        describe_claim(letter(number), row, names, notes)
        for number, row in enumerate(ordered.itertuples(index=False), start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def describe_claim(mark, row, names, notes):
    """One row of the drawn data."""
    name = names.get(row.source_id) or row.source_text
    return {
        "letter": mark,
        "source": AUTHOR if row.source_id == "author" else name or "Unknown",
        "note": note_source(row, notes),
        "source_kind": row.source_kind,
        "anonymity": row.anonymity,
        "certainty": row.factuality_source[:2],
        "negated": row.factuality_source.endswith("-"),
        "vouched": row.factuality_author != "Uu",
        "basis": row.basis,
        "hedges": ", ".join(word_hedge(hedge) for hedge in row.hedges.split(";") if hedge),
        "claim_id": row.claim_id,
        "quotation": row.text,
        "words": f"statement by {'the author' if row.source_id == 'author' else name or 'an unknown source'}",
        "review": row.review,
    }


def note_source(row, notes):
    """How a source is named, and what it is."""
    if row.source_id == "author":
        return "no source given"
    return "; ".join(filter(None, [plain("anonymity", row.anonymity), notes.get(row.source_id)]))


def note_actor(actor, names):
    """What a source is, in a few words: whom it speaks for or works for, else its role."""
    if actor.parent_id:
        return f"{plain('parent_relation', actor.parent_relation)} {names.get(actor.parent_id, actor.parent_id)}"
    return plain("role", actor.role)


def word_hedge(hedge):
    """A hedge as it stands in the text; one that is not about certainty says what it is about."""
    word, kind = hedge.split("@")[0], hedge.rsplit(":", 1)[1]
    about = {"conditional": " (a condition)", "approximator": " (an amount)"}
    return word + about.get(kind, "")


def claims_finding(data):
    """The title: on whom most statements rest, if somebody has read them; else how many each kind of source makes."""
    if data.empty:
        return "No statement could be read from the article"
    named, unnamed, own = (int(data["source_kind"].isin(group).sum()) for group in GROUPS)
    told = (
        (named, "come from named sources"),
        (unnamed, "come from unnamed sources"),
        (own, "name no source"),
    )
    most, words = max(told)
    if most >= SURE and 2 * most > len(data) and is_read(data).all():
        return f"Most statements {words} ({most} of {len(data)})"
    come = "comes" if named == 1 else "come"
    return (
        f"Of {count_noun(len(data), 'statement')}, {named or 'none'} {come} from named sources, {unnamed or 'none'} "
        f"from unnamed ones; {own or 'none'} {'is' if own == 1 else 'are'} the author's own"
    )


def claims(claims, actors=None, source="", ax=None, width="page", title=""):
    """Draw the statements of the table `claims` by source and certainty and return the Axes.

    `actors` (table) gives the sources their names, `source` is the source line. With `ax` the drawing goes there,
    else on a new figure of the width column, page or slide. `title` overrules the finding.
    """
    data = claims_data(claims, actors)
    return draw_sheet(lambda canvas: draw_claims(canvas, data, source), ax, width, title)


def draw_claims(canvas, data, source):
    """All blocks of the picture from top to bottom."""
    canvas.footer(source)
    canvas.heading(
        claims_finding(data),
        "How sure does the source sound? Each letter is a statement, under its basis; words in italics soften it."
        if len(data)
        else "",
    )
    if data.empty:
        return
    draw_groups(canvas, data)
    label = 0.0 if canvas.kind == "column" else min(1.8, canvas.inner * 0.27)
    columns = [c for c in CERTAINTY if (data["certainty"] == c[0]).any()]
    edges = divide_columns(canvas, data, columns, label)
    canvas.open(partial(draw_heads, canvas, columns, edges))
    blocks = []
    for group in range(len(GROUPS)):
        inside = data[data["source_kind"].isin(GROUPS[group])]
        for name in dict.fromkeys(inside["source"]):
            rows = inside[inside["source"] == name]
            blocks += split_source(canvas, rows, partial(draw_source, canvas, name, group, columns, edges, label))
    canvas.flow(blocks)
    canvas.evidence([quote_claim(row) for row in data.itertuples(index=False)], "The statements")


def split_source(canvas, rows, draw):
    """The blocks of a source, each of which has room on a sheet: all its statements, or half of them and the rest."""
    if len(rows) == 1 or canvas.height_of(partial(draw, rows)) <= canvas.bottom - canvas.top:
        return [partial(draw, rows)]
    half = len(rows) // 2
    return split_source(canvas, rows.iloc[:half], draw) + split_source(canvas, rows.iloc[half:], draw)


def quote_claim(row):
    """An item of the numbered list."""
    return (
        row.letter,
        f"{row.source}: {plain('basis', row.basis)}",
        f"“{shorten(row.quotation)}”" if row.quotation else "(no words)",
        GROUP_COLOURS[group_of(row.source_kind)],
        False,
    )


def group_of(source_kind):
    """Which of the three groups of sources a kind belongs to."""
    return next(n for n, group in enumerate(GROUPS) if source_kind in group)


def divide_columns(canvas, data, columns, label):
    """x of the edges of the columns: the fuller ones are wider."""
    counts = [max(2.0, float((data["certainty"] == code).sum()) ** 0.5) for code, _ in columns]
    room = canvas.inner - label
    edges = [MARGIN + label]
    for count in counts:
        edges.append(edges[-1] + room * count / sum(counts))
    return edges


def draw_heads(canvas, columns, edges):
    """Headings of the columns, from certain to not said."""
    y, bottoms = canvas.y, []
    for (_, words), x0, x1 in zip(columns, edges, edges[1:], strict=False):
        bottoms.append(canvas.paragraph(x0 + 0.06, y, words, x1 - x0 - 0.1, "small", "semibold"))
    canvas.y = max(bottoms) + 0.05
    canvas.rule(canvas.y, colour=INK)


def draw_source(canvas, name, group, columns, edges, label, rows):
    """One source: its name and what sort it is, and its statements in the columns."""
    top = canvas.y + 0.06
    width = (label or canvas.inner) - 0.08
    note = rows["note"].iloc[0]
    y = canvas.paragraph(MARGIN, top, name, width, "body", "semibold", colour=GROUP_COLOURS[group])
    y = canvas.paragraph(MARGIN, y, note, width, "small", colour=QUIET) if note else y
    start = y + 0.03 if not label else top
    bottoms = [y]
    for (code, _), x0, x1 in zip(columns, edges, edges[1:], strict=False):
        bottoms.append(draw_cell(canvas, rows[rows["certainty"] == code], x0 + 0.06, x1 - 0.04, start, group))
    canvas.y = max(bottoms) + 0.06
    canvas.rule(canvas.y)


def draw_cell(canvas, rows, x0, x1, y, group):
    """The statements of one cell, under the words for their basis; returns the y below."""
    for basis in dict.fromkeys(rows["basis"]):
        y = canvas.paragraph(x0, y, plain("basis", basis), x1 - x0, "small", colour=QUIET) + 0.02
        x = x0
        for row in rows[rows["basis"] == basis].itertuples(index=False):
            words, indent = soften(row, group), 2 * BADGE + 0.04
            lines, points = canvas.lines(words, x1 - x0 - indent - 0.02, "small", style="italic")
            if points < SIZES["small"]:  # no room beside the letter: below it
                canvas.badge(x0 + BADGE, y + BADGE + 0.01, row.letter, GROUP_COLOURS[group])
                y = canvas.paragraph(x0, y + LINE - 0.02, words, x1 - x0, "small", style="italic")
                x = x1
                continue
            step = indent + (max(measure(line, points, style="italic") for line in lines) + 0.08 if words else 0.01)
            if x > x0 and x + step > x1:
                x, y = x0, y + LINE
            canvas.badge(x + BADGE, y + BADGE + 0.01, row.letter, GROUP_COLOURS[group])
            for n, line in enumerate(lines):
                canvas.text(x + indent, y + 0.03 + n * canvas.line_height("small"), line, points, style="italic")
            if len(lines) > 1:
                x, y = x1, y + (len(lines) - 1) * canvas.line_height("small")
            else:
                x += step
        y += LINE + 0.02
    return y


def soften(row, group):
    """The words beside a letter: a denial, the author's vouching, the hedges."""
    vouched = "vouched for by the author" if row.vouched and GROUPS[group] != ("author",) else ""
    return "; ".join(filter(None, ["says not so" if row.negated else "", vouched, row.hedges]))


def draw_groups(canvas, data):
    """What the three colours mean."""
    x = MARGIN
    for n, words in enumerate(GROUP_WORDS):
        if data["source_kind"].isin(GROUPS[n]).any():
            step = 0.3 + measure(words, SIZES["small"])
            if x + step - 0.15 > canvas.right:
                x, canvas.y = MARGIN, canvas.y + 0.17
            canvas.box(x, canvas.y, 0.1, 0.1, facecolor=GROUP_COLOURS[n], edgecolor=FAINT, lw=0.3)
            canvas.text(x + 0.15, canvas.y + 0.05, words, "small", valign="middle")
            x += step
    canvas.y += 0.22


def claims_words(data):
    """(caption, alt text) of the statements."""
    caption = (
        f"**Who says so.** {claims_finding(data)}. n = {len(data)}. Rows are sources, columns say how sure the source "
        "sounds; small words are the basis, words in italics soften the statement. Where the author vouches for what "
        "a source says, this is said beside it. Letters lead to the statements. It does not show whether a statement "
        "is true."
    )
    listed = " ".join(
        f"{row.letter}: {row.source}, "
        f"{word_certainty(row.certainty + ('-' if row.negated else '+') * (row.certainty != 'Uu'))}."
        for row in data.itertuples(index=False)
    )
    finding = claims_finding(data)
    return (
        caption,
        f"{finding}. Table of {count_noun(len(data), 'statement')} by source and certainty. {listed}".strip(),
    )
