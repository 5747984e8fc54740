"""Where the words of a correction stand now: by the id of their row, else by position, by quotation in context, by
likeness.

The anchors are those of the W3C Web Annotation model. Likeness is rapidfuzz's ratio, of the quotation and of the
quotation with what stands before and behind it; both must reach 90, and only one row may be the likest.
"""

import re

import pandas as pd

from helpers.spans import find_place, read_span

WAYS = ("id", "position", "quotation", "likeness", "lost")
ALIKE = 90
ID_SPAN = re.compile(r":(\d+)-(\d+)")
HEDGE_SPAN = re.compile(r"@(\d+)-(\d+):")


def find_target(row, index, places, frame, text):
    """(index of the row that a correction means, the way it was found); (None, "lost") if it is nowhere.

    `index` is {id: index of its row}; `places` is what `index_places` says of the table: the position of an event is
    that of its trigger, or else of its evidence.
    """
    if row.row_id in index:
        return index[row.row_id], "id"
    for find, way in ((find_position, "position"), (find_quotation, "quotation"), (find_alike, "likeness")):
        for own in places if row.quote else ():
            target = find(row, own if way != "likeness" else keep_unseen(own, frame), text)
            if target is not None:
                return target, way
    return None, "lost"


def list_places(table, row):
    """(start, end) of where a row stands, and then, of an event, of its evidence."""
    evidence = read_span(row) if table == "events" else None
    return [place for place in (find_place(table, row), evidence) if place]


def index_places(table, frame):
    """{index: (start, end)} of the rows of a table: where they stand; of events a second one, their evidence."""
    places = [list_places(table, row) for row in frame.to_dict("records")]
    indexed = ({i: own[n] for i, own in zip(frame.index, places, strict=True) if n < len(own)} for n in range(2))
    return [index for index in indexed if index]


def find_position(row, places, text):
    """Index of the only row whose place is the correction's; None if there is not just one."""
    if pd.isna(row.start) or pd.isna(row.end):
        return None
    hits = [i for i, place in places.items() if place == (row.start, row.end)]
    return hits[0] if len(hits) == 1 and text[row.start : row.end] == row.quote else None


def keep_unseen(places, frame):
    """The places of rows that no reading has decided about or added: only these can a correction of the machine's rows
    mean.
    """
    seen = set(frame.index[frame["review"] != "unseen"]) if "review" in frame else ()
    return {i: place for i, place in places.items() if i not in seen}


def find_quotation(row, places, text):
    """Index of the only row with the correction's quotation between its prefix and suffix; None if there is not just
    one.
    """
    hits = [
        i
        for i, (start, end) in places.items()
        if text[start:end] == row.quote and text[:start].endswith(row.prefix) and text[end:].startswith(row.suffix)
    ]
    return hits[0] if len(hits) == 1 else None


def find_alike(row, places, text):
    """Index of the row whose words, alone and in their context, are most like the correction's; None if none reaches 90
    or two are as like.
    """
    from rapidfuzz.fuzz import ratio

    wanted = row.prefix + row.quote + row.suffix
    scores = []
    for i, (start, end) in places.items():
        if ratio(row.quote, text[start:end], score_cutoff=ALIKE):
            context = text[max(0, start - len(row.prefix)) : end + len(row.suffix)]
            scores.append((ratio(wanted, context, score_cutoff=ALIKE), i))
    scores.sort(reverse=True)
    alone = len(scores) == 1 or (len(scores) > 1 and scores[0][0] > scores[1][0])
    return scores[0][1] if alone and scores[0][0] else None


def anchor_cells(cells, row, text):
    """(the cells of an added row with its spans where the words stand now, the way they were found); (None, "lost") if
    they are gone.

    Cells that are no spans stay as they are, for the checks to refuse.
    """
    spans = read_spans(cells)
    if cut_true(spans, 0, text):
        return cells, "position"
    shift = find_shift(next(iter(spans.values())), row, text)
    return (
        (move_cells(cells, spans, shift), "quotation")
        if shift is not None and cut_true(spans, shift, text)
        else (None, "lost")
    )


def read_spans(cells):
    """{prefix: (start, end, words)} of the complete spans of an added row, its own first."""
    spans = {}
    for prefix in ("", "trigger_", "source_", "cue_"):
        start, end, words = (str(cells.get(prefix + part) or "") for part in ("start", "end", "text"))
        if words and end.isdecimal() and int(end) - int(start or 0) == len(words):
            spans[prefix] = int(start or 0), int(end), words
    return spans


def cut_true(spans, shift, text):
    """Whether every span, moved by so many characters, cuts its words from the text."""
    return all(
        start + shift >= 0 and text[start + shift : end + shift] == words for start, end, words in spans.values()
    )


def find_shift(span, row, text):
    """By how many characters the words of a span have moved: to the only place with the same context, else to the only
    place; None if there is none.
    """
    start, _, words = span
    places = find_occurrences(words, text)
    near = [
        p
        for p in places
        if row.quote and text[:p].endswith(row.prefix) and text[p + len(words) :].startswith(row.suffix)
    ]
    only = near if len(near) == 1 else places
    return only[0] - start if len(only) == 1 else None


def find_occurrences(words, text):
    """Where words stand in a text."""
    return [match.start() for match in re.finditer(re.escape(words), text)] if words else []


def move_cells(cells, spans, shift):
    """An added row with every span moved, those of its hedges and of its own id too."""
    moved = {
        f"{p}{part}": place + shift
        for p, span in spans.items()
        for part, place in zip(("start", "end"), span[:2], strict=True)
    }
    if cells.get("hedges"):
        moved["hedges"] = HEDGE_SPAN.sub(lambda m: f"@{int(m[1]) + shift}-{int(m[2]) + shift}:", cells["hedges"])
    own = next((key for key in cells if key.endswith("_id")), None)
    moved |= {own: ID_SPAN.sub(lambda m: f":{int(m[1]) + shift}-{int(m[2]) + shift}", str(cells[own]))} if own else {}
    return {**cells, **moved}
