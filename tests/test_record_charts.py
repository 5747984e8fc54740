"""Pictures of where actors appear, of the record, and of what it says: nothing overlaps, every mark has its row and its number."""

from collections import Counter
from datetime import date
from itertools import combinations, pairwise

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from test_charts import (
    SEEN,
    SOURCE,
    evidence_numbers,
    find_circles,
    find_outside,
    find_overlaps,
    long_quotation,
    make_actors,
    make_claims,
    pick,
    touch,
)

from helpers import charts
from helpers.charts.canvas import split_bands
from helpers.charts.style import PAPER, set_style
from helpers.tables import check_table, find_values, make_table

PUBLISHED = date(2018, 1, 16)
NEW = ("mentions", "chronology", "checks", "dates")
SPANS = (
    ("2018-01-08", "2018-01-08"),
    (None, "2018-01-16"),
    ("2018-01-16", None),
    ("2012-01-01", "2012-12-31"),
    (None, None),
)


def make_sentences(n):
    rows = [
        {"sentence_id": f"s{k}", "paragraph": k // 3 + 1, "start": 600 * k, "end": 600 * k + len(long_quotation(k)), "text": long_quotation(k)}
        for k in range(n)
    ]  # fmt: skip
    return check_table("sentences", make_table("sentences", rows))


def make_mentions(n, actors):
    """Mentions of every form, two to a sentence, some for two actors and some for nobody known."""
    ids = [f"a{k % len(actors)}" for k in range(n)]
    rows = [
        {
            "mention_id": f"m{k}",
            "actor_id": ""
            if k % 9 == 8
            else f"{ids[k]};{ids[k - 1]}"
            if k % 7 == 6 and ids[k] != ids[k - 1]
            else ids[k],
            "start": 600 * (k // 2) + 20 * (k % 2),
            "end": 600 * (k // 2) + 20 * (k % 2) + 4,
            "text": "word",
            "form": pick(find_values("mentions", "form"), k),
            "sentence_id": f"s{k // 2}",
            **SEEN,
        }
        for k in range(n)
    ]
    return check_table("mentions", make_table("mentions", rows))


def make_chronology(n):
    rows = [
        {
            "event_id": f"r{k:02}",
            "date": pick(("2005-04-28", "2010-11", "2018-01-16", "2018-01-17", "2019", "2025-10-28"), k),
            "date_precision": pick(("day", "month", "day", "day", "year", "day"), k),
            "actors": "A;B",
            "institution": "A",
            "event_type": pick(find_values("chronology", "event_type"), k),
            "summary": long_quotation(k),
            "source_title": "A title",
            "source_publisher": "A publisher",
            "source_url": "https://example.org",
            "confidence": "verified",
        }
        for k in range(n)
    ]
    rows.sort(key=lambda row: (row["date"], row["event_id"]))
    return check_table("chronology", make_table("chronology", rows))


def make_labels(n):
    words = "An authority with a long name bars a company with a longer one"
    rows = [
        {"event_id": f"r{k:02}", "lane": pick(find_values("labels", "lane"), k), "label": words[: 20 + k % 43]}
        for k in range(n)
    ]
    return check_table("labels", make_table("labels", rows))


def make_checks(n):
    """Two checks for every other statement, of all verdicts; the last one is about no statement."""
    rows = [
        {
            "slug": "x",
            "start": 600 * (k // 2 * 2) + 10 * (k % 2) if k < n - 1 or n == 1 else 10**6,
            "end": 600 * (k // 2 * 2) + 10 * (k % 2) + 9 if k < n - 1 or n == 1 else 10**6 + 9,
            "text": "Quotation",
            "verdict": pick(find_values("checks", "verdict"), k * 3),
            "record_event_id": f"r{k:02}" if k % 2 else "",
            "note": f"{long_quotation(k)}. And more.",
            "source_url": "https://example.org",
        }
        for k in range(n)
    ]
    return check_table("checks", make_table("checks", rows))


def make_dates(n):
    """Expressions of every type, with bounds of every kind."""
    rows = [
        {
            "date_id": f"d{k}",
            "start": 600 * k,
            "end": 600 * k + 20,
            "text": "the last nine months"[: 8 + k % 13].strip().ljust(20, "s"),
            "timex_type": pick(find_values("dates", "timex_type"), k),
            "timex_value": "2018",
            "earliest": pd.Timestamp(pick(SPANS, k)[0]),
            "latest": pd.Timestamp(pick(SPANS, k)[1]),
            "precision": "day",
            "basis": pick(find_values("dates", "basis"), k),
            **SEEN,
        }
        for k in range(n)
    ]
    return check_table("dates", make_table("dates", rows))


def make_tables(what, n):
    actors = make_actors(n)
    if what == "mentions":
        return make_mentions(n, actors), actors, make_sentences(n)
    if what == "dates":
        return (make_dates(n),)
    if what == "checks":
        return make_checks(n), make_claims(n, actors)
    return make_chronology(n), make_labels(n), make_checks(n), PUBLISHED


def draw(what, n, **options):
    extra = {"published": PUBLISHED} if what == "dates" else {}
    return getattr(charts, what)(*make_tables(what, n), **extra, source=SOURCE, **options)


def data_of(what, n):
    return getattr(charts, f"{what}_data")(*make_tables(what, n))


def marks_of(ax):
    return Counter(line.get_gid() for line in ax.lines if (line.get_gid() or "").startswith("mark-"))


@pytest.fixture(autouse=True)
def styled():
    set_style()
    yield
    plt.close("all")


CASES = [
    *((what, "page", n) for what in NEW for n in (1, 2, 7, 25, 60)),
    *((what, "column", n) for what in NEW for n in (7, 60)),
    *((what, "slide", n) for what in NEW for n in (7, 60)),
]


@pytest.mark.parametrize(("what", "width", "n"), CASES)
def test_no_text_overlaps_another_or_leaves_the_figure(what, width, n):
    ax = draw(what, n, width=width)
    assert find_overlaps(ax) == []
    assert find_outside(ax) == []
    assert [a for a, b in combinations(find_circles(ax), 2) if touch(a, b, 1 / ax.figure.dpi)] == []


@pytest.mark.parametrize("width", ["page", "column", "slide"])
@pytest.mark.parametrize("n", [1, 7, 60])
def test_every_number_of_a_sentence_or_a_point_stands_in_the_picture_and_in_the_list(n, width):
    for what in ("mentions", "checks"):
        numbers = evidence_numbers(draw(what, n, width=width))
        assert set(numbers) == {str(number) for number in data_of(what, n)["number"]}
        assert set(numbers.values()) == {2}


@pytest.mark.parametrize("width", ["page", "column", "slide"])
def test_every_event_of_the_record_has_its_row_and_its_disc(width):
    ax = draw("chronology", 60, width=width)
    assert evidence_numbers(ax) == Counter(str(n) for n in range(1, 61))
    assert marks_of(ax) == Counter(f"mark-{n}" for n in range(1, 61))


def test_every_mention_has_its_mark_for_every_actor_meant():
    data = data_of("mentions", 60)
    assert marks_of(draw("mentions", 60)) == Counter(f"mark-{i}" for i in data["mention_id"])
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
        lines = [line for line in ax.lines if line.get_gid() == "article"]
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


@pytest.mark.parametrize("what", NEW)
def test_figures_have_the_width_that_a_report_needs(what):
    widths = [draw(what, 2, width=width).figure.get_size_inches() for width in ("column", "page", "slide")]
    assert widths[0][0] * 25.4 == pytest.approx(85)
    assert widths[1][0] * 25.4 == pytest.approx(170)
    assert widths[2][0] / widths[2][1] == pytest.approx(16 / 9)


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
