"""Where a content begins and ends: on through the quotations that it holds, up to what its speaker says next."""

from bisect import bisect_right

from helpers.attribution.cues import JOINTS, QUOTE_MARKS, SENTENCE_END, VERBAL, takes
from helpers.attribution.quote_attribution import CLOSERS, FINITE, MARKS, REACH, TITLE
from helpers.language.frames import RELATIVE
from helpers.lexicons import function_words

OBLIQUE = ("obl", "nmod", "obl:tmod", "obl:npmod", "obl:agent", "advmod", "advcl", "obl:unmarked", "nmod:unmarked")
BEHIND = (*OBLIQUE, "xcomp", "obj", "iobj")


def run_on(text, owners, i, spans):
    """The spans of a content with the last one run on through a quotation that the parse broke it off at, and that has
    no owner of its own.
    """
    if not spans or spans[-1][1] <= i:
        return spans
    *others, (first, last) = spans
    first = (
        first
        if others or (text.tree.pos[first] == "DET" and "noun" in takes(text.cues[i].row))
        else behind_that(text, i, first, last)
    )
    last = through_quotations(text, owners, last, min(text.last[i], last + 3 * REACH))
    last = before_phrase(text, first, with_that(text, i, last))
    last = in_relative_clause(text, i, first, last)
    last = before_main_clause(text, i, first, before_next_cue(text, i, first, last))
    return [*others, span] if (span := text.trim(first, last)) else others


def behind_that(text, i, first, last):
    """Where a content begins whose "that" stands behind whom and when it was said to: "told reporters on Friday that
    …".
    """
    tree = text.tree
    for at in range(first, min(last - 1, first + TITLE)):
        if tree.lower[at] == "that" and tree.tag[at] == "IN":
            return at + 1
        if tree.pos[at] in ("VERB", "AUX", "PUNCT") or text.quoted[at] >= 0:
            break
    return first


def before_phrase(text, first, last):
    """Where a content ends before a phrase of saying set off by a comma: ", according to the report"."""
    at = bisect_right(text.phrases, first)
    phrase = text.phrases[at] if at < len(text.phrases) else last
    return phrase if phrase < last and is_set_off(text, phrase) else last


def is_set_off(text, at):
    """Whether a comma stands before a token, a quotation mark between them or not."""
    return text.tree.words[text.before_marks(at)] in JOINTS


def in_relative_clause(text, i, first, last):
    """Where a content ends in a relative clause between commas ("The bill, which Roe said was dead, passed"): at the
    comma before the main verb.
    """
    tree = text.tree
    relative = next((t for t in range(i - 1, max(text.first[i], i - TITLE), -1) if tree.tag[t] in RELATIVE), None)
    if relative is None or tree.words[relative - 1] != ",":
        return last
    main = tree.head[i]
    verbs = (
        (*FINITE, "MD", "VB", "VBN") if tree.head[main] == main and tree.pos[main] not in VERBAL else (*FINITE, "MD")
    )
    commas = (t for t in range(max(first, i) + 1, min(last - 1, first + REACH)) if tree.words[t] == ",")
    return next((t for t in commas if text.quoted[t] < 0 and tree.tag[t + 1] in verbs), last)


def before_next_cue(text, i, first, last):
    """Where a content ends whose quotation is followed by what the speaker says next, or does next behind a comma, in
    the tense of the cue: "was “idle” and criticized …".
    """
    tree = text.tree
    for at in range(max(first, i) + 1, min(last - 1, first + 2 * REACH)):
        joined = tree.pos[at] == "CCONJ" and tree.tag[at + 1] == tree.tag[i]
        if (
            joined
            and (at + 1 in text.cues or "," in tree.words[at - 2 : at])
            and tree.tag[i] in FINITE
            and text.quotes_before[at] > text.quotes_before[first]
            and text.quoted[at] < 0
        ):
            return at
    return last


def before_main_clause(text, i, first, last):
    """Where a content ends in a clause that opens its sentence ("While Roe said it is “idle,” others …"): at the comma
    behind it.
    """
    tree, low = text.tree, text.first[i]
    if tree.pos[low] != "SCONJ" or i - low > TITLE or "," in tree.words[low:i]:
        return last
    commas = (t for t in range(max(first, i) + 3, min(last, first + 2 * REACH)) if tree.words[t] == ",")
    return next((t for t in commas if text.quoted[t] < 0 or text.quoted[t + 1] < 0), last)


def with_that(text, i, last):
    """Where a content ends that a second "that" or "how" goes on with: "that “it works” and that it is cheap"."""
    tree, end = text.tree, min(text.last[i], last + 3 * REACH)
    at = skip_joints(text, last, end)
    if not (at + 1 < end and tree.pos[at] == "CCONJ" and tree.lower[at + 1] in function_words("complementizer")):
        return last
    while last < end and not text.ends_sentence(last):
        last += 1
    return last


