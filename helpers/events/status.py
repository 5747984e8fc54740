"""Whether an act happened: its status from tense, aspect, modality, negation, conditions and the words that govern it.

The words stand in `data/lexicons/status_words.csv`. Status is PLOVER's auxiliary modes; how a governing verb turns the
status of what it governs follows the work on factive and implicative verbs (Karttunen 1971, FactBank).
"""

from functools import cache
from operator import attrgetter

from helpers.events.lemmas import find_lemma
from helpers.language.frames import RELATIVE, has_particle, has_to, is_misread, is_passive
from helpers.language.headlines import is_headline, is_misnamed
from helpers.language.polarity import find_hedges, is_denied, is_negated, is_pending, polar_words, weaken
from helpers.language.tree import tree_of
from helpers.lexicons import function_words, index_carriers, load_lexicon, split_items
from helpers.spans import between

ORDER = ("DID_NOT_OCCUR", "CONDITIONAL", "PLANNED", "HISTORICAL", "ONGOING", "OCCURRED")
CLAUSAL = ("xcomp", "ccomp", "advcl", "acl", "obl", "nmod", "csubj", "csubj:pass", "acl:relcl")
DEPTH = 6


@cache
def index_words():
    """{(kind, lemma): {particle behind it, or "": status}} of the words of status."""
    index = {}
    for row in load_lexicon("status_words").itertuples(index=False):
        for word, _, particle in (lemma.partition(" ") for lemma in split_items(row.lemmas)):
            index.setdefault((row.kind, word), {})[particle] = row.status
    return index


def look_up(kind, token):
    """The status that a word gives in a part, alone or with the particle behind it; "" if it gives none."""
    words = index_words()
    found = words.get((kind, find_lemma(token))) or words.get((kind, token.lower_), {})
    return next((found[p] for p in found if p and has_particle(token, p)), found.get("", ""))


def find_status(trigger, carrier=None):
    """The status of an act named by a word. `carrier` is the verb that carries a noun ("exert pressure"): it shows
    tense and mood for it.
    """
    if carrier is not None and carrier.dep_ == "cop":
        now = "ONGOING" if carrier.tag_ in ("VBZ", "VBP") else "OCCURRED"  # "is in talks"
        return worst(now, find_status_of_noun(trigger), find_status_of_verb(trigger))
    if carrier is not None:
        return worst(find_status_of_noun(trigger), turn(find_status_of_verb(carrier), look_up("carrier", carrier)))
    if is_verbal(trigger) or trigger.pos_ == "ADJ":
        return find_status_of_verb(trigger)
    return govern_noun(trigger)


def is_verbal(token):
    """Whether a word is used as a verb."""
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("V") or is_misnamed(token):
        return True
    # "will fine": a word behind an auxiliary is a verb, whatever it looks like.
    return (
        token.tag_ in ("JJ", "NN")
        and any(c.dep_ == "aux" and c.i < token.i for c in token.children)
        and not any(c.dep_ == "cop" for c in token.children)
    )


def worst(*statuses):
    """The most doubtful of several statuses."""
    return min(statuses, key=ORDER.index)


def find_status_of_verb(verb, depth=DEPTH):
    """The status of a verb: what its own words say, turned by what governs it."""
    if is_denied(tree_of(verb.doc), verb.i):
        return "DID_NOT_OCCUR"
    own = worst(find_mood(verb, depth), find_doubt(verb))
    if has_finite(verb):
        return worst(own, find_condition(verb, depth), find_truth(verb, depth))
    above = "OCCURRED" if own != "OCCURRED" and verb.dep_ == "advcl" else govern(verb, depth)
    return worst(own, find_condition(verb, depth), above)


def find_doubt(verb):
    """CONDITIONAL where a hedge makes what a verb says no more than possible ("is rumoured to be suing"), else
    OCCURRED.
    """
    tree, places = tree_of(verb.doc), [verb.i]
    while len(places) < DEPTH and (verb.dep_ == "xcomp" or (verb.dep_ == "advcl" and has_to(verb))):
        verb = verb.head
        places.append(verb.i)
    hedges = between(find_hedges(tree), tree.left[places[-1]], tree.right[places[-1]], attrgetter("first"))
    return "CONDITIONAL" if any(weaken(tree, place, hedges) == "PS" for place in places) else "OCCURRED"


