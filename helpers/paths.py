"""Where things are. No other module knows a path."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent
SEEDS = ROOT / "seeds"
DATA = ROOT / "data"
LEXICONS = DATA / "lexicons"
ARTICLES = DATA / "articles"
CORRECTIONS = DATA / "corrections"
READINGS = DATA / "readings"
ARCHIVES = DATA / "archives"
RECORD = DATA / "record"
BENCHMARKS = DATA / "benchmarks"
ANSWERS = DATA / "answers"
FIGURES = ROOT / "figures"
NOTEBOOKS = ROOT / "notebooks"
MODEL = PACKAGE / "model"
FACES = PACKAGE / "charts" / "fonts"
REVIEW_SCRIPTS = PACKAGE / "review" / "scripts"
PAGE_SCRIPT = PACKAGE / "pages" / "review.js"
STATEMENTS = ANSWERS / "statements.json"
EXPORTS = ROOT / "exports"


def check_slug(slug):
    """Return the name of an article if it is one; raise ValueError for what could lead out of its folder."""
    if not re.fullmatch(r"[a-z0-9]+(?:-+[a-z0-9]+)*", slug):
        raise ValueError(
            f"'{slug}' is no name of an article. Expected: small letters, digits and hyphens, such as my-article."
        )
    return slug
