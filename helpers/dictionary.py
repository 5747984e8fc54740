"""The data dictionary, `data/README.md`, written from `data/datapackage.json` and the glossary."""

from helpers import paths
from helpers.files import write_file
from helpers.lexicons import load_lexicon
from helpers.tables import load_schemas

HEAD = """# Data dictionary

Written by `python -m helpers dictionary` from `datapackage.json` (Frictionless Table Schema) and the glossary; edit \
those.

- `articles/<slug>/` holds the tables of an article, with its corrections laid over them. They are made anew by every \
run.
- `corrections/<slug>.csv` holds a reading's decisions. No run ever overwrites them.
- `codebook.md` says how to read an article; `readings/<slug>/` holds the readings that were made by it.
- `record/` holds what the public record says, and the article held against it.
- `answers/` holds texts made up for this project with what a careful reading finds in them, and coded events; \
`make bench` measures with them.
- `lexicons/` holds the rules of judgement. Edit them and run the notebooks again.

Offsets count Unicode code points in the article's text from 0, the end exclusive, so that `text[start:end]` is the \
quotation.
That text is the document's without characters that show nothing (byte order mark, soft hyphen, zero-width space), \
with a plain space for
each tab, no-break or thin space; line ends stay. The document itself is kept untouched.
An empty cell is empty. A cell that a spreadsheet would take for a formula is written with an apostrophe before it, \
which is no part of
it; a file saved by a spreadsheet, with semicolons or a byte order mark, is read all the same. Several ids in a cell \
are separated by `;`.
"""


def write_dictionary():
    """Write `data/README.md`; returns whether it changed."""
    return write_file(paths.DATA / "README.md", render_dictionary())


def render_dictionary():
    """The data dictionary as Markdown: a table per CSV, then the glossary."""
    resources = load_schemas().values()
    return "\n".join([HEAD, *(render_resource(resource) for resource in resources), render_glossary()])


def render_resource(resource):
    """The section of one CSV file."""
    rows = [render_field(field) for field in resource["schema"]["fields"]]
    head = "| column | type | meaning | example | may it be empty |\n|---|---|---|---|---|"
    return (
        f"## {resource['title']}\n\n`{resource['path']}`. {resource['description']}\n\n{head}\n"
        + "\n".join(rows)
        + "\n"
    )


def render_field(field):
    """The row of one column."""
    rules = field.get("constraints", {})
    values = "" if "enum" not in rules else ": " + " · ".join(f"`{value}`" for value in rules["enum"])
    cells = (
        f"`{field['name']}`",
        field["type"],
        field["description"] + values,
        str(field.get("example", "")),
        "no" if rules.get("required") else "yes",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def render_glossary():
    """Every code in plain words, as charts and prose use them."""
    rows = [
        f"| {row.vocabulary} | `{row.code}` | {row.plain} | {row.meaning} |"
        for row in load_lexicon("glossary").itertuples(index=False)
    ]
    rows += [
        f"| category | `{row.category}` | {row.plain} | {row.meaning} |"
        for row in load_lexicon("categories").itertuples(index=False)
    ]
    return (
        "## Codes in plain words\n\n| vocabulary | code | plain words | meaning |\n|---|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )
