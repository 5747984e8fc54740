"""TimeML 1.2.1: the article's expressions of time as TIMEX3, its events as EVENT and MAKEINSTANCE, tied by TLINK.

The marks stand in the text. Without the text, what lies between two marks is left out as “[…]”.
"""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from helpers.articles.article import publication_day
from helpers.findings.article import source_line
from helpers.tables import write_cell

GAP = " […] "
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MODALITY = {"PLANNED": "will", "CONDITIONAL": "may"}


def make_timeml(material):
    """The TimeML document of an article."""
    article, read = material.article, material.read
    times = {row["date_id"]: f"t{n}" for n, row in enumerate(read.dates.to_dict("records"), 1)}
    root = Element("TimeML")
    SubElement(root, "DOCID").text = article.slug
    day = write_cell(publication_day(article.published))
    created = {
        "tid": "t0",
        "type": "DATE",
        "value": day,
        "temporalFunction": "false",
        "functionInDocument": "CREATION_TIME",
    }
    SubElement(SubElement(root, "DCT"), "TIMEX3", created).text = day
    SubElement(root, "TITLE").text = clean(article.title)
    spans = choose_spans([*mark_dates(read.dates, times), *mark_events(read.events)])
    write_text(SubElement(root, "TEXT"), spans, article.text, material.with_text)
    add_instances(root, read.events, spans, times)
    text = root.find("TEXT")
    root.remove(text)
    indent(root, " ")
    root.insert(3, text)
    text.tail = "\n "
    # A parser takes a bare carriage return for a line feed.
    line = source_line(article, material.corrections, dates=read.dates, events=read.events)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {clean(line).replace("--", "- -")} -->\n'
    return head + tostring(root, encoding="unicode").replace("\r", "&#13;") + "\n"


def clean(text):
    """Text with what XML cannot hold replaced, one character for one."""
    return NOT_XML.sub("\ufffd", text)


def mark_dates(dates, times):
    """(start, end, tag, attributes) of every expression of time."""
    for row in dates.to_dict("records"):
        attributes = {"tid": times[row["date_id"]], "type": row["timex_type"], "value": row["timex_value"]}
        attributes |= {"mod": row["timex_mod"]} if row["timex_mod"] else {}
        attributes |= (
            {"temporalFunction": "true", "anchorTimeID": "t0"}
            if row["basis"] == "relative"
            else {"temporalFunction": "false"}
        )
        yield row["start"], row["end"], "TIMEX3", attributes


def mark_events(events):
    """(start, end, tag, attributes) of every trigger; events with the same trigger are instances of one."""
    triggers = dict.fromkeys(zip(events["trigger_start"], events["trigger_end"], strict=True))
    for number, (start, end) in enumerate(triggers, 1):
        yield start, end, "EVENT", {"eid": f"e{number}", "class": "OCCURRENCE"}


def choose_spans(spans):
    """Spans in order; of two that overlap the one that begins first, and then the longer, stays: TimeML does not nest
    marks.
    """
    chosen, last = [], 0
    for span in sorted(spans, key=lambda s: (s[0], -s[1], s[2])):
        if span[0] >= last:
            chosen.append(span)
            last = span[1]
    return chosen


def write_text(element, spans, text, with_text):
    """Fill TEXT: the marks, and between them the text or a gap."""
    edges = [*(span[0] for span in spans), len(text)]
    between = (lambda a, b: clean(text[a:b])) if with_text else (lambda a, b: GAP if a < b else "")
    element.text = between(0, edges[0])
    for (start, end, tag, attributes), following in zip(spans, edges[1:], strict=True):
        mark = SubElement(element, tag, attributes)
        mark.text, mark.tail = clean(text[start:end]), between(end, following)


def add_instances(root, events, spans, times):
    """MAKEINSTANCE for every event whose trigger is marked, and a TLINK for every one that a date of the text dates."""
    marked = {(start, end): attributes["eid"] for start, end, tag, attributes in spans if tag == "EVENT"}
    tids = {attributes["tid"] for *_, tag, attributes in spans if tag == "TIMEX3"}
    rows = [r for r in events.to_dict("records") if (r["trigger_start"], r["trigger_end"]) in marked]
    links = []
    for number, row in enumerate(rows, 1):
        SubElement(
            root, "MAKEINSTANCE", describe_instance(row, number, marked[row["trigger_start"], row["trigger_end"]])
        )
        if times.get(row["date_id"]) in tids:
            links.append(
                {"relType": "IS_INCLUDED", "eventInstanceID": f"ei{number}", "relatedToTime": times[row["date_id"]]}
            )
    for number, link in enumerate(links, 1):
        SubElement(root, "TLINK", {"lid": f"l{number}", **link})


def describe_instance(row, number, eid):
    """The attributes of one event: whether it happened stands in polarity and modality."""
    attributes = {"eiid": f"ei{number}", "eventID": eid, "tense": "NONE", "aspect": "NONE", "pos": "OTHER"}
    attributes["polarity"] = "NEG" if row["status"] == "DID_NOT_OCCUR" else "POS"
    return attributes | ({"modality": MODALITY[row["status"]]} if row["status"] in MODALITY else {})
