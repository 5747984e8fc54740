"""A reader goes through an article, row by row, and decides; each decision is written at once as corrections.

`decisions` (what is decided, as rows of the corrections file) → `session` (tried, written, taken back, done again) →
`view` (what is shown, as data; `missed` finds sentences in which an act may be missing) → `widget` (in a notebook, with
scripts/); `static` shows it read-only. `comparison` lays two readers' decisions side by side.
"""

from helpers.review.comparison import Comparison, compare
from helpers.review.session import Session
from helpers.review.widget import review

__all__ = ["Comparison", "Session", "compare", "review"]
