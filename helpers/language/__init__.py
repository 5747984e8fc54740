"""The parse: sentences, words and their grammar, from the bundled spaCy pipeline or another.

`pipeline` (`mends` for its parse, `dependencies` for another’s labels) → `sentences` (a text parsed
line by line) → `tree` and `frames` (who stands where beside a predicate), `roles` (who does what to whom, as PropBank
has it, by `role_features`) → `polarity` (denied, doubted, only possible); `phrases` (a lexicon's phrases in a text),
`headlines` (lines that are no prose), `training` and `role_training` (how the pipeline and the roles were made).
"""

from helpers.language.pipeline import MADE_BY, load_pipeline
from helpers.language.sentences import find_sentences, parse, parse_text, split_sentences, tabulate_sentences

__all__ = [
    "MADE_BY",
    "find_sentences",
    "load_pipeline",
    "parse",
    "parse_text",
    "split_sentences",
    "tabulate_sentences",
]
