"""Whole articles and news beside what was read in them: right on cases worked out by hand."""

import hashlib
import json

import pandas as pd
import pytest

from helpers import paths
from helpers.corpora.meantime import is_meantime, load_meantime
from helpers.corpora.whole_articles import load_whole_article, load_whole_articles
from helpers.findings.benchmarks import article_bench_finding, compare_articles, event_bench_finding
from helpers.scores.acts import bound, measure_nearness
from helpers.scores.bearers import simplify
from helpers.scores.bench import load_article_bench
from helpers.scores.news_events import score_factuality, score_news_events
from helpers.scores.second_readings import agree_second_readings, score_second_readings
from helpers.scores.whole_articles import annotate_read, count_article, tabulate_counts
from helpers.tables import check_table

TEXT = "The FCC sued Huawei on Monday.\nHuawei said that the FCC was wrong."
ACTORS = [
    {"name": "Federal Communications Commission", "kind": "PublicBody", "aliases": ["FCC", "The FCC"]},
    {"name": "Huawei", "kind": "Company", "aliases": []},
]
DATE = {"text": "Monday", "start": TEXT.index("Monday"), "timex_value": "2019-03-04"}
DATE |= {"earliest": "2019-03-04", "latest": "2019-03-04"}
CLAIM = {"start": TEXT.index("the FCC was"), "end": len(TEXT) - 1, "quote": "the FCC was wrong", "source": "Huawei"}
CLAIM |= {"quote_form": "indirect", "anonymity": "none"}
ACT = {"trigger": "sued", "start": TEXT.index("sued"), "category": "ACCUSE", "status": "OCCURRED", "date": "2019-03-04"}
ACT |= {"actors": [ACTORS[0]["name"]], "recipients": ["Huawei"]}
READING = {"slug": "case", "published": "2019-03-05", "text": TEXT, "actors": ACTORS, "dates": [DATE]}
READING |= {"claims": [CLAIM], "events": [ACT]}


def write(path, reading):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(reading), encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path):
    """A function: the reading, changed, as it is loaded."""
    return lambda **change: load_whole_article(write(tmp_path / "case.json", READING | change))


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """The machine's tables of the text."""
    return annotate_read(load_whole_article(write(tmp_path_factory.mktemp("read") / "case.json", READING)))


def test_a_reading_that_the_machine_meets_is_all_right(read, machine):
    scores = check_table("article_scores", tabulate_counts([count_article(read(), machine)]).assign(corpus="dev"))
    shares = scores.set_index(["part", "measure"])["percent"]
    wrong = [("names", "split"), ("names", "merged"), ("names", "groups not read")]
    assert shares.drop(wrong).eq(100).all() and shares[wrong].eq(0).all()


CHANGES = {
    "category": {"category": "REJECT"},
    "another right category": {"category": "SANCTION", "alt_categories": ["ACCUSE"]},
    "status": {"status": "PLANNED"},
    "direction": {"actors": ["Huawei"], "recipients": [ACTORS[0]["name"]]},
    "day": {"date": "2019-02"},
    "month": {"date": "2019-03"},
    "a recipient that nobody read": {"recipients": []},
}


def test_each_field_of_an_act_counts_for_itself(read, machine):
    fields = ("category", "actor", "recipient", "status", "right", "day")
    told = {name: count_article(read(events=[ACT | change]), machine)["acts"] for name, change in CHANGES.items()}
    right = {name: {field for field in fields if counts[field]} for name, counts in told.items()}
    assert right["category"] == {"actor", "recipient", "status", "day"} and told["category"]["quad"] == 1
    assert right["another right category"] == right["month"] == set(fields)
    assert right["status"] == {"category", "actor", "recipient", "day"}
    assert right["direction"] == {"category", "status", "day"}
    assert right["day"] == set(fields) - {"day"}
    assert right["a recipient that nobody read"] == {"category", "actor", "status", "day"}
    assert all(counts["found"] == counts["real"] == 1 for counts in told.values())


def test_acts_of_one_group_are_one_act_and_optional_ones_are_not_asked(read, machine):
    twice = [ACT | {"group": "suit"}, ACT | {"group": "suit", "status": "PLANNED"}]
    assert count_article(read(events=twice), machine)["acts"]["read"] == 1
    counts = count_article(read(events=[ACT | {"optional": True}]), machine)["acts"]
    assert (counts["read"], counts["found"], counts["real"]) == (0, 0, 1)


