"""Date and time expressions → TIMEX3 value, EDTF and bounds.

The words stand in `data/lexicons/date_words.csv`. `RULES` says which expressions there are, each with an example that
is also its test; a rule finds, and a resolver says what the found words mean on the day of publication. Values follow
TIMEX3 (ISO-TimeML), the strings EDTF (ISO 8601-2).
"""

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache

from dateutil.relativedelta import relativedelta

from helpers import __version__
from helpers.articles import publication_day
from helpers.lexicons import load_lexicon, split_items
from helpers.tables import make_table

MADE_BY = f"rules/{__version__}"
TENSE_WINDOW = 80
THIRDS = {"START": 0, "MID": 1, "END": 2}
SEASONS = {"SP": (21, 3), "SU": (22, 6), "FA": (23, 9), "WI": (24, 12)}


@dataclass
class Timex:
    """What an expression means; `earliest` and `latest` are inclusive days, None is open."""

    type: str = "DATE"
    value: str = ""
    mod: str = ""
    precision: str = "day"
    basis: str = "explicit"
    earliest: date | None = None
    latest: date | None = None
    edtf: str | None = None


@dataclass(frozen=True)
class Rule:
    """How an expression is found and resolved; `example` is (sentence, published, its value)."""

    name: str
    pattern: str
    resolve: object
    example: tuple = field(default=())


@cache
def date_words(pos):
    """{form: value} of one part of speech of the lexicon of date words."""
    rows = load_lexicon("date_words").query("pos == @pos")
    return {
        form: value for forms, value in zip(rows["forms"], rows["value"], strict=True) for form in split_items(forms)
    }


def one_of(pos):
    """A regular expression for any word of one part of speech, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(date_words(pos), key=lambda w: (-len(w), w))) + ")"


# Resolvers: (groups of the match, day of publication, tense of the context) → Timex


def resolve_day(found, published, tense):
    """A month and a day, with or without a year."""
    month, day = int(date_words("month")[found["month"]]), int(found["day"])
    if found["year"]:
        return calendar_timex(safe_date(int(found["year"]), month, day))
    days = [safe_date(published.year + shift, month, day) for shift in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    return calendar_timex(nearest(filter(None, days), published, tense), "relative")


def safe_date(year, month, day):
    """The day, or None where there is none (February 30)."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] and year else None


def nearest(days, published, tense):
    """The first day on or after `published` in a future context, else the latest on or before it."""
    days = list(days)
    chosen = [d for d in days if d >= published][:1] if tense == "future" else [d for d in days if d <= published][-1:]
    return chosen[0] if chosen else None


def calendar_timex(day, basis="explicit"):
    """The Timex of a day; None stays None: such words are no date."""
    return day and Timex(value=day.isoformat(), basis=basis)


def resolve_iso(found, published, tense):
    """2018-01-16."""
    return calendar_timex(safe_date(*(int(part) for part in found["iso"].split("-"))))


def resolve_month(found, published, tense):
    """A month, with or without a year, early, mid or late."""
    month, year = int(date_words("month")[found["month"]]), found["year"]
    if not year:
        first = nearest((date(published.year + s, month, 1) for s in (-1, 0, 1)), published.replace(day=1), tense)
        year = first.year
    basis = "explicit" if found["year"] else "relative"
    return Timex(value=f"{int(year):04d}-{month:02d}", mod=modifier(found), precision="month", basis=basis)


def modifier(found):
    """TIMEX3 mod of a word such as "late"."""
    words = date_words("modifier")
    return words[found["mod"].lower().rstrip("- ")] if found.get("mod") else ""


def resolve_year(found, published, tense):
    """A year, early, mid or late."""
    return Timex(value=found["year"], mod=modifier(found), precision="year")


def resolve_decade(found, published, tense):
    """The 1990s, the late 90s."""
    decade = found["decade"]
    return Timex(
        value=decade[:3] if len(decade) == 5 else f"{'20' if decade[0] < '3' else '19'}{decade[0]}",
        mod=modifier(found),
        precision="decade",
    )


def resolve_weekday(found, published, tense):
    """The latest such day on or before publication; with a future verb or "next" the first on or after it."""
    weekday, shift = int(date_words("weekday")[found["weekday"]]), (found["shift"] or "").lower()
    shift = date_words("shift").get(shift, "")
    ahead = (weekday - published.weekday()) % 7
    back = (published.weekday() - weekday) % 7
    if shift == "-1":
        days = -(back or 7)
    elif shift == "1":
        days = ahead or 7
    else:
        days = ahead if tense == "future" else -back
    return calendar_timex(published + timedelta(days), "relative")


