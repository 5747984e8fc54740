"""What other tools take: GEXF, FollowTheMoney, POLECAT, schema.org, brat, UIMA – each read back by a library that is
not ours, or held to the format's own rules.
"""

import csv
import io
import json
import re
from dataclasses import replace
from unicodedata import category, normalize

import networkx as nx
import pandas as pd
import pytest
from cassis import load_cas_from_json, load_typesystem
from lxml import etree
from quoting import longest_run
from rdflib import RDF, SDO, Graph, URIRef

from helpers.corrections.overlay import no_corrections
from helpers.exports import Material
from helpers.exports.brat import make_brat, make_conf
from helpers.exports.followthemoney import make_entities
from helpers.exports.gexf import make_gexf
from helpers.exports.inception import make_cas, make_layers
from helpers.exports.marks import list_marks
from helpers.exports.polecat import COLUMNS, make_polecat
from helpers.exports.schemaorg import make_schemaorg
from helpers.lexicons import index_categories
from helpers.tables import write_cell

SLUGS = ("att-huawei-2018", "merger-2021", "no-date", "no-claim", "one-sentence", "hostile")
each_article = pytest.mark.parametrize("slug", SLUGS)


@pytest.fixture(scope="module")
def material(articles, annotations):
    """A function: the material of an article, with or without the text."""
    return lambda slug, with_text=False: Material(articles[slug], annotations[slug], no_corrections(), with_text)


@each_article
@pytest.mark.parametrize("make", [make_gexf, make_entities, make_polecat, make_schemaorg])
def test_no_export_holds_more_than_25_words_in_a_row(slug, make, material):
    given = material(slug)
    assert longest_run(make(given), given.article.text) <= 25


# GEXF. The rules of version 1.3 as its primer tells them, in our own words: the published schema does not compile.

