"""What looks like a date and is none: titles, names, other words, numbers, games, ages, the present at large."""

import re
from functools import cache

from helpers.dates.words import date_words, index_words, join_forms
from helpers.lexicons import function_words, surface_forms

# How many characters are read for one word beside an expression, for the words near it, for those of a game (its
# sentence), and for the rest of a line. Half or twice as much finds as much on TimeBank and AQUAINT.
WORD, NEAR, GAME, LINE = 24, 60, 80, 300
QUOTES = ('"', "“", "‘", "`", "'")

# Titles


def is_title(found):
    """Whether capitals make it a name ("60 Minutes", "USA Today"), where not all words around have them."""
    if not re.match("[A-Z][a-z]", found.word(found.items[-1])) or is_in_headline(found):
        return False
    return len(found.items) > 1 or bool(re.search(r"[A-Z]\w*[^\S\n]$", found.before(NEAR)))


def is_in_headline(found):
    """Whether most words on the same line near by have capitals."""
    line = found.before(NEAR).rpartition("\n")[2] + found.after(NEAR).partition("\n")[0]
    words = re.findall(r"[A-Za-z]{4,}", line)  # Shorter ones are small in most headlines, too.
    return sum(word[0].islower() for word in words) < len(words) / 2 or not words


def is_quoted_title(found):
    """Whether the words stand right behind a quotation mark and have capitals: "This Week" is a programme."""
    before = found.text[found.start - 1 : found.start]
    return before in QUOTES and all(word[0].isupper() for word in found.surface.split())


def is_award(found):
    """Whether it is a prize and no time: "player of the year"."""
    before = re.search(r"(\w+)\s+of\s+$", found.before(WORD))
    return bool(before) and before[1].lower() in date_words("award")


# Names and other words


def is_other_word(found):
    """Whether a month or season is rather a name or another word: "Jan Smith", "March for Jobs", "fall of prices"."""
    word = found.surface
    if word in date_words("name_month") and may_be_person(found):
        return True
    if date_words("after_march").get(found.word_after) == word:
        return not found.follows("before_date", "around")
    if "season" in found and found.precedes("after_season"):
        return True
    if "shift" not in found and word.endswith(date_words("after_fall").get(found.word_after, "\n")):
        return True
    return word in date_words("no_month_alone")


def may_be_person(found):
    """Whether a month that is also a name or a verb is none here: "June Ashby", "the May government", "May I"."""
    return is_name(found) or is_known_person(found) or found.precedes("after_name_month")


def is_name(found):
    """Whether a month is a person: "Mr. May", "Jane May", "June Ashby said"; the text's people are remembered."""
    if follows_person(found):
        found.memory.people.add(found.surface)
        return True
    return precedes_surname(found)


def follows_person(found):
    """Whether a title or a given name stands right before: "Mr. May", "Jane May"."""
    before = re.search(r"([A-Z][\w'’-]*\.?) $", found.before(WORD))
    return bool(before) and (before[1] in title_words() or is_given_name(before[1]))


def precedes_surname(found):
    """Whether a surname or an initial follows, but in a headline; no preposition or determiner is before a person."""
    after = re.match(r" (?:([A-Z][a-z]+)|[A-Z]\.)", found.after(WORD))
    line = found.after(LINE).partition("\n")[0].rstrip("”\"’' ")
    return (line.endswith(".") or not is_in_headline(found)) and bool(
        after and after[1] not in index_words()[0] and found.word_before not in date_openers()
    )


def is_known_person(found):
    """Whether a person of this name was told before ("the May government") and no preposition of a date is before."""
    return found.surface in found.memory.people and not found.follows("before_date")


def is_named_weekday(found):
    """Whether a weekday is a part of a name: "The Sunday Times", "Super Tuesday", "Thursday Night Football"."""
    after = re.match(r" ([A-Z]\w+)", found.after(WORD))
    if after and after[1] in date_words("after_weekday"):
        return True
    before = found.before(12)  # The longest name, "Sheffield ", has ten characters.
    return any(before.endswith(f"{form} ") for form in date_words("before_weekday"))


def is_verb_last(found):
    """Whether "last" before a number is the verb: "could last six weeks"; no determiner or preposition is before it."""
    if found.first_word not in date_words("verb_or_shift"):
        return False
    before = found.word_before
    return before not in date_openers() | date_words("over").keys() and before.isalpha()


