"""Who does what to whom, and whether it happened."""

import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import lexicons, paths
from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.charts import timeline_data
from helpers.events import triggers
from helpers.events.lemmas import inflect
from helpers.events.status import turn
from helpers.lexicons import load_lexicon
from helpers.relations import compare_strands, derive_relations, keep_done
from helpers.tables import TableError, check_references, check_table, row_keys

FCC, FTC = "federal-communications-commission", "federal-trade-commission"


def read(text):
    return annotate(article_from_text(text, date(2020, 1, 15)))


def acts(text):
    """[(category, status, actors, recipients)] of a text."""
    found = read(text)
    return [
        (row.category, row.status, *(roles_of(found, row.event_id, role) for role in ("actor", "recipient")))
        for row in found.events.itertuples()
    ]


def roles_of(found, event_id, role):
    rows = found.event_parties
    return rows.loc[(rows["event_id"] == event_id) & (rows["role"] == role), "actor_id"].tolist()


# Frames


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("The FCC fined AT&T.", "SANCTION"),
        ("AT&T was fined by the FCC.", "SANCTION"),
        ("AT&T, which the FCC fined, is large.", "SANCTION"),
        ("The FCC, which sued AT&T, is small.", "ACCUSE"),
        ("The FCC was forced to sue AT&T.", "ACCUSE"),
        ("The FCC has been trying to sue AT&T.", "ACCUSE"),
        ("The FCC launched a probe of AT&T.", "ACCUSE"),
        ("A probe of AT&T was launched by the FCC.", "ACCUSE"),
        ("The FCC exerted pressure on AT&T.", "REQUEST"),
        ("The FCC granted a licence to AT&T.", "SUPPORT"),
        ("AT&T was granted a licence by the FCC.", "SUPPORT"),
        ("AT&T won a licence from the FCC.", "SUPPORT"),
        ("The FCC imposed a ban on AT&T.", "COERCE"),
        ("The FCC pulled out of a deal with AT&T.", "SANCTION"),
        ("The FCC threatened to ban AT&T.", "THREATEN"),
        ("The FCC refused to meet AT&T.", "REJECT"),
        ("The FCC dismissed a complaint by AT&T.", "REJECT"),
        ("The FCC dismissed AT&T’s complaint.", "REJECT"),
        ("The FCC said AT&T must pay.", "REQUEST"),
        ("The FCC’s labelling of AT&T as a risk surprised many.", "ACCUSE"),
    ],
)
def test_every_construction_names_the_same_two_parties(text, category):
    assert [(c, a, r) for c, _, a, r in acts(text)] == [(category, [FCC], ["att"])]


def test_coordinated_recipients_are_all_parties_and_coordinated_verbs_share_their_subject():
    assert [(c, a, r) for c, _, a, r in acts("The FCC sued AT&T and Verizon.")] == [
        ("ACCUSE", [FCC], ["att", "verizon"])
    ]
    both = acts("The FCC sued AT&T and banned Verizon.")
    assert [(c, a, r) for c, _, a, r in both] == [("ACCUSE", [FCC], ["att"]), ("COERCE", [FCC], ["verizon"])]


def test_who_is_acted_upon_in_a_request_is_a_third_party():
    parties = read("The FCC urged AT&T to end a deal with Huawei.").event_parties
    assert parties[["actor_id", "role"]].values.tolist() == [
        [FCC, "actor"],
        ["att", "recipient"],
        ["huawei", "third_party"],
    ]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("AT&T received a £3 million fine from the FCC.", "SANCTION"),
        ("AT&T was handed a €500,000 fine by the FCC.", "SANCTION"),
        ("AT&T faces a $40 million fine from the FCC.", "SANCTION"),
        ("The FCC had on Monday banned AT&T.", "COERCE"),
        ("Fined by the FCC, AT&T fell.", "SANCTION"),
        ("The FCC warned AT&T about its lines.", "THREATEN"),
        ("The FCC tasked AT&T with writing a plan.", "REQUEST"),
        ("AT&T was charged by the FCC.", "ACCUSE"),
        ("AT&T was allowed to sell phones by the FCC.", "SUPPORT"),
        ("The FCC retained AT&T to lay the lines.", "COOPERATE"),
    ],
)
def test_sums_days_and_phrases_between_leave_the_parties_where_they_are(text, category):
    found = [(a, r) for c, _, a, r in acts(text) if c == category]
    assert found == [([FCC], ["att"])]


