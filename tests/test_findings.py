"""Sentences about an article: grammatical for one and for many, and true to the tables."""

import re

import pandas as pd
import pytest

from helpers import charts, findings
from helpers.corrections.overlay import count_corrections, load_corrections, no_corrections
from helpers.tables import make_table

SLUGS = ("att-huawei-2018", "merger-2021", "no-date", "no-claim", "one-sentence", "hostile")
NOUNS = "actor|place|event|statement|expression|row|value|paragraph|relation|arrow|word|sentence"
WRONG = re.compile(
    rf"(?<![\d.,])1 (?:(?:{NOUNS})s|are|have|were|rest|as they are)\b"
    rf"|(?<![\d.,])(?:0|[2-9]|\d\d\d?) (?:(?:{NOUNS})|is|has|was|rests)\b"
    rf"|\ball 1\b|\b[Nn]o (?:{NOUNS})\b[^.;,:]*\bare\b"
    r"|\bnan\b|\bNone\b|\bNaT\b|<NA>"
)
ONE = dict.fromkeys(
    ("machine_rows", "kept", "edited", "rejected", "added", "edited_fields", "corrections", "corrected_rows"), 1
)


def say_all(article, read, machine):
    """Every sentence that a notebook computes about an article."""
    return [
        findings.article_finding(article),
        findings.actors_finding(read.actors, read.mentions),
        findings.dates_finding(read.dates),
        findings.basis_finding(read.claims),
        findings.story_finding(article, read, load_corrections(article.slug)),
        findings.source_line(article, load_corrections(article.slug), **vars(read)),
        *(findings.corrections_finding(row) for row in count_corrections(machine, read).to_dict("records")),
        *charts.timeline_words(charts.timeline_data(read.events, read.event_parties, read.actors, read.sentences)),
        *charts.relations_words(charts.relations_data(read.relations, read.events, read.actors)),
        *charts.claims_words(charts.claims_data(read.claims, read.actors)),
    ]


def find_wrong(sentence):
    return [match[0] for match in WRONG.finditer(sentence.replace("*", ""))]


def numbers(sentence):
    return [int(n) for n in re.findall(r"\d+", sentence)]


def test_the_check_knows_wrong_sentences():
    for sentence in ("1 events", "1 are planned", "3 event", "1 rest on", "all 1 relation", "it is nan", "2 is here"):
        assert find_wrong(sentence)
    for sentence in ("1 event", "11 events", "21 are planned", "1 is planned", "no event", "in 2018"):
        assert not find_wrong(sentence)


@pytest.mark.parametrize("slug", SLUGS)
def test_sentences_about_an_article_are_grammatical(slug, articles, annotations, machine):
    for sentence in say_all(articles[slug], annotations[slug], machine[slug]):
        assert find_wrong(sentence) == [], sentence


@pytest.mark.parametrize("slug", SLUGS)
def test_the_story_counts_the_rows_of_the_tables(slug, articles, annotations):
    read = annotations[slug]
    story = findings.story_finding(articles[slug], read, no_corrections()).split("points to")[1].split("not yet.")[0]
    happened = int(read.events["status"].isin(["OCCURRED", "ONGOING", "HISTORICAL"]).sum())
    named = int(read.claims["source_kind"].str.startswith("named").sum())
    own = int((read.claims["source_kind"] == "author").sum())
    expected = [
        len(read.actors),
        len(read.claims),
        named,
        len(read.claims) - named - own,
        own,
        len(read.events),
        happened,
    ]
    counted = [*expected[:2], *expected[2:5], expected[5], happened, len(read.events) - happened]
    nouns = {0, 1, 5}
    assert numbers(story) == [n for k, n in enumerate(counted) if n or k not in nouns]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_article_counts_its_words_and_paragraphs(slug, articles):
    article = articles[slug]
    sentence = findings.article_finding(article)
    assert f"**{len(article.prose.split())} word" in sentence
    assert f"in {len(article.paragraphs)} paragraph" in sentence
    assert str(article.published.year) in sentence


@pytest.mark.parametrize("slug", SLUGS)
def test_the_actors_are_counted(slug, annotations):
    read = annotations[slug]
    sentence = findings.actors_finding(read.actors, read.mentions)
    assert f"{len(read.actors)} actor" in sentence and f"{len(read.mentions)} place" in sentence
    pronouns, undecided = int((read.mentions["form"] == "PRO").sum()), int((read.mentions["actor_id"] == "").sum())
    behind = sentence.split("**. ", 1)[1]
    assert numbers(behind) == [n for n in (pronouns, undecided) if n]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_dates_are_counted(slug, annotations):
    dates = annotations[slug].dates
    sentence = findings.dates_finding(dates)
    exact = int(((dates["earliest"] == dates["latest"]) & (dates["precision"] == "day")).sum())
    if dates.empty:
        assert "no date" in sentence
    else:
        assert f"**{len(dates)} expression" in sentence and f"**{exact}** of them" in sentence


