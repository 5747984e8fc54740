"""When: expressions of time as TIMEX3, EDTF and bounds, by rules that stand in data/lexicons/date_*.csv.

`words` (a text as classes of words) → `grammar` (the rules, compiled) → `expression` (one expression and what stands
around it; `memory` is what the text has told before, `lookalikes` tell what is no date) → a file of resolvers per kind
(`days`, `clock`, `relative`, `years`, `quarters`, `durations`, `sets`, with `units`, `holidays` and `tense`) → `timex`
(a value and its bounds) → `dates` (the table).
"""

from helpers.dates.dates import MADE_BY, find_dates, find_matches, find_timexes
from helpers.dates.grammar import list_rules

__all__ = [
    "MADE_BY",
    "find_dates",
    "find_matches",
    "find_timexes",
    "list_rules",
]
