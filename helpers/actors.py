"""Mentions → actors: names, adjectives, nominals and pronouns, and who they stand for.

What counts as a name, a title, a nominal or a pronoun stands in `data/lexicons/` (actors, countries, titles, name_parts,
nominals, pronouns). Forms of mention follow ACE, kinds FollowTheMoney, sectors PLOVER.
"""

from functools import cache, lru_cache
from typing import NamedTuple

import pandas as pd
from spacy.matcher import PhraseMatcher
from spacy.tokens import Span
from spacy.util import filter_spans

from helpers import __version__
from helpers.articles import slugify
from helpers.language import evidence, find_sentences, load_pipeline, make_id
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms
from helpers.tables import make_table

MADE_BY = f"rules/{__version__}"
LINK_THRESHOLD = 0.6
LOOK_BACK = 12
PERSON_REACH = 200


class Actors(NamedTuple):
    """Who is in the article (table `actors`) and where (table `mentions`, linked)."""

    actors: pd.DataFrame
    mentions: pd.DataFrame


class Entry(NamedTuple):
    """What the lexicons or the words around a name tell of an actor."""

    actor_id: str
    name: str
    kind: str
    sector: str = "UNK"
    role: str = ""
    country: str = ""
    parent_id: str = ""
    parent_relation: str = ""


# The gazetteer


@lru_cache(maxsize=1)
def determiners():
    """Words that open a noun phrase."""
    return function_words("determiner") | function_words("indefinite")


@lru_cache(maxsize=1)
def load_gazetteer():
    """{surface form: (Entry, NAM or ADJ)} of every name, alias, adjective, demonym and capital in the lexicons."""
    forms = {}
    for row in load_lexicon("countries").itertuples(index=False):
        country = Entry(slugify(row.name), row.name, "Territory", "UNK", "", row.country)
        forms.update(dict.fromkeys((row.name, *split_items(row.aliases)), (country, "NAM")))
        forms.update(dict.fromkeys((*split_items(row.adjectives), *split_items(row.demonyms)), (country, "ADJ")))
        for capital in split_items(row.capital):
            name = split_items(row.capital)[0]
            forms.setdefault(capital, (Entry(slugify(name), name, "Territory", "UNK", "", row.country), "NAM"))
    for row in load_lexicon("actors").itertuples(index=False):
        actor = Entry(
            row.actor_id,
            row.name,
            row.kind,
            row.sector or "UNK",
            row.role,
            row.country,
            row.parent_id,
            row.parent_relation,
        )
        forms.update(dict.fromkeys((row.name, *split_items(row.aliases)), (actor, "NAM")))
        forms.update(dict.fromkeys(split_items(row.adjectives), (actor, "ADJ")))
    return forms


@lru_cache(maxsize=1)
def index_entries():
    """{actor_id: Entry} of the gazetteer."""
    return {entry.actor_id: entry for entry, _ in load_gazetteer().values()}


@cache
def phrase_matcher(lexicon, attribute="LOWER"):
    """A spaCy PhraseMatcher for the surface forms of a lexicon (or of the gazetteer)."""
    pipeline = load_pipeline()
    matcher = PhraseMatcher(pipeline.vocab, attr=attribute)
    forms = load_gazetteer() if lexicon == "gazetteer" else surface_forms(lexicon)
    matcher.add(lexicon, [pipeline.make_doc(form) for form in forms])
    return matcher


def match_phrases(doc, lexicon, attribute="LOWER"):
    """Longest matches, not overlapping, of a lexicon's surface forms in a Doc."""
    return filter_spans(phrase_matcher(lexicon, attribute)(doc, as_spans=True))


# Finding mentions


def find_mentions(doc):
    """Find the mentions of actors in a parsed article.

    Returns the table `mentions`, not yet linked; what stood around each one is in `.attrs["clues"]` ({mention_id: dict})
    for `resolve_actors`.
    """
    article = doc.user_data["article"]
    names = find_names(doc)
    taken = {i for span, _, _ in names for i in range(span.start, span.end)}
    nominals = find_nominals(doc, taken)
    pronouns = find_pronouns(doc, taken)
    found = names + nominals + pronouns
    rows, clues = [], {}
    inner = filter_spans([span for span, _, _ in names + pronouns])
    kept = {(s.start, s.end) for s in inner + filter_spans([span for span, _, _ in nominals])}
    sentences = [(s, make_id(article, "sentence", (s.start_char, s.end_char))) for s in find_sentences(doc)]
    inside = {i: sentence_id for s, sentence_id in sentences for i in range(s.start, s.end)}
    for span, form, clue in sorted(found, key=lambda f: (f[0].start, f[0].end)):
        if (span.start, span.end) in kept and span.start in inside:
            mention_id = make_id(article, "mention", (span.start_char, span.end_char))
            rows.append(
                {
                    "mention_id": mention_id,
                    **evidence(span),
                    "form": form,
                    "sentence_id": inside[span.start],
                    "made_by": MADE_BY,
                    "review": "unseen",
                }
            )
            clues[mention_id] = clue
    table = make_table("mentions", rows)
    table.attrs["clues"] = clues
    return table


