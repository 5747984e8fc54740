"""Who says what, how, on what basis and how sure: source, cue and content of every statement.

Cues, hedges and the settings that tell a basis stand in `data/lexicons/`. Source–cue–content follows PARC 3.0 and
PolNeAR, kinds of source and basis Spangher et al. 2023, factuality FactBank, hedges CoNLL-2010 and Szarvas et al. 2012.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from helpers import __version__
from helpers.gazetteer import index_nominals, match_phrases
from helpers.language import abbreviation_endings, between, find_sentences, make_id
from helpers.lexicons import function_words, load_lexicon, surface_forms
from helpers.tables import make_table

MADE_BY = f"rules/{__version__}"
CLOSE_MARKS = '”"'
REACH, SETTING = 14, 60
START_OF, END_OF = itemgetter(0), itemgetter(1)
FIRST_TOKEN, FIRST_LETTER = attrgetter("start"), attrgetter("start_char")
MIN_WORDS = 3


class Mention(NamedTuple):
    """A mention on its tokens, with the actor it stands for."""

    start: int
    end: int
    mention_id: str
    actor_id: str
    form: str
    kind: str
    sector: str
    first: int
    last: int
    text: str


class Attribution(NamedTuple):
    """One act of saying in a sentence, on tokens: the source (or None), the cue, and its row in the lexicon."""

    source: Mention | None
    cue: object
    row: object


# Shared by claims and events: mentions on tokens, quotations, clauses


def place_mentions(doc, actors):
    """The linked mentions as `Mention`s on the tokens of a Doc, in order."""
    known = {row.actor_id: row for row in actors.actors.itertuples(index=False)}
    placed = []
    for row in actors.mentions.itertuples(index=False):
        span = doc.char_span(row.start, row.end, alignment_mode="expand")
        actor = known.get(row.actor_id.split(";")[0])
        kind, sector = (actor.kind, actor.sector) if actor else ("", "")
        placed.append(
            Mention(
                row.start, row.end, row.mention_id, row.actor_id, row.form, kind, sector, span.start, span.end, row.text
            )
        )
    return sorted(placed)


def outermost(mentions):
    """The mentions that stand inside no other one: "a House committee", not its "House"."""
    kept = []
    for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if not kept or mention.last > kept[-1].last:
            kept.append(mention)
    return kept


def find_quotations(doc):
    """(start, end) of the words between quotation marks, paragraph by paragraph; an unclosed one runs to its paragraph's end."""
    found = []
    article = doc.user_data["article"]
    for start, end in article.paragraphs:
        found += quote_paragraph(article.text, start, end)
    return found


def quote_paragraph(text, start, end):
    """Quotations of one paragraph; a straight mark opens after white space and closes elsewhere, whatever its partner."""
    found, opened = [], None
    for i in range(start, end):
        mark = text[i]
        if mark not in '“”"':
            continue
        after_space = i == start or text[i - 1].isspace() or text[i - 1] in "([—–:"
        if opened is None and (mark == "“" or (mark == '"' and after_space)):
            opened = i + 1
        elif opened is not None and mark in CLOSE_MARKS and not (mark == '"' and after_space):
            found.append((opened, i))
            opened = None
    if opened is not None and opened < end:
        found.append((opened, end))
    return [(s, e) for s, e in found if text[s:e].strip()]


def crossing(start, end, spans):
    """The (start, end) of sorted, separate spans that share a character with a stretch of text."""
    first = bisect_right(spans, start, key=END_OF)
    return spans[first : bisect_left(spans, end, lo=first, key=START_OF)]


def overlaps(span, spans):
    """Whether a (start, end) shares a character with any of the sorted, separate spans."""
    return bool(crossing(*span, spans))


