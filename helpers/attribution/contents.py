"""What a verb attributes where no quotation stands alone: a clause, an infinitive, a noun phrase or what a preposition opens, by what the cue takes."""

from helpers.attribution.content_spans import Extents
from helpers.attribution.cues import takes
from helpers.attribution.quote_attribution import CLOSERS, FINITE, REACH
from helpers.lexicons import function_words

ASIDE = 9  # tokens, at most, from a cue to the comma behind it where both are put into a clause
SAID = (*FINITE, "MD")
NOMINAL = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
CLAUSES = ("ccomp", "csubj", "acl", "acl:relcl", "advcl", "xcomp", "parataxis")


class Contents(Extents):
    """The contents of the verbs of one parsed article."""

    def contents(self, i, row):
        """[(start, end, form)] of what a verb attributes, by what it takes; empty if it attributes nothing."""
        allowed = takes(row)
        if {"clause", "quote"} <= allowed and (span := self.hosting_clause(i)):
            return [self.shape(*span)]
        for name in ("clause", "infinitive", "noun", "preposition"):
            if name in allowed or name == "preposition":
                spans = getattr(self, f"find_{name}")(i, row)
                if spans:
                    break
        else:
            spans = self.find_rest(i, row)
        return [self.shape(*span) for span in self.run_on(i, spans)]

    def hosting_clause(self, i):
        """(first, last) of the clause that a source and its cue are put into between commas ("The rule, Roe said, is dead"); None if there is none."""
        aside = self.find_aside(i)
        if aside is None:
            return None
        tree, (first, comma), begin = self.tree, aside, self.host_start(aside[0] - 1)
        told = any(tree.tag[t] in SAID for t in range(begin, first - 1))
        joined = told and tree.pos[comma + 1] == "CCONJ"
        if (joined and tree.tag[comma + 2] == tree.tag[i]) or (told and tree.tag[comma + 1] == "VBG"):
            return self.trim(begin, first)
        opens = tree.pos[comma + 1 + joined] in NOMINAL and joined == told
        return self.trim(begin, self.last[i]) if opens or tree.tag[comma + 1] in SAID else None

    def find_aside(self, i):
        """(first token of the source, comma behind the cue) where both stand between commas, no quotation or other verb with them; None elsewhere."""
        tree, low, high = self.tree, self.first[i], self.last[i]
        source = max((c for c in tree.children[i] if c < i and tree.dep[c] == "nsubj"), default=None)
        if source is None or tree.tag[i] not in FINITE or i - low > 2 * REACH:
            return None
        first, last = self.source_span(source, i)
        comma = next((t for t in range(i + 1, min(i + ASIDE, high - 2)) if tree.words[t] == ","), None)
        if comma is None or self.quotes_before[high] > self.quotes_before[low]:
            return None
        alone = all(tree.pos[t] != "VERB" and t not in self.cues for t in range(i + 1, comma))
        return (first, comma) if alone and low < first - 1 and tree.words[first - 1] == "," and last >= i - 1 else None

    def host_start(self, at):
        """The first token of the clause before a token: behind a semicolon, or a conjunction with a comma, of its sentence."""
        words, low = self.tree.words, self.first[at]
        for t in range(at - 1, low, -1):
            if words[t] == ";" or (words[t - 1] == "," and self.tree.pos[t] == "CCONJ"):
                return t + 1
        return low

    def before_source(self, i, source):
        """[(start, end, form)] of the clause or its subject that stands before a cue put into a content that a quotation ends: "The rule, she said, “is dead.”"."""
        tree, low = self.tree, self.first[i]
        if source is None or not low < source < i:
            return []
        first, last = self.source_span(source, i)
        stated = tree.lower[low] in function_words("reason") or tree.pos[low] in ("DET", "NOUN", "PROPN", "PRON", "ADJ")
        put_in = (
            tree.tag[i] in FINITE
            and tree.words[first - 1] == ","
            and last >= i - 2
            and "," in tree.words[i + 1 : i + 2]
        )
        if not stated or not put_in or self.quotes_before[i] > self.quotes_before[low]:
            return []
        return [self.shape(*span)] if (span := self.trim(low, first)) else []

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
        end = self.next_stop(first, last) if first < last else first
        if end - first > 2 and tree.pos[first] not in ("ADP", "CCONJ", "PUNCT", "ADV", "SCONJ"):
            return [span] if (span := self.trim(first, end)) else []
        source = tree.subject(i)
        head = min(i, self.source_span(source, i)[0]) if source is not None else i
        if end - first < 2 and head - self.first[i] > 3 and tree.words[head - 1] == ",":
            return [span] if (span := self.trim(self.first[i], head)) else []
        return []

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
                held = tree.child(i, "obj", "obl")
                if held is not None and i < held < c:
                    first = max(tree.left[held], self.cues[i][1])
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
