"""What a notebook shows of a hostile article is text alone; the highlighted article still holds every word."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from nbconvert.filters import markdown2html

from helpers import pages

BAD = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[in court](javascript:alert(1))",
    '" onmouseover="alert(1)',
    "a | b",
    "**bold**",
    "$x$",
    "\u202eturned",
    "&lt;b&gt;",
    "`code`",
    "# head",
)
SLUGS = ("att-huawei-2018", "merger-2021", "no-date", "no-claim", "one-sentence", "hostile")


class Reader(HTMLParser):
    """Tags, attributes and visible characters (each with the titles over it) of HTML, without footnotes and legend."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.titles, self.letters, self.left_out = set(), [], [], [], 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += attributes
        self.left_out += tag in ("sup", "p")
        if tag == "span":
            self.titles.append(dict(attributes).get("title", ""))

    def handle_endtag(self, tag):
        self.left_out -= tag in ("sup", "p")
        if tag == "span":
            self.titles.pop()

    def handle_data(self, data):
        if not self.left_out:
            data = re.sub(r"‹U\+([0-9A-F]{4,6})›", lambda m: chr(int(m[1], 16)), data)
            self.letters += [(letter, " ".join(self.titles)) for letter in data]

    @property
    def text(self):
        return "".join(letter for letter, _ in self.letters).strip("\n")


def check_harmless(html, tags):
    read = Reader(html)
    assert read.tags <= tags
    assert not [name for name, _ in read.attributes if name.startswith("on") or name in ("href", "src", "action")]
    assert not [value for name, value in read.attributes if name != "title" and "javascript:" in (value or "")]
    assert "<script" not in html.lower() and "<img" not in html.lower()
    assert not set("\u202e\u202a\u2066") & set(html)
    assert "$" not in html
    return read


def show(articles, annotations, slug):
    read = annotations[slug]
    return pages.highlight_article(articles[slug], read.actors, read.mentions, read.dates, read.claims).data


def test_the_hostile_article_is_hostile(articles):
    assert all(
        word in articles["hostile"].text for word in ("<script", "onerror", "javascript:", "|", "**", "$", "\u202e")
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_the_highlighted_article_has_no_tags_but_its_own(slug, articles, annotations):
    check_harmless(show(articles, annotations, slug), {"div", "span", "sup", "br", "p", "b"})


@pytest.mark.parametrize("slug", SLUGS)
def test_the_highlighted_article_holds_every_letter_of_the_article(slug, articles, annotations):
    assert Reader(show(articles, annotations, slug)).text == articles[slug].text.strip("\n")


@pytest.mark.parametrize("slug", SLUGS)
def test_every_mention_date_and_statement_has_its_hover_text(slug, articles, annotations):
    letters, text = Reader(show(articles, annotations, slug)).letters, articles[slug].text
    skipped = len(text) - len(text.lstrip("\n"))
    assert "".join(letter for letter, _ in letters[: len(text)]).lstrip("\n")[:40] == text[skipped : skipped + 40]
    read = annotations[slug]
    for frame, words in (
        (read.mentions, "actor: "),
        (read.dates, "date: "),
        (read.claims.dropna(subset=["start"]), "statement by "),
    ):
        for row in frame.itertuples():
            under = [title for letter, title in letters[row.start : row.end] if letter != "\n"]
            assert under and all(words in title for title in under)


def test_a_mention_tells_the_name_of_its_actor(articles, annotations):
    letters, read = Reader(show(articles, annotations, "merger-2021")).letters, annotations["merger-2021"]
    names = dict(zip(read.actors["actor_id"], read.actors["name"], strict=True))
    linked = read.mentions[read.mentions["actor_id"].isin(names)]
    assert len(linked)
    assert all(names[row.actor_id] in letters[row.start][1] for row in linked.itertuples())


@pytest.mark.parametrize(
    "name", ["sentences", "actors", "mentions", "dates", "claims", "events", "event_parties", "relations"]
)
def test_a_table_of_the_hostile_article_has_no_tags_but_its_own(name, annotations):
    frame = getattr(annotations["hostile"], name)
    check_harmless(pages.show_table(frame).data, {"table", "thead", "tbody", "tr", "th", "td"})


@pytest.mark.parametrize("text", BAD)
def test_a_cell_shows_exactly_its_text(text):
    read = check_harmless(
        pages.show_table(pd.DataFrame({"text": [text]})).data, {"table", "thead", "tbody", "tr", "th", "td"}
    )
    assert text in read.text


@pytest.mark.parametrize("text", [text for text in BAD if text != "a | b"])
def test_a_column_name_is_escaped_too(text):
    check_harmless(pages.show_table(pd.DataFrame({text: ["x"]})).data, {"table", "thead", "tbody", "tr", "th", "td"})


def test_an_empty_cell_is_empty_and_a_day_is_a_day():
    frame = pd.DataFrame(
        {"day": [pd.Timestamp("2018-01-16"), pd.NaT], "n": pd.array([1, None], dtype="Int64"), "x": [0.5, None]}
    )
    cells = re.findall("<td[^>]*>(.*?)</td>", pages.show_table(frame).data)
    assert cells == ["2018-01-16", "1", "0.5", "", "", ""]


def test_a_table_shows_the_columns_and_rows_asked_for():
    shown = pages.show_table(pd.DataFrame({"a": [1, 2], "b": [3, 4]}), ["b"], rows=1).data
    assert re.findall("<t[hd].*?>(.*?)</t[hd]>", shown) == ["b", "3"]


def test_a_table_in_plain_words_holds_no_code(annotations):
    shown = pages.show_plain(annotations["hostile"].mentions, {"form": "form"}, ["form"]).data
    assert not {"NAM", "NOM", "PRO", "ADJ"} & set(Reader(shown).text.split())


@pytest.mark.parametrize("text", [text for text in BAD if text != "**bold**"])
def test_a_sentence_shows_exactly_its_text(text):
    html = markdown2html(pages.say(f"It says {text} here.").data).strip()
    check_harmless(html.replace("$", "&#36;"), {"p"})
    assert html.startswith("<p>") and html.endswith("</p>")
    assert Reader(html.removeprefix("<p>").removesuffix("</p>")).text == f"It says {text} here."


def test_a_sentence_keeps_the_bold_type_of_its_writer():
    assert (
        markdown2html(pages.say("There are **3 events**.").data).strip()
        == "<p>There are <strong>3 events</strong>.</p>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "first\n\n# second",
        "first\n\n- second",
        "first\n\n1. second",
        "first\n\n    second",
        "first\n===\nsecond",
        "first\n\n> second",
    ],
)
def test_lines_of_a_sentence_make_no_headings_or_lists(text):
    read = Reader(markdown2html(pages.say(text).data))
    assert read.tags <= {"p", "br"}


