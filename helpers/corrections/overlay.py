"""A reading's decisions about one article, laid over whatever the machine finds.

A target that has vanished is looked for by its id, its position and its quotation, then by likeness, and listed as lost
if it is nowhere (`helpers.corrections.anchors`). The file that holds the decisions is `helpers.corrections.file`'.
"""

import json
import re
from typing import NamedTuple

import pandas as pd

from helpers.corrections.anchors import WAYS, anchor_cells, find_occurrences, find_target, index_places, list_places
from helpers.corrections.file import (
    CorrectionError,
    add_corrections,
    added_rows,
    list_errors,
    load_corrections,
    no_corrections,
    parse_json,
    read_rows,
    type_value,
)
from helpers.corrections.filling import AHEAD, bound_by_publication, locate, settle_words
from helpers.corrections.words import is_short
from helpers.lexicons import kind_sectors
from helpers.relations import derive_relations
from helpers.tables import (
    TABLES,
    TableError,
    check_table,
    find_fields,
    find_references,
    find_triples,
    make_table,
    row_keys,
    sort_rows,
)

__all__ = [
    "CorrectionError",
    "add_corrections",
    "apply_corrections",
    "count_corrections",
    "lay_corrections",
    "list_errors",
    "load_corrections",
    "no_corrections",
    "settle_words",
    "trace_corrections",
]

RENAMED = ("row_id", "new")
LABEL_COLUMNS = ("made_by", "review")
ID = re.compile(r'[^"|;]+')


class Laid(NamedTuple):
    """A corrected table, and the corrections that found no target in it."""

    frame: pd.DataFrame
    lost: pd.DataFrame


def lay_corrections(name, frame, corrections, text=""):
    """Lay the corrections of table `name` over `frame`; returns `Laid`, the corrected table and the corrections lost.

    Raises CorrectionError for a row that is unknown and has no position or quotation to look for, or if the result
    breaks the codebook.
    """
    given = corrections
    corrections, ways = anchor_corrections(name, corrections, frame, text)
    lost = list(ways.index[ways == "lost"])
    check_findable(name, given.loc[lost])
    own = corrections[corrections["table"] == name].drop(index=lost)
    found, places = frame, index_keys(name, frame)
    frame, moved, fields = frame.copy(), {}, {}
    for row in own[own["action"].isin(["accept", "edit"])].itertuples():
        target = places[row.row_id]
        change_row(name, frame, target, row)
        fields.setdefault(target, set()).add(row.field)
        if text and is_elsewhere(name, row, found.loc[target]):
            moved.setdefault(target, []).append(row.Index)
    for target, edited in fields.items():
        follow_edits(name, frame, found.loc[target], target, edited)
        follow_spans(name, frame, target, edited, text)
    lost += settle_rows(frame, found, moved, text)
    gone = frame.loc[[places[i] for i in own.loc[~own["action"].isin(["accept", "edit", "add"]), "row_id"]]]
    added = added_rows(own)
    frame = join_rows(name, frame.drop(index=gone.index), read_rows(name, added) if len(added) else None)
    check_merges(name, own, frame)
    if name == "events":
        frame = keep_tellings(frame, gone, find_merges(own))
    return Laid(check_laid(name, follow_decisions(name, frame, corrections), text, own), given.loc[lost])


def check_findable(name, lost):
    """Raise CorrectionError for a correction that never had a quotation to be found by: its id is simply wrong."""
    for row in lost[(lost["action"] != "add") & (lost["quote"] == "")].itertuples():
        raise CorrectionError(
            f"Corrections, line {row.Index + 2}: no row '{row.row_id}' in table {name}, and no quote to find it by. "
            "Give an id of the table.",
            row.Index,
        )


def anchor_corrections(name, corrections, frame, text):
    """(the corrections with the ids and places that their rows have in `frame` now, how each of table `name` was
    found).

    Where the id of a row has changed, corrections of other tables that mean it are changed too. The ways are a Series:
    id, position, quotation, likeness, or lost; what was found only by likeness a reader should look at.
    """
    own = corrections[corrections["table"] == name]
    if own.empty:
        return corrections, pd.Series([], dtype="str")
    keys, index, ways, renamed, new = row_keys(name, frame), index_keys(name, frame), {}, {}, {}
    places = index_places(name, frame) if set(own["row_id"]) - set(index) - {""} else []
    for row in own.itertuples():
        if row.action != "add":
            target, ways[row.Index] = find_target(row, index, places, frame, text)
            renamed |= {row.row_id: keys[target]} if target is not None else {}
        if row.action in ("add", "split") and ways.get(row.Index) != "lost" and text:
            ways[row.Index], new[row.Index], ids = anchor_rows(row, text)
            renamed |= ids
    ways = pd.Series(ways, dtype="str").reindex(own.index).fillna("position")
    anchored = corrections.assign(new=pd.Series(new, dtype="str").reindex(corrections.index).fillna(corrections["new"]))
    return rename_ids(anchored, {old: id for old, id in renamed.items() if old != id}), ways


