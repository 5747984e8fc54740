"""Dates: values, bounds and EDTF."""

import re
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from counting import measure_growth, spend
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from helpers.dates import grammar
from helpers.dates.dates import find_dates, find_matches, find_timexes
from helpers.dates.grammar import build_rules, list_rules
from helpers.dates.timex import value_bounds
from helpers.lexicons import load_lexicon

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


@pytest.mark.parametrize("rule", build_rules(), ids=lambda rule: f"{rule.name}: {rule.example[0]}")
def test_every_rule_finds_its_example(rule):
    text, published, value = rule.example
    assert find_dates(text, published)["timex_value"].tolist() == value.split(";")
    assert rule in [found for found, _ in find_matches(text)]


@pytest.mark.parametrize("column", ["pattern", "example"])
def test_every_rule_has_a_pattern_and_an_example_of_its_own(column):
    assert list_rules()[column].is_unique


@pytest.mark.parametrize(
    ("table", "column", "cell", "message"),
    [
        ("date_rules", "pattern", "the unicorn", "no word of date_words.csv that is read inside is a 'unicorn'"),
        ("date_rules", "pattern", "the {unicorn}", "date_pieces.csv does not have"),
        ("date_rules", "meaning", "unicorn", "no resolve_unicorn"),
    ],
)
def test_a_rule_that_names_what_there_is_not_is_told_in_one_line(monkeypatch, table, column, cell, message):
    spoiled = load_lexicon(table).copy()
    spoiled.loc[0, column] = cell
    monkeypatch.setattr(grammar, "load_lexicon", lambda name: spoiled if name == table else load_lexicon(name))
    with pytest.raises(ValueError, match=message):
        for rule in grammar.build_rules.__wrapped__():
            grammar.compile_pattern(rule, grammar.compile_rules()[0])


def test_all_words_of_a_part_are_read_alike_and_those_around_an_expression_say_why():
    words = load_lexicon("date_words")
    assert (words.groupby("pos")[["read", "capital"]].nunique() == 1).all(axis=None)
    assert words.loc[(words["read"] == "around") == (words["comment"] == ""), "word"].tolist() == []


