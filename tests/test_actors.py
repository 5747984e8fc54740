"""Who is mentioned, and who is meant. All sentences are invented."""

from datetime import date

import pytest
from counting import measure_growth, spend
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.actors.actors import find_mentions, resolve_actors
from helpers.articles.article import article_from_text
from helpers.claims.claims import find_claims
from helpers.language.sentences import parse, tabulate_sentences
from helpers.spans import cover
from helpers.tables import check_references

DAY = date(2020, 1, 15)


def read(text):
    return parse(article_from_text(text, DAY))


def resolve(text):
    return resolve_actors(find_mentions(read(text)))


def links(text):
    """{text of a mention: actor_id} of an invented text."""
    mentions = resolve(text).mentions
    return dict(zip(mentions["text"], mentions["actor_id"], strict=True))


def actors(text):
    return resolve(text).actors.set_index("actor_id")


def parents(text):
    """{actor_id: (parent_id, parent_relation, words of the mention that says so)}."""
    found = resolve(text)
    words = dict(zip(found.mentions["mention_id"], found.mentions["text"], strict=True))
    return {
        row.actor_id: (row.parent_id, row.parent_relation, words.get(row.parent_mention_id, ""))
        for row in found.actors.itertuples()
        if row.parent_id
    }


# Names


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Sen. Jane Roe voted no.", "Jane Roe", "Person"),
        ("“No,” said Jane Roe.", "Jane Roe", "Person"),
        ("Northline Wireless Inc grew.", "Northline Wireless Inc", "Company"),
        ("The Ruritanian Trade Commission met.", "Ruritanian Trade Commission", "PublicBody"),
        ("Quorv, a carrier, grew.", "Quorv", "Company"),
        ("The FCC met in Paris.", "Federal Communications Commission", "PublicBody"),
        ("The FCC fined the state of Ohio, and Ohio paid.", "Ohio", "Territory"),
        ("Various lawmakers met.", "Lawmakers", "Group"),
    ],
)
def test_an_actor_has_a_kind(text, name, kind):
    found = resolve(text).actors
    assert dict(zip(found["name"], found["kind"], strict=True))[name] == kind


@pytest.mark.parametrize(
    ("text", "place", "acts"),
    [
        ("The FCC met in Paris.", "Paris", False),
        ("Northline closed its plant in Ruritania and left for Ohio.", "Ohio", False),
        ("Ohio sued Northline Inc in Berlin.", "Ohio", True),
        ("Ohio sued Northline Inc in Berlin.", "Berlin", False),
        ("Northline Inc met officials in Peru before Chile signed a pact with Peru.", "Peru", True),
    ],
)
def test_a_place_is_an_actor_only_where_it_acts_or_is_dealt_with(text, place, acts):
    found = resolve(text).mentions
    assert (found.loc[found["text"] == place, "actor_id"] != "").any() == acts


def test_words_that_name_nobody_give_no_actor():
    found = resolve("March was cold. On Monday it rained.")
    assert found.actors.empty
    assert (found.mentions["actor_id"] == "").all()


def test_the_government_of_a_country_is_one_actor_however_it_is_called():
    found = links("The Dutch government fined Northline. Northline sued the Netherlands. The Netherlands declined.")
    assert len({found["The Dutch government"], found["Netherlands"]}) == 1


def test_a_listed_body_that_the_text_introduces_is_itself_and_no_namesake():
    found = links("The Irish Data Protection Commission (DPC) fined Northline. The DPC said so.")
    assert found["DPC"] == found["Irish Data Protection Commission"] == "irish-data-protection-commission"
    assert (
        "drug-enforcement-administration" not in links("Denmark's Energy Agency (DEA) met. The DEA said so.").values()
    )


def test_we_is_the_body_of_a_spokesman_or_of_the_speakers_sector():
    text = "The Harbour Office fined Northline Inc. “{}” said {}."
    assert links(text.format("We had to,", "Commissioner Jane Roe"))["We"] == "harbour-office"
    assert links(text.format("We will sue,", "a spokesman for Northline Inc."))["We"] == "northline-inc"


