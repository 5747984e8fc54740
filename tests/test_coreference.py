"""Whom a mention stands for, linked from mentions and clues that are made up here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.actors.coreference import LINK_THRESHOLD, Link, Linker, link_mentions, make_entry, strip_determiner
from helpers.tables import make_table

BODY = {"kind": "Company"}
PERSON = {"kind": "Person"}
HE = {"kinds": ("Person",), "person": "third", "number": "singular", "gender": "masculine"}
SHE = {**HE, "gender": "feminine"}
IT = {"kinds": ("Company", "PublicBody"), "person": "third", "number": "singular", "gender": ""}
WE = {"kinds": ("Company", "Person"), "person": "first", "number": "plural", "gender": ""}
ME = {**WE, "number": "singular"}
BOTH = {"kinds": ("Company",), "person": "third", "number": "plural", "gender": ""}
AROUND = {
    "sentence": 0,
    "subject": False,
    "governor": -1,
    "owner": "",
    "same_as": "",
    "above": "",
    "possessive": False,
    "members": [],
    "speaker": "",
}


def nominal(noun, kind="Company", **rest):
    number = rest.get("number", "singular")
    return {
        "kind": "Group" if number == "plural" else kind,
        "member_kind": kind,
        "noun": noun,
        "relation": "",
        "number": number,
        "sector": "BUS",
        "role": "",
        "country": "",
        "definite": True,
        "own": False,
        "reading": "",
        **rest,
    }


def link(*given):
    """(links by mention_id "0", "1" …, linker) of (text, form, clue) in the order of a text."""
    rows = [
        {"mention_id": str(i), "start": 20 * i, "end": 20 * i + len(text), "text": text, "form": form}
        for i, (text, form, _) in enumerate(given)
    ]
    clues = {str(i): {**AROUND, **clue} for i, (_, _, clue) in enumerate(given)}
    mentions = make_table(
        "mentions", [{"made_by": "test", "review": "unseen", "sentence_id": "s", **row} for row in rows]
    )
    linker = Linker(mentions, clues)
    return {row.mention_id: linker.link(row) for row in mentions.itertuples(index=False)}, linker


def ids(*given):
    """The actor_ids of every mention whose link is made, joined; "" for the others."""
    return [";".join(found.actor_ids) if found.made else "" for found in link(*given)[0].values()]


# Names


def test_a_name_of_the_gazetteer_is_its_entry_and_any_other_an_actor_of_its_own():
    assert ids(("FCC", "NAM", {"actor_id": "federal-communications-commission"}), ("Quorv", "NAM", BODY)) == [
        "federal-communications-commission",
        "quorv",
    ]


def test_a_short_form_joins_the_name_that_it_shortens_wherever_it_stands():
    short = ("Doe", "NAM", {**PERSON, "short_of": "Jane Doe"})
    assert ids(short, ("Jane Doe", "NAM", PERSON), short) == ["jane-doe"] * 3


def test_an_ambiguous_name_is_the_one_that_the_text_names_in_full():
    alias = {
        "options": ("federal-trade-commission", "korea-fair-trade-commission"),
        "resolve_by": "country",
        "kind": "PublicBody",
    }
    full = ("Korea Fair Trade Commission", "NAM", {"actor_id": "korea-fair-trade-commission"})
    assert ids(("FTC", "NAM", alias), full)[0] == "korea-fair-trade-commission"


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        ((), "federal-trade-commission"),
        (("japan",), "japan-fair-trade-commission"),
        (("japan", "united-states"), "federal-trade-commission"),
    ],
)
def test_or_the_usual_one_unless_only_another_country_is_named(countries, expected):
    options = ("federal-trade-commission", "korea-fair-trade-commission", "japan-fair-trade-commission")
    alias = ("FTC", "NAM", {"options": options, "resolve_by": "country", "kind": "PublicBody"})
    assert ids(alias, *((c, "NAM", {"actor_id": c}) for c in countries))[0] == expected


@pytest.mark.parametrize(
    ("sectors", "expected"),
    [
        ((), "agence-france-presse"),
        (("COP",), "australian-federal-police"),
        (("JRN",), "agence-france-presse"),
        (("COP", "JRN"), "agence-france-presse"),
    ],
)
def test_or_the_one_of_the_sector_that_acts_in_the_sentence(sectors, expected):
    options = ("agence-france-presse", "australian-federal-police")
    alias = ("AFP", "NAM", {"options": options, "resolve_by": "role", "kind": "Company"})
    beside = [(f"the {sector}", "NOM", nominal(sector.lower(), sector=sector)) for sector in sectors]
    elsewhere = ("the police", "NOM", nominal("police", sector="COP", sentence=3))
    assert ids(alias, *beside, elsewhere)[0] == expected


def test_or_it_is_left_open():
    options = ("senate-committee-on-agriculture-nutrition-and-forestry", "house-committee-on-agriculture")
    alias = ("Agriculture Committee", "NAM", {"options": options, "resolve_by": "left open", "kind": "PublicBody"})
    found, linker = link(alias)
    assert found["0"].actor_ids == ()
    assert linker.entries == {}
    both = [(i, "NAM", {"actor_id": i}) for i in options]
    assert link(alias, *both)[0]["0"] == Link(options[:1], 0.4)  # both are named: a suggestion, no link


# Parents


def test_a_title_gives_its_bearer_the_parent_beside_it_and_says_where():
    title = nominal("chief executive", "Person", relation="employed_by", owner="0", same_as="2")
    _, linker = link(("Quorv", "NAM", BODY), ("chief executive", "NOM", title), ("Jane Doe", "NAM", PERSON))
    entry = linker.entries["jane-doe"]
    assert (entry.parent_id, entry.parent_relation, entry.parent_mention_id, entry.sector) == (
        "quorv",
        "employed_by",
        "1",
        "UNK",
    )


def test_a_noun_of_belonging_gives_an_owner():
    noun = nominal("subsidiary", owner="0", same_as="2")
    _, linker = link(("Quorv", "NAM", BODY), ("its subsidiary", "NOM", noun), ("Northline", "NAM", BODY))
    assert linker.entries["northline"][-3:] == ("quorv", "owned_by", "1")


def test_the_owner_may_be_a_nominal_that_is_linked_only_later():
    ministry = nominal("ministry", "PublicBody")
    title = nominal("spokesman", "Person", relation="speaks_for", owner="2", same_as="3")
    _, linker = link(
        ("Ministry of Trade", "NAM", {"kind": "PublicBody", "sector": "GOV"}),
        ("the ministry's spokesman", "NOM", title),
        ("the ministry", "NOM", ministry),
        ("Karl Brandt", "NAM", PERSON),
    )
    assert linker.entries["karl-brandt"][-3:] == ("ministry-of-trade", "speaks_for", "1")
    assert linker.entries["karl-brandt"].sector == "GOV"


def test_nobody_is_employed_by_a_person_or_by_themselves():
    title = nominal("aide", "Person", relation="employed_by", owner="0", same_as="2")
    _, linker = link(("John Roe", "NAM", PERSON), ("aide", "NOM", title), ("Jane Doe", "NAM", PERSON))
    assert linker.entries["jane-doe"].parent_id == ""
    _, linker = link(("Quorv", "NAM", BODY), ("unit", "NOM", nominal("unit", owner="0", same_as="0")))
    assert linker.entries["quorv"].parent_id == ""


# Nominals

ATT, HUAWEI, VERIZON = (("x", "NAM", {"actor_id": i}) for i in ("att", "huawei", "verizon"))


@pytest.mark.parametrize(
    ("clue", "expected"),
    [
        ({"noun": "carrier", "role": "carrier"}, "att"),
        ({"noun": "company", "country": "CN"}, "huawei"),
        ({"noun": "company"}, "huawei"),
    ],
    ids=["role", "country", "neither"],
)
def test_a_nominal_joins_the_only_actor_that_its_words_fit_or_the_last(clue, expected):
    assert ids(ATT, HUAWEI, ("the …", "NOM", nominal(**clue)))[2] == expected


def test_one_that_fits_two_is_less_sure_and_means_who_was_the_subject():
    carrier = ("the carrier", "NOM", nominal("carrier", role="carrier", sentence=1))
    leading = ("x", "NAM", {"actor_id": "att", "subject": True})
    assert link(leading, VERIZON, carrier)[0]["2"].actor_ids == ("att",)
    assert 0 < link(ATT, VERIZON, carrier)[0]["2"].score < link(ATT, carrier)[0]["1"].score


def test_a_nominal_of_the_only_actor_of_its_role_means_it_however_long_ago():
    assert ids(ATT, ("the carrier", "NOM", nominal("carrier", role="carrier", sentence=90)))[1] == "att"


def test_the_owner_of_a_nominal_is_not_what_it_means():
    assert ids(ATT, ("its carrier", "NOM", nominal("carrier", owner="0")))[1] == ""


def test_a_nominal_is_the_name_beside_it_but_a_person_is_no_company():
    assert ids(("Quorv", "NAM", BODY), ("a carrier", "NOM", nominal("carrier", same_as="0", own=True)))[1] == "quorv"
    assert ids(("Jane Doe", "NAM", PERSON), ("the carrier", "NOM", nominal("carrier", same_as="0")))[1] == ""


def test_a_noun_that_an_actor_was_called_means_it_again():
    called = nominal("venture", same_as="0")
    assert (
        ids(("Quorv", "NAM", BODY), ("a venture", "NOM", called), ("the venture", "NOM", nominal("venture")))[2]
        == "quorv"
    )


def test_groups_are_actors_of_their_own_and_pairs_are_their_members():
    lawmakers = nominal("lawmaker", "Person", number="plural", own=True, definite=False)
    assert ids(("various lawmakers", "NOM", lawmakers)) == ["lawmakers"]
    pair = nominal("company", number="plural", own=True)
    assert ids(ATT, HUAWEI, ("the two companies", "NOM", pair))[2] == "att;huawei"
    assert ids(ATT, HUAWEI, VERIZON, ("the two companies", "NOM", pair))[3] == "companies"


def test_a_group_that_was_named_before_is_meant_rather_than_the_last_pair():
    group = nominal("company", number="plural", own=True, definite=False)
    again = nominal("company", number="plural", own=True)
    assert ids(("Two companies", "NOM", group), ATT, HUAWEI, ("the two companies", "NOM", again))[3] == "companies"


# Pronouns


def test_he_and_she_agree_in_gender():
    people = [("Jane Doe", "NAM", PERSON), ("Peter Roe", "NAM", PERSON)]
    assert ids(*people, ("she", "PRO", SHE))[2] == "jane-doe"
    assert ids(*reversed(people), ("he", "PRO", HE))[2] == "peter-roe"


def test_a_gender_once_told_by_a_pronoun_counts_later():
    person, she = ("Zyx Doe", "NAM", {**PERSON, "subject": True}), ("she", "PRO", {**SHE, "subject": True})
    assert ids(person, she, ("he", "PRO", HE)) == ["zyx-doe", "zyx-doe", ""]


def test_it_is_a_body_and_no_person():
    assert ids(("Jane Doe", "NAM", PERSON), ("it", "PRO", IT))[1] == ""


def test_it_that_acts_is_surer_to_be_a_body():
    leading = ("Quorv", "NAM", {**BODY, "subject": True})
    idle, acting = ({**IT, "subject": True, "acts": acts} for acts in (False, True))
    assert link(leading, ("it", "PRO", idle))[0]["1"].score < link(leading, ("it", "PRO", acting))[0]["1"].score
    assert ids(leading, ("it", "PRO", acting))[1] == "quorv"


def test_it_in_what_a_body_says_is_that_body():
    said = {**IT, "said_by": "0", "governor": 5}
    speaker = ("Quorv", "NAM", {**BODY, "subject": True, "governor": 2})
    assert ids(speaker, ("Northline", "NAM", BODY), ("it", "PRO", said))[2] == "quorv"
    unlinked = ("The firm", "NOM", nominal("firm", definite=False))
    assert ids(unlinked, ("Northline", "NAM", BODY), ("it", "PRO", said))[2] == ""


def test_it_that_says_something_is_nobody_named_in_that():
    said = {**IT, "utters": True, "acts": True, "subject": True}
    assert ids(("Quorv", "NAM", {**BODY, "subject": True}), ("it", "PRO", said))[1] == ""
    assert ids(("Quorv", "NAM", {**BODY, "speaker": "1"}), ("it", "PRO", {**said, "sentence": 1}))[1] == ""


def test_two_parties_of_one_verb_are_not_the_same():
    assert ids(("Quorv", "NAM", {**BODY, "governor": 2}), ("it", "PRO", {**IT, "governor": 2}))[1] == ""


def test_we_is_the_body_of_the_speaker_and_i_the_speaker():
    title = nominal("spokesman", "Person", relation="speaks_for", owner="0", same_as="2")
    body = [("Quorv", "NAM", BODY), ("spokesman", "NOM", title), ("Jane Doe", "NAM", PERSON)]
    assert ids(*body, ("We", "PRO", {**WE, "speaker": "2"}))[3] == "quorv"
    assert ids(*body, ("I", "PRO", {**ME, "speaker": "2"}))[3] == "jane-doe"
    assert ids(*body, ("We", "PRO", WE))[3] == ""


def test_we_of_a_speaker_without_a_body_is_a_suggestion():
    found = link(("Jane Doe", "NAM", PERSON), ("We", "PRO", {**WE, "speaker": "0"}))[0]["1"]
    assert (found.actor_ids, found.made) == (("jane-doe",), False)


def test_both_is_the_last_pair():
    pair = [("Quorv", "NAM", {**BODY, "members": ["0", "1"]}), ("Northline", "NAM", BODY)]
    assert ids(*pair, ("Sudtel", "NAM", BODY), ("Both", "PRO", BOTH))[3] == "quorv;northline"
    assert ids(("Quorv", "NAM", BODY), ("Both", "PRO", BOTH))[1] == ""


# What holds always


@given(
    st.lists(
        st.sampled_from(
            [
                ("Quorv", "NAM", BODY),
                ("Jane Doe", "NAM", PERSON),
                ATT,
                HUAWEI,
                ("she", "PRO", SHE),
                ("it", "PRO", IT),
                ("the carrier", "NOM", nominal("carrier", role="carrier")),
                ("lawmakers", "NOM", nominal("lawmaker", "Person", number="plural", own=True)),
                ("Both", "PRO", BOTH),
                ("We", "PRO", {**WE, "speaker": "0"}),
                ("the unit", "NOM", nominal("unit", owner="0", same_as="1")),
            ]
        ),
        max_size=12,
    )
)
def test_links_are_to_known_actors_with_a_score_and_alike_in_two_runs(given):
    links, linker = link(*given)
    for found in links.values():
        assert set(found.actor_ids) <= set(linker.entries)
        assert found.score != found.score or 0 <= found.score <= 1
        assert found.made == (bool(found.actor_ids) and found.score >= LINK_THRESHOLD)
    assert {i: e.parent_id for i, e in linker.entries.items() if e.parent_id == i} == {}
    assert str(links) == str(link(*given)[0])


def test_links_come_in_the_order_of_the_mentions():
    mentions = make_table("mentions", [])
    assert link_mentions(mentions, {}) == ([], {})


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("various lawmakers", "lawmakers"),
        ("The two companies", "companies"),
        ("the", "the"),
        ("sources", "sources"),
    ],
)
def test_a_group_is_named_without_the_words_that_open_it(text, rest):
    assert strip_determiner(text) == rest


def test_an_actor_of_its_own_has_what_its_clue_tells():
    entry = make_entry("quorv", {"kind": "", "country": "DE"})
    assert (entry.actor_id, entry.name, entry.kind, entry.sector, entry.country) == (
        "quorv",
        "Quorv",
        "Organization",
        "UNK",
        "DE",
    )


def test_the_only_company_in_sight_is_the_company():
    links, _ = link(
        ("Northline", "NAM", {**BODY}), ("Jane Roe", "NAM", {**PERSON}), ("the company", "NOM", nominal("company"))
    )
    assert links["2"].made
    assert links["2"].actor_ids == ("northline",)


def test_the_name_may_come_behind_the_noun():
    links, _ = link(("the company", "NOM", nominal("company")), ("Northline", "NAM", {**BODY}))
    assert links["0"].made
    assert links["0"].actor_ids == ("northline",)


def test_a_court_or_government_is_not_the_one_that_is_named():
    links, _ = link(
        ("Harbour Office", "NAM", {"kind": "PublicBody", "sector": "GOV"}),
        ("the court", "NOM", nominal("court", "PublicBody", sector="JUD")),
        ("the government", "NOM", nominal("government", "PublicBody", sector="GOV")),
    )
    assert not links["1"].made
    assert not links["2"].made


def test_a_described_body_that_nobody_named_is_an_actor_of_its_own():
    links, linker = link(("the ethics commission", "NOM", nominal("commission", "PublicBody", described=True)))
    assert links["0"].made
    assert linker.entries["ethics-commission"].kind == "PublicBody"
