"""Reads treebanks and corpora of names: CoNLL-U (Universal Dependencies) and tokens with IOB labels.

Formats: universaldependencies.org/format.html; the entities of GUM's column MISC: Zeldes 2017, version 11.
"""

import re
from pathlib import Path
from typing import NamedTuple

from helpers.lexicons import surface_forms

ENTITY_PART = re.compile(r"\((?P<open>[^()]+?)(?P<single>\))|\((?P<open_only>[^()]+)|(?P<close>[^()]+)\)")


class Word(NamedTuple):
    """A syntactic word of CoNLL-U; `head` is the place in the sentence from 1, 0 for the root; `space`: white space
    follows.
    """

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool
    misc: str


class Sentence(NamedTuple):
    """Comment lines as {key: value}, and the words."""

    comments: dict
    words: list

    @property
    def opens_paragraph(self):
        """Whether a comment says that a paragraph or document begins here."""
        return any(key.startswith(("newpar", "newdoc")) for key in self.comments)


class Entity(NamedTuple):
    """An entity of GUM on the words of a document, `end` exclusive; `heads` are the places of its minimal span."""

    group: str
    type: str
    start: int
    end: int
    heads: tuple


def read_conllu(path):
    """The `Sentence`s of a CoNLL-U file; empty nodes are left out, a multiword token gives its words without spaces
    inside.
    """
    comments, rows = {}, []
    for line in [*Path(path).read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield Sentence(comments, read_words(rows))
            comments, rows = {}, []


def read_words(rows):
    """The words of a sentence from its rows of ten columns."""
    words, last_of_token, after_token = [], 0, True
    for number, form, lemma, upos, xpos, feats, head, deprel, _, misc in rows:
        space = "SpaceAfter=No" not in misc
        if "-" in number:
            last_of_token, after_token = int(number.split("-")[1]), space
        elif "." not in number:
            place = int(number)
            if place <= last_of_token:
                space = after_token and place == last_of_token
            words.append(Word(form, lemma, upos, xpos, feats, int(head), deprel, space, misc))
    return words


def read_paragraphs(path):
    """The paragraphs of a CoNLL-U file: lists of lists of `Word`."""
    paragraph = []
    for sentence in read_conllu(path):
        if paragraph and sentence.opens_paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(sentence.words)
    if paragraph:
        yield paragraph


def read_entities(words):
    """The `Entity`s that the column MISC of a document's words marks, in order."""
    found, opened = [], {}
    for place, word in enumerate(words):
        marks = next((m[7:] for m in word.misc.split("|") if m.startswith("Entity=")), "")
        for part in ENTITY_PART.finditer(marks):
            opening = part["open"] or part["open_only"]
            if opening:
                group, kind, *rest = opening.split("-")
                opened.setdefault(group, []).append((place, kind, rest))
            if part["single"] or part["close"]:
                group = (opening or part["close"]).split("-")[0]
                start, kind, rest = opened[group].pop()
                heads = tuple(start + int(n) - 1 for n in rest[3].split(","))
                found.append(Entity(group, kind, start, place + 1, heads))
    return sorted(found, key=lambda e: (e.start, -e.end))


def read_iob(path):
    """(words, labels) of every sentence of a file with a token a line.

    Either two columns (token, label) or Universal NER's five (number, token, label, …); labels are IOB2, or IO where no
    B- marks a beginning.
    """
    words, labels = [], []
    for line in [*Path(path).read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# ") and "=" in line:
            continue
        cells = line.split("\t") if "\t" in line else line.split(" ")
        if line.strip():
            words.append(cells[1] if len(cells) > 2 else cells[0])
            labels.append(cells[2] if len(cells) > 2 else cells[1])
        elif words:
            yield words, labels
            words, labels = [], []


def label_spans(labels):
    """(start, end, type) of the names that IOB2 or IO labels mark."""
    spans, start = [], None
    for i, label in enumerate([*labels, "O"]):
        kind = label[2:]
        if start is not None and (label[:2] != "I-" or kind != labels[start][2:]):
            spans.append((start, i, labels[start][2:]))
            start = None
        if start is None and label != "O":
            start = i
    return spans


# Names among GUM's entities

NAMED_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
PROPER = ("NNP", "NNPS")
INNER = frozenset(["of", "the", "and", "&", "for", "de", "la", "del", "du", "van", "von", "der", "al", "-"])


def find_names(paragraph):
    """(start, end, PER, ORG or LOC) of the names in a paragraph of GUM, longest first, not overlapping.

    GUM marks whole noun phrases; the name is the run of proper nouns around the head of one that is a person, an
    organisation or a place, without title.
    """
    return [(start, end, label) for start, end, label, _ in find_named_groups(paragraph)]


def find_named_groups(paragraph):
    """As `find_names`, with the group of coreference: (start, end, label, group)."""
    words = [word for sentence in paragraph for word in sentence]
    found = {}
    for entity in read_entities(words):
        heads = [place for place in entity.heads if words[place].xpos in PROPER]
        if entity.type in NAMED_TYPES and heads:
            start, end = find_run(words, entity, heads[0])
            if end > start and not (entity.type == "person" and words[start].xpos == "NNPS"):
                found[start, end] = (start, end, NAMED_TYPES[entity.type], entity.group)
    names, last = [], 0
    for name in sorted(found.values(), key=lambda name: (name[0], -name[1])):
        if name[0] >= last:
            names.append(name)
            last = name[1]
    return names


def find_run(words, entity, head):
    """(start, end) of the proper nouns around the head of an entity; small words may stand inside the name of a body or
    place.
    """
    start, end = head, head + 1
    while start > entity.start and (
        words[start - 1].xpos in PROPER or (words[start - 1].form in "-&" and words[start - 2].xpos in PROPER)
    ):
        start -= 1
    while end < entity.end and (words[end].xpos in PROPER or is_inner(words, end, entity)):
        end += 1
    while words[end - 1].form in INNER:
        end -= 1
    while entity.type == "person" and start < end and opens_with_title(words, start, end):
        start += 1
    return start, end


def is_inner(words, place, entity):
    """Whether a small word stands between proper nouns of a name: "University of the Arts"."""
    allowed = {"-"} if entity.type == "person" else INNER
    following = words[place + 1 : min(place + 3, entity.end)]
    return words[place].form in allowed and any(word.xpos in PROPER for word in following)


def opens_with_title(words, start, end):
    """Whether a person's name opens with a title, or is nothing but one."""
    forms = surface_forms("titles")
    return words[start].form in forms or " ".join(word.form for word in words[start : min(start + 2, end)]) in forms


def join_words(words, start=0):
    """(text, [(start, end) of each word]) of words, counted from `start`."""
    text, places = "", []
    for word in words:
        places.append((start + len(text), start + len(text) + len(word.form)))
        text += word.form + " " * word.space
    return text.rstrip(" "), places
