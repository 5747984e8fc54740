"""The review page of an article: the text with what was found in it, every row with its id and place, and corrections
ready to copy.

Static HTML; its only script is review.js, known to the browser by its checksum. Text from an article is hostile:
everything is escaped.
"""

import base64
import csv
import hashlib
import io
from functools import partial
from pathlib import Path

from helpers import paths
from helpers.annotate import Chain, annotate_steps
from helpers.articles.seeds import load_article
from helpers.corrections.file import CorrectionError, add_corrections, list_errors, load_corrections
from helpers.corrections.overlay import trace_corrections
from helpers.corrections.words import find_vocabulary
from helpers.files import write_file
from helpers.findings.doubt import doubt_finding, rank_doubt
from helpers.pages.highlight import highlight_article
from helpers.pages.markup import escape
from helpers.pages.rows import FIELDS, TITLES, Rows
from helpers.pages.tracing import word_place
from helpers.spans import find_context, find_place
from helpers.tables import find_fields, guard_cell, make_table, read_cells, row_keys
from helpers.wording import count_noun, plain, shorten

TABLES = ("events", "event_parties", "claims", "actors", "mentions", "dates")
COLUMNS = tuple(field["name"] for field in find_fields("corrections"))
REASONS = {"accept": "read and found right", "reject": "why it is wrong", "edit": "why this is better"}
WORDS = {
    "events": "Events",
    "event_parties": "Who takes part in them",
    "claims": "Statements",
    "actors": "Actors",
    "mentions": "Mentions",
    "dates": "Dates",
}
# Which rows are shown: radio buttons that the style sheet reads; words are looked for by the script.
FILTER = (
    "<p class='filter'>Show <label><input type='radio' name='show' id='show-all' checked> all rows</label> <label>"
    "<input type='radio' name='show' id='show-unread'> what nobody has read</label> "
    + " ".join(f"<label><input type='radio' name='show' id='show-{t}'> {w.lower()}</label>" for t, w in WORDS.items())
    + "<label>with the words <input type='search' id='find'></label></p>"
)
# What is selected in the article, as a line of CSV; the script shows it.
READY = (
    f"<div id='ready' data-columns='{','.join(COLUMNS)}' hidden><q></q> is no row yet. Copy the line that adds it as "
    + " ".join(
        f"<button type='button' data-what='{what}'>{what}</button>" for what in ("event", "statement", "date", "name")
    )
    + "<output></output></div>"
)
SCRIPT = paths.PAGE_SCRIPT.read_text(encoding="utf-8")
CHECKSUM = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
FIRST = 30
SHORT = "category: accuses; status: happened; actor: NAME; recipient: NAME"
ADDITION = f",,events,,,,WORDS OF THE ACT,,,,,{SHORT},add,not found by the machine"
NOWHERE = (
    "is nowhere in the article, or stands there several times. Give its exact words, and `start`, or "
    "`prefix` and `suffix`, where they stand several times."
)
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{CHECKSUM}'"
STYLE = """
body{font:14px/1.5 sans-serif;margin:1em;color:#1a1a1a}main{display:flex;gap:1.5em;align-items:flex-start}
.text{flex:1 1 40%;max-height:92vh;overflow:auto;position:sticky;top:1em}.rows{flex:1 1 60%}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.3em .5em;border-bottom:1px \
solid #ddd;overflow-wrap:anywhere}
code{display:block;white-space:pre-wrap;user-select:all;background:#f4f4f4;margin:.3em 0;padding:.2em .4em;\
font-size:12px;cursor:copy}.copied::after{content:" copied";color:#0b5394;font-weight:bold}[hidden]{display:none}
#ready{position:sticky;top:0;z-index:1;background:#fff8e0;border:1px solid #ddd;padding:.4em .6em}
summary{cursor:pointer;color:#0b5394}.flag{background:#ffe9c7}h2{margin-top:1.5em}.filter label{margin-right:.8em}
body:has(#show-unread:checked) tr[class]:not(.unseen){display:none}
"""
STYLE += "".join(f"body:has(#show-{table}:checked) section:not(#table-{table}){{display:none}}\n" for table in WORDS)


def write_review(slug_or_path):
    """Write exports/<slug>/review.html and return (its path, the errors of the corrections file).

    A file with errors is shown with them, and the page then holds what the machine found.
    """
    article = load_article(slug_or_path)
    errors = list_errors(article.slug)
    corrections = load_corrections(article.slug) if not errors else make_table("corrections", [])
    found, read = annotate_steps(article, corrections)
    path = paths.EXPORTS / article.slug / "review.html"
    write_file(path, render_review(article, found, read, corrections, errors))
    return path, errors


