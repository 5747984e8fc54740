"""What the lexicons know of actors and places."""

import shutil

import pandas as pd
import pytest

from helpers import paths
from helpers.actors.gazetteer import (
    country_of,
    index_ambiguous,
    index_entries,
    index_genders,
    index_given_names,
    index_nominals,
    load_gazetteer,
    match_phrases,
    name_part,
)
from helpers.language.pipeline import load_pipeline
from helpers.language.sentences import parse_text
from helpers.lexicons import load_lexicon


@pytest.mark.parametrize(
    ("surface", "actor_id", "form"),
    [
        ("FCC", "federal-communications-commission", "NAM"),
        ("Federal Communications Commission", "federal-communications-commission", "NAM"),
        ("AT&T", "att", "NAM"),
        ("AT&T Inc", "att", "NAM"),
        ("Chinese", "china", "ADJ"),
        ("Paris", "paris", "NAM"),
    ],
)
def test_a_surface_form_names_an_entry(surface, actor_id, form):
    known = load_gazetteer()[surface]
    assert (known.entry.actor_id, known.form) == (actor_id, form)


def test_names_and_adjectives_are_told_apart():
    assert load_gazetteer()["China"].entry == load_gazetteer()["Chinese"].entry
    assert load_gazetteer()["China"].form == "NAM"


def test_actors_come_before_places_of_the_same_name():
    actors = load_lexicon("actors")
    known = load_gazetteer()
    assert [name for name in actors["name"] if known[name].entry.name != name] == []


def test_entries_are_found_by_their_id():
    entries = index_entries()
    assert all(entry.actor_id == actor_id for actor_id, entry in entries.items())
    assert entries["att"].country == "US"


@pytest.mark.parametrize(
    ("word", "country"), [("Chinese", "CN"), ("Berlin", "DE"), ("Canada", "CA"), ("AT&T", ""), ("quorv", "")]
)
def test_a_word_tells_a_country(word, country):
    assert country_of(word) == country


def test_given_names_tell_a_gender_where_they_do():
    assert index_genders()["Jane"] == "feminine"
    assert index_genders()["Peter"] == "masculine"
    assert index_given_names()["Jane"]
    assert set(index_genders().values()) == {"masculine", "feminine"}


def test_nominals_are_found_in_singular_and_plural():
    assert index_nominals()["carrier"] == index_nominals()["carriers"]
    assert index_nominals()["carrier"].role == "carrier"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["Quorv", "Inc"], "Company"),
        (["Quorv", "Co", "."], None),
        (["Ruritanian", "Trade", "Commission"], "PublicBody"),
        (["Ministry", "of", "Trade"], "PublicBody"),
        (["Quorv"], None),
        (["Inc"], None),
    ],
)
def test_a_word_inside_a_name_tells_its_kind(words, kind):
    part = name_part(words)
    assert (part and part.kind) == kind


def test_ambiguous_short_forms_have_several_known_actors():
    for alias, (actor_ids, _) in index_ambiguous().items():
        assert len(actor_ids) > 1, alias
        assert set(actor_ids) <= set(index_entries()), alias


def test_phrases_are_the_longest_and_do_not_overlap():
    doc = parse_text("The Federal Communications Commission met China Mobile in China.", load_pipeline())
    found = [span.text for span in match_phrases(doc, "gazetteer", attribute="ORTH")]
    assert "Federal Communications Commission" in found
    assert found.count("China Mobile") == found.count("China") == 1


# What is wrong in a file is said in one line


@pytest.fixture
def copy(tmp_path, monkeypatch):
    shutil.copytree(paths.LEXICONS, tmp_path / "lexicons")
    monkeypatch.setattr("helpers.paths.LEXICONS", tmp_path / "lexicons")
    return tmp_path / "lexicons"


def change_cell(path, row, column, value):
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    frame.loc[row, column] = value
    frame.to_csv(path, index=False, lineterminator="\n")


def error_of(name):
    with pytest.raises(ValueError) as error:
        load_lexicon.__wrapped__(name)
    assert "\n" not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("name", ["actors", "nominals", "name_parts", "titles"])
def test_a_row_of_an_unknown_kind_is_refused(copy, name):
    change_cell(copy / f"{name}.csv", 3, "kind", "Firm")
    message = error_of(name)
    assert f"{name}.csv, line 5, column kind: 'Firm'" in message
    assert "Company" in message


def test_an_alias_that_points_to_two_actors_is_refused(copy):
    change_cell(copy / "actors.csv", 0, "aliases", "FCC")
    message = error_of("actors")
    assert "'FCC' points to" in message
    assert "federal-communications-commission" in message
    assert "ambiguous_aliases.csv" in message


def test_an_ambiguous_alias_of_an_unknown_actor_is_refused(copy):
    change_cell(copy / "ambiguous_aliases.csv", 0, "actor_ids", "att;quorv")
    assert "names the actor 'quorv', which actors.csv does not have" in error_of("ambiguous_aliases")
