"""Kernels that are forked from a warm process: what they have, what they get, and how they end."""

import json
import os
from pathlib import Path

import nbformat
import pytest

from helpers import kernels, notebooks

if not kernels.can_fork():
    pytest.skip("this system forks no kernels", allow_module_level=True)

SHORT = "A Regulator Sues\n\nThe Federal Trade Commission sued Northline Inc. on Monday."
ASK = """import json, os, sys
loaded = [name for name in ("spacy", "colorsys", "helpers.annotate") if name in sys.modules]
print(json.dumps([loaded, os.getcwd(), os.environ["TZ"], os.environ.get("OF_MINE"), os.getppid(), os.getpid()]))"""
BOOK = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in ("import colorsys", "1 / 0")])


@pytest.fixture(scope="module")
def article(tmp_path_factory):
    """The path of a short article."""
    path = tmp_path_factory.mktemp("articles") / "sues.txt"
    path.write_text(SHORT, encoding="utf-8")
    path.with_suffix(".toml").write_text("published = 2020-01-01", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def nursery(article):
    """A nursery that has read a short article."""
    with notebooks.warm_kernels(article, [BOOK]) as nursery:
        yield nursery


def ask(nursery, *cells):
    """What the last of some cells prints, run by a kernel of the nursery."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    text = notebooks.run_notebook(Path("asked.ipynb"), book, nursery=nursery)
    return "".join(nbformat.reads(text, as_version=4).cells[-1].outputs[-1]["text"])


def test_a_kernel_begins_with_everything_loaded_in_an_environment_of_its_own(nursery, monkeypatch):
    monkeypatch.setenv("OF_MINE", "1")
    loaded, folder, zone, own, parent, _ = json.loads(ask(nursery, ASK))
    assert loaded == ["spacy", "colorsys", "helpers.annotate"]
    assert folder == str(notebooks.paths.NOTEBOOKS) and zone == "UTC" and own == "1"
    assert parent == nursery.process.pid


def test_what_one_kernel_does_no_other_sees(nursery):
    first = json.loads(ask(nursery, "import helpers\nhelpers.mine = 1", ASK))[-1]
    assert ask(nursery, "import helpers\nprint(hasattr(helpers, 'mine'))").strip() == "False"
    assert json.loads(ask(nursery, ASK))[-1] != first


def test_a_kernel_has_ended_when_its_notebook_has(nursery):
    pid = json.loads(ask(nursery, ASK))[-1]
    assert kernels.Fork(pid).poll() == 0


def test_a_cell_that_fails_says_so(nursery):
    with pytest.raises(notebooks.NotebookError, match=r"^asked\.ipynb stopped: ZeroDivisionError: division by zero$"):
        ask(nursery, "1 / 0")


def test_a_nursery_takes_its_kernels_along(tmp_path):
    with kernels.Nursery([], dict(os.environ)) as nursery:
        connection = str(tmp_path / "connection.json")
        pid = nursery.fork(arguments=["-f", connection], environment=dict(os.environ), folder=str(tmp_path))
        assert kernels.Fork(pid).poll() is None
    assert kernels.Fork(pid).poll() == 0


def test_a_nursery_that_has_died_is_one_line(tmp_path):
    dead = kernels.Nursery(["1 / 0"], dict(os.environ))
    with dead as nursery, pytest.raises(RuntimeError, match=r"^The process that kernels begin from has ended; run"):
        nursery.fork(arguments=[], environment={}, folder=str(tmp_path))
