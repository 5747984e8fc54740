"""Who prints whose words: articles that share passages, and whose words an article's own are.

Candidates are pairs that share sampled shingles (FracMinHash, Irber et al. 2022: the same share of all shingles,
whatever the length, so that a quarter of a text is found as well as its whole, which MinHash's Jaccard index misses).
What decides is exact: passages, runs of shared shingles with few words changed between them.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

import numpy as np

WORD = re.compile(r"\w+")
SHINGLE = 5  # words
SAMPLE = 4  # one shingle in so many is looked up
FEWEST_SAMPLES = 2  # shared, to look at a pair
CHANGED = 4  # words that an editor may have changed within a passage
LEAST_PASSAGE = 25  # words: a statement that two reporters quote is shorter
LEAST_SHARE = 1 / 3  # of the shorter article, for a copy
OPENING = 80  # characters in which an agency names itself


class Passage(NamedTuple):
    """Words that two texts share: from the first to behind the last, counted in words of each."""

    first_start: int
    first_end: int
    second_start: int
    second_end: int


def find_copies(articles):
    """(rows of `copies`, rows of `passages`) of articles, (slug, day, outlet, text) each.

    Of two articles that share passages the one of the earlier day is the origin; of one day the one that begins with
    the name of its own outlet, as agencies do.
    """
    ordered = sorted(articles, key=lambda article: (article[1], not names_itself(article), article[0]))
    shingles = [hash_shingles(text) for *_, text in ordered]
    copies, passages = [], []
    for origin, copy in find_candidates(shingles):
        shared = find_passages(shingles[origin], shingles[copy])
        shorter = SHINGLE - 1 + min(len(shingles[origin]), len(shingles[copy]))
        words = sum(passage.second_end - passage.second_start for passage in shared)
        if words / shorter >= LEAST_SHARE:
            copies.append(describe_copy(ordered[origin], ordered[copy], words, words / shorter))
            passages += describe_passages(ordered[origin], ordered[copy], shared)
    return add_roots(copies), passages


def names_itself(article):
    """Whether an article's first words hold the name of its outlet: "WASHINGTON (Example Wire) –"."""
    _, _, outlet, text = article
    return bool(outlet) and outlet in text[:OPENING]


def hash_shingles(text):
    """The hashes (uint64) of all shingles of a text, in order."""
    words = np.array([hash_word(word.lower()) for word in WORD.findall(text)], dtype=np.uint64)
    if len(words) < SHINGLE:
        return np.zeros(0, dtype=np.uint64)
    hashes = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + words[place : place + len(hashes)]
    hashes ^= hashes >> np.uint64(32)
    return hashes * np.uint64(0xD6E8FEB86659FD93)


@lru_cache(maxsize=1_000_000)
def hash_word(word):
    """A number of 64 bits for a word, the same on every machine."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def find_candidates(shingles):
    """Pairs (earlier, later) of places of articles that share samples; each sample leads to the first article that has
    it.

    Their number grows with the articles and not with their square, however many print the same.
    """
    sampled = [np.unique(hashes[hashes >> np.uint64(33) & np.uint64(SAMPLE - 1) == 0]) for hashes in shingles]
    owners = np.repeat(np.arange(len(sampled)), [len(hashes) for hashes in sampled])
    hashes = np.concatenate(sampled) if sampled else np.zeros(0, dtype=np.uint64)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    begins = np.r_[True, hashes[1:] != hashes[:-1]] if len(hashes) else np.zeros(0, dtype=bool)
    first = owners[np.maximum.accumulate(np.where(begins, np.arange(len(hashes)), 0))]
    pairs, counts = np.unique(np.stack([first, owners])[:, ~begins], axis=1, return_counts=True)
    return [tuple(pair) for pair in pairs[:, counts >= FEWEST_SAMPLES].T.tolist()]


def find_passages(first, second):
    """The passages that two texts share, by their shingles, in the order of the second."""
    if np.array_equal(first, second):
        whole = Passage(0, len(first) + SHINGLE - 1, 0, len(second) + SHINGLE - 1)
        return [whole] if whole.second_end >= LEAST_PASSAGE else []
    places = {shingle: place for place, shingle in reversed(list(enumerate(first.tolist())))}
    matches = [(places[s], j) for j, s in enumerate(second.tolist()) if s in places]
    if not matches:
        return []
    cuts = [n for n, (before, after) in enumerate(pairwise(matches), 1) if not goes_on(before, after)]
    runs = [matches[start:end] for start, end in pairwise([0, *cuts, len(matches)])]
    found = [Passage(run[0][0], run[-1][0] + SHINGLE, run[0][1], run[-1][1] + SHINGLE) for run in runs]
    return [passage for passage in found if passage.second_end - passage.second_start >= LEAST_PASSAGE]


def goes_on(before, after):
    """Whether the next shared shingle belongs to the same passage: few words were changed, put in or taken out between
    them.
    """
    steps = after[0] - before[0], after[1] - before[1]
    return min(steps) > 0 and max(steps) <= SHINGLE + CHANGED and abs(steps[0] - steps[1]) <= CHANGED


def describe_copy(origin, copy, words, share):
    """A row of `copies`."""
    return {"slug": copy[0], "origin": origin[0], "words": words, "share": round(share, 3)}


def describe_passages(origin, copy, shared):
    """Rows of `passages`: the characters of the passages in either text."""
    there, here = ([match.span() for match in WORD.finditer(article[3])] for article in (origin, copy))
    return [
        {
            "slug": copy[0],
            "start": here[p.second_start][0],
            "end": here[p.second_end - 1][1],
            "text": copy[3][here[p.second_start][0] : here[p.second_end - 1][1]],
            "origin": origin[0],
            "origin_start": there[p.first_start][0],
            "origin_end": there[p.first_end - 1][1],
        }
        for p in shared
    ]


def add_roots(copies):
    """The rows of `copies` with their root: the origin's origin, and so on to an article that copies none."""
    first = {}
    for row in sorted(copies, key=lambda row: -row["words"]):
        first.setdefault(row["slug"], row["origin"])

    def find_root(slug):
        while slug in first:
            slug = first[slug]
        return slug

    rows = [{**row, "root": find_root(row["origin"])} for row in copies]
    return sorted(rows, key=lambda row: (row["slug"], row["origin"]))


class Words:
    """Whose words stand where: an article's own, or those of the origin of a passage."""

    def __init__(self, passages):
        self.passages = {}
        for row in passages:
            self.passages.setdefault(row["slug"], []).append(row)

    def find_author(self, slug, place):
        """The slug of the article whose words stand at a character of another."""
        for row in self.passages.get(slug, ()):
            if row["start"] <= place < row["end"]:
                there = row["origin_start"] + place - row["start"]
                return self.find_author(row["origin"], min(there, row["origin_end"] - 1))
        return slug
