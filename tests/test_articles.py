import hashlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.articles.article import article_from_text, slugify
from helpers.articles.characters import clean_text
from helpers.articles.seeds import list_articles, load_article

DAY = date(2018, 1, 16)
GOOD = "published = 2018-01-16\n"
any_text = st.text(st.characters(exclude_categories=())).filter(lambda text: clean_text(text).strip())
line = st.one_of(
    st.text(), st.sampled_from(["Source: Daily Ledger", "12 Comments", "Menu", " Share  ", "The FCC said no."])
)
page = (
    st.lists(line)
    .flatmap(
        lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n", "\x0b", "\x85"]).map(
            lambda end: end.join(lines)
        )
    )
    .filter(lambda text: clean_text(text).strip())
)


def message_of(exception, call, *arguments, **keywords):
    with pytest.raises(exception) as caught:
        call(*arguments, **keywords)
    assert caught.type is exception
    message = str(caught.value)
    assert message
    assert len(message.splitlines()) == 1
    return message


def write_seed(folder, raw=b"The FCC said no.\n", toml=GOOD):
    path = folder / "story.txt"
    path.write_bytes(raw)
    if toml is not None:
        path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    return path


def test_an_unknown_slug_suggests_the_nearest_one():
    message = message_of(FileNotFoundError, load_article, "att-huawei-2081")
    assert "Did you mean 'att-huawei-2018'?" in message


def test_a_slug_like_no_other_lists_what_there_is():
    message = message_of(FileNotFoundError, load_article, "zzzzzz")
    assert all(slug in message for slug in list_articles())


@pytest.mark.parametrize("given_path", ["tests/articles/nowhere.txt", "tests/articles", "nowhere.txt", "/no/such/file"])
def test_a_path_that_is_no_file_says_what_to_give(given_path):
    message = message_of(FileNotFoundError, load_article, given_path)
    assert given_path in message
    assert "Give the path of a .txt file" in message


DAMAGES = {
    "empty file": ({"raw": b""}, ValueError, "Give a text"),
    "white space only": ({"raw": " \n\t\u2003\u2028\n".encode()}, ValueError, "Give a text"),
    "not UTF-8": ({"raw": b"caf\xe9"}, ValueError, "encoding UTF-8"),
    "another text": ({"toml": GOOD + f'sha256 = "{"0" * 64}"\n'}, ValueError, "Restore the file"),
    "no toml": ({"toml": None}, FileNotFoundError, "Write one with at least: published ="),
    "impossible day": ({"toml": "published = 2018-02-30\n"}, ValueError, "A date is written"),
    "impossible day as text": ({"toml": 'published = "2018-02-30"\n'}, ValueError, "Give a day as YYYY-MM-DD"),
    "day in words": ({"toml": 'published = "last week"\n'}, ValueError, "Give a day as YYYY-MM-DD"),
    "too early": ({"toml": GOOD + "published_earliest = 2018-01-17\n"}, ValueError, "Correct one of the three"),
    "too late": ({"toml": GOOD + "published_latest = 2018-01-15\n"}, ValueError, "Correct one of the three"),
    "no date": ({"toml": 'title = "A story"\n'}, ValueError, "Give a date"),
    "a number": ({"toml": "published = 2018\n"}, ValueError, "Give a date"),
    "no time zone": (
        {"toml": "published = 2018-01-16T10:00:00\n"},
        ValueError,
        "Give a date, or a datetime with tzinfo",
    ),
    "bound without time zone": (
        {"toml": GOOD + "published_latest = 2018-01-16T10:00:00\n"},
        ValueError,
        "Give a date, or a datetime with tzinfo",
    ),
    "broken toml": ({"toml": "published = \n"}, ValueError, "A date is written"),
}