def test_full_and_short_forms_are_one_actor():
    found = links("AT&T Inc sued the FCC. AT&T won. The Federal Communications Commission lost.")
    assert found["AT&T"] == found["AT&T Inc"] == "att"
    assert found["FCC"] == found["Federal Communications Commission"]
    found = links("Northline Wireless Inc sued Sen. Jane Keller. Northline won. Keller lost.")
    assert found["Northline"] == found["Northline Wireless Inc"] == "northline-wireless-inc"
    assert found["Keller"] == found["Jane Keller"] == "jane-keller"


def test_aliases_are_the_other_names_of_the_text():
    text = "AT&T Inc sued the FCC. AT&T won. The Federal Communications Commission lost."
    assert actors(text)["aliases"].to_dict() == {"att": "AT&T Inc", "federal-communications-commission": "FCC"}


def test_two_people_are_not_merged_on_a_surname_alone():
    found = resolve("Sen. Jane Roe met Rep. John Roe. Roe left.")
    names = found.mentions[found.mentions["form"] == "NAM"].set_index("text")["actor_id"]
    assert names["Jane Roe"] != names["John Roe"]
    assert names.get("Roe", "") not in (names["Jane Roe"], names["John Roe"])


def test_companies_that_share_a_first_word_stay_apart():
    found = links("China Mobile and China Telecom grew.")
    assert found["China Mobile"] != found["China Telecom"]


def test_an_ambiguous_name_is_resolved_by_what_the_text_names_or_left_open():
    assert links("The Australian Federal Police met. The AFP left.")["AFP"] == "australian-federal-police"
    assert links("The Agriculture Committee voted.")["Agriculture Committee"] == ""


def test_names_leave_out_the_article_and_the_possessive():
    assert "Federal Trade Commission" in links("The Federal Trade Commission's case failed.")


# Titles and structure


@pytest.mark.parametrize(
    ("text", "child", "expected"),
    [
        (
            "Northline Inc's chief executive Jane Doe left.",
            "jane-doe",
            ("northline-inc", "employed_by", "Northline Inc's chief executive"),
        ),
        (
            "Jane Doe, chairman of the FCC, left.",
            "jane-doe",
            ("federal-communications-commission", "employed_by", "chairman"),
        ),
        (
            "Karl Brandt is the chairman of the FCC.",
            "karl-brandt",
            ("federal-communications-commission", "employed_by", "the chairman"),
        ),
        ("Huawei spokesman Karl Brandt left.", "karl-brandt", ("huawei", "speaks_for", "Huawei spokesman")),
        (
            "The Ministry of Trade met. The ministry's spokesman Karl Brandt left.",
            "karl-brandt",
            ("ministry-of-trade", "speaks_for", "The ministry's spokesman"),
        ),
        ("Verizon's subsidiary Northline paid.", "northline", ("verizon", "owned_by", "Verizon's subsidiary")),
        (
            "Northline Inc grew. Chief Executive Jane Doe was glad.",
            "jane-doe",
            ("northline-inc", "employed_by", "Chief Executive"),
        ),
    ],
)
def test_titles_and_nouns_of_belonging_give_a_parent_and_the_mention_that_says_so(text, child, expected):
    assert parents(text)[child] == expected


def test_a_pronoun_alone_makes_nobody_a_founder_of_a_regulator():
    text = "The FTC sued Northbridge Inc., the largest maker, and its founder Lee Carver is accused of fraud."
    assert parents(text).get("lee-carver", ("",))[0] != "federal-trade-commission"


@pytest.mark.parametrize("name", ["US President Lena Whitmore", "Lena Whitmore"])
def test_a_person_with_and_without_title_is_one(name):
    found = links(f"{name} signed the order. President Whitmore said so. Whitmore left.")
    assert {i for text, i in found.items() if "Whitmore" in text} == {"lena-whitmore"}


def test_its_subsidiary_belongs_to_whoever_it_is():
    assert parents("AT&T sold its subsidiary Northline.")["northline"][:2] == ("att", "owned_by")