def test_a_relative_clause_is_about_those_before_it():
    text = "The two firms named by Japan are Kestrel Systems, which supplies chips to Dunmore Foods, and Orvex Inc."
    assert [a for c, _, a, _ in acts(text) if c == "COOPERATE"] == [["kestrel-systems"]]


def test_a_day_ahead_makes_a_present_a_plan():
    assert acts("The rule of Canada takes effect on January 20.")[0][1] == "PLANNED"


def test_who_asked_for_an_inquiry_is_not_under_it():
    found = acts("The FCC opened an inquiry at the request of AT&T.")
    assert [(a, r) for c, _, a, r in found if c == "ACCUSE"] == [([FCC], [])]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The FCC opened an inquiry at the request of AT&T.", ("REQUEST", ["att"], [FCC])),
        ("AT&T refused a request from the FCC.", ("REQUEST", [FCC], ["att"])),
        ("AT&T built the lines in cooperation with the FCC.", ("COOPERATE", ["att"], [FCC])),
        ("The FCC fined AT&T after a complaint from Verizon.", ("ACCUSE", ["verizon"], ["att"])),
        ("The FCC hired Verizon to review AT&T.", ("ACCUSE", ["verizon"], ["att"])),
    ],
)
def test_what_a_noun_or_infinitive_does_not_name_the_verb_above_lends(text, act):
    assert act in [(c, a, r) for c, _, a, r in acts(text)]


def test_a_third_person_in_a_quotation_is_not_its_speaker():
    quoted = acts("“They ignored the FCC,” AT&T said.")
    assert [a for _, _, a, _ in quoted] != [["att"]]
    assert [a for _, _, a, _ in acts("AT&T said it ignored the FCC.")] == [["att"]]


def test_who_was_sued_in_a_dismissed_suit_is_not_refused_anything():
    assert acts("The FCC dismissed a lawsuit against AT&T.") == [("REJECT", "OCCURRED", [FCC], [])]


def test_what_is_asked_is_no_event_of_its_own():
    assert [(c, r) for c, _, _, r in acts("The FCC urged AT&T to sue Huawei.")] == [("REQUEST", ["att"])]


@pytest.mark.parametrize(
    "text",
    [
        "AT&T and Huawei are large.",
        "AT&T lies near Huawei.",
        "Shares of AT&T fell after Huawei rose.",
        "The rule was fined and sued.",
    ],
)
def test_two_names_without_an_act_between_them_are_no_event(text):
    assert read(text).events.empty


# Status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The FCC fined AT&T.", "OCCURRED"),
        ("May Chen sued AT&T.", "OCCURRED"),
        ("The FCC has not decided whether to sue AT&T.", "CONDITIONAL"),
        ("The FCC may fine AT&T.", "CONDITIONAL"),
        ("The FCC will fine AT&T.", "PLANNED"),
        ("The FCC said it would sue AT&T.", "PLANNED"),
        ("AT&T faces a ban by the FCC.", "CONDITIONAL"),
        ("The FCC made the decision to ban AT&T.", "OCCURRED"),
        ("It is unclear whether the FCC fined AT&T.", "CONDITIONAL"),
        ("Carriers gathered to urge the FCC to act.", "OCCURRED"),
        ("The FCC plans to sue AT&T.", "PLANNED"),
        ("The FCC is considering suing AT&T.", "CONDITIONAL"),
        ("The FCC did not sue AT&T.", "DID_NOT_OCCUR"),
        ("The FCC never fined AT&T.", "DID_NOT_OCCUR"),
        ("The FCC failed to sue AT&T.", "DID_NOT_OCCUR"),
        ("The FCC has yet to sue AT&T.", "DID_NOT_OCCUR"),
        ("The FCC managed to sue AT&T.", "OCCURRED"),
        ("The FCC did not manage to sue AT&T.", "DID_NOT_OCCUR"),
        ("The FCC is investigating AT&T.", "ONGOING"),
        ("The FCC continues to investigate AT&T.", "ONGOING"),
        ("The FCC fined AT&T in 2012.", "HISTORICAL"),
        ("The FCC fined AT&T in 2019.", "OCCURRED"),
    ],
)
def test_status_follows_tense_mood_negation_and_what_governs_the_act(text, status):
    assert read(text).events["status"].tolist() == [status]


