"""The article's statements against the record: which are borne out, and which are not."""

from functools import partial

import pandas as pd

from helpers.charts.canvas import BADGE, MARGIN, draw_sheet, split_bands
from helpers.charts.claims import claims_data
from helpers.charts.style import FAINT, INK, QUIET
from helpers.record import GRAVEST, count_verdicts, place_checks
from helpers.wording import count_noun, explain, name_site, plain, shorten, shorten_sentences

COLUMNS = (
    "number",
    "letter",
    "verdict",
    "start",
    "end",
    "quotation",
    "words",
    "record",
    "record_event_id",
    "source_url",
    "claim_id",
)
COLOURS = {
    "contradicted": "#7a0c2e",
    "distorted": "#b8460e",
    "imprecise": "#6b5a00",
    "unverifiable": "#5c5c5c",
    "supported": "#00755e",
}
STEP = 2 * BADGE + 0.045
QUOTED, NOTED = 12, 34


def checks_data(checks, claims):
    """The drawn data: one row per check, numbered in the order of the text, with the letter of its statement as in the
    picture of the statements.
    """
    letters = claims_data(claims).set_index("claim_id")["letter"]
    rows = [
        {
            "number": number,
            "letter": letters.get(check.claim_id, ""),
            "verdict": check.verdict,
            "start": check.start,
            "end": check.end,
            "quotation": check.text,
            "words": plain("verdict", check.verdict),
            "record": check.note,
            "record_event_id": check.record_event_id,
            "source_url": check.source_url,
            "claim_id": check.claim_id,
        }
        for number, check in enumerate(place_checks(checks, claims).itertuples(index=False), start=1)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def checks_finding(data):
    """The title: how many points were checked, and what came of it."""
    if data.empty:
        return "Nobody has held this article against the record"
    counts = count_verdicts(data)
    parts = [f"{n} {plain('verdict', verdict)}" for verdict, n in counts.items() if verdict != "supported"]
    borne = counts.get("supported", 0)
    borne = f"{borne or 'none'} {'is' if borne == 1 else 'are'} borne out by the record"
    rest = f"; {', '.join(parts)}" if parts else ""
    return f"Of {count_noun(len(data), 'point')} checked, {borne}{rest}"


def checks(checks, claims, source="", ax=None, width="page", title=""):
    """Draw the table `checks` of an article by statement (table `claims`) and verdict and return the Axes.

    `source` is the source line. With `ax` the drawing goes there, else on a new figure of the width column, page or
    slide. `title` overrules the finding.
    """
    data = checks_data(checks, claims)
    letters = list(claims_data(claims)["letter"])
    return draw_sheet(lambda canvas: draw_checks(canvas, data, letters, source), ax, width, title)


def draw_checks(canvas, data, letters, source):
    """All blocks of the picture from top to bottom."""
    canvas.footer(source)
    canvas.heading(
        checks_finding(data),
        "Letters are the article's statements in order; each number is a point held against the record, which is what "
        "dated public sources say."
        if len(data)
        else "",
    )
    if data.empty:
        return
    label = min(1.75, 0.42 * canvas.inner)
    columns = [*letters, *([""] if (data["letter"] == "").any() else [])]
    stacks = data.groupby(["letter", "verdict"])["number"].apply(list).to_dict()
    for first, last in split_bands([STEP] * len(columns), canvas.inner - label):
        band = columns[first:last]
        # A run that is not all has no row for a verdict that none of its statements has.
        present = [v for v in GRAVEST if len(band) == len(columns) or any((letter, v) in stacks for letter in band)]
        draw_band(canvas, band, present, stacks, set(data["letter"]), label)
    by_gravity = data.assign(order=data["verdict"].map(GRAVEST.index)).sort_values(["order", "number"])
    canvas.evidence(
        [quote_check(row) for row in by_gravity.itertuples(index=False)], "The points, and what the record says"
    )


def draw_band(canvas, columns, verdicts, stacks, checked, label):
    """One run of statements: their letters on top, a row for each of the `verdicts`."""
    if not verdicts:
        return
    left = MARGIN + label
    step = min((canvas.right - left) / len(columns), 1.5 * STEP)
    places = {letter: left + step * (n + 0.5) for n, letter in enumerate(columns)}
    right = left + step * len(columns)
    canvas.flow(
        [partial(draw_verdict, canvas, verdict, places, stacks, label, right) for verdict in verdicts],
        partial(draw_letters, canvas, places, checked),
    )
    canvas.y += 0.1


def draw_letters(canvas, places, checked):
    """The letters of the statements over their columns."""
    for letter, x in places.items():
        known = letter in checked
        weight, colour = ("semibold", INK) if known else ("normal", QUIET)
        canvas.text(x, canvas.y, letter or "–", "small", weight, colour=colour, align="center")
    canvas.y += canvas.line_height("small") + 0.04


def draw_verdict(canvas, verdict, places, stacks, label, right):
    """One row: the verdict in words, and the numbers of the points with this verdict under their statements."""
    canvas.rule(canvas.y, width=right - MARGIN)
    deepest = max(len(stacks.get((letter, verdict), ())) for letter in places)
    words = plain("verdict", verdict)
    below = canvas.paragraph(MARGIN, canvas.y + 0.05, words, label - 0.1, "body", "semibold", colour=COLOURS[verdict])
    below = canvas.paragraph(MARGIN, below, explain("verdict", verdict), label - 0.12, "small", colour=QUIET)
    height = max(deepest * STEP + 0.08, below - canvas.y + 0.04)
    for letter, x in places.items():
        canvas.ax.plot([x, x], [canvas.y, canvas.y + height], color=FAINT, lw=0.4, zorder=0.5)
        for n, number in enumerate(stacks.get((letter, verdict), ())):
            canvas.badge(x, canvas.y + 0.05 + BADGE + n * STEP, number, COLOURS[verdict])
    canvas.y += height


def quote_check(row):
    """An item of the numbered list: the verdict, the words checked, and what the record says."""
    statement = f", statement {row.letter}" if row.letter else ""
    site = f" ({name_site(row.source_url)})" if row.source_url else ""
    return (
        row.number,
        row.words + statement,
        f"“{shorten(row.quotation, QUOTED)}” – {shorten_sentences(row.record, NOTED)}{site}",
        COLOURS[row.verdict],
        False,
    )


def checks_words(data):
    """(caption, alt text) of the checks."""
    if data.empty:
        return f"**Held against the record.** {checks_finding(data)}. n = 0.", f"{checks_finding(data)}."
    caption = (
        f"**Held against the record.** {checks_finding(data)}. n = {len(data)}. Columns are the article's statements, "
        "with the letters that they have in “Who says so”; rows are verdicts. Numbers lead to the words checked and "
        "to what the record says. A grey letter is a statement that nobody checked. It does not show who was to "
        "blame, nor what a later source may still change."
    )
    listed = " ".join(
        f"{row.number}: {plain('verdict', row.verdict)}, “{shorten(row.quotation, QUOTED)}”."
        for row in data.itertuples(index=False)
    )
    return (
        caption,
        f"{checks_finding(data)}. Table of {count_noun(len(data), 'point')} by statement and verdict. {listed}".strip(),
    )
