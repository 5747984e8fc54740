"""The text of a printed page: pieces of a PDF's text layer with their places → lines in the order of reading →
paragraphs.

What a PDF holds are pieces of type and where they stand. Heads and feet that come back on every page are no text;
columns are read one after the other; type of another size is a headline; and a word divided at the end of a line is put
together, unless its hyphen belongs to it.
"""

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from math import hypot
from statistics import median
from typing import NamedTuple

from helpers import paths
from helpers.articles.metadata import find_days, is_telling

FOLIO = re.compile(r"(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
# What a browser prints above and below a page: the moment of printing, the address.
STAMP = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d\d(?:\s?[AP]M)?\b.*|https?://\S+(?:\s+\d+/\d+)?", re.DOTALL
)
GAP = re.compile(r"( *\S.*?) {4,}(\S(?:.(?! {4}))*)$")
ENDS = tuple(".?!:”\"'’)")
# Rows at the edge of a page that may be a running head; type that is larger than the text; space between paragraphs, in
# lines; rows that stand side by side where there are columns, and letters of a line in one; lines around one that show
# how long a line is.
EDGE, LARGER, SPACE, ROWS, COLUMN, AROUND = 3, 1.15, 1.3, 4, 18, 6


class Piece(NamedTuple):
    """Type without a break: its page, the place where it begins (points from the left and from the foot of the page),
    its size in points, and its words.
    """

    page: int
    x: float
    y: float
    size: float
    text: str


class Print(NamedTuple):
    """The text of printed pages; the headline, "" if none stands out; the first day among the heads and the first
    lines, None if there is none; and what was taken for heads and feet.
    """

    text: str
    headline: str
    day: object
    heads: list


def read_print(pages):
    """The `Print` of the pages of a pypdf reader."""
    pieces = [piece for number, page in enumerate(pages) for piece in find_pieces(number, page)]
    heads = find_heads(pieces)
    lines = [line for page in group_pages([p for p in pieces if p not in heads]) for line in order_lines(page)]
    blocks = split_blocks(lines)
    plain = measure_text(lines)
    large = [block for block in blocks[:EDGE] if block[0].size > LARGER * plain]
    known = {word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text)}
    paragraphs = [join_block(block, known) for block in blocks]
    headline = join_block(large[0], known) if large else ""
    words = [*(head.text for head in pieces if head in heads and head.page == 0), *paragraphs[:EDGE]]
    return Print(
        "".join(f"{paragraph}\n" for paragraph in paragraphs),
        headline if is_telling(headline) else "",
        next((day for text in words for day in find_days(text)), None),
        list(dict.fromkeys(" ".join(piece.text.split()) for piece in pieces if piece in heads)),
    )


def find_pieces(number, page):
    """The `Piece`s of a page in the order in which they are written, by pypdf."""
    pieces = []

    def keep(text, outer, inner, font, size):
        (a, b, c, d, e, f), (right, up, x, y) = outer, inner[2:6]
        scale = hypot(right * a + up * c, right * b + up * d) or 1.0
        for row, line in enumerate(text.splitlines()):
            place = x * b + y * d + f - row * scale * size
            if line.strip():
                pieces.append(Piece(number, x * a + y * c + e, place, scale * size, line))

    page.extract_text(visitor_text=keep)
    return split_rows(pieces, find_gaps(page))


def find_gaps(page):
    """{a row of a page without its spaces: (the letters before its wide gap, the column in which the rest begins)}, by
    pypdf's picture of the page in letters of one width; only rows that belong to two columns of prose.
    """
    try:
        rows = page.extract_text(extraction_mode="layout").splitlines()
    except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError):
        return {}
    split = [(row, match) for row in rows if (match := GAP.match(row))]
    prose = Counter(m.start(2) for _, m in split if min(len(m[1].strip()), len(m[2].strip())) >= COLUMN)
    place, number = prose.most_common(1)[0] if prose else (0, 0)
    near = [(row, match) for row, match in split if number >= ROWS and abs(match.start(2) - place) < 3]
    return {"".join(row.split()): (len("".join(match[1].split())), place) for row, match in near}


def split_rows(pieces, gaps):
    """The pieces, those that run through both columns of a row split where its gap is."""
    split = []
    for piece in pieces:
        letters, place = gaps.get("".join(piece.text.split()), (0, 0))
        cut = next((i for i in range(len(piece.text)) if len("".join(piece.text[:i].split())) == letters), 0)
        if cut:
            split.append(piece._replace(text=piece.text[:cut]))
            split.append(piece._replace(text=piece.text[cut:], x=piece.x + place * piece.size / 2))
        else:
            split.append(piece)
    return split


def group_pages(pieces):
    """The pieces of each page."""
    pages = {}
    for piece in pieces:
        pages.setdefault(piece.page, []).append(piece)
    return list(pages.values())


def find_heads(pieces):
    """The pieces that are no text: page numbers, what a browser stamps on a print, and what stands at the same edge of
    two pages or more, whatever its numbers.
    """
    edges = set()
    for page in group_pages(pieces):
        rows = sorted({round(piece.y) for piece in page})
        outer = {*rows[:EDGE], *rows[-EDGE:]}
        edges |= {piece for piece in page if round(piece.y) in outer}
    places = Counter({(name_head(piece), piece.page) for piece in edges})
    counts = Counter(name for name, _ in places)
    return {
        piece
        for piece in pieces
        if FOLIO.fullmatch(piece.text.strip())
        or (piece in edges and (counts[name_head(piece)] > 1 or STAMP.fullmatch(piece.text.strip())))
    }


