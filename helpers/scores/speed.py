"""How long the steps take beside one another: a ratio says the same on a fast machine and on a busy one."""

import os
import subprocess
import sys
import time

from helpers import notebooks, paths
from helpers.annotate import Chain
from helpers.corrections.overlay import no_corrections
from helpers.dates.dates import find_dates
from helpers.language.pipeline import load_pipeline
from helpers.language.sentences import parse_text

TRIES = 5


def list_ratios(article):
    """{words: how many times as long}: dates and whole chain beside an article's parse, our import beside spaCy's, and
    the notebooks on the collection's own article beside kernels that do nothing.
    """
    pipeline = load_pipeline()
    parsed = time_call(lambda: parse_text(article.text, pipeline))
    return {
        "finding the dates, beside the parse": time_call(lambda: find_dates(article.prose, article.published)) / parsed,
        "the whole chain, beside the parse": time_call(lambda: Chain(article).annotate(no_corrections())) / parsed,
        "importing helpers.language, beside importing spacy": time_import("helpers.language") / time_import("spacy"),
        "running the notebooks, beside ten bare kernels": time_notebooks(article) / time_bare_kernels(),
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


def time_notebooks(article):
    """The processor time that running all notebooks takes, side by side as in `make run`.

    Tables and figures are written as by `make run`; the notebooks are left as they are.
    """
    import nbformat

    books = {path: nbformat.read(path, as_version=4) for path in notebooks.list_notebooks()}
    begin = os.times()
    with notebooks.warm_kernels(article.slug, books.values()) as nursery:
        notebooks.run_side_by_side(books, None, nursery)
    return add_children(begin)


def time_bare_kernels(count=10):
    """The processor time of so many kernels that are started, asked nothing and ended, side by side."""
    import nbformat

    chosen = notebooks.list_notebooks()[:count]
    begin = os.times()
    notebooks.run_side_by_side({path: nbformat.v4.new_notebook() for path in chosen}, None)
    return add_children(begin)


def add_children(begin):
    """The processor time of the processes that have ended since."""
    end = os.times()
    return end.children_user + end.children_system - begin.children_user - begin.children_system


def time_import(name):
    """The least processor time of some processes that import a module and do nothing else."""
    code = f"import {name}, time; print(time.process_time())"
    command = [sys.executable, "-c", code]
    run = [subprocess.run(command, cwd=paths.ROOT, capture_output=True, text=True, check=True) for _ in range(TRIES)]
    return min(float(done.stdout) for done in run)
