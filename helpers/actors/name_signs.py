"""What is done to a name tells its kind: the signs in a text that a name is a body's and not a person's or a place's.

News introduces a person with the full name: a single word that nobody bears as a surname, and that no title or given
name opens, is a body's. The words beside names stand in `data/lexicons/body_signs.csv`.
"""

from collections import Counter
from functools import cache

from helpers.actors.gazetteer import (
    index_census_names,
    index_given_names,
    index_nominals,
    load_gazetteer,
    may_govern,
    name_part,
)
from helpers.actors.name_spans import JOINERS, PROPER, verbs_of_saying
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms

SUBJECTS, OBJECTS = ("nsubj",), ("obj", "nsubj:pass")
ACTING = ("nsubj", "nsubj:pass", "obj", "obl:agent")
OWNERS = ("nmod:poss", "compound", "nmod:desc")


@cache
def index_signs():
    """{(place, word): kind of body that it tells, or ""}."""
    return {(row.place, row.word): row.kind for row in load_lexicon("body_signs").itertuples(index=False)}


def find_bodies(spans, unseen, titles):
    """{words of a name: Company or Organization} of the names that some place in the text shows to be bodies: of those
    that the model or the gazetteer sees, and of the runs of proper nouns that neither does (`unseen`); `titles` are
    {end: span} of the titles before names.
    """
    surnames = {span[-1].text for span in spans if len(span) > 1 and span.label_ == "PER"}
    words = Counter(token.text for token in spans[0].doc) if spans else Counter()
    personal = {span.text for span in spans if stands_near_person(span)}
    found = {}
    for span in (s for s in [*spans, *unseen] if s.text not in load_gazetteer()):
        if is_person(span, titles, surnames):
            continue
        kind = read_sign(span)
        unlike = is_unlike(span, words) if span.label_ in ("PER", "LOC") else not span.label_ and acts(span)
        if kind is None and unlike and span.text not in personal:
            kind = "Company"
        if kind is not None:
            found[span.text] = "Company" if "Company" in (kind, found.get(span.text)) else "Organization"
    bodies = {s.root.i for s in spans if s.label_ == "ORG" or s.text in found}
    beside = [s for s in spans if s.label_ == "PER" and s.root.dep_ == "conj" and s.root.head.i in bodies]
    found = {s.text: "Company" for s in beside if not is_person(s, titles, surnames) and s.text not in personal} | found
    guessed = [span for span in spans if span.label_ in ("PER", "LOC") and name_part([t.text for t in span]) is None]
    longer = {span.text: found[span[0].text] for span in guessed if span[0].text in found}
    return {**longer, **found}


def stands_near_person(span):
    """Whether a pronoun for one person stands behind a name in its sentence or in the next, before another name."""
    end = span.sent.end
    behind = span.doc[span.end : span.doc[end].sent.end if end < len(span.doc) else end]
    for token in behind:
        if token.lower_ in function_words("personal"):
            return True
        if token.tag_ in PROPER:
            return False
    return False


def is_person(span, titles, surnames):
    """Whether a title, a given name or a longer name shows that a name is a person's."""
    if any(child.lower_ == "which" for clause in span.root.children for child in clause.lefts):
        return False  # "its partner Northline, which paid"
    named = any(token.text in index_given_names() for token in span[:-1])
    return span.start in titles or named or (len(span) == 1 and span.text in surnames)


def is_unlike(span, words):
    """Whether a name that the model takes for a person's or a place's is like neither; `words` counts the words of the
    text. Bodies are shortened to the first word, persons to the last; news introduces a person with the full name.
    """
    if span.label_ == "LOC" and (is_located(span) or not takes_part(span.root)):
        return False
    alone = [words[token.text] - span.doc.text.count(span.text) for token in (span[0], span[-1])]
    if len(span) > 1:
        foreign = is_of_place(span.root) and span[0].text not in index_census_names()
        like = span[-1].tag_ == "NNPS" or span[-1].like_num or may_govern(span[-1].text)
        return alone[0] > 0 >= alone[1] or like or foreign
    told_whole = span.text in index_given_names() or span.text in surface_forms("titles")
    if told_whole:
        return False
    if span.label_ == "PER" and len(span.sent) < len(span.doc) and span.text not in index_census_names():
        return is_party(span.root)
    acting = span.root.dep_ in SUBJECTS and span.label_ == "PER"
    return stands_before_it(span) or (takes_part(span.root) and not acting)


def is_party(noun):
    """Whether a noun does or suffers something, or has something that bodies have."""
    return noun.dep_ in ACTING or (noun.dep_ in OWNERS and noun.head.lemma_ in index_nominals())


def is_located(span):
    """Whether a name stands behind a preposition of place."""
    return any(c.dep_ == "case" and c.lower_ in function_words("locative") for c in span.root.children)


def acts(span):
    """Whether a run of proper nouns does what bodies do, or has it done to it, or is a country's ("Ruritania's
    Northline Power").
    """
    root = span.root
    proper = all(token.tag_ in PROPER or token.text in JOINERS for token in span)
    strange = root.tag_ in ("NN", "NNP", "JJ") and not span.doc.vocab.has_vector(span[0].lower_)
    if not (proper or strange) or span.text.isupper():
        return False
    if len(span) == 1:
        spoken = root.dep_ == "nsubj" and root.head.lemma_.lower() in verbs_of_saying()
        return (spoken or takes_part(root)) and not (root.is_sent_start and span.doc.vocab.has_vector(root.lower_))
    return is_of_place(root) or (root.dep_ in ACTING and root.head.pos_ == "VERB")


def is_of_place(root):
    """Whether a name is a country's: "Ruritania's Northline Power"."""
    owners = (child for child in root.children if child.dep_ == "nmod:poss")
    return any(may_govern(root.doc[owner.left_edge.i : owner.i + 1].text) for owner in owners)


def stands_before_it(span):
    """Whether a name is a subject, and the first pronoun behind it in its sentence, before another name, is "it"."""
    if span.root.dep_ not in SUBJECTS:
        return False
    for token in span.doc[span.end : span.sent.end]:
        if token.tag_ in PROPER:
            return False
        if token.tag_ in ("PRP", "PRP$"):
            return token.dep_ in ("nsubj", "nmod:poss") and token.lower_ in function_words("thing")
    return False


def takes_part(noun):
    """Whether a noun stands beside a verb of public life, such as fine or merge, as the one who acts or is acted on."""
    return noun.dep_ in ACTING and noun.head.lemma_.lower() in act_verbs()


@cache
def act_verbs():
    """The verbs that name an act of public life by themselves."""
    rows = load_lexicon("event_triggers")
    plain = rows.loc[(rows["pos"] == "verb") & (rows["frame"] == ""), "lemmas"]
    return frozenset(lemma for cell in plain for lemma in split_items(cell))


def read_sign(span):
    """The kind of body that the words beside a name tell, "" for a body of any kind, None if they tell nothing."""
    root, head = span.root, span.root.head
    signs, lemma = index_signs(), head.lemma_.lower()
    if root.dep_ in OWNERS and span.end <= head.i:
        return signs.get(("owner", lemma))
    if root.dep_ == "nmod" and any(c.dep_ == "case" and c.lower_ in function_words("inside") for c in root.children):
        return signs.get(("owner", lemma)) or None
    if root.dep_ in SUBJECTS and head.pos_ == "VERB":
        return signs.get(("subject", lemma))
    if root.dep_ in OBJECTS and head.pos_ == "VERB":
        return signs.get(("object", lemma))
    return None
