"""Who says what, on what basis and how sure: one row per statement, the author's own included.

`helpers.attribution` finds source, cue and content, `helpers.claims.source_kinds` tells what kind of source it is,
`helpers.claims.factuality` how sure it sounds. Source–cue–content follows PARC 3.0 and PolNeAR, kinds of source and
basis Spangher et al. 2023, factuality FactBank.
"""

from operator import attrgetter

from helpers import __version__
from helpers.actors.mentions import outermost, place_mentions
from helpers.attribution.attributions import read_attributions
from helpers.claims.author_clauses import split_clauses
from helpers.claims.basis import find_basis, find_own_basis, find_setting, is_release
from helpers.claims.factuality import is_question, judge, oppose
from helpers.claims.nesting import nest, unique
from helpers.claims.source_kinds import Heard, can_speak
from helpers.claims.speakers import Speakers
from helpers.language.phrases import find_phrases
from helpers.language.polarity import find_hedges
from helpers.language.sentences import find_sentences
from helpers.lexicons import abbreviation_endings, function_words
from helpers.spans import between
from helpers.tables import make_id, make_table

MADE_BY = f"rules/{__version__}"
EDGES = " \t\r\n\xa0,;:.“”\"‘’'"


def find_claims(doc, actors):
    """Find every statement of a parsed article: the attributed ones, and the author's own.

    `actors` is what `resolve_actors` returns (or any object with the tables `actors` and `mentions`). Returns the table
    `claims`; a source that is linked to no actor leaves `source_id` empty, one that is several holds their ids.
    """
    return make_table("claims", Finder(doc, actors).find())


