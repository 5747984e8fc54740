"""The bodies and titles that an article tells beside the name of a person: by them two articles mean one person."""

import re
from bisect import bisect_left, bisect_right

from helpers.lexicons import function_words, surface_forms

BESIDE = 60  # characters in which an apposition names a body
LONGEST_TITLE = 3  # words
LONGEST_NAME = 200  # characters of a body's name
OWNER = re.compile(r"['’]s(?: [\w-]+){1,4},? ")  # "Northline's chief executive Ann Lee", "the agency's head, Ann Lee"
BEHIND = re.compile(r", ((?:[\w-]+ ){0,5}[\w-]+)")  # "Ann Lee, the acting chief executive"
NAMED_AFTER = re.compile(r", ")  # "the chairwoman of the agency, Ann Lee"


def find_belongings(text, people, bodies):
    """{actor_id of a person: {("body", actor_id) or ("title", words)}} of an article.

    `people` are the mentions (start, end, actor_id) by name, `bodies` those by name or noun, in order. A body belongs
    to a person whose name it follows with a preposition ("Ann Lee, an analyst with Marsh & Tolley"), or before whose
    name it stands as owner ("Northline's Ann Lee").
    """
    found, begins = {}, [begin for begin, *_ in bodies]
    for start, end, person in people:
        told = found.setdefault(person, set())
        titles = find_titles(text[max(0, start - BESIDE) : start]) + find_titles_behind(text[end : end + BESIDE])
        told |= {("title", title) for title in titles}
        near = slice(bisect_left(begins, start - BESIDE - LONGEST_NAME), bisect_right(begins, end + BESIDE))
        for begin, finish, body in bodies[near]:
            if stands_behind(text[end:begin]) if begin >= end else stands_before(text[finish:start]):
                told.add(("body", body))
    return found


def find_titles(before):
    """The titles at the end of the words before a name: "deputy commissioner" is one, and "commissioner", too."""
    words = before.rstrip().removesuffix(",").split() if before[-1:].isspace() else []
    return [tail.lower() for tail in list_tails(words) if is_title(tail)]


def find_titles_behind(behind):
    """The titles in the first words of an apposition behind a name: ", the chief executive of"."""
    apposition = BEHIND.match(behind)
    words = apposition[1].split(" ") if apposition else []
    ends = (words[: n + 1] for n in range(len(words)))
    return next((found for end in ends if (found := [t.lower() for t in list_tails(end) if is_title(t)])), [])


def list_tails(words):
    """The last words of several, the longest run that can be a title first."""
    return [" ".join(words[-size:]) for size in range(min(LONGEST_TITLE, len(words)), 0, -1)]


def is_title(words):
    """Whether words are a title, in small or capital letters."""
    return words in surface_forms("titles") or words.lower() in surface_forms("titles")


def stands_behind(between):
    """Whether the words between a name and a body behind it tie them: one clause, a preposition before the body."""
    words = between.split()
    if not words or len(between) > BESIDE or re.search(r"[.;:!?\n“”\"()]", between) or between.count(",") > 1:
        return False
    apposition = between.startswith(",") or words[0] in function_words("preposition")
    return apposition and (words[-1] in function_words("preposition") or is_article(words))


def is_article(words):
    """Whether words end with a preposition and a determiner: "of the"."""
    return len(words) > 1 and words[-1] in function_words("determiner") and words[-2] in function_words("preposition")


def stands_before(between):
    """Whether a body before a name owns it, or the name stands in apposition to what is the body's."""
    return len(between) <= BESIDE and bool(OWNER.fullmatch(between) or NAMED_AFTER.fullmatch(between))
