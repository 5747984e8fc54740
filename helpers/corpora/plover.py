"""Texts with the acts that people coded in them: PLOVER's gold standard records, and answer keys with
spans and status.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

# The records were coded by an older edition of the codebook: its names, as today's edition says them.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE"}
LEFT_OUT = ("PROTEST", "MOBILIZE", "ASSAULT", "FIGHT")
UNDATED = "2000-01-01"


class Act(NamedTuple):
    """A coded act. `words` are its marked words, `sources` and `targets` the (start, end) of its parties.

    `mutual`: the sources act on one another. `status` is empty where nobody coded it.
    """

    category: str
    words: tuple
    sources: tuple
    targets: tuple
    mutual: bool
    status: str = ""


class Record(NamedTuple):
    """A text and its acts.

    `apart` are the spans of two names that no act of the text links, empty if nobody marked such a pair.
    """

    name: str
    text: str
    published: str
    acts: tuple
    apart: tuple = ()


def load_records(path):
    """The `Record`s of a JSON file: PLOVER's gold standard records, or an answer key with `events` and `parties`.

    Raises FileNotFoundError or ValueError, one line, for a file that is neither.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"No file '{path}'. Name a JSON file of PLOVER records or of texts with events.")
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [read for row in rows if (read := read_row(row))]
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            f"{path.name} holds no coded texts ({type(error).__name__}: {error}). Expected: a JSON list of PLOVER "
            "records (event, source, target, text) or of texts (id, published, text, events)."
        ) from None


def read_row(row):
    """A row of either form as a `Record`; None for a category that is left out."""
    if "events" in row:
        return read_key(row)
    return None if row["event"] in LEFT_OUT else read_plover(row)


def read_plover(row):
    """A gold standard record. Its parties are given as text: their span is the first place where it stands."""
    text = row["text"]
    sources, targets = (find_parties(row.get(side), text) for side in ("source", "target"))
    act = Act(
        RENAMED.get(row["event"], row["event"]),
        find_words(row["eventText"], text),
        sources,
        targets,
        mutual=not targets and len(sources) > 1,
    )
    return Record(row["id"], text, row.get("date") or UNDATED, (act,))


def find_parties(actors, text):
    """Spans of the actors of one side, which is a list of dicts, a word about the context, or nothing."""
    named = [a["actorText"] for a in actors if a.get("actorText")] if isinstance(actors, list) else []
    return tuple(span for name in named for part in name.split("...") if (span := find_text(part, text)))


def find_text(words, text):
    """(start, end) of words in a text, whatever white space lies between them; None if they are not there."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = re.search(rf"(?<!\w){pattern}(?!\w)", text) or re.search(pattern, text)
    return found.span() if found else None


def find_words(words, text):
    """Spans of the marked words that stand in the text, in order."""
    found, at = [], 0
    for word in words.split():
        match = re.compile(rf"\b{re.escape(word)}\b").search(text, at)
        if match:
            found.append(match.span())
            at = match.end()
    return tuple(found)


def read_key(row):
    """A text of an answer key, with its acts."""
    apart = tuple((name["start"], name["end"]) for name in row["names"]) if row.get("negative") else ()
    return Record(row["id"], row["text"], row["published"], tuple(map(read_act, row["events"])), apart)


def read_act(event):
    """An act of an answer key: an act without a recipient, done by several, is mutual."""
    spans = {role: [] for role in ("actor", "recipient", "third_party", "object")}
    for party in event["parties"]:
        spans[party["role"]].append((party["span"]["start"], party["span"]["end"]))
    trigger = (event["trigger"]["start"], event["trigger"]["end"])
    actors, recipients = tuple(spans["actor"]), tuple(spans["recipient"])
    mutual = not recipients and len(actors) > 1
    return Act(event["category"], (trigger,), actors, recipients, mutual, event["status"])
