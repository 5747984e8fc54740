"""Documents are brought into an archive: known by what they hold, checked, and written in parts of a fixed size."""

import hashlib
import shutil
from itertools import islice
from pathlib import Path

from helpers import paths
from helpers.archive.folder import archive_folder, list_parts, lock_archive, part_path
from helpers.archive.parquet import read_rows, write_rows
from helpers.archive.sources import FACTS, read_documents
from helpers.articles.article import check_published, publication_day, slugify
from helpers.articles.characters import clean_text
from helpers.articles.documents import TEXT_LIMIT
from helpers.articles.legibility import describe
from helpers.articles.metadata import clean_value, parse_published
from helpers.files import check_writable

PART_SIZE = 32  # documents in a part: what one task reads, and the most that a kill costs
OPENING = 5000  # characters by which the language of an article is told


def add_articles(source, name=None, columns=None, copy=False, progress=iter, wait=False):
    """Bring the articles of a file or folder into the archive `name` (else named after the source); returns
    {"archive", "new", "known", "problems"}, a name and three counts.

    `columns` ({fact: column}) names columns of tables; with `copy` the source's files are copied into the archive's
    folder. What was brought in before is not brought in again. A document that cannot be read, has no date or is not
    in English is kept as a row of `problems` with the reason. Raises ValueError or OSError, in one line, for a source
    without articles.
    """
    name = name or slugify(Path(source).stem)
    folder = archive_folder(name)
    with lock_archive(folder, wait):
        known = load_known_ids(folder)
        documents = (check_document(document) for document in progress(read_documents(source, columns)))
        counts = {"archive": name, "new": 0, "known": 0, "problems": 0}
        fresh = (document for document in documents if count_document(document, known, counts))
        number = len(list_parts(folder)) + 1
        while part := list(islice(fresh, PART_SIZE)):
            write_rows(part_path(folder, number), "documents", part)
            number += 1
        if copy:
            copy_source(Path(source), folder / "raw")
    if not number - 1:
        raise ValueError(f"'{source}' holds no document.")
    return counts


def load_known_ids(folder):
    """The ids of the documents that an archive holds."""
    parts = [part_path(folder, number) for number in list_parts(folder)]
    return set(read_rows(parts, "SELECT slug FROM rows")["slug"]) if parts else set()


def count_document(document, known, counts):
    """Count a document; returns whether it is new, and knows it from then on."""
    if document["slug"] in known:
        counts["known"] += 1
        return False
    known.add(document["slug"])
    counts["problems" if document["problem"] else "new"] += 1
    return True


def check_document(document):
    """A document of a source as a row of `documents`: its facts in one line each, its id, and what is wrong with it."""
    text = clean_text(document.get("text", "")).encode("utf-8", "ignore").decode()
    facts = {fact: clean_value(str(document.get(fact, ""))) for fact in FACTS if fact != "text"}
    published = parse_published(facts["published"]) if facts["published"] else None
    problem = document.get("problem") or find_problem(text, facts["published"], published)
    row = {
        **facts,
        "published": published.isoformat() if published else facts["published"],
        "day": publication_day(check_published(published)) if published else None,
        "file": document["file"],
        "place": document["place"],
        "sha256": document.get("sha256", "") or hash_text(text),
        "text": "" if len(text) > TEXT_LIMIT else text,
        "problem": problem,
    }
    return {**row, "slug": make_slug(row, text)}


def find_problem(text, given, published):
    """Why an article cannot be read by the machine; "" if it can."""
    if not text.strip():
        return "empty: no article text was found in it"
    if len(text) > TEXT_LIMIT:
        return f"too long: {len(text):,} characters, and an article has at most {TEXT_LIMIT:,}"
    language = describe(text[:OPENING])
    if language and language != "capitals":
        return f"not English: {language}"
    if published is None:
        return f"no date: '{given}' can be read in no way, or in two" if given else "no date of publication"
    return ""


def make_slug(row, text):
    """The id of a document: the day, the outlet and a digest of all that tells it from another.

    The same article in two files is one; the same text in two outlets is two.
    """
    told = [text, *(str(row[key]) for key in ("published", "title", "outlet", "author", "address"))]
    told += [row["file"], str(row["place"]), row["problem"]] if row["problem"] else []
    parts = [str(row["day"] or "undated"), slugify(row["outlet"])[:24].strip("-"), hash_text("\0".join(told))[:12]]
    return "-".join(filter(None, parts))


def hash_text(text):
    """SHA-256 of a text in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def copy_source(source, folder):
    """Copy a file, or what is in a folder, into an archive."""
    check_writable(folder)
    if source.is_file():
        shutil.copy2(source, folder / source.name)
    else:
        shutil.copytree(source, folder, dirs_exist_ok=True)
    return folder.relative_to(paths.ARCHIVES)
