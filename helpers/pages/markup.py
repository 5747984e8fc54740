"""What a notebook shows besides figures: tables, sentences and the highlighted article, as static HTML and Markdown.

Text from an article is hostile: everything here escapes it.
"""

import html
import itertools
import re
import unicodedata

from IPython.display import HTML, Markdown

from helpers.charts.style import KIND_COLOURS
from helpers.wording import name_site, plain, word_certainty

TINTS = {
    "Person": "#ead9ee",
    "Company": "#d6e9f8",
    "PublicBody": "#fbe0d2",
    "Organization": "#d3efe6",
    "Group": "#e6e6e6",
    "Territory": "#f4ecc8",
}
LEFT = 'style="text-align:left;vertical-align:top"'
BADGES = {"mention": "ᴬ", "date": "ᴰ", "claim": "ˢ"}
ADDRESS = re.compile(r"https?://[^\s;]+")
LINKED = ("source", "source_url", "verified_by")
MARKDOWN = re.compile(r"([\\`*_{}\[\]#!|<>~$&])")


def reveal(text):
    """Text with control and direction characters as their visible code, such as ‹U+202E›."""
    hidden = ("Cc", "Cf", "Cs")
    return "".join(
        f"‹U+{ord(c):04X}›" if unicodedata.category(c) in hidden and c not in "\t\n\u200d" else c for c in text
    )


def escape(text):
    """Text as HTML, with nothing hidden in it."""
    return html.escape(reveal(text)).replace("$", "&#36;")


def say(text):
    """A computed sentence as Markdown; names and quotations inside are escaped, ** marks from the writer stay."""
    text = " ".join(reveal(text).split())
    text = text if text.endswith((".", "”", "*", ".)")) else text + "."
    return Markdown("**".join(MARKDOWN.sub(r"\\\1", part) for part in text.split("**")))


def caption(number, text):
    """A figure's caption with its number, as Markdown."""
    return say(f"**Figure {number}.** {text}")


def show_table(frame, columns=None, rows=None):
    """A table as static HTML: empty cells empty, days as days, every text escaped."""
    shown = frame if columns is None else frame[list(columns)]
    shown = shown if rows is None else shown.head(rows)
    cells = shown.astype("object").where(shown.notna(), "").map(word_value)
    cells = cells.apply(lambda column: column.map(link_addresses if column.name in LINKED else escape))
    cells.columns = [escape(str(column)) for column in cells.columns]
    # Jupyter's own style sets cells to the right; only a style of their own keeps text at the left.
    return HTML(cells.to_html(index=False, escape=False, justify="left", border=0).replace("<td>", f"<td {LEFT}>"))


def link_addresses(text):
    """Text as HTML; where it is nothing but addresses, separated by ;, each is a link under the name of its site."""
    addresses = text.split(" ; ")
    if not all(ADDRESS.fullmatch(address) for address in addresses):
        return escape(text)
    return " ".join(f'<a href="{escape(a)}" rel="noopener nofollow">{escape(name_site(a))}</a>' for a in addresses)


def word_value(value):
    """A cell as text: days as YYYY-MM-DD, numbers without trailing zeros."""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def show_plain(frame, vocabularies, columns=None, rows=None):
    """A table with its codes in plain words; `vocabularies` maps a column to its vocabulary in the glossary."""
    shown = frame.copy()
    for column, vocabulary in vocabularies.items():
        shown[column] = [plain(vocabulary, code) for code in shown[column]]
    return show_table(shown, columns, rows)


def highlight_article(article, actors, mentions, dates, claims):
    """The article as HTML with actors, dates and statements marked; hover text says what each is."""
    layers = [
        *(
            ("claim", r.start, r.end, hover_claim(r, actors), "")
            for r in claims.dropna(subset=["start"]).itertuples(index=False)
        ),
        *(("date", r.start, r.end, hover_date(r), "") for r in dates.itertuples(index=False)),
        *(
            ("mention", r.start, r.end, hover_mention(r, actors), find_kind(r, actors))
            for r in mentions.itertuples(index=False)
        ),
        *(("residue", s, e, f"page residue: {kind}", "") for s, e, kind in article.residue),
    ]
    edges = sorted({0, len(article.text), *(edge for _, start, end, *_ in layers for edge in (int(start), int(end)))})
    starting, active, parts = {}, [], []
    for layer in layers:
        starting.setdefault(int(layer[1]), []).append(layer)
    for first, last in itertools.pairwise(edges):
        active = [layer for layer in active if layer[2] > first] + starting.get(first, [])
        parts.append(mark_piece(article.text[first:last], active, last))
    body = "".join(parts).replace("\n", "<br>\n")
    return HTML(f'<div style="max-width:46em;line-height:1.9;font-family:Georgia,serif">{body}</div>\n{legend()}')


def mark_piece(text, active, last):
    """A piece of the article between two edges, with the style and hover text of every span over it."""
    if not active:
        return escape(text)
    kinds = {layer[0] for layer in active}
    style = []
    actor = next((layer for layer in reversed(active) if layer[0] == "mention"), None)
    if actor:
        style.append(f"background:{TINTS.get(actor[4], '#eee')};border-radius:3px;padding:1px 2px")
    if "date" in kinds:
        style.append("outline:1.5px dotted #00755e")
    if "claim" in kinds:
        style.append("border-bottom:2px solid #b8460e")
    if "residue" in kinds:
        style.append("color:#777;text-decoration:line-through")
    hover = escape(" · ".join(layer[3] for layer in active))
    badge = "".join(BADGES.get(layer[0], "") for layer in active if layer[2] == last)
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
    return f"actor: not resolved ({plain('form', row.form)}){'; perhaps ' + name_actors(row.candidate_id, actors) if row.candidate_id else ''}"


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
        f'<span style="background:{TINTS[kind]};border-radius:3px;padding:1px 4px;border-left:3px solid {KIND_COLOURS[kind]}">{plain("kind", kind)}</span>'
        for kind in TINTS
    )
    return (
        f'<p style="font-size:90%"><b>Legend.</b> Actors (ᴬ): {kinds} · <span style="outline:1.5px dotted #00755e">date</span> (ᴰ) · '
        '<span style="border-bottom:2px solid #b8460e">statement</span> (ˢ) · <span style="color:#777;text-decoration:line-through">page residue</span>. '
        "Point at a mark to read what it is.</p>"
    )