def skip_joints(text, at, end):
    """The next token that is neither quotation mark nor comma."""
    while at < end and text.tree.words[at] in MARKS:
        at += 1
    return at


def through_quotations(text, owners, last, end):
    """Where a content ends that breaks off before or in a quotation: behind the words that go on with the quotation,
    and the quotations joined to it.
    """
    at = skip_joints(text, behind_auxiliaries(text, last, end), end)
    if "," in text.tree.words[last:at] and (at >= end or not text.tree.words[at][:1].islower()):
        at = last
    if at >= end or text.quoted[at] < 0 or text.ends_sentence(last - 1):
        at = text.before_marks(last)
    while at < end and text.quoted[at] >= 0 and text.quoted[at] not in owners:
        last = min(text.behind_quotation(at), end)
        ending = text.ending(text.quotations[text.quoted[at]])
        if ending in SENTENCE_END:
            break
        if ending not in CLOSERS:
            last = behind_words(text, last, end)
        at = joined_quotation(text, last, end)
    return last


def behind_auxiliaries(text, last, end):
    """The token behind the auxiliaries and adverbs, three at most, that the parse cut off from a content before a
    quotation: "is now “cheaper”".
    """
    at = last
    while at < min(end, last + 3) and text.tree.pos[at] in ("AUX", "ADV"):
        at += 1
    return at


def behind_words(text, last, end):
    """Where the words end that go on with a quotation: before a comma, a conjunction, another quotation or
    another cue.
    """
    tree, at, grounded = text.tree, text.skip_marks(last, end), False
    while at < end and text.quoted[at] < 0 and tree.words[at] not in CLOSERS and tree.words[at] not in QUOTE_MARKS:
        joined = tree.pos[at] in ("CCONJ", "SCONJ") or tree.dep[at] == "mark"
        if (joined and tree.lower[at] not in function_words("reason")) or at in text.cues:
            break
        if tree.tag[at] in FINITE and not grounded:
            break
        grounded = grounded or joined
        at += 1
        last = at
    return last


def joined_quotation(text, last, end):
    """The first token of a quotation that is joined to what ends here, with a word or two between at most; the end if
    there is none.
    """
    tree, at = text.tree, last
    while at < min(end, last + 6) and text.quoted[at] < 0 and at not in text.cues:
        if tree.pos[at] not in ("PUNCT", "CCONJ", "DET", "SCONJ", "PRON", "ADP") or text.ends_sentence(at):
            return end
        at += 1
    return at if at < end and text.quoted[at] >= 0 else end


def extend(text, i, last):
    """Where a content behind a verb ends: what else the verb governs behind it belongs to it, except clauses set off by
    a comma.
    """
    tree = text.tree
    for c in tree.children[i]:
        if tree.left[c] >= last - 1 and c >= last:
            if tree.dep[c] == "punct":
                continue
            if tree.dep[c] not in BEHIND or set(tree.words[tree.left[c] - 1 : tree.left[c] + 1]) & JOINTS:
                break
            last = max(last, tree.right[c])
    return min(last, text.last[i])


def with_subject(text, clause, begin, first):
    """Where a clause begins whose subject the parse hangs on the cue: behind the cue, if nothing but a noun phrase
    stands between.
    """
    tree = text.tree
    between = range(begin, first)
    if not between or text.quoted[clause] < 0 or tree.child(clause, "nsubj", "nsubj:pass", "mark") is not None:
        return first
    finite = tree.tag[clause] in FINITE or tree.child(clause, "aux", "cop") is not None
    plain = all(tree.pos[t] not in ("VERB", "AUX") and tree.words[t] not in JOINTS for t in between)
    return begin if finite and plain and len(between) < TITLE else first


def open_left(text, i, first):
    """The first token of the sentence, where all before a content that stands before its cue belongs to it."""
    low = text.first[i]
    return low if text.quotes_before[first] == text.quotes_before[low] else first


def predicate_end(text, i, agent):
    """Where a passive ends before its agent, with what the verb governs."""
    tree, last = text.tree, text.cues[i].last
    stop = tree.left[agent] if agent is not None and agent > i else text.last[i]
    for c in tree.children[i]:
        if last <= c < stop and tree.dep[c] in BEHIND and c != agent and tree.case(c) != "by":
            last = min(tree.right[c], stop)
    return last


def shape(text, first, last):
    """(start, end, form) of content tokens; mixed if a part of it is quoted."""
    first, last = widen(text, first, last)
    start, end = text.chars(first, last)
    form = "mixed" if text.quotes_before[last] > text.quotes_before[first] else "indirect"
    return start, end, form


def widen(text, first, last):
    """Content tokens with the whole of a quotation that they begin or end inside of."""
    for n in {text.quoted[first], text.quoted[last - 1]} - {-1}:
        low, high = text.tokens(text.quotations[n].start, text.quotations[n].end)
        if high - low < 3 * REACH:
            first, last = min(first, low), max(last, high)
    return first, last
