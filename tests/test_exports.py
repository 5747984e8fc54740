"""Exports: each read back by a library that is not ours or held to the standard's own rules; quotations stay short."""

import csv
import io
import json
import re
from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from pyld import jsonld
from quoting import longest_run

from helpers import exports
from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.corpora.timeml import read_timeml
from helpers.corrections.overlay import no_corrections
from helpers.exports import Material, browser, figures
from helpers.exports.annotations import make_annotations
from helpers.exports.graph import make_graph
from helpers.exports.package import make_package
from helpers.exports.timeline import make_timeline
from helpers.exports.timeml import make_timeml
from helpers.tables import TABLES, check_table, read_table

SLUGS = ("att-huawei-2018", "merger-2021", "no-date", "no-claim", "one-sentence", "hostile")
each_article = pytest.mark.parametrize("slug", SLUGS)


@pytest.fixture(scope="module")
def material(articles, annotations):
    """A function: the material of an article, with or without the text."""
    return lambda slug, with_text=False: Material(articles[slug], annotations[slug], no_corrections(), with_text)


def data_files(material):
    """Every export but the dossier."""
    made = {
        "annotations.jsonld": make_annotations,
        "timeml.xml": make_timeml,
        "relations.graphml": make_graph,
        "timeline.json": make_timeline,
    }
    return {**make_package(material), **{name: make(material) for name, make in made.items()}}


# How much of the text is carried


@each_article
def test_no_export_holds_more_than_25_words_in_a_row(slug, material):
    given = material(slug)
    runs = {name: longest_run(content, given.article.text) for name, content in data_files(given).items()}
    assert {name: run for name, run in runs.items() if run > 25} == {}


def test_sentences_and_the_authors_own_statements_keep_only_their_place(material):
    files = make_package(material("merger-2021"))
    sentences, claims = (
        pd.read_csv(io.StringIO(files[f"{name}.csv"]), keep_default_na=False) for name in ("sentences", "claims")
    )
    assert set(sentences["text"]) == {""} and sentences["end"].min() > 0
    assert set(claims.loc[claims["source_id"] == "author", "text"]) <= {""}


@each_article
def test_with_the_text_the_tables_are_whole(slug, material, tmp_path):
    given = material(slug, with_text=True)
    files = make_package(given)
    assert files["article.txt"] == given.article.text
    for name in TABLES:
        (tmp_path / f"{name}.csv").write_bytes(files[f"{name}.csv"].encode())
        read = check_table(name, read_table(name, tmp_path / f"{name}.csv"), given.article.text)
        pd.testing.assert_frame_equal(read, getattr(given.read, name))


# Frictionless


@pytest.mark.parametrize(("slug", "with_text"), [("merger-2021", False), ("hostile", True), ("no-claim", False)])
def test_the_data_package_is_valid_by_frictionless(slug, with_text, material, tmp_path):
    import frictionless

    for name, content in make_package(material(slug, with_text)).items():
        (tmp_path / name).write_bytes(content.encode())
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["resourceName", "rowNumber", "fieldName", "note"]) == []
    assert {task.name for task in report.tasks} >= set(TABLES)


# W3C Web Annotation

OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
IDS = {
    "target": "oa:hasTarget", "source": "oa:hasSource", "selector": "oa:hasSelector", "body": "oa:hasBody",
    "startSelector": "oa:hasStartSelector", "endSelector": "oa:hasEndSelector", "creator": "dcterms:creator",
    "via": "oa:via", "first": "as:first",
}  # fmt: skip
VALUES = {
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "start": "oa:start", "end": "oa:end",
    "format": "dc:format", "language": "dc:language", "value": "rdf:value", "name": "foaf:name", "label": "rdfs:label",
    "total": "as:totalItems", "startIndex": "as:startIndex",
}  # fmt: skip
TYPES = {
    "Annotation": "oa", "TextualBody": "oa", "TextQuoteSelector": "oa", "TextPositionSelector": "oa",
    "RangeSelector": "oa", "identifying": "oa", "classifying": "oa", "describing": "oa", "tagging": "oa",
}  # fmt: skip
CONTEXT = {
    "oa": OA,
    "as": AS,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "id": "@id",
    "type": "@type",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    **{term: {"@id": iri, "@type": "@id"} for term, iri in IDS.items()},
    **VALUES,
    **{term: f"{prefix}:{term}" for term, prefix in TYPES.items()},
}


