"""A sheet measured in inches, on which the charts set words and marks so that nothing overlaps or is cut off.

x runs right and y runs down from the top left corner. A chart adds blocks from top to bottom; `finish` fits the
figure's height to them.
"""

import unicodedata
from functools import cache
from math import log

import matplotlib.pyplot as plt
from matplotlib.patches import Circle, FancyBboxPatch, Rectangle
from matplotlib.textpath import text_to_path

from helpers.charts.style import FAINT, INK, PAPER, QUIET, SLIDE_RATIO, WIDTHS, check_width
from helpers.charts.typeface import available_letters, font

POINT = 1 / 72
MARGIN = 0.12
LEADING = 1.31
SIZES = {"title": 12.5, "head": 9.6, "body": 8.6, "small": 7.6}
BADGE = 0.085
FIGURE_HEIGHT = 0.65  # of the figures of the typeface, by its size
LIST_COLUMN, LIST_GAP = 2.7, 0.2
SLIDE_PANEL, SLIDE_SHARE, SLIDE_STEP, SLIDE_LIMIT = 5.9, 0.47, 1.03, 60
# Words that run over fewer lines on a wider sheet: at first it grows with care, so that it does not grow too far.
SLIDE_POWER = -1.5


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
    """The words of a text in lines no wider than `width` inches; a longer word is cut into pieces."""
    lines = [""]
    for word in printable(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size, weight, style) <= 0.99 * width:
            lines[-1] = longer
            continue
        pieces = cut_word(word, width, size, weight, style)
        lines = (lines if lines[-1] else lines[:-1]) + pieces
    return lines


