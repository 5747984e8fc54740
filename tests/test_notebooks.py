"""The stored notebooks keep their anatomy, hold sound pictures, and run on every article."""

import ast
import base64
import io
import re
import shutil
from itertools import pairwise
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pytest
from cells import code_cells, load, prose, source
from PIL import Image

from helpers import notebooks, paths
from helpers.charts import style
from helpers.charts.style import FORMATS
from helpers.exports.archive_figures import ARCHIVE_FIGURES
from helpers.exports.figures import FIGURES
from helpers.notebooks import DOOR
from helpers.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]-*.ipynb"))
ARCHIVE = "09-archive"
BRANCHES = (
    ast.If,
    ast.For,
    ast.While,
    ast.FunctionDef,
    ast.AsyncFor,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Try,
    ast.With,
    ast.Match,
    ast.Lambda,
)
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_are_eleven_notebooks():
    assert [path.stem[:2] for path in NOTEBOOKS] == ["00", "01", "02", "03", "04", "05", "06", "07", "08", "09", "10"]


@each_notebook
def test_every_code_cell_was_run_in_order_without_an_error(path):
    cells = code_cells(path)
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert outputs and [o for o in outputs if o["output_type"] in ("error", "stream")] == []


@each_notebook
def test_a_notebook_is_short(path):
    lines = [line for cell in code_cells(path) for line in source(cell).splitlines() if line.strip()]
    assert len(load(path)["cells"]) <= (15 if path.stem.startswith("00") else 40)
    assert len(lines) <= 80
    assert max(len(source(cell).splitlines()) for cell in code_cells(path)) <= 15


