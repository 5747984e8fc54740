"""ClearNLP's dependencies → Universal Dependencies: the one place where another pipeline's label scheme is mapped.

spaCy's own English pipelines (`en_core_web_*`) label by ClearNLP (Choi & Palmer 2012), where prepositions and forms of
"be" are heads; in Universal Dependencies (de Marneffe et al. 2021) the noun and the predicate are. Names get the labels
PER, ORG, LOC.
"""

from functools import cache

from spacy.language import Language
from spacy.tokens import Span

from helpers.lexicons import load_lexicon

NOMINAL_TAGS = ("NN", "NNS", "NNP", "NNPS", "PRP", "CD", "WP", "DT", "PRP$", "WDT")
PREDICATES = ("attr", "acomp")
NAMES = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}


@cache
def universal_labels():
    """{ClearNLP's label: that of Universal Dependencies}."""
    rows = load_lexicon("dependency_labels")
    return dict(zip(rows["clearnlp"], rows["universal"], strict=True))


@Language.component("universal_dependencies")
def map_dependencies(doc):
    """Relabel and rehang a parse by ClearNLP, and relabel its names; one by Universal Dependencies stays as it is."""
    heads = [token.head.i for token in doc]
    labels = [token.dep_ for token in doc]
    if clearnlp_labels().intersection(labels):
        rehang(doc, heads, labels)
        for i, label in enumerate(labels):
            doc[i].head, doc[i].dep_ = doc[heads[i]], universal_labels().get(label, label)
    names = [Span(doc, e.start, e.end, NAMES[e.label_]) for e in doc.ents if e.label_ in NAMES]
    doc.set_ents(names, default="outside")
    return doc


@cache
def clearnlp_labels():
    """The labels that only ClearNLP has."""
    return frozenset(universal_labels()) - frozenset(universal_labels().values())


def rehang(doc, heads, labels):
    """Change heads and labels where ClearNLP hangs a phrase on its preposition or on "be"."""
    for token in doc:
        if labels[token.i] in ("pobj", "pcomp"):
            raise_object(token, heads, labels)
    for token in doc:
        if labels[token.i] in PREDICATES and token.head.lemma_ == "be":
            raise_predicate(token, heads, labels)


def raise_object(token, heads, labels):
    """Let the object of a preposition hang where the preposition did, and the preposition on it: "deal with Huawei"."""
    preposition = heads[token.i]
    above = token.doc[heads[preposition]]
    nominal = above.tag_ in NOMINAL_TAGS and labels[preposition] != "agent"
    label = "obl:agent" if labels[preposition] == "agent" else "nmod" if nominal else "obl"
    if labels[token.i] == "pcomp":
        labels[token.i], labels[preposition] = "acl" if nominal else "advcl", "mark"
    else:
        labels[token.i], labels[preposition] = label, "case"
    heads[token.i], heads[preposition] = above.i if above.i != preposition else token.i, token.i


def raise_predicate(token, heads, labels):
    """Let the predicate be the head of a clause with "be": "Northline is a carrier"."""
    verb = token.head.i
    labels[token.i], heads[token.i] = labels[verb], token.i if heads[verb] == verb else heads[verb]
    labels[verb] = "cop"
    for i, head in enumerate(heads):
        if head == verb and i != token.i:
            heads[i] = token.i
    heads[verb] = token.i
