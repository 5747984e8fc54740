"""Source, cue and content of every attribution (PARC 3.0), read from the parse before anybody is named:
`read_attributions`.

`quotations` (by their marks) and `cues` (words of attribution) → `quote_attribution` (which cue utters which quotation)
→ `source_spans` → `content_spans` and `contents` → `attributions`. What all of them read is a `CuedText`, which none of
them changes.
"""

from helpers.attribution.attributions import Attribution, Attributions, read_attributions
from helpers.attribution.quotations import find_quotations

__all__ = [
    "Attribution",
    "Attributions",
    "find_quotations",
    "read_attributions",
]
