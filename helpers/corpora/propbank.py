"""Reads PropBank's predicates and arguments on the sentences of a treebank: a file with one JSON object a sentence.

{"sent_id": …, "predicates": [{"token": 2, "lemma": …, "sense": "nominate.01", "args": [["ARG0", first, last], …]}, …],
"factuality": {"2": 1.033, …}}. Words are counted from 1 as in CoNLL-U, `last` inclusive. Formats: Palmer, Gildea &
Kingsbury 2005; github.com/propbank/propbank-release. Factuality, from -3 to 3: UDS (White et al. 2016).
"""

import json
from pathlib import Path
from typing import NamedTuple

from helpers.corpora.treebanks import read_conllu

ROLES = ("ARG0", "ARG1", "ARG2")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")


class Predicate(NamedTuple):
    """A predicate at a place in its sentence, from 0; `args` are (label, first place, place behind the last)."""

    place: int
    lemma: str
    sense: str
    args: list


class Annotated(NamedTuple):
    """The words of a sentence (`treebanks.Word`), its `Predicate`s, and {place of a word: how far it happened, -3 … 3}.

    `document` is the name of its document: its own without its number.
    """

    words: list
    predicates: list
    factuality: dict
    document: str


def load_propbank(treebank, roles):
    """The `Annotated` sentences of a CoNLL-U file, in order, with the predicates that the file `roles` has for them.

    A sentence that `roles` does not name has no predicates. Raises FileNotFoundError if a file is missing, ValueError
    if `roles` names a sentence or a word that the treebank has not.
    """
    judged = read_propbank(roles)
    sentences = []
    for sentence in read_conllu(treebank):
        name = sentence.comments.get("sent_id", "")
        sentences.append(Annotated(sentence.words, *judged.pop(name, ([], {})), name.rpartition("-")[0]))
        check_places(name, sentences[-1])
    if judged:
        raise ValueError(f"{Path(roles).name}: the sentence '{next(iter(judged))}' is not in {Path(treebank).name}.")
    return sentences


def read_propbank(path):
    """{sent_id: (list of `Predicate`, {place: factuality})} of a file; raises ValueError for a line that is none."""
    found = {}
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            factuality = {int(token) - 1: value for token, value in row.get("factuality", {}).items()}
            found[row["sent_id"]] = list(map(read_predicate, row["predicates"])), factuality
        except (AttributeError, ValueError, KeyError, TypeError) as error:
            raise ValueError(f"{Path(path).name}, line {number}: no sentence with predicates ({error!r}).") from None
    return found


def read_predicate(row):
    """A `Predicate` of its JSON object."""
    args = [(label, first - 1, last) for label, first, last in row["args"]]
    return Predicate(row["token"] - 1, row["lemma"], row["sense"], args)


def check_places(name, sentence):
    """Raise ValueError if a place lies outside its sentence."""
    starts = [*sentence.factuality, *(predicate.place for predicate in sentence.predicates)]
    ends = [place + 1 for place in starts]
    for predicate in sentence.predicates:
        starts += [first for _, first, _ in predicate.args]
        ends += [last for _, _, last in predicate.args]
    if min(starts, default=0) < 0 or max(ends, default=0) > len(sentence.words):
        raise ValueError(f"The sentence '{name}' has {len(sentence.words)} words, but not all that its roles name.")


def find_heads(sentence, predicate):
    """{place of a noun: role} of a predicate's arguments: the head of each span of ROLES if it is one of NOMINAL.

    The head is the first word of the span whose head in the treebank lies outside. The antecedent of a relative clause
    has the role; its pronoun (R-ARG0 …) and continuations (C-ARG1 …) have none.
    """
    heads = {}
    for label, first, last in predicate.args:
        head = next((i for i in range(first, last) if not first < sentence.words[i].head <= last), None)
        if label in ROLES and head is not None and head != predicate.place and sentence.words[head].upos in NOMINAL:
            heads[head] = label
    return heads
