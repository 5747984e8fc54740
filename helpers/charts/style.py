"""Theme, palette and sizes of every figure, and the one way to save one.

Colours are Okabe and Ito's (2008), which colour-blind readers can tell apart; sign and status are also carried by side,
shape, outline and dashes.
"""

import io
import re

from helpers import paths
from helpers.charts.typeface import FAMILY, embed_outlines, register_faces
from helpers.files import check_writable, remove_file, write_file
from helpers.tables import to_csv

MILLIMETRE = 1 / 25.4
# A slide is small, so that its words are large on a screen: 8.6 points are 18 on a slide 13.3 inches wide.
WIDTHS = {"column": 85 * MILLIMETRE, "page": 170 * MILLIMETRE, "slide": 160 * MILLIMETRE}
HEIGHTS = {"column": 200 * MILLIMETRE, "page": 240 * MILLIMETRE, "slide": 90 * MILLIMETRE}
INK, QUIET, FAINT, PALE, PAPER = "#1a1a1a", "#5c5c5c", "#d9d9d9", "#f0f0f0", "#ffffff"
SIGN_COLOURS = {"+": "#0072b2", "-": "#b8460e", "": "#5f6368"}
SIGN_MARKERS = {"+": "o", "-": "s", "": "D"}
KIND_COLOURS = {
    "Person": "#7b4173",
    "Company": "#0072b2",
    "PublicBody": "#b8460e",
    "Organization": "#00755e",
    "Group": "#6b6b6b",
    "Territory": "#7a6000",
}
OWN = ("timezone", "date.epoch", "figure.max_open_warning")
BACKENDS = {"svg": "svg", "png": "agg", "pdf": "pdf"}
FORMATS = {
    "svg": {"metadata": {"Date": None, "Creator": None}},
    "png": {"metadata": {"Software": None}, "dpi": 300, "pil_kwargs": {"compress_level": 3}},
    "pdf": {"metadata": {"CreationDate": None, "Creator": None, "Producer": None}},
}


def set_style():
    """Set seaborn's theme and matplotlib's settings: a figure has the same bytes in every run and with every reader.

    Whatever a reader's own matplotlibrc says is taken back first; `OWN` is what `rcdefaults` leaves as it is.
    """
    import matplotlib as mpl
    import seaborn as sns

    register_faces()
    mpl.rcdefaults()
    mpl.rcParams.update({key: mpl.rcParamsDefault[key] for key in OWN})
    sns.set_theme(
        style="white",
        palette="colorblind",
        font=FAMILY,
        rc={
            "svg.hashsalt": "regtrace",
            "svg.fonttype": "path",
            "pdf.fonttype": 42,
            "figure.dpi": 110,
            "text.parse_math": False,
            "text.hinting": "none",
            "axes.titlesize": 9,
            "font.size": 8,
        },
    )


def check_width(width):
    """Return `width` if it is one of column, page and slide; raise ValueError otherwise."""
    if width not in WIDTHS:
        raise ValueError(f"No figure width '{width}'. Choose one of: {', '.join(WIDTHS)} (85 mm, 170 mm, 16:9).")
    return width


def name_figure(slug, what, width="page"):
    """Name of a figure's files: the page width is the plain name, the others say theirs."""
    return f"{paths.check_slug(slug)}-{what}" + ("" if check_width(width) == "page" else f"-{width}")


def save_figure(fig, name, data, caption, alt, folder=None):
    """Write a figure to figures/ as SVG, PNG (300 dpi) and PDF, its drawn data as CSV, caption and alt text as
    Markdown; further sheets of it as …-2, …-3, the words behind its numbers as …-quotations.

    Everything is made in memory first; a file whose bytes would be the same is left alone. A figure with nothing drawn
    is not kept, nor is one of that name from before. Raises PermissionError, before anything is written, if the folder
    is read-only. Returns the names of changed files.
    """
    folder = paths.FIGURES if folder is None else folder
    check_writable(folder)
    contents = {}
    if not data.empty:
        contents = {
            file: content for suffix in FORMATS for file, content in render_sheets(fig, name, suffix, alt).items()
        }
        contents[f"{name}.csv"] = to_csv(data)
        contents[f"{name}.md"] = f"# {name}\n\n{caption}\n\n**Text alternative.** {alt}\n"
    mine = re.compile(rf"{re.escape(name)}(-quotations)?(-[0-9]+)?[.]({'|'.join(FORMATS)}|csv|md)")
    old = [path for path in sorted(folder.glob(f"{name}*")) if mine.fullmatch(path.name) and path.name not in contents]
    changed = [file for file, content in contents.items() if write_file(folder / file, content)]
    return changed + [path.name for path in old if remove_file(path)]


def list_sheets(fig):
    """(sheets of a figure, sheets of the list of words behind its numbers); the list is drawn only now."""
    import matplotlib.pyplot as plt

    from helpers.charts.quotations import quotations

    listed = quotations(fig.listing).figure.parts if getattr(fig, "listing", None) else []
    for sheet in listed:
        plt.close(sheet)
    return getattr(fig, "parts", [fig]), listed


def number_sheets(name, sheets):
    """(name, sheet) of sheets: the first has the plain name."""
    return [(name if n == 1 else f"{name}-{n}", sheet) for n, sheet in enumerate(sheets, start=1)]


def render_sheets(fig, name, suffix, alt):
    """{file: its bytes} of all sheets of a figure in one format; in SVG the marks lead to the sheet of quotations."""
    from helpers.charts.links import link_marks, name_items

    drawn, listed = list_sheets(fig)
    pictures = {sheet: render_figure(f, suffix, FORMATS[suffix]) for sheet, f in number_sheets(name, drawn)}
    lists = {s: render_figure(f, suffix, FORMATS[suffix]) for s, f in number_sheets(f"{name}-quotations", listed)}
    if suffix == "svg" and hasattr(fig, "listing"):
        items = fig.listing.items if fig.listing else []
        titles = {str(number): " ".join(filter(None, words)) for number, *words in (item[:3] for item in items)}
        places = {n: sheet for sheet, svg in lists.items() for n in titles if f'id="badge-{n}"'.encode() in svg}
        targets = {number: f"{sheet}.svg#quotation-{number}" for number, sheet in places.items()}
        pictures = {sheet: link_marks(svg, fig.title, alt, titles, targets) for sheet, svg in pictures.items()}
        lists = {sheet: name_items(svg, titles) for sheet, svg in lists.items()}
    return {f"{sheet}.{suffix}": content for sheet, content in (pictures | lists).items()}


def render_figure(fig, suffix, options):
    """The bytes of a figure in one format, whatever was set since it was drawn."""
    import matplotlib as mpl

    buffer = io.BytesIO()
    with mpl.rc_context(), embed_outlines():
        set_style()
        fig.savefig(buffer, format=suffix, facecolor=PAPER, backend=BACKENDS[suffix], **options)
    return buffer.getvalue()
