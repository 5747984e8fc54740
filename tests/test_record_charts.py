"""Where actors appear, the record, and what it says: nothing overlaps, every mark has its row and its number."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from drawing import (
    PUBLISHED,
    data_of,
    draw,
    evidence_numbers,
    find_outside,
    find_overlaps,
    make_actors,
    make_chronology,
    make_labels,
    make_mentions,
    make_sentences,
    make_tables,
    marks_of,
    sheets_of,
)
from matplotlib.colors import to_rgba

from helpers import charts
from helpers.charts.canvas import split_bands
from helpers.charts.style import PAPER
from helpers.tables import make_table

pytestmark = pytest.mark.usefixtures("styled")
NEW = ("mentions", "chronology", "checks", "dates")


def test_every_mention_has_its_mark_for_every_actor_meant():
    data = data_of("mentions", 60)
    assert marks_of(*sheets_of(draw("mentions", 60))) == Counter(f"mark-{i}" for i in data["mention_id"])
    assert (data["mention_id"].value_counts() > 1).any() and (data["actor"] == "not resolved").any()


def test_the_forms_of_mentions_look_different_without_colour():
    mentions, actors, sentences = make_tables("mentions", 8)
    ax = charts.mentions(mentions, actors, sentences)
    looks = {}
    for line in ax.lines:
        if (line.get_gid() or "").startswith("mark-"):
            form = mentions.set_index("mention_id")["form"][line.get_gid().removeprefix("mark-")]
            hollow = to_rgba(line.get_markerfacecolor()) == to_rgba(PAPER)
            looks.setdefault(form, set()).add((line.get_marker(), hollow))
    assert len(looks) == 4 and all(len(look) == 1 for look in looks.values())
    assert len(set(map(frozenset, looks.values()))) == 4


def test_marks_of_one_actor_in_one_sentence_do_not_cover_each_other():
    actors, sentences = make_actors(2), make_sentences(1)
    rows = make_mentions(5, actors).assign(actor_id="a0", sentence_id="s0", start=range(5), end=range(1, 6), text="w")
    ax = charts.mentions(rows, actors, sentences)
    places = sorted(line.get_xdata()[0] for line in ax.lines if (line.get_gid() or "").startswith("mark-"))
    assert min(b - a for a, b in pairwise(places)) > 0.05


@pytest.mark.parametrize(("day", "before"), [(date(2018, 1, 16), 3), (date(2000, 1, 1), 0), (date(2030, 1, 1), 6)])
def test_the_article_stands_between_what_came_before_and_after(day, before):
    chronology, labels = make_chronology(6), make_labels(6)
    for width in ("page", "slide"):
        ax = charts.chronology(chronology, labels, make_table("checks", []), day, width=width)
        lines = [line for sheet in sheets_of(ax) for line in sheet.lines if line.get_gid() == "article"]
        assert len(lines) == 1
        if width == "page":
            y = lines[0].get_ydata()[0]
            rows = [line.get_ydata()[0] for line in ax.lines if (line.get_gid() or "").startswith("mark-")]
            assert sum(row < y for row in rows) == before
    data = charts.chronology_data(chronology, labels, make_table("checks", []), day)
    assert int((~data["later"]).sum()) == before


@pytest.mark.parametrize("width", ["page", "column"])
def test_the_scale_of_years_keeps_the_order_of_the_days_with_the_article_at_its_day(width):
    chronology, labels = make_chronology(20), make_labels(20)
    day = date(2018, 1, 16)
    ax = charts.chronology(chronology, labels, make_table("checks", []), day, width=width)
    data = charts.chronology_data(chronology, labels, make_table("checks", []), day)
    strokes = sorted(line.get_xdata()[0] for line in ax.lines if line.get_gid() == "scale")
    article = next(line.get_xdata()[0] for line in ax.lines if line.get_gid() == "scale-article")
    assert len(strokes) == len(data)
    assert sum(x > article for x in strokes) == int(data["later"].sum())
    gaps = data["earliest"].sort_values().diff().dt.days.dropna().to_numpy()
    wide = [b - a for a, b in pairwise(strokes)]
    assert wide == pytest.approx(list(gaps / gaps.sum() * sum(wide)), abs=0.01)


def test_only_events_that_a_check_refers_to_are_full():
    ax = draw("chronology", 12)
    data = data_of("chronology", 12).set_index("number")
    for line in ax.lines:
        if (line.get_gid() or "").startswith("mark-"):
            full = to_rgba(line.get_markerfacecolor()) != to_rgba(PAPER)
            assert full == (data["points"][int(line.get_gid().removeprefix("mark-"))] != "")
    assert set(data["points"] != "") == {True, False}


def test_a_check_stands_under_the_letter_of_its_statement():
    checks, claims = make_tables("checks", 6)
    data = charts.checks_data(checks, claims)
    letters = charts.claims_data(claims).set_index("claim_id")["letter"]
    assert [letters.get(i, "") for i in data["claim_id"]] == data["letter"].tolist()
    assert data["letter"].iloc[-1] == "" and (data["letter"] != "").sum() == 5


@pytest.mark.parametrize("width", ["column", "page", "slide"])
@pytest.mark.parametrize("what", NEW)
def test_an_empty_table_draws_one_sentence_that_says_so(what, width):
    empty = {
        name: make_table(name, [])
        for name in ("mentions", "actors", "sentences", "chronology", "labels", "checks", "claims")
    }
    tables = {
        "mentions": [empty["mentions"], empty["actors"], empty["sentences"]],
        "chronology": [empty["chronology"], empty["labels"], empty["checks"], PUBLISHED],
        "checks": [empty["checks"], empty["claims"]],
        "dates": [make_table("dates", [])],
    }[what]
    extra = {"published": PUBLISHED} if what == "dates" else {}
    ax = getattr(charts, what)(*tables, **extra, width=width, source="Source: nowhere.")
    words = [t.get_text() for t in ax.texts]
    data = getattr(charts, f"{what}_data")(*tables)
    assert data.empty and words[-1] == "Source: nowhere."
    assert " ".join(words[:-1]) == getattr(charts, f"{what}_finding")(data)
    assert marks_of(ax) == Counter() and not evidence_numbers(ax)
    assert find_overlaps(ax) == [] and find_outside(ax) == []


@pytest.mark.parametrize("what", NEW)
@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_captions_and_text_alternatives_count_right(what, n):
    data = data_of(what, n)
    caption, alt = getattr(charts, f"{what}_words")(data)
    assert f"n = {len(data)}." in caption
    assert not {"nan", "NaT", "None"} & set(f"{caption} {alt}".replace(".", " ").replace(",", " ").split())
    assert n == 1 or " 1 events" not in caption


def test_bands_hold_every_column_once_and_fit():
    widths = [0.2 + 0.1 * (k % 4) for k in range(40)]
    bands = split_bands(widths, 1.5)
    assert [n for first, last in bands for n in range(first, last)] == list(range(40))
    assert all(sum(widths[first:last]) <= 1.5 for first, last in bands)
    assert split_bands([], 1.5) == []
    assert split_bands([9.0, 9.0], 1.5) == [(0, 1), (1, 2)]
