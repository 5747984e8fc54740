"""Who speaks: the noun phrase that is the source of a cue, and how far it reaches."""

from functools import cache

from helpers.attribution.cues import JOINTS, next_place
from helpers.attribution.quote_attribution import DASHES, FINITE, MARKS, REACH, TITLE
from helpers.language.frames import RELATIVE
from helpers.lexicons import function_words, load_lexicon, split_items

PAST = ("VBD", "VBN")
PHRASE_WORDS = ("PROPN", "NOUN", "DET", "ADJ", "ADP", "NUM", "CCONJ", "PART")
PHRASE_PARTS = ("flat", "compound", "appos", "nmod", "nmod:desc", "conj", "nmod:poss", "amod", "nummod", "det")


def find_source(text, i, quotes, shared):
    """The head of the noun phrase that speaks, or None: the subject; where that is missing or quoted, the noun next to
    the cue.

    `quotes` tells whether the cue utters quotations, `shared` is {cue: the cue before whose source it shares}.
    """
    if (before := saying_before(text, i)) is not None:
        return find_source(text, before, quotes, shared)
    source = text.tree.subject(shared.get(i, i))
    if source is not None and is_day(text, source) and text.tree.is_passive(i):
        return None
    if (
        source is not None
        and text.quoted[source] < 0
        and not is_day(text, source)
        and not (quotes and is_inverted(text, i))
        and not is_passed_over(text, source, i)
    ):
        return source
    return near_source(text, i) if quotes or source is not None or text.tree.dep[i] == "parataxis" else None


def saying_before(text, i):
    """The last verb of saying before a participle of saying behind a comma, which goes on with its source: "Roe said it
    fell, adding that …"; None if there is none.
    """
    tree = text.tree
    if tree.tag[i] != "VBG" or tree.words[i - 1 : i] != [","] or not text.may_quote(i):
        return None
    before = range(i - 2, max(text.first[i], i - 2 * REACH) - 1, -1)
    return next((t for t in before if t in text.cues and tree.tag[t] in FINITE and text.may_quote(t)), None)


def is_passed_over(text, source, i):
    """Whether another noun phrase stands between a subject and its verb, right before the verb: "Friday, Jane Roe
    announced".
    """
    tree, t = text.tree, i - 1
    while t > source and tree.pos[t] in ("ADV", "AUX", "PART"):
        t -= 1
    if not source < t < i or tree.pos[t] not in ("PROPN", "PRON", "NOUN") or tree.tag[t].startswith("W"):
        return False
    last = source_span(text, source, i)[1]
    head = climb(text, t, i)
    return t >= last and tree.words[last] in JOINTS and not tree.case(head) and tree.words[t + 1] not in JOINTS


@cache
def days():
    """Words for days, months and seasons."""
    kinds = ("weekday", "named_day", "month", "season", "daypart")
    rows = load_lexicon("date_words").itertuples(index=False)
    return frozenset(form.lower() for row in rows if row.pos in kinds for form in split_items(row.forms))


def is_day(text, i):
    """Whether a word tells when, and is no part of a longer name ("May" in "Jane May")."""
    return text.tree.lower[i] in days() and text.names[i] == (i, i + 1)


def is_inverted(text, i):
    """Whether a cue stands right behind a quotation or a comma, with a noun phrase right behind it: "…,” said Jane
    Roe".
    """
    tree = text.tree
    behind = (
        i + 1 < len(tree.words)
        and tree.pos[i + 1] in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PRON")
        and tree.lower[i + 1] not in ("that",)
    )
    t = i - 1
    while t > 0 and tree.words[t] in MARKS:
        t -= 1
    return t >= 0 and text.quoted[t] >= 0 and behind


def may_speak(text, i, source):
    """Whether somebody speaks: a source was found, or a passive leaves it out."""
    return source is not None or text.tree.is_passive(i) or (text.tree.tag[i] in PAST and text.first[i] == i)


def missed_source(text, i):
    """The source of a verb that the parse gives no subject: the noun beside it; of a participle, else the first subject
    of the sentence.
    """
    tree = text.tree
    if tree.tag[i] in FINITE or tree.tag[i] == "VBN":
        return near_source(text, i) if text.first[i] < i else None
    if tree.tag[i] != "VBG":
        return None
    if text.first[i] < i and tree.pos[i - 1] in ("PROPN", "PRON", "NOUN") and text.quoted[i - 1] < 0:
        return climb(text, i - 1, i)
    outside = (t for t in range(text.first[i], min(i, text.first[i] + 2 * REACH)) if text.quoted[t] < 0)
    return next(
        (t for t in outside if tree.dep[t] in ("nsubj", "nsubj:pass") and not tree.tag[t].startswith("W")), None
    )


def is_nobody(text, source):
    """Whether a source says that nobody speaks: "nobody", "no one", "neither side"."""
    if source is None:
        return False
    tree = text.tree
    words = [source, *(c for c in tree.children[source] if tree.dep[c] in ("det", "cc:preconj", "cc"))]
    return any(tree.lower[t] in function_words("negation") for t in words)


