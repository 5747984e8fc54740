"""Sentences in which an act may have been missed: actors stand in them, or one and a predicate of the lexicon, and no
event. Those most likely to hold one come first, each with the act that its words suggest.

What each sign adds to the log odds stands in `data/lexicons/doubts.csv`, table `sentences`.
"""

from functools import cache
from typing import NamedTuple

from helpers.findings.doubt import measure_doubt, word_doubt
from helpers.lexicons import load_lexicon, split_items

TABLE = "sentences"
SEVERAL = 3
OBJECTS = ("obj", "iobj", "obl")


class Missed(NamedTuple):
    """A sentence (its row of the table), its signs, why it is offered, how likely an act was missed in it, 0 to 1, and
    the act suggested: trigger_start, trigger_end, category, actor and recipient by name, "" where the words tell none.
    """

    sentence: tuple
    signs: dict
    what: str
    likely: float
    act: dict

    def holds(self, places):
        """Whether one of these places stands in the sentence."""
        return any(self.sentence.start <= place < self.sentence.end for place in places)


def rank_missed(read, doc, corrections):
    """The `Missed` of an article, the likeliest first; not those of which a reader has said that there is nothing.

    `doc` is the parsed article, `corrections` those that stand.
    """
    looked = set(corrections.loc[corrections["table"] == TABLE, "row_id"])
    found = [row for row in list_missed(read, doc) if row.sentence.sentence_id not in looked]
    return sorted(found, key=lambda row: -row.likely)


def list_missed(read, doc):
    """The `Missed` of an article in the order of the text."""
    actors, names = Places(read), dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))
    held = read.events["trigger_start"].tolist()
    for sentence in read.sentences.itertuples(index=False):
        if any(sentence.start <= place < sentence.end for place in held):
            continue
        words = doc.char_span(sentence.start, sentence.end, alignment_mode="expand")
        present = actors.list_inside(sentence.start, sentence.end)
        predicates = [t for t in words if t.lemma_ in index_predicates() and not actors.find(t.idx)]
        if len(present) > 1 or (present and predicates):
            yield suggest(sentence, words, actors, present, predicates, names)


def suggest(sentence, words, actors, present, predicates, names):
    """The `Missed` of a sentence."""
    subjects = [actors.find(t.idx) for t in words if t.dep_.startswith("nsubj") and actors.find(t.idx)]
    objects = [actors.find(t.idx) for t in words if t.dep_ in OBJECTS and actors.find(t.idx)]
    signs = {
        "several_actors": len(present) >= SEVERAL,
        "two_actors": len(present) == 2,
        "acted_on": bool(objects),
        "no_predicate": not predicates,
    }
    signs = dict.fromkeys((sign for sign, there in signs.items() if there), "")
    trigger = min(predicates, key=lambda t: (t.pos_ != "VERB", t.i), default=words.root)
    actor = next(iter(subjects), present[0])
    other = next((i for i in [*objects, *present] if i != actor), "")
    act = {
        "trigger_start": trigger.idx,
        "trigger_end": trigger.idx + len(trigger),
        "category": index_predicates().get(trigger.lemma_, ""),
        "actor": names.get(actor, ""),
        "recipient": names.get(other, ""),
    }
    return Missed(sentence, signs, word_doubt(TABLE, signs), measure_doubt(TABLE, signs), act)


@cache
def index_predicates():
    """{lemma of one word: the category that it names} of the triggers; "" where it names one here and another there."""
    categories = {}
    for row in load_lexicon("event_triggers").itertuples(index=False):
        for lemma in split_items(row.lemmas) if row.category else ():
            categories.setdefault(lemma, set()).add(row.category)
    return {
        lemma: next(iter(named)) if len(named) == 1 else "" for lemma, named in categories.items() if " " not in lemma
    }


class Places:
    """Which actor is mentioned at each character of an article."""

    def __init__(self, read):
        linked = read.mentions[read.mentions["actor_id"] != ""]
        self.rows = list(zip(linked["start"], linked["end"], linked["actor_id"], strict=True))
        self.at = {place: ids.split(";")[0] for start, end, ids in self.rows for place in range(start, end)}

    def find(self, place):
        """The id of the actor mentioned at a character; None where there is none."""
        return self.at.get(place)

    def list_inside(self, start, end):
        """The ids of the actors mentioned between two characters, in the order of the text."""
        return list(dict.fromkeys(i for first, _, ids in self.rows if start <= first < end for i in ids.split(";")))