def find_names(doc):
    """(span, NAM or ADJ, clue) of the names: those of the gazetteer, and capitalised runs with evidence of their kind."""
    gazetteer = load_gazetteer()
    known = [s for s in match_phrases(doc, "gazetteer", attribute="ORTH") if s.text in gazetteer]
    titles = match_phrases(doc, "titles", attribute="ORTH")
    runs = find_runs(doc, known, titles)
    typed = [(run, "NAM", clue) for run in runs if (clue := describe_by_title(run, titles) or describe_by_parts(run))]
    found = typed + find_short_names(runs, typed)
    done = {run.start for run, _, _ in found}
    found += [
        (run, "NAM", clue)
        for run in runs
        if run.start not in done and (clue := describe_apposition(run) or describe_speaker(run))
    ]
    found += find_short_names(runs, found)
    inside = {i for run, _, _ in found for i in range(run.start, run.end)}
    for span in known:
        if span.start not in inside:
            entry, form = gazetteer[span.text]
            found.append((span, form, {"actor_id": entry.actor_id}))
    return found


def find_runs(doc, known, titles):
    """Capitalised runs that are no name of the gazetteer, without their titles; a run may open with a country's name."""
    fixed = {i: span for span in known for i in range(span.start, span.end)}
    skipped = {i for span in titles for i in range(span.start, span.end)}
    runs, start = [], None
    for i in range(len(doc) + 1):
        inside = i < len(doc) and i not in skipped and i not in fixed and is_capital(doc, i, start)
        if inside and start is not None and closes_name(doc[i - 1].text):
            runs.append(trim_run(doc, start, i, fixed, skipped))
            start = i
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            runs.append(trim_run(doc, start, i, fixed, skipped))
            start = None
    return [run for run in runs if run is not None]


def closes_name(word):
    """Whether a name ends with this word, whatever capital follows: "Inc.", "Corp."."""
    return word.endswith(".") and (word, "last") in index_name_parts()


def is_capital(doc, i, start):
    """Whether the token may stand in a name: a capital word, or a joiner between two of them."""
    text = doc[i].text
    if text[0].isupper() and any(c.isalpha() for c in text):
        return start is not None or not opens_sentence(doc, i)
    following = doc[i + 1].text if i + 1 < len(doc) else ""
    return start is not None and text in function_words("joiner") and following[:1].isupper()


def opens_sentence(doc, i):
    """Whether a capital at this place says nothing: a common word at the start of a sentence or quotation."""
    first = doc[i].is_sent_start or doc[i - 1].text in "“\"‘'" or doc[i - 1].text == ":"
    return doc[i].text in common_words() or (first and doc[i].text.lower() in common_words())


@lru_cache(maxsize=1)
def common_words():
    """Capitalised words that are no name: openers of sentences, months, weekdays, pronouns, capitalised cues."""
    words = load_lexicon("date_words")
    dates = {
        form
        for pos in ("month", "weekday")
        for cell in words.loc[words["pos"] == pos, "forms"]
        for form in split_items(cell)
    }
    return (
        frozenset(load_lexicon("sentence_openers")["word"])
        | dates
        | {p.capitalize() for p in load_lexicon("pronouns")["pronoun"]}
    )


def trim_run(doc, start, end, fixed, skipped):
    """The run as a span; with a country's name or a title before it if it is only the rest of a name ("U.S. District Court")."""
    span = doc[start:end]
    if len(span) == 1 and start - 1 in skipped and name_part(doc[start - 1 : end]):
        return doc[start - 1 : end]
    before = fixed.get(start - 1)
    if before is not None and name_part(span) and load_gazetteer()[before.text][1] == "NAM":
        span = doc[before.start : end]
    return span if any(len(t) > 1 for t in span) else None


@lru_cache(maxsize=1)
def index_name_parts():
    """{(word, position): row} of the lexicon of name parts."""
    return {(row.part, row.position): row for row in load_lexicon("name_parts").itertuples(index=False)}


