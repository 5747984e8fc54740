"""Nouns and pronouns that point to an actor without naming it."""

import re
from functools import cache
from typing import NamedTuple

from spacy.util import filter_spans

from helpers.actors.coreference import structural_relations
from helpers.actors.gazetteer import country_of, index_nominals, is_place, match_phrases
from helpers.actors.name_spans import is_body_noun, refers_back, stands_between_commas, tells_kind
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms

MODIFIERS = ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "advmod", "nmod")
TITLE_TIES = ("nmod:desc", "compound", "flat")
NOUNS = ("NN", "NNS", "NNP", "NNPS")
LONGEST_OWNER = 10  # words that may tell whose somebody is


class Noun(NamedTuple):
    """What the lexicon of nominals tells of a noun; all empty for one that it does not list."""

    noun: str = ""
    kind: str = ""
    sector: str = ""
    role: str = ""
    reading: str = ""


UNLISTED = Noun()


class Found(NamedTuple):
    """A mention on its tokens, its form, what its words tell, and the token of the name beside a nominal (-1 if there
    is none).
    """

    span: object
    form: str
    clue: dict
    beside: int = -1

    @property
    def head(self):
        """The token that the mention hangs on: of a nominal its last one."""
        return self.span[-1] if self.form == "NOM" else self.span.root


def choose_nominals(nominals):
    """The longest nominals that do not overlap, and the owners that stand inside them: "the ministry" in "the
    ministry's spokesman".
    """
    owners = [n for n in nominals if n.head.dep_ == "nmod:poss"]
    others = [n for n in nominals if n.head.dep_ != "nmod:poss"]
    kept = {(s.start, s.end) for group in (owners, others) for s in filter_spans([n.span for n in group])}
    return [n for n in nominals if (n.span.start, n.span.end) in kept]


def find_nominals(doc, taken, names):
    """The nouns that point to an actor without naming it, with determiner and modifiers; titles before a name among
    them.

    A noun of the lexicon counts with a determiner or in the plural; any noun counts that a name is said to be, in
    apposition, by "is" or as a title.
    """
    named = {name.span.root.i for name in names if name.form == "NAM"}
    spans = match_phrases(doc, "titles", attribute="ORTH")
    titles = {i for span in spans for i in range(span.start, span.end)}
    before, behind = find_before(doc, spans, names), find_behind(doc, names)
    found = []
    for token in doc:
        if token.i in taken or (token.tag_ not in NOUNS and token.i not in before):
            continue
        start, beside = before.get(token.i, (token.i, find_equal(token)))
        beside = beside if beside in named else behind.get(token.i, -1)
        row = find_noun(doc, token) or (UNLISTED if may_be_unlisted(token, beside, titles) else None)
        if row is None or not may_be_nominal(token, beside, titles):
            continue
        span = doc[min(start, find_left_edge(token)) : token.i + 1]
        number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
        if number == "plural" or beside >= 0 or opens_phrase(span):
            found.append(Found(span, "NOM", describe_nominal(span, row, number), beside))
    return found


def find_before(doc, titles, names):
    """{last token of a title, or of a noun that tells what it is, right before a name: (its first token, the name's
    root)}, whatever their tags and the parse.
    """
    roots = {name.span.start: name.span.root.i for name in names if name.form == "NAM"}
    nouns = [doc[i - 1 : i] for i in roots if i and presents(doc[i - 1])]
    return {span.end - 1: (span.start, roots[span.end]) for span in [*nouns, *titles] if span.end in roots}


def find_behind(doc, names):
    """{noun: the root of the name between commas right behind it, or behind "called"}, whatever the parse: "a local
    supplier, Northline Parts, sued".
    """
    spans = [name.span for name in names if name.form == "NAM" and name.span.start > 1]
    called = function_words("naming")
    return {
        span.start - 2: span.root.i
        for span in spans
        if stands_between_commas(span) or (doc[span.start - 1].lower_ in called and doc[span.start - 2].tag_ == "NN")
    }


def presents(noun):
    """Whether a noun right before a name tells what it is the name of: "its subsidiary Northline", "the campaign group
    Harbour Voices".
    """
    return is_body_noun(noun) or noun.text.lower() in structural_relations()


def may_be_unlisted(token, beside, titles):
    """Whether a noun that the lexicon does not list is a nominal: it stands beside a name."""
    return beside >= 0 and (token.tag_ == "NN" or token.i in titles)


def may_be_nominal(token, beside, titles):
    """Whether a noun is no part of another noun and no name."""
    part = token.dep_ in ("compound", "nmod:desc") and beside < 0
    return not part and (
        token.tag_ not in ("NNP", "NNPS") or token.i in titles or refers_back(token.doc[token.i : token.i + 1])
    )


def find_noun(doc, token):
    """The row of the lexicon of nominals for a noun with up to two words before it; None if it is none."""
    if token.lower_ not in last_words():
        return None
    for start in range(max(token.i - 2, 0), token.i + 1):
        row = index_nominals().get(doc[start : token.i + 1].text.lower())
        if row is not None:
            return row
    return None


@cache
def last_words():
    """The words that a nominal of the lexicon can end in."""
    return frozenset(re.split("[ -]", noun)[-1] for noun in index_nominals())


