"""Many articles: brought in once, from whatever a reader holds.

`sources` (what a reader holds, a document at a time; `databases` for Nexis Uni and Factiva, `reader` the process that
opens them) → `adding` (checked, known by an id, kept in parts) → `batches` (each part read by `annotating`, on all
cores or a cluster) → `whole` (the tables of all parts; by `linking` of `copies`, `identities` with `belonging`,
`versions`, `episodes` and `replies`, and `prepared` for what is asked). `questions` asks and leads to the words.
`recovery` holds the answers against a chronology, `membership` tells what archives have to say of one article.
`measuring` tells what an archive costs, `folder` where an archive lies, `parquet` how its tables are kept.
"""

from helpers.archive.adding import add_articles
from helpers.archive.batches import annotate_archive, read_archive
from helpers.archive.folder import list_archives
from helpers.archive.membership import find_memberships
from helpers.archive.questions import QUESTIONS, ask, find_quotations, name_actors
from helpers.archive.recovery import compare_record
from helpers.archive.versions import compare_versions

__all__ = [
    "QUESTIONS",
    "add_articles",
    "annotate_archive",
    "ask",
    "compare_record",
    "compare_versions",
    "find_memberships",
    "find_quotations",
    "list_archives",
    "name_actors",
    "read_archive",
]
