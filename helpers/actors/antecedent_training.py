"""Learns the weights of `antecedents` from GUM's coreference (Zeldes 2017).

The mentions are those that are found in GUM's texts, parsed anew; who is in sight depends on the links of what stands
before, and so on the weights: they are learned twice, the second time on texts linked with the first.
"""

from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import numpy as np

from helpers.actors.actors import find_mentions
from helpers.actors.antecedents import HEADER, load_weights
from helpers.actors.coreference import Linker
from helpers.articles.article import Article
from helpers.corpora.gum import ANY_DAY, read_document
from helpers.files import write_file
from helpers.language.sentences import parse

# Nearly all of their pronouns are for things, games and people without a name.
LEFT_OUT = ("conversation", "vlog")
ROUNDS = 2
SEEN = 3  # a feature of fewer pairs is left out
DECAY = 3.0  # half the weight of a squared weight in what is minimised
STEPS, RATE = 400, 0.05
SMALL = 0.03  # weights nearer to zero are not stored


class Example(NamedTuple):
    """A mention, the features of "none" and of every candidate, and which of them, in this order, are right."""

    features: list
    right: list


class Recorder(Linker):
    """A `Linker` that keeps what it chose from: (row, keys of the candidates, whom each is, features)."""

    def __init__(self, mentions, clues):
        self.choices = []
        super().__init__(mentions, clues)

    def choose(self, row, clue, keys):
        """As the Linker does."""
        if keys:
            alone, pairs = self.describe(row, clue, keys)
            self.choices.append((row, [(key, self.sight[key]) for key in keys], [alone, *pairs]))
        return super().choose(row, clue, keys)


def train_antecedents(treebanks, target):
    """Learn from `gum/train` below the folder `treebanks` and write the file `target`; returns how many mentions were
    learned from.

    Raises FileNotFoundError if there is no document of GUM.
    """
    files = sorted(Path(treebanks).joinpath("gum", "train").glob("GUM_*.conllu"))
    if not files:
        raise FileNotFoundError(
            f"No GUM_*.conllu in '{Path(treebanks) / 'gum' / 'train'}'. Name the folder that holds gum/train/."
        )
    documents = [read_training(path) for path in files if path.stem.split("_")[1] not in LEFT_OUT]
    write_weights({}, target)
    for _ in range(ROUNDS):
        examples = [example for document in documents for example in list_examples(*document)]
        write_weights(learn(examples), target)
    return len(examples)


def read_training(path):
    """(answers, mentions, clues) of a document of GUM."""
    answers = read_document(path)
    mentions = find_mentions(parse(Article("corpus", answers.text, ANY_DAY)))
    return answers, mentions, mentions.attrs["clues"]


def write_weights(weights, target):
    """Write {feature: weight} to a file, and forget what was read of it."""
    rows = [f"{name},{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= SMALL]
    write_file(target, HEADER + "\n" + "".join(rows))
    load_weights.cache_clear()


def list_examples(answers, mentions, clues):
    """The `Example`s of one document: every pronoun and definite nominal with candidates."""
    linker = Recorder(mentions, clues)
    links = {mention_id: linker.link(row) for mention_id, row in linker.rows.items()}
    groups = group_actors(answers, linker, links)
    for row, candidates, features in linker.choices:
        _, meant = answers.heads.get(row.end, ("", ""))
        found = [groups.get(key) if c.entry else answers.heads.get(c.row.end, ("", ""))[1] for key, c in candidates]
        right = [bool(meant) and group == meant for group in found]
        yield Example(features, [not any(right), *right])


def group_actors(answers, linker, links):
    """{actor_id: the group of GUM that most of its names and first nominals stand in}."""
    votes = defaultdict(Counter)
    for mention_id, link in links.items():
        row = linker.rows[mention_id]
        if not link.made:
            continue
        if row.form == "NAM" and (row.start, row.end) in answers.names:
            votes[link.actor_ids[0]][answers.names[row.start, row.end][1]] += 2
        elif row.end in answers.heads and (row.form == "NAM" or linker.clues[mention_id].get("own")):
            votes[link.actor_ids[0]][answers.heads[row.end][1]] += 1
    return {actor_id: max(sorted(count), key=count.get) for actor_id, count in votes.items()}


def learn(examples):
    """{feature: weight} that makes what is right likeliest, with a penalty on squared weights; by Adam on all
    examples at once (Kingma & Ba 2015).
    """
    seen = Counter(name for example in examples for features in example.features for name in set(features))
    places = {name: n for n, name in enumerate(sorted(name for name, count in seen.items() if count >= SEEN))}
    options = [(n, features) for n, example in enumerate(examples) for features in example.features]
    pairs = [(n, places[name]) for n, (_, features) in enumerate(options) for name in features if name in places]
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    groups = np.array([n for n, _ in options], dtype=np.int64)
    right = np.array([r for example in examples for r in example.right], dtype=float)
    weights, mean, square = np.zeros((3, len(places)))
    for step in range(1, STEPS + 1):
        share = normalise(np.bincount(rows, weights[columns], len(options)), groups)
        wanted = share * right
        wanted /= np.maximum(np.bincount(groups, wanted)[groups], 1e-12)
        slope = np.bincount(columns, (wanted - share)[rows], len(places)) - DECAY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        rate = RATE if step < 0.75 * STEPS else RATE / 5
        weights = weights + rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: float(weights[n]) for name, n in places.items()}


def normalise(scores, groups):
    """The probability of every option among those of its group (softmax)."""
    top = np.full(groups.max() + 1, -np.inf)
    np.maximum.at(top, groups, scores)
    shares = np.exp(scores - top[groups])
    return shares / np.bincount(groups, shares)[groups]
