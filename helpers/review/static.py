"""The review without a kernel: the article and its rows in the order of doubt, read-only, as static HTML.

Text from an article is hostile: everything is escaped.
"""

from helpers.findings.doubt import doubt_finding, rank_doubt
from helpers.pages.highlight import highlight_article
from helpers.pages.markup import LEFT, escape
from helpers.pages.rows import FIELDS, TITLES
from helpers.review.view import show_lists, show_state

PANE = "flex:1 1 24em;max-height:34em;overflow:auto;padding-right:0.6em"
NOTE = (
    "This is the read-only view of a review: the article and its rows, those first that a reader should look at first. "
    "Run the cell in JupyterLab to decide about them; every decision is written at once."
)


def render_static(session, layer=""):
    """The article beside its rows in the order of the queue, as HTML; of one table its rows alone."""
    read, state = session.read, show_state(session)
    queue, finding = rank_doubt(read), state["finding"]
    if layer:
        queue = queue[queue["table"] == layer]
        finding = doubt_finding(queue, len(state["rows"][layer]))
    panes = (
        [] if layer else [highlight_article(session.article, read.actors, read.mentions, read.dates, read.claims).data]
    )
    panes += [render_rows(queue, state["rows"])] if len(queue) else []
    errors = "".join(f"<p><b>{escape(error)}</b></p>" for error in state["errors"])
    beside = "".join(f'<div style="{PANE}">{pane}</div>' for pane in panes)
    return (
        f'<div class="regtrace-static"><p>{NOTE}</p><p>{escape(finding)}</p>{errors}<div style="display:flex;gap:1.5em;'
        f'flex-wrap:wrap">{beside}</div></div>'
    )


def render_rows(queue, rows):
    """The rows of a queue as a table."""
    lists = show_lists()["lists"]
    head = "".join(f"<th {LEFT}>{word}</th>" for word in ("", "the words", "what it is", "why it is in doubt"))
    body = "".join(
        render_row(row.table, rows[row.table][row.row_id], row.what, lists, row.text)
        for row in queue.itertuples(index=False)
    )
    return f"<table><tr>{head}</tr>{body}</table>"


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
