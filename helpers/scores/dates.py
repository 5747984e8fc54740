"""Expressions of time beside answers, by TempEval-3's rules (UzZaman et al. 2013)."""

from helpers.articles.article import publication_day
from helpers.corpora.timeml import Answer, load_timeml
from helpers.dates.dates import find_matches, find_timexes
from helpers.scores.outcomes import count_outcomes
from helpers.spans import count_shared, pair_best
from helpers.tables import make_table

OUTCOMES = ("answers", "found", "relaxed", "strict", "type", "value")


def score_dates(folder):
    """Table `date_scores`: `find_dates` on the TimeML documents of a folder, by TempEval-3's rules (UzZaman et al.
    2013).

    The row "all", then a row per form of expression (the rule of `helpers.dates.grammar` that reads the marked words).
    Spans match strictly if equal, relaxed if they share a character, one to one; type and value count on relaxed
    matches; the document's own date is not scored. F1 in percent. Raises FileNotFoundError or ValueError for a folder
    that holds no TimeML.
    """
    pairs = (pair for document in load_timeml(folder) for pair in score_document(document))
    counts = count_outcomes(pairs, OUTCOMES)
    return make_table("date_scores", [{"form": form, **rate_dates(row)} for form, row in counts.items()])


def score_document(document):
    """(form, outcomes) of every answer, found or not, and of every expression found that is no answer."""
    found = [
        Answer(start, end, timex.type, timex.value)
        for start, end, timex in find_timexes(document.text, publication_day(document.created[:10]))
    ]
    pairs = pair_answers(document.answers, found)
    for n, answer in enumerate(document.answers):
        outcomes = ["answers"]
        if n in pairs:
            own = found[pairs[n]]
            outcomes += ["found", "relaxed"]
            outcomes += ["strict"] * ((own.start, own.end) == (answer.start, answer.end))
            outcomes += ["type"] * (own.type == answer.type) + ["value"] * (own.value == answer.value)
        yield name_form(document.text[answer.start : answer.end]), outcomes
    for n, own in enumerate(found):
        if n not in pairs.values():
            yield name_form(document.text[own.start : own.end]), ["found"]


def pair_answers(answers, found):
    """{answer: found} by their places, of those that share a character, one to one: equal spans first, then those that
    share most.
    """
    spans = ([(date.start, date.end) for date in dates] for dates in (answers, found))
    return pair_best(*spans, lambda a, b: (shared := count_shared([a], [b])) and (a == b, shared))


def name_form(words):
    """The form of an expression: the name of the rule that reads it, "other" if none does."""
    return next((rule.name for rule, _ in find_matches(words)), "other")


def rate_dates(counts):
    """The F1 scores of one row, in percent."""
    total = counts["answers"] + counts["found"]
    scores = {f"{name}_f1": round(200 * counts[name] / total, 1) if total else None for name in OUTCOMES[2:]}
    return {"answers": counts["answers"], "found": counts["found"], **scores}
