"""One act told in several articles: an episode with all its reports, how its status moved, and who says so."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

import pandas as pd

from helpers.articles.article import slugify
from helpers.tables import HAPPENED

# A report that gives no day is of something new: days before its publication.
NEW = timedelta(days=14)
# How long a plan without a day waits for what comes of it.
AHEAD = timedelta(days=366)
# Days by which two reports of one act may date it apart, if they appear within NEW of one another.
APART = timedelta(days=7)
CARRIED_OUT = (
    "SANCTION",
    "COERCE",
    "PROTEST",
    "MOBILIZE",
    "ASSAULT",
)  # material conflict, by which a threat comes true


class Report(NamedTuple):
    """What one article tells of one act."""

    event_id: str
    slug: str
    day: pd.Timestamp
    start: int
    category: str
    status: str
    kind: str
    actors: tuple
    recipients: tuple
    earliest: pd.Timestamp
    latest: pd.Timestamp
    dated: bool
    source: str
    root: str

    @property
    def bounds(self):
        """The first and the last day on which it can have been, or be."""
        if self.status in HAPPENED or self.status == "DID_NOT_OCCUR":
            last = self.day if pd.isna(self.latest) else self.latest
            return (last - NEW if pd.isna(self.earliest) else self.earliest), last
        first = self.day if pd.isna(self.earliest) else self.earliest
        return first, (first + AHEAD if pd.isna(self.latest) else self.latest)


class Episode:
    """Reports of one act."""

    def __init__(self, report):
        self.reports = [report]

    def takes(self, report):
        """Whether a later report tells the same act: it overlaps with one that is in, or dates the act a few days
        apart.
        """
        first = self.reports[0]
        if not (fits_kind(first, report) and fits_category(self.reports[-1], report)):
            return False
        if is_ahead(report) and not all(map(is_ahead, self.reports)):
            return False
        return any(overlap(one, report) or dates_apart(one, report) for one in self.reports)


def find_episodes(reports):
    """The `Episode`s of `Report`s with an actor; of the same parties; the earlier article comes first."""
    found = defaultdict(list)
    for report in sorted(reports, key=lambda report: (report.day, report.slug, report.start)):
        if not report.actors:
            continue
        episodes = found[report.actors, report.recipients]
        episode = next((episode for episode in reversed(episodes) if episode.takes(report)), None)
        if episode:
            episode.reports.append(report)
        else:
            episodes.append(Episode(report))
    return sorted(
        (e for episodes in found.values() for e in episodes), key=lambda e: (e.reports[0].day, e.reports[0].event_id)
    )


def is_ahead(report):
    """Whether a report tells what is still to come; of what has happened it is another act."""
    return report.status in ("PLANNED", "CONDITIONAL") or report.category == "THREATEN"


def fits_kind(one, other):
    """Whether two reports can tell of the same object: an instrument that one does not name contradicts nothing."""
    return not one.kind or not other.kind or one.kind == other.kind


def fits_category(one, other):
    """Whether an act can be another's: of one category, or what a threat announced. Acts of no category have too
    little in common.
    """
    if one.category == "OTHER":
        return False
    return one.category == other.category or (one.category == "THREATEN" and other.category in CARRIED_OUT)


def overlap(one, other):
    """Whether the days of two reports have one in common."""
    (first, last), (begin, end) = one.bounds, other.bounds
    return first <= end and begin <= last


def dates_apart(one, other):
    """Whether two reports, of the same days, date an act that happened differently."""
    if not (one.dated and other.dated and one.status in HAPPENED and other.status in HAPPENED):
        return False
    (first, last), (begin, end) = one.bounds, other.bounds
    return abs(one.day - other.day) <= NEW and max(begin - last, first - end) <= APART


def find_conflict(reports):
    """The days that reports give to an act where they cannot all be right: "2018-04-25/2018-04-27"; "" if they can."""
    dated = [report for report in reports if report.dated and report.status in HAPPENED]
    pairs = [(one, other) for n, one in enumerate(dated) for other in dated[n + 1 :] if not overlap(one, other)]
    told = sorted({tell_bounds(report) for pair in pairs for report in pair})
    return " or ".join(told)


def tell_bounds(report):
    """The days of a report: one, or the first and the last of several."""
    first, last = (f"{day:%Y-%m-%d}" for day in report.bounds)
    return first if first == last else f"{first} to {last}"


def tell_statuses(reports):
    """How the status moved, in the order of the articles: "PLANNED;OCCURRED"; a threat is told as THREATENED."""
    told = [tell_status(report) for report in reports]
    return [status for n, status in enumerate(told) if not n or status != told[n - 1]]


def tell_status(report):
    """The status that a report gives to an act; what is looked back on has happened."""
    if report.category == "THREATEN":
        return "THREATENED"
    return "OCCURRED" if report.status == "HISTORICAL" else report.status


def describe_episode(episode, outlets, words):
    """A row of `episodes`; `outlets` tells the outlet of each article, `words` the sentence of each event."""
    reports = episode.reports
    told = [report for report in reports if report.status in HAPPENED] or reports
    first, last = zip(*(report.bounds for report in told), strict=True)
    statuses = tell_statuses(reports)
    return {
        "episode_id": name_episode(episode),
        "category": reports[-1].category,
        "actor_ids": ";".join(reports[0].actors),
        "recipient_ids": ";".join(reports[0].recipients),
        "status": reports[-1].status,
        "statuses": ";".join(statuses),
        "earliest": min(first),
        "latest": max(last),
        "first_report": reports[0].day,
        "last_report": reports[-1].day,
        "n_reports": len(reports),
        "n_articles": len({report.slug for report in reports}),
        "n_outlets": len({outlets[report.slug] for report in reports}),
        "n_independent": len(find_roots(reports, outlets)),
        "conflict": find_conflict(reports),
        "source_ids": ";".join(sorted({report.source for report in reports} - {""})),
        "outlet": outlets[reports[0].slug],
        "quotation": words[reports[0].event_id],
    }


def find_roots(reports, outlets):
    """Whose reports they are: an article that follows an outlet counts as that outlet's, and an outlet once."""
    following = {report.slug for report in reports if report.root.startswith("outlet:")}
    roots = {report.root for report in reports if report.root != report.slug or report.slug not in following}
    followed = {root: f"outlet:{slugify(outlets[root])}" for root in roots if root in outlets}
    return roots - {root for root, outlet in followed.items() if outlet in roots}


def name_episode(episode):
    """The id of an episode: that of the event which tells it first."""
    return episode.reports[0].event_id.replace(":event:", ":episode:")


def describe_reports(episode):
    """Rows of `reports` of an episode."""
    return [
        {
            "episode_id": name_episode(episode),
            "event_id": report.event_id,
            "slug": report.slug,
            "day": report.day,
            "status": report.status,
            "earliest": report.earliest,
            "latest": report.latest,
            "source_id": report.source,
            "root": report.root,
        }
        for report in episode.reports
    ]
