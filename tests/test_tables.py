import json
import re
import stat

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.dictionary import render_dictionary
from helpers.tables import (
    TABLES,
    TableError,
    check_references,
    check_table,
    find_references,
    find_triples,
    load_schemas,
    load_tables,
    make_table,
    read_table,
    save_tables,
    to_csv,
)

PACKAGE = json.loads((paths.DATA / "datapackage.json").read_text(encoding="utf-8"))
SCHEMAS = {r["name"]: r["schema"] for r in PACKAGE["resources"] if r["name"] in TABLES}
FIELDS = [(name, field) for name, schema in SCHEMAS.items() for field in schema["fields"]]
TRIPLES = [(name, prefix) for name in TABLES for prefix in find_triples(make_table(name, []))]
REFERENCES = [(name, key) for name in SCHEMAS for key in find_references(name)]
RICH = "att-huawei-2018"


def fields_with(rule, kind=None):
    return [
        pytest.param(name, field, id=f"{name}.{field['name']}")
        for name, field in FIELDS
        if field.get("constraints", {}).get(rule) not in (None, False) and kind in (None, field["type"])
    ]


def fields_of(*kinds):
    return [pytest.param(n, f["name"], id=f"{n}.{f['name']}") for n, f in FIELDS if f["type"] in kinds]


@pytest.fixture
def good(annotations):
    """A function: a copy of a good table of the richest article."""
    return lambda name: getattr(annotations[RICH], name).copy()


def refuse(name, frame, *words, text=None):
    """check_table refuses the frame in one line that holds all the words."""
    with pytest.raises(TableError) as caught:
        check_table(name, frame, text)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert f"Table {name}" in message
    assert "Expected" in message
    assert all(word in message for word in words), message


def refuse_cell(name, frame, row, column, value, text=None):
    """check_table refuses the frame once the cell holds the value, and names table, row and column."""
    check_table(name, frame, text)
    frame.loc[row, column] = value
    refuse(name, frame, f"row {row}, column {column}: ", text=text)


def last_row(frame, *columns):
    """The last row where all the columns hold something."""
    filled = frame[[*columns]].notna().all(axis=1) & (frame[[*columns]] != "").all(axis=1)
    return frame.index[filled][-1]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_of_the_codebook_has_rows_to_damage(good, name):
    assert len(check_table(name, good(name))) >= 2


@pytest.mark.parametrize(("name", "field"), [pytest.param(n, f, id=f"{n}.{f['name']}") for n, f in FIELDS])
def test_a_missing_column_is_refused(good, name, field):
    refuse(name, good(name).drop(columns=field["name"]), "missing columns", f"'{field['name']}'")


@pytest.mark.parametrize("name", TABLES)
def test_an_unknown_column_is_refused(good, name):
    refuse(name, good(name).assign(colour="red"), "unknown columns", "'colour'")


@pytest.mark.parametrize("name", TABLES)
def test_columns_in_another_order_are_refused(good, name):
    refuse(name, good(name).iloc[:, ::-1], "order")


@pytest.mark.parametrize(("name", "column"), fields_of("string", "integer", "number", "date"))
def test_a_column_of_another_dtype_is_refused(good, name, column):
    frame = good(name)
    refuse(name, frame.assign(**{column: frame[column].astype("object")}), f"column {column}: dtype object")


@pytest.mark.parametrize(("name", "field"), [*fields_with("required", "string"), *fields_with("required", "number")])
def test_an_empty_required_cell_is_refused(good, name, field):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, field["name"], "" if field["type"] == "string" else float("nan"))


@pytest.mark.parametrize(("name", "field"), fields_with("required", "integer"))
def test_an_empty_required_number_in_a_file_is_refused(good, tmp_path, name, field):
    frame = good(name).astype("object")
    frame.loc[len(frame) - 1, field["name"]] = ""
    (tmp_path / "table.csv").write_text(to_csv(frame), encoding="utf-8")
    with pytest.raises(TableError, match=rf"^table.csv, line {len(frame) + 1}, column {field['name']}: is empty"):
        read_table(name, tmp_path / "table.csv")


@pytest.mark.parametrize(("name", "column"), fields_of("integer", "number", "date"))
def test_words_in_a_column_of_numbers_or_days_are_refused(good, tmp_path, name, column):
    frame = good(name).astype("object")
    frame.loc[1, column] = "soon"
    (tmp_path / "table.csv").write_text(to_csv(frame), encoding="utf-8")
    with pytest.raises(TableError, match=rf"^table.csv, line 3, column {column}: 'soon'"):
        read_table(name, tmp_path / "table.csv")


