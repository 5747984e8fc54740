"""The machine's tables of whole articles beside close readings of them: dates, names, statements; acts in `acts`."""

from collections import Counter

import pandas as pd

from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.corpora.whole_articles import load_whole_articles
from helpers.scores.acts import count_acts, count_arrows, spell_day
from helpers.scores.bearers import Bearers, simplify
from helpers.spans import count_shared, pair_up
from helpers.tables import make_table

AUTHOR = "author"

# (part, measure): what is counted, and of how many.
MEASURES = {
    ("dates", "found"): ("found", "read"),
    ("dates", "value right"): ("value", "read"),
    ("dates", "precision"): ("real", "machine"),
    ("names", "found"): ("found", "read"),
    ("names", "kind right"): ("kind", "found"),
    ("names", "precision"): ("real", "machine"),
    ("names", "split"): ("split", "found"),
    ("names", "merged"): ("merged", "actors"),
    ("names", "groups not read"): ("groups", "actors"),
    ("statements", "found"): ("found", "read"),
    ("statements", "precision"): ("real", "machine"),
    ("statements", "source right"): ("source", "found"),
    ("statements", "words of the source right"): ("phrase", "found"),
    ("acts", "found"): ("found", "read"),
    ("acts", "found fully right"): ("found_right", "read"),
    ("acts", "precision"): ("real", "machine"),
    ("acts", "quad class right"): ("quad", "machine"),
    ("acts", "category right"): ("category", "machine"),
    ("acts", "actor right"): ("actor", "machine"),
    ("acts", "recipient right"): ("recipient", "machine"),
    ("acts", "status right"): ("status", "machine"),
    ("acts", "fully right"): ("right", "machine"),
    ("acts", "day right"): ("day", "dated"),
    ("arrows", "found"): ("found", "read"),
    ("arrows", "precision"): ("real", "machine"),
}


def score_whole_articles(folder, progress=None):
    """Table `article_scores`: the machine's tables of every article in a folder (`helpers.corpora.whole_articles`).

    - dates: a found expression shares a character with the one read; its value is right, or else its bounds are.
    - names: an actor is found by its name or an alias; kinds count of those found; precision is of the machine's actors
      that a name mentions; `split` lie in several of the machine's, `merged` hold several of the reading.
    - statements: half of the content or more is found; of those the source is right, or its words at least are.
    - acts: a trigger within one word, or the same category in the sentence; the other shares are of the machine's
      events: real, and right in quad class, category, actor, recipient and status (`fully right`: in the last four).
    - arrows: who → whom in one quad class, done or not, where the sentence tells both ends.

    `progress`, if given, wraps the articles. Raises what `load_whole_articles` raises.
    """
    articles = load_whole_articles(folder)
    counts = [count_article(article, annotate_read(article)) for article in (progress or iter)(articles)]
    return tabulate_counts(counts)


def annotate_read(article):
    """The machine's tables of a `WholeArticle`."""
    return annotate(article_from_text(article.text, article.published))


def count_article(article, tables):
    """{part: counts} of one article: `tables` (`Annotations`) beside what was read in it."""
    bearers = Bearers(article.actors, tables)
    return {
        "dates": count_dates(article.dates, tables.dates),
        "names": count_names(article.actors, bearers),
        "statements": count_claims(article.claims, tables.claims, bearers),
        "acts": count_acts(article, tables, bearers),
        "arrows": count_arrows(article.events, tables.relations, bearers),
    }


def tabulate_counts(counts):
    """Table `article_scores` of the counts of articles, added up."""
    total = {part: sum((Counter(one[part]) for one in counts), Counter()) for part in counts[0]}
    rows = [
        {"part": part, "measure": measure, "right": total[part][right], "of": total[part][whole]}
        for (part, measure), (right, whole) in MEASURES.items()
    ]
    shares = [round(100 * row["right"] / row["of"], 1) if row["of"] else None for row in rows]
    return make_table("article_scores", pd.DataFrame(rows).assign(percent=shares))


# Dates


def count_dates(read, frame):
    """How many expressions of a reading are found, with the right value, and how many of the machine's are some."""
    rows = list(frame.itertuples())
    places = [(row.start, row.end) for row in rows]
    paired = pair_dates([date.span for date in read], places)
    asked = [(paired.get(i), date) for i, date in enumerate(read) if not date.optional]
    spans = [date.span for date in read]
    return {
        "read": len(asked),
        "found": sum(k is not None for k, _ in asked),
        "value": sum(k is not None and has_value(rows[k], date) for k, date in asked),
        "machine": len(rows),
        "real": sum(count_shared([place], spans) > 0 for place in places),
    }


def pair_dates(spans, places):
    """{place of a span: place of the machine's}, those first that share most characters and are most alike."""
    fits = [
        (shared, -abs((end - start) - (last - first)), i, k)
        for i, (start, end) in enumerate(spans)
        for k, (first, last) in enumerate(places)
        if (shared := count_shared([(start, end)], [(first, last)]))
    ]
    return pair_up((i, k) for *_, i, k in sorted(fits, reverse=True))


