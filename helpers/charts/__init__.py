"""Pictures: a table in, an `Axes` out; one module per picture.

`mentions`, `dates`, `claims`, `timeline`, `relations`, `checks` and `chronology` draw an article, `episodes`, `pair`
and `network` an archive; each has a `…_data` that says what is drawn, a `…_finding` that says what can be read off it,
and a `…_words` that makes its caption and text alternative. `counts` draws bars. Under them: `style` (theme, palette,
sizes; the one way to save a figure), `typeface` (the faces and what they can draw), `canvas` (sheets on which nothing
overlaps), `links` (in SVG), `quotations` (the words behind the numbers, on sheets of their own), `timescale` (days on
a line).
"""

from helpers.charts.checks import checks, checks_data, checks_finding, checks_words
from helpers.charts.chronology import chronology, chronology_data, chronology_finding, chronology_words
from helpers.charts.claims import claims, claims_data, claims_finding, claims_words
from helpers.charts.counts import counts, counts_words
from helpers.charts.dates import dates, dates_data, dates_finding, dates_words
from helpers.charts.episodes import episodes, episodes_data, episodes_finding, episodes_words
from helpers.charts.mentions import mentions, mentions_data, mentions_finding, mentions_words
from helpers.charts.network import network, network_data, network_finding, network_words
from helpers.charts.pair import pair, pair_data, pair_finding, pair_words
from helpers.charts.relations import relations, relations_data, relations_finding, relations_words
from helpers.charts.timeline import timeline, timeline_data, timeline_finding, timeline_words

__all__ = [
    "checks",
    "checks_data",
    "checks_finding",
    "checks_words",
    "chronology",
    "chronology_data",
    "chronology_finding",
    "chronology_words",
    "claims",
    "claims_data",
    "claims_finding",
    "claims_words",
    "counts",
    "counts_words",
    "dates",
    "dates_data",
    "dates_finding",
    "dates_words",
    "episodes",
    "episodes_data",
    "episodes_finding",
    "episodes_words",
    "mentions",
    "mentions_data",
    "mentions_finding",
    "mentions_words",
    "network",
    "network_data",
    "network_finding",
    "network_words",
    "pair",
    "pair_data",
    "pair_finding",
    "pair_words",
    "relations",
    "relations_data",
    "relations_finding",
    "relations_words",
    "timeline",
    "timeline_data",
    "timeline_finding",
    "timeline_words",
]
