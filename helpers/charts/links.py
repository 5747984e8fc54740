"""Links in a figure that is saved as SVG: every mark has a title, for a pointer and for a screen reader, and leads to
its words on the sheet of quotations. No script, nothing that is loaded.
"""

import re
import unicodedata
import xml.etree.ElementTree as ET

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
MARK = re.compile(r"(?:badge|mark|bar|relation)-(\w+)(?:;.*)?")


def link_marks(svg, title, description, titles, targets):
    """An SVG (bytes) with a title and a description for the whole, and for every mark a title and a link.

    `titles` gives the words of a number (as a string), `targets` the address that it leads to; a number without an
    address only has its title. Where several relations share an arrow, it bears the first one's number.
    """
    ET.register_namespace("", SVG)
    ET.register_namespace("xlink", XLINK)
    root = ET.fromstring(svg)
    root.set("role", "graphics-document")
    root.set("aria-label", make_sound(title))
    for n, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{SVG}}}{tag}")
        element.text = make_sound(words)
        root.insert(n, element)
    for parent in list(root.iter()):
        for n, child in enumerate(list(parent)):
            number = MARK.fullmatch(child.get("id", ""))
            if number and number[1] in titles:
                parent[n] = wrap_mark(child, titles[number[1]], targets.get(number[1]))
            elif child.get("id") == "evidence-number":  # there is one for each number: no name, and no obstacle
                del child.attrib["id"]
                child.set("pointer-events", "none")
                child.set("aria-hidden", "true")
    named = set()
    for element in root.iter():  # a mark that stands twice has its name once
        if element.get("id") in named:
            del element.attrib["id"]
        named |= {element.get("id")} - {None}
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def make_sound(words):
    """Words that XML may hold: plain blanks, no control and direction characters, no halves of pairs."""
    shown = (" " if c.isspace() else c for c in words)
    return "".join(c for c in shown if unicodedata.category(c)[0] != "C")


def wrap_mark(mark, words, target):
    """A mark inside a link, or inside a group without one, with its title; its id is gone, for it may stand twice."""
    words = make_sound(words)
    link = ET.Element(f"{{{SVG}}}{'a' if target else 'g'}", {"role": "link" if target else "img", "aria-label": words})
    if target:
        link.set(f"{{{XLINK}}}href", target)
        link.set("href", target)
    title = ET.SubElement(link, f"{{{SVG}}}title")
    title.text = words
    del mark.attrib["id"]
    link.append(mark)
    return link


def name_items(svg, numbers):
    """An SVG (bytes) of the sheet of quotations whose badges are the places that links lead to: quotation-<number>."""
    for number in numbers:
        svg = svg.replace(f'id="badge-{number}"'.encode(), f'id="quotation-{number}"'.encode(), 1)
    return svg
