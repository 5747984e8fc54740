"""From any mark of a figure to the words: a list with quotation, place, statement and source, tied to the highlighted
article.

Static HTML: a number of the list leads to the words in the article, a number in the article leads back. Text from an
article is hostile: everything is escaped.
"""

import pandas as pd
from IPython.display import HTML

from helpers.charts.claims import claims_data
from helpers.pages.highlight import mark_article, name_actors
from helpers.pages.markup import ADDRESS, LEFT, escape
from helpers.spans import find_place, read_places
from helpers.wording import TELLINGS, name_site, plain, word_certainty

COLUMNS = ("mark", "what", "start", "end", "text", "place", "letter", "source", "note", "url")
PANE = "flex:1 1 24em;max-height:34em;overflow:auto;padding-right:0.6em"
FOUND = "background:#ffe08a;color:#1a1a1a;outline:2px solid #b8460e"
STYLE = ".regtrace [id]{scroll-margin:3em}.regtrace a{color:var(--jp-content-link-color,#0b5394)}"


def trace_marks(drawn, article, read):
    """The marks of a figure's drawn data with their words: one row per mark, in the order of the marks.

    `read` has the article's tables. Columns: mark, what (in plain words), start, end, text, place (paragraph, sentence,
    characters), letter and source of the statement that the words belong to, note and url where the record has them.
    """
    statements = index_statements(read)
    rows = [trace_mark(row, article, read, statements) for mark in drawn.to_dict("records") for row in spread(mark)]
    frame = pd.DataFrame(rows, columns=COLUMNS).drop_duplicates(["mark", "start", "end", "what"])
    return frame.astype({"start": "Int64", "end": "Int64"}).reset_index(drop=True)


def spread(row):
    """A mark as often as the article has words for it: `spans` holds several, as start-end; without any it is there
    once.
    """
    spans = [span.split("-") for span in row.get("spans", "").split(";") if span] or [(None, None)]
    return [{**row, "start": start, "end": end} for start, end in spans] if "spans" in row else [row]


def index_statements(read):
    """[(start, end, letter, who says so)] of the statements; one without words is known by its cue."""
    letters = claims_data(read.claims).set_index("claim_id")["letter"]
    return [
        (
            *find_place("claims", claim._asdict()),
            letters[claim.claim_id],
            word_source(claim, read.actors),
            claim.claim_id,
        )
        for claim in read.claims.itertuples(index=False)
    ]


def word_source(claim, actors):
    """Who makes a statement, on what basis, and how sure it sounds, in plain words."""
    name = "the author" if claim.source_id == "author" else name_actors(claim.source_id, actors) or claim.source_text
    naming = "" if claim.source_kind == "author" else f" ({plain('anonymity', claim.anonymity)})"
    return f"{name}{naming}: {plain('basis', claim.basis)}; {word_certainty(claim.factuality_source)}"


def trace_mark(row, article, read, statements):
    """One row of the list."""
    start, end, at = find_span(row, read)
    letter, source = find_statement(row.get("claim_id"), at, statements)
    status = f", {plain('status', row['status'])}" if "status" in row else ""
    return {
        "mark": str(row.get("number", row.get("letter"))),
        "what": row["words"] + status,
        "start": start,
        "end": end,
        "text": TELLINGS.join(article.text[slice(*place)] for place in list_tellings(start, end, row, read)),
        "place": word_place(start, end, read.sentences),
        "letter": letter,
        "source": source,
        "note": row.get("record", ""),
        "url": row.get("source_url", ""),
    }


def find_span(row, read):
    """(start, end, a character that tells the statement) of the words behind a mark: its own, or those of its event or
    statement.

    All are None where the article has no words for it.
    """
    if "start" in row:
        return (None, None, None) if pd.isna(row["start"]) else (int(row["start"]), int(row["end"]), int(row["start"]))
    table, key = ("events", "event_id") if "event_id" in row else ("claims", "claim_id")
    rows = getattr(read, table)
    found = rows[rows[key] == row[key]].iloc[0]
    place = find_place(table, found)
    # The words of an event are the whole of its evidence; its trigger tells the statement.
    return *(place if table == "claims" else (int(found["start"]), int(found["end"]))), place[0]


