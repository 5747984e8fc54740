import json
import multiprocessing

import pandas as pd
import pytest

from helpers import paths
from helpers.annotate import annotate, annotate_steps
from helpers.articles.article import article_from_text
from helpers.corrections.overlay import (
    CorrectionError,
    add_corrections,
    anchor_corrections,
    apply_corrections,
    count_corrections,
    lay_corrections,
    list_errors,
    load_corrections,
    no_corrections,
    trace_corrections,
)
from helpers.tables import TABLES, check_references, check_table, find_fields, make_table, to_csv

COLUMNS = [field["name"] for field in find_fields("corrections")]
TEXT = "The FCC fined AT&T on Monday. On Tuesday, Huawei sued the FCC. Huawei denied the charge on Tuesday."
STORY = article_from_text(TEXT, "2018-01-16", slug="story")
BASE = {"when": "2026-11-23", "who": "a test", "table": "dates", "row_id": "story:date:22-28", "reason": "because"}
EDIT = {**BASE, "action": "edit", "field": "precision", "new": "week"}
ACCEPT = {**BASE, "action": "accept"}
SENTENCE = {"sentence_id": "story:sentence:0-3", "paragraph": 1, "start": 0, "end": 3, "text": "The"}
ADD = {**BASE, "table": "sentences", "row_id": "", "action": "add", "new": json.dumps(SENTENCE)}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.CORRECTIONS", tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def story():
    return annotate(STORY)


def write(folder, *rows):
    """Write rows as a corrections file, however wrong they are."""
    columns = [*COLUMNS, *sorted({key for row in rows for key in row} - set(COLUMNS))]
    path = folder / "story.csv"
    path.write_text(pd.DataFrame(rows, columns=columns).to_csv(index=False, lineterminator="\n"), encoding="utf-8")
    return path


def decide(*rows):
    """A table of corrections."""
    return make_table("corrections", [{**row, "when": pd.Timestamp(row["when"])} for row in rows])


def refuse(call, *arguments):
    """The call raises a CorrectionError in one line, which is returned."""
    with pytest.raises(CorrectionError) as caught:
        call(*arguments)
    message = str(caught.value)
    assert message
    assert len(message.splitlines()) == 1
    return message


def same(left, right):
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(left, name), getattr(right, name))


# Reading the file


def test_an_article_that_nobody_corrected_has_an_empty_table(folder):
    assert load_corrections("story").empty
    assert list(load_corrections("story").columns) == COLUMNS


def test_a_good_file_is_read_as_it_stands(folder):
    write(folder, EDIT, ADD, ACCEPT)
    assert load_corrections("story")["action"].tolist() == ["edit", "add", "accept"]


def test_an_unknown_column_is_refused_with_the_name_of_the_file(folder):
    write(folder, {**EDIT, "colour": "red"})
    message = refuse(load_corrections, "story")
    assert message.startswith("data/corrections/story.csv")
    assert "'colour'" in message


