"""What follows from the quotation of a short addition: place, id, mentions of its parties, day, statement.

A reader says what an event is, whether it happened and who takes part; the rest is filled in from the tables as they
stand. One function per table; each returns the whole row as text cells.
"""

import json
import re

import pandas as pd

from helpers.articles.article import publication_day, slugify
from helpers.corrections.anchors import find_occurrences
from helpers.corrections.file import CorrectionError, parse_json
from helpers.corrections.words import (
    AUTHOR,
    PARTS,
    check_names,
    find_actor_columns,
    index_names,
    is_short,
    to_codes,
    to_id,
    to_ids,
)
from helpers.lexicons import kind_sectors
from helpers.spans import find_place
from helpers.tables import HAPPENED, TableError, make_table, write_cell

AHEAD = ("PLANNED", "CONDITIONAL")
SLUG = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*")
QUOTES = "\"“”„«»'‘’"
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def settle_words(name, corrections, frames, article):
    """The corrections with ids for the names of actors, and those that add to table `name` in short made whole.

    `frames` are the tables before it, as corrected. An addition of events brings its parties. An addition whose words
    are nowhere stays as it is, and is lost. Raises CorrectionError for a name that no actor has.
    """
    if not (corrections["table"] == name).any():
        return corrections
    corrections = name_ids(name, corrections, frames)
    own = corrections[(corrections["table"] == name) & (corrections["action"] == "add")]
    changed, parties = {}, []
    for row in own.itertuples():
        cells = parse_json(row)[0]
        place = locate(row, article.text) if is_short(name, cells) else None
        if place is None and not (name == "actors" and is_short(name, cells)):
            continue
        try:
            if "actors" in frames:
                check_names(cells, *read_actors(frames))
            whole, more = FILL[name](to_codes(name, cells), place, frames, article)
        except TableError as error:
            raise CorrectionError(f"Corrections, line {row.Index + 2}: {error}", row.Index) from None
        changed[row.Index] = json.dumps(whole, ensure_ascii=False)
        parties += [{**row._asdict(), "table": "event_parties", "new": json.dumps(p, ensure_ascii=False)} for p in more]
    if not changed:
        return corrections
    new = pd.Series(changed, dtype="str").reindex(corrections.index).fillna(corrections["new"])
    added = make_table("corrections", parties)
    added.index = range(corrections.index.max() + 1, corrections.index.max() + 1 + len(added))
    return pd.concat([corrections.assign(new=new), added])


def locate(row, text):
    """(start, end) of the words that a short addition quotes: at its position, else in its context, else alone."""
    size = len(row.quote)
    if not pd.isna(row.start) and text[row.start : row.start + size] == row.quote:
        return int(row.start), int(row.start) + size
    places = find_occurrences(row.quote, text)
    near = [p for p in places if text[:p].endswith(row.prefix) and text[p + size :].startswith(row.suffix)]
    only = near if len(near) == 1 else places
    return (only[0], only[0] + size) if len(only) == 1 else None


def name_ids(name, corrections, frames):
    """The corrections of a table with ids wherever names of actors stand."""
    own = corrections[corrections["table"] == name]
    pointing = (own["action"] == "edit") & own["field"].isin(find_actor_columns(name))
    pointing |= (own["action"] == "merge") & (name == "actors")
    if "actors" not in frames or not (pointing.any() or name == "actors"):
        return corrections
    actors = with_added(frames["actors"], corrections)
    names, known = index_names(actors), {*actors["actor_id"], "author"}
    cells = {"new": corrections["new"].to_dict(), "row_id": corrections["row_id"].to_dict()}
    for row in own[pointing].itertuples():
        try:
            cells["new"][row.Index] = find_ids(row.new, names, known)
        except TableError as error:
            raise CorrectionError(f"Corrections, line {row.Index + 2}: {error}", row.Index) from None
    if name == "actors":
        rows = own["row_id"].items()
        cells["row_id"] |= {i: names.get(cell.lower(), cell) if cell not in known else cell for i, cell in rows}
    return corrections.assign(**{c: pd.Series(given, dtype="str") for c, given in cells.items()})


def find_ids(value, names, known):
    """Ids for names; what looks like an id is left as it is: its actor may be lost."""
    items = [item for item in value.split(";") if item]
    return ";".join(i if SLUG.fullmatch(i) and i.lower() not in names else to_id(i, names, known) for i in items)


def with_added(actors, corrections):
    """The actors with those that corrections add, by name and id."""
    added = corrections[(corrections["table"] == "actors") & (corrections["action"] == "add")]
    rows = [cells for row in added.itertuples() for cells in parse_json(row)]
    named = [
        {**cells, "actor_id": cells.get("actor_id") or slugify(cells["name"])} for cells in rows if "name" in cells
    ]
    if not named:
        return actors
    more = pd.DataFrame([{key: cells.get(key, "") for key in ("actor_id", "name", "aliases")} for cells in named])
    return pd.concat([actors[["actor_id", "name", "aliases"]], more], ignore_index=True)