def is_some_day(found):
    """Whether "one day" is some time to come: "will one day be sold"."""
    return found.surface.lower() in date_words("some_day") and date_words("tense").get(found.word_before) == "future"


def is_nowadays(found):
    """Whether "today's" tells of the present at large and not of the day: "today's young consumers"."""
    # Behind 's, an adjective and the noun.
    after = re.findall(r"[a-z]+", found.after(32)[2:])[:2] if found.possessive else []
    return not date_words("of_today").keys().isdisjoint(after)


# Numbers


def is_fraction(found):
    """Whether "three-quarters" or "a quarter" is a share and no time."""
    return "quarter" in found or (found.unit == "P1Q" and "hyphen" in found)


def counts_what_follows(found):
    """Whether a number belongs to a noun behind it: "the 15th floor", "25 people"."""
    after = re.match(r"[ -]([A-Za-z]\w*)", found.after(WORD))
    return bool(after) and after[1].lower() not in small_words()


def is_number(found):
    """Whether four digits are a number and no year: a part of one, behind a label, or before what is counted."""
    return is_part_of_number(found) or is_labelled(found) or is_measure(found) or found.follows("before_number")


def is_part_of_number(found):
    """Whether a hyphen joins it to what makes no years of it: "A350-1000", "555-1998", "1998-1200"."""
    year, after = found.get("year"), found.after(5)
    joined = re.search(r"(\w*)[-–]$", found.before(WORD))
    if joined and (joined[1][-1:].isupper() or (joined[1][-1:].isdecimal() and joined[1] >= year)):
        return True
    return bool(re.match(r"-\d{4}", after)) and after[1:] <= year


def is_labelled(found):
    """Whether a word says what the number is of: "Flight 1549", "1812 Elm Street"."""
    label = re.search(r"(\S+)[^\S\n]$", found.before(WORD))
    road = re.match(r"(?: [A-Z]\w+)+ ([A-Z]\w+)", found.after(40))
    return bool((label and label[1] in date_words("numbered")) or (road and road[1] in date_words("street")))


def is_measure(found):
    """Whether a noun of measure follows, or behind no word that opens a date one of counting: "1517 passengers"."""
    after = found.word_after
    if after in date_words("measured"):
        return True
    return after in date_words("counted") and found.word_before not in date_openers()


def is_game(found):
    """Whether words of sport stand near: "scored twice in the first half"."""
    near = found.text[max(0, found.start - GAME) : found.end + GAME].lower()
    return bool(score().search(near)) or not date_words("game").keys().isdisjoint(re.findall(r"[a-z-]+", near))


def is_age_or_heat(found):
    """Whether "late 30s" or "mid-80s" tells how old somebody is, or how warm it is."""
    before = re.findall(r"[a-z]+", found.before(NEAR).lower())
    is_age = bool(before) and before[-1] in date_words("owner")
    return is_age or not date_words("weather").keys().isdisjoint(before)


# Words that tell


@cache
def score():
    """The result of a game: "21-14"; "10-12 percent" is none."""
    return re.compile(rf"(?<![\d$-])\d{{1,3}}-\d{{1,3}}(?![\d%-]| (?:{join_forms('no_score')}))")


@cache
def date_openers():
    """Small words that may stand before a month, and not before a name."""
    return {**date_words("before_date"), **date_words("around"), **date_words("deadline")}.keys() | {
        *function_words("determiner"), *date_words("the"), *date_words("a"), *date_words("of"), *date_words("s"),
    }  # fmt: skip


@cache
def count_openers():
    """Words that may stand before a number of things, such as "some" and the end of "more than"."""
    forms = (*date_words("quantity"), *date_words("over"), *date_words("vague"))
    return frozenset(form.split()[-1] for form in forms) - {*date_words("of")}


@cache
def small_words():
    """Prepositions, auxiliaries and other words that are no nouns."""
    parts = ("preposition", "auxiliary", "clause", "stopper", "link", "complement")
    words = (*map(function_words, parts), date_words("before_date"), date_words("around"), date_words("tense"))
    return frozenset().union(*words)


def is_given_name(word):
    """Whether a word is a given name and nothing else."""
    row = surface_forms("given_names", "given_name").get(word)
    return row is not None and row.ambiguous != "yes"


@cache
def title_words():
    """The last words of titles that stand before a name, with a capital: "Mr.", "Minister"."""
    forms = (form for form, row in surface_forms("titles").items() if row.position != "after" and form[0].isupper())
    return frozenset(form.split()[-1] for form in forms)
