"""The public record, and an article held against it: what its statements are worth, and what became of its plans and
threats.
"""

from datetime import timedelta
from functools import cache

import pandas as pd

from helpers import paths
from helpers.articles.article import publication_day
from helpers.articles.seeds import list_articles, load_article
from helpers.lexicons import function_words, load_lexicon
from helpers.spans import count_shared, read_span
from helpers.tables import TableError, check_file, check_reference, check_triple, find_references

NEAR_DAYS = 90
PRECISIONS = {4: "year", 7: "month", 10: "day"}
# The gravest first: what a reader most needs to know.
GRAVEST = ("contradicted", "distorted", "imprecise", "unverifiable", "supported")
ACTING = ("Person", "Company", "PublicBody", "Organization")


class RecordError(ValueError):
    """A file of the record that cannot be used: says which line, what was given and what is expected."""


def read_record(name):
    """A table of `data/record/`, checked."""
    if not (paths.RECORD / f"{name}.csv").is_file():
        raise RecordError(
            f"data/record/{name}.csv is missing. Restore it: every notebook that asks the record reads it."
        )
    try:
        return check_file(name, paths.RECORD / f"{name}.csv")
    except TableError as error:
        raise RecordError(f"data/record/{error}") from None


def load_chronology():
    """Table `chronology`, in order of time: sourced events of the public record.

    Raises RecordError for an event that neither `source_url` nor `verified_by` gives a page for.
    """
    chronology = read_record("chronology")
    bare = (chronology["source_url"] == "") & (chronology["verified_by"] == "")
    if bare.any():
        row = int(bare.to_numpy().argmax())
        raise RecordError(
            f"data/record/chronology.csv, line {row + 2}: event '{chronology['event_id'][row]}' has no source. "
            "Give a page in source_url or verified_by."
        )
    for row, (day, precision) in enumerate(zip(chronology["date"], chronology["date_precision"], strict=True)):
        check_day(row, day, precision)
    return chronology.sort_values(["date", "event_id"], kind="stable", ignore_index=True)


def check_day(row, day, precision):
    """Raise RecordError for a date that is none, or that is finer or coarser than its precision says."""
    try:
        fits = PRECISIONS[len(pd.Period(day).strftime("%Y-%m-%d")[: len(day)])] == precision
    except ValueError:
        fits = False
    if not fits:
        raise RecordError(
            f"data/record/chronology.csv, line {row + 2}: '{day}' is no {precision}. Give a date that there is, as "
            "YYYY-MM-DD, YYYY-MM or YYYY, and the date_precision that it has."
        )


def add_days(chronology):
    """The chronology with the `earliest` and `latest` day of every date; a year or a month has all its days."""
    periods = [pd.Period(date) for date in chronology["date"]]
    return chronology.assign(
        earliest=pd.to_datetime([period.start_time for period in periods]).astype("datetime64[us]"),
        latest=pd.to_datetime([period.end_time.normalize() for period in periods]).astype("datetime64[us]"),
    )


def load_labels():
    """Table `labels`: lane and short label of every event of the chronology; raises RecordError for an event without a
    label.
    """
    labels = refer(read_record("labels"), "labels")
    bare = [event for event in load_chronology()["event_id"] if event not in set(labels["event_id"])]
    if bare:
        raise RecordError(f"data/record/labels.csv has no row for event '{bare[0]}'. Give its lane and a short label.")
    return labels


def load_checks(slug, text=None):
    """Table `checks` of one article: its statements held against the record; empty if nobody has checked it.

    `text` is the article's; without it the article is read from seeds/. Raises RecordError for a check that points
    outside the article, names an unknown event, or judges without a source.
    """
    checks = load_for("checks", slug, text)
    judged = (checks["verdict"] != "unverifiable") & (checks["source_url"] == "")
    if judged.any():
        row = checks[judged].iloc[0]
        raise RecordError(
            f"data/record/checks.csv: “{row['text'][:40]}” (characters {row['start']}–{row['end']}) is "
            f"{row['verdict']} without a source. Give its page in source_url."
        )
    return checks


def load_outcomes(slug, text=None):
    """Table `outcomes` of one article: what became of what it tells as sought, planned, threatened or pending.

    Raises RecordError as `load_checks` does.
    """
    return load_for("outcomes", slug, text)


