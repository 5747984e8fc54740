"""A text parsed line by line, and the table `sentences`: the only segmentation there is."""

import re
from bisect import bisect_right
from functools import lru_cache

from spacy.tokens import Doc

from helpers.language.pipeline import load_pipeline
from helpers.tables import make_id, make_table

LINE = re.compile(r"\S(?:[^\n\r\v\f\x85\u2028\u2029]*\S)?")
LONGEST = 20_000


@lru_cache(maxsize=1)
def parse(article):
    """The article's text as a spaCy Doc, character for character; `doc.user_data["article"]` is the article.

    Each line is parsed on its own: the pipeline was trained on paragraphs and knows no line breaks. The last Doc is
    kept: a notebook asks for the same one step by step.
    """
    doc = parse_text(article.text, load_pipeline())
    doc.user_data["article"] = article
    return doc


def parse_articles(articles):
    """The Docs of articles, one after another, as `parse` gives them; lines of many are parsed at a time, which is
    faster.
    """
    pipeline = load_pipeline()
    for article, doc in zip(articles, parse_texts([article.text for article in articles], pipeline), strict=True):
        doc.user_data["article"] = article
        yield doc


def parse_text(text, pipeline):
    """The Doc of a text: its lines are parsed one by one and joined with the white space between them."""
    return next(parse_texts([text], pipeline))


def parse_texts(texts, pipeline):
    """The Docs of texts, one after another; their lines go through the pipeline together."""
    pieces = [split_lines(text) for text in texts]
    parsed = pipeline.pipe(text[start:end] for text, lines in zip(texts, pieces, strict=True) for start, end in lines)
    for text, lines in zip(texts, pieces, strict=True):
        yield join_lines(text, lines, parsed, pipeline)


def join_lines(text, pieces, parsed, pipeline):
    """The Doc of a text of the Docs of its lines, the next ones of `parsed`."""
    docs, done = [], 0
    for start, end in pieces:
        doc = next(parsed)
        if start > done:
            docs.append(pipeline.make_doc(text[done:start]))
        docs.append(doc)
        done = end
    if done < len(text) or not docs:
        docs.append(pipeline.make_doc(text[done:]))
    return Doc.from_docs(docs, ensure_whitespace=False, exclude=("tensor", "user_data", "spans"))


def split_lines(text):
    """(start, end) of the lines of a text without white space at their ends.

    A line longer than LONGEST is cut at a space, since the memory that parsing takes grows with it.
    """
    pieces = []
    for line in LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST:
            cut = text.rfind(" ", start + 1, start + LONGEST)
            cut = start + LONGEST if cut < 0 else cut
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces


def find_sentences(doc):
    """Spans of the sentences of the article's prose, trimmed of white space, residue left out."""
    prose = doc.user_data["article"].prose
    for sentence in doc.sents:
        span = trim_span(sentence)
        if len(span) and not prose[span.start_char : span.end_char].isspace():
            yield span


def trim_span(span):
    """The span without white space at its ends; may be empty."""
    start, end = span.start, span.end
    while start < end and span.doc[start].is_space:
        start += 1
    while end > start and span.doc[end - 1].is_space:
        end -= 1
    return span.doc[start:end]


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
