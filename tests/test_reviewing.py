"""The scripted reader of a review, on an article made up here."""

from helpers.scores.reviewing import ORDERS, ScriptedReader, score_order

TEXT = "The FCC fined Huawei on Monday. On Tuesday, Northline Wireless sued the FCC. Huawei praised Corvane Systems."


def make_answer(trigger, category, actor, recipient, **more):
    parties = {"actors": [actor], "recipients": [recipient]}
    return {
        "trigger": trigger,
        "start": TEXT.index(trigger),
        "category": category,
        "status": "OCCURRED",
        **parties,
        **more,
    }


READING = {
    "slug": "scripted",
    "published": "2018-01-16",
    "text": TEXT,
    "actors": [
        {"name": "FCC", "kind": "PublicBody", "aliases": ["Federal Communications Commission"]},
        {"name": "Huawei", "kind": "Company", "aliases": []},
        {"name": "Northline", "kind": "Company", "aliases": ["Northline Wireless"]},
        {"name": "Corvane", "kind": "Company", "aliases": ["Corvane Systems"]},
    ],
    "events": [
        make_answer("fined", "SANCTION", "FCC", "Huawei"),
        make_answer("sued", "REJECT", "Northline", "Corvane"),
        make_answer("on Monday", "REQUEST", "Huawei", "FCC"),
        make_answer("praised", "SUPPORT", "Huawei", "Corvane", optional=True),
    ],
}


def test_the_scripted_reader_ends_with_the_answers():
    reader = ScriptedReader(READING)
    review = reader.read()
    events = reader.session.read.events
    told = {
        row.trigger_text: reader.answers.compare(row._asdict(), reader.parties(row.event_id))
        for row in events.itertuples()
    }
    assert set(told) >= {"fined", "sued", "on Monday"}
    assert [words for words, wrong in told.items() if wrong != {}] == []
    assert reader.missing() == []
    assert sum(review.corrections) + sum(not step.wrong for step in review.steps) == sum(
        step.actions - (step.wrong and not step.added and step.stays) for step in review.steps
    )


def test_a_correction_takes_few_actions_and_an_order_is_scored():
    review = ScriptedReader(READING).read()
    for order in ORDERS:
        scores = score_order(order, [review], "made up")
        assert scores["actions"] <= 3
        assert 0 < scores["until"] <= sum(step.actions for step in review.steps)
        assert 0 < scores["wrong_first"] <= 100
