"""What a review takes: a scripted reader brings invented articles from the machine's tables to their full reading.

The reader decides with the widget's own commands and counts actions as a person with a mouse would make them: a click
on accept or reject is one; a field and its value are two; selecting words, choosing what to add, and each of its fields
is one each. What is right is what `helpers.scores.verdicts` says of the answers in `data/answers/articles/`.
"""

import random
from statistics import fmean, median
from typing import NamedTuple

import pandas as pd

from helpers.articles.article import article_from_text
from helpers.corpora.whole_articles import load_whole_articles
from helpers.corrections.file import CorrectionError
from helpers.findings.doubt import rank_doubt
from helpers.review.missed import TABLE, rank_missed
from helpers.review.session import Rehearsal
from helpers.scores.verdicts import Verdicts
from helpers.scores.whole_articles import AUTHOR, pair_claims
from helpers.tables import make_table

ORDERS = ("doubt", "text", "chance")
SHARE, FIRST, DRAWS, OFFERED = 0.9, (10, 20, 40), 20, 3
# A table is corrected before those that name its rows.
TABLES = ("actors", "mentions", "dates", "claims", "events")
PARTIES = ("actor", "recipient")


class Step(NamedTuple):
    """A row of the machine before the review: table, first character, rank in the order of doubt, whether it is wrong,
    whether it stays, and the actions that reading it takes.
    """

    table: str
    place: int
    rank: int
    wrong: bool
    stays: bool
    actions: int


class Review(NamedTuple):
    """What the review of one article took: a `Step` per row that the answers can judge, the actions of each correction,
    those of each addition among them, how many rows were still wrong or missing in the end, and a `Step` per sentence
    that was offered because an act may be missing in it: it is wrong if one is.
    """

    steps: list
    corrections: list
    additions: list
    left: int
    offers: list

    def sort(self, order, seed=0):
        """The rows of the machine, and then the sentences offered, each in an order of reading."""
        if order == "chance":
            draw = random.Random(seed)
            return [step for steps in (self.steps, self.offers) for step in draw.sample(steps, len(steps))]
        column = {"doubt": "rank", "text": "place"}[order]
        return [
            step
            for steps in (self.steps, self.offers)
            for step in sorted(steps, key=lambda step: (getattr(step, column), step.rank))
        ]


def score_reviews(folder, progress=iter):
    """Table `review_scores` of the articles in a folder, without corpus, day and version.

    `progress` wraps the articles (tqdm does).
    """
    reviews = [ScriptedReader(article).read() for article in progress(load_whole_articles(folder))]
    return make_table("review_scores", [*rate_effort(reviews), *rate_orders(reviews)])


def rate_effort(reviews):
    """What a correction and a review take, as rows of the table."""
    values = {
        "actions per correction": median(n for review in reviews for n in review.corrections),
        "corrections per article": median(len(review.corrections) for review in reviews),
        "actions per article": median(sum(review.corrections) for review in reviews),
        "actions that add events": fmean(sum(review.additions) for review in reviews),
        "wrong in the end": fmean(review.left for review in reviews),
    }
    return [{"measure": measure, "order": "", "value": round(value, 1)} for measure, value in values.items()]


def rate_orders(reviews):
    """How soon what is wrong is read in each order, as rows of the table."""
    for order in ORDERS:
        for size in FIRST:
            value = rate_first(reviews, order, size)
            yield {"measure": f"wrong among the first {size} rows", "order": order, "value": value}
        size = min(FIRST)
        events = rate_first(reviews, order, size, ("events",))
        yield {"measure": f"wrong among the first {size} events", "order": order, "value": events}
        offered = rate_first(reviews, order, OFFERED, (TABLE,))
        yield {"measure": f"acts missed in the first {OFFERED} sentences offered", "order": order, "value": offered}
        until = fmean(count_until(row) for row in draw(reviews, order, ("events",)))
        yield {"measure": "actions until 90 % of the events are right", "order": order, "value": round(until, 1)}


def draw(reviews, order, tables=TABLES):
    """The rows of some tables in an order of reading, article by article; chance is drawn several times."""
    for seed in range(DRAWS if order == "chance" else 1):
        for review in reviews:
            yield [step for step in review.sort(order, seed) if step.table in tables]


def rate_first(reviews, order, size, tables=TABLES):
    """How many of the first rows of each article are wrong, in percent."""
    first = [step.wrong for steps in draw(reviews, order, tables) for step in steps[:size]]
    return round(100 * fmean(first), 1)


def count_until(steps):
    """The actions until 90 % of what the machine shows is right, read in this order."""
    right, size, actions = sum(not step.wrong for step in steps), len(steps), 0
    for step in steps:
        if right >= SHARE * size:
            break
        actions += step.actions
        right += step.wrong and step.stays
        size -= not step.stays
    return actions


