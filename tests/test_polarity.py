"""Polarity and modality: one answer for statements and for acts."""

import json
from datetime import date

import pytest

from helpers import paths
from helpers.annotate import annotate
from helpers.articles import article_from_text
from helpers.attribution.cues import cue_rows
from helpers.corpora.invented import load_statements
from helpers.language import load_pipeline, parse_text
from helpers.language.polarity import find_hedges, is_denied, is_ended, is_near, is_negated, weaken
from helpers.language.tree import tree_of

HAPPENED = ("OCCURRED", "ONGOING", "HISTORICAL")
SIGNS = [
    ("The FCC sued AT&T on Monday.", "sued", False),
    ("The FCC did not sue AT&T on Monday.", "sue", True),
    ("The FCC scarcely helped the carrier.", "helped", True),
    ("No carrier has sued the agency.", "sued", True),
    ("The agency sued no carrier.", "sued", True),
    ("The agency no longer investigates the carrier.", "investigates", True),
    ("The agency almost sued the carrier.", "sued", True),
    ("The agency almost immediately sued the carrier.", "sued", False),
    ("The agency not only fined the carrier but sued its owner.", "fined", False),
    ("About 3,000 homes were without power.", "power", False),
]


def read(text):
    """(tree, {word: its place}) of a text."""
    tree = tree_of(parse_text(text, load_pipeline()))
    return tree, {word: i for i, word in enumerate(tree.words)}


@pytest.mark.parametrize(("text", "word", "denied"), SIGNS)
def test_what_is_not_so_is_denied(text, word, denied):
    tree, places = read(text)
    assert is_denied(tree, places[word]) == denied


def test_nearly_is_told_from_not_and_from_no_more():
    tree, places = read("The agency almost sued the carrier. The agency no longer sues the carrier.")
    assert (is_near(tree, places["sued"]), is_negated(tree, places["sued"])) == (True, False)
    assert is_ended(tree, places["sues"]) and not is_ended(tree, places["sued"])


def test_the_weakest_hedge_that_governs_a_predicate_counts():
    tree, places = read("The agency may sue the carrier, and the ministry fined a vendor.")
    hedges = find_hedges(tree)
    assert weaken(tree, places["sue"], hedges) == "PS"
    assert weaken(tree, places["fined"], hedges) == "CT"
    assert weaken(tree, places["fined"], hedges, "PR") == "PR"


def find_contradictions(text):
    """(claim, event) whose trigger is the main predicate of the claim, one saying that it is so and the other that it
    is not; of claims that speak for themselves: the author's, and what a cue without a sign or doubt of its own
    reports.
    """
    found = annotate(article_from_text(text, date(2021, 3, 4)))
    for claim in (c for c in found.claims.itertuples(index=False) if c.text and speaks_for_itself(c)):
        for event in found.events[found.events["claim_id"] == claim.claim_id].itertuples(index=False):
            if event.mode == "discontinue" or event.category == "REJECT":
                continue  # "are no longer stocked": that it ended is the act
            denied = claim.factuality_source.endswith("-")
            alone = not any(mark in claim.text for mark in (",", ";", " and ", " but ", " that ", " to "))
            if alone and claim.factuality_source != "Uu":
                doubted = claim.factuality_source.startswith("PS")
                if (denied or doubted) and event.status in HAPPENED and is_main(claim, event):
                    yield claim.text, claim.factuality_source, event.trigger_text, event.status
                if not denied and event.status == "DID_NOT_OCCUR" and is_main(claim, event):
                    yield claim.text, claim.factuality_source, event.trigger_text, event.status


def speaks_for_itself(claim):
    """Whether the value of a claim is that of its words: "denied that it sued" is false, though its act is told
    plainly.
    """
    rows = [row for (form, _), row in cue_rows().items() if form in (claim.cue_text, claim.cue_text.split(" ")[-1])]
    plain = bool(rows) and all(row.factuality_source == "CT+" for row in rows)
    return claim.source_id == "author" or (plain and not claim.parent_id)


def is_main(claim, event):
    """Whether the trigger of an event is the main predicate of a claim."""
    tree = tree_of(parse_text(claim.text, load_pipeline()))
    root = tree.root(0, len(tree.words))
    start = event.trigger_start - claim.start
    return tree.start[root] == start


def invented_texts():
    """Every invented text of the answers: statements, events, and the sentences of the table above."""
    own = [statement.text for statement in load_statements(paths.STATEMENTS)]
    events = json.loads((paths.ANSWERS / "events.json").read_text(encoding="utf-8"))
    return own + [item["text"] for item in events] + [text for text, _, _ in SIGNS]


def test_no_act_contradicts_the_statement_that_tells_it():
    assert [pair for text in invented_texts() for pair in find_contradictions(text)] == []


@pytest.mark.parametrize(
    ("text", "certainty", "status"),
    [
        ("The FCC scarcely sued AT&T.", "CT-", "DID_NOT_OCCUR"),
        ("The FCC said the FTC almost sued AT&T.", "CT-", "DID_NOT_OCCUR"),
        ("The FTC said the FCC is rumoured to be suing AT&T.", "PS+", "CONDITIONAL"),
        ("The FCC allegedly fined AT&T.", "PS+", "CONDITIONAL"),
        ("The FCC no longer investigates AT&T.", "CT-", "DID_NOT_OCCUR"),
    ],
)
def test_a_statement_and_its_act_agree(text, certainty, status):
    found = annotate(article_from_text(text, date(2021, 3, 4)))
    assert found.claims["factuality_source"].tolist()[-1:] == [certainty]
    assert found.events["status"].tolist() == [status]
