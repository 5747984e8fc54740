"""What a review takes: a scripted reader brings invented articles from the machine's tables to their full reading.

The reader decides with the widget's own commands and counts actions as a person with a mouse would make them: a click
on accept or reject is one; a field and its value are two; selecting words, choosing what to add, and each of its fields
is one each. Answers are those of `data/answers/articles/`.
"""

import json
import random
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from helpers.articles.article import article_from_text
from helpers.corrections.file import CorrectionError
from helpers.findings.doubt import rank_doubt
from helpers.review.session import Rehearsal
from helpers.spans import find_place
from helpers.tables import make_table

ORDERS = ("doubt", "text", "chance")
SHARE, FIRST = 0.9, 10
ROLES = {"actor": "actors", "recipient": "recipients"}


def load_readings(folder):
    """The articles with answers of a folder, as dicts, by name."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def score_reviews(folder, corpus, progress=iter):
    """Table `review_scores`: a row per order in which the events of a folder's articles are read.

    `corpus` names the folder in the table; `progress`, if given, wraps the articles (tqdm does).
    """
    reviews = [ScriptedReader(reading).read() for reading in progress(load_readings(folder))]
    return make_table("review_scores", [score_order(order, reviews, corpus) for order in ORDERS])


def score_order(order, reviews, corpus):
    """The scores of one order of reading over the reviews of several articles."""
    spent = pd.Series([n for review in reviews for n in review.corrections], dtype="float64")
    first = [row.wrong for review in reviews for row in review.sort(order)[:FIRST]]
    return {
        "corpus": corpus,
        "order": order,
        "articles": len(reviews),
        "actions": spent.median(),
        "corrections": float(pd.Series([len(review.corrections) for review in reviews]).median()),
        "until": round(sum(review.count_until(order) for review in reviews) / len(reviews), 1),
        "wrong_first": round(100 * sum(first) / max(1, len(first)), 1),
    }


class Step(NamedTuple):
    """One event that was read: where it stands, its place in the queue, the actions it took, whether it was wrong,
    whether it stays, and whether the machine had missed it.
    """

    place: int
    rank: int
    actions: int
    wrong: bool
    stays: bool = True
    added: bool = False


@dataclass
class Review:
    """What the review of one article took: a `Step` per event, the actions of each correction."""

    steps: list = field(default_factory=list)
    corrections: list = field(default_factory=list)

    def sort(self, order):
        """The machine's events in an order of reading."""
        own = [step for step in self.steps if not step.added]
        if order == "chance":
            return random.Random(0).sample(own, len(own))
        return sorted(own, key=lambda step: step.rank if order == "doubt" else step.place)

    def count_until(self, order):
        """The actions until 90 % of the timeline are right; what is missing is added behind the last row.

        An event changes no other, so that the steps can be taken in any order.
        """
        added = [step for step in self.steps if step.added]
        right = sum(not step.wrong for step in self.steps)
        size, actions = len(self.steps), 0
        for step in [*self.sort(order), *added]:
            if right >= SHARE * size:
                break
            actions += step.actions
            right += step.wrong and step.stays
            size -= not step.stays
        return actions


class Answers:
    """The answers of one article, to ask what is wrong with a row of the machine."""

    def __init__(self, reading):
        self.events, self.actors = reading["events"], reading["actors"]
        self.owners = {
            form.lower(): actor["name"] for actor in self.actors for form in (actor["name"], *actor["aliases"])
        }
        self.kinds = {actor["name"]: actor["kind"] for actor in self.actors}

    def name(self, name):
        """The name that the answers have for an actor; the machine's own where they have none."""
        return self.owners.get(name.lower(), name)

    def find(self, place):
        """The answer whose trigger shares characters with a place; None without one."""

        def shares(answer):
            return answer["start"] < place[1] and place[0] < answer["start"] + len(answer["trigger"])

        return next((answer for answer in self.events if shares(answer)), None)

    def compare(self, event, parties):
        """{field: the right value} of what is wrong with an event; None if there is no such event."""
        answer = self.find(find_place("events", event))
        if answer is None:
            return None
        wrong = {}
        for column, more in (("category", "alt_categories"), ("status", "alt_status")):
            if event[column] not in (answer[column], *answer.get(more, ())):
                wrong[column] = answer[column]
        for role, key in ROLES.items():
            free = set(answer.get(f"alt_{key}", ()))
            told = {self.name(name) for name in parties[role]}
            needed = set() if answer.get(f"implicit_{key}") else set(answer[key])
            if not (needed <= told or (told and told <= free)) or not told <= set(answer[key]) | free:
                wrong[role] = sorted(answer[key])
        return wrong


