import ast
import json
import re
import shutil
from collections import defaultdict
from functools import cache

import pandas as pd
import pytest

from helpers import paths
from helpers.articles.article import slugify
from helpers.dates.words import NUMBERS
from helpers.language.pipeline import load_pipeline
from helpers.lexicons import list_lexicons, load_lexicon, split_items, surface_forms
from helpers.tables import TABLES, TableError
from helpers.wording import plain

RESOURCES = {
    r["name"]: r for r in json.loads((paths.DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
}
LEXICONS = list_lexicons()
IN_CODEBOOK_ORDER = {"date_words", "date_pieces", "date_rules", "glossary"}
WITH_FORMS = {"cues": "forms", "cue_settings": "words", "hedges": "forms", "instruments": "forms",
              "titles": "forms", "date_words": "forms"}  # fmt: skip
VOCABULARIES = {
    ("dates", "basis"): "date_basis_kind",
    ("event_parties", "role"): "party_role",
    ("claims", "factuality_source"): "factuality",
    ("claims", "factuality_author"): "factuality",
}
CLOSED = [
    (name, field["name"], field["constraints"]["enum"])
    for name in (*TABLES, "chronology", "checks", "outcomes")
    for field in RESOURCES[name]["schema"]["fields"]
    if "enum" in field.get("constraints", {}) and field["name"] not in ("date_precision", "confidence")
]


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A copy of the lexicons that may be spoiled; `load_lexicon.__wrapped__` reads it past the cache."""
    shutil.copytree(paths.LEXICONS, tmp_path / "lexicons")
    monkeypatch.setattr("helpers.paths.LEXICONS", tmp_path / "lexicons")
    return tmp_path / "lexicons"


def spoil(path, change):
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    change(frame).to_csv(path, index=False, lineterminator="\n")


def test_every_lexicon_on_disk_is_described_and_every_described_one_is_there():
    assert {path.stem for path in paths.LEXICONS.iterdir()} == set(LEXICONS)


@pytest.mark.parametrize("name", LEXICONS)
def test_every_lexicon_loads_and_holds_rows(name):
    assert len(load_lexicon(name)) > 0


def test_an_unknown_lexicon_is_refused_with_what_there_is():
    with pytest.raises(ValueError, match=r"No lexicon 'clues'.*cues") as caught:
        load_lexicon("clues")
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("name", sorted(set(LEXICONS) - IN_CODEBOOK_ORDER))
def test_rows_are_sorted_by_their_key(name):
    key = RESOURCES[LEXICONS[name]]["schema"]["primaryKey"]
    rows = load_lexicon(name)[key].apply(tuple, axis=1).tolist()
    assert rows == sorted(rows)


@pytest.mark.parametrize(("name", "column"), [("date_words", "pos"), ("glossary", "vocabulary")])
def test_rows_in_codebook_order_stay_together_by_group(name, column):
    groups = load_lexicon(name)[column]
    assert (groups != groups.shift()).sum() == groups.nunique()


@pytest.mark.parametrize("name", LEXICONS)
def test_no_cell_has_stray_spaces_or_empty_items(name):
    frame = load_lexicon(name)
    for column in frame.select_dtypes("str"):
        for cell in frame[column]:
            assert cell == cell.strip(), (column, cell)
            assert "\n" not in cell, (column, cell)
            if column in ("forms", "words", "aliases", "adjectives", "demonyms", "kinds", "parts"):
                assert "  " not in cell, (column, cell)
                assert cell == ";".join(split_items(cell)), (column, cell)


@pytest.mark.parametrize("name", LEXICONS)
def test_a_lexicon_file_is_plain_utf_8_with_unix_line_ends(name):
    raw = (paths.LEXICONS / f"{name}.csv").read_bytes()
    assert raw.decode("utf-8").endswith("\n")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(("name", "column"), WITH_FORMS.items())
def test_a_form_in_two_rows_is_refused(copy, name, column):
    load_lexicon.__wrapped__(name)
    key = RESOURCES[LEXICONS[name]]["schema"]["primaryKey"][0]
    form = split_items(load_lexicon(name)[column].iloc[0])[0]

    def double(frame):
        second = frame.iloc[[0]].assign(**{key: "zzz", column: f"zzz;{form}"})
        return pd.concat([frame, second], ignore_index=True)

    spoil(copy / f"{name}.csv", double)
    with pytest.raises(ValueError, match=rf"{name}.csv: {column} '{re.escape(form)}' stands in two rows") as caught:
        load_lexicon.__wrapped__(name)
    assert len(str(caught.value).splitlines()) == 1


def test_a_code_outside_its_vocabulary_in_a_lexicon_is_refused(copy):
    spoil(copy / "hedges.csv", lambda frame: frame.assign(kind=["maybe", *frame["kind"][1:]]))
    with pytest.raises(TableError, match=r"hedges\.csv, line 2, column kind: 'maybe'"):
        load_lexicon.__wrapped__("hedges")


def test_a_lexicon_without_one_of_its_columns_is_refused(copy):
    spoil(copy / "cues.csv", lambda frame: frame.drop(columns="kind"))
    with pytest.raises(TableError, match=r"Table cues: unknown columns .*missing columns .*kind"):
        load_lexicon.__wrapped__("cues")


def test_nouns_that_are_looked_up_in_small_letters_are_written_so_and_stand_in_one_row():
    rows = load_lexicon("nominals")
    nouns = [noun for row in rows.itertuples() for noun in {row.noun, row.plural} - {""}]
    assert [noun for noun in nouns if noun != noun.lower()] == []
    assert len(nouns) == len(set(nouns))


@pytest.mark.parametrize("name", ["cues", "hedges", "instruments"])
def test_forms_that_are_looked_up_in_small_letters_are_written_so(name):
    assert [form for form in surface_forms(name) if form != form.lower()] == []


# The gazetteer


def test_an_actor_id_is_the_slug_of_the_name():
    actors = load_lexicon("actors")
    assert list(actors["actor_id"]) == [slugify(name) for name in actors["name"]]


def test_a_name_stands_for_one_actor_or_one_country_only():
    owners = defaultdict(set)
    for row in load_lexicon("actors").itertuples():
        for name in (row.name, *split_items(row.aliases), *split_items(row.adjectives)):
            owners[name].add(row.actor_id)
    for row in load_lexicon("countries").itertuples():
        for name in (row.name, *split_items(row.aliases), *split_items(row.adjectives), *split_items(row.demonyms)):
            owners[name].add(row.country)
    actors = set(load_lexicon("actors")["actor_id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1 and ids & actors} == {}


def test_an_alias_stands_for_one_country_only():
    owners = defaultdict(set)
    for row in load_lexicon("countries").itertuples():
        for name in (row.name, *split_items(row.aliases)):
            owners[name].add(row.country)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_every_parent_is_an_actor_of_the_gazetteer_and_says_how():
    actors = load_lexicon("actors").set_index("actor_id")
    children = actors[actors["parent_id"] != ""]
    assert len(children) > 0
    assert set(children["parent_id"]) <= set(actors.index)
    assert ((actors["parent_id"] == "") == (actors["parent_relation"] == "")).all()
    for child in children.index:
        line = [child]
        while actors.loc[line[-1], "parent_id"]:
            assert actors.loc[line[-1], "parent_id"] not in line, line
            line.append(actors.loc[line[-1], "parent_id"])


def test_every_country_of_an_actor_is_a_country():
    assert set(load_lexicon("actors")["country"]) - {""} <= set(load_lexicon("countries")["country"]) | {"EU"}


@pytest.mark.parametrize("column", ["actor", "recipient", "third_party", "object", "category", "mode", "frame"])
def test_a_trigger_with_a_place_or_a_code_that_nobody_knows_is_one_line(column, copy):
    spoil(copy / "event_triggers.csv", lambda frame: frame.assign(**{column: ["nowhere", *frame[column][1:]]}))
    with pytest.raises(TableError) as error:
        load_lexicon.__wrapped__("event_triggers")
    told = str(error.value)
    assert told.startswith(f"event_triggers.csv, line 2, column {column}: 'nowhere'. Expected: ")
    assert len(told.splitlines()) == 1


# Vocabularies


def test_every_trigger_has_a_category_with_a_sign_and_a_mode_that_events_may_have():
    triggers = load_lexicon("event_triggers")
    modes = next(values for table, column, values in CLOSED if (table, column) == ("events", "mode"))
    assert set(triggers["category"]) <= set(load_lexicon("categories")["category"])
    assert set(triggers["mode"]) <= {*modes, ""}


def test_every_category_of_the_schema_has_a_row_whose_sign_fits_its_score():
    categories = load_lexicon("categories")
    schema = next(values for table, column, values in CLOSED if (table, column) == ("events", "category"))
    assert set(categories["category"]) == set(schema)
    other = categories[categories["category"] == "OTHER"].iloc[0]
    assert (other["quad"], other["sign"], other["strand"]) == ("", "", "") and pd.isna(other["score"])
    for row in categories[categories["category"] != "OTHER"].itertuples():
        assert row.sign == ("+" if "cooperation" in row.quad else "-")
        assert row.score * (1 if row.sign == "+" else -1) >= 0
    assert categories.set_index("category")["score"]["REQUEST"] == 0


@pytest.mark.parametrize(("table", "column", "values"), CLOSED, ids=[f"{t}.{c}" for t, c, _ in CLOSED])
def test_every_code_has_plain_words(table, column, values):
    words = [plain(VOCABULARIES.get((table, column), column), code) for code in values]
    assert all(words)
    assert len(set(words)) == len(words)


def test_every_kind_of_hedge_has_plain_words():
    kinds = next(f for f in RESOURCES["hedges"]["schema"]["fields"] if f["name"] == "kind")["constraints"]["enum"]
    assert all(plain("hedge_kind", kind) for kind in kinds)


def test_the_glossary_explains_no_code_that_no_table_knows():
    known = {(VOCABULARIES.get((t, c), c), value) for t, c, values in CLOSED for value in values}
    rows = load_lexicon("glossary").query("vocabulary not in ('hedge_kind', 'term')")
    assert set(zip(rows["vocabulary"], rows["code"], strict=True)) - known == set()


# Examples


@pytest.mark.parametrize("row", [*load_lexicon("residue").itertuples(index=False)], ids=lambda row: row.example)
def test_a_residue_pattern_matches_its_own_example(row):
    assert re.compile(row.pattern, re.IGNORECASE).fullmatch(row.example)


@pytest.mark.parametrize("name", sorted(set(WITH_FORMS) - {"date_words"}))
def test_every_example_holds_one_of_its_forms(name):
    rows = load_lexicon(name)
    assert (rows["example"] != "").all()
    for example, forms in zip(rows["example"], rows[WITH_FORMS[name]].map(split_items), strict=True):
        assert any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", example, re.IGNORECASE) for form in forms), example


@pytest.mark.parametrize(("name", "column"), [("abbreviations", "abbreviation"), ("name_parts", "part")])
def test_every_example_holds_its_word(name, column):
    rows = load_lexicon(name)
    assert [word for word, example in zip(rows[column], rows["example"], strict=True) if word not in example] == []


# Judgement in the code

JUDGING = ("language", "attribution", "actors", "claims", "events", "dates")
# Files whose words are names of features, arrays and corpora, and are held against no text.
NO_TEXT = (
    "actors/antecedent_training",
    "language/role_features",
    "language/role_training",
    "language/roles",
    "language/training",
)
APOSTROPHES = "’'"
WORD = re.compile(f"[a-z{APOSTROPHES}]*[a-z][a-z{APOSTROPHES}]*")
# {(file, its words): why they may stand in the code}.
GRAMMAR = {
    ("actors/name_spans", "'s ’s"): "the genitive ends a name",
    ("dates/expression", "'s ’s"): "the genitive behind an expression",
    ("language/sentences", "spans tensor"): "what spaCy calls the parts of a Doc",
    ("dates/durations", "nd rd st th"): "the endings of ordinals in figures",
    ("dates/words", "nd rd st th"): "the endings of ordinals in figures",
    ("events/lemmas", "ch o sh x z"): "after these letters a verb takes -es",
    ("events/status", "be have"): "has yet to, is yet to: the two verbs of the construction",
    ("claims/basis", "are been being has have is"): "the auxiliaries of progressive and perfect",
    ("attribution/contents", "that to"): "what opens a clause and an infinitive",
    (
        "events/parties",
        "by from",
    ): "who did it stands behind by or from where a verb carries the noun for the recipient",
}


@cache
def list_codes(room):
    """What may stand in the code of a room: columns, codes of vocabularies, parts of words; for dates its classes."""
    fields = [field for resource in RESOURCES.values() for field in resource["schema"]["fields"]]
    codes = {str(code) for field in fields for code in field.get("constraints", {}).get("enum", [])}
    codes |= {*RESOURCES, *LEXICONS, *list_columns()}
    codes |= {"negation", "content", "carrier", "plural", "singular"}  # parts and places that the code adds
    codes |= set(split_items(";".join(load_lexicon("function_words")["parts"])))
    if room == "dates":
        words, rules = load_lexicon("date_words"), load_lexicon("date_rules")
        return codes | {*words["pos"], *words["value"], *rules["meaning"], *(kind for kind, _ in NUMBERS)}
    return codes - list_small_words()


@cache
def list_columns():
    """The names of all columns."""
    return {field["name"] for resource in RESOURCES.values() for field in resource["schema"]["fields"]}


@cache
def list_labels():
    """The labels of dependencies, with and without their subtype."""
    labels = {*load_lexicon("dependency_labels")["clearnlp"], *load_pipeline().get_pipe("parser").labels}
    return labels | {label.partition(":")[0] for label in labels}


@cache
def list_small_words():
    """The words that a reader could dispute wherever they stand: function words, pronouns, negation, hedges."""
    forms = (("polarity", "forms"), ("hedges", "forms"), ("function_words", "word"), ("pronouns", "pronoun"))
    return {form for name, column in forms for cell in load_lexicon(name)[column] for form in split_items(cell)}


def list_strings(node):
    """The strings that a piece of code holds beside one another: in a list, as keys, compared side by side, between the
    bars of a pattern.
    """
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        found = node.elts
    elif isinstance(node, ast.Dict):
        found = [key for key in node.keys if key is not None]
    elif isinstance(node, ast.MatchOr):
        found = [pattern.value for pattern in node.patterns if isinstance(pattern, ast.MatchValue)]
    elif isinstance(node, ast.BoolOp):
        compared = [value for value in node.values if isinstance(value, ast.Compare)]
        found = [side for value in compared for side in (value.left, *value.comparators)]
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        return alternate(node.value)
    else:
        return []
    return [value.value for value in found if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def alternate(text):
    """The words between the bars of a pattern: "(may|might)"."""
    return re.findall(r"(?<![\w?])[a-z]{2,}(?=\|)|(?<=\|)[a-z]{2,}(?!\w)", text) if "|" in text else []


def find_judgement(file):
    """{words, joined: line} of every piece of a file that holds two or more words of English."""
    room, found = file.partition("/")[0], {}
    tree = ast.parse((paths.ROOT / "helpers" / f"{file}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        allowed = list_labels() | list_codes(room)
        words = {string for string in list_strings(node) if WORD.fullmatch(string) and string not in allowed}
        if isinstance(node, ast.Dict):
            words &= list_small_words() - list_columns()  # the keys of a row are names, not words
        if len(words) > 1:
            found[" ".join(sorted(words))] = node.lineno
    return found


def list_judging():
    """The files of the rooms that judge a text."""
    files = [f"{room}/{path.stem}" for room in JUDGING for path in (paths.ROOT / "helpers" / room).glob("*.py")]
    return sorted(set(files) - set(NO_TEXT))


@pytest.mark.parametrize("file", list_judging())
def test_words_of_judgement_stand_in_a_lexicon_and_not_in_the_code(file):
    known = {words for name, words in GRAMMAR if name == file}
    found = find_judgement(file)
    new = {f"line {line}": words for words, line in found.items() if words not in known}
    assert new == {}, "put them into a lexicon of data/lexicons/, or say in GRAMMAR why they may stay"
    assert known - set(found) == set(), "take out of GRAMMAR what the code holds no more"


# Weights that are grammar, or still to be named: {file: why}.
WEIGHTS = {
    "dates/durations": "a half: grammar",
    "actors/coreference": "scores of links, measured on GUM: the head of the file says how",
}


def find_weights(file):
    """The fractions that stand inside functions of a file, without a name: weights, scores, thresholds."""
    tree = ast.parse((paths.ROOT / "helpers" / f"{file}.py").read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    numbers = (node for function in functions for node in ast.walk(function) if isinstance(node, ast.Constant))
    return {node.value for node in numbers if isinstance(node.value, float) and not node.value.is_integer()}


def test_weights_of_judgement_have_a_name_at_the_head_of_their_file():
    assert {file for file in list_judging() if find_weights(file)} == set(WEIGHTS)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("x in ('may', 'might')", "may might"),
        ("x == 'whether' or y == 'unless'", "unless whether"),
        ("{'scarcely': '-', 'never': '-'}", "never scarcely"),
        ("re.compile(r'(perhaps|maybe)')", "maybe perhaps"),
        ("frozenset(['rumoured', 'alleged'])", "alleged rumoured"),
        ("x in ('nsubj', 'obj') or {'start': 1, 'end': 2}", ""),
        ("x in ('named_person', 'author')", ""),
        ("x == 'to'", ""),
    ],
)
def test_words_in_code_are_told_from_labels_and_codes(code, words, tmp_path, monkeypatch):
    (tmp_path / "helpers" / "claims").mkdir(parents=True)
    (tmp_path / "helpers" / "claims" / "new.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    assert list(find_judgement("claims/new")) == ([words] if words else [])