def name_part(span):
    """The row of the word inside a name that tells its kind, or None; the last word counts before the first."""
    parts = index_name_parts()
    last = span[-1].text
    candidates = [
        (last, "last"),
        (last + ".", "last"),
        *((doc_words(span, n), "first") for n in (3, 2, 1)),
        *((t.text, "any") for t in span),
    ]
    return next((parts[key] for key in candidates if key in parts and (len(span) > 1 or key[1] == "any")), None)


def doc_words(span, n):
    """The first n words of a span."""
    return " ".join(t.text for t in span[:n])


def describe_by_title(run, titles):
    """A clue from the title directly before a name; None if there is none."""
    title = next((t for t in titles if t.end == run.start), None)
    if title is None:
        return None
    row = surface_forms("titles")[title.text]
    return {"kind": "Person", "sector": row.sector, "role": row.role, "relation": row.relation}


def describe_by_parts(run):
    """A clue from a word inside a name that tells its kind; None if there is none."""
    part = name_part(run)
    return part and {"kind": part.kind, "sector": part.sector, "role": part.role, "country": country_inside(run)}


def country_inside(run):
    """The country whose name or adjective stands in a name or right before it; "" if there is none."""
    doc = run.doc
    known = (load_gazetteer().get(doc[i].text) for i in range(max(run.start - 1, 0), run.end))
    return next((entry.country for entry, _ in filter(None, known) if entry.kind == "Territory"), "")


def describe_apposition(run):
    """A clue from ", a Danish network operator" or ", the company's chief executive," after a name; None if there is none."""
    doc, start = run.doc, run.end
    if start >= len(doc) or doc[start].text not in (",", "—", "–", "("):
        return None
    tail = doc[start + 1 : start + 9]
    stop = next((t.i for t in tail if t.text in (",", ".", ";", ")", "that", "which", "who")), tail.end)
    words = doc[start + 1 : stop]
    for token in words:
        row = surface_forms("titles").get(token.text) or surface_forms("titles").get(doc[token.i : token.i + 2].text)
        if row is not None and row.position != "before" and len(run) > 1:
            return {"kind": "Person", "sector": row.sector, "role": row.role, "relation": row.relation}
    heads = [index_nominals().get(t.text.lower()) for t in words]
    head = next((h for h in reversed(heads) if h is not None), None)
    if head is None or (len(words) and words[0].text.lower() not in determiners()):
        return None
    return {"kind": head.kind, "sector": head.sector, "role": head.role, "country": country_inside(words)}


def describe_speaker(run):
    """A clue that two or three capitalised words beside a verb of saying are a person; None elsewhere."""
    doc = run.doc
    behind = run.end + 1 if run.end < len(doc) and doc[run.end].text == "," else run.end
    beside = {doc[i].text.lower() for i in (run.start - 1, behind) if 0 <= i < len(doc)}
    said = {word for word in beside & verbs_of_saying() if not word.endswith("ing")}
    return {"kind": "Person"} if said and 2 <= len(run) <= 3 and all(t.text[0].isupper() for t in run) else None


@lru_cache(maxsize=1)
def verbs_of_saying():
    """Surface forms of the verbs by which persons are quoted."""
    return frozenset(
        form for form, row in surface_forms("cues").items() if row.pos == "verb" and row.kind == "assertion"
    )


def find_short_names(runs, found):
    """Runs that repeat part of a name already found: the end of a person's ("Yu"), the beginning of any other ("Northline").

    A part of two different names, such as a surname that two people share, is left out.
    """
    parts = {}
    for span, form, clue in found:
        if form == "NAM" and "actor_id" not in clue:
            words = tuple(t.text for t in span)
            for n in range(1, len(words)):
                part = words[-n:] if clue["kind"] == "Person" else words[:n]
                parts.setdefault(part, {})[span.text] = {"short_of": span.text, **clue}
    done = {span.start for span, _, _ in found}
    keys = ((run, tuple(t.text for t in run)) for run in runs if run.start not in done)
    return [(run, "NAM", *parts[key].values()) for run, key in keys if len(parts.get(key, ())) == 1]


@lru_cache(maxsize=1)
def index_nominals():
    """{singular or plural noun: row} of the lexicon of nominals."""
    rows = load_lexicon("nominals")
    return {noun: row for row in rows.itertuples(index=False) for noun in (row.plural, row.noun) if noun}


def find_nominals(doc, taken):
    """(span, NOM, clue) of the nouns that point to an actor without naming it, with determiner and modifiers."""
    found = []
    for i, token in enumerate(doc):
        two = doc[i - 1 : i + 1].text.lower() if i else ""
        row = index_nominals().get(two) or index_nominals().get(token.text.lower())
        if (
            row is None
            or i in taken
            or (token.text[0].isupper() and not token.is_sent_start)
            or followed_by_noun(doc, i, taken)
        ):
            continue
        start = find_determiner(doc, i, taken)
        span = Span(doc, start, i + 1)
        plural = token.text.lower() == row.plural.split()[-1] and row.plural != row.noun
        if plural or doc[start].text.lower() in determiners():
            found.append((span, "NOM", describe_nominal(span, row, plural)))
    return found


