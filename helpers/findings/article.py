"""Sentences that read the tables: what a notebook answers, computed for whatever article it is run on."""

from collections import Counter
from datetime import UTC, datetime

import pandas as pd

from helpers.articles.article import publication_day
from helpers.articles.legibility import legibility_notes
from helpers.articles.seeds import COUNTED, KNOWN
from helpers.corrections.provenance import find_readers, is_person
from helpers.findings.doubt import NOUNS
from helpers.tables import HAPPENED
from helpers.wording import count_noun, join_names, plain, shorten

UNREAD = "machine output that no person has checked"
# How many passages that were left out are shown.
LEFT_OUT = 6


def article_finding(article):
    """What is known about the article itself."""
    known = article.known
    day = publication_day(article.published)
    words, paragraphs = len(article.prose.split()), len(article.paragraphs)
    outlet = known.get("outlet") or "an unknown outlet"
    author = known.get("author") or "an unknown author"
    credit = f", who credits {known['credited_source']}" if known.get("credited_source") else ""
    certain = known.get("published_basis", "stated")
    bounds = ""
    if known.get("published_earliest", day) != known.get("published_latest", day):
        bounds = f" (it lies between {known['published_earliest']:%-d %B %Y} and {known['published_latest']:%-d %B %Y})"
    return (
        f"An article of **{words} words in {count_noun(paragraphs, 'paragraph')}** from {outlet}, by "
        f"{author}{credit}. Its publication date, **{day:%-d %B %Y}**, is {certain}{bounds}.{extraction_note(known)}"
    )


def extraction_note(known):
    """How much of the page an article was taken from it is, what stood near it and was left out, and whether its title
    is missing; "" where nothing was counted.
    """
    if not known.get("page_words"):
        return ""
    taken, shown, left = known["taken_words"], known["page_words"], known.get("left_out", [])
    note = (
        f" Of the {count_noun(shown, 'word')} that its page shows, **{taken} ({100 * taken // shown} %)** were taken."
    )
    if left:
        quoted = "; ".join(f"“{shorten(text, 12)}”" for text in left[:LEFT_OUT])
        more = f"; and {count_noun(len(left) - LEFT_OUT, 'other')}, listed in its .toml" if len(left) > LEFT_OUT else ""
        note += f" Near it was left out: {quoted}{more}. If that is part of the article, paste the whole into a .txt."
    if not known.get("title"):
        note += ' The page bears no title: write title = "…" into its .toml.'
    return note


def actors_finding(actors, mentions):
    """How many actors there are, and who is named most."""
    if actors.empty:
        return "No actor was found in the article."
    counts = mentions["actor_id"].str.split(";").explode().value_counts()
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    top = sorted((i for i in counts.index if i in names), key=lambda i: (-counts[i], names[i]))[:3]
    leaders = join_names([f"{names[i]} ({counts[i]})" for i in top])
    pronouns, undecided = int((mentions["form"] == "PRO").sum()), int((mentions["actor_id"] == "").sum())
    return (
        f"The article points to **{count_noun(len(actors), 'actor')}** in {count_noun(len(mentions), 'place')}, most "
        f"often to **{leaders}**. Of these mentions {pronouns or 'none'} "
        f"{'is a pronoun' if pronouns == 1 else 'are pronouns'}; {undecided or 'none'} "
        f"{'is' if undecided == 1 else 'are'} left undecided."
    )


def leading_actors(actors, mentions, limit=8):
    """The actors with the most mentions, as a short table in plain words."""
    counts = mentions["actor_id"].str.split(";").explode().value_counts()
    table = actors.assign(mentions=actors["actor_id"].map(counts).fillna(0).astype(int))
    table["kind"] = [plain("kind", kind) for kind in table["kind"]]
    table["role"] = [plain("role", role) for role in table["role"]]
    return table.sort_values(["mentions", "name"], ascending=[False, True]).head(limit)[
        ["name", "kind", "role", "country", "mentions"]
    ]


