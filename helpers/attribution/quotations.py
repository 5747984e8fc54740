"""Quotations by their marks: curly, straight, single and mismatched ones, over sentences and paragraphs."""

import re
from typing import NamedTuple

DOUBLE_OPEN, DOUBLE_CLOSE, STRAIGHT = "“«„", "”»", '"'
SINGLE_OPEN, SINGLE_CLOSE = "‘", "’"
MARKS = re.compile("''|``|[“”«»„\"‘’']")
TURN = re.compile(r"[A-Z][A-Z.'’ -]{2,40}: +(?=\S)")
BEFORE_OPENING = "([{—–:-/"


class Quotation(NamedTuple):
    """The words between two marks, and where the marks begin and end; `goes_on` if no mark closes it before its
    paragraph ends.
    """

    start: int
    end: int
    opens: int
    closes: int
    goes_on: bool


class Opened(NamedTuple):
    """Where a quotation opened, by its mark and its words, and whether by a single mark."""

    mark: int
    start: int
    single: bool


def find_quotations(text, paragraphs):
    """The `Quotation`s of a text, in order; `paragraphs` are (start, end). One whose marks hold no word is left out."""
    turns = [start for start, end in paragraphs if TURN.match(text, start, end)]
    return [
        q
        for start, end in paragraphs
        for q in quote_paragraph(text, start, end, len(turns) > 1)
        if text[q.start : q.end].strip()
    ]


def quote_paragraph(text, start, end, transcript):
    """The quotations of one paragraph, in one pass; an unclosed one runs to its end, an unclosed single mark is an
    apostrophe.

    A turn of a `transcript` ("ANCHOR: So will it pay out?"), a text with two or more of them, is a quotation without
    marks.
    """
    if transcript and (turn := TURN.match(text, start, end)):
        yield Quotation(turn.end(), end, turn.end(), end, False)
        return
    opened = None
    for match in MARKS.finditer(text, start, end):
        at, mark = match.start(), match.group()
        behind = match.end()
        before = text[at - 1] if at > start else " "
        after = text[behind] if behind < end else " "
        mark = '"' if mark in ("''", "``") else mark  # typed with two single marks
        if opened and closes(mark, before, after, opened):
            yield Quotation(opened.start, at, opened.mark, behind, False)
            opened = None
        elif (opened is None or opened.single) and (
            opens(mark, before, after) or (at == start and mark in DOUBLE_CLOSE)
        ):
            opened = Opened(at, behind, mark in "‘'") if not (opened and mark in "‘'") else opened
    if opened and not opened.single:
        yield Quotation(opened.start, end, opened.mark, end, True)


def opens(mark, before, after):
    """Whether a mark opens a quotation: by its shape, or behind white space and before a word."""
    if mark in DOUBLE_OPEN or mark == SINGLE_OPEN:
        return not after.isdigit() or mark != SINGLE_OPEN
    at_edge = before.isspace() or before in BEFORE_OPENING
    return mark in "\"'" and at_edge and not after.isspace() and not (mark == "'" and not after.isupper())


def closes(mark, before, after, opened):
    """Whether a mark closes what is opened; an apostrophe inside a word, or behind a plural's s, closes nothing."""
    if opened.single:
        return mark in "’'" and not after.isalnum() and (before in ".,!?…;" or (before != "s" and not before.isspace()))
    if mark in DOUBLE_OPEN:  # mistyped: it stands behind a word and before none
        return not before.isspace() and before not in BEFORE_OPENING and not after.isalnum()
    return mark in DOUBLE_CLOSE or (mark == STRAIGHT and (not before.isspace() or not after.isalnum()))


def next_quotation_goes_on(text, first, second):
    """Whether `second` goes on with `first`: nothing but white space and its mark stands between them."""
    return first.goes_on and not text[first.closes : second.opens].strip()
