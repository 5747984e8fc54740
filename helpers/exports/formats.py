"""Every export of an article at once: the names of the files, what they hold, and how they are written."""

import pandas as pd

from helpers import paths
from helpers.exports.material import gather_material
from helpers.files import write_file

FORMATS = (
    ("datapackage.json and *.csv", "Frictionless Data Package", "a spreadsheet, pandas, R, Open Data Editor"),
    ("annotations.jsonld", "W3C Web Annotation", "annotation tools, triple stores"),
    ("timeml.xml", "TimeML 1.2.1 with TIMEX3", "tools for time and events in text"),
    ("relations.graphml", "GraphML", "networkx, Cytoscape"),
    ("relations.gexf", "GEXF 1.3 with intervals", "Gephi, with its timeline"),
    ("entities.ftm.json", "FollowTheMoney", "Aleph, OpenSanctions"),
    ("polecat.csv", "PLOVER in POLECAT's columns", "research on event data"),
    ("schema.jsonld", "schema.org", "search engines, fact-checkers"),
    ("timeline.json", "TimelineJS", "a timeline on a web page"),
    ("article.ann, article.txt and annotation.conf", "brat standoff, with TEXT=yes", "brat; returns by review --add"),
    (
        "inception.json and inception-layers.xml",
        "UIMA CAS JSON, with TEXT=yes",
        "INCEpTION; returns by review --add",
    ),
    ("dossier.html", "one self-contained page", "any browser, also to print"),
)


# What holds the article, and is only written for those who hold the rights.
WITH_TEXT = ("article.txt", "article.ann", "annotation.conf", "inception.json", "inception-layers.xml")


def make_files(material):
    """{name in exports/<slug>/: content} of every export of an article but the PDF."""
    from helpers.exports.annotations import make_annotations
    from helpers.exports.dossier import make_dossier
    from helpers.exports.followthemoney import make_entities
    from helpers.exports.gexf import make_gexf
    from helpers.exports.graph import make_graph
    from helpers.exports.package import make_package
    from helpers.exports.polecat import make_polecat
    from helpers.exports.schemaorg import make_schemaorg
    from helpers.exports.timeline import make_timeline
    from helpers.exports.timeml import make_timeml

    return {
        **make_package(material),
        "annotations.jsonld": make_annotations(material),
        "timeml.xml": make_timeml(material),
        "relations.graphml": make_graph(material),
        "relations.gexf": make_gexf(material),
        "entities.ftm.json": make_entities(material),
        "polecat.csv": make_polecat(material),
        "schema.jsonld": make_schemaorg(material),
        "timeline.json": make_timeline(material),
        "dossier.html": make_dossier(material),
        **(make_marked(material) if material.with_text else {}),
    }


def make_marked(material):
    """{name: content} of what annotation tools open: text and marks."""
    from helpers.exports.brat import make_brat, make_conf
    from helpers.exports.inception import make_cas, make_layers

    return {
        "article.ann": make_brat(material),
        "annotation.conf": make_conf(),
        "inception.json": make_cas(material),
        "inception-layers.xml": make_layers(),
    }


def tabulate_formats():
    """The exports as a table: file, format, what opens it."""
    return pd.DataFrame(FORMATS, columns=["file", "format", "for"])


def export_article(slug_or_path, with_text=False, printed=True):
    """Write every export of an article to exports/<slug>/ and return the names of the files that changed.

    Everything is made in memory first. If `printed`, the dossier is printed to a PDF where a browser is installed. A
    file that only an export with the text has is taken away by one without.
    """
    from helpers.exports.browser import print_page

    material = gather_material(slug_or_path, with_text)
    folder = paths.EXPORTS / material.article.slug
    files = make_files(material)
    pdf = print_page(files["dossier.html"]) if printed else b""
    if pdf:
        files["dossier.pdf"] = pdf
    for name in () if with_text else WITH_TEXT:
        (folder / name).unlink(missing_ok=True)
    return [name for name, content in files.items() if write_file(folder / name, content)]
