"""Decisions about one article, laid over what the machine finds; no run overwrites them.

`file` (data/corrections/<slug>.csv: read, checked, appended), with `words` (codes, names for ids) and `acts` (taken
back, done again) → `filling` (what follows from a quotation) → `anchors` (where its words stand now) → `overlay` (laid
over the tables) → `provenance` (who has read which row).
"""

from helpers.corrections.file import CorrectionError, add_corrections, list_errors, load_corrections, no_corrections
from helpers.corrections.overlay import (
    anchor_corrections,
    apply_corrections,
    compare_tables,
    count_corrections,
    lay_corrections,
    place_mentions,
    release_references,
    trace_corrections,
)
from helpers.corrections.provenance import find_readers

__all__ = [
    "CorrectionError",
    "add_corrections",
    "anchor_corrections",
    "apply_corrections",
    "compare_tables",
    "count_corrections",
    "find_readers",
    "lay_corrections",
    "list_errors",
    "load_corrections",
    "no_corrections",
    "place_mentions",
    "release_references",
    "trace_corrections",
]
