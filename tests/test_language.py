"""Sentences, and a Doc that is the article character for character."""

import shutil
from datetime import date

import pytest
import spacy
from counting import measure_growth, spend
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import LOWER
from spacy.tokens import Doc

from helpers import paths
from helpers.articles.article import article_from_text
from helpers.language.pipeline import limit_sentences, load_pipeline, may_end_sentence
from helpers.language.sentences import (
    LONGEST,
    parse,
    parse_text,
    split_lines,
    split_sentences,
    tabulate_sentences,
    trim_span,
)
from helpers.spans import between
from helpers.tables import make_id

DAY = date(2020, 1, 15)
PROSE = (
    "The regulator of Ruritania said on Tuesday that it would fine Northline, a carrier, for the third time this year. "
    "“We paid what we owed,” said Jane Doe, who runs the company, and added that its lawyers were preparing an appeal. "
)


def sentences(text):
    return split_sentences(article_from_text(text, DAY))["text"].tolist()


# Sentences


@pytest.mark.parametrize(
    "text",
    [
        "Sen. Jane Doe met Mr. Roe of Northline Inc. in Washington, D.C. on Monday.",
        "It grew 2.5 percent, the U.S. Department of Commerce said.",
        "“We win the trust... and also the market,” he said.",
        "The lawyer J. R. Doe left.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert sentences(text) == [text]


def test_sentences_end_at_stops_closing_marks_and_line_breaks():
    text = "“It ends.” This begins. Is it so? No headline stop\nNext line. It left the U.S. The firm stayed."
    assert sentences(text) == [
        "“It ends.”",
        "This begins.",
        "Is it so?",
        "No headline stop",
        "Next line.",
        "It left the U.S.",
        "The firm stayed.",
    ]


def test_a_company_with_an_ampersand_can_end_a_sentence():
    assert sentences("Regulators fined AT&T. The company paid.") == ["Regulators fined AT&T.", "The company paid."]


def limits(*words):
    """Where limit_sentences forbids a sentence to begin."""
    texts, spaces = zip(*[(w.rstrip(), w.endswith(" ")) for w in words], strict=True)
    doc = limit_sentences(Doc(spacy.blank("en").vocab, words=list(texts), spaces=list(spaces)))
    return [token.text for token in doc if token.is_sent_start is False]


def test_a_sentence_begins_only_behind_an_end_mark_and_not_with_a_closing_one():
    assert limits("It ", "ended", ".", "” ", "Then") == ["ended", ".", "”"]
    assert limits("It ", "ended", ". ", '"', "Then") == ["ended", ".", "Then"]
    assert limits("It ", "ended", ".", '" ', "Then") == ["ended", ".", '"']
    assert limits("It ", "ended", ".", "[", "17", "] ", "Then") == ["ended", ".", "[", "17", "]"]
    assert limits("In ", "[", "17", "] ", "it") == ["[", "17", "]", "it"]


@pytest.mark.parametrize(
    ("word", "may"), [(".", True), ("…", True), ("U.S.", True), ("Sen.", False), ("J.", False), ("is", False)]
)
def test_which_words_may_end_a_sentence(word, may):
    assert may_end_sentence(word) is may


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from('aB .!?"”’)\n\t…'), min_size=1, max_size=80).filter(str.strip))
def test_sentences_cut_exactly_in_order_and_never_begin_with_a_closing_mark_inside_a_line(text):
    article = article_from_text(text, DAY)
    rows = split_sentences(article)
    assert all(article.text[r.start : r.end] == r.text == r.text.strip() for r in rows.itertuples())
    assert all(a <= b for a, b in zip(rows["end"], rows["start"][1:], strict=False))


# The Doc


@settings(max_examples=30)
@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_survives_parsing_and_its_sentences_hold_all_its_prose(text):
    article = article_from_text(text, DAY)
    doc = parse(article)
    assert doc.text == article.text
    covered = {i for row in tabulate_sentences(doc).itertuples() for i in range(row.start, row.end)}
    assert all(i in covered for i, c in enumerate(doc.user_data["article"].prose) if not c.isspace())