def test_arrows_have_a_direction_but_of_acts_on_one_another(read, machine):
    turned = ACT | {"actors": ["Huawei"], "recipients": [ACTORS[0]["name"]]}
    assert count_article(read(), machine)["arrows"] == {"read": 1, "found": 1, "machine": 1, "real": 1}
    assert count_article(read(events=[turned]), machine)["arrows"] == {"read": 1, "found": 0, "machine": 1, "real": 0}
    untold = count_article(read(events=[ACT | {"implicit_actors": True}]), machine)["arrows"]
    assert (untold["read"], untold["real"]) == (0, 1)


def test_a_statement_needs_half_its_words_and_the_right_source(read, machine):
    other = count_article(read(claims=[CLAIM | {"source": "FCC"}]), machine)["statements"]
    assert (other["found"], other["source"], other["phrase"]) == (1, 0, 0)
    allowed = count_article(read(claims=[CLAIM | {"source": "FCC", "alt_sources": ["Huawei"]}]), machine)["statements"]
    assert (allowed["source"], allowed["phrase"]) == (1, 1)
    elsewhere = count_article(read(claims=[CLAIM | {"start": 0, "end": 20}]), machine)["statements"]
    assert (elsewhere["found"], elsewhere["real"]) == (0, 0)
    declined = count_article(read(claims=[CLAIM | {"declined": True}]), machine)["statements"]
    assert (declined["read"], declined["found"]) == (1, 0)


def test_names_are_found_by_any_form_and_typed(read, machine):
    wrong = [ACTORS[0], ACTORS[1] | {"kind": "Person"}, {"name": "Nokia", "kind": "Company", "aliases": []}]
    counts = count_article(read(actors=wrong), machine)["names"]
    assert (counts["read"], counts["found"], counts["kind"], counts["real"]) == (3, 2, 1, 2)
    allowed = count_article(read(actors=[wrong[1] | {"alt_kinds": ["Company"]}]), machine)["names"]
    assert (allowed["found"], allowed["kind"], allowed["real"], allowed["machine"]) == (1, 1, 1, 2)


def test_a_value_may_be_wrong_if_its_bounds_are_right(read, machine):
    bounds = count_article(read(dates=[DATE | {"timex_value": "2019-W10"}]), machine)["dates"]
    assert (bounds["found"], bounds["value"]) == (1, 1)
    wrong = count_article(read(dates=[DATE | {"timex_value": "2019-W10", "latest": "2019-03-10"}]), machine)["dates"]
    assert (wrong["found"], wrong["value"]) == (1, 0)


def test_names_are_compared_without_their_small_words():
    assert simplify("The Smith's") == simplify("smith’s") == simplify(" Mr. Smith") == "smith"


def test_triggers_are_near_with_one_word_between_and_no_stop():
    text = "It has sued. It won"
    assert [measure_nearness(text, (7, 11), span) for span in ((9, 11), (3, 6), (0, 2), (13, 15))] == [2, 1, 1, 0]


@pytest.mark.parametrize(
    ("date", "bounds"),
    [
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2020-FA", ("2020-09-01", "2020-11-30")),
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020-02-03", ("2020-02-03", "2020-02-03")),
    ],
)
def test_a_date_has_bounds(date, bounds):
    assert bound(date) == bounds


def test_a_file_without_a_reading_is_one_line(tmp_path):
    for content in (READING | {"events": [{}]}, [], READING | {"sha256": hashlib.sha256(b"").hexdigest()}):
        with pytest.raises(ValueError, match=r"bad\.json") as error:
            load_whole_article(write(tmp_path / "bad.json", content))
        assert len(str(error.value).splitlines()) == 1
    with pytest.raises(FileNotFoundError, match="one an article"):
        load_whole_articles(tmp_path / "none")


def test_a_second_reading_takes_the_place_of_the_machine(tmp_path):
    act = {"trigger": "said", "start": TEXT.index("said"), "category": "REJECT", "status": "OCCURRED"}
    act |= {"actors": ["Huawei"], "recipients": ["the lawyers"]}
    write(tmp_path / "dev" / "case.json", READING | {"events": [ACT, act]})
    actors = [ACTORS[0] | {"name": "FCC", "aliases": []}, ACTORS[1]]
    again = [ACT | {"actors": ["FCC"], "status": "PLANNED"}, act]
    write(tmp_path / "second" / "case.json", READING | {"actors": actors, "events": again})
    right = score_second_readings(tmp_path).set_index(["part", "measure"])["right"]
    assert right["acts", "found"] == 2 and right["acts", "found fully right"] == right["acts", "status right"] == 1
    assert right["statements", "source right"] == right["dates", "value right"] == 1 and right["names", "found"] == 2
    agreement = check_table("article_agreement", agree_second_readings(tmp_path)).set_index(["table", "field"])
    assert agreement["same"].loc["events"].tolist() == [13, 2, 1]
    assert agreement.loc[("events", "rows"), "value"] == 1 and agreement.loc[("claims", "source_id"), "same"] == 1


