"""What kind of source speaks, and how far it hides who speaks (kinds of source after Spangher et al. 2023).

A source that is named anywhere in its phrase is named; so is one body or office that a definite phrase points to ("the
regulator"). Nouns that tell more stand in `data/lexicons/sources.csv` and `nominals.csv`.
"""

from functools import cache
from typing import NamedTuple

from helpers.language.frames import RELATIVE
from helpers.lexicons import function_words, load_lexicon, surface_forms

FAR = 120  # tokens between a pronoun and the source it stands for
NAMING = ("flat", "compound", "appos", "nmod:desc")
# Roles that one office has several persons for: "the spokesman" points to nobody in particular, "the chairman" does.
REPLACEABLE = ("spokesperson", "staff")


class Source(NamedTuple):
    """Cells source_kind and anonymity, the basis that the source alone tells, and whether it speaks as a body, a person
    or a class.
    """

    source_kind: str
    anonymity: str
    basis: str
    voice: str


NOBODY = Source("unnamed_group", "unnamed_bare", "", "class")


@cache
def nominal_kinds():
    """{noun, singular or plural: row} of the lexicon of nominals."""
    rows = list(load_lexicon("nominals").itertuples(index=False))
    return {noun: row for row in rows for noun in (row.plural, row.noun) if noun}


def describe_source(tree, head, span, mention):
    """The `Source` of a noun phrase: its head and (first, last) tokens, and the mention it is linked to, or None."""
    if head is None:
        return NOBODY
    label = mention_label(mention, head) or name_label(tree, head, span)
    noun = surface_forms("sources").get(tree.lower[head])
    if tree.pos[head] == "PRON":
        return describe_pronoun(tree.lower[head], mention)
    if is_one_of(tree, head):
        return Source("unnamed_person", "unnamed_described", "", "person")
    if noun is not None and tree.pos[head] != "PROPN" and label != "PER":
        return describe_listed(tree, head, noun)
    if label:
        return (
            Source("named_person", "none", "", "person")
            if label == "PER"
            else Source("named_group", "none", "", "body")
        )
    common = tree.lower[head] in nominal_kinds() and tree.tag[head] in ("NNS", "NNPS", "NN")
    if (tree.pos[head] == "PROPN" and not common) or is_bare_name(tree, head):
        person = is_titled(tree, span, head) or (mention is not None and mention.kind == "Person")
        return Source("named_person" if person else "named_group", "none", "", "person" if person else "body")
    return describe_noun(tree, head, mention)


def describe_listed(tree, head, noun):
    """The Source of a noun in the lexicon of sources; one who hides is at least described where words tell more
    of him.
    """
    anonymity = noun.anonymity or "none"
    told = ("nummod", "acl", "acl:relcl", "amod", "compound", "nmod")
    if anonymity == "unnamed_bare" and tree.child(head, *told) is not None:
        anonymity = "unnamed_described"
    plural = is_plural(tree, head)
    kind = "unnamed_person" if noun.source_kind == "unnamed_group" and not plural else noun.source_kind
    voice = "body" if kind == "named_group" else "person"
    return Source(kind, anonymity, noun.basis, voice)


def name_label(tree, head, span):
    """The label of the name that a phrase is headed by or that stands beside its head, PER first; empty if it is not
    named.
    """
    labels = []
    for name in tree.names_in(*span):
        root = name.root.i
        while root != head and tree.dep[root] in NAMING and span[0] <= tree.head[root] < span[1]:
            root = tree.head[root]
        beside = name.label_ == "PER" and (name.start == head + 1 or (is_statement(tree, head) and name.end == span[1]))
        own = root == head and not (name.label_ != "PER" and name.root.i != head and tree.pos[head] == "NOUN")
        if own or beside:
            labels.append(name.label_)
    return "PER" if "PER" in labels else labels[0] if labels else ""


def is_statement(tree, head):
    """Whether a noun is for what somebody issues: "a statement by Jane Doe" is hers."""
    row = surface_forms("sources").get(tree.lower[head])
    return row is not None and row.basis == "prepared_statement"


def describe_pronoun(word, mention):
    """The Source of a pronoun: a person or body known from elsewhere in the text, unless it is linked to a class."""
    if mention is not None and mention.kind == "Group":
        return Source("unnamed_group", "unnamed_described", "", "person")
    if word in function_words("personal") or (mention is not None and mention.kind == "Person"):
        return Source("named_person", "none", "", "person")
    if mention is not None and mention.actor_id:
        return Source("named_group", "none", "", "body")
    if word in function_words("thing"):
        return Source("unnamed_group", "unnamed_described", "", "body")
    if word in function_words("several"):
        return Source("unnamed_group", "unnamed_described", "", "person")
    return Source("unnamed_group", "collective", "", "class")


def is_one_of(tree, head):
    """Whether a number stands for one of several persons: "one of them", "one of the aides"."""
    return tree.lower[head] in function_words("partitive") and any(tree.case(c) == "of" for c in tree.children[head])


