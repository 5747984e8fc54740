"""Texts made up for this project, with their answers."""

import json
from typing import NamedTuple

from helpers.tables import make_table

FIELDS = ("quote_form", "source_kind", "anonymity", "basis", "factuality_source", "factuality_author", "hedges")


class Statement(NamedTuple):
    """A text with its answers: table `claims` of what it states."""

    name: str
    text: str
    claims: object


def load_statements(path):
    """The `Statement`s of a JSON file; raises ValueError for one that holds none, or whose spans do not
    cut its texts.
    """
    items = json.loads(path.read_text(encoding="utf-8"))
    if not items or not all({"id", "text", "claims"} <= set(item) for item in items):
        raise ValueError(f"{path.name} holds no statements: expected a list of objects with id, text and claims.")
    return [Statement(item["id"], item["text"], tabulate_answers(item, path.name)) for item in items]


def tabulate_answers(item, name):
    """Table `claims` of the answers to one text; kinds of hedge stand as "word@start-end:kind"."""
    rows = []
    for n, claim in enumerate(item["claims"]):
        row = {"claim_id": f"{item['id']}:{n}", "source_id": "author" if claim["by_author"] else ""}
        for prefix, span in (("", claim["content"]), ("source_", claim["source"]), ("cue_", claim["cue"])):
            if span and item["text"][span["start"] : span["end"]] != span["text"]:
                raise ValueError(f"{name}, {item['id']}: '{span['text']}' is not what its offsets cut from the text.")
            row |= {prefix + key: span[key] for key in ("start", "end", "text")} if span else {}
        row |= {field: claim[field] for field in FIELDS[:-1]}
        row["hedges"] = ";".join(f"{h['text']}@{h['start']}-{h['end']}:{h['kind']}" for h in claim["hedges"])
        row["parent_id"] = "" if claim["parent"] is None else f"{item['id']}:{claim['parent']}"
        rows.append(row)
    return make_table("claims", rows)
