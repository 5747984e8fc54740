"""Saving a figure: five files, embedded fonts, the same bytes every time, all or nothing."""

import io
import xml.etree.ElementTree as ET

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from fontTools.ttLib import TTFont
from matplotlib.font_manager import findfont
from PIL import Image
from pypdf import PdfReader

from helpers import charts, paths
from helpers.charts import style
from helpers.charts.canvas import Canvas
from helpers.charts.style import (
    FORMATS,
    WIDTHS,
    check_width,
    list_sheets,
    name_figure,
    render_figure,
    save_figure,
    set_style,
)
from helpers.charts.typeface import LAYOUT_TABLES, STYLES, TYPEFACE, available_letters, font
from helpers.tables import make_table

SUFFIXES = ("svg", "png", "pdf", "csv", "md")
HOSTILE = [
    "🎉 party 👨‍👩‍👧‍👦",
    "\u202eturned round\u202c",
    "a\x00b\x07c",
    "a\x1cb\x0bc",
    "漢字 مرحبا",
    "$x$ \\frac{1}{0} ^",
    "\ud800",
    " ",
    "\ufeff",
]


@pytest.fixture(autouse=True)
def styled():
    set_style()
    yield
    plt.close("all")


@pytest.fixture
def quick(monkeypatch):
    """Figures are saved in the one format that is made soonest."""
    monkeypatch.setattr(style, "FORMATS", {"svg": FORMATS["svg"]})


def draw(width="page", text="“We may appeal,” the carrier said.", name="Ann Lee"):
    """A picture of one invented statement."""
    actors = make_table("actors", [{"actor_id": "a", "name": name}])
    row = {
        "claim_id": "c",
        "start": 0,
        "end": len(text),
        "text": text,
        "source_id": "a",
        "source_kind": "named_person",
        "anonymity": "none",
        "basis": "interview_quote",
        "factuality_source": "PS+",
        "factuality_author": "Uu",
        "hedges": "may@4-7:epistemic",
    }
    return charts.claims(make_table("claims", [row]), actors, source="Source: Example Wire.", width=width).figure


def save(fig, folder):
    return save_figure(
        fig, "x", pd.DataFrame({"number": [1], "source": ["Ann Lee"]}), "What it shows.", "One row.", folder
    )


SAVED = sorted([*(f"x.{suffix}" for suffix in SUFFIXES), *(f"x-quotations.{suffix}" for suffix in FORMATS)])


def render(fig, suffix):
    """A figure's bytes in one of the formats."""
    return render_figure(fig, suffix, FORMATS[suffix])


def test_a_figure_is_saved_in_three_formats_with_its_data_its_words_and_those_behind_its_numbers(tmp_path, snapshot):
    fig = draw()
    assert sorted(save(fig, tmp_path)) == SAVED
    assert sorted(path.name for path in tmp_path.iterdir()) == SAVED
    assert (tmp_path / "x.csv").read_text() == "number,source\n1,Ann Lee\n"
    words = (tmp_path / "x.md").read_text()
    assert "What it shows." in words and "One row." in words
    before = snapshot(tmp_path)
    assert save(fig, tmp_path) == [] and snapshot(tmp_path) == before
    # With nothing drawn it is not kept.
    empty = pd.DataFrame({"number": [], "source": []})
    assert sorted(save_figure(draw(), "x", empty, "", "", tmp_path)) == SAVED
    assert not list(tmp_path.iterdir())
    assert not save_figure(draw(), "x", empty, "", "", tmp_path)


def test_a_figure_of_several_sheets_is_saved_sheet_by_sheet_and_a_sheet_that_is_gone_is_taken_away(tmp_path, quick):
    fig, other = draw(), tmp_path / "x-2018-timeline.svg"
    other.write_bytes(b"of another figure")
    fig.parts = [fig, draw()]
    assert {"x.svg", "x-2.svg"} <= set(save(fig, tmp_path))
    fig.parts = [fig]
    assert save(fig, tmp_path) == ["x-2.svg"]
    assert other.is_file() and not (tmp_path / "x-2.svg").exists()


def test_figures_go_to_the_folder_of_figures_if_no_other_is_given(tmp_path, monkeypatch, quick):
    monkeypatch.setattr(paths, "FIGURES", tmp_path / "figures")
    save(draw(), None)
    assert (tmp_path / "figures" / "x.svg").is_file()


@pytest.mark.parametrize(("width", "millimetres"), [("page", 170), ("column", 85)])
def test_the_png_has_300_dots_per_inch(width, millimetres):
    with Image.open(io.BytesIO(render(draw(width), "png"))) as picture:
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.width == pytest.approx(millimetres / 25.4 * 300, abs=2)
        assert "Software" not in picture.info


