"""Mentions → actors: names, adjectives, nominals and pronouns, found in the parse, and who they stand for.

`names` finds what is named, this module what points to an actor without naming it, and `coreference` who is meant. What counts as a
title, a nominal or a pronoun stands in `data/lexicons/`. Forms of mention follow ACE, kinds FollowTheMoney, sectors PLOVER.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd
from spacy.util import filter_spans

from helpers import __version__
from helpers.actors.coreference import link_mentions, structural_relations
from helpers.actors.gazetteer import country_of, index_nominals, is_place, match_phrases
from helpers.actors.names import find_names, verbs_of_saying
from helpers.attribution.quotations import find_quotations
from helpers.language.pipeline import evidence, find_sentences, make_id
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms
from helpers.tables import make_table

MADE_BY = f"rules/{__version__}"
MODIFIERS = ("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "advmod", "nmod")
TITLE_TIES = ("nmod:desc", "compound", "flat")
ARGUMENTS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nsubj:outer")
SPEAKER_REACH = 100


class Actors(NamedTuple):
    """Who is in the article (table `actors`) and where (table `mentions`, linked)."""

    actors: pd.DataFrame
    mentions: pd.DataFrame


class Noun(NamedTuple):
    """What the lexicon of nominals tells of a noun; all empty for one that it does not list."""

    noun: str = ""
    kind: str = ""
    sector: str = ""
    role: str = ""
    reading: str = ""


UNLISTED = Noun()
NOUNS = ("NN", "NNS", "NNP", "NNPS")


class Found(NamedTuple):
    """A mention on its tokens, its form, what its words tell, and the token of the name beside a nominal (-1 if there is none)."""

    span: object
    form: str
    clue: dict
    beside: int = -1

    @property
    def head(self):
        """The token that the mention hangs on: of a nominal its last one."""
        return self.span[-1] if self.form == "NOM" else self.span.root


class Clues(dict):
    """What stood around mentions, {mention_id: dict}; nobody changes it, so that the copies that pandas makes of a table's `attrs` share it."""

    def __deepcopy__(self, memo):
        return self


def find_mentions(doc):
    """Find the mentions of actors in a parsed article.

    Returns the table `mentions`, not yet linked; what stood in and around each one is in `.attrs["clues"]` ({mention_id: dict}) for
    `resolve_actors`.
    """
    article = doc.user_data["article"]
    sentences = [(s, make_id(article, "sentence", (s.start_char, s.end_char))) for s in find_sentences(doc)]
    inside = {
        i: (number, sentence_id) for number, (s, sentence_id) in enumerate(sentences) for i in range(s.start, s.end)
    }
    found = [mention for mention in find_all(doc) if mention.span.start in inside]
    ids = [make_id(article, "mention", (m.span.start_char, m.span.end_char)) for m in found]
    clues = describe_contexts(doc, found, ids, {i: number for i, (number, _) in inside.items()})
    rows = [
        {
            "mention_id": mention_id,
            **evidence(mention.span),
            "form": mention.form,
            "sentence_id": inside[mention.span.start][1],
            "made_by": MADE_BY,
            "review": "unseen",
        }
        for mention, mention_id in zip(found, ids, strict=True)
    ]
    table = make_table("mentions", rows)
    table.attrs["clues"] = Clues(clues)
    return table


def resolve_actors(mentions):
    """Link mentions to actors.

    Returns an `Actors` pair: the table `actors`, one row each, and `mentions` with actor_id and link_score, or a candidate_id where the
    link is too weak to make. A table without clues (read from a file) is resolved from its words.
    """
    clues = mentions.attrs.get("clues", {})
    mentions = mentions.copy()
    mentions.attrs = {}
    links, entries = link_mentions(mentions, clues)
    mentions["actor_id"] = [";".join(link.actor_ids) if link.made else "" for link in links]
    mentions["candidate_id"] = ["" if link.made else next(iter(link.actor_ids), "") for link in links]
    mentions["link_score"] = pd.Series([link.score for link in links], dtype="float64")
    mentions = make_table("mentions", mentions)
    return Actors(tabulate_actors(entries, mentions), mentions)