WRONG = {
    "unknown table": ({**EDIT, "table": "datez"}, "'datez'"),
    "unknown action": ({**EDIT, "action": "change"}, "'change'"),
    "nobody who decided": ({**EDIT, "who": ""}, "who"),
    "no day": ({**EDIT, "when": "2026-02-30"}, "'2026-02-30'"),
    "no reason": ({**EDIT, "reason": ""}, "reason"),
    "no row_id": ({**EDIT, "row_id": ""}, "Give the id of a row of table dates"),
    "unknown field": ({**EDIT, "field": "colour"}, "no column 'colour' in table dates"),
    "no field": ({**EDIT, "field": ""}, "no column '' in table dates"),
    "impossible code": ({**EDIT, "new": "fortnight"}, "'fortnight'"),
    "impossible day": ({**EDIT, "field": "latest", "new": "2018-02-30"}, "'2018-02-30'"),
    "impossible number": ({**EDIT, "field": "start", "new": "two"}, "'two'"),
    "fraction": ({**EDIT, "field": "start", "new": "1.5"}, "1.5"),
    "negative": ({**EDIT, "field": "start", "new": "-1"}, "at least 0"),
    "emptied required cell": ({**EDIT, "new": ""}, "precision"),
    "edit of relations": (
        {**EDIT, "table": "relations", "field": "sign", "new": "+"},
        "Correct the event or its parties",
    ),
    "accept of relations": ({**ACCEPT, "table": "relations"}, "Correct the event or its parties"),
    "bad JSON": ({**ADD, "new": "{text: The}"}, "is no JSON"),
    "no JSON": ({**ADD, "new": ""}, "is no JSON"),
    "JSON that is no row": ({**ADD, "new": "5"}, "row"),
    "JSON list of no rows": ({**ADD, "new": '["The"]'}, "row"),
    "unknown key": ({**ADD, "new": json.dumps({**SENTENCE, "colour": "red"})}, "no column 'colour' in table sentences"),
    "added word for a number": ({**ADD, "new": json.dumps({**SENTENCE, "start": "two"})}, "start"),
    "added fraction": ({**ADD, "new": json.dumps({**SENTENCE, "paragraph": 1.5})}, "paragraph"),
    "added number left out": ({**ADD, "new": json.dumps({"sentence_id": "s", "text": "The"})}, "paragraph: is empty"),
    "added text of another length": ({**ADD, "new": json.dumps({**SENTENCE, "end": 4})}, "sentences"),
    "added impossible day": ({**ADD, "table": "dates", "new": json.dumps({"latest": "2018-02-30"})}, "2018-02-30"),
    "added impossible code": (
        {**ADD, "table": "actors", "new": json.dumps({"actor_id": "a", "name": "A", "kind": "Firm"})},
        "'Firm'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("row", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_correction_is_refused_with_the_line_of_the_file(folder, row, words):
    write(folder, EDIT, row, ACCEPT)
    message = refuse(load_corrections, "story")
    assert message.startswith("data/corrections/story.csv")
    assert "line 3" in message
    assert words in message


@pytest.mark.parametrize("wrong", ["impossible day", "impossible number", "no day"])
def test_the_message_of_a_wrong_value_names_no_second_line(folder, wrong):
    write(folder, EDIT, WRONG[wrong][0])
    assert refuse(load_corrections, "story").count("line ") == 1


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe", b'"open\n', b"a,b\n1,2,3\n"], ids=["empty", "binary", "quote", "ragged"]
)
def test_a_file_that_is_no_table_is_refused(folder, raw):
    (folder / "story.csv").write_bytes(raw)
    assert "data/corrections/story.csv" in refuse(load_corrections, "story")


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
    ],
    ids=["byte order mark", "CRLF", "semicolons", "tabs"],
)
def test_a_file_that_a_spreadsheet_saved_is_read_the_same(folder, change):
    path = write(folder, EDIT, ACCEPT)
    before = load_corrections("story")
    path.write_bytes(change(path.read_text(encoding="utf-8")).encode())
    pd.testing.assert_frame_equal(load_corrections("story"), before)


def test_every_error_of_a_file_is_listed_with_its_line(folder):
    write(folder, EDIT, WRONG["unknown table"][0], ACCEPT, WRONG["impossible code"][0], WRONG["bad JSON"][0])
    errors = list_errors("story")
    assert [error.split(":")[0] for error in errors] == [f"data/corrections/story.csv, line {n}" for n in (3, 5, 6)]
    assert all(word in error for word, error in zip(("'datez'", "'fortnight'", "JSON"), errors, strict=True))


@pytest.mark.parametrize("raw", [b"", b'"open\n', b"a,b\n1,2,3\n"], ids=["empty", "quote", "ragged"])
def test_what_is_no_table_is_one_error(folder, raw):
    (folder / "story.csv").write_bytes(raw)
    assert len(list_errors("story")) == 1


def test_a_sound_file_has_no_errors(folder):
    write(folder, EDIT, ADD)
    assert list_errors("story") == list_errors("nobody") == []


@pytest.mark.parametrize("slug", ["../story", "a/b", "", "story.csv", "/etc/passwd", "a\0b"])
def test_a_name_that_would_lead_elsewhere_is_refused(folder, slug):
    with pytest.raises(ValueError, match="no name of an article"):
        load_corrections(slug)


