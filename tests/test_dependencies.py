"""The labels of another pipeline, mapped to Universal Dependencies."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from helpers.language.dependencies import map_dependencies, universal_labels

VOCAB = spacy.blank("en").vocab


def make(*words, lemmas=None):
    """A Doc of (form, tag, head, label); lemmas where "be" matters."""
    forms, tags, heads, deps = zip(*words, strict=True)
    return Doc(
        VOCAB, words=list(forms), tags=list(tags), heads=list(heads), deps=list(deps), lemmas=lemmas or list(forms)
    )


def mapped(doc):
    return {t.text: (t.dep_, t.head.text) for t in map_dependencies(doc)}


def test_the_object_of_a_preposition_hangs_where_the_preposition_did():
    doc = make(("talked", "VBD", 0, "ROOT"), ("with", "IN", 0, "prep"), ("Quorv", "NNP", 1, "pobj"))
    assert mapped(doc) == {"talked": ("ROOT", "talked"), "with": ("case", "Quorv"), "Quorv": ("obl", "talked")}


def test_behind_a_noun_it_is_its_modifier():
    doc = make(("deal", "NN", 0, "ROOT"), ("with", "IN", 0, "prep"), ("Quorv", "NNP", 1, "pobj"))
    assert mapped(doc)["Quorv"] == ("nmod", "deal")


def test_the_agent_of_a_passive():
    doc = make(
        ("Quorv", "NNP", 2, "nsubjpass"), ("was", "VBD", 2, "auxpass"), ("fined", "VBN", 2, "ROOT"),
        ("by", "IN", 2, "agent"), ("regulators", "NNS", 3, "pobj"),
    )  # fmt: skip
    assert mapped(doc) == {
        "Quorv": ("nsubj:pass", "fined"), "was": ("aux:pass", "fined"), "fined": ("ROOT", "fined"),
        "by": ("case", "regulators"), "regulators": ("obl:agent", "fined"),
    }  # fmt: skip


@pytest.mark.parametrize(("word", "tag", "label"), [("carrier", "NN", "attr"), ("dead", "JJ", "acomp")])
def test_the_predicate_of_be_heads_its_clause(word, tag, label):
    doc = make(
        ("Quorv", "NNP", 1, "nsubj"), ("is", "VBZ", 1, "ROOT"), (word, tag, 1, label), lemmas=["Quorv", "be", word]
    )
    assert mapped(doc) == {"Quorv": ("nsubj", word), "is": ("cop", word), word: ("ROOT", word)}


def test_the_predicate_of_another_verb_stays_below_it():
    doc = make(
        ("Quorv", "NNP", 1, "nsubj"),
        ("remained", "VBD", 1, "ROOT"),
        ("open", "JJ", 1, "acomp"),
        lemmas=["Quorv", "remain", "open"],
    )
    assert mapped(doc)["open"] == ("xcomp", "remained")


def test_a_parse_that_is_universal_already_stays_as_it_is():
    doc = make(("Quorv", "NNP", 1, "nsubj"), ("won", "VBD", 1, "ROOT"), ("it", "PRP", 1, "obj"))
    doc.set_ents([Span(doc, 0, 1, "ORG")])
    assert mapped(doc) == {"Quorv": ("nsubj", "won"), "won": ("ROOT", "won"), "it": ("obj", "won")}
    assert [e.label_ for e in doc.ents] == ["ORG"]


def test_names_get_three_labels_and_others_go():
    doc = make(
        ("Doe", "NNP", 1, "nsubj"),
        ("saw", "VBD", 1, "ROOT"),
        ("Paris", "NNP", 1, "dobj"),
        ("Monday", "NNP", 1, "npadvmod"),
    )
    doc.set_ents([Span(doc, 0, 1, "PERSON"), Span(doc, 2, 3, "GPE"), Span(doc, 3, 4, "DATE")])
    assert [(e.text, e.label_) for e in map_dependencies(doc).ents] == [("Doe", "PER"), ("Paris", "LOC")]


LABELS = [*sorted(universal_labels()), "nsubj", "det", "compound"]


@given(st.data())
def test_every_mapped_sentence_is_one_tree(data):
    """Each token hangs above at most one root and no heads run in a circle, whatever the parse before."""
    n = data.draw(st.integers(2, 8))
    tags = data.draw(st.lists(st.sampled_from(["NN", "IN", "VBZ", "JJ"]), min_size=n, max_size=n))
    heads = [0, *(data.draw(st.integers(0, i - 1)) for i in range(1, n))]
    deps = ["ROOT", *data.draw(st.lists(st.sampled_from(LABELS), min_size=n - 1, max_size=n - 1))]
    lemmas = data.draw(st.lists(st.sampled_from(["be", "x"]), min_size=n, max_size=n))
    doc = Doc(VOCAB, words=["w"] * n, tags=tags, heads=heads, deps=deps, lemmas=lemmas)
    map_dependencies(doc)
    roots = [t.i for t in doc if t.head.i == t.i]
    assert len(roots) == 1
    for token in doc:
        place, steps = token, 0
        while place.head.i != place.i:
            place, steps = place.head, steps + 1
            assert steps <= n, [(t.head.i, t.dep_) for t in doc]