def find_all(doc):
    """Every `Found` of a text, in order: names and pronouns, and the nominals around or between them."""
    names = [Found(*name) for name in find_names(doc)]
    taken = {i for name in names for i in range(name.span.start, name.span.end)}
    pronouns = find_pronouns(doc, taken)
    spans = {(m.span.start, m.span.end) for m in names + pronouns}
    nominals = [n for n in choose_nominals(find_nominals(doc, taken, names)) if (n.span.start, n.span.end) not in spans]
    return sorted(names + pronouns + nominals, key=lambda m: (m.span.start, -m.span.end))


def choose_nominals(nominals):
    """The longest nominals that do not overlap, and the owners that stand inside them: "the ministry" in "the ministry's spokesman"."""
    owners = [n for n in nominals if n.head.dep_ == "nmod:poss"]
    others = [n for n in nominals if n.head.dep_ != "nmod:poss"]
    kept = {(s.start, s.end) for group in (owners, others) for s in filter_spans([n.span for n in group])}
    return [n for n in nominals if (n.span.start, n.span.end) in kept]


# Nominals and pronouns


def find_nominals(doc, taken, names):
    """The nouns that point to an actor without naming it, with determiner and modifiers; titles before a name among them.

    A noun of the lexicon counts with a determiner or in the plural; any noun counts that a name is said to be, in apposition, by "is" or as a title.
    """
    named = {name.span.root.i for name in names if name.form == "NAM"}
    spans = match_phrases(doc, "titles", attribute="ORTH")
    titles = {i for span in spans for i in range(span.start, span.end)}
    before = find_before(doc, spans, names)
    found = []
    for token in doc:
        if token.i in taken or (token.tag_ not in NOUNS and token.i not in before):
            continue
        start, beside = before.get(token.i, (token.i, find_equal(token)))
        beside = beside if beside in named else -1
        row = find_noun(doc, token) or (UNLISTED if may_be_unlisted(token, beside, titles) else None)
        if row is None or not may_be_nominal(token, beside, titles):
            continue
        span = doc[min(start, find_left_edge(token)) : token.i + 1]
        number = "plural" if token.tag_ in ("NNS", "NNPS") else "singular"
        if number == "plural" or beside >= 0 or opens_phrase(span):
            found.append(Found(span, "NOM", describe_nominal(span, row, number), beside))
    return found


def find_before(doc, titles, names):
    """{last token of a title or a noun of belonging right before a name: (its first token, the name's root)}, whatever their tags and the parse."""
    roots = {name.span.start: name.span.root.i for name in names if name.form == "NAM"}
    nouns = [doc[i - 1 : i] for i in roots if i and doc[i - 1].text.lower() in structural_relations()]
    return {span.end - 1: (span.start, roots[span.end]) for span in [*nouns, *titles] if span.end in roots}


def may_be_unlisted(token, beside, titles):
    """Whether a noun that the lexicon does not list is a nominal: it stands beside a name."""
    return beside >= 0 and (token.tag_ == "NN" or token.i in titles)


def may_be_nominal(token, beside, titles):
    """Whether a noun is no part of another noun and no name."""
    part = token.dep_ in ("compound", "nmod:desc") and beside < 0
    return not part and (token.tag_ not in ("NNP", "NNPS") or token.i in titles)


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
    return start


def opens_phrase(span):
    """Whether a determiner, a possessive or an indefinite word opens the noun phrase."""
    first = span[0].text.lower()
    return (
        first in function_words("determiner")
        or first in function_words("indefinite")
        or any(child.dep_ == "nmod:poss" for child in span[-1].lefts)
    )


