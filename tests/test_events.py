"""Who does what to whom, and whether it happened."""

from datetime import date

import pytest

from helpers.annotate import annotate
from helpers.articles import article_from_text
from helpers.events import derive_relations


def read(text):
    return annotate(article_from_text(text, date(2020, 1, 15)))


def parties(text):
    """{role: actor_ids} of the one event of a text."""
    found = read(text)
    assert len(found.events) == 1, found.events[["trigger_text", "category"]].values.tolist()
    return found.event_parties.groupby("role")["actor_id"].agg(list).to_dict()


@pytest.mark.parametrize(
    "text",
    ["The FCC fined AT&T.", "AT&T was fined by the FCC.", "The FCC has fined AT&T."],
)
def test_active_and_passive_have_the_same_parties(text):
    assert parties(text) == {"actor": ["federal-communications-commission"], "recipient": ["att"]}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The FCC fined AT&T.", "OCCURRED"),
        ("The FCC may fine AT&T.", "CONDITIONAL"),
        ("The FCC will fine AT&T.", "PLANNED"),
        ("The FCC did not fine AT&T.", "DID_NOT_OCCUR"),
        ("The FCC fined AT&T in 2012.", "HISTORICAL"),
    ],
)
def test_status_follows_the_words_around_the_trigger(text, status):
    assert read(text).events["status"].tolist() == [status]


def test_two_names_in_one_sentence_without_an_act_are_no_event():
    assert read("AT&T and Huawei are large.").events.empty


def test_a_trigger_without_a_party_is_no_event():
    assert read("The rule was fined and sued.").events.empty


def test_coordinated_recipients_are_all_parties():
    assert parties("The FCC fined AT&T and Verizon.")["recipient"] == ["att", "verizon"]


def test_the_date_of_the_clause_dates_the_event():
    event = read("The FCC fined AT&T on Monday.").events.iloc[0]
    assert (event["date_basis"], f"{event['earliest']:%Y-%m-%d}") == ("clause", "2020-01-13")


def test_an_event_without_a_date_lies_before_publication_and_a_planned_one_after():
    past, ahead = read("The FCC fined AT&T.").events.iloc[0], read("The FCC will fine AT&T.").events.iloc[0]
    assert (past["date_basis"], f"{past['latest']:%Y-%m-%d}") == ("publication", "2020-01-15")
    assert (ahead["date_basis"], f"{ahead['earliest']:%Y-%m-%d}") == ("publication", "2020-01-15")


def test_an_event_is_tied_to_the_claim_that_reports_it():
    found = read("Two aides said the FCC had fined AT&T.")
    assert found.events["claim_id"].tolist() == found.claims["claim_id"].tolist()


def test_relations_are_signed_and_keep_cooperation_and_conflict_apart():
    found = read("AT&T sued Huawei. AT&T partnered with Huawei.")
    assert sorted(found.relations["sign"]) == ["+", "-"]
    assert set(found.relations["source_id"]) == {"att"}


def test_relations_count_the_named_sources_behind_them():
    found = read("Verizon said that AT&T had sued Huawei.")
    assert found.relations[["n_claims", "n_named_sources"]].values.tolist() == [[1, 1]]
    assert derive_relations(found.events, found.event_parties)["n_claims"].tolist() == [0]


def test_a_relation_leads_back_to_its_events(annotations):
    for slug, read_tables in annotations.items():
        known = set(read_tables.events["event_id"])
        assert all(set(ids.split(";")) <= known for ids in read_tables.relations["event_ids"]), slug


def test_a_year_is_earlier_history_only_when_it_lies_more_than_a_year_back():
    assert read("The FCC fined AT&T in 2019.").events["status"].tolist() == ["OCCURRED"]


def test_what_happened_is_never_dated_after_publication():
    event = read("The FCC sued AT&T over plans for June 2021.").events.iloc[0]
    assert event["status"] == "OCCURRED"
    assert (event["date_basis"], f"{event['latest']:%Y-%m-%d}") == ("publication", "2020-01-15")
