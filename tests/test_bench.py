"""The figures that are measured: written, read and told, with what the steps take beside one another."""

import re
from contextlib import nullcontext

import pandas as pd
import pytest

from helpers import paths
from helpers.articles.seeds import load_article
from helpers.findings.benchmarks import bench_finding, compare_forms, compare_tools
from helpers.scores import bench, speed
from helpers.scores.bench import find_corpora, load_bench, run_bench
from helpers.tables import make_table


def test_a_folder_without_a_corpus_is_one_line(tmp_path):
    with pytest.raises(FileNotFoundError, match="CORPORA"):
        find_corpora(tmp_path)


def test_the_bench_writes_the_figures_of_every_corpus(timeml, tmp_path, monkeypatch):
    timeml(folder="one")
    monkeypatch.setattr(paths, "BENCHMARKS", tmp_path / "benchmarks")
    scores = run_bench(timeml(folder="two").parent)["dates.csv"]
    assert list(scores.loc[scores["form"] == "all", "corpus"]) == ["one", "two"]
    assert (scores.loc[scores["form"] == "all", "words_per_second"] > 0).all()
    assert (tmp_path / "benchmarks" / "dates.csv").is_file()


def test_keys_with_events_are_told_apart_by_their_form(tmp_path, monkeypatch):
    monkeypatch.setattr(bench, "score_events", lambda path: pd.DataFrame([{"parties": "marked"}]))
    monkeypatch.setattr(bench, "score_news_events", lambda path: pd.DataFrame([{"parties": "mentions"}]))
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "coded.json").write_text('[{"event": "ACCUSE"}]', encoding="utf-8")
    (tmp_path / "events" / "news.json").write_text('[{"events": [{"class": "OTHER"}]}]', encoding="utf-8")
    scores = bench.measure_events(tmp_path / "events")
    assert scores[["corpus", "parties"]].values.tolist() == [["coded", "marked"], ["news", "mentions"]]
    assert [(kind.file, folder.name) for kind, folder in find_corpora(tmp_path)] == [("events.csv", "events")]


def test_a_treebank_beside_judged_words_is_there_for_these(tmp_path, monkeypatch):
    for name in ("judged/one.conllu", "judged/one.jsonl", "bank/two.conllu"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [(kind.table, folder.name) for kind, folder in find_corpora(tmp_path)]
    assert found == [("parse_scores", "bank"), ("event_scores", "judged")]
    monkeypatch.setattr(bench, "score_factuality", lambda bank, judged: pd.DataFrame([{"answers": 1}]))
    assert bench.measure_factuality(tmp_path / "judged")["corpus"].tolist() == ["one"]


def test_the_stored_figures_are_told_beside_the_best_other_tool():
    scores, others = load_bench()
    told = bench_finding(scores, others)
    for row in scores[scores["form"] == "all"].itertuples():
        assert f"{row.value_f1:.1f} on {row.corpus}" in told
    assert "HeidelTime" in told and re.search(r"\d{4}", told)
    assert compare_tools(scores, others)["tool"].tolist()[0] == "Regtrace"


def test_every_form_is_told_once_for_all_corpora_the_most_frequent_first(timeml, tmp_path, monkeypatch):
    timeml(folder="one", rest="day in 2012")
    monkeypatch.setattr(paths, "BENCHMARKS", tmp_path / "benchmarks")
    forms = compare_forms(run_bench(timeml(folder="two").parent)["dates.csv"])
    assert list(forms["form"]) == ["duration", "weekday", "year"]
    assert list(forms["one: answers"]) == [1, 1, 0] and list(forms["two: value F1"].iloc[:2]) == [100, 100]
    assert compare_forms(make_table("date_scores", [])).empty


def test_without_a_measurement_that_is_said():
    assert "Nobody has measured" in bench_finding(make_table("date_scores", []), load_bench()[1])


def test_what_the_steps_take_is_told_as_ratios_of_one_run(monkeypatch):
    taken = iter([2.0, 0.5, 4.0])
    monkeypatch.setattr(speed, "time_call", lambda call: next(taken))
    monkeypatch.setattr(speed, "time_import", lambda name: {"spacy": 2.0, "helpers.language": 3.0}[name])
    monkeypatch.setattr(speed, "time_notebooks", lambda article: 25.0)
    monkeypatch.setattr(speed, "time_bare_kernels", lambda: 10.0)
    assert list(speed.list_ratios(load_article("att-huawei-2018")).values()) == [0.25, 2.0, 1.5, 2.5]


def test_the_notebooks_are_timed_beside_ten_kernels_that_do_nothing(monkeypatch):
    ran = []
    monkeypatch.setattr(speed.notebooks, "warm_kernels", lambda article, books: nullcontext(article))
    monkeypatch.setattr(
        speed.notebooks, "run_side_by_side", lambda books, article, nursery=None: ran.append((books, nursery))
    )
    article = load_article("att-huawei-2018")
    assert [speed.time_notebooks(article), speed.time_bare_kernels()] == pytest.approx([0, 0], abs=0.1)
    (whole, warm), (bare, cold) = ran
    assert list(whole) == speed.notebooks.list_notebooks() and all(book.cells for book in whole.values())
    assert len(bare) == 10 and not any(book.cells for book in bare.values())
    assert warm == article.slug and cold is None


def test_a_step_and_an_import_take_some_time(monkeypatch):
    monkeypatch.setattr(speed, "TRIES", 1)
    assert speed.time_call(lambda: sum(range(100_000))) > 0 and speed.time_import("json") > 0
