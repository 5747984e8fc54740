"""Dates: values, bounds and EDTF."""

import time
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from helpers.dategrammar import build_rules
from helpers.dates import find_dates, find_timexes
from helpers.timex import value_bounds

PUBLISHED = date(2018, 1, 16)  # a Tuesday
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


def read(text, published=PUBLISHED):
    """The one expression of a text, as a row."""
    found = find_dates(text, published)
    assert len(found) == 1, found["text"].tolist()
    return found.iloc[0]


def days(row):
    """Bounds as ISO days, "" for open."""
    return tuple("" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in (row["earliest"], row["latest"]))


@pytest.mark.parametrize("rule", build_rules(), ids=lambda rule: rule.name)
def test_every_rule_finds_its_example(rule):
    text, published, value = rule.example
    assert find_dates(text, published)["timex_value"].tolist() == [value]


@pytest.mark.parametrize(
    ("text", "value", "bounds"),
    [
        ("It ruled on Monday.", "2018-01-15", ("2018-01-15", "2018-01-15")),
        ("It rules on Tuesday.", "2018-01-16", ("2018-01-16", "2018-01-16")),
        ("It will rule on Monday.", "2018-01-22", ("2018-01-22", "2018-01-22")),
        ("Sales will start on February 18.", "2018-02-18", ("2018-02-18", "2018-02-18")),
        ("It was filed on February 18.", "2017-02-18", ("2017-02-18", "2017-02-18")),
        ("It backed out earlier this month.", "2018-01", ("2018-01-01", "2018-01-16")),
        ("It lasted the last several months.", "PXM", ("", "2018-01-16")),
        ("It has waited since 2011.", "2011", ("2011-01-01", "2011-12-31")),
        ("It fell in late 2017.", "2017", ("2017-09-01", "2017-12-31")),
        ("It fell in early 2017.", "2017", ("2017-01-01", "2017-04-30")),
        ("It fell in mid-2017.", "2017", ("2017-05-01", "2017-08-31")),
        ("It will pay in the third quarter.", "2018-Q3", ("2018-07-01", "2018-09-30")),
        ("It grew in the third quarter.", "2017-Q3", ("2017-07-01", "2017-09-30")),
        ("It took three months.", "P3M", ("", "")),
        ("It happened last week.", "2018-W02", ("2018-01-08", "2018-01-14")),
        ("It met on March 3-5, 2017.", "2017-03-03", ("2017-03-03", "2017-03-05")),
        ("It will meet from 3 to 5 May.", "2018-05-03", ("2018-05-03", "2018-05-05")),
        ("It now waits.", "PRESENT_REF", ("2018-01-16", "2018-01-16")),
    ],
)
def test_value_and_bounds_follow_the_codebook(text, value, bounds):
    row = read(text)
    assert (row["timex_value"], days(row)) == (value, bounds)


@pytest.mark.parametrize(
    ("text", "kind", "value", "mod"),
    [
        ("It met on 1/9/2018.", "DATE", "2018-01-09", ""),
        ("It met on January 9, 2018.", "DATE", "2018-01-09", ""),
        ("It met on Tuesday, Jan. 9.", "DATE", "2018-01-09", ""),
        ("It met on the 9th of January 2018.", "DATE", "2018-01-09", ""),
        ("It fell last May.", "DATE", "2017-05", ""),
        ("It will fall next March.", "DATE", "2018-03", ""),
        ("It rose in February this year.", "DATE", "2018-02", ""),
        ("It dates from the mid-1990s.", "DATE", "199", "MID"),
        ("It was so in the '80s.", "DATE", "198", ""),
        ("It ruled late yesterday.", "DATE", "2018-01-15", ""),
        ("It meets tonight.", "TIME", "2018-01-16TNI", ""),
        ("It ruled this morning.", "TIME", "2018-01-16TMO", ""),
        ("It ruled on Monday at noon.", "DATE", "2018-01-15", ""),
        ("It opens at 10 a.m. on Monday.", "TIME", "2018-01-22T10:00", ""),
        ("It ends at 5 p.m. EST.", "TIME", "2018-01-16T17:00", ""),
        ("It fell over the weekend.", "DATE", "2018-W02-WE", ""),
        ("It fell in the first half of 2017.", "DATE", "2017-H1", ""),
        ("It fell in last year's third quarter.", "DATE", "2017-Q3", ""),
        ("It ended in fiscal 2017.", "DATE", "2017", ""),
        ("It closed at year-end.", "DATE", "2018-12-31", ""),
        ("It took two and a half years.", "DURATION", "P2Y6M", ""),
        ("It took twenty-five days.", "DURATION", "P25D", ""),
        ("It took more than two hundred days.", "DURATION", "P200D", "MORE_THAN"),
        ("It is a nine-month project.", "DURATION", "P9M", ""),
        ("It took half an hour.", "DURATION", "PT30M", ""),
        ("It took decades.", "DURATION", "PX0Y", ""),
        ("It sued five years ago.", "DATE", "2013", ""),
        ("It began in the winter of nineteen ninety-four.", "DATE", "1994-WI", ""),
        ("It will be paid Dec. 14.", "DATE", "2018-12-14", ""),
        ("It was paid on December 14.", "DATE", "2017-12-14", ""),
        ("It sued a decade ago.", "DATE", "2008", ""),
        ("It has grown in recent years.", "DATE", "PAST_REF", ""),
        ("It meets every quarter.", "SET", "P1Q", ""),
        ("It meets every two weeks.", "SET", "P2W", ""),
        ("It reports annually.", "SET", "P1Y", ""),
        ("It pays on Christmas.", "DATE", "2017-12-25", ""),
        ("It met on Labor Day 2017.", "DATE", "2017-09-04", ""),
        ("It met on Memorial Day 2017.", "DATE", "2017-05-29", ""),
    ],
)
def test_forms_that_news_uses_have_their_timex3(text, kind, value, mod):
    found = find_dates(text, PUBLISHED).iloc[0]
    assert (found["timex_type"], found["timex_value"], found["timex_mod"]) == (kind, value, mod)