def trim(text, start, end, marks=" \t\r\n,;:.“”\"‘'"):
    """The span without white space and punctuation at its ends; a full stop that closes an abbreviation stays."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks and not ends_with_abbreviation(text[max(start, end - 12) : end]):
        end -= 1
    return start, end


def ends_with_abbreviation(text):
    """Whether the last word is an abbreviation that keeps its full stop: "Inc.", "U.S."."""
    return text.endswith(".") and text.split()[-1] in abbreviation_endings()


# Finding attributions


def find_claims(doc, actors):
    """Find every statement of a parsed article: the attributed ones, and the author's own.

    `actors` is what `resolve_actors` returns (or any object with the tables `actors` and `mentions`). Returns the table
    `claims`; a source that is no linked mention leaves `source_id` empty.
    """
    finder = Finder(doc, actors)
    claims = []
    for sentence in find_sentences(doc):
        claims += finder.read_sentence(sentence)
    claims += finder.release()
    rows = {row["claim_id"]: row for row in claims}
    return make_table("claims", nest(list(rows.values())))


class Finder:
    """Reads one article sentence by sentence; holds what all sentences share."""

    def __init__(self, doc, actors):
        self.doc, self.article = doc, doc.user_data["article"]
        self.text = self.article.text  # the same as doc.text, which spaCy would join anew at every call
        self.mentions = place_mentions(doc, actors)
        self.outer = outermost(self.mentions)
        self.titles = {t.end: t.start for t in match_phrases(doc, "titles", attribute="ORTH")}
        self.quotations = find_quotations(doc)
        self.cues = [c for c in match_phrases(doc, "cues") if not overlaps((c.start_char, c.end_char), self.quotations)]
        self.hedges = [h for h in match_phrases(doc, "hedges") if h[0].is_sent_start or h.text[0].islower()]
        self.open, self.waiting = None, []

    def read_sentence(self, sentence):
        """The claims of one sentence: by its cues; else inside a quotation that goes on; else the author's own."""
        start, end = sentence.start_char, sentence.end_char
        inside = [(max(s, start), min(e, end)) for s, e in crossing(start, end, self.quotations)]
        cues = between(self.cues, sentence.start, sentence.end, FIRST_TOKEN)
        attributions = [a for cue in cues for a in self.attribute(cue, sentence, inside)]
        rows = [row for a in attributions for row in self.fill(a, sentence, inside, attributions)]
        if rows:
            self.open = attributions[-1] if inside else None
            return self.release(self.open if self.goes_on(start) else None) + rows
        if sum(e - s for s, e in inside) > 0.5 * len(sentence.text):
            if self.open is not None:
                return [self.claim(self.open, part, "direct") for part in inside]
            released = [] if self.goes_on(start) else self.release()
            self.waiting += inside
            return released
        self.open = None
        return self.release() + [self.own(part) for part in split_clauses(self.text, start, end)]

    def goes_on(self, start):
        """Whether a sentence that begins at `start` goes on with the quotation whose sentences wait for their source."""
        quotation = crossing(start, start + 1, self.quotations)
        return bool(self.waiting and quotation and quotation[0][0] <= self.waiting[-1][0])

    def release(self, attribution=None):
        """The claims of the quoted sentences that waited for a source; without one they are the author's."""
        waiting, self.waiting = self.waiting, []
        return [
            self.claim(attribution, part, "direct") if attribution else self.own(trim(self.text, *part))
            for part in waiting
        ]

    def attribute(self, cue, sentence, inside):
        """The Attribution of a cue, in a list; empty if the word does not attribute here."""
        row = surface_forms("cues")[cue.text.lower()]
        before = self.doc[cue.start - 1].text.lower() if cue.start > sentence.start else ""
        if row.pos == "noun" and self.doc[cue.end : cue.end + 1].text.lower() != "that":
            return []
        if row.pos == "verb" and (
            before in function_words("determiner")
            or before in function_words("indefinite")
            or before.endswith(("'s", "’s", "ing"))
        ):
            return []
        source = self.find_source(cue, row, sentence)
        wants_that = (
            row.kind in ("belief", "fact")
            and not inside
            and self.doc[cue.end : cue.end + 1].text.lower() not in function_words("complement")
        )
        if source is None or wants_that or (row.pos == "verb" and self.looks_like_noun(cue, row, source)):
            return []
        return [Attribution(source, cue, row)]

    def looks_like_noun(self, cue, row, source):
        """Whether a bare form ("request", "report") stands where no verb can: not right behind its subject or an auxiliary."""
        before = self.doc[cue.start - 1].text.lower() if cue.start else ""
        bare = cue.text.lower() == row.cue and cue.text.lower() + "s" in surface_forms("cues")
        return bare and source.last != cue.start and before not in function_words("auxiliary")

    def find_source(self, cue, row, sentence):
        """The mention that speaks: after "according to", after an inverted verb, behind "by", else before the cue."""
        low, high = max(sentence.start, cue.start - 2 * REACH), min(sentence.end, cue.end + REACH)
        near = between(self.outer, low, high, attrgetter("first"))
        near = [m for m in near if not overlaps((m.start, m.end), self.quotations)]
        after = [m for m in near if cue.end <= m.first <= cue.end + 4]
        before = [m for m in near if m.last <= cue.start and cue.start - m.last <= REACH and self.is_subject(m)]
        last = self.doc[cue.start - 1].text if cue.start > sentence.start else ","
        if last == "," and before and before[-1].last == cue.start - 1:
            return before[-1]
        if (
            row.pos == "phrase"
            and row.kind != "declined"
            and (not before or cue[-1].text.lower() in function_words("preposition"))
        ):
            return next((m for m in after), None)
        if is_passive(self.doc, cue):
            agent = next((t.i for t in self.doc[cue.end : min(cue.end + 8, sentence.end)] if t.text == "by"), None)
            return next((m for m in near if agent is not None and agent < m.first <= agent + 4), None)
        if last in (",", "”", '"') and row.pos == "verb" and after and after[0].first - cue.end <= 3:
            return self.prefer_person(after)
        return before[-1] if before else None

    def prefer_person(self, mentions):
        """Of the mentions after an inverted verb the first person's, "spokeswoman Dana Roe", else the first."""
        return next((m for m in mentions if m.kind == "Person"), mentions[0])

    def is_subject(self, mention):
        """Whether a mention can be a subject: no preposition, and no possessive mark, stands beside it."""
        before = self.doc[mention.first - 1].text.lower() if mention.first else ""
        after = self.doc[mention.last].text if mention.last < len(self.doc) else ""
        return before not in function_words("preposition") and after not in ("'s", "’s") and mention.form != "ADJ"

    def fill(self, attribution, sentence, inside, attributions):
        """The claims of one attribution: declined comment, quotations, or an indirect content."""
        if attribution.row.kind == "declined":
            return [self.claim(attribution, None, "none")]
        spoken = [part for part in inside if is_statement(self.text, part)]
        if spoken and attribution is attributions[-1]:
            return [self.claim(attribution, part, "direct") for part in spoken]
        content = self.find_content(attribution, sentence, self.find_tail(attribution, sentence, attributions))
        return (
            [self.claim(attribution, content, "mixed" if overlaps(content, inside) else "indirect")] if content else []
        )

    def find_tail(self, attribution, sentence, attributions):
        """Where the sentence ends for an attribution: before a later ", the two people said"."""
        later = [
            min(a.cue.start, a.source.first)
            for a in attributions
            if a.cue.start > attribution.cue.end and a.source.first > attribution.cue.end
        ]
        return next((self.doc[i - 1].idx for i in later if self.doc[i - 1].text == ","), sentence.end_char)

    def find_content(self, attribution, sentence, tail):
        """Span of what is said without quotation: behind the cue, or before it where the sentence ends with the attribution."""
        text, cue, source = self.text, attribution.cue, attribution.source
        edge = max(cue.end, source.last if source.first >= cue.end and source.first - cue.end <= 4 else 0)
        rest = text[self.doc[edge - 1].idx + len(self.doc[edge - 1]) : tail]
        first = min(cue.start, source.first)
        if first > sentence.start and len(rest.split()) < MIN_WORDS + 2 and self.doc[first - 1].text == ",":
            return trim(text, sentence.start_char, self.doc[first].idx)
        start = tail - len(rest)
        start += re.match(r"\s*(?:(?:reporters|\w+ \w+)? ?that\s+|reporters\s+)?", rest).end()
        start, end = trim(text, start, tail)
        return (start, end) if len(text[start:end].split()) >= MIN_WORDS else None

    # Filling in a row

    def claim(self, attribution, content, form):
        """One row of an attributed claim; `content` is (start, end) or None."""
        source, cue, row = attribution.source, self.with_auxiliary(attribution.cue), attribution.row
        spoken = self.with_title(source)
        start, end = trim(self.text, *content) if content else (None, None)
        span = (start, end) if content else ()
        sure, hedges = self.judge(start, end, row.factuality_source) if content else ("Uu", "")
        return {
            "claim_id": make_id(self.article, "claim", *filter(None, [(cue.start_char, cue.end_char), span])),
            "start": start,
            "end": end,
            "text": self.text[start:end] if content else "",
            "source_start": spoken.start_char,
            "source_end": spoken.end_char,
            "source_text": spoken.text,
            "source_mention_id": source.mention_id,
            "cue_start": cue.start_char,
            "cue_end": cue.end_char,
            "cue_text": cue.text,
            "source_id": source.actor_id,
            "quote_form": form,
            **describe_source(source),
            "basis": self.find_basis(row, cue, source),
            "factuality_source": sure,
            "factuality_author": row.factuality_author,
            "hedges": hedges,
            "about": self.find_about(start, end),
            "made_by": MADE_BY,
            "review": "unseen",
        }

    def with_auxiliary(self, cue):
        """The cue with "has", "have" or "had" before it."""
        start = cue.start
        return self.doc[
            start - 1
            if start > cue.sent.start and self.doc[start - 1].text.lower() in function_words("perfect")
            else start : cue.end
        ]

    def with_title(self, source):
        """The source with the title before it, and the body before that: "Ruritanian trade ministry spokesman Rudolf Roe"."""
        start = source.first
        if start in self.titles:
            start = self.titles[start]
            start = next((m.first for m in self.outer if m.last == start), start)
        return self.doc[start : source.last]

    def own(self, part):
        """One row of the author's own statement."""
        start, end = part
        sure, hedges = self.judge(start, end, "CT+")
        return {
            "claim_id": make_id(self.article, "claim", part),
            "start": start,
            "end": end,
            "text": self.text[start:end],
            "source_id": "author",
            "quote_form": "none",
            "source_kind": "author",
            "anonymity": "none",
            "basis": "narrative",
            "factuality_source": sure,
            "factuality_author": sure,
            "hedges": hedges,
            "about": self.find_about(start, end),
            "made_by": MADE_BY,
            "review": "unseen",
        }

    def judge(self, start, end, sure):
        """(FactBank value, hedges): the cue's value, lowered by the hedges inside the content, its sign turned by "not"."""
        found = [
            (h, surface_forms("hedges")[h.text.lower()])
            for h in between(self.hedges, start, end, FIRST_LETTER)
            if start <= h.start_char and h.end_char <= end
        ]
        order = ["CT", "PR", "PS", "Uu"]
        degree = max([sure[:2], *(row.certainty for _, row in found if row.certainty)], key=order.index)
        negated = negation_pattern().match(self.text[start:end])
        sign = "-" if negated else sure[2:] or "+"
        hedges = ";".join(f"{h.text}@{h.start_char}-{h.end_char}:{row.kind}" for h, row in found)
        return ("Uu" if degree == "Uu" else degree + sign), hedges

    def find_basis(self, row, cue, source):
        """The channel: told by the cue, else by words beside it, else by an interview or, for beliefs, the narrative."""
        if row.basis:
            return row.basis
        told_to = between(self.outer, cue.end, cue.end + 3, attrgetter("first"))
        if any(m.sector == "JRN" and m.kind in ("Company", "Organization") for m in told_to):
            return "press_report"
        low, high = max(cue.sent.start, cue.start - SETTING), min(cue.sent.end, cue.end + SETTING)
        around = self.doc[low:high].text.lower()
        settings = load_lexicon("cue_settings")
        told = [
            basis
            for words, basis in zip(settings["words"], settings["basis"], strict=True)
            if re.search(rf"\b{re.escape(words)}\b", around)
        ]
        return told[0] if told else "narrative" if row.kind in ("belief", "fact") else "interview_quote"

    def find_about(self, start, end):
        """Ids of the actors linked inside the content, separated by ;."""
        inside = (
            []
            if start is None
            else [
                m for m in between(self.mentions, start, end, attrgetter("start")) if m.end <= end and m.form != "ADJ"
            ]
        )
        return ";".join(dict.fromkeys(i for m in inside for i in m.actor_id.split(";") if i))