def followed_by_noun(doc, i, taken):
    """Whether the noun only modifies another one ("company shares", "government spokesman Lu")."""
    return i + 1 < len(doc) and (doc[i + 1].text.lower() in index_nominals() and i + 1 not in taken)


def find_determiner(doc, head, taken):
    """Index where the noun phrase of a head begins: back over up to five words to its determiner, or to a name before it."""
    start, edges = head, function_words("stopper") | function_words("passive") | function_words("preposition")
    for i in range(head - 1, max(head - 6, -1), -1):
        text = doc[i].text
        if text.lower() in determiners():
            return i
        is_name = i in taken and text not in ("'s", "’s")
        if (
            not (is_name or (text[0].isalpha() and text[-1].isalpha()))
            or text.lower() in edges
            or text.lower() in verbs_of_saying()
            or doc[i + 1].text in ("'s", "’s")
        ):
            break
        start = i if is_name else start
    return start


def describe_nominal(span, row, plural):
    """Clue of a nominal: kind, country of its modifiers, whether it opens an actor of its own."""
    first = span[0].text.lower()
    countries = (load_gazetteer().get(t.text) for t in span)
    return {
        "kind": "Group" if plural else row.kind,
        "sector": row.sector,
        "role": row.role,
        "country": next((entry.country for entry, _ in filter(None, countries)), ""),
        "own": plural or first in function_words("indefinite"),
        "apposition": apposition_end(span),
    }


def apposition_end(span):
    """Where the words end that a nominal behind a comma explains ("Northline, a carrier"); -1 if it explains none."""
    before = span.doc[span.start - 1] if span.start > 1 else None
    return before.idx if before is not None and before.text == "," else -1


def find_pronouns(doc, taken):
    """(span, PRO, clue) of the pronouns that can stand for an actor."""
    pronouns = {row.pronoun: row for row in load_lexicon("pronouns").itertuples(index=False)}
    found = []
    for token in doc:
        row = pronouns.get(token.text.lower())
        if row is None or token.i in taken or (token.text.isupper() and token.text != "I"):
            continue
        if token.text.lower() == "both" and followed_by_name(doc, token.i):
            continue
        found.append(
            (
                doc[token.i : token.i + 1],
                "PRO",
                {"kinds": split_items(row.kinds), "person": row.person},
            )
        )
    return found


def followed_by_name(doc, i):
    """Whether "both" only opens a pair ("both Carrier A and Carrier B", "both companies")."""
    following = doc[i + 1].text if i + 1 < len(doc) else ""
    return following[:1].isupper() or following.lower() in index_nominals()


# Resolving mentions to actors


def resolve_actors(mentions):
    """Link mentions to actors.

    Returns an `Actors` pair: the table `actors`, one row each, and `mentions` with actor_id and link_score, or a
    candidate_id where the link is too weak to make. A table without clues (read from a file) is resolved from its words.
    """
    clues = mentions.attrs.get("clues", {})
    mentions = mentions.copy()
    mentions.attrs = {}
    entries, seen, links = {}, [], []
    for row in mentions.itertuples(index=False):
        clue = clues.get(row.mention_id) or recall_clue(row)
        entry, score, strong = link_mention(row, clue, entries, seen)
        if entry is not None and strong:
            entries.setdefault(entry.actor_id, entry)
            seen.append((entry, row, clue))
        links.append(
            (
                "" if entry is None or not strong else entry.actor_id,
                "" if entry is None or strong else entry.actor_id,
                score,
            )
        )
    mentions["actor_id"], mentions["candidate_id"] = [link[0] for link in links], [link[1] for link in links]
    mentions["link_score"] = pd.Series([link[2] for link in links], dtype="float64")
    mentions = make_table("mentions", mentions)
    return Actors(tabulate_actors(entries, seen), mentions)


def recall_clue(row):
    """A clue from the words of a mention alone."""
    entry = load_gazetteer().get(row.text)
    if entry:
        return {"actor_id": entry[0].actor_id}
    head = index_nominals().get(row.text.split()[-1].lower())
    return {"kind": head.kind, "sector": head.sector, "role": head.role} if head else {"kind": "Organization"}


