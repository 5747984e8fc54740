"""Scoring events against coded texts: right on cases worked out by hand."""

import json

import pytest

from helpers.corpora.plover import load_records
from helpers.findings.benchmarks import event_bench_finding
from helpers.scores.bench import load_event_bench
from helpers.scores.events import list_errors, score_events
from helpers.tables import check_table

TEXT = "AT&T sued Huawei."
# Where others than the codebook's readers say what happened.
FLOORS = {"meantime_dev": 80, "ewt-dev": 70}


def span(words, text=TEXT):
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}


def event(category="ACCUSE", status="OCCURRED", actor="AT&T", recipient="Huawei", trigger="sued"):
    parties = [{"role": "actor", "span": span(actor)}, {"role": "recipient", "span": span(recipient)}]
    return {"trigger": span(trigger), "category": category, "status": status, "parties": parties}


def key(*events, **more):
    return {"id": "one", "published": "2020-01-15", "text": TEXT, "events": list(events), **more}


@pytest.fixture
def total(tmp_path):
    """A function: the scores of the whole of an answer key, with the machine's mentions."""

    def score(*rows):
        path = tmp_path / "key.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        scores = check_table("event_scores", score_events(path).assign(corpus="key"))
        return scores[(scores["category"] == "all") & (scores["parties"] == "mentions")].iloc[0]

    return score


def test_an_answer_that_is_met_in_all_scores_100(total):
    row = total(key(event()))
    assert (
        row[["coded", "category_right", "quad_right", "parties_right", "all_right", "status_right", "precision"]]
        .eq(100)
        .all()
    )


def test_a_wrong_answer_costs_its_own_column(total):
    assert total(key(event(category="SANCTION")))[["coded", "category_right", "parties_right"]].tolist() == [
        100,
        0,
        100,
    ]
    assert total(key(event(status="PLANNED")))[["category_right", "status_right"]].tolist() == [100, 0]


def test_direction_counts(total):
    row = total(key(event(actor="Huawei", recipient="AT&T")))
    assert row[["category_right", "parties_right"]].tolist() == [100, 0]


def test_an_event_that_no_answer_has_costs_precision_and_a_linked_pair_is_a_false_relation(total):
    row = total(key(event()), key(negative=True, names=[span("AT&T"), span("Huawei")]))
    assert row[["found", "precision", "apart", "false_relations"]].tolist() == [2, 50, 1, 100]


def test_a_record_of_plover_is_read_with_todays_names_and_its_spans(tmp_path):
    row = {
        "id": "p1",
        "date": "2000-01-01",
        "event": "DISAPPROVE",
        "eventText": "denounced",
        "source": [{"actorText": "Ruritania"}],
        "target": [{"actorText": "Northland"}],
        "text": "Ruritania denounced Northland.",
    }
    path = tmp_path / "gsr.json"
    path.write_text(json.dumps([row, {**row, "event": "FIGHT"}]), encoding="utf-8")
    (record,) = load_records(path)
    (act,) = record.acts
    assert (act.category, act.words, act.sources, act.targets) == ("ACCUSE", ((10, 19),), ((0, 9),), ((20, 29),))


def test_errors_tell_the_text_the_answer_and_what_the_machine_coded(tmp_path):
    path = tmp_path / "key.json"
    path.write_text(json.dumps([key(event(category="SANCTION"))]), encoding="utf-8")
    errors = check_table("event_errors", list_errors(path))
    assert errors[["error", "answer", "machine"]].values.tolist() == [
        ["category", "AT&T: SANCTION Huawei (OCCURRED)", "AT&T: ACCUSE Huawei (OCCURRED)"]
    ]


@pytest.mark.parametrize("content", ["no JSON", "[{}]", "[1]"])
def test_a_file_without_coded_texts_is_one_line(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.json holds no coded texts") as error:
        load_records(path)
    assert len(str(error.value).splitlines()) == 1


def test_a_missing_file_is_one_line(tmp_path):
    with pytest.raises(FileNotFoundError, match="Name a JSON file"):
        load_records(tmp_path / "none.json")


def test_the_stored_figures_keep_the_floors_and_every_kind_of_error_has_an_example():
    scores, errors = load_event_bench()
    whole = scores[scores["category"] == "all"].set_index(["corpus", "parties"])
    floors = whole.index.get_level_values("corpus").map(lambda corpus: FLOORS.get(corpus, 85))
    assert (whole["status_right"].fillna(100) >= floors).all() and (whole["false_relations"].dropna() <= 5).all()
    assert set(errors["error"]) <= {"missed", "category", "parties", "status", "invented"} and len(errors)
    told = event_bench_finding(scores)
    assert all(corpus.replace("_", r"\_") in told.replace("_", r"\_") for corpus, _ in whole.index)
    assert "Nobody has measured" in event_bench_finding(scores.iloc[:0])
