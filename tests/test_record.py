"""The public record: every event has a source, every check points into its article, nothing is drawn from nowhere."""

import shutil

import pandas as pd
import pytest

from helpers import findings, paths, record
from helpers.record import RecordError, add_days, load_checks, load_chronology, load_labels, load_outcomes
from helpers.tables import find_values, make_table

SLUG = "att-huawei-2018"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of the record that may be spoiled."""
    shutil.copytree(paths.RECORD, tmp_path / "record")
    monkeypatch.setattr(paths, "RECORD", tmp_path / "record")
    return tmp_path / "record"


def spoil(path, **cells):
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    for column, value in cells.items():
        frame.loc[3, column] = value
    frame.to_csv(path, index=False)


def refuse(call, *words):
    with pytest.raises(RecordError) as caught:
        call()
    assert len(str(caught.value).splitlines()) == 1
    assert all(word in str(caught.value) for word in words), str(caught.value)


# What is there


def test_the_chronology_has_64_events_in_order_of_time_each_with_its_source():
    chronology = load_chronology()
    assert len(chronology) == 64
    assert chronology["date"].is_monotonic_increasing
    assert (chronology["source_url"].str.startswith("http") | chronology["verified_by"].str.startswith("http")).all()
    assert (chronology["source_url"] == "").sum() == 9


def test_a_date_has_all_its_days():
    days = add_days(make_table("chronology", [{"date": "2010-11"}, {"date": "2011"}, {"date": "2012-02-29"}]))
    told = [f"{a:%Y-%m-%d} {b:%Y-%m-%d}" for a, b in zip(days["earliest"], days["latest"], strict=True)]
    assert told == ["2010-11-01 2010-11-30", "2011-01-01 2011-12-31", "2012-02-29 2012-02-29"]


def test_every_event_has_a_label_and_a_lane():
    assert set(load_labels()["event_id"]) == set(load_chronology()["event_id"])
    assert set(load_labels()["lane"]) == set(find_values("labels", "lane"))


def test_every_statement_of_the_first_article_was_held_against_the_record(annotations):
    placed = record.place_checks(load_checks(SLUG), annotations[SLUG].claims)
    assert set(placed["claim_id"]) == set(annotations[SLUG].claims["claim_id"])


def test_the_false_statement_about_the_house_committee_is_told():
    checks = load_checks(SLUG)
    wrong = checks[checks["verdict"] == "contradicted"]
    assert wrong["record_event_id"].tolist() == ["hpsci-report"]
    assert "Huawei and ZTE" in wrong["note"].item() and wrong["source_url"].item().startswith("http")
    assert wrong["text"].item() in findings.record_finding(checks)


def test_every_outcome_is_of_words_that_tell_an_event(annotations):
    events = annotations[SLUG].events
    for row in load_outcomes(SLUG).itertuples(index=False):
        assert ((events["start"] < row.end) & (row.start < events["end"])).any(), row.text


def test_who_was_right_names_who_said_so(annotations):
    table = findings.follow_up(
        load_outcomes(SLUG), annotations[SLUG].claims, annotations[SLUG].actors, load_chronology()
    )
    assert (table["who says so"] != "").all()
    assert set(table.loc[table["what came of it"] != "not known", "day in the record"].str.len()) == {10}


def test_every_outcome_is_told_once_under_whoever_said_so(annotations):
    outcomes = load_outcomes(SLUG)
    table = findings.follow_up(outcomes, annotations[SLUG].claims, annotations[SLUG].actors, load_chronology())
    told = findings.foresight_finding(table)
    assert all(told.count(f"**{source}**") == 1 for source in table["who says so"])
    assert sum(told.count(words) for words in set(table["what came of it"])) == len(outcomes)
    assert "nobody" in findings.foresight_finding(table.iloc[:0])


def test_an_article_without_a_record_says_so():
    checks, outcomes = load_checks("merger-2021"), load_outcomes("merger-2021")
    assert checks.empty and outcomes.empty
    assert "Nobody" in findings.record_finding(checks) and "Nobody" in findings.outcomes_finding(outcomes)


# Near an article


def test_near_are_events_with_a_shared_actor_or_a_close_day(articles, annotations):
    chronology = load_chronology()
    article, read = articles["merger-2021"], annotations["merger-2021"]
    near = record.find_near(chronology, article, read.dates, read.actors)
    assert 0 < len(near) < len(chronology) and (near["near"] != "").all()
    far = record.find_near(chronology, article, read.dates.iloc[:0], read.actors.iloc[:0])
    days = add_days(far)["earliest"]
    assert (abs((days - pd.Timestamp(article.published)).dt.days) <= 90).all()


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ([], ["No event"]),
        (
            ["within 90 days of 1 Feb 2021"],
            ["**1 event**", "falls", "none of them shares", "nothing but closeness in time"],
        ),
        (
            ["Huawei", "Huawei; ZTE", "within 90 days of 1 Feb 2021"],
            ["**3 events**", "2 of them share ", "1 is close in time only"],
        ),
    ],
)
def test_what_is_near_by_an_actor_is_told_apart_from_what_is_near_in_time_only(near, words):
    told = findings.near_finding(pd.DataFrame({"near": pd.Series(near, dtype="str")}))
    assert all(word in told for word in words), told


@pytest.mark.parametrize(
    ("name", "kind", "other", "same"),
    [
        ("China Mobile", "Company", "China Mobile International (USA) Inc.", True),
        ("HUAWEI", "Company", "Huawei", True),
        ("China Mobile", "Company", "China", False),
        ("AT", "Company", "AT&T", False),
        ("Bureau", "PublicBody", "Bureau of Industry and Security", False),
        ("United States", "PublicBody", "United States Congress", False),
        ("Federal Communications Commission", "PublicBody", "Federal Communications Commission", True),
    ],
)
def test_a_name_is_shared_whole_or_as_that_of_a_company_with_parts(name, kind, other, same):
    assert record.is_same(name, kind, other) is same


COMMON = ("Bureau", "Office", "Department", "Committee", "House", "The Ministry", "Regulators", "Spokeswoman")


@pytest.mark.parametrize("name", COMMON)
@pytest.mark.parametrize("kind", ["PublicBody", "Company", "Organization", "Person"])
def test_what_names_nobody_matches_nobody_and_brings_no_figure(name, kind, articles):
    actors = make_table("actors", [{"actor_id": "x", "name": name, "kind": kind}])
    chronology = load_chronology()
    near = record.find_near(chronology, articles["merger-2021"], make_table("dates", []), actors)
    assert near["near"].str.startswith("within ").all()
    assert record.choose_events(chronology, near, make_table("checks", [])).empty


def test_countries_are_not_shared_actors(articles):
    """That both tell of China or of the FCC's country brings no event near."""
    actors = make_table("actors", [{"actor_id": "china", "name": "China", "kind": "Territory"}])
    dates = make_table("dates", [])
    assert "China" not in set(record.find_near(load_chronology(), articles[SLUG], dates, actors)["near"])


