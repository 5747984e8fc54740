"""Who utters which quotation: the cue, label or dash beside it, or the one of the quotation or sentence before."""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from helpers.attribution.cues import QUOTE_MARKS, SENTENCE_END
from helpers.attribution.quotations import next_quotation_goes_on
from helpers.lexicons import function_words

TITLE = 9  # tokens, at most, in the title of a work
REACH = 30  # tokens between a quotation and its cue
DASHES = frozenset(["—", "–", "―", "--", "-"])
MARKS = QUOTE_MARKS | {","}
CLOSERS = frozenset([".", "?", "!", ",", ";", ":", "—", "–", "-", "…"])
NOMINAL = ("PROPN", "NOUN", "PRON", "DET", "ADJ", "NUM")
FINITE = ("VBD", "VBZ", "VBP")


class Utterances:
    """Who utters the quotations of a `CuedText`."""

    def __init__(self, text):
        self.text, self.raw = text, text.raw

    @cached_property
    def owners(self):
        """{quotation: (cue head or label, start of its content)} of every quotation that is a statement of somebody."""
        owners = self.own_quotations()
        self.carry(owners)
        return owners

    @cached_property
    def spoken(self):
        """{cue head, or label as ("label", first, last): [(start, end, form)]} of every quotation that is a statement
        of somebody.
        """
        spoken = {}
        for n in sorted(self.owners):
            owner, start = self.owners[n]
            spoken.setdefault(owner, []).extend(self.split_quotation(n, start))
        return spoken

    def own_quotations(self):
        """{quotation: (owner, start of its content)} of the quotations that have a cue, a label or a dash of their own
        beside them.
        """
        owners = {}
        for n, quotation in enumerate(self.text.quotations):
            inner, outer = self.text.tokens(quotation.start, quotation.end)
            before = bisect_right(self.text.tree.end, quotation.opens) - 1
            after = bisect_left(self.text.tree.start, quotation.closes)
            if n in self.works:
                continue
            owner = self.cue_before(before, inner)
            if (
                owner is not None
                and self.text.tree.words[before] == ":"
                and (tag := self.cue_after(quotation, after)) is not None
            ):
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
        spans = [
            (*self.text.tokens(q.start, q.end), bisect_right(self.text.tree.end, q.opens) - 1)
            for q in self.text.quotations
        ]
        return {n for n, span in enumerate(spans) if self.is_title(*span)}

    def is_title(self, inner, outer, before):
        """Whether a quotation names a work inside a sentence: a few words, every longer one with a capital: "her book
        “The Long Road”".
        """
        words = [word for word in self.text.tree.words[inner : min(outer, inner + TITLE)] if word[0].isalpha()]
        if not words or outer - inner >= TITLE or before < self.text.first[inner]:
            return False
        if self.is_named(before):
            return words[0][0].isupper()
        if len(words) == 1:
            return False
        named = all(word[0].isupper() for word in words if len(word) > 3) and words[0][0].isupper()
        return named and self.text.tree.pos[before] in ("NOUN", "ADP", "PART") and self.text.tree.lower[before] != "as"

    def is_named(self, before):
        """Whether the words before a quotation tell that a name stands in it: "named “Flint”", "known as “Flint”"."""
        lower, between = self.text.tree.lower, function_words("determiner") | function_words("depiction")
        while before > 0 and lower[before] in between:
            before -= 1
        return lower[before] in function_words("naming")

    def cue_before(self, before, inner):
        """The cue that a quotation follows: "she said, “…”", "said “…”", "that “…”"; None if its content begins before
        the mark.
        """
        i = before
        while i >= 0 and before - i < REACH and not self.text.ends_sentence(i, before) and self.text.quoted[i] < 0:
            if i in self.text.cues and self.text.may_quote(i):
                return i if self.leads(i, before, inner) else None
            i -= 1
        return None

    def leads(self, verb, before, inner):
        """Whether a cue leads straight to a quotation behind it."""
        tree = self.text.tree
        if tree.words[before] == ":":
            return True
        outer = inner
        while outer < len(tree.words) and self.text.quoted[outer] == self.text.quoted[inner]:
            outer += 1
        if any(tree.dep[c] == "ccomp" and verb < c <= before for c in tree.children[verb]) or self.is_fragment(
            inner, outer
        ):
            return False
        last = tree.lower[before]
        if last == "," and self.adds_to_content(verb, before, inner):
            return False
        if last in (",", "that") or before == self.text.cues[verb].last - 1:
            return True
        return tree.words[inner][:1].isupper() and tree.child(verb, "xcomp") is None

    def adds_to_content(self, verb, before, inner):
        """Whether a quotation only adds a few words to a content without marks: "said it was strict, “even odd”"."""
        broken = self.text.quotes_before[verb] > self.text.quotes_before[self.text.first[verb]]
        return before - verb > 3 and self.text.tree.words[inner][:1].islower() and not broken

    def is_fragment(self, inner, outer):
        """Whether a quotation is a few words of a clause that goes on behind it."""
        behind = outer + 1
        if self.text.tree.words[outer - 1] in CLOSERS or behind >= self.text.last[inner]:
            return False
        return self.text.tree.words[behind] not in CLOSERS and self.text.tree.pos[behind] not in ("CCONJ",)

    def clause_start(self, verb, inner, start):
        """Where a content begins whose main verb is quoted: with its clause, if that begins before the mark."""
        tree = self.text.tree
        behind = self.text.cues[verb].last
        if tree.words[inner - 2 : inner - 1] == [":"] and tree.lower[behind] == "that" and tree.tag[behind] == "IN":
            return tree.start[behind + 1]
        if (
            tree.words[inner - 2 : inner - 1] == [","]
            and self.text.quotes_before[verb] > self.text.quotes_before[self.text.first[verb]]
        ):
            return start  # broken by its attribution: "“It is late,” said Jane Roe, “and we wanted this.”"
        for c in tree.children[verb]:
            if (
                tree.dep[c] == "ccomp"
                and self.text.quoted[c] == self.text.quoted[inner]
                and verb < tree.left[c] < inner - 1
            ):
                span = self.text.trim(max(tree.left[c], self.text.cues[verb].last), inner)
                if span and any(self.text.tree.pos[t] not in ("PUNCT", "SCONJ") for t in range(span[0], inner)):
                    return tree.start[span[0]]
        return start

    def cue_after(self, quotation, after):
        """The cue behind a quotation: "…,” she said"."""
        tree, ending = self.text.tree, self.text.ending(quotation)
        if not (ending in ",?!—–-…" or (after < len(tree.words) and tree.words[after] in ",—–")):
            return self.tag_behind(after) if ending not in SENTENCE_END else None
        i = after
        while i < len(tree.words) and i - after < REACH and self.text.quoted[i] < 0 and not self.text.ends_sentence(i):
            if i in self.text.cues and self.text.may_quote(i):
                own = [c for c in tree.children[i] if tree.dep[c] == "ccomp" and c > i and self.text.quoted[c] < 0]
                return None if (own and ending in "?!") or tree.tag[i] == "VBG" else i
            i += 1
        return None

    def tag_behind(self, after):
        """The cue of the few words behind a quotation without a comma that say nothing but who spoke: "“It is dead” Roe
        said.".
        """
        tree, i = self.text.tree, after
        while i < min(len(tree.words) - 1, after + 7) and i not in self.text.cues and tree.pos[i] in NOMINAL:
            i += 1
        ends = i + 1 < len(tree.words) and i > after and tree.words[i + 1] in (*SENTENCE_END, ",")
        return i if ends and i in self.text.cues and self.text.may_quote(i) and tree.tag[i] in FINITE else None

    def label(self, before, after, inner, outer):
        """The name before a colon ("Roe: “…”") or behind a dash ("“…” — Commissioner Roe") that speaks a quotation."""
        tree = self.text.tree
        if before > 0 and tree.words[before] == ":":
            first = before
            while (
                first > 0
                and before - first < 9
                and not self.text.ends_sentence(first - 1)
                and self.text.quoted[first - 1] < 0
            ):
                first -= 1
            if before - first < 9 and any(
                tree.pos[t] == "PROPN" or tree.words[t].isupper() for t in range(first, before)
            ):
                return ("label", first, before, before)
        if after + 1 < len(tree.words) and tree.words[after] in DASHES and tree.pos[after + 1] == "PROPN":
            last = after + 1
            while (
                last < min(len(tree.words), after + 15)
                and not self.text.ends_sentence(last)
                and self.text.quoted[last] < 0
            ):
                last += 1
            if last - after < 15:
                return ("label", after + 1, last, after)
        return None

    def opening(self, n, inner, before):
        """Where the content of a quotation begins that its cue follows: with its sentence, if that begins outside the
        marks.
        """
        start = self.text.quotations[n].start
        if (
            before < 0
            or self.text.ends_sentence(before)
            or self.text.tree.words[before] == ":"
            or not self.is_open(before)
        ):
            return start
        low = self.text.first[inner] if inner < len(self.text.first) else before
        return self.text.tree.start[min(before, max(low, self.begun[before]))]

    @cached_property
    def begun(self):
        """For every token the one behind the last end of a sentence before it."""
        begun = [0]
        for i in range(1, len(self.text.tree.words)):
            begun.append(i if self.text.ends_sentence(i - 1) else begun[-1])
        return begun

    def is_open(self, i):
        """Whether a token stands outside quotation marks and is none."""
        return self.text.quoted[i] < 0 and self.text.tree.words[i] not in ("”", '"', "''")

    def carry(self, owners):
        """Give the quotations that stand alone to the speaker before them, or to the one whose attribution they wait
        for.
        """
        waiting, last = [], None
        for n, quotation in enumerate(self.text.quotations):
            if n in self.works:
                continue
            if n in owners:
                self.give_back(waiting, owners[n][0], owners)
            elif last in owners and self.continues(last, n):
                owners[n] = (owners[last][0], quotation.start)
            elif not self.stands_alone(quotation):
                waiting.clear()
            else:
                waiting.append(n)
                if (owner := self.cue_of_sentence_before(quotation)) is not None:
                    owners[n] = (owner, quotation.start)
            last = n

    def give_back(self, waiting, owner, owners):
        """Give the quotations that wait to a speaker, as far as nothing stands between each and the next one, and let
        none wait.
        """
        for m in waiting:
            if self.is_joined(m, m + 1):
                owners[m] = (owner, self.text.quotations[m].start)
        waiting.clear()

    def cue_of_sentence_before(self, quotation):
        """The cue of the sentence before a quotation that stands alone: "Roe agreed. “It is dead.”", also as a
        paragraph of its own.
        """
        at = bisect_left(self.text.tree.start, quotation.opens) - 1
        while at > 0 and self.text.tree.words[at].isspace():
            at -= 1
        if at < 1 or self.text.tree.words[at] not in SENTENCE_END or self.text.quoted[at] >= 0:
            return None
        low = max(self.text.first[at], at - 2 * REACH)
        cues = [i for i in range(low, at) if i in self.text.cues and self.text.may_quote(i)]
        return next((i for i in reversed(cues) if not self.is_reported(i, low)), None)

    def is_reported(self, i, low):
        """Whether a cue stands in what another one of its sentence says."""
        for _ in range(REACH):
            head = self.text.tree.head[i]
            if head == i or head < low:
                return False
            if self.text.tree.dep[i] == "ccomp" and head in self.text.cues:
                return True
            i = head
        return False

    def continues(self, m, n):
        """Whether a quotation goes on with, or is joined to, the one before that has a speaker."""
        return self.goes_on_from(m, n) if self.stands_alone(self.text.quotations[n]) else self.is_coordinated(m, n)

    def is_joined(self, m, n):
        """Whether nothing but marks and white space stands between two neighbouring quotations."""
        between = self.raw[self.text.quotations[m].closes : self.text.quotations[n].opens]
        return not between.strip() and ("\n" not in between or self.text.quotations[m].goes_on)

    def is_coordinated(self, m, n):
        """Whether nothing but a conjunction and commas join two neighbouring quotations: "shouted “Out!”
        and “Shame!”".
        """
        between = self.text.tokens(self.text.quotations[m].closes, self.text.quotations[n].opens)
        words = [i for i in range(*between) if self.text.tree.words[i] not in MARKS][:2]
        return len(words) == 1 and self.text.tree.pos[words[0]] == "CCONJ"

    def stands_alone(self, quotation):
        """Whether a quotation is a sentence or more by itself: nothing of its sentence stands outside the marks."""
        before = self.raw[max(0, quotation.opens - 200) : quotation.opens].rstrip(" \t\f\v\xa0")
        opens = not before or before[-1] in ".?!\n\r”\"’':"
        behind = self.raw[quotation.closes : quotation.closes + 2]
        ends = (
            quotation.goes_on or self.text.ending(quotation) in ".?!…—–-" or behind[:1] in (".", "") or "\n" in behind
        )
        return opens and ends

    def goes_on_from(self, m, n):
        """Whether a quotation goes on with the one before: its mark was left open, or no sentence without a quotation
        stands between them.
        """
        first, second = self.text.quotations[m], self.text.quotations[n]
        if next_quotation_goes_on(self.raw, first, second):
            return True
        if self.is_own_paragraph(first, second):
            return True
        low, high = self.text.tokens(first.closes, second.opens)
        ends = sum(self.text.ends_sentence(t) for t in range(low, min(high, low + 3 * REACH)))
        return high - low < 3 * REACH and ends <= 1 and "\n" not in self.raw[first.end : second.start]

    def is_own_paragraph(self, first, second):
        """Whether a quotation fills the paragraph behind the one that another one stands in with its attribution."""
        place = bisect_right(self.text.paragraphs, second.opens, key=lambda paragraph: paragraph[0]) - 1
        start, end = self.text.paragraphs[place]
        fills = second.opens == start and not self.raw[second.closes : end].strip(" .")
        return fills and place > 0 and self.text.paragraphs[place - 1][0] <= first.opens

    def split_quotation(self, n, start):
        """[(start, end, form)] of the sentences of a quotation."""
        quotation = self.text.quotations[n]
        if start < quotation.start:
            return [(start, quotation.end, "mixed")]
        low, high = self.text.tokens(quotation.start, quotation.end)
        cuts = [
            quotation.start,
            *(self.text.tree.start[i] for i in range(low + 1, high) if self.text.first[i] == i),
            quotation.end,
        ]
        return [(a, b, "direct") for a, b in pairwise(cuts) if self.raw[a:b].strip(" \n“”\"'‘’.,")]