def resolve_named_day(found, published, tense):
    """Today, yesterday, tomorrow."""
    return calendar_timex(published + timedelta(int(date_words("day")[found["day"].lower()])), "relative")


def shift_unit(published, unit, count):
    """The calendar value of the week, month, quarter, year … that lies `count` units from the publication day."""
    value = date_words("unit")[unit]
    if value in ("P1D", "P1W", "P1WE"):
        day = published + timedelta(count * (1 if value == "P1D" else 7))
        week = f"{day.isocalendar().year}-W{day.isocalendar().week:02d}"
        return {"P1D": (day.isoformat(), "day"), "P1W": (week, "week"), "P1WE": (f"{week}-WE", "week")}[value]
    months = {"P1M": 1, "P1Q": 3, "P1Y": 12, "P10Y": 120, "P100Y": 1200}[value]
    day = published + relativedelta(months=count * months)
    quarter = f"{day.year}-Q{(day.month + 2) // 3}"
    return {
        "P1M": (f"{day.year}-{day.month:02d}", "month"),
        "P1Q": (quarter, "quarter"),
        "P1Y": (f"{day.year}", "year"),
        "P10Y": (f"{day.year // 10}", "decade"),
        "P100Y": (f"{day.year // 100}", "open"),
    }[value]


def resolve_unit(found, published, tense):
    """This month, last year, earlier this week, the end of next quarter."""
    count = int(date_words("shift")[found["shift"].lower()])
    value, precision = shift_unit(published, found["unit"].lower(), count)
    timex = Timex(value=value, mod=modifier(found), precision=precision, basis="relative")
    part = date_words("part").get((found["part"] or "").lower())
    if part and value_bounds(value):
        first, last = value_bounds(value)
        timex.earliest, timex.latest = (
            (first, max(first, published)) if part == "past" else (min(published, last), last)
        )
        timex.edtf = f"[{timex.earliest}..{timex.latest}]"
    return timex


def resolve_quarter(found, published, tense):
    """The third quarter, Q3 2018."""
    number = date_words("ordinal").get((found["ordinal"] or "").lower(), found["digit"])
    year, basis = (found["year"], "explicit") if found["year"] else (published.year, "relative")
    return Timex(value=f"{year}-Q{number}", precision="quarter", basis=basis)


def resolve_season(found, published, tense):
    """Last summer, the spring of 2018."""
    shift = int(date_words("shift").get((found["shift"] or "this").lower(), "0"))
    year, basis = (found["year"], "explicit") if found["year"] else (published.year + shift, "relative")
    return Timex(value=f"{year}-{date_words('season')[found['season'].lower()]}", precision="season", basis=basis)


def count_of(words):
    """ "three" → "3", "12" → "12", "several" → "X"."""
    return date_words("number").get(words.lower(), words.replace(",", ""))


def period(number, unit):
    """TIMEX3 value of so many units: P3M, PXM, PT2H."""
    one = date_words("unit")[unit.lower()]
    head, size, letter = re.fullmatch(r"(PT?)(\d+)(\w+)", one).groups()
    if number == "X":
        return f"{head}{'X' if size == '1' else 'X0'}{letter}"
    return f"{head}{float(number) * int(size):g}{letter}"


def resolve_duration(found, published, tense):
    """Three months, the last several months, more than a year."""
    quantity = date_words("quantity").get((found["quantity"] or "").strip().lower(), "")
    timex = Timex("DURATION", period(count_of(found["number"]), found["unit"]), quantity, "open")
    timex.precision = unit_precision(found["unit"])
    shift = date_words("shift").get((found["shift"] or "").strip().lower())
    if shift and shift != "0":
        timex.basis = "relative"
        edge = shift_count(published, count_of(found["number"]), found["unit"], int(shift))
        timex.earliest, timex.latest = (edge, published) if shift == "-1" else (published, edge)
    return timex


def unit_precision(unit):
    """The precision of a unit of time; units below the day are "time"."""
    value = date_words("unit")[unit.lower()]
    names = {
        "P1D": "day",
        "P1W": "week",
        "P1WE": "week",
        "P1M": "month",
        "P1Q": "quarter",
        "P1Y": "year",
        "P10Y": "decade",
        "P100Y": "open",
    }
    return names.get(value, "time")


