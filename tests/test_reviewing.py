"""The scripted reader of a review, what answers say of each row, and the signs of doubt, on an article made up here."""

from datetime import date

import numpy as np
import pytest

from helpers.corpora.whole_articles import ReadAct, ReadActor, ReadClaim, ReadDate, WholeArticle
from helpers.findings import compare_orders, review_bench_finding
from helpers.findings.doubt import ANY, NOUNS, index_doubts, measure_doubt, word_doubt
from helpers.lexicons import load_lexicon
from helpers.scores.bench import load_review_bench
from helpers.scores.doubts import fit_log_odds, list_judged, measure_doubts
from helpers.scores.reviewing import ORDERS, Review, ScriptedReader, Step, count_until, rate_effort, rate_orders
from helpers.tables import make_table

TEXT = (
    "The FCC fined Huawei on Monday. On Tuesday, Northline Wireless sued the FCC. "
    "“The rules are unfair,” Lena Whitmore said. Huawei praised Corvane Systems. "
    "Lena Whitmore zoomed with Huawei."
)


def place(words):
    return TEXT.index(words)


def act(trigger, category, actor, recipient, **more):
    return ReadAct(trigger, place(trigger), category, "OCCURRED", (actor,), (recipient,), **more)


ANSWERS = WholeArticle(
    slug="scripted",
    text=TEXT,
    published=date(2018, 1, 16),
    actors=[
        ReadActor("FCC", "PublicBody", ("Federal Communications Commission", "the FCC")),
        ReadActor("Huawei", "Company"),
        ReadActor("Northline", "Company", ("Northline Wireless",)),
        ReadActor("Corvane", "Organization", ("Corvane Systems",)),
        ReadActor("Lena Whitmore", "Person"),
    ],
    dates=[
        ReadDate("Monday", place("Monday"), "2018-01-08", "2018-01-08", "2018-01-08"),
        ReadDate("Tuesday", place("Tuesday"), "2018-01-16", "2018-01-16", "2018-01-16"),
    ],
    claims=[ReadClaim(place("The rules"), place(",”"), "The rules are unfair", "Lena Whitmore", "direct", "none")],
    events=[
        act("fined", "SANCTION", "FCC", "Huawei"),
        act("sued", "REJECT", "Northline", "Corvane"),
        act("zoomed", "CONSULT", "Lena Whitmore", "Huawei"),
        act("praised", "SUPPORT", "Huawei", "Corvane"),
    ],
)


@pytest.fixture(scope="module")
def reader():
    reader = ScriptedReader(ANSWERS)
    reader.review = reader.read()
    return reader


def test_the_scripted_reader_ends_with_the_answers(reader):
    assert reader.refused == []
    assert reader.review.left == 0
    read = reader.session.read
    assert set(read.events["trigger_text"]) >= {"fined", "sued", "zoomed", "praised"}
    assert read.dates.set_index("text")["timex_value"].to_dict() == {"Monday": "2018-01-08", "Tuesday": "2018-01-16"}
    days = read.dates.set_index("text").loc["Monday", ["earliest", "latest"]]
    assert [f"{day:%Y-%m-%d}" for day in days] == ["2018-01-08"] * 2
    assert read.actors.set_index("name").loc["Corvane Systems", "kind"] == "Organization"


def test_what_is_wrong_is_what_differs_from_the_answers():
    verdicts = ScriptedReader(ANSWERS).verdicts
    words = verdicts.tables.events.set_index("event_id")["trigger_text"].to_dict()
    told = {words[key]: verdict for key, verdict in verdicts.judge("events").items()}
    assert told["fined"] == {}
    assert told["sued"].get("recipient") == ("Corvane",)


def test_each_correction_has_its_actions(reader):
    assert all(1 <= actions <= 6 for actions in reader.review.corrections)
    assert reader.review.additions and set(reader.review.additions) <= set(reader.review.corrections)
    effort = {row["measure"]: row["value"] for row in rate_effort([reader.review])}
    assert effort["actions per correction"] <= 3
    assert effort["actions per article"] == sum(reader.review.corrections)


