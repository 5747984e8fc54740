"""Static HTML and Markdown for the notebooks, every word of an article escaped.

`markup` (tables and sentences), `highlight` (the article with its marks), `tracing` (from a mark of a figure to the
words), `rows` (every row in plain words), `review` (the review page).
"""

from helpers.pages.highlight import (
    back_link,
    find_kind,
    highlight_article,
    hover_claim,
    hover_date,
    hover_mention,
    legend,
    mark_article,
    mark_piece,
    name_actors,
    underline,
)
from helpers.pages.markup import (
    caption,
    escape,
    in_words,
    link_addresses,
    plainly,
    reveal,
    say,
    show_plain,
    show_table,
    word_value,
)
from helpers.pages.tracing import (
    find_span,
    find_statement,
    index_statements,
    list_mark,
    show_trace,
    spread,
    trace_mark,
    trace_marks,
    word_place,
    word_source,
)

__all__ = [
    "back_link",
    "caption",
    "escape",
    "find_kind",
    "find_span",
    "find_statement",
    "highlight_article",
    "hover_claim",
    "hover_date",
    "hover_mention",
    "in_words",
    "index_statements",
    "legend",
    "link_addresses",
    "list_mark",
    "mark_article",
    "mark_piece",
    "name_actors",
    "plainly",
    "reveal",
    "say",
    "show_plain",
    "show_table",
    "show_trace",
    "spread",
    "trace_mark",
    "trace_marks",
    "underline",
    "word_place",
    "word_source",
    "word_value",
]