def shift_count(published, number, unit, sign):
    """The day so many units before or after publication; None for a vague number, or outside the calendar."""
    value = date_words("unit")[unit.lower()]
    if number == "X":
        return None
    size = float(number) * sign
    if value in ("P1D", "P1W", "P1WE"):
        step = timedelta(days=size * (1 if value == "P1D" else 7)) if abs(size) < 500_000 else None
    else:
        months = {"P1M": 1, "P1Q": 3, "P1Y": 12, "P10Y": 120, "P100Y": 1200}.get(value, 0)
        step = relativedelta(months=int(size * months)) if abs(size) * months < 12_000 else None
    return published + step if step is not None else None


def resolve_offset(found, published, tense):
    """Three weeks ago, two days later: a point so far from publication, as fine as its unit."""
    sign = int(date_words("way")[found["way"].lower()])
    number = count_of(found["number"])
    if number == "X":
        return Timex(value="PAST_REF" if sign < 0 else "FUTURE_REF", precision="open", basis="relative")
    day = shift_count(published, number, found["unit"], sign)
    if day is None:
        return None
    value, precision = (
        shift_unit(day, found["unit"].lower(), 0)
        if unit_precision(found["unit"]) != "time"
        else (day.isoformat(), "day")
    )
    return Timex(value=value, precision=precision, basis="relative")


def resolve_reference(found, published, tense):
    """Now, recently, soon."""
    value = date_words("reference")[found["reference"].lower()]
    bounds = {"PRESENT_REF": (published, published), "PAST_REF": (None, published), "FUTURE_REF": (published, None)}[
        value
    ]
    return Timex("DATE", value, "", "open", "relative", *bounds)


def resolve_set(found, published, tense):
    """Every week, daily."""
    value = date_words("set")[found["set"].lower()] if found["set"] else period("1", found["unit"])
    return Timex("SET", value, "", "open")


def resolve_time(found, published, tense):
    """3 p.m., 10:30 am."""
    hour, minute = (
        int(found["hour"]) % 12 + (12 if found["half"].lower().startswith("p") else 0),
        found["minute"] or "00",
    )
    day = published.isoformat()
    return Timex(
        "TIME",
        f"{day}T{hour:02d}:{minute}",
        "",
        "time",
        "relative",
        published,
        published,
        edtf=f"{day}T{hour:02d}:{minute}:00",
    )


