"""How long the steps take beside one another: a ratio says the same on a fast machine and on a busy one."""

import subprocess
import sys
import time

from helpers import paths
from helpers.annotate import annotate
from helpers.dates.dates import find_dates
from helpers.language.pipeline import load_pipeline
from helpers.language.sentences import parse_text

TRIES = 5


def list_ratios(article):
    """{words: how many times as long}: dates and whole chain beside an article's parse, our import beside spaCy's."""
    pipeline = load_pipeline()
    parsed = time_call(lambda: parse_text(article.text, pipeline))
    return {
        "finding the dates, beside the parse": time_call(lambda: find_dates(article.prose, article.published)) / parsed,
        "the whole chain, beside the parse": time_call(lambda: annotate(article)) / parsed,
        "importing helpers.language, beside importing spacy": time_import("helpers.language") / time_import("spacy"),
    }


def time_call(call):
    """The least processor time of some calls after a first one: what else the machine does only adds to it."""
    call()
    taken = []
    for _ in range(TRIES):
        begin = time.process_time()
        call()
        taken.append(time.process_time() - begin)
    return min(taken)


def time_import(name):
    """The least processor time of some processes that import a module and do nothing else."""
    code = f"import {name}, time; print(time.process_time())"
    command = [sys.executable, "-c", code]
    run = [subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True) for _ in range(TRIES)]
    return min(float(done.stdout) for done in run)
