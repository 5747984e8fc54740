"""Two close readings of the same whole articles beside one another: how far the machine could be expected to agree."""

from pathlib import Path

import pandas as pd

from helpers.articles.article import article_from_text
from helpers.corpora.whole_articles import load_whole_articles
from helpers.language.sentences import parse, tabulate_sentences
from helpers.readings.agreement import ROWS, cell_pairs, mark_words, match, measure
from helpers.readings.alignment import align_spans, place_rows
from helpers.relations import derive_relations
from helpers.scores.acts import bound
from helpers.scores.bearers import simplify
from helpers.scores.whole_articles import AUTHOR, count_article, tabulate_counts
from helpers.tables import Annotations, make_table

OPEN = ".."

# (table, column): the coefficient of agreement; none where a column has no closed list of values.
FIELDS = {
    ("dates", ROWS): "alpha",
    ("dates", "timex_value"): "",
    ("claims", ROWS): "alpha",
    ("claims", "source_id"): "",
    ("claims", "quote_form"): "kappa",
    ("claims", "anonymity"): "kappa",
    ("events", ROWS): "alpha",
    ("events", "category"): "kappa",
    ("events", "status"): "kappa",
}


def pair_readings(folder):
    """[(first, second)] `WholeArticle`s: those in `second/` with those in the other folders below `folder`."""
    folders = sorted(path for path in Path(folder).iterdir() if path.is_dir() and path.name != "second")
    firsts = {article.slug: article for part in folders for article in load_whole_articles(part)}
    return [(firsts[article.slug], article) for article in load_whole_articles(Path(folder) / "second")]


def score_second_readings(folder):
    """Table `article_scores` of the second readings, each in the machine's place beside the first."""
    return tabulate_counts([count_article(first, tabulate(second, first)) for first, second in pair_readings(folder)])


def agree_second_readings(folder):
    """Table `article_agreement` of the first and second readings, all articles together, what is optional included.

    Rows: Krippendorff's alpha over the words, inside or outside of what is marked. Columns: over the rows that both
    have (`helpers.readings.alignment`), Cohen's kappa where the values are a closed list.
    """
    values = {field: [] for field in FIELDS}
    for first, second in pair_readings(folder):
        tables = [vars(tabulate(article, first)) for article in (first, second)]
        for table, column in FIELDS:
            values[table, column] += compare(table, column, *tables, first.text)
    rows = [{"table": t, "field": c, **measure(pairs, FIELDS[t, c])} for (t, c), pairs in values.items()]
    return make_table("article_agreement", rows)


def compare(table, column, first, second, text):
    """Pairs of values of two readings ({table: frame}): of every word how often it is marked, or of a column."""
    frames = first[table], second[table]
    places = [place_rows(table, frame) for frame in frames]
    if column == ROWS:
        return list(zip(*(mark_words(spans.values(), text) for spans in places), strict=True))
    return cell_pairs(*frames, column, match(align_spans(*places)))


def tabulate(article, first):
    """`Annotations` of a close reading; its actors have the ids of those of the first reading with the same name."""
    names = {simplify(form): actor.name for actor in first.actors for form in (actor.name, *actor.aliases)}
    ids = {actor.name: simplify(names.get(simplify(actor.name), actor.name)) for actor in article.actors}
    events, parties = tabulate_acts(article, ids)
    tables = {
        "sentences": tabulate_sentences(parse(article_from_text(article.text, article.published))),
        "actors": make_table("actors", [tabulate_actor(actor, ids) for actor in article.actors]),
        "mentions": make_table("mentions", [tabulate_mention(name, ids) for name in list_names(article)]),
        "dates": make_table("dates", map(tabulate_date, article.dates)),
        "claims": make_table("claims", [tabulate_claim(claim, ids) for claim in article.claims]),
        "events": make_table("events", events),
        "event_parties": make_table("event_parties", parties),
    }
    return Annotations(**tables, relations=derive_relations(tables["events"], tables["event_parties"]))


def list_names(article):
    """The names of actors and of parties, each once."""
    parties = (name for act in article.events for name in (*act.actors, *act.recipients))
    return dict.fromkeys([*(actor.name for actor in article.actors), *parties])


def tabulate_actor(actor, ids):
    """The row of an actor."""
    return {"actor_id": ids[actor.name], "name": actor.name, "kind": actor.kind, "aliases": ";".join(actor.aliases)}


def tabulate_mention(name, ids):
    """The row of a mention by name, wherever it stands; of one that is no actor only the words count."""
    return {"mention_id": name, "actor_id": ids.get(name, ""), "text": name, "form": "NAM", "start": 0, "end": 0}


def tabulate_date(date):
    """The row of an expression of time."""
    start, end = date.span
    return {
        "start": start, "end": end, "text": date.text, "timex_value": date.timex_value,
        **tabulate_bounds(date.earliest, date.latest),
    }  # fmt: skip


def tabulate_bounds(earliest, latest):
    """The cells of the first and last day; an open end (EDTF's "..") is empty."""
    days = {"earliest": earliest, "latest": latest}
    return {side: pd.Timestamp(day) for side, day in days.items() if day not in ("", OPEN)}


def tabulate_claim(claim, ids):
    """The row of a statement; a refusal to comment is all cue."""
    source = [name if name == AUTHOR else ids.get(name, "") for name in claim.sources]
    row = {"source_id": ";".join(filter(None, source)), "source_text": claim.source, "cue_text": claim.source}
    prefix = "cue_" if claim.declined else ""
    place = {prefix + "start": claim.start, prefix + "end": claim.end, prefix + "text": claim.quote}
    basis = "declined_comment" if claim.declined else ""
    return {**row, **place, "basis": basis, "quote_form": claim.quote_form, "anonymity": claim.anonymity}


def tabulate_acts(article, ids):
    """The rows of events and of their parties."""
    events, parties = [], []
    for number, act in enumerate(article.events):
        start, end = act.span
        days = act.date.split("/")
        events.append({
            "event_id": str(number), "start": start, "end": end, "trigger_start": start, "trigger_end": end,
            "trigger_text": act.trigger, "category": act.category, "status": act.status,
            **tabulate_bounds(bound(days[0])[0], bound(days[-1])[1]),
        })  # fmt: skip
        for role, names in (("actor", act.actors), ("recipient", act.recipients)):
            parties += [
                {"event_id": str(number), "role": role, "actor_id": ids.get(name, ""), "mention_id": name}
                for name in names
            ]
    return events, parties