@pytest.mark.parametrize(
    "text",
    [
        "AT&T denied suing the FCC.",
        "AT&T denied that it had sued the FCC.",
        "AT&T has denied reports that it sued the FCC.",
        "Reports that AT&T sued the FCC are false.",
        "It is not true that AT&T sued the FCC.",
        "It is not the case that the carrier sued the FCC.",
        "Neither AT&T nor Huawei has sued the FCC.",
        "None of the carriers sued AT&T.",
        "The FCC almost sued AT&T.",
        "AT&T was nearly fined by the FCC.",
        "The FCC stopped short of suing AT&T.",
        "The FCC has yet to sue AT&T.",
        "AT&T is yet to be fined by the FCC.",
        "The FCC has no plans to sue AT&T.",
        "The FCC has dropped its plans to sue AT&T.",
        "The FCC ruled out suing AT&T.",
        "The FCC has refrained from suing AT&T.",
        "The FCC decided against suing AT&T.",
        "The FCC held off on suing AT&T.",
        "The FCC declined to sue AT&T.",
        "The FCC voted against suing AT&T.",
        "AT&T avoided being fined by the FCC.",
        "AT&T avoided a fine by the FCC.",
        "The FCC’s ban on AT&T was never imposed.",
        "The FCC imposed no fine on AT&T.",
        "Far from suing AT&T, the FCC waited.",
    ],
)
def test_what_is_denied_called_false_nearly_done_or_left_undone_did_not_occur(text):
    statuses = read(text).events["status"]
    assert len(statuses) and set(statuses) == {"DID_NOT_OCCUR"}


@pytest.mark.parametrize(
    "text",
    [
        "AT&T confirmed that it had sued the FCC.",
        "AT&T did not deny that it had sued the FCC.",
        "It is true that AT&T sued the FCC.",
        "The claim that AT&T had sued the FCC was not false.",
        "AT&T sued the FCC over a false claim.",
        "AT&T almost immediately sued the FCC.",
        "The FCC made no comment after suing AT&T.",
        "The FCC fined AT&T nearly $3 million.",
        "The FCC not only sued AT&T but fined it.",
        "AT&T balked at the FCC’s demand that it pay Verizon.",
    ],
)
def test_a_word_of_denial_that_does_not_bear_on_the_act_leaves_it_alone(text):
    assert set(read(text).events["status"]) == {"OCCURRED"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The FCC would have fined AT&T.", "CONDITIONAL"),
        ("The FCC came close to suing AT&T.", "PLANNED"),
        ("The FCC was on the verge of suing AT&T.", "PLANNED"),
        ("The FCC is to sue AT&T.", "PLANNED"),
        ("There is no evidence that the FCC sued AT&T.", "CONDITIONAL"),
        ("Verizon doubted that the FCC had sued AT&T.", "CONDITIONAL"),
        ("A rumour that the FCC had sued AT&T spread.", "CONDITIONAL"),
    ],
)
def test_what_was_only_near_or_only_possible_has_not_happened(text, status):
    assert read(text).events["status"].tolist() == [status]


def test_a_court_that_keeps_a_body_from_acting_acts_and_the_body_does_not():
    assert [(c, s, r) for c, s, _, r in acts("The FTC stopped the FCC from suing AT&T.")] == [
        ("COERCE", "OCCURRED", [FCC]),
        ("ACCUSE", "DID_NOT_OCCUR", ["att"]),
    ]


@pytest.mark.parametrize(
    ("headline", "status"),
    [
        ("Senators urge FCC to ban Huawei", "OCCURRED"),
        ("FCC rejects AT&T merger", "OCCURRED"),
        ("AT&T accuses FCC of bias", "OCCURRED"),
        ("AT&T fined by FCC over data", "OCCURRED"),
        ("FCC to ban Huawei", "PLANNED"),
    ],
)
def test_a_headline_tells_in_the_present_what_happened_and_by_to_what_is_planned(headline, status):
    event = read(f"{headline}\n\nNobody was there on Monday.").events.iloc[0]
    assert (event["status"], event["date_basis"]) == (status, "publication")


def test_a_verb_of_a_headline_that_looks_like_a_plural_noun_is_one():
    (event,) = acts("FTC probes AT&T\n\nNobody was there on Monday.")
    assert event == ("ACCUSE", "OCCURRED", [FTC], ["att"])


def test_a_line_with_a_full_stop_is_no_headline():
    assert read("AT&T accuses the FCC of bias.\n\nNobody was there.").events["status"].tolist() == ["ONGOING"]


@pytest.mark.parametrize(
    "request_",
    ["called for", "asked for", "demanded", "requested", "lobbied for", "petitioned for", "proposed", "warned of"],
)
def test_an_act_that_is_asked_for_or_warned_of_has_not_happened(request_):
    found = acts(f"Verizon {request_} an FCC probe of Huawei.")
    assert next(s for c, s, a, _ in found if (c, a) == ("ACCUSE", [FCC])) in ("PLANNED", "CONDITIONAL")


