"""What a reader decides, as rows of the corrections file: one decision is one act, however many cells it changes.

A decision is a dict: `do` names it, `table` and `row` tell what it is about, `values` what is given, in plain words,
codes, names or ids; `reason` may say why. The functions named `decide_…` return rows without who and when.
"""

import json
from dataclasses import replace

import pandas as pd

from helpers.articles.article import publication_day, slugify
from helpers.corrections.acts import UNDO
from helpers.corrections.file import CorrectionError, parse_json
from helpers.corrections.filling import DAY, FILL, bound_by_publication, cover_days, find_mention, read_manner
from helpers.corrections.overlay import LABEL_COLUMNS
from helpers.corrections.words import (
    NEEDED,
    PARTS,
    find_key,
    find_vocabulary,
    index_names,
    list_codes,
    to_code,
    to_codes,
)
from helpers.readings.adopt import anchor_row, quote_row
from helpers.spans import STANDS_AT, find_context
from helpers.tables import TableError, make_table, row_keys, write_cell
from helpers.wording import plain

RIGHT, WRONG, NO_ACT = "read and found right", "read and found wrong", "no act is missing here"
# What stands for several cells at once, or for rows of another table.
SOURCE, ACTOR = "source", "actor"
NOUNS = {"events": "event", "claims": "statement", "mentions": "mention", "dates": "date", "actors": "actor"}


class Desk:
    """The tables of an article as they stand, to make decisions on: `found` by the machine, `read` as corrected.

    `moved` has the (table, row id) of what other decisions have changed: it can be accepted again.
    """

    def __init__(self, article, found, read, corrections, moved=()):
        self.article, self.found, self.read, self.corrections = article, found, read, corrections
        self.moved = moved
        self.rows = {}
        self.names = index_names(read.actors)

    def list_rows(self, table):
        """{row id: its cells as text} of a table as corrected."""
        if table not in self.rows:
            frame = getattr(self.read, table)
            cells = ({c: write_cell(v) for c, v in row.items()} for row in frame.to_dict("records"))
            self.rows[table] = dict(zip(row_keys(table, frame), cells, strict=True))
        return self.rows[table]

    def learn_actor(self, cells):
        """Take an actor in that the decision at hand adds."""
        actors = pd.concat([self.read.actors, make_table("actors", [cells])], ignore_index=True)
        self.read, self.names = replace(self.read, actors=actors), index_names(actors)
        self.rows.pop("actors", None)

    def find(self, table, row_id):
        """The cells of a row; raises CorrectionError if it is not there any more."""
        rows = self.list_rows(table)
        if row_id not in rows:
            raise CorrectionError(
                f"This {NOUNS.get(table, 'party')} is not there any more: '{row_id}'. Choose another."
            )
        return rows[row_id]

    def find_actor(self, name):
        """The id of an actor for its name or id; raises CorrectionError for an unknown one."""
        actors = self.list_rows("actors")
        actor_id = name if name in (*actors, "author") else self.names.get(name.lower())
        if actor_id is None:
            raise CorrectionError(f"There is no actor “{name}”. Choose one from the list, or add it with its kind.")
        return actor_id

    def anchor(self, table, row_id):
        """The anchors of a row: where it stands, its words and what stands around them."""
        frame = getattr(self.read, table)
        place = row_keys(table, frame).tolist().index(row_id)
        return quote_row(*anchor_row(table, frame.iloc[place], vars(self.read)), self.article.text)

    def find_addition(self, table, row_id):
        """The standing correction that added a row, as a dict; None for a row of the machine."""
        own = self.corrections[(self.corrections["table"] == table) & (self.corrections["action"] == "add")]
        for row in own.itertuples(index=False):
            cells = parse_json(row)[0]
            if name_row(table, cells) == row_id:
                return row._asdict()
        return None


def name_row(table, cells):
    """The id of a row as the tables know it: its key, of a party event, actor or mention, and role."""
    if table != "event_parties":
        return cells.get(find_key(table), "")
    return "|".join([cells.get("event_id", ""), cells.get("actor_id") or cells.get("mention_id", ""), cells["role"]])