def name_head(piece):
    """What is the same in a running head on every page: its words without numbers, and its height."""
    return re.sub(r"\d+", "#", " ".join(piece.text.split())), round(piece.y / 4)


def order_lines(page):
    """The lines of a page in the order of reading: as written, unless columns were written row by row."""
    edge = find_gutter(page)
    if edge is None:
        return join_rows(page)
    lines, left, right = [], [], []
    for row in group_rows(page):
        for piece in row:
            across = (
                piece.x < edge - piece.size and piece.x + 0.45 * piece.size * len(piece.text) > edge + 2 * piece.size
            )
            if across:
                lines, left, right = [*lines, *join_rows(left), *join_rows(right), *join_rows([piece])], [], []
            else:
                (right if piece.x >= edge - piece.size else left).append(piece)
    return [*lines, *join_rows(left), *join_rows(right)]


def group_rows(page):
    """The pieces of a page that stand at one height, from the head down and from the left."""
    rows = []
    for piece in sorted(page, key=lambda p: (-p.y, p.x)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.4 * max(piece.size, 1):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.x) for row in rows]


def find_gutter(page):
    """Where the second column of a page begins that was written row by row, None if there is none.

    Its lines follow lines of prose at the same height, and all begin at one place.
    """
    second = Counter()
    for before, piece in pairwise(page):
        if abs(before.y - piece.y) < 0.4 * piece.size and min(len(before.text), len(piece.text)) >= COLUMN:
            second[round(piece.x)] += 1
    place, rows = second.most_common(1)[0] if second else (0, 0)
    return place if rows >= ROWS else None


def join_rows(pieces):
    """Pieces as lines: those that follow one another at one height are one."""
    lines = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and abs(last.y - piece.y) < 0.4 * max(last.size, piece.size) and piece.x >= last.x:
            lines[-1] = last._replace(text=f"{last.text.rstrip()} {piece.text}", size=max(last.size, piece.size))
        else:
            lines.append(piece)
    return [line._replace(text=" ".join(line.text.split(" "))) for line in lines]


def measure_text(lines):
    """The size of most letters."""
    sizes = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], -size), default=1.0)


def split_blocks(lines):
    """The lines of each paragraph."""
    steps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and a.y > b.y]
    step = median(steps) if steps else 0
    blocks = []
    for number, line in enumerate(lines):
        around = lines[max(0, number - AROUND) : number + AROUND]
        full = max(len(other.text.strip()) for other in around if other.size < LARGER * line.size)
        if blocks and goes_on(blocks[-1][-1], line, full, step):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def goes_on(before, line, full, step):
    """Whether a line is of one paragraph with the line before it: not in type of another size; behind a wider space or
    an indent only in the middle of a sentence; behind a short line that ends a sentence, never; nor at the head of a
    column, where the line before it ends a sentence and had room for a word more. `full` letters are a whole line,
    `step` points the way to the next.
    """
    if not 1 / LARGER < line.size / max(before.size, 0.1) < LARGER:
        return False
    first, last = line.text.strip()[:1], before.text.strip()
    if last.endswith(("-", "\u00ad")):
        return True
    fall = before.y - line.y
    if before.page == line.page and step and fall > SPACE * step:
        return first.islower()
    if fall > 0 and 0.8 * line.size < line.x - before.x < 4 * line.size and last.endswith(ENDS):
        return False
    room = len(last) + 1 + len(line.text.split()[0]) <= full if fall <= 0 or before.page != line.page else False
    return not ((room or len(last) < 0.8 * full) and last.endswith(ENDS))


def join_block(block, known):
    """The lines of a paragraph as one; `known` are the words of the whole text, in small letters."""
    text = ""
    for line in block:
        text = join_line(text, " ".join(line.text.split()), known)
    return text


def join_line(before, line, known):
    """A printed line behind what stands before it. A hyphen at its end goes where it divides a word, and stays where it
    joins two.
    """
    if before.endswith("\u00ad"):
        return before[:-1] + line
    if not re.search(r"\w-$", before) or not line[:1].isalnum():
        return f"{before} {line}".strip()
    first, second = re.search(r"(\w+)-$", before)[1], re.match(r"\w+", line)[0]
    return (before if keeps_hyphen(first, second, known) else before[:-1]) + line


def keeps_hyphen(first, second, known):
    """Whether two parts of a word at the end of a line are words of their own, joined by a hyphen."""
    if not second[0].islower() or not first[-1].islower():
        return True
    joined, parts = (first + second).lower(), (first.lower(), second.lower())
    if joined in known or "-".join(parts) in known:
        return "-".join(parts) in known
    return joined not in load_words() and all(part in load_words() for part in parts)


@cache
def load_words():
    """The words that the bundled pipeline has met in training."""
    return frozenset(json.loads((paths.MODEL / "vocab" / "strings.json").read_text(encoding="utf-8")))
