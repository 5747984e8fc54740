"""A reader's session: decisions, what they write, taking back, and whatever others do to the file meanwhile."""

import json
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import helpers.annotate
from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.charts.timeline import timeline_data
from helpers.corrections.acts import do_again, keep_standing, number_act, replay_acts, take_back
from helpers.corrections.file import CorrectionError, load_corrections
from helpers.findings.doubt import doubt_finding, rank_doubt
from helpers.pages.tracing import trace_marks
from helpers.review import Session, review
from helpers.review.view import show_lists, show_state
from helpers.review.widget import answer, is_attended
from helpers.tables import TABLES, make_table

TEXT = """The FCC fined Huawei on Monday. On Tuesday, Northline Wireless sued the FCC.
Lena Whitmore, a lawyer for Corvane Systems, called the fine “unfair” 😀. Corvane may leave the market in 2019.
The regulator will publish its rules on Friday."""
STORY = article_from_text(TEXT, "2018-01-16", slug="story")
TODAY = date(2026, 11, 28)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.CORRECTIONS", tmp_path)
    return tmp_path


@pytest.fixture
def session(folder):
    return Session(STORY, who="Ana", today=lambda: TODAY)


def reopen(session):
    """Another session on the same article, as after a restart."""
    return Session(STORY, who=session.who, today=lambda: TODAY)


def same(first, second):
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(first, table), getattr(second, table))


def find(session, table, **cells):
    """The only row of a table with these cells."""
    frame = getattr(session.read, table)
    for column, value in cells.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1, frame
    return frame.iloc[0]


def event(session, trigger):
    return find(session, "events", trigger_text=trigger)


def parties(session, event_id, role):
    own = session.read.event_parties
    own = own[(own["event_id"] == event_id) & (own["role"] == role)]
    names = dict(zip(session.read.actors["actor_id"], session.read.actors["name"], strict=True))
    return [names[i] for i in own["actor_id"]]