def add_many(folder, who):
    paths.CORRECTIONS = folder
    for number in range(8):
        add_corrections("story", decide({**ACCEPT, "who": who, "reason": f"{number}"}))


def test_two_processes_that_write_for_the_same_article_lose_nothing(folder):
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=add_many, args=(folder, who)) for who in ("first", "second")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    corrections = load_corrections("story")
    assert sorted(zip(corrections["who"], corrections["reason"], strict=True)) == [
        (who, str(number)) for who in ("first", "second") for number in range(8)
    ]


def test_a_wrong_correction_is_not_added(folder):
    write(folder, EDIT)
    before = (folder / "story.csv").read_bytes()
    assert "Correct the event" in refuse(add_corrections, "story", decide({**ACCEPT, "table": "relations"}))
    assert (folder / "story.csv").read_bytes() == before


def test_the_corrections_of_the_collection_load(articles):
    for slug in articles:
        check_table("corrections", load_corrections(slug))


# Finding the row again


def anchored(text, row_id="gone", start=0, end=0, quote="Tuesday", prefix="", suffix=""):
    """What an edit with these anchors does to the dates of a text: (edited texts with their starts, number lost)."""
    article = article_from_text(text, "2018-01-16", slug="story")
    row = {**EDIT, "row_id": row_id, "start": start, "end": end, "quote": quote, "prefix": prefix, "suffix": suffix}
    frame, lost = lay_corrections("dates", annotate(article).dates, decide(row), text)
    edited = frame[frame["review"] == "edited"]
    assert (edited["precision"] == "week").all()
    return list(zip(edited["start"], edited["text"], strict=True)), len(lost)


def test_a_row_is_found_by_its_id_whatever_the_other_anchors_say(story):
    row_id = story.dates["date_id"].iloc[1]
    start = story.dates["start"].iloc[1]
    assert anchored(TEXT, row_id, 1, 2, "nonsense") == ([(start, "On Tuesday" if TEXT[start] == "O" else "Tuesday")], 0)


def test_a_row_whose_id_changed_is_found_by_its_position(story):
    start, end, quote = story.dates[["start", "end", "text"]].iloc[2]
    assert anchored(TEXT, "old-id", start, end, quote) == ([(start, quote)], 0)


def test_a_row_that_moved_is_found_by_its_quotation_between_prefix_and_suffix(story):
    start, end, quote = story.dates[["start", "end", "text"]].iloc[2]
    moved = "Regulators were busy. " + TEXT
    found = anchored(
        moved, f"story:date:{start}-{end}", start, end, quote, TEXT[start - 20 : start], TEXT[end : end + 20]
    )
    assert found == ([(start + 22, quote)], 0)


def test_a_quotation_without_a_position_is_found(story):
    start, _, quote = story.dates[["start", "end", "text"]].iloc[2]
    found = anchored(TEXT, "gone", pd.NA, pd.NA, quote, TEXT[start - 20 : start])
    assert found == ([(start, quote)], 0)


def test_a_quotation_that_stands_twice_in_the_same_context_is_lost():
    text = "The FCC met on Friday.\nThe FCC met on Friday."
    assert anchored(text, quote="Friday", prefix="The FCC met on ") == ([], 1)
    assert anchored(text, quote="on Friday", prefix="The FCC met ") == ([], 1)


@pytest.mark.parametrize("context", [{"prefix": "last "}, {"suffix": " morning"}, {"quote": "Sunday"}])
def test_a_row_that_is_nowhere_is_listed_as_lost_and_changes_nothing(context):
    assert anchored(TEXT, **context) == ([], 1)


LONG = "Officials of the Federal Communications Commission met on the first Tuesday in May 2017."
LONGER = "Officials of the Federal Communication Commission had met on the first Tuesdays in May 2017."