def has_value(row, date):
    """Whether a row has the value that was read, and no other first day; or else the bounds that were read."""
    first, last = spell_day(row.earliest), spell_day(row.latest)
    firsts = (date.earliest, *date.alt_earliest)
    value = row.timex_value in (date.timex_value, *date.alt_values)
    if value and (not date.earliest or not first or first in firsts):
        return True
    return bool(date.earliest) and first in firsts and last == date.latest


# Names


def count_names(read, bearers):
    """How many actors of a reading are found by name, rightly typed, and how many of the machine's are actors."""
    asked = [actor for actor in read if not actor.optional]
    ids = {actor.name: [i for i, hits in bearers.hits.items() if actor.name in hits] for actor in asked}
    found = [actor for actor in asked if ids[actor.name]]
    return {
        "read": len(asked),
        "found": len(found),
        "kind": sum(has_kind(actor, ids[actor.name], bearers) for actor in found),
        "split": sum(len(ids[actor.name]) > 1 for actor in found),
        "machine": len(bearers.named),
        "real": sum(bool(bearers.hits[i]) for i in bearers.named),
        "actors": len(bearers.names),
        "merged": sum(len(hits) > 1 for hits in bearers.hits.values()),
        "groups": sum(i not in bearers.named and not hits for i, hits in bearers.hits.items()),
    }


def has_kind(actor, ids, bearers):
    """Whether the kind is right of the one of these actors that has the name read, or of the first."""
    main = next((i for i in ids if simplify(bearers.names[i]) == simplify(actor.name)), ids[0])
    return bearers.kinds[main] in (actor.kind, *actor.alt_kinds)


# Statements


def count_claims(read, frame, bearers):
    """How many statements of a reading are found, with the right source, and how many of the machine's are some."""
    rows = [row for row in frame.itertuples() if row.source_id != AUTHOR or row.cue_text]
    paired, used = pair_claims(read, rows, bearers)
    asked = [(paired.get(i), claim) for i, claim in enumerate(read) if not claim.optional and claim.source != AUTHOR]
    found = [(rows[k], claim) for k, claim in asked if k is not None]
    return {
        "read": len(asked),
        "found": len(found),
        "source": sum(has_source(row, claim, bearers) for row, claim in found),
        "phrase": sum(has_source_words(row, claim, bearers) for row, claim in found),
        "machine": len(rows),
        "real": len(used),
    }


def pair_claims(read, rows, bearers):
    """({place of a statement read: place of a row}, the rows that are a statement read, or a part of one).

    Each covers half of the other at least; of such pairs first those that are asked for, fit, and have the right
    source. Then a row that runs on over a whole statement holds it, and a row inside of one is no invention.
    """
    fits = [
        (claim.optional, -round(fit, 1), -has_source(row, claim, bearers), -fit, i, k)
        for i, claim in enumerate(read)
        for k, row in enumerate(rows)
        if (fit := fit_claim(claim, row))
    ]
    paired = pair_up((i, k) for *_, i, k in sorted(fits))
    used = set(paired.values())
    for k, row in enumerate(rows):
        if k in used or pd.isna(row.start):
            continue
        for i, claim in enumerate(read):
            if i in paired or claim.optional or claim.declined:
                continue
            shared = count_shared([(claim.start, claim.end)], [(row.start, row.end)])
            if 2 * shared >= claim.end - claim.start:
                paired[i] = k
            elif 2 * shared < row.end - row.start:
                continue
            used.add(k)
            break
    return paired, used


def fit_claim(claim, row):
    """The part of their characters that a statement and a row share, 0 if it is less than half of either; of refusals
    to comment whether the cue lies in the words read.
    """
    span, declined = [(claim.start, claim.end)], row.basis == "declined_comment"
    if claim.declined or declined:
        both = claim.declined and declined and not pd.isna(row.cue_start)
        return float(both and count_shared(span, [(row.cue_start, row.cue_end)]) > 0)
    if pd.isna(row.start):
        return 0.0
    shared = count_shared(span, [(row.start, row.end)])
    lengths = claim.end - claim.start, row.end - row.start
    return shared / (sum(lengths) - shared) if 2 * shared >= max(lengths) else 0.0


def has_source(row, claim, bearers):
    """Whether the source of a row is the actors that were read, or others that are right."""
    want, have = bearers.simplified(claim.sources), bearers.simplified_ids(row.source_id.split(";"))
    return have == want or (bool(have) and have <= bearers.simplified(claim.alt_sources))


def has_source_words(row, claim, bearers):
    """Whether the source of a row is right, is a part of those read, or its words hold the name of one of them."""
    have = bearers.simplified_ids(row.source_id.split(";"))
    if have == bearers.simplified(claim.sources):
        return True
    if have and have <= bearers.simplified([*claim.sources, *claim.alt_sources]):
        return True
    aliases = [name for actor in bearers.read_actors if actor.name in claim.sources for name in actor.aliases]
    words = map(simplify, (*claim.sources, *claim.alt_sources, *claim.phrase_ok, *aliases))
    source = simplify(row.source_text)
    return any(word and word in source for word in words)
