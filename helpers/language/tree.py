"""The parse of a Doc as plain lists by token, for rules that ask many small questions of it."""

from functools import cached_property
from operator import attrgetter

import numpy as np

from helpers.spans import between

RELATIVE = ("WDT", "WP", "WP$")
SUBJECTS = ("nsubj", "csubj", "nsubj:outer", "csubj:outer")
INHERITS = ("conj", "xcomp", "advcl")


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

    def is_passive(self, verb):
        """Whether a verb is in the passive: by its auxiliary or subject, or a participle behind its noun."""
        labels = {self.dep[c] for c in self.children[verb]}
        return bool(labels & {"aux:pass", "nsubj:pass"}) or (self.tag[verb] == "VBN" and self.dep[verb] == "acl")

    def agent(self, verb):
        """Who does what a passive says: the noun behind "by", or None."""
        found = self.child(verb, "obl:agent")
        near = [*self.children[verb], *(g for c in self.children[verb] if c > verb for g in self.children[c])]
        return found if found is not None else next((c for c in near if c > verb and self.case(c) == "by"), None)

    def case(self, noun):
        """The preposition of a noun, in lower case; empty if it has none."""
        found = self.child(noun, "case")
        return self.lower[found] if found is not None else ""

    def subject(self, verb):
        """The head of the noun phrase that does what a verb says, or None; shared subjects are found over conjuncts and participles."""
        path = []
        while verb not in self.subjects:
            found, onward = self.own_subject(verb)
            path.append(verb)
            if onward is None or len(path) > len(self.head):
                self.subjects.update(dict.fromkeys(path, found))
                return found
            self.subjects[verb] = None  # against circles
            verb = onward
        self.subjects.update(dict.fromkeys(path, self.subjects[verb]))
        return self.subjects[verb]

    def antecedent(self, noun):
        """What a relative pronoun stands for: the head of its clause; any other noun stands for itself."""
        clause = self.head[noun]
        return self.head[clause] if self.tag[noun] in RELATIVE and self.dep[clause] == "acl:relcl" else noun

    def is_nominal(self, noun):
        """Whether a token can be a subject: no white space, and no preposition before it."""
        return not self.words[noun].isspace() and (self.pos[noun] == "NUM" or not self.case(noun))

    def own_subject(self, verb):
        """(subject, None), or (None, the verb whose subject it shares)."""
        if self.is_passive(verb):
            return self.agent(verb), None
        own = next((c for c in self.children[verb] if self.dep[c] in SUBJECTS and self.is_nominal(c)), None)
        if own is not None:
            return own, None
        label, head = self.dep[verb], self.head[verb]
        if label == "acl" or (label == "acl:relcl" and self.tag[verb] == "VBG"):
            return head, None
        if label == "xcomp" and (controller := self.child(head, "obj", "iobj")) is not None:
            return controller, None
        if label in INHERITS and self.pos[head] in ("VERB", "AUX", "ADJ", "NOUN"):
            return None, head
        return None, None
