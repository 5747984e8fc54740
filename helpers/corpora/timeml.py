"""TimeML documents with answers: their text, the day they were written, and the TIMEX3 expressions that people marked
in them.
"""

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple


class Answer(NamedTuple):
    """A marked expression: its span in the text, and its TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


class DatedText(NamedTuple):
    """A TimeML document; `created` is the value of its own date, as it is written there."""

    name: str
    text: str
    created: str
    answers: list


def load_timeml(folder):
    """The `DatedText`s of a folder, its subfolders included, in order of their names.

    Raises FileNotFoundError if there is no .tml file, ValueError for a file that is no TimeML.
    """
    # Files that begin with "._" are what a Mac leaves in an archive.
    paths = sorted(path for path in Path(folder).rglob("*.tml") if not path.name.startswith("._"))
    if not paths:
        raise FileNotFoundError(f"No .tml file in {folder}. Name a folder of TimeML documents.")
    return [read_timeml(path) for path in paths]


def read_timeml(path):
    """One TimeML document."""
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise ValueError(f"{path.name} is no TimeML: {error}. Expected well-formed XML.") from None
    body = root.find("TEXT")
    if body is None:
        raise ValueError(f"{path.name} is no TimeML: it has no <TEXT>.")
    created = [e.get("value", "") for e in root.iter("TIMEX3") if e.get("functionInDocument") == "CREATION_TIME"]
    pieces, answers = [], []
    gather(body, pieces, answers)
    text = "".join(pieces)
    return DatedText(path.stem, text, created[0] if created else "", sorted(trim(answer, text) for answer in answers))


def gather(element, pieces, answers):
    """Add the text of an element to `pieces` and the TIMEX3s inside to `answers`; the document's own date is none of
    them.
    """
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        gather(child, pieces, answers)
        pieces.append(child.tail or "")
    if element.tag == "TIMEX3" and element.get("functionInDocument") != "CREATION_TIME":
        answers.append(Answer(start, sum(map(len, pieces)), element.get("type", ""), element.get("value", "")))


def trim(answer, text):
    """An answer without white space at its ends."""
    words = text[answer.start : answer.end]
    start = answer.start + len(words) - len(words.lstrip())
    return answer._replace(start=start, end=start + len(words.strip()))