class ScriptedReader:
    """A reader who knows the answers of a `WholeArticle` and corrects the machine's tables, table by table."""

    def __init__(self, answers):
        article = article_from_text(answers.text, answers.published, slug=answers.slug)
        self.session, self.answers = Rehearsal(article, who="a script"), answers
        self.corrections, self.additions, self.refused = [], [], []

    @property
    def verdicts(self):
        """The tables as they stand, beside the answers."""
        return Verdicts(self.answers, self.session.read)

    def read(self):
        """Correct every row, add what is missing; returns the `Review`."""
        steps, offers = self.list_steps(), self.list_offers()
        for table in TABLES:
            self.correct(table)
        for command in [*self.miss_names(), *self.miss_dates(), *self.miss_claims()]:
            self.decide(3, command)
        for act in self.verdicts.miss_acts():
            self.add(act)
        return Review(steps, self.corrections, self.additions, self.count_left(), offers)

    def list_steps(self):
        """A `Step` per row of the machine that the answers can judge."""
        verdicts, steps = self.verdicts, []
        known = {table: verdicts.judge(table) for table in TABLES}
        for rank, row in enumerate(rank_doubt(self.session.read).itertuples(index=False)):
            if row.row_id in known[row.table]:
                verdict, place = known[row.table][row.row_id], -1 if pd.isna(row.start) else row.start
                wrong, stays = verdict != {}, verdict is not None
                steps.append(Step(row.table, place, rank, wrong, stays, count_actions(verdict)))
        return steps

    def list_offers(self):
        """A `Step` per sentence in which an act may have been missed."""
        session, places = self.session, [act.start for act in self.verdicts.miss_acts()]
        offered = rank_missed(session.read, session.chain.doc, session.rows)
        return [Step(TABLE, m.sentence.start, n, m.holds(places), True, 1) for n, m in enumerate(offered)]

    def correct(self, table):
        """Correct the rows of a table one after the other; one may mend another."""
        tried = set()
        while wrong := {key: v for key, v in self.verdicts.judge(table).items() if v != {} and key not in tried}:
            row_id, verdict = next(iter(wrong.items()))
            tried.add(row_id)
            about = {"table": table, "row": row_id}
            if verdict is None:
                self.decide(1, {"do": "reject", **about})
            elif "into" in verdict:
                self.decide(2, {"do": "merge", **about, **verdict})
            else:
                for column, value in verdict.items():
                    values = self.spell(column, value)
                    self.decide(count_actions({column: value}), {"do": "edit", **about, "values": values})

    def spell(self, column, value):
        """The values of an edit: names as the tables have them, with their kind where the tables do not have them."""
        if column not in (*PARTIES, "source"):
            return {column: value}
        names = value.split(";") if isinstance(value, str) else value
        known = {name: self.session.read.actors["name"][n] for n, name in self.list_bearers()}
        unknown = [name for name in names if name not in known and name != AUTHOR]
        kinds = [actor.kind for actor in self.answers.actors if actor.name in unknown]
        given = {column: "; ".join(known.get(name, name.replace(";", ",")) for name in names)}
        return {**given, **({"kind": (kinds or ["Group"])[0]} if unknown else {})}

    def list_bearers(self):
        """(row, the name that the answers have for it) of every actor, the first of a name last."""
        bearers = self.verdicts.bearers
        return reversed([(n, bearers.bearer[i]) for n, i in enumerate(self.session.read.actors["actor_id"])])

    def miss_names(self):
        """The commands that add the actors that no name mentions, where their words stand first."""
        hits = {name for names in self.verdicts.bearers.hits.values() for name in names}
        for actor in self.answers.actors:
            words = next((w for w in (actor.name, *actor.aliases) if w in self.answers.text), None)
            if not actor.optional and actor.name not in hits and words:
                place = self.answers.text.index(words)
                yield self.select("mentions", place, words, {"actor": actor.name, "kind": actor.kind})

    def miss_dates(self):
        """The commands that add the dates that were not found."""
        paired = self.verdicts.pair_dates(list(self.session.read.dates.itertuples()))
        for n, date in enumerate(self.answers.dates):
            if not date.optional and n not in paired:
                yield self.select("dates", date.start, date.text, {"timex_value": date.timex_value})

    def miss_claims(self):
        """The commands that add the statements that were not found."""
        verdicts = self.verdicts
        paired, _ = pair_claims(self.answers.claims, verdicts.list_claims(), verdicts.bearers)
        for n, claim in enumerate(self.answers.claims):
            if not claim.optional and claim.source != AUTHOR and n not in paired:
                words = self.answers.text[claim.start : claim.end]
                yield self.select("claims", claim.start, words, self.spell("source", claim.source))

    def add(self, act):
        """Add one event: select, choose what, category, actor, recipient, confirm; another status is two more."""
        parties = {}
        for role, names in zip(PARTIES, (act.actors, act.recipients), strict=True):
            parties |= self.spell(role, names)
        actions = 4 + max(1, len(act.actors)) + max(1, len(act.recipients)) + 2 * (act.status != "OCCURRED")
        values = {"category": act.category, "status": act.status, **parties}
        self.decide(actions, self.select("events", act.start, act.trigger, values))
        self.additions.append(actions)

    def select(self, table, start, words, values):
        """The command that adds a row at words."""
        return {"do": "add", "table": table, "start": start, "end": start + len(words), "values": values}

    def decide(self, actions, command):
        """Carry out a decision that counts as a correction, even one that cannot be: what stays wrong is counted."""
        self.corrections.append(actions)
        try:
            self.session.decide(command)
        except CorrectionError as error:
            self.refused.append(f"{command}: {error}")

    def count_left(self):
        """How many rows are wrong or missing."""
        verdicts = self.verdicts
        wrong = sum(verdict != {} for table in TABLES for verdict in verdicts.judge(table).values())
        missing = (self.miss_names(), self.miss_dates(), self.miss_claims(), verdicts.miss_acts())
        return wrong + sum(len(list(rows)) for rows in missing)


def count_actions(verdict):
    """The actions that reading one row takes: one if it is right or goes; of each field, to open it and to choose."""
    if not verdict:
        return 1
    sizes = [len(value) if isinstance(value, tuple) else 1 for value in verdict.values()]
    return sum(1 + max(1, size) for size in sizes)