@pytest.mark.parametrize("pos", ["tense", "auxiliary", "two_ends"])
def test_a_part_that_is_read_around_an_expression_is_no_class_of_a_pattern(pos):
    assert pos not in grammar.compile_rules()[0]


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
        ("It took decades.", "DURATION", "PXY", ""),
        ("It sued five years ago.", "DATE", "2013", ""),
        ("It began in the winter of nineteen ninety-four.", "DATE", "1994-WI", ""),
        ("It will be paid Dec. 14.", "DATE", "2018-12-14", ""),
        ("It was paid on December 14.", "DATE", "2017-12-14", ""),
        ("It sued a decade ago.", "DATE", "2008", ""),
        ("It has grown in recent years.", "DURATION", "PXY", ""),
        ("It meets every quarter.", "SET", "P1Q", ""),
        ("It meets every two weeks.", "SET", "P2W", ""),
        ("It reports annually.", "SET", "P1Y", ""),
        ("It pays on Christmas.", "DATE", "2017-12-25", ""),
        ("It met on 16/01/2018.", "DATE", "2018-01-16", ""),
        ("It met on 2018/01/09.", "DATE", "2018-01-09", ""),
        ("It met on 9.1.2018.", "DATE", "2018-01-09", ""),
        ("It has been so since 9/11.", "DATE", "2001-09-11", ""),
        ("It was so in '98.", "DATE", "1998", ""),
        ("It fell in Jan '18.", "DATE", "2018-01", ""),
        ("It grew in 3Q 2017.", "DATE", "2017-Q3", ""),
        ("It ended in FY2017.", "DATE", "2017", ""),
        ("It fell in fiscal 2017's third quarter.", "DATE", "2017-Q3", ""),
        ("It grew in the latest fiscal year.", "DATE", "2017", ""),
        ("It was so the day before yesterday.", "DATE", "2018-01-14", ""),
        ("It opens at 1530 GMT.", "TIME", "2018-01-16T15:30Z", ""),
        ("It opened at 16:08 UTC on Monday.", "TIME", "2018-01-15T16:08Z", ""),
        ("It opens at 3:30 p.m. EST.", "TIME", "2018-01-16T15:30", ""),
        ("It opens at 9 a.m. Eastern time Friday, Jan. 19.", "TIME", "2018-01-19T09:00", ""),
        ("It took a year and a half.", "DURATION", "P1Y6M", ""),
        ("It took two hundred and fifty days.", "DURATION", "P250D", ""),
        ("It lost money for several quarters.", "DURATION", "PXQ", ""),
        ("It fell over the last two weeks.", "DURATION", "P2W", ""),
        ("It took over two weeks.", "DURATION", "P2W", "MORE_THAN"),
        ("It took over a year.", "DURATION", "P1Y", "MORE_THAN"),
        ("It ended the two-week strike.", "DURATION", "P2W", ""),
        ("It came a month after the vote.", "DURATION", "P1M", ""),
        ("It meets twice a week.", "SET", "P1W", ""),
        ("It meets every other day.", "SET", "P2D", ""),
        ("It flies on Tuesday nights.", "SET", "XXXX-WXX-2TNI", ""),
        ("It sued a week or so ago.", "DATE", "2018-W02", ""),
        ("It met on Election Day 2016.", "DATE", "2016-11-08", ""),
        ("It met on Black Friday 2017.", "DATE", "2017-11-24", ""),
        ("It met on Labor Day 2017.", "DATE", "2017-09-04", ""),
        ("It met on Memorial Day 2017.", "DATE", "2017-05-29", ""),
        ("It opens at 5pm on Friday.", "TIME", "2018-01-19T17:00", ""),
        ("It shut at 5.30pm sharp.", "TIME", "2018-01-16T17:30", ""),
        ("It shut at 3 a.m. Sunday morning.", "TIME", "2018-01-14T03:00", ""),
        ("It shut at 10:35 a.m. (0735 GMT) Friday.", "TIME", "2018-01-12T10:35", ""),
        ("It takes 12 to 18 months.", "DURATION", "P12M", "EQUAL_OR_MORE"),
        ("It takes between two and six days.", "DURATION", "P6D", ""),
        ("It will one day be sold.", "DATE", "FUTURE_REF", ""),
        ("It was sold in one day.", "DURATION", "P1D", ""),
        ("It was a yearlong fight.", "DURATION", "P1Y", ""),
        ("It was a decades-long fight.", "DURATION", "PXY", ""),
        ("It fell in the year to June, they say.", "DURATION", "P1Y", ""),
        ("It grew in Q4 FY18.", "DATE", "2018-Q4", ""),
        ("It ended 48 hours ago.", "DATE", "2018-01-14", ""),
        ("It fell this past week.", "DATE", "2018-W02", ""),
        ("It was built in this millennium.", "DATE", "2", ""),
        ("In about 2000 it began.", "DATE", "2000", ""),
        ("It shut at 11.30 p.m. on Monday.", "TIME", "2018-01-15T23:30", ""),
        ("It was filed on 12-31-2017.", "DATE", "2017-12-31", ""),
        ("It was filed on Dec 31 '17.", "DATE", "2017-12-31", ""),
        ("It has been so since the Sept. 11 attacks.", "DATE", "2001-09-11", ""),
        ("It met on Sept. 11.", "DATE", "2017-09-11", ""),
        ("It will meet on Monday of next week.", "DATE", "2018-01-22", ""),
        ("It met on the last day of March 2017.", "DATE", "2017-03-31", ""),
        ("It will pay in the last week of the year.", "DATE", "2018-W52", ""),
        ("It took a dozen years.", "DURATION", "P12Y", ""),
        ("It will shut over the Memorial Day weekend.", "DATE", "2018-W21-WE", ""),
        ("He died in A.D. 14 in Nola.", "DATE", "0014", ""),
        ("It fell in past years.", "DATE", "PAST_REF", ""),
        ("It has grown over the past decade.", "DURATION", "P10Y", ""),
        ("It stood in the last century.", "DURATION", "P100Y", ""),
        ("It rose last decade.", "DATE", "200", ""),
        ("An hour later it fell.", "DURATION", "PT1H", ""),
        ("A few days later it fell.", "DURATION", "PXD", ""),
        ("It took a minute and a half.", "DURATION", "PT1M30S", ""),
        ("It earns $5 million a year.", "SET", "P1Y", ""),
        ("It makes 10,000 units annually.", "SET", "P1Y", ""),
        ("It met the night before Christmas.", "TIME", "2017-12-24TNI", ""),
        ("It was sold the day after last Tuesday's vote.", "DATE", "2018-01-10", ""),
        ("It shut in the hour before Monday's vote.", "DATE", "2018-01-15", ""),
        ("It rose following Monday's ruling.", "DATE", "2018-01-15", ""),
        ("It is due next Monday, January 22.", "DATE", "2018-01-22", ""),
        ("It was won, most recently last October.", "DATE", "2017-10", ""),
        ("It opened at noon Friday.", "TIME", "2018-01-12T12:00", ""),
        ("It opened on Friday at 9 p.m. sharp.", "TIME", "2018-01-12T21:00", ""),
        ("It opened at 23:40 on Friday.", "TIME", "2018-01-12T23:40", ""),
        ("It opened at midday on 12 August.", "TIME", "2017-08-12T12:00", ""),
        ("The month-long strike ended.", "DURATION", "P1M", ""),
        ("It has lasted the last half century.", "DURATION", "P50Y", ""),
        ("Minutes later, it fell.", "DURATION", "PTXM", ""),
        ("The ice came 66 million years ago.", "DATE", "PAST_REF", ""),
        ("It sued more than a decade ago.", "DATE", "2008", "BEFORE"),
        ("It sued less than a month ago.", "DATE", "2017-12", "AFTER"),
        ("It fell in the June quarter.", "DATE", "2017-Q2", ""),
        ("It fell in the year to 31 January 2017.", "DURATION", "P1Y", ""),
        ("It met on Ash Wednesday.", "DATE", "2017-03-01", ""),
        ("It met on the last Friday of the month.", "DATE", "2018-01-26", ""),
        ("It met on the Friday before last.", "DATE", "2018-01-05", ""),
        ("It met a week ago Tuesday.", "DATE", "2018-01-09", ""),
        ("It is so on weekends.", "SET", "XXXX-WXX-WE", ""),
        ("It makes 300 tonnes per year.", "SET", "P1Y", ""),
        ("It has been a year since.", "DURATION", "P1Y", ""),
        ("It ran in 2017/18.", "DATE", "2017", ""),
        ("The deadline is Friday, the 19th.", "DATE", "2018-01-19", ""),
        ("It met on the last Friday of last month.", "DATE", "2017-12-29", ""),
        ("It will meet on the first Monday of next month.", "DATE", "2018-02-05", ""),
        ("It sued 1 month and 2 days ago.", "DATE", "2017-12-14", ""),
        ("It begins in the week starting on Monday, March 19.", "DATE", "2018-W12", ""),
        ("It grew in the final quarter of last year.", "DATE", "2017-Q4", ""),
    ],
)
def test_forms_that_news_uses_have_their_timex3(text, kind, value, mod):
    found = find_dates(text, PUBLISHED).iloc[0]
    assert (found["timex_type"], found["timex_value"], found["timex_mod"]) == (kind, value, mod)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It had filed the papers by Monday.", "2018-01-15"),
        ("It must file the papers by Monday.", "2018-01-22"),
        ("Until Monday, it had not been told.", "2018-01-15"),
        ("The vote was postponed until Monday.", "2018-01-22"),
        ("Protesters planned a rally on Saturday.", "2018-01-20"),
        ("It went ahead as planned on Saturday.", "2018-01-13"),
        ("The ministers meet on Friday.", "2018-01-19"),
        ("The deadline was extended to Feb. 16.", "2018-02-16"),
        ("The talks would still be held on April 24.", "2018-04-24"),
        ("The case is heard in May.", "2018-05"),
        ("It is bound by the Dec. 23 accord.", "2017-12-23"),
        ("It was to free him by Jan. 14, they say.", "2018-01-14"),
        ("It must free him by April 14, they say.", "2018-04-14"),
        ("It could rule on Monday.", "2018-01-22"),
        ("It is preparing for a vote in May.", "2018-05"),
        ("The stock will be redeemed in five years.", "2023"),
        ("It won in five years.", "P5Y"),
        ("On Thursday, the Ruritanian Board of Radio and Spectrum Matters plans to hold a hearing.", "2018-01-18"),
        ("The board plans\nto meet on Thursday.", "2018-01-18"),
        ("“It could not last.” On Thursday they left.", "2018-01-11"),
        ("It could not stop the storm that tore down the roof Thursday.", "2018-01-11"),
        ("A vote planned for Thursday was canceled.", "2018-01-18"),
        ("A vote planned for Monday has been called off.", "2018-01-15"),
        ("A vote planned for Feb. 3 was postponed.", "2018-02-03"),
        ("The two merged in April.", "2017-04"),
        ("The merger, agreed on in October, will create a giant.", "2017-10"),
        ("The board may vote on Friday.", "2018-01-19"),
        ("The storm will hit the coast on Sunday.", "2018-01-21"),
        ("He could not have left on Friday.", "2018-01-12"),
        ("The firm reports earnings on Thursday.", "2018-01-18"),
        ("The trial resumes Monday.", "2018-01-22"),
        ("The vote is on Friday.", "2018-01-19"),
        ("The film is released on Friday.", "2018-01-19"),
        ("Ahead of Friday's deadline, talks go on.", "2018-01-19"),
        ("Investors await Thursday's figures.", "2018-01-18"),
        ("It failed to win on Friday.", "2018-01-12"),
        ("He was ordered to appear in court on Friday.", "2018-01-19"),
        ("Mr. Doe will speak with Gov. Roe and Sen. Poe on Sunday.", "2018-01-21"),
        ("They raced to avert a shutdown this weekend.", "2018-W03-WE"),
        ("They met this weekend.", "2018-W02-WE"),
        ("On Thursday, the union agreed to end the strike.", "2018-01-11"),
        ("Speaking on Thursday, he vowed to appeal.", "2018-01-11"),
        ("The bank raised rates in December.", "2017-12"),
        ("Police arrested the man in March.", "2017-03"),
        ("It will publish revised figures in March.", "2018-03"),
        ("Friday is the last chance.", "2018-01-19"),
        ("He is appearing in court on Thursday.", "2018-01-18"),
        ("Talks resume on Thursday.", "2018-01-18"),
        ("He will miss Sunday's game.", "2018-01-21"),
        ("They will discuss Sunday's attack.", "2018-01-14"),
        ("The store did not open until Friday.", "2018-01-12"),
        ("By Friday night, the fire was out.", "2018-01-12TNI"),
        ("Oil set a new high on Friday.", "2018-01-12"),
        ("The trial could last six weeks.", "P6W"),
        ("It would be the biggest merger in 10 years.", "P10Y"),
        ("It will pay interest in 10 years.", "2028"),
        ("Crude for December delivery fell.", "2018-12"),
        ("It will open in the autumn of next year.", "2019-FA"),
        ("It grew in the first week of January.", "2018-W01"),
        ("It left at 9:40 p.m. last night.", "2018-01-15T21:40"),
        ("It begins at 7:05 tonight.", "2018-01-16T19:05"),
        ("It shut at 8 o'clock on Monday evening.", "2018-01-15T20:00"),
        ("It met at 11am on Monday 15 January.", "2018-01-15T11:00"),
        ("It has cost $5 million a day since.", "P1D"),
        ("It ended within minutes.", "PTXM"),
        ("It has been so since Sept. 11.", "2001-09-11"),
    ],
)
def test_the_verb_tells_whether_a_day_lies_ahead(text, value):
    assert read(text)["timex_value"] == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It sued on March 5, 2014. Two days later it won.", ["2014-03-05", "2014-03-07"]),
        ("It sued on March 5, 2014. The next day it lost.", ["2014-03-05", "2014-03-06"]),
        ("It sued on March 5, 2014. Two days ago it won.", ["2014-03-05", "2018-01-14"]),
        ("It sued on March 5, 2014, and in 2015. That month it lost.", ["2014-03-05", "2015", "2014-03"]),
        ("It sued in 2014. The following year it won.", ["2014", "2015"]),
        ("It sued in 2014. The year before, it had won.", ["2014", "2013"]),
        ("It sued in 2014. The year before the ruling was good.", ["2014"]),
        ("It sued in June 2014. The following March it won.", ["2014-06", "2015-03"]),
        ("It sued on March 5, 2014. The previous Friday it had won.", ["2014-03-05", "2014-02-28"]),
        ("It sued in 2014. A year later it won.", ["2014", "2015"]),
        ("It had 9 in 2014, 8 a year earlier. It lost 7, up from 6 a year earlier.", ["2014", "2013", "2013"]),
        ("It had 9 in 2014. A year ago it had 8.", ["2014", "2017"]),
        ("It was so all that day.", []),
        ("It was so that night.", []),
        ("It lost $4 billion in 2008 and $1 billion the next year.", ["2008", "2009"]),
        ("BEIRUT, Lebanon, Jan. 14 -- The army fired today.", ["2018-01-14", "2018-01-14"]),
        ("WASHINGTON, Jan. 14 (Reuters) – It sued yesterday.", ["2018-01-14", "2018-01-13"]),
        ("From Thursday to Saturday it rained.", ["2018-01-11", "2018-01-13"]),
        ("It will last from Thursday through Saturday.", ["2018-01-18", "2018-01-20"]),
        ("It met on Friday and Thursday.", ["2018-01-12", "2018-01-11"]),
        ("It grew from November to January.", ["2017-11", "2018-01"]),
        ("It sued in 2005. In March of that year it won.", ["2005", "2005-03"]),
        ("Theresa May spoke. The May government fell, and in May it rose.", ["2017-05"]),
        ("It was so for 12 years and six days.", ["P12Y6D"]),
        ("It lasted three years, two months and five days.", ["P3Y2M5D"]),
        ("It took six days and two weeks.", ["P6D", "P2W"]),
        ("It sued on March 5, 2014. The next morning it won.", ["2014-03-05", "2014-03-06TMO"]),
        ("It sued on March 5, 2014. Later that night it won.", ["2014-03-05", "2014-03-05TNI"]),
        ("For the quarter ended Sept. 30, it lost. In the quarter it sold less.", ["2017-Q3", "2017-09-30", "2017-Q3"]),
        ("Sales rose in the third quarter of 2017. A year earlier, it lost money.", ["2017-Q3", "2016-Q3"]),
        ("Sales rose in the third quarter. They fell in the same period last year.", ["2017-Q3", "2016-Q3"]),
        (
            "It closed on Jan. 12 at 3 p.m. sharp. At noon it opens.",
            ["2018-01-12T15:00", "2018-01-16T12:00"],
        ),
    ],
)
def test_some_dates_are_counted_from_the_one_told_before(text, values):
    assert find_dates(text, PUBLISHED)["timex_value"].tolist() == values


