"""Two readers of one article: where their readings differ, row by row, how far they agree, and what is chosen."""

from datetime import date

import pandas as pd

from helpers import paths
from helpers.corrections.acts import keep_standing
from helpers.corrections.file import CorrectionError
from helpers.findings.readings import agreement_finding
from helpers.pages.markup import LEFT, escape
from helpers.pages.rows import FIELDS, TITLES
from helpers.readings.adjudication import compare_readings
from helpers.readings.adopt import decide_pair
from helpers.readings.agreement import measure_agreement
from helpers.readings.alignment import READ_TABLES, align_tables, translate
from helpers.review.decisions import change_cells, decide_reject, word_value
from helpers.review.session import Session
from helpers.tables import is_read, row_keys
from helpers.wording import count_noun, plain

BOTH = "both readers say so"
SAME = ["table", "row_id", "field", "new", "action", "old"]
HEADS = ("no.", "", "the words")


def compare(article, *readers, who="", today=date.today):
    """The `Comparison` of two readers of an article, by their names; without names of the two that have read it.

    `who` chooses between them. Raises CorrectionError, in one line, unless there are two.
    """
    session = Session(article, who=who, today=today)
    names = readers or list_readers(session.article.slug)
    if len(names) != 2:
        raise CorrectionError(
            f"{count_noun(len(names), 'reader')} of {session.article.slug}: {', '.join(names) or 'nobody'}. Expected: "
            f'two, each with a reading of its own: review("{session.article.slug}", reader="ana").'
        )
    for name in names:
        if name not in list_readers(session.article.slug):
            raise CorrectionError(
                f"There is no reading by '{name}'. Expected one of: {', '.join(list_readers(session.article.slug))}."
            )
    return Comparison(session, *(Session(session.article, reader=name, today=today) for name in names))


def list_readers(slug):
    """The names of those who have a reading of their own of an article, sorted."""
    return sorted(path.stem for path in (paths.CORRECTIONS / paths.check_slug(slug)).glob("*.csv"))


class Comparison:
    """Two readings of one article: `differences` (a row each, numbered from 1) and `agreement` (table `agreement`).

    `session` is that of the article's own corrections, to which what is chosen is written. Shown in a notebook, it is a
    table.
    """

    def __init__(self, session, first, second):
        self.session, self.sessions = session, {first.reader: first, second.reader: second}
        frames = [{table: getattr(own.read, table) for table in READ_TABLES} for own in (first, second)]
        pairs = align_tables(*frames)
        self.frames = dict(zip(self.sessions, (frames[0], translate(frames[1], frames[0], pairs)), strict=True))
        self.cells = {}
        for cell in compare_readings(*frames).to_dict("records"):
            self.cells.setdefault(name_whole(cell["table"], cell["row_id"]), []).append(cell)
        told = [{"table": table, "row_id": row_id, **self.tell(cells)} for (table, row_id), cells in self.cells.items()]
        self.differences = pd.DataFrame(told, columns=["table", "row_id", "words", *self.sessions])
        self.differences.index += 1
        kept = keep_read(frames, pairs)
        self.agreement = measure_agreement(*kept, session.article.text)
        self.shared = [table for table in READ_TABLES if len(kept[0][table]) or len(kept[1][table])]

    def tell(self, cells):
        """What each reader says of one row, in plain words, as {words, reader: what it says}."""
        said = {"words": next((c["text"] for c in cells if c["table"] != "event_parties"), "")}
        for reader, side in zip(self.sessions, ("first", "second"), strict=True):
            desk = self.sessions[reader].desk
            facts = filter(None, (word_cell(desk, cell, cell[side]) for cell in cells))
            unread = "" if self.has_read(reader, cells) else " (not read)"
            said[reader] = ("; ".join(facts) or "nothing more") + unread
        return {**said, "words": said["words"] or self.word_event(cells[0]["row_id"].split("|")[0])}

    def has_read(self, reader, cells):
        """Whether a reader has decided about one of these rows, or has none of them."""
        own = []
        for cell in cells:
            frame = self.frames[reader][cell["table"]]
            own += is_read(frame[row_keys(cell["table"], frame) == cell["row_id"]]).tolist()
        return any(own) or not own

    def word_event(self, event_id):
        """The trigger of an event of which only parties differ."""
        events = next(iter(self.frames.values()))["events"]
        return next(iter(events.loc[events["event_id"] == event_id, "trigger_text"]), "")

    def choose(self, number, reader, reason):
        """Write what a reader says of difference `number` to the article's own corrections, with the reason; returns
        how many rows. Raises CorrectionError, in one line, if there is no such difference or reader, or no reason.
        """
        if number not in self.differences.index or reader not in self.sessions:
            raise CorrectionError(
                f"There is no difference {number} by '{reader}'. Expected: a number from 1 to {len(self.differences)} "
                f"and one of {' and '.join(self.sessions)}."
            )
        if not reason.strip():
            raise CorrectionError(f"Why {reader}? Give a reason; it is written beside the decision.")
        wanted = [(cell["table"], cell["row_id"]) for cell in list(self.cells.values())[number - 1]]
        return self.session.write(lambda: list(self.decide(reader, wanted, " ".join(reason.split()))))

    def decide(self, reader, wanted, reason):
        """The corrections that make rows of the article say what a reader says."""
        stated = {table: getattr(self.session.read, table) for table in READ_TABLES}
        pairs = align_tables(stated, self.frames[reader])
        target, text = translate(self.frames[reader], stated, pairs), self.session.article.text
        for table in dict.fromkeys(table for table, _ in wanted):
            keys = row_keys(table, stated[table]), row_keys(table, self.frames[reader][table])
            for a, b in pairs[table]:
                if (table, keys[0][a] if b is None else keys[1][b]) in wanted:
                    decided = list(decide_pair(table, stated, target, (a, b), text, {}))
                    yield from ({**row, "reason": reason} for row in redo(self.session.desk, table, decided))

    def adopt(self):
        """Write what both readers have decided alike to the article's own corrections; returns how many rows."""
        first, second = (keep_standing(own.rows) for own in self.sessions.values())
        given = {tuple(row) for row in keep_standing(self.session.rows)[SAME].astype("str").to_numpy()}
        shared = {tuple(row) for row in second[SAME].astype("str").to_numpy()} - given
        rows = [row for row in first.to_dict("records") if tuple(str(row[column]) for column in SAME) in shared]
        if not rows:
            raise CorrectionError("The two have decided nothing alike that is not written yet.")
        return self.session.write(lambda: [{**row, "reason": BOTH} for row in rows])

    def _repr_html_(self):
        """The agreement in words and the differences, as static HTML; text from the article is escaped."""
        names = list(self.sessions)
        agreed = "".join(f"<li>{escape(line)}</li>" for line in self.word_agreement())
        head = "".join(f"<th {LEFT}>{escape(word)}</th>" for word in (*HEADS, *names))
        body = "".join(
            f"<tr>{''.join(f'<td {LEFT}>{escape(str(cell))}</td>' for cell in cells)}</tr>"
            for cells in self.list_cells()
        )
        how = f'choose(1, "{escape(names[0])}", "why") writes what {escape(names[0])} says of the first'
        return (
            f"<p>{escape(self.finding())} {how}; adopt() writes what both have decided alike.</p><ul>{agreed}</ul>"
            f"<table><tr>{head}</tr>{body}</table>"
        )

    def finding(self):
        """In how many rows the two differ, in a sentence."""
        count = count_noun(len(self.differences), "row")
        return f"{' and '.join(self.sessions)} differ in {count}."

    def word_agreement(self):
        """How far the two agree on each table of what both have read, in words."""
        return [agreement_finding(self.agreement, table).replace("**", "") for table in self.shared]

    def list_cells(self):
        """The cells of the table of differences."""
        for row in self.differences.itertuples():
            yield row.Index, TITLES[row.table], f"“{row.words}”", *row[4:]