def find_truth(verb, depth):
    """DID_NOT_OCCUR in a statement that somebody denies or calls false, CONDITIONAL in a rumour, else OCCURRED."""
    head = verb.head
    if not depth or head == verb:
        return "OCCURRED"
    if verb.dep_ == "conj" and is_verbal(head):
        return find_truth(head, depth - 1)
    if verb.dep_ in ("ccomp", "csubj", "csubj:pass") or (verb.dep_ in ("acl", "advcl") and head.pos_ == "ADJ"):
        return deny(head, depth) if look_up("denial", head) else find_verdict(head)
    if verb.dep_ == "acl" or (verb.dep_ == "acl:relcl" and has_own_object(verb)):
        return find_truth_of_noun(head, verb, depth) if look_up("statement", head) else "OCCURRED"
    return "OCCURRED"


def has_own_object(verb):
    """Whether nothing is missing in a clause behind a noun: it tells what the noun is about, unlike a relative one."""
    return is_passive(verb) or any(c.dep_ == "obj" and c.tag_ not in RELATIVE for c in verb.children)


def find_truth_of_noun(noun, verb, depth):
    """The same of the noun of a statement ("reports that the agency sued"): by the word itself, by who denies it, by
    what it is said to be.

    A sentence without another main verb is "reports that A sued B are false", read as if A sued that B is false.
    """
    head, beside = noun.head, [c for c in noun.children if c.dep_ in ("amod", "case", "acl:relcl")]
    found = [look_up("statement", noun), *map(find_verdict, beside)]
    if noun.dep_ in ("obj", "nsubj:pass") and look_up("denial", head):
        found.append(deny(head, depth))
    if noun.dep_ in ("nsubj", "nsubj:pass", "nmod", "obl"):
        found.append(find_verdict(head))
    if noun.dep_ == "ROOT":
        found += [find_verdict(c) for c in verb.children if c.dep_ == "ccomp"]
    if is_negated(tree_of(noun.doc), noun.i):
        found.append("CONDITIONAL")  # "no evidence that"
    return worst(*found, *(find_verdict(c) for c in head.children if c.dep_ in ("obj", "xcomp")))


def deny(verb, depth):
    """The status that a verb of denial gives to what it denies."""
    return turn(find_status_of_verb(verb, depth - 1), look_up("denial", verb))


def find_verdict(word):
    """The status that a word such as "true" or "false" gives to a statement; OCCURRED if it is no such word."""
    status = look_up("verdict", word) or "OCCURRED"
    if not look_up("verdict", word) or not is_negated(tree_of(word.doc), word.i):
        return status
    return "DID_NOT_OCCUR" if status == "OCCURRED" else "OCCURRED"


def is_unwilling(verb):
    """Whether somebody says that they will not do what a verb says."""
    will = any(
        (c.dep_.startswith("aux") and look_up("auxiliary", c) == "PLANNED") or c.lower_ in polar_words("backshift")
        for c in verb.children
    )
    return will and is_denied(tree_of(verb.doc), verb.i)