@pytest.mark.parametrize(
    ("cell", "links"),
    [
        ("https://www.a.example/x ; http://b.example", ["https://www.a.example/x", "http://b.example"]),
        ("https://[bad", ["https://[bad"]),
        ("see https://a.example", []),
        ("javascript:alert(1)", []),
        ("", []),
    ],
)
def test_only_addresses_in_a_column_of_sources_are_links(cell, links):
    frame = pd.DataFrame({"source": [cell], "text": [cell]})
    reader = Reader(pages.show_table(frame).data)
    assert [value for name, value in reader.attributes if name == "href"] == links


def test_a_sentence_in_brackets_has_its_full_stop_already():
    assert [pages.say(text).data[-2:] for text in ("So it is", "So it is.", "(So it is.)")] == ["s.", "s.", ".)"]


def test_a_link_is_shown_by_the_site_that_it_leads_to():
    assert ">a.example</a>" in pages.show_table(pd.DataFrame({"source": ["https://b.example@www.a.example:80/c"]})).data


def test_an_error_is_shown_as_its_sentence_and_is_still_an_error():
    def refuse(given):
        raise ValueError(f"No article {given}. Name another.")

    assert pages.plainly(str.upper, "x") == "X"
    with pytest.raises(ValueError, match="No article x") as raised:
        pages.plainly(refuse, "x")
    assert raised.value._render_traceback_() == ["No article x. Name another."]


def test_numbers_stand_at_the_right_words_at_the_left_and_days_in_one_piece():
    frame = pd.DataFrame({"who": ["A"], "n": [3], "day": pd.to_datetime(["2018-01-16"])})
    shown = pages.show_table(frame).data
    for name, cell, style in (("who", "A", "left"), ("n", "3", "right"), ("day", "2018-01-16", "nowrap")):
        head, body = (
            re.search(rf"<{tag} style=\"([^\"]*)\">{text}<", shown)[1] for tag, text in (("th", name), ("td", cell))
        )
        assert head == body and style in head


def test_a_caption_has_the_figure_in_words_below_it():
    shown = pages.caption(1, "Who acts.", "Chart of <b>3</b> acts.").data
    assert shown.startswith("**Figure 1.** Who acts.") and "<b>" not in shown
    assert shown.endswith(
        "<details><summary>The figure in words</summary>Chart of &lt;b&gt;3&lt;/b&gt; acts.</details>"
    )
