"""The words found for one expression of time, with what stands around them and what the text has told before."""

import re
from functools import cached_property
from itertools import pairwise
from math import inf

from dateutil.relativedelta import relativedelta

from helpers.datewords import date_words
from helpers.tense import find_tense
from helpers.timex import quarter_of, value_bounds

SINGULAR = ("unit", "week", "weekend", "month_unit", "quarter", "annum")
# For units up to a quarter, how many days a date may span that one counts from.
SPANS = {"P1D": 1, "P1W": 1, "P1M": 31, "P1Q": 92}


class Memory:
    """The dates told so far in a text, for expressions that are counted from them."""

    def __init__(self):
        self.told, self.end = {}, 0
        self.last_quarter, self.longer, self.quarters = "", False, set()

    def note(self, timex, found):
        """Remember a date, and where it ends; "a year earlier" only compares, the next such words count from the same date."""
        if timex.type == "DURATION" and timex.value in ("P6M", "P9M", "P12M", "P1Y"):
            self.longer = True
        bounds = value_bounds(timex.value) if timex.type in ("DATE", "TIME") else None
        if not bounds or ("annum" in found and found.get("way") == "-1"):
            return
        self.end = found.end
        for span in (*SPANS.values(), inf):
            if (bounds[1] - bounds[0]).days < span:
                self.told[span] = bounds[0]

    def day(self, published, unit="P1Y"):
        """The first day of the last date told that is fine enough to count such units from, else the day of publication."""
        return self.told.get(SPANS.get(unit, inf), published)

    def quarter(self, published):
        """The last quarter that was over on the day of publication if the text has told it, or no other; else the last one told."""
        over = quarter_of(published - relativedelta(months=3))
        return over if over in self.quarters else self.last_quarter or over


class Found:
    """The items of one expression by class, with what stands around it."""

    def __init__(self, items, text, published, memory):
        self.items, self.text, self.published, self.memory = items, text, published, memory
        self.start, self.end = items[0].start, items[-1].end

    def get(self, kind, n=0):
        """The value of the n-th item of a class; "" if there is none."""
        values = [item.value for item in self.items if item.kind == kind]
        return values[n] if -len(values) <= n < len(values) else ""

    def __contains__(self, kind):
        return any(item.kind == kind for item in self.items)

    @property
    def mod(self):
        """TIMEX3 mod of a word such as "late" or "more than"."""
        return self.get("modifier") or self.get("quantity") or self.get("over")

    @property
    def unit(self):
        """The value of the unit: P1M."""
        return next((item.value for item in self.items if item.kind in (*SINGULAR, "units")), "")

    @property
    def year(self):
        """The year named, in four digits: "2016", "'16" or in words; "" if there is none."""
        for quote, short in pairwise(self.items):
            if quote.kind == "quote" and re.fullmatch(r"\d\d", short.value):
                return f"{expand_year(int(short.value))}"
        numbers = [int(item.value) for item in self.items if item.kind in ("number", "scale")]
        return self.get("year") or spell_year(numbers, "annum" in self)

    @property
    def day_near(self):
        """The day told just before in the same sentence, else the day of publication."""
        gap = self.start - self.memory.end
        told = gap < 40 and not re.search(r"[.;!?]\s|\n", self.text[self.memory.end : self.start])
        return self.memory.day(self.published, "P1D") if told else self.published

    @property
    def is_rate(self):
        """Whether "a year" tells how often something is paid or done, and not how long: no preposition stands before it."""
        if self.items[0].kind != "a" or re.match(r"\s+(?:before|after)\b", self.text[self.end : self.end + 12]):
            return False
        return "half" not in self and self.word_before not in {
            **date_words("before_date"),
            **date_words("around"),
            **date_words("before_span"),
        }

    @property
    def word_before(self):
        """The word or sign right before the expression, in small letters; "" if there is none."""
        words = re.findall(r"[\w-]+|[^\w\s]", self.text[max(0, self.start - 24) : self.start])
        return words[-1].lower() if words else ""

    @property
    def told_anew(self):
        """Whether the words count from publication ("ago"), and not from the date before ("later")."""
        return self.items[-1].kind == "way" and self.text[self.items[-1].start : self.end].lower() in date_words(
            "from_now"
        )

    @property
    def is_title(self):
        """Whether capitals make it a name ("60 Minutes", "USA Today"), where not all words around have them, as in a headline."""
        if not re.match("[A-Z][a-z]", self.text[self.items[-1].start : self.end]):
            return False
        before = self.text[max(0, self.start - 60) : self.start].rpartition("\n")[2]
        words = re.findall(r"[A-Za-z]{4,}", before + self.text[self.end : self.end + 60].partition("\n")[0])
        if sum(word[0].islower() for word in words) < len(words) / 2 or not words:
            return False
        return len(self.items) > 1 or bool(re.search(r"[A-Z]\w*\s$", before))

    @property
    def is_fraction(self):
        """Whether "three-quarters" or "a quarter" is a share and no time."""
        return "quarter" in self or (self.unit == "P1Q" and "hyphen" in self)

    @property
    def is_other_word(self):
        """Whether a month or season is rather a name or another word: "Jan Smith", "the March for Jobs", "the fall of prices"."""
        word, after = self.text[self.start : self.end], self.text[self.end : self.end + 8]
        if word == "March" and re.match(r"\s+(?:for|of|on)\b", after):
            return self.word_before not in date_words("before_date") | date_words("around")
        if word.endswith("fall") and "shift" not in self:
            return bool(re.match(r"\s+(?:of|in|from|to)\b", after))
        return word in date_words("no_month_alone")

    @property
    def is_ahead(self):
        """Whether it is how long from now something will be: "will open in two years"."""
        return self.word_before == "in" and self.tense == "future"

    def ends_in(self, word):
        """Whether the words end in this one."""
        return self.text[self.start : self.end].lower().endswith(word)

    @property
    def possessive(self):
        """Whether an 's follows: Friday's ruling is one that there was."""
        return self.text[self.end : self.end + 2] in ("'s", "’s")

    @cached_property
    def context(self):
        """(tense, weight) of the nearest word of tense: see `find_tense`."""
        return find_tense(self.text, self.start, self.end)

    @property
    def tense(self):
        """ "future" or "past" by the nearest word of tense before, else after; "" if there is none."""
        return self.context[0]


def expand_year(short):
    """The year of two digits: 98 → 1998, 16 → 2016."""
    return short + (2000 if short < 50 else 1900)


def spell_year(numbers, named):
    """ "nineteen ninety-seven" → "1997", "the year two thousand one" → "2001" if it is named a year; "" for other numbers."""
    if named and numbers[:2] == [2, 1000]:
        return f"{2000 + sum(numbers[2:])}"
    if len(numbers) > 1 and 11 <= numbers[0] <= 20 and 10 <= sum(numbers[1:]) < 100:
        return f"{numbers[0]}{sum(numbers[1:]):02d}"
    return ""