def near_source(text, i):
    """The noun that stands for a subject that the parse missed: right before the cue, else right behind it."""
    tree = text.tree
    for step, limit in ((1, 6), (-1, 8)) if is_inverted(text, i) else ((-1, 8), (1, 4)):
        j = i + step
        while 0 <= j < len(tree.words) and abs(j - i) <= limit and text.quoted[j] < 0 and not text.ends_sentence(j):
            if tree.pos[j] in ("PROPN", "PRON", "NOUN") and not is_day(text, j):
                return climb(text, j, i)
            j += step
    return None


def climb(text, j, i):
    """The head of the noun phrase that a noun stands in, on its side of the cue."""
    tree = text.tree
    while tree.dep[j] in PHRASE_PARTS and text.quoted[tree.head[j]] < 0:
        if (
            not (text.first[i] <= tree.head[j] < text.last[i] and (tree.head[j] < i) == (j < i))
            or tree.pos[tree.head[j]] == "VERB"
        ):
            break
        j = tree.head[j]
    return j


def source_span(text, head, cue):
    """(first, last) tokens of a source: its noun phrase on its side of the cue, with what is set off by commas between
    the two.
    """
    if head is None:
        return None
    tree = text.tree
    first, last = min(tree.left[head], text.names[head][0]), max(tree.right[head], text.names[head][1])
    for c in tree.children[head]:
        if c > head and tree.dep[c] in ("acl:relcl", "acl", "parataxis", "advcl", "cc", "ccomp"):
            last = min(last, tree.left[c])
    first, last = (first, min(last, cue)) if head < cue else (max(first, cue + 1), last)
    first, last = spread(text, *trim_source(text, first, last, head), cue)
    return trim_source(text, first, last, head)


def settle_source(text, head, cue):
    """(head, (first, last)) of a source: behind a dateline, and with the person's name that its sentence begins with
    for its head ("Jane Roe of the group Tidewatch said"); (None, None) if nobody is told.
    """
    span = source_span(text, head, cue)
    if span is None or text.tree.pos[head] == "PRON":
        return head, span
    (first, last), low = span, text.first[cue] if head < cue else span[0]
    dash = next((t for t in range(low + 1, min(last, low + TITLE + 3)) if text.tree.words[t] in DASHES), None)
    if dash is not None and first == low and head < cue and text.tree.words[low].isupper() and dash + 1 < last:
        name = text.names[dash + 1]
        return (head if head > dash else min(name[1], last) - 1), (dash + 1, last)
    person = next((name for name in text.tree.names_in(low, min(low + 1, first + 1)) if name.label_ == "PER"), None)
    if person is None or person.end > head or not begins_phrase(text, person.end, head):
        return head, span
    return person.root.i, (person.start, last)


def begins_phrase(text, at, head):
    """Whether words behind a name go on with it up to another noun: a preposition or comma, and no verb or mark."""
    tree, between = text.tree, range(at + 1, head + 1)
    plain = all(tree.pos[t] in PHRASE_WORDS and text.quoted[t] < 0 for t in between)
    return head - at < 2 * TITLE and plain and (tree.pos[at] == "ADP" or tree.words[at] == ",")


def spread(text, first, last, cue):
    """A source with the names beside it, and with an apposition or relative clause between commas up to the cue, or up
    to the sentence's end.
    """
    tree = text.tree
    while (
        last < len(tree.words)
        and last != cue
        and tree.pos[last] == "PROPN"
        and tree.pos[last - 1] in ("PROPN", "NOUN")
        and text.quoted[last] < 0
    ):
        last += 1
    while (
        first > 0
        and first - 1 != cue
        and tree.pos[first - 1] == "PROPN"
        and tree.pos[first] == "PROPN"
        and text.quoted[first - 1] < 0
    ):
        first -= 1
    if last >= len(tree.words) or tree.words[last] not in (",", "—", "–", "-"):
        return first, last
    if last < cue:
        closed = tree.words[cue - 1] in (",", "—", "–", "-") and cue - last < REACH
        return first, cue - 1 if closed and all(text.quoted[t] < 0 for t in range(last, cue)) else last
    end = next_place(text.marks, last, text.next_stop(last, max(last, text.last[last - 1])))
    opens = (
        tree.pos[last + 1] in ("DET", "NOUN", "ADJ", "NUM", "PROPN") or tree.lower[last + 1] == "who"
        if end > last + 1
        else False
    )
    return first, end if opens and end - last < REACH and (last - cue) < 12 else last


def trim_source(text, first, last, head):
    """A source without marks at its ends, and without its preposition."""
    tree = text.tree
    while last - 1 > head and (
        tree.words[last - 1] in JOINTS or text.quoted[last - 1] >= 0 or tree.words[last - 1] in MARKS
    ):
        last -= 1
    while first < head and (
        tree.words[first] in JOINTS
        or text.quoted[first] >= 0
        or tree.words[first] in MARKS
        or tree.words[first].isspace()
        or tree.tag[first] in RELATIVE
        or (tree.dep[first] in ("case", "mark", "cc") and tree.head[first] == head)
    ):
        first += 1
    return first, last
