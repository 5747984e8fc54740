"""The cells of a stored notebook, for tests."""

import json


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def source(cell):
    return "".join(cell["source"])


def code_cells(path):
    return [cell for cell in load(path)["cells"] if cell["cell_type"] == "code"]


def prose(path):
    return [source(cell) for cell in load(path)["cells"] if cell["cell_type"] == "markdown"]
