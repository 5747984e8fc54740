"""What the parser gets wrong as a kind, mended where it is wrong: the parse that everything else reads.

Each mend asks for a pattern that has one reading only: a sum before its noun ("a £3 million fine"), a perfect that a
day splits ("had on Monday added"), a list of names without its links, "more than a dozen states", a second subject
between commas, a title before a name.
"""

from itertools import pairwise

from spacy.language import Language

SUBJECTS = frozenset(["nsubj", "nsubj:pass"])
NOMINAL = (*SUBJECTS, "obj", "iobj", "obl", "obl:agent", "nmod", "conj", "appos", "ROOT")
NAMING = ("PROPN", "NOUN")
BEFORE_SUM = ("JJ", "JJR", "JJS", "VBN", "NN", "RB")  # "a record $5 million fine"
BEHIND_SUM = ("JJ", "NN", "NNS", "RB")  # "fine" is read as any of them
CLAUSAL = ("VBN", "VBD", "VBZ", "VBP", "VB", "MD", "TO")


@Language.component("mend_parse")
def mend_parse(doc):
    """Mend what one word shows: sums, split perfects, quantities, lists, second subjects."""
    for token in doc:
        if token.tag_ == "$":
            mend_sum(token)
            mend_paid(token)
        elif token.tag_ in ("VBN", "VBD"):
            mend_split_perfect(token)
        elif token.tag_ == "RBR":
            mend_quantity(token)
        if token.dep_ == "parataxis" and token.pos_ == "PROPN":
            mend_list(token)
        elif token.dep_ in SUBJECTS:
            mend_second_subject(token)
        elif token.dep_ == "nmod" and token.left_edge.dep_ == "cc" and token.head.i < token.left_edge.i:
            token.dep_ = "conj"  # "Ondine Group and Quorv Inc"
    return doc


def hang(token, head, dep):
    """Let a token hang on another; on itself it is the root."""
    token.head, token.dep_ = head, dep


def mend_sum(currency):
    """Make the noun behind a sum the head of its phrase: "a £3 million fine", "its $24 billion takeover of"."""
    doc, number = currency.doc, run_over(currency.i + 1, 1, currency.doc, ("CD",))
    end = run_over(number, 1, doc, BEHIND_SUM)
    first = run_over(currency.i - 1, -1, doc, BEFORE_SUM)
    if not currency.i + 1 < number < end or first < 0 or doc[first].tag_ not in ("DT", "PRP$", "POS"):
        return
    first += doc[first].tag_ == "POS"
    noun, phrase = doc[end - 1], range(first, end)
    outer = [t for t in (noun, currency) if t.head.i not in phrase or t.head == t]
    if not outer or (outer == [noun] and noun.pos_ == "NOUN" and noun.dep_ in NOMINAL):
        return
    top = next((t for t in outer if t.dep_ in NOMINAL), outer[0])
    if noun.pos_ != "NOUN":
        noun.tag_, noun.pos_ = "NN", "NOUN"
    behind = [c for t in doc[first : end - 1] for c in t.children if c.i not in phrase]
    hang(noun, noun if top.head == top else top.head, top.dep_ if top.dep_ in NOMINAL else "obj")
    for word in doc[first : end - 1]:
        if word.i == currency.i or word.head.i not in phrase or (word.head.i == currency.i and word.tag_ != "CD"):
            hang(word, noun, "compound" if word.i == currency.i else word.dep_)
    for word in behind:
        word.head = noun


def mend_paid(currency):
    """Make the name right before a sum that is an object the indirect object: "fined little Northline €600,000"."""
    verb = currency.head
    phrases = [c for c in currency.lefts if c.pos_ in NAMING and c.right_edge.i + 1 == currency.i and c.i > verb.i]
    named = any(token.text[0].isupper() for token in phrases[0].subtree) if phrases else False
    if currency.dep_ != "obj" or verb.pos_ != "VERB" or not named:
        return
    for word in [c for c in currency.children if verb.i < c.i < phrases[0].i]:
        word.head = phrases[0]
    hang(phrases[0], verb, "iobj")