def test_the_stored_figures_are_told_for_each_half():
    scores, agreement = load_article_bench()
    told = article_bench_finding(scores, agreement)
    assert "**dev**" in told and "**held**" in told and "kappa" in told
    assert list(compare_articles(scores)) == ["part", "measure", "dev", "held", "second"]
    assert len(compare_articles(scores)) == len(scores) / 3
    assert "Nobody has measured" in article_bench_finding(scores.iloc[:0], agreement)


def test_the_invented_articles_are_all_read():
    halves = {half: load_whole_articles(paths.ANSWERS / "articles" / half) for half in ("dev", "held", "second")}
    assert {half: len(articles) for half, articles in halves.items()} == {"dev": 12, "held": 12, "second": 8}


# Marked news


def mark(words, role="", kind="ORG", instance="", text=TEXT):
    span = {"start": text.index(words), "end": text.index(words) + len(words)}
    return {"role": role, "kind": kind, "instance": instance, "span": span} if role else span


def marked(status="OCCURRED", parties=None, trigger="sued", kind="OTHER"):
    both = [mark("The FCC", "Arg0", instance="a"), mark("Huawei", "Arg1", instance="b")]
    return {"trigger": mark(trigger), "class": kind, "status": status, "parties": both if parties is None else parties}


def news(tmp_path, *events):
    row = {"id": "one", "published": "2019-03-05", "text": TEXT, "events": list(events)}
    return write(tmp_path / "news.json", [row])


def test_marked_news_is_told_from_other_keys_by_its_form(tmp_path):
    assert is_meantime(news(tmp_path, marked()))
    assert not is_meantime(paths.ANSWERS / "events.json")
    assert not is_meantime(write(tmp_path / "other.json", [{"event": "ACCUSE"}]))


def test_only_different_parties_of_an_act_that_is_no_speech_are_a_link(tmp_path):
    same = [mark("The FCC", "Arg0", instance="a"), mark("Huawei", "Arg1", instance="a")]
    thing = [mark("The FCC", "Arg0", instance="a"), mark("Monday", "Arg1", kind="PRO", instance="b")]
    acts = load_meantime(
        news(tmp_path, marked(), marked(kind="SPEECH_COGNITIVE"), marked(parties=same), marked(parties=thing))
    )[0].acts
    assert [act.link is not None for act in acts] == [True, False, False, False]
    assert all(act.actors == ((0, 7),) for act in acts)


def test_events_are_scored_on_marked_news(tmp_path):
    scores = check_table("event_scores", score_news_events(news(tmp_path, marked())).assign(corpus="news"))
    columns = ["answers", "coded", "parties_right", "actor_right", "status_right", "found", "precision"]
    assert scores[columns].values.tolist() == [[1, 100, 100, 100, 100, 1, 100]]
    turned = [mark("Huawei", "Arg0", instance="b"), mark("The FCC", "Arg1", instance="a")]
    wrong = score_news_events(news(tmp_path, marked("PLANNED", turned)))
    assert wrong[columns].values.tolist() == [[1, 100, 0, 0, 0, 1, 100]]
    elsewhere = score_news_events(news(tmp_path, marked(trigger="wrong", status="")))
    assert elsewhere[["coded", "found", "precision"]].values.tolist() == [[0, 1, 0]]
    told = event_bench_finding(scores.assign(measured=pd.Timestamp("2026-11-28")))
    assert "1 act in **news**" in told and "category" not in told


def test_the_status_is_held_against_what_readers_judged(tmp_path):
    words = TEXT.splitlines()[0].removesuffix(".").split()
    rows = [f"{i}\t{word}\t_\t_\t_\t_\t{i - 1}\tdep\t_\t_" for i, word in enumerate([*words, "."], 1)]
    (tmp_path / "bank.conllu").write_text("# sent_id = doc-0001\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    right = {}
    for value in (2.5, -2.5, 0.5):
        row = {"sent_id": "doc-0001", "predicates": [], "factuality": {"3": value, "4": -2}}
        (tmp_path / "bank.jsonl").write_text(json.dumps(row), encoding="utf-8")
        scores = score_factuality(tmp_path / "bank.conllu", tmp_path / "bank.jsonl")
        right[value] = scores[["answers", "coded", "status_right", "found"]].iloc[0].tolist()
    assert right[2.5] == [2, 50, 100, 1] and right[-2.5] == [2, 50, 0, 1]
    assert right[0.5][:2] == [1, 0]
