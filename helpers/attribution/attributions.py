"""Finds who says what: source, cue and content of every attribution, from the parse, the quotation marks and the cues
in the lexicon.

The terms are those of PARC 3.0 and PolNeAR (Pareti 2015; Newell et al. 2018). Nobody needs to be named for it: the
actors read it, too.
"""

from typing import NamedTuple

from helpers.attribution.content_spans import shape, skip_joints, with_that
from helpers.attribution.contents import (
    CLAUSES,
    before_source,
    clause_span,
    find_contents,
    part_quoted,
    shared_sources,
)
from helpers.attribution.cues import VERBAL, CuedText, acts, takes
from helpers.attribution.quote_attribution import Utterances
from helpers.attribution.source_spans import (
    find_source,
    is_nobody,
    may_speak,
    missed_source,
    near_source,
    settle_source,
    source_span,
    trim_source,
)
from helpers.language.polarity import is_negated
from helpers.language.tree import tree_of
from helpers.lexicons import function_words

NOUNS = ("NOUN", "PROPN", "PRON", "NUM")


class Attribution(NamedTuple):
    """One act of saying: source and cue as (first, last) tokens, `last` exclusive; the cue's row in the lexicon;
    contents as (start, end, form). `states` tells a statement from an act that the cue names ("agreed to pay").
    """

    source: tuple | None
    cue: tuple | None
    row: object
    contents: tuple
    head: int | None = None
    states: bool = True


class Attributions(NamedTuple):
    """The `Attribution`s of one article in order of their cues, those by a label last, and the `CuedText` that they
    were read from.
    """

    found: tuple
    text: CuedText


def read_attributions(doc):
    """The `Attributions` of a parsed article, read once and kept with its Doc."""
    if "attributions" not in doc.user_data:
        text = CuedText(tree_of(doc), doc.user_data["article"])
        doc.user_data["attributions"] = Attributions(tuple(find_attributions(text)), text)
    return doc.user_data["attributions"]


def find_attributions(text):
    """Every `Attribution` of a `CuedText`, in order of cues, those by a label last."""
    utterances, shared = Utterances(text), shared_sources(text)
    for i in sorted(text.cues):
        if (attribution := attribute(text, utterances, shared, i)) is not None:
            yield attribution
    for owner, pieces in utterances.spoken.items():
        if isinstance(owner, tuple):
            yield speak(owner, pieces)


def speak(owner, pieces):
    """The Attribution of quotations with a label."""
    _, first, last, mark = owner
    return Attribution((first, last), (mark, mark + 1), None, tuple(pieces), first)


def attribute(text, utterances, shared, i):
    """The Attribution of a cue, or None if the word attributes nothing here."""
    row = text.cues[i].row
    if row.pos == "phrase":
        return attribute_phrase(text, utterances, i)
    if row.pos == "noun":
        return attribute_noun(text, i)
    if row.pos == "adverb":
        return attribute_adverb(text, i)
    return attribute_verb(text, utterances, shared, i)


def attribute_verb(text, utterances, shared, i):
    """The Attribution of a verb or adjective: quotations, what it takes, or both."""
    first, last, row = text.cues[i]
    pieces = utterances.spoken.get(i, [])
    source = find_source(text, i, bool(pieces), shared)
    if not pieces and is_unsaid(text, source, i):
        return None
    behind = all(start > text.tree.start[text.last[i] - 1] for start, *_ in pieces)
    taken, states = find_contents(text, utterances.owners, i) if behind else ([], True)
    if behind and not taken:
        taken, states = part_quoted(text, utterances, i), True
    contents = [*taken, *pieces]
    if source is None and contents and not text.tree.is_passive(i) and row.pos == "verb":
        source = missed_source(text, i)
    if not contents or not may_speak(text, i, source):
        return None
    if not behind:
        contents = [*before_source(text, i, source), *contents, *second_that(text, i, pieces[-1][1])]
    states = states or pieces != [] or any(quotes_own(text, utterances, *content) for content in contents)
    head, span = settle_source(text, source, i)
    return Attribution(span, (first, last), row, tuple(contents), head, states)


def quotes_own(text, utterances, start, end, form):
    """Whether a content quotes words that no cue inside it utters."""
    first, last = text.tokens(start, end)
    quoted = {text.quoted[t] for t in range(first, last)} - {-1}
    owners = (utterances.owners.get(n, (-1,))[0] for n in quoted)
    return form != "indirect" and any(not isinstance(owner, int) or not first <= owner < last for owner in owners)


def is_unsaid(text, source, i):
    """Whether nothing is said: nobody says it, or saying it is denied."""
    return is_nobody(text, source) or (text.cues[i].row.kind in ("assertion", "fact") and is_negated(text.tree, i))


def second_that(text, i, end):
    """[(start, end, form)] of what a second "that" opens behind a quotation: "said that “it works” and that it is
    cheap".
    """
    behind = text.tokens(end, end)[0]
    if not i < behind < text.last[i]:
        return []
    last = with_that(text, i, behind)
    span = text.trim(skip_joints(text, behind, last), last)
    return [shape(text, *span)] if span else []


def attribute_phrase(text, utterances, i):
    """The Attribution of a cue of several words: "according to", "in the view of", "declined to comment"."""
    first, last, row = text.cues[i]
    if row.kind == "declined":
        return attribute_refusal(text, i)
    if "clause" in takes(row):
        return attribute_quoted(text, utterances, i)
    source = noun_behind(text, last)
    if source is None:
        return None
    span = phrase_span(text, source)
    span = (max(span[0], last), cut_at_comma(text, source, first, span[1]))
    content = beside(text, first, span[1])
    return Attribution(span, (first, last), row, (shape(text, *content),), source) if content else None