def select(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


# What is written


def test_a_decision_is_in_the_file_and_in_the_tables_of_the_command_line(session):
    row = event(session, "sued")
    assert (
        session.decide({"do": "edit", "table": "events", "row": row["event_id"], "values": {"status": "planned"}}) == 1
    )
    written = load_corrections("story")
    assert written[["who", "action", "field", "old", "new"]].values.tolist() == [
        ["Ana", "edit", "status", "OCCURRED", "PLANNED"]
    ]
    same(session.read, annotate(STORY, written))
    same(session.read, reopen(session).read)


def test_accepting_an_event_accepts_its_parties_in_one_act(session):
    row = event(session, "fined")
    written = session.decide({"do": "accept", "table": "events", "row": row["event_id"]})
    own = session.read.event_parties[session.read.event_parties["event_id"] == row["event_id"]]
    assert written == 1 + len(own)
    assert set(own["review"]) == {"accepted"}
    session.undo()
    assert event(session, "fined")["review"] == "unseen"


def test_a_kind_of_row_is_accepted_in_one_stroke(session):
    session.decide({"do": "accept_all", "table": "dates"})
    assert set(session.read.dates["review"]) == {"accepted"}
    with pytest.raises(CorrectionError, match="stands already"):
        session.decide({"do": "accept_all", "table": "dates"})


def test_who_says_so_is_one_decision_that_writes_all_its_cells(session):
    claim = session.read.claims.iloc[0]
    session.decide({"do": "edit", "table": "claims", "row": claim["claim_id"], "values": {"source": "Corvane Systems"}})
    claim = session.read.claims.iloc[0]
    assert TEXT[claim["source_start"] : claim["source_end"]] == claim["source_text"] != ""
    assert find(session, "actors", actor_id=claim["source_id"])["name"] == "Corvane Systems"
    assert (claim["source_kind"], claim["review"]) == ("named_group", "edited")
    session.undo()
    assert session.read.claims.iloc[0]["review"] == "unseen"


def test_parties_are_given_by_name(session):
    row = event(session, "sued")
    values = {"recipient": "Corvane Systems; Lena Whitmore"}
    session.decide({"do": "edit", "table": "events", "row": row["event_id"], "values": values})
    assert parties(session, row["event_id"], "recipient") == ["Corvane Systems", "Lena Whitmore"]
    with pytest.raises(CorrectionError, match="no actor “Nobody Inc”"):
        session.decide({"do": "edit", "table": "events", "row": row["event_id"], "values": {"actor": "Nobody Inc"}})


def test_a_name_means_the_same_wherever_it_stands(session):
    rows = session.read.mentions[session.read.mentions["text"] == "FCC"]
    assert len(rows) == 2
    command = {
        "do": "edit",
        "table": "mentions",
        "row": rows["mention_id"].iloc[0],
        "values": {"actor": "Corvane Systems"},
    }
    assert session.decide({**command, "everywhere": True}) == 2
    corvane = find(session, "actors", name="Corvane Systems")["actor_id"]
    assert (session.read.mentions.loc[session.read.mentions["text"] == "FCC", "actor_id"] == corvane).all()


def test_an_event_is_added_from_a_selection_with_all_that_follows(session):
    values = {"category": "accuses", "status": "happened", "actor": "Lena Whitmore", "recipient": "Northline Wireless"}
    session.decide({"do": "add", "table": "events", **select("unfair"), "values": values})
    row = event(session, "unfair")
    assert (row["category"], row["status"], row["date_basis"], row["review"]) == (
        "ACCUSE",
        "OCCURRED",
        "publication",
        "added",
    )
    assert f"{row['latest']:%Y-%m-%d}" == "2018-01-16"
    assert parties(session, row["event_id"], "actor") == ["Lena Whitmore"]
    same(session.read, annotate(STORY, load_corrections("story")))


def test_what_was_added_can_be_changed_and_thrown_away(session):
    values = {"category": "accuses", "status": "happened", "actor": "Lena Whitmore"}
    session.decide({"do": "add", "table": "events", **select("unfair"), "values": values})
    row_id = event(session, "unfair")["event_id"]
    session.decide({"do": "edit", "table": "events", "row": row_id, "values": {"status": "only possible"}})
    assert event(session, "unfair")["status"] == "CONDITIONAL"
    assert f"{event(session, 'unfair')['earliest']:%Y-%m-%d}" == "2018-01-16"
    session.decide({"do": "reject", "table": "events", "row": row_id})
    assert "unfair" not in set(session.read.events["trigger_text"])
    assert row_id not in set(session.read.event_parties["event_id"])
    session.undo()
    assert event(session, "unfair")["status"] == "CONDITIONAL"


def test_a_new_actor_comes_with_its_mention(session):
    session.decide(
        {"do": "add", "table": "mentions", **select("lawyer"), "values": {"actor": "Pell & Sons", "kind": "company"}}
    )
    actor = find(session, "actors", name="Pell & Sons")
    assert (actor["kind"], actor["sector"]) == ("Company", "BUS")
    mention = find(session, "mentions", text="lawyer")
    assert mention["actor_id"] == actor["actor_id"]
    assert mention["sentence_id"] in set(session.read.sentences["sentence_id"])


def test_actors_are_merged_and_split(session):
    before = set(session.read.actors["name"])
    corvane = find(session, "actors", name="Corvane Systems")["actor_id"]
    person = find(session, "actors", name="Lena Whitmore")["actor_id"]
    session.decide({"do": "merge", "row": person, "table": "actors", "into": "Corvane Systems"})
    assert set(session.read.actors["name"]) == before - {"Lena Whitmore"}
    moved = find(session, "mentions", text="Lena Whitmore")
    assert moved["actor_id"] == corvane
    command = {"do": "split", "table": "actors", "row": corvane, "mentions": [moved["mention_id"]]}
    session.decide({**command, "values": {"name": "L. Whitmore", "kind": "person"}})
    assert find(session, "mentions", text="Lena Whitmore")["actor_id"] == "l-whitmore"


def test_some_mentions_are_split_off_with_the_words_that_name_them(session):
    fcc = find(session, "actors", name="Federal Communications Commission")["actor_id"]
    mention = session.read.mentions[session.read.mentions["text"] == "FCC"]["mention_id"].iloc[1]
    command = {"do": "split", "table": "actors", "row": fcc, "mentions": [mention]}
    session.decide({**command, "values": {"name": "Fixture Control Club", "kind": "Organization"}})
    assert session.read.mentions.set_index("mention_id").loc[mention, "actor_id"] == "fixture-control-club"
    assert (session.read.mentions["actor_id"] == fcc).any()
    session.undo()
    assert "Fixture Control Club" not in set(session.read.actors["name"])


def test_several_say_so(session):
    claim = session.read.claims["claim_id"].iloc[0]
    values = {"source": "Corvane Systems; Lena Whitmore"}
    session.decide({"do": "edit", "table": "claims", "row": claim, "values": values})
    assert find(session, "claims", claim_id=claim)["source_id"] == "corvane-systems;lena-whitmore"
    assert show_state(session)["rows"]["claims"][claim]["cells"]["source"] == "Corvane Systems; Lena Whitmore"


def test_the_days_of_a_date_follow_from_its_value(session):
    monday = find(session, "dates", text="Monday")["date_id"]
    session.decide({"do": "edit", "table": "dates", "row": monday, "values": {"timex_value": "2018-01-08"}})
    row = find(session, "dates", date_id=monday)
    assert [f"{row[part]:%Y-%m-%d}" for part in ("earliest", "latest")] == ["2018-01-08"] * 2


def test_what_another_decision_changes_is_shown_first_and_can_be_accepted_again(session):
    row_id = event(session, "fined")["event_id"]
    session.decide({"do": "accept", "table": "events", "row": row_id})
    monday = find(session, "dates", text="Monday")["date_id"]
    session.decide({"do": "edit", "table": "dates", "row": monday, "values": {"timex_value": "2018-01-08"}})
    assert f"{event(session, 'fined')['earliest']:%Y-%m-%d}" == "2018-01-08"
    table, first, what = show_state(session)["queue"][0]
    assert (table, first, what) == ("events", row_id, "another decision has changed it")
    session.decide({"do": "accept", "table": "events", "row": row_id})
    assert row_id not in [key for _, key, _ in show_state(session)["queue"]]


def test_a_rejected_row_comes_back(session):
    row_id = event(session, "sued")["event_id"]
    session.decide({"do": "reject", "table": "events", "row": row_id})
    assert "sued" not in set(session.read.events["trigger_text"])
    session.decide({"do": "restore", "table": "events", "row": row_id})
    assert event(session, "sued")["review"] == "unseen"


def test_a_span_takes_its_words_along(session):
    row = find(session, "mentions", text="Northline Wireless")
    session.decide({"do": "span", "table": "mentions", "row": row["mention_id"], **select("Northline")})
    assert find(session, "mentions", mention_id=row["mention_id"])["text"] == "Northline"


# Undo, redo, and others


def test_undo_and_redo_reach_over_a_restart(session):
    states = [session.read]
    for trigger, status in (("sued", "planned"), ("fined", "did not happen")):
        row_id = event(session, trigger)["event_id"]
        session.decide({"do": "edit", "table": "events", "row": row_id, "values": {"status": status}})
        states.append(session.read)
    session = reopen(session)
    for state in (states[1], states[0]):
        session.undo()
        same(session.read, state)
    session = reopen(session)
    for state in states[1:]:
        session.redo()
        same(session.read, state)
    with pytest.raises(CorrectionError, match="nothing to redo"):
        session.redo()


def test_the_file_is_only_added_to(session):
    before = b""
    row_id = event(session, "sued")["event_id"]
    for act in (
        lambda: session.decide({"do": "reject", "table": "events", "row": row_id}),
        session.undo,
        session.redo,
        session.undo,
    ):
        act()
        assert session.path.read_bytes().startswith(before)
        before = session.path.read_bytes()


def test_two_sessions_on_one_article_lose_nothing(session):
    other = Session(STORY, who="Ben", today=lambda: TODAY)
    for own, trigger in ((session, "sued"), (other, "fined"), (session, "publish")):
        own.decide({"do": "accept", "table": "events", "row": event(own, trigger)["event_id"]})
    assert other.refresh()
    same(session.read, other.read)
    other.undo()
    session.refresh()
    assert event(session, "fined")["review"] == "unseen"
    assert event(session, "sued")["review"] == "accepted"


def test_a_file_changed_by_hand_is_merged_and_a_bad_line_stays_and_is_told(session, folder):
    session.decide({"do": "accept_all", "table": "dates"})
    path = folder / "story.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "2026-11-28,Ben,events,,,,sued,,,,,category: guesses,add,seen\n",
        encoding="utf-8",
    )
    session.refresh()
    assert len(session.errors) == 1
    assert "line" in session.errors[0]
    assert "guesses" in session.errors[0]
    session.decide({"do": "accept", "table": "events", "row": event(session, "sued")["event_id"]})
    assert "category: guesses" in path.read_text(encoding="utf-8")
    assert event(session, "sued")["review"] == "accepted"