@pytest.mark.parametrize("slug", SLUGS)
def test_the_bases_of_all_statements_add_up(slug, annotations):
    claims = annotations[slug].claims
    sentence = findings.basis_finding(claims)
    assert sum(int(n) for n in re.findall(r"\((\d+)\)", sentence)) == len(claims)
    assert claims.empty is ("no statement" in sentence)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_leading_actors_and_sources_are_those_of_the_tables(slug, annotations):
    read = annotations[slug]
    actors = findings.leading_actors(read.actors, read.mentions, limit=999)
    assert sorted(actors["name"]) == sorted(read.actors["name"])
    assert actors["mentions"].is_monotonic_decreasing
    assert actors["mentions"].sum() == sum(
        i in set(read.actors["actor_id"]) for ids in read.mentions["actor_id"] for i in ids.split(";")
    )
    sources = findings.leading_sources(read.claims, read.actors, limit=999)
    assert sources["statements"].sum() == len(read.claims)
    assert len(findings.leading_actors(read.actors, read.mentions)) <= 8


@pytest.mark.parametrize("slug", SLUGS)
def test_corrections_are_told_in_numbers(slug, annotations, machine):
    for row in count_corrections(machine[slug], annotations[slug]).to_dict("records"):
        sentence = findings.corrections_finding(row)
        assert row["table"] in sentence
        assert ("No correction" in sentence) is (row["corrections"] == 0)
        if row["corrections"]:
            assert f"add {row['added']}" in sentence and f"take out {row['rejected']}" in sentence


@pytest.mark.parametrize("machine_rows", [0, 1, 2])
def test_one_correction_is_told_in_the_singular(machine_rows):
    sentence = findings.corrections_finding({"table": "events", **ONE, "machine_rows": machine_rows})
    assert find_wrong(sentence) == [], sentence


@pytest.mark.parametrize("status", ["OCCURRED", "PLANNED"])
@pytest.mark.parametrize("category", ["ACCUSE", "SUPPORT"])
def test_one_event_and_one_relation_are_told_in_the_singular(status, category):
    actors = make_table("actors", [{"actor_id": "a", "name": "A"}, {"actor_id": "b", "name": "B"}])
    event = {
        "event_id": "e",
        "start": 0,
        "end": 1,
        "text": "x",
        "trigger_start": 0,
        "trigger_end": 1,
        "trigger_text": "x",
        "category": category,
        "status": status,
    }
    events = make_table("events", [event])
    relation = {
        "source_id": "a",
        "target_id": "b",
        "category": category,
        "sign": "-" if category == "ACCUSE" else "+",
        "score": 1.0,
    }
    relations = make_table(
        "relations",
        [relation | {"status": status, "event_ids": "e", "n_events": 1, "n_claims": 0, "n_named_sources": 0}],
    )
    drawn = charts.relations_data(relations, events, actors)
    for sentence in (charts.relations_finding(drawn), charts.timeline_finding(charts.timeline_data(events))):
        assert find_wrong(sentence) == [], sentence
    assert "1 relations" not in charts.relations_words(drawn)[0] and "1 events" not in charts.relations_words(drawn)[0]


@pytest.mark.parametrize("kind", ["named_person", "unnamed_group", "author"])
def test_one_statement_is_told_in_the_singular(kind):
    row = {
        "claim_id": "c",
        "start": 0,
        "end": 1,
        "text": "x",
        "source_kind": kind,
        "factuality_source": "CT+",
        "factuality_author": "Uu",
    }
    sentence = charts.claims_finding(charts.claims_data(make_table("claims", [row])))
    assert find_wrong(sentence) == [], sentence


def test_no_mention_of_a_kind_is_told_in_the_singular():
    actors = make_table("actors", [{"actor_id": "a", "name": "A"}])
    mention = {"mention_id": "m", "actor_id": "a", "start": 0, "end": 1, "text": "A", "form": "NAM"}
    sentence = findings.actors_finding(actors, make_table("mentions", [mention]))
    assert "1 actor" in sentence and "1 place" in sentence
    assert find_wrong(sentence) == [], sentence


def test_empty_tables_are_told_in_words():
    empty = {name: make_table(name, []) for name in ("actors", "mentions", "dates", "claims")}
    said = (
        findings.actors_finding(empty["actors"], empty["mentions"]),
        findings.dates_finding(empty["dates"]),
        findings.basis_finding(empty["claims"]),
    )
    assert all(re.search(r"\bno\b", sentence, re.IGNORECASE) and not numbers(sentence) for sentence in said)
    assert findings.leading_actors(empty["actors"], empty["mentions"]).empty
    assert findings.leading_sources(empty["claims"], empty["actors"]).empty


def test_where_two_readings_agree_in_all_no_lowest_kappa_is_told():
    columns = ["table", "field", "coefficient", "same", "units", "value"]
    rows = [["dates", "rows", "alpha", 9, 9, 1.0], ["dates", "basis", "kappa", 3, 3, 1.0]]
    told = findings.agreement_finding(pd.DataFrame(rows, columns=columns), "dates")
    assert "agree fully" in told and "kappa" not in told
    rows[1][-1] = 0.5
    assert "the lowest kappa of a column is 0.50 (**basis**)" in findings.agreement_finding(
        pd.DataFrame(rows, columns=columns), "dates"
    )