@settings(max_examples=30)
@given(st.text(alphabet=st.sampled_from("a \n\r\t\u2028\x0b\x85é𝒳"), max_size=40))
def test_lines_hold_all_but_white_space_and_no_line_break(text):
    pieces = split_lines(text)
    inside = {i for start, end in pieces for i in range(start, end)}
    assert all(
        text[start:end].strip() == text[start:end] and len(text[start:end].splitlines()) == 1 for start, end in pieces
    )
    assert all(c.isspace() for i, c in enumerate(text) if i not in inside)
    assert parse_text(text, load_pipeline()).text == text


@pytest.mark.parametrize("text", ["ab " * LONGEST, "a" * (2 * LONGEST + 5)])
def test_a_line_without_end_is_cut_into_pieces_that_fit(text):
    pieces = split_lines(text)
    assert len(pieces) > 1
    assert all(0 < end - start <= LONGEST for start, end in pieces)
    assert "".join(text[start:end] for start, end in pieces).replace(" ", "") == text.replace(" ", "")


def test_lines_are_parsed_one_by_one():
    alone, together = parse_text("Doe won.", load_pipeline()), parse_text("Quorv lost\nDoe won.", load_pipeline())
    assert [(t.tag_, t.dep_) for t in alone] == [(t.tag_, t.dep_) for t in together][-3:]


def test_a_span_is_trimmed_of_white_space_even_to_nothing():
    doc = Doc(spacy.blank("en").vocab, words=[" ", "a", "\n", "b", " "], spaces=[False] * 5)
    assert trim_span(doc[:]).text == "a\nb"
    assert len(trim_span(doc[2:3])) == 0


@given(st.lists(st.integers(0, 30)).map(sorted), st.integers(0, 30), st.integers(0, 30))
def test_between_takes_what_lies_between(items, low, high):
    assert between(items, low, high, lambda x: x) == [x for x in items if low <= x < high]


def test_ids_tell_article_kind_and_spans():
    article = article_from_text("Doe won.", DAY)
    assert make_id(article, "claim", (5, 9), (0, 4)) == f"{article.slug}:claim:5-9:0-4"


# The pipeline


def test_the_pipeline_tags_parses_and_finds_names():
    doc = parse_text("Jane Doe sued the carrier on Monday.", load_pipeline())
    assert [t.dep_ for t in doc if t.head.text == "sued" and t.dep_ != "punct"] == ["nsubj", "ROOT", "obj", "obl"]
    assert ("Jane Doe", "PER") in [(e.text, e.label_) for e in doc.ents]
    assert doc[2].lemma_ == "sue"


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("China Mobile, the largest provider in the region, applied.", "Mobile", "provider"),
        ("China Mobile, the largest wireless provider in the world, has applied to the FCC.", "Mobile", "provider"),
        ("Quorv, a carrier, grew.", "Quorv", "carrier"),
    ],
)
def test_a_verb_has_one_subject_and_what_explains_it_is_its_apposition(text, first, second):
    words = {token.text: token for token in parse_text(text, load_pipeline())}
    assert words[first].dep_ == "nsubj"
    assert (words[second].dep_, words[second].head.text) == ("appos", first)


@pytest.mark.parametrize(
    "text", ["CEO Richard Roe paid.", "Chief executive Jane Doe paid.", "Chairman Karl Brandt paid."]
)
def test_the_name_is_the_head_of_its_title(text):
    subject = next(token for token in parse_text(text, load_pipeline()) if token.dep_ == "nsubj")
    assert subject.ent_type_ == "PER"
    assert subject.head.text == "paid"


def test_who_says_it_is_no_apposition():
    words = {token.text: token for token in parse_text("The rule, Roe said, “is dead.”", load_pipeline())}
    assert (words["Roe"].dep_, words["Roe"].head.text) == ("nsubj", "said")


def test_who_is_addressed_is_no_subject():
    words = {token.text: token for token in parse_text("John, the carrier paid.", load_pipeline())}
    assert words["carrier"].dep_ == "nsubj"


@pytest.mark.parametrize(
    ("text", "word", "head", "relation"),
    [
        ("Northline received a £3 million fine from the court.", "fine", "received", "obj"),
        ("Northline was handed a €500,000 fine by the court.", "fine", "handed", "obj"),
        ("The court imposed a record $3 million fine on Northline.", "fine", "imposed", "obj"),
        ("The ministry had on Monday added 30 firms to a list.", "ministry", "added", "nsubj"),
        ("The ministry had on Monday added 30 firms to a list.", "had", "added", "aux"),
        ("The FCC sued Orvex Inc., Northline Foods and Kestrel Systems.", "Foods", "Inc.", "conj"),
        ("More than a dozen states filed lawsuits.", "states", "filed", "nsubj"),
    ],
)
def test_what_the_parser_gets_wrong_as_a_kind_is_mended(text, word, head, relation):
    token = next(token for token in load_pipeline()(text) if token.text == word)
    assert (token.head.text, token.dep_) == (head, relation)


