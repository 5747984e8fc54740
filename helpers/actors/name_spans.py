"""Where names stand in a parsed text: runs of proper nouns, what the model sees and what the gazetteer knows, cut and
joined to whole names.
"""

from functools import lru_cache

from spacy.tokens import Span
from spacy.util import filter_spans

from helpers.actors.gazetteer import (
    BODIES,
    Known,
    index_ambiguous,
    index_given_names,
    index_name_parts,
    index_nominals,
    is_place,
    load_gazetteer,
    match_phrases,
    name_part,
)
from helpers.language.headlines import is_headline
from helpers.language.pipeline import is_dateline
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms

PROPER = frozenset(("NNP", "NNPS"))
NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
POSSESSIVES = ("'s", "’s", "'", "’")
JOINERS = ("-", "&", "–")
TIES = ("flat", "compound", "goeswith")
OPEN = Known(None, "NAM", False)
CAPITALISED = 0.8  # the share of longer words with a capital that makes a line one of capitalised words
SMALL = 4  # words of up to so many letters may be small in a line of capitalised words


def find_spans(doc, titles):
    """(spans of what may be names, those of the model among them, runs of proper nouns), the spans not overlapping."""
    runs = find_runs(doc, titles)
    seen = [
        span for ent in doc.ents for part in split_titled(ent, titles) if (span := trim_guess(part, titles)) is not None
    ]
    guessed = [part for span in seen for part in split_pair(span)]
    guessed += [span for run in runs if (span := join_body(run)) is not None]
    guessed += [Span(doc, run.start, run.end, "ORG") for run in runs if is_written_whole(run) or is_presented(run)]
    chosen = choose_spans(doc, runs, guessed)
    return [span for span in chosen if not is_ticker(span)], guessed, [run for run in runs if not is_ticker(run)]


def is_written_whole(run):
    """Whether a run of proper nouns is one name by its form: firms with "&", and laws."""
    part = name_part([token.text for token in run])
    return any(token.text == "&" for token in run) or (part is not None and part.kind == "Document")


def is_presented(run):
    """Whether the noun right before a run of proper nouns, or "called" behind it, tells that this is the name of a
    body: "the campaign group Harbour Voices", "a start-up called Brightcall".
    """
    doc, place = run.doc, run.start - 1
    if place > 0 and doc[place].lower_ in function_words("naming"):
        place -= 1
    return place > 0 and is_body_noun(doc[place])


def is_body_noun(token):
    """Whether a word is a noun for one body or group, in small letters."""
    row = index_nominals().get(token.text)
    return row is not None and row.kind in (*BODIES, "Group") and token.tag_ == "NN"


def tells_kind(noun):
    """Whether a noun tells what the name right before it is the name of: "the Northline airline", but not "a
    Springfield airline".
    """
    definite = any(child.lower_ in function_words("definite") for child in noun.lefts)
    return bool(noun.i and definite and noun.lower_ in function_words("species") and noun.nbor(-1).dep_ == "compound")


def refers_back(span):
    """Whether a noun with a capital refers to a firm that the text has named, as documents do: "the Company"."""
    row = index_nominals().get(span.text.lower())
    firm = row is not None and row.kind == "Company" and row.noun in function_words("species")
    return firm and span.start > 0 and span.doc[span.start - 1].lower_ in function_words("definite")


def stands_between_commas(span):
    """Whether a span stands between a noun with a comma and another comma or an end mark, and opens no list."""
    doc, end = span.doc, span.end
    closes = end < len(doc) and doc[end].text in (",", ".", ";")
    closes = closes and not (end + 1 < len(doc) and doc[end + 1].tag_ == "CC")
    return span.start > 1 and closes and doc[span.start - 1].text == "," and doc[span.start - 2].tag_ == "NN"


