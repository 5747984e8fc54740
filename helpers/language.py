"""The language pipeline: spaCy's English tokens, and the only segmentation into sentences there is."""

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

import spacy
from spacy.language import Language

from helpers.lexicons import load_lexicon
from helpers.tables import make_table

OPENING, CLOSING = tuple("“‘\"'([«"), tuple("”’\"')]»")
LINE_BREAK = re.compile(r"[\n\r\v\f\x85\u2028\u2029]")
NAME_STOP = r"(?<=&[A-Z])\."  # "AT&T." ends a sentence; spaCy takes "T." for an initial
INITIAL = re.compile(r"[A-Z]\.")


@cache
def load_pipeline(name=None):
    """The bundled pipeline (blank English with a rule for sentences), or the installed spaCy pipeline `name`.

    Raises OSError with what to do if `name` is not installed.
    """
    if name is None:
        pipeline = spacy.blank("en")
        pipeline.max_length = 100_000_000
        suffixes = [*pipeline.Defaults.suffixes, NAME_STOP]
        pipeline.tokenizer.suffix_search = spacy.util.compile_suffix_regex(suffixes).search
        pipeline.add_pipe("sentence_rules")
        return pipeline
    try:
        return spacy.load(name)
    except OSError:
        raise OSError(
            f"No spaCy pipeline '{name}' is installed. Install it, or leave the name out for the bundled one."
        ) from None


@Language.component("sentence_rules")
def sentence_rules(doc):
    """Start a sentence after a line break, and after . ! ? … where no abbreviation and no small letter forbids it."""
    for token in doc[1:]:
        token.is_sent_start = starts_sentence(doc, token.i)
    return doc


def starts_sentence(doc, i):
    """Whether the token at `i` (≥ 1) opens a sentence: only white space or a closing mark may stand before it."""
    before = doc[i - 1]
    if doc[i].is_space or not (before.is_space or before.whitespace_):
        return False
    if before.is_space and LINE_BREAK.search(before.text):
        return True
    last = i - 1
    while last > 0 and (doc[last].is_space or doc[last].text in CLOSING):
        last -= 1
    return ends_sentence(doc[last].text, [t.text for t in doc[i : i + 3]])


def ends_sentence(last, following):
    """Whether the word `last` closes a sentence before the words that follow."""
    opener = next((word for word in following if word not in OPENING), "")
    if last[-1:] not in tuple(".!?…") or not opener[:1].isalnum() or opener[:1].islower():
        return False
    endings = abbreviation_endings()
    if last not in endings:
        return not INITIAL.fullmatch(last)
    return endings[last] == "may" and opener in sentence_openers()


@lru_cache(maxsize=1)
def abbreviation_endings():
    """{abbreviation: "never" or "may", whether it may end a sentence}."""
    rows = load_lexicon("abbreviations")
    return dict(zip(rows["abbreviation"], rows["ends_sentence"], strict=True))


@lru_cache(maxsize=1)
def sentence_openers():
    """Words that, capitalised after an abbreviation that may end a sentence, open the next one."""
    return frozenset(load_lexicon("sentence_openers")["word"])


def parse(article):
    """The article's text as a spaCy Doc, character for character; `doc.user_data["article"]` is the article."""
    doc = load_pipeline()(article.text)
    doc.user_data["article"] = article
    return doc


def find_sentences(doc):
    """Spans of the sentences of the article's prose, trimmed of white space, residue left out."""
    prose = doc.user_data["article"].prose
    for sentence in doc.sents:
        span = trim_span(sentence)
        if len(span) and not prose[span.start_char : span.end_char].isspace():
            yield span


def between(items, low, high, place):
    """The items, sorted by `place(item)`, whose place is at least `low` and below `high`; takes logarithmic time."""
    return items[bisect_left(items, low, key=place) : bisect_left(items, high, key=place)]


def trim_span(span):
    """The span without white space at its ends; may be empty."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    return span.doc[start:end]


def make_id(article, kind, *spans):
    """A row's id, the same in every run: article, kind and spans ("slug:claim:520-529:394-507")."""
    return ":".join([article.slug, kind, *(f"{start}-{end}" for start, end in spans)])


def evidence(span, prefix=""):
    """The triple of a spaCy span as cells: start, end, text."""
    return {prefix + "start": span.start_char, prefix + "end": span.end_char, prefix + "text": span.text}


def split_sentences(article):
    """Table `sentences` of an article: a thin view of the pipeline's sentences."""
    return tabulate_sentences(parse(article))


def tabulate_sentences(doc):
    """Table `sentences` of a parsed article."""
    article = doc.user_data["article"]
    starts = [start for start, _ in article.paragraphs]
    return make_table(
        "sentences",
        (
            {
                "sentence_id": make_id(article, "sentence", (span.start_char, span.end_char)),
                "paragraph": bisect_right(starts, span.start_char),
                **evidence(span),
            }
            for span in find_sentences(doc)
        ),
    )
