"""What a predicate, a noun and the path between them look like: numbers from which `roles` tells who does what to whom.

Everything is computed for all words and all pairs of a text at once. A feature is a conjunction of attributes, hashed
to one of 2^22 slots by a fixed mix of spaCy's ids: a text gives the same slots in every run and on every machine.
"""

from functools import cached_property

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, LEMMA, LOWER, POS, SENT_START, SUFFIX, TAG
from spacy.strings import get_string_id

BITS = 22
LONGEST_PATH = 4  # edges between a predicate and its argument: 99.8 % of PropBank's are as near
WINDOW = 40  # words to either side: a list without a full stop must not cost the square of its length
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")
CORE = (
    "nsubj", "nsubj:pass", "obj", "iobj", "ccomp", "xcomp", "csubj", "expl", "obl:agent", "aux:pass", "cop",
    "nmod:poss",
)  # fmt: skip
RELATIONS = (*CORE, "mark", "compound", "advcl", "obl", "nmod", "acl", "det", "conj")
PASSIVE = ("nsubj:pass", "obl:agent", "aux:pass")
REDUCED = ("acl", "amod", "acl:relcl", "advcl")
PLURAL, TURN, SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), 0xD1B54A32D192ED03

# One hashed feature a row; attributes of the noun begin with n_, those of the word above the predicate with g_.
PAIR_WIDE = """
one | path | plain | path lemma | plain lemma | path voice | plain voice | path tag | path n_case | plain n_case lemma
path n_lemma | n_lemma lemma | path g_lemma | path g_voice | path n_tag | lemma n_case | lemma n_case side
lemma passive last side | plain distance | path relative core | lemma core path | lemma voice | plain n_word passive
plain g_lemma lemma | path between | plain top | path dep | particle lemma plain | path n_frame | path suffix
lemma xpos side | path n_det | plain voice pos n_case | dep n_dep mark | path g_voice voice | path frame passive
plain n_case suffix | plain n_word lemma | path n_relative relative | plain mark g_lemma | tag n_tag plain
lemma n_word side | plain case
"""
PAIR_DEEP = """
path | plain | lemma | tag | dep | core | frame | voice | n_case | n_lemma | n_tag | n_dep | g_lemma | g_voice | g_tag
suffix | particle | relative | mark | case | between side | distance side | n_det | n_frame | n_relative last | top
n_low | lemma n_case | path n_case | lemma plain | n_head | n_suffix | path passive
"""
WORD_WIDE = """
one | lemma | low | lemma xpos | lemma dep | lemma frame | lemma core | lemma case | lemma g_lemma | tag dep
tag frame | suffix tag | suffix frame | suffix dep g_lemma | tag g_lemma dep | tag before | tag after | lemma before
lemma after | lemma det | low dep | tag case dep | suffix of | lemma of | lemma entity | tag entity frame
"""
WORD_DEEP = """
lemma | low | tag | dep | frame | suffix | g_lemma | g_tag | case | det | before | after | of | tag dep | entity
mark
"""


def mix(seed, *parts):
    """One 64-bit hash for each place of equally long uint64 arrays; `seed` tells features with the same parts apart."""
    start = np.uint64((seed * SPREAD + 0x632BE59BD9B4E019) & (2**64 - 1))
    mixed = (parts[0] ^ start) * PLURAL
    for part in parts[1:]:
        mixed = ((mixed << np.uint64(7)) ^ (mixed >> np.uint64(11)) ^ part) * PLURAL
    mixed = (mixed ^ (mixed >> np.uint64(31))) * TURN
    return mixed ^ (mixed >> np.uint64(29))


def name_id(name):
    """spaCy's id of a label or word, the same in every vocabulary."""
    return np.uint64(get_string_id(name))


def hash_features(attributes, templates, seed):
    """The slots (rows × features, int32) of templates such as "path lemma | path"; attributes: {name: uint64 array}."""
    rows = [row.split() for line in templates.strip().split("\n") for row in line.split("|")]
    slots = (mix(seed + k, *(attributes[name] for name in row)) >> np.uint64(64 - BITS) for k, row in enumerate(rows))
    return np.stack([column.astype(np.int32) for column in slots], axis=1)


