"""Two readings of an article: they are whole, every difference is decided, the decisions are what the tables say."""

import shutil

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.annotate import annotate, annotate_steps
from helpers.articles.article import article_from_text
from helpers.corrections.overlay import load_corrections
from helpers.readings.adjudication import (
    Adjudicated,
    adjudicate,
    compare_readings,
    compare_rows,
    load_adjudicated,
    load_adjudication,
)
from helpers.readings.adopt import adopt_reading, derive_corrections
from helpers.readings.alignment import READ_TABLES, align_spans, align_tables, translate
from helpers.readings.readings import ReadingError, list_readings, load_origin, load_reading
from helpers.spans import share_characters

SLUG = "att-huawei-2018"


@pytest.fixture(scope="module")
def readings():
    return load_reading(SLUG, "first"), load_reading(SLUG, "second")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the readings that may be spoiled."""
    shutil.copytree(paths.READINGS, tmp_path / "readings")
    monkeypatch.setattr(paths, "READINGS", tmp_path / "readings")
    return tmp_path / "readings" / SLUG


def spoil(path, change):
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    change(frame)
    frame.to_csv(path, index=False)


def refuse(call, *words):
    with pytest.raises(ReadingError) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 1
    assert all(word in str(caught.value) for word in words), str(caught.value)


# The readings of the collection


def test_the_first_article_was_read_twice_and_says_by_whom():
    origin = load_origin(SLUG)
    assert list_readings(SLUG) == ["first", "second"]
    assert all("language model" in origin[name]["who"] for name in ("first", "second", "adjudication"))
    assert origin["adjudication"]["note"]


def test_an_article_that_nobody_read_has_no_reading():
    assert list_readings("merger-2021") == [] and load_origin("merger-2021") == {}


def test_every_difference_is_decided_with_a_reason(readings):
    decisions = load_adjudication(SLUG)
    decided = {(row.table, row.row_id, row.field): row for row in decisions.itertuples(index=False)}
    differences = compare_readings(*readings)
    assert len(differences) > 10
    for row in differences.itertuples(index=False):
        decision = decided[row.table, row.row_id, row.field]
        assert (decision.first, decision.second) == (row.first, row.second)
        assert len(decision.reason.split()) > 3


def test_the_corrected_tables_say_what_the_adjudicated_reading_says(articles, annotations):
    article, corrected = articles[SLUG], vars(annotations[SLUG])
    reading = load_adjudicated(SLUG, article.text).frames
    pairs = align_tables(corrected, reading)
    reading = translate(reading, corrected, pairs)
    for table in READ_TABLES:
        assert list(compare_rows(table, corrected[table], reading[table], pairs[table])) == [], table


def test_the_first_article_is_complete_by_the_codebook(articles, annotations):
    """Every name of the article is a mention, every clause of its prose stands in a statement or is its attribution."""
    article, read = articles[SLUG], annotations[SLUG]
    assert (read.mentions["actor_id"] != "").all()
    marked = set()
    for table, prefixes in ((read.claims, ("", "source_", "cue_")), (read.mentions, ("",))):
        for prefix in prefixes:
            for start, end in table[[prefix + "start", prefix + "end"]].dropna().itertuples(index=False):
                marked.update(range(int(start), int(end)))
    words = list(pd.Series([article.prose]).str.extractall(r"(\w+)")[0])
    places, at = [], 0
    for word in words:
        at = article.prose.index(word, at)
        places.append((at, word))
        at += len(word)
    left = [word for place, word in places if place not in marked]
    assert set(left) <= {"but", "and", "have", "told", "at", "a", "briefing", "in", "that"}
    assert set(read.events["event_id"]) == set(read.event_parties["event_id"])


# Errors


@pytest.mark.parametrize("table", ["mentions", "dates", "claims", "events"])
def test_a_span_that_does_not_cut_is_one_line_with_its_place(folder, table):
    def shift(frame):
        frame.loc[2, "start"] = str(int(frame.loc[2, "start"]) + 1)
        frame.loc[2, "end"] = str(int(frame.loc[2, "end"]) + 1)

    spoil(folder / "first" / f"{table}.csv", shift)
    refuse(
        lambda: load_reading(SLUG, "first"),
        f"readings/{SLUG}/first/{table}.csv, line 4, column text",
        "Expected: characters ",
        "of the article, which has 2351",
    )


def test_a_span_behind_the_end_of_the_article_is_one_line(folder):
    spoil(folder / "second" / "dates.csv", lambda f: f.loc.__setitem__((0, ["start", "end"]), ["99000", "99023"]))
    refuse(lambda: load_reading(SLUG, "second"), "second/dates.csv, line 2")


def test_a_missing_table_an_unknown_value_and_a_lost_reference_are_one_line_each(folder):
    spoil(folder / "second" / "events.csv", lambda f: f.loc.__setitem__((0, "category"), "DEMAND"))
    refuse(lambda: load_reading(SLUG, "second"), "second/events.csv, line 2", "'DEMAND'", "REQUEST")
    spoil(folder / "first" / "claims.csv", lambda f: f.loc.__setitem__((0, "source_id"), "nobody"))
    refuse(lambda: load_reading(SLUG, "first"), "'nobody'", "table actors")
    (folder / "first" / "dates.csv").unlink()
    refuse(lambda: load_reading(SLUG, "first"), "dates.csv is missing")


def test_a_difference_without_a_decision_is_one_line(folder, readings):
    decisions = load_adjudication(SLUG)
    for row in compare_readings(*readings).itertuples():
        left = decisions[~((decisions["row_id"] == row.row_id) & (decisions["field"] == row.field))]
        refuse(lambda left=left: adjudicate(SLUG, *readings, left, ""), row.row_id, "`decided` and `reason`")
        break


def test_a_decision_about_nothing_is_one_line(folder, readings, articles):
    decisions = load_adjudication(SLUG)
    wrong = decisions.assign(row_id=decisions["row_id"].mask(decisions.index == len(decisions) - 3, "x:event:1-2"))
    refuse(
        lambda: adjudicate(
            SLUG, *readings, pd.concat([decisions, wrong.iloc[[-3]].assign(field="mode")]), articles[SLUG].text
        ),
        "x:event:1-2",
    )


@pytest.mark.parametrize(
    "content", ["[first]\nwho = 'x'\n", "adjudication = 'me'", "no toml", "[first]\nwho = 3\nwhen = 'soon'"]
)
def test_readings_that_do_not_say_who_made_them_are_one_line(folder, content):
    (folder / "readings.toml").write_text(content, encoding="utf-8")
    refuse(lambda: load_origin(SLUG), "readings.toml")


def test_a_missing_adjudication_is_one_line(folder):
    (folder / "adjudication.csv").unlink()
    refuse(lambda: load_adjudication(SLUG), "adjudication.csv is missing")


@pytest.mark.parametrize("decided", ["mabye", "{broken", "keep", "drop", ""])
def test_a_decision_that_cannot_be_carried_out_is_one_line(readings, decided):
    decisions = load_adjudication(SLUG)
    wrong = decisions.iloc[[0]].assign(row_id="nobody", field="", decided=decided)
    refuse(lambda: adjudicate(SLUG, *readings, pd.concat([decisions, wrong]), ""), "nobody")


def test_no_decision_is_overwritten(articles, snapshot):
    before = snapshot(paths.CORRECTIONS)
    refuse(lambda: adopt_reading(articles[SLUG]), f"{SLUG}.csv is there already", "Move it away")
    assert snapshot(paths.CORRECTIONS) == before


def test_the_corrections_of_the_collection_are_those_of_its_readings(articles, tmp_path, monkeypatch):
    kept, rows = (paths.CORRECTIONS / f"{SLUG}.csv").read_bytes(), load_corrections(SLUG)
    assert rows["reason"].ne("").all() and rows["who"].str.contains("language model").all()
    monkeypatch.setattr(paths, "CORRECTIONS", tmp_path)
    assert adopt_reading(articles[SLUG]) == len(rows)
    assert (tmp_path / f"{SLUG}.csv").read_bytes() == kept


# Any two sets of tables


@pytest.mark.parametrize("slug", ["merger-2021", "no-date", "no-claim", "one-sentence", "hostile"])
def test_a_table_compared_with_itself_has_no_difference(machine, slug):
    tables = vars(machine[slug])
    pairs = align_tables(tables, tables)
    assert all(a == b for table in READ_TABLES for a, b in pairs[table])
    assert compare_readings(tables, tables).empty


def test_corrections_made_of_a_reading_turn_the_machines_tables_into_it():
    """A reading of another article, invented by changing what the machine says, comes out of its corrections again."""
    text = "Northline Inc sued Brightcall Corp on Monday. Brightcall Corp may appeal in March, its lawyers said."
    article = article_from_text(text, "2020-01-01", slug="invented")
    frames = {table: frame.copy() for table, frame in vars(annotate(article)).items() if table in READ_TABLES}
    frames["dates"] = frames["dates"].iloc[:1].assign(precision="week")
    frames["events"] = frames["events"].assign(status="PLANNED", date_id="")
    frames["claims"] = frames["claims"].assign(basis="document")
    reading = Adjudicated(frames, {})
    corrections = derive_corrections(article, reading, {"who": "a test", "when": "2020-01-02"})
    corrected = vars(annotate_steps(article, corrections)[1])
    for table in READ_TABLES:
        assert list(compare_rows(table, corrected[table], frames[table], align_tables(corrected, frames)[table])) == []
    assert {"edit", "accept", "reject"} <= set(corrections["action"])


spans = st.dictionaries(
    st.integers(0, 20), st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


@given(spans, spans)
def test_aligned_spans_stand_in_one_pair_each_and_share_enough(first, second):
    pairs = align_spans(first, second)
    assert sorted(i for i, _ in pairs if i is not None) == sorted(first)
    assert sorted(j for _, j in pairs if j is not None) == sorted(second)
    assert all(share_characters(first[i], second[j]) >= 0.4 for i, j in pairs if None not in (i, j))


@given(spans)
def test_equal_spans_are_aligned_with_each_other(first):
    assert all(first[i] == first[j] for i, j in align_spans(first, dict(first)))
