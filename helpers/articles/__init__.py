"""The raw text: from a document to an `Article`, the canonical text with what is known about it.

`fetch` (an address) → `documents` (bytes to text, in a process of their own) → `metadata` and `linked_data` (what a
page says of itself), `extraction` (which of its words are the article), `printed` (a PDF)
→ `ingest` (into seeds/) → `seeds` (from seeds/) → `article`; `characters` cleans what a reader cannot see, `legibility`
tells what cannot be read.
"""

from helpers.articles.article import Article, TextError, article_from_text, check_published, publication_day, slugify
from helpers.articles.seeds import KNOWN, find_raw, list_articles, load_article, load_known

__all__ = [
    "KNOWN",
    "Article",
    "TextError",
    "article_from_text",
    "check_published",
    "find_raw",
    "list_articles",
    "load_article",
    "load_known",
    "publication_day",
    "slugify",
]
