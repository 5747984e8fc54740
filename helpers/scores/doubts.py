"""How often rows with each sign of doubt are wrong, and what each sign adds to the log odds: `doubts.csv`."""

from collections import defaultdict

import numpy as np
import pandas as pd

from helpers import paths
from helpers.annotate import annotate, keep_chain
from helpers.articles.article import article_from_text
from helpers.corpora.whole_articles import load_whole_articles
from helpers.files import write_file
from helpers.findings.doubt import ANY, NOUNS, Judge
from helpers.lexicons import load_lexicon
from helpers.review.missed import TABLE, list_missed
from helpers.scores.verdicts import Verdicts
from helpers.tables import make_table, to_csv

# A penalty on large weights: a sign of few rows says little.
PENALTY, STEPS = 1.0, 30


def write_doubts(folder=None):
    """Measure the signs of `data/lexicons/doubts.csv` on the articles to develop on and write it anew."""
    rows = list_judged(load_whole_articles(folder or paths.ANSWERS / "articles" / "dev"))
    write_file(paths.LEXICONS / "doubts.csv", to_csv(measure_doubts(load_lexicon("doubts"), rows)))


def list_judged(articles):
    """{table: [(signs, whether the row is wrong, or the sentence holds an act that was missed)]} of what readings can
    judge.
    """
    rows = defaultdict(list)
    for answers in articles:
        article = article_from_text(answers.text, answers.published)
        tables = annotate(article)
        verdicts, judge = Verdicts(answers, tables), Judge(tables)
        for table in NOUNS:
            known = verdicts.judge(table)
            rows[table] += [(set(signs), known[key] != {}) for key, _, signs in judge.list_signs(table) if key in known]
        places = [act.start for act in verdicts.miss_acts()]
        rows[TABLE] += [(set(m.signs), m.holds(places)) for m in list_missed(tables, keep_chain(article).doc)]
    return rows


def measure_doubts(doubts, rows):
    """The lexicon with its three measured columns from {table: [(signs, whether wrong)]}: `rows`, `wrong` in percent
    of them, `log_odds` by logistic regression with a penalty. What no row has adds nothing.
    """
    parts = [measure_table(own, rows.get(table, [])) for table, own in doubts.groupby("table", sort=False)]
    return make_table("doubts", pd.concat(parts))


def measure_table(doubts, rows):
    """The signs of one table, measured."""
    signs = doubts["sign"].tolist()
    has = np.array([[sign == ANY or sign in own for sign in signs] for own, _ in rows], float).reshape(-1, len(signs))
    wrong = np.array([wrong for _, wrong in rows], float)
    counts = has.sum(axis=0)
    shares = np.divide(100 * (has.T @ wrong), counts, out=np.zeros(len(signs)), where=counts > 0)
    return doubts.assign(
        log_odds=fit_log_odds(has, wrong, signs.index(ANY)).round(2),
        rows=counts.astype("int64"),
        wrong=[round(share, 1) if count else None for share, count in zip(shares, counts, strict=True)],
    )


def fit_log_odds(has, wrong, free):
    """The weights of a logistic regression by Newton's method; column `free`, which all rows have, bears no penalty."""
    weights, penalty = np.zeros(has.shape[1]), np.full(has.shape[1], PENALTY)
    penalty[free] = 1e-6
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-has @ weights))
        slope = has.T @ (p - wrong) + penalty * weights
        weights -= np.linalg.solve(has.T @ (has * (p * (1 - p))[:, None]) + np.diag(penalty), slope)
    return weights
