"""One expression of time: its words by class, and what stands around them in the text.

Whether it only looks like a date is asked in `lookalikes`; what the text told before is in its `memory`.
"""

import re
from functools import cache, cached_property
from itertools import pairwise

from helpers.dates.tense import find_tense
from helpers.dates.words import date_words, join_forms

SINGULAR = ("unit", "week", "weekend", "month_unit", "quarter", "annum", "long_unit")
# How many characters are read for one word beside an expression (few are longer than 20), for the words of its
# clause, and for the other end of a range. Two thirds or twice as much finds as much on TimeBank and AQUAINT.
WORD, CLAUSE, RANGE = 24, 60, 40
# A year of two digits below it is one of this century: "'49" is 2049, "'50" is 1950. With 25 or 99 value F1 is the
# same on TimeBank and AQUAINT.
PIVOT = 50


class Expression:
    """One expression: its items, its place in the text, the day of publication, what the text has told before."""

    def __init__(self, items, text, published, memory):
        self.items, self.text, self.published, self.memory = items, text, published, memory
        self.start, self.end = items[0].start, items[-1].end

    # Its own words

    def __contains__(self, kind):
        return any(item.kind == kind for item in self.items)

    def get(self, kind, n=0):
        """The value of the n-th item of a class; "" if there is none."""
        values = [item.value for item in self.items if item.kind == kind]
        return values[n] if -len(values) <= n < len(values) else ""

    def with_items(self, items):
        """The same place in the text, with these items alone."""
        return Expression(items, self.text, self.published, self.memory)

    def word(self, item):
        """The words of an item as the text has them."""
        return self.text[item.start : item.end]

    @property
    def surface(self):
        """All its words as the text has them."""
        return self.text[self.start : self.end]

    @property
    def first_word(self):
        """Its first word, in small letters."""
        return self.surface.split()[0].lower()

    @property
    def last_word(self):
        """Its last word, in small letters."""
        return self.surface.split()[-1].lower()

    @property
    def mod(self):
        """TIMEX3 mod of a word such as "late" or "more than"."""
        return self.get("modifier") or self.get("quantity") or self.get("over")

    @property
    def unit(self):
        """The value of the unit: P1M."""
        return next((item.value for item in self.items if item.kind in (*SINGULAR, "units")), "")

    @property
    def day_of_month(self):
        """The first day of a month among the items: "3", "3rd" or, of "third", "3"."""
        return self.get("day") or self.get("nth") or self.get("ordinal")

    @property
    def year(self):
        """The year named, in four digits: "2016", "'16" or in words; "" if there is none."""
        for quote, short in pairwise(self.items):
            if quote.kind in ("quote", "fy") and re.fullmatch(r"\d\d", short.value):
                return f"{expand_year(int(short.value))}"
        numbers = [int(item.value) for item in self.items if item.kind in ("number", "scale")]
        return self.get("year") or spell_year(numbers, "annum" in self)

    @property
    def is_definite(self):
        """Whether it begins with "the"."""
        return self.first_word in date_words("the")

    @property
    def is_stretch(self):
        """Whether two months or weekdays are the ends of a stretch: "Monday to Friday", "between May and July"."""
        joint = self.items[1]
        if joint.kind == "and":
            return self.follows("two_ends")
        return joint.kind != "before_date" or self.word(joint).lower() in date_words("until")

    # What stands beside it

    def before(self, size):
        """So many characters of the text before it."""
        return self.text[max(0, self.start - size) : self.start]

    def after(self, size):
        """So many characters of the text behind it."""
        return self.text[self.end : self.end + size]

    @cached_property
    def word_before(self):
        """The word or sign right before the expression, in small letters; "" if there is none."""
        words = re.findall(r"[\w-]+|[^\w\s]", self.before(WORD))
        return words[-1].lower() if words else ""

    @cached_property
    def word_after(self):
        """The word right behind the expression, in small letters; "" if a sign stands there."""
        word = re.match(r"\s+(\w+)", self.after(WORD))
        return word[1].lower() if word else ""

    def follows(self, *kinds):
        """Whether the word before belongs to one of these classes of date_words.csv."""
        return any(self.word_before in date_words(kind) for kind in kinds)

    def precedes(self, *kinds):
        """Whether the word behind belongs to one of these classes of date_words.csv."""
        return any(self.word_after in date_words(kind) for kind in kinds)

    @property
    def possessive(self):
        """Whether an 's follows: Friday's ruling is one that there was."""
        return self.after(2) in ("'s", "’s")

    @property
    def year_behind(self):
        """The year of a range told at its end only: "from May to June 2016", "Jan. 28-Feb. 2, 2016"; "" if none is."""
        more = range_end().match(self.text, self.end, self.end + RANGE)
        first, last = int(self.get("month")), int(date_words("month").get(more[1], 0)) if more else 0
        return f"{int(more[2]) - (first > last)}" if last else ""

    @property
    def follows_amount(self):
        """Whether an amount stands among the words right before: "$2 billion a year", "dozens of interviews a day"."""
        words = re.split(r"[,;:!?]\s|[.]\s", self.before(CLAUSE))[-1].split()[-3:]  # "5 new cars", "dozens of cars"
        return any(word[-1:].isdecimal() or word.lower() in amount_words() for word in words)

    @cached_property
    def context(self):
        """(tense, weight) of the nearest word of tense: see `find_tense`."""
        return find_tense(self.text, self.start, self.end)

    @property
    def tense(self):
        """ "future" or "past" by the nearest word of tense before, else after; "" if there is none."""
        return self.context[0]


@cache
def range_end():
    """The second end of a range with its year: " to June 2016", "-Feb. 2, 2016"."""
    joint = rf"(?:\s*[-–]\s*|\s+(?:{join_forms('range_joint')})\s+)"
    return re.compile(joint + r"([A-Z][a-z]+)\.?(?:\s+\d{1,2},?)?\s+((?:1[89]|20)\d\d)\b")


@cache
def amount_words():
    """Numbers in words, and nouns and determiners of vague numbers: "million", "dozens", "several"."""
    vague = (word for form in date_words("vague") for word in form.split())
    return frozenset({*date_words("number"), *date_words("scale"), *vague}) - {*date_words("a"), *date_words("of")}


def expand_year(short):
    """The year of two digits: 98 → 1998, 16 → 2016."""
    return short + (2000 if short < PIVOT else 1900)


def spell_year(numbers, named):
    """The year of "nineteen ninety-seven", or of "the year two thousand one" if it is named a year; "" of others."""
    if named and numbers[:2] == [2, 1000]:
        return f"{2000 + sum(numbers[2:])}"
    if len(numbers) > 1 and 11 <= numbers[0] <= 20 and 10 <= sum(numbers[1:]) < 100:
        return f"{numbers[0]}{sum(numbers[1:]):02d}"
    return ""
