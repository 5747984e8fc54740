"""Who is mentioned, and who is meant."""

from datetime import date

import pytest

from helpers.actors import find_mentions, resolve_actors
from helpers.articles import article_from_text
from helpers.language import parse


def resolve(text):
    return resolve_actors(find_mentions(parse(article_from_text(text, date(2020, 1, 15)))))


def links(text):
    """{text of a mention: actor_id} of an invented text."""
    mentions = resolve(text).mentions
    return dict(zip(mentions["text"], mentions["actor_id"], strict=True))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Sen. Jane Roe voted no.", "Jane Roe", "Person"),
        ("Northline Wireless Inc grew.", "Northline Wireless Inc", "Company"),
        ("The Ruritanian Trade Commission met.", "Ruritanian Trade Commission", "PublicBody"),
        ("“No,” said Jane Roe.", "Jane Roe", "Person"),
        ("Quorv, a carrier, grew.", "Quorv", "Company"),
        ("The FCC met in Paris.", "Federal Communications Commission", "PublicBody"),
    ],
)
def test_a_name_is_typed_by_its_evidence(text, name, kind):
    actors = resolve(text).actors
    assert dict(zip(actors["name"], actors["kind"], strict=True))[name] == kind


def test_a_capitalised_word_without_evidence_is_no_actor():
    assert resolve("The Galaxo 10 was shown. March was cold.").actors.empty


def test_short_forms_join_the_long_one():
    found = links("Northline Wireless Inc sued Sen. Jane Roe. Northline won. Roe lost.")
    assert found["Northline"] == found["Northline Wireless Inc"] == "northline-wireless-inc"
    assert found["Roe"] == found["Jane Roe"] == "jane-roe"


def test_two_people_are_not_merged_on_a_surname_alone():
    found = links("Sen. Jane Roe met Rep. John Roe. Roe left.")
    assert found["Jane Roe"] != found["John Roe"]
    assert "Roe" not in found


def test_companies_that_share_a_first_word_stay_apart():
    found = links("China Mobile and China Telecom grew.")
    assert found["China Mobile"] != found["China Telecom"]


def test_a_noun_joins_the_only_actor_that_fits_its_role_or_country():
    found = links("AT&T talked to Huawei. The carrier left. The Chinese company stayed.")
    assert found["The carrier"] == "att"
    assert found["The Chinese company"] == "huawei"


def test_a_noun_that_fits_two_actors_is_only_a_suggestion():
    mentions = resolve("AT&T talked to Verizon. The carrier left.").mentions.set_index("text")
    assert mentions.loc["The carrier", "actor_id"] == ""
    assert mentions.loc["The carrier", "candidate_id"] == "verizon"


def test_a_group_is_an_actor_of_its_own():
    actors = resolve("Various lawmakers met two congressional aides.").actors.set_index("actor_id")
    assert actors.loc["lawmakers", ["kind", "sector"]].tolist() == ["Group", "LEG"]


def test_names_leave_out_the_article_and_the_possessive():
    assert "Federal Trade Commission" in links("The Federal Trade Commission's case failed.")


def test_mentions_are_resolved_from_their_words_alone_when_clues_are_gone():
    mentions = find_mentions(parse(article_from_text("AT&T left. The FCC stayed.", date(2020, 1, 15))))
    mentions.attrs = {}
    assert resolve_actors(mentions).actors["actor_id"].tolist() == ["att", "federal-communications-commission"]


def test_finding_mentions_takes_time_linear_in_the_text():
    import time

    def seconds(n):
        """The best of three runs: what else the machine does only adds to it."""
        doc = parse(article_from_text("The carrier and Quorv Inc met AT&T. " * n, date(2020, 1, 15)))
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            resolve_actors(find_mentions(doc))
            times.append(time.perf_counter() - begin)
        return min(times)

    seconds(5)
    assert seconds(800) < 20 * seconds(80)
