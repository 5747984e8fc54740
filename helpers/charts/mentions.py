"""Where in the article each actor appears: by name, adjective, noun or pronoun, sentence by sentence."""

from functools import partial

import pandas as pd

from helpers.charts.canvas import BADGE, MARGIN, SIZES, draw_sheet, measure, split_bands
from helpers.charts.style import FAINT, INK, KIND_COLOURS, PAPER, QUIET
from helpers.wording import count_noun, plain, shorten

COLUMNS = ("number", "paragraph", "actor", "kind", "form", "text", "start", "end", "mention_id", "quotation", "words")
# Filled or hollow, round or square: the forms can be told apart without colour.
MARKERS = {"NAM": ("o", True), "ADJ": ("D", False), "NOM": ("s", True), "PRO": ("o", False)}
UNRESOLVED = "not resolved"
PER_LETTER, NARROWEST, ROW, QUOTED = 0.0014, 2 * BADGE + 0.05, 0.148, 32
INSET, APART = 0.05, 0.082
SURE = 3  # mentions: of fewer none are most


def mentions_data(mentions, actors, sentences):
    """The drawn data: one row per mention and actor meant, with the number of its sentence, in the order
    of the text.
    """
    known = actors.set_index("actor_id")
    spans = list(sentences.sort_values("start").itertuples(index=False))
    rows = [
        {
            "number": number,
            "paragraph": sentence.paragraph,
            "actor": known["name"].get(actor_id, UNRESOLVED),
            "kind": known["kind"].get(actor_id, ""),
            "form": mention.form,
            "text": mention.text,
            "start": mention.start,
            "end": mention.end,
            "mention_id": mention.mention_id,
            "quotation": sentence.text,
            "words": f"{known['name'].get(actor_id, UNRESOLVED)} ({plain('form', mention.form)})",
        }
        for number, sentence, mention in pair_with_sentences(mentions, spans)
        for actor_id in mention.actor_id.split(";")
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def pair_with_sentences(mentions, sentences):
    """(number of the sentence, sentence, mention), in the order of the text; both lists are gone through once."""
    number = 0
    for mention in mentions.sort_values(["start", "end"], kind="stable").itertuples(index=False):
        while number + 1 < len(sentences) and sentences[number].end <= mention.start:
            number += 1
        if sentences:
            yield number + 1, sentences[number], mention


def mentions_finding(data):
    """The title: who is mentioned most, if that is one actor and at least three times; else how many there are."""
    named = data[data["actor"] != UNRESOLVED]
    if named.empty:
        return "The article mentions no actor"
    counts = named["actor"].value_counts()
    leading = counts.index[counts == counts.max()]
    if len(leading) == 1 and counts.max() >= SURE:
        return f"{leading[0]} is mentioned most, {counts.max()} of {len(named)} times"
    return f"{count_noun(len(named), 'mention').capitalize()} of {count_noun(len(counts), 'actor')}"


def mentions(mentions, actors, sentences, source="", ax=None, width="page", title=""):
    """Draw where each actor of the table `actors` is mentioned and return the Axes.

    `mentions` and `sentences` are tables, `source` is the source line. With `ax` the drawing goes there, else on a
    new figure of the width column, page or slide. `title` overrules the finding.
    """
    data = mentions_data(mentions, actors, sentences)
    return draw_sheet(lambda canvas: draw_mentions(canvas, data, sentences, source), ax, width, title)


def draw_mentions(canvas, data, sentences, source):
    """All blocks of the picture from top to bottom."""
    canvas.footer(source)
    canvas.heading(
        mentions_finding(data),
        "Each column is a sentence, under its number; each mark is a place where an actor is meant."
        if len(data)
        else "",
    )
    if data.empty:
        return
    draw_legend(canvas, data)
    label = min(1.9, 0.4 * canvas.inner)
    spans = list(sentences.sort_values("start").itertuples(index=False))
    crowds = data.groupby(["number", "actor"]).size().groupby("number").max()
    widths = [
        max(NARROWEST, PER_LETTER * (s.end - s.start), 2 * INSET + APART * (crowds.get(n, 1) - 1))
        for n, s in enumerate(spans, start=1)
    ]
    for first, last in split_bands(widths, canvas.inner - label):
        draw_band(canvas, data[data["number"].between(first + 1, last)], spans, widths, first, last, label)
    numbered = data.drop_duplicates("number")
    canvas.evidence(
        [
            (row.number, "", f"¶{row.paragraph}  {shorten(row.quotation, QUOTED)}", INK, False)
            for row in numbered.itertuples(index=False)
        ],
        "The sentences",
    )


def draw_band(canvas, data, spans, widths, first, last, label):
    """One run of sentences: their numbers on top, a row per actor that appears in them, the kinds together."""
    left = MARGIN + label
    stretch = (canvas.right - left) / sum(widths[first:last])
    if last == len(spans) and first:
        stretch = min(stretch, 2.0)
    edges = [left]
    for width in widths[first:last]:
        edges.append(edges[-1] + width * stretch)
    place = {n + 1: (edges[n - first], edges[n - first + 1], spans[n]) for n in range(first, last)}
    blocks = []
    for kind in [*KIND_COLOURS, ""]:
        inside = data[data["kind"] == kind]
        counts, begins = inside["actor"].value_counts(), inside.groupby("actor")["start"].min()
        for n, actor in enumerate(sorted(counts.index, key=lambda name: (-counts[name], begins[name], name))):
            rows = inside[inside["actor"] == actor]
            blocks.append(partial(draw_actor, canvas, rows, place, label, kind if n == 0 else None))
    if blocks:
        canvas.flow(blocks, partial(draw_numbers, canvas, place, set(data["number"])))
        canvas.y += 0.08


def draw_numbers(canvas, place, marked):
    """Paragraphs and sentence numbers over the columns; a sentence without a mark has no number."""
    paragraphs = {}
    for x0, x1, sentence in place.values():
        paragraphs.setdefault(sentence.paragraph, []).extend((x0, x1))
    for paragraph, xs in paragraphs.items():
        canvas.text(min(xs) + 0.03, canvas.y, f"¶{paragraph}", "small", colour=QUIET)
    canvas.y += canvas.line_height("small") + 0.03
    for number, (x0, x1, _) in place.items():
        if number in marked:
            canvas.badge((x0 + x1) / 2, canvas.y + BADGE, number)
    canvas.y += 2 * BADGE + 0.06


def draw_edges(canvas, place, first, last):
    """Lines from y to y between the sentences, stronger ones between the paragraphs."""
    before = None
    for x0, _, sentence in place.values():
        new = sentence.paragraph != before
        canvas.ax.plot([x0, x0], [first, last], color=QUIET if new else FAINT, lw=0.8 if new else 0.5, zorder=0.5)
        before = sentence.paragraph
    right = max(x1 for _, x1, _ in place.values())
    canvas.ax.plot([right, right], [first, last], color=FAINT, lw=0.5, zorder=0.5)


def draw_actor(canvas, rows, place, label, kind=None):
    """One actor: the name, how often, and the marks; over the first of a kind, in plain words, the kind."""
    top, actor, colour = canvas.y, rows["actor"].iloc[0], KIND_COLOURS.get(rows["kind"].iloc[0], QUIET)
    if kind is not None:
        words = plain("kind", kind) or UNRESOLVED
        canvas.text(MARGIN, canvas.y + 0.03, words, "small", "semibold", colour=colour)
        canvas.y += canvas.line_height("small") + 0.03
    count = str(len(rows))
    lines, points = canvas.lines(actor, label - measure(count, SIZES["body"]) - 0.16)
    height = max(ROW, len(lines) * canvas.line_height() + 0.03)
    middle = canvas.y + height / 2
    for n, line in enumerate(lines):
        y = middle + (n - (len(lines) - 1) / 2) * canvas.line_height()
        canvas.text(MARGIN, y, line, points, valign="middle")
    canvas.text(MARGIN + label - 0.06, middle, count, colour=QUIET, align="right", valign="middle")
    for _, inside in rows.groupby("number"):
        marks = list(inside.itertuples(index=False))
        for x, row in zip(place_marks(marks, *place[marks[0].number]), marks, strict=True):
            draw_mark(canvas, x, middle, row.form, colour, f"mark-{row.mention_id}")
    canvas.y += height
    draw_edges(canvas, place, top, canvas.y)
    canvas.rule(canvas.y, colour="#ececec")


def place_marks(marks, x0, x1, sentence):
    """x of the marks of one actor in one sentence, where they stand in it, moved apart where they would touch."""
    room = x1 - x0 - 2 * INSET
    step = min(APART, room / max(1, len(marks) - 1))
    found = []
    for mark in marks:
        x = x0 + INSET + room * (mark.start - sentence.start) / (sentence.end - sentence.start)
        found.append(max([x, *(before + step for before in found[-1:])]))
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], found[n + 1] - step if n + 1 < len(found) else x1 - INSET)
    return found


