"""How good the machine is, against answers, and how far two readings agree on what the answers are."""

from typing import NamedTuple

import pandas as pd

from helpers.align import IDS, READ_TABLES, align_tables, find_columns, find_spans, translate
from helpers.annotate import annotate
from helpers.articles import publication_day
from helpers.dates import find_matches, find_timexes
from helpers.readings import adjudicate, list_readings, load_adjudication, load_origin, load_reading
from helpers.tables import find_fields, make_table, write_cell
from helpers.timeml import Answer, load_timeml

ROWS = "rows"
WORD = r"\w+(?:['’.&-]\w+)*"


class Measured(NamedTuple):
    """Table `scores`, table `agreement`, and who made the readings behind them (`readings.toml` as a dict)."""

    scores: pd.DataFrame
    agreement: pd.DataFrame
    origin: dict


def score_article(article):
    """`Measured`: the machine alone against the adjudicated reading of an article, and its two readings against each other.

    All is empty for an article that was not read twice.
    """
    if len(list_readings(article.slug)) < 2:
        return Measured(make_table("scores", []), make_table("agreement", []), {})
    first, second = (load_reading(article.slug, name, article.text) for name in ("first", "second"))
    reading = adjudicate(article.slug, first, second, load_adjudication(article.slug), article.text).frames
    return Measured(
        score_reading(vars(annotate(article)), reading),
        measure_agreement(first, second, article.text),
        load_origin(article.slug),
    )


def score_reading(found, reading):
    """Table `scores`: the machine's tables against a reading's ({table: frame} both), rows first, then column by column.

    A row counts as found if the reading has a row for the same words (`align_tables`); the columns are compared on the rows that both have.
    """
    pairs = align_tables(reading, found)
    found = translate(found, reading, pairs)
    rows = [row for table in READ_TABLES for row in score_table(table, found[table], reading[table], pairs[table])]
    return make_table("scores", rows)


def score_table(table, found, reading, pairs):
    """The scores of one table, as dicts."""
    both = match(pairs)
    yield {"table": table, "field": ROWS, **rate(len(found), len(reading), len(both))}
    for column in compared_columns(table):
        same = sum(values[0] == values[1] for values in cell_pairs(reading, found, column, both))
        yield {"table": table, "field": column, **rate(len(both), len(both), same)}


def rate(machine, reading, same):
    """Precision, recall and F1 in percent, empty where they are not defined."""
    precision, recall = (round(100 * same / n, 1) if n else None for n in (machine, reading))
    f1 = round(200 * same / (machine + reading), 1) if machine + reading else None
    return {"machine": machine, "reading": reading, "same": same, "precision": precision, "recall": recall, "f1": f1}


def match(pairs):
    """The pairs in which neither row stands alone."""
    return [(i, j) for i, j in pairs if i is not None and j is not None]


def compared_columns(table):
    """The columns of a table that say something of their own: no ids of the row, no single offsets beside the words they cut."""
    own = ("event_id", "actor_id") if table == "event_parties" else (IDS[table],)
    return [c for c in find_columns(table) if c not in own and not c.endswith(("start", "end"))]


def cell_pairs(first, second, column, pairs):
    """The values of a column in every pair of rows; of several ids in a cell the order does not count."""
    cells = [
        {i: ";".join(sorted(write_cell(value).split(";"))) for i, value in frame[column].items()}
        for frame in (first, second)
    ]
    return [(cells[0][a], cells[1][b]) for a, b in pairs]


def measure_agreement(first, second, text):
    """Table `agreement` of two readings ({table: frame}) of one text.

    For the rows of a table: Krippendorff's alpha (2004) over the words of the text, each inside or outside of what the table marks. For a
    column with a closed list of values: Cohen's kappa (1960) over the rows that both have. For other columns only how many are the same.
    """
    pairs = align_tables(first, second)
    second = translate(second, first, pairs)
    rows = [row for table in READ_TABLES for row in agree_table(table, first[table], second[table], pairs[table], text)]
    return make_table("agreement", rows)


