"""Pictures of invented tables: nothing overlaps, nothing is cut off, every mark leads to its quotation."""

from collections import Counter
from datetime import date
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from drawing import (
    DONE,
    PUBLISHED,
    SEEN,
    SOURCE,
    data_of,
    draw,
    evidence_marks,
    evidence_numbers,
    find_badges,
    find_outside,
    find_overlaps,
    listed_of,
    make_actors,
    make_claims,
    make_events,
    make_parties,
    make_relations,
    make_tables,
    marks_of,
    read_texts,
    sheets_of,
    touch,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.dates import date2num
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle, RegularPolygon

from helpers import charts
from helpers.charts.canvas import draw_sheet, fit, measure, printable, wrap
from helpers.charts.relations import free_spot
from helpers.charts.style import INK, PALE, PAPER, SIGN_COLOURS
from helpers.charts.timescale import pick_ticks
from helpers.relations import derive_relations
from helpers.tables import check_table, find_values, make_table
from helpers.wording import plain, shorten, word_acts, word_sign

pytestmark = pytest.mark.usefixtures("styled")
KINDS = ("timeline", "relations", "claims", "mentions", "chronology", "checks", "dates")
NUMBERED = ("timeline", "relations", "claims")
LISTED = ("mentions", "checks")
CASES = [
    *((what, "page", n) for what in KINDS for n in (1, 7, 60)),
    *((what, "column", n) for what in KINDS for n in (1, 25)),
    *((what, "slide", n) for what in KINDS for n in (2, 25)),
]
TALLEST = {"column": 200, "page": 240, "slide": 90}


@pytest.mark.parametrize(("what", "width", "n"), CASES)
def test_every_sheet_fits_its_page_and_nothing_on_it_overlaps_or_leaves_it(what, width, n):
    ax = draw(what, n, width=width)
    drawn, listed = sheets_of(ax), listed_of(ax)
    for sheet in (*drawn, *listed):
        wide, tall = sheet.figure.get_size_inches() * 25.4
        assert wide == pytest.approx({"column": 85, "page": 170, "slide": 160}[width])
        assert tall <= TALLEST[width] + 0.01 and (width != "slide" or tall == pytest.approx(90))
        assert find_overlaps(sheet) == []
        assert find_outside(sheet) == []
        assert [a for a, b in combinations(find_badges(sheet), 2) if touch(a, b, 1 / sheet.figure.dpi)] == []
    parts = [t.get_text() for sheet in drawn for t in sheet.texts if t.get_gid() == "part"]
    assert parts == ([f"{k}/{len(drawn)}" for k in range(1, len(drawn) + 1)] if len(drawn) > 1 else [])
    if what in NUMBERED:
        assert {*evidence_numbers(*drawn)} == {*evidence_marks(what, make_tables(what, n))}
        assert evidence_numbers(*listed) == Counter({*evidence_marks(what, make_tables(what, n))})
    if what in LISTED:
        numbers = {str(number) for number in data_of(what, n)["number"]}
        assert {*evidence_numbers(*drawn)} == numbers and evidence_numbers(*listed) == Counter(numbers)
    if what == "chronology":
        assert evidence_numbers(*drawn) == Counter(str(number) for number in range(1, n + 1))
        assert marks_of(*drawn) == Counter(f"mark-{number}" for number in range(1, n + 1))


def test_the_renderer_tells_when_two_texts_overlap_or_leave_the_figure():
    _, ax = plt.subplots(figsize=(3, 1))
    ax.set_axis_off()
    ax.text(0.5, 0.5, "under")
    ax.text(0.52, 0.5, "over")
    ax.text(0.95, 0.1, "a text that runs over the edge")
    assert len(find_overlaps(ax)) == 1
    assert find_outside(ax) == ["a text that runs over the edge"]


def test_a_number_stands_clear_of_other_arrows_where_its_own_has_room():
    spots = [[(float(n), 0.0)] for n in range(20)]
    others = np.array([[0.0, 0.0], [1.0, 0.01]])
    assert free_spot(spots, [(2.0, 0.0)], others) == [(3.0, 0.0)]
    assert free_spot(spots, [], np.array([point for (point,) in spots])) == [(0.0, 0.0)]
    assert free_spot(spots, [], np.empty((0, 2))) == [(0.0, 0.0)]


def test_twenty_five_relations_in_a_column_keep_their_numbers_apart():
    actors = make_actors(25)
    events = make_events(25)
    rows = make_relations(events, actors)
    rows = rows.assign(target_id=[f"a{(4 * k + 1) % 10}" for k in range(len(rows))])
    rows = rows[rows["source_id"] != rows["target_id"]]
    ax = charts.relations(rows, events, actors, width="column")
    assert [a for a, b in combinations(find_badges(ax), 2) if touch(a, b, 1 / ax.figure.dpi)] == []


@pytest.mark.parametrize(
    "categories", [("ACCUSE", "COERCE", "REJECT", "THREATEN"), ("AGREE", "AID", "CONSULT", "SUPPORT")]
)
def test_many_relations_of_one_pair_keep_their_numbers_apart(categories):
    actors, events = make_actors(2), make_events(24)
    events["category"] = [categories[k // 6] for k in range(24)]
    ax = charts.relations(make_relations(events, actors), events, actors)
    assert find_overlaps(ax) == [] and find_outside(ax) == []
    assert [a for a, b in combinations(find_badges(ax), 2) if touch(a, b, 1 / ax.figure.dpi)] == []


@pytest.mark.parametrize("what", KINDS)
def test_an_unknown_width_is_refused(what):
    with pytest.raises(ValueError, match="column, page, slide"):
        draw(what, 2, width="poster")


def test_what_has_no_room_goes_on_on_the_next_sheet_under_the_same_head():
    """Blocks of two inches, three to a page of 240 mm."""

    def draw_blocks(canvas):
        canvas.footer(SOURCE)
        canvas.heading("A finding", "How to read it.")
        canvas.open(lambda: grow(canvas, "axis", 0.3))
        canvas.flow([lambda n=n: grow(canvas, f"row {n}", 2.0) for n in range(5)], lambda: grow(canvas, "lane", 0.3))

    def grow(canvas, words, height):
        canvas.text(0.2, canvas.y, words)
        canvas.y += height

    told = [[words for words, _ in read_texts(sheet)] for sheet in sheets_of(draw_sheet(draw_blocks))]
    assert [[w for w in words if w in ("axis", "lane") or w.startswith("row")] for words in told] == [
        ["axis", "lane", *(f"row {n}" for n in range(first, last))] for first, last in ((0, 3), (3, 5))
    ]
    assert all("A finding" in words and any(w.startswith("Source:") for w in words) for words in told)
    assert ["How to read it." in words for words in told] == [True, False]


@pytest.mark.parametrize("width", ["column", "page", "slide"])
@pytest.mark.parametrize("what", NUMBERED)
def test_an_empty_table_draws_one_sentence_that_says_so(what, width):
    tables = {
        "timeline": [make_table("events", [])],
        "relations": [make_table(name, []) for name in ("relations", "events", "actors")],
        "claims": [make_table("claims", []), make_table("actors", [])],
    }[what]
    data = getattr(charts, f"{what}_data")(*tables)
    ax = getattr(charts, what)(*tables, width=width)
    assert data.empty
    words = " ".join(t.get_text() for t in ax.texts)
    assert words == getattr(charts, f"{what}_finding")(data)
    assert " no " in f" {words.lower()} "
    assert not ax.patches and not ax.lines and not ax.images
    assert find_overlaps(ax) == [] and find_outside(ax) == []


@pytest.mark.parametrize("what", NUMBERED)
def test_an_empty_table_draws_its_source_below_the_sentence(what):
    names = {"timeline": ["events"], "relations": ["relations", "events", "actors"], "claims": ["claims"]}[what]
    ax = getattr(charts, what)(*[make_table(name, []) for name in names], source="Source: nowhere.")
    assert [t.get_text() for t in ax.texts][-1] == "Source: nowhere."
    assert find_overlaps(ax) == []


@pytest.mark.parametrize("what", NUMBERED)
def test_drawing_on_a_given_ax_returns_that_ax(what):
    _, ax = plt.subplots(figsize=(6, 4))
    assert draw(what, 3, ax=ax) is ax
    assert len(ax.texts) > 3
    assert find_overlaps(ax) == [] and find_outside(ax) == []


@pytest.mark.parametrize("what", NUMBERED)
def test_the_drawn_data_has_one_row_per_row_of_the_table_and_leaves_the_tables_alone(what):
    tables = make_tables(what, 9)
    before = [table.copy(deep=True) for table in tables]
    getattr(charts, what)(*tables)
    marks = evidence_marks(what, tables)
    assert sorted(marks) == list("ABCDEFGHI" if what == "claims" else "123456789")
    for old, new in zip(before, tables, strict=True):
        pd.testing.assert_frame_equal(old, new)


def test_numbers_follow_the_text_whatever_the_order_of_the_rows():
    events, parties, actors = make_tables("timeline", 9)
    turned = charts.timeline_data(events.iloc[::-1], parties, actors)
    assert turned["event_id"].tolist() == [f"e{k}" for k in range(9)]
    claims, actors = make_tables("claims", 9)
    assert charts.claims_data(claims.iloc[::-1], actors)["claim_id"].tolist() == [f"c{k}" for k in range(9)]


def test_a_relation_with_two_events_is_two_arrows_with_the_numbers_of_the_timeline():
    relations, events, actors = make_tables("relations", 4)
    relations.loc[0, "event_ids"] = "e0;e2"
    ax = charts.relations(relations, events, actors)
    assert sorted(charts.relations_data(relations, events, actors)["number"]) == [1, 2, 3, 3, 4]
    assert evidence_numbers(ax) == {"1": 1, "2": 1, "3": 2, "4": 1}


def timeline_of(status, days):
    events = make_events(
        1, status=status, category="ACCUSE", earliest=pd.Timestamp(days[0]), latest=pd.Timestamp(days[1])
    )
    return charts.timeline(events, published=date(2018, 1, 1))


def mark_of(ax):
    return next(line for line in ax.lines if line.get_gid() == "mark-1")


def look_of(ax):
    """Line styles, markers and face colours of all that is drawn at the place of the mark."""
    y = mark_of(ax).get_ydata()[0]
    lines = [line for line in ax.lines if max(abs(v - y) for v in line.get_ydata()) < 0.07]
    drawn = {
        (line.get_marker(), line.get_linestyle(), to_rgba(line.get_markerfacecolor()), len(line.get_xdata()))
        for line in lines
    }
    gaps = frozenset((image.get_array()[..., 3] == 0).sum() > 20 for image in ax.images)
    return frozenset(drawn), frozenset(strength for *_, strength in bars_of(ax)), gaps


def bars_of(ax):
    """[(left end, right end, greatest opacity)] of the bars, which are images that fade."""
    images = [(image.get_extent(), image.get_array()) for image in ax.images]
    return [(left, right, round(float(pixels[..., 3].max()), 2)) for (left, right, *_), pixels in images]


DAY, BAR = ("2018-02-05", "2018-02-05"), ("2018-02-01", "2018-02-28")


@pytest.mark.parametrize("days", [DAY, BAR])
@pytest.mark.parametrize("status", ["PLANNED", "CONDITIONAL", "DID_NOT_OCCUR"])
def test_what_did_not_yet_happen_looks_different_from_what_occurred(status, days):
    assert look_of(timeline_of(status, days)) != look_of(timeline_of("OCCURRED", days))


@pytest.mark.parametrize("days", [DAY, BAR])
@pytest.mark.parametrize(
    "pair",
    [("PLANNED", "CONDITIONAL"), ("CONDITIONAL", "DID_NOT_OCCUR"), ("OCCURRED", "HISTORICAL"), ("OCCURRED", "ONGOING")],
)
def test_what_the_legend_tells_apart_looks_different_in_the_picture(pair, days):
    assert look_of(timeline_of(pair[0], days)) != look_of(timeline_of(pair[1], days))


def test_a_day_that_occurred_is_filled_and_one_that_is_planned_is_hollow():
    faces = [to_rgba(mark_of(timeline_of(status, DAY)).get_markerfacecolor()) for status in ("OCCURRED", "PLANNED")]
    assert faces == [to_rgba(SIGN_COLOURS["-"]), to_rgba(PAPER)]


def test_a_known_day_is_a_mark_and_an_uncertain_one_a_bar():
    known, unsure = timeline_of("OCCURRED", DAY), timeline_of("OCCURRED", BAR)
    assert mark_of(known).get_marker() == "s" and not bars_of(known)
    assert mark_of(unsure).get_marker() == "" and len(bars_of(unsure)) == 1


def test_a_year_is_a_longer_bar_than_a_month():
    events = make_events(2, status="OCCURRED").assign(
        earliest=pd.Timestamp("2018-01-01"), latest=[pd.Timestamp("2018-12-31"), pd.Timestamp("2018-01-31")]
    )
    ax = charts.timeline(events)
    month, year = sorted(right - left for left, right, _ in bars_of(ax))
    assert year > 5 * month


def arrows_of(ax):
    return {p.get_gid(): p for p in ax.patches if isinstance(p, FancyArrowPatch)}


def pair_of(first, second, statuses=("OCCURRED", "OCCURRED")):
    """A picture of two relations from one actor to another, with these categories."""
    actors = make_actors(2)
    events = make_events(2).assign(category=[first, second], status=list(statuses))
    parties = make_relations(events, actors).assign(source_id="a0", target_id="a1")
    return charts.relations(parties, events, actors)


def test_conflict_and_cooperation_of_one_pair_are_two_arcs_on_two_sides():
    ax = pair_of("SUPPORT", "ACCUSE")
    arrows = arrows_of(ax)
    nodes = [p for p in ax.patches if isinstance(p, FancyBboxPatch)]
    left, right = min(p.get_x() for p in nodes), max(p.get_x() + p.get_width() for p in nodes)
    support, accuse = (arrows[f"relation-{n}"].get_path().get_extents() for n in (1, 2))
    assert len(arrows) == 2 and len(nodes) == 2
    assert support.x0 < left - 0.1 and support.x1 < left + 0.1
    assert accuse.x1 > right + 0.1 and accuse.x0 > right - 0.1
    assert arrows["relation-1"].get_edgecolor() != arrows["relation-2"].get_edgecolor()


@pytest.mark.parametrize("status", ["PLANNED", "CONDITIONAL", "DID_NOT_OCCUR", *DONE])
def test_an_arrow_is_dashed_if_and_only_if_it_did_not_yet_happen(status):
    arrow = arrows_of(pair_of("ACCUSE", "SUPPORT", (status, "OCCURRED")))["relation-1"]
    assert (arrow.get_linestyle() in ("-", "solid")) is (status in DONE)


def test_the_author_vouching_for_a_statement_is_told_in_words():
    actors = make_actors(2)
    claims = make_claims(2, actors).assign(factuality_author=["CT+", "Uu"], source_kind="named_person", hedges="")
    for vouched, told in ((claims, 1), (claims.assign(factuality_author="Uu"), 0)):
        words = " ".join(t.get_text() for t in charts.claims(vouched, actors).texts)
        assert words.count("vouched for by the author") == told


@pytest.mark.parametrize("what", NUMBERED)
def test_titles_captions_and_text_alternatives_count_right(what):
    for n in (0, 1, 2, 7):
        tables = make_tables(what, n)
        marks = evidence_marks(what, tables)
        caption, alt = getattr(charts, f"{what}_words")(getattr(charts, f"{what}_data")(*tables))
        assert f"n = {n}" in caption
        assert len(marks) == n and all(f"{mark}: " in alt for mark in marks)
        assert not {"nan", "NaT", "None"} & set(f"{caption} {alt}".replace(".", " ").replace(",", " ").split())
        assert n == 1 or " 1 events" not in caption


def test_bars_of_counts_are_the_counts_of_the_values_in_plain_words():
    values = pd.Series(["NAM", "PRO", "NAM", "NOM", "NAM", "PRO"])
    _, ax = plt.subplots()
    assert charts.counts(values, "form", ax, "mention") is ax
    bars = {t.get_text(): p.get_width() for t, p in zip(ax.get_yticklabels(), ax.patches, strict=True)}
    assert bars == {plain("form", code): n for code, n in values.value_counts().items()}
    assert list(bars.values()) == [3, 2, 1]
    assert "6 mentions" in ax.get_title()
    assert find_overlaps(ax) == []


def test_bars_of_counts_have_their_words_in_the_order_of_the_bars():
    values = pd.Series(["PRO", "NAM", "NAM"])
    names = [plain("form", "NAM"), plain("form", "PRO")]
    said = charts.counts_words(values, "form", "mention")
    assert said == f"Bars of 3 mentions by form. {names[0]}: 2; {names[1]}: 1"
    assert charts.counts_words(values[:0], "form", "mention") == "Bars of no mention by form."


def test_counts_of_an_empty_column_say_so():
    _, ax = plt.subplots()
    assert charts.counts(pd.Series([], dtype="str"), "form", ax, "mention") is ax
    assert [t.get_text() for t in ax.texts] == ["There is no mention to count."]
    assert not ax.patches


def test_a_stretch_too_narrow_for_a_grid_has_the_day_in_its_middle():
    start, end = date2num(date(2023, 7, 29)), date2num(date(2023, 9, 3))
    assert pick_ticks(start, end, 0.9) == [(date2num(date(2023, 8, 16)) + 0.5, "16 Aug 2023")]


@pytest.mark.parametrize("n", [1, 2])
def test_fewer_than_three_arrows_state_no_finding(n):
    actors, events = make_actors(4), make_events(n, category="ACCUSE", status="OCCURRED")
    data = charts.relations_data(make_relations(events, actors), events, actors)
    assert "Most" not in charts.relations_finding(data)
    assert charts.relations_finding(data).startswith(f"{n} act")


def test_acts_without_a_side_are_told_as_left_out():
    actors, events = make_actors(4), make_events(4, status="OCCURRED")
    events["category"] = ["ACCUSE", "ACCUSE", "ACCUSE", "OTHER"]
    words = " ".join(t for t, _ in read_texts(charts.relations(make_relations(events, actors), events, actors)))
    assert "or because the act takes no side" in words and words.count("Not drawn") == 1


@pytest.mark.parametrize("days", [DAY, BAR])
def test_conflict_and_cooperation_look_different_without_colour(days):
    looks = set()
    for category in ("ACCUSE", "SUPPORT"):
        dates = dict(zip(("earliest", "latest"), map(pd.Timestamp, days), strict=True))
        ax = charts.timeline(make_events(1, status="OCCURRED", category=category, **dates))
        badges = tuple(type(p).__name__ for p in ax.patches if (p.get_gid() or "").startswith("badge"))
        marks = tuple(line.get_marker() for line in ax.lines if (line.get_gid() or "").startswith("mark"))
        looks.add((badges, marks, len(ax.lines)))
    assert len(looks) == 2 and all(len(badges) == 1 for badges, *_ in looks)


def test_what_has_no_day_of_its_own_leaves_the_axis():
    events = make_events(3, status="OCCURRED", category="ACCUSE", date_basis="clause").assign(
        earliest=pd.to_datetime(["2018-01-05", None, None]), latest=pd.to_datetime(["2018-01-05", "2018-01-16", None])
    )
    ax = charts.timeline(events, published=PUBLISHED)
    assert [line.get_gid() for line in ax.lines if (line.get_gid() or "").startswith("mark-")] == ["mark-1"]
    assert evidence_numbers(ax) == {"1": 1, "2": 1, "3": 1}
    assert "Happened: no day told" in [t for t, _ in read_texts(ax)]


def test_nothing_planned_lies_wholly_before_publication():
    days = pd.Timestamp("2018-01-05")
    ax = charts.timeline(
        make_events(1, status="PLANNED", category="ACCUSE", earliest=days, latest=days), published=PUBLISHED
    )
    assert not [line for line in ax.lines if line.get_gid() == "mark-1"]
    assert any("over at publication" in t for t, _ in read_texts(ax))


def test_a_story_of_one_day_has_a_scale_of_days_and_its_tick_in_the_middle_of_the_day():
    first, last = date2num(date(2018, 1, 13)), date2num(date(2018, 1, 20))
    ticks = pick_ticks(first, last, 3.0)
    assert len(ticks) == 4 and all(day % 1 == 0.5 for day, _ in ticks)
    assert [words for _, words in ticks] == ["13 Jan 2018", "15 Jan", "17 Jan", "19 Jan"]


@pytest.mark.parametrize("assumed", [True, False])
def test_an_assumed_day_of_publication_says_so(assumed):
    for ax in (
        charts.timeline(make_events(1, status="OCCURRED"), published=PUBLISHED, assumed=assumed),
        charts.dates(make_tables("dates", 2)[0], PUBLISHED, assumed=assumed),
    ):
        (words,) = [t for t, _ in read_texts(ax) if t.startswith("published")]
        assert words.endswith("(assumed)") is assumed


def test_a_day_ahead_without_an_event_is_told_on_the_timeline():
    events, parties, actors = make_tables("timeline", 3)
    dates = make_tables("dates", 1)[0].assign(
        earliest=pd.Timestamp("2018-07-24"), latest=pd.Timestamp("2018-07-24"), timex_type="DATE", text="July 24"
    )
    for table, told in ((dates, True), (None, False)):
        ax = charts.timeline(events, parties, actors, published=PUBLISHED, dates=table)
        assert ("“July 24”, 24 Jul 2018" in " ".join(t for t, _ in read_texts(ax))) is told


def test_a_day_that_is_inferred_is_drawn_as_inferred():
    day = pd.Timestamp("2018-01-05")
    drawn = [
        len(charts.timeline(make_events(1, status="OCCURRED", earliest=day, latest=day, date_basis=basis)).images)
        for basis in ("clause", "narrative")
    ]
    assert drawn[0] < drawn[1]


def test_rows_that_somebody_has_read_are_told_apart_from_those_that_nobody_has():
    events = make_events(2, status="OCCURRED", category="ACCUSE")
    for reviews, ticks in ((["edited", "unseen"], 1), (["edited", "edited"], 0), (["unseen", "unseen"], 0)):
        words = [t for t, _ in read_texts(charts.timeline(events.assign(review=reviews)))]
        assert sum(t.endswith(" ✓") for t in words) == ticks
        assert any("read by somebody" in t for t in words) is (ticks == 1)


def test_acts_of_the_same_pair_and_kind_share_a_line():
    events = make_events(2, status="OCCURRED", category="ACCUSE", date_basis="publication").assign(
        earliest=pd.NaT, latest=pd.Timestamp(PUBLISHED)
    )
    ax = charts.timeline(events, published=PUBLISHED)
    badges = sorted(place for place, _ in find_badges(ax))
    assert len(badges) == 2 and badges[0][1] == badges[1][1]


@pytest.mark.parametrize(("n", "review", "states"), [(2, "edited", False), (3, "edited", True), (3, "unseen", False)])
def test_a_title_states_a_finding_only_from_three_rows_that_somebody_has_read(n, review, states):
    events, actors = make_events(n, category="ACCUSE", status="OCCURRED", review=review), make_actors(4)
    events["mode"] = ["allege", "disapprove", "investigate"][:n]
    relations = make_relations(events, actors).assign(target_id="a3", source_id="a0")
    parties = make_tables("timeline", n)[1].assign(actor_id=["a0", "a3"] * n)
    told = charts.relations_finding(charts.relations_data(relations, events, actors))
    assert told.startswith("Most pressure, refusal or conflict is towards Ann Lee") is states
    told = charts.timeline_finding(charts.timeline_data(events, parties, actors))
    assert told.startswith("Pressure on Ann Lee") is states


@pytest.mark.parametrize("what", KINDS)
def test_a_title_of_ones_own_overrules_the_finding(what):
    assert read_texts(draw(what, 2, title="What I found"))[0][0] == "What I found"


@settings(max_examples=60)
@given(st.text(st.characters(codec="utf-8"), max_size=80), st.floats(0.5, 6.0))
def test_wrapping_loses_and_cuts_no_word_that_has_room(text, width):
    lines = wrap(text, width, 8.6)
    assert all(measure(line, 8.6) <= width for line in lines)
    if all(measure(word, 8.6) <= 0.99 * width for word in printable(text).split()):
        assert " ".join(lines).split() == printable(text).split()


def test_a_long_word_is_broken_at_its_hyphens_and_else_ends_in_an_ellipsis():
    assert wrap("U.S.-China-relations", 0.75, 8.6) == ["U.S.-China-", "relations"]
    assert wrap("Bundesverkehrsministerium", 0.5, 8.6)[0].endswith("…")
    assert fit("Bundesverkehrsministerium", 1.2, 8.6) < 8.6 == fit("a short word", 1.2, 8.6)


def test_an_application_takes_no_side_on_the_timeline_and_among_the_relations():
    actors = make_actors(2)
    asked, pressed = (make_events(2, category="REQUEST", mode=mode, status="OCCURRED") for mode in ("assist", "change"))
    for events, sign, kind in ((asked, "", "asks or applies"), (pressed, "-", "asks or presses")):
        relations = make_relations(events, actors)
        assert set(relations["sign"]) == {"-"}
        tables = {"timeline": (events, make_parties(2, actors), actors), "relations": (relations, events, actors)}
        for what in tables:
            ax, data = getattr(charts, what)(*tables[what]), getattr(charts, f"{what}_data")(*tables[what])
            badges = [patch for patch in ax.patches if (patch.get_gid() or "").startswith("badge")]
            assert set(data["sign"]) == {sign}
            assert {patch.get_edgecolor() for patch in badges} == {to_rgba(SIGN_COLOURS[sign])}
            assert {type(patch) for patch in badges} == {Rectangle if sign else RegularPolygon}
            assert word_sign(sign) in " ".join(words for words, _ in read_texts(ax))
            assert word_sign("-" if not sign else "") not in " ".join(words for words, _ in read_texts(ax))
            assert kind in data["words"][0]


def told_again(days, categories=("REQUEST",) * 3, statuses=("OCCURRED",) * 3):
    """The tables of three events of one pair on these days, and (None for a day that is not told) what draws them."""
    actors, events = make_actors(2), make_events(3, mode="")
    events = events.assign(category=list(categories), status=list(statuses))
    for column in ("earliest", "latest"):
        events[column] = pd.to_datetime(pd.Series(days), format="%Y-%m-%d")
    rows = [
        {"event_id": f"e{k}", "actor_id": actor, "role": role}
        for k in range(3)
        for actor, role in (("a0", "actor"), ("a1", "recipient"))
    ]
    parties = check_table("event_parties", make_table("event_parties", [{**row, **SEEN} for row in rows]))
    return events, parties, actors, derive_relations(events, parties)


@pytest.mark.parametrize(
    ("days", "categories", "statuses", "acts"),
    [
        ((None, None, None), ("REQUEST",) * 3, ("OCCURRED",) * 3, [1, 1, 1]),
        ((None, "2018-01-08", None), ("REQUEST",) * 3, ("OCCURRED",) * 3, [1, 1, 1]),
        (("2018-01-08", "2018-01-09", None), ("REQUEST",) * 3, ("OCCURRED",) * 3, [1, 2, 1]),
        ((None, None, None), ("REQUEST", "ACCUSE", "REQUEST"), ("OCCURRED",) * 3, [1, 2, 1]),
        ((None, None, None), ("REQUEST",) * 3, ("OCCURRED", "PLANNED", "PLANNED"), [1, 2, 2]),
    ],
)
def test_what_is_told_again_is_one_act_with_a_number_for_every_telling(days, categories, statuses, acts):
    events, parties, actors, relations = told_again(days, categories, statuses)
    timeline, arrows = charts.timeline_data(events, parties, actors), charts.relations_data(relations, events, actors)
    assert timeline["act"].tolist() == acts == arrows["act"].tolist()
    for ax in (charts.timeline(events, parties, actors), charts.relations(relations, events, actors)):
        assert evidence_numbers(ax) == {"1": 1, "2": 1, "3": 1}
        pale = {p.get_gid() for p in ax.patches if p.get_facecolor() == to_rgba(PALE) and p.get_gid()}
        assert pale == {f"badge-{n}" for n, act in enumerate(acts, start=1) if act != n}
        words = " ".join(words for words, _ in read_texts(ax))
        assert word_acts(acts) in words and ("A pale number" in words) is bool(pale)


def test_an_arrow_is_as_strong_as_there_are_acts_and_not_as_often_as_they_are_told():
    widths = []
    for days in ((None, None, None), ("2018-01-08", "2018-01-09", "2018-01-10")):
        events, _, actors, relations = told_again(days)
        (arrow,) = arrows_of(charts.relations(relations, events, actors)).values()
        widths.append(arrow.get_linewidth())
    assert widths[0] < widths[1]


def test_a_telling_without_a_day_stands_on_the_line_of_the_one_that_has_it():
    events, parties, actors, _ = told_again((None, "2018-01-08", None))
    ax = charts.timeline(events, parties, actors, published=PUBLISHED)
    marks = [line for line in ax.lines if (line.get_gid() or "").startswith("mark-")]
    assert len(marks) == 1 and marks[0].get_marker() == "s"
    assert not [words for words, _ in read_texts(ax) if "no day told" in words]


@given(
    words=st.lists(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=40),
    place=st.integers(0, 39),
    length=st.integers(1, 4),
    most=st.integers(5, 25),
)
def test_a_quotation_is_cut_about_its_words_with_an_ellipsis_where_it_is_cut(words, place, length, most):
    place, said = min(place, len(words) - 1), words[place : place + length]
    start = len(" ".join(words[:place])) + (place > 0)
    kept = shorten(" ".join(words), most, (start, start + len(" ".join(said)))).split()
    inner = [word for word in kept if word != "…"]
    first = 0 if kept[0] != "…" else next(n for n in range(1, place + 1) if words[n : n + len(inner)] == inner)
    assert len(inner) == min(most, len(words)) and inner == words[first : first + len(inner)]
    assert (kept[-1] == "…") is (first + len(inner) < len(words)) or words[first + 1 : first + 1 + len(inner)] == inner
    assert any(inner[n : n + len(said)] == said for n in range(len(inner))) or not said


def test_the_list_of_a_picture_quotes_the_words_that_name_the_act():
    words = [f"word{k}" for k in range(60)]
    words[50] = "barred"
    text, start = " ".join(words), len(" ".join(words[:50])) + 1
    events = make_events(1, category="COERCE").assign(
        text=text, end=len(text), trigger_start=start, trigger_end=start + 6, trigger_text="barred"
    )
    actors = make_actors(2)
    for data in (charts.timeline_data(events), charts.relations_data(make_relations(events, actors), events, actors)):
        assert data["excerpt"][0].startswith("… word") and " barred " in data["excerpt"][0]
        assert data["quotation"][0] == text


@pytest.mark.parametrize("what", ["dates", "timeline"])
def test_the_mark_of_the_day_of_publication_stands_on_its_line_and_no_bar_reaches_over_it(what):
    days = pd.to_datetime(pd.Series(["2018-01-16", "2018-01-10"])), pd.Timestamp("2018-01-16")
    table = make_tables("dates", 2)[0] if what == "dates" else make_events(2, status="OCCURRED", date_basis="clause")
    ax = getattr(charts, what)(table.assign(earliest=days[0], latest=days[1]), published=PUBLISHED)
    (line,) = {line.get_xdata()[0] for line in ax.lines if line.get_linewidth() == 1.0 and line.get_color() == INK}
    assert mark_of(ax).get_xdata()[0] == pytest.approx(line)
    assert max(right for _, right, _ in bars_of(ax)) <= line + 1e-9


@pytest.mark.parametrize(
    ("days", "lines"),
    [(("2017-06-01", "2017-10-01", "2018-01-12"), 1), (("2018-01-11", "2018-01-12", "2010-01-01"), 2)],
)
def test_acts_of_one_pair_and_kind_share_a_line_where_their_marks_are_apart(days, lines):
    events, parties, actors, _ = told_again(days)
    ax = charts.timeline(events, parties, actors, published=PUBLISHED)
    heights = {line.get_ydata()[0] for line in ax.lines if (line.get_gid() or "").startswith("mark-")}
    assert len(heights) == lines and find_overlaps(ax) == []


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("status", find_values("events", "status"))
def test_the_legend_of_the_timeline_names_the_looks_that_are_there_and_no_other(status, dated):
    day = pd.Timestamp("2018-02-05" if dated else None)
    events = make_events(1, status=status, category="ACCUSE", earliest=day, latest=day, date_basis="clause")
    words = {words for words, _ in read_texts(charts.timeline(events, published=PUBLISHED))}
    statuses = {plain("status", other) for other in find_values("events", "status")}
    assert words & statuses == ({plain("status", status)} if dated else set())
    assert ("did not happen, or not yet" in words) is (not dated and status not in DONE)
    assert words & {word_sign(sign) for sign in SIGN_COLOURS} == {word_sign("-")}


def test_the_relations_name_only_the_sides_and_the_dashes_that_are_there():
    for category, status, told in (("SUPPORT", "OCCURRED", "+"), ("ACCUSE", "PLANNED", "-")):
        words = " ".join(words for words, _ in read_texts(pair_of(category, category, (status, status))))
        assert [word_sign(sign) in words for sign in "+-"] == [told == "+", told == "-"]
        assert ("Dashed: planned." in words) is (status == "PLANNED") and "only possible" not in words


def test_a_short_list_of_what_is_not_drawn_stands_on_the_sheet_of_the_picture():
    relations, events, actors = make_tables("relations", 8)
    ax = charts.relations(relations[:6], events, actors, width="column")
    words = [words for words, _ in read_texts(ax)]
    assert len(sheets_of(ax)) == 1 and any(line.startswith("Not drawn, because") for line in words)
