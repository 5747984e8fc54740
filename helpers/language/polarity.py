"""Polarity and modality: is what a predicate says denied, doubted, or only possible? One answer for statements and for
acts.

The terms are TimeML's and FactBank's (Saurí and Pustejovsky 2009): polarity is the sign, modality the degree – certain
(CT), probable (PR), possible (PS). The words stand in `data/lexicons/polarity.csv` and `data/lexicons/hedges.csv`.
Places are tokens of a `Tree`.
"""

from functools import cache
from typing import NamedTuple

from helpers.language.phrases import find_form, find_phrases
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms

DEGREES = ("CT", "PR", "PS", "Uu")
NUMBER = ("NUM", "SYM")
DENYING = ("advmod", "det", "cc", "cc:preconj", "aux", "mark", "case", "discourse")
PARTIES = ("nsubj", "nsubj:pass", "obl:agent", "obj")
INSIDE = ("det", "advmod", "cc:preconj", "amod")
NO_HEDGE_OF_HEAD = ("obl", "nmod", "obj", "ccomp", "advcl", "acl", "acl:relcl", "nsubj")


@cache
def polar_words(part):
    """The forms of a part of `polarity.csv`, in lower case: negation, near, restriction, ended, pending, inversion,
    backshift, undone.
    """
    rows = load_lexicon("polarity").itertuples(index=False)
    return frozenset(form for row in rows if row.part == part for form in split_items(row.forms))


# Polarity


def is_denied(tree, predicate):
    """Whether what a predicate says is not so: it is negated, or only nearly so ("almost sued")."""
    return is_negated(tree, predicate) or is_near(tree, predicate)


def is_negated(tree, predicate):
    """Whether a word of negation belongs to a predicate, its auxiliary, adverb, subject or object ("no carrier has
    sued"); "not only" denies nothing.
    """
    words = [i for i in (predicate, *find_denying(tree, predicate)) if tree.lower[i] in polar_words("negation")]
    return any(not is_lifted(tree, i) for i in words)


def is_lifted(tree, negation):
    """Whether a word of restriction lifts a negation: "not only"."""
    beside = [*tree.children[negation], negation + 1]
    return any(tree.lower[i] in polar_words("restriction") for i in beside if i < len(tree.words))


def find_denying(tree, predicate):
    """The words beside a predicate that deny it if they are words of negation."""
    found = []
    for child in tree.children[predicate]:
        label = tree.dep[child]
        if label in DENYING:
            found.append(child)
        if label in PARTIES or (label == "obl" and child < predicate):
            found += [child, *(c for c in tree.children[child] if tree.dep[c] in INSIDE)]
        if label in ("aux", "advmod"):
            found += [c for c in tree.children[child] if tree.dep[c] == "advmod"]
    return found


def is_near(tree, predicate):
    """Whether an adverb says that it was nearly so; one right before another adverb belongs to that ("almost
    immediately").
    """
    near = (c for c in tree.children[predicate] if tree.lower[c] in polar_words("near") and tree.dep[c] == "advmod")
    return any(tree.pos[c + 1 : c + 2] != ["ADV"] for c in near)


def is_ended(tree, predicate):
    """Whether it is so no more: "no longer"."""
    ended = any(tree.lower[c] in polar_words("ended") for c in tree.children[predicate])
    return ended and is_negated(tree, predicate)


def is_pending(tree, predicate):
    """Whether it is not so yet: "has yet to"."""
    return any(tree.lower[c] in polar_words("pending") for c in tree.children[predicate])


# Modality


class Hedge(NamedTuple):
    """A hedge on its tokens, with its row in the lexicon."""

    first: int
    last: int
    row: object


def find_hedges(tree):
    """The `Hedge`s of a parsed text in order, found once: a modal must be one ("May 2019" is none), an approximator
    stands before a number.
    """
    if tree.hedges is None:
        rows = surface_forms("hedges")
        spans = [(span, rows[find_form(span, "hedges")]) for span in find_phrases(tree.doc, "hedges")]
        tree.hedges = [Hedge(span.start, span.end, row) for span, row in spans if is_hedge(tree, span, row)]
    return tree.hedges


def is_hedge(tree, span, row):
    """Whether a phrase hedges where it stands."""
    first, last = span.start, span.end
    if row.kind == "approximator":
        behind = range(last, min(last + 2, len(tree.words)))
        return any(tree.pos[i] in NUMBER or tree.lower[i] in function_words("fraction") for i in behind)
    if tree.pos[first] == "PROPN" and last - first == 1:
        return False
    if row.hedge in function_words("auxiliary"):
        return tree.tag[first] == "MD"
    return not (row.kind == "doxastic" and tree.pos[first] not in ("VERB", "NOUN", "ADJ", "AUX", "ADP", "ADV"))


def governs(tree, predicate, hedge):
    """Whether a hedge is the predicate, or an auxiliary, adverb or noun that stands directly with it."""
    head = find_head(tree, hedge)
    if head == predicate:
        return True
    above = tree.head[head]
    if above == predicate:
        return tree.dep[head] not in NO_HEDGE_OF_HEAD
    return predicate == tree.head[above] and tree.dep[head] in ("advmod", "aux") and tree.dep[above] in ("xcomp", "aux")


def find_head(tree, hedge):
    """The token of a hedge that hangs on none of its others."""
    inside = range(hedge.first, hedge.last)
    return next((i for i in reversed(inside) if tree.head[i] not in inside), hedge.first)


def weaken(tree, predicate, hedges, degree="CT"):
    """The weakest of a degree and those of the hedges that govern a predicate: CT, PR, PS or Uu."""
    found = [h.row.certainty for h in hedges if h.row.certainty and governs(tree, predicate, h)]
    return max([degree, *found], key=DEGREES.index)
