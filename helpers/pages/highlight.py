"""The article with its marks: everything that was found, or what a figure draws."""

from typing import NamedTuple

from IPython.display import HTML

from helpers.charts.style import INK, KIND_COLOURS
from helpers.pages.markup import escape
from helpers.spans import cut_at_edges
from helpers.wording import plain, word_certainty

TINTS = {
    "Person": "#ead9ee",
    "Company": "#d6e9f8",
    "PublicBody": "#fbe0d2",
    "Organization": "#d3efe6",
    "Group": "#e6e6e6",
    "Territory": "#f4ecc8",
}
BADGES = {"mention": "ᴬ", "date": "ᴰ", "claim": "ˢ"}


class Layer(NamedTuple):
    """Something marked in the article: its characters, what it is, its hover text, the kind of the actor that a mention
    points to.
    """

    start: int
    end: int
    what: str
    hover: str
    kind: str = ""


def highlight_article(article, actors, mentions, dates, claims):
    """The article as HTML with actors, dates and statements marked; hover text says what each is."""
    layers = [
        *(
            Layer(int(r.start), int(r.end), "claim", hover_claim(r, actors))
            for r in claims.dropna(subset=["start"]).itertuples(index=False)
        ),
        *(Layer(int(r.start), int(r.end), "date", hover_date(r)) for r in dates.itertuples(index=False)),
        *(
            Layer(int(r.start), int(r.end), "mention", hover_mention(r, actors), find_kind(r, actors))
            for r in mentions.itertuples(index=False)
        ),
        *(Layer(start, end, "residue", f"page residue: {kind}") for start, end, kind in article.residue),
    ]
    pieces = cut_at_edges(layers, len(article.text))
    body = "".join(mark_piece(article.text[start:end], active, end) for start, end, active in pieces)
    body = body.replace("\n", "<br>\n")
    return HTML(f'<div style="max-width:46em;line-height:1.9;font-family:Georgia,serif">{body}</div>\n{legend()}')


def mark_piece(text, active, last):
    """A piece of the article between two edges, with the style and hover text of every span over it."""
    if not active:
        return escape(text)
    kinds = {layer.what for layer in active}
    style = []
    actor = next((layer for layer in reversed(active) if layer.what == "mention"), None)
    if actor:
        style.append(f"background:{TINTS.get(actor.kind, '#eee')};color:{INK};border-radius:3px;padding:1px 2px")
    if "date" in kinds:
        style.append("outline:1.5px dotted #00755e")
    if "claim" in kinds:
        style.append("border-bottom:2px solid #b8460e")
    if "residue" in kinds:
        style.append("text-decoration:line-through")
    hover = escape(" · ".join(layer.hover for layer in active))
    badge = "".join(BADGES.get(layer.what, "") for layer in active if layer.end == last)
    return f'<span title="{hover}" style="{";".join(style)}">{escape(text)}</span>' + (
        f"<sup>{badge}</sup>" if badge else ""
    )


def find_kind(mention, actors):
    """The kind of the actor that a mention points to, "" if it is not linked."""
    kinds = dict(zip(actors["actor_id"], actors["kind"], strict=True))
    return kinds.get(mention.actor_id.split(";")[0], "")


def name_actors(ids, actors):
    """Names for actor ids separated by ;."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    return " and ".join(names.get(i, i) for i in ids.split(";") if i)


def hover_mention(row, actors):
    """Hover text of a mention."""
    if row.actor_id:
        return f"actor: {name_actors(row.actor_id, actors)} ({plain('form', row.form)})"
    return (
        "actor: not resolved "
        f"({plain('form', row.form)}){'; perhaps ' + name_actors(row.candidate_id, actors) if row.candidate_id else ''}"
    )


def hover_date(row):
    """Hover text of a date."""
    days = [f"{day:%Y-%m-%d}" if day == day else "open" for day in (row.earliest, row.latest)]
    return f"date: {row.timex_value}, {days[0]} to {days[1]} ({plain('date_basis_kind', row.basis)})"


def hover_claim(row, actors):
    """Hover text of a statement."""
    source = "the author" if row.source_id == "author" else name_actors(row.source_id, actors) or row.source_text
    return f"statement by {source}: {plain('basis', row.basis)}; {word_certainty(row.factuality_source)}"


def legend():
    """What the colours and marks of the highlighted article mean."""
    kinds = " ".join(
        f'<span style="background:{TINTS[kind]};color:{INK};border-radius:3px;padding:1px 4px;border-left:3px solid '
        f'{KIND_COLOURS[kind]}">{plain("kind", kind)}</span>'
        for kind in TINTS
    )
    return (
        f'<p style="font-size:90%"><b>Legend.</b> Actors (ᴬ): {kinds} · <span style="outline:1.5px dotted '
        '#00755e">date</span> (ᴰ) · <span style="border-bottom:2px solid #b8460e">statement</span> (ˢ) · <span '
        'style="text-decoration:line-through">page residue</span>. '
        "Point at a mark to read what it is.</p>"
    )


def mark_article(marks, article, name):
    """The article with the words of every mark underlined; behind its last character the number, which leads back."""
    spans = [
        (int(row.start), int(row.end), n, row)
        for n, row in zip(marks.index, marks.itertuples(index=False), strict=True)
    ]
    parts = []
    for first, last, active in cut_at_edges(spans, len(article.text)):
        piece = underline(article.text[first:last], [row for *_, row in active])
        for n in [n for start, _, n, _ in active if start == first]:
            piece = f'<span id="{name}-text-{n}">{piece}</span>'
        parts += [piece, *(back_link(n, row, name) for _, end, n, row in active if end == last)]
    return "".join(parts).replace("\n", "<br>\n")


def underline(text, rows):
    """A piece of the article; if marks stand on it, underlined, with what they are as hover text."""
    if not rows:
        return escape(text)
    hover = " · ".join(f"{row.mark}: {row.what}" for row in rows)
    return f'<span title="{escape(hover)}" style="border-bottom:2px solid #b8460e">{escape(text)}</span>'


def back_link(n, row, name):
    """The number of a mark as a link to its row of the list."""
    return f'<sup><a href="#{name}-mark-{n}" title="{escape(row.what)}">{escape(row.mark)}</a>&#8201;</sup>'
