"""Measures the annotators on corpora that a user names, and keeps the figures with their date and version."""

import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers import paths
from helpers.actors import actors
from helpers.articles.article import publication_day
from helpers.claims import claims
from helpers.corpora.brat import load_brat
from helpers.corpora.invented import load_statements
from helpers.corpora.meantime import is_meantime
from helpers.corpora.timeml import load_timeml
from helpers.corpora.treebanks import join_words, read_conllu
from helpers.dates import dates
from helpers.events import events
from helpers.files import write_file
from helpers.language import pipeline
from helpers.language.sentences import parse_text
from helpers.scores.claims import read_claims, tabulate_claims
from helpers.scores.dates import score_dates
from helpers.scores.events import list_errors, score_events
from helpers.scores.invented import compare_statements
from helpers.scores.mentions import find_answers, score_mentions
from helpers.scores.news_events import score_factuality, score_news_events
from helpers.scores.parses import score_parse
from helpers.scores.reviewing import score_reviews
from helpers.scores.second_readings import agree_second_readings, score_second_readings
from helpers.scores.whole_articles import score_whole_articles
from helpers.tables import check_file, check_table, make_table, to_csv

OTHERS = "others.csv"


def run_bench(corpora, progress=None):
    """Score the annotators on every corpus in the folder `corpora` and write `data/benchmarks/`; returns {file: table}.

    A corpus is a folder of TimeML documents (dates.csv), of treebanks (parses.csv), of names or GUM's documents
    (mentions.csv), of brat documents with attributions (claims.csv), of coded events or of words with their factuality
    (both events.csv). Claims and events are also scored on the answers made up for this project, and with the events
    the whole chain on its invented articles, and what their review takes. `progress`, if given, wraps the corpora as
    they are read. Raises FileNotFoundError if there is none.
    """
    found = find_corpora(corpora)
    measured = {}
    for bench, folder in progress(found) if progress else found:
        measured.setdefault((bench.file, bench.table), []).append(stamp(bench.measure(folder), bench.version))
    tables = {file: make_table(table, pd.concat(parts)) for (file, table), parts in measured.items()}
    if CLAIMS.file in tables:
        tables[STATEMENTS] = make_table("statement_scores", stamp(measure_statements(), claims.MADE_BY))
    if EVENTS.file in tables:
        own = stamp(measure_events(paths.ANSWERS), events.MADE_BY)
        tables[EVENTS.file] = make_table("event_scores", pd.concat([own, tables[EVENTS.file]]))
        tables[EVENT_ERRORS] = list_errors(paths.ANSWERS / EVENT_KEY)
        tables[ARTICLES] = measure_articles(paths.ANSWERS / "articles")
        tables[AGREEMENT] = agree_second_readings(paths.ANSWERS / "articles")
        tables[REVIEWS] = measure_reviews(paths.ANSWERS / "articles")
    for file, table in tables.items():
        write_file(paths.BENCHMARKS / file, to_csv(check_table(NAMES[file], table)))
    return tables


def stamp(scores, version):
    """Scores with the day and the version."""
    return scores.assign(measured=pd.Timestamp(date.today()), version=version)


def find_corpora(corpora):
    """(`Bench`, folder) of the folders below `corpora` that hold documents with answers, in order of their names."""
    found = [
        (bench, folder)
        for bench in BENCHES
        for folder in sorted({p.parent for p in Path(corpora).rglob(bench.pattern)})
        if suits(bench, folder)
    ]
    if not found:
        raise FileNotFoundError(
            f"No .tml, .iob2, .conllu, .ann, .jsonl or events/*.json file below '{corpora}'. Name the folder that "
            "holds the corpora: make bench CORPORA=…"
        )
    return found


def suits(bench, folder):
    """Whether a folder with files of the pattern is a corpus of the kind: a treebank may be there for its names, or for
    the words that a file beside it judges.
    """
    if bench is PARSES:
        return not any(folder.glob(FACTUALITY.pattern))
    return bench is not MENTIONS or any(find_answers(folder))


def measure_dates(folder):
    """Table `date_scores` of one corpus with its name and the speed."""
    scores = score_dates(folder).assign(corpus=folder.name)
    return add_speed(scores, measure_speed(load_timeml(folder)))


def measure_claims(folder):
    """Table `claim_scores` of one corpus with its name and the speed, parse included."""
    documents = load_brat(folder)
    begin = time.perf_counter()
    read = [(document, read_claims(document)) for document in documents]
    words = sum(len(document.text.split()) for document in documents)
    return add_speed(tabulate_claims(read).assign(corpus=folder.name), round(words / (time.perf_counter() - begin)))


def measure_parse(folder):
    """Table `parse_scores` of one treebank with its name and the speed."""
    scores = score_parse(folder).assign(corpus=folder.name)
    return add_speed(scores, measure_parser(folder), column="part")


def measure_parser(folder):
    """Words per second of the pipeline over the text of a treebank, read as one run in one process."""
    texts = [
        join_words(sentence.words)[0] for path in sorted(folder.glob("*.conllu")) for sentence in read_conllu(path)
    ]
    begin = time.perf_counter()
    parse_text("\n".join(texts), pipeline.load_pipeline())
    return round(sum(len(text.split()) for text in texts) / (time.perf_counter() - begin))


