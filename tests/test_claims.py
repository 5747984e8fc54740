"""Who says what, how, on what basis and how sure."""

from datetime import date

import pytest

from helpers.actors import find_mentions, resolve_actors
from helpers.articles import article_from_text
from helpers.claims import find_claims
from helpers.language import parse
from helpers.tables import check_table


def read(text):
    article = article_from_text(text, date(2020, 1, 15))
    doc = parse(article)
    return check_table("claims", find_claims(doc, resolve_actors(find_mentions(doc))), article.text)


def one(text):
    found = read(text)
    assert len(found) == 1, found[["text", "source_text", "cue_text"]].values.tolist()
    return found.iloc[0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "form"),
    [
        ("Huawei has said that it will sell phones.", "Huawei", "has said", "it will sell phones", "indirect"),
        ("“We will sell phones,” Huawei said.", "Huawei", "said", "We will sell phones", "direct"),
        ("“We will sell phones,” said Huawei.", "Huawei", "said", "We will sell phones", "direct"),
        ('"We will sell phones," Sen. Jane Roe said.', "Sen. Jane Roe", "said", "We will sell phones", "direct"),
        ("The rule is too strict, according to AT&T.", "AT&T", "according to", "The rule is too strict", "indirect"),
        ("The rule is too strict, two aides said.", "two aides", "said", "The rule is too strict", "indirect"),
    ],
)
def test_source_cue_and_content(text, source, cue, content, form):
    row = one(text)
    assert row[["source_text", "cue_text", "text", "quote_form"]].tolist() == [source, cue, content, form]


def test_a_quotation_broken_by_its_attribution_is_two_claims_of_one_source_and_cue():
    found = read("“The market,” said Sen. Jane Roe, “has never been more open than today.” “It must stay open.”")
    direct = found[found["quote_form"] == "direct"]
    assert set(direct["source_id"]) == {"jane-roe"}
    assert direct["text"].tolist() == ["has never been more open than today", "It must stay open"]


def test_a_quotation_over_two_sentences_has_a_row_for_each():
    found = read("“We will sue. They know that well,” Huawei said.")
    assert found["text"].tolist() == ["We will sue", "They know that well"]
    assert found["source_id"].tolist() == ["huawei", "huawei"]


def test_a_quotation_that_nobody_is_named_for_stays_with_the_author():
    found = read("“We will sue. They know that well.” AT&T left the market.")
    assert set(found["source_id"]) == {"author"}
    assert found["text"].tolist() == ["We will sue", "They know that well", "AT&T left the market"]


@pytest.mark.parametrize("text", ["AT&T declined to comment.", "AT&T did not respond to a request for comment."])
def test_declined_comment_is_a_row_without_content(text):
    row = one(text)
    assert (row["text"], row["basis"], row["source_id"]) == ("", "declined_comment", "att")


@pytest.mark.parametrize(
    ("text", "source_kind", "anonymity"),
    [
        ("AT&T said the rule is strict.", "named_group", "none"),
        ("Sen. Jane Roe said the rule is strict.", "named_person", "none"),
        ("Sources said the rule is too strict.", "unnamed_group", "unnamed_bare"),
        ("Two congressional aides said the rule is too strict.", "unnamed_group", "unnamed_described"),
    ],
)
def test_sources_by_kind_and_anonymity(text, source_kind, anonymity):
    row = one(text)
    assert (row["source_kind"], row["anonymity"]) == (source_kind, anonymity)


def test_the_authors_own_statements_have_no_cue_and_one_row_a_clause():
    found = read("AT&T left the deal, and Huawei kept its offer open.")
    assert found["text"].tolist() == ["AT&T left the deal", "Huawei kept its offer open"]
    assert (found["source_id"] == "author").all() and (found["cue_text"] == "").all()


def test_what_is_reported_is_not_vouched_for_by_the_author():
    assert one("AT&T said the rule is strict.")["factuality_author"] == "Uu"
    assert one("The rule is strict now.")["factuality_author"] == "CT+"


def test_hedges_lower_how_sure_a_statement_sounds_and_carry_their_place():
    row = one("AT&T said the rule may be too strict.")
    assert row["factuality_source"] == "PS+"
    word, place = row["hedges"].split(";")[0].split("@")
    start, end = map(int, place.split(":")[0].split("-"))
    assert "AT&T said the rule may be too strict."[start:end] == word == "may"


def test_a_negated_statement_is_certain_that_not():
    assert one("AT&T said the rule is not strict.")["factuality_source"] == "CT-"


def test_the_month_of_may_is_no_hedge():
    assert one("AT&T said the rule began in May 2019 already.")["hedges"] == ""


def test_unbalanced_quotation_marks_do_no_harm():
    assert len(read('“We will sue, AT&T said.\nIt did not. ” " ” Then “ it left.'))
