"""Who is in the text: mentions of actors, and whom each of them stands for.

`gazetteer` (whom the lexicons know) → `names` (where they stand by `name_spans`, what is done to them by `name_signs`)
and `nominals` (what points to somebody) → `contexts` (what stands around it) → `coreference` (whom it stands for, by
rules and by what `antecedents` learned in `antecedent_training`) → `actors` (the tables
`mentions` and `actors`); `mentions` is where they stand on the tokens of a parsed text.
"""

from helpers.actors.actors import MADE_BY, Actors, find_mentions, resolve_actors

__all__ = [
    "MADE_BY",
    "Actors",
    "find_mentions",
    "resolve_actors",
]
