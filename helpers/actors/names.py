"""The names of persons, bodies and places in a parsed text, and what kind each is.

Evidence comes from the gazetteer, the tags and the names component of the pipeline, titles, given names, words inside a
name, appositions; what is told once counts for the whole text. Forms of mention follow ACE (2005), kinds
FollowTheMoney.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from spacy.tokens import Span

from helpers.actors.gazetteer import (
    BODIES,
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
from helpers.actors.name_spans import (
    POSSESSIVES,
    PROPER,
    find_capitalised,
    find_datelines,
    find_spans,
    name_body,
    refers_back,
    says,
    stands_between_commas,
    tells_kind,
)
from helpers.lexicons import function_words, surface_forms

LABEL_KINDS = {"PER": "Person", "ORG": "Organization", "LOC": "Territory"}


class Name(NamedTuple):
    """A name on its tokens, NAM or ADJ; the clue holds an `actor_id` of the gazetteer, or kind, sector, role … from its
    words.
    """

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
    chosen, guessed, runs = find_spans(doc, titles)
    headlines = find_capitalised(doc)
    shouted, datelines = {i for line in headlines for i in range(line.start, line.end)}, find_datelines(doc)
    chosen = [span for span in chosen if span.start not in shouted or span.text in load_gazetteer()]
    chosen = [span for span in chosen if span.start not in datelines and not refers_back(span)]
    runs = [run for run in runs if run.start not in shouted | datelines and not refers_back(run)]
    persons = {span.text: "PER" for span in find_persons(runs)}
    unseen = leave_out(runs, [Name(span, "NAM", {}) for span in chosen])
    bodies = {text: kind for text, kind in find_bodies(chosen, unseen, titles).items() if text not in persons}
    chosen += [run for run in unseen if run.text in bodies]
    labels = {**vote(guessed), **persons, **dict.fromkeys(bodies, "ORG")}
    evidence = Evidence(titles, labels, find_introduced(chosen), bodies)
    names = [name for span in chosen if (name := describe_name(span, evidence)) is not None]
    for many in (True, False):  # whole names before their short forms
        left = [span for span in leave_out(chosen, names) if (len(span) > 1) == many]
        names += describe_repeated(left, names, evidence)
    names += describe_repeated(
        cut_out(runs, names), names, evidence._replace(labels={**persons, **dict.fromkeys(bodies, "ORG")})
    )
    return sorted(shorten(leave_documents(find_again(doc, headlines, names))), key=lambda name: name.span.start)


def find_persons(runs):
    """Runs that the syntax shows to be persons: those of whom "who" is said, and two or three words with a given name
    that say something.
    """
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


def vote(spans):
    """{words of a name: the label that most of its places in the text have}."""
    counts = {}
    for span in spans:
        counts.setdefault(span.text, Counter())[span.label_] += 1
    return {text: max(sorted(labels), key=labels.get) for text, labels in counts.items()}


def find_introduced(spans):
    """{acronym: the name that introduces it, or that it introduces}: "Ruritanian Spectrum Board (RSB)", "the Board,
    also known as RSB", "RSB (Ruritanian Spectrum Board)".
    """
    found = {}
    starts = {span.start: span for span in spans}
    for span in spans:
        for other in find_beside(span, starts):
            for short, full in ((other, span), (span, other)):
                if abbreviates(short.text, full):
                    found.setdefault(short.text, full.text)
    return {**find_initials(spans), **found}


def find_initials(spans):
    """{acronym of three letters or more: the one name in the text of whose words it has the initials}."""
    full = defaultdict(set)
    for text in {span.text for span in spans if len(span) > 2}:
        full["".join(word[0] for word in text.split() if word[0].isupper())].add(text)
    acronyms = {span.text for span in spans if len(span) == 1 and len(span.text) > 2 and span.text.isupper()}
    return {word: min(full[word]) for word in sorted(acronyms - set(load_gazetteer())) if len(full.get(word, ())) == 1}


def find_beside(span, starts):
    """The span, of those that begin at `starts` or one word, in brackets behind a name or behind "known as"."""
    doc, end = span.doc, span.end
    if doc[end : end + 1].text == "(":
        other = starts.get(end + 1, doc[end + 1 : end + 2])
        return [other] if doc[other.end : other.end + 1].text == ")" else []
    known = end + (doc[end : end + 1].text == ",")
    named = doc[known : known + 1].text in function_words("naming")
    return [doc[known + 2 : known + 3]] if named and len(doc) > known + 2 else []


def abbreviates(word, span):
    """Whether a word in capitals is made of first letters of a name's words, or of those with the word that owns it
    ("Denmark's Energy Agency"), in their order.
    """
    doc = span.doc
    start = span.start - 2 if span.start > 1 and doc[span.start - 1].text in POSSESSIVES else span.start
    initials = iter(token.text[0] for token in doc[start : span.end] if token.text[0].isupper())
    return 1 < len(word) < len(span.text) and word.isupper() and word.isalpha() and all(c in initials for c in word)


# What kind a name is


def describe_name(span, evidence):
    """The `Name` on a span, by the first evidence that tells its kind; None if nothing does but perhaps the model or
    another name.
    """
    text, label = span.text, evidence.labels.get(span.text, "")
    if text in evidence.introduced:
        full = load_gazetteer().get(evidence.introduced[text])
        return full and Name(span, "NAM", {"actor_id": full.entry.actor_id})
    if text in index_ambiguous() and label != "PER":
        return Name(span, "NAM", describe_ambiguous(text))
    known = load_gazetteer().get(text) or find_shouted_place(text)
    titled = span.start in evidence.titles and label == "PER"
    if known is not None and (known.sure or label == known_label(known)) and not titled:
        form = "NOM" if known.form == "NAM" and span[-1].text[0].islower() else known.form
        return Name(span, form, {"actor_id": known.entry.actor_id})
    clue = describe_by_words(span, label, evidence)
    return clue and Name(span, "NAM", clue)


def find_shouted_place(text):
    """What the gazetteer knows of a place in capitals, as datelines have it ("BERLIN"); None if it is none."""
    known = load_gazetteer().get(text.title()) if text.isupper() and len(text) > 3 else None
    return known if known is not None and known.entry.kind == "Territory" else None


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
    first = index_name_parts().get((words[0], "last"))
    if first is not None and first.kind == "Document" and words[-1][-1].isdigit():
        return {"kind": "Document"}  # "Bill C-12"
    if len(words) > 1 and index_given_names().get(words[0]) and label in ("", "PER"):
        return {"kind": "Person"}
    part = name_part(words)
    inside = part is not None and part.position == "last" and part.part not in " ".join(words[-3:])
    if part is None or (label == "PER" and part.position != "last") or (label == "LOC" and inside):
        return None
    return {"kind": part.kind, "sector": part.sector, "role": part.role, "country": country_inside(span)}


def describe_by_noun(span):
    """A clue from the nominal beside a name that tells what it is: "its subsidiary Northline", "Northline is a
    carrier", "its director, Jane Roe"; None if there is none.
    """
    noun = find_explanation(span) if not load_gazetteer().get(span.text) else None
    row = index_nominals().get(noun.text.lower()) if noun is not None else None
    if row is not None and row.kind == "Person" and len(span) > 1 and noun.text.lower() == row.noun:
        return {"kind": "Person", "sector": row.sector, "role": row.role}
    if row is not None and row.kind == "Group":
        return {"kind": "Organization", "country": country_inside(span)}
    if row is None and noun is not None:
        row = index_name_parts().get((noun.text.capitalize(), "last"))
    if row is None or row.kind not in BODIES:
        return None
    return {"kind": row.kind, "sector": row.sector, "role": row.role, "country": country_inside(span)}


def describe_by_label(span, label):
    """A clue from the model's label alone; None without one."""
    if not label:
        return None
    kind = "Company" if label == "ORG" and may_be_firm(span) else LABEL_KINDS[label]
    return {"kind": kind, "country": country_inside(span) if label == "ORG" else ""}


