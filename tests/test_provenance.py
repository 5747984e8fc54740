"""Who has read which row: a reader's name stands on what the reader has looked at, and on nothing else."""

import json
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import findings
from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.corrections import find_readers, load_corrections, no_corrections
from helpers.exports import Material, figures
from helpers.exports.annotations import make_annotations
from helpers.exports.dossier import make_dossier
from helpers.exports.graph import make_graph
from helpers.exports.package import make_package
from helpers.exports.timeline import make_timeline
from helpers.exports.timeml import make_timeml
from helpers.tables import is_read, make_table

STORY = article_from_text(
    "The FCC fined Orvex Corp. on Monday. On Tuesday, Lumera Inc. sued the FCC. Lumera denied the charge on Friday.",
    "2018-01-16",
    slug="story",
)
PLAIN = annotate(STORY)
FINED, SUED = PLAIN.events["event_id"][:2]
NOBODY = "Machine output that no person has checked."


def decide(*rows):
    """Corrections of the story's events, each by "A. Reader" unless it says otherwise."""
    base = {"when": pd.Timestamp("2026-11-23"), "who": "A. Reader", "table": "events", "reason": "read"}
    places = PLAIN.events.set_index("event_id")
    for row in rows:
        if row.get("row_id") in places.index:
            start, end, quote = places.loc[row["row_id"], ["trigger_start", "trigger_end", "trigger_text"]]
            row |= {"start": start, "end": end, "quote": quote}
    return make_table("corrections", [{**base, **row} for row in rows])


def accept(row_id, **more):
    """A row that accepts an event."""
    return {"row_id": row_id, "action": "accept", **more}


def edit(row_id, field, new, **more):
    """A row that edits an event."""
    return {"row_id": row_id, "action": "edit", "field": field, "new": new, **more}


def tell(*rows):
    """(readers of the events, what is said of them) with these corrections."""
    corrections = decide(*rows)
    events = annotate(STORY, corrections).events
    readers = find_readers("events", events, corrections, STORY.text)
    return dict(zip(events["event_id"], readers, strict=True)), findings.reading_finding(
        STORY, corrections, events=events
    )


def test_a_row_is_read_by_whoever_accepted_or_edited_it_and_no_other_is():
    readers, told = tell(accept(FINED))
    total = len(PLAIN.events)
    assert readers == {i: (("A. Reader",) if i == FINED else ()) for i in PLAIN.events["event_id"]}
    assert told == f"1 of {total} events read by A. Reader; the rest machine output that no person has checked."
    readers, _ = tell(edit(FINED, "status", "PLANNED"), accept(FINED, who="B. Second"))
    assert readers[FINED] == ("A. Reader", "B. Second") and readers[SUED] == ()


def test_whoever_adds_a_row_has_read_it():
    readers, told = tell({"action": "add", "quote": "charge", "new": "category: accuses; status: happened"})
    assert [names for i, names in readers.items() if i not in set(PLAIN.events["event_id"])] == [("A. Reader",)]
    assert told.startswith(f"1 of {len(readers)} events read by A. Reader;")


def test_a_decision_is_found_where_the_id_of_its_row_has_changed():
    readers, _ = tell(edit(FINED, "event_id", "story:event:0-1"))
    assert readers["story:event:0-1"] == ("A. Reader",) and readers[SUED] == ()


def test_what_is_decided_about_another_table_is_no_reading_of_the_events():
    rows = annotate(STORY).event_parties
    corrections = decide({**accept(f"{rows['event_id'][0]}|{rows['actor_id'][0]}|{rows['role'][0]}"),
                          "table": "event_parties"})  # fmt: skip
    read = annotate(STORY, corrections)
    assert is_read(read.event_parties).sum() == 1
    assert findings.reading_finding(STORY, corrections, events=read.events) == NOBODY


def test_where_everything_was_read_there_is_no_rest():
    _, told = tell(*map(accept, PLAIN.events["event_id"]))
    assert told == f"All {len(PLAIN.events)} events read by A. Reader."


