"""The phrases of a lexicon in a parsed text."""

from functools import cache

from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from helpers.language.pipeline import load_pipeline
from helpers.lexicons import load_lexicon, split_items


@cache
def build_matcher(lexicon, column):
    """A spaCy PhraseMatcher of the items in a column of a lexicon, whatever their case."""
    pipeline = load_pipeline()
    matcher = PhraseMatcher(pipeline.vocab, attr="LOWER")
    forms = dict.fromkeys(form for cell in load_lexicon(lexicon)[column] for form in split_items(cell))
    matcher.add(lexicon, [pipeline.tokenizer(form) for form in forms])
    return matcher


@cache
def index_forms(lexicon, column):
    """{lower-case words: item} of the items in a column of a lexicon, cut into words as the texts are."""
    tokenizer = load_pipeline().tokenizer
    forms = dict.fromkeys(form for cell in load_lexicon(lexicon)[column] for form in split_items(cell))
    return {tuple(token.lower_ for token in tokenizer(form)): form for form in reversed(forms)}


def find_form(span, lexicon, column="forms"):
    """The item of a lexicon that a phrase found in a text is; its words may stand with other blanks between ("let 's
    say").
    """
    return index_forms(lexicon, column)[tuple(token.lower_ for token in span)]


def find_phrases(doc, lexicon, column="forms"):
    """Spans of the longest phrases, not overlapping, in order."""
    return filter_spans(build_matcher(lexicon, column)(doc, as_spans=True))
