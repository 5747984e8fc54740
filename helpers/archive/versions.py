"""Two versions of an article: which sentences were added, softened, hardened, reworded or taken out.

Sentences of the same words are the same, wherever they stand; one of other words is the version of the sentence with
which it shares most. What was softened is told by the tables: the status of its acts, how sure its sources sound, for
what the author vouches, its hedges.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import NamedTuple

import pandas as pd

from helpers.archive.copies import WORD
from helpers.archive.folder import find_archive
from helpers.archive.parquet import read_rows
from helpers.tables import HAPPENED, make_table
from helpers.wording import plain

NEEDED = {"sentences": "*", "events": "slug, trigger_start, category, status", "claims": (
    'slug, "start", cue_start, factuality_source, factuality_author, hedges'
)}  # fmt: skip
PAIR = 2  # words in a row, by which sentences that were reworded are looked up
COMMON = 20  # sentences that have a pair of words, at most, to be looked up by it: the cost stays linear
LEAST_SHARE = 0.5  # of the pairs of words of the shorter sentence, for a version of it
SURE = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
LIKELY = {"PLANNED": 1, "CONDITIONAL": 0, "DID_NOT_OCCUR": 2} | dict.fromkeys(HAPPENED, 2)


class Sentence(NamedTuple):
    """A sentence of a version, and what the tables tell of it; `sure` and `vouched` are ranks of certainty, None
    without a statement.
    """

    start: int
    end: int
    text: str
    words: tuple
    statuses: tuple
    sure: int | None
    vouched: int | None
    hedges: int

    @property
    def pairs(self):
        """The pairs of words that stand side by side in it."""
        return set(zip(self.words, self.words[1:], strict=False)) or set(self.words)


def compare_versions(name, origin, slug):
    """What was changed between two articles of an archive, the earlier `origin` and `slug`: rows of `changes`.

    Raises ValueError for an article that is not there.
    """
    folder = find_archive(name) / "tables"
    return make_table("changes", find_changes(folder, [(origin, slug)]))


def find_changes(folder, pairs):
    """Rows of `changes` of pairs (origin, slug) of articles, from the tables in a folder."""
    if not pairs:
        return []
    versions = load_versions(folder, {slug for pair in pairs for slug in pair})
    return [row for origin, slug in pairs for row in list_changes(origin, versions[origin], slug, versions[slug])]


def load_versions(folder, slugs):
    """{slug: its `Sentence`s} of articles; raises ValueError for one that the archive does not have."""
    tables = {table: load_rows(folder / f"{table}.parquet", columns, slugs) for table, columns in NEEDED.items()}
    missing = sorted(slugs - set(tables["sentences"]))
    if missing:
        raise ValueError(f"No article '{missing[0]}' in the archive '{folder.parent.name}'. Give a slug of articles.")
    return {slug: list_sentences(*(tables[table].get(slug, []) for table in NEEDED)) for slug in sorted(slugs)}


def load_rows(path, columns, slugs):
    """{slug: rows as namedtuples} of the articles that are asked for."""
    frame = read_rows(path, f"SELECT {columns} FROM rows")
    frame = frame[frame["slug"].isin(slugs)]
    return {slug: list(rows.itertuples(index=False)) for slug, rows in frame.groupby("slug", sort=False)}


def list_sentences(sentences, events, claims):
    """The `Sentence`s of an article, of its rows."""
    acts, said = defaultdict(list), defaultdict(list)
    starts = sorted(row.start for row in sentences)
    for row in events:
        acts[find_start(starts, row.trigger_start)].append((row.category, row.status))
    for row in claims:
        said[find_start(starts, row.cue_start if pd.isna(row.start) else row.start)].append(row)
    return [describe_sentence(row, acts[row.start], said[row.start]) for row in sentences]


def find_start(starts, place):
    """The last of the starts at or before a place, None if there is none."""
    number = bisect_right(starts, place) if not pd.isna(place) else 0
    return starts[number - 1] if number else None


def describe_sentence(row, acts, claims):
    """A `Sentence` of its row, its acts (category, status) and its statements."""
    sure, vouched = (
        min((SURE[getattr(claim, column)[:2]] for claim in claims if getattr(claim, column)), default=None)
        for column in ("factuality_source", "factuality_author")
    )
    hedges = {hedge for claim in claims for hedge in claim.hedges.split(";") if hedge}
    words = tuple(word.lower() for word in WORD.findall(row.text))
    return Sentence(int(row.start), int(row.end), row.text, words, tuple(acts), sure, vouched, len(hedges))


def list_changes(origin, earlier, slug, later):
    """Rows of `changes` of two versions: in the order of the later one, then what was taken out of the earlier one."""
    same = Counter(s.words for s in earlier) & Counter(s.words for s in later)
    before, after = drop_same(earlier, same), drop_same(later, same)
    pairs = pair_sentences(before, after)
    rows = [describe_change(origin, slug, pairs.get(n), sentence) for n, sentence in enumerate(after)]
    kept = {sentence.start for sentence in pairs.values()}
    return rows + [describe_change(origin, slug, sentence, None) for sentence in before if sentence.start not in kept]


def drop_same(sentences, same):
    """The sentences without those that both versions have, the first of several."""
    left, kept = Counter(same), []
    for sentence in sentences:
        if left[sentence.words]:
            left[sentence.words] -= 1
        else:
            kept.append(sentence)
    return kept


def pair_sentences(before, after):
    """{place in `after`: the sentence of `before` that it is a version of}: who share most are paired first."""
    places = defaultdict(list)
    for n, sentence in enumerate(before):
        for pair in sentence.pairs:
            places[pair].append(n)
    telling = {pair: found for pair, found in places.items() if len(found) <= COMMON}
    shared = Counter(
        (n, m) for m, sentence in enumerate(after) for pair in sentence.pairs for n in telling.get(pair, ())
    )
    shares = {(n, m): count / min(len(before[n].pairs), len(after[m].pairs)) for (n, m), count in shared.items()}
    found, taken = {}, set()
    for n, m in sorted(shares, key=lambda pair: (-shares[pair], -shared[pair], pair)):
        if shares[n, m] >= LEAST_SHARE and m not in found and n not in taken:
            found[m] = before[n]
            taken.add(n)
    return found


def describe_change(origin, slug, before, after):
    """A row of `changes`; without the sentence of one version it was added, or taken out."""
    moved = [] if before is None or after is None else list(compare_sentences(before, after))
    softer = sum(step for step, _ in moved)
    change = "added" if before is None else "removed" if after is None else name_change(softer)
    there = {} if before is None else dict(zip(("origin_start", "origin_end", "origin_text"), before[:3], strict=True))
    here = {} if after is None else dict(zip(("start", "end", "text"), after[:3], strict=True))
    what = "; ".join(words for _, words in moved)
    return {"slug": slug, "origin": origin, "change": change, "what": what, **here, **there}


def name_change(softer):
    """The code of a change of words, by how much softer the later ones are."""
    return "softened" if softer > 0 else "hardened" if softer < 0 else "reworded"


def compare_sentences(before, after):
    """(1 for softer, -1 for harder, 0; in plain words) of all in which two versions of a sentence differ."""
    for category in sorted({category for category, _ in (*before.statuses, *after.statuses)}):
        was, now = ([status for act, status in side.statuses if act == category] for side in (before, after))
        if len(was) == len(now):
            for old, new in zip(was, now, strict=True):
                if old != new:
                    moved = f"{plain('category', category)}: {plain('status', old)} → {plain('status', new)}"
                    yield compare(LIKELY[old], LIKELY[new]), moved
    for column, words in (("sure", "how sure its source sounds"), ("vouched", "for what the author vouches")):
        old, new = getattr(before, column), getattr(after, column)
        if old is not None and new is not None and old != new:
            yield compare(old, new), f"{words}: {'less' if new < old else 'more'}"
    if before.hedges != after.hedges:
        yield compare(after.hedges, before.hedges), f"hedges: {before.hedges} → {after.hedges}"


def compare(old, new):
    """1 if the new rank is lower, -1 if it is higher, 0 if they are one."""
    return (new < old) - (new > old)
