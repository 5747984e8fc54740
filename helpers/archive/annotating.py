"""The whole chain on a part of an archive: many articles parsed at a time, their tables made into Parquet once for
all.
"""

import gc
import hashlib
from contextlib import contextmanager
from functools import cache

import pandas as pd

from helpers import __version__, paths
from helpers.archive.parquet import list_columns, make_parquet
from helpers.articles.article import article_from_text
from helpers.articles.metadata import parse_published
from helpers.tables import TABLES, make_table

# What the chain is made of; a change in any of it means that articles are to be read again.
CHAIN = (
    "articles", "language", "attribution", "actors", "dates", "claims", "events",
    "annotate.py", "relations.py", "tables.py", "lexicons.py", "spans.py", "archive/annotating.py",
    "archive/parquet.py",
)  # fmt: skip


def annotate_part(documents):
    """{table: bytes of its Parquet file} of the documents (dicts with slug, text, published …) of a part."""
    from helpers.language.sentences import parse_articles

    articles = [make_article(document) for document in documents]
    if not articles:
        return {name: make_parquet(empty_frame(name), list_columns(name, ("slug",))) for name in TABLES}
    found = {name: [] for name in TABLES if name != "relations"}
    with hold_collector():
        for doc in parse_articles(articles):
            for name, frame in annotate_doc(doc).items():
                found[name].append(frame)
        tables = {name: join_frames(articles, frames) for name, frames in found.items()}
        tables["relations"] = derive_part(articles, tables)
        return {name: make_parquet(tables[name], list_columns(name, ("slug",))) for name in TABLES}


@contextmanager
def hold_collector():
    """No search for garbage until the end of a part: it would go through the whole model again and again."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def make_article(document):
    """The Article of a row of `documents`."""
    known = {key: document[key] for key in ("slug", "title", "outlet", "author", "address") if document[key]}
    return article_from_text(document["text"], parse_published(document["published"]), **known)


def annotate_doc(doc):
    """{table: frame} of a parsed article, all but relations."""
    from helpers.annotate import check_characters, take_steps
    from helpers.tables import sort_rows

    found = {}

    def lay(name, frame):
        found[name] = sort_rows(frame)
        return found[name]

    check_characters(doc.text)
    take_steps(doc, lay)
    return found


def join_frames(articles, frames):
    """The tables of articles as one, with the slug of its article in each row."""
    slugs = [article.slug for article, frame in zip(articles, frames, strict=True) for _ in range(len(frame))]
    joined = pd.concat(frames, ignore_index=True)
    joined.insert(0, "slug", pd.array(slugs, dtype="str"))
    return joined


def empty_frame(name):
    """A table without a row."""
    return make_table(name, []).assign(slug="")


def derive_part(articles, tables):
    """The relations of all articles at once: the ids of actors, which each article has for itself, with the slug
    before them.
    """
    from helpers.relations import derive_relations

    parties = tables["event_parties"]
    own = parties["slug"] + " " + parties["actor_id"]
    parties = parties.assign(actor_id=own.where(parties["actor_id"] != "", ""))
    found = derive_relations(tables["events"], parties, tables["claims"])
    slugs, sources = split_ids(found["source_id"])
    _, targets = split_ids(found["target_id"])
    found = found.assign(source_id=sources, target_id=targets)
    found.insert(0, "slug", slugs)
    order = {article.slug: number for number, article in enumerate(articles)}
    return found.sort_values("slug", key=lambda column: column.map(order), kind="stable", ignore_index=True)


def split_ids(ids):
    """(slugs, ids of actors) of ids with the slug before them."""
    pairs = [cell.partition(" ") for cell in ids]
    return pd.array([pair[0] for pair in pairs], dtype="str"), pd.array([pair[2] for pair in pairs], dtype="str")


@cache
def describe_versions():
    """{"version", "code", "model", "lexicons"}: by what articles are read, the last three as digests of their files."""
    room = paths.MODEL.parent
    code = [path for part in CHAIN for path in (sorted((room / part).rglob("*.py")) or [room / part])]
    return {
        "version": __version__,
        "code": hash_files(code),
        "model": hash_files(path for path in sorted(paths.MODEL.rglob("*")) if path.is_file()),
        "lexicons": hash_files([*sorted(paths.LEXICONS.glob("*.csv")), paths.DATA / "datapackage.json"]),
    }


def hash_files(files):
    """SHA-256 over the bytes of files, in their order."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
