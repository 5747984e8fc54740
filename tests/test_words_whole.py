"""No word of a figure is cut, at any width: what stands on a narrow sheet also stands on one wide enough for all."""

import re

import matplotlib.pyplot as plt
import pytest
from drawing import sheets_of

from helpers import charts
from helpers.exports.figures import FIGURES, chart_tables

pytestmark = pytest.mark.usefixtures("styled")
SLUGS = ("att-huawei-2018", "merger-2021")


def read_words(*texts):
    """The words of texts, of four letters or more: shorter ones are of days, which are told as there is room."""
    return {word for text in texts for word in re.findall(r"[^\W\d_]{4,}…?", text)}


@pytest.mark.parametrize("width", ["column", "page", "slide"])
@pytest.mark.parametrize("slug", SLUGS)
def test_no_word_is_cut_at_any_width(articles, annotations, slug, width):
    for what, (tables, extra) in chart_tables(articles[slug], annotations[slug]).items():
        _, wide = plt.subplots(figsize=(60, 10))
        draw = getattr(charts, what)
        sheet = draw(*tables, **extra, width=width)
        draw(*tables, **extra, width=width, ax=wide)
        items = sheet.figure.listing.items if sheet.figure.listing else []
        whole = read_words(*(t.get_text() for t in wide.texts), *(item[1] for item in items), "Also told")
        drawn = read_words(*(t.get_text() for ax in sheets_of(sheet) for t in ax.texts))
        assert drawn - whole == set(), what
        plt.close("all")


def test_every_figure_is_asked(articles, annotations):
    assert set(chart_tables(articles["no-date"], annotations["no-date"])) == set(FIGURES)
