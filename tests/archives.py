"""Small archives for tests: stories made up there, brought in and read."""

import json
from contextlib import contextmanager

import pytest

from helpers import paths
from helpers.archive.adding import add_articles
from helpers.archive.batches import annotate_archive


@contextmanager
def read_stories(folder, rows):
    """The folder of an archive `a` of `rows` (text, date, outlet), read; every archive stands in `folder` meanwhile."""
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "ARCHIVES", folder)
        patch.setattr(paths, "EXPORTS", folder / "exports")
        add_articles(folder / "a.jsonl", "a")
        annotate_archive("a", workers=1)
        yield folder / "a"