class ScriptedReader:
    """A reader who knows the answers and corrects the events of an article, row by row."""

    def __init__(self, reading):
        article = article_from_text(reading["text"], reading["published"], slug=reading["slug"])
        self.session, self.answers, self.review = Rehearsal(article, who="a script"), Answers(reading), Review()

    def read(self):
        """Go through the events, then add what is missing; returns the `Review`."""
        queue = rank_doubt(self.session.read)
        for rank, row in enumerate(queue[queue["table"] == "events"].itertuples(index=False)):
            self.correct(row.row_id, rank, row.start)
        for answer in self.missing():
            actions = self.add(answer)
            self.review.steps.append(Step(answer["start"], -1, actions, wrong=True, added=True))
        return self.review

    def parties(self, event_id):
        """{role: names} of the parties of an event; one that nobody is linked to has no name."""
        rows = self.session.read.event_parties
        names = dict(zip(self.session.read.actors["actor_id"], self.session.read.actors["name"], strict=True))
        own = rows[rows["event_id"] == event_id]
        return {
            role: {names.get(i, "?") for i in own.loc[own["role"] == role, "actor_id"]}
            for role in ("actor", "recipient")
        }

    def correct(self, row_id, rank, place):
        """Accept, reject or edit one event."""
        rows = self.session.read.events
        wrong = self.answers.compare(rows[rows["event_id"] == row_id].iloc[0], self.parties(row_id))
        about, actions = {"table": "events", "row": row_id}, 1
        if wrong is None:
            self.decide(1, {"do": "reject", **about})
        elif not wrong:
            self.session.decide({"do": "accept", **about})
        for column, value in (wrong or {}).items():
            one = isinstance(value, str)
            values = {column: value} if one else self.name_parties(column, value)
            clicks = 2 if one else 1 + max(1, len(value))
            self.decide(clicks, {"do": "edit", **about, "values": values})
            actions += clicks
        stays = wrong is not None
        self.review.steps.append(Step(place, rank, actions, wrong=wrong is None or bool(wrong), stays=stays))

    def name_parties(self, role, names):
        """The values that give an event its parties in a role, those that no actor has with their kind."""
        known = {self.answers.name(name): name for name in self.session.read.actors["name"]}
        kinds = [self.answers.kinds.get(name, "Group") for name in names if name not in known]
        given = {role: "; ".join(known.get(name, name.replace(";", ",")) for name in names)}
        return {**given, **({"kind": kinds[0]} if kinds else {})}

    def missing(self):
        """The answers that no event of the tables stands at, but for those that may be left out."""
        places = [find_place("events", event) for event in self.session.read.events.to_dict("records")]
        found = [self.answers.find(place) for place in places]
        return [answer for answer in self.answers.events if not answer.get("optional") and answer not in found]

    def add(self, answer):
        """Add one event: select, choose what, category, actor, recipient, confirm; returns the actions."""
        parties = {}
        for role, key in ROLES.items():
            parties |= self.name_parties(role, answer[key])
        values = {"category": answer["category"], "status": answer["status"], **parties}
        actions = 4 + sum(max(1, len(answer[key])) for key in ROLES.values()) + 2 * (answer["status"] != "OCCURRED")
        place = {"start": answer["start"], "end": answer["start"] + len(answer["trigger"])}
        self.decide(actions, {"do": "add", "table": "events", **place, "values": values})
        return actions

    def decide(self, actions, command):
        """Carry out a decision that counts as a correction, even where two names stand for one actor."""
        try:
            self.session.decide(command)
        except CorrectionError as error:
            if "stands already" not in str(error):
                raise
        self.review.corrections.append(actions)
