"""An article's tables in the formats of other tools, and as a dossier; an archive's figures: one module per format.

`material` (what every export is made of) → `package` (Frictionless), `annotations` (W3C), `timeml`, `graph` (GraphML),
`timeline` (TimelineJS), `dossier` (one page, with the `figures` of the article; `browser` prints it to PDF) →
`formats` (all of them, written). Of an archive: `archive_figures`, `brief`.

By default an export carries offsets and quotations of up to 25 words; `with_text` gives whole quotations and the
article itself, for those who hold the rights.
"""

from helpers.exports.formats import FORMATS, export_article, make_files, tabulate_formats
from helpers.exports.material import Material, gather_material

__all__ = ["FORMATS", "Material", "export_article", "gather_material", "make_files", "tabulate_formats"]