@pytest.mark.parametrize(("files", "exception", "advice"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_article_is_refused_in_one_line_with_advice_and_nothing_is_written(
    tmp_path, snapshot, files, exception, advice
):
    path = write_seed(tmp_path, **files)
    before = snapshot(tmp_path)
    assert advice in message_of(exception, load_article, path)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    "toml", [GOOD, 'published = "2018-01-16"\n', "published = 2018-01-16T10:00:00+09:00\n"], ids=["day", "text", "time"]
)
def test_a_good_article_loads_with_its_characters_as_text(tmp_path, toml):
    article = load_article(write_seed(tmp_path, "\ufeffEin “Café”\r\n".encode(), toml))
    assert article.text == "Ein “Café”\r\n"
    assert article.slug == "story"


def test_the_toml_of_every_test_article_holds_the_sha256_of_its_text(articles):
    for article in articles.values():
        assert article.known["sha256"] == article.sha256 == hashlib.sha256(article.text.encode("utf-8")).hexdigest()


@pytest.mark.parametrize(
    ("published", "advice"),
    [
        (None, "Give a date"),
        ("", "Give a day"),
        (2018, "Give a date"),
        (datetime(2018, 1, 16), "tzinfo"),
        ("2018-02-30", "Give a day"),
    ],
)
def test_a_publication_date_that_is_none_is_refused(published, advice):
    assert advice in message_of(ValueError, article_from_text, "The FCC said no.", published)


def test_text_that_is_bytes_is_refused_with_how_to_decode_it():
    assert "decode('utf-8')" in message_of(ValueError, article_from_text, b"The FCC", DAY)


@given(st.text(st.sampled_from(" \n\t\r\u2028\xa0\u3000\x1c")))
def test_blank_text_is_refused(text):
    assert "Give a text" in message_of(ValueError, article_from_text, text, DAY)


@given(any_text, st.one_of(st.dates(), st.datetimes(timezones=st.just(UTC))))
def test_the_canonical_text_is_the_text_given_without_what_shows_nothing(text, published):
    article = article_from_text(text, published)
    assert article.text == clean_text(text)
    assert article.published == published


@given(page)
def test_prose_blanks_the_residue_and_nothing_else(text):
    article = article_from_text(text, DAY)
    blank = {i for start, end, _ in article.residue for i in range(start, end)}
    assert len(article.prose) == len(article.text)
    assert article.prose == "".join(" " if i in blank else character for i, character in enumerate(article.text))


@given(page)
def test_paragraphs_and_residue_cover_every_visible_character_once(text):
    article = article_from_text(text, DAY)
    covered = [i for start, end, *_ in (*article.paragraphs, *article.residue) for i in range(start, end)]
    assert len(covered) == len(set(covered))
    text = article.text
    assert {i for i, character in enumerate(text) if not character.isspace()} <= set(covered)
    assert all(text[start:end] == text[start:end].strip() for start, end in article.paragraphs)


@given(st.text())
def test_a_slug_is_made_of_small_letters_digits_and_inner_hyphens(name):
    slug = slugify(name)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slugify(slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@pytest.mark.parametrize(
    ("name", "slug"), [("AT&T", "att"), ("São Paulo S.A.", "sao-paulo-sa"), ("Best  Buy!", "best-buy")]
)
def test_names_have_readable_slugs(name, slug):
    assert slugify(name) == slug


@given(any_text)
def test_an_article_without_a_name_is_named_after_its_text(text):
    assert article_from_text(text, DAY).slug == article_from_text(text, date(2020, 1, 1)).slug
    assert article_from_text(text, DAY).slug.startswith("text-")


def test_the_saved_page_is_byte_for_byte_what_was_saved(articles):
    article = articles["att-huawei-2018"]
    raw = (paths.SEEDS / "att-huawei-2018.txt").read_bytes()
    assert hashlib.sha256(raw).hexdigest() == article.known["sha256"]
    assert raw.decode("utf-8") == article.text


def test_the_residue_of_the_saved_page_is_its_last_two_lines(articles):
    article = articles["att-huawei-2018"]
    assert [article.text[start:end] for start, end, _ in article.residue] == article.text.splitlines()[-2:]
    assert [kind for *_, kind in article.residue] == ["credit", "comments"]
    assert article.prose.rstrip().endswith("protection.”")


@pytest.mark.parametrize(
    ("line", "hint"), [('titel = "x"', "Did you mean 'title'"), ('published_basis = "guessed"', "stated or assumed")]
)
def test_a_key_or_basis_that_nothing_reads_is_refused_in_one_line(tmp_path, line, hint):
    (tmp_path / "story.txt").write_text("The FCC sued AT&T.", encoding="utf-8")
    (tmp_path / "story.toml").write_text(f"published = 2021-05-14\n{line}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=hint) as error:
        load_article(tmp_path / "story.txt")
    assert "\n" not in str(error.value)
