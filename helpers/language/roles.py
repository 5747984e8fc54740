"""Who does what to whom: the predicates of a text and their arguments, in PropBank's terms (Palmer, Gildea & Kingsbury
2005).

ARG0 is who acts, ARG1 what is acted on, ARG2 who gains, what it is done with, or where it ends, as the predicate has
it. Predicates are verbs ("the FCC fined AT&T"), nouns ("the FCC's refusal to act") and adjectives ("aware of the
risk"). Two small networks, trained on PropBank's annotation of English-EWT, read the parse; `role_training` tells how.
"""

import zlib
from functools import cache
from io import BytesIO
from typing import NamedTuple
from zipfile import BadZipFile

import numpy as np

from helpers import paths
from helpers.language.pipeline import load_pipeline
from helpers.language.role_features import BITS, Pairs, Words, name_id, word_slots

ROLES = ("ARG0", "ARG1", "ARG2")
BLOCK = 4096  # rows scored at a time: memory stays the same however long the text
KINDS = ("VERB", "NOUN", "ADJ")


class Network(NamedTuple):
    """A network with one hidden layer beside a linear model; both read the live slots among 2^BITS.

    wide_map, deep_map: slot → row (0 for slots that are not live; row 0 is all zeros). wide: rows × classes; deep: rows
    × hidden; dense: word vectors × hidden; bias: hidden; out: hidden × classes. Class 0 is "none".
    """

    wide_map: np.ndarray
    deep_map: np.ndarray
    wide: np.ndarray
    deep: np.ndarray
    dense: np.ndarray
    bias: np.ndarray
    out: np.ndarray

    def score(self, wide_slots, deep_slots, vectors):
        """The scores (rows × classes) of rows of slots and of word vectors, how much each class is likelier than
        "none", as log odds.
        """
        blocks = [np.zeros((0, self.wide.shape[1]), np.float32)]
        for start in range(0, len(wide_slots), BLOCK):
            rows = slice(start, start + BLOCK)
            wide, deep = self.wide_map[wide_slots[rows]], self.deep_map[deep_slots[rows]]
            hidden = np.maximum(self.deep[deep].sum(1) + self.bias + vectors(rows) @ self.dense, 0)
            blocks.append(hidden @ self.out + self.wide[wide].sum(1))
        scores = np.concatenate(blocks)
        return scores - scores[:, :1]


class Vectors(NamedTuple):
    """Word vectors of a text's words and lemmas, as rows of one table; its last row is all zeros."""

    table: np.ndarray
    words: np.ndarray
    lemmas: np.ndarray

    def of_pairs(self, pairs):
        """A function that gives the vectors of predicate and noun of a slice of the pairs."""
        return lambda rows: np.concatenate(
            [self.table[self.lemmas[pairs.predicate[rows]]], self.table[self.words[pairs.noun[rows]]]], axis=1
        )

    def of_words(self, places):
        """A function that gives the vectors of a slice of the places."""
        return lambda rows: self.table[self.lemmas[places[rows]]]


def roles_of(doc):
    """What `label_roles` says of a Doc, asked once and kept with it."""
    if "roles" not in doc.user_data:
        doc.user_data["roles"] = label_roles(doc)
    return doc.user_data["roles"]


def label_roles(doc, predicates=None):
    """{place of each predicate of a parsed Doc: {"ARG0", "ARG1" or "ARG2": places of nouns}}.

    The first place of each role is the head of the argument; the words that are coordinated with it follow. Every
    predicate has an entry, one without arguments an empty one. `predicates` are places; by default `find_predicates`
    finds them. A relative clause gives the role to the noun that it is about, not to its pronoun. Raises OSError if the
    model is missing.
    """
    words = Words(doc)
    places = find_places(words, doc) if predicates is None else np.array(sorted(set(predicates)), np.int64)
    found = {int(place): {} for place in places}
    conjuncts = list_conjuncts(words)
    for place, noun, role in assign_roles(words, places):
        others = conjuncts.get(noun, ())
        if (
            words.head[place] == noun < place
        ):  # "Carrier A, which sued, and Carrier B": a clause is about those before it
            others = (other for other in others if other < place)
        found[place][ROLES[role]] = (noun, *others)
    return found


def find_predicates(doc):
    """The places of the words of a parsed Doc that are predicates: verbs but auxiliaries and the copula, and nouns
    and adjectives that tell of an act or state.
    """
    return find_places(Words(doc), doc).tolist()


def find_places(words, doc):
    """As `find_predicates`, an array."""
    places = find_candidates(words)
    scores = load_network("predicates").score(*word_slots(words, places), look_up_vectors(words).of_words(places))
    return places[scores[:, 1] > 0]


def find_candidates(words):
    """The places of the words that can be predicates."""
    return np.flatnonzero(np.isin(words.pos, [name_id(kind) for kind in KINDS]))


