"""How candidates are weighed, and how the weights are learned, from examples that are made up here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.actors.antecedent_training import Example, learn, train_antecedents, write_weights
from helpers.actors.antecedents import HEADER, load_weights, rate_candidates
from helpers.paths import MODEL

NAMES = st.lists(st.sampled_from([*list(load_weights())[::40], "unheard of"]), max_size=6)


@given(NAMES, st.lists(NAMES, min_size=1, max_size=4))
def test_shares_are_probabilities_and_leave_some_to_nobody(alone, pairs):
    shares = rate_candidates(alone, pairs)
    assert len(shares) == len(pairs)
    assert all(0 < share < 1 for share in shares)
    assert sum(shares) < 1


@given(NAMES, st.lists(NAMES, min_size=2, max_size=4))
def test_the_order_of_candidates_changes_no_share(alone, pairs):
    assert rate_candidates(alone, pairs[::-1]) == pytest.approx(rate_candidates(alone, pairs)[::-1])


def test_what_is_right_again_and_again_is_learned():
    near = Example([["none"], ["near"], ["far"]], [False, True, False])
    nobody = Example([["none", "thing"], ["far"]], [True, False])
    weights = learn([near, nobody] * 20)
    assert weights["near"] > weights["far"]
    assert weights["thing"] > 0
    assert learn([near, nobody] * 20) == weights


def test_what_is_seen_too_rarely_is_left_out():
    examples = [Example([["none"], ["near"]], [False, True])] * 3
    assert learn([*examples, Example([["none"], ["near", "once"]], [False, True])]).keys() == {"near", "none"}


def test_weights_are_written_in_order_without_those_near_zero(tmp_path):
    try:
        write_weights({"b": -0.5, "a": 1.0, "c": 0.001}, tmp_path / "weights.csv")
    finally:
        load_weights.cache_clear()
    assert (tmp_path / "weights.csv").read_text() == f"{HEADER}\na,1.00\nb,-0.50\n"


def test_the_weights_that_are_stored_are_many_and_sorted():
    rows = MODEL.joinpath("antecedents.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0] == HEADER
    assert rows[1:] == sorted(rows[1:], key=lambda row: row.split(",")[0])
    assert len(rows) > 300


def test_no_treebank_is_said_before_anything_is_trained(tmp_path):
    with pytest.raises(FileNotFoundError, match="folder that holds gum/train"):
        train_antecedents(tmp_path, tmp_path / "weights.csv")
    assert not (tmp_path / "weights.csv").exists()