class Heard:
    """The persons heard so far, so that "he" and "she" which are linked to no actor are told by the one they
    stand for.
    """

    def __init__(self):
        self.last, self.place, self.actors = None, 0, {}

    def describe(self, tree, head, span, mention):
        """The `Source` of a noun phrase; of an unlinked pronoun, that of what it stands for a few sentences before."""
        source = describe_source(tree, head, span, mention)
        actor = mention.actor_id if mention is not None else ""
        if head is None or (actor and tree.pos[head] == "PRON"):
            return self.actors.get(actor, source)
        if tree.lower[head] in function_words("thing"):
            return find_thing(tree, head) or source
        if tree.lower[head] in function_words("personal"):
            return self.describe_person(source, head, mention)
        self.remember(source, head, actor)
        return source

    def describe_person(self, source, head, mention):
        """The `Source` of an unlinked "he" or "she": of the actor that is suggested, else of the person heard last, who
        may be no actor.
        """
        if mention is not None and mention.candidate_id:
            return self.actors.get(mention.candidate_id, source)
        return self.last if self.last is not None and 0 < head - self.place < FAR else source

    def remember(self, source, head, actor):
        """Keep a source that is a person, and one that is an actor; who is named once stays named."""
        if is_person(source):
            self.last, self.place = source, head
        if actor and self.actors.get(actor, NOBODY).anonymity != "none":
            self.actors[actor] = source


def find_thing(tree, pronoun):
    """The `Source` of the last subject before "it" that is one and no person, or None."""
    for noun in range(pronoun - 1, max(pronoun - FAR, 0) - 1, -1):
        if (
            tree.dep[noun] in ("nsubj", "nsubj:pass")
            and tree.pos[noun] in ("NOUN", "PROPN")
            and not is_plural(tree, noun)
        ):
            source = describe_source(tree, noun, (tree.left[noun], tree.right[noun]), None)
            if not is_person(source):
                return source
    return None


def can_speak(tree, head, mention):
    """Whether a noun is known to speak: a name, a pronoun for somebody, a linked mention, or a noun of the lexicons."""
    word = tree.lower[head]
    if tree.pos[head] == "PROPN" or mention is not None or word in surface_forms("sources") or word in nominal_kinds():
        return True
    return (tree.pos[head] == "PRON" and tree.tag[head] not in RELATIVE) or word.endswith(person_endings())


def is_person(source):
    """Whether a source is one person."""
    return source.source_kind in ("named_person", "unnamed_person")


def describe_noun(tree, head, mention):
    """The Source of a common noun by its number, its determiner and what is said of it."""
    listed = nominal_kinds().get(tree.lower[head])
    kind = (
        listed.kind
        if listed is not None
        else "Person"
        if tree.lower[head].endswith(person_endings())
        else "Organization"
    )
    person = kind == "Person"
    voice = "person" if person else "body"
    if not is_plural(tree, head):
        if is_definite(tree, head):
            bare = person and listed is not None and listed.role in REPLACEABLE
            named = Source("named_person" if person else "named_group", "none", "", voice)
            return Source("unnamed_person", "unnamed_described", "", voice) if bare else named
        return Source("unnamed_person" if person else "unnamed_group", "unnamed_described", "", voice)
    if is_described(tree, head):
        return Source("unnamed_group", "unnamed_described", "", voice)
    return Source("unnamed_group", "collective", "", "class")


@cache
def person_endings():
    """Endings of nouns for persons."""
    return tuple(load_lexicon("person_endings")["ending"])


def is_plural(tree, head):
    """Whether a noun is in the plural, or several are joined."""
    return tree.tag[head] in ("NNS", "NNPS") or tree.child(head, "conj") is not None


def is_definite(tree, head):
    """Whether a determiner or possessor points to one: "the", "this", "its", "the firm's"."""
    words = {tree.lower[c] for c in tree.children[head] if tree.dep[c] in ("det", "nmod:poss")}
    return bool(words & function_words("definite")) or tree.child(head, "nmod:poss") is not None


def is_described(tree, head):
    """Whether a plural is of particular people: counted, pointed to, or told by their access, place or employer."""
    if tree.child(head, "nummod", "acl", "acl:relcl") is not None or is_definite(tree, head):
        return True
    if any(tree.lower[c] in function_words("quantifier") for c in tree.children[head]):
        return False
    return any(
        tree.dep[c] in ("nmod", "amod") and (tree.case(c) or (tree.pos[c] == "ADJ" and tree.tag[head] == "NN"))
        for c in tree.children[head]
    )


def mention_label(mention, head):
    """The label of a name by the actor it is linked to, where the name is known for no other kind; empty if it
    is not.
    """
    if mention is None or mention.form != "NAM" or not mention.actor_id or not mention.first <= head < mention.last:
        return ""
    return "PER" if mention.kind == "Person" else "ORG" if mention.kind != "Group" else ""


def is_bare_name(tree, head):
    """Whether a capitalised singular without any determiner is a name that the tagger missed: "Tellwave rejected …"."""
    return (
        tree.words[head][:1].isupper()
        and tree.pos[head] not in ("NUM", "PRON", "DET")
        and not is_plural(tree, head)
        and tree.child(head, "det", "nmod:poss", "nummod") is None
    )


@cache
def titles():
    """Words that stand before a person's name."""
    return frozenset(word for title in surface_forms("titles") for word in title.split())


def is_titled(tree, span, head):
    """Whether a person's title stands before a name."""
    return any(tree.words[i] in titles() for i in range(span[0], head))