def anchor_rows(row, text):
    """(way, JSON, {old id: new id}) of the rows that a correction adds, where their words stand now."""
    cells = parse_json(row)
    if row.action == "add" and is_short(row.table, cells[0]):
        return ("lost" if row.table != "actors" and locate(row, text) is None else "position"), row.new, {}
    placed = [anchor_cells(given, row, text) for given in cells]
    if any(moved is None for moved, _ in placed):
        return "lost", row.new, {}
    ways = [way for _, way in placed]
    if set(ways) == {"position"}:
        return "position", row.new, {}
    rows = [moved for moved, _ in placed]
    ids = {
        old[key]: new[key]
        for old, new in zip(cells, rows, strict=True)
        for key in old
        if key.endswith("_id") and old[key] != new[key]
    }
    return max(ways, key=WAYS.index), json.dumps(rows if len(rows) > 1 else rows[0], ensure_ascii=False), ids


def rename_ids(corrections, renamed):
    """The corrections with every id that has changed as it is now, alone or among others, in `row_id` and `new`."""
    if not renamed:
        return corrections

    def rename(cell):
        return ID.sub(lambda m: renamed.get(m[0], m[0]), cell)

    return corrections.assign(**{column: corrections[column].map(rename).astype("str") for column in RENAMED})


def trace_corrections(found, corrections, text):
    """How each correction found what it means, as a Series over the corrections: id, position, quotation, likeness, or
    lost.

    `found` has what the machine found at each step, as `annotate_steps` gives it.
    """
    traced = []
    for name in TABLES:
        frame, corrections = follow_tellings(name, getattr(found, name), corrections)
        corrections, ways = anchor_corrections(name, corrections, frame, text)
        traced.append(ways)
    return pd.concat(traced).astype("str").sort_index()


def is_elsewhere(name, row, target):
    """Whether a row of table `name` stands elsewhere than where its correction says; an event may be told by its
    evidence too.
    """
    starts = [place[0] for place in list_places(name, target)]
    return bool(row.quote) and not pd.isna(row.start) and row.start not in starts


def check_merges(name, own, frame):
    """Every merge of a table ends in a row that is there and stays."""
    keys, moved = set(row_keys(name, frame)), find_merges(own)
    for merge in own[own["action"] == "merge"].itertuples():
        if follow_id(merge.row_id, moved) not in keys:
            raise CorrectionError(
                f"Corrections, line {merge.Index + 2}: no row '{merge.new}' in table {name} to merge into. "
                "Give in `new` the id of a row that stays.",
                merge.Index,
            )


def keep_tellings(events, gone, moved):
    """The events, with the evidence of those that were merged into them in `told_again`: one act, told more than once.

    `gone` are the rows that are no more, `moved` {id of an event merged away: id of the event it went into}.
    """
    told = {}
    for row in gone[gone["event_id"].isin(list(moved))].itertuples():
        told.setdefault(follow_id(row.event_id, moved), []).append(f"{row.start}-{row.end}")
    cells = [join_places(row.told_again, told.get(row.event_id, [])) for row in events.itertuples()]
    return events.assign(told_again=pd.Series(cells, index=events.index, dtype="str"))


def follow_tellings(name, frame, corrections):
    """(table `event_parties` with the parties of merged events at the event that stays, the corrections with their ids
    so); any other table as it is.
    """
    moved = find_merges(corrections[corrections["table"] == "events"]) if name == "event_parties" else {}
    if not moved:
        return frame, corrections
    frame = frame.assign(event_id=frame["event_id"].map(lambda cell: follow_id(cell, moved)).astype("str"))
    own = corrections["table"] == name
    renamed = rename_ids(corrections[own], {old: follow_id(old, moved) for old in moved})
    corrections = corrections.assign(
        **{column: renamed[column].reindex(corrections.index).fillna(corrections[column]) for column in RENAMED}
    )
    return frame[~row_keys(name, frame).duplicated()].reset_index(drop=True), corrections


def join_places(cell, more):
    """A cell of places with more of them, each once, in the order of the text."""
    places = {*filter(None, cell.split(";")), *more}
    return ";".join(sorted(places, key=lambda place: tuple(map(int, place.split("-")))))


