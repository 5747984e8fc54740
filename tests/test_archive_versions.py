"""Two versions of an article: what was added, softened, hardened, reworded, taken out."""

import pytest
from archives import read_stories
from hypothesis import given
from hypothesis import strategies as st

from helpers import findings
from helpers.archive.questions import ask, find_quotations
from helpers.archive.versions import Sentence, compare_versions, list_changes
from helpers.tables import check_table, make_table

BOTH = (
    " The fine is the third that the regulator has set since the spring, and the carrier has paid each of the earlier "
    "two within a month of the day on which it was told of them."
)
FIRST = (
    "The energy regulator fined Northline on Monday. Northline dropped its deal with Marsh & Tolley last week. "
    "The carrier hid the faults of its network from customers. Officials of the regulator met its owners in May. "
    "“We have done nothing wrong,” said Ann Lee, a spokeswoman for Northline."
)
SECOND = (
    "The energy regulator fined Northline on Monday. Northline will drop its deal with Marsh & Tolley next week. "
    "The carrier allegedly hid the faults of its network from its customers. "
    "Officials of the energy regulator met its owners in May. A court will hear the appeal in July."
)


def make_sentences(*texts, **told):
    """`Sentence`s of texts, side by side."""
    found, start = [], 0
    for text in texts:
        known = {"statuses": (), "sure": None, "vouched": None, "hedges": 0} | told
        found.append(Sentence(start, start + len(text), text, tuple(text.lower().split()), **known))
        start += len(text) + 1
    return found


def compare(earlier, later):
    return [
        (row["change"], row.get("origin_text", ""), row.get("text", ""))
        for row in list_changes("a", earlier, "b", later)
    ]


def test_sentences_of_the_same_words_are_the_same_wherever_they_stand():
    assert compare(make_sentences("One came.", "Two went.", "One came."), make_sentences("Two went.", "One came.")) == [
        ("removed", "One came.", "")
    ]


def test_a_sentence_is_a_version_of_the_one_with_which_it_shares_most():
    earlier = make_sentences("the firm sold all of its shares", "the firm sold all of its old shares in May")
    later = make_sentences("the firm sold all of its old shares in June", "nothing of it is true")
    assert compare(earlier, later) == [
        ("reworded", earlier[1].text, later[0].text),
        ("added", "", later[1].text),
        ("removed", earlier[0].text, ""),
    ]


@pytest.mark.parametrize(
    ("before", "after", "change", "what"),
    [
        (
            {"statuses": (("SANCTION", "OCCURRED"),)},
            {"statuses": (("SANCTION", "PLANNED"),)},
            "softened",
            "happened → planned",
        ),
        (
            {"statuses": (("SANCTION", "PLANNED"),)},
            {"statuses": (("SANCTION", "OCCURRED"),)},
            "hardened",
            "planned → happened",
        ),
        (
            {"statuses": (("SANCTION", "OCCURRED"),)},
            {"statuses": (("SANCTION", "DID_NOT_OCCUR"),)},
            "reworded",
            "happened → ",
        ),
        ({"sure": 3}, {"sure": 1}, "softened", "its source sounds: less"),
        ({"vouched": 0}, {"vouched": 3}, "hardened", "author vouches: more"),
        ({"hedges": 0}, {"hedges": 2}, "softened", "hedges: 0 → 2"),
        ({"sure": 3, "hedges": 2}, {"sure": 2, "hedges": 1}, "reworded", "less; hedges"),
        ({"sure": None}, {"sure": 3}, "reworded", ""),
        ({"statuses": (("SANCTION", "OCCURRED"),)}, {"statuses": ()}, "reworded", ""),
    ],
)
def test_a_version_is_softer_or_harder_by_status_certainty_and_hedges(before, after, change, what):
    (row,) = list_changes(
        "a",
        make_sentences("the firm sold all of it", **before),
        "b",
        make_sentences("the firm sold it all of it", **after),
    )
    assert row["change"] == change and what in row["what"] and bool(what) == bool(row["what"])


@given(*[st.lists(st.text(alphabet="ab ", min_size=1, max_size=12), max_size=8)] * 2)
def test_every_sentence_of_either_version_is_kept_or_told_once(first, second):
    earlier, later = make_sentences(*first), make_sentences(*second)
    rows = compare(earlier, later)
    kept = len(later) - sum(change != "removed" for change, *_ in rows)
    assert kept == len(earlier) - sum(change not in ("added",) for change, *_ in rows) >= 0
    assert compare(earlier, earlier) == []


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive of two versions of an article and another, read."""
    folder = tmp_path_factory.mktemp("archives")
    rows = [
        {"text": FIRST + BOTH, "date": "2021-05-04", "outlet": "Daily"},
        {"text": SECOND + BOTH, "date": "2021-05-05", "outlet": "Daily"},
        {"text": "Nothing else happened on Friday.", "date": "2021-05-09", "outlet": "Daily"},
    ]
    with read_stories(folder, rows) as read:
        yield read


def test_what_two_versions_of_an_article_tell_differently(archive):
    slugs = ask("a", "SELECT slug, text FROM articles ORDER BY day")
    found = compare_versions("a", slugs["slug"][0], slugs["slug"][1])
    check_table("changes", found)
    assert found["change"].tolist() == ["softened", "softened", "reworded", "added", "removed"]
    assert "planned" in found["what"][0] and "hedges: 0 → 1" in found["what"][1]
    for row in found.itertuples(index=False):
        assert row.change == "removed" or slugs["text"][1][row.start : row.end] == row.text
        assert row.change == "added" or slugs["text"][0][row.origin_start : row.origin_end] == row.origin_text
    assert "2 were softened" in findings.changes_finding(found) and "1 was added" in findings.changes_finding(found)


def test_the_question_of_changes_leads_to_the_sentences_of_either_version(archive):
    asked = ask("a", "changes")
    for column, text in (("sentence_id", "text"), ("origin_sentence_id", "origin_text")):
        told = asked[asked[column] != ""]
        words = find_quotations("a", told[column])["quotation"]
        assert len(told) and [w[:40] for w in words] == [t[:40] for t in told[text]]


def test_an_article_that_is_not_there_is_told_and_none_that_is_alike_changed(archive):
    with pytest.raises(ValueError, match="No article 'nothing'"):
        compare_versions("a", "nothing", "nothing")
    assert "no sentence" in findings.changes_finding(make_table("changes", []))
