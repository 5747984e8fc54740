"""Which words of a text name an act: the rows of `data/lexicons/event_triggers.csv` found in the parse.

A row names its head words and the grammatical frame that must stand beside them; of several rows that hold, the one
that asks for most is taken. A noun may be carried by a verb that says little itself ("exert pressure", "face a ban"):
those verbs stand in `carriers.csv`, groups of words in `word_groups.csv`.
"""

from functools import cache
from typing import NamedTuple

from helpers.events.lemmas import find_lemma, verb_forms
from helpers.events.status import is_verbal
from helpers.language.frames import (
    RELATIVE,
    fill_place,
    find_clauses,
    find_objects,
    has_particle,
    has_to,
    is_misread,
    is_passive,
)
from helpers.lexicons import function_words, index_carriers, index_categories, load_lexicon, split_items

NAME = "@name"  # among the fillers of a frame: any name
CARRIED = ("obj", "nsubj:pass", "obl", "nsubj", "iobj", "nmod", "xcomp")


class Trigger(NamedTuple):
    """A word that names an act. `carrier` is the verb that carries a noun, `side` whose subject it has: the actor's or
    the recipient's.
    """

    token: object
    row: object
    carrier: object = None
    side: str = ""


@cache
def index_triggers():
    """{(part of speech, lemma): its rows, the most demanding first}; raises ValueError if two rows claim the same
    trigger and frame.
    """
    index, claimed = {}, {}
    for row in load_lexicon("event_triggers").itertuples(index=False):
        for lemma in split_items(row.lemmas):
            for word in name_fillers(row) or [("", False)]:
                key = (row.pos, lemma, row.frame, *word)
                if key in claimed:
                    frame = " ".join(filter(None, (row.frame or "no frame", word[0])))
                    raise ValueError(
                        f"data/lexicons/event_triggers.csv: the rows '{claimed[key]}' and '{row.trigger}' both claim "
                        f"the {row.pos} '{lemma}' with {frame}. Keep it in one."
                    )
                claimed[key] = row.trigger
            rows = index.setdefault((row.pos, lemma.split()[0]), [])
            for grouped in (False, True):
                fillers = frozenset(word for word, in_group in name_fillers(row) if in_group == grouped)
                if fillers or not (row.fillers or grouped):
                    rows.append(Reading(tuple(lemma.split()[1:]), fillers, grouped, row))
    for rows in index.values():
        rows.sort(
            key=lambda r: (
                -len(r.particles),
                r.row.frame not in ("content", "obligation"),
                not r.fillers,
                r.grouped,
                not r.row.frame,
                r.row.trigger,
            )
        )
    return index


class Reading(NamedTuple):
    """A row of the lexicon for one head word: its particles, and the fillers that its frame asks for, spelled out or
    `grouped`.
    """

    particles: tuple
    fillers: frozenset
    grouped: bool
    row: object


def name_fillers(row):
    """(word, whether a group brought it in) of what may fill the frame of a row; a word that is spelled out outranks a
    group's.
    """
    spelled = [word for word in split_items(row.fillers) if not word.startswith("@")]
    return [(word, False) for word in dict.fromkeys(spelled)] + [
        (w, True) for w in expand_words(row.fillers) if w not in spelled
    ]


@cache
def expand_words(cell):
    """The words of a cell, a group such as "@measure" replaced by its members."""
    groups = word_groups()
    found = []
    for word in split_items(cell):
        if word.startswith("@") and word != NAME and word[1:] not in groups:
            raise ValueError(
                f"data/lexicons/event_triggers.csv: no group '{word[1:]}' in word_groups.csv. "
                f"There are: {', '.join(groups)}."
            )
        found += groups[word[1:]] if word.startswith("@") and word != NAME else [word]
    return tuple(dict.fromkeys(found))


@cache
def word_groups():
    """{group: its lemmas}."""
    return {row.group: split_items(row.lemmas) for row in load_lexicon("word_groups").itertuples(index=False)}


def find_triggers(doc):
    """The triggers of a parsed text, in order."""
    for token in doc:
        trigger = read_verb(token) if is_verbal(token) else read_noun(token)
        if trigger is not None:
            yield trigger


def find_nature(trigger):
    """How the category of a trigger is told: spoken, addressed, dealings, or none of these ("")."""
    return index_categories()[trigger.row.category].nature


def is_spoken(trigger):
    """Whether what is asked, threatened, promised or refused is told by the trigger, not by the acts in its clause."""
    return find_nature(trigger) in ("spoken", "addressed")


def read_verb(token):
    """The trigger that a verb is, or None; a participle before a noun is none."""
    if token.dep_ in ("amod", "compound", "case", "aux", "mark") and token.i < token.head.i and not is_misread(token):
        return None
    row = choose_row("verb", find_lemma(token), token)
    return None if row is None else Trigger(token, row)


