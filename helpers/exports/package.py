"""Frictionless Data Package: the tables as CSV, each with its Table Schema, size and checksum."""

import copy
import hashlib
import json

from helpers.findings.article import reading_finding, source_line
from helpers.tables import TABLES, find_triples, load_schemas, to_csv

CUT = " In this export at most 25 words of it, then “ …”; the offsets lead to the rest."
LEFT_OUT = " Left out of this export; the offsets lead to it."
APOSTROPHE = "A cell that a spreadsheet would take for a formula begins with an apostrophe, which is not part of it."


def make_package(material):
    """{file name: content} of datapackage.json, a CSV per table and, with the text, article.txt."""
    files = {f"{name}.csv": to_csv(cut_table(name, getattr(material.read, name), material)) for name in TABLES}
    if material.with_text:
        files["article.txt"] = material.article.text
    resources = [describe_table(name, files[f"{name}.csv"], material.with_text) for name in TABLES]
    if material.with_text:
        resources.append(
            {"name": "article", "path": "article.txt", "mediatype": "text/plain", **measure(files["article.txt"])}
        )
    package = {**describe_package(material), "resources": resources}
    return {"datapackage.json": json.dumps(package, ensure_ascii=False, indent=1) + "\n", **files}


def cut_table(name, frame, material):
    """A table with its quotations cut; sentences and the author's own statements, which are the article itself, keep
    only their place.
    """
    if material.with_text:
        return frame
    frame = frame.assign(
        **{f"{p}text": frame[f"{p}text"].map(material.quote).astype("str") for p in find_triples(frame)}
    )
    if name == "sentences":
        return frame.assign(text="")
    if name == "claims":
        return frame.assign(text=frame["text"].where(frame["source_id"] != "author", ""))
    return frame


def describe_package(material):
    """The properties of the package."""
    article, known = material.article, material.article.known
    line = source_line(article, material.corrections, **vars(material.read))
    source = {"title": article.title or article.slug} | ({"path": known["address"]} if known.get("address") else {})
    return {
        "name": f"regtrace-{article.slug}",
        "title": f"Regtrace annotations of “{article.title or article.slug}”",
        "description": (
            f"{line} Offsets count Unicode code points of the article's text "
            f"(SHA-256 {hash_text(article.text)}) from 0, the end exclusive. {APOSTROPHE}"
        ),
        "version": "1.0.0",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Annotations only; the article belongs to its owner",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [source],
        "contributors": [
            {"title": reading_finding(article, material.corrections, **vars(material.read)), "role": "contributor"}
        ],
    }


def describe_table(name, content, with_text):
    """The resource of one table: where it is, how large, and its schema."""
    schema = copy.deepcopy(load_schemas()[name]["schema"])
    for field in schema["fields"] if not with_text else ():
        if field["name"].endswith("text"):
            field.pop("constraints", None)
            field["description"] += LEFT_OUT if name == "sentences" else CUT
    return {
        "name": name,
        "title": load_schemas()[name]["title"],
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **measure(content),
        "schema": schema,
    }


def measure(content):
    """Size and checksum of a file."""
    raw = content.encode("utf-8", "surrogatepass")
    return {"bytes": len(raw), "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}"}


def hash_text(text):
    """SHA-256 of a text in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
