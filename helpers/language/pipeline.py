"""The language pipeline: spaCy's English tokens, and the only segmentation into sentences there is."""

import re
from functools import cache

import numpy as np
import spacy
from spacy.language import Language
from spacy.vectors import Vectors
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from helpers import __version__, paths
from helpers.language import mends  # noqa: F401 – registers the components that mend the parse
from helpers.lexicons import abbreviation_endings, function_words

MADE_BY = f"model/{__version__}"
CLOSING, STRAIGHT = frozenset("”’\"')]»"), ('"', "'")
END_MARKS = tuple(".!?…:;")
NAME_STOP = r"(?<=&[A-Z])\."  # "AT&T." ends a sentence; spaCy takes "T." for an initial
LINE_ENDS, DASHES = frozenset(".!?”’\"')"), frozenset(["–", "—", "-", "--"])
DATELINE, LONGEST_DATELINE = frozenset(["NNP", "NNPS", "CD"]), 24
INITIAL = re.compile(r"[A-Z]\.")


@cache
def load_pipeline(name=None):
    """The bundled pipeline, or the installed spaCy pipeline `name`; its labels are Universal Dependencies' either way.

    Raises OSError with what to do if it is missing or damaged, ValueError if it has no parser.
    """
    pipeline = load_bundled() if name is None else load_installed(name)
    if "parser" not in pipeline.pipe_names:
        raise ValueError(
            f"The pipeline '{name}' has {', '.join(pipeline.pipe_names) or 'no components'}, but no parser. "
            "Name one that has."
        )
    pipeline.max_length = 100_000_000
    keep_prefixes(pipeline.tokenizer)
    pipeline.add_pipe("sentence_limits", before="parser")
    pipeline.add_pipe("mend_parse", after="parser")
    pipeline.add_pipe("titles_before_names", last=True)
    return pipeline


def load_bundled():
    """The pipeline in `helpers/model`, its weights widened to the 32 bits that spaCy computes with."""
    try:
        pipeline = spacy.load(paths.MODEL)
        check_vectors(pipeline)
        look_up_lowercase(pipeline)
        set_precision(pipeline, np.float32)
    except Exception as error:
        raise OSError(
            f"The language pipeline in helpers/model is missing or damaged ({shorten_error(error)}). "
            "Restore the folder: git checkout helpers/model"
        ) from None
    use_fast_products(pipeline)
    return pipeline


def check_vectors(pipeline):
    """Raise ValueError if a pipeline has no word vectors: spaCy loads one without, which then parses badly."""
    if not len(pipeline.vocab.vectors):
        raise ValueError("no word vectors")


def look_up_lowercase(pipeline):
    """Let words find their vectors whatever their case: spaCy stores vectors, but not what they are looked up by."""
    vectors = pipeline.vocab.vectors
    keys = sorted(vectors.key2row, key=vectors.key2row.get)
    rows = vectors.data[[vectors.key2row[key] for key in keys]]
    pipeline.vocab.vectors = Vectors(strings=pipeline.vocab.strings, data=rows, keys=keys, attr="LOWER")


def load_installed(name):
    """An installed spaCy pipeline, with the tokens of the bundled one and labels of Universal Dependencies."""
    try:
        pipeline = spacy.load(name)
    except OSError:
        raise OSError(
            f"No spaCy pipeline '{name}' is installed. Install it, or leave the name out for the bundled one."
        ) from None
    from helpers.language import dependencies  # noqa: F401 – registers the component that maps the labels

    pipeline.add_pipe("universal_dependencies", last=True)
    return pipeline


def keep_prefixes(tokenizer):
    """Let a tokenizer read "co-operate" and "re-open" as one word, as their spelling without a hyphen is."""
    find = tokenizer.infix_finditer

    def find_outside_prefixes(text):
        return [cut for cut in find(text) if text[: cut.start()].lower() not in function_words("prefix")]

    tokenizer.infix_finditer = find_outside_prefixes


def shorten_error(error):
    """The first line of an error."""
    return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"


