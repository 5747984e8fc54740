"""The grammar: which words fill the places beside a predicate, subject, object, prepositional phrases, clauses, owners.

A place is found as a person reads it: the subject of a passive is its object, a relative pronoun stands for its
antecedent, an infinitive has the subject of the verb that controls it, coordinated verbs share their subject and
coordinated nouns a place. Who acts and what is acted on is what `helpers.language.roles` has learned; where it names
nobody, and for all else, the parse tells it (Universal Dependencies). Claims ask the same questions through `Tree`.
"""

from functools import cache

from helpers.language.headlines import is_misnamed
from helpers.language.roles import roles_of
from helpers.lexicons import function_words, load_lexicon, split_items

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")
CLAUSES = ("xcomp", "ccomp")
FINITE = ("csubj", "ccomp", "advcl", "conj", "parataxis")
RELATIVE = ("WDT", "WP", "WP$")
PARTICLE_REACH = 10
DEPTH = 6


def is_passive(verb):
    """Whether the grammatical subject of a verb, or the noun that a participle modifies, is its logical object."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"nsubj:pass", "aux:pass"}:
        return True
    if is_misread(verb) or is_clipped(verb):
        return False
    if verb.tag_ not in ("VBN", "VBD") or deps & {"nsubj", "aux"}:
        return False
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return verb.tag_ == "VBN" and is_passive(verb.head)
    behind = verb.dep_ in ("acl", "amod") and verb.i > verb.head.i
    return behind or "obl:agent" in deps or (verb.tag_ == "VBN" and verb.dep_ in ("advcl", "xcomp", "acl"))


def is_misread(verb):
    """Whether a finite verb was parsed as a participle before its object ("the two sides renewed negotiations")."""
    if verb.dep_ != "amod" or verb.i > verb.head.i or verb.tag_ not in ("VBD", "VBN"):
        return False
    own = any(c.dep_ in SUBJECTS for c in verb.children)
    subject = own or bool(find_left(verb))
    return (
        (own and verb.head.dep_ in FINITE)
        or (subject and (verb.tag_ == "VBD" or verb.head.dep_ == "ROOT"))
        or (verb.tag_ == "VBD" and verb.head.dep_ == "obj")
    )


def is_clipped(verb):
    """Whether a verb was parsed as a participle behind its subject ("the ministry objected")."""
    if verb.dep_ not in ("acl", "amod") or verb.i < verb.head.i or verb.tag_ not in ("VBD", "VBN"):
        return False
    agent = any(c.dep_ == "obl:agent" or (c.dep_ == "obl" and has_preposition(c, "by")) for c in verb.children)
    return not agent and (verb.tag_ == "VBD" or verb.head.dep_ == "ROOT")


def find_left(verb):
    """The noun that a misread verb has for its subject: the last one before it."""
    nouns = ("NOUN", "PROPN", "PRON")
    return [c for c in verb.head.children if c.i < verb.i and (c.pos_ in nouns or c.dep_ in SUBJECTS)][-1:]


def expand(tokens):
    """The tokens, each with the nouns coordinated with it."""
    return [noun for token in tokens for noun in (token, *find_conjuncts(token))]


def find_conjuncts(token):
    """The nouns and pronouns coordinated with one; the members of a list may hang on one another."""
    found, stack = [], [token]
    while stack:
        children = [
            c
            for c in stack.pop().children
            if c.dep_ == "conj" and c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X")
        ]
        found += children
        stack += children
    return found


def find_antecedent(token):
    """The noun that a relative pronoun stands for; any other word stands for itself."""
    if token.tag_ not in RELATIVE:
        return token
    clause, steps = token.head, 0
    while clause.dep_ not in ("acl:relcl", "acl") and clause.head != clause and steps < DEPTH:
        clause, steps = clause.head, steps + 1
    if clause.dep_ in ("acl:relcl", "acl"):
        return clause.head
    before = [t for t in token.doc[max(token.i - 2, 0) : token.i] if t.pos_ in ("NOUN", "PROPN")]
    return before[-1] if before else token


def find_subjects(verb):
    """The grammatical subjects of a verb, shared or controlled ones included; a relative pronoun's antecedent."""
    return resolve(find_subject_words(verb))