def find_left_edge(head):
    """Where the noun phrase of a head begins: at its first modifier on the left."""
    start = head.i
    beside = is_title(head) or (head.dep_ == "amod" and head.text.lower() in structural_relations())
    lefts = [*(c for c in head.head.lefts if c.i < head.i and beside), *head.lefts]
    for child in reversed(lefts):
        if (
            child.dep_ not in MODIFIERS
            or child.right_edge.i + 1 < start - 1
            or (child.dep_ == "nmod" and child.n_lefts)
        ):
            break
        start = child.left_edge.i
    opener = head.doc[start]
    verb = start < head.i and opener.tag_ in ("VBN", "VBD") and not opener.is_title
    return start + verb  # "having forced users": a verb that opens a noun phrase is none of its words


def opens_phrase(span):
    """Whether a determiner, a possessive or an indefinite word opens the noun phrase."""
    first = span[0].text.lower()
    return (
        first in function_words("determiner")
        or first in function_words("indefinite")
        or any(child.dep_ == "nmod:poss" for child in span[-1].lefts)
    )


def describe_nominal(span, row, number):
    """What a noun phrase tells: kind, number, role, country, and whether it opens an actor of its own ("a carrier",
    "lawmakers").
    """
    first = span[0].text.lower()
    definite = first in function_words("definite") or any(child.dep_ == "nmod:poss" for child in span[-1].lefts)
    return {
        "kind": "Group" if number == "plural" else row.kind,
        "member_kind": row.kind,
        "noun": row.noun or span[-1].lemma_.lower(),
        "relation": find_relation(span),
        "number": number,
        "sector": row.sector,
        "role": row.role,
        "country": find_country(span),
        "definite": definite,
        "own": number == "plural" or first in function_words("indefinite"),
        "described": definite and is_described(span),
        "whole": find_whole(span),
        "reading": row.reading,
    }


def find_whole(span):
    """The words of a noun phrase with what tells right behind it whose, of whom or where it is: "A lawyer for Roe", "a
    group of 40 shops", "a court in Rome"; of a plural, and where nothing does, its own words.
    """
    head = span[-1]
    behind = next((child for child in head.rights if child.i > head.i), None)
    if head.tag_ != "NN" or behind is None or behind.dep_ != "nmod" or behind.left_edge.i != head.i + 1:
        return span.text
    case, end = span.doc[head.i + 1], behind.i + 1
    edge = behind.right_edge.i + 1
    if all(token.tag_ in (*NOUNS, "IN", "JJ") for token in span.doc[end:edge]):
        end = edge
    place = case.lower_ in function_words("locative") and is_place(span.doc[head.i + 2 : end].text)
    tells = case.dep_ == "case" and (place or case.lower_ in function_words("owner"))
    return span.doc[span.start : end].text if tells and end - head.i <= LONGEST_OWNER else span.text


def is_described(span):
    """Whether a noun before the head, or an owner that is no pronoun, tells which one is meant: "the ethics
    commission".
    """
    before = [child for child in span[-1].lefts if child.i >= span.start]
    return any(child.dep_ in ("compound", "nmod:poss") and child.tag_ in NOUNS for child in before)


def find_country(span):
    """The country that the modifiers of a noun name; "" if none, or if several places stand there ("European and
    Japanese carriers").
    """
    places = [token.text for token in span[:-1] if is_place(token.text)]
    return country_of(places[0]) if len(places) == 1 else ""


def find_relation(span):
    """How whoever bears a title stands to the body beside it, by the lexicon of titles: employed_by, part_of,
    speaks_for; "" if it is no title.
    """
    titles = surface_forms("titles")
    forms = (span.doc[start : span.end].text for start in range(span.start, span.end))
    return next((titles[form].relation for form in forms if form in titles), "")


def find_pronouns(doc, taken):
    """The pronouns that can stand for an actor; "both" before a pair of names is none."""
    pronouns = {row.pronoun: row for row in load_lexicon("pronouns").itertuples(index=False)}
    found = []
    for token in doc:
        row = pronouns.get(token.text.lower())
        if (
            row is None
            or token.i in taken
            or (token.text.isupper() and token.text != "I")
            or token.dep_ in ("expl", "det:predet", "cc:preconj")
        ):
            continue
        if token.text.lower() == "both" and token.dep_ in ("det", "advmod", "cc"):
            continue
        clue = {"kinds": split_items(row.kinds), "person": row.person, "number": row.number, "gender": row.gender}
        found.append(Found(doc[token.i : token.i + 1], "PRO", clue))
    return found


def find_equal(noun):
    """The token of the name beside a noun, or that it is said to be: title, apposition, copula; -1 if there is none."""
    if noun.dep_ == "appos" or is_title(noun):
        return noun.head.i
    if tells_kind(noun):
        return noun.i - 1
    tied = next((c.i for c in noun.rights if c.dep_ in ("appos", "flat") and c.tag_ in ("NNP", "NNPS")), -1)
    if tied < 0 and {"cop", "case"} & {child.dep_ for child in noun.lefts} == {"cop"}:
        return next((child.i for child in noun.lefts if child.dep_ == "nsubj"), -1)
    return tied


def is_title(noun):
    """Whether a noun stands as a title before a name: "spokesman Lu Kang", "subsidiary Cricket"."""
    return noun.dep_ in TITLE_TIES and noun.head.i > noun.i and noun.head.tag_ in ("NNP", "NNPS")