# Runs of proper nouns


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
    """Whether a token can stand in a name: a proper noun, or a noun with a capital inside a sentence; a month or
    weekday only before another capital if it is a given name too.
    """
    if not token.text[0].isupper():
        return False
    if token.text in calendar_words():
        return token.text in index_given_names() and token.i + 1 < len(token.doc) and token.nbor().tag_ in PROPER
    if token.tag_ in PROPER or (token.i > 1 and token.nbor(-1).text == "&" and token.nbor(-2).text[0].isupper()):
        return True
    following = token.nbor().text if token.i + 1 < len(token.doc) else ""
    if token.tag_ == "JJ" and following and token.nbor().tag_ in PROPER and following[0].isupper():
        return (not token.is_sent_start or token.dep_ == "compound") and token.text not in load_gazetteer()
    closes = following in JOINERS or any((form, "last") in index_name_parts() for form in (following, following + "."))
    return token.tag_ in ("NN", "NNS") and (closes or not token.is_sent_start) and not token.is_upper


@lru_cache(maxsize=1)
def calendar_words():
    """Names of months and weekdays, and short forms."""
    words = load_lexicon("date_words")
    cells = words.loc[words["pos"].isin(["month", "weekday"]), "forms"]
    return frozenset(form.capitalize() for cell in cells for form in split_items(cell))


def join_body(run):
    """The whole name of a body of which a run is a part: behind those whose it is ("Shop Workers' Union", "Governor's
    Office"), or with what it is for ("Bureau of Securities"); None if the run is no such part.
    """
    doc, start, end = run.doc, run.start, run.end
    if start > 1 and doc[start - 1].text in POSSESSIVES and name_body(doc[start:end]) and is_bearer(doc[start - 2]):
        start = start - 2
        while start and looks_proper(doc[start - 1]):
            start -= 1
    behind = doc[end : end + 2]
    if len(behind) == 2 and behind[0].lower_ == "of" and may_have_task(run) and looks_proper(behind[1]):
        end += 2
        while end < len(doc) and looks_proper(doc[end]):
            end += 1
    return Span(doc, start, end, "ORG") if (start, end) != (run.start, run.end) else None


def name_body(span):
    """Whether the last word of a span, or the last two, name a body: "Union", "Rights League"."""
    part = index_name_parts().get((span[-1].text, "last"))
    return part is not None and part.kind in ("PublicBody", "Organization")


def is_bearer(token):
    """Whether a word with a capital names an office or a kind of people rather than somebody: "Governor", "Workers"."""
    row = index_nominals().get(token.lower_)
    return token.text[0].isupper() and row is not None and (row.kind == "Person" or token.tag_ in ("NNS", "NNPS"))


def may_have_task(run):
    """Whether a run ends in a word that tells what sort of public body it is, so that "of" tells what it is for."""
    noun = index_nominals().get(run[-1].lower_)
    part = index_name_parts().get((run[-1].text, "last"))
    return any(row is not None and row.kind == "PublicBody" for row in (noun, part))


def is_ticker(span):
    """Whether a span is what a stock exchange calls a company: "(NYSE: NRTH)", "(NRTH.O)"."""
    doc, start, end = span.doc, span.start, span.end
    while start and (doc[start - 1].text in (":", *JOINERS) or (doc[start - 1].is_upper and doc[start - 1].is_alpha)):
        start -= 1
    listed = any(token.text == ":" for token in doc[start : end + 1]) or "." in span.text
    bracketed = start and doc[start - 1].text == "(" and any(t.text == ")" for t in doc[end : end + 3])
    return bool(bracketed and listed and span.text.isupper())


# What the model sees


def split_titled(ent, titles):
    """The names in one that the model sees: of "Northline President Jane Roe" the body before the title, and the
    person.
    """
    ends = [i for i in range(ent.start + 1, ent.end) if i in titles and titles[i].start > ent.start]
    if not ends or ent[0].text in index_given_names() or name_body(ent) or name_part([t.text for t in ent[-2:]]):
        return [ent]
    before = Span(ent.doc, ent.start, titles[ends[-1]].start, "ORG")
    return [before, Span(ent.doc, ends[-1], ent.end, "PER")]


