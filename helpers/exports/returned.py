"""What came back from an annotation tool, as corrections: what was changed, taken away and added there, and by whom.

What was left as it was is no decision: nobody says that it was read. The marks of a file are compared with those of
the article as it stands now.
"""

import json
from collections import defaultdict
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd

from helpers.corrections.acts import number_act
from helpers.corrections.file import add_corrections
from helpers.corrections.filling import cover_days, find_sentence
from helpers.corrections.words import index_names, to_ids
from helpers.exports.annotations import read_annotations
from helpers.exports.brat import read_brat
from helpers.exports.inception import read_cas
from helpers.exports.marks import NOUNS, MarkError, list_marks
from helpers.exports.material import gather_material
from helpers.pages.review import check_all
from helpers.spans import find_context, find_prefix
from helpers.tables import TableError, make_table, row_keys, write_cell

TOOLS = {".ann": "brat", ".json": "INCEpTION", ".jsonld": "a Web Annotation"}


def return_file(slug_or_path, path, who="", today=None):
    """Append what a reader did in an annotation tool to the corrections of an article; returns how many rows that are.

    `path` is brat's `.ann`, UIMA CAS `.json` from INCEpTION, or W3C annotations `.jsonld`, which may say who made them;
    else `who` did. Everything is tried first: MarkError or CorrectionError tells what is wrong, and nothing is written.
    """
    material, path = gather_material(slug_or_path), Path(path)
    rows = read_decisions(material, path, who)
    by_reader = defaultdict(list)
    for row in rows:
        by_reader[row["who"]].append({**row, "when": pd.Timestamp(today or date.today())})
    added = make_table("corrections", [row for own in by_reader.values() for row in number_act(own)])
    if len(added):
        article = material.article
        add_corrections(article.slug, added, check=partial(check_all, article))
    return len(added)