def test_nothing_is_written_without_a_name_or_where_nothing_may_be(session, folder):
    row_id = event(session, "sued")["event_id"]
    with pytest.raises(CorrectionError, match="Give your name first"):
        Session(STORY).decide({"do": "reject", "table": "events", "row": row_id})
    folder.chmod(0o555)
    try:
        with pytest.raises(PermissionError, match="read-only"):
            session.decide({"do": "reject", "table": "events", "row": row_id})
    finally:
        folder.chmod(0o755)
    assert event(session, "sued")["review"] == "unseen"


@pytest.mark.parametrize(
    "command",
    [
        {"do": "edit", "table": "events", "row": "EVENT", "values": {"status": "perhaps"}},
        {"do": "edit", "table": "events", "row": "EVENT", "values": {"colour": "red"}},
        {"do": "edit", "table": "events", "row": "EVENT", "values": {"latest": "2018-02-30"}},
        {"do": "edit", "table": "events", "row": "gone", "values": {"status": "planned"}},
        {"do": "span", "table": "events", "row": "EVENT", "start": 9, "end": 5},
        {"do": "merge", "table": "actors", "row": "lena-whitmore", "into": "lena-whitmore"},
        {"do": "add", "table": "events", "start": 0, "end": 3, "values": {"category": "accuses"}},
        {"do": "add", "table": "dates", "start": 0, "end": 3, "values": {"timex_value": "2018-13"}},
        {"do": "dance", "table": "events", "row": "EVENT"},
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_one_line_and_nothing_is_written(session, folder, command):
    row_id = event(session, "sued")["event_id"]
    command = {key: row_id if value == "EVENT" else value for key, value in command.items()}
    with pytest.raises(CorrectionError) as caught:
        session.decide(command)
    assert len(str(caught.value).splitlines()) == 1
    assert not (folder / "story.csv").exists()


def make_act(number, size):
    row = {"table": "dates", "row_id": "x", "action": "accept", "who": "Ana", "when": pd.Timestamp(TODAY)}
    return number_act([{**row, "new": f"{number}.{n}", "reason": "seen"} for n in range(size)])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(["do", "undo", "redo"]), st.integers(1, 3)), max_size=12))
