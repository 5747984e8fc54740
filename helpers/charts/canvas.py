"""Sheets measured in inches, on which the charts set words and marks so that nothing overlaps or is cut off.

x runs right and y down from the top left corner. A chart adds blocks from top to bottom; what has no room on a sheet
as tall as a page allows goes on the next one. `finish` fits the height of each sheet to what is on it.
"""

import re
import unicodedata
from functools import cache
from math import inf
from typing import NamedTuple

import matplotlib.pyplot as plt
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle, RegularPolygon
from matplotlib.textpath import text_to_path

from helpers.charts.style import FAINT, HEIGHTS, INK, PALE, PAPER, QUIET, WIDTHS, check_width
from helpers.charts.typeface import available_letters, font

POINT = 1 / 72
MARGIN = 0.12
LEADING = 1.31
SIZES = {"title": 12.5, "head": 9.6, "body": 8.6, "small": 7.6}
BADGE = 0.085
FIGURE_HEIGHT = 0.65  # of the figures of the typeface, by its size
PART = 0.32  # room for the number of a part
# A list, a lane is cut only if that leaves less than this share of a sheet empty.
EMPTY, SMALLEST = 0.4, 0.7
AGAIN = "A pale number tells an act again."
LISTED = "In the words of the article"


class Listing(NamedTuple):
    """The numbered list of the words behind a picture, which stands on sheets of its own.

    An item is (number, plain words, quotation, colour, hollow), and the shape of the badge if it is no disc.
    """

    items: list
    heading: str
    source: str
    width: str


class Sheet(Figure):
    """A figure that knows its title, all sheets of its picture in their order (`parts`), and its `Listing`."""

    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.title, self.parts, self.listing = "", [self], None


def measure(text, size, weight="normal", style="normal"):
    """Width of a line of text in inches: that of its words, which return, and of the spaces between them."""
    words = text.split(" ")
    spaces = (len(words) - 1) * measure_word(" ", size, weight, style)
    return spaces + sum(measure_word(word, size, weight, style) for word in words)


@cache
def measure_word(text, size, weight, style):
    """Width of one word in inches."""
    return text_to_path.get_text_width_height_descent(text, font(size, weight, style), False)[0] * POINT


def wrap(text, width, size, weight="normal", style="normal"):
    """The words of a text in lines no wider than `width` inches, broken at spaces and behind the hyphens and slashes
    of long words; a word that is wider ends in an ellipsis.
    """
    lines = [""]
    for word in printable(text).split():
        for gap, piece in split_word(word, width, size, weight, style):
            longer = f"{lines[-1]}{gap if lines[-1] else ''}{piece}"
            if measure(longer, size, weight, style) <= 0.99 * width:
                lines[-1] = longer
            else:
                lines = (lines if lines[-1] else []) + [crop(piece, width, size, weight, style)]
    return lines


def split_word(word, width, size, weight, style):
    """[(what stands before it, piece)] of a word: itself, or its pieces at hyphens and slashes if it is too wide."""
    if measure(word, size, weight, style) <= 0.99 * width:
        return [(" ", word)]
    pieces = re.findall(r"[^-/–]+[-/–]*|[-/–]+", word)
    return [("" if n else " ", piece) for n, piece in enumerate(pieces)]


def crop(word, width, size, weight, style):
    """A word, or as much of its beginning as has room before an ellipsis."""
    if measure(word, size, weight, style) <= width:
        return word
    kept = word
    while len(kept) > 1 and measure(f"{kept}…", size, weight, style) > width:
        kept = kept[:-1]
    return f"{kept}…"


def fit(text, width, size, weight="normal", style="normal"):
    """The size, at most a third smaller, at which the longest word of a text has room on a line of `width` inches."""
    pieces = (piece for word in printable(text).split() for _, piece in split_word(word, width, size, weight, style))
    longest = max((measure(piece, size, weight, style) for piece in pieces), default=0.0)
    return size * min(1.0, max(SMALLEST, 0.98 * width / longest)) if longest else size