def measure_mentions(folder):
    """Table `mention_scores` of one corpus with its name."""
    return score_mentions(folder).assign(corpus=folder.name)


def measure_events(folder):
    """Table `event_scores` of the files with coded events in a folder, with their names."""
    files = [path for path in sorted(folder.glob("*.json")) if path.parent.name == "events" or path.name == EVENT_KEY]
    scores = [(score_news_events if is_meantime(path) else score_events)(path) for path in files]
    return pd.concat([table.assign(corpus=path.stem) for table, path in zip(scores, files, strict=True)])


def measure_factuality(folder):
    """Table `event_scores` of the words judged in the `.jsonl` files of a folder, each beside its treebank by name."""
    files = sorted(folder.glob(FACTUALITY.pattern))
    return pd.concat([score_factuality(p.with_suffix(".conllu"), p).assign(corpus=p.stem) for p in files])


def measure_articles(folder):
    """Table `article_scores`: the whole chain on the invented articles, and a second reading in its place."""
    parts = [score_whole_articles(folder / half).assign(corpus=half) for half in ("dev", "held")]
    scores = [*(stamp(part, events.MADE_BY) for part in parts), score_second_readings(folder).assign(corpus="second")]
    return make_table("article_scores", pd.concat(scores))


def measure_reviews(folder):
    """Table `review_scores`: what it takes to bring the invented articles from the machine's to their full reading."""
    parts = [score_reviews(folder / half).assign(corpus=half) for half in ("dev", "held")]
    return make_table("review_scores", stamp(pd.concat(parts), events.MADE_BY))


def measure_statements():
    """Table `statement_scores`: the claims on the statements made up for this project."""
    statements = load_statements(paths.STATEMENTS)
    found = [read_claims(statement) for statement in statements]
    return compare_statements(statements, found)


def add_speed(scores, speed, column="form"):
    """Scores with the words per second in the row that says "all" in a column."""
    return scores.assign(
        words_per_second=pd.array([speed if form == "all" else None for form in scores[column]], dtype="Int64")
    )


def measure_speed(documents):
    """Words per second of `find_timexes` over the documents, read as one run; the words are those between
    white space.
    """
    begin = time.perf_counter()
    for document in documents:
        list(dates.find_timexes(document.text, publication_day(document.created[:10])))
    return round(sum(len(document.text.split()) for document in documents) / (time.perf_counter() - begin))


class Bench(NamedTuple):
    """What is measured on a kind of corpus: the files it is known by, the file and table of the scores, how, and the
    annotator's version.
    """

    pattern: str
    file: str
    table: str
    measure: object
    version: str


DATES = Bench("*.tml", "dates.csv", "date_scores", measure_dates, dates.MADE_BY)
CLAIMS = Bench("*.ann", "claims.csv", "claim_scores", measure_claims, claims.MADE_BY)
PARSES = Bench("*.conllu", "parses.csv", "parse_scores", measure_parse, pipeline.MADE_BY)
MENTIONS = Bench("*.conllu", "mentions.csv", "mention_scores", measure_mentions, actors.MADE_BY)
EVENTS = Bench("events/*.json", "events.csv", "event_scores", measure_events, events.MADE_BY)
FACTUALITY = Bench("*.jsonl", "events.csv", "event_scores", measure_factuality, events.MADE_BY)
BENCHES = (DATES, PARSES, MENTIONS, CLAIMS, EVENTS, FACTUALITY)
STATEMENTS, EVENT_ERRORS, EVENT_KEY = "statements.csv", "event_errors.csv", "events.json"
ARTICLES, AGREEMENT, REVIEWS = "articles.csv", "article_agreement.csv", "reviews.csv"
NAMES = {
    **{bench.file: bench.table for bench in BENCHES},
    STATEMENTS: "statement_scores",
    EVENT_ERRORS: "event_errors",
    ARTICLES: "article_scores",
    AGREEMENT: "article_agreement",
    REVIEWS: "review_scores",
}


def load_bench():
    """(table `date_scores`, table `other_scores`): the last figures measured; the first is empty if nobody has
    measured.
    """
    return load_scores(DATES.file), check_file("other_scores", paths.BENCHMARKS / OTHERS)


def load_claim_bench():
    """(table `claim_scores`, table `statement_scores`): the last figures measured, empty if nobody has."""
    return load_scores(CLAIMS.file), load_scores(STATEMENTS)


def load_parse_bench():
    """Table `parse_scores`: the last figures measured, empty if nobody has."""
    return load_scores(PARSES.file)


def load_mention_bench():
    """Table `mention_scores`: the last figures measured, empty if nobody has."""
    return load_scores(MENTIONS.file)


def load_event_bench():
    """(table `event_scores`, table `event_errors`): the last figures measured, empty if nobody has."""
    return load_scores(EVENTS.file), load_scores(EVENT_ERRORS)


def load_article_bench():
    """(table `article_scores`, table `article_agreement`): the last figures measured, empty if nobody has."""
    return load_scores(ARTICLES), load_scores(AGREEMENT)


def load_review_bench():
    """Table `review_scores`: the last figures measured, empty if nobody has."""
    return load_scores(REVIEWS)


def load_scores(file):
    """The table of a file in `data/benchmarks/`, empty if there is none."""
    path = paths.BENCHMARKS / file
    return check_file(NAMES[file], path) if path.is_file() else make_table(NAMES[file], [])
