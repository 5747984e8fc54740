"""The parse of a Doc as plain lists by token, for rules that ask many small questions of it."""

from functools import cached_property
from operator import attrgetter

import numpy as np

from helpers.language import frames
from helpers.spans import between

SUBJECTS = ("nsubj", "csubj", "nsubj:outer", "csubj:outer")


def tree_of(doc):
    """The `Tree` of a Doc, built once and kept with it."""
    if "tree" not in doc.user_data:
        doc.user_data["tree"] = Tree(doc)
    return doc.user_data["tree"]


class Tree:
    """Words, heads, labels, children and edges of a parsed text; spans are (first, last) tokens, `last` exclusive."""

    def __init__(self, doc):
        tokens = list(doc)
        self.doc = doc
        self.words = [t.text for t in tokens]
        self.lower = [t.lower_ for t in tokens]
        self.dep = [t.dep_ for t in tokens]
        self.pos = [t.pos_ for t in tokens]
        self.tag = [t.tag_ for t in tokens]
        self.head = (np.arange(len(tokens)) + doc.to_array("HEAD").astype(np.int64)).tolist()
        self.start = [t.idx for t in tokens]
        self.end = [start + len(word) for start, word in zip(self.start, self.words, strict=True)]
        self.left = [t.left_edge.i for t in tokens]
        self.right = [t.right_edge.i + 1 for t in tokens]
        self.names = sorted(doc.ents, key=lambda name: name.start)
        self.subjects = {}
        self.hedges = None  # found by helpers.language.polarity when first asked for

    @cached_property
    def children(self):
        """The children of every token, in order."""
        children = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if i != head:
                children[head].append(i)
        return children

    def names_in(self, first, last):
        """The names (spaCy spans) that begin inside (first, last) tokens."""
        return between(self.names, first, last, attrgetter("start"))

    def root(self, first, last):
        """The main predicate of the tokens: the first verb, else the first word, that hangs on nothing inside."""
        roots = [i for i in range(first, last) if self.head[i] == i or not first <= self.head[i] < last]
        spoken = [i for i in roots if self.pos[i] not in ("PUNCT", "SPACE")]
        verbs = [i for i in spoken if self.pos[i] in ("VERB", "AUX") or self.child(i, "cop", *SUBJECTS) is not None]
        return next(iter(verbs + spoken + [first]))

    def child(self, token, *labels):
        """The first child with one of the labels, or None."""
        return next((c for c in self.children[token] if self.dep[c] in labels), None)

    def case(self, noun):
        """The preposition of a noun, in lower case; empty if it has none."""
        found = self.child(noun, "case")
        return self.lower[found] if found is not None else ""

    def is_passive(self, verb):
        """Whether a verb is in the passive."""
        return frames.is_passive(self.doc[verb])

    def agent(self, verb):
        """Who does what a passive says: the noun behind "by", or None."""
        return next((noun.i for noun in frames.find_phrases(self.doc[verb], "by")), None)

    def antecedent(self, noun):
        """What a relative pronoun stands for; any other word stands for itself."""
        return frames.find_antecedent(self.doc[noun]).i

    def subject(self, verb):
        """The head of the noun phrase that does what a verb says, or None; "who" stands for itself."""
        if verb not in self.subjects:
            word = self.doc[verb]
            found = [self.agent(verb)] if self.is_passive(verb) else [s.i for s in frames.find_subject_words(word)]
            self.subjects[verb] = next(iter(found), None)
        return self.subjects[verb]