def test_undo_and_redo_are_those_of_a_stack(steps):
    rows, done, undone = make_table("corrections", []), [], []
    for number, (step, size) in enumerate(steps):
        acts = replay_acts(rows, "Ana")
        if step == "do":
            new, done, undone = make_act(number, size), [*done, (number, size)], []
        elif not acts[step == "redo"]:
            assert not (undone if step == "redo" else done)
            continue
        elif step == "undo":
            new = take_back(acts[0][-1], "Ana", pd.Timestamp(TODAY))
            undone.append(done.pop())
        else:
            new = do_again(acts[1][-1], "Ana", pd.Timestamp(TODAY))
            done.append(undone.pop())
        rows = pd.concat([rows, make_table("corrections", new)], ignore_index=True)
        standing = [f"{n}.{k}" for n, size in done for k in range(size)]
        assert keep_standing(rows)["new"].tolist() == standing


# The queue


def test_the_queue_begins_with_what_is_most_in_doubt_and_weighs_most(session):
    queue = rank_doubt(session.read)
    assert (queue["doubt"] * queue["weight"]).is_monotonic_decreasing
    assert queue["doubt"].between(0, 1).all()
    assert (queue["what"] != "").all()
    assert queue["table"].iloc[0] == "events"
    assert queue["table"].iloc[-1] != "events"


