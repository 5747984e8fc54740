"""What every export is made of: the article, its tables, and the rule about how much of the text may be quoted."""

from dataclasses import dataclass

import pandas as pd

from helpers.annotate import annotate
from helpers.articles.article import Article
from helpers.articles.seeds import load_article
from helpers.corrections.overlay import load_corrections
from helpers.corrections.provenance import find_readers
from helpers.tables import Annotations, row_keys
from helpers.wording import shorten

LONGEST = 25


@dataclass(frozen=True)
class Material:
    """An article with its corrected tables; `with_text` is whether the export may hold the whole text."""

    article: Article
    read: Annotations
    corrections: pd.DataFrame
    with_text: bool = False

    def quote(self, text, around=(0, 0)):
        """A quotation as it may be exported: whole, or the 25 words about the characters `around`, with ellipses."""
        return text if self.with_text or not is_long(text) else shorten(text, LONGEST, around)

    def find_readers(self, table):
        """{id of a row: the names of those who have read it} of a table."""
        frame = getattr(self.read, table)
        readers = find_readers(table, frame, self.corrections, self.article.text)
        return dict(zip(row_keys(table, frame), readers, strict=True))


def is_long(text):
    """Whether a quotation has more than 25 words."""
    return len(text.split()) > LONGEST


def gather_material(slug_or_path, with_text=False):
    """The `Material` of an article, annotated with its corrections laid over."""
    article = load_article(slug_or_path)
    corrections = load_corrections(article.slug)
    return Material(article, annotate(article, corrections), corrections, with_text)
