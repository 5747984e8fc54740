"""Getting an article in: from a file or an address to seeds/, with where every fact came from."""

import tomllib
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from helpers.articles import fetch, ingest
from helpers.articles.ingest import NoDateError, add_article
from helpers.articles.seeds import list_articles, load_article
from helpers.findings.article import publication_notes

SAVED = Path(__file__).parent / "saved"
TEXT = "The FCC sued AT&T on Monday.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty seeds/."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr("helpers.paths.SEEDS", tmp_path / "seeds")
    return tmp_path / "seeds"


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "My Story.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def known(folder, slug):
    return tomllib.loads((folder / f"{slug}.toml").read_text(encoding="utf-8"))


def refuse(folder, exception, *arguments, **keywords):
    """Nothing is written and the error is one line, which is returned."""
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(exception) as caught:
        add_article(*arguments, **keywords)
    assert sorted(folder.parent.rglob("*")) == before
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


# Files


def test_a_page_goes_to_seeds_untouched_with_what_it_says_and_where(folder):
    article = add_article(SAVED / "linked-data.html")
    assert (folder / "linked-data.html").read_bytes() == (SAVED / "linked-data.html").read_bytes()
    assert article.published == datetime.fromisoformat("2019-03-05T21:40:00-05:00")
    assert (article.slug, article.site) == ("linked-data", "The Harbor Ledger")
    facts = known(folder, "linked-data")
    assert facts["found_in"]["published"] == "JSON-LD datePublished"
    assert set(facts["found_in"]) == set(facts) - {"found_in", "sha256", "text_sha256", "published_basis"}
    assert load_article("linked-data") == article
    assert list_articles() == ["linked-data"]


@pytest.mark.parametrize("name", ["linked-data", "meta-tags"])
def test_reading_a_page_again_changes_no_byte(folder, snapshot, name):
    add_article(SAVED / f"{name}.html")
    before = snapshot(folder)
    add_article(SAVED / f"{name}.html")
    add_article(name)
    assert snapshot(folder) == before


def test_a_missing_date_is_asked_for_with_what_depends_on_it_and_never_guessed(folder):
    message = refuse(folder, NoDateError, SAVED / "neither.html")
    assert "Weekdays, 'this month' and 'last year' are counted from it" in message
    assert "PUBLISHED=YYYY-MM-DD" in message
    assert "2020-10-09, which nothing confirms" in message


def test_a_date_that_the_reader_gives_overrules_the_page(folder):
    assert add_article(SAVED / "neither.html", "2020-10-09").published == date(2020, 10, 9)
    article = add_article(SAVED / "meta-tags.html", "2021-05-15")
    assert article.published == date(2021, 5, 15)
    assert known(folder, "meta-tags")["found_in"]["published"] == ingest.GIVEN


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2019-03-05", datetime.fromisoformat("2019-03-05T21:40:00-05:00")),
        ("2019-03-06", date(2019, 3, 6)),
        ("2019-03-05T08:00:00-05:00", datetime.fromisoformat("2019-03-05T08:00:00-05:00")),
    ],
)
def test_a_day_that_the_reader_gives_keeps_the_time_of_the_page_if_it_is_the_same_day(folder, given, kept):
    for _ in range(2):
        article = add_article(SAVED / "linked-data.html", given)
        assert (article.published, type(article.published)) == (kept, type(kept))
    place = known(folder, "linked-data")["found_in"]["published"]
    assert place == ("JSON-LD datePublished" if kept.isoformat() == "2019-03-05T21:40:00-05:00" else ingest.GIVEN)


def test_what_a_reader_has_written_into_the_toml_is_kept(folder):
    add_article(SAVED / "neither.html", "2020-10-09")
    toml = folder / "neither.toml"
    toml.write_text('author = "Our correspondent"\n' + toml.read_text(encoding="utf-8"), encoding="utf-8")
    assert add_article("neither").known["author"] == "Our correspondent"
    assert add_article("neither", "2020-10-10").published == date(2020, 10, 10)


def test_facts_beside_the_file_are_taken_along(folder, story):
    story.with_suffix(".toml").write_text('published = 2018-01-16\ntitle = "A suit"\n', encoding="utf-8")
    assert add_article(story).title == "A suit"
    assert known(folder, "my-story")["found_in"]["title"] == "My Story.toml"


def test_plain_text_is_its_own_canonical_text(folder, story):
    assert add_article(story, "2018-01-16").text == TEXT
    assert list_articles() == ["my-story"]


@pytest.mark.parametrize("slug", ["../up", "a/b", "Ünder", "x" * 200, "..", "a b"])
def test_a_name_that_is_no_slug_is_refused(folder, story, slug):
    assert "Give small letters, digits and hyphens" in refuse(folder, ValueError, story, "2018-01-16", slug)


@pytest.mark.parametrize("name", ["../../passwd.txt", "$(touch x).txt", "-rf.txt", "=cmd.txt", "\u202etxt.story.txt"])
def test_a_strange_name_of_a_file_becomes_a_plain_slug(folder, tmp_path, name):
    path = tmp_path / Path(name).name
    path.write_text(TEXT, encoding="utf-8")
    slug = add_article(str(path), "2018-01-16").slug
    assert sorted(p.name for p in folder.iterdir()) == [f"{slug}.toml", f"{slug}.txt"]