def agree_table(table, first, second, pairs, text):
    """The agreement on one table, as dicts."""
    if "start" in first:
        marked = [mark_words(find_spans(table, frame).values(), text) for frame in (first, second)]
        yield {"table": table, "field": ROWS, **measure(list(zip(*marked, strict=True)), "alpha")}
    else:
        same = len(match(pairs))
        yield {"table": table, "field": ROWS, "units": len(pairs), "same": same}
    closed = {f["name"] for f in find_fields(table) if "enum" in f.get("constraints", {})}
    for column in compared_columns(table):
        values = cell_pairs(first, second, column, match(pairs))
        yield {"table": table, "field": column, **measure(values, "kappa" if column in closed else "")}


def mark_words(spans, text):
    """For every word of the text, how many of the spans it stands in."""
    words = pd.Series([text], dtype="str").str.findall(f"({WORD})").iloc[0]
    places, at = [], 0
    for word in words:
        at = text.index(word, at)
        places.append(at)
        at += len(word)
    spans = sorted(spans)
    return [sum(start <= place < end for start, end in spans) for place in places]


def measure(values, coefficient):
    """How many pairs of values are the same, and the coefficient if there is more than one value."""
    counted = {"units": len(values), "same": sum(a == b for a, b in values)}
    if not coefficient or len({value for pair in values for value in pair}) < 2:
        return counted
    # NLTK (Apache 2.0) is imported here because only readings need it, and it takes a third of a second.
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask([(reader, unit, pair[reader]) for unit, pair in enumerate(values) for reader in (0, 1)])
    return {**counted, "coefficient": coefficient, "value": round(getattr(task, coefficient)(), 3)}


# Dates against a corpus of TimeML


def score_dates(folder):
    """Table `date_scores`: `find_dates` on the TimeML documents of a folder, by TempEval-3's rules (UzZaman et al. 2013).

    The row "all", then a row per form of expression (the rule of `helpers.dategrammar` that reads the marked words). Spans match strictly if equal, relaxed
    if they share a character, one to one; type and value count on relaxed matches; the document's own date is not scored. F1 in percent. Raises
    FileNotFoundError or ValueError for a folder that holds no TimeML.
    """
    counts = {}
    for document in load_timeml(folder):
        for form, outcome in score_document(document):
            for key in ("all", form):
                row = counts.setdefault(key, dict.fromkeys(OUTCOMES, 0))
                for name in outcome:
                    row[name] += 1
    order = sorted(counts, key=lambda form: (form != "all", -counts[form]["answers"], form))
    return make_table("date_scores", [{"form": form, **rate_dates(counts[form])} for form in order])


OUTCOMES = ("answers", "found", "relaxed", "strict", "type", "value")


def score_document(document):
    """(form, outcomes) of every answer, found or not, and of every expression found that is no answer."""
    found = [
        Answer(start, end, timex.type, timex.value)
        for start, end, timex in find_timexes(document.text, publication_day(document.created[:10]))
    ]
    pairs = dict(pair_answers(document.answers, found))
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
    """(answer, found) pairs that share a character, one to one: equal spans first, then those that share most."""
    wanted, first = [], 0
    for i, answer in enumerate(answers):
        while first < len(found) and found[first].end <= answer.start:
            first += 1
        for j in range(first, len(found)):
            if found[j].start >= answer.end:
                break
            shared = min(answer.end, found[j].end) - max(answer.start, found[j].start)
            if shared > 0:
                wanted.append((answer[:2] != found[j][:2], -shared, i, j))
    taken, used = {}, set()
    for *_, i, j in sorted(wanted):
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    return taken.items()


def name_form(words):
    """The form of an expression: the name of the rule that reads it, "other" if none does."""
    return next((rule.name for rule, _ in find_matches(words)), "other")


def rate_dates(counts):
    """The F1 scores of one row, in percent."""
    total = counts["answers"] + counts["found"]
    scores = {f"{name}_f1": round(200 * counts[name] / total, 1) if total else None for name in OUTCOMES[2:]}
    return {"answers": counts["answers"], "found": counts["found"], **scores}