def link_mention(row, clue, entries, seen):
    """(Entry or None, score 0–1, whether the link is strong enough to make) of one mention."""
    if "actor_id" in clue:
        return index_entries()[clue["actor_id"]], 1.0, True
    if row.form == "NAM":
        return link_name(row, clue, entries, seen)
    entry, score = link_nominal(row, clue, seen) if row.form == "NOM" else link_pronoun(row, clue, seen)
    return entry, score, entry is not None and score >= LINK_THRESHOLD


def link_name(row, clue, entries, seen):
    """A name outside the gazetteer: the actor it shortens, or a new one."""
    full = clue.get("short_of", row.text)
    actor_id = slugify(full)
    if actor_id in entries:
        return entries[actor_id], 0.9 if "short_of" in clue else 1.0, True
    parent = find_employer(clue, seen, row) if clue.get("relation") else ""
    sector = clue.get("sector") or (index_sector(parent, seen) if parent else "UNK")
    relation = clue.get("relation", "") if parent else ""
    return (
        Entry(
            actor_id,
            full,
            clue["kind"],
            sector or "UNK",
            clue.get("role", ""),
            clue.get("country", ""),
            parent,
            relation,
        ),
        0.9,
        True,
    )


def find_employer(clue, seen, row):
    """The body that stands right before a title in the same sentence; "" if there is none."""
    near = [entry for entry, other, _ in seen if other.sentence_id == row.sentence_id and row.start - other.end < 40]
    bodies = [entry.actor_id for entry in near if entry.kind in ("Company", "PublicBody", "Organization")]
    return bodies[-1] if bodies else ""


def index_sector(actor_id, seen):
    """The sector of an actor already met."""
    return next(entry.sector for entry, _, _ in seen if entry.actor_id == actor_id)


def link_nominal(row, clue, seen):
    """(Entry, score): an actor of its own for a group or "a …"; else the one recent actor that fits, or the latest as a suggestion."""
    explained = next(
        (entry for entry, other, _ in reversed(seen) if other.end == clue.get("apposition") and other.form == "NAM"),
        None,
    )
    if explained is not None and fits_nominal(explained, {"kind": clue["kind"]}):
        return explained, 0.8
    if clue.get("own"):
        words = [w for w in row.text.split() if w.lower() not in determiners()] or [row.text]
        name = " ".join(words)
        return Entry(
            slugify(name),
            name[:1].upper() + name[1:],
            clue["kind"],
            clue["sector"] or "UNK",
            clue["role"],
            clue.get("country", ""),
        ), 0.8
    fits = [entry for entry, _, _ in seen[-LOOK_BACK:] if fits_nominal(entry, clue)]
    distinct = list(dict.fromkeys(reversed(fits)))
    if not distinct:
        return None, float("nan")
    specific = clue.get("role") or clue.get("country")
    return distinct[0], 0.75 if len(distinct) == 1 and specific else 0.5 if len(distinct) == 1 else 0.3


def fits_nominal(entry, clue):
    """Whether an actor can be meant by a nominal: kind, and role and country where the words give them."""
    kinds = {clue["kind"], "Organization"} if clue["kind"] in ("Company", "PublicBody") else {clue["kind"]}
    role_fits = not clue.get("role") or entry.role == clue["role"]
    return entry.kind in kinds and role_fits and (not clue.get("country") or entry.country == clue["country"])


def link_pronoun(row, clue, seen):
    """(Entry, score) of the latest actor that a pronoun can stand for: a link for the last person close by, else a suggestion."""
    fits = [
        (entry, other)
        for entry, other, _ in seen[-LOOK_BACK:]
        if entry.kind in clue.get("kinds", ()) and other.form != "ADJ"
    ]
    if not fits or clue.get("person") == "first":
        return None, float("nan")
    entry, other = fits[-1]
    if clue["kinds"] == ("Person",) and row.start - other.end < PERSON_REACH:
        return entry, 0.65
    return entry, 0.5 if len({e for e, _ in fits}) == 1 else 0.3


def tabulate_actors(entries, seen):
    """Table `actors`, in order of first mention; a parent that the article does not name has no row and is left out."""
    aliases = {}
    for entry, row, _ in seen:
        if row.form == "NAM" and row.text != entry.name:
            aliases.setdefault(entry.actor_id, {})[row.text] = None
    rows = []
    for entry in entries.values():
        has_parent = entry.parent_id in entries
        rows.append(
            {
                **entry._asdict(),
                "parent_id": entry.parent_id if has_parent else "",
                "parent_relation": entry.parent_relation if has_parent else "",
                "aliases": ";".join(aliases.get(entry.actor_id, ())),
                "made_by": MADE_BY,
                "review": "unseen",
            }
        )
    return make_table("actors", rows)
