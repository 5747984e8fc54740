"""Regtrace: from a news article to quoted evidence, claims, events, relations and figures.

The rooms in the order of the flow: `articles` (the text) → `language` (its grammar) → `attribution` (source, cue,
content) → `actors` (who) and `dates` (when) → `claims` (who says what) → `events` (who does what to whom), tied
together by `annotate`, with `corrections` laid over each step. Beside it: `findings`, `charts`, `pages` and `exports`
show what was found, `review` lets a reader correct it; `archive` does the same for many articles; `readings`, `corpora`
and `scores` hold it against answers.

helpers/README.md tells where each thing is decided, helpers/CONTRIBUTING.md how to change it, helpers/CHANGELOG.md what
has changed. Importing this package does no work.
"""

__version__ = "0.5.0"
