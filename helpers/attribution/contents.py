"""What a verb attributes where no quotation stands alone: a clause, an infinitive, a noun phrase or what a preposition
opens, by what the cue takes.
"""

from helpers.attribution.content_spans import (
    extend,
    open_left,
    predicate_end,
    run_on,
    shape,
    through_quotations,
    with_subject,
)
from helpers.attribution.cues import acts, takes
from helpers.attribution.quote_attribution import CLOSERS, FINITE, REACH
from helpers.attribution.source_spans import is_day, source_span
from helpers.lexicons import function_words

ASIDE = 9  # tokens, at most, from a cue to the comma behind it where both are put into a clause
SAID = (*FINITE, "MD")
NOMINAL = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")
CLAUSES = ("ccomp", "csubj", "acl", "acl:relcl", "advcl", "xcomp", "parataxis")


def find_contents(text, owners, i):
    """([(start, end, form)] of what a verb attributes, by what it takes, whether it states anything); empty if it
    attributes nothing.

    `owners` are the quotations that are a statement by themselves (`Utterances.owners`): no content runs on through
    one.
    """
    row = text.cues[i].row
    if {"clause", "quote"} <= takes(row) and (span := hosting_clause(text, i)):
        return [shape(text, *span)], True
    finders = ((name, finder) for name, finder in FINDERS if name in takes(row) or name == "preposition")
    found = ((name, spans) for name, finder in finders if (spans := finder(text, i)))
    name, spans = next(found, ("clause", None))
    spans = spans or find_rest(text, i)
    ran = run_on(text, owners, i, spans)
    return [shape(text, *span) for span in ran], any(states(text, i, name, *span) for span in ran)


def states(text, i, name, first, last):
    """Whether a verb states what it takes, and does not merely name an act ("ordered a halt", "welcomed the ruling"),
    one still to be done ("will report results"), or a thought of nobody ("is expected to close").
    """
    tree, row, root = text.tree, text.cues[i].row, text.tree.root(first, last)
    if name == "clause" and text.marked(root) != "to":
        return True
    opener = {"clause": "infinitive", "preposition": tree.lower[first - 1]}.get(name, name)
    unsaid = any(tree.tag[c] in ("MD", "TO") for c in tree.children[i] if c < i)
    pronoun = last - first == 1 and tree.pos[first] == "PRON"
    agent = tree.agent(i)
    unheld = row.kind == "belief" and tree.is_passive(i) and (agent is None or is_day(text, agent))
    return not (unsaid or pronoun or unheld or opener in acts(row))


def hosting_clause(text, i):
    """(first, last) of the clause that a source and its cue are put into between commas ("The rule, Roe said, is
    dead"); None if there is none.
    """
    aside = find_aside(text, i)
    if aside is None:
        return None
    tree, (first, comma), begin = text.tree, aside, host_start(text, aside[0] - 1)
    told = any(tree.tag[t] in SAID for t in range(begin, first - 1))
    joined = told and tree.pos[comma + 1] == "CCONJ"
    if (joined and tree.tag[comma + 2] == tree.tag[i]) or (told and tree.tag[comma + 1] == "VBG"):
        return text.trim(begin, first)
    opens = tree.pos[comma + 1 + joined] in NOMINAL and joined == told
    return text.trim(begin, text.last[i]) if opens or tree.tag[comma + 1] in SAID else None


def find_aside(text, i):
    """(first token of the source, comma behind the cue) where both stand between commas, no quotation or other verb
    with them; None elsewhere.
    """
    tree, low, high = text.tree, text.first[i], text.last[i]
    source = max((c for c in tree.children[i] if c < i and tree.dep[c] == "nsubj"), default=None)
    if source is None or tree.tag[i] not in FINITE or i - low > 2 * REACH:
        return None
    first, last = source_span(text, source, i)
    comma = next((t for t in range(i + 1, min(i + ASIDE, high - 2)) if tree.words[t] == ","), None)
    if comma is None or text.quotes_before[high] > text.quotes_before[low]:
        return None
    alone = all(tree.pos[t] != "VERB" and t not in text.cues for t in range(i + 1, comma))
    return (first, comma) if alone and low < first - 1 and tree.words[first - 1] == "," and last >= i - 1 else None


