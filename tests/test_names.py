"""Where names are, and what kind each is. All sentences are invented."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.actors.gazetteer import index_entries
from helpers.actors.names import find_names
from helpers.language.pipeline import load_pipeline
from helpers.language.sentences import parse_text

SENTENCES = [
    "Sen. Jane Doe met FCC Chairman Karl Brandt.",
    "Northline Wireless Inc sued the Ruritanian Trade Commission (RTC) in Berlin.",
    "AT&T Inc's lawyers left, the Chinese carrier said.",
    "China Mobile, Huawei and John Roe declined to comment on Monday.",
    "“We paid,” said Maria Keller of Bank of Ruritania.",
    "The minister spoke to R. J. Doe-Roe & Sons Ltd., Washington and the U.S. Senate!",
    "((FCC)) 's “Quorv” -- MR. DOE & Co",
]


def names(text):
    return find_names(parse_text(text, load_pipeline()))


def kind(name):
    clue = name.clue
    return index_entries()[clue["actor_id"]].kind if "actor_id" in clue else clue["kind"]


def kinds(text):
    return {name.span.text: kind(name) for name in names(text) if name.form == "NAM"}


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Sen. Keller voted no.", "Keller", "Person"),
        ("Jane Doe voted no.", "Jane Doe", "Person"),
        ("Northline Wireless Inc grew.", "Northline Wireless Inc", "Company"),
        ("Northline GmbH grew.", "Northline GmbH", "Company"),
        ("The Ruritanian Trade Commission met.", "Ruritanian Trade Commission", "PublicBody"),
        ("Quorv, a carrier, grew.", "Quorv", "Company"),
        ("Keller, who runs the board, voted no.", "Keller", "Person"),
        ("Quorv is a carrier.", "Quorv", "Company"),
        ("It sold its subsidiary Northline.", "Northline", "Company"),
        ("The FCC met.", "FCC", "PublicBody"),
        ("They met in Berlin.", "Berlin", "Territory"),
        ("Regulators met in Ruritania.", "Ruritania", "Territory"),
    ],
    ids=[
        "title",
        "given name",
        "word inside",
        "suffix",
        "body",
        "apposition",
        "who",
        "predicate",
        "subsidiary",
        "gazetteer",
        "place",
        "model",
    ],
)
def test_a_name_is_typed_by_its_evidence(text, name, expected):
    assert kinds(text)[name] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The board was told by the Ruritanian Trade Commission Tuesday that it must pay.",
            "Ruritanian Trade Commission",
        ),
        ("Doe & Daughters LLC was fined.", "Doe & Daughters LLC"),
        ("The Harbour Workers' Union sued.", "Harbour Workers' Union"),
        ("The Governor's Office of Ferries closed.", "Governor's Office of Ferries"),
        ("Denmark's Bureau of Ferries opened an inquiry.", "Bureau of Ferries"),
        ("Quorv Systems Inc. of Springfield paid.", "Quorv Systems Inc."),
        ("Officials met Park Min-ho on Monday.", "Park Min-ho"),
        ("Northline CEO Jane Roe said sales rose.", "Jane Roe"),
        ("US President Lena Doe signed the order.", "Lena Doe"),
    ],
)
def test_a_name_is_whole_and_no_more(text, expected):
    assert expected in kinds(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Google and Amazon sued.", {"Google", "Amazon"}),
        ("Two other grocers, Corner Lane and Pennyfare, said they did not use it.", {"Corner Lane", "Pennyfare"}),
    ],
)
def test_and_joins_two_names(text, names):
    assert names <= kinds(text).keys()


@pytest.mark.parametrize("text", ["Meta Platforms (META.O) grew.", "Northline Inc. (NYSE: NRTH) grew."])
def test_what_an_exchange_calls_a_firm_is_no_name(text):
    assert len(kinds(text)) == 1


def test_laws_and_their_short_forms_are_no_names():
    assert "RFA" not in kinds(
        "The Ruritanian Ferries Act (RFA) binds Northline Inc. The RFA forces Northline Inc to pay."
    )
    assert not [name for name in kinds("The Clean Ferries Act takes effect in May.") if "Act" in name]


def test_in_a_line_of_capitals_a_name_is_what_the_text_below_tells():
    text = (
        "Northline Wireless Voluntarily Recalls Faulty Phone Chargers\n\nNorthline Wireless Inc. recalled its chargers."
    )
    assert kinds(text) == {"Northline Wireless": "Company", "Northline Wireless Inc.": "Company"}


@pytest.mark.parametrize(
    "dateline", ["BERLIN (XYZ) – ", "TOLVIK, Ohio (WXYZ) - ", "NEW TOLVIK, Feb 4 (Xyz) - ", "ROME — "]
)
def test_what_stands_in_a_dateline_is_no_actor(dateline):
    assert [name.span.text for name in names(f"{dateline}Northline Corp. sued Jane Roe.")] == [
        "Northline Corp.",
        "Jane Roe",
    ]


def test_a_place_in_capitals_is_a_place():
    assert kinds("The office in BERLIN closed.") == {"BERLIN": "Territory"}


def test_the_title_of_whoever_works_at_a_body_is_no_part_of_its_name():
    found = kinds("“It works,” said Ingrid Solheim, Chief Executive Officer of Harbour Mobile. Harbour Mobile sued.")
    assert found == {"Ingrid Solheim": "Person", "Harbour Mobile": "Company"}


def test_a_person_whose_given_name_the_model_takes_for_a_place_is_a_person():
    assert kinds("Petra Holm disagreed.") == {"Petra Holm": "Person"}


def test_weekdays_months_and_common_nouns_are_no_names():
    assert names("On Monday the carrier paid. March was cold.") == []


def test_adjectives_of_countries_are_of_that_form():
    assert [(n.span.text, n.form, n.clue["actor_id"]) for n in names("A Chinese firm left.")] == [
        ("Chinese", "ADJ", "china")
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Federal Trade Commission's case failed.", "Federal Trade Commission"),
        ("AT&T Inc's case failed.", "AT&T Inc"),
        ("Sen. Jane Doe met Rep. John Roe.", "John Roe"),
    ],
)
def test_names_leave_out_article_possessive_and_title(text, name):
    assert name in kinds(text)


def test_a_name_right_behind_another_is_one_of_its_own():
    assert kinds("The FCC sued Northline Wireless Inc. Northline appealed.")["Northline"] == "Company"


def test_a_name_typed_by_its_words_is_of_that_kind_throughout():
    assert kinds("Quorv, a carrier, grew. Then Quorv fell.") == {"Quorv": "Company"}
    assert kinds("Northline Wireless Inc paid. Northline won.") == {
        "Northline Wireless Inc": "Company",
        "Northline": "Company",
    }


def test_a_part_of_two_names_is_left_to_the_model():
    found = {n.span.text: n.clue for n in names("Sen. Jane Keller met Rep. John Keller. Keller left.")}
    assert "short_of" not in found.get("Keller", {})


def test_an_acronym_in_brackets_stands_for_the_name_before_it():
    found = {n.span.text: n.clue for n in names("The Ruritanian Spectrum Board (RSB) met. The RSB voted.")}
    assert found["RSB"]["short_of"] == "Ruritanian Spectrum Board"
    assert found["RSB"]["kind"] == "PublicBody"


@pytest.mark.parametrize(
    "text",
    [
        "The RFB (Ruritanian Ferries Board) met. The RFB voted.",
        "The Ruritanian Ferries Board (FB) met. The FB voted.",
        "The Ruritanian Ferries Board, known as RFB, met. RFB voted.",
    ],
)
def test_an_acronym_may_stand_first_or_leave_a_word_out(text):
    assert len({n.clue.get("short_of", n.span.text) for n in names(text)}) == 1


def test_what_the_text_introduces_comes_before_the_gazetteer():
    found = {n.span.text: n.clue for n in names("The Ferry Control Commission (FCC) met. The FCC voted.")}
    assert found["FCC"]["short_of"] == "Ferry Control Commission"


def test_an_ambiguous_short_form_has_all_it_can_mean():
    (name,) = names("The Agriculture Committee voted.")
    assert len(name.clue["options"]) > 1


@settings(max_examples=40)
@given(
    st.lists(
        st.sampled_from([word for sentence in SENTENCES for word in [*sentence.split(), "\n"]]), min_size=1, max_size=15
    )
)
def test_spans_of_names_do_not_overlap_and_hold_a_letter(words):
    found = names(" ".join(words))
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(any(c.isalpha() or c.isdigit() for c in name.span.text) for name in found)
    assert all(name.span.text == name.span.text.strip() for name in found)
