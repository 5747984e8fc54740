"""The steps that other tests count: they do not depend on the machine, and they see what is quadratic."""

import sys

from counting import count_calls, measure_growth


def visit(n):
    for number in range(n):
        len(str(number))


def visit_pairs(n):
    for _ in range(n):
        visit(n)


def test_two_counts_of_the_same_work_are_equal():
    assert count_calls(visit, 50) == count_calls(visit, 50) > 50


def test_what_is_linear_grows_with_its_input_and_what_is_quadratic_with_its_square():
    assert 3.8 < measure_growth(visit, int, 100) <= 4
    assert measure_growth(visit_pairs, int, 10) > 12


def test_a_count_leaves_no_profile_behind_even_after_an_error():
    before = sys.getprofile()
    for given in (3, None):
        try:
            count_calls(visit, given)
        except TypeError:
            assert given is None
    assert sys.getprofile() is before