def resolve(words):
    """The words, each relative pronoun replaced by what it stands for and what is coordinated with that."""
    found = []
    for word in words:
        found += [n for n in expand([find_antecedent(word)]) if n.i < word.i] if word.tag_ in RELATIVE else [word]
    return found


def find_subject_words(verb, depth=DEPTH):
    """As `find_subjects`, the words that stand in the text: "who" for itself."""
    verb = verb.head if verb.dep_ == "cop" else verb
    own = [child for child in verb.children if child.dep_ in SUBJECTS and not child.is_space]
    own = own or [child for child in verb.children if child.dep_ == "expl" and verb.pos_ == "ADJ"]
    if own:
        return expand(own[-1:])
    return find_shared_subjects(verb, depth) if depth else []


def find_shared_subjects(verb, depth):
    """The subject that a verb without one of its own takes from elsewhere."""
    if is_misread(verb):
        return expand(find_left(verb)) or find_subject_words(verb.head.head, depth - 1)
    head, dep = verb.head, verb.dep_
    if dep in ("acl", "acl:relcl"):
        return find_modified(verb, head, depth)
    if dep == "conj" and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN"):
        return find_subject_words(head, depth - 1)
    if dep == "amod" and verb.i > head.i:
        return expand([head])
    if dep == "xcomp":
        return find_controller(verb, head, depth)
    if dep in ("advcl", "ccomp", "parataxis") and is_bare(verb) and head.pos_ in ("VERB", "AUX", "ADJ"):
        return find_subject_words(head, depth - 1)
    return []


def find_modified(verb, head, depth):
    """The subject of a verb that modifies a noun: the noun, or for an infinitive ("plan to ban") the one whose plan it
    is.
    """
    if verb.dep_ == "acl:relcl" or not has_to(verb):
        # "Carrier A on Monday sued": the day is no subject.
        return expand([head.head if head.text in weekdays() and head.dep_ == "nmod" else head])
    owners = [child for child in head.children if child.dep_ == "nmod:poss"]
    if owners:
        return expand(owners)
    if head.dep_ in ("obj", "obl", "xcomp") and head.head.pos_ in ("VERB", "AUX"):
        return find_subject_words(head.head, depth - 1)
    return expand([head])


@cache
def weekdays():
    """The names of the days of the week."""
    rows = load_lexicon("date_words")
    return frozenset(form for cell in rows.loc[rows["pos"] == "weekday", "forms"] for form in split_items(cell))


def find_employed(verb):
    """Whom the verb above an infinitive puts to the work that it names ("hired the firm to audit the plant")."""
    head = verb.head
    if verb.dep_ not in ("advcl", "acl", "xcomp") or not has_to(verb) or is_passive(head):
        return []
    if head.lemma_ not in function_words("employment"):
        return []
    return expand([c for c in head.children if c.dep_ in ("obj", "iobj") and c.i < verb.i][:1])


def find_controller(verb, head, depth):
    """The subject of an infinitive: the object of the verb above, if it has one, else that verb's subject."""
    objects = [child for child in head.children if child.dep_ in ("obj", "iobj") and child.i < verb.i]
    if objects and head.lemma_ not in function_words("control"):
        return expand(objects[:1])
    return find_subject_words(head, depth - 1)


def has_to(verb):
    """Whether a verb is an infinitive with "to"."""
    return any(child.dep_ in ("mark", "aux") and child.lower_ == "to" for child in verb.children)


def is_bare(verb):
    """Whether a verb shows no tense of its own: an infinitive or a participle."""
    return verb.tag_ in ("VB", "VBG", "VBN") and not any(
        child.dep_.startswith(("aux", "cop")) and child.tag_ in ("MD", "VBZ", "VBP", "VBD") for child in verb.children
    )