def decide(desk, command):
    """The rows of one decision; raises CorrectionError for one that cannot be carried out, in one line."""
    try:
        rows = list(DECISIONS[command["do"]](desk, command))
    except KeyError as missing:
        raise CorrectionError(f"A decision without {missing}. Expected: do, table, row and values.") from None
    except TableError as error:
        raise CorrectionError(str(error)) from None
    if not rows:
        raise CorrectionError("That is how it stands already; nothing was written.")
    reason = " ".join(command.get("reason", "").split())
    return [{**row, "reason": reason or row["reason"]} for row in rows]


def make_row(desk, table, row_id, action, reason, **cells):
    """One row of the corrections file about a row that is there."""
    return {"table": table, "row_id": row_id, **desk.anchor(table, row_id), "action": action, "reason": reason, **cells}


# Accept and reject


def decide_accept(desk, command):
    """A row is right; of an event its parties are, too."""
    for table, row_id in list_whole(desk, command["table"], command["row"]):
        if desk.find(table, row_id)["review"] == "unseen" or (table, row_id) in desk.moved:
            yield make_row(desk, table, row_id, "accept", RIGHT)


def decide_accept_all(desk, command):
    """The unread rows of a table are right: those of `rows`, or all."""
    chosen = set(command.get("rows") or desk.list_rows(command["table"]))
    for row_id, row in desk.list_rows(command["table"]).items():
        if row["review"] == "unseen" and row_id in chosen:
            yield from decide_accept(desk, {**command, "row": row_id})


def decide_nothing(desk, command):
    """No act was missed in a sentence: it has been looked at."""
    yield make_row(desk, "sentences", command["row"], "accept", NO_ACT)


def list_whole(desk, table, row_id):
    """(table, row id) of a row and, of an event, of its parties."""
    yield table, row_id
    if table == "events":
        parties = desk.list_rows("event_parties")
        yield from (("event_parties", key) for key, party in parties.items() if party["event_id"] == row_id)


def decide_reject(desk, command):
    """A row is no such thing; one that a reader added is taken back, and of an event its parties with it."""
    whole = list(list_whole(desk, command["table"], command["row"]))
    desk.find(*whole[0])
    for table, row_id in [*whole[1:], whole[0]]:
        added = desk.find_addition(table, row_id)
        if added:
            yield {**added, "action": UNDO, "old": "add", "reason": WRONG}
        elif table == command["table"]:
            yield make_row(desk, table, row_id, "reject", WRONG)


def decide_restore(desk, command):
    """A row that was rejected or merged away is there after all."""
    own = desk.corrections[(desk.corrections["table"] == command["table"])]
    for row in own[own["row_id"] == command["row"]].to_dict("records"):
        if row["action"] in ("reject", "merge"):
            yield {**row, "action": UNDO, "old": row["action"], "reason": "it is there after all"}


# Edit


def decide_edit(desk, command):
    """Cells of a row have other values: `values` {column: value}; a source, the actor of a mention and the parties of
    an event are given by name, and what follows from them is changed along.
    """
    table, row_id, values = command["table"], command["row"], dict(command["values"])
    row, rows = desk.find(table, row_id), add_unknown(desk, table, values)
    if table == "events":
        for role in PARTS:
            if role in values:
                rows += change_parties(desk, row_id, role, values.pop(role))
    if table == "dates" and DAY.fullmatch(values.get("timex_value", "")):
        values = cover_days(values["timex_value"]) | values
    if table == "claims" and SOURCE in values:
        values |= follow_source(desk, row, values.pop(SOURCE))
    if table == "mentions" and ACTOR in values:
        values["actor_id"] = name_actors(desk, values.pop(ACTOR))
    cells = {column: to_code(table, column, value.strip()) for column, value in values.items()}
    rows = [*rows, *change_cells(desk, table, row_id, cells)]
    return [*rows, *change_equals(desk, row_id, cells)] if command.get("everywhere") and table == "mentions" else rows


def change_equals(desk, mention_id, cells):
    """The rows that give unread mentions with the same words the same values."""
    rows = desk.list_rows("mentions")
    words = rows[mention_id]["text"].lower()
    for other_id, other in rows.items():
        if other_id != mention_id and other["text"].lower() == words and other["review"] == "unseen":
            yield from change_cells(desk, "mentions", other_id, cells)


