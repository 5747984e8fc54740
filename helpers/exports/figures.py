"""Every figure of an article at once, at the width that a report needs."""

from importlib import import_module

from helpers.annotate import annotate
from helpers.articles.seeds import load_article
from helpers.charts.style import check_width, name_figure, save_figure, set_style
from helpers.corrections.overlay import load_corrections
from helpers.findings.article import reading_finding, record_line, source_line
from helpers.record import choose_events, find_near, load_checks, load_chronology, load_labels

# Each figure, with the table whose rows its marks are.
FIGURES = {
    "mentions": "mentions",
    "dates": "dates",
    "claims": "claims",
    "timeline": "events",
    "relations": "events",
    "checks": "claims",
    "chronology": "claims",
}
RECORD = ("checks", "chronology")


def chart_tables(article, read):
    """{figure: (the tables that its data are made of, what only the drawing reads)}."""
    checks, chronology = load_checks(article.slug, article.text), load_chronology()
    events = choose_events(chronology, find_near(chronology, article, read.dates, read.actors), checks)
    return {
        "mentions": ((read.mentions, read.actors, read.sentences), {}),
        "dates": ((read.dates,), {"published": article.published, "assumed": is_assumed(article)}),
        "claims": ((read.claims, read.actors), {}),
        "timeline": (
            (read.events, read.event_parties, read.actors, read.sentences),
            {"published": article.published, "dates": read.dates, "assumed": is_assumed(article)},
        ),
        "relations": ((read.relations, read.events, read.actors), {}),
        "checks": ((checks, read.claims), {}),
        "chronology": ((events, load_labels(), checks, article.published), {}),
    }


def is_assumed(article):
    """Whether the day of publication is assumed."""
    return article.known.get("published_basis") == "assumed"


def draw_figures(article, read, corrections, width="page", figures=tuple(FIGURES), title=""):
    """(figure, its Axes, its drawn data, caption, alt text) of figures of an article, one after the other; each is
    closed again. A `title` overrules the finding.
    """
    import matplotlib.pyplot as plt

    set_style()
    for what, (tables, extra) in chart_tables(article, read).items():
        if what not in figures:
            continue
        picture = import_module(f"helpers.charts.{what}")
        draw, data, words = (getattr(picture, what + part) for part in ("", "_data", "_words"))
        marked = {FIGURES[what]: getattr(read, FIGURES[what])}
        line = source_line(article, corrections, **marked)
        line = record_line(line) if what in RECORD else line
        ax = draw(*tables, **extra, source=line, width=width, title=title)
        drawn = data(*tables)
        caption, alt = words(drawn)
        yield what, ax, drawn, f"{caption} {reading_finding(article, corrections, **marked)}", alt
        for sheet in ax.figure.parts:
            plt.close(sheet)


def export_figures(slug_or_path, width="page", report=None, figure="", title=""):
    """Draw every figure of an article, or the one that is named, at a width (column, page or slide) and save it;
    returns the names of changed files.

    Raises ValueError for an unknown width or figure, and for a `title` without the figure that it is for.
    """
    check_width(width)
    if figure and figure not in FIGURES:
        raise ValueError(f"No figure '{figure}'. Choose one of: {', '.join(FIGURES)}.")
    if title and not figure:
        raise ValueError("A title is for one figure: say which, as in FIGURE=timeline (or --figure timeline).")
    article = load_article(slug_or_path)
    corrections = load_corrections(article.slug)
    changed, chosen = [], (figure,) if figure else tuple(FIGURES)
    for what, ax, drawn, caption, alt in draw_figures(
        article, annotate(article, corrections), corrections, width, chosen, title
    ):
        changed += save_figure(ax.figure, name_figure(article.slug, what, width), drawn, caption, alt)
        if report:
            report(what)
    return changed