def test_the_pdf_embeds_its_fonts_and_holds_no_date():
    pdf = render(draw(), "pdf")
    assert b"/FontFile2" in pdf and b"/Type3" not in pdf
    assert b"Date" not in pdf and b"/Producer" not in pdf and b"/Creator" not in pdf


def read_faces(pdf):
    """The faces that a PDF of one page embeds."""
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    described = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    return [TTFont(io.BytesIO(descriptor["/FontFile2"].get_data())) for descriptor in described]


def test_a_face_in_a_pdf_holds_the_outlines_of_its_letters_and_nothing_that_shapes_words():
    faces = read_faces(render(draw(), "pdf"))
    assert len(faces) > 1 and all({"glyf", "hmtx"} <= set(face.keys()) for face in faces)
    assert [tag for face in faces for tag in LAYOUT_TABLES if tag in face] == []


def test_outside_of_a_figure_of_the_package_matplotlib_embeds_faces_as_ever():
    plt.figtext(0.5, 0.5, "as ever")
    plt.savefig(written := io.BytesIO(), format="pdf")
    assert all("GPOS" in face for face in read_faces(written.getvalue()))


def test_the_svg_is_xml_without_a_date(tmp_path, quick):
    save(draw(text='Marsh & Tolley <b>said</b> "no"', name="<script>alert(1)</script> & Co"), tmp_path)
    svg = (tmp_path / "x.svg").read_bytes()
    root = ET.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not [e for e in root.iter() if e.tag.endswith(("date", "creator", "script"))]


@pytest.mark.parametrize("suffix", FORMATS)
def test_two_separately_drawn_figures_have_the_same_bytes(suffix):
    first, second = (render(draw(), suffix) for _ in range(2))
    assert first == second
    assert first != render(draw(name="Ann Li"), suffix)


def test_a_read_only_folder_is_refused_in_one_line_and_left_empty(tmp_path):
    folder = tmp_path / "figures"
    folder.mkdir()
    folder.chmod(0o555)
    with pytest.raises(PermissionError) as error:
        save(draw(), folder)
    folder.chmod(0o755)
    assert "\n" not in str(error.value) and "figures" in str(error.value)
    assert list(folder.iterdir()) == []


def test_an_unknown_width_is_refused_with_a_list_of_the_widths():
    for refuse in (
        lambda: check_width("poster"),
        lambda: name_figure("a", "timeline", "poster"),
        lambda: draw("poster"),
    ):
        with pytest.raises(ValueError, match="poster") as error:
            refuse()
        assert all(width in str(error.value) for width in WIDTHS)
    assert not plt.get_fignums()


def test_the_name_of_a_figure_tells_its_width_unless_it_is_the_page():
    names = [name_figure("a", "timeline", width) for width in ("page", "column", "slide")]
    assert names == ["a-timeline", "a-timeline-column", "a-timeline-slide"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_figure(text, tmp_path, quick):
    fig = draw(text=text, name=f"Ann {text}")
    save(fig, tmp_path)
    with Image.open(io.BytesIO(render(fig, "png"))) as picture:
        assert picture.convert("L").getextrema()[0] < 100
    assert ET.fromstring((tmp_path / "x.svg").read_bytes()) is not None
    drawn = "".join(t.get_text() for t in fig.findobj(plt.Text))
    assert not set("\u202e\u202c\x00\x07\ufeff\ud800🎉") & set(drawn)


def test_no_text_breaks_a_pdf():
    """All in one, since what takes time there is to embed the typeface."""
    _, ax = plt.subplots()
    canvas = Canvas(ax)
    for n, text in enumerate(HOSTILE):
        canvas.paragraph(0.2, n / 4, text, 3)
    assert len(PdfReader(io.BytesIO(render(ax.figure, "pdf"))).pages) == 1


def test_dollar_signs_are_no_formula():
    (listed,) = list_sheets(draw(text="Between $3 million and $5 million."))[1]
    drawn = " ".join(t.get_text() for t in listed.findobj(plt.Text))
    assert "$3 million and $5 million" in drawn


def test_every_style_is_set_in_a_face_of_the_package():
    faces = set()
    for weight, slant in STYLES:
        face = font(8, weight, slant).copy()
        face.set_family(TYPEFACE)
        faces.add(str(findfont(face)))
    assert faces == {str(path) for path in paths.FACES.glob("*.ttf")} and len(faces) == len(STYLES)
    assert "SIL OPEN FONT LICENSE Version 1.1" in (paths.FACES / "OFL.txt").read_text()


def test_letters_that_the_typeface_lacks_are_drawn_with_another():
    """A letter that no face has would warn, which fails the test."""
    assert {ord(letter) for letter in "é→Łжم"} <= available_letters()
    fig = draw(name="Ann عمر 漢")
    fig.canvas.draw()
    assert any("Ann عمر □" in text.get_text() for text in fig.findobj(plt.Text))
