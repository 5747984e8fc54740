"""How likely each row of the machine is wrong, how much hangs on it, and which a reader should look at first.

The signs of doubt, and how likely a row with each is wrong, stand in `data/lexicons/doubts.csv`: estimates by hand.
"""

from collections import Counter, defaultdict
from functools import cache

import pandas as pd

from helpers.findings.unresolved import COLUMNS
from helpers.lexicons import index_categories, load_lexicon
from helpers.spans import find_prefix
from helpers.tables import HAPPENED, row_keys
from helpers.wording import count_noun

WEAK = 0.8
CERTAIN = 0.15
NOUNS = {"events": "event", "claims": "statement", "mentions": "mention", "dates": "date", "actors": "actor"}


def rank_doubt(read):
    """The unread rows of an article, those first that are most in doubt and carry most. A DataFrame.

    Columns: table, row_id, start, end, text (the words at which it stands), what (why it is in doubt, in words), doubt
    (0 to 1), weight (what hangs on it: 1 for a row that nothing refers to).
    """
    judge = Judge(read)
    rows = [row for table in NOUNS for row in judge.rate(table)]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "doubt", "weight"]).astype({"start": "Int64", "end": "Int64"})
    order = (frame["doubt"] * frame["weight"]).rename("order")
    return (
        frame.assign(order=-order)
        .sort_values(["order", "start"], kind="stable", ignore_index=True)
        .drop(columns="order")
    )


def doubt_finding(queue, total):
    """How much is unread, how much of it is in doubt, and what that means, in a sentence."""
    if queue.empty:
        return f"All {count_noun(total, 'row')} have been read." if total else "Nothing was found in this article."
    wrong = round(float(queue["doubt"].sum()))
    return (
        f"{count_noun(len(queue), 'row')} of {total} {'is' if len(queue) == 1 else 'are'} unread; by a rough estimate, "
        f"{wrong or 'none'} of them {'is' if wrong == 1 else 'are'} wrong."
    )


@cache
def index_doubts():
    """{(table, sign): (doubt, words)} of the lexicon."""
    return {(row.table, row.sign): (row.doubt, row.plain) for row in load_lexicon("doubts").itertuples(index=False)}


class Judge:
    """The tables of an article, to ask what is doubtful about each row and what hangs on it."""

    def __init__(self, read):
        self.read = read
        self.names = dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))
        self.mentions = {row["mention_id"]: row for row in read.mentions.to_dict("records")}
        self.parties = defaultdict(list)
        for row in read.event_parties.to_dict("records"):
            self.parties[row["event_id"]].append(row)
        self.first = read.sentences["end"].iloc[0] if len(read.sentences) else 0
        self.acts = [
            (row["event_id"], row["category"], self.name_parties(row)) for row in read.events.to_dict("records")
        ]
        self.uses = self.count_uses()
        self.places = self.place_actors()

    def name_parties(self, event):
        """The parties of an event, as ids."""
        return {party["actor_id"] for party in self.parties[event["event_id"]]} - {""}

    def count_uses(self):
        """How many parties, statements and events refer to each actor, mention and date."""
        uses = Counter(self.read.events["date_id"])
        for rows in self.parties.values():
            uses.update(key for row in rows for key in (row["actor_id"], row["mention_id"]))
        uses.update(self.read.claims["source_id"])
        uses.update(self.read.claims["source_mention_id"])
        return uses

    def place_actors(self):
        """{actor_id: its first mention}."""
        places = {}
        for row in self.mentions.values():
            for actor_id in row["actor_id"].split(";"):
                places.setdefault(actor_id, row)
        return places

    def rate(self, table):
        """The unread rows of a table as rows of the queue."""
        frame = getattr(self.read, table)
        ask = getattr(self, f"doubt_{table}")
        for key, row in zip(row_keys(table, frame), frame.to_dict("records"), strict=True):
            if row["review"] != "unseen":
                continue
            (doubt, words), told = max((index_doubts()[table, sign], told) for sign, told in ask(row))
            stands = self.places.get(key) if table == "actors" else row
            prefix = "" if table == "actors" else find_prefix(table, row) or ""
            span = [stands[prefix + part] if stands else pd.NA for part in ("start", "end", "text")]
            what = words.format(told) if told else words
            yield (
                table,
                key,
                span[0],
                span[1],
                row["name"] if table == "actors" else span[2],
                what,
                doubt,
                self.weigh(table, key, row),
            )

    def weigh(self, table, key, row):
        """What hangs on a row: an event or a statement is shown itself, more in the headline; all else by its uses."""
        if table == "events":
            return 4.0 if row["trigger_start"] < self.first else 3.0
        return 2.0 if table == "claims" else 0.5 + min(self.uses[key], 6) / 2

    def doubt_events(self, row):
        """(sign, what to name) of an event."""
        parties = self.parties[row["event_id"]]
        yield ("happened" if row["status"] in HAPPENED else "not_happened"), ""
        yield from [("other", "")] if not index_categories()[row["category"]].sign else []
        for party in parties:
            mention = self.mentions.get(party["mention_id"], {})
            if not party["actor_id"]:
                yield "unlinked_party", mention.get("text", "somebody")
            elif mention.get("form") in ("NOM", "PRO"):
                yield "pointed_party", mention["text"]
        if not self.name_parties(row) and not parties:
            yield "no_party", ""
        elif not any(party["role"] == "recipient" for party in parties):
            yield "no_recipient", ""
        if row["trigger_start"] < self.first or self.is_repeated(row):
            yield "repeated", ""

    def is_repeated(self, row):
        """Whether an earlier event is of the same category and has a party with this one."""
        own = self.name_parties(row)
        for event_id, category, parties in self.acts:
            if event_id == row["event_id"]:
                return False
            if category == row["category"] and parties & own:
                return True
        return False

    def doubt_claims(self, row):
        """(sign, what to name) of a statement."""
        yield ("author" if row["source_kind"] == "author" else "told"), ""
        if row["source_id"] == "":
            yield ("unlinked_source" if row["source_text"] else "no_source"), row["source_text"]
        mention = self.mentions.get(row["source_mention_id"], {})
        if mention.get("form") in ("NOM", "PRO"):
            yield "pointed_source", mention["text"]

    def doubt_mentions(self, row):
        """(sign, what to name) of a mention."""
        if row["actor_id"] == "":
            candidate = self.names.get(row["candidate_id"], "")
            yield ("candidate" if candidate else "unlinked"), candidate
        elif row["form"] in ("NAM", "ADJ"):
            yield "named", ""
        else:
            yield ("weak" if row["link_score"] < WEAK else "pointed"), self.names.get(row["actor_id"], "")

    def doubt_dates(self, row):
        """(sign, what to name) of a date."""
        bounded = not (pd.isna(row["earliest"]) and pd.isna(row["latest"])) or row["timex_type"] in ("DURATION", "SET")
        yield row["basis"], ""
        yield from [] if bounded else [("unbounded", "")]

    def doubt_actors(self, row):
        """(sign, what to name) of an actor."""
        yield ("known" if row["sector"] != "UNK" else "unknown_sector"), ""
        alike = self.find_alike(row)
        if alike:
            yield "alike", alike
        if row["actor_id"] not in self.places:
            yield "unmentioned", ""

    def find_alike(self, row):
        """The name of another actor of the same kind whose words are all among this one's, or the other way round."""
        own = set(row["name"].lower().split())
        for other in self.read.actors.itertuples(index=False):
            words = set(other.name.lower().split())
            if other.actor_id != row["actor_id"] and (words <= own or own <= words):
                return other.name
        return ""
