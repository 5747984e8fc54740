"""Any string gives tables that keep the codebook, or one clear error.

`make stress` tries 5,000 strings a test, and atheris where it is installed.

Every failure that was found stays as a case of `FOUND`.
"""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.dates.dates import find_dates
from helpers.tables import TABLES, check_references, check_table

PIECES = [
    "“", "”", '"', "'", "’", "(", ")", ".", ",", ";", "—", "=", " ", "<script>",
    "\n", "\r", "\x00", "\u2028", "\u202e", "\ufeff", "\ud800", "🎉", "İ", "ﬁ", "e\u0301",
    "AT&T", "The FCC", "China", "Mr. Lu Kang", "they", "It", "said", "told", "denied", "will", "may", "not", "if",
    "on Monday", "in 2012", "last week", "Feb. 30", "99999999", "$5 million",
]  # fmt: skip
wild = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=()), max_size=8)), max_size=40
)
FOUND = [
    "\ud800",
    "\x00",
    "“said”",
    "\r\rOn Monday",
    "0" * 400,
    "“" * 60,
    "(" * 300,
    "AT&T\x1cChina",
    "on Monday " * 50,
]


def check_chain(text):
    """The tables of a text keep every rule, with the text at hand."""
    try:
        read = annotate(article_from_text(text, "2018-01-16", slug="fuzz"))
    except ValueError as error:
        assert type(error) is ValueError and len(str(error).splitlines()) == 1
        assert not text.strip() or "surrogate" in str(error)
        return
    for name in TABLES:
        check_table(name, getattr(read, name), text)
    check_references(vars(read))


@pytest.mark.parametrize("text", FOUND, ids=range(len(FOUND)))
def test_what_once_failed_stays_mended(text):
    check_chain(text)


@given(wild.map(" ".join) | wild.map("".join))
@settings(max_examples=settings.default.max_examples // 4)
def test_any_string_gives_tables_that_keep_the_codebook(text):
    check_chain(text)


@given(wild.map("".join))
def test_any_string_gives_dates_that_cut_it(text):
    check_table("dates", find_dates(text, "2018-01-16"), text)


@pytest.mark.stress
def test_atheris_finds_nothing_that_breaks_the_chain():
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed (pip install atheris)")
    target = Path(__file__).parent / "fuzz_chain.py"
    done = subprocess.run(
        [sys.executable, str(target), "-max_total_time=120", "-max_len=400"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
