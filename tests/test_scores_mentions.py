"""How mentions and links are scored, on corpora of a few words that are made up here."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.actors.mentions import Mention
from helpers.scores.mentions import (
    Answers,
    annotate_text,
    count_clusters,
    count_links,
    count_names,
    label_mention,
    rate,
    rate_mentions,
    read_document,
    read_sentences,
    score_mentions,
)


def mention(start, end, actor_id, form="NAM", kind="Company", text="x"):
    return Mention(start, end, f"{start}", actor_id, form, kind, "BUS", 0, 0, text)


def row(number, form, xpos, misc="_"):
    return f"{number}\t{form}\t_\tX\t{xpos}\t_\t{0 if number == 1 else 1}\tdep\t_\t{misc}\n"


@pytest.fixture
def folder(tmp_path):
    """A sentence with two names for Universal NER, and a document with a name and its pronoun for GUM."""
    words = ["Microsoft", "sued", "Apple"]
    (tmp_path / "news.conllu").write_text("".join(row(i, w, "NNP") for i, w in enumerate(words, 1)), encoding="utf-8")
    labels = ["B-ORG", "O", "B-PER"]
    iob = "".join(f"{i}\t{w}\t{label}\t-\t-\n" for i, (w, label) in enumerate(zip(words, labels, strict=True), 1))
    (tmp_path / "news.iob2").write_text(iob, encoding="utf-8")
    gum = (
        row(1, "Huawei", "NNP", "Entity=(1-organization-new-sal-cf1-1-coref)") + row(2, "said", "VBD")
        + row(3, "it", "PRP", "Entity=(1-organization-giv-sal-cf1-1-ana)") + row(4, "won", "VBD", "SpaceAfter=No")
        + row(5, ".", ".")
    )  # fmt: skip
    (tmp_path / "doc.conllu").write_text(gum, encoding="utf-8")
    return tmp_path


def test_a_folder_is_scored_by_measure(folder):
    scores = score_mentions(folder).set_index("measure")
    assert scores.loc["names", ["answers", "found", "f1"]].tolist() == [3, 3, 100]
    assert scores.loc["names typed", ["answers", "found"]].tolist() == [3, 3]
    assert scores.loc["names typed", "precision"] == pytest.approx(66.7)  # Apple is no person
    assert scores.loc["links PRO", ["answers", "found", "precision"]].tolist() == [1, 1, 100]
    assert scores.loc["names linked", "f1"] == 100


def test_a_folder_without_answers_is_one_clear_error(tmp_path):
    (tmp_path / "x.iob2").write_text("1\tDoe\tB-PER\n", encoding="utf-8")  # no treebank beside it
    with pytest.raises(FileNotFoundError, match=r"No names below .*Expected \.iob2 files") as error:
        score_mentions(tmp_path)
    assert "\n" not in str(error.value)


def test_sentences_and_documents_are_read_with_their_answers(folder):
    (sentence,) = read_sentences(folder / "news.iob2")
    assert sentence == Answers("Microsoft sued Apple", {(0, 9): ("ORG", ""), (15, 20): ("PER", "")}, {})
    document = read_document(folder / "doc.conllu")
    assert document.text == "Huawei said it won.\n\n"
    assert document.names == {(0, 6): ("ORG", "1")}
    assert document.heads == {6: ("", "1"), 14: ("PRO", "1")}


def test_a_name_has_the_label_of_its_actors_kind():
    found = {
        m.text: label_mention(m)
        for m in annotate_text("Sen. Jane Doe met Microsoft and the FCC in Berlin.")
        if m.form == "NAM"
    }
    assert found == {"Jane Doe": "PER", "Microsoft": "ORG", "FCC": "ORG", "Berlin": "LOC"}


def counted(answers, *mentions, count=count_links):
    counts = defaultdict(Counter)
    count(answers, mentions, counts)
    return {key: dict(value) for key, value in counts.items()}


def test_names_count_only_with_exactly_equal_spans():
    answers = Answers("", {(0, 5): ("ORG", ""), (9, 12): ("LOC", "")}, {})
    found = counted(answers, mention(0, 5, "a"), mention(9, 13, "b", kind="Territory"), count=count_names)
    assert found["names"] == {"answers": 2, "found": 2, "right": 1}
    assert found["names typed"] == {"answers": 2, "found": 2, "right": 1}


LINKED = Answers(
    "", {(0, 5): ("ORG", "1"), (6, 9): ("ORG", "2")}, {14: ("NOM", "1"), 17: ("PRO", "2"), 20: ("PRO", "3")}
)
NAMES = (mention(0, 5, "quorv"), mention(6, 9, "fcc"))


def test_a_link_is_right_if_the_answers_have_it_in_the_group_of_the_name():
    counts = counted(LINKED, *NAMES, mention(10, 14, "quorv", "NOM"), mention(15, 17, "quorv", "PRO"))
    assert counts["links NOM"] == {"answers": 1, "found": 1, "right": 1}
    assert counts["links PRO"] == {
        "answers": 1,
        "found": 1,
        "right": 0,
    }  # the pronoun of a group without a name is not asked for


def test_open_links_words_for_speakers_and_titles_do_not_count():
    others = (mention(10, 14, "", "NOM"), mention(15, 17, "quorv", "PRO", text="we"), mention(-4, 0, "quorv", "NOM"))
    counts = counted(LINKED, *NAMES, *others)
    assert "found" not in counts["links NOM"]
    assert "found" not in counts["links PRO"]


PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("123")), min_size=1)


@given(PAIRS)
def test_b_cubed_is_perfect_only_for_equal_clusters_and_a_share_always(pairs):
    count = Counter()
    count_clusters(pairs, count)
    n = len(pairs)
    assert 0 < count["precision"] / n <= 1
    assert 0 < count["recall"] / n <= 1
    equal = len(set(pairs)) == len({a for a, _ in pairs}) == len({g for _, g in pairs})
    assert (rate_mentions(count)["f1"] == 100) == equal


def test_b_cubed_of_two_companies_merged_into_one():
    count = Counter()
    count_clusters([("a", "1"), ("a", "2")], count)
    assert rate_mentions(count) == {"answers": 2, "found": 2, "precision": 50.0, "recall": 100.0, "f1": 66.7}


def test_nothing_found_has_no_precision():
    assert rate_mentions({"answers": 3, "found": 0, "right": 0}) == {
        "answers": 3, "found": 0, "precision": None, "recall": 0.0, "f1": None,
    }  # fmt: skip
    assert rate(0.5, 1.0)["f1"] == 66.7