def find_merges(decided):
    """{id of a row merged away: id of the row it went into}."""
    merges = decided[decided["action"] == "merge"]
    return dict(zip(merges["row_id"], merges["new"], strict=True))


def follow_id(row_id, moved):
    """Where an id ends after all moves; merges in a circle end where they began."""
    seen = set()
    while row_id in moved and row_id not in seen:
        seen.add(row_id)
        row_id = moved[row_id]
    return row_id


def settle_rows(frame, found, moved, text):
    """Put the spans of edited rows that were found elsewhere where their words stand now; returns the corrections of
    those that do not fit.

    `moved` is {index of the row: its corrections}; such a row is left as the machine found it.
    """
    lost = []
    for target, corrections in moved.items():
        spans = {p: place_words(frame.loc[target], found.loc[target], p, text) for p in find_triples(frame)}
        if None in spans.values():
            frame.loc[target] = found.loc[target]
            lost += corrections
            continue
        for prefix, (start, end) in spans.items():
            frame.loc[target, prefix + "start"], frame.loc[target, prefix + "end"] = start, end
    return lost


def place_words(row, before, prefix, text):
    """(start, end) of a span's words where they stand nearest to where the row was found; None if they stand nowhere,
    or do not make a span.
    """
    words, start, end = (row[prefix + part] for part in ("text", "start", "end"))
    if not words and pd.isna(start) and pd.isna(end):
        return pd.NA, pd.NA
    places = find_occurrences(words, text)
    if not places or pd.isna(start) or pd.isna(end) or end - start != len(words):
        return None
    near = before[prefix + "start"] if not pd.isna(before[prefix + "start"]) else start
    place = min(places, key=lambda p: (p != start, abs(p - near)))
    return place, place + len(words)


def change_row(name, frame, target, row):
    """Carry out an accept or an edit on one row; an edit that changes nothing is an accept."""
    if "review" not in frame:
        return
    review = "accepted"
    if row.action == "edit":
        value, old = type_value(name, row.field, row.new), frame.loc[target, row.field]
        if not (pd.isna(value) and pd.isna(old)) and (pd.isna(old) or pd.isna(value) or value != old):
            frame.loc[target, row.field] = value
            review = "edited"
    if frame.loc[target, "review"] != "edited":
        frame.loc[target, "review"] = review


def index_keys(name, frame):
    """{id of a row: its index}; of several rows with one id the first."""
    return dict(reversed(list(zip(row_keys(name, frame), frame.index, strict=True))))


def follow_spans(name, frame, target, fields, text):
    """The words of a span follow its edited ends."""
    for prefix in find_triples(frame):
        start, end = (frame.loc[target, prefix + part] for part in ("start", "end"))
        moved = fields & {prefix + "start", prefix + "end"} and prefix + "text" not in fields
        if moved and text and not (pd.isna(start) or pd.isna(end)):
            frame.loc[target, prefix + "text"] = text[start:end]


def follow_edits(name, frame, before, target, fields):
    """What followed from a cell that was edited follows it: the days of an event that only publication dates from its
    status, the sector of an actor from its kind; what was edited itself stays.
    """
    row = frame.loc[target]
    if name == "events" and "status" in fields and before["date_basis"] == "publication":
        day = before["latest"] if pd.isna(before["earliest"]) else before["earliest"]
        same = (before["status"] in AHEAD) == (row["status"] in AHEAD)
        if not (same or pd.isna(day) or fields & {"earliest", "latest", "date_id", "date_basis"}):
            bounds = bound_by_publication(row["status"], day)
            for part in ("earliest", "latest"):
                frame.loc[target, part] = type_value(name, part, bounds[part])
    if name == "actors" and "kind" in fields and "sector" not in fields:
        followed = before["sector"] == kind_sectors().get(before["kind"], "UNK")
        if followed and row["kind"] != before["kind"]:
            frame.loc[target, "sector"] = kind_sectors().get(row["kind"], "UNK")


def join_rows(name, frame, added):
    """The table with the added rows in order of place; a row whose id is there already is not added twice."""
    if added is not None:
        frame = pd.concat([frame, added], ignore_index=True)
        frame = frame[~row_keys(name, frame).duplicated()]
    return sort_rows(frame)


