"""What the widget shows: the article with its marks, the queue, every row in plain words, and what the figures draw.

Everything is plain data for JSON; offsets count code points, as everywhere.
"""

from helpers.charts.timeline import LANES, OTHER_LANE, UNTOLD_LANE
from helpers.corrections.acts import replay_acts
from helpers.corrections.words import find_vocabulary, list_codes
from helpers.findings.doubt import CERTAIN, NOUNS, doubt_finding, rank_doubt
from helpers.lexicons import find_look
from helpers.pages.rows import FIELDS, TITLES, Rows
from helpers.review.missed import rank_missed
from helpers.spans import find_place
from helpers.tables import HAPPENED, row_keys, write_cell
from helpers.wording import explain, plain

MOVED = "another decision has changed it"


def show_state(session):
    """All that the widget shows of a `Session`, as plain data."""
    reader = Pictures(session.read, session.article)
    queue = rank_doubt(session.read)
    rows = {table: reader.tell_table(table) for table in NOUNS}
    total = sum(map(len, rows.values()))
    done, undone = replay_acts(session.rows, session.who) if session.who else ([], [])
    return {
        "slug": session.article.slug,
        "title": session.article.title or session.article.slug,
        "text": session.article.text,
        "who": session.who,
        "reader": session.reader,
        "rows": rows,
        "queue": list_queue(queue, session.moved),
        "certain": list_certain(queue),
        "missed": show_missed(session),
        "finding": doubt_finding(queue, total),
        "total": total,
        "errors": session.errors,
        "can": [bool(done), bool(undone)],
        "rejected": list_rejected(session),
        "timeline": reader.draw_timeline(),
        "graph": reader.draw_graph(),
        "published": write_cell(reader.published),
    }


def list_queue(queue, moved):
    """[[table, row id, why it is in doubt]], first the rows that decisions about others have changed, read or not."""
    doubts = {(row.table, row.row_id): row.what for row in queue.itertuples(index=False)}
    first = [[*place, "; ".join(filter(None, [MOVED, doubts.get(place)]))] for place in moved]
    return first + [[*place, what] for place, what in doubts.items() if place not in moved]


def show_missed(session):
    """{sentence id: a row} of the sentences in which an act may have been missed, the likeliest first: place, words,
    why it is offered, and the act that its words suggest, as an addition is given.
    """
    return {
        missed.sentence.sentence_id: {
            "start": missed.sentence.start,
            "end": missed.sentence.end,
            "title": missed.sentence.text,
            "what": missed.what,
            "act": missed.act,
        }
        for missed in rank_missed(session.read, session.chain.doc, session.desk.corrections)
    }


def show_lists():
    """The lists of the widget's menus: {"events.category": [[code, plain words, what it means]]}; and the fields."""
    lists = {
        f"{table}.{column}": [
            [code, plain(find_vocabulary(table, column), code), explain(find_vocabulary(table, column), code)]
            for code in list_codes(table, column)
        ]
        for table, fields in FIELDS.items()
        for column, _, sort in fields
        if sort == "list"
    }
    return {"fields": FIELDS, "titles": TITLES, "lists": lists}


def list_certain(queue):
    """{table: ids of its unread rows that are hardly in doubt}."""
    sure = queue[queue["doubt"] <= CERTAIN]
    return {table: sure.loc[sure["table"] == table, "row_id"].tolist() for table in NOUNS}


def list_rejected(session):
    """[(table, row id, the words)] of the rows of the machine that a reader has rejected or merged away."""
    rejected = []
    for table in NOUNS:
        found, read = getattr(session.found, table), set(row_keys(table, getattr(session.read, table)))
        for key, row in zip(row_keys(table, found), found.to_dict("records"), strict=True):
            if key not in read:
                place = find_place(table, row) if table != "actors" else None
                words = session.article.text[slice(*place)] if place else row.get("name", "")
                rejected.append([table, key, words, *(place or (None, None))])
    return rejected


class Pictures(Rows):
    """The rows of an article, with what its figures draw."""

    def draw_timeline(self):
        """A mark per event: row id, label, lane, sign, whether it happened, first and last day, whether it was read."""
        marks = []
        for row in self.read.events.to_dict("records"):
            acting = self.parties.get((row["event_id"], "actor"), [])
            lane = dict(LANES).get(self.sectors.get(acting[0]["actor_id"]), OTHER_LANE) if acting else UNTOLD_LANE
            marks.append(
                {
                    "id": row["event_id"],
                    "label": self.titles[row["event_id"]],
                    "lane": lane,
                    "sign": find_look(row["category"], row["mode"]).sign,
                    "status": plain("status", row["status"]),
                    "happened": row["status"] in HAPPENED,
                    "from": write_cell(row["earliest"]),
                    "to": write_cell(row["latest"]),
                    "read": row["review"] != "unseen",
                }
            )
        return marks

    def draw_graph(self):
        """An arrow per relation: from, to, sign, plain words, the events behind it."""
        return [
            {
                "from": self.names.get(row["source_id"], row["source_id"]),
                "to": self.names.get(row["target_id"], row["target_id"]),
                "sign": row["sign"],
                "label": f"{plain('category', row['category'])} ({plain('status', row['status'])})",
                "ids": row["event_ids"].split(";"),
            }
            for row in self.read.relations.to_dict("records")
        ]
