"""The notebooks run by real kernels on a stranger's article, in a copy of the product."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cells import code_cells, prose, source

from helpers.notebooks import DOOR, NotebookError, run_notebook
from helpers.paths import NOTEBOOKS as FOLDER
from helpers.paths import ROOT

NOTEBOOKS = sorted(FOLDER.glob("[0-9][0-9]-*.ipynb"))
KERNELS = ("00-start-here", "06-relations")


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the product with two of its notebooks, run by real kernels on a stranger's article."""
    target = tmp_path_factory.mktemp("copy") / "regtrace"
    skipped = shutil.ignore_patterns(
        ".venv", ".git", "read", "__pycache__", ".ruff_cache", ".pytest_cache", ".hypothesis", "*.egg-info"
    )
    shutil.copytree(ROOT, target, ignore=skipped)
    for path in NOTEBOOKS:
        if path.stem not in KERNELS:
            (target / "notebooks" / path.name).unlink()
    command = [sys.executable, "-m", "helpers", "read", "tests/articles/merger-2021.txt"]
    environment = {**os.environ, "PYTHONPATH": str(target)}
    environment.pop("MPLBACKEND", None)
    done = subprocess.run(command, cwd=target, env=environment, capture_output=True, text=True, timeout=1800)
    return target, done


def test_real_kernels_run_the_notebooks_on_a_strangers_article(copy):
    target, done = copy
    assert done.returncode == 0, done.stderr
    written = sorted((target / "notebooks" / "read" / "merger-2021").iterdir())
    assert [path.stem for path in written] == list(KERNELS)
    assert all('ARTICLE = "merger-2021"' in source(code_cells(path)[0]) for path in written)
    assert {path.stem for path in (target / "data" / "articles" / "merger-2021").iterdir()} == {
        "relations",
        "corrections_needed",
    }
    # The picture and the sheet of the words behind it, in three formats each, its data, its caption.
    assert len(list((target / "figures").glob("merger-2021-*"))) == 8


def test_a_strangers_notebooks_are_about_the_strangers_article(copy):
    target, _ = copy
    book = target / "notebooks" / "read" / "merger-2021" / "00-start-here.ipynb"
    said = "".join("".join(o["data"].get("text/markdown", "")) for cell in code_cells(book) for o in cell["outputs"])
    tables = "".join("".join(o["data"].get("text/html", "")) for cell in code_cells(book) for o in cell["outputs"])
    assert "2021" in said and "2018" not in said
    assert "<table" in tables and "Huawei" not in tables


def test_links_of_a_strangers_notebooks_are_those_of_the_product(copy):
    target, _ = copy
    for name in KERNELS:
        read = target / "notebooks" / "read" / "merger-2021" / f"{name}.ipynb"
        door = f"]({DOOR}.ipynb)"
        assert [text.replace(f"](../../{DOOR}.ipynb)", door) for text in prose(read)] == prose(
            ROOT / "notebooks" / read.name
        )
        assert door not in "".join(prose(read))


def test_a_run_on_a_strangers_article_leaves_the_product_alone(copy):
    target, _ = copy
    kept = [
        *(path for path in NOTEBOOKS if path.stem in KERNELS),
        *(ROOT / "data" / "articles" / "att-huawei-2018").iterdir(),
        *(ROOT / "figures").glob("att-huawei-2018-*"),
    ]
    assert len(kept) > 20
    assert [path.name for path in kept if (target / path.relative_to(ROOT)).read_bytes() != path.read_bytes()] == []


def test_a_cell_that_does_not_end_is_one_line(monkeypatch):
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError

    def hang(client, **given):
        raise CellTimeoutError.error_from_timeout_and_cell("", client.timeout, None)

    monkeypatch.setattr(NotebookClient, "execute", hang)
    with pytest.raises(NotebookError, match=r"^x\.ipynb stopped: a cell took longer than 600 seconds$"):
        run_notebook(Path("x.ipynb"), nbformat.v4.new_notebook())