def test_several_readers_and_tables_are_told_apart():
    date = PLAIN.dates["date_id"][0]
    corrections = decide(accept(FINED), accept(SUED, who="B. Second"), {**accept(date), "table": "dates"})
    told = findings.reading_finding(STORY, corrections, **vars(annotate(STORY, corrections)))
    n, m = len(PLAIN.events), len(PLAIN.dates)
    assert told == (
        f"1 of {n} events and 1 of {m} dates read by A. Reader; 1 of {n} events read by B. Second; the rest machine "
        "output that no person has checked."
    )


@pytest.mark.parametrize(
    ("readers", "end"),
    [
        (["a language model"], "a language model; no person has checked them."),
        (["a language model", "B. Second"], "B. Second."),
    ],
)
def test_what_only_a_model_has_read_no_person_has_checked(readers, end):
    corrections = decide(*(accept(event, who=who) for who in readers for event in PLAIN.events["event_id"]))
    told = findings.reading_finding(STORY, corrections, events=annotate(STORY, corrections).events)
    assert told.endswith(f"events read by {end}")


DECISIONS = st.tuples(st.sampled_from(list(PLAIN.events["event_id"])), st.sampled_from(["accept", "edit", "reject"]))


@settings(max_examples=settings.default.max_examples // 6)
@given(st.lists(DECISIONS, unique_by=lambda pair: pair[0]))
def test_as_many_rows_are_told_as_read_as_their_tables_say(decisions):
    rows = [{"row_id": i, "action": a} | ({"field": "status", "new": "PLANNED"} if a == "edit" else {})
            for i, a in decisions]  # fmt: skip
    corrections = decide(*rows)
    events = annotate(STORY, corrections).events
    readers = find_readers("events", events, corrections, STORY.text)
    assert [bool(names) for names in readers] == is_read(events).tolist()


def test_an_article_read_whole_says_by_whom_and_one_read_by_nobody_says_so(articles, annotations):
    own, strange = (
        findings.source_line(articles[s], load_corrections(s), **vars(annotations[s]))
        for s in ("att-huawei-2018", "merger-2021")
    )
    assert re.search(r"All \d+ events, all .+ read by a language model .*; no person has checked them.$", own)
    assert strange.endswith(NOBODY)


@pytest.fixture(scope="module")
def material():
    corrections = decide(accept(FINED))
    return Material(STORY, annotate(STORY, corrections), corrections)


@pytest.fixture(scope="module")
def dossier(material):
    return make_dossier(material)


def test_every_export_says_how_much_of_it_was_read(material, dossier):
    said = f"1 of {len(PLAIN.events)} events read by A. Reader; the rest machine output that no person has checked."
    assert said in dossier
    for make in (make_graph, make_timeline, make_timeml):
        assert said in make(material), make.__name__
    package = json.loads(make_package(material)["datapackage.json"])
    assert said in package["description"] and package["contributors"][0]["title"] == said


def test_each_event_of_an_export_says_who_has_read_it(material, dossier):
    slides = json.loads(make_timeline(material))["events"]
    by_nobody = [
        slide["unique_id"] for slide in slides if "machine output that no person has checked" in slide["text"]["text"]
    ]
    assert by_nobody == [slide["unique_id"] for slide in slides if slide["unique_id"] != FINED.replace(":", "-")]
    items = json.loads(make_annotations(material))["first"]["items"]
    assessed = {item["id"]: body["creator"]["name"] for item in items for body in item["body"]
                if body["purpose"] == "assessing"}  # fmt: skip
    assert assessed == {f"urn:regtrace:{FINED}": "A. Reader"}
    assert {item["creator"]["name"].split("/")[0] for item in items} == {"rules"}
    assert dossier.count("; read by A. Reader") == 1


def test_caption_and_source_line_of_a_figure_count_the_rows_that_it_draws(material, styled):
    drawn = {what: (ax, caption) for what, ax, _, caption, _ in
             figures.draw_figures(STORY, material.read, material.corrections)}  # fmt: skip
    assert drawn["timeline"][1].endswith(
        "events read by A. Reader; the rest machine output that no person has checked."
    )
    assert drawn["dates"][1].endswith(NOBODY) and drawn["claims"][1].endswith(NOBODY)


def test_without_corrections_nobody_has_read_anything():
    assert findings.reading_finding(STORY, no_corrections(), **vars(PLAIN)) == NOBODY