@pytest.mark.parametrize(
    ("text", "edtf", "bounds"),
    [
        ("It grew in 2012-15.", "2012/2015", ("2012-01-01", "2015-12-31")),
        ("It met on March 3–5, 2017.", "2017-03-03/2017-03-05", ("2017-03-03", "2017-03-05")),
        ("It fell last week.", "2018-01-08/2018-01-14", ("2018-01-08", "2018-01-14")),
        ("It fell in H1 2017.", "2017-01-01/2017-06-30", ("2017-01-01", "2017-06-30")),
        ("It opened in the summer of '98.", "1998-22", ("1998-06-01", "1998-08-31")),
        ("It fell in the mid-1990s.", "1994-01-01/1996-12-31", ("1994-01-01", "1996-12-31")),
        ("It stood in the 19th century.", "18XX", ("1800-01-01", "1899-12-31")),
        ("It stood in the 1800s.", "18XX", ("1800-01-01", "1899-12-31")),
        ("It fell in the nineties.", "199X", ("1990-01-01", "1999-12-31")),
        ("It will pay later this year.", "[2018-01-16..2018-12-31]", ("2018-01-16", "2018-12-31")),
        ("It fell in fiscal year 2017.", "2017", ("2017-01-01", "2017-12-31")),
        ("It opened on Good Friday 2017.", "2017-04-14", ("2017-04-14", "2017-04-14")),
        ("It was logged at 2018-01-05T09:30:00Z.", "2018-01-05T09:30:00Z", ("2018-01-05", "2018-01-05")),
        ("It was logged at 2018-01-05T09:30+0100.", "2018-01-05T09:30:00+01:00", ("2018-01-05", "2018-01-05")),
        ("It shut at 3 p.m. sharp.", "2018-01-16T15:00:00", ("2018-01-16", "2018-01-16")),
        ("It shut at 3 p.m. EST.", "2018-01-16T15:00:00-05:00", ("2018-01-16", "2018-01-16")),
        ("It shut at 1530 GMT.", "2018-01-16T15:30:00Z", ("2018-01-16", "2018-01-16")),
        ("It shut at 3 p.m. ET.", "2018-01-16T15:00:00-05:00", ("2018-01-16", "2018-01-16")),
        ("It will open at 3 p.m. Eastern time on July 4.", "2018-07-04T15:00:00-04:00", ("2018-07-04", "2018-07-04")),
        ("It fell in the second half of the 1990s.", "1995/1999", ("1995-01-01", "1999-12-31")),
        ("It rose in the first half of the decade.", "2010/2014", ("2010-01-01", "2014-12-31")),
        ("It fell in the second half of the 20th century.", "1950/1999", ("1950-01-01", "1999-12-31")),
        ("He died in 44 B.C. in Rome.", "-0043", ("", "")),
        ("It was founded about 2300 BCE.", "-2299", ("", "")),
        ("It stood in the 5th century BC.", "-0499/-0400", ("", "")),
        ("It grew in the last three months of the talks.", "", ("", "")),
        ("It may rise in the months ahead.", "", ("2018-01-16", "")),
        ("It was rare in the past.", "", ("", "2018-01-16")),
        ("It lasts the next two weeks.", "", ("2018-01-16", "2018-01-30")),
        ("It has fallen in recent years.", "", ("", "2018-01-16")),
        ("It may rise in coming months.", "", ("2018-01-16", "")),
        ("It grew over the past decade.", "", ("2008-01-16", "2018-01-16")),
        ("It lost in each of the last three years.", "", ("2015-01-16", "2018-01-16")),
        ("It will open at 2pm Brussels time on Thursday.", "2018-01-18T14:00:00+01:00", ("2018-01-18", "2018-01-18")),
        ("It shut at 10:35 a.m. (0735 GMT).", "2018-01-16T10:35:00+03:00", ("2018-01-16", "2018-01-16")),
    ],
)
def test_edtf_and_bounds_say_the_same(text, edtf, bounds):
    row = read(text)
    assert (row["edtf"], days(row)) == (edtf, bounds)


