"""The rules that a reader can audit: `data/lexicons/*.csv`, checked as they are read."""

from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from helpers import paths
from helpers.tables import check_file, load_schemas


class Look(NamedTuple):
    """How an act is shown: on which side ("+", "-", or "" for none), and in which plain words, active and passive."""

    sign: str
    plain: str
    passive: str


def split_items(cell):
    """The items of a cell: "says;said" → ("says", "said")."""
    return tuple(item.strip() for item in cell.split(";") if item.strip())


@cache
def load_lexicon(name):
    """Read a lexicon as a DataFrame of its columns; raises ValueError for an unknown name, value or a clash."""
    frame = check_file(find_resource(name), paths.LEXICONS / f"{name}.csv")
    check_forms(name, frame)
    if "aliases" in frame:
        check_aliases(name, frame)
    if name == "ambiguous_aliases":
        check_candidates(frame)
    return frame


def list_lexicons():
    """Names of the lexicons that `data/datapackage.json` describes, sorted: {name: resource}."""
    lexicons = {
        r["path"].removeprefix("lexicons/").removesuffix(".csv"): r["name"]
        for r in load_schemas().values()
        if r["path"].startswith("lexicons/")
    }
    return dict(sorted(lexicons.items()))


def find_resource(name):
    """The resource that describes a lexicon; raises ValueError for an unknown one."""
    if name not in list_lexicons():
        raise ValueError(f"No lexicon '{name}' in data/lexicons/. There are: {', '.join(list_lexicons())}.")
    return list_lexicons()[name]


def check_forms(name, frame):
    """Raise ValueError if one surface form stands in two rows of the same part of speech."""
    for column in {"forms", "words"} & set(frame.columns):
        groups = frame.groupby("pos") if "pos" in frame else [("", frame)]
        for _, rows in groups:
            forms = Counter(form for cell in rows[column] for form in set(split_items(cell)))
            twice = sorted(form for form, n in forms.items() if n > 1)
            if twice:
                both = [tell_row(row) for _, row in rows.iterrows() if twice[0] in split_items(row[column])]
                raise ValueError(
                    f"data/lexicons/{name}.csv: {column} '{twice[0]}' stands in two rows: {' and '.join(both)}. Keep "
                    "it in one."
                )


def tell_row(row):
    """A row by its first cell, and its kind where it has one: "say (assertion)"."""
    return f"{row.iloc[0]} ({row['kind']})" if "kind" in row else row.iloc[0]


def check_aliases(name, frame):
    """Raise ValueError if a name or alias of one row, or an actor's adjective, stands in another: each
    points to one.
    """
    key, owners = frame.columns[0], defaultdict(list)
    # Two countries may share an adjective ("Guinean"), two actors not.
    columns = ("aliases", "adjectives") if name == "actors" else ("aliases",)
    for row in frame.to_dict("records"):
        for form in {row["name"], *(form for column in columns for form in split_items(row[column]))}:
            owners[form].append(row[key])
    twice = next((form for form, ids in owners.items() if len(ids) > 1), None)
    if twice is not None:
        raise ValueError(
            f"data/lexicons/{name}.csv: '{twice}' points to {' and '.join(owners[twice])}. "
            "Keep it in one row; an actor's short form that several share belongs in ambiguous_aliases.csv."
        )


def check_candidates(frame):
    """Raise ValueError if an ambiguous alias names an unknown actor, or actors.csv gives it to another
    than its first.
    """
    actors = load_lexicon("actors")
    owners = {form: row.actor_id for row in actors.itertuples() for form in (row.name, *split_items(row.aliases))}
    known = set(actors["actor_id"])
    for row in frame.itertuples(index=False):
        candidates = split_items(row.actor_ids)
        unknown = next((actor_id for actor_id in candidates if actor_id not in known), None)
        if unknown is not None:
            raise ValueError(
                f"data/lexicons/ambiguous_aliases.csv: '{row.alias}' names the actor '{unknown}', which actors.csv "
                "does not have. Add the actor or take the id out."
            )
        if owners.get(row.alias, candidates[0]) != candidates[0]:
            raise ValueError(
                f"data/lexicons/ambiguous_aliases.csv: '{row.alias}' stands for {owners[row.alias]} in actors.csv. "
                f"Put that actor first, before {candidates[0]}."
            )


@cache
def surface_forms(name, column="forms"):
    """Map each surface form of a lexicon to its row: {form: row as a namedtuple}; the order is the file's."""
    return {
        form: row for row in load_lexicon(name).itertuples(index=False) for form in split_items(getattr(row, column))
    }


@cache
def function_words(part):
    """Small words by a part they can play in a sentence, such as determiner or preposition."""
    rows = load_lexicon("function_words")
    return frozenset(
        word for word, parts in zip(rows["word"], rows["parts"], strict=True) if part in split_items(parts)
    )


@cache
def index_categories():
    """{PLOVER category: its row} with plain words, sign and score."""
    return {row.category: row for row in load_lexicon("categories").itertuples(index=False)}


@cache
def index_neutral():
    """{(PLOVER category, mode): `Look`} of the acts that press and help nobody, whatever the sign of their category."""
    rows = load_lexicon("neutral_acts").itertuples(index=False)
    return {(row.category, row.mode): Look("", row.plain, row.passive) for row in rows}


def find_look(category, mode=""):
    """The `Look` of an act, by its category and mode."""
    row = index_categories()[category]
    return index_neutral().get((category, mode)) or Look(row.sign, row.plain, row.passive)


@cache
def kind_sectors():
    """{kind of actor: the sector that such an actor mostly has}; a kind that is not there has none."""
    return dict(load_lexicon("kind_sectors")[["kind", "sector"]].itertuples(index=False, name=None))


@cache
def index_carriers():
    """{(lemma of a verb that carries a noun, preposition before the noun or ""): whose subject it has, actor or
    recipient}.
    """
    return {
        (lemma, row.preposition): row.side
        for row in load_lexicon("carriers").itertuples(index=False)
        for lemma in split_items(row.lemmas)
    }


@cache
def abbreviation_endings():
    """{abbreviation: "never" or "may", whether it may end a sentence}."""
    rows = load_lexicon("abbreviations")
    return dict(zip(rows["abbreviation"], rows["ends_sentence"], strict=True))