def find_role(predicate, role):
    """The words in one of PropBank's roles of a predicate, as they were learned; [] if it names none."""
    return [predicate.doc[place] for place in roles_of(predicate.doc).get(predicate.i, {}).get(role, ())]


def find_agents(predicate):
    """Who does what a predicate says: its subject, or the "by" of a passive; of a noun its owner ("the House's
    labelling of").
    """
    if told := find_agent_behind(predicate) or find_employed(predicate) or find_role(predicate, "ARG0"):
        return told
    if predicate.pos_ == "NOUN":
        return find_possessors(predicate) or find_phrases(predicate, "by") or find_subjects(predicate)
    if not is_passive(predicate):
        return find_subjects(predicate)
    # "was allowed to sell phones by the ministry": the phrase hangs below.
    below = [c for c in predicate.children if c.dep_ == "xcomp"]
    return next((found for verb in (predicate, *below) if (found := find_phrases(verb, "by"))), [])


def find_agent_behind(predicate):
    """The "by" of a participle behind its noun ("parts supplied by the carrier")."""
    if predicate.dep_ != "acl" or predicate.tag_ not in ("VBN", "VBD"):
        return []
    by = [c for c in predicate.children if c.dep_.startswith("obl") and has_preposition(c, "by")]
    return expand([c for c in by if c.pos_ in ("PROPN", "NOUN") and c.text not in weekdays()][:1])


def find_objects(predicate):
    """To whom or what it is done: the object, or the subject of a passive."""
    retained = [c for c in predicate.children if c.dep_ == "obj"] if is_passive(predicate) else []
    learned = find_role(predicate, "ARG1")
    if learned and not (retained and learned[0].dep_ == "nsubj:pass"):
        return learned
    if is_misnamed(predicate):
        return expand([c for c in predicate.children if c.i > predicate.i][:1])
    if predicate.pos_ == "NOUN":
        return find_phrases(predicate, "of")
    own = [c for c in predicate.children if c.dep_ == "obj"] or [c for c in predicate.children if c.dep_ == "iobj"]
    if own:
        return expand([find_antecedent(token) for token in own[:1]])
    if is_passive(predicate):
        return find_subjects(predicate)
    return expand([predicate.head]) if is_misread(predicate) else []


def find_seconds(verb):
    """The indirect object ("gave the carrier a licence"), the first of two objects ("named the carrier a threat"), or
    what became of it ("the carrier was given a licence").
    """
    objects = [child for child in verb.children if child.dep_ == "obj"]
    if is_passive(verb) and objects:
        return find_subjects(verb)
    indirect = [child for child in verb.children if child.dep_ == "iobj"]
    return expand(indirect or (objects[:1] if len(objects) > 1 else []))


def find_affected(verb):
    """Groups of words for whom or what a verb acts upon, the likeliest first: indirect object, object, phrases in
    order.
    """
    yield find_seconds(verb)
    yield find_objects(verb)
    prepositions = [
        word.lower_
        for place in (verb, *find_hosts(verb))
        for phrase in place.children
        if is_phrase(phrase)
        for word in phrase.children
        if word.dep_ == "case" and word.lower_ != "by"
    ]
    for preposition in dict.fromkeys(prepositions):
        yield find_phrases(verb, preposition)


def find_phrases(head, preposition):
    """The nouns behind a preposition that belong to a verb or noun, or to the object or first phrase of a verb (what a
    phrase belongs to is often open).
    """
    hosts = [head, *find_hosts(head, preposition)]
    hosts += [p for noun in hosts for p in find_participles(noun)] if preposition in function_words("side") else []
    for place in hosts:
        own = [c for c in place.children if is_phrase(c) and has_preposition(c, preposition)]
        if own:
            return expand([find_antecedent(c) for c in own])
    return []


