"""How likely each actor in sight is the one that a pronoun or a definite nominal stands for.

A log-linear model over the candidates and "none of these" (mention ranking: Denis & Baldridge 2008; Durrett & Klein
2013), learned from GUM's coreference by `antecedent_training`. Its weights stand in `helpers/model/antecedents.csv`.
"""

from functools import cache
from math import exp
from typing import NamedTuple

from helpers import paths
from helpers.actors.gazetteer import BODIES

HEADER = "feature,weight"
FAR = 8  # sentences: all longer gaps are alike


class Candidate(NamedTuple):
    """Somebody in sight of a mention: entry, row and clue of the last mention, how often mentioned, and the sentence of
    the last mention that was a subject (None: never).
    """

    entry: object
    row: object
    clue: dict
    count: int
    subject: int | None

    @property
    def kind(self):
        """The kind of the actor, or of what an unlinked nominal points to."""
        return self.entry.kind if self.entry else self.clue.get("kind", "")

    @property
    def many(self):
        """Whether it stands for several."""
        return self.clue.get("number") == "plural" or self.kind == "Group"


class Sides(NamedTuple):
    """What the rest of the text tells of a mention and one candidate: whether none is mentioned more often, is the
    subject above, or speaks the words around; the gender; how noun, role and country of a nominal are those of the
    actor ("" where not asked).
    """

    often: bool
    above: bool
    speaks: bool
    gender: str
    called: str = ""
    role: str = ""
    country: str = ""


def rate_candidates(alone, pairs):
    """The probability that each candidate is meant; `alone` are the features of the mention without one, `pairs` those
    with each (lists of names).
    """
    weights = load_weights()
    scores = [sum(weights.get(name, 0.0) for name in features) for features in (alone, *pairs)]
    top = max(scores)
    shares = [exp(score - top) for score in scores]
    return [share / sum(shares) for share in shares[1:]]


@cache
def load_weights():
    """{name of a feature: its weight}, as the file has them."""
    rows = paths.MODEL.joinpath("antecedents.csv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: float(weight) for name, weight in (row.split(",") for row in rows)}


def name_class(row, clue):
    """The class of mentions that share weights: he, it, they and their possessives, or the kind of a nominal."""
    if row.form == "NOM":
        return clue["kind"] + "+" * bool(clue["role"])
    pronoun = "they" if clue["number"] == "plural" else "he" if clue["gender"] else "it"
    return pronoun + "s" * bool(clue["possessive"])


def describe_alone(row, clue, number):
    """The features of a mention with so many candidates that speak for none of them."""
    kind = name_class(row, clue)
    found = ["none", f"none {kind}", f"none of {min(number, 4)}"]
    if clue["subject"]:
        found.append(f"none subject {kind}")
    if clue.get("acts"):
        found += ["none acts", f"none acts {kind}"]
    if clue.get("suffers"):
        found += ["none suffers", f"none suffers {kind}"]
    if clue.get("speaker"):
        found.append(f"none quoted {kind}")
    if row.form == "NOM":
        first = row.text.split()[0].lower()
        found += [f"none noun {clue['noun']}", f"none described {bool(clue.get('described'))}", f"none first {first}"]
    return found


def describe_pair(row, clue, candidate, rank, sides):
    """The features of a mention with the `rank`-th latest of its candidates."""
    kind, form = name_class(row, clue), row.form
    gap = clue["sentence"] - candidate.clue["sentence"]
    since = "never" if candidate.subject is None else min(clue["sentence"] - candidate.subject, 3)
    place = "subject" if candidate.clue["subject"] else "argument" if candidate.clue["governor"] >= 0 else "other"
    near = [f"gap {gap if gap < FAR // 2 else FAR // 2 if gap < FAR else FAR}", f"rank {min(rank, 4)}"]
    told = [
        *near,
        f"place {place} {min(gap, 2)}",
        f"form {candidate.row.form}",
        f"count {min(candidate.count, 6)}",
        f"often {sides.often}",
        f"since subject {since}",
    ]
    found = told + [f"{form} {name}" for name in told] + [f"{kind} {name}" for name in near]
    found += [f"{form} linked {candidate.entry is not None}", f"{form} kind {candidate.kind}"]
    found.append(f"{kind} kind {candidate.kind}")
    if clue.get("speaker") or candidate.clue.get("speaker"):
        found.append(f"{form} same speaker {clue.get('speaker') == candidate.clue.get('speaker')}")
    found += [f"{form} speaks"] * sides.speaks + [f"{form} above", f"{kind} above"] * sides.above
    return found + (tell_pronoun if form == "PRO" else tell_nominal)(row, clue, candidate, gap, sides)


def tell_pronoun(row, clue, candidate, gap, sides):
    """The features of a pronoun with a candidate that no nominal has: number, gender, both subjects."""
    kind = name_class(row, clue)
    found = [f"{clue['number']} many {candidate.many}", f"{kind} many {candidate.many} {candidate.kind in BODIES}"]
    if clue["gender"]:
        found.append(f"gender {'same' if sides.gender else 'open'}")
    if candidate.clue["subject"] and clue["subject"]:
        found.append(f"both subjects {min(gap, 2)}")
    return found


def tell_nominal(row, clue, candidate, gap, sides):
    """The features of a nominal with a candidate that no pronoun has: what its words tell."""
    first = row.text.split()[0].lower()
    return [
        f"called {sides.called}",
        f"role {sides.role}",
        f"country {sides.country}",
        f"first {first} {min(gap, 2)}",
    ]
