"""Independent readings of an article, beside one another and beside the machine.

`readings` (loaded and checked) → `alignment` (which rows mean the same), `agreement` (alpha, kappa) → `adjudication`
(where they differ, what was decided) → `adopt` (a reading made into corrections).
"""

from helpers.readings.adjudication import (
    adjudicate,
    compare_readings,
    compare_rows,
    load_adjudicated,
    load_adjudication,
)
from helpers.readings.readings import ReadingError, list_readings, load_origin, load_reading

__all__ = [
    "ReadingError",
    "adjudicate",
    "compare_readings",
    "compare_rows",
    "list_readings",
    "load_adjudicated",
    "load_adjudication",
    "load_origin",
    "load_reading",
]
