"""To which archives an article belongs, and what their other articles tell of its acts."""

import pandas as pd

from helpers.archive.folder import list_archives
from helpers.archive.questions import ask

COLUMNS = ("archive", "slug", "acts", "shared", "moved")
TOLD = """
    SELECT count(DISTINCT episode_id)::BIGINT AS acts,
        count(DISTINCT episode_id) FILTER (n_articles > 1)::BIGINT AS shared,
        count(DISTINCT episode_id) FILTER (contains(statuses, ';'))::BIGINT AS moved
    FROM reports JOIN episodes USING (episode_id) WHERE slug = $slug"""


def find_memberships(article):
    """One row per archive that holds an article of the same text: columns `COLUMNS`.

    Counted are the article's acts, those that others tell too, and those whose status moved. An archive that cannot be
    asked, since it was not read to its end or is of another version, is left out.
    """
    rows = [row for name in list_archives() for row in find_rows(name, article.text)]
    return pd.DataFrame(rows, columns=COLUMNS)


def find_rows(name, text):
    """The rows of one archive."""
    try:
        slugs = ask(name, "SELECT slug FROM articles WHERE text = $text ORDER BY slug", text=text)["slug"]
    except ValueError:
        return []
    return [(name, slug, *ask(name, TOLD, slug=slug).iloc[0]) for slug in slugs]
