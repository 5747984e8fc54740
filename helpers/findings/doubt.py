"""How likely each row of the machine is wrong, how much hangs on it, and which a reader should look at first.

The signs of doubt stand in `data/lexicons/doubts.csv`, with what each adds to the log odds that a row is wrong. They
are measured on invented articles with answers, not guessed (`helpers.scores.doubts`).
"""

from collections import Counter, defaultdict
from functools import cache
from itertools import combinations
from math import exp

import pandas as pd

from helpers.findings.unresolved import COLUMNS
from helpers.lexicons import load_lexicon
from helpers.spans import find_prefix
from helpers.tables import HAPPENED, row_keys
from helpers.wording import count_noun

WEAK = 0.8
CERTAIN = 0.15
# Of a party: further from its act, in characters, than most clauses are long.
FAR = 80
# Every row of a table has this sign.
ANY = "any"
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


def count_rows(read):
    """How many rows of an article there are to read, whether read or not."""
    return sum(len(getattr(read, table)) for table in NOUNS)


def doubt_finding(queue, total):
    """How much is unread, how much of it is in doubt, and what that means, in a sentence."""
    if queue.empty:
        return f"All {count_noun(total, 'row')} have been read." if total else "Nothing was found in this article."
    wrong = round(float(queue["doubt"].sum()))
    told = f"about {wrong} of them {'is' if wrong == 1 else 'are'}" if wrong else "none of them is"
    return (
        f"{count_noun(len(queue), 'row')} of {total} {'is' if len(queue) == 1 else 'are'} unread; by what was measured "
        f"on invented articles, {told} wrong."
    )


@cache
def index_doubts():
    """{(table, sign): (log odds, words)} of the lexicon."""
    return {(row.table, row.sign): (row.log_odds, row.plain) for row in load_lexicon("doubts").itertuples(index=False)}


def measure_doubt(table, signs):
    """How likely a row with these signs is wrong, 0 to 1: log odds add up."""
    return 1 / (1 + exp(-sum(index_doubts()[table, sign][0] for sign in (ANY, *signs))))


def word_doubt(table, signs):
    """Why a row is in doubt, in words: its signs ({sign: what to name}), the gravest first."""
    order = sorted(signs or {ANY: ""}, key=lambda sign: -index_doubts()[table, sign][0])
    return "; ".join(index_doubts()[table, sign][1].format(signs.get(sign)) for sign in order)


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
        self.told_by_others = set(read.claims.loc[read.claims["source_id"] != "author", "claim_id"])
        self.repeated = self.find_repeated()
        self.alike = self.find_alike()
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
        for key, row, signs in self.list_signs(table):
            if row["review"] != "unseen":
                continue
            stands = self.places.get(key) if table == "actors" else row
            prefix = "" if table == "actors" else find_prefix(table, row) or ""
            start, end, text = (stands[prefix + part] if stands else pd.NA for part in ("start", "end", "text"))
            words = row["name"] if table == "actors" else text
            told = word_doubt(table, signs), measure_doubt(table, signs)
            yield table, key, start, end, words, *told, self.weigh(table, key, row)

    def list_signs(self, table):
        """(row id, row, {sign of doubt: what to name}) of every row of a table."""
        frame, ask = getattr(self.read, table), getattr(self, f"doubt_{table}")
        for key, row in zip(row_keys(table, frame), frame.to_dict("records"), strict=True):
            yield key, row, dict(ask(row))

    def weigh(self, table, key, row):
        """What hangs on a row: an event or a statement is shown itself, more in the headline; all else by its uses."""
        if table == "events":
            return 4.0 if row["trigger_start"] < self.first else 3.0
        return 2.0 if table == "claims" else 0.5 + min(self.uses[key], 6) / 2

    def doubt_events(self, row):
        """(sign, what to name) of an event."""
        parties = self.parties[row["event_id"]]
        for party in parties:
            yield from self.doubt_party(party, row["trigger_start"])
        signs = {
            "no_actor": not any(party["role"] == "actor" for party in parties),
            "told_by_others": row["claim_id"] in self.told_by_others,
            "not_happened": row["status"] not in HAPPENED,
            "repeated": row["event_id"] in self.repeated,
        }
        yield from ((sign, "") for sign, there in signs.items() if there)

    def doubt_party(self, party, place):
        """(sign, what to name) of a party of an event whose trigger begins at a place."""
        mention = self.mentions.get(party["mention_id"], {})
        if not party["actor_id"]:
            yield "unlinked_party", mention.get("text", "somebody")
        if mention.get("form") == "PRO":
            yield "pronoun_party", mention["text"]
        if mention and abs(mention["start"] - place) > FAR:
            yield "distant_party", mention["text"]

    def find_repeated(self):
        """The events before which one of the same category with one of their parties is told."""
        seen, repeated = defaultdict(set), set()
        for row in self.read.events.to_dict("records"):
            own = self.name_parties(row)
            repeated |= {row["event_id"]} if own & seen[row["category"]] else set()
            seen[row["category"]] |= own
        return repeated

    def doubt_claims(self, row):
        """(sign, what to name) of a statement."""
        yield from [("author", "")] if row["source_kind"] == "author" else []
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
        elif row["form"] not in ("NAM", "ADJ"):
            yield ("weak" if row["link_score"] < WEAK else "pointed"), self.names.get(row["actor_id"], "")

    def doubt_dates(self, row):
        """(sign, what to name) of a date."""
        bounded = not (pd.isna(row["earliest"]) and pd.isna(row["latest"])) or row["timex_type"] in ("DURATION", "SET")
        yield row["basis"], ""
        yield from [] if bounded else [("unbounded", "")]

    def doubt_actors(self, row):
        """(sign, what to name) of an actor."""
        yield from [("unknown_sector", "")] if row["sector"] == "UNK" else []
        yield from [("alike", self.alike[row["actor_id"]])] if row["actor_id"] in self.alike else []
        yield from [] if row["actor_id"] in self.places else [("unmentioned", "")]

    def find_alike(self):
        """{actor_id: the name of another actor, whose words are all among its own or the other way round}."""
        words = {actor_id: frozenset(name.lower().split()) for actor_id, name in self.names.items()}
        alike = {}
        for first, second in combinations(words, 2):
            if words[first] <= words[second] or words[second] <= words[first]:
                alike.setdefault(first, self.names[second])
                alike.setdefault(second, self.names[first])
        return alike
