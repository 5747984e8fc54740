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
        "dates": ((read.dates,), {"published": article.published}),
        "claims": ((read.claims, read.actors), {}),
        "timeline": (
            (read.events, read.event_parties, read.actors, read.sentences),
            {"published": article.published},
        ),
        "relations": ((read.relations, read.events, read.actors), {}),
        "checks": ((checks, read.claims), {}),
        "chronology": ((events, load_labels(), checks, article.published), {}),
    }


def draw_figures(article, read, corrections, width="page"):
    """(figure, its Axes, its drawn data, caption, alt text) of every figure of an article, one after the other; each is
    closed again.
    """
    import matplotlib.pyplot as plt

    set_style()
    for what, (tables, extra) in chart_tables(article, read).items():
        picture = import_module(f"helpers.charts.{what}")
        draw, data, words = (getattr(picture, what + part) for part in ("", "_data", "_words"))
        marked = {FIGURES[what]: getattr(read, FIGURES[what])}
        line = source_line(article, corrections, **marked)
        ax = draw(*tables, **extra, source=record_line(line) if what in RECORD else line, width=width)
        drawn = data(*tables)
        caption, alt = words(drawn)
        yield what, ax, drawn, f"{caption} {reading_finding(article, corrections, **marked)}", alt
        plt.close(ax.figure)


def export_figures(slug_or_path, width="page", report=None):
    """Draw every figure of an article at a width (column, page or slide) and save it; returns the names of changed
    files.
    """
    check_width(width)
    article = load_article(slug_or_path)
    corrections = load_corrections(article.slug)
    changed = []
    for what, ax, drawn, caption, alt in draw_figures(article, annotate(article, corrections), corrections, width):
        changed += save_figure(ax.figure, name_figure(article.slug, what, width), drawn, caption, alt)
        if report:
            report(what)
    return changed
