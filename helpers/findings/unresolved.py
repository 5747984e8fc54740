"""What the machine could not resolve in an article: the rows that a reader should look at first."""

import pandas as pd

from helpers.spans import find_prefix
from helpers.wording import count_noun

COLUMNS = ("table", "row_id", "start", "end", "text", "what")


def find_unresolved(read):
    """A row per thing that is open, in the order of the article. Columns: table, row_id, start, end, text, what.

    Open are a mention without an actor, a date without bounds, a statement whose source is no actor, and an event
    without parties or without any bound in time. An event is shown by its trigger, a statement without words by its
    cue.
    """
    parts = [open_mentions(read), open_dates(read), open_claims(read), *open_events(read)]
    rows = pd.concat(parts, ignore_index=True).reindex(columns=COLUMNS)
    return rows.astype({"start": "Int64", "end": "Int64"}).sort_values(["start", "end", "table"], ignore_index=True)


def tell(frame, table, what):
    """The rows of a table as rows of the list, each where it stands."""
    rows = frame.to_dict("records")
    prefixes = [find_prefix(table, row) for row in rows]
    spans = {
        part: [row[(prefix or "") + part] for row, prefix in zip(rows, prefixes, strict=True)]
        for part in ("start", "end", "text")
    }
    return pd.DataFrame({"table": table, "row_id": frame[f"{table[:-1]}_id"], **spans, "what": what})


def open_mentions(read):
    """Mentions that point to nobody; a candidate is named."""
    rows = read.mentions[read.mentions["actor_id"] == ""]
    names = dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))
    hints = [f"nobody is decided on{f'; perhaps {names.get(i, i)}' if i else ''}" for i in rows["candidate_id"]]
    return tell(rows, "mentions", hints)


def open_dates(read):
    """Dates that no day bounds; a duration or a repeated time has none by its nature."""
    rows = read.dates[
        read.dates["earliest"].isna()
        & read.dates["latest"].isna()
        & ~read.dates["timex_type"].isin(["DURATION", "SET"])
    ]
    return tell(rows, "dates", "no day bounds it")


def open_claims(read):
    """Statements of somebody who is no actor."""
    rows = read.claims[read.claims["source_id"] == ""]
    what = [f"its source, “{text}”, is no actor" if text else "it has no source" for text in rows["source_text"]]
    return tell(rows, "claims", what)


def open_events(read):
    """Events without parties, and events that nothing dates."""
    alone = read.events[~read.events["event_id"].isin(read.event_parties["event_id"])]
    undated = read.events[read.events["earliest"].isna() & read.events["latest"].isna()]
    return tell(alone, "events", "nobody is known to take part"), tell(undated, "events", "nothing dates it")


def unresolved_finding(unresolved):
    """How much is open, table by table, in a sentence."""
    if unresolved.empty:
        return "Nothing was left open: every mention, date, statement and event could be resolved."
    counts = unresolved.groupby("table", sort=False)["row_id"].nunique()
    told = ", ".join(
        count_noun(int(counts[table]), table[:-1])
        for table in ("mentions", "dates", "claims", "events")
        if table in counts
    )
    return f"Left open for a reader: **{told}**."