def test_a_row_whose_words_were_changed_a_little_is_found_by_likeness():
    quote = "Federal Communications Commission"
    start = LONG.index(quote)
    anchors = {"row_id": "gone", "quote": quote, "prefix": LONG[:start], "suffix": LONG[start + len(quote) :][:20]}
    article = article_from_text(LONGER, "2018-01-16", slug="story")
    edit = decide({**EDIT, "table": "mentions", "field": "form", "new": "NOM", "start": start, "end": 0, **anchors})
    frame, lost = lay_corrections("mentions", annotate(article).mentions, edit, LONGER)
    assert lost.empty
    assert frame.loc[frame["review"] == "edited", "text"].tolist() == ["Federal Communication Commission"]
    assert trace_corrections(annotate(article), edit, LONGER).tolist() == ["likeness"]


@pytest.mark.parametrize("before", ["", "In short: "])
def test_a_statement_without_words_is_found_at_its_cue(story, before):
    claims = story.claims.assign(start=pd.NA, end=pd.NA, text="").astype(story.claims.dtypes)
    found = claims.loc[claims["cue_text"] == "denied"]
    moved = found.assign(cue_start=found["cue_start"] + len(before), cue_end=found["cue_end"] + len(before))
    place = int(found["cue_start"].iloc[0])
    quoted = {"start": place, "end": place + 6, "quote": "denied", "prefix": "Huawei ", "suffix": " the charge"}
    rows = decide({**ACCEPT, "table": "claims", "row_id": "story:claim:before", **quoted})
    _, ways = anchor_corrections("claims", rows, moved, before + TEXT)
    assert ways.tolist() == ["quotation" if before else "position"]


@pytest.mark.parametrize("change", [{"quote": "Monday"}, {"prefix": "Nothing of the sort stood here: "}])
def test_a_row_that_is_not_like_enough_is_lost(change):
    assert anchored(TEXT, quote="Tuesday", prefix="On ", suffix=", Huawei sued", **{}) != ([], 1)
    assert anchored(TEXT, **{"quote": "Tuesday", "prefix": "On ", "suffix": ", Huawei sued", **change}) == ([], 1)


def test_an_added_row_follows_its_words_with_all_its_spans():
    claim = {
        "claim_id": "story:claim:x", "start": 71, "end": 97, "text": "the charge on Tuesday",
        "source_start": 63, "source_end": 69, "source_text": "Huawei", "source_id": "huawei",
        "cue_start": 70, "cue_end": 76, "cue_text": "denied", "hedges": "charge@81-87:weasel",
        "quote_form": "indirect", "source_kind": "named_group", "anonymity": "none", "basis": "narrative",
        "factuality_source": "CT-", "factuality_author": "Uu",
    }  # fmt: skip
    claim["start"] = TEXT.index(claim["text"])
    claim["end"] = claim["start"] + len(claim["text"])
    moved = "In short: " + TEXT
    add = decide({**ADD, "table": "claims", "new": json.dumps(claim)})
    frame = lay_corrections("claims", annotate(STORY).claims.head(0), add, moved).frame
    assert frame[["start", "source_start", "cue_start"]].values.tolist() == [[claim["start"] + 10, 73, 80]]
    assert frame["hedges"].tolist() == ["charge@91-97:weasel"]
    assert trace_corrections(annotate(STORY), add, moved).tolist() == ["quotation"]
    assert trace_corrections(annotate(STORY), add, TEXT).tolist() == ["position"]
    assert trace_corrections(annotate(STORY), add, "Nothing.").tolist() == ["lost"]


@pytest.mark.parametrize("slug", ["att-huawei-2018"])
def test_the_corrections_of_an_article_survive_a_sentence_before_it(slug, articles):
    article, corrections = articles[slug], load_corrections(slug)
    before = "Carriers were nervous.\n"
    moved = article_from_text(before + article.text, article.published, slug=slug)
    read = annotate(moved, corrections)
    for name in TABLES:
        check_table(name, getattr(read, name), moved.text)
    check_references(vars(read))
    ways = trace_corrections(annotate_steps(moved, corrections)[0], corrections, moved.text)
    assert (trace_corrections(annotate_steps(article, corrections)[0], corrections, article.text) == "lost").sum() == 0
    assert (ways == "lost").mean() < 0.25
    kept = {(row.start + len(before), row.text) for row in annotate(article, corrections).mentions.itertuples()}
    assert len(kept & set(zip(read.mentions["start"], read.mentions["text"], strict=True))) > 0.9 * len(kept)