def printable(text):
    """The text without control, format and other characters that the font cannot draw."""
    known = available_letters()
    drawn = (c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return "".join(c if ord(c) in known or c.isspace() else "\u25a1" for c in drawn)


def split_bands(widths, room):
    """Runs (first, last) of columns of these widths, each run as wide as the room allows, the last exclusive."""
    bands, first, filled = [], 0, 0.0
    for n, width in enumerate(widths):
        if n > first and filled + width > room:
            bands.append((first, n))
            first, filled = n, 0.0
        filled += width
    return [*bands, (first, len(widths))] if widths else []


class Canvas:
    """The sheets of one picture; `y` is where the next block of the present one begins."""

    def __init__(self, ax=None, width="page", title=""):
        self.kind = check_width(width)
        self.limited = ax is None
        self.width = ax.figure.get_figwidth() if ax is not None else WIDTHS[width]
        self.tallest = HEIGHTS[width] if self.limited else inf
        self.sheets, self.items, self.listed, self.source = [], [], LISTED, ""
        self.head = None
        self.title, self.given = "", title
        self.begin(ax)

    def begin(self, ax=None):
        """Begin a sheet."""
        if ax is None:
            _, ax = plt.subplots(figsize=(self.width, 1), FigureClass=Sheet)
        ax.set_axis_off()
        self.ax, self.y = ax, MARGIN
        self.sheets.append([ax, MARGIN])

    @property
    def right(self):
        """x of the right edge of the picture."""
        return self.width - MARGIN

    @property
    def inner(self):
        """Width of the picture."""
        return self.width - 2 * MARGIN

    @property
    def bottom(self):
        """y down to which blocks may reach on this sheet."""
        return self.tallest - MARGIN - self.footer_height()

    def footer_height(self):
        """Height of the source line with its rule, 0 without one."""
        lines = wrap(self.source, self.inner, SIZES["small"]) if self.source else []
        return 0.1 + len(lines) * self.line_height("small") if lines else 0.0

    def open(self, head):
        """Draw what stands over the blocks of a sheet, and again on every further one."""
        self.head = head
        head()
        self.top = self.y

    def height_of(self, draw):
        """Height of what `draw` draws, which is taken away again."""
        y, before = self.y, set(self.ax.get_children())
        draw()
        height, self.y = self.y - y, y
        for artist in set(self.ax.get_children()) - before:
            artist.remove()
        return height

    def flow(self, blocks, head=None):
        """Draw functions one below another under `head`, which is drawn again where they go on on another sheet.

        They go to the next sheet together if they have room there and little of this one is left.
        """
        room = self.bottom - self.top
        heights = [self.height_of(block) for block in blocks]
        begun = self.height_of(head) if head else 0.0
        left = self.bottom - self.y
        if self.y > self.top and (
            begun + heights[0] > left or (left < EMPTY * room and left < begun + sum(heights) <= room)
        ):
            self.turn()
        draw_head = head or (lambda: None)
        draw_head()
        for n, (block, height) in enumerate(zip(blocks, heights, strict=True)):
            if n and self.y + height > self.bottom:
                self.turn()
                draw_head()
            block()

    def turn(self):
        """Leave this sheet and begin the next with the same title and head; how to read the picture was said."""
        self.sheets[-1][1] = self.y
        self.begin()
        self.heading(self.title)
        if self.head:
            self.head()
        self.top = self.y

    def text(
        self, x, y, text, size="body", weight="normal", style="normal", colour=INK, align="left", valign="top", gid=None
    ):
        """One line of text with its top (or centre) at y, or with the middle of its figures there, beside a mark."""
        size = SIZES.get(size, size)
        if valign == "middle":
            y, valign = y + FIGURE_HEIGHT / 2 * size * POINT, "baseline"
        return self.ax.text(
            x,
            y,
            printable(text),
            fontproperties=font(size, weight, style),
            color=colour,
            ha=align,
            va=valign,
            parse_math=False,
            gid=gid,
            zorder=5,
        )

    def paragraph(self, x, y, text, width, size="body", weight="normal", style="normal", colour=INK):
        """Wrapped text from y on, set smaller where a word has no room; returns the y below it."""
        lines, points = self.lines(text, width, size, weight, style)
        for line in lines:
            self.text(x, y, line, points, weight, style, colour)
            y += points * LEADING * POINT
        return y

    def lines(self, text, width, size="body", weight="normal", style="normal"):
        """(lines, points) of wrapped text, set smaller where a word has no room."""
        points = fit(text, width, SIZES.get(size, size), weight, style)
        return wrap(text, width, points, weight, style), points

    def line_height(self, size="body"):
        """Height of a line in inches."""
        return SIZES.get(size, size) * LEADING * POINT

    def heading(self, title, subtitle=""):
        """The finding, unless another title is given, beside room for the number of the part, and how to read it."""
        self.title = self.given or title
        room = self.inner - (PART if self.limited else 0.0)
        self.y = self.paragraph(MARGIN, self.y, self.title, room, "title", "bold") + 0.02
        if subtitle:
            self.y = self.paragraph(MARGIN, self.y, subtitle, self.inner, "body", colour=QUIET)
        self.y += 0.1
        self.top = self.y

    def badge(self, x, y, number, colour=INK, hollow=False, shape="o", again=False):
        """An evidence number in a disc ("o"), square ("s") or diamond ("D") centred at (x, y), pale if it tells
        `again` what another tells.
        """
        size = SIZES["small"] - (0 if len(str(number)) < 3 else 1.8)
        patch = {
            "o": lambda style: Circle((x, y), BADGE, **style),
            "s": lambda style: Rectangle((x - BADGE * 0.9, y - BADGE * 0.9), BADGE * 1.8, BADGE * 1.8, **style),
            "D": lambda style: RegularPolygon((x, y), 4, radius=BADGE * 1.18, **style),
        }[shape]
        style = {
            "facecolor": PALE if again else PAPER if hollow else colour,
            "edgecolor": PALE if again else colour,
            "lw": 0.9,
            "zorder": 4,
            "gid": f"badge-{number}",
        }
        self.ax.add_patch(patch(style))
        self.text(
            x,
            y + FIGURE_HEIGHT / 2 * size * POINT,
            str(number),
            size,
            "bold",
            colour=colour if hollow or again else PAPER,
            align="center",
            valign="baseline",
            gid="evidence-number",
        )

    def rule(self, y, x=MARGIN, width=None, colour=FAINT):
        """A thin horizontal line."""
        self.ax.plot([x, x + (width or self.inner)], [y, y], color=colour, lw=0.6, zorder=1, solid_capstyle="butt")

    def box(self, x, y, width, height, **style):
        """A rectangle with its top left corner at (x, y)."""
        self.ax.add_patch(Rectangle((x, y), width, height, **style))

    def pill(self, x, y, width, height, **style):
        """A rounded rectangle with its top left corner at (x, y)."""
        self.ax.add_patch(FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=0.05", **style))

    def evidence(self, items, heading=LISTED):
        """The numbered list of the words behind the picture, which `quotations` draws on sheets of its own."""
        self.items, self.listed = items, heading

    def footer(self, text):
        """The source line of every sheet; to be told before the blocks, which leave room for it."""
        self.source = text

    def draw_footer(self):
        """The source line, if there is one; on a slide at its foot."""
        if self.source:
            y = self.y if self.kind != "slide" else max(self.y, self.bottom)
            self.rule(y + 0.05)
            self.y = self.paragraph(MARGIN, y + 0.1, self.source, self.inner, "small", colour=QUIET)

    def finish(self):
        """Fit each sheet to what was drawn, one unit to the inch; returns the Axes of the first."""
        self.sheets[-1][1] = self.y
        axes = [ax for ax, _ in self.sheets]
        for n, (ax, y) in enumerate(self.sheets, start=1):
            self.ax, self.y = ax, y
            if len(axes) > 1:
                mark = f"{n}/{len(axes)}"
                self.text(self.right, MARGIN, mark, "title", colour=QUIET, align="right", gid="part")
            self.draw_footer()
            height = HEIGHTS["slide"] if self.kind == "slide" and self.limited else self.y + MARGIN
            if len(ax.figure.axes) == 1:
                ax.figure.set_size_inches(self.width, max(height, self.y + MARGIN))
                ax.set_position((0, 0, 1, 1))
            ax.set_xlim(0, self.width)
            ax.set_ylim(max(height, self.y + MARGIN), 0)
        if self.limited:
            parts, listing = [ax.figure for ax in axes], Listing(self.items, self.listed, self.source, self.kind)
            for figure in parts:
                figure.title, figure.parts = self.title, parts
                figure.listing = listing if self.items else None
        return axes[0]


def draw_sheet(draw, ax=None, width="page", title=""):
    """Call `draw(canvas)` and return the Axes of the first sheet, whose figure knows the others (`Sheet.parts`).

    On an `ax` that is given, however tall, everything stands on one. A `title` that is given overrules the finding.
    """
    canvas = Canvas(ax, width, title)
    draw(canvas)
    return canvas.finish()
