"""What is done to a name tells its kind."""

from datetime import date

import pytest

from helpers.actors import find_mentions, resolve_actors
from helpers.articles import article_from_text
from helpers.language import parse

KINDS = [
    ("Shares in Hexley fell. Hexley declined to comment.", "Hexley", "Company"),
    ("Norvanta's customers were told on Monday. The ministry sued Norvanta.", "Norvanta", "Company"),
    ("Regulators fined Zenteq.", "Zenteq", "Company"),
    ("On Monday Zenteq said it would appeal. Jane Roe left.", "Zenteq", "Company"),
    ("The council sued Zenteq Kitchenware. Later Zenteq paid.", "Zenteq Kitchenware", "Company"),
    ("Ruritania exports coal to Germany's Zenteq Kitchenware.", "Zenteq Kitchenware", "Company"),
    ("The newspaper Il Mattone printed the letter.", "Il Mattone", "Company"),
    ("The report was praised by its director, Renske de Boer.", "Renske de Boer", "Person"),
    ("Jane Lindemann resigned on Monday. Lindemann said she was tired.", "Jane Lindemann", "Person"),
]


def name_kinds(text):
    """{name: kind} of the actors of a text."""
    actors = resolve_actors(find_mentions(parse(article_from_text(text, date(2020, 1, 15))))).actors
    return dict(zip(actors["name"], actors["kind"], strict=True))


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_the_use_of_a_name_tells_its_kind(text, name, kind):
    assert name_kinds(text).get(name) == kind


def test_a_name_does_not_run_on_into_a_weekday():
    assert not [n for n in name_kinds("The European Commission on Tuesday sued Pfizer.") if "Tuesday" in n]


@pytest.mark.parametrize("name", ["Theresa May", "Baltimore Sun"])
def test_a_month_or_day_without_a_preposition_belongs_to_its_name(name):
    assert any(name in found for found in name_kinds(f"The mayor thanked {name} for the report."))