def find_hosts(head, preposition=""):
    """The words beside a verb or noun whose phrases may be its own."""
    if head.pos_ not in ("VERB", "AUX"):
        return [c for c in head.children if c.dep_ == "nmod"][:1]
    if is_misread(head):
        return [head.head]
    nouns = [c for c in head.children if c.dep_ in ("obj", "nsubj:pass")]
    # "opened an inquiry at the request of": what belongs to another phrase is not the object's.
    return nouns + [c for c in head.children if c.dep_ == "obl" and not (nouns and preposition == "of")]


def find_participles(noun):
    """The passive participles behind a noun ("a lawsuit brought by the carrier against the agency")."""
    return [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i > noun.i]


def is_phrase(token):
    """Whether a word heads a prepositional phrase."""
    return token.dep_.startswith(("obl", "nmod")) or token.dep_ in ("advcl", "acl")


def has_preposition(token, preposition):
    """Whether a phrase opens with a preposition ("out of": its last word counts)."""
    return any(
        child.dep_ in ("case", "mark") and child.lower_ == preposition and child.i < token.i for child in token.children
    )


def find_clauses(head):
    """The verbs of the clauses that complete a verb or noun: that-clauses, infinitives, gerunds."""
    own = [
        c
        for c in head.children
        if c.dep_ in CLAUSES or (c.dep_ in ("advcl", "acl", "csubj") and has_to(c) and c.i > head.i)
    ]
    gerunds = [
        c
        for c in head.children
        if c.dep_ in ("advcl", "acl", "obl", "nmod") and c.tag_ == "VBG" and c.i > head.i and c.pos_ == "VERB"
    ]
    own += [
        c
        for noun in head.children
        if noun.dep_.startswith("obl")
        for c in noun.children
        if c.dep_.startswith("acl") and is_that(c)
    ]
    nested = [
        c
        for noun in head.children
        if noun.dep_ in ("obj", "iobj") and noun.lemma_ not in function_words("undertaking")
        for c in noun.children
        if c.dep_ in ("acl", "acl:relcl") and has_to(c)
    ]
    return own or nested or gerunds


def is_that(clause):
    """Whether a clause opens with "that" as a conjunction and has a subject of its own."""
    deps = {(c.dep_, c.lower_) if c.dep_ == "mark" else c.dep_ for c in clause.children}
    return ("mark", "that") in deps and bool(deps & set(SUBJECTS))


def find_possessors(noun):
    """The owners of a noun, and those that stand before it as an adjective or a name ("the French threat")."""
    owners = [c for c in noun.children if c.dep_ == "nmod:poss"]
    return expand([find_antecedent(c) for c in owners]) or [
        c for c in noun.children if c.dep_ in ("amod", "compound") and c.i < noun.i
    ]


def find_owners(verb):
    """The owners of what it is done to ("dismissed the carrier's suit")."""
    return expand([c for noun in find_objects(verb) for c in noun.children if c.dep_ == "nmod:poss"])


def has_particle(verb, particle):
    """Whether a particle such as "out" belongs to a verb and stands close behind it."""
    words = [c for c in verb.children if c.dep_ in ("compound:prt", "advmod", "obl")]
    words += [
        g
        for c in verb.children
        if c.dep_.startswith("obl") or c.dep_ == "advcl"
        for g in c.children
        if g.dep_ in ("case", "mark")
    ]
    behind = verb.doc[verb.i + 1 : verb.i + (3 if verb.i + 1 < len(verb.doc) and verb.nbor().pos_ == "PRON" else 2)]
    return any(w.lower_ == particle and 0 < w.i - verb.i <= PARTICLE_REACH for w in words) or any(
        w.lower_ == particle for w in behind
    )


PLACES = {
    "subject": find_agents,
    "object": find_objects,
    "second": find_seconds,
    "possessor": find_possessors,
    "owner": find_owners,
}


def fill_place(head, place):
    """The words in a place beside a predicate; a place that has no name of its own is a preposition."""
    return PLACES[place](head) if place in PLACES else find_phrases(head, place)
