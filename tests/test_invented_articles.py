"""The readings of the invented articles stand on their texts."""

import hashlib
import json

import pytest

from helpers import paths
from helpers.tables import find_values

READINGS = sorted((paths.ANSWERS / "articles").rglob("*.json"))


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", READINGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_reading_stands_on_its_text(path):
    reading = load(path)
    text = reading["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == reading["sha256"]
    assert [e for e in reading["events"] if text[e["start"] : e["start"] + len(e["trigger"])] != e["trigger"]] == []
    assert [c for c in reading["claims"] if text[c["start"] : c["end"]] != c["quote"]] == []
    assert [d for d in reading["dates"] if d["text"] not in text] == []
    for field in ("category", "status"):
        assert {e[field] for e in reading["events"]} <= set(find_values("events", field))


def test_no_article_is_in_both_halves_and_second_readings_are_of_them():
    halves = {half: {p.stem for p in READINGS if p.parent.name == half} for half in ("dev", "held", "second")}
    assert [len(halves[half]) for half in halves] == [12, 12, 8]
    assert not halves["dev"] & halves["held"] and halves["second"] < halves["dev"] | halves["held"]
