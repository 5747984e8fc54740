"""The author's own statements: the main clauses that no attribution makes."""

from bisect import bisect_left

from helpers.lexicons import function_words

MAIN = ("conj", "parataxis")
FINITE = ("nsubj", "nsubj:pass", "csubj", "expl", "nsubj:outer", "csubj:pass")


def split_clauses(cued, sentences, attributions):
    """(start, end) of the author's main clauses, one after the other; a clause that attributes, or that is attributed,
    is none.
    """
    cues = {i for a in attributions if a.cue for i in range(*a.cue)}
    spans = sorted(content[:2] for a in attributions for content in a.contents if content[0] is not None)
    covered = cover(spans)
    owned = {
        n
        for a in attributions
        for start, _, form in a.contents
        if form == "direct"
        for n in [cued.quoted[bisect_left(cued.tree.start, start)]]
    }
    for sentence in sentences:
        yield from own_clauses(cued, sentence.start, sentence.end, cues, covered, owned)


def cover(spans):
    """Sorted, separate (start, end) that cover the same characters as sorted spans."""
    merged = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def own_clauses(cued, first, last, cues, covered, owned):
    """(start, end) of the author's clauses in one sentence."""
    tree = cued.tree
    mains = [
        main
        for main in find_mains(tree, first, last, cues)
        if main in cues or states(tree, main) or is_set_apart(tree, main, cues)
    ]
    for main, low, high in cut_clauses(tree, mains, first, last):
        quoted = cued.quoted[main] >= 0 and cued.quoted[main] in owned
        if main in cues or is_covered(tree.start[main], covered) or quoted:
            continue
        span = trim_clause(tree, low, before_cue(tree, main, high, cues))
        if span:
            yield tree.start[span[0]], tree.end[span[1] - 1]


def states(tree, main):
    """Whether a main predicate states anything: a verb, or a noun or adjective with a subject or copula."""
    return tree.pos[main] in ("VERB", "AUX") or tree.child(main, *FINITE, "cop") is not None


def is_set_apart(tree, main, cues):
    """Whether a noun is a subject whose verb the parse does not see behind a relative clause: "The bill, which Roe said
    was dead, passed".
    """
    attributes = (c for c in tree.children[main] if tree.dep[c] == "acl:relcl" and c in cues)
    return any("," in tree.words[max(tree.left[c] - 1, 0) : tree.left[c] + 1] for c in attributes)


def find_mains(tree, first, last, cues):
    """The main predicates of a sentence: its root, and what is joined to it with a subject of its own, or where only
    one of the two attributes.
    """
    root = next((i for i in range(first, last) if tree.head[i] == i), first)
    mains, queue = [], [root]
    while queue:
        main = queue.pop()
        mains.append(main)
        for child in tree.children[main]:
            if (
                first <= child < last
                and tree.dep[child] in MAIN
                and (has_subject(tree, child) or (child in cues) != (main in cues) or is_contrast(tree, child))
                and is_predicate(tree, child)
            ):
                queue.append(child)
    return sorted(mains)


def is_predicate(tree, token):
    """Whether a token is a verb, or a noun or adjective with a copula."""
    return tree.pos[token] in ("VERB", "AUX") or tree.child(token, "cop") is not None


def has_subject(tree, token):
    """Whether a predicate has a subject of its own."""
    return tree.child(token, *FINITE) is not None


def cut_clauses(tree, mains, first, last):
    """(main, first, last) tokens of clauses side by side: each begins where its own words begin."""
    if not mains:
        return []
    begins = [first, *(max(tree.left[main], mains[n] + 1) for n, main in enumerate(mains[1:]))]
    return [
        (main, begin, end) for main, begin, end in zip(mains, begins, [*begins[1:], last], strict=True) if begin < end
    ]


def is_covered(place, covered):
    """Whether a place in the text stands in one of the covered spans."""
    at = bisect_left(covered, (place + 1,)) - 1
    return at >= 0 and covered[at][0] <= place < covered[at][1]


def before_cue(tree, main, high, cues):
    """Where an author's clause ends: before a trailing ", saying that …"."""
    for child in tree.children[main]:
        if (
            child in cues
            and child > main
            and tree.dep[child] in ("advcl", "acl", "parataxis", "xcomp", "conj")
            and "," in tree.words[tree.left[child] - 1 : tree.left[child] + 1]
        ):
            return min(high, tree.left[child])
    return high


def trim_clause(tree, low, high):
    """(first, last) tokens without conjunctions, marks and white space at the ends; None if nothing is left."""
    while low < high and (tree.dep[low] == "cc" or tree.pos[low] in ("PUNCT", "SPACE", "CCONJ")):
        low += 1
    while high > low and (
        tree.pos[high - 1] in ("PUNCT", "SPACE", "CCONJ") and tree.words[high - 1] not in ("%", ")", "]")
    ):
        high -= 1
    return (low, high) if low < high else None


def is_contrast(tree, joined):
    """Whether a verb joined without a subject of its own is set against the one before: ", but has failed"."""
    opener = tree.child(joined, "cc")
    return (
        opener is not None
        and tree.lower[opener] in function_words("contrast")
        and "," in tree.words[max(opener - 1, 0) : opener]
    )
