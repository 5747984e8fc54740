"""Scores and agreement: right on cases worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.readings.agreement import COEFFICIENTS, mark_words, measure, measure_agreement
from helpers.readings.alignment import READ_TABLES
from helpers.readings.readings import load_reading
from helpers.scores.readings import (
    rate,
    score_article,
    score_reading,
)
from helpers.tables import check_table

VALUES = st.sampled_from("abcd")
SLUG = "att-huawei-2018"


@pytest.fixture
def invented():
    article = article_from_text("Northline Inc sued Brightcall Corp on Monday. It may appeal in March.", "2020-01-01")
    return {table: frame for table, frame in vars(annotate(article)).items() if table in READ_TABLES}


def value(table, name, field, column):
    return table.loc[(table["table"] == name) & (table["field"] == field), column].item()


def test_a_reading_scored_against_itself_is_perfect(invented):
    scores = check_table("scores", score_reading(invented, invented))
    assert set(scores["f1"].dropna()) == {100.0}
    assert value(scores, "dates", "rows", "machine") == 2


def test_a_missing_row_costs_recall_and_a_wrong_cell_its_column(invented):
    found = {**invented, "dates": invented["dates"].iloc[:1].assign(timex_value="2019")}
    scores = score_reading(found, invented)
    assert value(scores, "dates", "rows", "precision") == 100.0
    assert value(scores, "dates", "rows", "recall") == 50.0
    assert value(scores, "dates", "rows", "f1") == 66.7
    assert value(scores, "dates", "timex_value", "same") == 0
    assert value(scores, "dates", "basis", "same") == 1


def test_rates_of_nothing_are_empty():
    assert rate(0, 0, 0) == {"machine": 0, "reading": 0, "same": 0, "precision": None, "recall": None, "f1": None}


def test_kappa_is_that_of_a_case_worked_out_by_hand():
    """Cohen's (1960) formula on ten pairs: observed 0.7, expected 0.5 · 0.4 + 0.5 · 0.6 = 0.5, so 0.4."""
    pairs = [("a", "a")] * 3 + [("a", "b")] * 2 + [("b", "b")] * 4 + [("b", "a")]
    assert measure(pairs, "kappa") == {"units": 10, "same": 7, "coefficient": "kappa", "value": 0.4}


def test_alpha_is_that_of_a_case_worked_out_by_hand():
    """Krippendorff's (2004) formula.

    Observed disagreement 1/4; 8 values, 5 of them 1: expected 5 · 3 · 2 / 56; alpha = 1 - 0.25 / 0.5357.
    """
    assert measure([(1, 1), (1, 1), (0, 0), (0, 1)], "alpha")["value"] == 0.533


def test_one_value_throughout_has_no_coefficient():
    assert measure([("a", "a")] * 5, "kappa") == {"units": 5, "same": 5}


@pytest.mark.parametrize("coefficient", ["kappa", "alpha"])
@given(pairs=st.lists(st.tuples(VALUES, VALUES), min_size=2, max_size=30).filter(lambda p: len(set(sum(p, ()))) > 1))
def test_a_coefficient_is_that_of_another_implementation(coefficient, pairs):
    """NLTK's (Apache 2.0), which other people have checked."""
    task = AnnotationTask([(reader, unit, pair[reader]) for unit, pair in enumerate(pairs) for reader in (0, 1)])
    assert COEFFICIENTS[coefficient](pairs) == pytest.approx(getattr(task, coefficient)(), abs=1e-9)


def test_words_are_marked_by_the_spans_they_begin_in():
    assert mark_words([(0, 4), (0, 11)], "AT&T sued me") == [2, 1, 1]
    assert mark_words([], "AT&T sued me") == [0, 0, 0]


def test_the_agreement_of_the_collection_counts_every_word_and_row(articles):
    first, second = (load_reading(SLUG, name) for name in ("first", "second"))
    agreement = check_table("agreement", measure_agreement(first, second, articles[SLUG].text))
    assert value(agreement, "events", "rows", "same") < value(agreement, "events", "rows", "units")
    same = measure_agreement(first, first, articles[SLUG].text)
    assert (same["same"] == same["units"]).all() and set(same["value"].dropna()) == {1.0}


def test_an_article_that_nobody_read_has_no_scores(articles):
    scores, agreement, origin = score_article(articles["merger-2021"])
    assert scores.empty and agreement.empty and origin == {}