def build_rules():
    """The table of rules; the words come from the lexicon."""
    month, weekday, unit = f"(?-i:{one_of('month')})", f"(?-i:{one_of('weekday')})", one_of("unit")
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})*(?:\.\d)?|{one_of('number')})"
    year, shift, mod = r"(?:1[6-9]|20)\d\d(?!\d|[.,]\d)", one_of("shift"), rf"(?:(?P<mod>{one_of('modifier')})[- ])?"
    optional_year = rf"(?:,? (?:of |in )?(?P<year>{year}))?"
    day = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[.,]\d)"
    before_month = "|".join(f"(?<={word} )" for word in sorted(date_words("before_month")))
    p = "2018-01-16"
    return (
        Rule("day", r"(?P<iso>\d{4}-\d\d-\d\d)", resolve_iso, ("Filed on 2017-03-09.", p, "2017-03-09")),
        Rule(
            "month day",
            rf"(?P<month>{month}) {day}{optional_year}",
            resolve_day,
            ("It met on Feb. 3.", p, "2017-02-03"),
        ),
        Rule(
            "day month",
            rf"{day} (?:of )?(?P<month>{month}){optional_year}",
            resolve_day,
            ("It will meet on 3 May.", p, "2018-05-03"),
        ),
        Rule(
            "month year",
            rf"{mod}(?P<month>{month}),? (?:of )?(?P<year>{year})",
            resolve_month,
            ("It fell in late June 2016.", p, "2016-06"),
        ),
        Rule(
            "month",
            rf"{mod}(?:{before_month}|(?<=mid-))(?P<month>{month})\b(?P<year>)",
            resolve_month,
            ("It will start in May.", p, "2018-05"),
        ),
        Rule(
            "part of a month",
            rf"(?P<mod>{one_of('modifier')})[- ](?P<month>{month})\b(?P<year>)",
            resolve_month,
            ("Due by the end of June, it will run.", p, "2018-06"),
        ),
        Rule(
            "year",
            rf"{mod}(?<![\d$€£.,:/-])(?P<year>{year})\b(?!%)",
            resolve_year,
            ("It began in late 2012.", p, "2012"),
        ),
        Rule(
            "part of a year",
            rf"(?P<mod>{one_of('modifier')})[- ](?P<year>{year})\b",
            resolve_year,
            ("It began in mid-2012.", p, "2012"),
        ),
        Rule(
            "decade",
            rf"(?:the )?{mod}(?P<decade>(?:1[6-9]|20)\d0s|[2-9]0s)\b",
            resolve_decade,
            ("It dates from the late 1990s.", p, "199"),
        ),
        Rule(
            "weekday",
            rf"(?:(?P<shift>{shift}) )?(?P<weekday>{weekday})",
            resolve_weekday,
            ("It ruled on Monday.", p, "2018-01-15"),
        ),
        Rule("named day", rf"(?P<day>{one_of('day')})", resolve_named_day, ("It ruled yesterday.", p, "2018-01-15")),
        Rule(
            "unit",
            rf"(?:(?P<part>{one_of('part')}) )?{mod}(?P<shift>{shift}) (?P<unit>{unit})(?<!s)",
            resolve_unit,
            ("It fell earlier this month.", p, "2018-01"),
        ),
        Rule(
            "quarter",
            rf"(?:the )?(?:(?P<ordinal>{one_of('ordinal')})[- ]quarter|Q(?P<digit>[1-4]))\b{optional_year}",
            resolve_quarter,
            ("It grew in the third quarter.", p, "2018-Q3"),
        ),
        Rule(
            "season",
            rf"(?:(?P<shift>{shift}) |the |(?<=in )|(?<=of ))(?P<season>{one_of('season')})\b(?:,? (?:of )?(?P<year>{year}))?",
            resolve_season,
            ("It opened last summer.", p, "2017-SU"),
        ),
        Rule(
            "duration",
            rf"(?P<quantity>{one_of('quantity')} )?(?P<shift>(?:the )?{shift} )?(?P<number>{number})[ -](?P<unit>{unit})",
            resolve_duration,
            ("It took the last several months.", p, "PXM"),
        ),
        Rule(
            "offset",
            rf"(?:{one_of('quantity')} )?(?P<number>{number}) (?P<unit>{unit}) (?P<way>{one_of('way')})",
            resolve_offset,
            ("It sued three weeks ago.", p, "2017-W52"),
        ),
        Rule(
            "reference",
            rf"(?P<reference>{one_of('reference')})",
            resolve_reference,
            ("It has recently grown.", p, "PAST_REF"),
        ),
        Rule(
            "set",
            rf"(?:(?P<set>{one_of('set')})|(?:every|each) (?P<unit>{unit}))",
            resolve_set,
            ("It reports every week.", p, "P1W"),
        ),
        Rule(
            "time",
            r"(?P<hour>1[0-2]|[1-9])(?::(?P<minute>[0-5]\d))? ?(?P<half>[ap]\.m\.|[ap]m\b)",
            resolve_time,
            ("It opens at 3:30 p.m. sharp.", p, "2018-01-16T15:30"),
        ),
    )


@lru_cache(maxsize=1)
def compiled_rules():
    """(rule, its pattern compiled), in the order of the table; only months and weekdays need their capital."""
    return tuple((rule, re.compile(rf"(?<![\w$€£])(?i:{rule.pattern})(?!\w)")) for rule in build_rules())


# From value to bounds and EDTF


def value_bounds(value, mod=""):
    """Inclusive bounds (first, last) of a calendar value, narrowed to a third by START, MID or END; None for any other value."""
    bounds = calendar_bounds(value)
    if bounds and mod in THIRDS:
        return third(*bounds, THIRDS[mod])
    return bounds


