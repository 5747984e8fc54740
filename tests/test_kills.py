"""A SIGKILL at any step of writing leaves the old file or the new one, never half of one.

`make test` kills at four steps of each piece of work, from the first to the last; `make stress` at every one, and a
whole run as well.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from killing import Steps
from PIL import Image

from helpers import exports, paths
from helpers.articles.ingest import add_article
from helpers.articles.seeds import load_article
from helpers.charts.style import save_figure
from helpers.corrections.overlay import add_corrections, load_corrections
from helpers.exports import browser, figures, formats
from helpers.files import write_file
from helpers.tables import check_file, make_table, save_tables

SLUG = "merger-2021"
PATH = f"tests/articles/{SLUG}.txt"
MOMENTS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)


@pytest.fixture(scope="module")
def whole(annotations):
    return annotations[SLUG]


@pytest.fixture
def places(tmp_path, monkeypatch, whole):
    """Every folder that work writes to, in an empty place; the article is read already, and one figure is drawn."""
    shutil.copytree(paths.SEEDS, tmp_path / "seeds")
    for name in ("ARTICLES", "CORRECTIONS", "EXPORTS", "FIGURES", "SEEDS"):
        (tmp_path / name.lower()).mkdir(exist_ok=True)
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    drawn = figures.chart_tables
    monkeypatch.setattr(figures, "chart_tables", lambda *given: {"relations": drawn(*given)["relations"]})
    monkeypatch.setattr(browser, "find_browser", lambda: "")
    monkeypatch.setattr("helpers.exports.material.annotate", lambda *given: whole)
    # What is written is made once, with the text and without: a kill falls into the writing.
    make, made = formats.make_files, {}

    def make_once(material):
        if material.with_text not in made:
            made[material.with_text] = make(material)
        return dict(made[material.with_text])

    monkeypatch.setattr(formats, "make_files", make_once)
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
    """A small figure: what is drawn does not matter here."""
    fig, ax = plt.subplots(figsize=(2, 1))
    ax.set_title(f"turn {turn}")
    save_figure(fig, "x", pd.DataFrame({"turn": [turn]}), f"What {turn} shows.", "One turn.")
    plt.close(fig)


def bring_in(read, places, turn):
    add_article(PATH)


def write_large(read, places, turn):
    write_file(places / "exports" / "large.bin", bytes([turn]) * 5_000_000)


WORK = (save, export, correct, draw, bring_in, write_large)


def step_through(work, read, places, last=0):
    """Do the work in a process of its own, killed before its `last` step; how many it took, None if it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            steps = Steps(places, last).watch()
            work(read, places, 1)
            os.write(writing, str(steps.taken).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert said, f"{work.__name__} failed by itself"
    return int(said)


def list_whole(folder):
    """{file: bytes} below a folder; what the killed process was still writing aside has a name of its own."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def set_back(folder, files):
    """Make a folder hold these files and no others."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)


def make_states(work, read, places):
    """The files before the work and after it, made without a kill; before it stand another turn's, if it has one."""
    if work is not bring_in:
        work(read, places, 0)
    before = list_whole(places)
    work(read, places, 1)
    after = list_whole(places)
    assert before != after
    return before, after


def check_states(found, before, after, work):
    """Every file is as it was or as it would be, and none is there that no unkilled run made."""
    for path, raw in found.items():
        assert path in before or path in after, f"{path} is a file that no whole run of {work.__name__} makes"
        assert raw in (before.get(path), after.get(path)), f"{path} is half written after {work.__name__}"
    assert [str(path) for path in before if path in after and path not in found] == []


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_a_kill_leaves_every_file_as_it_was_or_as_it_would_be(work, places, whole, request):
    before, after = make_states(work, whole, places)
    set_back(places, before)
    steps = step_through(work, whole, places)
    assert steps > 2 and list_whole(places) == after
    every = range(1, steps + 1)
    for last in (
        every if request.config.getoption("--stress") else sorted({1, 1 + steps // 3, 1 + 2 * steps // 3, steps})
    ):
        set_back(places, before)
        assert step_through(work, whole, places, last) is None
        check_states(list_whole(places), before, after, work)
        assert load_article(PATH).slug == SLUG
    work(whole, places, 1)
    if work is correct:
        assert (load_corrections(SLUG)["quote"].str.len() == 5000).all()
    else:
        assert list_whole(places) == after


def test_a_file_that_no_unkilled_run_made_is_noticed(tmp_path):
    known, stranger = {Path("x.csv"): b"whole"}, {Path("x.csv"): b"whole", Path("y.csv"): b"whole"}
    check_states(known, known, known, save)
    with pytest.raises(AssertionError, match=r"y\.csv is a file that no whole run"):
        check_states(stranger, known, known, save)
    with pytest.raises(AssertionError, match=r"x\.csv is half written"):
        check_states({Path("x.csv"): b"who"}, known, known, save)


@pytest.fixture
def product(tmp_path):
    """A copy of the product, whose processes can be told to kill themselves."""
    copy = tmp_path / "regtrace"
    shutil.copytree(
        paths.ROOT, copy, ignore=shutil.ignore_patterns(".venv", ".git", "read", "__pycache__", "*.egg-info")
    )
    shutil.copy(Path(__file__).with_name("killing.py"), copy / "sitecustomize.py")
    return copy


def read_in(copy, **told):
    """The real command with its kernels, in a copy of the product."""
    command = [sys.executable, "-m", "helpers", "read", PATH]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", **told}
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True)


@pytest.mark.stress
def test_a_kill_of_a_whole_run_leaves_only_whole_files(product):
    """A process of the command, or one of its kernels, ends at its n-th step of writing; the next run finishes."""
    before, unfinished = list_whole(product), []
    for moment in MOMENTS:
        done = read_in(product, REGTRACE_KILL_BELOW=str(product), REGTRACE_KILL_AT=str(moment))
        unfinished.append((done.returncode != 0, list_whole(product)))
        check_whole(product)
    assert [killed for killed, _ in unfinished[:3]] == [True] * 3
    done = read_in(product)
    assert done.returncode == 0, done.stderr
    made = set(list_whole(product))
    assert [str(path) for _, files in unfinished for path in set(files) - set(before) - made] == []
    assert len(list((product / "notebooks" / "read" / SLUG).glob("*.ipynb"))) == 9


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