def trim_guess(ent, titles):
    """What the model sees, without article, title and possessive; None if nothing is left or no letter is large."""
    doc, start, end, label = ent.doc, ent.start, ent.end, ent.label_
    while start < end and (doc[start].text.lower() in function_words("determiner") or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and (doc[end - 1].text in POSSESSIVES or not any(c.isalnum() for c in doc[end - 1].text)):
        end -= 1
    behind = max((i for i in range(start + 1, end) if i in titles and titles[i].start <= start), default=start)
    if behind > start and (label == "PER" or doc[behind].text in index_given_names()):
        start, label = behind, "PER"
    start = cut_title(doc, start, end, titles)
    end = cut_at_place(doc, start, cut_at_day(doc, start, cut_at_phrase(doc, start, end)))
    start, end, label = mend_hyphen(doc, start, end, label)
    while end < len(doc) and doc[end].tag_ in PROPER and (doc[end].text, "last") in index_name_parts():
        end += 1  # "Northline Wireless | Inc": what closes a name belongs to it
    if end + 1 < len(doc) and doc[end].text == "," and is_legal_form(doc[end + 1]):
        end += 2  # "Northline Wireless|, Inc."
    if start >= end or not any(c.isupper() for c in doc[start].text[:1] + doc[end - 1].text[:1]):
        return None
    if label == "LOC" and is_acting_person(doc[start:end]):
        label = "PER"
    return Span(doc, start, end, label)


def is_legal_form(token):
    """Whether a word is the abbreviation of a legal form, which closes a name behind a comma ("Inc.", "LLC")."""
    return (token.text, "last") in index_name_parts() and (token.text.endswith(".") or token.is_upper)


def is_acting_person(span):
    """Whether what the model takes for a place is a person: a place that the lexicons do not know hardly speaks, a
    surname does; and one of them with a given name before it does what a verb says ("Petra Holm disagreed").
    """
    if is_place(span.text):
        return False
    words = [token.text for token in span]
    whole = len(words) > 1 and words[0] in index_given_names() and name_part(words) is None
    return says(span.root) or (whole and span.root.dep_ == "nsubj" and span.root.head.pos_ == "VERB")


def mend_hyphen(doc, start, end, label):
    """Start, end and label of a name with what belongs to it behind a hyphen: "Park Min-|ho", "Anne|-Marie Roe",
    "Ruritania|-based".
    """
    if end - start > 2 and doc[end - 2].text == "-" and doc[end - 1].text.islower() and doc[end - 1].tag_ not in NOUNS:
        return start, end - 2, "LOC"
    if label == "PER" and is_hyphen(doc, end) and end + 1 < len(doc):
        given, end = doc[end + 1].text, end + 2
        while given[0].isupper() and end < len(doc) and doc[end].tag_ in PROPER and doc[end].text[0].isupper():
            end += 1
    return start, end, label


def is_hyphen(doc, place):
    """Whether a hyphen without a blank before and behind stands at a place."""
    return (
        0 < place < len(doc) and doc[place].text == "-" and not (doc[place - 1].whitespace_ or doc[place].whitespace_)
    )


def cut_title(doc, start, end, titles):
    """Where a name begins that the model runs on into the title of whoever works there: "Chief Executive Officer of |
    Northline".
    """
    behind = next((i for i in range(start + 1, end - 1) if i in titles and titles[i].start == start), None)
    works = behind is not None and doc[behind].lower_ in function_words("owner")
    return behind + 1 if works and surface_forms("titles")[titles[behind].text].sector == "BUS" else start


def cut_at_phrase(doc, start, end):
    """Where a name ends that the model runs on into a phrase without a capital: "the Conservatives | for 19 hours"."""
    tail = end
    while tail > start and not doc[tail - 1].text[0].isupper():
        tail -= 1
    cut = next((i for i in range(tail, end) if doc[i].tag_ == "IN"), end)
    return cut if start < cut else end


def cut_at_day(doc, start, end):
    """Where a name ends that the model runs on into a day: "the European Commission | on Tuesday sued", "the European
    Commission | Tuesday sued". Behind a word that is no body's it belongs to the name ("Theresa May", "the Baltimore
    Sun").
    """
    for day in (i for i in range(start + 1, end) if doc[i].text in calendar_words()):
        if day > start + 1 and doc[day - 1].tag_ == "IN":
            return day - 1
        if day == end - 1 and name_body(doc[start:day]):
            return day
    return end


def cut_at_place(doc, start, end):
    """Where a name ends that the model runs on into the place of a firm: "Northline Inc. | of Springfield". What is no
    firm's has it in its name ("University of Ohio", "Bank of Ruritania").
    """
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "of" and is_placed(doc[i + 1 : end]) and doc[start:end].text not in load_gazetteer():
            before = [token.text for token in doc[start:i]]
            part = name_part(before) or index_name_parts().get((before[0], "first"))
            firm = part.kind == "Company" and part.position == "last" if part else True
            if firm and before[-1].lower() not in index_nominals():
                return i
    return end


def is_placed(span):
    """Whether a span is a place that the gazetteer knows, or stands before the one that it lies in."""
    behind = span.doc[span.end : span.end + 2]
    return is_place(span.text) or (len(behind) == 2 and behind[0].text == "," and is_place(behind[1].text))


def split_pair(span):
    """The names in a span that "and" joins: two that the gazetteer knows, or two of one list; else the span itself."""
    doc = span.doc
    place = next((i for i in range(span.start + 1, span.end - 1) if doc[i].lower_ == "and"), None)
    if place is None or span.text in load_gazetteer():
        return [span]
    halves = [Span(doc, span.start, place, span.label_), Span(doc, place + 1, span.end, span.label_)]
    known = all(half.text in load_gazetteer() for half in halves)
    apart = any(doc.text.count(half.text) > doc.text.count(span.text) for half in halves)
    return halves if known or apart or ends_list(span) else [span]


def ends_list(span):
    """Whether a span stands in apposition to a noun for several: "two other firms, Northline and Brightcall"."""
    noun = span.root.head
    return span.root.dep_ in ("appos", "flat", "conj") and noun.i < span.start and noun.tag_ == "NNS"


# The spans that count


def choose_spans(doc, runs, guessed):
    """Of what the gazetteer knows and what else is seen, the longest spans that do not overlap; of equal ones the
    gazetteer's.
    """
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


def says(name):
    """Whether a name is the subject of a verb of saying."""
    return name.dep_ == "nsubj" and name.head.lemma_.lower() in verbs_of_saying()


@lru_cache(maxsize=1)
def verbs_of_saying():
    """The verbs by which persons are quoted."""
    cues = load_lexicon("cues")
    return frozenset(cues.loc[(cues["pos"] == "verb") & (cues["kind"] == "assertion"), "cue"])


def find_datelines(doc):
    """The tokens of datelines, each a sentence of its own that ends with a dash: "SPRINGFIELD, Ohio (AP) — "."""
    return {token.i for sentence in doc.sents if is_dateline(sentence) for token in sentence}


# Lines in which a capital tells nothing


def find_capitalised(doc):
    """The headlines (spans) whose words are all capitalised: what is a name there only the other lines tell, if there
    are any.
    """
    found = [sentence for sentence in doc.sents if is_headline(sentence) and is_capitalised(sentence)]
    return found if len(found) < sum(1 for _ in doc.sents) else []


def is_capitalised(sentence):
    """Whether nearly all longer words of a sentence have a capital."""
    words = [token.text for token in sentence if token.is_alpha and len(token.text) > SMALL]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > CAPITALISED * len(words)