def test_a_lost_addition_is_no_such_thing(story):
    frame, lost = lay_corrections("sentences", story.sentences, decide(ADD), TEXT)
    assert lost.empty
    assert len(frame) == len(story.sentences) + 1


@pytest.mark.parametrize("action", ["accept", "edit", "reject", "merge", "split"])
def test_an_unknown_row_without_a_quotation_is_refused_with_its_line(story, action):
    new = {"edit": "week", "split": "[]"}.get(action, "")
    rows = decide(ACCEPT, {**EDIT, "action": action, "row_id": "no-such", "new": new})
    message = refuse(lay_corrections, "dates", story.dates, rows, TEXT)
    assert "line 3" in message
    assert "'no-such' in table dates" in message


def test_an_unknown_row_without_a_quotation_stops_the_annotation(folder):
    write(folder, {**EDIT, "row_id": "no-such"})
    assert "line 2" in refuse(annotate, STORY, load_corrections("story"))


# What each action does


def date_row(frame):
    return frame.set_index("date_id").loc[BASE["row_id"]]


def test_an_accepted_row_stays_and_says_so(story):
    frame = lay_corrections("dates", story.dates, decide(ACCEPT), TEXT).frame
    assert date_row(frame)["review"] == "accepted"
    pd.testing.assert_frame_equal(frame.drop(columns="review"), story.dates.drop(columns="review"))
    assert frame["review"].tolist().count("unseen") == len(frame) - 1


def test_an_edited_cell_holds_the_new_value_and_nothing_else_changes(story):
    frame = lay_corrections("dates", story.dates, decide(EDIT), TEXT).frame
    assert (date_row(frame)["precision"], date_row(frame)["review"]) == ("week", "edited")
    rest = ["precision", "review"]
    pd.testing.assert_frame_equal(frame.drop(columns=rest), story.dates.drop(columns=rest))


def test_an_edit_to_the_value_that_is_there_is_an_accept(story):
    edit = {**EDIT, "new": date_row(story.dates)["precision"]}
    assert date_row(lay_corrections("dates", story.dates, decide(edit), TEXT).frame)["review"] == "accepted"


def test_an_accept_after_an_edit_leaves_the_row_edited(story):
    frame = lay_corrections("dates", story.dates, decide(EDIT, ACCEPT), TEXT).frame
    assert (date_row(frame)["precision"], date_row(frame)["review"]) == ("week", "edited")


@pytest.mark.parametrize("field", ["latest", "timex_mod"])
def test_an_edit_may_empty_a_cell_that_may_be_empty(story, field):
    frame = lay_corrections("dates", story.dates, decide({**EDIT, "field": field, "new": ""}), TEXT).frame
    assert pd.isna(date_row(frame)[field]) or date_row(frame)[field] == ""


def test_the_last_of_two_edits_of_a_cell_holds(story):
    frame = lay_corrections("dates", story.dates, decide(EDIT, {**EDIT, "new": "month"}), TEXT).frame
    assert date_row(frame)["precision"] == "month"


def test_an_edit_that_breaks_the_codebook_is_refused(story):
    edit = {**EDIT, "field": "text", "new": "on Sunday"}
    assert "Table dates, row 0, column text" in refuse(lay_corrections, "dates", story.dates, decide(edit), TEXT)


def test_an_addition_whose_words_are_nowhere_in_the_article_is_listed_as_lost(story):
    added = {**ADD, "new": json.dumps({**SENTENCE, "text": "She"})}
    frame, lost = lay_corrections("sentences", story.sentences, decide(added, ADD), TEXT)
    assert lost.index.tolist() == [0]
    assert len(frame) == len(story.sentences) + 1


def test_a_rejected_row_is_gone_and_the_others_stay(story):
    frame = lay_corrections("dates", story.dates, decide({**BASE, "action": "reject"}), TEXT).frame
    pd.testing.assert_frame_equal(frame, story.dates[story.dates["date_id"] != BASE["row_id"]].reset_index(drop=True))


