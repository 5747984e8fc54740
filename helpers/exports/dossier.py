"""The dossier: what was found in an article, on one self-contained page: findings, figures, quotations with their
numbers, caveats.

Static HTML without scripts; its own policy forbids any and any network. Text from an article is hostile: everything is
escaped.
"""

import base64
import re

from helpers.charts.claims import claims_data
from helpers.charts.style import FORMATS, list_sheets, render_figure
from helpers.charts.timeline import timeline_data
from helpers.exports.figures import draw_figures
from helpers.exports.material import LONGEST
from helpers.findings.article import (
    actors_finding,
    article_finding,
    basis_finding,
    dates_finding,
    publication_notes,
    reading_finding,
    source_line,
    story_finding,
    word_readers,
)
from helpers.findings.record import record_finding
from helpers.findings.unresolved import find_unresolved, unresolved_finding
from helpers.pages.markup import escape
from helpers.pages.tracing import index_statements, word_place
from helpers.record import load_checks
from helpers.spans import find_trigger
from helpers.wording import plain, word_days

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """
body{font:15px/1.55 Georgia,serif;color:#1a1a1a;max-width:50em;margin:2em auto;padding:0 1.2em;overflow-wrap:anywhere}
h1{font-size:1.6em;line-height:1.25}h2{font-size:1.2em;margin-top:2em;border-bottom:1px solid #bbb}
figure{margin:1.5em 0}figure img{width:170mm;max-width:100%;display:block;break-inside:avoid;margin:0 auto .8em}
figcaption,small,.meta{font-size:.85em;color:#444}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3em .6em .3em 0;\
border-bottom:1px solid #ddd}
tr{break-inside:avoid}td:first-child{font-weight:bold;white-space:nowrap}
p,li,h1,h2{orphans:3;widows:3}h2{break-after:avoid}
@page{size:A4;margin:18mm 16mm}@media print{body{margin:0;max-width:none;font-size:10.5pt}
figure{margin:0}.drawn,.listed{break-before:page}}
"""
LISTED = "The words behind the numbers of the figure before; they stand as text further below."
CAVEATS = (
    "A statement marked certain is one that its source utters with certainty. Whether it is right is another question.",
    "An event that only a statement tells of is as uncertain as the statement; “happened” means that the article "
    "tells it as having happened.",
    "Weekdays and words such as “this month” are counted from the day of publication; if that is wrong, so are they.",
    "The machine overlooks things and misreads others. The quotations are there to be checked.",
)


def make_dossier(material):
    """The dossier of an article as one HTML file."""
    article = material.article
    title = escape(article.title or article.slug)
    line = source_line(article, material.corrections, **vars(material.read))
    parts = [
        f"<h1>{title}</h1><p class='meta'>{escape(line)}</p>",
        section("Findings", tell_findings(material)),
        section("Figures", "".join(draw_all(material))),
        section("Events: the words behind the numbers", list_events(material)),
        section("Statements: the words behind the letters", list_claims(material)),
        section("What this does not tell", list_caveats(material)),
    ]
    if material.with_text:
        parts.append(section("The article", f"<p>{escape(article.text).replace(chr(10), '<br>')}</p>"))
    return make_page(f"{title} – dossier", parts)


def make_page(title, parts):
    """A self-contained page of its escaped title and its parts in HTML."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{POLICY}">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def section(heading, body):
    """A section with its heading."""
    return f"<section><h2>{escape(heading)}</h2>\n{body}</section>"


def paragraph(text):
    """A sentence of ours as a paragraph; ** makes bold type, everything else is escaped."""
    return "<p>" + re.sub(r"[*][*](.+?)[*][*]", r"<b>\1</b>", escape(text)) + "</p>"


def tell_findings(material):
    """The findings, each a paragraph."""
    article, read = material.article, material.read
    told = [
        article_finding(article),
        story_finding(article, read, material.corrections),
        actors_finding(read.actors, read.mentions),
        dates_finding(read.dates),
        basis_finding(read.claims),
        record_finding(load_checks(article.slug, article.text)),
    ]
    return "\n".join(map(paragraph, told))


def draw_all(material):
    """Every figure that shows anything, with caption and text alternative, and on the page beside it the words behind
    its numbers: first those that fill two pages with them, so that both lie open, then the others.

    The one that lists every sentence is only for those who hold the rights.
    """
    pages = []
    for what, ax, data, caption, alt in draw_figures(material.article, material.read, material.corrections):
        if len(data) and (material.with_text or what != "mentions"):
            pictures, listed = list_sheets(ax.figure)
            shown = "".join(show_sheet(sheet, alt) for sheet in pictures)
            page = f"<figure class='drawn'>{shown}<figcaption>{paragraph(caption)}</figcaption></figure>\n"
            if listed:
                page += f"<figure class='listed'>{''.join(show_sheet(sheet, LISTED) for sheet in listed)}</figure>\n"
            pages.append((len(pictures) + len(listed) != 2 or not listed, page))
    return [page for _, page in sorted(pages, key=lambda both: both[0])]


def show_sheet(sheet, alt):
    """A sheet of a figure as an image inside the page."""
    svg = base64.b64encode(render_figure(sheet, "svg", FORMATS["svg"])).decode()
    return f'<img alt="{escape(alt)}" src="data:image/svg+xml;base64,{svg}">'


def list_events(material):
    """The numbered events with status, time, quotation and place."""
    read = material.read
    drawn = timeline_data(read.events, read.event_parties, read.actors, read.sentences)
    events = {event["event_id"]: event for event in read.events.to_dict("records")}
    readers, rows = material.find_readers("events"), []
    for row in drawn.itertuples(index=False):
        event = events[row.event_id]
        when = word_days(row.earliest, row.latest, row.status == "ONGOING" and row.earliest == row.earliest)
        what = f"{row.words} – {', '.join(filter(None, [plain('status', row.status), when]))}"
        place = word_place(event["start"], event["end"], read.sentences)
        words = material.quote(event["text"], find_trigger(event))
        rows.append((row.number, what, words, f"{place}; {word_readers(readers[row.event_id])}"))
    return list_rows(rows) or paragraph("The article tells of no event that could be found.")


def list_claims(material):
    """The lettered statements with source, basis, certainty, quotation and place."""
    read = material.read
    texts = claims_data(read.claims, read.actors).set_index("claim_id")["quotation"]
    readers = material.find_readers("claims")
    rows = [
        (
            letter,
            says,
            material.quote(texts[claim_id]),
            f"{word_place(start, end, read.sentences)}; {word_readers(readers[claim_id])}",
        )
        for start, end, letter, says, claim_id in index_statements(read)
    ]
    return list_rows(rows) or paragraph("The article makes no statement that could be found.")


def list_rows(rows):
    """Rows of (mark, what, quotation, place) as a table, empty for none."""
    cells = "".join(
        f"<tr><td>{escape(str(mark))}</td><td>{escape(what)}</td>"
        f"<td>{f'“{escape(text)}”' if text else '(no words)'}<br><small>{escape(place)}</small></td></tr>\n"
        for mark, what, text, place in rows
    )
    return f"<table>{cells}</table>" if rows else ""


def list_caveats(material):
    """What was left open, what is doubtful, and what holds for every article."""
    cut = (
        ()
        if material.with_text
        else (f"Quotations are cut after {LONGEST} words; the characters say where the rest stands.",)
    )
    told = [
        reading_finding(material.article, material.corrections, **vars(material.read)),
        unresolved_finding(find_unresolved(material.read)),
        *publication_notes(material.article),
        *CAVEATS,
        *cut,
    ]
    return "".join(map(paragraph, told))