def test_what_was_read_leaves_the_queue(session):
    total = sum(len(getattr(session.read, table)) for table in ("actors", "mentions", "dates", "claims", "events"))
    assert len(rank_doubt(session.read)) == total
    for table in ("actors", "mentions", "dates", "claims", "events"):
        session.decide({"do": "accept_all", "table": table})
    assert rank_doubt(session.read).empty
    assert "have been read" in doubt_finding(rank_doubt(session.read), total)


def test_an_act_told_twice_and_a_party_that_nobody_is_are_in_doubt():
    text = (
        "The FCC fined Huawei and Northline Inc. on Monday. On Tuesday the FCC fined Huawei, too. "
        "The ombudsman sued the charity."
    )
    read = annotate(article_from_text(text, "2018-01-16", slug="twice"))
    queue = rank_doubt(read)
    told = queue.loc[queue["table"] == "events", "what"].tolist()
    assert "perhaps told twice" in told
    assert any("“the charity” is linked to nobody" in words for words in told)


# What is shown


def test_where_nobody_sits_at_the_keyboard_the_review_is_static_and_the_same_each_time(folder):
    hostile = article_from_text("The FCC fined <script>alert(1)</script> Huawei & others.", "2018-01-16", slug="bad")
    shown = [review(hostile).data for _ in range(2)]
    assert shown[0] == shown[1]
    assert "<script" not in shown[0]
    assert "read-only view" in shown[0]


def test_a_review_of_one_layer_shows_its_rows_alone(folder):
    shown = review(STORY, layer="dates").data
    assert "Date" in shown and "Mention" not in shown
    with pytest.raises(ValueError, match="no layer 'datez'"):
        review(STORY, layer="datez")


def test_the_widget_opens_with_a_person_before_it(monkeypatch):
    monkeypatch.setattr("helpers.review.widget.get_ipython", lambda: SimpleNamespace(user_ns={}))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert not is_attended()
    monkeypatch.setenv("JPY_SESSION_NAME", "story.ipynb")
    assert is_attended()


class Answered:
    """What the widget is to its kernel side."""

    def send(self, reply):
        self.reply = reply


def test_a_message_is_answered_with_the_state_or_with_one_line(session):
    widget, row_id = Answered(), event(session, "sued")["event_id"]
    answer(widget, session, {"id": 1, "do": "edit", "table": "events", "row": row_id, "values": {"status": "planned"}})
    assert widget.reply == {"id": 1, "error": "", "rows": 1}
    assert widget.state["rows"]["events"][row_id]["cells"]["status"] == "PLANNED"
    assert widget.state["can"] == [True, False]
    answer(widget, session, {"id": 2, "do": "undo"})
    assert widget.state["can"] == [False, True]
    answer(widget, session, {"id": 3, "do": "merge", "table": "actors", "row": "x", "into": "nobody"})
    assert "no actor “nobody”" in widget.reply["error"]
    answer(widget, session, {"id": 4, "do": "reject", "table": "events", "row": row_id})
    assert [key for table, key, *_ in widget.state["rejected"] if table == "events"] == [row_id]