def read_decisions(material, path, who):
    """The rows of corrections, without a day, that a file of marks means."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise MarkError(f"{path.name} is no text in UTF-8. Give the file as the tool exported it.") from None
    text, returned = material.article.text, Returned(material, f"in {TOOLS.get(path.suffix, '')}")
    if path.suffix == ".jsonld":
        return list(returned.take_annotations(read_annotations(content, text, path.name), who))
    if path.suffix not in TOOLS:
        raise MarkError(f"{path.name} is no file of marks. Give one that ends in {', '.join(TOOLS)}.")
    if not who:
        raise MarkError(f"{path.name} does not say who decided. Give --who NAME.")
    read = {".ann": read_brat, ".json": read_cas}[path.suffix]
    return [{**row, "who": who} for row in returned.compare(read(content, text, path.name))]


class Returned:
    """The marks of an article as they stand, to compare others with; `where` tells in which tool they were changed."""

    def __init__(self, material, where):
        self.material, self.read, self.where = material, material.read, where
        self.slug, self.text = material.article.slug, material.article.text
        self.marks = {mark.key: mark for mark in list_marks(self.read)}
        self.rows = {
            table: dict(zip(row_keys(table, getattr(self.read, table)), getattr(self.read, table).to_dict("records"),
                            strict=True))
            for table in NOUNS
        }  # fmt: skip
        parties = self.read.event_parties
        places = zip(parties["event_id"], parties["role"], parties["mention_id"], strict=True)
        self.parties = dict(zip(places, row_keys("event_parties", parties), strict=True))

    def compare(self, marks):
        """The corrections of a whole file: what is not in it was taken away.

        Raises MarkError for a file that has nothing of the article: it is rather another's than that all is wrong.
        """
        pairs = self.pair(marks)
        if self.marks and not any(own for _, own in pairs):
            raise MarkError(
                f"The file has none of the {len(self.marks)} marks of {self.slug}. Give the one exported anew."
            )
        gone = self.marks.keys() - {own.key for _, own in pairs if own}
        yield from self.take_marks(pairs)
        for key in (key for key in self.marks if key in gone):
            yield self.decide(self.marks[key], "reject", "taken away")

    def pair(self, marks):
        """[(mark of the file, the mark of the article that it was, None for a new one)]: by its row, else its place."""
        rest, pairs = dict(self.marks), []
        for mark in sorted(marks, key=lambda mark: mark.row_id == ""):
            own = rest.get(mark.row_id)
            if own is None or own.table != mark.table:
                alike = (m for m in rest.values() if (m.table, m.start, m.end) == (mark.table, mark.start, mark.end))
                own = next(alike, None)
            pairs.append((mark, rest.pop(own.key) if own else None))
        return pairs

    def take_marks(self, pairs):
        """The corrections that changed and added marks mean."""
        mentions = {mark.key: self.find_mention(mark, own) for mark, own in pairs if mark.table == "mentions"}
        for mark, own in pairs:
            if own is None:
                yield from self.add_mark(mark, mentions)
            else:
                yield from self.change_mark(mark, own, mentions)

    def find_mention(self, mark, own):
        """(mention_id, actor_id) of a mention in a file."""
        actor_id = mark.values.get("actor_id", own.values["actor_id"] if own else "")
        words, names = self.text[mark.start : mark.end], index_names(self.read.actors)
        if own is None and not actor_id:
            actor_id = names.get(words.lower(), "")
        try:
            to_ids(actor_id, names, set(self.read.actors["actor_id"]))
        except TableError as error:
            raise MarkError(f"{NOUNS[mark.table]} “{words[:40]}”: {error}") from None
        return own.row_id if own else f"{self.slug}:mention:{mark.start}-{mark.end}", actor_id

    def decide(self, mark, action, reason, **more):
        """A correction of the row of a mark, anchored where it stood."""
        start, end = mark.start, mark.end
        anchor = {"start": start, "end": end, "quote": self.text[start:end], **find_context(self.text, start, end)}
        row = {"table": mark.table, "row_id": mark.row_id, **anchor, "action": action}
        return {**row, "reason": f"{reason} {self.where}", **more}

    def edit(self, mark, cells):
        """An edit per cell that is not as it was."""
        row = self.rows[mark.table][mark.row_id]
        for column, new in cells.items():
            # A column that is not there is told with all other errors.
            old = write_cell(row.get(column, ""))
            if old != str(new):
                yield self.decide(mark, "edit", "changed", field=column, old=old, new=str(new))

    def change_mark(self, mark, own, mentions):
        """The corrections of a row whose mark was changed."""
        cells = dict(mark.values)
        if (mark.start, mark.end) != (own.start, own.end):
            cells |= self.move(mark, own)
        if mark.table == "dates" and mark.values.get("timex_value", "") not in ("", own.values["timex_value"]):
            cells |= cover_days(mark.values["timex_value"])
        told = own.links if mark.links is None else mark.links
        before, after = set(own.links), {(role, *mentions.get(key, (key,)))[:2] for role, key in told}
        if mark.table == "claims" and before != after:
            cells |= self.name_source(mark, mentions)
        yield from self.edit(own, cells)
        if mark.table == "events":
            for role, mention_id in sorted(before - after):
                party = {"table": "event_parties", "row_id": self.parties[own.row_id, role, mention_id]}
                yield self.decide(own, "reject", "taken away", **party)
            known = dict(mentions[key] for _, key in mark.links or ())
            for role, mention_id in sorted(after - before):
                yield from self.add_parties(own, own.row_id, role, mention_id, known[mention_id])

    def move(self, mark, own):
        """The cells of a span that was moved; the evidence of an event reaches to its trigger."""
        row = self.rows[own.table][own.row_id]
        prefix = find_prefix(own.table, row)
        cells = {f"{prefix}start": mark.start, f"{prefix}end": mark.end}
        if own.table == "events":
            cells |= {"start": min(row["start"], mark.start), "end": max(row["end"], mark.end)}
        return cells

    def name_source(self, mark, mentions):
        """The cells of the source of a statement; without one they are empty."""
        linked = [mentions[key] for role, key in mark.links]
        if not linked:
            return dict.fromkeys(("source_id", "source_mention_id", "source_start", "source_end", "source_text"), "")
        mention_id, actor_id = linked[0]
        start, end = map(int, mention_id.rpartition(":")[2].split("-"))
        place = {"source_start": start, "source_end": end, "source_text": self.text[start:end]}
        return {"source_id": actor_id, "source_mention_id": mention_id, **place}

    def add_parties(self, mark, event_id, role, mention_id, actor_id):
        """The corrections that give an event a party, one per actor of its mention."""
        for actor in actor_id.split(";"):
            row = {"event_id": event_id, "actor_id": actor, "mention_id": mention_id, "role": role}
            party = {"table": "event_parties", "row_id": "", "new": json.dumps(row)}
            yield self.decide(mark, "add", "added", **party)

    def add_mark(self, mark, mentions):
        """The corrections that add a row for a new mark."""
        cells = {column: value for column, value in mark.values.items() if value}
        parties = []
        if mark.table == "mentions":
            cells = self.describe_mention(mark, *mentions[mark.key])
        if mark.table == "claims":
            cells["source"] = next((mentions[key][1] for _, key in mark.links or ()), "") or "author"
        if mark.table == "events":
            parties = [(role, *mentions[key]) for role, key in mark.links or ()]
        yield self.decide(mark, "add", "added", row_id="", new=json.dumps(cells))
        for role, mention_id, actor_id in parties:
            yield from self.add_parties(mark, f"{self.slug}:event:{mark.start}-{mark.end}", role, mention_id, actor_id)

    def describe_mention(self, mark, mention_id, actor_id):
        """The cells of a new mention: short if its actor is known, else whole."""
        if actor_id:
            return {"actor": actor_id}
        words = self.text[mark.start : mark.end]
        place = {"mention_id": mention_id, "start": mark.start, "end": mark.end, "text": words}
        sentence_id = find_sentence(mark.start, vars(self.read))[0]
        return {**place, "form": "NAM" if words[:1].isupper() else "NOM", "sentence_id": sentence_id}

    def take_annotations(self, annotations, who):
        """The corrections that Web Annotations mean; a row that none of them is about stays."""
        readers = {table: self.material.find_readers(table) for table in NOUNS}
        for found in annotations:
            for name, verdict in found.verdicts:
                own = self.marks.get(found.mark.row_id)
                if own and name not in readers[own.table].get(own.key, ()):
                    yield {**self.decide(own, verdict, f"{verdict}ed"), "who": name}
            decided = [{**row, "who": found.creator or who} for row in self.take_marks(self.pair([found.mark]))]
            if decided and not decided[0]["who"]:
                raise MarkError(f"The annotation {found.mark.key} does not say who made it. Give --who NAME.")
            yield from decided