@pytest.mark.parametrize(("name", "column"), fields_of("date"))
def test_an_impossible_day_in_a_file_is_refused(good, tmp_path, name, column):
    frame = good(name).astype("object")
    frame.loc[1, column] = "2018-02-30"
    (tmp_path / "table.csv").write_text(to_csv(frame), encoding="utf-8")
    with pytest.raises(TableError, match=rf"^table.csv, line 3, column {column}: '2018-02-30'"):
        read_table(name, tmp_path / "table.csv")


@pytest.mark.parametrize(("name", "column"), fields_of("integer"))
def test_a_fraction_in_a_column_of_whole_numbers_is_refused(good, tmp_path, name, column):
    frame = good(name).astype("object")
    frame.loc[1, column] = "1.5"
    (tmp_path / "table.csv").write_text(to_csv(frame), encoding="utf-8")
    with pytest.raises(TableError, match=rf"^table.csv, line 3, column {column}: '1.5'"):
        read_table(name, tmp_path / "table.csv")


@pytest.mark.parametrize(("name", "field"), fields_with("enum"))
def test_a_code_outside_its_vocabulary_is_refused(good, name, field):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, field["name"], "no-such-code")


@pytest.mark.parametrize(("name", "field"), fields_with("pattern"))
def test_a_cell_that_does_not_fit_its_pattern_is_refused(good, name, field):
    frame = good(name)
    assert not re.fullmatch(field["constraints"]["pattern"], "?")
    refuse_cell(name, frame, len(frame) - 1, field["name"], "?")


@pytest.mark.parametrize(("name", "field"), fields_with("minimum"))
def test_a_number_below_its_minimum_is_refused(good, name, field):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, field["name"], field["constraints"]["minimum"] - 1)


@pytest.mark.parametrize(("name", "field"), fields_with("maximum"))
def test_a_number_above_its_maximum_is_refused(good, name, field):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, field["name"], field["constraints"]["maximum"] + 1)


@pytest.mark.parametrize(("name", "field"), fields_with("unique"))
def test_a_value_that_must_be_unique_and_is_not_is_refused(good, name, field):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, field["name"], frame[field["name"]].iloc[0])


@pytest.mark.parametrize("name", TABLES)
def test_a_row_that_stands_twice_is_refused(good, name):
    frame = good(name)
    twice = pd.concat([frame, frame.iloc[[0]]], ignore_index=True)
    refuse(name, twice, f"row {len(frame)}, column {SCHEMAS[name]['primaryKey'][0]}: ")


@pytest.mark.parametrize("word", ["None", "nan", "NaN", "NaT", "<NA>"])
@pytest.mark.parametrize(
    ("name", "column"), [pair for pair in fields_of("string") if not pair.values[1].endswith("text")]
)
def test_a_word_for_nothing_is_refused(good, name, column, word):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, column, word)


@pytest.mark.parametrize(("name", "column"), fields_of("string"))
def test_a_missing_value_instead_of_an_empty_string_is_refused(good, name, column):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, column, None)


@pytest.mark.parametrize(("name", "key"), [(n, k) for n, k in REFERENCES if k["reference"]["resource"] == n])
def test_a_reference_into_the_own_table_that_finds_no_row_is_refused(good, name, key):
    frame = good(name)
    refuse_cell(name, frame, len(frame) - 1, key["fields"][0], "nobody")


@pytest.mark.parametrize("part", ["start", "end", "text"])
@pytest.mark.parametrize("prefix", ["", "source_", "cue_"])
def test_an_incomplete_span_is_refused(good, prefix, part):
    frame = good("claims")
    row = last_row(frame, prefix + "text")
    frame.loc[row, prefix + part] = "" if part == "text" else pd.NA
    refuse("claims", frame, f"row {row}, column {prefix}start: ", "or none of them")


@pytest.mark.parametrize(("name", "prefix"), TRIPLES)
@pytest.mark.parametrize("back", [0, 1])
def test_a_span_that_does_not_run_forwards_is_refused(good, name, prefix, back):
    frame = good(name)
    row = last_row(frame, prefix + "text")
    refuse_cell(name, frame, row, prefix + "end", frame.loc[row, prefix + "start"] - back)


@pytest.mark.parametrize(("name", "prefix"), TRIPLES)
def test_a_text_of_another_length_than_its_span_is_refused(good, name, prefix):
    frame = good(name)
    row = last_row(frame, prefix + "text")
    refuse_cell(name, frame, row, prefix + "text", frame.loc[row, prefix + "text"] + "!")


@pytest.mark.parametrize(("name", "prefix"), TRIPLES)
def test_a_text_that_does_not_stand_at_its_span_is_refused(good, articles, name, prefix):
    frame = good(name)
    row = last_row(frame, prefix + "text")
    other = frame.loc[row, prefix + "text"].swapcase()
    refuse_cell(name, frame, row, prefix + "text", other, text=articles[RICH].text)