def test_an_added_row_stands_in_order_of_place_and_says_who_added_it(story):
    row = {
        "date_id": "story:date:0-3", "start": 0, "end": 3, "text": "The", "timex_type": "DATE", "timex_value": "2018",
        "earliest": "2018-01-01", "precision": "year", "basis": "inferred",
    }  # fmt: skip
    frame = lay_corrections("dates", story.dates, decide({**ADD, "table": "dates", "new": json.dumps(row)}), TEXT).frame
    assert (frame["date_id"].iloc[0], frame["review"].iloc[0], frame["made_by"].iloc[0]) == (
        "story:date:0-3",
        "added",
        "a test",
    )
    assert frame["earliest"].iloc[0] == pd.Timestamp("2018-01-01")
    assert pd.isna(frame["latest"].iloc[0])
    assert frame["start"].is_monotonic_increasing


def test_adding_a_row_twice_does_not_double_it(story):
    frame = lay_corrections("sentences", story.sentences, decide(ADD, ADD), TEXT).frame
    assert len(frame) == len(story.sentences) + 1


def test_adding_a_row_that_the_machine_found_does_not_double_it(story):
    row = {k: v if isinstance(v, str) else int(v) for k, v in story.sentences.iloc[0].items()}
    frame = lay_corrections("sentences", story.sentences, decide({**ADD, "new": json.dumps(row)}), TEXT).frame
    pd.testing.assert_frame_equal(frame, story.sentences)


def test_a_split_row_gives_way_to_its_parts(story):
    whole = story.sentences.iloc[0]
    parts = [
        {"sentence_id": f"part-{s}", "paragraph": 1, "start": s, "end": e, "text": TEXT[s:e]}
        for s, e in [(0, 7), (8, 29)]
    ]
    row = {**BASE, "table": "sentences", "action": "split", "row_id": whole["sentence_id"], "new": json.dumps(parts)}
    frame = lay_corrections("sentences", story.sentences, decide(row), TEXT).frame
    assert frame["text"].tolist() == ["The FCC", TEXT[8:29], *story.sentences["text"][1:]]


MERGE = {**BASE, "table": "actors", "row_id": "huawei", "new": "att", "action": "merge"}


def test_a_merged_actor_is_gone_and_nothing_refers_to_it(story):
    merged = apply_corrections(story, decide(MERGE), TEXT)
    assert "huawei" in set(story.mentions["actor_id"])
    assert "huawei" in set(story.claims["source_id"])
    assert "huawei" not in set(merged.actors["actor_id"])
    for name in TABLES:
        columns = getattr(merged, name).filter(regex="actor_id|candidate_id|parent_id|source_id|target_id|about")
        for column in columns:
            assert "huawei" not in set(columns[column].str.split(";").explode()), (name, column)


def test_a_merge_points_mentions_to_the_actor_that_stays(story):
    merged = apply_corrections(story, decide(MERGE), TEXT)
    before, after = story.mentions["actor_id"], merged.mentions["actor_id"]
    assert (after[before == "huawei"] == "att").all()
    assert (after[before != "huawei"] == before[before != "huawei"]).all()


def test_a_merge_is_the_same_in_the_chain_of_annotators(story):
    merged = annotate(STORY, decide(MERGE))
    check_references(vars(merged))
    assert "huawei" not in set(merged.claims["source_id"]) | set(merged.event_parties["actor_id"])


def test_merging_two_parties_of_one_event_leaves_one(story):
    two = "Huawei and AT&T sued the FCC on Monday."
    found = annotate(article_from_text(two, "2018-01-16", slug="story"))
    parties = found.event_parties
    assert {"huawei", "att"} <= set(parties.loc[parties["role"] == "actor", "actor_id"])
    merged = apply_corrections(found, decide(MERGE), two)
    assert set(merged.event_parties["actor_id"]) == set(parties["actor_id"]) - {"huawei"}


def test_a_merge_into_a_row_that_is_not_there_is_refused(story):
    message = refuse(apply_corrections, story, decide({**MERGE, "new": "no-such"}), TEXT)
    assert "no-such" in message


def test_an_actor_merged_twice_ends_where_the_last_merge_puts_it(story):
    rows = [MERGE, {**MERGE, "row_id": "att", "new": "federal-communications-commission"}]
    merged = apply_corrections(story, decide(*rows), TEXT)
    assert not {"huawei", "att"} & set(merged.mentions["actor_id"].str.split(";").explode())