def calendar_bounds(value):
    """Inclusive bounds of a day, week, month, quarter, season, year or decade."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value),) * 2
    if m := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return date.fromisocalendar(int(m[1]), int(m[2]), 6 if m[3] else 1), date.fromisocalendar(
            int(m[1]), int(m[2]), 7
        )
    months = month_span(value)
    if not months:
        return None
    year, month, count = months
    first = date(year, month, 1)
    return first, first + relativedelta(months=count, days=-1)


def month_span(value):
    """(year, first month, number of months) of a month, quarter, season, year or decade; None for any other value."""
    if re.fullmatch(r"\d{3}", value):
        return int(value) * 10, 1, 120
    m = re.fullmatch(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|(SP|SU|FA|WI)))?", value)
    if not m or m[1] == "0000":
        return None
    if m[2]:
        return int(m[1]), int(m[2]), 1
    if m[3]:
        return int(m[1]), int(m[3]) * 3 - 2, 3
    return (int(m[1]), SEASONS[m[4]][1], 3) if m[4] else (int(m[1]), 1, 12)


def third(first, last, which):
    """One third of a span: of a year in whole months (a convention: Jan–Apr, May–Aug, Sep–Dec), else in days."""
    if (first.month, first.day, last.month, last.day, last.year) == (1, 1, 12, 31, first.year):
        start = first + relativedelta(months=4 * which)
        return start, start + relativedelta(months=4, days=-1)
    edges = [first + timedelta(((last - first).days + 1) * n // 3) for n in (0, 1, 2, 3)]
    return edges[which], edges[which + 1] - timedelta(1)


def to_edtf(timex):
    """EDTF level 1 of a calendar value: weeks and quarters as intervals, seasons by their code, decades with an X."""
    value, bounds = timex.value, value_bounds(timex.value, timex.mod)
    if timex.type != "DATE" or not bounds:
        return ""
    if timex.mod in THIRDS or "W" in value.replace("WI", "") or "Q" in value:
        return f"{bounds[0]}/{bounds[1]}"
    if re.fullmatch(r"\d{3}", value):
        return value + "X"
    season = SEASONS.get(value[5:])
    return f"{value[:4]}-{season[0]}" if season else value


def complete(timex):
    """Fill in the bounds and the EDTF string that follow from the value."""
    if timex.earliest is None and timex.latest is None and timex.type == "DATE":
        timex.earliest, timex.latest = value_bounds(timex.value, timex.mod) or (None, None)
    if timex.edtf is None:
        timex.edtf = to_edtf(timex)
    return timex


def find_tense(text, start, end):
    """ "future" or "past", by the nearest word of tense in the sentence before the expression; "" if there is none."""
    window = re.split(r"[.!?;]\s", text[max(0, start - TENSE_WINDOW) : start])[-1]
    words = re.findall(r"[\w']+", window.lower())
    tenses = date_words("tense")
    return next((tenses[word] for word in reversed(words) if word in tenses), "")


def find_dates(text, published, slug="text"):
    """Find the date and time expressions of `text` and say what they mean on the day `published`.

    `text` is any str; `published` a date, or a datetime with a time zone (weekdays depend on it). Returns the table
    `dates`, in order of place, spans not overlapping; `slug` opens the ids. Raises ValueError for a text that is no
    str and for a publication date that is none.
    """
    if not isinstance(text, str):
        raise ValueError(f"find_dates reads a str, not {type(text).__name__}. Give article.text.")
    day = publication_day(published)
    rows = []
    for start, end, rule, found in find_matches(text):
        timex = rule.resolve(found, day, find_tense(text, start, end))
        if timex:
            rows.append(
                {
                    "date_id": f"{slug}:date:{start}-{end}",
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                    **to_row(complete(timex)),
                }
            )
    return make_table("dates", rows)


def find_matches(text):
    """(start, end, rule, groups) of the longest matches, in order, not overlapping."""
    matches = [
        (m.start(), m.end(), order, rule, m)
        for order, (rule, p) in enumerate(compiled_rules())
        for m in p.finditer(text)
    ]
    last = 0
    for start, end, _, rule, m in sorted(matches, key=lambda found: (found[0], -found[1], found[2])):
        if start >= last:
            last = end
            yield start, end, rule, {name: m.groupdict().get(name) for name in m.re.groupindex}


def to_row(timex):
    """A Timex as cells of the table `dates`."""
    return {
        "timex_type": timex.type,
        "timex_value": timex.value,
        "timex_mod": timex.mod,
        "edtf": timex.edtf,
        "earliest": timex.earliest,
        "latest": timex.latest,
        "precision": timex.precision,
        "basis": timex.basis,
        "made_by": MADE_BY,
        "review": "unseen",
    }