def host_start(text, at):
    """The first token of the clause before a token: behind a semicolon, or a conjunction with a comma, of
    its sentence.
    """
    words, low = text.tree.words, text.first[at]
    for t in range(at - 1, low, -1):
        if words[t] == ";" or (words[t - 1] == "," and text.tree.pos[t] == "CCONJ"):
            return t + 1
    return low


def before_source(text, i, source):
    """[(start, end, form)] of the clause or its subject that stands before a cue put into a content that a quotation
    ends: "The rule, she said, “is dead.”".
    """
    tree, low = text.tree, text.first[i]
    if source is None or not low < source < i:
        return []
    first, last = source_span(text, source, i)
    stated = tree.lower[low] in function_words("reason") or tree.pos[low] in ("DET", "NOUN", "PROPN", "PRON", "ADJ")
    put_in = (
        tree.tag[i] in FINITE and tree.words[first - 1] == "," and last >= i - 2 and "," in tree.words[i + 1 : i + 2]
    )
    if not stated or not put_in or text.quotes_before[i] > text.quotes_before[low]:
        return []
    return [shape(text, *span)] if (span := text.trim(low, first)) else []


def part_quoted(text, utterances, i):
    """[(start, end, form)] of a content that the parse does not see and that a quotation is part of: the words from the
    verb to its end.
    """
    tree, (_, first, row) = text.tree, text.cues[i]
    end = min(text.last[i], first + REACH)
    if not {"clause", "quote"} & takes(row) or row.pos != "verb" or tree.is_passive(i):
        return []
    at = first
    while at < end and text.quoted[at] < 0 and at not in text.cues and tree.words[at] not in CLOSERS:
        if tree.lower[at] in ("that", "to"):
            first = at
        at += 1
    if at >= end or text.quoted[at] < 0 or text.quoted[at] in utterances.owners or text.quoted[at] in utterances.works:
        return []
    return [shape(text, first, through_quotations(text, utterances.owners, at, end))]


def find_rest(text, i):
    """[(first, last)] of what stands behind a verb of saying that the parse gives no content, or of what stands before
    it and its source at a sentence's end.
    """
    tree, (_, first, row), last = text.tree, text.cues[i], text.last[i]
    if not {"clause", "quote"} <= takes(row) or tree.is_passive(i):
        return []
    end = text.next_stop(first, last) if first < last else first
    if end - first > 2 and tree.pos[first] not in ("ADP", "CCONJ", "PUNCT", "ADV", "SCONJ"):
        return [span] if (span := text.trim(first, end)) else []
    source = tree.subject(i)
    head = min(i, source_span(text, source, i)[0]) if source is not None else i
    if end - first < 2 and head - text.first[i] > 3 and tree.words[head - 1] == ",":
        return [span] if (span := text.trim(text.first[i], head)) else []
    return []


def find_clause(text, i):
    """[(first, last)] of the clauses that a verb governs: behind "that", behind it, or before it with a
    comma between.
    """
    clause = content_clause(text, i)
    if clause is None:
        return around(text, i) if is_put_in(text, i) else []
    span = clause_span(text, i, clause, text.cues[i].last)
    return split_clause(text, i, clause, *span) if span else []


def content_clause(text, i):
    """The main word of the clause that a verb attributes, wherever the parse hangs it, or None; one that is put into a
    clause has none.
    """
    governed = governed_clauses(text, i)
    if governed or is_put_in(text, i):
        return next(iter(governed), None)
    return next(iter(loose_clauses(text, i) or agent_clauses(text, i)), None)


def governed_clauses(text, i):
    """The clauses under a verb, else those with "that" under it, else those with "that" under its object."""
    tree, children = text.tree, text.tree.children[i]
    held = [
        c for noun in children if noun > i and tree.dep[noun] in ("obj", "iobj", "obl") for c in tree.children[noun]
    ]
    return (
        [c for c in children if tree.dep[c] == "ccomp"]
        or [c for c in children if tree.dep[c] in ("advcl", "acl", "xcomp") and text.marked(c) == "that"]
        or [c for c in held if opens_with_that(text, c)]
    )


def is_put_in(text, i):
    """Whether a verb is put into or behind the clause that it attributes: "it fell, Roe said", "as Roe said"."""
    tree = text.tree
    beside = tree.dep[i] == "parataxis" and tree.pos[tree.head[i]] != "PUNCT"
    return beside or (text.marked(i) == "as" and tree.dep[i] == "advcl")