def may_be_firm(span):
    """Whether the name of a body is like that of a firm: no article before it, no acronym, no place or task in it."""
    before = span.doc[span.start - 1].lower_ if span.start else ""
    plain = all(token.text[0].isupper() and not is_place(token.text) for token in span)
    return plain and not span.text.isupper() and before not in function_words("determiner")


def find_explanation(span):
    """The noun that explains a name, in apposition beside it, as a predicate, or right before it; of joined names that
    of the first. None if there is none.
    """
    root = span.root
    behind = next((child for child in root.children if child.dep_ == "appos" and child.tag_ in ("NN", "NNS")), None)
    if behind is not None:
        return behind
    if root.head.lower_ in function_words("naming") and root.head.dep_ == "acl":  # "a start-up called Northline"
        return root.head.head
    first = root.head if root.dep_ == "conj" and root.head.tag_ in PROPER else root
    if first.head.i < span.start and first.dep_ in ("appos", "flat"):
        return first.head
    if root.dep_ == "nsubj" and is_predicate(root.head):
        return root.head
    if stands_between_commas(span):  # "a local supplier, Northline Parts, sued"
        return span.doc[span.start - 2]
    if root.head.i == span.end and tells_kind(root.head):
        return root.head
    before = span.doc[span.start - 1] if span.start else None
    beside = before is not None and before.tag_ in ("NN", "NNS")
    return before if beside and (before.head.i == root.i or root.head.i == before.i) else None


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
    """The names, each that shortens the one longer name of its kind told so: "Northline, the carrier, …" beside
    "Northline Corp.".
    """
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


