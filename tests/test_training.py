"""What the pipeline is trained on: documents, other names in place of theirs, typographic marks. No training here."""

import json
from collections import Counter

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.training import Example

from helpers import paths
from helpers.corpora.treebanks import Word
from helpers.language.pipeline import load_pipeline
from helpers.language.training import (
    Substitute,
    build_corpora,
    curl_quotes,
    find_corpora,
    hash_file,
    list_strings,
    make_doc,
    normalise,
    read_named,
    set_typographic_quotes,
    train_pipeline,
)

PIPELINE = spacy.blank("en")


def word(form, head=0, deprel="root", space=True, **rest):
    given = {"lemma": form.lower(), "upos": "X", "xpos": "NN", "feats": "_", "misc": "_", **rest}
    return Word(form=form, head=head, deprel=deprel, space=space, **given)


PARAGRAPH = [
    [word("Quorv", 2, "nsubj", xpos="NNP"), word("grew", space=False), word(".", 2, "punct")],
    [word("Doe", 2, "nsubj"), word("left", space=False), word(".", 2, "punct")],
]


def test_a_paragraph_becomes_one_doc_with_its_sentences_trees_and_spaces():
    doc = make_doc(PIPELINE.vocab, PARAGRAPH, [(0, 1, "ORG")])
    assert doc.text == "Quorv grew. Doe left."
    assert [sentence.text for sentence in doc.sents] == ["Quorv grew.", "Doe left."]
    assert [token.head.text for token in doc] == ["grew", "grew", "grew", "left", "left", "left"]
    assert [(e.text, e.label_) for e in doc.ents] == [("Quorv", "ORG")]


def test_without_names_a_doc_says_nothing_about_them():
    assert not make_doc(PIPELINE.vocab, PARAGRAPH).has_annotation("ENT_IOB")
    assert make_doc(PIPELINE.vocab, PARAGRAPH, []).has_annotation("ENT_IOB")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (word("United", upos="VERB", xpos="NNP", lemma="unite", feats="Tense=Past"), ("ADJ", "United", "Degree=Pos")),
        (word("grew", upos="VERB", xpos="VBD", lemma="grow", feats="Tense=Past"), ("VERB", "grow", "Tense=Past")),
        (word("Quorv", upos="PROPN", xpos="NNP", lemma="_"), ("PROPN", "Quorv", "")),
    ],
)
def test_words_are_written_alike_in_all_treebanks(given, expected):
    assert normalise(given) == expected


def test_a_corpus_of_names_keeps_persons_bodies_and_places(tmp_path):
    (tmp_path / "names").write_text("Doe B-politician\nof O\nQuorv B-ORG\n, O\nEskimo B-misc\n", encoding="utf-8")
    (doc,) = read_named(PIPELINE.vocab, tmp_path / "names")
    assert doc.text == "Doe of Quorv, Eskimo"
    assert [(e.text, e.label_) for e in doc.ents] == [("Doe", "PER"), ("Quorv", "ORG")]


def named_doc():
    doc = Doc(PIPELINE.vocab, words=["Jane", "Doe", "met", "Quorv", "."], spaces=[True, True, True, False, False])
    doc.set_ents([Span(doc, 0, 2, "PER"), Span(doc, 3, 4, "ORG")], default="outside")
    return doc


def test_other_names_stand_in_place_with_the_words_around_them():
    changed = Substitute([named_doc()])(named_doc())
    assert [e.label_ for e in changed.ents] == ["PER", "ORG"]
    assert [t.text for t in changed if not t.ent_type_] == ["met", "."]
    assert changed.text == f"{changed.ents[0].text} met {changed.ents[1].text}."


def test_names_are_drawn_alike_in_every_run_and_vary_within_one():
    first, second = Substitute([named_doc()]), Substitute([named_doc()])
    texts = [first(named_doc()).text for _ in range(20)]
    assert texts == [second(named_doc()).text for _ in range(20)]
    assert len(set(texts)) > 10


def test_some_names_are_coined():
    substitute = Substitute([named_doc()])
    drawn = [substitute.choose("LOC") for _ in range(200)]
    coined = sum(name not in substitute.names["LOC"] for name in drawn)
    assert 10 < coined < 100


def test_quotation_marks_curl_by_their_tag_and_keep_the_annotation():
    words, tags = ['"', "It", "'s", "mine", '"'], ["``", "PRP", "VBZ", "PRP", "''"]
    doc = Doc(PIPELINE.vocab, words=words, tags=tags, heads=[3] * 5, deps=["dep"] * 3 + ["ROOT", "dep"])
    curled = curl_quotes(doc)
    assert [t.text for t in curled] == ["“", "It", "’s", "mine", "”"]
    assert [(t.tag_, t.head.i, t.dep_) for t in curled] == [(t.tag_, t.head.i, t.dep_) for t in doc]


@pytest.mark.parametrize(("level", "share"), [(0.0, 0), (1.0, 50)])
def test_a_share_of_the_documents_gets_typographic_marks(level, share):
    doc = Doc(PIPELINE.vocab, words=["Doe", "'s"], spaces=[False, False], tags=["NNP", "POS"])
    augment = set_typographic_quotes(level)
    texts = Counter(e.reference.text for _ in range(50) for e in augment(PIPELINE, Example(doc.copy(), doc)))
    assert texts["Doe’s"] == share
    assert sum(texts.values()) == 50


@given(st.lists(st.sampled_from(["Doe", '"', "'", "'s", "won"]), min_size=1))
def test_curling_changes_nothing_but_the_marks(words):
    doc = Doc(PIPELINE.vocab, words=words)
    straight = str.maketrans("“”‘’", "\"\"''")
    assert [t.text.translate(straight) for t in curl_quotes(doc)] == words


def test_a_folder_without_treebanks_is_one_clear_error_and_nothing_is_written(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"No treebank below .*make model TREEBANKS=") as error:
        train_pipeline(tmp_path / "none", tmp_path / "model")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "model").exists()


def write_treebanks(folder):
    """A folder with one invented paragraph in each corpus."""
    sentence = (
        "1\tQuorv\tQuorv\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-organization-new-sal-cf1-1-sgl)\n"
        "2\tgrew\tgrow\tVERB\tVBD\t_\t0\troot\t_\t_\n"
    )
    files = {
        "ewt/en_ewt-train.conllu": sentence,
        "gum/train/GUM_news_quorv.conllu": sentence,
        "gum/train/GUM_vlog_quorv.conllu": sentence,
        "gum/dev/GUM_news_doe.conllu": sentence,
        "ner/made-up": "Doe B-PER\nwon O\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in sorted(files)]


def test_every_corpus_is_listed_in_order(tmp_path):
    files = write_treebanks(tmp_path)
    assert find_corpora(tmp_path) == files
    assert len(hash_file(files[0])) == 64


def test_news_counts_more_and_only_training_text_is_trained_on(tmp_path):
    write_treebanks(tmp_path)
    corpora = build_corpora(tmp_path, PIPELINE.vocab)
    assert {name: len(docs) for name, docs in corpora.items()} == {"syntax": 5, "train": 7, "dev": 1}
    assert [doc.has_annotation("ENT_IOB") for doc in corpora["syntax"]] == [False, True, True, True, True]


def test_the_pipeline_that_ships_has_the_strings_that_it_needs_and_no_others():
    stored = json.loads((paths.MODEL / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert set(stored) == list_strings(load_pipeline())