def list_tellings(start, end, row, read):
    """[(start, end)] of the words behind a mark: its own, and of an act those that tell it again."""
    again = read.events.loc[read.events["event_id"] == row.get("event_id"), "told_again"]
    return [] if start is None else [(start, end), *(place for cell in again for place in read_places(cell))]


def find_statement(claim_id, at, statements):
    """(letter, who says so) of the statement that a mark belongs to: the one named, else the shortest that holds the
    character.
    """
    near = [s for s in statements if s[4] == claim_id] if claim_id else []
    near = near or [s for s in statements if at is not None and s[0] <= at < s[1]]
    best = min(near, key=lambda s: s[1] - s[0], default=None)
    return (best[2], best[3]) if best else ("", "")


def word_place(start, end, sentences):
    """Paragraph, sentence and characters of a span."""
    if start is None:
        return ""
    number = int((sentences["start"] <= start).sum())
    inside = f"paragraph {sentences['paragraph'].iloc[number - 1]}, sentence {number}, " if number else ""
    return f"{inside}characters {start}–{end}"


def show_trace(marks, article, name):
    """The list of a figure's marks beside the article, as static HTML; `name` keeps the links of several figures apart.

    Click on a number to see its words in the article, on a number in the article to come back; hover to read what it
    is.
    """
    body = "".join(list_mark(n, row, name) for n, row in enumerate(marks.itertuples(index=False)))
    head = "".join(f"<th {LEFT}>{word}</th>" for word in ("", "what", "the words, and where they stand", "who says so"))
    listed = f'<div style="{PANE}"><table><tr>{head}</tr>{body}</table></div>'
    placed = marks.dropna(subset=["start"])
    text = f'<div style="{PANE};line-height:1.9;font-family:Georgia,serif">{mark_article(placed, article, name)}</div>'
    return HTML(
        f'<style>{STYLE}{follow_links(placed.index, name)}</style><div class="regtrace" '
        f'style="display:flex;gap:1.5em;flex-wrap:wrap">{listed}{text if len(placed) else ""}</div>'
    )


def follow_links(numbers, name):
    """The style that marks where a link leads to: JupyterLab follows a link without telling the address, so it goes by
    the link that was clicked, and in a page of its own by the address.
    """
    ways = ((f"{name}-mark-{n}", f"{name}-text-{n}") for n in numbers)
    followed = [f'.regtrace:has(a[href="#{target}"]:focus) [id="{target}"]' for pair in ways for target in pair]
    return f"{','.join(['.regtrace :target', *followed])}{{{FOUND}}}"


def list_mark(n, row, name):
    """One row of the list, with its link to the words."""
    number = escape(row.mark)
    if not pd.isna(row.start):
        number = f'<a href="#{name}-text-{n}" title="show the words in the article">{number}</a>'
    words = f"“{escape(row.text)}”<br><small>{escape(row.place)}</small>" if row.text else ""
    note = f"{'<br>' if words else ''}<i>The record:</i> {escape(row.note)}" if row.note else ""
    links = " ".join(
        f'<a href="{escape(url)}" rel="noopener nofollow">{escape(name_site(url))}</a>'
        for url in ADDRESS.findall(row.url)
    )
    says = escape(" – ".join(filter(None, [f"statement {row.letter}" if row.letter else "", row.source])))
    cells = (f"<b>{number}</b>", escape(row.what), f"{words}{note} {links}", says)
    return f'<tr id="{name}-mark-{n}">' + "".join(f"<td {LEFT}>{cell}</td>" for cell in cells) + "</tr>"
