"""On what basis a statement rests: its channel (Spangher et al. 2023), by written rules in a fixed order.

What a setting says ("in a letter to", "at a hearing") counts most, then the cue, then the source, then whether a
person, a body or nobody in particular speaks. The words stand in `data/lexicons/cue_settings.csv`, `cues.csv` and
`sources.csv`.
"""

import re
from functools import cache
from operator import attrgetter

from helpers.language.phrases import find_form
from helpers.lexicons import function_words, load_lexicon, split_items, surface_forms
from helpers.spans import between

YEAR = re.compile(r"(?:19|20)\d\d")
VOICES = {"person": "interview_quote", "body": "prepared_statement", "class": "background"}


@cache
def setting_rows():
    """{words: row} of the lexicon of settings."""
    return {row.words: row for row in load_lexicon("cue_settings").itertuples(index=False)}


def find_basis(tree, attribution, source, mention, mentions, told, parent):
    """The basis of what somebody says, by the first rule that fits; `told` is the basis that a setting tells,
    or None.
    """
    row = attribution.row
    if row is not None and row.kind == "declined":
        return "declined_comment"
    if parent is not None and parent["basis"] == "press_report":
        return "press_report"
    if row is None and (labelled := find_label_basis(tree, attribution.source)):
        return labelled
    if told is not None:
        return told
    if is_press(mention) or names_press(tree, attribution.source) or tells_press(tree, attribution, mentions):
        return "press_report"
    if row is not None and row.basis:
        return row.basis
    return source.basis or VOICES[source.voice]


def is_release(settings):
    """Whether words of a text tell that it is a press release, so that nothing in it was told to a journalist."""
    return any(setting_rows()[find_form(span, "cue_settings", "words")].speaker == "everybody" for span in settings)


def find_setting(tree, cued, attribution, settings):
    """The basis that the words beside a cue tell, outside of its contents; the nearest ones count."""
    at = attribution.cue[0] if attribution.cue else attribution.source[0]
    low, high = max(cued.first[at], at - 60), min(cued.last[at], at + 60)
    contents = [
        cued.tokens(start, end) for start, end, _ in attribution.contents if start is not None and end - start < 2000
    ]
    outside = [
        span
        for span in between(settings, low, high, attrgetter("start"))
        if not any(first <= span.start < last for first, last in contents) and cued.quoted[span.start] < 0
    ]
    rows = [(abs(span.start - at), setting_rows()[find_form(span, "cue_settings", "words")]) for span in outside]
    return min(rows, key=lambda found: found[0])[1].basis if rows else None


def find_label_basis(tree, span):
    """The basis that a label tells: "Statement by …:" its own, a turn of a transcript ("ANCHOR:") speech in public;
    empty for others.
    """
    listed = [surface_forms("sources").get(word) for word in tree.lower[span[0] : span[1]]]
    told = next((row.basis for row in listed if row is not None), "")
    return told or (
        "public_speech" if all(word.isupper() for word in tree.words[span[0] : span[1]] if word[0].isalpha()) else ""
    )


def is_press(mention):
    """Whether a source is a paper, broadcaster or news agency."""
    return mention is not None and mention.sector == "JRN" and mention.kind in ("Company", "Organization")


def tells_press(tree, attribution, mentions):
    """Whether somebody tells it to another medium: "told Reuters"."""
    if attribution.cue is None:
        return False
    near = between(mentions, attribution.cue[1], attribution.cue[1] + 5, attrgetter("first"))
    return any(is_press(m) and any(tree.head[i] == attribution.cue[0] for i in range(m.first, m.last)) for m in near)


@cache
def press_words():
    """Words that a paper's or broadcaster's name ends with."""
    rows = load_lexicon("name_parts").itertuples(index=False)
    return frozenset(form for row in rows if row.sector == "JRN" for form in split_items(row.part))


def names_press(tree, span):
    """Whether a source is a name like a paper's: "the Evening Courier", "the Weekly Ledger"."""
    if span is None or tree.pos[span[1] - 1] != "PROPN" or span[1] - span[0] < 2:
        return False
    kinds = [surface_forms("sources").get(word) for word in tree.lower[span[0] : span[1]]]
    return tree.words[span[1] - 1] in press_words() or any(row and row.basis == "press_report" for row in kinds)


def find_own_basis(tree, root, first, last, settings, published):
    """The basis of the author's own statement: what its words tell, else background for what lasts or is long past,
    else the narrative.
    """
    told = [
        setting_rows()[find_form(span, "cue_settings", "words")]
        for span in between(settings, first, last, attrgetter("start"))
    ]
    counted = any(tree.pos[i] == "NUM" for i in range(first, last))
    own = next((row.basis for row in told if row.speaker == "author" and (counted or row.basis != "vote_poll")), None)
    if own is not None:
        return own
    if is_long_past(tree, first, last, published):
        return "background"
    changing = any(word in function_words("change") for word in tree.lower[first:last]) or tree.words[
        last : last + 1
    ] == ["?"]
    return "background" if lasts(tree, root) and not changing else "narrative"


def lasts(tree, root):
    """Whether a predicate is a state or habit: a present tense that is neither progressive nor perfect, or
    "has been".
    """
    finite = [root, *(c for c in tree.children[root] if tree.dep[c] in ("aux", "aux:pass", "cop"))]
    tags = {tree.tag[i] for i in finite}
    words = {tree.lower[i] for i in finite}
    if tags & {"VBD", "MD"} or (
        tree.tag[root] in ("VBG", "VBN") and words & {"is", "are", "has", "have", "been", "being"}
    ):
        return False
    return bool(tags & {"VBZ", "VBP"})


def is_long_past(tree, first, last, published):
    """Whether a year before that of publication dates a statement."""
    years = [int(word) for word in tree.words[first:last] if YEAR.fullmatch(word)]
    return bool(years) and max(years) < published.year