def is_passive(doc, cue):
    """Whether a form of be or get stands within three words before a participle that is followed by "by"."""
    before = {t.text.lower() for t in doc[max(cue.start - 3, cue.sent.start) : cue.start]}
    after = [t.text for t in doc[cue.end : min(cue.end + 8, cue.sent.end)]]
    return bool(before & function_words("passive")) and "by" in after and cue[0].text.lower().endswith(("d", "n", "t"))


def is_statement(text, part):
    """Whether quoted words are a statement of their own and not a few words inside somebody else's sentence."""
    words = text[part[0] : part[1]].split()
    return len(words) >= MIN_WORDS and (text[part[0]].isupper() or text[part[1] - 1] in ",.!?" or len(words) > 8)


@cache
def clause_pattern():
    """What parts the statements of a sentence: a comma before a word that opens one, a semicolon, a dash."""
    words = "|".join(sorted(function_words("statement")))
    return re.compile(rf"(?:,\s+(?=(?:{words})\s)|;\s+|\s+[–—]\s+)")


@cache
def negation_pattern():
    """A word of negation, or a contracted one, among the first eight words of a content."""
    words = "|".join(sorted(function_words("negation")))
    return re.compile(rf"(?:\W*\w+\W+){{0,7}}?(?:{words}|\w+n[’']t)\b")