def test_another_text_under_the_same_name_is_refused(folder, story):
    add_article(story, "2018-01-16")
    story.write_text("Another text.", encoding="utf-8")
    assert "Give this one a name of its own" in refuse(folder, ValueError, story, "2018-01-16")
    assert add_article(story, "2018-01-16", "my-story-2").slug == "my-story-2"


@pytest.mark.parametrize(
    ("published", "words"),
    [("2018-02-30", "No such publication date"), ("01/02/2018", "No such"), ("2018-01-16T25:00", "No such")],
)
def test_a_date_that_is_none_is_refused(folder, story, published, words):
    assert words in refuse(folder, ValueError, story, published)


def test_a_document_that_gives_another_text_than_it_did_is_noticed(folder):
    add_article(SAVED / "neither.html", "2020-10-09")
    toml = folder / "neither.toml"
    facts = toml.read_text(encoding="utf-8")
    toml.write_text(facts.replace('text_sha256 = "', 'text_sha256 = "0'), encoding="utf-8")
    with pytest.raises(ValueError, match="Read it again: make read ARTICLE=neither"):
        load_article("neither")
    add_article("neither")
    assert load_article("neither").text.startswith("Dockside Courier, October 9, 2020")


@pytest.mark.parametrize(
    ("published", "doubt"),
    [("2018-01-16T02:30Z", True), ("2018-01-16T15:00Z", False), ("2018-01-16T02:30+09:00", False)],
)
def test_a_night_in_utc_is_pointed_out(folder, story, published, doubt):
    notes = publication_notes(add_article(story, published))
    assert any("may have been another day" in note for note in notes) == doubt


# Addresses, against a web server on the loopback

BODY = (SAVED / "linked-data.html").read_bytes()
ANSWERS = {
    "/news/story.html": (200, {"Content-Type": "text/html"}, BODY),
    "/meta/": (200, {"Content-Type": "text/html; charset=windows-1252"}, (SAVED / "meta-tags.html").read_bytes()),
    "/moved": (301, {"Location": "/news/story.html"}, b""),
    "/file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/ring": (302, {"Location": "/ring"}, b""),
    "/movie": (200, {"Content-Type": "video/mp4"}, b"0"),
    "/packed": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"\x1f\x8b"),
    "/huge": (200, {"Content-Type": "text/html"}, b"<p>x" * 6_000_000),
}


class Outlet(BaseHTTPRequestHandler):
    def do_GET(self):
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *arguments):
        return


@pytest.fixture(scope="module")
def outlet():
    """The address of a web server of our own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_an_address_is_fetched_kept_as_it_was_and_noted(folder, outlet):
    article = add_article(f"{outlet}/news/story.html")
    assert article.slug == "story"
    assert (folder / "story.html").read_bytes() == BODY
    facts = known(folder, "story")
    assert (facts["address"], facts["found_in"]["address"]) == (f"{outlet}/news/story.html", ingest.GIVEN)
    assert facts["retrieved"] == date.today()


def test_the_character_set_of_the_answer_counts_also_later(folder, outlet):
    article = add_article(f"{outlet}/meta/", slug="wire")
    assert "£2.1 billion" in article.text
    assert load_article("wire").text == article.text


def test_a_moved_page_is_followed_and_its_last_address_kept(folder, outlet):
    assert add_article(f"{outlet}/moved").known["address"] == f"{outlet}/news/story.html"


@pytest.mark.parametrize(
    ("page", "exception", "words"),
    [
        ("/nowhere", ConnectionError, "Not Found"),
        ("/file", ConnectionError, "not allowed"),
        ("/ring", ConnectionError, "infinite loop"),
        ("/movie", ValueError, "video/mp4"),
        ("/packed", ValueError, "sent packed"),
        ("/huge", ValueError, "larger than 20 MB"),
    ],
)
def test_an_address_that_gives_no_page_is_one_line(folder, outlet, page, exception, words):
    assert words in refuse(folder, exception, f"{outlet}{page}")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/story.html", "http://127.0.0.1:x/", "http://127.0.0.1/a b"])
def test_an_address_where_nobody_answers_is_one_line(folder, address):
    assert "save the page as 'HTML only'" in refuse(folder, ConnectionError, address)


def test_a_file_needs_no_network(folder, monkeypatch):
    monkeypatch.setattr(fetch, "fetch_page", None)
    assert add_article(SAVED / "linked-data.html").title


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://x.example/2018/01/16/att-drops-deal.html?id=7", "att-drops-deal"),
        ("https://x.example/news/att-drops-deal/12345", "att-drops-deal"),
        ("https://x.example/", "x.example"),
        ("https://x.example/story/index.html", "story"),
    ],
)
def test_a_page_is_named_after_the_telling_part_of_its_address(address, name):
    assert fetch.name_page(address) == name
