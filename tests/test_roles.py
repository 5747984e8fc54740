"""Who does what to whom: roles in sentences that are made up here, how they are trained, read and scored."""

import json

import numpy as np
import pytest
from spacy.tokens import Doc

from helpers import paths
from helpers.corpora.propbank import find_heads, load_propbank
from helpers.language import role_features, roles
from helpers.language.pipeline import load_pipeline
from helpers.language.role_features import Pairs, Words, measure_depth, mix
from helpers.language.role_training import Examples, Size, learn, pack, train_roles
from helpers.language.roles import choose, find_predicates, label_roles, load_network, unpack
from helpers.language.sentences import parse_text
from helpers.scores.roles import score_roles


def read(text):
    return parse_text(text, load_pipeline())


def arguments(text, predicate):
    """{role: words} of the first word `predicate` of a text."""
    doc = read(text)
    place = next(token.i for token in doc if token.text == predicate)
    return {role: [doc[i].text for i in found] for role, found in label_roles(doc)[place].items()}


SENTENCES = [
    ("The regulator fined the carrier.", "fined", {"ARG0": ["regulator"], "ARG1": ["carrier"]}),
    ("The merger was blocked by the judge.", "blocked", {"ARG0": ["judge"], "ARG1": ["merger"]}),
    ("The merger was blocked on Monday.", "blocked", {"ARG1": ["merger"]}),
    ("The rule proposed by the agency is dead.", "proposed", {"ARG0": ["agency"], "ARG1": ["rule"]}),
    ("The senators want to repeal the law.", "repeal", {"ARG0": ["senators"], "ARG1": ["law"]}),
    ("The court asked the company to sell its stake.", "sell", {"ARG0": ["company"], "ARG1": ["stake"]}),
    ("They praised the agency that approved the deal.", "approved", {"ARG0": ["agency"], "ARG1": ["deal"]}),
    ("They read the letter which the senator wrote.", "wrote", {"ARG0": ["senator"], "ARG1": ["letter"]}),
    ("Apple and Google sued the commission.", "sued", {"ARG0": ["Apple", "Google"], "ARG1": ["commission"]}),
    ("The bank bought the shares and sold the bonds.", "sold", {"ARG0": ["bank"], "ARG1": ["bonds"]}),
    ("Her refusal of the offer was a surprise.", "refusal", {"ARG0": ["Her"], "ARG1": ["offer"]}),
    ("The carrier's use of the data alarmed them.", "use", {"ARG0": ["carrier"], "ARG1": ["data"]}),
    ("The firm gave the workers a bonus.", "gave", {"ARG0": ["firm"], "ARG1": ["bonus"], "ARG2": ["workers"]}),
    (
        "The ministry sent a letter to the carriers.",
        "sent",
        {"ARG0": ["ministry"], "ARG1": ["letter"], "ARG2": ["carriers"]},
    ),
    ("The judge let the company keep the money.", "keep", {"ARG0": ["company"], "ARG1": ["money"]}),
    ("The minister is aware of the risk.", "aware", {"ARG0": ["minister"], "ARG1": ["risk"]}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "expected"), SENTENCES, ids=[text for text, _, _ in SENTENCES])
def test_who_does_what_to_whom(text, predicate, expected):
    assert arguments(text, predicate) == expected


def test_who_is_fined_pays_what_is_kept_as_object():
    assert arguments("The bank was fined $4 million.", "fined") == {"ARG1": ["$"], "ARG2": ["bank"]}


def test_auxiliaries_and_the_copula_are_no_predicates():
    doc = read("The agency has refused to act and the decision is final.")
    found = {doc[i].text for i in find_predicates(doc)}
    assert found >= {"refused", "act", "decision"} and not found & {"has", "is", "to"}


def test_predicates_can_be_named_and_each_has_an_entry():
    doc = read("The regulator fined the carrier.")
    assert label_roles(doc, [2, 2, 0]) == {0: {}, 2: {"ARG0": (1,), "ARG1": (4,)}}
    assert label_roles(doc, []) == {}


