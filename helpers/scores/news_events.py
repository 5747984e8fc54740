"""Events beside every event that people marked in whole news articles, and beside how far readers say it happened."""

from collections import Counter

from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.corpora.meantime import load_meantime
from helpers.corpora.propbank import load_propbank
from helpers.corpora.treebanks import join_words
from helpers.scores.events import ALL, percent
from helpers.spans import count_shared
from helpers.tables import HAPPENED, make_table

# MEANTIME does not tell what is over from what goes on.
GROUPS = {**dict.fromkeys(HAPPENED, "happened"), "PLANNED": "ahead", "CONDITIONAL": "open", "DID_NOT_OCCUR": "not"}
# Judgements run from -3, did not happen, to 3; within 1 of the middle the readers were not sure, or not of one mind.
CLEAR = 1
NO_DAY = "2000-01-01"


def score_news_events(path):
    """Table `event_scores`, one row: the machine's events on MEANTIME's articles (`helpers.corpora.meantime`).

    - answers: marked events of one person, body or place upon another; of these, coded (an event on the trigger) and
      parties_right (an actor of it is Arg0, another party Arg1 or Arg2, one shared character counts).
    - Of the machine's events that stand on a marked one, the first such: actor_right of those whose Arg0 is a person,
      body or place, status_right of those whose status is clear (happened, ahead, open, not).
    - precision: the machine's events on any marked event.
    """
    counts = Counter()
    for record in load_meantime(path):
        tables = annotate(article_from_text(record.text, record.published))
        events = place_events(tables)
        for event in events:
            count_event(counts, event, record.acts)
        for act in record.acts:
            if act.link:
                count_link(counts, events, act)
    row = {
        "answers": counts["links"],
        "coded": percent(counts["coded"], counts["links"]),
        "parties_right": percent(counts["linked"], counts["links"]),
        "actor_right": percent(counts["actor"], counts["acted"]),
        "status_right": percent(counts["status"], counts["clear"]),
        "found": counts["found"],
        "precision": percent(counts["marked"], counts["found"]),
    }
    return make_table("event_scores", [{"parties": "mentions", "category": ALL, "apart": 0, **row}])


def place_events(tables):
    """[(span of the trigger, status, spans of the actors, spans of the other parties)] of the machine's events."""
    spans = {row.mention_id: (row.start, row.end) for row in tables.mentions.itertuples()}
    sides = {}
    for row in tables.event_parties.itertuples():
        actors, others = sides.setdefault(row.event_id, ([], []))
        (actors if row.role == "actor" else others).append(spans[row.mention_id])
    return [
        ((row.trigger_start, row.trigger_end), row.status, *sides.get(row.event_id, ([], [])))
        for row in tables.events.itertuples()
    ]


def count_event(counts, event, acts):
    """Count an event of the machine beside the first marked one on which it stands."""
    span, status, actors, _ = event
    counts["found"] += 1
    act = next((act for act in acts if count_shared([span], [act.span])), None)
    if act is None:
        return
    counts["marked"] += 1
    if act.status:
        counts["clear"] += 1
        counts["status"] += GROUPS[status] == GROUPS[act.status]
    if act.actors:
        counts["acted"] += 1
        counts["actor"] += count_shared(actors, act.actors) > 0


def count_link(counts, events, act):
    """Count a marked event of one upon another beside the machine's events on its trigger."""
    near = [event for event in events if count_shared([event[0]], [act.span])]
    counts["links"] += 1
    counts["coded"] += bool(near)
    counts["linked"] += any(
        count_shared(actors, act.link[0]) > 0 and count_shared(others, act.link[1]) > 0 for *_, actors, others in near
    )


def score_factuality(treebank, roles):
    """Table `event_scores`, one row: the status of events beside UDS's factuality (White et al. 2016; Rudinger et al.
    2018).

    Every document of the treebank is read as an article, a sentence a line. answers: words that readers clearly judge
    to have happened or not (|factuality| at least 1); coded: those on which an event stands; status_right: of these,
    the status says the same. Raises what `load_propbank` raises.
    """
    counts = Counter()
    for text, judged in read_documents(load_propbank(treebank, roles)):
        events = place_events(annotate(article_from_text(text, NO_DAY)))
        for span, value in judged:
            statuses = [status for trigger, status, *_ in events if count_shared([trigger], [span])]
            counts["judged"] += 1
            counts["coded"] += bool(statuses)
            counts["right"] += bool(statuses) and (statuses[0] in HAPPENED) == (value > 0)
        counts["found"] += len(events)
    row = {
        "answers": counts["judged"],
        "coded": percent(counts["coded"], counts["judged"]),
        "status_right": percent(counts["right"], counts["coded"]),
        "found": counts["found"],
    }
    return make_table("event_scores", [{"parties": "mentions", "category": ALL, "apart": 0, **row}])


def read_documents(sentences):
    """(text, [((start, end), factuality)]) of every document: the words that are clearly judged."""
    texts = {}
    for sentence in sentences:
        lines, judged = texts.setdefault(sentence.document, ([], []))
        text, places = join_words(sentence.words)
        offset = sum(len(line) + 1 for line in lines)
        clear = ((i, value) for i, value in sorted(sentence.factuality.items()) if abs(value) >= CLEAR)
        judged += [((offset + places[i][0], offset + places[i][1]), value) for i, value in clear]
        lines.append(text)
    return [("\n".join(lines), judged) for lines, judged in texts.values()]
