"""The parse: sentences, words and their grammar, from the bundled spaCy pipeline or another.

`pipeline` (the pipeline, and what mends its parse; `dependencies` for another's labels) → `tree` and `frames` (who stands where beside a predicate); `roles` (who does what to whom,
as PropBank has it);
`phrases` (a lexicon's phrases in a text), `headlines` (lines that are no prose), `training` (how the pipeline was made)."""

from helpers.language.pipeline import (
    MADE_BY,
    find_sentences,
    load_pipeline,
    parse,
    parse_text,
    split_sentences,
    tabulate_sentences,
)

__all__ = [
    "MADE_BY",
    "find_sentences",
    "load_pipeline",
    "parse",
    "parse_text",
    "split_sentences",
    "tabulate_sentences",
]