def run_over(place, step, doc, tags):
    """The first place from `place` on, going by `step`, whose word has none of the tags."""
    while 0 <= place < len(doc) and doc[place].tag_ in tags:
        place += step
    return place


def mend_split_perfect(verb):
    """Make the verb of a perfect that a time splits the head of its clause: "had on Monday added"."""
    have = verb.head
    if have.lemma_ != "have" or have.i > verb.i or verb.dep_ not in ("parataxis", "ccomp", "xcomp", "conj", "advcl"):
        return
    between = verb.doc[have.i + 1 : verb.left_edge.i]
    if not len(between) or any(t.tag_ in CLAUSAL or t.dep_ in ("obj", "nsubj") or t.text == "," for t in between):
        return
    others = [c for c in have.children if c is not verb]
    hang(verb, verb if have.head == have else have.head, have.dep_)
    for word in others:
        word.head = verb
    hang(have, verb, "aux")


def mend_quantity(more):
    """Make the counted noun the head of "more than a dozen states", not "more"."""
    than = more.nbor() if more.i + 1 < len(more.doc) else more
    counted = than.head
    if than.lower_ != "than" or counted.head.i != more.i or counted.pos_ not in NAMING or counted.dep_ == "conj":
        return
    head = more.head
    if head == more or not more.i < counted.i < head.i:
        return
    hang(counted, head, "nsubj:pass" if any(c.dep_ == "aux:pass" for c in head.children) else "nsubj")
    hang(more, counted, "advmod")


def mend_list(name):
    """Let a name behind a name and a comma, with a coordinated one behind it, be the second of a list of three."""
    before = name.left_edge.i - (name.left_edge.text != ",")
    if before < 1 or name.doc[before].text != "," or not any(c.dep_ == "conj" for c in name.children):
        return
    first = name.doc[before - 1]
    while first.head != first and first.head.i < before and first.head.pos_ == "PROPN":
        first = first.head
    if first.pos_ == "PROPN" and first.head == name.head and first.dep_ in NOMINAL:
        hang(name, first, "conj")


def mend_second_subject(second):
    """Make a second subject of one verb, between commas, the apposition of the first that it is.

    As in "Northline, the largest carrier of the region, grew".
    """
    comma = second.left_edge.i - (second.left_edge.text != ",")
    if comma < 1 or second.doc[comma].text != ",":
        return
    first = find_first_subject(second.doc[comma - 1], second)
    if first is not None:
        first.dep_ = second.dep_
        hang(second, first, "appos")


def find_first_subject(last, subject):
    """The noun whose phrase ends with the token `last` and that is a subject of the same verb, or read as addressed.

    None if there is none or no comma closes what follows it ("The rule, Roe said, is dead").
    """
    while last.head.i < subject.i and last.head.i != last.i:
        last = last.head
    if last.head.i != subject.head.i or last.i == subject.head.i or last.pos_ not in ("PROPN", "NOUN"):
        return None
    end = subject.right_edge.i
    closed = "," in (subject.right_edge.text, subject.doc[end + 1 : end + 2].text)
    return last if closed and last.dep_ in (*SUBJECTS, "vocative") else None


@Language.component("titles_before_names")
def mend_titles(doc):
    """Let the name of a person be the head of the title before it, as it mostly is: "CEO Jane Roe said".

    Some parses hang the name on the title, or make both subjects.
    """
    for title, token in pairwise(doc):
        if title.tag_ != "NN" or token.ent_type_ != "PER":
            continue
        if token.dep_ == "flat" and token.head.i == title.i:
            behind = [child for child in title.children if child.i > token.i]
            token.head, token.dep_ = (title.head if title.head.i != title.i else token), title.dep_
            for child in behind:
                child.head = token
        elif not (title.dep_ in SUBJECTS and title.dep_ == token.dep_ and title.head.i == token.head.i):
            continue
        title.head, title.dep_ = token, "nmod:desc"
    return doc
