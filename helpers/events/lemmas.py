"""The dictionary form of a word, as the lexicons write it.

The pipeline's lemmas go wrong where a consonant is doubled or an e is lost ("cancelled", "suing"); a regular form of a
word that a lexicon names is read by rule instead, an irregular one by `irregular_forms.csv`.
"""

from functools import cache

from helpers.lexicons import function_words, load_lexicon, split_items

VOWELS = frozenset("aeiou")
FILES = (
    ("event_triggers", "lemmas"),
    ("event_triggers", "fillers"),
    ("word_groups", "lemmas"),
    ("carriers", "lemmas"),
    ("status_words", "lemmas"),
)


def find_lemma(token):
    """The lower-case dictionary form of a spaCy token, without the hyphen of "co-operate"."""
    word, lemma = join_prefix(token.lower_), join_prefix(token.lemma_.lower())
    if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("V"):
        return verb_forms().get(word) or lemma
    return word if word in known_words() else lemma


def join_prefix(word):
    """A word without the hyphen behind its prefix."""
    prefix, hyphen, rest = word.partition("-")
    return prefix + rest if hyphen and prefix in function_words("prefix") else word


@cache
def verb_forms():
    """{inflected form: dictionary form} of the verb forms of every word in the lexicons of events, and of irregular
    ones.
    """
    regular = {form: word for word in sorted(known_words()) for form in inflect(word)}
    rows = load_lexicon("irregular_forms")
    return {**regular, **dict(zip(rows["form"], rows["lemma"], strict=True))}


@cache
def known_words():
    """Every word in the lexicons of events."""
    return frozenset(
        item.split()[0]
        for name, column in FILES
        for cell in load_lexicon(name)[column]
        for item in split_items(cell)
        if item[0].isalpha()
    )


def inflect(word):
    """Regular verb forms of a word: "sue" → sues, sued, suing; "cancel" → cancels, canceled, cancelled …"""
    if word.endswith("e"):
        return [word + "s", word + "d", (word if word.endswith("ee") else word[:-1]) + "ing"]
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return [word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    forms = [word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s"), word + "ed", word + "ing"]
    if len(word) > 2 and word[-1] not in VOWELS | set("wxy") and word[-2] in VOWELS and word[-3] not in VOWELS:
        forms += [word + word[-1] + "ed", word + word[-1] + "ing"]
    return forms
