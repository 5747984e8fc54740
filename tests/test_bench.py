"""Scoring dates against TimeML, by TempEval-3's rules, on documents made up here."""

import re

import pytest

from helpers import paths
from helpers.articles.seeds import load_article
from helpers.corpora.timeml import Answer, load_timeml
from helpers.findings.benchmarks import bench_finding, compare_forms, compare_tools
from helpers.scores import speed
from helpers.scores.bench import find_corpora, load_bench, run_bench
from helpers.scores.dates import pair_answers, rate_dates, score_dates
from helpers.tables import check_table, make_table

TEXT = """<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2018-01-16" functionInDocument="CREATION_TIME">20180116</TIMEX3></DCT>
<TEXT>It <EVENT eid="e1">ruled</EVENT> on <TIMEX3 tid="t1" type="DATE" value="{value}">Monday</TIMEX3> &amp; waits
 for <TIMEX3 tid="t2" type="DURATION" value="P3M">three months </TIMEX3>. Not a {rest}.</TEXT></TimeML>"""


@pytest.fixture
def corpus(tmp_path):
    """A function: a folder with one document."""

    def write(value="2018-01-15", rest="word", folder="invented"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "one.tml").write_text(TEXT.format(value=value, rest=rest), encoding="utf-8")
        (tmp_path / folder / "._one.tml").write_bytes(b"\x00\x05\x16")
        return tmp_path / folder

    return write


def total(scores):
    return scores[scores["form"] == "all"].iloc[0].to_dict()


def test_a_document_is_read_with_its_text_its_day_and_its_answers(corpus):
    (document,) = load_timeml(corpus())
    assert document.created == "2018-01-16"
    assert [(document.text[a.start : a.end], a.type, a.value) for a in document.answers] == [
        ("Monday", "DATE", "2018-01-15"),
        ("three months", "DURATION", "P3M"),
    ]
    assert "& waits" in document.text


def test_all_right_is_100_percent(corpus):
    scores = check_table("date_scores", score_dates(corpus()))
    row = total(scores)
    assert (row["answers"], row["found"]) == (2, 2)
    assert {row[f"{name}_f1"] for name in ("strict", "relaxed", "type", "value")} == {100.0}
    assert set(scores["form"]) == {"all", "weekday", "duration"}


def test_a_wrong_value_costs_the_value_and_nothing_else(corpus):
    row = total(score_dates(corpus(value="2018-01-08")))
    assert (row["strict_f1"], row["type_f1"], row["value_f1"]) == (100.0, 100.0, 50.0)


def test_an_expression_that_nobody_marked_costs_all_scores(corpus):
    row = total(score_dates(corpus(rest="day in 2012")))
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


def test_a_folder_without_a_corpus_is_one_line(tmp_path):
    with pytest.raises(FileNotFoundError, match="CORPORA"):
        find_corpora(tmp_path)


def test_the_bench_writes_the_figures_of_every_corpus(corpus, tmp_path, monkeypatch):
    corpus(folder="one")
    monkeypatch.setattr(paths, "BENCHMARKS", tmp_path / "benchmarks")
    scores = run_bench(corpus(folder="two").parent)["dates.csv"]
    assert list(scores.loc[scores["form"] == "all", "corpus"]) == ["one", "two"]
    assert (scores.loc[scores["form"] == "all", "words_per_second"] > 0).all()
    assert (tmp_path / "benchmarks" / "dates.csv").is_file()


def test_the_stored_figures_are_told_beside_the_best_other_tool():
    scores, others = load_bench()
    told = bench_finding(scores, others)
    for row in scores[scores["form"] == "all"].itertuples():
        assert f"{row.value_f1:.1f} on {row.corpus}" in told
    assert "HeidelTime" in told and re.search(r"\d{4}", told)
    assert compare_tools(scores, others)["tool"].tolist()[0] == "Regtrace"


def test_every_form_is_told_once_for_all_corpora_the_most_frequent_first(corpus, tmp_path, monkeypatch):
    corpus(folder="one", rest="day in 2012")
    monkeypatch.setattr(paths, "BENCHMARKS", tmp_path / "benchmarks")
    forms = compare_forms(run_bench(corpus(folder="two").parent)["dates.csv"])
    assert list(forms["form"]) == ["duration", "weekday", "year"]
    assert list(forms["one: answers"]) == [1, 1, 0] and list(forms["two: value F1"].iloc[:2]) == [100, 100]
    assert compare_forms(make_table("date_scores", [])).empty


def test_without_a_measurement_that_is_said():
    assert "Nobody has measured" in bench_finding(make_table("date_scores", []), load_bench()[1])


def test_what_the_steps_take_is_told_as_ratios_of_one_run(monkeypatch):
    taken = iter([2.0, 0.5, 4.0])
    monkeypatch.setattr(speed, "time_call", lambda call: next(taken))
    monkeypatch.setattr(speed, "time_import", lambda name: {"spacy": 2.0, "helpers.language": 3.0}[name])
    assert list(speed.list_ratios(load_article("att-huawei-2018")).values()) == [0.25, 2.0, 1.5]


def test_a_step_and_an_import_take_some_time(monkeypatch):
    monkeypatch.setattr(speed, "TRIES", 1)
    assert speed.time_call(lambda: sum(range(100_000))) > 0 and speed.time_import("json") > 0