def follow_decisions(name, frame, corrections):
    """Let references follow the rows they point to: to the row a merge went into, to nothing where the row was
    rejected.

    A row that cannot be without its reference goes with it; rows that a merge made the same become one.
    """
    fields = {f["name"]: f for f in find_fields(name)}
    for reference in find_references(name):
        decided = corrections[corrections["table"] == reference["reference"]["resource"]]
        moved = find_merges(decided)
        moved |= dict.fromkeys(decided.loc[decided["action"] == "reject", "row_id"], "")
        if not moved:
            continue
        column = reference["fields"][0]
        before = frame[column]
        frame[column] = before.map(lambda cell, moved=moved: move_ids(cell, moved)).astype("str")
        if fields[column].get("constraints", {}).get("required"):
            frame = frame[(frame[column] != "") | (before == "")]
    return frame[~row_keys(name, frame).duplicated()].reset_index(drop=True)


def place_mentions(mentions, sentences):
    """Mentions with the sentence that each stands in."""
    spans = list(zip(sentences["start"], sentences["end"], sentences["sentence_id"], strict=True))
    inside = [next((i for start, end, i in spans if start <= m < end), "") for m in mentions["start"]]
    return mentions.assign(sentence_id=pd.Series(inside, index=mentions.index, dtype="str"))


def release_references(frames):
    """{table: frame} without references whose row is not there: a correction may mean a row that is lost.

    A row that cannot be without its reference goes with it.
    """
    frames = {**frames, "mentions": place_mentions(frames["mentions"], frames["sentences"])}
    for name in frames:
        required = {f["name"] for f in find_fields(name) if f.get("constraints", {}).get("required")}
        for reference in find_references(name):
            target, column = reference["reference"]["resource"], reference["fields"][0]
            known = {*frames[target][reference["reference"]["fields"][0]], *reference.get("others", [])}
            before = frames[name][column]
            gone = {i: "" for cell in before for i in cell.split(";") if i not in known}
            after = before.map(lambda cell, gone=gone: move_ids(cell, gone)).astype("str")
            kept = (after != "") | (before == "") if column in required else after == after
            frames[name] = frames[name].assign(**{column: after})[kept].reset_index(drop=True)
    return frames


def move_ids(cell, moved):
    """The ids of a cell, moved where they were merged, left out where they were rejected, each once."""
    return ";".join(dict.fromkeys(filter(None, (follow_id(i, moved) for i in cell.split(";")))))


def check_laid(name, frame, text, own):
    """The corrected table, if it keeps the codebook; else CorrectionError with the last line that edits the row."""
    try:
        return check_table(name, frame, text or None)
    except TableError as error:
        key = None if error.row is None else row_keys(name, frame).iloc[error.row]
        lines = own.index[own["row_id"] == key]
        where = f"Corrections, line {lines[-1] + 2}: with it" if len(lines) else "With the corrections"
        raise CorrectionError(f"{where} laid over it: {error}", lines[-1] if len(lines) else None) from None


def apply_corrections(annotations, corrections, text=""):
    """Lay corrections over every table of an `Annotations` and derive the relations again.

    `text` is the article's text: it is needed to find a target by its quotation, and to check that corrected spans cut.
    """
    frames = {}
    for name in TABLES:
        if name != "relations":
            frame, followed = follow_tellings(name, getattr(annotations, name), corrections)
            frames[name] = lay_corrections(name, frame, followed, text).frame
    return type(annotations)(
        **frames, relations=derive_relations(frames["events"], frames["event_parties"], frames["claims"])
    )


def count_corrections(found, corrected):
    """Table `corrections_needed`: how many rows and cells differ between what the machine found and the corrected
    tables.
    """
    names = [name for name in TABLES if name != "relations"]
    return make_table(
        "corrections_needed", [compare_tables(name, getattr(found, name), getattr(corrected, name)) for name in names]
    )


def compare_tables(name, found, corrected):
    """One row of `corrections_needed`; labels (who made a row, its review) do not count as content."""
    columns = [c for c in found.columns if c not in LABEL_COLUMNS]
    before, after = (
        {
            key: tuple(map(str, cells))
            for key, cells in zip(row_keys(name, f), f[columns].itertuples(index=False), strict=True)
        }
        for f in (found, corrected)
    )
    both = [key for key in before if key in after]
    fields = sum(a != b for key in both for a, b in zip(before[key], after[key], strict=True))
    edited = sum(before[key] != after[key] for key in both)
    rejected, added = len(before) - len(both), len(after) - len(both)
    return {
        "table": name,
        "machine_rows": len(before),
        "kept": len(both) - edited,
        "edited": edited,
        "rejected": rejected,
        "added": added,
        "edited_fields": fields,
        "corrections": fields + rejected + added,
        "corrected_rows": len(after),
    }
