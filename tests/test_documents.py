"""Saved documents: their text, what they say about themselves, and what is refused."""

import zipfile
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from saving import make_pdf, stream

from helpers.articles import documents
from helpers.articles.documents import LIMIT, TEXT_LIMIT, Document, find_suffix, read_apart, read_document
from helpers.articles.metadata import parse_published

SAVED = Path(__file__).parent / "saved"
STORY = "The FCC sued AT&T on Monday over a deal that nobody in the market had known about."
PAGE = b"<p>The FCC sued AT&amp;T on Monday over a deal that nobody in the market had known about.</p>"


def read(name, raw):
    return read_document(name, raw, find_suffix(name))


def refuse(name, raw, reader=read):
    """The document is refused in one line, which is returned."""
    with pytest.raises(ValueError) as caught:
        reader(name, raw)
    assert len(str(caught.value).splitlines()) == 1
    assert name in str(caught.value)
    return str(caught.value)


# Pages as three kinds of outlets make them


def read_saved(name):
    return read(f"{name}.html", (SAVED / f"{name}.html").read_bytes())


def test_a_page_with_linked_data_tells_all_and_a_story_it_only_links_to_tells_nothing():
    assert read_saved("linked-data").facts == {
        "title": ("Regulator sues Northbridge Telecom over handset deal", "JSON-LD headline"),
        "author": ("Mara Quill, Theo Brandt", "JSON-LD author"),
        "outlet": ("The Harbor Ledger", "JSON-LD publisher"),
        "published": ("2019-03-05T21:40:00-05:00", "JSON-LD datePublished"),
        "language": ("en-US", "html lang"),
        "address": (
            "https://harborledger.example/business/2019/03/05/northbridge-handset-suit.html",
            "JSON-LD mainEntityOfPage",
        ),
    }


def test_a_page_with_meta_tags_in_an_old_character_set_tells_what_they_say():
    page = read_saved("meta-tags")
    assert page.facts["title"] == ("Watchdog clears Calder merger — with conditions", "meta og:title")
    assert page.facts["author"] == ("Ines Okafor", "meta author")
    assert page.facts["published"] == ("2021-05-14T08:05:00+01:00", "meta article:published_time")
    assert "“The remedy is enough to protect listeners,” the regulator’s chief executive" in page.text


def test_a_page_with_neither_tells_its_title_and_no_date():
    assert read_saved("neither").facts == {"title": ("Port authority drops crane contract", "<title>")}


@pytest.mark.parametrize(
    ("name", "paragraphs", "furniture"),
    [
        ("linked-data", 7, ["Subscribe", "cookies", "new phone", "Most read", "rights reserved", "tracker"]),
        ("meta-tags", 7, ["Sign in", "First!", "Privacy", "Front page"]),
        ("neither", 6, ["Archive", "Webmaster", "800"]),
    ],
)
def test_the_text_of_a_page_is_the_article_one_paragraph_a_line(name, paragraphs, furniture):
    lines = read_saved(name).text.splitlines()
    assert len(lines) == paragraphs
    assert [word for word in furniture if word in " ".join(lines)] == []


# Other kinds


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200).filter(str.strip))
def test_plain_text_keeps_every_code_point(text):
    assert read("story.txt", text.encode()) == Document(text, {})


def test_markdown_loses_its_marks_and_tells_its_front_matter():
    raw = (
        '---\ntitle: "A suit"\ndate: 2018-01-16\nmood: bad\n---\n# A suit\n\n'
        "The **FCC** sued [AT&T](javascript:alert(1)).\n\n- one\n- two <b>x</b>\n"
    )
    assert read("story.md", raw.encode()) == Document(
        "A suit\nThe FCC sued AT&T.\none\ntwo <b>x</b>\n",
        {"title": ("A suit", "front matter title"), "published": ("2018-01-16", "front matter date")},
    )


def test_the_printed_lines_of_a_pdf_become_paragraphs_and_its_page_numbers_go():
    first = [
        "The Federal Communications Commission sued the carrier over a planned deal, saying that custom-",
        "ers had been misled.",
        "Page 1 of 2",
    ]
    second = [
        "Northbridge denied the charge, and it said that the regulator had known of the deal all along and",
        "had not objected.",
        "2",
    ]
    document = read("story.pdf", make_pdf(first, second, info=b"/Title (A suit) /Author (M. Quill)"))
    assert document.text.splitlines() == [
        "The Federal Communications Commission sued the carrier over a planned deal, "
        "saying that customers had been misled.",
        "Northbridge denied the charge, and it said that the regulator had known of the deal all along "
        "and had not objected.",
    ]
    assert document.facts == {"title": ("A suit", "PDF property Title"), "author": ("M. Quill", "PDF property Author")}


@pytest.mark.parametrize("name", ["story.htm", "STORY.HTML", "story.markdown", "story.text", "story.pdf"])
def test_an_ending_says_what_kind_a_document_is(name):
    assert find_suffix(name) in documents.SUFFIXES


@pytest.mark.parametrize("name", ["story.docx", "story", "story.mht", "story.html.gz"])
def test_another_ending_is_refused_with_those_there_are(name):
    with pytest.raises(ValueError, match=r"Give plain text \(\.txt\)"):
        find_suffix(name)


