"""Independent readings of an article, beside one another and beside the machine.

`readings` (loaded, compared, decided about) → `alignment` (which rows mean the same) → `adopt` (a reading made into corrections)."""

from helpers.readings.readings import (
    ReadingError,
    adjudicate,
    compare_readings,
    compare_rows,
    list_readings,
    load_adjudicated,
    load_adjudication,
    load_origin,
    load_reading,
)

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
