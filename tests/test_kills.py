"""A SIGKILL at any moment leaves the old file or the new one, never half of one. `make stress` kills 200 times instead of 10."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pandas as pd
import pytest
from PIL import Image

from helpers import exports, paths
from helpers.articles.ingest import add_article
from helpers.articles.seeds import load_article
from helpers.corrections.overlay import add_corrections, load_corrections
from helpers.exports import browser, figures
from helpers.files import write_file
from helpers.tables import TABLES, check_file, make_table, save_tables

SLUG = "merger-2021"
PATH = f"tests/articles/{SLUG}.txt"


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Every folder that a run, a save or an export writes to, in an empty place; figures are few, and the PDF is left out."""
    shutil.copytree(paths.SEEDS, tmp_path / "seeds")
    for name in ("ARTICLES", "CORRECTIONS", "EXPORTS", "FIGURES", "SEEDS"):
        (tmp_path / name.lower()).mkdir(exist_ok=True)
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    drawn = figures.chart_tables
    monkeypatch.setattr(figures, "chart_tables", lambda *given: {"relations": drawn(*given)["relations"]})
    monkeypatch.setattr(browser, "find_browser", lambda: "")
    return tmp_path


def save(read, places, turn):
    """Tables, whole or nearly empty by turns."""
    frames = vars(read) if turn else {name: frame.head(0) for name, frame in vars(read).items()}
    save_tables(SLUG, frames)


def export(read, places, turn):
    exports.export_article(PATH, with_text=bool(turn))


def correct(read, places, turn):
    row = {
        "when": pd.Timestamp("2026-11-24"),
        "who": "a test",
        "table": "dates",
        "row_id": "x",
        "quote": "x" * 5000,
        "action": "accept",
        "reason": "because",
    }
    add_corrections(SLUG, make_table("corrections", [row]))


def draw(read, places, turn):
    figures.export_figures(PATH, ("page", "column")[turn])


def bring_in(read, places, turn):
    add_article(PATH)


def write_large(read, places, turn):
    write_file(places / "exports" / "large.bin", bytes([turn]) * 5_000_000)


WORK = (save, export, correct, draw, bring_in, write_large)


def run_for_ever(work, read, places):
    """What the child does until it is killed."""
    turn = 0
    while True:
        work(read, places, turn % 2)
        turn += 1


def kill_after(seconds, work, read, places):
    """Do the work in a process of its own, and kill that at a moment."""
    child = os.fork()
    if not child:
        try:
            run_for_ever(work, read, places)
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"{work.__name__} ended by itself"


def list_whole(folder):
    """{file: bytes} below a folder; what the killed process was still writing aside has a name of its own."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture(scope="module")
def whole(annotations):
    return annotations[SLUG]


def states_of(work, read, places):
    """{file: its bytes after each turn}, made without a kill."""
    states = {}
    for turn in (0, 1, 0):
        work(read, places, turn)
        for path, raw in list_whole(places).items():
            states.setdefault(path, set()).add(raw)
    return states


def test_a_kill_leaves_every_file_as_it_was_or_as_it_would_be(places, whole, request):
    kills = 200 if request.config.getoption("--stress") else 10
    chance = random.Random(1)
    known = {work: states_of(work, whole, places) for work in WORK if work is not correct}
    for number in range(kills):
        work = WORK[number % len(WORK)]
        kill_after(chance.uniform(0.02, 0.35), work, whole, places)
        for path, raw in list_whole(places).items():
            states = [s[path] for s in known.values() if path in s]
            assert not states or any(raw in state for state in states), f"{path} is half written after {work.__name__}"
        corrections = load_corrections(SLUG)
        assert (corrections["quote"].str.len() == 5000).all()
        assert not list(places.rglob("*.lock")) or add_corrections(SLUG, corrections.head(0)) == len(corrections)
        assert load_article(PATH).slug == SLUG
    assert {path.stem for path in (places / "articles" / SLUG).iterdir() if not path.name.startswith(".")} == set(
        TABLES
    )


def test_a_kill_of_a_whole_run_leaves_only_whole_files(tmp_path, request):
    """The real command with its kernels, killed at any moment; the next run finishes."""
    if not request.config.getoption("--stress"):
        pytest.skip("only in make stress")
    copy = tmp_path / "regtrace"
    shutil.copytree(
        paths.ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "read", "__pycache__", "*.egg-info")
    )
    command = [sys.executable, "-m", "helpers", "read", PATH]
    chance = random.Random(2)
    for _ in range(10):
        child = subprocess.Popen(
            command,
            cwd=copy,
            env={**os.environ, "PYTHONPATH": str(copy)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.5, 30))
        child.kill()
        child.wait()
        check_whole(copy)
    done = subprocess.run(
        command, cwd=copy, env={**os.environ, "PYTHONPATH": str(copy)}, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert len(list((copy / "notebooks" / "read" / SLUG).glob("*.ipynb"))) == 9


def check_whole(copy):
    """Every file of the article can be read to its end."""
    for path in (copy / "data" / "articles" / SLUG).glob("[!.]*.csv"):
        check_file(path.stem, path)
    for path in (copy / "notebooks" / "read" / SLUG).glob("[!.]*.ipynb"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in (copy / "figures").glob(f"{SLUG}-*.png"):
        Image.open(path).load()
    for path in (copy / "figures").glob(f"{SLUG}-*.pdf"):
        assert path.read_bytes().rstrip().endswith(b"%%EOF")
    if (copy / "seeds" / f"{SLUG}.txt").is_file():
        assert load_article(copy / "seeds" / f"{SLUG}.txt").slug == SLUG
