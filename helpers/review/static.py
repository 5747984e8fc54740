"""The review without a kernel: the article and its rows in the order of doubt, read-only, as static HTML.

Text from an article is hostile: everything is escaped.
"""

from helpers.findings.doubt import rank_doubt
from helpers.pages.highlight import highlight_article
from helpers.pages.markup import LEFT, escape
from helpers.pages.rows import FIELDS, TITLES
from helpers.review.view import show_lists, show_state

PANE = "flex:1 1 24em;max-height:34em;overflow:auto;padding-right:0.6em"
NOTE = (
    "This is the read-only view of a review: the article and its rows, those first that a reader should look at first. "
    "Run the cell in JupyterLab to decide about them; every decision is written at once."
)


def render_static(session):
    """The article beside its rows in the order of the queue, as HTML."""
    read, state = session.read, show_state(session)
    marked = highlight_article(session.article, read.actors, read.mentions, read.dates, read.claims).data
    lists = show_lists()["lists"]
    body = "".join(
        render_row(row.table, state["rows"][row.table][row.row_id], row.what, lists, row.text)
        for row in rank_doubt(read).itertuples(index=False)
    )
    head = "".join(f"<th {LEFT}>{word}</th>" for word in ("", "the words", "what it is", "why it is in doubt"))
    errors = "".join(f"<p><b>{escape(error)}</b></p>" for error in state["errors"])
    return (
        f'<div class="regtrace-static"><p>{NOTE}</p><p>{escape(state["finding"])}</p>{errors}<div style="display:flex;'
        f'gap:1.5em;flex-wrap:wrap"><div style="{PANE}">{marked}</div><div style="{PANE}"><table><tr>{head}</tr>{body}'
        "</table></div></div></div>"
    )


def render_row(table, row, what, lists, words):
    """One unread row: its words, what it is, why it is in doubt."""
    cells = []
    for column, label, _ in FIELDS[table]:
        value = row["cells"].get(column, "")
        told = next((plain for code, plain, _ in lists.get(f"{table}.{column}", ()) if code == value), value)
        cells += [f"{label}: {told}"] if value else []
    told = f"{escape(row['title'])}<br><small>{escape('; '.join(cells))}</small>"
    listed = (TITLES[table], f"“{words}”", told, what)
    return (
        "<tr>"
        + "".join(f"<td {LEFT}>{cell if n == 2 else escape(cell)}</td>" for n, cell in enumerate(listed))
        + "</tr>"
    )
