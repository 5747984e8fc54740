"""Printed pages: heads, headlines, columns, and words divided at the end of a line. Every page is made up."""

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from saving import draw_pdf
from test_extraction import STORY

from helpers.articles.documents import read_document
from helpers.articles.printed import join_line

HEADLINE = "Board fines ferry line for fixing fares"


def set_type(texts, x=60, y=700, width=80, step=14, space=24, size=11):
    """Paragraphs as lines of a column."""
    lines = []
    for text in texts:
        for line in textwrap.wrap(text, width, break_on_hyphens=False):
            lines.append((x, y, size, line))
            y -= step
        y -= space - step
    return lines


def read(*pages):
    return read_document("story.pdf", draw_pdf(*pages), ".pdf")


def lines(*pages):
    return read(*pages).text.splitlines()


@pytest.mark.parametrize("size", [14, 18, 30])
def test_a_headline_in_larger_type_is_a_line_of_its_own_and_the_title(size):
    document = read([(60, 740, size, "Board fines ferry line"), (60, 720, size, "for fixing fares"), *set_type(STORY)])
    assert document.text.splitlines() == [HEADLINE, *STORY]
    assert document.facts["title"] == (HEADLINE, "the headline")


@pytest.mark.parametrize("space", [14, 24, 40])
def test_paragraphs_are_found_by_their_space_or_by_a_short_line_at_their_end(space):
    found = lines(set_type(STORY, space=space))
    assert " ".join(found) == " ".join(STORY)
    assert space == 14 or found == STORY


def test_heads_feet_and_numbers_of_pages_are_no_part_of_a_paragraph_and_are_told():
    typed = set_type(STORY)
    cut = next(i for i, (*_, line) in enumerate(typed) if "denied the charge" in line) + 1
    shift = typed[0][1] - typed[cut][1]
    parts = typed[:cut], [(x, y + shift, size, line) for x, y, size, line in typed[cut:]]
    head, foot = (
        [(60, 770, 8, "Harbour Ledger | Ferries"), (480, 770, 8, "4 March 2026")],
        "https://ledger.example/fares",
    )
    pages = [[*head, *part, (300, 30, 8, f"Page {n}"), (60, 20, 8, foot)] for n, part in enumerate(parts, 1)]
    document = read(*pages)
    assert document.text.splitlines() == STORY
    assert {"Harbour Ledger | Ferries", "4 March 2026", "https://ledger.example/fares"} <= set(
        document.page["left_out"]
    )
    assert document.page["suggested"] == "2026-03-04"
    assert document.page["page_words"] > document.page["taken_words"] == len(" ".join(STORY).split())


def test_what_a_browser_stamps_on_a_print_goes_from_a_single_page():
    stamps = [(30, 780, 8, "3/4/26, 7:10 AM Board fines ferry line"), (30, 15, 8, "https://ledger.example/fares 1/1")]
    assert lines([stamps[0], *set_type(STORY), stamps[1]]) == STORY


def test_a_line_that_begins_two_pages_in_the_text_stays():
    assert "The board said" in "".join(lines(set_type(STORY[:2]), set_type(["The board said no.", *STORY[2:]])))


@pytest.mark.parametrize("by_row", [True, False])
@pytest.mark.parametrize("head", [[], [(60, 740, 20, HEADLINE)]], ids=["alone", "under a headline"])
def test_columns_are_read_one_after_the_other(by_row, head):
    left = set_type(STORY[:4], x=60, width=40)
    right = set_type(STORY[4:], x=330, width=40)
    typed = sorted(left + right, key=lambda line: (-line[1], line[0])) if by_row else left + right
    assert lines([*head, *typed]) == [*(line for *_, line in head), *STORY]


def test_words_in_other_type_within_a_line_are_no_column():
    typed = []
    for number, (x, y, size, line) in enumerate(set_type(STORY)):
        cut = [match.end() for match in re.finditer(" ", line)][number % 4 + 1 :][:1] or [len(line)]
        typed += [(x, y, size, line[: cut[0]]), (x + 5.2 * cut[0], y, size + 0.5, line[cut[0] :])]
    assert lines(typed) == STORY


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the long-", "term plan", "the long-term plan"),
        ("a state-", "owned line", "a state-owned line"),
        ("the Com-", "mission said", "the Commission said"),
        ("3.5 mil-", "lion crowns", "3.5 million crowns"),
        ("to re-", "pealed rules", "to repealed rules"),
        ("in 2023-", "24 it rose", "in 2023-24 it rose"),
        ("the Franco-", "German board", "the Franco-German board"),
        ("the con\u00ad", "tract", "the contract"),
        ("it fell –", "by half", "it fell – by half"),
        ("it fell -", "by half", "it fell - by half"),
        ("said", "so", "said so"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_stays_only_where_it_joins_two_words(first, second, joined):
    assert join_line(first, second, set()) == joined


@pytest.mark.parametrize(("known", "joined"), [({"northline"}, "Northline rose"), ({"north-line"}, "North-line rose")])
def test_a_hyphen_goes_where_the_text_writes_the_word_without_one_elsewhere(known, joined):
    assert join_line("North-", "line rose", known) == joined


@settings(max_examples=30, deadline=None)
@given(st.integers(30, 100), st.integers(16, 40))
def test_the_words_of_a_page_come_out_in_their_order_however_wide_it_is_set(width, space):
    document = read(set_type(STORY[:4], width=width, space=space))
    assert document.text.split() == " ".join(STORY[:4]).split()
    assert len(document.text.splitlines()) == 4 or space < 20


@pytest.mark.parametrize("title", ["untitled", "(anonymous)", "tc-print.html", "Microsoft Word - final.docx"])
def test_a_title_that_says_nothing_is_none(title):
    from saving import make_pdf

    info = f"/Title ({title.replace('(', '').replace(')', '')}) /Author (anonymous)".encode()
    assert read_document("story.pdf", make_pdf(STORY[:1], info=info), ".pdf").facts == {}