def review_finding(slug, errors, ways):
    """Whether the corrections file is sound, and what became of its corrections, in a sentence."""
    if errors:
        return f"The corrections file has {count_noun(len(errors), 'error')}. The first: {errors[0]}"
    if ways.empty:
        return f"Nobody has corrected this article yet: data/corrections/{slug}.csv is not there."
    lost, alike = (int((ways == way).sum()) for way in ("lost", "likeness"))
    return (
        f"Of the **{count_noun(len(ways), 'row')} of the corrections file**, each of which accepts, changes, adds or "
        f"rejects something, {len(ways) - lost - alike} found the place they mean, {alike or 'none'} "
        f"{'was' if alike == 1 else 'were'} placed by likeness alone and should be looked at, {lost or 'none'} "
        f"{'is' if lost == 1 else 'are'} lost."
    )


def add_file(slug_or_path, file, who, today):
    """Append the rows of a CSV to the corrections of an article; returns how many there are now.

    `who` and `today` stand in where a row leaves them out. Everything is tried first: CorrectionError tells all errors,
    and nothing is written.
    """
    article = load_article(slug_or_path)
    cells = read_cells(Path(file))
    unknown = [column for column in cells if column not in COLUMNS]
    if unknown:
        raise CorrectionError(f"{file}: no column '{unknown[0]}'. Expected: {', '.join(COLUMNS)}.")
    cells = cells.reindex(columns=list(COLUMNS), fill_value="").fillna("")
    for column, value in (("who", who), ("when", f"{today:%Y-%m-%d}"), ("reason", "decided by hand")):
        cells[column] = cells[column].where(cells[column] != "", value)
    if (cells["who"] == "").any():
        raise CorrectionError(f"{file} does not say who decided. Fill in `who`, or give --who NAME.")
    return add_corrections(article.slug, cells, check=partial(check_all, article))


def check_all(article, corrections, first):
    """Raise CorrectionError with everything that keeps corrections from being laid over an article; an addition
    from index `first` on is new, and must find its words. What else is lost may be so by what the same file rejects.
    """
    found, _, errors = Chain(article).annotate_sound(corrections)
    sound = corrections.drop(index=[error.index for error in errors])
    ways = trace_corrections(found, sound, article.text)
    errors += [
        CorrectionError(f"Corrections, line {i + 2}: “{shorten(sound['quote'][i], 8)}” {NOWHERE}", i)
        for i in ways.index[ways == "lost"]
        if i >= first and sound["action"][i] == "add"
    ]
    if errors:
        raise CorrectionError("; ".join(map(str, sorted(errors, key=lambda error: error.index))))


def render_review(article, found, read, corrections, errors=()):
    """The review page as HTML."""
    marked = highlight_article(article, read.actors, read.mentions, read.dates, read.claims).data
    told, queue = Rows(read, article), rank_doubt(read)
    doubts = {row.row_id: (n, row.what) for n, row in enumerate(queue.itertuples(index=False))}
    rows = "\n".join(render_table(name, read, told, article.text, doubts) for name in TABLES)
    total = sum(len(getattr(read, name)) for name in TABLES if name != "event_parties")
    head = (
        f"<h1>Review of {escape(article.title or article.slug)}</h1><p>{escape(doubt_finding(queue, total))}</p>"
        f"{render_help(article.slug)}{render_errors(errors)}{FILTER}{READY}"
    )
    traced = render_traced(corrections, trace_corrections(found, corrections, article.text)) if len(corrections) else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f'content="{POLICY}">'
        f"<title>Review of {escape(article.slug)}</title><style>{STYLE}</style></head>"
        f"<body>\n{head}{render_first(queue)}{traced}\n"
        f'<main><div class="text">{marked}</div><div class="rows">{rows}</div></main>'
        f"<script>{SCRIPT}</script></body></html>\n"
    )


def render_help(slug):
    """How to correct, and the header that the rows go under."""
    return (
        f"<p>Click a line to copy it, and paste it into <b>data/corrections/{escape(slug)}.csv</b> under the "
        "header below. Fill in <b>when</b> (YYYY-MM-DD) and <b>who</b>; for an edit also <b>field</b> and "
        "<b>new</b>, the column and its right value (data/README.md has what each allows). Or put the lines into a "
        f"file of their own: <b>python -m helpers review {escape(slug)} --add FILE --who NAME</b> checks and adds "
        f"them. Then run the article again. Plain words and names of actors may stand for codes and ids.</p>"
        f"<code>{','.join(COLUMNS)}</code><p>To add what the machine has not, select its words in the article below: "
        "the line that adds them is copied with one click, and what is in capitals is to be filled in. By hand, this "
        "line adds an event; all else follows from its words:</p>"
        f"<code>{escape(ADDITION)}</code>"
    )


def render_errors(errors):
    """The errors of the corrections file."""
    listed = "".join(f"<li>{escape(error)}</li>" for error in errors)
    return (
        '<div class="flag"><h2>The corrections file has errors; this page shows the machine\'s tables</h2>'
        f"<ul>{listed}</ul></div>"
        if errors
        else ""
    )


