"""The cues of attribution in a parsed article: the words of `data/lexicons/cues.csv` outside quotation marks, and what
all rooms ask of the text.

What may stand as the content of a cue is the column `takes`.
"""

from bisect import bisect_left
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from helpers.attribution.quotations import find_quotations
from helpers.language.phrases import find_form, find_phrases
from helpers.lexicons import load_lexicon, split_items

SENTENCE_END = frozenset(".?!")
INNER = " \xa0'’\"”"
QUOTE_MARKS = frozenset(["“", "”", '"', "''", "``", "’", "'", "‘", "«", "»"])
JOINTS = frozenset(",:;–—-")
VERBAL = ("VERB", "AUX")
PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}


@cache
def cue_rows():
    """{(form, part of speech): row} of the lexicon of cues."""
    return {
        (form, row.pos): row for row in load_lexicon("cues").itertuples(index=False) for form in split_items(row.forms)
    }


@cache
def takes(row):
    """What may stand as the content of a cue."""
    return frozenset(split_items(row.takes))


@cache
def acts(row):
    """What of it makes an act of the cue, which states nothing by itself."""
    return frozenset(split_items(row.acts))


def next_place(places, at, end):
    """The first of the sorted places from `at` on; `end` if none comes before it."""
    n = bisect_left(places, at)
    return min(places[n], end) if n < len(places) else end


class Cue(NamedTuple):
    """A cue on its (first, last) tokens, `last` exclusive, with its row in the lexicon."""

    first: int
    last: int
    row: object


class CuedText:
    """One parsed article with its cues, and for every token its quotation, its sentence and its name; nothing is
    changed once it is made.
    """

    def __init__(self, tree, article):
        self.tree, self.raw, self.prose = tree, article.text, article.prose
        self.paragraphs = article.paragraphs
        self.quotations = find_quotations(article.text, article.paragraphs)
        self.quoted = self.mark_quoted()
        self.quotes_before = list(accumulate((n >= 0 for n in self.quoted), initial=0))
        self.first, self.last = self.mark_sentences()
        self.stops = [i for i, n in enumerate(self.quoted) if n >= 0 or self.ends_sentence(i)]
        self.marks = [i for i, word in enumerate(tree.words) if word in QUOTE_MARKS]
        self.names = self.mark_names()
        self.cues = self.find_cues()
        self.phrases = sorted(i for i in self.cues if self.begins_phrase(i))

    def mark_names(self):
        """For every token the (first, last) of the name it stands in, or of itself."""
        names = [(i, i + 1) for i in range(len(self.tree.words))]
        for name in self.tree.doc.ents:
            names[name.start : name.end] = [(name.start, name.end)] * len(name)
        return names

    def mark_quoted(self):
        """For every token the place of the quotation it stands in, or -1."""
        marked = [-1] * len(self.tree.words)
        for n, quotation in enumerate(self.quotations):
            low, high = self.tokens(quotation.start, quotation.end)
            marked[low:high] = [n] * (high - low)
        return marked

    def mark_sentences(self):
        """For every token the first token of its sentence and the one behind its last."""
        first, last = [0] * len(self.tree.words), [0] * len(self.tree.words)
        for sentence in self.tree.doc.sents:
            for i in range(sentence.start, sentence.end):
                first[i], last[i] = sentence.start, sentence.end
        return first, last

    def tokens(self, start, end):
        """(first, last) tokens that begin inside (start, end)."""
        return bisect_left(self.tree.start, start), bisect_left(self.tree.start, end)

    def chars(self, first, last):
        """(start, end) of tokens."""
        return self.tree.start[first], self.tree.end[last - 1]

    def find_cues(self):
        """{head token: `Cue`} of the cues outside quotations."""
        found = {}
        for span in find_phrases(self.tree.doc, "cues"):
            head = next((i for i in range(span.start, span.end) if self.tree.pos[i] in VERBAL), span.start)
            if (
                self.quoted[head] < 0
                and not self.prose[span.start_char].isspace()
                and (row := self.choose_row(span, head)) is not None
            ):
                found[head if row.pos == "verb" else span.start] = Cue(span.start, span.end, row)
        return found

    def choose_row(self, span, i):
        """The row of a cue by its part of speech in the sentence, or None."""
        tree, form = self.tree, find_form(span, "cues")
        part = PARTS.get(tree.pos[i], "verb" if tree.tag[i].startswith("VB") else "")
        plain = tree.dep[i] not in ("amod", "compound", "case", "mark", "fixed", "aux", "cop")
        if (phrase := cue_rows().get((form, "phrase"))) is not None:
            return phrase
        if part == "verb" and tree.tag[i] == "VBN" and plain and tree.child(i, "cop") is not None:
            part = "adjective" if (form, "adjective") in cue_rows() else part
        return cue_rows().get((form, part)) if plain or part in ("noun", "adverb") else None

    def begins_phrase(self, i):
        """Whether a cue opens a phrase beside a statement: "according to", "adding that"."""
        row = self.cues[i].row
        if row.pos == "phrase":
            return "source" in takes(row)
        return self.tree.tag[i] == "VBG" and {"clause", "quote"} <= takes(row)

    def may_quote(self, i):
        """Whether a cue can utter a quotation."""
        row = self.cues[i].row
        return "quote" in takes(row) if row.pos == "verb" else row.pos == "phrase" and "clause" in takes(row)

    def marked(self, clause):
        """The word that opens a clause, in lower case."""
        found = self.tree.child(clause, "mark")
        return self.tree.lower[found] if found is not None else ""

    def ends_sentence(self, i, start=None):
        """Whether a token ends a sentence or a paragraph; a colon right before a quotation does not."""
        word = self.tree.words[i]
        if "\n" in word:
            return start is None or not (i == start and self.tree.words[i - 1] == ":")
        return word in SENTENCE_END

    def next_stop(self, at, end):
        """The next token that is quoted or ends a sentence; `end` if none comes before it."""
        return next_place(self.stops, at, end)

    def ending(self, quotation):
        """The last character of a quotation, marks of one inside it left out."""
        return self.raw[quotation.start : quotation.end].rstrip(INNER)[-1:]

    def skip_marks(self, at, end):
        """The next token that is no quotation mark."""
        while at < end and self.tree.words[at] in QUOTE_MARKS:
            at += 1
        return at

    def before_marks(self, at):
        """The token before a place that is no quotation mark."""
        at -= 1
        while at > 0 and self.tree.words[at] in QUOTE_MARKS:
            at -= 1
        return at

    def behind_quotation(self, at):
        """The token behind the last one of the quotation that a token stands in."""
        quotation = self.quotations[self.quoted[at]]
        return self.tokens(quotation.start, quotation.end)[1]

    def trim(self, first, last):
        """(first, last) without "that", joints and quotation marks at the ends; None if nothing is left."""
        tree = self.tree
        while first < last and (
            tree.words[first] in JOINTS
            or (tree.lower[first] == "that" and tree.dep[first] == "mark")
            or (tree.dep[first] == "cc" and tree.pos[first] == "CCONJ")
            or tree.words[first].isspace()
        ):
            first += 1
        while last > first and (
            tree.words[last - 1] in JOINTS
            or tree.words[last - 1] in SENTENCE_END
            or tree.dep[last - 1] == "cc"
            or tree.words[last - 1].isspace()
        ):
            last -= 1
        return (first, last) if first < last else None