def draw_mark(canvas, x, y, form, colour, gid=None):
    """The mark of a form of mention."""
    marker, filled = MARKERS[form]
    size = {"o": 4.6, "D": 3.6, "s": 4.2}[marker]
    face = colour if filled else PAPER
    canvas.ax.plot([x], [y], marker=marker, ms=size, mfc=face, mec=colour, mew=0.9, zorder=4, gid=gid)


def draw_legend(canvas, data):
    """What the marks mean: only those that occur."""
    x = MARGIN
    for form in MARKERS:
        if (data["form"] == form).any():
            words = plain("form", form)
            step = 0.35 + measure(words, SIZES["small"])
            if x + step - 0.2 > canvas.right:
                x, canvas.y = MARGIN, canvas.y + 0.17
            draw_mark(canvas, x + 0.06, canvas.y + 0.05, form, QUIET)
            canvas.text(x + 0.15, canvas.y + 0.05, words, "small", valign="middle")
            x += step
    canvas.y += 0.22


def mentions_words(data):
    """(caption, alt text) of the mentions."""
    caption = (
        f"**Who appears where.** {mentions_finding(data)}. n = {len(data)}. Rows are actors by kind, those with most "
        "mentions first, with their number; columns are sentences, the longer the wider. Full disc: a name; diamond: "
        "an adjective made from a name; square: a noun; ring: a pronoun. A pronoun for two actors is marked for "
        "both; marks that would touch are moved apart. Numbers lead to the sentences. It does not show how important "
        "an actor is, only how often it is mentioned."
    )
    counts = data["actor"].value_counts()
    order = sorted(counts.index, key=lambda name: (-counts[name], name))
    listed = " ".join(f"{name}: {counts[name]}." for name in order)
    finding = mentions_finding(data)
    return caption, f"{finding}. Chart of {count_noun(len(data), 'mention')} by actor and sentence. {listed}".strip()