class Finder:
    """Makes the rows of one article; holds what all of them share."""

    def __init__(self, doc, actors):
        self.doc, self.article = doc, doc.user_data["article"]
        self.text = self.article.text  # the same as doc.text, which spaCy would join anew at every call
        self.attributions, self.cued = read_attributions(doc)
        self.tree = self.cued.tree
        self.mentions = place_mentions(doc, actors)
        self.outer = outermost(self.mentions)
        self.speakers = Speakers(self.tree, self.outer)
        self.hedges = find_hedges(self.tree)
        self.settings = find_phrases(doc, "cue_settings", "words")
        self.is_release = is_release(self.settings)
        self.told, self.sources = {}, {}

    def find(self):
        """The rows, in order of their contents and cues."""
        attributions = [a for a in self.attributions if a.states and not self.is_authors(a)]
        self.sources = self.describe_sources(attributions)
        said = [(a, content) for a in attributions for content in self.merge(a.contents)]
        own = [(None, (*span, "none")) for span in split_clauses(self.cued, find_sentences(self.doc), attributions)]
        items = unique([*said, *own])
        rows, parts = {}, set()
        for n, parent in nest([(content[:2], self.place(attribution)) for attribution, content in items]):
            if self.is_part(*items[n], rows.get(parent)):
                rows[n] = rows[parent]
                parts.add(n)
            else:
                rows[n] = self.fill(*items[n], rows.get(parent))
        return sorted((row for n, row in rows.items() if n not in parts), key=order_of)

    def is_part(self, attribution, content, parent):
        """Whether a cue inside what somebody says opens no claim of its own: what he himself thinks or plans, what
        another one plans, and a noun of saying.

        His own attitude shows in the hedges of what he says, a plan is an event.
        """
        if (
            attribution is None
            or attribution.row is None
            or content[0] is None
            or content[2] == "direct"
            or parent is None
        ):
            return False
        row, head = attribution.row, attribution.head
        if parent["source_id"] == "author" or not parent["cue_text"]:
            return False
        own = head is None or self.tree.pos[head] == "PRON"
        attitude = row.kind in ("belief", "fact", "eventuality")
        told = head is None or can_speak(self.tree, self.antecedent(head), self.speakers.find_mention(head))
        return row.pos == "noun" or row.kind == "eventuality" or (own and attitude) or not told

    def describe_sources(self, attributions):
        """{cue, or source without one: its `Source`}, told in the order of the text."""
        heard, found = Heard(), {}
        for a in sorted(attributions, key=lambda a: (a.source or a.cue)[0]):
            head = self.antecedent(a.head)
            source = heard.describe(self.tree, head, a.source, self.speakers.find_mention(a.head))
            found[a.cue or a.source] = source._replace(voice="body") if self.is_release else source
        return found

    def place(self, attribution):
        """The (start, end) of what opens a claim inside another one: its cue; None for the author's own."""
        return self.cued.chars(*attribution.cue) if attribution is not None and attribution.cue else None

    def is_authors(self, attribution):
        """Whether the author speaks of himself: "I think", "we believe", outside quotation marks."""
        head = attribution.head
        return head is not None and self.tree.lower[head] in function_words("author") and attribution.cue is not None

    def merge(self, contents):
        """The contents of a cue with their edges trimmed; empty ones are left out."""
        trimmed = [
            (*trim(self.text, start, end, form), form) if start is not None else (None, None, form)
            for start, end, form in contents
        ]
        return [content for content in trimmed if content[0] is None or content[0] < content[1]]

    # Filling in a row

    def fill(self, attribution, content, parent):
        """One row: the author's own without an attribution."""
        start, end, form = content
        row = {
            "start": start,
            "end": end,
            "text": self.text[start:end] if start is not None else "",
            "quote_form": form,
        }
        row |= self.fill_own(start, end) if attribution is None else self.fill_said(attribution, start, end, parent)
        return row | {"about": self.find_about(start, end), "made_by": MADE_BY, "review": "unseen"}

    def fill_own(self, start, end):
        """The cells of the author's own statement."""
        first, last = self.cued.tokens(start, end)
        hedges = self.take_hedges(first, last)
        root = self.tree.root(first, last)
        value = judge(self.tree, root, hedges, "CT+", is_question(self.text, end))
        return {
            "claim_id": make_id(self.article, "claim", (start, end)),
            "source_id": "author",
            "source_kind": "author",
            "anonymity": "none",
            "basis": find_own_basis(self.tree, root, first, last, self.settings, self.article.published),
            "factuality_source": value,
            "factuality_author": value,
            "hedges": self.write_hedges(hedges),
        }

    def fill_said(self, attribution, start, end, parent):
        """The cells of what somebody says."""
        head, phrase = attribution.head, attribution.source
        mention = self.speakers.find_speaker(head, phrase)
        source = self.sources[attribution.cue or attribution.source]
        cue = self.cued.chars(*attribution.cue) if attribution.cue else None
        span = (start, end) if start is not None else None
        hedges = self.said_hedges(attribution, source, start, end)
        value = self.judge_said(attribution, hedges, start, end)
        return {
            "claim_id": make_id(self.article, "claim", *filter(None, [cue, span])),
            **self.triple("source", self.cued.chars(*attribution.source) if attribution.source else None),
            **self.triple("cue", cue),
            "source_mention_id": mention.mention_id if mention else "",
            "source_id": self.speakers.find_ids(head, phrase, mention, source.source_kind in ("document", "database")),
            "source_kind": source.source_kind,
            "anonymity": source.anonymity,
            "basis": find_basis(
                self.tree, attribution, source, mention, self.outer, self.find_told(attribution), parent
            ),
            "factuality_source": value,
            "factuality_author": vouch(attribution.row, value, parent),
            "hedges": self.write_hedges(hedges, source if attribution.source or attribution.cue else None, attribution),
            "parent_id": parent["claim_id"] if parent else "",
        }

    def find_told(self, attribution):
        """The basis that the setting of a cue tells, found once for all its contents."""
        key = attribution.cue or attribution.source
        if key not in self.told:
            self.told[key] = find_setting(self.tree, self.cued, attribution, self.settings)
        return self.told[key]

    def triple(self, prefix, span):
        """The cells start, end and text of a span, or none."""
        if span is None:
            return {}
        return {f"{prefix}_start": span[0], f"{prefix}_end": span[1], f"{prefix}_text": self.text[span[0] : span[1]]}

    def antecedent(self, head):
        """The noun that a source stands for: of "who", the one before it."""
        return self.tree.antecedent(head) if head is not None else None

    def judge_said(self, attribution, hedges, start, end):
        """How sure the source sounds."""
        value = attribution.row.factuality_source if attribution.row is not None else "CT+"
        if start is None or value == "Uu":
            return "Uu"
        first, last = self.cued.tokens(start, end)
        asked = is_question(self.text, end) or self.tree.lower[first] in function_words("asking")
        return judge(self.tree, self.tree.root(first, last), hedges, value, asked)

    def said_hedges(self, attribution, source, start, end):
        """The hedges in the content of a claim, in its cue, and in the adverbs of its cue."""
        found = self.take_hedges(*self.cued.tokens(start, end)) if start is not None else []
        if attribution.cue is None:
            return found
        first, last = attribution.cue
        around = [first, *(c for c in self.tree.children[first] if self.tree.dep[c] in ("advmod", "aux"))]
        return found + [h for i in around for h in self.take_hedges(i, i + 1 if i != first else last)]

    def take_hedges(self, first, last):
        """The hedges that begin inside (first, last) tokens."""
        return between(self.hedges, first, last, attrgetter("first"))

    def write_hedges(self, hedges, source=None, attribution=None):
        """The cell of hedges; a source that hides who speaks is a weasel, or the cue where there is no source."""
        spans = [(*self.cued.chars(h.first, h.last), h.row.kind) for h in hedges]
        if source is not None and attribution.row is not None and attribution.row.kind != "declined":
            spans += self.find_weasel(source, attribution)
        return ";".join(f"{self.text[s:e]}@{s}-{e}:{kind}" for s, e, kind in sorted(set(spans)))

    def find_weasel(self, source, attribution):
        """[(start, end, weasel)] of the source phrase that tells no more than a class or a vantage, or of the cue
        without a source.
        """
        if attribution.source is None:
            return [(*self.cued.chars(*attribution.cue), "weasel")]
        first, last = attribution.source
        words = self.tree.lower[first:last]
        # The longest quantifiers have three words: "a number of".
        quantified = any(" ".join(words[:n]) in function_words("quantifier") for n in (1, 3))
        vantage = source.anonymity == "unnamed_bare" or (
            source.anonymity == "collective" and self.tree.lower[attribution.head] in function_words("vantage")
        )
        return [(*self.cued.chars(first, last), "weasel")] if quantified or vantage else []

    def find_about(self, start, end):
        """Ids of the actors linked inside the content, separated by ;."""
        if start is None:
            return ""
        inside = [
            m for m in between(self.mentions, start, end, attrgetter("start")) if m.end <= end and m.form != "ADJ"
        ]
        return ";".join(dict.fromkeys(i for m in inside for i in m.actor_id.split(";") if i))