def load_context(url, options):
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": CONTEXT},
    }


def list_keys(thing):
    """Every key below a JSON value."""
    if isinstance(thing, list):
        return {key for item in thing for key in list_keys(item)}
    return (
        set(thing) | {key for value in thing.values() for key in list_keys(value)} if isinstance(thing, dict) else set()
    )


@each_article
def test_annotations_are_json_ld_in_the_terms_of_the_web_annotation_vocabulary(slug, material):
    document = json.loads(make_annotations(material(slug)))
    assert list_keys(document) - {"@context"} <= set(CONTEXT)
    [expanded] = jsonld.expand(document, {"documentLoader": load_context})
    [page] = expanded[f"{AS}first"]
    items = page[f"{AS}items"][0]["@list"]
    assert len(items) == expanded[f"{AS}totalItems"][0]["@value"]
    for item in items:
        assert item["@type"] == [f"{OA}Annotation"] and item["@id"].startswith("urn:regtrace:")
        [target] = item[f"{OA}hasTarget"]
        kinds = [selector["@type"][0] for selector in target[f"{OA}hasSelector"]]
        assert kinds[0] == f"{OA}TextPositionSelector" and kinds[1] in (f"{OA}TextQuoteSelector", f"{OA}RangeSelector")


def check_quote(selector, text, at=None):
    """A TextQuoteSelector selects the characters at a place, and what it says of their surroundings is true."""
    start = at if at is not None else text.index(selector["prefix"] + selector["exact"]) + len(selector["prefix"])
    end = start + len(selector["exact"])
    assert text[start:end] == selector["exact"]
    assert text[:start].endswith(selector["prefix"]) and text[end:].startswith(selector["suffix"])


@each_article
@pytest.mark.parametrize("with_text", [False, True])
def test_both_selectors_of_an_annotation_select_the_same_words(slug, with_text, material):
    given = material(slug, with_text)
    text = given.article.text
    items = json.loads(make_annotations(given))["first"]["items"]
    rows = [
        *given.read.mentions["mention_id"],
        *given.read.dates["date_id"],
        *given.read.claims["claim_id"],
        *given.read.events["event_id"],
    ]
    assert sorted(item["id"] for item in items) == sorted(f"urn:regtrace:{row}" for row in rows)
    for item in items:
        position, quote = item["target"]["selector"]
        if quote["type"] == "RangeSelector":
            assert not with_text
            check_quote(quote["startSelector"], text, position["start"])
            check_quote(quote["endSelector"], text, position["end"])
        else:
            check_quote(quote, text, position["start"])
            assert position["end"] == position["start"] + len(quote["exact"])


@each_article
def test_an_event_is_marked_by_its_trigger_and_a_statement_without_words_by_its_cue(slug, material):
    given = material(slug)
    none = {"start": pd.NA, "end": pd.NA, "text": ""}
    bare = given.read.claims.assign(**none).astype(given.read.claims.dtypes).dropna(subset=["cue_start"])
    read = replace(given.read, claims=bare)
    items = json.loads(make_annotations(replace(given, read=read)))["first"]["items"]
    marked = {item["id"]: item["target"]["selector"][0] for item in items}
    for table, prefix in ((read.events, "trigger_"), (bare, "cue_")):
        for row in table.to_dict("records"):
            place = marked[f"urn:regtrace:{row[table.columns[0]]}"]
            assert (place["start"], place["end"]) == (row[prefix + "start"], row[prefix + "end"])


# TimeML

