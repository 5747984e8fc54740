"""How good the machine is, against answers, and how far two readings agree on what the answers are."""

import re
from bisect import bisect_left
from typing import NamedTuple

import pandas as pd

from helpers.actors.actors import find_mentions, resolve_actors
from helpers.annotate import annotate
from helpers.articles.seeds import article_from_text, publication_day
from helpers.claims.claims import find_claims
from helpers.corpora.brat import Attributed, load_brat
from helpers.corpora.timeml import Answer, load_timeml
from helpers.dates.dates import find_matches, find_timexes
from helpers.language.pipeline import parse
from helpers.readings.alignment import IDS, READ_TABLES, align_tables, find_columns, find_spans, translate
from helpers.readings.readings import adjudicate, list_readings, load_adjudication, load_origin, load_reading
from helpers.scores.events import score_events
from helpers.tables import find_fields, make_table, write_cell

__all__ = ["measure_agreement", "score_article", "score_dates", "score_events", "score_reading"]

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

    The row "all", then a row per form of expression (the rule of `helpers.dates.grammar` that reads the marked words). Spans match strictly if equal, relaxed
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


# Claims against a corpus of attributions


CLAIM_OUTCOMES = (
    "answers",
    "found",
    "cues",
    "sourced",
    "sources",
    "contents",
    "quoted",
    "quotations",
    "close",
    "exact",
)
CLOSE, EXACT = 0.3, 0.8


def score_claims(folder):
    """Table `claim_scores`: `find_claims` on the brat documents of a folder (PolNeAR's source, cue and content).

    The row "all", then a row per form of quotation. A cue counts if it shares a character with a marked one, one to one; a source, of the cues that
    count and have one marked, if it covers over half of it; a content if the words of both overlap by 0.8 (Jaccard). Quotations are contents with
    double quotation marks, in the answers and in what is found, paired by overlap whatever their cues, at 0.3 and at 0.8. Claims without content are left out: the corpus marks none. All in
    percent. Raises FileNotFoundError or ValueError for a folder that holds no brat standoff.
    """
    return tabulate_claims((document, read_claims(document)) for document in load_brat(folder))


def read_claims(document):
    """The machine's claims on a document of a corpus. Their parse does not depend on the day, which is made up."""
    doc = parse(article_from_text(document.text, "2016-01-01"))
    return find_claims(doc, resolve_actors(find_mentions(doc)))


def tabulate_claims(read):
    """Table `claim_scores` of (document, claims) pairs."""
    counts = {"all": dict.fromkeys(CLAIM_OUTCOMES, 0)}
    for document, claims in read:
        for form, outcome in compare_claims(document, group_claims(claims)):
            for key in ("all", form):
                row = counts.setdefault(key, dict.fromkeys(CLAIM_OUTCOMES, 0))
                for name in outcome:
                    row[name] += 1
    order = sorted(counts, key=lambda form: (form != "all", -counts[form]["answers"], form))
    return make_table("claim_scores", [{"form": form, **rate_claims(counts[form])} for form in order])


def group_claims(claims):
    """The attributed claims with content as `Attributed`s, all pieces of one cue together; [(Attributed, form of quotation)]."""
    groups = {}
    for row in claims[(claims["source_id"] != "author") & (claims["text"] != "")].itertuples(index=False):
        key = (row.cue_start, row.cue_end) if row.cue_text else row.claim_id
        groups.setdefault(key, []).append(row)
    return [
        (
            Attributed(
                ((rows[0].source_start, rows[0].source_end),) if rows[0].source_text else (),
                ((rows[0].cue_start, rows[0].cue_end),) if rows[0].cue_text else (),
                tuple((row.start, row.end) for row in rows),
            ),
            next((form for form in ("direct", "mixed") if any(row.quote_form == form for row in rows)), "indirect"),
        )
        for rows in groups.values()
    ]


