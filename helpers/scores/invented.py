"""Short texts made up for this project, with every statement in them marked and read by the codebook."""

import re

from helpers.corpora.invented import FIELDS
from helpers.readings.agreement import ROWS, WORD, measure
from helpers.spans import count_shared, pair_best, share_words
from helpers.tables import make_table

HALF = 0.5


def pair_statements(answers, found, text):
    """(answer, found) positions of claims that say the same words: contents that overlap by half or more, else the same
    cue.
    """
    words = [match.start() for match in re.finditer(WORD, text)]
    answers, found = (list(frame.itertuples(index=False)) for frame in (answers, found))
    return sorted(pair_best(answers, found, lambda answer, own: rate_claim(answer, own, words)).items())


def rate_claim(answer, own, words):
    """(how far two claims are about the same words, from 0.5 to 1, whether both have a cue or none); 0 if they are not,
    or if only one has a content.
    """
    same_cue = bool(answer.cue_text) == bool(own.cue_text)
    if answer.text and own.text:
        shared = share_words([(answer.start, answer.end)], [(own.start, own.end)], words)
        return shared >= HALF and (shared, same_cue)
    if answer.text or own.text or not (answer.cue_text and own.cue_text):
        return 0
    cues = [(claim.cue_start, claim.cue_end) for claim in (answer, own)]
    return count_shared(cues[:1], cues[1:]) and (1.0, same_cue)


def compare_statements(statements, found):
    """Table `statement_scores` of answers and as many tables `claims`: rows that both have, and Cohen's kappa of what
    these say.

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
