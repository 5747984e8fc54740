"""Source, cue and content of every attribution (PARC 3.0), read from the parse before anybody is named.

`quotations` (by their marks) and `cues` (words of attribution) → `quote_attribution` (which cue utters which quotation) → `source_spans` →
`content_spans` and `contents` → `attributions`.
"""

from helpers.attribution.attributions import Attribution, Reader
from helpers.attribution.quotations import find_quotations

__all__ = [
    "Attribution",
    "Reader",
    "find_quotations",
]