@pytest.mark.parametrize("text", ["He said “Today", "‘Tonight"])
def test_a_quotation_cut_off_behind_a_day_is_no_error(text):
    assert len(find_dates(text, PUBLISHED)) == 1


def test_an_age_a_share_and_what_never_stops_are_no_times():
    for text in (
        "The 6-year-old sued.",
        "It was a year of change.",
        "It is open 24 hours a day, seven days a week.",
        "It runs at 60 miles an hour.",
        "It is so in today's world.",
        "He loves High Noon.",
        "Kane scored twice in the first half.",
        "He is in his late 30s.",
        "Highs were in the mid-80s.",
        "Flight 1549 was late.",
        "The ship carried 1517 passengers.",
        "It is at 1600 Pennsylvania Avenue.",
        "The Airbus A350-1000 flew.",
        "Call 555-1998 at once.",
        "The Sunday Times said so.",
        "It won on Super Tuesday.",
        "The Winter Olympics opened.",
        "He was player of the year.",
        "It is 25 light-years away.",
        "It was the last day.",
        "“May I see it?” she asked.",
        "It lost three-quarters of it.",
        "The index closed at 2012.",
        "He is in his 30s.",
    ):
        assert find_dates(text, PUBLISHED).empty, text


def read_all(text):
    """Find every expression of a text, and keep none."""
    for _ in find_timexes(text, PUBLISHED):
        pass


