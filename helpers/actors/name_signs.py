"""What is done to a name tells its kind: the signs in a text that a name is a body's and not a person's or a place's.

News introduces a person with the full name: a single word that nobody bears as a surname, and that no title or given name
opens, is a body's. The words beside names stand in `data/lexicons/body_signs.csv`.
"""

from collections import Counter
from functools import cache

from helpers.actors.gazetteer import index_given_names, load_gazetteer, name_part
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms

SUBJECTS, OBJECTS = ("nsubj",), ("obj", "nsubj:pass")
ACTING = ("nsubj", "nsubj:pass", "obj", "obl:agent")
OWNERS = ("nmod:poss", "compound", "nmod:desc")


@cache
def index_signs():
    """{(place, word): kind of body that it tells, or ""}."""
    return {(row.place, row.word): row.kind for row in load_lexicon("body_signs").itertuples(index=False)}


def find_bodies(spans, titles):
    """{words of a name: Company or Organization} of the names among the spans that some place in the text shows to be
    bodies; `titles` are {end: span} of the titles before names.
    """
    surnames = {span[-1].text for span in spans if len(span) > 1 and span.label_ == "PER"}
    personal = {span.text for span in spans if stands_near_person(span)}
    often = {text for text, n in Counter(span.text for span in spans).items() if n > 1}
    found = {}
    for span in (s for s in spans if s.text not in load_gazetteer()):
        kind = read_sign(span)
        lone = span.text in often - personal and is_lone_word(span, titles, surnames)
        if not kind and lone:
            kind = "Company"
        if kind is not None and not is_person(span, titles, surnames):
            found[span.text] = "Company" if "Company" in (kind, found.get(span.text)) else "Organization"
    guessed = [span for span in spans if span.label_ in ("PER", "LOC") and name_part([t.text for t in span]) is None]
    longer = {span.text: found[span[0].text] for span in guessed if span[0].text in found}
    return {**longer, **found}


def stands_near_person(span):
    """Whether a pronoun for one person stands behind a name in its sentence or in the next."""
    end = span.sent.end
    behind = span.doc[span.end : span.doc[end].sent.end if end < len(span.doc) else end]
    return any(token.lower_ in function_words("personal") for token in behind)


def is_person(span, titles, surnames):
    """Whether a title, a given name or a longer name shows that a name is a person's."""
    named = len(span) > 1 and span[0].text in index_given_names()
    return span.start in titles or named or (len(span) == 1 and span.text in surnames)


def is_lone_word(span, titles, surnames):
    """Whether a name that the model takes for a person's or a place's can be neither: one word without a full name, or
    an unknown place that acts, is acted on or owns.
    """
    if span.label_ == "ORG" or is_person(span, titles, surnames):
        return False
    known = span.text in load_gazetteer() or span.text in index_given_names() or span.text in surface_forms("titles")
    lone = len(span) == 1 or span.label_ == "LOC"
    return lone and takes_part(span.root) and not known and span[0].text not in load_gazetteer()


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
