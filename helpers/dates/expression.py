"""The words found for one expression of time, with what stands around them and what the text has told before."""

import re
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from math import inf

from dateutil.relativedelta import relativedelta

from helpers.dates.tense import FAR_DUE, find_tense
from helpers.dates.timex import quarter_of, value_bounds
from helpers.dates.words import Item, date_words, index_words, lex
from helpers.lexicons import function_words, load_lexicon, split_items

SINGULAR = ("unit", "week", "weekend", "month_unit", "quarter", "annum", "long_unit")
QUOTES = ('"', "“", "‘", "`", "'")
RANGE_END = re.compile(
    r"(?:\s*[-–]\s*|\s+(?:to|and|or|through|until)\s+)([A-Z][a-z]+)\.?(?:\s+\d{1,2},?)?\s+((?:1[89]|20)\d\d)\b"
)
SCORE = re.compile(r"(?<![\d$-])\d{1,3}-\d{1,3}(?![\d%-]| percent| million| billion)")
HEAD = 1000  # A dateline stands at the head of a report.
# For units up to a quarter, how many days a date may span that one counts from.
SPANS = {"P1D": 1, "P1W": 1, "P1M": 31, "P1Q": 92}


class Memory:
    """The dates told so far in a text, for expressions that are counted from them."""

    def __init__(self):
        self.told, self.end, self.is_time, self.people, self.dateline = {}, 0, False, set(), None
        self.last_quarter, self.longer, self.quarters = "", False, set()

    def note(self, timex, found):
        """Remember a date, and where it ends; "a year earlier" only compares, the next such words count from the same date."""
        if timex.type == "DURATION" and timex.value in ("P6M", "P9M", "P12M", "P1Y"):
            self.longer = True
        bounds = value_bounds(timex.value) if timex.type in ("DATE", "TIME") else None
        if not bounds or ("annum" in found and found.get("way") == "-1"):
            return
        self.end, self.is_time = found.end, timex.type == "TIME"
        if found.is_dateline:
            self.dateline = bounds[0]
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

    def with_items(self, items):
        """The same place in the text, with these items alone."""
        return Found(items, self.text, self.published, self.memory)

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
    def day_near(self):
        """The day told just before in the same sentence, else the day of publication."""
        gap = self.start - self.memory.end
        told = gap < 40 and not re.search(r"[.;!?]\s|\n", self.text[self.memory.end : self.start])
        return self.memory.day(self.published, "P1D") if told else self.published

    @property
    def weekday_behind(self):
        """The weekday right behind a closing bracket: "10:35 a.m. (0735 GMT) Friday"; None if there is none."""
        more = re.match(r"(?: \([^()\n]{1,30})?\),? (?:on )?([A-Z]\w+)", self.text[self.end : self.end + 60])
        if not more or more[1] not in date_words("weekday"):
            return None
        start, end = (self.end + place for place in more.span(1))
        return self.with_items([Item("weekday", date_words("weekday")[more[1]], start, end)])

    @property
    def time_in_bracket(self):
        """The time in a bracket right behind, as in "10 p.m. (0300 GMT Thursday)"; None if there is none."""
        bracket = re.match(r" \(([^()\n]{1,40})\)", self.text[self.end : self.end + 44])
        place = self.end + 2
        read = lex(bracket[1])[1:] if bracket else []
        items = [Item(kind, value, start + place, end + place) for kind, value, start, end in read]
        told = items and items[0].kind in ("day", "clock", "count", "year") and items[-1].kind in ("weekday", "zone")
        return self.with_items(items) if told else None

    @property
    def is_repeated(self):
        """Whether it is all that stands in a bracket right behind a time."""
        return (
            self.memory.is_time
            and self.text[self.memory.end : self.start] == " ("
            and self.text[self.end : self.end + 1] == ")"
        )

    @property
    def year_behind(self):
        """The year of a range that is told at its end only: "from May to June 2016", "Jan. 28-Feb. 2, 2016"; "" if there is none."""
        more = RANGE_END.match(self.text, self.end, self.end + 40)
        first, last = int(self.get("month")), int(date_words("month").get(more[1], 0)) if more else 0
        return f"{int(more[2]) - (first > last)}" if last else ""

    @property
    def quarter_ended(self):
        """The quarter of "ended Sept. 30" behind the words; "" if none is told."""
        month = re.match(r"\s+\w+ (?:on )?([A-Z][a-z]+)", self.text[self.end : self.end + 32])
        number = int(date_words("month").get(month[1], 0)) if month and self.word_after in date_words("ending") else 0
        return (number and quarter_of(date(self.published.year - (number > self.published.month), number, 1))) or ""

    @property
    def is_rate(self):
        """Whether "a year" tells how often something is paid or done, and not how long: no preposition stands before it."""
        if self.items[0].kind != "a" or self.word_after in date_words("around"):
            return False
        if self.word_after in date_words("since") and not self.follows_amount:
            return False
        return "half" not in self and self.word_before not in {
            **date_words("before_date"),
            **date_words("around"),
            **date_words("before_span"),
        }

    @property
    def follows_amount(self):
        """Whether an amount stands among the words right before: "$2 billion a year", "dozens of interviews a day"."""
        words = re.split(r"[,;:!?]\s|[.]\s", self.text[max(0, self.start - 60) : self.start])[-1].split()[-3:]
        return any(word[-1:].isdecimal() or word.lower() in amount_words() for word in words)

    @property
    def word_before(self):
        """The word or sign right before the expression, in small letters; "" if there is none."""
        words = re.findall(r"[\w-]+|[^\w\s]", self.text[max(0, self.start - 24) : self.start])
        return words[-1].lower() if words else ""

    @property
    def word_after(self):
        """The word right behind the expression, in small letters; "" if a sign stands there."""
        word = re.match(r"\s+(\w+)", self.text[self.end : self.end + 24])
        return word[1].lower() if word else ""

    @property
    def told_anew(self):
        """Whether the words count from publication ("ago"), and not from the date before ("later")."""
        return self.items[-1].kind == "way" and self.text[self.items[-1].start : self.end].lower() in date_words(
            "from_now"
        )

    @property
    def is_stretch(self):
        """Whether two months or weekdays are the ends of a stretch: "Monday to Friday", "March-June", "between May and July"."""
        joint = self.items[1]
        if joint.kind == "and":
            return self.word_before == "between"
        return joint.kind != "before_date" or self.text[joint.start : joint.end].lower() in date_words("until")

    @property
    def is_definite(self):
        """Whether it begins with "the"."""
        return self.text[self.start : self.end].split()[0].lower() in date_words("the")

    @property
    def is_title(self):
        """Whether capitals make it a name ("60 Minutes", "USA Today"), where not all words around have them, as in a headline."""
        if not re.match("[A-Z][a-z]", self.text[self.items[-1].start : self.end]) or self.is_in_headline:
            return False
        return len(self.items) > 1 or bool(
            re.search(r"[A-Z]\w*[^\S\n]$", self.text[max(0, self.start - 60) : self.start])
        )

    @property
    def is_in_headline(self):
        """Whether most words on the same line near by have capitals."""
        before = self.text[max(0, self.start - 60) : self.start].rpartition("\n")[2]
        words = re.findall(r"[A-Za-z]{4,}", before + self.text[self.end : self.end + 60].partition("\n")[0])
        return sum(word[0].islower() for word in words) < len(words) / 2 or not words

    @property
    def is_quoted_title(self):
        """Whether the words stand right behind a quotation mark and have capitals: "This Week" is a programme."""
        words = self.text[self.start : self.end].split()
        return self.text[self.start - 1 : self.start] in QUOTES and all(word[0].isupper() for word in words)

    @property
    def is_verb_last(self):
        """Whether "last" before a number is the verb: "could last six weeks", "expected to last two days"; no determiner or preposition stands before it."""
        if self.text[self.start : self.end].split()[0].lower() != "last":
            return False
        return self.word_before not in date_openers() | date_words("over").keys() and self.word_before.isalpha()

    @property
    def follows_told(self):
        """Whether "the next year" is counted from one told before: in a sentence that looks back, with "the"."""
        return (
            self.is_definite
            and self.tense == "past"
            and bool(self.memory.told)
            and self.word_before not in date_words("over")
        )

    @property
    def is_dateline(self):
        """Whether it is the day of a report in the line before it: "BEIRUT, Oct. 3 (Reuters) -- The army said today"; "today" is that day."""
        if self.start > HEAD:
            return False
        line = self.text[max(0, self.start - 60) : self.start].rpartition("\n")[2]
        begins = re.match(r"\s*[A-Z][A-Z .'’-]{2,}(?:,[\w .]+)?,\s*$", line)
        return bool(begins) and bool(
            re.match(r"\s*(?:\([^()\n]{2,30}\)\s*)?(?:--|—|–|_)", self.text[self.end : self.end + 40])
        )

    @property
    def is_award(self):
        """Whether it is a prize and no time: "player of the year"."""
        before = re.search(r"(\w+)\s+of\s+$", self.text[max(0, self.start - 24) : self.start])
        return bool(before) and before[1].lower() in date_words("award")

    @property
    def is_fraction(self):
        """Whether "three-quarters" or "a quarter" is a share and no time."""
        return "quarter" in self or (self.unit == "P1Q" and "hyphen" in self)

    @property
    def counts_what_follows(self):
        """Whether a number belongs to a noun behind it: "the 15th floor", "25 people"."""
        after = re.match(r"[ -]([A-Za-z]\w*)", self.text[self.end : self.end + 24])
        return bool(after) and after[1].lower() not in small_words()

    @property
    def is_number(self):
        """Whether four digits are a number and no year: "Flight 1549", "1517 passengers", "1812 Elm Street", "A350-1000", "555-1998"."""
        before, after = self.text[max(0, self.start - 24) : self.start], self.text[self.end : self.end + 40]
        joined = re.search(r"(\w*)[-–]$", before)
        if joined and (joined[1][-1:].isupper() or (joined[1][-1:].isdecimal() and joined[1] >= self.get("year"))):
            return True
        label, road = re.search(r"(\S+)[^\S\n]$", before), re.match(r"(?: [A-Z]\w+)+ ([A-Z]\w+)", after)
        if (label and label[1] in date_words("numbered")) or (road and road[1] in date_words("street")):
            return True
        things = {**date_words("measured"), **({} if self.word_before in date_openers() else date_words("counted"))}
        return self.word_after in things or bool(re.match(r"-\d{4}", after) and after[1:5] <= self.get("year"))

    @property
    def is_game(self):
        """Whether words of sport stand near: "scored twice in the first half"."""
        near = self.text[max(0, self.start - 80) : self.end + 80].lower()
        return bool(SCORE.search(near)) or not date_words("game").keys().isdisjoint(re.findall(r"[a-z-]+", near))

    @property
    def is_age_or_heat(self):
        """Whether "late 30s" or "mid-80s" tells how old somebody is, or how warm it is."""
        before = re.findall(r"[a-z]+", self.text[max(0, self.start - 60) : self.start].lower())
        return (before[-1:] and before[-1] in date_words("owner")) or not date_words("weather").keys().isdisjoint(
            before
        )

    @property
    def is_named_weekday(self):
        """Whether a weekday is a part of a name: "The Sunday Times", "Super Tuesday", "Thursday Night Football"."""
        after = re.match(r" ([A-Z]\w+)", self.text[self.end : self.end + 24])
        if after and after[1] in date_words("after_weekday"):
            return True
        before = self.text[max(0, self.start - 12) : self.start]
        return any(before.endswith(f"{form} ") for form in date_words("before_weekday"))

    @property
    def is_some_day(self):
        """Whether "one day" is some time to come: "will one day be sold"."""
        return (
            self.text[self.start : self.end].lower() == "one day"
            and date_words("tense").get(self.word_before) == "future"
        )

    @property
    def is_other_word(self):
        """Whether a month or season is rather a name or another word: "Jan Smith", "the March for Jobs", "the fall of prices"."""
        word = self.text[self.start : self.end]
        if word in date_words("name_month") and (self.is_name or self.is_known_person or self.word_after == "i"):
            return True
        if word == "March" and self.word_after in date_words("after_march"):
            return self.word_before not in date_words("before_date") | date_words("around")
        if "season" in self and self.word_after in date_words("after_season"):
            return True
        if word.endswith("fall") and "shift" not in self:
            return self.word_after in date_words("after_fall")
        return word in date_words("no_month_alone")

    @property
    def is_name(self):
        """Whether a month is a person: "June Ashby said", "Mr. May", "Jane May"; no preposition or determiner stands before a person."""
        before = re.search(r"([A-Z][\w'’-]*\.?) $", self.text[max(0, self.start - 24) : self.start])
        if before and (before[1] in title_words() or before[1] in given_names()):
            self.memory.people.add(self.text[self.start : self.end])
            return True
        after = re.match(r" (?:([A-Z][a-z]+)|[A-Z]\.)", self.text[self.end : self.end + 24])
        line = self.text[self.end : self.end + 300].partition("\n")[0].rstrip("”\"’' ")
        return (line.endswith(".") or not self.is_in_headline) and bool(
            after and after[1] not in index_words()[0] and self.word_before not in date_openers()
        )

    @property
    def is_known_person(self):
        """Whether a person of this name was told before ("Theresa May … the May government") and no preposition of a date stands before it."""
        return self.text[self.start : self.end] in self.memory.people and self.word_before not in date_words(
            "before_date"
        )

    @property
    def is_ahead(self):
        """Whether it is how long from now something will be: "will open in two years"; "the biggest in two years" looks back."""
        return self.word_before == "in" and self.tense == "future" and not self.is_compared

    @property
    def is_compared(self):
        """Whether a superlative or an ordinal stands before it in the same clause: "the biggest merger in 10 years"."""
        clause = re.split(r"[,;.]", self.text[max(0, self.start - 50) : self.start].lower())[-1]
        words = re.findall(r"\w+", clause)
        return any(re.fullmatch(r"\d+(?:st|nd|rd|th)", word) for word in words) or not (
            date_words("superlative").keys() | date_words("ordinal").keys()
        ).isdisjoint(words)

    def ends_in(self, word):
        """Whether the words end in this one."""
        return self.text[self.start : self.end].lower().endswith(word)

    @property
    def possessive(self):
        """Whether an 's follows: Friday's ruling is one that there was."""
        return self.text[self.end : self.end + 2] in ("'s", "’s")

    @property
    def is_nowadays(self):
        """Whether "today's" tells of the present at large and not of the day: "today's world", "today's young consumers"."""
        after = re.findall(r"[a-z]+", self.text[self.end + 2 : self.end + 32])[:2] if self.possessive else []
        return not date_words("of_today").keys().isdisjoint(after)

    @cached_property
    def context(self):
        """(tense, weight) of the nearest word of tense: see `find_tense`."""
        return find_tense(self.text, self.start, self.end)

    @property
    def is_awaited(self):
        """Whether the words before look forward to it or it is a deadline: "ahead of Friday's vote", "by Friday's deadline"."""
        return self.context == ("future", FAR_DUE)

    @property
    def is_event_ahead(self):
        """Whether it is the day of something that a verb may look ahead to: "will miss Sunday's game"; Friday's attack is over."""
        words = re.findall(r"[a-z]+", self.text[self.end + 2 : self.end + 32])[:3]
        return not date_words("event_ahead").keys().isdisjoint(words)

    @property
    def tense(self):
        """ "future" or "past" by the nearest word of tense before, else after; "" if there is none."""
        return self.context[0]


@cache
def amount_words():
    """Numbers in words, and nouns and determiners of vague numbers: "million", "dozens", "several"."""
    vague = (word for form in date_words("vague") for word in form.split())
    return frozenset({*date_words("number"), *date_words("scale"), *vague}) - {*date_words("a"), *date_words("of")}


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


@cache
def given_names():
    """Given names that are nothing else."""
    rows = load_lexicon("given_names")
    return frozenset(rows.loc[rows["ambiguous"] != "yes", "given_name"])


@cache
def title_words():
    """The last words of titles that stand before a name, with a capital: "Mr.", "Minister"."""
    rows = load_lexicon("titles").query("position != 'after'")
    return frozenset(form.split()[-1] for cell in rows["forms"] for form in split_items(cell) if form[0].isupper())


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