def load_for(name, slug, text):
    """The rows of one article, in the order of its text, each cutting it."""
    table = refer(read_record(name), name)
    lost = table[~table["slug"].isin([*list_articles(), slug])]
    if len(lost):
        raise RecordError(
            f"data/record/{name}.csv, line {lost.index[0] + 2}: no article '{lost['slug'].iloc[0]}' in seeds/. There "
            f"are: {', '.join(list_articles())}."
        )
    own = table[table["slug"] == slug]
    if own.empty:
        return own.reset_index(drop=True)
    text = load_article(slug).text if text is None else text
    for index in own.index:
        try:
            check_triple(name, own.loc[[index]], "", text)
        except TableError:
            row = own.loc[index]
            raise RecordError(
                f"data/record/{name}.csv, line {index + 2}: characters {row.start}–{row.end} of article '{slug}' are "
                f"not “{row.text[:40]}” (the article has {len(text)}). Give start, end and text as they stand there."
            ) from None
    return own.sort_values(["start", "end"], kind="stable", ignore_index=True)


def refer(table, name):
    """The table, if every event that it names is in the chronology."""
    chronology = load_chronology()
    try:
        for reference in find_references(name):
            check_reference(name, table, reference, chronology)
    except TableError as error:
        raise RecordError(f"data/record/{error.in_file(f'{name}.csv')}") from None
    return table


def place_checks(checks, claims):
    """The checks with `claim_id`, the statement whose content, source and cue share most characters with the words
    checked.
    """
    rows = claims.to_dict("records")
    spans = [(row["claim_id"], [span for p in ("", "source_") if (span := read_span(row, p))]) for row in rows]
    return checks.assign(claim_id=[find_claim(check, spans) for check in checks.itertuples(index=False)])


def find_claim(check, spans):
    """The id of the statement that a check is about, "" if none shares a character with it."""
    shared = [(count_shared([(check.start, check.end)], parts), claim_id) for claim_id, parts in spans]
    most = max((amount for amount, _ in shared), default=0)
    return next(claim_id for amount, claim_id in shared if amount == most) if most else ""


def find_near(chronology, article, dates, actors):
    """The events of the chronology that lie near an article's dates or share an actor with it, with the column `near`
    saying how.

    Near is within 90 days of the publication or of a date known to the month or better.
    """
    exact = dates[(dates["latest"] - dates["earliest"]).dt.days <= 31]
    days = sorted({publication_day(article.published), *(day.date() for day in exact["earliest"])})
    acting = actors[actors["kind"].isin(ACTING)]
    named = zip(acting["name"], acting["kind"], strict=True)
    kinds = {name: kind for name, kind in named if has_own_name(name)}
    near = [tell_near(event, days, kinds) for event in add_days(chronology).itertuples(index=False)]
    return chronology.assign(near=near)[[bool(words) for words in near]].reset_index(drop=True)


def choose_events(chronology, near, checks):
    """The events to draw for an article: all if it was held against the record, else those near it; none if they are
    only close in time.

    Where no event shares an actor with it, an article tells another story.
    """
    akin = not near["near"].str.startswith("within ").all()
    chosen = chronology if len(checks) else near if akin else near.iloc[:0]
    return chosen[list(chronology.columns)].reset_index(drop=True)


def tell_near(event, days, kinds):
    """How an event is near an article: the shared actors of {name: kind}, the close day; "" if it is not."""
    others = event.actors.split(";")
    shared = [name for name, kind in kinds.items() if any(is_same(name, kind, other) for other in others)]
    close = [day for day in days if is_close(event, day)]
    return "; ".join([*shared, *([f"within {NEAR_DAYS} days of {close[0]:%-d %b %Y}"] if close else [])])


def is_same(name, kind, other):
    """Whether a name of the record is an actor's name, or of a company that of a part of it ("China Mobile
    International"): what a body's name begins with ("Bureau", "United States") is common to many.
    """
    name, other = name.casefold(), other.casefold()
    return other == name or (kind == "Company" and other.startswith(name + " "))


def has_own_name(name):
    """Whether a name holds a word that is no common noun: "Bureau" and "the Regulators" name nobody."""
    return any(word.casefold() not in common_nouns() for word in name.split())


@cache
def common_nouns():
    """The words of the nouns that point to actors, and the articles before them."""
    nouns = load_lexicon("nominals")
    words = {word for column in ("noun", "plural") for noun in nouns[column] for word in noun.casefold().split()}
    return words | {*load_lexicon("structural_nouns")["noun"]} | function_words("determiner")


def is_close(event, day):
    """Whether an event lies within the days that count as near."""
    slack = timedelta(NEAR_DAYS)
    return event.earliest.date() - slack <= day <= event.latest.date() + slack


def count_verdicts(checks):
    """{verdict: number of checks}, the gravest first, those that occur."""
    counts = checks["verdict"].value_counts()
    return {verdict: int(counts[verdict]) for verdict in GRAVEST if verdict in counts}
