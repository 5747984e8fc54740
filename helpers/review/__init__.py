"""A reader goes through an article, row by row, and decides; each decision is written at once as corrections.

`decisions` (what is decided, as rows of the corrections file) → `session` (tried, written, taken back, done again).
"""

from helpers.review.session import Session

__all__ = ["Session"]