def test_a_spokesperson_takes_the_sector_of_the_body():
    assert actors("Huawei spokesman Karl Brandt left.").loc["karl-brandt", ["sector", "role"]].tolist() == [
        "BUS",
        "spokesperson",
    ]


def test_a_parent_is_an_actor_of_the_text():
    assert parents("Instagram grew.") == {}


# Nominals


@pytest.mark.parametrize(
    ("text", "nominal", "actor_id"),
    [
        ("AT&T talked to Huawei. The carrier left.", "The carrier", "att"),
        ("AT&T talked to Huawei. The Chinese company left.", "The Chinese company", "huawei"),
        ("The FCC fined AT&T. The commission was harsh.", "The commission", "federal-communications-commission"),
        ("China Mobile, the largest provider in the region, applied.", "the largest provider", "china-mobile"),
        ("Quorv is a carrier.", "a carrier", "quorv"),
        ("Gazprom and Rosneft met. The two companies will merge.", "The two companies", "gazprom;rosneft"),
        ("Two congressional aides spoke.", "Two congressional aides", "congressional-aides"),
        ("Sources said so.", "Sources", "sources"),
    ],
    ids=["role", "country", "name", "apposition", "predicate", "pair", "group", "bare group"],
)
def test_a_nominal_is_linked(text, nominal, actor_id):
    assert links(text)[nominal] == actor_id


def test_a_noun_that_fits_two_actors_is_less_sure_than_one_that_fits_one():
    one, two = (
        resolve(text).mentions.set_index("text").loc["The carrier", "link_score"]
        for text in ("AT&T talked to Mexico. The carrier left.", "AT&T talked to Verizon. The carrier left.")
    )
    assert two < 0.8 < one


def test_a_nominal_keeps_its_determiner_and_the_owner_inside_it_is_a_mention():
    found = links("The Ministry of Trade met. The ministry's spokesman Karl Brandt left.")
    assert found["The ministry"] == "ministry-of-trade"
    assert found["The ministry's spokesman"] == found["Karl Brandt"]


# Pronouns


@pytest.mark.parametrize(
    ("text", "pronoun", "actor_id"),
    [
        ("Jane Doe met Peter Roe. She left.", "She", "jane-doe"),
        ("Jane Doe met Peter Roe. He left.", "He", "peter-roe"),
        ("Huawei said it will appeal.", "it", "huawei"),
        ("Huawei said it will sell its phones.", "its", "huawei"),
        ("Huawei talked to Verizon. Both declined to comment.", "Both", ""),
        ("Huawei and Verizon talked. Both declined to comment.", "Both", "huawei;verizon"),
        ("“We will appeal,” said Jane Doe, chief executive of Northline Inc. It was fined.", "We", "northline-inc"),
        ("“We will fight,” said Huawei spokesman Karl Brandt.", "We", "huawei"),
        ("“I will fight,” said Huawei spokesman Karl Brandt.", "I", "karl-brandt"),
        ("We left.", "We", ""),
        ("Brightcall Corp: “We will appeal.” Northline Inc said it was pleased.", "We", "brightcall-corp"),
        ("Jane Doe left early. “I will fight,” she said.", "I", "jane-doe"),
        ("Huawei sells phones. Its old slogan, “We Make It Possible”, is gone.", "We", ""),
        ("“I will fight,” an aide said. Jane Doe left.", "I", "aide"),
    ],
)
def test_a_pronoun_is_linked(text, pronoun, actor_id):
    assert links(text)[pronoun] == actor_id


def test_we_in_a_quotation_is_the_source_of_its_claim():
    doc = read("Brightcall Corp: “We will appeal.” Northline Inc said it was pleased.")
    actors = resolve_actors(find_mentions(doc))
    linked = actors.mentions.set_index("text")["actor_id"]
    assert (
        find_claims(doc, actors)["source_id"].tolist()
        == [linked["We"], linked["it"]]
        == ["brightcall-corp", "northline-inc"]
    )


def test_it_that_stands_for_nothing_is_no_mention():
    assert links("It is raining in Berlin.").get("It", "") == ""


# What holds always

