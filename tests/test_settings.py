"""What a reader has set in matplotlib, IPython, pandas, the language or the zone changes no figure and no notebook."""

import locale
import os
import shutil
import subprocess
import sys

import matplotlib
import pandas as pd
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from helpers import pages, paths
from helpers.charts.style import FORMATS, render_figure, set_style
from helpers.notebooks import make_environment

SLUG = "att-huawei-2018"
MATPLOTLIBRC = """
backend: svg
savefig.bbox: tight
savefig.dpi: 50
savefig.facecolor: black
savefig.transparent: True
font.family: monospace
font.size: 20
axes.facecolor: black
axes.formatter.use_locale: True
text.antialiased: False
path.simplify: False
lines.linewidth: 9
svg.fonttype: none
pdf.compression: 0
timezone: Pacific/Kiritimati
date.epoch: 0000-12-31
"""
PROFILE = """
c = get_config()
c.InteractiveShell.ast_node_interactivity = "all"
c.InteractiveShellApp.exec_lines = ["import pandas; pandas.set_option('display.max_rows', 1)"]
c.InlineBackend.figure_formats = {"svg"}
"""
DRAW = """
import sys
from pathlib import Path
import matplotlib.pyplot as plt
from helpers.articles.seeds import load_article
from helpers.charts.style import name_figure, save_figure
from helpers.corrections.overlay import load_corrections
from helpers.exports.figures import draw_figures
from helpers.tables import load_tables

article = load_article(sys.argv[1])
corrections = load_corrections(article.slug)
what, ax, drawn, caption, alt = next(draw_figures(article, load_tables(article.slug), corrections, figures=["dates"]))
plt.rcParams.update({"savefig.bbox": "tight", "svg.fonttype": "none", "figure.dpi": 30})
save_figure(ax.figure, name_figure(article.slug, what), drawn, caption, alt, Path(sys.argv[2]))
"""
RUN = """
import sys
from pathlib import Path
import nbformat
from helpers import paths
from helpers.notebooks import run_notebook, warm_kernels

path = paths.NOTEBOOKS / sys.argv[1]
book = nbformat.read(path, as_version=4)
with warm_kernels("att-huawei-2018", [book]) as nursery:
    text = run_notebook(path, book, nursery=nursery)
Path(sys.argv[2]).write_text(text, encoding="utf-8")
"""


def find_language():
    """German, with its decimal comma, where the machine has it; else one that has no letters but English ones."""
    known = locale.setlocale(locale.LC_ALL)
    try:
        return locale.setlocale(locale.LC_ALL, "de_DE.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_ALL, known)


@pytest.fixture
def hostile(tmp_path):
    """An environment that sets whatever a reader can set, in every place where it can be set."""
    home, profile = tmp_path / "home", tmp_path / "ipython" / "profile_default"
    for folder in (home / ".config" / "matplotlib", profile / "startup"):
        folder.mkdir(parents=True)
    (home / ".config" / "matplotlib" / "matplotlibrc").write_text(MATPLOTLIBRC)
    (tmp_path / "matplotlibrc").write_text(MATPLOTLIBRC)
    (tmp_path / "hello.py").write_text("print('hello')")
    (profile / "ipython_config.py").write_text(PROFILE)
    (profile / "startup" / "hello.py").write_text("print('hello')")
    return {
        **os.environ,
        "HOME": str(home),
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "LANG": "de_DE.UTF-8",
        "LC_ALL": find_language(),
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "PYTHONIOENCODING": "latin-1",
        "PYTHONSTARTUP": str(tmp_path / "hello.py"),
        "TZ": "Pacific/Kiritimati",
    }


def run(code, *given, root, environment):
    """Run a piece of code in a process of its own."""
    command = [sys.executable, "-c", code, *map(str, given)]
    environment = {**environment, "PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_figure_has_the_bytes_of_the_collection_whatever_a_reader_has_set(hostile, tmp_path):
    run(DRAW, SLUG, tmp_path / "figures", root=paths.ROOT, environment=hostile)
    made = sorted((tmp_path / "figures").iterdir())
    assert [path.name for path in made] == [f"{SLUG}-dates.{end}" for end in ("csv", "md", "pdf", "png", "svg")]
    assert [path.name for path in made if path.read_bytes() != (paths.FIGURES / path.name).read_bytes()] == []


def test_a_notebook_has_the_bytes_of_the_collection_whatever_a_reader_has_set(hostile, tmp_path):
    """It runs on a copy: if a setting did leak in, the notebook would write other figures."""
    root, name = tmp_path / "regtrace", "03-dates.ipynb"
    skipped = shutil.ignore_patterns(".venv", ".git", "read", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis")
    shutil.copytree(paths.ROOT, root, ignore=skipped)
    run(RUN, name, tmp_path / name, root=root, environment=hostile)
    assert (tmp_path / name).read_bytes() == (paths.NOTEBOOKS / name).read_bytes()


@pytest.fixture
def plain_settings():
    """matplotlib's settings are put back behind a test."""
    with matplotlib.rc_context():
        yield
    plt.close("all")


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_is_set_behind_the_drawing_changes_no_byte_and_stays_set(suffix, plain_settings):
    set_style()
    fig, ax = plt.subplots(figsize=(2, 1))
    ax.set_title("x")
    before = render_figure(fig, suffix, FORMATS[suffix])
    plt.rcParams.update({"savefig.bbox": "tight", "savefig.transparent": True, "svg.fonttype": "none"})
    assert render_figure(fig, suffix, FORMATS[suffix]) == before
    assert plt.rcParams["savefig.bbox"] == "tight"


HOSTILE_OPTIONS = [
    ("display.max_rows", 1),
    ("display.min_rows", 1),
    ("display.max_columns", 1),
    ("display.max_colwidth", 5),
    ("display.precision", 0),
    ("display.float_format", "{:.0f} !".format),
    ("display.html.border", 9),
    ("display.html.use_mathjax", False),
    ("display.show_dimensions", True),
    ("display.colheader_justify", "right"),
]


def test_a_table_is_shown_the_same_whatever_pandas_is_told(annotations):
    frames = [*vars(annotations["merger-2021"]).values(), pd.DataFrame({"x": [0.125, None], "y": ["a\tb\n", "c" * 80]})]
    shown = [pages.show_table(frame).data for frame in frames]
    with pd.option_context(*(part for option in HOSTILE_OPTIONS for part in option)):
        assert [pages.show_table(frame).data for frame in frames] == shown
    assert "0.125" in shown[-1] and "c" * 80 in shown[-1] and r"a\tb" in shown[-1]


def test_a_kernel_keeps_the_path_of_a_reader_and_none_of_the_settings(tmp_path, monkeypatch):
    for name in ("MPLBACKEND", "PYTHONWARNINGS", "LC_TIME", "LANGUAGE", "PANDAS_FUTURE_INFER_STRING", "PYTHONPATH"):
        monkeypatch.setenv(name, "x")
    given = make_environment(str(tmp_path))
    assert given["PATH"] == os.environ["PATH"] and given["PYTHONPATH"] == "x"
    assert not {"MPLBACKEND", "PYTHONWARNINGS", "LC_TIME", "LANGUAGE", "PANDAS_FUTURE_INFER_STRING"} & set(given)
    assert (given["TZ"], given["LC_ALL"], given["IPYTHONDIR"]) == ("UTC", "C.UTF-8", str(tmp_path))
