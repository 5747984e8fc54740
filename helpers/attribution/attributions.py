"""Finds who says what: source, cue and content of every attribution, from the parse, the quotation marks and the cues in the lexicon.

The terms are those of PARC 3.0 and PolNeAR (Pareti 2015; Newell et al. 2018). A `Reader` builds on the rooms below it, each of which knows one
thing more: `cues`, `utterances`, `speakers`, `extents`, `contents`.
"""

from typing import NamedTuple

from helpers.attribution.contents import CLAUSES, Contents
from helpers.attribution.cues import VERBAL, takes


class Attribution(NamedTuple):
    """One act of saying: source and cue as (first, last) tokens, `last` exclusive; the cue's row in the lexicon; contents as (start, end, form)."""

    source: tuple | None
    cue: tuple | None
    row: object
    contents: tuple
    head: int | None = None


class Reader(Contents):
    """Reads the attributions of one parsed article."""

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
            contents = [*self.before_source(i, source), *contents, *self.second_that(i, pieces[-1][1])]
        return Attribution(self.source_span(source, i), (first, last), row, tuple(contents), source)

    def second_that(self, i, end):
        """[(start, end, form)] of what a second "that" opens behind a quotation: "said that “it works” and that it is cheap"."""
        behind = self.tokens(end, end)[0]
        if not i < behind < self.last[i]:
            return []
        last = self.with_that(i, behind)
        span = self.trim(self.skip_joints(behind, last), last)
        return [self.shape(*span)] if span else []

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
