"""What a reader may write: plain words for codes, names for ids, and short additions that a quotation completes."""

import re

from helpers.lexicons import index_categories, load_lexicon, split_items
from helpers.tables import TableError, find_fields, find_references, load_schemas

# The columns whose codes the glossary explains under another name.
VOCABULARIES = {
    ("dates", "basis"): "date_basis_kind",
    ("event_parties", "role"): "party_role",
    ("claims", "factuality_source"): "factuality",
    ("claims", "factuality_author"): "factuality",
}
# What a short addition must say, and what else it may say besides the columns of its table.
NEEDED = {
    "actors": ("name", "kind"),
    "mentions": ("actor",),
    "dates": ("timex_value",),
    "claims": ("source",),
    "events": ("category", "status"),
    "event_parties": ("actor", "role"),
}
PARTS = ("actor", "recipient", "third_party", "object")
EXTRA = {"mentions": ("actor",), "claims": ("source", "cue"), "events": PARTS, "event_parties": ("actor",)}
AUTHOR = ("author", "the author")
NAMING = ("source", *PARTS)
ACTOR_EXPECTED = "Expected: the name or id of one, or add the actor in a line before."
PAIR = re.compile(r"\s*(\w+)\s*:\s*(.*?)\s*(?:;(?=\s*\w+\s*:)|;?\s*$)")


def find_vocabulary(table, column):
    """The name under which the glossary has the codes of a column."""
    return VOCABULARIES.get((table, column), column)


def list_codes(table, column):
    """The codes that a column allows, in codebook order; none for a column that is no closed vocabulary."""
    field = next((f for f in find_fields(table) if f["name"] == column), {})
    return field.get("constraints", {}).get("enum", [])


def to_code(table, column, value):
    """The code that plain words stand for, whatever their case; any other value as it is."""
    codes = list_codes(table, column)
    if not codes or value in codes:
        return value
    return index_plain(table, column).get(" ".join(value.lower().split()), value)


def index_plain(table, column):
    """{plain words in small letters: code} of a column."""
    vocabulary = find_vocabulary(table, column)
    if vocabulary == "category":
        return {row.plain.lower(): code for code, row in index_categories().items()}
    rows = load_lexicon("glossary")
    rows = rows[rows["vocabulary"] == vocabulary]
    words = {plain.lower(): code for code, plain in zip(rows["code"], rows["plain"], strict=True)}
    return words | {code.lower(): code for code in list_codes(table, column)}


def read_pairs(text):
    """{column: value} of "category: fines; status: happened"; None for anything else."""
    pairs, at = {}, 0
    while at < len(text):
        found = PAIR.match(text, at)
        if not found or found.end() == at:
            return None
        pairs[found[1]] = found[2]
        at = found.end()
    return pairs or None


def find_key(table):
    """The column that a whole row must have and a short addition leaves out."""
    key = load_schemas()[table]["schema"]["primaryKey"]
    return key if isinstance(key, str) else key[0]


def is_short(table, cells):
    """Whether the cells of an addition leave out what follows from its quotation."""
    return table in NEEDED and find_key(table) not in cells


def list_faults(table, cells, quote):
    """All that is wrong with a short addition, as lines of text: unknown columns, words that stand for no code, what
    it lacks that does not follow from its quotation, and the quotation itself if that lacks.
    """
    return [*list_unknown(table, cells), *list_missing(table, cells, quote)]


def list_unknown(table, cells):
    """What is no column of a short addition, or no code of its column, as lines of text."""
    columns = [*EXTRA.get(table, ()), *(f["name"] for f in find_fields(table))]
    for key, value in cells.items():
        codes = list_codes(table, key)
        if key not in columns:
            yield f"no column '{key}' in table {table}. Expected: {', '.join(columns)}."
        elif codes and value and to_code(table, key, str(value)) not in codes:
            words = ", ".join(dict.fromkeys(index_plain(table, key)))
            yield f"column {key}: '{value}'. Expected: one of {words}."


def list_missing(table, cells, quote):
    """What a short addition must say and does not, as lines of text."""
    missing = [key for key in NEEDED[table] if not cells.get(key)]
    if missing:
        needed = "; ".join(f"{key}: …" for key in NEEDED[table])
        yield f"an addition to {table} without {' and '.join(missing)}. Expected in `new`: {needed}."
    if table != "actors" and not quote:
        yield f"an addition to {table} without `quote`. Give the exact words of the article."


def to_codes(table, cells):
    """The cells of a short addition with codes for plain words."""
    return {key: to_code(table, key, str(value)) for key, value in cells.items() if value is not None}


# Names for ids


def find_actor_columns(table):
    """The columns of a table that hold ids of actors."""
    return {r["fields"][0] for r in find_references(table) if r["reference"]["resource"] == "actors"}


def index_names(actors):
    """{name or alias in small letters: actor_id}; what two actors share stands for neither, but a name comes first."""
    owners = {}
    for row in actors.itertuples(index=False):
        for form in {row.name, *split_items(row.aliases)}:
            owners.setdefault(form.lower(), set()).add(row.actor_id)
    names = {form: min(ids) for form, ids in owners.items() if len(ids) == 1}
    return names | {row.name.lower(): row.actor_id for row in actors.itertuples(index=False)}


def to_ids(value, names, known):
    """Actor ids, separated by `;`, for names or ids; raises TableError for what is neither."""
    return ";".join(to_id(item, names, known) for item in split_items(value))


def check_names(cells, names, known):
    """Raise TableError with every actor that a short addition names and that is none."""
    given = [name for key in NAMING if key in cells for name in split_items(cells[key])]
    unknown = [f"'{n}'" for n in given if n not in known and n.lower() not in names and n.lower() not in AUTHOR]
    if unknown:
        raise TableError(f"no actor {' and no actor '.join(dict.fromkeys(unknown))}. {ACTOR_EXPECTED}")


def to_id(name, names, known):
    """The id of an actor for its name or id; raises TableError for what is neither."""
    if name in known:
        return name
    if name.lower() in names:
        return names[name.lower()]
    raise TableError(f"no actor '{name}'. {ACTOR_EXPECTED}")
