"""Every mark of every figure leads to words of the article or to a source; a hostile article is shown as text alone."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from helpers import charts, record
from helpers.pages.tracing import show_trace, trace_marks, word_source

SLUG = "att-huawei-2018"
SLUGS = (SLUG, "merger-2021", "no-date", "no-claim", "one-sentence", "hostile")
FIGURES = ("mentions", "claims", "timeline", "relations")


def draw_data(what, article, read):
    tables = {
        "mentions": (read.mentions, read.actors, read.sentences),
        "claims": (read.claims, read.actors),
        "timeline": (read.events, read.event_parties, read.actors, read.sentences),
        "relations": (read.relations, read.events, read.actors),
        "checks": (record.load_checks(article.slug, article.text), read.claims),
        "chronology": (
            record.load_chronology(),
            record.load_labels(),
            record.load_checks(article.slug, article.text),
            article.published,
        ),
    }[what]
    return getattr(charts, f"{what}_data")(*tables)


class Links(HTMLParser):
    """Ids, link targets, tags and visible text of a piece of HTML."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.targets, self.tags, self.attributes, self.text = [], [], set(), set(), ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}
        self.ids += [value for name, value in attributes if name == "id"]
        self.targets += [value for name, value in attributes if name == "href"]

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("what", FIGURES)
def test_every_mark_leads_to_the_exact_characters(articles, annotations, slug, what):
    article, read = articles[slug], annotations[slug]
    drawn = draw_data(what, article, read)
    marks = trace_marks(drawn, article, read)
    key = "letter" if what == "claims" else "number"
    assert set(marks["mark"]) == set(drawn[key].astype(str))
    for row in marks.itertuples(index=False):
        assert row.text and article.text[row.start : row.end] == row.text
        assert f"characters {row.start}–{row.end}" in row.place


def test_every_mark_of_the_first_article_leads_to_its_statement_and_source(articles, annotations):
    for what in FIGURES:
        marks = trace_marks(draw_data(what, articles[SLUG], annotations[SLUG]), articles[SLUG], annotations[SLUG])
        outside = marks[(marks["letter"] == "") | (marks["source"] == "")]
        # Only the words of an attribution ("sources have told Reuters") stand outside of every statement.
        assert what == "mentions" or outside.empty
        assert len(outside) <= 12


def test_an_event_in_a_sentence_of_two_statements_belongs_to_that_of_its_trigger(articles, annotations):
    marks = trace_marks(draw_data("timeline", articles[SLUG], annotations[SLUG]), articles[SLUG], annotations[SLUG])
    pressure = marks[marks["text"].str.contains("keeps running into")].iloc[0]
    claims = charts.claims_data(annotations[SLUG].claims).set_index("letter")
    assert claims["quotation"][pressure.letter].startswith("keeps running into")


def test_checks_and_events_of_the_record_lead_to_their_source(articles, annotations):
    for what in ("checks", "chronology"):
        marks = trace_marks(draw_data(what, articles[SLUG], annotations[SLUG]), articles[SLUG], annotations[SLUG])
        assert marks["url"].str.contains(r"https?://").all() and (marks["note"] != "").all()
        links = Links(show_trace(marks, articles[SLUG], what).data)
        assert sum(target.startswith("http") for target in links.targets) >= len(marks)
    assert marks["start"].notna().any() and marks["start"].isna().any()


def test_an_event_of_the_record_leads_to_all_words_that_were_held_against_it(articles, annotations):
    checks = record.load_checks(SLUG, articles[SLUG].text)
    drawn = draw_data("chronology", articles[SLUG], annotations[SLUG]).set_index("number")
    marks = trace_marks(drawn.reset_index(), articles[SLUG], annotations[SLUG])
    for number, listed in marks.groupby("mark"):
        own = checks[checks["record_event_id"] == drawn["record_event_id"][int(number)]]
        assert listed["text"].tolist() == (own["text"].tolist() or [""])
    assert marks["mark"].duplicated().any()


def test_a_wish_is_not_said_to_be_reported(annotations):
    wishes = annotations[SLUG].claims.query("factuality_source == 'Uu'")
    assert len(wishes)
    assert all(word_source(wish, annotations[SLUG].actors).endswith("; leaves it open") for wish in wishes.itertuples())


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("what", FIGURES)
def test_every_link_has_its_place_and_there_is_a_way_back(articles, annotations, slug, what):
    marks = trace_marks(draw_data(what, articles[slug], annotations[slug]), articles[slug], annotations[slug])
    links = Links(show_trace(marks, articles[slug], what).data)
    assert len(links.ids) == len(set(links.ids)) == 2 * len(marks)
    assert set(links.targets) == {f"#{i}" for i in links.ids}


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_shown_of_an_article_is_text_and_nothing_else(articles, annotations, slug):
    for what in FIGURES:
        marks = trace_marks(draw_data(what, articles[slug], annotations[slug]), articles[slug], annotations[slug])
        html = show_trace(marks, articles[slug], what).data
        links = Links(html)
        assert links.tags <= {"style", "div", "table", "tr", "th", "td", "b", "br", "small", "a", "sup", "span", "i"}
        assert links.attributes <= {"class", "style", "id", "href", "title", "rel"}
        assert not set("\u202e\u202a\u2066") & set(html) and "$" not in html


def test_an_address_that_is_none_is_no_link(articles, annotations):
    article, read = articles[SLUG], annotations[SLUG]
    drawn = draw_data("checks", article, read).assign(source_url='javascript:alert(1) ; https://a.example/"><script>')
    html = show_trace(trace_marks(drawn, article, read), article, "checks").data
    outward = [target for target in Links(html).targets if not target.startswith("#")]
    assert outward and all(target.startswith("https://a.example/") for target in outward)
    assert "<script" not in html


def test_the_article_is_shown_whole(articles, annotations):
    article, read = articles[SLUG], annotations[SLUG]
    html = show_trace(trace_marks(draw_data("claims", article, read), article, read), article, "claims").data
    shown = re.sub(r"<sup>.*?</sup>", "", html.split("</table>")[1])
    assert re.sub(r"\s+", " ", Links(shown).text).strip() == re.sub(r"\s+", " ", article.text).strip()


def test_no_mark_shows_an_empty_list(articles, annotations):
    article, read = articles[SLUG], annotations[SLUG]
    marks = trace_marks(draw_data("timeline", article, read).iloc[:0], article, read)
    assert marks.empty and Links(show_trace(marks, article, "timeline").data).ids == []
    assert isinstance(marks, pd.DataFrame)
