"""Finds who says what: source, cue and content of every attribution, from the parse, the quotation marks and the cues in the lexicon.

The terms are those of PARC 3.0 and PolNeAR (Pareti 2015; Newell et al. 2018). What may stand as the content of a cue is the column `takes` of
`data/lexicons/cues.csv`.
"""

from bisect import bisect_left, bisect_right
from functools import cache, cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from helpers.lexicons import function_words, load_lexicon, split_items
from helpers.phrases import find_phrases
from helpers.quotations import find_quotations, next_quotation_goes_on
from helpers.trees import RELATIVE

TITLE = 9  # tokens, at most, in the title of a work
REACH = 30  # tokens between a quotation and its cue
SENTENCE_END = frozenset(".?!")
DASHES = frozenset(["—", "–", "―", "--", "-"])
INNER = " \xa0'’\"”"
QUOTE_MARKS = frozenset(["“", "”", '"', "''", "``", "’", "'", "‘", "«", "»"])
MARKS = QUOTE_MARKS | {","}
CLOSERS = frozenset([".", "?", "!", ",", ";", ":", "—", "–", "-", "…"])
JOINTS = frozenset(",:;–—-")
NOMINAL = ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
VERBAL = ("VERB", "AUX")
PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective", "ADV": "adverb"}
FINITE = ("VBD", "VBZ", "VBP")
PAST = ("VBD", "VBN")
OBLIQUE = ("obl", "nmod", "obl:tmod", "obl:npmod", "obl:agent", "advmod", "advcl", "obl:unmarked", "nmod:unmarked")
BEHIND = (*OBLIQUE, "xcomp", "obj", "iobj")
PHRASE_PARTS = ("flat", "compound", "appos", "nmod", "nmod:desc", "conj", "nmod:poss", "amod", "nummod", "det")
CLAUSES = ("ccomp", "csubj", "acl", "acl:relcl", "advcl", "xcomp", "parataxis")


class Attribution(NamedTuple):
    """One act of saying: source and cue as (first, last) tokens, `last` exclusive; the cue's row in the lexicon; contents as (start, end, form)."""

    source: tuple | None
    cue: tuple | None
    row: object
    contents: tuple
    head: int | None = None


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


