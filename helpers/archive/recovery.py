"""How much of a chronology of known acts an archive tells, by the year."""

from functools import cache

import pandas as pd

from helpers.actors.gazetteer import index_entries, load_gazetteer
from helpers.archive.questions import ask
from helpers.articles.article import slugify
from helpers.lexicons import load_lexicon, split_items

NEAR = pd.Timedelta(days=1)  # an act of the evening is reported under either day
LONGEST = pd.Timedelta(days=31)  # an episode whose days are known less well than that is held against nothing
PART = "part_of"
NEEDED = 2  # parties in common, where the record names as many

COLUMNS = ("year", "events", "recovered", "recall", "episodes", "matched", "precision")


def compare_record(name, chronology):
    """One row per year, and one for all: how many events of a chronology an episode of the archive tells, and how many
    episodes tell one.

    `chronology` has event_id, actors (names separated by ;), institution, earliest and latest. An episode tells an
    event if its days hold one of the event's, and two of its parties are the event's, or the only one that the event
    names; a bureau and the department of which it is a part by the gazetteer stand for one another, and a firm for
    those that bear its name. Returns columns `COLUMNS`, shares from 0 to 1, missing where there is nothing to share.
    """
    told = ask(name, "SELECT episode_id, actor_ids, recipient_ids, earliest, latest FROM episodes ORDER BY episode_id")
    told = told[told["latest"] - told["earliest"] <= LONGEST]
    pairs = find_pairs(list_parties(told), list_known(chronology))
    events = chronology.assign(year=chronology["earliest"].dt.year, told=chronology["event_id"].isin(pairs.values()))
    found = told.assign(year=told["latest"].dt.year, told=told["episode_id"].isin(pairs))
    years = sorted(set(events["year"]))
    rows = [count_year(str(year), events[events["year"] == year], found[found["year"] == year]) for year in years]
    return pd.DataFrame([*rows, count_year("all", events, found[found["year"].isin(years)])], columns=COLUMNS)


def count_year(year, events, episodes):
    """A row of the comparison."""
    recovered, matched = int(events["told"].sum()), int(episodes["told"].sum())
    recall = recovered / len(events) if len(events) else float("nan")
    precision = matched / len(episodes) if len(episodes) else float("nan")
    return dict(zip(COLUMNS, (year, len(events), recovered, recall, len(episodes), matched, precision), strict=True))


def list_parties(episodes):
    """(episode_id, set of the identities that take part, first day, last day) of episodes."""
    return [
        (
            row.episode_id,
            {*split_items(row.actor_ids), *split_items(row.recipient_ids)},
            row.earliest,
            row.latest,
        )
        for row in episodes.itertuples(index=False)
    ]


def list_known(chronology):
    """(event_id, set of identities of those whom the record names, first day, last day) of events."""
    return [
        (
            row.event_id,
            {find_identity(name) for name in {*split_items(row.actors), row.institution}},
            row.earliest,
            row.latest,
        )
        for row in chronology.itertuples(index=False)
    ]


def find_identity(name):
    """The identity that a name has in an archive: that of the gazetteer, else its slug."""
    gazetteer = load_gazetteer()
    known = next((gazetteer[form] for form in list_forms(name) if form in gazetteer), None) or find_firm(name)
    return known.entry.actor_id if known else slugify(name)


def find_firm(name):
    """The firm of the gazetteer with whose name, of two words at least, that of a subsidiary begins; None if none:
    "Northline Telecom (Europe) Limited".
    """
    words = name.split()
    begins = (" ".join(words[:size]) for size in range(len(words) - 1, 1, -1))
    known = (load_gazetteer().get(begin) for begin in begins)
    return next((found for found in known if found and found.entry.kind == "Company"), None)


def list_forms(name):
    """A name, and the same with other names of the country with which it begins: "U.S." for "United States"."""
    yield name
    for row in load_lexicon("countries").itertuples(index=False):
        if name.startswith(f"{row.name} "):
            yield from (alias + name.removeprefix(row.name) for alias in split_items(row.aliases))


def count_common(parties, known):
    """How many of the known parties are among others: they themselves, the body of which they are a part by the
    gazetteer, or a part of them.
    """
    above = [list_bodies(party) for party in parties]
    return sum(any(party in up or up[0] in list_bodies(party) for up in above) for party in known)


@cache
def list_bodies(identity_id):
    """An identity, the body of which it is a part by the gazetteer, the body of that one, and so on."""
    entry = index_entries().get(identity_id)
    return (identity_id, *(list_bodies(entry.parent_id) if entry and entry.parent_relation == PART else ()))


def find_pairs(episodes, events):
    """{episode_id: event_id} of the event with most parties in common, of those that fit; the first of the record
    where several do.
    """
    found = {}
    for episode_id, parties, first, last in episodes:
        fits = [
            (common, -place, event_id)
            for place, (event_id, known, begin, end) in enumerate(events)
            if first - NEAR <= end
            and begin <= last + NEAR
            and (common := count_common(parties, known)) >= min(NEEDED, len(known))
        ]
        if fits:
            found[episode_id] = max(fits)[2]
    return found