def read_noun(token):
    """The trigger that a noun is, or None."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ") or token.dep_ in ("compound", "flat"):
        return None
    row = choose_row("adjective" if token.pos_ == "ADJ" else "noun", find_lemma(token), token)
    if row is None and token.lower_.endswith("ing") and token.lower_ in verb_forms():
        row = choose_row("verb", verb_forms()[token.lower_], token)
    if row is None:
        return None
    carrier, side = find_carrier(token)
    return Trigger(token, row, carrier, side)


def choose_row(pos, lemma, token, shallow=False):
    """The first row of a lemma that holds beside a word; `shallow`: of those that need not look into another clause."""
    for reading in index_triggers().get((pos, lemma), ()):
        if (
            not (shallow and reading.row.frame == "content")
            and all(has_particle(token, p) for p in reading.particles)
            and holds(reading.row.frame, reading.fillers, token)
        ):
            return reading.row
    return None


def holds(frame, words, token):
    """Whether a frame stands beside a word: any; one of `words` in a place; a clause, one of obligation, or none of
    both.
    """
    if not frame:
        return True
    if frame == "passive":
        return is_passive(token) and not any(c.dep_ == "obj" for c in token.children)
    if frame == "alone":
        return not find_objects(token) and not find_clauses(token)
    return bool(find_anchors(frame, words, token))


def find_anchors(frame, words, token):
    """The words that make a frame hold."""
    if frame == "obligation":
        return [
            c
            for c in find_clauses(token)
            if not has_to(c) and any(a.dep_ == "aux" and a.lemma_ in function_words("obligation") for a in c.children)
        ]
    if frame == "clause":
        found = find_clauses(token)
    elif frame == "infinitive":
        found = [c for c in find_clauses(token) if has_to(c)]
    elif frame == "raising":
        found = [c for c in find_clauses(token) if has_to(c) and is_raised(c, token)]
    elif frame == "content":
        found = [n for n in find_objects(token) if any(is_hard(c) for c in find_content(n))]
    else:
        found = fill_place(token, frame)
    return [t for t in found if not words or fills(t, words)]


def is_raised(clause, verb):
    """Whether the subject of an infinitive stands between it and the verb above ("wants the carrier to pay")."""
    subjects = [c for c in (*clause.children, *verb.children) if c.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj")]
    return any(verb.i < c.i < clause.i for c in subjects)


def fills(word, fillers):
    """Whether a word is one of the fillers of a frame, holds one ("a series of talks"), or is a pronoun for one."""
    if NAME in fillers and word.pos_ == "PROPN":
        return True
    return bool({find_lemma(word), word.lower_, find_lemma(unwrap(word))} & fillers) or refers(word, fillers)


def refers(pronoun, words):
    """Whether a pronoun for a thing may stand for one of `words`: told before in its sentence or the one before."""
    if pronoun.lower_ not in function_words("thing"):
        return False
    sentence = pronoun.sent
    before = pronoun.doc[sentence.start - 1].sent.start if sentence.start else 0
    return any(t.pos_ == "NOUN" and find_lemma(t) in words for t in pronoun.doc[before : pronoun.i])


def unwrap(noun):
    """The noun inside "a state of emergency" or "a series of talks"; any other noun itself."""
    inner = [c for c in noun.children if c.dep_ == "nmod"] if noun.lemma_ in function_words("shape") else []
    return inner[0] if inner else noun


def find_content(noun):
    """The verbs of the clause that says what a bill or a threat is about."""
    return [c for c in noun.children if c.dep_ in ("acl", "acl:relcl")]


def is_hard(verb):
    """Whether a verb tells of an act of material conflict, or of keeping somebody out."""
    row = choose_row("verb", find_lemma(verb), verb, shallow=True)
    return row is not None and (
        row.category == "REJECT" or index_categories()[row.category].quad == "material conflict"
    )


def lacks_object(clause):
    """Whether a clause or participle behind a noun has the noun for its object ("the fine that the agency imposed", "a
    probe launched by the agency").
    """
    if clause.dep_ == "acl":
        return clause.tag_ == "VBN"
    return (
        clause.dep_ == "acl:relcl"
        and is_verbal(clause)
        and not any(c.dep_ == "obj" and c.tag_ not in RELATIVE for c in clause.children)
    )


def find_carrier(noun):
    """(verb, side) of the verb that carries a noun, directly or as "in the form of"; (None, "") if none does."""
    head, place = noun, noun
    while place.dep_ in ("nmod", "conj") and (place.head.lemma_ in function_words("shape") or place.dep_ == "conj"):
        place = place.head
    head = place.head
    for clause in (c for c in noun.children if lacks_object(c)):
        if side := index_carriers().get((find_lemma(clause), "")):
            return clause, side
    if be := next((c for c in place.children if c.dep_ == "cop"), None):
        side = next((s for c in place.children if (s := index_carriers().get((find_lemma(be), c.lower_)))), "")
        return (be, side) if side else (None, "")  # "is in talks"
    if place.dep_ not in CARRIED or not is_verbal(head):
        return None, ""
    prepositions = [c.lower_ for c in place.children if c.dep_ == "case"] if place.dep_ == "obl" else [""]
    if place.dep_ == "nsubj" or (place.dep_ == "nsubj:pass" and not is_passive(head)):
        return None, ""
    side = next((s for p in prepositions if (s := index_carriers().get((find_lemma(head), p)))), "")
    return (head, side) if side else (None, "")
