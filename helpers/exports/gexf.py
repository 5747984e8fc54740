"""GEXF 1.3 of actors and relations, as Gephi reads it: the graph of `graph`, each edge with the interval of its events.

An edge without a bound in time is there always; so is a link between an actor and the one that it belongs to.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from helpers.exports.graph import build_graph
from helpers.exports.timeml import clean

NAMESPACE = "http://gexf.net/1.3"
TYPES = {str: "string", int: "integer", float: "double"}
# What GEXF has an attribute of its own for.
OWN = ("label", "weight", "earliest", "latest", "edge_id")


def make_gexf(material):
    """The GEXF document of an article."""
    graph = build_graph(material)
    root = Element("gexf", {"xmlns": NAMESPACE, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "Regtrace"
    SubElement(meta, "description").text = clean(graph.graph["source"])
    times = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    drawn = SubElement(root, "graph", {"defaultedgetype": "directed", **times})
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(data=True))
    columns = {kind: declare(drawn, kind, [rows[-1] for rows in items]) for kind, items in
               (("node", nodes), ("edge", edges))}  # fmt: skip
    parent = SubElement(drawn, "nodes")
    for key, data in nodes:
        node = SubElement(parent, "node", {"id": key, "label": clean(data["label"])})
        write_values(node, data, columns["node"])
    parent = SubElement(drawn, "edges")
    for source, target, data in edges:
        write_values(SubElement(parent, "edge", describe_edge(source, target, data)), data, columns["edge"])
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def declare(parent, kind, rows):
    """Declare the attributes of nodes or edges; returns {name: its id}."""
    types = {name: TYPES[type(value)] for row in rows for name, value in row.items() if name not in OWN}
    element = SubElement(parent, "attributes", {"class": kind})
    for name, code in types.items():
        SubElement(element, "attribute", {"id": f"{kind}-{name}", "title": name, "type": code})
    return {name: f"{kind}-{name}" for name in types}


def describe_edge(source, target, data):
    """The attributes of an edge's element; its interval holds both its days."""
    edge = {"id": data["edge_id"], "source": source, "target": target, "label": clean(data["label"])}
    bounds = {"start": data.get("earliest", ""), "end": data.get("latest", "")}
    return {**edge, "weight": str(data["weight"]), **{key: day for key, day in bounds.items() if day}}


def write_values(element, data, columns):
    """The values of a node or an edge that GEXF has no attribute of its own for."""
    values = SubElement(element, "attvalues")
    for name, column in columns.items():
        if data.get(name, "") != "":
            SubElement(values, "attvalue", {"for": column, "value": clean(str(data[name]))})