def describe_nominal(span, row, number):
    """What a noun phrase tells: kind, number, role, country, and whether it opens an actor of its own ("a carrier", "lawmakers")."""
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
        "reading": row.reading,
    }


def find_country(span):
    """The country that the modifiers of a noun name; "" if none, or if several places stand there ("European and Japanese carriers")."""
    places = [token.text for token in span[:-1] if is_place(token.text)]
    return country_of(places[0]) if len(places) == 1 else ""


def find_relation(span):
    """How whoever bears a title stands to the body beside it, by the lexicon of titles: employed_by, part_of, speaks_for; "" if it is no title."""
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


# What stands around a mention


def describe_contexts(doc, found, ids, sentence_numbers):
    """{mention_id: clue}: what each mention tells, and its place in the sentence and among the other mentions."""
    heads = {}
    for mention, mention_id in sorted(
        zip(found, ids, strict=True), key=lambda pair: pair[0].span.start - pair[0].span.end
    ):
        heads[mention.head.i] = mention_id  # of nested mentions with one head, the innermost
    speakers = find_speakers(doc, heads)
    clues = {}
    for mention, mention_id in zip(found, ids, strict=True):
        root = mention.head
        clues[mention_id] = {
            **mention.clue,
            "place": root.i,
            "sentence": sentence_numbers[mention.span.start],
            "subject": root.dep_ in ("nsubj", "nsubj:pass", "nsubj:outer"),
            "governor": root.head.i if root.dep_ in ARGUMENTS else -1,
            "owner": find_owner(doc, mention, heads),
            "same_as": heads.get(mention.beside, ""),
            "above": heads.get(find_subject_above(root, heads), "") if mention.form == "PRO" else "",
            "possessive": root.dep_ == "nmod:poss",
            "members": [heads[i] for i in list_members(root) if i in heads],
            "speaker": speakers(mention.span.start_char),
            "acts": mention.form == "NAM" and is_agent(root),
        }
    return clues


def is_agent(noun):
    """Whether a noun, or the one that it is joined to, does what a verb of saying or acting says: "China and Japan agreed", "was fined by Brussels"."""
    noun = noun.head if noun.dep_ == "conj" else noun
    return noun.dep_ in ("nsubj", "obl:agent") and noun.head.lemma_.lower() in acting_verbs()


@lru_cache(maxsize=1)
def acting_verbs():
    """The verbs of saying, and those that trigger an event."""
    triggers = load_lexicon("event_triggers")
    lemmas = triggers.loc[triggers["pos"] == "verb", "lemmas"]
    return verbs_of_saying() | frozenset(lemma for cell in lemmas for lemma in split_items(cell))


def find_owner(doc, mention, heads):
    """The mention_id of the one that a noun phrase, or the name beside it, belongs to; "" if there is none."""
    roots = [mention.head, *([doc[mention.beside]] if mention.beside >= 0 else [])]
    return next((heads[i] for root in roots for i in list_owners(root) if i in heads and i != mention.head.i), "")


def list_owners(root):
    """The tokens of those that a noun can belong to: "Huawei's" or "its" before it, the body before a title, or "of" or "at" behind it."""
    for child in root.children:
        if child.dep_ in ("nmod:poss", "compound") or (child.dep_ == "nmod" and child.i < root.i):
            yield child.i
    for child in root.rights:
        if child.dep_ == "nmod" and any(c.dep_ == "case" and c.text in function_words("owner") for c in child.children):
            yield child.i


def find_equal(noun):
    """The token of the name that a noun stands beside or is said to be: title, apposition, copula; -1 if there is none."""
    if noun.dep_ == "appos" or is_title(noun):
        return noun.head.i
    tied = next((c.i for c in noun.rights if c.dep_ in ("appos", "flat") and c.tag_ in ("NNP", "NNPS")), -1)
    if tied < 0 and {"cop", "case"} & {child.dep_ for child in noun.lefts} == {"cop"}:
        return next((child.i for child in noun.lefts if child.dep_ == "nsubj"), -1)
    return tied