class Words:
    """The words of a Doc as arrays, a place a token: ids of their attributes, heads, depths, what hangs on them."""

    def __init__(self, doc):
        table = doc.to_array([LEMMA, POS, TAG, DEP, LOWER, SUFFIX, ENT_TYPE, HEAD, SENT_START]).astype(np.uint64)
        columns = [np.ascontiguousarray(column) for column in table.T]
        self.lemma, self.pos, self.xpos, self.dep, self.low, self.suffix, self.entity = columns[:7]
        self.places = np.arange(len(doc))
        self.head = self.places + columns[7].astype(np.int64)
        self.sentence = np.cumsum(columns[8].astype(np.int64) == 1)
        self.strings = doc.vocab.strings
        self.hanging = np.flatnonzero(self.head != self.places)[::-1]  # backwards: of several the first is written last
        self.depth = measure_depth(self.head)
        self.tag = mix(1, self.pos, self.xpos)
        self.case, self.mark, self.det, self.particle = map(self.first_child, ("case", "mark", "det", "compound:prt"))

    def __len__(self):
        return len(self.places)

    @cached_property
    def plain(self):
        """Relations without their subtypes."""
        labels, places = np.unique(self.dep, return_inverse=True)
        return np.array([name_id(self.strings[int(k)].partition(":")[0]) for k in labels], np.uint64)[places]

    @cached_property
    def nominal(self):
        """Which words can be arguments: nouns, names, pronouns, numbers, and signs such as the "$" of a sum."""
        return np.isin(self.pos, [name_id(pos) for pos in NOMINAL])

    @cached_property
    def frame(self):
        """Which RELATIONS hang on a word, a bit each."""
        frame = np.zeros(len(self), np.uint64)
        for bit, label in enumerate(RELATIONS):
            found = np.zeros(len(self), bool)
            found[self.head[self.hanging[self.dep[self.hanging] == name_id(label)]]] = True
            frame |= found.astype(np.uint64) << np.uint64(bit)
        return frame

    @cached_property
    def core(self):
        """As `frame`, only what makes a clause."""
        return self.frame & np.uint64(2 ** len(CORE) - 1)

    @cached_property
    def passive(self):
        """1 for passives by auxiliary, subject or agent, 2 for participles that qualify; 4 more for past ones."""
        signs = np.uint64(sum(1 << CORE.index(label) for label in PASSIVE))
        marked, participle = (self.frame & signs) != 0, self.xpos == name_id("VBN")
        reduced = participle & ~marked & np.isin(self.dep, [name_id(label) for label in REDUCED])
        return (marked + 2 * reduced + 4 * participle).astype(np.uint64)

    @cached_property
    def voice(self):
        """Core and passive in one."""
        return mix(2, self.core, self.passive)

    @cached_property
    def relative_pronoun(self):
        """1 for relative pronouns and what looks like them."""
        wh = np.isin(self.xpos, [name_id(tag) for tag in ("WDT", "WP", "WP$")])
        that = (self.low == name_id("that")) & (self.pos == name_id("PRON"))
        return (wh | that & np.isin(self.plain, [name_id("nsubj"), name_id("obj")])).astype(np.uint64)

    @cached_property
    def relative(self):
        """What the relative pronoun that hangs on a word is to it; 0 without one."""
        relative = np.zeros(len(self), np.uint64)
        places = self.hanging[self.relative_pronoun[self.hanging] == 1]
        relative[self.head[places]] = mix(3, self.dep[places], self.case[places])
        return relative

    @cached_property
    def word(self):
        """Pronouns as they are, of other words the part of speech."""
        return np.where(self.pos == name_id("PRON"), self.low, self.pos)

    @cached_property
    def of(self):
        """Whether a noun with "of" hangs on a word."""
        of = np.zeros(len(self), np.uint64)
        of[self.head[self.hanging[self.case[self.hanging] == name_id("of")]]] = 1
        return of

    def first_child(self, label):
        """The first child with a relation, in small letters; 0 where there is none."""
        found = np.zeros(len(self), np.uint64)
        places = self.hanging[self.dep[self.hanging] == name_id(label)]
        found[self.head[places]] = self.low[places]
        return found

    def near(self, places):
        """(place, noun) as two arrays: the nouns of the same sentence within the WINDOW of every one of the places."""
        nouns = np.flatnonzero(self.nominal)
        start = np.searchsorted(self.sentence, self.sentence[places], "left")
        end = np.searchsorted(self.sentence, self.sentence[places], "right")
        low = np.searchsorted(nouns, np.maximum(start, places - WINDOW))
        high = np.searchsorted(nouns, np.minimum(end, places + WINDOW + 1))
        count = high - low
        step = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        pairs = np.repeat(places, count), nouns[np.repeat(low, count) + step]
        apart = pairs[0] != pairs[1]
        return pairs[0][apart], pairs[1][apart]