def repeat(piece, size):
    """A piece again and again, up to a number of characters."""
    return piece * (size // len(piece))


STORY = (
    "The agency said on Monday that it would rule on the merger, which the companies had planned since last year. "
    "Both firms declined to comment, and neither the court nor its clerks gave a reason for the delay of the case. "
)
HOSTILE = ["7", "Monday ", "[", "1 ", "a few ", "the last ", "-", "[[1 ", "two hundred ", "had been "]


@pytest.mark.parametrize("piece", [*HOSTILE, STORY])
def test_four_times_the_text_takes_four_times_the_steps(piece):
    assert measure_growth(read_all, lambda size: repeat(piece, size), 5_000) <= 4 * 1.05


@pytest.mark.stress
@pytest.mark.parametrize("piece", [*HOSTILE, STORY])
def test_a_megabyte_costs_no_square_of_a_tenth_of_it(piece):
    """What a pattern spends in going back over a text is time alone: no step shows it.

    A square would cost a hundred times as much.
    """
    read_all(repeat(piece, 10_000))
    short = spend(read_all, repeat(piece, 100_000))
    assert any(spend(read_all, repeat(piece, 1_000_000), tries=1) <= 30 * max(short, 0.01) for _ in range(3))


@pytest.mark.parametrize(
    "text",
    [
        "It cost $2,012.",
        "Room 2012a is shut.",
        "They may sue.",
        "Version 1.2018.3",
        "It will march on.",
        "He spoke on “60 Minutes” of the case.",
        "She told USA Today of the plan.",
        "They joined the March for Jobs in town.",
        "The fall of prices went on.",
        "Two thousand people came.",
        "Some 1,500 came, and the H1N1 virus too.",
        "Prices may spring back.",
        "He wrote for the daily Herald.",
        "It is good for the future of the firm.",
        "June Ashby sued the firm.",
        "He met June Ashby of Northline.",
        "May Chen sued Northline Inc.",
        "The senator, April Jones, left.",
        "Judge August Wilson ruled.",
        "He said that May Chen had left.",
        "Theresa May resigned, and so did Mr. May.",
        "Prime Minister May won.",
        "He lives on the 15th floor.",
        "It was the 12th day of the strike.",
        "About 2000 people came, and some 1900 workers left.",
        "He spoke on “This Week” of the case.",
    ],
)
def test_numbers_and_words_that_are_no_date_are_left_alone(text):
    assert find_dates(text, PUBLISHED).empty


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In June Apple sued.", ["2017-06"]),
        ("It was the biggest fall since 1987.", ["1987"]),
        ("It will meet on May 3, 4, 7 and 9, 2018.", ["2018-05-03", "2018-05-04", "2018-05-07", "2018-05-09"]),
        ("It met on Thursday 11 and Friday 12 January.", ["2018-01-11", "2018-01-12"]),
        ("It met Monday 5 p.m. sharp.", ["2018-01-15", "2018-01-15T17:00"]),
        ("On Monday 5 men left.", ["2018-01-15"]),
        ("On Monday the 15th floor burned.", ["2018-01-15"]),
        ("It met on Thursday 10 as told.", ["2018-01-11"]),
        ("It fell three weeks and two days ago.", ["2017-12-24"]),
        ("The May meeting was short.", ["2017-05"]),
        ("Since March Congress has waited.", ["2017-03"]),
        ("It will be held on April 24 and 25.", ["2018-04-24", "2018-04-25"]),
        ("On April 24 and 25 people came.", ["2017-04-24"]),
        ("It met on the 3rd and 4th of May 2017.", ["2017-05-03", "2017-05-04"]),
        ("The report is due on the 25th.", ["2018-01-25"]),
        ("It was so from May to June 2016.", ["2016-05", "2016-06"]),
        ("It was so from Nov. 28 to Jan. 2, 2017.", ["2016-11-28", "2017-01-02"]),
        ("It left at 10 p.m. (0300 GMT Thursday).", ["2018-01-10T22:00", "2018-01-11T03:00Z"]),
        ("It left at 3 a.m. (2000 GMT Friday).", ["2018-01-13T03:00", "2018-01-12T20:00Z"]),
        ("It cost 2.5 pm.", []),
    ],
)
def test_months_and_numbers_that_are_dates_are_told_from_those_that_are_none(text, values):
    assert find_dates(text, PUBLISHED)["timex_value"].tolist() == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The board met on Friday. Shares ended the day at 41.", ["2018-01-12", "2018-01-12"]),
        ("For the day, the index lost two percent.", ["2018-01-16"]),
        ("The index was down two percent on the day.", ["2018-01-16"]),
        ("It fell below its low of October 9, 2002, and closed the day at 41.", ["2002-10-09", "2018-01-16"]),
        ("The day will come.", []),
        ("It fell on the day of the vote.", []),
        ("It fell on the day the board met.", []),
        ("It was the topic of the day.", []),
        ("It had lost the seat three years before.", ["2015"]),
        ("In 2009 it won, as it had two years before.", ["2009", "2007"]),
        ("It left three years before the vote.", ["P3Y"]),
        ("It began half a century ago.", ["1968"]),
        ("It grew in the last quarter of last year.", ["2017-Q4"]),
        ("It grew in the closing quarter of 2009.", ["2009-Q4"]),
        ("It grew in the last quarter.", ["2017-Q4"]),
        ("It lost more in the same month last year.", ["2017-01"]),
        ("In March 2016 it lost more than in the same month a year earlier.", ["2016-03", "2015-03"]),
        ("It met in the first week in May.", ["2017-W18"]),
        ("It was the first week since May.", ["2017-05"]),
        ("It is a 20th-century law.", ["19"]),
        ("It stood in the 18th and 19th centuries.", ["17", "18"]),
        ("The talks went on for hours.", ["PTXH"]),
        ("They had hours of talks.", []),
        ("The Russell 2000 fell.", []),
        ("The 2000 index fell.", []),
        ("Markets are closed until Friday.", ["2018-01-19"]),
    ],
)
def test_what_reports_count_from_is_found_and_what_only_looks_like_it_is_not(text, values):
    assert find_dates(text, PUBLISHED)["timex_value"].tolist() == values


