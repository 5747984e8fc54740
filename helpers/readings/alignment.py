"""Which rows of two sets of tables of one article mean the same: the same words marked, the same actor meant."""

from itertools import product

from helpers.spans import find_place, pair_best, pair_up, share_characters
from helpers.tables import TABLES, find_fields, find_references, row_keys

READ_TABLES = tuple(table for table in TABLES if table not in ("sentences", "relations"))
NOT_READ = ("made_by", "review", "sentence_id", "candidate_id", "link_score", "wikidata_id", "told_again")
IDS = {table: f"{table[:-1]}_id" for table in READ_TABLES if table != "event_parties"}
SHARED = 0.4


def find_columns(table):
    """The columns of a table that a reader fills in; the others are the machine's own business."""
    return tuple(f["name"] for f in find_fields(table) if f["name"] not in NOT_READ)


def align_tables(first, second):
    """{table: [(row of the first, row of the second)]} of two {table: frame}; a row that stands alone has None beside
    it.

    Rows with a span belong together that mark the same characters or share at least two fifths of them (of an event, of
    its trigger), actors that most of the same mentions point to, parties of the same event and actor. Every row of both
    stands in one pair.
    """
    pairs = {
        table: align_spans(*(place_rows(table, frames[table]) for frames in (first, second)))
        for table in ("mentions", "dates", "claims", "events")
    }
    pairs["actors"] = align_actors(first, second, pairs["mentions"])
    other = translate(second, first, pairs)["event_parties"]
    pairs["event_parties"] = align_keys(
        *(row_keys("event_parties", frame) for frame in (first["event_parties"], other))
    )
    return pairs


def place_rows(table, frame):
    """{row: (start, end)} of the words at which every row of a table stands."""
    places = (find_place(table, row) for row in frame.to_dict("records"))
    return dict(zip(frame.index, places, strict=True))


def align_spans(first, second):
    """Pairs of rows of two {row: span}: equal spans, then those that share most, each row once."""
    paired = pair_best(first.values(), second.values(), share_enough)
    rows = list(first), list(second)
    return add_alone({rows[0][i]: rows[1][j] for i, j in paired.items()}, *rows)


def share_enough(a, b):
    """The part of their characters that two spans share, 0 if it is less than two fifths."""
    shared = share_characters(a, b)
    return shared if shared >= SHARED else 0


def add_alone(paired, first, second):
    """[(row of the first, row of the second)]: the pairs in the order of the first, then what is left of the second;
    None beside what is alone.
    """
    partners = set(paired.values())
    return [(i, paired.get(i)) for i in first] + [(None, j) for j in second if j not in partners]


def align_keys(first, second):
    """Pairs of rows with the same key."""
    place = {key: j for j, key in second.items()}
    paired = pair_up((i, place[key]) for i, key in first.items() if key in place)
    return add_alone(paired, first.index, second.index)


def align_actors(first, second, mentions):
    """Pairs of actors that most of the same mentions point to; an actor without a mention is known by its id."""
    votes = {}
    for i, j in mentions:
        if i is not None and j is not None:
            ids = first["mentions"].loc[i, "actor_id"], second["mentions"].loc[j, "actor_id"]
            for pair in product(*(cell.split(";") for cell in ids)):
                votes[pair] = votes.get(pair, 0) + 1
    rows = [dict(zip(frames["actors"]["actor_id"], frames["actors"].index, strict=True)) for frames in (first, second)]
    for actor_id in rows[0].keys() & rows[1].keys():
        votes[actor_id, actor_id] = votes.get((actor_id, actor_id), 0) + 0.5
    ranked = sorted(votes, key=lambda pair: (-votes[pair], pair))
    paired = pair_up((rows[0][a], rows[1][b]) for a, b in ranked if a in rows[0] and b in rows[1])
    return add_alone(paired, first["actors"].index, second["actors"].index)


def translate(second, first, pairs):
    """The second set of tables with the ids of the first, wherever a row of it has a partner there."""
    moved = {table: find_moves(table, second[table], first[table], pairs.get(table, ())) for table in IDS}
    return {table: translate_table(table, second[table], moved) for table in READ_TABLES}


def find_moves(table, second, first, pairs):
    """{id in the second table: id in the first}."""
    ids = IDS[table]
    return {second.loc[j, ids]: first.loc[i, ids] for i, j in pairs if i is not None and j is not None}


def translate_table(table, frame, moved):
    """A table with its own ids and its references moved."""
    columns = [(IDS[table], table)] if table in IDS else []
    columns += [(r["fields"][0], r["reference"]["resource"]) for r in find_references(table)]
    frame = frame.copy()
    for column, target in columns:
        if target in moved and len(frame):
            frame[column] = [";".join(moved[target].get(i, i) for i in cell.split(";")) for cell in frame[column]]
    return frame.astype({column: "str" for column, _ in columns})