@pytest.mark.parametrize("text", ["", " ", "\n\n", "—", "the the the", "No."])
def test_texts_without_predicates_have_no_roles(text):
    assert all(not found for found in label_roles(read(text)).values())


def test_an_empty_doc_has_none():
    assert label_roles(Doc(load_pipeline().vocab)) == {} and find_predicates(Doc(load_pipeline().vocab)) == []


def test_the_same_text_has_the_same_roles_alone_and_among_others():
    texts = [text for text, _, _ in SENTENCES]
    whole, places = read("\n".join(texts)), []
    for text in texts:
        doc = read(text)
        start = next(token.i for token in whole if token.idx == whole.text.index(text))
        shifted = {
            start + place: {role: tuple(start + i for i in found) for role, found in given.items()}
            for place, given in label_roles(doc).items()
        }
        places.append(shifted)
    together = label_roles(whole)
    assert together == {place: given for some in places for place, given in some.items()} == label_roles(whole)


def test_roles_are_sorted_and_are_plain_numbers():
    found = label_roles(read("Apple gave the senators letters and the judge fined the carriers."))
    assert list(found) == sorted(found)
    assert json.loads(json.dumps(list(found.values()))) == [{r: list(h) for r, h in g.items()} for g in found.values()]


def test_pairs_grow_with_the_text_and_not_with_its_square():
    def count(times):
        return len(Pairs(*with_all("The bank bought shares from firms and sold bonds to funds, " * times + "fast.")))

    def with_all(text):
        parts = text.split()
        heads = [max(i - 1, 0) for i in range(len(parts))]
        same = {"pos": ["NOUN"] * len(parts), "deps": ["conj"] * len(parts)}
        return Words(Doc(load_pipeline().vocab, words=parts, heads=heads, **same)), np.arange(len(parts))

    assert count(80) <= 2.1 * count(40)  # one sentence, one chain of words


def test_what_lies_too_far_in_the_window_is_never_looked_at(monkeypatch):
    words = ["shares"] * 300
    doc = Doc(load_pipeline().vocab, words=words, pos=["NOUN"] * 300, heads=[0] * 300, deps=["ROOT"] + ["conj"] * 299)
    predicate, noun = Words(doc).near(np.array([150]))
    assert len(noun) == 2 * role_features.WINDOW and set(predicate) == {150}


def test_depths_are_the_edges_to_the_root():
    assert measure_depth(np.array([1, 1, 1, 2, 3, 5])).tolist() == [1, 0, 1, 2, 3, 0]
    assert measure_depth(np.array([], np.int64)).tolist() == []


def test_hashes_are_the_same_in_every_run():
    parts = np.array([0, 1, 2**64 - 1], np.uint64), np.array([5, 5, 5], np.uint64)
    assert mix(1, *parts).tolist() == [3006426733405117158, 14276217825250881256, 1547334172015576678]
    assert mix(2, *parts).tolist() != mix(1, *parts).tolist()


def test_each_role_is_given_once_and_each_noun_has_one():
    scores = np.array([[3.0, 1.0, -1], [2.5, 2.0, -1], [-1, -1, -1], [1.0, 1.0, 4.0]])
    assert choose(np.array([4, 4, 4, 9]), np.array([1, 2, 3, 8]), scores) == [(4, 1, 0), (4, 2, 1), (9, 8, 2)]
    assert choose(np.array([], int), np.array([], int), np.zeros((0, 3))) == []


def test_a_damaged_or_missing_model_says_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles" / "roles.npz").write_bytes(b"PK\x03\x04 no archive")
    monkeypatch.setattr(roles.paths, "MODEL", tmp_path)
    load_network.cache_clear()
    for name in ("roles", "predicates"):
        with pytest.raises(OSError, match="git checkout helpers/model"):
            load_network(name)


def test_the_model_is_small_and_what_it_was_made_from_is_listed():
    assert sum(path.stat().st_size for path in (paths.MODEL / "roles").iterdir()) < 300_000
    assert "roles/ewt-train-roles.jsonl" in (paths.MODEL / "sources.csv").read_text(encoding="utf-8")


