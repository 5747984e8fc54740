"""Brat standoff documents with attributions: PolNeAR's source, cue and content (Newell et al. 2018, after PARC 3.0)."""

import re
from pathlib import Path
from typing import NamedTuple

# The words of a span may hold line breaks, so not every line opens an annotation.
LINE = re.compile(r"^([TE])(\d+)\t(.*)$", re.MULTILINE)
ROLES = ("Source", "Cue", "Content")


class Attributed(NamedTuple):
    """An attribution: for each role the (start, end) pieces of its span, in order; empty where the role has none."""

    source: tuple
    cue: tuple
    content: tuple


class AttributedText(NamedTuple):
    """A document: its name, its text, its `Attributed`s in order of their cues."""

    name: str
    text: str
    attributions: list


def load_brat(folder):
    """The `AttributedText`s of a folder, subfolders included, in order of their names.

    Raises FileNotFoundError if there is no .ann file or a text is missing, ValueError for a file that is no brat
    standoff.
    """
    # Files that begin with "._" are what a Mac leaves in an archive.
    paths = sorted(path for path in Path(folder).rglob("*.ann") if not path.name.startswith("._"))
    if not paths:
        raise FileNotFoundError(f"No .ann file in {folder}. Name a folder of brat standoff documents.")
    return [read_brat(path) for path in paths]


def read_brat(path):
    """One document: the .ann file at `path` and the .txt file beside it."""
    text_path = path.with_suffix(".txt")
    if not text_path.is_file():
        raise FileNotFoundError(f"{path.name} has no {text_path.name} beside it. Each .ann file needs its text.")
    with open(text_path, encoding="utf-8", newline="") as file:
        text = file.read()
    try:
        attributions = read_attributions(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, IndexError):
        raise ValueError(
            f"{path.name} is no brat standoff: expected lines like 'T1<tab>Cue 16 21<tab>calls'."
        ) from None
    return AttributedText(path.stem, text, attributions)


def read_attributions(standoff):
    """The `Attributed`s of a standoff file: its events (lines E), whose arguments name text-bound lines (T)."""
    spans, events = {}, []
    for kind, key, rest in LINE.findall(standoff):
        if kind == "T":
            spans[kind + key] = read_pieces(rest.split("\t")[0])
        else:
            events.append([argument.split(":") for argument in rest.split()[1:]])
    return sorted((gather(event, spans) for event in events), key=lambda attributed: attributed.cue)


def read_pieces(marked):
    """(start, end) pieces of "Content 801 900;996 1298"."""
    places = marked.split(" ", 1)[1]
    return tuple(tuple(map(int, piece.split())) for piece in places.split(";"))


def gather(event, spans):
    """The `Attributed` of an event's arguments; a role may be named several times (Content2), and other roles are left
    out.
    """
    pieces = {role: [] for role in ROLES}
    for role, key in event:
        pieces.get(role.rstrip("0123456789"), []).extend(spans[key])
    return Attributed(*(tuple(sorted(pieces[role])) for role in ROLES))
