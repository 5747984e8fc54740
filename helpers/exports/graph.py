"""GraphML of actors and relations, as Gephi and networkx read it: who acts towards whom, with sign and weight."""

import networkx as nx

from helpers.findings.article import source_line
from helpers.pages.markup import reveal
from helpers.tables import write_cell
from helpers.wording import plain


def make_graph(material):
    """GraphML: a directed graph that may have several edges between two actors."""
    return "\n".join(nx.generate_graphml(build_graph(material), edge_id_from_attribute="edge_id")) + "\n"


def build_graph(material):
    """The MultiDiGraph: a node per actor, an edge per relation, and one without a sign per structural link.

    `weight` is the number of events (1 for a link), `n_read` how many of them somebody has read, `sign` is 1, -1 or 0,
    `score` PLOVER's, `signed_weight` sign × weight.
    """
    read, readers = material.read, material.find_readers("events")
    line = source_line(material.article, material.corrections, events=read.events)
    graph = nx.MultiDiGraph(source=reveal(line))
    for actor in read.actors.to_dict("records"):
        graph.add_node(
            actor["actor_id"],
            label=reveal(actor["name"]),
            **{k: reveal(actor[k]) for k in ("kind", "sector", "role", "country")},
        )
    for number, row in enumerate(read.relations.to_dict("records"), 1):
        graph.add_edge(
            row["source_id"], row["target_id"], **describe_relation(row, readers), edge_id=f"relation-{number}"
        )
    linked = read.actors[read.actors["parent_id"].isin(read.actors["actor_id"])]
    for number, row in enumerate(linked.to_dict("records"), 1):
        graph.add_edge(row["actor_id"], row["parent_id"], **describe_link(row), edge_id=f"link-{number}")
    return graph


def describe_relation(row, readers):
    """The attributes of a relation's edge; `readers` are those of every event."""
    sign = 1 if row["sign"] == "+" else -1
    return {
        "relation": "acts towards",
        "label": plain("category", row["category"]),
        "category": row["category"],
        "status": row["status"],
        "sign": sign,
        "score": float(row["score"]),
        "weight": float(row["n_events"]),
        "signed_weight": float(sign * row["n_events"]),
        "n_read": sum(bool(readers[event_id]) for event_id in row["event_ids"].split(";")),
        "n_claims": int(row["n_claims"]),
        "n_named_sources": int(row["n_named_sources"]),
        "earliest": write_cell(row["earliest"]),
        "latest": write_cell(row["latest"]),
        "event_ids": row["event_ids"],
    }


def describe_link(row):
    """The attributes of a structural link: it has no sign."""
    return {
        "relation": row["parent_relation"],
        "label": row["parent_relation"].replace("_", " "),
        "sign": 0,
        "weight": 1.0,
    }