def compare_claims(document, found):
    """(form, outcomes) of every answer, of every claim found that is no answer, and of the quotations of both."""
    text, answers = document.text, [a for a in document.attributions if a.cue and a.content]
    cues = [(n, own.cue) for n, (own, _) in enumerate(found) if own.cue]
    paired = pair_best([a.cue for a in answers], [cue for _, cue in cues], count_shared)
    words = [match.start() for match in re.finditer(WORD, text)]
    for n, answer in enumerate(answers):
        outcomes = ["answers"]
        if n in paired:
            own = found[cues[paired[n]][0]][0]
            outcomes += ["found", "cues", *["sourced"] * bool(answer.source)]
            outcomes += ["sources"] * covers_half(answer.source, own.source)
            outcomes += ["contents"] * (jaccard(answer.content, own.content, words) >= EXACT)
        yield name_quote(text, answer.content), outcomes
    for n, (own, _) in enumerate(cues):
        if n not in paired.values():
            yield found[own][1], ["found"]
    quoted = [a.content for a in answers if name_quote(text, a.content) != "indirect"]
    quotations = [own.content for own, form in found if form != "indirect" and has_marks(text, own.content)]
    shared = pair_best(quoted, quotations, lambda a, b: jaccard(a, b, words))
    yield "all", ["quoted"] * len(quoted) + ["quotations"] * len(quotations)
    for a, b in shared.items():
        overlap = jaccard(quoted[a], quotations[b], words)
        yield "all", ["close"] * (overlap >= CLOSE) + ["exact"] * (overlap >= EXACT)


def pair_best(answers, found, measure):
    """{answer: found} by position, one to one, of spans in pieces that share something: those that share most first."""
    wanted = []
    for i, answer in enumerate(answers):
        for j, own in enumerate(found):
            if answer[0][0] < own[-1][1] and own[0][0] < answer[-1][1] and (shared := measure(answer, own)):
                wanted.append((-shared, i, j))
    paired, used = {}, set()
    for _, i, j in sorted(wanted):
        if i not in paired and j not in used:
            paired[i] = j
            used.add(j)
    return paired


def count_shared(first, second):
    """How many characters two spans in pieces share."""
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in first for b in second)


def covers_half(answer, own):
    """Whether a span in pieces covers over half of the characters of a marked one."""
    return bool(2 * count_shared(answer, own) > sum(end - start for start, end in answer))


def jaccard(first, second, words):
    """Words that two spans in pieces share, of all words in either; `words` are the starts of the words of the text, sorted."""
    first, second = (
        {w for s, e in span for w in words[bisect_left(words, s) : bisect_left(words, e)]} for span in (first, second)
    )
    return len(first & second) / len(first | second) if first | second else 0.0


def name_quote(text, pieces):
    """The form of a content by its marks: direct if it opens and ends with one, mixed if it holds one, else indirect."""
    words = "".join(text[start:end] for start, end in pieces).strip(" .,;:")
    if not any(mark in words for mark in MARKS):
        return "indirect"
    return "direct" if words.startswith(MARKS) and words.endswith(MARKS) else "mixed"


MARKS = ("“", "”", '"', "''")
BESIDE = 3  # characters: a mark stands at most so far from what it quotes ("`` It ended")


def has_marks(text, pieces):
    """Whether the marks that make an answer a quotation stand in a content or right beside it; single marks and turns of a transcript make none."""
    return any(mark in text[max(0, start - BESIDE) : end + BESIDE] for start, end in pieces for mark in MARKS)


def rate_claims(counts):
    """The scores of one row, in percent."""

    def share(part, *wholes):
        whole = sum(counts[name] for name in wholes)
        return round(100 * len(wholes) * counts[part] / whole, 1) if whole else None

    return {
        "answers": counts["answers"],
        "found": counts["found"],
        "cue_precision": share("cues", "found"),
        "cue_recall": share("cues", "answers"),
        "cue_f1": share("cues", "answers", "found"),
        "source_right": share("sources", "sourced"),
        "content_right": share("contents", "cues"),
        "quotation_f1": share("close", "quoted", "quotations"),
        "quotation_exact_f1": share("exact", "quoted", "quotations"),
    }