@each_notebook
def test_the_article_stands_alone_in_the_one_cell_tagged_parameters(path):
    tagged = [cell for cell in load(path)["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    published = '\nPUBLISHED = ""' if path.stem == DOOR else ""
    assert [source(cell) for cell in tagged] == [f'ARTICLE = "att-huawei-2018"{published}']
    assert "parameters" in code_cells(path)[0]["metadata"]["tags"]


@each_notebook
def test_no_cell_is_kept_from_comparison(path):
    for cell in load(path)["cells"]:
        assert [tag for tag in cell["metadata"].get("tags", []) if tag != "parameters"] == []
        assert "NBVAL" not in source(cell).upper() and "PYTEST_VALIDATE" not in source(cell).upper()


@each_notebook
def test_no_cell_branches_or_loops_or_ends_in_a_semicolon(path):
    for cell in code_cells(path):
        assert [type(node).__name__ for node in ast.walk(ast.parse(source(cell))) if isinstance(node, BRANCHES)] == []
        assert not source(cell).rstrip().endswith(";")
        assert not source(cell).startswith(("%", "!"))


@each_notebook
def test_the_metadata_hold_no_trace_of_the_machine(path):
    book = load(path)
    assert book["metadata"] == {"kernelspec": notebooks.KERNEL, "language_info": notebooks.LANGUAGE}
    assert all(set(cell["metadata"]) <= {"tags", "jupyter"} for cell in book["cells"])


@each_notebook
def test_the_title_is_a_question(path):
    first = prose(path)[0].splitlines()[0]
    assert source(load(path)["cells"][0]).startswith("# ") and first.endswith("?")
    assert sum(len(re.findall(r"^# ", text, re.MULTILINE)) for text in prose(path)) == 1


@each_notebook
def test_links_lead_to_files_that_are_there(path):
    links = [link for text in prose(path) for link in re.findall(r"\]\(([^)#]+)", text)]
    assert links and [link for link in links if "://" not in link and not (path.parent / link).is_file()] == []


def test_each_notebook_leads_to_the_next():
    for path, after in pairwise(NOTEBOOKS):
        assert after.name in " ".join(prose(path))


@each_notebook
def test_every_picture_shows_something(path):
    pictures = [
        o["data"]["image/png"] for cell in code_cells(path) for o in cell["outputs"] if "image/png" in o.get("data", {})
    ]
    for data in pictures:
        picture = Image.open(io.BytesIO(base64.b64decode(data)))
        picture.load()
        dark, light = picture.convert("L").getextrema()
        assert min(picture.size) > 100 and light - dark > 100
    # A picture may go on on a second sheet.
    shown = [cell for cell in code_cells(path) if "plt.show()" in source(cell)]
    assert all(any("image/png" in o.get("data", {}) for o in cell["outputs"]) for cell in shown)


@each_notebook
def test_functions_named_in_the_prose_are_called_in_the_code(path):
    code = "\n".join(source(cell) for cell in code_cells(path))
    named = {name for text in prose(path) for name in re.findall(r"\*\*([a-z]+(?:_[a-z]+)+)\*\*", text)}
    assert [name for name in named if not re.search(rf"\b{name}[(,]", code)] == []


def run_here(path, article):
    """The code of a notebook, with another article, in one namespace of this process; the Markdown it says."""
    space, said = {"__name__": "__main__"}, []
    for cell in code_cells(path):
        given = f"ARTICLE, PUBLISHED = {article!r}, ''"
        text = given if "parameters" in cell["metadata"].get("tags", []) else source(cell)
        tree = ast.parse(text)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, path.name, "exec"), space)
        if last is not None:
            said.append(eval(compile(ast.Expression(last.value), path.name, "eval"), space))
    return said


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Whatever a notebook writes goes here, and what it draws is not shown."""
    monkeypatch.setattr(paths, "ARTICLES", tmp_path / "articles")
    monkeypatch.setattr(paths, "FIGURES", tmp_path / "figures")
    monkeypatch.setattr(plt, "show", lambda: None)
    return tmp_path


def list_figures(folder, prefix):
    """{name without the number of a sheet} of the files of figures."""
    return {re.sub("(-quotations)?(-[0-9]+)?[.]", ".", file.name.removeprefix(prefix)) for file in folder.iterdir()}


def check_run(path, slug):
    """Run a notebook on an article of the tests: every line of Markdown says something."""
    said = run_here(path, str(ROOT / "tests" / "articles" / f"{slug}.txt"))
    assert all(value is None or value.data.strip() for value in said)
    plt.close("all")


def test_the_notebook_of_an_archive_runs_on_another_article(elsewhere, monkeypatch):
    """It asks an article for nothing but its day; this one has none of its own."""
    monkeypatch.setattr(style, "FORMATS", {"svg": FORMATS["svg"]})
    check_run(next(path for path in NOTEBOOKS if path.stem == ARCHIVE), "no-date")
    files = list_figures(elsewhere / "figures", "huawei-2011-2022-")
    assert files == {f"{what}.{end}" for what in ARCHIVE_FIGURES for end in ("svg", "csv", "md")}


@pytest.mark.parametrize("slug", ["merger-2021", "no-date", "no-claim", "one-sentence", "hostile"])
def test_every_notebook_runs_on_another_article(slug, elsewhere, monkeypatch):
    # One format is enough to see that a figure is drawn; all of them are tried on one article.
    formats = FORMATS if slug == "one-sentence" else {"svg": FORMATS["svg"]}
    monkeypatch.setattr(style, "FORMATS", formats)
    for path in (path for path in NOTEBOOKS if path.stem not in (DOOR, ARCHIVE)):
        check_run(path, slug)
    tables = {file.stem for file in (elsewhere / "articles" / slug).glob("*.csv")}
    assert tables == {*TABLES, "corrections_needed", "scores", "agreement"}
    # Nothing is held against a record of another story, and a story may hold no statement or relation: such figures
    # are not kept.
    folder = elsewhere / "figures"
    drawn = {what for what in FIGURES if (folder / f"{slug}-{what}.csv").exists()}
    assert {"mentions"} <= drawn <= {*FIGURES} - {"checks"}
    assert all(len((folder / f"{slug}-{what}.csv").read_text().splitlines()) > 1 for what in drawn)
    assert list_figures(folder, f"{slug}-") == {f"{what}.{end}" for what in drawn for end in (*formats, "csv", "md")}


def test_the_door_brings_a_saved_page_in_and_leads_to_its_notebooks(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for name in ("ARTICLES", "EXPORTS", "CORRECTIONS", "FIGURES", "NOTEBOOKS"):
        monkeypatch.setattr(paths, name, tmp_path / name.lower())
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns("read"))
    shutil.copytree(paths.SEEDS, tmp_path / "seeds")
    monkeypatch.setattr(paths, "SEEDS", tmp_path / "seeds")
    monkeypatch.setattr(notebooks, "run_notebook", lambda path, book, article, nursery: f"{path.stem} on {article}")
    monkeypatch.setattr("helpers.exports.dossier.make_dossier", lambda material: "")
    path = next(path for path in NOTEBOOKS if path.stem == DOOR)
    said = run_here(path, str(ROOT / "tests" / "saved" / "linked-data.html"))
    assert all(value.data.strip() for value in said)
    assert "5 March 2019, 21:40 UTC" in said[0].data and "JSON-LD datePublished" in said[1].data
    written = {p.stem for p in (tmp_path / "notebooks" / "read" / "linked-data").iterdir()}
    assert written == {p.stem for p in NOTEBOOKS} - {DOOR}
    assert {"review.html", "annotations.jsonld"} <= {p.name for p in (tmp_path / "exports" / "linked-data").iterdir()}