def measure_depth(head):
    """The number of edges between every word and its root; takes log(depth) rounds over the text."""
    depth, above = (head != np.arange(len(head))).astype(np.int64), head
    while True:
        deeper = depth + depth[above]
        if (deeper == depth).all():
            return depth
        depth, above = deeper, above[above]


class Pairs:
    """Predicates and nouns that may be their arguments, as two arrays of places, with the path between each two."""

    def __init__(self, words, predicates):
        self.words = words
        self.predicate, self.noun = words.near(predicates)
        self.climb()

    def __len__(self):
        return len(self.predicate)

    def climb(self):
        """Walk from both ends to the lowest word above both, hashing the relations; drop pairs too far apart."""
        words, ends = self.words, np.stack([self.predicate, self.noun])
        full, plain = np.zeros((2, 2, len(self)), np.uint64)
        last = np.zeros(len(self), np.uint64)
        for _ in range(LONGEST_PATH):
            left_deeper = words.depth[ends[0]] >= words.depth[ends[1]]
            for side, turn in enumerate((left_deeper, ~left_deeper)):
                moving = np.flatnonzero((ends[0] != ends[1]) & turn)
                at = ends[side][moving]
                full[side][moving] = mix(4 + side, full[side][moving], words.dep[at])
                plain[side][moving] = mix(4 + side, plain[side][moving], words.plain[at])
                if side:
                    last[moving] = words.dep[at]
                ends[side][moving] = words.head[at]
        kept = ends[0] == ends[1]
        self.predicate, self.noun, self.top, self.last = (
            self.predicate[kept],
            self.noun[kept],
            ends[0][kept],
            last[kept],
        )
        self.side = (self.noun > self.predicate).astype(np.uint64)
        self.full, self.plain = (mix(6, *(h[:, kept]), self.side) for h in (full, plain))

    def attributes(self):
        """{name: uint64 array} of what the templates of pairs name."""
        words, at, noun = self.words, self.predicate, self.noun
        above, count = words.head[at], np.cumsum(words.nominal)
        distance = np.minimum(np.abs(at - noun), 12)
        given = {name: getattr(words, name)[at] for name in (
            "lemma", "pos", "xpos", "tag", "dep", "core", "frame", "voice", "passive", "suffix", "particle", "relative",
            "mark", "case",
        )}  # fmt: skip
        given |= {"n_" + name: getattr(words, name)[noun] for name in (
            "lemma", "low", "word", "dep", "case", "det", "frame", "suffix",
        )}  # fmt: skip
        given |= {"g_" + name: getattr(words, name)[above] for name in ("lemma", "voice", "tag")}
        given |= {
            "one": np.zeros(len(self), np.uint64), "path": self.full, "plain": self.plain,
            "side": self.side, "last": self.last, "top": words.lemma[self.top],
            "n_head": words.lemma[words.head[noun]], "n_relative": words.relative_pronoun[noun],
            "n_tag": mix(7, words.xpos[noun], words.entity[noun]), "distance": distance.astype(np.uint64),
            "between": np.minimum(np.abs(count[at] - count[noun]), 4).astype(np.uint64),
        }  # fmt: skip
        return given

    def slots(self):
        """(wide, deep): the slots of the features of every pair."""
        given = self.attributes()
        return hash_features(given, PAIR_WIDE, 100), hash_features(given, PAIR_DEEP, 500)


def word_slots(words, places):
    """(wide, deep): the slots of the features by which a word is a predicate or none."""
    given = {name: getattr(words, name)[places] for name in (
        "lemma", "low", "xpos", "tag", "dep", "core", "frame", "suffix", "case", "det", "mark", "of", "entity",
    )}  # fmt: skip
    above, last = words.head[places], max(len(words) - 1, 0)
    given |= {"g_lemma": words.lemma[above], "g_tag": words.tag[above], "one": np.zeros(len(places), np.uint64)}
    given |= {"before": words.low[np.maximum(places - 1, 0)], "after": words.low[np.minimum(places + 1, last)]}
    return hash_features(given, WORD_WIDE, 900), hash_features(given, WORD_DEEP, 1300)