def test_a_negated_failure_happened():
    assert turn("DID_NOT_OCCUR", "DID_NOT_OCCUR") == "OCCURRED"
    assert turn("DID_NOT_OCCUR", "PLANNED") == "DID_NOT_OCCUR"


def test_help_that_lies_ahead_is_a_promise_and_help_that_is_refused_a_refusal():
    assert [c for c, *_ in acts("The FCC helped AT&T.")] == ["AID"]
    assert [c for c, *_ in acts("The FCC will help AT&T.")] == ["AGREE"]
    assert [(c, s) for c, s, *_ in acts("The FCC will not help AT&T.")] == [("REJECT", "OCCURRED")]


# Dates, claims, ids


def test_the_date_of_the_clause_dates_the_event():
    event = read("The FCC fined AT&T on Monday.").events.iloc[0]
    assert (event["date_basis"], f"{event['earliest']:%Y-%m-%d}") == ("clause", "2020-01-13")


def test_an_undated_sentence_goes_on_in_the_time_of_the_one_before():
    events = read("The FCC fined AT&T on Monday. The FCC sued Verizon.").events
    assert events["date_basis"].tolist() == ["clause", "narrative"]
    assert events["earliest"].nunique() == 1


def test_an_event_without_a_date_lies_before_publication_and_a_planned_one_after():
    past, ahead = read("The FCC fined AT&T.").events.iloc[0], read("The FCC will sue AT&T.").events.iloc[0]
    assert (past["date_basis"], f"{past['latest']:%Y-%m-%d}") == ("publication", "2020-01-15")
    assert (ahead["date_basis"], f"{ahead['earliest']:%Y-%m-%d}") == ("publication", "2020-01-15")


def test_what_happened_is_never_dated_after_publication():
    event = read("The FCC sued AT&T over plans for June 2021.").events.iloc[0]
    assert (event["status"], event["date_basis"]) == ("OCCURRED", "publication")


def test_an_event_is_tied_to_the_claim_that_reports_it():
    found = read("Two aides said the FCC had fined AT&T.")
    assert found.events["claim_id"].tolist() == found.claims["claim_id"].tolist()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.sampled_from(
            [
                "The FCC",
                "AT&T",
                "Huawei",
                "fined",
                "will sue",
                "and",
                "which",
                "to ban",
                "a deal with",
                ",",
                "by",
                "not",
                "if",
                "was",
                ".",
                "\n\n",
                "’s",
            ]
        ),
        min_size=1,
        max_size=25,
    )
)
def test_any_text_gives_tables_that_keep_the_codebook(words):
    text = "AT&T " + " ".join(words)
    found = read(text)
    check_table("events", found.events, text)
    check_table("event_parties", found.event_parties)
    check_references(vars(found))
    assert set(found.events["event_id"]) == set(found.event_parties["event_id"])


# Relations


def test_relations_are_signed_and_keep_what_runs_between_two_apart():
    found = read("The FCC sued AT&T. The FCC urged AT&T to pay. The FCC will not help AT&T. The FCC aided AT&T.")
    strands = compare_strands(found.relations)
    assert strands[["pressure", "refusal", "cooperation", "conflict"]].values.tolist() == [[1, 1, 1, 1]]
    assert set(found.relations["sign"]) == {"+", "-"}


def test_those_who_meet_act_on_one_another_and_those_who_act_on_a_third_do_not():
    met = read("AT&T and Verizon met.").relations
    assert {tuple(row) for row in met[["source_id", "target_id"]].values} == {("att", "verizon"), ("verizon", "att")}
    assert read("AT&T and Verizon were not amused. AT&T and Verizon sued.").relations.empty


def test_without_plans_only_what_was_done_is_left():
    events = read("The FCC fined AT&T. The FCC will sue AT&T. The FCC threatened to ban AT&T.").events
    assert keep_done(events)["category"].tolist() == ["SANCTION", "ACCUSE", "THREATEN"]
    assert keep_done(events, plans=False)["category"].tolist() == ["SANCTION"]


def test_relations_count_the_named_sources_behind_them():
    found = read("Verizon said that AT&T had sued Huawei.")
    assert found.relations[["n_claims", "n_named_sources"]].values.tolist() == [[1, 1]]
    assert derive_relations(found.events, found.event_parties)["n_claims"].tolist() == [0]


