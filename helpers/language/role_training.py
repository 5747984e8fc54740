"""Trains the two networks of `roles`: which words are predicates, and which nouns are their ARG0, ARG1 and ARG2.

From PropBank's annotation of the sentences of English-EWT (train), on trees as the bundled pipeline parses them. A
network is trained on every feature, those seen once included: they take up what is peculiar to one sentence, which the
others then need not learn. Of the features only those that matter most are stored. The order of the examples is drawn
from a fixed seed.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc
from thinc.api import NumpyOps

from helpers.corpora.propbank import find_heads, load_propbank
from helpers.files import check_writable
from helpers.language.pipeline import load_pipeline
from helpers.language.role_features import BITS, Pairs, Words, word_slots
from helpers.language.roles import ROLES, Network, find_candidates, load_network, look_up_vectors

FILES = ("ewt/en_ewt-train.conllu", "roles/ewt-train-roles.jsonl")
BATCH = 512
RATE, LAST_RATE = 0.05, 1e-4
DROPOUT, STEADY = 0.2, 1e-2  # STEADY: what Adagrad's sums of squares begin with
DECAY = 1e-5
STEP = 0.08  # the wide weights are stored in steps this large: small numbers, which compress well


class Size(NamedTuple):
    """How large a network is: hidden units, live slots of each kind that are stored, how often a deep feature must
    be seen, rounds of training.
    """

    hidden: int
    wide: int
    deep: int
    deep_seen: int
    epochs: int


SIZES = {"roles": Size(12, 70_000, 3_000, 100, 3), "predicates": Size(8, 6_000, 1_500, 8, 3)}


class Examples(NamedTuple):
    """Rows to learn from: slots, word vectors (a function of a slice or array of rows), and the class of each."""

    wide: np.ndarray
    deep: np.ndarray
    vectors: object
    answers: np.ndarray


def find_role_files(treebanks):
    """The paths of FILES below the folder `treebanks`; raises FileNotFoundError if one is missing."""
    files = [Path(treebanks) / name for name in FILES]
    missing = next((path for path in files if not path.is_file()), None)
    if missing is not None:
        raise FileNotFoundError(
            f"No file '{missing}'. Name the folder that holds ewt/ and roles/: make model TREEBANKS=…"
        )
    return files


def train_roles(treebanks, target, sizes=SIZES):
    """Train on the folder `treebanks` and write `roles.npz` and `predicates.npz` to the folder `target`; returns the
    files that were read.

    The trees and word vectors are those of the pipeline in `helpers/model`. Raises FileNotFoundError if one of FILES is
    missing.
    """
    files = find_role_files(treebanks)
    check_writable(target)
    sentences = load_propbank(*files)
    words = Words(parse_sentences(sentences))
    examples = {"roles": collect_pairs(words, sentences), "predicates": collect_words(words, sentences)}
    for name, size in sizes.items():
        stored = pack(*learn(examples[name], size))
        np.savez_compressed(Path(target) / f"{name}.npz", **stored)
    load_network.cache_clear()
    return files


def parse_sentences(sentences):
    """One Doc of sentences, on their own tokens, as the bundled pipeline parses each."""
    pipeline = load_pipeline()
    docs = [Doc(pipeline.vocab, words=[w.form for w in s.words], spaces=[w.space for w in s.words]) for s in sentences]
    for _, component in pipeline.pipeline:
        docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
    return Doc.from_docs(docs, ensure_whitespace=False, exclude=("tensor", "user_data"))


def find_answers(sentences):
    """{place of a predicate in all the sentences together: {place of a noun: number of its role, from 1}}."""
    answers, offset = {}, 0
    for sentence in sentences:
        for predicate in sentence.predicates:
            heads = find_heads(sentence, predicate)
            answers[offset + predicate.place] = {offset + i: 1 + ROLES.index(role) for i, role in heads.items()}
        offset += len(sentence.words)
    return answers


def collect_pairs(words, sentences):
    """The `Examples` of pairs of a predicate and a noun, by role; 0 for none."""
    answers = find_answers(sentences)
    pairs = Pairs(words, np.array(sorted(answers), np.int64))
    together = zip(pairs.predicate.tolist(), pairs.noun.tolist(), strict=True)
    roles = np.array([answers[place].get(noun, 0) for place, noun in together])
    return Examples(*pairs.slots(), look_up_vectors(words).of_pairs(pairs), roles)


def collect_words(words, sentences):
    """The `Examples` of words that could be predicates: 1 for those that are."""
    places = find_candidates(words)
    answers = np.isin(places, sorted(find_answers(sentences))).astype(np.int64)
    return Examples(*word_slots(words, places), look_up_vectors(words).of_words(places), answers)


def learn(examples, size):
    """(network, live slots wide, live slots deep): trained on all features, then cut to those that proved to matter."""
    slots = [find_frequent(examples.wide, 1), find_frequent(examples.deep, size.deep_seen)]
    network = train(examples, slots, size)
    kept = [
        select(network.wide, network.wide_map, examples.wide, size.wide),
        select(network.deep, network.deep_map, examples.deep, size.deep),
    ]
    wide_slots, deep_slots = slots[0][kept[0]], slots[1][kept[1]]
    cut = network._replace(
        wide_map=map_live(wide_slots),
        deep_map=map_live(deep_slots),
        wide=network.wide[[0, *(kept[0] + 1)]],
        deep=network.deep[[0, *(kept[1] + 1)]],
    )
    return cut, wide_slots, deep_slots


def find_frequent(slots, seen):
    """The slots that occur at least `seen` times, in order."""
    return np.flatnonzero(np.bincount(slots.ravel(), minlength=1 << BITS) >= seen)


def select(weights, rows, slots, number):
    """Which live slots, counted from 0 and in order, matter most: how far each moves the scores, times the root of
    how often it is seen.
    """
    seen = np.bincount(rows[slots].ravel(), minlength=len(weights))[1:]
    centred = weights[1:] - np.average(weights[1:], axis=0, weights=seen)
    return np.sort(np.argsort(-np.linalg.norm(centred, axis=1) * np.sqrt(seen), kind="stable")[:number])


def map_live(slots):
    """slot → row, 0 for those that are not live."""
    rows = np.zeros(1 << BITS, np.int32)
    rows[slots] = np.arange(1, len(slots) + 1)
    return rows


def start_network(slots, hidden, classes, width, chance):
    """A `Network` of small random weights, the wide ones zero."""
    draw = chance.standard_normal
    deep = draw((len(slots[1]) + 1, hidden)).astype(np.float32) * np.float32(0.1)
    deep[0] = 0
    return Network(
        map_live(slots[0]), map_live(slots[1]), np.zeros((len(slots[0]) + 1, classes), np.float32), deep,
        draw((width, hidden)).astype(np.float32) * np.float32(0.03), np.zeros(hidden, np.float32),
        draw((hidden, classes)).astype(np.float32) * np.float32(0.1),
    )  # fmt: skip


def train(examples, slots, size):
    """A `Network` on the live slots, trained by Adagrad with a rate that falls to almost none."""
    chance = np.random.default_rng(0)
    width = examples.vectors(slice(0, 1)).shape[1]
    network = start_network(slots, size.hidden, int(examples.answers.max()) + 1, width, chance)
    wide, deep = network.wide_map[examples.wide], network.deep_map[examples.deep]
    trainer = Trainer(network, chance)
    for rows, rate in draw_batches(len(wide), size.epochs, chance):
        trainer.step(wide[rows], deep[rows], examples.vectors(rows), examples.answers[rows], rate)
    return network


def draw_batches(number, epochs, chance):
    """(rows, rate) of every step: in each round all rows, in another order."""
    steps = epochs * -(-number // BATCH)
    for epoch in range(epochs):
        order = chance.permutation(number)
        for start in range(0, number, BATCH):
            done = (epoch * number + start) // BATCH / steps
            yield order[start : start + BATCH], RATE * (1 - done) + LAST_RATE


class Trainer:
    """Changes the weights of a network in place, batch by batch."""

    def __init__(self, network, chance):
        self.network, self.chance, self.ops = network, chance, NumpyOps()
        names = ("wide", "deep", "dense", "bias", "out")
        self.squares = {name: np.full_like(getattr(network, name), STEADY) for name in names}
        self.sums = {name: np.zeros_like(getattr(network, name)) for name in ("wide", "deep")}

    def step(self, wide, deep, vectors, answers, rate):
        """One step down the gradient of the cross-entropy of a batch."""
        net = self.network
        hidden = np.maximum(net.deep[deep].sum(1) + net.bias + vectors @ net.dense, 0)
        kept = (self.chance.random(hidden.shape, dtype=np.float32) > DROPOUT) / np.float32(1 - DROPOUT)
        dropped = hidden * kept
        error = share_out(dropped @ net.out + net.wide[wide].sum(1))
        error[np.arange(len(answers)), answers] -= 1
        below = (error @ net.out.T) * kept * (hidden > 0)
        self.change("out", dropped.T @ error, rate)
        self.change("bias", below.sum(0), rate)
        self.change("dense", vectors.T @ below, rate)
        self.change_rows("wide", wide, error, rate)
        self.change_rows("deep", deep, below, rate)

    def change(self, name, gradient, rate):
        """Change all weights of one kind."""
        self.squares[name] += gradient * gradient
        weights = getattr(self.network, name)
        weights -= rate * gradient / np.sqrt(self.squares[name])

    def change_rows(self, name, rows, gradient, rate):
        """Change the rows that a batch has seen, but row 0, which stays zero."""
        weights, squares, sums = getattr(self.network, name), self.squares[name], self.sums[name]
        flat = rows.ravel()
        self.ops.scatter_add(sums, flat, np.repeat(gradient, rows.shape[1], axis=0).astype(np.float32))
        seen = np.flatnonzero(np.bincount(flat, minlength=len(weights)))
        change = sums[seen] + np.float32(DECAY * len(rows)) * weights[seen]
        sums[seen] = 0
        squares[seen] += change * change
        weights[seen] -= rate * change / np.sqrt(squares[seen])
        weights[0] = 0


def share_out(scores):
    """Scores as shares of one in each row."""
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def pack(network, wide_slots, deep_slots):
    """{name: array} of a network to store: 8-bit weights with a scale a column, live slots as the gaps between them.

    The wide weights are stored in STEPs, and against those of "none".
    """
    wide = network.wide[1:, 1:] - network.wide[1:, :1]
    weights = {"wide": wide, "deep": network.deep[1:], "dense": network.dense, "bias": network.bias, "out": network.out}
    stored = {"wide_gaps": np.diff(wide_slots, prepend=0), "deep_gaps": np.diff(deep_slots, prepend=0)}
    stored = {name: gaps.astype(np.uint32) for name, gaps in stored.items()}
    for name, values in weights.items():
        scale = np.maximum(np.abs(values).max(axis=0), 1e-6).astype(np.float32) / np.float32(127)
        if name == "wide":
            scale = np.full(values.shape[1], STEP, np.float32)
        stored[name] = np.clip(np.round(values / scale), -127, 127).astype(np.int8)
        stored[name + "_scale"] = scale
    return stored