def test_all_events_are_drawn_for_an_article_with_checks_and_the_near_ones_for_another():
    chronology = load_chronology()
    near = chronology.iloc[:3].assign(near="x")
    assert len(record.choose_events(chronology, near, load_checks(SLUG))) == 64
    assert record.choose_events(chronology, near, make_table("checks", [])).equals(chronology.iloc[:3])


def test_events_that_are_only_close_in_time_are_not_drawn():
    chronology = load_chronology()
    near = chronology.iloc[:3].assign(near="within 90 days of 1 Feb 2021")
    assert record.choose_events(chronology, near, make_table("checks", [])).empty
    assert len(record.choose_events(chronology, near, load_checks(SLUG))) == len(chronology)


# Errors


def test_an_event_without_any_source_is_one_line(folder):
    spoil(folder / "chronology.csv", source_url="", verified_by="")
    refuse(load_chronology, "chronology.csv, line 5", "has no source", "source_url or verified_by")


@pytest.mark.parametrize(("start", "end"), [("99000", "99082"), ("1", "83"), ("2300", "2382")])
def test_a_check_that_points_outside_the_article_or_at_other_words_is_one_line(folder, start, end):
    spoil(folder / "checks.csv", start=start, end=end)
    refuse(lambda: load_checks(SLUG), "checks.csv, line 5", f"characters {start}–{end}", "2351")


def test_a_missing_file_a_missing_label_and_an_unknown_article_are_one_line_each(folder):
    labels = pd.read_csv(folder / "labels.csv")
    labels.iloc[1:].to_csv(folder / "labels.csv", index=False)
    refuse(load_labels, "labels.csv", labels["event_id"][0])
    spoil(folder / "outcomes.csv", slug="att-huawai-2018")
    refuse(lambda: load_outcomes(SLUG), "outcomes.csv, line 5", "'att-huawai-2018'")
    (folder / "chronology.csv").unlink()
    refuse(load_chronology, "chronology.csv is missing")


def test_a_verdict_without_a_source_is_one_line(folder):
    spoil(folder / "checks.csv", source_url="", verdict="distorted")
    refuse(lambda: load_checks(SLUG), "checks.csv", "without a source")


@pytest.mark.parametrize(("file", "call"), [("checks", load_checks), ("outcomes", load_outcomes)])
def test_an_unknown_event_is_one_line(folder, file, call):
    spoil(folder / f"{file}.csv", record_event_id="no-such-event")
    refuse(lambda: call(SLUG), f"{file}.csv, line 5", "'no-such-event'", "chronology")


def test_an_unknown_verdict_and_an_impossible_date_are_one_line(folder):
    spoil(folder / "checks.csv", verdict="false")
    refuse(lambda: load_checks(SLUG), "checks.csv, line 5", "'false'", "contradicted")
    spoil(folder / "chronology.csv", date="2018-02-30")
    refuse(load_chronology, "chronology.csv, line 5", "'2018-02-30' is no")
    spoil(folder / "chronology.csv", date="2018")
    refuse(load_chronology, "chronology.csv, line 5", "date_precision")
    spoil(folder / "chronology.csv", date="in 2012")
    refuse(load_chronology, "chronology.csv, line 5", "'in 2012'")
