"""Sentences that read the tables: what a notebook answers, computed for whatever article it is run on."""

import pandas as pd

from helpers.articles import publication_day
from helpers.charts.words import count_noun, join_names, plain


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
    return f"An article of **{words} words in {count_noun(paragraphs, 'paragraph')}** from {outlet}, by {author}{credit}. Its publication date, **{day:%-d %B %Y}**, is {certain}{bounds}."


def actors_finding(actors, mentions):
    """How many actors there are, and who is named most."""
    if actors.empty:
        return "No actor was found in the article."
    counts = mentions["actor_id"].str.split(";").explode().value_counts()
    names = dict(zip(actors["actor_id"], actors["name"], strict=True))
    top = sorted((i for i in counts.index if i in names), key=lambda i: (-counts[i], names[i]))[:3]
    leaders = join_names([f"{names[i]} ({counts[i]})" for i in top])
    pronouns = int((mentions["form"] == "PRO").sum())
    open_links = int((mentions["actor_id"] == "").sum())
    return (
        f"The article points to **{count_noun(len(actors), 'actor')}** in {count_noun(len(mentions), 'place')}, most often to **{leaders}**. "
        f"{count_noun(pronouns, 'place').capitalize()} of these {'is a pronoun' if pronouns == 1 else 'are pronouns'}; for {count_noun(open_links, 'place')} it is not decided who is meant."
    )


def dates_finding(dates):
    """How many expressions of time there are, and how many are known to the day."""
    if dates.empty:
        return "The article holds no date or time expression: everything in it is dated only by its publication."
    exact = int(((dates["earliest"] == dates["latest"]) & (dates["precision"] == "day")).sum())
    days = pd.concat([dates["earliest"], dates["latest"]]).dropna()
    span = f" They reach from {days.min():%-d %B %Y} to {days.max():%-d %B %Y}." if len(days) else ""
    counted = int((dates["basis"] == "relative").sum())
    return f"The article holds **{count_noun(len(dates), 'expression')}** of time, **{exact}** of them known to the day; {counted} must be counted from the day of publication.{span}"


def basis_finding(claims):
    """On what basis the statements rest, most frequent first."""
    if claims.empty:
        return "There is no statement whose basis could be read."
    counts = claims["basis"].value_counts()
    order = sorted(counts.index, key=lambda b: (-counts[b], b))
    return "The statements rest on: " + ", ".join(f"{plain('basis', basis)} ({counts[basis]})" for basis in order) + "."


def corrections_finding(needed, table):
    """What a reading changed in a table."""
    row = needed.set_index("table").loc[table]
    if not row["corrections"]:
        return f"No correction is laid over the table **{table}**: it is as the machine left it."
    return (
        f"The machine found {row['machine_rows']} rows of **{table}**; the corrections keep {row['kept']}, change {row['edited']} "
        f"({count_noun(int(row['edited_fields']), 'value')}), take out {row['rejected']} and add {row['added']}."
    )


def story_finding(article, read):
    """The article in two sentences: what it holds, who says it, and what of it happened."""
    sources = claims_by_naming(read.claims)
    happened = int(read.events["status"].isin(["OCCURRED", "ONGOING", "HISTORICAL"]).sum())
    return (
        f"The article of {publication_day(article.published):%-d %B %Y} points to **{count_noun(len(read.actors), 'actor')}** and makes **{count_noun(len(read.claims), 'statement')}**: "
        f"{sources[0]} from named sources, {sources[1]} from sources without a name, {sources[2]} the author's own. "
        f"It tells of **{count_noun(len(read.events), 'event')}**, of which {happened} happened or {'is' if happened == 1 else 'are'} under way and {len(read.events) - happened} "
        f"{'is' if len(read.events) - happened == 1 else 'are'} planned, only possible or refused."
    )


def claims_by_naming(claims):
    """(named, unnamed, author's own) numbers of statements."""
    named = int(claims["source_kind"].isin(["named_person", "named_group"]).sum())
    own = int((claims["source_kind"] == "author").sum())
    return named, len(claims) - named - own, own
