"""The brief: what an archive tells of one actor, or of two, on one self-contained page: acts, statements, sources,
right of reply, open questions.

It quotes at most 25 words in a row. Text from an article is hostile: everything is escaped.
"""

import base64

from helpers import paths
from helpers.archive.questions import ask, check_actors, find_actors, find_quotations
from helpers.charts.episodes import episodes, episodes_data, episodes_words
from helpers.charts.pair import pair, pair_data, pair_words
from helpers.charts.style import FORMATS, render_figure, set_style
from helpers.exports.archive_figures import read_note
from helpers.exports.browser import print_page
from helpers.exports.dossier import make_page, paragraph, section
from helpers.files import write_file
from helpers.findings.archive import archive_line, brief_finding, open_questions
from helpers.pages.markup import escape
from helpers.tables import HAPPENED
from helpers.wording import count_noun, join_names, plain, shorten, word_certainty, word_days

MOST = 60  # statements that a brief lists; the archive has the rest
REPLIES = {"answered": "answered in the same article", "declined": "declined to comment", "none": "no answer in it"}
CAVEATS = (
    "Machine output that no person has checked. The quotations are there to be checked: an archive's id leads to the "
    "article.",
    "An act is one where the machine saw that reports tell the same; it joins too little rather than too much, so that "
    "one act may be listed twice.",
    "“Happened” means that an article tells it as having happened, not that it is true.",
    "No answer means that the article has none; whether somebody was asked, only a refusal to comment tells.",
    "Quotations are cut after 25 words.",
)


def export_brief(name, actor, other="", printed=True):
    """Write the brief of an archive on one actor, or on two, to exports/<archive>/; returns the names of changed files.

    `actor` and `other` are ids of identities or names. If `printed`, it is printed to a PDF where a browser is
    installed. Raises ValueError for an actor whom the archive does not have.
    """
    given = [find_actors(name, who) for who in (actor, other) if who]
    check_actors(name, *given)
    stem = "-".join(["brief", *(who.replace(";", "-").replace(":", "-") for who in given)])[:120]
    page = make_brief(name, *given)
    pdf = print_page(page) if printed else b""
    files = {f"{stem}.html": page} | ({f"{stem}.pdf": pdf} if pdf else {})
    return [file for file, content in files.items() if write_file(paths.EXPORTS / name / file, content)]


def make_brief(name, actor, other=""):
    """The brief on the identity `actor`, or on two, as one HTML file."""
    who = ";".join(filter(None, (actor, other)))
    told = ask(name, "pair", actor=actor, other=other) if other else ask(name, "actor", actor=actor)
    said, replies = ask(name, "statements", actor=who), ask(name, "accusations", actor=who)
    if other:
        replies = keep_between(replies, actor, other)
    title = escape(" and ".join(name_actor(name, given) for given in (actor, other) if given))
    line = archive_line(name, ask(name, "SELECT day, outlet FROM articles"), read_note(name))
    doubts = ask(
        name, "SELECT * FROM suggestions WHERE list_has_any([identity_id, other_id], $who)", who=who.split(";")
    )
    parts = [
        f"<h1>{title}</h1><p class='meta'>{escape(line)}</p>",
        section("In short", paragraph(brief_finding(told, said, replies))),
        section("Figure", draw_brief(told, actor, other, line)),
        section("Acts", list_acts(told)),
        section("Statements", list_statements(said)),
        section("Sources", list_voices(ask(name, "voices", actor=who))),
        section("Right of reply", list_replies(name, replies)),
        section("Open questions", "".join(map(paragraph, open_questions(told, replies, doubts)))),
        section("What this does not tell", "".join(map(paragraph, CAVEATS))),
    ]
    return make_page(f"{title} – brief", parts)


def name_actor(name, given):
    """What ids of identities are called."""
    sql = "SELECT name FROM names WHERE list_contains($ids, identity_id)"
    return join_names(sorted(ask(name, sql, ids=given.split(";"))["name"]))


def keep_between(replies, actor, other):
    """The accusations of one side by the other."""
    one, two = set(actor.split(";")), set(other.split(";"))
    accusers = [set(cell.split(";")) for cell in replies["accuser_ids"]]
    between = [
        bool((by & one and accused in two) or (by & two and accused in one))
        for by, accused in zip(accusers, replies["accused_id"], strict=True)
    ]
    return replies[between].reset_index(drop=True)