class Reader:
    """Reads the attributions of one parsed article; holds what all cues share."""

    def __init__(self, tree, article):
        self.tree, self.text, self.prose = tree, article.text, article.prose
        self.paragraphs = article.paragraphs
        self.quotations = find_quotations(article.text, article.paragraphs)
        self.quoted = self.mark_quoted()
        self.quotes_before = list(accumulate((n >= 0 for n in self.quoted), initial=0))
        self.first, self.last = self.mark_sentences()
        self.names = self.mark_names()
        self.cues, self.moved = self.find_cues(), {}

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
        """{head token: (first, last, row)} of the cues outside quotations."""
        found = {}
        for span in find_phrases(self.tree.doc, "cues"):
            head = next((i for i in range(span.start, span.end) if self.tree.pos[i] in VERBAL), span.start)
            if (
                self.quoted[head] < 0
                and not self.prose[span.start_char].isspace()
                and (row := self.choose_row(span, head)) is not None
            ):
                found[head if row.pos == "verb" else span.start] = (span.start, span.end, row)
        return found

    def choose_row(self, span, i):
        """The row of a cue by its part of speech in the sentence, or None."""
        tree, form = self.tree, span.text.lower()
        part = PARTS.get(tree.pos[i], "verb" if tree.tag[i].startswith("VB") else "")
        plain = tree.dep[i] not in ("amod", "compound", "case", "mark", "fixed", "aux", "cop")
        if (phrase := cue_rows().get((form, "phrase"))) is not None:
            return phrase
        if part == "verb" and tree.tag[i] == "VBN" and plain and tree.child(i, "cop") is not None:
            part = "adjective" if (form, "adjective") in cue_rows() else part
        return cue_rows().get((form, part)) if plain or part in ("noun", "adverb") else None

    # Quotations and their cues

    @cached_property
    def owners(self):
        """{quotation: (cue head or label, start of its content)} of every quotation that is a statement of somebody."""
        owners = self.own_quotations()
        self.carry(owners)
        return owners

    @cached_property
    def spoken(self):
        """{cue head, or label as ("label", first, last): [(start, end, form)]} of every quotation that is a statement of somebody."""
        spoken = {}
        for n in sorted(self.owners):
            owner, start = self.owners[n]
            spoken.setdefault(owner, []).extend(self.split_quotation(n, start))
        return spoken

    def own_quotations(self):
        """{quotation: (owner, start of its content)} of the quotations that have a cue, a label or a dash of their own beside them."""
        owners = {}
        for n, quotation in enumerate(self.quotations):
            inner, outer = self.tokens(quotation.start, quotation.end)
            before = bisect_right(self.tree.end, quotation.opens) - 1
            after = bisect_left(self.tree.start, quotation.closes)
            if n in self.works:
                continue
            owner = self.cue_before(before, inner)
            if owner is not None and self.tree.words[before] == ":" and (tag := self.cue_after(quotation, after)) is not None:
                owners[n] = (tag, quotation.start)
            elif owner is not None:
                owners[n] = (owner, self.clause_start(owner, inner, quotation.start))
            elif (owner := self.cue_after(quotation, after)) is not None:
                owners[n] = (owner, self.opening(n, inner, before))
            elif (owner := self.label(before, after, inner, outer)) is not None:
                owners[n] = (owner, quotation.start)
        return owners

    @cached_property
    def works(self):
        """The quotations that name a work."""
        spans = [(*self.tokens(q.start, q.end), bisect_right(self.tree.end, q.opens) - 1) for q in self.quotations]
        return {n for n, span in enumerate(spans) if self.is_title(*span)}

    def is_title(self, inner, outer, before):
        """Whether a quotation names a work inside a sentence: a few words, every longer one with a capital: "her book “The Long Road”"."""
        words = [word for word in self.tree.words[inner : min(outer, inner + TITLE)] if word[0].isalpha()]
        if not 1 < len(words) or outer - inner >= TITLE or before < self.first[inner]:
            return False
        named = all(word[0].isupper() for word in words if len(word) > 3) and words[0][0].isupper()
        return named and self.tree.pos[before] in ("NOUN", "ADP", "PART") and self.tree.lower[before] != "as"

    def cue_before(self, before, inner):
        """The cue that a quotation follows: "she said, “…”", "said “…”", "that “…”"; None if its content begins before the mark."""
        i = before
        while i >= 0 and before - i < REACH and not self.ends_sentence(i, before) and self.quoted[i] < 0:
            if i in self.cues and self.may_quote(i):
                return i if self.leads(i, before, inner) else None
            i -= 1
        return None

    def leads(self, verb, before, inner):
        """Whether a cue leads straight to a quotation behind it."""
        tree = self.tree
        if tree.words[before] == ":":
            return True
        outer = inner
        while outer < len(tree.words) and self.quoted[outer] == self.quoted[inner]:
            outer += 1
        if any(tree.dep[c] == "ccomp" and verb < c <= before for c in tree.children[verb]) or self.is_fragment(
            inner, outer
        ):
            return False
        last = tree.lower[before]
        if last in (",", "that") or before == self.cues[verb][1] - 1:
            return True
        return tree.words[inner][:1].isupper() and tree.child(verb, "xcomp") is None

    def is_fragment(self, inner, outer):
        """Whether a quotation is a few words of a clause that goes on behind it."""
        behind = outer + 1
        if self.tree.words[outer - 1] in CLOSERS or behind >= self.last[inner]:
            return False
        return self.tree.words[behind] not in CLOSERS and self.tree.pos[behind] not in ("CCONJ",)

    def clause_start(self, verb, inner, start):
        """Where a content begins whose main verb is quoted: with its clause, if that begins before the mark."""
        tree = self.tree
        behind = self.cues[verb][1]
        if tree.words[inner - 2 : inner - 1] == [":"] and tree.lower[behind] == "that" and tree.tag[behind] == "IN":
            return tree.start[behind + 1]
        for c in tree.children[verb]:
            if tree.dep[c] == "ccomp" and self.quoted[c] == self.quoted[inner] and verb < tree.left[c] < inner - 1:
                span = self.trim(max(tree.left[c], self.cues[verb][1]), inner)
                if span and any(self.tree.pos[t] not in ("PUNCT", "SCONJ") for t in range(span[0], inner)):
                    return tree.start[span[0]]
        return start

    def cue_after(self, quotation, after):
        """The cue behind a quotation: "…,” she said"."""
        tree, ending = self.tree, self.ending(quotation)
        if not (ending in ",?!—–-…" or (after < len(tree.words) and tree.words[after] in ",—–")):
            return self.tag_behind(after) if ending not in SENTENCE_END else None
        i = after
        while i < len(tree.words) and i - after < REACH and self.quoted[i] < 0 and not self.ends_sentence(i):
            if i in self.cues and self.may_quote(i):
                own = [c for c in tree.children[i] if tree.dep[c] == "ccomp" and c > i and self.quoted[c] < 0]
                return None if own and ending in "?!" or tree.tag[i] == "VBG" else i
            i += 1
        return None

    def tag_behind(self, after):
        """The cue of the few words behind a quotation without a comma that say nothing but who spoke: "“It is dead” Roe said."."""
        tree, i = self.tree, after
        while i < min(len(tree.words) - 1, after + 7) and i not in self.cues and tree.pos[i] in NOMINAL:
            i += 1
        ends = i + 1 < len(tree.words) and i > after and tree.words[i + 1] in (*SENTENCE_END, ",")
        return i if ends and i in self.cues and self.may_quote(i) and tree.tag[i] in FINITE else None

    def ending(self, quotation):
        """The last character of a quotation, marks of one inside it left out."""
        return self.text[quotation.start : quotation.end].rstrip(INNER)[-1:]

    def may_quote(self, i):
        """Whether a cue can utter a quotation."""
        row = self.cues[i][2]
        return "quote" in takes(row) if row.pos == "verb" else row.pos == "phrase" and "clause" in takes(row)

    def ends_sentence(self, i, start=None):
        """Whether a token ends a sentence or a paragraph; a colon right before a quotation does not."""
        word = self.tree.words[i]
        if "\n" in word:
            return start is None or not (i == start and self.tree.words[i - 1] == ":")
        return word in SENTENCE_END

    def label(self, before, after, inner, outer):
        """The name before a colon ("Roe: “…”") or behind a dash ("“…” — Commissioner Roe") that speaks a quotation."""
        tree = self.tree
        if before > 0 and tree.words[before] == ":":
            first = before
            while first > 0 and before - first < 9 and not self.ends_sentence(first - 1) and self.quoted[first - 1] < 0:
                first -= 1
            if before - first < 9 and any(
                tree.pos[t] == "PROPN" or tree.words[t].isupper() for t in range(first, before)
            ):
                return ("label", first, before, before)
        if after + 1 < len(tree.words) and tree.words[after] in DASHES and tree.pos[after + 1] == "PROPN":
            last = after + 1
            while last < len(tree.words) and not self.ends_sentence(last) and self.quoted[last] < 0:
                last += 1
            if last - after < 15:
                return ("label", after + 1, last, after)
        return None

    def opening(self, n, inner, before):
        """Where the content of a quotation begins that its cue follows: with its sentence, if that begins outside the marks."""
        start = self.quotations[n].start
        if before < 0 or self.ends_sentence(before) or self.tree.words[before] == ":" or not self.is_open(before):
            return start
        first = before
        low = self.first[inner] if inner < len(self.first) else before
        while first - 1 >= low and not self.ends_sentence(first - 1):
            first -= 1
        return self.tree.start[first]

    def is_open(self, i):
        """Whether a token stands outside quotation marks and is none."""
        return self.quoted[i] < 0 and self.tree.words[i] not in ("”", '"', "''")

    def carry(self, owners):
        """Give the quotations that stand alone to the speaker before them, or to the one whose attribution they wait for."""
        waiting, last = [], None
        for n, quotation in enumerate(self.quotations):
            if n in self.works:
                continue
            if n in owners:
                for m in waiting:
                    if self.is_joined(m, m + 1):
                        owners[m] = (owners[n][0], self.quotations[m].start)
                waiting = []
            elif last in owners and self.continues(last, n):
                owners[n] = (owners[last][0], quotation.start)
            elif not self.stands_alone(quotation):
                waiting = []
            else:
                waiting.append(n)
                if (owner := self.cue_of_sentence_before(quotation)) is not None:
                    owners[n] = (owner, quotation.start)
            last = n

    def cue_of_sentence_before(self, quotation):
        """The cue of the sentence before a quotation that stands alone: "Roe agreed. “It is dead.”", also as a paragraph of its own."""
        at = bisect_left(self.tree.start, quotation.opens) - 1
        while at > 0 and self.tree.words[at].isspace():
            at -= 1
        if at < 1 or self.tree.words[at] not in SENTENCE_END or self.quoted[at] >= 0:
            return None
        low = max(self.first[at], at - 2 * REACH)
        cues = [i for i in range(low, at) if i in self.cues and self.may_quote(i)]
        return next((i for i in reversed(cues) if not self.is_reported(i, low)), None)

    def is_reported(self, i, low):
        """Whether a cue stands in what another one of its sentence says."""
        for _ in range(REACH):
            head = self.tree.head[i]
            if head == i or head < low:
                return False
            if self.tree.dep[i] == "ccomp" and head in self.cues:
                return True
            i = head
        return False

    def continues(self, m, n):
        """Whether a quotation goes on with, or is joined to, the one before that has a speaker."""
        return self.goes_on_from(m, n) if self.stands_alone(self.quotations[n]) else self.is_coordinated(m, n)

    def is_joined(self, m, n):
        """Whether nothing but marks and white space stands between two neighbouring quotations."""
        between = self.text[self.quotations[m].closes : self.quotations[n].opens]
        return not between.strip() and ("\n" not in between or self.quotations[m].goes_on)

    def is_coordinated(self, m, n):
        """Whether nothing but a conjunction and commas join two neighbouring quotations: "shouted “Out!” and “Shame!”"."""
        between = self.tokens(self.quotations[m].closes, self.quotations[n].opens)
        words = [i for i in range(*between) if self.tree.words[i] not in MARKS][:2]
        return len(words) == 1 and self.tree.pos[words[0]] == "CCONJ"

    def stands_alone(self, quotation):
        """Whether a quotation is a sentence or more by itself: nothing of its sentence stands outside the marks."""
        before = self.text[max(0, quotation.opens - 200) : quotation.opens].rstrip(" \t\f\v\xa0")
        opens = not before or before[-1] in ".?!\n\r”\"’':"
        behind = self.text[quotation.closes : quotation.closes + 2]
        ends = (
            quotation.goes_on or self.ending(quotation) in ".?!…—–-" or behind[:1] in (".", "") or "\n" in behind
        )
        return opens and ends

    def goes_on_from(self, m, n):
        """Whether a quotation goes on with the one before: its mark was left open, or no sentence without a quotation stands between them."""
        first, second = self.quotations[m], self.quotations[n]
        if next_quotation_goes_on(self.text, first, second):
            return True
        if self.is_own_paragraph(first, second):
            return True
        low, high = self.tokens(first.closes, second.opens)
        ends = sum(self.ends_sentence(t) for t in range(low, min(high, low + 3 * REACH)))
        return high - low < 3 * REACH and ends <= 1 and "\n" not in self.text[first.end : second.start]

    def is_own_paragraph(self, first, second):
        """Whether a quotation fills the paragraph behind the one that another one stands in with its attribution."""
        place = bisect_right(self.paragraphs, second.opens, key=lambda paragraph: paragraph[0]) - 1
        start, end = self.paragraphs[place]
        fills = second.opens == start and not self.text[second.closes : end].strip(" .")
        return fills and place > 0 and self.paragraphs[place - 1][0] <= first.opens

    def split_quotation(self, n, start):
        """[(start, end, form)] of the sentences of a quotation."""
        quotation = self.quotations[n]
        if start < quotation.start:
            return [(start, quotation.end, "mixed")]
        low, high = self.tokens(quotation.start, quotation.end)
        cuts = [
            quotation.start,
            *(self.tree.start[i] for i in range(low + 1, high) if self.first[i] == i),
            quotation.end,
        ]
        return [(a, b, "direct") for a, b in pairwise(cuts) if self.text[a:b].strip(" \n“”\"'‘’.,")]

    # Attributions

    def read(self):
        """Every `Attribution`, in order of cues."""
        found = [a for i in sorted(self.cues) if (a := self.attribute(i)) is not None]
        labels = [self.speak(owner, pieces) for owner, pieces in self.spoken.items() if isinstance(owner, tuple)]
        return found + labels

    def speak(self, owner, pieces):
        """The Attribution of quotations with a label."""
        _, first, last, mark = owner
        return Attribution((first, last), (mark, mark + 1), None, tuple(pieces), first)

    def attribute(self, i):
        """The Attribution of a cue, or None if the word attributes nothing here."""
        first, last, row = self.cues[i]
        if row.pos == "phrase":
            return self.attribute_phrase(i)
        if row.pos == "noun":
            return self.attribute_noun(i)
        if row.pos == "adverb":
            return self.attribute_adverb(i)
        pieces = self.spoken.get(i, [])
        source = self.find_source(i, bool(pieces))
        if not pieces and (self.is_nobody(source) or (row.kind in ("assertion", "fact") and self.is_negated(i))):
            return None
        behind = all(start > self.tree.start[self.last[i] - 1] for start, *_ in pieces)
        contents = [*(self.contents(i, row) or self.part_quoted(i) if behind else []), *pieces]
        if source is None and contents and not self.tree.is_passive(i) and row.pos == "verb":
            source = self.missed_source(i)
        if not contents or not self.may_speak(i, source, contents):
            return None
        if not behind:
            contents = [*self.before_source(i, source), *contents]
        return Attribution(self.source_span(source, i), (first, last), row, tuple(contents), source)

    def before_source(self, i, source):
        """[(start, end, form)] of the clause or its subject that stands before a cue put into a content that a quotation ends: "The rule, she said, “is dead.”"."""
        tree, low = self.tree, self.first[i]
        if source is None or not low < source < i:
            return []
        first, last = self.source_span(source, i)
        stated = tree.lower[low] in function_words("reason") or tree.pos[low] in ("DET", "NOUN", "PROPN", "PRON", "ADJ")
        put_in = tree.tag[i] in FINITE and tree.words[first - 1] == "," and last >= i - 2 and "," in tree.words[i + 1 : i + 2]
        if not stated or not put_in or self.quotes_before[i] > self.quotes_before[low]:
            return []
        return [self.shape(*span)] if (span := self.trim(low, first)) else []

    def find_source(self, i, quotes):
        """The head of the noun phrase that speaks, or None: the subject; where that is missing or quoted, the noun next to the cue."""
        source = self.tree.subject(self.moved.get(i, i))
        if (
            source is not None
            and self.quoted[source] < 0
            and not (quotes and self.is_inverted(i))
            and not self.is_passed_over(source, i)
        ):
            return source
        return self.near_source(i) if quotes or source is not None or self.tree.dep[i] == "parataxis" else None

    def is_passed_over(self, source, i):
        """Whether another noun phrase stands between a subject and its verb, right before the verb: "Friday, Jane Roe announced"."""
        tree, t = self.tree, i - 1
        while t > source and tree.pos[t] in ("ADV", "AUX", "PART"):
            t -= 1
        if not source < t < i or tree.pos[t] not in ("PROPN", "PRON", "NOUN") or tree.tag[t].startswith("W"):
            return False
        last = self.source_span(source, i)[1]
        head = self.climb(t, i)
        return t >= last and tree.words[last] in JOINTS and not tree.case(head) and tree.words[t + 1] not in JOINTS

    def is_inverted(self, i):
        """Whether a cue stands right behind a quotation or a comma, with a noun phrase right behind it: "…,” said Jane Roe"."""
        tree = self.tree
        behind = (
            i + 1 < len(tree.words)
            and tree.pos[i + 1] in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PRON")
            and tree.lower[i + 1] not in ("that",)
        )
        t = i - 1
        while t > 0 and tree.words[t] in MARKS:
            t -= 1
        return t >= 0 and self.quoted[t] >= 0 and behind

    def may_speak(self, i, source, contents):
        """Whether somebody speaks: a source was found, or a passive leaves it out."""
        return source is not None or self.tree.is_passive(i) or (self.tree.tag[i] in PAST and self.first[i] == i)

    def missed_source(self, i):
        """The source of a verb that the parse gives no subject: the noun beside it; of a participle, else the first subject of the sentence."""
        tree = self.tree
        if tree.tag[i] in FINITE or tree.tag[i] == "VBN":
            return self.near_source(i) if self.first[i] < i else None
        if tree.tag[i] != "VBG":
            return None
        if self.first[i] < i and tree.pos[i - 1] in ("PROPN", "PRON", "NOUN") and self.quoted[i - 1] < 0:
            return self.climb(i - 1, i)
        outside = (t for t in range(self.first[i], min(i, self.first[i] + 2 * REACH)) if self.quoted[t] < 0)
        return next((t for t in outside if tree.dep[t] in ("nsubj", "nsubj:pass") and not tree.tag[t].startswith("W")), None)

    def is_negated(self, i):
        """Whether a verb is denied."""
        return any(self.tree.lower[c] in ("not", "n't", "n’t", "never") for c in self.tree.children[i])

    def is_nobody(self, source):
        """Whether a source says that nobody speaks: "nobody", "no one", "neither side"."""
        if source is None:
            return False
        tree = self.tree
        words = [source, *(c for c in tree.children[source] if tree.dep[c] in ("det", "cc:preconj", "cc"))]
        return any(tree.lower[t] in function_words("negation") for t in words)

    def near_source(self, i):
        """The noun that stands for a subject that the parse missed: right before the cue, else right behind it."""
        tree = self.tree
        for step, limit in ((1, 6), (-1, 8)) if self.is_inverted(i) else ((-1, 8), (1, 4)):
            j = i + step
            while 0 <= j < len(tree.words) and abs(j - i) <= limit and self.quoted[j] < 0 and not self.ends_sentence(j):
                if tree.pos[j] in ("PROPN", "PRON", "NOUN"):
                    return self.climb(j, i)
                j += step
        return None

    def climb(self, j, i):
        """The head of the noun phrase that a noun stands in, on its side of the cue."""
        tree = self.tree
        while tree.dep[j] in PHRASE_PARTS and self.quoted[tree.head[j]] < 0:
            if (
                not (self.first[i] <= tree.head[j] < self.last[i] and (tree.head[j] < i) == (j < i))
                or tree.pos[tree.head[j]] == "VERB"
            ):
                break
            j = tree.head[j]
        return j

    def source_span(self, head, cue):
        """(first, last) tokens of a source: its noun phrase on its side of the cue, with what is set off by commas between the two."""
        if head is None:
            return None
        tree = self.tree
        first, last = min(tree.left[head], self.names[head][0]), max(tree.right[head], self.names[head][1])
        for c in tree.children[head]:
            if c > head and tree.dep[c] in ("acl:relcl", "acl", "parataxis", "advcl", "cc", "ccomp"):
                last = min(last, tree.left[c])
        first, last = (first, min(last, cue)) if head < cue else (max(first, cue + 1), last)
        first, last = self.spread(*self.trim_source(first, last, head), cue)
        return self.trim_source(first, last, head)

    def spread(self, first, last, cue):
        """A source with the names beside it, and with an apposition or relative clause between commas up to the cue, or up to the sentence's end."""
        tree = self.tree
        while (
            last < len(tree.words)
            and last != cue
            and tree.pos[last] == "PROPN"
            and tree.pos[last - 1] in ("PROPN", "NOUN")
            and self.quoted[last] < 0
        ):
            last += 1
        while (
            first > 0
            and first - 1 != cue
            and tree.pos[first - 1] == "PROPN"
            and tree.pos[first] == "PROPN"
            and self.quoted[first - 1] < 0
        ):
            first -= 1
        if last >= len(tree.words) or tree.words[last] not in (",", "—", "–", "-"):
            return first, last
        if last < cue:
            closed = tree.words[cue - 1] in (",", "—", "–", "-") and cue - last < REACH
            return first, cue - 1 if closed and all(self.quoted[t] < 0 for t in range(last, cue)) else last
        end = last
        while (
            end < self.last[last - 1]
            and not self.ends_sentence(end)
            and self.quoted[end] < 0
            and tree.words[end] not in QUOTE_MARKS
        ):
            end += 1
        opens = (
            tree.pos[last + 1] in ("DET", "NOUN", "ADJ", "NUM", "PROPN") or tree.lower[last + 1] == "who"
            if end > last + 1
            else False
        )
        return first, end if opens and end - last < REACH and (last - cue) < 12 else last

    def trim_source(self, first, last, head):
        """A source without marks at its ends, and without its preposition."""
        tree = self.tree
        while last - 1 > head and (
            tree.words[last - 1] in JOINTS or self.quoted[last - 1] >= 0 or tree.words[last - 1] in MARKS
        ):
            last -= 1
        while first < head and (
            tree.words[first] in JOINTS
            or self.quoted[first] >= 0
            or tree.words[first] in MARKS
            or tree.words[first].isspace()
            or tree.tag[first] in RELATIVE
            or (tree.dep[first] in ("case", "mark", "cc") and tree.head[first] == head)
        ):
            first += 1
        return first, last

    # Contents without quotation marks

    def contents(self, i, row):
        """[(start, end, form)] of what a verb attributes, by what it takes; empty if it attributes nothing."""
        allowed = takes(row)
        for name in ("clause", "infinitive", "noun", "preposition"):
            if name in allowed or name == "preposition":
                spans = getattr(self, f"find_{name}")(i, row)
                if spans:
                    break
        else:
            spans = self.find_rest(i, row)
        return [self.shape(*span) for span in self.run_on(i, spans)]

    def run_on(self, i, spans):
        """The spans of a content with the last one run on through a quotation that the parse broke it off at."""
        if not spans or spans[-1][1] <= i:
            return spans
        *others, (first, last) = spans
        first = first if others or self.tree.pos[first] == "DET" and "noun" in takes(self.cues[i][2]) else self.behind_that(i, first, last)
        last = self.through_quotations(last, min(self.last[i], last + 3 * REACH))
        last = self.before_phrase(first, self.with_that(i, last))
        last = self.in_relative_clause(i, first, last)
        last = self.before_main_clause(i, first, self.before_next_cue(i, first, last))
        return [*others, span] if (span := self.trim(first, last)) else others

    def behind_that(self, i, first, last):
        """Where a content begins whose "that" stands behind whom and when it was said to: "told reporters on Friday that …"."""
        tree = self.tree
        for at in range(first, min(last - 1, first + TITLE)):
            if tree.lower[at] == "that" and tree.tag[at] == "IN":
                return at + 1
            if tree.pos[at] in ("VERB", "AUX", "PUNCT") or self.quoted[at] >= 0:
                break
        return first

    def before_phrase(self, first, last):
        """Where a content ends before a phrase of saying set off by a comma: ", according to the report"."""
        at = bisect_right(self.phrases, first)
        phrase = self.phrases[at] if at < len(self.phrases) else last
        return phrase if phrase < last and self.is_set_off(phrase) else last

    def is_set_off(self, at):
        """Whether a comma stands before a token, a quotation mark between them or not."""
        return self.tree.words[self.before_marks(at)] in JOINTS

    def in_relative_clause(self, i, first, last):
        """Where a content ends in a relative clause between commas ("The bill, which Roe said was dead, passed"): at the comma before the main verb."""
        tree = self.tree
        relative = next((t for t in range(i - 1, max(self.first[i], i - TITLE), -1) if tree.tag[t] in RELATIVE), None)
        if relative is None or tree.words[relative - 1] != ",":
            return last
        main = tree.head[i]
        verbs = (*FINITE, "MD", "VB", "VBN") if tree.head[main] == main and tree.pos[main] not in VERBAL else (*FINITE, "MD")
        commas = (t for t in range(max(first, i) + 1, min(last - 1, first + REACH)) if tree.words[t] == ",")
        return next((t for t in commas if self.quoted[t] < 0 and tree.tag[t + 1] in verbs), last)

    def before_next_cue(self, i, first, last):
        """Where a content ends whose quotation is followed by what the speaker says next, in the tense of the cue: "was “idle” and criticized …"."""
        tree = self.tree
        for at in range(max(first, i) + 1, min(last - 1, first + 2 * REACH)):
            next_cue = tree.pos[at] == "CCONJ" and at + 1 in self.cues and tree.tag[at + 1] == tree.tag[i]
            if next_cue and tree.tag[i] in FINITE and self.quotes_before[at] > self.quotes_before[first] and self.quoted[at] < 0:
                return at
        return last

    def before_main_clause(self, i, first, last):
        """Where a content ends in a clause that opens its sentence ("While Roe said it is “idle,” others …"): at the comma behind it."""
        tree, low = self.tree, self.first[i]
        if tree.pos[low] != "SCONJ" or i - low > TITLE or "," in tree.words[low:i]:
            return last
        commas = (t for t in range(max(first, i) + 3, min(last, first + 2 * REACH)) if tree.words[t] == ",")
        return next((t for t in commas if self.quoted[t] < 0 or self.quoted[t + 1] < 0), last)

    @cached_property
    def phrases(self):
        """The first tokens of the phrases of saying that a source follows, and of participles of saying, in order."""
        return sorted(i for i in self.cues if self.begins_phrase(i))

    def begins_phrase(self, i):
        """Whether a cue opens a phrase beside a statement: "according to", "adding that"."""
        row = self.cues[i][2]
        if row.pos == "phrase":
            return "source" in takes(row)
        return self.tree.tag[i] == "VBG" and {"clause", "quote"} <= takes(row)

    def with_that(self, i, last):
        """Where a content ends that a second "that" or "how" goes on with: "that “it works” and that it is cheap"."""
        tree, end = self.tree, self.last[i]
        at = self.skip_joints(last, end)
        if not (at + 1 < end and tree.pos[at] == "CCONJ" and tree.lower[at + 1] in function_words("complementizer")):
            return last
        while last < end and not self.ends_sentence(last):
            last += 1
        return last

    def skip_joints(self, at, end):
        """The next token that is neither quotation mark nor comma."""
        while at < end and self.tree.words[at] in MARKS:
            at += 1
        return at

    def through_quotations(self, last, end):
        """Where a content ends that breaks off before or in a quotation: behind the words that go on with the quotation, and the quotations joined to it."""
        at = self.skip_marks(last, end)
        if at >= end or self.quoted[at] < 0 or self.ends_sentence(last - 1):
            at = self.before_marks(last)
        while at < end and self.quoted[at] >= 0 and self.quoted[at] not in self.owners:
            last = min(self.behind_quotation(at), end)
            ending = self.ending(self.quotations[self.quoted[at]])
            if ending in SENTENCE_END:
                break
            if ending not in CLOSERS:
                last = self.behind_words(last, end)
            at = self.joined_quotation(last, end)
        return last

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

    def behind_words(self, last, end):
        """Where the words end that go on with a quotation: before a comma, a conjunction, another quotation or another cue."""
        tree, at, grounded = self.tree, self.skip_marks(last, end), False
        while at < end and self.quoted[at] < 0 and tree.words[at] not in CLOSERS and tree.words[at] not in QUOTE_MARKS:
            joined = tree.pos[at] in ("CCONJ", "SCONJ") or tree.dep[at] == "mark"
            if (joined and tree.lower[at] not in function_words("reason")) or at in self.cues:
                break
            if tree.tag[at] in FINITE and not grounded:
                break
            grounded = grounded or joined
            at += 1
            last = at
        return last

    def joined_quotation(self, last, end):
        """The first token of a quotation that is joined to what ends here, with a word or two between at most; the end if there is none."""
        tree, at = self.tree, last
        while at < min(end, last + 6) and self.quoted[at] < 0 and at not in self.cues:
            if tree.pos[at] not in ("PUNCT", "CCONJ", "DET", "SCONJ", "PRON", "ADP") or self.ends_sentence(at):
                return end
            at += 1
        return at if at < end and self.quoted[at] >= 0 else end

    def part_quoted(self, i):
        """[(start, end, form)] of a content that the parse does not see and that a quotation is part of: the words from the verb to its end."""
        tree, first, end = self.tree, self.cues[i][1], min(self.last[i], self.cues[i][1] + REACH)
        if not {"clause", "quote"} & takes(self.cues[i][2]) or self.cues[i][2].pos != "verb" or tree.is_passive(i):
            return []
        at = first
        while at < end and self.quoted[at] < 0 and at not in self.cues and tree.words[at] not in CLOSERS:
            if tree.lower[at] in ("that", "to"):
                first = at
            at += 1
        if at >= end or self.quoted[at] < 0 or self.quoted[at] in self.owners or self.quoted[at] in self.works:
            return []
        return [self.shape(first, self.through_quotations(at, end))]

    def find_rest(self, i, row):
        """[(first, last)] of what stands behind a verb of saying that the parse gives no content, or of what stands before it and its source at a sentence's end."""
        tree = self.tree
        if not {"clause", "quote"} <= takes(row) or tree.is_passive(i):
            return []
        first, last = self.cues[i][1], self.last[i]
        end = first
        while end < last and not self.ends_sentence(end) and self.quoted[end] < 0:
            end += 1
        if end - first > 2 and tree.pos[first] not in ("ADP", "CCONJ", "PUNCT", "ADV", "SCONJ"):
            return [span] if (span := self.trim(first, end)) else []
        source = tree.subject(i)
        head = min(i, self.source_span(source, i)[0]) if source is not None else i
        if end - first < 2 and head - self.first[i] > 3 and tree.words[head - 1] == ",":
            return [span] if (span := self.trim(self.first[i], head)) else []
        return []

    def shape(self, first, last):
        """(start, end, form) of content tokens; mixed if a part of it is quoted."""
        first, last = self.widen(first, last)
        start, end = self.chars(first, last)
        form = "mixed" if self.quotes_before[last] > self.quotes_before[first] else "indirect"
        return start, end, form

    def widen(self, first, last):
        """Content tokens with the whole of a quotation that they begin or end inside of."""
        for n in {self.quoted[first], self.quoted[last - 1]} - {-1}:
            low, high = self.tokens(self.quotations[n].start, self.quotations[n].end)
            if high - low < 3 * REACH:
                first, last = min(first, low), max(last, high)
        return first, last

    def find_clause(self, i, row):
        """[(first, last)] of the clauses that a verb governs: behind "that", behind it, or before it with a comma between."""
        tree = self.tree
        clauses = [c for c in tree.children[i] if tree.dep[c] == "ccomp"]
        if not clauses:
            clauses = [
                c for c in tree.children[i] if tree.dep[c] in ("advcl", "acl", "xcomp") and self.marked(c) == "that"
            ]
        if not clauses:
            clauses = [
                c
                for noun in tree.children[i]
                if noun > i and tree.dep[noun] in ("obj", "iobj", "obl")
                for c in tree.children[noun]
                if self.opens_with_that(c)
            ]
        if not clauses and tree.dep[i] in ("parataxis",) and tree.pos[tree.head[i]] != "PUNCT":
            return self.around(i)
        if not clauses and self.marked(i) == "as" and tree.dep[i] == "advcl":
            return self.around(i)
        if not clauses:
            clauses = [
                c
                for c in tree.children[i]
                if tree.dep[c] == "parataxis"
                and tree.words[tree.left[c] - 1 if c > i else tree.right[c] - 1] in (",", ":", "”", '"')
                and c not in self.cues
            ]
        if not clauses and (agent := tree.agent(i) if tree.is_passive(i) else None) is not None:
            clauses = [c for c in tree.children[agent] if tree.dep[c] in CLAUSES and tree.lower[tree.left[c]] == "that"]
        return [
            part for c in clauses[:1] if (span := self.clause_span(i, c)) for part in self.split_clause(i, c, *span)
        ]

    def split_clause(self, i, clause, first, last):
        """[(first, last)] of joined clauses that each have a subject or "that" of their own; what the cue's own subject says or does is cut off."""
        tree, parts = self.tree, []
        for c in tree.children[clause]:
            begin = tree.left[c]
            if tree.dep[c] != "conj" or not first < begin < last or c < i:
                continue
            if self.joins_cue(i, c):
                last = begin
                break
            if self.marked(c) == "that" or (
                tree.child(c, "nsubj", "nsubj:pass") is not None and tree.child(c, "cc") is not None
            ):
                parts.append((first, begin))
                first = begin
        return [span for part in [*parts, (first, last)] if (span := self.trim(*part))]

    def joins_cue(self, i, joined):
        """Whether a verb behind a comma, which the parse joins to a content, is another cue in the tense of the first."""
        tree = self.tree
        if joined not in self.cues or tree.tag[joined] not in FINITE or self.marked(joined):
            return False
        comma = "," in tree.words[tree.left[joined] - 1 : tree.left[joined] + 1]
        if tree.child(joined, "nsubj", "nsubj:pass") is None:
            same = tree.tag[joined] == tree.tag[i] and (comma or tree.tag[i] == "VBZ")
            self.moved.update({joined: i} if same else {})
            return same
        if not comma:
            return False
        return "quote" in takes(self.cues[joined][2]) and not tree.is_passive(joined)

    def opens_with_that(self, clause):
        """Whether a clause that the parse puts under a noun begins with "that"."""
        return (
            self.tree.dep[clause] in CLAUSES
            and self.tree.lower[self.tree.left[clause]] == "that"
            and self.tree.tag[self.tree.left[clause]] != "WDT"
        )

    def marked(self, clause):
        """The word that opens a clause, in lower case."""
        found = self.tree.child(clause, "mark")
        return self.tree.lower[found] if found is not None else ""

    def clause_span(self, i, clause):
        """(first, last) of a clause that a verb governs, on its side of the verb."""
        tree = self.tree
        first, last = tree.left[clause], tree.right[clause]
        if clause > i:
            first = self.with_subject(i, clause, max(first, self.cues[i][1]))
            last = self.extend(i, last)
        else:
            last = min(last, i, tree.left[i] if tree.left[i] > clause else i)
            source = tree.subject(i)
            if source is not None and clause < source < i:
                last = min(last, self.source_span(source, i)[0])
            first = min(first, self.open_left(i, first))
        return self.trim(first, last)

    def with_subject(self, i, clause, first):
        """Where a clause begins whose subject the parse hangs on the cue: behind the cue, if nothing but a noun phrase stands between."""
        tree, begin = self.tree, self.cues[i][1]
        between = range(begin, first)
        if not between or self.quoted[clause] < 0 or tree.child(clause, "nsubj", "nsubj:pass", "mark") is not None:
            return first
        finite = tree.tag[clause] in FINITE or tree.child(clause, "aux", "cop") is not None
        plain = all(tree.pos[t] not in ("VERB", "AUX") and tree.words[t] not in JOINTS for t in between)
        return begin if finite and plain and len(between) < TITLE else first

    def open_left(self, i, first):
        """The first token of the sentence, where all before a content that stands before its cue belongs to it."""
        low = self.first[i]
        return low if self.quotes_before[first] == self.quotes_before[low] else first

    def around(self, i):
        """The clause that a verb is put into or behind, without its own words at either end."""
        tree, host = self.tree, self.tree.head[i]
        first, last = max(tree.left[host], self.first[i]), min(tree.right[host], self.last[i])
        own = tree.left[i], tree.right[i]
        source = tree.subject(i)
        if source is not None and self.first[i] <= source < self.last[i]:
            own = min(own[0], tree.left[source]) if source < i else own[0], own[1]
        if own[0] > host and own[1] >= last - 1:
            last = own[0]
        elif own[1] <= host and own[0] <= first + 1:
            first = own[1]
        return [span] if (span := self.trim(first, last)) else []

    def find_infinitive(self, i, row):
        """[(first, last)] of an infinitive that a verb governs; of a passive, with the subject before it."""
        tree = self.tree
        for c in tree.children[i]:
            if (
                c > i
                and tree.dep[c] in ("xcomp", "advcl", "ccomp", "acl")
                and (self.marked(c) == "to" or tree.dep[c] == "xcomp")
            ):
                first, last = max(tree.left[c], self.cues[i][1]), self.extend(i, tree.right[c])
                subject = tree.child(i, "nsubj:pass")
                if tree.is_passive(i) and subject is not None and tree.agent(i) is None:
                    first = tree.left[subject]
                return [span] if (span := self.trim(first, last)) else []
        return []

    def find_noun(self, i, row):
        """[(first, last)] of a noun phrase that a verb attributes, with what follows it; of a passive, its subject."""
        tree = self.tree
        if tree.is_passive(i):
            subject = tree.child(i, "nsubj:pass")
            if subject is None or tree.agent(i) is None or tree.tag[subject].startswith("W"):
                return []
            return [(tree.left[subject], self.predicate_end(i, tree.agent(i)))]
        found = tree.child(i, "obj")
        if found is None:
            found = next(
                (c for c in tree.children[i] if tree.dep[c] == "xcomp" and tree.tag[c] == "VBG" and not self.marked(c)),
                None,
            )
        if found is None or found < i or tree.tag[found].startswith("W"):
            return []
        span = self.trim(max(tree.left[found], self.cues[i][1]), self.extend(i, tree.right[found]))
        return [span] if span else []

    def predicate_end(self, i, agent):
        """Where a passive ends before its agent, with what the verb governs."""
        tree, last = self.tree, self.cues[i][1]
        stop = tree.left[agent] if agent is not None and agent > i else self.last[i]
        for c in tree.children[i]:
            if last <= c < stop and tree.dep[c] in BEHIND and c != agent and tree.case(c) != "by":
                last = min(tree.right[c], stop)
        return last

    def find_preposition(self, i, row):
        """[(first, last)] of what stands behind a preposition that the lexicon lets the verb take, or behind the one in the cue."""
        tree, last = self.tree, self.cues[i][1]
        held = tree.child(i, "obj")
        for c in [*tree.children[i], *(tree.children[held] if held is not None else [])]:
            opener = tree.child(c, "case", "mark")
            if (
                c > i
                and opener is not None
                and (
                    tree.lower[opener] in takes(row)
                    or (i < opener < last and tree.lower[opener] in function_words("preposition"))
                )
            ):
                first = max(opener + 1, last)
                if held is not None and last <= held < opener and ("noun" in takes(row) or tree.lower[opener] == "as"):
                    first = tree.left[held]
                if tree.is_passive(i) and (raised := tree.child(i, "nsubj:pass")) is not None:
                    first = tree.left[raised]
                agent = tree.agent(i) if tree.is_passive(i) else None
                end = tree.left[agent] if agent is not None and agent > c else self.extend(i, tree.right[c])
                span = self.trim(first, end)
                return [span] if span else []
        return []

    def extend(self, i, last):
        """Where a content behind a verb ends: what else the verb governs behind it belongs to it, except clauses set off by a comma."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.left[c] >= last - 1 and c >= last:
                if tree.dep[c] == "punct":
                    continue
                if tree.dep[c] not in BEHIND or set(tree.words[tree.left[c] - 1 : tree.left[c] + 1]) & JOINTS:
                    break
                last = max(last, tree.right[c])
        return min(last, self.last[i])

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

    # Phrases and nouns

    def attribute_phrase(self, i):
        """The Attribution of a cue of several words: "according to", "in the view of", "declined to comment"."""
        first, last, row = self.cues[i]
        if row.kind == "declined":
            source = self.decliner(i, last)
            return (
                Attribution(self.source_span(source, i), (first, last), row, ((None, None, "none"),), source)
                if source is not None
                else None
            )
        if "clause" in takes(row):
            return self.attribute_quoted(i)
        source = self.noun_behind(last)
        if source is None:
            return None
        span = self.phrase_span(source)
        span = (max(span[0], last), self.cut_at_comma(source, first, span[1]))
        content = self.beside(first, span[1])
        return Attribution(span, (first, last), row, (self.shape(*content),), source) if content else None

    def phrase_span(self, source):
        """(first, last) tokens of the noun phrase behind a phrase of saying, and of the whole name it is."""
        tree = self.tree
        first, last = min(tree.left[source], self.names[source][0]), max(tree.right[source], self.names[source][1])
        return self.trim_source(first, last, source)

    def cut_at_comma(self, source, first, last):
        """Where a source ends that is put between commas: at the second one."""
        tree = self.tree
        if first > 0 and tree.words[first - 1] == ",":
            return next((t for t in range(source + 1, last) if tree.words[t] == ","), last)
        return last

    def attribute_quoted(self, i):
        """The Attribution of "was quoted as saying": its source is the subject of the verb before it."""
        tree = self.tree
        first, last, row = self.cues[i]
        verb = tree.head[last - 1] if tree.pos[tree.head[last - 1]] in VERBAL and tree.head[last - 1] < last else first
        source = tree.child(verb, "nsubj:pass", "obj", "nsubj")
        begin = verb if first <= verb or verb < first <= verb + 2 else first
        clause = tree.child(last - 1, "ccomp", "obj", "xcomp")
        self.cues[last - 1] = (first, last, row)
        contents = self.spoken.get(i, []) or (
            [self.shape(*span)] if clause is not None and (span := self.clause_span(last - 1, clause)) else []
        )
        del self.cues[last - 1]
        return (
            Attribution(self.source_span(source, begin), (min(begin, first), last), row, tuple(contents), source)
            if contents and source is not None
            else None
        )

    def attribute_adverb(self, i):
        """The Attribution of "reportedly": the clause that it stands in, without a source."""
        tree, host = self.tree, self.tree.head[i]
        if tree.pos[host] not in VERBAL and tree.child(host, "cop") is None:
            return None
        span = self.trim(max(tree.left[host], self.first[i]), min(tree.right[host], self.last[i]))
        return Attribution(None, (i, i + 1), self.cues[i][2], (self.shape(*span),)) if span else None

    def decliner(self, i, last):
        """Who declines: the subject of the first verb in the cue."""
        verbs = [t for t in range(i, last) if self.tree.pos[t] in VERBAL]
        return next(
            (s for v in verbs if (s := self.tree.subject(v)) is not None and not i <= s < last), None
        ) or self.near_source(i)

    def noun_behind(self, last):
        """The head of the noun phrase that begins at a token."""
        tree = self.tree
        if last >= len(tree.words):
            return None
        i = last
        while (
            tree.head[i] > i
            and tree.left[tree.head[i]] >= last - 3
            and tree.pos[tree.head[i]] in ("NOUN", "PROPN", "PRON", "NUM")
        ):
            i = tree.head[i]
        return i if tree.pos[i] in ("NOUN", "PROPN", "PRON", "NUM") else None

    def beside(self, first, last):
        """(first, last) of the clause that an adverbial phrase of saying stands beside: the rest of its sentence, behind or before it."""
        low, high = self.first[first], self.last[first]
        if first - low <= 2:
            return self.trim(last, high)
        if self.tree.words[first - 1] == "," and self.tree.words[last : last + 1] == [","] and high - last > 2:
            return self.trim(low, high)
        begin = first
        while (
            begin > low
            and self.tree.words[begin - 1] not in (";",)
            and not (self.tree.words[begin - 1] == "," and self.tree.lower[begin] in ("and", "but"))
        ):
            begin -= 1
        return self.trim(begin, first)

    def attribute_noun(self, i):
        """The Attribution of a noun of saying with a content: "the agency's view that …", "concerns that …", "a promise to …"."""
        tree = self.tree
        first, last, row = self.cues[i]
        content = next((c for c in tree.children[i] if c > i and self.opens_content(c, row)), None)
        if content is None:
            return None
        if tree.case(i) == "in" and tree.head[i] in self.cues and self.may_quote(tree.head[i]):
            return None
        source = self.noun_source(i)
        span = self.trim(self.open_noun(content), tree.right[content])
        if span is None or (source is None and tree.dep[content] not in CLAUSES) or source == content:
            return None
        return Attribution(self.source_span(source, i), (first, last), row, (self.shape(*span),), source)

    def open_noun(self, content):
        """The first token of a noun's content, behind its preposition."""
        tree, opener = self.tree, self.tree.child(content, "case")
        return opener + 1 if opener is not None and opener < content else tree.left[content]

    def opens_content(self, clause, row):
        """Whether a clause behind a noun is its content and no relative clause."""
        tree, mark = self.tree, self.marked(clause)
        if tree.dep[clause] in CLAUSES and mark == "to":
            return "infinitive" in takes(row)
        if tree.dep[clause] in CLAUSES and mark in ("that", "whether"):
            return "clause" in takes(row)
        return tree.dep[clause] in ("nmod", "obl", "acl", "advcl") and (tree.case(clause) or mark) in takes(row)

    def noun_source(self, i):
        """Whose view or warning: the possessor, the noun behind by, from, of or among, or the subject of the verb that the noun is the object of."""
        tree = self.tree
        if (owner := tree.child(i, "nmod:poss")) is not None:
            return owner
        told = ("by", "from", "among", *(["of"] if "of" not in takes(self.cues[i][2]) else []))
        behind = next((c for c in tree.children[i] if c > i and tree.case(c) in told), None)
        if behind is not None:
            return behind
        return tree.subject(tree.head[i]) if tree.dep[i] in ("obj", "xcomp") else None