def redo(desk, table, decided):
    """The corrections of one row as a reader at the widget would write them: what was added by a reader is taken back
    where it goes, and added anew where it changes.
    """
    first = decided[0]
    if first["action"] == "reject":
        added = desk.find_addition("events", first["row_id"].split("|")[0]) if table == "event_parties" else None
        return [] if added else decide_reject(desk, {"table": table, "row": first["row_id"]})
    if first["action"] == "edit":
        return change_cells(desk, table, first["row_id"], {row["field"]: row["new"] for row in decided})
    return decided


def name_whole(table, row_id):
    """(table, row id) of the row by which a difference is shown: a party's is its event's."""
    return ("events", row_id.split("|")[0]) if table == "event_parties" else (table, row_id)


def word_cell(desk, cell, value):
    """What a reader says in one cell: a field with its value, a party with its role, or whether the row is there."""
    table, field = cell["table"], cell["field"]
    if table == "event_parties":
        names = {actor_id: row["name"] for actor_id, row in desk.list_rows("actors").items()}
        _, who, role = cell["row_id"].split("|")
        there = value == "there" if not field else True
        return f"{plain('party_role', role)}: {names.get(who, who)}" if there else ""
    if not field:
        return value or "not there"
    if field.endswith(("start", "end", "edtf")):
        return ""
    labels = {"actor_id": "whom it means", "source_id": "who says so", **{c: label for c, label, _ in FIELDS[table]}}
    return f"{labels.get(field, field.replace('_', ' '))}: {word_value(desk, table, field, value)}"


def keep_read(frames, pairs):
    """Two readings ({table: frame}) without the rows that only one of the two readers, or neither, has decided about:
    what nobody has read agrees by itself. A row without a partner that its reader has read counts as a disagreement.
    """
    kept = ({}, {})
    for table in READ_TABLES:
        read = [is_read(frame[table]) for frame in frames]
        both = [(i, j) for i, j in pairs[table] if (i is None or read[0][i]) and (j is None or read[1][j])]
        for side, own in enumerate(kept):
            own[table] = frames[side][table].loc[[pair[side] for pair in both if pair[side] is not None]]
    return kept