def set_tokenizer(pipeline):
    """Let a full stop behind an abbreviation with & stand alone."""
    suffixes = [*pipeline.Defaults.suffixes, NAME_STOP]
    pipeline.tokenizer.suffix_search = spacy.util.compile_suffix_regex(suffixes).search


def list_models(pipeline):
    """The thinc models of a pipeline's components."""
    return [component.model for _, component in pipeline.pipeline if hasattr(component, "model")]


def set_precision(pipeline, dtype):
    """Cast every weight and the word vectors of a pipeline."""
    pipeline.vocab.vectors.data = pipeline.vocab.vectors.data.astype(dtype)
    for node in (node for model in list_models(pipeline) for node in model.walk()):
        for name in node.param_names:
            if node.has_param(name):
                node.set_param(name, node.get_param(name).astype(dtype))


def use_fast_products(pipeline):
    """Multiply matrices by NumPy's BLAS, up to three times as fast as the one that thinc brings along.

    On one thread: matrices this small cost more to share out than to multiply, and one thread gives the same bytes on
    any number of cores.
    """
    threadpool_limits(1, user_api="blas")
    ops = NumpyOps(use_blis=False)
    for node in (node for model in list_models(pipeline) for node in model.walk()):
        node.ops = ops


@Language.component("sentence_limits")
def limit_sentences(doc):
    """Let no sentence begin where none can: only behind an end mark, never with a closing mark or a note's number.

    Where one does begin is for the parser to find out; but behind a dateline, which is no part of any clause, it does.
    """
    may_begin, spaced, notes, body = True, True, find_notes(doc), find_body(doc)
    for token in doc:
        if body and token.i <= body:
            token.is_sent_start = token.i in (0, body)
            continue
        text = token.text
        closing = token.i in notes or (text in CLOSING and not (spaced and text in STRAIGHT))
        if token.i and (closing or not may_begin):
            token.is_sent_start = False
        spaced = bool(token.whitespace_)
        if not (closing or token.is_space):
            may_begin = may_end_sentence(text)
    return doc


def find_body(doc):
    """The place behind the dateline of a line that is prose, 0 if it has none: names, numbers and marks up to a dash,
    the first name in capitals ("AUSTIN, Texas – May 3 –", "(WXYZ/AP) -").
    """
    end, capitals, body = len(doc) - 1, False, 0
    if end < 3 or doc[end].text[-1] not in LINE_ENDS:
        return 0
    for token in doc[:LONGEST_DATELINE]:
        if token.text in DASHES and capitals and token.i < end and token.whitespace_:
            body = token.i + 1 if not doc[token.i + 1].is_lower else body
        elif not (token.tag_ in DATELINE or token.is_punct or token.is_upper or is_agency(token.text)):
            break
        capitals = capitals or (token.is_upper and len(token) > 1)
        if token.tag_ in DATELINE and not capitals:
            break
    return body


def is_agency(word):
    """Whether a word between strokes is an agency's tag in a dateline: "/PRWire/"."""
    return len(word) > 2 and word[0] == word[-1] == "/"


def is_dateline(sentence):
    """Whether a sentence is a dateline: nothing else ends with a dash where its line goes on."""
    last, behind = sentence[-1], sentence.end
    return last.text in DASHES and behind < len(sentence.doc) and not sentence.doc[behind].is_space


def find_notes(doc):
    """The places of the tokens of numbers of notes: "[17]"."""
    opened = np.flatnonzero(doc.to_array("ORTH") == doc.vocab.strings["["]).tolist()
    notes = [i for i in opened if doc[i + 1 : i + 2].text.isdigit() and doc[i + 2 : i + 3].text == "]"]
    return {i + shift for i in notes for shift in range(3)}


@cache
def may_end_sentence(word):
    """Whether a sentence may end behind this word: an end mark, or an abbreviation that can close one."""
    return word[-1:] in END_MARKS and abbreviation_endings().get(word, "may") != "never" and not INITIAL.fullmatch(word)