def change_cells(desk, table, row_id, cells):
    """The rows that give cells of a row other values; a row that a reader added is taken back and added anew."""
    row = desk.find(table, row_id)
    changed = {column: value for column, value in cells.items() if row.get(column, "") != value}
    unknown = next((column for column in cells if column not in row), None)
    if unknown:
        raise CorrectionError(f"No column '{unknown}' in table {table}. Expected: {', '.join(row)}.")
    if not changed:
        return
    column, value = next(iter(changed.items()))
    why = f"{column.removesuffix('_id').replace('_', ' ')} is {word_value(desk, table, column, value)}"
    added = desk.find_addition(table, row_id)
    if added:
        whole = {**row, **changed}
        if "status" in changed and row["date_basis"] == "publication":
            whole |= bound_by_publication(whole["status"], publication_day(desk.article.published))
        kept = {c: v for c, v in whole.items() if v and c not in LABEL_COLUMNS}
        yield {**added, "action": UNDO, "old": "add", "reason": why}
        yield {**added, "new": json.dumps(kept, ensure_ascii=False), "reason": why}
        return
    for column, value in changed.items():
        yield make_row(desk, table, row_id, "edit", why, field=column, old=row[column], new=value)


def word_value(desk, table, column, value):
    """A value as a reason tells it: plain words for codes, names for ids."""
    if list_codes(table, column) and value:
        return plain(find_vocabulary(table, column), value)
    names = {actor_id: row["name"] for actor_id, row in desk.list_rows("actors").items()}
    return ", ".join(names.get(item, item) for item in value.split(";")) if value else "not told"


def name_actors(desk, value):
    """Actor ids, separated by `;`, for names separated by `;`."""
    return ";".join(desk.find_actor(name.strip()) for name in value.split(";") if name.strip())


def follow_source(desk, row, names):
    """The cells of a statement that follow from who says it, one or several separated by `;`."""
    source_id = name_actors(desk, names)
    cells = {"source_id": source_id, "source_mention_id": "", "source_start": "", "source_end": "", "source_text": ""}
    if source_id not in ("", "author"):
        place = int(row["start"] or row["cue_start"])
        mention = find_mention(source_id.split(";")[0], place, vars(desk.read))
        if mention is not None:
            cells |= {f"source_{part}": str(getattr(mention, part)) for part in ("start", "end", "text")}
            cells["source_mention_id"] = mention.mention_id
    if source_id and row["start"]:
        manner = read_manner(source_id.split(";")[0], int(row["start"]), int(row["end"]), vars(desk.read), desk.article)
        follows = ("source_kind", "anonymity") if source_id != "author" and row["source_id"] != "author" else manner
        cells |= {column: manner[column] for column in follows}
    return cells


def change_parties(desk, event_id, role, value):
    """The rows that make the parties of an event in a role those named in `value`, separated by `;`."""
    wanted = [name for name in name_actors(desk, value).split(";") if name]
    event = desk.find("events", event_id)
    there = {
        key: party
        for key, party in desk.list_rows("event_parties").items()
        if party["event_id"] == event_id and party["role"] == role
    }
    for key, party in there.items():
        if party["actor_id"] not in wanted:
            yield from decide_reject(desk, {"table": "event_parties", "row": key})
    for actor_id in wanted:
        if actor_id not in [party["actor_id"] for party in there.values()]:
            yield add_party(desk, event, actor_id, role)


def add_party(desk, event, actor_id, role):
    """The row that adds a party to an event."""
    mention = find_mention(actor_id, int(event["trigger_start"]), vars(desk.read))
    cells = {"event_id": event["event_id"], "actor_id": actor_id, "role": role}
    cells |= {} if mention is None else {"mention_id": mention.mention_id}
    anchor = desk.anchor("events", event["event_id"])
    new = json.dumps(cells, ensure_ascii=False)
    name = desk.list_rows("actors")[actor_id]["name"]
    return {
        "table": "event_parties",
        "row_id": "",
        **anchor,
        "action": "add",
        "new": new,
        "reason": f"{role} is {name}",
    }


def decide_span(desk, command):
    """A row stands at other words: `start` and `end` in code points."""
    table, start, end = command["table"], int(command["start"]), int(command["end"])
    words = desk.article.text[start:end]
    prefix = STANDS_AT.get(table, ("",))[0]
    cells = {f"{prefix}start": str(start), f"{prefix}end": str(end), f"{prefix}text": words}
    if table == "events":
        row = desk.find(table, command["row"])
        first, last = min(int(row["start"]), start), max(int(row["end"]), end)
        cells |= {"start": str(first), "end": str(last), "text": desk.article.text[first:last]}
    return change_cells(desk, table, command["row"], cells)


