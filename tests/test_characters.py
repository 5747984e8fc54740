"""What a reader sees is what is read: characters that show nothing, and blanks of every kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import paths
from helpers.annotate import annotate
from helpers.articles.article import article_from_text
from helpers.articles.characters import BLANKS as BLANKS_AS_SPACES
from helpers.articles.characters import LIGATURES, clean_text
from helpers.articles.ingest import add_article
from helpers.tables import TABLES, check_table

PLAIN = (
    "The Federal Communications Commission sued Huawei on January 16, 2018, Senator Ann Lee said.\r\n\r\n"
    "It fined AT&T $5 million.\n"
)
HIDDEN = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u2060", "\ufeff"]
BLANKS = ["\t", "\u00a0", "\u202f", "\u2009", "\u3000"]


@pytest.fixture
def bring_in(tmp_path, monkeypatch):
    """A function: the article that a .txt with this text becomes."""
    (tmp_path / "seeds").mkdir()
    monkeypatch.setattr("helpers.paths.SEEDS", tmp_path / "seeds")

    def bring(text):
        (tmp_path / "story.txt").write_bytes(text.encode())
        return add_article(tmp_path / "story.txt", "2018-02-01")

    return bring


def spoil(mark):
    """The text with a mark at its beginning, inside and behind words."""
    return mark + PLAIN.replace("Huawei", f"Hua{mark}wei").replace("January", f"Janu{mark}ary{mark}").replace(
        "fined", f"fi{mark}ned"
    ).replace("AT&T", f"{mark}AT&T")


@pytest.mark.parametrize("text", [*map(spoil, HIDDEN), *(PLAIN.replace(" ", blank) for blank in BLANKS)])
def test_a_text_is_read_as_it_looks_and_every_row_cuts_the_text_that_is_shown(bring_in, text):
    article = bring_in(text)
    assert article.text == PLAIN
    read = annotate(article)
    assert {"Huawei", "AT&T", "Federal Communications Commission"} <= set(read.mentions["text"])
    assert read.events["trigger_text"].tolist() == ["sued", "fined"]
    for name in TABLES:
        check_table(name, getattr(read, name), article.text)


def test_the_document_itself_stays_as_it_was(bring_in, tmp_path):
    bring_in(spoil("\u00ad"))
    assert (tmp_path / "seeds" / "story.txt").read_bytes() == spoil("\u00ad").encode()


def test_a_text_of_which_nothing_is_seen_is_empty_and_nothing_is_written(bring_in, tmp_path):
    with pytest.raises(ValueError, match=r"story\.txt is empty"):
        bring_in("\ufeff\u200b\n")
    assert list((tmp_path / "seeds").iterdir()) == []


@pytest.mark.parametrize("text", ["👩\u200d💻 sued", "می\u200cخواهم", "क्\u200dष", "e\u0301", "line\r\nline\n"])
def test_what_joins_letters_and_pictures_and_line_ends_stay(text):
    assert clean_text(text) == text


@given(st.text(st.one_of(st.sampled_from([*HIDDEN, *BLANKS, "a", "क", "\n"]), st.characters())))
def test_cleaning_twice_is_cleaning_once_and_only_takes_out(text):
    clean = clean_text(text)
    assert clean_text(clean) == clean
    left = iter(text.translate({**BLANKS_AS_SPACES, **LIGATURES}))
    assert all(c in left or c == "'" for c in clean)


def test_a_string_is_read_like_a_document(bring_in):
    for mark in (*HIDDEN, *BLANKS):
        text = spoil(mark) if mark in HIDDEN else PLAIN.replace(" ", mark)
        assert article_from_text(text, "2018-02-01").text == bring_in(text).text == PLAIN
        (paths.SEEDS / "story.txt").unlink()


@pytest.mark.parametrize("mark", ["`", "´", "ʹ", "ʼ", "‘", "′", "＇"])
@pytest.mark.parametrize("word", ["won{}t", "Varga{}s", "O{}Neill"])
def test_what_looks_like_an_apostrophe_in_a_word_is_one(mark, word):
    assert clean_text(f"It {word.format(mark)} pay.") == f"It {word.format(chr(39))} pay."


def test_a_denial_is_read_whatever_its_apostrophe():
    published = "2018-02-01"
    read = [annotate(article_from_text(f"Huawei won{mark}t sue AT&T.", published)) for mark in "'’´`"]
    assert len({tuple(found.events["status"]) for found in read}) == 1
    assert (
        read[0].events["status"].tolist()
        != annotate(article_from_text("Huawei will sue AT&T.", published)).events["status"].tolist()
    )


@pytest.mark.parametrize(
    "text", ["he said ‘no’ twice", "the `code` word", "5′ tall", "rock ’n’ roll", "the carriers’ fee"]
)
def test_quotation_marks_and_other_signs_stay(text):
    assert clean_text(text) == text


@pytest.mark.parametrize(
    ("printed", "read"), [("ﬁned", "fined"), ("oﬃcials", "officials"), ("ﬂat", "flat"), ("oﬀer", "offer")]
)
def test_ligatures_are_letters(printed, read):
    assert clean_text(printed) == read
