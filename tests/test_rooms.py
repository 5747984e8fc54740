"""The rooms of the package: who imports whom, by the table in helpers/README.md, and what each says is in it."""

import ast
import importlib
import re
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "helpers"
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
each_room = pytest.mark.parametrize("room", ROOMS)

# The ground, which everything may import; each of its files may import those before it.
GROUND = ("paths", "files", "spans", "tables", "lexicons", "wording", "kernels")

# Who uses a package or module that brings a lot with it, opens the network, or starts a process.
OUTSIDE = {
    "spacy": {"language", "actors", "scores"},
    "thinc": {"language"},
    "matplotlib": {"charts", "exports", "notebooks"},
    "seaborn": {"charts"},
    "IPython": {"pages", "review"},
    "anywidget": {"review"},
    "nbclient": {"notebooks"},
    "networkx": {"exports"},
    "trafilatura": {"articles"},
    "lxml": {"articles", "archive"},
    "duckdb": {"archive"},
    "warcio": {"archive"},
    "docx": {"archive"},
    "striprtf": {"archive"},
    "http": {"articles"},
    "urllib": {"articles"},
    "subprocess": {"articles", "exports", "scores", "archive", "kernels"},
}
# A room that one file of another needs for one thing: only these files may import it.
NARROW = {
    ("language", "corpora"): {"training", "role_training"},
    ("actors", "corpora"): {"antecedent_training"},
    ("charts", "articles"): {"chronology", "timeline"},
    ("charts", "record"): {"checks", "chronology"},
    ("pages", "annotate"): {"review"},
    ("pages", "articles"): {"review"},
    ("pages", "corrections"): {"review"},
    ("pages", "findings"): {"review"},
    ("exports", "annotate"): {"figures", "material"},
    ("articles", "fetch"): {"ingest"},
}


class Imported(NamedTuple):
    """An import of one part of the package by another: the file that imports, from where in it, and the module."""

    file: str
    line: int
    inside: bool
    module: str

    @property
    def importer(self):
        """The room or file on the ground that imports."""
        return self.file.partition("/")[0]

    @property
    def part(self):
        """The room or file on the ground that is imported."""
        return self.module.split(".")[1]

    @property
    def through_face(self):
        """Whether a room is imported as a whole, through its `__init__`."""
        return self.module.count(".") == 1 and self.part in ROOMS


def read_imports():
    """Every `Imported` of the package, and {package from outside: rooms that import it}."""
    own, outside = [], {}
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).with_suffix("").as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for module in list_modules(node):
                if module.startswith("helpers."):
                    own.append(Imported(file, node.lineno, node.col_offset > 0, module))
                elif module.partition(".")[0] in OUTSIDE:
                    outside.setdefault(module.partition(".")[0], set()).add(file.partition("/")[0])
    return own, outside