WORDS = [
    "Sen. Jane Doe said",
    "chief executive of",
    "Northline Inc",
    "its subsidiary",
    "the FCC",
    "(FCC)",
    "“We will appeal,”",
    "Huawei",
    "Verizon and AT&T",
    "both",
    "The carrier",
    "the Chinese company's",
    "spokesman",
    "Karl Brandt",
    "they",
    "she",
    "various lawmakers",
    "is a carrier",
    ",",
    ".",
    "\n",
    "the AFP",
    "in Beijing",
    "it",
]
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join).filter(str.strip)


@settings(max_examples=40)
@given(TEXTS)
def test_mentions_cut_exactly_and_every_id_finds_its_row(text):
    doc = read(text)
    found = resolve_actors(find_mentions(doc))
    assert all(text[m.start : m.end] == m.text != "" for m in found.mentions.itertuples())
    assert found.mentions["mention_id"].is_unique
    check_references({"actors": found.actors, "mentions": found.mentions, "sentences": tabulate_sentences(doc)})
    meant = {actor_id for cell in found.mentions["actor_id"] for actor_id in cell.split(";")} - {""}
    assert meant == set(found.actors["actor_id"])
    assert set(found.actors["parent_id"]) - {""} <= meant
    assert ((found.actors["parent_id"] == "") == (found.actors["parent_relation"] == "")).all()
    assert not ((found.mentions["actor_id"] != "") & (found.mentions["candidate_id"] != "")).any()


@settings(max_examples=10)
@given(TEXTS)
def test_two_runs_say_the_same(text):
    first, second = resolve(text), resolve(text)
    assert first.actors.equals(second.actors)
    assert first.mentions.equals(second.mentions)


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_can_be_read(text):
    assert all(text[m.start : m.end] == m.text for m in resolve(text).mentions.itertuples())


def test_mentions_are_resolved_from_their_words_alone_when_clues_are_gone():
    mentions = find_mentions(read("AT&T left. The FCC stayed. The carrier paid. It lost."))
    mentions.attrs = {}
    assert resolve_actors(mentions).actors["actor_id"].tolist() == ["att", "federal-communications-commission"]


@given(st.lists(st.integers(0, 40), max_size=8, unique=True).map(sorted), st.integers(0, 45))
def test_cover_finds_the_span_around_a_place(bounds, place):
    spans = list(zip(bounds[::2], bounds[1::2], strict=False))
    inside = [i for i, (start, end) in enumerate(spans) if start <= place < end]
    assert cover(spans, place) == (inside[0] if inside else None)


CROWD = "The carrier and Quorv Inc met AT&T. “We left,” said its chief executive Jane Doe. "


def link(doc):
    resolve_actors(find_mentions(doc))


def test_finding_mentions_takes_steps_in_proportion_to_the_text():
    assert measure_growth(link, lambda times: read(CROWD * times), 20) <= 4 * 1.1


@pytest.mark.stress
def test_finding_mentions_takes_time_in_proportion_to_the_text():
    short, long = read(CROWD * 40), read(CROWD * 400)
    link(short)
    assert spend(link, long) <= 30 * spend(link, short)


def test_a_short_form_with_an_apposition_is_still_the_company_that_it_shortens():
    text = "The FCC fined Northline Corp. on Friday. Northline, the largest carrier of the region, has appealed."
    assert links(text)["Northline"] == "northline-corp"


