"""How well mentions and their links are found, against corpora with answers: names by Universal NER, coreference by GUM."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import NamedTuple

from helpers.actors import find_mentions, resolve_actors
from helpers.articles import article_from_text
from helpers.gazetteer import index_entries
from helpers.language import parse
from helpers.tables import make_table
from helpers.treebanks import find_named_groups, label_spans, read_conllu, read_entities, read_iob, read_paragraphs

LABELS = {"Person": "PER", "Territory": "LOC"}
FAR_FUTURE = date(2100, 1, 1)


class Answers(NamedTuple):
    """A text; its names (start, end, label, group); its nominals and pronouns {(start, end of the head): (form, group)}."""

    text: str
    names: list
    others: dict
    named_groups: set


def score_mentions(folder):
    """Table `mention_scores` of the corpora below a folder: names of `.iob2` files, names and links of GUM's `.conllu` files.

    Names count with exactly equal spans, all together and by label (PER, ORG, LOC), then with equal labels ("typed"). Links of names are
    B³ (Bagga & Baldwin 1998) over the names that both have; a nominal or pronoun is linked rightly if its actor is named in its group. Raises
    FileNotFoundError if there is no such file.
    """
    folder = Path(folder)
    iob, gum = sorted(folder.rglob("*.iob2")), sorted(p for p in folder.rglob("*.conllu") if "Entity=" in p.read_text("utf-8"))
    if not iob and not gum:
        raise FileNotFoundError(f"No .iob2 file and no .conllu file with entities below '{folder}'. Name a folder that holds one.")
    counts = defaultdict(Counter)
    for answers in [a for path in iob for a in read_named_text(path)] + [read_document(path) for path in gum]:
        count_document(answers, counts)
    return make_table("mention_scores", [{"measure": m, "form": f, **rate_mentions(c)} for (m, f), c in sorted(counts.items())])
