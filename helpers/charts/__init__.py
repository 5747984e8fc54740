"""Pictures: a table in, an `Axes` out; one module per picture.

`charts.timeline(...)`, `charts.relations(...)` and `charts.claims(...)` draw; each has a `…_data` that says what is drawn, a
`…_finding` that says what can be read off it, and a `…_words` that makes its caption and text alternative.
"""

from helpers.charts.claims import claims, claims_data, claims_finding, claims_words
from helpers.charts.counts import counts
from helpers.charts.relations import relations, relations_data, relations_finding, relations_words
from helpers.charts.timeline import timeline, timeline_data, timeline_finding, timeline_words

__all__ = [
    "claims",
    "claims_data",
    "claims_finding",
    "claims_words",
    "counts",
    "relations",
    "relations_data",
    "relations_finding",
    "relations_words",
    "timeline",
    "timeline_data",
    "timeline_finding",
    "timeline_words",
]
