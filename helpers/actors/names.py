"""The names of persons, bodies and places in a parsed text, and what kind each is.

Evidence comes from the gazetteer, the tags and the names component of the pipeline, titles, given names, words inside a name, appositions;
what is told once counts for the whole text. Forms of mention follow ACE (2005), kinds FollowTheMoney.
"""

from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from spacy.tokens import Span
from spacy.util import filter_spans

from helpers.actors.gazetteer import (
    BODIES,
    Known,
    country_of,
    index_ambiguous,
    index_entries,
    index_given_names,
    index_name_parts,
    index_nominals,
    is_place,
    load_gazetteer,
    match_phrases,
    name_part,
)
from helpers.actors.name_signs import find_bodies
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms

PROPER = frozenset(("NNP", "NNPS"))
LABEL_KINDS = {"PER": "Person", "ORG": "Organization", "LOC": "Territory"}
POSSESSIVES = ("'s", "’s", "'", "’")
JOINERS = ("-", "&", "–")
TIES = ("flat", "compound", "goeswith")


OPEN = Known(None, "NAM", False)


class Name(NamedTuple):
    """A name on its tokens, NAM or ADJ; the clue holds an `actor_id` of the gazetteer, or kind, sector, role … from its words."""

    span: Span
    form: str
    clue: dict


class Evidence(NamedTuple):
    """What the whole text tells of its names: {end: span} of titles, {words: label} of the model, {acronym: name that
    introduces it}, {words: kind} of those that their use shows to be bodies.
    """

    titles: dict
    labels: dict
    introduced: dict
    bodies: dict


def find_names(doc):
    """The `Name`s of a parsed text, in order, not overlapping."""
    titles = {span.end: span for span in match_phrases(doc, "titles", attribute="ORTH")}
    guessed = [span for ent in doc.ents if (span := trim_guess(ent, titles)) is not None]
    runs = find_runs(doc, titles)
    chosen = choose_spans(doc, runs, guessed)
    persons = {span.text: "PER" for span in find_persons(runs)}
    bodies = {text: kind for text, kind in find_bodies(chosen, titles).items() if text not in persons}
    labels = {**vote(guessed), **persons, **dict.fromkeys(bodies, "ORG")}
    evidence = Evidence(titles, labels, find_introduced(chosen), bodies)
    names = [name for span in chosen if (name := describe_name(span, evidence)) is not None]
    names += describe_repeated(leave_out(chosen, names), names, evidence)
    names += describe_repeated(cut_out(runs, names), names, evidence._replace(labels=persons))
    return sorted(shorten(names), key=lambda name: name.span.start)


# Where names are


def find_runs(doc, titles):
    """The stretches of proper nouns, without titles, weekdays and months; "&" or "-" may stand inside."""
    skipped = {i for span in titles.values() for i in range(span.start, span.end)}
    proper = [looks_proper(token) and token.i not in skipped for token in doc]
    proper.append(False)
    runs, start = [], None
    for i, inside in enumerate(proper):
        joins = not inside and start is not None and i + 1 < len(doc) and doc[i].text in JOINERS and proper[i + 1]
        ends = start is not None and ((not inside and not joins) or (inside and doc[i].is_sent_start))
        if ends:
            runs.append(doc[start:i])
            start = None
        if inside and start is None:
            start = i
    return runs


def looks_proper(token):
    """Whether a token can stand in a name: a proper noun, or a noun with a capital inside a sentence; a month or weekday only before another capital if it is a given name too."""
    if not token.text[0].isupper():
        return False
    if token.text in calendar_words():
        return token.text in index_given_names() and token.i + 1 < len(token.doc) and token.nbor().tag_ in PROPER
    if token.tag_ in PROPER:
        return True
    following = token.nbor().text if token.i + 1 < len(token.doc) else ""
    inside = not token.is_sent_start or any(
        (form, "last") in index_name_parts() for form in (following, following + ".")
    )
    return token.tag_ in ("NN", "NNS") and inside and not token.is_upper


@lru_cache(maxsize=1)
def calendar_words():
    """Names of months and weekdays, and short forms."""
    words = load_lexicon("date_words")
    cells = words.loc[words["pos"].isin(["month", "weekday"]), "forms"]
    return frozenset(form.capitalize() for cell in cells for form in split_items(cell))