def attribute_refusal(text, i):
    """The Attribution of "declined to comment": it has no content."""
    first, last, row = text.cues[i]
    source = decliner(text, i, last)
    if source is None:
        return None
    return Attribution(source_span(text, source, i), (first, last), row, ((None, None, "none"),), source)


def phrase_span(text, source):
    """(first, last) tokens of the noun phrase behind a phrase of saying, and of the whole name it is."""
    tree = text.tree
    first, last = min(tree.left[source], text.names[source][0]), max(tree.right[source], text.names[source][1])
    return trim_source(text, first, last, source)


def cut_at_comma(text, source, first, last):
    """Where a source ends that is put between commas: at the second one."""
    tree = text.tree
    if first > 0 and tree.words[first - 1] == ",":
        return next((t for t in range(source + 1, last) if tree.words[t] == ","), last)
    return last


def attribute_quoted(text, utterances, i):
    """The Attribution of "was quoted as saying": its source is the subject of the verb before it."""
    tree, (first, last, row) = text.tree, text.cues[i]
    saying = last - 1
    verb = tree.head[saying] if tree.pos[tree.head[saying]] in VERBAL and tree.head[saying] < last else first
    source = tree.child(verb, "nsubj:pass", "obj", "nsubj")
    begin = verb if first <= verb or verb < first <= verb + 2 else first
    clause = tree.child(saying, "ccomp", "obj", "xcomp")
    span = clause_span(text, saying, clause, last) if clause is not None else None
    contents = utterances.spoken.get(i) or ([shape(text, *span)] if span else [])
    if not contents or source is None:
        return None
    return Attribution(source_span(text, source, begin), (min(begin, first), last), row, tuple(contents), source)


def attribute_adverb(text, i):
    """The Attribution of "reportedly": the clause that it stands in, without a source."""
    tree, host = text.tree, text.tree.head[i]
    if tree.pos[host] not in VERBAL and tree.child(host, "cop") is None:
        return None
    span = text.trim(max(tree.left[host], text.first[i]), min(tree.right[host], text.last[i]))
    return Attribution(None, (i, i + 1), text.cues[i].row, (shape(text, *span),)) if span else None


def decliner(text, i, last):
    """Who declines: the subject of the first verb in the cue."""
    verbs = [t for t in range(i, last) if text.tree.pos[t] in VERBAL]
    return next(
        (s for v in verbs if (s := text.tree.subject(v)) is not None and not i <= s < last), None
    ) or near_source(text, i)


def noun_behind(text, last):
    """The head of the noun phrase that begins at a token."""
    tree = text.tree
    if last >= len(tree.words):
        return None
    i = last
    while tree.head[i] > i and tree.left[tree.head[i]] >= last - 3 and tree.pos[tree.head[i]] in NOUNS:
        i = tree.head[i]
    return i if tree.pos[i] in NOUNS else None


def beside(text, first, last):
    """(first, last) of the clause that an adverbial phrase of saying stands beside: the rest of its sentence, behind or
    before it.
    """
    low, high = text.first[first], text.last[first]
    if first - low <= 2:
        return text.trim(last, high)
    if text.tree.words[first - 1] == "," and text.tree.words[last : last + 1] == [","] and high - last > 2:
        return text.trim(low, high)
    begin = first
    while (
        begin > low
        and text.tree.words[begin - 1] not in (";",)
        and not (text.tree.words[begin - 1] == "," and text.tree.lower[begin] in function_words("coordinator"))
    ):
        begin -= 1
    return text.trim(begin, first)


def attribute_noun(text, i):
    """The Attribution of a noun of saying with a content: "the agency's view that …", "concerns that …", "a promise to
    …".
    """
    tree = text.tree
    first, last, row = text.cues[i]
    content = next((c for c in tree.children[i] if c > i and opener(text, c) in takes(row)), None)
    if content is None:
        return None
    if tree.case(i) in function_words("bearer") and tree.head[i] in text.cues and text.may_quote(tree.head[i]):
        return None
    source = noun_source(text, i)
    span = text.trim(open_noun(text, content), tree.right[content])
    if span is None or (source is None and tree.dep[content] not in CLAUSES) or source == content:
        return None
    said, act = shape(text, *span), opener(text, content) in acts(row)
    return Attribution(
        source_span(text, source, i), (first, last), row, (said,), source, said[2] != "indirect" or not act
    )


def open_noun(text, content):
    """The first token of a noun's content, behind its preposition."""
    tree, opener = text.tree, text.tree.child(content, "case")
    return opener + 1 if opener is not None and opener < content else tree.left[content]


def opener(text, content):
    """What opens the content of a noun: an infinitive, a clause or its preposition; empty for a relative clause."""
    tree, mark = text.tree, text.marked(content)
    if tree.dep[content] in CLAUSES and mark == "to":
        return "infinitive"
    if tree.dep[content] in CLAUSES and mark in function_words("complementizer"):
        return "clause"
    return (tree.case(content) or mark) if tree.dep[content] in ("nmod", "obl", "acl", "advcl") else ""


def noun_source(text, i):
    """Whose view or warning: the possessor, the noun behind by, from, of or among, or the subject of the verb that the
    noun is the object of.
    """
    tree = text.tree
    if (owner := tree.child(i, "nmod:poss")) is not None:
        return owner
    told = function_words("teller") - takes(text.cues[i].row)
    behind = next((c for c in tree.children[i] if c > i and tree.case(c) in told), None)
    if behind is not None:
        return behind
    return tree.subject(tree.head[i]) if tree.dep[i] in ("obj", "xcomp") else None
