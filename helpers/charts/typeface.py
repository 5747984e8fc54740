"""The typeface of every figure: Source Sans 3, which lies beside this file, so that every machine draws the same bytes.

It is known under a name of its own: a version that a reader has installed is never taken for it. Letters that it lacks
are drawn with the DejaVu Sans that comes with matplotlib.
"""

from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from helpers import paths

TYPEFACE, FALLBACK = "Regtrace Source Sans 3", "Regtrace DejaVu Sans"
FAMILY = [TYPEFACE, FALLBACK]
# What shapes words: how glyphs kern, join and stand for one another.
LAYOUT_TABLES = ("BASE", "GDEF", "GPOS", "GSUB")
STYLES = (("normal", "normal"), ("semibold", "normal"), ("bold", "normal"), ("normal", "italic"))


@cache
def font(size, weight="normal", style="normal"):
    """The font of the figures at a size in points; weight normal, semibold or bold, style normal or italic."""
    from matplotlib.font_manager import FontProperties

    register_faces()
    return FontProperties(family=FAMILY, size=size, weight=weight, style=style)


@cache
def register_faces():
    """Make the faces known to matplotlib for this run, under the names of `FAMILY`."""
    import matplotlib
    from matplotlib.font_manager import fontManager, ttfFontProperty, weight_dict
    from matplotlib.ft2font import FT2Font

    entries = [replace(ttfFontProperty(FT2Font(path)), name=TYPEFACE) for path in sorted(paths.FACES.glob("*.ttf"))]
    bundled = ttfFontProperty(FT2Font(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"))
    # Upright for every style: the bold and the slanted face hold fewer letters.
    entries += [replace(bundled, name=FALLBACK, weight=weight_dict[weight], style=style) for weight, style in STYLES]
    fontManager.ttflist.extend(entries)


@cache
def available_letters():
    """Code points that can be drawn in every style of the figures."""
    from matplotlib.font_manager import findfont, get_font

    register_faces()
    drawn = []
    for weight, style in STYLES:
        faces = [font(8, weight, style).copy() for _ in FAMILY]
        for face, family in zip(faces, FAMILY, strict=True):
            face.set_family(family)
        drawn.append({code for face in faces for code in get_font(findfont(face)).get_charmap()})
    return frozenset.intersection(*map(frozenset, drawn))


@contextmanager
def embed_outlines():
    """While it lasts, matplotlib embeds faces in a PDF without the tables that shape words.

    In a PDF each glyph has its place already, so nobody reads them there; to cut them down to the glyphs used took five
    sixths of the time of a PDF.
    """
    from fontTools import subset

    load_font = subset.load_font

    def load_outlines(*given, **options):
        face = load_font(*given, **options)
        for tag in LAYOUT_TABLES:
            if tag in face:
                del face[tag]
        return face

    subset.load_font = load_outlines
    try:
        yield
    finally:
        subset.load_font = load_font