def loose_clauses(text, i):
    """The clauses beside a verb with a comma, colon or quotation mark between, that attribute nothing themselves."""
    tree = text.tree
    loose = [c for c in tree.children[i] if tree.dep[c] == "parataxis" and c not in text.cues]
    return [c for c in loose if tree.words[tree.left[c] - 1 if c > i else tree.right[c] - 1] in (",", ":", "”", '"')]


def agent_clauses(text, i):
    """The clauses with "that" which the parse hangs on the agent of a passive."""
    tree = text.tree
    agent = tree.agent(i) if tree.is_passive(i) else None
    under = tree.children[agent] if agent is not None else []
    return [c for c in under if tree.dep[c] in CLAUSES and tree.lower[tree.left[c]] == "that"]


def split_clause(text, i, clause, first, last):
    """[(first, last)] of joined clauses that each have a subject or "that" of their own; what the cue's own subject
    says or does is cut off.
    """
    tree, parts, cut = text.tree, [], joined_cue(text, i, clause, first, last)
    last = tree.left[cut] if cut is not None else last
    for c in tree.children[clause]:
        begin = tree.left[c]
        if tree.dep[c] == "conj" and first < begin < last and c >= i and stands_alone(text, c):
            parts.append((first, begin))
            first = begin
    return [span for part in [*parts, (first, last)] if (span := text.trim(*part))]


def stands_alone(text, joined):
    """Whether a joined clause has a subject or "that" of its own."""
    tree = text.tree
    own = tree.child(joined, "nsubj", "nsubj:pass") is not None and tree.child(joined, "cc") is not None
    return own or text.marked(joined) == "that"


def joined_cue(text, i, clause, first, last):
    """The other cue that the parse joins to the clause of a cue, on (first, last) tokens; None if there is none."""
    tree = text.tree
    joined = (c for c in tree.children[clause] if tree.dep[c] == "conj" and first < tree.left[c] < last and c >= i)
    return next((c for c in joined if joins_cue(text, i, c)), None)


def joins_cue(text, i, joined):
    """Whether a verb behind a comma, which the parse joins to a content, is another cue in the tense of the first."""
    tree = text.tree
    if joined not in text.cues or tree.tag[joined] not in FINITE or text.marked(joined):
        return False
    comma = "," in tree.words[tree.left[joined] - 1 : tree.left[joined] + 1]
    if not has_subject(text, joined):
        return tree.tag[joined] == tree.tag[i] and (comma or tree.tag[i] == "VBZ")
    return comma and "quote" in takes(text.cues[joined].row) and not tree.is_passive(joined)


def has_subject(text, verb):
    """Whether a verb has a subject of its own."""
    return text.tree.child(verb, "nsubj", "nsubj:pass") is not None


def shared_sources(text):
    """{cue: the cue before whose source it shares}: of cues without a subject that the parse joins to a content ("Roe
    said it fell, and warned …").
    """
    shared = {}
    for i in sorted(text.cues):
        if text.cues[i].row.pos not in ("verb", "adjective") or "clause" not in takes(text.cues[i].row):
            continue
        clause = content_clause(text, i)
        span = clause_span(text, i, clause, text.cues[i].last) if clause is not None else None
        joined = joined_cue(text, i, clause, *span) if span else None
        if joined is not None and not has_subject(text, joined):
            shared[joined] = i
    return shared


def opens_with_that(text, clause):
    """Whether a clause that the parse puts under a noun begins with "that"."""
    return (
        text.tree.dep[clause] in CLAUSES
        and text.tree.lower[text.tree.left[clause]] == "that"
        and text.tree.tag[text.tree.left[clause]] != "WDT"
    )


def clause_span(text, i, clause, begin):
    """(first, last) of a clause that a verb governs, on its side of the verb, whose cue ends before `begin`."""
    tree = text.tree
    first, last = tree.left[clause], tree.right[clause]
    if clause > i:
        first = with_subject(text, clause, begin, max(first, begin))
        last = extend(text, i, last)
    else:
        last = min(last, i, tree.left[i] if tree.left[i] > clause else i)
        source = tree.subject(i)
        if source is not None and clause < source < i:
            last = min(last, source_span(text, source, i)[0])
        first = min(first, open_left(text, i, first))
    return text.trim(first, last)