def trim_guess(ent, titles):
    """A name that the model sees, without article, title and possessive; None if nothing is left or no letter is large."""
    doc, start, end, label = ent.doc, ent.start, ent.end, ent.label_
    while start < end and (doc[start].text.lower() in function_words("determiner") or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and (doc[end - 1].text in POSSESSIVES or not any(c.isalnum() for c in doc[end - 1].text)):
        end -= 1
    behind = max((i for i in range(start + 1, end) if i in titles and titles[i].start <= start), default=start)
    if behind > start and (label == "PER" or doc[behind].text in index_given_names()):
        start, label = behind, "PER"
    end = cut_at_day(doc, start, end)
    while end < len(doc) and doc[end].tag_ in PROPER and (doc[end].text, "last") in index_name_parts():
        end += 1  # "Northline Wireless | Inc": what closes a name belongs to it
    if start >= end or not any(c.isupper() for c in doc[start].text[:1] + doc[end - 1].text[:1]):
        return None
    if label == "LOC" and says(doc[start:end].root) and not is_place(doc[start:end].text):
        label = "PER"  # a place that the lexicons do not know hardly speaks; a surname does
    return Span(doc, start, end, label)


def cut_at_day(doc, start, end):
    """Where a name ends that the model runs on into a day: "the European Commission | on Tuesday sued". Without a
    preposition before it the word belongs to the name ("Theresa May", "the Baltimore Sun").
    """
    days = (i for i in range(start + 2, end) if doc[i].text in calendar_words() and doc[i - 1].tag_ == "IN")
    return next((day - 1 for day in days), end)


def choose_spans(doc, runs, guessed):
    """Of what the gazetteer knows and the model sees, the longest spans that do not overlap; of equal ones the gazetteer's."""
    inside = {i: run for run in runs for i in range(run.start, run.end)}
    bounds = {(span.start, span.end) for span in guessed}
    gazetteer = load_gazetteer()
    known = [
        span
        for span in match_phrases(doc, "gazetteer", attribute="ORTH")
        if (span.text in gazetteer or span.text in index_ambiguous())
        and ((span.start, span.end) in bounds or stands_alone(span, inside, gazetteer.get(span.text, OPEN)))
    ]
    return filter_spans(known + guessed)


def stands_alone(span, inside, known):
    """Whether a form of the gazetteer is the whole name here: no proper noun beside it belongs to the same name."""
    if known.form == "ADJ":
        return True
    run = inside.get(span.start)
    if run is None or (not known.sure and len(run) == 1 and span.doc[span.start - 1].dep_ != "case"):
        return len(span) > 1 or (known.sure and span.text.isupper() and len(span.text) > 1)
    beside = [i for i in (span.start - 1, span.end) if run.start <= i < run.end]
    return len(span) > 1 or not any(joined(span.doc[i], span) for i in beside)


def joined(token, span):
    """Whether a proper noun beside a span is tied to it by the parse as one name."""
    return (token.dep_ in TIES and span.start <= token.head.i < span.end) or (
        span.root.dep_ in TIES and span.root.head.i == token.i
    )


def find_persons(runs):
    """Runs that the syntax shows to be persons: those of whom "who" is said, and two or three words with a given name that say something."""
    return [
        Span(run.doc, run.start, run.end, "PER")
        for run in runs
        if (run.root.tag_ == "NNP" and has_who(run.root))
        or (2 <= len(run) <= 3 and run[0].text in index_given_names() and says(run.root))
    ]


def has_who(name):
    """Whether a relative clause with "who" tells about a name."""
    clauses = (child for child in name.children if child.dep_.startswith("acl"))
    return any(child.lower_ == "who" for clause in clauses for child in clause.lefts)


def says(name):
    """Whether a name is the subject of a verb of saying."""
    return name.dep_ == "nsubj" and name.head.lemma_.lower() in verbs_of_saying()


@lru_cache(maxsize=1)
def verbs_of_saying():
    """The verbs by which persons are quoted."""
    cues = load_lexicon("cues")
    return frozenset(cues.loc[(cues["pos"] == "verb") & (cues["kind"] == "assertion"), "cue"])


def vote(spans):
    """{words of a name: the label that most of its places in the text have}."""
    counts = {}
    for span in spans:
        counts.setdefault(span.text, Counter())[span.label_] += 1
    return {text: max(sorted(labels), key=labels.get) for text, labels in counts.items()}


def find_introduced(spans):
    """{acronym: the name before the brackets that introduce it}: "Ruritanian Spectrum Board (RSB)"."""
    found = {}
    for span in spans:
        behind = span.doc[span.end : span.end + 3]
        if len(behind) == 3 and behind[0].text == "(" and behind[2].text == ")" and abbreviates(behind[1].text, span):
            found.setdefault(behind[1].text, span.text)
    return found


def abbreviates(word, span):
    """Whether a word in capitals is made of the first letters of a name's words with capitals."""
    return len(word) > 1 and word.isupper() and word == "".join(t.text[0] for t in span if t.text[0].isupper())


# What kind a name is


def describe_name(span, evidence):
    """The `Name` on a span, by the first evidence that tells its kind; None if nothing does but perhaps the model or another name."""
    text, label = span.text, evidence.labels.get(span.text, "")
    if text in evidence.introduced and evidence.introduced[text] not in load_gazetteer():
        return None
    if text in index_ambiguous() and label != "PER":
        return Name(span, "NAM", describe_ambiguous(text))
    known = load_gazetteer().get(text)
    titled = span.start in evidence.titles and label == "PER"
    if known is not None and (known.sure or label == known_label(known)) and not titled:
        form = "NOM" if known.form == "NAM" and span[-1].text[0].islower() else known.form
        return Name(span, form, {"actor_id": known.entry.actor_id})
    clue = describe_by_words(span, label, evidence)
    return clue and Name(span, "NAM", clue)


def describe_ambiguous(alias):
    """A clue from a short form that several actors share."""
    options, resolve_by = index_ambiguous()[alias]
    return {"options": options, "resolve_by": resolve_by, "kind": index_entries()[options[0]].kind}


def describe_by_words(span, label, evidence):
    """A clue from the words in and around a name; None if they tell nothing."""
    return (
        describe_by_title(evidence.titles.get(span.start), span)
        or describe_by_parts(span, label)
        or describe_by_noun(span)
        or describe_by_use(span, evidence.bodies)
    )


def describe_by_use(span, bodies):
    """A clue from what the text does with a name; None if that tells nothing."""
    kind = bodies.get(span.text)
    return {"kind": kind, "country": country_inside(span)} if kind else None


def known_label(known):
    """The label of the model that fits an entry of the gazetteer."""
    return {"Person": "PER", "Territory": "LOC"}.get(known.entry.kind, "ORG")


def describe_by_title(title, span):
    """A clue from the title directly before a name; None if there is none."""
    if title is None:
        return None
    row = surface_forms("titles")[title.text]
    return {"kind": "Person", "sector": row.sector, "role": row.role, "relation": row.relation}


def describe_by_parts(span, label):
    """A clue from a word inside a name that tells its kind, or from a given name; None if there is none."""
    words = [token.text for token in span]
    if len(words) > 1 and index_given_names().get(words[0]) and label in ("", "PER"):
        return {"kind": "Person"}
    part = name_part(words)
    if part is None or (label == "PER" and part.position != "last"):
        return None
    return {"kind": part.kind, "sector": part.sector, "role": part.role, "country": country_inside(span)}


def describe_by_noun(span):
    """A clue from the nominal beside a name that tells which kind of body it is: "its subsidiary Northline", "Northline is a carrier"; None if there is none."""
    noun = find_explanation(span) if not load_gazetteer().get(span.text) else None
    row = index_nominals().get(noun.text.lower()) if noun is not None else None
    if row is None or row.kind not in BODIES:
        return None
    return {"kind": row.kind, "sector": row.sector, "role": row.role, "country": country_inside(span)}


def describe_by_label(span, label):
    """A clue from the model's label alone; None without one."""
    if not label:
        return None
    return {"kind": LABEL_KINDS[label], "country": country_inside(span) if label == "ORG" else ""}


def find_explanation(span):
    """The noun that explains a name, in apposition behind it, as a predicate, or right before it; None if there is none."""
    root = span.root
    behind = next((child for child in root.children if child.dep_ == "appos" and child.tag_ in ("NN", "NNS")), None)
    if behind is not None:
        return behind
    if root.head.i < span.start and root.dep_ in ("appos", "flat"):
        return root.head
    if root.dep_ == "nsubj" and is_predicate(root.head):
        return root.head
    before = (c for c in root.lefts if c.dep_ in ("compound", "nmod:desc", "amod") and c.i == span.start - 1)
    return next((c for c in before if c.tag_ not in PROPER), None)


def is_predicate(noun):
    """Whether a noun is what its subject is said to be: "Northline is a carrier", not "Northline is in trouble"."""
    return noun.tag_ in ("NN", "NNS") and {"cop", "case"} & {child.dep_ for child in noun.lefts} == {"cop"}


def country_inside(span):
    """The country whose name or adjective stands in a name or right before it; "" if there is none."""
    doc = span.doc
    return next(filter(None, (country_of(doc[i].text) for i in range(max(span.start - 1, 0), span.end))), "")


# What is told once counts for the whole text


def places_of(names):
    """The tokens on which names stand."""
    return {i for name in names for i in range(name.span.start, name.span.end)}


def leave_out(spans, names):
    """The spans on which no name stands."""
    taken = places_of(names)
    return [span for span in spans if not any(i in taken for i in range(span.start, span.end))]


def shorten(names):
    """The names, each that shortens the one longer name of its kind told so: "Northline, the carrier, …" beside "Northline Corp."."""
    _, parts = index_told(names, {})
    found = []
    for name in names:
        longer = find_longer(parts.get(name.span.text, {}), "") if name.form == "NAM" else None
        if (
            longer
            and not {"actor_id", "options", "short_of"} & name.clue.keys()
            and are_alike(tell_kind(longer), name.clue["kind"])
        ):
            name = name._replace(clue={**name.clue, "short_of": longer["short_of"]})
        found.append(name)
    return found


def are_alike(kind, other):
    """Whether two kinds can be told of one actor: the same, or both of bodies."""
    return kind == other or (kind in BODIES and other in BODIES)


def cut_out(runs, names):
    """What is left of the runs where no name stands: of "… Northline Inc. Northline" the second name."""
    taken = places_of(names)
    left = []
    for run in runs:
        start = run.start
        for i in [*(t for t in range(run.start, run.end) if t in taken), run.end]:
            if i > start:
                left.append(run.doc[start:i])
            start = i + 1
    return left


def describe_repeated(spans, names, evidence):
    """The `Name`s on spans that repeat one typed elsewhere, or a part of it, or that words or the model's label tell; the rest is left out."""
    told, parts = index_told(names, evidence.introduced)
    found = []
    for span in spans:
        label = evidence.labels.get(span.text, "")
        clue = (
            told.get(span.text)
            or find_longer(parts.get(span.text, {}), label)
            or describe_by_words(span, label, evidence)
            or describe_by_label(span, label)
        )
        if clue:
            found.append(Name(span, "NAM", clue))
    return found


def index_told(names, introduced):
    """({words or acronym of a name: its clue}, {part of a name: {the whole name: its clue}}) of the names typed so far."""
    told, parts = {}, {}
    for name in names:
        if name.form == "NAM":
            told.setdefault(name.span.text, name.clue)
            for part in list_parts(name):
                parts.setdefault(part, {})[name.span.text] = {"short_of": name.span.text, **name.clue}
    acronyms = {short: {"short_of": full, **told[full]} for short, full in introduced.items() if full in told}
    return {**told, **acronyms}, parts


def find_longer(longer, label):
    """The clue of the one name that a part shortens; None for a surname that two people share, and for a person's beside the name of a body."""
    clue = next(iter(longer.values())) if len(longer) == 1 else None
    if clue is None or (label == "PER" and tell_kind(clue) not in ("Person", "Company")):
        return None
    return clue


def tell_kind(clue):
    """The kind of actor that a clue tells."""
    return clue.get("kind") or index_entries()[clue["actor_id"]].kind


def list_parts(name):
    """The short forms that a name can have later in the text: a person's last words ("Yu"), the first of any other ("Northline"), none of a place."""
    kind = tell_kind(name.clue)
    if kind == "Territory":
        return []
    size = len(name.span)
    return [(name.span[-n:] if kind == "Person" else name.span[:n]).text for n in range(1, size)]