def list_modules(node):
    """The modules that an import names: `from helpers.dates import days` the file, `… import find_dates` the face."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    assert not node.level, "imports are written in full"
    folder = PACKAGE.parent.joinpath(*node.module.split("."))
    if not folder.is_dir() or node.module.partition(".")[0] != "helpers":
        return [node.module]
    inner = [name.name for name in node.names if is_module(folder / name.name)]
    faces = [node.module] if len(inner) < len(node.names) and node.module != "helpers" else []
    return [f"{node.module}.{name}" for name in inner] + faces


def is_module(path):
    """Whether there is a Python file or a room of a name."""
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def read_table():
    """{part: the parts that it may import besides the ground} in the order of the table in helpers/README.md."""
    text = (PACKAGE / "README.md").read_text(encoding="utf-8").partition("## Who may import what")[2]
    rows = re.findall(r"^\| `(\w+)` \|(.*)\|$", text, re.MULTILINE)
    table = {part: set(re.findall(r"`(\w+)`", cell)) for part, cell in rows}
    return table | {"__main__": set(table) - {"__main__"}}


IMPORTS, PACKAGES = read_imports()
TABLE = read_table()
BETWEEN = [found for found in IMPORTS if found.importer != found.part]


def test_the_table_has_a_row_for_every_room_and_file():
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}
    assert set(TABLE) | set(GROUND) == {*ROOMS, *files}


def test_the_table_stands_in_the_order_of_the_flow_so_that_there_are_no_cycles():
    above = set()
    for part, others in TABLE.items():
        assert others <= above, (part, others - above)
        above.add(part)


def test_nothing_is_imported_that_the_table_does_not_allow():
    allowed = {**{part: set(GROUND[:n]) for n, part in enumerate(GROUND)}, "__init__": set()}
    allowed |= {part: others | set(GROUND) for part, others in TABLE.items()}
    assert [found for found in BETWEEN if found.part not in allowed[found.importer]] == []


def test_the_table_allows_nothing_that_is_not_imported():
    used = {(found.importer, found.part) for found in BETWEEN}
    assert [
        (p, o) for p, others in TABLE.items() if p != "__main__" for o in sorted(others) if (p, o) not in used
    ] == []


@pytest.mark.parametrize(("importer", "part"), NARROW)
def test_what_one_file_needs_is_imported_by_that_file_alone(importer, part):
    files = {found.file for found in IMPORTS if found.importer == importer and part in found.module.split(".")[1:]}
    assert files == {f"{importer}/{file}" for file in NARROW[importer, part]}


def test_rooms_import_one_another_by_file_and_not_through_a_face():
    through = {(found.file, found.part) for found in BETWEEN if found.through_face}
    assert through == set(), "import the file that holds what you need"


def test_no_room_imports_its_own_face():
    own = [found for found in IMPORTS if found.importer == found.part and found.through_face]
    assert [found for found in own if not found.file.endswith("/__init__")] == []


def test_the_command_line_imports_rooms_only_when_a_command_is_run():
    assert {found.part for found in BETWEEN if found.file == "__main__" and not found.inside} <= set(GROUND)


def test_heavy_packages_the_network_and_processes_stay_where_they_are():
    assert PACKAGES == OUTSIDE


def test_only_one_file_opens_the_network():
    for path in PACKAGE.rglob("*.py"):
        names = {name for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for name in list_modules(node)}
        network = {name for name in names if name.partition(".")[0] in ("http", "urllib", "socket", "ssl", "requests")}
        assert not network or path == PACKAGE / "articles" / "fetch.py", (path.name, network)


def test_importing_the_package_does_no_work():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert [type(node).__name__ for node in tree.body] == ["Expr", "Assign"]


# What a room says of itself


@each_room
def test_the_docstring_of_a_room_names_each_of_its_files(room):
    named = set(re.findall(r"`(\w+)`", importlib.import_module(f"helpers.{room}").__doc__))
    files = {path.stem for path in (PACKAGE / room).glob("*.py")} - {"__init__"}
    assert files - named == set()


@each_room
def test_what_a_face_offers_can_be_imported_and_nothing_else_is_offered(room):
    face = importlib.import_module(f"helpers.{room}")
    tree = ast.parse((PACKAGE / room / "__init__.py").read_text(encoding="utf-8"))
    imported = [name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names]
    assert [name for name in getattr(face, "__all__", []) if not hasattr(face, name)] == []
    assert len(set(getattr(face, "__all__", []))) == len(getattr(face, "__all__", []))
    assert set(imported) - {*getattr(face, "__all__", []), "paths", "write_file"} == set()


def test_the_docstring_of_the_package_names_every_room():
    import helpers

    assert set(ROOMS) - set(re.findall(r"`(\w+)`", helpers.__doc__)) == set()
    assert "README.md" in helpers.__doc__


def test_every_file_has_a_docstring_and_is_in_the_list_of_packages():
    for path in PACKAGE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path
    project = (PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert set(re.findall(r'"helpers\.(\w+)"', project)) == set(ROOMS)


def test_only_one_file_knows_where_things_are():
    assert [path.name for path in PACKAGE.rglob("*.py") if "__file__" in path.read_text(encoding="utf-8")] == [
        "paths.py"
    ]