def has_finite(verb):
    """Whether a verb shows tense or mood of its own."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        (c.dep_.startswith("aux") or c.dep_ == "cop") and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in verb.children
    )


def find_mood(verb, depth):
    """The status that auxiliaries, aspect and adverbs of a verb give."""
    found = ["OCCURRED"]
    for child in verb.children:
        if child.dep_.startswith("aux") and child.pos_ != "PROPN":  # May Chen
            found.append(read_auxiliary(child, verb))
        elif child.dep_ in ("advmod", "obl:tmod", "obl", "advcl"):
            found.append(read_adverb(child))
    if is_progressive(verb):
        found.append("ONGOING")
    if is_bound(verb):
        found.append("DID_NOT_OCCUR" if is_pending(tree_of(verb.doc), verb.i) else "PLANNED")
    if (
        verb.tag_ in ("VBZ", "VBP", "VBG")
        and not any(c.dep_ in ("case", "mark") for c in verb.children)
        and look_up("state", verb)
        and not is_headline(verb.sent)
    ):
        found.append("ONGOING")
    if not has_finite(verb) and verb.dep_ == "conj" and depth and is_verbal(verb.head) and verb.tag_ == verb.head.tag_:
        found.append(find_status_of_verb(verb.head, depth - 1))
    return worst(*found)


def read_adverb(adverb):
    """The status that an adverb gives; one right before another belongs to that ("almost immediately")."""
    ahead = adverb.i + 1 < len(adverb.doc) and adverb.nbor().pos_ == "ADV"
    return "OCCURRED" if ahead else look_up("adverb", adverb) or "OCCURRED"


def read_auxiliary(auxiliary, verb):
    """The status that an auxiliary gives: "would" tells of the future in reported speech."""
    status = look_up("auxiliary", auxiliary) or "OCCURRED"
    if (
        auxiliary.lower_ in polar_words("backshift")
        and is_reported(verb)
        and not any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    ):
        return "PLANNED"
    return "CONDITIONAL" if status == "PLANNED" and has_condition(verb) else status


def is_reported(verb):
    """Whether a clause is what somebody said: "said it would"."""
    return (
        verb.dep_ in ("ccomp", "parataxis")
        or (verb.dep_ == "conj" and verb.head.dep_ == "ccomp")
        or any(c.dep_ == "parataxis" for c in verb.children)
    )


def has_condition(verb):
    """Whether a clause with "if" belongs to a verb."""
    return any(
        c.dep_ == "advcl" and any(g.dep_ == "mark" and look_up("mark", g) for g in c.children) for c in verb.children
    )


def is_progressive(verb):
    """Whether a verb is in the progressive: "is reviewing", "is being reviewed"."""
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux")]
    be = [c for c in auxiliaries if c.lemma_ == "be"]
    return bool(be) and ((verb.tag_ == "VBG") or (len(be) > 1 and any(c.lower_ == "being" for c in be)))


def is_bound(verb):
    """Whether somebody "is to" do what a verb says."""
    return has_to(verb) and any(
        c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") and c.dep_ in ("cop", "aux", "aux:pass") for c in verb.children
    )


def find_condition(verb, depth):
    """CONDITIONAL in a clause with "if", else OCCURRED."""
    heads = (verb, verb.head) if is_misread(verb) else (verb,)
    if any(c.dep_ == "mark" and look_up("mark", c) for head in heads for c in head.children):
        return "CONDITIONAL"
    if is_inverted(verb):
        return "CONDITIONAL"
    if depth and verb.dep_ in ("conj", "xcomp") and is_verbal(verb.head) and not has_finite(verb):
        return find_condition(verb.head, depth - 1)
    return "OCCURRED"


def is_inverted(verb):
    """Whether a clause opens with "had" or "were" instead of "if" ("had the carrier sued, …")."""
    first = min((c for c in verb.children if c.dep_.startswith("aux")), key=lambda c: c.i, default=None)
    subject = next((c for c in verb.children if c.dep_.startswith("nsubj")), None)
    return (
        first is not None
        and subject is not None
        and first.lower_ in polar_words("inversion")
        and first.i < subject.i
        and verb.dep_ == "advcl"
    )


def govern(verb, depth):
    """The status of a verb without tense: by what governs it; "Ruritania to ban Northline" lies ahead."""
    head = verb.head
    if head == verb:
        return "PLANNED" if has_to(verb) else "OCCURRED"
    if depth and verb.dep_ == "conj" and is_verbal(head):
        return find_status_of_verb(head, depth - 1)
    if not depth or verb.dep_ not in CLAUSAL:
        return "OCCURRED"
    if is_without(verb):
        return "DID_NOT_OCCUR"
    if any(c.dep_ == "mark" and look_up("mark", c) for c in verb.children):
        return "CONDITIONAL"  # "has not decided whether to sue"
    if is_verbal(head) or head.pos_ in ("ADJ", "ADV"):
        return govern_clause(verb, head, depth)
    return govern_modifier(verb, head, depth)


def govern_modifier(verb, noun, depth):
    """The status of a verb without tense behind a noun."""
    if verb.dep_ == "acl" and not has_to(verb) and verb.tag_ == "VBN":
        return find_truth(verb, depth) if any(c.dep_.startswith("nsubj") for c in verb.children) else "OCCURRED"
    if status := look_up("noun", noun):
        return turn(govern_noun(noun, depth - 1), status)
    return "PLANNED" if verb.dep_ in ("acl", "advcl") and has_to(verb) else "OCCURRED"


def govern_clause(verb, head, depth):
    """The status of a clause under a verb or adjective: turned by it if the clause completes it, that of a purpose if
    it is one.
    """
    # "stopped short of suing": it is the verb that shows tense and mood.
    above = find_status_of_verb(head.head if head.dep_ == "xcomp" and not is_verbal(head) else head, depth - 1)
    effect = look_up("governor", head)
    if verb.dep_ == "advcl" and not has_to(verb) and not (effect and (is_governed(verb) or follows(verb, head))):
        return find_circumstance(verb, above)
    if head.lemma_ in ("have", "be") and is_pending(tree_of(head.doc), head.i):
        return "DID_NOT_OCCUR"
    if not effect and verb.dep_ in ("advcl", "acl"):
        return worst("PLANNED", above)
    return turn(above, effect)


def find_circumstance(verb, above):
    """The status of a clause that tells how or when something else was done or left undone, which has the status
    `above`.
    """
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "case", "aux")}
    apart = "having" in marks or (above == "DID_NOT_OCCUR" and marks & function_words("occasion"))
    return "OCCURRED" if apart else above


def is_governed(word):
    """Whether a gerund or noun stands behind a preposition that ties it to the word before ("refrained from suing",
    "called for a probe").
    """
    return any(c.dep_ in ("mark", "case") and c.lower_ in function_words("governing") for c in word.children)


def follows(verb, head):
    """Whether a gerund stands right behind a verb, as its object does ("avoided being fined")."""
    first = verb.left_edge
    return first.i == head.i + 1 and first.tag_ == "VBG"


def is_without(verb):
    """Whether a gerund stands behind "without", "instead of" or "far from"."""
    marks = [c for c in verb.children if c.dep_ in ("mark", "case")]
    before = [c.nbor(-1) for c in marks if c.i > c.sent.start]
    return any({c.lower_, f"{c.lower_} {c.nbor().lower_}"} & polar_words("undone") for c in (*marks, *before))


def turn(above, effect):
    """The status of an act whose governing verb has the status `above` and gives it `effect`: "did not manage to" and
    "failed to" did not.
    """
    if not effect or effect == "OCCURRED":
        return above
    if above == "DID_NOT_OCCUR":
        return "OCCURRED" if effect == "DID_NOT_OCCUR" else above
    if effect == "ONGOING":
        return above if above in ("PLANNED", "CONDITIONAL") else effect
    return effect if above in ("OCCURRED", "ONGOING", "HISTORICAL") else worst(above, effect)


def govern_noun(noun, depth=DEPTH):
    """The status of a noun that no verb carries: its adjectives', and what the verb above does ("averted a ban")."""
    own = find_status_of_noun(noun)
    if own != "OCCURRED" or not depth:
        return own
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return govern_noun(head, depth - 1)
    if noun.dep_ in ("nmod", "obl") and head.pos_ == "NOUN" and look_up("noun", head):
        return turn(govern_noun(head, depth - 1), look_up("noun", head))
    if is_verbal(head) and (noun.dep_ in ("obj", "nsubj:pass", "nsubj") or (noun.dep_ == "obl" and is_governed(noun))):
        effect = look_up("governor", head) if noun.dep_ != "nsubj" else look_up("fate", head)
        if effect == "DID_NOT_OCCUR" and (noun.dep_ == "obl" or look_up("answer", head)) and has_agent(noun):
            return own  # "balked at the agency's demand", "refused a call from": somebody else's act is there already
        if effect or (noun.dep_ in ("obj", "nsubj:pass") and (find_lemma(head), "") in index_carriers()):
            return turn(find_status_of_verb(head, depth - 1), effect)
    return own


def has_agent(noun):
    """Whether a noun tells whose act it is."""
    return any(
        c.dep_ == "nmod:poss" or any(g.dep_ == "case" and g.lower_ in function_words("agentive") for g in c.children)
        for c in noun.children
    )


def find_status_of_noun(noun):
    """The status that the words before a noun give: "no deal", "a planned deal"."""
    found = ["OCCURRED"]
    for child in noun.children:
        if child.dep_ in ("det", "advmod", "cc:preconj") and child.lower_ in polar_words("negation"):
            found.append("DID_NOT_OCCUR")
        elif child.dep_ in ("amod", "compound", "acl"):
            found.append(look_up("adjective", child) or "OCCURRED")
    return worst(*found)
