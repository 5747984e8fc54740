"""Reads who is who in the documents of GUM (Zeldes 2017): names, nominals, pronouns, and the group of each."""

from datetime import date
from typing import NamedTuple

from helpers.corpora.treebanks import find_named_groups, join_words, read_entities, read_paragraphs

ANY_DAY = date(2000, 1, 1)  # names do not depend on the day of publication
PERSONAL = ("PRP", "PRP$")
COMMON = ("NN", "NNS")
SPEECH_PARTNERS = frozenset(
    ["i", "me", "my", "mine", "myself", "you", "your", "yours", "yourself", "we", "us", "our", "ours", "ourselves"]
)


class Answers(NamedTuple):
    """A text and what is right in it: names {(start, end): (label, group)}, heads {end: (form, group)} of nominals and
    pronouns.
    """

    text: str
    names: dict
    heads: dict


def read_document(path):
    """`Answers` of a document of GUM; its paragraphs are set apart by an empty line."""
    text, names, heads = "", {}, {}
    for paragraph in read_paragraphs(path):
        words = [word for sentence in paragraph for word in sentence]
        joined, places = join_words(words, len(text))
        for start, end, label, group in find_named_groups(paragraph):
            names[places[start][0], places[end - 1][1]] = (label, group)
        tops = [offset + word.head - 1 if word.head else -1 for offset, word in number_words(paragraph)]
        for entity in read_entities(words):
            head = next((h for h in entity.heads if not entity.start <= tops[h] < entity.end), entity.heads[0])
            heads[places[head][1]] = (name_form(words[head]), entity.group)
        text += joined + "\n\n"
    return Answers(text, names, heads)


def number_words(paragraph):
    """(number of words before its sentence, word) of every word."""
    offset = 0
    for sentence in paragraph:
        yield from ((offset, word) for word in sentence)
        offset += len(sentence)


def name_form(word):
    """The form of mention that a head makes: PRO for the third person, NOM for a common noun, else "" (not asked for,
    but right if linked so).
    """
    if word.xpos in PERSONAL:
        return "" if word.form.lower() in SPEECH_PARTNERS else "PRO"
    return "NOM" if word.xpos in COMMON else ""