def test_a_merge_into_a_row_that_was_merged_away_leaves_no_reference_to_it(story):
    rows = [{**MERGE, "row_id": "att", "new": "federal-communications-commission"}, MERGE]
    try:
        merged = apply_corrections(story, decide(*rows), TEXT)
    except CorrectionError as error:
        assert "att" in str(error)
    else:
        assert "att" not in set(merged.mentions["actor_id"].str.split(";").explode())


def test_an_edit_of_an_event_reaches_the_relations(machine, articles):
    found, text = machine["merger-2021"], articles["merger-2021"].text
    event = found.relations["event_ids"].iloc[0].split(";")[0]
    rows = [
        {**EDIT, "table": "events", "row_id": event, "field": f, "new": v}
        for f, v in [("category", "SUPPORT"), ("mode", "")]
    ]
    corrected = apply_corrections(found, decide(*rows), text)
    changed = corrected.relations[corrected.relations["event_ids"].str.split(";").map(lambda ids: event in ids)]
    assert changed["category"].tolist() == ["SUPPORT"]
    assert changed["sign"].tolist() == ["+"]


# The whole


def test_no_corrections_change_nothing(machine, articles):
    for slug, found in machine.items():
        same(apply_corrections(found, no_corrections(), articles[slug].text), found)
        same(annotate(articles[slug], no_corrections()), found)


def test_the_corrections_file_is_never_written(folder):
    path = write(folder, EDIT, ADD)
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    annotate(STORY, load_corrections("story"))
    annotate_steps(STORY, load_corrections("story"))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(folder.iterdir()) == [path]


def test_the_corrections_of_the_collection_are_left_as_they_are(folder, articles):
    for slug, article in articles.items():
        load = load_corrections(slug)
        (folder / f"{slug}.csv").write_text(to_csv(load), encoding="utf-8")
        before = (folder / f"{slug}.csv").read_bytes()
        kept = load.copy()
        annotate(article, load)
        pd.testing.assert_frame_equal(load, kept)
        assert (folder / f"{slug}.csv").read_bytes() == before


def test_laying_over_leaves_the_frame_that_it_was_given_alone(story):
    before = story.dates.copy()
    lay_corrections("dates", story.dates, decide(EDIT, {**BASE, "action": "reject"}), TEXT)
    pd.testing.assert_frame_equal(story.dates, before)


def test_laying_over_twice_gives_the_same(story):
    row_id, start, end, quote = story.dates[["date_id", "start", "end", "text"]].iloc[1]
    place = {
        "start": start,
        "end": end,
        "quote": quote,
        "prefix": TEXT[start - 20 : start],
        "suffix": TEXT[end : end + 20],
    }
    rejected = {**BASE, **place, "action": "reject", "row_id": row_id}
    corrections = decide(EDIT, ADD, rejected, {**MERGE, "quote": "Huawei"})
    once = apply_corrections(story, corrections, TEXT)
    same(apply_corrections(once, corrections, TEXT), once)


def test_laying_the_corrections_of_the_collection_over_twice_gives_the_same(articles, annotations):
    for slug, article in articles.items():
        corrections = load_corrections(slug)
        same(apply_corrections(annotations[slug], corrections, article.text), annotations[slug])


def test_corrected_tables_keep_the_codebook(articles, machine):
    for slug, article in articles.items():
        corrected = apply_corrections(machine[slug], load_corrections(slug), article.text)
        for name in TABLES:
            check_table(name, getattr(corrected, name), article.text)


def test_no_correction_of_the_collection_is_lost(articles, chains):
    for slug, article in articles.items():
        corrections = load_corrections(slug)
        found, _ = chains[slug].annotate(corrections)
        for name in TABLES[:-1]:
            assert lay_corrections(name, getattr(found, name), corrections, article.text).lost.empty, name