def leading_sources(claims, actors, limit=8):
    """Who makes the most statements, how they are named, and on what basis, as a short table in plain words."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True)) | {"author": "the author of the article"}
    table = claims.assign(
        source=[names.get(i) or text for i, text in zip(claims["source_id"], claims["source_text"], strict=True)]
    )
    table["naming"] = [
        "" if kind == "author" else plain("anonymity", a)
        for kind, a in zip(table["source_kind"], table["anonymity"], strict=True)
    ]
    table["basis"] = [plain("basis", basis) for basis in table["basis"]]
    grouped = table.groupby(["source", "naming"], sort=True).agg(
        statements=("claim_id", "count"), basis=("basis", lambda b: ", ".join(dict.fromkeys(b)))
    )
    return grouped.reset_index().sort_values(["statements", "source"], ascending=[False, True]).head(limit)


def dates_finding(dates):
    """How many expressions of time there are, and how many are known to the day."""
    if dates.empty:
        return "The article holds no date or time expression: everything in it is dated only by its publication."
    exact = int((dates["earliest"] == dates["latest"]).sum())
    days = pd.concat([dates["earliest"], dates["latest"]]).dropna()
    span = f" They reach from {days.min():%-d %B %Y} to {days.max():%-d %B %Y}." if len(days) else ""
    counted = int((dates["basis"] == "relative").sum())
    return (
        f"The article holds **{count_noun(len(dates), 'expression')}** of time, **{exact}** of them known to the day; "
        f"{counted} must be counted from the day of publication.{span}"
    )


def basis_finding(claims):
    """On what basis the statements rest, most frequent first."""
    if claims.empty:
        return "There is no statement whose basis could be read."
    counts = claims["basis"].value_counts()
    order = sorted(counts.index, key=lambda b: (-counts[b], b))
    return "The statements rest on: " + ", ".join(f"{plain('basis', basis)} ({counts[basis]})" for basis in order) + "."


def strands_finding(strands, actors):
    """Between which two actors most of the different strands run side by side."""
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    kinds = [c for c in strands if c not in ("source_id", "target_id")]
    mixed = strands[(strands[kinds] > 0).sum(axis=1) > 1]
    if mixed.empty:
        return "No actor acts towards another in more than one way."
    row = mixed.loc[mixed[kinds].sum(axis=1).idxmax()]
    parts = join_names([f"{kind} ({row[kind]})" for kind in kinds if row[kind]])
    return (
        f"From **{names[row['source_id']]}** towards **{names[row['target_id']]}** run {parts} side by side; they are "
        "not added up."
    )


def story_finding(article, read, corrections):
    """The article in a few sentences: how it begins, who says so, and what of it happened."""
    named, unnamed, own = claims_by_naming(read.claims)
    happened = int(read.events["status"].isin(HAPPENED).sum())
    pending = len(read.events) - happened
    begins = f"The article begins: “{shorten(read.sentences['text'].iloc[0])}” " if len(read.sentences) else ""
    notes = " ".join([*legibility_notes(article), ""])
    return (
        f"{notes}{begins}It was published on {publication_day(article.published):%-d %B %Y}{assumed(article)}, points "
        f"to **{count_noun(len(read.actors), 'actor')}** and makes **{count_noun(len(read.claims), 'statement')}**: "
        f"{named} from named sources, {unnamed} from sources without a name, {own} the author's own. It tells of "
        f"**{count_noun(len(read.events), 'event')}**: {happened} happened or {'is' if happened == 1 else 'are'} "
        f"under way, {pending} did not happen, or not yet. **{reading_finding(article, corrections, **vars(read))}**"
    )


def assumed(article):
    """Say "assumed" where the publication date is."""
    return " (assumed)" if article.known.get("published_basis") == "assumed" else ""


def claims_by_naming(claims):
    """(named, unnamed, author's own) numbers of statements."""
    named = int(claims["source_kind"].isin(["named_person", "named_group"]).sum())
    own = int((claims["source_kind"] == "author").sum())
    return named, len(claims) - named - own, own


def source_line(article, corrections, **tables):
    """The source line of a figure: the article, and who has read which rows of the tables that are drawn."""
    known, day = article.known, publication_day(article.published)
    credit = f", crediting {known['credited_source']}" if known.get("credited_source") else ""
    title = f"“{article.title}”, " if article.title else ""
    return (
        f"Source: {title}{article.site or 'outlet unknown'}, {day:%-d %B %Y}{assumed(article)}{credit}. "
        f"Annotation: Regtrace, article {article.slug}. {reading_finding(article, corrections, **tables)}"
    )


def record_line(line):
    """The source line of a figure that draws on the record: the article's, and where the record's sources stand."""
    return (
        f"{line} Record: written by a language model from public sources, named row by row in data/record/; no person "
        "has checked it."
    )


def reading_finding(article, corrections, **tables):
    """Who has read how many rows of the tables given by name ("events=read.events"), and what no person has checked.

    Tables that have no noun in `NOUNS`, such as sentences, do not count.
    """
    counts, unread = count_read(article, corrections, tables)
    told = [
        f"{join_names([word_share(n, total, noun) for n, total, noun in own], len(own))} read by {who}"
        for who, own in counts.items()
    ]
    if not told:
        return f"{UNREAD[0].upper()}{UNREAD[1:]}."
    rest = [f"the rest {UNREAD}"] if unread else [] if any(map(is_person, counts)) else ["no person has checked them"]
    finding = "; ".join([*told, *rest])
    return f"{finding[0].upper()}{finding[1:]}."


def count_read(article, corrections, tables):
    """({reader: [(rows read, rows in all, noun)] of the tables with such rows}, how many rows nobody has read)."""
    counts, unread = {}, 0
    for name, noun in NOUNS.items():
        if name not in tables:
            continue
        readers = find_readers(name, tables[name], corrections, article.text)
        unread += readers.count(())
        for who, n in Counter(who for names in readers for who in names).items():
            counts.setdefault(who, []).append((n, len(readers), noun))
    return counts, unread


def word_readers(names):
    """Who has read one row, in words."""
    return f"read by {join_names(names, len(names))}" if names else UNREAD


def word_share(number, total, noun):
    """So many of all rows, in words: "2 of 10 events", "all 10 events", "the only event"."""
    if number < total:
        return f"{number} of {count_noun(total, noun)}"
    return f"the only {noun}" if total == 1 else f"all {count_noun(total, noun)}"


def tabulate_facts(article):
    """What is known about an article: a row per fact, with the place that it was found in."""
    places = article.known.get("found_in", {})
    facts = {"published": article.published, **article.known}
    shown = [key for key in KNOWN if facts.get(key) and key not in ("found_in", "evidence", "notes", *COUNTED)]
    rows = [(key, str(facts[key]), places.get(key, f"{article.slug}.toml")) for key in shown]
    return pd.DataFrame(rows, columns=["fact", "value", "found in"])


def publication_notes(article):
    """What a reader should know about the publication date, as sentences: where it was found, and what is doubtful
    about it.
    """
    place = article.known.get("found_in", {}).get("published", "")
    notes = [f"Published {word_published(article.published)}" + (f" ({place})." if place else ".")]
    if (
        isinstance(article.published, datetime)
        and article.published.utcoffset() == UTC.utcoffset(None)
        and not 6 <= article.published.hour < 22
    ):
        notes.append(
            "The time is given in UTC; where the outlet sits it may have been another day. If so, give the day with "
            "PUBLISHED=YYYY-MM-DD."
        )
    return notes


def word_published(published):
    """A publication date in words, with time and zone where they are known."""
    return f"{published:%-d %B %Y, %H:%M %Z}" if isinstance(published, datetime) else f"{published:%-d %B %Y}"
