"""Which rows of the machine a close reading of the article finds wrong, row by row."""

from helpers.scores.acts import group_acts, match_each
from helpers.scores.bearers import Bearers, simplify
from helpers.scores.whole_articles import AUTHOR, has_source, has_value, pair_claims, pair_dates


class Verdicts:
    """The machine's tables (`Annotations`) beside what was read in a `WholeArticle`.

    Of each table {row id: verdict} of the rows that the reading can judge; a verdict is {column: right value}, empty
    for a right row and None for a row that should not be there. Parties and sources are given by the reading's names.
    """

    def __init__(self, article, tables):
        self.article, self.tables = article, tables
        self.bearers = Bearers(article.actors, tables)
        self.read_actors = {actor.name: actor for actor in article.actors}

    def judge(self, table):
        """{row id: verdict} of a table."""
        return dict(getattr(self, f"judge_{table}")())

    def judge_dates(self):
        """Dates: an expression that was read, with its value or its bounds."""
        rows = list(self.tables.dates.itertuples())
        read = {k: self.article.dates[i] for i, k in self.pair_dates(rows).items()}
        for k, row in enumerate(rows):
            date = read.get(k)
            right = date is not None and has_value(row, date)
            yield row.date_id, None if date is None else {} if right else {"timex_value": date.timex_value}

    def pair_dates(self, rows):
        """{place of a date read: place of a row}."""
        return pair_dates([date.span for date in self.article.dates], [(row.start, row.end) for row in rows])

    def list_claims(self):
        """The statements that a reading can judge: what the author says in the open is none."""
        return [row for row in self.tables.claims.itertuples() if row.source_id != AUTHOR or row.cue_text]

    def judge_claims(self):
        """Statements: one that was read, or a part of one, with the right source."""
        rows = self.list_claims()
        paired, used = pair_claims(self.article.claims, rows, self.bearers)
        read = {k: self.article.claims[i] for i, k in paired.items()}
        for k, row in enumerate(rows):
            right = k not in read or has_source(row, read[k], self.bearers)
            yield row.claim_id, None if k not in used else {} if right else {"source": read[k].source}

    def judge_events(self):
        """Events: an act that was read, with its category, status, actor and recipient."""
        events = list(self.tables.events.itertuples())
        for event, match in zip(events, self.match_events(events), strict=True):
            yield event.event_id, None if match is None else self.list_wrong(*match)

    def match_events(self, events):
        """(place of an act, `Judged`) of each event, None of one that is no act."""
        return match_each(self.article, events, self.tables, self.bearers)

    def miss_acts(self):
        """The first act of each group that no event tells."""
        told = {match[0] for match in self.match_events(list(self.tables.events.itertuples())) if match}
        groups = [places for places in group_acts(self.article.events) if told.isdisjoint(places)]
        return [self.article.events[places[0]] for places in groups]

    def list_wrong(self, place, judged):
        """{column: right value} of what is wrong with an event that is the act at a place of the reading."""
        act = self.article.events[place]
        right = {"category": act.category, "status": act.status, "actor": act.actors, "recipient": act.recipients}
        return {column: value for column, value in right.items() if not getattr(judged, column)}

    def judge_actors(self):
        """Actors that a name mentions: an actor that was read, of its kind, once; `into` is the id of the first."""
        first = {}
        for row in self.tables.actors.itertuples():
            if row.actor_id not in self.bearers.named:
                continue
            name = self.bearers.bearer[row.actor_id]
            if name is None:
                yield row.actor_id, None
                continue
            actor = self.read_actors[name]
            twice = first.setdefault(name, row.actor_id) != row.actor_id
            wrong = {"into": first[name]} if twice else {}
            yield row.actor_id, wrong or ({} if row.kind in (actor.kind, *actor.alt_kinds) else {"kind": actor.kind})

    def judge_mentions(self):
        """Mentions whose words name an actor that was read, or that are names or linked to nobody."""
        for row in self.tables.mentions.itertuples():
            want = self.bearers.read.get(simplify(row.text))
            have = {self.bearers.bearer.get(i) for i in row.actor_id.split(";") if i}
            if want:
                yield row.mention_id, {} if have == {want} else {"actor": want}
            elif row.form == "NAM":
                yield row.mention_id, {} if have - {None} else None
            elif not row.actor_id and row.form == "NOM":
                yield row.mention_id, {}