def test_every_row_of_the_queue_is_told_in_words(session):
    state, lists = show_state(session), show_lists()
    for table, row_id, what in state["queue"]:
        row = state["rows"][table][row_id]
        assert row["title"] and what
        assert set(row["cells"]) == {column for column, *_ in lists["fields"][table]}
    json.dumps([state, lists])


# By hand


def by_hand(folder, *rows):
    columns = [
        "when",
        "who",
        "table",
        "row_id",
        "start",
        "end",
        "quote",
        "prefix",
        "suffix",
        "field",
        "old",
        "new",
        "action",
        "reason",
    ]
    given = [{"when": "2026-11-28", "who": "Ana", "reason": "seen", "action": "add", **row} for row in rows]
    pd.DataFrame([{c: row.get(c, "") for c in columns} for row in given]).to_csv(
        folder / "story.csv", index=False, lineterminator="\n"
    )
    return load_corrections("story")


SHORT = {
    "table": "events",
    "quote": "unfair",
    "new": "category: accuses; status: happened; actor: Lena Whitmore; recipient: FCC",
}


def test_an_event_is_added_by_hand_with_quotation_category_status_and_names(folder, session):
    values = {"category": "ACCUSE", "status": "OCCURRED", "actor": "Lena Whitmore", "recipient": "FCC"}
    session.decide({"do": "add", "table": "events", **select("unfair"), "values": values})
    read = annotate(STORY, by_hand(folder, SHORT))
    row = read.events[read.events["trigger_text"] == "unfair"].iloc[0]
    assert (row["category"], row["status"], row["date_basis"], row["made_by"]) == (
        "ACCUSE",
        "OCCURRED",
        "publication",
        "Ana",
    )
    columns = [c for c in read.events if c not in ("made_by", "review")]
    added = session.read.events[session.read.events["trigger_text"] == "unfair"].iloc[0]
    assert row[columns].astype(str).tolist() == added[columns].astype(str).tolist()


def test_the_same_as_json_and_other_tables_in_short(folder):
    rows = by_hand(
        folder,
        {**SHORT, "new": json.dumps({"category": "accuses", "status": "happened", "actor": "Pell & Sons"})},
        {"table": "actors", "new": "name: Pell & Sons; kind: company"},
        {"table": "mentions", "quote": "lawyer", "new": "actor: Pell & Sons"},
        {"table": "dates", "quote": "Friday", "new": "timex_value: 2018-01-19"},
        {"table": "claims", "quote": "the fine “unfair”", "new": "source: Lena Whitmore; cue: called"},
        {"table": "event_parties", "quote": "sued", "new": "actor: Pell & Sons; role: third party"},
    )
    read = annotate(STORY, rows)
    assert "pell-sons" in set(read.event_parties["actor_id"])
    claim = read.claims[read.claims["text"] == "the fine “unfair”"].iloc[0]
    assert (claim["source_text"], claim["cue_text"], claim["source_kind"]) == (
        "Lena Whitmore",
        "called",
        "named_person",
    )


def test_plain_words_and_names_stand_for_codes_and_ids(folder):
    story = annotate(STORY)
    sued = story.events.loc[story.events["trigger_text"] == "sued", "event_id"].iloc[0]
    mention = story.mentions["mention_id"].iloc[0]
    edit = {"action": "edit", "quote": ""}
    rows = by_hand(
        folder,
        {**edit, "table": "events", "row_id": sued, "field": "category", "new": "Asks or Presses"},
        {**edit, "table": "actors", "row_id": "Lena Whitmore", "field": "kind", "new": "public body"},
        {**edit, "table": "mentions", "row_id": mention, "field": "actor_id", "new": "Corvane Systems"},
    )
    read = annotate(STORY, rows)
    assert read.events.set_index("event_id").loc[sued, "category"] == "REQUEST"
    person = read.actors[read.actors["name"] == "Lena Whitmore"].iloc[0]
    assert (person["kind"], person["sector"]) == ("PublicBody", "GOV")
    assert read.mentions["actor_id"].iloc[0] == "corvane-systems"


