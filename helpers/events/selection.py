"""Which triggers of a text are acts: what is only asked, threatened or refused, or fills another act's frame, is none
of its own.
"""

from helpers.events.lemmas import find_lemma
from helpers.events.parties import Party, find_mentions_of, find_parties, opens_with
from helpers.events.status import is_verbal, look_up
from helpers.events.triggers import (
    find_anchors,
    find_content,
    find_nature,
    find_triggers,
    is_spoken,
    read_noun,
    read_verb,
)
from helpers.language.frames import fill_place, find_agents, find_clauses, find_objects
from helpers.lexicons import function_words, index_categories
from helpers.relations import is_mutual


def find_acts(doc, cast):
    """(trigger, parties) of every act, in order: what only fills another act's frame is left out."""
    triggers = [t for t in find_triggers(doc) if not (averts(t) if is_verbal(t.token) else cast.holds(t.token))]
    told, spent, done = *find_told(triggers), {}
    for trigger in triggers:
        if trigger.token.i not in told:
            trigger = trigger._replace(carrier=None, side="") if trigger.token.i in spent else trigger
            parties = complete(trigger, find_parties(trigger, cast), cast)
            if is_act(trigger, parties, done):
                done[trigger.token.i] = {p.mention.party for p in parties if p.role == "actor"}
                yield trigger, parties


def averts(trigger):
    """Whether a verb only denies an act, or tells that its subject leaves one of conflict undone ("declined to sue",
    "dropped plans to sue"): the words of that act tell it.
    """
    token = trigger.token
    if look_up("denial", token) and any(look_up("statement", n) and find_content(n) for n in find_objects(token)):
        return True
    strand = index_categories()[trigger.row.category].strand
    if strand not in ("refusal", "conflict") or look_up("governor", token) != "DID_NOT_OCCUR":
        return False
    undone = [t for t in find_undone(token, strand) if t is not None]
    return any(index_categories()[t.row.category].strand == "conflict" for t in undone)


def find_undone(verb, strand):
    """The triggers, or None, of what a verb may say is left undone: in its clause, in that of a plan, or its object if
    it refuses.
    """
    objects = find_objects(verb)
    plans = [noun for noun in objects if find_lemma(noun) in function_words("undertaking")]
    clauses = [c for head in (verb, *plans) for c in (*find_clauses(head), *find_content(head))]
    clauses += [c for clause in clauses if not is_verbal(clause) for c in clause.children]
    if plans or not objects:
        yield from ((read_verb if is_verbal(c) else read_noun)(c) for c in clauses)
    if strand == "refusal":
        yield from map(read_noun, objects)


def find_told(triggers):
    """(places of the verbs of what is asked, threatened or refused; places of the nouns that another trigger's frame
    uses up).
    """
    told, spent = set(), set()
    for trigger in triggers:
        row, head = trigger.row, trigger.carrier or trigger.token
        if row.frame and row.fillers:
            spent |= {t.i for t in find_anchors(row.frame, (), trigger.token)}
        if is_spoken(trigger) or row.frame in ("clause", "infinitive"):
            clauses = [
                *find_clauses(head),
                *(find_clauses(trigger.token) if trigger.carrier else ()),
                *find_content(trigger.token),
            ]
            told |= {t.i for clause in clauses for t in chain_clauses(clause)} - {trigger.token.i}
        if row.frame == "content":
            told |= {
                c.i
                for noun in find_objects(trigger.token)
                for clause in find_content(noun)
                for c in chain_clauses(clause)
            }
    return told, spent


def chain_clauses(verb):
    """A verb with those coordinated with it or completing it, and what they carry.

    A finite verb is not coordinated with an infinitive: in "ordered the carrier to pay and barred it", the parse may
    say so, but it belongs to the verb above.
    """
    found, stack = [], [verb]
    while stack:
        token = stack.pop()
        found.append(token)
        stack += [
            c
            for c in token.children
            if is_verbal(c)
            and c.dep_ in ("conj", "xcomp", "ccomp")
            and not (c.dep_ == "conj" and c.tag_ in ("VBD", "VBZ") and token.tag_ == "VB")
        ]
        stack += [c for c in token.children if c.dep_ == "obj" and c.pos_ == "NOUN"] if is_verbal(token) else []
    return found


def complete(trigger, parties, cast):
    """The parties of a noun with one side only, and as the other the one that the verb above it names: whoever does
    what was asked ("turned down an invitation from the ministry") or does it with the other ("in cooperation with");
    whoever is acted upon after an accusation ("sued the carrier after a complaint from its rival").
    """
    roles, noun = {p.role for p in parties}, trigger.token
    above = next((a for a in noun.ancestors if is_verbal(a) and a.sent == noun.sent), None)
    if trigger.row.pos != "noun" or trigger.carrier is not None or above is None or len(roles) != 1:
        return parties
    role, others = find_lent(trigger, above, roles, cast)
    known = {p.mention.party for p in parties}
    return parties + [Party(m, role) for m in others if m.party not in known]


def find_lent(trigger, above, roles, cast):
    """(role, mentions) that a verb lends a noun below it."""
    occasion = opens_with(trigger.token, function_words("occasion"))
    strand = index_categories()[trigger.row.category].strand
    if roles == {"actor"} and not occasion and find_nature(trigger) == "addressed":
        return "recipient", find_mentions_of(find_agents(above), cast, deep=False)
    if roles == {"actor"} and occasion and strand == "conflict":
        act = read_clause(above)
        hostile = act is not None and index_categories()[act.row.category].strand == "conflict"
        return "recipient", [p.mention for p in find_parties(act, cast) if p.role == "recipient"] if hostile else []
    if (
        roles == {"recipient"}
        and is_mutual(trigger.row.category)
        and opens_with(trigger.token, function_words("joint"))
    ):
        return "actor", find_mentions_of(find_agents(above), cast, deep=False)
    return "", []


def read_clause(verb):
    """The trigger that a verb is, or the noun that it carries; None if there is none."""
    nouns = (read_noun(noun) for noun in find_objects(verb))
    return read_verb(verb) or next((t for t in nouns if t is not None and t.carrier is not None), None)


def is_act(trigger, parties, done):
    """Whether a trigger with its parties is an event: a party; of a noun that no verb carries, both sides, and another
    actor than the verb above.
    """
    roles = {p.role for p in parties}
    if find_nature(trigger) == "dealings":
        return has_both(trigger, parties)
    if trigger.token.pos_ != "NOUN" or trigger.carrier is not None:
        return bool(roles & {"actor", "recipient"})
    actors = {p.mention.party for p in parties if p.role == "actor"}
    return has_both(trigger, parties) and not any(
        actors & done.get(above.i, set()) for above in trigger.token.ancestors if above.sent == trigger.token.sent
    )


def has_both(trigger, parties):
    """Whether somebody acts on somebody, or several act together."""
    roles = [p.role for p in parties]
    if {"actor", "recipient"} <= set(roles):
        return True
    return roles.count("actor") > 1 and (is_mutual(trigger.row.category) or bool(fill_place(trigger.token, "between")))
