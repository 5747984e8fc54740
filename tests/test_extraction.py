"""Saved pages: which of what they show is the article, and what they say about it. Every page is made up."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.articles.article import article_from_text
from helpers.articles.documents import read_document
from helpers.articles.ingest import NoDateError, add_article
from helpers.articles.linked_data import parse_json, same_address
from helpers.findings.article import article_finding

STORY = [
    "The Coastal Trade Board on Wednesday fined Meridian Ferries two million crowns for fixing its fares with a rival.",
    "The board said that managers of the two lines had met eleven times in a hotel and agreed on each change of price.",
    "Meridian Ferries denied the charge, and said in a statement that it would go to court against the decision.",
    "Passengers on the northern islands have paid a third more for a crossing since the spring of last year.",
    "“The fines are the largest that we have ever imposed,” said Ines Varga, who leads its department of cartels.",
    "The rival, Blue Line, told the board of the talks in return for a lower fine, and will pay nothing at all.",
    "A court may take a year or more to hear the case, and the fine need not be paid before its judgment.",
    "The ministry of transport said that it would look into the licences of both lines when they end next summer.",
]
OTHER = [
    "The town of Eastmere will close its only swimming pool in the autumn because the roof can no longer be repaired.",
    "Members of the swimming club said that they had offered to raise half of the money, and had been turned down.",
    "A new pool would cost nine million crowns, the council said, and the town has debts of twice as much.",
    "The nearest pool is in Westhaven, forty minutes away by bus, and is already full on most evenings.",
    "The council will meet again in June, and has asked for a report on what another town did with its hall.",
]
TITLE = "Board fines ferry line for fixing fares"


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def read(body, head=f"<title>{TITLE}</title>"):
    raw = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return read_document("page.html", raw, ".html")


def lines(body, **given):
    return read(body, **given).text.splitlines()


# What is the article


SPLIT = {
    "a box between": "<main><div class='body'>{0}</div><div class='ad'>Advert</div><div class='body'>{1}</div></main>",
    "numbered": "<div class='part-1'>{0}</div><div class='promo'>Our app</div><div class='part-2'>{1}</div>",
    "two articles": "<article>{0}</article><p>Sign up</p><article>{1}</article>",
    "two sections": "<main><section>{0}</section><section>{1}</section></main>",
    "a lead of its own": "<div class='lead'>{0}</div><article>{1}</article>",
    "no names": "<main>{0}<div>{1}</div></main>",
    "under a head": "<article><h1>" + TITLE + "</h1>{0}</article><article>{1}</article>",
}


@pytest.mark.parametrize("page", SPLIT.values(), ids=SPLIT)
@pytest.mark.parametrize("at", [2, 6])
def test_a_story_in_two_containers_is_read_whole_and_in_order(page, at):
    found = lines(page.format(paragraphs(STORY[:at]), paragraphs(STORY[at:])))
    assert [line for line in found if line in STORY] == STORY


@settings(max_examples=20, deadline=None)
@given(st.sets(st.integers(0, len(STORY) - 1)))
def test_paragraphs_that_are_one_link_are_kept(linked):
    shown = [f"<a href='/x'>{text}</a>" if i in linked else text for i, text in enumerate(STORY)]
    assert [line for line in lines(f"<article><h1>{TITLE}</h1>{paragraphs(shown)}</article>") if line in STORY] == STORY


def test_paragraphs_that_share_many_words_are_each_read_once():
    alike = [f"The board of the line said in a statement on day {n} that the fare would not change." for n in range(12)]
    assert [line for line in lines(f"<article>{paragraphs(alike)}</article>") if line in alike] == alike


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "div", "section", "article", "li", "h1", "h2", "td", "aside", "blockquote", "span"]),
            st.sampled_from(["", "body", "related", "part-1"]),
            st.lists(st.sampled_from([*STORY, *OTHER, TITLE, "Share", "March 3, 2026"]), max_size=4),
        ),
        max_size=6,
    )
)
def test_whatever_the_elements_no_line_is_invented_or_doubled(parts):
    shown = [text for *_, texts in parts for text in texts]
    body = "".join(f"<{tag} class='{name}'>{paragraphs(texts)}</{tag}>" for tag, name, texts in parts)
    found = lines(f"{body}<p>{STORY[0]}</p>")
    for text in STORY[1:]:
        assert found.count(text) <= shown.count(text)
    assert set("".join(found)) <= set("".join([*shown, STORY[0], "-| "]))


BESIDE = {
    "related": "<div class='related'><h3>Related</h3>{}</div>",
    "aside": "<aside>{}</aside>",
    "comments": "<div id='comments'>{}</div>",
    "footer": "<footer>{}</footer>",
    "newsletter": "<div class='newsletter-signup'>{}</div>",
    "hidden": "<div style='display: none'>{}</div>",
    "under a heading": "<div><h2>More from the islands</h2>{}</div>",
    "one sentence at the end": "<div class='x'>{}</div>",
}


@pytest.mark.parametrize("box", BESIDE.values(), ids=BESIDE)
def test_what_stands_beside_the_story_is_not_read_with_it(box):
    body = (
        f"<main><h1>{TITLE}</h1><div class='body'>{paragraphs(STORY)}</div></main>{box.format(paragraphs(OTHER[:1]))}"
    )
    found = lines(body)
    assert [line for line in found if line in STORY] == STORY
    assert OTHER[0] not in found


TWO_STORIES = {
    "articles": "<article><h1>{}</h1>{}</article><article><h1>Town closes its pool</h1>{}</article>",
    "second rank": "<article><h2>{}</h2>{}</article><article><h2>Town closes its pool</h2>{}</article>",
    "no article": "<div class='s'><h1>{}</h1>{}</div><div class='s'><h1>Town closes its pool</h1>{}</div>",
    "posts": "<div class='s'><h2><a href='/a'>{}</a></h2>{}</div><div class='s'><h2>Town closes its pool</h2>{}</div>",
    "one within": "<main><h1>{}</h1>{}<div class='more'><h1>Town closes its pool</h1>{}</div></main>",
    "lower, beside": "<main><h1>{}</h1>{}</main><div class='b'><h2>Town closes its pool</h2>{}</div>",
    "sections": "<section><h1>{}</h1>{}</section><section><h3><a href='/b'>Town closes its pool</a></h3>{}</section>",
    "in a row": "<main><h1>{}</h1>{}<hr><h1>Town closes its pool</h1>{}</main>",
}


@pytest.mark.parametrize("page", TWO_STORIES.values(), ids=TWO_STORIES)
@pytest.mark.parametrize("length", [3, 8])
def test_a_second_story_is_left_out_and_told(page, length):
    document = read(page.format(TITLE, paragraphs(STORY[:length]), paragraphs(OTHER)))
    assert [line for line in document.text.splitlines() if line != TITLE] == STORY[:length]
    assert any("Town closes its pool [a story of its own" in told for told in document.page["left_out"])


def test_the_story_that_bears_the_title_is_read_though_it_stands_second():
    found = lines(TWO_STORIES["articles"].format("Another", paragraphs(OTHER), paragraphs(STORY)),
                  head="<title>Town closes its pool</title>")  # fmt: skip
    assert [line for line in found if line in (*STORY, *OTHER)] == STORY


def test_parts_of_one_story_with_headings_of_their_own_are_no_stories():
    parts = f"<h1>{TITLE}</h1>{paragraphs(STORY[:4])}<section><h1>What comes next</h1>{paragraphs(STORY[4:])}</section>"
    assert [line for line in lines(f"<article>{parts}</article>") if line in STORY] == STORY
    rows = f"<main><h1>{TITLE}</h1>{paragraphs(STORY[:4])}<h1>What comes next</h1>{paragraphs(STORY[4:])}</main>"
    assert [line for line in lines(rows) if line in STORY] == STORY
    posts = "".join(f"<article><h2>Post {n}</h2>{paragraphs(STORY[n : n + 4])}</article>" for n in (0, 4))
    assert [line for line in lines(f"<h1>{TITLE}</h1>{posts}") if line in STORY] == STORY


@pytest.mark.parametrize(
    "line", ["FOR IMMEDIATE RELEASE", "March 3, 2026", "Wednesday, 4 March 2026", "Released: 2026-03-04"]
)
@pytest.mark.parametrize("mark", ["", " class='meta'", " class='timestamp'"])
def test_the_lines_that_tell_the_day_of_release_are_kept_under_the_headline(line, mark):
    found = lines(f"<main><div><h1>{TITLE}</h1><div{mark}>{line}</div></div><div>{paragraphs(STORY)}</div></main>")
    assert [text for text in found if text != TITLE] == [line, *STORY]


def test_a_page_tells_how_many_of_its_words_were_taken_and_what_stood_near(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.SEEDS", tmp_path / "seeds")
    (tmp_path / "seeds").mkdir()
    box = f"<div class='related'>{paragraphs(OTHER[:1])}</div>"
    nav = "<nav><a href='/'>Home</a> <a href='/n'>News</a></nav>"
    body = f"<h1>{TITLE}</h1>{paragraphs(STORY[:4])}{box}{paragraphs(STORY[4:])}"
    page = f"<title>{TITLE}</title>{nav}<article>{body}</article>"
    (tmp_path / "fares.html").write_text(page, encoding="utf-8")
    article = add_article(tmp_path / "fares.html", "2026-03-04")
    taken = len(" ".join([TITLE, *STORY]).split())
    shown = taken + len(OTHER[0].split()) + 2
    assert (article.known["taken_words"], article.known["page_words"]) == (taken, shown)
    assert article.known["left_out"] == OTHER[:1]
    told = article_finding(article)
    assert f"{shown} words that its page shows, **{taken} ({100 * taken // shown} %)** were taken" in told
    assert "left out: “The town of Eastmere will close" in told
    assert "Of the" not in article_finding(article_from_text("The board sued.", "2026-03-04"))


@pytest.mark.parametrize(
    "line",
    ["Watch Now", "Listen to this article", "10 min read", "Reading time: 4 minutes", "Listen 4 min",
     "3 minutes to read", "Home > Business > Ferries", "Business » Ferries",
     "Reporting by Ann Hale and J. Orr in Eastmere; Editing by Tom Roe",
     "(Additional reporting by Ann Hale; writing by J. Orr)", "We use cookies to make this site better.",
     "Edited by Tom Roe", "(Edited by: Ann Hale)", "Written by Ann Hale; edited by Tom Roe", "Fact-checked by J. Orr",
     "This article was edited by Tom Roe.", "With additional reporting by Ann Hale", "Editor: Tom Roe",
     "Ann Hale, J. Orr and Tom Roe in Eastmere contributed to this story."],
)  # fmt: skip
def test_lines_of_page_furniture_are_marked(line):
    assert article_from_text(line, "2026-03-04").residue


@pytest.mark.parametrize(
    "line",
    ["FOR IMMEDIATE RELEASE", "March 3, 2026", "Watch the board, she said.", "It took 10 minutes to read.",
     "Watch 3 ministers", "Reporting by the Ledger showed that fares rose.", "Sales rose to > 5 percent.", "5 minutes",
     "Edited by two judges, the report says nothing.", "Edited by Tom Roe, the volume tells of the talks.",
     "Written by hand, the order was never sent.", "Tom Roe contributed to this report, which the board will print.",
     "Northline contributed to the report.", "Editor: No."],
)  # fmt: skip
def test_lines_of_an_article_are_not(line):
    assert not article_from_text(line, "2026-03-04").residue


# What the page says about it


HEAD = (
    "<link rel='canonical' href='https://ledger.example/2026/03/04/fares'>"
    f"<meta property='og:title' content='{TITLE}'>"
    "<meta property='article:published_time' content='2026-03-04T07:10:00Z'>"
)
OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-03-04T06:00:00Z",
       "mainEntityOfPage": "https://www.ledger.example/2026/03/04/fares/", "author": {"name": "Ann Hale"}}  # fmt: skip
BODY = f"<article><h1>{TITLE}</h1>{paragraphs(STORY)}</article>"


def facts(*things, head=HEAD, body=BODY):
    scripts = "".join(
        f"<script type='application/ld+json'>{t if isinstance(t, str) else json.dumps(t)}</script>" for t in things
    )
    return {key: value for key, (value, _) in read(body, head=head + scripts).facts.items()}


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Town closes its pool", "mainEntityOfPage": "https://ledger.example/2025/06/11/pool"},
        {"headline": "Board fines ferry lines", "mainEntityOfPage": {"@id": "https://ledger.example/2025/06/11/fine"}},
        {"headline": "Town closes its pool", "mainEntityOfPage": "https://ledger.example/"},
        {"headline": "Town closes its pool", "mainEntityOfPage": None},
    ],
    ids=["another address", "a story much like it", "the address of the site", "no address"],
)
def test_data_of_another_article_are_no_facts_of_this_one(change):
    other = {**OWN, "author": {"name": "Jon Orr"}, "datePublished": "2025-06-11", **change}
    alone, beside = facts(other), facts(other, OWN)
    assert (alone["title"], alone["published"], alone.get("author")) == (TITLE, "2026-03-04T07:10:00Z", None)
    assert (beside["title"], beside["published"], beside["author"]) == (TITLE, "2026-03-04T06:00:00Z", "Ann Hale")
    assert alone["address"] == "https://ledger.example/2026/03/04/fares"


@pytest.mark.parametrize("main", [None, "https://ledger.example/", "https://ledger.example/2026/03/04/fares?utm=x"])
def test_data_of_this_article_are_read_though_they_say_little_of_its_address(main):
    assert facts({**OWN, "mainEntityOfPage": main})["author"] == "Ann Hale"


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("http://m.ledger.example/a/b/", True),
        ("https://ledger.example/a/b/amp/", True),
        ("/a/b#article", True),
        ("https://ledger.example/a/c", False),
        ("https://other.example/a/b", False),
        ("https://ledger.example/#website", None),
    ],
)
def test_two_addresses_are_compared_by_what_names_a_page(address, same):
    assert same_address(address, "https://www.ledger.example/a/b") is same


def test_an_author_and_an_outlet_are_found_where_their_ids_lead():
    person = {"@type": "Person", "@id": "#p1", "name": "Ann Hale"}
    house = {"@type": "Organization", "@id": "#o", "name": "The Ledger"}
    story = {**OWN, "author": [{"@id": "#p1"}], "publisher": {"@id": "#o"}}
    for data in ([{"@graph": [story, person, house]}], [story, {"@graph": [person, house]}]):
        found = facts(*data)
        assert (found["author"], found["outlet"]) == ("Ann Hale", "The Ledger")


@pytest.mark.parametrize(
    "written",
    [
        "//<![CDATA[\n{}\n//]]>",
        "/*<![CDATA[*/ {} /*]]>*/",
        "<!-- {} -->",
        "\n<!--\n{}\n//-->",
        "\ufeff{}",
        " {};\n",
    ],
)
def test_linked_data_are_read_from_their_wrapping(written):
    assert parse_json(written.replace("{}", json.dumps(OWN))) == OWN


@given(
    st.recursive(
        st.text() | st.integers(), lambda t: st.lists(t, min_size=1) | st.dictionaries(st.text(), t, min_size=1)
    )
)
def test_a_comma_too_many_spoils_nothing_and_no_comma_in_a_text_is_lost(data):
    written = json.dumps({"x": data}, indent=1)
    assert parse_json(written.replace("\n}", ",\n}")) == {"x": data} == parse_json(written)


@pytest.mark.parametrize(
    "mark",
    [
        "<span itemprop='datePublished' content='{}'>4 March</span>",
        "<abbr class='published' title='{}'>on Wednesday</abbr>",
        "<abbr itemprop='datePublished' title='{}'>on Wednesday</abbr>",
        "<span property='schema:datePublished' content='{}'>4 March</span>",
        "<p><time class='dt-published' datetime='{}'>4 March</time></p>",
        "<div itemprop='datePublished'>{}</div>",
    ],
)
def test_a_marked_time_of_publication_is_read_wherever_the_mark_stands(mark):
    body = f"<article itemscope itemtype='https://schema.org/NewsArticle'><h1>{TITLE}</h1>{mark}{paragraphs(STORY)}</article>"
    assert (
        facts(head="", body=body.replace("{}", "2026-03-04T07:10:00+01:00"))["published"] == "2026-03-04T07:10:00+01:00"
    )


@pytest.mark.parametrize(
    "box",
    [
        "<aside><time itemprop='datePublished' datetime='2025-01-01'></time></aside>",
        "<div itemscope itemtype='https://schema.org/Comment'><p itemprop='datePublished'>2025-01-01</p></div>",
        "<div itemscope itemtype='https://schema.org/NewsArticle'><b itemprop='headline'>Town closes its pool</b>"
        "<meta itemprop='datePublished' content='2025-01-01'></div>",
    ],
    ids=["a sidebar", "a comment", "another story"],
)
def test_a_time_marked_beside_the_story_is_not_its_own(box):
    assert "published" not in facts(head=f"<title>{TITLE}</title>", body=box + BODY)


@pytest.mark.parametrize("before", [0, 3000, 70_000])
@pytest.mark.parametrize(
    "declared",
    ["<meta charset='iso-8859-2'>", "<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'>"],
)
def test_a_character_set_is_found_however_late_it_is_declared(before, declared):
    script = "<script src='x.js' charset='utf-8'></script><!-- <meta charset='utf-8'> -->"
    head = f"<head>{script}<style>{' ' * before}</style>{declared}</head>"
    page = f"<html>{head}<body>{BODY.replace('Varga', 'Łuczyńska')}</body></html>"
    assert "Łuczyńska" in read_document("page.html", page.encode("iso-8859-2", "replace"), ".html").text


@pytest.mark.parametrize(
    ("title", "head", "found"),
    [
        ("tc-print.html", "", TITLE),
        ("Press – County Attorney", "", TITLE),
        ("Microsoft Word - release_final.docx", "", TITLE),
        ("Daily news and views from the northern islands", "", TITLE),
        ("Fares: board fines ferry line", "", "Fares: board fines ferry line"),
    ],
)
def test_a_title_that_is_none_gives_way_to_the_headline(title, head, found):
    body = f"<div><h1>County Attorney</h1></div><h1></h1><div><h2>{TITLE}</h2>{paragraphs(STORY)}</div>"
    assert facts(head=f"<title>{title}</title>", body=body)["title"] == found
    assert ("title" in facts(head=f"<title>{title}</title>", body=paragraphs(STORY))) == (
        " and " in title or found == title
    )


def test_the_hint_for_a_missing_date_is_the_day_under_the_headline(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.paths.SEEDS", tmp_path)
    aside = "<aside><p>Published <time datetime='2025-01-05'>January 5, 2025</time>: a town closes its pool</p></aside>"
    page = f"{aside}<main><h1>{TITLE}</h1><p>Wednesday, 4 March 2026</p>{paragraphs(STORY)}</main>{aside}"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    with pytest.raises(NoDateError, match="would fit 2026-03-04, which nothing confirms"):
        add_article(tmp_path / "page.html")


def test_a_page_without_titles_and_addresses_takes_the_only_data_there_are():
    assert facts(OWN, head="", body=paragraphs(STORY))["author"] == "Ann Hale"