def test_the_days_that_followed_from_a_status_move_with_it(folder):
    text = "Northline sued the FCC."
    article = article_from_text(text, "2018-01-16", slug="story")
    row = annotate(article).events.iloc[0]
    assert (row["date_basis"], pd.isna(row["earliest"])) == ("publication", True)
    edit = {"action": "edit", "table": "events", "row_id": row["event_id"], "field": "status", "new": "planned"}
    moved = annotate(article, by_hand(folder, edit)).events.iloc[0]
    assert (moved["earliest"], pd.isna(moved["latest"])) == (row["latest"], True)
    stays = annotate(article, by_hand(folder, edit, {**edit, "field": "latest", "new": "2018-02-01"})).events.iloc[0]
    assert (pd.isna(stays["earliest"]), f"{stays['latest']:%Y-%m-%d}") == (True, "2018-02-01")


def test_all_errors_of_a_file_are_told_at_once(folder):
    wrong = [
        {**SHORT, "new": "category: accuses"},
        {**SHORT, "quote": ""},
        {**SHORT, "new": "category: sulks; status: happened"},
    ]
    with pytest.raises(CorrectionError) as caught:
        by_hand(folder, SHORT, *wrong)
    message = str(caught.value)
    assert [f"line {n}" in message for n in range(2, 6)] == [False, True, True, True]
    assert all(words in message for words in ("without status", "without `quote`", "'sulks'"))


def test_a_name_that_no_actor_has_is_told_with_its_line(folder):
    rows = by_hand(folder, {**SHORT, "new": "category: accuses; status: happened; actor: Nobody Inc"})
    with pytest.raises(CorrectionError, match="line 2: no actor 'Nobody Inc'"):
        annotate(STORY, rows)


def test_an_undo_that_takes_back_nothing_is_refused(folder):
    with pytest.raises(CorrectionError, match="line 2: action undo takes back nothing"):
        by_hand(folder, {"action": "undo", "old": "accept", "table": "dates", "row_id": "story:date:0-3"})


# What a decision costs: only what follows from it is made again


STEPS = ("find_dates", "resolve_actors", "find_claims", "find_events")


@pytest.mark.parametrize(
    ("table", "text", "values", "again"),
    [
        ("events", "sued", {"status": "planned"}, []),
        ("claims", "", {"source": "Corvane Systems"}, ["find_events"]),
        ("dates", "Monday", {"timex_value": "2018-01-08"}, ["find_events"]),
        ("mentions", "Lena Whitmore", {"actor": "Corvane Systems"}, ["find_claims", "find_events"]),
    ],
)
def test_a_decision_makes_only_the_steps_behind_it_again(session, monkeypatch, table, text, values, again):
    made = []
    for step in STEPS:
        real = getattr(helpers.annotate, step)
        monkeypatch.setattr(helpers.annotate, step, lambda *given, s=step, r=real: (made.append(s), r(*given))[1])
    column = "trigger_text" if table == "events" else "text"
    frame = getattr(session.read, table)
    row_id = frame[frame[column] == text if text else frame.index == 0].iloc[0][f"{table[:-1]}_id"]
    session.decide({"do": "edit", "table": table, "row": row_id, "values": values})
    assert made == again


# Two events that are one act

TWICE = article_from_text(
    "The FCC fined Huawei on Monday. The markets fell. The regulator again fined the company, Huawei, for its exports.",
    "2018-01-16",
    slug="twice",
)


@pytest.fixture
def twice(folder):
    session = Session(TWICE, who="Ana", today=lambda: TODAY)
    for row in session.read.events.to_dict("records"):
        session.decide({"do": "accept", "table": "events", "row": row["event_id"]})
    return session, session.read.events.to_dict("records")