# Add


def decide_add(desk, command):
    """A row that the machine has not: at `start` and `end`, with what does not follow from its words in `values`.

    A name that no actor has yet is added as one, of the `kind` that is given.
    """
    table, values = command["table"], {k: v for k, v in command["values"].items() if v}
    place = (int(command["start"]), int(command["end"])) if table != "actors" else None
    rows = add_unknown(desk, table, values)
    missing = [key for key in NEEDED[table] if not values.get(key)]
    if missing:
        raise CorrectionError(f"What is missing: {', '.join(key.replace('_', ' ') for key in missing)}.")
    return [*rows, *add_whole(desk, table, place, values)]


def add_unknown(desk, table, values):
    """The rows that add the actors whom `values` name and nobody knows, of the kind that `values` give; it is taken out
    of them.
    """
    kind = values.pop("kind", "") if table != "actors" else ""
    named = [name.strip() for key in (*PARTS, SOURCE, ACTOR) for name in values.get(key, "").split(";")] if kind else []
    rows = []
    for name in filter(None, dict.fromkeys(named)):
        if name.lower() not in desk.names and name != "author":
            rows += add_whole(desk, "actors", None, {"name": name, "kind": kind})
            desk.learn_actor(json.loads(rows[-1]["new"]))
    return rows


def add_whole(desk, table, place, values):
    """The rows that add a row and what comes with it."""
    frames = vars(desk.read)
    cells = to_codes(table, values)
    whole, more = FILL[table](cells, place, frames, desk.article)
    if name_row(table, whole) in desk.list_rows(table):
        raise CorrectionError(f"This {NOUNS[table]} is there already.")
    anchor = {}
    if place:
        start, end = place
        quote = desk.article.text[start:end]
        anchor = {"start": start, "end": end, "quote": quote, **find_context(desk.article.text, start, end)}
    for name, row in [(table, whole), *(("event_parties", party) for party in more)]:
        new = json.dumps({k: write_cell(v) for k, v in row.items() if write_cell(v)}, ensure_ascii=False)
        reason = f"the machine has no such {NOUNS[table]}"
        yield {"table": name, "row_id": "", **anchor, "action": "add", "new": new, "reason": reason}


# Merge and split


def decide_merge(desk, command):
    """An actor is another one, or an event the same act as another, told again: `row` goes into `into`."""
    table, row_id = command.get("table", "actors"), command["row"]
    stays = desk.find_actor(command["into"]) if table == "actors" else command["into"]
    noun = NOUNS.get(table, "row")
    if table not in ("actors", "events"):
        raise CorrectionError(f"No {noun} can be merged. Expected: an actor, or an event.")
    if stays == row_id:
        raise CorrectionError(f"An {noun} cannot be merged into itself. Choose the other one.")
    into = desk.find(table, stays)
    desk.find(table, row_id)
    if desk.find_addition(table, row_id):
        instead = {"actors": "reject it, and link its mentions to the other one", "events": "merge the other into it"}
        raise CorrectionError(f"This {noun} was added by a reader: {instead[table]}.")
    why = f"the same as {into['name']}" if table == "actors" else f"the same act as “{into['trigger_text']}”"
    yield make_row(desk, table, row_id, "merge", why, new=stays)


def decide_split(desk, command):
    """Some mentions of an actor are somebody else: a new actor `name` of a `kind`, to which `mentions` are linked."""
    name, kind = command["values"]["name"], command["values"]["kind"]
    yield from add_whole(desk, "actors", None, {"name": name, "kind": kind})
    for mention_id in command["mentions"]:
        yield from change_cells(desk, "mentions", mention_id, {"actor_id": slugify(name)})


DECISIONS = {
    "accept": decide_accept,
    "accept_all": decide_accept_all,
    "reject": decide_reject,
    "nothing": decide_nothing,
    "restore": decide_restore,
    "edit": decide_edit,
    "span": decide_span,
    "add": decide_add,
    "merge": decide_merge,
    "split": decide_split,
}