def test_a_year_ago_is_the_quarter_before_where_the_text_tells_of_quarters():
    found = find_dates("Sales rose in the third quarter of 2017. A year earlier, it lost money.", PUBLISHED)
    assert found["timex_value"].tolist() == ["2017-Q3", "2016-Q3"]


def test_an_age_a_rate_and_a_share_are_no_times():
    for text in (
        "The 6-year-old sued.",
        "It earns $5 million a year.",
        "It lost three-quarters of it.",
        "He is in his 30s.",
    ):
        assert find_dates(text, PUBLISHED).empty, text


@pytest.mark.parametrize("piece", ["7", "Monday ", "[", "1 ", "a few ", "the last "])
def test_hostile_text_costs_no_more_than_its_length(piece):
    """A hundred kilobytes of it are read in a moment; a square of that would take minutes."""
    begin = time.perf_counter()
    sum(1 for _ in find_timexes(piece * (100_000 // len(piece)), PUBLISHED))
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize(
    "text", ["It cost $2,012.", "Room 2012a is shut.", "They may sue.", "Version 1.2018.3", "It will march on."]
)
def test_numbers_and_words_that_are_no_date_are_left_alone(text):
    assert find_dates(text, PUBLISHED).empty


def test_a_day_that_does_not_exist_is_no_date():
    assert "2018-02-30" not in find_dates("It met on 2018-02-30.", PUBLISHED)["timex_value"].tolist()


@pytest.mark.parametrize("text", [3, None, b"Monday"])
def test_a_text_that_is_no_string_is_refused(text):
    with pytest.raises(ValueError, match="reads a str"):
        find_dates(text, PUBLISHED)


@pytest.mark.parametrize("published", [None, "2018-13-01", "soon", datetime(2018, 1, 16, 12)])
def test_a_publication_date_that_is_none_is_refused_in_one_line(published):
    with pytest.raises(ValueError, match=r"date|zone") as error:
        find_dates("It ruled on Monday.", published)
    assert "\n" not in str(error.value)


def test_an_aware_datetime_counts_in_its_own_zone():
    assert read("It ruled today.", datetime(2018, 1, 16, 23, 30, tzinfo=UTC))["timex_value"] == "2018-01-16"


@pytest.mark.parametrize("slug", ["att-huawei-2018", "merger-2021", "no-claim"])
def test_edtf_strings_parse(machine, slug):
    strings = [cell for cell in machine[slug].dates["edtf"] if cell and not cell.startswith("[")]
    assert strings
    for cell in strings:
        parse_edtf(cell)


WORDS = st.lists(
    st.sampled_from(
        [
            "on",
            "Monday",
            "last",
            "week",
            "May",
            "3",
            "2019",
            "the",
            "late",
            "1990s",
            "third",
            "quarter",
            "several",
            "months",
            "ago",
            "will",
            "since",
            "Q4",
            ",",
            ".",
            "next",
            "earlier",
            "this",
            "3",
            "p.m.",
            "every",
            "day",
            "99",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(WORDS, DAYS)
def test_spans_cut_are_ordered_and_do_not_overlap(text, published):
    found = find_dates(text, published)
    assert all(text[s:e] == t == t.strip() for s, e, t in zip(found["start"], found["end"], found["text"], strict=True))
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()
    assert not (found["earliest"] > found["latest"]).any()


@given(WORDS, DAYS)
def test_calendar_values_lie_within_their_bounds(text, published):
    for row in find_dates(text, published).itertuples():
        bounds = value_bounds(row.timex_value) if row.timex_type == "DATE" else None
        if bounds:
            assert pd.Timestamp(bounds[0]) <= row.earliest <= row.latest <= pd.Timestamp(bounds[1])


@given(DAYS, st.sampled_from(["on Monday", "yesterday", "tomorrow", "next Friday", "last Sunday", "last week"]))
def test_a_week_later_relative_days_are_a_week_later(published, words):
    first, second = (
        find_dates(f"It ruled {words}.", day)["earliest"].iloc[0] for day in (published, published + timedelta(7))
    )
    assert second - first == timedelta(7)


@given(st.text(max_size=300))
def test_any_string_gives_a_table(text):
    find_dates(text, PUBLISHED)
