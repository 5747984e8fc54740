"""Whether an article is of the kind that the machine was made for: English, in Latin letters, names with capitals."""

import unicodedata
from collections import Counter
from functools import cache

from helpers.wording import count_noun, join_names

FEWEST_LETTERS, FEWEST_WORDS = 20, 20
# Whose commonest words are compared with English ones (by jusText's lists, made from Wikipedia).
LANGUAGES = (
    "Czech", "Danish", "Dutch", "Finnish", "French", "German", "Hungarian", "Italian", "Norwegian_Bokmal", "Polish",
    "Portuguese", "Romanian", "Spanish", "Swedish", "Turkish",
)  # fmt: skip
SCRIPTS = {"Cjk": "Chinese", "Hangul": "Korean", "Hiragana": "Japanese", "Katakana": "Japanese"}
FOREIGN = (
    "The machine was made for English and finds little there that can be trusted. Give an English version of the "
    "article, or leave these paragraphs out of what you read from it."
)
CAPITALS = (
    "The machine tells names by their capitals, and misses or invents some there. Write these paragraphs as in "
    "ordinary print, and read the article again."
)


def legibility_notes(article):
    """What to know where paragraphs are not what the machine reads: what was found, what is expected, what to do.

    Mostly nothing.
    """
    kinds = Counter(filter(None, (describe(article.text[start:end]) for start, end in article.paragraphs)))
    capitals, total = kinds.pop("capitals", 0), count_noun(len(article.paragraphs), "paragraph")
    notes = []
    if kinds:
        told = [f"{n} in {kind}" for kind, n in sorted(kinds.items())]
        notes.append(
            f"**Of {total}, {join_names(told, len(told))} {is_are(sum(kinds.values()))} not English.** {FOREIGN}"
        )
    if capitals:
        notes.append(f"**Of {total}, {capitals} {is_are(capitals)} in capitals only.** {CAPITALS}")
    return notes


def is_are(number):
    """The verb that fits a number."""
    return "is" if number == 1 else "are"


def describe(paragraph):
    """What a paragraph is in, other than English as it is printed: "Cyrillic letters", "German", "capitals"; "" if it
    is English or too short to tell.
    """
    letters = [c for c in paragraph if c.isalpha()]
    if len(letters) < FEWEST_LETTERS:
        return ""
    script, n = Counter(map(find_script, letters)).most_common(1)[0]
    if script != "Latin" and n > len(letters) / 2:
        return f"{script} letters"
    words = "".join(c if c.isalpha() else " " for c in paragraph).lower().split()
    if len(words) < FEWEST_WORDS:
        return ""
    return find_language(words) or ("capitals" if sum(map(str.isupper, letters)) > 0.8 * len(letters) else "")


@cache
def find_script(letter):
    """The script of a letter by its name in Unicode."""
    name = unicodedata.name(letter, "Unknown").split(" ")[0].split("-")[0].title()
    return SCRIPTS.get(name, name)


def find_language(words):
    """The language, other than English, that words in lower case clearly look like; "" if there is none."""
    lists = load_stoplists()
    shares = {language: sum(word in lists[language] for word in words) / len(words) for language in LANGUAGES}
    english = sum(word in lists["English"] for word in words) / len(words)
    best = max(LANGUAGES, key=shares.get)
    return best.split("_")[0] if shares[best] > max(0.25, 1.5 * english) else ""


@cache
def load_stoplists():
    """{language: its commonest words} of jusText."""
    from justext import get_stoplist

    return {language: get_stoplist(language) for language in ("English", *LANGUAGES)}