DTD = """
<!ELEMENT TimeML (DOCID, DCT, TITLE?, TEXT, (MAKEINSTANCE | TLINK)*)>
<!ELEMENT DOCID (#PCDATA)> <!ELEMENT DCT (#PCDATA | TIMEX3)*> <!ELEMENT TITLE (#PCDATA)>
<!ELEMENT TEXT (#PCDATA | TIMEX3 | EVENT)*> <!ELEMENT TIMEX3 (#PCDATA)> <!ELEMENT EVENT (#PCDATA)>
<!ELEMENT MAKEINSTANCE EMPTY> <!ELEMENT TLINK EMPTY>
<!ATTLIST TIMEX3 tid ID #REQUIRED type (DATE | TIME | DURATION | SET) #REQUIRED value NMTOKEN #REQUIRED
  mod (BEFORE | AFTER | ON_OR_BEFORE | ON_OR_AFTER | LESS_THAN | MORE_THAN | EQUAL_OR_LESS | EQUAL_OR_MORE
    | START | MID | END | APPROX) #IMPLIED
  functionInDocument (CREATION_TIME | EXPIRATION_TIME | MODIFICATION_TIME | PUBLICATION_TIME | RELEASE_TIME
    | RECEPTION_TIME | NONE) "NONE"
  temporalFunction (true | false) "false" anchorTimeID IDREF #IMPLIED>
<!ATTLIST EVENT eid ID #REQUIRED
  class (REPORTING | PERCEPTION | ASPECTUAL | I_ACTION | I_STATE | STATE | OCCURRENCE) #REQUIRED>
<!ATTLIST MAKEINSTANCE eiid ID #REQUIRED eventID IDREF #REQUIRED
  pos (ADJECTIVE | NOUN | VERB | PREPOSITION | OTHER) #REQUIRED
  tense (FUTURE | INFINITIVE | PAST | PASTPART | PRESENT | PRESPART | NONE) #REQUIRED
  aspect (PROGRESSIVE | PERFECTIVE | PERFECTIVE_PROGRESSIVE | NONE) #REQUIRED
  polarity (POS | NEG) #REQUIRED modality CDATA #IMPLIED>
<!ATTLIST TLINK lid ID #REQUIRED eventInstanceID IDREF #REQUIRED relatedToTime IDREF #REQUIRED
  relType (BEFORE | AFTER | INCLUDES | IS_INCLUDED | DURING | SIMULTANEOUS | IAFTER | IBEFORE | IDENTITY
    | BEGINS | ENDS | BEGUN_BY | ENDED_BY | DURING_INV) #REQUIRED>
"""


@each_article
@pytest.mark.parametrize("with_text", [False, True])
def test_timeml_keeps_the_rules_of_its_version_1_2_1(slug, with_text, material):
    tree = etree.fromstring(make_timeml(material(slug, with_text)).encode())
    dtd = etree.DTD(io.StringIO(DTD))
    assert dtd.validate(tree), dtd.error_log.filter_from_errors()


@each_article
def test_timeml_with_the_text_reads_back_as_the_text_and_its_dates(slug, material, tmp_path):
    given = material(slug, with_text=True)
    (tmp_path / "story.tml").write_text(make_timeml(given), encoding="utf-8")
    read = read_timeml(tmp_path / "story.tml")
    illegal = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
    assert read.text == illegal.sub("\ufffd", given.article.text)
    dates = given.read.dates
    assert [(a.start, a.end, a.value) for a in read.answers] == list(
        zip(dates["start"], dates["end"], dates["timex_value"], strict=True)
    )
    assert read.created == f"{given.article.published:%Y-%m-%d}"


# GraphML


@each_article
def test_networkx_reads_the_graph_with_its_signs_and_weights(slug, material):
    read = material(slug).read
    text = make_graph(material(slug))
    graph = nx.parse_graphml(text, force_multigraph=True)
    assert set(graph) == set(read.actors["actor_id"])
    edges = [data for *_, data in graph.edges(data=True) if data["relation"] == "acts towards"]
    assert sorted((d["category"], d["sign"], d["weight"]) for d in edges) == sorted(
        (r.category, 1 if r.sign == "+" else -1, float(r.n_events)) for r in read.relations.itertuples()
    )
    assert all(data["weight"] > 0 for *_, data in graph.edges(data=True))
    keys = etree.fromstring(text.encode()).findall("{*}key")
    assert len({key.get("id") for key in keys}) == len(keys)
    assert {"label", "weight"} <= {key.get("attr.name") for key in keys} or not edges


# TimelineJS

DAY = {
    "type": "object",
    "required": ["year"],
    "properties": {part: {"type": "string", "pattern": r"^\d+$"} for part in ("year", "month", "day")},
}
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "scale": {"enum": ["human", "cosmological"]},
        "title": {"type": "object", "required": ["text"]},
        "events": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["start_date", "text", "unique_id"],
                "properties": {
                    "start_date": DAY,
                    "end_date": DAY,
                    "text": {"type": "object", "required": ["headline", "text"]},
                    "unique_id": {"type": "string", "pattern": r"^[\w-]+$"},
                },
            },
        },
    },
}


@each_article
def test_the_timeline_has_the_shape_that_timelinejs_reads(slug, material):
    read = material(slug).read
    timeline = json.loads(make_timeline(material(slug)))
    Draft202012Validator(TIMELINE).validate(timeline)
    dated = read.events[read.events["earliest"].notna() | read.events["latest"].notna()]
    assert len(timeline["events"]) == max(1, len(dated))
    ids = [event["unique_id"] for event in timeline["events"]]
    assert len(ids) == len(set(ids))


