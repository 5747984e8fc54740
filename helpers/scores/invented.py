"""Short texts made up for this project, with every statement in them marked and read by the codebook."""

import re

from helpers.corpora.invented import FIELDS
from helpers.scores.readings import ROWS, WORD, measure
from helpers.spans import jaccard
from helpers.tables import make_table

HALF = 0.5


def pair_statements(answers, found, text):
    """(answer, found) positions of claims that say the same words: contents that overlap by half or more, else the same cue."""
    words = [match.start() for match in re.finditer(WORD, text)]
    answers, found = (list(frame.itertuples(index=False)) for frame in (answers, found))
    wanted = []
    for i, answer in enumerate(answers):
        for j, own in enumerate(found):
            if shared := overlap(answer, own, words):
                same_cue = bool(answer.cue_text) == bool(own.cue_text)
                wanted.append((-shared, not same_cue, i, j))
    paired, used = {}, set()
    for *_, i, j in sorted(wanted):
        if i not in paired and j not in used:
            paired[i] = j
            used.add(j)
    return sorted(paired.items())


def overlap(answer, own, words):
    """How far two claims are about the same words, from 0.5 to 1; 0 if not, or if only one has a content."""
    if answer.text and own.text:
        shared = jaccard([(answer.start, answer.end)], [(own.start, own.end)], words)
        return shared if shared >= HALF else 0
    if answer.text or own.text or not (answer.cue_text and own.cue_text):
        return 0
    return float(answer.cue_start < own.cue_end and own.cue_start < answer.cue_end)


def compare_statements(statements, found):
    """Table `statement_scores` of answers and as many tables `claims`: rows that both have, and Cohen's kappa of what these say.

    The value of "rows" is the F1 of finding them. Kinds of hedges are compared as one cell, in order of their names.
    """
    pairs, total = [], 0
    for statement, claims in zip(statements, found, strict=True):
        total += len(statement.claims) + len(claims)
        for i, j in pair_statements(statement.claims, claims, statement.text):
            pairs.append((statement.claims.iloc[i], claims.iloc[j]))
    rows = [
        {
            "field": ROWS,
            "units": total - len(pairs),
            "same": len(pairs),
            "coefficient": "F1",
            "value": round(2 * len(pairs) / total, 3),
        }
    ]
    for field in FIELDS:
        values = [(cell(field, a), cell(field, b)) for a, b in pairs]
        rows.append({"field": field, **measure(values, "kappa")})
    return make_table("statement_scores", rows)


def cell(field, row):
    """The value of a field; of hedges only their kinds, sorted."""
    return (
        ";".join(sorted(h.rsplit(":", 1)[1] for h in row[field].split(";") if h)) if field == "hedges" else row[field]
    )