def is_title(noun):
    """Whether a noun stands as a title before a name: "spokesman Lu Kang", "subsidiary Cricket"."""
    return noun.dep_ in TITLE_TIES and noun.head.i > noun.i and noun.head.tag_ in ("NNP", "NNPS")


def find_subject_above(root, heads):
    """The subject of the nearest verb above a mention that is another mention: "Huawei" for "it" in "Huawei said that it will sell its phones"; -1 if there is none."""
    token, child = root.head, root
    for _ in range(6):
        for other in token.lefts:
            if other.dep_ in ("nsubj", "nsubj:pass") and other.i != child.i and other.i in heads and other.i < root.i:
                return other.i
        if token.head.i == token.i:
            return -1
        token, child = token.head, token
    return -1


def list_members(root):
    """The tokens of a coordination that a noun opens: "Carrier A and Carrier B"; empty if it opens none."""
    conjuncts = [child.i for child in root.children if child.dep_ == "conj"]
    return [root.i, *conjuncts] if conjuncts else []


def find_speakers(doc, heads):
    """A function: place of a character → mention_id of whoever speaks the quotation around it; "" outside of quotations."""
    article = doc.user_data["article"]
    quoted = [(q.start, q.end) for q in find_quotations(article.text, article.paragraphs)]
    said = find_sayings(doc, heads, quoted)
    paragraphs = [start for start, _ in article.paragraphs]
    speakers, last = [], ""
    for start, end in quoted:
        last = find_nearest(said, start, end, paragraphs) or last
        speakers.append(last)
    return lambda place: speakers[i] if (i := cover(quoted, place)) is not None else ""


def find_sayings(doc, heads, quoted):
    """(place of a verb of saying outside of quotations, mention_id of its subject), in order."""
    return [
        (token.idx, heads[subject.i])
        for token in doc
        if token.lemma_.lower() in verbs_of_saying() and cover(quoted, token.idx) is None
        for subject in token.children
        if subject.dep_ == "nsubj" and subject.i in heads
    ]


def find_nearest(said, start, end, paragraphs):
    """The mention_id of the saying nearest to a quotation, within SPEAKER_REACH characters and its paragraph; "" if there is none."""
    low, high = (bisect_right(said, (place,)) for place in (start - SPEAKER_REACH, end + SPEAKER_REACH))
    own = bisect_right(paragraphs, start)
    near = [
        (min(abs(place - start), abs(place - end)), speaker)
        for place, speaker in said[low:high]
        if bisect_right(paragraphs, place) == own
    ]
    return min(near)[1] if near else ""


def cover(spans, place):
    """The index of the one of sorted, separate spans that holds a place; None if none does."""
    i = bisect_right(spans, (place, float("inf"))) - 1
    return i if i >= 0 and spans[i][0] <= place < spans[i][1] else None


# The table of actors


def tabulate_actors(entries, mentions):
    """Table `actors`, in order of first mention; a parent that the article does not name has no row and is left out."""
    linked = mentions[mentions["actor_id"] != ""]
    aliases = defaultdict(dict)
    for row in linked[linked["form"] == "NAM"].itertuples(index=False):
        if row.text != entries[row.actor_id].name:
            aliases[row.actor_id][row.text] = None
    order = dict.fromkeys(actor_id for cell in linked["actor_id"] for actor_id in cell.split(";"))
    rows = []
    for entry in (entries[actor_id] for actor_id in order):
        if entry.parent_id not in order:
            entry = entry._replace(parent_id="", parent_relation="", parent_mention_id="")
        rows.append(
            {
                **entry._asdict(),
                "aliases": ";".join(aliases.get(entry.actor_id, ())),
                "made_by": MADE_BY,
                "review": "unseen",
            }
        )
    return make_table("actors", rows)
