"""Who says what, on what basis, and how sure.

`author_clauses` (what the author states) beside the attributions → `speakers`, `source_kinds`, `basis`, `factuality`
→ `nesting` (claims inside claims) → `claims` (the table).
"""

from helpers.claims.claims import MADE_BY, find_claims

__all__ = [
    "MADE_BY",
    "find_claims",
]
