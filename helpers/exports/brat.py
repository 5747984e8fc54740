"""brat standoff: `article.ann` beside `article.txt`, and `annotation.conf`, which tells brat the kinds of marks.

A mention is named by its actor (line N), an event by its category (line E, its parties are its arguments), a statement
by its relation to its source (line R). A note (line #) holds the id of the row, by which a changed mark is known again.
"""

import re

from helpers.exports.marks import NOUNS, ROLES, VALUES, Mark, MarkError, allow, is_whole, list_marks, name_actors
from helpers.lexicons import split_items
from helpers.pages.markup import reveal

CATEGORIES = allow("events", "category")
SPANS = {NOUNS[table]: table for table in ("mentions", "dates", "claims")} | dict.fromkeys(CATEGORIES, "events")
# brat's attributes, by the column that they hold.
ATTRIBUTES = {
    ("events", "status"): "Status",
    ("claims", "basis"): "Basis",
    ("claims", "factuality_source"): "Certainty",
}
# What brat calls a normalization: what a span stands for outside of the text.
REFERENCES = {"actor_id": "actors", "timex_value": "timex"}
ARGUMENTS = {role: "".join(map(str.title, role.split("_"))) for role in ROLES["events"]}
SOURCE = "Source"
SPAN = re.compile(r"(?P<type>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)")
LINE = re.compile(r"(?P<key>[A-Z#]\d+|\*)\t(?P<rest>.*)")
EXPECTED = {
    "T": "T1<tab>Mention 16 21<tab>words",
    "E": "E1<tab>SANCTION:T3 Actor:T1 Recipient:T2",
    "R": "R1<tab>Source Arg1:T4 Arg2:T1",
    "A": "A1<tab>Status E1 PLANNED",
    "N": "N1<tab>Reference T1 actors:fcc<tab>FCC",
    "#": "#1<tab>AnnotatorNotes T1<tab>the id of a row",
}


# Written


def make_conf():
    """annotation.conf: the kinds of spans, events with their arguments, relations and attributes."""
    entities = [NOUNS[table] for table in ("mentions", "dates", "claims")]
    arguments = ", ".join(f"{name}*:{NOUNS['mentions']}" for name in ARGUMENTS.values())
    attributes = [
        f"{name}\tArg:{'<EVENT>' if table == 'events' else NOUNS[table]}, Value:{'|'.join(allow(table, column))}"
        for (table, column), name in ATTRIBUTES.items()
    ]
    relations = [
        f"{SOURCE}\tArg1:{NOUNS['claims']}, Arg2:{NOUNS['mentions']}",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
    ]
    parts = {
        "entities": entities,
        "relations": relations,
        "events": [f"{category}\t{arguments}" for category in CATEGORIES],
        "attributes": attributes,
    }
    return "\n".join(f"[{part}]\n" + "".join(f"{line}\n" for line in lines) for part, lines in parts.items())


def make_brat(material):
    """The standoff of an article's marks."""
    return write_brat(list_marks(material.read), material.article.text, name_actors(material.read))


def write_brat(marks, text, names):
    """Marks of a text as standoff; `names` are those of the actors by their ids."""
    spans = {mark.key: f"T{n}" for n, mark in enumerate(marks, 1)}
    events = {mark.key: f"E{n}" for n, mark in enumerate((m for m in marks if m.table == "events"), 1)}
    lines = {kind: [] for kind in "TERAN#"}
    for mark in marks:
        own, kind = events.get(mark.key, spans[mark.key]), mark.values.get("category") or NOUNS[mark.table]
        lines["T"].append(f"{spans[mark.key]}\t{kind} {write_places(mark, text)}\t{write_words(mark, text)}")
        if mark.table == "events":
            lines["E"].append(f"{own}\t{' '.join([f'{kind}:{spans[mark.key]}', *write_arguments(mark, spans)])}")
        lines["R"] += [f"{SOURCE} Arg1:{own} Arg2:{spans[key]}" for role, key in mark.links if role == "source"]
        lines["A"] += [
            f"{ATTRIBUTES[mark.table, column]} {own} {value}"
            for column, value in mark.values.items()
            if (mark.table, column) in ATTRIBUTES
        ]
        lines["N"] += [
            f"Reference {own} {REFERENCES[column]}:{item}\t{' '.join(reveal(names.get(item, item)).split())}"
            for column, value in mark.values.items()
            if column in REFERENCES
            for item in split_items(value)
        ]
        lines["#"] += [f"AnnotatorNotes {own}\t{mark.row_id}"] if mark.row_id else []
    numbered = (f"{kind}{n}\t{line}" for kind in "RAN#" for n, line in enumerate(lines[kind], 1))
    return "".join(f"{line}\n" for line in (*lines["T"], *lines["E"], *numbered))


def list_pieces(mark, text):
    """(start, end) of the pieces of a mark between line breaks, which no piece of brat's may hold."""
    return [
        (mark.start + found.start(), mark.start + found.end())
        for found in re.finditer(r"[^\n]+", text[mark.start : mark.end])
    ]


def write_places(mark, text):
    """The places of a mark: "16 21", or several pieces "16 21;22 30"."""
    return ";".join(f"{start} {end}" for start, end in list_pieces(mark, text))


def write_words(mark, text):
    """The words of a mark, its pieces parted by a space."""
    return " ".join(text[start:end] for start, end in list_pieces(mark, text))


def write_arguments(mark, spans):
    """The arguments of an event; a second one of a role is numbered."""
    counts = {}
    for role, key in mark.links:
        counts[role] = counts.get(role, 0) + 1
        yield f"{ARGUMENTS[role]}{counts[role] if counts[role] > 1 else ''}:{spans[key]}"


# Read back