def cut_word(word, width, size, weight, style):
    """A word in pieces that each fit the width."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size, weight, style) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


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
    """A sheet that grows downwards; `y` is where the next block begins."""

    def __init__(self, ax=None, width="page", inches=None):
        self.kind = check_width(width)
        if ax is None:
            _, ax = plt.subplots(figsize=(inches or WIDTHS[width], 1))
        self.ax, self.width = ax, inches or (WIDTHS[width] if ax is None else ax.figure.get_figwidth())
        self.y = MARGIN
        ax.set_axis_off()

    @property
    def right(self):
        """x of the right edge of the picture; on a slide the list of quotations stands beside it."""
        return max(SLIDE_PANEL, SLIDE_SHARE * self.width) if self.kind == "slide" else self.width - MARGIN

    @property
    def inner(self):
        """Width of the picture."""
        return self.right - MARGIN

    def text(
        self, x, y, text, size="body", weight="normal", style="normal", colour=INK, align="left", valign="top", gid=None
    ):
        """One line of text with its top (or centre) at y."""
        size = SIZES.get(size, size)
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
        """Wrapped text from y on; returns the y below it."""
        points = SIZES.get(size, size)
        for line in wrap(text, width, points, weight, style):
            self.text(x, y, line, points, weight, style, colour)
            y += points * LEADING * POINT
        return y

    def line_height(self, size="body"):
        """Height of a line in inches."""
        return SIZES.get(size, size) * LEADING * POINT

    def heading(self, title, subtitle=""):
        """The finding, and below it how to read the picture."""
        width = self.width - 2 * MARGIN
        self.y = self.paragraph(MARGIN, self.y, title, width, "title", "bold") + 0.03
        if subtitle:
            self.y = self.paragraph(MARGIN, self.y, subtitle, width, "body", colour=QUIET)
        self.y += 0.1
        self.top = self.y

    def badge(self, x, y, number, colour=INK, hollow=False):
        """An evidence number in a disc centred at (x, y)."""
        size = SIZES["small"] - (0 if len(str(number)) < 3 else 1.8)
        self.ax.add_patch(
            Circle(
                (x, y),
                BADGE,
                facecolor=PAPER if hollow else colour,
                edgecolor=colour,
                lw=0.9,
                zorder=4,
            )
        )
        self.text(
            x,
            y + FIGURE_HEIGHT / 2 * size * POINT,
            str(number),
            size,
            "bold",
            colour=colour if hollow else PAPER,
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

    def evidence(self, items, heading="In the words of the article"):
        """The numbered list, in columns of even height, below the picture or on a slide beside it.

        An item is (number, plain words, quotation, colour, hollow).
        """
        if not items:
            return
        beside = self.kind == "slide"
        x, y = (self.right + 0.3, self.top) if beside else (MARGIN, self.y + 0.13)
        room = self.width - MARGIN - x
        if not beside:
            self.rule(self.y + 0.06)
        self.text(x, y, heading, "head", "bold")
        y += self.line_height("head") + 0.05
        count = max(1, int((room + LIST_GAP) // (LIST_COLUMN + LIST_GAP)))
        width = (room - LIST_GAP * (count - 1)) / count
        lowest = y
        for n, column in enumerate(self.split_columns(items, width, count)):
            below = y
            for item, height in column:
                self.evidence_item(item, x + n * (width + LIST_GAP), below, width)
                below += height
            lowest = max(lowest, below)
        self.y = max(self.y, lowest) if beside else lowest

    def split_columns(self, items, width, count):
        """Items with their heights, in `count` columns whose heights are as even as the order allows."""
        blocks = [(item, self.evidence_height(item, width)) for item in items]
        target, columns, filled = sum(height for _, height in blocks) / count, [[]], 0.0
        for item, height in blocks:
            if len(columns) < count and columns[-1] and filled + height / 2 > target:
                columns.append([])
                filled = 0.0
            columns[-1].append((item, height))
            filled += height
        return columns

    def evidence_height(self, item, width):
        """Height of one item of the list in inches."""
        indent = 2 * BADGE + 0.07
        _, words, quotation, *_ = item
        lines = (len(wrap(words, width - indent, SIZES["small"], "bold")) if words else 0) + len(
            wrap(quotation, width - indent, SIZES["small"])
        )
        return max(lines * self.line_height("small"), 2 * BADGE) + 0.06

    def evidence_item(self, item, x, y, width):
        """Draw one item of the list."""
        number, words, quotation, colour, hollow = item
        indent = 2 * BADGE + 0.07
        self.badge(x + BADGE, y + BADGE * 0.75, number, colour, hollow)
        y = self.paragraph(x + indent, y, words, width - indent, "small", "bold") if words else y
        self.paragraph(x + indent, y, quotation, width - indent, "small", colour=QUIET)

    def footer(self, text):
        """The source line, if there is one."""
        if text:
            width = self.width - 2 * MARGIN
            self.rule(self.y + 0.05, width=width)
            self.y = self.paragraph(MARGIN, self.y + 0.1, text, width, "small", colour=QUIET)

    def finish(self):
        """Fit the figure to what was drawn, one unit to the inch; returns the Axes."""
        height = self.y + MARGIN
        if self.kind == "slide":
            height = max(height, self.width / SLIDE_RATIO)
            self.width = height * SLIDE_RATIO
        if len(self.ax.figure.axes) == 1:
            self.ax.figure.set_size_inches(self.width, height)
            self.ax.set_position((0, 0, 1, 1))
        self.ax.set_xlim(0, self.width)
        self.ax.set_ylim(height, 0)
        return self.ax


def draw_sheet(draw, ax=None, width="page"):
    """Call `draw(canvas)` on a sheet of the width and return its Axes.

    A slide keeps 16:9: if the content is too tall for it, the whole sheet grows, and its words get smaller on the
    screen.
    """
    if ax is not None or check_width(width) != "slide":
        canvas = Canvas(ax, width)
        draw(canvas)
        return canvas.finish()
    tried = [(WIDTHS["slide"], 0.0)]
    while True:
        inches = tried[-1][0]
        canvas = Canvas(None, width, inches)
        draw(canvas)
        needed = (canvas.y + MARGIN) * SLIDE_RATIO
        if needed <= inches or inches > SLIDE_LIMIT:
            return canvas.finish()
        plt.close(canvas.ax.figure)
        tried[-1] = inches, needed
        tried.append((inches * max(SLIDE_STEP, find_growth(tried)), 0.0))


def find_growth(tried):
    """How many times wider a sheet may have to be, by the widths that were tried and those that their content needed.

    What a sheet needs is taken for a power of its width: of the last two tries, if there are two (the secant method).
    """
    inches, needed = tried[-1]
    power = SLIDE_POWER
    if len(tried) > 1:
        before, needed_before = tried[-2]
        power = min(log(needed / needed_before) / log(inches / before), 0.0)
    return (needed / inches) ** (1 / (1 - power))