def vouch(row, value, parent):
    """How far the author vouches: for what somebody confirms as far as he does, for what is falsely claimed for its
    opposite, else not.
    """
    if row is None or parent is not None or row.factuality_author == "Uu":
        return "Uu"
    return value if row.factuality_author == row.factuality_source else oppose(value)


def order_of(row):
    """Rows in order of their contents, a refusal at its cue."""
    start = row["start"] if row["start"] is not None else row["cue_start"]
    return start, -(row["end"] or 0), row.get("cue_start") or 0


def trim(text, start, end, form):
    """A content without white space, marks and commas at its ends; a full stop that closes an abbreviation stays, so do
    marks that it needs.
    """
    while start < end and text[start] in EDGES:
        if form != "direct" and text[start] in OPENING and closes_inside(text, start + 1, end):
            break
        start += 1
    while end > start and text[end - 1] in EDGES and not ends_with_abbreviation(text[max(start, end - 12) : end]):
        if (
            form != "direct"
            and text[end - 1] in CLOSING
            and any(text.find(mark, start, end - 1) >= 0 for mark in OPENING)
        ):
            break
        end -= 1
    return start, end


OPENING, CLOSING = '“"‘', '”"’'


def closes_inside(text, start, end):
    """Whether a closing mark stands inside a content, so that its opening one belongs to it."""
    return any(text.find(mark, start, end) >= 0 for mark in CLOSING)


def ends_with_abbreviation(text):
    """Whether the last word is an abbreviation that keeps its full stop: "Inc.", "U.S."."""
    return text.endswith(".") and bool(text.split()) and text.split()[-1] in abbreviation_endings()
