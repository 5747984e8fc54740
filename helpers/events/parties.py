"""Who takes part in an act: the mentions in the places that the row of its trigger names, each in one role."""

from typing import NamedTuple

from helpers.actors.gazetteer import index_nominals
from helpers.actors.mentions import Mention, outermost, place_mentions
from helpers.events.triggers import find_content, is_spoken, read_verb
from helpers.language.frames import (
    expand,
    fill_place,
    find_affected,
    find_agents,
    find_clauses,
    find_objects,
    find_subjects,
    has_to,
    is_passive,
)
from helpers.lexicons import function_words, split_items, surface_forms

DEPTH = 4
BESIDE = 8  # words within which an apposition begins


class Party(NamedTuple):
    """A mention in its role."""

    mention: Mention
    role: str


class Cast:
    """The mentions of an article, found from the words of its parse; one linked to no actor stands for itself."""

    def __init__(self, doc, actors):
        self.doc, self.by_root, self.covered = doc, {}, {}
        placed = place_mentions(doc, actors)
        self.unlinked = {doc[m.first : m.last].root.i: m for m in placed if not m.actor_id}
        mentions = [m for m in placed if m.actor_id]
        for mention in sorted(mentions, key=lambda m: m.last - m.first):
            self.by_root[doc[mention.first : mention.last].root.i] = mention
        for mention in outermost(mentions):
            self.covered.update(dict.fromkeys(range(mention.first, mention.last), mention))

    def holds(self, token):
        """Whether a word is part of a name or nominal ("the trade deal partner")."""
        return token.i in self.covered

    def only_owners(self, mentions):
        """Whether the mentions are possessives ("its cap on lenders"), which mostly lead back to the one who acts."""
        return all(self.doc[m.first].tag_ == "PRP$" for m in mentions)

    def find(self, head, deep=True, depth=DEPTH):
        """The mentions that a noun phrase names: its head's; else its owner's, or those that its adjectives or, if
        `deep`, its phrases name.
        """
        mention = self.by_root.get(head.i) or self.covered.get(head.i)
        if mention is not None:
            return [mention]
        if not depth:
            return []
        own = [self.unlinked[head.i]] if head.i in self.unlinked else []
        if head.pos_ == "PRON":
            own = [] if deep and head.lower_ in function_words("thing") else own  # "passed it": mostly a thing
            return [m for speaker in find_speakers(head) for m in self.find(speaker, deep, depth - 1)] or own
        for group in list_inner(head, deep, named=bool(own)):
            found = [m for c in group for member in expand([c]) for m in self.find(member, deep, depth - 1)]
            if found:
                return found
        return own or (self.find_in_clause(head, depth) if deep else [])

    def find_in_clause(self, noun, depth):
        """The mentions acted upon in the infinitive behind a noun ("an agreement to sell the phones")."""
        clauses = [c for c in noun.children if c.dep_ == "acl" and has_to(c)]
        groups = (group for clause in clauses for group in find_affected(clause))
        found = ([m for head in group for m in self.find(head, True, depth - 1)] for group in groups)
        return next((mentions for mentions in found if mentions), [])


def list_inner(head, deep, named):
    """Groups of words in a noun phrase that may name who it stands for, the likeliest first; of a phrase that is itself
    a mention (`named`) those beside it and its owners.
    """
    children = sorted(head.children, key=lambda c: c.i)
    beside = [
        [c for c in children if c.dep_ in ("flat", "appos", "nmod:desc") and c.i - head.i < BESIDE],
        [
            name
            for c in children
            if c.dep_ == "acl" and c.lower_ in function_words("naming")
            for name in c.rights
            if name.pos_ == "PROPN"
        ],
        [c for c in children if c.dep_ == "nmod:poss" and c.tag_ != "PRP$"],
    ]
    if named:
        return beside
    return [
        *beside,
        [c for c in children if c.dep_ in ("amod", "compound") and c.i < head.i and not is_company(head)],
        [c for c in children if c.dep_ == "nmod" and opens_with(c, function_words("inside") if deep else ("of",))],
        [c for c in children if c.tag_ == "PRP$"],
    ]


def find_speakers(pronoun):
    """The subject of the verb of saying above a pronoun that is the subject of what is said ("the carrier said it would
    sue"); in a quotation that is "we" and "I" only, and nobody is ever "you".
    """
    clause, row = pronoun.head, surface_forms("pronouns", "pronoun").get(pronoun.lower_)
    if pronoun.dep_ not in ("nsubj", "nsubj:pass", "expl") or clause.dep_ != "ccomp" or row is None:
        return []
    first, last = sorted((pronoun.i, clause.head.i))
    if row.person != "first" and any(t.is_quote for t in pronoun.doc[first:last]):
        return []
    return [s for s in find_subjects(clause.head) if s.pos_ != "PRON"]


def is_company(head):
    """Whether a noun names a kind of company: "the Chinese company" is not China."""
    row = index_nominals().get(head.lower_)
    return row is not None and row.kind == "Company"


