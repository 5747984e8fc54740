"""Every figure of an article at once, at the width that a report needs."""

from helpers import charts
from helpers.annotate import annotate
from helpers.articles import load_article
from helpers.corrections import load_corrections
from helpers.findings import source_line
from helpers.style import check_width, name_figure, save_figure, set_style


def chart_tables(article, read):
    """{figure: (drawing function, its data function, its words, the tables that both read, what only the drawing reads)}."""
    return {
        "timeline": (
            charts.timeline,
            charts.timeline_data,
            charts.timeline_words,
            (read.events, read.event_parties, read.actors, read.sentences),
            {"published": article.published},
        ),
        "relations": (
            charts.relations,
            charts.relations_data,
            charts.relations_words,
            (read.relations, read.events, read.actors),
            {},
        ),
        "claims": (charts.claims, charts.claims_data, charts.claims_words, (read.claims, read.actors), {}),
    }


def export_figures(slug_or_path, width="page", report=None):
    """Draw every figure of an article at a width (column, page or slide) and save it; returns the names of changed files."""
    import matplotlib.pyplot as plt

    check_width(width)
    article = load_article(slug_or_path)
    corrections = load_corrections(article.slug)
    read = annotate(article, corrections)
    set_style()
    changed = []
    for what, (draw, data, words, tables, extra) in chart_tables(article, read).items():
        ax = draw(*tables, **extra, source=source_line(article, corrections), width=width)
        drawn = data(*tables)
        changed += save_figure(ax.figure, name_figure(article.slug, what, width), drawn, *words(drawn))
        plt.close(ax.figure)
        if report:
            report(what)
    return changed