# Dates of publication


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2018-01-16", date(2018, 1, 16)),
        ("20180116", date(2018, 1, 16)),
        ("2018-01-16T09:30:00", date(2018, 1, 16)),
        ("January 16, 2018", date(2018, 1, 16)),
        ("16 Jan 2018", date(2018, 1, 16)),
        ("Tue, 16 Jan 2018 09:30:00 -0500", "2018-01-16T09:30:00-05:00"),
        ("2018-01-16T14:30:00.000Z", "2018-01-16T14:30:00+00:00"),
        ("2018-01-16T09:30:00-0500", "2018-01-16T09:30:00-05:00"),
        ("01/02/2018", None),
        ("yesterday", None),
        ("2018", None),
        ("", None),
        ("9" * 100_000, None),
    ],
)
def test_a_date_of_publication_is_read_only_if_it_can_mean_one_thing(written, meant):
    assert parse_published(written) == (datetime.fromisoformat(meant) if isinstance(meant, str) else meant)


@given(st.datetimes(min_value=datetime(1900, 1, 1)), st.integers(-12 * 4, 14 * 4))
def test_a_time_of_publication_keeps_its_zone(moment, quarters):
    moment = moment.replace(tzinfo=timezone(timedelta(minutes=15 * quarters)))
    found = parse_published(moment.isoformat())
    assert (found, found.utcoffset()) == (moment, moment.utcoffset())


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}( [0-9:]{1,8})?", fullmatch=True))
def test_any_string_is_a_day_or_a_moment_with_its_zone_or_nothing(text):
    found = parse_published(text)
    if found is not None:
        assert len(text.strip()) <= 60 and any(letter.isdigit() for letter in text)
        assert type(found) is date or found.tzinfo


# Strangers' bytes


def archive():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb", b"0" * 1_000_000)
    return packed.getvalue()


REFUSED = {
    "a 50 MB file": ("story.html", b"<p>x" * (50_000_000 // 4), "larger than 20 MB"),
    "a zip bomb": ("story.html", archive(), "a ZIP archive"),
    "gzip": ("story.html", b"\x1f\x8b\x08" + bytes(50), "a gzip archive"),
    "a PDF named HTML": ("story.html", make_pdf(["x"]), "is a PDF"),
    "HTML named PDF": ("story.pdf", PAGE, "is no PDF"),
    "a picture": ("story.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
    "empty": ("story.html", b"", "is empty"),
    "no article": ("story.html", b"<script>document.write('all of it')</script>", "is empty"),
    "only NULs": ("story.html", bytes(1000), "is empty"),
    "too long a text": ("story.txt", b"a " * TEXT_LIMIT, "Give one article at a time"),
    "not UTF-8": ("story.md", b"caf\xe9", "encoding UTF-8"),
    "a scan": ("story.pdf", make_pdf([]), "no text layer"),
    "a broken PDF": ("story.pdf", b"%PDF-1.4\n" + b"1 0 obj\n<<" * 1000, "cannot be read as a PDF"),
    "deep nesting": ("story.html", b"<div>" * 100_000 + PAGE, "is empty"),
}


@pytest.mark.parametrize(("name", "raw", "words"), REFUSED.values(), ids=REFUSED)
def test_a_document_that_cannot_be_read_is_refused_in_one_line(name, raw, words):
    assert words in refuse(name, raw)


def test_a_packed_stream_that_unfolds_without_end_is_no_text_layer():
    bomb = make_pdf(["x"])
    huge = stream(b"BT /F1 12 Tf (Hello) Tj ET " * 4_000_000)
    start, end = bomb.index(b"<< /Length"), bomb.index(b"endstream") + len(b"endstream")
    refuse("story.pdf", bomb[:start] + huge + bomb[end:])


def test_a_file_of_50_mb_is_not_read_to_its_end(tmp_path):
    (tmp_path / "story.html").write_bytes(b"<p>x" * (50_000_000 // 4))
    assert len(documents.read_raw(tmp_path / "story.html")) == LIMIT + 1


@pytest.mark.parametrize(
    "raw",
    [
        PAGE[:10] + b"\x00" + PAGE[10:],
        b"<p onclick='alert(1)'>" + PAGE[3:],
        b"<script>alert(1)</script>" + PAGE + b"<a href='javascript:alert(1)'></a>",
        b"<p " + b"a=1 " * 200_000 + b">" + PAGE[3:],
        b"<script type='application/ld+json'>" + b"[" * 100_000 + b"</script>" + PAGE,
        b'<script type="application/ld+json">{"@type": "NewsArticle", '
        b'"headline": "\\ud800", "author": [[]], "datePublished": {}}</script>' + PAGE,
    ],
    ids=["NUL", "handler", "script", "attributes", "nested JSON", "broken JSON-LD"],
)
def test_what_is_hidden_in_a_page_is_not_part_of_its_text(raw):
    assert read("story.html", raw).text.strip() == STORY


def test_a_document_is_read_the_same_in_a_process_of_its_own():
    raw = (SAVED / "meta-tags.html").read_bytes()
    assert read_apart("meta-tags.html", raw, ".html") == read("meta-tags.html", raw)
    assert "a ZIP archive" in refuse("story.html", archive(), lambda name, raw: read_apart(name, raw, ".html"))


def test_a_document_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(documents, "SECONDS", 0.01)
    assert "could not be read within" in refuse("story.html", PAGE, lambda name, raw: read_apart(name, raw, ".html"))


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: f"<p>{t}</p>".encode("utf-8", "replace")))
def test_any_bytes_are_a_page_with_a_text_or_refused_in_one_line(raw):
    try:
        document = read("story.html", raw)
    except ValueError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert document.text.strip()
        document.text.encode("utf-8")


@given(st.binary(max_size=300).map(lambda raw: b"%PDF-1.4\n" + raw))
def test_any_bytes_are_a_pdf_with_a_text_or_refused_in_one_line(raw):
    try:
        assert read("story.pdf", raw).text.strip()
    except ValueError as error:
        assert len(str(error).splitlines()) == 1