def assign_roles(words, places):
    """(predicate, noun, number of the role), sorted: the likeliest, each role once a predicate, each noun in one
    role of it.
    """
    pairs = Pairs(words, places)
    scores = load_network("roles").score(*pairs.slots(), look_up_vectors(words).of_pairs(pairs))[:, 1:]
    return choose(pairs.predicate, pairs.noun, scores)


def choose(predicates, nouns, scores):
    """(predicate, noun, role), sorted: of the scores (pairs × roles) above 0 the best of each predicate, then the next.

    The pairs of one predicate stand together.
    """
    scores, chosen = scores.copy(), []
    firsts = np.flatnonzero(np.diff(predicates, prepend=-1))
    groups = np.repeat(np.arange(len(firsts)), np.diff(firsts, append=len(predicates)))
    for _ in ROLES if len(firsts) else ():
        best = np.maximum.reduceat(scores.max(axis=1), firsts)
        rows = np.flatnonzero((scores.max(axis=1) == best[groups]) & (best[groups] > 0))
        rows = rows[np.unique(groups[rows], return_index=True)[1]]
        roles = scores[rows].argmax(axis=1)
        chosen += zip(predicates[rows].tolist(), nouns[rows].tolist(), roles.tolist(), strict=True)
        taken = np.full(len(firsts), -1)
        taken[groups[rows]] = roles
        scores[rows] = -np.inf
        with_role = np.flatnonzero(taken[groups] >= 0)
        scores[with_role, taken[groups[with_role]]] = -np.inf
    return sorted(chosen)


def list_conjuncts(words):
    """{place: places of the nouns coordinated with it, in order}."""
    conjuncts = {}
    linked = (words.dep == name_id("conj")) & words.nominal & words.nominal[words.head]
    for place in np.flatnonzero(linked).tolist():
        first, above = int(words.head[place]), int(words.head[place])
        while linked[above] and words.head[above] < above:  # the members of a list may hang on one another
            first = above = int(words.head[above])
        conjuncts.setdefault(first, []).append(place)
    return conjuncts


def look_up_vectors(words):
    """The `Vectors` of words; a lemma without a vector has that of its word."""
    table, rows = load_vectors()
    by_word, by_lemma = (find_rows(ids, rows, len(table) - 1) for ids in (words.low, words.lemma))
    return Vectors(table, by_word, np.where(by_lemma == len(table) - 1, by_word, by_lemma))


def find_rows(ids, rows, missing):
    """The rows of words by their ids; `missing` for those without."""
    known, places = np.unique(ids, return_inverse=True)
    return np.array([rows.get(int(key), missing) for key in known], np.int64)[places]


@cache
def load_vectors():
    """(table of the bundled pipeline's word vectors, scaled, with a row of zeros behind; {id: row})."""
    vectors = load_pipeline().vocab.vectors
    table = np.concatenate([vectors.data, np.zeros((1, vectors.data.shape[1]), np.float32)]).astype(np.float32)
    return table / np.sqrt(np.mean(np.square(vectors.data))), {
        int(key): int(row) for key, row in vectors.key2row.items()
    }


@cache
def load_network(name):
    """The `Network` in `helpers/model/roles`; raises OSError with what to do if it is missing or damaged."""
    try:
        stored = (paths.MODEL / "roles" / f"{name}.npz").read_bytes()
        with np.load(BytesIO(stored), allow_pickle=False) as arrays:
            return unpack(dict(arrays))
    except (OSError, ValueError, LookupError, EOFError, BadZipFile, zlib.error) as error:
        raise OSError(
            f"The model of roles in helpers/model/roles is missing or damaged ({type(error).__name__}). "
            "Restore the folder: git checkout helpers/model"
        ) from None


def unpack(stored):
    """A `Network` of what `role_training.pack` made: 8-bit weights with a scale a column, live slots as the gaps
    between them.
    """
    weights = {
        name: stored[name].astype(np.float32) * stored[name + "_scale"]
        for name in ("wide", "deep", "dense", "bias", "out")
    }
    for name in ("wide", "deep"):
        weights[name] = np.concatenate([np.zeros((1, weights[name].shape[1]), np.float32), weights[name]])
    weights["wide"] = np.concatenate([np.zeros((len(weights["wide"]), 1), np.float32), weights["wide"]], axis=1)
    return Network(map_slots(stored["wide_gaps"]), map_slots(stored["deep_gaps"]), **weights)


def map_slots(gaps):
    """slot → row, of the gaps between the live slots: the first live slot is row 1, all others row 0."""
    rows = np.zeros(1 << BITS, np.int32)
    rows[np.cumsum(gaps.astype(np.int64))] = np.arange(1, len(gaps) + 1)
    return rows