def test_an_article_without_corrections_needs_none(chains):
    for chain in chains.values():
        counted = count_corrections(*chain.annotate(no_corrections()))
        assert (counted[["edited", "rejected", "added", "edited_fields", "corrections"]] == 0).all(axis=None)
        assert (counted["kept"] == counted["machine_rows"]).all()
        assert (counted["corrected_rows"] == counted["machine_rows"]).all()


def test_counts_add_up(story):
    rejected = {**BASE, "action": "reject", "row_id": story.dates["date_id"].iloc[1]}
    corrections = decide(EDIT, {**EDIT, "field": "timex_mod", "new": "MID"}, rejected, ADD, ACCEPT)
    counted = count_corrections(story, apply_corrections(story, corrections, TEXT)).set_index("table")
    total = len(story.dates)
    assert counted.loc["dates"].tolist() == [total, total - 2, 1, 1, 0, 2, 3, total - 1]
    assert counted.loc["sentences", ["kept", "added", "corrections"]].tolist() == [len(story.sentences), 1, 1]
    assert counted.loc["actors", "corrections"] == 0


def test_the_collection_has_the_corrections_of_a_reading():
    assert (paths.CORRECTIONS / "att-huawei-2018.csv").is_file()
    assert len(load_corrections("att-huawei-2018")) > 0


# Added by a person, all errors at once


@pytest.fixture
def add(tmp_path, monkeypatch):
    """A function: add lines (table, quote, new) of a reader to the corrections of the story; returns what is told."""
    from helpers.pages import review

    monkeypatch.setattr("helpers.paths.CORRECTIONS", tmp_path)
    monkeypatch.setattr(review, "load_article", lambda slug: STORY)

    def call(*lines):
        rows = [{**dict(zip(("table", "quote", "new"), line, strict=True)), "action": "add"} for line in lines]
        pd.DataFrame(rows).to_csv(tmp_path / "lines.csv", index=False)
        before = load_corrections("story")
        try:
            return review.add_file("story", tmp_path / "lines.csv", "A. Reader", pd.Timestamp("2026-11-23"))
        except CorrectionError as error:
            assert load_corrections("story").equals(before) and len(str(error).splitlines()) == 1
            return str(error)

    return call


def test_an_addition_needs_its_words_category_status_and_the_names_of_its_parties(add):
    assert add(("events", "charge", "category: accuses; status: happened; actor: AT&T; recipient: Huawei")) == 1
    read = annotate(STORY, load_corrections("story"))
    event = read.events[read.events["trigger_text"] == "charge"].iloc[0]
    parties = read.event_parties[read.event_parties["event_id"] == event["event_id"]]
    assert event["category"] == "ACCUSE" and event["made_by"] == "A. Reader" and event["date_id"]
    assert dict(zip(parties["role"], parties["actor_id"], strict=True)) == {"actor": "att", "recipient": "huawei"}


def test_all_that_is_wrong_with_the_lines_of_a_reader_is_told_at_once(add):
    told = add(
        ("events", "charge", "category: accusez; status: hapened"),
        ("events", "charge", "status: happened; colour: red"),
        ("events", "charge", "category: accuses; status: happened; actor: Nobody; recipient: Noone"),
        ("claims", "the charge", "source: Nix"),
        ("events", "penalty", "category: accuses; status: happened"),
        ("events", "FCC", "category: accuses; status: happened"),
        ("claims", "Huawei denied", "source: the author"),
    )
    assert all(word in told for word in ("'accusez'", "'hapened'", "without category", "no column 'colour'"))
    assert all(word in told for word in ("no actor 'Nobody' and no actor 'Noone'", "no actor 'Nix'"))
    assert all(f"line {n}: {words}" in told for n, words in ((6, "“penalty” is nowhere"), (7, "“FCC” is nowhere")))
    assert "line 8" not in told


def test_an_addition_whose_words_stand_twice_is_lost_and_says_so(story):
    row = {**BASE, "table": "events", "row_id": "", "quote": "FCC", "action": "add"}
    corrections = decide({**row, "new": "category: accuses; status: happened"})
    assert trace_corrections(story, corrections, TEXT).tolist() == ["lost"]
    placed = decide({**row, "new": "category: accuses; status: happened", "start": 4, "end": 7})
    assert trace_corrections(story, placed, TEXT).tolist() == ["position"]
