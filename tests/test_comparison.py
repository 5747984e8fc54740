"""Two readers of one article: where they differ, how far they agree, and what is chosen."""

import shutil
from datetime import date

import pytest

from helpers.articles.article import article_from_text
from helpers.corrections.file import CorrectionError, load_corrections
from helpers.review import Session, compare

TEXT = """The FCC fined Huawei on Monday. On Tuesday, Northline Wireless sued the FCC.
Lena Whitmore of Corvane Systems called the fine “<b>unfair</b>”. Corvane may leave the market in 2019."""
STORY = article_from_text(TEXT, "2018-01-16", slug="story")
TODAY = date(2026, 11, 28)


def start(reader):
    return Session(STORY, reader=reader, today=lambda: TODAY)


def find_event(session, trigger):
    events = session.read.events
    return events.loc[events["trigger_text"] == trigger, "event_id"].item()


def edit(session, trigger, **values):
    session.decide({"do": "edit", "table": "events", "row": find_event(session, trigger), "values": values})


@pytest.fixture(scope="module")
def readings(tmp_path_factory):
    """A folder with two readings: Ana and Ben agree on the fine, on two dates, and differ on the suit; Ben alone has an
    event more.
    """
    folder = tmp_path_factory.mktemp("readings")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpers.paths.CORRECTIONS", folder)
        read_twice()
    return folder


def read_twice():
    ana, ben = start("ana"), start("ben")
    for session in (ana, ben):
        session.decide({"do": "accept", "table": "events", "row": find_event(session, "fined")})
        session.decide({"do": "accept_all", "table": "dates"})
    edit(ana, "sued", status="planned")
    edit(ben, "sued", category="REJECT", recipient="Huawei")
    place = TEXT.index("unfair")
    values = {"category": "accuses", "status": "happened", "actor": "Lena Whitmore", "recipient": "FCC"}
    ben.decide({"do": "add", "table": "events", "start": place, "end": place + 6, "values": values})


@pytest.fixture
def compared(readings, tmp_path, monkeypatch):
    """The two readings compared, with what is chosen written to a place of its own."""
    shutil.copytree(readings, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr("helpers.paths.CORRECTIONS", tmp_path)
    return compare(STORY, who="Cara", today=lambda: TODAY)


def test_each_row_that_differs_is_told_once_in_plain_words(compared):
    told = compared.differences.set_index("words")
    assert list(told.columns) == ["table", "row_id", "ana", "ben"]
    assert sorted(told.index) == ["sued", "unfair"]
    assert "did it happen: planned" in told.loc["sued", "ana"]
    assert "what is done: turns down" in told.loc["sued", "ben"] and "Huawei" in told.loc["sued", "ben"]
    assert told.loc["unfair", "ana"] == "not there"
    assert "there" in told.loc["unfair", "ben"] and "Lena Whitmore" in told.loc["unfair", "ben"]


def test_only_what_both_have_read_counts_as_agreement(compared):
    rows = compared.agreement.set_index(["table", "field"])
    assert rows.loc[("events", "status"), ["units", "same"]].tolist() == [2, 1]
    assert rows.loc[("dates", "precision"), "units"] == len(compared.session.read.dates)
    assert rows.loc[("mentions", "form"), "units"] == 0
    told = compared.word_agreement()
    assert any(line.startswith("events: ") and "kappa" in line for line in told)
    assert not any(line.startswith("mentions") for line in told)


def test_what_is_chosen_is_written_with_its_reason(compared):
    number = compared.differences.index[compared.differences["words"] == "sued"][0]
    compared.choose(number, "ben", "the words  say so")
    rows = load_corrections("story")
    assert set(rows["who"]) == {"Cara"}
    assert all(reason.startswith("the words say so") for reason in rows["reason"])
    event = compared.session.read.events.set_index("trigger_text").loc["sued"]
    assert (event["category"], event["status"]) == ("REJECT", "OCCURRED")
    parties = compared.session.read.event_parties
    own = parties[(parties["event_id"] == event["event_id"]) & (parties["role"] == "recipient")]
    assert own["actor_id"].tolist() == ["huawei"]
    with pytest.raises(CorrectionError, match="Why ana"):
        compared.choose(number, "ana", " ")
    with pytest.raises(CorrectionError, match="no difference 9 by 'ana'"):
        compared.choose(9, "ana", "x")


def test_an_event_that_one_has_added_comes_with_its_parties(compared):
    number = compared.differences.index[compared.differences["words"] == "unfair"][0]
    compared.choose(number, "ben", "it is an accusation")
    event = find_event(compared.session, "unfair")
    parties = compared.session.read.event_parties
    assert set(parties.loc[parties["event_id"] == event, "actor_id"]) >= {"lena-whitmore"}
    compared.choose(number, "ana", "it is a word, not an act")
    assert "unfair" not in set(compared.session.read.events["trigger_text"])


def test_what_both_decided_alike_is_adopted_once(compared):
    written = compared.adopt()
    rows = load_corrections("story")
    assert len(rows) == written and set(rows["reason"].str.partition(" [")[0]) == {"both readers say so"}
    assert set(compared.session.read.dates["review"]) == {"accepted"}
    with pytest.raises(CorrectionError, match="nothing alike"):
        compared.adopt()


def test_the_table_is_static_and_escaped(compared):
    shown = compared._repr_html_()
    assert "ana and ben differ in 2 rows" in shown and "<script" not in shown and "<b>unfair" not in shown


def test_it_takes_two(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.CORRECTIONS", tmp_path)
    with pytest.raises(CorrectionError, match="no reader of story: nobody"):
        compare(STORY)
    start("ana").decide({"do": "accept_all", "table": "dates"})
    with pytest.raises(CorrectionError, match="There is no reading by 'ben'"):
        compare(STORY, "ana", "ben")
