"""What a notebook shows besides figures: tables, sentences and the highlighted article, as static HTML and Markdown.

Text from an article is hostile: everything here escapes it.
"""

import html
import re
import unicodedata

from IPython.display import HTML, Markdown

from helpers.wording import name_site, plain

LEFT = 'style="text-align:left;vertical-align:top"'
RIGHT = 'style="text-align:right;vertical-align:top"'
WHOLE = 'style="text-align:left;vertical-align:top;white-space:nowrap"'  # A day is not broken at its hyphens.
ADDRESS = re.compile(r"https?://[^\s;]+")
LINKED = ("source", "source_url", "verified_by")
MARKDOWN = re.compile(r"([\\`*_{}\[\]#!|<>~$&])")


def reveal(text):
    """Text with control and direction characters as their visible code, such as ‹U+202E›."""
    hidden = ("Cc", "Cf", "Cs")
    return "".join(
        f"‹U+{ord(c):04X}›" if unicodedata.category(c) in hidden and c not in "\t\n\u200d" else c for c in text
    )


def escape(text):
    """Text as HTML, with nothing hidden in it."""
    return html.escape(reveal(text)).replace("$", "&#36;")


def say(text):
    """A computed sentence as Markdown; names and quotations inside are escaped, ** marks from the writer stay."""
    text = " ".join(reveal(text).split())
    text = text if text.endswith((".", "”", "*", ".)")) else text + "."
    return Markdown("**".join(MARKDOWN.sub(r"\\\1", part) for part in text.split("**")))


def plainly(call, *given):
    """What a call returns; an error that it raises is shown in a notebook as the sentence it is, without the way that
    led through the code (IPython's `_render_traceback_`).
    """
    try:
        return call(*given)
    except (OSError, ValueError) as error:
        sentence = str(error)
        error._render_traceback_ = lambda: [sentence]
        raise


def caption(number, text, alt):
    """A figure's caption with its number, as Markdown, and below it the figure in words."""
    return Markdown(f"{say(f'**Figure {number}.** {text}').data}\n\n{in_words(alt).data}")


def in_words(alt):
    """A figure in words, folded, as Markdown: what Jupyter keeps with a picture itself shows nowhere."""
    return Markdown(f"<details><summary>The figure in words</summary>{escape(' '.join(alt.split()))}</details>")


def show_table(frame, columns=None, rows=None):
    """A table as static HTML: empty cells empty, days as days, numbers at the right, every text escaped."""
    shown = frame if columns is None else frame[list(columns)]
    shown = shown if rows is None else shown.head(rows)
    cells = shown.astype("object").where(shown.notna(), "").map(word_value)
    cells = cells.apply(lambda column: column.map(link_addresses if column.name in LINKED else escape))
    names = [escape(str(column)) for column in cells.columns]
    return HTML(write_table(names, cells.itertuples(index=False), [align(dtype) for dtype in shown.dtypes]))


def align(dtype):
    """The style of a column, head and cells alike: Jupyter's own sets all to the right."""
    kind = getattr(dtype, "kind", "O")
    return WHOLE if kind == "M" else RIGHT if kind in "iuf" else LEFT


def write_table(names, rows, styles):
    """A table of cells that are HTML already, laid out as by `DataFrame.to_html`, whatever a reader has set."""
    lines = ['<table class="dataframe">', "  <thead>", "    <tr>"]
    lines += [f"      <th {style}>{one_line(name)}</th>" for name, style in zip(names, styles, strict=True)]
    lines += ["    </tr>", "  </thead>", "  <tbody>"]
    for row in rows:
        cells = [f"      <td {style}>{one_line(cell)}</td>" for cell, style in zip(row, styles, strict=True)]
        lines += ["    <tr>", *cells, "    </tr>"]
    return "\n".join([*lines, "  </tbody>", "</table>"])


def one_line(cell):
    """A cell with its tabs and ends of lines as the codes that Python writes for them."""
    return cell.translate({9: r"\t", 10: r"\n", 13: r"\r"}).strip()


def link_addresses(text):
    """Text as HTML; where it is nothing but addresses, separated by ;, each is a link under the name of its site."""
    addresses = text.split(" ; ")
    if not all(ADDRESS.fullmatch(address) for address in addresses):
        return escape(text)
    return " ".join(f'<a href="{escape(a)}" rel="noopener nofollow">{escape(name_site(a))}</a>' for a in addresses)


def word_value(value):
    """A cell as text: days as YYYY-MM-DD, numbers without trailing zeros."""
    if hasattr(value, "strftime"):
        return f"{value:%Y-%m-%d}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def show_plain(frame, vocabularies, columns=None, rows=None):
    """A table with its codes in plain words; `vocabularies` maps a column to its vocabulary in the glossary."""
    shown = frame.copy()
    for column, vocabulary in vocabularies.items():
        shown[column] = [plain(vocabulary, code) for code in shown[column]]
    return show_table(shown, columns, rows)
