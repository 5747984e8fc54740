"""No word of a figure is cut, at any width: what cuts a word is an ellipsis with no blank before it, nothing else."""

import re

import matplotlib.pyplot as plt
import pytest
from drawing import sheets_of

from helpers import charts
from helpers.charts.canvas import Canvas
from helpers.charts.network import NAMES
from helpers.charts.relations import node_width
from helpers.exports.figures import FIGURES, chart_tables
from helpers.lexicons import load_lexicon

pytestmark = pytest.mark.usefixtures("styled")
LONG = 30  # letters: no word that people read has more
WIDTHS = ("column", "page", "slide")
CASES = [
    *(("att-huawei-2018", width) for width in WIDTHS),
    *((slug, "column") for slug in ("merger-2021", "no-date", "no-claim", "one-sentence", "hostile")),
]


def find_cut(lines):
    """The words of lines that an ellipsis cuts, but those that are longer than words are."""
    return [word for line in lines for word in re.findall(r"\w+…", line) if len(word) < LONG]


@pytest.mark.parametrize("what", FIGURES)
@pytest.mark.parametrize(("slug", "width"), CASES)
def test_no_word_is_cut_at_any_width(articles, annotations, slug, width, what):
    tables, extra = chart_tables(articles[slug], annotations[slug])[what]
    sheets = sheets_of(getattr(charts, what)(*tables, **extra, width=width))
    assert find_cut(text.get_text() for ax in sheets for text in ax.texts) == []
    plt.close("all")


@pytest.mark.parametrize("width", WIDTHS)
def test_no_name_of_the_gazetteer_is_cut_at_any_width(width):
    """Asked of the layout alone: the boxes of the relations and the sides of a network."""
    sheet = Canvas(width=width)
    rooms = [(lambda name: node_width(sheet, [name]) - 0.34, "body", "semibold")]
    rooms += [(lambda name: NAMES[width] * sheet.inner - 0.1, "small" if width == "column" else "body", "bold")]
    for name in load_lexicon("actors")["name"]:
        for room, size, weight in rooms:
            assert find_cut(sheet.lines(name, room(name), size, weight)[0]) == []


def test_a_word_that_has_no_room_is_cut_and_that_is_seen():
    lines, _ = Canvas(width="column").lines("Telecommunications – a word …", 0.5)
    assert len(find_cut(lines)) == 1


def test_every_figure_is_asked(articles, annotations):
    assert set(chart_tables(articles["no-date"], annotations["no-date"])) == set(FIGURES)
