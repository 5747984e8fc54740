"""The grammar of dates: a table of rules over the classes of `datewords`, each with an example that is also its test."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from helpers import dateresolver as means
from helpers.datefound import SINGULAR
from helpers.datewords import BREAK, NUMBERS, SIGNS
from helpers.lexicons import load_lexicon


@dataclass(frozen=True)
class Rule:
    """A pattern over classes, what it means, and an example: (sentence, published, value of its first expression)."""

    name: str
    pattern: str
    resolve: object
    example: tuple


def build_rules():
    """The table of rules over the classes of the lexicon, each with an example: (sentence, published, value of its first expression)."""
    one = f"({'|'.join(SINGULAR)})"
    mod = "(the? modifier hyphen?)?"
    year = "(comma? (of|before_date)? (year|quote (day|count)))?"
    month_day = "shift? month the? (day|nth|ordinal) (comma? year)?"
    half = "hyphen? and hyphen? a hyphen? half"
    tens = "number (hyphen? number)?"
    thousands = f"(scale (and? {tens})?)? (scale (and? {tens})?)?"
    amount = f"((number|day|count) (hyphen? number)? {thousands}|scale) ({half})?"
    number = f"({amount}|vague)"
    some = "(more|full)?"
    p, e = "2018-01-16", "1989-11-02"
    return (
        Rule("day", "iso|slashed|dotted", means.resolve_iso, ("Filed on 2017-03-09.", p, "2017-03-09")),
        Rule("time stamp", "stamp", means.resolve_stamp, ("Sent 2018-01-05T09:30:00Z.", p, "2018-01-05T09:30")),
        Rule(
            "month day",
            f"(weekday comma?)? (daypart comma?)? {mod} {month_day} daypart?",
            means.resolve_day,
            ("It met on Feb. 3.", p, "2017-02-03"),
        ),
        Rule(
            "day month",
            "(weekday comma?)? the? (day|nth|ordinal) of? month (comma? year)?",
            means.resolve_day,
            ("It will meet on 3 May.", p, "2018-05-03"),
        ),
        Rule(
            "month",
            f"{mod} (that|adjacent|shift)? month ((comma|of)? year|quote (day|count)|of? shift annum|number number (hyphen? number)?)?",
            means.resolve_month,
            ("It fell in late June 2016.", p, "2016-06"),
        ),
        Rule(
            "year",
            f"{mod} (the? fiscal annum?|the annum)? year|the year fiscal annum|quote (day|count)",
            means.resolve_year,
            ("It began in late 2012.", p, "2012"),
        ),
        Rule("years", "(the? fiscal annum?)? years", means.resolve_years, ("It grew in 2012-15.", p, "2012")),
        Rule(
            "year in words",
            "(the annum)? number number (hyphen? number)?|the annum number scale number?",
            means.resolve_year,
            ("In nineteen ninety-seven it began.", p, "1997"),
        ),
        Rule(
            "decade",
            f"the? {mod} quote? (decade|short_decade)|the {mod} decade_word",
            means.resolve_decade,
            ("It dates from the late 1990s.", p, "199"),
        ),
        Rule(
            "century",
            f"the? {mod} (nth|ordinal) unit",
            means.resolve_century,
            ("Built in the 19th century, it fell.", p, "18"),
        ),
        Rule(
            "weekday",
            f"{mod} the? shift? weekday daypart?",
            means.resolve_weekday,
            ("It ruled on Monday night.", p, "2018-01-15TNI"),
        ),
        Rule(
            "weekdays",
            "(weekdays|every weekday) (daypart|dayparts)?|weekday dayparts",
            means.resolve_weekdays,
            ("It meets on Mondays.", p, "XXXX-WXX-1"),
        ),
        Rule(
            "named day",
            "(part|way|modifier)? (named_day daypart?|daypart named_day|shift daypart|night)",
            means.resolve_named_day,
            ("It ruled yesterday.", p, "2018-01-15"),
        ),
        Rule(
            "unit",
            f"{mod} (part|way)? the? (shift|current|latest) fiscal? {one}",
            means.resolve_unit,
            ("It fell earlier this month.", p, "2018-01"),
        ),
        Rule(
            "the unit",
            "(part|way|modifier hyphen?)? the full? fiscal? (week|weekend|month_unit|annum)",
            means.resolve_unit,
            ("At the end of the year it paid.", p, "2018"),
        ),
        Rule(
            "that weekday",
            "the? adjacent weekday daypart?",
            means.resolve_that_weekday,
            ("The previous Friday it had lost.", p, "2018-01-12"),
        ),
        Rule(
            "unit before",
            f"the {one} around",
            means.resolve_unit_before,
            ("It had lost the year before.", p, "2017"),
        ),
        Rule(
            "that unit",
            f"{mod} (part|way)? the? (that|adjacent) {one}",
            means.resolve_that,
            ("It fell later that year.", p, "2018"),
        ),
        Rule(
            "quarter",
            f"the? fiscal? (year (quote s)?|annum hyphen? way|shift annum quote s)? fiscal? (ordinal (quarter|half)|shift half) {year} (of shift annum)?"
            f"|(year|fiscal hyphen?)? ordinal hyphen (quarter|half) {year}",
            means.resolve_quarter,
            ("It grew in the third quarter.", p, "2017-Q3"),
        ),
        Rule(
            "quarter in short",
            "(capital day|nth_capital) (year|quote (day|count))?",
            means.resolve_quarter,
            ("It grew in Q3 2016.", p, "2016-Q3"),
        ),
        Rule(
            "the quarter",
            "the (latest|latest? year|latest? annum hyphen? way)? (quarter|period) (a annum way)?",
            means.resolve_quarter_now,
            ("The quarter was good.", e, "1989-Q3"),
        ),
        Rule(
            "same quarter",
            "that (quarter|period) (of? shift annum|a annum way|of? year)|shift annum quote s (quarter|period)",
            means.resolve_same_quarter,
            ("The same quarter of 2015 was bad.", p, "2015"),
        ),
        Rule(
            "a year ago",
            "a annum way|(the|a)? annum hyphen way",
            means.resolve_year_ago,
            ("It was so a year ago.", p, "2017"),
        ),
        Rule(
            "season",
            f"the season of number number (hyphen? number)?|{mod} (shift|the)? season {year}",
            means.resolve_season,
            ("It opened last summer.", p, "2017-SU"),
        ),
        Rule(
            "days",
            "month day (hyphen|to|and) day comma? year|month day (hyphen|to) day|day (hyphen|to|and) day month year?",
            means.resolve_days,
            ("It met on March 3–5, 2017.", p, "2017-03-03"),
        ),
        Rule(
            "week of",
            "the week of month (day|nth)",
            means.resolve_week,
            ("It meets in the week of March 6.", "2000-02-24", "2000-W10"),
        ),
        Rule(
            "holiday",
            "shift? holiday (comma? year)?",
            means.resolve_holiday,
            ("It shut last Thanksgiving.", p, "2017-11-23"),
        ),
        Rule(
            "duration",
            f"(over {amount}|quantity? the? (shift|adjacent)? ordinal? {number}) {some} ({one}|units) (so|old)?"
            f"|(over|quantity)? {number} fraction? hyphen? {some} ({one}|units) (hyphen old)?",
            means.resolve_duration,
            ("It took the last several months.", p, "PXM"),
        ),
        Rule(
            "a duration",
            f"(over|quantity)? a {some} {one} (so|{half})?|a? half hyphen? a? (annum|unit)",
            means.resolve_duration,
            ("It took more than a year.", p, "P1Y"),
        ),
        Rule(
            "recent years",
            "the? (recent|shift|adjacent|ahead) units",
            means.resolve_vague,
            ("It has fallen in recent years.", p, "PAST_REF"),
        ),
        Rule("vague plural", "units", means.resolve_plural, ("It took years.", p, "PXY")),
        Rule(
            "offset",
            f"(over|quantity)? ({number} ({one}|units)|a {one} ({half})?) so? way",
            means.resolve_offset,
            ("It sued three weeks ago.", p, "2017-W52"),
        ),
        Rule("the past", "the shift", means.resolve_past, ("It was rare in the past.", p, "PAST_REF")),
        Rule("reference", "reference|current", means.resolve_reference, ("It has recently grown.", p, "PAST_REF")),
        Rule(
            "set",
            f"every (other|{number})? ({one}|units)|(freq|{number} times) a {one}",
            means.resolve_set,
            ("It reports every week.", p, "P1W"),
        ),
        Rule("set adverb", "set", means.resolve_adverb, ("It reports annually.", p, "P1Y")),
        Rule("every month", "every (month|season)", means.resolve_every, ("It meets each July.", p, "XXXX-07")),
        Rule(
            "year end",
            "year? annum (quote s)? hyphen? end",
            means.resolve_year_end,
            ("It closes by year-end.", p, "2018-12-31"),
        ),
        Rule(
            "time",
            f"(day|clock) half_day zone? (comma? before_date? (weekday (comma {month_day})?|named_day|{month_day}))?|(clock|year|count) zone|clock"
            "|(day|clock) before_date the daypart|clock_word (weekday|named_day)?",
            means.resolve_time,
            ("It opens at 3:30 p.m. sharp.", p, "2018-01-16T15:30"),
        ),
    )


def list_rules():
    """The rules as a table: name, pattern over classes, and the example with its day of publication and its value."""
    rows = [(rule.name, rule.pattern, *rule.example) for rule in build_rules()]
    return pd.DataFrame(rows, columns=["rule", "pattern", "example", "published", "value"])


@lru_cache(maxsize=1)
def compile_rules():
    """({class: character}, {character: [(rule, pattern over characters)]}): the rules by the class that they can begin with."""
    kinds = [*load_lexicon("date_words")["pos"].unique(), *(kind for kind, _ in NUMBERS), *SIGNS.values()]
    letters = {kind: chr(0xE000 + n) for n, kind in enumerate(dict.fromkeys(kinds))} | {BREAK: BREAK}
    starts = {letter: [] for letter in letters.values()}
    for rule in build_rules():
        pattern = re.compile(re.sub(r"[a-z_]+|\s+", lambda m: letters[m[0]] if m[0].strip() else "", rule.pattern))
        for kind in sorted(first_kinds(re.findall(r"[a-z_]+|[()|?]", rule.pattern))[0]):
            starts[letters[kind]].append((rule, pattern))
    return letters, starts


def first_kinds(parts):
    """(the classes that a pattern can begin with, whether it can be empty); takes the parts of the pattern from the list."""
    kinds, empty, still = set(), False, True
    while parts:
        part = parts.pop(0)
        if part in ")|":
            empty, still = empty or still, True
            if part == ")":
                return kinds, empty
            continue
        inner, skipped = first_kinds(parts) if part == "(" else ({part}, False)
        if parts[:1] == ["?"]:
            parts.pop(0)
            skipped = True
        kinds |= inner if still else set()
        still = still and skipped
    return kinds, empty or still