@pytest.mark.parametrize(("name", "prefix"), TRIPLES)
def test_a_span_beyond_the_article_is_refused(good, articles, name, prefix):
    frame, text = good(name), articles[RICH].text
    row = last_row(frame, prefix + "text")
    frame.loc[row, [prefix + "start", prefix + "end"]] += len(text)
    refuse(name, frame, f"row {row}, column {prefix}text: ", text=text)


@pytest.mark.parametrize("name", [n for n in TABLES if "earliest" in make_table(n, [])])
def test_an_earliest_day_after_the_latest_is_refused(good, name):
    frame = good(name)
    row = last_row(frame, "earliest", "latest")
    refuse_cell(name, frame, row, "earliest", frame.loc[row, "latest"] + pd.Timedelta(days=1))


def test_an_unknown_table_is_refused_with_the_nearest_name(good):
    with pytest.raises(TableError, match=r"No table 'event' .* Did you mean: events\?"):
        check_table("event", good("events"))


@pytest.mark.parametrize(("name", "key"), [pytest.param(n, k, id=f"{n}.{k['fields'][0]}") for n, k in REFERENCES])
def test_a_reference_into_another_table_that_finds_no_row_is_refused(annotations, name, key):
    frames = {n: f.copy() for n, f in vars(annotations[RICH]).items()}
    check_references(frames)
    row, column = len(frames[name]) - 1, key["fields"][0]
    frames[name].loc[row, column] = ";".join(filter(None, [frames[name].loc[row, column], "nobody"]))
    with pytest.raises(
        TableError, match=rf"^Table {name}, row {row}, column {column}: .*nobody.* Expected: an id of table "
    ):
        check_references(frames)


def test_every_source_of_a_claim_is_an_actor_or_the_author(annotations, machine):
    for read in [*annotations.values(), *machine.values()]:
        sources = {i for cell in read.claims["source_id"] for i in cell.split(";")}
        assert sources <= {*read.actors["actor_id"], "author", ""}


# Saving and loading


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.ARTICLES", tmp_path)
    return tmp_path


def test_tables_come_back_from_disk_as_they_were_saved(annotations, machine, folder):
    # Only the first article has corrections.
    for slug, tables in [*machine.items(), (RICH, annotations[RICH])]:
        save_tables(slug, tables)
        loaded = load_tables(slug)
        for name in TABLES:
            pd.testing.assert_frame_equal(getattr(loaded, name), getattr(tables, name), check_exact=True)


def test_saving_twice_changes_no_file(annotations, folder, snapshot):
    assert set(save_tables(RICH, annotations[RICH])) == set(TABLES)
    before = {path: (content, path.stat().st_mtime_ns) for path, content in snapshot(folder).items()}
    assert save_tables(RICH, annotations[RICH]) == []
    assert {path: (content, path.stat().st_mtime_ns) for path, content in snapshot(folder).items()} == before


@pytest.mark.parametrize(
    ("name", "column", "value"), [("relations", "sign", "?"), ("event_parties", "actor_id", "nobody")]
)
def test_a_table_that_breaks_a_rule_keeps_every_table_from_being_written(annotations, folder, name, column, value):
    frames = {n: f.copy() for n, f in vars(annotations[RICH]).items()}
    frames[name].loc[0, column] = value
    with pytest.raises(TableError):
        save_tables(RICH, frames)
    assert list(folder.iterdir()) == []


def test_a_read_only_folder_is_refused_in_one_line_and_left_as_it_was(annotations, folder, snapshot):
    save_tables("story", annotations["no-claim"])
    before = snapshot(folder)
    (folder / "story").chmod(0o555)
    try:
        with pytest.raises(PermissionError) as caught:
            save_tables("story", annotations["merger-2021"])
        assert len(str(caught.value).splitlines()) == 1
        assert "read-only" in str(caught.value)
        assert "chmod u+w" in str(caught.value)
        assert snapshot(folder) == before
        assert stat.S_IMODE((folder / "story").stat().st_mode) == 0o555
    finally:
        (folder / "story").chmod(0o755)


def test_tables_that_were_never_made_say_how_to_make_them(folder):
    with pytest.raises(FileNotFoundError, match="make run ARTICLE=no-such"):
        load_tables("no-such")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1), min_size=1))
def test_any_quotation_survives_being_saved(tmp_path_factory, quotations):
    rows = [
        {"sentence_id": f"s{i}", "paragraph": 1, "start": 0, "end": len(t), "text": t} for i, t in enumerate(quotations)
    ]
    frame, path = make_table("sentences", rows), tmp_path_factory.getbasetemp() / "quotations.csv"
    path.write_bytes(to_csv(frame).encode("utf-8"))
    pd.testing.assert_frame_equal(read_table("sentences", path), frame)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x0b", "\x1c", "\x85"])
