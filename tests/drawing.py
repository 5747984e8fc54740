"""Invented tables to draw, and what a drawn picture holds: for the tests of charts."""

from collections import Counter
from datetime import date

import matplotlib

matplotlib.use("Agg")

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Circle
from matplotlib.text import Text

from helpers import charts
from helpers.charts.style import list_sheets
from helpers.lexicons import index_categories
from helpers.tables import check_table, find_values, make_table

SEEN = {"made_by": "test", "review": "unseen"}
DONE = ("OCCURRED", "ONGOING", "HISTORICAL")
PUBLISHED = date(2018, 1, 16)
SPANS = (
    ("2018-01-08", "2018-01-08"),
    (None, "2018-01-16"),
    ("2018-01-16", None),
    ("2012-01-01", "2012-12-31"),
    (None, None),
)
NAMES = (
    "Federal Communications Commission Bureau of Wireless",
    "Bundesverkehrsinfrastrukturaufsichtsbehoerden",
    "Northline Wireless Holdings International Corp",
    "Ann Lee",
    "Select Committee on Telecommunications and Foreign Supply Chains",
    "X",
    "Court of Appeals for the Northern District, Second Chamber",
    "Brightcall",
    "lawmakers of both houses who did not want to be named",
    "Superwirelessinternationaltelecommunicationsag",
)
SECTORS = ("LEG", "GOV", "JUD", "BUS", "NGO")
DAYS = (
    ("1995-03-02", "1995-03-02"),
    ("2012-01-01", "2012-12-31"),
    (None, "2018-01-09"),
    ("2018-01-08", None),
    (None, None),
    ("2018-01-08", "2018-01-08"),
    ("2030-12-31", "2030-12-31"),
)
SOURCE = (
    "Source: “A title that runs on for rather longer than one line of a narrow figure”, Example Wire, 16 January 2018."
)


def pick(values, n):
    return values[n % len(values)]


def long_quotation(n):
    return f"Quotation{n % 5} " + " ".join(f"word{k}" for k in range(59))


def make_actors(n):
    count = max(2, min(len(NAMES), n))
    rows = [
        {
            "actor_id": f"a{k}",
            "name": NAMES[k],
            "kind": pick(find_values("actors", "kind"), k),
            "sector": pick(SECTORS, k),
            **SEEN,
        }
        for k in range(count)
    ]
    return check_table("actors", make_table("actors", rows))


def make_events(n, **same):
    """Events of every category, status and kind of date; `same` sets a column for all of them."""
    rows = [
        {
            "event_id": f"e{k}",
            "start": 600 * k,
            "end": 600 * k + len(long_quotation(k)),
            "text": long_quotation(k),
            "trigger_start": 600 * k,
            "trigger_end": 600 * k + 6,
            "trigger_text": "barred" if k % 2 else "backed",
            "category": pick(find_values("events", "category"), 5 * k),
            "status": pick(find_values("events", "status"), k),
            "earliest": pd.Timestamp(pick(DAYS, k)[0]),
            "latest": pd.Timestamp(pick(DAYS, k)[1]),
            "date_basis": pick(find_values("events", "date_basis"), k),
            **SEEN,
            **same,
        }
        for k in range(n)
    ]
    return check_table("events", make_table("events", rows))


def make_parties(n, actors):
    rows = [
        {"event_id": f"e{k}", "actor_id": f"a{(k * step + shift) % len(actors)}", "role": role, **SEEN}
        for k in range(n)
        for role, step, shift in (("actor", 1, 0), ("recipient", 3, 1))
    ]
    return check_table("event_parties", make_table("event_parties", rows))


def make_relations(events, actors):
    """One relation per event that has a sign, between pairs that change from round to round."""
    count = len(actors)
    rows = [
        {
            "source_id": f"a{k % count}",
            "target_id": f"a{(k + 1 + (k // count) % (count - 1)) % count}",
            "category": event.category,
            "sign": index_categories()[event.category].sign,
            "score": float(k % 21 - 10),
            "status": event.status,
            "event_ids": event.event_id,
            "n_events": 1,
            "n_claims": 0,
            "n_named_sources": 0,
        }
        for k, event in enumerate(events.itertuples())
        if event.category != "OTHER"
    ]
    return check_table("relations", make_table("relations", rows))