@pytest.mark.parametrize("text", ["Northline has a plan to grow.", "It paid $3 million.", "They want more than money."])
def test_a_parse_without_such_a_pattern_keeps_every_head(text):
    pipeline = load_pipeline()
    with pipeline.select_pipes(disable=["mend_parse"]):
        before = [(token.head.i, token.dep_) for token in pipeline(text)]
    assert [(token.head.i, token.dep_) for token in pipeline(text)] == before


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("AUSTIN, Texas – March 3, 2026 – Orvex Inc. (NYSE: ORV) sued the city.", "Orvex"),
        ("DULUTH (WXYZ/AP) - The FCC sued AT&T.", "The"),
        ("(RN) – The court fined AT&T.", "The"),
        ("SEOUL/TOKYO -- China sued Orvex Inc.", "China"),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence_behind_it(text, body):
    doc = load_pipeline()(text)
    assert [sentence[0].text for sentence in doc.sents][1:] == [body]


@pytest.mark.parametrize(
    "text", ["AT&T – a carrier – was fined.", "The FCC - which sued AT&T - won.", "APPLE – GOOGLE", "COLUMBUS fell."]
)
def test_a_dash_that_ends_no_dateline_ends_no_sentence(text):
    assert len(list(load_pipeline()(text).sents)) == 1


def test_the_pipeline_is_loaded_once():
    assert load_pipeline() is load_pipeline()


def test_an_unknown_pipeline_is_one_clear_error():
    with pytest.raises(OSError, match="No spaCy pipeline 'en_nowhere'") as error:
        load_pipeline("en_nowhere")
    assert "\n" not in str(error.value)


def test_a_pipeline_without_a_parser_is_refused(tmp_path):
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    pipeline.to_disk(tmp_path / "plain")
    with pytest.raises(ValueError, match=r"has sentencizer.*but no parser") as error:
        load_pipeline.__wrapped__(str(tmp_path / "plain"))
    assert "\n" not in str(error.value)


def copy_model(folder):
    shutil.copytree(paths.MODEL, folder / "model")
    return folder / "model"


def cut_file(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGES = {
    "missing": shutil.rmtree,
    "empty": lambda model: [shutil.rmtree(model), model.mkdir()],
    "no weights": lambda model: (model / "parser" / "model").unlink(),
    "weights cut": lambda model: cut_file(model / "parser" / "model"),
    "vectors cut": lambda model: cut_file(model / "vocab" / "vectors"),
    "no vectors": lambda model: (model / "vocab" / "vectors").unlink(),
    "configuration cut": lambda model: cut_file(model / "config.cfg"),
    "not json": lambda model: (model / "meta.json").write_text("{"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_model_folder_is_one_clear_error(tmp_path, monkeypatch, damage):
    model = copy_model(tmp_path)
    damage(model)
    monkeypatch.setattr(paths, "MODEL", model)
    with pytest.raises(OSError, match=r"helpers/model is missing or damaged .*Restore the folder") as error:
        load_pipeline.__wrapped__()
    assert "\n" not in str(error.value)


def test_the_model_is_small():
    assert sum(path.stat().st_size for path in paths.MODEL.rglob("*") if path.is_file()) < 10_000_000


def test_parsing_takes_steps_in_proportion_to_the_text():
    def read(text):
        parse_text(text, load_pipeline())

    assert measure_growth(read, lambda times: "\n".join([PROSE] * times), 20) <= 4 * 1.1


@pytest.mark.stress
def test_parsing_takes_time_in_proportion_to_the_text():
    """Most of a parse is spent in C, where no step is seen."""
    texts = ["\n".join([PROSE] * times) for times in (20, 160)]
    parse_text(texts[0], load_pipeline())
    short, long = (spend(parse_text, text, load_pipeline()) for text in texts)
    assert long <= 24 * short


def test_words_find_their_vectors_whatever_their_case():
    vectors, strings = load_pipeline().vocab.vectors, load_pipeline().vocab.strings
    assert vectors.attr == LOWER
    assert vectors[strings["senator"]].any()