def around(text, i):
    """The clause that a verb is put into or behind, without its own words at either end."""
    tree, host = text.tree, text.tree.head[i]
    first, last = max(tree.left[host], text.first[i]), min(tree.right[host], text.last[i])
    own = tree.left[i], tree.right[i]
    source = tree.subject(i)
    if source is not None and text.first[i] <= source < text.last[i]:
        own = min(own[0], tree.left[source]) if source < i else own[0], own[1]
    if own[0] > host and own[1] >= last - 1:
        last = own[0]
    elif own[1] <= host and own[0] <= first + 1:
        first = own[1]
    return [span] if (span := text.trim(first, last)) else []


def find_infinitive(text, i):
    """[(first, last)] of an infinitive that a verb governs; of a passive, with the subject before it."""
    tree, begin = text.tree, text.cues[i].last
    clauses = (c for c in tree.children[i] if c > i and tree.dep[c] in ("xcomp", "advcl", "ccomp", "acl"))
    clause = next((c for c in clauses if text.marked(c) == "to" or tree.dep[c] == "xcomp"), None)
    if clause is None:
        return []
    held, subject = tree.child(i, "obj", "obl"), tree.child(i, "nsubj:pass")
    first = max(tree.left[held if held is not None and i < held < clause else clause], begin)
    if tree.is_passive(i) and subject is not None and tree.agent(i) is None:
        first = tree.left[subject]
    return [span] if (span := text.trim(first, extend(text, i, tree.right[clause]))) else []


def find_noun(text, i):
    """[(first, last)] of a noun phrase that a verb attributes, with what follows it; of a passive, its subject."""
    tree = text.tree
    if tree.is_passive(i):
        subject = tree.child(i, "nsubj:pass")
        if subject is None or tree.agent(i) is None or tree.tag[subject].startswith("W"):
            return []
        return [(tree.left[subject], predicate_end(text, i, tree.agent(i)))]
    found = tree.child(i, "obj")
    if found is None:
        found = next(
            (c for c in tree.children[i] if tree.dep[c] == "xcomp" and tree.tag[c] == "VBG" and not text.marked(c)),
            None,
        )
    if found is None or found < i or tree.tag[found].startswith("W"):
        return []
    span = text.trim(max(tree.left[found], text.cues[i].last), extend(text, i, tree.right[found]))
    return [span] if span else []


def find_preposition(text, i):
    """[(first, last)] of what stands behind a preposition that the lexicon lets the verb take, or behind the one in the
    cue.
    """
    tree, held = text.tree, text.tree.child(i, "obj")
    nouns = [*tree.children[i], *(tree.children[held] if held is not None else [])]
    noun = next((c for c in nouns if c > i and is_taken(text, i, tree.child(c, "case", "mark"))), None)
    if noun is None:
        return []
    first = open_preposition(text, i, tree.child(noun, "case", "mark"), held)
    agent = tree.agent(i) if tree.is_passive(i) else None
    end = tree.left[agent] if agent is not None and agent > noun else extend(text, i, tree.right[noun])
    return [span] if (span := text.trim(first, end)) else []


def is_taken(text, i, opener):
    """Whether a verb takes what a preposition opens."""
    if opener is None:
        return False
    word, (_, last, row) = text.tree.lower[opener], text.cues[i]
    return word in takes(row) or (i < opener < last and word in function_words("preposition"))


def open_preposition(text, i, opener, held):
    """Where a content behind a preposition begins: with the subject of a passive, or the object that something is said
    of.
    """
    tree, (_, last, row) = text.tree, text.cues[i]
    raised = tree.child(i, "nsubj:pass") if tree.is_passive(i) else None
    if raised is not None:
        return tree.left[raised]
    if (
        held is not None
        and last <= held < opener
        and ("noun" in takes(row) or tree.lower[opener] in function_words("depiction"))
    ):
        return tree.left[held]
    return max(opener + 1, last)


# What a verb takes, in the order in which it is looked for.
FINDERS = (
    ("clause", find_clause),
    ("infinitive", find_infinitive),
    ("noun", find_noun),
    ("preposition", find_preposition),
)