def merge_events(session, row, into):
    return session.decide({"do": "merge", "table": "events", "row": row["event_id"], "into": into["event_id"]})


def test_an_act_told_twice_is_one_with_both_quotations(twice):
    session, (first, second) = twice
    before = session.read
    assert merge_events(session, second, first) == 1
    read = session.read
    assert read.events["event_id"].tolist() == [first["event_id"]]
    assert read.events["told_again"].tolist() == [f"{second['start']}-{second['end']}"]
    assert set(read.event_parties["event_id"]) == {first["event_id"]}
    assert set(read.event_parties["actor_id"]) == set(before.event_parties["actor_id"])
    assert set(read.relations["n_events"]) == {1}
    drawn = timeline_data(read.events, read.event_parties, read.actors, read.sentences)
    assert drawn["quotation"].tolist() == [f"{first['text']}” … “{second['text']}"]
    shown = show_state(session)["rows"]["events"][first["event_id"]]
    assert shown["again"] == [(second["start"], second["end"])]
    traced = trace_marks(drawn, TWICE, read)
    assert first["text"] in traced["text"][0] and second["text"] in traced["text"][0]
    same(read, annotate(TWICE, load_corrections("twice")))
    session.undo()
    same(session.read, before)


def test_a_merged_event_is_brought_back_and_a_decision_about_its_parties_holds(twice):
    session, (first, second) = twice
    merge_events(session, second, first)
    key = "|".join(session.read.event_parties.loc[0, ["event_id", "actor_id", "role"]])
    session.decide({"do": "reject", "table": "event_parties", "row": key})
    assert key not in session.desk.list_rows("event_parties")
    session.decide({"do": "restore", "table": "events", "row": second["event_id"]})
    assert session.read.events["told_again"].tolist() == ["", ""]


def test_what_cannot_be_merged_is_refused_in_one_line(twice):
    session, (first, second) = twice
    for command, told in (
        ({"row": first["event_id"], "into": first["event_id"]}, "into itself"),
        ({"row": first["event_id"], "into": "nowhere"}, "not there any more"),
        ({"row": second["event_id"], "into": first["event_id"], "table": "dates"}, "No date can be merged"),
    ):
        with pytest.raises(CorrectionError, match=told):
            session.decide({"do": "merge", "table": "events", **command})


# Sentences in which an act may have been missed


def test_a_sentence_without_an_act_is_offered_until_somebody_says_that_there_is_nothing(session):
    offered = show_state(session)["missed"]
    held = session.read.events["trigger_start"].tolist()
    assert {TEXT[row["start"] :].split()[0] for row in offered.values()} == {"Lena", "Corvane"}
    assert not any(row["start"] <= place < row["end"] for row in offered.values() for place in held)
    sentence = next(iter(offered))
    assert session.decide({"do": "nothing", "table": "sentences", "row": sentence}) == 1
    assert list(show_state(session)["missed"]) == list(offered)[1:]
    same(session.read, annotate(STORY, load_corrections("story")))
    assert list(show_state(reopen(session))["missed"]) == list(offered)[1:]
    session.undo()
    assert show_state(session)["missed"] == offered


def test_the_act_that_a_sentence_suggests_can_be_added_as_it_is(session):
    offered = list(show_state(session)["missed"].values())
    act = next(row["act"] for row in offered if TEXT.startswith("Corvane may", row["start"]))
    assert (TEXT[act["trigger_start"] : act["trigger_end"]], act["actor"]) == ("leave", "Corvane Systems")
    values = {"category": act["category"] or "REJECT", "status": "CONDITIONAL", "actor": act["actor"]}
    place = {"start": act["trigger_start"], "end": act["trigger_end"]}
    session.decide({"do": "add", "table": "events", **place, "values": values})
    assert parties(session, event(session, "leave")["event_id"], "actor") == ["Corvane Systems"]
    assert len(show_state(session)["missed"]) == len(offered) - 1
