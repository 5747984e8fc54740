"""Who speaks: the noun phrase that is the source of a cue, and how far it reaches."""

from helpers.attribution.cues import JOINTS, next_place
from helpers.attribution.quote_attribution import FINITE, MARKS, REACH, Utterances
from helpers.language.tree import RELATIVE
from helpers.lexicons import function_words

PAST = ("VBD", "VBN")
PHRASE_PARTS = ("flat", "compound", "appos", "nmod", "nmod:desc", "conj", "nmod:poss", "amod", "nummod", "det")


class Speakers(Utterances):
    """The sources of the cues of one parsed article."""

    def find_source(self, i, quotes):
        """The head of the noun phrase that speaks, or None: the subject; where that is missing or quoted, the noun next to the cue."""
        if (shared := self.saying_before(i)) is not None:
            return self.find_source(shared, quotes)
        source = self.tree.subject(self.moved.get(i, i))
        if (
            source is not None
            and self.quoted[source] < 0
            and not (quotes and self.is_inverted(i))
            and not self.is_passed_over(source, i)
        ):
            return source
        return self.near_source(i) if quotes or source is not None or self.tree.dep[i] == "parataxis" else None

    def saying_before(self, i):
        """The last verb of saying before a participle of saying behind a comma, which goes on with its source: "Roe said it fell, adding that …"; None if there is none."""
        tree = self.tree
        if tree.tag[i] != "VBG" or tree.words[i - 1 : i] != [","] or not self.may_quote(i):
            return None
        before = range(i - 2, max(self.first[i], i - 2 * REACH) - 1, -1)
        return next((t for t in before if t in self.cues and tree.tag[t] in FINITE and self.may_quote(t)), None)

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
        return next(
            (t for t in outside if tree.dep[t] in ("nsubj", "nsubj:pass") and not tree.tag[t].startswith("W")), None
        )

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
        end = next_place(self.marks, last, self.next_stop(last, max(last, self.last[last - 1])))
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