def test_an_article_with_any_line_ends_survives_being_saved(folder, end):
    text = f"The FCC sued AT&T{end}on Monday.{end}{end}AT&T said that{end}the FCC was wrong.{end}“It may appeal.”{end}"
    read = annotate(article_from_text(text, "2021-05-14", slug="story"))
    assert len(read.sentences) >= 3 and all(len(getattr(read, name)) for name in ("dates", "claims", "events"))
    save_tables("story", read)
    loaded = load_tables("story")
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(read, name))


def test_a_line_end_inside_a_sentence_survives_being_saved(folder):
    for end in ("\r", "\r\n", "\n"):
        read = annotate(article_from_text(f"The FCC{end}sued AT&T{end}on Monday.", "2018-01-16", slug="story"))
        save_tables("story", read)
        pd.testing.assert_frame_equal(load_tables("story").sentences, read.sentences)


def test_an_article_may_hold_the_word_none_on_a_line_of_its_own():
    article = article_from_text("None\nThe FCC sued AT&T on Monday.", "2018-01-16", slug="none")
    assert annotate(article).sentences["text"].iloc[0] == "None"


# What the annotators find


def test_every_span_of_every_table_cuts_its_text(articles, annotations, machine):
    for read in (annotations, machine):
        for slug, tables in read.items():
            for name, prefix in TRIPLES:
                cells = getattr(tables, name)[[prefix + part for part in ("start", "end", "text")]]
                for start, end, text in cells[cells[prefix + "text"] != ""].itertuples(index=False):
                    assert articles[slug].text[start:end] == text, (slug, name, prefix)


def test_every_hedge_stands_where_it_says(articles, annotations, machine):
    for read in (annotations, machine):
        for slug, tables in read.items():
            for hedge in tables.claims["hedges"].str.split(";").explode():
                if hedge:
                    word, start, end = re.fullmatch(r"(.+)@(\d+)-(\d+):\w+", hedge).groups()
                    assert articles[slug].text[int(start) : int(end)] == word


def test_every_table_keeps_its_rules_with_the_text_at_hand(articles, annotations, machine):
    for read in (annotations, machine):
        for slug, tables in read.items():
            for name in TABLES:
                check_table(name, getattr(tables, name), articles[slug].text)
            check_references(vars(tables))


def test_no_annotation_touches_page_residue(articles, annotations, machine):
    assert sum(len(article.residue) for article in articles.values()) == 4
    for read in (annotations, machine):
        for slug, tables in read.items():
            for name, prefix in TRIPLES:
                cells = getattr(tables, name)[[prefix + "start", prefix + "end"]].dropna()
                for first, last, _ in articles[slug].residue:
                    assert not ((cells[prefix + "start"] < last) & (cells[prefix + "end"] > first)).any(), (slug, name)


def test_a_second_run_gives_the_same_tables_and_ids(articles, machine):
    for slug, article in articles.items():
        again = annotate(article)
        for name in TABLES:
            pd.testing.assert_frame_equal(getattr(again, name), getattr(machine[slug], name))


def test_ids_are_unique_within_an_article(annotations, machine):
    for read in [*annotations.values(), *machine.values()]:
        for name in TABLES:
            assert not getattr(read, name).duplicated(SCHEMAS[name]["primaryKey"]).any()
        ids = [
            i for name in ("sentences", "mentions", "dates", "claims", "events") for i in getattr(read, name).iloc[:, 0]
        ]
        assert len(ids) == len(set(ids))


def test_an_id_is_the_slug_the_kind_and_spans(articles, machine):
    kinds = {"sentences": "sentence", "mentions": "mention", "dates": "date", "claims": "claim", "events": "event"}
    for slug, tables in machine.items():
        for name, kind in kinds.items():
            for row in getattr(tables, name).iloc[:, 0]:
                assert re.fullmatch(rf"{slug}:{kind}(:\d+-\d+)+", row)


def test_the_data_dictionary_is_the_one_that_the_schema_gives():
    assert (paths.DATA / "README.md").read_text(encoding="utf-8") == render_dictionary()


def test_every_column_is_described_and_its_example_keeps_its_rules():
    for resource in load_schemas().values():
        for field in resource["schema"]["fields"]:
            rules, example = field.get("constraints", {}), field.get("example")
            assert field["description"].strip()
            assert example is None or "enum" not in rules or example in rules["enum"], (resource["name"], field["name"])
            assert example is None or "pattern" not in rules or re.fullmatch(rules["pattern"], example)