def render_first(queue):
    """The rows to look at first, those most in doubt on which most hangs, with links to them."""
    rows = "".join(
        f"<tr><td>{escape(TITLES[row.table])}</td><td><a href='#{escape(row.row_id)}'>“{escape(row.text)}”</a></td>"
        f"<td>{escape(row.what)}</td></tr>"
        for row in queue.head(FIRST).itertuples(index=False)
    )
    return f"<details><summary>What to look at first</summary><table>{rows}</table></details>" if rows else ""


def render_traced(corrections, ways):
    """The corrections whose row has moved or is lost; what was found only by likeness is to be looked at."""
    words = {
        "position": "",
        "id": "",
        "quotation": "moved with its words",
        "likeness": "found by likeness: look at it",
        "lost": "LOST: its words are nowhere",
    }
    rows = "".join(
        f"<tr class='{'flag' if ways[row.Index] in ('likeness', 'lost') else ''}'><td>line {row.Index + 2}</td>"
        f"<td>{escape(row.action)} {escape(row.table)} {escape(row.row_id)}</td><td>“{escape(row.quote)}”</td>"
        f"<td>{words[ways[row.Index]]}</td></tr>"
        for row in corrections.itertuples()
        if words[ways[row.Index]]
    )
    return (
        f"<details open><summary>Corrections whose words have moved</summary><table>{rows}</table></details>"
        if rows
        else ""
    )


def render_table(name, read, rows, text, doubts):
    """The rows of one table in plain words, those first that are most in doubt."""
    frame = getattr(read, name)
    keys = row_keys(name, frame).tolist()
    cells = dict(zip(keys, frame.to_dict("records"), strict=True))
    order = sorted(keys, key=lambda key: doubts.get(key, (len(doubts), ""))[0])
    body = "\n".join(render_row(name, key, cells[key], read, rows, text, doubts) for key in order)
    return f"<section id='table-{name}'><h2>{escape(WORDS[name])}</h2><table>{body}</table></section>"


def render_row(name, key, row, read, rows, text, doubts):
    """One row: its words, what it is, why it is in doubt, and the corrections that could be made of it."""
    span = find_words(name, row, read)
    place = word_place(*span, read.sentences) if span else ""
    lines = "".join(f"<code>{escape(line)}</code>" for line in make_lines(name, key, span, text))
    quoted = f"“{escape(text[span[0] : span[1]])}”<br>" if span else ""
    title, facts = tell_row(name, key, row, rows)
    doubt = doubts.get(key, (0, ""))[1]
    told = " · ".join(filter(None, [plain("review", row["review"]), doubt]))
    return (
        f"<tr id='{escape(key)}' class='{escape(row['review'])}'><td>{quoted}<small>{escape(place)}</small></td>"
        f"<td><b>{escape(title)}</b><br>{escape('; '.join(facts))}<br><small>{escape(told)}</small>"
        f"<details><summary>correct</summary><small>{escape(key)}</small>{lines}</details></td></tr>"
    )


def tell_row(name, key, row, rows):
    """(title, ["field: value"]) of a row in plain words."""
    if name == "event_parties":
        who = rows.names.get(row["actor_id"]) or f"“{rows.words.get(row['mention_id'], 'somebody')}”"
        return f"{who} {plain('party_role', row['role'])}", [rows.titles.get(row["event_id"], "")]
    shown = rows.tell_row(name, key, row)
    facts = []
    for column, label, sort in FIELDS[name]:
        value = shown["cells"].get(column, "")
        word = plain(find_vocabulary(name, column), value) if sort == "list" else value
        facts += [f"{label}: {word}"] if value else []
    return shown["title"], facts


def find_words(name, row, read):
    """(start, end) of the words that tell where a row stands; None for a row without words."""
    if name == "event_parties":
        return find_first_mention(read.mentions["mention_id"] == row["mention_id"], read)
    if name == "actors":
        return find_first_mention(
            read.mentions["actor_id"].str.split(";").map(lambda ids: row["actor_id"] in ids).astype(bool), read
        )
    return find_place(name, row)


def find_first_mention(mask, read):
    """The span of the first mention that a mask leaves."""
    rows = read.mentions[mask]
    return (int(rows["start"].iloc[0]), int(rows["end"].iloc[0])) if len(rows) else None


def make_lines(name, key, span, text):
    """The corrections that a reader could make of a row, as lines of CSV: accept, reject, edit."""
    start, end = span or ("", "")
    anchors = {"quote": text[start:end], **find_context(text, start, end)} if span else {}
    for action, reason in REASONS.items():
        cells = {
            "table": name,
            "row_id": key,
            "start": start,
            "end": end,
            **anchors,
            "action": action,
            "reason": reason,
        }
        yield write_line([guard_cell(str(cells.get(column, ""))) for column in COLUMNS])


def write_line(cells):
    """A line of CSV."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(cells)
    return buffer.getvalue().removesuffix("\n")
