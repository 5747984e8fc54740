"""Claims inside claims: whose content holds the cue of another."""

from bisect import bisect_right

DEEPEST = 6  # claims inside claims; what is nested deeper is no report that a reader can follow


def unique(items):
    """The (attribution, content) pairs without a second one for the same cue and content."""
    found = {}
    for attribution, content in items:
        found.setdefault((attribution.cue if attribution is not None else None, *content[:2]), (attribution, content))
    return list(found.values())


def nest(items):
    """(place, place of the parent or None) of (content, cue) spans, parents first; what is nested too deep is left out.

    The parent is the smallest content around a cue. Contents are (start, end) or (None, None), cues (start, end) or
    None.
    """
    spans = sorted((content[0], -content[1], n) for n, (content, _) in enumerate(items) if content[0] is not None)
    starts, around, depth, stack = [], {}, {}, []
    for start, negative, n in spans:
        while stack and -stack[-1][1] <= start:
            stack.pop()
        outer = next((m for _, other, m in reversed(stack) if -other >= -negative), None)
        depth[n] = depth.get(outer, 0) + 1
        if depth[n] <= DEEPEST:
            around[n] = outer
            starts.append((start, negative, n))
            stack.append((start, negative, n))
    parents = {
        n: find_parent(n, content, cue, items, starts, around)
        for n, (content, cue) in enumerate(items)
        if n in around or content[0] is None
    }
    return order_parents(parents)


def find_parent(n, content, cue, items, starts, around):
    """The place of the smallest content around a cue that is not the claim's own."""
    if cue is None:
        return None
    at = bisect_right(starts, cue[0], key=lambda span: span[0]) - 1
    m = starts[at][2] if at >= 0 else None
    while m is not None and (items[m][1] == cue or items[m][0][1] < cue[1] or m == n):
        m = around[m]
    return m


def order_parents(parents):
    """(place, parent) pairs, every parent before its children; a circle is cut."""
    done = {}
    for n in parents:
        path = []
        while n is not None and n not in done and n not in path:
            path.append(n)
            n = parents.get(n)
        for m in reversed(path):
            done[m] = parents[m] if parents[m] in done else None
    return list(done.items())
