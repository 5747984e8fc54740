"""How good it is: the machine beside answers.

`readings` (an adjudicated reading), `parses`, `mentions`, `dates`, `claims`, `events`, `news_events` (other people's
answers), `invented` (texts made up for this project), `whole_articles` with `bearers` and `acts` (close readings of
articles), `second_readings` (two of them beside one another), `bench` (all of these on a folder of corpora), `roles`
(PropBank's answers), `outcomes` (how often each comes), `speed` (what the steps take beside one another),
`verdicts` (which rows an answer finds wrong) with `reviewing` (what a review takes) and `doubts` (which signs tell).
"""

from helpers.scores.claims import read_claims, score_claims, tabulate_claims
from helpers.scores.dates import rate_dates, score_dates
from helpers.scores.events import score_events
from helpers.scores.readings import measure_agreement, score_article, score_reading
from helpers.scores.whole_articles import score_whole_articles

__all__ = [
    "measure_agreement",
    "rate_dates",
    "read_claims",
    "score_article",
    "score_claims",
    "score_dates",
    "score_events",
    "score_reading",
    "score_whole_articles",
    "tabulate_claims",
]
