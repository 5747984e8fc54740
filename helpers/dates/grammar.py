"""The grammar of dates: the rules of `data/lexicons/date_rules.csv`, made ready to be tried on the classes of
`words`.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from helpers.dates import clock, days, durations, quarters, relative, sets, years
from helpers.dates.words import BREAK, NUMBERS, SIGNS
from helpers.lexicons import load_lexicon

# The modules that say what an expression means. A resolver takes an `Expression` and returns its `Timex`, several of
# them as a list of (part of the expression, Timex), or None where the words mean no date.
RESOLVERS = (days, clock, relative, years, quarters, durations, sets)


@dataclass(frozen=True)
class Rule:
    """A pattern over classes, what it means, and an example: a sentence, the day it was published, the value of its
    expression.
    """

    name: str
    pattern: str
    resolve: object
    example: tuple


@lru_cache(maxsize=1)
def build_rules():
    """The rules in the order of the table, the pieces in their patterns written out."""
    return tuple(
        Rule(row.rule, write_out(row.pattern), find_resolver(row), (row.example, row.published, row.value))
        for row in load_lexicon("date_rules").itertuples(index=False)
    )


@cache
def write_out(pattern):
    """A pattern with its pieces in curly brackets written out: "{mod} month" → "((the? modifier hyphen?)?) month"."""
    pieces = dict(load_lexicon("date_pieces")[["piece", "pattern"]].itertuples(index=False, name=None))
    unknown = sorted(set(re.findall(r"{(\w+)}", pattern)) - set(pieces))
    if unknown:
        raise ValueError(f"date_rules.csv names the piece '{unknown[0]}', which date_pieces.csv does not have.")
    return re.sub(r"{(\w+)}", lambda piece: f"({write_out(pieces[piece[1]])})", pattern)


def find_resolver(row):
    """The function that says what the words of a rule mean: `resolve_…` in one of `RESOLVERS`."""
    name = f"resolve_{row.meaning}"
    resolve = next((getattr(room, name) for room in RESOLVERS if hasattr(room, name)), None)
    if resolve is None:
        rooms = ", ".join(room.__name__.removeprefix("helpers.") for room in RESOLVERS)
        raise ValueError(f"date_rules.csv, rule '{row.rule}': there is no {name} in {rooms}.")
    return resolve


def list_rules():
    """The table of rules: name, meaning, pattern over classes, and the example with its day of publication and its
    value.
    """
    return load_lexicon("date_rules")


@lru_cache(maxsize=1)
def compile_rules():
    """({class: character}, {character: [(rule, pattern over characters)]}): the rules by the class that they can
    begin with.
    """
    inside = load_lexicon("date_words").query("read == 'inside'")["pos"]
    kinds = [*inside.unique(), *(kind for kind, _ in NUMBERS), *SIGNS.values()]
    letters = {kind: chr(0xE000 + n) for n, kind in enumerate(dict.fromkeys(kinds))} | {BREAK: BREAK}
    starts = {letter: [] for letter in letters.values()}
    for rule in build_rules():
        pattern = compile_pattern(rule, letters)
        for kind in sorted(first_kinds(re.findall(r"[a-z_]+|[()|?]", rule.pattern))[0]):
            starts[letters[kind]].append((rule, pattern))
    return letters, starts


def compile_pattern(rule, letters):
    """The pattern of a rule over characters; raises ValueError for a class that no word belongs to."""
    unknown = sorted(set(re.findall(r"[a-z_]+", rule.pattern)) - set(letters))
    if unknown:
        raise ValueError(
            f"date_rules.csv, rule '{rule.name}': no word of date_words.csv that is read inside is a '{unknown[0]}'."
        )
    return re.compile(re.sub(r"[a-z_]+|\s+", lambda m: letters[m[0]] if m[0].strip() else "", rule.pattern))


def first_kinds(parts):
    """(the classes that a pattern can begin with, whether it can be empty).

    Takes the parts of the pattern from the list.
    """
    kinds, empty, still = set(), False, True
    while parts:
        part = parts.pop(0)
        if part in ")|":
            empty, still = empty or still, True
            if part == ")":
                return kinds, empty
            continue
        inner, skipped = first_kinds(parts) if part == "(" else ({part}, False)
        if parts[:1] == ["?"]:
            parts.pop(0)
            skipped = True
        kinds |= inner if still else set()
        still = still and skipped
    return kinds, empty or still
