"""The words behind the numbers of a picture: a list on sheets of its own, with the picture's numbers."""

from helpers.charts.canvas import BADGE, MARGIN, SIZES, Canvas, wrap
from helpers.charts.style import QUIET

COLUMN, GAP = 2.7, 0.25
INDENT = 2 * BADGE + 0.07


def quotations(listing):
    """Draw the `Listing` of a figure (`figure.listing`) and return the Axes of its first sheet."""
    canvas = Canvas(None, listing.width)
    canvas.heading(listing.heading)
    canvas.footer(listing.source)
    count = max(1, int((canvas.inner + GAP) // (COLUMN + GAP)))
    width = (canvas.inner - GAP * (count - 1)) / count
    rest = [(item, height_of(canvas, item, width)) for item in listing.items]
    while rest:
        columns, rest = fill_columns(rest, count, canvas.bottom - canvas.y)
        draw_columns(canvas, columns, width)
        if rest:
            canvas.turn()
    return canvas.finish()


def fill_columns(blocks, count, room):
    """(columns, what is left) of the blocks (item, height): as even as the order allows if all have room, else full."""
    columns = split_columns(blocks, count)
    if all(sum(height for _, height in column) <= room for column in columns):
        return columns, []
    columns, rest = [], list(blocks)
    while rest and len(columns) < count:
        columns.append([rest.pop(0)])
        while rest and sum(height for _, height in columns[-1]) + rest[0][1] <= room:
            columns[-1].append(rest.pop(0))
    return columns, rest


def split_columns(blocks, count):
    """The blocks (item, height) in `count` columns whose heights are as even as the order allows."""
    target, columns, filled = sum(height for _, height in blocks) / count, [[]], 0.0
    for item, height in blocks:
        if len(columns) < count and columns[-1] and filled + height / 2 > target:
            columns.append([])
            filled = 0.0
        columns[-1].append((item, height))
        filled += height
    return columns


def height_of(canvas, item, width):
    """Height of one item of the list in inches."""
    _, words, quotation, *_ = item
    lines = len(wrap(words, width - INDENT, SIZES["small"], "semibold")) if words else 0
    lines += len(wrap(quotation, width - INDENT, SIZES["small"]))
    return max(lines * canvas.line_height("small"), 2 * BADGE) + 0.07


def draw_columns(canvas, columns, width):
    """Draw columns of items side by side."""
    top, lowest = canvas.y, canvas.y
    for n, column in enumerate(columns):
        x, y = MARGIN + n * (width + GAP), top
        for item, height in column:
            draw_item(canvas, item, x, y, width)
            y += height
        lowest = max(lowest, y)
    canvas.y = lowest


def draw_item(canvas, item, x, y, width):
    """One item of the list."""
    number, words, quotation, colour, *look = item
    canvas.badge(x + BADGE, y + BADGE * 0.85, number, colour, *look)
    if words:
        y = canvas.paragraph(x + INDENT, y, words, width - INDENT, "small", "semibold")
    canvas.paragraph(x + INDENT, y, quotation, width - INDENT, "small", colour=QUIET)
