"""UIMA CAS JSON 0.4.0, as INCEpTION imports and exports it: a layer per kind of mark, with the text.

The layers are described in `inception-layers.xml`, a UIMA type system: import it in the project's settings before the
document. The feature `row` holds the id of the row. Offsets count UTF-16 code units, as UIMA does.
"""

import json
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from helpers.exports.marks import NOUNS, ROLES, VALUES, Mark, MarkError, allow, is_whole, list_marks

SPACE, ANNOTATION, TOP = "webanno.custom.", "uima.tcas.Annotation", "uima.cas.TOP"
STRING, VIEW = "uima.cas.String", "_InitialView"
LAYERS = {table: f"{SPACE}Regtrace{noun}" for table, noun in NOUNS.items()}
LINK = f"{SPACE}RegtraceLink"


# Written


def list_features(table):
    """{feature: its range} of a layer; links to mentions are an array of role and target."""
    features = {"row": STRING, **dict.fromkeys(VALUES[table], STRING)}
    return features | ({"links": f"{LINK}[]"} if ROLES[table] else {})


def list_types():
    """{type: (supertype, {feature: range})} of every layer."""
    layers = {name: (ANNOTATION, list_features(table)) for table, name in LAYERS.items()}
    return {LINK: (TOP, {"role": STRING, "target": LAYERS["mentions"]}), **layers}


def make_layers():
    """The UIMA type system as XML, for INCEpTION's settings."""
    root = Element("typeSystemDescription", {"xmlns": "http://uima.apache.org/resourceSpecifier"})
    SubElement(root, "name").text = "Regtrace"
    types = SubElement(root, "types")
    for name, (parent, features) in list_types().items():
        described = SubElement(types, "typeDescription")
        for tag, text in (("name", name), ("description", ""), ("supertypeName", parent)):
            SubElement(described, tag).text = text
        listed = SubElement(described, "features")
        for feature, kind in features.items():
            element = SubElement(listed, "featureDescription")
            array = kind.endswith("[]")
            tags = {"name": feature, "description": "", "rangeTypeName": "uima.cas.FSArray" if array else kind}
            for tag, text in (tags | ({"elementType": kind[:-2]} if array else {})).items():
                SubElement(element, tag).text = text
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def make_cas(material):
    """The CAS of an article as JSON: its text and its marks."""
    return write_cas(list_marks(material.read), material.article.text)


def write_cas(marks, text):
    """Marks of a text as a CAS in JSON."""
    units, ids = count_units(text), {mark.key: n for n, mark in enumerate(marks, 3)}
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": VIEW, "mimeType": "text", "sofaString": text}
    whole = {"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "begin": 0, "end": units[len(text)]}
    structures, free = [sofa, {**whole, "language": "en"}], 3 + len(marks)
    for mark in marks:
        row = {"row": mark.row_id, **{column: value for column, value in mark.values.items() if value}}
        place = {"@sofa": 1, "begin": units[mark.start], "end": units[mark.end]}
        described = {"%ID": ids[mark.key], "%TYPE": LAYERS[mark.table], **place, **row}
        if mark.links:
            links = [
                {"%ID": free + n, "%TYPE": LINK, "role": role, "@target": ids[key]}
                for n, (role, key) in enumerate(mark.links)
            ]
            elements = [link["%ID"] for link in links]
            array = {"%ID": free + len(links), "%TYPE": f"{LINK}[]", "%ELEMENTS": elements}
            structures += [*links, array]
            described["@links"] = array["%ID"]
            free = array["%ID"] + 1
        structures.append(described)
    views = {VIEW: {"%SOFA": 1, "%MEMBERS": [2, *ids.values()]}}
    cas = {"%TYPES": describe_types(), "%FEATURE_STRUCTURES": structures, "%VIEWS": views}
    return json.dumps(cas, ensure_ascii=True, indent=1) + "\n"


def describe_types():
    """The types as UIMA's JSON has them."""
    return {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": parent,
            **{feature: {"%NAME": feature, "%RANGE": kind} for feature, kind in features.items()},
        }
        for name, (parent, features) in list_types().items()
    }


def count_units(text):
    """How many UTF-16 code units stand before each character of a text, and in all of it."""
    units = [0]
    for character in text:
        units.append(units[-1] + 1 + (ord(character) > 0xFFFF))
    return units


# Read back


def read_cas(content, text, name):
    """The `Mark`s of a CAS of an article's text; raises MarkError for what is no such CAS."""
    try:
        structures = json.loads(content)["%FEATURE_STRUCTURES"]
        if isinstance(structures, dict):
            structures = [{"%ID": int(key), **value} for key, value in structures.items()]
        structures = [{**structure, "%TYPE": str(structure["%TYPE"])} for structure in structures]
        known = {structure["%ID"]: structure for structure in structures}
        told = [s["sofaString"] for s in structures if s["%TYPE"] == "uima.cas.Sofa" and "sofaString" in s]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise MarkError(
            f"{name} is no UIMA CAS in JSON ({type(error).__name__}). Export the document from INCEpTION as "
            "UIMA CAS JSON."
        ) from None
    if text not in told:
        raise MarkError(
            f"{name} holds another text than the article. Give the CAS of this article, its text unchanged."
        )
    places, tables = {unit: n for n, unit in enumerate(count_units(text))}, {n: t for t, n in LAYERS.items()}
    return [
        read_structure(structure, tables[structure["%TYPE"]], known, places, text, name)
        for structure in structures
        if structure["%TYPE"] in tables
    ]


def read_structure(structure, table, known, places, text, name):
    """A feature structure as a `Mark`."""
    where = f"{name}, feature structure {structure['%ID']} ({NOUNS[table]})"
    try:
        start, end = places[structure["begin"]], places[structure["end"]]
    except (KeyError, TypeError):
        start = end = 0
    if not is_whole(start, end, text):
        raise MarkError(f"{where}: begin and end are no span of the text. Expected: two numbers of UTF-16 code units.")
    given = {column: str(structure.get(column) or "") for column in VALUES[table]}
    for column, value in given.items():
        codes = allow(table, column)
        if codes and value not in codes:
            raise MarkError(f"{where}: {column} is '{value[:40]}'. Expected: one of {', '.join(codes)}.")
    links = tuple(read_links(structure, table, known, where)) if ROLES[table] else ()
    return Mark(str(structure["%ID"]), table, str(structure.get("row") or ""), start, end, given, links)


def read_links(structure, table, known, where):
    """(role, key of a mention) of the links of a feature structure."""

    def follow(key):
        return known.get(key, {}) if isinstance(key, int) else {}

    elements = follow(structure.get("@links")).get("%ELEMENTS")
    for key in elements if isinstance(elements, list) else ():
        link = follow(key)
        target = follow(link.get("@target"))
        if link.get("role") not in ROLES[table] or target.get("%TYPE") != LAYERS["mentions"]:
            raise MarkError(f"{where}: a link has no known role or no mention. Expected: {' or '.join(ROLES[table])}.")
        yield link["role"], str(target["%ID"])
