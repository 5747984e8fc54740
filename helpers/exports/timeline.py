"""TimelineJS (Knight Lab) JSON: the events that have a day or bounds.

Its `text` is HTML, so that all words are escaped.
"""

import json

import pandas as pd

from helpers.articles.article import publication_day
from helpers.charts.timeline import timeline_data
from helpers.findings.article import source_line, word_readers
from helpers.pages.markup import escape
from helpers.spans import find_trigger
from helpers.wording import count_noun, plain, word_days


def make_timeline(material):
    """The timeline as JSON: a title slide, and one slide per dated event in the order of the article."""
    read, article = material.read, material.article
    drawn = timeline_data(read.events, read.event_parties, read.actors, read.sentences)
    words = {
        event["event_id"]: material.quote(event["text"], find_trigger(event))
        for event in read.events.to_dict("records")
    }
    readers = material.find_readers("events")
    slides = [
        make_slide(row, words[row.event_id], word_readers(readers[row.event_id]))
        for row in drawn.itertuples(index=False)
        if is_dated(row)
    ]
    undated = len(drawn) - len(slides)
    note = (
        f" {count_noun(undated, 'event')} without any day {'is' if undated == 1 else 'are'} left out."
        if undated
        else ""
    )
    headline = article.title or f"Events in {article.slug}"
    # TimelineJS refuses a timeline without a slide.
    empty = [
        {
            "start_date": split_day(publication_day(article.published)),
            "unique_id": "publication",
            "text": {"headline": "Publication", "text": "The article tells of no event that has a day."},
        }
    ]
    title = {
        "text": {
            "headline": escape(headline),
            "text": escape(source_line(article, material.corrections, events=read.events) + note),
        }
    }
    return json.dumps({"scale": "human", "title": title, "events": slides or empty}, indent=1) + "\n"


def is_dated(row):
    """Whether an event has a bound in time."""
    return not (pd.isna(row.earliest) and pd.isna(row.latest))


def make_slide(row, quotation, read_by):
    """One event, with who has read it; bounds that are open or apart are told in words too."""
    first = row.latest if pd.isna(row.earliest) else row.earliest
    slide = {
        "unique_id": row.event_id.replace(":", "-"),
        "start_date": split_day(first),
        "display_date": word_days(row.earliest, row.latest, row.status == "ONGOING" and not pd.isna(row.earliest)),
        "group": plain("status", row.status),
        "text": {
            "headline": escape(row.words),
            "text": (
                f"<blockquote>“{escape(quotation)}”</blockquote><p>{row.number}: paragraph {row.paragraph}; "
                f"{escape(read_by)}</p>"
            ),
        },
    }
    apart = not pd.isna(row.latest) and row.latest != first
    return slide | ({"end_date": split_day(row.latest)} if apart else {})


def split_day(day):
    """A day as TimelineJS writes it."""
    return {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