def opens_with(token, prepositions):
    """Whether a phrase opens with one of the prepositions."""
    return any(c.dep_ == "case" and c.lower_ in prepositions for c in token.children)


def find_parties(trigger, cast):
    """The parties of a trigger: the mentions in the places that its row names, each in one role."""
    found = {}
    for role in ("actor", "recipient", "object", "third_party"):
        for mention in find_role(trigger, role, cast, found):
            found.setdefault(mention.party, Party(mention, role))
    for mention in find_bystanders(trigger, cast) if found else []:
        found.setdefault(mention.party, Party(mention, "third_party"))
    return list(found.values())


def find_bystanders(trigger, cast):
    """Whom the clause of a request, threat or promise acts upon, beside those that its verb names ("urged the carrier
    to drop a vendor").
    """
    if not is_spoken(trigger):
        return []
    heads = [trigger.token, *([trigger.carrier] if trigger.carrier is not None else [])]
    clauses = [c for head in heads for c in find_clauses(head)]
    return [m for clause in clauses for m in find_acted_upon(clause, cast) if m.form != "ADJ"]


def find_role(trigger, role, cast, found):
    """The mentions in a role: those in the first of its places that holds one that has no role yet."""
    weak = []
    for place in list_places(trigger, role):
        fresh = [m for m in find_in_place(trigger, place, role, cast) if m.party not in found]
        if fresh and not cast.only_owners(fresh):
            return fresh
        weak = weak or fresh
    return weak


def list_places(trigger, role):
    """The places of a role. The verb that carries a noun lends its subject to one of them."""
    places = list(split_items(getattr(trigger.row, role)))
    if trigger.side == "actor" and role == "actor":
        return ["carrier", *places]
    if trigger.side == "recipient" and role == "recipient":
        return ["carrier", *places]
    if trigger.side == "recipient" and role == "actor":
        return [*places, "by", "from"]
    return places


def find_in_place(trigger, place, role, cast):
    """The mentions in one place beside a trigger."""
    deep = role != "actor"
    if place == "carrier":
        heads = (
            find_agents(trigger.carrier)
            if trigger.side == "actor" or not is_passive(trigger.carrier)
            else find_objects(trigger.carrier)
        )
        return find_mentions_of(heads, cast, deep=False)
    if place == "content":
        return find_in_content(trigger, cast)
    heads = fill_place(trigger.token, place)
    if place == "subject" and trigger.token.dep_ == "acl" and not find_mentions_of(heads, cast, deep):
        heads = find_subjects(trigger.token.head.head)  # "issued a statement accusing the carrier"
    if not heads and trigger.carrier is not None and place not in ("possessor", "subject", "object"):
        heads = fill_place(trigger.carrier, place)
    found = find_mentions_of(heads, cast, deep)
    if place == "object" and (not found or cast.only_owners(found)):
        # "asked the carrier a question", "warned the carrier about its lines"
        return find_mentions_of(fill_place(trigger.token, "second"), cast, deep) or found
    return found


def find_mentions_of(heads, cast, deep):
    """The mentions that the heads of noun phrases name, each once."""
    found = [m for head in heads for m in cast.find(head, deep)]
    return list({m.party: m for m in found}.values())


def find_in_content(trigger, cast):
    """Whom the clause of a request, threat or promise is about: its own subject, else the one acted upon in it."""
    heads = [trigger.token, *([trigger.carrier] if trigger.carrier is not None else [])]
    clauses = [c for head in heads for c in find_clauses(head)]
    clauses += (
        [c for noun in [trigger.token, *find_objects(trigger.token)] for c in find_content(noun)] if not clauses else []
    )
    for clause in clauses:
        own = [c for c in clause.children if c.dep_ in ("nsubj", "nsubj:pass")]
        for mentions in (find_mentions_of(own, cast, deep=False), find_acted_upon(clause, cast)):
            if mentions:
                return mentions
    return []


def find_acted_upon(verb, cast, depth=DEPTH):
    """The mentions acted upon in a clause: by the row of its verb, else its object, else its phrases, else those of the
    clause below.
    """
    weak = []
    inner = read_verb(verb)
    if inner is not None and depth:
        for place in split_items(inner.row.recipient):
            mentions = find_acted_upon_below(verb, cast, depth) if place == "content" else []
            if place not in ("subject", "content"):
                mentions = find_mentions_of(fill_place(verb, place), cast, deep=True)
            if mentions and not cast.only_owners(mentions):
                return mentions
    for heads in find_affected(verb):
        mentions = find_mentions_of(heads, cast, deep=True)
        if mentions and not cast.only_owners(mentions):
            return mentions
        weak = weak or mentions
    return find_acted_upon_below(verb, cast, depth) or weak


def find_acted_upon_below(verb, cast, depth):
    """The mentions acted upon in the first clause that completes a verb."""
    below = find_clauses(verb)[:1] if depth else []
    return [m for clause in below for m in find_acted_upon(clause, cast, depth - 1)]