def make_claims(n, actors):
    kinds = find_values("claims", "source_kind")
    words = ("may", "reportedly", "it is not known whether")
    rows = []
    for k in range(n):
        kind = pick(kinds, k)
        hedges = ";".join(f"{w}@{600 * k + j}-{600 * k + j + len(w)}:epistemic" for j, w in enumerate(words[: k % 4]))
        rows.append(
            {
                "claim_id": f"c{k}",
                "start": 600 * k,
                "end": 600 * k + len(long_quotation(k)),
                "text": long_quotation(k),
                "source_id": "author" if kind == "author" else f"a{k % len(actors)}",
                "quote_form": "indirect",
                "source_kind": kind,
                "anonymity": pick(find_values("claims", "anonymity"), k),
                "basis": pick(find_values("claims", "basis"), k),
                "factuality_source": pick(find_values("claims", "factuality_source"), k),
                "factuality_author": pick(find_values("claims", "factuality_author"), k // 2),
                "hedges": hedges,
                **SEEN,
            }
        )
    return check_table("claims", make_table("claims", rows))


def make_sentences(n):
    rows = [
        {
            "sentence_id": f"s{k}",
            "paragraph": k // 3 + 1,
            "start": 600 * k,
            "end": 600 * k + len(long_quotation(k)),
            "text": long_quotation(k),
        }
        for k in range(n)
    ]
    return check_table("sentences", make_table("sentences", rows))


def make_mentions(n, actors):
    """Mentions of every form, two to a sentence, some for two actors and some for nobody known."""
    ids = [f"a{k % len(actors)}" for k in range(n)]
    rows = [
        {
            "mention_id": f"m{k}",
            "actor_id": ""
            if k % 9 == 8
            else f"{ids[k]};{ids[k - 1]}"
            if k % 7 == 6 and ids[k] != ids[k - 1]
            else ids[k],
            "start": 600 * (k // 2) + 20 * (k % 2),
            "end": 600 * (k // 2) + 20 * (k % 2) + 4,
            "text": "word",
            "form": pick(find_values("mentions", "form"), k),
            "sentence_id": f"s{k // 2}",
            **SEEN,
        }
        for k in range(n)
    ]
    return check_table("mentions", make_table("mentions", rows))


def make_chronology(n):
    rows = [
        {
            "event_id": f"r{k:02}",
            "date": pick(("2005-04-28", "2010-11", "2018-01-16", "2018-01-17", "2019", "2025-10-28"), k),
            "date_precision": pick(("day", "month", "day", "day", "year", "day"), k),
            "actors": "A;B",
            "institution": "A",
            "event_type": pick(find_values("chronology", "event_type"), k),
            "summary": long_quotation(k),
            "source_title": "A title",
            "source_publisher": "A publisher",
            "source_url": "https://example.org",
            "confidence": "verified",
        }
        for k in range(n)
    ]
    rows.sort(key=lambda row: (row["date"], row["event_id"]))
    return check_table("chronology", make_table("chronology", rows))


def make_labels(n):
    words = "An authority with a long name bars a company with a longer one"
    rows = [
        {"event_id": f"r{k:02}", "lane": pick(find_values("labels", "lane"), k), "label": words[: 20 + k % 43]}
        for k in range(n)
    ]
    return check_table("labels", make_table("labels", rows))


def make_checks(n):
    """Two checks for every other statement, of all verdicts; the last one is about no statement."""
    rows = [
        {
            "slug": "x",
            "start": 600 * (k // 2 * 2) + 10 * (k % 2) if k < n - 1 or n == 1 else 10**6,
            "end": 600 * (k // 2 * 2) + 10 * (k % 2) + 9 if k < n - 1 or n == 1 else 10**6 + 9,
            "text": "Quotation",
            "verdict": pick(find_values("checks", "verdict"), k * 3),
            "record_event_id": f"r{k:02}" if k % 2 else "",
            "note": f"{long_quotation(k)}. And more.",
            "source_url": "https://example.org",
        }
        for k in range(n)
    ]
    return check_table("checks", make_table("checks", rows))


def make_dates(n):
    """Expressions of every type, with bounds of every kind."""
    rows = [
        {
            "date_id": f"d{k}",
            "start": 600 * k,
            "end": 600 * k + 20,
            "text": "the last nine months"[: 8 + k % 13].strip().ljust(20, "s"),
            "timex_type": pick(find_values("dates", "timex_type"), k),
            "timex_value": "2018",
            "earliest": pd.Timestamp(pick(SPANS, k)[0]),
            "latest": pd.Timestamp(pick(SPANS, k)[1]),
            "precision": "day",
            "basis": pick(find_values("dates", "basis"), k),
            **SEEN,
        }
        for k in range(n)
    ]
    return check_table("dates", make_table("dates", rows))


def make_tables(what, n):
    """The tables that a picture is drawn from, of n invented rows."""
    actors = make_actors(n)
    events = make_events(n)
    return {
        "mentions": lambda: (make_mentions(n, actors), actors, make_sentences(n)),
        "dates": lambda: (make_dates(n),),
        "claims": lambda: (make_claims(n, actors), actors),
        "timeline": lambda: (events, make_parties(n, actors), actors),
        "relations": lambda: (make_relations(events, actors), events, actors),
        "checks": lambda: (make_checks(n), make_claims(n, actors)),
        "chronology": lambda: (make_chronology(n), make_labels(n), make_checks(n), PUBLISHED),
    }[what]()


def draw(what, n, **options):
    """Draw a picture of n invented rows."""
    extra = {"published": PUBLISHED} if what in ("dates", "timeline") else {}
    return getattr(charts, what)(*make_tables(what, n), source=SOURCE, **extra, **options)


def data_of(what, n):
    return getattr(charts, f"{what}_data")(*make_tables(what, n))


def marks_of(*axes):
    return Counter(line.get_gid() for ax in axes for line in ax.lines if (line.get_gid() or "").startswith("mark-"))


def read_texts(ax):
    """[(words, bounding box in pixels)] of every text that shows."""
    renderer = ax.figure.canvas.get_renderer()
    hidden = set() if ax.axison else {*ax.xaxis.findobj(Text), *ax.yaxis.findobj(Text)}
    shown = [t for t in ax.figure.findobj(Text) if t.get_text().strip() and t not in hidden]
    return [(t.get_text(), t.get_window_extent(renderer)) for t in shown]


def overlaps(a, b, allowed=1.0):
    """Whether two boxes share more than a pixel in both directions."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) > allowed and min(a.y1, b.y1) - max(a.y0, b.y0) > allowed


def find_overlaps(ax):
    texts = sorted(read_texts(ax), key=lambda t: t[1].y0)
    boxes = np.array([box.extents for _, box in texts])
    found = []
    for i, (words, box) in enumerate(texts):
        for j in range(i + 1, len(texts)):
            if boxes[j, 1] > box.y1:
                break
            if overlaps(box, texts[j][1]):
                found.append((words, texts[j][0]))
    return found


def find_outside(ax):
    edge = ax.figure.bbox
    return [
        words
        for words, box in read_texts(ax)
        if box.x0 < edge.x0 - 1 or box.y0 < edge.y0 - 1 or box.x1 > edge.x1 + 1 or box.y1 > edge.y1 + 1
    ]


def find_badges(ax):
    """(centre, half of the width) of every disc, and of every square and diamond with a number."""
    found = [p for p in ax.patches if isinstance(p, Circle) or (p.get_gid() or "").startswith("badge")]
    boxes = [p.get_path().get_extents(p.get_patch_transform()) for p in found]
    return [(((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2), (b.x1 - b.x0) / 2) for b in boxes]


def sheets_of(ax):
    """The Axes of every sheet of a picture."""
    return [figure.axes[0] for figure in ax.figure.parts]


def listed_of(ax):
    """The Axes of every sheet of the list of words behind the numbers of a picture."""
    return [FigureCanvasAgg(figure).figure.axes[0] for figure in list_sheets(ax.figure)[1]]


def evidence_numbers(*axes):
    return Counter(t.get_text() for ax in axes for t in ax.texts if t.get_gid() == "evidence-number")


def evidence_marks(what, tables):
    """The evidence numbers (letters, of statements) that the drawn data gives to the rows."""
    data = getattr(charts, f"{what}_data")(*tables)
    return [str(mark) for mark in data["letter" if what == "claims" else "number"]]


def touch(a, b, allowed):
    """Whether two discs (centre, radius) share more than a sliver."""
    return np.hypot(a[0][0] - b[0][0], a[0][1] - b[0][1]) < a[1] + b[1] - allowed