def find_again(doc, headlines, names):
    """The names, with those that stand in the text once more: whole, although the parser saw no name or a part of it,
    and in capitalised headlines also shortened.
    """
    told, parts = index_told(names, {})
    shouted = {i for line in headlines for i in range(line.start, line.end)}
    openers = defaultdict(list)
    for text in sorted(told, key=len, reverse=True):
        openers[text.split()[0]].append(text)
    short = {part.split()[0]: part for part in sorted(parts, key=len)}
    covers = {i: name for name in names for i in range(name.span.start, name.span.end)}
    found = []
    for token in doc:
        shortened = [short[token.text]] if token.i in shouted and token.text in short else []
        texts = [*openers.get(token.text, ()), *shortened]
        span = next(filter(None, (match_text(token, text) for text in texts)), None)
        if span is None or (len(span) == 1 and token.i not in shouted):
            continue
        inside = [covers[i].span for i in range(span.start, span.end) if i in covers]
        if any(other.start < span.start or other.end > span.end or len(other) == len(span) for other in inside):
            continue
        clue = told.get(span.text) or find_longer(parts[span.text], "")
        if clue:
            found.append(Name(span, "NAM", clue))
            covers |= dict.fromkeys(range(span.start, span.end), found[-1])
    return [*(n for n in names if covers[n.span.start] is n), *found]


def match_text(token, text):
    """The span from a token on whose words are a text; None if they are others."""
    span = token.doc.char_span(token.idx, token.idx + len(text))
    return span if span is not None and span.text == text else None


def leave_documents(names):
    """The names of those who can act: laws and their short forms are none."""
    return [name for name in names if name.clue.get("kind") != "Document"]


def describe_repeated(spans, names, evidence):
    """The `Name`s on spans that repeat one typed elsewhere, or a part of it, or that words or the model's label tell;
    the rest is left out.
    """
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
    """({words or acronym of a name: its clue}, {part of a name: {the whole name: its clue}}) of the names so far."""
    told, parts = {}, {}
    for name in names:
        if name.form == "NAM":
            told.setdefault(name.span.text, name.clue)
            for part in list_parts(name):
                parts.setdefault(part, {})[name.span.text] = {"short_of": name.span.text, **name.clue}
    acronyms = {short: {"short_of": full, **told[full]} for short, full in introduced.items() if full in told}
    return {**told, **acronyms}, parts


def find_longer(longer, label):
    """The clue of the one name that a part shortens; None for a surname that two people share, and for a person's
    beside the name of a body.
    """
    whole = [text for text in longer if not any(other != text and other.startswith(text) for other in longer)]
    clue = longer[whole[0]] if len(whole) == 1 else None
    if clue is None or (label == "PER" and tell_kind(clue) not in ("Person", "Company")):
        return None
    return clue


def tell_kind(clue):
    """The kind of actor that a clue tells."""
    return clue.get("kind") or index_entries()[clue["actor_id"]].kind


def list_parts(name):
    """The short forms that a name can have later in the text: a person's last words ("Yu"), the first of any other
    ("Northline"), and the last of a body if it tells what it is ("the Alliance"), none of a place or a law.
    """
    kind = tell_kind(name.clue)
    if kind in ("Territory", "Document"):
        return []
    size = len(name.span)
    parts = [(name.span[-n:] if kind == "Person" else name.span[:n]).text for n in range(1, size)]
    return parts + [name.span[-1].text] * (size > 1 and kind in BODIES and name_body(name.span))
