"""What a figure is without colour, for colour-blind eyes, and as SVG for a pointer and a screen reader."""

import xml.etree.ElementTree as ET
from itertools import combinations
from xml.sax.saxutils import escape

import numpy as np
import pytest
from drawing import draw, evidence_marks, make_tables, sheets_of
from matplotlib.colors import to_rgb

from helpers.charts.canvas import PAPER
from helpers.charts.style import SIGN_COLOURS, SIGN_MARKERS, render_sheets

pytestmark = pytest.mark.usefixtures("styled")
KINDS = ("timeline", "relations", "claims", "mentions", "chronology", "checks", "dates")
SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    """The contrast of two colours after WCAG 2.2."""
    low, high = sorted(float(linear(colour) @ (0.2126, 0.7152, 0.0722)) for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


def lab(rgb):
    """CIE L*a*b* of linear sRGB, white D65."""
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = np.array(to_xyz) @ np.clip(rgb, 0, 1) / (0.9505, 1.0, 1.089)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("what", KINDS)
def test_every_text_has_a_contrast_of_four_and_a_half(what):
    """Numbers stand on their badge; all other words on paper or on the grey of a heading or a box."""
    for sheet in sheets_of(draw(what, 7)):
        badges = [p for p in sheet.patches if (p.get_gid() or "").startswith("badge")]
        for text in sheet.texts:
            own = [p.get_facecolor() for p in badges if p.get_gid() == f"badge-{text.get_text()}"]
            numbered = text.get_gid() == "evidence-number" and own
            grounds = own if numbered else ["#f0f0f0" if text.get_fontsize() < 9 else PAPER]
            assert min(contrast(text.get_color(), ground) for ground in grounds) >= 4.5, text.get_text()


@pytest.mark.parametrize("eyes", BLINDNESS)
def test_signs_are_told_apart_by_colour_blind_eyes(eyes):
    seen = [lab(np.array(BLINDNESS[eyes]) @ linear(colour)) for colour in SIGN_COLOURS.values()]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 15


def test_signs_are_told_apart_without_any_colour():
    assert len(set(SIGN_MARKERS.values())) == len(SIGN_COLOURS)


@pytest.mark.parametrize("what", ("timeline", "relations", "claims"))
def test_every_number_of_an_svg_has_a_title_and_leads_to_its_words(what):
    files = render_sheets(draw(what, 9).figure, "x", "svg", "What it shows.")
    places = {f"{name}#{element.get('id')}" for name, svg in files.items() for element in ET.fromstring(svg).iter()}
    root = ET.fromstring(files["x.svg"])
    links = list(root.iter(f"{SVG}a"))
    assert {link.get(HREF) for link in links} <= places
    numbers = {link.get(HREF).rpartition("-")[2] for link in links}
    assert numbers == {*evidence_marks(what, make_tables(what, 9))}
    assert all(link.find(f"{SVG}title").text.strip() for link in links)


@pytest.mark.parametrize("what", KINDS)
def test_an_svg_tells_what_it_shows_and_has_no_script_and_no_name_twice(what):
    for name, svg in render_sheets(draw(what, 9).figure, "x", "svg", "What it <shows> & more.").items():
        root = ET.fromstring(svg)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        if "quotations" not in name:
            assert len(ids) == len(set(ids))
            assert root.find(f"{SVG}title").text and root.find(f"{SVG}desc").text == "What it <shows> & more."
            assert root.get("aria-label") == root.find(f"{SVG}title").text
        assert not [e for e in root.iter() if e.tag.rpartition("}")[2].lower() in ("script", "foreignobject")]
        assert escape("<shows>") in svg.decode() or "quotations" in name
        assert not [key for e in root.iter() for key in e.attrib if key.lower().startswith("on")]
