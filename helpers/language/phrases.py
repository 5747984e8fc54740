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


def find_phrases(doc, lexicon, column="forms"):
    """Spans of the longest phrases, not overlapping, in order."""
    return filter_spans(build_matcher(lexicon, column)(doc, as_spans=True))
