"""How well predicates and their arguments are found, against PropBank's on the sentences of a treebank."""

from collections import Counter

import pandas as pd

from helpers.corpora.propbank import find_heads, load_propbank
from helpers.language.role_training import parse_sentences
from helpers.language.roles import KINDS, find_predicates, label_roles

PARTS = {"VERB": "verb", "NOUN": "noun", "ADJ": "adjective", "AUX": "auxiliary"}


def score_roles(treebank, roles):
    """DataFrame, a row for each part and role: part, role, answers, found, right; precision, recall, f1 in percent.

    The bundled pipeline parses the treebank's own tokens, sentence by sentence. Every noun, name, pronoun, number and
    sign of a sentence can be an argument of every predicate in it. An answer is the head, by the treebank's tree, of a
    span of ARG0, ARG1 or ARG2 if the treebank calls it one of these (`find_heads`: in relative clauses the antecedent,
    whose pronoun answers nothing); it is found if the same word has the same role of the same predicate. Which words
    are predicates is given; the parts are "all", "all but auxiliaries" ("be" among them), and the parts of speech that
    the treebank gives the predicates. Rows with the role "predicate" tell how well verbs, nouns and adjectives that are
    predicates are found, nothing given. Raises what `load_propbank` raises.
    """
    sentences = load_propbank(treebank, roles)
    doc = parse_sentences(sentences)
    counts, offset, places, answers = Counter(), 0, {}, {}
    for sentence in sentences:
        for predicate in sentence.predicates:
            places[offset + predicate.place] = sentence.words[predicate.place].upos
            heads = find_heads(sentence, predicate)
            answers |= {(offset + predicate.place, offset + i): role for i, role in heads.items()}
        offset += len(sentence.words)
    count_roles(counts, answers, label_roles(doc, places), places)
    parts = [word.upos for sentence in sentences for word in sentence.words]
    count_predicates(counts, places, find_predicates(doc), parts)
    keys = sorted({key[:2] for key in counts})
    return pd.DataFrame([rate(part, role, counts) for part, role in keys])


def list_parts(upos):
    """The parts in which a predicate counts, by its part of speech."""
    parts = ["all", PARTS.get(upos, "other")]
    return parts if upos == "AUX" else [*parts, "all but auxiliaries"]


def count_roles(counts, answers, found, places):
    """Add (part, role, "answers", "found" or "right") to `counts`; of what is found, the heads count."""
    for (predicate, _), role in answers.items():
        counts.update((part, role, "answers") for part in list_parts(places[predicate]))
    for predicate, arguments in found.items():
        for role, (head, *_) in arguments.items():
            for part in list_parts(places[predicate]):
                counts[part, role, "found"] += 1
                counts[part, role, "right"] += answers.get((predicate, head)) == role


def count_predicates(counts, places, found, parts):
    """Add (part, "predicate", …) to `counts`; only verbs, nouns and adjectives have one to find."""
    answers = {place for place, upos in places.items() if upos in KINDS}
    for what, some in (("answers", answers), ("found", set(found)), ("right", answers & set(found))):
        for place in some:
            counts.update((part, "predicate", what) for part in ("all", PARTS.get(parts[place], "other")))


def rate(part, role, counts):
    """One row of the table."""
    answers, found, right = (counts[part, role, what] for what in ("answers", "found", "right"))
    shares = {"precision": (right, found), "recall": (right, answers), "f1": (2 * right, answers + found)}
    rates = {name: round(100 * top / below, 1) if below else None for name, (top, below) in shares.items()}
    return {"part": part, "role": role, "answers": answers, "found": found, "right": right, **rates}
