"""Where a content begins and ends: on through the quotations that it holds, up to what its speaker says next."""

from bisect import bisect_right
from functools import cached_property

from helpers.attribution.cues import JOINTS, QUOTE_MARKS, SENTENCE_END, VERBAL, takes
from helpers.attribution.quote_attribution import CLOSERS, FINITE, MARKS, REACH, TITLE
from helpers.attribution.source_spans import Speakers
from helpers.language.tree import RELATIVE
from helpers.lexicons import function_words

OBLIQUE = ("obl", "nmod", "obl:tmod", "obl:npmod", "obl:agent", "advmod", "advcl", "obl:unmarked", "nmod:unmarked")
BEHIND = (*OBLIQUE, "xcomp", "obj", "iobj")


class Extents(Speakers):
    """The ends of the contents of one parsed article."""

    def run_on(self, i, spans):
        """The spans of a content with the last one run on through a quotation that the parse broke it off at."""
        if not spans or spans[-1][1] <= i:
            return spans
        *others, (first, last) = spans
        first = (
            first
            if others or (self.tree.pos[first] == "DET" and "noun" in takes(self.cues[i][2]))
            else self.behind_that(i, first, last)
        )
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
        verbs = (
            (*FINITE, "MD", "VB", "VBN")
            if tree.head[main] == main and tree.pos[main] not in VERBAL
            else (*FINITE, "MD")
        )
        commas = (t for t in range(max(first, i) + 1, min(last - 1, first + REACH)) if tree.words[t] == ",")
        return next((t for t in commas if self.quoted[t] < 0 and tree.tag[t + 1] in verbs), last)

    def before_next_cue(self, i, first, last):
        """Where a content ends whose quotation is followed by what the speaker says next, or does next behind a comma, in the tense of the cue: "was “idle” and criticized …"."""
        tree = self.tree
        for at in range(max(first, i) + 1, min(last - 1, first + 2 * REACH)):
            joined = tree.pos[at] == "CCONJ" and tree.tag[at + 1] == tree.tag[i]
            if (
                joined
                and (at + 1 in self.cues or "," in tree.words[at - 2 : at])
                and tree.tag[i] in FINITE
                and self.quotes_before[at] > self.quotes_before[first]
                and self.quoted[at] < 0
            ):
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
        tree, end = self.tree, min(self.last[i], last + 3 * REACH)
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
        at = self.skip_joints(self.behind_auxiliaries(last, end), end)
        if "," in self.tree.words[last:at] and (at >= end or not self.tree.words[at][:1].islower()):
            at = last
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

    def behind_auxiliaries(self, last, end):
        """The token behind the auxiliaries and adverbs, three at most, that the parse cut off from a content before a quotation: "is now “cheaper”"."""
        at = last
        while at < min(end, last + 3) and self.tree.pos[at] in ("AUX", "ADV"):
            at += 1
        return at

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

    def predicate_end(self, i, agent):
        """Where a passive ends before its agent, with what the verb governs."""
        tree, last = self.tree, self.cues[i][1]
        stop = tree.left[agent] if agent is not None and agent > i else self.last[i]
        for c in tree.children[i]:
            if last <= c < stop and tree.dep[c] in BEHIND and c != agent and tree.case(c) != "by":
                last = min(tree.right[c], stop)
        return last

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