# One function per table: (cells of the row, rows of event_parties that come with it)


def fill_actor(cells, place, frames, article):
    """An actor: its id is the slug of its name, its sector that of its kind."""
    sector = kind_sectors().get(cells["kind"], "UNK")
    return {"actor_id": slugify(cells["name"]), "sector": sector, **cells}, []


def fill_mention(cells, place, frames, article):
    """A mention: a name where it begins with a capital or is one of its actor's, else a noun."""
    start, end = place
    names, known = read_actors(frames)
    ids = to_ids(cells.pop("actor"), names, known)
    words = article.text[start:end]
    form = "NAM" if words[:1].isupper() or names.get(words.lower()) == ids else "NOM"
    row = {"mention_id": f"{article.slug}:mention:{start}-{end}", "start": start, "end": end, "text": words}
    return {**row, "actor_id": ids, "form": form, "sentence_id": find_sentence(start, frames)[0], **cells}, []


def fill_date(cells, place, frames, article):
    """A date: the days that its value covers, as a year, a month or a day."""
    start, end = place
    row = {"date_id": f"{article.slug}:date:{start}-{end}", "start": start, "end": end, "text": article.text[start:end]}
    return {**row, "timex_type": "DATE", "basis": "inferred", **cover_days(cells["timex_value"]), **cells}, []


def cover_days(value):
    """Cells precision, edtf, earliest and latest of a TIMEX3 value that is a year, a month or a day."""
    found = DAY.fullmatch(value)
    if not found:
        return {"precision": "open"}
    unit = ("year", "month", "day")[sum(part is not None for part in found.groups()) - 1]
    try:
        period = pd.Period(value, freq={"year": "Y", "month": "M", "day": "D"}[unit])
    except ValueError:
        raise TableError(f"column timex_value: '{value}' is no day. Expected: YYYY-MM-DD, YYYY-MM or YYYY.") from None
    days = {"earliest": f"{period.start_time:%Y-%m-%d}", "latest": f"{period.end_time:%Y-%m-%d}"}
    return {"precision": unit, "edtf": value, **days}


def fill_claim(cells, place, frames, article):
    """A statement: its source where the sentence names it, its form by the quotation marks around it."""
    start, end = place
    names, known = read_actors(frames)
    source, cue = cells.pop("source"), cells.pop("cue", "")
    by_author = source.lower() in AUTHOR
    source_id = "author" if by_author else to_ids(source, names, known)
    first = source_id.split(";")[0]
    row = {"start": start, "end": end, "text": article.text[start:end], "source_id": source_id}
    row |= read_manner(first, start, end, frames, article)
    spans = [f"{start}-{end}"]
    if cue:
        at = find_near(cue, start, end, article.text)
        row |= {"cue_start": at, "cue_end": at + len(cue), "cue_text": cue}
        spans.insert(0, f"{at}-{at + len(cue)}")
    mention = None if by_author else find_mention(first, start, frames)
    if mention is not None:
        row |= {"source_start": mention.start, "source_end": mention.end, "source_text": mention.text}
        row |= {"source_mention_id": mention.mention_id}
    return {"claim_id": ":".join([article.slug, "claim", *spans]), **row, **cells}, []


def read_manner(source_id, start, end, frames, article):
    """How a statement of a source is told, as far as the source's kind and the marks around the words tell it."""
    if source_id == "author":
        codes = ("none", "author", "none", "narrative", "CT+", "CT+")
    else:
        before, behind = article.text[max(0, start - 1) : start], article.text[end : end + 1]
        direct = (before != "" and before in QUOTES) or (behind != "" and behind in QUOTES)
        kind = frames["actors"].set_index("actor_id")["kind"].get(source_id, "")
        who = {"Person": "named_person", "Group": "unnamed_group"}.get(kind, "named_group")
        naming = "unnamed_described" if kind == "Group" else "none"
        codes = ("direct" if direct else "indirect", who, naming, "interview_quote", "CT+", "Uu")
    columns = ("quote_form", "source_kind", "anonymity", "basis", "factuality_source", "factuality_author")
    return dict(zip(columns, codes, strict=True))