# Training


def test_a_network_learns_what_decides_and_is_the_same_when_read_again():
    chance = np.random.default_rng(1)
    wide = (chance.integers(0, 50, (2000, 3)) + np.array([0, 50, 100])).astype(np.int32)
    deep = (chance.integers(0, 50, (2000, 2)) + np.array([0, 50])).astype(np.int32)
    table = chance.standard_normal((2000, 4)).astype(np.float32)
    answers = (wide[:, 0] % 2 + (deep[:, 1] > 75)).astype(np.int64)
    examples, size = Examples(wide, deep, lambda rows: table[rows], answers), Size(8, 120, 90, 2, 30)
    network, *slots = learn(examples, size)
    again, *same = learn(examples, size)
    assert all(np.array_equal(a, b) for a, b in zip([*network, *slots], [*again, *same], strict=True))
    stored = unpack(pack(network, *slots))
    scores = stored.score(wide, deep, lambda rows: table[rows])
    assert (scores.argmax(axis=1) == answers).mean() > 0.8 and not scores[:, 0].any()


def test_no_treebank_is_said_before_anything_is_trained(tmp_path):
    with pytest.raises(FileNotFoundError, match="make model TREEBANKS"):
        train_roles(tmp_path, tmp_path / "model")
    assert not (tmp_path / "model").exists()


# PropBank

TREE = [
    ("They", "PRON", 2),
    ("said", "VERB", 0),
    ("the", "DET", 4),
    ("firm", "NOUN", 5),
    ("paid", "VERB", 2),
    ("you", "PRON", 5),
]


def write_bank(folder, args=(("ARG0", 3, 4), ("ARG2", 6, 6), ("R-ARG0", 1, 1))):
    rows = (f"{i}\t{form}\t{form}\t{upos}\t_\t_\t{head}\tdep\t_\t_\n" for i, (form, upos, head) in enumerate(TREE, 1))
    (folder / "bank.conllu").write_text("# sent_id = one\n" + "".join(rows) + "\n", encoding="utf-8")
    predicate = {"token": 5, "lemma": "pay", "sense": "pay.01", "args": list(args)}
    (folder / "roles.jsonl").write_text(json.dumps({"sent_id": "one", "predicates": [predicate]}) + "\n")
    return folder / "bank.conllu", folder / "roles.jsonl"


def test_heads_of_spans_are_nouns_whose_head_lies_outside(tmp_path):
    (sentence,) = load_propbank(*write_bank(tmp_path))
    assert find_heads(sentence, sentence.predicates[0]) == {3: "ARG0", 5: "ARG2"}
    assert [p.place for p in sentence.predicates] == [4]


@pytest.mark.parametrize("args", [[["ARG0", 3, 9]], [["ARG0", 0, 1]]])
def test_a_span_outside_its_sentence_is_an_error(tmp_path, args):
    with pytest.raises(ValueError, match="'one'"):
        load_propbank(*write_bank(tmp_path, args))


def test_a_line_that_is_no_sentence_and_a_sentence_that_is_nowhere_are_errors(tmp_path):
    bank, file = write_bank(tmp_path)
    file.write_text('{"sent_id": "two", "predicates": []}\n')
    with pytest.raises(ValueError, match="two"):
        load_propbank(bank, file)
    file.write_text('{"sent_id": "one"}\n')
    with pytest.raises(ValueError, match="line 1"):
        load_propbank(bank, file)


def test_scores_count_heads_by_part_of_speech(tmp_path):
    scores = score_roles(*write_bank(tmp_path)).set_index(["part", "role"])
    assert scores.loc[("verb", "ARG0"), ["answers", "found", "right", "f1"]].tolist() == [1, 1, 1, 100]
    assert scores.loc[("all", "ARG2"), "answers"] == 1
    assert scores.loc[("all", "predicate"), ["answers", "right"]].tolist() == [1, 1]
    assert "noun" not in scores.index.get_level_values(0)
