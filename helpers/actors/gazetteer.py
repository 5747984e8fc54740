"""Actors and places that the lexicons know, and phrases of lexicons in a parsed text."""

from functools import cache, lru_cache
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from helpers.articles.article import slugify
from helpers.language.pipeline import load_pipeline
from helpers.lexicons import load_lexicon, split_items, surface_forms

BODIES = ("Company", "PublicBody", "Organization")  # the kinds of actors that are neither persons, groups nor places


class Entry(NamedTuple):
    """What the lexicons, or the words around a name, tell of an actor."""

    actor_id: str
    name: str
    kind: str
    sector: str = "UNK"
    role: str = ""
    country: str = ""
    parent_id: str = ""
    parent_relation: str = ""
    parent_mention_id: str = ""


class Known(NamedTuple):
    """A surface form that the lexicons know: whom it names, as a name (NAM) or an adjective (ADJ); `sure` if it is no
    other word.
    """

    entry: Entry
    form: str
    sure: bool = True


@lru_cache(maxsize=1)
def load_gazetteer():
    """{surface form: Known} of every name, alias, adjective, demonym, capital and place; actors before countries before
    places.
    """
    return {**list_places(), **list_countries(), **list_actors()}


def list_places():
    """{name or alias of a place: Known}; one that is also another word is not sure."""
    forms = {}
    for row in load_lexicon("places").itertuples(index=False):
        known = Known(make_territory(row.name, row.country), "NAM", row.ambiguous != "yes")
        forms.update(dict.fromkeys((row.name, *split_items(row.aliases)), known))
        forms.update(dict.fromkeys(split_items(row.adjectives), known._replace(form="ADJ", sure=True)))
    return forms


def list_countries():
    """{name, alias, adjective or demonym of a country, or its capital: Known}."""
    forms = {}
    for row in load_lexicon("countries").itertuples(index=False):
        country = make_territory(row.name, row.country)
        capitals = split_items(row.capital)
        if capitals:
            forms.update(dict.fromkeys(capitals, Known(make_territory(capitals[0], row.country), "NAM")))
        forms.update(dict.fromkeys((*split_items(row.adjectives), *split_items(row.demonyms)), Known(country, "ADJ")))
        forms.update(dict.fromkeys((row.name, *split_items(row.aliases)), Known(country, "NAM")))
    return forms


def list_actors():
    """{name, alias or adjective of an actor: Known}."""
    fields = [field for field in Entry._fields if field != "parent_mention_id"]
    forms = {}
    for row in load_lexicon("actors").itertuples(index=False):
        actor = Entry(**{field: getattr(row, field) for field in fields})
        actor = actor._replace(sector=actor.sector or "UNK")
        forms.update(dict.fromkeys(split_items(row.adjectives), Known(actor, "ADJ")))
        forms.update(dict.fromkeys((row.name, *split_items(row.aliases)), Known(actor, "NAM")))
    return forms


def make_territory(name, country):
    """The entry of a place or country."""
    return Entry(slugify(name), name, "Territory", country=country)


@lru_cache(maxsize=1)
def index_entries():
    """{actor_id: Entry} of the gazetteer."""
    return {known.entry.actor_id: known.entry for known in load_gazetteer().values()}


@lru_cache(maxsize=1)
def country_rows():
    """{ISO 3166-1 code: row} of the lexicon of countries."""
    return {row.country: row for row in load_lexicon("countries").itertuples(index=False)}


def is_place(word):
    """Whether a word names a place, or is its adjective."""
    known = load_gazetteer().get(word)
    return known is not None and known.entry.kind == "Territory"


def may_govern(name):
    """Whether a name is that of a country or of its capital, which can stand for its government."""
    known = load_gazetteer().get(name)
    return known is not None and known.entry.kind == "Territory" and find_government(known.entry) is not None


def find_government(place):
    """The row of the country that a place can stand for where it acts: the country itself, or one whose capital it is;
    None if there is none.
    """
    country = country_rows().get(place.country)
    return country if country and place.name in (country.name, *split_items(country.capital)) else None


def country_of(word):
    """The country that a word names or belongs to ("Chinese", "Beijing"): its code; "" if none."""
    known = load_gazetteer().get(word)
    return known.entry.country if known is not None and known.entry.kind == "Territory" else ""


@lru_cache(maxsize=1)
def index_given_names():
    """{given name: whether it is nothing else}."""
    rows = load_lexicon("given_names")
    return dict(zip(rows["given_name"], rows["ambiguous"] != "yes", strict=True))


@lru_cache(maxsize=1)
def index_genders():
    """{given name: masculine or feminine} of those that tell it."""
    rows = load_lexicon("given_names")
    return {name: gender for name, gender in zip(rows["given_name"], rows["gender"], strict=True) if gender}


@lru_cache(maxsize=1)
def index_ambiguous():
    """{short form: (ids of the actors that it can mean, what tells them apart)}."""
    rows = load_lexicon("ambiguous_aliases")
    return {row.alias: (split_items(row.actor_ids), row.resolve_by) for row in rows.itertuples(index=False)}


@lru_cache(maxsize=1)
def index_nominals():
    """{singular or plural noun: row} of the lexicon of nominals."""
    rows = load_lexicon("nominals")
    return {noun: row for row in rows.itertuples(index=False) for noun in (row.plural, row.noun) if noun}


@lru_cache(maxsize=1)
def index_name_parts():
    """{(word, position): row} of the lexicon of name parts."""
    return {(row.part, row.position): row for row in load_lexicon("name_parts").itertuples(index=False)}


@cache
def index_census_names():
    """The given names and surnames that many people bear."""
    return frozenset(load_lexicon("census_names")["name"])


def name_part(words):
    """The row of the word in a name (a list of words) that tells its kind, or None; what stands before "of" counts
    before the last word, the last before the first.
    """
    parts = index_name_parts()
    task = words.index("of") if "of" in words[1:] else 0
    inside = next((n for n in range(task) if is_place(words[n])), -1) + 1  # "Ruritania Department of Ferries"
    candidates = [
        (" ".join(words[inside : task + 1]), "first"),
        (words[task - 1] if task else "", "last"),
        *((" ".join(words[-n:]), "last") for n in (3, 2, 1)),
        (words[-1] + ".", "last"),
        *((" ".join(words[:n]), "first") for n in (3, 2, 1)),
        *((word, "any") for word in words),
    ]
    return next((parts[key] for key in candidates if key in parts and (len(words) > 1 or key[1] == "any")), None)


@cache
def phrase_matcher(lexicon, attribute="LOWER"):
    """A spaCy PhraseMatcher for the surface forms of a lexicon (or of the gazetteer)."""
    pipeline = load_pipeline()
    matcher = PhraseMatcher(pipeline.vocab, attr=attribute)
    forms = [*load_gazetteer(), *index_ambiguous()] if lexicon == "gazetteer" else surface_forms(lexicon)
    matcher.add(lexicon, list(pipeline.tokenizer.pipe(forms)))
    return matcher


def match_phrases(doc, lexicon, attribute="LOWER"):
    """Longest matches, not overlapping, of a lexicon's surface forms in a Doc."""
    return filter_spans(phrase_matcher(lexicon, attribute)(doc, as_spans=True))
