"""Sentences, and a Doc that is the article character for character."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.articles import article_from_text
from helpers.language import load_pipeline, parse, split_sentences

DAY = date(2020, 1, 15)


def sentences(text):
    return split_sentences(article_from_text(text, DAY))["text"].tolist()


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Jane Doe met Mr. Roe of Northline Inc. in Washington, D.C. on Monday.",
        "It grew 2.5 percent, the U.S. Department of Commerce said.",
        "“We win the trust... and also the market,” he said.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert sentences(text) == [text]


def test_sentences_end_at_stops_closing_marks_and_line_breaks():
    text = "“It ends.” This begins. Is it so? No headline stop\nNext line. It left the U.S. The firm stayed."
    assert sentences(text) == [
        "“It ends.”", "This begins.", "Is it so?", "No headline stop", "Next line.", "It left the U.S.", "The firm stayed.",
    ]  # fmt: skip


def test_an_unknown_pipeline_is_one_clear_error():
    with pytest.raises(OSError, match="No spaCy pipeline 'en_nowhere'") as error:
        load_pipeline("en_nowhere")
    assert "\n" not in str(error.value)


def test_the_pipeline_is_loaded_once():
    assert load_pipeline() is load_pipeline()


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_survives_parsing_and_its_sentences_hold_all_its_prose(text):
    article = article_from_text(text, DAY)
    assert parse(article).text == text
    covered = {i for row in split_sentences(article).itertuples() for i in range(row.start, row.end)}
    assert all(i in covered for i, c in enumerate(article.prose) if not c.isspace())
