"""Who does what to whom, and did it happen?

`triggers` (which words name an act; `lemmas` their forms) → `selection` (which are events of their own) → `parties` →
`status` → `dating` → `events` (the tables).
"""

from helpers.events.events import MADE_BY, Events, find_events
from helpers.relations import derive_relations

__all__ = [
    "MADE_BY",
    "Events",
    "derive_relations",
    "find_events",
]