def draw_brief(told, actor, other, line):
    """The picture of two actors over time, or of the acts of one that are told more than once."""
    import matplotlib.pyplot as plt

    set_style()
    if other:
        drawn = pair_data(told, actor)
        ax, words = pair(told, actor, line), pair_words(drawn)
    else:
        again = told[(told["n_articles"] > 1) | told["statuses"].str.contains(";")]
        drawn = episodes_data(again)
        ax, words = episodes(again, line), episodes_words(drawn)
    svg = base64.b64encode(render_figure(ax.figure, "svg", FORMATS["svg"])).decode()
    plt.close(ax.figure)
    if drawn.empty:
        return paragraph(f"{words[1]} There is nothing to draw.")
    picture = f'<img alt="{escape(words[1])}" src="data:image/svg+xml;base64,{svg}">'
    return f"<figure>{picture}<figcaption>{paragraph(words[0])}</figcaption></figure>"


def list_acts(told):
    """The acts in the order of their first reports, with the movement of their status and the words of the first."""
    rows = []
    for number, row in enumerate(told.itertuples(index=False), start=1):
        moved = " → ".join(plain("status", status) if status != "THREATENED" else "threatened"
                           for status in row.statuses.split(";"))  # fmt: skip
        when = word_days(row.earliest, row.latest) if row.status in HAPPENED else ""
        dated = f"; dated {row.conflict}" if row.conflict else ""
        parties = f"{row.actors} → {row.recipients}" if row.recipients else row.actors
        what = f"{parties}: {plain('category', row.category)} – {', '.join(filter(None, [moved, when]))}{dated}"
        count = f"{count_noun(row.n_articles, 'article')}, {row.n_independent} independent"
        rows.append((number, what, row.quotation, f"{row.outlet}, {row.first_report:%-d %B %Y}; {count}"))
    return list_rows(rows) or paragraph("The archive tells of no act.")


def list_statements(said):
    """The statements of the actors, by day; the first `MOST`."""
    rows = [
        (
            number,
            f"{row.name}: {plain('basis', row.basis)}; {word_certainty(row.certainty)}",
            row.quotation,
            f"{row.outlet}, {row.day:%-d %B %Y}",
        )
        for number, row in enumerate(said.head(MOST).itertuples(index=False), start=1)
    ]
    left = len(said) - len(rows)
    more = paragraph(f"{count_noun(left, 'more statement')} in the archive.") if left > 0 else ""
    return (list_rows(rows) + more) if rows else paragraph("The archive has no statement of theirs.")


def list_voices(voices):
    """Who is quoted in the articles that tell of the actors: named, described or without a name."""
    if voices.empty:
        return paragraph("Nobody is quoted in the articles that tell of them.")
    rows = [
        (number, row.name or "without a name", "", f"{count_noun(row.claims, 'statement')} in "
         f"{count_noun(row.articles, 'article')} of {count_noun(row.outlets, 'outlet')}")
        for number, row in enumerate(voices.itertuples(index=False), start=1)
    ]  # fmt: skip
    return list_rows(rows, quoted=False)


def list_replies(name, replies):
    """Each accusation, and whether the accused has a word in the same article."""
    if replies.empty:
        return paragraph("Nobody of them is accused in the archive, or accuses.")
    words = find_quotations(name, replies["event_id"].tolist())
    rows = [
        (number, f"{row.accusers or 'not told who'} → {row.accused}: {REPLIES[row.reply]}", said.quotation,
         f"{said.outlet}, {said.day:%-d %B %Y}")
        for number, (row, said) in enumerate(
            zip(replies.itertuples(index=False), words.itertuples(index=False), strict=True), start=1
        )
    ]  # fmt: skip
    return list_rows(rows)


def list_rows(rows, quoted=True):
    """Rows of (number, what, quotation, where) as a table, empty for none."""
    cells = "".join(
        f"<tr><td>{number}</td><td>{escape(what)}</td><td>{f'“{escape(shorten(text))}”<br>' if quoted else ''}"
        f"<small>{escape(where)}</small></td></tr>\n"
        for number, what, text, where in rows
    )
    return f"<table>{cells}</table>" if rows else ""
