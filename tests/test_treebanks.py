"""CoNLL-U, GUM's entities and IOB labels, read from files that are made up here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.corpora.treebanks import (
    find_named_groups,
    find_names,
    label_spans,
    read_conllu,
    read_entities,
    read_iob,
    read_paragraphs,
)


def row(number, form, xpos="NN", head=0, deprel="dep", misc="_", lemma="_"):
    return "\t".join([str(number), form, lemma, "X", xpos, "_", str(head), deprel, "_", misc])


def write_sentences(path, *sentences):
    """A CoNLL-U file of sentences, each a list of lines."""
    path.write_text("\n\n".join("\n".join(lines) for lines in sentences) + "\n", encoding="utf-8")
    return path


def write_words(path, *words):
    """A CoNLL-U file of one sentence: (form, xpos, misc) a word."""
    return write_sentences(path, [row(i, form, xpos, misc=misc) for i, (form, xpos, misc) in enumerate(words, 1)])


def test_words_keep_their_space_head_and_comments(tmp_path):
    path = write_sentences(
        tmp_path / "a.conllu",
        [
            "# newdoc id = a",
            "# text = Quorv grew.",
            row(1, "Quorv", "NNP", 2, "nsubj"),
            row(2, "grew", head=0, misc="SpaceAfter=No"),
            row(3, ".", ".", 2),
        ],
    )
    (sentence,) = read_conllu(path)
    assert sentence.comments == {"newdoc id": "a", "text": "Quorv grew."}
    assert [(w.form, w.head, w.space) for w in sentence.words] == [
        ("Quorv", 2, True),
        ("grew", 0, False),
        (".", 2, True),
    ]


def test_a_multiword_token_gives_its_words_and_empty_nodes_are_left_out(tmp_path):
    lines = [row("1-2", "don't", misc="SpaceAfter=No"), row(1, "do"), row(2, "n't"), row("2.1", "ghost"), row(3, "!")]
    (sentence,) = read_conllu(write_sentences(tmp_path / "a.conllu", lines))
    assert [(w.form, w.space) for w in sentence.words] == [("do", False), ("n't", False), ("!", True)]


def test_paragraphs_begin_where_a_comment_says_so(tmp_path):
    path = write_sentences(
        tmp_path / "a.conllu", ["# newdoc id = a", row(1, "One")], [row(1, "Two")], ["# newpar", row(1, "Three")]
    )
    assert [[[w.form for w in s] for s in p] for p in read_paragraphs(path)] == [[["One"], ["Two"]], [["Three"]]]


def test_a_file_without_sentences_has_no_paragraphs(tmp_path):
    (tmp_path / "a.conllu").write_text("", encoding="utf-8")
    assert list(read_paragraphs(tmp_path / "a.conllu")) == []


def test_entities_may_nest_and_carry_their_group_and_head(tmp_path):
    path = write_words(
        tmp_path / "a.conllu",
        ("the", "DT", "Entity=(7-organization-new-sal-cf1-2-coref(8-place-new-sal-cf2-1-sgl"),
        ("Ruritanian", "NNP", "Entity=8)"),
        ("board", "NN", "Entity=7)"),
        ("Quorv", "NNP", "SpaceAfter=No|Entity=(9-organization-new-sal-cf1-1-sgl)"),
    )
    ((words,),) = read_paragraphs(path)
    assert [(e.group, e.type, e.start, e.end, e.heads) for e in read_entities(words)] == [
        ("7", "organization", 0, 3, (1,)), ("8", "place", 0, 2, (0,)), ("9", "organization", 3, 4, (3,)),
    ]  # fmt: skip


def named(tmp_path, *words):
    (paragraph,) = read_paragraphs(write_words(tmp_path / "a.conllu", *words))
    return [
        (" ".join(w.form for w in paragraph[0][s:e]), label, group)
        for s, e, label, group in find_named_groups(paragraph)
    ]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (
            [
                ("the", "DT", "Entity=(1-organization-new-sal-cf1-2-sgl"),
                ("Quorv", "NNP", "_"),
                ("Inc", "NNP", "Entity=1)"),
            ],
            [("Quorv Inc", "ORG", "1")],
        ),
        (
            [
                ("Sen.", "NNP", "Entity=(1-person-new-sal-cf1-2-sgl"),
                ("Jane", "NNP", "_"),
                ("Roe", "NNP", "Entity=1)"),
            ],
            [("Jane Roe", "PER", "1")],
        ),
        (
            [
                ("University", "NNP", "Entity=(3-place-new-sal-cf1-1-sgl"),
                ("of", "IN", "_"),
                ("the", "DT", "_"),
                ("Northline", "NNP", "Entity=3)"),
            ],
            [("University of the Northline", "LOC", "3")],
        ),
        ([("the", "DT", "Entity=(1-person-new-sal-cf1-2-sgl"), ("mayor", "NN", "Entity=1)")], []),
        ([("Norse", "NNP", "Entity=(1-event-new-sal-cf1-1-sgl)")], []),
        ([("Ruritanians", "NNPS", "Entity=(1-person-new-sal-cf1-1-sgl)")], []),
    ],
    ids=["article", "title", "small words", "common noun", "event", "people of a country"],
)  # fmt: skip
def test_a_name_is_the_proper_nouns_around_the_head_of_an_entity(tmp_path, words, names):
    assert named(tmp_path, *words) == names


def test_names_are_those_of_the_groups(tmp_path):
    path = write_words(tmp_path / "a.conllu", ("Quorv", "NNP", "Entity=(4-organization-new-sal-cf1-1-sgl)"))
    (paragraph,) = read_paragraphs(path)
    assert find_names(paragraph) == [(0, 1, "ORG")]


def test_iob_files_have_two_columns_or_five(tmp_path):
    (tmp_path / "two").write_text("Jane B-PER\nRoe I-PER\nwon O\n\nQuorv B-ORG\n", encoding="utf-8")
    (tmp_path / "five").write_text("# text = Quorv won\n1\tQuorv\tB-ORG\t-\t-\n2\twon\tO\t-\t-\n", encoding="utf-8")
    assert list(read_iob(tmp_path / "two")) == [
        (["Jane", "Roe", "won"], ["B-PER", "I-PER", "O"]),
        (["Quorv"], ["B-ORG"]),
    ]
    assert list(read_iob(tmp_path / "five")) == [(["Quorv", "won"], ["B-ORG", "O"])]


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        (["B-PER", "I-PER", "O", "B-ORG"], [(0, 2, "PER"), (3, 4, "ORG")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["I-PER", "I-ORG", "I-ORG"], [(0, 1, "PER"), (1, 3, "ORG")]),
        (["O", "O"], []),
        ([], []),
    ],
)
def test_labels_mark_spans(labels, spans):
    assert label_spans(labels) == spans


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"])))
def test_spans_hold_every_labelled_token_once(labels):
    spans = label_spans(labels)
    inside = [i for start, end, _ in spans for i in range(start, end)]
    assert inside == [i for i, label in enumerate(labels) if label != "O"]
    assert all(labels[i][2:] == kind for start, end, kind in spans for i in range(start, end))