def test_a_relation_leads_back_to_its_events(annotations):
    for slug, read_tables in annotations.items():
        known = set(read_tables.events["event_id"])
        assert all(set(ids.split(";")) <= known for ids in read_tables.relations["event_ids"]), slug


# The lexicon


@pytest.fixture
def spoiled(tmp_path, monkeypatch):
    """A function that loads the triggers with one cell of a row changed, or a row repeated under another name."""

    def load(column=None, value=None):
        rows = pd.read_csv(paths.LEXICONS / "event_triggers.csv", dtype="str", keep_default_na=False)
        if column:
            rows.loc[0, column] = value
        else:
            rows = pd.concat([rows, rows.iloc[:1].assign(trigger="zz")])
        rows.to_csv(tmp_path / "event_triggers.csv", index=False)
        (tmp_path / "word_groups.csv").write_bytes((paths.LEXICONS / "word_groups.csv").read_bytes())
        monkeypatch.setattr(paths, "LEXICONS", tmp_path)
        monkeypatch.setattr(triggers, "load_lexicon", lexicons.load_lexicon.__wrapped__)
        triggers.index_triggers.__wrapped__()

    return load


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("category", "SCOLD", "column category: 'SCOLD'"),
        ("mode", "loudly", "column mode: 'loudly'"),
        ("frame", "sideways", "column frame: 'sideways'"),
        ("actor", "subject;sideways", "column actor: 'subject;sideways'"),
        ("fillers", "@nothing", "no group 'nothing'"),
        (None, None, "both claim the"),
    ],
)
def test_a_wrong_trigger_row_is_one_clear_line(spoiled, column, value, message):
    with pytest.raises((TableError, ValueError), match=re.escape(message)) as error:
        spoiled(column, value)
    assert "event_triggers.csv" in str(error.value) and len(str(error.value).splitlines()) == 1


def test_most_rows_find_their_category_in_their_own_example():
    """Where the parse goes wrong a row may fail on its example; those that do are few."""
    rows = load_lexicon("event_triggers")
    stand_in = [
        e.replace("Ruritania", "Canada")
        .replace("Northline", "Huawei")
        .replace("Carrier A", "AT&T")
        .replace("Northland", "Mexico")
        for e in rows["example"]
    ]
    found = read("\n\n".join(stand_in)).events
    starts = pd.Series([len(e) + 2 for e in stand_in]).cumsum().shift(fill_value=0)
    missed = [
        row.trigger
        for row, start, example in zip(rows.itertuples(), starts, stand_in, strict=True)
        if (row.actor or row.recipient)
        and row.category not in found.loc[found["start"].between(start, start + len(example)), "category"].values
    ]
    assert len(missed) <= 0.15 * len(rows), missed


@pytest.mark.parametrize("row", [*load_lexicon("event_triggers").query("actor == '' and recipient == ''").itertuples()])
def test_a_row_without_a_place_for_a_party_keeps_a_more_general_row_away(row):
    assert acts(row.example.replace("Ruritania", "Canada").replace("Northline", "Huawei")) == []


def test_regular_forms_double_their_consonant_both_ways():
    assert {"canceled", "cancelled", "canceling", "cancelling", "cancels"} <= set(inflect("cancel"))
    assert inflect("sue") == ["sues", "sued", "suing"]
    assert inflect("deny") == ["denies", "denied", "denying"]


# Parties without an actor, acts without a side


def test_an_act_needs_a_party_in_the_text_and_no_actor():
    found = read("The company was fined on Monday.")
    assert found.events["category"].tolist() == ["SANCTION"]
    (party,) = found.event_parties.itertuples(index=False)
    assert (party.actor_id, party.role) == ("", "recipient")
    assert found.mentions.set_index("mention_id").loc[party.mention_id, "text"] == "The company"
    assert found.relations.empty
    assert row_keys("event_parties", found.event_parties).tolist() == [f"{party.event_id}|{party.mention_id}|recipient"]
    (drawn,) = timeline_data(found.events, found.event_parties, found.actors, found.sentences).itertuples()
    assert drawn.words.startswith("(nobody named) → “The company”")


def test_a_party_is_somebody():
    found = read("The company was fined on Monday.")
    with pytest.raises(TableError, match=r"column actor_id: ''\. Expected: a value, or one in mention_id"):
        check_table("event_parties", found.event_parties.assign(mention_id=""))


def test_an_act_without_a_side_is_no_relation():
    found = read("The FCC appointed Jane Roe of AT&T on Monday.")
    assert found.events["category"].tolist() == ["OTHER"]
    assert found.relations.empty
