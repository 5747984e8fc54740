"""How sure a statement sounds: hedges, negation, certainty and basis by written rules.

Values are FactBank's (Saurí and Pustejovsky 2009): certain, probable or possible, with a sign, or underspecified (Uu). Hedges follow CoNLL-2010
and Szarvas et al. 2012, weasels Vincze 2013. The words stand in `data/lexicons/hedges.csv`, `cues.csv` and `cue_settings.csv`.
"""

from typing import NamedTuple

from helpers.lexicons import function_words, surface_forms

DEGREES = ("CT", "PR", "PS", "Uu")
NUMBER = ("NUM", "SYM")


class Hedge(NamedTuple):
    """A hedge on its tokens, with its row in the lexicon."""

    first: int
    last: int
    row: object


def find_hedges(tree, phrases):
    """The `Hedge`s among the phrases of the lexicon: a modal must be one ("May 2019" is none), an approximator stands before a number."""
    return [
        Hedge(span.start, span.end, row)
        for span in phrases
        if is_hedge(tree, span, row := surface_forms("hedges")[span.text.lower()])
    ]


def is_hedge(tree, span, row):
    """Whether a phrase hedges where it stands."""
    first, last = span.start, span.end
    if row.kind == "approximator":
        return any(
            tree.pos[i] in NUMBER or tree.lower[i] in function_words("fraction")
            for i in range(last, min(last + 2, len(tree.words)))
        )
    if tree.pos[first] == "PROPN" and last - first == 1:
        return False
    if row.hedge in ("may", "might", "could"):
        return tree.tag[first] == "MD"
    return not (row.kind == "doxastic" and tree.pos[first] not in ("VERB", "NOUN", "ADJ", "AUX", "ADP", "ADV"))


def judge(tree, predicate, hedges, cue_value, asked):
    """FactBank value of a statement: the cue's, lowered by the weakest hedge of the main predicate, its sign turned by a negation there.

    `predicate` is the token of the main predicate, `hedges` those of the statement, `asked` whether it is a question.
    """
    if asked or cue_value == "Uu":
        return "Uu"
    found = [h for h in hedges if h.row.certainty and governs(tree, predicate, h)]
    degree = max([cue_value[:2], *(h.row.certainty for h in found)], key=DEGREES.index)
    negative = is_negated(tree, predicate) ^ any(h.row.polarity == "negative" for h in found)
    sign = "-" if negative else "+"
    if cue_value[2:] == "-":
        sign = {"+": "-", "-": "+"}[sign]
    return "Uu" if degree == "Uu" else degree + sign


def governs(tree, predicate, hedge):
    """Whether a hedge is the main predicate, or an auxiliary, adverb or noun that stands directly with it."""
    head = hedge.first
    for token in range(hedge.first, hedge.last):
        if not hedge.first <= tree.head[token] < hedge.last:
            head = token
    if head == predicate:
        return True
    if tree.head[head] == predicate:
        return tree.dep[head] not in ("obl", "nmod", "obj", "ccomp", "advcl", "acl", "acl:relcl", "nsubj")
    return (
        predicate == tree.head[tree.head[head]]
        and tree.dep[head] in ("advmod", "aux")
        and tree.dep[tree.head[head]] in ("xcomp", "aux")
    )


def is_negated(tree, predicate):
    """Whether a main predicate is denied: by not or never, or by a subject or object with no."""
    negations = function_words("negation")
    for child in tree.children[predicate]:
        word = tree.lower[child]
        if tree.dep[child] in ("advmod", "aux", "det", "cc", "nsubj", "obj", "nsubj:pass", "discourse", "neg") and (
            word in negations or word.endswith(("n't", "n’t"))
        ):
            return True
        if tree.dep[child] in ("nsubj", "nsubj:pass", "obj", "xcomp") and any(
            tree.lower[c] in ("no", "not", "neither", "none") and tree.dep[c] in ("det", "advmod", "cc:preconj", "amod")
            for c in tree.children[child]
        ):
            return True
    return tree.lower[predicate] in negations or any(
        tree.lower[c] == "no" and tree.dep[c] == "det" for c in tree.children[predicate]
    )


def oppose(value):
    """The FactBank value with the opposite sign."""
    return value if value == "Uu" else value[:2] + {"+": "-", "-": "+"}[value[2]]


def is_question(text, end):
    """Whether a statement is one: it ends with a question mark, or one stands right behind it."""
    return text[end - 1 : end + 1].rstrip()[-1:] == "?" or text[end - 1] == "?"