def read_brat(content, text, name):
    """The `Mark`s of a standoff of an article's text; raises MarkError with the line that cannot be read."""
    lines = {kind: {} for kind in EXPECTED}
    for number, line in enumerate(content.split("\n"), 1):
        found = LINE.fullmatch(line.rstrip("\r"))
        if not line.strip() or (found and found["key"] == "*"):
            continue
        kind = found["key"][0] if found else "T"
        if not found or kind not in lines:
            raise MarkError(f"{name}, line {number}: '{line[:40]}' is no line of brat's. Expected: {EXPECTED['T']}.")
        if found["key"] in lines[kind]:
            raise MarkError(
                f"{name}, line {number}: {found['key']} is there twice. Give each line a number of its own."
            )
        lines[kind][found["key"]] = number, found["rest"]
    return Standoff(lines, text, name).read()


class Standoff:
    """The lines of a standoff by kind, {key: (line number, what stands behind it)}, with the text that they mark."""

    def __init__(self, lines, text, name):
        self.lines, self.text, self.name = lines, text, name
        self.spans = {key: self.read_span(key) for key in lines["T"]}
        self.triggers = {key: self.read_event(key) for key in lines["E"]}

    def fail(self, key, why=""):
        """MarkError for a line."""
        number, rest = self.lines[key[0]][key]
        raise MarkError(f"{self.name}, line {number}: {key} '{rest[:40]}' {why or f'is no line {key[0]}'}. Expected: "
                        f"{EXPECTED[key[0]]}.")  # fmt: skip

    def read_span(self, key):
        """(type, start, end) of a line T; the gaps between its pieces belong to it."""
        marked, _, words = self.lines["T"][key][1].partition("\t")
        found = SPAN.fullmatch(marked)
        if not found:
            self.fail(key)
        if found["type"] not in SPANS:
            self.fail(key, f"has the unknown type {found['type'][:40]}: it is one of {', '.join(SPANS)}")
        pieces = [tuple(map(int, piece.split())) for piece in found["places"].split(";")]
        start, end = min(pieces)[0], max(end for _, end in pieces)
        if not all(is_whole(*piece, self.text) for piece in pieces):
            self.fail(key, f"lies outside of the text, which has {len(self.text)} characters")
        if " ".join(self.text[a:b] for a, b in pieces).replace("\n", " ").split() != words.split():
            self.fail(key, "does not mark the words behind it: it is of another text")
        return found["type"], start, end

    def read_event(self, key):
        """(key of the trigger, links) of a line E."""
        parts = [part.partition(":")[::2] for part in self.lines["E"][key][1].split()]
        roles = {name: role for role, name in ARGUMENTS.items()}
        if not parts or parts[0][1] not in self.spans:
            self.fail(key)
        links = []
        for name, target in parts[1:]:
            role = roles.get(name.rstrip("0123456789"))
            if role is None or not self.is_mention(target):
                self.fail(key, f"has the argument {name}:{target}, which is no mention in a known role")
            links.append((role, target))
        return parts[0][1], tuple(links)

    def is_mention(self, key):
        """Whether a key is that of a mention."""
        return key in self.spans and SPANS[self.spans[key][0]] == "mentions"

    def read(self):
        """The marks; a span of the type of an event without a line E is an event without parties."""
        owners = {trigger: (key, links) for key, (trigger, links) in self.triggers.items()}
        notes, values, sources = self.read_notes(), self.read_values(), self.read_sources()
        marks = []
        for key, (kind, start, end) in self.spans.items():
            table = SPANS[kind]
            own, links = owners.get(key, (key, ())) if table == "events" else (key, sources.get(key, ()))
            given = {**values.get(own, {}), **values.get(key, {})}
            if table == "events":
                given["category"] = kind
            if table == "mentions":
                given["actor_id"] = given.get("actor_id", "")
            row_id = notes.get(own) or notes.get(key, "")
            marks.append(Mark(key, table, row_id, start, end,
                              {c: given[c] for c in VALUES[table] if c in given}, links))  # fmt: skip
        return marks

    def read_notes(self):
        """{key: the id that its note holds}; of a note in several lines the first word."""
        pairs = (rest.partition("\t") for _, rest in self.lines["#"].values())
        return {head.split()[-1]: note.split()[0] for head, _, note in pairs if head.split() and note.split()}

    def read_values(self):
        """{key: {column: value}} of the lines A and N."""
        columns, values = {name: column for (_, column), name in ATTRIBUTES.items()}, {}
        for key, (_, rest) in self.lines["A"].items():
            parts = rest.split()
            if len(parts) != 3 or parts[0] not in columns:
                self.fail(key)
            values.setdefault(parts[1], {})[columns[parts[0]]] = parts[2]
        columns = {name: column for column, name in REFERENCES.items()}
        for key, (_, rest) in self.lines["N"].items():
            parts = rest.split("\t")[0].split()
            name, _, item = parts[-1].partition(":") if len(parts) == 3 else ("", "", "")
            if name not in columns or not item:
                self.fail(key)
            cells = values.setdefault(parts[1], {})
            cells[columns[name]] = ";".join(filter(None, [cells.get(columns[name]), item]))
        return values

    def read_sources(self):
        """{key of a statement: its link to its source} of the lines R."""
        sources = {}
        for key, (_, rest) in self.lines["R"].items():
            parts = rest.split()
            ends = dict(part.partition(":")[::2] for part in parts[1:])
            if parts[:1] != [SOURCE] or not self.is_mention(ends.get("Arg2", "")) or ends.get("Arg1") not in self.spans:
                self.fail(key)
            sources[ends["Arg1"]] = (*sources.get(ends["Arg1"], ()), ("source", ends["Arg2"]))
        return sources
