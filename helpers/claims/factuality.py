"""How sure a statement sounds, as a value of FactBank (Saurí and Pustejovsky 2009): certain, probable or possible, with
a sign, or underspecified (Uu).

Hedges follow CoNLL-2010 and Szarvas et al. 2012, weasels Vincze 2013; what denies or weakens a predicate is told by
`helpers.language.polarity`.
"""

from helpers.language.polarity import governs, is_denied, weaken


def judge(tree, predicate, hedges, cue_value, asked):
    """FactBank value of a statement: the cue's, lowered by the weakest hedge of the main predicate, its sign turned by
    a negation there.

    `predicate` is the token of the main predicate, `hedges` those of the statement, `asked` whether it is a question.
    """
    if asked or cue_value == "Uu":
        return "Uu"
    degree = weaken(tree, predicate, hedges, cue_value[:2])
    doubted = any(h.row.polarity == "negative" and governs(tree, predicate, h) for h in hedges)
    sign = "-" if is_denied(tree, predicate) ^ doubted else "+"
    if cue_value[2:] == "-":
        sign = {"+": "-", "-": "+"}[sign]
    return "Uu" if degree == "Uu" else degree + sign


def oppose(value):
    """The FactBank value with the opposite sign."""
    return value if value == "Uu" else value[:2] + {"+": "-", "-": "+"}[value[2]]


def is_question(text, end):
    """Whether a statement is one: it ends with a question mark, or one stands right behind it."""
    return text[end - 1 : end + 1].rstrip()[-1:] == "?" or text[end - 1] == "?"
