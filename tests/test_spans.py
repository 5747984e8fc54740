"""Spans of characters: where a row of a table stands."""

import pandas as pd
import pytest

from helpers.spans import find_place, find_prefix

OWN = {"start": 3, "end": 20, "text": "keeps running into"}
NONE = {"start": pd.NA, "end": pd.NA, "text": ""}
CUE = {"cue_start": 0, "cue_end": 2, "cue_text": "as"}


@pytest.mark.parametrize("make", [dict, pd.Series])
@pytest.mark.parametrize(
    ("table", "row", "prefix", "place"),
    [
        ("mentions", OWN, "", (3, 20)),
        ("events", {**OWN, "trigger_start": 9, "trigger_end": 16}, "trigger_", (9, 16)),
        ("claims", {**OWN, **CUE}, "", (3, 20)),
        ("claims", {**NONE, **CUE}, "cue_", (0, 2)),
        ("claims", {**NONE, "cue_start": pd.NA, "cue_end": pd.NA}, None, None),
        ("actors", {"actor_id": "fcc"}, None, None),
    ],
)
def test_an_event_stands_at_its_trigger_and_a_statement_without_words_at_its_cue(make, table, row, prefix, place):
    assert (find_prefix(table, make(row)), find_place(table, make(row))) == (prefix, place)