def test_an_order_that_finds_what_is_wrong_first_scores_higher():
    """Ten wrong rows behind thirty right ones in the text, before them in the order of doubt."""
    steps = [Step("events", n, (n + 10) % 40, n >= 30, True, 2) for n in range(40)]
    offers = [Step("sentences", n, (n + 3) % 6, n >= 3, True, 1) for n in range(6)]
    rows = make_table(
        "review_scores", [{"corpus": "made up", **row} for row in rate_orders([Review(steps, [], [], 0, offers)])]
    )
    value = rows.set_index(["measure", "order"])["value"]
    assert value["wrong among the first 10 rows"].loc[list(ORDERS)].tolist()[:2] == [100, 0]
    assert 0 < value["wrong among the first 10 rows", "chance"] < 100
    assert (value["wrong among the first 40 rows"] == 25).all()
    assert value["acts missed in the first 3 sentences offered"].loc[list(ORDERS)].tolist()[:2] == [100, 0]
    assert count_until(Review(steps, [], [], 0, []).sort("doubt")) == 12
    assert count_until(Review(steps, [], [], 0, []).sort("text")) == 72


# The signs


def test_log_odds_are_those_of_a_logistic_regression():
    has = np.array([[1, 0]] * 400 + [[1, 1]] * 400, float)
    wrong = np.array([1] * 100 + [0] * 300 + [1] * 300 + [0] * 100, float)
    base, sign = fit_log_odds(has, wrong, 0)
    assert base == pytest.approx(-np.log(3), abs=0.1)
    assert 0.8 * 2 * np.log(3) < sign < 2 * np.log(3)


def test_the_lexicon_is_measured_sign_by_sign():
    doubts = measure_doubts(load_lexicon("doubts"), {"dates": [({"explicit"}, False)] * 3 + [({"relative"}, True)]})
    rows = doubts.set_index(["table", "sign"])
    assert rows.loc[("dates", "any"), ["rows", "wrong"]].tolist() == [4, 25.0]
    assert rows.loc[("dates", "relative"), "log_odds"] > 0 > rows.loc[("dates", "explicit"), "log_odds"]
    assert rows.loc["events", "rows"].sum() == 0 and (rows.loc["events", "log_odds"] == 0).all()


def test_every_row_that_answers_judge_comes_with_signs_of_the_lexicon():
    rows = list_judged([ANSWERS])
    assert {table for table, own in rows.items() if own} == {*NOUNS, "sentences"}
    assert {(table, sign) for table, own in rows.items() for signs, _ in own for sign in signs} <= set(index_doubts())
    assert any(wrong for _, wrong in rows["events"]) and not all(wrong for _, wrong in rows["events"])


def test_signs_add_up_and_are_told_in_words():
    one, both = ({"no_actor": ""}, {"no_actor": "", "unlinked_party": "the firm"})
    assert measure_doubt("events", ()) < measure_doubt("events", one) < measure_doubt("events", both) < 1
    assert word_doubt("events", {}) == index_doubts()["events", ANY][1]
    assert "“the firm” is linked to nobody" in word_doubt("events", both)
    assert word_doubt("events", both).count("; ") == 1


# What is stored


def test_the_stored_figures_keep_their_promises_and_are_told():
    scores = load_review_bench()
    value = scores.set_index(["measure", "order", "corpus"])["value"]
    assert (value["actions per correction"] <= 3).all()
    for size in (10, 20, 40):
        first = value[f"wrong among the first {size} rows"]
        assert (first["doubt"] > first["text"]).all() and (first["doubt"] > first["chance"]).all()
    told = review_bench_finding(scores)
    assert "**dev**" in told and "**held**" in told
    assert "Nobody has measured" in review_bench_finding(scores.iloc[:0])
    assert len(compare_orders(scores)) == scores["measure"].nunique()
