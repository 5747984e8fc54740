"""Measures the annotators on corpora that a user names, and keeps the figures with their date and version."""

import time
from datetime import date
from pathlib import Path

import pandas as pd

from helpers import paths
from helpers.articles import publication_day
from helpers.dates import MADE_BY, find_timexes
from helpers.eventscores import list_errors, score_events
from helpers.files import write_file
from helpers.scores import score_dates
from helpers.tables import check_file, check_table, make_table, to_csv
from helpers.timeml import load_timeml

DATES, OTHERS = "dates.csv", "others.csv"
EVENTS, EVENT_ERRORS, EVENT_KEY = "events.csv", "event_errors.csv", "events.json"


def run_bench(corpora, progress=None):
    """Score the date annotator on every corpus in the folder `corpora` and write `data/benchmarks/dates.csv`; returns its table.

    A corpus is a folder of TimeML documents. `progress`, if given, wraps the corpora as they are read. Raises FileNotFoundError if there is none.
    """
    folders = find_corpora(corpora)
    tables = [measure_corpus(folder) for folder in (progress(folders) if progress else folders)]
    scores = check_table("date_scores", make_table("date_scores", pd.concat(tables)))
    write_file(paths.BENCHMARKS / DATES, to_csv(scores))
    return scores


def run_event_bench(corpora, progress=None):
    """Score the event annotator on the JSON files in the folders `events` below `corpora` and on the project's own answers.

    Writes `data/benchmarks/events.csv` and the errors on the own answers to `event_errors.csv`; returns the table `event_scores`.
    """
    files = [paths.ANSWERS / EVENT_KEY, *sorted(Path(corpora).rglob("events/*.json"))]
    tables = [
        score_events(path).assign(corpus=path.stem, measured=pd.Timestamp(date.today()), version=MADE_BY)
        for path in (progress(files) if progress else files)
    ]
    scores = check_table("event_scores", make_table("event_scores", pd.concat(tables)))
    write_file(paths.BENCHMARKS / EVENTS, to_csv(scores))
    write_file(paths.BENCHMARKS / EVENT_ERRORS, to_csv(check_table("event_errors", list_errors(files[0]))))
    return scores


def load_event_bench():
    """(table `event_scores`, table `event_errors`): the last figures measured; empty if nobody has measured."""
    names = (("event_scores", EVENTS), ("event_errors", EVENT_ERRORS))
    files = [(name, paths.BENCHMARKS / file) for name, file in names]
    return tuple(check_file(name, path) if path.is_file() else make_table(name, []) for name, path in files)


def find_corpora(corpora):
    """The folders below `corpora` that hold TimeML documents, in order of their names."""
    folders = sorted({path.parent for path in Path(corpora).rglob("*.tml")})
    if not folders:
        raise FileNotFoundError(
            f"No .tml file below '{corpora}'. Name the folder that holds the TimeML corpora: make bench CORPORA=…"
        )
    return folders


def measure_corpus(folder):
    """The scores of one corpus with its name, the speed, the day and the version."""
    scores = score_dates(folder).assign(corpus=folder.name, measured=pd.Timestamp(date.today()), version=MADE_BY)
    speed = measure_speed(load_timeml(folder))
    return scores.assign(
        words_per_second=pd.array([speed if form == "all" else None for form in scores["form"]], dtype="Int64")
    )


def measure_speed(documents):
    """Words per second of `find_timexes` over the documents, read as one run; the words are those between white space."""
    begin = time.perf_counter()
    for document in documents:
        list(find_timexes(document.text, publication_day(document.created[:10])))
    return round(sum(len(document.text.split()) for document in documents) / (time.perf_counter() - begin))


def load_bench():
    """(table `date_scores`, table `other_scores`): the last figures measured; the first is empty if nobody has measured."""
    path = paths.BENCHMARKS / DATES
    own = check_file("date_scores", path) if path.is_file() else make_table("date_scores", [])
    return own, check_file("other_scores", paths.BENCHMARKS / OTHERS)
