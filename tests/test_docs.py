"""What the pages name is there: files, links, commands, modules, functions; and the version is the same everywhere."""

import ast
import importlib
import json
import re
import tomllib
from pathlib import Path

import pytest

import helpers
from helpers.__main__ import build_parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "README.md",
    "data/README.md",
    "data/codebook.md",
    "data/answers/statements.md",
    "data/archives/README.md",
    "data/readings/README.md",
    "data/record/README.md",
    "figures/README.md",
    "helpers/README.md",
    "helpers/CONTRIBUTING.md",
    "helpers/CHANGELOG.md",
    "helpers/model/README.md",
    "seeds/README.md",
)
each_page = pytest.mark.parametrize("page", PAGES)
CODE = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "helpers").rglob("*.py"))}
FOLDERS = ("data", "figures", "helpers", "notebooks", "seeds", "tests")
INVENTED = ("story", "my-article", "NN-name")  # names that stand for those of a reader


def read(page):
    return (ROOT / page).read_text(encoding="utf-8")


def read_code(page):
    """What stands on a page as code: in blocks and between backticks."""
    text = read(page)
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))]


def list_anchors(page):
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_links_lead_to_what_is_there(page):
    for link in re.findall(r"\]\(([^)]+)\)", read(page)):
        if "://" not in link:
            file, _, anchor = link.partition("#")
            target = (ROOT / page).parent / file if file else ROOT / page
            assert target.exists(), link
            assert not anchor or anchor in list_anchors(target), link


@each_page
def test_files_that_a_page_names_are_there(page):
    named = {word for code in read_code(page) for word in code.split() if word.partition("/")[0] in FOLDERS}
    paths = {word.rstrip(",;:") for word in named if re.fullmatch(r"[\w./-]+[,;:]?", word)}
    assert [path for path in sorted(paths) if Path(path).stem not in INVENTED and not (ROOT / path).exists()] == []


@each_page
def test_commands_that_a_page_names_are_there(page):
    code = "\n".join(read_code(page))
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)", code)) <= targets
    commands = next(action.choices for action in build_parser()._actions if action.choices)
    assert set(re.findall(r"python -m helpers (\w+)", code)) <= set(commands)


@each_page
def test_tables_and_tests_that_a_page_names_are_there(page):
    text = re.sub(r"\]\([^)]*\)", "", read(page))
    known = {path.name for folder in ("data", "helpers", "figures") for path in (ROOT / folder).rglob("*.csv")}
    named = {name for name in re.findall(r"(?<![\w/.*-])([a-z_]+\.csv)\b", text) if Path(name).stem not in INVENTED}
    assert named - known == set()
    assert [name for name in re.findall(r"\btest_\w+\.py", text) if not (ROOT / "tests" / name).is_file()] == []


def is_there(name):
    """Whether a dotted name of the package is a module, or stands in one."""
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        module, _, inner = name.rpartition(".")
        return bool(module) and is_there(module) and hasattr(importlib.import_module(module), inner)
    return True


@each_page
def test_modules_and_functions_that_a_page_names_are_there(page):
    code = "\n".join(read_code(page))
    assert [name for name in set(re.findall(r"\bhelpers(?:\.[a-z_]+)+", code)) if not is_there(name)] == []
    called = set(re.findall(r"(?:^|[\s`.])([a-z]\w*_\w+|annotate|parse)\(", code)) - {"print"}
    defined = set(re.findall(r"^\s*def (\w+)", "\n".join(CODE.values()), re.MULTILINE))
    assert called - defined == set()


def test_modules_and_lexicons_that_the_code_names_are_there():
    for path, text in CODE.items():
        words = "\n".join(filter(None, map(ast.get_docstring, list_documented(text))))
        assert [name for name in set(re.findall(r"`(helpers(?:\.[a-z_]+)+)", words)) if not is_there(name)] == [], path
        lexicons = set(re.findall(r"data/lexicons/(\w+)\.csv", words))
        assert [name for name in lexicons if not (ROOT / "data" / "lexicons" / f"{name}.csv").is_file()] == [], path


def list_documented(text):
    """What can have a docstring in a Python file."""
    return [n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.Module, ast.ClassDef, ast.FunctionDef))]


def test_the_questions_of_the_package_each_name_a_file():
    table = read("helpers/README.md").partition("## Where is it decided")[2].partition("\n## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("| ") and "?" in row.split("|")[1]]
    assert len(rows) >= 25 and all(".py)" in row.split("|")[2] for row in rows)
    assert len(read("helpers/README.md").splitlines()) <= 120


def test_the_version_is_the_same_everywhere_and_heads_the_changelog():
    project = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    cited = re.search(r"^version: (.+)$", read("CITATION.cff"), re.MULTILINE)[1]
    package = json.loads(read("data/datapackage.json"))["version"]
    newest = re.search(r"^## (\S+)$", read("helpers/CHANGELOG.md"), re.MULTILINE)[1]
    assert {project, cited, package, newest} == {helpers.__version__}


def test_the_licences_are_the_same_everywhere_that_of_the_typeface_among_them():
    project = tomllib.loads(read("pyproject.toml"))["project"]["license"].split(" AND ")
    cited = re.search(r"^license:\n((?:  - .+\n)+)", read("CITATION.cff"), re.MULTILINE)[1]
    assert re.findall(r"- (.+)", cited) == project and "OFL-1.1" in project
    assert all(name in read("README.md") for name in ("MIT", "CC BY 4.0", "OFL 1.1"))