@cache
def link_pattern():
    """The word that only links a statement to the one before."""
    return re.compile(rf"(?:{'|'.join(sorted(function_words('link')))})\s+", re.IGNORECASE)


def split_clauses(text, start, end):
    """Spans of the clauses of a sentence, cut at ", and", ", but", ";" and dashes; too short a piece stays with the one before."""
    cuts = [start, *(m.end() for m in clause_pattern().finditer(text, start, end)), end]
    parts = []
    for first, last in itertools.pairwise(cuts):
        link = link_pattern().match(text, first, last) if first > start else None
        piece = trim(text, link.end() if link else first, last)
        if len(text[slice(*piece)].split()) <= MIN_WORDS and parts:
            parts[-1] = (parts[-1][0], piece[1])
        elif piece[0] < piece[1]:
            parts.append(piece)
    return parts


def describe_source(source):
    """Cells source_kind and anonymity of a source mention."""
    if source.form == "NOM":
        head = index_nominals().get(source.text.split()[-1].lower())
        reading = head.reading if head is not None else ""
        if (
            reading == "unnamed_bare"
            and len([w for w in source.text.split() if w.lower() not in function_words("determiner")]) > 1
        ):
            reading = "unnamed_described"
        group = source.kind in ("Group", "Company", "PublicBody", "Organization", "Territory")
        named = not reading and source.kind in ("Company", "PublicBody", "Organization")
        kind = "named_group" if named else "unnamed_group" if group else "unnamed_person"
        return {"source_kind": kind, "anonymity": "none" if named else reading or "unnamed_described"}
    if not source.actor_id:
        return {
            "source_kind": "unnamed_group" if source.text.lower() in ("they", "we", "it") else "unnamed_person",
            "anonymity": "unnamed_described",
        }
    return {"source_kind": "named_person" if source.kind == "Person" else "named_group", "anonymity": "none"}


def nest(rows):
    """Set parent_id where a claim's cue lies inside the content of another claim: the smallest such content."""
    spans = sorted((r for r in rows if r["start"] is not None), key=lambda r: r["end"] - r["start"])
    for row in rows:
        if row.get("cue_start") is not None:
            around = [
                o
                for o in spans
                if o is not row
                and o["start"] <= row["cue_start"]
                and row["cue_end"] <= o["end"]
                and o["claim_id"] != row["claim_id"]
            ]
            row["parent_id"] = around[0]["claim_id"] if around else ""
    return rows
