"""An article that the machine was not made for is told so, in a word."""

import pytest

from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.articles.legibility import legibility_notes
from helpers.corrections.overlay import no_corrections
from helpers.findings.article import story_finding

ENGLISH = (
    "The regulator sued the carrier on Monday over a planned deal, "
    "saying that it had misled its customers about the price of handsets."
)
FOREIGN = {
    "German": "Die Behörde verklagte den Anbieter am Montag wegen eines geplanten Vertrags "
    "und teilte mit, dass die Kunden über den Preis der Geräte getäuscht worden seien.",
    "French": "L’autorité de régulation a assigné l’opérateur lundi au sujet d’un accord prévu, "
    "affirmant que les clients avaient été trompés sur le prix des téléphones.",
    "Spanish": "El regulador demandó el lunes a la operadora por un acuerdo previsto "
    "y dijo que los clientes habían sido engañados sobre el precio de los teléfonos.",
    "Dutch": "De toezichthouder klaagde de aanbieder maandag aan wegens een geplande deal "
    "en zei dat de klanten waren misleid over de prijs van de toestellen.",
    "Cyrillic letters": "Регулятор подал в суд на оператора в понедельник из-за сделки.",
    "Chinese letters": "监管机构周一就一项计划中的交易起诉了该运营商，称其在手机价格上误导了客户。",
}


def notes(*paragraphs):
    return legibility_notes(article_from_text("\n\n".join(paragraphs), "2018-01-16"))


@pytest.mark.parametrize(("kind", "text"), FOREIGN.items())
def test_another_language_or_script_is_named_with_what_is_expected_and_what_to_do(kind, text):
    (note,) = notes(text)
    assert note.startswith(f"**Of 1 paragraph, 1 in {kind} is not English.**")
    assert "made for English" in note and "Give an English version" in note


def test_paragraphs_in_capitals_are_counted():
    (note,) = notes(ENGLISH, ENGLISH.upper(), ENGLISH.upper())
    assert note.startswith("**Of 3 paragraphs, 2 are in capitals only.**") and "read the article again" in note


@pytest.mark.parametrize(
    "text", [ENGLISH, "AT&T, FCC, FTC.", "FCC SUES AT&T", "“Ja,” said Müller.", "12345 67890", "Нет."]
)
def test_english_and_what_is_too_short_to_tell_is_passed_over(text):
    assert notes(text) == []


def test_the_articles_at_hand_are_english(articles):
    assert {slug: legibility_notes(article) for slug, article in articles.items()} == {key: [] for key in articles}


def test_the_story_opens_with_the_warning():
    article = article_from_text(FOREIGN["German"], "2018-01-16")
    assert story_finding(article, annotate(article), no_corrections()).startswith(
        "**Of 1 paragraph, 1 in German is not English.**"
    )