@pytest.mark.parametrize(
    ("text", "mention", "actor_id"),
    [
        (
            "A Springfield carrier was fined.\n\nNorthline Inc. said on Monday that it would pay.",
            "A Springfield carrier",
            "northline-inc",
        ),
        ("The Brightcall union met. The union will strike.", "The union", "brightcall"),
        ("Northline Inc. signed a deal. The Company will sell its towers.", "The Company", "northline-inc"),
        ("The campaign group Harbour Voices sued. The FTC answered.", "The campaign group", "harbour-voices"),
        (
            "The FTC spared Northline Bank, which escaped a fine because it had told of the deal.",
            "it",
            "northline-bank",
        ),
        ("Northline Inc. denied the charge and said it had left.", "it", "northline-inc"),
        ("The FTC met a local supplier, Northline Inc., on Monday.", "a local supplier", "northline-inc"),
        ("The FTC met a supplier called Brightcall in May. Brightcall grew.", "a supplier", "brightcall"),
        (
            "Northline Foods, Inc. grew. Northline Foods met the FTC. Northline fell.",
            "Northline",
            "northline-foods-inc",
        ),
        ("The Harbour Safety Alliance sued. The FTC met the Alliance.", "Alliance", "harbour-safety-alliance"),
        ("The Harbour Fraud Office sued Northline Inc. HFO lost.", "HFO", "harbour-fraud-office"),
        ("Northline Inc. grew. “We left,” a spokeswoman said.", "We", "northline-inc"),
        ("Northline Inc. left. The FTC fined it on Monday.", "it", "northline-inc"),
    ],
)
def test_whom_news_opens_with_and_refers_to_is_linked(text, mention, actor_id):
    assert links(text)[mention] == actor_id


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Gravlon fell. The FTC sued Gravlon on Monday. It was late.", "Gravlon", "Company"),
        ("The board met. Sullivan left the room and Sullivan sued the bank.", "Sullivan", "Person"),
        ("Industry Minister Anne-Marie Roe spoke. Roe left.", "Anne-Marie Roe", "Person"),
        ("A start-up called Brightcall sued the FTC. Brightcall won.", "Brightcall", "Company"),
    ],
)
def test_how_news_introduces_a_name_tells_its_kind(text, name, kind):
    found = actors(text)
    assert dict(zip(found["name"], found["kind"], strict=True)).get(name) == kind


def test_a_name_ends_before_a_phrase_and_a_numbered_bill_is_nobody():
    found = links("He blamed the Conservatives for 19 hours of delay. Bill C-88 was read.")
    assert "Conservatives" in found and "Bill C-88" not in found


ALL = ["ondine-group", "quorv-inc"]


@pytest.mark.parametrize("words", ["The companies", "The two companies", "Both companies", "They"])
def test_a_plural_is_those_who_were_joined_before(words):
    assert links(f"Ondine Group and Quorv Inc agreed to merge. {words} will sell three plants.")[words] == ";".join(ALL)


def test_they_who_say_something_together_are_all_of_them():
    assert links("Ondine Group and Quorv Inc said they had met.")["they"] == ";".join(ALL)
    assert links("Ondine Group and Quorv Inc met. The companies said they had met.")["they"] == ";".join(ALL)


def test_one_company_before_is_not_the_companies():
    assert links("Quorv Inc grew. The companies will sell three plants.")["The companies"] == "companies"


def test_whoever_belongs_to_somebody_is_named_with_them():
    text = (
        "A lawyer for Jane Roe left. A lawyer for Quorv Inc stayed. A group of 600 tenants sued. A court in Paris met."
    )
    assert {"lawyer-for-jane-roe", "lawyer-for-quorv-inc", "group-of-600-tenants", "court-in-paris"} <= set(
        actors(text).index
    )


@pytest.mark.parametrize(
    ("text", "noun", "actor_id"),
    [
        (
            "A federal judge blocked the merger. Judge Jane Roe wrote that it was harmful.",
            "A federal judge",
            "jane-roe",
        ),
        (
            "State regulators fined Quorv Inc on Monday. The Ferry Commission said it was late.",
            "State regulators",
            "ferry-commission",
        ),
        ("A company grew. The Ruritanian Ferry Company said it would stay.", "A company", "company"),
    ],
)
def test_a_court_a_judge_or_regulators_may_be_named_behind(text, noun, actor_id):
    assert links(text)[noun] == actor_id


def test_a_council_is_no_ministry_and_no_city_a_country():
    assert not links("The Ruritanian Ferry Commission met. The council fined Quorv Inc.")["The council"]
    assert links("The Ruritanian Ferry Commission met. The agency fined Quorv Inc.")["The agency"]
    assert not links("Glasgow sued Quorv Inc. The country voted.")["The country"]
