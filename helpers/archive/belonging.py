"""The bodies and titles that an article tells beside the name of a person: by them two articles mean one person."""

import re

from helpers.lexicons import function_words, surface_forms

BESIDE = 60  # characters in which an apposition names a body
LONGEST_TITLE = 3  # words
OWNER = re.compile(r"['’]s(?: [\w-]+){1,4} ")  # "Northline's chief executive Ann Lee"
NAMED_AFTER = re.compile(r", ")  # "the chairwoman of the agency, Ann Lee"


def find_belongings(text, people, bodies):
    """{actor_id of a person: {("body", actor_id) or ("title", words)}} of an article.

    `people` and `bodies` are the mentions (start, end, actor_id) by name, in order. A body belongs to a person whose
    name it follows with a preposition ("Ann Lee, an analyst with Marsh & Tolley"), or before whose name it stands as
    owner ("Northline's Ann Lee").
    """
    found = {}
    for start, end, person in people:
        told = found.setdefault(person, set())
        told |= {("title", title) for title in find_title(text[max(0, start - BESIDE) : start])}
        for begin, finish, body in bodies:
            if stands_behind(text[end:begin]) if begin >= end else stands_before(text[finish:start]):
                told.add(("body", body))
    return found


def find_title(before):
    """The longest title at the end of the words before a name, in a list; none in an empty one."""
    words = before.split(" ")[:-1] if before.endswith(" ") else []
    tails = (" ".join(words[-n:]) for n in range(LONGEST_TITLE, 0, -1))
    return [tail.lower() for tail in tails if tail in surface_forms("titles")][:1]


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
