"""Reads NewsReader MEANTIME (Minard et al. 2016): news articles with every event, whether it happened, and its parties.

A JSON list of articles: {"id", "published", "text", "events": [{"trigger": {"start", "end"}, "class", "status",
"parties": [{"role": "Arg0", "span": {"start", "end"}, "kind": "ORG", "instance": …}]}]}. `status` is made of MEANTIME's
certainty, polarity and time, in the words of our codebook; empty where they leave it open.
"""

import json
from pathlib import Path
from typing import NamedTuple

from helpers.corpora.plover import Record

ACTING = ("ORG", "PER", "LOC")
SPEECH = "SPEECH_COGNITIVE"


class MarkedEvent(NamedTuple):
    """An event that people marked: span of its trigger, status, and who acts.

    `actors` are the (start, end) of persons, bodies and places that are its Arg0. `link` are those of its Arg0 and of
    its Arg1 and Arg2, if the first two are different and it is no event of speech; else None.
    """

    span: tuple
    status: str
    actors: tuple
    link: tuple | None


def is_meantime(path):
    """Whether a JSON file has the form of MEANTIME: a list of articles whose events have a class."""
    try:
        rows = json.loads(Path(path).read_text(encoding="utf-8"))
        return "class" in next(event for row in rows for event in row["events"])
    except (ValueError, KeyError, TypeError, StopIteration):
        return False


def load_meantime(path):
    """The articles of a JSON file: `helpers.corpora.plover.Record`s whose acts are `MarkedEvent`s."""
    rows = json.loads(Path(path).read_text(encoding="utf-8"))
    return [Record(row["id"], row["text"], row["published"], tuple(map(read_event, row["events"]))) for row in rows]


def read_event(row):
    """A `MarkedEvent` of its JSON object."""
    first, others = ([party for party in row["parties"] if party["role"] in roles and party["kind"] in ACTING]
                     for roles in (("Arg0",), ("Arg1", "Arg2")))  # fmt: skip
    linked = first and others and first[0]["instance"] != others[0]["instance"] and row["class"] != SPEECH
    sides = tuple(tuple(read_span(party["span"]) for party in side) for side in (first, others))
    return MarkedEvent(read_span(row["trigger"]), row["status"], sides[0], sides if linked else None)


def read_span(span):
    """(start, end)."""
    return span["start"], span["end"]
