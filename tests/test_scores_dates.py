"""Scoring dates against TimeML, by TempEval-3's rules, on documents made up here."""

import pytest

from helpers.corpora.timeml import Answer, load_timeml
from helpers.scores.dates import pair_answers, rate_dates, score_dates
from helpers.tables import check_table


def total(scores):
    return scores[scores["form"] == "all"].iloc[0].to_dict()


def test_a_document_is_read_with_its_text_its_day_and_its_answers(timeml):
    (document,) = load_timeml(timeml())
    assert document.created == "2018-01-16"
    assert [(document.text[a.start : a.end], a.type, a.value) for a in document.answers] == [
        ("Monday", "DATE", "2018-01-15"),
        ("three months", "DURATION", "P3M"),
    ]
    assert "& waits" in document.text


def test_all_right_is_100_percent(timeml):
    scores = check_table("date_scores", score_dates(timeml()))
    row = total(scores)
    assert (row["answers"], row["found"]) == (2, 2)
    assert {row[f"{name}_f1"] for name in ("strict", "relaxed", "type", "value")} == {100.0}
    assert set(scores["form"]) == {"all", "weekday", "duration"}


def test_a_wrong_value_costs_the_value_and_nothing_else(timeml):
    row = total(score_dates(timeml(value="2018-01-08")))
    assert (row["strict_f1"], row["type_f1"], row["value_f1"]) == (100.0, 100.0, 50.0)


def test_an_expression_that_nobody_marked_costs_all_scores(timeml):
    row = total(score_dates(timeml(rest="day in 2012")))
    assert (row["answers"], row["found"]) == (2, 3)
    assert row["value_f1"] == row["strict_f1"] == 80.0


def test_equal_spans_are_paired_before_those_that_only_touch():
    answers = [Answer(0, 10, "", ""), Answer(12, 20, "", "")]
    found = [Answer(0, 15, "", ""), Answer(12, 20, "", "")]
    assert dict(pair_answers(answers, found)) == {0: 0, 1: 1}
    assert dict(pair_answers(answers, [Answer(9, 13, "", "")])) in ({0: 0}, {1: 0})
    assert not dict(pair_answers(answers, [Answer(10, 12, "", "")]))


def test_nothing_marked_and_nothing_found_has_no_score():
    counts = dict.fromkeys(("answers", "found", "relaxed", "strict", "type", "value"), 0)
    assert rate_dates(counts)["value_f1"] is None


@pytest.mark.parametrize("content", ["no XML", "<TimeML><DCT/></TimeML>"])
def test_a_file_that_is_no_timeml_is_one_line(tmp_path, content):
    (tmp_path / "bad.tml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.tml is no TimeML") as error:
        load_timeml(tmp_path)
    assert len(str(error.value).splitlines()) == 1
