"""The environment: one set of versions, each with its checksum, and no trace of any one machine."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-uv.txt")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(file):
    """{package: (version, number of its hashes)} of a lock."""
    found, last = {}, None
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s;\\]+)", line):
            last = normal(match[1])
            found[last] = [match[2], 0]
        elif re.match(r"\s+--hash=sha256:[0-9a-f]{64}\b", line):
            found[last][1] += 1
        else:
            assert line.strip() == "" or line.lstrip().startswith("#"), f"{file}: {line!r} is no locked package"
    return found


def read_conda():
    """({package: version} of conda, the same of pip, the other lines of pip, the whole) of environment.yml."""
    book = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    plain = [line for line in book["dependencies"] if isinstance(line, str)]
    pip = [line for part in book["dependencies"] if isinstance(part, dict) for line in part["pip"]]
    conda = {normal(name): version for name, _, version in (line.partition("=") for line in plain)}
    locked = {normal(name): version for name, mark, version in (line.partition("==") for line in pip) if mark}
    return conda, locked, [line for line in pip if "==" not in line], book


def read_project():
    """Names of every dependency of pyproject.toml, the test extra included."""
    return list_declared() | list_declared("test")


def list_files():
    """Every file that is part of the product."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
        return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]
    skipped = {
        ".git",
        ".venv",
        "__pycache__",
        "build",
        ".ruff_cache",
        ".pytest_cache",
        ".ipynb_checkpoints",
        "read",
        ".hypothesis",
    }
    return [
        p
        for p in ROOT.rglob("*")
        if p.is_file() and not skipped & set(p.relative_to(ROOT).parts) and ".egg-info" not in str(p)
    ]


# Declared, but imported nowhere: programs, plugins, and what builds the package
PROGRAMS = {"jupyterlab"}
TEST_PROGRAMS = {"nbval", "pytest-xdist", "ruff", "setuptools"}
NAMES = {
    "cassis": "dkpro-cassis",
    "docx": "python-docx",
    "dateutil": "python-dateutil",
    "pil": "pillow",
    "yaml": "pyyaml",
}


def list_imports(folder):
    """The packages from outside that the Python files below a folder import, by the names to install them by."""
    inside = {path.stem for path in (ROOT / "tests").glob("*.py")} | {"helpers", "atheris"} | sys.stdlib_module_names
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add(node.module.split(".")[0])
    return {NAMES.get(normal(name), normal(name)) for name in found - inside}


def list_declared(extra=""):
    """Names of the dependencies of pyproject.toml, or of one of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in lines}


def test_what_the_package_imports_is_declared_and_what_is_declared_is_imported():
    assert list_imports("helpers") == list_declared() - PROGRAMS


def test_what_the_tests_import_is_declared_and_what_is_declared_is_imported():
    assert list_imports("tests") - list_declared() == list_declared("test") - TEST_PROGRAMS


def test_environment_yml_names_the_project_and_conda_forge():
    *_, book = read_conda()
    assert book["name"] == "regtrace" and book["channels"] == ["conda-forge"]


def test_environment_yml_names_the_versions_of_the_lock():
    conda, pip, others, _ = read_conda()
    lock = read_lock("requirements.txt")
    named = {name: version for name, version in conda.items() if name not in ("python", "pip")} | pip
    assert named == {name: lock[name][0] if name in lock else "not locked" for name in named}
    assert others in ([], ["-e ."])


def test_environment_yml_lists_every_dependency_of_the_project():
    conda, pip, *_ = read_conda()
    assert sorted(read_project() - set(conda) - set(pip)) == []


def test_environment_yml_names_a_python_that_the_project_allows():
    conda, *_ = read_conda()
    assert tuple(int(n) for n in conda["python"].split(".")[:2]) >= (3, 11)


def test_the_lock_holds_every_dependency_of_the_project():
    assert sorted(read_project() - set(read_lock("requirements.txt"))) == []


@pytest.mark.parametrize("file", LOCKS)
def test_every_locked_package_has_a_checksum(file):
    lock = read_lock(file)
    assert lock and [name for name, (_, hashes) in lock.items() if not hashes] == []


@pytest.mark.parametrize("file", [*LOCKS, "environment.yml"])
def test_no_lock_names_an_address(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    found = [
        word
        for word in ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host", " @ ")
        if word in text
    ]
    assert found == []


@pytest.mark.parametrize("pattern", ["seeds/*.txt", "tests/articles/*.txt"])
def test_git_leaves_the_bytes_of_articles_alone(pattern):
    rules = [
        line.split() for line in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    assert [pattern, "binary"] in rules


def test_no_file_holds_a_path_of_this_machine():
    files = list_files()
    bare = [b"/" + word + b"/" for word in (b"work", b"root", b"home", b"Users")]
    start = rb"(?<![\w.<:/~])"
    rule = re.compile(start + b"(?:" + b"|".join(bare) + b")")
    assert len(files) > 40
    assert sorted(str(p.relative_to(ROOT)) for p in files if rule.search(p.read_bytes())) == []