# Spreadsheets

FORMULAS = (
    '=HYPERLINK("http://x.example","y") Corp. sued the FCC on Monday.\n'
    "+1 Wireless Inc. urged @cmd Corp. to end a deal.\n"
    '-2+3 Mobile Inc. denied the charge on Tuesday, "=1+1," it said.'
)


def test_no_cell_of_a_csv_begins_as_a_formula(tmp_path, monkeypatch):
    from helpers.tables import load_tables, save_tables

    monkeypatch.setattr("helpers.paths.ARTICLES", tmp_path)
    article = article_from_text(FORMULAS, "2018-01-16", slug="formulas")
    read = annotate(article)
    save_tables("formulas", read)
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "formulas").iterdir()}
    files |= {
        f"export {n}": c
        for n, c in make_package(Material(article, read, no_corrections(), True)).items()
        if n.endswith(".csv")
    }
    cells = [
        (name, cell) for name, content in files.items() for row in csv.reader(io.StringIO(content)) for cell in row
    ]
    number = re.compile(r"[+-]?\d+(\.\d+)?|[+-]")
    assert [(n, c) for n, c in cells if c[:1] in ("=", "+", "-", "@", "\t", "\r") and not number.fullmatch(c)] == []
    assert any(c.startswith("'") for _, c in cells)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(load_tables("formulas"), name), getattr(read, name))


# The dossier, and the whole


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """(the folder of the exports of an article, the names that were written the first and the second time)."""
    folder, draw_all = tmp_path_factory.mktemp("exports"), figures.chart_tables
    few = ("mentions", "timeline", "relations")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "chart_tables", lambda *given: {what: draw_all(*given)[what] for what in few})
        patch.setattr("helpers.paths.EXPORTS", folder)
        patch.setattr(browser, "find_browser", lambda: "")
        names = [exports.export_article("tests/articles/merger-2021.txt") for _ in range(2)]
    return folder / "merger-2021", *names


def test_exports_are_written_once_and_then_left_alone(written):
    folder, first, second = written
    assert sorted(first) == sorted(path.name for path in folder.iterdir())
    assert {
        "datapackage.json",
        "annotations.jsonld",
        "timeml.xml",
        "relations.graphml",
        "timeline.json",
        "relations.gexf",
        "entities.ftm.json",
        "polecat.csv",
        "schema.jsonld",
        "dossier.html",
    } <= set(first)
    assert second == []


def test_the_dossier_stands_alone_and_quotes_every_event_and_statement(written, annotations, articles):
    page = (written[0] / "dossier.html").read_text(encoding="utf-8")
    root = etree.HTML(page)
    assert not {e.tag for e in root.iter() if isinstance(e.tag, str)} & {"script", "link", "iframe", "object", "form"}
    assert {e.get("src")[:25] for e in root.iter("img")} == {"data:image/svg+xml;base64"}
    figures = root.findall(".//figure")
    assert len(figures) == 4 and all(figure.findall("img") for figure in figures)
    assert all(len(e.get("alt")) > 20 for e in root.iter("img"))
    assert [h.text for h in root.iter("h2")][:2] == ["Findings", "Figures"]
    read = annotations["merger-2021"]
    marks = [row.findtext("td") for row in root.iter("tr")]
    assert marks[: len(read.events)] == [str(n) for n in range(1, len(read.events) + 1)]
    assert len(marks) == len(read.events) + len(read.claims)
    assert longest_run(" ".join(root.itertext()), articles["merger-2021"].text) <= 25


def test_taking_the_text_back_takes_its_file_away(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.EXPORTS", tmp_path)
    monkeypatch.setattr(browser, "find_browser", lambda: "")
    monkeypatch.setattr("helpers.exports.dossier.make_dossier", lambda material: "")
    exports.export_article("tests/articles/one-sentence.txt", with_text=True)
    held = ["annotation.conf", "article.ann", "article.txt", "inception-layers.xml", "inception.json"]
    assert {path.name for path in (tmp_path / "one-sentence").iterdir()} >= set(held)
    exports.export_article("tests/articles/one-sentence.txt")
    assert {path.name for path in (tmp_path / "one-sentence").iterdir()}.isdisjoint(held)