def fill_event(cells, place, frames, article):
    """An event: the quotation is its trigger; its evidence reaches to its parties, its day and statement are those of
    its place.
    """
    start, end = place
    names, known = read_actors(frames)
    event_id = f"{article.slug}:event:{start}-{end}"
    parties = []
    for role in PARTS:
        for name in filter(None, (n.strip() for n in cells.pop(role, "").split(";"))):
            actor_id = to_id(name, names, known)
            mention = find_mention(actor_id, start, frames)
            parties.append((actor_id, mention, role))
    near = [m for _, m, _ in parties if m is not None and m.sentence_id == find_sentence(start, frames)[0]]
    first, last = min([start, *(m.start for m in near)]), max([end, *(m.end for m in near)])
    row = {"event_id": event_id, "start": first, "end": last, "text": article.text[first:last]}
    row |= {"trigger_start": start, "trigger_end": end, "trigger_text": article.text[start:end]}
    row |= date_event(start, cells["status"], frames, article)
    row |= {"claim_id": find_claim(start, end, frames)}
    whole = [
        {"event_id": event_id, "actor_id": i, "mention_id": m.mention_id if m is not None else "", "role": role}
        for i, m, role in parties
    ]
    return {**row, **cells}, whole


def fill_party(cells, place, frames, article):
    """A party of the event whose trigger is quoted."""
    names, known = read_actors(frames)
    rows = frames["events"].to_dict("records")
    event = next((row for row in rows if find_place("events", row) == place), None)
    if event is None:
        raise TableError(f"no event at “{article.text[slice(*place)]}”. Quote its trigger.")
    actor_id = to_id(cells.pop("actor"), names, known)
    mention = find_mention(actor_id, place[0], frames)
    mention_id = "" if mention is None else mention.mention_id
    return {"event_id": event["event_id"], "actor_id": actor_id, "mention_id": mention_id, **cells}, []


FILL = {
    "actors": fill_actor,
    "mentions": fill_mention,
    "dates": fill_date,
    "claims": fill_claim,
    "events": fill_event,
    "event_parties": fill_party,
}


# What stands near


def read_actors(frames):
    """({name: id}, known ids) of the actors."""
    return index_names(frames["actors"]), {*frames["actors"]["actor_id"], "author"}


def find_sentence(place, frames):
    """(id, start, end) of the sentence that holds a character; ("", place, place) outside of all."""
    rows = frames["sentences"]
    inside = rows[(rows["start"] <= place) & (place < rows["end"])]
    return tuple(inside.iloc[0][["sentence_id", "start", "end"]]) if len(inside) else ("", place, place)


def find_mention(actor_id, place, frames):
    """The mention of an actor nearest to a place, one in the same sentence and a name first; None without one."""
    rows = frames["mentions"]
    own = rows[[actor_id in ids.split(";") for ids in rows["actor_id"]]]
    sentence = find_sentence(place, frames)[0]
    ranked = sorted(
        own.itertuples(index=False), key=lambda m: (m.sentence_id != sentence, m.form != "NAM", abs(m.start - place))
    )
    return ranked[0] if ranked else None


def find_near(words, start, end, text):
    """Where words stand nearest to a span, outside of it; raises TableError if they stand nowhere."""
    places = [p for p in find_occurrences(words, text) if p + len(words) <= start or p >= end]
    if not places:
        raise TableError(f"the cue '{words}' stands nowhere beside the quotation. Give the exact words of the article.")
    return min(places, key=lambda p: min(abs(p - end), abs(start - p - len(words))))


def date_event(place, status, frames, article):
    """Cells earliest, latest, date_id and date_basis: by the nearest date of the sentence that fits, else by
    publication.
    """
    published = pd.Timestamp(publication_day(article.published))
    _, first, last = find_sentence(place, frames)
    rows = frames["dates"]
    inside = rows[(rows["start"] >= first) & (rows["end"] <= last)]
    fits = [row for row in inside.itertuples(index=False) if may_date(row, status, published)]
    if not fits:
        return bound_by_publication(status, published)
    row = min(fits, key=lambda r: abs(r.start - place))
    days = {part: write_cell(getattr(row, part)) for part in ("earliest", "latest")}
    return {**days, "date_id": row.date_id, "date_basis": "sentence"}


def may_date(row, status, published):
    """Whether a date can date an act of that status: what happened does not begin after publication, what is ahead does
    not end before it.
    """
    if pd.isna(row.earliest) and pd.isna(row.latest):
        return False
    if status in HAPPENED:
        return pd.isna(row.earliest) or row.earliest <= published
    return status not in AHEAD or pd.isna(row.latest) or row.latest >= published


def bound_by_publication(status, published):
    """The days of an event that nothing but the publication dates: until then, or from then on if it lies ahead."""
    day, ahead = f"{published:%Y-%m-%d}", status in AHEAD
    bounds = {"earliest": day if ahead else "", "latest": "" if ahead else day}
    return {**bounds, "date_id": "", "date_basis": "publication"}


def find_claim(start, end, frames):
    """Id of the shortest statement around a trigger, "" if there is none."""
    rows = frames["claims"].dropna(subset=["start", "end"])
    around = rows[(rows["start"] <= start) & (rows["end"] >= end)]
    return min(around.itertuples(index=False), key=lambda c: (c.end - c.start, c.start)).claim_id if len(around) else ""