GEXF = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://gexf.net/1.3"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><element name="gexf">
<attribute name="version"><value>1.3</value></attribute>
<element name="meta"><zeroOrMore><element><choice><name>creator</name><name>description</name></choice><text/></element>
</zeroOrMore></element>
<element name="graph"><attribute name="defaultedgetype"><value>directed</value></attribute>
<attribute name="mode"><value>dynamic</value></attribute><attribute name="timeformat"><value>date</value></attribute>
<attribute name="timerepresentation"><value>interval</value></attribute>
<zeroOrMore><element name="attributes"><attribute name="class"><choice><value>node</value><value>edge</value></choice>
</attribute><zeroOrMore><element name="attribute"><attribute name="id"><data type="ID"/></attribute>
<attribute name="title"/><attribute name="type"><choice><value>string</value><value>integer</value><value>double</value>
</choice></attribute></element></zeroOrMore></element></zeroOrMore>
<element name="nodes"><zeroOrMore><element name="node"><attribute name="id"/><attribute name="label"/>
<ref name="values"/></element></zeroOrMore></element>
<element name="edges"><zeroOrMore><element name="edge"><attribute name="id"/><attribute name="label"/>
<attribute name="source"/><attribute name="target"/><attribute name="weight"><data type="double"/></attribute>
<optional><attribute name="start"><data type="date"/></attribute></optional>
<optional><attribute name="end"><data type="date"/></attribute></optional><ref name="values"/></element></zeroOrMore>
</element></element></element></start>
<define name="values"><element name="attvalues"><zeroOrMore><element name="attvalue"><attribute name="for">
<data type="IDREF"/></attribute><attribute name="value"/></element></zeroOrMore></element></define></grammar>
"""


@each_article
def test_gexf_keeps_the_rules_of_its_version_1_3(slug, material):
    tree = etree.fromstring(make_gexf(material(slug)).encode())
    schema = etree.RelaxNG(etree.fromstring(GEXF))
    assert schema.validate(tree), schema.error_log
    names = {"g": "http://gexf.net/1.3"}
    nodes = tree.xpath("//g:node/@id", namespaces=names)
    assert len(set(nodes)) == len(nodes)
    assert set(tree.xpath("//g:edge/@source | //g:edge/@target", namespaces=names)) <= set(nodes)
    edges = tree.xpath("//g:edge/@id", namespaces=names)
    assert len(set(edges)) == len(edges)


@each_article
def test_networkx_reads_from_gexf_who_acts_towards_whom_and_when(slug, material):
    read = material(slug).read
    graph = nx.read_gexf(io.BytesIO(make_gexf(material(slug)).encode()), version="1.3")
    assert set(graph) == set(read.actors["actor_id"])
    edges = [data for *_, data in graph.edges(data=True) if data["relation"] == "acts towards"]
    assert sorted(
        (d["category"], d["sign"], d["weight"], d.get("start", ""), d.get("end", "")) for d in edges
    ) == sorted(
        (r.category, 1 if r.sign == "+" else -1, float(r.n_events), write_cell(r.earliest), write_cell(r.latest))
        for r in read.relations.itertuples()
    )


# FollowTheMoney. The library needs ICU and a compiler: `make stress` tries to install it. Here stand the properties of
# its version 4.11 that are used: (the schema that has it, what it holds).

THING = {"name", "alias", "country", "wikidataId", "proof", "notes", "summary", "sourceUrl", "publisher"}
INTERVAL = {"startDate", "endDate", "summary", "recordId", "proof"}
SCHEMATA = {
    "Article": THING | {"title", "fileName", "author", "publishedAt", "language", "bodyText"},
    **dict.fromkeys(("Person", "Company", "PublicBody", "Organization", "LegalEntity", "Territory"), THING),
    "Event": THING | INTERVAL | {"organizer", "involved"},
    "UnknownLink": INTERVAL | {"subject", "object", "role", "status"},
}
POINTING = {
    "proof": {"Article"},
    "organizer": {"Person", "Company", "PublicBody", "Organization", "LegalEntity"},
    "involved": {"Person", "Company", "PublicBody", "Organization", "LegalEntity"},
    "subject": set(SCHEMATA) - {"Article", "Event", "UnknownLink"},
    "object": set(SCHEMATA) - {"Article", "Event", "UnknownLink"},
}


def read_entities(material):
    return [json.loads(line) for line in make_entities(material).splitlines()]


@each_article
@pytest.mark.parametrize("with_text", [False, True])
def test_entities_have_the_properties_of_their_schemata_and_point_to_entities(slug, with_text, material):
    entities = read_entities(material(slug, with_text))
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    assert len(schemata) == len(entities)
    for entity in entities:
        assert entity["properties"].keys() <= SCHEMATA[entity["schema"]]
        assert all(value and isinstance(value, str) for values in entity["properties"].values() for value in values)
        for name, kinds in POINTING.items():
            assert {schemata[key] for key in entity["properties"].get(name, ())} <= kinds
        assert entity["schema"] == "Article" or entity["properties"]["proof"] == [entities[0]["id"]]


@each_article
def test_every_actor_event_and_relation_is_an_entity(slug, material):
    read, kinds = material(slug).read, pd.Series([e["schema"] for e in read_entities(material(slug))]).value_counts()
    linked = int(read.actors["parent_id"].isin(read.actors["actor_id"]).sum())
    assert kinds.get("Event", 0) == len(read.events)
    assert kinds.get("UnknownLink", 0) == len(read.relations) + linked
    assert kinds.sum() == 1 + len(read.actors) + len(read.events) + len(read.relations) + linked


def compose(properties):
    """Properties as FollowTheMoney cleans them: letters composed, nothing hidden."""
    return {
        name: {"".join(c for c in normalize("NFC", v) if category(c) != "Cf") for v in values}
        for name, values in properties.items()
    }


@each_article
def test_the_library_of_followthemoney_reads_every_entity_whole(slug, material):
    model = pytest.importorskip("followthemoney").model
    for given in read_entities(material(slug)):
        entity = model.get_proxy(given, cleaned=False)
        entity.schema.validate(given)
        assert compose(entity.to_dict()["properties"]) == compose(given["properties"])


# POLECAT


@each_article
def test_polecat_has_its_columns_and_every_event_with_all_its_parties(slug, material):
    read = material(slug).read
    rows = list(csv.DictReader(io.StringIO(make_polecat(material(slug)))))
    assert len(COLUMNS) == 40 and all(tuple(row) == COLUMNS for row in rows)
    assert len({row["Event ID"] for row in rows}) == len(rows)
    events = {row["event_id"]: row for row in read.events.to_dict("records")}
    names = dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))
    told = {}
    for row in rows:
        event_id = re.sub(r"(:\d+-\d+)-\d+$", r"\1", row["Event ID"])
        coded = index_categories()[events[event_id]["category"]]
        assert row["Event Type"] == coded.category
        assert row["Intensity"] == write_cell(coded.score)
        sides = told.setdefault(event_id, (set(), set()))
        for side, column in zip(sides, ("Actor Name", "Recipient Name"), strict=True):
            side.update(filter(None, [row[column]]))
    assert told.keys() == events.keys()
    for event_id, sides in told.items():
        own = read.event_parties[read.event_parties["event_id"] == event_id]
        for side, role in zip(sides, ("actor", "recipient"), strict=True):
            assert side == {names[i] for i in own.loc[own["role"] == role, "actor_id"] if i}


# schema.org


# rdflib warns of its own code.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@each_article
@pytest.mark.parametrize("with_text", [False, True])
def test_schema_org_is_json_ld_in_terms_that_rdflib_knows(slug, with_text, material):
    given = material(slug, with_text)
    document = json.loads(make_schemaorg(given))
    assert document.pop("@context") == "https://schema.org"
    graph = Graph().parse(
        data=json.dumps({"@context": {"@vocab": "https://schema.org/"}, **document}), format="json-ld"
    )
    terms = {term for triple in graph for term in triple[1:2] if term != RDF.type} | set(graph.objects(None, RDF.type))
    assert {term for term in terms if term not in SDO} == set()
    subjects = {str(subject) for subject in graph.subjects(RDF.type, SDO.Event)}
    assert subjects == {f"urn:regtrace:{event_id}" for event_id in given.read.events["event_id"]}
    worded = given.read.claims[given.read.claims["text"] != ""]
    said = {*graph.subjects(RDF.type, SDO.Claim), *graph.subjects(RDF.type, SDO.Quotation)}
    assert said == {URIRef(f"urn:regtrace:{claim_id}") for claim_id in worded["claim_id"]}
    pointed = {o for o in graph.objects() if isinstance(o, URIRef) and str(o).startswith("urn:")}
    assert pointed <= set(graph.subjects())
    assert bool(list(graph.objects(None, SDO.articleBody))) == with_text


# brat, by the rules that its manual gives for standoff

RULES = {
    "T": re.compile(r"T\d+\t\S+ \d+ \d+(;\d+ \d+)*\t[^\n]+"),
    "E": re.compile(r"E\d+\t\S+:T\d+( \S+:T\d+)*"),
    "R": re.compile(r"R\d+\t\S+ Arg1:T\d+ Arg2:T\d+"),
    "A": re.compile(r"A\d+\t\S+ [TE]\d+ \S+"),
    "N": re.compile(r"N\d+\tReference T\d+ \S+:\S+\t[^\n]+"),
    "#": re.compile(r"#\d+\tAnnotatorNotes [TE]\d+\t[^\n]+"),
}


@each_article
def test_brat_can_open_the_standoff(slug, material):
    given = material(slug, with_text=True)
    text, conf = given.article.text, make_conf()
    lines = make_brat(given).split("\n")[:-1]
    keys = [line.split("\t")[0] for line in lines]
    assert len(set(keys)) == len(keys) and all(RULES[line[0]].fullmatch(line) for line in lines)
    assert set(re.findall(r"(?:Arg[12]:|:| )([TE]\d+)\b", "\n".join(li for li in lines if li[0] != "T"))) <= set(keys)
    for line in (line for line in lines if line[0] == "T"):
        _, marked, words = line.split("\t", 2)
        kind, places = marked.split(" ", 1)
        pieces = [tuple(map(int, piece.split())) for piece in places.split(";")]
        assert words == " ".join(text[start:end] for start, end in pieces) and "\n" not in words
        assert re.search(rf"^{kind}(\t|$)", conf, re.MULTILINE)
    assert len([key for key in keys if key[0] == "T"]) == len(list_marks(given.read))
    assert len([key for key in keys if key[0] == "E"]) == len(given.read.events)


def test_a_mark_over_a_line_break_is_cut_into_pieces_as_brat_does(material):
    given = material("merger-2021", with_text=True)
    at = given.article.text.index("\n")
    place = {"start": at - 4, "end": at + 5, "text": given.article.text[at - 4 : at + 5]}
    dates = given.read.dates.iloc[:1].assign(**place)
    lines = make_brat(replace(given, read=replace(given.read, dates=dates))).split("\n")
    assert any(f"Date {at - 4} {at};{at + 1} {at + 5}\t" in line for line in lines)


# UIMA


@each_article
def test_cassis_reads_every_mark_of_the_cas(slug, material):
    given = material(slug, with_text=True)
    cas = load_cas_from_json(make_cas(given))
    assert cas.sofa_string == given.article.text
    types = {"mentions": "Mention", "dates": "Date", "claims": "Statement", "events": "Event"}
    found = sorted(
        (table, a.begin, a.end, a.row, a.get_covered_text())
        for table, name in types.items()
        for a in cas.select(f"webanno.custom.Regtrace{name}")
    )
    text = given.article.text
    assert found == sorted((m.table, m.start, m.end, m.row_id, text[m.start : m.end]) for m in list_marks(given.read))
    linked = {a.row: [(link.role, link.target.row) for link in a.links.elements] for a in
              cas.select("webanno.custom.RegtraceEvent") if a.links}  # fmt: skip
    assert linked == {m.row_id: list(m.links) for m in list_marks(given.read) if m.table == "events" and m.links}


def test_cassis_reads_the_layers_and_they_are_those_of_the_cas(material):
    layers = load_typesystem(make_layers())
    cas = load_cas_from_json(make_cas(material("merger-2021", with_text=True)))
    own = [t for t in layers.get_types() if t.name.startswith("webanno.custom.Regtrace")]
    assert len(own) == 5
    for described in own:
        used = cas.typesystem.get_type(described.name)
        assert {f.name for f in described.features} == {f.name for f in used.features}