def test_a_day_that_does_not_exist_is_no_date():
    assert "2018-02-30" not in find_dates("It met on 2018-02-30.", PUBLISHED)["timex_value"].tolist()


@pytest.mark.parametrize("text", [3, None, b"Monday"])
def test_a_text_that_is_no_string_is_refused(text):
    with pytest.raises(ValueError, match="reads a str"):
        find_dates(text, PUBLISHED)


@pytest.mark.parametrize("published", [None, "2018-13-01", "soon", "0001-01-01", datetime(2018, 1, 16, 12)])
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


VOCABULARY = """
on Monday last week May 3 2019 the late 1990s third quarter several months ago will since Q4 , . next earlier this
3 p.m. every day 99 previous following that year a half and '98 2012-15 - Easter weekend summer fiscal same period night
nights 16/1/2018 noon two hundred later before in by had century early fall 9/11 times twice GMT 0730 past year's
2018-01 5pm B.C. A.D. 44 FY18 Q3 o'clock ET midnight 3rd half of decade century 1990s or to long ahead June Chen Mr.
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=25).map(" ".join)


@given(WORDS, DAYS)
def test_spans_cut_are_ordered_and_do_not_overlap(text, published):
    found = find_dates(text, published)
    assert all(text[s:e] == t == t.strip() for s, e, t in zip(found["start"], found["end"], found["text"], strict=True))
    assert (found["start"].iloc[1:].to_numpy() >= found["end"].iloc[:-1].to_numpy()).all()
    assert not (found["earliest"] > found["latest"]).any()


@given(WORDS, DAYS)
def test_a_calendar_value_and_its_bounds_lie_within_one_another(text, published):
    """Bounds are narrower than a value for "early 2019", wider for "2012-15"."""
    for row in find_dates(text, published).itertuples():
        bounds = value_bounds(row.timex_value) if row.timex_type in ("DATE", "TIME") else None
        if bounds:
            first, last = map(pd.Timestamp, bounds)
            assert first <= row.earliest <= row.latest <= last or row.earliest <= first <= last <= row.latest


@given(WORDS, DAYS)
def test_edtf_and_bounds_agree(text, published):
    for row in find_dates(text, published).itertuples():
        if row.edtf.startswith("["):
            assert row.edtf == f"[{row.earliest:%Y-%m-%d}..{row.latest:%Y-%m-%d}]"
        elif row.edtf and not re.search(r"-2[1-4]$", row.edtf):
            known = parse_edtf(row.edtf)
            strict = [date(*side[:3]) for side in (known.lower_strict(), known.upper_strict())]
            assert [row.earliest.date(), row.latest.date()] == strict, row.edtf


@given(
    DAYS,
    st.sampled_from(
        [
            "on Monday",
            "yesterday",
            "tomorrow",
            "next Friday",
            "last Sunday",
            "last week",
            "two days ago",
            "this weekend",
        ]
    ),
)
def test_a_week_later_relative_days_are_a_week_later(published, words):
    first, second = (
        find_dates(f"It ruled {words}.", day)["earliest"].iloc[0] for day in (published, published + timedelta(7))
    )
    assert second - first == timedelta(7)
