"""What comes back from annotation tools: only what was done there is a decision, with who did it, all or nothing."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.__main__ import main
from helpers.annotate import Chain
from helpers.articles.article import article_from_text
from helpers.corrections import find_readers, load_corrections, no_corrections
from helpers.exports import Material
from helpers.exports.annotations import make_annotations, read_annotations
from helpers.exports.brat import make_brat, read_brat, write_brat
from helpers.exports.inception import make_cas, read_cas, write_cas
from helpers.exports.marks import Mark, MarkError, allow, list_marks, name_actors
from helpers.exports.returned import Returned, return_file
from helpers.tables import make_table

TEXT = (
    "Top news today 🎉\nThe FCC fined Orvex Corp. on Monday.\n"
    "On Tuesday, Lumera Inc. sued the FCC. Lumera said it may ask for relief."
)
STORY = article_from_text(TEXT, "2018-01-16", slug="story")
CHAIN = Chain(STORY)
PLAIN = Material(STORY, CHAIN.annotate(no_corrections())[1], no_corrections(), True)
MARKS = list_marks(PLAIN.read)
NAMES = name_actors(PLAIN.read)
ACTORS = {name: actor_id for actor_id, name in NAMES.items()}
CODECS = {
    "article.ann": (lambda marks: write_brat(marks, TEXT, NAMES), read_brat),
    "inception.json": (lambda marks: write_cas(marks, TEXT), read_cas),
}
each_tool = pytest.mark.parametrize("file", CODECS)
SLUGS = ("att-huawei-2018", "merger-2021", "no-date", "no-claim", "one-sentence", "hostile")


def send(marks, file="article.ann"):
    """The corrections that marks mean when they come back from a tool, as a table."""
    write, read = CODECS[file]
    return decide(Returned(PLAIN, "in a tool").compare(read(write(marks), TEXT, file)))


def decide(rows):
    """Rows of corrections as a table."""
    return make_table("corrections", [{"who": "A. Reader", "when": "2026-11-28", **row} for row in rows])


def correct(corrections):
    """The tables of the story with corrections laid over."""
    return CHAIN.annotate(corrections)[1]


def pick(table, words):
    """The mark of a table over these words."""
    return next(m for m in MARKS if m.table == table and TEXT[m.start : m.end] == words)


def swap(mark, **changed):
    """The marks with one of them changed."""
    return [m._replace(**changed) if m.key == mark.key else m for m in MARKS]


@pytest.fixture
def house(tmp_path, monkeypatch):
    """An article of its own, in a place where nothing else is."""
    for name in ("CORRECTIONS", "EXPORTS", "SEEDS"):
        (tmp_path / name.lower()).mkdir()
        monkeypatch.setattr(f"helpers.paths.{name}", tmp_path / name.lower())
    (tmp_path / "seeds" / "story.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "seeds" / "story.toml").write_text('published = "2018-01-16"\n', encoding="utf-8")
    return tmp_path


# What was left as it was


@pytest.mark.parametrize("slug", SLUGS)
def test_what_was_not_touched_is_no_decision(slug, articles, annotations):
    material = Material(articles[slug], annotations[slug], no_corrections(), True)
    text, returned = articles[slug].text, Returned(material, "in a tool")
    assert list(returned.compare(read_brat(make_brat(material), text, "article.ann"))) == []
    assert list(returned.compare(read_cas(make_cas(material), text, "inception.json"))) == []
    assert list(returned.take_annotations(read_annotations(make_annotations(material), text, "a.jsonld"), "A")) == []


# What was changed


@each_tool
def test_a_code_that_was_changed_is_an_edit(file):
    fined = pick("events", "fined")
    rows = send(swap(fined, values={**fined.values, "status": "PLANNED"}), file)
    [row] = rows.to_dict("records")
    assert (row["action"], row["row_id"], row["field"], row["old"], row["new"]) == (
        "edit", fined.row_id, "status", "OCCURRED", "PLANNED")  # fmt: skip
    assert TEXT[row["start"] : row["end"]] == row["quote"] == "fined"


@each_tool
def test_a_mark_that_was_taken_away_is_rejected(file):
    sued = pick("events", "sued")
    [row] = send([m for m in MARKS if m.key != sued.key], file).to_dict("records")
    assert (row["action"], row["table"], row["row_id"]) == ("reject", "events", sued.row_id)


@each_tool
def test_a_span_that_was_moved_keeps_its_row(file):
    orvex = pick("mentions", "Orvex Corp.")
    rows = send(swap(orvex, end=orvex.end - 6), file)
    assert [(r.action, r.field, r.new) for r in rows.itertuples()] == [("edit", "end", str(orvex.end - 6))]
    mentions = correct(rows).mentions
    assert mentions.set_index("mention_id")["text"][orvex.row_id] == "Orvex"


@each_tool
def test_a_mention_that_is_somebody_elses_is_linked_anew(file):
    orvex = pick("mentions", "Orvex Corp.")
    other = ACTORS["Lumera Inc."]
    [row] = send(swap(orvex, values={"actor_id": other}), file).to_dict("records")
    assert (row["field"], row["new"]) == ("actor_id", other)


@each_tool
def test_parties_that_were_given_and_taken_away_are(file):
    sued, orvex = pick("events", "sued"), pick("mentions", "Orvex Corp.")
    rows = send(swap(sued, links=(sued.links[0], ("recipient", orvex.key))), file)
    assert sorted(rows["action"]) == ["add", "reject"] and set(rows["table"]) == {"event_parties"}
    parties = correct(rows).event_parties
    own = parties[(parties["event_id"] == sued.row_id) & (parties["role"] == "recipient")]
    assert own["actor_id"].tolist() == [orvex.values["actor_id"]] and own["review"].tolist() == ["added"]


@each_tool
def test_a_statement_that_somebody_else_makes_has_a_new_source(file):
    said = next(m for m in MARKS if m.table == "claims" and m.links)
    fcc = next(m for m in MARKS if m.table == "mentions" and "FCC" in TEXT[m.start : m.end])
    rows = send(swap(said, links=(("source", fcc.key),)), file)
    claim = correct(rows).claims.set_index("claim_id").loc[said.row_id]
    assert claim["source_id"] == fcc.values["actor_id"] and claim["source_text"] == TEXT[fcc.start : fcc.end]
    rows = send(swap(said, links=()), file)
    claim = correct(rows).claims.set_index("claim_id").loc[said.row_id]
    assert claim["source_id"] == "" and claim["source_text"] == ""


@each_tool
def test_what_was_marked_anew_is_added_whole(file):
    relief, lumera = TEXT.index("relief"), pick("mentions", "Lumera Inc.")
    new = Mark("new", "events", "", relief, relief + 6, {"category": "REQUEST", "status": "PLANNED"},
               (("actor", lumera.key),))  # fmt: skip
    rows = send([m for m in MARKS if (m.start, m.end) != (new.start, new.end)] + [new], file)
    read = correct(rows)
    event = read.events.set_index("event_id").loc[f"story:event:{relief}-{relief + 6}"]
    assert (event["category"], event["status"]) == ("REQUEST", "PLANNED")
    assert read.event_parties.set_index("event_id")["actor_id"][event.name] == lumera.values["actor_id"]


@each_tool
def test_a_mention_of_nobody_known_is_added_without_an_actor(file):
    at = TEXT.index("relief")
    rows = send([*MARKS, Mark("new", "mentions", "", at, at + 6, {"actor_id": ""})], file)
    mentions = correct(rows).mentions.set_index("mention_id")
    assert mentions.loc[f"story:mention:{at}-{at + 6}", ["actor_id", "form", "review"]].tolist() == ["", "NOM", "added"]


@each_tool
def test_a_date_that_was_changed_takes_its_days_along(file):
    monday = pick("dates", "Monday")
    rows = send(swap(monday, values={"timex_value": "2018-01-08"}), file)
    date = correct(rows).dates.set_index("date_id").loc[monday.row_id]
    assert f"{date['earliest']:%Y-%m-%d}" == f"{date['latest']:%Y-%m-%d}" == date["edtf"] == "2018-01-08"


WORDS = [(found.start(), found.end()) for found in re.finditer(r"\w+", TEXT)]
EVENT_CODES = st.fixed_dictionaries(
    {column: st.sampled_from(allow("events", column)) for column in ("category", "status")}
)
LINKS = st.lists(
    st.tuples(st.sampled_from(["actor", "recipient"]),
              st.sampled_from([m.key for m in MARKS if m.table == "mentions" and m.values["actor_id"]])),
    unique_by=lambda link: next(m for m in MARKS if m.key == link[1]).values["actor_id"],
    max_size=3,
)  # fmt: skip
EVENTS = st.lists(st.tuples(st.sampled_from(WORDS), EVENT_CODES, LINKS), unique_by=lambda event: event[0], max_size=5)


@each_tool
@settings(max_examples=min(settings.default.max_examples // 10, 100))
@given(wanted=EVENTS)
def test_whatever_events_a_reader_leaves_are_those_of_the_article(file, wanted):
    known = {(m.start, m.end): m for m in MARKS if m.table == "events"}
    events = [
        Mark(known[place].key if place in known else f"new {place}", "events",
             known[place].row_id if place in known else "", *place, codes, tuple(links))
        for place, codes, links in wanted
    ]  # fmt: skip
    left = list_marks(correct(send([m for m in MARKS if m.table != "events"] + events, file)))
    assert sign(m for m in left if m.table == "events") == sign(events)


def sign(marks):
    """Where marks stand, what they say and whom they point to."""
    return sorted((m.start, m.end, sorted(m.values.items()), sorted(m.links)) for m in marks)


# Web Annotations


def annotation(**more):
    """A Web Annotation of "sued" by a person."""
    at = TEXT.index("sued")
    selector = {
        "type": "TextQuoteSelector",
        "exact": "sued",
        "prefix": TEXT[at - 5 : at],
        "suffix": TEXT[at + 4 : at + 9],
    }
    return {"id": "urn:x:1", "type": "Annotation", "creator": {"name": "C. Third"},
            "target": {"source": "urn:x", "selector": selector}, **more}  # fmt: skip


def take(*items, who=""):
    """The corrections that Web Annotations mean, as dicts."""
    return list(Returned(PLAIN, "").take_annotations(read_annotations(json.dumps(items), TEXT, "a.jsonld"), who))


def test_a_verdict_is_that_of_its_reader():
    row_id = pick("events", "sued").row_id
    for value, action in (("accepted", "accept"), ("rejected", "reject")):
        body = {"type": "TextualBody", "purpose": "assessing", "value": value, "creator": {"name": "C. Third"}}
        [row] = take(annotation(id=f"urn:regtrace:{row_id}", body=[body, tag("event")]))
        assert (row["action"], row["who"], row["row_id"]) == (action, "C. Third", row_id)


def tag(value):
    """A body that says of what kind a row is."""
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def test_words_that_tell_what_an_act_is_add_it_and_their_maker():
    at = TEXT.index("relief")
    selector = {"type": "TextPositionSelector", "start": at, "end": at + 6}
    body = {"type": "TextualBody", "value": "category: asks or presses; status: planned; actor: Lumera Inc."}
    rows = take(annotation(body=body, target={"source": "urn:x", "selector": selector}))
    assert [(row["action"], row["who"], row["quote"]) for row in rows] == [("add", "C. Third", "relief")]
    read = correct(decide(rows))
    assert read.events.set_index("event_id").loc[f"story:event:{at}-{at + 6}", "made_by"] == "C. Third"


def test_codes_that_were_changed_are_edits_by_whoever_changed_them():
    items = json.loads(make_annotations(PLAIN))["first"]["items"]
    item = next(i for i in items if i["id"].endswith(pick("events", "sued").row_id))
    codes = json.loads(item["body"][-1]["value"])
    item["body"][-1]["value"] = json.dumps({**codes, "status": "PLANNED"})
    [row] = take(item, who="A. Reader")
    assert (row["field"], row["new"], row["who"]) == ("status", "PLANNED", "A. Reader")
    with pytest.raises(MarkError, match="does not say who made it"):
        take(item)


def test_a_comment_is_no_decision_and_software_is_nobody():
    assert take(annotation(body={"type": "TextualBody", "purpose": "commenting", "value": "Is that so?"})) == []
    body = {"type": "TextualBody", "value": "category: accuses; status: happened"}
    with pytest.raises(MarkError, match="Give --who NAME"):
        take(annotation(body=body, creator={"name": "rules/1", "type": "Software"}))


def test_words_that_stand_twice_are_refused_without_their_surroundings():
    selector = {"type": "TextQuoteSelector", "exact": "FCC"}
    with pytest.raises(MarkError, match="stand nowhere in the article, or several times"):
        take(annotation(body=tag("mention") | {}, target={"source": "urn:x", "selector": selector}),
             annotation(body={"value": "actor: FCC"}, target={"source": "urn:x", "selector": selector}))  # fmt: skip


# All of it or nothing


def write(house, name, content):
    path = house / name
    path.write_text(content, encoding="utf-8")
    return path


def test_decisions_of_a_file_are_rows_of_the_corrections_with_who_made_them(house, capsys):
    fined = pick("events", "fined")
    path = write(
        house, "article.ann", write_brat(swap(fined, values={**fined.values, "status": "PLANNED"}), TEXT, NAMES)
    )
    assert main(["review", "story", "--add", str(path), "--who", "B. Analyst"]) == 0
    assert "1 corrections added" in capsys.readouterr().out
    corrections = load_corrections("story")
    assert corrections["who"].tolist() == ["B. Analyst"]
    events = correct(corrections).events
    assert ("B. Analyst",) in find_readers("events", events, corrections, TEXT)
    assert return_file("story", path, "B. Analyst") == 0


BRAT = make_brat(PLAIN)
MENTION = re.search(r"(T\d+)\tMention", BRAT)[1]
WRONG = {
    "nobody who decided": (BRAT, "", "Give --who NAME"),
    "another text": (BRAT.replace("fined\n", "find\n"), "A", "it is of another text"),
    "no line": ("hello", "A", "is no line of brat's"),
    "an unknown kind": (BRAT.replace("\tMention ", "\tThing ", 1), "A", "the unknown type Thing"),
    "out of the text": ("T1\tMention 5 9999\tFCC\n", "A", "lies outside of the text"),
    "a line twice": ("T1\tMention 0 3\tTop\nT1\tMention 0 3\tTop\n", "A", "T1 is there twice"),
    "nothing of the article": ("T1\tDate 0 3\tTop\n", "A", "none of the"),
    "an event without trigger": ("E1\tSANCTION:T9\n", "A", "is no line E"),
    "an event without status": (BRAT + "T99\tSANCTION 0 3\tTop\n", "A", "without status"),
    "an impossible status": (BRAT.replace("Status E1 OCCURRED", "Status E1 MAYBE"), "A", "MAYBE"),
    "an actor that nobody is": (BRAT + f"N99\tReference {MENTION} actors:no-such-actor\tX\n", "A", "no-such-actor"),
}


@pytest.mark.parametrize(("content", "who", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_file_is_refused_in_one_line_and_nothing_is_written(content, who, words, house, capsys, snapshot):
    path, before = write(house, "article.ann", content), snapshot(house / "corrections")
    code = main(["review", "story", "--add", str(path), "--who", who])
    error = capsys.readouterr().err
    assert code == 2 and words in error and len(error.strip().splitlines()) == 1
    assert {k: v for k, v in snapshot(house / "corrections").items() if k.suffix == ".csv"} == before


wild = st.text(st.characters(exclude_categories=["Cs"]), max_size=6) | st.sampled_from(
    ["\t", "\n", " ", "T1", "E1", ":", ";", "0", "99999", "{", "}", "[", "]", '"', "null", "%ID", "-1", "1.5", "\x00"]
)
OTHER = st.none() | st.booleans() | st.integers(-3, 300) | st.floats(allow_nan=False) | wild
OTHER |= st.just({}) | st.lists(st.none() | st.integers(0, 9), max_size=2)
SOURCES = {"article.ann": BRAT, "inception.json": make_cas(PLAIN), "a.jsonld": make_annotations(PLAIN)}
READERS = {"article.ann": read_brat, "inception.json": read_cas, "a.jsonld": read_annotations}


@pytest.mark.parametrize("file", SOURCES)
@given(data=st.data())
def test_a_broken_file_is_refused_in_one_line_or_read(file, data):
    content = SOURCES[file]
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        content = content[:at] + data.draw(wild) + content[at + data.draw(st.integers(0, 12)) :]
    try:
        READERS[file](content, TEXT, file)
    except MarkError as error:
        assert len(str(error).splitlines()) == 1 and file in str(error)


@pytest.mark.parametrize("file", ["inception.json", "a.jsonld"])
@given(data=st.data())
def test_a_value_that_is_another_is_refused_in_one_line_or_read(file, data):
    document = json.loads(SOURCES[file])
    spots = list_spots(document)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(spots))
        holder[key] = data.draw(OTHER)
    try:
        READERS[file](json.dumps(document), TEXT, file)
    except MarkError as error:
        assert len(str(error).splitlines()) == 1 and file in str(error)


def list_spots(thing):
    """(holder, key) of every value below a JSON value."""
    pairs = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    return [spot for key, value in pairs for spot in ((thing, key), *list_spots(value))]
